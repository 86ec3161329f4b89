"""The blocks of pages that are data through and through: each is where it is due, and says its marks in their order.

A block is found by `data-block` alone. It is read as a list of marks and of the fixed words between them, and must be
the list that follows from the report; so a particular that is missing, moved or added is told, and so is a block that
goes by another name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from disclosure.audit.breakdowns import TABLE
from disclosure.audit.marks import mark_of
from disclosure.audit.versions import versions_items
from disclosure.numbers.wording import chinese, chinese_date
from disclosure.page import Page
from disclosure.problem import Problem
from disclosure.report import charts
from disclosure.report.change import before
from disclosure.report.change import known as known_change
from disclosure.report.digest import corrections_of
from disclosure.report.edition import Edition
from disclosure.report.model import Model, Report
from disclosure.report.outline import Chapter, chapters_of
from disclosure.report.particulars import FOOTER, Mark, of_document, of_information_block, of_unit, one_by_one, texts
from disclosure.text.built import BuiltPage, Element, squeezed

Pages = Mapping[str, BuiltPage]
Item = Mark | str
"""A mark, or fixed words."""


@dataclass(frozen=True)
class _Place:
    """A page that may hold blocks, and what is true for it."""

    root: Path
    model: Model
    edition: Edition
    pages: Pages
    page: BuiltPage

    @property
    def report(self) -> Report:
        return self.model.reports.get(self.page.page.year or 0, self.model.latest)

    @property
    def chapter(self) -> Chapter | None:
        return next((each for each in chapters_of(self.report) if each.path == self.page.page.path), None)

    def document(self, *names: str) -> list[Item]:
        """The marks of particulars of the page's document."""
        return [Mark(f"document.{name}", "", str(self.report.year)) for name in names]

    def names(self, field: str, names: tuple[str, ...]) -> list[Item]:
        """The marks of names of the page's document that stand one above the other."""
        return [Mark(f"document.{field}", number, str(self.report.year)) for number in one_by_one(names)]

    def known(self, items: list[Item]) -> list[Item]:
        """Without the marks of what is not known."""
        return [item for item in items if isinstance(item, str) or texts(self.model).get(item) != ""]

    def earlier(self, figure: str) -> list[Item]:
        """The mark of the year before's figure, where the two can be compared."""
        then = before(self.report.figures[figure], self.report) if figure in self.report.figures else None
        return [Mark("figure", figure, str(then.year))] if then else []

    def changed(self, figure: str) -> list[Item]:
        """The words and the mark of a figure's change, where it is known."""
        change = known_change("change", now, self.report) if (now := self.report.figures.get(figure)) else None
        return [change.lead, Mark("change", figure, str(self.report.year))] if change else []

    def labelled(self, label: str, mark: Item, after: str = "") -> list[Item]:
        """A mark between its words; nothing where it is not known."""
        return [item for item in (label, mark, after) if item] if self.known([mark]) else []


def block_problems(root: Path, model: Model, edition: Edition, pages: Pages) -> Iterator[Problem]:
    """Blocks that are missing where they are due, and those that say something else than the report."""
    for page in pages.values():
        place = _Place(root, model, edition, pages, page)
        found: dict[str, list[Element]] = {name: [] for name in _due(place)}
        for element in page.elements("//*[@data-block]"):
            found.setdefault(element.get("data-block", ""), []).append(element)
        for name, elements in found.items():
            if not elements:
                yield page.problem(f"页面上没有{_BLOCKS[name][0]}（data-block=“{name}”）。")
            for element in elements:
                yield from (page.problem(fault, element) for fault in _faults(place, name, element))
        yield from _order_problems(place)
        for element in page.elements("//article//svg[not(ancestor::*[@data-block])]"):
            yield page.problem("有一张图没有标明是按哪些数据画的。", element)


_CALLED = {
    "report_head": "report-head",
    "information_block": "information",
    "contents": "contents",
    "figures_table": "theme",
    "key_figures": "key-figures",
    "chart": "chart",
    "flow": "chart",
    "theme_charts": "chart",
    "published_versions": "versions",
}
"""The blocks that a page has where its chapter asks for them."""
_FOR_STAFF = re.compile(r"\{%-? if staff -?%\}.*?\{%-? endif -?%\}", re.DOTALL)


