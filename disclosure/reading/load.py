"""`data/` read into a checked model, or all that is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from disclosure.problem import Problem, Problems, nearest
from disclosure.reading.breakdowns import BREAKDOWNS, read_breakdowns
from disclosure.reading.catalogue import Themes, read_catalogue
from disclosure.reading.figures import read_figures
from disclosure.reading.schema import Outcomes, Shortcomings, conform
from disclosure.reading.texts import typed_digits_in_data
from disclosure.reading.yamlfile import Plain, Tree, read_text, read_yaml
from disclosure.report.breakdown import Breakdown
from disclosure.report.change import comparable
from disclosure.report.model import (
    DAYS,
    NO_PLANS,
    PUBLIC,
    Access,
    Document,
    Model,
    Outcome,
    Plan,
    Plans,
    Report,
    Shortcoming,
    Unit,
    Version,
    themes_in,
    units,
)
from disclosure.report.said import with_figures
from disclosure.text.source_text import PLACEHOLDER

Result = TypeVar("Result")


def load(root: Path, reserved: Collection[str] = ()) -> Model:
    """The whole model of the project at `root`, for staff. Raises Problems: every mistake in every file.

    No theme may have a `reserved` name.
    """
    steps = _Steps()
    steps.take(lambda: _nothing_strange(root))
    unit = steps.take(lambda: _record(root, "data/unit.yml", Unit, but=("licence", "names", "also_public", "synonyms")))
    access, names = (unit.access, unit.names) if unit else (PUBLIC, ())
    breakdowns = steps.take(lambda: _breakdowns(root))
    themes = (
        steps.take(
            lambda: read_catalogue(_tree(root, "data/indicators.yml"), access, reserved, names, breakdowns or {})
        )
        if breakdowns is not None
        else None
    )
    years = steps.take(lambda: _years(root)) or []
    reports: dict[int, Report] = {}
    for year in years:
        if report := _report(root, year, themes, access, names, steps, reports.get(year - 1)):
            reports[year] = report
    if steps.problems or unit is None or themes is None:
        raise Problems(steps.problems)
    told = {year for year in reports if (root / f"docs/{year}").is_dir() or year == max(reports)}
    alone = {year: report for year, report in reports.items() if year not in told}
    return Model(unit, themes, {year: reports[year] for year in reports if year in told}, compared=alone)


class _Steps:
    """Takes independent steps one by one and gathers their problems, so that all are told at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def take(self, step: Callable[[], Result]) -> Result | None:
        try:
            return step()
        except Problems as raised:
            self.problems.extend(raised.problems)
            return None


_FILES = {
    "data": ("unit.yml", "indicators.yml", "breakdowns.yml"),
    "data/YEAR": ("document.yml", "figures.yml", "shortcomings.yml", "plans.yml", "outcomes.yml", "versions.yml"),
}


def _nothing_strange(root: Path) -> None:
    """Data files under another name or at another place than the project reads: they would be published nowhere."""
    problems = []
    for file in sorted((root / "data").rglob("*")):
        if file.exists() and not (file.is_file() or file.is_dir()):
            advice = "这不是一个普通的文件，读它会一直等下去；请删去，或移到别处。"
            problems.append(Problem(file.relative_to(root).as_posix(), 0, 0, advice))
            continue
        below = file.relative_to(root / "data").parent.parts
        if len(below) > 1:
            continue  # what stands above is told
        if below and file.is_dir():
            advice = "年度文件夹里不能再有文件夹，它的内容不会发布；请移走，若是多复制了一次请删去。"
            problems.append(Problem(file.relative_to(root).as_posix(), 0, 0, advice))
        folder = "data" if file.parent == root / "data" else "data/YEAR"
        if file.suffix.lower() in (".yml", ".yaml") and file.name not in _FILES[folder] and file.name[0] != ".":
            advice = f"不认识这个文件，它的内容不会发布；这里只能有 {'、'.join(_FILES[folder])}，请改名、并入或移走。"
            problems.append(Problem(file.relative_to(root).as_posix(), 0, 0, advice))
    if problems:
        raise Problems(problems)


def _years(root: Path) -> list[int]:
    data = root / "data"
    folders = sorted(entry.name for entry in data.iterdir() if entry.is_dir()) if data.is_dir() else []
    years = [int(name) for name in folders if re.fullmatch(r"[12][0-9]{3}", name)]
    strange = [name for name in folders if not re.fullmatch(r"[12][0-9]{3}", name)]
    if years and strange:
        advice = "文件夹名只能是四位数字的年份；请改名，或移出 data。"
        raise Problems(Problem(f"data/{name}", 0, 0, advice) for name in strange)
    if not years:
        raise Problems([Problem("data", 0, 0, "没有年度文件夹；请建立以年份命名的文件夹，放入该年的文件。")])
    return years


