"""What stands in `docs/` beside the text of the pages: files, folders, and the navigation that SUMMARY.md gives."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from disclosure.chapters.links import Link, led_to
from disclosure.chapters.navigation import NAVIGATION, Entry, entries
from disclosure.numbers.prose import typed
from disclosure.page import Page
from disclosure.problem import Problem, Problems, nearest
from disclosure.reading.yamlfile import read_text
from disclosure.report.model import Model


def misplaced(
    docs: Path, model: Model, pages: Collection[Page], published: Mapping[Page, Collection[Link]]
) -> Iterator[Problem]:
    """Folders that do not belong, files that no page uses, pages that no reader would find, broken navigation.

    `pages` are all there are, `published` the links of those for the public.
    """
    if folders := [*_folders(docs, model)]:
        yield from folders  # whatever is in them is out of place as well
        return
    yield from _files(docs, {*led_to(published), *_attached(model)})
    listed: dict[str, list[str]] = {}
    for file in sorted(docs.rglob(NAVIGATION)):
        folder = file.parent.relative_to(docs).as_posix()
        targets: list[str] = []
        try:
            yield from _navigation(file, f"docs/{file.relative_to(docs).as_posix()}", targets)
        except Problems as unreadable:
            yield from unreadable.problems
        listed["" if folder == "." else f"{folder}/"] = targets
    yield from _unlisted(model, listed, [page for page in pages if not page.internal and not page.partial])


def _attached(model: Model) -> Iterator[str]:
    """The files that reports have as attachments, below `docs/`."""
    for year, report in model.reports.items():
        yield from (f"{year}/{attachment.file}" for attachment in report.document.attachments if attachment.file)


def _folders(docs: Path, model: Model) -> Iterator[Problem]:
    """Folders other than those for staff, for each year with data, and for what a year says on the home page."""
    for folder in sorted(entry for entry in docs.rglob("*") if entry.is_dir()):
        page = Page(f"{folder.relative_to(docs).as_posix()}/")
        match page.path.split("/")[:-1]:
            case [*_, name] if name.lower() == "staff" != name:
                yield Problem(page.source[:-1], 0, 0, "文件夹名要用小写字母：staff；请改名。")
            case _ if page.internal:
                pass
            case [name] if not re.fullmatch(r"[12][0-9]{3}", name):
                yield Problem(f"docs/{name}", 0, 0, "文件夹名只能是四位数字的年份；不公开的内容请放进 docs/staff。")
            case [name] if int(name) not in model.reports:
                yield Problem(f"docs/{name}", 0, 0, f"没有对应的 data/{name}；请补上这一年的数据，或移走这个文件夹。")
            case [_] | [_, "home"]:
                pass
            case _:
                advice = "年度文件夹里只能有 home 和 staff 两个文件夹；请移走，若是多复制了一次请删去。"
                yield Problem(page.source[:-1], 0, 0, advice)


_DATA = (".yml", ".yaml", ".py")
_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What one engine or the other makes a page of, and only `.md` is read here."""


def _files(docs: Path, led_to: Collection[str]) -> Iterator[Problem]:
    """Files that are not what they seem, and those that would be published though no page leads to them."""
    for file in sorted(file for file in docs.rglob("[!.]*") if file.is_symlink() or not file.is_dir()):
        page, kind = Page(file.relative_to(docs).as_posix()), file.suffix.lower()
        if file.is_symlink():
            advice = "这是一个链接，指向别处的文件；请放文件本身，或删去。"
        elif not file.is_file():
            advice = "这不是一个普通的文件，读它会一直等下去；请删去，或移到别处。"
        elif kind in _DATA:
            advice = "数据和程序不能放进 docs，会随网站公开；请移走。"
        elif kind in _PAGES and file.suffix != ".md":
            advice = "页面的扩展名只能是 .md；请改名，或移走。"
        elif ".staff." in file.name.lower() and ".staff." not in file.name:
            advice = "文件名里的 staff 要用小写字母；请改名。"
        elif file.suffix == ".md" or page.internal or page.path in led_to:
            continue
        else:
            advice = "没有公开的页面用到这个文件，却会随网站公开；请删去，不公开的请放进 docs/staff。"
        yield Problem(page.source, 0, 0, advice)


