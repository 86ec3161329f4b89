"""The pages from which staff copy a report: they have its public text whole, and nothing that other systems garble."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from disclosure.audit.copies import audit_copy
from disclosure.audit.marks import mark_problems
from disclosure.documents.copy import Copy, Line
from disclosure.problem import Problem, Problems
from disclosure.project import Project, check
from disclosure.report.model import Model
from disclosure.text.built import BuiltPage, parsed

_PLAIN = frozenset(("p", "strong", "table", "tbody", "tr", "th", "td"))
_ATTRIBUTES = frozenset(("style", "border", "colspan", "rowspan"))


def paste_addresses(model: Model) -> frozenset[str]:
    """Where the pages to copy from stand in the staff edition."""
    return frozenset(f"{year}/paste.html" for year in model.reports)


def paste_problems(project: Project, site: Path) -> Iterator[Problem]:
    """What is wrong with them; the public edition must have none."""
    if project.edition == "staff":
        public = check(project.root)
        for address in sorted(paste_addresses(public.model)):
            try:
                page = parsed(address, (site / address).read_text("utf-8"))
            except (OSError, ValueError, etree.XMLSyntaxError):
                yield Problem(address, 0, 0, "没有可供复制正文的这一页。")
                continue
            yield from mark_problems(public.model, [page])
            yield from _text_problems(public, page)


def _text_problems(public: Project, page: BuiltPage) -> Iterator[Problem]:
    texts = page.elements("//section[not(@data-apart)]/div[@class='text']")
    for element in (each for text in page.elements("//div[@class='text']") for each in text.iterdescendants()):
        if element.tag not in _PLAIN or not _ATTRIBUTES.issuperset(map(str, element.attrib)):
            yield page.problem(f"供复制的正文里有 {element.tag}，别的系统会弄乱它。", element)
    lines = tuple(Line(1, "".join(map(str, block.itertext()))) for text in texts for block in text)
    try:
        audited = audit_copy(public, Copy(page.address, lines, "行"))
    except Problems as problems:
        yield from (replace(each, path=page.address) for each in problems.problems)
    else:
        if audited.only:
            yield page.problem("供复制的正文只有一章。")
