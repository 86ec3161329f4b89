"""The Markdown of the pages, one for both site engines and for the check: an extension of Python-Markdown.

It brings the extensions that pages may use, and takes lines as they are meant: a list, a table or a numbered line
follows its sentence without an empty line, 　　 opens a paragraph, lists nest by any indent. In braces it reads the
anchors of headings and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.slugs import slugify

from disclosure.text.headings import anchored

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
_KEPT_ASIDE = re.compile(r"\x02wzxhzdk:([0-9]+)\x03")


class Dialect(Extension):
    """Registers the extensions that pages may use, and the reading of their lines."""

    def extendMarkdown(self, md: Markdown) -> None:
        extensions = (
            FencedCodeExtension(), TableExtension(), MarkdownInHtmlExtension(), SaneListExtension(), DefListExtension(),
            AdmonitionExtension(), TocExtension(slugify=slugify(case="lower")),
        )  # fmt: skip
        md.registerExtensions(extensions, {})
        after_fences_before_html = 24  # Python-Markdown's own preprocessors have the priorities 25 and 20
        md.preprocessors.register(_AsMeant(md), "as_meant", after_fences_before_html)
        after_inline_before_contents = 8  # likewise 20 and 5
        md.treeprocessors.register(_Finished(md), "finished", after_inline_before_contents)


def makeExtension(**_: object) -> Dialect:
    """What site engines call."""
    return Dialect()


class _AsMeant(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return list(as_meant(lines))


def as_meant(lines: Sequence[str], above: str = "") -> Iterator[str]:
    """Lines of Markdown with the empty lines and the indents by which Python-Markdown sees what is meant.

    `above` is the line before them, "" where that is empty.
    """
    levels: list[int] = []  # the indents of the list items that are open
    listed = table = False  # whether the lines above, back to an empty one, have an item, a row
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if not line.strip():
            above, listed, table = "", False, False
            yield ""
            continue
        opens = bool(_FULL_WIDTH.match(line))
        said = _FULL_WIDTH.sub("", line) if opens else line.lstrip(" ")
        indent = 0 if opens else len(line) - len(said)
        starts = opens or bool(_NUMBERED.match(said))
        if _ITEM.match(said) and not _RULE.match(said) and (levels or indent < TAB):
            while levels and indent < levels[-1]:
                levels.pop()
            if not levels or indent >= levels[-1] + 2:
                levels.append(indent)
            starts, listed = not listed, True
            line = " " * (TAB * (len(levels) - 1)) + said
        elif levels and indent > levels[0]:
            line = " " * (TAB * sum(level < indent for level in levels)) + said
            starts = starts and not listed
        elif levels and above and not starts:
            pass  # goes on with the item's text
        else:
            levels, listed = [], False
            below = lines[position].strip() if position < len(lines) else ""
            begins = not table and "|" in said and bool(_DELIMITER.match(below))
            ends = table and "|" not in said
            table = begins or (table and not ends)
            starts = starts or begins or ends or bool(_KEPT_ASIDE.match(said) or _KEPT_ASIDE.match(above))
            line = said if opens else line
        if starts and above:
            yield ""
        yield line
        above = line
        if not levels and indent < TAB and _HOLDER.match(said):
            end = position
            while end < len(lines) and (not lines[end].strip() or lines[end].startswith(" " * TAB)):
                end += 1
            held = [inner[TAB:] for inner in lines[position:end]]
            for inner in as_meant(held, "" if said.startswith("!") else said):
                yield f"{' ' * TAB}{inner}" if inner else ""
            position = end


class _Finished(Treeprocessor):
    """Gives headings their anchors, and takes the links out of figures inside links."""

    def run(self, root: Element) -> None:
        for element in root.iter():
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
