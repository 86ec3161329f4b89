"""Word files as clerks' software writes them, saved pages and text files are read as a reader sees them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from disclosure.documents.document import Paragraph, Table, read_document
from disclosure.problem import Problems


def read(path: Path) -> list[str]:
    return [block.text for block in read_document(path) if isinstance(block, Paragraph)]


def numbered(document: docx.document.Document, forms: list[tuple[str, str]]) -> str:
    """Declares a list whose levels are numbered in these forms (kind, text), and returns its id."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(forms)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def add(document: docx.document.Document, text: str, number: str, level: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties.append(parse_xml(xml))


def test_words_own_numbers_are_read_as_they_are_printed(tmp_path: Path) -> None:
    document = docx.Document()
    forms = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
    number = numbered(document, forms)
    for text, level in (("举措", 0), ("领导", 1), ("学习", 1), ("培训。", 2), ("不足", 0), ("培训不够", 1)):
        add(document, text, number, level)
    add(document, "三、打算", number, 0)  # WPS writes both
    document.save(str(tmp_path / "报告.docx"))
    assert read(tmp_path / "报告.docx") == [
        "一、举措", "（一）领导", "（二）学习", "1.培训。", "二、不足", "（一）培训不够", "三、打算",
    ]  # fmt: skip
    assert [block.level for block in read_document(tmp_path / "报告.docx") if isinstance(block, Paragraph)] == [
        1, 2, 2, 3, 1, 2, 1,
    ]  # fmt: skip


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("化解")._p
    paragraph.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="甲"><w:r><w:delText>249</w:delText></w:r></w:del>')
    )
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="甲"><w:r><w:t>250</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>件。</w:t></w:r>"))
    document.save(str(tmp_path / "报告.docx"))
    assert read(tmp_path / "报告.docx") == ["化解250件。"]


def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it(tmp_path: Path) -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>框里250件。</w:t></w:r></w:p></w:txbxContent>"
    compatibility = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.add_paragraph("正文。")._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {compatibility}><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    document.save(str(tmp_path / "报告.docx"))
    assert read(tmp_path / "报告.docx") == ["正文。", "框里250件。"]


def test_a_table_stands_where_it_stands(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("前。")
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, (("项目", "件数"), ("复议", "3")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("后。")
    document.save(str(tmp_path / "报告.docx"))
    assert read_document(tmp_path / "报告.docx")[1] == Table(2, (("项目", "件数"), ("复议", "3")))
    assert document.element.body[-1].tag == qn("w:sectPr")


def test_a_saved_page_is_read_without_its_menus(tmp_path: Path) -> None:
    page = "<html><head><title>站</title></head><body><nav>首页</nav><h1>报告</h1><div>一、举措<br>化解<b>250</b>件。</div>"
    page += "<table><tr><th>项目</th><td>3</td></tr></table><script>var a</script></body></html>"
    (tmp_path / "报告.html").write_text(page, "utf-8")
    assert read(tmp_path / "报告.html") == ["报告", "一、举措", "化解250件。"]
    assert any(isinstance(block, Table) for block in read_document(tmp_path / "报告.html"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_in_the_encodings_that_editors_write(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "报告.txt").write_text("一、举措\n\n化解250件。\n", encoding)
    assert [(block.line, block.text) for block in read_document(tmp_path / "报告.txt") if isinstance(block, Paragraph)] == [
        (1, "一、举措"), (3, "化解250件。"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("报告.doc", "另存为 .docx"),
        ("报告.wps", "另存为 .docx"),
        ("报告.pdf", "只能读 .docx"),
        ("报告.docx", "不是完好的 .docx"),
        ("没有.txt", "没有这个文件"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(tmp_path: Path, name: str, advice: str) -> None:
    if not name.startswith("没有"):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(Problems, match=advice):
        read_document(tmp_path / name)
