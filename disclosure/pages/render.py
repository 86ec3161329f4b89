"""Figures, tables and lists as HTML or Markdown, by the templates beside this file. Functions take data, return text.

All text that comes from data passes through `inert`: neither HTML nor Markdown nor template code in it does anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from types import SimpleNamespace
from urllib import parse

import segno
from markupsafe import Markup

from disclosure.chapters.compared import OTHER_YEARS
from disclosure.chapters.names import Quote
from disclosure.chapters.navigation import Group
from disclosure.downloads import datapackage, tables
from disclosure.downloads.tables import Download, Table
from disclosure.numbers.wording import chinese, chinese_date
from disclosure.page import Page
from disclosure.pages.breakdown_table import breakdown_table
from disclosure.pages.filling import filled as _filled
from disclosure.pages.filling import inert
from disclosure.pages.ledger import Entry as LedgerEntry
from disclosure.pages.reference import Entry as ReferenceEntry
from disclosure.problem import Problem
from disclosure.report import charts
from disclosure.report.change import FORMS, before
from disclosure.report.change import known as known_change
from disclosure.report.citation import cited
from disclosure.report.digest import SHORT, correction, corrections_of, digest, shown
from disclosure.report.expression import YEAR_BEFORE, Expression, indicator_of
from disclosure.report.gaps import Gap
from disclosure.report.model import PENDING, Figure, Indicator, Model, Outcome, Plan, Report, Shortcoming, Unit
from disclosure.report.origin import Origin, in_words, origin, origin_of_words
from disclosure.report.outline import Chapter, chapters_of
from disclosure.report.particulars import last_report, of_information_block, one_by_one
from disclosure.report.said import QUOTE, Said, written
from disclosure.report.table import tables_of
from disclosure.text.headings import Heading

_TABLE = "figures_table"
_REPEATED = (_TABLE, "key_figures")
"""What repeats, above a chapter or below it, the figures that its sections say."""
Quotes = Mapping[str, Sequence[Quote]]
"""Where each indicator is quoted."""


def figure(figure: Figure, report: Report, page: Page, *, bare: bool = False, linked: bool = True) -> str:
    """A figure in running text: the `<data>` element that the audit reads, leading to its definition."""
    href = _link_to(figure.id, report, page) if linked else ""
    asked = None if page.printing else origin(figure, report)
    return _filled("figure.html", figure=figure, bare=bare, href=href, origin=asked)


def changed(form: str, figure: Figure, report: Report, *, short: bool = False) -> str:
    """How a figure changed since the year before, or grew: the mark that the audit reads, and in front of it what it is
    held against, unless it is to be `short`. "" where that cannot be said.
    """
    change = known_change(form, figure, report)
    return _filled("change.html", form=form, figure=figure, change=change, short=short) if change else ""


def dated(figure_: Figure, said: str) -> str:
    """A figure of another year, as it is `said` there, after its year: 2021年的238件."""
    return _filled("dated.html", figure=figure_, said=Markup(said))


def _comparing(report: Report, page: Page) -> dict[str, object]:
    """How templates say how figures of a report changed, and what they were the year before; "" where unknown."""
    return {
        "changed": lambda figure_, **how: Markup(changed("change", figure_, report, **how)),
        "before": lambda figure_: before(figure_, report),
        "say_earlier": lambda figure_: Markup(figure(figure_, report, page, linked=False)),
    }


def _link_to(indicator: str, report: Report, page: Page) -> str:
    """Where a figure leads; in the printable view of an original nowhere, since that has no tables of ours."""
    return "" if page.printing and report.document.stands_as == "正本" else page.link_to(indicator)


def _saying(report: Report) -> Callable[..., Markup]:
    """How templates say a figure of `report`: as `figure` does, on a page."""

    def say(figure_: Figure, page: Page, *, bare: bool = False, linked: bool = True) -> Markup:
        return Markup(figure(figure_, report, page, bare=bare, linked=linked))

    return say


def text_of(text: str, report: Report, page: Page, *, linked: bool = True) -> Markup:
    """A text of data, the figures that it quotes as `figure` gives them."""
    whole, end, parts = written(text), 0, []
    for quote in QUOTE.finditer(whole) if isinstance(text, Said) else ():
        parts.append(inert(whole[end : quote.start()]))
        end, quoted = quote.end(), report.figures[quote["id"]]
        if quote["form"] in FORMS:
            parts.append(Markup(changed(quote["form"], quoted, report)) or Markup(PENDING))
        elif quote["form"] == YEAR_BEFORE:
            then = before(quoted, report)
            parts.append(Markup(figure(then, report, page, linked=False)) if then else Markup(PENDING))
        elif quote["form"] in ("name", "unit"):
            parts.append(inert(getattr(quoted.indicator, quote["form"])))
        else:
            parts.append(Markup(figure(quoted, report, page, bare=quote["form"] == "number", linked=linked)))
    return Markup("").join((*parts, inert(whole[end:])))


def title(kind: str, key: str, text: str, report: Report) -> str:
    """The title of a plan or a shortcoming in running text."""
    return _filled("title.html", kind=kind, key=key, text=text, year=report.year)


def _telling(report: Report, page: Page) -> Callable[..., Markup]:
    """How templates say a text of data on a page."""
    return lambda text, linked=True: text_of(text, report, page, linked=linked)


def words(text: str, condition: Expression, report: Report, page: Page) -> str:
    """Words that rest on a condition over the year's figures, leading to the first indicator's definition."""
    asked: Origin | None = None if page.printing else origin_of_words(condition, report)
    href = _link_to(indicator_of(condition.references[0]), report, page)
    return _filled("words.html", text=text, condition=condition, year=report.year, href=href, origin=asked)


_MARKUP = r"<[^>]*>|\{#[^}]*\}|\]\([^)]*\)"  # tags, anchors and link targets


def unbroken(text: str, report: Report) -> str:
    """Markdown in which the years and the date that chapters quote (2023年) cannot be split over two lines."""
    day = report.document.date
    runs = (*([chinese_date(day)] if day else ()), f"{report.year}年", f"{report.year + 1}年")
    pattern = f"{_MARKUP}|(?P<run>{'|'.join(runs)})"
    return re.sub(pattern, lambda m: _filled("unbroken.html", text=m["run"]) if m["run"] else m[0], text)


def link(text: str, name: str, report: Report, page: Page) -> str:
    """A link to a page of the report's year."""
    return _filled("link.html", text=text, name=name, year=report.year, page=page)


