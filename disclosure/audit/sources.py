"""The text of a page's source, and where another text parts from it: how paper is compared."""

from __future__ import annotations

import re
from html import unescape

_MARKUP = re.compile(
    r"""
    <(style|script)\b.*?</\1>|<!--.*?-->|<[a-zA-Z/][^>]*>         # tags
    | \]\([^)\s]*\)                     # the targets of links
    | [ \t]*\{:?[ ]*\#[^}\n]*\}         # anchors
    | ^[ \t]*(?:\#{1,6}|[-*+]|[0-9]+\.)[ \t]    # what opens a heading or an item
    | ^```\w*$                          # the fences of code
    | ^[ \t]*\|?(?:[ ]*:?-+:?[ ]*\|)+[ :-]*$     # the line below a table's head
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_SIGNS = re.compile(r"[\s\u200b\\`*_\[\]|>]+")
"""Spaces, and what Markdown takes for emphasis, code, links, cells and quotations."""


def without_markup(markdown: str) -> str:
    """The text of a page's Markdown and of the HTML in it."""
    return unescape(_MARKUP.sub("", markdown))


def plain(text: str) -> str:
    """Text as sources and pages are compared: without spaces and signs."""
    return _SIGNS.sub("", text)


def difference(right: str, found: str) -> str:
    """The first place where two texts part."""
    start = next((n for n, (a, b) in enumerate(zip(right, found, strict=False)) if a != b), min(len(right), len(found)))
    around = slice(max(0, start - 8), start + 16)
    return f"页面与它的源文件不同：页面上是“…{found[around]}…”，源文件是“…{right[around]}…”。"
