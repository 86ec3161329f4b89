"""A figure is written as it is said, and said as it is written."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.numbers.grammar import AFTER_NUMBER, AFTER_UNIT, BEFORE
from disclosure.numbers.numerals import in_digits, well_formed
from disclosure.numbers.quantity import exactly, parse_quantity, round_half_up
from disclosure.numbers.ranges import UNLIMITED, End, Range
from disclosure.numbers.wording import chinese


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
        ("36.50", "元", "36.50", "", "36.50元"),
        ("11.45亿", "元", "1145000000", "", "11.45亿元"),
        ("-3.9", "%", "-3.9", "", "-3.9%"),
        ("2.6", "", "2.6", "", "2.6"),
        ("2.3万余", "人次", "23000", "余", "2.3万余人次"),
        ("2.30万", "人次", "23000", "", "2.30万人次"),
        ("20余万", "人", "200000", "余", "20余万人"),
        ("两万余", "人次", "20000", "余", "两万余人次"),
        ("千余", "户", "1000", "余", "千余户"),
        ("近千", "件", "1000", "近", "近千件"),
        ("三亿二千万", "元", "320000000", "", "三亿二千万元"),
        ("近10万", "人", "100000", "近", "近10万人"),
        ("超过87", "家", "87", "超过", "超过87家"),
        ("突破10万", "人次", "100000", "突破", "突破10万人次"),
        ("300左右", "人", "300", "左右", "300人左右"),
        ("100以内", "家", "100", "以内", "100家以内"),
        ("3至5", "次", "", "", "3至5次"),
        ("3—5", "次", "", "", "3—5次"),
        ("3-5", "次", "", "", "3-5次"),
        ("3～5", "%", "", "", "3～5%"),
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
        ("千", "“千”不是一个数；请写成 一千，或用阿拉伯数字。"),
        ("5至3", "“5至3”前面的数不比后面的小；请从小到大写。"),
        ("3至5余", "“3至5余”已经是从几到几，不再加约数词；请只写两头的数。"),
        ("4余万", "“4余万”里的“余”要写在“万”后面；请写成 4万余。"),
        ("2.3余万", "“2.3余万”里的“余”要写在“万”后面；请写成 2.3万余。"),
        ("约３００", "“约３００”用了全角数字或空格；请写成 约300。"),
        ("1,234.5万", "“1,234.5万”里有分隔符；请写成 1234.5万。"),
        ("007", "“007”以 0 开头；请写成 7。"),
        ("约320余", "“约320余”前后不止一个约数词；请只留一个。"),
        ("1234567890123456", "“1234567890123456”位数太多；请检查是否多打了数字。"),
        (
            "约莫300",
            "“约莫300”里的约数词不认识；只认 约、近、不足、超、至少、至多、余、多、以上、以下、左右，例如 300余。",
        ),
        (
            "4余万人次",
            "“4余万人次”后面有“人次”；若是单位请删去（单位写在指标目录里），只写 4万余；约数词只认 约、近、不足、超、至少、至多、余、多、以上、以下、左右。",
        ),
        (
            "250件",
            "“250件”后面有“件”；若是单位请删去（单位写在指标目录里），只写 250；约数词只认 约、近、不足、超、至少、至多、余、多、以上、以下、左右。",
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


NUMBERS = st.decimals(-(10**6), 10**6, allow_nan=False, allow_infinity=False, places=2).map(
    lambda n: f"{n:f}"
) | st.integers(1, 10**11).map(chinese)


@st.composite
def said(draw: st.DrawFn) -> str:
    """A number in any of the forms that the grammar knows."""
    number = draw(NUMBERS)
    if draw(st.booleans()) and number[-1].isdecimal() and number.lstrip("-")[0] != "0":
        number += draw(st.sampled_from(("万", "亿", "千", "百万")))
    match draw(st.sampled_from(("exact", "before", "after", "blur", "range"))):
        case "before":
            return draw(st.sampled_from(sorted(BEFORE))) + number
        case "after":
            return number + draw(st.sampled_from(sorted(AFTER_UNIT)))
        case "blur":
            return number + draw(st.sampled_from(sorted(AFTER_NUMBER)))
        case "range":
            low = draw(st.integers(-50, 50))
            return (
                f"{low}{draw(st.sampled_from(('至', '到', '—', '——', '-', '～', '~')))}{draw(st.integers(low + 1, 99))}"
            )
    return number


@given(said(), st.sampled_from(("", "件", "人次", "%", "个百分点")))
def test_whatever_the_grammar_words_it_reads_back_to_the_same(written: str, unit: str) -> None:
    if "至-" in written or written.count("-") > 1:
        return  # a range to a number below zero is not said like that
    quantity = parse_quantity(written)
    assert quantity.wording() == written
    worded = quantity.wording(unit)
    assert worded.removesuffix(quantity.after).removesuffix(unit) + quantity.after == written
    assert parse_quantity(quantity.wording()) == quantity
    if quantity.number is not None and quantity.exact:
        assert inside(Fraction(quantity.number), quantity.range)
        assert parse_quantity(quantity.digits).range == quantity.range, "in full it is the same number"


@given(st.integers(1, 10**12 - 1))
def test_numbers_in_words_are_read_back(number: int) -> None:
    assert in_digits(chinese(number)) == number
    assert well_formed(chinese(number))


@pytest.mark.parametrize("said", ["二百五", "二千五", "二五〇", "三四千", "五十百", "一百零"])
def test_words_that_can_be_read_in_two_ways_are_no_number(said: str) -> None:
    assert not well_formed(said)


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


def test_rounding_keeps_every_digit() -> None:
    third = Fraction(10**40, 3)
    assert f"{round_half_up(third, 2):f}" == "3" * 40 + ".33"


# (as written, the least value that it may stand for or what it must exceed, the greatest or what it cannot reach)
RANGES = [
    ("250", "250", "250"),
    ("320余", "320", "<330"),
    ("2000余", "2000", "<3000"),
    ("338余", "338", "<339"),
    ("3.6余", "3.6", "<3.7"),
    ("20多", "20", "<30"),
    ("不少于4", "4", "<inf"),
    ("50以上", "50", "<inf"),
    ("近100", ">0", "100"),
    ("近110", ">100", "110"),
    ("约60", ">50", "<70"),
    ("约0", "0", "<1"),
    ("近0", "0", "0"),
    ("0余", "0", "<1"),
    ("4万余", "40000", "<50000"),
    ("2.3万余", "23000", "<24000"),
    ("20余万", "200000", "<300000"),
    ("两万余", "20000", "<30000"),
    ("百余", "100", "<200"),
    ("近千", ">0", "1000"),
    ("超338", ">338", "<inf"),
    ("至少338", "338", "<inf"),
    ("不足338", "0", "<338"),
    ("不超过12", "0", "12"),
    ("12以内", "0", "12"),
    ("300左右", ">200", "<400"),
    ("3至5", "3", "5"),
    ("3至5万", "30000", "50000"),
    ("46.6万", "466000", "466000"),
    ("-3.9", "-3.9", "-3.9"),
    ("不少于-3", "-3", "<inf"),
]


@pytest.mark.parametrize(("written", "low", "high"), RANGES)
def test_approximate_words_allow_a_range(written: str, low: str, high: str) -> None:
    allowed = parse_quantity(written).range
    assert f"{'>' if allowed.low.side else ''}{float(allowed.low.value):g}" == low
    assert f"{'<' if allowed.high.side else ''}{float(allowed.high.value):g}" == high


def test_approximate_figures_are_compared_as_approximate() -> None:
    about = parse_quantity("320余").range
    for number, may_be in ((319, False), (320, True), (325, True), (329, True), (330, False)):
        assert about.may_equal(Range.exactly(number)) is may_be
    assert about.may_differ(Range.exactly(320)), "it may well be another"
    assert not about.may_be_below(Range.exactly(320))
    assert not about.may_be_at_least(Range.exactly(330))
    assert parse_quantity("不少于4").range.may_be_at_least(Range.exactly(1000))


# --- ranges against the numbers in them --------------------------------------------------------------------------------

# Whole and half numbers as ends; quarters as the numbers inside, so that two ranges that meet share one of them. A
# tiny step beside every end stands for "as near as one likes", a huge number for "as far as one likes".
TINY, HUGE = Fraction(1, 10**9), Fraction(10**9)
ENDS = st.integers(-6, 6).map(lambda n: Fraction(n, 2))


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = sorted((draw(ENDS), draw(ENDS)))
    if low == high:
        return Range.exactly(low)
    without_low, without_high = draw(st.booleans()), draw(st.booleans())
    match draw(st.sampled_from(("", "", "", "up", "down"))):
        case "up":
            return Range.between(low, UNLIMITED, without_low=without_low, without_high=True)
        case "down":
            return Range.between(-UNLIMITED, high, without_low=True, without_high=without_high)
    return Range.between(low, high, without_low=without_low, without_high=without_high)


def inside(number: Fraction, allowed: Range) -> bool:
    low, high = allowed.low, allowed.high
    above = number > low.value if low.side else number >= low.value
    return above and (number < high.value if high.side else number <= high.value)


def numbers(allowed: Range) -> list[Fraction]:
    """Numbers of a range: all quarters near zero, those beside its ends, and far ones where it has no end."""
    near = [Fraction(n, 4) for n in range(-14, 15)]
    beside = [allowed.low.value + TINY, allowed.high.value - TINY]
    return [n for n in (*near, *beside, HUGE, -HUGE) if isinstance(n, Fraction) and inside(n, allowed)]


def reaches(end: End, results: Collection[Fraction]) -> bool:
    """Whether some of the `results` come to the end of a range, or as near as one likes where it is not included."""
    if isinstance(end.value, float):
        return any(result * (1 if end.value > 0 else -1) > 10**6 for result in results)
    return any(result == end.value if end.side == 0 else abs(result - end.value) < 10**-6 for result in results)


@pytest.mark.parametrize("calculate", [operator.add, operator.sub, operator.mul, operator.truediv])
@settings(deadline=None)
@given(one=ranges(), two=ranges())
def test_a_range_calculated_holds_all_that_can_result_and_no_more(
    calculate: Callable[[Any, Any], Any], one: Range, two: Range
) -> None:
    if calculate is operator.truediv and inside(Fraction(0), two):
        with pytest.raises(ZeroDivisionError):
            calculate(one, two)
        return
    result: Range = calculate(one, two)
    possible = {calculate(x, y) for x in numbers(one) for y in numbers(two)}
    assert all(inside(number, result) for number in possible)
    assert reaches(result.low, possible)
    assert reaches(result.high, possible)


COMPARED: list[tuple[Callable[[Range, Range], bool], Callable[[Any, Any], bool]]] = [
    (Range.may_equal, operator.eq),
    (Range.may_differ, operator.ne),
    (Range.may_be_at_most, operator.le),
    (Range.may_be_at_least, operator.ge),
    (Range.may_be_below, operator.lt),
    (Range.may_be_above, operator.gt),
]


@pytest.mark.parametrize(("may_be", "compare"), COMPARED)
@settings(deadline=None)
@given(one=ranges(), two=ranges())
def test_comparing_ranges_tells_whether_it_can_be(
    may_be: Callable[[Range, Range], bool], compare: Callable[[Any, Any], bool], one: Range, two: Range
) -> None:
    assert may_be(one, two) is any(compare(x, y) for x in numbers(one) for y in numbers(two))


@settings(deadline=None)
@given(st.decimals(-(10**6), 10**6, places=2), st.integers(0, 4), st.fractions(-(10**6), 10**6))
def test_what_rounds_to_a_figure_is_what_it_may_be_rounded_from(
    number: Decimal, decimals: int, value: Fraction
) -> None:
    stated = exactly(round_half_up(Fraction(number), decimals))
    for candidate in (value, Fraction(number)):
        assert inside(candidate, stated.rounded_from) is (round_half_up(candidate, decimals) == stated.number)
