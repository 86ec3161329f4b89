"""What a reader could work out of the public figures: withheld values that the catalogue's relations determine.

Every formula and relation is looked at for how far it lets the withheld values move, all at once, while the public ones
stay: as linear equations and inequalities in exact fractions. A value that cannot move at all is given away. That is
the whole truth for equations between sums; of inequalities, and of products of withheld values, it is a good part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

from disclosure.report.expression import Expression
from disclosure.report.model import Figure, Theme

Sources = tuple[str, ...]
"""The ids of the public figures from which something follows."""


def worked_out(themes: Mapping[str, Theme], figures: Mapping[str, Figure]) -> Mapping[str, Sources]:
    """The withheld ones among a year's `figures` that can be worked out, each with the public ones it follows from."""
    found: dict[str, Sources] = {}
    while True:
        limits = list(_limits(themes, figures, found))
        more = _held(limits, figures) | _solved(limit.side for limit in limits if limit.equal)
        if not more:
            return found
        found |= more


@dataclass(frozen=True)
class Side:
    """A value, how much it moves with each withheld value that moves, and the public figures in it."""

    value: Fraction
    moves: Mapping[str, Fraction]
    sources: Sources = ()

    def __add__(self, other: Side) -> Side:
        return self._and(other, self.value + other.value, Fraction(1), Fraction(1))

    def __sub__(self, other: Side) -> Side:
        return self._and(other, self.value - other.value, Fraction(1), Fraction(-1))

    def __mul__(self, other: Side) -> Side:
        return self._and(other, self.value * other.value, other.value, self.value)

    def __truediv__(self, other: Side) -> Side:
        """Raises ZeroDivisionError."""
        return self._and(other, self.value / other.value, 1 / other.value, -self.value / other.value**2)

    def _and(self, other: Side, value: Fraction, mine: Fraction, its: Fraction) -> Side:
        names = dict.fromkeys((*self.moves, *other.moves))
        moves = {name: mine * self.moves.get(name, 0) + its * other.moves.get(name, 0) for name in names}
        return Side(value, {name: move for name, move in moves.items() if move}, _together(self.sources, other.sources))


def _number(number: Fraction | int) -> Side:
    return Side(Fraction(number), {})


def _together(*sources: Sources) -> Sources:
    return tuple(dict.fromkeys(name for each in sources for name in each))


@dataclass(frozen=True)
class Limit:
    """What a relation allows: that a side does not rise, or, where it is `equal`, that it does not move."""

    side: Side
    equal: bool


def _limits(
    themes: Mapping[str, Theme], figures: Mapping[str, Figure], found: Mapping[str, Sources]
) -> Iterator[Limit]:
    """The limits that the year's formulas and relations set; those not reached, or not all reported, set none."""

    def side(name: str) -> Side:
        quantity, public = figures[name].quantity, figures[name].public
        assert quantity is not None
        value = Fraction(quantity.number)
        known = public or name in found
        return Side(value, {} if known else {name: Fraction(1)}, (name,) if public else found.get(name, ()))

    for theme in themes.values():
        for indicator in theme.indicators:
            if indicator.formula and _reported((indicator.id, *indicator.formula.references), figures):
                factor = _number(100 if indicator.unit == "%" else 1)
                yield Limit(side(indicator.id) - indicator.formula.evaluate(side, _number) * factor, equal=True)
        for check in theme.checks:
            if _reported(check.references, figures):
                with suppress(ZeroDivisionError):
                    yield from _of_relation(check, side, whole=_whole(check.references, figures))


def _reported(names: Iterable[str], figures: Mapping[str, Figure]) -> bool:
    return all(figures[name].quantity for name in names)


def _whole(names: Iterable[str], figures: Mapping[str, Figure]) -> bool:
    """Whether the figures may all be counts: whole numbers, and no percentages."""
    return all(
        figures[name].indicator.unit != "%" and quantity.number % 1 == 0
        for name in names
        if (quantity := figures[name].quantity)
    )


def _of_relation(check: Expression, side: Callable[[str], Side], *, whole: bool) -> Iterator[Limit]:
    """The limits of a relation; between `whole` counts, less than is at most one less."""
    for left, sign, right in check.comparisons(side, _number):
        lesser, greater = (left, right) if sign in "≤<" else (right, left)
        if sign == "=":
            yield Limit(left - right, equal=True)
        elif (sign in "≤≥" and lesser.value == greater.value) or (
            sign in "<>" and whole and lesser.value + 1 == greater.value
        ):
            yield Limit(lesser - greater, equal=False)


def _solved(equations: Iterable[Side]) -> dict[str, Sources]:
    """The values that equations determine together (Gauss and Jordan): those left alone in one of them."""
    rows: dict[str, Side] = {}
    for equation in equations:
        rest = equation
        for name, row in rows.items():
            rest = _without(name, rest, row)
        if name := next(iter(rest.moves), ""):
            rows = {other: _without(name, row, rest) for other, row in rows.items()} | {name: rest}
    return {name: row.sources for name, row in rows.items() if len(row.moves) == 1}


def _without(name: str, row: Side, by: Side) -> Side:
    """`row` less as much of `by` as leaves nothing of the value `name` in it."""
    return row - _number(row.moves[name] / by.moves[name]) * by if name in row.moves else row


def _held(limits: Collection[Limit], figures: Mapping[str, Figure]) -> dict[str, Sources]:
    """The values that can neither fall nor rise: between two limits, or in a sum of which no other part can give way.

    No value falls below zero or rises above its indicator's maximum.
    """
    sides = [limit.side for limit in limits]  # none of them rises
    sides += [_number(-1) * limit.side for limit in limits if limit.equal]
    names = {name for side in sides for name in side.moves}
    numbers = {name: quantity.number for name in names if (quantity := figures[name].quantity)}
    no_lower: dict[str, Sources] = {name: () for name in names if numbers[name] == 0}
    no_higher: dict[str, Sources] = {name: () for name in names if numbers[name] == figures[name].indicator.maximum}
    while True:
        known = len(no_lower) + len(no_higher)
        for side in sides:
            for name, move in side.moves.items():
                others = [(n, no_lower if m > 0 else no_higher) for n, m in side.moves.items() if n != name]
                if all(other in held for other, held in others):
                    sources = _together(side.sources, *(held[other] for other, held in others))
                    (no_higher if move > 0 else no_lower).setdefault(name, sources)
        if len(no_lower) + len(no_higher) == known:
            return {n: _together(no_lower[n], no_higher[n]) for n in no_lower if n in no_higher}
