"""What the tests share: the checked project, one built site a session, copies to break, a real browser."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from disclosure.project import Project, check
from disclosure.report.model import Model
from disclosure.text.radicals import without_radicals

ROOT = Path(__file__).parent.parent


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`python -m disclosure …` (or another module) in a project folder, as a clerk would run it."""
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )  # fmt: skip


def copy_project(to: Path) -> Path:
    """The project without what was built, to be changed freely."""
    ignore = shutil.ignore_patterns(".*", "site", "site-staff", "tests", "__pycache__")
    shutil.copytree(ROOT, to, ignore=ignore)
    return to


def add_a_year_before(copy: Path) -> None:
    """The year 2022, with the same content."""
    for room in ("data", "docs"):
        shutil.copytree(copy / room / "2023", copy / room / "2022")
    document = copy / "data/2022/document.yml"
    text = (
        document.read_text("utf-8")
        .replace("2023年", "2022年")
        .replace("2024年", "2023年")
        .replace("date: 2024", "date: 2023")
    )
    document.write_text(text, "utf-8")


def add_a_year_after(copy: Path) -> None:
    """The invented year 2024, which begins with what the real year 2023 says."""
    for room in ("data", "docs"):
        shutil.copytree(copy / room / "2023", copy / room / "2024")
    document = copy / "data/2024/document.yml"
    text = document.read_text("utf-8").replace("2024年", "2025年").replace("2023年", "2024年")
    document.write_text(text.replace("date: 2024", "date: 2025").replace("〔2024〕", "〔2025〕"), "utf-8")


@pytest.fixture(scope="session")
def project() -> Project:
    return check(ROOT)


@pytest.fixture(scope="session")
def model(project: Project) -> Model:
    return project.model


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public site, built once a session by the command that `make site` runs."""
    target = tmp_path_factory.mktemp("public") / "site"
    done = run("disclosure", "publish", "--to", str(target), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same project, unchanged, built by Zensical."""
    target = tmp_path_factory.mktemp("zensical") / "site"
    done = run("disclosure", "publish", "--engine", "zensical", "--to", str(target), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project for a test to change."""
    return copy_project(tmp_path / "project")


@pytest.fixture
def edit(copy: Path) -> Callable[[str, str, str], None]:
    """Replaces a text, which must be there, in a file of the copy."""

    def replace(path: str, old: str, new: str) -> None:
        file = copy / path
        text = file.read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), "utf-8")

    return replace


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


def readable(text: str) -> str:
    """A PDF's text as a person reads it: without spaces, and with characters where the font maps to radicals."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", without_radicals(text)))


def png(width: int = 40, height: int = 20, note: str = "") -> bytes:
    """A red picture, with a note of its author's in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\xff\0\0" * width) * height)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    said = chunk(b"tEXt", b"Author\0" + note.encode()) if note else b""
    return b"\x89PNG\r\n\x1a\n" + head + said + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def unquote(copy: Path, name: str) -> None:
    """Takes a figure out of all chapters of the copy."""
    for chapter in (copy / "docs/2023").glob("*.md"):
        text = chapter.read_text("utf-8").replace(f"{{{{ {name} }}}}", "若干").replace(f', "{name}"', "")
        chapter.write_text(text, "utf-8")


def by_libreoffice(file: Path, kind: str, to: Path) -> Path:
    """A document as LibreOffice writes it again, in a format such as xlsx or pdf, in the folder `to`."""
    office = ["soffice", f"-env:UserInstallation={(to / 'profile').as_uri()}", "--headless", "--convert-to", kind]
    done = subprocess.run(
        [*office, "--outdir", str(to), str(file)], capture_output=True, encoding="utf-8", check=False, timeout=180
    )
    made = to / f"{file.stem}.{kind}"
    assert made.is_file(), done.stderr
    return made
