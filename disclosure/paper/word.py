"""The Word document of a year's report: the built printable view, block by block, in the styles of GB/T 9704-2012.

Two runs from the same data give the same file: it carries the document's date, not the day it was made.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import docx
import segno
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from lxml import html

from disclosure.paper.page import Particulars, particulars, tree_of
from disclosure.paper.styles import (
    BODY,
    CHARACTER,
    HEIGHT,
    KAI,
    LINE,
    LIST,
    LOOKS,
    RED,
    WIDTH,
    element,
    set_feet,
    set_fonts,
    set_sheet,
    set_styles,
)  # fmt: skip
from disclosure.paper.word_table import columns_of, word_table
from disclosure.problem import Problem, Problems

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from lxml.html import HtmlElement

WIDE = 7
"""From so many columns on a table is set on a sheet turned round."""
STYLE_OF = {
    "addressee": "主送机关", "remark": "附注", "annex-mark": "附件标志", "annex-remark": "附件备注", "version": "说明",
    "address": "说明",
}  # fmt: skip
HEADINGS = {"h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3", "h5": "Heading 4", "h6": "Heading 4"}
_BLOCKS = {"p", "ol", "ul", "dl", "table", "pre", "blockquote", "div", "section"}
_DRAWN = {"svg", "style", "script", "button"}


def make_word(site: Path, year: int) -> Path:
    """Makes site/YEAR/report.docx from the built site/YEAR/print.html. Raises Problems."""
    page, file = site / str(year) / "print.html", site / str(year) / "report.docx"
    if not page.is_file():
        raise Problems([Problem(str(page), 0, 0, "没有打印版网页；请先生成网站，再生成 Word 文档。")])
    file.write_bytes(word_document(tree_of(page), particulars(page), page.parent))
    return file


def word_document(view: HtmlElement, about: Particulars, folder: Path) -> bytes:
    """The printable view as a Word document; `folder` is where its pictures are."""
    document = docx.Document()
    document._body.clear_content()
    set_styles(document)
    document.settings.odd_and_even_pages_header_footer = True
    code = f"数据校验码 {about.version}" if about.version else ""
    set_sheet(document.sections[0])
    set_feet(document.sections[0], code, WIDTH)
    _Writer(document, code, folder).blocks(view.xpath("//main")[0])
    _say_what_it_is(document, about)
    return _packed(document)


class _Writer:
    """Appends the view's blocks to a document."""

    def __init__(self, document: Document, code: str, folder: Path) -> None:
        self.document, self.code, self.folder = document, code, folder

    def blocks(self, parent: HtmlElement, style: str = BODY) -> None:
        """What an element holds, in order: known blocks as what they are, others as what is inside them."""
        own_ways = {
            "document-head": self._head,
            "signature": self._signature,
            "annex-note": self._annex_note,
            "imprint": self._imprint,
        }
        for block in parent:
            name = str(block.get("class") or "").partition(" ")[0]
            if own := own_ways.get(name):
                own(block)
            elif name == "document-title":
                self._lines([text_of(line) for line in block], "Title")
            elif name == "annex-title":
                self.paragraph(block, "附件标题")
            elif name == "colophon":
                self.blocks(block, "说明")
            elif block.tag in HEADINGS:
                self.paragraph(block, HEADINGS[block.tag])
            elif block.tag == "table":
                self._table(block)
            elif block.tag in ("ol", "ul"):
                self._list(block)
            elif block.tag in ("p", "pre", "figcaption", "dt", "dd"):
                self.paragraph(block, STYLE_OF.get(name, style))
            elif block.get("data-code") or (isinstance(block.tag, str) and block.tag not in _DRAWN):
                self._other(block, style)

    def _other(self, block: HtmlElement, style: str) -> None:
        """A block that is nothing by itself: a paragraph where it holds words alone."""
        if block.get("data-code"):
            self._code(str(block.get("data-code")), str(block.get("aria-label") or ""))
        elif (block.text or "").strip() and not any(child.tag in _BLOCKS for child in block):
            self.paragraph(block, style)
        else:
            self.blocks(block, style)

    def paragraph(self, block: HtmlElement, style: str, opening: str = "") -> Paragraph:
        """A paragraph of the block's inline text."""
        made = self.document.add_paragraph(style=style)
        if opening:
            _add_run(made, opening)
        for text, strong in _inline(block):
            _add_run(made, text, strong=strong)
        for image in block.iter("img"):
            self._picture(made, image)
        return made

    def _code(self, text: str, said: str) -> None:
        """The code to scan, 30 mm wide with its quiet zone, as on the printed view."""
        drawn = io.BytesIO()
        segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
        drawn.seek(0)
        made = self.document.add_paragraph(style="说明")
        shape = made.add_run().add_picture(drawn, width=Mm(30))
        shape._inline.docPr.set("descr", said)
        made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE

    def _picture(self, paragraph: Paragraph, image: HtmlElement) -> None:
        """A picture with its text alternative, no wider than the text."""
        width = min(Pt(int(image.get("width", 0)) * 0.75), WIDTH)  # a pixel of CSS is 0.75 pt
        shape = paragraph.add_run().add_picture(str(self.folder / unquote(image.get("src"))), width=width)
        shape._inline.docPr.set("descr", image.get("alt", ""))
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE

    def _lines(self, lines: list[str], style: str) -> None:
        made = self.document.add_paragraph(style=style)
        for number, line in enumerate(lines):
            if number:
                made.add_run().add_break()
            _add_run(made, line)
        for run in made.runs:
            set_fonts(run._r.get_or_add_rPr(), LOOKS[style].font)

    def _head(self, head: HtmlElement) -> None:
        """The issuers' marks 35 mm below the block's edge, number and signatories, and the red rule below them."""
        made: list[Paragraph] = []
        marks = [text_of(part) for part in head.iter("p") if part.get("class") == "issuer-mark"]
        size = min(40.0, WIDTH.pt / max(map(len, marks), default=1) - 0.2)
        for number, mark in enumerate(marks):
            made.append(self.document.add_paragraph(style="发文机关标志"))
            _add_run(made[-1], mark).font.size = Pt(int(size * 2) / 2)
            if not number:
                made[-1].paragraph_format.space_before = Length(round(HEIGHT * 35 / 225))
        for line in head.iter("p"):
            if "number-line" in (line.get("class") or ""):
                made += self._number_lines(line)
        if made:
            rule = {"val": "single", "sz": 18, "space": 11, "color": str(RED)}
            borders = element("w:pBdr", None, element("w:bottom", rule))
            properties: Any = made[-1]._p.get_or_add_pPr()
            properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")

    def _number_lines(self, line: HtmlElement) -> list[Paragraph]:
        """7.2.5, 7.2.6: signatories right, two a line; the number on the line of the last, or alone in the middle."""
        number = "".join(text_of(part) for part in line if part.get("class") == "document-number")
        names = [text_of(part) for part in line.iter("span") if part.get("class") == "signatory-name"]
        rows = [names[start : start + 2] for start in range(0, len(names), 2)] or [[]]
        wide = max((len("\u3000".join(row)) for row in rows), default=0)
        begins = [Length(CHARACTER * (27 - wide - len(label))) for label in ("签发人：", "")]
        made = []
        for position, row in enumerate(rows):
            paragraph = self.document.add_paragraph(style="发文字号")
            made.append(paragraph)
            form = paragraph.paragraph_format
            if position:
                form.space_before = Length(0)
            if not names:
                form.alignment, form.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Length(0)
            _add_run(paragraph, number if position == len(rows) - 1 else "")
            if row:
                form.tab_stops.add_tab_stop(begins[min(position, 1)], WD_TAB_ALIGNMENT.LEFT)
                _add_run(paragraph, "\t" + ("" if position else "签发人："))
                _add_run(paragraph, "\u3000".join(row), font=KAI)
        return made

    def _signature(self, block: HtmlElement) -> None:
        """7.3.5.2: the issuer two characters from the right, the date beginning two characters after its first."""
        for last in self.document.paragraphs[-1:]:  # a signature never stands alone: it brings two lines along
            last.paragraph_format.keep_with_next = last.paragraph_format.widow_control = True
        parts = list(block)
        longest = max((len(text_of(part)) for part in parts if part.tag != "time"), default=0)
        for number, part in enumerate(parts):
            made = self.paragraph(part, "成文日期" if part.tag == "time" else "署名")
            if number:
                made.paragraph_format.space_before = Length(0)
            if part.tag == "time":
                made.paragraph_format.left_indent = Length(CHARACTER * min(28 - longest, 20))

    def _imprint(self, block: HtmlElement) -> None:
        """7.4: between rules, the outer ones thicker; the day on the right."""
        lines = list(block)
        for number, line in enumerate(lines):
            made = self.document.add_paragraph(style="版记")
            form = made.paragraph_format
            form.tab_stops.add_tab_stop(Length(WIDTH - Pt(14)), WD_TAB_ALIGNMENT.RIGHT)
            _add_run(made, "\t".join(text_of(part) for part in line))
            properties: Any = made._p.get_or_add_pPr()
            rule = {"val": "single", "space": 1, "color": "000000"}
            sides = [element("w:top", {**rule, "sz": 6 if number else 8})]
            sides += [element("w:bottom", {**rule, "sz": 8})] if number == len(lines) - 1 else []
            properties.insert_element_before(element("w:pBdr", None, *sides), "w:tabs", "w:spacing", "w:ind", "w:jc")

    def _annex_note(self, block: HtmlElement) -> None:
        """附件：1. … under the text, one line below it; a single one has no number."""
        items = list(block.iter("li")) or [block[-1]]
        for number, item in enumerate(items, 1):
            opening = ("附件：" if number == 1 else "\u3000" * 3) + (f"{number}. " if len(items) > 1 else "")
            made = self.paragraph(item, "附件说明", opening)
            if number == 1:
                made.paragraph_format.space_before = LINE

    def _list(self, block: HtmlElement) -> None:
        first = int(block.get("start") or 1)
        for number, item in enumerate(block.findall("li"), first):
            opening = f"{number}. " if block.tag == "ol" else ""
            if any(child.tag in _BLOCKS for child in item):
                self._blocks_of(item, opening)
            else:
                self.paragraph(item, LIST, opening)

    def _blocks_of(self, item: HtmlElement, opening: str) -> None:
        """An item that holds blocks, the text before the first of them as a paragraph: it opens the item."""
        words, rest = html.Element("p"), html.Element("div")
        words.text = item.text
        for child in item:
            (rest if len(rest) or child.tag in _BLOCKS else words).append(child)
        if (words.text_content() or "").strip():
            rest.insert(0, words)
        if len(rest) and rest[0].tag == "p":
            self.paragraph(rest[0], LIST, opening)
            rest.remove(rest[0])
        self.blocks(rest, LIST)

    def _table(self, block: HtmlElement) -> None:
        """A real table; a wide one in a section of its own, on sheets turned round."""
        if not (wide := columns_of(block) >= WIDE):
            self._place(block, WIDTH)
            return
        for turned in (wide, False):
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
            width = HEIGHT if turned else WIDTH
            set_sheet(section, landscape=turned)
            set_feet(section, self.code, width)
            if turned:
                self._place(block, width)

    def _place(self, block: HtmlElement, width: Length) -> None:
        if (caption := block.find("caption")) is not None:
            self.paragraph(caption, "表头")
        made = word_table(block, width)
        body = self.document.element.body
        body.insert(body.index(body.sectPr) if body.sectPr is not None else len(body), made)


