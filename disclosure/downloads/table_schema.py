"""JSON Schemas of the published tables."""

from __future__ import annotations

from typing import Any

from disclosure.downloads.tables import Field, Table

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def of_table(table: Table) -> Schema:
    """The schema of a table's JSON file."""
    return {
        "$schema": DIALECT,
        "title": table.title,
        "description": table.description,
        "type": "array",
        "items": {
            "type": "object",
            "properties": {field.name: _of_field(field) for field in table.fields},
            "required": [field.name for field in table.fields],
            "additionalProperties": False,
        },
    }


def _of_field(field: Field) -> Schema:
    types = field.type if field.required else [field.type, "null"]
    return {"title": field.title, "description": field.description, "type": types}
