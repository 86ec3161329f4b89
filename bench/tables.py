"""What tables of a form cost: builds with none, with one of 175 cells (and the others of the statutory report: 200 in
all), and with up to forty. `python bench/tables.py`.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from disclosure.start.new import STATUTORY, new

COUNTS = (0, 1, 10, 20, 40)
ROWS = (
    "new", "carried", "granted", "partial", "secret", "banned", "safety", "third", "internal", "process", "dossier",
    "query", "unheld", "unmade", "unclear", "petition", "repeat", "printed", "massive", "reissue", "overdue", "unpaid",
    "misc", "forward",
)  # fmt: skip


def body(folder: Path, tables: int) -> Path:
    """A project with so many tables of 175 cells beside a plain indicator, and the statutory small ones if any."""
    new(folder, "青石镇", "某某省某某县", 2024, STATUTORY)
    names = [f"requests_{number}" for number in range(tables)]
    entry = "    {}: {{name: 政府信息公开申请, unit: 件, by: [handling, applicant]}}\n"
    plain = "applications:\n  name: 申请\n  indicators:\n    taken: {name: 登记申请, unit: 件}\n"
    _replace(folder / "data/indicators.yml", plain + "".join(map(entry.format, names)), keep=bool(tables))
    lines = "".join(f"    {row}: [{', '.join(map(str, range(6)))}]\n" for row in ROWS)
    rows = "".join(f"  {name}:\n{lines}" for name in names)
    _replace(folder / "data/2024/figures.yml", f"applications:\n  source: 三\n  taken: 66\n{rows}", keep=bool(tables))
    for page in (folder / "docs").rglob("*.md"):
        text = re.sub(r"\{\{ key_figures\(.*?\}\}|〔待填[^〕]*〕", "", page.read_text("utf-8"))
        page.write_text(text if tables else re.sub(r"\{\{ breakdown_table.*?\}\}", "", text), "utf-8")
    calls = "\n\n".join(f'{{{{ breakdown_table("applications.{name}") }}}}' for name in names)
    (folder / "docs/2024/requests.md").write_text(f"# 申请\n\n登记{{{{ applications.taken }}}}。\n\n{calls}\n", "utf-8")
    return folder


def _replace(file: Path, theme: str, *, keep: bool) -> None:
    """Puts another theme of applications into a file of data; the others are kept where there are to be tables."""
    before, _, rest = file.read_text("utf-8").replace(": ~", ": 0").partition("applications:\n")
    before = before.replace(" ~\n", " 0\n")
    after = rest.partition("\nremedies:")[2].replace(" ~\n", " 0\n")
    file.write_text(f"{before}{theme}\nremedies:{after}" if keep else theme, "utf-8")


def seconds(folder: Path) -> float:
    """What a build takes of the processor, which neighbours on the machine do not lengthen."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "disclosure", "publish"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    arguments = argparse.ArgumentParser(description="What tables of a form cost.")
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    with tempfile.TemporaryDirectory() as place:
        bodies = {count: body(Path(place) / f"b{count}", count) for count in COUNTS}
        for each in bodies.values():
            seconds(each)  # the templates are compiled once
        times = {count: statistics.median(seconds(each) for _ in range(rounds)) for count, each in bodies.items()}
    print("| tables | cells | build, s | a table more, s |\n|---|---|---|---|")
    for count, taken in times.items():
        each = f"{(taken - times[0]) / count:.3f}" if count else ""
        print(f"| {count} | {count * 175 + (25 if count else 0)} | {taken:.2f} | {each} |")


if __name__ == "__main__":
    main()
