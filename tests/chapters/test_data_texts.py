"""Plans and shortcomings quote figures of their year, and say them wherever they are shown."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run

from disclosure.problem import Problems
from disclosure.project import check

Edit = Callable[[str, str, str], None]
MEASURE = "让法律宣传覆盖更广、层次更深。"


def test_a_measure_and_a_finding_quote_figures_wherever_they_are_read(copy: Path, edit: Edit) -> None:
    edit(
        "data/2023/plans.yml",
        MEASURE,
        "在去年排查{{ disputes.screenings }}的基础上，办结率不低于{{ disputes.resolution_rate }}。",
    )
    edit("data/2023/plans.yml", "aims:\n", "aims:\n  - 巩固化解{{ disputes.resolved }}的成果。\n")
    edit(
        "data/2023/shortcomings.yml", "工作中的亮点不多", "“法律明白人”只有{{ disputes.villagers.number }}名，亮点不多"
    )
    done = run("disclosure", "publish", "--edition", "public", cwd=copy)
    assert done.returncode == 0, done.stderr
    chapter = (copy / "site/2023/plans.html").read_text("utf-8")
    assert 'data-id="disputes.screenings" data-year="2023" data-qualifier="余"' in chapter
    for page in ("2023/plans.html", "2023/print.html"):
        assert 'data-id="disputes.resolved"' in (copy / "site" / page).read_text("utf-8"), page
    with (copy / "site/data/plans.csv").open(encoding="utf-8-sig") as file:
        measures = [row["measure"] for row in csv.DictReader(file)]
    assert measures[0] == "在去年排查320余次的基础上，办结率不低于100%。"


# (what is written into a measure, what is told)
MISTAKES = [
    ("化解{{ disputes.fuond }}", "没有指标 disputes.fuond；最接近的是 disputes.found。"),
    ("化解{{ disputes.found", "{{ 没有用 }} 结束；引用指标请写成 {{ 主题.指标 }}。"),
    ("{{ document.number }}", "数据里的文字只能引用这一年的指标，写成 {{ 主题.指标 }}。"),
    ("{% if staff %}甲{% endif %}", "数据里的文字只能引用这一年的指标，写成 {{ 主题.指标 }}。"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_what_a_measure_may_not_quote_is_told_at_its_line(text: str, message: str, copy: Path, edit: Edit) -> None:
    edit("data/2023/plans.yml", MEASURE, f'"{text}。"')
    with pytest.raises(Problems) as raised:
        check(copy)
    told = [str(problem) for problem in raised.value.problems]
    assert len(told) == 1, told
    assert told[0].startswith(f"data/2023/plans.yml:13:9: {message}")


def test_a_finding_says_a_figure_as_it_is(copy: Path, edit: Edit) -> None:
    edit("data/2023/shortcomings.yml", "工作中的亮点不多", "只化解约{{ disputes.found }}，亮点不多")
    with pytest.raises(Problems) as raised:
        check(copy)
    assert "“约”紧挨着 disputes.found，" in str(raised.value)


def test_a_public_measure_quotes_no_withheld_figure(copy: Path, edit: Edit) -> None:
    edit("data/2023/figures.yml", "  receptions: 338余", "  receptions: {value: 338余, access: 不予公开}")
    edit("docs/2023/disputes.md", "，全年领导干部接访{{ disputes.receptions }}", "")
    edit("data/2023/plans.yml", MEASURE, "接访多于{{ disputes.receptions }}。")
    with pytest.raises(Problems) as raised:
        check(copy)
    assert "data/2023/plans.yml:13:9: disputes.receptions 不公开" in str(raised.value)
