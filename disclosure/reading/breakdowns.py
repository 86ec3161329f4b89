"""`data/breakdowns.yml` as breakdowns: rows and columns of tables, nested and labelled as the form has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from keyword import iskeyword

from disclosure.problem import Problem, Problems, nearest
from disclosure.reading.yamlfile import Plain, Route, Tree
from disclosure.report.breakdown import Breakdown, Part, keys
from disclosure.report.written import text

BREAKDOWNS = "data/breakdowns.yml"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PERIODS: Mapping[str, tuple[Part, ...]] = {
    "months": tuple(Part(key, f"{number}月") for number, key in enumerate(MONTHS, 1)),
    "quarters": tuple(Part(f"q{number}", f"第{said}季度") for number, said in enumerate("一二三四", 1)),
    "halves": (Part("h1", "上半年"), Part("h2", "下半年")),
}
"""Items that need not be written out."""
RESERVED = frozenset(
    ("total", "source", "access", "note", "value", "as_stated", "name", "number", "unit", "before", "change", "growth")
)
"""What no row or column may be called: the other words of figures.yml, and of chapters behind a figure's id."""
_FIELDS = ("name", "items", "total")
_LONGEST = 100


def read_breakdowns(tree: Tree) -> Mapping[str, Breakdown]:
    """The breakdowns by their keys. Raises Problems."""
    reading = _Reading(tree)
    breakdowns = dict(reading.breakdowns())
    if reading.problems:
        raise Problems(reading.problems)
    return breakdowns


class _Reading:
    """One reading of the file, which gathers its problems as it goes."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Problem] = []

    def _refuse(self, route: Route, message: str, *, at_key: bool = False) -> None:
        self.problems.append(self.tree.problem(route, message, at_key=at_key))

    def breakdowns(self) -> Iterator[tuple[str, Breakdown]]:
        content = self.tree.content
        if not isinstance(content, dict):
            self._refuse(
                (), "这里要写成若干个分项，例如 village: {name: 村, items: {jia: 甲村, yi: 乙村}, total: 全镇}。"
            )
            return
        for key, entry in content.items():
            if (part := self._group(key, entry, (key,))) is not None:
                self._once(part)
                yield key, Breakdown(key, part.name, part.items, part.total)

    def _once(self, part: Part) -> None:
        """The keys of all parts are addresses: each stands once in a breakdown, wherever it is nested."""
        seen: set[str] = set()
        for key in keys(part.items):
            if key in seen:
                self._refuse(
                    (part.key,), f"{part.key} 里有两个 {key}；各行各列的编号不能重复，分了组也一样。", at_key=True
                )
            seen.add(key)

    def _group(self, key: str, entry: Plain, route: Route) -> Part | None:
        """A breakdown, or a group in one: {name: …, items: {…}, total: …}."""
        self._key(key, route)
        if not isinstance(entry, dict):
            self._refuse(route, "这里要写成 {name: 名称, items: {编号: 名称, …}}；有总计的加一项 total: 总计。")
            return None
        for name in entry:
            if name not in _FIELDS:
                self._refuse((*route, name), f"不认识 {name} 这一项{nearest(name, _FIELDS)}。", at_key=True)
        name = self._text(entry.get("name", ""), (*route, "name"))
        if not name and len(route) > 1:
            self._refuse(route, f"{key} 这一组没有名称；请写 name。", at_key=True)
        total = self._text(entry["total"], (*route, "total")) if "total" in entry else None
        return Part(key, name, self._items(entry, route), total)

    def _items(self, entry: Mapping[str, Plain], route: Route) -> tuple[Part, ...]:
        items, route = entry.get("items"), (*route, "items")
        if isinstance(items, str) and items in PERIODS:
            return PERIODS[items]
        if not isinstance(items, dict) or not items:
            advice = f"items 要写成 {{编号: 名称, …}}，或者 {'、'.join(PERIODS)}（各月、各季度、上下半年）。"
            self._refuse(route, advice)
            return ()
        return tuple(part for key, item in items.items() if (part := self._part(key, item, (*route, key))))

    def _part(self, key: str, item: Plain, route: Route) -> Part | None:
        if isinstance(item, dict):
            return self._group(key, item, route)
        self._key(key, route)
        if not (name := self._text(item, route)):
            self._refuse(route, f"{key} 没有名称；请照表上的写，例如 {key}: 自然人。")
        return Part(key, name)

    def _key(self, key: str, route: Route) -> None:
        if not re.fullmatch("[a-z][a-z0-9_]{0,39}", key):
            advice = f"编号 {key[:40]} 只能用小写英文字母、数字和下划线，以字母开头，不超过 40 个。"
            self._refuse(route, advice, at_key=True)
        if key in RESERVED or iskeyword(key):
            self._refuse(route, f"编号 {key} 与专用名称同名；请换一个编号。", at_key=True)

    def _text(self, written: Plain, route: Route) -> str:
        if not isinstance(written, str) or len(written) > _LONGEST:
            self._refuse(route, f"这里要写一段不超过 {_LONGEST} 字的文字，照表上的写。")
            return ""
        try:
            return text(written)
        except ValueError as advice:
            self._refuse(route, str(advice))
            return ""
