"""The statutory report of two invented bodies, one busy and one where all is zero: pages, paper, files."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pdfplumber
import pytest
from conftest import ROOT, run
from frictionless import Package, system
from lxml import html
from playwright.sync_api import Browser
from statutory import busy, idle

from disclosure.audit import audit
from disclosure.chapters.names import RESERVED
from disclosure.problem import Problems
from disclosure.project import Project, check
from disclosure.reading.load import load
from disclosure.report.edition import public
from disclosure.text.built import BuiltPage, parsed, read_site

REQUESTS, CASES = "2024/requests.html", "2024/cases.html"


class Body(NamedTuple):
    """A body's checked project and the site made of it, with PDF and Word."""

    project: Project
    site: Path


def built(folder: Path, *options: str) -> Body:
    done = run("disclosure", "publish", *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    return Body(check(folder), folder / "site")


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Body:
    return built(busy(tmp_path_factory.mktemp("busy") / "青石镇"), "--pdf", "--docx")


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Body:
    """The idle one, by the other engine."""
    return built(idle(tmp_path_factory.mktemp("idle") / "白石社区"), "--engine", "zensical", "--pdf", "--docx")


@pytest.fixture(scope="session")
def pages(town: Body) -> Mapping[str, BuiltPage]:
    return read_site(town.site)


def table(site: Path, address: str) -> Any:
    return html.parse(site / address, html.HTMLParser(encoding="utf-8")).xpath(
        "//table[contains(@class, 'breakdown-table')]"
    )[0]


def test_a_table_is_laid_out_as_the_form(town: Body) -> None:
    found = table(town.site, REQUESTS)
    heads = [
        [(head.text_content(), head.get("colspan"), head.get("rowspan")) for head in row]
        for row in found.xpath("thead/tr")
    ]
    assert heads[0][1:] == [("申请人情况", "7", None)]
    assert heads[1] == [("自然人", None, "2"), ("法人或其他组织", "5", None), ("总计", None, "2")]
    assert [text for text, _, _ in heads[2]] == ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    beside = {head.text_content(): (head.get("colspan"), head.get("rowspan")) for head in found.xpath("tbody/tr/th")}
    assert beside["一、本年新收政府信息公开申请数量"] == ("3", None)
    assert beside["三、本年度办理结果"] == (None, "22")
    assert beside["（三）不予公开"] == (None, "8")
    assert beside["（七）总计"] == ("2", None)
    assert "（单位：件）" in found.xpath("string(caption)")


def test_a_screen_reader_hears_the_labels_of_every_cell(town: Body) -> None:
    found = table(town.site, REQUESTS)
    cell = found.xpath(".//td[data/@data-id='applications.requests.internal.other']")[0]
    said = [found.xpath(f".//*[@id='{name}']")[0].text_content() for name in cell.get("headers").split()]
    assert said == [
        "申请人情况",
        "法人或其他组织",
        "其他",
        "三、本年度办理结果",
        "（三）不予公开",
        "5.属于三类内部事务信息",
    ]


def test_rows_set_across_stand_over_their_columns(town: Body) -> None:
    found = table(town.site, CASES)
    assert [cell.text_content() for cell in found.xpath("tbody/tr/td")] == [
        "119",
        "25",
        "91",
        "24",
        "259",
        "7",
        "0",
        "15",
        "6",
        "28",
        "21",
        "1",
        "7",
        "9",
        "38",
    ]
    first = [(head.text_content(), head.get("colspan"), head.get("rowspan")) for head in found.xpath("thead/tr[1]/th")]
    assert first == [("行政复议", "5", "2"), ("行政诉讼", "10", None)]


def test_a_chapter_quotes_a_cell_and_it_leads_to_its_place_in_the_catalogue(town: Body) -> None:
    tree = html.parse(town.site / "2024/overview.html", html.HTMLParser(encoding="utf-8"))
    said = {link.get("href"): link.text_content() for link in tree.xpath("//a[data]")}
    assert said["../indicators.html#applications.requests.new.person"] == "58件"
    assert said["../indicators.html#applications.requests.new"] == "66件"
    assert '<td id="applications.requests.new.person"' in (town.site / "indicators.html").read_text("utf-8")


def test_both_engines_make_the_same_tables(town: Body, tmp_path: Path) -> None:
    done = run("disclosure", "publish", "--engine", "zensical", "--to", str(tmp_path / "site"), cwd=town.project.root)
    assert done.returncode == 0, done.stderr
    for address in (REQUESTS, CASES, "2024/print.html", "indicators.html"):
        one, other = (
            [html.tostring(each) for each in html.parse(site / address).xpath("//*[@data-block='breakdown']//table")]
            for site in (town.site, tmp_path / "site")
        )
        assert one == other
        assert one


def test_staff_get_the_tables_and_the_next_year_begins_blank(tmp_path: Path) -> None:
    folder = busy(tmp_path / "town")
    assert "已建立" in run("disclosure", "new-year", "2025", cwd=folder).stdout
    done = run("disclosure", "publish", "--edition", "staff", cwd=folder)
    assert done.returncode == 0, done.stderr
    found = html.parse(folder / "site-staff/2025/requests.html").xpath("//td[data]")
    assert {cell.text_content() for cell in found} == {"〔待填〕"}


def test_nothing_that_happened_reads_zero(village: Body) -> None:
    for address in (REQUESTS, CASES, "2024/published.html"):
        assert {cell.text_content() for cell in table(village.site, address).xpath(".//td[data]")} == {"0"}


# --- the audit catches a liar --------------------------------------------------------------------------------------


def swapped(one: str, other: str) -> Callable[[str], str]:
    """Two texts in each other's place."""
    return lambda text: re.sub(
        f"{re.escape(one)}|{re.escape(other)}", lambda found: other if found[0] == one else one, text
    )


def without(pattern: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, "", text, count=1, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            swapped(">一、本年新收政府信息公开申请数量<", ">二、上年结转政府信息公开申请数量<"),
            "旁边的表头是“二、上年结转政府信息公开申请数量”",
        ),
        (swapped(">商业企业<", ">科研机构<"), "上面的表头是“申请人情况·法人或其他组织·科研机构”"),
        (lambda text: text.replace('rowspan="8"', 'rowspan="7"', 1), "旁边的表头是"),
        (lambda text: text.replace(">58</data>", ">59</data>", 1), "applications.requests.new.person 写的是“59”"),
        (without(r'<td headers="[^"]*"><data[^>]*data-id="applications.requests.new.other".*?</td>'), "这张表里应当是"),
        (
            without(r'<div class="breakdown.*?</p>\s*</div>'),
            "分项表应当有：applications.requests（2024）；页面上的是：没有",
        ),
        (lambda text: text.replace(' headers="', ' data-headers="', 1), "这一格的 headers 没有列出它的表头"),
        (lambda text: text.replace("</data></td>", "</data>件</td>", 1), "这一格里不只是一个数"),
        (lambda text: text.replace("（单位：", "（单价：", 1).replace(">件</span>", ">个</span>", 1), "写的是“个”"),
    ],
)
def test_a_falsified_table_is_told(
    town: Body, pages: Mapping[str, BuiltPage], change: Callable[[str], str], message: str
) -> None:
    source = (town.site / REQUESTS).read_text("utf-8")
    lie = change(source)
    assert lie != source
    with pytest.raises(Problems) as raised:
        audit(town.project, town.site, {**pages, REQUESTS: parsed(REQUESTS, lie)})
    assert message in str(raised.value)


