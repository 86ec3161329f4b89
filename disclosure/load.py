"""`data/` read into a checked model, or all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, TypeVar

from disclosure.digits import typed_digits_in_data
from disclosure.expression import Expression, parse_expression
from disclosure.model import Document, Figure, Indicator, Model, Plans, Report, Theme, Unit
from disclosure.problem import Problem, Problems, nearest
from disclosure.quantity import Quantity, Range, parse_quantity, round_half_up
from disclosure.schema import Catalogue, IndicatorEntry, Shortcomings, conform
from disclosure.vocabulary import RESERVED
from disclosure.yamlfile import Plain, Tree, read_yaml

Themes = Mapping[str, Theme]
Result = TypeVar("Result")


def load(root: Path) -> Model:
    """The model of the project at `root`. Raises Problems with every mistake in every file of `data/`."""
    problems = _Collector()
    unit = problems.collect(lambda: _conformed(root, "data/unit.yml", Unit))
    themes = problems.collect(lambda: _catalogue(read_yaml(root / "data/indicators.yml", "data/indicators.yml")))
    reports = {}
    for year in _years(root, problems):
        if report := _report(root, year, themes, problems):
            reports[year] = report
    problems.stop()
    assert unit is not None and themes is not None
    return Model(unit, themes, reports)


class _Collector:
    """Gathers problems from independent steps so that all of them are reported at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def collect(self, step: Callable[[], Result]) -> Result | None:
        try:
            return step()
        except Problems as raised:
            self.found.extend(raised.problems)
            return None

    def stop(self) -> None:
        if self.found:
            raise Problems(self.found)


def _conformed(root: Path, path: str, shape: Any, *, prose: bool = False) -> Any:
    tree = read_yaml(root / path, path)
    content = conform(shape, tree)
    if prose and (typed := tuple(typed_digits_in_data(tree))):
        raise Problems(typed)
    return content


def _years(root: Path, problems: _Collector) -> list[int]:
    data = root / "data"
    folders = [entry.name for entry in data.iterdir() if entry.is_dir()] if data.is_dir() else []
    years = sorted(int(name) for name in folders if re.fullmatch(r"[12][0-9]{3}", name))
    if not years:
        problems.found.append(Problem("data", 0, 0, "没有年度文件夹；请建立以年份命名的文件夹，放入该年的四个文件。"))
    return years


# --- the catalogue -------------------------------------------------------------------------------------------------


def _catalogue(tree: Tree) -> Themes:
    entries = conform(Catalogue, tree)
    problems = list(typed_digits_in_data(tree))
    for theme, entry in entries.items():
        if theme in RESERVED:
            problems.append(tree.problem((theme,), f"主题编号 {theme} 与章节用语同名；请换一个编号。", at_key=True))
        for key in entry.indicators:
            if key in entries or key in FIGURE_FILE_KEYS:
                route = (theme, "indicators", key)
                problems.append(tree.problem(route, f"指标编号 {key} 与主题编号或专用名称同名；请换一个编号。", at_key=True))
    known = {f"{theme}.{key}": entry for theme, group in entries.items() for key, entry in group.indicators.items()}
    themes = {
        theme: Theme(
            theme,
            group.name,
            tuple(
                _indicator(tree, theme, key, entry, known, problems) for key, entry in group.indicators.items()
            ),
            tuple(
                check
                for position, text in enumerate(group.checks)
                if (check := _expression(tree, (theme, "checks", position), text, theme, True, known, problems))
            ),
        )
        for theme, group in entries.items()
    }  # fmt: skip
    problems.extend(_circles(tree, themes))
    if problems:
        raise Problems(problems)
    return themes


FIGURE_FILE_KEYS = ("source",)


def _indicator(
    tree: Tree, theme: str, key: str, entry: IndicatorEntry, known: Mapping[str, IndicatorEntry], problems: list[Problem]
) -> Indicator:
    route = (theme, "indicators", key)
    if entry.kind == "number" and entry.unit is None:
        problems.append(tree.problem(route, f"数值指标 {key} 缺少计量单位；请写 unit，文字指标请写 kind: text。", at_key=True))
    if entry.kind == "text" and (entry.unit or entry.formula or entry.maximum is not None):
        problems.append(tree.problem(route, f"文字指标 {key} 不能有 unit、formula、maximum；请删去。", at_key=True))
    formula = _expression(tree, (*route, "formula"), entry.formula, theme, False, known, problems) if entry.formula else None
    return Indicator(
        theme, key, entry.name, entry.unit or "", entry.kind, entry.definition or "", formula, entry.decimals, entry.maximum
    )


def _expression(
    tree: Tree,
    route: tuple[str | int, ...],
    text: str,
    theme: str,
    compares: bool,
    known: Mapping[str, IndicatorEntry],
    problems: list[Problem],
) -> Expression | None:
    try:
        expression = parse_expression(text, theme)
    except ValueError as error:
        problems.append(tree.problem(route, str(error)))
        return None
    count = len(problems)
    if expression.compares is not compares:
        wanted = "要写成比较，例如 resolved <= found" if compares else "要写成算式，不能比较"
        problems.append(tree.problem(route, f"“{text}”{wanted}。"))
    for reference in expression.references:
        if reference not in known:
            near = nearest(reference, known)
            problems.append(tree.problem(route, f"“{text}”里的 {reference} 不是已有的指标{near}。"))
        elif known[reference].kind == "text":
            problems.append(tree.problem(route, f"“{text}”里的 {reference} 是文字指标，不能计算。"))
    return expression if len(problems) == count else None


