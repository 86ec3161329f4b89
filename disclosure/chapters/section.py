"""A chapter as a section of the whole report: numbered headings, and links that stay inside the document.

Numbering follows GB/T 9704-2012 7.3.3: 一、 then （一） then 1. then （1）, without gaps.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from disclosure.numbers.wording import chinese
from disclosure.report.model import Report
from disclosure.report.outline import Chapter
from disclosure.text.headings import HEADING

_LINK = re.compile(r"\]\((?P<chapter>[a-z0-9_]+\.md)?(?:#(?P<place>[\w-]+))?\)")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def as_section(text: str, chapter: Chapter, report: Report) -> str:
    """A chapter's Markdown under the report's own headings. A part of one chapter takes the chapter's place."""
    alone = chapter.of == 1
    number = _numbering(chapter)

    def heading(match: re.Match[str]) -> str:
        depth = len(match[1])
        if depth == 1:
            title = chapter.part_title if alone else match[2]
            return f"{'##' if alone else '###'} {number(depth)}{title} {{#{chapter.name}}}"
        place = f" {{#{chapter.name}-{match[3]}}}" if match[3] else ""
        return f"{'#' * (depth + (1 if alone else 2))} {number(depth)}{match[2]}{place}"

    def link(match: re.Match[str]) -> str:
        name = match["chapter"].removesuffix(".md") if match["chapter"] else chapter.name
        if name not in report.document.chapters:
            return match[0]
        return f"](#{name}-{match['place']})" if match["place"] else f"](#{name})"

    body = _LINK.sub(link, HEADING.sub(heading, without_front_matter(text.removeprefix("\ufeff"))))
    if not alone and chapter.position == 1:
        body = f"## {chinese(chapter.part)}、{chapter.part_title} {{#part-{chapter.part}}}\n\n{body}"
    return f"\n{body.strip()}\n"


def _numbering(chapter: Chapter) -> Callable[[int], str]:
    """Numbers for headings as they come, by their depth in the chapter; deeper counts start again under each."""
    alone = chapter.of == 1
    counts: dict[int, int] = {}

    def number(depth: int) -> str:
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        counts[depth] = counts.get(depth, 0) + 1
        level = depth if alone else depth + 1
        count = (chapter.part if alone else chapter.position) if depth == 1 else counts[depth]
        match level:
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
