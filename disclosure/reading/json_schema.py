"""JSON Schemas of the files in `data/`, by which an editor completes and checks them.

The shapes of the data files come from the model itself; their real check, with advice in Chinese, is `load.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from disclosure.numbers import quantity
from disclosure.reading.form_schemas import OF_BREAKDOWNS, of_table
from disclosure.reading.former import PATTERN, FormerEntry
from disclosure.reading.schema import Catalogue, Outcomes, Schema, Shortcomings, json_schema
from disclosure.report.model import Classed, Document, Indicator, Model, Plans, Theme, Unit, Version
from disclosure.report.written import Note, Source
from disclosure.text.source_text import PLACEHOLDER

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@lru_cache(maxsize=4)  # written, then audited
def of_data_files(model: Model) -> Mapping[str, Schema]:
    """The schema of each file in `data/`, by the schema's file name. That of figures.yml knows the catalogue."""
    shapes: Mapping[str, Any] = {
        "unit": Unit, "indicators": Catalogue, "document": Document, "shortcomings": Shortcomings, "plans": Plans,
        "outcomes": Outcomes,
        "versions": tuple[Version, ...],
    }  # fmt: skip
    schemas: dict[str, Schema] = {name: json_schema(shape) for name, shape in shapes.items()} | {
        "breakdowns": dict(OF_BREAKDOWNS),
        "figures": _of_figures(model),
    }
    defined = schemas["indicators"]["$defs"]
    defined["IndicatorEntry"]["patternProperties"] = {PATTERN: {"$ref": "#/$defs/FormerEntry"}}
    defined["FormerEntry"] = json_schema(FormerEntry)
    return {f"{name}.json": {"$schema": _DIALECT} | schema for name, schema in schemas.items()}


def _of_figures(model: Model) -> Schema:
    """The shape that `load.py` reads by hand: each theme of the catalogue with its figures, as they are said."""
    return {
        "type": "object",
        "properties": {theme.id: _of_theme(theme) for theme in model.themes.values()},
        "required": [theme.id for theme in model.themes.values() if any(map(_of_all_years, theme.indicators))],
        "additionalProperties": False,
        "$defs": {
            "source": json_schema(Source),
            "number": _stated(
                {"anyOf": [{"type": "number"}, {"type": "string", "pattern": quantity.PATTERN}, _PENDING, _UNKNOWN]}
            ),
            "text": _stated({"anyOf": [_WORDS, {"type": "array", "items": _WORDS, "minItems": 1}, _UNKNOWN]}),
        },
    }


_WORDS = {"type": "string", "minLength": 1}
_UNKNOWN = {"type": "null"}
_PENDING = {"type": "string", "pattern": f"^{PLACEHOLDER.pattern}$"}


_AS_STATED = "true：原文的数和公式算出的不一致，照原文保留，差别写给读者看。"


def _stated(value: Schema) -> Schema:
    """A value by itself, or with a source of its own."""
    own = {
        "type": "object",
        "properties": {
            "value": value,
            **_beside(),
            "as_stated": {"const": True, "description": _AS_STATED},
        },
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [*value["anyOf"], own]}


def _beside() -> Schema:
    """What stands beside a value, or beside the rows of a table."""
    return {
        "source": {"$ref": "#/$defs/source"},
        "access": json_schema(Classed)["properties"]["access"],
        "note": json_schema(Note),
    }


def _of_theme(theme: Theme) -> Schema:
    return {
        "description": theme.name,
        "type": "object",
        "properties": {"source": {"$ref": "#/$defs/source"}}
        | {indicator.key: _of_indicator(indicator) for indicator in theme.indicators},
        "required": [each.key for each in theme.indicators if each.formula is None and _of_all_years(each)],
        "additionalProperties": False,
    }


def _of_indicator(indicator: Indicator) -> Schema:
    said = f"{indicator.name}（{indicator.unit}）" if indicator.unit else indicator.name
    shape = of_table(indicator, _beside()) if indicator.by else {"$ref": f"#/$defs/{indicator.kind}"}
    return {**shape, "description": f"{said}：{indicator.definition}".rstrip("：")}


def _of_all_years(indicator: Indicator) -> bool:
    return indicator.since is None and indicator.until is None
