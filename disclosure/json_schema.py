"""JSON Schemas: of the published tables, and of the files in `data/`, by which an editor completes and checks them.

The shapes of the data files come from the model itself; their real check, with advice in Chinese, is `load.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, get_args

from pydantic.json_schema import GenerateJsonSchema

from disclosure.hints import HINTS, HINTS_OF
from disclosure.model import Access, Document, Indicator, Model, Plans, Theme, Unit, Version
from disclosure.quantity import AFTER_NUMBER, AFTER_UNIT, BEFORE
from disclosure.schema import Catalogue, Shortcomings, adapter
from disclosure.tables import Field, Table

Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def of_table(table: Table) -> Schema:
    """The schema of a table's JSON file."""
    return {
        "$schema": _DIALECT,
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


@lru_cache(maxsize=4)  # written, then audited
def of_data_files(model: Model) -> Mapping[str, Schema]:
    """The schema of each file in `data/`, by the schema's file name. That of figures.yml knows the catalogue."""
    shapes: Mapping[str, Any] = {
        "unit": Unit, "indicators": Catalogue, "document": Document, "shortcomings": Shortcomings, "plans": Plans,
        "versions": tuple[Version, ...],
    }  # fmt: skip
    schemas = {name: _of_shape(shape, HINTS | HINTS_OF.get(name, {})) for name, shape in shapes.items()}
    schemas["figures"] = _of_figures(model)
    return {f"{name}.json": {"$schema": _DIALECT} | schema for name, schema in schemas.items()}


class _Plain(GenerateJsonSchema):
    """Without the names and docstrings of classes, which are no help to a clerk."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def model_schema(self, schema: Any) -> Schema:
        return {
            key: value for key, value in super().model_schema(schema).items() if key not in ("title", "description")
        }


def _of_shape(shape: Any, hints: Mapping[str, str]) -> Schema:
    schema: Schema = adapter(shape).json_schema(schema_generator=_Plain)
    for part in _objects(schema):
        if "patternProperties" in part:
            part["additionalProperties"] = False
        for name, field in part.get("properties", {}).items():
            field["description"] = hints[name]
    return schema


def _objects(schema: Any) -> Iterator[Schema]:
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _objects(part)


def _of_figures(model: Model) -> Schema:
    """The shape that `load.py` reads by hand: each theme of the catalogue with its figures, as they are said."""
    return {
        "type": "object",
        "properties": {theme.id: _of_theme(theme) for theme in model.themes.values()},
        "required": list(model.themes),
        "additionalProperties": False,
        "$defs": {
            "source": {"type": "string", "minLength": 1},
            "number": _stated(
                {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": _said()}, _UNKNOWN]}
            ),
            "text": _stated({"anyOf": [_WORDS, {"type": "array", "items": _WORDS, "minItems": 1}, _UNKNOWN]}),
        },
    }


_WORDS = {"type": "string", "minLength": 1}
_UNKNOWN = {"type": "null"}


def _said() -> str:
    """The pattern of a number with its qualifier: 320余, 不少于4."""
    number = r"[0-9]+(\.[0-9]+)?"
    return f"^(({'|'.join(BEFORE)})?{number}|{number}({'|'.join((*AFTER_NUMBER, *AFTER_UNIT))}))$"


def _stated(value: Schema) -> Schema:
    """A value by itself, or with a source of its own."""
    own = {
        "type": "object",
        "properties": {
            "value": value,
            "source": {"$ref": "#/$defs/source", "description": HINTS["source"]},
            "access": {"enum": list(get_args(Access)), "description": HINTS["access"]},
            "note": {"type": "string", "description": HINTS["note"]},
        },
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [*value["anyOf"], own]}


def _of_theme(theme: Theme) -> Schema:
    source = {"$ref": "#/$defs/source", "description": HINTS["source"]}
    return {
        "description": theme.name,
        "type": "object",
        "properties": {"source": source} | {indicator.key: _of_indicator(indicator) for indicator in theme.indicators},
        "required": [indicator.key for indicator in theme.indicators if indicator.formula is None],
        "additionalProperties": False,
    }


def _of_indicator(indicator: Indicator) -> Schema:
    said = f"{indicator.name}（{indicator.unit}）" if indicator.unit else indicator.name
    return {"$ref": f"#/$defs/{indicator.kind}", "description": f"{said}：{indicator.definition}".rstrip("：")}
