"""Figures as bars: which of them share a scale, and how long each bar is. Drawing them is the templates' work.

A scale starts at zero and has one unit; a percentage is measured against a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from disclosure.report.model import Figure, Report


@dataclass(frozen=True)
class Bar:
    """A figure and its length in hundredths of the scale; None where it is not reported."""

    figure: Figure
    length: Decimal | None


@dataclass(frozen=True)
class Row:
    """A figure of the year, and the same of the year before where there is one."""

    now: Bar
    before: Bar | None


@dataclass(frozen=True)
class Scale:
    """Rows of one unit. `drawn` is false for a figure that has nothing to be compared with: a bar would say nothing."""

    rows: tuple[Row, ...]
    drawn: bool

    @property
    def lengths(self) -> list[str]:
        """The lengths of all bars that are drawn, in order."""
        bars = [bar for row in self.rows for bar in (row.now if self.drawn else None, row.before) if bar]
        return [str(bar.length) for bar in bars if bar.length is not None]


def scales(figures: Iterable[Figure], before: Report | None) -> tuple[Scale, ...]:
    """The figures by their units, in order of appearance, each unit on a scale of its own."""
    units: dict[str, list[Figure]] = {}
    for figure in figures:
        units.setdefault(figure.indicator.unit, []).append(figure)
    return tuple(_scale(unit, group, before) for unit, group in units.items())


def _scale(unit: str, figures: list[Figure], before: Report | None) -> Scale:
    pairs = [(figure, before.figures.get(figure.id) if before else None) for figure in figures]
    shown = [figure for pair in pairs for figure in pair if figure]
    numbers = [number for figure in shown if (number := _number(figure)) is not None]
    full = Decimal(100) if unit == "%" else max(numbers, default=Decimal(0)) or Decimal(1)

    def bar(figure: Figure) -> Bar:
        number = _number(figure)
        return Bar(figure, None if number is None else round(100 * number / full, 2))

    rows = tuple(Row(bar(now), bar(earlier) if earlier else None) for now, earlier in pairs)
    return Scale(rows, drawn=unit == "%" or len(shown) > 1)


def _number(figure: Figure) -> Decimal | None:
    """What a bar can show: a range (3至5) is no single length, and nothing is shorter than nothing."""
    number = figure.quantity.number if figure.quantity else None
    return number if number is None or number >= 0 else None
