"""The audit: reads the finished pages, not their sources, and proves that they say what the data says.

It knows nothing of the engine that built them, so it holds for any folder that claims to be this site. Every page is
parsed once; what was compared is counted, so that an empty folder cannot pass.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

from disclosure.datapackage import descriptor
from disclosure.digest import SHORT, digest, shown
from disclosure.digits import without_names
from disclosure.expression import parse_expression
from disclosure.model import Figure, Model, Report
from disclosure.page import Page
from disclosure.problem import Problem, Problems
from disclosure.project import Project
from disclosure.quantity import Range
from disclosure.readback import read_rows
from disclosure.render import chinese_date
from disclosure.tables import downloads, rows


@dataclass(frozen=True)
class Audit:
    """How much was compared and found to agree."""

    pages: int
    figures: int
    words: int
    links: int
    rows: int

    def __str__(self) -> str:
        return (
            f"核对通过：{self.pages} 个页面，{self.figures} 处数据，{self.words} 处文字说法，"
            f"{self.links} 个链接，{self.rows} 行下载数据，全部一致。"
        )


def audit(project: Project, site: Path) -> Audit:
    """Holds the built `site` against the data. Raises Problems naming every page that says something else."""
    pages = {page.address: _read(site, page.address) for page in _built(project)}
    misplaced = [Problem(address, 0, 0, "页面没有生成。") for address, page in pages.items() if page is None]
    present = {address: page for address, page in pages.items() if page is not None}
    for file in sorted(site.rglob("*.html")):
        address = file.relative_to(site).as_posix()
        if address not in pages and (page := _read(site, address)) is not None:
            present[address] = page
            if address != "404.html":
                misplaced.append(Problem(address, 0, 0, "这一页不在项目里，不应当生成。"))
    problems = [*misplaced, *(problem for page in present.values() for problem in _page_problems(project.model, page))]
    problems.extend(_catalogue_problems(project.model, present))
    problems.extend(_print_problems(project.model, present))
    problems.extend(_plan_problems(project.model, present))
    problems.extend(_link_problems(site, present))
    problems.extend(_download_problems(project.model, site))
    if problems:
        raise Problems(problems)
    return Audit(
        pages=len(present),
        figures=sum(len(page.figures) for page in present.values()),
        words=sum(len(page.conditions) for page in present.values()),
        links=sum(len(page.links) for page in present.values()),
        rows=sum(len(rows(each.table, project.model, each.year)) for each in downloads(project.model)),
    )


@dataclass(frozen=True)
class BuiltPage:
    """A finished page, parsed once."""

    address: str
    tree: HtmlElement

    @cached_property
    def year(self) -> int | None:
        return Page(self.address.removesuffix(".html") + ".md").year

    @cached_property
    def figures(self) -> list[HtmlElement]:
        return list(self.tree.iter("data"))

    @cached_property
    def conditions(self) -> list[HtmlElement]:
        return list(self.tree.xpath("//*[@data-condition]"))

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(self.tree.xpath("//@id")) | frozenset(self.tree.xpath("//a/@name"))

    @cached_property
    def links(self) -> list[str]:
        return [str(link) for link in self.tree.xpath("//a/@href | //area/@href | //img/@src | //source/@src")]

    @cached_property
    def body(self) -> HtmlElement:
        """What the chapter says, without the theme around it."""
        for path in ("//article", "//main", "//body"):
            if found := self.tree.xpath(path):
                return found[0]
        return self.tree

    @cached_property
    def prose_figures(self) -> list[tuple[str, str]]:
        """(id, text) of the figures in running text, in order: not those of tables, strips and charts beside it."""
        return [
            (element.get("data-id", ""), _squeezed(element))
            for element in self.body.iter("data")
            if next(element.iterancestors("table", "ul", "figure", "dl"), None) is None
        ]


def _built(project: Project) -> Iterator[Page]:
    """The pages that the engine makes of the project: all but the passages that other pages include."""
    return (page for page in project.pages if not page.partial)


def _read(site: Path, address: str) -> BuiltPage | None:
    try:
        return BuiltPage(address, html.document_fromstring((site / address).read_text("utf-8")))
    except (OSError, UnicodeDecodeError, ValueError, html.etree.ParserError):
        return None


# --- what a page says ----------------------------------------------------------------------------------------------


def _page_problems(model: Model, page: BuiltPage) -> Iterator[Problem]:
    for element in page.figures:
        if fault := _figure_fault(model, element):
            yield _at(page, element, fault)
    for element in page.conditions:
        if fault := _condition_fault(model, element):
            yield _at(page, element, fault)
    yield from _leftovers(page)
    yield from _loose_digits(model, page)
    yield from _foreign(page)
    for place, count in Counter(map(str, page.tree.xpath("//@id"))).items():
        if count > 1:
            yield Problem(page.address, 0, 0, f"页面上有 {count} 处 id 都是 {place}；标题的锚点不能重名。")


def _figure_fault(model: Model, element: HtmlElement) -> str | None:
    """What is wrong with a `<data>` element: it must name a figure, carry its value, and say its text."""
    figure = _figure(model, element)
    shown, value = _squeezed(element), element.get("value", "")
    if figure is None:
        return f"“{shown}”指向 {element.get('data-year')} 年的 {element.get('data-id')}，数据里没有。"
    said = figure.number if element.get("data-form") == "number" else figure.text
    if not shown:
        return f"{figure.id} 的数值是空的。"
    if value != figure.value:
        return f"{figure.id} 的值是“{value}”，数据里是“{figure.value}”。"
    if (qualifier := element.get("data-qualifier", "")) != figure.qualifier:
        return f"{figure.id} 的约数词是“{qualifier}”，数据里是“{figure.qualifier}”。"
    if shown != _without_spaces(said):
        return f"{figure.id} 写的是“{shown}”，数据里是“{said}”。"
    return None


def _figure(model: Model, element: HtmlElement) -> Figure | None:
    year = element.get("data-year", "")
    report = model.reports.get(int(year)) if year.isdecimal() else None
    return report.figures.get(element.get("data-id", "")) if report else None


def _condition_fault(model: Model, element: HtmlElement) -> str | None:
    """What is wrong with words that rest on a condition: it must name numbers of the year, and hold."""
    text, condition, year = _squeezed(element), element.get("data-condition", ""), element.get("data-year", "")
    report = model.reports.get(int(year)) if year.isdecimal() else None
    try:
        expression = parse_expression(condition, "")
        holds = report is not None and expression.certain(lambda name: _range(report, name))
    except (ValueError, KeyError, ZeroDivisionError):
        holds = False
    return None if holds else f"“{text}”所依据的 {condition}（{year} 年）不成立。"


def _range(report: Report, name: str) -> Range:
    quantity = report.figures[name].quantity
    if quantity is None:
        raise KeyError(name)
    return quantity.range


_LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|Macro (?:Rendering|Syntax) Error|Undefined")


def _leftovers(page: BuiltPage) -> Iterator[Problem]:
    for element, text in _texts(page.body):
        if match := _LEFTOVER.search(text):
            yield _at(page, element, f"页面上留下了没有处理的“{match[0]}”。")


_DIGIT = re.compile(r"[0-9０-９]")
_DIGIT_RUN = re.compile(r"[0-9０-９][0-9０-９.,]*[%％\u4e00-\u9fff]?")
_QUOTING = frozenset(("data", "code", "pre", "script", "style", "time", "svg", "template"))


def _loose_digits(model: Model, page: BuiltPage) -> Iterator[Problem]:
    """Digits in a year's pages, or at home, that stand in no figure, no name, and no particular of the document."""
    report = model.latest if page.address == "index.html" else model.reports.get(page.year or 0)
    if report is None:
        return
    allowed = particulars(report)
    for element, text in _texts(page.body):
        if _DIGIT.search(text) and (match := _DIGIT_RUN.search(allowed.sub("", without_names(text)))):
            yield _at(page, element, f"“{match[0]}”不是数据里的数（所在文字：{text.strip()[:30]}）。")


