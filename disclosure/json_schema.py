"""JSON Schemas: of the published tables, and of the files in `data/`, by which an editor completes and checks them.

The shapes of the data files come from the model itself; their real check, with advice in Chinese, is `load.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from disclosure.model import Access, Document, Indicator, Model, Plans, Theme, Unit, Version
from disclosure.quantity import AFTER_NUMBER, AFTER_UNIT, BEFORE
from disclosure.schema import Catalogue, Shortcomings
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
    schema: Schema = TypeAdapter(shape).json_schema(schema_generator=_Plain)
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


HINTS = {
    "access": "公开属性；不写就同上一级。",
    "address": "办公地址；不公开就不写。",
    "addressee": "主送机关。",
    "aims": "总的思路，每条一项；公开属性就是这个文件顶上的 access。",
    "answers": "本报告依据哪份通知报送。",
    "chapters": "这一部分有哪些章，写 docs 里的文件名，不带 .md。",
    "checks": "这一主题各数之间必须成立的关系，例如 resolved <= found。",
    "copies_to": "抄送机关，每个一项；没有就不写。",
    "date": "成文日期，例如 2024-01-09。",
    "decimals": "计算结果最多保留几位小数，不写就是两位；百分率不因取舍变成全部或没有，不够就再加几位。",
    "definition": "指标说明，不带数字。",
    "description": "一句话介绍网站。",
    "due": "完成时限，例如 2024-12-31；只在内部版出现。",
    "email": "电子邮箱；不公开就不写。",
    "following": "这一部分说的是下一年就写 true。",
    "findings": "具体表现，每条一项，不带数字。",
    "formula": "计算公式，例如 resolved / found；能算出来的数不再手填。",
    "icp_record": "ICP 备案号；没有就不写。",
    "index_number": "索引号；没有就不写。",
    "indicators": "这一主题的指标，按编号列出。",
    "issuer": "发文机关。",
    "kind": "text 表示文字指标；不写就是数值指标。",
    "lead_office": "牵头部门；只在内部版出现。",
    "licence": "数据的许可：本单位有明文规定才写。",
    "maximum": "允许的最大值，例如百分率不超过 100。",
    "measures": "措施，每条一项，不带数字。",
    "name": "名称。",
    "next_step": "下一步；只在内部版出现。",
    "note": "给工作人员的说明；只在内部版出现。",
    "number": "发文字号。",
    "outline": "各部分的标题和章；编号由程序排。",
    "plans": "各项打算，按编号列出。",
    "police_record": "公安备案号；没有就不写。",
    "printed_by": "印发机关；没有就不写。",
    "printed_on": "印发日期，例如 2024-01-10；没有就不写。",
    "progress": "进展；只在内部版出现。",
    "published": "发布日期，例如 2024-01-15；不知道就不写。",
    "region": "所在的区县，写全称。",
    "remark": "附注，例如 此件公开发布；括号由程序加，没有就不写。",
    "signatory": "签发人。",
    "site_id_code": "网站标识码；没有就不写。",
    "site_name": "网站的名称。",
    "source": "原文出处，例如 一（四）2。",
    "sponsor": "网站的主办单位；不知道就不写。",
    "telephone": "联系电话；不公开就不写。",
    "title": "标题。",
    "unit": "计量单位；文字指标不写。",
    "url": "网址，以 https:// 开头。",
    "validity": "有效性，例如 有效；没有标明就不写。",
}
"""What an editor shows beside the name of a field."""
HINTS_OF: Mapping[str, dict[str, str]] = {
    "document": {"access": "公开方式；没有标明就不写。"},
    "unit": {"access": "数值、不足和打算的公开属性；没有另行注明的都照这个。"},
    "versions": {
        "date": "公布日期，例如 2024-01-15。",
        "digest": "数据校验码：打印件上的十二位，或六十四位全文。",
        "note": "这一版改了什么；写给公众看，公开版里也有。",
    },
}
"""What it shows instead in one of the files."""


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
