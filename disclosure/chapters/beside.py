"""What may not stand right beside a quoted number, since it would make another number of it.

Its unit once more or another one, a magnitude (万), a word that blurs it (约, 余), or a second number with nothing in
between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from disclosure.numbers.numerals import BLUR, any_of
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.report.model import Model, Report
from disclosure.text.source_text import blank, problem_at

_MARKUP = r"\{\#.*?\#\}|\{%.*?%\}|</?(?:span|a)[^>\n]*>|!?\[|\](?:\([^)\n]*\))?|[*_ \t]|\n(?!\n)"
_NOTHING = rf"(?:{_MARKUP})*"
"""What readers do not see between two pieces of text."""
_BRACKETS = rf"(?:{_MARKUP}|[“”‘’「」『』《》（）()])*"
"""What a word stands beside a number through all the same: 约“250件”."""
_QUOTE = r"\{\{(?P<name>[\s().a-z0-9_]+)\}\}"
_BEFORE = (
    r"(大约|约为|(?<![合契节制公签预条违履邀特])约|大概|差不多|将近|接近|(?<![附最邻远就亲])近|超过?|逾|不少于|不低于|不到|未达"
    r"|(?<![的现找])不足|不满|[少低高多]于|至少|至多|最多|(?<![减担抱肩胜])负|[-−–≥≤≈±＞＜]"
    r"|[〇零一二三四五六七八九十百千万亿两])"
)
_MAGNITUDE = "[十百千万亿萬億]"
_SKIPPED = re.compile(_BRACKETS, re.DOTALL)
_AFTER_UNIT = re.compile("左右|上下|以上|以下|以内|[%％‰]")
_BLURRING = re.compile(f"(?:{BLUR}|{_MAGNITUDE})+")
_AFTER_DIGITS = re.compile(f"[余餘多]|{_MAGNITUDE}|[〇零一二三四五六七八九两点]|分之")
_TYPED_BEFORE = re.compile(rf"{_BEFORE}{_BRACKETS}\Z", re.DOTALL)
_JOINED = re.compile(rf"{_NOTHING}[·•・,.．]?{_NOTHING}{_QUOTE}", re.DOTALL)
_OPENING = re.compile(r"^[ \t\u3000]*(?:[-+*]|[0-9]{1,2}\.)[ \t]+", re.MULTILINE)
"""The sign that opens an item of a list: a dash there makes no number negative."""
_REACH = 60
"""How far before a number is looked: further than any word and what hides it from a clerk's eye."""


def beside_figures(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Each number that a page quotes, with what is typed against it."""
    report = model.reports.get(page.year or 0, model.latest)
    counted = _counted(model.units)
    text = _OPENING.sub(blank, text)
    for match in re.finditer(_QUOTE, text):
        name, end = _name(match), match.end()
        if not _is_number(name, report):
            continue
        figure = report.figures.get(name.removesuffix(".number"))
        unit, bare = figure.indicator.unit if figure else "年", name not in report.figures
        counts = counted.match(text, _skip(text, end))
        own = counts is not None and counts[0] == unit
        if not bare and text.startswith(unit, end):
            advice = f"{name} 自己带单位“{unit}”；请删去后面的单位，只要数字请写 .number。"
            yield problem_at(text, end, page, advice)
        if bare and counts and not own:
            after = None
            advice = f"“{counts[0]}”不是 {name} 的单位；后面只能写“{unit}”。"
            yield problem_at(text, counts.start(), page, advice)
        elif bare and not own:
            after = _changing(text, end, counted) or _AFTER_DIGITS.match(text, _skip(text, end))
        else:
            after = _changing(text, counts.end() if counts and own else end, counted)
        before = _TYPED_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        for typed in filter(None, (before, after)):
            said = f"“{typed[typed.lastindex or 0]}”紧挨着 {name}，会改变这个数"
            advice = f"{said}；约数词写进 figures.yml，单位写进指标目录，这里请删去。"
            yield problem_at(text, typed.start(typed.lastindex or 0), page, advice)
        following = _JOINED.match(text, end)
        if following and _is_number(_name(following), report):
            advice = f"{name} 和 {_name(following)} 之间没有隔开，会连成一个数；请在中间写上文字或标点。"
            yield problem_at(text, following.start("name") - 2, page, advice)


@cache
def _counted(units: frozenset[str]) -> re.Pattern[str]:
    """What a number is counted with."""
    return re.compile(rf"{any_of(units)}|[年月日天]|小时|[成折KkWw]")


def _changing(text: str, position: int, counted: re.Pattern[str]) -> re.Match[str] | None:
    """What stands at a position, behind a number or its unit, and changes it.

    A sign that begins a word (多元, 千头万绪, 来自) changes nothing: it must stand before a unit or end there.
    """
    start = _skip(text, position)
    if (blurring := _BLURRING.match(text, start)) is None:
        return _AFTER_UNIT.match(text, start)
    end = _skip(text, blurring.end())
    return blurring if counted.match(text, end) or not re.match(r"\w", text[end : end + 1]) else None


def _skip(text: str, position: int) -> int:
    """The position behind the brackets and the markup that begin at `position`."""
    skipped = _SKIPPED.match(text, position)
    return skipped.end() if skipped else position


def _name(quote: re.Match[str]) -> str:
    return re.sub(r"[\s()]", "", quote["name"])


def _is_number(name: str, report: Report) -> bool:
    """Whether a name prints a number: a figure with its unit or without, a year."""
    figure = report.figures.get(name.removesuffix(".number"))
    return name in ("year", "next_year") or (figure is not None and figure.indicator.kind == "number")
