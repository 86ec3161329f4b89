"""The figures of a year as a workbook for colleagues to fill in, and filled ones merged into figures.yml."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from xlsxwriter import Workbook

from disclosure.chapters.names import RESERVED
from disclosure.numbers.quantity import parse_quantity
from disclosure.problem import Problem, Problems, nearest
from disclosure.reading.figures import read_figures
from disclosure.reading.load import load
from disclosure.reading.yamlfile import read_text, read_yaml
from disclosure.report.model import Figure, Indicator, Model
from disclosure.start.said import WIDE

_HEADINGS = (("编号", 34), ("指标", 30), ("单位", 8), ("说明", 44), ("上年数", 12), ("本年数", 14), ("备注", 24))
_ID, _VALUE, _NOTE = 0, 5, 6
_OFFICE = "填报单位"
_TOP = 3  # rows above the first indicator: the office, how to fill in, the headings
_HOW = "只填“本年数”一栏，照实际说法写：250、320余、不少于4；没有发生写 0，确实没有统计写 ~，不归本单位填的留空。"


def blank_workbook(root: Path, year: int) -> bytes:
    """An .xlsx file with a sheet a theme, to be filled in for `year`. Raises Problems."""
    model = load(root, RESERVED)
    before = model.reports.get(year - 1)
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": f"{year}年数据填报", "created": datetime(year, 1, 1)})  # the same bytes each time
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for title, indicators in _sheets(model):
            sheet = book.add_worksheet(title)
            sheet.write_string(0, 0, _OFFICE, bold)
            sheet.write_blank(0, 1, None, text)
            sheet.write_string(1, 0, _HOW)
            for column, (heading, width) in enumerate(_HEADINGS):
                sheet.write_string(_TOP - 1, column, heading, bold)
                sheet.set_column(column, column, width)
            for row, indicator in enumerate(indicators, _TOP):
                was = before.figures.get(indicator.id) if before else None
                about = indicator.definition or ("按公式计算，可以不填" if indicator.formula else "")
                for column, said in enumerate((indicator.id, indicator.name, indicator.unit, about, _said(was))):
                    sheet.write_string(row, column, said, wrapped)
                sheet.write_blank(row, _VALUE, None, text)
                sheet.write_blank(row, _NOTE, None, text)
            limit = {"validate": "length", "criteria": "<=", "value": 200, "ignore_blank": True}
            sheet.data_validation(_TOP, _VALUE, _TOP + len(indicators), _VALUE, limit)
            sheet.freeze_panes(_TOP, 2)
    return file.getvalue()


def _sheets(model: Model) -> Iterator[tuple[str, tuple[Indicator, ...]]]:
    for count, theme in enumerate(model.themes.values(), 1):
        name = re.sub(r"[\[\]:*?/\\']", "", theme.name)[:24]
        yield f"{count} {name}", theme.indicators


def _said(figure: Figure | None) -> str:
    """A figure as figures.yml says it, without its unit."""
    if figure is None:
        return ""
    return figure.quantity.wording() if figure.quantity else "；".join(figure.words)


@dataclass(frozen=True)
class Filled:
    """A cell that somebody filled in."""

    place: str
    office: str
    indicator: Indicator
    value: str
    note: str


def read_filled(root: Path, year: int, files: Sequence[Path], *, take_good: bool = False) -> str:
    """Merges filled workbooks into figures.yml, and tells what was taken.

    Raises Problems for cells that are wrong and offices that disagree, and writes nothing; with `take_good` the cells
    that are right are taken all the same.
    """
    model = load(root, RESERVED)
    path = f"data/{year}/figures.yml"
    if year not in model.reports:
        raise Problems([Problem(f"data/{year}", 0, 0, "还没有这一年的数据；请先建立这一年，再读入填好的表。")])
    known = {indicator.id: indicator for indicator in model.indicators}
    problems: list[Problem] = []
    filled = _agreeing([cell for file in files for cell in _cells(file, known, problems)], problems)
    if problems and not take_good:
        raise Problems(problems)
    merged = _merged(read_text(root / path, path), filled.values())
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / "figures.yml"
        trial.write_text(merged, "utf-8")
        read_figures(read_yaml(trial, path), year, model.themes)
    (root / path).write_text(merged, "utf-8")
    told = [f"提醒 {problem}" for problem in problems]
    before = model.reports.get(year - 1)
    for cell in filled.values():
        was = _said(before.figures.get(cell.indicator.id)) if before else ""
        if was == cell.value not in ("0", "~"):
            told.append(f"提醒 {cell.place}: {cell.indicator.name}与上年相同，都是 {was}；请核对是不是照抄了上年。")
    offices = "、".join(dict.fromkeys(cell.office for cell in filled.values())) or "没有填写"
    return "\n".join([*told, f"读入 {len(files)} 份，写进 {path} 的数 {len(filled)} 个（{offices}）。"])


def _cells(file: Path, known: Mapping[str, Indicator], problems: list[Problem]) -> Iterator[Filled]:
    try:
        book = openpyxl.load_workbook(file, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError):
        problems.append(Problem(file.name, 0, 0, "打不开，不是完好的 .xlsx 文件；请用 Excel 或 WPS 另存为 .xlsx。"))
        return
    for sheet in book.worksheets:
        office = str(sheet.cell(1, 2).value or "").strip() or file.stem
        for row in sheet.iter_rows(min_row=_TOP + 1, max_col=len(_HEADINGS)):
            cell, name = row[_VALUE], str(row[_ID].value or "").strip()
            place = f"{file.name}:{sheet.title}!{cell.coordinate}"
            if cell.value is None or not str(cell.value).strip():
                continue
            if name not in known:
                advice = f"第一栏的编号 {name or '（空）'} 不在指标目录里{nearest(name, known)}；请照原表写，不要改动。"
                problems.append(Problem(place, 0, 0, advice))
                continue
            try:
                value = _value(cell, known[name])
            except ValueError as advice:
                problems.append(Problem(place, 0, 0, f"{known[name].name}：{advice}"))
                continue
            yield Filled(place, office, known[name], value, str(row[_NOTE].value or "").strip())


def _value(cell: Any, indicator: Indicator) -> str:
    """A cell's value as figures.yml says it. Raises ValueError with advice."""
    if isinstance(cell.value, bool) or hasattr(cell.value, "year"):
        raise ValueError("这一格是日期或真假值，不是数；请把单元格格式改成文本再填。")
    if isinstance(cell.value, int | float):
        number = Decimal(repr(cell.value)) * (100 if "%" in cell.number_format else 1)
        text = f"{number:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = str(cell.value).strip()
    if text == "~" or indicator.kind == "text":
        return text
    text = re.sub(r"\s", "", text.translate(WIDE))
    if indicator.unit:
        text = re.sub(rf"{re.escape(indicator.unit)}(?=以上\Z|\Z)", "", text)
    parse_quantity(text)
    return text


