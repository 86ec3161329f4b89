"""Every page says what its source says, character by character: no engine, theme or hand changed a word on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

from disclosure.pages.fragment import unwrapped
from disclosure.problem import Problem
from disclosure.text.built import BuiltPage, Element, classes

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


def source_problems(said: Mapping[str, str], pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """Pages whose text is not that of their source. `said` is the Markdown of each page, by its address."""
    for address, markdown in said.items():
        if (page := pages.get(address)) is None:
            continue
        if _MARKS.findall(source := unwrapped(markdown)) != _marks(page):
            yield page.problem("页面上的数据和文字说法，与源文件引用的不是同样几处，或者次序不同。")
        right, found = plain(without_markup(source)), plain("".join(_texts(page.body)))
        if right != found:
            yield page.problem(difference(right, found))


_MARKS = re.compile(r'(?:data-id|data-condition)="([^"]*)" data-year="([^"]*)"')


def _marks(page: BuiltPage) -> list[tuple[str, str]]:
    """What figures and words of a page rest on, in order, as their templates write it."""
    marked = page.body.iter("data", "span")
    named = ((escape(e.get("data-id") or e.get("data-condition") or ""), e.get("data-year") or "") for e in marked)
    return [(name, year) for name, year in named if name]


def without_markup(markdown: str) -> str:
    """The text of a page's Markdown and of the HTML in it."""
    return unescape(_MARKUP.sub("", markdown))


def plain(text: str) -> str:
    """Text as sources and pages are compared: without spaces and signs."""
    return _SIGNS.sub("", text)


def _texts(element: Element) -> Iterator[str]:
    """The texts of a page's content, without what the theme adds: where in the report it is, and its neighbours."""
    yield element.text or ""
    for child in element:
        if child.tag not in ("style", "script", "nav") and "kicker" not in classes(child):
            yield from _texts(child)
        yield child.tail or ""


def difference(right: str, found: str) -> str:
    """The first place where two texts part."""
    start = next((n for n, (a, b) in enumerate(zip(right, found, strict=False)) if a != b), min(len(right), len(found)))
    around = slice(max(0, start - 8), start + 16)
    return f"页面与它的源文件不同：页面上是“…{found[around]}…”，源文件是“…{right[around]}…”。"
