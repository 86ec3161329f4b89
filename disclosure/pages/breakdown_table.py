"""An indicator that is counted by breakdowns as the table that its form lays out."""

from __future__ import annotations

from functools import lru_cache

from disclosure.pages.filling import filled
from disclosure.report.model import Indicator, Report
from disclosure.report.table import layout, source_of, table_figures

_CHARACTERS = 37
"""How many characters of a table's size stand side by side on paper: 156 mm at 12 pt."""


@lru_cache(maxsize=256)  # in its chapter and in the printable view
def breakdown_table(indicator: Indicator, report: Report, entry: bool = False) -> str:
    """The table with its caption, unit and source. As the `entry` of a catalogue its cells are where links lead."""
    laid_out, place = layout(indicator), f"{indicator.id}-{report.year}-"
    figures = table_figures(indicator, report.figures)
    return filled(
        "breakdown_table.html",
        indicator=indicator,
        year=report.year,
        layout=laid_out,
        rows=[
            (row, [(figures[name], _at(place, heads)) for name, heads in zip(names, places, strict=True)])
            for row, (names, places) in enumerate(zip(laid_out.cells, laid_out.places(), strict=True))
        ],
        source=source_of(figures),
        wide=5 * laid_out.levels + 3 * (laid_out.across - laid_out.levels) > _CHARACTERS,
        entry=entry,
        bare=True,
        href="",
    )


def _at(place: str, heads: str) -> str:
    """The ids of heads, of a table of their own on the page."""
    return " ".join(f"{place}{head}" for head in heads.split())
