"""The whole project, checked: the model, and every page's names and digits against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from disclosure.digits import typed_digits
from disclosure.load import load
from disclosure.model import Model
from disclosure.names import Quote, names_in, quotes_by_indicator
from disclosure.page import Page
from disclosure.problem import Problem, Problems
from disclosure.yamlfile import read_text

NAVIGATION = "SUMMARY.md"


@dataclass(frozen=True)
class Project:
    """A project without mistakes. `quotes` tells where each indicator is quoted."""

    root: Path
    model: Model
    pages: tuple[Page, ...]
    quotes: Mapping[str, tuple[Quote, ...]]


def check(root: Path) -> Project:
    """Reads and checks everything under `root`. Raises Problems with all mistakes of all files."""
    return _check(root, _change_times(root))


def _change_times(root: Path) -> frozenset[tuple[str, int]]:
    files = [*(root / "data").rglob("*"), *(root / "docs").rglob("*")]
    return frozenset((str(file), file.stat().st_mtime_ns) for file in files if file.is_file())


@lru_cache(maxsize=1)
def _check(root: Path, _: frozenset[tuple[str, int]]) -> Project:
    model = load(root)
    pages = tuple(_pages(root))
    paths = frozenset(page.path for page in pages)
    problems: list[Problem] = []
    quotes: list[Quote] = []
    for page in pages:
        try:
            text = read_text(root / page.source, page.source)
        except Problems as unreadable:
            problems.extend(unreadable.problems)
            continue
        names = names_in(text, page, model, paths)
        quotes.extend(names.quotes)
        problems.extend((*names.problems, *typed_digits(text, page, model)))
    problems.extend(_missing_pages(model, paths))
    problems.extend(_unused(model, {quote.indicator for quote in quotes}))
    if problems:
        raise Problems(problems)
    return Project(root, model, pages, quotes_by_indicator(quotes))


def _pages(root: Path) -> list[Page]:
    docs = root / "docs"
    paths = sorted(file.relative_to(docs).as_posix() for file in docs.rglob("*.md") if file.name != NAVIGATION)
    return [Page(path) for path in paths]


def _missing_pages(model: Model, paths: frozenset[str]) -> list[Problem]:
    """Chapters that a year's outline names and nobody wrote."""
    advice = "没有对应的章；请补上文件，或改 outline。"
    return [
        Problem(f"data/{year}/document.yml", 0, 0, f"outline 里的 {name}（docs/{year}/{name}.md）{advice}")
        for year, report in model.reports.items()
        for name in report.document.chapters
        if f"{year}/{name}.md" not in paths
    ]  # fmt: skip


def _unused(model: Model, quoted: set[str]) -> list[Problem]:
    """Indicators that are defined and filled in, but that no page shows."""
    advice = "没有任何章节或表格引用；请在章节里引用，或从目录里删去。"
    return [
        Problem("data/indicators.yml", indicator.line, 0, f"{indicator.id}（{indicator.name}）{advice}")
        for indicator in model.indicators
        if indicator.id not in quoted
    ]