def _due(place: _Place) -> Iterator[str]:
    """The blocks that a page must have."""
    page, document = place.page.page, place.report.document
    if place.page.address == "404.html" or page.internal:
        return
    if page.printing:
        yield from ("head", "foot", *("table-figures", "table-plans")[: len(_tables_of_ours(place.report))])
        if document.copies_to or document.printed_by or document.printed_on:
            yield "imprint"
    else:
        yield "footer"
    if page.path == "indicators.md":
        yield "catalogue"
    if place.chapter:
        yield "place"
    file = place.root / page.source
    asked = _FOR_STAFF.sub("", file.read_text("utf-8")) if file.is_file() else ""
    yield from (block for macro, block in _CALLED.items() if re.search(rf"\{{\{{-? *{macro}\(", asked))


def _quoted(place: _Place, theme: str) -> list[Mark]:
    """The numbers of a theme that a page quotes in running text, in the catalogue's order."""
    here = {figure.get("data-id") for figure in place.page.elements("//data[not(ancestor::*[@data-block])]")}
    figures = [each for each in place.report.of_theme(theme) if each.indicator.kind == "number" and each.id in here]
    return [Mark("figure", figure.id, str(figure.year)) for figure in figures]


def _faults(place: _Place, name: str, block: Element) -> Iterator[str]:
    if name == TABLE:
        return
    if name not in _BLOCKS:
        yield f"没有 data-block=“{name}”这种块。"
        return
    title, items = _BLOCKS[name]
    found = place.known(list(_said(block)))
    figures = [item for item in found if isinstance(item, Mark) and item.field == "figure"]
    right = place.known(_chart(place, block) if name == "chart" else items(place, figures))
    if found != right:
        number = next((n for n, pair in enumerate(zip(right, found, strict=False)) if pair[0] != pair[1]), None)
        number = min(len(right), len(found)) if number is None else number
        said = [_worded(place, each[number : number + 1]) for each in (right, found)]
        yield f"{title}里应当是{said[0]}，写的是{said[1]}。"
    if name == "chart":
        yield from _drawing_faults(place, block)
    if name == "catalogue":
        there = {entry.get("id") for entry in block.iter("article")}
        absent = (each.id for each in place.model.indicators if each.id not in there)
        yield from (f"指标目录里没有 {indicator} 的位置。" for indicator in absent)
        courses = (charts.latest_course(each.id, place.model) for each in place.model.indicators)
        right_paths = [charts.drawn(years) for years in courses if years]
        if right_paths != [path.get("d", "") for path in block.iter("path")]:
            yield "指标目录里的走势与数据不同。"


def _said(element: Element) -> Iterator[Item]:
    """The marks and words of an element, in order; not of a block in it, nor where an indicator is quoted."""
    if text := squeezed(element.text or ""):
        yield text
    for child in element:
        if mark := mark_of(child):
            yield mark
        elif child.tag not in ("style", "script") and not {"data-quotes", "data-block"} & set(child.keys()):
            yield from _said(child)
        if tail := squeezed(child.tail or ""):
            yield tail


def _worded(place: _Place, items: list[Item]) -> str:
    if not items:
        return "到此为止"
    item = items[0]
    if isinstance(item, str):
        return f"“{item}”"
    return f"“{texts(place.model).get(item, '')}”（{' '.join(filter(None, item))}）"


# --- what each block must say --------------------------------------------------------------------------------------


def _footer(place: _Place, _: list[Mark]) -> list[Item]:
    known = {**of_unit(place.model.unit), **of_document(place.report)}
    name = place.model.unit.site_name + ("（内部）" if place.edition == "staff" else "")
    year = str(place.report.year)
    marks = [Mark(field, "", year if field.startswith("document.") else "") for field in FOOTER]
    return [name, *(item for mark in marks for item in place.labelled(known[mark.field].label, mark))]


def _information(place: _Place, _: list[Mark]) -> list[Item]:
    known, year = of_information_block(place.report), str(place.report.year)
    return [item for field, each in known.items() for item in (each.label, Mark(field, "", year))]


def _head(place: _Place, _: list[Mark]) -> list[Item]:
    number, title, addressee = place.document("number", "title", "addressee")
    signatories = place.names("signatory", place.report.document.signatory)
    signed = ["签发人：", *signatories] if signatories else []
    sent = place.labelled("", addressee, "：")
    return [*place.names("issuer", place.report.document.issuer), number, *signed, title, *sent]


def _report_head(place: _Place, _: list[Mark]) -> list[Item]:
    told = place.known([Mark(f"correction.{name}", "", str(place.report.year)) for name in ("date", "note")])
    document = place.report.document
    named = () if document.issued_by in document.name else ("issuer",)
    return [*place.document("title", *named, "number", "date"), *(["更正", *told] if told else [])]