def figures_table(caption: str, figures: Iterable[Figure], report: Report, page: Page) -> str:
    """A table of figures: indicator, figure, that of the year before and the change where they are known, source."""
    figures = tuple(figures)
    compared = any(before(figure, report) for figure in figures)
    return _filled(
        "figures_table.html",
        caption=caption,
        figures=figures,
        compared=compared,
        page=page,
        say=_saying(report),
        **_comparing(report, page),
    )


def key_figures(figures: Iterable[Figure], report: Report, page: Page) -> str:
    """A strip of large figures, each leading to the chapter of its theme unless this is that chapter."""
    cards = [(figure, origin(figure, report), _chapter_link(figure, report, page)) for figure in figures]
    return _filled("key_figures.html", cards=cards, page=page, **_comparing(report, page))


def _chapter_link(figure: Figure, report: Report, page: Page) -> str:
    theme = figure.indicator.theme
    address = f"{report.year}/{theme}.html"
    return f"{page.root}{address}" if theme in report.document.chapters and address != page.address else ""


def chart(
    title: str,
    figures: Sequence[Figure],
    model: Model,
    report: Report,
    page: Page,
    quotes: Quotes,
    *,
    flows: bool = False,
    small: bool = False,
) -> str:
    """What the catalogue's relations make of some figures; with `flows`, counts that come out of one another."""
    return _filled(
        "chart.html",
        title=title,
        table=_table_of(figures, report, page, quotes),
        asked=[figure.id for figure in figures],
        panels=[charts.flow(figures, model, report)] if flows else charts.panels(figures, model, report),
        course=lambda figure: charts.course(figure, model),
        drawn=charts.drawn,
        say=_saying(report),
        say_of=lambda figure, page: _saying(model.years[figure.year])(figure, page, linked=False),
        year=report.year,
        page=page,
        flows=flows,
        small=small,
    )


