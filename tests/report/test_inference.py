"""No reader with a pencil can work out what is withheld: whatever the public figures determine is told."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.reading.catalogue import read_catalogue
from disclosure.reading.figures import read_figures
from disclosure.reading.yamlfile import read_yaml
from disclosure.report.inference import worked_out
from disclosure.report.model import PUBLIC


def given_away(indicators: str, values: Mapping[str, object], checks: str, folder: Path) -> dict[str, list[str]]:
    """What follows from what: `indicators` names those of one invented theme, with `?` after
    withheld ones, `%` after rates, and a colon before formulas.
    """
    lines = ["cases:", "  name: 案件", "  indicators:"]
    for each in filter(None, (part.strip() for part in indicators.split(";"))):
        name, _, formula = each.partition(":")
        key = name.strip(" ?%")
        access = "不予公开" if "?" in name else PUBLIC
        unit = "unit: '%', maximum: 100" if "%" in name else "unit: 件"
        entry = f"name: 甲, {unit}, access: {access}"
        lines.append(f"    {key}: {{{entry}{f', formula: {formula}' if formula else ''}}}")
    lines.append(f"  checks: [{checks}]")
    (folder / "indicators.yml").write_text("\n".join(lines), "utf-8")
    stated = "".join(f"  {key}: {value}\n" for key, value in values.items())
    (folder / "figures.yml").write_text(f"cases:\n  source: 一\n{stated}", "utf-8")
    themes = read_catalogue(read_yaml(folder / "indicators.yml", "indicators.yml"), PUBLIC, ())
    figures = read_figures(read_yaml(folder / "figures.yml", "figures.yml"), 2030, themes)
    return {
        name.removeprefix("cases."): [source.removeprefix("cases.") for source in sources]
        for name, sources in worked_out(themes, figures).items()
    }


# (what is tried, the indicators, their values, the relations, what is given away and by what)
CASES = [
    ("one part of a total", "a; b?; total: a + b", "a=1 b=2", "", "b<a,total"),
    ("a total of public parts", "a; b; total?: a + b", "a=1 b=2", "", "total<a,b"),
    ("two parts of a total", "a?; b?; total: a + b", "a=1 b=2", "", ""),
    ("a part that is in two totals", "a?; b?; c; x: a + b; y: a + b + c", "a=1 b=2 c=3", "", ""),
    ("two totals of two parts", "a?; b?; x: a + b; y: a + 2 * b", "a=1 b=2", "", "b<x,y a<x,y"),
    ("two totals of three parts", "a?; b?; c?; x: a + b; y: a + b + c", "a=1 b=2 c=3", "", "c<x,y"),
    ("three sums in a ring", "a?; b?; c?; x: a + b; y: b + c; z: c + a", "a=1 b=2 c=3", "", "a<x,y,z b<x,y,z c<x,y,z"),
    ("a part withheld between two totals", "a; b?; t?: a + b; u: t + a", "a=1 b=2", "", "t<a,u b<a,u"),
    ("a rate and its base", "a?; b; r %: a / b", "a=1 b=4", "", "a<b,r"),
    ("a rate and what it is of", "a; b?; r %: a / b", "a=1 b=4", "", "b<a,r"),
    ("a rate alone", "a?; b?; r %: a / b", "a=1 b=4", "", ""),
    ("a rate and a total", "a?; b?; r %: a / b; t: a + b", "a=1 b=4", "", "b<r,t a<r,t"),
    ("a rate of none, and its base unknown", "a?; b?; r %: a / b", "a=0 b=4", "", "a<r"),
    ("a rate of public numbers", "a; b; r? %: a / b", "a=1 b=3", "", "r<a,b"),
    ("a share of the rest", "a?; b; r %: a / (a + b)", "a=1 b=3", "", "a<b,r"),
    ("a square", "a?; x: a * a", "a=3", "", "a<x"),
    ("an equality", "a; b?", "a=2 b=2", "a == b", "b<a"),
    ("an equality of sums", "a; b; c?; d", "a=1 b=4 c=2 d=3", "a + b == c + d", "c<a,b,d"),
    ("two equalities of columns", "a; b?; c?; d", "a=1 b=2 c=2 d=1", "a == d and b + d == c + a", ""),
    ("equalities joined by and", "a; b?; c?", "a=2 b=2 c=2", "a == b and b == c", "b<a c<a"),
    ("equalities in a row", "a; b?; c?", "a=2 b=2 c=2", "a == b == c", "b<a c<a"),
    ("a limit", "a?; b", "a=2 b=2", "a <= b", ""),
    ("two limits that meet", "a; b?; c", "a=2 b=2 c=2", "a <= b <= c", "b<a,c"),
    ("two limits that meet, the other way", "a; b?; c", "a=2 b=2 c=2", "a >= b and b >= c", "b<a,c"),
    ("strict limits next to a count", "a; b?; c", "a=4 b=5 c=6", "a < b < c", "b<a,c"),
    ("strict limits, the other way", "a; b?; c", "a=4 b=5 c=6", "c > b and b > a", "b<a,c"),
    ("one strict limit", "a; b?; c", "a=4 b=5 c=7", "a < b < c", ""),
    ("a strict limit and another", "a; b?; c", "a=4 b=5 c=5", "a < b and b <= c", "b<a,c"),
    ("strict limits of a share", "a %; b? %; c %", "a=4 b=5 c=6", "a < b < c", ""),
    ("strict limits of what is measured", "a; b?; c", "a=4.5 b=5.5 c=6.5", "a < b < c", ""),
    ("less than one", "a?; b", "a=0 b=1", "a < b", "a<b"),
    ("two limits apart", "a; b?; c", "a=1 b=2 c=2", "a <= b <= c", ""),
    ("limits met by way of another", "a; b?; c?; d", "a=2 b=2 c=2 d=2", "a <= b <= c <= d", "b<a,d c<a,d"),
    ("limits of a sum", "a?; b?; x; y", "a=1 b=1 x=2 y=2", "x <= a + b and a + b <= y", ""),
    ("a limit of none", "a?; b", "a=0 b=0", "a <= b", "a<b"),
    ("a rate that can only be all", "least %; r? %", "least=100 r=100", "least <= r", "r<least"),
    ("a rate that can be more", "least %; r? %", "least=90 r=90", "least <= r", ""),
    ("a number that the catalogue gives", "a?", "a=4", "a == 4", "a<"),
    ("a total of none", "a?; b?; c?; t: a + b + c", "a=0 b=0 c=0", "", "a<t b<t c<t"),
    ("a total that one part reaches", "a?; b?; c; t: a + b", "a=2 b=0 c=2", "c <= a", "b<c,t a<c,t"),
    ("a part not reported", "a; b?; total: a + b", "a=1 b=~ total=3", "", ""),
    ("nothing withheld", "a; b; total: a + b", "a=1 b=2", "", ""),
    ("an approximate part", "a; b?; total: a + b", "a=20余 b=100 total=120余", "", "b<a,total"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("indicators", "values", "checks", "expected"), [row[1:] for row in CASES], ids=[row[0].replace(" ", "-") for row in CASES]
)  # fmt: skip
def test_what_can_be_worked_out_is_told_with_what_it_follows_from(
    indicators: str, values: str, checks: str, expected: str, tmp_path: Path
) -> None:
    stated = dict(value.split("=") for value in values.split())
    told = given_away(indicators, stated, checks, tmp_path)
    assert {f"{name}<{','.join(sorted(sources))}" for name, sources in told.items()} == set(expected.split())


# --- against all ways in which withheld values could be others ----------------------------------------------------------

HIDDEN = ("x", "y", "z")
Row = tuple[int, int, int]


def movable(rows: list[Row], values: Row) -> set[str]:
    """The withheld values that could be others: some small step moves them, keeps all sums, and makes none negative.

    With three values and factors of at most one, steps of at most two in each direction are all that matter.
    """
    steps = [
        step
        for step in product(range(-2, 3), repeat=3)
        if all(sum(f * s for f, s in zip(row, step, strict=True)) == 0 for row in rows)
        and all(s >= 0 for s, value in zip(step, values, strict=True) if value == 0)
    ]
    return {name for position, name in enumerate(HIDDEN) if any(step[position] for step in steps)}


FACTORS = st.tuples(*[st.integers(-1, 1)] * 3)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(FACTORS, max_size=4), values=st.tuples(*[st.integers(0, 3)] * 3))
def test_exactly_what_cannot_be_otherwise_is_told(rows: list[Row], values: Row, tmp_path: Path) -> None:
    def side(row: Row, sign: int) -> str:
        return " + ".join(name for name, factor in zip(HIDDEN, row, strict=True) if factor == sign)

    totals: dict[str, int] = {}
    checks = []
    for number, row in enumerate(rows):
        total = sum(factor * value for factor, value in zip(row, values, strict=True))
        more, less = (1, -1) if total >= 0 else (-1, 1)
        if not any(row):
            continue
        totals[f"t{number}"] = abs(total)
        checks.append(f"{side(row, more) or 0} == t{number}{' + ' if side(row, less) else ''}{side(row, less)}")
    told = given_away(
        "; ".join((*(f"{name}?" for name in HIDDEN), *totals)),
        {**dict(zip(HIDDEN, values, strict=True)), **totals},
        ", ".join(checks),
        tmp_path,
    )
    free = movable(rows, values)
    assert not free & told.keys(), "what could be otherwise is not told"
    if all(values):
        assert told.keys() == set(HIDDEN) - free, "what could not is"


def test_exact_fractions_tell_nearly_parallel_sums_apart(tmp_path: Path) -> None:
    huge = 10**13
    told = given_away(
        f"a?; b?; x: {huge} * a + {huge + 1} * b; y: {huge + 1} * a + {huge + 2} * b", {"a": 1, "b": 2}, "", tmp_path
    )
    assert told.keys() == {"a", "b"}
