"""Whoever wants the figures, not the prose, gets them right in the tool they have."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import openpyxl
import pandas
import pytest
import yaml
from conftest import ROOT
from frictionless import Package, system
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import html

from disclosure.audit import audit
from disclosure.audit.readback import read_rows
from disclosure.downloads.datapackage import CHANGES, descriptor, version
from disclosure.downloads.export import export, files
from disclosure.downloads.formats import as_csv, as_json, readable_json
from disclosure.downloads.tables import FIGURES, SHORTCOMINGS, TABLES, Download, Row, downloads, rows
from disclosure.downloads.workbook import as_workbook
from disclosure.numbers.quantity import exactly, parse_quantity
from disclosure.problem import Problems
from disclosure.project import Project
from disclosure.reading.json_schema import of_data_files
from disclosure.reading.load import load
from disclosure.report.edition import public
from disclosure.report.model import Licence, Model, Report, Shortcoming


def changed(model: Model, name: str, number: str) -> Model:
    """The model with another number for an indicator in the latest year."""
    report = model.latest
    figure = replace(report.figures[name], quantity=exactly(Decimal(number)))
    return replace(
        model, reports={**model.reports, report.year: replace(report, figures={**report.figures, name: figure})}
    )


@pytest.fixture(scope="session")
def hard(project: Project) -> Model:
    """The real model and one more year, with what is hard to say right: nothing, zero, many decimals, formula signs."""
    model = project.model
    first = model.latest
    figures = {name: replace(figure, year=first.year + 1) for name, figure in first.figures.items()}

    def says(name: str, number: str, qualifier: str = "") -> None:
        figures[name] = replace(
            figures[name], quantity=parse_quantity(number + qualifier) if qualifier else exactly(Decimal(number))
        )

    says("governance.fines", "9.95")
    says("governance.hazards_mended", "123456789012.345")
    says("governance.violations", "3.10")
    says("disputes.found", "0")
    says("disputes.screenings", "320", "余")
    figures["disputes.resolved"] = replace(figures["disputes.resolved"], quantity=None)
    figures["study.topics"] = replace(figures["study.topics"], words=('=HYPERLINK("http://example.org")',))
    figures["study.readings"] = replace(figures["study.readings"], words=("'-1+1",))
    figures["study.channels"] = replace(figures["study.channels"], words=())
    lacks = {"signs": Shortcoming(title="＝甲，\n“乙”", source="@二", findings=())}
    return replace(model, reports={**model.reports, first.year + 1: Report(
        first.year + 1, first.document, figures, lacks, first.plans
    )})  # fmt: skip


@pytest.fixture(scope="session")
def folder(hard: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The downloads of the hard model."""
    target = tmp_path_factory.mktemp("data")
    export(hard, target)
    return target


def plain(row: Row) -> dict[str, Any]:
    """A row as a reader without exact decimals sees it."""
    return {name: float(cell) if isinstance(cell, Decimal) else cell for name, cell in row.items()}


def expected(model: Model, year: int | None = None) -> list[dict[str, Any]]:
    return [plain(row) for row in rows(FIGURES, model, year)]


# --- the interface -------------------------------------------------------------------------------------------------


def test_the_published_fields_change_only_on_purpose() -> None:
    """Whoever must change this list adds an entry to CHANGES with the next version and says it here."""
    assert CHANGES[0].version == "1.1.0"
    assert {table.name: " ".join(field.name for field in table.fields) for table in TABLES} == {
        "figures": "year id theme name value qualifier text unit formula source definition lower upper",
        "plans": "year id title measure source",
        "shortcomings": "year id title finding source",
    }


def test_every_table_is_there_for_each_year_and_for_all(site: Path, project: Project) -> None:
    names = (
        "figures.csv",
        "figures.xlsx",
        "figures.json",
        "plans.csv",
        "plans.json",
        "shortcomings.csv",
        "shortcomings.json",
    )
    for place in ("", *(f"{year}/" for year in project.model.reports)):
        assert [name for name in names if not (site / "data" / place / name).is_file()] == []


