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
_NAME = re.compile(r"\{\{[ ]*([a-z0-9_]+(?:\.[a-z0-9_]+){0,2})[ ]*\}\}")
_BEFORE = re.compile(
    rf"(大约|(?<![合契节制公])约|将近|接近|(?<![附最邻远])近|超过?|逾|不少于|不低于|不到|至少|至多|负|[-−–]"
    rf"|[二三四五六七八九十百千万亿两]){_NOTHING}\Z",
    re.DOTALL,
)
_AFTER = re.compile(
    rf"{_NOTHING}(余|多|左右|上下|以上|以下|以内|[十百千万亿%％‰]|[.．,](?={_NOTHING}\{{\{{))", re.DOTALL
)
_NEXT = re.compile(_NOTHING, re.DOTALL)
_REACH = 200
"""How far before a number is looked: further than any word and what hides it from a clerk's eye."""


def beside_figures(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Each number that a page quotes, with what is typed against it."""
    report = model.reports.get(page.year or 0, model.latest)
    for match in _NAME.finditer(text):
        name = match[1]
        if not _is_number(name, report):
            continue
        figure = report.figures.get(name)
        if figure and text.startswith(figure.indicator.unit, match.end()):
            advice = f"{name} 自己带单位“{figure.indicator.unit}”；请删去后面的单位，只要数字请写 .number。"
            yield problem_at(text, match.end(), page, advice)
        for typed in (
            _BEFORE.search(text, max(0, match.start() - _REACH), match.start()),
            _AFTER.match(text, match.end()),
        ):
            if typed:
                advice = (
                    f"“{typed[1]}”紧挨着 {name}，会改变这个数；约数词写进 figures.yml，单位写进指标目录，这里请删去。"
                )
                yield problem_at(text, typed.start(1), page, advice)
        gap = _NEXT.match(text, match.end())
        following = _NAME.match(text, gap.end() if gap else match.end())
        if following and _is_number(following[1], report):
            advice = f"{name} 和 {following[1]} 之间没有隔开，会连成一个数；请在中间写上文字或标点。"
            yield problem_at(text, following.start(), page, advice)


def _is_number(name: str, report: Report) -> bool:
    """Whether a name prints a number: a figure with its unit or without, a year."""
    figure = report.figures.get(name.removesuffix(".number"))
    return name in ("year", "next_year") or (figure is not None and figure.indicator.kind == "number")
