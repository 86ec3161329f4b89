"""Dates and ordinals in the words of official documents."""

from __future__ import annotations

from datetime import date


def chinese_date(day: date) -> str:
    """2024年1月9日: Arabic digits without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese(number: int) -> str:
    """1 to 999999999999 as Chinese numerals: 一, 十, 十一, 二十一, 一百零一, 一千二百, 三亿零五万; "" for 0."""
    said = ""
    for place, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        four, below = number // place % 10**4, number % place
        if four:
            said += ("零" if said and four < 1000 else "") + _below_ten_thousand(four) + unit
        elif said and below >= 1000:
            said += "零"
    return said.removeprefix("一") if said.startswith("一十") else said


def _below_ten_thousand(number: int) -> str:
    said = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += _DIGITS[digit] + unit
        elif said and number % place and not said.endswith("零"):
            said += "零"
    return said


_DIGITS = "零一二三四五六七八九"
