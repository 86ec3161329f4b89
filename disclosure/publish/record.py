"""A year's published version written down: its digest and its corrections in versions.yml, what it said beside it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from disclosure.problem import Problem, Problems
from disclosure.project import unsealed
from disclosure.reading.load import RECORDED
from disclosure.report.digest import content, digest, shown
from disclosure.report.model import Correction, Report
from disclosure.report.seal import corrections, kept


def record(root: Path, year: int, note: str | None, today: date) -> str:
    """Records the year as it is now, and tells what was written. Raises Problems."""
    reports = unsealed(root).model.reports
    path = f"data/{year}/versions.yml"
    if year not in reports:
        raise Problems([Problem(f"data/{year}", 0, 0, f"没有 {year} 年的报告；请核对年份。")])
    report = reports[year]
    last, full = report.last_version, digest(report)
    if last and full.startswith(last.digest):
        if kept(report):
            return f"{year} 年的内容和 {last.date} 登记的版本相同，不用再登记。"
        _keep(root, report)
        return f"{last.date} 登记的版本就是现在的内容，已经存下，以后的改动会和它比较。"
    if last and not note:
        advice = f'{last.date} 登记过一版，再登记请写明更正了什么：record {year} --note "更正了什么"。'
        raise Problems([Problem(path, 0, 0, advice)])
    if report.document.date and today < report.document.date:
        raise Problems([Problem(path, 0, 0, f"今天 {today} 早于成文日期 {report.document.date}；请核对。")])
    changed = corrections(report)
    (root / path).write_text(_versions(root / path) + _line(today, full, note, changed), "utf-8")
    _keep(root, report)
    said = "".join(f"\n  {each.said}" for each in changed)
    return f"已登记 {year} 年的版本 {shown(full)}，写进 {path}；内容存进 data/{year}/{RECORDED}，请和它一起保管。{said}"


def _keep(root: Path, report: Report) -> None:
    said = json.dumps(content(report), ensure_ascii=False, indent=1, sort_keys=True)
    (root / f"data/{report.year}/{RECORDED}").write_text(f"{said}\n", "utf-8")


def _versions(file: Path) -> str:
    """The versions recorded so far, as they stand in their file."""
    if not file.exists():
        return "# yaml-language-server: $schema=../../schema/versions.json\n"
    return file.read_text("utf-8").rstrip("\n") + "\n"


def _line(day: date, full: str, note: str | None, changed: tuple[Correction, ...]) -> str:
    """A version as versions.yml says it: JSON's texts are YAML's."""
    lines = [f"- date: {day}", f"  digest: {full}", *([f"  note: {_quoted(note)}"] if note else [])]
    lines += ["  corrections:"] if changed else []
    for each in changed:
        stated = {name: text for name, text in vars(each).items() if text is not None}
        lines.append(f"    - {{{', '.join(f'{name}: {_quoted(text)}' for name, text in stated.items())}}}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
