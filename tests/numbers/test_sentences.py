"""What counts is refused in prose and what names is not: each sentence of a table, read by the check and by the audit."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import run

from disclosure.chapters.digits import typed_digits
from disclosure.chapters.language import Read, read_page
from disclosure.numbers.prose import numbers_in, reminders_in
from disclosure.page import Page
from disclosure.report.model import Model

LINES = (Path(__file__).parent / "sentences.tsv").read_text("utf-8").splitlines()[1:]
SENTENCES = [line.split("\t")[:2] for line in LINES]
HONEST = [sentence for want, sentence in SENTENCES if want != "tell"]
NAMES = ("1310具体部署",)


def read(text: str, model: Model) -> Read:
    named = replace(model, unit=replace(model.unit, names=NAMES))
    return read_page(f"# 标题\n\n{text}\n", Page("2023/disputes.md"), named, (), "public")


@pytest.mark.parametrize(("want", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_a_sentence_is_taken_as_it_is_meant(want: str, sentence: str, model: Model) -> None:
    page = read(sentence, model)
    told = [str(problem) for problem in page.problems]
    assert bool(told) is (want == "tell"), told
    if want in ("remind", "quiet"):
        assert bool(page.reminders) is (want == "remind"), page.reminders


def test_what_the_check_takes_is_published_and_passes_the_audit(
    copy: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit("data/unit.yml", "access: 主动公开", f"names: [{'、'.join(NAMES)}]\naccess: 主动公开")
    edit("docs/2023/disputes.md", "我镇不断完善", "\n\n".join((*HONEST, "我镇不断完善")))
    checked = run("disclosure", "check", cwd=copy)
    assert checked.returncode == 0, checked.stderr
    assert "提醒 docs/2023/disputes.md:" in checked.stdout
    published = run("disclosure", "publish", cwd=copy)
    assert published.returncode == 0, published.stderr


@pytest.mark.parametrize("piece", ["1,", "1, ", "（1", "第1、", "1月", "百", "十", "A1+", "“1", "1.1.1,"])
def test_a_long_text_is_read_in_time(piece: str) -> None:
    """Ten times the text takes about ten times as long."""

    def seconds(text: str) -> float:
        start = time.process_time()
        for _ in numbers_in(text, frozenset(), 2023):
            pass
        for _ in reminders_in(text):
            pass
        return time.process_time() - start

    assert seconds(piece * 20_000) < 40 * max(seconds(piece * 2_000), 0.002)


def test_nine_hundred_kilobytes_of_digits_are_told_once_and_briefly(model: Model) -> None:
    start = time.process_time()
    (problem,) = typed_digits("1," * 450_000, Page("2023/disputes.md"), model)
    assert len(str(problem)) < 300
    assert time.process_time() - start < 6, "it takes one second on a quiet machine"


def test_a_figure_to_register_comes_with_the_two_lines_to_paste(model: Model) -> None:
    (problem,) = read("全镇新建法治广场2.3万余平方米。", model).problems
    assert problem.message == (
        "“2.3万余平方米”是手打的数字：请登记成指标，这里改用 {{ disputes.new_1 }}；"
        "名称、文号里的数字请连同名称写进“”或《》。下面两行可以照贴，名称请核对：\n"
        "data/indicators.yml，disputes 的 indicators 下面：\n"
        "    new_1: {name: 全镇新建法治广场, unit: '平方米'}\n"
        "data/2023/figures.yml，disputes 下面：\n"
        "  new_1: 2.3万余"
    )