def _report(
    root: Path,
    year: int,
    themes: Themes | None,
    access: Access,
    names: Collection[str],
    steps: _Steps,
    before: Report | None,
) -> Report | None:
    """One year's report, of the class `access` where its files state none; None after a problem in any of them.

    It is held against the report of the year `before`.
    """
    folder = f"data/{year}"
    counted = units(themes or {})
    document = steps.take(lambda: _document(root, f"{folder}/document.yml", year, counted, names))
    shortcomings = steps.take(lambda: _part(root, f"{folder}/shortcomings.yml", Shortcomings, {}, counted, year, names))
    plans = steps.take(lambda: _part(root, f"{folder}/plans.yml", Plans, NO_PLANS, counted, year, names))
    tree = steps.take(lambda: _tree(root, f"{folder}/figures.yml"))
    pending = steps.take(lambda: _pending(_tree(root, f"{folder}/document.yml"))) if document else None
    earlier = comparable(themes_in(themes or {}, year), before)
    figures = (
        steps.take(lambda: read_figures(tree, year, themes, names, earlier)) if tree and themes is not None else None
    )
    published = steps.take(lambda: _published(root, folder, year, document))
    promised = before.plans.plans if before else {}
    outcomes = steps.take(lambda: _outcomes(root, f"{folder}/outcomes.yml", promised, counted, year, names))
    mended = steps.take(lambda: _mended(root, f"{folder}/shortcomings.yml", shortcomings, plans))
    if (
        outcomes is None
        or mended is None
        or published is None
        or document is None
        or shortcomings is None
        or plans is None
        or figures is None
    ):
        return None
    classed = {key: shortcoming.classed(access) for key, shortcoming in shortcomings.items()}
    versions, recorded = published
    days = pending or frozenset()
    report = Report(
        year,
        document,
        figures,
        classed,
        plans.classed(access),
        versions,
        earlier,
        recorded,
        pending=days,
        promised=promised,
        outcomes=outcomes,
    )
    return with_figures(report)


def _outcomes(
    root: Path, path: str, promised: Mapping[str, Plan], counted: frozenset[str], year: int, names: Collection[str]
) -> Mapping[str, Outcome]:
    """What became of the plans of the year before. Raises Problems."""
    outcomes: Mapping[str, Outcome] = _part(root, path, Outcomes, {}, counted, year, names)
    if strange := [key for key in outcomes if key not in promised]:
        tree, said = _tree(root, path), f"{year - 1} 年的打算里没有"
        raise Problems(tree.problem((key,), f"{said} {key}{nearest(key, promised)}。", at_key=True) for key in strange)
    return outcomes


def _mended(root: Path, path: str, shortcomings: Mapping[str, Shortcoming] | None, plans: Plans | None) -> bool:
    """Makes sure that the plans exist that are to mend shortcomings. Raises Problems."""
    if shortcomings is None or plans is None:
        return False
    named = {key: fault.plan for key, fault in shortcomings.items() if fault.plan}
    if strange := {key: plan for key, plan in named.items() if plan not in plans.plans}:
        tree, known = _tree(root, path), plans.plans
        raise Problems(
            tree.problem((key, "plan"), f"plans.yml 里没有 {plan} 这项打算{nearest(plan, known)}。")
            for key, plan in strange.items()
        )
    return True


def _breakdowns(root: Path) -> Mapping[str, Breakdown]:
    """The breakdowns of the tables; a project without tables has no such file. Raises Problems."""
    return read_breakdowns(read_yaml(root / BREAKDOWNS, BREAKDOWNS)) if (root / BREAKDOWNS).exists() else {}


def _part(
    root: Path, path: str, shape: Any, without: Any, counted: frozenset[str], year: int, names: Collection[str]
) -> Any:
    """A file that a report may lack: missing, or with nothing but comments in it. Raises Problems."""
    file = root / path
    if not any(file.parent.glob(f"{file.stem}.*")):  # one that is only misnamed is told when it is read
        return without
    if file.is_file() and not _COMMENT.sub("", file.read_text("utf-8", "replace")).strip("\ufeff \t\n"):
        return without
    return _record(root, path, shape, counted, year, names)


_COMMENT = re.compile(r"^[ \ufeff]*#.*", re.MULTILINE)


