"""The description of all downloads for programs: a Data Package (datapackage.org, version 2), and its version."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from disclosure.downloads.formats import as_json
from disclosure.downloads.tables import CELLS, Download, Field, Table, downloads, rows, tables_in
from disclosure.report.model import Model


@dataclass(frozen=True)
class Change:
    """What a version of the interface (addresses, tables, fields) changed."""

    version: str
    said: str


CHANGES = (
    Change("1.1.0", "年度数值增加下限和上限。"),
    Change("1.0.0", "首次公布：年度数值、各项打算、存在的不足。"),
)
"""Newest first. The first number counts fields taken away or changed in meaning, the second additions."""
WITH_CELLS = Change("1.2.0", "增加分项数值。")
"""The change that the first table of a form makes."""


def changes(model: Model) -> tuple[Change, ...]:
    """What the versions of a project's interface changed, the newest first."""
    return (WITH_CELLS, *CHANGES) if CELLS in tables_in(model) else CHANGES


_PROFILES = "https://datapackage.org/profiles/2.0"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@lru_cache(maxsize=64)
def version(model: Model, year: int | None = None) -> str:
    """The version of the interface and, after a +, a fingerprint that changes with the data (SemVer 2.0.0, 10).

    With a `year` that of its data alone, which no other year's change.
    """
    content = b"".join(as_json(rows(table, model, year)) for table in tables_in(model))
    return f"{changes(model)[0].version}+{_fingerprint(content)[:8]}"


def descriptor(model: Model, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The content of datapackage.json. `files` holds every download by its path below `data/`."""
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "yearly-report",
        "title": model.unit.site_name,
        "description": model.unit.description,
        "version": version(model),
        "sources": [{"title": report.document.cited} for report in model.reports.values()],
        **({"licenses": [{"title": licence.title, "path": licence.url}]} if (licence := model.unit.licence) else {}),
        "resources": [_resource(download, files[download.path]) for download in downloads(model)],
    }


def _resource(download: Download, content: bytes) -> dict[str, Any]:
    table, form = download.table, download.format
    return {
        "name": f"{table.name}-{download.year or 'all'}-{form}",
        "title": f"{table.title}（{f'{download.year}年' if download.year else '各年度'}）",
        "description": table.description,
        "path": download.path,
        "type": "table",
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        **({} if form == "xlsx" else {"encoding": "utf-8"}),
        # frictionless does not count the bytes of a JSON table, and then finds any number wrong
        **({} if form == "json" else {"bytes": len(content), "hash": f"sha256:{_fingerprint(content)}"}),
        "schema": _schema(table, headings=form == "xlsx"),
    }


def _schema(table: Table, *, headings: bool) -> dict[str, Any]:
    """A Table Schema; a workbook's columns go by their Chinese headings."""

    def name(field: Field) -> str:
        return field.title if headings else field.name

    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [
            {
                "name": name(field),
                "title": field.title,
                "description": field.description,
                "type": field.type,
                "constraints": {"required": field.required},
            }
            for field in table.fields
        ],
        "missingValues": [""],
        **({"primaryKey": [name(field) for field in table.fields if field.name in table.key]} if table.key else {}),
    }
