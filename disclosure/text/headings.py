"""The headings of a page's Markdown, and the one that a line stands under."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)(?:[ \t]+\{[ \t]*#([\w-]+)[ \t]*\})?[ \t]*$", re.MULTILINE)
"""Its signs, its title, and its anchor where it has one."""


@dataclass(frozen=True)
class Heading:
    """A heading and its line, from 1. `anchor` is "" where no link can name it: none given, or a title made by code."""

    line: int
    title: str
    anchor: str


def headings(text: str) -> tuple[Heading, ...]:
    """The headings of a page in order."""
    return tuple(
        Heading(
            line=text.count("\n", 0, match.start()) + 1,
            title=match[2],
            anchor="" if "{" in match[2] else match[3] or "",
        )
        for match in HEADING.finditer(text)
    )


def heading_over(headings: Sequence[Heading], line: int) -> Heading | None:
    """The heading that a line stands under; None above the first."""
    before = bisect_right(headings, line, key=lambda heading: heading.line)
    return headings[before - 1] if before else None
