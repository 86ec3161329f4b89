"""A report's own arithmetic is proofread: what cannot be right is told, and an honest sentence never is."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

from disclosure.__main__ import main
from disclosure.project import Project
from disclosure.start.proofread import RULES, proofread
from disclosure.start.proofread.slip import Lines


class Row(NamedTuple):
    verdict: str
    rule: str
    sentence: str


def rows() -> list[Row]:
    """Sentences marked by hand; ⏎ stands for a new line, ⇥ for a tab."""
    text = (ROOT / "tests/start/marked.tsv").read_text("utf-8")
    return [Row(*row) for row in csv.reader(text.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE)]


MARKED = rows()
MISSED = {
    "全镇共化解矛盾纠纷件。",  # no digit at all: an ordinary noun may follow 件
}


def lines(text: str) -> Lines:
    return list(enumerate(text.replace("⇥", "\t").split("⏎"), 1))


def told(text: str) -> list[str]:
    return [problem.message for problem in proofread(lines(text), "报告.txt")]


def test_the_marked_sentences_are_many_and_about_half_of_them_are_right() -> None:
    wrong = sum(row.verdict == "wrong" for row in MARKED)
    assert len(MARKED) >= 60
    assert abs(2 * wrong - len(MARKED)) <= len(MARKED) / 10


def test_all_that_is_told_is_wrong_and_nearly_all_that_is_wrong_is_told() -> None:
    found = [row for row in MARKED if told(row.sentence)]
    wrong = [row for row in MARKED if row.verdict == "wrong"]
    precision = sum(row.verdict == "wrong" for row in found) / len(found)
    recall = sum(row.verdict == "wrong" for row in found) / len(wrong)
    assert precision == 1.0
    assert recall >= 0.95


@pytest.mark.parametrize("row", MARKED, ids=[f"{row.rule}-{row.sentence}" for row in MARKED])
def test_a_rule_tells_its_slips_and_no_rule_blames_an_honest_sentence(row: Row) -> None:
    rule = next(rule for rule in RULES if rule.__module__.endswith(f".{row.rule}"))
    if row.verdict == "right":
        assert not told(row.sentence)
    else:
        assert bool(list(rule(lines(row.sentence)))) is (row.sentence not in MISSED)


def test_the_projects_own_chapters_are_clean(project: Project) -> None:
    report = project.model.latest
    text = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / f"docs/{report.year}").glob("*.md")))
    for figure in report.figures.values():
        text = text.replace(f"{{{{ {figure.id} }}}}", figure.text)
    text = re.sub(r'\{\{ words\("([^"]*)".*?\}\}', r"\1", text)
    text = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>|\]\([^)]*\)", "", text)
    assert proofread(list(enumerate(text.splitlines(), 1)), "本站.md") == []


def test_a_clean_report_is_left_alone() -> None:
    text = (ROOT / "tests/start/report.txt").read_text("utf-8")
    assert proofread(list(enumerate(text.splitlines(), 1)), "报告.txt") == []


def test_a_clerk_hears_the_line_the_sentence_and_what_does_not_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "报告.txt").write_text("一、举措\n发现隐患２００处，整改190处，整改率100％。\n", "utf-8")
    assert main(["proofread", str(tmp_path / "报告.txt")]) == 1
    told = "报告.txt:2: “发现隐患200处，整改190处，整改率100%”：190处 除以 200处 是 95%，整改率却写 100%。"
    assert told in capsys.readouterr().err


def test_a_clean_document_is_said_to_be_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "报告.txt").write_text("一、举措\n发现隐患200处，整改190处，整改率95%。\n", "utf-8")
    assert main(["proofread", str(tmp_path / "报告.txt")]) == 0
    assert "没有发现" in capsys.readouterr().out
