"""The pages from which staff copy a year's report into other systems: of what is public alone."""

from __future__ import annotations

from pathlib import Path

from lxml.html import HtmlElement, fragment_fromstring

from disclosure.chapters.expansion import expanded
from disclosure.page import Page
from disclosure.pages.vocabulary import vocabulary
from disclosure.paper.paste import paste_page
from disclosure.project import Project, check
from disclosure.text.rendering import html_of


def make_paste_pages(project: Project, site: Path) -> None:
    """Writes site/YEAR/paste.html for every year with anything public."""
    public = check(project.root)
    for year, report in public.model.reports.items():
        pages = [page for page in public.pages if page.year == year and not page.partial and not page.printing]
        view = _tree(public, Page(f"{year}/print.md"))
        file = site / f"{year}/paste.html"
        file.write_text(
            paste_page(view, [_tree(public, page) for page in pages], report.document.name, draft=project.draft),
            "utf-8",
        )


def _tree(project: Project, page: Page) -> HtmlElement:
    """A page as the engines make it of its Markdown, without the theme around it."""
    source = expanded(page.path, project.passages, vocabulary(project, page))
    return fragment_fromstring(html_of(source), create_parent="div")
