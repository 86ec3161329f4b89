"""The page for staff to copy from: what really stands in the clipboard, and what comes out where it is pasted."""

from __future__ import annotations

import re
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import copy_project
from lxml import html
from playwright.sync_api import Browser, Page

from disclosure.audit.copies import audit_copy
from disclosure.audit.pasted import paste_problems
from disclosure.documents.copy import read_copy
from disclosure.paper.paste import paste_page
from disclosure.project import Project, check
from disclosure.publish.paste import make_paste_pages


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A staff edition's folder with its page to copy from; its chapter has a note for staff alone."""
    project = copy_project(tmp_path_factory.mktemp("paste") / "project")
    chapter = project / "docs/2023/openness.md"
    chapter.write_text(chapter.read_text("utf-8") + "\n{% if staff %}\n只给内部看的话。\n{% endif %}\n", "utf-8")
    site = project / "site-staff"
    (site / "2023").mkdir(parents=True)
    shutil.copytree(project / "docs/staff", site / "staff")
    make_paste_pages(check(project, "staff"), site)
    return site


@pytest.fixture
def tab(browser: Browser, desk: Path) -> Iterator[Page]:
    context = browser.new_context(accept_downloads=True)
    tab = context.new_page()
    tab.goto((desk / "2023/paste.html").as_uri())
    yield tab
    context.close()


def pasted(tab: Page, into: str = "<div id=x contenteditable></div>") -> str:
    """What another page of the browser gets by Ctrl+V."""
    other = tab.context.new_page()
    other.set_content(into)
    other.locator("#x").focus()
    other.keyboard.press("Control+V")
    got = str(other.evaluate("document.getElementById('x').value ?? document.getElementById('x').innerHTML"))
    other.close()
    return got


def test_what_is_copied_and_pasted_passes_the_audit_of_copies(tab: Page, project: Project, tmp_path: Path) -> None:
    tab.get_by_role("button", name="复制正文").click()
    assert "已复制" in tab.get_by_role("status").inner_text()
    markup = pasted(tab)
    (tmp_path / "发布.html").write_text(f"<p>首页 &gt; 法治政府建设</p>{markup}<p>打印</p>", "utf-8")
    audited = audit_copy(project, read_copy(tmp_path / "发布.html"))
    assert (audited.year, audited.only) == (2023, "")
    assert audited.figures > 40
    assert not re.search(r"<(?:a|script|svg|data|span|h\d)\b|class=|href=|id=", markup)
    assert "只给内部看的话" not in markup
    assert "<strong>" in markup


def test_plain_text_has_a_line_for_each_paragraph(tab: Page, project: Project, tmp_path: Path) -> None:
    tab.get_by_role("button", name="复制纯文字").click()
    text = pasted(tab, "<textarea id=x></textarea>")
    assert "\n县委依法治县办：\n　　根据《" in text
    (tmp_path / "发布.txt").write_text(text, "utf-8")
    assert audit_copy(project, read_copy(tmp_path / "发布.txt")).figures > 40


def test_a_part_is_copied_by_itself(tab: Page, project: Project, tmp_path: Path) -> None:
    tab.locator("section", has=tab.get_by_role("heading", name=re.compile("^（四）"))).get_by_role(
        "button", name="复制这一部分"
    ).first.click()
    (tmp_path / "一章.html").write_text(pasted(tab), "utf-8")
    assert audit_copy(project, read_copy(tmp_path / "一章.html")).only.startswith("（四）")


def test_charts_and_tables_are_pictures_of_twice_their_size_with_words_for_them(tab: Page, tmp_path: Path) -> None:
    pictures = tab.locator("[data-picture]")
    assert pictures.count() > 5
    first = pictures.first
    with tab.expect_download() as saved:
        first.get_by_role("button", name="保存图片").click()
    saved.value.save_as(tmp_path / "x.png")
    width, height = struct.unpack(">II", (tmp_path / "x.png").read_bytes()[16:24])
    box = first.locator(".drawn").bounding_box()
    assert box
    assert (width, height) == pytest.approx((2 * box["width"], 2 * box["height"]), abs=2)
    assert "250件" in first.locator(".said").inner_text()
    first.get_by_role("button", name="复制说明").click()
    assert pasted(tab, "<textarea id=x></textarea>") == first.locator(".said").inner_text()


def test_a_page_to_copy_from_that_says_something_else_is_caught(desk: Path, tmp_path: Path) -> None:
    staff = check(desk.parent, "staff")
    assert list(paste_problems(staff, desk)) == []
    text = (desk / "2023/paste.html").read_text("utf-8")
    (tmp_path / "2023").mkdir()
    for old, new, told in (
        ("320余次", "302余次", "应当是“320余次”，这里是“302余次”"),
        ("<p>　　我镇", "<p class='x'>　　我镇", "供复制的正文里有 p"),
        ("谭寒", "谭涵", "签发人应当是“谭寒”"),
    ):
        (tmp_path / "2023/paste.html").write_text(text.replace(old, new, 1), "utf-8")
        assert told in "\n".join(map(str, paste_problems(staff, tmp_path))), old
    (tmp_path / "2023/paste.html").unlink()
    assert "没有可供复制正文的这一页" in str(next(paste_problems(staff, tmp_path)))


def test_whatever_a_chapter_holds_becomes_paragraphs_and_tables() -> None:
    view = html.fragment_fromstring(
        "<div><h2>一、工作</h2><p>甲<b>乙</b>丙</p><ol><li>一项<p>又一段</p></li><li>二项</li></ol><blockquote><p>引文</p></blockquote>"
        "<table><caption>表</caption><tr><th colspan='2'>头</th></tr><tr><td>1</td><td>2</td></tr></table></div>"
    )
    text = re.search('<div class="text">(.*?)</div>', paste_page(view, [], "某报告"), re.DOTALL)
    assert text
    assert text[1].strip().split("\n") == [
        "<p><strong>　　一、工作</strong></p>", "<p>　　甲<strong>乙</strong>丙</p>", "<p>　　1. 一项</p>", "<p>　　又一段</p>",
        "<p>　　2. 二项</p>", "<p>　　引文</p>", '<p style="text-align: center"><strong>表</strong></p>',
        '<table border="1"><tbody><tr><th colspan="2">头</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>',
    ]  # fmt: skip
