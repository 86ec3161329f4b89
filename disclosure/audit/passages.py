"""What a copy of a report must say, passage by passage: the text of the printable view without what paper adds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import html

from disclosure.audit.readable import ALIKE, source_of, tree_of
from disclosure.project import Project
from disclosure.report.model import Report
from disclosure.text.radicals import without_radicals

_SIGNS = frozenset("\u200b\\`*_[]|>")
"""What Markdown takes for emphasis, code, links, cells and quotations."""
_QUOTES = str.maketrans(dict.fromkeys("“”„＂「」『』", '"') | dict.fromkeys("‘’", "'"))


@dataclass(frozen=True)
class Text:
    """A text as it is compared, one form of each character and no spaces; `places` says where each stands in `raw`."""

    said: str
    places: tuple[int, ...]
    raw: str

    def words(self, start: int, end: int) -> str:
        """A stretch as it is written, in one line."""
        if start >= end:
            return ""
        return "".join(self.raw[self.places[start] : self.places[end - 1] + 1].split())


def text_of(raw: str) -> Text:
    """A text as it is compared."""
    said: list[str] = []
    places: list[int] = []
    for place, character in enumerate(raw):
        for form in _form(character):
            said.append(form)
            places.append(place)
    return Text("".join(said), tuple(places), raw)


def _form(character: str) -> str:
    if "一" <= character <= "鿿":
        return character
    forms = unicodedata.normalize("NFKC", without_radicals(character)).translate(ALIKE).translate(_QUOTES)
    return "".join(form for form in forms if not form.isspace() and form not in _SIGNS)


@dataclass(frozen=True)
class Passage:
    """A stretch of the report's text under one heading; what is `ours` stands on paper alone and may be left out."""

    name: str
    start: int
    end: int
    chapter: bool = False
    ours: bool = False


@dataclass(frozen=True)
class Stated:
    """A figure in the report's text: its name, and where it stands."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Expected:
    """The text of a report with its passages, in order and without gaps, and its figures."""

    text: Text
    passages: tuple[Passage, ...]
    figures: tuple[Stated, ...]


def expected_of(project: Project, report: Report) -> Expected:
    """What a copy must say from the addressee to the signature, and may say behind it."""
    raw, names, spans = "", [], []
    for name, kind, pieces in _passages(tree_of(source_of(project, report, "")), frozenset(report.document.chapters)):
        names.append((len(raw), name, kind))
        for piece, figure in pieces:
            if figure:
                spans.append((len(raw), len(raw) + len(piece), figure))
            raw += piece
    text = text_of(raw)
    at = {place: number for number, place in reversed([*enumerate(text.places)])}

    def position(place: int) -> int:
        return next((at[n] for n in range(place, len(raw)) if n in at), len(text.said))

    starts = [position(place) for place, _, _ in names]
    passages = tuple(
        Passage(name, start, end, kind == "chapter", kind == "ours")
        for (_, name, kind), start, end in zip(names, starts, [*starts[1:], len(text.said)], strict=True)
        if end > start
    )
    figures = [
        Stated(report.figures[figure].indicator.name, position(start), position(end))
        for start, end, figure in spans
        if figure in report.figures
    ]
    return Expected(text, passages, tuple(figures))


Pieces = Iterable[tuple[str, str]]
"""Texts, each with the id of the figure that it says, or ""."""


def _passages(tree: html.HtmlElement, chapters: frozenset[str]) -> Iterator[tuple[str, str, Pieces]]:
    """The passages in order: what each is called, its kind, and its texts."""
    yield (
        "开头",
        "",
        [piece for each in tree.xpath("//*[@data-field='document.addressee']/..") for piece in _pieces(each)],
    )
    name, kind, pieces = "开头", "", list[tuple[str, str]]()
    for block in tree:
        if block.get("data-block") == "head":
            continue
        opens = block.tag == "h2" or block.get("id") in chapters
        if opens or block.get("data-block") or block.tag == "section":
            yield name, kind, pieces
            pieces = []
        if opens:
            name, kind = "".join(block.itertext()), "chapter" if block.get("id") in chapters else ""
        elif block.get("data-block") == "foot":
            yield "落款", "", _pieces(block)
            continue
        elif block.tag == "section" and not (block.get("data-block") or block.get("data-version")):
            name, kind = "".join(block.itertext()), ""  # an attachment of the report's own begins
        elif block.tag == "section":
            printed = [block] if block.get("data-block") else block.xpath(".//*[@data-block='imprint']")
            title = "".join(block.xpath("string(.//h2)").split()) or "版记"
            yield title, "ours", [piece for each in printed for piece in _pieces(each)]
            continue
        pieces.extend(_pieces(block))
    yield name, kind, pieces


def _pieces(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    figure = str(element.get("data-id")) if element.tag == "data" else ""
    if not isinstance(element.tag, str) or element.tag in ("style", "script", "svg"):
        return
    yield element.text or "", figure
    for child in element:
        yield from _pieces(child)
        yield child.tail or "", figure
