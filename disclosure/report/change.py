"""The change of a figure since the year before, as a number and in words."""

from __future__ import annotations

from decimal import Decimal

from disclosure.report.model import Figure, Report


def difference(figure: Figure, before: Report | None) -> Decimal | None:
    """By how much a figure grew since the year before, in its unit; None unless both figures are exact.

    Nor is there a change across a break in definition.
    """
    earlier = before.figures.get(figure.id) if before else None
    if earlier and not figure.indicator.defined_as(earlier.indicator):
        return None
    now, then = figure.quantity, earlier.quantity if earlier else None
    if not (now and then and now.exact and then.exact and now.number is not None and then.number is not None):
        return None
    return now.number - then.number


def change(figure: Figure, before: Report | None) -> str:
    """The same in words (比2022年增加12件); "" where it is not known."""
    grown = difference(figure, before)
    if grown is None:
        return ""
    unit = "个百分点" if figure.indicator.unit == "%" else figure.indicator.unit
    if grown == 0:
        return f"与{figure.year - 1}年持平"
    return f"比{figure.year - 1}年{'增加' if grown > 0 else '减少'}{abs(grown):f}{unit}"
