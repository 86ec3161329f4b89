"""A text and a date as a clerk may write them in a data file; what they may not is told with what to write instead."""

from __future__ import annotations

import re
from datetime import date

_LAYOUT = re.compile(r"#|>|[-+](?=\s|$)|-{3}|[0-9]+[.)](?=\s|$)")
"""What Markdown takes for a heading, a quotation, a list or a rule where a line begins with it."""


def text(written: str) -> str:
    """`written`, if it shows on a page as it stands. Raises ValueError with advice."""
    if written != written.strip():
        raise ValueError("文字的开头或末尾有空格；请删去。")
    if sign := _LAYOUT.match(written):
        raise ValueError(f"文字不能以 {sign[0]} 开头，它会被当成排版符号；请删去。")
    if written.endswith("#"):
        raise ValueError("文字不能以 # 结尾，它会被当成排版符号；请删去。")
    return written


def day(written: object) -> date:
    """A date in digits and hyphens (ISO 8601). Raises ValueError with advice."""
    if isinstance(written, date):
        return written
    if not isinstance(written, str) or not written:
        raise ValueError("这里要写日期，例如 2024-01-09。")
    parts = re.fullmatch(r"([12][0-9]{3})\D([0-9]{1,2})\D([0-9]{1,2})日?", written)
    try:
        found = date(*map(int, parts.groups())) if parts else None
    except ValueError:  # there is no such day
        found = None
    if found is None or found.isoformat() != written:
        raise ValueError(f"“{written[:40]}”不是有效的日期；请写成 {found or '2024-01-09 的样子'}。")
    return found
