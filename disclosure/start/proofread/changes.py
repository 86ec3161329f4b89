"""A rise or fall that does not match its two numbers: 由240件增加到250件，增加12件; 25件，比上年20件减少5件."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.start.proofread.slip import Lines, Slip
from disclosure.start.said import Said, Sentence, rounds_to, sentences, shown

UP, DOWN = "增加|增长|上升|提高|提升|增至|升", "减少|下降|降低|下滑|回落|降"
_MOVE = rf"(?P<up>{UP})|(?P<down>{DOWN})"
_TO = re.compile(rf"[^，。；\d]{{0,4}}?(?:{_MOVE})(?:到了?|至|为)\Z")
_BY = re.compile(rf"[^。；\d]{{0,8}}?(?:{_MOVE})了?\Z")
_FROM = re.compile(r"[由从][^，。；\d]{0,16}\Z")
_AGAINST = re.compile(r"[，,]?(?:同比|比|较)[^，。；\d]{0,6}(?:上年|去年|上一年)(?:同期)?的?\Z")


def slips(lines: Lines) -> Iterator[Slip]:
    for sentence in sentences(lines):
        numbers = sentence.numbers
        for place in range(len(numbers) - 1):
            yield from _moved(sentence, numbers[place], numbers[place + 1], numbers[place + 2 : place + 3])
            if place + 2 < len(numbers):
                yield from _compared(sentence, *numbers[place : place + 3])


def _moved(sentence: Sentence, old: Said, new: Said, by: tuple[Said, ...]) -> Iterator[Slip]:
    """由 A 增加到 B, and by how much where that is said next."""
    if old.unit != new.unit or not (old.exact and new.exact):
        return
    moved = _TO.match(sentence.text[old.end : new.start])
    if not moved or not _FROM.search(sentence.text[: old.start]):
        return
    if (new.value < old.value and moved["up"]) or (new.value > old.value and moved["down"]):
        yield Slip(sentence.line, sentence.text, f"{old.text} 到 {new.text} 不是{moved['up'] or moved['down']}。")
    elif by and (change := _BY.match(sentence.text[new.end : by[0].start])):
        yield from _by(sentence, old, new, by[0], change)


def _compared(sentence: Sentence, new: Said, old: Said, by: Said) -> Iterator[Slip]:
    """B，比上年 A 增加 C."""
    if new.unit != old.unit or not (old.exact and new.exact):
        return
    change = _BY.match(sentence.text[old.end : by.start])
    if change and _AGAINST.fullmatch(sentence.text[new.end : old.start]):
        yield from _by(sentence, old, new, by, change)


def _by(sentence: Sentence, old: Said, new: Said, by: Said, change: re.Match[str]) -> Iterator[Slip]:
    said = change["up"] or change["down"]
    difference = new.value - old.value
    if (difference < 0 and change["up"]) or (difference > 0 and change["down"]):
        yield Slip(sentence.line, sentence.text, f"{old.text} 到 {new.text} 不是{said}。")
        return
    if by.unit == "个百分点" and old.is_share:
        expected = abs(difference)
    elif by.unit == "%" and not old.is_share and old.value:
        expected = abs(100 * difference / old.value)
    elif by.unit == old.unit and not old.is_share:
        expected = abs(difference)
    else:
        return
    if by.exact and not rounds_to(expected, by):
        message = f"{old.text} 到 {new.text} 是{said} {shown(expected)}{by.unit}，却写 {by.text}。"
        yield Slip(sentence.line, sentence.text, message)
