"""Another body's project: green at once, without a word of this one, and a draft until it is filled in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, run

from disclosure.problem import Problems
from disclosure.project import check
from disclosure.start.new import new, upgrade


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of an invented town, as the command writes it."""
    folder = tmp_path_factory.mktemp("new") / "青石镇"
    done = run(
        "disclosure", "new", str(folder), "--name", "青石镇", "--region", "某某省某某县", "--year", "2024", cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_no_word_of_another_body_is_in_it(town: Path) -> None:
    own = check(ROOT).model
    names = (own.unit.name, own.unit.region, "".join(own.latest.document.title))
    for file in (path for path in town.rglob("*") if path.is_file()):
        text = file.read_bytes().decode("utf-8", "replace")
        assert not [name for name in names if name in text], file


def test_it_is_named_everywhere(town: Path) -> None:
    model = check(town).model
    assert model.unit.name == "青石镇"
    assert model.unit.site_name == "青石镇法治政府建设年度报告"
    assert "".join(model.latest.document.title) == "青石镇2024年法治政府建设年度报告"
    assert model.latest.year == 2024


def test_all_its_figures_are_open(town: Path) -> None:
    assert not [figure.id for figure in check(town).model.latest.figures.values() if figure.reported]


def test_the_check_lists_what_is_still_to_be_filled_in_at_its_line(town: Path) -> None:
    done = run("disclosure", "check", cwd=town)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^提醒 docs/2024/other\.md:3:1: 还没有填写：〔待填", done.stdout, re.MULTILINE)
    assert re.search(r"^提醒 data/2024/plans\.yml:[0-9]+:[0-9]+: 还没有填写", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("options", [(), ("--edition", "staff"), ("--engine", "zensical"), ("--pdf",)])
def test_it_is_built_as_it_is_and_every_page_says_that_it_is_a_draft(
    town: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    done = run("disclosure", "publish", *options, "--to", str(tmp_path / "site"), cwd=town)
    assert done.returncode == 0, done.stderr
    pages = [page for page in (tmp_path / "site").rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 10
    assert all('class="draft"' in page.read_text("utf-8") for page in pages)


def test_once_it_is_filled_in_nothing_says_draft(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    new(folder, "青石镇", "某某省某某县", 2024)
    for file in [*(folder / "data").rglob("*.yml"), *(folder / "docs").rglob("*.md")]:
        file.write_text(re.sub("〔待填[^〕]*〕", "已经办好。", file.read_text("utf-8")).replace("。。", "。"), "utf-8")
    assert not check(folder).draft


def test_a_new_version_replaces_the_machinery_and_nothing_of_the_body(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    new(folder, "青石镇", "某某省某某县", 2024)
    figures = folder / "data/2024/figures.yml"
    figures.write_text(figures.read_text("utf-8").replace("found: ~", "found: 3"), "utf-8")
    (folder / "disclosure/page.py").write_text("", "utf-8")
    (folder / "disclosure/gone.py").write_text("", "utf-8")
    upgrade(folder)
    assert (folder / "disclosure/page.py").read_text("utf-8") == (ROOT / "disclosure/page.py").read_text("utf-8")
    assert not (folder / "disclosure/gone.py").exists()
    assert "found: 3" in figures.read_text("utf-8")


@pytest.mark.parametrize(
    ("folder", "name", "said"),
    [
        ("full", "青石镇", "这里已有别的文件"),
        (str(ROOT / "town"), "青石镇", "不能放在这个项目里面"),
        ("town", "Qingshi", "请写中文名称"),
        ("town", "青石镇<b>", "请写中文名称"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, folder: str, name: str, said: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").touch()
    with pytest.raises(Problems, match=said):
        new(tmp_path / folder, name, "某某省某某县", 2024)
