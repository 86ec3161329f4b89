"""What a formula gives for a year's figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import count

from disclosure.numbers.quantity import Quantity, round_half_up
from disclosure.numbers.ranges import Range
from disclosure.report.expression import Expression
from disclosure.report.model import Figure, Indicator


def range_of(figure: Figure) -> Range:
    assert figure.quantity is not None
    return figure.quantity.range


def exact(figure: Figure, figures: Mapping[str, Figure]) -> bool:
    """Whether a figure is the very value that its formula gives for the known `figures`, and not that value rounded.

    False where it has no formula, and where one of the numbers is not there or not reported.
    """
    formula = figure.indicator.formula
    if formula is None or figure.quantity is None:
        return False
    parts = [figures.get(name) for name in formula.references]
    if not all(part and part.quantity for part in parts):
        return False
    return result_of(figure.indicator, formula, figures) == figure.quantity.range


def result_of(indicator: Indicator, formula: Expression, figures: Mapping[str, Figure]) -> Range:
    """The formula's value; percentages in hundredths. Raises ValueError with advice."""
    try:
        result = formula.evaluate(lambda name: range_of(figures[name]), Range.exactly)
    except ZeroDivisionError:
        raise ValueError(f"的除数是 0，算不出来；请写 {indicator.key}: ~。") from None
    return result * Range.exactly(100) if indicator.unit == "%" else result


NONE_AND_ALL = (Decimal(0), Decimal(100))
"""Percentages that speak of every single case: what rounding makes of 766 in 768 may not be called all of them."""


def agrees(stated: Quantity, indicator: Indicator, result: Range) -> bool:
    """Whether a stated figure can be a formula's value, rounded at the last place that it is stated with."""
    to_the_point = not stated.exact or (indicator.unit == "%" and stated.number in NONE_AND_ALL)
    return (stated.range if to_the_point else stated.rounded_from).may_equal(result)


def rounded_result(value: Fraction, indicator: Indicator) -> Decimal:
    """A formula's value at its indicator's decimals."""
    return rounded(value, indicator.decimals, NONE_AND_ALL if indicator.unit == "%" else ())


def rounded(value: Fraction, decimals: int, unlike: Collection[Decimal]) -> Decimal:
    """`value` at `decimals` places, or at as many more as it takes not to read as a number `unlike` it.

    99.60 becomes 99.6 and 100.00 becomes 100: a computed figure claims no decimals it does not need.
    """
    others = [number for number in unlike if number != value]
    number = next(number for places in count(decimals) if (number := round_half_up(value, places)) not in others)
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
