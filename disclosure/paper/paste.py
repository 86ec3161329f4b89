"""The report ready to be pasted into another system: plain paragraphs and tables, part by part, and its pictures.

What is copied holds p, strong and tables alone, with inline alignment and no class, link or script: content systems
strip the rest, and what they strip in part they garble.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from lxml.html import HtmlElement
from markupsafe import Markup

INDENT = "\u3000\u3000"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INSIDE = frozenset(("a", "abbr", "b", "code", "data", "del", "em", "i", "ins", "mark", "q", "s", "small", "span",
                     "strong", "sub", "sup", "time", "u", "wbr"))  # fmt: skip
_DRAWN = frozenset(("svg", "style", "script", "button"))


@dataclass
class Part:
    """A stretch that can be copied by itself; what is `apart` is not of the report's own text."""

    title: str
    blocks: list[HtmlElement] = field(default_factory=list)
    apart: bool = False

    @property
    def source(self) -> Markup:
        return Markup("\n".join(html.tostring(block, encoding="unicode") for block in self.blocks))


@dataclass(frozen=True)
class Picture:
    """A chart or table to be taken as a picture, and what it says in words."""

    title: str
    said: str
    drawn: Markup


def paste_page(view: HtmlElement, pages: Iterable[HtmlElement], name: str, *, draft: bool = False) -> str:
    """The page for staff: the printable view's text in parts, and the charts and tables of a year's pages."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    pictures = {picture.title: picture for page in pages for picture in _pictures(page)}
    return environment.get_template("paste.html").render(
        name=name, draft=draft, parts=_parts(view), pictures=pictures.values()
    )


# --- the text ---------------------------------------------------------------------------------------------------------


def _parts(view: HtmlElement) -> list[Part]:
    parts = [Part("标题和开头")]
    for block in view:
        if block.get("data-version") is not None:
            continue  # the check code and its explanation stand on paper alone
        ours = block.tag == "section" and bool(block.get("data-block"))
        opens = ours or block.tag in ("h2", "h3") or (block.tag == "section" and not block.get("data-block"))
        if opens and any(each.tag != "p" or each.find("strong") is None for each in parts[-1].blocks):
            parts.append(Part(_text(block if not ours else block.find("h2")), apart=ours))
        elif opens:
            parts[-1].title = _text(block)
        if block.get("data-block") == "foot":
            parts.append(Part("落款"))
        parts[-1].blocks += _plain(block)
    return parts


def _plain(block: HtmlElement) -> Iterator[HtmlElement]:
    """A block as paragraphs and tables."""
    field_, kind = block.get("data-field"), str(block.get("class") or "").partition(" ")[0]
    if not isinstance(block.tag, str) or block.tag in _DRAWN or kind == "issuer-mark":
        return
    if block.tag == "table":
        yield from _table(block)
    elif block.tag in _HEADINGS:
        centred = block.tag == "h1" or kind == "annex-title"
        yield _paragraph(block, indent="" if centred else INDENT, align="center" if centred else "", strong=True)
    elif kind in ("number-line", "annex-remark"):
        parts = [_text(part) for part in block] or [_text(block)]
        yield _said(INDENT.join(parts), align="center")
    elif kind == "signature":
        yield from (_said(_text(line), align="right") for line in block)
    elif kind == "annex-note":
        items = [_text(item) for item in block.iter("li")]
        texts = [f"附件：{items[0]}" if len(items) == 1 else f"附件：1. {items[0]}"] if items else [_text(block)]
        yield from (_said(f"{INDENT}{text}") for text in texts)
        yield from (_said(f"{INDENT * 2}\u3000{number}. {text}") for number, text in enumerate(items[1:], 2))
    elif block.tag in ("ol", "ul"):
        yield from _items(block)
    elif block.tag == "p":
        flush = kind in ("addressee", "annex-mark") or field_ is not None
        yield _paragraph(block, indent="" if flush else INDENT)
    elif all(child.tag in _INSIDE or not isinstance(child.tag, str) for child in block):
        if _text(block):
            yield _paragraph(block, indent=INDENT)
    else:
        for child in block:
            yield from _plain(child)


def _items(block: HtmlElement) -> Iterator[HtmlElement]:
    for number, item in enumerate(block.findall("li"), int(block.get("start") or 1)):
        opening = f"{number}. " if block.tag == "ol" else ""
        whole = html.Element("p")
        whole.text = item.text
        inner = [child for child in item if child.tag not in _INSIDE]
        whole.extend([child for child in item if child.tag in _INSIDE])
        yield _paragraph(whole, indent=INDENT + opening)
        for child in inner:
            yield from _plain(child)


def _paragraph(block: HtmlElement, *, indent: str = "", align: str = "", strong: bool = False) -> HtmlElement:
    """A paragraph of a block's inline text; what stands out in it stays strong."""
    made = _said("", align=align)
    holder = html.Element("strong") if strong else made
    if strong:
        made.append(holder)
    holder.text = indent
    for text, stands_out in _texts(block):
        if stands_out and not strong:
            part = html.Element("strong")
            part.text = text
            holder.append(part)
        elif len(holder):
            holder[-1].tail = (holder[-1].tail or "") + text
        else:
            holder.text += text
    return made


