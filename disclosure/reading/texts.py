"""The texts of data files: numbers typed into them, and what locates a source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from disclosure.numbers.grammar import NUMERAL
from disclosure.numbers.naming import counts, without_names
from disclosure.numbers.prose import typed
from disclosure.problem import Problem
from disclosure.reading.yamlfile import Plain, Route, Tree
from disclosure.report.said import QUOTE


def typed_digits_in_data(
    tree: Tree,
    units: frozenset[str] = frozenset(),
    year: int | None = None,
    names: Collection[str] = (),
    *,
    but: Collection[str] = (),
) -> Iterator[Problem]:
    """The same rule for the texts of a data file: definitions, shortcomings, plans, an outline's titles.

    The `names` are those of the publishing body. Under the top-level keys that are left out (`but`) stand only names.
    """
    for route, text in _texts(tree.content, ()):
        if not route or route[0] in but:
            continue
        if route[-1] == SOURCE:
            if advice := no_locator(text):
                yield tree.problem(route, advice)
        elif not _PROSE.isdisjoint(map(str, route[-2:])) and (found := typed(_said(text, route), units, year, names)):
            yield tree.problem(route, f"“{found}”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。")


def _said(text: str, route: Route) -> str:
    """`text` without the figures that it quotes; a part's title in the outline may say a year, as the document does."""
    said = QUOTE.sub("…", text)
    return re.sub("[12][0-9]{3}年", "", said) if route[0] == "outline" else said


SOURCE = "source"
"""The key of a locator: the one key of a theme in a year's figures that is no indicator."""
_LOCATOR = re.compile(
    rf"(?:第(?:[0-9]{{1,3}}|{NUMERAL}+)(?:部分|[页条款项段节章行])|附?[表图]|附件|{NUMERAL}+|[0-9]{{1,3}}(?![0-9])"
    r"|[\s（）()、，；.—至和-])+"
)


def no_locator(source: str) -> str | None:
    """What is wrong with a source that says a number beside the place in the document; None where it does not."""
    bare = without_names(source)
    if (found := typed(bare)) is None or (_LOCATOR.fullmatch(bare) and not counts(bare)):
        return None
    return f"出处“{source[:40]}”里有数“{found}”；出处只写在原文的哪里，例如 一（四）2、附表3、第5页，文件名写进《》。"


_PROSE = frozenset(
    ("name", "site_name", "region", "description", "definition", "title", "findings", "measures", "aims", "said")
)


def _texts(content: Plain, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(content, str):
        yield route, content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from _texts(value, (*route, key))
    elif isinstance(content, list):
        for position, value in enumerate(content):
            yield from _texts(value, (*route, position))
