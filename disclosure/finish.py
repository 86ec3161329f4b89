"""What follows the pages, whichever engine built them: the downloads, then the audit of the whole."""

from __future__ import annotations

import os
from pathlib import Path

from disclosure.audit import Audit, audit
from disclosure.export import export
from disclosure.project import Project


def finish(project: Project, site: Path) -> Audit:
    """Writes the downloads into the built `site` and audits it. Raises Problems.

    With REPORT_PDF=true in the environment the pages offer the PDF of each year (mkdocs.yml), and it is made here.
    """
    export(project.model, site / "data")
    if os.environ.get("REPORT_PDF", "false") != "false":
        from disclosure.pdf import make_pdf  # noqa: PLC0415 - needs pikepdf, which only the PDF does

        for year in project.model.reports:
            make_pdf(site, year)
    return audit(project, site)
