"""What stands in `docs/` beside the text of the pages: files, folders, and the navigation that SUMMARY.md gives."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from disclosure.digits import typed
from disclosure.model import Model
from disclosure.navigation import ENTRY, NAVIGATION
from disclosure.page import Page
from disclosure.problem import Problem, Problems, nearest
from disclosure.yamlfile import read_text


def misplaced(docs: Path, model: Model, texts: Mapping[Page, str]) -> Iterator[Problem]:
    """Year folders without data, files that no page uses, pages that no reader would find, broken navigation."""
    yield from _year_folders(docs, model)
    yield from _stray_files(docs, texts.values())
    yield from _missing_files(docs, texts)
    listed: dict[str, list[str]] = {}
    for file in sorted(docs.rglob(NAVIGATION)):
        folder = file.parent.relative_to(docs).as_posix()
        targets: list[str] = []
        try:
            yield from _navigation(file, f"docs/{file.relative_to(docs).as_posix()}", targets)
        except Problems as unreadable:
            yield from unreadable.problems
        listed["" if folder == "." else f"{folder}/"] = targets
    yield from _unlisted(model, listed, [page for page in texts if not page.internal and not page.partial])


def _year_folders(docs: Path, model: Model) -> Iterator[Problem]:
    for folder in sorted(entry for entry in docs.iterdir() if entry.is_dir() and entry.name != "staff"):
        if not re.fullmatch(r"[12][0-9]{3}", folder.name):
            yield Problem(f"docs/{folder.name}", 0, 0, "文件夹名只能是四位数字的年份；不公开的内容请放进 docs/staff。")
        elif int(folder.name) not in model.reports:
            yield Problem(
                f"docs/{folder.name}", 0, 0, f"没有对应的 data/{folder.name}；请补上这一年的数据，或移走这个文件夹。"
            )


def _stray_files(docs: Path, texts: Collection[str]) -> Iterator[Problem]:
    """Files that would be published though no page leads to them."""
    for file in sorted(docs.rglob("*")):
        path = file.relative_to(docs).as_posix()
        if (
            file.is_dir()
            or file.suffix == ".md"
            or file.name.startswith(".")
            or Page(path).internal
            or any(file.name in text for text in texts)
        ):
            continue
        yield Problem(f"docs/{path}", 0, 0, "没有页面用到这个文件，却会随网站公开；请删去，不公开的请放进 docs/staff。")


_LINK = re.compile(r"\]\((?P<target>[^)#\s{:]+)(?:[#\s][^)]*)?\)")


def _missing_files(docs: Path, texts: Mapping[Page, str]) -> Iterator[Problem]:
    """Pictures and other files that a page leads to and that are not there."""
    for page, text in texts.items():
        folder = (docs / page.path).parent
        for match in _LINK.finditer(text):
            target = match["target"]
            if not target.endswith(".md") and not (folder / unquote(target)).is_file():
                line, column = (
                    text.count("\n", 0, match.start()) + 1,
                    match.start("target") - text.rfind("\n", 0, match.start()),
                )
                near = nearest(target, (file.name for file in folder.iterdir() if file.name != NAVIGATION))
                yield Problem(page.source, line, column, f"没有 {target} 这个文件{near}；请改链接，或把文件放进来。")


def _navigation(file: Path, shown: str, targets: list[str]) -> Iterator[Problem]:
    """The entries of a SUMMARY.md that cannot be read or that lead nowhere; the others are added to `targets`."""
    for number, line in enumerate(read_text(file, shown).splitlines(), 1):
        if not line.strip():
            continue
        if (entry := ENTRY.fullmatch(line)) is None:
            yield Problem(shown, number, 1, "这一行读不懂；请写成“* [标题](文件名.md)”，星号后面空一格，括号用半角。")
            continue
        title = entry["title"] or entry["group"] or ""
        if sign := typed(title) or "".join(re.findall(r"[{}<>]", title)):
            advice = f"导航的标题里有“{sign}”；标题里只写文字，不写数字和符号。"
            yield Problem(shown, number, line.index(title) + 1, advice)
        if target := entry["target"]:
            targets.append(target)
            if not (file.parent / target).is_file():
                near = nearest(target, (other.name for other in file.parent.glob("*.md") if other.name != NAVIGATION))
                yield Problem(shown, number, line.index(target) + 1, f"没有 {target} 这个文件{near}。")


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
        known = {*outline, "index.md", "print.md"}
        for page in pages:
            if page.year == year and page.path.partition("/")[2] not in known:
                advice = f"不在 data/{year}/document.yml 的 outline 里，不会出现在打印版；请写进 outline，或移走。"
                yield Problem(page.source, 0, 0, advice)
