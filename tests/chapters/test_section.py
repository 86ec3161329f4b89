"""A chapter becomes a numbered section of the printed report, and its links stay inside."""

from __future__ import annotations

import pytest

from disclosure.chapters.section import as_section
from disclosure.numbers.wording import chinese
from disclosure.report.model import Model
from disclosure.report.outline import chapters_of


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1200, "一千二百"),
    ],
)
def test_numerals_are_chinese(number: int, said: str) -> None:
    assert chinese(number) == said


def test_headings_are_numbered_without_gaps(model: Model) -> None:
    first, second = chapters_of(model.latest)[:2]
    text = "# 甲\n\n## 乙 { #b }\n\n### 丙\n\n### 丁\n\n## 戊\n\n### 己\n"
    assert as_section(text, first, model.latest).split("\n\n") == [
        f"\n## 一、{model.latest.document.outline[0].title} {{#part-1}}",
        "### （一）甲 {#organization}",
        "#### 1. 乙 {#organization-b}",
        "##### （1）丙 {#organization-丙}",
        "##### （2）丁 {#organization-丁}",
        "#### 2. 戊 {#organization-戊}",
        "##### （1）己 {#organization-己}\n",
    ]
    assert as_section("# 甲", second, model.latest) == "\n### （二）甲 {#study}\n"


def test_a_part_of_one_chapter_takes_the_part_s_title(model: Model) -> None:
    chapter = next(chapter for chapter in chapters_of(model.latest) if chapter.name == "shortcomings")
    section = as_section("# 存在的不足\n\n## 甲\n\n## 乙\n", chapter, model.latest)
    assert (
        section
        == f"\n## 二、{chapter.part_title} {{#shortcomings}}\n\n### （一）甲 {{#shortcomings-甲}}\n\n### （二）乙 {{#shortcomings-乙}}\n"
    )


@pytest.mark.parametrize(
    ("link", "inside"),
    [
        ("[见](disputes.md)", "[见](#disputes)"),
        ("[见](disputes.md#mediation)", "[见](#disputes-mediation)"),
        ("[见](#mediation)", "[见](#organization-mediation)"),
        ("[见](index.md)", "[见](index.md)"),
        ("[见](../about.md)", "[见](../about.md)"),
    ],
)
def test_links_to_chapters_lead_to_places_inside_the_report(link: str, inside: str, model: Model) -> None:
    assert as_section(link, chapters_of(model.latest)[0], model.latest).strip().endswith(inside)


def test_front_matter_is_no_part_of_the_report(model: Model) -> None:
    section = as_section("---\ntitle: 甲\n---\n正文", chapters_of(model.latest)[1], model.latest)
    assert section == "\n正文\n"


def test_a_byte_order_mark_from_an_old_editor_costs_no_heading(model: Model) -> None:
    assert as_section("\ufeff# 甲", chapters_of(model.latest)[1], model.latest) == "\n### （二）甲 {#study}\n"
