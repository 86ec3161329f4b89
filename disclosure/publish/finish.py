"""What follows the pages, whichever engine built them: downloads, search index, PDF if wanted, then the audit."""

from __future__ import annotations

import os
from pathlib import Path

from disclosure.audit import Audit, audit
from disclosure.downloads.export import export
from disclosure.pages.cards import CARDS, cards
from disclosure.pages.render import sheet_style
from disclosure.pages.search import SEARCH_INDEX, search_index
from disclosure.project import Project
from disclosure.publish.manifest import SITE_URL, Engine, reproducible_site_map, write_manifest
from disclosure.publish.paste import make_paste_pages
from disclosure.publish.pictures import publish_pictures
from disclosure.publish.theme import leave_out_unused, publish_bare, settle_missing_page
from disclosure.report.edition import Edition
from disclosure.text.built import read_site

REPORT_PDF = "REPORT_PDF"
"""The environment variable by which `publish` tells the engine (mkdocs.yml, macros.py) that there will be a PDF."""
REPORT_DOCX = "REPORT_DOCX"
"""Likewise, that there will be a Word document."""


def finish(project: Project, site: Path, *, engine: Engine = "mkdocs", pdf: bool = False, docx: bool = False) -> Audit:
    """Adds to the site that `engine` built what it lacks, audits it, and writes its manifest. Raises Problems."""
    reproducible_site_map(site)
    publish_pictures(project.root / "docs", site)
    for own in ("theme", "docs"):
        publish_bare(project.root / own, site)
    for year, report in project.model.reports.items():
        (site / f"assets/sheet-{year}.css").write_text(sheet_style(report), "utf-8")
    (site / "robots.txt").write_text(robots(project.edition), "utf-8")
    settle_missing_page(site)
    leave_out_unused(project.root / "theme", site)
    pages = read_site(site)
    export(project.model, site / "data")
    (site / SEARCH_INDEX).write_text(search_index(pages.values(), project.model.unit.synonyms), "utf-8")
    (site / CARDS).write_text(cards(project.model, project.quotes), "utf-8")
    if pdf:
        from disclosure.paper.pdf import make_pdf  # noqa: PLC0415 - needs the development set

        for year in project.model.reports:
            make_pdf(site, year)
    if docx:
        from disclosure.paper.word import make_word  # noqa: PLC0415 - needs python-docx

        for year in project.model.reports:
            make_word(site, year)
    if project.edition == "staff":
        make_paste_pages(project, site)
    audited = audit(project, site, pages)
    write_manifest(project, site, engine)
    return audited


def robots(edition: Edition) -> str:
    """What search engines may read: all of the public edition, and where its site map is; nothing of the staff one."""
    if edition == "staff":
        return "User-agent: *\nDisallow: /\n"
    top = os.environ.get(SITE_URL, "").rstrip("/")
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {top}/sitemap.xml\n" if top else "")
