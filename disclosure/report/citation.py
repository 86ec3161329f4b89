"""How a year's report is cited."""

from __future__ import annotations

from disclosure.numbers.wording import chinese_date
from disclosure.report.model import Report


def cited(report: Report) -> str:
    """发文机关：《标题》（文号），日期 — as far as they are known."""
    document = report.document
    day = f"，{chinese_date(document.date)}" if document.date else ""
    return f"{document.issued_by}：{document.cited}{day}"
