"""Nothing done this year changes last year's paper: indicators begin, end, and are renamed and counted anew in 2024."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run

from disclosure.problem import Problems
from disclosure.project import check
from disclosure.report.digest import digest

Edit = Callable[[str, str, str], None]


def begin_2024(copy: Path, edit: Edit) -> None:
    """A year 2024 in which an indicator begins, one ends, one is renamed, and one is counted in another unit."""
    for room in ("data", "docs"):
        shutil.copytree(copy / room / "2023", copy / room / "2024")
    document = copy / "data/2024/document.yml"
    text = document.read_text("utf-8").replace("2024年", "2025年").replace("2023年", "2024年")
    document.write_text(text.replace("date: 2024", "date: 2025").replace("〔2024〕3号", "〔2025〕1号"), "utf-8")
    catalogue = "data/indicators.yml"
    edit(catalogue, "{name: 宣传标语和海报, ", "{name: 宣传品, until_2023: {name: 宣传标语和海报}, ")
    edit(catalogue, "{name: 宣传展板, ", "{name: 宣传展板, until: 2023, ")
    edit(
        catalogue, "    courtyard_meetings:", "    talks: {name: 宣讲, unit: 场, since: 2024}\n    courtyard_meetings:"
    )
    edit(catalogue, "{name: 罚金, unit: 万元, ", "{name: 罚金, unit: 元, until_2023: {unit: 万元}, ")
    edit("data/2024/figures.yml", "  boards: 2\n", "  talks: 12\n")
    edit("data/2024/figures.yml", "fines: 3.689", "fines: 41250")
    for page in (copy / "docs/2024").rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace("study.boards", "study.talks"), "utf-8")


def published(copy: Path, to: Path) -> Path:
    done = run("disclosure", "publish", "--to", str(to), cwd=copy)
    assert done.returncode == 0, done.stderr
    return to


def said(page: Path) -> str:
    """What a page says, without the navigation around it and the way to other years."""
    article = re.search("<article.*?</article>", page.read_text("utf-8"), re.DOTALL)
    assert article
    alone = re.sub(r'<nav class="other-years".*?</nav>', "", article[0], flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", alone)


def test_last_years_pages_paper_rows_and_digest_stay_as_they_were(copy: Path, edit: Edit, tmp_path: Path) -> None:
    before, code = published(copy, tmp_path / "before"), digest(check(copy).model.reports[2023])
    begin_2024(copy, edit)
    after = published(copy, tmp_path / "after")
    assert digest(check(copy).model.reports[2023]) == code
    downloads = sorted(file.relative_to(before) for file in (before / "data/2023").iterdir())
    for file in (Path("2023/print.html"), *downloads):
        assert (after / file).read_bytes() == (before / file).read_bytes(), file
    chapters = [f"2023/{name}.html" for name in check(copy).model.reports[2023].document.chapters]
    for chapter in chapters:
        assert said(after / chapter) == said(before / chapter), chapter
    catalogue = (after / "indicators.html").read_text("utf-8")
    assert "到2023年为止：单位是万元。" in catalogue
    assert "到2023年为止：叫“宣传标语和海报”。" in catalogue
    assert all(words in catalogue for words in ("从2024年起", "3.689万元", "41250元"))


def test_a_year_has_what_lived_in_it_as_it_was_then_called(copy: Path, edit: Edit) -> None:
    begin_2024(copy, edit)
    then, now = check(copy).model.reports.values()
    assert ("study.boards" in then.figures, "study.boards" in now.figures) == (True, False)
    assert ("study.talks" in then.figures, "study.talks" in now.figures) == (False, True)
    assert [report.figures["governance.fines"].text for report in (then, now)] == ["3.689万元", "41250元"]
    assert [report.figures["study.posters"].indicator.name for report in (then, now)] == ["宣传标语和海报", "宣传品"]


def test_no_change_is_told_across_a_break_in_definition_but_over_a_new_name(copy: Path, edit: Edit) -> None:
    begin_2024(copy, edit)
    compared = check(copy).model.reports[2024].earlier
    assert "governance.fines.before" not in compared
    assert {"disputes.found.before", "study.posters.before"} <= compared.keys()


MISTAKES = {
    "a figure before its indicator began": (
        "data/2023/figures.yml", "  boards: 2\n", "  boards: 2\n  talks: 3\n",
        "data/2023/figures.yml:19:3: study.talks（宣讲）从2024年起，2023年不用填；请删去。",
    ),
    "a quote of what had not begun": (
        "docs/2023/study.md", "制作展板", "宣讲{{ study.talks }}，制作展板",
        "study.talks（宣讲）从2024年起，2023年没有这个指标；请删去。",
    ),
    "a quote of what has ended": (
        "docs/2024/study.md", "召开院坝会", "展板{{ study.boards }}，召开院坝会",
        "study.boards（宣传展板）到2023年为止，2024年没有这个指标；请删去。",
    ),
    "a former definition like the later one": (
        "data/indicators.yml", "元, until_2023: {unit: 万元}", "元, until_2023: {unit: 元}",
        "data/indicators.yml:77:32: 和后来的一样；请写当时不同的 name、unit、definition 或 formula，或删去。",
    ),
    "a former definition of an unknown field": (
        "data/indicators.yml", "元, until_2023: {unit: 万元}", "元, until_2023: {units: 万元}", "不认识 units 这一项",
    ),
    "a former unit with a number": (
        "data/indicators.yml", "元, until_2023: {unit: 万元}", "元, until_2023: {unit: 10元}", "计量单位“10元”里有“1”",
    ),
    "a former definition after the end": (
        "data/indicators.yml", "until: 2023, ", "until: 2023, until_2023: {unit: 面}, ",
        "study.boards 是到2023年为止的指标，2023 年以后不会有另一种说法；请核对年份。",
    ),
    "an end before the beginning": (
        "data/indicators.yml", "since: 2024", "since: 2024, until: 2022", "since 是 2024，晚于 until 的 2022；请核对。",
    ),
    "no year": (
        "data/indicators.yml", "since: 2024", "since: 24年", "这里要写四位数字的年份，例如 2024。",
    ),
    "last year's passage": (
        "docs/2024/index.md", '{% include year ~ "/preamble.md" %}', '{% include "2023/preamble.md" %}',
        "2023/preamble.md 是 2023 年的内容，里面的数在这里会换成 2024 年的；",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), MISTAKES.values(), ids=MISTAKES)
def test_what_does_not_belong_to_its_year_is_told(
    file: str, old: str, new: str, message: str, copy: Path, edit: Edit
) -> None:
    begin_2024(copy, edit)
    edit(file, old, new)
    with pytest.raises(Problems) as told:
        check(copy)
    assert message in str(told.value)


def test_a_year_of_which_there_are_data_alone_is_compared_with_and_not_published(
    copy: Path, edit: Edit, tmp_path: Path
) -> None:
    shutil.copytree(copy / "data/2023", copy / "data/2022")
    document = copy / "data/2022/document.yml"
    text = document.read_text("utf-8").replace("2023年", "2022年").replace("2024年", "2023年")
    document.write_text(text.replace("date: 2024", "date: 2023").replace("〔2024〕", "〔2023〕"), "utf-8")
    edit("data/2022/figures.yml", "found: 250\n  resolved: 250", "found: 240\n  resolved: 240")
    edit(
        "docs/2023/disputes.md",
        "有效化解{{ disputes.resolved }}",
        "{{ disputes.found.change }}，有效化解{{ disputes.resolved }}",
    )
    model = check(copy).model
    assert (list(model.reports), list(model.years)) == ([2023], [2022, 2023])
    site = published(copy, tmp_path / "site")
    assert not (site / "2022").exists()
    assert "增加10件" in (site / "2023/disputes.html").read_text("utf-8")
    assert "240件" in (site / "indicators.html").read_text("utf-8")
