"""What is true: the unit, the catalogue, and each year's report. Immutable, complete, and already checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from disclosure.numbers.quantity import Quantity
from disclosure.report.breakdown import Breakdown
from disclosure.report.expression import Expression
from disclosure.report.written import Day, Digest, Key, ListedKey, Names, Note, Record, Source, Text, Url

Access = Literal["主动公开", "依申请公开", "不予公开"]
PUBLIC: Access = "主动公开"


@dataclass(frozen=True, kw_only=True)
class Licence(Record):
    """The terms on which the unit lets its data be used, and the page that states them."""

    title: Annotated[Text, Field(description="标题。")]
    url: Annotated[Url, Field(description="网址，以 https:// 开头。")]


@dataclass(frozen=True, kw_only=True)
class Unit(Record):
    """The publishing body and its site (data/unit.yml). What is unknown is absent.

    `access` is the class of disclosure (《政府信息公开条例》 Articles 13 to 16) of all figures, shortcomings and plans
    that state no other. `names` are those with numbers in them that texts may say: 12345热线, “1310”部署.
    `also_public` are texts of what is for staff alone that the public may read all the same: the name of an office.
    `synonyms` are words of which readers may type one in the search box and mean another.
    """

    name: Annotated[Text, Field(description="名称。")]
    access: Annotated[Access, Field(description="数值、不足和打算的公开属性；没有另行注明的都照这个。")]
    region: Annotated[Text, Field(description="所在的区县，写全称。")]
    site_name: Annotated[Text, Field(description="网站的名称。")]
    description: Annotated[Text, Field(description="一句话介绍网站。")]
    sponsor: Annotated[Text | None, Field(description="网站的主办单位；不知道就不写。")] = None
    site_id_code: Annotated[Text | None, Field(description="网站标识码；没有就不写。")] = None
    icp_record: Annotated[Text | None, Field(description="ICP 备案号；没有就不写。")] = None
    police_record: Annotated[Text | None, Field(description="公安备案号；没有就不写。")] = None
    address: Annotated[Text | None, Field(description="办公地址；不公开就不写。")] = None
    telephone: Annotated[Text | None, Field(description="联系电话；不公开就不写。")] = None
    email: Annotated[Text | None, Field(description="电子邮箱；不公开就不写。")] = None
    site_url: Annotated[
        Url | None, Field(description="网站的网址，印在纸上，例如 https://www.example.gov.cn/fz/；没有就不写。")
    ] = None
    licence: Annotated[Licence | None, Field(description="数据的许可：本单位有明文规定才写。")] = None
    names: Annotated[
        tuple[Text, ...], Field(description="名称里带数字、不算数的说法，例如 [1310具体部署]；没有就不写。")
    ] = ()
    also_public: Annotated[
        tuple[Text, ...],
        Field(description="内部内容里有、公开的网页也可以说的词，例如 [司法所]；没有就不写。"),
    ] = ()
    synonyms: Annotated[
        tuple[Names, ...], Field(description="读者查找时可能换用的说法，每组一项，例如 [罚款, 罚金]；没有就不写。")
    ] = ()


@dataclass(frozen=True, kw_only=True)
class Notice(Record):
    """The document that a report answers."""

    title: Annotated[Text, Field(description="标题。")]
    number: Annotated[Text, Field(description="发文字号。")]


@dataclass(frozen=True, kw_only=True)
class Part(Record):
    """One numbered part (一、) of a report, its title as written, and its chapters, by the names of their files."""

    title: Annotated[Text, Field(description="标题。")]
    chapters: Annotated[
        tuple[ListedKey, ...], Field(min_length=1, description="这一部分有哪些章，写 docs 里的文件名，不带 .md。")
    ]


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """What is attached to a report: a file beside its chapters, a page of its own, or only its title."""

    title: Annotated[Text, Field(description="附件的名称。")]
    file: Annotated[Text | None, Field(description="附件的文件，放在 docs 的年度文件夹里，例如 table.pdf。")] = None
    page: Annotated[
        ListedKey | None,
        Field(description="附件写成的一页，放在 docs 的年度文件夹里，不带 .md；打印版里另起一页。"),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Document(Record):
    """The report as an official document (data/YEAR/document.yml). `title` holds its lines, broken between words.

    `published` is the day it went on line, where that is known; `date` is the day it was signed (成文日期).
    All but the title, the issuers and the outline appears only where it is known. `kind` names what the report is. One
    that `stands_as` 正本 is the official document itself; a 网页整理件 was issued on paper, and says so. `particulars`
    are the clerk's own, by their labels.
    """

    title: Annotated[tuple[Text, ...], Field(min_length=1, description="标题。")]
    issuer: Annotated[Names, Field(description="发文机关；联合行文写成列表，主办机关在前。")]
    number: Annotated[Text | None, Field(description="发文字号；没有就不写。")] = None
    signatory: Annotated[Names, Field(description="签发人；没有就不写。")] = ()
    date: Annotated[Day | None, Field(description="成文日期，例如 2024-01-09；不知道就不写。")] = None
    addressee: Annotated[Names, Field(description="主送机关，不止一个写成列表；没有就不写。")] = ()
    answers: Annotated[Notice | None, Field(description="本报告依据哪份通知报送；没有就不写。")] = None
    kind: Annotated[Text, Field(description="报告的种类，例如 法治政府建设年度报告。")] = "法治政府建设年度报告"
    stands_as: Annotated[
        Literal["正本", "网页整理件"],
        Field(description="正本：报告就在这里写成；网页整理件：已有纸质原件，这里只是整理。不写就是网页整理件。"),
    ] = "网页整理件"
    index_number: Annotated[Text | None, Field(description="索引号；没有就不写。")] = None
    published: Annotated[Day | None, Field(description="发布日期，例如 2024-01-15；不知道就不写。")] = None
    access: Annotated[Access | None, Field(description="公开方式，只能写主动公开；没有标明就不写。")] = None
    validity: Annotated[Text | None, Field(description="有效性，例如 有效；没有标明就不写。")] = None
    review: Annotated[Text | None, Field(description="审核程序；没有就不写。")] = None
    source: Annotated[Text | None, Field(description="信息来源；没有就不写。")] = None
    particulars: Annotated[
        dict[Text, Text], Field(description="另外的要素，按“名称: 内容”写，照样列在公文信息里。")
    ] = field(default_factory=dict)
    outline: Annotated[tuple[Part, ...], Field(min_length=1, description="各部分的标题和章；编号由程序排。")]
    unchanged: Annotated[
        tuple[Text, ...],
        Field(description="确实和上年一样的：指标、主题的编号，number、plans.编号，或章的文件名 disputes.md。"),
    ] = ()
    attachments: Annotated[
        tuple[Attachment, ...], Field(description="附件，每个写 title，再写 file 或 page；没有就不写。")
    ] = ()
    remark: Annotated[Text | None, Field(description="附注，例如 此件公开发布；括号由程序加，没有就不写。")] = None
    copies_to: Annotated[tuple[Text, ...], Field(description="抄送机关，每个一项；没有就不写。")] = ()
    printed_by: Annotated[Text | None, Field(description="印发机关；没有就不写。")] = None
    printed_on: Annotated[Day | None, Field(description="印发日期，例如 2024-01-10；没有就不写。")] = None

    @property
    def name(self) -> str:
        """The title in one line."""
        return "".join(self.title)

    @property
    def issued_by(self) -> str:
        return "、".join(self.issuer)

    @property
    def cited(self) -> str:
        """The report as it is cited: 《…》（文号）."""
        return f"《{self.name}》" + (f"（{self.number}）" if self.number else "")

    @property
    def chapters(self) -> tuple[str, ...]:
        return tuple(chapter for part in self.outline for chapter in part.chapters)

    @property
    def attached_pages(self) -> tuple[str, ...]:
        return tuple(attachment.page for attachment in self.attachments if attachment.page)


@dataclass(frozen=True, kw_only=True)
class Classed(Record):
    """What has a class of disclosure. Where the file states none it is that of the whole, filled in when it is read."""

    access: Annotated[
        Access | None, Field(description="公开属性：主动公开、依申请公开或不予公开；不写就同上一级。")
    ] = None

    @property
    def public(self) -> bool:
        return self.access == PUBLIC

    def classed(self, default: Access) -> Self:
        """The same with the class `default` where it states none."""
        return self if self.access else replace(self, access=default)


@dataclass(frozen=True, kw_only=True)
class Shortcoming(Classed):
    """What fell short in a year, and how it showed. The note is for staff alone."""

    title: Annotated[Text, Field(description="标题。")]
    source: Source
    findings: Annotated[tuple[Text, ...], Field(description="具体表现，每条一项，不带数字。")]
    plan: Annotated[Key | None, Field(description="原文说要靠哪一项打算来改：它在 plans.yml 里的编号。")] = None
    note: Note = None


@dataclass(frozen=True, kw_only=True)
class Plan(Classed):
    """What is planned for the following year, and by which measures. All that follows them is for staff alone."""

    title: Annotated[Text, Field(description="标题。")]
    source: Source
    measures: Annotated[tuple[Text, ...], Field(description="措施，每条一项，不带数字。")]
    lead_office: Annotated[Text | None, Field(description="牵头部门；只在内部版出现。")] = None
    due: Annotated[Day | None, Field(description="完成时限，例如 2024-12-31；只在内部版出现。")] = None
    progress: Annotated[Text | None, Field(description="进展；只在内部版出现。")] = None
    next_step: Annotated[Text | None, Field(description="下一步；只在内部版出现。")] = None


@dataclass(frozen=True, kw_only=True)
class Plans(Classed):
    """A year's plans (data/YEAR/plans.yml): the aims as a whole, then the plans by their keys.

    Its class is that of the aims, and of every plan that states no other.
    """

    source: Source
    aims: Annotated[tuple[Text, ...], Field(description="总的思路，每条一项；公开属性就是这个文件顶上的 access。")]
    plans: Annotated[dict[Key, Plan], Field(description="各项打算，按编号列出。")]

    def classed(self, default: Access) -> Self:
        """The same with a class for the whole and for each plan."""
        whole = super().classed(default)
        plans = {key: plan.classed(whole.access or default) for key, plan in self.plans.items()}
        return replace(whole, plans=plans)


@dataclass(frozen=True, kw_only=True)
class Outcome(Record):
    """What became of a plan of the year before (data/YEAR/outcomes.yml)."""

    status: Annotated[Literal["已完成", "推进中", "未完成"], Field(description="落实到哪一步。")]
    said: Annotated[Text | None, Field(description="用一句话说明，可以引用今年的指标；没有就不写。")] = None


NO_PLANS = Plans(source="", aims=(), plans={})
"""Those of a report that says nothing of any."""


@dataclass(frozen=True, kw_only=True)
class Correction(Record):
    """What a version changed of the one before: of what (`disputes.found`, `document.number`), what that is called,
    and for a figure or a particular what it was and is.
    """

    of: Annotated[Text, Field(description="更正的是什么：指标编号，或 document.number、chapters.disputes 这样的位置。")]
    name: Annotated[Text, Field(description="更正的是什么，怎样称呼。")]
    was: Annotated[Text | None, Field(description="更正以前。")] = None
    now: Annotated[Text | None, Field(description="更正以后。")] = None

    @property
    def said(self) -> str:
        if self.was and self.now:
            return f"{self.name}由{self.was}改为{self.now}"
        return f"增加{self.name}：{self.now}" if self.now else f"{self.name}有改动"


@dataclass(frozen=True, kw_only=True)
class Version(Record):
    """A published version of a year's data (data/YEAR/versions.yml): when, its digest (short or in full), its changes.

    All of it is public: it tells those who hold a printed copy whether, and why, theirs is no longer the current one.
    """

    date: Annotated[Day, Field(description="公布日期，例如 2024-01-15。")]
    digest: Annotated[Digest, Field(description="数据校验码：打印件上的十二位，或六十四位全文。")]
    note: Annotated[Text | None, Field(description="这一版改了什么；写给公众看，公开版里也有。")] = None
    corrections: Annotated[
        tuple[Correction, ...], Field(description="更正了哪几处；由 record 命令写，写给公众看。")
    ] = ()

    @property
    def changes(self) -> str:
        """What the version changed, in its own words or item by item."""
        return self.note or "；".join(each.said for each in self.corrections)


@dataclass(frozen=True)
class Indicator:
    """What is measured, defined once for all years. Numbers have a `unit`, "" for a ratio; texts have none.

    It lives from the year `since` to the year `until`, each included, where the catalogue states them. `former` holds
    what it was before, oldest first: the last year of a former definition, and the indicator as it then was.

    One counted `by` breakdowns has a table, with both of them `across` where it is so laid out. What a cell of it
    counts is an indicator `within` that one, by its id.
    """

    theme: str
    key: str
    name: str
    unit: str
    kind: Literal["number", "text"]
    definition: str
    formula: Expression | None
    decimals: int
    maximum: Decimal | None
    access: Access
    line: int
    since: int | None = None
    until: int | None = None
    former: tuple[tuple[int, Indicator], ...] = ()
    by: tuple[Breakdown, ...] = ()
    across: bool = False
    within: str = ""

    @property
    def id(self) -> str:
        return f"{self.theme}.{self.key}"

    def in_year(self, year: int) -> Indicator | None:
        """The indicator as it was defined in a year; None where it had not begun or had ended."""
        if year < (self.since or year) or year > (self.until or year):
            return None
        return next((before for last, before in self.former if year <= last), self)

    @property
    def lifetime(self) -> str:
        """When it lived, in words: 从2024年起, 到2023年为止; "" for all years."""
        begins, ends = f"从{self.since}年起" if self.since else "", f"到{self.until}年为止" if self.until else ""
        return "，".join(filter(None, (begins, ends)))

    @property
    def former_said(self) -> Mapping[int, str]:
        """What was otherwise up to each year, in words: 到2023年为止：单位是万元。"""
        said = {}
        for last, before in self.former:
            later = self.in_year(last + 1) or self
            parts = (
                f"叫“{before.name}”" if before.name != later.name else "",
                f"单位是{before.unit or '（无）'}" if before.unit != later.unit else "",
                f"指{before.definition.rstrip('。')}" if before.definition != later.definition else "",
                "计算公式不同" if before.formula != later.formula else "",
            )
            said[last] = f"到{last}年为止：{'，'.join(filter(None, parts))}。"
        return said

    def defined_as(self, other: Indicator) -> bool:
        """Whether it counts the same thing in the same unit as `other`, which is it in another year.

        Across a break in definition two years' figures are not compared. A new name alone breaks nothing.
        """
        return (self.unit, self.definition) == (other.unit, other.definition)


@dataclass(frozen=True)
class Theme:
    """A group of indicators, and the relations that must hold between their figures in every year."""

    id: str
    name: str
    indicators: tuple[Indicator, ...]
    checks: tuple[Expression, ...]


def themes_in(themes: Mapping[str, Theme], year: int) -> Mapping[str, Theme]:
    """The themes with what lived in a year, as it was then defined.

    A formula or a relation that names an indicator of other years does not hold in this one.
    """
    living = [now for theme in themes.values() for each in theme.indicators if (now := each.in_year(year))]
    known = frozenset(indicator.id for indicator in living)

    def hold(expression: Expression) -> bool:
        return all(".".join(name.split(".")[:2]) in known for name in expression.references)  # a cell as its table

    lived: dict[str, list[Indicator]] = {}
    for each in living:
        holds = each.formula is None or hold(each.formula)
        lived.setdefault(each.theme, []).append(each if holds else replace(each, formula=None))
    return {
        name: replace(
            themes[name],
            indicators=tuple(indicators),
            checks=tuple(check for check in themes[name].checks if hold(check)),
        )
        for name, indicators in lived.items()
    }


def units(themes: Mapping[str, Theme]) -> frozenset[str]:
    """What the indicators of some themes are counted in, in one year or another."""
    indicators = [indicator for theme in themes.values() for indicator in theme.indicators]
    former = [before for indicator in indicators for _, before in indicator.former]
    return frozenset(indicator.unit for indicator in (*indicators, *former) if indicator.unit)


NOT_REPORTED = "未报告"
PENDING = "〔待填〕"
DAYS = ("date", "published", "printed_on")
"""The days among the particulars of a document."""


def joined(words: tuple[str, ...]) -> str:
    """Words in a row: 甲、乙, but 《甲》《乙》 and “甲”“乙” without the comma (GB/T 15834-2011 4.5.3.5)."""
    return re.sub(r"(?<=[》”])、(?=[《“])", "", "、".join(words))


@dataclass(frozen=True)
class Figure:
    """One indicator's value in one year. A number has a `quantity`, a text has `words`; neither means not reported.

    `line` is its line in the year's figures.yml, 0 for a computed figure. Its class is public only where its
    indicator's is. The note is for staff alone. One that is told `as_stated` need not agree with its formula.
    One that is `pending` is not filled in yet, or rests on one that is not: nothing is held against it so far.
    """

    indicator: Indicator
    year: int
    quantity: Quantity | None
    words: tuple[str, ...]
    source: str
    access: Access
    note: str
    line: int
    as_stated: bool = False
    pending: bool = False

    @property
    def id(self) -> str:
        return self.indicator.id

    @property
    def public(self) -> bool:
        return self.access == PUBLIC

    @property
    def reported(self) -> bool:
        return self.quantity is not None or bool(self.words)

    @property
    def value(self) -> str:
        """What a machine reads: the exact number, the words, or nothing; a range (3至5) is no single number."""
        return self.quantity.digits if self.quantity else joined(self.words)

    @property
    def qualifier(self) -> str:
        return self.quantity.qualifier if self.quantity else ""

    @property
    def number(self) -> str:
        """The figure as it is said, without its unit: 250, 320余."""
        if not self.reported:
            return PENDING if self.pending else NOT_REPORTED
        return self.quantity.wording() if self.quantity else self.value

    @property
    def text(self) -> str:
        """The figure as it is said, with its unit: 250件, 320余次, 未报告."""
        return self.quantity.wording(self.indicator.unit) if self.quantity else self.number


@dataclass(frozen=True, eq=False)
class Report:
    """One year: the document, every indicator's figure in the catalogue's order, shortcomings and plans.

    The cells of a table are figures as well, behind the indicator that it belongs to.

    `earlier` has the figures of the year before that this year's can be compared with, as ID.before. `recorded` is what
    the year said when its last version was recorded, as `digest.content` gives it; empty where that was not kept.
    `texts` are the words of its chapters for the public, by the names of their files. `pending` names the days of the
    document that are still to be filled in. `promised` are the plans of the year before, `outcomes` what became of
    them, by their keys.

    Each reading is itself alone (`eq=False`), as is each model, so that what follows from it can be kept beside it.
    """

    year: int
    document: Document
    figures: Mapping[str, Figure]
    shortcomings: Mapping[str, Shortcoming]
    plans: Plans
    versions: tuple[Version, ...] = ()
    earlier: Mapping[str, Figure] = field(default_factory=dict)
    recorded: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    promised: Mapping[str, Plan] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)

    @cached_property
    def known(self) -> Mapping[str, Figure]:
        """What formulas, relations and conditions may name: the figures, and those of the year before as ID.before."""
        return {**self.figures, **self.earlier}

    @property
    def newest_versions(self) -> tuple[Version, ...]:
        """The recorded versions, the newest first; of one day those written last."""
        return tuple(sorted(self.versions, key=lambda version: version.date))[::-1]

    @property
    def last_version(self) -> Version | None:
        """The version recorded last; None where none was."""
        return next(iter(self.newest_versions), None)

    @cached_property
    def listed(self) -> tuple[Figure, ...]:
        """The figures without the cells of tables."""
        return tuple(figure for figure in self.figures.values() if not figure.indicator.within)

    @property
    def has_tables(self) -> bool:
        """Whether any of its figures is a cell of a table."""
        return len(self.listed) < len(self.figures)

    @cached_property
    def _by_theme(self) -> Mapping[str, tuple[Figure, ...]]:
        by_theme: dict[str, list[Figure]] = {}
        for figure in self.listed:
            by_theme.setdefault(figure.indicator.theme, []).append(figure)
        return {theme: tuple(figures) for theme, figures in by_theme.items()}

    def of_theme(self, theme: str) -> tuple[Figure, ...]:
        """The figures of a theme, without the cells of its tables."""
        return self._by_theme.get(theme, ())


@dataclass(frozen=True, eq=False)
class Model:
    """Everything that `data/` says to one edition's readers. `reports` is in order of years and never empty.

    `withheld` names the indicators that exist but that these readers do not get. `compared` are years of which there
    are data alone, with which a report compares its own: they are not published as reports.
    """

    unit: Unit
    themes: Mapping[str, Theme]
    reports: Mapping[int, Report]
    withheld: frozenset[str] = frozenset()
    compared: Mapping[int, Report] = field(default_factory=dict)

    @cached_property
    def years(self) -> Mapping[int, Report]:
        """All years of which there are data, those that are only compared with among them, in order."""
        return dict(sorted({**self.compared, **self.reports}.items()))

    @property
    def latest(self) -> Report:
        return self.reports[max(self.reports)]

    def themes_in(self, year: int) -> Mapping[str, Theme]:
        """The themes with what lived in a year, as it was then defined."""
        return themes_in(self.themes, year)

    @property
    def newest_first(self) -> tuple[Report, ...]:
        return tuple(self.reports[year] for year in sorted(self.reports, reverse=True))

    @property
    def indicators(self) -> Iterator[Indicator]:
        return (indicator for theme in self.themes.values() for indicator in theme.indicators)

    @cached_property
    def units(self) -> frozenset[str]:
        """What the indicators are counted in."""
        return units(self.themes)
