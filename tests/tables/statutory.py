"""Two invented bodies with a full statutory report on disclosure each: a busy town, and a village where all is zero."""

from __future__ import annotations

import re
from pathlib import Path

from disclosure.start.new import STATUTORY, new

BUSY = """\
disclosed:
  source: 二
  documents:
    rules: 0
    normative: [3, 1, 42]
  permits: {permits: 1206}
  sanctions: {penalties: 318, coercion: 27}
  fees: {fees: 36.5}

applications:
  source: 三
  requests:
    new:      [58, 7, 0, 0, 1, 0, 66]
    carried:  [2, 0, 0, 0, 0, 0]
    granted:  [2, 1, 0, 0, 0, 0]
    partial:  [16, 1, 0, 0, 0, 0]
    denied:   {secret: 0, banned: 0, safety: 0, third: 0, internal: [1, 0, 0, 0, 0, 0], process: 0, dossier: 0, query: 0}
    unheld:   [20, 1, 0, 0, 0, 0]
    unmade:   [5, 0, 0, 0, 0, 0]
    unclear:  [2, 0, 0, 0, 0, 0]
    petition: [6, 0, 0, 0, 0, 0]
    repeat:   [3, 0, 0, 0, 0, 0]
    printed:  0
    massive:  0
    reissue:  0
    overdue:  0
    unpaid:   0
    misc:     [3, 2, 0, 0, 1, 0]
    forward:  [2, 2, 0, 0, 0, 0]

remedies:
  source: 四
  cases: {review: [119, 25, 91, 24, 259], direct: [7, 0, 15, 6, 28], after: [21, 1, 7, 9]}
"""
IDLE = """\
disclosed: {source: 二, documents: 0, permits: 0, sanctions: 0, fees: 0}
applications: {source: 三, requests: 0}
remedies: {source: 四, cases: 0}
"""


def busy(folder: Path) -> Path:
    """The town of 青石镇, which is asked and sued."""
    new(folder, "青石镇", "某某省某某县", 2024, STATUTORY)
    (folder / "data/2024/figures.yml").write_text(BUSY, "utf-8")
    overview = (
        "全年新收政府信息公开申请{{ applications.requests.new }}，其中自然人{{ applications.requests.new.person }}。"
    )
    _fill(folder, overview)
    return folder


def idle(folder: Path) -> Path:
    """The office of 白石社区, of which nobody asked anything."""
    new(folder, "白石社区", "某某省某某县", 2024, STATUTORY)
    (folder / "data/2024/figures.yml").write_text(IDLE, "utf-8")
    _fill(folder, "全年没有收到政府信息公开申请。")
    return folder


def _fill(folder: Path, overview: str) -> None:
    """Says something wherever the starter asks for words."""
    (folder / "docs/2024/overview.md").write_text(f"# 总体情况\n\n{overview}\n", "utf-8")
    for page in (folder / "docs").rglob("*.md"):
        page.write_text(re.sub("〔待填[^〕]*〕", "已经办理完毕。", page.read_text("utf-8")), "utf-8")
