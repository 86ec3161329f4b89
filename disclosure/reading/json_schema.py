"""JSON Schemas of the files in `data/`, by which an editor completes and checks them.

The shapes of the data files come from the model itself; their real check, with advice in Chinese, is `load.py`.
"""

from __future__ import annotations

import builtins
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any, get_args, get_origin

from disclosure.numbers.quantity import PATTERN
from disclosure.reading.hints import HINTS, HINTS_OF
from disclosure.reading.schema import Catalogue, Shortcomings, field_shapes, required
from disclosure.report.model import Access, Document, Indicator, Model, Plans, Theme, Unit, Version
from disclosure.report.written import Form

Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


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


def _of_shape(shape: Any, hints: Mapping[str, str]) -> Schema:
    """The schema of a file of a shape (see `schema.py`), with the records inside it as definitions."""
    records: dict[str, Schema] = {}
    whole = _of_part(shape, hints, records)
    if "$ref" in whole:
        whole = records.pop(shape.__name__)
    return {"$defs": dict(sorted(records.items())), **whole}


def _of_part(shape: Any, hints: Mapping[str, str], records: dict[str, Schema]) -> Schema:
    """The schema of a shape; those of the records in it are added to `records`."""
    match get_origin(shape), get_args(shape):
        case typing.Annotated, (_, Form() as form):
            return dict(form.schema)
        case typing.Annotated, (inner, _):
            return _of_part(inner, hints, records) | {"minItems": 1}
        case typing.Literal, choices:
            return {"enum": list(choices), "type": "string"}
        case ((typing.Union | types.UnionType), (inner, _)):
            part = _of_part(inner, hints, records)
            return {"anyOf": [*part.get("anyOf", [part]), _UNKNOWN]}
        case builtins.tuple, (inner, _):
            return {"items": _of_part(inner, hints, records), "type": "array"}
        case builtins.dict, (key, inner):
            patterns = {_of_part(key, hints, records).get("pattern", "."): _of_part(inner, hints, records)}
            return {"additionalProperties": False, "patternProperties": patterns, "type": "object"}
    properties = {}
    for field in fields(shape):
        part = _of_part(field_shapes(shape)[field.name], hints, records)
        if field.default_factory is not MISSING:
            part["default"] = {}
        elif field.default is not MISSING:
            part["default"] = [] if field.default == () else field.default
        properties[field.name] = dict(sorted(part.items())) | {"description": hints[field.name]}
    records[shape.__name__] = {
        "additionalProperties": False,
        "properties": properties,
        "required": required(shape),
        "type": "object",
    }
    return {"$ref": f"#/$defs/{shape.__name__}"}


def _of_figures(model: Model) -> Schema:
    """The shape that `load.py` reads by hand: each theme of the catalogue with its figures, as they are said."""
    return {
        "type": "object",
        "properties": {theme.id: _of_theme(theme) for theme in model.themes.values()},
        "required": list(model.themes),
        "additionalProperties": False,
        "$defs": {
            "source": {"type": "string", "minLength": 1},
            "number": _stated({"anyOf": [{"type": "number"}, {"type": "string", "pattern": PATTERN}, _UNKNOWN]}),
            "text": _stated({"anyOf": [_WORDS, {"type": "array", "items": _WORDS, "minItems": 1}, _UNKNOWN]}),
        },
    }


_WORDS = {"type": "string", "minLength": 1}
_UNKNOWN = {"type": "null"}


_AS_STATED = "true：原文的数和公式算出的不一致，照原文保留，差别写给读者看。"


def _stated(value: Schema) -> Schema:
    """A value by itself, or with a source of its own."""
    own = {
        "type": "object",
        "properties": {
            "value": value,
            "source": {"$ref": "#/$defs/source", "description": HINTS["source"]},
            "access": {"enum": list(get_args(Access)), "description": HINTS["access"]},
            "note": {"type": "string", "description": HINTS["note"]},
            "as_stated": {"const": True, "description": _AS_STATED},
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
