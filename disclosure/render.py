"""Figures, tables and lists as HTML or Markdown, by the templates beside this file. Functions take data, return text.

All text that comes from data passes through `inert`: neither HTML nor Markdown nor template code in it does anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from disclosure.expression import Expression
from disclosure.gaps import Gap
from disclosure.ledger import Entry as LedgerEntry
from disclosure.model import Figure, Indicator, Model, Plan, Report, Shortcoming
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.reference import Entry as ReferenceEntry

_ACTIVE = str.maketrans({character: f"&#{ord(character)};" for character in "\\`*_{}[]~^=|:@"})


def inert(value: object) -> Markup:
    """`value` as text that HTML, Markdown and Jinja all leave alone; markup made by a template passes as it is."""
    return value if isinstance(value, Markup) else Markup(str(escape(value)).translate(_ACTIVE))


def _anchor(key: str) -> Markup:
    """The mark that gives a Markdown heading its address."""
    return Markup(f"{{#{key}}}")


def _address(value: object) -> Markup:
    """`value` for an attribute: ids, links and conditions, whose characters were checked when the data was read."""
    return escape(value)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # finalize escapes every value, and Markdown's signs as well
        finalize=inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["anchor"] = _anchor
    environment.filters["address"] = _address
    return environment


def _filled(template: str, **values: object) -> str:
    """A template's text without empty lines, which would end a block of HTML in Markdown."""
    text = _templates().get_template(template).render(**values)
    return "\n".join(line for line in text.splitlines() if line.strip()) if template.endswith(".html") else text


def chinese_date(day: date) -> str:
    """2024年1月9日: Arabic digits without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def figure(figure: Figure, page: Page, *, bare: bool = False) -> str:
    """A figure in running text: the `<data>` element that the audit reads, leading to its definition."""
    return _filled("figure.html", figure=figure, bare=bare, page=page)


def _markup(figure_: Figure, page: Page, *, bare: bool = False) -> Markup:
    return Markup(figure(figure_, page, bare=bare))


def words(text: str, condition: Expression, report: Report, page: Page) -> str:
    """Words that rest on a condition over the year's figures, leading to the first indicator's definition."""
    return _filled("words.html", text=text, condition=condition, year=report.year, page=page)


def link(text: str, name: str, report: Report, page: Page) -> str:
    """A link to a page of the report's year."""
    return _filled("link.html", text=text, name=name, year=report.year, page=page)


def figures_table(caption: str, figures: Iterable[Figure], page: Page) -> str:
    """A table of figures: indicator, figure, source."""
    return _filled("figures_table.html", caption=caption, figures=tuple(figures), page=page, say=_markup)


def key_figures(figures: Iterable[Figure], report: Report, page: Page) -> str:
    """A strip of large figures, each leading to the chapter of its theme where there is one."""
    return _filled("key_figures.html", figures=tuple(figures), report=report, page=page)


def shortcomings(report: Report, page: Page) -> str:
    """The year's shortcomings as Markdown sections."""
    return _filled("shortcomings.md", shortcomings=report.shortcomings, page=page)


def plans(report: Report, page: Page) -> str:
    """The plans for the following year as Markdown sections."""
    return _filled("plans.md", plans=report.plans.plans, page=page)


def plan_aims(report: Report, page: Page) -> str:
    """The aims of the plans as a whole."""
    return _filled("plan_aims.md", aims=report.plans.aims, page=page)


def contents(model: Model, report: Report, page: Page) -> str:
    """A linked list of the report's parts and chapters."""
    return _filled("contents.html", report=report, themes=model.themes, page=page)


def indicator_catalogue(model: Model, page: Page) -> str:
    """Every indicator with its definition, unit, formula, and its figures of the years that have one to show."""

    def by_year(indicator: Indicator) -> list[Figure]:
        return [figure for report in model.newest_first if (figure := report.figures.get(indicator.id))]

    return _filled("indicator_catalogue.html", themes=model.themes, by_year=by_year, page=page, say=_markup)


def information_block(report: Report, page: Page) -> str:
    """The information-disclosure block: the particulars of the document."""
    return _filled("information_block.html", document=report.document, say_date=chinese_date, page=page)


def document_head(report: Report, page: Page) -> str:
    """The head of the official document: issuer's mark, number, signatory, title, addressee."""
    return _filled("document_head.html", report=report, document=report.document, page=page)


def document_foot(model: Model, report: Report, page: Page) -> str:
    """The end of the official document: issuer and date, then the annex with all figures of the year."""
    return _filled(
        "document_foot.html",
        document=report.document,
        say_date=chinese_date,
        themes=[(theme, report.of_theme(theme.id)) for theme in model.themes.values()],
        page=page,
        say=_markup,
    )


def document_fields(report: Report) -> SimpleNamespace:
    """What chapters may quote of the document, each as text that is safe in Markdown."""
    document = report.document
    fields: Mapping[str, str] = {
        "title": "".join(document.title),
        "number": document.number,
        "issuer": document.issuer,
        "signatory": document.signatory,
        "date": chinese_date(document.date),
        "addressee": document.addressee,
    }
    answers = SimpleNamespace(title=inert(document.answers.title), number=inert(document.answers.number))
    return SimpleNamespace(answers=answers, **{name: inert(text) for name, text in fields.items()})


# --- the pages for staff -------------------------------------------------------------------------------------------


def ledger(entries: Iterable[LedgerEntry], page: Page) -> str:
    """The ledger of figures as a table."""
    return _filled("ledger.html", entries=tuple(entries), page=page, say=_markup)


def shortcoming_ledger(shortcomings: Iterable[Shortcoming]) -> str:
    """Shortcomings with their notes as a table."""
    return _filled("shortcoming_ledger.html", shortcomings=tuple(shortcomings))


def plan_ledger(plans: Iterable[Plan]) -> str:
    """Plans with their internal fields as a table, in the order given."""
    return _filled("plan_ledger.html", plans=tuple(plans), say_date=chinese_date)


def plans_by_office(groups: Mapping[str, Iterable[Plan]]) -> str:
    """Each office with the plans it leads."""
    return _filled("plans_by_office.html", groups=groups, say_date=chinese_date)


def gaps(gaps: Iterable[Gap]) -> str:
    """What is missing, of what, and where to write it down."""
    return _filled("gaps.html", gaps=tuple(gaps))


def warnings(warnings: Iterable[Problem]) -> str:
    """What passes the check and deserves a second look."""
    return _filled("warnings.html", warnings=tuple(warnings))


def reference(entries: Iterable[ReferenceEntry], shown: Callable[[ReferenceEntry], str], page: Page) -> str:
    """Every name of the vocabulary, with its example and what `shown` makes of it."""
    return _filled("reference.html", entries=tuple(entries), shown=lambda entry: Markup(shown(entry)), page=page)
