"""The built site says what the data says: everywhere, on both engines, and in a real browser."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from conftest import ROOT, add_a_year_before, copy_project, readable, run
from lxml import html
from lxml.html import HtmlElement
from playwright.sync_api import Browser

from disclosure.audit import audit
from disclosure.project import Project
from disclosure.report.model import Model

CHAPTERS = (
    "organization", "study", "decisions", "disputes", "governance", "enforcement", "openness", "shortcomings", "plans",
)  # fmt: skip
ADDRESSES = (
    "index.html", "indicators.html", "about.html", "2023/index.html", "2023/print.html", *(f"2023/{name}.html" for name in CHAPTERS),
)  # fmt: skip


def page(site: Path, address: str) -> HtmlElement:
    return html.document_fromstring((site / address).read_text("utf-8"))


def said(element: HtmlElement) -> str:
    return re.sub(r"\s+", "", element.text_content())


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_promised_address_is_there(address: str, site: Path) -> None:
    assert page(site, address).get("lang") in ("zh", "zh-CN", "zh-Hans")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_figure_on_every_page_equals_the_data(address: str, site: Path, model: Model) -> None:
    figures = list(page(site, address).iter("data"))
    assert figures or address in ("about.html", "2023/shortcomings.html", "2023/plans.html")
    for element in figures:
        figure = model.reports[int(element.get("data-year", ""))].figures[element.get("data-id", "")]
        assert element.get("value") == figure.value
        assert said(element) == (figure.number if element.get("data-form") == "number" else figure.text)


def test_the_source_s_figures_stand_as_stated(site: Path) -> None:
    printed = said(page(site, "2023/print.html"))
    for stated in (
        "80余份", "2块", "60余场", "320余次", "250件", "100%", "338余次", "不少于4名", "28名", "4次", "2000余人", "650人次",
        "3次", "32人", "894件", "768件", "20余次", "100家次", "260条", "200件", "3.689万元", "2次", "19名", "98件", "440次",
        "27个", "45个", "29个", "101个", "230余条", "0条", "0件",
        "王场委文〔2024〕3号", "谭寒", "2024年1月9日", "县委依法治县办", "工作通知〔2023〕38号", "重庆律缘律师事务所", "镇平安办",
        "贵和工作法", "莎姐守未", "1+3+N", "一人一策一专班", "“八五”普法", "法律七进", "谁执法谁普法", "一支队伍管执法",
        "法定执法+赋权执法+派驻执法", "十五条硬措施", "一规划两纲要", "习近平法治思想学习纲要", "论坚持全面依法治国",
    ):  # fmt: skip
        assert stated in printed, stated


def test_the_source_s_slips_are_not_carried_over(site: Path) -> None:
    for address in ADDRESSES:
        text = said(page(site, address))
        for slip in ("第一主任人", "纠250纷件", "排查出整治", "基层基层", "此页无正文", "公共法律法务"):
            assert slip not in text


def test_the_catalogue_has_a_place_for_each_indicator(site: Path, model: Model) -> None:
    catalogue = page(site, "indicators.html")
    for indicator in model.indicators:
        (entry,) = catalogue.xpath(f'//*[@id="{indicator.id}"]')
        assert indicator.name in entry.text_content()
        assert indicator.definition in entry.text_content()


def test_the_printable_view_is_the_report_without_the_site_around_it(site: Path) -> None:
    view = page(site, "2023/print.html")
    assert not view.xpath(
        '//*[contains(@class, "md-search") or contains(@class, "md-nav") or contains(@class, "md-tabs")]'
    )
    for link in view.xpath("//main//a/@href | //article//a/@href"):
        assert link.startswith("#") or not re.fullmatch(rf"({'|'.join(CHAPTERS)})\.html.*", link), link


def test_the_printable_view_s_headings_are_numbered_without_gaps(site: Path) -> None:
    headings = [said(e) for e in page(site, "2023/print.html").xpath("//h2 | //h3 | //h4")]
    parts = [text[:2] for text in headings if re.match(r"[一二三四五六七八九十]+、", text)]
    assert parts == ["一、", "二、", "三、"]
    sections = [re.match(r"（(.+?)）", text) for text in headings]
    counts = "".join(match[1] for match in sections if match)
    assert counts == "一二三四五六七" + "一二三四" + "一二三四五六"
    numbers = [int(match[1]) for text in headings if (match := re.match(r"([0-9]+)\.", text))]
    assert all(number in (1, previous + 1) for previous, number in zip([0, *numbers], numbers, strict=False))


def test_the_printable_view_is_written_nowhere_twice() -> None:
    source = (ROOT / "docs/2023/print.md").read_text("utf-8")
    assert "2023" not in source
    assert len(re.findall(r"[\u4e00-\u9fff]", source)) < 10


def test_nothing_outside_a_year_s_folders_knows_the_year() -> None:
    files = [
        *ROOT.glob("*.yml"),
        ROOT / "macros.py",
        *(ROOT / "disclosure").rglob("*.py"),
        *(ROOT / "theme").rglob("*.html"),
    ]
    files += [*ROOT.glob("docs/*.md"), *(ROOT / "disclosure/pages/templates").iterdir()]
    for file in files:
        for match in re.finditer(r"(?<![\d-])20[2-9]\d(?![\d-])", file.read_text("utf-8")):
            line = file.read_text("utf-8")[: match.start()].count("\n")
            text = file.read_text("utf-8").splitlines()[line]
            assert "例如" in text or "样子" in text or '"""' in text or "`" in text, f"{file}: {text}"


