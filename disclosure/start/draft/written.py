"""Values as YAML writes them, and ids that a person can read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from pypinyin import lazy_pinyin

_PLAIN = re.compile(r"[一-鿿《“（][^:#\[\]{},&*!|>'\"%@`\n]*")
_VERB = re.compile(
    "^(?:依法|扎实|持续|全面|切实|进一步|加强|强化|深化|推进|推动|加大|健全|完善|开展|规范|提升|做好)+(?=.{4})"
)
"""How headings begin that go on to name their matter."""


def quoted(text: str) -> str:
    """A text as a YAML value, in quotation marks only where it needs them."""
    if _PLAIN.fullmatch(text) and text == text.strip():
        return text
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


def written_list(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def pinyin_key(name: str, taken: Collection[str], prefix: str = "") -> str:
    """An id for a name, two syllables a word: 矛盾纠纷 is maodun_jiufen; none of those `taken`."""
    name = _VERB.sub("", re.split("[，、；]", name)[0]) or name
    syllables = [each for each in lazy_pinyin(re.sub("[^一-鿿]", "", name), errors="ignore") if each.isascii()]
    words = ["".join(syllables[place : place + 2]) for place in range(0, min(len(syllables), 8), 2)]
    key = prefix + ("_".join(words)[: 34 - len(prefix)].rstrip("_") or "shuju")
    numbered = (key, *(f"{key}_{number}" for number in range(2, 1000)))
    return next(each for each in numbered if each not in taken)
