"""The Markdown that a page may hold: what would be published other than the clerk sees it is refused.

What Markdown takes for text, and should not have, is found in what the site engines render; what it swallows, in the
source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from disclosure.chapters.section import DEEPEST
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.report.model import Model
from disclosure.text.characters import strange
from disclosure.text.rendering import Piece, rendered, table_rows
from disclosure.text.source_text import BLOCK, CODE, FENCED, TEMPLATE, WORD, Shown, blank, problem_at, without

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---(?:\n|\Z)", re.DOTALL)
_SETTING = re.compile(r"title: [^{}\n]+|template: print\.html|search: \{exclude: true\}")
_CLASSES = ("home-head", "home-actions", "home-lead", "home-parts", "see-also")
"""The wrappers that pages use. Any other class of the theme's could hide what it is on."""
_PLAIN_TAGS = "b|strong|i|em|sub|sup"
_TAG = re.compile(
    rf"<(?:(?P<end>/)(?P<ended>div|section|span|a|{_PLAIN_TAGS})|br ?/?|(?P<plain>{_PLAIN_TAGS})"
    rf'|(?P<begun>div|section|span|a)(?: markdown| download| class="(?:{"|".join(_CLASSES)})"'
    r'| (?:id|role|aria-(?!hidden)[a-z]+)="[^"<>{}&\n]*"'
    r'| href="(?:https?://)?(?!/)[\w./#?=%-]+")*)>'
)
_BRACES = "花括号只用来引用，写成 {{ 主题.指标 }}；标题的锚点写在标题末尾：{ #名称 }。"
_TAGS = (
    "这样的网页标签不能用；只能用 <div>、<section>、<span>、<a>，只带 class、id、href、markdown、download、aria-…，"
    f"class 只能写 {'、'.join(_CLASSES)}，其余用 Markdown 写。"
)
_UNCLOSED = "<{0}> 没有结尾；请补上 </{0}>，里层的先结束。"

_NOTE = '提示框请写成 !!! note "标题"，标题用中文，内容另起一行，前面空四格。'

