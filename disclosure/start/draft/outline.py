"""The headings of a report as parts and chapters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from disclosure.documents.document import Block, Paragraph, without_number
from disclosure.numbers.wording import chinese
from disclosure.start.draft.written import pinyin_key

Kind = Literal["done", "shortcomings", "plans"]
_PLANS = re.compile("打算|计划|安排|下一步|思路|展望")
_SHORT = re.compile("不足|问题|短板|困难")


@dataclass(frozen=True)
class Chapter:
    """A chapter: the name of its file, its heading, where it stands in the document, and what it says."""

    name: str
    title: str
    source: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Part:
    """A part: its title as written, the same without its year, what it is about, and its chapters."""

    heading: str
    title: str
    kind: Kind
    chapters: tuple[Chapter, ...]


def parts_of(body: Sequence[Block]) -> tuple[Sequence[Block], tuple[Part, ...], tuple[str, ...]]:
    """What stands before 一、, the parts, and what to look at first."""
    starts = [place for place, block in enumerate(body) if isinstance(block, Paragraph) and block.level == 1]
    taken: set[str] = {"index", "print", "preamble"}
    first: list[str] = []
    parts = []
    for count, (start, end) in enumerate(zip(starts, [*starts[1:], len(body)], strict=True), 1):
        heading = body[start]
        assert isinstance(heading, Paragraph)
        said = without_number(heading.text)
        title = re.sub("^[12][0-9]{3}年", "", said)
        kind: Kind = "plans" if _PLANS.search(title) else "shortcomings" if _SHORT.search(title) else "done"
        chapters = tuple(_chapters(body[start + 1 : end], title, kind, chinese(count), taken, first))
        parts.append(Part(said, title, kind, chapters))
    if not parts:
        first.append("没有找到“一、”这样的标题，全文都放进了前言；请在文件里补上编号再导入")
    return body[: starts[0]] if starts else body, tuple(parts), tuple(first)


def _chapters(
    blocks: Sequence[Block], title: str, kind: Kind, source: str, taken: set[str], first: list[str]
) -> list[Chapter]:
    """A chapter for each heading （一） of its own; where there is none, one for the whole part."""
    starts = [n for n, block in enumerate(blocks) if kind == "done" and _is_heading(block)]
    if not starts:
        return [Chapter(_name(title, kind, taken), title, source, tuple(blocks))]
    if starts[0]:
        first.append(f"“{title}”下面、（一）前面的话，放在了第一章的开头")
    chapters = []
    for count, (start, end) in enumerate(zip(starts, [*starts[1:], len(blocks)], strict=True), 1):
        heading = blocks[start]
        assert isinstance(heading, Paragraph)
        before = blocks[: starts[0]] if count == 1 else ()
        name, said = run_in(heading)
        if said:
            first.append(became_a_line(heading))
        own = (replace(heading, text=said, level=0),) if said else ()
        within = (*before, *own, *blocks[start + 1 : end])
        chapters.append(Chapter(_name(name, kind, taken), name, f"{source}（{chinese(count)}）", within))
    return chapters


def _is_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.level == 2 and bool(run_in(block)[0])


def run_in(heading: Paragraph) -> tuple[str, str]:
    """A heading without its number, and the text that goes on behind its 。; ("", "") for what is no heading."""
    title, _, said = without_number(heading.text).partition("。")
    is_title = 2 <= len(title) <= 40 and not re.search("[0-9；：]", title)
    return (title, said.strip()) if is_title else ("", "")


def became_a_line(heading: Paragraph) -> str:
    """What a clerk hears of a heading whose text went on in the same paragraph."""
    return f"第 {heading.line} 段的“{run_in(heading)[0][:20]}”成了单独一行的标题，后面的句号去掉了"


def _name(title: str, kind: Kind, taken: set[str]) -> str:
    """The name of a chapter's file; no theme's."""
    name = kind if kind != "done" and kind not in taken else pinyin_key(title, taken, "zhang_")
    taken.add(name)
    return name
