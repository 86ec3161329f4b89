"""The plain quotes of a page, `{{ disputes.found }}`, said before the engine's template compiler sees it.

Compiling a page is most of what a template engine does with it, and nearly all of a page's template code is such
quotes. What an engine makes of them is the same; it only takes longer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import attrgetter

_QUOTE = re.compile(r"\{\{ *([a-z][a-z0-9_]*)\.([a-z][a-z0-9_.]*) *\}\}")


def said(text: str, names: Mapping[str, object]) -> str:
    """`text` with its plain quotes said; one that `names` does not know is left to the engine."""

    def say(quote: re.Match[str]) -> str:
        try:
            return str(attrgetter(quote[2])(names[quote[1]]))
        except (KeyError, AttributeError):
            return quote[0]

    return _QUOTE.sub(say, text)
