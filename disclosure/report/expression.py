"""Formulas (`resolved / found`) and relations (`resolved <= found`) over indicators, evaluated by simpleeval.

A bare name is an indicator of the same theme, `theme.name` one of another; `name.before` is its figure of the year
before. Only + - * / ( ), whole numbers, comparisons and `and` are understood; anything else is refused when the
catalogue is read, before any value is looked at.
"""

from __future__ import annotations

import ast
import copy
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import TypeVar

from simpleeval import SimpleEval  # type: ignore[import-untyped]

from disclosure.numbers.ranges import Range

Value = TypeVar("Value")
"""What stands for a figure in a calculation; it knows + - * /."""
Test = Callable[[Range, Range], bool]

_ARITHMETIC: Mapping[type[ast.operator], Callable[[object, object], object]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
_SIGNS: Mapping[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷",
    ast.Eq: "=", ast.NotEq: "≠", ast.LtE: "≤", ast.GtE: "≥", ast.Lt: "<", ast.Gt: ">",
}  # fmt: skip
_POSSIBLE: Mapping[str, Test] = {
    "=": Range.may_equal, "≠": Range.may_differ, "≤": Range.may_be_at_most, "≥": Range.may_be_at_least,
    "<": Range.may_be_below, ">": Range.may_be_above,
}  # fmt: skip
_OPPOSITE = {"=": "≠", "≠": "=", "≤": ">", "≥": "<", "<": "≥", ">": "≤"}
MAX_LENGTH = 500
YEAR_BEFORE = "before"
"""What follows an indicator's name where its figure of the year before is meant."""


@dataclass(frozen=True)
class Expression:
    """A checked expression: its text, the full ids it refers to in order of first mention, and whether it compares."""

    text: str
    theme: str
    references: tuple[str, ...]
    compares: bool
    tree: ast.expr = field(repr=False, compare=False)

    def evaluate(self, value_of: Callable[[str], Value], number: Callable[[int], Value]) -> Value:
        """A formula's value; `number` makes one of a whole number. Raises what the values' arithmetic raises."""
        return self._value(self.tree, value_of, number)

    def comparisons(
        self, value_of: Callable[[str], Value], number: Callable[[int], Value]
    ) -> Iterator[tuple[Value, str, Value]]:
        """What a relation compares, pair by pair: the left value, the sign (= ≠ ≤ ≥ < >), the right value."""
        for condition in _conditions(self.tree):
            assert isinstance(condition, ast.Compare)
            sides = [self._value(side, value_of, number) for side in (condition.left, *condition.comparators)]
            for left, sign, right in zip(sides, condition.ops, sides[1:], strict=False):
                yield left, _SIGNS[type(sign)], right

    def holds(self, value_of: Callable[[str], Range]) -> bool:
        """Whether a relation holds, or can hold where figures are approximate. Raises ZeroDivisionError."""
        return all(_POSSIBLE[sign](left, right) for left, sign, right in self.comparisons(value_of, Range.exactly))

    def certain(self, value_of: Callable[[str], Range]) -> bool:
        """Whether a relation holds whatever its approximate figures stand for. Raises ZeroDivisionError."""
        return not any(
            _POSSIBLE[_OPPOSITE[sign]](left, right) for left, sign, right in self.comparisons(value_of, Range.exactly)
        )

    def said(self, say: Callable[[str], str]) -> str:
        """The expression as people read it (化解 ÷ 排查, 甲 ≤ 乙 且 丙 = 0), `say` saying the figure of an id."""
        return " 且 ".join(self._said(condition, say) for condition in _conditions(self.tree))

    def naming(self, names: Mapping[str, str]) -> Expression:
        """The same expression of other indicators: `names` gives the full id for each reference."""
        tree = _Renaming(self.theme, names).visit(copy.deepcopy(self.tree))
        return replace(
            self, theme="", references=tuple(dict.fromkeys(map(names.__getitem__, self.references))), tree=tree
        )

    def _value(self, node: ast.expr, value_of: Callable[[str], Value], number: Callable[[int], Value]) -> Value:
        evaluator = SimpleEval(operators=_ARITHMETIC, functions={}, names={})
        for kind in (ast.Name, ast.Attribute):
            evaluator.nodes[kind] = lambda name: value_of(_reference(name, self.theme))
        evaluator.nodes[ast.Constant] = lambda constant: number(constant.value)
        value: Value = evaluator.eval(self.text, previously_parsed=node)
        return value

    def _said(self, node: ast.expr, say: Callable[[str], str]) -> str:
        match node:
            case ast.Compare(left, signs, others):
                parts = (f" {_SIGNS[type(s)]} {self._said(o, say)}" for s, o in zip(signs, others, strict=True))
                return self._said(left, say) + "".join(parts)
            case ast.BinOp(left, sign, right):
                binds = _binds(node)
                one, two = self._said(left, say), self._said(right, say)
                one = f"({one})" if _binds(left) < binds else one
                two = f"({two})" if _binds(right) <= binds else two
                return f"{one} {_SIGNS[type(sign)]} {two}"
            case ast.Constant(value):
                return str(value)
        return say(_reference(node, self.theme))


class _Renaming(ast.NodeTransformer):
    """Puts other names in the place of those of an expression that was written for a theme."""

    def __init__(self, theme: str, names: Mapping[str, str]) -> None:
        self.theme, self.names = theme, names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._renamed(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return self._renamed(node)

    def _renamed(self, node: ast.expr) -> ast.expr:
        return ast.parse(self.names[_reference(node, self.theme)], mode="eval").body


@cache
def parse_expression(text: str, theme: str) -> Expression:
    """Reads an expression written for `theme` ("" where every name is in full). Raises ValueError with advice."""
    if "#" in text or "\n" in text.strip():
        raise ValueError(f"“{text[:60]}”里不能有 # 或换行；只写算式。")
    if len(text) > MAX_LENGTH:
        raise ValueError(f"“{text[:40]}…”有 {len(text)} 个字，一个算式最多 {MAX_LENGTH} 个；请拆成几个指标，先算小计。")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"“{text[:60]}”不是一个算式；只能用指标名、数、括号和 + - * / == != <= >= < > and。") from None
    conditions = _conditions(tree)
    compares = all(isinstance(condition, ast.Compare) for condition in conditions)
    if not compares and len(conditions) > 1:
        raise ValueError(f"“{text}”里有不能用的写法；and 的两边都要写成比较，例如 resolved <= found。")
    names: list[ast.expr] = []
    pairs: list[tuple[ast.expr, ast.expr]] = []
    for condition in conditions:
        if isinstance(condition, ast.Compare):
            if not all(type(sign) in _SIGNS for sign in condition.ops):
                raise _unusable(text)
            sides = (condition.left, *condition.comparators)
            for side in sides:
                names.extend(_names(side, text))
            pairs.extend(pairwise(sides))
        else:
            names.extend(_names(condition, text))
    if not names:
        raise ValueError(f"“{text}”不是一个算式；里面没有指标名。")
    for pair in pairs:
        _must_compare(*pair)
    return Expression(text.strip(), theme, tuple(dict.fromkeys(_reference(n, theme) for n in names)), compares, tree)


def _conditions(tree: ast.expr) -> list[ast.expr]:
    """What `and` joins; a formula or a single comparison stands alone."""
    return tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]


