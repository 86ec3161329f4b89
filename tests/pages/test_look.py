"""What readers of the site see and do, in a real browser, from a folder on disk and with no network."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml.html import document_fromstring
from playwright.sync_api import Browser, Page

from disclosure import page as source
from disclosure.numbers.quantity import exactly
from disclosure.pages.site_meta import site_meta
from disclosure.report.model import Figure, Model
from disclosure.report.origin import origin

WIDE, NARROW = (1440, 900), (360, 740)
CHAPTER = "2023/disputes.html"
RATE = "p a[data-name]:has([data-id='disputes.resolution_rate'])"


def pages_of(site: Path) -> list[str]:
    """The pages in the screen's frame; the printable view has its own tests."""
    return [
        file.relative_to(site).as_posix()
        for file in sorted(site.rglob("*.html"))
        if file.name not in ("print.html", "404.html")
    ]


def found_in(file: Path, path: str) -> list[Any]:
    """What an XPath finds in a built page."""
    found: Any = document_fromstring(file.read_bytes()).xpath(path)
    return list(found)


def opened(browser: Browser, site: Path, address: str, size: tuple[int, int] = WIDE, **kept: str) -> Page:
    """A page opened by double click, by a reader whose choices of reading settings are `kept`."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True)
    for name, value in kept.items():
        context.add_init_script(f"localStorage.setItem('reading.{name}', '{value}')")
    page = context.new_page()
    address, _, place = address.partition("#")
    page.goto(f"{(site / address).as_uri()}{f'#{place}' if place else ''}")
    return page


@cache
def axe() -> str:
    """axe-core's script, as the package brings it along."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """What axe finds on a page as it stands, with the one rule of WCAG 2.2 AA that it leaves off by itself."""
    page.evaluate(axe())
    found = page.evaluate("axe.run({rules: {'target-size': {enabled: true}}}).then(result => result.violations)")
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def put_away(page: Page) -> None:
    page.context.close()


def test_no_page_asks_another_host_for_anything_or_fails(browser: Browser, site: Path) -> None:
    asked: list[str] = []
    faults: list[str] = []
    context = browser.new_context()
    context.on("request", lambda request: asked.append(request.url))
    context.on("requestfailed", lambda request: faults.append(request.url))
    context.on("weberror", lambda error: faults.append(str(error.error)))
    for address in [*pages_of(site), "2023/print.html"]:
        page = context.new_page()
        page.goto((site / address).as_uri())
        if page.locator("#search").count():
            page.locator("#search").fill("法治")
            page.locator("#search-results li").first.wait_for()
        page.close()
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert faults == []


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("矛盾纠纷", "2023/disputes.html"),
        ("法律明白人", "2023/disputes.html"),
        ("依申请公开", "2023/openness.html"),
        ("莎姐守未", "2023/governance.html"),
        ("第一责任人", "2023/organization.html"),
        ("3.689", "2023/governance.html"),
        ("法律 培训", "2023/disputes.html"),
        ("公开透明化执法", "2023/plans.html"),
    ],
)
def test_search_finds_words_inside_sentences_and_leads_there(
    browser: Browser, site: Path, words: str, where: str
) -> None:
    page = opened(browser, site, "index.html")
    page.get_by_role("searchbox", name="搜索报告全文").type(words)
    result = page.locator(f"#search-results a[href*='{where}']").first
    result.wait_for()
    assert result.locator("mark").count()
    result.click()
    page.wait_for_url(re.compile(re.escape(where)))
    assert set(re.sub(r"\s", "", words)[:2]) <= set(page.locator("main").inner_text())
    put_away(page)


def test_search_says_so_when_nothing_is_found(browser: Browser, site: Path) -> None:
    page = opened(browser, site, "about.html")
    page.locator("#search").type("没有的词语zzz")
    page.get_by_text("没有找到").wait_for()
    put_away(page)


def test_search_works_by_keyboard_alone(browser: Browser, site: Path) -> None:
    page = opened(browser, site, "2023/index.html")
    page.locator("#search").focus()
    page.keyboard.type("网格")
    page.locator("#search-results a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator("#search-results").is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("governance|indicators"))
    put_away(page)


def test_every_indicator_can_be_found(browser: Browser, site: Path) -> None:
    page = opened(browser, site, "index.html")
    page.locator("#search").type("化解率")
    page.locator("#search-results a[href^='indicators.html'][href$='#disputes.resolution_rate']").wait_for()
    put_away(page)


def test_a_figure_under_the_pointer_says_where_it_comes_from(browser: Browser, site: Path) -> None:
    page = opened(browser, site, CHAPTER)
    page.locator(RATE).hover()
    card = page.locator("#origin")
    card.wait_for()
    for said in (
        "矛盾纠纷化解率",
        "百分比",
        "有效化解矛盾纠纷 ÷ 排查发现矛盾纠纷",
        "250 ÷ 250 = 100%",
        "一（四）2",
    ):
        assert said in card.inner_text()
    card.hover()  # the pointer may rest on the answer
    page.wait_for_timeout(400)
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert card.is_hidden()
    page.locator(RATE).click()
    page.wait_for_url(re.compile(r"indicators\.html#disputes\.resolution_rate$"))
    put_away(page)


def test_a_figure_says_where_it_comes_from_by_keyboard(browser: Browser, site: Path) -> None:
    page = opened(browser, site, CHAPTER)
    page.locator(RATE).focus()
    assert "250 ÷ 250 = 100%" in page.locator("#origin").inner_text()
    assert page.locator(RATE).get_attribute("aria-describedby") == "origin"
    page.keyboard.press("Escape")
    assert page.locator("#origin").is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"indicators\.html#disputes\.resolution_rate$"))
    put_away(page)