def test_every_figure_and_plan_has_a_permanent_address(site: Path, project: Project) -> None:
    def places(address: str) -> set[str]:
        return set(html.parse(site / address).xpath("//@id"))

    assert {str(row["id"]) for row in rows(FIGURES, project.model)} <= places("indicators.html")
    for year, report in project.model.reports.items():
        assert set(report.plans.plans) <= places(f"{year}/plans.html")
        assert set(report.shortcomings) <= places(f"{year}/shortcomings.html")


def test_the_data_version_changes_with_the_data_and_only_then(hard: Model) -> None:
    assert version(hard) == version(changed(hard, "governance.fines", "9.95"))
    assert version(hard) != version(changed(hard, "governance.fines", "9.96"))
    assert re.fullmatch(re.escape(CHANGES[0].version) + r"\+[0-9a-f]{8}", version(hard))


def test_the_same_data_gives_the_same_bytes(hard: Model) -> None:
    assert files(hard) == files(hard)


# --- the readers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("built", ["site", "folder"])
def test_frictionless_finds_the_package_and_every_file_valid(built: str, request: pytest.FixtureRequest) -> None:
    place: Path = request.getfixturevalue(built)
    place = place / "data" if built == "site" else place
    with system.use_context(trusted=True):
        report = Package(str(place / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    assert report.stats["tasks"] == len(list(place.rglob("*.csv"))) + len(list(place.rglob("*.xlsx"))) + len(
        [file for file in place.rglob("*.json") if file.name != "datapackage.json" and "schema" not in file.parts]
    )


@pytest.mark.parametrize("form", ["csv", "json"])
def test_pandas_reads_the_figures(form: str, folder: Path, hard: Model) -> None:
    frame = {"csv": pandas.read_csv, "json": pandas.read_json}[form](folder / f"figures.{form}")
    assert frame["value"].dtype == float
    assert records(frame, guarded=form == "csv") == expected(hard)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_duckdb_reads_the_figures(form: str, folder: Path, hard: Model) -> None:
    found = duckdb.read_csv(folder / "figures.csv") if form == "csv" else duckdb.read_json(str(folder / "figures.json"))
    assert found.columns == [field.name for field in FIGURES.fields]
    assert found.types[found.columns.index("value")] == "DOUBLE"
    assert records(found.df(), guarded=form == "csv") == expected(hard)


def records(frame: pandas.DataFrame, *, guarded: bool) -> list[dict[str, Any]]:
    """The rows of a frame; of a CSV file, without the apostrophe that the downloads page explains."""
    whole = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{key: _without_guard(cell) if guarded else cell for key, cell in row.items()} for row in whole]


def _without_guard(cell: Any) -> Any:
    return re.sub(r"^'(?='*[-=+@＝＋－＠])", "", cell) if isinstance(cell, str) else cell


@pytest.mark.parametrize("scope", ["all years", "one year"])
def test_openpyxl_reads_the_figures_of_the_workbook(scope: str, folder: Path, hard: Model) -> None:
    year = hard.latest.year if scope == "one year" else None
    sheet = openpyxl.load_workbook(folder / Download(FIGURES, year, "xlsx").path).worksheets[0]
    heading, *found = sheet.iter_rows(values_only=True)
    assert heading == tuple(field.title for field in FIGURES.fields)
    assert found == [tuple(row.values()) for row in expected(hard, year)]


def test_the_workbook_is_ready_to_read(folder: Path, hard: Model) -> None:
    book = openpyxl.load_workbook(folder / "figures.xlsx")
    figures, definitions, source = book.worksheets
    assert all(sheet.freeze_panes == "A2" and sheet["A1"].font.bold for sheet in book.worksheets)
    assert all(sheet.column_dimensions["A"].width > 7 for sheet in book.worksheets)
    assert [row[0] for row in definitions.iter_rows(min_row=2, values_only=True)] == [
        each.id for each in hard.indicators
    ]
    said = "\n".join(str(row[1]) for row in source.iter_rows(values_only=True))
    assert hard.latest.document.cited in said
    assert version(hard) in said
    assert book.properties.created == datetime(2024, 1, 9)
    shown = {
        str(row[1].value): row[4].number_format
        for row in figures.iter_rows(min_row=2)
        if row[0].value == hard.latest.year
    }
    assert (shown["governance.fines"], shown["governance.violations"], shown["disputes.found"]) == ("0.00", "0.00", "0")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_libreoffice_opens_the_figures_and_runs_nothing(form: str, folder: Path, hard: Model, tmp_path: Path) -> None:
    as_they_are = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false"  # cells, not what they look like
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--infilter=CSV:44,34,76,1"] if form == "csv" else []
    command += ["--convert-to", as_they_are, "--outdir", str(tmp_path / "out"), str(folder / f"figures.{form}")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (converted,) = (tmp_path / "out").iterdir()
    frame = pandas.read_csv(
        io.StringIO(converted.read_text("utf-8").replace("100.00%", "100%"))
    )  # in CSV, 100% is a number
    frame.columns = pandas.Index([field.name for field in FIGURES.fields])
    assert records(frame, guarded=form == "csv") == expected(hard)


# --- numbers, nothing, and formulas --------------------------------------------------------------------------------


def test_numbers_in_json_have_the_digits_of_the_report(hard: Model) -> None:
    text = as_json(rows(FIGURES, hard)).decode()
    for digits in ("3.689", "9.95", "3.10", "123456789012.345", "0", "320"):
        assert f'"value": {digits}, ' in text


def test_missing_is_empty_and_zero_is_zero(folder: Path, hard: Model) -> None:
    year = hard.latest.year
    latest = {row["id"]: row for row in json.loads((folder / "figures.json").read_text("utf-8")) if row["year"] == year}
    nothing, zero, text = latest["disputes.resolved"], latest["disputes.found"], latest["study.channels"]
    assert (nothing["value"], nothing["text"], nothing["unit"]) == (None, None, "件")
    assert (zero["value"], zero["text"]) == (0, "0件")
    assert (text["value"], text["text"], text["unit"]) == (None, None, None)
    lines = (folder / f"{year}/figures.csv").read_text("utf-8-sig").splitlines()
    assert any("排查发现矛盾纠纷,0,,0件,件" in line for line in lines)
    assert any("有效化解矛盾纠纷,,,,件" in line for line in lines)


def test_csv_opens_right_by_double_click(folder: Path) -> None:
    for file in folder.rglob("*.csv"):
        content = file.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"\r\n" in content


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t"])
def test_no_cell_runs_in_a_spreadsheet(sign: str, project: Project) -> None:
    row = rows(SHORTCOMINGS, project.model)[0]
    dangerous = [{**row, "title": f"{sign}1+1"}]
    assert f",'{sign}1+1," in as_csv(SHORTCOMINGS, dangerous).decode("utf-8-sig")
    reports = tuple(project.model.reports.values())
    book = as_workbook(SHORTCOMINGS, dangerous, project.model, reports, "")
    assert list(read_rows(Download(SHORTCOMINGS, None, "xlsx"), book)) == dangerous


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1)
    | st.sampled_from(["=1\n2", "''=", "_x0041_"])
)
def test_any_text_comes_back_from_every_format(text: str) -> None:
    said: list[Row] = [{"year": 2023, "id": "a", "title": text, "finding": None, "source": "二"}]
    assert read_rows(Download(SHORTCOMINGS, None, "csv"), as_csv(SHORTCOMINGS, said)) == said
    assert read_rows(Download(SHORTCOMINGS, None, "json"), as_json(said)) == said


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**11, places=3))
def test_any_number_comes_back_from_every_format(number: Decimal) -> None:
    said: list[Row] = [{field.name: None for field in FIGURES.fields} | {"year": 2023, "value": number}]
    assert str(read_rows(Download(FIGURES, None, "csv"), as_csv(FIGURES, said))[0]["value"]) == f"{number:f}"
    assert str(read_rows(Download(FIGURES, None, "json"), as_json(said))[0]["value"]) == f"{number:f}"


