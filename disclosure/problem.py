"""What is wrong, and where: the one form in which a clerk hears about a mistake."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `path` is relative to the project, `line` and `column` count from 1; 0 means "the whole file"."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = [self.path, *(str(n) for n in (self.line, self.column) if n)]
        return f"{':'.join(place)}: {self.message}"


class Problems(Exception):
    """All mistakes found in one go, in the order of the files; never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(name: str, known: Iterable[str]) -> str:
    """A clause naming the known names closest to `name`, or all of a short list, ready to end a message."""
    names = sorted(set(known))
    if close := _close(name, names, 0.75) or _close(name, names, 0.5):
        return f"；最接近的是 {'、'.join(close)}"
    return f"；可以写的有 {'、'.join(names)}" if 0 < len(names) <= 12 else ""


def _close(name: str, names: list[str], likeness: float) -> list[str]:
    return difflib.get_close_matches(name, names, n=3, cutoff=likeness)
