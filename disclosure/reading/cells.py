"""A table in a year's figures.yml: what its lines, one a row, say of each cell. Totals are summed, or checked."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from disclosure.numbers.quantity import exactly
from disclosure.numbers.ranges import Range
from disclosure.problem import Problem, nearest
from disclosure.reading.breakdowns import PERIODS
from disclosure.reading.yamlfile import Plain, Route, Tree
from disclosure.report.breakdown import Breakdown, Line, Part
from disclosure.report.formulas import agrees
from disclosure.report.model import Figure, Indicator
from disclosure.report.table import address, axes, cells
from disclosure.text.source_text import PLACEHOLDER

ENTRY = ("source", "access", "note")
"""What stands beside the rows of a table and is none."""
Written = Mapping[str, tuple[Plain, Route]]
"""What is written of cells, by their ids, and where."""


@dataclass(frozen=True)
class Stated:
    """What a table's lines state of its cells, and what is wrong with them."""

    cells: Written
    problems: tuple[Problem, ...]


def stated(tree: Tree, route: Route, indicator: Indicator, written: Plain) -> Stated:
    """The cells of a table as its lines state them: each cell that is no total, and the totals that are written."""
    reading = _Reading(tree, indicator)
    found = dict(reading.table(route, written))
    return Stated(found, tuple(reading.problems))


class _Reading:
    """One reading of a table, which gathers its problems as it goes."""

    def __init__(self, tree: Tree, indicator: Indicator) -> None:
        self.tree, self.indicator = tree, indicator
        self.rows, self.columns = axes(indicator)
        self.problems: list[Problem] = []

    def _refuse(self, route: Route, message: str, *, at_key: bool = False) -> None:
        self.problems.append(self.tree.problem(route, f"{self.indicator.name}：{message}", at_key=at_key))

    def table(self, route: Route, written: Plain) -> Iterator[tuple[str, tuple[Plain, Route]]]:
        if _for_all(written):
            for row in _counted(self.rows):
                yield from self._row(row, route, written)
        elif isinstance(written, list) and not self.columns[0].levels:
            yield from self._listed(self.rows, route, written, lambda row: address(self.indicator, row, _NONE))
        elif isinstance(written, dict):
            rows = {key: entry for key, entry in written.items() if key not in ENTRY}
            by_key = dict(self._entries(self.indicator.by[0], route, rows))
            for key, (entry, place) in by_key.items():
                yield from self._row(self._line(key), place, entry)
            yield from self._missing(route, by_key)
        else:
            example = _counted(self.rows)[0]
            self._refuse(
                route, f"这里要一行一行写，例如 {example.key}: {self._example()}；整张表没有发生写 0，没有报告写 ~。"
            )

    def _line(self, key: str) -> Line:
        return next(row for row in self.rows if row.key == key)

    def _example(self) -> str:
        return "0" if not self.columns[0].levels else f"[{', '.join('0' for _ in _counted(self.columns))}]"

    def _entries(
        self, group: Breakdown | Part, route: Route, written: Mapping[str, Plain]
    ) -> Iterator[tuple[str, tuple[Plain, Route]]]:
        """The lines below a group, by the keys of their rows; groups may be written or left out."""
        parts = {part.key: part for part in _all(group.items)}
        total = "" if isinstance(group, Breakdown) else group.key
        told: set[str] = set()
        for key, entry in written.items():
            place = (*route, key)
            part = parts.get(key)
            if key == "total" and group.total is not None:
                found = [(total, (entry, place))]
            elif part is None:
                self._refuse(
                    place,
                    f"没有 {key} 这一行{nearest(key, [*parts, *(['total'] if group.total else [])])}。",
                    at_key=True,
                )
                continue
            elif part.items and isinstance(entry, dict):
                found = list(self._entries(part, place, entry))
            elif part.items and part.total is None:
                self._refuse(
                    place, f"{part.name}没有合计，是一组；请在下面分行写 {'、'.join(each.key for each in part.items)}。"
                )
                continue
            else:
                found = [(key, (entry, place))]
            for row, said in found:
                if row in told:
                    self._refuse(said[1], f"{row or 'total'} 这一行写了两次；请只留一处。", at_key=True)
                told.add(row)
            yield from found

    def _missing(self, route: Route, told: Mapping[str, object]) -> Iterator[tuple[str, tuple[Plain, Route]]]:
        """Rows that are not written; months and quarters still to come are not reported."""
        due = [row for row in _counted(self.rows) if row.key not in told]
        to_come = self.indicator.by[0].items in PERIODS.values() and due == list(_counted(self.rows))[-len(due) :]
        for row in due:
            if to_come:
                yield from self._row(row, route, None)
            else:
                advice = f"缺少 {row.key} 这一行（{row.label}）；没有发生写 {row.key}: 0，没有报告写 {row.key}: ~。"
                self._refuse(route, advice, at_key=True)

    def _row(self, row: Line, route: Route, written: Plain) -> Iterator[tuple[str, tuple[Plain, Route]]]:
        if not self.columns[0].levels:
            if isinstance(written, (list, dict)):
                self._refuse(route, f"{row.label} 这一行只写一个数。")
            else:
                yield address(self.indicator, row, _NONE), (written, route)
        elif _for_all(written) or (len(_counted(self.columns)) == 1 and isinstance(written, str)):
            for column in _counted(self.columns):
                yield address(self.indicator, row, column), (written, route)
        elif isinstance(written, list):
            yield from self._listed(self.columns, route, written, lambda column: address(self.indicator, row, column))
        else:
            names = "、".join(column.label for column in _counted(self.columns))
            self._refuse(route, f"{row.label} 这一行要写各列的数：{names}，例如 {self._example()}；整行没有发生写 0。")

    def _listed(
        self, of: Sequence[Line], route: Route, written: Sequence[Plain], id_of: Callable[[Line], str]
    ) -> Iterator[tuple[str, tuple[Plain, Route]]]:
        """Numbers in a row: all that are counted, or these and every total among them."""
        counted = _counted(of)
        if len(written) not in (len(counted), len(of)):
            names = "、".join(line.label for line in counted)
            more = f"，连同总计 {len(of)} 个" if len(of) > len(counted) else ""
            self._refuse(route, f"这一行写了 {len(written)} 个数，应当是 {len(counted)} 个（{names}）{more}。")
            return
        for n, (line, each) in enumerate(zip(counted if len(written) == len(counted) else of, written, strict=True)):
            yield id_of(line), (each, (*route, n))


