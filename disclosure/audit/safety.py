"""A page runs the site's own scripts, loads from no other host, and sends its reader nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from disclosure.built import BuiltPage
from disclosure.problem import Problem

_LOADING = (
    "//script/@src | //img/@src | //iframe/@src | //source/@src | //audio/@src | //video/@src | //embed/@src"
    " | //video/@poster | //input/@src | //track/@src | //frame/@src | //body/@background"
    " | //object/@data | //link[not(@rel='canonical' or @rel='alternate' or @rel='prev' or @rel='next')]/@href"
    " | //*[local-name()='use' or local-name()='image']/@href | //form/@action | //button/@formaction"
)
_STYLE_URL = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]+)|@import\s+['\"]((?:https?:)?//[^'\"]+)")
_MOVING = (
    "//base | //iframe | //object | //embed"
    " | //meta[@http-equiv and translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']"
)
_RUNNING = "//@*[starts-with(name(), 'on')] | //@href[starts-with(normalize-space(.), 'javascript:')]"
_SCRIPTS = "//script[not(@src) and not(@type='application/ld+json' or @type='application/json')]"


def safety_problems(root: Path, pages: Iterable[BuiltPage]) -> Iterator[Problem]:
    """What pages run, load or do that the theme below `root` does not make them."""
    theme = "".join(file.read_text("utf-8") for file in sorted((root / "theme").rglob("*.html")))
    for page in pages:
        yield from _foreign(page)
        for element in page.tree.xpath(_MOVING):
            yield page.problem(f"页面上不应当有 <{element.tag}>。", element)
        for attribute in page.tree.xpath(_RUNNING):
            yield page.problem(f"页面上不应当有 {attribute.attrname}=“{attribute[:40]}”。", attribute.getparent())
        for script in page.tree.xpath(_SCRIPTS):
            if (script.text or "").strip() not in theme:
                yield page.problem("页面上有一段脚本不是主题里的。", script)


def _foreign(page: BuiltPage) -> Iterator[Problem]:
    """Whatever the page would load from another host."""
    urls = [str(url) for url in page.tree.xpath(_LOADING)]
    for source in page.tree.xpath("//@srcset"):
        urls.extend(part.split()[0] for part in str(source).split(",") if part.strip())
    for style in page.tree.xpath("//style/text() | //@style"):
        urls.extend(foreign_in(str(style)))
    for url in urls:
        if urlsplit(url).netloc:
            yield page.problem(f"页面要从别的网站读取 {url}。")


def foreign_in(style: str) -> list[str]:
    """The addresses on other hosts that a style sheet loads from."""
    return [first or second for first, second in _STYLE_URL.findall(style)]
