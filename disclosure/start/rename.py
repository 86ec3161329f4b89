"""`python -m disclosure rename OLD NEW`: another id for an indicator or a theme wherever it stands, until published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from disclosure.chapters.names import RESERVED
from disclosure.problem import Problem, Problems
from disclosure.project import check
from disclosure.reading.load import load
from disclosure.report.model import Model

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_KEY = re.compile("[a-z][a-z0-9_]{0,39}")


def rename(root: Path, old: str, new: str) -> str:
    """Writes `new` for the id `old` in the catalogue, the figures, the chapters and the texts of data.

    A theme is named `theme`, an indicator `theme.indicator`; both names say the theme. Raises Problems, and then
    nothing has changed.
    """
    model = load(root, RESERVED)
    if fault := next(_faults(model, old, new), ""):
        raise Problems([Problem(f"{old} {new}", 0, 0, fault)])
    before = {path: path.read_text("utf-8") for path in _files(root)}
    after = {path: _renamed(path, text, old.split("."), new.split(".")) for path, text in before.items()}
    changed = {path: text for path, text in after.items() if text != before[path]}
    try:
        _write(changed)
        check(root, "staff")
    except (Problems, OSError, KeyboardInterrupt):
        _write({path: before[path] for path in changed})
        raise
    places = "、".join(path.relative_to(root).as_posix() for path in changed)
    return f"{old} 改成了 {new}：{places}。"


def _faults(model: Model, old: str, new: str) -> Iterator[str]:
    ids = {indicator.id for indicator in model.indicators} | {*model.themes}
    if old not in ids:
        yield f"目录里没有 {old}；请照 data/indicators.yml 写主题，或写主题.指标。"
    elif not all(map(_KEY.fullmatch, new.split("."))) or new.split(".")[:-1] != old.split(".")[:-1]:
        yield f"新的编号要写成 {'.'.join([*old.split('.')[:-1], '名称'])}，名称用小写英文字母、数字和下划线。"
    elif new in ids or new in RESERVED:
        yield f"{new} 已经用了；请换一个。"
    elif any(report.versions for report in model.reports.values()):
        yield "已经公布过的编号是别人引用的地址，不能再改；请保留。"


def _files(root: Path) -> Iterator[Path]:
    yield from (root / "data").rglob("*.yml")
    yield from (root / "docs").rglob("*.md")


def _renamed(path: Path, text: str, old: list[str], new: list[str]) -> str:
    """A file's text with the new id: in chapters within code, in data as a key, in formulas and in quotes."""
    full = re.compile(rf"(?<![\w.]){re.escape('.'.join(old))}(?!\w)")
    if path.suffix == ".md":
        text = _CODE.sub(lambda code: full.sub(".".join(new), _arguments(code[0], old, new)), text)
        return re.sub(rf"(?<=\{{#){re.escape(old[0])}(?=\}})", new[0], text) if len(old) == 1 else text
    text = _CODE.sub(lambda code: full.sub(".".join(new), code[0]), text)
    if path.name not in ("indicators.yml", "figures.yml"):
        return text
    if len(old) == 1:
        text = re.sub(rf"(?m)^{re.escape(old[0])}(?=\s*:)", new[0], text)
        return _RELATION.sub(lambda line: re.sub(rf"(?<![\w.]){re.escape(old[0])}\.", f"{new[0]}.", line[0]), text)
    own = re.compile(rf"(?ms)^{re.escape(old[0])}:.*?(?=^\S|\Z)")
    key, within = re.compile(rf"(?m)(^\s+|[{{,]\s*){re.escape(old[1])}(?=\s*:)"), _word(old[1])
    text = own.sub(
        lambda block: _RELATION.sub(lambda line: within.sub(new[1], line[0]), key.sub(rf"\1{new[1]}", block[0])), text
    )
    return full.sub(".".join(new), text)


_RELATION = re.compile(r"(?m)formula:[^,}\n]*|checks:[^\n]*|^\s*- [^\n]*")
"""Where the catalogue calculates with indicators."""


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])")


def _arguments(code: str, old: list[str], new: list[str]) -> str:
    """Code with the theme's name before its indicators, and the indicator's behind the theme that a table names."""
    if len(old) == 1:
        return re.sub(rf"(?<![\w.]){re.escape(old[0])}(?=[.\"])", new[0], code)
    if re.search(rf'\(\s*"{re.escape(old[0])}"', code):
        return code.replace(f'"{old[1]}"', f'"{new[1]}"')
    return code


def _write(texts: Mapping[Path, str]) -> None:
    for path, text in texts.items():
        path.write_text(text, "utf-8")
