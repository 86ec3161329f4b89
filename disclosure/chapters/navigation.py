"""A year's navigation: what the SUMMARY.md of its folder lists, in groups, as the site engines read it too."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAVIGATION = "SUMMARY.md"
ENTRY = re.compile(
    r"(?P<indent>\s*)\* (?:\[(?P<title>[^\]]+)\]\((?P<target>[^)\s]+)\)"
    r"|(?P<years>(?:\[12\]\*|[12][0-9]{3})/)|(?P<group>[^\[\]（）]+))"
)
"""A line: a page with its title, the folders of all years, or the title of a group whose pages follow, indented."""


@dataclass(frozen=True)
class Group:
    """Pages that stand together, as (title, file) in order; `title` is "" for those that stand in no group."""

    title: str
    pages: tuple[tuple[str, str], ...]


def groups(text: str) -> tuple[Group, ...]:
    """The groups of a SUMMARY.md in order; lines that are no entries are left out."""
    found: list[Group] = []
    for entry in filter(None, map(ENTRY.fullmatch, text.splitlines())):
        if entry["group"]:
            found.append(Group(entry["group"].strip(), ()))
        elif entry["target"]:
            inside = bool(entry["indent"] and found)
            group = found.pop() if found and inside == bool(found[-1].title) else Group("", ())
            found.append(Group(group.title, (*group.pages, (entry["title"], entry["target"]))))
    return tuple(found)
