"""Paper is held against the data: a PDF of the report passes, and one with another figure does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, run
from playwright.sync_api import Browser

from disclosure.audit.paper import audit_paper
from disclosure.problem import Problems
from disclosure.project import Project


@pytest.fixture(scope="session")
def printed(site: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The printable view as a reader prints it."""
    return printed_from(site, browser, tmp_path_factory.mktemp("paper") / "report.pdf")


def printed_from(site: Path, browser: Browser, pdf: Path) -> Path:
    tab = browser.new_page()
    tab.goto(f"file://{site}/2023/print.html")
    tab.pdf(path=pdf, prefer_css_page_size=True)
    tab.close()
    return pdf


def test_a_print_of_the_current_data_passes_and_is_counted(printed: Path, project: Project) -> None:
    audited = audit_paper(project, printed)
    assert audited.year == 2023
    assert audited.pages > 10
    assert audited.figures >= 40
    assert audited.rows > len(project.model.latest.figures)


# (text in the page, text instead, what must be told)
LIES = {
    "a figure": (">3.689万元<", ">3.698万元<", "处以罚金3.698万元"),
    "a row": (">98<", ">97<", "附表里没有“行政许可|98|件|一(六)1”"),
    "a row too many": (
        "<tbody>\n<tr><th",
        "<tbody><tr><th>败诉</th><td>999</td><td>件</td><td>一</td></tr>\n<tr><th",
        "附表里多了“败诉|999|件|一”",
    ),
    "a plan": ("探索基层治理新模式。", "探索新模式。", "源文件是"),
    "a number in words": ("，有效化解", "，败诉九百九十九件，有效化解", "败诉九百九十九件"),
    "a paragraph left out": ("二是坚持领导干部接访下访制度。", "", "源文件是"),
    "the version": ("<main", '<link rel="stylesheet" href="false.css"><main', "第 1 页页脚的数据校验码不是现行的"),
}


@pytest.mark.parametrize(("old", "new", "told"), LIES.values(), ids=LIES)
def test_a_print_that_says_something_else_is_caught(
    old: str, new: str, told: str, site: Path, browser: Browser, project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "2023"
    folder.mkdir()
    (tmp_path / "assets").symlink_to(site / "assets")
    text = (site / "2023/print.html").read_text("utf-8")
    assert old in text
    (folder / "print.html").write_text(text.replace(old, new), "utf-8")
    (folder / "false.css").write_text(':root{--data-version:"数据校验码 0000 0000 0000"}', "utf-8")
    with pytest.raises(Problems) as raised:
        audit_paper(project, printed_from(tmp_path, browser, tmp_path / "false.pdf"))
    assert told in str(raised.value).replace(" | ", "|")


def test_what_is_no_report_is_refused(project: Project, tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "x.pdf").write_text("no")
    with pytest.raises(Problems, match="打不开这个 PDF"):
        audit_paper(project, tmp_path / "x.pdf")
    tab = browser.new_page()
    tab.pdf(path=tmp_path / "empty.pdf")
    tab.close()
    with pytest.raises(Problems, match="看不出是哪一年的报告"):
        audit_paper(project, tmp_path / "empty.pdf")


def test_the_command_audits_a_pdf(printed: Path) -> None:
    done = run("disclosure", "audit", str(printed), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("核对通过：2023 年报告 ")
    assert done.stderr == ""


def test_dashes_wrapping_cells_long_and_wide_tables_and_lists_pass_on_paper_and_in_word(copy: Path) -> None:
    chapter = copy / "docs/2023/openness.md"
    rows = "| 甲 | 乙，某项工作说明文字很长很长要换行的单元格内容，再写一些让它换行 |\n" * 25
    nine = "| 甲 | 乙 | 丙 | 丁 | 戊 | 己 | 庚 | 辛 | 壬 |\n|" + " --- |" * 9 + "\n|" + " 某项 |" * 9
    text = (
        "按照《某某实施纲要（2021—2025年）》开展工作，起草—审查—备案，上午～下午，甲／乙‧丙‑丁。\n\n"
        f"| 事项 | 说明 |\n| --- | --- |\n{rows}\n{nine}\n\n列出：\n\n1. 一项\n2. 二项\n"
    )
    chapter.write_text(f"{chapter.read_text('utf-8')}\n{text}", "utf-8")
    done = run("disclosure", "publish", "--pdf", "--docx", cwd=copy)
    assert done.returncode == 0, done.stderr
