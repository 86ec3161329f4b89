"""A folder's navigation: what its SUMMARY.md lists, in groups, as the site engines read it too.

They read it through the extension here, which makes of a clerk's indents, empty lines and spaces what they understand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

NAVIGATION = "SUMMARY.md"
_SPACE = {" ": 1, "\u00a0": 1, "\t": 4, "\u3000": 2}
_ITEM = re.compile(r"[*+-][ \t\u00a0\u3000]+(?P<said>\S.*)")
_PAGE = re.compile(r"\[(?P<title>[^\[\]]+)\]\((?P<target>[^()\s]+)\)")
_YEARS = re.compile(r"(?:\[12\]\*|[12][0-9]{3})/")
UNREADABLE = "这一行读不懂；请写成“* [标题](文件名.md)”，星号后面空一格，括号用半角。"


@dataclass(frozen=True)
class Entry:
    """A line: a page with its title, the folders of all years, or the title of a group whose pages follow, deeper.

    `fault` is what is wrong with it, "" where nothing is.
    """

    line: int
    depth: int
    title: str
    target: str = ""
    fault: str = ""

    @property
    def group(self) -> bool:
        return not self.target and not _YEARS.fullmatch(self.title)


@dataclass(frozen=True)
class Group:
    """Pages that stand together, as (title, file) in order; `title` is "" for those that stand in no group."""

    title: str
    pages: tuple[tuple[str, str], ...] = field(default=())


def entries(text: str) -> tuple[Entry, ...]:
    """The entries of a SUMMARY.md in order, however they are indented."""
    found: list[Entry] = []
    levels: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if not said:
            continue
        indent = sum(_SPACE.get(character, 1) for character in line[: len(line) - len(line.lstrip())])
        while len(levels) > 1 and indent < levels[-1]:
            levels.pop()
        if not levels or indent > levels[-1] + 1:
            levels.append(indent)
        found.append(_entry(number, len(levels) - 1, said, found[-1] if found else None))
    return tuple(_with_pages(found))


def _entry(number: int, depth: int, said: str, above: Entry | None) -> Entry:
    if (item := _ITEM.fullmatch(said)) is None:
        return Entry(number, depth, said, fault=UNREADABLE)
    said = item["said"]
    page = _PAGE.fullmatch(said)
    if page is None and not _YEARS.fullmatch(said) and re.search(r"[\[\]（）()]", said):
        return Entry(number, depth, said, fault=UNREADABLE)
    fault = ""
    if depth > 1:
        fault = "导航最多两层；请往左移一层。"
    elif depth > (above.depth if above else 0) and above and not above.group:
        fault = "这一行缩进在一页的下面；请和上一行左对齐，或在上面先写一组的名称。"
    return Entry(number, depth, page["title"] if page else said, page["target"] if page else "", fault)


def _with_pages(found: list[Entry]) -> Iterator[Entry]:
    """The entries; a group without pages would be no group to the engines."""
    for entry, after in zip(found, [*found[1:], None], strict=True):
        if entry.group and not entry.fault and (after is None or after.depth <= entry.depth):
            advice = "这一组里没有页面；请把它的各页写在下面，缩进两格以上，或删去这一行。"
            yield Entry(entry.line, entry.depth, entry.title, fault=advice)
        else:
            yield entry


def groups(text: str) -> tuple[Group, ...]:
    """The groups of a SUMMARY.md in order; lines that are no entries are left out."""
    found: list[Group] = []
    for entry in entries(text):
        if entry.group:
            found.append(Group(entry.title))
        elif entry.target:
            inside = bool(entry.depth and found)
            group = found.pop() if found and inside == bool(found[-1].title) else Group("")
            found.append(Group(group.title, (*group.pages, (entry.title, entry.target))))
    return tuple(found)


class _Tidy(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return list(tidy(entries("\n".join(lines))))


def tidy(found: Iterable[Entry]) -> Iterator[str]:
    """Entries as the engines want them."""
    for entry in found:
        said = f"[{entry.title}]({entry.target})" if entry.target else entry.title
        yield f"{'    ' * entry.depth}* {said}"


class Navigation(Extension):
    """What the engines read SUMMARY.md with."""

    def extendMarkdown(self, md: Markdown) -> None:
        after_whitespace = 26  # which has the priority 30; what looks for wildcards comes later
        md.preprocessors.register(_Tidy(md), "tidy", after_whitespace)


def makeExtension(**_: object) -> Navigation:
    """What site engines call."""
    return Navigation()
