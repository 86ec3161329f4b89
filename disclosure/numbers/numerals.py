"""Numbers in Chinese words as whole numbers."""

from __future__ import annotations

import re

from disclosure.numbers.grammar import DIGITS_IN_WORDS, TENS_IN_WORDS, TIMES_IN_WORDS
from disclosure.numbers.wording import chinese

_SIMPLE = str.maketrans("〇○两壹贰叁肆伍陆柒捌玖拾佰仟萬億", "零零二一二三四五六七八九十百千万亿")


def in_digits(said: str) -> int:
    """二百五十 as 250, and 二五〇 as well."""
    said = "".join(TENS_IN_WORDS.get(c, c) for c in said)
    if TIMES_IN_WORDS.keys().isdisjoint(said):
        return int("".join(str(DIGITS_IN_WORDS[c]) for c in said))
    total = section = digit = 0
    for c in said:
        if c in DIGITS_IN_WORDS:
            digit = DIGITS_IN_WORDS[c]
        elif TIMES_IN_WORDS[c] < 10_000:
            section, digit = section + (digit or 1) * TIMES_IN_WORDS[c], 0
        elif TIMES_IN_WORDS[c] == 10_000:
            total, section, digit = total + (section + digit or 1) * 10_000, 0, 0
        else:
            total, section, digit = (total + section + digit or 1) * TIMES_IN_WORDS[c], 0, 0
    return total + section + digit


def well_formed(said: str) -> bool:
    """Whether a number in words can only be read in one way: not 二百五 (250 or 205), nor 二五〇."""
    plain = "".join(TENS_IN_WORDS.get(c, c) for c in said).translate(_SIMPLE)
    plain = plain if plain[0] not in "百千万亿" else f"一{plain}"
    number = in_digits(said)
    return number < 10**12 and re.sub("^一十", "十", plain) == (chinese(number) or "零")
