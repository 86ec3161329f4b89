"""Where a figure comes from, as a reader may ask it: name, definition, formula in words and in numbers, source."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.numbers.quantity import exactly
from disclosure.report.expression import Expression, indicator_of
from disclosure.report.formulas import agrees, exact, result_of, rounded_result
from disclosure.report.model import Figure, Report


@dataclass(frozen=True)
class Origin:
    """The answer. `numbers` is the formula with the year's figures in it; what does not apply is empty."""

    name: str
    definition: str
    formula: str
    numbers: str
    source: str


def origin(figure: Figure, report: Report) -> Origin:
    """Where a figure of `report` comes from."""
    indicator = figure.indicator
    formula = indicator.formula
    words = in_words(formula, report)
    numbers = ""
    if formula and words and figure.reported and _reported(formula, report):
        numbers = f"{in_numbers(formula, report)} {_result(figure, report)}"
    return Origin(indicator.name, indicator.definition, words, numbers, figure.source)


def _result(figure: Figure, report: Report) -> str:
    """= 100%, or ≈ 99.6%; where the source states another number than its formula gives, both of them."""
    formula, indicator = figure.indicator.formula, figure.indicator
    assert formula
    assert figure.quantity
    result = result_of(indicator, formula, report.known)
    if figure.as_stated and result.value is not None and not agrees(figure.quantity, indicator, result):
        computed = exactly(rounded_result(result.value, indicator))
        sign = "=" if computed.range == result else "≈"
        return f"{sign} {computed.wording(indicator.unit)}，原文写的是 {figure.text}"
    return f"{'=' if exact(figure, report.known) else '≈'} {figure.text}"


def origin_of_words(condition: Expression, report: Report) -> Origin:
    """What words that rest on a condition over the year's figures rest on: those figures."""
    figures = [report.known[name] for name in condition.references]
    said = "；".join(f"{_called(name, report)}：{report.known[name].text}" for name in condition.references)
    return Origin("这句话的依据", "", "", said, "、".join(dict.fromkeys(figure.source for figure in figures)))


def in_words(expression: Expression | None, report: Report) -> str:
    """有效化解矛盾纠纷 ÷ 排查发现矛盾纠纷; "" where the edition does not show all of it."""
    if expression is None or not report.figures.keys() >= set(map(indicator_of, expression.references)):
        return ""
    return expression.said(lambda name: _called(name, report))


def _called(reference: str, report: Report) -> str:
    """What a formula calls a figure: its name, and that it is the year before's."""
    name = report.figures[indicator_of(reference)].indicator.name
    return name if reference == indicator_of(reference) else f"{name}（上年）"


def _reported(formula: Expression, report: Report) -> bool:
    return all(name in report.known and report.known[name].reported for name in formula.references)


def in_numbers(expression: Expression, report: Report) -> str:
    """250 ÷ 250"""
    return expression.said(lambda name: report.known[name].number)
