"""The search index: the built pages cut at their headings, as a script that also works from a folder on disk.

Text is kept whole and searched as text, so that any run of characters inside a sentence is found; no word list is
needed. The pages to search are those whose content the theme marks with `data-search`. Beside the texts stands how
else their characters are typed, for those that occur in them alone, so that it stays small.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TypedDict

from disclosure.text.built import BuiltPage, Element, classes, text_of
from disclosure.text.folding import initials, traditional_forms

SEARCH_INDEX = "assets/search_index.js"
_HEADINGS = ("h1", "h2", "h3")
_LEFT_OUT = {"script", "style", "svg", "form", "nav"}
_TABLES = {"figures", "fields", "versions"}  # their figures are found in the catalogue; what staff keep in tables stays
_REPEATED = {"key-figures", "chart", "kicker", "particulars"} | _TABLES  # said once more elsewhere


class Entry(TypedDict):
    """One section of a page: where it is, its page's title, its own heading, and its text."""

    url: str
    page: str
    title: str
    text: str


def search_index(pages: Iterable[BuiltPage], synonyms: tuple[tuple[str, ...], ...]) -> str:
    """The script that hands the sections of all pages to the search box, and other ways to type what they say."""
    sections = [entry for page in pages for entry in entries_of(page)]
    texts = [text for entry in sections for text in (entry["title"], entry["text"])]
    index = {
        "sections": sections,
        "synonyms": synonyms,
        "traditional": traditional_forms("".join(texts)),
        "initials": initials(texts),
    }
    return f"window.searchIndex={json.dumps(index, ensure_ascii=False, separators=(',', ':'))}\n"


def entries_of(page: BuiltPage) -> Iterator[Entry]:
    """The sections of a built page, in order; a page without searchable content has none."""
    content = page.tree.find(".//article[@data-search]")
    if content is None:
        return
    entry = Entry(url=page.address, page="", title="", text="")
    pieces: list[str] = []

    def finished() -> Iterator[Entry]:
        entry["text"] = " ".join("".join(pieces).split())
        pieces.clear()
        if entry["text"] or entry["title"] == entry["page"] != "":
            yield entry

    for element in _in_order(content):
        if isinstance(element, str):
            pieces.append(element)
            continue
        yield from finished()
        title = " ".join(text_of(element).split())
        entry = Entry(url=_place(element, page.address), page=entry["page"] or title, title=title, text="")
    yield from finished()


def _in_order(element: Element) -> Iterator[str | Element]:
    """Text and headings in the order of reading. Blocks are kept apart by a space."""
    for child in element:
        if isinstance(child.tag, str) and child.tag in _HEADINGS:
            yield child
        elif isinstance(child.tag, str) and not _skipped(child):
            yield child.text or ""
            yield from _in_order(child)
            yield "" if child.tag in _INLINE else " "
        yield child.tail or ""


_INLINE = {"a", "data", "span", "b", "strong", "em", "code", "small", "time"}


def _skipped(element: Element) -> bool:
    return element.tag in _LEFT_OUT or not _REPEATED.isdisjoint(classes(element))


def _place(heading: Element, address: str) -> str:
    """The address of a heading; in the catalogue, of the indicator it names."""
    if heading.tag == "h1":
        return address
    place = heading.get("id") or next(
        (parent.get("id") for parent in heading.iterancestors() if parent.get("id")), None
    )
    return f"{address}#{place}" if place else address
