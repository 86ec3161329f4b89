"""The files beside the pages: the downloads say what the data says, and nothing internal was published along."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from disclosure.audit.links import addresses_led_to
from disclosure.audit.readback import read_rows
from disclosure.downloads.export import descriptions
from disclosure.downloads.tables import downloads, rows
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.project import Project
from disclosure.report.model import Model
from disclosure.text.built import BuiltPage


def file_problems(project: Project, site: Path, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """What is wrong with the files of the site that are no pages."""
    yield from _download_problems(project.model, site)
    tables = {each.path: _bytes(site / "data" / each.path) for each in downloads(project.model)}
    for path, content in descriptions(project.model, tables).items():
        if _json(site / "data" / path) != content:
            yield Problem(f"data/{path}", 0, 0, "文件不存在，或者与下载文件不符。")
    if project.edition == "public":
        led_to = frozenset(addresses_led_to(pages.values()))
        docs = project.root / "docs"
        for address in sorted(file.relative_to(docs).as_posix() for file in docs.rglob("*") if file.is_file()):
            if (Page(address).internal or address not in led_to) and (site / address).is_file():
                yield Problem(address, 0, 0, "公开的页面没有用到这个文件，不应当在网站里；请从 docs/ 移走。")


def _bytes(file: Path) -> bytes:
    """A file's content; that of no file is empty, which is never right."""
    return file.read_bytes() if file.is_file() else b""


def _json(file: Path) -> Any:
    """What a JSON file says; None where there is none."""
    try:
        return json.loads(_bytes(file))
    except (ValueError, RecursionError):
        return None


def _download_problems(model: Model, site: Path) -> Iterator[Problem]:
    """Downloads that do not hold the same rows, cell for cell."""
    for download in downloads(model):
        address = f"data/{download.path}"
        try:
            found = read_rows(download, _bytes(site / address))
        except ValueError:
            yield Problem(address, 0, 0, "下载文件不存在、读不出来，或者含有公式。")
            continue
        wanted = rows(download.table, model, download.year)
        if len(found) != len(wanted):
            yield Problem(address, 0, 0, f"有 {len(found)} 行，数据里是 {len(wanted)} 行。")
        for number, (row, right) in enumerate(zip(found, wanted, strict=False), 2):
            for name, cell in right.items():
                if row.get(name) != cell:
                    advice = f"{right['id']} 的 {name} 是“{row.get(name)}”，数据里是“{cell}”。"
                    yield Problem(address, number, 0, advice)
