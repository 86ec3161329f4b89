"""Figures quoted in the texts of data: `不少于{{ cases.lectures }}` in a measure says this year's figure."""

from __future__ import annotations

import re
from dataclasses import replace

from disclosure.report.change import FORMS, before, known
from disclosure.report.expression import YEAR_BEFORE
from disclosure.report.model import PENDING, Plan, Report, Shortcoming

QUOTE = re.compile(
    r"\{\{\s*(?P<id>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){1,3}?)(?:\.(?P<form>number|name|unit|before|change|growth))?\s*\}\}"
)


class Said(str):
    """A text of data in which figures are said in words; `written` is how it stands in the file."""

    written: str


def written(text: str) -> str:
    """A text of data as it stands in the file, with its quotes."""
    return text.written if isinstance(text, Said) else text


def with_figures(report: Report) -> Report:
    """The report, its records saying the figures that they quote. What no figure has stays as it is."""

    def said(text: str) -> str:
        return _said(text, report)

    def shortcoming(fault: Shortcoming) -> Shortcoming:
        return replace(fault, title=said(fault.title), findings=tuple(map(said, fault.findings)))

    def plan(each: Plan) -> Plan:
        return replace(each, title=said(each.title), measures=tuple(map(said, each.measures)))

    plans = {key: plan(each) for key, each in report.plans.plans.items()}
    return replace(
        report,
        shortcomings={key: shortcoming(fault) for key, fault in report.shortcomings.items()},
        plans=replace(report.plans, aims=tuple(map(said, report.plans.aims)), plans=plans),
        outcomes={key: replace(each, said=each.said and said(each.said)) for key, each in report.outcomes.items()},
    )


def _said(text: str, report: Report) -> str:
    def word(quote: re.Match[str]) -> str:
        figure, form = report.figures.get(quote["id"]), quote["form"]
        if figure is None:
            return quote[0]
        if form in FORMS:
            changed = known(form, figure, report)
            return changed.sentence if changed else PENDING
        if form == YEAR_BEFORE:
            then = before(figure, report)
            return then.text if then else PENDING
        indicator = figure.indicator
        forms = {None: figure.text, "number": figure.number, "name": indicator.name, "unit": indicator.unit}
        return forms[form]

    if not QUOTE.search(text):
        return text
    said = Said(QUOTE.sub(word, text))
    said.written = text
    return said
