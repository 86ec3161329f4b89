"""What macros take: kinds of texts in quotation marks, and how each is held against the data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from disclosure.numbers.prose import typed
from disclosure.numbers.ranges import Range
from disclosure.page import Page
from disclosure.problem import nearest
from disclosure.report.edition import Edition
from disclosure.report.expression import indicator_of, parse_expression
from disclosure.report.model import Figure, Model, Report
from disclosure.report.table import cells, tables_of

FOR_STAFF = "请删去，或写进 {% if staff %} … {% endif %}。"


@dataclass(frozen=True)
class Scope:
    """What a page's code is held against. `paths` are those of all pages of the edition."""

    page: Page
    model: Model
    paths: Collection[str]
    edition: Edition

    @property
    def report(self) -> Report:
        return self.model.reports.get(self.page.year or 0, self.model.latest)


@dataclass(frozen=True)
class Mistake:
    """What is wrong; `part` is the piece of the line that it is about."""

    part: str
    message: str


@dataclass(frozen=True)
class Cited:
    """An indicator that the page names."""

    indicator: str


Finding = Mistake | Cited


@dataclass(frozen=True)
class Kind:
    """A kind of argument by its Chinese name. `check` gets the arguments before, and those of this kind.

    `least` and `most` tell how many of the kind there may be.
    """

    name: str
    check: Callable[[Scope, tuple[str, ...], tuple[str, ...]], Iterator[Finding]]
    least: int = 1
    most: int = 1


def findings(scope: Scope, kinds: tuple[Kind, ...], arguments: tuple[str, ...]) -> Iterator[Finding] | None:
    """What the arguments name, and what is wrong with them; None where there are too few or too many."""
    if not sum(kind.least for kind in kinds) <= len(arguments) <= sum(kind.most for kind in kinds):
        return None
    return _findings(scope, kinds, arguments)


def _findings(scope: Scope, kinds: tuple[Kind, ...], arguments: tuple[str, ...]) -> Iterator[Finding]:
    start = 0
    for kind in kinds:
        end = start + min(kind.most, len(arguments) - start)
        yield from kind.check(scope, arguments[:start], arguments[start:end])
        start = end


def figure(scope: Scope, name: str, part: str) -> Iterator[Finding]:
    """An indicator by its id, written as `part`."""
    theme = name.partition(".")[0]
    table = next((each for each in tables_of(scope.report, scope.model) if f"{name}.".startswith(f"{each.id}.")), None)
    if name in scope.report.figures:
        yield Cited(name)
    elif table:
        cell = nearest(name, cells(table)) if name != table.id else f"，例如 {next(iter(cells(table)))}"
        advice = f'它是一张表，要写到行和列{cell}；整张表写 {{{{ breakdown_table("{table.id}") }}}}。'
        yield Mistake(part, f"{name} 不是一个数：{advice}")
    elif name in scope.model.withheld:
        yield Mistake(part, f"{name} 不公开，公开的章节不能引用；{FOR_STAFF}")
    elif other := next((each for each in scope.model.indicators if each.id == name), None):
        yield Mistake(part, f"{name}（{other.name}）{other.lifetime}，{scope.report.year}年没有这个指标；请删去。")
    else:
        near = [known for known in scope.report.figures if known.startswith(f"{theme}.")]
        known = near if theme in scope.model.themes else scope.report.figures
        yield Mistake(part, f"没有指标 {name}{nearest(name, known)}。")


def typed_by_hand(text: str) -> Mistake:
    return Mistake(text, f"“{text}”是手打的数字；请引用指标，写成 {{{{ 主题.指标 }}}}。")


def _theme(scope: Scope, _: tuple[str, ...], mine: tuple[str, ...]) -> Iterator[Finding]:
    if mine[0] not in scope.model.themes:
        yield Mistake(mine[0], f"没有主题 {mine[0]}{nearest(mine[0], scope.model.themes)}。")


def _keys(scope: Scope, before: tuple[str, ...], mine: tuple[str, ...]) -> Iterator[Finding]:
    """Keys in the theme before them; without any, the theme's numbers are meant."""
    (theme,) = before
    if theme in scope.model.themes:
        for key in mine:
            yield from figure(scope, f"{theme}.{key}", key)
        if not mine:
            yield from (Cited(f.id) for f in scope.report.of_theme(theme) if f.indicator.kind == "number")


