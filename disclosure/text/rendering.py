"""A page's Markdown as the site engines render it: its texts and tags in order, each where the source has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from itertools import groupby
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown

from disclosure.text.dialect import Dialect, as_meant
from disclosure.text.source_text import FENCED, without

ESCAPED = "\uf8f2"
"""What stands, twice, for a sign that a backslash makes plain text."""
_ESCAPE = re.compile(r"\\[\\`*_{}\[\]()>#+.!|-]")
_PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>[^<>]*)>|(?P<text>[^<]+|<)")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
_PLAIN = re.compile(r"""[^\s\\`*_{}\[\]()#+.!|&<>~=:"'-]{1,24}""")
_VOID = frozenset(("br", "hr", "img"))
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Piece:
    """A text, or the opening of an element with its `attributes`, and the elements that it stands in.

    The source has it behind `after`, where the text before it ends; a text at `position`.
    """

    tag: str
    text: str
    attributes: Mapping[str, str]
    inside: tuple[str, ...]
    after: int
    position: int


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=[Dialect()])


def html_of(text: str) -> str:
    """A page's Markdown as HTML."""
    return _markdown().reset().convert(text)


@lru_cache(maxsize=256)
def rendered(text: str) -> tuple[Piece, ...]:
    """A page's Markdown, its code replaced by signs, as the pieces of its HTML."""
    return tuple(_pieces(_ESCAPE.sub(ESCAPED * 2, text)))


def _pieces(source: str) -> Iterator[Piece]:
    inside: list[str] = []
    position = 0
    for match in _PIECE.finditer(html_of(source)):
        tag, raw = match["tag"], match["text"]
        if raw is not None:
            text = unescape(raw) if "&" in raw else raw
            after = start = position
            if (word := _PLAIN.search(text)) and (found := source.find(word[0], position)) >= 0:
                start, position = found, found + len(word[0])
            yield Piece("", text, _NONE, tuple(inside), after, start)
        elif match["end"]:
            if tag in inside:
                while inside.pop() != tag:
                    pass
        else:
            named = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match["attributes"])}
            yield Piece(tag, match[0], named, tuple(inside), position, position)
            if tag not in _VOID:
                inside.append(tag)


def table_rows(text: str) -> Iterator[tuple[str, int, int]]:
    """The rows of a page's tables below their heads: each as written, its cells, and those of the head."""
    reader: Any = _markdown().parser.blockprocessors["table"]
    lines = as_meant(without(FENCED, text).split("\n"))
    for empty, block in groupby(lines, key=lambda line: not line.strip()):
        rows = [line.strip(" ") for line in block]
        if not empty and len(rows) > 1 and reader.test(Element("div"), "\n".join(rows)):
            for row in rows[2:]:
                yield row, len(reader._split_row(row)), len(reader.separator)
