"""Digits typed by hand into prose: the mistake this project exists to remove.

A figure, a year or a document number in a chapter is quoted from data. Digits may stand only inside names and citations
(“1+3+N”, 《…》, 〔…〕), in list markers, links, anchors, HTML tags and front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.model import Model, Report
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.yamlfile import Plain, Route, Tree

_ALLOWED = re.compile(
    r"""
    \A---\n.*?\n---\n                   # front matter
    | \{\{.*?\}\} | \{%.*?%\} | \{\#.*?\#\}     # template code, and {#anchors}
    | \{[ ]*[:\#.][^}\n]*\}             # attribute lists
    | <!--.*?--> | <[a-zA-Z/][^>]*>     # comments and tags
    | \]\([^)\n]*\)                     # link targets
    | ^[ \t]*[0-9]+\.(?=[ \t])          # list markers
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_NAMES = re.compile(r"“[^”\n]{1,40}”|《[^》\n]{1,80}》(?:（[^（）\n]{0,30}〔[0-9]{4}〕[0-9]+号）)?")
_DIGITS = re.compile(r"(?:约|近|不少于)?[0-9０-９]+(?:[.．][0-9０-９]+)?(?:[余多]?[%％\u4e00-\u9fff]{0,2})")


def without_names(text: str) -> str:
    """`text` with names and citations, in which digits may stand, blanked out; lengths and lines stay."""
    return _NAMES.sub(_blank, text)


def typed_digits(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Every run of digits typed into a page, with the figure it was probably meant to be."""
    report = model.reports.get(page.year or 0, model.latest)
    bare = without_names(_ALLOWED.sub(_blank, text))
    for number, line in enumerate(bare.splitlines(), 1):
        for match in _DIGITS.finditer(line):
            yield Problem(
                page.source, number, match.start() + 1, f"“{match[0]}”是手打的数字：{_advice(match[0], report)}。"
            )


def typed_digits_in_data(tree: Tree) -> Iterator[Problem]:
    """The same rule for the texts of a data file: definitions, shortcomings, plans."""
    for route, text in _texts(tree.content, ()):
        if _PROSE.intersection(map(str, route[-2:])) and (match := _DIGITS.search(without_names(text))):
            yield tree.problem(
                route, f"“{match[0]}”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"
            )


_PROSE = frozenset(("definition", "title", "findings", "measures", "aims"))


def _texts(content: Plain, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(content, str):
        yield route, content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from _texts(value, (*route, key))
    elif isinstance(content, list):
        for position, value in enumerate(content):
            yield from _texts(value, (*route, position))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _advice(run: str, report: Report) -> str:
    """What to write instead: the year, the figures of that text, or of that number."""
    plain = run.translate(str.maketrans("０１２３４５６７８９．％", "0123456789.%"))
    number = re.sub(r"[^0-9.]", "", plain)
    if plain.removeprefix("近").startswith(f"{report.year}年"):
        return "请改用 {{ year }}年"
    if plain.startswith(f"{report.year + 1}年"):
        return "请改用 {{ next_year }}年"
    if f"{report.document.date.year}年" in plain or (f"{number}号" in report.document.number and "号" in plain):
        return "请改用 {{ document.date }} 或 {{ document.number }}"
    figures = [figure for figure in report.figures.values() if figure.quantity and figure.quantity.digits == number]
    same = [figure for figure in figures if plain.startswith(figure.text[: len(plain)])] or figures
    if not same:
        unknown = "请先在 figures.yml 和指标目录里登记这个数，再用 {{ 主题.指标 }} 引用"
        return f"{unknown}；名称、文号里的数字请连同名称写进“”或《》"
    return f"请改用 {' 或 '.join(f'{{{{ {figure.id} }}}}' for figure in same[:3])}"
