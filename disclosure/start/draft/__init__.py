"""A report as it exists, as a draft of a year: the blocks of its document in, the texts of the year's files out.

What the document says stays as it says it; every number that counts becomes a figure and a reference in its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.documents.document import Block, Paragraph
from disclosure.report.model import Theme
from disclosure.start.draft.figures import Collector, Proposed
from disclosure.start.draft.head import Head, attached_page, split_head
from disclosure.start.draft.outline import Chapter, Part, became_a_line, parts_of, run_in
from disclosure.start.draft.written import quoted, written_list
from disclosure.start.said import WIDE


@dataclass(frozen=True)
class Draft:
    """What an import writes: new files by their paths, lines to add to the catalogue, and what a clerk should know.

    `home` is the home page of a site that had none but the starter's.
    """

    files: Mapping[str, str]
    catalogue: str
    home: str
    placed: tuple[Proposed, ...]
    names: tuple[str, ...]
    unsure: tuple[str, ...]
    first: tuple[str, ...]


def draft(
    blocks: Sequence[Block], year: int, taken: Collection[str], known: Mapping[str, Theme], *, begins: bool = False
) -> Draft:
    """The draft of `year`; `taken` are ids that no theme may have, `known` the themes of the catalogue.

    Where a project `begins` with this year, its indicators need not say since when they live.
    """
    head, body, foot = split_head([_half_width(block) for block in blocks])
    preamble, parts, first = parts_of(body)
    collector = Collector(year, head, taken, known)
    files = {f"docs/{year}/preamble.md": _prose(preamble, collector, "序", "前言")}
    for part in parts:
        for chapter in part.chapters:
            text = _prose(chapter.blocks, collector, chapter.title, chapter.source)
            files[f"docs/{year}/{chapter.name}.md"] = f"# {collector.years(chapter.title)}\n\n{text}"
    attached = [(number, each) for number, each in enumerate(head.attachments, 1) if each.blocks]
    for number, each in attached:
        text = _prose(each.blocks, collector, each.title, "附件")
        files[f"docs/{year}/{attached_page(number)}.md"] = f"# {collector.years(each.title)}\n\n{text}"
    data = _data(year, head, parts, collector)
    files = {path: collector.quoted_titles(text) for path, text in files.items()}
    pages = _pages(year, parts, files)
    listed = "".join(f"* [附件：{each.title}]({attached_page(number)}.md)\n" for number, each in attached)
    pages[f"docs/{year}/SUMMARY.md"] = pages[f"docs/{year}/SUMMARY.md"].replace("* [打印版]", f"{listed}* [打印版]")
    if not preamble:
        del files[f"docs/{year}/preamble.md"]
        pages = {path: text.replace(_INCLUDED, "") for path, text in pages.items()}
    files |= pages | data
    return Draft(
        files,
        collector.catalogue(since=not begins),
        _home(parts, collector.placed),
        tuple(collector.placed),
        tuple(dict.fromkeys(collector.names)),
        tuple(collector.unsure),
        (
            *first,
            *(
                became_a_line(each)
                for each in body
                if isinstance(each, Paragraph) and each.level == 3 and all(run_in(each))
            ),
            *head.missing(),
            *(f"第 {block.line} 段没有放进来：{_short(block)}" for block in foot),
        ),
    )


def _half_width(block: Block) -> Block:
    """A block with its digits as figures are written."""
    if isinstance(block, Paragraph):
        return replace(block, text=block.text.translate(WIDE))
    return replace(block, rows=tuple(tuple(cell.translate(WIDE) for cell in row) for row in block.rows))


def _short(block: Block) -> str:
    said = block.text if isinstance(block, Paragraph) else "（表）"
    return said.strip()[:20]


def _prose(blocks: Sequence[Block], collector: Collector, theme: str, source: str) -> str:
    """Paragraphs and tables as Markdown, their numbers as references."""
    return "\n\n".join(_markdown(blocks, collector, theme, source)) + "\n"


def _markdown(blocks: Sequence[Block], collector: Collector, theme: str, source: str) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph) and block.level == 3 and (heading := run_in(block))[0]:
            yield f"## {collector.years(heading[0])}"
            if heading[1]:
                yield collector.referenced(heading[1], block.line, theme, source)
        elif isinstance(block, Paragraph):
            for line in filter(None, (line.strip() for line in block.text.splitlines())):
                yield collector.referenced(line, block.line, theme, source)
        else:
            rows = [
                [collector.referenced(cell.replace("\n", " "), block.line, theme, source) for cell in row]
                for row in block.rows
            ]
            ruled = [rows[0], ["---"] * len(rows[0]), *rows[1:]] if rows else []
            yield "\n".join(f"| {' | '.join(row)} |" for row in ruled)


def _pages(year: int, parts: Sequence[Part], chapters: Mapping[str, str]) -> dict[str, str]:
    """The pages of a year beside its chapters, of which the texts are given by their paths."""
    entries = "".join(_entries(part) for part in parts)
    said = {
        "done": next((part for part in parts if part.kind == "done"), None),
        "lacking": next((part for part in parts if part.kind == "shortcomings"), None),
        "next": next((part for part in parts if part.kind == "plans"), None),
    }
    home = {f"docs/{year}/home/{name}.md": _summary(part) for name, part in said.items()}
    home[f"docs/{year}/home/lead.md"] = _lead(chapters.values())
    return {
        f"docs/{year}/SUMMARY.md": f"* [全年概览](index.md)\n{entries}* [打印版](print.md)\n",
        f"docs/{year}/index.md": _INDEX,
        f"docs/{year}/print.md": _PRINT,
        **home,
    }


def _entries(part: Part) -> str:
    if len(part.chapters) == 1:
        return f"* [{part.title}]({part.chapters[0].name}.md)\n"
    return f"* {part.title}\n" + "".join(f"    * [{each.title}]({each.name}.md)\n" for each in part.chapters)


def _summary(part: Part | None) -> str:
    """What the home page says of a part, and the way to it."""
    if part is None:
        return "报告没有写这一部分。\n"
    name = part.chapters[0].name if len(part.chapters) == 1 else "index"
    return f'{"；".join(chapter.title for chapter in part.chapters)}。\n\n{{{{ link("{part.title}", "{name}") }}}}\n'


def _home(parts: Sequence[Part], placed: Sequence[Proposed]) -> str:
    """A home page: the head, the lead, three figures, and what each kind of part says in short."""
    exact = [each for each in placed if re.fullmatch("[1-9][0-9]*", each.value) and not each.formula]
    figures = ", ".join(f'"{each.id}"' for each in exact[:3])
    sections = ""
    for kind, place, title, anchor in _SECTIONS:
        if any(part.kind == kind for part in parts):
            sections += _SECTION.format(title=title, anchor=anchor, place=place)
    return _HOME.format(figures=f"{{{{ key_figures({figures}) }}}}\n\n" if figures else "", sections=sections)


_SECTIONS = (
    ("done", "done", "做了什么", "done"), ("shortcomings", "lacking", "还有哪些不足", "lacking"),
    ("plans", "next", "明年怎么做", "next"),
)  # fmt: skip
_SECTION = """<section markdown>

