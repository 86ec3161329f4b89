"""How long a build takes, and what of it this project adds: `make bench`.

Three ways to the same pages are built in turn: *typed* (every figure typed in, plain MkDocs with Material), *naive* (a
ten-line macros module that prints values from one YAML file) and *ours* (checks, marks, catalogue, downloads, audit);
and the same project on Zensical. What is compared is the median of several rounds, pair by pair within a round.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from disclosure.reading.load import load
from disclosure.report.model import Figure, Model

FIGURES, TIMES = 5, 6
THEMES = ("organization", "study", "decisions", "disputes", "governance", "enforcement", "openness")
ANCHOR = re.compile(r"\]\((?:[a-z]+\.md)?#[\w.-]+\)")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},  # as elsewhere
    **{"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONUTF8": "1"},
}


@dataclass(frozen=True)
class Cost:
    """What one build took."""

    seconds: float
    megabytes: float


# --- the pages -----------------------------------------------------------------------------------------------------


def chapter(name: str, say: Callable[[str], str]) -> str:
    """A chapter that quotes each of its figures several times; `say` writes a figure by its id."""
    passages = []
    for _ in range(TIMES):
        quotes = "，".join(f"第{'甲乙丙丁戊'[k]}项工作完成{say(f'{name}.f{k}')}" for k in range(FIGURES))
        passages.append(f"围绕年度任务，本镇持续推进各项工作，{quotes}，有关情况已经核对并纳入年度报告。")
    return f"# {title(name)}\n\n" + "\n\n".join(passages) + "\n"


def title(name: str) -> str:
    """第零零七章: digits typed into a page, and be it a heading, would be refused."""
    return f"第{name[1:].translate(str.maketrans('0123456789', '零一二三四五六七八九'))}章"


def value(name: str) -> int:
    """An invented value, its own for every indicator."""
    theme, _, key = name.partition(".")
    return 1000 + 7 * int(theme[1:]) + int(key[1:])


def names(chapters: int) -> list[str]:
    return [f"t{number:03d}" for number in range(chapters)]


def ours(folder: Path, chapters: int, years: Iterable[int]) -> None:
    """A project of this kind, with invented years of `chapters` chapters each."""
    copied = shutil.ignore_patterns("__pycache__")
    for room in ("disclosure", "theme"):
        shutil.copytree(ROOT / room, folder / room, ignore=copied)
    for file in ("macros.py", "mkdocs.yml", "mkdocs.staff.yml"):
        shutil.copy(ROOT / file, folder / file)
    write(folder / "data/unit.yml", (ROOT / "data/unit.yml").read_text("utf-8"))
    catalogue = (
        f"{name}:\n  name: 主题\n  indicators:\n"
        + "".join(
            f"    f{k}: {{name: 指标{'甲乙丙丁戊'[k]}, unit: 件, definition: 有关件数。}}\n" for k in range(FIGURES)
        )
        for name in names(chapters)
    )
    write(folder / "data/indicators.yml", "\n".join(catalogue))
    for page in ("index.md", "indicators.md", "about.md", "downloads.md", "SUMMARY.md"):
        write(folder / "docs" / page, without_figures((ROOT / "docs" / page).read_text("utf-8")))
    for year in years:
        source, data, docs = ROOT / "data/2023", folder / f"data/{year}", folder / f"docs/{year}"
        document = (source / "document.yml").read_text("utf-8").partition("outline:")[0]
        document = document.replace("2023年", f"{year}年").replace("date: 2024", f"date: {year + 1}")
        outline = f"outline:\n  - title: 工作情况\n    chapters: [{', '.join(names(chapters))}]\n"
        for part in ("shortcomings", "plans"):
            outline += f"  - title: 其他\n    chapters: [{part}]\n"
        write(data / "document.yml", document + outline)
        for file in ("shortcomings.yml", "plans.yml"):
            write(data / file, (source / file).read_text("utf-8"))
        figures = (
            f"{name}:\n  source: 一\n" + "".join(f"  f{k}: {value(f'{name}.f{k}')}\n" for k in range(FIGURES))
            for name in names(chapters)
        )
        write(data / "figures.yml", "\n".join(figures))
        shutil.copytree(ROOT / "docs/2023", docs)
        for file in docs.glob("*.md"):
            if file.stem not in ("index", "print", "preamble", "shortcomings", "plans"):
                file.unlink()
        for file in docs.rglob("*.md"):
            write(file, without_figures(file.read_text("utf-8")))
        for name in names(chapters):
            write(docs / f"{name}.md", chapter(name, lambda one: f"{{{{ {one} }}}}"))
        pages = {"index": "概览", **{name: title(name) for name in names(chapters)}}
        pages |= {"shortcomings": "不足", "plans": "打算", "print": "打印版"}
        write(docs / "SUMMARY.md", "".join(f"* [{text}]({name}.md)\n" for name, text in pages.items()))


def without_figures(text: str) -> str:
    """A real page without its references to real indicators, which an invented report has not."""
    text = re.sub(r"\{\{ (?:words|key_figures|figures_table|chart|flow|theme_charts)\(.*?\) \}\}", "若干", text)
    return re.sub(rf"\{{\{{ (?:{'|'.join(THEMES)})\.[a-z_.]+ \}}\}}", "若干", re.sub(ANCHOR, "](index.md)", text))


PLAIN = """site_name: 对照
use_directory_urls: false
theme: {name: material, language: zh, font: false, features: [navigation.indexes, navigation.footer]}
plugins: [search%s]
markdown_extensions: [attr_list, md_in_html, tables]
"""
NAIVE = """import yaml


