"""The tables of a report as sheets of a workbook: laid out as the form, with merged heads and sums that stay live.

A total that the report does not state is a formula. One that it states stays as it is, and what its parts come to
stands beside it, behind the last column or below the last row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from disclosure.report.model import Figure, Indicator, Model, Report
from disclosure.report.table import Cell, cells, layout, source_of, table_figures, tables_of

_A4 = 9  # Excel's number for the paper size
_SUMMED = "（各数相加）"
Place = tuple[int, int]
"""A row and a column, from 0."""


def add_forms(book: Workbook, model: Model, reports: Iterable[Report]) -> None:
    """A sheet for every table of every report, the newest report first."""
    looks = _Looks(book)
    number = 0
    for report in reports:
        for indicator in tables_of(report, model):
            number += 1
            name = re.sub(r"[\[\]:*?/\\']", "", f"{number} {report.year} {indicator.name}")[:31]
            _Form(book.add_worksheet(name), looks, indicator, report).write()


class _Looks:
    """The formats that the sheets share."""

    def __init__(self, book: Workbook) -> None:
        ruled = {"border": 1, "valign": "vcenter", "text_wrap": True}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format({**ruled, "align": "center", "bg_color": "#E7EEF5"})
        self.label = book.add_format({**ruled, "align": "left"})
        self.text = book.add_format({**ruled, "align": "right"})
        self.note = book.add_format({"font_color": "#666666"})
        self._book, self._ruled = book, ruled
        self._numbers: dict[tuple[int, bool], Format] = {}

    def number(self, number: Decimal, *, beside: bool = False) -> Format:
        """A format that shows the decimals that a number was stated with; in grey for what stands `beside` the form."""
        decimals = max(0, -int(number.as_tuple().exponent))
        if (decimals, beside) not in self._numbers:
            look = {"font_color": "#666666", "italic": True, "border": 0} if beside else {}
            shape = f"0.{'0' * decimals}" if decimals else "0"
            form = self._book.add_format({**self._ruled, "align": "right", "num_format": shape, **look})
            self._numbers[decimals, beside] = form
        return self._numbers[decimals, beside]


class _Form:
    """One table on its sheet."""

    def __init__(self, sheet: Worksheet, looks: _Looks, indicator: Indicator, report: Report) -> None:
        self.sheet, self.looks, self.indicator = sheet, looks, indicator
        self.form, self.cells = layout(indicator), cells(indicator)
        self.figures = table_figures(indicator, report.figures)
        self.top, self.left = 1 + len(self.form.columns), self.form.levels
        self.places: Mapping[str, Place] = {
            name: (self.top + row, self.left + column)
            for row, names in enumerate(self.form.cells)
            for column, name in enumerate(names)
        }
        self.beside: dict[str, int] = {}

    def write(self) -> None:
        unit = f"（单位：{self.indicator.unit}）" if self.indicator.unit else ""
        self.sheet.write_string(0, 0, f"{self.indicator.name}{unit}", self.looks.title)
        if self.left:
            self._head((1, 0), (self.top - 1, self.left - 1), self.form.corner, self.looks.label)
        self._heads()
        for name in self.places:
            self._cell(name, self.cells[name], self.figures[name])
        below = self.top + len(self.form.cells) + 1
        self.sheet.write_string(below, 0, f"出处：{source_of(self.figures)}", self.looks.note)
        self.sheet.set_column(0, max(0, self.left - 2), 14)
        if self.left:
            self.sheet.set_column(self.left - 1, self.left - 1, 36)
        self.sheet.set_column(self.left, self.form.across + len(self.beside), 11)
        self.sheet.freeze_panes(self.top, self.left)
        self.sheet.set_paper(_A4)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(1, self.top - 1)

    def _heads(self) -> None:
        for level, heads in enumerate(self.form.columns, 1):
            for head in heads:
                first = (level, self.left + head.at)
                self._head(first, _last(first, head.levels, head.lines), head.text, self.looks.head)
        for level, heads in enumerate(self.form.rows):
            for head in heads:
                first = (self.top + head.at, level)
                self._head(first, _last(first, head.lines, head.levels), head.text, self.looks.label)

    def _head(self, first: Place, last: Place, text: str, look: Format) -> None:
        if first == last:
            self.sheet.write_string(*first, text, look)
        else:
            self.sheet.merge_range(*first, *last, text, look)

    def _cell(self, name: str, cell: Cell, figure: Figure) -> None:
        place, number = self.places[name], self._number(name)
        if number is None:
            self.sheet.write_string(*place, figure.number, self.looks.text)
            return
        sums = [ids for ids in cell.sums if all(self._number(part) is not None for part in ids)]
        if sums and not figure.line:
            self.sheet.write_formula(*place, self._sum(sums[0]), self.looks.number(number), float(number))
            return
        self.sheet.write_number(*place, float(number), self.looks.number(number))
        if sums:
            self._compare(place, cell, sums[-1])

    def _number(self, name: str) -> Decimal | None:
        """A cell's number, if a spreadsheet can count with it: 12, not 320余."""
        quantity = self.figures[name].quantity
        return quantity.number if quantity and quantity.exact else None

    def _compare(self, place: Place, cell: Cell, parts: Sequence[str]) -> None:
        """What the parts of a stated total come to: behind the last column, or below the last row."""
        total = sum((self._number(part) or Decimal(0) for part in parts), Decimal(0))
        line = cell.column if cell.column.sums else cell.row
        if cell.column.sums and not self.indicator.across:
            place = (place[0], self.form.across + self.beside.setdefault(line.key, len(self.beside)))
            self.sheet.write_string(self.top - 1, place[1], f"{line.label}{_SUMMED}", self.looks.note)
        else:
            place = (self.top + len(self.form.cells), place[1])
            if self.left:
                self.sheet.write_string(place[0], 0, f"{line.label}{_SUMMED}", self.looks.note)
        self.sheet.write_formula(*place, self._sum(parts), self.looks.number(total, beside=True), float(total))

    def _sum(self, ids: Sequence[str]) -> str:
        """=SUM(B5:F5), its parts in runs."""
        places = sorted(self.places[name] for name in ids)
        runs: list[str] = []
        for _, group in groupby(enumerate(places), key=lambda each: (each[1][0] + each[1][1]) - each[0]):
            run = [place for _, place in group]
            names = [f"{xl_col_to_name(column)}{row + 1}" for row, column in (run[0], run[-1])]
            runs.append(":".join(dict.fromkeys(names)))
        return f"=SUM({','.join(runs)})"


def _last(first: Place, down: int, across: int) -> Place:
    return first[0] + down - 1, first[1] + across - 1
