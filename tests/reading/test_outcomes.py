"""What became of last year's plans: read, held against those plans, shown, and asked for where it is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import add_a_year_after, run

from disclosure.problem import Problems
from disclosure.project import check
from disclosure.report.oddities import overdue, warnings
from disclosure.report.said import written

Edit = Callable[[str, str, str], None]


def write(copy: Path, text: str) -> None:
    add_a_year_after(copy)
    (copy / "data/2024/outcomes.yml").write_text(text, "utf-8")


def test_an_outcome_may_quote_figures_and_how_they_changed(copy: Path) -> None:
    write(
        copy,
        "publicity: {status: 已完成, said: '召开院坝会{{ study.courtyard_meetings }}，展板{{ study.boards.change }}。'}\n",
    )
    outcome = check(copy).model.latest.outcomes["publicity"]
    assert outcome.said == "召开院坝会60余场，展板与上年持平。"
    assert "{{ study.boards.change }}" in written(outcome.said)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("publicty: {status: 已完成}", "data/2024/outcomes.yml:1:1: 2023 年的打算里没有 publicty；最接近的是 publicity。"),
        ("publicity: {status: 完成}", "data/2024/outcomes.yml:1:21: "),
        ("publicity: {status: 已完成, said: 开会77场。}", "“77场”是手打的数字"),
        ("publicity: {status: 已完成, said: '{{ study.posters.change }}。'}", "2024 年是约数 80余份，算不出增减"),
        ("publicity: {status: 已完成, said: '{{ study.boards.in_2023 }}。'}", "数据里的文字只能引用这一年的指标"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_outcome_is_told(copy: Path, text: str, told: str) -> None:
    write(copy, f"{text}\n")
    with pytest.raises(Problems) as raised:
        check(copy, "staff")
    assert told in str(raised.value)


def test_plans_without_an_outcome_are_named(copy: Path) -> None:
    write(copy, "publicity: {status: 推进中}\n")
    found = [each.message for each in warnings(check(copy, "staff").model) if each.path == "data/2024/outcomes.yml"]
    assert len(found) == 5
    assert found[0].startswith("2023 年的打算“健全依法决策机制”还没有写落实情况；请写 decisions: {status: 已完成}")


def test_a_date_that_passed_is_told_until_the_plan_is_done(copy: Path, edit: Edit) -> None:
    edit("data/2023/plans.yml", "    source: 三（一）\n", "    source: 三（一）\n    due: 2024-06-30\n")
    write(copy, "publicity: {status: 推进中}\n")
    model = check(copy, "staff").model
    assert not [*overdue(model, date(2024, 6, 30))]
    late = [each.message for each in overdue(model, date(2024, 7, 1)) if each.path == "data/2023/plans.yml"]
    assert late == [
        "“加强法治宣传教育”的期限 2024-06-30 已过，推进中；请更新进展，或在 data/2024/outcomes.yml 里写明。"
    ]
    (copy / "data/2024/outcomes.yml").write_text("publicity: {status: 已完成}\n", "utf-8")
    late = [each.message for each in overdue(check(copy, "staff").model, date(2024, 7, 1))]
    assert not [each for each in late if "2023" in each]


def test_readers_see_what_became_of_the_public_plans_and_which_plan_mends_what(copy: Path, edit: Edit) -> None:
    edit("data/2023/plans.yml", "    title: 健全依法决策机制\n", "    title: 健全依法决策机制\n    access: 不予公开\n")
    edit("data/2023/shortcomings.yml", "training:\n", "training:\n  plan: publicity\n")
    for home in copy.glob("docs/2023/home/next.md"):
        home.write_text(home.read_text("utf-8").replace("{{ plans.decisions.title }}，", ""), "utf-8")
    write(copy, "publicity: {status: 已完成, said: 已召开院坝会。}\ndecisions: {status: 未完成, said: 尚无人手。}\n")
    plans = copy / "data/2024/plans.yml"
    plans.write_text(plans.read_text("utf-8").replace("健全依法决策机制", "完善决策机制"), "utf-8")
    (copy / "docs/2024/outcomes.md").write_text("# {{ last_year }}年打算的落实\n\n{{ outcomes() }}\n", "utf-8")
    edit("docs/2024/SUMMARY.md", "* [打印版]", "* [上年打算的落实](outcomes.md)\n* [打印版]")
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 0, done.stderr
    page = (copy / "site/2024/outcomes.html").read_text("utf-8")
    assert 'data-field="outcome.status" data-id="publicity" data-year="2024">已完成<' in page
    assert "尚无人手" not in page
    assert 'see-also">改进的打算：<a href="plans.html#publicity">' in (copy / "site/2023/shortcomings.html").read_text(
        "utf-8"
    )
    (copy / "site/2024/outcomes.html").write_text(page.replace("已完成", "未完成"), "utf-8")
    told = run("disclosure", "audit", "site", cwd=copy)
    assert "publicity outcome.status 写的是“未完成”，数据里是“已完成”" in told.stderr
