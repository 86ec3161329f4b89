"""The handbook for clerks, tried step by step: its examples are applied and its commands run, as a clerk would."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import test_chapters
import test_editions
import test_errors
import test_files
import test_publish
from conftest import ROOT
from jinja2 import Environment, StrictUndefined

from disclosure.page import Page
from disclosure.pages.example import example
from disclosure.pages.vocabulary import vocabulary
from disclosure.problem import Problems
from disclosure.project import check
from disclosure.reading.load import load
from disclosure.report.edition import public

SAMPLE = example(check(ROOT, "staff"))
THEME = SAMPLE.id.partition(".")[0]


@dataclass(frozen=True)
class Block:
    """A fenced piece of code: its language, its text, and the file that the line before it names ("" if none)."""

    language: str
    text: str
    file: str


@pytest.fixture(scope="session")
def sections() -> Mapping[str, str]:
    """The handbook's sections by their anchors, as a clerk reads them: names filled in, still Markdown."""
    page = Page("staff/handbook.md")
    text = (ROOT / page.source).read_text("utf-8")
    read = Environment(undefined=StrictUndefined).from_string(text).render(vocabulary(check(ROOT, "staff"), page))
    parts = re.split(r"^## .*\{ #([\w-]+) \}$", read, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def blocks(section: str) -> list[Block]:
    found = re.finditer(r"(?:^`([^`\n]+)`\n\n)?^```(\w+)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return [Block(match[2], match[3], match[1] or "") for match in found]


def follow(section: str, copy: Path) -> None:
    """Does to the files of `copy` what a section of the handbook says."""
    for block in blocks(section):
        if block.language == "diff":
            lines = block.text.splitlines(keepends=True)
            assert {line[0] for line in lines} <= set(" -+\n"), block
            old = "".join(line[1:] for line in lines if line[0] in " -")
            new = "".join(line[1:] for line in lines if line[0] in " +")
            text = (copy / block.file).read_text("utf-8")
            assert text.count(old) == 1, (block.file, old)
            (copy / block.file).write_text(text.replace(old, new), "utf-8")
        elif block.language in ("markdown", "yaml"):
            assert not (copy / block.file).exists()
            (copy / block.file).write_text(block.text, "utf-8")


def commands(section: str, language: str) -> list[str]:
    return [line for block in blocks(section) if block.language == language for line in block.text.splitlines()]


# --- the examples --------------------------------------------------------------------------------------------------


def test_changing_a_figure_changes_it(sections: Mapping[str, str], copy: Path) -> None:
    follow(sections["change-figure"], copy)
    assert check(copy, "staff").model.latest.figures[SAMPLE.id].number == SAMPLE.changed


def test_a_sentence_added_quotes_its_figure(sections: Mapping[str, str], copy: Path) -> None:
    before = len(check(copy).quotes[SAMPLE.id])
    follow(sections["add-sentence"], copy)
    assert len(check(copy).quotes[SAMPLE.id]) == before + 1


def test_an_indicator_added_has_its_figure(sections: Mapping[str, str], copy: Path) -> None:
    follow(sections["add-indicator"], copy)
    figure = check(copy, "staff").model.latest.figures[f"{THEME}.lectures"]
    assert (figure.indicator.name, figure.text) == ("法治讲座", "12场")


def test_a_table_added_has_its_cells_and_totals(sections: Mapping[str, str], copy: Path) -> None:
    follow(sections["add-table"], copy)
    figures = check(copy, "staff").model.latest.figures
    assert [figures[f"{THEME}.visits{cell}"].text for cell in (".jia.may", ".jia", ".yi", "")] == [
        "3户",
        "9户",
        "0户",
        "9户",
    ]


def test_a_chapter_added_is_in_the_outline(sections: Mapping[str, str], copy: Path) -> None:
    follow(sections["add-chapter"], copy)
    assert "culture" in check(copy, "staff").model.latest.document.chapters


def test_what_is_marked_internal_is_for_staff_alone(sections: Mapping[str, str], copy: Path) -> None:
    follow(sections["internal"], copy)
    staff, published = check(copy, "staff"), check(copy)
    assert staff.model.latest.figures[SAMPLE.id].note == "请经办部门核对是不是确数"
    assert published.model.latest.figures[SAMPLE.id].note == ""
    assert staff.model.latest.plans.plans["publicity"].due is not None
    assert published.model.latest.plans.plans["publicity"].due is None
    assert {page.path for page in staff.pages} - {page.path for page in published.pages} >= {"2023/note.staff.md"}


def test_a_value_with_its_class_is_for_staff_alone(sections: Mapping[str, str], copy: Path) -> None:
    access = re.search(r"`(\{value: .*?\})`", sections["internal"])
    assert access is not None
    figures = copy / "data/2023/figures.yml"
    figures.write_text(
        figures.read_text("utf-8").replace(f"{SAMPLE.key}: {SAMPLE.value}", f"{SAMPLE.key}: {access[1]}"), "utf-8"
    )
    assert SAMPLE.id not in public(load(copy)).latest.figures


def test_every_example_belongs_to_a_section_that_is_tried(sections: Mapping[str, str]) -> None:
    tried = {"change-figure", "add-sentence", "add-indicator", "add-table", "add-chapter", "internal"}
    assert {
        name for name, text in sections.items() for b in blocks(text) if b.language in ("diff", "markdown")
    } == tried


# --- the commands --------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(copy: Path) -> Path:
    """A clerk's copy, set up, under version control, with a free port for the preview."""
    (copy / ".venv").symlink_to(sys.prefix)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (copy / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write(f"\ndev_addr: 127.0.0.1:{port}\n")
    identity = ["config", "user.name", "a"], ["config", "user.email", "a@b.example"]
    for words in (["init", "-q"], *identity, ["add", "data", "docs"], ["commit", "-qm", "saved"]):
        subprocess.run(["git", *words], cwd=copy, check=True)
    return copy


def argv(command: str) -> list[str]:
    """A command of the handbook as this machine runs it: make with its set-up done, Windows' Python as this one."""
    words = [word.strip('"') for word in command.split()]
    if words[0] == "make":
        return ["make", "-o", ".venv/site.stamp", *words[1:]]
    if words[0] in ("python", r".venv\Scripts\python"):
        return [sys.executable, *words[1:]]
    if words[:2] == ["Copy-Item", "-Recurse"]:
        return ["cp", "-r", *(word.replace("\\", "/") for word in words[2:])]
    if words[0] == "python":
        return [sys.executable, *words[1:]]
    assert words[0] in ("git", "cp"), command
    return words


def do(command: str, desk: Path) -> str:
    # a clerk's terminal is not inside `make test`, whose own make would speak up in the one that is run here
    terminal = {name: value for name, value in os.environ.items() if "MAKE" not in name and name != "MFLAGS"}
    done = subprocess.run(argv(command), cwd=desk, env=terminal, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, (command, done.stderr)
    return done.stdout


def test_check_tells_what_deserves_a_second_look(sections: Mapping[str, str], desk: Path) -> None:
    (command,) = commands(sections["places"], "sh")
    said = do(command, desk)
    assert re.search(
        r"提醒 data/2023/figures.yml:\d+: 领导干部接访“338余次”数到了个位，却带约数词；请对照原始记录。", said
    )
    assert said.splitlines()[-1].startswith("检查通过：")


def test_both_editions_are_published_with_all_that_the_handbook_added(sections: Mapping[str, str], desk: Path) -> None:
    for name in ("add-sentence", "add-indicator", "add-chapter", "internal"):
        follow(sections[name], desk)
    public, staff, *kept = commands(sections["publish"], "sh")
    do(public, desk)
    do(staff, desk)
    assert (desk / "site/2023/culture.html").is_file()
    assert "12场" in (desk / f"site/2023/{THEME}.html").read_text("utf-8")
    assert not (desk / "site/staff").exists()
    assert "请经办部门核对是不是确数" in (desk / "site-staff/staff/ledger.html").read_text("utf-8")
    for command in kept:
        do(command, desk)
    assert do("git status --short data docs", desk) == ""


def test_what_was_changed_since_it_was_kept_is_shown_and_taken_back(sections: Mapping[str, str], desk: Path) -> None:
    follow(sections["change-figure"], desk)
    shown, *_, back = commands(sections["correct"], "sh")
    assert f"+  {SAMPLE.key}: {SAMPLE.changed}" in do(shown, desk)
    do(back, desk)
    assert check(desk).model.latest.figures[SAMPLE.id].number == SAMPLE.value


def test_a_published_year_is_sealed_until_its_correction_is_recorded(sections: Mapping[str, str], desk: Path) -> None:
    _, first, again, _ = commands(sections["correct"], "sh")
    do(first, desk)
    follow(sections["change-figure"], desk)
    with pytest.raises(Problems, match="登记的版本里是"):
        check(desk)
    do(again, desk)
    assert [version.note for version in check(desk).model.latest.versions] == [None, "更正了什么"]


@pytest.mark.parametrize("language", ["sh", "powershell"])
def test_a_new_year_begins_from_the_last(language: str, sections: Mapping[str, str], desk: Path) -> None:
    section = sections["new-year" if language == "sh" else "windows"]
    for command in [c for c in commands(section, language) if "new-year" in c]:
        do(command, desk)
    for command in [c for c in commands(section, language) if c.startswith("make check")]:
        do(command, desk)
    project = check(desk, "staff")
    assert list(project.model.reports) == [2023, 2024]
    if language == "sh":
        do("make site", desk)
        assert (desk / "site/2024/disputes.html").is_file()


def test_windows_checks_and_publishes_both_editions(sections: Mapping[str, str], desk: Path) -> None:
    for command in [c for c in commands(sections["windows"], "powershell") if "-m disclosure" in c]:
        do(command, desk)
    assert (desk / "site/index.html").is_file()
    assert (desk / "site-staff/staff/index.html").is_file()


@pytest.mark.parametrize(("edition", "page"), [(0, "2023/disputes.html"), (1, "staff/ledger.html")])
@pytest.mark.parametrize("place", ["preview", "windows"])
def test_the_preview_answers(place: str, edition: int, page: str, sections: Mapping[str, str], desk: Path) -> None:
    public, staff = [
        c
        for c in commands(sections[place], "sh" if place == "preview" else "powershell")
        if "serve" in c or "macros.py" in c
    ]
    address = (desk / "mkdocs.yml").read_text("utf-8").rpartition("dev_addr: ")[2].strip()
    with subprocess.Popen(
        argv((public, staff)[edition]), cwd=desk, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
    ) as server:
        try:
            assert "矛盾纠纷" in answer(f"http://{address}/{page}", seconds=90)
        finally:
            subprocess.run(["kill", "--", f"-{server.pid}"], check=True)


def answer(url: str, *, seconds: float) -> str:
    """What a server says that may still be starting."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return str(response.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def test_every_command_is_one_that_is_tried_or_sets_up(sections: Mapping[str, str]) -> None:
    told = [c for text in sections.values() for language in ("sh", "powershell") for c in commands(text, language)]
    set_up = [c for c in told if c.startswith("py -m venv") or "pip install --require-hashes" in c]
    assert len(set_up) == 2
    assert all(argv(command) for command in told if command not in set_up)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {c.split()[1] for c in told if c.startswith("make")} <= targets


# --- the messages --------------------------------------------------------------------------------------------------

MESSAGES = (
    *(row[-1] for row in test_errors.MISTAKES),
    *(message for _, _, message in test_errors.DISASTERS),
    *(message for _, _, messages in test_errors.MISHAPS for message in messages),
    *(message for _, messages in test_chapters.NAMES for message in messages),
    *(row[-1] for row in test_editions.MISTAKES),
    *(row[-1] for row in test_publish.REFUSED),
    *(message for row in test_files.MISTAKES for message in row[-1]),
)


def explained(sections: Mapping[str, str]) -> list[str]:
    """The words by which the handbook's tables know a message."""
    rows = re.findall(r"^\| (`.*?) \|", sections["messages"], re.MULTILINE)
    return [words for row in rows for words in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_is_explained(message: str, sections: Mapping[str, str]) -> None:
    assert any(words in message for words in explained(sections))


def test_the_handbook_explains_no_message_that_the_code_does_not_give(sections: Mapping[str, str]) -> None:
    files = [ROOT / "macros.py", *(ROOT / "disclosure").rglob("*.py")]
    code = "".join(file.read_text("utf-8") for file in files)
    for words in explained(sections):
        assert words in code, words
