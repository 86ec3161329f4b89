"""A copy of a report that came out of another system, as numbered lines: a saved page, Word, PDF, text."""

from __future__ import annotations

import email
import email.policy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree, html

from disclosure.documents.document import Table, decoded, read_document
from disclosure.problem import Problem, Problems
from disclosure.text.radicals import without_radicals

if TYPE_CHECKING:
    from pdfplumber.page import Page as Sheet

KINDS = (".html", ".htm", ".mhtml", ".mht", ".docx", ".pdf", ".txt")


@dataclass(frozen=True)
class Line:
    """A line, paragraph or cell, and its place in the file."""

    place: int
    text: str


@dataclass(frozen=True)
class Copy:
    """A file's lines in its order. Their places count lines of the file, paragraphs or pages, as `counted` says."""

    name: str
    lines: tuple[Line, ...]
    counted: str


def read_copy(path: Path) -> Copy:
    """Reads a copy; what its readers cannot see is left out. Raises Problems."""
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        advice = f"只能核对 {'、'.join(KINDS)} 文件；.doc、.wps 请先另存为 .docx。"
        raise Problems([Problem(path.name, 0, 0, advice)])
    if not path.is_file():
        raise Problems([Problem(path.name, 0, 0, "没有这个文件；请核对文件名和所在的文件夹。")])
    if suffix == ".pdf":
        return Copy(path.name, tuple(_pdf(path)), "页")
    if suffix in (".docx", ".txt"):
        return Copy(path.name, tuple(_document(path)), "段" if suffix == ".docx" else "行")
    page = path.read_bytes()
    return Copy(
        path.name, tuple(_page(_archived(page, path.name) if suffix in (".mhtml", ".mht") else decoded(page))), "行"
    )


def _document(path: Path) -> Iterator[Line]:
    for block in read_document(path):
        if isinstance(block, Table):
            yield from (Line(block.line, cell) for row in block.rows for cell in row if cell)
        else:
            yield Line(block.line, block.text)


# --- saved pages ------------------------------------------------------------------------------------------------------

_UNSEEN = {"script", "style", "template", "noscript", "head", "textarea", "select", "svg", "object", "iframe"}
_INSIDE = {"a", "abbr", "b", "bdi", "big", "cite", "code", "data", "del", "em", "font", "i", "ins", "mark", "q", "s",
           "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def _archived(data: bytes, name: str) -> str:
    """The page of an .mhtml file, which browsers write as a mail with the page and its pictures."""
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return decoded(content if isinstance(content, bytes) else b"")
    raise Problems([Problem(name, 0, 0, "里面没有网页；请在浏览器里重新保存。")])


def _page(source: str) -> Iterator[Line]:
    source = re.sub(r"\A\s*<\?xml[^>]*\?>", "", source)
    if not source.strip():
        return
    pieces: list[str] = []
    place = 1
    for text, line, breaks in _texts(html.document_fromstring(source)):
        if breaks:
            yield from _joined(pieces, place)
            pieces, place = [], line
        pieces.append(text)
    yield from _joined(pieces, place)


def _joined(pieces: list[str], place: int) -> Iterator[Line]:
    if text := "".join(pieces).strip():
        yield Line(place, text)


def _texts(element: etree._Element) -> Iterator[tuple[str, int, bool]]:
    """The texts that readers see, the line of each, and whether it begins a new line."""
    line = _line(element)
    apart = element.tag not in _INSIDE
    yield element.text or "", line, apart
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN and not _hidden(child):
            yield from _texts(child)
        outside = not isinstance(child.tag, str) or child.tag in _INSIDE
        yield child.tail or "", _line(child), not outside


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 1


def _hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


# --- PDF --------------------------------------------------------------------------------------------------------------

_UNREADABLE = "\ufffd"
_PAGE_NUMBER = re.compile(r"[—–\-\s第]+[0-9]{1,4}[—–\-\s页]+(?:[/／共][\s0-9共页]*)?")


def _pdf(path: Path) -> Iterator[Line]:
    """The lines of each page without page numbers and what every page repeats at its edges; tables where they stand."""
    import pdfplumber  # noqa: PLC0415 (needs the extra `pdf`)
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415

    try:
        with pdfplumber.open(path) as document:
            pages = [list(_of_page(page)) for page in document.pages]
    except (OSError, PdfminerException):
        raise Problems([Problem(path.name, 0, 0, "打不开这个 PDF；请确认文件完整。")]) from None
    text = "".join(text for page in pages for text in page)
    if text.count(_UNREADABLE) > len(text) / 100:
        advice = "这个 PDF 里有许多字读不出来（火狐打印的常常这样），没法核对；请用 Chrome 或 Edge 另存，或核对网页。"
        raise Problems([Problem(path.name, 0, 0, advice)])
    edges = Counter(_pattern(text) for page in pages for text in {*page[:2], *page[-2:]})
    for number, page in enumerate(pages, 1):
        for position, text in enumerate(page):
            at_edge = position < 2 or position >= len(page) - 2
            repeated = len(pages) > 2 and edges[_pattern(text)] > len(pages) / 2 and not text.isdigit()
            if not (at_edge and (repeated or text == str(number) or _PAGE_NUMBER.fullmatch(text))):
                yield Line(number, without_radicals(text))


def _pattern(text: str) -> str:
    return re.sub("[0-9]+", "0", text)


def _of_page(page: Sheet) -> Iterator[str]:
    top = 0.0
    for table in sorted(page.find_tables(), key=lambda found: found.bbox[1]):
        above, below = max(top, table.bbox[1]), min(page.height, table.bbox[3])
        if above - top > 1:
            yield from page.crop((0, top, page.width, above)).extract_text(use_text_flow=True).splitlines()
        for row in table.extract():
            yield from ("".join(cell.split()) for cell in row if cell)
        top = max(top, below)
    if page.height - top > 1:
        yield from page.crop((0, top, page.width, page.height)).extract_text(use_text_flow=True).splitlines()
