"""A month or a total that cannot be: 13月, 第五季度, 办结率105%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.start.proofread.points import PERCENT_RATES
from disclosure.start.proofread.slip import Lines, Slip
from disclosure.start.said import sentences

_MONTH = re.compile(r"(?<![\d.])(\d{1,2})月(?!\w?球)")
_QUARTER = re.compile("第?([五六七八九]|[5-9])季度")
_HALF = re.compile("第?([三四五六七八九])(?:个)?半年")
_FULL = re.compile(rf"{PERCENT_RATES}率(?:为|达到?|是|保持在|均达到?)?\Z")


def slips(lines: Lines) -> Iterator[Slip]:
    for sentence in sentences(lines):
        for month in _MONTH.finditer(sentence.text):
            if not 1 <= int(month[1]) <= 12:
                yield Slip(sentence.line, sentence.text, f"没有 {month[0]}；请核对。")
        for never in (*_QUARTER.finditer(sentence.text), *_HALF.finditer(sentence.text)):
            yield Slip(sentence.line, sentence.text, f"没有{never[0]}；请核对。")
        for number in sentence.numbers:
            if number.unit == "%" and number.value > 100 and _FULL.search(sentence.text[: number.start]):
                yield Slip(sentence.line, sentence.text, f"{number.text} 超过了全部；请核对。")
