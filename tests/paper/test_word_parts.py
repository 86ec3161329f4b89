"""The Word document as other programs take it: its parts in the schema's order, all that they refer to there, and
LibreOffice, which opens it without repair and prints it."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pdfplumber
import pytest
from conftest import readable
from lxml import etree, html
from pdfplumber.page import Page as Sheet

from disclosure.audit.word import _said
from disclosure.paper.page import Particulars
from disclosure.paper.word import make_word, word_document
from disclosure.project import Project
from disclosure.text.radicals import without_radicals

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
    " tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType"
    " cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
    " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}
"""The children of elements in the one order that the schema has for them (ECMA-376 part 1, wml.xsd)."""
OFTEN = {"headerReference", "footerReference", "tblStylePr"}


@pytest.fixture(scope="session")
def word(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("word-parts")
    (folder / "2023").mkdir()
    (folder / "2023/print.html").write_bytes((site / "2023/print.html").read_bytes())
    return make_word(folder, 2023)


def parts_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as parts:
        assert parts.testzip() is None
        return {name: parts.read(name) for name in parts.namelist()}


def misplaced(tree: etree._Element) -> list[str]:
    """Children that stand behind what the schema has after them, or that it does not know."""
    found = []
    for name, order in ORDER.items():
        known = order.split()
        for element in tree.iter(f"{W}{name}"):
            tags = [str(child.tag).removeprefix(W) for child in element if isinstance(child.tag, str)]
            tags = [tag for tag in tags if not tag.startswith("{")]  # extensions of other namespaces
            right = sorted((tag for tag in tags if tag in known), key=known.index)
            once = [tag for tag in tags if tag not in OFTEN]
            if tags != right or len(set(once)) < len(once):
                found.append(f"{name}: {tags}")
    return found


def test_every_part_is_well_formed_and_in_the_schemas_order(word: Path) -> None:
    for name, content in parts_of(word).items():
        if name.endswith((".xml", ".rels")):
            assert misplaced(etree.fromstring(content)) == [], name


def test_whatever_a_part_refers_to_is_there(word: Path) -> None:
    parts = parts_of(word)
    types = etree.fromstring(parts["[Content_Types].xml"])
    endings = {each.get("Extension") for each in types.iter("{*}Default")}
    named = {str(each.get("PartName")).lstrip("/") for each in types.iter("{*}Override")}
    assert named <= parts.keys()
    assert all(name in named or name.rpartition(".")[2] in endings for name in parts if name != "[Content_Types].xml")
    document = parts["word/document.xml"]
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    known = {each.get("Id"): f"word/{each.get('Target')}" for each in relations}
    used = set(re.findall(rb'r:(?:id|embed|link)="([^"]+)"', document))
    assert {each.decode() for each in used} <= known.keys()
    assert {target.replace("word/../", "") for target in known.values()} <= parts.keys()
    styles = {each.get(f"{W}styleId") for each in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    asked = {
        each.get(f"{W}val") for each in etree.fromstring(document).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    assert asked <= styles


def test_libreoffice_opens_it_without_repair_and_prints_all_of_it(word: Path, project: Project, tmp_path: Path) -> None:
    pdf = printed_by_office(word, tmp_path)
    report = project.model.latest
    with pdfplumber.open(pdf) as document:
        sheets = [readable(page.extract_text(use_text_flow=True)) for page in document.pages]
        assert [round(float(page.width)) for page in document.pages] == [595] * len(sheets)
    assert 12 < len(sheets) < 24
    text = "".join(sheets)
    for figure in report.figures.values():
        assert readable(figure.indicator.name) in text
    signed = next(sheet for sheet in sheets if readable("2024年1月9日") in sheet)
    assert signed.count("。") > 0  # the signature is not alone on its page
    assert readable("— 2 —") in sheets[1]


def printed_by_office(file: Path, folder: Path) -> Path:
    profile = f"-env:UserInstallation=file://{folder}/office"
    subprocess.run(
        ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)),
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / file.with_suffix(".pdf").name


def char_of(page: Sheet, sign: str) -> dict[str, float]:
    """Where a character stands last on a page: the marks are above the number."""
    return dict([each for each in page.chars if without_radicals(each["text"]) == sign][-1])


JOINT = (
    "<header class='document-head'><p class='issuer-mark'>甲县水利局</p><p class='issuer-mark'>甲县农业农村局</p>"
    "<p class='number-line'><span class='document-number'>甲水〔2024〕3号</span><span class='signatory'>签发人："
    "<span class='signatory-names'><span class='signatory-name'>张三</span> <span class='signatory-name'>欧阳一二</span> "
    "<span class='signatory-name'>李四</span> </span></span></p></header>"
)


def made(page: str, folder: Path) -> Path:
    view = html.document_fromstring(f"<html lang='zh-CN'><body><main>{page}</main></body></html>")
    file = folder / "x.docx"
    file.write_bytes(word_document(view, Particulars("某报告", "某局", "", "zh-CN", None, ""), Path()))
    return file


def test_a_joint_issue_has_its_marks_above_each_other_and_two_signatories_a_line(tmp_path: Path) -> None:
    file = made(JOINT, tmp_path)
    lines = docx.Document(str(file)).paragraphs
    assert [line.text for line in lines] == [
        "甲县水利局",
        "甲县农业农村局",
        "\t签发人：张三　欧阳一二",
        "甲水〔2024〕3号\t李四",
    ]
    assert len({line.runs[0].font.size for line in lines[:2]}) == 1
    assert lines[-1]._p.xpath("./w:pPr/w:pBdr/w:bottom")
    assert readable(_said(lines)) == readable("甲县水利局甲县农业农村局甲水〔2024〕3号签发人：张三欧阳一二李四")
    with pdfplumber.open(printed_by_office(file, tmp_path)) as document:
        words = {sign: char_of(document.pages[0], sign) for sign in "签张李甲"}
        rule = max(document.pages[0].lines + document.pages[0].rects, key=lambda shape: float(shape["width"]))
    assert words["李"]["x0"] == pytest.approx(words["张"]["x0"], abs=2)
    assert words["李"]["top"] > words["张"]["top"] + 20
    assert words["甲"]["top"] == pytest.approx(words["李"]["top"], abs=3)
    assert words["甲"]["x0"] * 25.4 / 72 == pytest.approx(28 + 156 / 28, abs=1)
    assert float(rule["x0"]) * 25.4 / 72 == pytest.approx(28, abs=0.7)  # the red rule has the width of the block


def test_without_a_signatory_the_number_stands_in_the_middle(tmp_path: Path) -> None:
    head = "<header class='document-head'><p class='issuer-mark'>甲局</p><p class='number-line centred'><span class='document-number'>甲〔2024〕3号</span></p></header>"
    with pdfplumber.open(printed_by_office(made(head, tmp_path), tmp_path)) as document:
        first, last = (char_of(document.pages[0], sign) for sign in "甲号")
    assert (first["x0"] + last["x1"]) / 2 * 25.4 / 72 == pytest.approx(106, abs=2)


def test_the_imprint_stands_between_rules_with_its_day_on_the_right(tmp_path: Path) -> None:
    imprint = (
        "<p>正文。</p><div class='imprint'><p><span>抄送：县人大。</span></p>"
        "<p><span>甲局办公室</span><span>2025年1月21日印发</span></p></div>"
    )
    file = made(imprint, tmp_path)
    assert misplaced(etree.fromstring(parts_of(file)["word/document.xml"])) == []
    with pdfplumber.open(printed_by_office(file, tmp_path)) as document:
        page = document.pages[0]
        copied, printed, day = (char_of(page, sign) for sign in "抄甲印")
        rules = [float(rule["top"]) for rule in page.lines + page.rects if float(rule["width"]) > 400]
    assert copied["top"] < printed["top"] == pytest.approx(day["top"], abs=1)
    assert day["x1"] * 25.4 / 72 > 165
    assert len({round(rule) for rule in rules}) == 3
