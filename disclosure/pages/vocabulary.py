"""What a chapter may say: the names that its `{{ }}` and `{% %}` can use, for one page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from types import SimpleNamespace

from disclosure.chapters.compared import IN_YEAR
from disclosure.chapters.expansion import expanded
from disclosure.chapters.macros import MACROS
from disclosure.chapters.names import titles
from disclosure.chapters.section import as_section
from disclosure.page import Page
from disclosure.pages import render
from disclosure.pages.breakdown_table import breakdown_table
from disclosure.pages.example import example
from disclosure.pages.filling import inert
from disclosure.pages.ledger import ledger
from disclosure.pages.reference import entries, rendered
from disclosure.project import Project
from disclosure.report import agenda
from disclosure.report.expression import parse_expression
from disclosure.report.gaps import gaps
from disclosure.report.model import PENDING, Figure, Model, Outcome, Report
from disclosure.report.oddities import warnings
from disclosure.report.outline import Chapter, attached, chapters_of
from disclosure.report.table import tables_of

Passing = Callable[[str], str]
"""How HTML passes through the engine's Markdown: `fragment.wrapped` where the engine unwraps it, else as it is."""


@dataclass(frozen=True)
class Quoted:
    """A figure in a chapter: says itself with its unit, or gives its bare number, name or unit, how it changed, or what
    it was in another year (`before`, `in_2021`), which says its year itself where it is `dated`.
    """

    figure: Figure
    report: Report
    model: Model
    page: Page
    passing: Passing
    inner: Mapping[str, object] = field(default_factory=dict)
    """The rows and columns of a table, by their keys."""
    dated: bool = False

    @cached_property
    def _said(self) -> str:
        said = render.figure(self.figure, self.report, self.page)
        return self.passing(render.dated(self.figure, said) if self.dated else said)

    def __str__(self) -> str:
        return self._said

    @cached_property
    def number(self) -> str:
        return self.passing(render.figure(self.figure, self.report, self.page, bare=True))

    @property
    def name(self) -> str:
        return inert(self.figure.indicator.name)

    @property
    def unit(self) -> str:
        return inert(self.figure.indicator.unit)

    @cached_property
    def change(self) -> str:
        return self._changed("change")

    @cached_property
    def growth(self) -> str:
        return self._changed("growth")

    def _changed(self, form: str) -> str:
        said = render.changed(form, self.figure, self.report)
        return self.passing(said) if said else PENDING

    @property
    def before(self) -> Quoted:
        return self._of(self.report.year - 1)

    def __getattr__(self, name: str) -> object:
        if name in self.inner:
            return self.inner[name]
        if (year := IN_YEAR.fullmatch(name)) is None:
            raise AttributeError(name)
        return self._of(int(year[1]), dated=True)

    def _of(self, year: int, *, dated: bool = False) -> Quoted:
        report = self.model.years[year]
        return replace(self, figure=report.figures[self.figure.id], report=report, dated=dated)


def vocabulary(project: Project, page: Page, passing: Passing = str, site_url: str = "") -> Mapping[str, object]:
    """Every name a chapter on `page` may use, bound to the page's year (the latest where its folder is no year).

    `site_url` is the address of the top of the site, "" where it is not known.
    """
    model = project.model
    report = model.reports.get(page.year or 0, model.latest)
    names = {
        **_themes(project, report.year, page.root, page.printing, passing),
        **_variables(project, report, page),
    }
    functions = {
        **_functions(project, report, page),
        "document_foot": lambda: _document_foot(project, report, page, passing, site_url, names),
        **_staff_functions(project, page, passing),
    }
    if project.edition == "staff":
        names["example"] = example(project)
    for macro in MACROS.values():
        if project.edition == "staff" or not macro.staff:
            function = functions[macro.name]
            names[macro.name] = _passed(function, passing) if macro.gives == "html" else function
    for name, known in titles(report).items():
        kind = name.removesuffix("s")
        titled = {key: partial(render.title, kind, key, title, report) for key, title in known.items()}
        names[name] = Listed(functions[name], {key: _passed(title, passing) for key, title in titled.items()})
    return names


