"""The audit of paper: reads a PDF of the printable view, whoever printed it, and holds it against the data.

Which year it is, is told by the document's number or title. Compared are the text,
character by character, the annexes row by row, and the data version in the foot of each page. Reading PDFs needs the
extra set `pdf`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page as Sheet
from pdfplumber.utils.exceptions import PdfminerException

from disclosure.audit.readable import Cells, cells, expected, readable, report_told, source_of, without_spanning
from disclosure.audit.sources import difference, plain
from disclosure.problem import Problem, Problems
from disclosure.project import Project
from disclosure.report.digest import digest, shown
from disclosure.report.model import Report

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
    report = report_told(project, text)
    if report is None:
        raise Problems([Problem(name, 0, 0, "里面没有已公开年度报告的发文字号或标题，看不出是哪一年的报告。")])
    source = source_of(project, report, text)
    right, rows = expected(source)
    broken = without_spanning(source)
    found = [row for _, table, _ in sheets for row in table]
    problems = [
        *([Problem(name, 0, 0, difference(right, plain(text)))] if right != plain(text) else ()),
        *(
            Problem(name, 0, 0, f"附表里没有“{' | '.join(row)}”。")
            for row, bare in zip(rows, broken, strict=True)
            if row not in found and bare not in found
        ),
        *(Problem(name, 0, 0, f"附表里多了“{' | '.join(row)}”。") for row in found if row not in (*rows, *broken)),
        *_versions(name, report, [foot for _, _, foot in sheets]),
    ]
    if problems:
        raise Problems(problems)
    return PaperAudit(report.year, len(sheets), source.count("<data "), len(found))


def foot_of_first_page(pdf: Path) -> str:
    """What stands below the text block of the first page; "" where the file cannot be read."""
    try:
        with pdfplumber.open(pdf) as document:
            return next((_read(sheet)[2] for sheet in document.pages[:1]), "")
    except (OSError, PdfminerException):
        return ""


def _read(sheet: Sheet) -> tuple[str, list[Cells], str]:
    """A page's text outside tables, the rows of its tables, and its foot (below the text block of GB/T 9704-2012)."""
    sheet = sheet.filter(lambda part: not part.get("matrix", _STRAIGHT)[1])  # the staff watermark stands askew
    block_end = sheet.height * 262 / 297
    tables = sheet.find_tables()
    rows = [cells(cell or "" for cell in row) for table in tables for row in table.extract()]
    body = sheet.crop((0, 0, sheet.width, block_end))
    for table in tables:
        left, top, right, bottom = table.bbox
        body = body.outside_bbox((left, top, right, min(bottom, block_end)))
    return (
        readable(body.extract_text(use_text_flow=True)),
        rows,
        readable(sheet.crop((0, block_end, *sheet.bbox[2:])).extract_text()),
    )


def _versions(name: str, report: Report, feet: Iterable[str]) -> Iterator[Problem]:
    version = readable(f"数据校验码{shown(digest(report))}")
    for number, foot in enumerate(feet, 1):
        if version not in foot:
            yield Problem(name, 0, 0, f"第 {number} 页页脚的数据校验码不是现行的 {shown(digest(report))}。")
