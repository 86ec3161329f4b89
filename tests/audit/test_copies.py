"""Copies that came out of other systems: what was lost, changed, added or moved on the way is told with its words."""

from __future__ import annotations

import quopri
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import ROOT, run
from lxml import html
from playwright.sync_api import Browser

from disclosure.audit.copies import audit_copy
from disclosure.documents.copy import read_copy
from disclosure.problem import Problems
from disclosure.project import Project


@pytest.fixture(scope="module")
def text(site: Path) -> str:
    """The report as a content system has it: plain paragraphs, from the title to the date."""
    view: Any = html.parse(site / "2023/print.html", html.HTMLParser(encoding="utf-8")).getroot().find(".//main")
    paragraphs = [
        "".join("".join(str(text) for text in each.itertext()).split("\n"))
        for each in view.xpath(".//*[self::h1 or self::h2 or self::h3 or self::h4 or self::p][not(ancestor::section)]")
        if each.get("class") not in ("issuer-mark", "signature")
    ]
    signed = view.xpath("string(.//*[@class='signature']/span)"), view.xpath("string(.//time)")
    return "\n".join(f"<p>{each.strip()}</p>" for each in (*paragraphs, *signed))


def paragraphs(text: str) -> list[html.HtmlElement]:
    return list(html.fragment_fromstring(text, create_parent="div"))


def county_page(text: str) -> str:
    """A saved page of a county's portal: menus, breadcrumbs, a table of particulars, other articles."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>某县人民政府</title><style>p{{margin:0}}</style></head>
<body><div class="top"><a href="/">首页</a> | <a href="/xwzx">新闻中心</a> | 12345热线 <span>2024年2月1日 星期四</span></div>
<div>当前位置：首页 &gt; 法治政府建设 &gt; 中共石柱土家族自治县王场镇委员会关于2023年法治政府建设情况的报告</div>
<table><tr><td>发文字号</td><td>王场委文〔2024〕3号</td><td>成文日期</td><td>2024-01-09</td></tr>
<tr><td>索引号</td><td>115002400086/2024-00012</td><td>发布日期</td><td>2024-02-01</td></tr></table>
<div id="zoom">{text}</div>
<div>附件：2023年报告.docx</div><div>扫一扫在手机打开当前页</div><div>【打印】【关闭】浏览次数：338</div>
<ul><li>上一篇：某镇关于2022年法治政府建设情况的报告</li></ul><div>版权所有 渝ICP备00000000号</div>
<script>var count = 250;</script></body></html>"""


def plain_text(text: str) -> str:
    """What is left of a paste into a text editor, between a mail's lines."""
    lines = paragraphs(text)
    body = "\r\n".join(f"　　{line.text_content()}" for line in lines)
    return f"各科室：\r\n报告如下，请于3日内核对。\r\n\r\n{body}\r\n\r\n（此件发至各村）\r\n第1页 共1页\r\n"


def archive(page: str) -> bytes:
    """A page as browsers save it with its pictures (.mhtml)."""
    encoded = quopri.encodestring(page.encode()).decode()
    return (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"'
        "\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{encoded}\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n--b--\r\n"
    ).encode()


def said(project: Project, file: Path) -> str:
    """What the audit tells of a copy; "" where it passes."""
    try:
        audit_copy(project, read_copy(file))
    except Problems as problems:
        return str(problems)
    return ""


# --- faithful copies --------------------------------------------------------------------------------------------------


def test_faithful_copies_pass_in_whatever_stands_around_them(project: Project, text: str, tmp_path: Path) -> None:
    (tmp_path / "县政府网.html").write_text(county_page(text), "utf-8")
    (tmp_path / "另存.mhtml").write_bytes(archive(county_page(text.replace("“", "&quot;").replace("”", "&quot;"))))
    (tmp_path / "粘贴.txt").write_bytes(plain_text(text).encode("gb18030"))
    word = docx.Document()
    word.add_paragraph("某县依法治县办 收文")
    for line in paragraphs(text):
        word.add_paragraph(line.text_content())
    word.save(str(tmp_path / "收文.docx"))
    for name in ("县政府网.html", "另存.mhtml", "粘贴.txt", "收文.docx"):
        audited = audit_copy(project, read_copy(tmp_path / name))
        assert (audited.year, audited.only) == (2023, ""), name
        assert audited.figures > 40, name
        assert audited.characters > 3000, name