def _passed(function: Callable[..., str], passing: Passing) -> Callable[..., str]:
    """A function whose HTML is ready for the engine's Markdown."""
    return lambda *arguments: passing(function(*arguments))


class Listed:
    """The plans or the shortcomings: called, the whole list; with a key, one whose title may be quoted."""

    def __init__(self, whole: Callable[[], str], titles: Mapping[str, Callable[[], str]]) -> None:
        self._whole, self._titles = whole, titles

    def __call__(self) -> str:
        return self._whole()

    def __getattr__(self, key: str) -> SimpleNamespace:
        if key not in self._titles:
            raise AttributeError(key)
        return SimpleNamespace(title=self._titles[key]())


@lru_cache(maxsize=256)
def _themes(project: Project, year: int, root: str, printing: bool, passing: Passing) -> Mapping[str, object]:
    """The themes with their figures, which say the same on all pages of a folder: each is rendered once."""
    report = project.model.reports[year]
    page = Page(f"{year}/print.md" if printing else f"{'x/' * root.count('/')}x.md")

    def quoted(name: str, below: _Tree) -> object:
        inner = {key: quoted(f"{name}.{key}", further) for key, further in below.items()}
        figure = report.figures.get(name)
        return Quoted(figure, report, project.model, page, passing, inner) if figure else SimpleNamespace(**inner)

    return {theme: quoted(theme, below) for theme, below in _tree(report.figures).items()}


_Tree = dict[str, "_Tree"]


def _tree(ids: Iterable[str]) -> _Tree:
    """Ids by their parts: a theme has indicators, a table rows, a row columns."""
    tree: _Tree = {}
    for name in ids:
        below = tree
        for part in name.split("."):
            below = below.setdefault(part, {})
    return tree


def _variables(project: Project, report: Report, page: Page) -> Mapping[str, object]:
    return {
        "year": report.year,
        "last_year": report.year - 1,
        "next_year": report.year + 1,
        "document": render.document_fields(report),
        "unit": render.unit_fields(project.model.unit),
        "chapters": chapters_of(report),
        "printing": page.printing,
        "staff": project.edition == "staff",
    }


def _functions(project: Project, report: Report, page: Page) -> Mapping[str, Callable[..., str]]:
    """What every page may call."""
    model = project.model

    def section(chapter: Chapter, caller: Callable[[], str]) -> str:
        """A chapter as a numbered section of the printable view."""
        return as_section(caller(), replace(chapter, part_title=inert(chapter.part_title)), report)

    def words(text: str, condition: str) -> str:
        """`text`, resting on `condition` over indicators; the check has made sure that it holds."""
        return render.words(text, parse_expression(condition, ""), report, page)

    def figures_table(theme: str, *keys: str) -> str:
        """The figures of a theme as a table: its numbers, or those named."""
        chosen = [report.figures[f"{theme}.{key}"] for key in keys] if keys else [
            figure for figure in report.of_theme(theme) if figure.indicator.kind == "number"
        ]  # fmt: skip
        return render.figures_table(model.themes[theme].name, chosen, report, page)

    def table(name: str) -> str:
        """A table of a form, by the id of its indicator."""
        indicator = next(indicator for indicator in tables_of(report, model) if indicator.id == name)
        return breakdown_table(indicator, report)

    def key_figures(*ids: str) -> str:
        """A strip of large figures, by their full ids."""
        return render.key_figures([report.figures[name] for name in ids], report, page)

    def chart(title: str, *ids: str) -> str:
        """What the catalogue's relations make of figures, by their full ids."""
        return render.chart(title, [report.figures[name] for name in ids], model, report, page, project.quotes)

    def flow(title: str, *ids: str) -> str:
        """Counts of which each comes out of the one before, by their full ids."""
        figures = [report.figures[name] for name in ids]
        return render.chart(title, figures, model, report, page, project.quotes, flows=True)

    def theme_charts(*ids: str) -> str:
        """Figures by theme, a small chart each, by their full ids."""
        return render.theme_charts([report.figures[name] for name in ids], model, report, page, project.quotes)

    def link(text: str, name: str) -> str:
        """A link to a page of the year, by its file's name, from wherever the page is."""
        return render.link(text, name, report, page)

    return {
        "shortcomings": lambda: render.shortcomings(report, page),
        "plans": lambda: render.plans(report, page),
        "outcomes": lambda: render.outcomes(report, page),
        "plan_aims": lambda: render.plan_aims(report, page),
        "downloads": lambda: render.downloads(model, page),
        "section": section,
        "unbroken": lambda caller: render.unbroken(caller(), report),
        "words": words,
        "figures_table": figures_table,
        "breakdown_table": table,
        "key_figures": key_figures,
        "chart": chart,
        "flow": flow,
        "link": link,
        "contents": lambda: render.contents(model, project.titles, report, page),
        "indicator_catalogue": lambda: render.indicator_catalogue(model, project.quotes, page),
        "information_block": lambda: render.information_block(report, page),
        "report_head": lambda: render.report_head(report, page),
        "document_head": lambda: render.document_head(report, page),
        "citation": lambda: render.citation(model, page),
        "data_changes": lambda: render.data_changes(model, page),
        "theme_charts": theme_charts,
        "published_versions": lambda: render.published_versions(model),
    }


