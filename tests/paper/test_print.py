"""The printable view measured on paper: GB/T 9704-2012, with the open fonts of the test machine standing in."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from conftest import run
from playwright.sync_api import Browser, Page

from disclosure.page import Page as ReportPage
from disclosure.pages.render import document_end, in_ascii
from disclosure.paper import pdf as pdf_module
from disclosure.paper.page import particulars
from disclosure.paper.pdf import make_pdf, searchable
from disclosure.problem import Problems
from disclosure.project import Project
from disclosure.report.digest import digest, shown
from disclosure.report.model import Report

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0  # the text block, in mm from the sheet's upper left corner
LINE, CHARACTER = 225 / 22, 156 / 28


@dataclass(frozen=True)
class Line:
    """A printed line: its text and place in mm, and the font, size (pt) and colour of its first character."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    font: str
    size: float
    colour: tuple[float, ...]
    glyphs: int

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Sheet:
    """A printed page: its lines in the text block, and those below it."""

    number: int
    lines: tuple[Line, ...]
    foot: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@pytest.fixture(scope="session")
def report(project: Project) -> Report:
    return project.model.reports[2023]


@pytest.fixture(scope="session")
def printed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_pdf(_copy(site, tmp_path_factory.mktemp("printed")), 2023)


@pytest.fixture(scope="session")
def sheets(printed: Path) -> tuple[Sheet, ...]:
    return tuple(_sheets(printed))


