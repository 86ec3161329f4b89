"""The plans as those see them who must carry them out: by office, and by date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from disclosure.report.model import Plan, Report

UNDECIDED = "未定"


def by_office(report: Report) -> Mapping[str, tuple[Plan, ...]]:
    """The plans of each lead office, offices in the order in which the file first names them, the undecided last."""
    offices = list(dict.fromkeys(plan.lead_office for plan in _plans(report) if plan.lead_office))
    groups = {office: tuple(p for p in _plans(report) if p.lead_office == office) for office in offices}
    rest = tuple(plan for plan in _plans(report) if plan.lead_office is None)
    return groups | ({UNDECIDED: rest} if rest else {})


def by_due_date(report: Report) -> Mapping[str, Plan]:
    """The plans by their keys, soonest first; those without a date last."""
    return dict(sorted(report.plans.plans.items(), key=lambda item: item[1].due or date.max))


def _plans(report: Report) -> tuple[Plan, ...]:
    return tuple(report.plans.plans.values())
