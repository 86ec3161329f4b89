"""Two long texts laid beside each other: the runs that both have, in one order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_RUNS = (24, 12, 6)
"""How many characters, standing once in each text, prove that the texts agree there; the longest are tried first."""
_SMALL = 2_000_000
"""How many pairs of characters may be compared one by one."""
_SLACK = 40
"""How many characters may have been added to the ends of a text that differ."""
_CHANCE = 3
"""Runs up to this long between longer differences agree by chance: 的, 工作."""


class Run(NamedTuple):
    """`length` characters that are the same from `right` on in one text and from `found` on in the other."""

    right: int
    found: int
    length: int


class Difference(NamedTuple):
    """A stretch of one text (from, to) and what the other has in its place; either may be empty."""

    right: int
    right_end: int
    found: int
    found_end: int


def differences(right: str, found: str) -> list[Difference]:
    """Where two texts part. What `found` has before the first run and after the last is nobody's."""
    whole = 0, len(right), 0, len(found)
    row = next(filter(None, (_anchors(right, found, *whole, length) for length in _RUNS)), [])
    if not row:
        return [Difference(0, len(right), 0, 0)]
    (i, j), (i_last, j_last) = row[0], row[-1]  # what stands outside is looked for right before and behind these
    window = max(0, j - i - _SLACK), min(len(found), j_last + len(right) - i_last + _SLACK)
    runs = _merged(list(_runs(right, found, 0, len(right), *window, _RUNS)))
    first, last = runs[0], runs[-1]
    ends = last.right + last.length, last.found + last.length
    return [
        *([Difference(0, first.right, first.found, first.found)] if first.right else ()),
        *(
            Difference(one.right + one.length, other.right, one.found + one.length, other.found)
            for one, other in pairwise(runs)
        ),
        *([Difference(ends[0], len(right), ends[1], ends[1])] if ends[0] < len(right) else ()),
    ]


def grams(text: str, length: int = 12) -> set[str]:
    """All runs of a text that are `length` characters long: by how many two texts share, one is told from others."""
    return {text[start : start + length] for start in range(len(text) - length + 1)}


def _runs(a: str, b: str, start: int, end: int, b_start: int, b_end: int, lengths: tuple[int, ...]) -> Iterator[Run]:
    """The runs of a[start:end] and b[b_start:b_end] in their order."""
    if start >= end or b_start >= b_end:
        return
    if not lengths:
        if (end - start) * (b_end - b_start) <= _SMALL:
            matcher = SequenceMatcher(None, a[start:end], b[b_start:b_end], autojunk=False)
            yield from (Run(start + i, b_start + j, n) for i, j, n in matcher.get_matching_blocks() if n)
        return
    at, b_at = start, b_start
    for anchor, place in _anchors(a, b, start, end, b_start, b_end, lengths[0]):
        if anchor < at or place < b_at:
            continue
        i, j = anchor, place
        while i > at and j > b_at and a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
        yield from _runs(a, b, at, i, b_at, j, lengths[1:])
        length = 0
        while i + length < end and j + length < b_end and a[i + length] == b[j + length]:
            length += 1
        yield Run(i, j, length)
        at, b_at = i + length, j + length
    yield from _runs(a, b, at, end, b_at, b_end, lengths[1:])


def _anchors(a: str, b: str, start: int, end: int, b_start: int, b_end: int, length: int) -> list[tuple[int, int]]:
    """Where runs stand that each text has once, as far as they have one order: the longest such row of them."""
    here = Counter(a[n : n + length] for n in range(start, end - length + 1))
    there = Counter(b[n : n + length] for n in range(b_start, b_end - length + 1))
    places = {b[n : n + length]: n for n in range(b_start, b_end - length + 1)}
    pairs = [
        (n, places[run])
        for n in range(start, end - length + 1)
        if here[run := a[n : n + length]] == 1 and there[run] == 1
    ]
    return _rising(pairs)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs that rises in both numbers."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        slot = bisect_left(tops, place)
        before.append(ends[slot - 1] if slot else -1)
        if slot == len(tops):
            tops.append(place)
            ends.append(number)
        else:
            tops[slot], ends[slot] = place, number
    row, number = [], ends[-1] if ends else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _merged(runs: list[Run]) -> list[Run]:
    """Runs that touch made one, and those dropped that agree by chance between longer differences."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.right + last.length, last.found + last.length) == (run.right, run.found):
            joined[-1] = Run(last.right, last.found, last.length + run.length)
        else:
            joined.append(run)
    kept: list[Run] = []
    for number, run in enumerate(joined):
        after = joined[number + 1] if number + 1 < len(joined) else None
        apart = [
            max(right.right - left.right - left.length, right.found - left.found - left.length)
            for left, right in ((kept[-1] if kept else None, run), (run, after))
            if left and right
        ]
        if run.length > _CHANCE or (apart and max(apart) <= run.length):
            kept.append(run)
    return kept
