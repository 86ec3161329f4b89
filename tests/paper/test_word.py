"""The Word document: the printable view's text in the styles of GB/T 9704, read back and held against the data."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from conftest import ROOT, run
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from lxml import html

from disclosure.audit.readable import expected, expected_headings, source_of
from disclosure.audit.word import audit_word
from disclosure.paper.page import Particulars
from disclosure.paper.word import make_word, word_document
from disclosure.problem import Problems
from disclosure.project import Project

ABOUT = Particulars("某某镇2024年工作报告", "某某镇人民政府", "", "zh-CN", None, "")


@pytest.fixture(scope="session")
def word(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 2023."""
    folder = tmp_path_factory.mktemp("word")
    (folder / "2023").mkdir()
    (folder / "2023/print.html").write_bytes((site / "2023/print.html").read_bytes())
    return make_word(folder, 2023)


def document(page: str) -> Document:
    """The Word document of an invented printable view."""
    view = html.document_fromstring(f"<html lang='zh-CN'><body><main>{page}</main></body></html>")
    return docx.Document(io.BytesIO(word_document(view, ABOUT, Path())))


def test_it_says_what_the_report_says_and_is_counted(word: Path, project: Project) -> None:
    audited = audit_word(project, word)
    assert (audited.year, audited.figures > 40, audited.headings > 30) == (2023, True, True)
    assert audited.rows > len(project.model.latest.figures)


# (part of the file, text in it, text instead, what must be told)
LIES = {
    "a figure": ("document", "3.689万元", "3.698万元", "处以罚金3.698万元"),
    "a row": ("document", ">98<", ">97<", "表格里没有“行政许可 | 98 | 件"),
    "a signatory": ("document", ">谭寒<", ">谭涵<", "谭涵"),
    "a heading's words": ("document", ">1. 领导机构<", ">1. 领导机关<", "标题是“1.领导机关”"),
    "a heading's level": ("document", 'w:pStyle w:val="Heading3"', 'w:pStyle w:val="Heading2"', "（2 级），应当是"),
    "a paragraph": ("document", "固根本、稳预期、利长远。", "", "源文件是"),
    "the title it has": ("../docProps/core", "2023年", "2022年", "文档属性里的标题"),
    "the check code": ("footer1", "数据校验码 ", "数据校验码 0", "页脚的数据校验码不是现行的"),
}


@pytest.mark.parametrize(("part", "old", "new", "told"), LIES.values(), ids=LIES)
def test_a_change_in_the_file_is_caught(
    part: str, old: str, new: str, told: str, word: Path, project: Project, tmp_path: Path
) -> None:
    name = f"word/{part}.xml".replace("word/../", "")
    with zipfile.ZipFile(word) as parts, zipfile.ZipFile(tmp_path / "x.docx", "w") as changed:
        for each in parts.namelist():
            text = parts.read(each)
            if each == name:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            changed.writestr(each, text)
    with pytest.raises(Problems) as raised:
        audit_word(project, tmp_path / "x.docx")
    assert told in str(raised.value)


