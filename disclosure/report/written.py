"""What a clerk writes in a data file: how each kind of value is read, and what editors are told of it.

Each kind is a type for pydantic. What reads it takes YAML's text, None, list or dict, and raises ValueError with advice
on what to write instead.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema


class Record:
    """What a mapping of a data file becomes: a frozen dataclass, whose fields the mapping may have and no other."""

    __pydantic_config__ = ConfigDict(extra="forbid")


MAX_LENGTH = 2000
MAX_DECIMALS = 6
_KEY = "^[a-z][a-z0-9_]{0,39}$"
_AN_ID = "只能用小写英文字母、数字和下划线，以字母开头，不超过 40 个。"
_URL = r"^https?://[^\s<>\"]+$"
_YEAR = "[12][0-9]{3}"
_DIGEST = "^[0-9a-f]{12}([0-9a-f]{52})?$"
_LAYOUT = re.compile(r"#|>|[-+](?=\s|$)|-{3}|[0-9]+[.)](?=\s|$)")
"""What Markdown takes for a heading, a quotation, a list or a rule where a line begins with it."""


def shown(written: object) -> str:
    """The beginning of what was written, on one line, to be named in advice."""
    return re.sub(r"\s+", " ", str(written))[:40]


def text(written: str) -> str:
    """`written`, if it shows on a page as it stands. Raises ValueError with advice."""
    if written != written.strip():
        raise ValueError("文字的开头或末尾有空格；请删去。")
    if sign := _LAYOUT.match(written):
        raise ValueError(f"文字不能以 {sign[0]} 开头，它会被当成排版符号；请删去。")
    if written.endswith("#"):
        raise ValueError("文字不能以 # 结尾，它会被当成排版符号；请删去。")
    return written


def _string(written: object) -> str:
    if isinstance(written, dict):
        raise ValueError("这里要写文字；文字里有半角冒号加空格时，请改用全角“：”，或给整段加引号。")
    if not isinstance(written, str):
        raise ValueError("这里要写文字，不能留空、写 ~ 或展开成列表。")
    return written


def _limited(written: object) -> str:
    if len(said := _string(written)) > MAX_LENGTH:
        raise ValueError(f"文字超过 {MAX_LENGTH} 字；请分成几条。")
    return said


def _text(written: object) -> str:
    if not (said := _limited(written)):
        raise ValueError("这里没有填写；请写上内容，不需要就把这一行删去。")
    return text(said)


def _names(written: object) -> tuple[str, ...]:
    """One name, or a list of them."""
    if not isinstance(written, list):
        return (_text(written),)
    if not written:
        raise ValueError("列表里至少要有一项；不知道就把这一行删去。")
    return tuple(map(_text, written))


def _key(written: object) -> str:
    if not re.fullmatch(_KEY, key := _string(written)):
        raise ValueError(f"编号 {shown(key)} {_AN_ID}")
    return key


def _listed_key(written: object) -> str:
    if isinstance(written, str) and re.search("[，、；“”]", written):
        raise ValueError(f"编号 {shown(written)} {_AN_ID}各项用半角逗号隔开，不加引号。")
    return _key(written)


def _url(written: object) -> str:
    if not re.fullmatch(_URL, url := _limited(written)):
        raise ValueError("网址要写全，以 https:// 或 http:// 开头，中间没有空格。")
    return url


def _digest(written: object) -> str:
    if not re.fullmatch(_DIGEST, digest := _string(written)):
        raise ValueError("校验码是连着的 12 位或 64 位，只有数字和 a 到 f，中间没有空格；请照原样抄。")
    return digest


def _day(written: object) -> date:
    """A date in digits and hyphens (ISO 8601)."""
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


def _decimals(written: object) -> int:
    if not isinstance(written, str):
        raise ValueError("这里要写整数。")
    if not re.fullmatch("[-+]?[0-9]{1,40}", written):
        raise ValueError(f"“{shown(written)}”不是整数。")
    if (count := int(written)) < 0:
        raise ValueError(f"“{written}”太小；最小是 0。")
    if count > MAX_DECIMALS:
        raise ValueError(f"“{written}”太大；最大是 {MAX_DECIMALS}。")
    return count


def _year(written: object) -> int:
    if not isinstance(written, str) or not re.fullmatch(_YEAR, written):
        raise ValueError("这里要写四位数字的年份，例如 2024。")
    return int(written)


def _number(written: object) -> Decimal:
    if not isinstance(written, str):
        raise ValueError("这里要写数。")
    try:
        number = Decimal(written)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(f"“{shown(written)}”不是数。")
    return number


def _unit_name(written: object) -> str:
    return "" if written == "" else _text(written)


_A_TEXT = {"maxLength": MAX_LENGTH, "minLength": 1, "type": "string"}
_ONE_OR_MORE = {"anyOf": [_A_TEXT, {"items": _A_TEXT, "minItems": 1, "type": "array"}]}
_A_KEY = WithJsonSchema({"pattern": _KEY, "type": "string"})

Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_A_TEXT)]
Source = Annotated[Text, Field(description="原文出处，例如 一（四）2。")]
Note = Annotated[Text | None, Field(description="给工作人员的说明；只在内部版出现。")]
Names = Annotated[tuple[str, ...], BeforeValidator(_names), WithJsonSchema(_ONE_OR_MORE)]
"""One text, or several in a list."""
UnitName = Annotated[str, BeforeValidator(_unit_name), WithJsonSchema({"maxLength": 20, "type": "string"})]
"""What is counted with; "" for a bare ratio."""
Key = Annotated[str, BeforeValidator(_key), _A_KEY]
ListedKey = Annotated[str, BeforeValidator(_listed_key), _A_KEY]
"""A key in a list, where Chinese commas creep in."""
Url = Annotated[str, BeforeValidator(_url), WithJsonSchema({**_A_TEXT, "pattern": _URL})]
Digest = Annotated[str, BeforeValidator(_digest), WithJsonSchema({"pattern": _DIGEST, "type": "string"})]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"format": "date", "type": "string"})]
Decimals = Annotated[
    int, BeforeValidator(_decimals), WithJsonSchema({"maximum": MAX_DECIMALS, "minimum": 0, "type": "integer"})
]
Year = Annotated[int, BeforeValidator(_year), WithJsonSchema({"maximum": 2999, "minimum": 1000, "type": "integer"})]
Number = Annotated[
    Decimal, BeforeValidator(_number), WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]})
]
