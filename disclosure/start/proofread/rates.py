"""Rates that do not follow: 发现250件，化解240件，化解率100%; 党员12人，占40人的25%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, permutations

from disclosure.start.proofread.slip import Lines, Slip
from disclosure.start.said import Said, Sentence, rounds_to, sentences, shown

_RATE = re.compile(r"([一-鿿]{2})率[^，。、]{0,3}\Z")
_SHARE_OF = re.compile(r"占[^，。；\d]{0,12}\Z")


def slips(lines: Lines) -> Iterator[Slip]:
    for sentence in sentences(lines):
        for place, rate in enumerate(sentence.numbers):
            if rate.unit == "%" and rate.exact:
                yield from _named(sentence, place, rate)
                yield from _shares(sentence, place, rate)


def _named(sentence: Sentence, place: int, rate: Said) -> Iterator[Slip]:
    """A rate that no two numbers of its sentence give, though the one that it is named after stands there."""
    if not (named := _RATE.search(sentence.text[: rate.start])):
        return
    counted = [number for number in sentence.numbers[:place] if number.exact and not number.is_share]
    own = [number for number in counted if named[1] in number.clause]
    if not own:
        return
    part = own[-1]
    same = [number for number in counted if number.unit == part.unit]
    wholes = [number for number in same if number is not part and number.value >= part.value > 0]
    if not wholes or len(same) > 4:
        return
    values = [number.value for number in same]
    values += [a + b for a, b in pairwise(values)]
    if any(b and rounds_to(100 * a / b, rate) for a, b in permutations(values, 2)):
        return
    result = shown(100 * part.value / wholes[-1].value)
    message = f"{part.text} 除以 {wholes[-1].text} 是 {result}%，{named[1]}率却写 {rate.text}。"
    yield Slip(sentence.line, sentence.text, message)


def _shares(sentence: Sentence, place: int, rate: Said) -> Iterator[Slip]:
    """A share whose whole stands right before it: 占40人的30%."""
    if place < 2:
        return
    part, whole = sentence.numbers[place - 2 : place]
    between = sentence.text[whole.end : rate.start]
    if part.unit != whole.unit or not (part.exact and whole.exact and whole.value) or between not in ("的", "之"):
        return
    if _SHARE_OF.search(sentence.text[part.end : whole.start]) and not rounds_to(_percent(part, whole), rate):
        message = f"{part.text} 占 {whole.text} 的 {shown(_percent(part, whole))}%，却写 {rate.text}。"
        yield Slip(sentence.line, sentence.text, message)


def _percent(part: Said, whole: Said) -> Fraction:
    return 100 * part.value / whole.value
