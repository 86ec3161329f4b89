"""The data version: what it depends on, and where a reader meets it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import segno

from disclosure.numbers.quantity import exactly, parse_quantity
from disclosure.page import Page
from disclosure.pages import render
from disclosure.project import Project
from disclosure.reading.load import load
from disclosure.report.digest import canonical, content, digest, shown
from disclosure.report.edition import public
from disclosure.report.model import PUBLIC, Correction, Report, Version


@pytest.fixture
def report(project: Project) -> Report:
    return project.model.latest


def changed(report: Report, name: str, **fields: object) -> Report:
    """The report with one figure changed."""
    figure = replace(report.figures[name], **fields)  # type: ignore[arg-type]
    return replace(report, figures={**report.figures, name: figure})


def test_the_same_data_give_the_same_digest(project: Project, report: Report) -> None:
    assert content(report) == {**content(load(project.root).reports[report.year]), "chapters": report.texts}
    assert re.fullmatch(r"[0-9a-f]{64}", digest(report))


def test_the_canonical_form_is_one_line_of_plain_json(report: Report) -> None:
    text = canonical(content(report))
    assert text.startswith('{"aims":["')
    assert text.endswith(f'"year":{report.year}}}')
    assert '"disputes.screenings":["矛盾纠纷排查","320余次","一（四）2"]' in text
    assert '"governance.fines":["罚金","3.689万元","一（五）"]' in text
    assert "\n" not in text


def test_changing_any_figure_changes_it(report: Report) -> None:
    digests = {digest(report)}
    for name, figure in report.figures.items():
        if figure.quantity:
            digests.add(digest(changed(report, name, quantity=exactly((figure.quantity.number or 0) + Decimal(1)))))
        else:
            digests.add(digest(changed(report, name, words=(*figure.words, "其他"))))
    assert len(digests) == len(report.figures) + 1


def test_a_qualifier_a_unit_a_decimal_and_a_missing_figure_all_count(report: Report) -> None:
    found = report.figures["disputes.found"]
    versions = [
        report,
        changed(report, "disputes.found", quantity=parse_quantity("250余")),
        changed(report, "disputes.found", quantity=exactly(Decimal("250.0"))),
        changed(report, "disputes.found", quantity=exactly(Decimal(0))),
        changed(report, "disputes.found", quantity=None),
        changed(report, "disputes.found", indicator=replace(found.indicator, unit="起")),
    ]
    assert len({digest(version) for version in versions}) == len(versions)


def test_changing_any_plan_or_shortcoming_changes_it(report: Report) -> None:
    digests = {digest(report)}
    for key, plan in report.plans.plans.items():
        edited = replace(plan, measures=(*plan.measures[:-1], f"{plan.measures[-1]}另行安排。"))
        plans = replace(report.plans, plans={**report.plans.plans, key: edited})
        digests.add(digest(replace(report, plans=plans)))
    for key, fault in report.shortcomings.items():
        renamed = replace(fault, title=f"{fault.title}等")
        digests.add(digest(replace(report, shortcomings={**report.shortcomings, key: renamed})))
    assert len(digests) == len(report.plans.plans) + len(report.shortcomings) + 1


def test_the_order_of_the_catalogue_and_the_words_of_definitions_do_not_count(report: Report) -> None:
    backwards = replace(report, figures=dict(reversed(list(report.figures.items()))))
    indicator = replace(report.figures["disputes.found"].indicator, definition="换一种说法。")
    assert digest(backwards) == digest(report) == digest(changed(report, "disputes.found", indicator=indicator))


@pytest.mark.parametrize("default", ["主动公开", "依申请公开"])
@pytest.mark.parametrize("aims", ["主动公开", "不予公开", None])
def test_both_editions_print_one_digest_whatever_the_unit_gives_by_default(
    default: str, aims: str | None, copy: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit("data/unit.yml", "access: 主动公开", f"access: {default}")
    edit("data/indicators.yml", "name: 政务公开\n", "name: 政务公开\n  access: 主动公开\n")
    edit("data/2023/figures.yml", "  published: 230余", "  published: {value: 230余, access: 不予公开}")
    edit("data/2023/plans.yml", "    source: 三（一）", "    source: 三（一）\n    access: 主动公开")
    edit("data/2023/plans.yml", "    source: 三（二）", "    source: 三（二）\n    access: 不予公开")
    edit("data/2023/shortcomings.yml", "balance:\n", "balance:\n  access: 主动公开\n")
    if aims:
        edit("data/2023/plans.yml", "source: 三\n", f"source: 三\naccess: {aims}\n")
    staff = load(copy)
    shown = public(staff).latest
    printed = [render.document_end(model, model.latest, Page("2023/print.md")) for model in (staff, public(staff))]
    assert all(digest(shown)[:12] in foot for foot in printed)
    assert content(shown) == content(staff.latest)
    assert ("openness.applications" in shown.figures, "openness.published" in shown.figures) == (True, False)
    assert ("disputes.found" in shown.figures) is (default == PUBLIC)
    assert bool(shown.plans.aims) is ((aims or default) == PUBLIC)
    assert ("administration" in shown.plans.plans) is ((aims or default) == PUBLIC)
    assert ("publicity" in shown.plans.plans, "decisions" in shown.plans.plans) == (True, False)


def test_people_compare_three_groups_of_four() -> None:
    assert shown("a1b2c3d4e5f6" + "0" * 52) == "a1b2 c3d4 e5f6"


def test_the_printable_view_carries_the_version_and_hands_it_to_the_page_foot(site: Path, report: Report) -> None:
    view = (site / str(report.year) / "print.html").read_text(encoding="utf-8")
    assert f'data-version="{digest(report)[:12]}"' in view
    style = (site / f"assets/sheet-{report.year}.css").read_text("utf-8")
    assert f'--data-version: "数据校验码 {shown(digest(report))}";' in style
    assert f'href="../assets/sheet-{report.year}.css"' in view


@pytest.mark.parametrize(
    ("site_url", "address"),
    [
        ("https://example.org/report/", "https://example.org/report/2023/print.html"),
        ("https://example.org", "https://example.org/2023/print.html"),
    ],
)
def test_the_code_on_the_last_page_holds_the_address_and_the_version(
    project: Project, site_url: str, address: str
) -> None:
    report = project.model.reports[2023]
    code = segno.make(f"{address}#version={digest(report)[:12]}", error="m", micro=False)
    foot = render.document_end(project.model, report, Page("2023/print.md"), site_url)
    assert code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None) in foot


def test_the_about_page_gives_the_current_version_in_full(site: Path, project: Project) -> None:
    about = (site / "about.html").read_text(encoding="utf-8")
    for report in project.model.reports.values():
        assert shown(digest(report)) in about
        assert digest(report) in about


def test_earlier_versions_are_listed_with_their_dates_and_notes(project: Project) -> None:
    report = project.model.latest
    kept = (
        Version(date=date(2024, 1, 20), digest="a1b2c3d4e5f6", note="首次公布"),
        Version(date=date(2024, 3, 5), digest=digest(report), note="更正一处"),
    )
    model = replace(project.model, reports={**project.model.reports, report.year: replace(report, versions=kept)})
    rows = render.published_versions(model).split("<tr>")[2:]
    assert len(rows) == len(project.model.reports) + 1
    assert all(words in rows[0] for words in ("2024年3月5日", "现行；更正一处", shown(digest(report))))
    assert all(words in rows[1] for words in ("2024年1月20日", "首次公布", "a1b2 c3d4 e5f6"))
    assert "现行" not in rows[1]


def test_the_last_correction_is_told_at_the_head_of_the_site_and_a_first_version_is_none(report: Report) -> None:
    first = Version(date=date(2024, 1, 20), digest="a1b2c3d4e5f6")
    last = Version(date=date(2024, 3, 5), digest=digest(report), note="更正行政检查次数")
    said = [
        render.report_head(replace(report, versions=kept), Page("index.md")) for kept in ((), (first,), (first, last))
    ]
    assert ["更正" in head for head in said] == [False, False, True]
    assert all(words in said[2] for words in ("2024年3月5日", "更正行政检查次数", "about.html#versions"))


def test_an_indicator_s_entry_tells_its_own_corrections(project: Project, report: Report) -> None:
    fixed = Correction(of="disputes.found", name="排查发现矛盾纠纷", was="249件", now="250件")
    kept = (Version(date=date(2024, 3, 5), digest=digest(report), corrections=(fixed,)),)
    model = replace(project.model, reports={report.year: replace(report, versions=kept)})
    entries = render.indicator_catalogue(model, {}, Page("indicators.md")).split("<article")
    assert [entry.split('id="')[1].split('"')[0] for entry in entries if "更正" in entry] == ["disputes.found"]
    assert any("2024年3月5日 排查发现矛盾纠纷由249件改为250件" in entry for entry in entries)