def _circles(tree: Tree, themes: Themes) -> Iterable[Problem]:
    try:
        TopologicalSorter(_dependencies(themes)).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        theme, _, key = circle[0].partition(".")
        yield tree.problem((theme, "indicators", key, "formula"), f"公式绕成了圈：{' ← '.join(circle)}；请改其中一个公式。")


def _dependencies(themes: Themes) -> dict[str, tuple[str, ...]]:
    return {
        indicator.id: indicator.formula.references if indicator.formula else ()
        for theme in themes.values()
        for indicator in theme.indicators
    }


# --- one year ------------------------------------------------------------------------------------------------------


def _report(root: Path, year: int, themes: Themes | None, problems: _Collector) -> Report | None:
    folder = f"data/{year}"
    document = problems.collect(lambda: _conformed(root, f"{folder}/document.yml", Document))
    shortcomings = problems.collect(lambda: _conformed(root, f"{folder}/shortcomings.yml", Shortcomings, prose=True))
    plans = problems.collect(lambda: _conformed(root, f"{folder}/plans.yml", Plans, prose=True))
    tree = problems.collect(lambda: read_yaml(root / folder / "figures.yml", f"{folder}/figures.yml"))
    if tree is None or themes is None:
        return None
    figures = problems.collect(lambda: _figures(tree, year, themes))
    if document is None or shortcomings is None or plans is None or figures is None:
        return None
    return Report(year, document, figures, shortcomings, plans)


def _figures(tree: Tree, year: int, themes: Themes) -> Mapping[str, Figure]:
    """Every indicator's figure: stated, or computed by its formula. Raises Problems."""
    problems: list[Problem] = []
    stated = _stated(tree, year, themes, problems)
    if problems:
        raise Problems(problems)
    indicators = {indicator.id: indicator for theme in themes.values() for indicator in theme.indicators}
    complete = dict(stated)
    for name in TopologicalSorter(_dependencies(themes)).static_order():
        if indicators[name].formula and (figure := _computed(tree, year, indicators[name], complete, problems)):
            complete[name] = figure
    problems.extend(_broken_checks(tree, themes, complete))
    if problems:
        raise Problems(problems)
    return {name: complete[name] for name in indicators}


def _stated(tree: Tree, year: int, themes: Themes, problems: list[Problem]) -> dict[str, Figure]:
    """The figures the file states, with a problem for all that is misspelt, missing or malformed."""
    stated: dict[str, Figure] = {}
    content = tree.content
    if not isinstance(content, dict):
        problems.append(tree.problem((), "这里要写成若干个主题，每个主题下面是“指标: 数值”。"))
        return stated
    for theme in content:
        if theme not in themes:
            problems.append(tree.problem((theme,), f"指标目录里没有主题 {theme}{nearest(theme, themes)}。", at_key=True))
    for theme in themes.values():
        group = content.get(theme.id)
        if not isinstance(group, dict):
            problems.append(tree.problem((theme.id,), f"缺少主题 {theme.id}（{theme.name}）；请补上它的各项数值。", at_key=True))
            continue
        keys = {indicator.key: indicator for indicator in theme.indicators}
        for key in group:
            if key not in keys and key not in FIGURE_FILE_KEYS:
                near = nearest(key, keys)
                problems.append(tree.problem((theme.id, key), f"主题 {theme.id} 没有指标 {key}{near}。", at_key=True))
        for key, indicator in keys.items():
            if key not in group:
                if indicator.formula is None:
                    advice = f"缺少 {indicator.id}（{indicator.name}）；没有发生写 0，没有报告写 ~。"
                    problems.append(tree.problem((theme.id,), advice, at_key=True))
            elif figure := _figure(tree, year, indicator, group, problems):
                stated[indicator.id] = figure
    return stated


def _figure(
    tree: Tree, year: int, indicator: Indicator, group: dict[str, Plain], problems: list[Problem]
) -> Figure | None:
    """One stated figure: `250`, `320余`, `[甲, 乙]`, `~`, or any of these as {value: …, source: …}."""
    route: tuple[str, ...] = (indicator.theme, indicator.key)
    written, source = group[indicator.key], group.get("source")
    if isinstance(written, dict):
        for key in written:
            if key not in ("value", "source"):
                near = nearest(key, ("value", "source"))
                problems.append(tree.problem((*route, key), f"不认识 {key} 这一项{near}。", at_key=True))
        if "value" not in written:
            problems.append(tree.problem(route, "缺少 value；请写成 {value: 数值, source: 出处}。"))
            return None
        written, source, route = written["value"], written.get("source", source), (*route, "value")
    if not isinstance(source, str) or not source.strip():
        advice = f"{indicator.id} 没有出处；请在主题 {indicator.theme} 下写 source: 原文出处。"
        problems.append(tree.problem(route, advice, at_key=True))
        return None
    line = tree.values[route][0]
    try:
        quantity, words = _value(indicator, written)
    except ValueError as error:
        problems.append(tree.problem(route, f"{indicator.name}：{error}"))
        return None
    if quantity and indicator.maximum is not None and quantity.number > indicator.maximum:
        advice = f"{indicator.name}：{quantity.wording(indicator.unit)} 超过了最大值 {indicator.maximum}{indicator.unit}；请核对。"
        problems.append(tree.problem(route, advice))
        return None
    return Figure(indicator, year, quantity, words, source, line)


