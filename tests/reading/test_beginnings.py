"""A catalogue or a part with nothing in it says how to go on; a sum that is too long says what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.problem import Problems
from disclosure.project import check
from disclosure.reading.load import load
from disclosure.report.expression import parse_expression
from disclosure.report.oddities import warnings


@pytest.mark.parametrize("written", ["{}\n", "", "\n", "# 还没有\n"])
def test_an_empty_catalogue_says_how_to_begin(copy: Path, written: str) -> None:
    (copy / "data/indicators.yml").write_text(written, "utf-8")
    (copy / "data/2023/figures.yml").write_text("{}\n", "utf-8")
    with pytest.raises(Problems) as raised:
        check(copy)
    assert str(raised.value).startswith("data/indicators.yml:1:1: 目录里还没有指标；请先写一个主题，例如 disputes: ")


def test_a_chapter_of_nothing_is_reminded_of(copy: Path) -> None:
    (copy / "data/2023/plans.yml").write_text("\n" * 200 + "# 还没有\n" * 200, "utf-8")
    (copy / "data/2023/shortcomings.yml").unlink()
    said = [str(warning) for warning in warnings(load(copy))]
    for name in ("plans", "shortcomings"):
        assert any(f"{name}.yml 里却没有内容" in each for each in said)


def test_a_sum_too_long_says_what_it_is() -> None:
    with pytest.raises(ValueError, match="有 697 个字，一个算式最多 500 个；请拆成几个指标"):
        parse_expression(" + ".join(["found"] * 87) + " + a", "disputes")


def test_too_long_a_text_is_told_in_a_line(copy: Path) -> None:
    file = copy / "data/2023/figures.yml"
    catalogue = copy / "data/indicators.yml"
    added = "  indicators:\n    far: {name: 很长的文字, kind: text}\n"
    catalogue.write_text(catalogue.read_text("utf-8").replace("  indicators:\n", added, 1), "utf-8")
    long = "、".join(["甲" * 2000] * 18).replace("、", ", ")
    file.write_text(file.read_text("utf-8").replace("\n  source:", f"\n  far: [{long}]\n  source:", 1), "utf-8")
    with pytest.raises(Problems) as raised:
        load(copy)
    assert "很长的文字：文字共 36000 字，最多 2000 字；请只写名称，详细的写进章节。" in str(raised.value)
    assert len(str(raised.value)) < 300
