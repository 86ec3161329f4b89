"""A build that fails, or is killed at any moment, leaves the last good site or the new one: whole, never a mixture."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from conftest import run

from disclosure.__main__ import main
from disclosure.publish.build import swap


def fingerprint(folder: Path) -> str:
    """One digest over every page of a site; pages carry all that matters, and no time of building."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in (".html", ".csv", ".json"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def test_two_builds_of_the_same_data_are_the_same(copy: Path) -> None:
    prints = set()
    for name in ("one", ".build/two"):
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
        shutil.rmtree(new)  # what was there before
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


SITE = {"site/index.html": ""}
STAFF_SITE = {**SITE, "site/staff/index.html": ""}
BUILT = """{"edition": "%s", "engine": "mkdocs", "engine_version": "", "site_url": "", "commit": "", "data": {},
 "files": {"index.html": ""}}"""
NO_SITE = "这里不是生成的网站，没有 index.html；请先执行 make site，或检查路径有没有写错。"
TAKEN = "这里已有别的文件，不是生成的网站；请换一个文件夹，或先把它移走。"

# (the command, what stands in the project beforehand, the message that must come)
REFUSED = [
    ("publish --to docs", {}, f"docs: {TAKEN}"),
    ("publish --to .", {}, f"{{root}}: {TAKEN}"),
    ("publish --to ..", {}, f"{{root.parent}}: {TAKEN}"),
    ("publish --to README.md", {}, f"README.md: {TAKEN}"),
    ("publish --to link", {"link": "-> docs"}, f"docs: {TAKEN}"),
    ("publish", SITE, f"site: {TAKEN}"),
    ("publish", {".build": ""}, "{root}/.build: 读写出错：这里应当是文件夹，却有一个同名的文件；请把它移走。"),
    ("publish --edition staff --to site", {**SITE, "site/manifest.json": BUILT % "public"}, "site: 这里是公开版，不能换成内部版；请换一个文件夹，或加上 --edition public。"),
    ("publish --to site", {**SITE, "site/manifest.json": BUILT % "staff"}, "site: 这里是内部版，不能换成公开版；请换一个文件夹，或加上 --edition staff。"),
    ("publish --edition stuff", {}, "python -m disclosure publish: 没有 stuff 这种写法；可以写的有 public, staff。全部写法见 --help。"),
    ("publish --to", {}, "python -m disclosure publish: --to 后面还要写一项。全部写法见 --help。"),
    ("publsh", {}, "python -m disclosure: 没有 publsh 这种写法；可以写的有 check, schema, publish, finish, audit, proofread, import, workbook, record, new, rename, new-year, upgrade。全部写法见 --help。"),
    ("", {}, "python -m disclosure: 后面还要写 命令。全部写法见 --help。"),
    ("audit", {}, "python -m disclosure audit: 后面还要写 文件夹。全部写法见 --help。"),
    ("audit site more", {}, "python -m disclosure: 不认识多出来的 more；请删去。全部写法见 --help。"),
    ("audit nowhere", {}, f"nowhere: {NO_SITE}"),
    ("audit docs", {}, f"docs: {NO_SITE}"),
    ("audit README.md", {}, "README.md: 只能核对 .html、.htm、.mhtml、.mht、.docx、.pdf、.txt 文件；.doc、.wps 请先另存为 .docx。"),
    ("audit site", STAFF_SITE, "site: 这里是内部版；请加上 --edition staff。"),
    ("audit site --edition staff", SITE, "site: 这里是公开版；请加上 --edition public。"),
    ("audit none.pdf", {}, "none.pdf: 没有这个文件；请核对文件名和所在的文件夹。"),
    ("audit text.pdf", {"text.pdf": "text"}, "text.pdf: 打不开这个 PDF；请确认文件完整。"),
    ("finish docs", {}, f"docs: {NO_SITE}"),
    ("finish site", STAFF_SITE, "site: 这里是内部版；请加上 --edition staff。"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "there", "message"), REFUSED, ids=[f"{row[0]}-{len(row[1])}" for row in REFUSED])