def test_a_first_tap_asks_the_figure_and_the_link_in_the_answer_leads_on(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((site / CHAPTER).as_uri())
    page.locator(RATE).tap()
    page.locator("#origin").wait_for()
    assert page.url.endswith(CHAPTER)
    page.get_by_role("link", name="在指标目录中查看").tap()
    page.wait_for_url(re.compile(r"indicators\.html#disputes\.resolution_rate$"))
    context.close()


def test_without_scripts_figures_still_lead_to_their_definition_and_the_text_is_there(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / CHAPTER).as_uri())
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator("#search").is_hidden()
    page.locator(RATE).click()
    assert page.url.endswith("indicators.html#disputes.resolution_rate")
    context.close()


def test_a_card_on_the_home_page_leads_to_its_chapter_and_its_number_can_be_asked(browser: Browser, site: Path) -> None:
    page = opened(browser, site, "index.html")
    card = page.locator(".key-figures li", has_text="排查整改隐患")
    card.locator("data").hover()
    page.locator("#origin", has_text="一（五）").wait_for()
    page.keyboard.press("Escape")
    card.locator(".name").click()
    assert page.url.endswith("2023/governance.html")
    put_away(page)


def test_the_home_page_answers_in_a_sentence_then_in_three_figures_larger_than_the_rest(
    browser: Browser, site: Path
) -> None:
    page = opened(browser, site, "index.html")
    assert page.locator(".home-lead").inner_text() == (
        "全年排查发现矛盾纠纷250件，全部化解；治理平台上报事件768件，全部办结。"
    )
    sizes = page.locator(".key-figures b").evaluate_all(
        "all => all.map(it => parseFloat(getComputedStyle(it).fontSize))"
    )
    assert min(sizes[:3]) > 1.5 * max(sizes[3:])
    put_away(page)


def test_every_link_of_the_home_page_looks_like_one(browser: Browser, site: Path) -> None:
    page = opened(browser, site, "index.html")
    plain = page.locator("article a").evaluate_all(
        "all => all.filter(it => { const style = getComputedStyle(it);"
        " return style.textDecorationLine === 'none' && !parseFloat(style.borderBottomWidth) }).map(it => it.outerHTML)"
    )
    assert plain == []
    put_away(page)


def test_the_home_page_fits_one_screen_on_a_desk_and_two_on_a_phone(browser: Browser, site: Path) -> None:
    for size, screens in ((WIDE, 1), ((390, 844), 2)):
        page = opened(browser, site, "index.html", size)
        bottom = page.locator(".home-parts").evaluate("it => it.getBoundingClientRect().bottom")
        assert bottom <= size[1] * screens
        put_away(page)


