"""The table of published versions: every code, date, note and correction, the newest first."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.numbers.wording import chinese_date
from disclosure.report.digest import SHORT, digest, shown
from disclosure.report.model import Model, Report
from disclosure.text.built import squeezed

_FULL = 64
_HEADINGS = ("年度", "公布日期", "数据校验码（下面是SHA-256全文）", "说明")
_CURRENT = "现行"


def versions_items(model: Model) -> list[str]:
    """What the table must say, text by text."""
    dated = any(report.versions for report in model.reports.values())
    items = [heading for heading in _HEADINGS if dated or heading != "公布日期"]
    for report in model.newest_first:
        items += _of_year(report, dated)
    return [squeezed(item) for item in items]


def _of_year(report: Report, dated: bool) -> Iterator[str]:
    full = digest(report)
    current = (full, full[:SHORT])
    if not any(version.digest in current for version in report.versions):
        yield from (f"{report.year}年", *(["未登记"] if dated else []), shown(full), full, _CURRENT)
    for version in report.newest_versions:
        code = full if version.digest in current else version.digest
        yield from (f"{report.year}年", chinese_date(version.date), shown(code))
        yield from [code] if len(code) == _FULL else []
        told = "；".join(filter(None, (_CURRENT if code == full else "", version.note)))
        yield from [told] if told else []
        yield from (correction.said for correction in version.corrections)