## {title} {{ #{anchor} }}

{{% include year ~ "/home/{place}.md" %}}

</section>

"""
_HOME = """<div class="home-head" markdown>

{{{{ report_head() }}}}

<div class="home-actions" markdown>

{{{{ link("阅读报告", "index") }}}}
{{{{ link("打印", "print") }}}}
[下载数据](downloads.md)

</div>

</div>

<div class="home-lead" markdown>

{{% include year ~ "/home/lead.md" %}}

</div>

{figures}<div class="home-parts" markdown>

{sections}</div>
"""


def _lead(chapters: Iterable[str]) -> str:
    """The first sentence of the report that says a figure."""
    prose = (line for text in chapters for line in text.splitlines() if not line.startswith(("#", "|", ">")))
    sentences = (each for line in prose for each in re.findall("[^。]+。", line))
    return (
        next(
            (each for each in sentences if re.search(r"\{\{ (?!document)\w+\.\w+ \}\}", each)), "{{ document.title }}。"
        )
        + "\n"
    )


_INCLUDED = '{% include year ~ "/preamble.md" %}\n\n'
_INDEX = """# {{ year }}年概览

{% include year ~ "/preamble.md" %}

## 公文信息 { #information }

{{ information_block() }}

## 各章内容 { #contents }

{{ contents() }}
"""
_PRINT = """---
template: print.html
title: 打印版
search: {exclude: true}
---
{{ document_head() }}

