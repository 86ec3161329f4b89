"""The proof: in a copy where every number is another, unmistakable one, each stands wherever its old one stood."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import copy_project, run
from lxml import html

from disclosure.project import check
from disclosure.report.model import Model


@pytest.fixture(scope="session")
def renumbered(tmp_path_factory: pytest.TempPathFactory, model: Model) -> Path:
    """A published copy: every stated number replaced, no stated value left where a formula gives it."""
    copy = copy_project(tmp_path_factory.mktemp("proof") / "project")
    path = copy / "data/2023/figures.yml"
    lines = path.read_text("utf-8").splitlines()
    for position, figure in enumerate(model.latest.figures.values()):
        if figure.quantity is None:
            continue
        # counting downwards, since in the catalogue a whole comes before its parts
        number = f"{79999 - 1301 * position}.7" if figure.indicator.unit != "%" else f"{10 + position}.37"
        quantity = figure.quantity
        new = f"{quantity.before}{number}{quantity.blur}{quantity.after}"
        old = figure.quantity.wording()
        line = figure.line - 1
        if figure.indicator.formula:
            lines[line] = ""
        else:
            lines[line] = lines[line].replace(f": {old}", f": {new}", 1)
            assert new in lines[line], lines[line]
    path.write_text("\n".join(lines), "utf-8")
    for chapter in (copy / "docs").rglob("*.md"):
        text = chapter.read_text("utf-8")
        # what chapters say in words no longer holds of invented numbers; the words stay, resting on what does
        text = re.sub(r'(words\("[^"]*", ")[^"]*"', r'\1disputes.found >= 0"', text)
        chapter.write_text(text, "utf-8")
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 0, done.stderr
    return copy


def figures_on(page: Path) -> list[tuple[str, str]]:
    tree = html.document_fromstring(page.read_text("utf-8"))
    return [(e.get("data-id") or "", re.sub(r"\s+", "", "".join(map(str, e.itertext())))) for e in tree.iter("data")]


@pytest.fixture(scope="session")
def new(renumbered: Path) -> Mapping[str, str]:
    return {figure.id: figure.text for figure in check(renumbered).model.latest.figures.values()}


def test_every_number_was_replaced_by_one_of_its_own(new: Mapping[str, str], model: Model) -> None:
    numbers = [figure for figure in model.latest.figures.values() if figure.quantity]
    assert all(new[figure.id] != figure.text for figure in numbers)
    assert len({new[figure.id] for figure in numbers}) == len(numbers)


def test_each_new_number_stands_in_every_place_of_the_old(
    site: Path, renumbered: Path, new: Mapping[str, str], model: Model
) -> None:
    places = 0
    for page in sorted(site.rglob("*.html")):
        before, after = figures_on(page), figures_on(renumbered / "site" / page.relative_to(site))
        assert Counter(name for name, _ in before) == Counter(name for name, _ in after), page
        for name, text in after:  # a zero that is none any more stands elsewhere in its chart
            assert text.removesuffix(model.latest.figures[name].indicator.unit) in new[name], (page, name)
            places += 1
    assert places > 200
    with (renumbered / "site/data/figures.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["id"]: row["text"] for row in csv.DictReader(file)} == new


def test_no_old_number_is_left_anywhere(site: Path, renumbered: Path, model: Model) -> None:
    figures = [figure for figure in model.latest.figures.values() if figure.quantity]
    old = re.compile("|".join(rf"(?<![\d.]){re.escape(figure.text)}" for figure in figures))
    found = 0
    for file in sorted((renumbered / "site").rglob("*")):
        if file.suffix not in (".html", ".json", ".csv") and not file.name.endswith("search_index.js"):
            continue
        assert not old.findall(file.read_text("utf-8")), file
        found += len(old.findall((site / file.relative_to(renumbered / "site")).read_text("utf-8")))
    assert found > 250
