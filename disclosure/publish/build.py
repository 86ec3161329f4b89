"""Build aside, audit, then swap: a failed build, or one cut off at any moment, leaves the last good site in place."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from disclosure.problem import Problem, Problems
from disclosure.project import UNIT, check
from disclosure.publish.finish import REPORT_DOCX, REPORT_PDF, finish
from disclosure.publish.manifest import SITE_URL, Engine, differences, digests, misstated, read_manifest
from disclosure.publish.target import SITE, WORKSHOP, must_be_free, shown
from disclosure.reading.configuration import must_be_configured
from disclosure.reading.yamlfile import read_yaml
from disclosure.report.edition import Edition


class EngineFailed(Exception):
    """The engine ended without a site; the message is what it said."""


def publish(
    root: Path,
    target: Path,
    *,
    engine: Engine = "mkdocs",
    edition: Edition = "public",
    pdf: bool = False,
    docx: bool = False,
) -> str:
    """Builds the project at `root`, audits it, and puts it in place of `target`. Returns what was proved.

    With `pdf` or `docx` every year's report becomes such a file as well, and the pages offer it.

    Raises Problems, EngineFailed or OSError; `target` is then as it was.
    """
    target = target.resolve()
    put_back(target)
    must_be_free(target, root, edition)
    must_be_configured(root)
    target.parent.mkdir(parents=True, exist_ok=True)
    top = os.environ.get(SITE_URL) or declared_address(root)
    with _folder_beside(root / WORKSHOP / "site") as aside, _environment(SITE_URL, top):
        try:
            said = (_mkdocs if engine == "mkdocs" else _zensical)(root, aside, edition, pdf=pdf, docx=docx)
        except EngineFailed as failed:
            raise EngineFailed(str(failed).replace(str(aside), shown(target, root))) from None
        _let_everyone_read(aside)
        if aside.stat().st_dev == target.parent.stat().st_dev:
            swap(aside, target)
        else:
            with _folder_beside(target) as near:  # a folder can only change its place within its file system
                try:
                    shutil.copytree(aside, near, dirs_exist_ok=True)
                except shutil.Error:  # it keeps the cause of each file to itself
                    advice = "写不进去；请检查那里的磁盘空间和权限。"
                    raise Problems([Problem(shown(target, root), 0, 0, advice)]) from None
                swap(near, target)
    if (pdf or docx) and not top:
        advice = "没有写 site_url（网站的网址），所以纸上没有二维码和网址；网站有了网址就写上。"
        return f"提醒 {Problem('data/unit.yml', 0, 0, advice)}\n{said}"
    return said


def declared_address(root: Path) -> str:
    """The address of the top of the site as data/unit.yml declares it; "" where it does not."""
    try:
        unit = read_yaml(root / UNIT, UNIT).content
    except Problems:
        return ""
    return str(unit.get("site_url") or "") if isinstance(unit, dict) else ""


def must_be_as_built(root: Path, site: Path, edition: Edition) -> int:
    """Builds the project at `root` anew, as the manifest of `site` says it was built, and compares every byte.

    Returns how many files were compared. Raises Problems naming each file that was added, changed or taken away.
    """
    manifest = read_manifest(site)
    pdf, docx = (any(name.endswith(f"/report.{kind}") for name in manifest.files) for kind in ("pdf", "docx"))
    with _folder_beside(root / WORKSHOP / "again") as aside:
        build = _zensical if manifest.engine == "zensical" else _mkdocs
        with _environment(SITE_URL, manifest.site_url):
            build(root, aside, edition, pdf=pdf, docx=docx)
        right = digests(aside)
        found = [*differences(digests(site), right), *differences(manifest.files, right)]
        found += misstated(manifest, read_manifest(aside))
    if found:
        raise Problems(found)
    return len(right)


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """An environment variable as it was for another build: "" stands for none."""
    before = os.environ.pop(name, None)
    os.environ |= {name: value} if value else {}
    try:
        yield
    finally:
        os.environ.pop(name, None)
        os.environ |= {} if before is None else {name: before}


@contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    """A new folder, which is gone at the end; and away with those that builds cut off left behind.

    It lies in one with a mark, since others may have folders of such names. Younger ones may belong to a build still
    running.
    """
    target.parent.mkdir(exist_ok=True)
    for mark in target.parent.glob(f"{target.name}-building-*/{_MARK}"):
        if mark.stat().st_mtime < time.time() - 3600:
            shutil.rmtree(mark.parent, ignore_errors=True)
    marked = Path(tempfile.mkdtemp(prefix=f"{target.name}-building-", dir=target.parent))
    try:
        (marked / _MARK).touch()
        folder = marked / "site"
        folder.mkdir()
        yield folder
    finally:
        shutil.rmtree(marked, ignore_errors=True)


_MARK = ".disclosure"


def _let_everyone_read(site: Path) -> None:
    """Whatever rights the clerk's new files have by default, a web server must be able to read the site."""
    for path in (site, *site.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


CONFIGURATION: Mapping[Edition, str] = {"public": "mkdocs.yml", "staff": "mkdocs.staff.yml"}


def _mkdocs(root: Path, site: Path, edition: Edition, *, pdf: bool, docx: bool) -> str:
    """MkDocs checks, finishes and audits through macros.py."""
    options = ["--strict", "--quiet", "-f", CONFIGURATION[edition], "-d", str(site)]
    return _run([sys.executable, "-m", "mkdocs", "build", *options], root, pdf=pdf, docx=docx)


def _zensical(root: Path, site: Path, edition: Edition, *, pdf: bool, docx: bool) -> str:
    """Zensical takes its output folder from the configuration alone, so it builds a copy of the project."""
    project = check(root, edition)
    with tempfile.TemporaryDirectory(dir=site.parent) as folder:
        copy = Path(folder) / "project"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".*", "site", "site-staff", "tests", "__pycache__"))
        _run(
            [sys.executable, "-m", "zensical", "build", "--strict", "-f", CONFIGURATION[edition]],
            copy,
            pdf=pdf,
            docx=docx,
        )
        shutil.copytree(copy / SITE[edition], site, dirs_exist_ok=True)
    return str(finish(project, site, engine="zensical", pdf=pdf, docx=docx))


