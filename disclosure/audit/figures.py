"""Every figure on every page, and what stands beside it: its particulars, its row, its bar, its entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from disclosure.numbers.quantity import Range
from disclosure.problem import Problem
from disclosure.report.change import change
from disclosure.report.expression import parse_expression
from disclosure.report.model import Figure, Model, Report
from disclosure.report.origin import origin
from disclosure.report.scales import scales
from disclosure.text.built import BuiltPage, Element, classes, squeezed, text_of


@dataclass(frozen=True)
class _Known:
    """A figure as pages must show it: its own attributes, and those of the link that tells where it comes from."""

    figure: Figure
    attributes: Mapping[str, str]
    origin: Mapping[str, str]
    change: str


_Facts = Mapping[tuple[str, str], _Known]


def figure_problems(model: Model, pages: Iterable[BuiltPage]) -> Iterator[Problem]:
    """What is wrong with the figures of all pages, and with the words that rest on them."""
    facts = _facts(model)
    for page in pages:
        for element in page.figures:
            yield from (page.problem(fault, element) for fault in _faults(facts, element, page))
        for element in page.conditions:
            if fault := _condition_fault(model, element):
                yield page.problem(fault, element)
        for table in page.tree.iter("table"):
            if "figures" in classes(table):
                yield from (page.problem(fault, row) for row, fault in _table_faults(facts, table))
        for chart in page.tree.iter("figure"):
            for scale in chart.iter("ul"):
                yield from (page.problem(fault, scale) for fault in _scale_faults(model, facts, scale))
        for element in (figure for hiding in page.elements(_HIDING) for figure in hiding.iter("data")):
            yield page.problem(f"{element.get('data-id')} 的数值被隐藏了。", element)


def _facts(model: Model) -> _Facts:
    """What is known of every figure, by what its `<data>` element says it is: (id, year)."""
    facts = {}
    for year, report in model.reports.items():
        before = model.reports.get(year - 1)
        for name, figure in report.figures.items():
            asked = origin(figure, report)
            facts[name, str(year)] = _Known(
                figure,
                _present(
                    {
                        "value": figure.value,
                        "data-qualifier": figure.qualifier,
                        "data-unit": figure.indicator.unit,
                    }
                ),
                _present(
                    {
                        "data-name": asked.name,
                        "data-definition": asked.definition,
                        "data-formula": asked.formula,
                        "data-numbers": asked.numbers,
                        "data-source": asked.source,
                    }
                ),
                change(figure, before),
            )
    return facts


def _present(attributes: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in attributes.items() if text or name == "value"}


_SAID = {"value": "值", "data-qualifier": "约数词", "data-unit": "单位", "data-name": "名称", "data-definition": "说明",
         "data-formula": "公式", "data-numbers": "算式", "data-source": "出处"}  # fmt: skip


def _faults(facts: _Facts, element: Element, page: BuiltPage) -> Iterator[str]:
    """What is wrong with a `<data>` element: it names a figure, carries its particulars and says its text."""
    name, year, shown = element.get("data-id", ""), element.get("data-year", ""), text_of(element)
    if (known := facts.get((name, year))) is None:
        yield f"“{shown}”指向 {year} 年的 {name}，数据里没有。"
        return
    figure = known.figure
    said = figure.number if element.get("data-form") == "number" else figure.text
    if not shown.strip():
        yield f"{name} 的数值是空的。"
    elif shown != said and squeezed(shown) != squeezed(said):
        yield f"{name} 写的是“{squeezed(shown)}”，数据里是“{said}”。"
    elif any(map(_is_odd, element)):
        yield f"{name} 的数值不是照样写的。"
    yield from _differences(name, known.attributes, element, {"value", "data-qualifier", "data-unit"})
    link = element.getparent()
    if link is not None and link.tag == "a":
        if link.get("href", "").rpartition("#")[2] != name:
            yield f"{name} 的链接没有指向它自己的说明。"
        if not page.page.printing:
            yield from _differences(
                name, known.origin, link, {key for key in map(str, link.attrib) if key.startswith("data-")}
            )
    item = element.getparent() if link is None or link.tag != "a" else link.getparent()
    if item is not None and item.tag == "li":
        yield from _card_faults(known, item)


def _is_odd(part: Element) -> bool:
    """Whether a part of a figure is none of those that a card has: its number, its qualifier, its unit."""
    plain = [(str(key), str(value)) for key, value in part.attrib.items()] in ([], [("class", "qualifier")])
    return part.tag not in ("b", "small", "span") or len(part) > 0 or not plain


_HIDING = (
    "//*[@hidden or @style or @aria-hidden or @inert or @dir='rtl' or contains(@class, 'unseen')"
    " or self::s or self::del or self::bdo]"
)
"""What keeps a reader from seeing what is in it, or from reading it as it is."""


def _differences(name: str, right: Mapping[str, str], element: Element, there: Iterable[str]) -> Iterator[str]:
    if right.keys() >= set(there) and all(element.get(key) == text for key, text in right.items()):
        return  # as nearly all are
    for key in sorted({*right, *there}):
        found, wanted = element.get(key, ""), right.get(key, "")
        if found != wanted:
            yield f"{name} 的{_SAID.get(key, key)}是“{found}”，数据里是“{wanted}”。"


def _card_faults(known: _Known, item: Element) -> Iterator[str]:
    """A key figure's name, and its change since the year before."""
    for child in item:
        if "name" in classes(child) and squeezed(child) != squeezed(known.figure.indicator.name):
            yield f"{known.figure.id} 的名称写的是“{squeezed(child)}”。"
        if "change" in classes(child) and squeezed(child) != squeezed(known.change):
            yield f"{known.figure.id} 的变化写的是“{squeezed(child)}”，数据里是“{known.change}”。"


