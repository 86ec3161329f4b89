"""The whole project, checked: the model of one edition, and every page's names and digits against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from jinja2 import nodes

from disclosure.edition import Edition, public, revealing, unsourced
from disclosure.language import endless, read_page
from disclosure.load import load
from disclosure.model import PUBLIC, Model
from disclosure.names import Quote, quotes_by_indicator
from disclosure.navigation import NAVIGATION, Group, groups
from disclosure.page import Page
from disclosure.problem import Problem, Problems
from disclosure.rooms import misplaced
from disclosure.yamlfile import read_text, read_yaml

UNIT = "data/unit.yml"


@dataclass(frozen=True, eq=False)
class Project:
    """One edition of a project without mistakes.

    `trees` are its pages by their paths, as read, `titles` their first headings; `navigation` lists each year's pages;
    `quotes` tells where each indicator is quoted.

    Each reading of the project is itself alone (`eq=False`), so that what follows from it can be kept beside it.
    """

    root: Path
    edition: Edition
    model: Model
    trees: Mapping[str, nodes.Template]
    titles: Mapping[str, str]
    navigation: Mapping[int, tuple[Group, ...]]
    quotes: Mapping[str, tuple[Quote, ...]]

    @cached_property
    def pages(self) -> Collection[Page]:
        """The pages of the edition, with the passages that other pages include."""
        return tuple(map(Page, self.trees))


def check(root: Path, edition: Edition = "public") -> Project:
    """Reads and checks all that an edition is made of; the staff one includes the public one. Raises Problems."""
    return _check(root, edition, _change_times(root))


def _change_times(root: Path) -> frozenset[tuple[str, int]]:
    files = [*(root / "data").rglob("*"), *(root / "docs").rglob("*")]
    return frozenset((str(file), file.stat().st_mtime_ns) for file in files if file.is_file())


@lru_cache(maxsize=2)
def _check(root: Path, edition: Edition, _: frozenset[tuple[str, int]]) -> Project:
    missing = [name for name in ("data", "docs") if not (root / name).is_dir()]
    missing += [name for name in ("mkdocs.yml", "mkdocs.staff.yml") if not (root / name).is_file()]
    if missing:
        advice = "这里没有它；请在项目文件夹里执行命令，若是删掉了请从备份恢复。"
        raise Problems(Problem(name, 0, 0, advice) for name in missing)
    full = load(root)
    if not public(full).themes:
        advice = (
            f"没有另行注明的内容都成了{full.unit.access}，没有一个数公开；请写 access: {PUBLIC}，不公开的单独注明。"
        )
        raise Problems([read_yaml(root / UNIT, UNIT).problem(("access",), advice)])
    problems = [*revealing(full), *unsourced(full), *_misnamed(root, full)]
    texts = _texts(root, problems)
    problems.extend(misplaced(root / "docs", full, texts))
    checked = {"public": _edition(root, "public", public(full), texts, problems)}
    problems.extend(_retyped(full, texts))
    if edition == "staff":
        checked["staff"] = _edition(root, "staff", full, texts, problems)
    if problems:
        raise Problems(problems)
    return checked[edition]


def _misnamed(root: Path, full: Model) -> Iterable[Problem]:
    """Engine configurations that call the site something else than data/unit.yml does."""
    name = full.unit.site_name
    for path, expected in (("mkdocs.yml", name), ("mkdocs.staff.yml", f"{name}（内部）")):
        lines = read_text(root / path, path).splitlines()
        number = next((n for n, line in enumerate(lines, 1) if line.startswith("site_name:")), 1)
        if lines[number - 1].partition(":")[2].strip().strip("\"'") != expected:
            yield Problem(path, number, 1, f"与 {UNIT} 里的网站名称不同；请写成“site_name: {expected}”。")


def _retyped(full: Model, texts: Mapping[Page, str]) -> Iterable[Problem]:
    """Titles of withheld plans and shortcomings that a public page repeats in its own words."""
    published = public(full)
    for year, report in full.reports.items():
        shown = published.reports[year]
        hidden = [plan.title for key, plan in report.plans.plans.items() if key not in shown.plans.plans]
        hidden += [fault.title for key, fault in report.shortcomings.items() if key not in shown.shortcomings]
        for page, text in texts.items():
            for title in hidden:
                if not page.internal and title in text:
                    line = text.count("\n", 0, text.index(title)) + 1
                    yield Problem(page.source, line, 0, f"“{title}”不公开，公开的页面却提到它；请删去。")


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


def _edition(root: Path, edition: Edition, model: Model, texts: Mapping[Page, str], problems: list[Problem]) -> Project:
    """Checks the pages of one edition, adding to `problems`."""
    texts = {page: text for page, text in texts.items() if edition == "staff" or not page.internal}
    unread = {problem.path.removeprefix("docs/") for problem in problems}  # links to these are not the mistake
    paths = frozenset(page.path for page in texts) | unread
    read = {page.path: read_page(text, page, model, paths, edition) for page, text in texts.items()}
    problems.extend(problem for page in read.values() for problem in page.problems)
    problems.extend(endless(read))
    problems.extend(_missing_pages(root, model))
    quotes = quotes_by_indicator(quote for page in read.values() for quote in page.quotes)
    if not problems:  # a page that cannot be read may be the one that quotes them
        problems.extend(_unused(model, quotes))
    trees = {path: page.tree for path, page in read.items()}
    titles = {path: page.title for path, page in read.items()}
    navigation = {} if problems else {year: groups(_navigation(root, year)) for year in model.reports}
    return Project(root, edition, model, trees, titles, navigation, quotes)


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
    return problems


def _unused(model: Model, quotes: Mapping[str, tuple[Quote, ...]]) -> list[Problem]:
    """Indicators that are defined and filled in, but that no page shows."""
    advice = "没有任何章节或表格引用；请在章节里引用，或从目录里删去。"
    return [
        Problem("data/indicators.yml", indicator.line, 0, f"{indicator.id}（{indicator.name}）{advice}")
        for indicator in model.indicators
        if indicator.id not in quotes
    ]
