"""`data/` read into a checked model, or all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

from disclosure.catalogue import Themes, read_catalogue
from disclosure.digits import typed_digits_in_data
from disclosure.figures import read_figures
from disclosure.model import PUBLIC, Document, Model, Plans, Report, Unit, Version
from disclosure.problem import Problem, Problems
from disclosure.schema import Shortcomings, conform
from disclosure.yamlfile import Tree, read_yaml

Result = TypeVar("Result")


def load(root: Path) -> Model:
    """The whole model of the project at `root`, for staff. Raises Problems: every mistake in every file."""
    steps = _Steps()
    unit = steps.take(lambda: _record(root, "data/unit.yml", Unit))
    access = unit.access if unit else PUBLIC
    themes = steps.take(lambda: read_catalogue(_tree(root, "data/indicators.yml"), access))
    years = steps.take(lambda: _years(root)) or []
    reports = {year: report for year in years if (report := _report(root, year, themes, steps))}
    if steps.problems or unit is None or themes is None:
        raise Problems(steps.problems)
    return Model(unit, themes, reports)


class _Steps:
    """Takes independent steps one by one and gathers their problems, so that all are told at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def take(self, step: Callable[[], Result]) -> Result | None:
        try:
            return step()
        except Problems as raised:
            self.problems.extend(raised.problems)
            return None


def _years(root: Path) -> list[int]:
    data = root / "data"
    folders = sorted(entry.name for entry in data.iterdir() if entry.is_dir()) if data.is_dir() else []
    years = [int(name) for name in folders if re.fullmatch(r"[12][0-9]{3}", name)]
    strange = [name for name in folders if not re.fullmatch(r"[12][0-9]{3}", name)]
    if years and strange:
        advice = "文件夹名只能是四位数字的年份；请改名，或移出 data。"
        raise Problems(Problem(f"data/{name}", 0, 0, advice) for name in strange)
    if not years:
        raise Problems([Problem("data", 0, 0, "没有年度文件夹；请建立以年份命名的文件夹，放入该年的四个文件。")])
    return years


def _report(root: Path, year: int, themes: Themes | None, steps: _Steps) -> Report | None:
    """One year's report; None after a problem in any of its files."""
    folder = f"data/{year}"
    document = steps.take(
        lambda: _record(root, f"{folder}/document.yml", Document, prose=True, names=("title", "answers"))
    )
    shortcomings = steps.take(lambda: _record(root, f"{folder}/shortcomings.yml", Shortcomings, prose=True))
    plans = steps.take(lambda: _record(root, f"{folder}/plans.yml", Plans, prose=True))
    tree = steps.take(lambda: _tree(root, f"{folder}/figures.yml"))
    figures = steps.take(lambda: read_figures(tree, year, themes)) if tree and themes else None
    if document is not None:
        steps.take(lambda: _must_be_of_the_year(document, year, f"{folder}/document.yml"))
    versions = steps.take(lambda: _versions(root, f"{folder}/versions.yml"))
    if versions is None or document is None or shortcomings is None or plans is None or figures is None:
        return None
    return Report(year, document, figures, shortcomings, plans, versions)


def _must_be_of_the_year(document: Document, year: int, path: str) -> None:
    """A copied year whose document still speaks of another. Raises Problems."""
    title = "".join(document.title)
    problems = []
    if re.search(r"[12][0-9]{3}年", title) and f"{year}年" not in title:
        problems.append(Problem(path, 0, 0, f"标题里的年份不是 {year}年；请改标题。"))
    if document.date.year < year:
        problems.append(Problem(path, 0, 0, f"成文日期 {document.date} 早于报告的年度；请核对 date。"))
    if problems:
        raise Problems(problems)


def _versions(root: Path, path: str) -> tuple[Version, ...]:
    """The versions published so far; a year that was never corrected has no such file."""
    return tuple(_record(root, path, tuple[Version, ...])) if (root / path).exists() else ()


def _tree(root: Path, path: str) -> Tree:
    return read_yaml(root / path, path)


def _record(root: Path, path: str, shape: Any, *, prose: bool = False, names: Collection[str] = ()) -> Any:
    """A file's content as `shape`. Raises Problems.

    The texts of a `prose` file hold no hand-typed digits, except where `names` of documents stand.
    """
    tree = _tree(root, path)
    content = conform(shape, tree)
    if prose and (typed := tuple(typed_digits_in_data(tree, names))):
        raise Problems(typed)
    return content