def _table_faults(facts: _Facts, table: Element) -> Iterator[tuple[Element, str]]:
    """The cells beside a figure: its name, unit and source, by the headings of the table."""
    headings = [squeezed(cell) for cell in table.iterfind("thead/tr/th")]
    for row in table.iterfind("tbody/tr"):
        element = next(row.iter("data"), None)
        if element is None or (known := facts.get((element.get("data-id", ""), element.get("data-year", "")))) is None:
            continue
        figure = known.figure
        right = {"指标": figure.indicator.name, "单位": figure.indicator.unit}
        right |= dict.fromkeys(("出处", "原文出处"), figure.source)
        for heading, cell in zip(headings, row, strict=False):
            if heading in right and squeezed(cell) != squeezed(right[heading]):
                yield row, f"{figure.id} 的{heading}写的是“{squeezed(cell)}”，数据里是“{right[heading]}”。"


def _scale_faults(model: Model, facts: _Facts, scale: Element) -> Iterator[str]:
    """The lengths of the bars on one scale of a chart, this year's and those of the year before."""
    rows = [[facts.get((d.get("data-id", ""), d.get("data-year", ""))) for d in item.iter("data")] for item in scale]
    now = [known.figure for known, *_ in rows if known]
    if not now:
        return
    right = [drawn for each in scales(now, model.reports.get(now[0].year - 1)) for drawn in each.lengths]
    found = [rect.get("width") for rect in scale.iter("rect") if "bar" in classes(rect)]
    if found != right:
        yield f"图里各条的长度是 {'、'.join(map(str, found))}，按数据应当是 {'、'.join(right)}。"


# --- words ---------------------------------------------------------------------------------------------------------


def _condition_fault(model: Model, element: Element) -> str | None:
    """What is wrong with words that rest on a condition: it must name numbers of the year, and hold."""
    text, condition, year = squeezed(element), element.get("data-condition", ""), element.get("data-year", "")
    report = next((report for known, report in model.reports.items() if str(known) == year), None)
    try:
        expression = parse_expression(condition, "")
        holds = report is not None and expression.certain(lambda name: _range(report, name))
    except (ValueError, KeyError, ZeroDivisionError):
        holds = False
    return None if holds else f"“{text}”所依据的 {condition}（{year} 年）不成立。"


def _range(report: Report, name: str) -> Range:
    quantity = report.figures[name].quantity
    if quantity is None:
        raise KeyError(name)
    return quantity.range