# --- screen and paper ----------------------------------------------------------------------------------------------


@cache
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", [REQUESTS, CASES, "2024/published.html", "indicators.html", "2024/print.html"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(browser: Browser, town: Body, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((town.site / address).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe())
    assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id + ' ' + one.nodes[0].html))") == []
    page.close()


def test_on_a_phone_the_labels_stay_while_the_numbers_pass(browser: Browser, town: Body) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 900})
    page.goto((town.site / REQUESTS).as_uri())
    label, number = page.locator("tbody th.level-2").first, page.locator("tbody td").nth(5)
    before = label.bounding_box(), number.bounding_box()
    page.locator(".breakdown-scroll").evaluate("box => box.scrollLeft = 150")
    after = label.bounding_box(), number.bounding_box()
    assert before[0] == after[0]
    assert before[1]
    assert after[1]
    assert after[1]["x"] == before[1]["x"] - 150
    assert label.evaluate("cell => cell.offsetWidth > 5 * parseFloat(getComputedStyle(cell).fontSize)")
    page.close()


def test_on_paper_a_wide_table_is_turned_and_a_long_one_whole(town: Body) -> None:
    with pdfplumber.open(town.site / "2024/report.pdf") as document:
        turned = [sheet.page_number for sheet in document.pages if sheet.width > sheet.height]
        texts = [re.sub(r"\s", "", sheet.extract_text()) for sheet in document.pages]
    assert len(turned) == 1
    assert "未经复议直接起诉" in texts[turned[0] - 1]
    assert "四、政府信息公开行政复议、行政诉讼情况" in texts[turned[0] - 1], "its heading stands over it"
    (whole,) = [text for text in texts if "一、本年新收" in text]
    assert "四、结转下年度继续办理" in whole