def test_what_is_not_public_is_in_no_download_and_no_schema(model: Model) -> None:
    def everything(shown: Model) -> str:
        contents = files(shown)
        books = [ZipFile(io.BytesIO(content)) for name, content in contents.items() if name.endswith(".xlsx")]
        sheets = [book.read("xl/sharedStrings.xml") for book in books]
        return b"".join((*contents.values(), *sheets)).decode("utf-8", "ignore")

    theme = model.themes["disputes"]
    hidden = [replace(each, access="不予公开") if each.key == "adviser_users" else each for each in theme.indicators]
    figure = replace(model.latest.figures["disputes.adviser_users"], note="内部说明", access="不予公开")
    report = replace(model.latest, figures={**model.latest.figures, figure.id: figure})
    full = replace(
        model,
        themes={**model.themes, "disputes": replace(theme, indicators=tuple(hidden))},
        reports={**model.reports, report.year: report},
    )
    for secret in ("adviser_users", "村居法律顾问新增用户", "2000余人"):
        assert secret in everything(full)
        assert secret not in everything(public(full))
    assert "内部说明" not in everything(full)


# --- the audit -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["figures.csv", "2023/figures.json", "figures.xlsx", "plans.json", "shortcomings.csv"])
def test_the_audit_finds_a_download_that_says_something_else(
    name: str, site: Path, project: Project, tmp_path: Path
) -> None:
    copy = shutil.copytree(site, tmp_path / "site")
    wrong = changed(project.model, "disputes.found", "251").latest
    wrong = replace(wrong, shortcomings={}, plans=replace(wrong.plans, plans={}))
    (copy / "data" / name).write_bytes(files(replace(project.model, reports={wrong.year: wrong}))[name])
    with pytest.raises(Problems) as told:
        audit(project, copy)
    assert f"data/{name}" in {problem.path for problem in told.value.problems}