def _table_of(figures: Iterable[Figure], report: Report, page: Page, quotes: Quotes) -> str:
    """Where figures of a theme stand as a table: on a page of the year, or in the catalogue where none has one."""
    figures = tuple(figures)
    for quote in (quote for figure in figures for quote in quotes.get(figure.id, ()) if quote.by == _TABLE):
        if (place := Page(quote.page)).year == report.year and not place.partial:
            anchor = f"#{quote.heading.anchor}" if quote.heading and quote.heading.anchor else ""
            return anchor if anchor and place == page else f"{page.root}{place.address}{anchor}"
    return f"{page.root}indicators.html#theme-{figures[0].indicator.theme}"


def theme_charts(figures: Iterable[Figure], model: Model, report: Report, page: Page, quotes: Quotes) -> str:
    """Figures by theme, a small chart each."""
    themes: dict[str, list[Figure]] = {}
    for figure in figures:
        themes.setdefault(figure.indicator.theme, []).append(figure)
    small = (
        Markup(chart(model.themes[theme].name, group, model, report, page, quotes, small=True))
        for theme, group in themes.items()
    )
    return _filled("theme_charts.html", charts=tuple(small))


def shortcomings(report: Report, page: Page) -> str:
    """The year's shortcomings as Markdown sections."""
    return _filled(
        "shortcomings.md", shortcomings=report.shortcomings, report=report, tell=_telling(report, page), page=page
    )


def plans(report: Report, page: Page) -> str:
    """The plans for the following year as Markdown sections."""
    return _filled("plans.md", plans=report.plans.plans, tell=_telling(report, page), page=page)


def outcomes(report: Report, page: Page) -> str:
    """What became of the plans of the year before, a paragraph each."""
    return _filled("outcomes.md", report=report, tell=_telling(report, page))


def plan_aims(report: Report, page: Page) -> str:
    """The aims of the plans as a whole."""
    return _filled("plan_aims.md", aims=report.plans.aims, tell=_telling(report, page))


def contents_list(navigation: Mapping[int, tuple[Group, ...]], page: Page) -> str:
    """The list of a year's pages beside each of them, with the mark on the page that it stands on; "" elsewhere."""
    folder, _, file = page.address.partition("/")
    if page.year is None or folder != str(page.year) or "/" in file:
        return ""
    return _contents_list(navigation[page.year]).replace(f'href="{file}"', f'href="{file}" aria-current="page"')


@lru_cache(maxsize=128)
def _contents_list(groups: tuple[Group, ...]) -> str:
    files = [Group(group.title, tuple((title, Page(file).address) for title, file in group.pages)) for group in groups]
    return _filled("contents_list.html", groups=files)


def contents(model: Model, titles: Mapping[str, str], report: Report, page: Page) -> str:
    """A linked list of the report's parts and chapters; a chapter that is no theme goes by its title."""

    def name(chapter: str) -> str:
        return model.themes[chapter].name if chapter in model.themes else titles.get(f"{report.year}/{chapter}.md", "")

    return _filled("contents.html", report=report, name=name, number=chinese, page=page)


def indicator_catalogue(model: Model, quotes: Quotes, page: Page) -> str:
    """Every indicator with its definition, unit, formula, its figures by year, and where the report quotes it."""

    def by_year(indicator: Indicator) -> list[tuple[Figure, Origin, Markup]]:
        figures = [(report.figures.get(indicator.id), report) for report in [*model.years.values()][::-1]]
        return [
            (figure, origin(figure, report), _saying(report)(figure, page, linked=False))
            for figure, report in figures
            if figure
        ]

    def tables(indicator: Indicator) -> list[Markup]:
        years = [(report, tables_of(report, model)) for report in model.newest_first]
        mine = [(report, each) for report, found in years for each in found if each.id == indicator.id]
        return [Markup(breakdown_table(each, report, n == 0)) for n, (report, each) in enumerate(mine)]

    return _filled(
        "indicator_catalogue.html",
        themes=model.themes,
        tables=tables,
        by_year=by_year,
        formula=lambda indicator: in_words(indicator.formula, last_report(indicator, model)),
        course=lambda indicator: charts.latest_course(indicator.id, model),
        drawn=charts.drawn,
        corrections=lambda indicator: corrections_of(indicator.id, model),
        say_date=chinese_date,
        places=lambda indicator: quoting_places(model, quotes.get(indicator.id, ())),
        page=page,
    )


