"""What the latest year says exactly as the year before: true perhaps, or left over from the copy that it began as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from disclosure.problem import Problem
from disclosure.report.model import DAYS, Model, Report


class Repeated(NamedTuple):
    """Something that is as it was the year before: what `unchanged` calls it, its place, and what it says."""

    name: str
    file: str
    line: int
    said: str


def begun_from(model: Model) -> tuple[Report, Report] | None:
    """The latest report and that of the year before; None where there is none, or what is recorded is sealed."""
    latest = model.latest
    before = model.reports.get(latest.year - 1)
    return (latest, before) if before and not latest.versions else None


def repeated(report: Report, before: Report) -> Iterator[Repeated]:
    """The values, particulars, plans and shortcomings that are the same in both years."""
    folder = f"data/{report.year}"
    for field, label in (("number", "发文字号"), ("index_number", "索引号"), *zip(DAYS, _DAYS, strict=True)):
        said = getattr(report.document, field)
        if said and said == getattr(before.document, field):
            yield Repeated(field, f"{folder}/document.yml", 0, f"{label}“{said}”")
    if report.document.name == before.document.name:
        yield Repeated("title", f"{folder}/document.yml", 0, f"标题“{report.document.name}”")
    if report.document.answers and report.document.answers == before.document.answers:
        yield Repeated("answers", f"{folder}/document.yml", 0, f"所依据的通知《{report.document.answers.title}》")
    for figure in report.figures.values():
        then = before.figures.get(figure.id)
        if figure.line and figure.reported and then and figure.text == then.text:
            name = figure.indicator.name
            yield Repeated(figure.id, f"{folder}/figures.yml", figure.line, f"{name}“{figure.text}”")
    faults = {text for fault in before.shortcomings.values() for text in (fault.title, *fault.findings)}
    for key, fault in report.shortcomings.items():
        if not faults.isdisjoint((fault.title, *fault.findings)):
            yield Repeated(f"shortcomings.{key}", f"{folder}/shortcomings.yml", 0, f"不足“{fault.title}”")
    if report.plans.aims and report.plans.aims == before.plans.aims:
        yield Repeated("plans.aims", f"{folder}/plans.yml", 0, "总的思路")
    plans = {text for plan in before.plans.plans.values() for text in (plan.title, *plan.measures)}
    for key, plan in report.plans.plans.items():
        if not plans.isdisjoint((plan.title, *plan.measures)):
            yield Repeated(f"plans.{key}", f"{folder}/plans.yml", 0, f"打算“{plan.title}”")


_DAYS = ("成文日期", "发布日期", "印发日期")


def told(found: Iterable[Repeated], report: Report) -> Iterator[Problem]:
    """One reminder for each that the document does not say is `unchanged`."""
    known = report.document.unchanged
    for each in found:
        if not {each.name, each.name.partition(".")[0]} & set(known):
            advice = f"和 {report.year - 1} 年一样；确实没有变，就在 document.yml 的 unchanged 里写 {each.name}。"
            yield Problem(each.file, each.line, 0, f"{each.said}{advice}")
