"""Formulas (`resolved / found`) and relations (`resolved <= found`) over indicators, evaluated by simpleeval.

A bare name is an indicator of the same theme, `theme.name` one of another. Only + - * / ( ), numbers, comparisons and
`and` are understood; anything else is refused when the catalogue is read, before any value is looked at.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from simpleeval import SimpleEval  # type: ignore[import-untyped]

from disclosure.quantity import Range

_ARITHMETIC = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
_COMPARISON = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.LtE: operator.le,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
}
_ALLOWED = (
    ast.Expression, ast.BinOp, ast.Compare, ast.BoolOp, ast.And, ast.Name, ast.Attribute, ast.Constant, ast.Load,
    *_ARITHMETIC, *_COMPARISON,
)  # fmt: skip
MAX_LENGTH = 500


@dataclass(frozen=True)
class Expression:
    """A checked expression: its text, the full ids it refers to in order of first mention, and whether it compares."""

    text: str
    theme: str
    references: tuple[str, ...]
    compares: bool

    def evaluate(self, value_of: Callable[[str], Range]) -> Range:
        """The value of a formula. Raises ZeroDivisionError, or ValueError where a range has no answer."""
        result = _evaluate(self, value_of)
        assert isinstance(result, Range)
        return result

    def certain(self, value_of: Callable[[str], Range]) -> bool:
        """Whether a relation holds whatever its approximate figures stand for: at every end of every range."""
        ends = [_ends(value_of(name)) for name in self.references]
        return all(self.holds(dict(zip(self.references, corner, strict=True)).__getitem__) for corner in product(*ends))

    def holds(self, value_of: Callable[[str], Range]) -> bool:
        """Whether a relation holds, or can hold where figures are approximate."""
        return bool(_evaluate(self, value_of))


@cache
def parse_expression(text: str, theme: str) -> Expression:
    """Reads an expression written for `theme` ("" where every name is in full). Raises ValueError with advice."""
    if "#" in text or "\n" in text.strip():
        raise ValueError(f"“{text[:60]}”里不能有 # 或换行；只写算式。")
    try:
        tree = ast.parse(text.strip() if len(text) <= MAX_LENGTH else "", mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"“{text[:60]}”不是一个算式；只能用指标名、数、括号和 + - * / == != <= >= < > and。") from None
    references: dict[str, None] = {}
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            raise ValueError(f"“{text}”里有不能用的写法；只能用指标名、数、括号和 + - * / == != <= >= < > and。")
        if isinstance(node, ast.Constant) and (not isinstance(node.value, int) or isinstance(node.value, bool)):
            raise ValueError(f"“{text}”里的常数只能是整数。")
        if (
            isinstance(node, (ast.Compare, ast.BoolOp))
            and node is not tree.body
            and not isinstance(tree.body, ast.BoolOp)
        ):
            raise ValueError(f"“{text}”里的比较要写在最外层。")
        if isinstance(node, ast.Attribute) and not isinstance(node.value, ast.Name):
            raise ValueError(f"“{text}”里的名称最多两段：主题.指标。")
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in sorted(
        (n for n in ast.walk(tree) if isinstance(n, (ast.Name, ast.Attribute)) and id(n) not in inner),
        key=lambda n: n.col_offset,
    ):
        references[ast.unparse(node) if isinstance(node, ast.Attribute) else _full(node.id, theme)] = None
    parts = tree.body.values if isinstance(tree.body, ast.BoolOp) else [tree.body]
    compares = bool(references) and all(isinstance(part, ast.Compare) for part in parts)
    return Expression(text.strip(), theme, tuple(references), compares)


_BEYOND = 10**15
"""Stands for the upper end of a figure without one (不少于4): no figure has so many digits."""


def _ends(range_: Range) -> tuple[Range, ...]:
    high = _BEYOND if range_.high is None else range_.high
    return (Range.exactly(range_.low),) if range_.exact else (Range.exactly(range_.low), Range.exactly(high))


def _full(name: str, theme: str) -> str:
    return f"{theme}.{name}" if theme else name


def _evaluate(expression: Expression, value_of: Callable[[str], Range]) -> object:
    evaluator = SimpleEval(operators=_ARITHMETIC | _COMPARISON, functions={}, names=_names(expression, value_of))
    evaluator.nodes[ast.Constant] = lambda node: Range.exactly(node.value)
    return evaluator.eval(expression.text)


def _names(expression: Expression, value_of: Callable[[str], Range]) -> Mapping[str, object]:
    names: dict[str, object] = {}
    for reference in expression.references:
        theme, _, key = reference.rpartition(".")
        value = value_of(reference)
        if theme == expression.theme:
            names[key] = value
        group = names.setdefault(theme, {})
        if isinstance(group, dict):
            group[key] = value
    return names
