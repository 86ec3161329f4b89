"""Search lands: every hit stands in sight, its words marked; words are found however they are typed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

DESK, PHONE = (1440, 900), (390, 844)
WORDS = ("行政复议", "法律顾问", "依申请公开", "罚金", "第一责任人", "3.689")


def opened(browser: Browser, site: Path, address: str, size: tuple[int, int]) -> Page:
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True).new_page()
    page.goto((site / address).as_uri())
    return page


def asked(page: Page, words: str) -> list[str]:
    """Types words in the search box; returns where its answers lead."""
    page.locator("#search").fill(words)
    page.wait_for_function("words => document.querySelector('#search-count').dataset.asked === words", arg=words)
    links = page.locator("#search-results li a")
    return [str(link.get_attribute("href")).lstrip("./") for link in links.all()]


MARKED = """() => {
  const [range] = CSS.highlights.get("found-now") ?? [];
  const { top, bottom } = range?.getBoundingClientRect() ?? {};
  const bar = document.querySelector(".found-bar");
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const after = !place || place.contains(range?.startContainer)
    || place.compareDocumentPosition(range?.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING;
  return { words: range?.toString(), seen: top >= 0 && bottom <= bar?.getBoundingClientRect().top, after: Boolean(after) };
}"""


def astray(page: Page, words: str) -> list[object]:
    """Where the page stands, if the words are not in sight, marked, and in the section that was asked for."""
    page.locator(".found-bar").wait_for()
    stands = page.evaluate(MARKED)
    return [] if stands == {"words": words, "seen": True, "after": True} else [(words, page.url, stands)]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_hit_stands_in_sight_with_its_words_marked(browser: Browser, site: Path, size: tuple[int, int]) -> None:
    page = opened(browser, site, "index.html", size)
    hits = [(words, address) for words in WORDS for address in asked(page, words)]
    assert len(hits) > 15
    wrong = []
    for words, address in hits:
        page.goto("about:blank")
        page.goto(f"{site.as_uri()}/{address}")
        wrong += astray(page, words)
    assert wrong == []
    page.context.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_hit_on_the_same_page_moves_it_there(browser: Browser, site: Path, size: tuple[int, int]) -> None:
    page = opened(browser, site, "2023/disputes.html", size)
    page.evaluate("window.same = true")
    wrong = []
    for words in ("行政复议", "法律顾问", "矛盾纠纷", "培训"):
        hits = asked(page, words)
        for number in (number for number, address in enumerate(hits) if "disputes.html" in address):
            asked(page, words)
            page.locator("#search-results li a").nth(number).click()
            assert page.locator("#search-results").is_hidden()
            wrong += astray(page, words)
            page.evaluate("scrollTo(0, 0)")
    assert wrong == []
    assert page.evaluate("window.same")
    page.context.close()


def test_the_bar_leads_through_all_places_on_the_page(browser: Browser, site: Path) -> None:
    page = opened(browser, site, "2023/disputes.html", PHONE)
    asked(page, "行政复议")
    page.locator("#search-results li a[href*='2023/disputes.html']").first.click()
    bar = page.locator(".found-bar")
    assert page.locator("#search-results").is_hidden()
    first = page.evaluate("scrollY")
    assert first > 0
    said = bar.locator("span").inner_text()
    count = int(said.rpartition("共 ")[2].split()[0])
    seen = {said}
    for _ in range(count - 1):
        bar.get_by_role("button", name="下一处").click()
        seen.add(bar.locator("span").inner_text())
        assert page.evaluate(MARKED)["seen"]
    assert len(seen) == count
    bar.get_by_role("button", name="下一处").click()
    assert bar.locator("span").inner_text() == said
    bar.get_by_role("button", name="上一处").click()
    assert bar.locator("span").inner_text() != said
    page.keyboard.press("Escape")
    assert bar.count() == 0
    page.context.close()


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("行政複議", "2023/disputes.html?find=行政复议#reconsideration"),
        ("法律顧問", "2023/decisions.html?find=法律顾问#legal-adviser"),
        ("xzfy", "2023/disputes.html?find=行政复议#reconsideration"),
        ("FLGW", "2023/decisions.html?find=法律顾问#legal-adviser"),
        ("３.６８９", "2023/governance.html?find=3.689#safety"),
        ("法律　顾问", "2023/decisions.html?find=法律 顾问#legal-adviser"),
        ("罚款", "indicators.html?find=罚金#governance.fines"),
        ("disputes.found", "indicators.html#disputes.found"),
        ("行政付议", "行政复议"),
        ("行政复复议", "行政复议"),
        ("行复政议", "行政复议"),
        ("行政议", "行政复议"),
        ("矛盾纠分", "矛盾纠纷"),
        ("法律故问", "法律顾问"),
        ("dispute.found", "disputes.found"),
    ],
)
def test_words_are_found_however_they_are_typed_or_mended(browser: Browser, site: Path, typed: str, where: str) -> None:
    page = opened(browser, site, "index.html", DESK)
    if ".html" in where:
        assert where in page.evaluate("list => list.map(decodeURIComponent)", asked(page, typed))
    else:
        asked(page, typed)
        page.get_by_role("button", name=where, exact=True).click()
        assert page.locator("#search").input_value() == where
        page.get_by_text("找到").first.wait_for()
        assert page.locator("#search-results li a").count()
    page.context.close()


def test_what_is_not_there_is_said_with_what_to_try(browser: Browser, site: Path) -> None:
    page = opened(browser, site, "about.html", PHONE)
    assert asked(page, "鬼zzz") == []
    said = page.locator("#search-count")
    assert "没有找到“鬼zzz”" in said.inner_text()
    assert "拼音的首字母" in said.inner_text()
    said.get_by_role("link", name="指标目录").click()
    page.wait_for_url("**/indicators.html")
    page.context.close()


def test_the_index_is_small_and_not_part_of_the_first_visit(site: Path) -> None:
    assert len(gzip.compress((site / "assets/search_index.js").read_bytes())) < 20_000
    assert b"search_index" not in (site / "index.html").read_bytes()
