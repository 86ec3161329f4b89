"""What may not stand right beside a quoted number, since it would make another number of it.

Its unit once more or another one, a magnitude (万), a word that qualifies it (约, 余), or a second number with nothing
in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.chapters.compared import IN_YEAR
from disclosure.numbers.grammar import AFTER_UNIT, BEFORE, NUMERAL, SAYS, TIMES_IN_WORDS, Says, any_of, measures
from disclosure.numbers.prose import BLUR
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.report.change import FORMS, POINTS
from disclosure.report.expression import YEAR_BEFORE
from disclosure.report.model import Figure, Model, Report
from disclosure.text.source_text import blank, problem_at

_MARKUP = r"\{\#.*?\#\}|\{%.*?%\}|</?(?:span|a)[^>\n]*>|!?\[|\](?:\([^)\n]*\))?|[*_ \t]|\n(?!\n)"
_NOTHING = re.compile(rf"(?:{_MARKUP})*", re.DOTALL)
"""What readers do not see between two pieces of text."""
_BRACKETS = rf"(?:{_MARKUP}|[“”‘’「」『』《》（）()])*"
"""What a word stands beside a number through all the same: 约“250件”."""
_QUOTE = r"\{\{(?P<name>[\s().a-z0-9_]+)\}\}"
_WORDS_THAT_END = {"约": "合契节制公签预条违履邀特", "近": "附最邻远就亲", "不足": "的现找", "负": "减担抱肩胜"}
"""What makes a word of the sign before a number: 合约250件, 附近250户."""
_BEFORE = "|".join(
    f"(?<![{_WORDS_THAT_END[word]}]){word}" if word in _WORDS_THAT_END else re.escape(word)
    for word in sorted((*BEFORE, "负"), key=len, reverse=True)
)
_MAGNITUDE = f"[{''.join(TIMES_IN_WORDS)}]"
_SKIPPED = re.compile(_BRACKETS, re.DOTALL)
_AFTER_UNIT = re.compile(f"{any_of(AFTER_UNIT)}|[%％‰]")
_BLURRING = re.compile(f"(?:{BLUR}|{_MAGNITUDE})+")
_AFTER_DIGITS = re.compile(rf"[余餘多]|{NUMERAL}|点|分之")
_TYPED_BEFORE = re.compile(rf"({_BEFORE}|[-−–≥≤≈±＞＜]|{NUMERAL}){_BRACKETS}\Z", re.DOTALL)
_COMPARED = re.compile("[的时者]|以来|就|才|则")
"""What follows a figure that something is compared with: 超过250件的村."""
_OTHER_YEAR = re.compile(rf"\.(?:{YEAR_BEFORE}|{IN_YEAR.pattern})\b")
"""Likewise a figure of another year: 高于2021年的238件."""
_COMPARING = (Says.ABOVE, Says.BELOW, Says.FROM, Says.UP_TO)
_JOINED = re.compile(rf"(?P<sign>{_NOTHING.pattern}[·•・,.．]?{_NOTHING.pattern}){_QUOTE}", re.DOTALL)
_OPENING = re.compile(r"^[ \t>\u3000]*(?:[-+*]|[0-9]{1,2}\.)[ \t]+", re.MULTILINE)
"""The sign that opens an item of a list: a dash there makes no number negative."""
_REACH = 60
"""How far before a number is looked: further than any word and what hides it from a clerk's eye."""


