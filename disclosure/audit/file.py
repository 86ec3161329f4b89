"""The audit of one file: an export of ours is held exactly, whatever came out of another system by its text.

Ours is what carries the check code in the feet of its pages, current or not: nothing else puts it there.
"""

from __future__ import annotations

from pathlib import Path

from disclosure.audit.copies import audit_copy
from disclosure.documents.copy import read_copy
from disclosure.project import Project

CODE = "数据校验码"


def audit_file(project: Project, file: Path) -> str:
    """Holds a file against the data and returns what was compared. Raises Problems."""
    suffix = file.suffix.lower()
    if suffix == ".pdf" and file.is_file():
        from disclosure.audit.paper import audit_paper, foot_of_first_page  # noqa: PLC0415 (needs the extra `pdf`)

        if CODE in foot_of_first_page(file):
            return str(audit_paper(project, file))
    if suffix == ".docx" and file.is_file():
        from disclosure.audit.word import audit_word, feet  # noqa: PLC0415 (needs python-docx)

        if CODE in feet(file):
            return str(audit_word(project, file))
    return str(audit_copy(project, read_copy(file)))
