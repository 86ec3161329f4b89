"""The shapes of the data files, held against what a clerk wrote; every deviation becomes a problem in Chinese."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from disclosure.hints import HINTS
from disclosure.model import Access, Key, Record, Shortcoming, Text
from disclosure.problem import Problem, Problems, nearest
from disclosure.yamlfile import Route, Tree


class IndicatorEntry(Record):
    """An indicator as the catalogue writes it."""

    name: Text
    unit: Text | None = None
    kind: Literal["number", "text"] = "number"
    definition: Text | None = None
    formula: Text | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 2
    maximum: Decimal | None = None
    access: Access | None = None


class ThemeEntry(Record):
    """A theme as the catalogue writes it."""

    name: Text
    indicators: dict[Key, IndicatorEntry]
    checks: tuple[Text, ...] = ()
    access: Access | None = None


Catalogue = dict[Key, ThemeEntry]
Shortcomings = dict[Key, Shortcoming]


@cache
def adapter(shape: Any) -> TypeAdapter[Any]:
    """What reads and describes values of a type, made once."""
    return TypeAdapter(shape)


def conform(shape: Any, tree: Tree) -> Any:
    """`tree` as an immutable value of the type `shape`. Raises Problems naming every deviation at its line."""
    try:
        return adapter(shape).validate_python(tree.content)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    raise Problems(_problem(shape, tree, fault) for fault in faults if not _follows(fault, faults))


def _follows(fault: ErrorDetails, faults: Collection[ErrorDetails]) -> bool:
    """Whether a list is only short because its items are wrong, which is told already."""
    length = len(fault["loc"])
    return fault["type"] == "too_short" and any(
        other["loc"][:length] == fault["loc"] and len(other["loc"]) > length for other in faults
    )


def _problem(shape: Any, tree: Tree, detail: ErrorDetails) -> Problem:
    route = tuple(part for part in detail["loc"] if part != "[key]")
    kind, context = detail["type"], detail.get("ctx", {})
    match kind:
        case "missing":
            hint = HINTS.get(str(route[-1]), "")
            return tree.problem(route[:-1], f"缺少 {route[-1]}；请补上“{route[-1]}: …”。{hint}", at_key=True)
        case "extra_forbidden":
            known = nearest(str(route[-1]), _known_keys(shape, route[:-1]))
            return tree.problem(route, f"不认识 {route[-1]} 这一项{known}。", at_key=True)
        case "string_pattern_mismatch" if route[-1] == "url":
            return tree.problem(route, "网址要写全，以 https:// 或 http:// 开头，中间没有空格。")
        case "string_pattern_mismatch" if route[-1] == "digest":
            return tree.problem(route, "校验码是连着的 12 位或 64 位，只有数字和 a 到 f，中间没有空格；请照原样抄。")
        case "string_pattern_mismatch" if detail["loc"][-1] == "[key]":
            return tree.problem(route, f"编号 {_shown(route[-1])} {_AN_ID}", at_key=True)
        case "string_pattern_mismatch":
            apart = "各项用半角逗号隔开，不加引号。" if re.search("[，、；“”]", detail["input"]) else ""
            return tree.problem(route, f"编号 {_shown(detail['input'])} {_AN_ID}{apart}")
        case "literal_error":
            allowed = context["expected"].replace("'", "").replace(", ", "、").replace(" or ", " 或 ")
            return tree.problem(route, f"不能写“{_shown(detail['input'])}”；只能写 {allowed}。")
        case "string_type" if isinstance(detail["input"], dict):
            return tree.problem(route, "这里要写文字；文字里有半角冒号加空格时，请改用全角“：”，或给整段加引号。")
        case "value_error":
            return tree.problem(route, str(context["error"]))
    return tree.problem(route, _ADVICE.get(kind, _FALLBACK).format(input=_shown(detail["input"]), **context))


_AN_ID = "只能用小写英文字母、数字和下划线，以字母开头，不超过 40 个。"
_ADVICE = {
    "string_type": "这里要写文字，不能留空、写 ~ 或展开成列表。",
    "string_too_short": "这里没有填写；请写上内容，不需要就把这一行删去。",
    "string_too_long": "文字超过 {max_length} 字；请分成几条。",
    "dict_type": "这里要写成若干行“名称: 内容”，并缩进。",
    "model_type": "这里要写成若干行“名称: 内容”，并缩进。",
    "tuple_type": "这里要写成列表：每项一行，以“- ”开头，或写成 [甲, 乙]；括号和逗号用半角。",
    "too_short": "列表里至少要有一项。",
    "bool_parsing": "“{input}”写得不对；请写 true 或 false。",
    "bool_type": "这里请写 true 或 false。",
    "int_parsing": "“{input}”不是整数。",
    "int_type": "这里要写整数。",
    "greater_than_equal": "“{input}”太小；最小是 {ge}。",
    "less_than_equal": "“{input}”太大；最大是 {le}。",
    "decimal_parsing": "“{input}”不是数。",
    "decimal_type": "这里要写数。",
    "finite_number": "“{input}”不是数。",
}
_FALLBACK = "这里写得不对；请对照别的年度的同名文件。"


def _shown(value: Any) -> str:
    return re.sub(r"\s+", " ", str(value))[:40]


def _known_keys(shape: Any, route: Route) -> set[str]:
    """The keys of the record that `route` leads to inside `shape`."""
    for part in route:
        shape = _item(shape, part)
    return set(shape.model_fields) if isinstance(shape, type) and issubclass(shape, Record) else set()


def _item(shape: Any, part: str | int) -> Any:
    """The type of what stands under `part` in a value of type `shape`."""
    if isinstance(shape, type) and issubclass(shape, Record):
        return _bare(shape.model_fields[str(part)].annotation)
    inner = get_args(shape)
    return _bare(inner[1] if get_origin(shape) is dict else inner[0])


def _bare(shape: Any) -> Any:
    return get_args(shape)[0] if get_origin(shape) is Annotated else shape
