"""The names that a page may use, and the places where pages name indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from keyword import kwlist

from jinja2.defaults import DEFAULT_NAMESPACE

from disclosure.report.model import Notice, Unit
from disclosure.text.headings import Heading

STAFF_FUNCTIONS = (
    "ledger", "shortcoming_ledger", "plan_ledger", "plans_by_office", "plans_by_due_date", "gaps", "warnings",
    "reference", "written",
)  # fmt: skip
"""What only the staff edition's pages and passages may call."""
BLOCKS = ("section", "unbroken")
"""What is called around a passage: {% call … %} … {% endcall %}."""
FUNCTIONS = (
    "words", "figures_table", "key_figures", "shortcomings", "plans", "plan_aims", "contents", "indicator_catalogue",
    "information_block", "document_head", "document_foot", "link",
    "bar_chart", "theme_charts", "report_head",
    "published_versions",
    "downloads", "citation", "data_changes",
    *BLOCKS,
    *STAFF_FUNCTIONS,
)  # fmt: skip
VARIABLES = ("year", "next_year", "document", "unit", "chapters", "printing", "staff")
CHAPTER = "chapter"
"""The one name that a page gives itself: {% for chapter in chapters %}."""
RESERVED = frozenset(
    (
        *FUNCTIONS, *VARIABLES, CHAPTER, *DEFAULT_NAMESPACE, *kwlist,
        "loop", "caller", "true", "false", "none", "page", "config", "site",
    )
)  # fmt: skip
"""What no theme may be called: the words of chapters, of their template language and of formulas."""
FIGURE_FORMS = ("number", "name", "unit")

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
    CHAPTER: dict.fromkeys(("name", "path", "part_title")),
}  # fmt: skip


@dataclass(frozen=True)
class Quote:
    """A place where a page names an indicator, and the heading that it stands under."""

    indicator: str
    page: str
    line: int
    heading: Heading | None


def quotes_by_indicator(quotes: Iterable[Quote]) -> Mapping[str, tuple[Quote, ...]]:
    """All quotes of each indicator, in the order of the pages."""
    grouped: dict[str, list[Quote]] = {}
    for quote in quotes:
        grouped.setdefault(quote.indicator, []).append(quote)
    return {indicator: tuple(places) for indicator, places in grouped.items()}
