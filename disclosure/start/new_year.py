"""`python -m disclosure new-year 2024`: the next year's folders, made from the last one's.

Prose, navigation and outline are carried over. What must be new is blank: 〔待填〕, which keeps every page a draft and
is listed until it is filled in.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from disclosure.chapters.names import RESERVED
from disclosure.chapters.navigation import NAVIGATION
from disclosure.problem import Problem, Problems
from disclosure.project import check
from disclosure.reading.load import load
from disclosure.report.model import DAYS, PENDING, PUBLIC, Report, Theme


def new_year(root: Path, year: int) -> str:
    """Writes data/YEAR and docs/YEAR, and tells what is to be done. Raises Problems and writes nothing."""
    model = load(root, RESERVED)
    if (before := model.reports.get(year - 1)) is None:
        years = "、".join(map(str, model.reports))
        raise Problems([Problem(f"data/{year - 1}", 0, 0, f"没有 {year} 年的上一年，无从接着写；有的年度：{years}。")])
    taken = [path for path in (f"data/{year}", f"docs/{year}") if (root / path).exists()]
    if taken:
        advice = "已经有了，不会覆盖；确实要重新开始，请先把它移到项目以外。"
        raise Problems(Problem(path, 0, 0, advice) for path in taken)
    written = dict(_data(root, model.themes_in(year), before, year)) | dict(_pages(root, year))
    if before.plans.plans:
        written |= _outcomes_page(root, year)
    shutil.copytree(
        root / f"docs/{year - 1}", root / f"docs/{year}", ignore=shutil.ignore_patterns(".*")
    )  # with its pictures
    for path, text in written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    made = f"已建立 data/{year} 和 docs/{year}：文字沿用 {year - 1} 年的，必须新写的地方都是{PENDING}。"
    return f"{made}\n{_left_to_do(root)}"


def _left_to_do(root: Path) -> str:
    try:
        left = check(root, "staff").placeholders
    except Problems as problems:
        return "\n".join(("请先改正：", *(f"  {problem}" for problem in problems.problems)))
    return f"还要填 {len(left)} 处；python -m disclosure check 逐处列出，填好一处少一处。"


# --- data ------------------------------------------------------------------------------------------------------------


def _data(root: Path, themes: Mapping[str, Theme], before: Report, year: int) -> Iterator[tuple[str, str]]:
    def head(name: str) -> str:
        """The comments at the top of last year's file."""
        file = root / f"data/{year - 1}/{name}"
        lines = file.read_text("utf-8-sig").splitlines(keepends=True) if file.is_file() else []
        return "".join(lines[: next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))])

    folder = f"data/{year}"
    document = (root / f"data/{year - 1}/document.yml").read_text("utf-8-sig").replace("\r\n", "\n")
    figures = (root / f"data/{year - 1}/figures.yml").read_text("utf-8-sig").replace("\r\n", "\n")
    yield f"{folder}/document.yml", _document(document, year)
    yield f"{folder}/figures.yml", head("figures.yml") + "\n" + _figures(themes, before, figures)
    if before.shortcomings:
        yield f"{folder}/shortcomings.yml", head("shortcomings.yml") + _SHORTCOMING
    if before.plans.plans or before.plans.aims:
        yield f"{folder}/plans.yml", head("plans.yml") + _PLANS
    if before.plans.plans:
        yield f"{folder}/outcomes.yml", _outcomes(before)


_SHORTCOMING = f"""\
first:
  title: {PENDING}
  source: {PENDING}
  findings:
    - {PENDING}
"""
_PLANS = f"""\
source: {PENDING}
aims:
  - {PENDING}
plans:
  first:
    title: {PENDING}
    source: {PENDING}
    measures:
      - {PENDING}
"""


def _outcomes(before: Report) -> str:
    """Last year's plans, each waiting for what became of it."""
    lines = [
        "# yaml-language-server: $schema=../../schema/outcomes.json",
        f"# {before.year} 年各项打算后来怎样：知道的去掉行首的 # 再填；status 写 已完成、推进中 或 未完成，",
        "# said 用一句话说明，可以引用今年的指标 {{ 主题.指标 }}。",
    ]
    for key, plan in before.plans.plans.items():
        lines += [f"# {key}:  # {plan.title}", f"#   status: {PENDING}", f"#   said: {PENDING}"]
    return "\n".join(lines) + "\n"