def _document_foot(
    project: Project, report: Report, page: Page, passing: Passing, site_url: str, names: Mapping[str, object]
) -> str:
    """The foot of the document, the attachments that are pages, each on its own sheet, and what stands behind it."""
    parts = [passing(render.document_foot(report))]
    for attachment in attached(report):
        parts.append(passing(render.attachment_head(attachment, report)))
        parts.append(as_section(expanded(attachment.path, project.passages, names), attachment, report))
    return "\n\n".join([*parts, passing(render.document_end(project.model, report, page, site_url))])


def _staff_functions(project: Project, page: Page, passing: Passing) -> Mapping[str, Callable[..., str]]:
    """What only pages and passages for staff may call."""

    def by_year(title: str, place: str, say: Callable[[Report], str]) -> Callable[[], str]:
        """A section for every year, the newest first."""

        def said() -> str:
            sections = (
                f"## {report.year}年度{title} {{#{report.year}{place}}}\n\n{passing(say(report))}"
                for report in project.model.newest_first
            )
            return "\n\n".join(sections)

        return said

    def became(report: Report) -> Mapping[str, Outcome]:
        """What became of a report's plans, as the next one says."""
        after = project.model.reports.get(report.year + 1)
        return after.outcomes if after else {}

    def reference() -> str:
        """Every name of the vocabulary with its example, run as on this page."""
        known = vocabulary(project, page)
        return render.reference(entries(project), lambda entry: rendered(entry, known), page)

    return {
        "ledger": by_year(
            "", "", lambda report: render.ledger(ledger(project.model, project.quotes, report), report, page)
        ),
        "shortcoming_ledger": by_year("", "", lambda report: render.shortcoming_ledger(report.shortcomings.values())),
        "plan_ledger": by_year("的打算", "-all", lambda report: render.plan_ledger(report.plans.plans, became(report))),
        "plans_by_office": by_year(
            "的打算，按牵头部门", "-offices", lambda report: render.plans_by_office(agenda.by_office(report))
        ),
        "plans_by_due_date": by_year(
            "的打算，按期限", "-dates", lambda report: render.plan_ledger(agenda.by_due_date(report), became(report))
        ),
        "gaps": by_year("", "", lambda report: render.gaps(gaps(project.model, report))),
        "warnings": lambda: render.warnings((*warnings(project.model), *project.reminders)),
        "reference": reference,
    }
