"""A figure beside that of the year before: how it changed, as a number and in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from disclosure.report.expression import YEAR_BEFORE
from disclosure.report.formulas import rounded
from disclosure.report.model import Figure, Report, Theme
from disclosure.report.table import counted_in

POINTS = {"%": "个百分点", "‰": "个千分点"}
"""What shares change by."""
_DECIMALS = 1
"""Of a growth in per cent, or as many more as it takes not to read as none."""


@dataclass(frozen=True)
class Change:
    """How a figure changed: by `value` of its unit or, as a growth, by `value` per cent.

    `said` is what the mark says (增加12件, 下降4.8%, 持平); `lead` stands before it (比上年, 与上年), and is "" for a
    growth, which mostly follows the change.
    """

    value: Decimal
    said: str
    lead: str

    @property
    def sentence(self) -> str:
        return f"{self.lead}{self.said}"


def comparable(themes: Mapping[str, Theme], before: Report | None) -> Mapping[str, Figure]:
    """The figures of the year before that were counted as the `themes` count them now, as ID.before."""
    figures = before.figures if before else {}
    defined = (indicator for theme in themes.values() for indicator in theme.indicators)
    now = (counted for each in defined for counted in counted_in(each))
    found = ((indicator, figures.get(indicator.id)) for indicator in now)
    return {
        f"{indicator.id}.{YEAR_BEFORE}": then
        for indicator, then in found
        if then and indicator.kind == then.indicator.kind and indicator.defined_as(then.indicator)
    }


def before(figure: Figure, report: Report) -> Figure | None:
    """The same figure of the year before, where the two can be compared."""
    return report.earlier.get(f"{figure.id}.{YEAR_BEFORE}")


def change(figure: Figure, report: Report) -> Change:
    """By how much a figure grew since the year before, in its unit. Raises ValueError: why that cannot be said."""
    now, then = _exact(figure, report)
    unit = figure.indicator.unit
    verbs = ("上升", "下降") if unit in POINTS else ("增加", "减少")
    return _worded(now - then, POINTS.get(unit, unit), verbs)


def growth(figure: Figure, report: Report) -> Change:
    """The same in per cent of the year before. Raises ValueError: why that cannot be said."""
    now, then = _exact(figure, report)
    if points := POINTS.get(figure.indicator.unit):
        raise ValueError(f"百分率的变化只说{points}，不说百分之几；请改用 .change")
    if then <= 0:
        raise ValueError(f"{figure.year - 1} 年是 {then:f}，不能说增长百分之几；请改用 .change")
    value = rounded(Fraction(now - then) / Fraction(then) * 100, _DECIMALS, unlike=(Decimal(0),))
    return _worded(value, "%", ("增长", "下降"), lead="")


FORMS: Mapping[str, Callable[[Figure, Report], Change]] = {"change": change, "growth": growth}
"""What may follow a figure's id to say how it changed."""


def known(form: str, figure: Figure, report: Report) -> Change | None:
    """A change or a growth; None where it cannot be said."""
    try:
        return FORMS[form](figure, report)
    except ValueError:
        return None


def _exact(figure: Figure, report: Report) -> tuple[Decimal, Decimal]:
    """The numbers of both years. Raises ValueError: why they cannot be compared."""
    if figure.indicator.kind == "text":
        raise ValueError("是文字，没有增减")
    then = before(figure, report)
    if then is None:
        raise ValueError(f"没有 {figure.year - 1} 年可以相比的数：那一年没有，或者两年的单位、定义不同；请不和上年相比")
    return _number(figure), _number(then)


def _number(figure: Figure) -> Decimal:
    """The number of an exact figure. Raises ValueError where it is none."""
    if figure.quantity is None:
        raise ValueError(f"{figure.year} 年{figure.number}，不能相比；请改写这句话")
    if figure.quantity.number is None or not figure.quantity.exact:
        raise ValueError(f"{figure.year} 年是约数 {figure.text}，算不出增减；请改写这句话")
    return figure.quantity.number


def _worded(value: Decimal, unit: str, verbs: tuple[str, str], lead: str = "比上年") -> Change:
    if value == 0:
        return Change(value, "持平", "与上年")
    return Change(value, f"{verbs[value < 0]}{abs(value):f}{unit}", lead)
