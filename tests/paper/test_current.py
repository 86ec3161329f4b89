"""Whether a copy on paper is current: its code is read by two decoders, and the page that it leads to answers in words."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pdfplumber
import pytest
import zxingcpp
from conftest import copy_project, run
from PIL import Image
from playwright.sync_api import Browser, Page

ADDRESS = "https://xn--mesv27djex.xn--fiqs8s/%E6%B3%95%E6%B2%BB/2023/print.html#version="


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a Chinese address whose report was published and then corrected, with its PDF and Word document."""
    copy = copy_project(tmp_path_factory.mktemp("current") / "project")
    with (copy / "data/unit.yml").open("a", encoding="utf-8") as unit:
        unit.write("site_url: https://王场镇.中国/法治/\n")
    figures = copy / "data/2023/figures.yml"
    for note in ("首次公布", "更正罚金"):
        assert run("disclosure", "record", "2023", "--note", note, cwd=copy).returncode == 0
        figures.write_text(figures.read_text("utf-8").replace("3.689", "3.698"), "utf-8")
    done = run("disclosure", "publish", "--pdf", "--docx", cwd=copy)
    assert done.returncode == 0, done.stderr
    assert "提醒" not in done.stdout
    return copy / "site"


def codes(site: Path) -> list[str]:
    """The check codes of the year's versions, the first first."""
    text = (site.parent / "data/2023/versions.yml").read_text("utf-8")
    return [code[:12] for code in re.findall("digest: ([0-9a-f]{64})", text)]


def test_both_decoders_read_the_address_from_the_pdf_and_the_word_document(corrected: Path, tmp_path: Path) -> None:
    with pdfplumber.open(corrected / "2023/report.pdf") as document:
        document.pages[-1].to_image(resolution=200).save(tmp_path / "pdf.png")
    with zipfile.ZipFile(corrected / "2023/report.docx") as parts:
        (picture,) = (name for name in parts.namelist() if name.startswith("word/media/"))
        Image.open(io.BytesIO(parts.read(picture))).convert("L").save(tmp_path / "docx.png")
    for name in ("pdf.png", "docx.png"):
        wanted = f"{ADDRESS}{codes(corrected)[-1]}"
        (found,) = zxingcpp.read_barcodes(Image.open(tmp_path / name))
        assert found.text == wanted
        zbar = subprocess.run(("zbarimg", "-q", "--raw", tmp_path / name), capture_output=True, text=True, check=True)
        assert zbar.stdout.strip() == wanted


@pytest.mark.parametrize(
    ("which", "told", "colour"),
    [
        (-1, "现行：您手中的2023年报告与本站的相同。", "rgb(26, 127, 55)"),
        (
            0,
            "已经更正：您手中的2023年报告是.*公布的，请改用现行的一份。.*更正罚金；罚金由3.689万元改为3.698万元。",
            "rgb(179, 38, 30)",
        ),
        (None, "查不到这个数据校验码。", "rgb(179, 38, 30)"),
    ],
)
def test_the_page_and_the_field_answer_in_words_and_colour(
    corrected: Path, browser: Browser, which: int | None, told: str, colour: str
) -> None:
    code = "0" * 12 if which is None else codes(corrected)[which]
    tab = browser.new_page()
    tab.goto(f"{(corrected / '2023/print.html').as_uri()}#version={code}")
    answered(tab, told, colour)
    tab.goto((corrected / "about.html").as_uri())
    tab.get_by_label("打印件上的数据校验码").fill(f" {code[:4].upper()} {code[4:8]}　{code[8:]} ")
    tab.get_by_role("button", name="查一查").click()
    answered(tab, told, colour)
    tab.close()


def answered(tab: Page, told: str, colour: str) -> None:
    answer = tab.locator("#version-answer")
    answer.wait_for()
    assert re.match(told, answer.inner_text()), answer.inner_text()
    assert answer.evaluate("each => getComputedStyle(each).borderLeftColor") == colour


def test_without_an_address_the_paper_has_no_code_and_the_clerk_is_told(site: Path, tmp_path: Path) -> None:
    assert "data-code" not in (site / "2023/print.html").read_text("utf-8")
    copy = copy_project(tmp_path / "project")
    shutil.rmtree(copy / "site", ignore_errors=True)
    done = run("disclosure", "publish", "--docx", cwd=copy)
    assert done.stdout.startswith("提醒 data/unit.yml: 没有写 site_url（网站的网址），所以纸上没有二维码和网址")
    with zipfile.ZipFile(copy / "site/2023/report.docx") as parts:
        assert not any(name.startswith("word/media/") for name in parts.namelist())
