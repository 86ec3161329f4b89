"""A page runs the site's own scripts, loads from no other host, and sends its reader nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from disclosure.problem import Problem
from disclosure.text.built import BuiltPage, Element

_SUSPECT = "//@*[contains(., ':') or contains(., '//') or starts-with(name(), 'on')]"
"""Attributes that may run something, or name another host."""
_HOST = re.compile(r"(?:https?:)?//[^\s,'\")]+")
_IMPORT = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])((?:https?:)?//[^)'\"]+)")


_VERSION = re.compile(r':root\{--data-version:"[^"{}<>]*"\}')
"""What the printable view hands to the foot of its sheets."""
_ENGINES = re.compile(r"(?:^|/)assets/(?:javascripts|stylesheets)/[\w./-]+\.min\.(?:js|css)$")


def safety_problems(root: Path, pages: Iterable[BuiltPage]) -> Iterator[Problem]:
    """What pages run, load or do that the theme below `root` does not make them."""
    own = {file.name for room in ("theme/assets", "docs/staff") for file in (root / room).glob("*.*s*")}
    theme = "".join(file.read_text("utf-8") for file in sorted((root / "theme").rglob("*.html")))
    for page in pages:
        for value, element, name in page.texts(_SUSPECT):
            hosts = _HOST.findall(value)
            if name.startswith("on") or "script:" in "".join(value.split()).lower():
                yield page.problem(f"页面上不应当有 {name}=“{value[:40]}”。", element)
            elif not _only_names(element, name):
                yield from (page.problem(f"页面要从别的网站读取 {host}。", element) for host in hosts)
        for element in page.tree.iter("base", "iframe", "object", "embed", "frame", "meta"):
            if element.tag != "meta" or element.get("http-equiv", "").lower() == "refresh":
                yield page.problem(f"页面上不应当有 <{element.tag}>。", element)
        for style in page.tree.iter("style"):
            if (style.text or "").strip() not in theme and not _VERSION.fullmatch(style.text or ""):
                yield page.problem("页面上有一段样式不是主题里的。", style)
            yield from (page.problem(f"页面要从别的网站读取 {url}。", style) for url in foreign_in(style.text or ""))
        for element in page.tree.iter("script", "link"):
            file = element.get("src") or (element.get("href") if element.get("rel") == "stylesheet" else None)
            if file and file.rpartition("/")[2] not in own and not _ENGINES.search(file):
                yield page.problem(f"页面要读取的 {file} 不是主题里的。", element)
        for script in page.tree.iter("script"):
            text = (script.text or "").strip()
            if text not in theme and script.get("type") != "application/ld+json":
                yield page.problem("页面上有一段脚本不是主题里的。", script)


def _only_names(element: Element, attribute: str) -> bool:
    """Whether an address is only named, for the reader to follow or for machines to know, and nothing loads from it."""
    if element.tag == "link":
        return element.get("rel") in ("canonical", "alternate", "prev", "next")
    return (element.tag, attribute) in _NAMING or attribute.startswith(("xmlns", "data-"))


_NAMING = frozenset((("a", "href"), ("area", "href"), ("meta", "content")))


def foreign_in(style: str) -> list[str]:
    """The addresses on other hosts that a style sheet loads from."""
    return _IMPORT.findall(style)
