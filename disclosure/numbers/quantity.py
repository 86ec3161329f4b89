"""A number as an official document says it: 250, 320余, 不少于4, 3.689."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

BEFORE = ("约", "近", "不少于")
AFTER_NUMBER = ("余", "多")
AFTER_UNIT = ("以上",)
QUALIFIERS = (*BEFORE, *AFTER_NUMBER, *AFTER_UNIT)

MAX_DIGITS = 15
_WRITTEN = re.compile(
    rf"(?P<before>{'|'.join(BEFORE)})?"
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)"
    rf"(?P<after>{'|'.join((*AFTER_NUMBER, *AFTER_UNIT))})?"
)


Bound = Fraction | float
"""A number, or plus or minus infinity, which alone are floats here."""
UNLIMITED = math.inf


class End(NamedTuple):
    """One end of a range: the range starts or stops at `value` itself (0), just above it (1) or just below it (-1)."""

    value: Bound
    side: int


@dataclass(frozen=True)
class Range:
    """All values that a figure may stand for: what lies between its two ends.

    Exact figures are ranges of one value. Comparing answers "can it be?": 320余 may equal 325 and cannot equal 330.
    """

    low: End
    high: End

    @classmethod
    def between(cls, low: Bound, high: Bound, *, without_low: bool = False, without_high: bool = False) -> Range:
        return cls(End(low, int(without_low)), End(high, -int(without_high)))

    @classmethod
    def exactly(cls, value: Fraction | Decimal | int) -> Range:
        return cls.between(Fraction(value), Fraction(value))

    @property
    def value(self) -> Fraction | None:
        """The one value that an exact figure stands for; None for an approximate one."""
        return self.low.value if self.low == self.high and isinstance(self.low.value, Fraction) else None

    def same_as(self, other: Range) -> bool:
        """Whether both allow the very same values."""
        return (self.low, self.high) == (other.low, other.high)

    def __add__(self, other: Range) -> Range:
        return Range(_sum(self.low, other.low), _sum(self.high, other.high))

    def __sub__(self, other: Range) -> Range:
        return self + Range(End(-other.high.value, -other.high.side), End(-other.low.value, -other.low.side))

    def __mul__(self, other: Range) -> Range:
        corners = [_product(one, two) for one in (self.low, self.high) for two in (other.low, other.high)]
        return Range(
            min(End(value, 0 if reached else 1) for value, reached in corners),
            max(End(value, 0 if reached else -1) for value, reached in corners),
        )

    def __truediv__(self, other: Range) -> Range:
        """Raises ZeroDivisionError when the divisor may be zero."""
        if other == Range.exactly(0):
            raise ZeroDivisionError
        return self * Range(_inverse(other.high, -UNLIMITED), _inverse(other.low, UNLIMITED))

    def __le__(self, other: Range) -> bool:
        return self.low <= other.high

    def __ge__(self, other: Range) -> bool:
        return other <= self

    def __lt__(self, other: Range) -> bool:
        return self.low.value < other.high.value

    def __gt__(self, other: Range) -> bool:
        return other < self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Range) and self <= other <= self

    def __ne__(self, other: object) -> bool:
        """False only where both are exact and the same: 320余 may well differ from 320."""
        return not (isinstance(other, Range) and self.value is not None and self.same_as(other))

    __hash__ = None  # type: ignore[assignment]  # "may be equal" is no equality to hash by


def _sum(one: End, two: End) -> End:
    unlimited = [value for value in (one.value, two.value) if isinstance(value, float)]
    return End(unlimited[0] if unlimited else one.value + two.value, one.side or two.side)


def _product(one: End, two: End) -> tuple[Bound, bool]:
    """The product of two ends, and whether two values of their ranges have it: zero times anything is zero."""
    reached = one.side == two.side == 0 or End(Fraction(0), 0) in (one, two)
    if 0 in (one.value, two.value):
        return Fraction(0), reached
    if isinstance(one.value, float) or isinstance(two.value, float):
        return (UNLIMITED if (one.value > 0) == (two.value > 0) else -UNLIMITED), reached
    return one.value * two.value, reached


def _inverse(end: End, of_zero: Bound) -> End:
    """One over an end; `of_zero` where it lies just beside zero."""
    if end.value == 0:
        return End(of_zero, -end.side)
    return End(Fraction(0) if isinstance(end.value, float) else 1 / end.value, -end.side)


@dataclass(frozen=True)
class Quantity:
    """A number and the word that qualifies it ("" when it is exact). The number keeps its stated decimals."""

    number: Decimal
    qualifier: str = ""

    @property
    def digits(self) -> str:
        return f"{self.number:f}"

    @property
    def decimals(self) -> int:
        exponent = self.number.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    def wording(self, unit: str = "") -> str:
        """The figure as it is said: 250件, 320余次, 不少于4名, 100家以上."""
        before = self.qualifier if self.qualifier in BEFORE else ""
        inside = self.qualifier if self.qualifier in AFTER_NUMBER else ""
        after = self.qualifier if self.qualifier in AFTER_UNIT else ""
        return f"{before}{self.digits}{inside}{unit}{after}"

    @property
    def range(self) -> Range:
        """What the words allow. 余 and 多 add, 近 takes away, less than one of the last place that is not zero."""
        value = Fraction(self.number)
        place = _last_place(self.digits)
        below = max(Fraction(0), value - place)
        match self.qualifier:
            case "不少于" | "以上":
                return Range.between(value, UNLIMITED, without_high=True)
            case "余" | "多":
                return Range.between(value, value + place, without_high=True)
            case "近":
                return Range.between(below, value, without_low=below < value)
            case "约":
                return Range.between(below, value + place, without_low=below == value - place, without_high=True)
            case _:
                return Range.exactly(value)

    @property
    def rounded_from(self) -> Range:
        """All values that read as an exact figure when they are rounded to its decimals; none is below zero."""
        value, half = Fraction(self.number), Fraction(1, 2 * 10**self.decimals)
        return Range.between(max(Fraction(0), value - half), value + half, without_high=True)


def parse_quantity(written: str) -> Quantity:
    """Reads a figure as written. Raises ValueError whose message tells a clerk what to write instead."""
    if (match := _WRITTEN.fullmatch(written)) is None:
        raise ValueError(_advice(written))
    number, before, after = match["number"], match["before"], match["after"]
    if before and after:
        raise ValueError(f"“{written}”前后各有一个约数词；请只留一个。")
    if len(number) > MAX_DIGITS:
        raise ValueError(f"“{written}”位数太多；请检查是否多打了数字。")
    if len(number.partition(".")[0]) > 1 and number.startswith("0"):
        raise ValueError(f"“{written}”以 0 开头；请写成 {Decimal(number):f}。")
    return Quantity(Decimal(number), before or after or "")


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """`value` at `decimals` places, halves away from zero (四舍五入), as GB/T 8170-2008 allows for reported figures."""
    scaled = abs(value) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{units if value >= 0 else -units}e-{decimals}")  # arithmetic would keep 28 digits


def _last_place(digits: str) -> Fraction:
    whole, _, decimals = digits.partition(".")
    if decimals:
        return Fraction(1, 10 ** len(decimals))
    stripped = whole.rstrip("0")
    return Fraction(10 ** (len(whole) - len(stripped))) if stripped else Fraction(1)


_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－％", "0123456789.,-%")


def _advice(written: str) -> str:
    plain = written.translate(_FULL_WIDTH).strip()
    if plain in ("", "-", "—", "～", "/", "无", "空", "null", "暂无"):
        return (
            "没有填写；没有发生写 0，没有报告写 ~。"
            if not plain
            else f"“{written}”不是一个数；没有发生写 0，没有报告写 ~。"
        )
    if plain.startswith("-"):
        return f"“{written}”是负数；数量不能小于 0。"
    if plain != written and _WRITTEN.fullmatch(plain):
        return f"“{written}”用了全角数字或空格；请写成 {plain}。"
    if _WRITTEN.fullmatch(plain.replace(",", "").replace(" ", "")):
        return f"“{written}”里有分隔符；请写成 {plain.replace(',', '').replace(' ', '')}。"
    if re.fullmatch(r"[0-9oOlI.]*[0-9][0-9oOlI.]*", plain) and re.search(r"[oOlI]", plain):
        return f"“{written}”里混有字母，不是一个数；请只用 0 到 9 的数字。"
    known = "、".join(QUALIFIERS)
    if match := re.fullmatch(r"([^0-9.]*)([0-9]+(?:\.[0-9]+)?)([^0-9]*)", plain):
        front, number, back = match[1].strip(), match[2], match[3].strip()
        if not front and (unit := _TIMES.get(back[:1])):
            plain_number = f"{Decimal(number) * unit:f}{back[1:]}"
            return f"“{written}”里有“{back[:1]}”；请写成 {plain_number}，或把“{back[:1]}”写进指标目录的单位。"
        if not front and back in ("左右", "上下"):
            return f"“{written}”里的约数词不认识；请写成 约{number}，只认 {known}。"
        if not front and back and not any(back.startswith(word) for word in QUALIFIERS):
            return (
                f"“{written}”后面有“{back}”；若是单位请删去（单位写在指标目录里），只写 {number}；约数词只认 {known}。"
            )
        return f"“{written}”里的约数词不认识；只认 {known}，例如 {number}余。"
    return f"“{written}”不是一个数；请写阿拉伯数字，例如 250、3.689、320余。"
