"""A clerk writes one line a row: totals are summed or held against what is stated, and each mistake is told by labels."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from statutory import busy, idle

from disclosure.chapters.names import RESERVED
from disclosure.problem import Problems
from disclosure.project import check
from disclosure.reading.load import load
from disclosure.report.charts import panels
from disclosure.report.model import Model

FIGURES = "data/2024/figures.yml"
CATALOGUE = "data/indicators.yml"
BREAKDOWNS = "data/breakdowns.yml"
Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return load(busy(tmp_path_factory.mktemp("town") / "town"), RESERVED)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return busy(tmp_path / "town")


@pytest.fixture
def edit(town: Path) -> Edit:
    """Replaces a text, which must be there, in a file of the town."""

    def replace(path: str, old: str, new: str) -> None:
        text = (town / path).read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        (town / path).write_text(text.replace(old, new, 1), "utf-8")

    return replace


def told(town: Path) -> list[str]:
    with pytest.raises(Problems) as raised:
        load(town, RESERVED)
    return str(raised.value).splitlines()


def number(model: Model, name: str) -> Decimal | None:
    quantity = model.latest.figures[name].quantity
    return quantity.number if quantity else None


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("applications.requests.new.person", 58),
        ("applications.requests.new", 66),
        ("applications.requests.carried", 2),
        ("applications.requests.internal.person", 1),
        ("applications.requests.secret.other", 0),
        ("applications.requests.done.person", 58),
        ("applications.requests.done", 64),
        ("remedies.cases.after.open", 9),
        ("remedies.cases.after", 38),
        ("disclosed.documents.normative.valid", 42),
        ("disclosed.sanctions.coercion.decisions", 27),
    ],
)
def test_every_cell_and_every_total_has_an_address(model: Model, address: str, right: int) -> None:
    assert number(model, address) == right


def test_a_cell_is_named_by_its_labels(model: Model) -> None:
    name = model.latest.figures["applications.requests.internal.other"].indicator.name
    assert name == (
        "收到和处理政府信息公开申请情况（三、本年度办理结果·（三）不予公开·5.属于三类内部事务信息，法人或其他组织·其他）"
    )


def test_one_zero_is_a_row_or_a_table_of_zeros(tmp_path: Path) -> None:
    village = load(idle(tmp_path / "village"), RESERVED)
    assert {figure.number for figure in village.latest.figures.values()} == {"0"}
    assert len(village.latest.figures) == 25 * 7 + 15 + 6 + 4


def test_what_is_not_reported_leaves_its_total_open(town: Path, edit: Edit) -> None:
    edit(FIGURES, "forward:  [2, 2, 0, 0, 0, 0]", "forward:  [2, ~, 0, 0, 0, 0]")
    report = load(town, RESERVED).latest
    assert report.figures["applications.requests.forward"].text == "未报告"
    assert report.figures["applications.requests.forward.person"].text == "2件"


def test_a_row_may_be_told_as_the_report_tells_it(town: Path, edit: Edit) -> None:
    edit(FIGURES, "permits: {permits: 1206}", "permits: {permits: 1200余}")
    assert load(town, RESERVED).latest.figures["disclosed.permits.permits.decisions"].text == "1200余件"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "[58, 7, 0, 0, 1, 0, 66]",
            "[58, 7, 0, 0, 1, 0, 67]",
            "收到和处理政府信息公开申请情况（一、本年新收政府信息公开申请数量，总计）：各数加起来是 66件，写的却是 67件；请核对。",
        ),
        (
            "[2, 1, 0, 0, 0, 0]",
            "[2, 1, 0, 0, 0]",
            "收到和处理政府信息公开申请情况：这一行写了 5 个数，应当是 6 个"
            "（自然人、法人或其他组织·商业企业、法人或其他组织·科研机构、法人或其他组织·社会公益组织、"
            "法人或其他组织·法律服务机构、法人或其他组织·其他），连同总计 7 个。",
        ),
        (
            "    printed:  0\n",
            "",
            "收到和处理政府信息公开申请情况：缺少 printed 这一行（三、本年度办理结果·（五）不予处理·3.要求提供公开出版物）；"
            "没有发生写 printed: 0，没有报告写 printed: ~。",
        ),
        (
            "    printed:  0\n",
            "    printed:  3\n",
            "收到和处理政府信息公开申请情况：三、本年度办理结果·（五）不予处理·3.要求提供公开出版物 这一行要写各列的数：",
        ),
        ("    printed:  0\n", "    prnted:  0\n", "没有 prnted 这一行；最接近的是 printed"),
        ("    unheld:   [20, 1,", "    unheld:   [二十, 1,", ""),
        ("    printed:  0\n", "    printed:  0\n    refused: {printed: 0}\n", "printed 这一行写了两次；请只留一处。"),
        (
            "    printed:  0\n",
            "    printed:  0\n    refused: 0\n",
            "（五）不予处理没有合计，是一组；请在下面分行写 petition、repeat",
        ),
        ("{review: [119,", "{review: [120,", "（行政复议，总计）：各数加起来是 260件，写的却是 259件；请核对。"),
    ],
)
def test_a_mistake_in_a_line_is_told_at_its_place(town: Path, edit: Edit, old: str, new: str, message: str) -> None:
    edit(FIGURES, old, new)
    if message:
        assert any(message in line and re.match(r"data/2024/figures\.yml:[0-9]+:[0-9]+: ", line) for line in told(town))
    else:
        assert number(load(town, RESERVED), "applications.requests.unheld.person") == 20


def test_a_rule_over_rows_holds_in_every_column_and_names_the_one_where_it_fails(town: Path, edit: Edit) -> None:
    edit(FIGURES, "granted:  [2, 1, 0, 0, 0, 0]", "granted:  [2, 0, 1, 0, 0, 0]")
    lines = told(town)
    assert len(lines) == 2, "the total of the columns still agrees"
    assert "requests.new + requests.carried == requests.done + requests.forward" in lines[0]
    assert "（一、本年新收政府信息公开申请数量，法人或其他组织·商业企业）是 7件" in lines[0]
    assert "法人或其他组织·科研机构）是 0件" in lines[1]


def test_a_rule_over_columns_holds_in_every_row(town: Path, edit: Edit) -> None:
    rule = "  checks: [documents.repealed + documents.made <= documents.valid]\n\n"
    edit(CATALOGUE, "\napplications:", f"{rule}applications:")
    assert load(town, RESERVED)
    edit(FIGURES, "normative: [3, 1, 42]", "normative: [3, 40, 42]")
    (line,) = told(town)
    assert "第二十条第（一）项（行政规范性文件，本年废止件数）是 40件" in line


def test_a_rule_may_name_a_total_beside_another_indicator(town: Path, edit: Edit) -> None:
    edit(CATALOGUE, "  checks:\n", "    taken: {name: 登记申请, unit: 件}\n  checks:\n    - requests.new == taken\n")
    edit(FIGURES, "  source: 三\n", "  source: 三\n  taken: 65\n")
    (line,) = told(town)
    assert "总计）是 66件，登记申请是 65件" in line


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (CATALOGUE, "by: [handling, applicant]", "by: [handling, aplicant]", "没有分项 aplicant；最接近的是 applicant"),
        (CATALOGUE, "by: [handling, applicant]", "by: [handling, applicant, route]", "by 最多写两个分项：先行后列。"),
        (CATALOGUE, "by: [handling, applicant]", "formula: cases, by: [handling, applicant]", "也不能有 formula"),
        (CATALOGUE, "requests.carried ==", "requests.carryed ==", "requests.carryed 不是已有的指标"),
        (CATALOGUE, "layout: across", "layout: wide", "只能写 down 或 across。"),
        (
            BREAKDOWNS,
            "kept: 结果维持",
            "review: 结果维持",
            "两个分项里都有 review；行和列的编号不能相同，请改其中一个。",
        ),
        (BREAKDOWNS, "misc: 3.其他", "query: 3.其他", "handling 里有两个 query"),
        (BREAKDOWNS, "misc: 3.其他", "total: 3.其他", "编号 total 与专用名称同名；请换一个编号。"),
        (BREAKDOWNS, "misc: 3.其他", "杂: 3.其他", "编号 杂 只能用小写英文字母"),
        (BREAKDOWNS, "misc: 3.其他", "misc: ''", "misc 没有名称；请照表上的写"),
        (
            BREAKDOWNS,
            "items: {permits: 行政许可}",
            "items: year",
            "items 要写成 {编号: 名称, …}，或者 months、quarters、halves",
        ),
        (
            BREAKDOWNS,
            "items: {permits: 行政许可}",
            "itmes: {permits: 行政许可}",
            "不认识 itmes 这一项；最接近的是 items",
        ),
    ],
)
def test_a_mistake_in_a_definition_is_told_at_its_line(
    town: Path, edit: Edit, path: str, old: str, new: str, message: str
) -> None:
    edit(path, old, new)
    assert any(message in line and re.match(r"data/[a-z]+\.yml:[0-9]+:[0-9]+: ", line) for line in told(town))


def test_months_need_not_be_written_out_and_those_to_come_are_not_reported(town: Path, edit: Edit) -> None:
    edit(BREAKDOWNS, "document:\n", "month: {name: 月份, items: months, total: 全年}\ndocument:\n")
    edit(CATALOGUE, "  checks:\n", "    taken: {name: 登记申请, unit: 件, by: [month]}\n  checks:\n")
    edit(FIGURES, "  source: 三\n", "  source: 三\n  taken: {jan: 22, feb: 21, mar: 23, total: 66}\n")
    report = load(town, RESERVED).latest
    assert report.figures["applications.taken"].text == "66件"
    assert report.figures["applications.taken.feb"].text == "21件"
    assert report.figures["applications.taken.dec"].text == "未报告"


def test_a_year_of_a_rule_may_be_the_one_before(town: Path, edit: Edit) -> None:
    """What was carried over last year is what this year begins with, for every kind of applicant."""
    edit(CATALOGUE, "requests.forward    #", "requests.forward\n    - requests.carried == requests.forward.before    #")
    for room in ("data", "docs"):
        (town / room / "2025").mkdir()
        for file in (town / room / "2024").iterdir():
            text = file.read_text("utf-8").replace("2024年", "2025年")
            (town / room / "2025" / file.name).write_text(text, "utf-8")
    lines = told(town)
    assert any("data/2025/figures.yml" in line and "2024年的" in line and "商业企业）是 2件" in line for line in lines)


def test_what_is_still_to_be_filled_in_may_stand_for_a_row(town: Path, edit: Edit) -> None:
    edit(FIGURES, "forward:  [2, 2, 0, 0, 0, 0]", "forward: 〔待填〕")
    report = load(town, RESERVED).latest
    assert report.figures["applications.requests.forward"].pending


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("收到{{ applications.requests.new.person }}件。", "applications.requests.new.person"),
        ("收到约{{ applications.requests.new }}。", "紧挨着 applications.requests.new"),
        ("收到{{ applications.requests }}。", "applications.requests 不是一个数：它是一张表，要写到行和列"),
        ("收到{{ applications.requests.nwe }}。", "最接近的是 applications.requests.new"),
        ("收到{{ applications.requests.new.number.person }}。", "没有"),
        (
            '{{ breakdown_table("applications.request") }}',
            "没有 applications.request 这张表；最接近的是 applications.requests",
        ),
        ('{{ breakdown_table("applications.requests.new") }}', "没有按分项统计，不是一张表"),
        ("全年新收58件。", "请改用 {{ applications.requests.new.person }}"),
    ],
)
def test_a_chapter_that_misquotes_a_table_is_told(town: Path, sentence: str, message: str) -> None:
    (town / "docs/2024/overview.md").write_text(f"# 总体情况\n\n{sentence}\n", "utf-8")
    with pytest.raises(Problems) as raised:
        check(town)
    assert message in str(raised.value)


def test_plans_quote_cells_as_chapters_do(town: Path) -> None:
    plan = "source: 五\naims: ['巩固{{ applications.requests.granted.person }}的公开成果']\nplans: {}\n"
    (town / "data/2024/plans.yml").write_text(plan, "utf-8")
    assert load(town, RESERVED).latest.plans.aims == ("巩固2件的公开成果",)


def test_all_cells_of_a_total_make_one_strip(model: Model) -> None:
    keys = ("kept", "mended", "differing", "open")
    parts = [model.latest.figures[f"remedies.cases.review.{key}"] for key in keys]
    (strip,) = panels(parts, model, model.latest)
    assert (strip.kind, strip.total and strip.total.text) == ("parts", "259件")
    assert [round(width) for width in strip.widths] == [46, 10, 35, 9]
