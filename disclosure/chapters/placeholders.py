"""What is still to be filled in: 〔待填：…〕, which the starter puts wherever only the body knows what to say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from disclosure.problem import Problem
from disclosure.text.source_text import PLACEHOLDER


def placeholders(root: Path) -> Iterator[Problem]:
    """Every placeholder in the data and the chapters of the project at `root`, at its line."""
    for file in sorted([*(root / "data").rglob("*.yml"), *(root / "docs").rglob("*.md")]):
        if not file.is_file() or "〔待填" not in (text := file.read_text("utf-8", "replace")):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for found in PLACEHOLDER.finditer(line):
                place = file.relative_to(root).as_posix()
                yield Problem(place, number, found.start() + 1, f"还没有填写：{found[0]}；填好以前每一页都标着“草稿”。")
