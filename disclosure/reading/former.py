"""What indicators were before: `until_2023: {unit: 万元}` beside what they are now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from disclosure.problem import Problem, Problems
from disclosure.reading.schema import conform
from disclosure.reading.yamlfile import Plain, Route, Tree
from disclosure.report.written import Record, Text, UnitName

PATTERN = "^until_([12][0-9]{3})$"


@dataclass(frozen=True, kw_only=True)
class FormerEntry(Record):
    """An indicator up to a year, as far as it was another one then."""

    name: Annotated[Text | None, Field(description="当时的名称；没有变就不写。")] = None
    unit: Annotated[UnitName | None, Field(description="当时的计量单位；没有变就不写。")] = None
    definition: Annotated[Text | None, Field(description="当时的指标说明；统计的范围变了才写。")] = None
    formula: Annotated[UnitName | None, Field(description="当时的计算公式，没有公式写 ''；没有变就不写。")] = None


Former = Mapping[Route, Mapping[int, FormerEntry]]


def split(tree: Tree) -> tuple[Tree, Former, tuple[Problem, ...]]:
    """The catalogue as it is now; what its indicators were, by their routes and the last year of each former
    definition, the latest first; and what is wrong with those.
    """
    former: dict[Route, dict[int, FormerEntry]] = {}
    problems: list[Problem] = []

    def now(content: Plain, route: Route) -> Plain:
        if not isinstance(content, dict):
            return content
        if len(route) < 3:
            return {key: now(inner, (*route, key)) for key, inner in content.items()}
        last_years = [key for key in content if re.match(PATTERN, key)] if route[1] == "indicators" else []
        for key in sorted(last_years, reverse=True):
            try:
                entry = conform(FormerEntry, tree.part((*route, key)))
                former.setdefault(route, {})[int(key.removeprefix("until_"))] = entry
            except Problems as found:
                problems.extend(found.problems)
        return {key: inner for key, inner in content.items() if key not in last_years}

    return replace(tree, content=now(tree.content, ())), former, tuple(problems)
