"""JSON Schemas of what is read by hand for tables: breakdowns.yml, and a table's lines in figures.yml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from disclosure.reading.breakdowns import PERIODS
from disclosure.report.breakdown import Breakdown, Part
from disclosure.report.model import Indicator

Schema = dict[str, Any]

_TEXT = {"type": "string", "minLength": 1, "maxLength": 100}
_PART = {"anyOf": [_TEXT, {"$ref": "#/$defs/group"}]}
OF_BREAKDOWNS: Mapping[str, Any] = {
    "$defs": {
        "group": {
            "type": "object",
            "properties": {
                "name": {**_TEXT, "description": "名称，照表上的写；表上没有这一层表头的分项不写。"},
                "items": {
                    "anyOf": [
                        {"enum": list(PERIODS)},
                        {
                            "type": "object",
                            "patternProperties": {"^[a-z][a-z0-9_]{0,39}$": _PART},
                            "additionalProperties": False,
                            "minProperties": 1,
                        },
                    ],
                    "description": "各项的编号和名称，可再分组；或 months 各月、quarters 各季度、halves 上下半年。",
                },
                "total": {**_TEXT, "description": "合计的名称，例如 总计；没有合计就不写。"},
            },
            "required": ["items"],
            "additionalProperties": False,
        }
    },
    "type": "object",
    "additionalProperties": {"$ref": "#/$defs/group"},
}


def of_table(indicator: Indicator, beside: Schema) -> Schema:
    """The lines of a table; `beside` are the properties that stand beside the rows: source, access, note."""
    number = {"$ref": "#/$defs/number"}
    several = [{"type": "array", "items": number}] if len(indicator.by) > 1 else []
    line: Schema = {"anyOf": [number, *several]}
    rows = _of_group(indicator.by[0], line)
    rows["properties"] |= beside
    return {"anyOf": [number, {"type": "array", "items": number}, rows]}


def _of_group(group: Breakdown | Part, line: Schema) -> Schema:
    properties: Schema = {}
    for part in group.items:
        inner = _of_group(part, line) if part.items else {}
        properties |= inner.get("properties", {})  # groups may be left out
        properties[part.key] = {**({"anyOf": [line, inner]} if inner else line), "description": part.name}
    properties.pop("total", None)
    if group.total is not None:
        properties["total"] = {**line, "description": group.total}
    return {"type": "object", "properties": properties, "additionalProperties": False}
