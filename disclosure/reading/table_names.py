"""What an expression of the catalogue names in tables: a cell, a total, or a row that a rule holds in every column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure.problem import nearest
from disclosure.reading.schema import IndicatorEntry
from disclosure.report.breakdown import Breakdown, Line, keys
from disclosure.report.expression import Expression, indicator_of
from disclosure.report.model import Indicator
from disclosure.report.table import address, axes


def full_names(expression: Expression, themes: Mapping[str, object]) -> Mapping[str, str]:
    """The ids that the references of an expression stand for: `requests.new` is one of the expression's own theme."""
    return {
        name: name if name.partition(".")[0] in themes or not expression.theme else f"{expression.theme}.{name}"
        for name in expression.references
    }


def in_every_line(expression: Expression, indicators: Mapping[str, Indicator]) -> Iterator[Expression]:
    """A rule that speaks of rows alone, once for every column; one that speaks of columns alone, for every row.

    Any other is itself. All that it names must stand in tables with the same columns, or rows.
    """
    for side in (0, 1):
        names = [(indicator_of(name), name.removeprefix(indicator_of(name))) for name in expression.references]
        named = [(*place, before) for name, before in names if (place := _place(name, side, indicators))]
        across = {tuple(line.key for line in axes(indicator)[1 - side]) for indicator, *_ in named}
        if len(named) < len(expression.references) or len(across) > 1:
            continue
        for key in across.pop():
            other = Line(key, ())
            ids = (
                address(each, *((line, other) if side == 0 else (other, line))) + before for each, line, before in named
            )
            yield expression.naming(dict(zip(expression.references, ids, strict=True)))
        return
    yield expression


def _place(name: str, side: int, indicators: Mapping[str, Indicator]) -> tuple[Indicator, Line] | None:
    """The table and the row (side 0) or column (side 1) that a name of three parts stands for; None for all else."""
    whole, _, key = name.rpartition(".")
    indicator = indicators.get(whole)
    if indicator is None or len(indicator.by) < 2:
        return None
    line = next((line for line in axes(indicator)[side] if line.key == key), None)
    return (indicator, line) if line else None


def faults_of(entry: IndicatorEntry, breakdowns: Mapping[str, Breakdown]) -> Iterator[str]:
    """What is wrong with the breakdowns that an indicator is counted by."""
    if unknown := [name for name in entry.by if name not in breakdowns]:
        known = nearest(unknown[0], breakdowns) if breakdowns else "；请先在 data/breakdowns.yml 里写这个分项"
        yield f"没有分项 {unknown[0]}{known}。"
    elif len(entry.by) > 2:
        yield "by 最多写两个分项：先行后列。"
    elif entry.by and (entry.kind == "text" or entry.formula):
        yield "按分项统计的要是数值，各格照原文填写，不能是文字，也不能有 formula；请删去。"
    else:
        rows, *others = (set(keys(breakdowns[name].items)) for name in entry.by) if entry.by else (set(),)
        if twice := sorted(rows.intersection(*others)) if others else []:
            yield f"两个分项里都有 {twice[0]}；行和列的编号不能相同，请改其中一个。"