_SIGNS = re.compile(r"[{}<>*_`\\&#|~^!]")
"""What Markdown and code take for more than text."""


def _navigation(file: Path, shown: str, targets: list[str]) -> Iterator[Problem]:
    """The entries of a SUMMARY.md that cannot be read or that lead nowhere; the others are added to `targets`."""
    text = read_text(file, shown)
    lines = text.splitlines()
    for entry in entries(text):

        def at(part: str, message: str, entry: Entry = entry) -> Problem:
            return Problem(shown, entry.line, lines[entry.line - 1].find(part) + 1, message)

        if entry.fault:
            yield Problem(shown, entry.line, 1, entry.fault)
        elif (entry.group or entry.target) and (sign := typed(entry.title) or "".join(_SIGNS.findall(entry.title))):
            advice = f"导航的标题里有“{sign}”；标题里只写文字，不写数字和符号。"
            yield at(entry.title, advice)
        if target := entry.target:
            if target in targets:
                yield at(target, f"{target} 在导航里写了两次；请只留一处。")
            targets.append(target)
            if not (file.parent / target).is_file():
                near = nearest(target, (other.name for other in file.parent.glob("*.md") if other.name != NAVIGATION))
                yield at(target, f"没有 {target} 这个文件{near}。")


def _unlisted(model: Model, listed: Mapping[str, list[str]], pages: Collection[Page]) -> Iterator[Problem]:
    """Pages that the navigation leaves out, and chapters that stand there in another order than in the outline."""
    for page in pages:
        folder, _, name = page.path.rpartition("/")
        if (f"{folder}/" if folder else "") not in listed:
            missing = Page(f"{folder}/{NAVIGATION}" if folder else NAVIGATION)
            yield Problem(missing.source, 0, 0, "文件不存在；请补上，写明这个文件夹里的各页在导航里的次序。")
        elif name not in listed.get(f"{folder}/" if folder else "", []):
            yield Problem(page.source, 0, 0, f"导航里没有这一页；请写进 {NAVIGATION}，不公开的请放进 docs/staff。")
    for year, report in model.reports.items():
        outline = [f"{name}.md" for name in report.document.chapters]
        there = [target for target in listed.get(f"{year}/", []) if target in outline]
        if sorted(there) == sorted(outline) and there != outline:
            yield Problem(
                f"docs/{year}/{NAVIGATION}",
                0,
                0,
                f"各章的次序与 data/{year}/document.yml 的 outline 不同；请改成一样。",
            )
        known = {
            *outline,
            *(f"{name}.md" for name in report.document.attached_pages),
            "index.md",
            "outcomes.md",
            "print.md",
        }
        for page in pages:
            if page.year == year and page.path.partition("/")[2] not in known:
                advice = f"不在 data/{year}/document.yml 的 outline 里，不会出现在打印版；请写进 outline，或移走。"
                yield Problem(page.source, 0, 0, advice)


def mislabelled(year: int, navigation: str, titles: Mapping[str, str]) -> Iterator[Problem]:
    """Pages that a year's navigation calls by a name that has nothing in common with their own title."""
    for entry in entries(navigation):
        title = titles.get(f"{year}/{entry.target}", "")
        if entry.target.endswith(".md") and title and not _pairs(entry.title) & _pairs(title):
            advice = f"导航里叫“{entry.title}”，这一页的标题是“{title}”；请核对是不是同一页。"
            yield Problem(f"docs/{year}/{NAVIGATION}", entry.line, 0, advice)


def _pairs(text: str) -> set[str]:
    """The pairs of characters that stand side by side in a text."""
    return {text[place : place + 2] for place in range(len(text) - 1)}
