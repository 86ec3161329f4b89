"""A page's code as `template_code` read it, and carried out without compiling it first.

Compiling a page is most of what a template engine does with it. An engine that takes a page's Markdown from us gets it
expanded; others expand it themselves, with Jinja. The pages are the same.
"""

from __future__ import annotations

import re
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


def on_paper(passage: Passage) -> str:
    """A passage's Markdown as paper says it, its names and calls in braces as they are written, without front matter.

    The choice between public and staff is made already where a passage is read for the public.
    """
    return re.sub(r"\n{3,}", "\n\n", without_front_matter(_on_paper(passage))).strip()


def _on_paper(passage: Passage) -> str:
    return "".join(map(_as_written, passage))


def _as_written(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Value(path):
            return f"{{{{ {'.'.join(path)} }}}}"
        case Call(macro, arguments, around):
            texts = (f'"{each}"' if isinstance(each, str) else ".".join(each.path) for each in arguments)
            return f"{{{{ {macro}({', '.join(texts)}) }}}}{_on_paper(around or ())}"
        case Choice(_, inner, _) | Chapters(inner):
            return _on_paper(inner)
        case Include(path):
            return "".join(each if isinstance(each, str) else ".".join(each.path) for each in path)


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