def test_what_is_no_word_document_is_refused(project: Project, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_text("no")
    with pytest.raises(Problems, match="打不开这个 Word 文档"):
        audit_word(project, tmp_path / "x.docx")
    docx.Document().save(str(tmp_path / "empty.docx"))
    with pytest.raises(Problems, match="看不出是哪一年的报告"):
        audit_word(project, tmp_path / "empty.docx")


def test_the_command_audits_it(word: Path) -> None:
    done = run("disclosure", "audit", str(word), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("核对通过：2023 年报告 Word 文档")


def test_two_runs_give_the_same_file_with_the_documents_date(word: Path) -> None:
    first = word.read_bytes()
    assert make_word(word.parent.parent, 2023).read_bytes() == first
    core = docx.Document(str(word)).core_properties
    assert core.created is not None
    assert core.created.date().isoformat() == "2024-01-09"
    assert (core.author, core.subject, core.language) == (
        "中共石柱土家族自治县王场镇委员会", "王场委文〔2024〕3号", "zh-CN",
    )  # fmt: skip


def test_every_run_names_its_east_asian_font_and_nothing_leads_outside(word: Path) -> None:
    made = docx.Document(str(word))
    for run_of_text in made.element.body.iter(qn("w:r")):
        assert run_of_text.rPr.rFonts.get(qn("w:eastAsia"))
    fonts = {fonts.get(qn("w:eastAsia")) for fonts in made.element.body.iter(qn("w:rFonts"))}
    assert fonts == {"仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"}
    with zipfile.ZipFile(word) as parts:
        assert not any(b'TargetMode="External"' in parts.read(name) for name in parts.namelist())
        assert not any("vba" in name or "thumbnail" in name for name in parts.namelist())


def test_the_sheet_is_a4_with_22_lines_of_28_characters_and_numbers_outside(word: Path) -> None:
    made = docx.Document(str(word))
    section = made.sections[0]
    sides = section.page_width, section.page_height, section.left_margin, section.top_margin
    assert [round(side.mm) for side in sides if side is not None] == [210, 297, 28, 37]
    (grid,) = section._sectPr.iter(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("linesAndChars", "580")
    assert made.settings.odd_and_even_pages_header_footer
    odd, even = (foot.paragraphs[0]._p for foot in (section.footer, section.even_page_footer))
    assert "PAGE" in {text.text for text in odd.iter(qn("w:instrText"))}
    assert "".join(text.text for text in even.iter(qn("w:t"))).startswith("— 1 —")
    assert "".join(text.text for text in odd.iter(qn("w:t"))).endswith("— 1 —")


def test_tables_repeat_their_heads_keep_rows_whole_and_span_as_on_the_page() -> None:
    rows = "".join(f"<tr><td rowspan='2'>{n}</td><td>甲</td></tr><tr><td>乙</td></tr>" for n in range(12))
    made = document(
        f"<table><thead><tr><th>序号</th><th>事项</th></tr></thead>"
        f"<tbody><tr><th colspan='2' scope='rowgroup'>一组</th></tr>{rows}</tbody></table>"
    )
    (table,) = made.tables
    assert [len(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [1, *[0] * 25]
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
    assert table.rows[1].cells[0]._tc is table.rows[1].cells[1]._tc
    assert table.rows[2].cells[0]._tc is table.rows[3].cells[0]._tc


def test_a_table_of_nine_columns_stands_on_a_sheet_turned_round() -> None:
    wide = "<tr>" + "<td>数</td>" * 9 + "</tr>"
    made = document(f"<p>前。</p><table>{wide}</table><p>后。</p>")
    shapes = [(section.page_width or 0) > (section.page_height or 0) for section in made.sections]
    assert shapes == [False, True, False]
    assert [type(block) is Table for block in made.iter_inner_content()].count(True) == 1
    assert made.paragraphs[-1].text == "后。"


def test_what_a_report_lacks_breaks_nothing() -> None:
    made = document("<h1 class='document-title'><span>工作报告</span></h1><p>按照2021—2025年规划，上午～下午。</p>")
    assert [paragraph.text for paragraph in made.paragraphs] == ["工作报告", "按照2021—2025年规划，上午～下午。"]
    assert made.core_properties.created is None


def test_a_page_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="请先生成网站"):
        make_word(tmp_path, 2023)


def test_signs_that_fonts_draw_alike_and_cells_of_markdown_are_read_as_readers_do() -> None:
    typed = "起草—审查―备案‑上午〜下午…甲‧乙／丙\n\n| 序号 | 事项 |\n| --- | :-: |\n| 1 | `甲.doc` |\n| 2 | 乙，丙 |\n\n1. 一项\n1. 二项\n"
    text, rows = expected(typed)
    assert text == "起草-审查-备案-上午~下午...甲·乙/丙1.一项2.二项"
    assert rows == [("序号", "事项"), ("1", "甲.doc"), ("2", "乙,丙")]


def test_the_headings_are_those_of_the_view(project: Project) -> None:
    headings = expected_headings(source_of(project, project.model.latest, ""))
    assert headings[0][0] == 1
    assert re.match("一、", headings[0][1])
