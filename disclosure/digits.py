"""Numbers typed by hand into prose: the mistake this project exists to remove.

A figure, a year or a document number in a chapter is quoted from data. Digits of any script may stand only inside
names and citations (“1+3+N”, 《…》, 〔…〕…号), in list markers, in the targets of links and in anchors. A number in
words (二百五十件) is a figure as well; small counts (三年, 两个) and ordinals (第二十次) are prose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from disclosure.model import Model, Report
from disclosure.numerals import (
    BLUR,
    COUNTS_SOMETHING,
    LARGE,
    MEASURE,
    NEARLY,
    NUMERAL,
    any_of,
    counts_in_words,
    in_digits,
)
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.source_text import ANCHOR, CODE, TEMPLATE, blank, problem_at, without
from disclosure.yamlfile import Plain, Route, Tree

DIGIT = re.compile(r"[\d²³¹¼-¾⁰⁴-⁹₀-₉⅐-ↈ①-⒛⓪-⓿❶-➓〡-〩〸-〺㆒-㆕㈠-㈩㉈-㉏㉑-㉟㊀-㊉㊱-㊿🄀-🄌]")
"""A digit of any script or form: 9, ９, ⁹, ⑨, ٩, Ⅸ."""
_D = DIGIT.pattern
_TYPED = re.compile(rf"(?:约|近|不少于)?(?P<digits>{_D}+(?:[.．]{_D}+)?)(?:[余多]?[%％\u4e00-\u9fff]{{0,2}})")

_ALLOWED = re.compile(
    rf"""
    (?P<code>{CODE})        # seen by readers as it stands
    | {ANCHOR}
    | (?<=\]\()(?:https?://[^\s()]+|[\w./-]*\.md(?:\#[\w-]+)?|\#[\w-]+)(?=[)\s])     # link targets
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

_NAME = re.compile(
    r"“(?P<name>[^”\n]{1,40})”|《(?P<title>[^》\n]{1,80})》|(?<=[\u4e00-\u9fff])〔[12][0-9]{3}〕[0-9]{1,4}号"
)
_RUN = rf"(?:{_D}(?:{_D}|[.,．，])*)"
_NUMBER = re.compile(rf"\s*(?:{_RUN}|{LARGE})\s*")
_SAID = re.compile(
    rf"(?:[共计达约近超逾过]|合计|累计|不少于)*{_NUMBER.pattern}[余多]?(?:{MEASURE}|[年月日天万亿千百余多])+(?:以上|左右)?"
    r"[\s。，、；：！？]*"
)
_COUNT = re.compile(
    rf"(?:(?<!第)(?<!{_D}){_RUN}|(?<![第几数])(?<!{NUMERAL}){COUNTS_SOMETHING}{LARGE}|{NEARLY})"
    rf"\s*{BLUR}*\s*{MEASURE}"
)


def without_names(text: str) -> str:
    """`text` with names and citations, in which digits may stand, blanked out; lengths and lines stay.

    Quotation marks make no name of what counts something: “250件” and “化解250件” are figures, and so is “250” unless
    it names what follows it.
    """

    def blank_name(match: re.Match[str]) -> str:
        name = match["name"] or match["title"] or ""
        names_what_follows = re.match(rf"(?!{MEASURE})[\u4e00-\u9fff]", text[match.end() :])
        if _SAID.fullmatch(name) or _COUNT.search(name) or (_NUMBER.fullmatch(name) and not names_what_follows):
            return match[0]
        return blank(match)

    return _NAME.sub(blank_name, text)


def typed(text: str, units: frozenset[str] = frozenset(), year: int | None = None) -> str | None:
    """The first number in a text that stands in no name: digits, or words before a measure word or one of the `units`.

    In words, the `year` and the next are numbers too.
    """
    return next((said for _, said, _ in _numbers(without_names(text), units, year)), None)


_UNSEEN = re.compile(
    r"[ \t\u3000*_`]+|(?<=[\u4e00-\u9fff])\n(?=[\u4e00-\u9fff])|</?[a-z]+[ -/:;=?-~]*>|!?\[|\](?:\([ a-zA-Z./#_-]*\))?"
)
"""Inline markup and spaces, which hide from no reader that the characters around them are one number."""


def _numbers(text: str, units: frozenset[str], year: int | None) -> Iterator[tuple[int, str, str]]:
    """Where each number begins in a text, how it is said, and what follows its last digit."""
    hidden = {place for match in _UNSEEN.finditer(text) for place in range(*match.span())}
    places = [place for place in range(len(text)) if place not in hidden]
    seen = "".join(text[place] for place in places)
    if DIGIT.search(seen):
        for match in _TYPED.finditer(seen):
            yield places[match.start()], match[0], seen[match.end("digits") :]
    for match in counts_in_words(seen, units, year):
        digits = re.match(rf"(?:百分之)?{NUMERAL}+", match[0])
        assert digits
        yield places[match.start()], match[0], seen[match.start() + digits.end() :]


def typed_digits(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Every number typed into a page, with the figure it was probably meant to be."""
    report = model.reports.get(page.year or 0, model.latest)
    written = _ALLOWED.sub(lambda m: m[0] if m["code"] else blank(m), without(TEMPLATE, text))
    for match in re.finditer(re.escape(report.document.number), written):
        advice = f"“{match[0]}”是手打的数字：请改用 {{{{ document.number }}}}。"
        yield problem_at(text, match.start(), page, advice)
    for start, said, following in _numbers(without_names(_without_list_markers(written)), model.units, report.year):
        message = f"“{said}”是手打的数字：{_advice(said, following, report, model.units)}。"
        yield problem_at(text, start, page, message)


def typed_digits_in_data(
    tree: Tree, units: frozenset[str] = frozenset(), year: int | None = None, names: Collection[str] = ()
) -> Iterator[Problem]:
    """The same rule for the texts of a data file: definitions, shortcomings, plans, an outline's titles.

    Under the top-level keys `names` stand names of documents.
    """
    for route, text in _texts(tree.content, ()):
        if not route or route[0] in names:
            continue
        if route[-1] == SOURCE:
            if advice := no_locator(text):
                yield tree.problem(route, advice)
        elif _PROSE.intersection(map(str, route[-2:])) and (found := typed(text, units, year)):
            yield tree.problem(route, f"“{found}”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。")


SOURCE = "source"
"""The key of a locator: the one key of a theme in a year's figures that is no indicator."""
_LOCATOR = re.compile(
    rf"(?:第(?:[0-9]{{1,3}}|{NUMERAL}+)(?:部分|[页条款项段节章行])|附?[表图]|附件|{NUMERAL}+|[0-9]{{1,3}}(?![0-9])"
    r"|[\s（）()、，；.—至和-])+"
)


def no_locator(source: str) -> str | None:
    """What is wrong with a source that says a number beside the place in the document; None where it does not."""
    bare = without_names(source)
    if (found := typed(bare)) is None or (_LOCATOR.fullmatch(bare) and not _COUNT.search(bare)):
        return None
    return f"出处“{source[:40]}”里有数“{found}”；出处只写在原文的哪里，例如 一（四）2、附表3、第5页，文件名写进《》。"


_PROSE = frozenset(
    ("name", "site_name", "region", "description", "definition", "title", "findings", "measures", "aims")
)


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
    """A typed number as figures are written: in ASCII digits, without what closes a name."""
    run = re.sub(r"[”’》]", "", run)
    if match := re.fullmatch(rf"百分之({NUMERAL}+)", run):
        return f"{in_digits(match[1])}%"
    if match := re.match(rf"{NUMERAL}+", run):
        return f"{in_digits(match[0])}{run[match.end() :]}"
    digits = "".join(f"{unicodedata.numeric(c):g}" if DIGIT.match(c) else c for c in run)
    return digits.translate(str.maketrans("．％", ".%"))


_UNKNOWN = (
    "请先在 figures.yml 和指标目录里登记这个数，再用 {{ 主题.指标 }} 引用；名称、文号里的数字请连同名称写进“”或《》"
)
_A_NAME = (
    "是名称请连同名称写进“”（例如“3号桥”、“7×24小时”）或《》，别的年份请写成汉字（二〇三五年）；"
    "是数请先在 figures.yml 和指标目录里登记，再用 {{ 主题.指标 }} 引用"
)


def _advice(run: str, following: str, report: Report, units: frozenset[str]) -> str:
    """What to write instead: the year, the figures of that number in that unit, or how a name is written."""
    plain = _plain(run)
    number = re.sub(r"[^0-9.]", "", plain)
    following = re.sub(rf"\A[”’》]*{BLUR}*[”’》]*", "", following)
    if plain.removeprefix("近").startswith(f"{report.year}年"):
        return "请改用 {{ year }}年"
    if plain.startswith(f"{report.year + 1}年"):
        return "请改用 {{ next_year }}年"
    its_number = f"{number}号" in report.document.number and re.match(r"号(?![\u4e00-\u9fff])", following)
    if f"{report.document.date.year}年" in plain or its_number:
        return "请改用 {{ document.date }} 或 {{ document.number }}"
    unit = "%" if run.startswith("百分之") else following.replace("％", "%")
    alone = not re.match(r"[\w%×+]", unit)
    figures = [
        figure
        for figure in report.figures.values()
        if figure.quantity and figure.quantity.digits == number and (alone or unit.startswith(figure.indicator.unit))
    ]
    if not figures:
        return _UNKNOWN if alone or re.match(any_of(units), unit) else _A_NAME
    same = [figure for figure in figures if plain.startswith(figure.text[: len(plain)])] or figures
    return f"请改用 {' 或 '.join(f'{{{{ {figure.id} }}}}' for figure in same[:3])}"
