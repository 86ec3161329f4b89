"""Slips of numbering: 一、 twice, （一） to （四）, 一是 to 三是."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.numbers.numerals import in_digits
from disclosure.numbers.wording import chinese
from disclosure.start.proofread.slip import Lines, Slip
from disclosure.start.said import WIDE

_N = "[一二三四五六七八九十]{1,3}"
_LEVELS = (
    (re.compile(rf"({_N})、"), "{}、"),
    (re.compile(rf"[（(]({_N})[）)]"), "（{}）"),
    (re.compile(r"(\d{1,2})(?:\.(?!\d)|．|、)"), "{}."),
    (re.compile(r"[（(](\d{1,2})[）)]"), "（{}）"),
)
_LINE_OF_CONTENTS = re.compile(r"(?:…|\.{3,}|\t)\s*\d+\s*\Z")
_BEGINS_ANEW = re.compile(r"\s*(?:附件|附表|附录|目\s*录|第[一二三四五六七八九十]+部分)")
_FIRSTLY = re.compile(rf"(?:\A|(?<=[。；：，！;:]))({_N})是(?!否)")


def slips(lines: Lines) -> Iterator[Slip]:
    reached = [0] * len(_LEVELS)
    for number, line in lines:
        text = line.translate(WIDE).strip()
        if _BEGINS_ANEW.match(text):
            reached = [0] * len(_LEVELS)
        elif not _LINE_OF_CONTENTS.search(line):
            for level, (pattern, form) in enumerate(_LEVELS):
                if match := pattern.match(text):
                    value = int(match[1]) if match[1].isdigit() else in_digits(match[1])
                    yield from _follows(level, reached[level], value, form, number, text)
                    reached = [*reached[:level], value, *[0] * (len(_LEVELS) - level - 1)]
        yield from _listed(number, text)


def _follows(level: int, before: int, value: int, form: str, line: int, text: str) -> Iterator[Slip]:
    """A number must be one more than that before it; a list may begin anew, but a part of the report may not."""
    if value == before + 1 or (value == 1 and level and before > 1) or (not before and not level):
        return
    say = chinese if level < 2 else str
    if value == before:
        yield Slip(line, text, f"编号 {form.format(say(value))} 用了两次；请核对。")
    elif not before:
        yield Slip(line, text, f"编号从 {form.format(say(value))} 开始，前面没有 {form.format(say(1))}；请核对。")
    else:
        here, there = form.format(say(value)), form.format(say(before))
        yield Slip(line, text, f"{there} 后面应当是 {form.format(say(before + 1))}，却写 {here}；请核对。")


def _listed(line: int, text: str) -> Iterator[Slip]:
    before = 0
    for match in _FIRSTLY.finditer(text):
        value = in_digits(match[1])
        if before and value not in (before + 1, 1):
            said = f"{chinese(before)}是后面应当是{chinese(before + 1)}是，却写{match[1]}是；请核对。"
            yield Slip(line, text[match.start() :], said)
        before = value
