"""What follows the pages, whichever engine built them: the downloads, the search index, then the audit."""

from __future__ import annotations

from pathlib import Path

from disclosure.audit import Audit, audit
from disclosure.export import export
from disclosure.project import Project
from disclosure.search import write_search_index


def finish(project: Project, site: Path) -> Audit:
    """Writes the downloads and the search index into the built `site` and audits it. Raises Problems."""
    export(project.model, site / "data")
    write_search_index(site)
    return audit(project, site)
