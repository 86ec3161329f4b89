"""What a chapter may call, told to clerks: every name that `names` admits, in one line, with an example that runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, StrictUndefined

from disclosure.page import Page
from disclosure.report.model import Figure, Report


@dataclass(frozen=True)
class Entry:
    """A name, what it says, and how it is written. `place` is the page that shows it, where it fills one."""

    name: str
    says: str
    example: str
    place: Page | None = None


def entries(report: Report) -> tuple[Entry, ...]:
    """The figures' forms, then the variables, then the functions; examples are about figures that `report` has."""
    figure, other = _two_numbers(report)
    theme, key = figure.id.split(".")
    year = report.year
    return (
        Entry("主题.指标", "一个数，连同单位；指向它在指标目录里的位置。", f"{{{{ {figure.id} }}}}"),
        Entry("主题.指标.number", "只要数，不要单位。", f"{{{{ {figure.id}.number }}}}"),
        Entry("主题.指标.name", "指标的名称。", f"{{{{ {figure.id}.name }}}}"),
        Entry("主题.指标.unit", "指标的单位。", f"{{{{ {figure.id}.unit }}}}"),
        Entry("year", "本页所在的年度；年度文件夹以外是最近的年度。", "{{ year }}年"),
        Entry("next_year", "下一年，打算所在的年度。", "{{ next_year }}年"),
        Entry("document", "公文要素：title、number、issuer、signatory、date、addressee。", "{{ document.number }}"),
        Entry("unit", "发布机构：name、region、site_name、description。", "{{ unit.region }}{{ unit.name }}"),
        Entry(
            "chapters",
            "本年度各章，按报告里的次序；只能这样写。",
            "{% for chapter in chapters %}{{ chapter.name }} {% endfor %}",
        ),
        Entry("printing", "是不是打印版；只给网页看的内容用它挡开。", "{% if not printing %}网页{% endif %}"),
        Entry("staff", "是不是内部版；只给内部看的内容用它挡开。", "{% if staff %}内部{% endif %}"),
        Entry(
            "words",
            "随数值成立的说法：数变了，说法不再成立，检查就会指出来。",
            f'{{{{ words("{figure.indicator.name}有数可查", "{figure.id} >= 0") }}}}',
        ),
        Entry("figures_table", "一个主题的数值表，可以只列几个指标。", f'{{{{ figures_table("{theme}", "{key}") }}}}'),
        Entry("key_figures", "一排大字的数。", f'{{{{ key_figures("{figure.id}", "{other.id}") }}}}'),
        Entry(
            "bar_chart",
            "同一尺度的横条图，各指标单位相同：先写标题，再写指标编号。",
            f'{{{{ bar_chart("{figure.indicator.name}", "{figure.id}") }}}}',
            Page(f"{year}/disputes.md"),
        ),
        Entry(
            "theme_charts",
            "各主题的小图：同一主题里单位相同的数画在同一尺度上。",
            f'{{{{ theme_charts("{figure.id}", "{other.id}") }}}}',
            Page(f"{year}/index.md"),
        ),
        Entry("link", "通往本年度另一页的链接：先写文字，再写文件名。", '{{ link("打印版", "print") }}'),
        Entry("plan_aims", "打算的总体思路。", "{{ plan_aims() }}"),
        Entry("report_head", "首页的报告标题、文号和日期。", "{{ report_head() }}", Page("index.md")),
        Entry("downloads", "下载文件的清单。", "{{ downloads() }}", Page("downloads.md")),
        Entry("citation", "怎样引用数据。", "{{ citation() }}", Page("downloads.md")),
        Entry("data_changes", "数据接口的变更记录。", "{{ data_changes() }}", Page("downloads.md")),
        Entry("published_versions", "各年度的数据校验码。", "{{ published_versions() }}", Page("about.md")),
        Entry("contents", "报告的目录。", "{{ contents() }}"),
        Entry("information_block", "公文信息表。", "{{ information_block() }}"),
        Entry("shortcomings", "各项不足，每项一节。", "{{ shortcomings() }}", Page(f"{year}/shortcomings.md")),
        Entry("plans", "各项打算，每项一节。", "{{ plans() }}", Page(f"{year}/plans.md")),
        Entry("indicator_catalogue", "指标目录。", "{{ indicator_catalogue() }}", Page("indicators.md")),
        Entry("document_head", "打印版的版头。", "{{ document_head() }}", Page(f"{year}/print.md")),
        Entry("document_foot", "打印版的落款和附件。", "{{ document_foot() }}", Page(f"{year}/print.md")),
        Entry(
            "section",
            "把一章排进打印版，标题按公文编号。",
            "{% for chapter in chapters %}"
            "{% call section(chapter) %}{% include chapter.path %}{% endcall %}{% endfor %}",
            Page(f"{year}/print.md"),
        ),
        Entry(
            "unbroken",
            "打印版正文：数和单位、名称不拆到两行。",
            "{% call unbroken() %}{% include year ~ \"/preamble.md\" %}{% endcall %}",
            Page(f"{year}/print.md"),
        ),
        Entry("ledger", "数据台账，括号里可写年度，下面五项也是（内部）。", "{{ ledger() }}", Page("staff/ledger.md")),
        Entry("shortcoming_ledger", "不足备注（内部）。", "{{ shortcoming_ledger() }}", Page("staff/shortcomings.md")),
        Entry("plan_ledger", "打算和内部字段（内部）。", "{{ plan_ledger() }}", Page("staff/plans.md")),
        Entry("plans_by_office", "按牵头部门列打算（内部）。", "{{ plans_by_office() }}", Page("staff/plans.md")),
        Entry("plans_by_due_date", "按期限列打算（内部）。", "{{ plans_by_due_date() }}", Page("staff/plans.md")),
        Entry("gaps", "还缺什么（内部）。", "{{ gaps() }}", Page("staff/gaps.md")),
        Entry("warnings", "检查的提醒（内部）。", "{{ warnings() }}", Page("staff/warnings.md")),
        Entry("reference", "这张表（内部）。", "{{ reference() }}", Page("staff/reference.md")),
        Entry("written", "一个数在年度数值文件里是怎样写的（内部）。", f'{{{{ written("{figure.id}") }}}}'),
    )  # fmt: skip


def _two_numbers(report: Report) -> tuple[Figure, Figure]:
    """Two figures that the year's own file states; the same one twice where there is but one."""
    stated = [figure for figure in report.figures.values() if figure.quantity and figure.line]
    return (stated[0], stated[-1])


def rendered(entry: Entry, names: Mapping[str, object]) -> str:
    """What an entry's example gives on a page with these `names`."""
    return Environment(undefined=StrictUndefined).from_string(entry.example).render(names)