def quoting_places(model: Model, quotes: Iterable[Quote]) -> dict[str, str]:
    """The sections of chapters that quote an indicator: address below the top of the site, and what to call it.

    The strip above a chapter and its table repeat what its sections say; a chapter is named alone where only they do.
    """
    chapters = _chapter_names(model)
    by_page: dict[str, dict[Heading, None]] = {}
    for quote in quotes:
        if quote.page in chapters and quote.by != OTHER_YEARS:
            sections = by_page.setdefault(quote.page, {})
            if quote.heading and quote.heading.anchor and quote.by not in _REPEATED:
                sections[quote.heading] = None
    places: dict[str, str] = {}
    for path in sorted(by_page, key=list(chapters).index):
        address, name = Page(path).address, chapters[path]
        places |= {f"{address}#{over.anchor}": f"{name}·{over.title}" for over in by_page[path]} or {address: name}
    return places


@lru_cache(maxsize=8)
def _chapter_names(model: Model) -> Mapping[str, str]:
    """What to call the chapters of all years, by their paths, the newest first: 2023年报告一（四）矛盾纠纷化解."""
    return {
        chapter.path: f"{report.year}年报告{chinese(chapter.part)}"
        + (f"（{chinese(chapter.position)}）{model.themes[chapter.name].name}" if chapter.name in model.themes else "")
        for report in model.newest_first
        for chapter in chapters_of(report)
    }


def information_block(report: Report, page: Page) -> str:
    """The information-disclosure block: the particulars of the document, as far as they are known."""
    return _filled(
        "information_block.html",
        entries=of_information_block(report),
        attachments=report.document.attachments,
        year=report.year,
        page=page,
    )


def report_head(report: Report, page: Page) -> str:
    """The report's title in its lines, with issuer, number and date, and its last correction, if any."""
    return _filled(
        "report_head.html",
        report=report,
        document=report.document,
        correction=correction(report),
        say_date=chinese_date,
        page=page,
    )


def document_head(report: Report, page: Page) -> str:
    """The head of the official document: issuer's mark, number, signatory, title, addressee."""
    return _filled("document_head.html", report=report, document=report.document, one_by_one=one_by_one, page=page)


def sheet_style(report: Report) -> str:
    """The style sheet of a year's printable view: what stands at every page's foot, how long the head's lines are."""
    return _filled("sheet.css", version=shown(digest(report)), document=report.document)


def document_foot(report: Report) -> str:
    """The end of the official document: what is attached, issuers and date, the note."""
    return _filled(
        "document_foot.html", report=report, document=report.document, say_date=chinese_date, one_by_one=one_by_one
    )


def attachment_head(attachment: Chapter, report: Report) -> str:
    """What stands over an attachment on its own sheet: 附件1 and its title."""
    several = len(report.document.attachments) > 1
    number = attachment.position
    return _filled("attachment_head.html", attachment=attachment, number=number, several=several, report=report)


def document_end(model: Model, report: Report, page: Page, site_url: str = "") -> str:
    """What stands behind the official document: our tables, the data version, the imprint.

    Where `site_url` is known, the code on the last page holds the page's address with the data version.
    """
    version = digest(report)
    address = f"{site_url.rstrip('/')}/{page.address}" if site_url else ""
    scanned = f"{in_ascii(address)}#version={version[:SHORT]}" if address else ""
    code = segno.make(scanned, error="m", micro=False) if address else None
    return _filled(
        "document_end.html",
        report=report,
        document=report.document,
        version=version[:SHORT],
        shown_version=shown(version),
        site_address=address,
        scanned=scanned,
        code=Markup(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)) if code else "",
        say_date=chinese_date,
        themes=[(theme, figures) for theme in model.themes.values() if (figures := report.of_theme(theme.id))],
        page=page,
        say=_saying(report),
    )


