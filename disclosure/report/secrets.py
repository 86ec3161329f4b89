"""What only staff may read, word for word: whatever the full model says and the public one does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from disclosure.report.expression import Expression
from disclosure.report.model import PUBLIC, Figure, Indicator, Model, Theme
from disclosure.report.said import written

_TELL_NOTHING = frozenset(("access", "id", "key", "kind", "line", "quantity", "status", "theme", "unit"))
"""Fields that hold a class, a name for machines or a measure, the same for many."""
_WERE_PUBLIC = frozenset(("recorded", "of", "was", "now"))
"""Fields that hold what was published once, as no edition shows it any more; what it says now is told by the others."""
_UNTOLD = _TELL_NOTHING | _WERE_PUBLIC

_PLACE = re.compile(r"[第部分篇章节条款项目页段行附表图件一二三四五六七八九十百0-9（）()、，.．\s—-]")
"""The signs of a place in a document (附表3, 一（四）2), which tells nothing by itself."""


def secrets(full: Model, shown: Model) -> frozenset[str]:
    """The texts of `full` that `shown`, the public's, does not hold as they are, nor data/unit.yml lets be said.

    Closed by default: a field that is new to the model counts. A single character stands anywhere and is none, nor is
    a number of fewer than three digits: where those stand, the audit asks for what they count.
    """
    return frozenset(_texts(full)) - frozenset(_texts(shown)) - frozenset(full.unit.also_public)


def _texts(value: object) -> Iterator[str]:
    """Every text that stands in a value of the model, or in what it holds."""
    match value:
        case str():
            yield from (text for text in {str(value), written(value)} if len(text) > 1)
        case Expression():
            yield value.text
        case Mapping():
            yield from _all(value.values())
        case tuple() | list():
            yield from _all(value)
        case Indicator() | Theme() if _may_be_known(value):
            yield from _all(value.indicators) if isinstance(value, Theme) else ()
        case _ if is_dataclass(value):
            if isinstance(value, Indicator):
                yield value.id
            if isinstance(value, Figure) and value.quantity:
                yield from _number(value)
            parts = {each.name: getattr(value, each.name) for each in fields(value) if each.name not in _UNTOLD}
            if len(_PLACE.sub("", parts.get("source") or "")) < 2:
                parts.pop("source", None)
            yield from _all(parts.values())


def _may_be_known(measured: Indicator | Theme) -> bool:
    """Whether the public may know that something is measured, though no figure of it be public."""
    indicators = measured.indicators if isinstance(measured, Theme) else (measured,)
    return any(indicator.access == PUBLIC for indicator in indicators)


def _all(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _texts(value)


def _number(figure: Figure) -> Iterator[str]:
    """A figure with its unit; as digits alone only where there are so many that nothing else has them."""
    digits = sum(map(str.isdigit, figure.value))
    if digits >= 3:
        yield figure.text
    if digits >= 5:
        yield figure.value


def stands(secret: str, text: str) -> re.Match[str] | None:
    """Where a secret stands in a text; one that begins or ends like a word or a number is no part of a longer one."""
    if secret not in text:
        return None
    before = r"(?<![0-9A-Za-z_.])" if _LATIN.match(secret) else ""
    after = r"(?![0-9A-Za-z_])" if _LATIN.match(secret[-1]) else ""
    return re.search(f"{before}{re.escape(secret)}{after}", text)


_LATIN = re.compile("[0-9A-Za-z]")


def told_to_the_public(secret: str) -> str:
    """What to do about a secret that the public would read."""
    short = secret if len(secret) <= 30 else f"{secret[:30]}…"
    advice = "请删去或改写；本来就可以公开说的，在 data/unit.yml 里加一行"
    return f"“{short}”只给工作人员看，公开的版本里却有；{advice} also_public: [{secret}]。"