def _foot(place: _Place, _: list[Mark]) -> list[Item]:
    day, remark = place.document("date", "remark")
    year, count = str(place.report.year), len(place.report.document.attachments)
    attachments: list[Item] = [Mark("document.attachment", str(number), year) for number in range(1, count + 1)]
    issuers = place.names("issuer", place.report.document.issuer)
    return [*(["附件：", *attachments] if attachments else []), *issuers, day, *place.labelled("（", remark, "）")]


def _tables_of_ours(report: Report) -> list[str]:
    """The tables of ours that stand behind a report issued on paper; an original has none."""
    if report.document.stands_as == "正本":
        return []
    titles = [f"{report.year}年指标数据表", f"{report.year}年存在的不足和{report.year + 1}年打算一览表"]
    return titles if report.shortcomings or report.plans.plans else titles[:1]


def _imprint(place: _Place, _: list[Mark]) -> list[Item]:
    copies, by, day = place.document("copies_to", "printed_by", "printed_on")
    return [*place.labelled("抄送：", copies, "。"), by, *place.labelled("", day, "印发")]


_MADE_BY_US = "（本表由网站根据报告数据整理）"


def _figures_table(place: _Place, _: list[Mark]) -> list[Item]:
    items: list[Item] = ["网页附表1", _tables_of_ours(place.report)[0], _MADE_BY_US, "指标", "数值", "单位", "原文出处"]
    for theme in filter(place.report.of_theme, place.model.themes):
        items.append(Mark("theme.name", theme))
        for figure in place.report.of_theme(theme):
            items.extend(_of(figure.id, place.report, "figure.name", "figure", "figure.unit", "figure.source"))
    return items


def _plans_table(place: _Place, _: list[Mark]) -> list[Item]:
    report = place.report
    items: list[Item] = ["网页附表2", _tables_of_ours(report)[1], _MADE_BY_US, "序号", "事项", "内容", "原文出处"]
    items += [f"{report.year}年存在的不足"] if report.shortcomings else []
    for n, key in enumerate(report.shortcomings, 1):
        items += [str(n), *_of(key, report, "shortcoming.title", "shortcoming.findings", "shortcoming.source")]
    items += [f"{report.year + 1}年打算"] if report.plans.plans else []
    for n, key in enumerate(report.plans.plans, 1):
        items += [str(n), *_of(key, report, "plan.title", "plan.measures", "plan.source")]
    return items


def _of(key: str, report: Report, *fields: str) -> list[Item]:
    return [Mark(field, key, str(report.year)) for field in fields]


def _catalogue(place: _Place, _: list[Mark]) -> list[Item]:
    items: list[Item] = []
    for theme in place.model.themes.values():
        items.append(Mark("theme.name", theme.id))
        for indicator in theme.indicators:
            name = indicator.id
            items += [Mark("indicator.name", name), Mark("indicator.definition", name)]
            for report in [*place.model.years.values()][::-1]:
                if name in report.figures:
                    figure, numbers, source = _of(name, report, "figure", "figure.numbers", "figure.source")
                    items += [f"{report.year}年", figure, numbers, "出处：", source]
            items += ["详情", "编号", Mark("indicator.id", name)]
            items += place.labelled("单位", Mark("indicator.unit", name))
            items += place.labelled("公式", Mark("indicator.formula", name))
            items += place.labelled("起止", Mark("indicator.lifetime", name))
            for last in indicator.former_said:
                items += ["以前", Mark("indicator.former", name, str(last))]
            for version, correction in corrections_of(name, place.model):
                items += ["更正", squeezed(f"{chinese_date(version.date)}{correction.said}")]
            items += ["数据", "CSV", "JSON", "网址", f"indicators.html#{name}"]
    return items


def _contents(place: _Place, _: list[Mark]) -> list[Item]:
    items: list[Item] = []
    for number, part in enumerate(place.report.document.outline, 1):
        items.append(f"{chinese(number)}、{squeezed(part.title)}")
        items += [_title(place, chapter) for chapter in part.chapters if len(part.chapters) > 1]
    return items


def _title(place: _Place, chapter: str) -> str:
    """What the contents call a chapter: its theme, or its own heading."""
    if chapter in place.model.themes:
        return squeezed(place.model.themes[chapter].name)
    page = place.pages.get(f"{place.report.year}/{chapter}.html")
    return squeezed("".join(map(squeezed, page.elements("(//h1)[1]")))) if page else chapter


def _place(place: _Place, _: list[Mark]) -> list[Item]:
    if (chapter := place.chapter) is None:
        return []
    position = f"（{chinese(chapter.position)}）" if chapter.of > 1 else ""
    return [squeezed(f"{chinese(chapter.part)}、{chapter.part_title}{position}")]


