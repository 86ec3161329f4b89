"""Withheld means absent: a text that only staff may read stops the build, wherever in the public edition it stands."""

from __future__ import annotations

import gzip
import html
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from conftest import copy_project, png, run

from disclosure.audit.secrets import secret_problems
from disclosure.problem import Problems
from disclosure.project import check

Edit = Callable[[str, str, str], None]
NAME = "谭某"


def archive(member: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("first.xml", "甲" * 100)
        packed.writestr(member, content)
    return file.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return file.getvalue()


def with_property(document: pikepdf.Pdf) -> None:
    document.docinfo["/Author"] = f"经办人{NAME}"


def with_annotation(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=NAME)
    document.pages[0].Annots = pikepdf.Array([note])


def with_attachment(document: pikepdf.Pdf) -> None:
    document.attachments["甲.txt"] = pikepdf.AttachedFileSpec(document, f"由{NAME}核对".encode())


SPELT: dict[str, bytes] = {
    "a.html": f"<p>经办人{NAME}</p>".encode(),
    "comment.html": f"<!-- {NAME} -->".encode(),
    "parted.html": "<p>谭<b>某</b></p>".encode(),
    "spaced.html": "<p>谭&#8203; 某</p>".encode(),
    "entities.html": "".join(f"&#{ord(sign)};" for sign in NAME).encode(),
    "attribute.html": f'<p data-a="{html.escape(NAME)}">'.encode(),
    "a.js": f"window.a={json.dumps(NAME)}".encode(),
    "a.json": json.dumps({"a": NAME}).encode(),
    "a.css": b'p::after{content:"\\8c2d\\67d0"}',
    "a.svg": f'<a href="{quote(NAME)}.html"/>'.encode(),
    "a.csv": f"甲,{NAME}\r\n".encode("gb18030"),
    "a.txt": f"甲，{NAME}".encode("utf-16"),
    "a.xml.gz": gzip.compress(f"<loc>{NAME}</loc>".encode()),
    "a.docx": archive("docProps/core.xml", f"<dc:creator>{NAME}</dc:creator>"),
    "a.xlsx": archive("xl/workbook.xml", f'<sheet name="{NAME}" state="hidden"/>'),
    "a.zip": archive("b.zip", "甲") and archive(f"{NAME}.txt", "甲"),
    "a.png": png(note=NAME),
    "a.pdf": pdf(with_property),
    "b.pdf": pdf(with_annotation),
    "c.pdf": pdf(with_attachment),
    f"{NAME}.html": b"",
}


@pytest.mark.parametrize("name", SPELT)
def test_a_name_of_two_characters_is_found_in_whatever_it_is_packed_and_however_it_is_spelt(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(SPELT[name])
    (tmp_path / "other.html").write_text("<p>谭\u3000先生，某日</p>", "utf-8")
    assert {problem.path.partition("!")[0] for problem in secret_problems(tmp_path, {NAME})} == {name}


def test_the_place_inside_a_packed_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(SPELT["a.xlsx"])
    (problem,) = secret_problems(tmp_path, {NAME})
    assert problem.path == "a.xlsx!xl/workbook.xml"


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\x1f\x8bbroken", b"%PDF-1.7 broken"])
def test_a_packed_file_that_nobody_can_look_into_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(content)
    (problem,) = secret_problems(tmp_path, {NAME})
    assert "打不开这个文件" in problem.message


def test_a_number_is_no_part_of_a_longer_one(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("1940817件 3.940817件", "utf-8")
    assert list(secret_problems(tmp_path, {"940817件"})) == []


@pytest.fixture
def kept(copy: Path, edit: Edit) -> Path:
    """The project with something for staff alone in each kind of field that is never published."""
    edit("data/2023/figures.yml", "receptions: 338余", f"receptions: {{value: 338余, note: {NAME}}}")
    edit("data/2023/plans.yml", "  decisions:\n", "    lead_office: 信访办\n    progress: 尚未动工\n    next_step: 等待批复\n  decisions:\n")  # fmt: skip
    edit("data/2023/shortcomings.yml", "balance:\n", "  note: 县里点名\nbalance:\n")
    edit("data/indicators.yml", "    found: {name", "    fined: {name: 罚没总额, unit: 万元, access: 不予公开, definition: 全部罚没收入}\n    found: {name")  # fmt: skip
    edit("data/2023/figures.yml", "  found: 250", "  fined: 943.7\n  found: 250")
    return copy


@pytest.mark.parametrize("said", [NAME, "信访办", "尚未动工", "等待批复", "县里点名", "罚没总额", "全部罚没收入", "disputes.fined"])  # fmt: skip
def test_a_chapter_that_says_what_is_for_staff_alone_is_told_at_its_line(said: str, kept: Path, edit: Edit) -> None:
    edit("docs/2023/disputes.md", "## 公共法律服务", f"本页由{said}提供。\n\n## 公共法律服务")
    lines = (kept / "docs/2023/disputes.md").read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if said in text)
    with pytest.raises(Problems) as raised:
        check(kept)
    assert str(raised.value) == (
        f"docs/2023/disputes.md:{line}: “{said}”只给工作人员看，公开的版本里却有；请删去或改写；"
        f"本来就可以公开说的，在 data/unit.yml 里加一行 also_public: [{said}]。"
    )


def test_what_may_be_said_is_one_line_in_the_unit_s_file(kept: Path, edit: Edit) -> None:
    edit("docs/2023/disputes.md", "## 公共法律服务", "本页由信访办提供。\n\n## 公共法律服务")
    edit("data/unit.yml", "name: 王场镇\n", "name: 王场镇\nalso_public: [信访办]\n")
    assert "信访办" not in check(kept).secrets
    assert NAME in check(kept).secrets


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_theme_that_says_what_is_for_staff_alone_stops_the_build(engine: str, kept: Path, edit: Edit) -> None:
    edit("theme/main.html", "<footer", f"<p>请{NAME}改</p><footer")
    edit("theme/assets/site.css", "", f'.x::after{{content:"{NAME}"}}\n')
    edit("theme/assets/site.js", "", f'window.x = "{NAME.encode("unicode_escape").decode()}";\n')
    edit("theme/assets/seal.svg", "</svg>", f"<desc>{NAME}</desc></svg>")
    done = run("disclosure", "publish", "--engine", engine, cwd=kept)
    assert done.returncode == 1
    for address in ("index.html", "2023/print.html", "assets/site.css", "assets/site.js", "assets/seal.svg"):
        there = f"{address}: “{NAME}”只给工作人员看，公开的版本里却有" in done.stderr
        assert there is (address != "2023/print.html"), address
    assert not (kept / "site").exists()


def test_the_real_project_withholds_nothing_and_names_no_exception(tmp_path: Path) -> None:
    assert check(copy_project(tmp_path / "project")).secrets == frozenset()
