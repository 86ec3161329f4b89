"""Every mark on every page says what the data says: figures, changes, particulars, and words that rest on figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from disclosure.numbers.ranges import Range
from disclosure.numbers.wording import chinese_date
from disclosure.problem import Problem
from disclosure.report.change import FORMS
from disclosure.report.change import known as known_change
from disclosure.report.expression import parse_expression
from disclosure.report.model import Figure, Model, Report
from disclosure.report.origin import origin
from disclosure.report.particulars import Mark, texts
from disclosure.text.built import BuiltPage, Element, squeezed

Attributes = Mapping[str, str]


def mark_of(element: Element) -> Mark | None:
    """What an element says it holds; None where it is no mark."""
    field = element.get("data-field")
    if element.tag == "data":
        field = "figure" if element.get("data-against") is None else element.get("data-form", "change")
    return Mark(field, element.get("data-id", ""), element.get("data-year", "")) if field is not None else None


def mark_problems(model: Model, pages: Iterable[BuiltPage]) -> Iterator[Problem]:
    """What is wrong with the marks of all pages, and with the words that rest on figures."""
    attributes, known = dict(_attributes(model)), {indicator.id for indicator in model.indicators}
    origins = dict(_origins(model))
    for page in pages:
        for element in page.marks:
            mark = mark_of(element)
            assert mark is not None
            yield from (page.problem(fault, element) for fault in _faults(texts(model), attributes, mark, element))
            link = element.getparent()
            if mark.field == "figure" and link is not None and link.tag == "a" and not _of_a_sentence(link, known):
                right = {} if page.page.printing else origins.get(mark, {})
                yield from (page.problem(fault, element) for fault in _link_faults(mark, right, link))
            if mark.field == "figure" and page.page.year and _silent_on_its_year(page.page.year, mark, element):
                yield page.problem(f"{mark.id} 是 {mark.year} 年的数，句子里没有说是哪一年的。", element)
        for element in page.conditions:
            if fault := _condition_fault(model, element):
                yield page.problem(fault, element)


def _silent_on_its_year(year: int, mark: Mark, element: Element) -> bool:
    """Whether a figure of another year than its page's stands in running text that says no other year."""
    above = list(element.iterancestors())
    if mark.year == str(year) or any("data-block" in each.attrib for each in above):
        return False
    around = next((each for each in above if each.tag in ("p", "li", "dd", "table")), element)
    return not re.search(rf"{mark.year}年|[上去前]一?年|同期|年初|[由从]", squeezed(around))


def _figures(model: Model) -> Iterator[tuple[Figure, Report]]:
    for report in model.years.values():
        yield from ((figure, report) for figure in report.figures.values())


def _attributes(model: Model) -> Iterator[tuple[Mark, Attributes]]:
    """What the elements of figures and changes must have for machines. An empty value means not reported."""
    for figure, report in _figures(model):
        name, year = figure.id, str(figure.year)
        attributes = {"data-qualifier": figure.qualifier, "data-unit": figure.indicator.unit}
        yield Mark("figure", name, year), {"value": figure.value, **attributes, "number": figure.number}
        for form in FORMS:
            if changed := known_change(form, figure, report):
                yield Mark(form, name, year), {"value": f"{changed.value:f}", "data-against": str(figure.year - 1)}


def _origins(model: Model) -> Iterator[tuple[Mark, Attributes]]:
    """What the link around a figure must tell of where it comes from."""
    for figure, report in _figures(model):
        told = {f"data-{name}": text for name, text in vars(origin(figure, report)).items()}
        yield Mark("figure", figure.id, str(figure.year)), told


_SAID = {"value": "值", "data-qualifier": "约数词", "data-unit": "单位", "data-name": "名称", "data-definition": "说明",
         "data-formula": "公式", "data-numbers": "算式", "data-source": "出处"}  # fmt: skip


def _faults(
    right: Mapping[Mark, str], attributes: Mapping[Mark, Attributes], mark: Mark, element: Element
) -> Iterator[str]:
    said, known = squeezed(element), right.get(mark)
    if known is None:
        yield f"“{said}”指向 {mark.year} 年的 {mark.id or mark.field}，数据里没有。"
        return
    machine = attributes.get(mark, {})
    if element.get("data-form") == "number":
        known = machine.get("number", known)
    name = mark.id if mark.field == "figure" else " ".join(filter(None, (mark.id, mark.field)))
    if said != squeezed(known):
        yield f"{name} 写的是“{said}”，数据里是“{known}”。"
    if (day := element.get("datetime")) and not _is_day(day, known):
        yield f"{name} 的 datetime 是“{day}”，数据里是“{known}”。"
    yield from _differences(name, {key: text for key, text in machine.items() if key != "number"}, element)


def _is_day(stated: str, said: str) -> bool:
    try:
        return chinese_date(date.fromisoformat(stated)) == said
    except ValueError:
        return False


def _of_a_sentence(link: Element, known: Collection[str]) -> bool:
    """Whether a chapter put the link around its words, a figure among them: it leads to no indicator."""
    tells = any(str(name).startswith("data-") for name in link.attrib)
    return not tells and link.get("href", "").rpartition("#")[2] not in known


def _link_faults(mark: Mark, right: Attributes, link: Element) -> Iterator[str]:
    """What is wrong with the link around a figure: it leads to the figure's own entry and tells where it comes from."""
    if link.get("href", "").rpartition("#")[2] != mark.id:
        yield f"{mark.id} 的链接没有指向它自己的说明。"
    yield from _differences(mark.id, right, link)
    if right and squeezed(link.get("aria-label", "")) != f"{squeezed(link)}，{squeezed(right['data-name'])}":
        yield f"{mark.id} 的链接没有念出自己的名称。"


def _differences(name: str, right: Attributes, element: Element) -> Iterator[str]:
    for key, wanted in right.items():
        if (found := element.get(key, "")) != wanted:
            yield f"{name} 的{_SAID.get(key, key)}是“{found}”，数据里是“{wanted}”。"


def _condition_fault(model: Model, element: Element) -> str | None:
    """What is wrong with words that rest on a condition: it must name numbers of the year, and hold."""
    text, condition, year = squeezed(element), element.get("data-condition", ""), element.get("data-year", "")
    report = next((report for known, report in model.reports.items() if str(known) == year), None)
    try:
        expression = parse_expression(condition, "")
        pending = report is not None and any(report.known[name].pending for name in expression.references)
        holds = pending or (report is not None and expression.certain(lambda name: _range(report, name)))
    except (ValueError, KeyError, ZeroDivisionError):
        holds = False
    return None if holds else f"“{text}”所依据的 {condition}（{year} 年）不成立。"


def _range(report: Report, name: str) -> Range:
    quantity = report.known[name].quantity
    if quantity is None:
        raise KeyError(name)
    return quantity.range
