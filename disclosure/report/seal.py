"""A published year is sealed: what its data say otherwise than when its last version was recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from disclosure.problem import Problem
from disclosure.report.digest import content, digest, digest_of, shown
from disclosure.report.model import NOT_REPORTED, Correction, Report
from disclosure.report.particulars import of_document

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """What differs: `of` what, its name, what it was and is ("" where it was not there), and the place to look at.

    What is `prose` is told to readers by its name alone.
    """

    of: str
    name: str
    was: str
    now: str
    file: str
    line: int = 0
    prose: bool = False


def broken(report: Report) -> Iterator[Problem]:
    """What differs from the last version recorded, each with what to do; nothing where no version was recorded."""
    last = report.last_version
    if last is None or digest(report).startswith(last.digest):
        return
    advice = f'不是更正，请改回来；确是更正，请执行 python -m disclosure record {report.year} --note "更正了什么"。'
    found = differences(report)
    for each in found:
        was, now = (f"“{text[:60]}”" if text else "没有" for text in (each.was, each.now))
        said = f"{each.name}：{last.date} 登记的版本里是{was}，现在是{now}；{advice}"
        if each.of in report.figures and _digits(each.was) == _digits(each.now) and not each.name.endswith("的出处"):
            said += f"以后才改的名称或单位，请在 data/indicators.yml 里写当时的：until_{report.year}: {{…}}。"
        yield Problem(each.file, each.line, 0, said)
    if not found:
        said = f"现在的校验码是 {shown(digest(report))}，{last.date} 登记的是 {shown(last.digest)}"
        yield Problem(f"data/{report.year}/versions.yml", 0, 0, f"{said}，当时的内容没有存下来，无从比较；{advice}")


def _digits(text: str) -> str:
    return "".join(re.findall("[0-9.]", text))


def kept(report: Report) -> Content | None:
    """What the last version recorded said, as far as it was kept and is that version's."""
    last, recorded = report.last_version, report.recorded
    return recorded if last and recorded and digest_of(recorded).startswith(last.digest) else None


def corrections(report: Report) -> tuple[Correction, ...]:
    """The differences as readers are told them. What is no longer public is told without what it was."""
    return tuple(
        Correction(of=each.of, name=each.name)
        if each.prose or not each.now
        else Correction(of=each.of, name=each.name, was=each.was or None, now=each.now)
        for each in differences(report)
    )


def differences(report: Report) -> tuple[Difference, ...]:
    """All that differs from what was kept of the last version recorded; nothing where that is not known."""
    before = kept(report)
    if before is None:
        return ()
    now = content(report)
    return (
        *_of_document(before["document"], now["document"], report),
        *_of_figures(before["figures"], now["figures"], report),
        *_of_chapters(before["chapters"], now["chapters"], report.year),
        *(
            each
            for part in ("shortcomings", "plans", "outcomes")
            for each in _of_records(part, before, now, report.year)
        ),
        *_of_aims("\n".join(before["aims"]), "\n".join(now["aims"]), report.year),
    )


def _of_document(before: Content, now: Content, report: Report) -> Iterator[Difference]:
    labels = {field.removeprefix("document."): known.label for field, known in of_document(report).items()}
    labels |= {"answers": "所依据的通知", "kind": "报告的种类", "stands_as": "正本或整理件", "outline": "各部分和各章"}
    was, is_now = (_worded(document) for document in (before, now))
    for name in dict.fromkeys((*was, *is_now)):
        if was.get(name) != is_now.get(name):
            yield Difference(
                f"document.{name}", labels.get(name, name), was.get(name, ""), is_now.get(name, ""),
                f"data/{report.year}/document.yml", prose=name == "outline",
            )  # fmt: skip


def _worded(document: Content) -> dict[str, str]:
    """The particulars of a document in words, the clerk's own among them."""
    own: Mapping[str, str] = document.get("particulars", {})
    return {name: _in_words(name, stated) for name, stated in document.items() if name != "particulars"} | dict(own)


def _in_words(name: str, stated: Any) -> str:
    match name, stated:
        case "title", [*lines]:
            return "".join(lines)
        case "answers", {"title": title, "number": number}:
            return f"《{title}》（{number}）"
        case "outline", [*parts]:
            return "；".join(f"{part['title']}（{'、'.join(part['chapters'])}）" for part in parts)
        case _, [*names]:
            return "、".join(names)
    return str(stated)


def _of_figures(before: Content, now: Content, report: Report) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *now)):
        absent = ("", "", "")
        was, is_now = before.get(name, absent), now.get(name, absent)
        figure = report.figures.get(name)
        called = is_now[0] or was[0]
        for place, what in enumerate(("的名称", "", "的出处")):
            old, new = (NOT_REPORTED if stated[place] is None else stated[place] for stated in (was, is_now))
            if old != new and (place == 1 or (old and new)):
                line = figure.line if figure else 0
                yield Difference(name, f"{called}{what}", old, new, f"data/{report.year}/figures.yml", line)


def _of_chapters(before: Content, now: Content, year: int) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *now)):
        was, is_now = before.get(name, ""), now.get(name, "")
        if was != is_now:
            heading = re.search(r"^# *([^{\n]+)", is_now or was)
            called = f"“{heading[1].strip()}”一章" if heading else "引言" if name == "preamble" else f"{name} 一章"
            yield Difference(
                f"chapters.{name}", f"{called}的文字", *_first_difference(was, is_now), f"docs/{year}/{name}.md",
                prose=True,
            )  # fmt: skip


_RECORDS = {"shortcomings": "不足", "plans": "打算", "outcomes": "上年打算的落实情况"}


def _of_records(part: str, before: Content, now: Content, year: int) -> Iterator[Difference]:
    was, is_now = ({key: record for key, *record in content_.get(part, [])} for content_ in (before, now))
    called = _RECORDS[part]
    for key in dict.fromkeys((*was, *is_now)):
        pair = [_lines(records.get(key)) for records in (was, is_now)]
        if pair[0] != pair[1]:
            title = (is_now.get(key) or was[key])[0]
            yield Difference(
                f"{part}.{key}", f"{called}“{title}”", *_first_difference(*pair), f"data/{year}/{part}.yml", prose=True
            )
    if [*was] != [*is_now] and sorted(was) == sorted(is_now):
        yield Difference(
            part, f"各项{called}的次序", "、".join(was), "、".join(is_now), f"data/{year}/{part}.yml", prose=True
        )


def _lines(record: Any) -> str:
    """A plan or a shortcoming, a line each: title, measures or findings, source."""
    if record is None:
        return ""
    title, items, source = record
    return "\n".join((title, *items, source))


def _of_aims(was: str, now: str, year: int) -> Iterator[Difference]:
    if was != now:
        yield Difference("aims", "打算的总体思路", *_first_difference(was, now), f"data/{year}/plans.yml", prose=True)


def _first_difference(was: str, now: str) -> tuple[str, str]:
    """The first line in which two texts differ, as it was and as it is, from where they part."""
    pairs = zip_longest(was.splitlines(), now.splitlines(), fillvalue="")
    before, after = next(((before, after) for before, after in pairs if before != after), (was, now))
    start = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, start - 10)
    return before[start:], after[start:]
