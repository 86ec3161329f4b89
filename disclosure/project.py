"""The whole project, checked: the model of one edition, and every page's names and digits against it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from disclosure.chapters.arguments import Scope
from disclosure.chapters.expansion import Passages, on_paper
from disclosure.chapters.files import mislabelled, misplaced
from disclosure.chapters.language import Read, endless, quoting_problems, read_page
from disclosure.chapters.links import missing_files, missing_places
from disclosure.chapters.names import RESERVED, Quote, quotes_by_indicator
from disclosure.chapters.navigation import NAVIGATION, Group, groups
from disclosure.chapters.placeholders import placeholders
from disclosure.chapters.retold import retold
from disclosure.page import Page
from disclosure.problem import Problem, Problems, nearest
from disclosure.reading.configuration import misnamed, must_be_configured
from disclosure.reading.load import load
from disclosure.reading.theme import strange_in_theme
from disclosure.reading.yamlfile import Route, read_text, read_yaml
from disclosure.report.edition import Edition, public, revealing, unsourced
from disclosure.report.model import PUBLIC, Model, Report
from disclosure.report.repeated import begun_from, told
from disclosure.report.said import QUOTE, written
from disclosure.report.seal import broken
from disclosure.report.secrets import secrets, stands, told_to_the_public

UNIT = "data/unit.yml"


@dataclass(frozen=True, eq=False)
class Project:
    """One edition of a project without mistakes.

    `passages` are its pages by their paths, `titles` their first headings; `navigation` lists each year's pages;
    `quotes` tells where each indicator is quoted, `places` the first page that calls each macro;
    `placeholders` are what is still to be filled in, `reminders` what deserves a second look in the pages; `secrets`
    are the texts that only staff may read, which a public edition must not hold; `unrecorded` is what published years
    say otherwise than when they were recorded.

    Each reading of the project is itself alone (`eq=False`), so that what follows from it can be kept beside it.
    """

    root: Path
    edition: Edition
    model: Model
    passages: Passages
    titles: Mapping[str, str]
    navigation: Mapping[int, tuple[Group, ...]]
    quotes: Mapping[str, tuple[Quote, ...]]
    places: Mapping[str, Page]
    placeholders: tuple[Problem, ...] = ()
    reminders: tuple[Problem, ...] = ()
    secrets: frozenset[str] = frozenset()
    unrecorded: tuple[Problem, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether anything is still to be filled in: every page and the paper then say so."""
        return bool(self.placeholders)

    @cached_property
    def pages(self) -> Collection[Page]:
        """The pages of the edition, with the passages that other pages include."""
        return tuple(map(Page, self.passages))


def check(root: Path, edition: Edition = "public") -> Project:
    """Reads and checks all that an edition is made of; the staff one includes the public one. Raises Problems."""
    project = unsealed(root, edition)
    if project.unrecorded:
        raise Problems(project.unrecorded)
    return project


def unsealed(root: Path, edition: Edition = "staff") -> Project:
    """The same, even if a published year says other things than when it was recorded. Raises Problems."""
    return _check(root, edition, _change_times(root))


def _change_times(root: Path) -> frozenset[tuple[str, int]]:
    files = [file for room in ("data", "docs", "theme") for file in (root / room).rglob("*")] + [
        *root.glob("mkdocs*.yml")
    ]
    return frozenset((str(file), file.stat().st_mtime_ns) for file in files if file.is_file())


