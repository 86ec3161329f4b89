"""What the public gets of the model: only 主动公开, and nothing from which the rest could be worked out.

The classes are those of 《政府信息公开条例》: 主动公开 (Articles 19 to 21), 依申请公开 (Article 27) and
不予公开 (Articles 14 to 16).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from disclosure.problem import Problem
from disclosure.report.expression import Expression, indicator_of
from disclosure.report.model import Indicator, Model, Plan, Plans, Report, Shortcoming, Theme, Version, themes_in
from disclosure.report.table import cells

Edition = Literal["public", "staff"]


def public(model: Model) -> Model:
    """`model` without any figure, shortcoming, plan or aim that is not public, and without notes for staff.

    An indicator is there only if some year has a public figure of it.
    """
    figures = [figure for report in model.years.values() for figure in report.figures.values()]
    shown = frozenset(figure.id for figure in figures if figure.public)
    themes = {name: kept for name, theme in model.themes.items() if (kept := _theme(theme, shown)).indicators}
    reports = {year: _report(report, themes_in(themes, year)) for year, report in model.years.items()}
    beside = {year: _beside(report, reports.get(year - 1)) for year, report in reports.items()}
    return replace(
        model,
        themes=themes,
        reports={year: beside[year] for year in model.reports},
        compared={year: beside[year] for year in model.compared},
        withheld=frozenset(figure.id for figure in figures if not figure.public),
    )


def _theme(theme: Theme, shown: frozenset[str]) -> Theme:
    """A theme with the indicators that are `shown`, and with the formulas and relations that name no others."""

    def tells_no_others(expression: Expression | None) -> bool:
        return expression is not None and shown.issuperset(map(indicator_of, expression.references))

    def telling(indicator: Indicator) -> Indicator:
        return replace(
            indicator,
            formula=indicator.formula if tells_no_others(indicator.formula) else None,
            former=tuple((last, telling(before)) for last, before in indicator.former),
        )

    return replace(
        theme,
        indicators=tuple(
            telling(indicator)
            for indicator in theme.indicators
            if not shown.isdisjoint(cells(indicator) or (indicator.id,))
        ),
        checks=tuple(check for check in theme.checks if tells_no_others(check)),
    )


def _report(report: Report, themes: Mapping[str, Theme]) -> Report:
    """A year's report for the public, of its `themes`."""
    indicators = {indicator.id: indicator for theme in themes.values() for indicator in theme.indicators}
    tables = [cells(indicator) for indicator in indicators.values() if indicator.by]
    indicators |= {name: cell.indicator for table in tables for name, cell in table.items()}
    shown = replace(
        report,
        figures={
            name: replace(figure, indicator=indicators[name], note="")
            for name, figure in report.figures.items()
            if figure.public
        },
        shortcomings={name: _shortcoming(s, report.plans) for name, s in report.shortcomings.items() if s.public},
        plans=_plans(report.plans),
        recorded={},
    )
    return replace(shown, versions=tuple(_version(version, shown) for version in report.versions))


def _version(version: Version, shown: Report) -> Version:
    """A version with the corrections of what the public gets now."""
    known = {
        "plans", "shortcomings",
        *shown.figures,
        *(f"plans.{key}" for key in shown.plans.plans),
        *(f"shortcomings.{key}" for key in shown.shortcomings),
        *(["aims"] if shown.plans.aims else []),
    }  # fmt: skip
    kept = (each for each in version.corrections if each.of in known or each.of.startswith(("document.", "chapters.")))
    return replace(version, corrections=tuple(kept))


def _beside(report: Report, before: Report | None) -> Report:
    """A year's report for the public with that of the year before, as far as the public gets it."""
    figures = before.figures if before else {}
    shown = {name: figures[figure.id] for name, figure in report.earlier.items() if figure.id in figures}
    promised = before.plans.plans if before else {}
    outcomes = {key: outcome for key, outcome in report.outcomes.items() if key in promised}
    return replace(report, earlier=shown, promised=promised, outcomes=outcomes)


def _shortcoming(shortcoming: Shortcoming, plans: Plans) -> Shortcoming:
    plan = plans.plans.get(shortcoming.plan or "")
    return replace(shortcoming, note=None, plan=shortcoming.plan if plan and plan.public else None)


def _plans(plans: Plans) -> Plans:
    shown = {
        name: Plan(title=plan.title, source=plan.source, measures=plan.measures, access=plan.access)
        for name, plan in plans.plans.items()
        if plan.public
    }
    return replace(plans, aims=plans.aims if plans.public else (), plans=shown)


def revealing(model: Model) -> Iterator[Problem]:
    """Withheld figures that stand alone among public ones in a formula or an equation: a reader can work them out.

    So whatever sets figures equal and names a withheld one must name at least two. An inequality sets no figure.
    """
    for year, report in model.reports.items():
        relations = [
            members
            for theme in model.themes_in(year).values()
            for members in (
                *((each.id, *each.formula.references) for each in theme.indicators if each.formula),
                *(check.references for check in theme.checks if "==" in check.text),
            )
        ]
        told: set[str] = set()
        for members in relations:
            if any(name not in report.known for name in members):
                continue  # the first year has none before
            figures = [report.known[name] for name in members]
            alone = [figure for figure in figures if not figure.public]
            if len(alone) != 1 or len(figures) == 1 or not all(f.quantity for f in figures) or alone[0].id in told:
                continue
            told.add(alone[0].id)
            sources = "、".join(figure.id for figure in figures if figure.public)
            advice = f"不公开，却能由公开的 {sources} 推算出来；请把其中至少一个也改为不公开，或改为都公开。"
            name = f"{alone[0].id}（{alone[0].indicator.name}）"
            yield Problem(f"data/{alone[0].year}/figures.yml", alone[0].line, 0, f"{name}{advice}")


def unsourced(model: Model) -> Iterator[Problem]:
    """Public figures computed from internal ones, whose sources they would tell unless they state their own."""
    for year, report in model.reports.items():
        for figure in report.figures.values():
            formula = figure.indicator.formula
            if formula is None or figure.line or not figure.public:
                continue
            known = [name for name in formula.references if name in report.known]
            if parts := [name for name in known if not report.known[name].public]:
                advice = f"由不公开的 {'、'.join(parts)} 算出；请写成 {{value: 数值, source: 出处}}，注明它自己的出处。"
                yield Problem(f"data/{year}/figures.yml", 0, 0, f"{figure.id}（{figure.indicator.name}）{advice}")
