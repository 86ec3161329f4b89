"""Figures in every form in which reports say them: verbatim on every page, exact in every download, compared by bounds."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run

from disclosure.problem import Problems
from disclosure.project import check

Edit = Callable[[str, str, str], None]
FIGURES, CATALOGUE = "data/2023/figures.yml", "data/indicators.yml"

# (how the figure stands in figures.yml, how the clerk writes it, how readers get it, value, bounds)
FORMS = [
    ("screenings: 320余", "screenings: 2.3万余", "disputes.screenings", "2.3万余次", "23000", "23000", "24000"),
    ("receptions: 338余", "receptions: 超338", "disputes.receptions", "超338次", "338", "338", ""),
    ("posters: 80余", "posters: 近10万", "study.posters", "近10万份", "100000", "0", "100000"),
    ("boards: 2", "boards: 3-5", "study.boards", "3-5块", "", "3", "5"),
    ("meetings: 60余", "meetings: 两万余", "study.courtyard_meetings", "两万余场", "20000", "20000", "30000"),
    ("{value: 2000余,", "{value: 20余万,", "disputes.adviser_users", "20余万人", "200000", "200000", "300000"),
    ("grid_adjustments: 3", "grid_adjustments: -3.9", "governance.grid_adjustments", "-3.9次", "-3.9", "-3.9", "-3.9"),
    ("fines: 3.689", "fines: 1234.50", "governance.fines", "1234.50万元", "1234.50", "1234.5", "1234.5"),
    ("safety_meetings: 20余", "safety_meetings: 至少12", "governance.safety_meetings", "至少12次", "12", "12", ""),
    ("hazards_mended: 260", "hazards_mended: 300左右", "governance.hazards_mended", "300条左右", "300", "200", "400"),
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from conftest import copy_project  # noqa: PLC0415

    copy = copy_project(tmp_path_factory.mktemp("forms") / "project")
    file = copy / FIGURES
    text = file.read_text("utf-8")
    for old, new, *_ in FORMS:
        assert f"{old}" in text, old
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 0, done.stderr
    return copy / "site"


@pytest.mark.parametrize(("name", "said", "value", "lower", "upper"), [row[2:] for row in FORMS])
def test_a_figure_is_said_verbatim_and_downloaded_exactly(
    name: str, said: str, value: str, lower: str, upper: str, site: Path
) -> None:
    with (site / "data/figures.csv").open(encoding="utf-8-sig") as file:
        row = next(row for row in csv.DictReader(file) if row["id"] == name)
    assert (row["text"].lstrip("'"), row["value"]) == (said, value)
    assert (row["lower"], row["upper"]) == (lower, upper)
    for page in ("indicators.html", "2023/print.html"):
        assert f">{said}</data>" in (site / page).read_text("utf-8"), page


def test_a_number_in_words_of_ten_thousand_is_the_same_number_in_full(copy: Path, edit: Edit) -> None:
    edit(FIGURES, "found: 250\n  resolved: 250", "found: 46.6万\n  resolved: 466000")
    figures = check(copy).model.latest.figures
    assert figures["disputes.found"].text == "46.6万件"
    edit(FIGURES, "resolved: 466000", "resolved: 466001")
    with pytest.raises(Problems, match="应当有 resolved <= found，可是有效化解矛盾纠纷是 466001件"):
        check(copy)


def test_a_computed_total_agrees_with_one_that_is_rounded_to_ten_thousands(copy: Path, edit: Edit) -> None:
    edit(FIGURES, "items_total: {value: 101", "items_total: {value: 0.01万")
    assert check(copy).model.latest.figures["enforcement.items_total"].text == "0.01万个"
    edit(FIGURES, "items_total: {value: 0.01万", "items_total: {value: 0.02万")
    with pytest.raises(Problems, match=r"算得 101个，写的却是 0.02万个；请核对后改正。"):
        check(copy)


def test_a_ratio_has_no_unit(copy: Path, edit: Edit) -> None:
    edit(CATALOGUE, "name: 宣传展板, unit: 块", "name: 宣传展板, unit: ''")
    edit(FIGURES, "boards: 2", "boards: 2.6")
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 0, done.stderr
    assert ">2.6</data>" in (copy / "site/2023/study.html").read_text("utf-8")


def test_what_a_published_report_cut_off_is_kept_and_told_to_readers(copy: Path, edit: Edit) -> None:
    edit(
        FIGURES,
        "  found: 250\n  resolved: 250\n  resolution_rate: 100",
        "  found: 254\n  resolved: 7\n  resolution_rate: 2.75",
    )
    edit("docs/2023/disputes.md", "disputes.resolved == disputes.found", "disputes.resolved <= disputes.found")
    edit("docs/2023/home/lead.md", "disputes.resolved == disputes.found", "disputes.resolved <= disputes.found")
    with pytest.raises(Problems, match=r"算得 2.76%，写的却是 2.75%"):
        check(copy)
    edit(FIGURES, "resolution_rate: 2.75", "resolution_rate: {value: 2.75, as_stated: true}")
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 0, done.stderr
    catalogue = (copy / "site/indicators.html").read_text("utf-8")
    assert "7 ÷ 254 ≈ 2.76%，原文写的是 2.75%" in catalogue
    assert "2.75%" not in run("disclosure", "check", cwd=copy).stdout


def test_a_unit_that_holds_a_magnitude_is_reminded_of_and_never_said_twice(copy: Path, edit: Edit) -> None:
    edit(CATALOGUE, "村居法律顾问服务, unit: 人次", "村居法律顾问服务, unit: 万人次")
    edit(FIGURES, "adviser_services: {value: 650", "adviser_services: {value: 4余")
    assert "村居法律顾问服务“4余万人次”单位里有“万”" in run("disclosure", "check", cwd=copy).stdout
    edit(FIGURES, "adviser_services: {value: 4余", "adviser_services: {value: 4万余")
    with pytest.raises(
        Problems, match="写成了 4万余万人次，单位“万人次”里已经有“万”；请把单位改成“人次”，数照原文写。"
    ):
        check(copy)


def test_a_name_of_the_body_may_have_a_number(copy: Path, edit: Edit) -> None:
    edit("data/unit.yml", "access: 主动公开", "names: [四八工作法, 1310安排]\naccess: 主动公开")
    edit(CATALOGUE, "name: 矛盾纠纷排查,", "name: 按1310安排和12345热线排查,")
    edit("data/2023/plans.yml", "让法律宣传覆盖更广", "落实1310安排")
    edit("docs/2023/study.md", "# ", "# ")
    assert check(copy).model.unit.names == ("四八工作法", "1310安排")
