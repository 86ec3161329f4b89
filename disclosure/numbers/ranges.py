"""What a number may stand for: all values between two ends, and what can be said of two such ranges."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

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

    Exact figures are ranges of one value. What a range "may be" answers "can it be?": 320余 may equal 325 and cannot
    equal 330. Two ranges are equal where they allow the very same values.
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
        if other.may_equal(Range.exactly(0)):
            raise ZeroDivisionError
        return self * Range(_inverse(other.high, -UNLIMITED), _inverse(other.low, UNLIMITED))

    def may_be_at_most(self, other: Range) -> bool:
        return self.low <= other.high

    def may_be_at_least(self, other: Range) -> bool:
        return other.may_be_at_most(self)

    def may_be_below(self, other: Range) -> bool:
        return self.low.value < other.high.value

    def may_be_above(self, other: Range) -> bool:
        return other.may_be_below(self)

    def may_equal(self, other: Range) -> bool:
        return self.may_be_at_most(other) and other.may_be_at_most(self)

    def may_differ(self, other: Range) -> bool:
        """False only where both are exact and the same: 320余 may well differ from 320."""
        return self.value is None or self != other


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
