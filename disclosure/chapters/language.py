"""The language of the pages: each page's text held against all that a page may say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import islice

from disclosure.chapters.arguments import Scope
from disclosure.chapters.beside import beside_figures
from disclosure.chapters.compared import IN_YEAR, comparing_problems
from disclosure.chapters.digits import typed_digits, vague_counts
from disclosure.chapters.expansion import Passage, Value
from disclosure.chapters.labels import swapped_references
from disclosure.chapters.links import Link, link_problems, links
from disclosure.chapters.macros import MACROS
from disclosure.chapters.markup import TOLD, anchors, slips, too_much, without_settings
from disclosure.chapters.names import Quote
from disclosure.chapters.syntax import parsed
from disclosure.chapters.template_code import read_code
from disclosure.chapters.titles import retyped_titles
from disclosure.page import Page
from disclosure.problem import Problem, Problems
from disclosure.report.edition import Edition
from disclosure.report.model import Model
from disclosure.text.headings import headings


@dataclass(frozen=True)
class Read:
    """A page as it was read: what it comes to, quotes, calls and takes in, what is wrong with it, and what deserves a
    second look.

    `title` is that of its first heading, "" where code makes it; `text` is what the edition's readers may get of it.
    `anchors` are where links may lead on it, None where code makes some.
    """

    passage: Passage
    title: str
    text: str
    quotes: tuple[Quote, ...]
    calls: frozenset[str]
    includes: tuple[str, ...]
    problems: tuple[Problem, ...]
    links: tuple[Link, ...] = ()
    anchors: frozenset[str] | None = None
    reminders: tuple[Problem, ...] = ()


def read_page(text: str, page: Page, model: Model, paths: Collection[str], edition: Edition) -> Read:
    """Checks a page's text as `edition` reads it. `paths` are the paths of all its pages."""
    text = text.replace("\r\n", "\n")
    if much := too_much(text, page):
        return Read((), "", "", (), frozenset(), (), (much,))
    digits = (*islice(typed_digits(text, page, model), TOLD),)
    try:
        tree = parsed(text, page)
    except Problems as broken:  # which braces belong together is anyone's guess
        return Read((), "", text, (), frozenset(), (), (*broken.problems, *digits))
    scope = Scope(page, model, paths, edition)
    code = read_code(tree, text, scope)
    retyped = () if page.internal else retyped_titles(code.text, page, scope.report)
    shown = without_settings(code.shown)
    found = links(text, shown)
    others = (*slips(text, shown, page, model), *link_problems(page, found, paths))
    beside = (*islice(beside_figures(text, page, model), TOLD), *comparing_problems(text, page, model), *retyped)
    title = next((heading.title for heading in headings(code.text)), "")
    return Read(
        code.passage,
        "" if "{" in title else title,
        code.text,
        code.quotes,
        code.calls,
        code.includes,
        (*code.problems, *digits, *others, *beside),
        found,
        None if any(MACROS[name].fills for name in code.calls) or code.includes else anchors(shown),
        () if page.internal else (*vague_counts(text, page, model), *swapped_references(text, page, model)),
    )


def quoting_problems(text: str, scope: Scope, *, planned: bool) -> Iterator[Problem]:
    """What is wrong with a text of data that quotes figures of its year: it may quote them, and do nothing else.

    What is `planned` may go beyond a figure, and say so right beside it: 不少于{{ cases.lectures }}.
    """
    try:
        code = read_code(parsed(text, scope.page), text, scope)
    except Problems as broken:
        yield from broken.problems
        return
    yield from code.problems
    if not planned:
        yield from beside_figures(text, scope.page, scope.model)
    yield from comparing_problems(text, scope.page, scope.model)
    quoted = [piece for piece in code.passage if not isinstance(piece, str)]
    figures = [
        piece
        for piece in quoted
        if isinstance(piece, Value)
        and piece.path[0] in scope.model.themes
        and not any(map(IN_YEAR.fullmatch, piece.path))
    ]
    if figures != quoted or re.search(r"\{[%#]", text):
        advice = "数据里的文字只能引用这一年的指标，写成 {{ 主题.指标 }}。"
        yield Problem(scope.page.source, 0, 0, advice)


def endless(pages: Mapping[str, Read]) -> Iterator[Problem]:
    """Pages that take each other in without end."""
    try:
        TopologicalSorter({path: read.includes for path, read in pages.items()}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        message = f"{' ← '.join(circle)} 一页引入一页，绕成了圈；请删去其中一处 include。"
        yield Problem(Page(circle[0]).source, 0, 0, message)
