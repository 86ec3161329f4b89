"""Figures quoted in the texts of data: `不少于{{ cases.lectures }}` in a measure says this year's figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from disclosure.report.model import Figure, Plan, Report, Shortcoming

QUOTE = re.compile(r"\{\{\s*(?P<id>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){1,3}?)(?:\.(?P<form>number|name|unit))?\s*\}\}")


class Said(str):
    """A text of data in which figures are said in words; `written` is how it stands in the file."""

    written: str


def written(text: str) -> str:
    """A text of data as it stands in the file, with its quotes."""
    return text.written if isinstance(text, Said) else text


def with_figures(report: Report) -> Report:
    """The report, its plans and shortcomings saying the figures that they quote. What no figure has stays as it is."""

    def said(text: str) -> str:
        return _said(text, report.figures)

    def shortcoming(fault: Shortcoming) -> Shortcoming:
        return replace(fault, title=said(fault.title), findings=tuple(map(said, fault.findings)))

    def plan(each: Plan) -> Plan:
        return replace(each, title=said(each.title), measures=tuple(map(said, each.measures)))

    plans = {key: plan(each) for key, each in report.plans.plans.items()}
    return replace(
        report,
        shortcomings={key: shortcoming(fault) for key, fault in report.shortcomings.items()},
        plans=replace(report.plans, aims=tuple(map(said, report.plans.aims)), plans=plans),
    )


def _said(text: str, figures: Mapping[str, Figure]) -> str:
    def word(quote: re.Match[str]) -> str:
        figure = figures.get(quote["id"])
        if figure is None:
            return quote[0]
        indicator = figure.indicator
        forms = {None: figure.text, "number": figure.number, "name": indicator.name, "unit": indicator.unit}
        return forms[quote["form"]]

    if not QUOTE.search(text):
        return text
    said = Said(QUOTE.sub(word, text))
    said.written = text
    return said
