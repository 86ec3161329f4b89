"""The names that a page's template code uses, held against the vocabulary before any engine runs.

Jinja's own parser gives every name with its line, so all mistakes of all pages are told at once.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from jinja2 import Environment, TemplateSyntaxError, nodes

from disclosure.edition import Edition
from disclosure.expression import parse_expression
from disclosure.headings import Heading, heading_over, headings
from disclosure.model import Document, Figure, Model, Notice, Report, Unit
from disclosure.page import Page
from disclosure.problem import Problem, nearest
from disclosure.quantity import Range

STAFF_FUNCTIONS = (
    "ledger", "shortcoming_ledger", "plan_ledger", "plans_by_office", "plans_by_due_date", "gaps", "warnings",
    "reference", "written",
)  # fmt: skip
"""What only the staff edition's pages and passages may call."""
FUNCTIONS = (
    "words", "figures_table", "key_figures", "shortcomings", "plans", "plan_aims", "contents", "indicator_catalogue",
    "information_block", "document_head", "document_foot", "section", "link",
    "bar_chart", "theme_charts", "report_head",
    "unbroken", "published_versions",
    "downloads", "citation", "data_changes",
    *STAFF_FUNCTIONS,
)  # fmt: skip
VARIABLES = ("year", "next_year", "document", "unit", "chapters", "printing", "staff")
RESERVED = frozenset((*FUNCTIONS, *VARIABLES, "page", "config", "site"))
FIGURE_FORMS = ("number", "name", "unit")

_PARSER = Environment()
_GIVEN = frozenset((*_PARSER.globals, "loop", "caller"))


@dataclass(frozen=True)
class Quote:
    """A place where a page names an indicator, and the heading that it stands under."""

    indicator: str
    page: str
    line: int
    heading: Heading | None


@dataclass(frozen=True)
class Names:
    """What a page's template code refers to, and what is wrong with it."""

    quotes: tuple[Quote, ...]
    problems: tuple[Problem, ...]


def names_in(text: str, page: Page, model: Model, paths: Collection[str], edition: Edition) -> Names:
    """Checks the template code in a page's text as `edition` reads it. `paths` are the paths of all pages."""
    shown = page.source
    try:
        tree = _PARSER.parse(text)
    except TemplateSyntaxError as error:
        return Names((), (_syntax_problem(text, shown, error),))
    checker = _Checker(page, model, paths, edition)
    checker.visit(tree)
    lines = text.splitlines()
    problems = [Problem(shown, line, _column(lines, line, name), message) for line, name, message in checker.wrong]
    problems.extend((*_slips(text, page, model), *_page_links(text, page, paths)))
    over = headings(text)
    quotes = tuple(Quote(name, page.path, line, heading_over(over, line)) for line, name in checker.quoted)
    return Names(quotes, tuple(problems))


