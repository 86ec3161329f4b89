"""The ledger of figures: for each, all that staff ask about it before they sign."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.model import Figure, Report
from disclosure.names import Quote
from disclosure.oddities import oddities, year_before
from disclosure.page import Page
from disclosure.project import Project


@dataclass(frozen=True)
class Entry:
    """A figure with the places that quote it, and what is odd about it."""

    figure: Figure
    quotes: tuple[Quote, ...]
    oddities: tuple[str, ...]


def ledger(project: Project, report: Report) -> tuple[Entry, ...]:
    """The year's figures in the catalogue's order; a page of no year quotes the latest."""
    before, latest = year_before(project.model, report), project.model.latest.year
    return tuple(
        Entry(
            figure,
            tuple(q for q in project.quotes.get(name, ()) if (Page(q.page).year or latest) == report.year),
            oddities(figure, before.figures.get(name) if before else None),
        )
        for name, figure in report.figures.items()
    )
