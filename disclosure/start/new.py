"""Another body's project: the machinery as it is, and a starter that asks for what only that body knows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

from disclosure.problem import Problem, Problems
from disclosure.report.model import Unit

HERE = Path(__file__).parents[2]
STARTER, STATUTORY_STARTER = (Path(__file__).parent / name for name in ("starter", "statutory"))
KIND = "法治政府建设年度报告"
STATUTORY = "政府信息公开工作年度报告"
"""The report whose parts and tables are laid down by 国办公开办函〔2021〕30号."""
OF_ALL = ("README.md", "docs/about.md", "docs/YEAR/index.md", "docs/YEAR/print.md")
"""What the starters of all kinds begin with."""

MACHINERY = (
    ".editorconfig", ".github/workflows", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "CONTRIBUTING.md",
    "LICENSE", "Makefile", "SECURITY.md", "decisions", "deploy", "disclosure", "docs/SUMMARY.md", "docs/downloads.md",
    "docs/indicators.md", "docs/staff", "macros.py", "pyproject.toml", "requirements-dev.txt",
    "requirements-office.txt", "requirements.txt",
    "tests/conftest.py", "tests/numbers/test_quantity.py", "tests/test_project.py", "tests/test_rooms.py", "tests/text",
    "theme", "tools",
)  # fmt: skip
"""What belongs to every project alike, and what `upgrade` replaces: nothing in it knows a body."""
OF_THE_REPORT = ("data/indicators.yml", "docs/index.md")
"""What else of the starter speaks of its report."""
SETTINGS = ("mkdocs.yml", "mkdocs.staff.yml")
"""The engine's settings, in which the body's name stands; its own once they are written."""


def new(folder: Path, name: str, region: str, year: int, kind: str = KIND) -> None:
    """Writes the project of the body `name` in `region` into `folder`, which is empty or not there. Raises Problems."""
    if fault := next(_faults(folder, name, region, kind), ""):
        raise Problems([Problem(str(folder), 0, 0, fault)])
    upgrade(folder)
    for path, text in starter(name, region, year, kind).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    for settings in SETTINGS:
        suffix = "（内部）" if "staff" in settings else ""
        text = (HERE / settings).read_text("utf-8")
        (folder / settings).write_text(
            re.sub("^site_name:.*", f"site_name: {name}{kind}{suffix}", text, flags=re.MULTILINE), "utf-8"
        )


def _starter(kind: str) -> Mapping[str, Path]:
    """The files that a project of a kind begins with, by their paths in it."""
    general, statutory = (
        {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}
        for folder in (STARTER, STATUTORY_STARTER)
    )
    return {name: general[name] for name in OF_ALL} | statutory if kind == STATUTORY else general


def starter(name: str, region: str, year: int, kind: str) -> Mapping[str, str]:
    """What a body's own files say at the beginning, by their paths."""
    words = {"name": name, "region": region, "kind": kind, "year": str(year), "issuer": _issuer(name)}
    return {
        path.replace("YEAR", str(year)): Template(file.read_text("utf-8")).substitute(words)
        for path, file in _starter(kind).items()
    }


def untouched(root: Path, unit: Unit, year: int) -> bool:
    """Whether nobody has written anything yet where the starter of a project asks for the report of `year`."""
    own = starter(unit.name, unit.region, year, unit.site_name.removeprefix(unit.name))
    folders = (f"data/{year}/", f"docs/{year}/")
    there = {
        file.relative_to(root).as_posix() for each in folders for file in (root / each).rglob("*") if file.is_file()
    }
    begun = {path for path in own if path.startswith(folders)}
    return there == begun and all(
        (root / path).is_file() and (root / path).read_text("utf-8") == own[path] for path in (*begun, *OF_THE_REPORT)
    )


def upgrade(folder: Path) -> None:
    """Brings the machinery in `folder` to this version's, and touches none of its data, chapters or settings."""
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in MACHINERY:
        source, place = HERE / name, folder / name
        if source.is_dir():
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(source, place, ignore=unwanted)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, place)


def must_be_a_project(folder: Path) -> None:
    """Makes sure that there is a project to upgrade. Raises Problems."""
    if not (folder / "data/unit.yml").is_file() or not (folder / "macros.py").is_file():
        raise Problems([Problem(str(folder), 0, 0, "这里不是一个项目，没有 data/unit.yml；请检查路径有没有写错。")])
    if folder.resolve() == HERE:
        raise Problems([Problem(str(folder), 0, 0, "这就是提供新版本的项目；请写要升级的那个文件夹。")])


def _faults(folder: Path, name: str, region: str, kind: str) -> Iterator[str]:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        yield "这里已有别的文件；请写一个还没有的文件夹。"
    if folder.resolve().is_relative_to(HERE):
        yield "新的项目不能放在这个项目里面；请写别处的文件夹，例如 ../某某镇。"
    for said, text in (("--name", name), ("--region", region), ("--kind", kind)):
        if not re.fullmatch(r"[\u3400-\u9fff·（）]{2,40}", text):
            yield f"{said} 写的是“{text[:40]}”；请写中文名称，不带空格和标点，例如 某某镇、某某省某某县。"


def _issuer(name: str) -> str:
    """The government of a town, county or city; elsewhere the body itself."""
    return f"{name}人民政府" if re.search("[镇乡县市区旗]$", name) else name
