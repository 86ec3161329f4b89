"""Digits and brackets that were eaten: 〔20212号, 〔202〕3号, 202年, 完成率达%, 《没有写完的书名."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.start.proofread.slip import Lines, Slip
from disclosure.start.said import WIDE, sentences

_SLIPS = (
    (re.compile(r"〔(?!\d{4}〕)\d[^〕。，]{0,7}(?:〕\d{1,4})?号"), "文号的年份要写成四位数，放在〔〕里"),
    (re.compile(r"〔\d{4}〕号"), "文号里没有顺序号"),
    (re.compile(r"(?<!\d)(?:20\d|19\d|\d{5})年(?!级)"), "年份不是四位数"),
    (re.compile(r"(?:率|达到?|为|增长|下降|提高|上升|减少)[%％]"), "百分号前没有数"),
    (re.compile(r"\d+\.\d+\.\d+(?=[件人元万亿%])"), "一个数里有两个小数点"),
    (re.compile(r"\d\.(?=[件人次元名%])"), "小数点后没有数"),
)
_PAIRS = {"《": "》", "〔": "〕", "（": "）"}
_A_NUMBER = re.compile(r"(?:\A|[。；：，、;\s])(?:\d{1,2}|[a-zA-Z一二三四五六七八九十]{1,3})）")


def slips(lines: Lines) -> Iterator[Slip]:
    for sentence in sentences(lines):
        for pattern, message in _SLIPS:
            for match in pattern.finditer(sentence.text):
                yield Slip(sentence.line, sentence.text, f"“{match[0]}”：{message}；请核对。")
    for number, line in lines:
        if unpaired := _unpaired(_A_NUMBER.sub("", line.translate(WIDE))):
            yield Slip(number, line, f"“{unpaired}”没有成对；请核对。")


def _unpaired(text: str) -> str:
    """The first bracket without its other half; citations whose eaten bracket is told already do not count."""
    opened: list[str] = []
    for sign in re.sub(r"〔(?!\d{4}〕)\d[^〕。，]{0,7}(?:〕\d{1,4})?号", "", text):
        if sign in _PAIRS:
            opened.append(sign)
        elif sign in _PAIRS.values() and (not opened or _PAIRS[opened.pop()] != sign):
            return sign
    return opened[0] if opened else ""
