"""Radicals for characters: Chromium's text layer names the radical (⾼) where the page has the character (高).

Most decompose by Unicode's own tables (NFKC); the ones below do not, or to another form.
"""

from __future__ import annotations

import re
import unicodedata

_RADICALS = str.maketrans(
    "⼾⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "户母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
RADICAL = re.compile("[\u2e80-\u2fdf]")


def without_radicals(text: str) -> str:
    """`text` with the character in the place of each radical."""
    return RADICAL.sub(lambda radical: unicodedata.normalize("NFKC", radical[0].translate(_RADICALS)), text)
