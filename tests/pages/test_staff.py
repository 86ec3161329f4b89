"""The pages for staff: the ledger, what is odd or missing, the plans by office and date, the reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest
from conftest import ROOT, add_a_year_before, run, unquote
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from lxml.html import HtmlElement
from playwright.sync_api import Browser

from disclosure.chapters.macros import FIGURE_FORMS, LISTS, MACROS, VARIABLES
from disclosure.numbers.quantity import exactly, parse_quantity
from disclosure.page import Page
from disclosure.pages.ledger import Entry, ledger
from disclosure.pages.reference import entries, rendered
from disclosure.pages.vocabulary import vocabulary
from disclosure.project import Project, check
from disclosure.reading.load import load
from disclosure.report import agenda
from disclosure.report.gaps import Gap, gaps
from disclosure.report.model import Figure, Model, Plan
from disclosure.report.oddities import oddities, warnings

Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="session")
def staff() -> Project:
    return check(ROOT, "staff")


@pytest.fixture(scope="module")
def staff_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("staff") / "site"
    done = run("disclosure", "publish", "--edition", "staff", "--to", str(target), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return target


def page(site: Path, address: str) -> HtmlElement:
    return html.document_fromstring((site / address).read_text("utf-8"))


# --- the ledger ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def entry(staff: Project) -> Mapping[str, Entry]:
    return {entry.figure.id: entry for entry in ledger(staff.model, staff.quotes, staff.model.latest)}


def test_the_ledger_has_every_figure(entry: Mapping[str, Entry], staff: Project) -> None:
    assert list(entry) == list(staff.model.latest.figures)


def test_the_ledger_tells_where_a_figure_is_quoted(entry: Mapping[str, Entry]) -> None:
    places = entry["disputes.receptions"].quotes
    assert {quote.page for quote in places} >= {"2023/disputes.md"}
    for quote in places:
        line = (ROOT / "docs" / quote.page).read_text("utf-8").splitlines()[quote.line - 1]
        assert "receptions" in line or "figures_table" in line


def test_the_ledger_tells_what_the_file_says(entry: Mapping[str, Entry]) -> None:
    lines = (ROOT / "data/2023/figures.yml").read_text("utf-8").splitlines()
    for item in entry.values():
        if item.figure.line:
            written = lines[item.figure.line - 1]
            assert item.figure.indicator.key in written or "value" in written, written


def test_the_ledger_as_a_page_shows_all_that_staff_ask_about(staff_site: Path, model: Model) -> None:
    rows = page(staff_site, "staff/ledger.html").xpath('//table[@class="ledger"]/tbody/tr')
    assert len(rows) == 58
    (row,) = [row for row in rows if "disputes.receptions" in row.text_content()]
    cells = [re.sub(r"\s+", " ", cell.text_content()).strip() for cell in row.xpath("./td")]
    assert cells[:5] == ["338余次", "余", "一（四）2", "主动公开", ""]
    assert "docs/2023/disputes.md:" in cells[5]
    line = model.latest.figures["disputes.receptions"].line
    assert cells[6:] == ["数到了个位，却带约数词", f"data/2023/figures.yml:{line}"]


def test_the_class_is_the_narrower_of_indicator_and_value(copy: Path, edit: Edit) -> None:
    edit("data/indicators.yml", "name: 领导干部接访, unit: 次,", "name: 领导干部接访, unit: 次, access: 依申请公开,")
    edit("data/unit.yml", "name: 王场镇\n", "name: 王场镇\nalso_public: [领导干部接访]\n")
    unquote(copy, "disputes.receptions")
    project = check(copy, "staff")
    entries = {
        item.figure.id: item.figure.access for item in ledger(project.model, project.quotes, project.model.latest)
    }
    assert entries["disputes.receptions"] == "依申请公开"
    assert entries["disputes.found"] == "主动公开"


# --- what is odd ---------------------------------------------------------------------------------------------------


def said(figure: Figure, written: str) -> Figure:
    return replace(figure, quantity=parse_quantity(written))


@pytest.mark.parametrize(
    ("written", "before", "words"),
    [
        ("338余", None, ["数到了个位，却带约数词"]),
        ("约338", None, ["数到了个位，却带约数词"]),
        ("320余", None, []),
        ("不少于4", None, []),
        ("不少于338", None, []),
        ("338以上", None, []),
        ("250", None, []),
        ("200", None, ["正好是整百，却没有约数词"]),
        ("200余", None, []),
        ("0", None, []),
        ("-18", None, ["小于零，名称里却没有说是增减、升降或相差"]),
        ("3至5", "100", []),
        ("201", "100", ["比上年多出一倍以上"]),
        ("200余", "100", []),
        ("49", "100", ["比上年少了一半以上"]),
        ("50", "100", []),
        ("9", "2", []),
    ],
)
def test_a_figure_is_odd_or_not(written: str, before: str | None, words: list[str], staff: Project) -> None:
    figure = staff.model.latest.figures["disputes.receptions"]
    assert list(oddities(said(figure, written), said(figure, before) if before else None)) == words


def test_a_rate_of_a_hundred_and_a_text_are_not_odd(staff: Project) -> None:
    figures = staff.model.latest.figures
    assert figures["disputes.resolution_rate"].quantity == exactly(Decimal(100))
    assert oddities(figures["disputes.resolution_rate"], None) == ()
    assert oddities(figures["organization.office"], None) == ()


def test_a_relation_with_a_figure_not_reported_is_told(copy: Path, edit: Edit) -> None:
    edit("data/2023/figures.yml", "  resolved: 250", "  resolved: ~")
    told = [warning.message for warning in warnings(load(copy))]
    assert "resolved / found 没有核对，因为未报告：有效化解矛盾纠纷。" in told
    assert "resolved <= found 没有核对，因为未报告：有效化解矛盾纠纷。" in told


def test_a_plan_due_in_another_year_is_told(copy: Path, edit: Edit) -> None:
    edit("data/2023/plans.yml", "    source: 三（一）", "    source: 三（一）\n    due: 2026-01-31")
    (told,) = [str(warning) for warning in warnings(load(copy)) if "plans" in warning.path]
    assert told == "data/2023/plans.yml: “加强法治宣传教育”的期限 2026-01-31 不在打算所在的 2024 年；请核对。"


# --- what is missing, and the plans ----------------------------------------------------------------------------------


def test_what_is_missing_is_listed_with_its_file(copy: Path, edit: Edit) -> None:
    edit("data/2023/figures.yml", "  receptions: 338余", "  receptions: ~")
    edit("data/indicators.yml", "unit: 件, definition: 排查中发现的矛盾纠纷件数。", "unit: 件")
    edit(
        "data/2023/plans.yml", "    source: 三（一）", "    source: 三（一）\n    lead_office: 甲\n    due: 2024-03-01"
    )
    model = load(copy)
    found = gaps(model, model.latest)
    assert Gap("领导干部接访", "数值（未报告）", "data/2023/figures.yml") in found
    assert Gap("排查发现矛盾纠纷", "指标说明", "data/indicators.yml") in found
    assert Gap("加强法治宣传教育", "进展、下一步", "data/2023/plans.yml") in found


def test_the_real_plans_claim_no_office_and_no_date(staff: Project) -> None:
    assert list(agenda.by_office(staff.model.latest)) == ["未定"]
    assert not any(plan.due for plan in staff.model.latest.plans.plans.values())


def test_plans_are_seen_by_office_and_by_date(staff: Project) -> None:
    def plan(title: str, office: str | None, due: date | None) -> Plan:
        return Plan(title=title, source="三", measures=("甲",), lead_office=office, due=due)

    invented = {
        "a": plan("一", None, None),
        "b": plan("二", "乙办", date(2024, 9, 1)),
        "c": plan("三", "甲办", date(2024, 3, 1)),
        "d": plan("四", "乙办", None),
    }
    latest = staff.model.latest
    report = replace(latest, plans=replace(latest.plans, plans=invented))
    offices = {office: [plan.title for plan in plans] for office, plans in agenda.by_office(report).items()}
    assert list(offices.items()) == [("乙办", ["二", "四"]), ("甲办", ["三"]), ("未定", ["一"])]
    assert [plan.title for plan in agenda.by_due_date(report).values()] == ["三", "二", "一", "四"]


# --- more than one year ----------------------------------------------------------------------------------------------


@pytest.fixture
def two_years(copy: Path, edit: Edit) -> Project:
    """The project with an invented year before, whose names differ."""
    add_a_year_before(copy)
    edit("data/2022/figures.yml", "  receptions: 338余", "  receptions: ~")
    edit("data/2022/figures.yml", "  inspections: 440", "  inspections: 431")
    edit("data/2022/plans.yml", "title: 加强法治宣传教育", "title: 去年的打算")
    edit("data/2022/shortcomings.yml", "title: 人员培训力度不够", "title: 去年的不足")
    return check(copy, "staff")


@pytest.mark.parametrize(
    ("page", "of_2023", "of_2022"),
    [
        ("ledger", ["440次", "338余次", "data/2023/figures.yml:"], ["431次", "未报告", "data/2022/figures.yml:"]),
        ("plans", ["加强法治宣传教育"] * 3, ["去年的打算"] * 3),
        ("shortcomings", ["人员培训力度不够"], ["去年的不足"]),
        ("gaps", ["加强法治宣传教育", "data/2023/plans.yml"], ["去年的打算", "领导干部接访", "data/2022/figures.yml"]),
    ],
)
def test_every_year_has_its_place_on_the_pages_for_staff_newest_first(
    page: str, of_2023: list[str], of_2022: list[str], two_years: Project
) -> None:
    pages = Environment(loader=FileSystemLoader(two_years.root / "docs"), undefined=StrictUndefined)
    said = pages.get_template(f"staff/{page}.md").render(vocabulary(two_years, Page(f"staff/{page}.md")))
    sections = re.findall(r"(?ms)^## (20..)年度.*?(?=^## |\Z)", said)
    assert sections == ["2023", "2022"] * (len(sections) // 2) != []
    newer, older = ("".join(re.findall(rf"(?ms)^## {year}年度.*?(?=^## |\Z)", said)) for year in ("2023", "2022"))
    for mine, others, text in ((of_2023, of_2022, newer), (of_2022, of_2023, older)):
        assert [text.count(words) >= mine.count(words) for words in mine] == [True] * len(mine)
        assert not [words for words in others if words not in mine and words in text]


def test_definitions_are_missing_once_and_not_in_every_year(two_years: Project) -> None:
    model = two_years.model
    bare = {
        name: replace(theme, indicators=tuple(replace(each, definition="") for each in theme.indicators))
        for name, theme in model.themes.items()
    }
    missing = {
        year: sum(gap.what == "指标说明" for gap in gaps(replace(model, themes=bare), report))
        for year, report in model.reports.items()
    }
    assert missing == {2022: 0, 2023: 58}


# --- on paper --------------------------------------------------------------------------------------------------------


def sheets(view: Path, browser: Browser, folder: Path) -> list[str]:
    """What stands on each sheet of a printable view, without the watermark, which stands askew."""
    tab = browser.new_page()
    tab.goto(view.as_uri())
    tab.pdf(path=folder / "view.pdf", prefer_css_page_size=True)
    tab.close()
    with pdfplumber.open(folder / "view.pdf") as pdf:
        return [sheet.filter(lambda thing: not thing.get("matrix", (1, 0))[1]).extract_text() for sheet in pdf.pages]


def test_what_is_printed_breaks_into_the_same_sheets_in_both_editions(
    site: Path, staff_site: Path, browser: Browser, tmp_path: Path
) -> None:
    public, staff = (sheets(each / "2023/print.html", browser, tmp_path) for each in (site, staff_site))
    assert len(public) > 5
    assert staff == public


# --- the reference -------------------------------------------------------------------------------------------------


def test_the_reference_names_all_that_a_chapter_may_call_and_nothing_else(staff: Project) -> None:
    of_others = {"breakdown_table", "outcomes"}  # this project has neither tables nor a year before
    told = [entry.name for entry in entries(staff)]
    forms = ["主题.指标", *(f"主题.指标.{form}" for form in FIGURE_FORMS)]
    lists = [f"{name}.编号.title" for name in LISTS]
    assert sorted(told) == sorted({*forms, *lists, *VARIABLES, *MACROS} - of_others)


def test_every_example_uses_its_name_and_runs(staff: Project) -> None:
    page = Page("staff/reference.md")
    names = vocabulary(staff, page)
    for entry in entries(staff):
        assert entry.name.removeprefix("主题.指标").partition(".编号")[0] in entry.example, entry
        assert re.search(r"[\u4e00-\u9fff]", entry.says), entry
        if entry.shown:
            assert rendered(entry, names), entry
        else:
            assert entry.place, entry
            source = (ROOT / entry.place.source).read_text("utf-8")
            assert re.search(rf"\b{entry.name}\(", source), entry


def test_the_reference_shows_each_example_beside_what_it_gives(staff_site: Path, staff: Project) -> None:
    shown = page(staff_site, "staff/reference.html").xpath('//dl[@class="reference"]/div')
    assert len(shown) == len(entries(staff))
    for item, entry in zip(shown, entries(staff), strict=True):
        assert item.findtext("dt/code") == entry.name
        assert item.findtext("dd/pre/code") == entry.example
        (example,) = item.find_class("example")
        assert example.text_content().strip(), entry.name


def test_what_is_for_staff_is_not_even_known_to_public_pages(project: Project) -> None:
    for_staff = {macro.name for macro in MACROS.values() if macro.staff}
    assert not for_staff & set(vocabulary(project, Page("2023/disputes.md")))


# --- the command ---------------------------------------------------------------------------------------------------


def test_the_page_of_warnings_says_what_check_says(staff_site: Path) -> None:
    said = [
        line.removeprefix("提醒 ").replace(": ", " ", 1)
        for line in run("disclosure", "check", cwd=ROOT).stdout.splitlines()
        if line.startswith("提醒 ")
    ]
    listed = page(staff_site, "staff/warnings.html").xpath('//ul[@class="warnings"]/li')
    assert [item.text_content().strip() for item in listed] == said
    assert len(said) == 3