{% call unbroken() %}
{% include year ~ "/preamble.md" %}

{% for chapter in chapters %}
{% call section(chapter) %}{% include chapter.path %}{% endcall %}

{% endfor %}
{% endcall %}
{{ document_foot() }}
"""


def _data(year: int, head: Head, parts: Sequence[Part], collector: Collector) -> dict[str, str]:
    outline = "".join(
        f"  - title: {quoted(part.heading)}\n    chapters: {written_list(chapter.name for chapter in part.chapters)}\n"
        for part in parts
    )
    files = {
        f"data/{year}/document.yml": f"{head.as_yaml()}outline:\n{outline}",
        f"data/{year}/figures.yml": (collector.of_known() + collector.figures()).lstrip(),
        f"data/{year}/shortcomings.yml": _shortcomings(parts, collector),
        f"data/{year}/plans.yml": _plans(parts, collector),
    }
    return {path: text for path, text in files.items() if text}


_FIRSTLY = re.compile("[一二三四五六七八九十]{1,2}是")


def _shortcomings(parts: Sequence[Part], collector: Collector) -> str:
    """What fell short, as 一是 … 二是 … tell it apart."""
    said = ""
    for chapter in (chapter for part in parts if part.kind == "shortcomings" for chapter in part.chapters):
        text = "".join(block.text for block in chapter.blocks if isinstance(block, Paragraph))
        for item in _FIRSTLY.split(text)[1:]:
            title, _, finding = item.strip("；。 ").partition("，")
            finding = finding.rstrip("。；") or title
            if collector.countless(title) and collector.countless(finding):
                said += (
                    f"{collector.key(title, 'shortcomings')}:\n  title: {quoted(title)}\n  source: {chapter.source}\n"
                )
                said += f"  findings:\n    - {quoted(finding)}\n"
            else:
                collector.unsure.append(f"不足“{title[:20]}”里有数，没有写进 shortcomings.yml")
    return said


def _plans(parts: Sequence[Part], collector: Collector) -> str:
    """What is planned: a plan for each heading of the part that says so, its sentences as measures."""
    aims, plans, source = "", "", ""
    for chapter in (chapter for part in parts if part.kind == "plans" for chapter in part.chapters):
        source = source or chapter.source
        for block in (block for block in chapter.blocks if isinstance(block, Paragraph)):
            text = re.sub(r"^[12]\d{3}年，", "", block.text.strip())  # the part is about that year
            sentences = [each for each in re.split("(?<=。)", text) if each.strip()]
            if not all(map(collector.countless, sentences)):
                collector.unsure.append(f"第 {block.line} 段的打算里有数，没有写进 plans.yml")
            elif block.level == 2 and len(sentences) > 1:
                title = re.sub("^[（(][^）)]*[）)]", "", sentences[0]).rstrip("。")
                measures = "".join(f"      - {quoted(each)}\n" for each in sentences[1:])
                plans += (
                    f"  {collector.key(title, 'plans')}:\n    title: {quoted(title)}\n    source: {chapter.source}\n"
                )
                plans += f"    measures:\n{measures}"
            else:
                aims += f"  - {quoted(text)}\n"
    if not aims and not plans:
        return ""
    return f"source: {source or '正文'}\naims:{chr(10) + aims if aims else ' []' + chr(10)}plans:" + (
        f"\n{plans}" if plans else " {}\n"
    )


__all__ = ["Chapter", "Draft", "draft"]
