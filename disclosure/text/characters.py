"""Characters that cannot be seen, or look like another: pasted text brings them along, and no search finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from disclosure.text.radicals import RADICAL, without_radicals

HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff\ufff9-\uffff]"
)
"""Unicode's controls, formats (zero width, direction), separators, its Private Use Area, and what is no character."""


def strange(text: str) -> Iterator[tuple[int, str]]:
    """Where such characters stand in a text, and what to do about each."""
    for match in HIDDEN.finditer(text):
        yield match.start(), hidden(match[0])
    for match in RADICAL.finditer(text):
        yield match.start(), f"“{match[0]}”是从 PDF 粘贴来的部首，搜索不到；请改成“{without_radicals(match[0])}”。"


def hidden(character: str) -> str:
    """What to do about a character that cannot be seen."""
    name = unicodedata.name(character, "")
    return f"这里有看不见的字符（U+{ord(character):04X} {name}".rstrip() + "）；请删去，或把这一处重新输入。"
