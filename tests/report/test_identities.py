"""Figures that belong together are held together: sums, parts and wholes, rates, and tables by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from disclosure.chapters.names import RESERVED
from disclosure.numbers.quantity import parse_quantity
from disclosure.numbers.ranges import Range
from disclosure.problem import Problems
from disclosure.reading.catalogue import read_catalogue
from disclosure.reading.figures import read_figures
from disclosure.reading.yamlfile import read_yaml
from disclosure.report.expression import parse_expression
from disclosure.report.formulas import exact
from disclosure.report.model import PUBLIC, Figure

Year = Callable[[str, str], Mapping[str, Figure]]


@pytest.fixture
def year(tmp_path: Path) -> Year:
    """Reads an invented catalogue and an invented year."""

    def read(catalogue: str, figures: str) -> Mapping[str, Figure]:
        for name, text in (("indicators.yml", catalogue), ("figures.yml", figures)):
            (tmp_path / name).write_text(text, "utf-8")
        themes = read_catalogue(read_yaml(tmp_path / "indicators.yml", "indicators.yml"), PUBLIC, RESERVED)
        return read_figures(read_yaml(tmp_path / "figures.yml", "figures.yml"), 2030, themes)

    return read


CATALOGUE = """
cases:
  name: 案件
  indicators:
    a: {name: 甲, unit: 件}
    b: {name: 乙, unit: 件}
    total: {name: 合计, unit: 件, formula: a + b}
    rate: {name: 比率, unit: '%', formula: a / b, decimals: 1}
  checks: [a <= b]