def _value(indicator: Indicator, written: Plain) -> tuple[Quantity | None, tuple[str, ...]]:
    if written is None:
        return None, ()
    if indicator.kind == "number":
        if not isinstance(written, str):
            raise ValueError("这里要写一个数，不是列表；没有报告写 ~。")
        return parse_quantity(written), ()
    words = tuple(written) if isinstance(written, list) else (written,)
    if not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError("这里要写文字或文字的列表；没有报告写 ~。")
    return None, tuple(str(word) for word in words)


def _computed(
    tree: Tree, year: int, indicator: Indicator, figures: Mapping[str, Figure], problems: list[Problem]
) -> Figure | None:
    """The formula's figure, or the stated one once it agrees with the formula."""
    stated = figures.get(indicator.id)
    route = (indicator.theme, indicator.key)
    formula = indicator.formula
    assert formula is not None
    parts = [figures[name] for name in formula.references if name in figures]
    if len(parts) < len(formula.references):
        return None  # a part failed already and is reported
    if stated and not stated.reported:
        return stated
    source = "、".join(dict.fromkeys(part.source for part in parts))
    if not all(part.quantity for part in parts):
        return stated or Figure(indicator, year, None, (), source, 0)

    def fail(message: str) -> None:
        problems.append(tree.problem(route, f"{indicator.name}：{message}"))

    try:
        result = formula.evaluate(lambda name: _range(figures[name]))
    except ZeroDivisionError:
        fail(f"公式 {formula.text} 的除数是 0，算不出来；请写 {indicator.key}: ~。")
        return None
    except ValueError as error:
        fail(f"公式 {formula.text}：{error}；请写出数值。")
        return None
    if indicator.unit == "%":
        result = result * Range.exactly(100)
    if stated and stated.quantity:
        if not _agrees(stated.quantity, result):
            fail(f"写的是 {stated.text}，按公式 {formula.text} 应当是 {_shown(result, indicator)}；请核对后改正。")
            return None
        return stated
    if not result.exact:
        fail(f"公式 {formula.text} 里有约数，算不出准数；请按原文写出数值，原文没有就写 ~。")
        return None
    number = round_half_up(result.low, indicator.decimals)
    if indicator.maximum is not None and number > indicator.maximum:
        fail(f"按公式 {formula.text} 得 {_shown(result, indicator)}，超过了最大值 {indicator.maximum}{indicator.unit}；请核对。")
        return None
    return Figure(indicator, year, Quantity(_trimmed(number)), (), source, 0)


def _range(figure: Figure) -> Range:
    assert figure.quantity is not None
    return figure.quantity.range


def _agrees(stated: Quantity, computed: Range) -> bool:
    """Whether a stated figure is what the formula gives, at the decimals it is stated with."""
    if stated.qualifier or not computed.exact:
        return stated.range == computed
    return round_half_up(computed.low, stated.decimals) == stated.number


def _shown(result: Range, indicator: Indicator) -> str:
    low = f"{_trimmed(round_half_up(result.low, indicator.decimals)):f}{indicator.unit}"
    if result.exact:
        return low
    return f"不少于 {low}" if result.high is None else f"{low} 到 {_trimmed(round_half_up(result.high, indicator.decimals)):f}{indicator.unit}"


def _trimmed(number: Decimal) -> Decimal:
    """99.60 as 99.6 and 100.00 as 100: a computed figure claims no decimals it does not need."""
    whole = number.to_integral_value()
    return whole if number == whole else Decimal(f"{number:f}".rstrip("0"))


def _broken_checks(tree: Tree, themes: Themes, figures: Mapping[str, Figure]) -> Iterable[Problem]:
    """The relations of the catalogue that do not hold; one with an unreported figure says nothing."""
    for theme in themes.values():
        for check in theme.checks:
            parts = [figures.get(name) for name in check.references]
            if not all(part and part.quantity for part in parts):
                continue
            try:
                holds = check.holds(lambda name: _range(figures[name]))
            except (ZeroDivisionError, ValueError):
                continue
            if not holds:
                said = "，".join(f"{part.indicator.name}是 {part.text}" for part in parts if part)
                first = next((part.indicator for part in parts if part and part.line), None)
                route = (first.theme, first.key) if first else (theme.id,)
                yield tree.problem(route, f"应当有 {check.text}，可是{said}；请核对这几个数。")


