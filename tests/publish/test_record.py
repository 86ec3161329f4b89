"""A published year is sealed: a change stops the build until it is recorded as a correction, of which readers are told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from disclosure.pages import render
from disclosure.problem import Problems
from disclosure.project import check, unsealed
from disclosure.publish.record import record
from disclosure.report.digest import SHORT, content, digest, digest_of, shown

FIRST, LATER = date(2024, 1, 20), date(2024, 3, 5)
Edit = Callable[[str, str, str], None]


@pytest.fixture
def published(copy: Path) -> Path:
    """The project with its year recorded."""
    record(copy, 2023, None, FIRST)
    return copy


def told(root: Path) -> list[str]:
    """What the check says of the project."""
    try:
        check(root)
    except Problems as problems:
        return [str(problem) for problem in problems.problems]
    return []


def test_recording_writes_the_digest_and_what_the_year_said(published: Path) -> None:
    report = check(published).model.reports[2023]
    assert [(version.date, version.digest) for version in report.versions] == [(FIRST, digest(report))]
    kept = json.loads((published / "data/2023/recorded.json").read_text("utf-8"))
    assert kept == content(report)
    assert digest_of(kept) == digest(report)


def test_recording_what_is_recorded_changes_nothing(published: Path) -> None:
    before = (published / "data/2023/versions.yml").read_bytes()
    assert "不用再登记" in record(published, 2023, None, LATER)
    assert (published / "data/2023/versions.yml").read_bytes() == before


ADVICE = '；不是更正，请改回来；确是更正，请执行 python -m disclosure record 2023 --note "更正了什么"。'
SLIPS = {
    "a figure": (
        "data/2023/figures.yml", "boards: 2\n", "boards: 3\n",
        "data/2023/figures.yml:18: 宣传展板：2024-01-20 登记的版本里是“2块”，现在是“3块”",
    ),
    "a figure's source": (
        "data/2023/figures.yml", "villagers: {value: 28, source: 一（四）3}", "villagers: {value: 28, source: 一（四）4}",
        "data/2023/figures.yml:40: 法律明白人的出处：2024-01-20 登记的版本里是“一（四）3”，现在是“一（四）4”",
    ),
    "a figure not reported any more": (
        "data/2023/figures.yml", "boards: 2\n", "boards: ~\n",
        "data/2023/figures.yml:18: 宣传展板：2024-01-20 登记的版本里是“2块”，现在是“未报告”",
    ),
    "a unit": (
        "data/indicators.yml", "unit: 块", "unit: 面",
        "data/2023/figures.yml:18: 宣传展板：2024-01-20 登记的版本里是“2块”，现在是“2面”",
    ),
    "a name": (
        "data/indicators.yml", "name: 宣传展板", "name: 展板",
        "data/2023/figures.yml:18: 展板的名称：2024-01-20 登记的版本里是“宣传展板”，现在是“展板”",
    ),
    "the title": (
        "data/2023/document.yml", "关于2023年法治政府建设情况的报告", "关于2023年度法治政府建设情况的报告",
        "data/2023/document.yml: 标题：2024-01-20 登记的版本里是“中共石柱土家族自治县王场镇委员会关于2023年法治政府建设情况的报告”"
        "，现在是“中共石柱土家族自治县王场镇委员会关于2023年度法治政府建设情况的报告”",
    ),
    "a particular": (
        "data/2023/document.yml", "signatory: 谭寒\n", "signatory: 谭寒\nremark: 此件公开发布\n",
        "data/2023/document.yml: 附注：2024-01-20 登记的版本里是没有，现在是“此件公开发布”",
    ),
    "a sentence": (
        "docs/2023/disputes.md", "全年领导干部接访", "一年来领导干部接访",
        "docs/2023/disputes.md: “依法化解矛盾纠纷，推进治理法治化”一章的文字：2024-01-20 登记的版本里是"
        "“，帮助群众解决困难，全年领导干部接访{{ disputes.receptions }}。”，现在是“，帮助群众解决困难，一年来领导干部接访{{ disputes.receptions }}。”",
    ),
    "an aim": (
        "data/2023/plans.yml", "进一步学习宣传贯彻", "深入学习宣传贯彻",
        "data/2023/plans.yml: 打算的总体思路：2024-01-20 登记的版本里是"
        "“进一步学习宣传贯彻党的二十大精神，引导广大党员、干部和群众把思想和行动统一到这一精神上来，做到内化于心、外化于行。”，现在是"
        "“深入学习宣传贯彻党的二十大精神，引导广大党员、干部和群众把思想和行动统一到这一精神上来，做到内化于心、外化于行。”",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), SLIPS.values(), ids=SLIPS)
def test_a_slip_after_publication_stops_the_build_and_says_what_changed(
    file: str, old: str, new: str, message: str, published: Path, edit: Edit
) -> None:
    edit(file, old, new)
    dated = "以后才改的名称或单位，请在 data/indicators.yml 里写当时的：until_2023: {…}。"
    assert told(published) == [f"{message}{ADVICE}{dated if file == 'data/indicators.yml' else ''}"]


def test_what_readers_never_see_of_a_published_year_may_change(published: Path, edit: Edit) -> None:
    edit("data/2023/plans.yml", "    source: 三（一）", "    source: 三（一）\n    progress: 已启动")
    edit("data/2023/figures.yml", "boards: 2\n", "boards: {value: 2, note: 另见台账}\n")
    edit("data/indicators.yml", "全镇制作的展板块数", "全镇制作的各类展板块数")
    edit("docs/2023/disputes.md", "全年领导干部接访", "{# 核对过 #}全年领导干部接访")
    edit("docs/2023/disputes.md", "## 公共法律服务", "{% if staff %}内部的话。{% endif %}\n\n## 公共法律服务")
    assert told(published) == []


def correct(edit: Edit) -> None:
    edit("data/2023/figures.yml", "boards: 2\n", "boards: 3\n")
    edit("data/2023/document.yml", "signatory: 谭寒", "signatory: 某某")
    edit("docs/2023/disputes.md", "全年领导干部接访", "一年来领导干部接访")


def test_a_correction_is_recorded_with_a_note_and_the_build_goes_on(published: Path, edit: Edit) -> None:
    correct(edit)
    with pytest.raises(Problems, match="登记过一版，再登记请写明更正了什么"):
        record(published, 2023, None, LATER)
    assert "宣传展板由2块改为3块" in record(published, 2023, '更正"两处": 笔误', LATER)
    assert told(published) == []
    _, version = check(published).model.reports[2023].versions
    assert (version.date, version.note) == (LATER, '更正"两处": 笔误')


def test_readers_are_told_which_figure_from_what_to_what(published: Path, edit: Edit) -> None:
    correct(edit)
    record(published, 2023, "更正两处笔误", LATER)
    table = render.published_versions(check(published).model)
    current, earlier = table.split("<tr>")[2:]
    said = re.findall("<li>(.*?)</li>", current)
    assert said == [
        "签发人由谭寒改为某某",
        "宣传展板由2块改为3块",
        "“依法化解矛盾纠纷，推进治理法治化”一章的文字有改动",
    ]
    assert "现行；更正两处笔误" in current
    assert "<li>" not in earlier


def test_a_correction_of_a_figure_withdrawn_since_is_not_told_any_more(published: Path, edit: Edit) -> None:
    edit("data/2023/figures.yml", "boards: 2\n", "boards: 3\n")
    record(published, 2023, "更正一处", LATER)
    edit("data/2023/figures.yml", "boards: 3\n", "boards: {value: 3, access: 不予公开}\n")
    edit("docs/2023/study.md", "，制作展板{{ study.boards }}", "")
    edit("docs/2023/study.md", ', "study.boards"', "")
    edit("docs/2023/index.md", ' "study.boards",', "")
    model = unsealed(published, "public").model
    assert [version.corrections for version in model.reports[2023].versions] == [(), ()]
    assert model.reports[2023].recorded == {}
    record(published, 2023, "撤下一项", LATER)
    assert "宣传展板" not in render.published_versions(check(published).model)
    assert "was" not in (published / "data/2023/versions.yml").read_text("utf-8").rpartition("撤下一项")[2]


def test_a_version_typed_with_twelve_digits_is_the_current_one(copy: Path) -> None:
    full = digest(check(copy).model.reports[2023])
    (copy / "data/2023/versions.yml").write_text(f"- {{date: 2024-01-20, digest: {full[:SHORT]}}}\n", "utf-8")
    table = render.published_versions(check(copy).model)
    assert table.count("<tr>") == 2
    assert f"<code>{full}</code>" in table
    assert "现行" in table


def test_of_a_version_whose_content_was_not_kept_only_the_codes_are_told(copy: Path, edit: Edit) -> None:
    full = digest(check(copy).model.reports[2023])
    (copy / "data/2023/versions.yml").write_text(f"- {{date: 2024-01-20, digest: {full[:SHORT]}}}\n", "utf-8")
    edit("data/2023/figures.yml", "boards: 2\n", "boards: 3\n")
    (problem,) = told(copy)
    assert problem.startswith("data/2023/versions.yml: 现在的校验码是 ")
    assert f"2024-01-20 登记的是 {shown(full)}，当时的内容没有存下来" in problem
    edit("data/2023/figures.yml", "boards: 3\n", "boards: 2\n")
    assert "已经存下" in record(copy, 2023, None, LATER)
    edit("data/2023/figures.yml", "boards: 2\n", "boards: 3\n")
    assert "“2块”，现在是“3块”" in told(copy)[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "读不懂；这个文件由 record 命令写"), ('{"year": 2022}', "里面不是 2023 年的内容")],
)
def test_a_record_that_is_not_this_years_is_told(text: str, message: str, copy: Path) -> None:
    (copy / "data/2023/recorded.json").write_text(text, "utf-8")
    (problem,) = told(copy)
    assert problem.startswith(f"data/2023/recorded.json: {message}")


def test_a_year_without_a_report_or_not_yet_signed_is_not_recorded(copy: Path) -> None:
    with pytest.raises(Problems, match="没有 2022 年的报告"):
        record(copy, 2022, None, FIRST)
    with pytest.raises(Problems, match="早于成文日期"):
        record(copy, 2023, None, date(2024, 1, 1))
