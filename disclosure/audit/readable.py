"""What a sheet of the report must say: its text and table rows as readers see them, for PDF and Word alike."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from lxml import html

from disclosure.audit.sources import plain, without_markup
from disclosure.chapters.expansion import expanded
from disclosure.page import Page
from disclosure.pages.vocabulary import vocabulary
from disclosure.project import Project
from disclosure.report.model import Report
from disclosure.text.radicals import without_radicals

Cells = tuple[str, ...]

# Fonts draw the signs of a group alike, so that a file may give back another of them than was typed.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("—―–‐‒−﹣", "-"), **dict.fromkeys("‧•・∙⋅", "·"), **dict.fromkeys("〜∼", "~"), "⋯": "...",
        **dict.fromkeys("◦▪○■", ""), "⁄": "/", "∕": "/",
    }
)  # fmt: skip


def readable(text: str) -> str:
    """Text as a person compares it: one form of each character, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", without_radicals(text)).translate(_ALIKE))


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


_TABLE = re.compile(
    r"<table.*?</table>"
    r"|^[ \t]*\|?[^\n|]*\|[^\n]*\n[ \t]*\|?(?:[ ]*:?-+:?[ ]*\|)+[ :-]*(?:\n[^\n]*\|[^\n]*)*",
    re.DOTALL | re.MULTILINE,
)


def expected(source: str) -> tuple[str, list[Cells]]:
    """What a sheet says outside tables, and the rows of the tables, each cell a reader's text."""
    rows = [row for table in _TABLE.findall(source) for row in _rows(table)]
    prose = re.sub(r"<ol>.*?</ol>", _numbered, _TABLE.sub(_caption, source), flags=re.DOTALL)
    return readable(plain(without_markup("\n".join(_counted(prose.split("\n")))))), rows


def _caption(table: re.Match[str]) -> str:
    """What stands above the cells of a table."""
    caption = re.search(r"<caption.*?</caption>", table[0], re.DOTALL)
    return f"\n{caption[0]}\n" if caption else "\n"


def expected_headings(source: str) -> list[tuple[int, str]]:
    """The headings below the title, each with its level from 1."""
    found = re.findall(r"^(#{2,6})[ \t]+([^\n]*)|<h([2-6])\b[^>]*>(.*?)</h", source, re.MULTILINE)
    return [
        (min(len(marks) or int(level), 5) - 1, readable(plain(without_markup("\u200b" + (text or inner)))))
        for marks, text, level, inner in found
    ]


def _rows(table: str) -> Iterator[Cells]:
    """The rows of a table in HTML or in Markdown, without the line below the head of the latter."""
    if table.startswith("<table"):
        for row in html.fromstring(table).iter("tr"):
            yield cells("".join(map(str, cell.itertext())) for cell in row)
        return
    for number, line in enumerate(table.split("\n")):
        if number != 1:
            yield cells(plain(without_markup(cell.strip())) for cell in re.split(r"(?<!\\)\|", line))


def _numbered(items: re.Match[str]) -> str:
    """An ordered list with the numbers that a browser gives it."""
    count = itertools.count(1)
    return re.sub("<li>", lambda _: f"{next(count)}.", items[0])


def _counted(lines: list[str]) -> Iterator[str]:
    """Lines of Markdown, the items of ordered lists with the numbers that a browser gives them."""
    count: Iterator[int] | None = None
    for line in lines:
        if item := re.match(r"([0-9]+)\.[ \t]+(.*)", line):
            count = count or itertools.count(int(item[1]))
            yield f"\u200b{next(count)}.{item[2]}"  # a sign that hides the number from what strips openings of items
        else:
            count = count if not line.strip() or line[0] in " \t" else None
            yield line
