"""What a mark in a page may name, and the text that must stand there: particulars of unit, document, figures, records.

Pages take labels and texts from here, and the audit takes from here what each mark must say. What is not known is "".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from disclosure.numbers.wording import chinese_date
from disclosure.report.change import FORMS
from disclosure.report.change import known as known_change
from disclosure.report.digest import correction, digest, shown
from disclosure.report.model import Indicator, Model, Report, Unit
from disclosure.report.origin import in_words, origin
from disclosure.report.table import source_of, table_figures, tables_of


class Mark(NamedTuple):
    """What an element says it holds: `data-field` (or a figure, or a change), `data-id` and `data-year`."""

    field: str
    id: str = ""
    year: str = ""


class Particular(NamedTuple):
    """What readers call a particular, and its text."""

    label: str
    text: str


def of_document(report: Report) -> Mapping[str, Particular]:
    """The particulars of a year's document, in the order of the information block."""
    document = report.document
    return {
        "document.index_number": Particular("索引号", document.index_number or ""),
        "document.title": Particular("标题", document.name),
        "document.issuer": Particular("发文机关", document.issued_by),
        "document.number": Particular("发文字号", document.number or ""),
        "document.signatory": Particular("签发人", "、".join(document.signatory)),
        "document.date": Particular("成文日期", chinese_date(document.date) if document.date else ""),
        "document.published": Particular("发布日期", chinese_date(document.published) if document.published else ""),
        "document.addressee": Particular("主送机关", "、".join(document.addressee)),
        "document.access": Particular("公开方式", document.access or ""),
        "document.validity": Particular("有效性", document.validity or ""),
        "document.review": Particular("审核程序", document.review or ""),
        "document.source": Particular("信息来源", document.source or ""),
        **{f"document.{label}": Particular(label, text) for label, text in document.particulars.items()},
        "document.attachments": Particular("附件", "、".join(each.title for each in document.attachments)),
        "document.remark": Particular("附注", document.remark or ""),
        "document.copies_to": Particular("抄送", "，".join(document.copies_to)),
        "document.printed_by": Particular("印发机关", document.printed_by or ""),
        "document.printed_on": Particular("印发日期", chinese_date(document.printed_on) if document.printed_on else ""),
    }


def of_information_block(report: Report) -> Mapping[str, Particular]:
    """The particulars that the information block shows: those known, but for what only the foot of the paper says."""
    return {field: known for field, known in of_document(report).items() if known.text and field not in _OF_PAPER}


_OF_PAPER = ("document.remark", "document.copies_to", "document.printed_by", "document.printed_on")


def one_by_one(names: Sequence[str]) -> Mapping[str, str]:
    """Names that stand one above the other, by the `data-id` of their marks: a single one has none."""
    return {str(number) if len(names) > 1 else "": name for number, name in enumerate(names, 1)}


FOOTER = (
    "unit.sponsor", "document.issuer", "unit.address", "unit.telephone", "unit.email", "unit.site_id_code",
    "unit.icp_record", "unit.police_record",
)  # fmt: skip
"""The particulars at the foot of every page of the site."""


def of_unit(unit: Unit) -> Mapping[str, Particular]:
    """The particulars of the publishing body and its site."""
    return {
        "unit.site_name": Particular("网站名称", unit.site_name),
        "unit.sponsor": Particular("主办单位", unit.sponsor or ""),
        "unit.address": Particular("地址", unit.address or ""),
        "unit.telephone": Particular("电话", unit.telephone or ""),
        "unit.email": Particular("电子邮箱", unit.email or ""),
        "unit.site_id_code": Particular("网站标识码", unit.site_id_code or ""),
        "unit.icp_record": Particular("ICP备案号", unit.icp_record or ""),
        "unit.police_record": Particular("公安备案号", unit.police_record or ""),
    }


def last_report(indicator: Indicator, model: Model) -> Report:
    """The latest report in which an indicator lived; the latest of all where it lives in none."""
    return next((report for report in model.newest_first if indicator.id in report.figures), model.latest)


@lru_cache(maxsize=8)
def texts(model: Model) -> Mapping[Mark, str]:
    """What every mark must say. A figure that is said as a bare number is told by its own element."""
    return dict(_texts(model))


def _texts(model: Model) -> Iterator[tuple[Mark, str]]:
    for field, known in of_unit(model.unit).items():
        yield Mark(field), known.text
    for theme in model.themes.values():
        yield Mark("theme.name", theme.id), theme.name
    yield from _of_indicators(model)
    for report in model.years.values():
        yield from _of_figures(report)
    for report in model.reports.values():
        year = str(report.year)
        yield Mark("data.version", "", year), shown(digest(report))
        last = correction(report)
        yield Mark("correction.date", "", year), chinese_date(last.date) if last else ""
        yield Mark("correction.note", "", year), last.changes if last else ""
        for field, known in of_document(report).items():
            yield Mark(field, "", year), known.text
        for field, names in (("issuer", report.document.issuer), ("signatory", report.document.signatory)):
            yield from ((Mark(f"document.{field}", n, year), name) for n, name in one_by_one(names).items())
        for n, attachment in enumerate(report.document.attachments, 1):
            yield Mark("document.attachment", str(n), year), attachment.title
        for indicator in tables_of(report, model):
            yield Mark("table.name", indicator.id, year), indicator.name
            yield Mark("table.unit", indicator.id, year), indicator.unit
            yield Mark("table.source", indicator.id, year), source_of(table_figures(indicator, report.figures))
        yield from _of_records(report, year)


def _of_records(report: Report, year: str) -> Iterator[tuple[Mark, str]]:
    """Shortcomings, plans, and what became of those of the year before."""
    for key, fault in report.shortcomings.items():
        yield Mark("shortcoming.title", key, year), fault.title
        yield Mark("shortcoming.findings", key, year), "".join(fault.findings)
        yield Mark("shortcoming.source", key, year), fault.source
    for key, outcome in report.outcomes.items():
        yield Mark("outcome.status", key, year), outcome.status
    for key, plan in report.plans.plans.items():
        yield Mark("plan.title", key, year), plan.title
        yield Mark("plan.measures", key, year), "".join(plan.measures)
        yield Mark("plan.source", key, year), plan.source


def _of_indicators(model: Model) -> Iterator[tuple[Mark, str]]:
    for indicator in model.indicators:
        yield Mark("indicator.id", indicator.id), indicator.id
        yield Mark("indicator.name", indicator.id), indicator.name
        yield Mark("indicator.definition", indicator.id), indicator.definition
        yield Mark("indicator.unit", indicator.id), indicator.unit
        yield Mark("indicator.formula", indicator.id), in_words(indicator.formula, last_report(indicator, model))
        yield Mark("indicator.lifetime", indicator.id), indicator.lifetime
        for year, said in indicator.former_said.items():
            yield Mark("indicator.former", indicator.id, str(year)), said


def _of_figures(report: Report) -> Iterator[tuple[Mark, str]]:
    year = str(report.year)
    for figure in report.figures.values():
        yield Mark("figure", figure.id, year), figure.text
        for form in FORMS:
            changed = known_change(form, figure, report)
            yield Mark(form, figure.id, year), changed.said if changed else ""
        yield Mark("figure.name", figure.id, year), figure.indicator.name
        yield Mark("figure.unit", figure.id, year), figure.indicator.unit
        yield Mark("figure.source", figure.id, year), figure.source
        yield Mark("figure.numbers", figure.id, year), origin(figure, report).numbers
