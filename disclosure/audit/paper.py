"""The audit of paper: reads a PDF of the printable view, whoever printed it, and holds it against the data.

Which year it is, is told by the document's number. Compared are the text, character by character, the annexes row by
row, and the data version in the foot of each page. Reading PDFs needs the development set.
"""

from __future__ import annotations

import itertools
import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from lxml import html
from pdfplumber.page import Page as Sheet
from pdfplumber.utils.exceptions import PdfminerException

from disclosure.audit.sources import difference, plain, without_markup
from disclosure.chapters.expansion import expanded
from disclosure.page import Page
from disclosure.pages.vocabulary import vocabulary
from disclosure.problem import Problem, Problems
from disclosure.project import Project
from disclosure.report.digest import digest, shown
from disclosure.report.model import Report
from disclosure.text.radicals import without_radicals

Cells = tuple[str, ...]
_STRAIGHT = (1, 0, 0, 1, 0, 0)

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts without a bounding box, which Chromium makes


@dataclass(frozen=True)
class PaperAudit:
    """How much of a PDF was compared and found to agree."""

    year: int
    pages: int
    figures: int
    rows: int

    def __str__(self) -> str:
        return (
            f"核对通过：{self.year} 年报告 {self.pages} 页，正文 {self.figures} 处数据，附表 {self.rows} 行，全部一致。"
        )


def audit_paper(project: Project, pdf: Path) -> PaperAudit:
    """Holds a PDF against the data. Raises Problems."""
    name = pdf.name
    try:
        with pdfplumber.open(pdf) as document:
            sheets = [_read(sheet) for sheet in document.pages]
    except (OSError, PdfminerException):
        raise Problems([Problem(name, 0, 0, "打不开这个 PDF；请确认文件完整。")]) from None
    text = "".join(prose for prose, _, _ in sheets)
    reports = project.model.newest_first
    names = {_readable(report.document.number or report.document.name): report for report in reports}
    report = next((report for name, report in names.items() if name in text), None)
    if report is None:
        raise Problems([Problem(name, 0, 0, "里面没有已公开年度报告的发文字号或标题，看不出是哪一年的报告。")])
    source = _source(project, report, text)
    right, rows = _expected(source)
    found = [row for _, table, _ in sheets for row in table]
    problems = [
        *([Problem(name, 0, 0, difference(right, plain(text)))] if right != plain(text) else ()),
        *(Problem(name, 0, 0, f"附表里没有“{' | '.join(row)}”。") for row in rows if row not in found),
        *(Problem(name, 0, 0, f"附表里多了“{' | '.join(row)}”。") for row in found if row not in rows),
        *_versions(name, report, [foot for _, _, foot in sheets]),
    ]
    if problems:
        raise Problems(problems)
    return PaperAudit(report.year, len(sheets), source.count("<data "), len(found))


def _source(project: Project, report: Report, text: str) -> str:
    """The printable view's Markdown; a copy of a site with an address of its own names it on the last page."""
    address = f"{report.year}/print.html"
    named = re.search(rf"(https?://[^\s<>]*?){re.escape(address)}", text)
    page = Page(f"{report.year}/print.md")
    names = vocabulary(project, page, site_url=named[1] if named else "")
    return expanded(page.path, project.passages, names)


def _expected(source: str) -> tuple[str, list[Cells]]:
    """What a sheet says outside tables, and the rows of the tables, each cell a reader's text."""
    tables = re.findall(r"<table.*?</table>", source, re.DOTALL)
    rows = [
        _cells("".join(map(str, cell.itertext())) for cell in row)
        for table in tables
        for row in html.fromstring(table).iter("tr")
    ]
    prose = re.sub(r"<table.*?</table>", "", source, flags=re.DOTALL)
    numbered = re.sub(r"<ol>.*?</ol>", _numbered, prose, flags=re.DOTALL)
    return _readable(plain(without_markup(numbered))), rows


def _numbered(items: re.Match[str]) -> str:
    """An ordered list with the numbers that a browser gives it."""
    count = itertools.count(1)
    return re.sub("<li>", lambda _: f"{next(count)}.", items[0])


def _read(sheet: Sheet) -> tuple[str, list[Cells], str]:
    """A page's text outside tables, the rows of its tables, and its foot (below the text block of GB/T 9704-2012)."""
    sheet = sheet.filter(lambda part: not part.get("matrix", _STRAIGHT)[1])  # the staff watermark stands askew
    block_end = sheet.height * 262 / 297
    tables = sheet.find_tables()
    rows = [_cells(cell or "" for cell in row) for table in tables for row in table.extract()]
    body = sheet.crop((0, 0, sheet.width, block_end))
    for table in tables:
        body = body.outside_bbox(table.bbox)
    return _readable(body.extract_text()), rows, _readable(sheet.crop((0, block_end, *sheet.bbox[2:])).extract_text())


def _cells(texts: Iterable[str]) -> Cells:
    """A row's cells that say something: where one spans several columns, the others are empty or not there."""
    return tuple(cell for cell in map(_readable, texts) if cell)


def _readable(text: str) -> str:
    """Text as a person compares it: one form of each character, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", without_radicals(text)))


def _versions(name: str, report: Report, feet: Iterable[str]) -> Iterator[Problem]:
    version = _readable(f"数据校验码{shown(digest(report))}")
    for number, foot in enumerate(feet, 1):
        if version not in foot:
            yield Problem(name, 0, 0, f"第 {number} 页页脚的数据校验码不是现行的 {shown(digest(report))}。")
