"""A build that fails, or is killed at any moment, leaves the last good site or the new one: whole, never a mixture."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import run

from disclosure.publish import swap


def fingerprint(folder: Path) -> str:
    """One digest over every page of a site; pages carry all that matters, and no time of building."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in (".html", ".csv", ".json"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def test_two_builds_of_the_same_data_are_the_same(copy: Path) -> None:
    prints = set()
    for name in ("one", "two"):
        done = run("disclosure", "publish", "--to", name, cwd=copy)
        assert done.returncode == 0, done.stderr
        prints.add(fingerprint(copy / name))
    assert len(prints) == 1


def test_a_kill_at_any_moment_leaves_a_whole_site(copy: Path, site: Path) -> None:
    shutil.copytree(site, copy / "site")
    figures = copy / "data/2023/figures.yml"
    figures.write_text(figures.read_text("utf-8").replace("inspections: 440", "inspections: 517"), "utf-8")
    whole = {fingerprint(copy / "site")}
    started = time.monotonic()
    assert run("disclosure", "publish", "--to", "new", cwd=copy).returncode == 0
    duration = time.monotonic() - started
    whole.add(fingerprint(copy / "new"))
    assert len(whole) == 2
    for share in (0.3, 0.6, 0.8, 0.9, 0.95, 1.0, 1.05):
        build = subprocess.Popen(
            [sys.executable, "-m", "disclosure", "publish"], cwd=copy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        time.sleep(duration * share)
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        assert fingerprint(copy / "site") in whole, share


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two folders in one step")
def test_there_is_a_site_at_every_moment_of_the_swap(tmp_path: Path) -> None:
    target, gaps, done = tmp_path / "site", [], threading.Event()
    target.mkdir()
    (target / "index.html").write_text("0")

    def watch() -> None:
        while not done.is_set():
            if not (target / "index.html").exists():
                gaps.append(time.monotonic())

    watcher = threading.Thread(target=watch)
    watcher.start()
    for number in range(1, 200):
        new = tmp_path / f"new-{number}"
        new.mkdir()
        (new / "index.html").write_text(str(number))
        swap(new, target)
        shutil.rmtree(new)
        assert (target / "index.html").read_text() == str(number)
    done.set()
    watcher.join()
    assert gaps == []


def test_an_engine_that_fails_is_quoted_and_nothing_is_replaced(copy: Path) -> None:
    (copy / "docs/2023/study.md").write_text("# 甲\n\n[乙](nowhere.md)\n{{ figures_table('study') }}{{ study.topics }}"
                                             "{{ study.readings }}{{ study.channels }}", "utf-8")  # fmt: skip
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 1
    assert "nowhere.md" in done.stderr
    assert done.stderr.endswith("原来的 site 没有改动。\n")
    assert not (copy / "site").exists()
