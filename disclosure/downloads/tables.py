"""The published tables: their fields and their rows. Every download, schema and page about them follows from here.

The English names of tables and fields are the interface that outside programs rely on; a change to them is a new
version of it (`disclosure/downloads/datapackage.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from disclosure.report.model import Figure, Model, Report
from disclosure.report.table import cells, tables_of

Cell = str | int | Decimal | None
Row = Mapping[str, Cell]
Format = Literal["csv", "xlsx", "json"]


@dataclass(frozen=True)
class Field:
    """A column: its English name, its Chinese heading and meaning. `width` is a workbook column's, in digits."""

    name: str
    title: str
    description: str
    width: int
    type: Literal["integer", "number", "string"] = "string"
    required: bool = True


@dataclass(frozen=True)
class Table:
    """A published table. `rows` gives those of one year; `key` names the fields that tell one row from another."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: Callable[[Model, Report], Iterator[Row]]
    formats: tuple[Format, ...] = ("csv", "json")
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Download:
    """A file: a table for one year, or for all years, in one format."""

    table: Table
    year: int | None
    format: Format

    @property
    def path(self) -> str:
        """Where it is, below `data/`: figures.csv, 2023/figures.csv."""
        return f"{f'{self.year}/' if self.year else ''}{self.table.name}.{self.format}"


def reports_of(model: Model, year: int | None) -> tuple[Report, ...]:
    """The report of a year, or those of all years, the newest first."""
    return (model.reports[year],) if year else model.newest_first


def rows(table: Table, model: Model, year: int | None = None) -> tuple[Row, ...]:
    """The rows of a year, or of all years. Numbers keep the digits they were stated with; what is missing is None."""
    return tuple(row for report in reports_of(model, year) for row in _rows(table, model, report))


@lru_cache(maxsize=1024)
def _rows(table: Table, model: Model, report: Report) -> tuple[Row, ...]:
    return tuple(table.rows(model, report))


def downloads(model: Model) -> tuple[Download, ...]:
    """Every table's files: first those of all years, then year by year, the newest first."""
    scopes = (None, *(report.year for report in model.newest_first))
    return tuple(Download(table, year, form) for table in tables_in(model) for year in scopes for form in table.formats)


def _figures(model: Model, report: Report) -> Iterator[Row]:
    for figure in report.listed:
        indicator = figure.indicator
        yield {
            "year": report.year,
            "id": figure.id,
            "theme": model.themes[indicator.theme].name,
            "name": indicator.name,
            "value": _number(figure),
            "qualifier": figure.qualifier or None,
            "text": figure.text if figure.reported else None,
            "unit": indicator.unit or None,
            "formula": indicator.formula.text if indicator.formula else None,
            "source": figure.source,
            "definition": indicator.definition or None,
            "lower": _bound(figure, -1),
            "upper": _bound(figure, 1),
        }


def _cells(model: Model, report: Report) -> Iterator[Row]:
    for indicator in tables_of(report, model):
        for name, cell in cells(indicator).items():
            figure = report.figures[name]
            yield {
                "year": report.year,
                "id": name,
                "indicator": indicator.id,
                "name": indicator.name,
                "row": cell.row.label or None,
                "column": cell.column.label or None,
                "value": _number(figure),
                "qualifier": figure.qualifier or None,
                "text": figure.text if figure.reported else None,
                "unit": indicator.unit or None,
                "total": "是" if cell.sums else None,
                "source": figure.source,
                "lower": _bound(figure, -1),
                "upper": _bound(figure, 1),
            }


def _number(figure: Figure) -> Decimal | None:
    return figure.quantity.number if figure.quantity else None


def _bound(figure: Figure, side: Literal[-1, 1]) -> Decimal | None:
    """The least or the greatest number that a figure may stand for; None where it is unlimited."""
    if figure.quantity is None:
        return None
    bound = (figure.quantity.range.low if side < 0 else figure.quantity.range.high).value
    return Decimal(bound.numerator) / Decimal(bound.denominator) if isinstance(bound, Fraction) else None


def _plans(_: Model, report: Report) -> Iterator[Row]:
    for key, plan in report.plans.plans.items():
        for measure in plan.measures or (None,):
            yield {"year": report.year + 1, "id": key, "title": plan.title, "measure": measure, "source": plan.source}


