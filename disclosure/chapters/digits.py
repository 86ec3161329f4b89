"""Numbers typed by hand into prose: the mistake this project exists to remove.

A figure, a year or a document number in a chapter is quoted from data. Digits of any script may stand only inside
names and citations (“1+3+N”, 《…》, 〔…〕…号), in list markers, in the targets of links and in anchors. A number in
words (二百五十件) is a figure as well; small counts (三年, 两个) and ordinals (第二十次) are prose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from disclosure.numbers.numerals import (
    BLUR,
    NUMERAL,
    any_of,
    in_digits,
)
from disclosure.numbers.prose import DIGIT, numbers_in, without_names
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.report.model import Model, Report
from disclosure.text.source_text import ANCHOR, CODE, TEMPLATE, blank, problem_at, without

_ALLOWED = re.compile(
    rf"""
    (?P<seen>{CODE})        # seen by readers as it stands
    | {ANCHOR}
    | (?<=\]\()(?:https?://[^\s()]+|[\w./-]*\.md(?:\#[\w-]+)?|\#[\w-]+)(?=[)\s])     # link targets
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def typed_digits(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Every number typed into a page, with the figure it was probably meant to be."""
    report = model.reports.get(page.year or 0, model.latest)
    written = _ALLOWED.sub(lambda m: m[0] if m["seen"] else blank(m), without(TEMPLATE, text))
    number = report.document.number
    for match in re.finditer(re.escape(number), written) if number else ():
        advice = f"“{match[0]}”是手打的数字：请改用 {{{{ document.number }}}}。"
        yield problem_at(text, match.start(), page, advice)
    for start, said, following in numbers_in(without_names(_without_list_markers(written)), model.units, report.year):
        message = f"“{said}”是手打的数字：{_advice(said, following, report, model.units)}。"
        yield problem_at(text, start, page, message)


_MARKER = re.compile(
    r"^(?P<indent>[ \t\u3000>]*(?:[-+*][ \t]+)?\**)"
    r"(?P<sign>[（(]?)(?P<number>[0-9]{1,2})(?P<end>[）)]|[.．](?![0-9.．])|、)(?=[ \t]*\S)",
    re.MULTILINE,
)


def _without_list_markers(text: str) -> str:
    """`text` without the numbers that open its lines (1. or 1、 or （1）): one, or the one after the one before."""
    counts: dict[tuple[int, str], int] = {}

    def blank_marker(match: re.Match[str]) -> str:
        kind, number = (len(match["indent"].rstrip("*")), match["sign"] + match["end"]), int(match["number"])
        if number not in (1, counts.get(kind, 0) + 1) or bool(match["sign"]) != (match["end"] in "）)"):
            return match[0]
        counts[kind] = number
        return blank(match)

    return _MARKER.sub(blank_marker, text)


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
    its_number = f"{number}号" in (report.document.number or "") and re.match(r"号(?![\u4e00-\u9fff])", following)
    date = report.document.date
    if (date and f"{date.year}年" in plain) or its_number:
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
