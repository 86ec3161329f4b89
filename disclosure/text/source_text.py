"""The text of a page as checks read it: parts blanked out that do not concern them, while lengths and lines stay."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from disclosure.page import Page
from disclosure.problem import Problem

TEMPLATE = r"\{\{.*?\}\}|\{%.*?%\}|\{\#.*?\#\}"
"""Template code, and comments."""
FENCED = r"^```[a-z]*\n.*?^```[ \t]*$"
"""Blocks of code."""
CODE = rf"{FENCED}|(?<![`\\])`[^`\n]+`(?!`)"
"""Blocks of code and code spans."""
ANCHOR = r"[ ]\{[ ]*\#[\w-]+[ ]*\}[ \t]*$"
"""The address at the end of a heading."""


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