def _names(node: ast.expr, text: str) -> Iterator[ast.expr]:
    """The names in a calculation, from left to right. Raises ValueError where it is more than a calculation."""
    match node:
        case ast.BinOp(left, sign, right) if type(sign) in _ARITHMETIC:
            yield from _names(left, text)
            yield from _names(right, text)
        case ast.Name():
            yield node
        case ast.Attribute() if re.fullmatch(rf"\w+(\.\w+){{1,3}}(\.{YEAR_BEFORE})?", ast.unparse(node)):
            yield node
        case ast.Attribute():
            advice = f"主题.指标，一格是 主题.指标.行.列；要上年的数，后面再写 .{YEAR_BEFORE}。"
            raise ValueError(f"“{text}”里的名称最多四段：{advice}")
        case ast.Constant(value) if type(value) is not int:
            raise ValueError(f"“{text}”里的常数只能是整数。")
        case ast.Compare():
            raise ValueError(f"“{text}”里的比较要写在最外层。")
        case ast.Constant():
            pass
        case _:
            raise _unusable(text)


def _must_compare(left: ast.expr, right: ast.expr) -> None:
    """Raises ValueError where two sides hold, or do not, whatever the figures say."""
    one, other = map(ast.unparse, (left, right))
    if one == other:
        raise ValueError(f"“{one}”和它自己比较，总是一样；请写成两个指标，或指标和数。")
    if not any((*_names(left, one), *_names(right, other))):
        raise ValueError(f"“{one}”和“{other}”里都没有指标名；每个比较都要有指标。")


def _unusable(text: str) -> ValueError:
    return ValueError(f"“{text}”里有不能用的写法；只能用指标名、数、括号和 + - * / == != <= >= < > and。")


def _reference(node: ast.expr, theme: str) -> str:
    """The full id that a name stands for, with `.before` where the year before is meant."""
    name = ast.unparse(node)
    return f"{theme}.{name}" if theme and "." not in name.removesuffix(f".{YEAR_BEFORE}") else name


def indicator_of(reference: str) -> str:
    """The indicator that a reference is about, this year or the year before."""
    return reference.removesuffix(f".{YEAR_BEFORE}")


def _binds(node: ast.expr) -> int:
    """How strongly a calculation holds together: × and ÷ more than + and −, a single name or number most."""
    if isinstance(node, ast.BinOp):
        return 1 if isinstance(node.op, (ast.Add, ast.Sub)) else 2
    return 3
