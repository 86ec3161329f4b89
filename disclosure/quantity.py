"""A number as an official document says it: 250, 320余, 不少于4, 3.689."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

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


@dataclass(frozen=True)
class Range:
    """All values a figure may stand for, from `low` to `high`; no `high` means without upper limit.

    Exact figures are ranges of one value. Comparing answers "can it be?": 320余 may equal 325 and cannot equal 300.
    """

    low: Fraction
    high: Fraction | None

    @classmethod
    def exactly(cls, value: Fraction | Decimal | int) -> Range:
        return cls(Fraction(value), Fraction(value))

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, None if self.high is None or other.high is None else self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        if other.high is None:
            raise ValueError("被减的数没有上限，算不出差")
        return Range(self.low - other.high, None if self.high is None else self.high - other.low)

    def __mul__(self, other: Range) -> Range:
        return Range(self.low * other.low, None if self.high is None or other.high is None else self.high * other.high)

    def __truediv__(self, other: Range) -> Range:
        """Raises ZeroDivisionError when the divisor may be zero."""
        low = Fraction(0) if other.high is None else self.low / other.high
        return Range(low, None if self.high is None else self.high / other.low)

    def __le__(self, other: Range) -> bool:
        return other.high is None or self.low <= other.high

    def __ge__(self, other: Range) -> bool:
        return other <= self

    def __lt__(self, other: Range) -> bool:
        return other.high is None or self.low < other.high

    def __gt__(self, other: Range) -> bool:
        return other < self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Range) and self <= other <= self

    def __ne__(self, other: object) -> bool:
        """False only where both are exact and the same: 320余 may well differ from 320."""
        return not (isinstance(other, Range) and self.exact and other.exact and self.low == other.low)

    __hash__ = None  # type: ignore[assignment]  # "may be equal" is no equality to hash by


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
        match self.qualifier:
            case "不少于" | "以上":
                return Range(value, None)
            case "余" | "多":
                return Range(value, value + place)
            case "近":
                return Range(max(Fraction(0), value - place), value)
            case "约":
                return Range(max(Fraction(0), value - place), value + place)
            case _:
                return Range.exactly(value)


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
    return Decimal(units if value >= 0 else -units).scaleb(-decimals)


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
