"""What a chart shows follows from the catalogue: its sums, its relations, its zeros, and the years that are told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from disclosure.numbers.quantity import exactly
from disclosure.report.charts import course, drawn, flow, panels
from disclosure.report.model import Figure, Model


def with_numbers(model: Model, **numbers: str | None) -> Model:
    """The model with other numbers of this year, by names with two underscores for the dot; None is not reported."""
    report = model.latest
    figures = dict(report.figures)
    for name, number in numbers.items():
        figure = figures[name.replace("__", ".")]
        figures[figure.id] = replace(figure, quantity=exactly(Decimal(number)) if number else None)
    return replace(model, reports={report.year: replace(report, figures=figures)})


def with_earlier(model: Model, name: str, *numbers: str | None) -> Model:
    """The model with a figure's numbers of as many years before, the oldest first."""
    report = model.latest
    reports = dict(model.reports)
    for year, number in enumerate(numbers, report.year - len(numbers)):
        quantity = exactly(Decimal(number)) if number else None
        figure = replace(report.figures[name], year=year, quantity=quantity)
        reports[year] = replace(report, year=year, figures={name: figure})
    return replace(model, reports=reports)


def chart(model: Model, *names: str) -> list[tuple[str, list[str]]]:
    """The panels of a chart, each with what it says."""
    report = model.latest
    return [
        (panel.kind, [figure.id for figure in panel.figures])
        for panel in panels([report.figures[name] for name in names], model, report)
    ]


PARTS = tuple(f"enforcement.items_{name}" for name in ("statutory", "empowered", "entrusted"))


def test_the_parts_of_a_total_are_one_strip_with_the_total_above_it(model: Model) -> None:
    assert chart(model, *PARTS) == [("parts", ["enforcement.items_total", *PARTS])]
    (strip,) = panels([model.latest.figures[name] for name in PARTS], model, model.latest)
    assert strip.lengths == ["26.73", "44.55", "28.71"]


def test_parts_without_one_of_them_are_plain_numbers(model: Model) -> None:
    assert chart(model, *PARTS[:2]) == [("numbers", list(PARTS[:2]))]


def test_what_did_not_happen_is_a_list_after_all_else(model: Model) -> None:
    zeros = ["openness.applications", "openness.litigation_cases"]
    assert chart(model, *zeros, "openness.published") == [("numbers", ["openness.published"]), ("nothing", zeros)]


def test_a_count_that_comes_out_of_another_flows_from_it_with_the_rate_that_says_so(model: Model) -> None:
    names = ["disputes.found", "disputes.resolved"]
    assert chart(model, *names, "disputes.resolution_rate") == [("flow", [*names, "disputes.resolution_rate"])]
    assert chart(model, "disputes.receptions", *names[::-1])[1] == ("flow", [*names, "disputes.resolution_rate"])


@pytest.mark.parametrize(
    ("resolved", "lengths"), [("250", ["100.00"]), ("240", ["96.00", "4.00"]), ("0", ["0.00", "100.00"])]
)
def test_a_flow_s_line_has_a_second_part_only_where_something_is_left(
    model: Model, resolved: str, lengths: list[str]
) -> None:
    changed = with_numbers(model, disputes__resolved=resolved)
    figures = changed.latest.figures
    shown = flow([figures["disputes.found"], figures["disputes.resolved"]], changed, changed.latest)
    assert shown.lengths == lengths


def test_no_line_is_drawn_between_different_units_approximations_and_what_is_not_reported(model: Model) -> None:
    figures = model.latest.figures
    named = [figures[f"disputes.{name}"] for name in ("screenings", "found", "resolved")]
    assert [step.share for step in flow(named, model, model.latest).steps] == [None, None, Decimal("100.00")]
    missing = with_numbers(model, disputes__resolved=None).latest.figures
    assert flow([missing["disputes.found"], missing["disputes.resolved"]], model, model.latest).lengths == []


def years(model: Model, name: str) -> tuple[Figure, ...]:
    return course(model.latest.figures[name], model)


def test_two_years_are_a_slope_from_zero_and_three_a_course(model: Model) -> None:
    two = years(with_earlier(model, "disputes.found", "125"), "disputes.found")
    assert drawn(two) == "M3.0 16.0h0L117.0 3.0h0"
    three = years(with_earlier(model, "disputes.found", "125", "0"), "disputes.found")
    assert [figure.year for figure in three] == [model.latest.year - 2, model.latest.year - 1, model.latest.year]
    assert drawn(three) == "M3.0 16.0h0L60.0 29.0h0L117.0 3.0h0"


def test_a_year_that_does_not_tell_a_number_breaks_the_course(model: Model) -> None:
    assert (
        drawn(years(with_earlier(model, "disputes.found", "125", None), "disputes.found")) == "M3.0 16.0h0M117.0 3.0h0"
    )


def test_one_year_alone_has_no_course(model: Model) -> None:
    assert years(model, "disputes.found") == ()
    assert years(with_earlier(model, "disputes.found", None), "disputes.found") == ()


def test_a_count_that_fell_to_zero_is_no_list_entry_but_a_course(model: Model) -> None:
    fell = with_earlier(model, "openness.applications", "3")
    assert chart(fell, "openness.applications") == [("numbers", ["openness.applications"])]
    never = with_earlier(model, "openness.applications", "0")
    assert chart(never, "openness.applications") == [("nothing", ["openness.applications"])]
