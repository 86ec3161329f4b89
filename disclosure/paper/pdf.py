"""The PDF of a year's report: the printable view as headless Chromium prints it, with its particulars set.

Two runs from the same data give the same file: it carries the document's date, not the day it was made.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from disclosure.paper.accessible import links_of, make_accessible
from disclosure.paper.page import Particulars, particulars, site_address, tree_of
from disclosure.problem import Problem, Problems
from disclosure.text.radicals import without_radicals

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome", "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)  # fmt: skip
SWITCHES = ("--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update")
SECONDS = 180

# Links to other pages of the site lead below its address; without one, or a way out of this machine, they are text.
_LINKS_FROM_PAPER = """top => {
  for (const link of document.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href");
    if (href.startsWith("#") || !link.href.startsWith("file:")) continue;
    if (top) link.href = new URL(`YEAR/${href}`, top).href; else link.removeAttribute("href");
  }
}"""


def make_pdf(site: Path, year: int) -> Path:
    """Makes site/YEAR/report.pdf from the built site/YEAR/print.html. Raises Problems."""
    page, pdf = site / str(year) / "print.html", site / str(year) / "report.pdf"
    if not page.is_file():
        raise Problems([Problem(str(page), 0, 0, "没有打印版网页；请先生成网站，再生成 PDF。")])
    with ThreadPoolExecutor(1) as apart:  # Playwright refuses to start where somebody's event loop runs
        printed = apart.submit(_printed, _browser(pdf), page).result()
    _finish(printed, pdf, particulars(page), links_of(tree_of(page)))
    return pdf


def _browser(pdf: Path) -> str:
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    message = (
        "没有找到 Chromium、Chrome 或 Edge 浏览器；请安装其中一种再生成 PDF，也可以在浏览器里打开打印版另存为 PDF。"
    )
    raise Problems([Problem(str(pdf), 0, 0, message)])


def _printed(browser: str, page: Path) -> bytes:
    """The page as a browser prints it."""
    switches = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []  # Chromium's sandbox refuses root
    try:
        with sync_playwright() as playwright:
            tab = playwright.chromium.launch(executable_path=browser, args=[*SWITCHES, *switches]).new_page()
            tab.set_default_timeout(SECONDS * 1000)
            tab.goto(page.resolve().as_uri())
            tab.evaluate(_LINKS_FROM_PAPER.replace("YEAR", page.parent.name), site_address(page))
            return tab.pdf(prefer_css_page_size=True, outline=True, tagged=True)
    except PlaywrightError:
        message = f"浏览器 {browser} 没有生成 PDF；请确认它能正常打开，再试一次。"
        raise Problems([Problem(str(page), 0, 0, message)]) from None


def _finish(printed: bytes, pdf: Path, about: Particulars, links: Mapping[str, str]) -> None:
    said = {"/Title": about.title, "/Author": about.author, "/Subject": about.subject}
    with pikepdf.open(BytesIO(printed)) as document:
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            make_accessible(document, metadata, links)
            metadata["dc:title"] = about.title
            metadata["dc:creator"] = [about.author]
            metadata["dc:description"] = about.subject
            metadata["dc:language"] = {about.language}
            for name in ("xmp:CreateDate", "xmp:ModifyDate"):
                if about.dated:
                    metadata[name] = f"{about.dated.isoformat()}T00:00:00+08:00"
                elif name in metadata:
                    del metadata[name]
        if about.dated:
            said["/CreationDate"] = said["/ModDate"] = f"D:{about.dated:%Y%m%d}000000+08'00'"
        document.trailer.Info = document.make_indirect(pikepdf.Dictionary())
        document.docinfo.update({name: text for name, text in said.items() if text})
        document.Root.Lang = pikepdf.String(about.language)
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and isinstance(item.get("/ToUnicode"), pikepdf.Stream):
                item.ToUnicode.write(searchable(item.ToUnicode.read_bytes()))
        _number_elements(document)
        document.save(pdf, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


_NODE = re.compile(r"node[0-9]{8}")


def _number_elements(document: pikepdf.Pdf) -> None:
    """Numbers the tagged elements from 1: the browser's own numbers for them differ from run to run."""
    places = [place for item in document.objects for place in _names_of_elements(item)]
    names = sorted({str(holder[key]) for holder, key in places})
    numbered = {name: f"node{number:08}" for number, name in enumerate(names, 1)}
    for holder, key in places:
        holder[key] = pikepdf.String(numbered[str(holder[key])])


def _names_of_elements(holder: Any) -> Iterator[tuple[Any, Any]]:
    """Where an object of a PDF names tagged elements, not in those it refers to: what holds the name, and its key."""
    if isinstance(holder, pikepdf.Dictionary):
        keys: Iterable[Any] = list(holder.keys())
    elif isinstance(holder, pikepdf.Array):
        keys = range(len(holder))
    else:
        return
    for key in keys:
        held = holder[key]
        if isinstance(held, pikepdf.String) and _NODE.fullmatch(str(held)):
            yield holder, key
        elif isinstance(held, (pikepdf.Dictionary, pikepdf.Array)) and not held.is_indirect:
            yield from _names_of_elements(held)


_RADICAL_ENTRY = re.compile(rb"(?<=> <)2[EF][0-9A-F]{2}(?=>\r?\n)")  # the last on its line: the character


def searchable(cmap: bytes) -> bytes:
    """A font's table from glyphs to characters (ToUnicode CMap) with characters in the place of radicals."""

    def character(match: re.Match[bytes]) -> bytes:
        return b"%04X" % ord(without_radicals(chr(int(match[0], 16))))

    return _RADICAL_ENTRY.sub(character, cmap)