"""


@pytest.mark.parametrize(
    ("a", "b", "total", "rate"),
    [
        ("1", "3", "4件", "33.3%"),
        ("2", "3", "5件", "66.7%"),
        ("1", "8", "9件", "12.5%"),
        ("1", "1", "2件", "100%"),
        ("0", "7", "7件", "0%"),
        ("0.1", "0.2", "0.3件", "50%"),
        ("~", "3", "未报告", "未报告"),
    ],
)
def test_what_can_be_computed_is_not_typed(a: str, b: str, total: str, rate: str, year: Year) -> None:
    figures = year(CATALOGUE, f"cases: {{source: 一, a: {a}, b: {b}}}")
    assert (figures["cases.total"].text, figures["cases.rate"].text) == (total, rate)


@pytest.mark.parametrize("stated", ["33", "33.3", "33.33"])
def test_a_stated_rate_agrees_at_the_decimals_it_is_stated_with(stated: str, year: Year) -> None:
    figures = year(CATALOGUE, f"cases: {{source: 一, a: 1, b: 3, rate: {stated}}}")
    assert figures["cases.rate"].text == f"{stated}%"


def test_an_approximate_rate_agrees_where_it_may(year: Year) -> None:
    assert year(CATALOGUE, "cases: {source: 一, a: 1, b: 3, rate: 约30}")["cases.rate"].text == "约30%"


@pytest.mark.parametrize(
    ("a", "b", "stated", "computed"),
    [
        ("1", "3", "34", "33.3%"),
        ("1", "3", "33.4", "33.3%"),
        ("1", "3", "33.34", "33.3%"),
        ("1", "3", "约50", "33.3%"),
        # all and none are claims about every case
        ("766", "768", "100", "99.7%"),
        ("766", "768", "100.0", "99.7%"),
        ("99999", "100000", "100", "99.999%"),
        ("1", "300", "0", "0.3%"),
        ("1", "99999", "0", "0.001%"),
        ("20余", "30", "100", "不少于 66.7%、不满 100%"),
        ("20余", "30", "66", "不少于 66.7%、不满 100%"),
    ],
)
def test_a_stated_rate_that_disagrees_is_refused(a: str, b: str, stated: str, computed: str, year: Year) -> None:
    with pytest.raises(Problems) as raised:
        year(CATALOGUE, f"cases: {{source: 一, a: {a}, b: {b}, rate: {stated}}}")
    assert f"比率：公式 a / b 算得 {computed}，写的却是 {stated}%；请核对后改正。" in str(raised.value)


@pytest.mark.parametrize(
    ("a", "b", "rate"), [("768", "768", "100"), ("0", "768", "0"), ("766", "768", "99.7"), ("20余", "30", "66.7")]
)
def test_a_stated_rate_that_agrees_is_kept(a: str, b: str, rate: str, year: Year) -> None:
    figures = year(CATALOGUE, f"cases: {{source: 一, a: {a}, b: {b}, rate: {rate}, total: ~}}")
    assert figures["cases.rate"].text == f"{rate}%"


@pytest.mark.parametrize(
    ("a", "b", "rate"), [("1999", "2000", "99.95%"), ("1", "3000", "0.03%"), ("3", "3", "100%"), ("0", "3", "0%")]
)
def test_a_computed_rate_says_all_or_none_only_where_it_is(a: str, b: str, rate: str, year: Year) -> None:
    assert year(CATALOGUE, f"cases: {{source: 一, a: {a}, b: {b}}}")["cases.rate"].text == rate


@pytest.mark.parametrize(
    ("a", "b", "stated", "name", "is_exact"),
    [
        ("766", "768", "rate: 99.74", "rate", False),
        ("1", "3", "", "rate", False),
        ("1", "8", "", "rate", True),
        ("3", "3", "rate: 100", "rate", True),
        ("1", "3", "", "total", True),
        ("1", "3", "", "a", False),
        ("~", "3", "rate: 50", "rate", False),
        ("20余", "100", "rate: ~, total: 120余", "total", True),
        ("20余", "100", "rate: ~, total: 123", "total", False),
    ],
)
def test_a_figure_is_its_formulas_value_or_that_value_rounded(
    a: str, b: str, stated: str, name: str, is_exact: bool, year: Year
) -> None:
    figures = year(CATALOGUE, f"cases: {{source: 一, a: {a}, b: {b}, {stated}}}")
    assert exact(figures[f"cases.{name}"], figures) is is_exact
    assert not exact(figures[f"cases.{name}"], {}), "where the parts are not shown"


# --- what a formula may be written with ------------------------------------------------------------------------------


def test_an_indicator_may_be_called_like_anything_that_is_no_word_of_formulas(year: Year) -> None:
    names = ("items", "format", "keys", "values", "get", "format_map", "mro", "func_code", "print", "match", "true")
    indicators = "".join(f"    {name}: {{name: 甲, unit: 件}}\n" for name in names)
    total = f"    total: {{name: 合计, unit: 件, formula: {' + '.join(names)} + cases.items}}\n"
    catalogue = f"cases:\n  name: 案件\n  indicators:\n{indicators}{total}"
    figures = year(catalogue, "cases:\n  source: 一\n" + "".join(f"  {name}: 1\n" for name in names))
    assert figures["cases.total"].text == f"{len(names) + 1}件"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    a:", "    and:", "indicators.yml:5:5: 指标编号 and 与公式用语同名；请换一个编号。"),
        ("    a:", "    is:", "indicators.yml:5:5: 指标编号 is 与公式用语同名；请换一个编号。"),
        ("\ncases:", "\nnot:", "indicators.yml:2:1: 主题编号 not 与章节用语同名；请换一个编号。"),
        ("\ncases:", "\nnone:", "indicators.yml:2:1: 主题编号 none 与章节用语同名；请换一个编号。"),
        ("\ncases:", "\nrange:", "indicators.yml:2:1: 主题编号 range 与章节用语同名；请换一个编号。"),
    ],
)
def test_an_id_that_formulas_or_chapters_cannot_say_is_refused(old: str, new: str, message: str, year: Year) -> None:
    with pytest.raises(Problems) as raised:
        year(CATALOGUE.replace(old, new, 1), "cases: {}")
    assert message in str(raised.value).splitlines()


NOT_ONE, UNUSABLE = "不是一个算式", "里有不能用的写法"


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("", NOT_ONE),
        ("5", f"“5”{NOT_ONE}；里面没有指标名。"),
        ("1 == 1", f"“1 == 1”{NOT_ONE}；里面没有指标名。"),
        ("a and", NOT_ONE),
        ("a and b", f"“a and b”{UNUSABLE}；and 的两边都要写成比较，例如 resolved <= found。"),
        ("a <= b or a <= c", UNUSABLE),
        ("a <= b and (b <= c and c <= d)", UNUSABLE),
        ("a + (b <= c) == d and d <= e", "里的比较要写在最外层。"),
        ("a is b", UNUSABLE),
        ("a in b", UNUSABLE),
        ("-a", UNUSABLE),
        ("a ** b", UNUSABLE),
        ("a // b", UNUSABLE),
        ("a if b else c", UNUSABLE),
        ("a[b]", UNUSABLE),
        ("a.b.c.d.e.f", "里的名称最多四段：主题.指标，一格是 主题.指标.行.列；要上年的数，后面再写 .before。"),
        ("a * 1.5", "里的常数只能是整数。"),
        ("a * None", "里的常数只能是整数。"),
        ("a * True", "里的常数只能是整数。"),
        ("(lambda: a)()", UNUSABLE),
        ("a # b", "里不能有 # 或换行；只写算式。"),
        ("a + " * 200 + "a", "一个算式最多 500 个；请拆成几个指标，先算小计。"),
    ],
)
def test_what_is_no_formula_is_refused(written: str, advice: str) -> None:
    with pytest.raises(ValueError, match=r"。$") as raised:
        parse_expression(written, "cases")
    assert advice in str(raised.value)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a / b", "甲 ÷ 乙"),
        ("(a + b) * 2", "(甲 + 乙) × 2"),
        ("a - (b - a)", "甲 − (乙 − 甲)"),
        ("(a - b) - a", "甲 − 乙 − 甲"),
        ("a / (b * a)", "甲 ÷ (乙 × 甲)"),
        ("a * b + b / a", "甲 × 乙 + 乙 ÷ 甲"),
        ("((cases.a))", "甲"),
        ("a <= b", "甲 ≤ 乙"),
        ("a + b == b + a and 0 != a <= b", "甲 + 乙 = 乙 + 甲 且 0 ≠ 甲 ≤ 乙"),
        ("a<b and b>0 and a>=0", "甲 < 乙 且 乙 > 0 且 甲 ≥ 0"),
    ],
)
def test_an_expression_is_said_as_people_write_it(written: str, said: str) -> None:
    names = {"cases.a": "甲", "cases.b": "乙"}
    assert parse_expression(written, "cases").said(names.__getitem__) == said


def test_a_long_formula_is_read_calculated_and_said() -> None:
    formula = parse_expression("+".join(["a"] * 250), "cases")
    assert formula.evaluate(lambda _: Range.exactly(1), Range.exactly).value == 250
    assert formula.said(lambda _: "甲").count("甲") == 250


@pytest.mark.parametrize(
    ("written", "holds", "certain"),
    [
        ("about <= 330", True, True),
        ("about < 330", True, True),
        ("about == 325", True, False),
        ("about != 325", True, False),
        ("about == 330", False, False),
        ("about != 330", True, True),
        ("about <= 325", True, False),
        ("least >= 4", True, True),
        ("least <= 1000", True, False),
        ("about - least <= 326", True, True),
        ("about - least <= 325", True, False),
        ("320 <= about < 330 and least >= 4", True, True),
        ("320 <= about and about < 325", True, False),
        ("about - 320 >= 0 and 10 / (about + 1) <= 1", True, True),
    ],
)
def test_a_relation_can_hold_or_is_certain(written: str, holds: bool, certain: bool) -> None:
    figures = {"about": parse_quantity("320余").range, "least": parse_quantity("不少于4").range}
    relation = parse_expression(written, "")
    assert (relation.holds(figures.__getitem__), relation.certain(figures.__getitem__)) == (holds, certain)


def test_a_sum_of_approximate_figures_is_stated_not_computed(year: Year) -> None:
    with pytest.raises(Problems, match="里有约数，算不出准数；请按原文写出数值，原文没有就写 ~"):
        year(CATALOGUE, "cases: {source: 一, a: 20余, b: 100, rate: ~}")
    figures = year(CATALOGUE, "cases: {source: 一, a: 20余, b: 100, rate: ~, total: 120余}")
    assert figures["cases.total"].text == "120余件"
    with pytest.raises(Problems, match="算得 不少于 120件、不满 130件，写的却是 140余件"):
        year(CATALOGUE, "cases: {source: 一, a: 20余, b: 100, rate: ~, total: 140余}")


def test_a_relation_between_approximate_figures_fails_only_where_it_cannot_hold(year: Year) -> None:
    year(CATALOGUE, "cases: {source: 一, a: 20余, b: 25, rate: ~, total: ~}")
    with pytest.raises(Problems, match="应当有 a <= b，可是甲是 20余件，乙是 19件；请核对这几个数。"):
        year(CATALOGUE, "cases: {source: 一, a: 20余, b: 19, rate: ~, total: ~}")


# The statutory table of information-disclosure applications (政府信息公开年度报告, table three), with invented numbers.
TABLE = """
requests:
  name: 政府信息公开申请
  indicators:
{indicators}
  checks:
    - new_* + carried_over_* == handled_* + carried_forward_*
