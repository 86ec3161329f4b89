"""Paper is held against the data: a PDF of the report passes, and one with another figure does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, run
from playwright.sync_api import Browser

from disclosure.model import Model
from disclosure.paper import audit_paper
from disclosure.problem import Problems


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


def test_a_print_of_the_current_data_passes_and_is_counted(printed: Path, model: Model) -> None:
    audited = audit_paper(model, printed)
    assert audited.year == 2023
    assert audited.pages > 10
    assert audited.figures >= 40
    assert audited.rows > len(model.latest.figures)


# (text in the page, text instead, what must be told)
LIES = [
    (">3.689万元<", ">3.698万元<", "正文里的“3.698万”不是数据里的数"),
    (">98<", ">97<", "附表里没有“行政许可 | 98 | 件 | 一(六)1”"),
    ("探索基层治理新模式。", "探索新模式。", "里面没有“探索基层治理新模式。”"),
    ('--data-version:"数据校验码 ', '--data-version:"数据校验码 0', "第 1 页页脚的数据校验码不是现行的"),
]


@pytest.mark.parametrize(("old", "new", "told"), LIES, ids=["a-figure", "a-row", "a-plan", "the-version"])
def test_a_print_that_says_something_else_is_caught(
    old: str, new: str, told: str, site: Path, browser: Browser, model: Model, tmp_path: Path
) -> None:
    folder = tmp_path / "2023"
    folder.mkdir()
    (tmp_path / "assets").symlink_to(site / "assets")
    text = (site / "2023/print.html").read_text("utf-8")
    assert old in text
    (folder / "print.html").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(Problems) as raised:
        audit_paper(model, printed_from(tmp_path, browser, tmp_path / "false.pdf"))
    assert told in str(raised.value)


def test_what_is_no_report_is_refused(model: Model, tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "x.pdf").write_text("no")
    with pytest.raises(Problems, match="打不开这个 PDF"):
        audit_paper(model, tmp_path / "x.pdf")
    tab = browser.new_page()
    tab.pdf(path=tmp_path / "empty.pdf")
    tab.close()
    with pytest.raises(Problems, match="看不出是哪一年的报告"):
        audit_paper(model, tmp_path / "empty.pdf")


def test_the_command_audits_a_pdf(printed: Path) -> None:
    done = run("disclosure", "audit", str(printed), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("核对通过：2023 年报告 ")
    assert done.stderr == ""
