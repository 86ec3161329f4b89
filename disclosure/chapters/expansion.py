"""A page's code as `template_code` read it, and carried out without compiling it first.

Compiling a page is most of what a template engine does with it. An engine that takes a page's Markdown from us gets it
expanded; others expand it themselves, with Jinja. The pages are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import cast

from disclosure.chapters.section import without_front_matter


@dataclass(frozen=True)
class Value:
    """A name with what follows its dots: `disputes.found.number`."""

    path: tuple[str, ...]


@dataclass(frozen=True)
class Call:
    """A macro with its arguments, and with the passage that it stands around, if any."""

    macro: str
    arguments: tuple[str | Value, ...]
    around: Passage | None = None


@dataclass(frozen=True)
class Choice:
    """What is said where `name` holds, and otherwise."""

    name: str
    then: Passage
    otherwise: Passage


@dataclass(frozen=True)
class Chapters:
    """A passage said for each chapter of the year."""

    passage: Passage


@dataclass(frozen=True)
class Include:
    """Another page's passage: by its path, made of texts and values."""

    path: tuple[str | Value, ...]


Piece = str | Value | Call | Choice | Chapters | Include
Passage = tuple[Piece, ...]
Passages = Mapping[str, Passage]
Names = Mapping[str, object]


def expanded(path: str, passages: Passages, names: Names) -> str:
    """The Markdown of the page at `path`, without its front matter. `passages` are those of all pages."""
    return without_front_matter(_said(passages[path], passages, names))


def _said(passage: Passage, passages: Passages, names: Names) -> str:
    return "".join(_piece(piece, passages, names) for piece in passage)


def _piece(piece: Piece, passages: Passages, names: Names) -> str:
    match piece:
        case str() | Value():
            return str(_value(piece, names))
        case Call(macro, arguments, around):
            function = cast(Callable[..., str], names[macro])
            caller = {} if around is None else {"caller": partial(_said, around, passages, names)}
            return function(*(_value(argument, names) for argument in arguments), **caller)
        case Choice(name, then, otherwise):
            return _said(then if names[name] else otherwise, passages, names)
        case Chapters(inner):
            chapters = cast(Iterable[object], names["chapters"])
            return "".join(_said(inner, passages, {**names, "chapter": chapter}) for chapter in chapters)
        case Include(path):
            return _said(passages["".join(str(_value(part, names)) for part in path)], passages, names)


def _value(value: str | Value, names: Names) -> object:
    if isinstance(value, str):
        return value
    found = names[value.path[0]]
    for attribute in value.path[1:]:
        found = getattr(found, attribute)
    return found
