"""The audit of copies: what came out of another system, held against the report, with the nearest words.

A copy is found in its surroundings by its own text: menus, breadcrumbs and other articles before and behind it are
nobody's fault. What the report says must stand there whole, in its order, with nothing added in between; the tables
that we put behind it may be left out, and so may all chapters but one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.audit.heads import head_faults
from disclosure.audit.passages import Expected, Passage, Text, expected_of, text_of
from disclosure.audit.told import Place, told
from disclosure.documents.copy import Copy
from disclosure.problem import Problem, Problems
from disclosure.project import Project
from disclosure.report.digest import SHORT, digest, shown
from disclosure.report.model import Report
from disclosure.text.alignment import Difference, differences, grams

_THERE = 0.3
"""From this share of its text on a passage is there, and what it lacks is missing."""
_OURS = 30
"""How many runs of twelve characters a copy must share with a report to be of it."""
_MOST = 60
"""How many faults are told; a copy that has more is best made anew."""


@dataclass(frozen=True)
class CopyAudit:
    """How much of a copy was compared and found to agree; `only` names the one chapter that it is of."""

    year: int
    only: str
    characters: int
    figures: int

    def __str__(self) -> str:
        what = f"其中“{self.only}”一章（其余各章不在里面）" if self.only else "全文"
        return (
            f"核对通过：{self.year} 年报告{what}，{self.characters} 个字，{self.figures} 处数据，逐字相同；"
            "四周的栏目、导航和别的文字不算。"
        )


def audit_copy(project: Project, copy: Copy) -> CopyAudit:
    """Holds a copy against the report that it is of. Raises Problems."""
    raw = "\n".join(line.text for line in copy.lines)
    found = text_of(raw)
    report, expected = _report_of(project, found, copy.name)
    parted = _parted(expected, found)
    there = _there(expected, parted)
    chapters = [passage for passage in there if passage.chapter]
    only = chapters[0].name if len(chapters) == 1 and _one_of_many(expected) and not _whole(report, found) else ""
    wanted = [each for each in expected.passages if (each in chapters if only else each in there or not each.ours)]
    faults = [
        *_version_faults(report, raw),
        *(() if only else head_faults(report.document, found, _start(parted, expected, found))),
        *told(expected, found, parted, wanted),
    ]
    if faults:
        starts = _starts(copy)
        problems = [_problem(copy, starts, found, fault) for fault in faults[:_MOST]]
        if len(faults) > _MOST:
            problems.append(
                Problem(copy.name, 0, 0, f"另有 {len(faults) - _MOST} 处不同，没有一一列出；请重新复制一份。")
            )
        raise Problems(problems)
    return CopyAudit(
        report.year,
        only,
        sum(passage.end - passage.start for passage in wanted),
        sum(any(each.start <= figure.start < each.end for each in wanted) for figure in expected.figures),
    )


def _report_of(project: Project, found: Text, name: str) -> tuple[Report, Expected]:
    """The report that a copy shares most with."""
    here = grams(found.said)
    known = [(report, expected_of(project, report)) for report in project.model.newest_first]
    shared = [len(grams(expected.text.said) & here) for _, expected in known]
    if max(shared) < min(_OURS, *(len(grams(expected.text.said)) for _, expected in known)):
        message = "里面的文字同哪一年已公开的报告都不像；请核对是不是拿错了文件。"
        raise Problems([Problem(name, 0, 0, message)])
    return known[shared.index(max(shared))]


def _parted(expected: Expected, found: Text) -> list[Difference]:
    """Where a copy parts from the report: from its text as a whole, and from each table of ours behind it."""
    end = max((each.end for each in expected.passages if not each.ours), default=0)
    parted = differences(expected.text.said[:end], found.said)
    last = parted[-1] if parted else Difference(0, 0, found.said.find(expected.text.said[:end]), 0)
    behind = max(last.found, last.found_end) + end - last.right_end
    for table in (each for each in expected.passages if each.start >= end):
        text = expected.text.said[table.start : table.end]
        parted += [
            Difference(right + table.start, right_end + table.start, here + behind, here_end + behind)
            for right, right_end, here, here_end in differences(text, found.said[behind:])
        ]
    return parted


def _there(expected: Expected, parted: list[Difference]) -> list[Passage]:
    """The passages that a copy has."""

    def missing(passage: Passage) -> int:
        return sum(max(0, min(passage.end, d.right_end) - max(passage.start, d.right)) for d in parted)

    return [each for each in expected.passages if 1 - missing(each) / (each.end - each.start) >= _THERE]


def _one_of_many(expected: Expected) -> bool:
    return sum(passage.chapter for passage in expected.passages) > 1


def _whole(report: Report, found: Text) -> bool:
    """Whether a copy has the head of the report, so that all of it is meant."""
    document = report.document
    return all(text_of(text).said in found.said for text in (document.name, document.number or document.name))


def _start(parted: list[Difference], expected: Expected, found: Text) -> int:
    """Where the report's text begins in a copy."""
    if not parted:
        return found.said.find(expected.text.said)
    return parted[0].found - parted[0].right


def _version_faults(report: Report, raw: str) -> Iterator[tuple[Place, str]]:
    """A check code on the copy that is not the current one."""
    current = digest(report)
    for match in _CODE.finditer(raw):
        code = re.sub(r"\s", "", match[1])
        if not current.startswith(code):
            known = next((version for version in report.versions if version.digest.startswith(code)), None)
            of = f"是 {known.date} 公布的版本" if known else "查不到是哪一天的版本"
            since = [
                each.changes for each in report.newest_versions if known and each.date >= known.date and each != known
            ]
            of += f"，此后{'；'.join(since)}" if since else ""
            yield None, f"这份的数据校验码是 {shown(code)}，{of}；现行的是 {shown(current)}，请用现行的一份。"
            return


_CODE = re.compile(rf"数据校验码[\s:：]*((?:[0-9a-f]\s?){{{SHORT - 1}}}[0-9a-f])(?![0-9a-f])")


def _starts(copy: Copy) -> list[int]:
    """Where each line of a copy begins in its text."""
    starts, position = [], 0
    for line in copy.lines:
        starts.append(position)
        position += len(line.text) + 1
    return starts


def _problem(copy: Copy, starts: list[int], found: Text, fault: tuple[Place, str]) -> Problem:
    """A fault at its line; paragraphs and pages are counted in words."""
    position, message = fault
    if position is None or not found.places:
        return Problem(copy.name, 0, 0, message)
    place = found.places[min(position, len(found.places) - 1)]
    line = copy.lines[max(0, bisect_right(starts, place) - 1)].place
    if copy.counted == "行":
        return Problem(copy.name, line, 0, message)
    return Problem(copy.name, 0, 0, f"第 {line} {copy.counted}：{message}")
