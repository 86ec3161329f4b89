"""A built site, each page parsed once: what the search index is made of, and what the audit reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

from lxml import etree

from disclosure.page import Page
from disclosure.problem import Problem

Element = etree._Element


class Found(NamedTuple):
    """A text of a page, and its element; of an attribute also the name."""

    text: str
    element: Element
    name: str


@dataclass(frozen=True, eq=False)
class BuiltPage:
    """A finished page: its address below the top of the site, its HTML, and the same parsed."""

    address: str
    source: str
    tree: Element

    @cached_property
    def page(self) -> Page:
        """The page it was made of, where there is one."""
        return Page(f"{self.address.removesuffix('.html')}.md")

    @cached_property
    def figures(self) -> list[Element]:
        return [element for element in self.tree.iter("data") if element.get("data-against") is None]

    @cached_property
    def marks(self) -> list[Element]:
        """What says that it comes from the data."""
        return self.elements("//data | //*[@data-field]")

    @cached_property
    def conditions(self) -> list[Element]:
        """Words that rest on a condition over figures."""
        return self.elements("//*[@data-condition]")

    @cached_property
    def ids(self) -> list[str]:
        return [found.text for found in self.texts("//@id")]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Where links may lead on the page."""
        return frozenset((*self.ids, *(found.text for found in self.texts("//a/@name"))))

    @cached_property
    def links(self) -> list[str]:
        return [
            str(address)
            for element in self.tree.iter("a", "area", "img", "source")
            if (address := element.get("href") or element.get("src")) is not None
        ]

    @cached_property
    def body(self) -> Element:
        """What the page itself says, without the theme around it."""
        for path in (".//article", ".//main", ".//body"):
            if (found := self.tree.find(path)) is not None:
                return found
        return self.tree

    def elements(self, path: str) -> list[Element]:
        """The elements that an XPath finds."""
        return cast(list[Element], self.tree.xpath(path))

    def texts(self, path: str) -> list[Found]:
        """The texts and attributes that an XPath finds."""
        results: Any = self.tree.xpath(path)
        return [Found(str(text), text.getparent(), text.attrname or "") for text in results]

    def problem(self, message: str, element: Element | None = None) -> Problem:
        """A problem with the page, at an element's line."""
        line = element.sourceline if element is not None else 0
        return Problem(self.address, line if isinstance(line, int) else 0, 0, message)


def read_site(site: Path) -> Mapping[str, BuiltPage]:
    """Every page of a built site by its address; what is no readable page is not there."""
    files = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*.html"))}
    return {address: page for address, file in files.items() if (page := _read(file, address)) is not None}


def _read(file: Path, address: str) -> BuiltPage | None:
    try:
        return parsed(address, file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, etree.XMLSyntaxError):
        return None


def parsed(address: str, source: str) -> BuiltPage:
    """A page by its HTML. Raises ValueError where there is none."""
    tree = etree.HTML(source, etree.HTMLParser(remove_comments=True, remove_pis=True))
    if tree is None:
        raise ValueError(address)
    return BuiltPage(address, source, tree)


def text_of(element: Element) -> str:
    """All text inside an element."""
    return "".join(map(str, element.itertext()))


def squeezed(text: str | Element) -> str:
    """Text as it is compared: without spaces, which a line break in the source may add."""
    return "".join((text if isinstance(text, str) else text_of(text)).replace("\u200b", "").split())


def classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()
