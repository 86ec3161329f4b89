"""What lies in theme/ is published: its comments are not, and what no page needs is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run

from disclosure.problem import Problems
from disclosure.project import check
from disclosure.publish.theme import without_comments

BACKUP = "不像主题用得着的文件，多半是编辑器留下的备份，会随网站公开；请移走。"
UNUSED = "主题里没有地方用到这个文件，却会随网站公开；请移走。"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("main.html~", BACKUP), ("assets/site.css.bak", BACKUP), ("assets/#site.css#", BACKUP), ("notes.txt", BACKUP),
        ("assets/.site.css.swp", BACKUP), ("~$名单.docx", BACKUP), ("名单.xlsx", BACKUP), ("assets/.hidden.css", BACKUP),
        ("assets/site - 副本.css", UNUSED), ("assets/site (1).js", UNUSED), ("assets/合影.jpg", UNUSED),
    ],
)  # fmt: skip
def test_an_editor_s_backup_or_a_file_that_no_page_uses_is_told(name: str, said: str, copy: Path) -> None:
    (copy / "theme" / name).write_text("内部", "utf-8")
    with pytest.raises(Problems) as raised:
        check(copy)
    assert str(raised.value) == f"theme/{name}: {said}"


@pytest.mark.parametrize("folder", [False, True])
def test_a_link_in_the_theme_is_told(folder: bool, copy: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir() if folder else elsewhere.touch()
    (copy / "theme/assets/more.css").symlink_to(elsewhere)
    with pytest.raises(Problems, match=r"theme/assets/more\.css: 这是一个链接，指向的文件会随网站公开"):
        check(copy)


def test_a_comment_that_pages_would_carry_is_told_at_its_line(
    copy: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit("theme/404.html", "<h1>", "\n<!-- 待定 --><h1>")
    line = (copy / "theme/404.html").read_text("utf-8").partition("<!--")[0].count("\n") + 1
    with pytest.raises(Problems) as raised:
        check(copy)
    assert str(raised.value) == (f"theme/404.html:{line}: <!-- … --> 会留在网页里；不公开的说明请写成 {{# … #}}。")


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_comments_and_what_systems_leave_are_in_no_published_file(engine: str, copy: Path) -> None:
    for file in ("theme/assets/site.css", "theme/assets/print.css"):
        (copy / file).write_text(f"/* qzx */\n{(copy / file).read_text('utf-8')}/* qzx\nqzx */\n", "utf-8")
    for file in ("theme/assets/site.js", "theme/assets/print.js"):
        (copy / file).write_text(f"// qzx\n{(copy / file).read_text('utf-8')}/* qzx */ // qzx\n", "utf-8")
    for file in ("theme/Thumbs.db", "theme/assets/desktop.ini", "theme/.DS_Store"):
        (copy / file).write_text("qzx", "utf-8")
    done = run("disclosure", "publish", "--engine", engine, cwd=copy)
    assert done.returncode == 0, done.stderr
    assert [file for file in (copy / "site").rglob("*") if file.is_file() and b"qzx" in file.read_bytes()] == []


@pytest.mark.parametrize(
    ("kind", "text", "bare"),
    [
        (".css", 'a{b:url(//x/*y*/)} /* c */\nd::after{content:"/* e */"}\n', 'a{b:url(//x/*y*/)}\nd::after{content:"/* e */"}\n'),
        (".js", 'f("//a", \'/*b*/\', `//${c}`) // d\n/* e\n*/g()\n', 'f("//a", \'/*b*/\', `//${c}`)\ng()\n'),
        (".js", "a = /[/*]+\\/\\//g; b(/^https?:\\/\\//) // c\nd = e / 2; // f / g\n", "a = /[/*]+\\/\\//g; b(/^https?:\\/\\//)\nd = e / 2;\n"),
        (".svg", "<svg><!-- a\nb --><path/></svg>\n", "<svg><path/></svg>\n"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_comment_stays(kind: str, text: str, bare: str) -> None:
    assert without_comments(text, kind) == bare
