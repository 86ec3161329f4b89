"""The audit: reads the finished pages, not their sources, and proves that they say what the data says.

It knows nothing of the engine and the templates that made them: what comes from data it finds by its marks alone, and
demands each where it is due. What was compared is counted, so that an empty folder cannot pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from disclosure.audit.blocks import block_problems
from disclosure.audit.breakdowns import table_problems
from disclosure.audit.cards import card_problems
from disclosure.audit.files import file_problems
from disclosure.audit.hosts import host_problems
from disclosure.audit.links import link_problems
from disclosure.audit.marks import mark_problems
from disclosure.audit.pasted import paste_addresses, paste_problems
from disclosure.audit.printed import printed_problems
from disclosure.audit.secrets import secret_problems
from disclosure.audit.text import text_problems
from disclosure.downloads.tables import downloads, rows
from disclosure.problem import Problem, Problems
from disclosure.project import Project
from disclosure.text.built import BuiltPage, read_site

NOT_FOUND = "404.html"


@dataclass(frozen=True)
class Audit:
    """How much was compared and found to agree."""

    pages: int
    figures: int
    words: int
    links: int
    rows: int

    def __str__(self) -> str:
        return (
            f"核对通过：{self.pages} 个页面，{self.figures} 处数据，{self.words} 处文字说法，"
            f"{self.links} 个链接，{self.rows} 行下载数据，全部一致。"
        )


def audit(project: Project, site: Path, pages: Mapping[str, BuiltPage] | None = None) -> Audit:
    """Holds the built `site` against the data. Raises Problems naming every page and file that says something else.

    `pages` are those of the site where they are read already.
    """
    model = project.model
    pages = read_site(site) if pages is None else pages
    if project.edition == "staff":  # these are held against the public edition
        pages = {address: page for address, page in pages.items() if address not in paste_addresses(model)}
    problems = [
        *_misplaced(project, pages),
        *mark_problems(model, pages.values()),
        *block_problems(project.root, model, project.edition, pages),
        *table_problems(project.root, model, pages),
        *text_problems(model, pages.values()),
        *printed_problems(model, pages, site),
        *link_problems(site, pages),
        *host_problems(site, pages.values()),
        *file_problems(project, site, pages),
        *secret_problems(site, project.secrets),
        *card_problems(model, site, pages),
        *paste_problems(project, site),
        *_paper_problems(project, site),
    ]
    if problems:
        raise Problems(problems)
    return Audit(
        pages=len(pages),
        figures=sum(len(page.figures) for page in pages.values()),
        words=sum(len(page.conditions) for page in pages.values()),
        links=sum(len(page.links) for page in pages.values()),
        rows=sum(len(rows(each.table, model, each.year)) for each in downloads(model)),
    )


def _misplaced(project: Project, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """Pages of the project that are not there, and pages that are there and not of the project."""
    wanted = {page.address for page in project.pages if not page.partial}
    yield from (Problem(address, 0, 0, "页面没有生成。") for address in wanted - pages.keys())
    strange = pages.keys() - wanted - {NOT_FOUND}
    yield from (Problem(address, 0, 0, "这一页不在项目里，不应当生成。") for address in strange)


def _paper_problems(project: Project, site: Path) -> Iterator[Problem]:
    """What is wrong with the PDFs and Word documents that the site offers. Reading them needs what made them."""
    for file in (site / f"{year}/report.{kind}" for year in project.model.reports for kind in ("pdf", "docx")):
        if file.exists():
            try:
                if file.suffix == ".pdf":
                    from disclosure.audit.paper import audit_paper  # noqa: PLC0415

                    audit_paper(project, file)
                else:
                    from disclosure.audit.word import audit_word  # noqa: PLC0415

                    audit_word(project, file)
            except Problems as wrong:
                yield from (replace(each, path=file.relative_to(site).as_posix()) for each in wrong.problems)
