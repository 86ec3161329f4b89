"""An indicator counted by breakdowns, as a table: its cells, their addresses, and how the form lays them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from disclosure.report.breakdown import Breakdown, Head, Line, heads, lines
from disclosure.report.model import Figure, Indicator, Model, Report

_ALL = Line("", ())
"""The only column, or row, of a table with one breakdown."""


@dataclass(frozen=True)
class Cell:
    """One number of a table: what it counts, and the ids of the cells whose sum it is, by each total that it stands in.

    Its id is the indicator's with the keys of row and column behind it; those of a total of all are left out.
    """

    indicator: Indicator
    row: Line
    column: Line
    sums: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Layout:
    """A table as it is laid out. `rows` are the heads beside the cells, by row and level; `cells` their ids by row."""

    corner: str
    columns: tuple[tuple[Head, ...], ...]
    rows: tuple[tuple[Head, ...], ...]
    cells: tuple[tuple[str, ...], ...]

    @property
    def levels(self) -> int:
        """How many columns the heads of the rows take."""
        return len(self.rows)

    @property
    def across(self) -> int:
        """How many columns there are in all."""
        return self.levels + len(self.cells[0])

    def places(self) -> Iterator[tuple[str, ...]]:
        """For every row, the places of the heads of each cell: c for those of columns, r for those of rows."""
        over = [" ".join(_reaching("c", self.columns, column)) for column in range(len(self.cells[0]))]
        for row in range(len(self.cells)):
            beside = " ".join(_reaching("r", self.rows, row))
            yield tuple(f"{each} {beside}".rstrip() for each in over)

    def beside(self, row: int) -> Iterator[tuple[int, Head]]:
        """The heads that begin in a row, each with its level."""
        return ((level, head) for level, each in enumerate(self.rows) for head in each if head.at == row)


def _reaching(sign: str, levels: Sequence[Sequence[Head]], place: int) -> Iterator[str]:
    """The heads that reach over a column, or a row, by their levels and first lines."""
    for level, each in enumerate(levels):
        yield from (f"{sign}{level}-{head.at}" for head in each if head.at <= place < head.at + head.lines)


@lru_cache(maxsize=1024)
def cells(indicator: Indicator) -> Mapping[str, Cell]:
    """The cells of an indicator's table by their ids, row by row; none where it has no breakdown."""
    if not indicator.by:
        return {}
    rows, columns = axes(indicator)
    return {
        address(indicator, row, column): Cell(
            _named(indicator, row, column), row, column, tuple(_sums(indicator, row, column))
        )
        for row in rows
        for column in columns
    }


def counted_in(indicator: Indicator) -> Iterator[Indicator]:
    """What an indicator counts: itself or, where it has a table, each cell of it."""
    yield from (cell.indicator for cell in cells(indicator).values()) if indicator.by else (indicator,)


def address(indicator: Indicator, row: Line, column: Line) -> str:
    """theme.indicator.row.column"""
    return ".".join(filter(None, (indicator.id, row.key, column.key)))


def axes(indicator: Indicator) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The rows and the columns of an indicator's table."""
    rows, *columns = indicator.by
    return lines(rows), lines(columns[0]) if columns else (_ALL,)


def _named(indicator: Indicator, row: Line, column: Line) -> Indicator:
    """What a cell counts, its labels in its name; the total of all is the indicator itself."""
    if not (row.key or column.key):
        return indicator
    labels = "，".join(filter(None, (row.label, column.label)))
    key = ".".join(filter(None, (indicator.key, row.key, column.key)))
    return replace(indicator, key=key, name=f"{indicator.name}（{labels}）", by=(), former=(), within=indicator.id)


def _sums(indicator: Indicator, row: Line, column: Line) -> Iterator[tuple[str, ...]]:
    if row.sums:
        yield tuple(address(indicator, Line(key, ()), column) for key in row.sums)
    if column.sums:
        yield tuple(address(indicator, row, Line(key, ())) for key in column.sums)


@lru_cache(maxsize=1024)
def layout(indicator: Indicator) -> Layout:
    """The table of an indicator that is counted by breakdowns."""
    rows, columns = axes(indicator)
    if indicator.across:
        pairs = [(row, column) for row in rows for column in columns]
        over = [Line("", (*row.levels, *column.levels)) for row, column in pairs]
        ids = tuple(address(indicator, row, column) for row, column in pairs)
        return Layout("", heads(over), (), (ids,))
    named: Breakdown = indicator.by[0]
    by_row = tuple(tuple(address(indicator, row, column) for column in columns) for row in rows)
    if columns == (_ALL,):
        over_all: tuple[tuple[Head, ...], ...] = ((Head(indicator.name, 0, 1, 1),),)
    else:
        title = indicator.by[1].name
        top = ((Head(title, 0, len(columns), 1),),) if title else ()
        over_all = (*top, *heads(columns))
    return Layout(named.name, over_all, heads(rows), by_row)


def labels_of(cell: Cell) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels that a cell stands under: those of its row, and those of its column, each from the outermost."""
    row, column = (tuple(level[1] for level in line.levels if level) for line in (cell.row, cell.column))
    return row, column


def is_whole(indicator: Indicator) -> bool:
    """Whether an indicator has a figure of its own: one without breakdowns, or with a total of all of them."""
    return all(each.total is not None for each in indicator.by)


def table_figures(indicator: Indicator, figures: Mapping[str, Figure]) -> Mapping[str, Figure]:
    """The figures of a table's cells."""
    return {name: figures[name] for name in cells(indicator) if name in figures}


def tables_of(report: Report, model: Model) -> tuple[Indicator, ...]:
    """The indicators that are counted by breakdowns in a report's year."""
    themes = model.themes_in(report.year).values()
    return tuple(indicator for theme in themes for indicator in theme.indicators if indicator.by)


def source_of(figures: Mapping[str, Figure]) -> str:
    """Where the numbers of a table stand in the report."""
    return next(iter(figures.values())).source
