"""The data version of a year: a digest by which a printed copy can be held against the site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from disclosure.report.model import Correction, Figure, Model, Report, Version

SHORT = 12
"""How many hexadecimal digits of a digest stand on paper."""


def content(report: Report) -> Mapping[str, Any]:
    """What a year says to the public, as plain lists and texts:

    * `year`: the year, a number;
    * `document`: what document.yml states, by its fields, dates as 2024-01-09; what is not stated is not there;
    * `chapters`: the Markdown of the preamble and the chapters as paper says it, by the names of their files, with
      `{{ theme.indicator }}` where a figure stands;
    * `figures`: by indicator id, [name, figure, source], all text; the figure as it is said with its unit (`320余次`,
      `甲、乙`), null where nothing was reported;
    * `shortcomings`: in order, [id, title, findings, source];
    * `aims`: the aims of the plans, in order;
    * `plans`: in order, [id, title, measures, source];
    * `outcomes`: where there are any, in order, [id, title of the plan, [status, sentence], ""].

    Only what is public counts, so that both editions have one digest; and nothing else does: neither definitions, nor
    the order of the catalogue, nor what only the screen shows.
    """
    document = {name: stated for name, stated in asdict(report.document).items() if stated and name != "unchanged"}
    plain = {
        "year": report.year,
        "document": document,
        "chapters": report.texts,
        "figures": {figure.id: _said(figure) for figure in report.figures.values() if figure.public},
        "shortcomings": [
            [key, fault.title, fault.findings, fault.source]
            for key, fault in report.shortcomings.items()
            if fault.public
        ],
        "aims": report.plans.aims if report.plans.public else (),
        "plans": [
            [key, plan.title, plan.measures, plan.source] for key, plan in report.plans.plans.items() if plan.public
        ],
    }
    if became := [(k, report.promised[k], each) for k, each in report.outcomes.items() if report.promised[k].public]:
        plain["outcomes"] = [[key, plan.title, [each.status, each.said or ""], ""] for key, plan, each in became]
    said: Mapping[str, Any] = json.loads(json.dumps(plain, default=str))
    return said


def _said(figure: Figure) -> tuple[str, str | None, str]:
    return figure.indicator.name, figure.text if figure.reported else None, figure.source


def canonical(content: Mapping[str, Any]) -> str:
    """One line of JSON, the same on every machine: keys in alphabetical order, no spaces, no \\u escapes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical form in UTF-8: 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


@lru_cache(maxsize=256)
def digest(report: Report) -> str:
    """The digest of what a year says to the public."""
    return digest_of(content(report))


def shown(full: str) -> str:
    """The first 12 digits in groups of four, as people compare them: a1b2 c3d4 e5f6."""
    return " ".join(full[start : start + 4] for start in range(0, SHORT, 4))


def correction(report: Report) -> Version | None:
    """The version by which a year's data was last corrected, where it is the current one and says what it changed."""
    last, full = report.last_version, digest(report)
    if last is None or len(report.versions) < 2:
        return None
    return last if last.changes and last.digest in (full, full[:SHORT]) else None


def corrections_of(name: str, model: Model) -> Iterator[tuple[Version, Correction]]:
    """The recorded corrections of an indicator's figures, the newest first."""
    for report in model.newest_first:
        for version in report.newest_versions:
            yield from ((version, each) for each in version.corrections if each.of == name)
