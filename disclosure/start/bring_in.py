"""`python -m disclosure import`: a draft written into the project, beside what stands there and never over it."""

from __future__ import annotations

import shutil
from pathlib import Path

from disclosure.chapters.names import RESERVED
from disclosure.documents.document import read_document
from disclosure.problem import Problem, Problems
from disclosure.project import check
from disclosure.reading.load import load
from disclosure.start.draft import Draft, draft
from disclosure.start.new import untouched


def bring_in(root: Path, file: Path, year: int) -> str:
    """Writes the draft of `year`, and tells what was placed and what to look at. Raises Problems and writes nothing."""
    blocks = read_document(file)
    model = load(root, RESERVED)
    taken = [path for path in (f"data/{year}", f"docs/{year}") if (root / path).exists()]
    begun = bool(taken) and untouched(root, model.unit, year)
    if taken and not begun:
        advice = f"已经有这一年的内容，导入不会覆盖它；请改用别的年份，或先把 data/{year} 和 docs/{year} 移到项目以外。"
        raise Problems(Problem(path, 0, 0, advice) for path in taken)
    themes = {} if begun else model.themes
    keys = () if begun else (indicator.key for indicator in model.indicators)
    found = draft(blocks, year, {*RESERVED, *themes, *keys}, themes, begins=begun or not model.reports)
    for path in taken:  # nobody wrote anything there
        shutil.rmtree(root / path)
    for path, text in found.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    if begun:
        (root / "data/indicators.yml").write_text(found.catalogue.lstrip(), "utf-8")
        (root / "docs/index.md").write_text(found.home, "utf-8")
    else:
        _append(root / "data/indicators.yml", found.catalogue)
    return _told(root, found)


def _append(file: Path, text: str) -> None:
    """Adds lines at the end of a file that a clerk wrote."""
    before = file.read_text("utf-8")
    file.write_text(before + ("" if before.endswith("\n") or not before else "\n") + text, "utf-8")


def _told(root: Path, found: Draft) -> str:
    """What a clerk hears: what was placed, what was left as it is, and what to look at first."""
    lists = (
        (
            f"放进来的数 {len(found.placed)} 个",
            tuple(
                f"{each.id}  {each.name} {each.value}（{each.unit}）{'  公式 ' + each.formula if each.formula else ''}"
                for each in found.placed
            ),
        ),
        (f"当作名称、照原样留下的 {len(found.names)} 处", found.names),
        (f"没有把握的 {len(found.unsure)} 处", found.unsure),
        ("请先看", (*found.first, *_left_to_do(root))),
    )
    return "\n".join(
        line for title, items in lists if items for line in (f"{title}：", *(f"  {item}" for item in items))
    )


def _left_to_do(root: Path) -> tuple[str, ...]:
    """What the check still says of the draft."""
    try:
        check(root, "staff")
    except Problems as problems:
        return tuple(map(str, problems.problems))
    return ()