@lru_cache(maxsize=2)
def _check(root: Path, edition: Edition, _: frozenset[tuple[str, int]]) -> Project:
    missing = [name for name in ("data", "docs") if not (root / name).is_dir()]
    missing += [name for name in ("mkdocs.yml", "mkdocs.staff.yml") if not (root / name).is_file()]
    if missing:
        advice = "这里没有它；请在项目文件夹里执行命令，若是删掉了请从备份恢复。"
        raise Problems(Problem(name, 0, 0, advice) for name in missing)
    must_be_configured(root)
    catalogue = root / "data/indicators.yml"
    if catalogue.is_file() and not re.sub(rb"#[^\n]*", b"", catalogue.read_bytes()).strip():
        raise Problems([_BEGIN])
    full = load(root, RESERVED)
    if not full.themes:
        raise Problems([_BEGIN])
    if not public(full).themes:
        advice = (
            f"没有另行注明的内容都成了{full.unit.access}，没有一个数公开；请写 access: {PUBLIC}，不公开的单独注明。"
        )
        raise Problems([read_yaml(root / UNIT, UNIT).problem(("access",), advice)])
    problems = [*revealing(full), *unsourced(full), *misnamed(root, full.unit.site_name), *strange_in_theme(root)]
    texts = _texts(root, problems)
    unread = [problem.path.removeprefix("docs/") for problem in problems]  # links to these are not the mistake
    published = public(full)
    pages = _pages(published, "public", texts, unread)
    full = _with_texts(full, pages)
    published = public(full)
    shown = {page: read.text for page, read in pages.items()}
    problems.extend(misplaced(root / "docs", full, texts, {page: read.links for page, read in pages.items()}))
    withheld = secrets(full, published)
    problems.extend(_retyped(root, withheld, published, shown))
    problems.extend(_misquoted(root, published, "public"))
    checked = {"public": replace(_edition(root, "public", published, pages, problems), secrets=withheld)}
    if edition == "staff":
        problems.extend(_misquoted(root, full, "staff"))
        staff = _edition(root, "staff", full, _pages(full, "staff", texts, unread), problems)
        years = begun_from(full)
        again = told(retold(texts, *years), years[0]) if years else ()
        checked["staff"] = replace(staff, reminders=(*again, *staff.reminders))
    if problems:
        raise Problems(problems)
    unrecorded = tuple(problem for report in full.reports.values() for problem in broken(report))
    return replace(checked[edition], unrecorded=unrecorded)


def _with_texts(model: Model, pages: Mapping[Page, Read]) -> Model:
    """The model, each report with the words of its preamble and chapters as the public reads them."""

    def texts(report: Report) -> Mapping[str, str]:
        paths = {name: Page(f"{report.year}/{name}.md") for name in ("preamble", *report.document.chapters)}
        return {name: on_paper(pages[page].passage) for name, page in paths.items() if page in pages}

    return replace(model, reports={y: replace(report, texts=texts(report)) for y, report in model.reports.items()})


_BEGIN = Problem(
    "data/indicators.yml",
    1,
    1,
    "目录里还没有指标；请先写一个主题，例如 disputes: {name: 矛盾纠纷化解, "
    "indicators: {found: {name: 排查矛盾纠纷, unit: 件}}}，再在各年度的 figures.yml 里写它的数和出处。",
)


def _retyped(root: Path, withheld: Collection[str], published: Model, pages: Mapping[Page, str]) -> Iterable[Problem]:
    """Texts for staff alone that the public reads all the same, in `pages` or in other data."""
    for page, text in pages.items():
        for name in withheld:
            if place := stands(name, text):
                yield Problem(page.source, text.count("\n", 0, place.start()) + 1, 0, told_to_the_public(name))
    for path, route, text in _published_texts(published):
        for name in withheld:
            if stands(name, text):
                yield read_yaml(root / path, path).problem(route, told_to_the_public(name))


def _misquoted(root: Path, model: Model, edition: Edition) -> Iterator[Problem]:
    """What is wrong with the figures that texts of data quote."""
    for path, route, text in _published_texts(model):
        year = re.fullmatch(r"data/([0-9]{4})/(?:plans|shortcomings|outcomes)\.yml", path)
        if year and "{" in written(text):
            scope = Scope(Page(f"{year[1]}/index.md"), model, (), edition)
            found = quoting_problems(written(text), scope, planned=path.endswith("plans.yml"))
            for message in dict.fromkeys(problem.message for problem in found):
                yield read_yaml(root / path, path).problem(route, message)


def _published_texts(model: Model) -> Iterator[tuple[str, Route, str]]:
    """What data files say in words to readers: the file, the place in it, the text."""
    for indicator in model.indicators:
        place = (indicator.theme, "indicators", indicator.key, "definition")
        yield "data/indicators.yml", place, indicator.definition
    for year, report in model.reports.items():
        for key, fault in report.shortcomings.items():
            file = f"data/{year}/shortcomings.yml"
            yield file, (key, "title"), fault.title
            yield from ((file, (key, "findings", n), text) for n, text in enumerate(fault.findings))
        file = f"data/{year}/plans.yml"
        yield from ((file, ("aims", n), text) for n, text in enumerate(report.plans.aims))
        for key, plan in report.plans.plans.items():
            yield file, ("plans", key, "title"), plan.title
            yield from ((file, ("plans", key, "measures", n), text) for n, text in enumerate(plan.measures))
        for key, outcome in report.outcomes.items():
            yield f"data/{year}/outcomes.yml", (key, "said"), outcome.said or ""
        for f in report.figures.values():
            yield from ((f"data/{year}/figures.yml", (f.indicator.theme, f.indicator.key), word) for word in f.words)


