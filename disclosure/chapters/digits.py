"""Numbers typed by hand into prose: the mistake this project exists to remove.

What counts something is quoted from data, and so are the report's own year and number. What names something may be
typed (`numbers/naming.py`), as may the markers of lists, the targets of links and anchors.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosure.numbers.grammar import NUMERAL, PLAIN, TIMES, any_of, measures
from disclosure.numbers.numerals import in_digits
from disclosure.numbers.prose import BLUR, DIGIT, Found, numbers_in, reminders_in
from disclosure.numbers.quantity import MAX_DIGITS
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.report.model import Figure, Model, Report
from disclosure.text.source_text import ANCHOR, CODE, PLACEHOLDER, TEMPLATE, blank, problem_at, without

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
    written = _prose(text)
    number = report.document.number
    for match in re.finditer(re.escape(number), written) if number and not PLACEHOLDER.fullmatch(number) else ():
        advice = f"“{match[0]}”是手打的数字：请改用 {{{{ document.number }}}}。"
        yield problem_at(text, match.start(), page, advice)
    new = 0
    for found in numbers_in(_without_list_markers(written), model.units, report.year, model.unit.names):
        before = written[max(0, found.start - _REACH) : found.start]
        advice, registers = _advice(found, before, page, report, model, new + 1)
        new += registers
        said = found.said if len(found.said) <= _REACH else f"{found.said[:_REACH]}…"
        yield problem_at(text, found.start, page, f"“{said}”是手打的数字：{advice}")


def vague_counts(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Shares and blurred counts in words: no mistake, and yet a number may be known."""
    for found in reminders_in(_prose(text), model.unit.names):
        advice = f"“{found.said}”是笼统的说法；知道准数的，请登记成指标再引用。"
        yield problem_at(text, found.start, page, advice)


def _prose(text: str) -> str:
    """`text` without what readers do not see as prose."""
    return _ALLOWED.sub(lambda m: m[0] if m["seen"] else blank(m), without(TEMPLATE, text))


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

_A_NAME = (
    "是名称请连同名称写进“”（例如“1310”部署）或《》，本单位常用的列进 data/unit.yml 的 names；"
    "是数请先在 figures.yml 和指标目录里登记，再用 {{ 主题.指标 }} 引用"
)
_REACH = 30
_CLAUSE = re.compile(r"[一-鿿]{2,12}\Z")
_COUNTING = re.compile("(?:共计|合计|累计|总计|达到?|共|有|了|为|约|近|超过?|不少于|增长|下降|[至比])+$")


@dataclass(frozen=True)
class _Typed:
    """A typed number as figures.yml would have it (2.3万余), its value in full, and what follows it: 平方米."""

    written: str
    value: Decimal | None
    following: str

    @property
    def alone(self) -> bool:
        return not re.match(r"[\w%×+]", self.following)


_TAIL = re.compile(rf"[”’》]*(?P<blur>{BLUR}*)(?P<times>{any_of(TIMES)})?(?!元)(?P<more>[余多]?)[”’》]*")


def _typed(found: Found) -> _Typed:
    said, following = found.digits, found.following.replace("％", "%")
    if words := re.fullmatch(rf"(百分之)?({NUMERAL}+)", said):
        said, following = words[2], "%" if words[1] else following
        number = Decimal(in_digits(words[2]))
        written = str(number)
    else:
        plain = "".join(f"{unicodedata.numeric(c):g}" if DIGIT.match(c) else c for c in said)
        written = plain.translate(str.maketrans("．−", ".-")).replace(",", "").replace("，", "")
        readable = re.fullmatch(rf"-?{PLAIN}", written) and len(written) <= MAX_DIGITS
        number = Decimal(written) if readable else Decimal("NaN")
    tail = _TAIL.match(following)
    if tail is None or number.is_nan():
        return _Typed(written, None if number.is_nan() else number, following)
    times, blur = tail["times"] or "", (tail["blur"] or tail["more"])[:1]
    return _Typed(f"{written}{times}{blur}", number.scaleb(TIMES.get(times, 0)), following[tail.end() :])


def _advice(found: Found, before: str, page: Page, report: Report, model: Model, new: int) -> tuple[str, bool]:
    """What to write instead: the year, the figures of that number in that unit, the lines that register one, or how a
    name is written; and whether it is to be registered.
    """
    typed, units = _typed(found), measures(model.units)
    for year, name in ((report.year, "year"), (report.year + 1, "next_year")):
        if typed.value == year and found.following.startswith("年"):
            signed = report.document.date
            day = " 或 {{ document.date }}" if signed and signed.year == year else ""
            return f"请改用 {{{{ {name} }}}}年{day}。", False
    if figures := [figure for figure in report.figures.values() if _means(typed, figure)]:
        plain = f"{typed.written}{typed.following}"
        same = [figure for figure in figures if plain.startswith(figure.text)] or figures
        return f"请改用 {' 或 '.join(f'{{{{ {figure.id} }}}}' for figure in same[:3])}。", False
    if typed.value is None or not (typed.alone or re.match(units, typed.following)):
        return f"{_A_NAME}。", False
    counted = re.match(units, typed.following)
    stem = page.path.rpartition("/")[2].removesuffix(".md")
    theme = stem if stem in model.themes else next(iter(model.themes))
    clause = _CLAUSE.search(re.sub(r"[ \t*_]", "", before))
    name = (_COUNTING.sub("", clause[0]) if clause else "") or "名称"
    return _REGISTER.format(
        theme=theme, key=f"new_{new}", name=name, unit=counted[0] if counted else "", year=report.year,
        value=typed.written,
    ), True  # fmt: skip


_REGISTER = """\
请登记成指标，这里改用 {{{{ {theme}.{key} }}}}；名称、文号里的数字请连同名称写进“”或《》。下面两行可以照贴，名称请核对：
data/indicators.yml，{theme} 的 indicators 下面：
    {key}: {{name: {name}, unit: '{unit}'}}
data/{year}/figures.yml，{theme} 下面：
  {key}: {value}"""


def _means(typed: _Typed, figure: Figure) -> bool:
    """Whether a typed number is a figure's, in its unit: 3.689万元 and 36890元 are both in full."""
    number = figure.quantity.number if figure.quantity else None
    if number is None or typed.value is None:
        return False
    unit = figure.indicator.unit
    if typed.alone:
        return number == typed.value
    if magnitude := TIMES.get(unit[:1], 0) if len(unit) > 1 else 0:
        in_unit = typed.value == number and typed.following.startswith(unit)
        return in_unit or (typed.value == number.scaleb(magnitude) and typed.following.startswith(unit[1:]))
    return typed.value == number and bool(unit) and typed.following.startswith(unit)
