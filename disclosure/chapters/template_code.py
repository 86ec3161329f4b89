"""The template code that a page may hold: names and calls out of a short list, and nothing that computes.

Whatever is not named here is refused, so that no page can run code, hide a number or read another file. Jinja's own
parser gives every piece with its line, so all mistakes of all pages are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from disclosure.chapters.names import (
    BLOCKS,
    CHAPTER,
    FIELDS,
    FIGURE_FORMS,
    FUNCTIONS,
    STAFF_FUNCTIONS,
    VARIABLES,
    Fields,
    Quote,
)
from disclosure.numbers.prose import typed
from disclosure.numbers.quantity import Range
from disclosure.page import Page
from disclosure.problem import Problem, nearest
from disclosure.report.edition import Edition
from disclosure.report.expression import parse_expression
from disclosure.report.model import Figure, Model, Report
from disclosure.text.headings import heading_over, headings


@dataclass(frozen=True)
class Code:
    """What a page's template code refers to, the pages it takes in, and what is wrong with it.

    `text` is what the edition's readers may get of the page's text, on the lines where it stands there: without
    comments and other readers' passages, and with { … } around the texts in code that prints something.
    """

    text: str
    quotes: tuple[Quote, ...]
    includes: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_code(
    tree: nodes.Template, text: str, page: Page, model: Model, paths: Collection[str], edition: Edition
) -> Code:
    """Checks the template code of a page, a `tree` parsed from its text, as `edition` reads it.

    `paths` are the paths of all pages.
    """
    reading = _Reading(page, model, paths, edition)
    reading.passage(tree.body)
    lines, seen = text.splitlines(), _on_their_lines(reading.texts)
    over = headings(seen)
    return Code(
        seen,
        tuple(Quote(name, page.path, line, heading_over(over, line)) for line, name in reading.quoted),
        tuple(reading.included),
        tuple(Problem(page.source, line, _column(lines, line, part), told) for line, part, told in reading.wrong),
    )


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
_FOR_STAFF = "请删去，或写进 {% if staff %} … {% endif %}。"


class _Reading:
    """One reading of a page's syntax tree, noting indicators quoted, pages included, and all that may not be there."""

    def __init__(self, page: Page, model: Model, paths: Collection[str], edition: Edition) -> None:
        self.page, self.model, self.paths, self.edition = page, model, paths, edition
        self.report: Report = model.reports.get(page.year or 0, model.latest)
        self.texts: list[tuple[int, str]] = []
        self.quoted: list[tuple[int, str]] = []
        self.included: list[str] = []
        self.wrong: list[tuple[int, str, str]] = []
        self.in_loop = False

    def passage(self, pieces: Iterable[nodes.Node]) -> None:
        """Text with template code in it."""
        for piece in pieces:
            match piece:
                case nodes.Output():
                    for printed in piece.nodes:
                        self.texts.append((printed.lineno, _text_of(printed)))
                        self._printed(printed)
                case nodes.If(elif_=[]):
                    for branch in self._branches(piece):
                        self.passage(branch)
                case nodes.For(
                    target=nodes.Name(name="chapter"),
                    iter=nodes.Name(name="chapters"),
                    else_=[],
                    test=None,
                    recursive=False,
                ):
                    self.in_loop, outside = True, self.in_loop
                    self.passage(piece.body)
                    self.in_loop = outside
                case nodes.Include(with_context=True, ignore_missing=False):
                    self._include(piece)
                case nodes.CallBlock(call=nodes.Call() as call, args=[]):
                    self._block(call)
                    self.passage(piece.body)
                case _:
                    self._say(piece.lineno, "{%", _TAGS)

    def _say(self, line: int, part: str, message: str) -> None:
        self.wrong.append((line, part, message))

    # --- {% … %} ---

    def _branches(self, choice: nodes.If) -> Iterator[list[nodes.Node]]:
        """The branches that the edition's readers may get."""
        match choice.test:
            case nodes.Name(name="staff" | "printing" as name):
                public = choice.else_
            case nodes.Not(node=nodes.Name(name="staff" | "printing" as name)):
                public = choice.body
            case _:
                advice = "if 后面只能单独写 staff 或 printing，前面可以加 not，例如 {% if not printing %}。"
                self._say(choice.lineno, "{% if", advice)
                return
        if name == "printing" and all(map(_says, (choice.body, choice.else_))):
            advice = "纸面和网页要说一样的话；请不要在 printing 的两边各写一段文字，共同的话写在外面。"
            self._say(choice.lineno, "{% if", advice)
        yield from (choice.body, choice.else_) if name == "printing" or self.edition == "staff" else (public,)

    def _include(self, include: nodes.Include) -> None:
        match include.template:
            case nodes.Const(value=str() as written):
                path = written
            case nodes.Concat(nodes=[nodes.Name(name="year"), nodes.Const(value=str() as written)]):
                path = f"{self.report.year}{written}"
            case nodes.Getattr(node=nodes.Name(name="chapter"), attr="path") if self.in_loop:
                self.included.extend(f"{self.report.year}/{name}.md" for name in self.report.document.chapters)
                return
            case _:
                advice = 'include 后面只能写 "文件.md"、year ~ "/文件.md" 或 chapter.path。'
                self._say(include.lineno, "{%", advice)
                return
        if Page(written).internal and self.edition == "public":
            self._say(include.lineno, written, f"{written} 是内部文件，公开的章节不能引入；{_FOR_STAFF}")
        elif path not in self.paths:
            self._say(include.lineno, written, f"没有 {path} 这一页{nearest(path, self.paths)}。")
        else:
            self.included.append(path)

    def _block(self, call: nodes.Call) -> None:
        match call:
            case nodes.Call(node=nodes.Name(name="unbroken"), args=[], kwargs=[], dyn_args=None, dyn_kwargs=None):
                return
            case nodes.Call(
                node=nodes.Name(name="section"),
                args=[nodes.Name(name="chapter")],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ) if self.in_loop:
                return
        advice = "call 后面只能写 unbroken()，或在 {% for chapter in chapters %} 里写 section(chapter)。"
        self._say(call.lineno, "{%", advice)

    # --- {{ … }} ---

    def _printed(self, node: nodes.Node) -> None:
        match node:
            case nodes.TemplateData():
                pass
            case nodes.Const(value=str()) if self.page.internal:
                pass  # the handbook shows what a clerk types
            case nodes.Const() if typed(str(node.value)):
                self._typed(node.lineno, str(node.value))
            case nodes.Name(name=name):
                self._name(node.lineno, name)
            case nodes.Getattr() if (path := _dotted(node)) is not None:
                self._path(node.lineno, path)
            case nodes.Call(node=nodes.Name(name=name)):
                self._call(node, name)
            case _:
                self._say(node.lineno, "{{", _ONLY_NAMES)

    def _typed(self, line: int, text: str) -> None:
        self._say(line, text, f"“{text}”是手打的数字；请引用指标，写成 {{{{ 主题.指标 }}}}。")

    def _name(self, line: int, name: str) -> None:
        """A name that stands alone: it must be a variable that has a text of its own."""
        if name in self.model.themes:
            self._say(line, name, f"{name} 是一个主题，要写到指标，例如 {{{{ {self._example(name)} }}}}。")
        elif name in FIELDS:
            self._say(line, name, f"{name} 后面还要写点和名称{nearest('', FIELDS[name])}。")
        elif name in FUNCTIONS:
            self._function(line, name)
        elif name in ("chapters", "printing", "staff"):
            self._say(line, name, f"{name} 只能写在 {{% … %}} 里。")
        elif name not in VARIABLES:
            known = {*self.model.themes, *FUNCTIONS, *VARIABLES}
            self._say(line, name, f"没有 {name} 这个名称{nearest(name, known)}。")

    def _function(self, line: int, name: str) -> None:
        """A function that is not called, or not as it must be."""
        if name in STAFF_FUNCTIONS and self.edition == "public":
            self._say(line, name, f"{name} 只能用在内部页面；{_FOR_STAFF}")
        elif name in BLOCKS:
            self._say(line, name, f"{name} 要写成 {{% call … %}} … {{% endcall %}}，见“章节里可以写什么”。")
        elif name in _EXAMPLES:
            self._say(line, name, f"{name} 的括号里要写加引号的名称，例如 {_EXAMPLES[name]}。")
        else:
            self._say(line, name, f"{name} 后面要写一对括号，里面什么也不写：{{{{ {name}() }}}}。")

    def _path(self, line: int, path: tuple[str, ...]) -> None:
        first, second, *rest = path
        shown = ".".join(path)
        if first in self.model.themes:
            self._figure(line, f"{first}.{second}", shown)
            if rest and (len(rest) > 1 or rest[0] not in FIGURE_FORMS):
                form = ".".join(rest)
                self._say(line, shown, f"指标没有 {form} 这种写法{nearest(form, FIGURE_FORMS)}。")
        elif first == CHAPTER and not self.in_loop:
            self._say(line, shown, "chapter 只有在 {% for chapter in chapters %} … {% endfor %} 里面才有。")
        elif first in FIELDS:
            self._field(line, path)
        else:
            self._name(line, first)

    def _field(self, line: int, path: tuple[str, ...]) -> None:
        known: Fields | None = FIELDS[path[0]]
        for part in path[1:]:
            if known is None or part not in known:
                self._say(line, ".".join(path), f"{path[0]} 里没有 {part}{nearest(part, known or ())}。")
                return
            known = known[part]
        if known is not None:
            self._say(line, ".".join(path), f"{'.'.join(path)} 后面还要写点和名称{nearest('', known)}。")

    def _figure(self, line: int, name: str, shown: str) -> None:
        theme = name.partition(".")[0]
        if name in self.report.figures:
            self.quoted.append((line, name))
        elif name in self.model.withheld:
            self._say(line, shown, f"{name} 不公开，公开的章节不能引用；{_FOR_STAFF}")
        else:
            near = [known for known in self.report.figures if known.startswith(f"{theme}.")]
            known = near if theme in self.model.themes else self.report.figures
            self._say(line, shown, f"没有指标 {name}{nearest(name, known)}。")

    def _call(self, call: nodes.Call, name: str) -> None:
        if name not in FUNCTIONS:
            if name in VARIABLES:
                self._say(call.lineno, name, f"{name} 后面不写括号。")
            else:
                self._name(call.lineno, name)
            return
        texts = [arg.value for arg in call.args if isinstance(arg, nodes.Const) and isinstance(arg.value, str)]
        plain = len(texts) == len(call.args) and not (call.kwargs or call.dyn_args or call.dyn_kwargs)
        takes = _TAKES.get(name)
        barred = name in BLOCKS or (name in STAFF_FUNCTIONS and self.edition == "public")
        if barred or not plain or bool(texts) is not bool(takes):
            self._function(call.lineno, name)
        elif takes:
            for text in texts:
                if "{" in text or "}" in text:
                    self._say(call.lineno, text, "引号里的文字不能有花括号。")
            takes(self, call.lineno, texts)

    # --- what the functions take ---

    def _table(self, line: int, arguments: list[str]) -> None:
        theme, *keys = arguments
        if theme not in self.model.themes:
            self._say(line, theme, f"没有主题 {theme}{nearest(theme, self.model.themes)}。")
            return
        if not keys:
            numbers = (figure for figure in self.report.of_theme(theme) if figure.indicator.kind == "number")
            self.quoted.extend((line, figure.id) for figure in numbers)
        for key in keys:
            self._figure(line, f"{theme}.{key}", key)

    def _ids(self, line: int, arguments: list[str]) -> None:
        for argument in arguments:
            self._figure(line, argument, argument)

    def _chart(self, line: int, arguments: list[str]) -> None:
        title, *ids = arguments
        self._text(line, title)
        self._ids(line, ids)
        units = dict.fromkeys(self.report.figures[name].indicator.unit for name in ids if name in self.report.figures)
        if len(units) > 1:
            advice = "不能画在同一尺度上；请分成几张图，每张图只画一种单位。"
            self._say(line, "bar_chart", f"bar_chart 里有不同的单位（{'、'.join(units)}），{advice}")

    def _written(self, line: int, arguments: list[str]) -> None:
        if len(arguments) != 1:
            self._function(line, "written")
        else:
            self._ids(line, arguments)

    def _text(self, line: int, text: str) -> None:
        """Words that a call prints: digits in them are as much typed by hand as elsewhere."""
        if found := typed(text, self.model.units, self.report.year):
            self._typed(line, found)

    def _words(self, line: int, arguments: list[str]) -> None:
        if len(arguments) != 2:
            self._say(line, "words", f"words 的括号里要写两项：说法和条件，例如 {_EXAMPLES['words']}。")
            return
        text, condition = arguments
        self._text(line, text)
        try:
            expression = parse_expression(condition, "")
        except ValueError as error:
            self._say(line, condition, str(error))
            return
        count = len(self.wrong)
        if not expression.compares:
            self._say(line, condition, f"“{condition}”要写成比较，例如 disputes.resolved == disputes.found。")
        self._ids(line, list(expression.references))
        if len(self.wrong) > count:
            return
        figures = [self.report.figures[name] for name in expression.references]
        if (fault := _fault(expression.certain, figures)) is not None:
            said = "，".join(f"{figure.indicator.name}是 {figure.text}" for figure in figures)
            self._say(line, text, f"“{text}”已经不成立：{said}{fault}；请改写这句话。")

    def _link(self, line: int, arguments: list[str]) -> None:
        if len(arguments) != 2:
            self._say(line, "link", f"link 的括号里要写两项：文字和页名，例如 {_EXAMPLES['link']}。")
            return
        text, name = arguments
        self._text(line, text)
        folder = f"{self.report.year}/"
        if f"{folder}{name}.md" not in self.paths:
            pages = [path.removeprefix(folder).removesuffix(".md") for path in self.paths if path.startswith(folder)]
            self._say(line, name, f"{self.report.year} 年没有 {name} 这一页{nearest(name, pages)}。")

    def _example(self, theme: str) -> str:
        return self.model.themes[theme].indicators[0].id


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


