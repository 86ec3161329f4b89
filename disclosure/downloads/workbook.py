"""The workbook: a table for people who open it in Excel or WPS, with what the indicators mean and where they come from.

The same data always gives the same bytes: nothing in the file comes from the clock.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from disclosure.downloads.formats import is_formula
from disclosure.downloads.forms import add_forms
from disclosure.downloads.tables import CELLS, Cell, Row, Table
from disclosure.numbers.wording import chinese_date
from disclosure.report.model import Indicator, Model, Report

_A4 = 9  # Excel's number for the paper size
_LINE = 16  # points; WPS and LibreOffice do not fit the height of a row to its text by themselves


def as_workbook(table: Table, rows: Sequence[Row], model: Model, reports: Sequence[Report], version: str) -> bytes:
    """An .xlsx file: the rows under Chinese headings, the definitions of the indicators, and the source of the data."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}) as book:
        day = max(report.document.date or date(report.year, 12, 31) for report in reports)
        book.set_properties(
            {"title": f"{model.unit.site_name}：{table.title}", "created": datetime.combine(day, time())}
        )
        writer = _Writer(book)
        headings = [(field.title, field.width) for field in table.fields]
        writer.sheet(table.title, headings, ([row[field.name] for field in table.fields] for row in rows))
        if table is CELLS:
            add_forms(book, model, reports)
        themes = model.themes if len(reports) > 1 else model.themes_in(reports[0].year)
        defined = (indicator for theme in themes.values() for indicator in theme.indicators)
        writer.sheet("指标说明", _DEFINITION_HEADINGS, (_definition(model, indicator) for indicator in defined))
        writer.sheet("来源", (("项目", 16), ("内容", 100)), _source(table, model, reports, version))
    return file.getvalue()


_DEFINITION_HEADINGS = (("编号", 30), ("主题", 14), ("指标", 30), ("单位", 8), ("公式", 40), ("说明", 50))


def _definition(model: Model, indicator: Indicator) -> tuple[Cell, ...]:
    theme = model.themes[indicator.theme].name
    formula = indicator.formula.text if indicator.formula else None
    return indicator.id, theme, indicator.name, indicator.unit or None, formula, indicator.definition or None


def _source(table: Table, model: Model, reports: Iterable[Report], version: str) -> Iterable[tuple[Cell, ...]]:
    """Where the figures come from, which state of them this is, and what each column means."""
    for report in reports:
        document = report.document
        said = f"{document.issued_by}{document.cited}" + (f"，{chinese_date(document.date)}" if document.date else "")
        yield f"{report.year}年数据来源", said
    yield "数据版本", version
    if licence := model.unit.licence:
        yield "许可", f"{licence.title}（{licence.url}）"
    yield from ((f"{field.title}（{field.name}）", field.description) for field in table.fields)


def _width(cell: Cell) -> int:
    """How wide a cell's text is, in digits: a Chinese character takes two."""
    return sum(1 if character.isascii() else 2 for character in str(cell or ""))


class _Writer:
    """Writes sheets that share their formats: one per look, made when it is first needed."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7EEF5", "valign": "vcenter"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.year = book.add_format({"num_format": "0", "align": "left", "valign": "top"})
        self.numbers: dict[int, Format] = {}

    def sheet(self, title: str, headings: Sequence[tuple[str, int]], rows: Iterable[Iterable[Cell]]) -> None:
        """A sheet under a heading that stays in sight; printed, it is as wide as the paper."""
        sheet = self.book.add_worksheet(title)
        for column, (name, width) in enumerate(headings):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, self.heading)
        last = 0
        for last, row in enumerate(rows, 1):
            cells = tuple(row)
            lines = max(-(-_width(cell) // width) for cell, (_, width) in zip(cells, headings, strict=True))
            sheet.set_row(last, _LINE * max(1, lines))
            for column, cell in enumerate(cells):
                self.cell(sheet, last, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(headings) - 1)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def cell(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        """A cell of its own type. Text is never read as a formula, nor when somebody edits it later."""
        match cell:
            case None:
                sheet.write_blank(row, column, None, self.text)
            case str():
                sheet.write_string(row, column, cell, self.quoted if is_formula(cell) else self.text)
            case int():
                sheet.write_number(row, column, cell, self.year)
            case Decimal():
                sheet.write_number(row, column, float(cell), self.number(cell))

    def number(self, number: Decimal) -> Format:
        """A format that shows the decimals a number was stated with."""
        decimals = max(0, -int(number.as_tuple().exponent))
        if decimals not in self.numbers:
            shape = f"0.{'0' * decimals}" if decimals else "0"
            self.numbers[decimals] = self.book.add_format({"num_format": shape, "valign": "top"})
        return self.numbers[decimals]
