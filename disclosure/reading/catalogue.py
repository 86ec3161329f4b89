"""`data/indicators.yml` as themes and indicators: names that collide with nothing, formulas that can be computed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from keyword import iskeyword
from types import MappingProxyType

from disclosure.numbers.prose import BLUR, DIGIT
from disclosure.problem import Problem, Problems, nearest
from disclosure.reading.former import Former, split
from disclosure.reading.schema import Catalogue, IndicatorEntry, ThemeEntry, conform
from disclosure.reading.table_names import faults_of, full_names, in_every_line
from disclosure.reading.texts import SOURCE, typed_digits_in_data
from disclosure.reading.yamlfile import Route, Tree
from disclosure.report.breakdown import Breakdown
from disclosure.report.expression import YEAR_BEFORE, Expression, indicator_of, parse_expression
from disclosure.report.model import Access, Indicator, Theme, units
from disclosure.report.table import cells, is_whole

Themes = Mapping[str, Theme]


def read_catalogue(
    tree: Tree,
    access: Access,
    reserved: Collection[str],
    names: Collection[str] = (),
    breakdowns: Mapping[str, Breakdown] = MappingProxyType({}),
) -> Themes:
    """The themes by their ids, in the file's order; `access` where none is stated. Raises Problems.

    No theme may have a `reserved` name. The `names` are those with digits that texts may say.
    """
    now, former, problems = split(tree)
    reading = _Reading(tree, conform(Catalogue, now), former, access, reserved, breakdowns)
    reading.problems.extend(problems)
    themes = reading.themes()
    reading.problems.extend(typed_digits_in_data(tree, units(themes), names=names))
    if not reading.problems:
        reading.problems.extend(_circles(tree, themes))
    if reading.problems:
        raise Problems(reading.problems)
    return themes


def in_order_of_formulas(themes: Themes) -> list[Indicator]:
    """All indicators, each after those its formula refers to. Raises CycleError."""
    indicators = {indicator.id: indicator for theme in themes.values() for indicator in theme.indicators}
    needs = {
        name: [each for each in indicator.formula.references if each in indicators] if indicator.formula else ()
        for name, indicator in indicators.items()
    }
    return [indicators[name] for name in TopologicalSorter(needs).static_order()]


def _circles(tree: Tree, themes: Themes) -> list[Problem]:
    try:
        in_order_of_formulas(themes)
    except CycleError as error:
        circle: list[str] = error.args[1]
        theme, _, key = circle[0].partition(".")
        message = f"公式绕成了圈：{' ← '.join(circle)}；请改其中一个公式。"
        return [tree.problem((theme, "indicators", key, "formula"), message)]
    return []


_NO_UNIT = re.compile(rf"^(?:{BLUR}|[约近])|[一二三四五六七八九〇零两]|{DIGIT.pattern}")
"""What would make another number of each figure that the unit follows."""
_COLUMN = re.compile(r"\b([a-z0-9_]+_)\*")


def _in_every_column(check: str, keys: Iterable[str]) -> list[str]:
    """A rule for the columns of a table, once for each: `new_* <= all_*` holds for new_people, new_firms and so on.

    The columns are the endings of the keys that begin like the first name with a star.
    """
    if (first := _COLUMN.search(check)) is None:
        return [check]
    columns = [key.removeprefix(first[1]) for key in keys if key.startswith(first[1])]
    return [_COLUMN.sub(rf"\g<1>{column}", check) for column in columns] or [check]


class _Reading:
    """One reading of the catalogue, which gathers its problems as it goes."""

    def __init__(
        self,
        tree: Tree,
        entries: Mapping[str, ThemeEntry],
        former: Former,
        access: Access,
        reserved: Collection[str],
        breakdowns: Mapping[str, Breakdown],
    ) -> None:
        self.tree, self.entries, self.access, self.reserved = tree, entries, access, reserved
        self.breakdowns, self.former = breakdowns, former
        self.problems: list[Problem] = []
        self.known = {
            f"{theme}.{key}": self._defined(theme, key, entry)
            for theme, group in entries.items()
            for key, entry in group.indicators.items()
        }
        tables = [cells(indicator) for indicator in self.known.values() if indicator.by]
        self.counted = {name: indicator for name, indicator in self.known.items() if is_whole(indicator)}
        self.counted |= {name: cell.indicator for table in tables for name, cell in table.items()}

    def themes(self) -> Themes:
        return {name: self._theme(name, entry) for name, entry in self.entries.items()}

    def _refuse(self, route: Route, message: str, *, at_key: bool = True) -> None:
        self.problems.append(self.tree.problem(route, message, at_key=at_key))

    def _theme(self, name: str, entry: ThemeEntry) -> Theme:
        if name in self.reserved:
            self._refuse((name,), f"主题编号 {name} 与章节用语同名；请换一个编号。")
        checks = (
            check
            for position, written in enumerate(entry.checks)
            for text in _in_every_column(written, entry.indicators)
            for check in self._expressions((name, "checks", position), text, compares=True)
        )
        indicators = tuple(self._indicator(name, key, indicator) for key, indicator in entry.indicators.items())
        return Theme(name, entry.name, indicators, tuple(checks))

    def _indicator(self, theme: str, key: str, entry: IndicatorEntry) -> Indicator:
        route = (theme, "indicators", key)
        if iskeyword(key):
            self._refuse(route, f"指标编号 {key} 与公式用语同名；请换一个编号。")
        if key in self.entries or key in (SOURCE, YEAR_BEFORE):
            self._refuse(route, f"指标编号 {key} 与主题编号或专用名称同名；请换一个编号。")
        if entry.kind == "number" and entry.unit is None:
            self._refuse(
                route, f"数值指标 {key} 缺少计量单位；请写 unit（没有单位的比值写 unit: ''），文字指标请写 kind: text。"
            )
        self._unit((*route, "unit"), entry.unit)
        if entry.kind == "text" and (entry.unit or entry.formula or entry.maximum is not None):
            self._refuse(route, f"文字指标 {key} 不能有 unit、formula、maximum；请删去。")
        for fault in faults_of(entry, self.breakdowns):
            self._refuse((*route, "by"), fault, at_key=False)
        if entry.since and entry.until and entry.since > entry.until:
            self._refuse((*route, "since"), f"since 是 {entry.since}，晚于 until 的 {entry.until}；请核对。")
        now = replace(self.known[f"{theme}.{key}"], formula=self._formula((*route, "formula"), entry.formula))
        return replace(now, former=tuple(self._former(route, now))[::-1])

    def _unit(self, route: Route, unit: str | None) -> None:
        if sign := _NO_UNIT.search(unit or ""):
            advice = f"计量单位“{unit}”里有“{sign[0]}”；单位只写“件”“万元”这样的词，数和约数词写进 figures.yml。"
            self._refuse(route, advice, at_key=False)

    def _formula(self, route: Route, text: str | None) -> Expression | None:
        return next(self._expressions(route, text, compares=False), None) if text else None

    def _former(self, route: Route, later: Indicator) -> Iterator[tuple[int, Indicator]]:
        """What an indicator was, from the last former definition back: what one does not state is as it was later."""
        for year, entry in self.former.get(route, {}).items():
            here = (*route, f"until_{year}")
            self._unit((*here, "unit"), entry.unit)
            if later.kind == "text" and (entry.unit or entry.formula):
                self._refuse(here, "文字指标不能有 unit、formula；请删去。")
            if later.in_year(year) is None or later.until == year:
                advice = f"{later.id} 是{later.lifetime}的指标，{year} 年以后不会有另一种说法；请核对年份。"
                self._refuse(here, advice)
            before = replace(
                later,
                name=entry.name or later.name,
                unit=later.unit if entry.unit is None else entry.unit,
                definition=entry.definition or later.definition,
                formula=later.formula if entry.formula is None else self._formula((*here, "formula"), entry.formula),
            )
            if before == later:
                self._refuse(here, "和后来的一样；请写当时不同的 name、unit、definition 或 formula，或删去。")
            yield year, before
            later = before

    def _defined(self, theme: str, key: str, entry: IndicatorEntry) -> Indicator:
        """An indicator but for its formula."""
        return Indicator(
            theme=theme,
            key=key,
            name=entry.name,
            unit=entry.unit or "",
            kind=entry.kind,
            definition=entry.definition or "",
            formula=None,
            decimals=entry.decimals,
            maximum=entry.maximum,
            access=entry.access or self.entries[theme].access or self.access,
            line=self.tree.keys[theme, "indicators", key][0],
            by=() if any(faults_of(entry, self.breakdowns)) else tuple(self.breakdowns[name] for name in entry.by),
            across=entry.layout == "across",
            since=entry.since,
            until=entry.until,
        )

    def _expressions(self, route: Route, text: str, *, compares: bool) -> Iterator[Expression]:
        """An expression, or a relation between rows of tables once for every column. Nothing after a problem."""
        try:
            expression = parse_expression(text, str(route[0]))
        except ValueError as error:
            self._refuse(route, str(error), at_key=False)
            return
        expression = expression.naming(full_names(expression, self.entries)) if self.breakdowns else expression
        for each in in_every_line(expression, self.known) if compares else (expression,):
            if self._good(route, text, each, compares=compares):
                yield each

    def _good(self, route: Route, text: str, expression: Expression, *, compares: bool) -> bool:
        faults = [
            f"“{text}”里的 {name} 不是已有的指标{nearest(name, self.counted)}。"
            if name not in self.counted
            else f"“{text}”里的 {name} 是文字指标，不能计算。"
            for name in dict.fromkeys(map(indicator_of, expression.references))
            if name not in self.counted or self.counted[name].kind == "text"
        ]
        if expression.compares is not compares:
            faults.append(
                f"“{text}”要写成比较，例如 resolved <= found。" if compares else f"“{text}”要写成算式，不能比较。"
            )
        for fault in faults:
            self._refuse(route, fault, at_key=False)
        return not faults
