"""A report's own arithmetic, dates and numbering: its lines in, what cannot be right out. No project is needed.

One rule a file. A rule tells only what cannot be right however the sentence is read: it would rather be silent than
blame an honest sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from disclosure.problem import Problem
from disclosure.start.proofread import changes, dates, eaten, impossible, numbering, parts, points, rates, twice
from disclosure.start.proofread.slip import Lines, Slip

RULES: Sequence[Callable[[Lines], Iterator[Slip]]] = (
    parts.slips,
    rates.slips,
    changes.slips,
    points.slips,
    twice.slips,
    impossible.slips,
    dates.slips,
    numbering.slips,
    eaten.slips,
)


def proofread(lines: Lines, path: str) -> list[Problem]:
    """What is wrong in the numbered lines of the document `path`, each with its sentence."""
    found = {slip for rule in RULES for slip in rule(lines)}
    return sorted(Problem(path, slip.line, 0, f"“{_short(slip.said)}”：{slip.message}") for slip in found)


def _short(said: str) -> str:
    said = said.strip().rstrip("。；")
    return said if len(said) <= 80 else f"{said[:77]}……"
