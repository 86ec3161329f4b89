"""What a sheet of the report must say: its text and table rows as readers see them, for PDF and Word alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lxml import html

from disclosure.audit.sources import plain
from disclosure.chapters.expansion import expanded
from disclosure.page import Page
from disclosure.pages.vocabulary import vocabulary
from disclosure.project import Project
from disclosure.report.model import Report
from disclosure.text.radicals import without_radicals
from disclosure.text.rendering import html_of

Cells = tuple[str, ...]

# Fonts draw the signs of a group alike, so that a file may give back another of them than was typed.
ALIKE = str.maketrans(
    {
        **dict.fromkeys("—―–‐‒−﹣", "-"), **dict.fromkeys("‧•・∙⋅", "·"), **dict.fromkeys("〜∼", "~"), "⋯": "...",
        **dict.fromkeys("◦▪○■", ""), "⁄": "/", "∕": "/",
    }
)  # fmt: skip


def readable(text: str) -> str:
    """Text as a person compares it: one form of each character, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", without_radicals(text)).translate(ALIKE))


def cells(texts: Iterable[str]) -> Cells:
    """A row's cells that say something: where one spans several columns, the others are empty or not there."""
    return tuple(cell for cell in map(readable, texts) if cell)


def report_told(project: Project, text: str) -> Report | None:
    """The report that a file's readable text is of: the newest whose number, or title where it has none, it says."""
    for report in project.model.newest_first:
        if readable(report.document.number or report.document.name) in text:
            return report
    return None


def source_of(project: Project, report: Report, text: str) -> str:
    """The printable view's Markdown; a copy of a site with an address of its own names it on the last page."""
    address = f"{report.year}/print.html"
    named = re.search(rf"(https?://[^\s<>]*?){re.escape(address)}", text)
    page = Page(f"{report.year}/print.md")
    names = vocabulary(project, page, site_url=named[1] if named else "")
    return expanded(page.path, project.passages, names)


def expected(source: str) -> tuple[str, list[Cells]]:
    """What a sheet says outside tables, and the rows of the tables, each cell a reader's text."""
    tree = tree_of(source)
    rows = [cells("".join(map(str, cell.itertext())) for cell in row) for row in tree.iter("tr")]
    return readable(plain("".join(_prose(tree)))), rows


def without_spanning(source: str) -> list[Cells]:
    """The rows of the tables without the labels that stand beside several rows: a page may break beside them."""
    return [
        cells(
            "".join(map(str, cell.itertext()))
            for cell in row
            if not cell.get("rowspan") or row.getparent().tag == "thead"
        )
        for row in tree_of(source).iter("tr")
    ]


def expected_headings(source: str) -> list[tuple[int, str]]:
    """The headings below the title, each with its level from 1."""
    return [
        (min(int(heading.tag[1]), 5) - 1, readable(plain(str(heading.text_content()))))
        for heading in tree_of(source).iter("h2", "h3", "h4", "h5", "h6")
    ]


def tree_of(source: str) -> html.HtmlElement:
    """What the site engines make of Markdown."""
    return html.fragment_fromstring(html_of(source), create_parent="div")


def _prose(element: html.HtmlElement) -> Iterator[str]:
    """The texts outside tables, the items of ordered lists with the numbers that a browser gives them."""
    parent = element.getparent()
    if element.tag == "li" and parent is not None and parent.tag == "ol":
        yield f"{int(parent.get('start', 1)) + parent.index(element)}."
    if element.tag != "table":
        yield element.text or ""
    for child in element:
        shown = isinstance(child.tag, str) and child.tag not in ("style", "script")
        if shown and (element.tag != "table" or child.tag == "caption"):
            yield from _prose(child)
        if element.tag != "table":
            yield child.tail or ""
