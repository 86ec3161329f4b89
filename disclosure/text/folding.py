"""Other ways in which people type the same characters: in traditional form, or by the first letters of their pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

_HAN = range(0x4E00, 0xA000)  # CJK Unified Ideographs
_HAN_RUN = re.compile(f"[{chr(_HAN.start)}-{chr(_HAN.stop - 1)}]+")


def traditional_forms(characters: Iterable[str]) -> str:
    """The traditional forms of simplified characters, as pairs in a row: 複复復复."""
    wanted = frozenset(characters)
    return "".join(
        traditional + simple
        for traditional, simple in _simplified().items()
        if simple in wanted and traditional not in wanted
    )


def initials(texts: Iterable[str]) -> Mapping[str, str]:
    """The characters that a letter stands for in pinyin typed by its first letters, by the letter: x -> 先小行…

    As they are read where they stand: 行 is an x in 行政, and an h only if there is a 银行.
    """
    letters: dict[str, set[str]] = {}
    for text in texts:
        for run in _HAN_RUN.findall(text):
            for character, letter in zip(run, lazy_pinyin(run, style=Style.FIRST_LETTER), strict=True):
                letters.setdefault(letter, set()).add(character)
    return {letter: "".join(sorted(found)) for letter, found in sorted(letters.items()) if letter.isascii()}


@cache
def _simplified() -> Mapping[str, str]:
    """Every traditional character by itself, and its simplified form."""
    convert = OpenCC("t2s").convert
    pairs = ((character, convert(character)) for character in map(chr, _HAN))
    return {character: simple for character, simple in pairs if simple != character}