def _fault(holds: Callable[[Callable[[str], Range]], bool], figures: Iterable[Figure]) -> str | None:
    """What keeps a condition from holding for certain: "" when it is plainly false, None when it holds."""
    ranges = {figure.id: figure.quantity.range for figure in figures if figure.quantity}
    if len(ranges) < len(list(figures)):
        return "，不是数值"
    try:
        return None if holds(ranges.__getitem__) else ""
    except (ValueError, ZeroDivisionError):
        return "，算不出来"


_TAKES: Mapping[str, Callable[[_Reading, int, list[str]], None]] = {
    "figures_table": _Reading._table,
    "key_figures": _Reading._ids,
    "bar_chart": _Reading._chart,
    "theme_charts": _Reading._ids,
    "words": _Reading._words,
    "link": _Reading._link,
    "written": _Reading._written,
}
_EXAMPLES = {
    "figures_table": '{{ figures_table("disputes", "found", "resolved") }}',
    "key_figures": '{{ key_figures("disputes.found", "disputes.resolved") }}',
    "bar_chart": '{{ bar_chart("矛盾纠纷", "disputes.found", "disputes.resolved") }}',
    "theme_charts": '{{ theme_charts("disputes.found", "disputes.resolved") }}',
    "link": '{{ link("打印", "print") }}',
    "words": '{{ words("全部化解", "disputes.resolved == disputes.found") }}',
    "written": '{{ written("disputes.found") }}',
}


def _text_of(printed: nodes.Expr) -> str:
    """Text as it is; of code the texts in it."""
    if isinstance(printed, nodes.TemplateData):
        return printed.data
    constants = [printed] if isinstance(printed, nodes.Const) else printed.find_all(nodes.Const)
    return f"{{{' '.join(str(constant.value) for constant in constants)}}}"


def _dotted(node: nodes.Node) -> tuple[str, ...] | None:
    """`disputes.found.number` as its parts; None where it does not start with a plain name."""
    match node:
        case nodes.Name(name=name):
            return (name,)
        case nodes.Getattr(node=inner, attr=attr) if (path := _dotted(inner)) is not None:
            return (*path, attr)
    return None
