"""Sentences with figures that stand in a year's chapters word for word as in those of the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from disclosure.page import Page
from disclosure.report.model import Report
from disclosure.report.repeated import Repeated

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_QUOTE = re.compile(r"\{\{\s*(?:[a-z][a-z0-9_]*\.[a-z0-9_.]+|words\()")
_PARTICULAR = re.compile(r"\{\{\s*(?:document|unit|chapter|plans|shortcomings)\.[a-z_.]+\s*\}\}")
_SHOWN = 40


def retold(texts: Mapping[Page, str], report: Report, before: Report) -> Iterator[Repeated]:
    """Those of the pages of `report`; `texts` are those of all pages."""
    for page, text in texts.items():
        then = texts.get(Page(page.path.replace(str(report.year), str(before.year), 1)), "")
        if page.year != report.year or page.printing or not then:
            continue
        old = {found[0].strip() for found in _SENTENCE.finditer(then)}
        for found in _SENTENCE.finditer(text):
            said = found[0].strip()
            if said in old and _QUOTE.search(_PARTICULAR.sub("", said)):
                line = text.count("\n", 0, found.start() + len(found[0]) - len(found[0].lstrip())) + 1
                short = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
                yield Repeated(page.path.partition("/")[2], page.source, line, f"“{short}”")
