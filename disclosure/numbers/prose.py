"""Numbers in prose: where a text counts something, in digits of any script or in words.

What names something (see `naming.py`) is left alone, and so are small counts in words (三年, 两个), ordinals
(第二十次) and sayings (亿万人民). Shares and blurred counts in words deserve a second look.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from disclosure.numbers.grammar import BEFORE, DIGIT_IN_WORDS, MEASURE, NUMERAL, any_of, measures
from disclosure.numbers.naming import named, without_names

DIGIT = re.compile(r"[\d²³¹¼-¾⁰⁴-⁹₀-₉⅐-ↈ①-⒛⓪-⓿❶-➓〡-〩〸-〺㆒-㆕㈠-㈩㉈-㉏㉑-㉟㊀-㊉㊱-㊿🄀-🄌]")
"""A digit of any script or form: 9, ９, ⁹, ⑨, ٩, Ⅸ."""
BLUR = "[余餘多来几]"
"""What blurs a number from behind: 三百余件."""
_D = DIGIT.pattern
_TYPED = re.compile(
    rf"(?:{any_of(BEFORE)})?(?P<digits>(?:(?<![-—\w])[-−])?{_D}+(?:[.,．，]{_D}+)*)[余多]?[十百千万亿]*[余多]?(?:{MEASURE}|[\u4e00-\u9fff]{{0,2}})"
)
_REACH = 20
"""How much of what follows a number is told."""
_UNSEEN = re.compile(
    r"[ \t\u3000*_`]+|(?<=[\u4e00-\u9fff])\n(?=[\u4e00-\u9fff])|</?[a-z]+[ -/:;=?-~]*>|!?\[|\](?:\([ a-zA-Z./#_-]*\))?"
)
"""Inline markup and spaces, which hide from no reader that the characters around them are one number."""


@dataclass(frozen=True)
class Found:
    """A number in a text: where it begins, how it is said, its digits (or words) alone, and what follows them."""

    start: int
    said: str
    digits: str
    following: str


def typed(
    text: str, units: frozenset[str] = frozenset(), year: int | None = None, names: Collection[str] = ()
) -> str | None:
    """The first number in a text that counts something; see `numbers_in`."""
    return next((found.said for found in numbers_in(text, units, year, names)), None)


def numbers_in(text: str, units: frozenset[str], year: int | None, names: Collection[str] = ()) -> Iterator[Found]:
    """The numbers of a text that count something: in digits, and in words before a measure word or one of the `units`.

    The `year` and the next are numbers too. None of the known `names` holds one.
    """
    places, seen = _seen(without_names(text, names))
    years = (year, year + 1) if year else ()
    if DIGIT.search(seen):
        left = list(seen)
        for start, end in named(seen, years):
            left[start:end] = "…" * (end - start)
        for match in _TYPED.finditer("".join(left)):
            end = match.end("digits")
            yield Found(places[match.start()], match[0], match["digits"], seen[end : end + _REACH])
    counting = _counting(units, year)
    for run in _RUN.finditer(seen):
        if said := counting.match(seen, run.start()):
            digits = _DIGITS.match(said[0])
            end = said.start() + len(digits[0] if digits else said[0])
            yield Found(places[said.start()], said[0], seen[said.start() : end], seen[end : end + _REACH])


def reminders_in(text: str, names: Collection[str] = ()) -> Iterator[Found]:
    """Shares, multiples and blurred or small counts in words: whoever knows the number may rather say it."""
    places, seen = _seen(without_names(text, names))
    for match in _VAGUE.finditer(seen):
        yield Found(places[match.start()], match[0], "", seen[match.end() : match.end() + _REACH])


def _seen(text: str) -> tuple[list[int], str]:
    """The characters that readers see as one text, and where each stands."""
    places: list[int] = []
    start = 0
    for match in _UNSEEN.finditer(text):
        places.extend(range(start, match.start()))
        start = match.end()
    places.extend(range(start, len(text)))
    return places, "".join(text[place] for place in places)


# --- in words ---------------------------------------------------------------------------------------------------------

_RUN = re.compile(rf"{NUMERAL}+")
_DIGITS = re.compile(rf"(?:百分之)?{NUMERAL}{{1,20}}")
_MANY = (
    rf"(?:(?={NUMERAL}{{0,20}}[〇○零十百千万亿拾佰仟萬億]){NUMERAL}{{2,20}}|(?={NUMERAL}{{0,20}}[廿卅]){NUMERAL}{{1,20}}"
    rf"|{NUMERAL}{{3,20}})"
)
_RULES = (
    "[一-鿿]{0,3}(?:措施|举措|意见|规定|要求|禁令|制度|政策|办法|建议|纪律|标准|准则|原则|经验|做法|行动|工程|机制|清单|战略|任务|"
    "决定|铁律)"
)
"""What a body of rules is called after its number: 十五条硬措施."""


@cache
def _counting(units: frozenset[str], year: int | None) -> re.Pattern[str]:
    """Numbers in words before what is counted with (二百五十件), percentages, the `year` and the next.

    Ordinals (第一百二十次), counts of one character (三年), other years (二〇三五年) and sayings (亿万人, 三五个,
    十四五, 几十万人) are prose.
    """
    # 二三十人, 十四五
    about = rf"(?!{DIGIT_IN_WORDS}{{2}}[十百千万]|十{DIGIT_IN_WORDS}{{2}}|万一|{NUMERAL}{{1,3}}[条项大]{_RULES})"
    counts_something = rf"(?=[十拾廿卅]|{NUMERAL}{{0,20}}{DIGIT_IN_WORDS})"
    nearly = "(?<=[近约逾超])[百千万亿萬億]"
    years = "|".join(_said(each) for each in (year, year + 1)) if year else "(?!)"
    return re.compile(
        rf"(?<![第几数])(?:(?:{about}{counts_something}{_MANY}|{nearly}){BLUR}*[”’》]*(?:{measures(units)})"
        rf"|百分之{NUMERAL}{{1,20}}|(?:{years})年)"
    )


def _said(year: int) -> str:
    """A pattern for a year in words: 二〇二三, 二零二三."""
    return "".join("[〇○零]" if c == "0" else "零一二三四五六七八九"[int(c)] for c in str(year))


_FEW = "[一二三四五六七八九两]"
_VAGUE = re.compile(
    rf"(?<!第)(?<!{NUMERAL})(?:近|约|超|超过|逾)?(?:"
    rf"[二三四五六七八九两几]成(?:半|多)?(?=以|左|上|的|[，。；、）]|$)"
    rf"|(?:{_FEW}|[十百千数几]){{1,9}}倍(?!增)|翻[一两二三几]番"
    rf"|(?<!百分之)(?<!分之){_FEW}分之{_FEW}|(?<=[过近约占])半数?(?=以|的|[，。；]|$)"
    rf"|(?:成百上|[数几上])[十百千万亿]{{1,4}}(?:余|多)?(?:{MEASURE})|(?:[数几上]|成百上)[千万](?=[，。；]|$)"
    rf"|十几(?:{MEASURE})|[二三四五六七八九两]{{2}}[十百千万](?:余|多)?(?:{MEASURE})"
    rf"|[二三四五六七八九两](?:人次|件次|场次|[件次起例宗户场份家名])(?=[，。；、]|$))"
)
"""九成以上, 近一倍, 三分之二, 数十名, 上千份, 二三十人, and what is counted to the end of a clause: 开展检查九次。"""
