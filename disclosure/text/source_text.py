"""The text of a page as checks read it: parts blanked out that do not concern them, while lengths and lines stay."""

from __future__ import annotations

import re

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
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    return Problem(page.source, line, column, message)
