"""What the handbook's examples are about: lines of this project's own files, as they are and as they would be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from disclosure.project import Project


@dataclass(frozen=True)
class Example:
    """A figure that nothing else rests on, its theme in the catalogue, and places to add a chapter and a plan's office.

    Lines are as they stand in the files, the second of two set in by a space as a diff shows them; what the project
    has none of is "".
    """

    id: str = ""
    name: str = ""
    key: str = ""
    value: str = ""
    changed: str = ""
    theme: str = ""
    chapter: str = ""
    heading: str = ""
    outline: str = ""
    entry: str = ""
    plan: str = ""


def example(project: Project) -> Example:
    """Examples from the latest year."""
    report, root = project.model.latest, project.root
    themes = project.model.themes.values()
    relations = [check for theme in themes for check in theme.checks]
    relations += [indicator.formula for theme in themes for indicator in theme.indicators if indicator.formula]
    resting = {name for relation in relations for name in relation.references}
    resting |= {name for name, quotes in project.quotes.items() if any(quote.by == "words" for quote in quotes)}
    lines = (root / f"data/{report.year}/figures.yml").read_text("utf-8-sig").splitlines()
    first_part = report.document.outline[0].chapters
    chapter, last = first_part[0], first_part[-1]
    said = {
        "chapter": chapter,
        "heading": _found(root / f"docs/{report.year}/{chapter}.md", r"^# .*$"),
        "outline": _found(root / f"data/{report.year}/document.yml", r"^ +chapters: \[.*(?=\]$)"),
        "entry": _found(root / f"docs/{report.year}/SUMMARY.md", rf"^.*\({last}\.md\)$"),
        "plan": _found(root / f"data/{report.year}/plans.yml", r"(?<=^plans:\n)  .*\n    title: .*$"),
    }
    for figure in report.figures.values():
        stated = re.fullmatch(rf"  {figure.indicator.key}: (\D*)([1-9][0-9]*)(\D*)", lines[figure.line - 1])
        if figure.line and figure.quantity and stated and figure.id not in resting:
            before, number, after = stated.groups()
            theme = project.model.themes[figure.indicator.theme].name
            return Example(
                id=figure.id, name=figure.indicator.name, key=figure.indicator.key, value=f"{before}{number}{after}",
                changed=f"{before}{int(number) + 2}{after}",
                theme=_found(root / "data/indicators.yml", rf"^  name: {re.escape(theme)}\n  indicators:$"), **said,
            )  # fmt: skip
    return Example(**said)


def _found(file: Path, pattern: str) -> str:
    found = re.search(pattern, file.read_text("utf-8-sig"), re.MULTILINE) if file.is_file() else None
    return found[0].replace("\n", "\n ") if found else ""
