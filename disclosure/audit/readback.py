"""The downloads read back, as any program would read them, into the rows they were made of."""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from zipfile import BadZipFile, ZipFile

from lxml import etree

from disclosure.downloads.formats import is_formula
from disclosure.downloads.tables import Cell, Download, Field, Row

_UNREADABLE = (
    ArithmeticError, TypeError, KeyError, IndexError, SyntaxError, RecursionError, RuntimeError, NotImplementedError,
    AttributeError, BadZipFile, csv.Error, zlib.error,
)  # fmt: skip


def read_rows(download: Download, content: bytes) -> list[Row]:
    """The rows of a file. Raises ValueError where it is no such file, or has a cell that a spreadsheet would run."""
    read = {"csv": _csv_rows, "json": _json_rows, "xlsx": _xlsx_rows}[download.format]
    try:
        return list(read(download.table.fields, content))
    except _UNREADABLE as error:
        raise ValueError(str(error)) from error


def _json_rows(_: Sequence[Field], content: bytes) -> Iterable[Row]:
    return [dict(row) for row in json.loads(content, parse_float=Decimal)]


def _csv_rows(fields: Sequence[Field], content: bytes) -> Iterator[Row]:
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        yield {field.name: _typed(field, row[field.name]) for field in fields}


def _typed(field: Field, text: str) -> Cell:
    if not text:
        return None
    if field.type != "string":
        return Decimal(text)
    if not is_formula(text):
        return text
    if not text.startswith("'"):
        raise ValueError(f"{text} would run")
    return text.removeprefix("'")


def _xlsx_rows(fields: Sequence[Field], content: bytes) -> Iterator[Row]:
    """The first sheet, by its headings."""
    with ZipFile(io.BytesIO(content)) as book:
        shared = etree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    texts = ["".join(text.text or "" for text in item.iter("{*}t")) for item in shared]
    heading, *rows = ([_xlsx_cell(cell, texts) for cell in row] for row in sheet.iter("{*}row"))
    titles = {str(title): position for position, title in enumerate(heading)}
    for row in rows:
        yield {field.name: row[titles[field.title]] for field in fields}


def _xlsx_cell(cell: etree._Element, texts: Sequence[str]) -> Cell:
    if cell.find("{*}f") is not None:
        raise ValueError("a formula")
    if not (value := cell.findtext("{*}v")):
        return None
    if cell.get("t") != "s":
        return Decimal(repr(float(value)))  # the shortest digits that mean the same number
    return re.sub("_x([0-9A-F]{4})_", lambda escape: chr(int(escape[1], 16)), texts[int(value)])
