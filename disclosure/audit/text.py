"""Every text on every page: no template code left over, and no digit but those of figures, names and particulars."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from disclosure.downloads.datapackage import CHANGES, version
from disclosure.downloads.tables import TABLES, downloads
from disclosure.numbers.prose import without_names
from disclosure.numbers.wording import chinese_date
from disclosure.problem import Problem
from disclosure.report.digest import digest, shown
from disclosure.report.model import Model, Report
from disclosure.report.particulars import of_document
from disclosure.text.built import BuiltPage, Element, squeezed


@dataclass(frozen=True)
class Allowed:
    """The texts with digits that are no figures: those that may stand inside a sentence, and those that stand alone."""

    inside: re.Pattern[str]
    whole: frozenset[str]

    def loose(self, text: str) -> str:
        """The first run of digits in `text` that is not allowed; "" where there is none."""
        if not _DIGIT.search(text) or " ".join(text.split()) in self.whole:
            return ""
        match = _DIGIT_RUN.search(self.inside.sub("", without_names(text)))
        return match[0] if match else ""


def text_problems(model: Model, pages: Iterable[BuiltPage]) -> Iterator[Problem]:
    """What is wrong with the texts of all pages."""
    allowed = _allowed(model)
    loose = cache(allowed.loose)  # the theme says the same on every page
    for page in pages:
        if page.page.internal:  # they speak of files, lines and what to type
            continue
        headings = {
            squeezed(found) for found in page.elements("//article//*[self::h2 or self::h3 or self::h4][.//data]")
        }
        for text, element in _telling(page):
            if match := _LEFTOVER.search(text):
                yield page.problem(f"页面上留下了没有处理的“{match[0]}”。", element)
            if squeezed(text) in headings and element.xpath("ancestor::nav"):  # the contents beside the page
                continue
            if not _own_address(page, text) and (run := loose(_NUMBERING.sub("", text))):
                yield page.problem(f"“{run}”不是数据里的数（所在文字：{text.strip()[:30]}）。", element)
        for text, element, name in page.texts(_ATTRIBUTES) if _IN_ATTRIBUTES.search(page.source) else ():
            if run := loose(text):
                yield page.problem(f"{name} 里的“{run}”不是数据里的数。", element)
        for place, count in Counter(page.ids).items():
            if count > 1:
                yield page.problem(f"页面上有 {count} 处 id 都是 {place}；标题的锚点不能重名。")


def _telling(page: BuiltPage) -> Iterator[tuple[str, Element]]:
    """The texts with digits or template code, each with its element: not scripts, nor what is held against the data."""
    stack = [page.tree]
    while stack:
        element = stack.pop()
        if element.tag in _QUIET or "data-field" in element.attrib or "data-block" in element.attrib:
            continue
        if (text := element.text) and _TELLING.search(text):
            yield text, element
        for child in element:
            if (tail := child.tail) and _TELLING.search(tail):
                yield tail, element
            stack.append(child)


def _own_address(page: BuiltPage, text: str) -> bool:
    """Whether a text is where the page can be found, as the printable view tells it on its last page."""
    return text.startswith("http") and text.endswith(f"/{page.address}") and not any(map(str.isspace, text))


_QUIET = frozenset(("data", "script", "style"))
_DIGIT = re.compile(r"[0-9０-９]")
_DIGIT_RUN = re.compile(r"[0-9０-９][0-9０-９.,]*[%％\u4e00-\u9fff]?")
_LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|Macro (?:Rendering|Syntax) Error|Undefined")
_TELLING = re.compile(f"{_DIGIT.pattern}|{_LEFTOVER.pattern}")
_SPOKEN = ("title", "alt", "aria-label", "aria-description", "placeholder", "label")
_ATTRIBUTES = " | ".join(f"//@{name}" for name in _SPOKEN)
_IN_ATTRIBUTES = re.compile(rf"(?:{'|'.join(_SPOKEN)})\s*=[^<>]*(?:{_DIGIT.pattern}|&)")
_NUMBERING = re.compile(r"^\s*(?:[0-9]{1,2}(?:[.．](?![0-9.．])|、)|[（(][0-9]{1,2}[）)])")
"""The number that opens a heading on paper, or a line of a chapter."""


def particulars(report: Report) -> frozenset[str]:
    """The texts with digits that belong to a document itself and may be said anywhere: its title, number, dates."""
    document = report.document
    answered = (document.answers.number, document.answers.title) if document.answers else ()
    days = (document.date, document.published, document.printed_on, *(version.date for version in report.versions))
    texts = {
        *document.title, *answered, *(known.text for known in of_document(report).values()),
        *(part.title for part in document.outline),
        *(said for day in days if day for said in (chinese_date(day), day.isoformat())),
        f"{report.year}年", f"{report.year + 1}年",
    }  # fmt: skip
    return frozenset(texts - {""})


def any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the texts, the longest first."""
    return re.compile("|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)) or r"(?!)")


def _allowed(model: Model) -> Allowed:
    reports = model.reports.values()
    indicators = list(model.indicators)
    inside = {
        *(text for report in reports for text in particulars(report)),
        *(indicator.name for indicator in indicators),
        *(text for text in vars(model.unit).values() if isinstance(text, str)),
        version(model),
        "SHA-256", "GB/T 9704-2012", "UTF-8",
    }  # fmt: skip
    return Allowed(any_of(inside), frozenset(_whole(model)))


def _whole(model: Model) -> Iterator[str]:
    """Texts that only stand alone, in a cell or an entry of their own."""
    for year, report in model.reports.items():
        yield str(year)
        full = digest(report)
        yield from (full, shown(full), *(version.digest for version in report.versions))
        yield from (shown(version.digest) for version in report.versions)
        yield from (version.note for version in report.versions if version.note)
    yield from (text for each in CHANGES for text in (each.version, each.said))
    yield from (download.path for download in downloads(model))
    yield from (text for table in TABLES for field in table.fields for text in (field.title, field.description))
