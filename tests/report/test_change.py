"""How a figure changed since the year before: its wording in every case, and why sometimes nothing can be said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure.numbers.quantity import parse_quantity
from disclosure.report.change import change, comparable, growth
from disclosure.report.model import Figure, Model, Report


def figure(model: Model, year: int, value: str | None, unit: str) -> Figure:
    given = model.latest.figures["disputes.found"]
    quantity = None if value is None else parse_quantity(value)
    return replace(given, year=year, quantity=quantity, indicator=replace(given.indicator, unit=unit))


def beside(model: Model, now: Figure, then: Figure | None) -> Report:
    earlier = {f"{then.id}.before": then} if then else {}
    return replace(model.latest, year=now.year, figures={now.id: now}, earlier=earlier)


@pytest.mark.parametrize(
    ("unit", "then", "now", "changed", "grown"),
    [
        ("件", "238", "250", "比上年增加12件", "增长5%"),
        ("件", "250", "238", "比上年减少12件", "下降4.8%"),
        ("件", "250", "250", "与上年持平", "与上年持平"),
        ("件", "0", "0", "与上年持平", None),
        ("件", "0", "12", "比上年增加12件", None),
        ("件", "12", "0", "比上年减少12件", "下降100%"),
        ("件", "3", "9", "比上年增加6件", "增长200%"),
        ("件", "10000", "10001", "比上年增加1件", "增长0.01%"),
        ("万元", "3.689", "4.2", "比上年增加0.511万元", "增长13.9%"),
        ("人次", "2.3万", "23100", "比上年增加100人次", "增长0.4%"),
        ("", "2.4", "2.6", "比上年增加0.2", "增长8.3%"),
        ("件", "-3", "4", "比上年增加7件", None),
        ("%", "97.5", "100", "比上年上升2.5个百分点", None),
        ("%", "100", "97.5", "比上年下降2.5个百分点", None),
        ("%", "100", "100", "与上年持平", None),
        ("‰", "3.2", "3", "比上年下降0.2个千分点", None),
        ("%", "-3.9", "128.78", "比上年上升132.68个百分点", None),
    ],
)
def test_a_change_is_said_in_words(
    model: Model, unit: str, then: str, now: str, changed: str, grown: str | None
) -> None:
    this = figure(model, 2024, now, unit)
    report = beside(model, this, figure(model, 2023, then, unit))
    assert change(this, report).sentence == changed
    if grown:
        assert growth(this, report).sentence == grown
    else:
        with pytest.raises(ValueError, match=r"请改用 \.change"):
            growth(this, report)


@pytest.mark.parametrize(
    ("then", "now", "why"),
    [
        ("320余", "330", "2023 年是约数 320余件，算不出增减"),
        ("320", "近330", "2024 年是约数 近330件，算不出增减"),
        ("3至5", "6", "2023 年是约数 3至5件，算不出增减"),
        (None, "6", "2023 年未报告，不能相比"),
        ("6", None, "2024 年未报告，不能相比"),
    ],
)
def test_what_is_not_exact_in_both_years_has_no_change(
    model: Model, then: str | None, now: str | None, why: str
) -> None:
    this = figure(model, 2024, now, "件")
    report = beside(model, this, figure(model, 2023, then, "件"))
    for form in (change, growth):
        with pytest.raises(ValueError, match=why):
            form(this, report)


def test_a_figure_counted_otherwise_the_year_before_has_no_change(model: Model) -> None:
    found = "disputes.found"
    before = model.latest
    then = before.figures[found]
    other = replace(then, indicator=replace(then.indicator, unit="起"))
    assert f"{found}.before" in comparable(model.themes, before)
    assert f"{found}.before" not in comparable(model.themes, replace(before, figures={**before.figures, found: other}))
    this = replace(then, year=2024)
    with pytest.raises(ValueError, match="没有 2023 年可以相比的数"):
        change(this, beside(model, this, None))
