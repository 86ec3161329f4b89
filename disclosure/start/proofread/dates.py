"""Dates that do not exist: 2月30日, 2023年2月29日, 11月31日."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from disclosure.start.proofread.slip import Lines, Slip
from disclosure.start.said import sentences

_DATE = re.compile(r"(?:(?<!\d)(?P<year>[12]\d{3})年)?(?<![\d.])(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_LEAP = 4
"""A year that stands for one not named: it has a 29th of February."""


def slips(lines: Lines) -> Iterator[Slip]:
    for sentence in sentences(lines):
        for match in _DATE.finditer(sentence.text):
            month, day = int(match["month"]), int(match["day"])
            if 1 <= month <= 12 and not 1 <= day <= monthrange(int(match["year"] or _LEAP), month)[1]:
                yield Slip(sentence.line, sentence.text, f"没有 {match[0]} 这一天；请核对。")
