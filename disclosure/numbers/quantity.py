"""A number as an official document says it (250, 2.3万余, 不少于4, 3至5, -3.9): its words, its value, its bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from disclosure.numbers.advice import advice
from disclosure.numbers.grammar import (
    AFTER_NUMBER,
    AFTER_UNIT,
    BEFORE,
    MINUS,
    NUMERAL,
    PLAIN,
    SAYS,
    TIMES,
    TIMES_IN_WORDS,
    TO,
    Says,
    any_of,
)  # fmt: skip
from disclosure.numbers.numerals import in_digits, well_formed
from disclosure.numbers.ranges import UNLIMITED, End, Range

MAX_DIGITS = 15
_BLUR = f"[{''.join(AFTER_NUMBER)}]"


@dataclass(frozen=True)
class Quantity:
    """A number and the words that qualify it, verbatim: `before` and `core` stand before the unit, `after` behind it.

    `number` is the exact value, and keeps its stated decimals; a range (3至5) has none. `range` is what the words
    allow, and `place` what one of the last written place is worth (1000 in 46.6万).
    """

    core: str
    number: Decimal | None
    range: Range
    place: Fraction = Fraction(1)
    before: str = ""
    after: str = ""

    def wording(self, unit: str = "") -> str:
        """The figure as it is said: 250件, 320余次, 2.3万余人次, 不少于4名, 100家以上."""
        return f"{self.before}{self.core}{unit}{self.after}"

    @property
    def digits(self) -> str:
        """The exact value in digits; "" where there is no single one."""
        return "" if self.number is None else f"{self.number:f}"

    @property
    def qualifier(self) -> str:
        """The word that keeps it from being an exact number; "" where there is none."""
        blur = re.search(_BLUR, self.core)
        return self.before or self.after or (blur[0] if blur else "")

    @property
    def bare(self) -> str:
        """The core without the word that blurs it from behind: 320 of 320余."""
        return self.core.removesuffix(self.blur)

    @property
    def blur(self) -> str:
        """余 or 多 right before the unit; "" where there is none."""
        return self.core[-1] if self.core[-1] in AFTER_NUMBER else ""

    @property
    def plain(self) -> bool:
        """Whether its value and its qualifier say all of its words: 320余, and neither 2.3万余 nor 3至5."""
        return bool(self.digits) and self.bare == self.digits

    @property
    def in_magnitude(self) -> bool:
        """Whether it is said in 万 or the like: 2.3万余, 两万."""
        return any(magnitude in self.core for magnitude in TIMES_IN_WORDS)

    @property
    def exact(self) -> bool:
        return self.range.value is not None

    @property
    def rounded_from(self) -> Range:
        """All values that read as an exact figure when they are rounded, halves away from zero, at its last place."""
        assert self.number is not None
        value, half = Fraction(self.number), self.place / 2
        return Range.between(value - half, value + half, without_low=value <= 0, without_high=value >= 0)


def exactly(number: Decimal) -> Quantity:
    """A number said in digits."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Quantity(f"{number:f}", number, Range.exactly(number), Fraction(10) ** min(0, exponent))


def _core(name: str) -> str:
    """A pattern for a number with neither a qualifier nor a sign; `name` tells its groups from others."""
    return (
        rf"(?:(?P<digits{name}>{PLAIN})(?:(?P<inner{name}>{_BLUR})?(?P<times{name}>{any_of(TIMES)}))?"
        rf"|(?P<words{name}>{NUMERAL}+(?:(?P<within{name}>{_BLUR})[万亿])?))"
    )


_WRITTEN = re.compile(
    rf"(?P<before>{any_of(BEFORE)})?(?P<sign>{MINUS})?{_core('')}"
    rf"(?:{TO}{_core('2')})?(?P<blur>{_BLUR})?(?P<after>{any_of(AFTER_UNIT)})?"
)


_BARE = re.sub("[?]P<[a-z0-9]+>", "?:", _core(""))
PATTERN = (
    rf"^(?:(?:{any_of(BEFORE)}){MINUS}?{_BARE}"
    rf"|{MINUS}?{_BARE}(?:{_BLUR}|{any_of(AFTER_UNIT)}|{TO}{_BARE})?)$"
)
"""Much the same for editors: at most one word that qualifies the number."""


def parse_quantity(written: str) -> Quantity:
    """Reads a figure as written. Raises ValueError whose message tells a clerk what to write instead."""
    if (match := _WRITTEN.fullmatch(written)) is None:
        raise ValueError(advice(written, _readable))
    return _read(match, written)


def _readable(written: str) -> bool:
    """Whether a figure is written as it should be."""
    try:
        return (match := _WRITTEN.fullmatch(written)) is not None and bool(_read(match, written))
    except ValueError:
        return False


