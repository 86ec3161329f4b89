"""Numbers in Chinese words: where a text counts something with them, and what they are in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_VALUES = {c: i % 10 for i, c in enumerate("零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖")} | {"两": 2, "○": 0}
_TIMES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "万": 10_000, "亿": 100_000_000}
_TIMES |= {"萬": 10_000, "億": 100_000_000}
_TENS = {"廿": "二十", "卅": "三十"}
_DIGIT = f"[{''.join(_VALUES)}]"
NUMERAL = f"[{''.join((*_VALUES, *_TIMES, *_TENS))}]"
"""One character of a number in words."""
LARGE = rf"(?:(?={NUMERAL}*[〇○零百千万亿佰仟萬億]){NUMERAL}{{2,}})"
"""A number in words that is no small count and no saying of tens (二十条)."""
COUNTS_SOMETHING = rf"(?=[十拾廿卅]|{NUMERAL}*{_DIGIT})"
"""Before a number in words that is one, and no saying: 亿万, 成千."""
NEARLY = "(?<=[近约逾超])[百千万亿萬億]"
"""A magnitude that is a number by what stands before it: 近千件."""
BLUR = "[余餘多来几]"
"""What blurs a number from behind: 三百余件."""
MEASURE = (
    "(?:人次|家次|户次|件次|平方米|立方米|公里|千米|公顷|公斤|千克|[十百千万亿萬億]*元(?!化)|期(?![间末满])"
    "|个(?!多?月|小时|工作日)|人(?![民类])|[家头门](?!万)"
    "|[件名次条份块场户项起宗处所台辆吨亩批班套座栋张倍篇册本位例艘只株棵幢间支笔米斤层组类种轮遍票口桩枚根%％‰])"
)
"""What is counted with. Spans of time (年, 天, 个月, 小时) are none: they stay prose, and so do words like 千家万户."""

_RUN = re.compile(rf"{NUMERAL}+")


def counts_in_words(text: str, units: frozenset[str], year: int | None) -> Iterator[re.Match[str]]:
    """Numbers in words before a measure word or one of the `units` (二百五十件), percentages, the `year` and the next.

    Ordinals (第一百二十次), counts of one character (三年), other years (二〇三五年) and sayings (亿万人, 三五个,
    十四五, 几十万人) are prose.
    """
    counts = _counts(units, year)
    for run in _RUN.finditer(text):
        if match := counts.match(text, run.start()):
            yield match


@cache
def _counts(units: frozenset[str], year: int | None) -> re.Pattern[str]:
    about = rf"(?!{_DIGIT}{{2}}[十百千万]|十{_DIGIT}{{2}}|万一)"  # 二三十人, 十四五
    long_enough = (
        rf"(?:(?={NUMERAL}*[〇○零十百千万亿拾佰仟萬億]){NUMERAL}{{2,}}|(?={NUMERAL}*[廿卅]){NUMERAL}+|{NUMERAL}{{3,}})"
    )
    years = "|".join(_said(each) for each in (year, year + 1)) if year else "(?!)"
    return re.compile(
        rf"(?<![第几数])(?:(?:{about}{COUNTS_SOMETHING}{long_enough}|{NEARLY}){BLUR}*[”’》]*(?:{any_of(units)})"
        rf"|百分之{NUMERAL}+|(?:{years})年)"
    )


def any_of(units: frozenset[str]) -> str:
    """A pattern for all measure words and the `units` that are none of them, the longest first."""
    longer = sorted((unit for unit in units if not re.fullmatch(MEASURE, unit)), key=len, reverse=True)
    return "|".join((*map(re.escape, longer), MEASURE))


def _said(year: int) -> str:
    """A pattern for a year in words: 二〇二三, 二零二三."""
    return "".join("[〇○零]" if c == "0" else "零一二三四五六七八九"[int(c)] for c in str(year))


def in_digits(said: str) -> int:
    """二百五十 as 250, and 二五〇 as well."""
    said = "".join(_TENS.get(c, c) for c in said)
    if _TIMES.keys().isdisjoint(said):
        return int("".join(str(_VALUES[c]) for c in said))
    total = section = digit = 0
    for c in said:
        if c in _VALUES:
            digit = _VALUES[c]
        elif _TIMES[c] < 10_000:
            section, digit = section + (digit or 1) * _TIMES[c], 0
        else:
            total, section, digit = (total + section + digit) * _TIMES[c], 0, 0
    return total + section + digit