"""
COLUMNS = {"people": "自然人", "firms": "商业企业", "institutes": "科研机构", "charities": "社会公益组织",
           "lawyers": "法律服务机构", "others": "其他"}  # fmt: skip
ROWS = {
    "new": "本年新收",
    "carried_over": "上年结转",
    "handled": "本年度办理结果",
    "carried_forward": "结转下年度继续办理",
}


def statutory_catalogue() -> str:
    cells = [
        f"    {row}_{column}: {{name: {ROWS[row]}（{COLUMNS[column]}）, unit: 件}}"
        for row in ROWS
        for column in COLUMNS
    ]
    totals = [
        f"    {row}_all: {{name: {ROWS[row]}（总计）, unit: 件, formula: {' + '.join(f'{row}_{column}' for column in COLUMNS)}}}"
        for row in ROWS
    ]
    return TABLE.format(indicators="\n".join((*cells, *totals)))


def statutory_figures(**changed: int) -> str:
    values = {"new_people": 9, "carried_over_people": 2, "handled_people": 8, "carried_forward_people": 3,
              "new_firms": 4, "handled_firms": 4}  # fmt: skip
    values |= changed
    cells = [f"  {row}_{column}: {values.get(f'{row}_{column}', 0)}" for row in ROWS for column in COLUMNS]
    return "\n".join(("requests:", "  source: 表三", *cells))


def test_the_statutory_table_balances_in_every_column(year: Year) -> None:
    figures = year(statutory_catalogue(), statutory_figures())
    assert figures["requests.new_all"].text == "13件"
    assert figures["requests.handled_all"].text == "12件"


@pytest.mark.parametrize("column", [*COLUMNS])
def test_a_column_that_does_not_balance_is_named(column: str, year: Year) -> None:
    with pytest.raises(Problems) as raised:
        year(statutory_catalogue(), statutory_figures(**{f"new_{column}": 50}))
    assert [p.message for p in raised.value.problems if f"new_{column} + carried_over_{column}" in p.message]
    assert f"本年新收（{COLUMNS[column]}）是 50件" in str(raised.value)