def text_of(block: HtmlElement) -> str:
    """A block's text in one line."""
    return " ".join(str(block.text_content()).split())


def _inline(block: HtmlElement, *, strong: bool = False) -> Iterator[tuple[str, bool]]:
    """A block's texts in order, and whether each is strong; a line break is a newline."""
    if block.text:
        yield _one_line(block.text), strong
    for child in block:
        if child.tag == "br":
            yield "\n", strong
        elif isinstance(child.tag, str) and child.tag not in _DRAWN:
            yield from _inline(child, strong=strong or child.tag in ("strong", "b", "th"))
        if child.tail:
            yield _one_line(child.tail), strong


def _one_line(text: str) -> str:
    return text.replace("\n", "")


def _add_run(paragraph: Paragraph, text: str, *, font: str = "", strong: bool = False) -> Any:
    run = paragraph.add_run(text)
    set_fonts(run._r.get_or_add_rPr(), font or LOOKS[str(paragraph.style.name if paragraph.style else "Normal")].font)
    if strong:
        run.bold = True
    return run


def _say_what_it_is(document: Document, about: Particulars) -> None:
    core = document.core_properties
    core.title, core.author, core.subject, core.language = about.title, about.author, about.subject, about.language
    core.last_modified_by, core.comments, core.keywords, core.revision = about.author, "", "", 1
    if about.dated:
        core.created = core.modified = datetime(about.dated.year, about.dated.month, about.dated.day)
    else:
        for name in ("created", "modified"):
            for old in core._element.findall(qn(f"dcterms:{name}")):
                core._element.remove(old)


def _packed(document: Document) -> bytes:
    """The document's file: no picture of another document, and no time of today in it."""
    package = document.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in parts.namelist():
            target.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