def _read(match: re.Match[str], written: str) -> Quantity:
    before, after = match["before"] or "", match["after"] or ""
    inner = match["inner"] or match["within"]
    words = [word for word in (before, inner, match["blur"], after) if word]
    if len(words) > 1:
        raise ValueError(f"“{written}”前后不止一个约数词；请只留一个。")
    core = written[len(before) : len(written) - len(after)]
    number, place = _value(match, "", written)
    if match["sign"]:
        number = -number
    if match["digits2"] or match["words2"]:
        return _range(match, written, number)
    if not words and core[0] in TIMES_IN_WORDS and core[0] not in "十拾":
        raise ValueError(f"“{written}”不是一个数；请写成 一{written}，或用阿拉伯数字。")
    if inner and (behind := re.match(f"(.*[^0十百千拾佰仟]){inner}([万亿])", core)):
        raise ValueError(f"“{written}”里的“{inner}”要写在“{behind[2]}”后面；请写成 {behind[1]}{behind[2]}{inner}。")
    return Quantity(core, number, _bounds(number, SAYS[words[0]] if words else None), place, before, after)


def _value(match: re.Match[str], name: str, written: str) -> tuple[Decimal, Fraction]:
    """A number's value, and what one of its last written place is worth."""
    if words := match[f"words{name}"]:
        said = re.sub(_BLUR, "", words)
        if not well_formed(said):
            raise ValueError(f"“{written}”不是一个数；请写阿拉伯数字，例如 250、3.689、320余。")
        number = Decimal(in_digits(said))
        return number, _last_place(number)
    digits, power = match[f"digits{name}"], TIMES.get(match[f"times{name}"] or "", 0)
    whole, _, decimals = digits.partition(".")
    number = Decimal(f"{Decimal(digits).scaleb(power):f}")  # without an exponent
    if len(digits) > MAX_DIGITS or len(f"{number:f}") > MAX_DIGITS:
        raise ValueError(f"“{written}”位数太多；请检查是否多打了数字。")
    if len(whole) > 1 and whole.startswith("0"):
        plain = written.replace(digits, f"{Decimal(digits):f}", 1)
        raise ValueError(f"“{written}”以 0 开头；请写成 {plain}。")
    return number, Fraction(10) ** (power - len(decimals))


def _range(match: re.Match[str], written: str, low: Decimal) -> Quantity:
    """What goes from one number to another: 3至5, and 3至5万 from 3万 on."""
    if any(match[name] for name in ("before", "inner", "within", "inner2", "within2", "blur", "after")):
        raise ValueError(f"“{written}”已经是从几到几，不再加约数词；请只写两头的数。")
    high, place = _value(match, "2", written)
    if match["digits"] and not match["times"] and match["times2"]:
        low = low.scaleb(TIMES[match["times2"]])
    if low >= high:
        raise ValueError(f"“{written}”前面的数不比后面的小；请从小到大写。")
    return Quantity(written, None, Range.between(Fraction(low), Fraction(high)), place)


def _bounds(number: Decimal, says: Says | None) -> Range:
    """What a word makes of a number. 余 adds, 近 takes away, less than one of the last place that is not zero.

    A count that is below something is not below zero.
    """
    value, place = Fraction(number), _last_place(number)
    least = -UNLIMITED if value < 0 or (value == 0 and says is Says.BELOW) else Fraction(0)
    below, sign = max(least, value - place), -1 if value < 0 else 1
    match says:
        case Says.NEAR:
            return Range.between(below, value + place, without_low=below == value - place, without_high=True)
        case Says.NEARLY | Says.AND_MORE if (says is Says.AND_MORE) is (sign > 0):
            return Range.between(value, value + place, without_high=True)
        case Says.NEARLY | Says.AND_MORE:
            return Range.between(below, value, without_low=below < value)
        case Says.BELOW:
            return Range(End(least, 0 if isinstance(least, Fraction) else 1), End(value, -1))
        case Says.ABOVE:
            return Range.between(value, UNLIMITED, without_low=True, without_high=True)
        case Says.FROM:
            return Range.between(value, UNLIMITED, without_high=True)
        case Says.UP_TO:
            return Range(End(least, 0 if isinstance(least, Fraction) else 1), End(value, 0))
    return Range.exactly(value)


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """`value` at `decimals` places, halves away from zero (四舍五入), as GB/T 8170-2008 allows for reported figures."""
    scaled = abs(value) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{units if value >= 0 else -units}e-{decimals}")  # arithmetic would keep 28 digits


def _last_place(number: Decimal) -> Fraction:
    """What one of the last place of a number that is not zero is worth: 10 in 320, 1000 in 23000, 1/10 in 3.60."""
    exponent = number.normalize().as_tuple().exponent
    return Fraction(10) ** exponent if number and isinstance(exponent, int) else Fraction(1)
