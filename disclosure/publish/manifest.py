"""What a built site consists of, written into it: the SHA-256 of every file, and how to build the same bytes again."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal, get_args

from disclosure.problem import Problem, Problems
from disclosure.project import Project
from disclosure.report.digest import digest
from disclosure.report.edition import Edition

Engine = Literal["mkdocs", "zensical"]
MANIFEST = "manifest.json"
SITE_URL = "SITE_URL"
"""The environment variable that tells the engines (mkdocs.yml) the address of the top of the site."""


@dataclass(frozen=True)
class Manifest:
    """How a site was built, and its files: the hexadecimal SHA-256 of each by its address.

    `data` has the digest of each year; `commit` is "" where the project is not, or not as it is, in a repository.
    """

    edition: Edition
    engine: Engine
    engine_version: str
    site_url: str
    commit: str
    data: Mapping[str, str]
    files: Mapping[str, str]


def write_manifest(project: Project, site: Path, engine: Engine) -> None:
    """Writes the manifest of a built site into it."""
    manifest = Manifest(
        edition=project.edition,
        engine=engine,
        engine_version=version(engine),
        site_url=os.environ.get(SITE_URL, ""),
        commit=_commit(project.root),
        data={str(year): digest(report) for year, report in project.model.reports.items()},
        files=digests(site),
    )
    (site / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_manifest(site: Path) -> Manifest:
    """The manifest of a built site. Raises Problems where there is none that can be read."""
    try:
        manifest = Manifest(**json.loads((site / MANIFEST).read_text("utf-8")))
        if manifest.engine not in get_args(Engine) or not isinstance(manifest.files, dict):
            raise TypeError
        return manifest
    except (OSError, ValueError, TypeError):
        advice = "没有这个文件，或者读不出来，看不出网站是怎样生成的；请用 make site 重新生成，再核对。"
        raise Problems([Problem(MANIFEST, 0, 0, advice)]) from None


def digests(site: Path) -> Mapping[str, str]:
    """The SHA-256 of every file of a site but the manifest itself, by its address."""
    files = sorted(file for file in site.rglob("*") if file.is_file() or file.is_symlink())
    return {
        address: "" if file.is_symlink() else hashlib.sha256(file.read_bytes()).hexdigest()  # a link is no file of ours
        for file in files
        if (address := file.relative_to(site).as_posix()) != MANIFEST
    }


def differences(found: Mapping[str, str], right: Mapping[str, str]) -> Iterator[Problem]:
    """Files that were added to a site, changed or taken away, by what building it again gives."""
    for address in sorted({*found, *right}):
        if address not in right:
            yield Problem(address, 0, 0, "这个文件不是项目生成的，不应当在网站里。")
        elif address not in found:
            yield Problem(address, 0, 0, "少了这个文件。")
        elif found[address] != right[address]:
            yield Problem(address, 0, 0, "与重新生成的不同：生成以后有人改过它，或者它不是由现在的数据和程序生成的。")


def misstated(manifest: Manifest, again: Manifest) -> Iterator[Problem]:
    """What a manifest says otherwise than that of the site built again; another commit may have the same files."""
    names = {"edition": "版本", "engine_version": "引擎的版本", "data": "数据校验码"}
    for field, name in names.items():
        said, right = getattr(manifest, field), getattr(again, field)
        if said != right:
            yield Problem(MANIFEST, 0, 0, f"里面写的{name}是 {said}，重新生成的是 {right}。")


_BUILD_DAY = re.compile(rb"\s*<lastmod>[^<]*</lastmod>")
_ENTRIES = re.compile(rb"(?:\s*<url>.*?</url>)+", re.DOTALL)


def reproducible_site_map(site: Path) -> None:
    """Takes the day of the build, which says nothing of the pages, from the site map, and sorts its entries."""
    if (file := site / "sitemap.xml").is_file():
        text = _BUILD_DAY.sub(b"", file.read_bytes())
        text = _ENTRIES.sub(lambda all_: b"".join(sorted(re.findall(rb"\s*<url>.*?</url>", all_[0], re.DOTALL))), text)
        file.write_bytes(text)
        if (packed := site / "sitemap.xml.gz").is_file():
            packed.write_bytes(gzip.compress(text, mtime=0))


def _commit(root: Path) -> str:
    """The commit that the project at `root` is at, without changes; "" otherwise."""

    def git(*words: str) -> str | None:
        done = subprocess.run(("git", "-C", str(root), *words), capture_output=True, encoding="utf-8", check=False)
        return done.stdout.strip() if done.returncode == 0 else None

    try:
        return (git("rev-parse", "HEAD") or "") if git("status", "--porcelain") == "" else ""
    except OSError:
        return ""
