"""The sentences of a document, and the numbers that count something in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from disclosure.numbers.grammar import AFTER_UNIT, MEASURE, any_of
from disclosure.numbers.grammar import BEFORE as QUALIFIERS
from disclosure.numbers.naming import without_names

WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
BEFORE = any_of(QUALIFIERS)
_NUMBER = re.compile(
    rf"(?<![\d.A-Za-z第+－—～~×:/-])(?P<before>{BEFORE})?(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?P<decimals>\.\d+)?"
    rf"(?P<blur>[余多]?)(?P<times>[万亿]?)(?P<blurred>[余多]?)(?P<unit>{MEASURE})"
    rf"(?P<after>{any_of(AFTER_UNIT)})?"
)
_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}
_CLAUSE = re.compile(r"[，。；：、！？（）()\s,;:]")


@dataclass(frozen=True)
class Said:
    """A number of a sentence with its unit, from `start` to `end`; `clause` is what stands before it up to a sign.

    `value` is in full (3.689万元 is 36890 with 元), `place` what one of its last stated place is worth.
    """

    start: int
    end: int
    text: str
    clause: str
    value: Fraction
    place: Fraction
    unit: str
    exact: bool

    @property
    def is_share(self) -> bool:
        return self.unit in ("%", "‰")


@dataclass(frozen=True)
class Sentence:
    """One sentence, with half-width digits, and the line (or paragraph) of the document that it stands in."""

    line: int
    text: str

    @cached_property
    def numbers(self) -> tuple[Said, ...]:
        return tuple(numbers(self.text))


def sentences(lines: Iterable[tuple[int, str]]) -> Iterator[Sentence]:
    """Cuts numbered lines after 。；！？."""
    for number, line in lines:
        for text in re.findall(r"[^。；！？;]+[。；！？;]?", line.translate(WIDE)):
            if text.strip():
                yield Sentence(number, text.strip())


def numbers(text: str) -> Iterator[Said]:
    """The numbers that count something; those in names (“1+3+N”, 《…》, 〔…〕…号) do not."""
    end = 0
    for match in _NUMBER.finditer(without_names(text)):
        before = text[end : match.start()]
        end = match.end()
        times = _TIMES[match["times"]]
        unit = match["unit"]
        if unit[0] in _TIMES and unit.endswith("元"):
            times, unit = _TIMES[unit[0]], unit[1:]
        decimals = match["decimals"] or ""
        yield Said(
            match.start(),
            match.end(),
            match[0],
            _CLAUSE.split(before)[-1],
            Fraction(match["digits"].replace(",", "") + decimals) * times,
            Fraction(times, 10 ** max(0, len(decimals) - 1)),
            "个百分点" if unit == "百分点" else unit,
            not any(match[name] for name in ("before", "blur", "blurred", "after")),
        )


def rounds_to(value: Fraction, stated: Said) -> bool:
    """Whether `value` reads as the stated number once it is rounded, or cut off, at its last place."""
    return stated.value - stated.place / 2 <= value < stated.value + stated.place


def shown(value: Fraction, decimals: int = 2) -> str:
    """A number for a message: 12, 4.76."""
    text = f"{float(value):.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
