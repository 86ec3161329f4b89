"""“Is this folder what we built?”: the same sources give the same bytes, and every file that is not one of them is told."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, run

from disclosure.problem import Problems
from disclosure.project import Project
from disclosure.publish.manifest import MANIFEST, differences, digests, misstated, read_manifest
from disclosure.report.digest import digest


def changed(pattern: str, old: bytes, new: bytes) -> Callable[[Path], str]:
    """Changes a file that is found by its pattern; gives its address."""

    def change(site: Path) -> str:
        file = next(iter(sorted(site.glob(pattern))))
        content = file.read_bytes()
        assert old in content
        file.write_bytes(content.replace(old, new, 1))
        return file.relative_to(site).as_posix()

    return change


def added(address: str, content: bytes) -> Callable[[Path], str]:
    def add(site: Path) -> str:
        (site / address).write_bytes(content)
        return address

    return add


def gone(address: str) -> Callable[[Path], str]:
    def remove(site: Path) -> str:
        (site / address).unlink()
        return address

    return remove


FALSIFIED = [
    ("a style sheet edited", changed("assets/site.css", b"{", b" {"), "与重新生成的不同"),
    ("a script edited", changed("assets/site.js", b"(", b" ("), "与重新生成的不同"),
    ("a page added", added("2023/notice.html", b"<p>250"), "不是项目生成的"),
    ("a page of another ending added", added("notice.htm", b"<p>251"), "不是项目生成的"),
    ("a page in an old encoding added", added("about-gbk.html", "甲".encode("gbk")), "不是项目生成的"),
    ("a script added", added("assets/more.js", b"alert(1)"), "不是项目生成的"),
    ("a title edited", changed("2023/disputes.html", b"<title>", b"<title> "), "与重新生成的不同"),
    ("a meta tag edited", changed("2023/disputes.html", b'name="Description" content="', b'name="Description" content="x'), "与重新生成的不同"),
    ("where scripts look for the site", changed("index.html", b'data-root="', b'data-root="//elsewhere.example/'), "与重新生成的不同"),
    ("where a link leads", changed("2023/index.html", b'href="disputes.html', b'href="study.html'), "与重新生成的不同"),
    ("linked data edited", changed("index.html", b'"inLanguage"', b'"inlanguage"'), "与重新生成的不同"),
    ("a word of a sentence", changed("2023/study.html", "宣传".encode(), "宣讲".encode()), "与重新生成的不同"),
    ("the search index edited", changed("assets/search_index.js", b"window", b" window"), "与重新生成的不同"),
    ("a download taken away", gone("data/figures.csv"), "少了这个文件"),
    ("the page for missing pages taken away", gone("404.html"), "少了这个文件"),
]  # fmt: skip


@pytest.mark.parametrize(("falsify", "said"), [row[1:] for row in FALSIFIED], ids=[row[0] for row in FALSIFIED])
def test_whatever_was_done_to_a_site_is_told(
    falsify: Callable[[Path], str], said: str, site: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    address = falsify(copy)
    (problem,) = differences(digests(copy), digests(site))
    assert problem.path == address
    assert said in problem.message


def test_the_manifest_says_what_the_site_is_made_of(site: Path, project: Project) -> None:
    manifest = read_manifest(site)
    assert manifest.files == digests(site)
    assert manifest.files["index.html"] == hashlib.sha256((site / "index.html").read_bytes()).hexdigest()
    assert manifest.data == {str(year): digest(report) for year, report in project.model.reports.items()}
    assert (manifest.edition, manifest.engine) == ("public", "mkdocs")


@pytest.mark.parametrize("which", ["site", "zensical_site"])
def test_a_site_is_built_again_byte_for_byte(which: str, request: pytest.FixtureRequest) -> None:
    built: Path = request.getfixturevalue(which)
    done = run("disclosure", "audit", str(built), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "个文件逐字节相同" in done.stdout


def test_the_audit_of_a_folder_names_what_building_it_again_does_not_give(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "notice.htm").write_text("250", "utf-8")
    manifest = json.loads((copy / MANIFEST).read_text("utf-8"))
    manifest["files"]["notice.htm"] = hashlib.sha256(b"250").hexdigest()  # whoever adds a file may add it there too
    (copy / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    done = run("disclosure", "audit", str(copy), cwd=ROOT)
    assert done.returncode == 1
    assert "notice.htm: 这个文件不是项目生成的，不应当在网站里。" in done.stderr


def test_a_link_in_the_place_of_a_file_is_told(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "index.html").rename(tmp_path / "elsewhere")
    (copy / "index.html").symlink_to(tmp_path / "elsewhere")
    assert [problem.path for problem in differences(digests(copy), digests(site))] == ["index.html"]


@pytest.mark.parametrize(("field", "value"), [("data", {"2023": "0"}), ("engine_version", "0"), ("edition", "staff")])
def test_a_manifest_that_misstates_itself_is_told(field: str, value: object, site: Path) -> None:
    manifest = read_manifest(site)
    (problem,) = misstated(replace(manifest, **{field: value}), manifest)  # type: ignore[arg-type]
    assert problem.path == MANIFEST


@pytest.mark.parametrize("content", ['{"engine": "hugo"}', "[]", "null", "{"])
def test_a_manifest_that_is_none_is_told(content: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(content, "utf-8")
    with pytest.raises(Problems, match="看不出网站是怎样生成的"):
        read_manifest(tmp_path)


def test_a_folder_without_a_manifest_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="看不出网站是怎样生成的"):
        read_manifest(tmp_path)


def test_the_site_map_does_not_say_the_day_of_the_build(site: Path) -> None:
    assert "lastmod" not in (site / "sitemap.xml").read_text("utf-8")
