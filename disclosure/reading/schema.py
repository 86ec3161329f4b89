"""The shapes of the data files, held against what a clerk wrote; every deviation becomes a problem in Chinese.

A shape is a type: a frozen dataclass, `dict[Key, X]`, `tuple[X, ...]` (in `NotEmpty` or not), `X | None`, a Literal,
or one of the kinds of values in `written.py`.
"""

from __future__ import annotations

import builtins
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, Literal, get_args, get_origin

from disclosure.problem import Problem, Problems, nearest
from disclosure.reading.hints import HINTS
from disclosure.reading.yamlfile import Plain, Route, Tree
from disclosure.report.model import Access, Shortcoming
from disclosure.report.written import Decimals, Form, Key, Number, Text, UnitName, shown


@dataclass(frozen=True, kw_only=True)
class IndicatorEntry:
    """An indicator as the catalogue writes it."""

    name: Text
    unit: UnitName | None = None
    kind: Literal["number", "text"] = "number"
    definition: Text | None = None
    formula: Text | None = None
    decimals: Decimals = 2
    maximum: Number | None = None
    access: Access | None = None


@dataclass(frozen=True, kw_only=True)
class ThemeEntry:
    """A theme as the catalogue writes it."""

    name: Text
    indicators: dict[Key, IndicatorEntry]
    checks: tuple[Text, ...] = ()
    access: Access | None = None


Catalogue = dict[Key, ThemeEntry]
Shortcomings = dict[Key, Shortcoming]


@cache
def field_shapes(record: Any) -> Mapping[str, Any]:
    """The shape of each field of a record, by its name."""
    return typing.get_type_hints(record, include_extras=True)


def required(record: Any) -> list[str]:
    """The fields that a record cannot do without."""
    return [field.name for field in fields(record) if field.default is MISSING and field.default_factory is MISSING]


def conform(shape: Any, tree: Tree) -> Any:
    """`tree` as an immutable value of the type `shape`. Raises Problems naming every deviation at its line."""
    reading = _Reading(tree)
    value = reading.value(shape, tree.content, ())
    if reading.problems:
        raise Problems(reading.problems)
    return value


class _Reading:
    """One reading of a file, which gathers its problems as it goes. What it reads is only good if there are none."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Problem] = []

    def _refuse(self, route: Route, message: str, *, at_key: bool = False) -> None:
        self.problems.append(self.tree.problem(route, message, at_key=at_key))

    def value(self, shape: Any, content: Plain, route: Route, *, at_key: bool = False) -> Any:
        """`content`, which stands at `route`, as a value of the type `shape`."""
        match get_origin(shape), get_args(shape):
            case typing.Annotated, (_, Form() as form):
                try:
                    return form.read(content)
                except ValueError as advice:
                    return self._refuse(route, str(advice), at_key=at_key)
            case typing.Annotated, (inner, _):
                return self._refuse(route, _NO_ITEM) if content == [] else self.value(inner, content, route)
            case typing.Literal, choices:
                return content if content in choices else self._refuse(route, _not_among(choices, content))
            case ((typing.Union | types.UnionType), (inner, _)):
                return None if content is None else self.value(inner, content, route)
            case builtins.tuple, (inner, _):
                if not isinstance(content, list):
                    return self._refuse(route, _NO_LIST)
                return tuple(self.value(inner, item, (*route, place)) for place, item in enumerate(content))
        if not isinstance(content, dict):
            return self._refuse(route, _NO_MAPPING)
        return self._table(shape, content, route) if get_origin(shape) is dict else self._record(shape, content, route)

    def _table(self, shape: Any, content: dict[str, Plain], route: Route) -> Any:
        key_shape, inner = get_args(shape)
        return {
            self.value(key_shape, key, (*route, key), at_key=True): self.value(inner, item, (*route, key))
            for key, item in content.items()
        }

    def _record(self, shape: Any, content: dict[str, Plain], route: Route) -> Any:
        known = field_shapes(shape)
        for name in required(shape):
            if name not in content:
                advice = f"缺少 {name}；请补上“{name}: …”。{HINTS.get(name, '')}"
                self._refuse(route, advice, at_key=True)
        values = {}
        for name, item in content.items():
            if name in known:
                values[name] = self.value(known[name], item, (*route, name))
            else:
                self._refuse((*route, name), f"不认识 {name} 这一项{nearest(name, known)}。", at_key=True)
        return None if self.problems else shape(**values)


_NO_ITEM = "列表里至少要有一项。"
_NO_LIST = "这里要写成列表：每项一行，以“- ”开头，或写成 [甲, 乙]；括号和逗号用半角。"
_NO_MAPPING = "这里要写成若干行“名称: 内容”，并缩进。"


def _not_among(choices: tuple[str, ...], content: Plain) -> str:
    return f"不能写“{shown(content)}”；只能写 {'、'.join(choices[:-1])} 或 {choices[-1]}。"
