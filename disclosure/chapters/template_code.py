"""The template code that a page may hold: names and calls out of a short list, and nothing that computes.

Whatever is not named here is refused, so that no page can run code, hide a number or read another file. Jinja's own
parser gives every piece with its line. One walk over them says what the page comes to, and all that is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from jinja2 import nodes

from disclosure.chapters.arguments import FOR_STAFF, Cited, Finding, Mistake, Scope, figure, findings, typed_by_hand
from disclosure.chapters.compared import OTHER_YEARS, compares, form_mistakes
from disclosure.chapters.expansion import Call, Chapters, Choice, Include, Passage, Piece, Value
from disclosure.chapters.macros import LISTS, MACROS, VARIABLES, Macro, sample
from disclosure.chapters.names import CHAPTER, FIELDS, Quote, absent, titles
from disclosure.numbers.prose import typed
from disclosure.page import Page
from disclosure.problem import Problem, nearest
from disclosure.text.headings import heading_over, headings
from disclosure.text.source_text import BLOCK, WORD, Shown


@dataclass(frozen=True)
class Code:
    """What a page's template code comes to, what it quotes and calls, the pages it takes in, and what is
    wrong with it.

    `text` is what the edition's readers may get of the page's text, on the lines where it stands there: without
    comments and other readers' passages, and with { … } around the texts in code that prints something. `shown` is the
    same as Markdown sees it: with `WORD` or `BLOCK` for what code prints.
    """

    passage: Passage
    text: str
    shown: Shown
    quotes: tuple[Quote, ...]
    calls: frozenset[str]
    includes: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_code(tree: nodes.Template, text: str, scope: Scope) -> Code:
    """Reads the template code of a page, a `tree` parsed from its text."""
    walk = _Walk(scope)
    passage = walk.passage(tree.body)
    lines, seen, shown = text.splitlines(), _on_their_lines(walk.texts), _shown(walk.pieces)
    over = headings(seen)
    quotes = [Quote(name, scope.page.path, line, heading_over(over, line), by) for line, name, by in walk.quoted]
    problems = [
        Problem(scope.page.source, line, _column(lines, line, wrong.part), wrong.message) for line, wrong in walk.wrong
    ]
    return Code(passage, seen, shown, tuple(quotes), frozenset(walk.called), tuple(walk.included), tuple(problems))


def _shown(pieces: Sequence[tuple[int, str]]) -> Shown:
    ends = accumulate((len(piece) for _, piece in pieces), initial=0)
    starts = tuple((start, line) for start, (line, _) in zip(ends, pieces, strict=False))
    return Shown("".join(piece for _, piece in pieces), starts or ((0, 1),))


def _on_their_lines(texts: Iterable[tuple[int, str]]) -> str:
    """Pieces of text, each on the line where it begins."""
    joined = ""
    for line, text in texts:
        joined += "\n" * (line - 1 - joined.count("\n")) + text
    return joined


def _column(lines: list[str], line: int, part: str) -> int:
    """Where `part` stands on its line, from 1; the start of the line where it is not found."""
    return max(0, lines[line - 1].find(part)) + 1 if line <= len(lines) else 1


_TAGS = (
    "这样的 {% … %} 不能用；只能写 {% if staff %}、{% if not printing %}、{% for chapter in chapters %}、"
    '{% include "文件.md" %}、{% call unbroken() %} 这几种。'
)
_ONLY_NAMES = "花括号里只能写名称，不能计算、拼接或加工；能写的见“章节里可以写什么”。"
_ONE_SAYING = "纸面和网页要说一样的话；请不要在 printing 的两边各写一段文字，共同的话写在外面。"


class _Walk:
    """One walk over a page's syntax tree. Each step returns what it comes to, and notes what it met on the way."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.texts: list[tuple[int, str]] = []
        self.pieces: list[tuple[int, str]] = []
        self.quoted: list[tuple[int, str, str]] = []
        self.called: set[str] = set()
        self.included: list[str] = []
        self.wrong: list[tuple[int, Mistake]] = []
        self.in_loop = False

    def passage(self, nodes_: Iterable[nodes.Node]) -> Passage:
        """Text with template code in it."""
        return tuple(piece for node in nodes_ for piece in self._pieces(node))

    def _pieces(self, node: nodes.Node) -> Iterable[Piece]:
        match node:
            case nodes.Output():
                return [self._printed(printed) for printed in node.nodes]
            case nodes.If(elif_=[]):
                return self._choice(node)
            case nodes.For(
                target=nodes.Name(name="chapter"),
                iter=nodes.Name(name="chapters"),
                else_=[],
                test=None,
                recursive=False,
            ):
                self.in_loop, outside = True, self.in_loop
                passage = self.passage(node.body)
                self.in_loop = outside
                return [Chapters(passage)]
            case nodes.Include(with_context=True, ignore_missing=False):
                return self._include(node)
            case nodes.CallBlock(call=nodes.Call() as call, args=[]):
                return self._around(call, self.passage(node.body))
        return self._say(node.lineno, "{%", _TAGS)

    def _say(self, line: int, part: str, message: str) -> tuple[()]:
        self.wrong.append((line, Mistake(part, message)))
        return ()

    def _note(self, line: int, found: Iterable[Finding], by: str = "") -> None:
        for finding in found:
            if isinstance(finding, Cited):
                self.quoted.append((line, finding.indicator, by))
            else:
                self.wrong.append((line, finding))

    # --- {% … %} ---

    def _choice(self, choice: nodes.If) -> Iterable[Piece]:
        """Both branches, of which the public never gets those for staff: nothing in them is its business."""
        match choice.test:
            case nodes.Name(name="staff" | "printing" as name):
                negated = False
            case nodes.Not(node=nodes.Name(name="staff" | "printing" as name)):
                negated = True
            case _:
                advice = "if 后面只能单独写 staff 或 printing，前面可以加 not，例如 {% if not printing %}。"
                return self._say(choice.lineno, "{% if", advice)
        if name == "printing" and _says(choice.body) and _says(choice.else_):
            self._say(choice.lineno, "{% if", _ONE_SAYING)
        if name == "staff" and self.scope.edition == "public":
            return self.passage(choice.body if negated else choice.else_)
        body = self.passage(choice.body)
        if name == "printing":  # one of them has no words, and may be a block
            self.pieces.append((choice.lineno, "\n\n" if choice.else_ else ""))
        other = self.passage(choice.else_)
        return [Choice(name, other, body) if negated else Choice(name, body, other)]

    def _include(self, include: nodes.Include) -> Iterable[Piece]:
        report = self.scope.report
        parts: tuple[str | Value, ...]
        match include.template:
            case nodes.Const(value=str() as written):
                path, parts = written, (written,)
            case nodes.Concat(nodes=[nodes.Name(name="year"), nodes.Const(value=str() as written)]):
                path, parts = f"{report.year}{written}", (Value(("year",)), written)
            case nodes.Getattr(node=nodes.Name(name="chapter"), attr="path") if self.in_loop:
                self.included.extend(f"{report.year}/{name}.md" for name in report.document.chapters)
                self.pieces.append((include.lineno, BLOCK))
                return [Include((Value((CHAPTER, "path")),))]
            case _:
                advice = 'include 后面只能写 "文件.md"、year ~ "/文件.md" 或 chapter.path。'
                return self._say(include.lineno, "{%", advice)
        if Page(written).internal and self.scope.edition == "public":
            return self._say(include.lineno, written, f"{written} 是内部文件，公开的章节不能引入；{FOR_STAFF}")
        if (year := Page(path).year) and year != report.year:
            advice = f"{path} 是 {year} 年的内容，里面的数在这里会换成 {report.year} 年的；"
            advice += "要比较请引用 .before、.change，或写成链接。"
            return self._say(include.lineno, written, advice)
        if path not in self.scope.paths:
            own = (known for known in self.scope.paths if Page(known).year in (None, report.year))
            return self._say(include.lineno, written, f"没有 {path} 这一页{nearest(path, own)}。")
        self.included.append(path)
        self.pieces.append((include.lineno, BLOCK))
        return [Include(parts)]

    def _around(self, call: nodes.Call, passage: Passage) -> Iterable[Piece]:
        match call:
            case nodes.Call(node=nodes.Name(name="unbroken"), args=[], kwargs=[], dyn_args=None, dyn_kwargs=None):
                return [self._called("unbroken", (), passage)]
            case nodes.Call(
                node=nodes.Name(name="section"),
                args=[nodes.Name(name="chapter")],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ) if self.in_loop:
                return [self._called("section", (Value((CHAPTER,)),), passage)]
        advice = "call 后面只能写 unbroken()，或在 {% for chapter in chapters %} 里写 section(chapter)。"
        return self._say(call.lineno, "{%", advice)

    # --- {{ … }} ---

    def _printed(self, node: nodes.Expr) -> Piece:
        self.texts.append((node.lineno, _text_of(node)))
        self.pieces.append((node.lineno, _shown_as(node)))
        match node:
            case nodes.TemplateData(data=text):
                return text
            case nodes.Const(value=str() as text) if self.scope.page.internal:
                return text  # the handbook shows what a clerk types
            case nodes.Const(value=value) if typed(str(value)):
                self._note(node.lineno, [typed_by_hand(str(value))])
            case nodes.Call(node=nodes.Name(name=name)):
                return self._call(node, name)
            case nodes.Name() | nodes.Getattr() if (path := _dotted(node)) is not None:
                self._note(node.lineno, self._value(path), OTHER_YEARS if compares(path) else "")
                return Value(path)
            case _:
                self._say(node.lineno, "{{", _ONLY_NAMES)
        return ""

    def _value(self, path: tuple[str, ...]) -> Iterator[Finding]:
        """What stands without brackets: a figure, a particular, a title, or a variable."""
        first, *rest = path
        shown = ".".join(path)
        if rest and first in self.scope.model.themes:
            name, form = self._named(path)
            yield from figure(self.scope, name, shown)
            yield from form_mistakes(self.scope, name, form, shown)
        elif first in VARIABLES and VARIABLES[first].staff and self.scope.edition == "public":
            yield Mistake(shown, f"{first} 只能用在内部页面；{FOR_STAFF}")
        elif rest and first in LISTS:
            yield from _title(self.scope, path)
        elif rest and first == CHAPTER and not self.in_loop:
            yield Mistake(shown, "chapter 只有在 {% for chapter in chapters %} … {% endfor %} 里面才有。")
        elif rest and first in FIELDS:
            yield from _field(self.scope, path)
        else:
            yield from _name(self.scope, first)

    def _named(self, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The figure that a path names, a cell by its row and column, and what follows it."""
        known = (self.scope.report.figures, self.scope.model.withheld)
        ends = (end for end in range(len(path), 2, -1) if any(".".join(path[:end]) in names for names in known))
        if (end := next(ends, 2)) == 2 and ".".join(path[:2]) not in self.scope.report.figures:
            end = len(path)  # no figure and no cell: all of it is told as what is not there
        return ".".join(path[:end]), path[end:]

    def _call(self, call: nodes.Call, name: str) -> Piece:
        if (macro := MACROS.get(name)) is None:
            wrong = [Mistake(name, f"{name} 后面不写括号。")] if name in VARIABLES else _name(self.scope, name)
            self._note(call.lineno, wrong)
            return ""
        texts = tuple(arg.value for arg in call.args if isinstance(arg, nodes.Const) and isinstance(arg.value, str))
        plain = len(texts) == len(call.args) and not (call.kwargs or call.dyn_args or call.dyn_kwargs)
        barred = macro.around or (macro.staff and self.scope.edition == "public")
        if barred or not plain or bool(texts) is not bool(macro.takes):
            self._note(call.lineno, [_macro(self.scope, macro)])
            return ""
        braced = [text for text in texts if "{" in text or "}" in text]
        self._note(call.lineno, (Mistake(text, "引号里的文字不能有花括号。") for text in braced))
        found = findings(self.scope, macro.takes, texts)
        if found is None:
            found = iter([Mistake(name, _count(self.scope, macro))])
        self._note(call.lineno, found, name)
        return self._called(name, texts)

    def _called(self, name: str, arguments: tuple[str | Value, ...], around: Passage | None = None) -> Call:
        self.called.add(name)
        return Call(name, arguments, around)


def _name(scope: Scope, name: str) -> Iterator[Mistake]:
    """A name that stands alone: it must be a variable that has a text of its own."""
    themes = scope.model.themes
    if name in themes:
        yield Mistake(name, f"{name} 是一个主题，要写到指标，例如 {{{{ {themes[name].indicators[0].id} }}}}。")
    elif name in FIELDS:
        yield Mistake(name, f"{name} 后面还要写点和名称{nearest('', FIELDS[name])}。")
    elif name in MACROS:
        yield _macro(scope, MACROS[name])
    elif name not in VARIABLES:
        yield Mistake(name, f"没有 {name} 这个名称{nearest(name, {*themes, *MACROS, *VARIABLES})}。")
    elif not VARIABLES[name].printed:
        yield Mistake(name, f"{name} 只能写在 {{% … %}} 里。")


def _macro(scope: Scope, macro: Macro) -> Mistake:
    """A macro that is not called, or not as it must be."""
    name = macro.name
    if macro.staff and scope.edition == "public":
        message = f"{name} 只能用在内部页面；{FOR_STAFF}"
    elif macro.around:
        message = f"{name} 要写成 {{% call … %}} … {{% endcall %}}，见“章节里可以写什么”。"
    elif macro.takes:
        message = f"{name} 的括号里要写加引号的名称，例如 {macro.written(sample(scope.report))}。"
    else:
        message = f"{name} 后面要写一对括号，里面什么也不写：{{{{ {name}() }}}}。"
    return Mistake(name, message)


_COUNTS = ("", "一项", "两项")


def _count(scope: Scope, macro: Macro) -> str:
    kinds = "和".join(kind.name for kind in macro.takes)
    example = macro.written(sample(scope.report))
    return f"{macro.name} 的括号里要写{_COUNTS[len(macro.takes)]}：{kinds}，例如 {example}。"


def _title(scope: Scope, path: tuple[str, ...]) -> Iterator[Mistake]:
    """The title of a plan or a shortcoming."""
    first, key, *rest = path
    known = titles(scope.report)[first]
    if key not in known:
        yield Mistake(
            ".".join(path), f"{scope.report.year} 年的 {first} 里没有 {key}，或者它不公开{nearest(key, known)}。"
        )
    elif rest != ["title"]:
        yield Mistake(".".join(path), f"{first} 的一项只能引用标题，写成 {{{{ {first}.{key}.title }}}}。")


def _field(scope: Scope, path: tuple[str, ...]) -> Iterator[Mistake]:
    """A particular of the document, the unit or the chapter."""
    shown = ".".join(path)
    known = FIELDS[path[0]]
    for place, part in enumerate(path[1:], 2):
        if part not in known:
            yield Mistake(shown, f"{path[0]} 里没有 {part}{nearest(part, known)}。")
            return
        if (inner := known[part]) is None:
            if place < len(path):
                yield Mistake(shown, f"{path[0]} 里没有 {'.'.join(path[2:])}。")
            elif file := absent(path, scope.report, scope.model.unit):
                yield Mistake(shown, f"{shown} 在 {file} 里没有写，这里会是空的；请删去这一处，或在那里补上。")
            return
        known = inner
    yield Mistake(shown, f"{shown} 后面还要写点和名称{nearest('', known)}。")


def _says(branch: Iterable[nodes.Node]) -> bool:
    """Whether a branch says something in words, beside what tables and charts show."""
    for printed in (each for node in branch for output in _outputs(node) for each in output.nodes):
        match printed:
            case nodes.TemplateData(data=data):
                if re.search(r"\w", data):
                    return True
            case nodes.Call(node=nodes.Name(name=name)) if name != "words":
                pass
            case _:
                return True
    return False


def _outputs(node: nodes.Node) -> Iterator[nodes.Output]:
    if isinstance(node, nodes.Output):
        yield node
    yield from node.find_all(nodes.Output)


def _text_of(printed: nodes.Expr) -> str:
    """Text as it is; of code the texts in it."""
    if isinstance(printed, nodes.TemplateData):
        return printed.data
    constants = [printed] if isinstance(printed, nodes.Const) else printed.find_all(nodes.Const)
    return f"{{{' '.join(str(constant.value) for constant in constants)}}}"


def _shown_as(printed: nodes.Expr) -> str:
    """Text as it is; of code a sign."""
    match printed:
        case nodes.TemplateData(data=text):
            return text
        case nodes.Call(node=nodes.Name(name=name)) if name in MACROS and not MACROS[name].inline:
            return BLOCK
    return WORD


def _dotted(node: nodes.Node) -> tuple[str, ...] | None:
    """`theme.indicator.number` as its parts; None where it does not start with a plain name."""
    match node:
        case nodes.Name(name=name):
            return (name,)
        case nodes.Getattr(node=inner, attr=attr) if (path := _dotted(inner)) is not None:
            return (*path, attr)
    return None
