"""A figure that is asked answers with all it takes to cite it, by pointer, finger and keyboard; a chart goes along."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from disclosure.audit import audit
from disclosure.problem import Problems
from disclosure.project import Project

CHAPTER = "2023/disputes.html"
FOUND = "p a[data-name]:has([data-id='disputes.found'])"
CITED = "中共石柱土家族自治县王场镇委员会：《中共石柱土家族自治县王场镇委员会关于2023年法治政府建设情况的报告》（王场委文〔2024〕3号），2024年1月9日，一（四）2"


@pytest.fixture
def chapter(browser: Browser, site: Path) -> Iterator[Page]:
    """A chapter opened by double click, with no network."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.goto((site / CHAPTER).as_uri())
    yield page
    context.close()


def pasted(page: Page) -> str:
    page.locator("#search").focus()
    page.keyboard.press("ControlOrMeta+V")
    return page.locator("#search").input_value()


def test_the_card_tells_value_year_body_document_and_leads_to_the_passage(chapter: Page) -> None:
    chapter.locator(FOUND).hover()
    card = chapter.locator("#origin")
    card.get_by_text(CITED).wait_for()
    assert card.locator(".said").inner_text() == "250件 王场镇，2023年"
    card.get_by_role("link", name="原文：2023年报告一（四）矛盾纠纷化解·社会矛盾纠纷化解").click()
    assert chapter.url.endswith(f"{CHAPTER}#mediation")


@pytest.mark.parametrize(
    ("button", "start"),
    [
        ("复制引用", f"排查发现矛盾纠纷250件（2023年）。{CITED}。file://"),
        ("复制 Markdown", "[排查发现矛盾纠纷250件（2023年）](file://"),
    ],
)
def test_a_figure_is_cited_by_keyboard_alone(chapter: Page, button: str, start: str) -> None:
    chapter.locator(FOUND).focus()
    chapter.get_by_role("button", name=button).wait_for()
    for _ in range(5):
        chapter.keyboard.press("Tab")
        if chapter.evaluate("document.activeElement.textContent") == button:
            break
    chapter.keyboard.press("Enter")
    chapter.get_by_role("button", name="已复制").wait_for()
    chapter.keyboard.press("Escape")
    assert chapter.locator("#origin").is_hidden()
    said = pasted(chapter)
    assert said.startswith(start)
    assert "indicators.html#disputes.found" in said


def test_a_figure_s_link_is_read_out_with_its_name(chapter: Page) -> None:
    assert chapter.get_by_role("link", name="250件，排查发现矛盾纠纷", exact=True).count()


def test_on_a_phone_a_tap_opens_the_card_at_the_foot_and_it_can_be_closed(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((site / CHAPTER).as_uri())
    page.locator(FOUND).tap()
    page.get_by_text(CITED).wait_for()
    card, figure = (page.locator(where).bounding_box() for where in ("#origin", FOUND))
    assert card
    assert figure
    assert (card["x"], card["width"], card["y"] + card["height"]) == (0, 360, 740)
    assert figure["y"] + figure["height"] <= card["y"]
    page.get_by_role("button", name="关闭").tap()
    assert page.locator("#origin").is_hidden()
    context.close()


def test_a_chart_is_taken_along_as_its_rows_and_as_a_picture(chapter: Page, tmp_path: Path) -> None:
    for name, ending in (
        ("下载数据：矛盾纠纷的排查、发现和化解", "csv"),
        ("下载图片：矛盾纠纷的排查、发现和化解", "png"),
    ):
        with chapter.expect_download() as waited:
            chapter.get_by_text(name.partition("：")[0]).first.click()
        assert waited.value.suggested_filename == f"王场镇2023年矛盾纠纷的排查、发现和化解.{ending}"
        waited.value.save_as(tmp_path / f"chart.{ending}")
    with (tmp_path / "chart.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["指标"], row["原文说法"]) for row in rows[:2]] == [
        ("矛盾纠纷排查", "320余次"),
        ("排查发现矛盾纠纷", "250件"),
    ]
    assert (tmp_path / "chart.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert (tmp_path / "chart.png").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"said":"250件"', '"said":"251件"', "assets/cards.js: disputes.found 写的是"),
        ("〔2024〕3号", "〔2024〕4号", "报告的引用格式与数据不同"),
        (
            "2023/disputes.html#mediation",
            "2023/study.html#masses",
            "2023/study.html#masses 没有说到 2023 年的 disputes",
        ),
        ("window.cards={", "window.cards=", "读不出来"),
    ],
)
def test_a_card_that_says_something_else_is_found(
    project: Project, site: Path, tmp_path: Path, old: str, new: str, told: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    file = copy / "assets/cards.js"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Problems) as found:
        audit(project, copy)
    assert told in str(found.value)
