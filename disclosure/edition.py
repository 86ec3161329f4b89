"""What the public gets of the model: only 主动公开, and nothing from which the rest could be worked out.

The classes are those of 《政府信息公开条例》: 主动公开 (Articles 19 to 21), 依申请公开 (Article 27) and
不予公开 (Articles 14 to 16).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from disclosure.expression import Expression
from disclosure.model import PUBLIC, Access, Figure, Indicator, Model, Plan, Report, Shortcoming, Theme
from disclosure.problem import Problem

Edition = Literal["public", "staff"]


def public(model: Model) -> Model:
    """`model` without any figure, shortcoming or plan that is not public, and without notes for staff.

    An indicator is there only if some year has a public figure of it.
    """
    figures = [figure for report in model.reports.values() for figure in report.figures.values()]
    shown = frozenset(figure.id for figure in figures if not _hidden(figure))
    themes = {name: kept for name, theme in model.themes.items() if (kept := _theme(theme, shown)).indicators}
    indicators = {indicator.id: indicator for theme in themes.values() for indicator in theme.indicators}
    return replace(
        model,
        themes=themes,
        reports={year: _report(report, indicators, model.unit.access) for year, report in model.reports.items()},
        withheld=frozenset(figure.id for figure in figures if _hidden(figure)),
    )


def _hidden(figure: Figure) -> bool:
    return figure.access != PUBLIC or figure.indicator.access != PUBLIC


def _theme(theme: Theme, shown: frozenset[str]) -> Theme:
    """A theme with the indicators that are `shown`, and with the formulas and relations that name no others."""

    def tells_no_others(expression: Expression | None) -> bool:
        return expression is not None and shown.issuperset(expression.references)

    indicators = (indicator for indicator in theme.indicators if indicator.id in shown)
    return replace(
        theme,
        indicators=tuple(i if tells_no_others(i.formula) else replace(i, formula=None) for i in indicators),
        checks=tuple(check for check in theme.checks if tells_no_others(check)),
    )


def _report(report: Report, indicators: Mapping[str, Indicator], default: Access) -> Report:
    """A year's report for the public, of its `indicators`; `default` is the class of what states none."""

    def public(record: Shortcoming | Plan) -> bool:
        return (record.access or default) == PUBLIC

    return replace(
        report,
        figures={
            name: replace(figure, indicator=indicators[name], note="")
            for name, figure in report.figures.items()
            if not _hidden(figure)
        },
        shortcomings={name: _shortcoming(s) for name, s in report.shortcomings.items() if public(s)},
        plans=report.plans.model_copy(
            update={"plans": {name: _plan(p) for name, p in report.plans.plans.items() if public(p)}}
        ),
    )


def _shortcoming(shortcoming: Shortcoming) -> Shortcoming:
    return Shortcoming(title=shortcoming.title, source=shortcoming.source, findings=shortcoming.findings)


def _plan(plan: Plan) -> Plan:
    return Plan(title=plan.title, source=plan.source, measures=plan.measures)


def revealing(model: Model) -> Iterator[Problem]:
    """Formulas and sums of which all members but one are public: the one could be worked out from the others."""
    for theme in model.themes.values():
        relations = [
            *((indicator.id, *indicator.formula.references) for indicator in theme.indicators if indicator.formula),
            *(check.references for check in theme.checks if _is_sum(check)),
        ]
        for year, report in model.reports.items():
            for members in relations:
                figures = [report.figures[name] for name in members]
                hidden = [figure for figure in figures if _hidden(figure)]
                if len(hidden) == 1 and all(figure.reported for figure in figures):
                    yield _revealed(year, hidden[0], [figure for figure in figures if not _hidden(figure)])


def unsourced(model: Model) -> Iterator[Problem]:
    """Public figures computed from internal ones, whose sources they would tell unless they state their own."""
    for year, report in model.reports.items():
        for figure in report.figures.values():
            formula = figure.indicator.formula
            if formula is None or figure.line or _hidden(figure):
                continue
            if parts := [name for name in formula.references if _hidden(report.figures[name])]:
                advice = f"由不公开的 {'、'.join(parts)} 算出；请写成 {{value: 数值, source: 出处}}，注明它自己的出处。"
                yield Problem(f"data/{year}/figures.yml", 0, 0, f"{figure.id}（{figure.indicator.name}）{advice}")


def _is_sum(check: Expression) -> bool:
    return "==" in check.text


def _revealed(year: int, hidden: Figure, shown: list[Figure]) -> Problem:
    names = "、".join(figure.id for figure in shown)
    advice = f"不公开，却能由公开的 {names} 推算出来；请把其中至少一个也改为不公开，或改为都公开。"
    return Problem(f"data/{year}/figures.yml", hidden.line, 0, f"{hidden.id}（{hidden.indicator.name}）{advice}")
