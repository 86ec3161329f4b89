"""The script behind the figures' cards: what it says of each year, and that its passages say the figure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from disclosure.problem import Problem
from disclosure.report.citation import cited
from disclosure.report.model import Model
from disclosure.text.built import BuiltPage

_CARDS = "assets/cards.js"


def card_problems(model: Model, site: Path, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """What is wrong with the cards."""
    try:
        told: Any = json.loads((site / _CARDS).read_text("utf-8").partition("=")[2])
        said = {name: {year: card["said"] for year, card in years.items()} for name, years in told["figures"].items()}
        led = [
            (name, year, address)
            for name, years in told["figures"].items()
            for year, card in years.items()
            for address in card["passages"]
        ]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        yield Problem(_CARDS, 0, 0, "文件不存在，或者读不出来。")
        return
    reports = {str(year): report for year, report in model.reports.items()}
    right = {
        each.id: {year: report.figures[each.id].text for year, report in reports.items() if each.id in report.figures}
        for each in model.indicators
    }
    for name in right.keys() | said.keys():
        if right.get(name) != said.get(name):
            yield Problem(_CARDS, 0, 0, f"{name} 写的是 {said.get(name)}，数据里是 {right.get(name)}。")
    if told.get("documents") != {year: cited(report) for year, report in reports.items()}:
        yield Problem(_CARDS, 0, 0, "报告的引用格式与数据不同。")
    for name, year, address in led:
        place, _, anchor = address.partition("#")
        page = pages.get(place)
        if page is None or (anchor and anchor not in page.ids) or not _says(page, name, year):
            yield Problem(_CARDS, 0, 0, f"{address} 没有说到 {year} 年的 {name}。")


def _says(page: BuiltPage, name: str, year: str) -> bool:
    return any(
        element.get("data-year") == year
        and name in (element.get("data-id"), *element.get("data-condition", "").split())
        for element in (*page.figures, *page.conditions)
    )