def define_env(env):
    with open("values.yml", encoding="utf-8") as file:
        values = yaml.safe_load(file)

    @env.macro
    def value(name):
        return values[name]
"""


def control(folder: Path, project: Path, *, naive: bool) -> None:
    """The pages of a project of this kind without it: their figures typed in, or looked up in one file."""
    model = load(project)
    write(folder / "mkdocs.yml", PLAIN % (", {macros: {module_name: macros, on_undefined: strict}}" if naive else ""))
    if naive:
        write(folder / "macros.py", NAIVE)
        texts = {f"{year}.{figure.id}": figure.text for year in model.reports for figure in figures(model, year)}
        write(folder / "values.yml", "".join(f"{name}: {text!r}\n" for name, text in texts.items()))
    for file in sorted((project / "docs").rglob("*.md")):
        path = file.relative_to(project / "docs").as_posix()
        if not path.startswith("staff/") and file.name not in ("SUMMARY.md", "print.md", "preamble.md"):
            write(folder / "docs" / path, plain(file.read_text("utf-8"), model, year_of(path, model), naive=naive))
    for year, report in model.reports.items():
        chapters = [f"{year}/{name}.md" for name in report.document.chapters]
        whole = "\n\n".join(
            f'{{% include "{path}" %}}' if naive else (folder / "docs" / path).read_text("utf-8") for path in chapters
        )
        write(folder / f"docs/{year}/print.md", f"{whole}\n\n{table(figures(model, year), year, naive=naive)}")
    everything = [figure for year in model.reports for figure in figures(model, year)]
    rows = "\n\n".join(
        table([figure for figure in everything if figure.year == year], year, naive=naive) for year in model.reports
    )
    write(folder / "docs/indicators.md", f"# 指标目录\n\n{rows}")


def figures(model: Model, year: int) -> list[Figure]:
    return list(model.reports[year].figures.values())


def year_of(path: str, model: Model) -> int:
    return int(path[:4]) if path[:4].isdecimal() else max(model.reports)


def say(figure: Figure, *, naive: bool) -> str:
    return f'{{{{ value("{figure.year}.{figure.id}") }}}}' if naive else figure.text


def table(rows: Iterable[Figure], year: int, *, naive: bool) -> str:
    """What our tables, strips and charts show, as the plain table that takes their place."""
    lines = (f"| {row.indicator.name} | {say(row, naive=naive)} | {row.source} |\n" for row in rows)
    return f"| {year}年指标 | 数值 | 出处 |\n|---|---|---|\n{''.join(lines)}"


def plain(text: str, model: Model, year: int, *, naive: bool) -> str:
    """A page's Markdown without our vocabulary: each quote a figure, each table a table, the rest as it reads."""
    report = model.reports[year]
    lists = {
        "shortcomings": [(s.title, s.findings) for s in report.shortcomings.values()],
        "plans": [(p.title, p.measures) for p in report.plans.plans.values()],
    }

    def call(match: re.Match[str]) -> str:
        name, arguments = match[1], re.findall(r'"([^"]*)"', match[2])
        match name:
            case "words" | "link":
                return arguments[0]
            case "figures_table":
                return table(report.of_theme(arguments[0]), year, naive=naive)
            case "key_figures" | "chart" | "flow" | "theme_charts":
                return table([report.figures[id_] for id_ in arguments if "." in id_], year, naive=naive)
            case "shortcomings" | "plans":
                return "\n\n".join(f"## {title}\n\n{''.join(texts)}" for title, texts in lists[name])
        return ""

    def quote(match: re.Match[str]) -> str:
        figure = report.figures.get(match[1])
        return say(figure, naive=naive) if figure else ""

    text = re.sub(r"\{% include .*?%\}|\{% .*?%\}", "", text)
    text = re.sub(r"\{\{ (\w+)\((.*?)\) \}\}", call, text)
    return re.sub(r"\{\{ ([a-z0-9_.]+) \}\}", quote, re.sub(ANCHOR, "](index.md)", text))


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


