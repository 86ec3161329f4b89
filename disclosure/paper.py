"""The audit of paper: reads a PDF of the printable view, whoever printed it, and holds it against the data.

Which year it is, is told by the document's number. Compared are the annexes row by row, every number in the text, the
texts of shortcomings and plans, and the data version in the foot of each page. Reading PDFs needs the development set.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page as Sheet
from pdfplumber.utils.exceptions import PdfminerException

from disclosure.audit.text import any_of, particulars
from disclosure.digest import digest, shown
from disclosure.digits import without_names
from disclosure.model import Model, Report
from disclosure.problem import Problem, Problems
from disclosure.radicals import without_radicals

Cells = tuple[str, ...]

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


def audit_paper(model: Model, pdf: Path) -> PaperAudit:
    """Holds a PDF against the data. Raises Problems."""
    name = pdf.name
    try:
        with pdfplumber.open(pdf) as document:
            sheets = [_read(sheet) for sheet in document.pages]
    except (OSError, PdfminerException):
        raise Problems([Problem(name, 0, 0, "打不开这个 PDF；请确认文件完整。")]) from None
    text = "".join(prose for prose, _, _ in sheets)
    report = next((r for r in model.newest_first if _readable(r.document.number) in text), None)
    if report is None:
        raise Problems([Problem(name, 0, 0, "里面没有已公开年度报告的发文字号，看不出是哪一年的报告。")])
    rows = [row for _, table, _ in sheets for row in table]
    figures, loose = _figures(report, text)
    problems = [
        *(Problem(name, 0, 0, f"正文里的“{digits}”不是数据里的数。") for digits in loose),
        *(
            Problem(name, 0, 0, f"附表里没有“{' | '.join(row)}”。")
            for row in _expected(model, report)
            if row not in rows
        ),
        *(Problem(name, 0, 0, f"里面没有“{words}”。") for words in _texts(report) if _readable(words) not in text),
        *_versions(name, report, [foot for _, _, foot in sheets]),
    ]
    if problems:
        raise Problems(problems)
    return PaperAudit(report.year, len(sheets), figures, len(rows))


def _read(sheet: Sheet) -> tuple[str, list[Cells], str]:
    """A page's text outside tables, the rows of its tables, and its foot (below the text block of GB/T 9704-2012)."""
    block_end = sheet.height * 262 / 297
    tables = sheet.find_tables()
    rows = [tuple(_readable(cell or "") for cell in row) for table in tables for row in table.extract()]
    body = sheet.crop((0, 0, sheet.width, block_end))
    for table in tables:
        body = body.outside_bbox(table.bbox)
    return _readable(body.extract_text()), rows, _readable(sheet.crop((0, block_end, *sheet.bbox[2:])).extract_text())


def _readable(text: str) -> str:
    """Text as a person compares it: one form of each character, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", without_radicals(text)))


def _expected(model: Model, report: Report) -> Iterator[Cells]:
    """The rows that the annex of figures must have."""
    for theme in model.themes.values():
        for figure in report.of_theme(theme.id):
            cells = (figure.indicator.name, figure.number, figure.indicator.unit, figure.source)
            yield tuple(map(_readable, cells))


def _texts(report: Report) -> Iterator[str]:
    for shortcoming in report.shortcomings.values():
        yield from (shortcoming.title, *shortcoming.findings)
    yield from report.plans.aims
    for plan in report.plans.plans.values():
        yield from (plan.title, *plan.measures)


def _figures(report: Report, text: str) -> tuple[int, list[str]]:
    """How many figures of the report stand in the text, and the runs of digits that are none."""
    numbers = sorted({_readable(f.text) for f in report.figures.values() if f.quantity}, key=len, reverse=True)
    bare = _particulars(report).sub("", without_names(text))
    bare, count = re.subn("|".join(rf"(?<![0-9.]){re.escape(number)}" for number in numbers), "", bare)
    return count, re.findall(r"[0-9][0-9.,]*[\u4e00-\u9fff%]?", _without_numbering(bare, report))


def _particulars(report: Report) -> re.Pattern[str]:
    """The texts with digits that are no figures; on paper, sources and names of indicators stand in the annexes."""
    names = {text for figure in report.figures.values() for text in (figure.source, figure.indicator.name)}
    return any_of(map(_readable, particulars(report) | names))


def _without_numbering(text: str, report: Report) -> str:
    """Text without the numbers of headings and annexes, and without the version on the last page."""
    text = text.replace(_readable(shown(digest(report))), "")
    return re.sub(r"附件[1-9]|(?<![0-9.])[1-9][0-9]?\.(?![0-9])", "", text)


def _versions(name: str, report: Report, feet: Iterable[str]) -> Iterator[Problem]:
    version = _readable(f"数据校验码{shown(digest(report))}")
    for number, foot in enumerate(feet, 1):
        if version not in foot:
            yield Problem(name, 0, 0, f"第 {number} 页页脚的数据校验码不是现行的 {shown(digest(report))}。")
