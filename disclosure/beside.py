"""What may not stand right beside a quoted number, since it would make another number of it.

Its unit once more, a magnitude (万), a word that blurs it (约, 余), or a second number with nothing in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.model import Model, Report
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.source_text import problem_at

_NOTHING = r"(?:\{\#.*?\#\}|\{%.*?%\}|</?(?:span|a)[^>\n]*>|[*_ \t]|\n(?!\n))*"
"""What readers do not see between two pieces of text."""
_QUOTE = r"\{\{(?P<name>[\s().a-z0-9_]+)\}\}"
_BEFORE = (
    r"(大约|(?<![合契节制公])约|将近|接近|(?<![附最邻远])近|超过?|逾|不少于|不低于|不到|至少|至多|负|[-−–]"
    r"|[〇零二三四五六七八九十百千万亿两])"
)
_AFTER = r"余|多|左右|上下|以上|以下|以内|[十百千万亿%％‰]"
_AFTER_DIGITS = rf"{_AFTER}|[〇零一二三四五六七八九两点]|分之|[.．,](?={_NOTHING}\{{\{{)"
_TYPED_BEFORE = re.compile(rf"{_BEFORE}{_NOTHING}\Z", re.DOTALL)
_TYPED_AFTER = re.compile(rf"{_NOTHING}({_AFTER})", re.DOTALL)
_TYPED_AFTER_DIGITS = re.compile(rf"{_NOTHING}({_AFTER_DIGITS})", re.DOTALL)
_FOLLOWING = re.compile(_NOTHING + _QUOTE, re.DOTALL)
_REACH = 60
"""How far before a number is looked: further than any word and what hides it from a clerk's eye."""


def beside_figures(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Each number that a page quotes, with what is typed against it."""
    report = model.reports.get(page.year or 0, model.latest)
    for match in re.finditer(_QUOTE, text):
        name, end = _name(match), match.end()
        if not _is_number(name, report):
            continue
        figure = report.figures.get(name)
        if figure and text.startswith(figure.indicator.unit, end):
            advice = f"{name} 自己带单位“{figure.indicator.unit}”；请删去后面的单位，只要数字请写 .number。"
            yield problem_at(text, end, page, advice)
        before = _TYPED_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        after = (_TYPED_AFTER if figure else _TYPED_AFTER_DIGITS).match(text, end)
        for typed in filter(None, (before, after)):
            said = f"“{typed[1]}”紧挨着 {name}，会改变这个数"
            advice = f"{said}；约数词写进 figures.yml，单位写进指标目录，这里请删去。"
            yield problem_at(text, typed.start(1), page, advice)
        following = _FOLLOWING.match(text, end)
        if following and _is_number(_name(following), report):
            advice = f"{name} 和 {_name(following)} 之间没有隔开，会连成一个数；请在中间写上文字或标点。"
            yield problem_at(text, following.start("name") - 2, page, advice)


def _name(quote: re.Match[str]) -> str:
    return re.sub(r"[\s()]", "", quote["name"])


def _is_number(name: str, report: Report) -> bool:
    """Whether a name prints a number: a figure with its unit or without, a year."""
    figure = report.figures.get(name.removesuffix(".number"))
    return name in ("year", "next_year") or (figure is not None and figure.indicator.kind == "number")