def _texts(root: Path, problems: list[Problem]) -> Mapping[Page, str]:
    """The text of every page; those that cannot be read are problems."""
    docs = root / "docs"
    texts: dict[Page, str] = {}
    for path in sorted(file.relative_to(docs).as_posix() for file in docs.rglob("[!.]*.md") if file.name != NAVIGATION):
        page = Page(path)
        try:
            texts[page] = read_text(root / page.source, page.source)
        except Problems as unreadable:
            problems.extend(unreadable.problems)
    return texts


def _pages(model: Model, edition: Edition, texts: Mapping[Page, str], unread: Iterable[str]) -> Mapping[Page, Read]:
    """The pages of one edition as it reads them; they may lead to each other and to the `unread`."""
    texts = {page: text for page, text in texts.items() if edition == "staff" or not page.internal}
    paths = frozenset((*(page.path for page in texts), *unread))
    return {page: read_page(text, page, model, paths, edition) for page, text in texts.items()}


def _edition(
    root: Path, edition: Edition, model: Model, pages: Mapping[Page, Read], problems: list[Problem]
) -> Project:
    """One edition, adding to `problems` what is wrong with its pages."""
    read = {page.path: each for page, each in pages.items()}
    problems.extend(problem for page in read.values() for problem in page.problems)
    problems.extend(endless(read))
    links = {page: each.links for page, each in pages.items()}
    problems.extend(missing_files(root / "docs", links))
    problems.extend(missing_places(links, {path: each.anchors for path, each in read.items()}))
    problems.extend(_missing_pages(root, model))
    quotes = quotes_by_indicator(quote for page in read.values() for quote in page.quotes)
    if not problems:  # a page that cannot be read may be the one that quotes them
        problems.extend(_unused(model, quotes))
    passages = {path: page.passage for path, page in read.items()}
    titles = {path: page.title for path, page in read.items()}
    places = {name: page for page in [*pages][::-1] if not page.partial for name in pages[page].calls}
    navigation = {} if problems else {year: groups(_navigation(root, year)) for year in model.reports}
    reminders = tuple(
        sorted(
            (
                *(reminder for page in read.values() for reminder in page.reminders),
                *(told for year in navigation for told in mislabelled(year, _navigation(root, year), titles)),
            )
        )
    )
    left = tuple(placeholders(root))
    return Project(root, edition, model, passages, titles, navigation, quotes, places, left, reminders)


def _navigation(root: Path, year: int) -> str:
    path = f"docs/{year}/{NAVIGATION}"
    return read_text(root / path, path)


def _missing_pages(root: Path, model: Model) -> list[Problem]:
    """Chapters that a year's outline names and nobody wrote."""
    problems = []
    for year, report in model.reports.items():
        if not (root / f"docs/{year}").is_dir():
            problems.append(
                Problem(f"docs/{year}", 0, 0, f"data/{year} 的各章应当在这个文件夹里；请从别的年度复制一份来改。")
            )
            continue
        path = f"data/{year}/document.yml"
        for position, part in enumerate(report.document.outline):
            for place, name in enumerate(part.chapters):
                if not (root / f"docs/{year}/{name}.md").is_file():
                    said = f"outline 里的 {name} 没有对应的章；请补上 docs/{year}/{name}.md，或改 outline。"
                    route = ("outline", position, "chapters", place)
                    problems.append(read_yaml(root / path, path).problem(route, said))
        for position, attachment in enumerate(report.document.attachments):
            name = attachment.file or (f"{attachment.page}.md" if attachment.page else "")
            said = ""
            if attachment.file and attachment.page:
                said = "附件只能是一个文件或一页；请只写 file 和 page 中的一个。"
            elif name and not ("/" not in name and (root / f"docs/{year}/{name}").is_file()):
                near = nearest(name, (file.name for file in (root / f"docs/{year}").iterdir()))
                said = f"没有 docs/{year}/{name} 这个文件{near}；请把附件放进这个文件夹，或改这里写的名称。"
            if said:
                problems.append(read_yaml(root / path, path).problem(("attachments", position), said))
    return problems


def _unused(model: Model, quotes: Mapping[str, tuple[Quote, ...]]) -> list[Problem]:
    """Indicators that are defined and filled in, but that no page shows."""
    texts = (written(text) for _, _, text in _published_texts(model))
    quoted = {quote["id"] for text in texts for quote in QUOTE.finditer(text)}
    advice = "没有任何章节或表格引用；请在章节里引用，或从目录里删去。"
    return [
        Problem("data/indicators.yml", indicator.line, 0, f"{indicator.id}（{indicator.name}）{advice}")
        for indicator in model.indicators
        if indicator.id not in quotes and indicator.id not in quoted
    ]
