"""The links and pictures of a page: where each leads, and whether that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from disclosure.page import Page
from disclosure.problem import Problem, nearest
from disclosure.text.pictures import KINDS, picture
from disclosure.text.rendering import rendered
from disclosure.text.source_text import Shown

_MOST = 5_000_000
"""How many bytes a picture may have: what takes a phone seconds to load."""
_MADE = re.compile(r"data/|[12][0-9]{3}/report\.(?:pdf|docx)$")
"""The files that a build adds."""


@dataclass(frozen=True)
class Link:
    """A link as it is typed, and its place in the page."""

    target: str
    line: int
    column: int
    picture: bool = False

    @property
    def file(self) -> str:
        """The page or file that it leads to, as written; "" where it stays on its page or leads out of the site."""
        return "" if re.match(r"[a-z]+:", self.target) else unquote(self.target.partition("#")[0])

    @property
    def place(self) -> str:
        return unquote(self.target.partition("#")[2])

    def problem(self, page: Page, message: str) -> Problem:
        return Problem(page.source, self.line, self.column, message)


def links(text: str, shown: Shown) -> tuple[Link, ...]:
    """The links and pictures of a page by its `text`, of which an edition gets what is `shown`."""
    lines = text.split("\n")
    return tuple(_links(lines, shown))


def _links(lines: list[str], shown: Shown) -> Iterator[Link]:
    for piece in rendered(shown.text):
        target = piece.attributes.get({"a": "href", "img": "src"}.get(piece.tag, ""))
        if target is not None:
            found = shown.text.find(target, piece.after)
            line = shown.line(piece.after if found < 0 else found)
            yield Link(target, line, max(0, lines[line - 1].find(target)) + 1, piece.tag == "img")


def link_problems(page: Page, found: Collection[Link], paths: Collection[str]) -> Iterator[Problem]:
    """Links that do more than lead to a page, and links to pages that do not exist. `paths` are all there are."""
    folder = PurePosixPath(page.path).parent
    for link in found:
        if not _readable(link.target):
            yield link.problem(page, "这个网址读不懂；请从浏览器的地址栏照抄。")
        elif link.picture and not link.file.lower().endswith(KINDS):
            yield link.problem(page, "图片要和章节放在同一个文件夹，格式是 png 或 jpg；别的格式请另存。")
        elif link.target.startswith(("http://", "https://", "mailto:")):
            continue
        elif re.search(r"^/|[:&<\\]", link.target):
            yield link.problem(page, "链接只能通向文件或网址（https://…）。")
        elif _path(page, link).startswith("../"):
            yield link.problem(page, "链接只能通向 docs 里的文件；请把文件复制到章节的文件夹里。")
        elif not link.target:
            yield link.problem(page, "链接没有写通向哪里；请写成 [文字](文件名.md)。")
        elif link.file and "/home/" in page.path:
            advice = '这一段会放进别的页面，写在这里的链接到了那里会错；请写成 {{ link("文字", "页名") }}。'
            yield link.problem(page, advice)
        elif link.file.endswith(".md") and posixpath.normpath((folder / link.file).as_posix()) not in paths:
            own = [path for path in paths if page.year is None or Page(path).year in (None, page.year)]
            near = nearest(link.file, (posixpath.relpath(path, folder.as_posix()) for path in own))
            yield link.problem(page, f"没有 {link.file} 这一页{near}。")


def _readable(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def led_to(found: Mapping[Page, Collection[Link]]) -> Collection[str]:
    """The files that links and pictures of pages lead to, below `docs/`."""
    return frozenset(_path(page, link) for page, links in found.items() for link in links if link.file)


def _path(page: Page, link: Link) -> str:
    return posixpath.normpath(f"{page.path}/../{link.file}")


def missing_files(docs: Path, found: Mapping[Page, Collection[Link]]) -> Iterator[Problem]:
    """Pictures and other files that a page leads to and that are not there."""
    for page, each in found.items():
        for link in each:
            file = docs / (path := _path(page, link))
            if path.startswith("../") or (link.picture and not path.lower().endswith(KINDS)):
                continue  # told already
            is_page = path.endswith(".html") and file.with_suffix(".md").is_file()
            if link.picture and file.is_file() and (fault := _unfit(file)):
                yield link.problem(page, f"{link.file} {fault}")
            if link.file and not link.file.endswith(".md") and not (file.is_file() or is_page or _MADE.match(path)):
                beside = file.parent.iterdir() if file.parent.is_dir() else ()
                near = nearest(link.file, (other.name for other in beside if other.name != "SUMMARY.md"))
                yield link.problem(page, f"没有 {link.file} 这个文件{near}；请改链接，或把文件放进来。")


def _unfit(file: Path) -> str:
    """Why a picture cannot be published; "" where it can."""
    if file.stat().st_size > _MOST:
        return f"超过 {_MOST // 1_000_000} 兆字节，手机上打不开；请压缩后再放进来。"
    try:
        picture(file.read_bytes())
    except ValueError:
        return "不是完整的 png 或 jpg 图片；请用画图软件打开，另存为 png 或 jpg。"
    return ""


def missing_places(
    found: Mapping[Page, Collection[Link]], anchors: Mapping[str, Collection[str] | None]
) -> Iterator[Problem]:
    """Links to places that are not on their page. `anchors` are those of each page, None where code makes some."""
    for page, each in found.items():
        for link in each:
            known = anchors.get(_path(page, link) if link.file else page.path)
            if link.place and known is not None and link.place not in known and not page.partial:
                near = nearest(link.place, known)
                yield link.problem(
                    page, f"没有 #{link.place} 这个位置{near}；请改链接，或在那里的标题末尾写 {{ #{link.place} }}。"
                )