def _agreeing(cells: Iterable[Filled], problems: list[Problem]) -> dict[str, Filled]:
    """One cell for each indicator; where two differ, both are told and none is taken."""
    agreed: dict[str, Filled] = {}
    disputed: set[str] = set()
    for cell in cells:
        first = agreed.setdefault(cell.indicator.id, cell)
        if first.value != cell.value:
            disputed.add(cell.indicator.id)
            said = (
                f"{cell.indicator.name}：{cell.office}填 {cell.value}，{first.office}填 {first.value}（{first.place}）"
            )
            problems.append(Problem(cell.place, 0, 0, f"{said}；请两家核对后填成一样。"))
    return {name: cell for name, cell in agreed.items() if name not in disputed}


def _merged(text: str, cells: Iterable[Filled]) -> str:
    """figures.yml with the cells' values, its comments and its order kept."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100_000  # nothing is folded
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(type(None), lambda r, _: r.represent_scalar("tag:yaml.org,2002:null", "~"))
    figures = yaml.load(text)
    for cell in cells:
        group, key = figures[cell.indicator.theme], cell.indicator.key
        words = [word.strip() for word in re.split("[；\n]", cell.value) if word.strip()]
        as_written = cell.indicator.kind == "number" or cell.value == "~"
        value = yaml.load(cell.value) if as_written else words if len(words) > 1 else cell.value
        if isinstance(group.get(key), dict):
            group[key]["value"] = value
        elif cell.note:
            group[key] = CommentedMap(value=value)
            group[key].fa.set_flow_style()
        else:
            group[key] = value
        if cell.note:
            group[key]["note"] = cell.note
    file = io.StringIO()
    yaml.dump(figures, file)
    return file.getvalue()
