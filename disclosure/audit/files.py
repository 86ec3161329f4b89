"""The files beside the pages: downloads cell for cell, the search index, the site map, styles; and nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from disclosure.audit.links import addresses_led_to
from disclosure.audit.readback import read_rows
from disclosure.audit.safety import foreign_in
from disclosure.downloads.export import descriptions, files
from disclosure.downloads.tables import downloads, rows
from disclosure.page import Page
from disclosure.pages.search import SEARCH_INDEX, search_index
from disclosure.problem import Problem
from disclosure.project import Project
from disclosure.report.model import Model
from disclosure.text.built import BuiltPage


def file_problems(project: Project, site: Path, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """What is wrong with the files of the site that are no pages."""
    tables = {download.path: _bytes(site / "data" / download.path) for download in downloads(project.model)}
    described = descriptions(project.model, tables)
    yield from _download_problems(project.model, tables)
    for path, content in described.items():
        if _json(site / "data" / path) != content:
            yield Problem(f"data/{path}", 0, 0, "文件不存在，或者与下载文件不符。")
    if _bytes(site / SEARCH_INDEX) != search_index(tuple(pages.values())).encode():
        yield Problem(SEARCH_INDEX, 0, 0, "搜索用的文件与页面不符。")
    yield from _site_map_problems(site, pages)
    for file in sorted((project.root / "theme/assets").iterdir()):
        if _bytes(site / "assets" / file.name) != file.read_bytes():
            yield Problem(f"assets/{file.name}", 0, 0, "这个文件与主题里的不同。")
    for file in sorted(site.rglob("*.css")):
        for url in foreign_in(_bytes(file).decode("utf-8", "replace")):
            yield Problem(file.relative_to(site).as_posix(), 0, 0, f"样式要从别的网站读取 {url}。")
    expected = {*pages, *(f"data/{path}" for path in (*tables, *described))}
    yield from _strange_files(project, site, expected, pages.values())


def _bytes(file: Path) -> bytes:
    """A file's content; that of no file is empty, which is never right."""
    return file.read_bytes() if file.is_file() else b""


def _json(file: Path) -> Any:
    """What a JSON file says; None where there is none."""
    try:
        return json.loads(_bytes(file))
    except (ValueError, RecursionError):
        return None


def _same(one: bytes, other: bytes) -> bool:
    """Whether two downloads say the same: byte for byte, or file for file inside a workbook, however it was packed."""
    if one == other or not one.startswith(b"PK"):
        return one == other
    first, second = (ZipFile(io.BytesIO(each)) for each in (one, other))
    return first.namelist() == second.namelist() and all(first.read(n) == second.read(n) for n in first.namelist())


def _download_problems(model: Model, tables: Mapping[str, bytes]) -> Iterator[Problem]:
    """The downloads hold the same data, row for row and cell for cell, and nothing else."""
    right_files = files(model)
    for download in downloads(model):
        address = f"data/{download.path}"
        try:
            found = read_rows(download, tables[download.path])
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
        if list(found) == list(wanted) and not _same(tables[download.path], right_files[download.path]):
            yield Problem(address, 0, 0, "与数据导出的不同。")


def _site_map_problems(site: Path, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """The site map, where the site's own address is known, names each page of the site once and nothing else."""
    try:
        places = [element.text or "" for element in etree.parse(site / "sitemap.xml").iter("{*}loc")]
    except (OSError, etree.XMLSyntaxError):
        places = []
    if not places:
        return
    top = min((place for place in places if place.endswith("/index.html")), key=len, default="").removesuffix(
        "index.html"
    )
    named = [place.removeprefix(top) for place in places]
    if sorted(named) != sorted(pages.keys() - {"404.html"}):
        yield Problem("sitemap.xml", 0, 0, "网站地图列出的页面与实际的页面不符。")


_ENGINES_OWN = ("sitemap.xml", "sitemap.xml.gz", "search.json")
"""What engines write of their own accord; the last is Zensical's search index, which the site does not use."""


def _strange_files(
    project: Project, site: Path, expected: Collection[str], pages: Collection[BuiltPage]
) -> Iterator[Problem]:
    """Files that nobody put there: not expected, nor the theme's assets, nor files in `docs/` that a page leads to."""
    known = {*expected, *(f"{year}/report.pdf" for year in project.model.reports), *_ENGINES_OWN}
    docs = project.root / "docs"
    led_to = frozenset(addresses_led_to(pages))
    for file in sorted(site.rglob("*")):
        address = file.relative_to(site).as_posix()
        if file.is_dir() or address in known or address.startswith("assets/"):
            continue
        hidden = project.edition == "public" and (Page(address).internal or address not in led_to)
        if hidden or not (docs / address).is_file():
            yield Problem(address, 0, 0, "这个文件不是项目生成的，也没有页面用到，不应当在网站里。")
