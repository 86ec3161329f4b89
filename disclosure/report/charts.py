"""What a chart of some figures shows: the catalogue's own relations and formulas decide, nothing is chosen by hand.

Parts of a total become one strip (a = b + c), a count that comes out of another a flow (a <= b, or a rate a / b), what
did not happen a list, all else numbers. Each figure with earlier years has its course. Drawing is the templates' work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from disclosure.report.expression import Expression
from disclosure.report.model import Figure, Model, Report
from disclosure.report.table import cells, tables_of

WIDTH, HEIGHT, MARGIN = 120, 32, 3
"""The frame of a course, in the units of its drawing."""


@dataclass(frozen=True)
class Step:
    """A figure of a flow: how much of the one before it arrived, in hundredths, and the rate that says so.

    `share` is None where no line can tell it: at the start, between different units, of what is not exact or exceeds
    the whole.
    """

    figure: Figure
    share: Decimal | None = None
    rate: Figure | None = None


@dataclass(frozen=True)
class Panel:
    """One part of a chart. `total` is what a strip's parts make up, `widths` are theirs in hundredths of it."""

    kind: Literal["flow", "parts", "numbers", "nothing"]
    steps: tuple[Step, ...]
    total: Figure | None = None
    widths: tuple[Decimal, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All that the panel says, in the order of reading."""
        head = (self.total,) if self.total else ()
        return (*head, *(each for step in self.steps for each in (step.figure, step.rate) if each))

    @property
    def lengths(self) -> list[str]:
        """The widths of all that is drawn, in order."""
        return [str(width) for width in (*self.widths, *(w for step in self.steps for w in _line(step.share)))]


def _line(share: Decimal | None) -> Iterator[Decimal]:
    """A flow's line: what arrived, and what did not where that is anything."""
    if share is not None:
        yield share
        if share < 100:
            yield 100 - share


def panels(figures: Iterable[Figure], model: Model, report: Report) -> tuple[Panel, ...]:
    """The chart of some figures of a year, told by what the catalogue knows of them."""
    asked = {figure.id: figure for figure in figures}
    found = [*_strips(asked, model, report), *_flows(asked, model, report)]
    told = {figure.id for panel in found for figure in panel.figures}
    left = [figure for name, figure in asked.items() if name not in told]
    nothing = tuple(Step(figure) for figure in left if _never(figure, model))
    numbers = tuple(Step(figure) for figure in left if not _never(figure, model))
    found += [Panel("numbers", numbers)] if numbers else []
    place = {name: number for number, name in enumerate(asked)}
    found.sort(key=lambda panel: min(place.get(figure.id, len(place)) for figure in panel.figures))
    return (*found, Panel("nothing", nothing)) if nothing else tuple(found)


def flow(figures: Sequence[Figure], model: Model, report: Report) -> Panel:
    """Counts of which each comes out of the one before, in the order given."""
    rates = {_said(each.formula): each.id for each in model.indicators if each.formula and each.unit == "%"}

    def step(one: Figure, other: Figure) -> Step:
        rate = report.figures.get(rates.get(f"{other.id} ÷ {one.id}", ""))
        whole, part = _exact(one), _exact(other)
        told = whole and part is not None and part <= whole and one.indicator.unit == other.indicator.unit
        return Step(other, round(100 * part / whole, 2) if told and whole and part is not None else None, rate)

    return Panel("flow", (Step(figures[0]), *(step(one, other) for one, other in pairwise(figures))))


def course(figure: Figure, model: Model) -> tuple[Figure, ...]:
    """A number through the years up to its own, the oldest first, as far as it is defined in the same way.

    Empty where fewer than two years tell a number.
    """
    years = (report.figures.get(figure.id) for year, report in model.years.items() if year <= figure.year)
    same = [each for each in years if each and figure.indicator.defined_as(each.indicator)]
    return tuple(same) if len([each for each in same if _number(each) is not None]) > 1 else ()


def latest_course(indicator: str, model: Model) -> tuple[Figure, ...]:
    """The course of an indicator up to the newest year that has it."""
    newest = next((report.figures[indicator] for report in model.newest_first if indicator in report.figures), None)
    return course(newest, model) if newest else ()


def drawn(figures: Sequence[Figure]) -> str:
    """The path of a course: from zero, evenly by years, broken where a year tells no number, a dot for each number."""
    numbers = [number for figure in figures if (number := _number(figure)) is not None]
    low, high = min(Decimal(0), *numbers), max(Decimal(0), *numbers)
    span, first = (high - low) or 1, figures[0].year
    reach = (figures[-1].year - first) or 1
    path, last = "", None
    for figure in figures:
        if (number := _number(figure)) is None:
            continue
        x = MARGIN + Decimal(figure.year - first) / reach * (WIDTH - 2 * MARGIN)
        y = MARGIN + (high - number) / span * (HEIGHT - 2 * MARGIN)
        path += f"{'L' if last == figure.year - 1 else 'M'}{round(x, 1):f} {round(y, 1):f}h0"
        last = figure.year
    return path


def _said(expression: Expression | None) -> str:
    """A formula or relation with the ids of its indicators: disputes.resolved ≤ disputes.found."""
    return expression.said(lambda name: name) if expression else ""


def _strips(asked: Mapping[str, Figure], model: Model, report: Report) -> Iterator[Panel]:
    """Totals of which all parts are asked for."""
    for name, names in (*_sums(model), *_sums_in_tables(asked, model, report)):
        if len(names) < 2 or not asked.keys() >= set(names) or not (total := report.figures.get(name)):
            continue
        parts, whole = [asked[name] for name in names], _exact(total)
        sizes = [size for part in parts if (size := _exact(part)) is not None]
        alike = {part.indicator.unit for part in parts} == {total.indicator.unit}
        if whole and alike and len(sizes) == len(parts) and sum(sizes) == whole:
            widths = tuple(round(100 * size / whole, 2) for size in sizes)
            yield Panel("parts", tuple(map(Step, parts)), total, widths)


def _sums(model: Model) -> Iterator[tuple[str, Sequence[str]]]:
    """Each indicator with what its formula adds up, if it does nothing else."""
    yield from ((each.id, _said(each.formula).split(" + ")) for each in model.indicators if each.formula)


def _sums_in_tables(asked: Mapping[str, Figure], model: Model, report: Report) -> Iterator[tuple[str, Sequence[str]]]:
    """The totals of the tables whose cells are asked for, each with the cells that it sums."""
    within = {figure.indicator.within for figure in asked.values()}
    tables = [cells(indicator) for indicator in tables_of(report, model) if indicator.id in within]
    yield from ((name, ids) for table in tables for name, cell in table.items() for ids in cell.sums)


def _flows(asked: Mapping[str, Figure], model: Model, report: Report) -> Iterator[Panel]:
    """Chains of counts of one unit of which each comes out of the one before, as relations and rates tell."""
    follows: dict[str, str] = {}
    for theme in model.themes.values():
        relations = (*theme.checks, *(each.formula for each in theme.indicators if each.unit == "%"))
        for words in (_said(relation).split(" ") for relation in relations):
            match words:
                case [part, "≤" | "<" | "÷", whole] | [whole, "≥" | ">", part] if {part, whole} <= asked.keys():
                    if asked[part].indicator.unit == asked[whole].indicator.unit:
                        follows.setdefault(whole, part)
    for head in [name for name in asked if name in follows and name not in follows.values()]:
        names = [head]
        while (following := follows.get(names[-1])) and following not in names:
            names.append(following)
        yield flow([asked[name] for name in names], model, report)


def _never(figure: Figure, model: Model) -> bool:
    """Whether what is counted happened in none of the years told."""
    years = course(figure, model) or (figure,)
    return figure.indicator.unit not in ("", "%", "‰") and all(_exact(each) == 0 for each in years)


def _number(figure: Figure) -> Decimal | None:
    """What can be drawn: a range (3至5) is no single number."""
    return figure.quantity.number if figure.quantity else None


def _exact(figure: Figure) -> Decimal | None:
    number = _number(figure)
    return number if figure.quantity and figure.quantity.exact and number is not None and number >= 0 else None
