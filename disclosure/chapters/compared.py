"""How a page may quote other years: `.before`, `.change`, `.growth`, `.in_2021`, and what its sentence must say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.chapters.arguments import Mistake, Scope
from disclosure.chapters.macros import COMPARING_FORMS, FIGURE_FORMS
from disclosure.page import Page
from disclosure.problem import Problem, nearest
from disclosure.report.change import FORMS, before
from disclosure.report.expression import YEAR_BEFORE
from disclosure.report.model import Figure, Model
from disclosure.text.source_text import problem_at

IN_YEAR = re.compile("in_([12][0-9]{3})")
OTHER_YEARS = "other years"
"""What shows a figure by how it changed, or of another year, and so not itself (`Quote.by`)."""
_PLAIN = ("", "number", "name", "unit")


def compares(path: tuple[str, ...]) -> bool:
    """Whether what is quoted is no figure of its page's year: disputes.found.before."""
    return any(part in (*FORMS, YEAR_BEFORE) or IN_YEAR.fullmatch(part) for part in path[2:])


def form_mistakes(scope: Scope, name: str, form: tuple[str, ...], shown: str) -> Iterator[Mistake]:
    """What is wrong with what follows the indicator `name`, written in all as `shown`."""
    first, rest = (form[0], ".".join(form[1:])) if form else ("", "")
    figure = scope.report.figures.get(name)
    year = IN_YEAR.fullmatch(first)
    if ((year or first == YEAR_BEFORE) and rest not in _PLAIN) or (rest and not year and first != YEAR_BEFORE):
        yield Mistake(shown, f"{name}.{first} 后面没有 {rest} 这种写法。")
    elif figure is None or (figure.pending and not year):
        return  # told already, or to be filled in
    elif first in FORMS:
        try:
            FORMS[first](figure, scope.report)
        except ValueError as reason:
            yield Mistake(shown, f"{figure.indicator.name} {reason}。")
    elif first == YEAR_BEFORE and before(figure, scope.report) is None:
        yield Mistake(shown, f"{figure.indicator.name}没有 {figure.year - 1} 年可以相比的数；请改写这句话。")
    elif year:
        yield from _other_year(scope, figure, int(year[1]), shown)
    elif first not in (*FIGURE_FORMS, *_PLAIN, YEAR_BEFORE):
        yield Mistake(shown, f"指标没有 {first} 这种写法{nearest(first, (*FIGURE_FORMS, *COMPARING_FORMS))}。")


def _other_year(scope: Scope, figure: Figure, year: int, shown: str) -> Iterator[Mistake]:
    years = [
        known for known, report in scope.model.years.items() if known < figure.year and figure.id in report.figures
    ]
    if year not in years:
        said = f"有的是 {'、'.join(map(str, years))} 年" if years else "以前各年都没有"
        yield Mistake(shown, f"{figure.indicator.name}没有 {year} 年的数可以引用；{said}。")


_SAYS_WHICH_YEAR = re.compile(r"[上去前]一?年|同期|年初|\{\{\s*last_year\s*\}\}|\.change\b|[由从]")
_BEFORE = re.compile(rf"\{{\{{\s*(?P<name>[a-z0-9_]+\.[a-z0-9_]+)\.{YEAR_BEFORE}(?:\.number)?\s*\}}\}}")
_AGAINST = r"(?:[比较同与](?:上一?年|去年|前一年|\{\{\s*last_year\s*\}\}年|[12][0-9]{3}年)(?:同期|度)?相?比?，?|同比)"
_VERB = "(?:(?:有所)?(?:增加|减少|增长|上升|下降|提高|降低|增|减|升|降)了?)"
_CHANGED = re.compile(
    rf"(?P<said>(?P<against>{_AGAINST})?(?P<verb>{_VERB})?)[\s*]*"
    r"\{\{\s*(?P<name>[a-z0-9_]+\.[a-z0-9_]+)\.(?P<form>change|growth)\s*\}\}"
)


def comparing_problems(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Figures of the year before in sentences that do not say so, and changes before which their own words stand."""
    report = model.reports.get(page.year or 0, model.latest)
    for quote in _BEFORE.finditer(text):
        if not _SAYS_WHICH_YEAR.search(_around(text, quote)):
            advice = f"{quote['name']}.{YEAR_BEFORE} 是上年的数，这句话没有说；请写明“上年”或 {{{{ last_year }}}}年。"
            yield problem_at(text, quote.start(), page, advice)
    for found in _CHANGED.finditer(text):
        figure, form = report.figures.get(found["name"]), found["form"]
        try:
            change = FORMS[form](figure, report) if figure else None
        except ValueError:
            continue  # told where it is quoted
        twice = found["said"] if form == "change" or (change and not change.value) else found["verb"]
        if change and twice:
            said = change.sentence if form == "change" else change.said
            advice = f"{found['name']}.{form} 自己会说“{said}”；请删去前面的“{twice}”。"
            yield problem_at(text, found.start("said" if twice == found["said"] else "verb"), page, advice)


def _around(text: str, quote: re.Match[str]) -> str:
    """The sentence that a quote stands in; of a table the whole of it."""
    line = text[text.rfind("\n", 0, quote.start()) + 1 :]
    ends = r"\n[ \t]*\n" if line.lstrip().startswith("|") else r"[。！？；\n]"
    start = max((end.end() for end in re.finditer(ends, text[: quote.start()])), default=0)
    end = re.compile(ends).search(text, quote.end())
    return text[start : quote.start()] + text[quote.end() : end.start() if end else len(text)]