def test_paper_of_both_bodies_passes_the_audit(town: Body, village: Body) -> None:
    for body in (town, village):
        for kind in ("pdf", "docx"):
            done = run("disclosure", "audit", f"site/2024/report.{kind}", cwd=body.project.root)
            assert done.returncode == 0, done.stderr


# --- files ---------------------------------------------------------------------------------------------------------


def test_the_cells_are_a_tidy_table(town: Body) -> None:
    rows = list(csv.DictReader(io.StringIO((town.site / "data/cells.csv").read_text("utf-8-sig"))))
    assert len(rows) == 25 * 7 + 15 + 6 + 4
    row = next(row for row in rows if row["id"] == "applications.requests.internal.person")
    assert (row["row"], row["column"]) == ("三、本年度办理结果·（三）不予公开·5.属于三类内部事务信息", "自然人")
    assert (row["value"], row["text"], row["total"]) == ("1", "1件", "")
    assert sum(int(row["value"]) for row in rows if row["indicator"] == "remedies.cases" and not row["total"]) == 325
    figures = json.loads((town.site / "data/figures.json").read_text("utf-8"))
    assert figures == [], "what is counted cell by cell is no single figure"


def test_the_data_package_describes_the_cells_and_validates(town: Body) -> None:
    with system.use_context(trusted=True):
        report = Package(str(town.site / "data/datapackage.json")).validate()
    cells = [task for task in report.tasks if "cells" in str(task.name)]  # frictionless reads no JSON without rows
    assert len(cells) == 6, "one file for each format, of all years and of the year"
    assert [task.errors for task in cells if not task.valid] == []


def form(site: Path, number: int, *, values: bool = False) -> Any:
    book = openpyxl.load_workbook(site / "data/cells.xlsx", data_only=values)
    return book[next(name for name in book.sheetnames if name.startswith(f"{number} "))]


def test_in_the_workbook_a_table_is_laid_out_as_the_form_with_live_sums(town: Body) -> None:
    sheet = form(town.site, 5)
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A2:C4", "D2:J2", "E3:I3", "A7:A28", "B9:B16"} <= merged
    assert [sheet[place].value for place in ("D5", "J5", "K5")] == [58, 66, "=SUM(D5:I5)"], (
        "the stated total, its sum beside it"
    )
    assert [sheet[place].value for place in ("D28", "J6")] == ["=SUM(D7:D27)", "=SUM(D6:I6)"]
    shown = form(town.site, 5, values=True)
    assert [shown[place].value for place in ("K5", "D28", "J28")] == [66, 58, 64]


