"""The shapes of the data files, held against what a clerk wrote; every deviation becomes a problem in Chinese.

A shape is a type for pydantic, made of records (`report/model.py`) and kinds of values (`report/written.py`). What
editors are told of it, and what is said where something is missing, is its JSON Schema.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import ErrorDetails, core_schema

from disclosure.problem import Problem, Problems, nearest
from disclosure.reading.yamlfile import Tree
from disclosure.report.model import Classed, Outcome, Shortcoming
from disclosure.report.written import Decimals, Key, ListedKey, Number, Text, UnitName, Year, shown

Schema = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class IndicatorEntry(Classed):
    """An indicator as the catalogue writes it."""

    name: Annotated[Text, Field(description="名称。")]
    unit: Annotated[UnitName | None, Field(description="计量单位；文字指标不写。")] = None
    kind: Annotated[Literal["number", "text"], Field(description="text 表示文字指标；不写就是数值指标。")] = "number"
    definition: Annotated[Text | None, Field(description="指标说明，不带数字。")] = None
    formula: Annotated[Text | None, Field(description="计算公式，例如 resolved / found；能算出来的数不再手填。")] = None
    decimals: Annotated[
        Decimals,
        Field(description="计算结果最多保留几位小数，不写就是两位；百分率不因取舍变成全部或没有，不够就再加几位。"),
    ] = 2
    maximum: Annotated[Number | None, Field(description="允许的最大值，例如百分率不超过 100。")] = None
    since: Annotated[Year | None, Field(description="从哪一年起有这个指标，例如 2024；一直都有就不写。")] = None
    until: Annotated[Year | None, Field(description="到哪一年为止有这个指标，例如 2023；现在还有就不写。")] = None
    by: Annotated[
        tuple[ListedKey, ...],
        Field(
            description="按哪一个或哪两个分项统计，写 breakdowns.yml 里的编号，先行后列，例如 [handling, applicant]。"
        ),
    ] = ()
    layout: Annotated[
        Literal["down", "across"],
        Field(description="分项表怎么排：across 把行也排成表头，各数排成一行；不写就是一行一行往下排。"),
    ] = "down"


@dataclass(frozen=True, kw_only=True)
class ThemeEntry(Classed):
    """A theme as the catalogue writes it."""

    name: Annotated[Text, Field(description="名称。")]
    indicators: Annotated[dict[Key, IndicatorEntry], Field(description="这一主题的指标，按编号列出。")]
    checks: Annotated[
        tuple[Text, ...], Field(description="这一主题各数之间必须成立的关系，例如 resolved <= found。")
    ] = ()


Catalogue = dict[Key, ThemeEntry]
Shortcomings = dict[Key, Shortcoming]
Outcomes = dict[Key, Outcome]


def conform(shape: Any, tree: Tree) -> Any:
    """`tree` as an immutable value of the type `shape`. Raises Problems naming every deviation at its line."""
    try:
        return _adapter(shape).validate_python(tree.content)
    except ValidationError as error:
        schema = json_schema(shape)
        problems = [_problem(tree, schema, fault) for fault in error.errors(include_url=False) if not _follows(fault)]
    raise Problems(problems)


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for any takes longer than all the rest
    return TypeAdapter(shape)


def _follows(fault: ErrorDetails) -> bool:
    """Whether a list is only found too short because each item of it is at fault, and told by itself."""
    return fault["type"] == "too_short" and fault["input"] != []


def _problem(tree: Tree, schema: Schema, fault: ErrorDetails) -> Problem:
    """What pydantic found, at the line where it stands, in Chinese."""
    route = fault["loc"]
    *above, last = route or ("",)
    match fault["type"]:
        case "missing":
            what_for = _part(schema, route).get("description", "")
            return tree.problem(tuple(above), f"缺少 {last}；请补上“{last}: …”。{what_for}", at_key=True)
        case "unexpected_keyword_argument":
            known = _part(schema, above)["properties"]
            return tree.problem(route, f"不认识 {last} 这一项{nearest(str(last), known)}。", at_key=True)
        case "literal_error":
            *others, other = _part(schema, route)["enum"]
            return tree.problem(route, f"不能写“{shown(fault['input'])}”；只能写 {'、'.join(others)} 或 {other}。")
        case "value_error":  # raised in written.py
            return tree.problem(route, str(fault["ctx"]["error"]), at_key=last == "[key]")
        case kind:
            return tree.problem(route, _NO_SUCH.get(kind, _NO_MAPPING))


_NO_MAPPING = "这里要写成若干行“名称: 内容”，并缩进。"
_NO_SUCH = {
    "too_short": "列表里至少要有一项。",
    "tuple_type": "这里要写成列表：每项一行，以“- ”开头，或写成 [甲, 乙]；括号和逗号用半角。",
}


def _part(schema: Schema, route: Iterable[str | int]) -> Schema:
    """The part of a file's JSON Schema that describes what stands at `route`."""
    part = _definition(schema, schema)
    for step in route:
        if isinstance(step, int):
            part = part["items"]
        elif "properties" in part:
            part = part["properties"][step]
        else:
            part = [part["additionalProperties"], *part.get("patternProperties", {}).values()][-1]
        part = _definition(schema, part)
    return part


def _definition(schema: Schema, part: Schema) -> Schema:
    """What a part stands for: the first of its alternatives, the other of which is null; the record that it names."""
    part = {**part, **part["anyOf"][0]} if "anyOf" in part else part
    return {**schema["$defs"][part["$ref"].rpartition("/")[2]], **part} if "$ref" in part else part


def json_schema(shape: Any) -> Schema:
    """The JSON Schema of a shape, for editors: without titles, and without what the code says of its records."""
    return _adapter(shape).json_schema(schema_generator=_ForEditors)


class _ForEditors(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        return False

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> Schema:
        return {
            key: part for key, part in super().dataclass_schema(schema).items() if key not in ("title", "description")
        }

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        return {"additionalProperties": False} | super().dict_schema(schema)
