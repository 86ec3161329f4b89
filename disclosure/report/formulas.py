"""What a formula gives for a year's figures."""

from __future__ import annotations

from collections.abc import Mapping

from disclosure.numbers.quantity import Range
from disclosure.report.expression import Expression
from disclosure.report.model import Figure, Indicator


def range_of(figure: Figure) -> Range:
    assert figure.quantity is not None
    return figure.quantity.range


def exact(figure: Figure, figures: Mapping[str, Figure]) -> bool:
    """Whether a figure is the very value that its formula gives for the year's `figures`, and not that value rounded.

    False where it has no formula, and where one of the numbers is not there or not reported.
    """
    formula = figure.indicator.formula
    if formula is None or figure.quantity is None:
        return False
    parts = [figures.get(name) for name in formula.references]
    if not all(part and part.quantity for part in parts):
        return False
    return result_of(figure.indicator, formula, figures).same_as(figure.quantity.range)


def result_of(indicator: Indicator, formula: Expression, figures: Mapping[str, Figure]) -> Range:
    """The formula's value; percentages in hundredths. Raises ValueError with advice."""
    try:
        result = formula.evaluate(lambda name: range_of(figures[name]), Range.exactly)
    except ZeroDivisionError:
        raise ValueError(f"的除数是 0，算不出来；请写 {indicator.key}: ~。") from None
    return result * Range.exactly(100) if indicator.unit == "%" else result