def particulars(report: Report) -> re.Pattern[str]:
    """The texts with digits that belong to the document itself: its number and date, the years, the sources."""
    document = report.document
    texts = {
        *document.title, "".join(document.title), document.number, document.answers.number, document.answers.title,
        document.index_number or "", document.validity or "",
        *(day for known in (document.date, document.published, document.printed_on) if known
          for day in (chinese_date(known), known.isoformat())),
        f"{report.year}年", f"{report.year + 1}年",
        *(text for figure in report.figures.values() for text in (figure.source, figure.indicator.name)),
    }  # fmt: skip
    return re.compile("|".join(re.escape(text) for text in sorted(filter(None, texts), key=len, reverse=True)))


def _texts(body: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Every piece of text a reader sees, with its element; figures, code, and generated numbering are left out."""

    def walk(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
        quoting = (
            element.tag in _QUOTING or not isinstance(element.tag, str) or element.get("data-generated") is not None
        )
        if not quoting:
            text = element.text or ""
            yield element, re.sub(r"^\s*(?:[0-9]+\. |（[0-9]+）)", "", text) if element.tag in _HEADINGS else text
            for child in element:
                yield from walk(child)
                if child.tail:
                    yield element, child.tail

    return ((element, text) for element, text in walk(body) if text.strip())


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


# --- how the pages agree -------------------------------------------------------------------------------------------


def _catalogue_problems(model: Model, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """The catalogue has every indicator at its address, with its figure of every year."""
    if (page := pages.get("indicators.html")) is None:
        return
    there = {(element.get("data-id"), element.get("data-year")) for element in page.figures}
    for indicator in model.indicators:
        if indicator.id not in page.anchors:
            yield Problem(page.address, 0, 0, f"指标目录里没有 {indicator.id} 的位置。")
        for year, report in model.reports.items():
            if indicator.id in report.figures and (indicator.id, str(year)) not in there:
                yield Problem(page.address, 0, 0, f"指标目录里没有 {indicator.id} 在 {year} 年的数值。")


def _print_problems(model: Model, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """The printable view says the chapters' figures, in their order, and lists every figure once more."""
    for year, report in model.reports.items():
        if (view := pages.get(f"{year}/print.html")) is None:
            continue
        names = report.document.chapters
        chapters = [pages[f"{year}/{name}.html"] for name in names if f"{year}/{name}.html" in pages]
        wanted = Counter(figure for chapter in chapters for figure in chapter.prose_figures)
        printed = Counter(view.prose_figures)
        for (name, text), count in (wanted - printed).items():
            yield Problem(view.address, 0, 0, f"打印版比各章少了 {count} 处 {name}（{text}）。")
        for (name, text), count in (printed - wanted).items():
            yield Problem(view.address, 0, 0, f"打印版比各章多了 {count} 处 {name}（{text}）。")
        if wanted == printed and [f for c in chapters for f in c.prose_figures] != view.prose_figures:
            yield Problem(view.address, 0, 0, "打印版的数据与各章次序不同。")
        listed = {
            element.get("data-id") for element in view.figures if next(element.iterancestors("table"), None) is not None
        }
        for name in report.figures:
            if name not in listed:
                yield Problem(view.address, 0, 0, f"打印版的数据表里没有 {name}。")
        if set(view.tree.xpath("//@data-version")) != {digest(report)[:SHORT]}:
            yield Problem(view.address, 0, 0, f"打印版的数据校验码不是 {shown(digest(report))}。")


def _plan_problems(model: Model, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """Every shortcoming and plan stands, word for word, in its chapter and in the printable view."""
    for year, report in model.reports.items():
        texts = {
            "shortcomings": [t for s in report.shortcomings.values() for t in (s.title, *s.findings)],
            "plans": [*report.plans.aims, *(t for p in report.plans.plans.values() for t in (p.title, *p.measures))],
        }
        for chapter, wanted in texts.items():
            for address in (f"{year}/{chapter}.html", f"{year}/print.html"):
                if (page := pages.get(address)) is not None:
                    said = _squeezed(page.body)
                    absent = (text for text in wanted if _without_spaces(text) not in said)
                    yield from (Problem(address, 0, 0, f"页面上没有“{text}”。") for text in absent)


# --- links, requests, downloads ------------------------------------------------------------------------------------


def _link_problems(site: Path, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """Every link inside the site leads to a file that is there, and to a place that is on it."""
    for page in pages.values():
        for link in page.links:
            if (target := _target(page.address, link)) is None:
                continue
            address, place = target
            if address in pages:
                if place and place not in pages[address].anchors:
                    yield Problem(page.address, 0, 0, f"链接 {link} 指向的位置 #{place} 不存在。")
            elif page.address != "404.html" and not (site / address).is_file():
                yield Problem(page.address, 0, 0, f"链接 {link} 指向的文件不存在。")


def _target(page: str, link: str) -> tuple[str, str] | None:
    """Where a link leads inside the site, as (address, anchor); None for links to elsewhere."""
    return (page, unquote(link[1:])) if link.startswith("#") else _resolved(page.rpartition("/")[0], link)


@lru_cache(maxsize=100_000)
def _resolved(folder: str, link: str) -> tuple[str, str] | None:
    """A link from any page of a folder, as the navigation repeats it on all of them."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(urljoin(f"/{folder}/", parts.path)).lstrip("/")
    return (f"{path}index.html" if path == "" or path.endswith("/") else path), unquote(parts.fragment)


_LOADING = (
    "//script/@src | //img/@src | //iframe/@src | //source/@src | //audio/@src | //video/@src | //embed/@src"
    " | //object/@data | //link[not(@rel='canonical' or @rel='alternate' or @rel='prev' or @rel='next')]/@href"
    " | //*[local-name()='use' or local-name()='image']/@href"
)
_STYLE_URL = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]+)|@import\s+['\"]((?:https?:)?//[^'\"]+)")


def _foreign(page: BuiltPage) -> Iterator[Problem]:
    """Whatever the page would load from another host."""
    urls = [str(url) for url in page.tree.xpath(_LOADING)]
    for source in page.tree.xpath("//@srcset"):
        urls.extend(part.split()[0] for part in str(source).split(",") if part.strip())
    for style in (*page.tree.xpath("//style/text()"), *page.tree.xpath("//@style")):
        urls.extend(first or second for first, second in _STYLE_URL.findall(str(style)))
    for url in urls:
        if urlsplit(url).netloc:
            yield Problem(page.address, 0, 0, f"页面要从别的网站读取 {url}。")


def _download_problems(model: Model, site: Path) -> Iterator[Problem]:
    """The downloads hold the same data, row for row and cell for cell, and their package describes just these files."""
    for download in downloads(model):
        address = f"data/{download.path}"
        try:
            found = read_rows(download, (site / address).read_bytes())
        except (OSError, ValueError):
            yield Problem(address, 0, 0, "下载文件不存在、读不出来，或者含有公式。")
            continue
        wanted = rows(download.table, model, download.year)
        if len(found) != len(wanted):
            yield Problem(address, 0, 0, f"有 {len(found)} 行，数据里是 {len(wanted)} 行。")
        for number, (row, right) in enumerate(zip(found, wanted, strict=False), 2):
            for name, cell in right.items():
                if row.get(name) != cell:
                    yield Problem(
                        address, number, 0, f"{right['id']} 的 {name} 是“{row.get(name)}”，数据里是“{cell}”。"
                    )
    yield from _package_problems(model, site / "data")


def _package_problems(model: Model, folder: Path) -> Iterator[Problem]:
    try:
        package = json.loads((folder / "datapackage.json").read_bytes())
        right = descriptor(
            model, {download.path: (folder / download.path).read_bytes() for download in downloads(model)}
        )
    except (OSError, ValueError):
        package, right = None, {}
    if package != right:
        yield Problem("data/datapackage.json", 0, 0, "文件不存在，或者与下载文件不符。")


# --- small things --------------------------------------------------------------------------------------------------


def _at(page: BuiltPage, element: HtmlElement, message: str) -> Problem:
    return Problem(page.address, element.sourceline or 0, 0, message)


def _squeezed(element: HtmlElement) -> str:
    return _without_spaces(element.text_content())


def _without_spaces(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)
