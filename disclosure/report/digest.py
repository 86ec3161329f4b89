"""The data version of a year: a digest by which a printed copy can be held against the site."""

from __future__ import annotations

import hashlib
import json

from disclosure.report.model import Figure, Report, Version

SHORT = 12
"""How many hexadecimal digits of a digest stand on paper."""


def canonical(report: Report) -> str:
    """What the digest is taken of: one line of JSON, the same on every machine.

    An object with the keys in alphabetical order, no spaces, characters as they are (no \\u escapes):

    * `year`: the year, a number;
    * `figures`: by indicator id, [name, value, qualifier, unit, source], all text; the value as stated (`3.689`; with
      all its words where they are more than digits and a qualifier: `2.3万余`, `3至5`), the words of a text in a row as
      the pages show them, null where nothing was reported;
    * `shortcomings`: in order, [id, title, findings, source];
    * `aims`: the aims of the plans, in order;
    * `plans`: in order, [id, title, measures, source].

    Only what is public counts, so that both editions have one digest; and nothing else does: neither the prose of the
    chapters, nor definitions, nor the order of the catalogue.
    """
    content = {
        "year": report.year,
        "figures": {
            figure.id: [
                figure.indicator.name,
                _value(figure) if figure.reported else None,
                figure.qualifier,
                figure.indicator.unit,
                figure.source,
            ]
            for figure in report.figures.values()
            if figure.public
        },
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
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _value(figure: Figure) -> str:
    return figure.number if figure.quantity and not figure.quantity.plain else figure.value


def digest(report: Report) -> str:
    """The SHA-256 of the canonical form in UTF-8: 64 hexadecimal digits."""
    return hashlib.sha256(canonical(report).encode()).hexdigest()


def shown(full: str) -> str:
    """The first 12 digits in groups of four, as people compare them: a1b2 c3d4 e5f6."""
    return " ".join(full[start : start + 4] for start in range(0, SHORT, 4))


def correction(report: Report) -> Version | None:
    """The version by which a year's data was last corrected, where it is the current one and says what it changed."""
    if not report.versions:
        return None
    last, full = max(report.versions, key=lambda version: version.date), digest(report)
    return last if last.note and last.digest in (full, full[:SHORT]) else None
