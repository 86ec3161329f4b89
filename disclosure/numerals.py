"""Numbers in Chinese words: where a text counts something with them, and what they are in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_VALUES = {c: i % 10 for i, c in enumerate("零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖")} | {"两": 2}
_TIMES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "万": 10_000, "亿": 100_000_000}
NUMERAL = f"[{''.join((*_VALUES, *_TIMES))}]"
"""One character of a number in words."""
LARGE = rf"(?:(?={NUMERAL}*[〇零百千万亿佰仟]){NUMERAL}{{2,}})"
"""A number in words that is no small count and no saying of tens (二十条)."""

_RUN = re.compile(rf"{NUMERAL}+")


def counts_in_words(text: str, units: frozenset[str]) -> Iterator[re.Match[str]]:
    """Numbers in words before one of the `units` (二百五十件), percentages, and years.

    Ordinals (第一百二十次), counts of one character (三年) and sayings (亿万人, 三五个, 几十万人) are prose.
    """
    counts = _counts(units)
    for run in _RUN.finditer(text):
        if match := counts.match(text, run.start()):
            yield match


@cache
def _counts(units: frozenset[str]) -> re.Pattern[str]:
    counted = {unit.lstrip("十百千万亿") for unit in units} | units
    any_unit = "|".join(re.escape(unit) for unit in sorted(counted, key=len, reverse=True) if unit)
    digit = f"[{''.join(_VALUES)}]"
    counts_something = rf"(?=[十拾]|{NUMERAL}*{digit})"
    about = rf"(?!{digit}{{2}}[十百千万])"  # 二三十人
    long_enough = rf"(?:(?={NUMERAL}*[〇零十百千万亿拾佰仟]){NUMERAL}{{2,}}|{NUMERAL}{{3,}})"
    return re.compile(
        rf"(?<![第几数])(?:{about}{counts_something}{long_enough}[余多]?[ \t*_”’》]*(?:{any_unit or '(?!)'})"
        rf"|百分之{NUMERAL}+|{digit}{{4}}年)"
    )


def in_digits(said: str) -> int:
    """二百五十 as 250, and 二五〇 as well."""
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
