"""The theme in a built site: bare of comments and of what nothing loads, with a page for missing pages that works."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from disclosure.reading.theme import LEFT_BY_SYSTEMS

_STRING = r'"(?:\\.|[^"\\\n])*"|' + r"'(?:\\.|[^'\\\n])*'"
_PATTERN = r"(?<=[=(,:\[!&|?{};>])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/"
"""A regular expression in a script, which stands where a value begins."""
_BLOCK = r"/\*.*?\*/"
_KEPT_OR_COMMENT: Mapping[str, re.Pattern[str]] = {
    ".css": re.compile(rf"({_STRING}|url\([^)]*\))|{_BLOCK}", re.DOTALL),
    ".js": re.compile(rf"({_STRING}|`(?:\\.|[^`\\])*`|{_PATTERN})|{_BLOCK}|//[^\n]*", re.DOTALL),
    ".svg": re.compile(r"(<!\[CDATA\[.*?\]\]>)|<!--.*?-->", re.DOTALL),
}
"""By the ending of a file: what only looks like a comment, which is kept, and what is one."""


def publish_bare(own: Path, site: Path) -> None:
    """Takes from the site the comments of the files that it has of the folder `own`, the project's theme or pages."""
    for file in site.rglob("*"):
        if file.name in LEFT_BY_SYSTEMS:
            file.unlink()
    for file in own.rglob("*"):
        published = site / file.relative_to(own)
        if file.suffix in _KEPT_OR_COMMENT and published.is_file():
            published.write_text(without_comments(published.read_text("utf-8"), file.suffix), "utf-8")


def without_comments(text: str, kind: str) -> str:
    """A style sheet, script or drawing (by its ending) without comments and the lines that they leave empty."""
    bare = _KEPT_OR_COMMENT[kind].sub(lambda found: found[1] or "", text)
    return "".join(f"{line}\n" for line in map(str.rstrip, bare.splitlines()) if line)


def leave_out_unused(own: Path, site: Path) -> None:
    """Takes from the site the parts of the engine's theme that none of its pages loads.

    A part is a folder of `assets/`; what the project's theme `own` puts there stays, and so does a part of which any
    page names a file, since that file may load the others. A style sheet is only loaded by a page that names it.
    """
    named = {
        posixpath.normpath(posixpath.join(page.relative_to(site).parent.as_posix(), address))
        for page in site.rglob("*.html")
        for address in _LOADED.findall(page.read_text("utf-8"))
    }
    for sheet in (site / "assets").glob("*.css"):
        if sheet.relative_to(site).as_posix() not in named:
            sheet.unlink()
    for part in [folder for folder in (site / "assets").iterdir() if folder.is_dir()]:
        if not any(address.startswith(f"{part.relative_to(site).as_posix()}/") for address in named):
            for file in [file for file in part.rglob("*") if file.is_file()]:
                if not (own / file.relative_to(site)).is_file():
                    file.unlink()
            for folder in sorted((part, *part.rglob("*")), reverse=True):
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()


_LOADED = re.compile(r'<(?:script|link|img)\b[^<>]*? (?:src|href)="([^"?#]*)')


def settle_missing_page(site: Path) -> None:
    """Makes the links of the page for missing pages relative to the top of the site, which its <base> names.

    Engines write them from the top of the server, so that they would lead nowhere from a folder or under another path.
    """
    if (page := site / "404.html").is_file() and (base := re.search(r'<base href="([^"]+)">', page.read_text("utf-8"))):
        inner = re.compile(rf'(?<!<base )(href|src|data-root)="{re.escape(base[1])}')
        page.write_text(inner.sub(r'\1="', page.read_text("utf-8")), "utf-8")