@pytest.mark.parametrize("name", ["figures.csv", "figures.xlsx", "figures.json", "datapackage.json"])
@pytest.mark.parametrize("content", [None, b"", b"[1]", b"year,id\r\n=1,2\r\n"])
def test_the_audit_finds_a_download_that_cannot_be_read(
    name: str, content: bytes | None, site: Path, project: Project, tmp_path: Path
) -> None:
    copy = shutil.copytree(site, tmp_path / "site")
    (copy / "data" / name).unlink()
    if content is not None:
        (copy / "data" / name).write_bytes(content)
    with pytest.raises(Problems) as told:
        audit(project, copy)
    assert f"data/{name}" in {problem.path for problem in told.value.problems}


# --- the schemas ---------------------------------------------------------------------------------------------------


def as_an_editor_reads(text: str) -> Any:
    """YAML 1.2, in which a date is text."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader)


def faults(schema: Any, content: Any) -> list[str]:
    Draft202012Validator.check_schema(schema)
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(content)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_json_file_fits_its_published_schema(table: Any, site: Path, folder: Path) -> None:
    schema = json.loads((site / f"data/schema/{table.name}.json").read_text("utf-8"))
    for file in (*(site / "data").rglob(f"{table.name}.json"), *folder.rglob(f"{table.name}.json")):
        if "schema" not in file.parts:
            assert faults(schema, json.loads(file.read_text("utf-8"))) == []


def test_the_schemas_for_editors_are_up_to_date(project: Project, site: Path) -> None:
    """Where this fails: python -m disclosure schema."""

    def files_of(model: Model) -> dict[str, bytes]:
        return {name: readable_json(schema) for name, schema in of_data_files(model).items()}

    assert {file.name: file.read_bytes() for file in (ROOT / "schema").iterdir()} == files_of(load(ROOT))
    published = {file.name: file.read_bytes() for file in (site / "data/schema/source").iterdir()}
    assert published == files_of(project.model), "the public schema names what the public edition has, and no more"


@pytest.mark.parametrize(
    "file", sorted((ROOT / "data").rglob("*.yml")), ids=lambda file: file.relative_to(ROOT).as_posix()
)
def test_every_data_file_names_its_schema_and_fits_it(file: Path) -> None:
    text = file.read_text("utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named
    schema = (file.parent / named[1]).resolve()
    assert schema == ROOT / "schema" / f"{file.stem}.json"
    assert faults(json.loads(schema.read_text("utf-8")), as_an_editor_reads(text)) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("screenings: 320余", "screenings: 320于"),
        ("screenings: 320余", "screenings: 约320余"),
        ("found: 250", "found: 250件"),
        ("found: 250", "fuond: 250"),
        ("found: 250", "found: [250]"),
        ("  source: 一（七）", "  origin: 一（七）"),
        ("topics: [习近平法治思想, 宪法]", "topics: []"),
        ("permits: 98", "permits: {value: 98, page: 3}"),
    ],
)
def test_an_editor_marks_what_the_check_would_refuse(right: str, wrong: str, project: Project) -> None:
    text = (ROOT / "data/2023/figures.yml").read_text("utf-8")
    assert right in text
    schema = of_data_files(project.model)["figures.json"]
    assert faults(schema, as_an_editor_reads(text.replace(right, wrong)))


@pytest.mark.parametrize(
    "said", ["0", "3.689", "320余", "300多", "近100", "约80", "不少于4", "100以上", "~", "{value: 5}"]
)
def test_an_editor_accepts_every_way_to_say_a_figure(said: str, project: Project) -> None:
    text = (ROOT / "data/2023/figures.yml").read_text("utf-8").replace("found: 250", f"found: {said}")
    assert faults(of_data_files(project.model)["figures.json"], as_an_editor_reads(text)) == []


def test_an_editor_has_a_hint_for_every_field(project: Project) -> None:
    for name, schema in of_data_files(project.model).items():
        for record in (schema, *schema["$defs"].values()):
            fields = {} if name == "figures.json" else record.get("properties", {})
            assert [field for field, part in fields.items() if not part["description"].endswith("。")] == []


# --- licence and page ----------------------------------------------------------------------------------------------


def test_a_licence_is_named_only_where_the_unit_states_one(project: Project) -> None:
    model = project.model
    assert "licenses" not in descriptor(model, files(model))
    licence = Licence(title="数据使用规定", url="https://example.org/licence")
    licensed = replace(model, unit=replace(model.unit, licence=licence))
    assert descriptor(licensed, files(licensed))["licenses"] == [{"title": licence.title, "path": licence.url}]


@pytest.fixture(scope="session")
def page(site: Path) -> html.HtmlElement:
    return html.parse(site / "downloads.html").getroot()


def test_the_page_lists_every_file_and_field(page: html.HtmlElement, project: Project) -> None:
    links = {str(link).removeprefix("data/") for link in page.xpath("//article//a/@href")}
    assert {download.path for download in downloads(project.model)} | {"datapackage.json"} <= links
    for table in TABLES:
        assert page.get_element_by_id(table.name) is not None
    fields = [cell.text_content() for cell in page.xpath("//tbody/tr[td[2]]/th")]
    assert fields == [field.name for table in TABLES for field in table.fields]


def test_the_page_states_the_data_version_and_how_to_cite(page: html.HtmlElement, project: Project) -> None:
    said = page.xpath("string(//dl[@class='citation'])")
    assert version(project.model) in said
    assert project.model.latest.document.number in said


def test_the_python_example_of_the_page_prints_the_figures(
    page: html.HtmlElement, site: Path, project: Project
) -> None:
    code = next(block.text_content() for block in page.iter("pre") if "pandas" in block.text_content())
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=site / "data", capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    for figure in project.model.latest.figures.values():
        if figure.quantity:
            assert re.search(rf"{re.escape(figure.indicator.name)} +{float(figure.value):.3f} ", done.stdout)
