"""What a year's files still leave open: nothing that stops a build, all that somebody should go and ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.report.model import Model, Plan, Report


@dataclass(frozen=True)
class Gap:
    """What is missing (`what`) of which thing (`of`), and the file in which to write it down."""

    of: str
    what: str
    file: str


PLAN_FIELDS = {"lead_office": "牵头部门", "due": "期限", "progress": "进展", "next_step": "下一步"}


def gaps(model: Model, report: Report) -> tuple[Gap, ...]:
    """All gaps of the year: figures and the plans' internal fields; with the latest year, definitions as well."""
    return (*_figures(report), *(_definitions(model) if report.year == model.latest.year else ()), *_plans(report))


def _figures(report: Report) -> Iterator[Gap]:
    for figure in report.figures.values():
        if not figure.reported:
            yield Gap(figure.indicator.name, "数值（未报告）", f"data/{report.year}/figures.yml")


def _definitions(model: Model) -> Iterator[Gap]:
    for indicator in model.indicators:
        if not indicator.definition:
            yield Gap(indicator.name, "指标说明", "data/indicators.yml")


def _plans(report: Report) -> Iterator[Gap]:
    for plan in report.plans.plans.values():
        if missing := _missing(plan):
            yield Gap(plan.title, "、".join(missing), f"data/{report.year}/plans.yml")


def _missing(plan: Plan) -> list[str]:
    return [name for field, name in PLAN_FIELDS.items() if getattr(plan, field) is None]