def in_ascii(address: str) -> str:
    """An address as every scanner reads it: Chinese hosts in punycode, other Chinese characters percent-encoded."""
    parts = parse.urlsplit(address)
    host = parts.netloc.encode("idna").decode("ascii")
    return parts._replace(netloc=host, path=parse.quote(parts.path, safe="/%")).geturl()


def published_versions(model: Model) -> str:
    """The data versions of every year, newest first: the current one, and those kept in versions.yml."""
    current = {year: digest(report) for year, report in model.reports.items()}
    return _filled(
        "published_versions.html",
        reports=tuple(model.reports.values())[::-1],
        current=current,
        shown=shown,
        say_date=chinese_date,
    )


def downloads(model: Model, page: Page) -> str:
    """Every table that can be downloaded, with its files and its fields, as Markdown sections."""

    def by_year(table: Table) -> list[tuple[int | None, list[Download]]]:
        mine = [download for download in tables.downloads(model) if download.table is table]
        return [(year, list(group)) for year, group in groupby(mine, key=lambda download: download.year)]

    return _filled("downloads.md", tables=[(table, by_year(table)) for table in tables.tables_in(model)], page=page)


def citation(model: Model, page: Page) -> str:
    """The version of the data, its licence as far as the unit states one, and how to cite it."""
    return _filled(
        "citation.html",
        version=datapackage.version(model),
        licence=model.unit.licence,
        cited=cited(model.latest),
        site=model.unit.site_name,
        page=page,
    )


def data_changes(model: Model, page: Page) -> str:
    """What each version of the downloads changed."""
    return _filled("data_changes.html", changes=datapackage.changes(model), page=page)


def document_fields(report: Report) -> SimpleNamespace:
    """What chapters may quote of the document, each as text that is safe in Markdown."""
    document = report.document
    fields: Mapping[str, str | None] = {
        "title": document.name,
        "number": document.number,
        "issuer": document.issued_by,
        "signatory": "、".join(document.signatory),
        "date": chinese_date(document.date) if document.date else None,
        "addressee": "、".join(document.addressee),
        "remark": document.remark,
        "copies_to": "、".join(document.copies_to),
        "printed_by": document.printed_by,
        "printed_on": chinese_date(document.printed_on) if document.printed_on else None,
    }
    answered = document.answers
    answers = SimpleNamespace(
        title=inert(answered.title if answered else ""), number=inert(answered.number if answered else "")
    )
    said = {name: text or (PENDING if name in report.pending else "") for name, text in fields.items()}
    return SimpleNamespace(answers=answers, **{name: inert(text) for name, text in said.items()})


# --- the pages for staff -------------------------------------------------------------------------------------------


def ledger(entries: Iterable[LedgerEntry], report: Report, page: Page) -> str:
    """The ledger of figures as a table."""
    return _filled("ledger.html", entries=tuple(entries), page=page, say=_saying(report))


def shortcoming_ledger(shortcomings: Iterable[Shortcoming]) -> str:
    """Shortcomings with their notes as a table."""
    return _filled("shortcoming_ledger.html", shortcomings=tuple(shortcomings))


def plan_ledger(plans: Mapping[str, Plan], outcomes: Mapping[str, Outcome]) -> str:
    """Plans with their internal fields as a table, in the order given."""
    return _filled("plan_ledger.html", plans=plans, outcomes=outcomes, say_date=chinese_date)


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


def unit_fields(unit: Unit) -> SimpleNamespace:
    """What chapters may quote of the publishing body, each as text that is safe in Markdown."""
    return SimpleNamespace(**{name: inert(value or "") for name, value in vars(unit).items() if name != "licence"})
