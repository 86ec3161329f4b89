"""`new-year`: the next year begins from the last, blank where facts must be new, and what is left over is told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import add_a_year_after, run

from disclosure.project import Project, check
from disclosure.report.model import Version
from disclosure.report.oddities import warnings
from disclosure.report.repeated import begun_from
from disclosure.start.new_year import new_year


def told(project: Project) -> list[str]:
    return [str(each) for each in (*warnings(project.model), *project.reminders)]


def left_over(project: Project) -> list[str]:
    return [each for each in told(project) if "和 2023 年一样" in each]


@pytest.fixture
def begun(copy: Path) -> Path:
    said = new_year(copy, 2024)
    assert "还要填" in said, said
    return copy


def test_a_new_year_is_blank_where_facts_must_be_new_and_passes_as_a_draft(begun: Path) -> None:
    project = check(begun, "staff")
    report, before = project.model.latest, project.model.reports[2023]
    assert report.year == 2024
    assert report.document.name == before.document.name.replace("2023年", "2024年")
    assert report.document.outline[2].title == "2025年推进法治政府建设的思路和打算"
    assert report.document.date is None
    assert {report.document.number, report.document.answers.number} == {"〔待填〕"}  # type: ignore[union-attr]
    assert not [figure for figure in report.figures.values() if figure.quantity]
    assert set(report.plans.plans) == {"first"}
    assert project.draft
    assert left_over(project) == [each for each in left_over(project) if each.startswith("docs/2024/")]
    old, new = ((begun / f"docs/{year}/SUMMARY.md").read_text("utf-8") for year in (2023, 2024))
    assert new.replace("* [上年打算的落实](outcomes.md)\n", "") == old


def test_what_must_be_new_says_so_on_the_draft_and_no_sentence_is_held_against_it(begun: Path) -> None:
    done = run("disclosure", "publish", cwd=begun)
    assert done.returncode == 0, done.stderr
    page = re.sub("<[^>]*>", "", (begun / "site/2024/disputes.html").read_text("utf-8"))
    assert "发现矛盾纠纷〔待填〕，有效化解〔待填〕，化解率〔待填〕，发现的矛盾纠纷全部化解" in page
    assert "250件" in (begun / "site/2023/disputes.html").read_text("utf-8")


def test_a_year_that_is_there_is_never_overwritten(begun: Path) -> None:
    done = run("disclosure", "new-year", "2024", cwd=begun)
    assert done.returncode == 1
    assert "data/2024: 已经有了，不会覆盖" in done.stderr
    assert "没有 2030 年的上一年" in run("disclosure", "new-year", "2030", cwd=begun).stderr


def test_a_copied_year_is_told_value_by_value(copy: Path) -> None:
    """Case B1: data and chapters copied, one digit of the title changed."""
    for room in ("data", "docs"):
        shutil.copytree(copy / room / "2023", copy / room / "2024")
    document = copy / "data/2024/document.yml"
    document.write_text(
        document.read_text("utf-8").replace("关于2023年", "关于2024年").replace("2023年推进", "2024年推进"), "utf-8"
    )
    found = "\n".join(left_over(check(copy, "staff")))
    for said in (
        "发文字号“王场委文〔2024〕3号”和 2023 年一样；确实没有变，就在 document.yml 的 unchanged 里写 number。",
        "成文日期“2024-01-09”", "所依据的通知", "不足“人员培训力度不够”", "打算“加强法治宣传教育”", "总的思路",
        "data/2024/figures.yml:35: 排查发现矛盾纠纷“250件”和 2023 年一样；确实没有变，就在 document.yml 的 unchanged 里写 "
        "disputes.found。",
        "docs/2024/disputes.md:17: “全镇共排查{{ disputes.screenings }}",
    ):  # fmt: skip
        assert said in found
    values, sentences = found.count("data/2024/figures.yml"), found.count("docs/2024/")
    assert values == sum(
        1
        for line in (copy / "data/2023/figures.yml").read_text("utf-8").splitlines()
        if re.match("  (?!source)[a-z]", line)
    )
    assert sentences > 20


def test_what_is_the_same_is_said_so_in_one_line(copy: Path, edit: Callable[[str, str, str], None]) -> None:
    add_a_year_after(copy)
    before = "\n".join(left_over(check(copy, "staff")))
    assert "disputes.found" in before
    edit(
        "data/2024/document.yml", "outline:", "unchanged: [disputes, organization.office, plans, disputes.md]\noutline:"
    )
    after = "\n".join(left_over(check(copy, "staff")))
    assert not re.search(r"写 (?:disputes|organization\.office|plans)", after)
    assert "organization.leading_group" in after
    assert "docs/2024/study.md" in after


def test_a_year_whose_version_is_recorded_is_no_longer_asked_about(copy: Path) -> None:
    add_a_year_after(copy)
    model = check(copy, "staff").model
    assert begun_from(model)
    recorded = replace(model.latest, versions=(Version(date=date(2025, 2, 1), digest="000000000000"),))
    assert begun_from(replace(model, reports={**model.reports, 2024: recorded})) is None