def test_reading_settings_are_set_by_keyboard_and_remembered_before_the_first_paint(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    small = page.locator("h1").evaluate("it => parseFloat(getComputedStyle(it.nextElementSibling).fontSize)")
    page.get_by_role("button", name="长者版").focus()
    page.keyboard.press("Enter")
    page.get_by_label("配色").select_option("高对比")
    other = context.new_page()
    other.add_init_script(
        "addEventListener('DOMContentLoaded', () => { window.early = {...document.documentElement.dataset} })"
    )
    other.goto((site / CHAPTER).as_uri())
    assert other.evaluate("early") == {"palette": "contrast", "type": "large"}
    assert other.get_by_role("button", name="长者版").get_attribute("aria-pressed") == "true"
    assert other.locator(".page p").nth(1).evaluate("it => parseFloat(getComputedStyle(it).fontSize)") > small * 1.3
    context.close()


def test_the_catalogue_is_narrowed_by_theme_and_by_words(browser: Browser, site: Path) -> None:
    page = opened(browser, site, "indicators.html")
    everything = page.locator(".indicator").count()
    page.get_by_role("radio", name="政务公开").check()
    assert page.locator(".indicator:visible").count() == 5
    page.get_by_label("查找指标").fill("行政诉讼")
    assert page.locator(".indicator:visible").count() == 1
    assert page.locator(".catalogue-count").inner_text() == f"{everything} 项中的 1 项"
    put_away(page)


def test_on_a_phone_the_catalogue_shows_one_theme_at_a_time(browser: Browser, site: Path) -> None:
    page = opened(browser, site, "indicators.html", (390, 844))
    assert page.evaluate("document.documentElement.scrollHeight") < 3000
    page.get_by_role("radio", name="全部").check()
    assert page.locator(".indicator:visible").count() == page.locator(".indicator").count()
    put_away(page)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_an_entry_that_was_sent_stands_open_and_in_sight(browser: Browser, site: Path, size: tuple[int, int]) -> None:
    page = opened(browser, site, "indicators.html#disputes.found", size)
    entry = page.locator("[id='disputes.found']")
    assert -1 <= entry.evaluate("it => it.getBoundingClientRect().top") <= 60
    entry.get_by_role("link", name="社会矛盾纠纷化解").wait_for()
    entry.get_by_role("button", name="复制引用").wait_for()
    put_away(page)


def test_the_catalogue_says_where_the_report_quotes_an_indicator(site: Path) -> None:
    links = found_in(site / "indicators.html", "//article[@id='disputes.found']//*[@data-quotes]//a")
    assert [(link.get("href"), link.text) for link in links] == [
        (f"{CHAPTER}#mediation", "2023年报告一（四）矛盾纠纷化解·社会矛盾纠纷化解")
    ]


def test_an_indicator_quoted_above_the_first_section_is_said_to_be_in_the_chapter(site: Path) -> None:
    links = found_in(site / "indicators.html", "//article[@id='enforcement.systems']//*[@data-quotes]//a")
    assert [(link.get("href"), link.text) for link in links] == [
        ("2023/enforcement.html", "2023年报告一（六）行政执法")
    ]


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(
    "kept",
    [{"palette": "light"}, {"palette": "dark"}, {"palette": "contrast"}, {"palette": "light", "type": "large"}],
    ids=["light", "dark", "contrast", "large"],
)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, site: Path, kept: dict[str, str], size: tuple[int, int]
) -> None:
    found: list[str] = []
    for address in pages_of(site):
        page = opened(browser, site, address, size, **kept)
        found += [f"{address}: {violation}" for violation in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{address}: wider than the window")
        put_away(page)
    assert found == []


def test_axe_finds_nothing_in_an_open_answer_and_open_search(browser: Browser, site: Path) -> None:
    page = opened(browser, site, CHAPTER)
    page.locator("#search").type("法律明白人")
    page.locator("#search-results li").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator(RATE).focus()
    assert violations(page) == []
    put_away(page)


def test_200_percent_zoom_loses_nothing(browser: Browser, site: Path) -> None:
    for address in pages_of(site):
        page = opened(browser, site, address, (640, 450))  # a 1280 by 900 window at 200 %
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
        put_away(page)


def test_pages_are_light(site: Path) -> None:
    assert max(len(gzip.compress((site / address).read_bytes())) for address in pages_of(site)) <= 30_000


def test_a_page_tells_machines_what_it_is(site: Path) -> None:
    names = {meta.get("name"): meta.get("content") for meta in found_in(site / CHAPTER, "//meta[@name]")}
    assert names["SiteName"] == "王场镇法治政府建设年度报告"
    assert names["ArticleTitle"] == "矛盾纠纷化解"
    assert names["ContentSource"] == "中共石柱土家族自治县王场镇委员会"
    assert "SiteIDCode" not in names  # not known, so not said
    said = json.loads(found_in(site / CHAPTER, "//script[@type='application/ld+json']")[0].text)
    assert said["isPartOf"]["reportNumber"] == "王场委文〔2024〕3号"


def with_number(figure: Figure, number: str | None) -> Figure:
    return replace(figure, quantity=exactly(Decimal(number)) if number else None, words=())


def test_a_formula_is_not_shown_where_one_of_its_figures_is_withheld(model: Model) -> None:
    report = model.latest
    shown = {name: figure for name, figure in report.figures.items() if name != "disputes.found"}
    asked = origin(report.figures["disputes.resolution_rate"], replace(report, figures=shown))
    assert (asked.formula, asked.numbers) == ("", "")


def test_particulars_of_the_site_appear_once_they_are_known(model: Model) -> None:
    unit = replace(model.unit, site_id_code="5002400001", icp_record="渝ICP备0号")
    said = site_meta(replace(model, unit=unit), source.Page("2023/disputes.md"), "https://example.gov.cn/fz/")
    assert isinstance(said["names"], dict)
    assert said["names"]["SiteIDCode"] == "5002400001"
    assert said["names"]["SiteDomain"] == "example.gov.cn"
    assert said["names"]["Url"] == said["url"] == "https://example.gov.cn/fz/2023/disputes.html"
    assert {"field": "unit.icp_record", "year": "", "name": "ICP备案号", "text": "渝ICP备0号"} in said["footer"]
