"""The ledger of figures: for each, all that staff ask about it before they sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from disclosure.chapters.names import Quote
from disclosure.page import Page
from disclosure.report.model import Figure, Model, Report
from disclosure.report.oddities import oddities, year_before


@dataclass(frozen=True)
class Entry:
    """A figure with the places that quote it, and what is odd about it."""

    figure: Figure
    quotes: tuple[Quote, ...]
    oddities: tuple[str, ...]


def ledger(model: Model, quotes: Mapping[str, Sequence[Quote]], report: Report) -> tuple[Entry, ...]:
    """The year's figures in the catalogue's order; a page of no year quotes the latest."""
    before, latest = year_before(model, report), model.latest.year
    return tuple(
        Entry(
            figure,
            tuple(q for q in quotes.get(name, ()) if (Page(q.page).year or latest) == report.year),
            oddities(figure, before.figures.get(name) if before else None),
        )
        for name, figure in report.figures.items()
    )