_NONE = Line("", ())


def _for_all(written: Plain) -> bool:
    """Whether a value stands for a whole row or table: nothing happened, not reported, to be filled in."""
    return written in (None, "0") or (isinstance(written, str) and bool(PLACEHOLDER.fullmatch(written)))


def _counted(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The rows or columns that are counted, not summed."""
    return tuple(line for line in lines if not line.sums)


def _all(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _all(part.items)


@dataclass(frozen=True)
class Summed:
    """A table's figures by their ids, its totals among them; and figures that are wrong, with what is wrong."""

    figures: Mapping[str, Figure]
    faults: tuple[tuple[Figure, str], ...]


def with_totals(indicator: Indicator, figures: Mapping[str, Figure]) -> Summed:
    """The `figures` that a table states and its totals, computed, or held against the numbers that they sum.

    A total whose parts are not all reported is not reported, unless it is stated.
    """
    known, faults = dict(figures), []
    table = cells(indicator)
    for name, cell in sorted(table.items(), key=lambda each: len(each[1].sums)):
        for ids in cell.sums:
            parts = [known[part] for part in ids if part in known]
            if len(parts) < len(ids):
                break  # one of them is wrong, and told
            pending = any(part.pending for part in parts)
            unknown = replace(parts[0], indicator=cell.indicator, quantity=None, line=0, pending=pending)
            total = known.setdefault(name, unknown)
            if not all(part.quantity for part in parts):
                continue
            result = reduce(operator.add, (part.quantity.range for part in parts if part.quantity), Range.exactly(0))
            if total.quantity is None and not total.line:
                if result.value is None:
                    advice = "加起来的数里有约数，算不出准数；请写出总计，原文没有就写 ~。"
                    faults.append((parts[0], f"{cell.indicator.name}：{advice}"))
                    break
                known[name] = replace(total, quantity=exactly(_decimal(result.value)))
            elif total.quantity and not agrees(total.quantity, cell.indicator, result):
                unit = cell.indicator.unit
                summed = (
                    f"加起来是 {_decimal(result.value):f}{unit}" if result.value is not None else "加起来不是这个数"
                )
                faults.append((total, f"{cell.indicator.name}：各数{summed}，写的却是 {total.text}；请核对。"))
    return Summed({name: known[name] for name in table if name in known}, tuple(faults))


def _decimal(value: Fraction) -> Decimal:
    """A sum of decimal numbers is one."""
    return Decimal(value.numerator) / Decimal(value.denominator)
