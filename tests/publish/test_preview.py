"""The live preview follows every change, and a mistake leaves the last good pages up."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def preview(copy: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, Path]]:
    """A running preview of the copy: its address, and the file of what it says in the terminal.

    It is of the public edition, or of that which the test names as its parameter.
    """
    edition = [request.param] if hasattr(request, "param") else []
    port, said = free_port(), copy.parent / "said.txt"
    with (copy / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write(f"\ndev_addr: 127.0.0.1:{port}\n")
    with said.open("w") as terminal:
        process = subprocess.Popen([sys.executable, "macros.py", *edition], cwd=copy, stdout=terminal, stderr=terminal)
    try:
        yield f"http://127.0.0.1:{port}", said
    finally:
        process.terminate()
        process.wait()


def comes_true(condition: Callable[[], bool], seconds: float = 40) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if condition():
                return True
        time.sleep(0.2)
    return False


def shown(address: str) -> str:
    text: str = urllib.request.urlopen(address, timeout=5).read().decode()
    return text


def test_the_preview_follows_data_chapters_and_templates_and_survives_a_mistake(
    preview: tuple[str, Path], edit: Callable[[str, str, str], None]
) -> None:
    address, said = preview
    chapter = f"{address}/2023/enforcement.html"
    assert comes_true(lambda: ">440次<" in shown(chapter))
    edit("data/2023/figures.yml", "inspections: 440", "inspections: 517")
    assert comes_true(lambda: ">517次<" in shown(chapter))
    edit("data/2023/figures.yml", "inspections: 517", "inspections: 5l7")
    assert comes_true(lambda: "行政检查：“5l7”里混有字母，不是一个数" in said.read_text("utf-8"))
    assert comes_true(lambda: ">517次<" in shown(chapter), seconds=10)
    edit("data/2023/figures.yml", "inspections: 5l7", "inspections: 520")
    edit("docs/2023/enforcement.md", "# ", "# 预览：")
    assert comes_true(lambda: ">520次<" in shown(chapter) and "预览：" in shown(chapter))
    edit("disclosure/pages/templates/figures_table.html", 'class="figures', 'class="new figures')
    assert comes_true(lambda: 'class="new figures' in shown(chapter))
    assert "Traceback" not in said.read_text("utf-8")


def test_the_preview_survives_a_mistake_in_the_settings(
    preview: tuple[str, Path], edit: Callable[[str, str, str], None]
) -> None:
    address, said = preview
    chapter = f"{address}/2023/enforcement.html"
    assert comes_true(lambda: ">440次<" in shown(chapter))
    edit("mkdocs.yml", "site_dir: site", "site_dir：site")
    assert comes_true(lambda: "mkdocs.yml:4:9: 冒号用了全角“：”" in said.read_text("utf-8"))
    assert comes_true(lambda: ">440次<" in shown(chapter), seconds=10)
    edit("mkdocs.yml", "site_dir：site", "site_dir: site")
    edit("docs/2023/enforcement.md", "# ", "# 预览：")
    assert comes_true(lambda: "预览：" in shown(chapter))
    assert "Traceback" not in said.read_text("utf-8")


@pytest.mark.parametrize("preview", ["staff"], indirect=True)
def test_staff_preview_their_own_edition(preview: tuple[str, Path], edit: Callable[[str, str, str], None]) -> None:
    address, said = preview
    ledger = f"{address}/staff/ledger.html"
    assert comes_true(lambda: ">440次<" in shown(ledger))
    edit("data/2023/figures.yml", "  inspections: 440", "  inspections: {value: 517, note: 待核}")
    assert comes_true(lambda: ">517次<" in shown(ledger) and "待核" in shown(ledger))
    assert "Traceback" not in said.read_text("utf-8")


def test_a_second_preview_says_that_the_first_one_is_running(copy: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        with (copy / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
            configuration.write(f"\ndev_addr: 127.0.0.1:{port}\n")
        second = subprocess.run(
            [sys.executable, "macros.py"], cwd=copy, capture_output=True, encoding="utf-8", check=False
        )
    assert second.returncode == 1
    assert second.stderr == (
        f"mkdocs.yml: 预览打不开 http://127.0.0.1:{port}/，多半有另一个预览正开着；"
        f"请先结束那一个，或在这里加一行 dev_addr: 127.0.0.1:{port + 1}。\n"
    )
