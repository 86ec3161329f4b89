"""What a tagged PDF of a browser lacks for PDF/UA-1 (ISO 14289-1): identifier, words of links, the reach of heads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pikepdf
from lxml.html import HtmlElement

PDFUA = "http://www.aiim.org/pdfua/ns/id/"


def make_accessible(document: pikepdf.Pdf, metadata: Any, links: Mapping[str, str]) -> None:
    """Adds all of it; `links` has the words of links by where they lead."""
    metadata.register_xml_namespace(PDFUA, "pdfuaid")
    metadata[f"{{{PDFUA}}}part"] = "1"
    for page in document.pages:
        page.Tabs = pikepdf.Name.S  # fields and links are reached in the order of the structure (7.18.3)
        for link in page.get("/Annots", []):
            if link.get("/Subtype") == "/Link" and "/Contents" not in link:
                link.Contents = pikepdf.String(_said(link, links))  # 7.18.5
    for element in document.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TH":
            _set_scope(element)


def links_of(view: HtmlElement) -> Mapping[str, str]:
    """The words of a page's links by where they lead: the name of a place, or an address."""
    return {
        str(link.get("href")).removeprefix("#"): "".join(str(link.text_content()).split())
        for link in view.iter("a")
        if link.get("href")
    }


def _said(link: Any, links: Mapping[str, str]) -> str:
    action = link.get("/A", {})
    target = str(link.get("/Dest") or action.get("/D") or action.get("/URI") or "").removeprefix("/")
    words = links.get(target, "")
    kind = "网址" if "/URI" in action else "跳到"
    return f"{kind}：{words or target}"


def _set_scope(head: Any) -> None:
    """A head that spans columns is that of the rows below it (7.5); browsers tag it as the head of its own row."""
    attributes = list(head.get("/A", []))
    spans = any(int(each.get("/ColSpan", 1)) > 1 for each in attributes)
    for each in attributes:
        if spans and each.get("/Scope") == "/Row":
            each.Scope = pikepdf.Name.Column