def beside_figures(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Each number that a page quotes, with what is typed against it."""
    report = model.reports.get(page.year or 0, model.latest)
    text = _OPENING.sub(blank, text)
    for match in re.finditer(_QUOTE, text):
        name, end = _name(match), match.end()
        if not _is_number(name, report):
            continue
        bare = _bare(name)
        units = [*_units(text, end, page, model, report, name)]
        yield from units
        after = None if units else _after(text, end, model, report, name)
        for typed in filter(None, (_before(text, match), after)):
            said = f"“{typed[typed.lastindex or 0]}”紧挨着 {name}，会改变这个数"
            advice = f"{said}；约数词写进 figures.yml，单位写进指标目录，这里请删去。"
            yield problem_at(text, typed.start(typed.lastindex or 0), page, advice)
        following = _JOINED.match(text, end)
        if following and _is_number(_name(following), report) and (bare or not re.search("[,.．]", following["sign"])):
            advice = f"{name} 和 {_name(following)} 之间没有隔开，会连成一个数；请在中间写上文字或标点。"
            yield problem_at(text, following.start("name") - 2, page, advice)


def _units(text: str, end: int, page: Page, model: Model, report: Report, name: str) -> Iterator[Problem]:
    """A unit behind a number that says its own, or another than that of a bare number."""
    unit = _unit(name, report)
    if not _bare(name):
        start = end if unit and text.startswith(unit, end) else _end(_NOTHING, text, end)
        measure = re.compile(measures(model.units)).match(text, start)
        counted = next((word for word in (unit, "倍") if word and text.startswith(word, start)), measure and measure[0])
        if counted:
            own = f"自己带单位“{unit}”" if unit else "没有单位，要有就写进指标目录"
            what = "单位" if counted == unit else f"“{counted}”"
            advice = f"{name} {own}；请删去后面的{what}，只要数字请写 .number。"
            yield problem_at(text, start, page, advice)
    elif (counts := _counted(text, end, model)) and counts[0] != unit:
        advice = f"“{counts[0]}”不是 {name} 的单位；后面只能写“{unit}”。"
        yield problem_at(text, counts.start(), page, advice)


def _before(text: str, quote: re.Match[str]) -> re.Match[str] | None:
    """What is typed before a number and qualifies it; a sign of a list and a comparison (超过250件的村) do not."""
    start = max(0, quote.start() - _REACH)
    typed = _TYPED_BEFORE.search(text, start, quote.start())
    if typed is None:
        return None
    compares = _OTHER_YEAR.search(_name(quote)) or _COMPARED.match(text, _end(_SKIPPED, text, quote.end()))
    if SAYS.get(typed[1]) in _COMPARING and compares:
        return None
    return typed


def _after(text: str, end: int, model: Model, report: Report, name: str) -> re.Match[str] | None:
    """What is typed behind a number, or its unit, and changes it."""
    counts = _counted(text, end, model)
    if not _bare(name) or (counts and counts[0] == _unit(name, report)):
        return _changing(text, counts.end() if counts and counts[0] == _unit(name, report) else end, model)
    if counts:
        return None  # told as another unit
    return _changing(text, end, model) or _AFTER_DIGITS.match(text, _end(_SKIPPED, text, end))


def _counted(text: str, end: int, model: Model) -> re.Match[str] | None:
    """What a bare number is counted with."""
    counted = re.compile(f"{measures(model.units)}|[年月日天]|小时|[成折KkWw]")
    return counted.match(text, _end(_SKIPPED, text, end))


def _changing(text: str, position: int, model: Model) -> re.Match[str] | None:
    """What stands at a position, behind a number or its unit, and changes it.

    A sign that begins a word (多元, 千头万绪, 来自) changes nothing: it must stand before a unit or end there.
    """
    start = _end(_SKIPPED, text, position)
    if (blurring := _BLURRING.match(text, start)) is None:
        return _AFTER_UNIT.match(text, start)
    end = _end(_SKIPPED, text, blurring.end())
    return blurring if _counted(text, end, model) or not re.match(r"\w", text[end : end + 1]) else None


def _end(skipped: re.Pattern[str], text: str, position: int) -> int:
    """The position behind what is skipped at `position`."""
    match = skipped.match(text, position)
    return match.end() if match else position


def _unit(name: str, report: Report) -> str:
    figure, form = figure_quoted(name, report)
    unit = figure.indicator.unit if figure else "年"
    return "%" if form == "growth" else POINTS.get(unit, unit) if form == "change" else unit


def _name(quote: re.Match[str]) -> str:
    return re.sub(r"[\s()]", "", quote["name"])


def _is_number(name: str, report: Report) -> bool:
    """Whether a name prints a number: a figure with its unit or without, a year."""
    figure, form = figure_quoted(name, report)
    return name in _YEARS or (figure is not None and figure.indicator.kind == "number" and form in _NUMBERS)


def figure_quoted(name: str, report: Report) -> tuple[Figure | None, str]:
    """The figure that a name quotes, and in which form: "" is the whole of it."""
    parts = name.removesuffix(".number").split(".")
    end = next((end for end in range(len(parts), 1, -1) if ".".join(parts[:end]) in report.figures), 2)
    form = ".".join(parts[end:])
    return report.figures.get(".".join(parts[:end])), "" if IN_YEAR.fullmatch(form) else form


def _bare(name: str) -> bool:
    """Whether a name prints a number without its unit."""
    return name in _YEARS or name.endswith(".number")


_YEARS = ("year", "next_year", "last_year")
_NUMBERS = ("", YEAR_BEFORE, *FORMS)
