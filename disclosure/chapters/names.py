"""What pages may quote beside figures, the names kept for that, and the places where pages name indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from keyword import kwlist

from jinja2.defaults import DEFAULT_NAMESPACE

from disclosure.chapters.macros import MACROS, VARIABLES
from disclosure.report.model import Notice, Report, Unit
from disclosure.text.headings import Heading

CHAPTER = "chapter"
"""The one name that a page gives itself: {% for chapter in chapters %}."""
RESERVED = frozenset(
    (
        *MACROS, *VARIABLES, CHAPTER, *DEFAULT_NAMESPACE, *kwlist,
        "loop", "caller", "true", "false", "none", "page", "config", "site",
    )
)  # fmt: skip
"""What no theme may be called: the words of chapters, of their template language and of formulas."""

Fields = Mapping[str, "Fields | None"]
"""The fields of a variable, and those of a field that has some itself."""
FIELDS: Mapping[str, Fields] = {
    "document": {
        **dict.fromkeys(
            ("title", "number", "issuer", "signatory", "date", "addressee", "remark", "copies_to", "printed_by",
             "printed_on")
        ),
        "answers": dict.fromkeys(field.name for field in fields(Notice)),
    },
    "unit": dict.fromkeys(field.name for field in fields(Unit) if field.name != "licence"),
    "example": dict.fromkeys(
        ("id", "name", "key", "value", "changed", "theme", "chapter", "heading", "outline", "entry", "plan")
    ),
    CHAPTER: dict.fromkeys(("name", "path", "part_title")),
}  # fmt: skip


@dataclass(frozen=True)
class Quote:
    """A place where a page names an indicator, and the heading that it stands under."""

    indicator: str
    page: str
    line: int
    heading: Heading | None
    by: str = ""
    """The macro that shows it, "" where the text itself quotes it."""


def titles(report: Report) -> Mapping[str, Mapping[str, str]]:
    """The titles that a page may quote, by the macro that lists them and by their keys."""
    return {
        "plans": {key: plan.title for key, plan in report.plans.plans.items()},
        "shortcomings": {key: fault.title for key, fault in report.shortcomings.items()},
    }


def absent(path: tuple[str, ...], report: Report, unit: Unit) -> str | None:
    """The data file that might state the particular at `path` and does not; None where it does."""
    places: Mapping[str, tuple[object, str]] = {
        "document": (report.document, f"data/{report.year}/document.yml"),
        "unit": (unit, "data/unit.yml"),
    }
    if path[0] == "document" and path[1] in report.pending:
        return None
    value, file = places.get(path[0], (report, ""))
    for part in path[1:] if file else ():
        value = getattr(value, part, None)
    return None if value or not file else file


def quotes_by_indicator(quotes: Iterable[Quote]) -> Mapping[str, tuple[Quote, ...]]:
    """All quotes of each indicator, in the order of the pages."""
    grouped: dict[str, list[Quote]] = {}
    for quote in quotes:
        grouped.setdefault(quote.indicator, []).append(quote)
    return {indicator: tuple(places) for indicator, places in grouped.items()}
