"""Tables written by hand: a number that stands under the labels of another one, and that one under its."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from disclosure.chapters.beside import figure_quoted
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.report.model import Figure, Model, Report

_QUOTE = re.compile(r"\{\{\s*([a-z][a-z0-9_.]*)\s*\}\}")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
"""The line under a table's head."""
_BAR = re.compile(r"(?<!\\)\|(?![^{]*\}\})")
"""What parts cells; not one inside code."""


@dataclass(frozen=True)
class _Place:
    """A number in a table: its line, and the labels of its row and column."""

    figure: Figure
    line: int
    labels: tuple[str, str]

    def speak_for(self, figure: Figure) -> int:
        """How many pairs of characters of the labels the name of a figure has."""
        name = _pairs(figure.indicator.name)
        return sum(len(_pairs(label) & name) for label in self.labels)


def swapped_references(text: str, page: Page, model: Model) -> Iterator[Problem]:
    """Pairs of numbers in a table whose labels fit better if the two changed places. A reminder: names may deceive."""
    report = model.reports.get(page.year or 0, model.latest)
    for table in _tables(text, report):
        for one, other in combinations(table, 2):
            gains = [
                there.speak_for(here.figure) - there.speak_for(there.figure)
                for here, there in ((one, other), (other, one))
            ]
            if one.figure.id != other.figure.id and min(gains) > 0:
                names = [f"{each.figure.id}（{each.figure.indicator.name}）" for each in (one, other)]
                advice = f"表里的 {names[0]}和 {names[1]}好像写反了：行、列的名称更像对方；请核对。"
                yield Problem(page.source, one.line, 0, advice)


def _tables(text: str, report: Report) -> Iterator[list[_Place]]:
    """The tables of a page, each as the numbers in it."""
    lines = text.splitlines()
    for at in (n for n, line in enumerate(lines) if n and "|" in line and _RULE.fullmatch(line)):
        heads, places = _cells(lines[at - 1]), []
        for number, line in enumerate(lines[at + 1 :], at + 2):
            if "|" not in line:
                break
            row = _cells(line)
            for column, cell in enumerate(row):
                quote = _QUOTE.fullmatch(cell)
                figure = figure_quoted(quote[1], report)[0] if quote else None
                if figure:
                    head = heads[column] if column < len(heads) else ""
                    places.append(_Place(figure, number, (row[0] if column else "", head)))
        yield places


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(line.strip().strip("|"))]


def _pairs(text: str) -> frozenset[str]:
    words = re.sub(r"[\W\d]", "", text)
    return frozenset(words[n : n + 2] for n in range(len(words) - 1))