# --- the measuring -------------------------------------------------------------------------------------------------


def build(folder: Path, *command: str) -> Cost:
    """Runs one build in a process of its own. Raises RuntimeError when it fails."""
    for built in ("site", ".cache"):
        shutil.rmtree(folder / built, ignore_errors=True)
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=folder, env=ENVIRONMENT, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        if status:
            said.seek(0)
            raise RuntimeError(said.read().decode())
    return Cost(seconds, usage.ru_maxrss / 1024)


MKDOCS = ("mkdocs", "build", "--quiet")


def compare(project: Path, label: str, rounds: int, *, zensical: bool) -> str:
    """Builds a project and its controls in turn, and gives one row of the table."""
    with tempfile.TemporaryDirectory() as temporary:
        folders = {way: Path(temporary) / way for way in ("typed", "naive")}
        for way, folder in folders.items():
            control(folder, project, naive=way == "naive")
        folders["ours"] = project
        costs: dict[str, list[Cost]] = {way: [] for way in (*folders, "zensical")}
        for _ in range(rounds):
            for way, folder in folders.items():
                costs[way].append(build(folder, *MKDOCS))
            if zensical:
                costs["zensical"].append(build(project, "zensical", "build", "--clean"))
    median = {way: statistics.median(cost.seconds for cost in taken) for way, taken in costs.items() if taken}
    ratio = {
        way: statistics.median(a.seconds / b.seconds for a, b in zip(costs["ours"], costs[way], strict=True))
        for way in ("typed", "naive")
    }
    peak = max(cost.megabytes for cost in costs["ours"])
    shown = f"{median['zensical']:.2f}" if zensical else "–"
    return (
        f"| {label} | {median['typed']:.2f} | {median['naive']:.2f} | {median['ours']:.2f} | "
        f"{ratio['typed']:.2f} | {ratio['naive']:.2f} | {peak:.0f} | {shown} |"
    )


def stages(project: Path) -> str:
    """The time of each stage of a build, in milliseconds; what no other stage takes is the engine's."""
    from disclosure.audit import audit
    from disclosure.downloads.export import export
    from disclosure.project import check

    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        whole = statistics.median(build(project, *MKDOCS, "-d", str(site)).seconds for _ in range(5))
        times = {}
        for name, step in (
            ("load", lambda: load(project)),
            ("check", lambda: check(project)),
            ("export", lambda: export(check(project).model, site / "data")),
            ("audit", lambda: audit(check(project), site)),
        ):
            started = time.perf_counter()
            step()
            times[name] = time.perf_counter() - started
    times["check"] -= times["load"]
    shown = {**times, "start and render": whole - sum(times.values()), "whole build": whole}
    cells = " | ".join(f"{1000 * seconds:.0f}" for seconds in shown.values())
    return f"| {' | '.join(shown)} |\n|{'---:|' * len(shown)}\n| {cells} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chapters", type=int, nargs="*", default=[12, 120, 480])
    parser.add_argument("--years", type=int, nargs="*", default=[1, 10, 50])
    parser.add_argument("--no-zensical", action="store_true")
    options = parser.parse_args()
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| report | typed s | naive s | ours s | ours / typed | ours / naive | ours MB | Zensical s |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    sizes = [(chapters, 1) for chapters in options.chapters] + [(12, years) for years in options.years if years > 1]
    with tempfile.TemporaryDirectory() as temporary:
        real = Path(temporary) / "real"
        kept_out = shutil.ignore_patterns(".*", "site", "site-staff", "tests", "__pycache__")
        shutil.copytree(ROOT, real, ignore=kept_out)
        print(compare(real, "the real one", options.rounds, zensical=not options.no_zensical), flush=True)
        of_stages = stages(real)
        for chapters, years in sizes:
            project = Path(temporary) / f"{chapters}-{years}"
            ours(project, chapters, range(2024 - years, 2024))
            label = f"{chapters} chapters" + (f", {years} years" if years > 1 else "")
            print(compare(project, label, options.rounds, zensical=not options.no_zensical), flush=True)
    print(f"\nStages on the real report, ms:\n\n{of_stages}")


if __name__ == "__main__":
    main()