def _table(scope: Scope, _: tuple[str, ...], mine: tuple[str, ...]) -> Iterator[Finding]:
    """An indicator that is counted by breakdowns."""
    known = [indicator.id for indicator in tables_of(scope.report, scope.model)]
    if mine[0] in known:
        yield Cited(mine[0])
    elif mine[0] in scope.report.figures:
        yield Mistake(
            mine[0],
            f"{mine[0]} 没有按分项统计，不是一张表；请在 data/indicators.yml 里给它写 by，或改用 figures_table。",
        )
    elif any(name.startswith(f"{mine[0]}.") for name in scope.model.withheld):
        yield Mistake(mine[0], f"{mine[0]} 不公开，公开的章节不能引用；{FOR_STAFF}")
    else:
        yield Mistake(mine[0], f"没有 {mine[0]} 这张表{nearest(mine[0], known)}。")


def _figures(scope: Scope, _: tuple[str, ...], mine: Iterable[str]) -> Iterator[Finding]:
    for name in mine:
        yield from figure(scope, name, name)


def _text(scope: Scope, _: tuple[str, ...], mine: tuple[str, ...]) -> Iterator[Finding]:
    """Words that a call prints: digits in them are as much typed by hand as elsewhere."""
    if found := typed(mine[0], scope.model.units, scope.report.year):
        yield typed_by_hand(found)


def _condition(scope: Scope, before: tuple[str, ...], mine: tuple[str, ...]) -> Iterator[Finding]:
    """A comparison of indicators that must hold for the words before it."""
    (text,), (condition,) = before, mine
    try:
        expression = parse_expression(condition, "")
    except ValueError as error:
        yield Mistake(condition, str(error))
        return
    report = scope.report
    found = list(_figures(scope, (), dict.fromkeys(map(indicator_of, expression.references))))
    for name in (name for name in expression.references if name != indicator_of(name) and name not in report.known):
        found.append(Mistake(name, f"{indicator_of(name)} 没有 {report.year - 1} 年可以相比的数；请去掉这个条件。"))
    if not expression.compares:
        found.insert(0, Mistake(condition, f"“{condition}”要写成比较，例如 {condition} >= 0。"))
    yield from found
    if any(isinstance(each, Mistake) for each in found):
        return
    figures = {name: report.known[name] for name in expression.references}
    if (fault := _fault(expression.certain, figures)) is not None:
        said = "，".join(
            f"{'' if each.id == name else f'{each.year}年的'}{each.indicator.name}是 {each.text}"
            for name, each in figures.items()
        )
        yield Mistake(text, f"“{text}”已经不成立：{said}{fault}；请改写这句话。")


def _fault(holds: Callable[[Callable[[str], Range]], bool], figures: Mapping[str, Figure]) -> str | None:
    """What keeps a condition from holding for certain: "" when it is plainly false, None when it holds or may yet."""
    if any(figure.pending for figure in figures.values()):
        return None
    ranges = {name: figure.quantity.range for name, figure in figures.items() if figure.quantity}
    if len(ranges) < len(figures):
        return "，不是数值"
    try:
        return None if holds(ranges.__getitem__) else ""
    except (ValueError, ZeroDivisionError):
        return "，算不出来"


def _page(scope: Scope, _: tuple[str, ...], mine: tuple[str, ...]) -> Iterator[Finding]:
    """A page of the year, by the name of its file."""
    (name,), folder = mine, f"{scope.report.year}/"
    if f"{folder}{name}.md" not in scope.paths:
        pages = [path.removeprefix(folder).removesuffix(".md") for path in scope.paths if path.startswith(folder)]
        yield Mistake(name, f"{scope.report.year} 年没有 {name} 这一页{nearest(name, pages)}。")


MANY = 1000
THEME = Kind("主题", _theme)
TABLE = Kind("指标编号", _table)
KEYS = Kind("指标", _keys, 0, MANY)
FIGURES = Kind("指标编号", _figures, 1, MANY)
CONDITION = Kind("条件", _condition)
PAGE = Kind("页名", _page)


def TEXT(name: str) -> Kind:
    """Words that readers see."""
    return Kind(name, _text)
