"""Figures that belong together are held together: sums, parts and wholes, rates, and tables by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from disclosure.catalogue import read_catalogue
from disclosure.figures import read_figures
from disclosure.model import PUBLIC, Figure
from disclosure.problem import Problems
from disclosure.yamlfile import read_yaml

Year = Callable[[str, str], Mapping[str, Figure]]


@pytest.fixture
def year(tmp_path: Path) -> Year:
    """Reads an invented catalogue and an invented year."""

    def read(catalogue: str, figures: str) -> Mapping[str, Figure]:
        for name, text in (("indicators.yml", catalogue), ("figures.yml", figures)):
            (tmp_path / name).write_text(text, "utf-8")
        themes = read_catalogue(read_yaml(tmp_path / "indicators.yml", "indicators.yml"), PUBLIC)
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


@pytest.mark.parametrize("stated", ["34", "33.4", "33.34", "约30"])
def test_a_stated_rate_that_disagrees_is_refused(stated: str, year: Year) -> None:
    if stated.startswith("约"):
        assert year(CATALOGUE, f"cases: {{source: 一, a: 1, b: 3, rate: {stated}}}")["cases.rate"].text == "约30%"
        return
    with pytest.raises(Problems, match="请核对后改正"):
        year(CATALOGUE, f"cases: {{source: 一, a: 1, b: 3, rate: {stated}}}")


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