def _said(text: str, *, align: str = "") -> HtmlElement:
    made = html.Element("p")
    made.text = text
    if align:
        made.set("style", f"text-align: {align}")
    return made


def _texts(block: HtmlElement, *, strong: bool = False) -> Iterator[tuple[str, bool]]:
    """A block's texts in one line, and whether each is strong."""
    if block.text:
        yield block.text.replace("\n", ""), strong
    for child in block:
        if isinstance(child.tag, str) and child.tag not in _DRAWN:
            yield from _texts(child, strong=strong or child.tag in ("strong", "b"))
        if child.tail:
            yield child.tail.replace("\n", ""), strong


def _table(block: HtmlElement) -> Iterator[HtmlElement]:
    if (caption := block.find("caption")) is not None:
        yield _paragraph(caption, align="center", strong=True)
    made = html.Element("table", border="1")
    body = html.Element("tbody")
    made.append(body)
    for row in block.iter("tr"):
        line = html.Element("tr")
        for cell in row:
            plain = html.Element(cell.tag)
            plain.text = _text(cell)
            for name in ("colspan", "rowspan"):
                if cell.get(name):
                    plain.set(name, str(cell.get(name)))
            line.append(plain)
        body.append(line)
    yield made


def _text(block: HtmlElement | None) -> str:
    return "" if block is None else "".join(text for text, _ in _texts(block)).strip()


# --- the pictures -----------------------------------------------------------------------------------------------------


def _pictures(page: HtmlElement) -> Iterator[Picture]:
    """The charts and tables of a page, without links and tools."""
    for block in page.xpath(".//figure[contains(@class, 'chart')] | .//table[not(ancestor::figure)]"):
        for tool in block.xpath(".//*[contains(@class, 'chart-tools') or contains(@class, 'unseen')]"):
            tool.drop_tree()
        for link in block.xpath(".//a"):
            link.drop_tag()
        for element in block.iter():
            element.attrib.pop("id", None)
        title = _text(block.find("caption" if block.tag == "table" else "figcaption"))
        if title:
            kind = "表" if block.tag == "table" else "图"
            block.tail = None
            yield Picture(
                f"{kind}：{title}",
                f"{kind}：{title}。{_in_words(block)}",
                Markup(html.tostring(block, encoding="unicode")),
            )


def _in_words(block: HtmlElement) -> str:
    """What a chart or a table says, row by row: the text alternative of its picture."""
    if block.tag == "table":
        rows = [[_text(cell) for cell in row] for row in block.iter("tr") if row.getparent().tag != "thead"]
        return "；".join("，".join(filter(None, row)) for row in rows) + "。"
    figures = block.xpath(".//data[not(ancestor::small) or @data-form]")
    names = [_text(each) for each in block.xpath(".//*[@data-field='figure.name'][not(ancestor::small)]")]
    said = [_text(figure) for figure in figures]
    return "；".join(f"{name} {figure}" for name, figure in zip(names, said, strict=False)) + "。"
