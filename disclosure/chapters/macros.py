"""The vocabulary of pages: every macro and variable, declared once.

The check, the names that themes may not have, the rule for staff, and the reference with its examples all read this
table. A new macro is a row here, a function in `pages/vocabulary.py`, and a template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template
from typing import Literal

from disclosure.chapters.arguments import CONDITION, FIGURES, KEYS, PAGE, TABLE, TEXT, THEME, Kind
from disclosure.report.model import Report


@dataclass(frozen=True)
class Macro:
    """A function that pages may call. `says` is one line for clerks.

    It `takes` texts of these kinds, in quotation marks. In `example` the names with a dollar are those of `sample`;
    without one the example is the bare call. What `fills` a page is shown there, not in the reference.
    """

    name: str
    says: str
    takes: tuple[Kind, ...] = ()
    example: str = ""
    staff: bool = False
    around: bool = False
    """Called around a passage: {% call … %} … {% endcall %}."""
    fills: bool = False
    gives: Literal["html", "markdown"] = "html"
    inline: bool = False
    """Prints words inside a sentence; what others print stands alone."""

    def written(self, names: Mapping[str, str]) -> str:
        """The example as it is written in this project; `names` are those of `sample`."""
        return Template(self.example or f"{{{{ {self.name}() }}}}").substitute(names)


@dataclass(frozen=True)
class Variable:
    """A name that stands without brackets; what is not `printed` only stands in {% … %}."""

    name: str
    says: str
    example: str
    printed: bool = True
    staff: bool = False


FIGURE_FORMS = {"number": "只要数，不要单位。", "name": "指标的名称。", "unit": "指标的单位。"}
"""What may follow a figure's id, and what it says."""
COMPARING_FORMS = {
    "change": "比上年增加、减少多少，或与上年持平；百分率说个百分点。",
    "growth": "增长、下降百分之几；前面可以写“比上年”。",
    "before": "上年的数；句子里要写明“上年”。",
    "in_2021": "以前某一年的数，连同年份，例如 in_2021。",
}
"""Likewise, where an earlier year can be compared; the last one with the year that is meant."""
VARIABLES = {
    variable.name: variable
    for variable in (
        Variable("year", "本页所在的年度；年度文件夹以外是最近的年度。", "{{ year }}年"),
        Variable("last_year", "上一年。", "{{ last_year }}年"),
        Variable("next_year", "下一年，打算所在的年度。", "{{ next_year }}年"),
        Variable("document", "公文要素：title、number、issuer、signatory、date、addressee。", "{{ document.title }}"),
        Variable("unit", "发布机构：name、region、site_name、description。", "{{ unit.region }}{{ unit.name }}"),
        Variable(
            "chapters",
            "本年度各章，按报告里的次序；只能这样写。",
            "{% for chapter in chapters %}{{ chapter.name }} {% endfor %}",
            printed=False,
        ),
        Variable(
            "printing",
            "是不是打印版；只给网页看的内容用它挡开。",
            "{% if not printing %}网页{% endif %}",
            printed=False,
        ),
        Variable("staff", "是不是内部版；只给内部看的内容用它挡开。", "{% if staff %}内部{% endif %}", printed=False),
        Variable("example", "操作手册里的例子，取自本项目（内部）。", "{{ example.name }}", staff=True),
    )
}
MACROS = {
    macro.name: macro
    for macro in (
        Macro(
            "words", "随数值成立的说法：数变了，说法不再成立，检查就会指出来。",
            (TEXT("说法"), CONDITION), '{{ words("${name}有数可查", "$figure >= 0") }}', inline=True,
        ),
        Macro(
            "figures_table", "一个主题的数值表，可以只列几个指标。", (THEME, KEYS),
            '{{ figures_table("$theme", "$key") }}',
        ),
        Macro(
            "breakdown_table", "一个按分项统计的指标，照法定表的样子列成表。", (TABLE,),
            '{{ breakdown_table("$table") }}', fills=True,
        ),
        Macro("key_figures", "一排大字的数。", (FIGURES,), '{{ key_figures("$figure", "$other") }}'),
        Macro(
            "chart", "几个数的图，画什么由指标目录定：公式相加的画成一条，有先后关系的排成一串，零列成没有发生的事；"
            "有往年的画出走势。先写标题，再写指标编号。", (TEXT("标题"), FIGURES), '{{ chart("$name", "$figure") }}',
        ),
        Macro(
            "flow", "一个数从前一个数里来的一串数，照写的次序排：先写标题，再写指标编号。", (TEXT("标题"), FIGURES),
            '{{ flow("$name", "$figure", "$other") }}',
        ),
        Macro("theme_charts", "各主题的小图，每个主题一张。", (FIGURES,), '{{ theme_charts("$figure", "$other") }}'),
        Macro(
            "link", "通往本年度另一页的链接：先写文字，再写文件名。", (TEXT("文字"), PAGE),
            '{{ link("打印版", "print") }}', inline=True,
        ),
        Macro("plan_aims", "打算的总体思路。", gives="markdown"),
        Macro("report_head", "首页的报告标题、文号和日期。", fills=True),
        Macro("downloads", "下载文件的清单。", fills=True, gives="markdown"),
        Macro("citation", "怎样引用数据。", fills=True),
        Macro("data_changes", "数据接口的变更记录。", fills=True),
        Macro("published_versions", "各年度的数据校验码。", fills=True),
        Macro("contents", "报告的目录。"),
        Macro("information_block", "公文信息表。"),
        Macro("shortcomings", "各项不足，每项一节。", fills=True, gives="markdown"),
        Macro("plans", "各项打算，每项一节。", fills=True, gives="markdown"),
        Macro("outcomes", "上年各项打算后来怎样。", fills=True, gives="markdown"),
        Macro("indicator_catalogue", "指标目录。", fills=True),
        Macro("document_head", "打印版的版头。", fills=True),
        Macro("document_foot", "打印版的落款和附件。", fills=True, gives="markdown"),
        Macro(
            "section", "把一章排进打印版，标题按公文编号。",
            example="{% for chapter in chapters %}"
            "{% call section(chapter) %}{% include chapter.path %}{% endcall %}{% endfor %}",
            around=True, fills=True, gives="markdown",
        ),
        Macro(
            "unbroken", "打印版正文：数和单位、名称不拆到两行。",
            example='{% call unbroken() %}{% include year ~ "/preamble.md" %}{% endcall %}',
            around=True, fills=True, gives="markdown",
        ),
        Macro("ledger", "各年度的数据台账（内部）。", staff=True, fills=True, gives="markdown"),
        Macro("shortcoming_ledger", "不足备注（内部）。", staff=True, fills=True, gives="markdown"),
        Macro("plan_ledger", "打算和内部字段（内部）。", staff=True, fills=True, gives="markdown"),
        Macro("plans_by_office", "按牵头部门列打算（内部）。", staff=True, fills=True, gives="markdown"),
        Macro("plans_by_due_date", "按期限列打算（内部）。", staff=True, fills=True, gives="markdown"),
        Macro("gaps", "还缺什么（内部）。", staff=True, fills=True, gives="markdown"),
        Macro("warnings", "检查的提醒（内部）。", staff=True, fills=True),
        Macro("reference", "这张表（内部）。", staff=True, fills=True),
    )
}  # fmt: skip
LISTS = {"plans": "一项打算", "shortcomings": "一项不足"}
"""The macros whose entries have titles that may be quoted, {{ plans.KEY.title }}, and what an entry is."""


def sample(report: Report) -> Mapping[str, str]:
    """What examples are about: two figures that the year's own file states, the same twice where there is but one."""
    table = next(
        (figure.indicator.within for figure in report.figures.values() if figure.indicator.within), "主题.指标"
    )
    written = [figure for figure in report.listed if figure.indicator.kind == "number" and figure.line] or [
        figure for figure in report.figures.values() if figure.line
    ]
    stated = [figure for figure in written if figure.quantity] or written
    if not stated:
        empty = "主题.指标"
        return {"figure": empty, "other": empty, "theme": "主题", "key": "指标", "name": "名称", "table": table}
    first, last = stated[0], stated[-1]
    theme, _, key = first.id.partition(".")
    return {
        "figure": first.id, "other": last.id, "theme": theme, "key": key, "name": first.indicator.name,
        "table": table,
    }  # fmt: skip
