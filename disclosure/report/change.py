"""The change of a figure since the year before, in words."""

from __future__ import annotations

from disclosure.report.model import Figure, Report


def change(figure: Figure, before: Report | None) -> str:
    """The change since the year before in words (比2022年增加12件); "" unless both figures are exact."""
    earlier = before.figures.get(figure.id) if before else None
    if not (earlier and earlier.quantity and figure.quantity) or earlier.qualifier or figure.qualifier:
        return ""
    difference = figure.quantity.number - earlier.quantity.number
    unit = "个百分点" if figure.indicator.unit == "%" else figure.indicator.unit
    if difference == 0:
        return f"与{earlier.year}年持平"
    return f"比{earlier.year}年{'增加' if difference > 0 else '减少'}{abs(difference):f}{unit}"
