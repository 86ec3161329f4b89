"""The engines' settings are read before the engines: each mistake is told in Chinese at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import run

from disclosure.problem import Problems
from disclosure.project import check
from disclosure.reading.configuration import must_be_configured

NAME = "site_name: 王场镇法治政府建设年度报告\n"

# (file, text, text instead, what must be told)
MISTAKES = [
    ("mkdocs.yml", "strict: true\n", "strict: true\nsite_name: 别的\n", "mkdocs.yml:14:1: site_name 写了两次（第 1 行已有）；请只留一处。"),
    ("mkdocs.yml", "site_dir: site", "site_dir site", "mkdocs.yml:4:1: 这一行缺少半角冒号；请写成“名称: 内容”，冒号后面空一格。"),
    ("mkdocs.yml", "site_dir: site", "site_dir：site", "mkdocs.yml:4:9: 冒号用了全角“：”；请改用半角“:”，后面空一格。"),
    ("mkdocs.yml", "site_dir: site", "site_dir:site", "mkdocs.yml:4:9: 冒号后面要空一格；请写成“名称: 内容”。"),
    ("mkdocs.yml", "  name: material", "\tname: material", "mkdocs.yml:16:1: 缩进用了制表符（Tab）；请改用空格。"),
    ("mkdocs.yml", "site_dir: site", "sit_dir: site", "mkdocs.yml:4:1: 没有 sit_dir 这项设置；最接近的是 site_dir。"),
    ("mkdocs.yml", "  font: false", "  fonts: false", "mkdocs.yml:19:3: theme 里没有 fonts 这项设置；最接近的是 font。"),
    ("mkdocs.yml", NAME, "", "mkdocs.yml:1:1: 没有写网站名称；请加一行“site_name: 名称”，与 data/unit.yml 里的相同。"),
    ("mkdocs.yml", "docs_dir: docs", "docs_dir: doc", "mkdocs.yml:3:1: docs_dir 要写成 docs；检查和网页都以它为准。"),
    ("mkdocs.yml", "disclosure.text.dialect", "tables", "mkdocs.yml:33:1: markdown_extensions 要写成 - disclosure.text.dialect；"),
    ("mkdocs.yml", "[disclosure.chapters.navigation]", "[tables]", "mkdocs.yml:25:1: plugins 里要有 literate-nav:"),
    ("mkdocs.staff.yml", "INHERIT: mkdocs.yml\n", "", "mkdocs.staff.yml:2:1: INHERIT 要写成 mkdocs.yml；"),
    ("mkdocs.staff.yml", "edition: staff", "edition: stuff", "mkdocs.staff.yml:14:3: extra.edition 要写成 staff；"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "message"), MISTAKES, ids=[row[3].partition("；")[0] for row in MISTAKES]
)
def test_a_mistake_in_the_settings_is_told_at_its_line(file: str, old: str, new: str, message: str, copy: Path) -> None:
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Problems) as raised:
        check(copy)
    assert str(raised.value.problems[0]).startswith(message)


def test_marks_of_the_engine_are_no_mistakes(copy: Path) -> None:
    must_be_configured(copy)


def test_publish_tells_it_too_and_in_the_same_words(copy: Path) -> None:
    (copy / "mkdocs.yml").write_text(
        (copy / "mkdocs.yml").read_text("utf-8").replace("site_dir: site", "site_dir：site"), "utf-8"
    )
    said = {command: run("disclosure", command, cwd=copy).stderr for command in ("check", "publish")}
    assert said["check"] == said["publish"]
    assert said["check"].startswith("mkdocs.yml:4:9: 冒号用了全角“：”")
