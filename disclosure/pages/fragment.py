"""HTML on its way through Markdown: wrapped so that Markdown takes it for a word and leaves it alone.

Parsing every tag of every figure is most of what Markdown does on a page. An engine that lets an extension into its
Markdown is given `Fragments`, and the HTML wrapped; to others the HTML goes as it is. The pages are the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

PRIVATE = range(0xE000, 0xE082)
"""Characters of Unicode's Private Use Area that stand for wrapped HTML; no text of pages and data has any."""

_START, _END = chr(PRIVATE[128]), chr(PRIVATE[129])
_WRAP = {code: PRIVATE[code] for code in range(128)}
_UNWRAP = {private: code for code, private in _WRAP.items()}
_WRAPPED = re.compile(f"{_START}([^{_END}]*){_END}")


def wrapped(html: str) -> str:
    """`html` with each ASCII character moved to the Private Use Area, between marks: one word, on one line."""
    return f"{_START}{html.translate(_WRAP)}{_END}"


@lru_cache(maxsize=10_000)
def _opened(text: str) -> str:
    return text.translate(_UNWRAP)


class Fragments(Extension):
    """Lets wrapped HTML through: Markdown keeps it aside and puts it in the page at the end."""

    def extendMarkdown(self, md: Markdown) -> None:
        after_whitespace_before_html = 22  # Python-Markdown's own preprocessors have the priorities 30 and 20
        md.preprocessors.register(_KeepAside(md), "fragments", after_whitespace_before_html)


class _KeepAside(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        assert self.md is not None
        store = self.md.htmlStash.store
        return [
            _WRAPPED.sub(lambda match: store(_opened(match[1])), line) if _START in line else line for line in lines
        ]
