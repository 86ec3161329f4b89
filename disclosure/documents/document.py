"""A document as a list of paragraphs and tables: Word (.docx), plain text and saved pages (.html)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from disclosure.problem import Problem, Problems

_LEVELS = (
    re.compile("[一二三四五六七八九十]{1,3}、"),
    re.compile("[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|、)"),
    re.compile("[（(][0-9０-９]{1,2}[）)]"),
)
"""How official documents number their levels (GB/T 9704-2012 7.3.3)."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a document, or a line of a text file; `level` is that of its number, from 1, or 0."""

    line: int
    text: str
    level: int = 0


@dataclass(frozen=True)
class Table:
    """The cells of a table, row by row."""

    line: int
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


def read_document(path: Path) -> tuple[Block, ...]:
    """What a document says, in its order; lines are those of a text file, or count paragraphs. Raises Problems."""
    suffix = path.suffix.lower()
    if suffix in (".doc", ".wps", ".rtf", ".odt"):
        raise Problems([Problem(path.name, 0, 0, f"不能直接读 {suffix} 文件；请先用 Word 或 WPS 另存为 .docx。")])
    if not path.is_file():
        raise Problems([Problem(path.name, 0, 0, "没有这个文件；请核对文件名和所在的文件夹。")])
    readers = {".docx": _word, ".html": _page, ".htm": _page, ".txt": _text}
    if suffix not in readers:
        raise Problems([Problem(path.name, 0, 0, f"只能读 {'、'.join(readers)} 文件；请先另存为 .docx。")])
    return tuple(readers[suffix](path))


def lines_of(blocks: Iterable[Block]) -> list[tuple[int, str]]:
    """The paragraphs with their lines; a table's rows stand in the line where it begins, a cell a sentence."""
    return [
        (block.line, block.text if isinstance(block, Paragraph) else "。".join(map("；".join, block.rows)))
        for block in blocks
    ]


def level_of(text: str) -> int:
    """The level of the number that a paragraph begins with, from 1 (一、) to 4 (（1）); 0 if there is none."""
    return next((level for level, form in enumerate(_LEVELS, 1) if form.match(text.strip())), 0)


def without_number(text: str) -> str:
    """A heading without its number."""
    level = level_of(text)
    return _LEVELS[level - 1].sub("", text.strip(), count=1).strip() if level else text.strip()


# --- plain text and saved pages --------------------------------------------------------------------------------------


def _text(path: Path) -> Iterator[Block]:
    for number, line in enumerate(decoded(path.read_bytes()).splitlines(), 1):
        if line.strip():
            yield Paragraph(number, line, level_of(line))


def decoded(data: bytes) -> str:
    """Text in the encodings that Chinese editors write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


_SKIPPED = {"script", "style", "nav", "header", "footer", "template", "noscript", "head"}
_BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "body", "ul", "ol"}


def _page(path: Path) -> Iterator[Block]:
    root = html.document_fromstring(decoded(path.read_bytes()))
    for number, found in enumerate(_of_element(root), 1):
        if isinstance(found, str):
            yield Paragraph(number, found, level_of(found))
        else:
            yield Table(number, found)


def _of_element(element: etree._Element) -> Iterator[str | tuple[tuple[str, ...], ...]]:
    """The texts of the blocks below an element, and its tables as rows of cells."""
    said: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED:
            pass
        elif child.tag == "table" or child.tag in _BLOCKS:
            yield from filter(None, [_plain(said)])
            said = []
            if child.tag == "table":
                yield tuple(tuple(_plain(_strings(cell)) for cell in row.iter("td", "th")) for row in child.iter("tr"))
            else:
                yield from _of_element(child)
        elif child.tag == "br":
            yield from filter(None, [_plain(said)])
            said = []
        else:
            inside = list(_of_element(child))
            said.extend(each for each in inside[:1] if isinstance(each, str))
            if len(inside) > 1 or any(not isinstance(each, str) for each in inside):
                yield from filter(None, [_plain(said)])
                yield from inside[1:]
                said = []
        said.append(child.tail or "")
    yield from filter(None, [_plain(said)])


def _strings(element: etree._Element) -> Iterable[str]:
    return (str(text) for text in element.itertext())


def _plain(said: Iterable[str]) -> str:
    return re.sub(r"[ \t\r\n]+", " ", "".join(said)).strip()


# --- Word ------------------------------------------------------------------------------------------------------------

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {f"{_W}del", f"{_W}moveFrom", _FALLBACK}
"""Tracked deletions are read as accepted; the fallback of a text box says the same once more."""


def _word(path: Path) -> Iterator[Block]:
    from disclosure.documents.word_numbering import Numbering, word_parts  # noqa: PLC0415 (needs the extra `office`)

    body, parts = word_parts(path)
    numbering = Numbering(parts)
    notes = _notes(parts.get("footnotes"))
    number = 0
    for element in _body(body):
        if element.tag == f"{_W}tbl":
            number += 1
            yield Table(
                number, tuple(tuple(_cell(cell) for cell in row.iter(f"{_W}tc")) for row in element.iter(f"{_W}tr"))
            )
            continue
        typed = _said(element)
        label = numbering.label(element) if typed.strip() else ""
        text = typed if level_of(typed) or not label else label + typed.lstrip()  # WPS may write both
        boxes = [
            _said(each)
            for box in element.iter(f"{_W}txbxContent")
            if not _in_fallback(box)
            for each in box.iter(f"{_W}p")
        ]
        footnotes = [notes.get(each.get(f"{_W}id") or "", "") for each in element.iter(f"{_W}footnoteReference")]
        for said in (text, *boxes, *footnotes):
            if said.strip():
                number += 1
                yield Paragraph(number, said, level_of(said))


def _body(body: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a body, also those inside content controls."""
    for child in body:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _body(child)


def _said(element: etree._Element) -> str:
    """The text of a paragraph with tracked changes accepted, without its text boxes."""
    said = ""
    for child in element:
        if child.tag == f"{_W}t":
            said += child.text or ""
        elif child.tag == f"{_W}tab":
            said += "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            said += "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            said += "-"
        elif child.tag not in _GONE and child.tag not in (f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr"):
            said += _said(child)
    return said


def _cell(cell: etree._Element) -> str:
    return "\n".join(_said(paragraph) for paragraph in cell.iter(f"{_W}p")).strip()


def _in_fallback(element: etree._Element) -> bool:
    return any(parent.tag == _FALLBACK for parent in element.iterancestors())


def _notes(part: etree._Element | None) -> dict[str, str]:
    """The footnotes by their ids; the separators that Word keeps there say nothing."""
    if part is None:
        return {}
    return {
        each.get(f"{_W}id") or "": "".join(map(_said, each.iter(f"{_W}p"))).strip()
        for each in part.iter(f"{_W}footnote")
    }
