"""Numbers in prose: where a text says one, in digits of any script or in words.

Digits may stand inside names and citations (“1+3+N”, 《…》, 〔…〕…号). A number in words (二百五十件) is a figure as
well; small counts (三年, 两个) and ordinals (第二十次) are prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.numbers.numerals import BLUR, COUNTS_SOMETHING, LARGE, MEASURE, NEARLY, NUMERAL, counts_in_words
from disclosure.text.source_text import blank

DIGIT = re.compile(r"[\d²³¹¼-¾⁰⁴-⁹₀-₉⅐-ↈ①-⒛⓪-⓿❶-➓〡-〩〸-〺㆒-㆕㈠-㈩㉈-㉏㉑-㉟㊀-㊉㊱-㊿🄀-🄌]")
"""A digit of any script or form: 9, ９, ⁹, ⑨, ٩, Ⅸ."""
_D = DIGIT.pattern
_TYPED = re.compile(rf"(?:约|近|不少于)?(?P<digits>{_D}+(?:[.．]{_D}+)?)(?:[余多]?[%％\u4e00-\u9fff]{{0,2}})")

_NAME = re.compile(
    r"“(?P<name>[^”\n]{1,40})”|《(?P<title>[^》\n]{1,80})》|(?<=[\u4e00-\u9fff])〔[12][0-9]{3}〕[0-9]{1,4}号"
)
_RUN = rf"(?:{_D}(?:{_D}|[.,．，])*)"
_NUMBER = re.compile(rf"\s*(?:{_RUN}|{LARGE})\s*")
_SAID = re.compile(
    rf"(?:[共计达约近超逾过]|合计|累计|不少于)*{_NUMBER.pattern}[余多]?(?:{MEASURE}|[年月日天万亿千百余多])+(?:以上|左右)?"
    r"[\s。，、；：！？]*"
)
COUNT = re.compile(
    rf"(?:(?<!第)(?<!{_D}){_RUN}|(?<![第几数])(?<!{NUMERAL}){COUNTS_SOMETHING}{LARGE}|{NEARLY})"
    rf"\s*{BLUR}*\s*{MEASURE}"
)


def without_names(text: str) -> str:
    """`text` with names and citations, in which digits may stand, blanked out; lengths and lines stay.

    Quotation marks make no name of what counts something: “250件” and “化解250件” are figures, and so is “250” unless
    it names what follows it.
    """

    def blank_name(match: re.Match[str]) -> str:
        name = match["name"] or match["title"] or ""
        names_what_follows = re.match(rf"(?!{MEASURE})[\u4e00-\u9fff]", text[match.end() :])
        if _SAID.fullmatch(name) or COUNT.search(name) or (_NUMBER.fullmatch(name) and not names_what_follows):
            return match[0]
        return blank(match)

    return _NAME.sub(blank_name, text)


def typed(text: str, units: frozenset[str] = frozenset(), year: int | None = None) -> str | None:
    """The first number in a text that stands in no name: digits, or words before a measure word or one of the `units`.

    In words, the `year` and the next are numbers too.
    """
    return next((said for _, said, _ in numbers_in(without_names(text), units, year)), None)


_UNSEEN = re.compile(
    r"[ \t\u3000*_`]+|(?<=[\u4e00-\u9fff])\n(?=[\u4e00-\u9fff])|</?[a-z]+[ -/:;=?-~]*>|!?\[|\](?:\([ a-zA-Z./#_-]*\))?"
)
"""Inline markup and spaces, which hide from no reader that the characters around them are one number."""


def numbers_in(text: str, units: frozenset[str], year: int | None) -> Iterator[tuple[int, str, str]]:
    """Where each number begins in a text, how it is said, and what follows its last digit."""
    hidden = {place for match in _UNSEEN.finditer(text) for place in range(*match.span())}
    places = [place for place in range(len(text)) if place not in hidden]
    seen = "".join(text[place] for place in places)
    if DIGIT.search(seen):
        for match in _TYPED.finditer(seen):
            yield places[match.start()], match[0], seen[match.end("digits") :]
    for match in counts_in_words(seen, units, year):
        digits = re.match(rf"(?:百分之)?{NUMERAL}+", match[0])
        assert digits
        yield places[match.start()], match[0], seen[match.start() + digits.end() :]
