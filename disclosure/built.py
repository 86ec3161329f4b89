"""A built site, each page parsed once: what the search index is made of, and what the audit reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from disclosure.page import Page
from disclosure.problem import Problem


@dataclass(frozen=True)
class BuiltPage:
    """A finished page: its address below the top of the site, and its parsed HTML."""

    address: str
    tree: HtmlElement

    @cached_property
    def page(self) -> Page:
        """The page it was made of, where there is one."""
        return Page(f"{self.address.removesuffix('.html')}.md")

    @cached_property
    def figures(self) -> list[HtmlElement]:
        return list(self.tree.iter("data"))

    @cached_property
    def conditions(self) -> list[HtmlElement]:
        """Words that rest on a condition over figures."""
        return list(self.tree.xpath("//*[@data-condition]"))

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(map(str, self.tree.xpath("//@id | //a/@name")))

    @cached_property
    def links(self) -> list[str]:
        return [str(link) for link in self.tree.xpath("//a/@href | //area/@href | //img/@src | //source/@src")]

    @cached_property
    def body(self) -> HtmlElement:
        """What the page itself says, without the theme around it."""
        for path in (".//article", ".//main", ".//body"):
            if (found := self.tree.find(path)) is not None:
                return found
        return self.tree

    def problem(self, message: str, element: HtmlElement | None = None) -> Problem:
        """A problem with the page, at an element's line."""
        return Problem(self.address, (element.sourceline or 0) if element is not None else 0, 0, message)


def read_site(site: Path) -> Mapping[str, BuiltPage]:
    """Every page of a built site by its address; what is no readable page is not there."""
    files = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*.html"))}
    return {address: page for address, file in files.items() if (page := _read(file, address)) is not None}


def _read(file: Path, address: str) -> BuiltPage | None:
    try:
        return BuiltPage(address, html.document_fromstring(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, ValueError, html.etree.ParserError):
        return None


def squeezed(text: str | HtmlElement) -> str:
    """Text as it is compared: without spaces, which a line break in the source may add."""
    return re.sub(r"[\s\u200b]+", "", text if isinstance(text, str) else text.text_content())