# (what a slip looks like, what to write instead): all of them would be published as they stand
_SLIPS = (
    (r"<!--", "<!-- … --> 会留在公开的网页里；不公开的说明请写成 {# … #}。"),
    (
        r"[{｛][ \t]*[％]|[｛]|[％][ \t]*[}｝]|[｝]|\{ +[%{]|[%}] +\}(?!\})",
        "花括号和百分号要用半角，中间不留空格：{{ … }}、{% … %}。",
    ),
    (r"(?<![{(])\{[ \t]*[a-z_]+\.[a-z_]+[ \t]*\}(?!\})", "引用指标要用两层花括号：{{ 主题.指标 }}。"),
)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|```.*?```|`[^`\n]*`", re.DOTALL)
_UNIT_AFTER = re.compile(r"\{\{\s*([a-z0-9_]+\.[a-z0-9_]+)\s*\}\}(\S{1,4})")
_PAGE_LINK = re.compile(r"\]\((?P<target>[^)#\s{]+\.md)(?:#[^)]*)?\)")


def _slips(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """What template code cannot tell: braces that are none, units typed after figures, links to no page, no heading."""
    bare = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for pattern, advice in _SLIPS:
        for match in re.finditer(pattern, bare):
            yield _at(text, match.start(), page, advice)
    if front := re.match(r"---\n(.*?)\n---\n", text, re.DOTALL):
        for match in re.finditer(r"^([a-z_]+):", front[1], re.MULTILINE):
            if match[1] in {*model.themes, *FUNCTIONS, *VARIABLES}:
                yield _at(text, 4 + match.start(), page, f"{match[1]} 是章节用语，不能写在页首的设置里；请删去这一行。")
    report = model.reports.get(page.year or 0, model.latest)
    for match in _UNIT_AFTER.finditer(text):
        figure = report.figures.get(match[1])
        if figure and figure.indicator.unit and match[2].startswith(figure.indicator.unit):
            advice = f"{match[1]} 自己带单位“{figure.indicator.unit}”；请删去后面的单位，只要数字请写 .number。"
            yield _at(text, match.start(2), page, advice)
    chapter = page.path.partition("/")[2].removesuffix(".md")
    if (
        page.year
        and chapter in report.document.chapters
        and not re.match(r"(?:---\n.*?\n---\n)?\s*# ", text, re.DOTALL)
    ):
        yield Problem(page.source, 1, 1, "第一行要写标题：“# 标题”。")


def _at(text: str, position: int, page: Page, message: str) -> Problem:
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    return Problem(page.source, line, column, message)


def _page_links(text: str, page: Page, paths: Collection[str]) -> Iterator[Problem]:
    """Links to pages that do not exist."""
    folder = PurePosixPath(page.path).parent
    for match in _PAGE_LINK.finditer(_CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)):
        target = posixpath.normpath((folder / match["target"]).as_posix())
        if target not in paths and not match["target"].startswith("http"):
            near = nearest(match["target"], (posixpath.relpath(path, folder.as_posix()) for path in paths))
            yield _at(text, match.start("target"), page, f"没有 {match['target']} 这一页{near}。")


class _Checker:
    """Walks a template's syntax tree, noting indicators quoted and names that do not exist."""

    def __init__(self, page: Page, model: Model, paths: Collection[str], edition: Edition) -> None:
        self.page, self.model, self.paths, self.edition = page, model, paths, edition
        self.report: Report = model.reports.get(page.year or 0, model.latest)
        self.quoted: list[tuple[int, str]] = []
        self.wrong: list[tuple[int, str, str]] = []
        self.local: set[str] = set()

    def visit(self, tree: nodes.Template) -> None:
        self.local = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
        self.local |= {macro.name for macro in tree.find_all(nodes.Macro)}
        for name in sorted(self.local & ({*self.model.themes, *FUNCTIONS, *VARIABLES})):
            self._say(1, name, f"{name} 是章节用语，不能改作别的用处；请换一个名称。")
        self._walk(tree)

    def _walk(self, node: nodes.Node) -> None:
        match node:
            case nodes.If() if not isinstance(node.test, nodes.Name) and any(
                name.name == "staff" for name in node.test.find_all(nodes.Name)
            ):
                self._say(node.lineno, "staff", "staff 只能单独写：{% if staff %} … {% endif %}。")
            case nodes.If(test=nodes.Name(name="staff")) if self.edition == "public":
                for child in (*node.elif_, *node.else_):
                    self._walk(child)
            case nodes.Const(value=str() as text) if self.edition == "public" and Page(text).internal:
                advice = "是内部文件，公开的章节不能引入；请删去，或写进 {% if staff %} … {% endif %}。"
                self._say(node.lineno, text, f"{text} {advice}")
            case nodes.Output():
                for child in node.nodes:
                    self._printed(child)
            case nodes.Getattr() | nodes.Getitem() if (path := _dotted(node)) is not None:
                self._path(node.lineno, path)
            case nodes.Call(node=nodes.Name(name=name)) if name in FUNCTIONS and not self._barred(name):
                self._call(node, name)
            case nodes.Name(name=name, ctx="load"):
                self._name(node.lineno, name)
            case _:
                for child in node.iter_child_nodes():
                    self._walk(child)

    def _barred(self, name: str) -> bool:
        return name in STAFF_FUNCTIONS and self.edition == "public"

    def _printed(self, node: nodes.Node) -> None:
        """What a pair of braces prints: a number or text typed into it is no figure. Pages for staff may show any."""
        if isinstance(node, nodes.Const) and re.search(r"[0-9]", str(node.value)) and not self.page.internal:
            self._say(
                node.lineno, str(node.value), f"“{node.value}”是手打的数字；请引用指标，写成 {{{{ 主题.指标 }}}}。"
            )
        self._walk(node)

    def _say(self, line: int, name: str, message: str) -> None:
        self.wrong.append((line, name, message))

    def _name(self, line: int, name: str) -> None:
        if self._barred(name):
            self._say(line, name, f"{name} 只能用在内部页面；请删去，或写进 {{% if staff %}} … {{% endif %}}。")
            return
        known = {*self.model.themes, *FUNCTIONS, *VARIABLES}
        if name in self.model.themes:
            self._say(line, name, f"{name} 是一个主题，要写到指标，例如 {{{{ {self._example(name)} }}}}。")
        elif name not in known and name not in self.local and name not in _GIVEN:
            self._say(line, name, f"没有 {name} 这个名称{nearest(name, known)}。")

    def _path(self, line: int, path: tuple[str, ...]) -> None:
        first, second, *rest = path
        shown = ".".join(path)
        if first in self.local or first in _GIVEN:
            return
        if first in self.model.themes:
            self._figure(line, f"{first}.{second}", shown)
            if rest and rest[0] not in FIGURE_FORMS:
                self._say(line, shown, f"指标没有 {rest[0]} 这种写法{nearest(rest[0], FIGURE_FORMS)}。")
        elif first in _FIELDS:
            self._field(line, path)
        else:
            self._name(line, first)

    def _field(self, line: int, path: tuple[str, ...]) -> None:
        known: Mapping[str, object] = _FIELDS[path[0]]
        for part in path[1:]:
            if part not in known:
                self._say(line, ".".join(path), f"{path[0]} 里没有 {part}{nearest(part, known)}。")
                return
            inner = known[part]
            known = inner if isinstance(inner, dict) else {}

    def _figure(self, line: int, name: str, shown: str) -> None:
        if name in self.report.figures:
            self.quoted.append((line, name))
        else:
            if name in self.model.withheld:
                advice = "不公开，公开的章节不能引用；请删去，或写进 {% if staff %} … {% endif %}。"
                self._say(line, shown, f"{name} {advice}")
                return
            theme = name.partition(".")[0]
            near = [known for known in self.report.figures if known.startswith(f"{theme}.")]
            self._say(
                line,
                shown,
                f"没有指标 {name}{nearest(name, near if theme in self.model.themes else self.report.figures)}。",
            )

    def _call(self, call: nodes.Call, name: str) -> None:
        arguments = [arg.value if isinstance(arg, nodes.Const) else None for arg in call.args]
        takes = _TAKES.get(name)
        if takes is None:
            for argument in call.args:
                self._walk(argument)
        elif call.kwargs or not all(isinstance(argument, str) for argument in arguments) or not arguments:
            self._say(call.lineno, name, f"{name} 的括号里要写加引号的名称，例如 {_EXAMPLES[name]}。")
        else:
            takes(self, call.lineno, [str(argument) for argument in arguments])

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

    def _bars(self, line: int, arguments: list[str]) -> None:
        _, *ids = arguments
        self._ids(line, ids)
        units = dict.fromkeys(self.report.figures[name].indicator.unit for name in ids if name in self.report.figures)
        if len(units) > 1:
            advice = "不能画在同一尺度上；请分成几张图，每张图只画一种单位。"
            self._say(line, "bar_chart", f"bar_chart 里有不同的单位（{'、'.join(units)}），{advice}")

    def _words(self, line: int, arguments: list[str]) -> None:
        if len(arguments) != 2:
            self._say(line, "words", f"words 的括号里要写两项：说法和条件，例如 {_EXAMPLES['words']}。")
            return
        text, condition = arguments
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
        name = arguments[-1]
        if len(arguments) != 2:
            self._say(line, "link", f"link 的括号里要写两项：文字和页名，例如 {_EXAMPLES['link']}。")
        elif f"{self.report.year}/{name}.md" not in self.paths:
            pages = [
                path.partition("/")[2].removesuffix(".md")
                for path in self.paths
                if path.startswith(f"{self.report.year}/")
            ]
            self._say(line, name, f"{self.report.year} 年没有 {name} 这一页{nearest(name, pages)}。")

    def _example(self, theme: str) -> str:
        return self.model.themes[theme].indicators[0].id


def _fault(holds: Callable[[Callable[[str], Range]], bool], figures: Iterable[Figure]) -> str | None:
    """What keeps a condition from holding for certain: "" when it is plainly false, None when it holds."""
    ranges = {figure.id: figure.quantity.range for figure in figures if figure.quantity}
    if len(ranges) < len(list(figures)):
        return "，不是数值"
    try:
        return None if holds(ranges.__getitem__) else ""
    except (ValueError, ZeroDivisionError):
        return "，算不出来"


_TAKES: Mapping[str, Callable[[_Checker, int, list[str]], None]] = {
    "figures_table": _Checker._table,
    "key_figures": _Checker._ids,
    "bar_chart": _Checker._bars,
    "theme_charts": _Checker._ids,
    "words": _Checker._words,
    "link": _Checker._link,
    "written": _Checker._ids,
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
_FIELDS: Mapping[str, dict[str, object]] = {
    "document": {
        **dict.fromkeys(name for name in Document.model_fields if name not in ("outline",)),
        "answers": dict.fromkeys(Notice.model_fields),
    },
    "unit": dict.fromkeys(Unit.model_fields),
}


def _dotted(node: nodes.Node) -> tuple[str, ...] | None:
    """`disputes.found.number` (or with ["found"]) as its parts; None where it does not start with a plain name."""
    match node:
        case nodes.Name(name=name):
            return (name,)
        case nodes.Getattr(node=inner, attr=attr) if (path := _dotted(inner)) is not None:
            return (*path, attr)
        case nodes.Getitem(node=inner, arg=nodes.Const(value=str() as attr)) if (path := _dotted(inner)) is not None:
            return (*path, attr)
    return None


def _column(lines: list[str], line: int, name: str) -> int:
    """Where `name` stands on its line, from 1; the start of the line where it is not found."""
    return max(0, lines[line - 1].find(name)) + 1 if line <= len(lines) else 1


_QUOTE_LIKE_THIS = "引用指标请写成 {{ 主题.指标 }}"
_SYNTAX = (
    (r"[Uu]nexpected end of template", "{% … %} 没有配对的结尾；if、for、call 都要有 endif、endfor、endcall。"),
    (r"Missing end of comment", "{# 没有用 #} 结束；标题的锚点请写成 { #名称 }。"),
    (r"expected token 'end of \w+ \w+', got", f"}}}} 之前多了内容；{_QUOTE_LIKE_THIS}。"),
    (r"unexpected", f"花括号里的写法不对；{_QUOTE_LIKE_THIS}，标点用半角。"),
    (r"unknown tag", "不认识这个 {% … %}。"),
    (r"Expected an expression", f"花括号里没有写名称；{_QUOTE_LIKE_THIS}。"),
)


def _syntax_problem(text: str, shown: str, error: TemplateSyntaxError) -> Problem:
    lines = text.splitlines()
    column = _column(lines, error.lineno, "{")
    known = (advice for pattern, advice in _SYNTAX if re.search(pattern, error.message or ""))
    return Problem(shown, error.lineno, column, next(known, f"花括号里的写法读不懂；{_QUOTE_LIKE_THIS}。"))


def quotes_by_indicator(quotes: Iterable[Quote]) -> Mapping[str, tuple[Quote, ...]]:
    """All quotes of each indicator, in the order of the pages."""
    grouped: dict[str, list[Quote]] = {}
    for quote in quotes:
        grouped.setdefault(quote.indicator, []).append(quote)
    return {indicator: tuple(places) for indicator, places in grouped.items()}
