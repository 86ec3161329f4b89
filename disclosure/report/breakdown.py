"""Breakdowns: what the rows or the columns of a table are, nested as a form lays them out, and their totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A row or column, or with `items` a group of them, by its label. `total` labels the sum of a group's items."""

    key: str
    name: str
    items: tuple[Part, ...] = ()
    total: str | None = None


@dataclass(frozen=True)
class Breakdown:
    """Rows or columns of tables (data/breakdowns.yml). `name` heads them; "" where the form has no such head."""

    key: str
    name: str
    items: tuple[Part, ...]
    total: str | None = None


Level = tuple[str, str] | None
"""A key and a label at one level of a head; None where the label of the level before reaches down to here."""


@dataclass(frozen=True)
class Line:
    """A row or a column: its key ("" for the total of all), its labels from the outermost, the keys that it sums."""

    key: str
    levels: tuple[Level, ...]
    sums: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return "·".join(level[1] for level in self.levels if level)


def lines(breakdown: Breakdown) -> tuple[Line, ...]:
    """The rows or columns of a breakdown in the form's order, a group's total behind its items; all equally deep."""
    found = tuple(_lines(breakdown.items, ()))
    if breakdown.total is not None:
        found = (*found, Line("", (("", breakdown.total),), tuple(line.key for line in found if not line.sums)))
    depth = max(len(line.levels) for line in found)
    return tuple(Line(each.key, (*each.levels, *[None] * (depth - len(each.levels))), each.sums) for each in found)


def _lines(parts: Sequence[Part], above: tuple[Level, ...]) -> Iterator[Line]:
    for part in parts:
        here: tuple[Level, ...] = (*above, (part.key, part.name))
        if not part.items:
            yield Line(part.key, here)
            continue
        inner = tuple(_lines(part.items, here))
        yield from inner
        if part.total is not None:
            yield Line(part.key, (*here, ("", part.total)), tuple(line.key for line in inner if not line.sums))


def keys(parts: Sequence[Part]) -> Iterator[str]:
    """The keys of all parts and groups."""
    for part in parts:
        yield part.key
        yield from keys(part.items)


@dataclass(frozen=True)
class Head:
    """A label over, or beside, `lines` rows or columns from the one `at` on; it reaches over `levels` levels."""

    text: str
    at: int
    lines: int
    levels: int


def heads(of: Sequence[Line]) -> tuple[tuple[Head, ...], ...]:
    """The labels of rows or columns, level by level, each group's once."""
    return tuple(tuple(_heads_at(level, of)) for level in range(len(of[0].levels)))


def _heads_at(level: int, of: Sequence[Line]) -> Iterator[Head]:
    at = 0
    while at < len(of):
        own = of[at].levels
        end = at + 1
        while end < len(of) and of[end].levels[: level + 1] == own[: level + 1]:
            end += 1
        if (label := own[level]) is not None:
            below = next((n for n, each in enumerate(own[level + 1 :]) if each), len(own) - level - 1)
            yield Head(label[1], at, end - at, 1 + below)
        at = end
