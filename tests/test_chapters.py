"""Names and digits in chapters are checked before any engine runs, and told with what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.digits import typed_digits
from disclosure.model import Model
from disclosure.names import names_in
from disclosure.page import Page
from disclosure.problem import Problems
from disclosure.project import check

PAGE = Page("2023/disputes.md")
HOME = Page("2023/index.md")
PATHS = ("2023/disputes.md", "2023/print.md", "index.md")

# (the chapter's text, the messages it must give, each from its line on)
NAMES = [
    ("{{ disputes.fuond }}", ["1:4: 没有指标 disputes.fuond；最接近的是 disputes.found。"]),
    ("甲\n\n乙{{ dispute.found }}", ["3:5: 没有 dispute 这个名称；最接近的是 disputes。"]),
    ("{{ disputes }}", ["1:4: disputes 是一个主题，要写到指标，例如 {{ disputes.reconsideration_cases }}。"]),
    ("{{ disputes.found.nmae }}", ["1:4: 指标没有 nmae 这种写法；最接近的是 name。"]),
    ("{{ document.nubmer }}", ["1:4: document 里没有 nubmer；最接近的是 number。"]),
    ("{{ document.answers.titel }}", ["1:4: document 里没有 titel；最接近的是 title。"]),
    ("{{ figures_table('dispute') }}", ["1:19: 没有主题 dispute；最接近的是 disputes。"]),
    ("{{ figures_table('disputes', 'fond') }}", ["1:31: 没有指标 disputes.fond；最接近的是 disputes.found。"]),
    ("{{ figures_table(disputes) }}", ["1:4: figures_table 的括号里要写加引号的名称，例如 {{ figures_table(\"disputes\", \"found\", \"resolved\") }}。"]),
    ("{{ key_figures('disputes.fund') }}", ["1:17: 没有指标 disputes.fund；最接近的是 disputes.found。"]),
    ("{{ bar_chart('数', 'disputes.found', 'disputes.receptions') }}", ["1:4: bar_chart 里有不同的单位（件、次），不能画在同一尺度上；请分成几张图，每张图只画一种单位。"]),
    ("{{ theme_charts('disputes.found', 'disputes.receptons') }}", ["1:36: 没有指标 disputes.receptons；最接近的是 disputes.receptions"]),
    ("{{ link('打印', 'prnt') }}", ["1:16: 2023 年没有 prnt 这一页；最接近的是 print。"]),
    ("{{ words('零申请', 'openness.applications == 1') }}", ["1:11: “零申请”已经不成立：完成政府信息依申请公开是 0条；请改写这句话。"]),
    ("{{ words('零申请', 'openness.aplications == 0') }}", ["1:18: 没有指标 openness.aplications；最接近的是 openness.applications、openness.litigation_cases。"]),
    ("{{ words('零申请', 'open(1)') }}", ["1:18: “open(1)”里有不能用的写法；只能用指标名、数、括号和 + - * / == != <= >= < > and。"]),
    ("{{ words('零申请', 'openness.applications') }}", ["1:18: “openness.applications”要写成比较，例如 disputes.resolved == disputes.found。"]),
    ("{% if x %}", ["1:1: {% … %} 没有配对的结尾；if、for、call 都要有 endif、endfor、endcall。"]),
    ("## 标题 {#found}", ["1:7: {# 没有用 #} 结束；标题的锚点请写成 { #名称 }。"]),
    ("{{ disputes。found }}", ["1:1: 花括号里的写法不对；引用指标请写成 {{ 主题.指标 }}，标点用半角。"]),
    ("{{ }}", ["1:1: 花括号里没有写名称；引用指标请写成 {{ 主题.指标 }}。"]),
    ("化解{{ 250 }}件", ["1:6: “250”是手打的数字；请引用指标，写成 {{ 主题.指标 }}。"]),
    ("化解{{ '250件' }}", ["1:7: “250件”是手打的数字；请引用指标，写成 {{ 主题.指标 }}。"]),
    ("<!-- 内部 -->", ["1:1: <!-- … --> 会留在公开的网页里；不公开的说明请写成 {# … #}。"]),
    ("{{ a }}\n{{ b }}", ["1:4: 没有 a 这个名称", "2:4: 没有 b 这个名称"]),
    ("{% for chapter in chapters %}{{ chapter.path }}{% endfor %}{{ year }}{{ unit.name }}", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "messages"), NAMES, ids=[row[0] for row in NAMES])
def test_a_wrong_name_is_told_with_the_nearest_right_one(text: str, messages: list[str], model: Model) -> None:
    problems = sorted(names_in(text, HOME, model, PATHS, "public").problems)
    assert len(problems) == len(messages)
    for problem, message in zip(problems, messages, strict=True):
        assert str(problem).startswith(f"docs/2023/index.md:{message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("化解250件", "1:3: “250件”是手打的数字：请改用 {{ disputes.found }} 或 {{ disputes.resolved }}。"),
        ("化解率100%", "1:4: “100%”是手打的数字：请改用 {{ disputes.resolution_rate }} 或 {{ governance.task_completion_rate }} 或 {{ governance.event_handling_rate }}。"),
        ("罚金3.689万元", "1:3: “3.689万元”是手打的数字：请改用 {{ governance.fines }}。"),
        ("排查320余次", "1:3: “320余次”是手打的数字：请改用 {{ disputes.screenings }}。"),
        ("２０２３年", "1:1: “２０２３年”是手打的数字：请改用 {{ year }}年。"),
        ("2024年", "1:1: “2024年”是手打的数字：请改用 {{ next_year }}年。"),
        ("甲\n乙77件", "2:2: “77件”是手打的数字：请先在 figures.yml 和指标目录里登记这个数，再用 {{ 主题.指标 }} 引用；名称、文号里的数字请连同名称写进“”或《》。"),
    ],
)  # fmt: skip
def test_a_digit_typed_by_hand_is_told_with_the_figure_it_was_meant_to_be(
    text: str, message: str, model: Model
) -> None:
    assert [str(problem) for problem in typed_digits(text, PAGE, model)] == [f"docs/2023/disputes.md:{message}"]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 2023\n---\n正文",
        "“1+3+N”网格治理团队",
        "《关于2023年工作的通知》（工作通知〔2023〕38号）",
        "1. 第一项\n2. 第二项",
        "[见](disputes.md#p2)",
        "## 标题 { #h2 }",
        '<h2 id="a1">标题</h2>',
        "{{ figures_table('x1') }}{% if 1 %}{% endif %}{# 3 #}",
        "<!-- 2023 -->",
    ],
)
def test_digits_may_stand_in_names_citations_markers_and_markup(text: str, model: Model) -> None:
    assert list(typed_digits(text, PAGE, model)) == []


def test_every_indicator_is_quoted_somewhere(model: Model, project: object) -> None:
    assert {i.id for i in model.indicators} == set(project.quotes)  # type: ignore[attr-defined]


def test_an_indicator_that_no_page_uses_is_told(copy: Path) -> None:
    catalogue = copy / "data/indicators.yml"
    catalogue.write_text(
        catalogue.read_text("utf-8").replace("    found:", "    unused: {name: 甲, unit: 件}\n    found:"), "utf-8"
    )
    figures = copy / "data/2023/figures.yml"
    figures.write_text(figures.read_text("utf-8").replace("  found:", "  unused: 7\n  found:"), "utf-8")
    chapter = copy / "docs/2023/disputes.md"
    chapter.write_text(chapter.read_text("utf-8").replace('{{ figures_table("disputes") }}', ""), "utf-8")
    with pytest.raises(Problems) as raised:
        check(copy)
    assert "disputes.unused（甲）没有任何章节或表格引用" in str(raised.value)


def test_a_chapter_without_its_file_is_told(copy: Path) -> None:
    (copy / "docs/2023/study.md").unlink()
    with pytest.raises(Problems) as raised:
        check(copy)
    assert "data/2023/document.yml: outline 里的 study（docs/2023/study.md）没有对应的章" in str(raised.value)
