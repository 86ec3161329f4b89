"""What follows the pages, whichever engine built them: the downloads, then the audit of the whole."""

from __future__ import annotations

from pathlib import Path

from disclosure.audit import Audit, audit
from disclosure.export import export
from disclosure.project import Project


def finish(project: Project, site: Path) -> Audit:
    """Writes the downloads into the built `site` and audits it. Raises Problems."""
    export(project.model, site / "data")
    return audit(project, site)
