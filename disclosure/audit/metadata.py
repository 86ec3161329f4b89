"""What pages say of themselves to machines: the meta tags, the linked data, and one address for the whole site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.pages.site_meta import site_meta
from disclosure.problem import Problem
from disclosure.project import Project
from disclosure.text.built import BuiltPage, squeezed


def metadata_problems(project: Project, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """Pages whose particulars for machines are not those of the data."""
    tops = {page.address: _top(page) for page in pages.values() if page.elements("//meta[@name='SiteName']")}
    known = set(tops.values())
    for address, top in tops.items():
        page = pages[address]
        if top is None or len(known) > 1:
            yield page.problem("页面写的自己的网址与别的页面不是同一个网站的。")
            continue
        right: Any = site_meta(project.model, page.page, top, project.titles.get(page.page.path, ""))
        found = {meta.get("name"): meta.get("content") for meta in page.elements("//meta[@name and @content]")}
        named = {**right["names"], "og:title": right["label"], "og:description": right["description"]}
        found |= {meta.get("property"): meta.get("content") for meta in page.elements("//meta[@property]")}
        for name, text in named.items():
            if found.get(name) != text:
                yield page.problem(f"{name} 写的是“{found.get(name)}”，数据里是“{text}”。")
        place, stands = right["place"], page.elements("//*[contains(@class, 'kicker')]")
        if list(map(squeezed, stands)) != ([squeezed(place["part"] + place["chapter"])] if place else []):
            yield page.problem("页面上写的在报告里的位置，与 outline 不符。")
        try:
            linked = [
                json.loads(script.text or "") for script in page.elements("//script[@type='application/ld+json']")
            ]
        except (ValueError, RecursionError):
            linked = []
        if linked != [right["linked_data"]]:
            yield page.problem("给搜索引擎的结构化数据（JSON-LD）与数据不符。")


def top_of(pages: Mapping[str, BuiltPage]) -> str:
    """The address of the top of the site, as its pages have it; "" where they state none."""
    return next(filter(None, map(_top, pages.values())), "")


def _top(page: BuiltPage) -> str | None:
    """The address of the top of the site, as a page's own address has it; "" where it states none, None where wrong."""
    stated = "".join(found.text for found in page.texts("//link[@rel='canonical']/@href"))
    if not stated:
        return ""
    return stated.removesuffix(page.address) if stated.endswith(f"/{page.address}") else None