def _document(root: Path, path: str, year: int, counted: frozenset[str], names: Collection[str]) -> Document:
    """The document of `year`, which a copy of another year's is not yet. Raises Problems."""
    tree = _tree(root, path)
    document: Document = conform(Document, replace(tree, content=_without(tree.content, _pending(tree))))
    problems = [*typed_digits_in_data(tree, counted, year, names, but=("title", "answers", "particulars"))]
    if document.access not in (None, PUBLIC):
        advice = f"年度报告的 access 只能写 {PUBLIC}：放在 data 里的年度都会公布；还不能公开的，请把"
        advice += f" data/{year} 和 docs/{year} 移到项目以外保管，可以公开了再放回来。"
        problems.append(tree.problem(("access",), advice))
    years = {line: match[0] for line, text in enumerate(document.title) if (match := re.search("[12][0-9]{3}年", text))}
    if years and f"{year}年" not in years.values():
        problems.append(tree.problem(("title", min(years)), f"标题里的年份不是 {year}年；请改标题。"))
    if document.date and document.date.year < year:
        problems.append(tree.problem(("date",), f"成文日期 {document.date} 早于报告的年度；请核对 date。"))
    if document.date and document.date.year > year + 1:
        problems.append(tree.problem(("date",), f"成文日期 {document.date} 比报告的年度晚了不止一年；请核对 date。"))
    seen: set[str] = set()
    for position, part in enumerate(document.outline):
        if wrong := set(re.findall("[12][0-9]{3}年", part.title)) - {f"{year}年", f"{year + 1}年"}:
            advice = f"这一部分的标题写的是 {'、'.join(sorted(wrong))}，报告是 {year}年的；请改标题。"
            problems.append(tree.problem(("outline", position, "title"), advice))
        for place, chapter in enumerate(part.chapters):
            if chapter in seen:
                twice = f"{chapter} 这一章在 outline 里写了两次；请只留一处。"
                problems.append(tree.problem(("outline", position, "chapters", place), twice))
            seen.add(chapter)
    if problems:
        raise Problems(problems)
    return document


def _published(
    root: Path, folder: str, year: int, document: Document | None
) -> tuple[tuple[Version, ...], Mapping[str, Any]]:
    """The versions published so far, and what the year said in the last of them. Raises Problems."""
    return _versions(root, f"{folder}/versions.yml", document), _recorded(root, f"{folder}/{RECORDED}", year)


def _pending(tree: Tree) -> frozenset[str]:
    """The days of a document that are still to be filled in."""
    content = tree.content if isinstance(tree.content, dict) else {}
    said = {name: content[name] for name in DAYS if name in content}
    return frozenset(name for name, text in said.items() if isinstance(text, str) and PLACEHOLDER.fullmatch(text))


def _without(content: Plain, names: Collection[str]) -> Plain:
    return {k: v for k, v in content.items() if k not in names} if isinstance(content, dict) else content


def _versions(root: Path, path: str, document: Document | None) -> tuple[Version, ...]:
    """The versions published so far; a year that was never corrected has no such file. Raises Problems."""
    if not (root / path).exists():
        return ()
    tree = _tree(root, path)
    versions: tuple[Version, ...] = conform(tuple[Version, ...], tree)
    advice = "早于这一年报告的成文日期；从别的年度复制来的 versions.yml 请删去。"
    early = [n for n, version in enumerate(versions) if document and document.date and version.date < document.date]
    if early:
        raise Problems(tree.problem((n, "date"), f"公布日期 {versions[n].date} {advice}") for n in early)
    return versions


RECORDED = "recorded.json"
"""What a year said when its last version was recorded; `python -m disclosure record` writes it."""


def _recorded(root: Path, path: str, year: int) -> Mapping[str, Any]:
    """What was kept of the last version recorded; nothing where there is none. Raises Problems."""
    file = root / path
    if not file.is_file():
        return {}
    advice = "这个文件由 record 命令写，不要手改；请从备份恢复，或删去。"
    try:
        kept = json.loads(read_text(file, path))
    except ValueError:
        raise Problems([Problem(path, 0, 0, f"读不懂；{advice}")]) from None
    if not isinstance(kept, dict) or kept.get("year") != year:
        raise Problems([Problem(path, 0, 0, f"里面不是 {year} 年的内容；从别的年度复制来的请删去。")])
    return kept


def _tree(root: Path, path: str) -> Tree:
    """A file's content, if it is not plainly that of another. Raises Problems."""
    tree = read_yaml(root / path, path)
    if (other := _look_of(tree.content)) not in ("", tree.path.rpartition("/")[2]):
        raise Problems([Problem(path, 0, 0, f"里面像是 {other} 的内容；请检查是否放错了文件。")])
    return tree


def _look_of(content: Plain) -> str:
    """The file that a content belongs in, by the keys that no other has; "" where that is not plain."""
    if not isinstance(content, dict):
        return ""
    parts = [part for part in content.values() if isinstance(part, dict)]
    looks = {
        "unit.yml": {"region", "site_name"} <= content.keys(),
        "document.yml": {"number", "outline"} <= content.keys(),
        "plans.yml": {"aims", "plans"} <= content.keys(),
        "indicators.yml": bool(parts) and all("indicators" in part for part in parts),
        "shortcomings.yml": bool(parts) and all("findings" in part for part in parts),
        "figures.yml": bool(parts) and all("source" in part and "title" not in part for part in parts),
    }
    return next((name for name, is_it in looks.items() if is_it), "")


def _record(
    root: Path,
    path: str,
    shape: Any,
    counted: frozenset[str] = frozenset(),
    year: int | None = None,
    names: Collection[str] = (),
    *,
    but: Collection[str] = (),
) -> Any:
    """A file's content as `shape`, its texts without hand-typed digits; see `typed_digits_in_data`. Raises Problems."""
    tree = _tree(root, path)
    content = conform(shape, tree)
    if problems := tuple(typed_digits_in_data(tree, counted, year, names, but=but)):
        raise Problems(problems)
    return content