def test_a_single_chapter_passes_and_is_called_one(project: Project, text: str, tmp_path: Path) -> None:
    chapter = text[text.index("<p>（四）") : text.index("<p>（五）")]
    file = tmp_path / "一章.html"
    file.write_text(f"<p>首页 &gt; 信息公开</p>{chapter}<p>打印</p>", "utf-8")
    audited = audit_copy(project, read_copy(file))
    assert audited.only.startswith("（四）")
    assert "其余各章不在里面" in str(audited)
    file.write_text(chapter.replace("250件", "260件", 1), "utf-8")
    assert "260件" in said(project, file)


def test_our_own_exports_and_pages_are_told_from_copies(site: Path, tmp_path: Path) -> None:
    done = run("disclosure", "audit", str(site / "2023/print.html"), cwd=ROOT)
    assert done.stdout.startswith("核对通过：2023 年报告全文"), done.stderr
    (tmp_path / "别的.txt").write_text("今天天气很好。", "utf-8")
    done = run("disclosure", "audit", str(tmp_path / "别的.txt"), cwd=ROOT)
    assert "同哪一年已公开的报告都不像" in done.stderr
    for name, told in (("没有.html", "没有这个文件"), ("x.wps", "请先另存为 .docx"), ("x.pdf", "没有这个文件")):
        assert told in run("disclosure", "audit", str(tmp_path / name), cwd=ROOT).stderr


def test_another_version_is_told_by_its_check_code(project: Project, text: str, tmp_path: Path) -> None:
    file = tmp_path / "旧.html"
    file.write_text(county_page(text + "<p>数据校验码 0123 4567 89ab</p>"), "utf-8")
    assert "校验码是 0123 4567 89ab，查不到是哪一天的版本" in said(project, file)


# --- mutilations ------------------------------------------------------------------------------------------------------

Mutilation = tuple[str, str, str]
"""A text of the copy, what stands there instead, what must be told."""
NAMED: dict[str, Mutilation] = {
    "a figure changed": ("发现矛盾纠纷250件", "发现矛盾纠纷251件", "数据（排查发现矛盾纠纷）应当是“250件”，这里是“251件”"),
    "a figure gone": ("320余次", "", "“320余次”"),
    "a qualifier gone": ("320余次", "320次", "应当是“320余次”，这里是“320次”"),
    "a decimal point gone": ("3.689万元", "3689万元", "应当是“3.689万元”，这里是“3689万元”"),
    "a unit changed": ("3.689万元", "3.689元", "应当是“3.689万元”，这里是“3.689元”"),
    "a dash eaten": ("〔2023〕38号", "〔20238号", "20238号"),
    "a bracket eaten": ("工作通知〔2023〕", "工作通知2023", "工作通知〔2023〕"),
    "the number's bracket eaten": (">王场委文〔2024〕3号", ">王场委文〔20243号", "发文字号应当是“王场委文〔2024〕3号”，这里是"),
    "the number of another": (">王场委文〔2024〕3号", ">王场委文〔2024〕8号", "这里是“王场委文〔2024〕8号”"),
    "the signatory": ("签发人：谭寒", "签发人：谭涵", "签发人应当是“谭寒”"),
    "no signatory": ("签发人：谭寒", "", "没有签发人“谭寒”"),
    "the title's year": ("关于2023年法治政府建设情况的报告</p>", "关于2022年法治政府建设情况的报告</p>", "标题应当是"),
    "the addressee": ("<p>县委依法治县办：", "<p>县委依法治市办：", "应当是“县”，这里是“市”"),
    "the date": ("2024年1月9日</p>", "2024年1月8日</p>", "应当是“9”，这里是“8”"),
    "the issuer's name": ("<p>中共石柱土家族自治县王场镇委员会</p>", "<p>中共石柱土家族自治县王场镇政府</p>", "委员会"),
    "a paragraph gone": ("二是坚持领导干部接访下访制度。", "", "少了“二是坚持领导干部接访下访制度。”"),
    "a sentence added": ("现将王场镇", "本镇获评先进。现将王场镇", "多了“本镇获评先进。”"),
    "a figure added": ("现将王场镇", "处理事件999件。现将王场镇", "多了“处理事件999件。”"),
    "a character": ("固根本、稳预期", "固根木、稳预期", "应当是“本”，这里是“木”"),
    "a title of a plan": ("存在的不足", "存在的成绩", "这里是“成绩”"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), NAMED.values(), ids=NAMED)
