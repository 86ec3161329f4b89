"""What a figure's card tells beyond the page that it is asked on: a script that also works from a folder on disk.

The years of each figure as they are said, the passages of chapters that say it, and how each year's report is cited.
"""

from __future__ import annotations

import json

from disclosure.pages.render import Quotes, quoting_places
from disclosure.report.citation import cited
from disclosure.report.model import Model

CARDS = "assets/cards.js"


def cards(model: Model, quotes: Quotes) -> str:
    """The script that hands all cards to the page."""
    figures: dict[str, dict[int, object]] = {}
    for indicator in model.indicators:
        places = quoting_places(model, quotes.get(indicator.id, ()))
        figures[indicator.id] = {
            year: {
                "said": figure.text,
                "passages": {address: name for address, name in places.items() if address.startswith(f"{year}/")},
            }
            for year, report in model.reports.items()
            if (figure := report.figures.get(indicator.id))
        }
    documents = {year: cited(report) for year, report in model.reports.items()}
    told = {"unit": model.unit.name, "documents": documents, "figures": figures}
    return f"window.cards={json.dumps(told, ensure_ascii=False, separators=(',', ':'))}\n"
