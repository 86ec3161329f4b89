"""What the built printable view says about itself, for the files made from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement


@dataclass(frozen=True)
class Particulars:
    """What a file of the report says about itself, as the printable view has it."""

    title: str
    author: str
    subject: str
    language: str
    dated: date | None
    version: str
    """The check code as readers are shown it."""


def tree_of(page: Path) -> HtmlElement:
    """A built page, parsed."""
    return html.parse(page, html.HTMLParser(encoding="utf-8")).getroot()


def particulars(page: Path) -> Particulars:
    """Reads a printable view's title, issuer, number, language and date."""
    tree = tree_of(page)

    def text(query: str) -> str:
        return "".join(tree.xpath(f"string({query})").split())

    return Particulars(
        title=text("//h1"),
        author=text("//*[@class='issuer-mark']"),
        subject=text("//*[@class='document-number']"),
        language=tree.get("lang"),
        dated=date.fromisoformat(day) if (day := text("//*[@class='signature']/time/@datetime")) else None,
        version=" ".join(tree.xpath("string(//*[@class='version']/b)").split()),
    )


def site_address(page: Path) -> str:
    """The address of the top of the site, as the printable view names its own; "" where it names none."""
    tree = tree_of(page)
    named = tree.xpath("string(//*[@class='colophon']//*[@class='address'])").strip()
    return str(named.removesuffix(f"{page.parent.name}/{page.name}"))
