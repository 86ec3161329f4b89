"""The Markdown that a page may hold: what would be published other than the clerk sees it is refused."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from disclosure.page import Page
from disclosure.problem import Problem, nearest
from disclosure.report.model import Model
from disclosure.text.characters import strange
from disclosure.text.source_text import ANCHOR, CODE, FENCED, TEMPLATE, blank, problem_at, without

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_SETTING = re.compile(r"title: [^{}\n]+|template: print\.html|search: \{exclude: true\}")
_CLASSES = ("home-head", "home-actions", "home-parts", "see-also")
"""The wrappers that pages use. Any other class of the theme's could hide what it is on."""
_TAG = re.compile(
    r"<(?:/(?:div|section|span|a)"
    rf'|(?:div|section|span|a)(?: markdown| download| class="(?:{"|".join(_CLASSES)})"'
    r'| (?:id|role|aria-(?!hidden)[a-z]+)="[^"<>{}&\n]*"'
    r'| href="(?:https?://)?(?!/)[\w./#?=%-]+")*)>'
)
_LINK = re.compile(r"\]\(\s*(?P<target>[^)\s]*)")
_BRACES = "花括号只用来引用，写成 {{ 主题.指标 }}；标题的锚点写在标题末尾：{ #名称 }。"
_TAGS = (
    "这样的网页标签不能用；只能用 <div>、<section>、<span>、<a>，只带 class、id、href、markdown、download、aria-…，"
    f"class 只能写 {'、'.join(_CLASSES)}，其余用 Markdown 写。"
)

# (what a slip looks like, what to write instead), in prose, outside code and template code
_SLIPS = (
    (
        r"[{｛][ \t]*[％]|[｛]|[％][ \t]*[}｝]|[｝]|\{ +[%{]|[%}] +\}(?!\})",
        "花括号和百分号要用半角，中间不留空格：{{ … }}、{% … %}。",
    ),
    (r"(?<![{(])\{[ \t]*[a-z_]+\.[a-z_]+[ \t]*\}(?!\})", "引用指标要用两层花括号：{{ 主题.指标 }}。"),
    (r"[{}]", _BRACES),
    (r"&\#?\w+;", "特殊符号请直接输入，不写 & 加名称。"),
    (r"^[ ]{0,3}\[[^\]\n]+\]:", "链接请写成 [文字](文件名.md)。"),
    (r"^~~~", "代码请用三个反引号 ``` 开头和结尾。"),
)


def slips(text: str, page: Page, model: Model, paths: Collection[str]) -> Iterator[Problem]:
    """What is wrong with a page's Markdown. `paths` are the paths of all pages that it may lead to."""
    yield from _settings(text, page)
    yield from _heading(text, page, model)
    yield from _unseen(text, page)
    body = _FRONT_MATTER.sub(blank, text)
    yield from _tags(without(rf"{TEMPLATE}|{FENCED}", body), page)
    yield from _underlined_headings(without(CODE, body), page)
    bare = without(rf"{TEMPLATE}|{CODE}", body)
    yield from _links(bare, page, paths)
    yield from _characters(re.sub(rf"^(#{{1,6}}[ ].*?){ANCHOR}", r"\1", bare, flags=re.MULTILINE), page)


def _settings(text: str, page: Page) -> Iterator[Problem]:
    """What stands at the top of a page for the engine; whatever else stood there would become a name of the page's."""
    if front := _FRONT_MATTER.match(text):
        for number, line in enumerate(front[1].splitlines(), 2):
            if not _SETTING.fullmatch(line):
                advice = "页首只能写 title、template: print.html、search: {exclude: true} 这几项；请删去这一行。"
                yield Problem(page.source, number, 1, advice)
    elif re.match(r"[ ]{0,3}[\w-]+:|---[ \t]*\n", text):
        yield Problem(page.source, 1, 1, "页首的设置要写在两行 --- 之间；请照别的页改，或删去。")


def _heading(text: str, page: Page, model: Model) -> Iterator[Problem]:
    report = model.reports.get(page.year or 0)
    is_chapter = report and page.path.partition("/")[2].removesuffix(".md") in report.document.chapters
    if is_chapter and not re.match(r"\s*# ", _FRONT_MATTER.sub("", text)):
        yield Problem(page.source, 1, 1, "第一行要写标题：“# 标题”。")


def _unseen(text: str, page: Page) -> Iterator[Problem]:
    """Characters that turn the direction of writing or hide among others; template code that nobody would run."""
    for position, told in strange(text):
        yield problem_at(text, position, page, told)
    for match in re.finditer(r"\{[{%#][-+]|[-+][%}]\}", text):
        yield problem_at(text, match.start(), page, "花括号里侧不写加号、减号；请删去。")
    for match in re.finditer(r"\{%\s*raw\b", "" if page.internal else text):
        yield problem_at(text, match.start(), page, "{% raw %} 只能用在内部页面；请删去。")


def _tags(bare: str, page: Page) -> Iterator[Problem]:
    for match in re.finditer(r"<[A-Za-z/!?]", bare):
        if bare.startswith("<!--", match.start()):
            advice = "<!-- … --> 会留在公开的网页里；不公开的说明请写成 {# … #}。"
            yield problem_at(bare, match.start(), page, advice)
        elif not _TAG.match(bare, match.start()):
            yield problem_at(bare, match.start(), page, _TAGS)


def _underlined_headings(bare: str, page: Page) -> Iterator[Problem]:
    for match in re.finditer(r"^.*\S.*\n(?P<line>[ ]{0,3}(?:=+|-+)[ \t]*)$", bare, re.MULTILINE):
        yield problem_at(bare, match.start("line"), page, "标题请写成“# 标题”，不在下面画线。")


def _links(bare: str, page: Page, paths: Collection[str]) -> Iterator[Problem]:
    """Links that do more than lead to a page, and links to pages that do not exist."""
    folder = PurePosixPath(page.path).parent
    for match in _LINK.finditer(bare):
        target = match["target"].partition("#")[0]
        if not _readable(match["target"]):
            yield problem_at(bare, match.start("target"), page, "这个网址读不懂；请从浏览器的地址栏照抄。")
            continue
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        if re.search(r"^//|[:&<\\]", target):
            yield problem_at(bare, match.start("target"), page, "链接只能通向文件或网址（https://…）。")
        elif target.endswith(".md") and posixpath.normpath((folder / target).as_posix()) not in paths:
            near = nearest(target, (posixpath.relpath(path, folder.as_posix()) for path in paths))
            yield problem_at(bare, match.start("target"), page, f"没有 {target} 这一页{near}。")


def _readable(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def _characters(bare: str, page: Page) -> Iterator[Problem]:
    """Signs that look like template code, or that Markdown reads as more than text; a place is told once."""
    told: set[int] = set()
    for pattern, advice in _SLIPS:
        for match in re.finditer(pattern, bare, re.MULTILINE):
            if told.isdisjoint(range(*match.span())):
                told.update(range(*match.span()))
                yield problem_at(bare, match.start(), page, advice)
