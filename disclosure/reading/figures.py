"""`data/YEAR/figures.yml` as figures: stated or computed, agreeing with each other and with the catalogue."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, cast, get_args

from disclosure.numbers.prose import typed
from disclosure.numbers.quantity import MAX_DIGITS, Quantity, exactly, parse_quantity
from disclosure.numbers.ranges import Range
from disclosure.problem import Problem, Problems, nearest
from disclosure.reading.catalogue import Themes, in_order_of_formulas
from disclosure.reading.cells import stated, with_totals
from disclosure.reading.texts import SOURCE, no_locator
from disclosure.reading.yamlfile import Plain, Route, Tree
from disclosure.report.expression import Expression, indicator_of
from disclosure.report.formulas import agrees, range_of, result_of, rounded, rounded_result
from disclosure.report.model import PUBLIC, Access, Figure, Indicator, themes_in, units
from disclosure.report.table import cells
from disclosure.report.written import MAX_LENGTH, text
from disclosure.text.source_text import PLACEHOLDER


def read_figures(
    tree: Tree, year: int, themes: Themes, names: Collection[str] = (), earlier: Mapping[str, Figure] | None = None
) -> Mapping[str, Figure]:
    """Every indicator's figure of `year` by its id, in the catalogue's order. Raises Problems.

    Formulas and relations may name the `earlier` figures, those of the year before as ID.before.
    """
    reading = _Reading(tree, year, units(themes), names, themes)
    themes = themes_in(themes, year)
    stated = reading.stated(themes)
    reading.stop()
    figures = {**(earlier or {}), **stated}
    for indicator in in_order_of_formulas(themes):
        if indicator.formula and (figure := reading.computed(indicator, indicator.formula, figures)):
            figures[indicator.id] = figure
    reading.problems.extend(_broken_checks(tree, themes, figures))
    reading.stop()
    indicators = [indicator for theme in themes.values() for indicator in theme.indicators]
    return {name: figures[name] for each in indicators for name in (cells(each) or (each.id,))}


class _Particulars(NamedTuple):
    """What an entry states beside its value."""

    source: str
    access: Access
    note: str


_ENTRY = ("value", SOURCE, "access", "note", "as_stated")
"""The keys of a figure that is written out: {value: …, source: …}."""


class _Reading:
    """One reading of a year's figures, which gathers its problems as it goes."""

    def __init__(self, tree: Tree, year: int, units: frozenset[str], names: Collection[str], catalogue: Themes) -> None:
        self.tree, self.year, self.units, self.names = tree, year, units, names
        self.others = {each.id: each for theme in catalogue.values() for each in theme.indicators}
        self.problems: list[Problem] = []

    def stop(self) -> None:
        if self.problems:
            raise Problems(self.problems)

    def _refuse(self, route: Route, message: str, *, at_key: bool = False) -> None:
        self.problems.append(self.tree.problem(route, message, at_key=at_key))

    # --- what the file states ---

    def stated(self, themes: Themes) -> dict[str, Figure]:
        """The figures as written, with a problem for all that is misspelt, missing or malformed."""
        content = self.tree.content
        if not isinstance(content, dict):
            self._refuse((), "这里要写成若干个主题，每个主题下面是“指标: 数值”。")
            return {}
        for name in content:
            if name in themes:
                continue
            if others := [other for other in self.others.values() if other.theme == name]:
                said = f"主题 {name} 的指标{others[0].lifetime}，{self.year}年不用填；请删去。"
                self._refuse((name,), said, at_key=True)
            else:
                self._refuse((name,), f"指标目录里没有主题 {name}{nearest(name, themes)}。", at_key=True)
        figures: dict[str, Figure] = {}
        for theme in themes.values():
            group = content.get(theme.id)
            if isinstance(group, dict):
                keys = {indicator.key: indicator for indicator in theme.indicators}
                self._unknown_keys(theme.id, group, keys)
                if isinstance(source := group.get(SOURCE), str) and (advice := no_locator(source)):
                    self._refuse((theme.id, SOURCE), advice)
                figures |= {figure.id: figure for figure in self._group(group, keys)}
            elif theme.id in content:
                self._refuse((theme.id,), f"主题 {theme.id} 下面要写成若干行“指标: 数值”，并缩进。")
            else:
                self._refuse((), f"缺少主题 {theme.id}（{theme.name}）；请补上它的各项数值。")
        return figures

    def _unknown_keys(self, theme: str, group: dict[str, Plain], keys: Mapping[str, Indicator]) -> None:
        for key in group:
            if key == "access" and key not in keys:
                advice = "access 不能写在这里；一个数的写成 {value: 数值, access: 类别}，"
                advice += "整个主题或指标的写在 data/indicators.yml 里。"
                self._refuse((theme, key), advice, at_key=True)
            elif other := self.others.get(f"{theme}.{key}") if key not in keys else None:
                said = f"{other.id}（{other.name}）{other.lifetime}，{self.year}年不用填；请删去。"
                self._refuse((theme, key), said, at_key=True)
            elif key not in keys and key != SOURCE:
                self._refuse((theme, key), f"主题 {theme} 没有指标 {key}{nearest(key, (*keys, SOURCE))}。", at_key=True)

    def _group(self, group: dict[str, Plain], keys: Mapping[str, Indicator]) -> Iterator[Figure]:
        for key, indicator in keys.items():
            if key in group and indicator.by:
                yield from self._table(indicator, group)
            elif key in group:
                if figure := self._figure(indicator, group):
                    yield figure
            elif indicator.formula is None:
                advice = f"缺少 {indicator.id}（{indicator.name}）；没有发生写 0，没有报告写 ~，"
                advice += f"{self.year}年还没有或不再有这个指标，在指标目录里写 since 或 until。"
                self._refuse((indicator.theme,), advice, at_key=True)

    def _figure(self, indicator: Indicator, group: dict[str, Plain]) -> Figure | None:
        """One stated figure: `250`, `320余`, `[甲, 乙]`, `~`, or any of these as {value: …, source: …}."""
        route: Route = (indicator.theme, indicator.key)
        written = group[indicator.key]
        entry: dict[str, Plain] = written if isinstance(written, dict) else {}
        if isinstance(written, dict):
            for key in entry:
                if key not in _ENTRY:
                    self._refuse((*route, key), f"不认识 {key} 这一项{nearest(key, _ENTRY)}。", at_key=True)
            if "value" not in entry:
                self._refuse(route, f"缺少 value；请写成 {{value: 数值, {SOURCE}: 出处}}。")
                return None
            written, route = entry["value"], (*route, "value")
        as_stated = entry.get("as_stated", "false")
        if as_stated not in ("true", "false"):
            self._refuse((*route[:2], "as_stated"), "as_stated 只能写 true，或者不写。")
            return None
        if as_stated == "true" and indicator.formula is None:
            self._refuse((*route[:2], "as_stated"), "没有公式的指标不用写 as_stated；请删去。", at_key=True)
            return None
        told = self._particulars(indicator, entry, group)
        if told is None:
            return None
        try:
            quantity, words = self._quantity_or_words(indicator, written)
        except ValueError as error:
            self._refuse(route, f"{indicator.name}：{error}")
            return None
        line = self.tree.values[route][0]
        pending = _pending(indicator, written)
        return Figure(indicator, self.year, quantity, words, *told, line, as_stated == "true", pending)

    def _table(self, indicator: Indicator, group: dict[str, Plain]) -> Iterator[Figure]:
        """The figures of a table: one line a row, the totals stated or summed."""
        route, written = (indicator.theme, indicator.key), group[indicator.key]
        told = self._particulars(indicator, written if isinstance(written, dict) else {}, group)
        lines = stated(self.tree, route, indicator, written)
        self.problems.extend(lines.problems)
        figures: dict[str, Figure] = {}
        table = cells(indicator)
        for name, (value, place) in lines.cells.items():
            counted = table[name].indicator
            try:
                quantity, _ = self._quantity_or_words(counted, value)
            except ValueError as error:
                self._refuse(place, f"{counted.name}：{error}")
                continue
            if told:
                line, pending = self.tree.values[place][0], _pending(counted, value)
                figures[name] = Figure(counted, self.year, quantity, (), *told, line, pending=pending)
        summed = with_totals(indicator, figures)
        for figure, fault in summed.faults:
            self._refuse(lines.cells[figure.id][1] if figure.id in lines.cells else route, fault)
        yield from summed.figures.values()

    def _particulars(
        self, indicator: Indicator, entry: dict[str, Plain], group: dict[str, Plain]
    ) -> _Particulars | None:
        """What an entry states beside its value: source, access, note; None after a problem."""
        route: Route = (indicator.theme, indicator.key)
        source = entry.get(SOURCE, group.get(SOURCE))
        access, note = entry.get("access", indicator.access), entry.get("note", "")
        if access not in get_args(Access):
            self._refuse((*route, "access"), f"access 只能写 {'、'.join(get_args(Access))}。")
            return None
        if not isinstance(note, str):
            self._refuse((*route, "note"), "note 要写成一段文字。")
            return None
        if not isinstance(source, str) or not source.strip():
            name, place = (
                (indicator.id, route) if SOURCE in entry else (f"主题 {indicator.theme}", (indicator.theme, SOURCE))
            )
            self._refuse(place, f"{name} 没有出处；请写 {SOURCE}: 原文出处。", at_key=True)  # told once for a theme
            return None
        if SOURCE in entry and (advice := no_locator(source)):
            self._refuse((*route, SOURCE), advice)
        narrower = cast(Access, access) if access != PUBLIC else indicator.access
        return _Particulars(source, narrower, note)

    def _quantity_or_words(self, indicator: Indicator, written: Plain) -> tuple[Quantity | None, tuple[str, ...]]:
        """A value within its indicator's limits; none where it is to be filled in. Raises ValueError with advice."""
        if _pending(indicator, written):
            return None, ()
        quantity, words = self._value(indicator, written)
        if quantity and (excess := _excess(quantity, indicator) or _twice(quantity, indicator)):
            raise ValueError(excess)
        return quantity, words

    def _value(self, indicator: Indicator, written: Plain) -> tuple[Quantity | None, tuple[str, ...]]:
        """A number's quantity or a text's words. Raises ValueError with advice."""
        if written is None:
            return None, ()
        if indicator.kind == "number":
            if not isinstance(written, str):
                raise ValueError("这里要写一个数，不是列表；没有报告写 ~。")
            if len(written) > 40:
                raise ValueError(f"“{written[:10]}…”太长，不是一个数；请检查是否多打了数字。")
            return parse_quantity(written), ()
        words = written if isinstance(written, list) else [written]
        texts = tuple(word for word in words if isinstance(word, str) and word.strip())
        if any("，" in word for word in texts) and isinstance(written, list):
            raise ValueError("列表的各项要用半角逗号隔开。")
        if not texts or len(texts) < len(words):
            raise ValueError("这里要写文字或文字的列表；没有报告写 ~。")
        if (length := sum(map(len, texts))) > MAX_LENGTH:
            raise ValueError(f"文字共 {length} 字，最多 {MAX_LENGTH} 字；请只写名称，详细的写进章节。")
        if found := next(filter(None, (typed(each, self.units, self.year, self.names) for each in texts)), None):
            raise ValueError(f"“{found}”是手打的数字；数请另立一个数值指标，名称里的数字请连同名称写进“”或《》。")
        return None, tuple(map(text, texts))

    # --- what follows from it ---

    def computed(self, indicator: Indicator, formula: Expression, figures: Mapping[str, Figure]) -> Figure | None:
        """The formula's figure, or the stated one once it agrees with the formula; None after a problem."""
        stated = figures.get(indicator.id)
        if any(name not in figures for name in formula.references if name == indicator_of(name)):
            return None  # a part failed, and was reported
        parts = [figures[name] for name in formula.references if name in figures]
        if stated and not stated.reported:
            return stated
        source = "、".join(dict.fromkeys(part.source for part in parts))
        if len(parts) < len(formula.references) or not all(part.quantity for part in parts):
            pending = any(part.pending for part in parts)
            return stated or replace(self._unstated(indicator, None, source), pending=pending)
        try:
            if stated and stated.quantity:
                if not stated.as_stated:
                    _must_agree(stated, stated.quantity, result_of(indicator, formula, figures))
                return stated
            quantity = _exactly(indicator, result_of(indicator, formula, figures))
        except ValueError as error:
            self._refuse((indicator.theme, indicator.key), f"{indicator.name}：公式 {formula.text} {error}")
            return None
        return self._unstated(indicator, quantity, source)

    def _unstated(self, indicator: Indicator, quantity: Quantity | None, source: str) -> Figure:
        return Figure(indicator, self.year, quantity, (), source, indicator.access, note="", line=0)


