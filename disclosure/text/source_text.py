"""The text of a page as checks read it: parts blanked out that do not concern them, while lengths and lines stay."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from disclosure.page import Page
from disclosure.problem import Problem

TEMPLATE = r"\{\{.{0,5000}?\}\}|\{%.{0,5000}?%\}|\{\#.{0,5000}?\#\}"
"""Template code, and comments; of a length, so that looking for an end that is missing ends itself."""
FENCED = r"^(?P<fence>~{3,}|`{3,})[ ]*(?P<language>[\w#.+-]*)[ ]*\n(?P<code>(?:.*?\n)??)(?P=fence)[ ]*$"
"""Blocks of code."""
CODE = rf"{FENCED}|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
"""Blocks of code and code spans."""
ANCHOR = r"[ ]\{[ ]*\#[\w-]+[ ]*\}[ \t#]*$"
"""The address at the end of a heading."""

PLACEHOLDER = re.compile("〔待填[^〕\n]*〕")
"""What is still to be filled in, as the starter and a new year put it."""
WORD, BLOCK = "\uf8f0", "\uf8f1"
"""What stands for code that prints words, and for code that prints paragraphs, tables, charts."""


@dataclass(frozen=True)
class Shown:
    """What readers may get of a page's text, with `WORD` or `BLOCK` in the place of what code prints.

    `starts` has the position of each piece in `text`, and the line where the piece begins in the page.
    """

    text: str
    starts: tuple[tuple[int, int], ...]

    def line(self, position: int) -> int:
        """The page's line of a position in `text`."""
        start, line = self.starts[max(0, bisect_right(self.starts, position, key=lambda piece: piece[0]) - 1)]
        return line + self.text.count("\n", start, position)


def blank(match: re.Match[str]) -> str:
    """As many spaces as the match has characters, on as many lines."""
    return re.sub(r"[^\n]", " ", match[0])


def without(pattern: str, text: str) -> str:
    """`text` with all that matches `pattern` blanked out."""
    return re.sub(pattern, blank, text, flags=re.DOTALL | re.MULTILINE)


def problem_at(text: str, position: int, page: Page, message: str) -> Problem:
    """A problem of `page` at a position in its text."""
    starts = _line_starts(text)
    line = bisect_right(starts, position)
    return Problem(page.source, line, position - starts[line - 1] + 1, message)


@lru_cache(maxsize=4)
def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]