# (signs of which a slip has one, what it looks like in the text that Markdown makes, what to write instead)
_SLIPS = (
    (
        "{｛％｝}",
        r"[{｛][ \t]*[％]|[｛]|[％][ \t]*[}｝]|[｝]|\{ +[%{]|[%}] +\}(?!\})",
        "花括号和百分号要用半角，中间不留空格：{{ … }}、{% … %}。",
    ),
    ("{", r"(?<![{(])\{[ \t]*[a-z_]+\.[a-z_]+[ \t]*\}(?!\})", "引用指标要用两层花括号：{{ 主题.指标 }}。"),
    ("{}", r"[{}]", _BRACES),
    ("`~", r"```|~~~", "代码块要顶格写，用单独一行的三个反引号 ``` 开头和结尾；这里不成对，或没有顶格。"),
    ("`", r"`", "反引号要成对：`文件名`。"),
    ("[", r"\[\^[^\]\n]*\]", "不能用脚注；请把说明写在括号里：（注：…）。"),
    ("*", r"^\*\[[^\]\n]*\]:.*", "不能用缩略语的注解；请在第一次提到时写全称。"),
    ("[【", r"!?\[[^\]\n]*\][(（][^)）\n]*[)）]?|!?【[^】\n]*】\([^)\n]*\)",
     "链接和图片读不出来；请写成 [文字](文件名.md)、![说明](图.png)，括号用半角，网址里没有空格。"),
    ("]", r"\]\([^)\n]*\)?", "链接要写全：[文字](文件名.md)。"),
    ("~", r"~~", "不能用删除线；请直接删去，不要的波浪号请改用“～”。"),
    ("=", r"==(?=\S)[^=\n]+==", "突出的文字请写成 **文字**。"),
    ("[", r"^\[[ xX]?\](?=\s)", "不能用待办方框；请写成“- 文字”。"),
    ("!?", r"^(?:!!!|\?\?\?).*", _NOTE),
    ("*_＊", r"(?<!\*)\*\*(?!\*)|(?<![_\w])__(?!_)|(?<!_)__(?![_\w])|＊＊",
     "加粗写成 **文字**：星号用半角，前后成对，里侧不留空格。"),
    ("\\", r"\\$", "行末的反斜杠会照样印出来；换行请在行末空两格，或者空一行另起一段。"),
    ("[", r"\[\[[^\]\n]*\]\]", "链接请写成 [文字](文件名.md)。"),
    (":", r":[a-z_]+:", "表情的代号会照样印出来；请删去。"),
    ("^", r"\^(?! )[^^\s]+\^", "上标请写成 <sup>文字</sup>。"),
    ("$", r"\$(?! )[^$\n]+\$", "不能用公式的记号 $；请直接写文字。"),
    ("#", r"^#+.*", "标题写成“## 标题”：井号最多六个，单独成行。"),
    ("＃", r"^＃.*", "标题的井号要用半角，后面空一格：“## 标题”。"),
    ("|｜", r"^[ \t]*[|｜].*", "这里读不成表格：第二行要写 | --- | --- |，格数与表头相同，竖线用半角。"),
    ("|", r"^[ \t]*:?-{3,}:? *\|.*", "这里读不成表格：分隔行的格数要与表头相同。"),
)  # fmt: skip
_SIGNS = re.compile(f"[{re.escape(''.join(signs for signs, _, _ in _SLIPS))}]")
_UNREAD = (
    (re.compile(r"^ {0,3}\[\^[^\]\n]*\]:", re.MULTILINE), "不能用脚注；请把说明写在括号里：（注：…）。"),
    (re.compile(r"^[ \t]*\[TOC\][ \t]*$", re.MULTILINE), "目录是自动生成的；请删去 [TOC]。"),
    (re.compile(r"&(?:#\w+|\w+);"), "特殊符号请直接输入，不写 & 加名称。"),
    (re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]*\]:[ \t]*\S", re.MULTILINE), "链接请写成 [文字](文件名.md)。"),
)
"""What Markdown takes away or turns into something else before it comes to the text."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


MOST = 200_000
"""How many bytes a page may have; what is longer is no page, and keeps every check busy."""
_MOST_LINES, _MOST_IN_PARAGRAPH = 5_000, 20_000
_MOST_SIGNS = {
    "[": (2_000, 100), "<": (2_000, 100), "`": (3_000, 1_000), "{": (6_000, 2_000), "\n#": (2_000, 100),
    "*": (6_000, 1_000), "&": (1_000, 100), "|": (15_000, 6_000),
}  # fmt: skip
"""How often a sign may stand on a page and in a paragraph: Markdown looks for the other half of each, to the end."""
_TOO_DEEP = re.compile(r"^(?:[ \t]*>){6}|^[ \t]{40}[ \t]*(?:[-*+]|[0-9]+\.) ", re.MULTILINE)
TOLD = 200
"""How many mistakes of a kind are told of a page."""


def too_much(text: str, page: Page) -> Problem | None:
    """What no page needs, and what it takes Markdown minutes to read."""
    if len(text.encode()) > MOST:
        return Problem(page.source, 0, 0, f"超过 {MOST // 1000} 千字节，太长了；请分成几章，图片和附件另放文件。")
    many = next((sign.strip() for sign, (most, _) in _MOST_SIGNS.items() if text.count(sign) > most), "")
    if many or text.count("\n") > _MOST_LINES:
        said = f"“{many}”太多了" if many else f"超过 {_MOST_LINES} 行，太长了"
        return Problem(page.source, 0, 0, f"{said}；请分成几章。")
    if deep := _TOO_DEEP.search(text):
        return problem_at(text, deep.start(), page, "列表和引文一层套一层，太深了；请少套几层。")
    line = 1
    for paragraph in re.split(r"\n[ \t]*\n", text):
        signs = any(paragraph.count(sign) > most for sign, (_, most) in _MOST_SIGNS.items())
        if signs or len(paragraph) > _MOST_IN_PARAGRAPH:
            return Problem(page.source, line, 1, "这一段太长，或者符号太多；请分成几段，段与段之间空一行。")
        line += paragraph.count("\n") + 2
    return None


def without_settings(shown: Shown) -> Shown:
    """What is shown of a page below its settings."""
    return replace(shown, text=_FRONT_MATTER.sub(blank, shown.text))


def anchors(shown: Shown) -> frozenset[str]:
    """The places of a page that links may lead to."""
    return frozenset(piece.attributes["id"] for piece in rendered(shown.text) if "id" in piece.attributes)


def slips(text: str, shown: Shown, page: Page, model: Model) -> tuple[Problem, ...]:
    """What is wrong with a page's Markdown; `shown` is what an edition gets of its `text`."""
    report = model.reports.get(page.year or 0)
    name = page.path.partition("/")[2].removesuffix(".md")
    return _slips(text, shown, page, report is not None and name in report.document.chapters)


@lru_cache(maxsize=256)  # most pages are the same to both editions
def _slips(text: str, shown: Shown, page: Page, chapter: bool) -> tuple[Problem, ...]:
    return (*_in_source(text, page), *islice(_Judge(text, shown, page, chapter).problems(), TOLD))