def _yes(asked: bool) -> str:
    return "true" if asked else "false"


def _run(command: list[str], folder: Path, *, pdf: bool, docx: bool) -> str:
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    environment = (
        os.environ | quiet | {"PYTHONUTF8": "1", "NO_COLOR": "1", REPORT_PDF: _yes(pdf), REPORT_DOCX: _yes(docx)}
    )
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    said = (done.stderr + done.stdout).strip()
    if done.returncode == 0:
        return said
    last = said.rpartition("\n")[2]
    if missing := re.search(r"No module named '?([\w.]+)", last):
        raise ModuleNotFoundError(name=missing[1])
    if failed := re.search(r"\[Errno ([0-9]+)\] ([^:]*)", last):
        raise OSError(int(failed[1]), failed[2], str(folder))
    raise EngineFailed(f"生成时出错：{last}" if "Traceback (most recent call last)" in said else said)


def swap(new: Path, target: Path) -> None:
    """Exchanges the folder `new` and the one at `target`, if any; in one step where the system can."""
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        old = _being_replaced(target)
        shutil.rmtree(old, ignore_errors=True)
        try:
            target.rename(old)
            new.rename(target)
        except BaseException:  # Ctrl+C too
            put_back(target)
            raise
        with suppress(OSError):
            old.rename(new)


def put_back(target: Path) -> None:
    """Puts the last good site back where a swap was cut off between taking it away and putting the new one there."""
    old = _being_replaced(target)
    if old.exists() and not target.exists():
        old.rename(target)


def _being_replaced(target: Path) -> Path:
    return target.parent / f"{target.name}-being-replaced"


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders atomically (renameat2 with RENAME_EXCHANGE on Linux); False where that cannot be done."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    at_current_folder, exchange = -100, 2
    return bool(rename(at_current_folder, os.fsencode(one), at_current_folder, os.fsencode(other), exchange) == 0)
