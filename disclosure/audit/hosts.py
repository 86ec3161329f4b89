"""A page loads nothing from other hosts, and carries no script or style of its own: a server may forbid both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from disclosure.problem import Problem
from disclosure.text.built import BuiltPage, Element

_HOST = re.compile(r"(?:https?:)?//[^\s,'\")]+")
_IMPORT = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])((?:https?:)?//[^)'\"]+)")
_NAMING = frozenset((("a", "href"), ("area", "href"), ("meta", "content")))


def host_problems(site: Path, pages: Iterable[BuiltPage]) -> Iterator[Problem]:
    """What pages and style sheets of the site load from elsewhere."""
    for page in pages:
        for value, element, name in page.texts("//@*[contains(., '//')]"):
            if not _only_names(element, name):
                yield from (page.problem(f"页面要从别的网站读取 {host}。", element) for host in _HOST.findall(value))
        for style in page.tree.iter("style"):
            urls = _IMPORT.findall(style.text or "")
            yield from (page.problem(f"页面要从别的网站读取 {url}。", style) for url in urls)
        yield from _inline_problems(page)
    for file in sorted(site.rglob("*.css")):
        for url in _IMPORT.findall(file.read_text("utf-8", "replace")):
            yield Problem(file.relative_to(site).as_posix(), 0, 0, f"样式要从别的网站读取 {url}。")


def _inline_problems(page: BuiltPage) -> Iterator[Problem]:
    """Scripts and styles in the page itself; data for machines is none."""
    for element in page.elements(_INLINE):
        yield page.problem(f"页面里写着样式或脚本（{element.tag}）；请放进单独的文件，服务器只许载入文件。", element)


_INLINE = (
    "//style | //*[@style] | //@*[starts-with(name(), 'on')]/.. | //*[starts-with(@href, 'javascript:')]"
    " | //script[not(@src)][not(contains(@type, 'json'))]"
)


def _only_names(element: Element, attribute: str) -> bool:
    """Whether an address is only named, for the reader to follow or for machines to know, and nothing loads from it."""
    if element.tag == "link":
        return element.get("rel") in ("canonical", "alternate", "prev", "next")
    return (element.tag, attribute) in _NAMING or attribute.startswith(("xmlns", "data-"))
