"""A rate said to rise or fall by %: between 95% and 93% lie 2个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.start.proofread.changes import DOWN, UP
from disclosure.start.proofread.slip import Lines, Slip
from disclosure.start.said import sentences

PERCENT_RATES = (
    "(?:办结|结案|化解|满意|合格|覆盖|知晓|达标|成功|出庭|应诉|参与|处置|整改|回复|签约|公开|采纳|纠错|败诉|通过|"
    "及时|准确|考核|持证|普及|响应|见面|调解|调撤|办理)"
)
"""What rates are shares of a whole. 发案率 and the like are none: they may fall by %."""
_RATE = re.compile(
    rf"(?:{PERCENT_RATES}率|满意度|占比|比重)"
    r"(?:[^，。；、和及\d]{0,10}|[^，。；、\d]{0,4}\d+(?:\.\d+)?%，(?:同比|(?:比|较)(?:上年|去年)(?:同期)?)?)"
    rf"(?:{UP}|{DOWN})了?\Z"
)
_BETWEEN = re.compile(
    rf"[由从][^，。；\d]{{0,10}}\d+(?:\.\d+)?%[^，。；\d]{{0,4}}(?:{UP}|{DOWN})(?:到|至|为)?\d+(?:\.\d+)?%，[^，。；\d]{{0,6}}(?:{UP}|{DOWN})了?\Z"
)


def slips(lines: Lines) -> Iterator[Slip]:
    for sentence in sentences(lines):
        for number in sentence.numbers:
            before = sentence.text[: number.start]
            if number.unit == "%" and (_RATE.search(before) or _BETWEEN.search(before)):
                points = number.text.replace("%", "个百分点")
                yield Slip(sentence.line, sentence.text, f"两个百分率相差的是百分点；请核对是否应写 {points}。")