def _theme(place: _Place, figures: list[Mark]) -> list[Item]:
    """The table of a theme: the figures that it has, and those that its chapter quotes, each with its source."""
    theme = figures[0].id.partition(".")[0] if figures else place.chapter.name if place.chapter else ""
    here = place.chapter is not None and place.chapter.name == theme
    figures = [mark for mark in figures if mark.year == str(place.report.year)]
    figures += [mark for mark in _quoted(place, theme) if here and mark not in figures]
    compared = any(place.earlier(mark.id) for mark in figures)
    columns = ["数值", "上年", "比上年", "出处"] if compared else ["数值", "出处"]
    items: list[Item] = [Mark("theme.name", theme), "指标", *columns]
    for name in (mark.id for mark in figures):
        name_, figure, changed, source = _of(name, place.report, "figure.name", "figure", "change", "figure.source")
        items += [name_, figure, *place.earlier(name), changed, source]
    return items


def _key_figures(place: _Place, figures: list[Mark]) -> list[Item]:
    """A strip of figures: each with its name, and its change where that is known."""
    return [
        item
        for figure in figures
        for item in (*_of(figure.id, place.report, "figure", "figure.name"), *place.changed(figure.id))
    ]


def _panels(place: _Place, block: Element) -> Iterator[charts.Panel]:
    """What a chart must show, by the figures that it says it was asked for."""
    asked = [
        place.report.figures[name] for name in block.get("data-figures", "").split() if name in place.report.figures
    ]
    if asked and block.get("data-kind") == "flow":
        yield charts.flow(asked, place.model, place.report)
    else:
        yield from charts.panels(asked, place.model, place.report)


def _chart(place: _Place, block: Element) -> list[Item]:
    """A chart's figures with their names, those of earlier years, and the rates between them."""
    items: list[Item] = []
    for panel in _panels(place, block):
        items += _of(panel.total.id, place.report, "figure", "figure.name") if panel.total else []
        items += ["没有发生"] if panel.kind == "nothing" else []
        for step in panel.steps:
            items += _of(step.figure.id, place.report, "figure", "figure.name")
            for earlier in charts.course(step.figure, place.model)[:-1]:
                items += [f"{earlier.year}年", Mark("figure", earlier.id, str(earlier.year))]
            items += _of(step.rate.id, place.report, "figure.name", "figure") if step.rate else []
    return items


_BLOCKS: Mapping[str, tuple[str, Callable[[_Place, list[Mark]], list[Item]]]] = {
    "footer": ("页脚", _footer),
    "report-head": ("报告标题", _report_head),
    "information": ("公文信息", _information),
    "contents": ("各章目录", _contents),
    "head": ("版头", _head),
    "foot": ("落款", _foot),
    "imprint": ("版记", _imprint),
    "table-figures": ("网页附表1", _figures_table),
    "table-plans": ("网页附表2", _plans_table),
    "catalogue": ("指标目录", _catalogue),
    "place": ("在报告里的位置", _place),
    "theme": ("本章数据表", _theme),
    "key-figures": ("主要数据", _key_figures),
    "chart": ("图", lambda _, __: []),
    "versions": ("历次公布的版本", lambda place, _: [*versions_items(place.model)]),
}
"""What the blocks are called, and what each must say; some by the figures that they have."""


def _drawing_faults(place: _Place, block: Element) -> Iterator[str]:
    """What a chart draws: the widths of its strips and lines, the courses of its figures."""
    shown = list(_panels(place, block))
    courses = (charts.course(step.figure, place.model) for panel in shown for step in panel.steps)
    for what, right, found in (
        ("长度", [w for panel in shown for w in panel.lengths], [r.get("width", "") for r in block.iter("rect")]),
        ("走势", [charts.drawn(years) for years in courses if years], [p.get("d", "") for p in block.iter("path")]),
    ):
        if found != right:
            yield f"图里的{what}是 {'、'.join(found)}，按数据应当是 {'、'.join(right)}。"


def _order_problems(place: _Place) -> Iterator[Problem]:
    """Lists of a year's chapters, beside each of its pages and on its overview, lead to them in the outline's order."""
    year, _, file = place.page.address.partition("/")
    right = [Page(chapter.path).address for chapter in chapters_of(place.report)]
    lists = place.page.elements("//*[@data-chapters or @data-block='contents']")
    if not lists and year == str(place.page.page.year) and "/" not in file and not place.page.page.printing:
        yield place.page.problem("页面旁边没有报告目录（data-chapters）。")
    for element in lists:
        links = (link.get("href", "").rpartition("/")[2] for link in element.iter("a"))
        found = [address for link in links if (address := f"{place.report.year}/{link}") in right]
        if found != right:
            yield place.page.problem("目录里各章的次序与 outline 不同。", element)
