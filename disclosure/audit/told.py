"""Where a copy's text parts from the report's, in the nearest words of both."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from disclosure.audit.passages import Expected, Passage, Stated, Text
from disclosure.text.alignment import Difference

Place = int | None
"""A position in a copy's text; None stands for the whole."""
_AROUND = 10
_LONG = 40
_MOVED = 16
"""So many characters in a row that stand elsewhere were moved there."""
_OPENS = re.compile(r"(?:\A|\n|附件[：:])\s*\Z")
_NUMBERING = re.compile(r"(?:[0-9]{1,2}[.、,)]?|[(（][0-9]{1,2}[)）])+")
"""What Word and pasted text have before the items of a list, where pages leave it to the browser."""


def told(
    expected: Expected, found: Text, parted: list[Difference], wanted: Collection[Passage]
) -> Iterator[tuple[Place, str]]:
    """What is missing, changed, added or moved in the `wanted` passages, in order."""
    for difference in _by_figure(parted, expected):
        for passage, part in _by_passage(_slid(difference, expected), expected):
            if passage in wanted:
                yield from _said(expected, found, passage, part)


def _by_figure(parted: list[Difference], expected: Expected) -> list[Difference]:
    """Differences within one figure as one."""
    joined: list[Difference] = []
    for each in parted:
        last = joined[-1] if joined else None
        if last and any(_touches(figure, last) and _touches(figure, each) for figure in expected.figures):
            joined[-1] = Difference(last.right, each.right_end, last.found, each.found_end)
        else:
            joined.append(each)
    return joined


def _slid(difference: Difference, expected: Expected) -> Difference:
    """What is missing, from the beginning of a passage on where that says the same: （四）…（ reads as …（四）…."""
    right, end, found, found_end = difference
    text, starts = expected.text.said, {passage.start for passage in expected.passages}
    while found == found_end and right not in starts and right and text[right - 1] == text[end - 1]:
        right, end, found, found_end = right - 1, end - 1, found - 1, found_end - 1
    return Difference(right, end, found, found_end) if right in starts else difference


def _by_passage(difference: Difference, expected: Expected) -> Iterator[tuple[Passage, Difference]]:
    """A difference cut where passages end; what was added goes with the first of them."""
    inside = [
        passage
        for passage in expected.passages
        if (passage.start < difference.right_end and difference.right < passage.end)
        or (difference.right == difference.right_end and passage.start < difference.right <= passage.end)
    ]
    found = difference.found
    for number, passage in enumerate(inside):
        end = difference.found_end if number == 0 else found
        yield (
            passage,
            Difference(max(difference.right, passage.start), min(difference.right_end, passage.end), found, end),
        )
        found = difference.found_end


def _said(expected: Expected, found: Text, passage: Passage, part: Difference) -> Iterator[tuple[Place, str]]:
    right, there = expected.text.said[part.right : part.right_end], found.said[part.found : part.found_end]
    if not right and _NUMBERING.fullmatch(there) and _OPENS.search(found.raw[: found.places[part.found]][-8:]):
        return
    if not right and len(there) >= _MOVED and there in expected.text.said:
        return  # told where it is missing
    place, words = part.found, _short(expected.text.words(part.right, part.right_end))
    elsewhere = _elsewhere(right, found) if not there else None
    if right and not there and part.right <= passage.start and part.right_end >= passage.end:
        gone = "不在原处，次序变了" if elsewhere is not None else f"整段不见了，{len(right)} 个字"
        yield place if elsewhere is None else elsewhere, f"“{passage.name}”{gone}。"
    elif elsewhere is not None:
        yield elsewhere, f"次序变了：“{words}”应当在“{_before(expected.text, part.right)}”后面。"
    elif not right:
        added = _short(found.words(part.found, part.found_end))
        yield place, f"多了“{added}”：{_here(found, part.found, part.found_end)}。"
    else:
        grown = _grown(expected, found, part)
        said = f"“{_short(expected.text.words(grown.right, grown.right_end))}”"
        instead = found.words(grown.found, grown.found_end)
        yield (
            grown.found,
            _names(expected, part)
            + (f"应当是{said}，这里是“{_short(instead)}”" if instead else f"少了{said}")
            + f"：{_here(found, grown.found, grown.found_end)}，"
            + f"报告里是{_here(expected.text, grown.right, grown.right_end)}。",
        )


def _grown(expected: Expected, found: Text, part: Difference) -> Difference:
    """A difference with all of the numbers and figures that it touches, as far as both sides agree around it."""
    right, right_end, here, here_end = part
    text, copy = expected.text.said, found.said
    first = min((f.start for f in expected.figures if _touches(f, part)), default=right)
    last = max((f.end for f in expected.figures if _touches(f, part)), default=right_end)

    def same(i: int, j: int) -> bool:
        return 0 <= i < len(text) and 0 <= j < len(copy) and text[i] == copy[j]

    numbers = [
        bool(_OF_NUMBERS & {*text[i : i + 1], *copy[j : j + 1]})
        for i, j in ((right, here), (right_end - 1, here_end - 1))
    ]
    while same(right - 1, here - 1) and (right > first or (numbers[0] and text[right - 1] in _OF_NUMBERS)):
        right, here = right - 1, here - 1
    while same(right_end, here_end) and (right_end < last or (numbers[1] and text[right_end] in _OF_NUMBERS)):
        right_end, here_end = right_end + 1, here_end + 1
    return Difference(right, right_end, here, here_end)


_OF_NUMBERS = frozenset("0123456789.%-")


def _touches(figure: Stated, part: Difference) -> bool:
    return figure.start < max(part.right_end, part.right + 1) and part.right < figure.end


def _names(expected: Expected, part: Difference) -> str:
    names = dict.fromkeys(figure.name for figure in expected.figures if _touches(figure, part))
    return f"数据（{'、'.join(names)}）" if 0 < len(names) <= 3 else ""


def _elsewhere(text: str, found: Text) -> Place:
    """Where the better part of a text stands in the copy; None where it does not."""
    middle = text[: max(_MOVED, len(text) * 2 // 3)]
    for piece in (text, middle, text[-len(middle) :]):
        if len(piece) >= _MOVED and (place := found.said.find(piece)) >= 0:
            return place
    return None


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:16]}……{text[-12:]}（{len(text)} 个字）"


def _before(text: Text, position: int) -> str:
    return text.words(max(0, position - _AROUND), position)


def _here(text: Text, start: int, end: int) -> str:
    """The words around a stretch, and the stretch itself where it is short."""
    last = min(len(text.said), end + _AROUND)
    inside = text.words(start, end)
    return f"“…{_before(text, start)}{_short(inside)}{text.words(end, last)}…”"
