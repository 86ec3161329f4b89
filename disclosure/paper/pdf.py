"""The PDF of a year's report: the printable view as headless Chromium prints it, with its particulars set.

Two runs from the same data give the same file: it carries the document's date, not the day it was made.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf
from lxml import html

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
SWITCHES = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--generate-pdf-document-outline", "--no-pdf-header-footer",
)  # fmt: skip
SECONDS = 180


@dataclass(frozen=True)
class Particulars:
    """What the PDF says about itself, as the printable view has it."""

    title: str
    author: str
    subject: str
    language: str
    dated: date


def make_pdf(site: Path, year: int) -> Path:
    """Makes site/YEAR/report.pdf from the built site/YEAR/print.html. Raises Problems."""
    page, pdf = site / str(year) / "print.html", site / str(year) / "report.pdf"
    if not page.is_file():
        raise Problems([Problem(str(page), 0, 0, "没有打印版网页；请先生成网站，再生成 PDF。")])
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "printed.pdf"
        _print(_browser(pdf), page, printed, Path(folder) / "profile")
        _finish(printed, pdf, particulars(page))
    return pdf


def particulars(page: Path) -> Particulars:
    """Reads a printable view's title, issuer, number, language and date."""
    tree = html.parse(page, html.HTMLParser(encoding="utf-8")).getroot()

    def text(query: str) -> str:
        return "".join(tree.xpath(f"string({query})").split())

    return Particulars(
        title=text("//h1"),
        author=text("//*[@class='issuer-mark']"),
        subject=text("//*[@class='document-number']"),
        language=tree.get("lang"),
        dated=date.fromisoformat(text("//*[@class='signature']/time/@datetime")),
    )


def _browser(pdf: Path) -> str:
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    message = (
        "没有找到 Chromium、Chrome 或 Edge 浏览器；请安装其中一种再生成 PDF，也可以在浏览器里打开打印版另存为 PDF。"
    )
    raise Problems([Problem(str(pdf), 0, 0, message)])


def _print(browser: str, page: Path, printed: Path, profile: Path) -> None:
    root = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()  # Chromium's sandbox refuses root
    target = (f"--user-data-dir={profile}", f"--print-to-pdf={printed}", page.resolve().as_uri())
    with suppress(OSError, subprocess.SubprocessError):  # what counts is whether the file is there
        subprocess.run((browser, *SWITCHES, *root, *target), capture_output=True, check=True, timeout=SECONDS)
    if not printed.is_file():
        raise Problems([Problem(str(page), 0, 0, f"浏览器 {browser} 没有生成 PDF；请确认它能正常打开，再试一次。")])


def _finish(printed: Path, pdf: Path, about: Particulars) -> None:
    moment = f"{about.dated.isoformat()}T00:00:00+08:00"
    with pikepdf.open(printed) as document:
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = about.title
            metadata["dc:creator"] = [about.author]
            metadata["dc:description"] = about.subject
            metadata["dc:language"] = {about.language}
            metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = moment
        stamp = f"D:{about.dated:%Y%m%d}000000+08'00'"
        document.trailer.Info = document.make_indirect(pikepdf.Dictionary())
        document.docinfo.update(
            {
                "/Title": about.title,
                "/Author": about.author,
                "/Subject": about.subject,
                "/CreationDate": stamp,
                "/ModDate": stamp,
            }
        )
        document.Root.Lang = pikepdf.String(about.language)
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and isinstance(item.get("/ToUnicode"), pikepdf.Stream):
                item.ToUnicode.write(searchable(item.ToUnicode.read_bytes()))
        document.save(pdf, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


_RADICAL_ENTRY = re.compile(rb"(?<=> <)2[EF][0-9A-F]{2}(?=>\r?\n)")  # the last on its line: the character


def searchable(cmap: bytes) -> bytes:
    """A font's table from glyphs to characters (ToUnicode CMap) with characters in the place of radicals."""

    def character(match: re.Match[bytes]) -> bytes:
        return b"%04X" % ord(without_radicals(chr(int(match[0], 16))))

    return _RADICAL_ENTRY.sub(character, cmap)
