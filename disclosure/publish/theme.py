"""The project's own files in a built site: without comments, and without what operating systems lay beside them."""

from __future__ import annotations

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
