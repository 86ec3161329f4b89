"""The records stand in their chapters, and the printable view says what the chapters say, in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from disclosure.problem import Problem
from disclosure.report.digest import SHORT, digest, shown
from disclosure.report.model import Model, Report
from disclosure.text.built import BuiltPage, squeezed

Pages = Mapping[str, BuiltPage]


def printed_problems(model: Model, pages: Pages, site: Path) -> Iterator[Problem]:
    """Where pages of the `site` leave out or contradict what data and other pages say; a missing page says nothing."""
    for year, report in model.reports.items():
        full = digest(report)
        if (about := pages.get("about.html")) and not {full, squeezed(shown(full))} <= _words(about):
            yield about.problem(f"页面上没有 {year} 年现行的数据校验码 {shown(full)}。")
        yield from _record_problems(report, pages)
        if view := pages.get(f"{year}/print.html"):
            names = (*report.document.chapters, *report.document.attached_pages)
            chapters = [pages[address] for name in names if (address := f"{year}/{name}.html") in pages]
            yield from _same_figures(view, chapters)
            yield from _same_sentences(view, chapters)
            yield from _version_problems(report, view)
        yield from _foot_problems(report, site)


def _words(page: BuiltPage) -> set[str]:
    return {squeezed(element) for element in page.body.iter("b", "code")}


def _record_problems(report: Report, pages: Pages) -> Iterator[Problem]:
    """Every shortcoming and plan stands, word for word and in order, in its chapter and in the printable view."""
    texts = {
        "shortcomings": [t for s in report.shortcomings.values() for t in (s.title, *s.findings)],
        "outcomes": [t for k, o in report.outcomes.items() for t in (report.promised[k].title, o.status, o.said or "")],
        "plans": [*report.plans.aims, *(t for p in report.plans.plans.values() for t in (p.title, *p.measures))],
    }
    for chapter, wanted in texts.items():
        on_paper = chapter in report.document.chapters or chapter != "outcomes"
        for address in (f"{report.year}/{chapter}.html", *([f"{report.year}/print.html"] if on_paper else [])):
            if page := pages.get(address):
                said, place = squeezed(page.body), 0
                for text in map(squeezed, wanted):
                    if (found := said.find(text, place)) < 0:
                        where = "次序与数据不同" if text in said else "没有"
                        yield page.problem(f"页面上{where}：“{text}”。")
                    else:
                        place = found + len(text)


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
    figures = page.elements("//data[not(ancestor::*[@data-block])]")
    return [(element.get("data-id", ""), squeezed(element)) for element in figures]


_SENTENCES = (
    "(//article | //main)//*[self::p or self::li][not(ancestor::li or ancestor-or-self::*[@data-block] or ancestor::nav"
    " or ancestor::figure or ancestor::table or ancestor::section or ancestor::div[contains(@class, 'see-also')])]"
)
"""The paragraphs and list items of running text, without cross-references that only a screen needs."""


def _same_sentences(view: BuiltPage, chapters: list[BuiltPage]) -> Iterator[Problem]:
    """The printable view says, after its preamble, what the chapters say, word for word."""
    printed = "".join(map(squeezed, view.elements(_SENTENCES)))
    said = [(chapter, element) for chapter in chapters for element in chapter.elements(_SENTENCES)]
    if printed.endswith("".join(squeezed(element) for _, element in said)):
        return
    absent = [(chapter, element) for chapter, element in said if squeezed(element) not in printed]
    for chapter, element in absent:
        yield chapter.problem(f"打印版里没有这一段：“{squeezed(element)[:30]}”。", element)
    if not absent:
        yield view.problem("打印版的段落与各章不同：次序不一样，或者多了段落。")


def _version_problems(report: Report, view: BuiltPage) -> Iterator[Problem]:
    """The data version, for scripts and for readers."""
    right = shown(digest(report))
    stated = [" ".join(text.split()) for text, _, _ in view.texts("//*[@data-field='data.version']//text()")]
    codes = [code for code, _, _ in view.texts("//@data-version")]
    if codes != [digest(report)[:SHORT]] or stated != [right]:
        yield view.problem(f"打印版的数据校验码不是 {right}。")


def _foot_problems(report: Report, site: Path) -> Iterator[Problem]:
    """The data version in the style sheet that puts it at the foot of every printed page."""
    address, right = f"assets/sheet-{report.year}.css", shown(digest(report))
    style = (site / address).read_text("utf-8") if (site / address).is_file() else ""
    if re.findall('--data-version: "([^"]*)"', style) != [f"数据校验码 {right}"]:
        yield Problem(address, 0, 0, f"打印版页脚的数据校验码不是 {right}。")