def _figures(themes: Mapping[str, Theme], before: Report, old: str) -> str:
    """Each indicator of the new year, waiting for its value; beside it last year's. A table keeps its rows."""
    parts, tables = [], _blank_tables(old)
    for theme in themes.values():
        lines = [f"{theme.id}:", f"  source: {PENDING}"]
        for indicator in theme.indicators:
            then = before.figures.get(indicator.id)
            if indicator.by:
                lines += [tables[indicator.id]] if indicator.id in tables else []
                continue
            if indicator.formula and not (then and then.line):
                continue  # computed
            own = then is not None and then.access not in (PUBLIC, indicator.access)
            value = f"{{value: {PENDING}, access: {then.access}}}" if then and own else PENDING
            lines.append(f"  {indicator.key}: {value}" + (f"  # 上年：{then.text}" if then else ""))
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _blank_tables(old: str) -> Mapping[str, str]:
    """The entries of last year's figures.yml that are more than a value, by their ids, with a blank for each value."""
    top = yaml.compose(old)
    assert isinstance(top, yaml.MappingNode)
    return {
        f"{theme.value}.{key.value}": _blanked(old, key, value)
        for theme, group in top.value
        for key, value in group.value
        if not isinstance(value, yaml.ScalarNode)
    }


def _blanked(old: str, key: yaml.Node, value: yaml.Node) -> str:
    start, text = key.start_mark.index, old[key.start_mark.index : value.end_mark.index].rstrip()
    for leaf in sorted(_leaves(value), key=lambda leaf: leaf.start_mark.index, reverse=True):
        text = text[: leaf.start_mark.index - start] + PENDING + text[leaf.end_mark.index - start :]
    return "  " + text


def _leaves(node: yaml.Node) -> Iterator[yaml.Node]:
    """The values at the ends of an entry, but for its class of disclosure."""
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    entries = node.value if isinstance(node, yaml.SequenceNode) else [v for k, v in node.value if k.value != "access"]
    for each in entries:
        yield from _leaves(each)


_NEW = ("number", "index_number", *DAYS)
_LEFT_OUT = ("attachments", "unchanged")
"""What last year's document says of itself alone, and what the new one may or may not have."""


def _document(text: str, year: int) -> str:
    """Last year's document with the years in its titles moved on, and blanks for what is new every year."""
    top = yaml.compose(text)
    assert isinstance(top, yaml.MappingNode)
    spans: list[tuple[int, int, str]] = []
    for key, value in top.value:
        start, end = value.start_mark.index, value.end_mark.index
        if key.value in _NEW:
            spans.append((start, end, PENDING))
        elif key.value == "answers":
            spans += [(each.start_mark.index, each.end_mark.index, PENDING) for _, each in value.value]
        elif key.value in _LEFT_OUT:
            spans.append((key.start_mark.index, end, ""))
        elif key.value in ("title", "outline"):
            spans.append((start, end, _moved_on(text[start:end], year)))
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _moved_on(text: str, year: int) -> str:
    """A text with last year and the year itself each made a year later."""
    return re.sub(f"(?:{year - 1}|{year})(?=年)", lambda match: str(int(match[0]) + 1), text)


# --- chapters --------------------------------------------------------------------------------------------------------


def _outcomes_page(root: Path, year: int) -> Mapping[str, str]:
    """The page that shows what became of last year's plans, and its line in the navigation; {} where it is there."""
    folder = root / f"docs/{year - 1}"
    if (folder / "outcomes.md").exists():
        return {}
    lines = (folder / NAVIGATION).read_text("utf-8-sig").splitlines()
    at = next((n for n, line in enumerate(lines) if "(print.md)" in line), len(lines))
    lines.insert(at, "* [上年打算的落实](outcomes.md)")
    page = "# {{ last_year }}年打算的落实情况\n\n{{ outcomes() }}\n"
    return {f"docs/{year}/outcomes.md": page, f"docs/{year}/{NAVIGATION}": "\n".join(lines) + "\n"}


_TITLE = re.compile(r"\{\{\s*(?:plans|shortcomings)\.[a-z0-9_]+\.title\s*\}\}")


def _pages(root: Path, year: int) -> Iterator[tuple[str, str]]:
    """The year's pages: what led into last year's folder leads into the new one, and quoted titles wait for theirs."""
    for file in sorted((root / f"docs/{year - 1}").rglob("*.md")):
        text = file.read_text("utf-8-sig").replace("\r\n", "\n")
        text = re.sub(rf'(?<=["(/]){year - 1}/', f"{year}/", _TITLE.sub(PENDING, text))
        yield f"docs/{year}/{file.relative_to(root / f'docs/{year - 1}').as_posix()}", text
