"""Sentences that compare years, on the real 2023 beside an invented 2024: what they say, and what is told of them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import add_a_year_after, copy_project

from disclosure.chapters.expansion import expanded
from disclosure.chapters.language import read_page
from disclosure.page import Page
from disclosure.pages.vocabulary import vocabulary
from disclosure.problem import Problems
from disclosure.project import Project, check
from disclosure.reading.load import load

PAGE = Page("2024/study.md")


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Project:
    copy = copy_project(tmp_path_factory.mktemp("years") / "project")
    add_a_year_after(copy)
    figures = copy / "data/2024/figures.yml"
    figures.write_text(re.sub(r"(found|resolved): 250", r"\1: 262", figures.read_text("utf-8")), "utf-8")
    return check(copy)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("发现{{ disputes.found }}，{{ disputes.found.change }}，{{ disputes.found.growth }}。",
         "发现262件，比上年增加12件，增长4.8%。"),
        ("比上年{{ disputes.found.growth }}；展板{{ study.boards.change }}。", "比上年增长4.8%；展板与上年持平。"),
        ("由{{ disputes.found.before }}增至{{ disputes.found }}。", "由250件增至262件。"),
        ("高于{{ disputes.found.in_2023 }}。", "高于2023年的250件。"),
        ('{{ words("有所增加", "disputes.found > disputes.found.before") }}。', "有所增加。"),
        ("比2022年有所增加，{{ last_year }}年同样如此。", "比2022年有所增加，2023年同样如此。"),  # case A12
    ],
)  # fmt: skip
def test_a_comparison_is_computed_from_both_years(two_years: Project, sentence: str, said: str) -> None:
    read = read_page(f"# 标题\n\n{sentence}\n", PAGE, two_years.model, (), "public")
    assert read.problems == ()
    text = expanded(PAGE.path, {PAGE.path: read.passage}, vocabulary(two_years, PAGE))
    assert re.sub("<[^>]*>", "", text).split() == ["#", "标题", said]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("{{ disputes.screenings.change }}", "2024 年是约数 320余次，算不出增减"),
        ("{{ disputes.litigation_cases.growth }}", "2023 年是 0，不能说增长百分之几；请改用 .change"),
        ("{{ disputes.resolution_rate.growth }}", "百分率的变化只说个百分点"),
        ("{{ study.topics.change }}", "是文字，没有增减"),
        ("{{ disputes.found.in_2020 }}", "没有 2020 年的数可以引用；有的是 2023 年"),
        ("发现{{ disputes.found.before }}。", "disputes.found.before 是上年的数，这句话没有说"),
        ("比上年增加{{ disputes.found.change }}。", "自己会说“比上年增加12件”；请删去前面的“比上年增加”。"),
        ("增长{{ disputes.found.growth }}。", "自己会说“增长4.8%”；请删去前面的“增长”。"),
        ("{{ disputes.found.change }}件。", "自己带单位“件”"),
        ('{{ words("有所减少", "disputes.found < disputes.found.before") }}',
         "“有所减少”已经不成立：排查发现矛盾纠纷是 262件，2023年的排查发现矛盾纠纷是 250件"),
        ('{% include "2023/study.md" %}', "2023/study.md 是 2023 年的内容，里面的数在这里会换成 2024 年的"),  # case B7
        ("上年排查240件，今年262件。", "“240件”是手打的数字"),  # case B6
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_told_at_its_line(two_years: Project, sentence: str, told: str) -> None:
    paths = ("2023/study.md", PAGE.path)
    problems = read_page(f"# 标题\n\n{sentence}\n", PAGE, two_years.model, paths, "public").problems
    assert any(told in str(problem) and str(problem).startswith("docs/2024/study.md:3") for problem in problems), (
        problems
    )


def test_a_relation_may_name_the_year_before(copy: Path) -> None:
    """Case B8: 2023 carries 3 cases over, 2024 begins with 5."""
    add_a_year_after(copy)
    catalogue = copy / "data/indicators.yml"
    text = catalogue.read_text("utf-8").replace(
        "  name: 学习宣传\n", "  name: 学习宣传\n  checks: [boards == boards.before]\n"
    )
    catalogue.write_text(text, "utf-8")
    load(copy)
    figures = copy / "data/2024/figures.yml"
    figures.write_text(figures.read_text("utf-8").replace("boards: 2", "boards: 5"), "utf-8")
    with pytest.raises(Problems, match=r"应当有 boards == boards\.before，可是宣传展板是 5块，2023年的宣传展板是 2块"):
        load(copy)


def test_ten_years_stand_beside_each_other(copy: Path) -> None:
    for year in range(2014, 2023):
        for room in ("data", "docs"):
            shutil.copytree(copy / room / "2023", copy / room / str(year))
        document, figures = copy / f"data/{year}/document.yml", copy / f"data/{year}/figures.yml"
        text = document.read_text("utf-8").replace("2024年", f"{year + 1}年").replace("2023年", f"{year}年")
        document.write_text(text.replace("date: 2024", f"date: {year + 1}"), "utf-8")
        figures.write_text(
            re.sub(r"(found|resolved): 250", rf"\1: {200 + 5 * (year - 2014)}", figures.read_text("utf-8")), "utf-8"
        )
    model = load(copy)
    assert len(model.reports) == 10
    said = [report.earlier["disputes.found.before"].value for report in model.reports.values() if report.earlier]
    assert said == [str(200 + 5 * n) for n in range(9)]