def test_what_was_mutilated_is_named(
    old: str, new: str, told: str, project: Project, text: str, tmp_path: Path
) -> None:
    page = county_page(text)
    assert old in text, old
    start = page.index('id="zoom"')
    (tmp_path / "x.html").write_text(page[:start] + page[start:].replace(old, new, 1), "utf-8")
    problems = said(project, tmp_path / "x.html")
    assert told in problems
    assert problems.count("\n") <= 1, problems  # and little else


def _random_mutilations(text: str) -> Iterator[Mutilation]:
    """Twenty more of the kinds that systems and people make, wherever chance puts them."""
    chance = random.Random(17)
    body = text[text.index("根据《") : text.rindex("<p>中共")]
    figures = [match[0] for match in re.finditer(r"[\u4e00-\u9fff]{4}[0-9.]+[余多]?[\u4e00-\u9fff]{3}", body)]
    sentences = [
        match[0] for match in re.finditer(r"[\u4e00-\u9fff，、]{14,40}[。；]", body) if body.count(match[0]) == 1
    ]

    def digit(said: str) -> str:
        return re.sub("[0-9]", lambda found: str((int(found[0]) + 1) % 10), said, count=1)

    def eaten(said: str) -> str:
        return said[:6] + said[7:]

    ways: list[tuple[list[str], Callable[[str], str], Callable[[str], str]]] = [
        (figures, digit, lambda said: digit(re.search(r"[0-9.]+", said)[0])),  # type: ignore[index]
        (figures, lambda said: re.sub(r"[0-9.]+", "", said), lambda said: re.search(r"[0-9.]+", said)[0]),  # type: ignore[index]
        (sentences, eaten, lambda said: said[6]),
        (sentences, lambda _: "", lambda said: said[:12]),
    ]
    for number in range(20):
        pool, change, told = ways[number % len(ways)]
        old = chance.choice(pool)
        yield old, change(old), told(old)


def test_twenty_seeded_mutilations_are_each_named(project: Project, text: str, tmp_path: Path) -> None:
    for old, new, told in _random_mutilations(text):
        (tmp_path / "x.html").write_text(county_page(text.replace(old, new, 1)), "utf-8")
        problems = said(project, tmp_path / "x.html")
        assert told in problems, (old, new, problems)


def test_passages_in_another_order_and_chapters_lost_are_named(project: Project, text: str, tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    chapter = text[text.index("<p>（四）") : text.index("<p>（五）")]
    file.write_text(county_page(text.replace(chapter, "")), "utf-8")
    assert re.search("“（四）依法化解矛盾纠纷.*”整段不见了，[0-9]+ 个字", said(project, file))
    file.write_text(county_page(text.replace(chapter, "").replace("<p>（二）", f"{chapter}<p>（二）")), "utf-8")
    assert "次序变了" in said(project, file)
    one, other = (re.search(rf"<p>{start}.*?</p>", text) for start in ("我镇推动法治", "现将王场镇"))
    assert one
    assert other
    swapped = text.replace(one[0], "#").replace(other[0], one[0]).replace("#", other[0])
    file.write_text(county_page(swapped), "utf-8")
    assert "次序变了：“" in said(project, file)


def test_what_readers_cannot_see_counts_for_nothing(project: Project, text: str, tmp_path: Path) -> None:
    page = county_page(text.replace("320余次", '<span style="display: none">320余次</span>', 1))
    (tmp_path / "x.html").write_text(page, "utf-8")
    assert "“320余次”" in said(project, tmp_path / "x.html")


def test_a_pdf_of_another_system_is_read_with_its_page_numbers(
    project: Project, text: str, browser: Browser, tmp_path: Path
) -> None:
    table = "<table border=1><tr><td>收文号</td><td>收文日期</td></tr><tr><td>12</td><td>2024-02-01</td></tr></table>"
    tab = browser.new_page()
    for said_there, told in (("320余次", ""), ("302余次", "应当是“320余次”，这里是“302余次”")):
        tab.set_content(f"{table}<div style='font-size: 2em'>{text.replace('320余次', said_there)}</div>")
        numbers = "<div style='font-size:9px;width:100%;text-align:center'>第<span class='pageNumber'></span>页</div>"
        tab.pdf(
            path=tmp_path / "x.pdf", display_header_footer=True, header_template="某县公报", footer_template=numbers
        )
        problems = said(project, tmp_path / "x.pdf")
        assert re.fullmatch(f"x.pdf: 第 [0-9] 页：.*{told}.*" if told else "", problems), problems
    tab.close()