def _in_source(text: str, page: Page) -> Iterator[Problem]:
    """What Markdown swallows, or makes something else of."""
    yield from _settings(text, page)
    yield from _unseen(text, page)
    body = _FRONT_MATTER.sub(blank, text)
    yield from islice(_tags(without(f"{TEMPLATE}|{CODE}", body), page), TOLD)
    bare = without(CODE, without(TEMPLATE, body))
    for pattern, advice in _UNREAD:
        for match in islice(pattern.finditer(bare), TOLD):
            yield problem_at(bare, match.start(), page, advice)


class _Judge:
    """What the site engines make of a page, piece by piece."""

    def __init__(self, text: str, shown: Shown, page: Page, chapter: bool) -> None:
        self.lines, self.shown, self.page = text.split("\n"), shown, page
        self.source = shown.text
        self.pieces = rendered(self.source)
        self.chapter = chapter

    def problems(self) -> Iterator[Problem]:
        first = next((piece for piece in self.pieces if piece.tag or piece.text.strip()), None)
        if self.chapter and (first is None or first.tag != "h1"):
            yield Problem(self.page.source, 1, 1, "第一行要写标题：“# 标题”。")
        yield from self._headings()
        yield from self._tables()
        for before, piece in zip((None, *self.pieces), self.pieces, strict=False):
            if piece.tag:
                yield from self._element(piece)
            elif "code" in piece.inside or "pre" in piece.inside:
                yield from self._code(piece)
            else:
                yield from self._text(piece, before)

    def _say(self, position: int, part: str, message: str) -> Problem:
        """A problem with `part`, which the source has at `position` or behind it."""
        found = self.source.find(part, position)
        position = position if found < 0 else found
        line, column = self.shown.line(position), position - self.source.rfind("\n", 0, position) - 1
        written, part = self.lines[line - 1], part.partition("\n")[0]
        if not written.startswith(part, column):  # code stands before it
            column = max(0, written.find(part))
        return Problem(self.page.source, line, column + 1, message)

    def _headings(self) -> Iterator[Problem]:
        anchors: Counter[str] = Counter()
        titles = 0
        for place, piece in enumerate(self.pieces):
            if "id" in piece.attributes:
                anchors[anchor := piece.attributes["id"]] += 1
                if anchors[anchor] == 2:
                    again = self.source.find(anchor, self.source.find(anchor) + 1)
                    yield self._say(again, anchor, f"锚点 {anchor} 用了两次；同一页里每个锚点只能用一次，请改名。")
            if piece.tag not in _HEADINGS:
                continue
            said = next((p for p in self.pieces[place + 1 :] if not p.tag), None)
            inner = said is not None and piece.tag in said.inside
            position = said.position if said and inner else piece.position
            line = self.shown.line(position)
            if said is None or not inner:
                yield self._say(piece.position, "#", "标题里没有文字；请在 # 后面写标题，或删去这一行。")
            elif not re.match("[ >*+-]*#", self.lines[line - 1]):
                yield Problem(self.page.source, line + 1, 1, "标题请写成“# 标题”，不在下面画线。")
            elif set(piece.inside) - {"div", "section"}:
                yield self._say(position, "", "标题要顶格单独成行，不能写在列表和引文里。")
            elif self.chapter and int(piece.tag[1]) > DEEPEST:
                yield self._say(position, "", f"标题太深，最多 {DEEPEST} 个 #；请少写一级。")
            elif self.chapter and piece.tag == "h1" and titles == 1:
                yield self._say(position, "", "一章只有一个一级标题；这里请写成“## 标题”。")
            titles += piece.tag == "h1"

    def _tables(self) -> Iterator[Problem]:
        position = 0
        for row, cells, wanted in table_rows(self.source) if "|" in self.source else ():
            position = max(position, self.source.find(row, position))
            if cells != wanted:
                advice = "请补齐或删去，文字里的竖线写成 \\|。"
                yield self._say(position, row, f"这一行有 {cells} 格，表头有 {wanted} 格；{advice}")
            position += len(row)

    def _element(self, piece: Piece) -> Iterator[Problem]:
        if piece.attributes.get("class", "").startswith("admonition "):
            yield from self._note(piece)
        if piece.tag == "img" and not piece.attributes.get("alt", "").strip():
            place = piece.attributes.get("src", "")
            yield self._say(piece.position, place, "图片没有说明，看不见图的人读不到它；请写成 ![图上有什么](图.png)。")

    def _note(self, note: Piece) -> Iterator[Problem]:
        """A note without a title in Chinese, for which English would stand, or without what it should hold."""
        place = self.pieces.index(note)
        inner = [
            piece for piece in self.pieces[place + 1 :] if piece.inside[: len(note.inside) + 1] == (*note.inside, "div")
        ]
        texts = [piece for piece in inner if not piece.tag and piece.text.strip()]
        titled = any("admonition-title" in piece.attributes.get("class", "") for piece in inner)
        if (titled and texts and texts[0].text.isascii()) or len(texts) <= titled:
            yield self._say(note.after, "!!!", _NOTE)

    def _code(self, piece: Piece) -> Iterator[Problem]:
        if not self.page.internal and (WORD in piece.text or BLOCK in piece.text):
            yield self._say(piece.position, "", "代码里不能引用；请写在代码外面。")
        if "pre" not in piece.inside:
            if re.search(r"(?:```|~~~)[^`\n]*\n", self.source[piece.after : piece.position]):
                yield self._say(piece.position, "", "代码块要顶格写，``` 前面不留空格。")
            return
        first = piece.text.lstrip("\n").split("\n")[0]
        start = self.source.rfind("\n", 0, piece.position) + 1
        if first.strip() and self.source.startswith(f"    {first}", start) and not _in_fence(self.source, start):
            yield self._say(start, "", "行首空了四格，会变成代码；请顶格写，代码写在两行 ``` 之间。")

    def _text(self, piece: Piece, before: Piece | None) -> Iterator[Problem]:
        text = re.sub(TEMPLATE, blank, piece.text, flags=re.DOTALL)  # the handbook shows code as text
        if BLOCK in text and (text.replace(BLOCK, "").strip() or set(piece.inside) - {"p", "div", "section"}):
            yield self._say(piece.after, BLOCK, "表格、图和整段的内容要单独成段，前后各空一行。")
        if not _SIGNS.search(text):
            return
        told: set[int] = set()
        begins = before is None or bool(before.tag) or "\n" in before.text
        for signs, looks, advice in _SLIPS:
            if not any(sign in text for sign in signs):
                continue
            position = piece.after
            for match in re.finditer(looks, text, re.MULTILINE):
                found = self.source.find(match[0], position)
                position = piece.position if found < 0 else found
                if told.isdisjoint(range(*match.span())) and (begins or match.start() or looks[0] != "^"):
                    told.update(range(*match.span()))
                    yield self._say(position, match[0], advice)
                position += len(match[0])


