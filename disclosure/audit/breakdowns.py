"""The tables of forms: each is where it is due, and every number in it stands under its own labels and no others.

A table is read as a screen reader reads it: cell by cell, with the heads that stand over it and beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, cast

from disclosure.audit.marks import mark_of
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.report.model import Indicator, Model, Report
from disclosure.report.particulars import Mark
from disclosure.report.table import Cell, cells, labels_of, layout, tables_of
from disclosure.text.built import BuiltPage, Element, squeezed

Pages = Mapping[str, BuiltPage]
TABLE = "breakdown"
"""The `data-block` of a table."""
_CALL = re.compile(r"\{\{-?\s*breakdown_table\(\s*[\"']([a-z0-9_.]+)[\"']\s*\)")
_FOR_STAFF = re.compile(r"\{%-? if staff -?%\}.*?\{%-? endif -?%\}", re.DOTALL)


class _Table(NamedTuple):
    """A table by its indicator's id and its year."""

    id: str
    year: str


def table_problems(root: Path, model: Model, pages: Pages) -> Iterator[Problem]:
    """Tables that are missing where they are due, and numbers that do not stand where they belong."""
    known = {
        _Table(indicator.id, str(year)): (indicator, report)
        for year, report in model.reports.items()
        for indicator in tables_of(report, model)
    }
    for page in pages.values():
        blocks = page.elements(f"//*[@data-block='{TABLE}']")
        found = [_Table(block.get("data-id", ""), block.get("data-year", "")) for block in blocks]
        if not page.page.internal and found != (right := _due(root, model, page.page)):
            said = ["、".join(f"{each.id}（{each.year}）" for each in tables) or "没有" for tables in (right, found)]
            yield page.problem(f"分项表应当有：{said[0]}；页面上的是：{said[1]}。")
        for block, table in zip(blocks, found, strict=True):
            if table in known:
                yield from (page.problem(fault, block) for fault in _faults(*known[table], block))


def _due(root: Path, model: Model, page: Page) -> list[_Table]:
    """The tables that a page must have: those that its chapter, or each chapter of the printable view, asks for."""
    if page.path == "indicators.md":
        ids = [indicator.id for indicator in model.indicators]
        years = [(str(report.year), {each.id for each in tables_of(report, model)}) for report in model.newest_first]
        return [_Table(name, year) for name in ids for year, tables in years if name in tables]
    report = model.reports.get(page.year or 0, model.latest)
    sources = [f"{report.year}/{name}.md" for name in report.document.chapters] if page.printing else [page.path]
    return [_Table(name, str(report.year)) for source in sources for name in _asked(root / "docs" / source)]


def _asked(file: Path) -> list[str]:
    return _CALL.findall(_FOR_STAFF.sub("", file.read_text("utf-8"))) if file.is_file() else []


class _Head(NamedTuple):
    """A head as it is found: what it says, and its id."""

    text: str
    id: str


@dataclass(frozen=True)
class _Place:
    """A cell as it is found: its element, and the heads beside and over it, from the outermost."""

    element: Element
    beside: tuple[_Head, ...]
    over: tuple[_Head, ...]


def _faults(indicator: Indicator, report: Report, block: Element) -> Iterator[str]:
    """What is wrong with a table: its marks, or the heads of a cell."""
    year, form = str(report.year), layout(indicator)
    wanted = [name for row in form.cells for name in row]
    unit = [Mark("table.unit", indicator.id, year)] if indicator.unit else []
    marks = [
        Mark("table.name", indicator.id, year),
        *unit,
        *(Mark("figure", name, year) for name in wanted),
        Mark("table.source", indicator.id, year),
    ]
    found = [mark for element in block.iter() if (mark := mark_of(element))]
    if found != marks:
        wrong = next((pair for pair in zip(marks, found, strict=False) if pair[0] != pair[1]), None)
        said = f"应当是 {' '.join(wrong[0][:2])}，写的是 {' '.join(wrong[1][:2])}" if wrong else "多了或者少了几格"
        yield f"{indicator.name}这张表里{said}。"
        return
    grid = _grid(block)
    corner = "".join(squeezed(each) for each in _all(block, ".//*[@class='corner']"))
    if form.levels and corner != squeezed(form.corner):
        yield f"{indicator.name}这张表的左上角写的是“{corner}”，应当是“{form.corner}”。"
    if len(grid) != len(wanted):
        yield f"{indicator.name}这张表有 {len(grid)} 格，应当有 {len(wanted)} 格。"
        return
    known = cells(indicator)
    for place, name in zip(grid, wanted, strict=True):
        yield from _cell_faults(indicator, name, known[name], place)


def _cell_faults(indicator: Indicator, name: str, cell: Cell, place: _Place) -> Iterator[str]:
    beside, over = labels_of(cell)
    if indicator.across:
        beside, over = (), (*beside, *over)
    elif len(indicator.by) == 1:
        over = (indicator.name,)
    elif title := indicator.by[1].name:
        over = (title, *over)
    for side, right, heads in (("旁边", beside, place.beside), ("上面", over, place.over)):
        said = tuple(head.text for head in heads)
        if said != right and said != tuple(map(squeezed, right)):
            yield f"{name} {side}的表头是“{'·'.join(said)}”，应当是“{'·'.join(right)}”。"
    named = [head.id for head in (*place.over, *place.beside)]
    if place.element.get("headers", "").split() != named:
        yield f"{name} 这一格的 headers 没有列出它的表头。"
    if [child.tag for child in place.element] != ["data"] or squeezed(place.element) != squeezed(place.element[0]):
        yield f"{name} 这一格里不只是一个数。"


def _all(element: Element, path: str) -> list[Element]:
    return cast(list[Element], element.xpath(path))


def _grid(block: Element) -> list[_Place]:
    """The cells of a table in order, with the heads that reach over their column and their row."""
    over: dict[int, list[_Head]] = {}
    places: list[_Place] = []
    heads = {cell: _Head(squeezed(cell), cell.get("id", "")) for cell in block.iter("th")}
    for part in ("thead", "tbody"):
        open_cells: dict[int, tuple[int, Element]] = {}  # by column: rows still to come of a cell from above
        for row in _all(block, f".//{part}/tr"):
            here: dict[int, Element] = {}
            for column, (left, element) in list(open_cells.items()):
                here[column] = element
                open_cells[column] = (left - 1, element)
            open_cells = {column: cell for column, cell in open_cells.items() if cell[0]}
            column = 0
            for cell in row:
                while column in here:
                    column += 1
                down = int(cell.get("rowspan", 1)) - 1
                for reached in range(column, column + int(cell.get("colspan", 1))):
                    here[reached] = cell
                    if down:
                        open_cells[reached] = (down, cell)
            if part == "thead":
                for column, cell in here.items():
                    if cell in heads and heads[cell] not in over.setdefault(column, []):
                        over[column].append(heads[cell])
            else:
                beside = tuple(dict.fromkeys(heads[here[at]] for at in sorted(here) if here[at] in heads))
                columns = {cell: column for column, cell in here.items()}
                places += [_Place(c, beside, tuple(over.get(columns[c], ()))) for c in row if c.tag == "td"]
    return places
