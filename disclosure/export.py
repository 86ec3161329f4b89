"""The downloads: every figure and plan as data, from the same model as the pages. Keys are English and never change."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from disclosure.model import Figure, Model

FIGURE_FIELDS = (
    "year", "id", "theme", "name", "value", "qualifier", "text", "unit", "formula", "source", "definition",
)  # fmt: skip
PLAN_FIELDS = ("year", "id", "title", "measure", "source")

Row = Mapping[str, str | int | None]


def figure_rows(model: Model) -> list[Row]:
    """One row a figure and year, newest year first. `value` is the exact number or the words, None if missing."""
    return [_figure_row(model, figure) for report in model.newest_first for figure in report.figures.values()]


def plan_rows(model: Model) -> list[Row]:
    """One row a measure. `year` is the year the plan is for."""
    return [
        {"year": report.year + 1, "id": key, "title": plan.title, "measure": measure, "source": plan.source}
        for report in model.newest_first
        for key, plan in report.plans.plans.items()
        for measure in plan.measures
    ]


def export(model: Model, folder: Path) -> None:
    """Writes every download into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    figures, plans = figure_rows(model), plan_rows(model)
    (folder / "figures.csv").write_bytes(as_csv(figures, FIGURE_FIELDS))
    (folder / "plans.csv").write_bytes(as_csv(plans, PLAN_FIELDS))
    (folder / "figures.json").write_bytes(as_json(figures))
    (folder / "plans.json").write_bytes(as_json(plans))


def as_csv(rows: Iterable[Row], fields: tuple[str, ...]) -> bytes:
    """RFC 4180 in UTF-8 with BOM, which Excel and WPS open right by double click. Missing is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fields, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(row[name]) for name in fields} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_json(rows: list[Row]) -> bytes:
    """A JSON array of objects; numbers keep the digits they were stated with (3.689 is written 3.689)."""
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _harmless(value: str | int | None) -> str | int | None:
    """Text that a spreadsheet would run as a formula, made plain text by a leading apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _figure_row(model: Model, figure: Figure) -> Row:
    indicator = figure.indicator
    return {
        "year": figure.year,
        "id": figure.id,
        "theme": model.themes[indicator.theme].name,
        "name": indicator.name,
        "value": figure.value if figure.reported else None,
        "qualifier": figure.qualifier or None,
        "text": figure.text,
        "unit": indicator.unit or None,
        "formula": indicator.formula.text if indicator.formula else None,
        "source": figure.source,
        "definition": indicator.definition or None,
    }