def test_a_command_that_cannot_be_done_is_refused_and_nothing_is_touched(
    command: str,
    there: dict[str, str],
    message: str,
    copy: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, content in there.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        if content.startswith("-> "):
            (copy / name).symlink_to(content.removeprefix("-> "))
        else:
            (copy / name).write_text(content)
    before = sorted(copy.rglob("*"))
    monkeypatch.chdir(copy)
    assert main(command.split()) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == message.replace("{root}", str(copy)).replace("{root.parent}", str(copy.parent))
    assert told[1:] in ([], ["共 1 个问题。"])
    assert sorted(copy.rglob("*")) == before


def test_an_empty_folder_takes_a_site(copy: Path) -> None:
    (copy / "site").mkdir()
    assert run("disclosure", "publish", cwd=copy).returncode == 0
    assert (copy / "site/index.html").is_file()


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")
def test_a_site_is_put_and_replaced_on_another_file_system(copy: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        for _ in range(2):
            done = run("disclosure", "publish", "--to", f"{elsewhere}/site", cwd=copy)
            assert done.returncode == 0, done.stderr
            assert [file.name for file in Path(elsewhere).iterdir()] == ["site"]
            assert (Path(elsewhere) / "site/index.html").is_file()


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")
def test_a_build_clears_away_what_one_cut_off_left_and_nobody_else_s_folder(copy: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        ours, theirs = Path(elsewhere) / "site-building-a", Path(elsewhere) / "site-building-b"
        for file in (ours / ".disclosure", ours / "site/index.html", theirs / "plans.txt"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
            for old in (file, file.parent):
                os.utime(old, (0, 0))
        assert run("disclosure", "publish", "--to", f"{elsewhere}/site", cwd=copy).returncode == 0
        assert sorted(folder.name for folder in Path(elsewhere).iterdir()) == ["site", "site-building-b"]


def test_what_somebody_added_to_a_site_is_named_and_kept(copy: Path, site: Path) -> None:
    shutil.copytree(site, copy / "site")
    (copy / "site/archive").mkdir()
    for name in ("CNAME", "archive/old.html", "Thumbs.db"):
        (copy / "site" / name).touch()
    before = sorted(copy.rglob("site/**"))
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 1
    assert done.stderr == (
        "site: 这里还有 CNAME、archive/old.html，不是生成的，换上就会丢失；请先移到别处，不再要的请删去。\n共 1 个问题。\n"
    )
    assert sorted(copy.rglob("site/**")) == before


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_swap_in_two_steps_that_is_cut_off_leaves_a_whole_site(
    cut: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, target, done = tmp_path / "new", tmp_path / "site", []
    for folder in (new, target):
        folder.mkdir()
        (folder / "index.html").write_text(folder.name)
    rename = Path.rename

    def rename_until_cut(self: Path, to: Path) -> Path:
        done.append(to)
        if len(done) == cut:
            raise KeyboardInterrupt
        return rename(self, to)

    monkeypatch.setattr("disclosure.publish.build._exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename_until_cut)
    with pytest.raises(KeyboardInterrupt):
        swap(new, target)
    assert (target / "index.html").read_text() == ("new" if cut == 3 else "site")


def test_a_swap_in_two_steps_leaves_the_new_site_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure.publish.build._exchange", lambda *_: False)
    new, target = tmp_path / "new", tmp_path / "site"
    for folder in (new, target, tmp_path / "site-being-replaced"):
        folder.mkdir()
        (folder / "index.html").write_text(folder.name)
    swap(new, target)
    assert (target / "index.html").read_text() == "new"
    assert (new / "index.html").read_text() == "site"
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["new", "site"]


def test_a_site_that_a_dead_swap_left_aside_is_put_back_even_if_the_next_build_fails(copy: Path, site: Path) -> None:
    shutil.copytree(site, copy / "site-being-replaced")
    (copy / "data/2023/figures.yml").write_text("", "utf-8")
    assert run("disclosure", "publish", cwd=copy).returncode == 1
    assert fingerprint(copy / "site") == fingerprint(site)
    assert not (copy / "site-being-replaced").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_web_server_may_read_the_site_of_a_clerk_whose_files_are_private(copy: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "disclosure", "publish"], cwd=copy, umask=0o077, capture_output=True, check=False
    )
    assert done.returncode == 0
    paths = [copy / "site", *(copy / "site").rglob("*")]
    assert {(path.is_dir(), path.stat().st_mode & 0o777) for path in paths} == {(True, 0o755), (False, 0o644)}


def test_make_audits_the_edition_that_it_is_told(copy: Path) -> None:
    (copy / ".venv").symlink_to(sys.prefix)
    terminal = {
        name: value for name, value in os.environ.items() if not re.match("MAKE|MFLAGS", name)
    }  # not make's own
    for words, folder in (([], "site"), (["EDITION=staff"], "site-staff")):
        done = subprocess.run(
            ["make", "-o", ".venv/site.stamp", "audit", *words],
            cwd=copy, env=terminal, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.stderr.splitlines()[0] == f"{folder}: {NO_SITE}"
        assert done.stdout.endswith(f"--edition {'staff' if words else 'public'} {folder}\n")


# The tests themselves may run where signals are ignored, under nohup or in the background.
HEEDING_SIGNALS = """
import signal, sys
from disclosure.__main__ import main
for name in ("SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(["publish"]))
"""


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_build_that_is_stopped_says_so_and_leaves_nothing_behind(sent: signal.Signals, copy: Path) -> None:
    build = subprocess.Popen(
        [sys.executable, "-c", HEEDING_SIGNALS], cwd=copy, stderr=subprocess.PIPE, encoding="utf-8"
    )
    while not list(copy.glob(".build/site-*/site/*")) and build.poll() is None:
        time.sleep(0.01)
    build.send_signal(sent)
    assert build.communicate()[1] == "命令中断了，原有的文件没有改动。\n"
    assert build.returncode == 1
    assert list((copy / ".build").iterdir()) == []
    assert not (copy / "site").exists()


def test_two_builds_at_once_leave_one_whole_site(copy: Path) -> None:
    command = [sys.executable, "-m", "disclosure", "publish"]
    builds = [subprocess.Popen(command, cwd=copy, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [build.wait() for build in builds] == [0, 0]
    assert run("disclosure", "audit", "site", cwd=copy).returncode == 0
    assert list((copy / ".build").iterdir()) == []


def blocked(module: str, folder: Path) -> dict[str, str]:
    """The environment of a machine on which `module` is not installed."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import sys\n"
        "class Blocked:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Blocked())\n"
    )
    return {**os.environ, "PYTHONPATH": str(folder)}


@pytest.mark.parametrize("module", ["mkdocs", "material", "lxml", "yaml", "pikepdf"])
def test_a_package_that_is_not_installed_is_named(module: str, copy: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "disclosure", "publish", *(["--pdf"] if module == "pikepdf" else [])],
        cwd=copy, env=blocked(module, tmp_path / "blocked"), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        f"requirements.txt: 没有安装 {module}；请执行 {sys.executable} -m pip install --require-hashes "
        "-r requirements.txt（PDF、Word 要 requirements-office.txt）。\n"
    )


def test_a_pdf_without_a_browser_is_refused_in_words(copy: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "disclosure", "publish", "--pdf"],
        cwd=copy, env={**os.environ, "PATH": ""}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        "site/2023/report.pdf: 没有找到 Chromium、Chrome 或 Edge 浏览器；请安装其中一种再生成 PDF，也可以在浏览器里打开打印版另存为 PDF。"
    )


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (OSError(errno.ENOSPC, "", "site"), "site: 读写出错：磁盘满了；请腾出空间再试。"),
        (OSError(errno.EROFS, "", "site"), "site: 读写出错：这个磁盘只能读；请把项目复制到能写的地方。"),
        (OSError(errno.EACCES, "", "site"), "site: 读写出错：没有权限；请检查文件夹的权限，或换一个文件夹。"),
    ],
)
def test_a_disk_that_does_not_take_the_site_is_told_without_a_traceback(
    failure: OSError, message: str, copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise failure

    monkeypatch.setattr("disclosure.publish.build.must_be_free", fails)
    monkeypatch.chdir(copy)
    assert main(["publish"]) == 1
    assert capsys.readouterr().err == f"{message}\n"


def test_the_engine_by_itself_leaves_no_pages_that_failed_the_audit(copy: Path) -> None:
    with (copy / "docs/2023/study.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n[甲](plans.md#nowhere)\n")
    done = run("mkdocs", "build", "--quiet", cwd=copy)
    assert done.returncode == 1
    assert "2023/study.html: 链接 plans.html#nowhere 指向的位置 #nowhere 不存在。" in done.stderr
    assert not (copy / "site").exists()
