"""What a page says of itself to machines and in the footer, after 《政府网站发展指引》 and schema.org.

Plain values only: both engines hand them to their templates as a page's metadata. What is not known is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from disclosure.numbers.wording import chinese, chinese_date
from disclosure.page import Page
from disclosure.report.digest import SHORT, digest, shown
from disclosure.report.model import Model, Report
from disclosure.report.outline import Chapter, chapters_of
from disclosure.report.particulars import FOOTER, of_document, of_unit

Plain = str | list["Plain"] | dict[str, "Plain"]

_OTHER_LABELS = {"indicators.md": "指标目录", "downloads.md": "下载数据", "about.md": "关于本站"}


@dataclass(frozen=True)
class About:
    """What a page is called apart from the site, one sentence on it, and its full address ("" where not known)."""

    label: str
    description: str
    url: str


def site_meta(model: Model, page: Page, site_url: str, title: str = "") -> dict[str, Plain]:
    """The particulars of a page with the heading `title`; `site_url` is the top of the site, "" where not known."""
    report = model.reports.get(page.year or 0, model.latest)
    chapter = next((chapter for chapter in chapters_of(report) if chapter.path == page.path), None)
    about = About(
        _label(model, report, page, chapter, title),
        _description(model, report, page, chapter),
        urljoin(site_url, page.address) if site_url else "",
    )
    return {
        "label": about.label,
        "description": about.description,
        "url": about.url,
        "kind": _kind(page, chapter),
        "folder": f"{page.year}/" if page.year else "",
        "place": _place(chapter),
        "file": page.address.rpartition("/")[2],
        "other_years": [str(year) for year in sorted(model.reports, reverse=True) if _there_too(year, model, page)],
        "names": _names(model, report, page, about),
        "linked_data": _linked_data(model, report, page, about),
        "footer": _footer(model, report),
        "versions": _versions(model, page),
        "source": _source(report, page),
    }


def _versions(model: Model, page: Page) -> list[Plain]:
    """Every version of a year, or of all on 关于本站, the newest first: what answers whoever holds a copy."""
    about = page.path == "about.md"
    reports = [each for each in model.newest_first if about or (page.printing and each.year == page.year)]
    versions: list[Plain] = []
    for report in reports:
        current = digest(report)[:SHORT]
        recorded = {version.digest[:SHORT]: version for version in report.newest_versions}
        for code in dict.fromkeys((current, *recorded)):
            version = recorded.get(code)
            said: dict[str, Plain] = {
                "year": str(report.year),
                "code": code,
                "current": "yes" if code == current else "",
            }
            day = chinese_date(version.date) if version else ""
            changes = [version.note or "", *(each.said for each in version.corrections)] if version else []
            versions.append({**said, "date": day, "changes": "；".join(filter(None, changes))})
    return versions


def _source(report: Report, page: Page) -> list[Plain]:
    """What a page of a report says on paper of where it is from: the marks and texts of its particulars."""
    if page.year is None or page.internal:
        return []
    known = of_document(report)
    fields = ("document.issuer", "document.title", "document.number", "document.date")
    marks = [("data.version", "数据校验码", shown(digest(report)))]
    marks = [(field, known[field].label, known[field].text) for field in fields] + marks
    return [
        {"field": field, "year": str(report.year), "name": label, "text": text} for field, label, text in marks if text
    ]


def _kind(page: Page, chapter: Chapter | None) -> str:
    if chapter or page.printing:
        return "chapter" if chapter else "print"
    named = {"index.md": "home", "indicators.md": "catalogue"}
    return named.get(page.path, "overview" if page.year and page.path.endswith("/index.md") else "page")


def _label(model: Model, report: Report, page: Page, chapter: Chapter | None, title: str) -> str:
    """What the page is called apart from the site: the theme, the part, its own `title`, or the report's title."""
    if chapter and chapter.name in model.themes:
        return model.themes[chapter.name].name
    if chapter:
        return chapter.part_title if chapter.of == 1 or not title else title
    return _OTHER_LABELS.get(page.path) or "".join(report.document.title)


def _there_too(year: int, model: Model, page: Page) -> bool:
    """Whether another year has the same chapter."""
    name = page.path.partition("/")[2].removesuffix(".md")
    chapters = model.reports[year].document.chapters
    return page.year not in (None, year) and not page.printing and name in (*chapters, "index")


def _place(chapter: Chapter | None) -> dict[str, Plain]:
    """Where in the report a chapter is, numbered as the report numbers it."""
    if chapter is None:
        return {}
    alone = chapter.of == 1
    return {
        "part": f"{chinese(chapter.part)}、{chapter.part_title}",
        "chapter": "" if alone else f"（{chinese(chapter.position)}）",
    }


