"""The Markdown of the pages, one for both site engines and for the check: an extension of Python-Markdown.

It brings the extensions that pages may use, and takes lines as they are meant: a list, a table or a numbered line
follows its sentence without an empty line, 　　 opens a paragraph, lists nest by any indent. In braces it reads the
anchors of headings and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from itertools import takewhile
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.slugs import slugify

from disclosure.text.headings import anchored
from disclosure.text.source_text import FENCED

slug = partial(slugify(case="lower"), sep="-")
"""The address that a heading gets of its words."""
TAB = 4
"""The indent of what stands inside an item, a note, a definition: what Python-Markdown asks for."""
_FULL_WIDTH = re.compile(r" *\u3000[ \u3000]*(?=\S)")
_ITEM = re.compile(r"(?:[-*+]|[0-9]+\.) +\S")
_RULE = re.compile(r"(?:(?:-+ {0,2}){3,}|(?:_+ {0,2}){3,}|(?:\*+ {0,2}){3,})$")
_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(rf"[0-9]{{1,2}}(?:[.．](?![\s0-9.．])|、)|[（(](?:[0-9]{{1,2}}|{_HAN})[）)]|{_HAN}、|[•●○■□◆▪·]")
"""What opens a line of its own: the numbers of GB/T 9704 (一、 （一） 1. （1）), the dots of word processors."""
_DELIMITER = re.compile(r"(?=[ :-]*\|)\|?(?: *:?-+:? *\|)*(?: *:?-+:? *)?$")
_HOLDER = re.compile(r"!!! ?\w|: {1,3}\S")
_FENCED = re.compile(FENCED, re.MULTILINE | re.DOTALL)
_CHINESE = "[\u2014\u201c\u201d\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BROKEN = re.compile(rf"(?<={_CHINESE})\n *(?![＃｜＊])(?={_CHINESE})")
"""A line that goes on in the next, where Chinese has no space."""
_KEPT_ASIDE = re.compile(r"\x02wzxhzdk:([0-9]+)\x03")


class Dialect(Extension):
    """Registers the extensions that pages may use, and the reading of their lines."""

    def extendMarkdown(self, md: Markdown) -> None:
        extensions = (
            TableExtension(use_align_attribute=True), MarkdownInHtmlExtension(), SaneListExtension(),
            DefListExtension(), AdmonitionExtension(), TocExtension(slugify=slugify(case="lower")),
        )  # fmt: skip
        md.registerExtensions(extensions, {})
        after_whitespace, before_html = 25, 24  # Python-Markdown's own preprocessors have the priorities 30 and 20
        md.preprocessors.register(_Fences(md), "fenced_code_block", after_whitespace)
        md.preprocessors.register(_AsMeant(md), "as_meant", before_html)
        after_inline_before_contents = 8  # likewise 20 and 5
        md.treeprocessors.register(_Finished(md), "finished", after_inline_before_contents)


def makeExtension(**_: object) -> Dialect:
    """What site engines call."""
    return Dialect()


class _Fences(Preprocessor):
    """Keeps blocks of code aside, in the place of Python-Markdown's own reading, which brings Pygments along."""

    def run(self, lines: list[str]) -> list[str]:
        return _FENCED.sub(self._kept, "\n".join(lines)).split("\n")

    def _kept(self, block: re.Match[str]) -> str:
        language = f' class="language-{block["language"]}"' if block["language"] else ""
        html = f"<pre><code{language}>{escape(block['code'] or '')}</code></pre>"
        return f"\n{self.md.htmlStash.store(html)}\n"


class _AsMeant(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return list(as_meant(lines))


def as_meant(lines: Sequence[str], above: str = "") -> Iterator[str]:
    """Lines of Markdown with the empty lines and the indents by which Python-Markdown sees what is meant.

    `above` is the line before them, "" where that is empty.
    """
    items, table, end = _Items(), False, 0
    for position, line in enumerate(lines):
        if position < end:  # inside a note, done already
            continue
        if not line.strip():
            above, table = "", False
            items.block_ends()
            yield ""
            continue
        opens = bool(_FULL_WIDTH.match(line))
        said = _FULL_WIDTH.sub("", line) if opens else line.lstrip(" ")
        indent = 0 if opens else len(line) - len(said)
        given, starts = said if opens else line, opens or bool(_NUMBERED.match(said))
        if _ITEM.match(said) and not _RULE.match(said) and (items.open or indent < TAB):
            starts = items.begin(indent, "1" if said[0].isdigit() else "-")
            given = " " * (TAB * (len(items.open) - 1)) + said
        elif items.open and indent > items.open[0][0]:
            given = " " * (TAB * sum(level < indent for level, _ in items.open)) + said
            starts = starts and items.first is None
        elif not items.open or not above or starts:
            items = _Items()
            below = lines[position + 1].strip() if position + 1 < len(lines) else ""
            begins = not table and "|" in said and bool(_DELIMITER.match(below))
            ends = table and "|" not in said
            table = begins or (table and not ends)
            starts = starts or begins or ends or bool(_KEPT_ASIDE.match(said) or _KEPT_ASIDE.match(above))
        if starts and above:
            yield ""
        yield given
        above = given
        if not items.open and indent < TAB and _HOLDER.match(said):
            inside = list(
                takewhile(lambda inner: not inner.strip() or inner.startswith(" " * TAB), lines[position + 1 :])
            )
            end = position + 1 + len(inside)
            for inner in as_meant([inner[TAB:] for inner in inside], "" if said.startswith("!") else said):
                yield f"{' ' * TAB}{inner}" if inner else ""


class _Items:
    """The items of a list that are open: the indent and the sign of each, the outermost first."""

    def __init__(self) -> None:
        self.open: list[tuple[int, str]] = []
        self.first: int | None = None
        """How deep the first item is in the lines back to an empty one."""

    def block_ends(self) -> None:
        self.first = None

    def begin(self, indent: int, sign: str) -> bool:
        """Takes up an item. Returns whether Python-Markdown needs an empty line before it."""
        while self.open and indent < self.open[-1][0]:
            self.open.pop()
        before = self.open.pop()[1] if self.open and indent < self.open[-1][0] + 2 else sign
        self.open.append((indent, sign))
        starts = self.first is None or len(self.open) < self.first or before != sign
        self.first = len(self.open) if starts else self.first
        return starts


class _Finished(Treeprocessor):
    """Gives headings their anchors, takes the links out of figures inside links, and joins lines of Chinese."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tail:
                element.tail = _BROKEN.sub("", element.tail)
            if element.text and element.tag not in ("code", "pre"):
                element.text = _BROKEN.sub("", element.text)
            if re.fullmatch("h[1-6]", element.tag):
                _anchor(element)
            elif element.tag == "a":
                for index in _KEPT_ASIDE.findall("".join(element.itertext())):
                    kept = self.md.htmlStash.rawHtmlBlocks
                    if isinstance(html := kept[int(index)], str):
                        kept[int(index)] = re.sub(r"</?a\b[^>]*>", "", html)


def _anchor(heading: Element) -> None:
    """Makes an id of { #name } at a heading's end."""
    last = heading[-1] if len(heading) else None
    text, anchor = anchored((heading.text if last is None else last.tail) or "")
    if anchor:
        heading.set("id", anchor)
        if last is None:
            heading.text = text
        else:
            last.tail = text
