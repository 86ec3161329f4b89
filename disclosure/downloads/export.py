"""The downloads, all from the same model as the pages, and the descriptions by which programs understand them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosure.downloads.datapackage import descriptor, version
from disclosure.downloads.formats import as_csv, as_json, readable_json
from disclosure.downloads.table_schema import of_table
from disclosure.downloads.tables import Format, Table, downloads, reports_of, rows, tables_in
from disclosure.downloads.workbook import as_workbook
from disclosure.reading.json_schema import of_data_files
from disclosure.report.model import Model


def export(model: Model, folder: Path) -> None:
    """Writes every download into `folder`."""
    for path, content in files(model).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def files(model: Model) -> dict[str, bytes]:
    """Every file by its path below `data/`: the tables, their package, the schemas of tables and of data files."""
    tables = {each.path: _content(each.table, each.format, model, each.year) for each in downloads(model)}
    return tables | {path: readable_json(each) for path, each in descriptions(model, tables).items()}


def descriptions(model: Model, tables: Mapping[str, bytes]) -> Mapping[str, Any]:
    """What describes the tables, by its path below `data/`: their package, and the schemas of tables and data files."""
    return {
        "datapackage.json": descriptor(model, tables),
        **{f"schema/{table.name}.json": of_table(table) for table in tables_in(model)},
        **{f"schema/source/{name}": schema for name, schema in of_data_files(model).items()},
    }


@lru_cache(maxsize=256)  # written, then audited
def _content(table: Table, form: Format, model: Model, year: int | None) -> bytes:
    content = rows(table, model, year)
    match form:
        case "csv":
            return as_csv(table, content)
        case "json":
            return as_json(content)
        case "xlsx":
            return as_workbook(table, content, model, reports_of(model, year), version(model, year))
