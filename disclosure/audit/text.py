"""Every text on every page: no template code left over, and no digit but those of figures, names and particulars."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from disclosure.downloads.datapackage import changes, version
from disclosure.downloads.tables import downloads, tables_in
from disclosure.numbers.prose import DIGIT, numbers_in
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

    def stands_alone(self, text: str) -> bool:
        return " ".join(text.split()) in self.whole

    def loose(self, text: str) -> str:
        """The first number in `text` that counts something and is not allowed; "" where there is none."""
        if not DIGIT.search(text) or self.stands_alone(text):
            return ""
        said = self.inside.sub(lambda found: _ELSEWHERE * len(found[0]), text)
        return next((found.said for found in numbers_in(said, frozenset(), None) if DIGIT.search(found.said)), "")


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
        for element in _blocks(page):
            text = "".join(_said(page, element, allowed))
            if squeezed(text) in headings and element.xpath("ancestor::nav"):  # the contents beside the page
                continue
            said = _NUMBERING.sub("", text)
            if DIGIT.search(said) and (run := loose(said)):
                yield page.problem(f"“{run}”不是数据里的数（所在文字：{text.strip()[:30]}）。", element)
        for text, element, name in page.texts(_ATTRIBUTES) if _IN_ATTRIBUTES.search(page.source) else ():
            if run := loose(text):
                yield page.problem(f"{name} 里的“{run}”不是数据里的数。", element)
        for place, count in Counter(page.ids).items():
            if count > 1:
                yield page.problem(f"页面上有 {count} 处 id 都是 {place}；标题的锚点不能重名。")


def _telling(page: BuiltPage) -> Iterator[tuple[str, Element]]:
    """The texts with template code, each with its element: not scripts, nor what is held against the data."""
    for element in page.tree.iter():
        for text in (element.text if element.tag not in _QUIET else None, element.tail):
            if text and _LEFTOVER.search(text):
                yield text, element


def _blocks(page: BuiltPage) -> Iterator[Element]:
    """The elements whose text readers take for one: all but those within a sentence, and what is held to the data."""
    stack = [page.tree]
    while stack:
        element = stack.pop()
        if _told_elsewhere(element):
            continue
        if element.tag not in _WITHIN:
            yield element
        stack.extend(element)


def _said(page: BuiltPage, element: Element, allowed: Allowed) -> Iterator[str]:
    """The pieces of a sentence, across what is marked in it; a sign stands for what is told elsewhere."""
    if element.text:
        yield _piece(page, element.text, allowed)
    for child in element:
        if _told_elsewhere(child) or child.tag not in _WITHIN:
            yield _ELSEWHERE
        else:
            yield from _said(page, child, allowed)
        if child.tail:
            yield _piece(page, child.tail, allowed)


def _piece(page: BuiltPage, text: str, allowed: Allowed) -> str:
    return _ELSEWHERE if allowed.stands_alone(text) or _own_address(page, text) else text


def _told_elsewhere(element: Element) -> bool:
    """Whether an element's text is held against the data by its mark, or is no text."""
    return element.tag in _QUIET or "data-field" in element.attrib or "data-block" in element.attrib


def _own_address(page: BuiltPage, text: str) -> bool:
    """Whether a text is where the page can be found, as the printable view tells it on its last page."""
    return text.startswith("http") and text.endswith(f"/{page.address}") and not any(map(str.isspace, text))


_QUIET = frozenset(("data", "script", "style"))
_WITHIN = frozenset(("a", "abbr", "b", "code", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong", "sub",
                     "sup", "time", "u", "wbr"))  # fmt: skip
"""What stands within a sentence."""
_ELSEWHERE = "…"
_LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|Macro (?:Rendering|Syntax) Error|Undefined")
_SPOKEN = ("title", "alt", "aria-label", "aria-description", "placeholder", "label")
_ATTRIBUTES = " | ".join(f"//*[not(@data-name)]/@{name}" for name in _SPOKEN)
"""Those of links around figures are held against the data."""
_IN_ATTRIBUTES = re.compile(rf"(?:{'|'.join(_SPOKEN)})\s*=[^<>]*(?:{DIGIT.pattern}|&)")
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
        *model.unit.names,
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
        yield from (correction.said for version in report.versions for correction in version.corrections)
    yield from (text for each in changes(model) for text in (each.version, each.said))
    yield from (download.path for download in downloads(model))
    yield from (
        text for table in tables_in(model) for field in table.fields for text in (field.title, field.description)
    )
