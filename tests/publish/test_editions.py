"""Two editions, and nothing internal ever leaks: what is planted in every internal place is nowhere in the public one."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import pikepdf
import pytest
from conftest import add_a_year_before, copy_project, run, unquote
from lxml import html
from playwright.sync_api import Browser

from disclosure.page import Page
from disclosure.pages.vocabulary import vocabulary
from disclosure.problem import Problems
from disclosure.project import check
from disclosure.reading.load import load
from disclosure.report.edition import public

Edit = Callable[[str, str, str], None]
FIGURES, CATALOGUE = "data/2023/figures.yml", "data/indicators.yml"

# --- what is planted, and where ------------------------------------------------------------------------------------

# Each marker is a made-up word with its own ending, so that finding one tells the place that leaked.
PLACES = (
    "indicator_id", "indicator_name", "indicator_unit", "indicator_definition", "formula_id", "source", "note",
    "theme_id", "theme_name", "theme_indicator", "theme_words", "theme_note",
    "value_id", "value_source", "value_note", "public_note", "computed_part",
    "plan_id", "plan_title", "plan_source", "plan_measure", "office", "progress", "step", "hidden_office",
    "short_id", "short_title", "short_source", "short_finding", "short_note", "public_short_note",
    "page_name", "page_title", "page_text", "page_meta", "folder_page", "year_folder_page", "passage", "included",
    "asset_name", "asset_text", "png_name", "heading",
)  # fmt: skip
COMMENTS = ("yaml_comment", "jinja_comment", "page_comment", "heading_comment", "png_text")
NUMBERS = ("940817", "950813", "2031年7月13日")


def marker(place: str) -> str:
    return f"qzx_{place}"


def png(text: str) -> bytes:
    """A picture of one point whose compressed metadata say `text`."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    metadata = b"Comment\0\0" + zlib.compress(text.encode())
    parts = (
        chunk(b"IHDR", head),
        chunk(b"zTXt", metadata),
        chunk(b"IDAT", zlib.compress(b"\0\0")),
        chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def plant(copy: Path) -> None:
    """Puts a marker in every internal place of the project `copy`."""
    m = {place: marker(place) for place in (*PLACES, *COMMENTS)}

    def insert(path: str, before: str, text: str) -> None:
        file = copy / path
        old = file.read_text("utf-8")
        assert before in old, (path, before)
        file.write_text(old.replace(before, text + before, 1), "utf-8")

    def write(path: str, content: str | bytes) -> None:
        (copy / path).parent.mkdir(exist_ok=True)
        (copy / path).write_bytes(content.encode() if isinstance(content, str) else content)

    insert(CATALOGUE, "    found: {name", f"""\
    {m["indicator_id"]}: {{name: 甲{m["indicator_name"]}, unit: {m["indicator_unit"]}, access: 依申请公开, definition: 乙{m["indicator_definition"]}}}
    {m["computed_part"]}: {{name: 丙, unit: 件, access: 依申请公开}}
    {m["formula_id"]}: {{name: 丁, unit: '%', access: 不予公开, formula: {m["indicator_id"]} / {m["computed_part"]}}}
    open_rate: {{name: 公开的比率, unit: '%', formula: {m["indicator_id"]} / {m["computed_part"]}}}
    {m["value_id"]}: {{name: 戊, unit: 件}}
""")  # fmt: skip
    insert(CATALOGUE, "governance:\n  name", f"""\
{m["theme_id"]}:
  name: 己{m["theme_name"]}
  access: 不予公开
  indicators:
    {m["theme_indicator"]}: {{name: 庚, kind: text}}
  checks: []

""")  # fmt: skip
    insert(FIGURES, "  found: 250", f"""\
  {m["indicator_id"]}: {{value: 940817, source: 辛{m["source"]}, note: 壬{m["note"]}}}
  {m["computed_part"]}: {{value: 940817, source: 辛{m["source"]}}}
  {m["formula_id"]}: ~
  open_rate: {{value: 100, source: 一}}
  {m["value_id"]}: {{value: 950813, source: 癸{m["value_source"]}, access: 不予公开, note: 子{m["value_note"]}}}
""")  # fmt: skip
    insert(FIGURES, "governance:\n  source", f"""\
{m["theme_id"]}:
  source: 一
  {m["theme_indicator"]}: {{value: [丑{m["theme_words"]}], note: 寅{m["theme_note"]}}}
# {m["yaml_comment"]}

""")  # fmt: skip
    text = (copy / FIGURES).read_text("utf-8")
    (copy / FIGURES).write_text(
        text.replace("receptions: 338余", f"receptions: {{value: 338余, note: 卯{m['public_note']}}}"), "utf-8"
    )
    insert("data/2023/plans.yml", "  decisions:\n", f"""\
    lead_office: 辰{m["office"]}
    due: 2031-07-13
    progress: 巳{m["progress"]}
    next_step: 午{m["step"]}
  {m["plan_id"]}:
    title: 未{m["plan_title"]}
    source: 申{m["plan_source"]}
    access: 依申请公开
    measures: [酉{m["plan_measure"]}]
    lead_office: 戌{m["hidden_office"]}
""")  # fmt: skip
    insert("data/2023/shortcomings.yml", "balance:\n", f"""\
  note: 亥{m["public_short_note"]}
{m["short_id"]}:
  title: 子{m["short_title"]}
  source: 丑{m["short_source"]}
  access: 不予公开
  findings: [寅{m["short_finding"]}]
  note: 卯{m["short_note"]}
""")  # fmt: skip
    insert("docs/2023/disputes.md", "## 公共法律服务", f"""\
{{# {m["jinja_comment"]} #}}
{{% if staff %}}
## 丑{m["heading"]} {{ #for-staff }}

内部：{m["passage"]}，{{{{ disputes.{m["indicator_id"]} }}}}，{{{{ {m["theme_id"]}.{m["theme_indicator"]} }}}}。

{{% include "staff/included.staff.md" %}}
{{% endif %}}

全年排查{{{{ disputes.found }}}}。

{{#
## 寅{m["heading_comment"]} {{ #in-comment }}
#}}

化解{{{{ disputes.resolved }}}}。

""")  # fmt: skip
    write("docs/staff/included.staff.md", f"{m['included']}\n")
    write(
        f"docs/2023/{m['page_name']}.staff.md",
        f"---\ntitle: {m['page_meta']}\n---\n# {m['page_title']}\n\n{m['page_text']}{{# {m['page_comment']} #}}\n",
    )
    write(f"docs/staff/{m['folder_page']}.md", f"# 甲\n\n[图]({m['asset_name']}.svg)\n\n{{{{ shortcomings() }}}}\n")
    write(f"docs/2023/staff/{m['year_folder_page']}.md", "# 乙\n\n{{ ledger() }}\n\n{{ plan_ledger() }}\n")
    write(f"docs/staff/{m['asset_name']}.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{m["asset_text"]}</desc></svg>')  # fmt: skip
    write(f"docs/{m['png_name']}.staff.png", png(m["png_text"]))
    configuration = copy / "mkdocs.yml"  # with an address, so that the sitemap names every page
    configuration.write_text(
        configuration.read_text("utf-8").replace('!ENV [SITE_URL, ""]', "https://town.example/"), "utf-8"
    )


# --- how a built site is searched ----------------------------------------------------------------------------------


def everything(site: Path) -> Iterator[tuple[str, bytes]]:
    """The name of every file, its bytes, and whatever is packed inside them."""
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        name = file.relative_to(site).as_posix()
        yield name, name.encode()
        yield from unpacked(name, file.read_bytes())


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, data
    if data.startswith(b"\x1f\x8b"):
        yield from unpacked(f"{name}!", gzip.decompress(data))
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from unpacked(f"{name}!{member}", archive.read(member))
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield f"{name}!info", str(dict(pdf.docinfo.items())).encode()
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    yield f"{name}!stream", item.read_bytes(pikepdf.StreamDecodeLevel.generalized)
                else:
                    yield f"{name}!object", item.unparse()
    elif data.startswith(b"\x89PNG"):
        yield from ((f"{name}!{kind}", text) for kind, text in png_texts(data))


def png_texts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The compressed texts among a picture's chunks."""
    place = 8
    while place < len(data):
        (length,), kind = struct.unpack(">I", data[place : place + 4]), data[place + 4 : place + 8]
        if kind in (b"zTXt", b"iTXt"):
            _, _, packed = data[place + 8 : place + 8 + length].partition(b"\0")
            yield kind.decode(), zlib.decompress(packed[1:]) if kind == b"zTXt" else packed
        place += length + 12


def found(site: Path, wanted: tuple[str, ...]) -> Mapping[str, list[str]]:
    """Where each of the `wanted` texts stands in a built site; absent where it is nowhere."""
    places: dict[str, list[str]] = {}
    for name, data in everything(site):
        for text in wanted:
            if text.encode() in data:
                places.setdefault(text, []).append(name)
    return places


# --- the proof -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with something internal in every place that can hold it."""
    copy = copy_project(tmp_path_factory.mktemp("planted") / "project")
    plant(copy)
    return copy


def built(copy: Path, engine: str, edition: str) -> Path:
    """One edition of the copy by one engine, built once."""
    site = copy.parent / f"{engine}-{edition}"
    if not site.exists():
        done = run("disclosure", "publish", "--engine", engine, "--edition", edition, "--to", str(site), cwd=copy)
        assert done.returncode == 0, done.stderr
    return site


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_nothing_internal_is_anywhere_in_the_public_edition(engine: str, planted: Path) -> None:
    site = built(planted, engine, "public")
    assert len(list(site.rglob("*.html"))) > 10
    assert found(site, ("qzx", *(marker(place) for place in (*PLACES, *COMMENTS)), *NUMBERS, "2031-07-13")) == {}
    assert found(site, ('class="internal"', "staff/", ".staff.", "noindex")) == {}
    assert found(site, ("open_rate",)), "what is public stays public"


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_all_that_is_internal_is_in_the_staff_edition_but_comments(engine: str, planted: Path) -> None:
    site = built(planted, engine, "staff")
    wanted = (*(marker(place) for place in PLACES), *NUMBERS)
    assert set(wanted) - set(found(site, wanted)) == set()
    assert found(site, tuple(marker(place) for place in COMMENTS)) == {}


def test_the_search_looks_inside_what_is_packed(tmp_path: Path) -> None:
    text = "qzx_hidden" * 20
    (tmp_path / "a.gz").write_bytes(gzip.compress(text.encode()))
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", text)
    (tmp_path / "c.png").write_bytes(png(text))
    with pikepdf.new() as pdf:
        pdf.docinfo["/Title"] = "qzx_title"
        pdf.add_blank_page().Contents = pdf.make_stream(text.encode())
        pdf.save(tmp_path / "d.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    assert b"qzx" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert [name.partition("!")[0] for name in found(tmp_path, ("qzx_hidden",))["qzx_hidden"]] == [
        "a.gz", "b.xlsx", "c.png", "d.pdf",
    ]  # fmt: skip
    assert "d.pdf!info" in found(tmp_path, ("qzx_title",))["qzx_title"]


# --- what stops the build ------------------------------------------------------------------------------------------

# (what the clerk did, file, text there, text instead with § where the mistake is, the message that must come)
MISTAKES = [
    ("a chapter names an internal figure", "docs/2023/disputes.md", "## 公共法律服务", "接访{{ §disputes.receptions }}。\n\n## 公共法律服务", "disputes.receptions 不公开，公开的章节不能引用；请删去，或写进 {% if staff %} … {% endif %}。"),
    ("a chapter includes a page for staff", "docs/2023/disputes.md", "## 公共法律服务", '{% include "§staff/index.md" %}\n\n## 公共法律服务', "staff/index.md 是内部文件，公开的章节不能引入；请删去，或写进 {% if staff %} … {% endif %}。"),
    ("a chapter includes one of its year", "docs/2023/disputes.md", "## 公共法律服务", '{% include year ~ "§/note.staff.md" %}\n\n## 公共法律服务', "/note.staff.md 是内部文件，公开的章节不能引入；请删去，或写进 {% if staff %} … {% endif %}。"),
    ("a chapter calls what is for staff", "docs/2023/disputes.md", "## 公共法律服务", "{{ §ledger() }}\n\n## 公共法律服务", "ledger 只能用在内部页面；请删去，或写进 {% if staff %} … {% endif %}。"),
    ("a comment in the page's source", "docs/2023/disputes.md", "## 公共法律服务", "§<!-- 待核 -->\n\n## 公共法律服务", "<!-- … --> 会留在公开的网页里；不公开的说明请写成 {# … #}。"),
    ("a link to a page for staff", "docs/2023/disputes.md", "## 公共法律服务", '{{ link("备注", "§note.staff") }}\n\n## 公共法律服务', "2023 年没有 note.staff 这一页"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new", "message"), [row[1:] for row in MISTAKES], ids=[row[0].replace(" ", "-") for row in MISTAKES]
)
def test_a_public_chapter_that_uses_something_internal_is_refused_at_its_line(
    path: str, old: str, new: str, message: str, copy: Path, edit: Edit
) -> None:
    edit(FIGURES, "receptions: 338余", "receptions: {value: 338余, access: 不予公开}")
    (copy / "docs/2023/note.staff.md").write_text("# 备注\n\n{{ disputes.receptions }}\n", "utf-8")
    unquote(copy, "disputes.receptions")
    edit(path, old, new)
    before, _, after = (copy / path).read_text("utf-8").partition("§")
    (copy / path).write_text(before + after, "utf-8")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    with pytest.raises(Problems) as raised:
        check(copy, "public")
    (said,) = raised.value.problems
    assert str(said).startswith(f"{path}:{line}:{column}: {message}")


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
@pytest.mark.parametrize("edition", ["public", "staff"])
def test_either_engine_stops_before_it_builds_anything(engine: str, edition: str, copy: Path, edit: Edit) -> None:
    edit(FIGURES, "receptions: 338余", "receptions: {value: 338余, access: 不予公开}")
    done = run("disclosure", "publish", "--engine", engine, "--edition", edition, "--to", "new", cwd=copy)
    assert done.returncode == 1
    lines = (copy / "docs/2023/disputes.md").read_text("utf-8").splitlines()
    place = next((n, line.index("disputes.receptions") + 1) for n, line in enumerate(lines, 1) if "receptions" in line)
    said = f"docs/2023/disputes.md:{place[0]}:{place[1]}: disputes.receptions 不公开，公开的章节不能引用"
    assert said in done.stderr
    assert not (copy / "new").exists()


def test_a_total_with_all_parts_but_one_is_told(copy: Path, edit: Edit) -> None:
    edit(FIGURES, "items_entrusted: {value: 29,", "items_entrusted: {value: 29, access: 不予公开,")
    unquote(copy, "enforcement.items_entrusted")
    with pytest.raises(Problems) as raised:
        check(copy)
    line = next(n for n, text in enumerate((copy / FIGURES).read_text("utf-8").splitlines(), 1) if "29, acc" in text)
    assert str(raised.value) == (
        f"{FIGURES}:{line}: enforcement.items_entrusted（委托执法事项）不公开，却能由公开的 enforcement.items_total、"
        "enforcement.items_statutory、enforcement.items_empowered 推算出来；请把其中至少一个也改为不公开，或改为都公开。"
    )


def test_a_public_figure_computed_from_internal_ones_must_state_its_own_source(copy: Path, edit: Edit) -> None:
    edit(CATALOGUE, "    found: {name", "    kept: {name: 甲, unit: 件, access: 不予公开}\n    also: {name: 乙, unit: 件, access: 不予公开}\n    sum: {name: 丙, unit: 件, formula: kept + also}\n    found: {name")  # fmt: skip
    edit(FIGURES, "  found: 250", "  kept: 3\n  also: 4\n  found: 250")
    with pytest.raises(Problems) as raised:
        check(copy)
    assert f"{FIGURES}: disputes.sum（丙）由不公开的 disputes.kept、disputes.also 算出" in str(raised.value)


# --- classes and what they cover -----------------------------------------------------------------------------------


def test_a_value_takes_the_class_of_its_theme_and_all_take_that_of_the_unit(copy: Path, edit: Edit) -> None:
    edit(CATALOGUE, "  name: 政务公开\n", "  name: 政务公开\n  access: 依申请公开\n")
    model = public(load(copy))
    assert "openness" not in model.themes
    assert not [name for name in model.latest.figures if name.startswith("openness.")]
    edit("data/unit.yml", "access: 主动公开", "access: 不予公开")
    nothing = public(load(copy))
    assert (nothing.themes, nothing.latest.figures, nothing.latest.shortcomings) == ({}, {}, {})
    assert nothing.latest.plans.plans == {}


def test_a_figure_that_is_internal_in_one_year_alone_is_shown_for_the_others(copy: Path) -> None:
    full = load(copy)
    unquote(copy, "disputes.receptions")
    other = replace(full.latest, year=2022, figures={n: replace(f, year=2022) for n, f in full.latest.figures.items()})
    hidden = replace(full.latest.figures["disputes.receptions"], access="不予公开")
    latest = replace(full.latest, figures={**full.latest.figures, "disputes.receptions": hidden})
    project = replace(check(copy), model=public(replace(full, reports={2022: other, 2023: latest})))

    def said(function: str, page: str) -> str:
        return str(cast(Callable[[], str], vocabulary(project, Page(page))[function])())

    catalogue = html.fragment_fromstring(said("indicator_catalogue", "indicators.md"), create_parent="div")
    assert catalogue.xpath('//data[@data-id="disputes.receptions"]/@data-year') == ["2022"]
    assert catalogue.xpath('//data[@data-id="disputes.found"]/@data-year') == ["2023", "2022"]
    for year, listed in ((2022, True), (2023, False)):
        assert ('data-id="disputes.receptions"' in said("document_foot", f"{year}/print.md")) is listed


def test_a_figure_internal_in_one_year_alone_passes_the_audit(copy: Path, edit: Edit) -> None:
    add_a_year_before(copy)
    edit(FIGURES, "receptions: 338余", "receptions: {value: 338余, access: 不予公开}")
    unquote(copy, "disputes.receptions")
    done = run("disclosure", "publish", "--to", "new", cwd=copy)
    assert done.returncode == 0, done.stderr


# --- every page of the staff edition says what it is -----------------------------------------------------------------


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_every_page_of_the_staff_edition_says_that_it_is_internal(engine: str, planted: Path) -> None:
    pages = sorted(built(planted, engine, "staff").rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        page = html.document_fromstring(path.read_text("utf-8"))
        assert "内部" in str(page.findtext(".//title")), path
        assert page.xpath('string(//meta[@name="robots"]/@content)') == "noindex, nofollow, noarchive", path
        assert "内部版 · 不得对外公开" in str(page.xpath('string(//*[@class="internal"])')), path


def test_every_printed_sheet_of_the_staff_edition_bears_the_watermark(planted: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((built(planted, "mkdocs", "staff") / "2023/print.html").as_uri())
    page.emulate_media(media="print")
    marked = page.evaluate("""() => { const mark = getComputedStyle(document.body, "::after");
        return [mark.content, mark.position, mark.display] }""")
    page.close()
    assert marked == ['"内部资料"', "fixed", "block"]