def _shortcomings(_: Model, report: Report) -> Iterator[Row]:
    for key, lack in report.shortcomings.items():
        for finding in lack.findings or (None,):
            yield {"year": report.year, "id": key, "title": lack.title, "finding": finding, "source": lack.source}


_SOURCE = Field("source", "出处", "在原报告里的位置。", 14)

FIGURES = Table(
    "figures",
    "年度数值",
    "每个指标每年一行。",
    (
        Field("year", "年度", "报告的年度。", 8, "integer"),
        Field("id", "编号", "指标的编号，写作“主题.指标”，不会更改；永久地址是 indicators.html#编号。", 30),
        Field("theme", "主题", "指标所属的主题。", 14),
        Field("name", "指标", "指标的名称。", 26),
        Field(
            "value",
            "数值",
            "数值本身，不带单位；没有报告的留空，没有发生是零。文字指标和从几到几的数没有数值。",
            10,
            "number",
            False,
        ),
        Field("qualifier", "约数词", "数值前后的“余”“约”“不少于”等词；确数和从几到几的数留空。", 8, required=False),
        Field(
            "text",
            "原文说法",
            "报告里的说法：数值连同单位和约数词，或者文字；几项文字用顿号隔开。没有报告的留空。",
            28,
            required=False,
        ),
        Field("unit", "单位", "计量单位；文字指标留空。", 8, required=False),
        Field(
            "formula",
            "公式",
            "算得出来的指标的公式，用指标编号写成，同一主题的省去主题；其余留空。",
            24,
            required=False,
        ),
        _SOURCE,
        Field("definition", "说明", "指标的含义。", 40, required=False),
        Field("lower", "下限", "按原文的说法，数值至少是多少；确数就是它本身，没有下限的留空。", 10, "number", False),
        Field(
            "upper",
            "上限",
            "按原文的说法，数值至多到多少；“余”“多”“约”“不足”不含这个数，没有上限的留空。",
            10,
            "number",
            False,
        ),
    ),
    _figures,
    ("csv", "xlsx", "json"),
    ("year", "id"),
)
PLANS = Table(
    "plans",
    "各项打算",
    "每条措施一行。",
    (
        Field("year", "年度", "打算在哪一年做：报告年度的下一年。", 8, "integer"),
        Field("id", "编号", "打算的编号。", 16),
        Field("title", "打算", "打算做什么。", 24),
        Field("measure", "措施", "其中的一条措施；报告没有写措施的留空。", 60, required=False),
        _SOURCE,
    ),
    _plans,
)
SHORTCOMINGS = Table(
    "shortcomings",
    "存在的不足",
    "每条表现一行。",
    (
        Field("year", "年度", "报告的年度。", 8, "integer"),
        Field("id", "编号", "不足的编号。", 16),
        Field("title", "不足", "什么地方不足。", 24),
        Field("finding", "表现", "其中的一条表现；报告没有写表现的留空。", 60, required=False),
        _SOURCE,
    ),
    _shortcomings,
)
CELLS = Table(
    "cells",
    "分项数值",
    "分项表里每一格每年一行；工作簿另有照表样排好的各张表。",
    (
        Field("year", "年度", "报告的年度。", 8, "integer"),
        Field("id", "编号", "这一格的编号，写作“主题.指标.行.列”，总计省去行或列，不会更改。", 40),
        Field("indicator", "指标编号", "这张表的指标的编号。", 24),
        Field("name", "指标", "指标的名称。", 26),
        Field("row", "行", "这一格所在的行，从外到内，用间隔号隔开。", 40, required=False),
        Field("column", "列", "这一格所在的列，写法相同；只有一列的留空。", 24, required=False),
        FIGURES.fields[4],
        *FIGURES.fields[5:8],
        Field("total", "合计", "是几格之和的写“是”，各数相加时要去掉这些行；其余留空。", 8, required=False),
        _SOURCE,
        *FIGURES.fields[-2:],
    ),
    _cells,
    ("csv", "xlsx", "json"),
    ("year", "id"),
)
TABLES = (FIGURES, PLANS, SHORTCOMINGS)
"""Those of every project."""


def tables_in(model: Model) -> tuple[Table, ...]:
    """The tables of a project: that of the cells only where its reports have any."""
    return (*TABLES, CELLS) if any(report.has_tables for report in model.reports.values()) else TABLES
