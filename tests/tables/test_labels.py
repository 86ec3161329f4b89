"""A table typed by hand, in which two references changed places, is reminded of; an honest one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.project import check

HEAD = "| 指标 | 数值 |\n|---|---|\n"
SWAPPED = f"{HEAD}| 发现矛盾纠纷 | {{{{ disputes.resolved }}}} |\n| 化解矛盾纠纷 | {{{{ disputes.found }}}} |\n"


def reminders(copy: Path, table: str) -> list[str]:
    chapter = copy / "docs/2023/disputes.md"
    chapter.write_text(chapter.read_text("utf-8") + f"\n{table}", "utf-8")
    return [problem.message for problem in check(copy).reminders if "写反" in problem.message]


def test_two_swapped_references_are_reminded_of_at_their_line(copy: Path) -> None:
    (message,) = reminders(copy, SWAPPED)
    assert message.startswith(
        "表里的 disputes.resolved（有效化解矛盾纠纷）和 disputes.found（排查发现矛盾纠纷）好像写反了"
    )


@pytest.mark.parametrize(
    "table",
    [
        f"{HEAD}| 发现矛盾纠纷 | {{{{ disputes.found }}}} |\n| 化解矛盾纠纷 | {{{{ disputes.resolved }}}} |\n",
        f"{HEAD}| 甲 | {{{{ disputes.resolved }}}} |\n| 乙 | {{{{ disputes.found }}}} |\n",
        f"{HEAD}| 矛盾纠纷（排查） | {{{{ disputes.found }}}} |\n| 矛盾纠纷（办结） | {{{{ disputes.resolved }}}} |\n",
        "| 发现 | 化解 |\n|---|---|\n| {{ disputes.found }} | {{ disputes.resolved }} |\n",
    ],
)
def test_an_honest_table_is_left_alone(copy: Path, table: str) -> None:
    assert reminders(copy, table) == []


def test_heads_of_columns_are_labels_too(copy: Path) -> None:
    table = "| 排查发现 | 有效化解 |\n|---|---|\n| {{ disputes.resolved }} | {{ disputes.found }} |\n"
    assert len(reminders(copy, table)) == 1
