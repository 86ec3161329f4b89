"""Whatever stands in `data/`, it is read as data or refused: nothing runs, nothing becomes markup, nothing is half read."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from disclosure.page import Page
from disclosure.pages.vocabulary import vocabulary
from disclosure.problem import Problems
from disclosure.project import Project
from disclosure.reading.load import load
from disclosure.reading.yamlfile import read_yaml
from disclosure.report.model import Model

NAMES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "data").rglob("*.yml"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "data", root / "data")
    return root


def model_or_problems(root: Path) -> Model | Problems:
    try:
        return load(root)
    except Problems as problems:
        told = problems
    assert all(problem.message.endswith("。") for problem in told.problems), str(told)
    return told


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(NAMES), data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_arbitrary_bytes_give_a_model_or_a_list_of_problems(name: str, data: bytes, folder: Path) -> None:
    original = (ROOT / name).read_bytes()
    (folder / name).write_bytes(data)
    try:
        model_or_problems(folder)
    finally:
        (folder / name).write_bytes(original)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(NAMES), seed=st.integers(0, 2**32))
def test_a_mutated_real_file_gives_a_model_or_a_list_of_problems(name: str, seed: int, folder: Path) -> None:
    chance = random.Random(seed)
    original = (ROOT / name).read_text("utf-8")
    text = original
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        scrap = chance.choice(
            [
                "",
                "\t",
                "：",
                "'",
                '"',
                "[",
                "]",
                "{",
                "}",
                ": ",
                "- ",
                "&a ",
                "*a",
                "!x ",
                "~",
                "0",
                "-",
                "\n",
                "  ",
                "|",
                "%",
                "@",
            ]
        )
        text = text[:at] + scrap + text[at + chance.randint(0, 3) :]
    (folder / name).write_text(text, "utf-8")
    try:
        model_or_problems(folder)
    finally:
        (folder / name).write_text(original, "utf-8")


def test_an_alias_bomb_is_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (tmp_path / "bomb.yml").write_text("\n".join(lines), "utf-8")
    with pytest.raises(Problems, match="不能用 \\* 引用别处的内容"):
        read_yaml(tmp_path / "bomb.yml", "bomb.yml")


HOSTILE = "<script>alert(x)</script>{{ year }}{% raw %}*甲*_乙_`丙`[丁](javascript:x)&amp;|戊|\\"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """A model whose every text is an attempt at markup or template code."""
    root = tmp_path_factory.mktemp("markup")
    shutil.copytree(ROOT / "data", root / "data")
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    for name, old in (
        ("data/2023/figures.yml", "镇平安办"),
        ("data/2023/plans.yml", "加强法治宣传教育"),
        ("data/2023/shortcomings.yml", "人员培训力度不够"),
        ("data/2023/document.yml", "县委依法治县办"),
        ("data/indicators.yml", "排查发现矛盾纠纷"),
    ):
        text = (root / name).read_text("utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, quoted, 1), "utf-8")
    (root / "data/2023/plans.yml").write_text((root / "data/2023/plans.yml").read_text("utf-8"), "utf-8")
    return load(root)


@pytest.mark.parametrize(
    "call",
    ["plans", "shortcomings", "information_block", "document_head", "document_foot", "indicator_catalogue", "contents"],
)
def test_markup_and_template_code_in_data_are_shown_as_text(call: str, hostile: Model) -> None:
    project = Project(ROOT, "public", hostile, {}, {}, {}, {}, {})
    words = vocabulary(project, Page("2023/print.md"))
    said = words[call]()  # type: ignore[operator]
    assert "<script" not in said
    for active in ("{{", "{%", "*甲*", "_乙_", "`丙`", "[丁]"):
        assert active not in said, active
    if call in ("plans", "shortcomings", "document_head", "document_foot", "indicator_catalogue"):
        assert HOSTILE in html.fragment_fromstring(said, create_parent="div").text_content()


def test_markup_in_data_survives_the_whole_way_to_the_page_as_text(copy: Path) -> None:
    figures = copy / "data/2023/figures.yml"
    hostile = "平安办<img src=x onerror=alert(x)>{{ year * year }}*"
    figures.write_text(figures.read_text("utf-8").replace("office: 镇平安办", f"office: '{hostile}'"), "utf-8")
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 0, done.stderr
    page = html.document_fromstring((copy / "site/2023/organization.html").read_text("utf-8"))
    offices = ["".join(map(str, e.itertext())) for e in page.iter("data") if e.get("data-id") == "organization.office"]
    assert offices
    assert set(offices) == {hostile}
    assert not [image for image in page.iter("img") if image.get("onerror")]
