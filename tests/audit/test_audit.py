"""The audit of the files of a site: pages, downloads, papers, and the command."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, run

from disclosure.audit import audit
from disclosure.problem import Problems
from disclosure.project import Project


@pytest.fixture
def built(site: Path, tmp_path: Path) -> Path:
    """A copy of the built site, to be falsified."""
    return shutil.copytree(site, tmp_path / "site")


def falsify(built: Path, address: str, change: Callable[[str], str]) -> None:
    file = built / address
    before = file.read_text("utf-8")
    after = change(before)
    assert after != before, f"nothing to falsify in {address}"
    file.write_text(after, "utf-8")


# (what was done, file, change, what the audit must say)
FALSIFIED = [
    ("a row edited", "data/figures.csv", lambda text: text.replace(",250,", ",251,", 1), "disputes.found 的 value 是“251”，数据里是“250”"),
    ("a row lost", "data/figures.json", lambda text: re.sub(r"(?s) \{[^{}]*disputes\.found.*?\},\n", "", text, count=1), "有 57 行，数据里是 58 行"),
    ("no table", "data/plans.json", lambda text: text[1:], "下载文件不存在、读不出来，或者含有公式"),
    ("a style sheet that loads from elsewhere", "assets/site.css", lambda text: text + "@import '//fonts.example/x.css';", "样式要从别的网站读取 //fonts.example/x.css"),
    ("a PDF that is none", "2023/report.pdf", None, "打不开这个 PDF"),
    ("a page of nobody", "2023/new.html", None, "这一页不在项目里，不应当生成"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "change", "told"), [row[1:] for row in FALSIFIED], ids=[row[0].replace(" ", "-") for row in FALSIFIED]
)
def test_a_falsified_file_is_told(
    address: str, change: Callable[[str], str] | None, told: str, built: Path, project: Project
) -> None:
    if change:
        falsify(built, address, change)
    else:
        (built / address).write_text("<p>999</p>", "utf-8")
    with pytest.raises(Problems) as raised:
        audit(project, built)
    assert any(address in line and told in line for line in str(raised.value).splitlines()), str(raised.value)


def test_a_file_of_the_project_that_no_public_page_leads_to_is_told(built: Path, project: Project, copy: Path) -> None:
    for folder in (built, copy / "docs"):
        (folder / "2023/台账.xlsx").write_text("内部", "utf-8")
    with pytest.raises(Problems, match=r"2023/台账\.xlsx: 公开的页面没有用到这个文件"):
        audit(replace(project, root=copy), built)
    falsify(built, "2023/study.html", lambda text: text.replace("。</p>", '。<a href="台账.xlsx"></a></p>', 1))
    assert audit(replace(project, root=copy), built)


def test_a_page_that_was_not_built_is_told(built: Path, project: Project) -> None:
    (built / "2023/study.html").unlink()
    with pytest.raises(Problems, match=r"2023/study\.html: 页面没有生成。"):
        audit(project, built)


def test_an_empty_site_cannot_pass(tmp_path: Path, project: Project) -> None:
    with pytest.raises(Problems) as raised:
        audit(project, tmp_path)
    assert len(raised.value.problems) >= 14


def test_the_command_audits_any_folder(site: Path, zensical_site: Path, built: Path) -> None:
    for folder in (site, zensical_site):
        done = run("disclosure", "audit", str(folder), cwd=ROOT)
        assert done.returncode == 0, done.stderr
        assert re.match(r"核对通过：\d+ 个页面，\d+ 处数据，\d+ 处文字说法，\d+ 个链接，\d+ 行下载数据", done.stdout)
    falsify(built, "2023/disputes.html", lambda text: text.replace(">250件<", ">251件<", 1))
    done = run("disclosure", "audit", str(built), cwd=ROOT)
    assert done.returncode == 1
    assert re.search(r"2023/disputes.html:\d+: disputes.found 写的是“251件”", done.stderr)
