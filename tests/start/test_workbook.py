"""Colleagues fill in a workbook; what they fill in goes into figures.yml, whose comments and order stay."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from conftest import add_a_year_before, by_libreoffice

from disclosure.problem import Problems
from disclosure.project import check
from disclosure.start.workbook import blank_workbook, read_filled

YEAR = 2023


def fill(
    copy: Path, to: Path, values: Mapping[str, object], office: str = "平安办", notes: Mapping[str, str] = {}
) -> Path:
    """The project's workbook with some cells filled in."""
    to.write_bytes(blank_workbook(copy, YEAR))
    book = openpyxl.load_workbook(to)
    for sheet in book.worksheets:
        sheet.cell(1, 2).value = office
        for row in sheet.iter_rows(min_row=4):
            if row[0].value in values:
                row[5].value = values[row[0].value]
                row[6].value = notes.get(str(row[0].value))
    book.save(to)
    return to


def figures(copy: Path) -> str:
    return (copy / f"data/{YEAR}/figures.yml").read_text("utf-8")


def test_each_theme_has_a_sheet_with_last_years_values(copy: Path, tmp_path: Path) -> None:
    add_a_year_before(copy)
    (tmp_path / "表.xlsx").write_bytes(blank_workbook(copy, YEAR))
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    assert [sheet.title.partition(" ")[2] for sheet in book.worksheets][:2] == ["组织领导", "学习宣传"]
    row = next(
        row for row in book.worksheets[3].iter_rows(min_row=4, values_only=True) if row[0] == "disputes.screenings"
    )
    assert row[1:3] == ("矛盾纠纷排查", "次")
    assert row[4:] == ("320余", None, None)
    assert blank_workbook(copy, YEAR) == (tmp_path / "表.xlsx").read_bytes()


def test_filled_cells_change_their_lines_and_no_other(copy: Path, tmp_path: Path) -> None:
    before = figures(copy)
    values = {
        "disputes.screenings": "340余次",
        "disputes.receptions": 0,
        "enforcement.permits": "~",
    }
    values |= {"governance.fines": 4.25, "enforcement.inspections": " ４５０ ", "study.boards": ""}
    told = read_filled(copy, YEAR, [fill(copy, tmp_path / "表.xlsx", values)])
    after = figures(copy)
    changed = [
        (old.strip(), new.strip())
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert changed == [
        ("screenings: 320余", "screenings: 340余"),
        ("receptions: 338余", "receptions: 0"),
        ("fines: 3.689", "fines: 4.25"),
        ("permits: 98", "permits: ~"),
        ("inspections: 440", "inspections: 450"),
    ]
    assert "写进 data/2023/figures.yml 的数 5 个（平安办）" in told
    check(copy, "staff")


def test_a_note_and_a_source_stay_with_their_figure(copy: Path, tmp_path: Path) -> None:
    values = {"disputes.villagers": 30, "disputes.receptions": "340余"}
    read_filled(copy, YEAR, [fill(copy, tmp_path / "表.xlsx", values, notes={"disputes.receptions": "请再核对"})])
    assert "villagers: {value: 30, source: 一（四）3}" in figures(copy)
    assert "receptions: {value: 340余, note: 请再核对}" in figures(copy)


def test_a_wrong_cell_is_told_by_file_sheet_and_cell_and_nothing_is_written(copy: Path, tmp_path: Path) -> None:
    before = figures(copy)
    file = fill(copy, tmp_path / "表.xlsx", {"disputes.screenings": "很多", "disputes.receptions": 340})
    with pytest.raises(Problems, match=r"表\.xlsx:4 矛盾纠纷化解!F7: 矛盾纠纷排查：“很多”"):
        read_filled(copy, YEAR, [file])
    assert figures(copy) == before
    read_filled(copy, YEAR, [file], take_good=True)
    assert "receptions: 340" in figures(copy)


def test_figures_that_contradict_each_other_are_not_written(copy: Path, tmp_path: Path) -> None:
    before = figures(copy)
    with pytest.raises(Problems, match="有效化解矛盾纠纷"):
        read_filled(copy, YEAR, [fill(copy, tmp_path / "表.xlsx", {"disputes.resolved": 260})])
    assert figures(copy) == before


def test_two_offices_that_disagree_are_named(copy: Path, tmp_path: Path) -> None:
    one = fill(copy, tmp_path / "甲.xlsx", {"disputes.screenings": 340}, "平安办")
    other = fill(copy, tmp_path / "乙.xlsx", {"disputes.screenings": 350}, "司法所")
    with pytest.raises(Problems, match="司法所填 350，平安办填 340"):
        read_filled(copy, YEAR, [one, other])


def test_last_years_figure_typed_again_is_reminded_of(copy: Path, tmp_path: Path) -> None:
    add_a_year_before(copy)
    told = read_filled(copy, YEAR, [fill(copy, tmp_path / "表.xlsx", {"disputes.screenings": "320余"})])
    assert "矛盾纠纷排查与上年相同，都是 320余" in told


def test_what_is_no_workbook_is_told(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(b"no workbook")
    with pytest.raises(Problems, match=r"另存为 \.xlsx"):
        read_filled(copy, YEAR, [tmp_path / "表.xlsx"])


def test_a_workbook_that_libreoffice_saved_again_says_the_same(copy: Path, tmp_path: Path) -> None:
    values = {"disputes.screenings": "340余", "governance.fines": 4.25, "enforcement.inspections": "近１万"}
    file = fill(copy, tmp_path / "填报.xlsx", values, notes={"disputes.screenings": "司法所提供"})
    (tmp_path / "again").mkdir()
    told = read_filled(copy, YEAR, [by_libreoffice(file, "xlsx", tmp_path / "again")])
    assert "写进 data/2023/figures.yml 的数 3 个（平安办）" in told
    after = figures(copy)
    assert "screenings: {value: 340余, note: 司法所提供}" in after
    assert "fines: 4.25" in after
    assert "inspections: 近1万" in after


def test_a_blank_workbook_that_libreoffice_saved_again_changes_nothing(copy: Path, tmp_path: Path) -> None:
    before = figures(copy)
    (tmp_path / "空表.xlsx").write_bytes(blank_workbook(copy, YEAR))
    (tmp_path / "again").mkdir()
    read_filled(copy, YEAR, [by_libreoffice(tmp_path / "空表.xlsx", "xlsx", tmp_path / "again")])
    assert figures(copy) == before
