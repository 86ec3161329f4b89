"""Parts that do not make their whole: 27个、45个、29个，合计100个; 共60件，其中50件，其余8件; more parts than whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import takewhile

from disclosure.start.proofread.slip import Lines, Slip
from disclosure.start.said import Said, Sentence, sentences, shown

_TOTAL = re.compile(r"(?:合计|共计|总计|共)(?:为|是)?\Z")
_ALL_OF_IT = re.compile(r"其余|剩余|余下|剩下")
_DISJOINT = re.compile(r"其中[^。]{0,12}?男[^女。]*女")
_AMONG = "其中"


def slips(lines: Lines) -> Iterator[Slip]:
    for sentence in sentences(lines):
        yield from _totals(sentence)
        yield from _among(sentence)


def _totals(sentence: Sentence) -> Iterator[Slip]:
    """A total right behind its parts: some of the numbers just before it must make it."""
    for place, total in enumerate(sentence.numbers):
        before = sentence.numbers[:place]
        if not _TOTAL.search(sentence.text[: total.start]) or not total.exact:
            continue
        parts = list(takewhile(partial(_adds_to, total), reversed(before)))
        sums = [sum((part.value for part in parts[:count]), Fraction(0)) for count in range(2, len(parts) + 1)]
        if sums and total.value not in sums:
            said = " + ".join(part.text for part in reversed(parts))
            yield Slip(
                sentence.line, sentence.text, f"{said} 是 {shown(sums[-1])}{total.unit}，合计却写 {total.text}。"
            )


def _adds_to(total: Said, part: Said) -> bool:
    return part.unit == total.unit and part.exact


def _among(sentence: Sentence) -> Iterator[Slip]:
    if sentence.text.count(_AMONG) != 1:
        return
    at = sentence.text.index(_AMONG)
    before = [number for number in sentence.numbers if number.end <= at]
    if not before or not (whole := before[-1]).exact or at - whole.end > 12 or _compares(whole):
        return
    parts = [part for part in sentence.numbers if part.start > at and part.unit == whole.unit and part.exact]
    parts = [part for part in parts if not _compares(part)]
    if parts and parts[0].value > whole.value:
        yield Slip(sentence.line, sentence.text, f"其中的 {parts[0].text} 多于全部的 {whole.text}。")
        return
    complete = _ALL_OF_IT.search(parts[-1].clause) if parts else None
    disjoint = _DISJOINT.search(sentence.text) and len(parts) == 2
    total = sum((part.value for part in parts), Fraction(0))
    if len(parts) >= 2 and (complete or disjoint) and total != whole.value:
        said = " + ".join(part.text for part in parts)
        yield Slip(sentence.line, sentence.text, f"{said} 是 {shown(total)}{whole.unit}，全部却写 {whole.text}。")


def _compares(part: Said) -> bool:
    return bool(re.search("比|较|同期|上年|去年|增|减|平均|每", part.clause))
