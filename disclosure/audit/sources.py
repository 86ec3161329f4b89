"""The text of a page's source, and where another text parts from it: how paper is compared."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\s\u200b\\`*_\[\]|>]+")
"""Spaces, and what Markdown takes for emphasis, code, links, cells and quotations."""


def plain(text: str) -> str:
    """Text as sources and pages are compared: without spaces and signs."""
    return _SIGNS.sub("", text)


def difference(right: str, found: str) -> str:
    """The first place where two texts part."""
    start = next((n for n, (a, b) in enumerate(zip(right, found, strict=False)) if a != b), min(len(right), len(found)))
    around = slice(max(0, start - 8), start + 16)
    return f"页面与它的源文件不同：页面上是“…{found[around]}…”，源文件是“…{right[around]}…”。"