def test_the_downloads_hold_the_figures_of_the_pages(site: Path, model: Model) -> None:
    with (site / "data/figures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert {name: row["text"] for name, row in rows.items()} == {f.id: f.text for f in model.latest.figures.values()}
    assert rows["governance.fines"]["value"] == "3.689"
    assert rows["openness.applications"]["value"] == "0"
    records = json.loads((site / "data/figures.json").read_text("utf-8"))
    assert len(records) == len(rows)


def test_zensical_builds_the_same_project_with_the_same_figures(site: Path, zensical_site: Path) -> None:
    for address in ADDRESSES:
        ours, theirs = (
            [(e.get("data-id"), e.get("value"), said(e)) for e in page(folder, address).iter("data")]
            for folder in (site, zensical_site)
        )
        assert ours == theirs, address


def test_the_audit_passes_and_counts(site: Path, project: Project, model: Model) -> None:
    report = audit(project, site)
    assert report.pages >= len(ADDRESSES)
    assert report.figures >= 3 * len(model.latest.figures)
    assert report.links > 300


@pytest.fixture(scope="session")
def changed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a copy in which one value was changed: 440 inspections became 517."""
    copy = copy_project(tmp_path_factory.mktemp("changed") / "project")
    figures = copy / "data/2023/figures.yml"
    figures.write_text(figures.read_text("utf-8").replace("inspections: 440", "inspections: 517"), "utf-8")
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 0, done.stderr
    return copy / "site"


def test_changing_one_value_changes_it_in_every_place_and_leaves_the_old_one_nowhere(
    site: Path, changed_site: Path
) -> None:
    places = 0
    for file in sorted(site.rglob("*")):
        if file.suffix not in (".html", ".json", ".csv"):
            continue
        before, after = (folder.joinpath(file.relative_to(site)).read_text("utf-8") for folder in (site, changed_site))
        old = re.compile(r"(?<![0-9A-Za-z.])440(?=次|\"|<|,)")
        places += len(old.findall(before))
        assert not old.findall(after), file
        assert len(re.findall(r"(?<![0-9A-Za-z.])517(?=次|\"|<|,)", after)) == len(old.findall(before)), file
    assert places >= 10


def test_a_reader_follows_the_navigation_through_the_report(site: Path, browser: Browser) -> None:
    tab = browser.new_page()
    tab.goto(f"file://{site}/index.html")
    with tab.expect_navigation():
        tab.get_by_role("link", name="阅读报告").first.click()
    assert tab.url.endswith("2023/index.html")
    seen = []
    while (following := tab.locator(".neighbours a[rel=next]")).count():
        with tab.expect_navigation():
            following.click()
        seen.append(tab.url.rpartition("/")[2])
    assert seen[: len(CHAPTERS)] == [f"{name}.html" for name in CHAPTERS]
    tab.close()


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_the_newest_year_comes_first_and_turning_pages_stays_within_a_year(copy: Path, engine: str) -> None:
    add_a_year_before(copy)
    done = run("disclosure", "publish", "--engine", engine, cwd=copy)
    assert done.returncode == 0, done.stderr
    for address in ("2022/index.html", "2023/plans.html", "404.html"):
        columns = page(copy / "site", address).xpath('//nav[@aria-label="栏目"]//a')
        assert [said(link) for link in columns] == ["首页", "2023年报告", "2022年报告", "指标", "下载", "关于"]
    for year in ("2022", "2023"):
        for name in ("index", *CHAPTERS):
            turned = page(copy / "site", f"{year}/{name}.html").xpath("//*[@rel='prev' or @rel='next']/@href")
            assert turned
            assert all("/" not in address.removeprefix("./") for address in turned), f"{year}/{name}: {turned}"


def test_a_figure_in_a_chapter_leads_to_its_definition(site: Path, browser: Browser) -> None:
    tab = browser.new_page()
    tab.goto(f"file://{site}/2023/disputes.html")
    tab.locator('a.figure-link:has(data[data-id="disputes.found"])').first.click(modifiers=[])
    tab.wait_for_url("**/indicators.html#disputes.found")
    assert tab.locator('[id="disputes.found"]').is_visible()
    tab.close()


def test_the_printed_view_has_the_same_figures(site: Path, browser: Browser, model: Model, tmp_path: Path) -> None:
    tab = browser.new_page()
    tab.goto(f"file://{site}/2023/print.html")
    tab.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    tab.close()
    with pdfplumber.open(tmp_path / "report.pdf") as pdf:
        text = readable("".join(page.extract_text() for page in pdf.pages))
    for figure in model.latest.figures.values():
        assert readable(figure.text) in text or figure.indicator.kind == "text", figure.id


def test_a_failed_build_leaves_the_last_good_site(copy: Path, edit: Callable[[str, str, str], None]) -> None:
    assert run("disclosure", "publish", cwd=copy).returncode == 0
    good = (copy / "site/index.html").read_bytes()
    edit("data/2023/figures.yml", "found: 250", "found: 25O")
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("data/2023/figures.yml:35:10: ")
    assert (copy / "site/index.html").read_bytes() == good
    assert list((copy / ".build").iterdir()) == []
