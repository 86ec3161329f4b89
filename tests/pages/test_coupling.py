"""A chapter goes by any name and any headings: tables, charts and the reference find it all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import run


def test_a_chapter_need_not_be_named_like_its_theme_nor_have_a_table(
    copy: Path, edit: Callable[[str, str, str], None]
) -> None:
    (copy / "docs/2023/disputes.md").rename(copy / "docs/2023/mediation.md")
    edit("docs/2023/mediation.md", '## 本章数据 { #figures }\n\n{{ figures_table("disputes") }}', "")
    edit("docs/2023/SUMMARY.md", "(disputes.md)", "(mediation.md)")
    edit("docs/2023/shortcomings.md", "disputes.md#", "mediation.md#")
    edit("data/2023/document.yml", "disputes,", "mediation,")
    for edition in ("public", "staff"):
        done = run("disclosure", "publish", "--edition", edition, cwd=copy)
        assert done.returncode == 0, done.stderr
    assert 'href="../indicators.html#theme-disputes">查看数据表' in (copy / "site/2023/mediation.html").read_text(
        "utf-8"
    )
