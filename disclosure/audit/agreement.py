"""How the pages agree: the catalogue is complete, and the printable view says what the chapters say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from disclosure.problem import Problem
from disclosure.report.digest import SHORT, digest, shown
from disclosure.report.model import Figure, Indicator, Model, Report
from disclosure.report.origin import in_words, origin
from disclosure.text.built import BuiltPage, Element, squeezed

Pages = Mapping[str, BuiltPage]


def agreement_problems(model: Model, pages: Pages) -> Iterator[Problem]:
    """Where pages leave out or contradict what the data and other pages say. A page that is not there says nothing."""
    if catalogue := pages.get("indicators.html"):
        yield from _catalogue_problems(model, catalogue)
    if about := pages.get("about.html"):
        said = squeezed(about.body)
        for report in model.reports.values():
            if digest(report) not in said or squeezed(shown(digest(report))) not in said:
                yield about.problem(f"页面上没有 {report.year} 年现行的数据校验码 {shown(digest(report))}。")
    for year, report in model.reports.items():
        chapters = [pages[address] for name in report.document.chapters if (address := f"{year}/{name}.html") in pages]
        yield from _plan_problems(report, pages)
        if view := pages.get(f"{year}/print.html"):
            yield from _same_figures(view, chapters)
            yield from _same_sentences(view, chapters)
            yield from _annex_problems(report, view)
            yield from _version_problems(report, view)


# --- the catalogue -------------------------------------------------------------------------------------------------


def _catalogue_problems(model: Model, page: BuiltPage) -> Iterator[Problem]:
    """The catalogue has every indicator at its address, with its particulars and its figure of every year."""
    there = {(element.get("data-id"), element.get("data-year")) for element in page.figures}
    entries = {entry.get("id"): entry for entry in page.tree.iter("article")}
    for indicator in model.indicators:
        if (entry := entries.get(indicator.id)) is None:
            yield page.problem(f"指标目录里没有 {indicator.id} 的位置。")
            continue
        said = {squeezed(part) for part in entry.iter()}
        for report in model.reports.values():
            if (figure := report.figures.get(indicator.id)) is None:
                continue
            if (indicator.id, str(report.year)) not in there:
                yield page.problem(f"指标目录里没有 {indicator.id} 在 {report.year} 年的数值。")
            wanted = (*_of_indicator(model, indicator), *_of_figure(figure, report))
            absent = (text for text in wanted if text and squeezed(text) not in said)
            yield from (page.problem(f"指标目录里 {indicator.id} 没有写“{text}”。", entry) for text in absent)


def _of_indicator(model: Model, indicator: Indicator) -> tuple[str, ...]:
    return indicator.name, indicator.definition, indicator.unit, in_words(indicator.formula, model.latest)


def _of_figure(figure: Figure, report: Report) -> tuple[str, ...]:
    return origin(figure, report).numbers, f"出处：{figure.source}"


# --- shortcomings and plans ----------------------------------------------------------------------------------------


def _plan_problems(report: Report, pages: Pages) -> Iterator[Problem]:
    """Every shortcoming and plan stands, word for word, in its chapter and in the printable view."""
    texts = {
        "shortcomings": [t for s in report.shortcomings.values() for t in (s.title, *s.findings)],
        "plans": [*report.plans.aims, *(t for p in report.plans.plans.values() for t in (p.title, *p.measures))],
    }
    for chapter, wanted in texts.items():
        for address in (f"{report.year}/{chapter}.html", f"{report.year}/print.html"):
            if page := pages.get(address):
                said = squeezed(page.body)
                absent = (text for text in wanted if squeezed(text) not in said)
                yield from (page.problem(f"页面上没有“{text}”。") for text in absent)


# --- the printable view --------------------------------------------------------------------------------------------


def _same_figures(view: BuiltPage, chapters: list[BuiltPage]) -> Iterator[Problem]:
    """The printable view says the chapters' figures, in their order."""
    said = [figure for chapter in chapters for figure in _prose_figures(chapter)]
    printed = _prose_figures(view)
    for (name, text), count in (Counter(said) - Counter(printed)).items():
        yield view.problem(f"打印版比各章少了 {count} 处 {name}（{text}）。")
    for (name, text), count in (Counter(printed) - Counter(said)).items():
        yield view.problem(f"打印版比各章多了 {count} 处 {name}（{text}）。")
    if Counter(said) == Counter(printed) and said != printed:
        yield view.problem("打印版的数据与各章次序不同。")


def _prose_figures(page: BuiltPage) -> list[tuple[str, str]]:
    """(id, text) of the figures in running text, in order: not those of tables, strips and charts beside it."""
    return [
        (element.get("data-id", ""), squeezed(element))
        for element in page.body.iter("data")
        if next(element.iterancestors("table", "ul", "figure", "dl"), None) is None
    ]


_SENTENCES = (
    ".//*[self::p or self::li][not(ancestor::li or ancestor::nav or ancestor::figure or ancestor::table"
    " or ancestor::header or ancestor::section or ancestor::div[contains(@class, 'document-end')]"
    " or ancestor::div[contains(@class, 'see-also')]"
    " or parent::ul[contains(@class, 'key-figures')]"
    " or contains(@class, 'kicker') or contains(@class, 'addressee'))]"
)
"""The paragraphs and list items of running text, without cross-references that only a screen needs."""


def _same_sentences(view: BuiltPage, chapters: list[BuiltPage]) -> Iterator[Problem]:
    """The printable view says, after its preamble, what the chapters say, word for word."""
    printed = "".join(map(squeezed, _sentences(view)))
    said = [(chapter, element) for chapter in chapters for element in _sentences(chapter)]
    if printed.endswith("".join(squeezed(element) for _, element in said)):
        return
    absent = [(chapter, element) for chapter, element in said if squeezed(element) not in printed]
    for chapter, element in absent:
        yield chapter.problem(f"打印版里没有这一段：“{squeezed(element)[:30]}”。", element)
    if not absent:
        yield view.problem("打印版的段落与各章不同：次序不一样，或者多了段落。")


def _sentences(page: BuiltPage) -> list[Element]:
    return cast(list[Element], page.body.xpath(_SENTENCES))


def _annex_problems(report: Report, view: BuiltPage) -> Iterator[Problem]:
    """The annexes list every figure, shortcoming and plan once more, with its source."""
    listed = {element.get("data-id") for element in view.elements("//table//data")}
    yield from (view.problem(f"打印版的数据表里没有 {name}。") for name in report.figures if name not in listed)
    rows = {tuple(squeezed(cell) for cell in row)[1:] for row in view.elements("//table[not(.//data)]//tr")}
    records = [(s.title, "".join(s.findings), s.source) for s in report.shortcomings.values()]
    records += [(p.title, "".join(p.measures), p.source) for p in report.plans.plans.values()]
    for record in records:
        if tuple(map(squeezed, record)) not in rows:
            yield view.problem(f"打印版的附表里没有“{record[0]}”一行，或者这一行写的与数据不同。")


def _version_problems(report: Report, view: BuiltPage) -> Iterator[Problem]:
    """The data version: for scripts, for readers, and in the style sheet that puts it at the foot of every page."""
    right = shown(digest(report))
    stated = [
        *(" ".join(text.split()) for text, _, _ in view.texts("//*[@data-version]//b/text()")),
        *(text.rpartition("数据校验码 ")[2].rstrip('"}') for text, _, _ in view.texts("//style/text()")),
    ]
    codes = [code for code, _, _ in view.texts("//@data-version")]
    if codes != [digest(report)[:SHORT]] or stated != [right, right]:
        yield view.problem(f"打印版的数据校验码不是 {right}。")
