"""The rooms of the machinery: who may know whom, and that arrows between them never close a circle."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from conftest import ROOT

ROOMS = sorted(path.parent.name for path in (ROOT / "disclosure").glob("*/__init__.py"))
ENGINES = {"mkdocs", "zensical", "mkdocs_macros", "material"}


def imported(file: Path) -> set[str]:
    """The modules that a file imports, also inside its functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def known_to(room: str) -> set[str]:
    """The rooms, and the files beside them, that a room knows."""
    files = (ROOT / "disclosure" / room).rglob("*.py")
    names = {module.split(".")[1] for file in files for module in imported(file) if module.startswith("disclosure.")}
    return names - {room}


def test_no_circle_runs_through_the_rooms() -> None:
    TopologicalSorter({room: known_to(room) & set(ROOMS) for room in ROOMS}).prepare()


@pytest.mark.parametrize(
    ("room", "knows"),
    [
        ("text", {"page", "problem"}),
        ("numbers", {"text", "problem"}),
        ("report", {"numbers", "text", "page", "problem"}),
    ],
)
def test_a_room_knows_no_more_than_its_work_needs(room: str, knows: set[str]) -> None:
    assert known_to(room) <= knows


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_one_sentence_what_comes_in_and_what_goes_out(room: str) -> None:
    said = ast.get_docstring(ast.parse((ROOT / "disclosure" / room / "__init__.py").read_text("utf-8")))
    assert said
    assert said.split("\n")[0].endswith(".")


def test_the_machinery_knows_no_site_engine() -> None:
    for file in (ROOT / "disclosure").rglob("*.py"):
        assert not {name.partition(".")[0] for name in imported(file)} & ENGINES, file


def test_nothing_lies_flat_beside_the_rooms_but_what_all_share() -> None:
    flat = {file.stem for file in (ROOT / "disclosure").glob("*.py")}
    assert flat == {"__init__", "__main__", "page", "problem", "project"}


def test_the_audit_asks_nobody_whom_it_judges() -> None:
    judged = ("disclosure.pages", "disclosure.chapters")
    for file in (ROOT / "disclosure/audit").glob("*.py"):
        if file.stem not in ("paper", "readable"):  # paper is held against the text of its own page
            assert not [name for name in imported(file) if name.startswith(judged)], file
