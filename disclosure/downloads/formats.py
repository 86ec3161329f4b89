"""A table's rows as the bytes of a text file: CSV for spreadsheets, JSON for programs; and other JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from disclosure.downloads.tables import Cell, Row, Table

# How a formula starts (OWASP, CSV Injection), also in the full width in which Chinese is typed.
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run `text`, or would if a leading apostrophe were taken away."""
    return text.lstrip("'").startswith(_FORMULA_SIGNS)


def as_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """RFC 4180 in UTF-8 with BOM, which Excel and WPS open right by double click. Missing is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(field.name for field in table.fields)
    writer.writerows([_csv_cell(row[field.name]) for field in table.fields] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_json(rows: Iterable[Row]) -> bytes:
    """An array of objects, one on a line. Missing is null; a number has exactly the digits it was stated with."""
    lines = ",\n".join(
        " {" + ", ".join(f'"{name}": {_json_value(cell)}' for name, cell in row.items()) + "}" for row in rows
    )
    return f"[\n{lines}\n]\n".encode()


def readable_json(description: Any) -> bytes:
    """A description (of a table, a package) as JSON laid out for people."""
    return f"{json.dumps(description, ensure_ascii=False, indent=2)}\n".encode()


def _csv_cell(cell: Cell) -> str:
    """A cell as text; one that a spreadsheet would run is made plain text by a leading apostrophe."""
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:f}"
        case str() if is_formula(cell):
            return f"'{cell}"
    return str(cell)


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _json_value(cell: Cell) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else _encoded(cell)
