"""The look of the Word document: GB/T 9704-2012 as named styles, the sheet with its grid, and the feet of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _Footer
    from docx.styles.style import ParagraphStyle

FANGSONG, HEI, KAI, TITLE_SONG, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
RED = RGBColor(0xD7, 0x00, 0x0F)
WIDTH, HEIGHT = Mm(156), Mm(225)
"""The text block; 22 lines of 28 characters fill it (5.2.1, 5.2.3)."""
CHARACTER, LINE = Length(WIDTH // 28), Length(HEIGHT // 22)


@dataclass(frozen=True)
class Look:
    """How the paragraphs of a style look; indents in characters of 3号, spaces in lines."""

    font: str = FANGSONG
    size: float = 16
    align: ALIGN = ALIGN.JUSTIFY
    first: int = 0
    left: int = 0
    right: int = 0
    before: float = 0
    after: float = 0
    line: float = 1
    level: int | None = None
    """Of the outline, from 1."""
    keep: bool = False
    """Stays with the next paragraph."""
    new_page: bool = False
    red: bool = False


LOOKS: Mapping[str, Look] = {
    "Normal": Look(),
    "发文机关标志": Look(TITLE_SONG, 30, ALIGN.CENTER, line=1.5, red=True),
    "发文字号": Look(align=ALIGN.LEFT, first=1, before=2),
    "Title": Look(TITLE_SONG, 22, ALIGN.CENTER, before=2, line=1.2, keep=True),
    "主送机关": Look(align=ALIGN.LEFT, before=1),
    "正文段落": Look(first=2),
    "Heading 1": Look(HEI, first=2, level=1, keep=True),
    "Heading 2": Look(KAI, first=2, level=2, keep=True),
    "Heading 3": Look(first=2, level=3, keep=True),
    "Heading 4": Look(first=2, level=4, keep=True),
    "列表": Look(left=2),
    "附件说明": Look(align=ALIGN.LEFT, left=2),
    "署名": Look(align=ALIGN.RIGHT, right=2, before=1, keep=True),
    "成文日期": Look(align=ALIGN.LEFT),
    "附注": Look(align=ALIGN.LEFT, left=2),
    "附件标志": Look(HEI, align=ALIGN.LEFT, keep=True, new_page=True),
    "附件标题": Look(TITLE_SONG, 22, ALIGN.CENTER, before=1, line=1.2, level=1, keep=True),
    "附件备注": Look(size=12, align=ALIGN.CENTER, after=0.5, keep=True),
    "表格文字": Look(size=12, align=ALIGN.LEFT, line=0.65),
    "表头": Look(HEI, 12, ALIGN.CENTER, line=0.65, keep=True),
    "说明": Look(size=12, line=0.7),
    "版记": Look(size=14, align=ALIGN.LEFT, first=1),
    "页码": Look(SONG, 14, ALIGN.LEFT, line=0.7),
}
BODY, LIST = "正文段落", "列表"


def element(tag: str, attributes: Mapping[str, object] | None = None, *children: Any) -> Any:
    """An element of WordprocessingML, its attributes in that namespace."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def set_fonts(properties: Any, font: str) -> None:
    """Names a font for every script, so that no program chooses another for Chinese."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("w:rFonts", dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), font)))


def set_styles(document: Document) -> None:
    """Defines every style of LOOKS in the document, and Chinese as its language."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", {"val": "zh-CN", "eastAsia": "zh-CN", "bidi": "ar-SA"}))
    known = {style.name for style in document.styles}
    for name, look in LOOKS.items():
        style: Any = (
            document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        _set_style(style, look)


def _set_style(style: ParagraphStyle, look: Look) -> None:
    properties = style.element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    set_fonts(properties, look.font)
    style.font.size = Pt(look.size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RED if look.red else RGBColor(0, 0, 0)
    for old in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        old.getparent().remove(old)
    form = style.paragraph_format
    form.alignment = look.align
    form.first_line_indent, form.left_indent, form.right_indent = (
        Length(CHARACTER * count) for count in (look.first, look.left, look.right)
    )
    form.space_before, form.space_after = Length(round(LINE * look.before)), Length(round(LINE * look.after))
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Length(round(LINE * look.line))
    form.keep_with_next, form.page_break_before, form.widow_control = look.keep, look.new_page, False
    if look.level:
        outline = style.element.get_or_add_pPr()
        for old in outline.findall(qn("w:outlineLvl")):
            outline.remove(old)
        outline.append(element("w:outlineLvl", {"val": look.level - 1}))
    # Programs differ in how they fit characters to a grid; measures put text on it in all of them.
    style.element.get_or_add_pPr().insert_element_before(
        element("w:snapToGrid", {"val": 0}), "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )
    if look.size == 16:
        closer = element("w:spacing", {"val": int(CHARACTER.pt * 20) - 16 * 20})
        properties.insert_element_before(closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
    style.quick_style = True


def set_sheet(section: Section, *, landscape: bool = False) -> None:
    """A4 with the text block of 156 by 225 mm and its grid; turned for wide tables."""
    sides = Mm(37), Mm(26), Mm(35), Mm(28)  # top, right, bottom, left
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    top, right, bottom, left = (*sides[1:], sides[0]) if landscape else sides
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = top, right, bottom, left
    section.footer_distance = Mm(21)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    spacing = round((CHARACTER.pt - 16) * 4096)
    grid = {"type": "linesAndChars", "linePitch": round(LINE.pt * 20), "charSpace": spacing}
    properties.append(element("w:docGrid", grid))


def set_feet(section: Section, code: str, width: Length) -> None:
    """7.5: the page number outside, one character in, on odd and even pages; the check code on the other side."""
    for foot, odd in ((section.footer, True), (section.even_page_footer, False)):
        foot.is_linked_to_previous = False
        _set_foot(foot, code, width, odd=odd)


def _set_foot(foot: _Footer, code: str, width: Length, *, odd: bool) -> None:
    paragraph = foot.paragraphs[0]
    paragraph.style = "页码"
    em = Pt(14)
    paragraph.paragraph_format.left_indent = Length(0) if odd else em
    paragraph.paragraph_format.tab_stops.add_tab_stop(Length(width - em if odd else width), WD_TAB_ALIGNMENT.RIGHT)
    number = [_run("— "), *_page_number(), _run(" —")]
    tab = _run("")
    tab.append(element("w:tab"))
    paragraph._p.extend([_run(code, 9), tab, *number] if odd else [*number, tab, _run(code, 9)])


def _page_number() -> list[Any]:
    instruction = element("w:instrText")
    instruction.text = "PAGE"
    marks = [element("w:fldChar", {"fldCharType": kind}) for kind in ("begin", "separate", "end")]
    parts = [_run("") for _ in range(3)]
    for part, mark in zip(parts, (marks[0], instruction, marks[1]), strict=True):
        part.append(mark)
    end = _run("")
    end.append(marks[2])
    return [*parts, _run("1"), end]


def _run(text: str, size: float = 14) -> Any:
    properties = element("w:rPr", None, element("w:sz", {"val": round(size * 2)}))
    set_fonts(properties, SONG)
    run = element("w:r", None, properties)
    if text:
        said = element("w:t")
        said.text = text
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(said)
    return run