def _description(model: Model, report: Report, page: Page, chapter: Chapter | None) -> str:
    whole = f"{model.unit.region}{model.unit.name}{report.year}年{report.document.kind}"
    match chapter.name if chapter else page.path:
        case "shortcomings":
            return f"{whole}存在的不足：{'；'.join(item.title for item in report.shortcomings.values())}。"
        case "plans":
            return f"{whole}之后的打算：{'；'.join(item.title for item in report.plans.plans.values())}。"
        case "indicators.md":
            return (
                f"{model.unit.site_name}用到的全部指标：名称、单位、说明、公式、各年度数值、出处，以及报告在何处引用。"
            )
        case "downloads.md":
            return (
                f"{model.unit.site_name}的数值、打算和不足，可以下载成 CSV、XLSX 和 JSON 文件，附字段说明和引用方法。"
            )
        case "about.md":
            return f"{model.unit.site_name}的数字从哪里来、怎样写，差错怎样更正，怎样打印和下载。"
        case name if name in model.themes:
            figures = [figure for figure in report.of_theme(name) if figure.reported]
            said = [f"{figure.indicator.name}{figure.text}" for figure in figures if figure.quantity]
            said = said or [figure.indicator.name for figure in figures]
            return f"{whole}，{model.themes[name].name}：{'，'.join(said[:5])}。"
    return model.unit.description


def _names(model: Model, report: Report, page: Page, about: About) -> dict[str, Plain]:
    """The meta tags of 《政府网站发展指引》: of the site, the column, and on a page of the report the article.

    PubDate is the document's own date where the day it was published is not known.
    """
    document, unit = report.document, model.unit
    site = {"SiteName": unit.site_name, "SiteDomain": urlsplit(about.url).hostname, "SiteIDCode": unit.site_id_code}
    column = {"ColumnName": document.kind, "ColumnDescription": unit.description, "ColumnType": document.kind}
    article = {
        "ArticleTitle": about.label,
        "PubDate": day.isoformat() if (day := document.published or document.date) else None,
        "ContentSource": document.issued_by,
        "Author": document.issued_by,
    }
    every = {
        "Keywords": ",".join(dict.fromkeys((unit.name, document.kind, about.label))),
        "Description": about.description,
        "Url": about.url,
    }
    names = {**site, **column, **(article if page.year else {}), **every}
    return {name: text for name, text in names.items() if text}


def _linked_data(model: Model, report: Report, page: Page, about: About) -> dict[str, Plain]:
    """schema.org: the data as a Dataset where it is listed, a chapter as part of the Report, elsewhere the Report."""
    context: dict[str, Plain] = {"@context": "https://schema.org"}
    address: dict[str, Plain] = {"url": about.url} if about.url else {}
    if page.path in ("indicators.md", "downloads.md"):
        return {**context, **_dataset(model, page, about), **address}
    if page.year and page.address.rpartition("/")[2] not in ("index.html", "print.html"):
        named: dict[str, Plain] = {"name": about.label, "description": about.description, "inLanguage": "zh-CN"}
        return {**context, "@type": "Chapter", **named, "isPartOf": _report(report, page, about), **address}
    return {**context, **_report(report, page, about)}


def _issuer(report: Report) -> dict[str, Plain]:
    return {"@type": "GovernmentOrganization", "name": report.document.issued_by}


def _report(report: Report, page: Page, about: About) -> dict[str, Plain]:
    document = report.document
    return {
        "@type": "Report",
        "name": "".join(document.title),
        **({"reportNumber": document.number} if document.number else {}),
        "author": _issuer(report),
        **({"dateCreated": document.date.isoformat()} if document.date else {}),
        **({"datePublished": document.published.isoformat()} if document.published else {}),
        "inLanguage": "zh-CN",
        **({"url": urljoin(about.url, f"{page.root}{report.year}/index.html")} if about.url else {}),
    }


_DOWNLOADS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def _dataset(model: Model, page: Page, about: About) -> dict[str, Plain]:
    years = [str(year) for year in model.reports]
    return {
        "@type": "Dataset",
        "name": f"{model.unit.site_name}指标数据",
        "description": f"{about.description}{model.unit.description}",
        "creator": _issuer(model.latest),
        "inLanguage": "zh-CN",
        "temporalCoverage": "/".join(dict.fromkeys((years[0], years[-1]))),
        "spatialCoverage": f"{model.unit.region}{model.unit.name}",
        "variableMeasured": [indicator.name for indicator in model.indicators],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": urljoin(about.url, f"{page.root}data/figures.{ending}"),
            }
            for ending, kind in _DOWNLOADS.items()
        ],
    }


def _footer(model: Model, report: Report) -> list[Plain]:
    """The particulars of the site and its publisher, as far as they are known."""
    known = {**of_unit(model.unit), **of_document(report)}
    return [
        {
            "field": field,
            "year": str(report.year) if field.startswith("document.") else "",
            "name": known[field].label,
            "text": known[field].text,
        }
        for field in FOOTER
        if known[field].text
    ]


def has_tables(model: Model, page: Page) -> bool:
    """Whether a page may show tables of forms, and needs their style: one of a year, only where the year has any."""
    own = model.reports.get(page.year or 0)
    return any(report.has_tables for report in ([own] if own else model.reports.values()))