def _in_fence(source: str, position: int) -> bool:
    return any(code.start() < position < code.end() for code in re.finditer(FENCED, source, re.DOTALL | re.MULTILINE))


def _settings(text: str, page: Page) -> Iterator[Problem]:
    """What stands at the top of a page for the engine; whatever else stood there would become a name of the page's."""
    if front := _FRONT_MATTER.match(text):
        for number, line in enumerate(front[1].splitlines(), 2):
            if not _SETTING.fullmatch(line):
                advice = "页首只能写 title、template: print.html、search: {exclude: true} 这几项；请删去这一行。"
                yield Problem(page.source, number, 1, advice)
    elif re.match(r"[ ]{0,3}[\w-]+:|---[ \t]*\n", text):
        yield Problem(page.source, 1, 1, "页首的设置要写在两行 --- 之间；请照别的页改，或删去。")


def _unseen(text: str, page: Page) -> Iterator[Problem]:
    """Characters that turn the direction of writing or hide among others; template code that nobody would run."""
    for position, told in strange(text):
        yield problem_at(text, position, page, told)
    for match in re.finditer(r"\{[{%#][-+]|[-+][%}]\}", text):
        yield problem_at(text, match.start(), page, "花括号里侧不写加号、减号；请删去。")
    for match in re.finditer(r"\{%\s*raw\b", "" if page.internal else text):
        yield problem_at(text, match.start(), page, "{% raw %} 只能用在内部页面；请删去。")


def _tags(bare: str, page: Page) -> Iterator[Problem]:
    """Tags that are not allowed, and those that do not come in pairs."""
    opened: list[tuple[str, int | None]] = []  # the position only of those that are not told already
    for match in re.finditer(r"<[A-Za-z/!?]", bare):
        start = match.start()
        if bare.startswith("<!--", start):
            yield problem_at(bare, start, page, "<!-- … --> 会留在公开的网页里；不公开的说明请写成 {# … #}。")
        elif bare.startswith(("<http://", "<https://"), start):
            continue  # an address that is its own text
        elif (tag := _TAG.match(bare, start)) is None:
            yield problem_at(bare, start, page, _TAGS)
            if name := re.match(rf"<(div|section|span|a|{_PLAIN_TAGS})\b", bare[start:]):
                opened.append((name[1], None))
        elif tag["begun"] or tag["plain"]:
            opened.append((tag["begun"] or tag["plain"], start))
        elif tag["end"] and (not opened or opened.pop()[0] != tag["ended"]):
            yield problem_at(bare, start, page, f"</{tag['ended']}> 没有配对的开头；请删去，或补上开头。")
            return
    for begun, at in opened:
        if at is not None:
            yield problem_at(bare, at, page, _UNCLOSED.format(begun))
