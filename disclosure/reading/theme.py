"""The folder of the theme: the engines publish whatever lies in it, so nothing may that no page needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from disclosure.problem import Problem

_KINDS = frozenset((".css", ".html", ".ico", ".jpg", ".js", ".png", ".svg", ".webp", ".woff2"))
LEFT_BY_SYSTEMS = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What the windows of operating systems leave in any folder; it is not published."""


def strange_in_theme(root: Path) -> Iterator[Problem]:
    """Links, editors' backups, files that nothing in the theme names, and comments that pages would carry."""
    theme = root / "theme"
    files = sorted(file for file in theme.rglob("*") if file.is_symlink() or not file.is_dir())
    texts = {
        file: file.read_text("utf-8", "replace")
        for file in files
        if file.suffix in (".html", ".css", ".js") and file.is_file() and not file.is_symlink()
    }
    for file in files:
        name = file.relative_to(root).as_posix()
        if file.is_symlink():
            yield Problem(name, 0, 0, "这是一个链接，指向的文件会随网站公开；请放文件本身，或删去。")
        elif file.suffix not in _KINDS or file.name[0] in ".#~":
            if file.name not in LEFT_BY_SYSTEMS:
                yield Problem(name, 0, 0, "不像主题用得着的文件，多半是编辑器留下的备份，会随网站公开；请移走。")
        elif file.suffix != ".html" and not any(file.name in text for each, text in texts.items() if each != file):
            yield Problem(name, 0, 0, "主题里没有地方用到这个文件，却会随网站公开；请移走。")
        if file.suffix == ".html" and "<!--" in texts.get(file, ""):
            line = texts[file].partition("<!--")[0].count("\n") + 1
            yield Problem(name, line, 0, "<!-- … --> 会留在网页里；不公开的说明请写成 {# … #}。")
