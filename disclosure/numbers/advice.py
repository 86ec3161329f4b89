"""What a clerk should write instead of what reads as no number."""

from __future__ import annotations

import re
from collections.abc import Callable

from disclosure.numbers.grammar import AFTER_UNIT, BEFORE, MINUS, any_of

_KNOWN = "约、近、不足、超、至少、至多、余、多、以上、以下、左右"
"""A word for each thing that can be said of a number."""
_NOTHING = ("", "-", "—", "～", "/", "无", "空", "null", "暂无")
_LONGEST = 40
_UNIT = re.compile(r"[^0-9.,]+")
WIDE = str.maketrans("０１２３４５６７８９．，－％", "0123456789.,-%")


def advice(written: str, readable: Callable[[str], bool]) -> str:
    """What to write instead of `written`; `readable` tells whether something reads as a number."""
    plain = written.translate(WIDE).strip()
    if not plain:
        return "没有填写；没有发生写 0，没有报告写 ~。"
    if plain in _NOTHING:
        return f"“{written}”不是一个数；没有发生写 0，没有报告写 ~。"
    if readable(plain):
        return f"“{written}”用了全角数字或空格；请写成 {plain}。"
    if readable(joined := re.sub("[,\\s]", "", plain)):
        return f"“{written}”里有分隔符；请写成 {joined}。"
    if re.fullmatch(r"[0-9oOlI.]*[0-9][0-9oOlI.]*", plain) and re.search(r"[oOlI]", plain):
        return f"“{written}”里混有字母，不是一个数；请只用 0 到 9 的数字。"
    plain = re.sub("(?<=[1-9])([余多])([万亿])", r"\2\1", plain)
    ends = range(min(len(plain), _LONGEST) - 1, 0, -1)
    if number := next((plain[:end] for end in ends if readable(plain[:end]) and _UNIT.fullmatch(plain, end)), None):
        unit = re.sub(f"(?:{any_of(AFTER_UNIT)})$", "", plain[len(number) :])
        both = f"{number}{plain[len(number) + len(unit) :]}"
        instead = both if readable(both) else number
        told = (
            f"“{written}”后面有“{unit or plain[len(number) :]}”；若是单位请删去（单位写在指标目录里），只写 {instead}；"
        )
        return f"{told}约数词只认 {_KNOWN}。"
    match = re.fullmatch(rf"(\D*?)({MINUS}?[0-9].*)", plain)
    if match and match[1] not in BEFORE and readable(match[2]):
        return f"“{written}”里的约数词不认识；只认 {_KNOWN}，例如 {match[2]}余。"
    return f"“{written}”不是一个数；请写阿拉伯数字，例如 250、3.689、320余。"
