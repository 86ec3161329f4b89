"""The chapters of a report, each with its place in the outline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from disclosure.report.model import Report


@dataclass(frozen=True)
class Chapter:
    """A chapter's place in the outline. `position` and `of` count within its part; `part` counts from 1.

    An attachment that is a page stands in no part: its `part` is 0, its `position` is its own number.
    """

    name: str
    path: str
    part: int
    part_title: str
    position: int
    of: int


@lru_cache(maxsize=128)
def chapters_of(report: Report) -> tuple[Chapter, ...]:
    """The chapters of a report in the order of its outline."""
    return tuple(
        Chapter(
            name,
            f"{report.year}/{name}.md",
            number,
            part.title,
            position,
            len(part.chapters),
        )
        for number, part in enumerate(report.document.outline, 1)
        for position, name in enumerate(part.chapters, 1)
    )


def attached(report: Report) -> tuple[Chapter, ...]:
    """The attachments of a report that are pages of their own, by their numbers among all attachments."""
    attachments = report.document.attachments
    return tuple(
        Chapter(each.page, f"{report.year}/{each.page}.md", 0, each.title, number, 1)
        for number, each in enumerate(attachments, 1)
        if each.page
    )
