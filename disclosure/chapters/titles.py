"""Titles of plans and shortcomings that a page repeats by hand instead of quoting them."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.chapters.names import titles
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.report.model import Report

_TELLING = 6
"""From how many characters on a title is one: shorter ones are everyday words (加强普法)."""


def retyped_titles(text: str, page: Page, report: Report) -> Iterator[Problem]:
    """The year's titles in `text`: changed in the data, they would go on saying the old here."""
    written = [
        (title, f"{{{{ {name}.{key}.title }}}}")
        for name, known in titles(report).items()
        for key, title in known.items()
        if len(title) >= _TELLING
    ]
    for number, line in enumerate(text.splitlines(), 1):
        for title, quote in written:
            if title in line:
                advice = f"“{title}”是数据里的标题；请改用 {quote}，标题改了这里才会跟着改。"
                yield Problem(page.source, number, 0, advice)
