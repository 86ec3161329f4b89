"""Three invented bodies that say what ours does not: each through site, staff edition, paper, Word, Zensical and audit.

A town without number, signatory, date and plans; two issuers in joint issue with attachments; a county bureau with a
table of nine columns and figures in 万 and 亿. Their reports are in `tests/bodies/`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pdfplumber
import pytest
from conftest import readable, run
from lxml import html

from disclosure.start.new import new

BODIES = Path(__file__).parents[1] / "bodies"
NAMES = {
    "town": ("青石镇", "法治政府建设年度报告"),
    "joint": ("云岭县司法局", "行政复议工作年度报告"),
    "bureau": ("松原县财政局", "法治政府建设年度报告"),
}


def body(folder: Path, name: str) -> Path:
    """The project of an invented body: what `new` writes, with its own data and chapters instead of the starter's."""
    said, kind = NAMES[name]
    new(folder, said, "某某省某某县", 2024, kind)
    kept = ("index.md", "print.md")
    for file in [*(folder / "data/2024").iterdir(), *(folder / "docs/2024").iterdir()]:
        if file.name not in kept:
            file.unlink()
    return shutil.copytree(BODIES / name, folder, dirs_exist_ok=True)


@pytest.fixture(scope="module", params=NAMES)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return body(tmp_path_factory.mktemp("body") / "project", request.param)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bodies' public sites with PDF and Word, built and audited once each."""
    built: dict[str, Path] = {}
    for name in NAMES:
        folder = tmp_path_factory.mktemp(name)
        done = run("disclosure", "publish", "--pdf", "--docx", cwd=body(folder / "project", name))
        assert done.returncode == 0, done.stderr
        built[name] = folder / "project/site"
    return built


@pytest.mark.parametrize("options", [("--edition", "staff"), ("--engine", "zensical")], ids=["staff", "zensical"])
def test_each_is_published_and_audited(project: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run("disclosure", "publish", *options, "--to", str(tmp_path / "site"), cwd=project)
    assert done.returncode == 0, done.stderr
    assert "全部一致" in done.stdout


def _view(site: Path) -> html.HtmlElement:
    return html.document_fromstring((site / "2024/print.html").read_text("utf-8"))


def _said(site: Path, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in _view(site).xpath(path)]


def test_what_a_town_does_not_know_stands_nowhere(sites: dict[str, Path]) -> None:
    for page in (page for page in sites["town"].rglob("*.html") if page.name not in ("about.html", "downloads.html")):
        for label in ("签发人", "发文字号", "成文日期", "主送机关", "一览表", "附件", "不作为公文正本"):
            assert label not in page.read_text("utf-8"), page.name


def test_a_town_says_its_figures_as_it_knows_them(sites: dict[str, Path]) -> None:
    said = (sites["town"] / "2024/peace.html").read_text("utf-8")
    for text in ("超338件", "320余件", "近10万件", "3-5次", ">2.6<"):
        assert text in said


def test_joint_issuers_stand_above_each_other_at_the_head_and_sign_together(sites: dict[str, Path]) -> None:
    both = ["云岭县司法局", "云岭县行政审批服务局"]
    assert _said(sites["joint"], "//p[contains(@class, 'issuer-mark')]") == both
    assert _said(sites["joint"], "//*[contains(@class, 'signature')]/span") == both
    assert _said(sites["joint"], "//*[@class='signatory-name']") == ["张某某", "李某某"]


def test_attachments_are_named_after_the_text_and_those_that_are_pages_begin_sheets(sites: dict[str, Path]) -> None:
    named = ["行政复议案件分类情况", "行政复议案件汇总表"]
    assert _said(sites["joint"], "//*[@class='annex-note']//li") == named
    assert _said(sites["joint"], "//*[contains(@class, 'annex-head')]") == ["附件1 行政复议案件分类情况"]
    assert _said(sites["joint"], "//*[contains(@class, 'annex-head')]/following::h3")[:2] == [
        "一、按办理阶段分",
        "二、说明",
    ]
    assert (sites["joint"] / "2024/summary.txt").is_file()
    with pdfplumber.open(sites["joint"] / "2024/report.pdf") as paper:
        tops = [readable(sheet.extract_text())[:12] for sheet in paper.pages]
    assert [top for top in tops if top.startswith("附件1行政复议案件")]


def test_an_original_prints_no_tables_of_ours(sites: dict[str, Path]) -> None:
    assert "网页附表" not in "".join(_said(sites["joint"], "//main"))


def test_particulars_with_labels_of_ones_own_and_attachments_stand_in_the_information_block(
    sites: dict[str, Path],
) -> None:
    page = html.document_fromstring((sites["joint"] / "2024/index.html").read_text("utf-8"))
    block = page.find(".//dl[@data-block='information']")
    assert block is not None
    said = {row[0].text: row[1] for row in block}
    assert said["体裁分类"].text == "报告"
    assert said["审核程序"].text == "单位审核公开"
    assert said["附件"].xpath("a/@href") == ["../2024/kinds.html", "../2024/summary.txt"]


def test_a_copy_of_a_paper_names_no_attachment_that_the_paper_has_not(sites: dict[str, Path]) -> None:
    view = sites["bureau"]
    assert not _said(view, "//*[@class='annex-note']")
    assert _said(view, "//*[@class='annex-mark']") == ["网页附表1", "网页附表2"]
    assert "不作为公文正本" in "".join(_said(view, "//main"))


def test_nine_columns_lie_across_the_paper_with_the_words_that_make_ten_thousands(sites: dict[str, Path]) -> None:
    with pdfplumber.open(sites["bureau"] / "2024/report.pdf") as paper:
        text = readable("".join(sheet.extract_text() for sheet in paper.pages))
    for said in ("1.25亿元", "3400余万元", "2.3万余人次", "不少于300"):
        assert said in text


def test_the_head_of_joint_issue_keeps_clear_of_the_title_and_no_head_of_a_table_stands_alone(
    sites: dict[str, Path],
) -> None:
    with pdfplumber.open(sites["joint"] / "2024/report.pdf") as paper:
        words = {readable(word["text"]): word for word in paper.pages[0].extract_words()}
        text = readable(paper.pages[0].extract_text())
    number, title = words["云司文〔2025〕7号"], words["云岭县司法局、云岭县行政审批服务局"]
    assert words["云岭县司法局"]["bottom"] <= words["云岭县行政审批服务局"]["top"] < number["top"] < title["top"] - 40
    assert "分类情况见附件。" in text
    assert "指标数值出处" not in text
