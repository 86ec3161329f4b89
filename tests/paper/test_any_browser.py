"""Whatever browser prints, the paper is right, or the page says before printing what it will lack."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest
from conftest import readable, run
from firefox import firefox
from playwright.sync_api import Browser

from disclosure.documents.copy import read_copy
from disclosure.problem import Problems
from disclosure.project import Project
from disclosure.report.digest import digest, shown


def test_firefox_says_what_it_cannot_print_and_prints_the_rest_with_its_grid_lines(
    site: Path, project: Project, tmp_path: Path
) -> None:
    with firefox() as reader:
        reader.open((site / "2023/print.html").as_uri())
        note = reader.run("return document.getElementById('print-note').innerText")
        reader.print(tmp_path / "x.pdf")
    assert note.startswith("这个浏览器打不出每页下方的页码和数据校验码")
    with pytest.raises(Problems, match="许多字读不出来（火狐打印的常常这样）"):  # but people can read them
        read_copy(tmp_path / "x.pdf")
    with pdfplumber.open(tmp_path / "x.pdf") as document:
        text = "".join(page.extract_text() for page in document.pages)
        assert "这个浏览器" not in text
        tables = [table for page in document.pages for table in page.extract_tables()]
    assert len(tables) > 3
    assert all(len(row) == 4 for table in tables for row in table)
    report = project.model.latest
    assert sum(map(len, tables)) > len(report.figures) + len(report.shortcomings) + len(report.plans.plans)


def test_chromium_has_nothing_to_say(site: Path, browser: Browser) -> None:
    tab = browser.new_page()
    tab.goto((site / "2023/print.html").as_uri())
    assert not tab.locator("#print-note").is_visible()
    tab.close()


def test_a_single_chapter_on_paper_says_where_it_is_from(
    site: Path, browser: Browser, project: Project, tmp_path: Path
) -> None:
    report = project.model.latest
    tab = browser.new_page()
    tab.goto((site / "2023/disputes.html").as_uri())
    assert not tab.locator(".printed-source").is_visible()
    tab.pdf(path=tmp_path / "x.pdf", prefer_css_page_size=True)
    tab.close()
    with pdfplumber.open(tmp_path / "x.pdf") as document:
        text = readable(document.pages[-1].extract_text())
    assert report.document.number
    for said in (report.document.issued_by, report.document.name, report.document.number, "2024年1月9日", "（四）"):
        assert readable(said) in text, said
    assert shown(digest(report)).replace(" ", "") in text


LONG = "某" * 20 + "a" * 130


@pytest.mark.parametrize("kind", ["code", "table"])
def test_a_long_line_of_code_and_a_wide_table_stay_on_the_sheet(copy: Path, kind: str) -> None:
    chapter = copy / "docs/2023/openness.md"
    row = "|" + " 某项 |" * 30
    text = f"```\n{LONG}\n```" if kind == "code" else f"{row}\n|{' --- |' * 30}\n{row}\n{row}"
    chapter.write_text(f"{chapter.read_text('utf-8')}\n\n{text}\n", "utf-8")
    done = run("disclosure", "publish", "--pdf", "--docx", cwd=copy)
    assert done.returncode == 0, done.stderr
    with pdfplumber.open(copy / "site/2023/report.pdf") as document:
        for page in document.pages:
            assert all(char["x1"] <= page.width - 20 for char in page.chars)
        sizes = {round(char["size"], 1) for char in document.pages[1].chars}
        assert max(sizes) == pytest.approx(15.8, abs=0.2)  # the rest of the paper is not made smaller


def test_no_last_line_has_one_character(site: Path, browser: Browser, tmp_path: Path) -> None:
    view = tmp_path / "2023/print.html"
    view.parent.mkdir()
    (tmp_path / "assets").symlink_to(site / "assets")
    text = (site / "2023/print.html").read_text("utf-8")
    end = '<div class="document-end"'
    assert end in text
    alone = f"<p>{'某' * (2 * 28 - 2)}末。</p>"  # one character more than fills two lines
    view.write_text(text.replace(end, f"{alone}{end}", 1), "utf-8")
    tab = browser.new_page()
    tab.goto(view.as_uri())
    tab.pdf(path=tmp_path / "x.pdf", prefer_css_page_size=True)
    tab.close()
    with pdfplumber.open(tmp_path / "x.pdf") as document:
        lines = [line["text"] for page in document.pages for line in page.extract_text_lines()]
    (last,) = (line for line in lines if line.endswith("末。"))
    assert len(last) > 2