@pytest.fixture(scope="session")
def text_sheets(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets before the annexes."""
    return tuple(sheet for sheet in sheets if sheet.number < _sheet_with(sheets, "网页附表1").number)


def _copy(site: Path, folder: Path) -> Path:
    """The printable view and its assets, to be printed or changed apart from the built site."""
    (folder / "2023").mkdir()
    shutil.copy(site / "2023/print.html", folder / "2023/print.html")
    shutil.copytree(site / "assets", folder / "assets")
    return folder


def _sheets(file: Path) -> Iterator[Sheet]:
    with pdfplumber.open(file) as document:
        for number, page in enumerate(document.pages, 1):
            foot = page.crop((0, BOTTOM * MM, page.width, page.height))
            lines = sorted(map(_line, page.extract_text_lines(y_tolerance=5, x_tolerance=1)), key=lambda line: line.top)
            yield Sheet(
                number,
                tuple(line for line in lines if line.middle < BOTTOM),
                tuple(
                    _line(part) for part in foot.extract_words(keep_blank_chars=True, x_tolerance=14, return_chars=True)
                ),
            )


def _line(found: dict[str, object]) -> Line:
    chars: list[dict[str, object]] = found["chars"]  # type: ignore[assignment]
    first = min(chars, key=lambda char: float(str(char["x0"])))
    x0, x1, top, bottom = (float(str(found[side])) / MM for side in ("x0", "x1", "top", "bottom"))
    colour: tuple[float, ...] = first["non_stroking_color"]  # type: ignore[assignment]
    font = str(first["fontname"]).partition("+")[2]
    return Line(str(found["text"]), x0, x1, top, bottom, font, float(str(first["size"])), colour, len(chars))


def _sheet_with(sheets: tuple[Sheet, ...], text: str) -> Sheet:
    return next(sheet for sheet in sheets if any(line.text == text for line in sheet.lines))


def _line_with(sheets: tuple[Sheet, ...], start: str) -> Line:
    return next(line for sheet in sheets for line in sheet.lines if line.text.startswith(start))


def _is_red(colour: tuple[float, ...]) -> bool:
    red, green, blue = colour
    return red > 0.8 and max(green, blue) < 0.1


# --- the sheet -----------------------------------------------------------------------------------------------------


def test_every_page_is_a4(printed: Path) -> None:
    with pdfplumber.open(printed) as document:
        for page in document.pages:
            assert (page.width / MM, page.height / MM) == pytest.approx((210, 297), abs=0.5)


def test_the_text_block_is_156_by_225_mm(text_sheets: tuple[Sheet, ...]) -> None:
    spare = (LINE - CHARACTER) / 2  # above the first line's characters and below the last one's
    for sheet in text_sheets[1:-1]:
        assert min(line.x0 for line in sheet.lines) == pytest.approx(LEFT, abs=1)
        squeezed = "，。、；：）》”"  # at the end of a line these may be half as wide as the file has them
        assert max(line.x1 for line in sheet.lines if line.text[-1] not in squeezed) == pytest.approx(RIGHT, abs=1)
        assert sheet.lines[0].top == pytest.approx(TOP + spare, abs=1)
        assert sheet.lines[-1].bottom <= BOTTOM - spare + 1


def test_full_pages_have_22_lines(text_sheets: tuple[Sheet, ...]) -> None:
    full = text_sheets[1:-1]
    for sheet, following in zip(full, text_sheets[2:], strict=False):
        moved_on = re.match(
            r"[一二三]、|（[一二三四五六七]）|[0-9]\. ", following.lines[0].text
        )  # a heading stays with its text
        assert len(sheet.lines) == 22 or (moved_on and 19 <= len(sheet.lines) < 22)
    assert Counter(len(sheet.lines) for sheet in full).most_common(1)[0][0] == 22


def test_every_line_stands_on_the_grid_of_22(text_sheets: tuple[Sheet, ...]) -> None:
    for sheet in text_sheets[1:]:
        for line in sheet.lines:
            position = (line.middle - TOP) / LINE - 0.5
            assert abs(position - round(position)) * LINE < 1, line


def test_full_lines_have_28_characters(text_sheets: tuple[Sheet, ...]) -> None:
    plain = re.compile(r"[\u4e00-\u9fff]+(?:[，。、；：][\u4e00-\u9fff]+)*[，。、；：]?")  # no digits, nothing squeezed
    full = [
        line
        for sheet in text_sheets
        for line in sheet.lines
        if abs(line.x0 - LEFT) < 0.5 and abs(line.x1 - RIGHT) < 0.5 and line.size < 16 and plain.fullmatch(line.text)
    ]
    counts = Counter(line.glyphs for line in full)
    assert counts[28] > 20
    assert set(counts) <= {27, 28}  # 27 where a punctuation mark may not begin the next line


def test_paragraphs_are_indented_by_two_characters(text_sheets: tuple[Sheet, ...]) -> None:
    assert _line_with(text_sheets, "现将王场镇").x0 == pytest.approx(LEFT + 2 * CHARACTER, abs=0.5)


def test_page_numbers_stand_outside_right_on_odd_and_left_on_even_pages(sheets: tuple[Sheet, ...]) -> None:
    for sheet in sheets:
        number = next(part for part in sheet.foot if part.text.startswith("—"))
        assert re.sub(r"\s", "", number.text) == f"—{sheet.number}—"
        assert number.size == pytest.approx(14, abs=0.2)
        assert number.middle == pytest.approx(BOTTOM + 7, abs=1)
        em = 14 / MM
        if sheet.number % 2:
            assert number.x1 == pytest.approx(RIGHT - em, abs=1)
        else:
            assert number.x0 == pytest.approx(LEFT + em, abs=1)


def test_the_data_version_stands_in_the_foot_of_every_page(sheets: tuple[Sheet, ...], report: Report) -> None:
    for sheet in sheets:
        assert any(part.text == f"数据校验码 {shown(digest(report))}" for part in sheet.foot)


# --- the head and the end ------------------------------------------------------------------------------------------


def test_the_head_has_its_parts_in_order(sheets: tuple[Sheet, ...], report: Report) -> None:
    document = report.document
    mark, numbers, *rest = (line.text for line in sheets[0].lines)
    assert mark == document.issued_by
    assert re.sub(r"\s", "", numbers) == f"{document.number}签发人：{document.signatory[0]}"
    assert tuple(rest[: len(document.title)]) == document.title
    assert rest[len(document.title)] == f"{document.addressee[0]}："


def test_the_issuers_mark_is_red_and_35_mm_below_the_edge(sheets: tuple[Sheet, ...]) -> None:
    mark = sheets[0].lines[0]
    assert _is_red(mark.colour)
    assert mark.top == pytest.approx(TOP + 35, abs=1.5)  # its em box; the ink begins a little lower
    assert (mark.x0 + mark.x1) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)


def test_number_and_signatory_are_indented_by_one_character_above_the_red_rule(
    printed: Path, sheets: tuple[Sheet, ...]
) -> None:
    line = sheets[0].lines[1]
    assert line.x0 == pytest.approx(LEFT + CHARACTER, abs=1)
    assert line.x1 == pytest.approx(RIGHT - CHARACTER, abs=1)
    with pdfplumber.open(printed) as document:
        rule = next(shape for shape in document.pages[0].rects if shape["width"] > 150 * MM)
    assert (rule["x0"] / MM, rule["x1"] / MM) == pytest.approx((LEFT, RIGHT), abs=0.5)
    assert rule["top"] / MM - line.bottom == pytest.approx(4, abs=1)
    assert _is_red(rule["non_stroking_color"])


def test_headings_have_their_fonts_by_level(text_sheets: tuple[Sheet, ...]) -> None:
    title = _line_with(text_sheets, "关于2023年")
    assert "Bold" in title.font
    assert title.size == pytest.approx(22, abs=0.1)
    for start, family in (("一、", "Sans"), ("（一）", "WenKai"), ("1. ", "Serif"), ("现将", "Serif")):
        line = _line_with(text_sheets, start)
        assert family in line.font
        assert line.size == pytest.approx(CHARACTER * MM, abs=0.1)
        assert line.x0 == pytest.approx(LEFT + 2 * CHARACTER, abs=1)


def test_headings_are_never_last_on_a_page(text_sheets: tuple[Sheet, ...]) -> None:
    for sheet in text_sheets:
        assert not re.match(r"[一二三]、|（[一二三四五六七]）|[0-9]\. ", sheet.lines[-1].text)


def test_issuer_and_date_end_the_text(text_sheets: tuple[Sheet, ...], report: Report) -> None:
    issuer, day = text_sheets[-1].lines[-2:]
    assert (issuer.text, day.text) == (report.document.issued_by, "2024年1月9日")
    assert issuer.x1 == pytest.approx(RIGHT - 2 * CHARACTER, abs=1)
    assert day.x0 == pytest.approx(issuer.x0 + 2 * CHARACTER, abs=1)
    assert issuer.middle - text_sheets[-1].lines[-3].middle == pytest.approx(2 * LINE, abs=1)


@pytest.mark.parametrize("free", [0, 3, 5])
def test_the_signature_is_never_alone_on_a_page(
    site: Path, tmp_path: Path, text_sheets: tuple[Sheet, ...], free: int
) -> None:
    """However many lines the text leaves free on its last page, some of its own lines stay with the signature."""
    copy = _copy(site, tmp_path)
    view = copy / "2023/print.html"
    ends = next(number for number, line in enumerate(text_sheets[-1].lines) if line.text.startswith("中共石柱"))
    filler = "<p>补足一行。</p>" * (22 - free - ends - 1) + "<p>" + "最后一段的文字要同署名排在一起，" * 6 + "</p>"
    html = view.read_text(encoding="utf-8")
    view.write_text(
        html.replace(
            '<div class="document-end" data-block="foot">', f'{filler}<div class="document-end" data-block="foot">'
        ),
        encoding="utf-8",
    )
    lines = next(sheet.lines for sheet in _sheets(make_pdf(copy, 2023)) if "2024年1月9日" in sheet.text)
    assert not lines[0].text.startswith("中共石柱")
    assert "排在一起" in lines[0].text or "署名" in lines[1].text or lines[0].text.startswith("补足")


# --- annexes -------------------------------------------------------------------------------------------------------


def test_each_annex_begins_a_page(sheets: tuple[Sheet, ...]) -> None:
    for mark in ("网页附表1", "网页附表2"):
        line = _sheet_with(sheets, mark).lines[0]
        assert line.text == mark
        assert "Sans" in line.font
        assert line.x0 == pytest.approx(LEFT, abs=0.5)
        title = _sheet_with(sheets, mark).lines[1]
        assert title.middle == pytest.approx(TOP + 2.5 * LINE, abs=1)  # on the third line
        assert title.size == pytest.approx(22, abs=0.1)


def test_tables_repeat_their_header_on_every_page(printed: Path, sheets: tuple[Sheet, ...]) -> None:
    first = _sheet_with(sheets, "网页附表1").number
    with pdfplumber.open(printed) as document:
        headers = [table[0] for page in document.pages[first - 1 :] if (table := page.extract_table())]
    assert headers.count(["指标", "数值", "单位", "原文出处"]) > 1
    assert headers.count(["序号", "事项", "内容", "原文出处"]) > 1
    assert len(headers) == len(sheets) - first + 1


def _rows(printed: Path, first: int, end: int | None) -> list[tuple[str, ...]]:
    """The rows of the tables on the sheets from `first` up to `end`, without spaces."""
    with pdfplumber.open(printed) as document:
        return [
            tuple("".join((cell or "").split()) for cell in row)
            for page in document.pages[first - 1 : end and end - 1]
            for row in page.extract_table() or []
        ]


def test_the_annex_has_every_figure_with_its_unit_and_source(
    printed: Path, sheets: tuple[Sheet, ...], report: Report
) -> None:
    rows = _rows(printed, _sheet_with(sheets, "网页附表1").number, _sheet_with(sheets, "网页附表2").number)
    for figure in report.figures.values():
        assert (figure.indicator.name, figure.number, figure.indicator.unit, figure.source) in rows
    assert len([row for row in rows if row[0] != "指标" and row[3]]) == len(report.figures)  # no row is split


def test_the_second_annex_has_every_shortcoming_and_plan(
    printed: Path, sheets: tuple[Sheet, ...], report: Report
) -> None:
    rows = _rows(printed, _sheet_with(sheets, "网页附表2").number, None)
    for number, fault in enumerate(report.shortcomings.values(), 1):
        assert (str(number), fault.title, "".join(fault.findings), fault.source) in rows
    for number, plan in enumerate(report.plans.plans.values(), 1):
        assert (str(number), plan.title, "".join(plan.measures), plan.source) in rows


# --- typesetting ---------------------------------------------------------------------------------------------------


def test_a_number_never_parts_from_its_unit(text_sheets: tuple[Sheet, ...]) -> None:
    lines = [line.text for sheet in text_sheets for line in sheet.lines]
    for line, following in pairwise(lines):
        assert not re.search(r"[0-9.]$", line), (line, following)
        assert not re.search(r"[0-9]余$", line), (line, following)
        assert not re.search(r"[0-9.]+万$", line), (line, following)
    assert any("3.689万元" in line for line in lines)


def test_no_full_line_ends_short(text_sheets: tuple[Sheet, ...]) -> None:
    for sheet in text_sheets[1:]:
        for line, following in pairwise(sheet.lines):
            goes_on = abs(following.x0 - LEFT) < 0.5 and abs(line.size - following.size) < 0.1 and line.x0 < LEFT + 12
            if goes_on and not line.text.endswith(("。", "：", "；")):
                assert line.x1 > RIGHT - CHARACTER, (line.text, following.text)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text_sheets: tuple[Sheet, ...]) -> None:
    for sheet in text_sheets:
        for line in sheet.lines:
            assert line.text[0] not in "，。、；：？！）》”’〕%"
            assert line.text[-1] not in "（《“‘〔"


def test_nothing_is_underlined_or_coloured_in_the_text(printed: Path, text_sheets: tuple[Sheet, ...]) -> None:
    with pdfplumber.open(printed) as document:
        for page in document.pages[1 : len(text_sheets)]:
            assert page.rects + page.lines == []
            block = page.crop((0, 0, page.width, BOTTOM * MM))
            assert {tuple(char["non_stroking_color"]) for char in block.chars} == {(0.0, 0.0, 0.0)}


# --- the file ------------------------------------------------------------------------------------------------------


def test_the_file_says_what_it_is(printed: Path, report: Report) -> None:
    with pikepdf.open(printed) as document:
        assert document.docinfo["/Title"] == "".join(report.document.title)
        assert document.docinfo["/Author"] == report.document.issued_by
        assert document.docinfo["/Subject"] == report.document.number
        assert str(document.Root.Lang) == "zh-CN"
        assert document.Root.MarkInfo.Marked
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "".join(report.document.title)


def test_the_outline_follows_the_report(printed: Path, report: Report) -> None:
    with pikepdf.open(printed) as document, document.open_outline() as outline:
        (top,) = outline.root
        titles = [item.title for item in top.children]
    assert titles[0] == f"一、{report.document.outline[0].title}"
    assert titles[-1] == "2023年存在的不足和2024年打算一览表"


def test_the_file_is_pdf_ua_as_far_as_can_be_told_without_its_validator(printed: Path) -> None:
    with pikepdf.open(printed) as document:
        with document.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.StructTreeRoot.K
        links = [each for page in document.pages for each in page.get("/Annots", []) if each.Subtype == "/Link"]
        assert len(links) > 40
        assert all(
            re.match("(跳到|网址)：.", str(link.Contents)) and "StructParent" in str(link.keys()) for link in links
        )
        assert all(page.Tabs == "/S" for page in document.pages)
        tagged = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        heads = [element for element in tagged if element.S == "/TH"]
        scopes = Counter(
            (int(next(each.ColSpan for each in head.A if "/ColSpan" in each)) > 1, str(each.Scope))
            for head in heads for each in head.A if "/Scope" in each
        )  # fmt: skip
        assert set(scopes) == {(False, "/Row"), (False, "/Column"), (True, "/Column")}
        assert all("/Alt" in element for element in tagged if element.S == "/Figure")


def test_fonts_are_embedded(printed: Path) -> None:
    with pikepdf.open(printed) as document:
        fonts = [
            item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        assert fonts
        for font in fonts:
            simple = font.DescendantFonts[0] if font.Subtype == "/Type0" else font
            programs = {"/FontFile", "/FontFile2", "/FontFile3"}
            assert "/CharProcs" in font or programs & set(simple.FontDescriptor.keys())


def test_two_runs_give_the_same_file(site: Path, tmp_path: Path, printed: Path) -> None:
    assert make_pdf(_copy(site, tmp_path), 2023).read_bytes() == printed.read_bytes()


def test_the_text_layer_has_the_characters_of_the_page(site: Path, sheets: tuple[Sheet, ...]) -> None:
    text = "".join(sheet.text for sheet in sheets)
    page = (site / "2023/print.html").read_text(encoding="utf-8")
    assert set(text) - set(page) <= set("\n ")
    assert (
        searchable(b"2 beginbfchar\n<01> <2F92>\n<02> <2EA0>\nendbfchar\n")
        == b"2 beginbfchar\n<01> <898B>\n<02> <6C11>\nendbfchar\n"
    )


def _with(site: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the printable view with other texts in it."""
    view = _copy(site, folder) / "2023/print.html"
    text = view.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    view.write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("top", ["", "https://www.example.gov.cn/fz/"])
def test_links_on_paper_lead_below_the_sites_address_and_never_into_this_machine(
    site: Path, tmp_path: Path, top: str
) -> None:
    link = (
        '<div class="document-end" data-block="foot">',
        '<p><a href="../indicators.html#a">指标</a></p><div class="document-end" data-block="foot">',
    )
    address = '<p class="version">', f'<p class="address">{top}2023/print.html</p><p class="version">'
    pdf = make_pdf(_with(site, tmp_path, link, *([address] if top else [])), 2023)
    assert b"file:" not in pdf.read_bytes()
    with pikepdf.open(pdf) as document:
        led = [str(a.A.URI) for page in document.pages for a in page.get("/Annots", []) if "/URI" in a.get("/A", {})]
    assert led == ([f"{top}indicators.html#a"] if top else [])


def test_the_code_holds_an_address_that_every_scanner_reads_and_none_without_one(project: Project) -> None:
    report, page = project.model.latest, ReportPage("2023/print.md")
    assert in_ascii("https://王场镇.中国/法治/2023/print.html").startswith("https://xn--")
    assert in_ascii("https://王场镇.中国/法治/2023/print.html").endswith("/%E6%B3%95%E6%B2%BB/2023/print.html")
    assert "二维码" in document_end(project.model, report, page, "https://王场镇.中国/")
    without = document_end(project.model, report, page)
    assert "二维码" not in without
    assert "<svg" not in without


def test_a_report_without_number_signatory_and_date_is_printed(site: Path, tmp_path: Path) -> None:
    text = (site / "2023/print.html").read_text("utf-8")
    parts = [re.search(f'<{tag} class="{name}".*?</{tag}>', text) for tag, name in LEFT_OUT]
    folder = _with(site, tmp_path, *((part[0], "") for part in parts if part))
    assert particulars(folder / "2023/print.html").dated is None
    with pikepdf.open(make_pdf(folder, 2023)) as document:
        assert {*document.docinfo} == {"/Title", "/Author"}


LEFT_OUT = (("p", "number-line"), ("p", "signature"))


def test_the_particulars_are_read_from_the_page(site: Path, report: Report) -> None:
    about = particulars(site / "2023/print.html")
    assert about.dated == date(2024, 1, 9)
    assert about.author == report.document.issued_by


def test_a_missing_browser_or_page_is_said_in_one_line(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Problems, match="请先生成网站"):
        make_pdf(tmp_path, 2023)
    monkeypatch.setattr(pdf_module, "BROWSERS", ())
    with pytest.raises(Problems, match="请安装其中一种") as raised:
        make_pdf(_copy(site, tmp_path), 2023)
    assert "\n" not in str(raised.value)


def test_a_site_published_with_its_pdf_offers_it(copy: Path, printed: Path) -> None:
    done = run("disclosure", "publish", "--pdf", cwd=copy)
    assert done.returncode == 0, done.stderr
    assert 'href="report.pdf"' in (copy / "site/2023/print.html").read_text(encoding="utf-8")
    assert [sheet.text for sheet in _sheets(copy / "site/2023/report.pdf")] == [
        sheet.text for sheet in _sheets(printed)
    ]


def test_a_site_published_without_it_does_not(site: Path) -> None:
    assert "report.pdf" not in (site / "2023/print.html").read_text(encoding="utf-8")


# --- on screen -----------------------------------------------------------------------------------------------------


@pytest.fixture
def view(browser: Browser, site: Path) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((site / "2023/print.html").as_uri())
    yield page
    page.close()


def _chosen_face(view: Page) -> str:
    return str(view.evaluate("getComputedStyle(document.querySelector('.document p')).fontFamily"))


def test_the_screen_shows_the_same_sheets_as_the_paper(view: Page, sheets: tuple[Sheet, ...]) -> None:
    height = view.evaluate("document.querySelector('.document').getBoundingClientRect().height / 96 * 25.4")
    assert (height + 8) / (297 + 8) == pytest.approx(len(sheets), abs=0.1)


def test_the_print_button_prints(view: Page) -> None:
    view.evaluate("window.print = () => { window.printed = true }")
    view.get_by_role("button", name="打印").click()
    assert view.evaluate("window.printed")


def test_the_reader_can_switch_to_large_type_and_back(view: Page) -> None:
    official = _chosen_face(view)
    view.get_by_label("大字阅读").check(force=True)
    assert _chosen_face(view) != official
    assert view.evaluate("parseFloat(getComputedStyle(document.querySelector('.document p')).fontSize)") >= 24
    assert not view.locator(".issuer-mark").is_visible()
    view.get_by_label("公文版式").check(force=True)
    assert _chosen_face(view) == official


def test_there_is_a_way_back_and_no_navigation(view: Page) -> None:
    assert view.get_by_role("link", name="返回网站").get_attribute("href") == "index.html"
    assert view.locator(".md-header, .md-sidebar, [role=search]").count() == 0


def test_the_controls_do_not_print(sheets: tuple[Sheet, ...]) -> None:
    text = "".join(sheet.text for sheet in sheets)
    assert not any(word in text for word in ("返回网站", "大字阅读", "公文版式"))


@pytest.mark.parametrize("layout", ["official", "reading"])
def test_a_phone_needs_no_sideways_scrolling(view: Page, layout: str) -> None:
    view.set_viewport_size({"width": 390, "height": 844})
    view.locator(f"#{layout}").check(force=True)
    assert view.evaluate("document.documentElement.scrollWidth") <= 390


def test_dark_mode_darkens_the_desk_and_keeps_the_paper_readable(browser: Browser, site: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto((site / "2023/print.html").as_uri())
    desk = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert max(map(int, re.findall(r"\d+", desk))) < 48
    page.close()


@pytest.mark.parametrize(("version", "answer"), [(None, "相同"), ("0" * 12, "查不到")])
def test_whoever_scans_the_code_is_told_whether_the_print_is_current(
    browser: Browser, site: Path, report: Report, version: str | None, answer: str
) -> None:
    page = browser.new_page()
    page.goto(f"{(site / '2023/print.html').as_uri()}#version={version or digest(report)[:12]}")
    assert answer in page.get_by_role("status").inner_text()
    page.close()


@pytest.mark.parametrize("name", ["2023/disputes.html", "2023/plans.html", "index.html", "about.html"])
def test_any_page_printed_from_itself_is_clean(browser: Browser, site: Path, name: str) -> None:
    page = browser.new_page()
    page.goto((site / name).as_uri())
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for part in (".md-header", ".md-sidebar", ".md-footer", ".md-search", ".md-tabs"):
        assert not any(element.is_visible() for element in page.locator(part).all())
    page.close()