def _pending(indicator: Indicator, written: Plain) -> bool:
    """Whether a number is still to be filled in; a text says so itself."""
    return indicator.kind == "number" and isinstance(written, str) and bool(PLACEHOLDER.fullmatch(written))


def _twice(quantity: Quantity, indicator: Indicator) -> str:
    """4万余 with the unit 万人次 would be said as 4万余万人次."""
    if quantity.in_magnitude and (magnitude := re.match("[万亿]", indicator.unit)):
        unit = indicator.unit[1:]
        advice = f"单位“{indicator.unit}”里已经有“{magnitude[0]}”；请把单位改成“{unit}”，数照原文写。"
        return f"写成了 {quantity.wording(indicator.unit)}，{advice}"
    return ""


def _excess(quantity: Quantity, indicator: Indicator) -> str:
    if indicator.maximum is None or quantity.range.high <= (Fraction(indicator.maximum), 0):
        return ""
    return f"{quantity.wording(indicator.unit)} 超过了最大值 {indicator.maximum}{indicator.unit}；请核对。"


def _must_agree(figure: Figure, stated: Quantity, result: Range) -> None:
    """Holds a stated figure against its formula, at the decimals it is stated with. Raises ValueError with advice."""
    indicator = figure.indicator
    if not agrees(stated, indicator, result):
        computed = _shown(result, indicator, unlike=() if stated.number is None else (stated.number,))
        raise ValueError(f"算得 {computed}，写的却是 {figure.text}；请核对后改正。")


