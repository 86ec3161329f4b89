"""A figure is written as it is said, and said as it is written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.quantity import QUALIFIERS, Quantity, Range, parse_quantity, round_half_up


@pytest.mark.parametrize(
    ("written", "unit", "number", "qualifier", "said"),
    [
        ("250", "件", "250", "", "250件"),
        ("0", "件", "0", "", "0件"),
        ("3.689", "万元", "3.689", "", "3.689万元"),
        ("3.10", "万元", "3.10", "", "3.10万元"),
        ("100", "%", "100", "", "100%"),
        ("320余", "次", "320", "余", "320余次"),
        ("20多", "次", "20", "多", "20多次"),
        ("约300", "人", "300", "约", "约300人"),
        ("近100", "家", "100", "近", "近100家"),
        ("不少于4", "名", "4", "不少于", "不少于4名"),
        ("50以上", "家", "50", "以上", "50家以上"),
        ("123456789012345", "元", "123456789012345", "", "123456789012345元"),
    ],
)
def test_every_way_of_stating_a_figure_is_kept(written: str, unit: str, number: str, qualifier: str, said: str) -> None:
    quantity = parse_quantity(written)
    assert (quantity.digits, quantity.qualifier) == (number, qualifier)
    assert quantity.wording(unit) == said


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("", "没有填写；没有发生写 0，没有报告写 ~。"),
        ("二百五", "“二百五”不是一个数；请写阿拉伯数字，例如 250、3.689、320余。"),
        ("25O", "“25O”里混有字母，不是一个数；请只用 0 到 9 的数字。"),
        ("２５０", "“２５０”用了全角数字或空格；请写成 250。"),
        ("2,000", "“2,000”里有分隔符；请写成 2000。"),
        ("-3", "“-3”是负数；数量不能小于 0。"),
        ("007", "“007”以 0 开头；请写成 7。"),
        ("约320余", "“约320余”前后各有一个约数词；请只留一个。"),
        ("1234567890123456", "“1234567890123456”位数太多；请检查是否多打了数字。"),
        ("大约300", "“大约300”里的约数词不认识；只认 约、近、不少于、余、多、以上，例如 300余。"),
        (
            "250件",
            "“250件”后面有“件”；若是单位请删去（单位写在指标目录里），只写 250；约数词只认 约、近、不少于、余、多、以上。",
        ),
    ],
)
def test_what_is_no_figure_is_refused_with_what_to_write_instead(written: str, advice: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the whole message is compared below
        parse_quantity(written)
    assert str(raised.value) == advice


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_advice(written: str) -> None:
    try:
        said = parse_quantity(written).wording()
    except ValueError as refused:
        said = str(refused)
    assert said == written or said.endswith("。")


@given(st.decimals(0, 10**9, allow_nan=False, places=3), st.sampled_from(("", *QUALIFIERS)))
def test_a_figure_survives_being_said_and_read_again(number: Decimal, qualifier: str) -> None:
    quantity = Quantity(number, qualifier)
    assert parse_quantity(quantity.wording()) == quantity


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("99.995", 2, "100.00"),
        ("0.125", 2, "0.13"),
        ("-0.5", 0, "-1"),
    ],
)
def test_halves_are_rounded_up(value: str, decimals: int, rounded: str) -> None:
    assert f"{round_half_up(Fraction(value), decimals):f}" == rounded


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("250", 250, 250),
        ("320余", 320, 330),
        ("2000余", 2000, 3000),
        ("338余", 338, 339),
        ("不少于4", 4, None),
        ("近100", 0, 100),
        ("约60", 50, 70),
        ("0余", 0, 1),
    ],
)
def test_approximate_words_allow_a_range(written: str, low: int, high: int | None) -> None:
    allowed = parse_quantity(written).range
    assert allowed.low == low
    assert allowed.high == high


def test_approximate_figures_are_compared_as_approximate() -> None:
    about, exact = parse_quantity("320余").range, parse_quantity("325").range
    assert about == exact
    assert about != Range.exactly(300)
    assert not about < Range.exactly(320)
    assert parse_quantity("不少于4").range >= Range.exactly(1000)
