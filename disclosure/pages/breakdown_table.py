"""An indicator that is counted by breakdowns as the table that its form lays out."""

from __future__ import annotations

from disclosure.pages.filling import filled
from disclosure.report.model import Indicator, Report
from disclosure.report.table import layout, source_of, table_figures

_CHARACTERS = 37
"""How many characters of a table's size stand side by side on paper: 156 mm at 12 pt."""


def breakdown_table(indicator: Indicator, report: Report, entry: bool = False) -> str:
    """The table with its caption, unit and source. As the `entry` of a catalogue its cells are where links lead."""
    laid_out = layout(indicator)
    figures = table_figures(indicator, report.figures)
    return filled(
        "breakdown_table.html",
        indicator=indicator,
        year=report.year,
        layout=laid_out,
        figures=figures,
        source=source_of(figures),
        wide=5 * laid_out.levels + 3 * (laid_out.across - laid_out.levels) > _CHARACTERS,
        entry=entry,
        bare=True,
        href="",
    )