def _exactly(indicator: Indicator, result: Range) -> Quantity:
    """A computed figure at its indicator's decimals. Raises ValueError with advice."""
    if result.value is None:
        raise ValueError("里有约数，算不出准数；请按原文写出数值，原文没有就写 ~。")
    quantity = exactly(rounded_result(result.value, indicator))
    if len(quantity.digits) > MAX_DIGITS:
        raise ValueError("算得的数位数太多；请核对公式。")
    if excess := _excess(quantity, indicator):
        raise ValueError(f"算得 {excess}")
    return quantity


def _shown(result: Range, indicator: Indicator, unlike: Collection[Decimal]) -> str:
    """A formula's value in words: 99.6%; where it is approximate, 不少于 120件、不满 130件."""

    def said(value: Fraction) -> str:
        return f"{rounded(value, indicator.decimals, unlike):f}{indicator.unit}"

    if result.value is not None:
        return said(result.value)
    words = {0: "不少于", 1: "超过"}, {0: "不多于", -1: "不满"}
    return "、".join(
        f"{word[end.side]} {said(end.value)}"
        for word, end in zip(words, (result.low, result.high), strict=True)
        if isinstance(end.value, Fraction)
    )


def _broken_checks(tree: Tree, themes: Themes, figures: Mapping[str, Figure]) -> Iterator[Problem]:
    """The relations of the catalogue that do not hold; one with an unreported figure says nothing."""
    for check in (check for theme in themes.values() for check in theme.checks):
        parts = [figures[name] for name in check.references if name in figures]
        if len(parts) < len(check.references) or not all(part.quantity for part in parts):
            continue
        try:
            holds = check.holds(lambda name: range_of(figures[name]))
        except ZeroDivisionError:
            continue  # a range without an answer contradicts nothing
        if not holds:
            said = "，".join(
                f"{'' if part.id == name else f'{part.year}年的'}{part.indicator.name}是 {part.text}"
                for name, part in zip(check.references, parts, strict=True)
            )
            now = [part for name, part in zip(check.references, parts, strict=True) if part.id == name] or parts
            first = next((part for part in now if part.line), now[0])
            yield tree.problem(tuple(first.id.split(".")), f"应当有 {check.text}，可是{said}；请核对这几个数。")
