"""Numbers typed by hand into prose: the mistake this project exists to remove.

A figure, a year or a document number in a chapter is quoted from data. Digits of any script may stand only inside
names and citations (“1+3+N”, 《…》, 〔…〕), in list markers, in the targets of links and in anchors. A number in words
(二百五十件) is a figure as well; small counts (三年, 两个) and ordinals (第二十次) are prose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from disclosure.model import Model, Report
from disclosure.numerals import LARGE, NUMERAL, counts_in_words, in_digits
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.source_text import ANCHOR, CODE, TEMPLATE, blank, problem_at, without
from disclosure.yamlfile import Plain, Route, Tree

DIGIT = re.compile(r"[\d²³¹¼-¾⁰⁴-⁹₀-₉⅐-ↈ①-⒛⓪-⓿❶-➓〡-〩〸-〺㆒-㆕㈠-㈩㉈-㉏㉑-㉟㊀-㊉㊱-㊿🄀-🄌]")
"""A digit of any script or form: 9, ９, ⁹, ⑨, ٩, Ⅸ."""
_D = DIGIT.pattern
_TYPED = re.compile(rf"(?:约|近|不少于)?{_D}+(?:[.．]{_D}+)?(?:[余多]?[%％\u4e00-\u9fff]{{0,2}})")

_ALLOWED = re.compile(
    rf"""
    (?P<code>{CODE})        # seen by readers as it stands
    | {ANCHOR}
    | (?<=\]\()(?:https?://[^\s()]+|[\w./-]*\.md(?:\#[\w-]+)?|\#[\w-]+)(?=[)\s])     # link targets
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

# What the figures of reports are counted in; `without_names` is asked about texts whose catalogue is not at hand.
_MEASURE = (
    "(?:人次|家次|[万亿千百]*元|[件个名人次条份块场家户项起宗处所台辆吨亩期批班套座栋张年月日天倍%％‰万亿千百余多])"
)
_NAME = re.compile(r"“(?P<name>[^”\n]{1,40})”|《(?P<title>[^》\n]{1,80})》(?:（[^（）\n]{0,30}〔[0-9]{4}〕[0-9]+号）)?")
_NUMBER = re.compile(rf"\s*(?:{_D}(?:{_D}|[.,．，])*|{LARGE})\s*")
_QUANTITY = re.compile(
    rf"(?:[共计达约近超逾过]|合计|累计|不少于)*{_NUMBER.pattern}[余多]?{_MEASURE}+(?:以上|左右)?[\s。，、；：！？]*"
)


def without_names(text: str) -> str:
    """`text` with names and citations, in which digits may stand, blanked out; lengths and lines stay.

    Quotation marks make no name of a quantity: “250件” is a figure, and so is “250” unless it names what follows it.
    """

    def blank_name(match: re.Match[str]) -> str:
        name = match["name"] or match["title"]
        names_what_follows = re.match(rf"(?!{_MEASURE})[\u4e00-\u9fff]", text[match.end() :])
        if _QUANTITY.fullmatch(name) or (_NUMBER.fullmatch(name) and not names_what_follows):
            return match[0]
        return blank(match)

    return _NAME.sub(blank_name, text)


def typed(text: str, units: frozenset[str] = frozenset()) -> str | None:
    """The first number in a text that stands in no name: digits, or words before one of the `units`."""
    match = next(_numbers(without_names(text), units), None)
    return match[0] if match else None


def _numbers(text: str, units: frozenset[str]) -> Iterator[re.Match[str]]:
    if DIGIT.search(text):
        yield from _TYPED.finditer(text)
    yield from counts_in_words(text, units)


def typed_digits(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Every number typed into a page, with the figure it was probably meant to be."""
    report = model.reports.get(page.year or 0, model.latest)
    written = _ALLOWED.sub(lambda m: m[0] if m["code"] else blank(m), without(TEMPLATE, text))
    for match in _numbers(without_names(_without_list_markers(written)), model.units):
        message = f"“{match[0]}”是手打的数字：{_advice(match[0], report)}。"
        yield problem_at(text, match.start(), page, message)


def typed_digits_in_data(tree: Tree, names: Collection[str] = ()) -> Iterator[Problem]:
    """The same rule for the texts of a data file: definitions, shortcomings, plans, an outline's titles.

    Under the top-level keys `names` stand names of documents.
    """
    for route, text in _texts(tree.content, ()):
        if not route or route[0] in names or not _PROSE.intersection(map(str, route[-2:])):
            continue
        if found := typed(text):
            yield tree.problem(route, f"“{found}”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。")


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


def _without_list_markers(text: str) -> str:
    """`text` without the numbers of lists: 1. or the number after the one before."""
    counts: dict[int, int] = {}

    def blank_marker(match: re.Match[str]) -> str:
        indent, number = len(match[1]), int(match[2])
        if number not in (1, counts.get(indent, 0) + 1):
            return match[0]
        counts[indent] = number
        return blank(match)

    return re.sub(r"^([ \t]*)([0-9]{1,2})\.(?=[ \t])", blank_marker, text, flags=re.MULTILINE)


# --- what was probably meant -----------------------------------------------------------------------------------------


def _plain(run: str) -> str:
    """A typed number as figures are written: in ASCII digits, without spaces."""
    run = re.sub(r"[\s*_”’》]", "", run)
    if match := re.fullmatch(rf"百分之({NUMERAL}+)", run):
        return f"{in_digits(match[1])}%"
    if match := re.match(rf"{NUMERAL}+", run):
        return f"{in_digits(match[0])}{run[match.end() :]}"
    digits = "".join(f"{unicodedata.numeric(c):g}" if DIGIT.match(c) else c for c in run)
    return digits.translate(str.maketrans("．％", ".%"))


def _advice(run: str, report: Report) -> str:
    """What to write instead: the year, the figures of that text, or of that number."""
    plain = _plain(run)
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
