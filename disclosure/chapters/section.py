"""A chapter as a section of the whole report: numbered headings, and links that stay inside the document.

Numbering follows GB/T 9704-2012 7.3.3: 一、 then （一） then 1. then （1）, without gaps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from disclosure.numbers.wording import chinese
from disclosure.report.model import Report
from disclosure.report.outline import Chapter
from disclosure.text.dialect import slug
from disclosure.text.headings import heading_of, headings
from disclosure.text.source_text import FENCED

_LINK = re.compile(r"\]\((?P<chapter>[a-z0-9_]+\.md)?(?:#(?P<place>[\w-]+))?(?P<title> +[\"'][^\n]*?[\"'])?\)")
_PLACE = re.compile(r'(<(?:a|span|div|section)\b[^<>]*? id=")([\w-]+)(?=")')
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
DEEPEST = 4
"""How deep a chapter's headings may go: on paper they stand up to two levels lower, and HTML has six."""


def as_section(text: str, chapter: Chapter, report: Report) -> str:
    """A chapter's Markdown under the report's own headings. A part of one chapter takes the chapter's place.

    Below the title of an attachment, which stands in no part, numbers begin anew.
    """
    alone = chapter.of == 1
    text = without_front_matter(text.removeprefix("\ufeff"))
    number, taken = _numbering(chapter), {heading.anchor for heading in headings(text)}

    def link(match: re.Match[str]) -> str:
        name = match["chapter"].removesuffix(".md") if match["chapter"] else chapter.name
        if name not in (*report.document.chapters, *report.document.attached_pages):
            return match[0]
        return f"](#{name}{'-' if match['place'] else ''}{match['place'] or ''}{match['title'] or ''})"

    def heading(depth: int, title: str, anchor: str) -> str:
        if depth == 1:
            title = chapter.part_title if alone else title
            said = f"{'##' if alone else '###'} {number(depth)}{title} {{#{chapter.name}}}"
            return said if chapter.part else ""  # an attachment's title is set above it
        if not anchor and not _MADE.search(title) and slug(title) not in taken:
            taken.add(anchor := slug(title))
        place = f" {{#{chapter.name}-{anchor}}}" if anchor else ""
        return f"{'#' * (depth + (1 if alone else 2))} {number(depth)}{title}{place}"

    def lines(passage: str) -> Iterator[str]:
        for line in passage.split("\n"):
            said = heading(*found) if (found := heading_of(line)) else line
            yield _PLACE.sub(rf"\1{chapter.name}-\2", _LINK.sub(link, said))

    body, end = "", 0
    for code in re.finditer(FENCED, text, re.DOTALL | re.MULTILINE):
        body += "\n".join(lines(text[end : code.start()])) + code[0]
        end = code.end()
    body += "\n".join(lines(text[end:]))
    if not alone and chapter.position == 1:
        body = f"## {chinese(chapter.part)}、{chapter.part_title} {{#part-{chapter.part}}}\n\n{body}"
    return f"\n{body.strip()}\n"


_MADE = re.compile("[<{&\ue000-\uf8ff]")
"""What code, markup or a figure put into a title: its address follows from more than its letters."""


def _numbering(chapter: Chapter) -> Callable[[int], str]:
    """Numbers for headings as they come, by their depth in the chapter; deeper counts start again under each."""
    alone = chapter.of == 1
    counts: dict[int, int] = {}

    def number(depth: int) -> str:
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        counts[depth] = counts.get(depth, 0) + 1
        level = depth + (not alone) - (not chapter.part)
        count = (chapter.part if alone else chapter.position) if depth == 1 else counts[depth]
        match level:
            case 0:
                return ""
            case 1:
                return f"{chinese(count)}、"
            case 2:
                return f"（{chinese(count)}）"
            case 3:
                return f"{count}. "
            case _:
                return f"（{count}）"

    return number


def without_front_matter(text: str) -> str:
    """A page's Markdown without the settings at its top."""
    return _FRONT_MATTER.sub("", text)
