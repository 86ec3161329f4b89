"""The headings of a page's Markdown, and the one that a line stands under."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.text.source_text import FENCED, without

_ANCHOR = re.compile(r"\{:?[ \t]*#([\w-]+)[ \t]*\}")
_SIGNS = re.compile("#{1,6}")


@dataclass(frozen=True)
class Heading:
    """A heading and its line, from 1. `anchor` is "" where no link can name it: none given, or a title made by code."""

    line: int
    title: str
    anchor: str


def anchored(title: str) -> tuple[str, str]:
    """A heading's text without the { #name } at its end, and that name; "" where there is none."""
    said = title.rstrip()
    if anchor := _ANCHOR.fullmatch(said, max(said.rfind("{"), 0)):
        return said[: anchor.start()].rstrip(), anchor[1]
    return title, ""


def heading_of(line: str) -> tuple[int, str, str] | None:
    """The depth, the title and the anchor of the heading that a line is, as Python-Markdown sees it."""
    if (signs := _SIGNS.match(line)) is None:
        return None
    title, anchor = anchored(line[signs.end() :].rstrip().rstrip("#").strip())
    return len(signs[0]), title, anchor


def headings(text: str) -> tuple[Heading, ...]:
    """The headings of a page in order."""
    lines = enumerate(without(FENCED, text).split("\n"), 1)
    found = ((number, heading) for number, line in lines if (heading := heading_of(line)))
    return tuple(Heading(number, title, "" if "{" in title else anchor) for number, (_, title, anchor) in found)


def heading_over(headings: Sequence[Heading], line: int) -> Heading | None:
    """The heading that a line stands under; None above the first."""
    before = bisect_right(headings, line, key=lambda heading: heading.line)
    return headings[before - 1] if before else None
