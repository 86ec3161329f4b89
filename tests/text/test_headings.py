"""Which heading a line of a chapter stands under."""

from __future__ import annotations

import pytest

from disclosure.text.headings import heading_over, headings

TEXT = """# 章

引言

## 甲 { #a }

正文

### 乙

正文

## {{ next_year }}年 { #next }
正文
"""


@pytest.mark.parametrize(
    ("line", "title", "anchor"),
    [(1, "章", ""), (3, "章", ""), (5, "甲", "a"), (7, "甲", "a"), (11, "乙", ""), (14, "{{ next_year }}年", "")],
)
def test_a_line_stands_under_the_last_heading_before_it(line: int, title: str, anchor: str) -> None:
    over = heading_over(headings(TEXT), line)
    assert over is not None
    assert (over.title, over.anchor) == (title, anchor)


def test_above_the_first_heading_there_is_none() -> None:
    assert heading_over(headings("\n甲\n\n## 乙 { #b }\n"), 2) is None