def test_libreoffice_comes_to_the_same_sums(town: Body, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is not installed (Debian: libreoffice-calc)"
    command = [
        office,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    command += ["--outdir", str(tmp_path / "out"), str(town.site / "data/cells.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    book = openpyxl.load_workbook(tmp_path / "out/cells.xlsx", data_only=True)
    sheet = book[next(name for name in book.sheetnames if name.startswith("5 "))]
    assert [sheet[place].value for place in ("K5", "J6", "D28", "J28", "J29")] == [66, 2, 58, 64, 4]


# --- what has no tables, and what is withheld ----------------------------------------------------------------------


def test_a_year_without_tables_is_what_it_was_before(copy: Path) -> None:
    """The year after begins to count by village; nothing of this one changes, in bytes."""
    assert run("disclosure", "publish", "--to", "before", cwd=copy).returncode == 0
    breakdowns = "village: {name: 村, items: {jia: 甲村, yi: 乙村}, total: 全镇}\n"
    (copy / "data/breakdowns.yml").write_text(breakdowns, "utf-8")
    catalogue = copy / "data/indicators.yml"
    entry = "    visits: {name: 上门走访, unit: 户, by: [village], since: 2024}\n"
    text = catalogue.read_text("utf-8")
    catalogue.write_text(re.sub(r"(\ndisputes:\n.*?  indicators:\n)", rf"\1{entry}", text, flags=re.DOTALL), "utf-8")
    assert not check(copy).model.latest.has_tables
    assert run("disclosure", "publish", "--to", "after", cwd=copy).returncode == 0
    for file in (copy / "before/2023").rglob("*"):
        if file.is_file():
            assert file.read_bytes() == (copy / "after" / file.relative_to(copy / "before")).read_bytes(), file


def test_a_table_that_is_not_public_is_nowhere_in_the_public_edition(tmp_path: Path) -> None:
    folder = busy(tmp_path / "town")
    catalogue = folder / "data/indicators.yml"
    catalogue.write_text(
        catalogue.read_text("utf-8").replace("layout: across,", "layout: across, access: 不予公开,"), "utf-8"
    )
    home = folder / "docs/index.md"
    home.write_text(home.read_text("utf-8").replace(', "remedies.cases.review"', ""), "utf-8")
    with pytest.raises(Problems, match=r"docs/2024/cases\.md:3:21: remedies\.cases 不公开，公开的章节不能引用"):
        check(folder)
    shown = public(load(folder, RESERVED))
    assert "remedies" not in shown.themes
    assert not [name for name in shown.latest.figures if name.startswith("remedies.")]
    assert shown.withheld >= {"remedies.cases.review", "remedies.cases.after.open"}


def test_a_table_longer_than_a_page_repeats_its_head_and_splits_no_row(tmp_path: Path) -> None:
    folder = busy(tmp_path / "town")
    groups = "".join(
        f"    area{n}:\n      name: {'东南'[n]}片\n      items: {{{', '.join(f'v{n}_{k}: 第{k}村民委员会和它的各个村民小组' for k in range(24))}}}\n"
        for n in (0, 1)
    )
    breakdowns = folder / "data/breakdowns.yml"
    breakdowns.write_text(
        f"{breakdowns.read_text('utf-8')}village:\n  name: 村\n  items:\n{groups}  total: 全镇\n", "utf-8"
    )
    catalogue, figures = folder / "data/indicators.yml", folder / "data/2024/figures.yml"
    entry = "    taken: {name: 各村登记申请, unit: 件, by: [village, applicant]}\n"
    catalogue.write_text(catalogue.read_text("utf-8").replace("\n  checks:", f"\n{entry}  checks:", 1), "utf-8")
    figures.write_text(figures.read_text("utf-8").replace("  source: 三\n", "  source: 三\n  taken: 0\n"), "utf-8")
    chapter = folder / "docs/2024/overview.md"
    chapter.write_text(chapter.read_text("utf-8") + '\n{{ breakdown_table("applications.taken") }}\n', "utf-8")
    body = built(folder, "--pdf", "--docx")
    with pdfplumber.open(body.site / "2024/report.pdf") as document:
        texts = [re.sub(r"\s", "", sheet.extract_text()) for sheet in document.pages]
    over = [text for text in texts if "村民委员会" in text]
    assert len(over) > 1
    assert all("法人或其他组织" in text for text in over)


def test_the_statutory_starter_is_published_as_a_draft_with_every_cell_open(tmp_path: Path) -> None:
    command = ("new", str(tmp_path / "town"), "--name", "青石镇", "--region", "某省某县", "--year", "2024")
    assert run("disclosure", *command, "--kind", "政府信息公开工作年度报告", cwd=ROOT).returncode == 0
    body = built(tmp_path / "town", "--pdf")
    assert body.project.draft
    assert {cell.text_content() for cell in table(body.site, REQUESTS).xpath(".//td[data]")} == {"未报告"}
