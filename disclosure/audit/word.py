"""The audit of the Word document: reads it back and holds it, in order, against what the report must say."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from disclosure.audit.readable import Cells, cells, expected, expected_headings, readable, report_told, source_of
from disclosure.audit.sources import difference, plain
from disclosure.problem import Problem, Problems
from disclosure.project import Project
from disclosure.report.digest import digest, shown
from disclosure.report.model import Report

_NUMBER = "发文字号"
"""The style of the lines with the number and the signatories."""
_ANNEX = "附件标题"
"""The style of an annex's title: a heading of the first level."""


@dataclass(frozen=True)
class WordAudit:
    """How much of a Word document was compared and found to agree."""

    year: int
    figures: int
    headings: int
    rows: int

    def __str__(self) -> str:
        return (
            f"核对通过：{self.year} 年报告 Word 文档，正文 {self.figures} 处数据，{self.headings} 个标题，"
            f"表格 {self.rows} 行，全部一致。"
        )


def audit_word(project: Project, file: Path) -> WordAudit:
    """Holds a Word document of the report against the data. Raises Problems."""
    name = file.name
    try:
        document = docx.Document(str(file))
    except (OSError, PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        raise Problems([Problem(name, 0, 0, "打不开这个 Word 文档；请确认文件完整，格式是 .docx。")]) from None
    blocks = list(document.iter_inner_content())
    said = _said([block for block in blocks if isinstance(block, Paragraph)])
    report = report_told(project, readable(said))
    if report is None:
        message = "里面没有已公开年度报告的发文字号或标题，看不出是哪一年的报告。"
        raise Problems([Problem(name, 0, 0, message)])
    source = source_of(project, report, said)
    right, rows = expected(source)
    found = plain(readable(said))
    table_rows = [row for block in blocks if isinstance(block, Table) for row in _rows(block)]
    headings = list(_headings(blocks))
    problems = [
        *([Problem(name, 0, 0, difference(right, found))] if right != found else ()),
        *(Problem(name, 0, 0, text) for text in _table_problems(rows, table_rows)),
        *([] if headings == expected_headings(source) else [Problem(name, 0, 0, _headings_differ(source, headings))]),
        *(Problem(name, 0, 0, text) for text in _particular_problems(report, document)),
    ]
    if problems:
        raise Problems(problems)
    return WordAudit(report.year, source.count("<data "), len(headings), len(table_rows))


def _said(paragraphs: list[Paragraph]) -> str:
    """The text as it is read: of the lines of a head with several signatories the number comes first."""
    lines = [each.text for each in paragraphs if each.style and each.style.name == _NUMBER]
    numbers = [line.partition("\t")[0] for line in lines]
    names = [line.partition("\t")[2] for line in lines]
    first = next((n for n, each in enumerate(paragraphs) if each.style and each.style.name == _NUMBER), 0)
    said = [each.text if not each.style or each.style.name != _NUMBER else "" for each in paragraphs]
    return "".join([*said[:first], *numbers, *names, *said[first:]])


def feet(file: Path) -> str:
    """What stands in the feet of a document's pages; "" where the file cannot be read."""
    try:
        sections = docx.Document(str(file)).sections
    except (OSError, PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        return ""
    parts = (foot for section in sections for foot in (section.footer, section.even_page_footer))
    return "".join(paragraph.text for foot in parts for paragraph in foot.paragraphs)


def _rows(table: Table) -> Iterator[Cells]:
    """The rows of a table, each cell once however many columns it spans."""
    for row in table._tbl.tr_lst:
        yield cells("".join(text.text or "" for text in cell.iter("{*}t")) for cell in row.tc_lst)


def _headings(blocks: list[Paragraph | Table]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        style = str(block.style.name) if isinstance(block, Paragraph) and block.style else ""
        if isinstance(block, Paragraph) and (style == _ANNEX or style.startswith("Heading ")):
            yield 1 if style == _ANNEX else int(style[-1]), plain(readable(block.text))


def _headings_differ(source: str, found: list[tuple[int, str]]) -> str:
    right = expected_headings(source)
    wrong = next((pair for pair in zip(right, found, strict=False) if pair[0] != pair[1]), None)
    if wrong is None:
        return f"有 {len(found)} 个标题，应当有 {len(right)} 个。"
    return f"标题是“{wrong[1][1]}”（{wrong[1][0]} 级），应当是“{wrong[0][1]}”（{wrong[0][0]} 级）。"


def _table_problems(right: list[Cells], found: list[Cells]) -> Iterator[str]:
    if right == found:
        return
    missing, strange = [row for row in right if row not in found], [row for row in found if row not in right]
    yield from (f"表格里没有“{' | '.join(row)}”。" for row in missing)
    yield from (f"表格里多了“{' | '.join(row)}”。" for row in strange)
    if not missing and not strange:
        yield "表格各行的次序或行数与数据不同。"


def _particular_problems(report: Report, document: Document) -> Iterator[str]:
    """What the file says about itself, and the check code in the feet of its pages."""
    core, said = document.core_properties, report.document
    for what, right, found in (
        ("标题", "".join(said.title), core.title),
        ("主题", said.number or "", core.subject),
    ):
        if readable(right) != readable(found):
            yield f"文档属性里的{what}是“{found}”，应当是“{right}”。"
    code = readable(f"数据校验码{shown(digest(report))}")
    for section in document.sections:
        for foot in (section.footer, section.even_page_footer):
            if code not in readable("".join(paragraph.text for paragraph in foot.paragraphs)):
                yield f"页脚的数据校验码不是现行的 {shown(digest(report))}。"
                return
