"""The particulars at the head of a copy: title, number, signatory, which content systems set in places of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from disclosure.audit.passages import Text, text_of
from disclosure.audit.told import Place
from disclosure.numbers.wording import chinese_date
from disclosure.report.model import Document

_HEAD = 600
"""How far before its first words the head of a report may begin, in characters; further up stand lists of others."""
_ALIKE = 0.75
"""From this likeness on a text is the one sought, with a mistake in it."""


def head_faults(document: Document, found: Text, start: int) -> Iterator[tuple[Place, str]]:
    """What is missing or wrong in the head of a copy whose text begins at `start`."""
    for label, text in (("标题", document.name), ("发文字号", document.number or "")):
        if text:
            yield from _faults(label, text, found, start)
    if document.signatory:
        yield from _signatory_faults(document.signatory, found)
    yield from _labelled_faults(document, found)


def _faults(label: str, text: str, found: Text, start: int) -> Iterator[tuple[Place, str]]:
    wanted, above = text_of(text).said, max(0, start - _HEAD)
    place = _last_like(wanted, found.said[above:start])
    if place is None and wanted not in found.said:
        yield None, f"没有{label}“{text}”。"
    elif place is not None:
        here = above + place
        if found.said[here : here + len(wanted)] != wanted:
            yield here, f"{label}应当是“{text}”，这里是“{found.words(here, min(here + len(wanted), start))}”。"


def _last_like(wanted: str, said: str) -> int | None:
    """Where the last stretch of `said` begins that is, or resembles, what is wanted."""
    matcher = SequenceMatcher(None, "", wanted, autojunk=False)
    best: tuple[float, int] | None = None
    for place in range(max(0, len(said) - len(wanted) // 2), -1, -1):
        if best and place < best[1] - len(wanted) // 2:
            break
        matcher.set_seq1(said[place : place + len(wanted)])
        if matcher.quick_ratio() >= _ALIKE and (likeness := matcher.ratio()) >= max(_ALIKE, best[0] if best else 0):
            best = likeness, place
    return best[1] if best else None


def _signatory_faults(names: tuple[str, ...], found: Text) -> Iterator[tuple[Place, str]]:
    said = "、".join(names)
    place = found.said.rfind("签发人")
    if place < 0:
        yield None, f"没有签发人“{said}”。"
    elif not all(text_of(name).said in found.said[place : place + len(said) + 12] for name in names):
        yield (
            place,
            f"签发人应当是“{said}”，这里是“{found.words(place, min(place + len(said) + 4, len(found.said)))}”。",
        )


_NUMBER = r"[^\s,。;:]{2,12}[〔\[(]?[0-9]{3,6}[〕\])]?[0-9]{0,4}号"
_DAY = r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})"


def _labelled_faults(document: Document, found: Text) -> Iterator[tuple[Place, str]]:
    """What the information block of another system says otherwise."""
    if document.number:
        wanted = text_of(document.number).said
        for match in re.finditer(rf"(?:发文字号|文号):?({_NUMBER})", found.said):
            if match[1] != wanted:
                place = match.start(1)
                yield place, f"发文字号应当是“{document.number}”，这里是“{found.words(place, match.end(1))}”。"
    if document.date:
        for match in re.finditer(rf"成文日期:?{_DAY}", found.said):
            if tuple(map(int, match.groups())) != _parts(document.date):
                place = match.start(1)
                yield (
                    place,
                    f"成文日期应当是“{chinese_date(document.date)}”，这里是“{found.words(place, match.end())}”。",
                )


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day
