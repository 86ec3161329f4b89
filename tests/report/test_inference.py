"""Whatever sets figures equal and names a withheld one names at least two: else readers work it out with a pencil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from disclosure.reading.catalogue import read_catalogue
from disclosure.reading.figures import read_figures
from disclosure.reading.yamlfile import read_yaml
from disclosure.report.edition import revealing
from disclosure.report.model import PUBLIC, Model


def given_away(
    indicators: str, values: Mapping[str, object], checks: str, folder: Path, model: Model
) -> dict[str, str]:
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
    report = replace(model.latest, figures=figures)
    problems = revealing(replace(model, themes=themes, reports={2030: report}))
    said = [problem.message.replace("cases.", "") for problem in problems]
    return {each.partition("（")[0]: each.partition("公开的 ")[2].partition(" 推算")[0] for each in said}


# (what is tried, the indicators, their values, the relations, what is given away and by what)
CASES = [
    ("one part of a total", "a; b?; total: a + b", "a=1 b=2", "", "b<total,a"),
    ("a total of public parts", "a; b; total?: a + b", "a=1 b=2", "", "total<a,b"),
    ("two parts of a total", "a?; b?; total: a + b", "a=1 b=2", "", ""),
    ("a rate and its base", "a?; b; r %: a / b", "a=1 b=4", "", "a<r,b"),
    ("a rate alone", "a?; b?; r %: a / b", "a=1 b=4", "", ""),
    ("a square", "a?; x: a * a", "a=3", "", "a<x"),
    ("an equality", "a; b?", "a=2 b=2", "a == b", "b<a"),
    ("an equality of sums", "a; b; c?; d", "a=1 b=4 c=2 d=3", "a + b == c + d", "c<a,b,d"),
    ("a limit", "a?; b", "a=2 b=2", "a <= b", ""),
    ("a number that the catalogue gives", "a?", "a=4", "a == 4", ""),
    ("a part not reported", "a; b?; total: a + b", "a=1 b=~ total=3", "", ""),
    ("nothing withheld", "a; b; total: a + b", "a=1 b=2", "", ""),
    ("told once", "a; b?; x: a + b; y: a + 2 * b", "a=1 b=2", "", "b<x,a"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("indicators", "values", "checks", "expected"), [row[1:] for row in CASES], ids=[row[0].replace(" ", "-") for row in CASES]
)  # fmt: skip
def test_a_withheld_figure_alone_among_public_ones_is_told(
    indicators: str, values: str, checks: str, expected: str, tmp_path: Path, model: Model
) -> None:
    stated = dict(value.split("=") for value in values.split())
    told = given_away(indicators, stated, checks, tmp_path, model)
    assert {f"{name}<{sources.replace('、', ',')}" for name, sources in told.items()} == set(expected.split())
