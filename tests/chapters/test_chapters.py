"""A page says only what the language of chapters has words for; mistakes are told at once, with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from disclosure.chapters.digits import typed_digits
from disclosure.chapters.expansion import expanded
from disclosure.chapters.language import read_page
from disclosure.chapters.names import FIELDS
from disclosure.chapters.section import without_front_matter
from disclosure.numbers.naming import without_names
from disclosure.numbers.prose import DIGIT
from disclosure.page import Page
from disclosure.pages.reference import entries
from disclosure.pages.vocabulary import vocabulary
from disclosure.problem import Problems
from disclosure.project import Project, check
from disclosure.report.model import Model

PAGE = Page("2023/disputes.md")
HOME = Page("2023/index.md")
PATHS = ("2023/disputes.md", "2023/preamble.md", "2023/print.md", "index.md")

TAGS = '这样的 {% … %} 不能用；只能写 {% if staff %}、{% if not printing %}、{% for chapter in chapters %}、{% include "文件.md" %}、{% call unbroken() %} 这几种。'
ONLY = "花括号里只能写名称，不能计算、拼接或加工；能写的见“章节里可以写什么”。"
IF = "if 后面只能单独写 staff 或 printing，前面可以加 not，例如 {% if not printing %}。"
BOTH = "纸面和网页要说一样的话；请不要在 printing 的两边各写一段文字，共同的话写在外面。"
CALL = "call 后面只能写 unbroken()，或在 {% for chapter in chapters %} 里写 section(chapter)。"
INCLUDE = 'include 后面只能写 "文件.md"、year ~ "/文件.md" 或 chapter.path。'
PAIRS = "{% … %} 没有配对的结尾；if、for、call 都要有 endif、endfor、endcall。"

# (the page's text, the messages it must give, each from its line on)
NAMES = [
    ("{{ disputes.fuond }}", ["1:4: 没有指标 disputes.fuond；最接近的是 disputes.found。"]),
    ("甲\n\n乙{{ dispute.found }}", ["3:5: 没有 dispute 这个名称；最接近的是 disputes。"]),
    ("{{ disputes }}", ["1:4: disputes 是一个主题，要写到指标，例如 {{ disputes.reconsideration_cases }}。"]),
    ("{{ disputes.found.nmae }}", ["1:4: 指标没有 nmae 这种写法；最接近的是 name。"]),
    ("{{ disputes.found.number.real }}", ["1:4: disputes.found.number 后面没有 real 这种写法。"]),
    ("{{ document.nubmer }}", ["1:4: document 里没有 nubmer；最接近的是 number。"]),
    ("{{ document.answers.titel }}", ["1:4: document 里没有 titel；最接近的是 title。"]),
    ("{{ document.published }}", ["1:4: document 里没有 published"]),
    ("{{ document }}", ["1:4: document 后面还要写点和名称；可以写的有 addressee、"]),
    ("{{ document.answers }}", ["1:4: document.answers 后面还要写点和名称；可以写的有 number、title。"]),
    ("{{ printing }}", ["1:4: printing 只能写在 {% … %} 里。"]),
    ("{{ year() }}", ["1:4: year 后面不写括号。"]),
    ("{{ plans }}", ["1:4: plans 后面要写一对括号，里面什么也不写：{{ plans() }}。"]),
    ("{{ plans('甲') }}", ["1:4: plans 后面要写一对括号，里面什么也不写：{{ plans() }}。"]),
    ("{{ section(chapter) }}", ["1:4: section 要写成 {% call … %} … {% endcall %}，见“章节里可以写什么”。"]),
    ("{{ figures_table('dispute') }}", ["1:19: 没有主题 dispute；最接近的是 disputes。"]),
    ("{{ figures_table('disputes', 'fond') }}", ["1:31: 没有指标 disputes.fond；最接近的是 disputes.found。"]),
    ("{{ figures_table(disputes) }}", ["1:4: figures_table 的括号里要写加引号的名称，例如 {{ figures_table(\"study\", "]),
    ("{{ figures_table() }}", ["1:4: figures_table 的括号里要写加引号的名称"]),
    ("{{ key_figures('disputes.fund') }}", ["1:17: 没有指标 disputes.fund；最接近的是 disputes.found。"]),
    ("{{ key_figures(*['disputes.found']) }}", ["1:4: key_figures 的括号里要写加引号的名称"]),
    ("{{ chart('共999件', 'disputes.found') }}", ["1:12: “999件”是手打的数字；请引用指标，写成 {{ 主题.指标 }}。"]),
    ("{{ flow('数', 'disputes.fond') }}", ["1:15: 没有指标 disputes.fond；最接近的是 disputes.found。"]),
    ("{{ theme_charts('disputes.found', 'disputes.receptons') }}", ["1:36: 没有指标 disputes.receptons；最接近的是 disputes.receptions"]),
    ("{{ link('打印', 'prnt') }}", ["1:16: 2023 年没有 prnt 这一页；最接近的是 print。"]),
    ("{{ link('打印') }}", ["1:4: link 的括号里要写两项：文字和页名，例如 {{ link(\"打印版\", \"print\") }}。"]),
    ("{{ link('999件', 'print') }}", ["1:10: “999件”是手打的数字；请引用指标，写成 {{ 主题.指标 }}。"]),
    ("{{ link('{{', 'print') }}", ["1:1: 引号里的文字不能有花括号。"]),
    ("{{ words('零申请') }}", ["1:4: words 的括号里要写两项：说法和条件，例如 {{ words(\""]),
    ("{{ words('零申请', 'openness.applications == 1') }}", ["1:11: “零申请”已经不成立：完成政府信息依申请公开是 0条；请改写这句话。"]),
    ("{{ words('都是', 'openness.topics == 1') }}", ["1:11: “都是”已经不成立：主动公开信息涉及方面是 法规文件、重点领域信息公开、行政权力运行，不是数值；请改写这句话。"]),
    ("{{ words('一半', 'disputes.found / openness.applications == 1') }}", ["1:11: “一半”已经不成立：排查发现矛盾纠纷是 250件，完成政府信息依申请公开是 0条，算不出来；请改写这句话。"]),
    ("{{ words('零申请', 'openness.aplications == 0') }}", ["1:18: 没有指标 openness.aplications；最接近的是 openness.applications、openness.litigation_cases。"]),
    ("{{ words('零申请', 'open(1)') }}", ["1:18: “open(1)”里有不能用的写法；只能用指标名、数、括号和 + - * / == != <= >= < > and。"]),
    ("{{ words('零申请', 'openness.applications') }}", ["1:18: “openness.applications”要写成比较，例如 openness.applications >= 0。"]),
    ("{{ words('全部', 'disputes.found == disputes.found') }}", ["1:17: “disputes.found”和它自己比较，总是一样；请写成两个指标，或指标和数。"]),
    ("{{ words('全部', 'disputes.found >= 1 and 1 == 2 - 1') }}", ["1:17: “1”和“2 - 1”里都没有指标名；每个比较都要有指标。"]),
    ("{{ words('全部', '0 <= 1 <= disputes.found') }}", ["1:17: “0”和“1”里都没有指标名；每个比较都要有指标。"]),
    ("{{ words('化解二百件', 'disputes.found >= 0') }}", ["1:13: “二百件”是手打的数字；请引用指标，写成 {{ 主题.指标 }}。"]),
    ("{{ words('化解999件', 'disputes.found >= 0') }}", ["1:13: “999件”是手打的数字；请引用指标，写成 {{ 主题.指标 }}。"]),
    ("化解{{ 250 }}件", ["1:6: “250”是手打的数字；请引用指标，写成 {{ 主题.指标 }}。"]),
    ("化解{{ '250件' }}", ["1:7: “250件”是手打的数字；请引用指标，写成 {{ 主题.指标 }}。"]),
    ("{{ '甲' }}", [f"1:1: {ONLY}"]),
    ("甲{{ 998 + 1 }}", [f"1:2: {ONLY}"]),
    ("{{ disputes.found + 1 }}", [f"1:1: {ONLY}"]),
    ("{{ '9' ~ '9' }}", [f"1:1: {ONLY}"]),
    ("{{ disputes.found|upper }}", [f"1:1: {ONLY}"]),
    ("{{ disputes['found'] }}", [f"1:1: {ONLY}"]),
    ("{{ disputes.found.number.real() }}", [f"1:1: {ONLY}"]),
    ("{{ plans.publicty.title }}", ["1:4: 2023 年的 plans 里没有 publicty，或者它不公开；最接近的是 publicity。"]),
    ("甲\n{{ year }}年加强法治宣传教育。", ["2: “加强法治宣传教育”是数据里的标题；请改用 {{ plans.publicity.title }}，标题改了这里才会跟着改。"]),
    ("{{ plans.publicity }}", ["1:4: plans 的一项只能引用标题，写成 {{ plans.publicity.title }}。"]),
    ("{{ document.remark }}", ["1:4: document.remark 在 data/2023/document.yml 里没有写，这里会是空的；请删去这一处，或在那里补上。"]),
    ("{{ unit.telephone }}", ["1:4: unit.telephone 在 data/unit.yml 里没有写，这里会是空的；请删去这一处，或在那里补上。"]),
    ("{{ year if staff else '甲' }}", [f"1:1: {ONLY}"]),
    ("{{ [1, 2] }}", [f"1:1: {ONLY}"]),
    ("{{ range(3) }}", ["1:4: 没有 range 这个名称"]),
    ("{{ lipsum.__globals__ }}", ["1:4: 没有 lipsum 这个名称"]),
    ("{{ loop.index }}", ["1:4: 没有 loop 这个名称"]),
    ("{{ disputes.found.__class__ }}", ["1:4: 指标没有 __class__ 这种写法；可以写的有 before、change、growth、in_2021、name、number、unit。"]),
    ("{{ chapter.name }}", ["1:4: chapter 只有在 {% for chapter in chapters %} … {% endfor %} 里面才有。"]),
    ("{% for chapter in chapters %}{{ chapter.of }}{% endfor %}", ["1:33: chapter 里没有 of；可以写的有 name、part_title、path。"]),
    ("甲\n{% set n = 999 %}", [f"2:1: {TAGS}"]),
    ("{% set year = 999 %}", [f"1:1: {TAGS}"]),
    ("{% macro a() %}{% endmacro %}", [f"1:1: {TAGS}"]),
    ("{% import 'x' as y %}", [f"1:1: {TAGS}"]),
    ("{% from 'x' import y %}", [f"1:1: {TAGS}"]),
    ("{% extends 'x' %}", [f"1:1: {TAGS}"]),
    ("{% block a %}{% endblock %}", [f"1:1: {TAGS}"]),
    ("{% filter upper %}甲{% endfilter %}", [f"1:1: {TAGS}"]),
    ("{% with a = 1 %}{% endwith %}", [f"1:1: {TAGS}"]),
    ("{% for item in chapters %}{% endfor %}", [f"1:1: {TAGS}"]),
    ("{% for chapter in range(9) %}{% endfor %}", [f"1:1: {TAGS}"]),
    ("{% for chapter in chapters if staff %}{% endfor %}", [f"1:1: {TAGS}"]),
    ("{% if staff %}甲{% elif printing %}乙{% endif %}", [f"1:1: {TAGS}"]),
    ("{% if staff and printing %}{% endif %}", [f"1:1: {IF}"]),
    ("{% if disputes.found %}{% endif %}", [f"1:1: {IF}"]),
    ("{% if prnting %}{% endif %}", [f"1:1: {IF}"]),
    ("{% if printing %}甲{% else %}乙{% endif %}", [f"1:1: {BOTH}"]),
    ("{% if not printing %}{{ disputes.found }}{% else %}甲{% endif %}", [f"1:1: {BOTH}"]),
    ("{% if printing %}{{ words('甲', 'disputes.found >= 1') }}{% else %}乙{% endif %}", [f"1:1: {BOTH}"]),
    ("{% if printing %}{% if not staff %}甲{% endif %}{% else %}{{ disputes.found }}{% endif %}", [f"1:1: {BOTH}"]),
    ("{% call section('甲') %}{% endcall %}", [f"1:1: {CALL}"]),
    ("{% call section(chapter) %}{% endcall %}", [f"1:1: {CALL}"]),
    ("{% call unbroken(1) %}{% endcall %}", [f"1:1: {CALL}"]),
    ("{% call(x) unbroken() %}{% endcall %}", [f"1:1: {TAGS}"]),
    ("{% include 'x.txt' %}", ["1:13: 没有 x.txt 这一页；"]),
    ("{% include '/etc/passwd' %}", ["1:13: 没有 /etc/passwd 这一页；"]),
    ("{% include year ~ '/preambel.md' %}", ["1:20: 没有 2023/preambel.md 这一页；最接近的是 2023/preamble.md"]),
    ("{% include 'x.staff' ~ '.md' %}", [f"1:1: {INCLUDE}"]),
    ("{% include ['a.md', 'b.md'] %}", [f"1:1: {INCLUDE}"]),
    ("{% include chapter.path %}", [f"1:1: {INCLUDE}"]),
    ("{% include 'index.md' ignore missing %}", [f"1:1: {TAGS}"]),
    ("{% include 'index.md' without context %}", [f"1:1: {TAGS}"]),
    ("{% raw %}{{ 甲 }}{% endraw %}", ["1:1: {% raw %} 只能用在内部页面；请删去。"]),
    ("甲{{- year }}", ["1:2: 花括号里侧不写加号、减号；请删去。"]),
    ("{% if printing -%}甲{% endif %}", ["1:16: 花括号里侧不写加号、减号；请删去。"]),
    ("{{ a }}\n{{ b }}", ["1:4: 没有 a 这个名称", "2:4: 没有 b 这个名称"]),
    # braces that belong to none
    ("甲\n{% if printing %}\n乙", [f"2:1: {PAIRS}"]),
    ("{% if x %}", [f"1:1: {PAIRS}"]),
    ("{% if printing %}\n{% if staff %}{% endif %}", [f"1:1: {PAIRS}"]),
    ("甲\n{% endif %}", ["2:1: {% endif %} 没有配对的开头；请删去，或补上开头。"]),
    ("{% else %}", ["1:1: {% else %} 没有配对的开头；请删去，或补上开头。"]),
    ("甲\n\n乙{{ disputes.found\n\n丙，{{ year }}年", ["3:2: {{ 没有用 }} 结束；引用指标请写成 {{ 主题.指标 }}。"]),
    ("甲\n{% if printing\n\n乙", ["2:1: {% 没有用 %} 结束；请补上。"]),
    ("## 标题 {#found}", ["1:7: {# 没有用 #} 结束；标题的锚点请写成 { #名称 }。"]),
    ("甲{{ year }}乙{{ disputes。found }}", ["1:13: 花括号里的写法不对；引用指标请写成 {{ 主题.指标 }}，标点用半角。"]),
    ("{{ }}", ["1:1: 花括号里没有写名称；引用指标请写成 {{ 主题.指标 }}。"]),
    ("甲{{ year year }}", ["1:2: }} 之前多了内容；引用指标请写成 {{ 主题.指标 }}。"]),
    ("{{ disputes. }}", ["1:1: 花括号里的写法读不懂；引用指标请写成 {{ 主题.指标 }}。"]),
    ("{% nothing %}", ["1:1: 不认识这个 {% … %}。"]),
    ("{% raw %}{{{% endraw %}甲{% else %}", ["1:25: {% else %} 没有配对的开头；请删去，或补上开头。"]),
    ("{{ }}\n{% nothing %}\n{{ disputes。found }}", ["1:1: 花括号里没有写名称", "2:1: 不认识这个 {% … %}。", "3:1: 花括号里的写法不对"]),
    # Markdown that says something else than it seems
    ("<!-- 内部 -->", ["1:1: <!-- … --> 会留在公开的网页里；不公开的说明请写成 {# … #}。"]),
    ("｛｛ disputes.found ｝｝", ["1:1: 花括号和百分号要用半角，中间不留空格：{{ … }}、{% … %}。", "1:2: 花括号和百分号要用半角", "1:19: 花括号和百分号要用半角", "1:20: 花括号和百分号要用半角"]),
    ("{ % if printing %}", ["1:1: 花括号和百分号要用半角", "1:18: 花括号只用来引用"]),
    ("{ disputes.found }", ["1:1: 引用指标要用两层花括号：{{ 主题.指标 }}。"]),
    ("甲{: onclick=x }", ["1:2: 花括号只用来引用，写成 {{ 主题.指标 }}；标题的锚点写在标题末尾：{ #名称 }。", "1:15: 花括号只用来引用"]),
    ("甲 { #found }", ["1:3: 花括号只用来引用", "1:12: 花括号只用来引用"]),
    ("<script>alert(x)</script>", ["1:1: 这样的网页标签不能用；只能用 <div>、<section>、<span>、<a>，只带 class、id、href、markdown、download、aria-…，class 只能写 home-head、home-actions、home-lead、home-parts、see-also，其余用 Markdown 写。", "1:17: 这样的网页标签不能用"]),
    ('甲<data value="x">乙', ["1:2: 这样的网页标签不能用"]),
    ("<time>甲", ["1:1: 这样的网页标签不能用"]),
    ("<svg>", ["1:1: 这样的网页标签不能用"]),
    ("<style>", ["1:1: 这样的网页标签不能用"]),
    ('<div onclick="x">', ["1:1: 这样的网页标签不能用"]),
    ('<div data-id="x">', ["1:1: 这样的网页标签不能用"]),
    ('<span title="甲">', ["1:1: 这样的网页标签不能用"]),
    ('<span class="md-hidden">甲</span>', ["1:1: 这样的网页标签不能用"]),
    ('<div class="see-also home-x">', ["1:1: 这样的网页标签不能用"]),
    ('<span aria-hidden="true">甲</span>', ["1:1: 这样的网页标签不能用"]),
    ('<a href="javascript:x">甲</a>', ["1:1: 这样的网页标签不能用", "1:10: 链接只能通向文件或网址（https://…）。"]),
    ("<div", ["1:1: 这样的网页标签不能用"]),
    ("[甲](javascript:x)", ["1:5: 链接只能通向文件或网址（https://…）。"]),
    ("[甲](java&colon)", ["1:5: 链接只能通向文件或网址（https://…）。"]),
    ("[甲](//example.org)", ["1:5: 链接只能通向文件或网址（https://…）。"]),
    ("[甲](https://[)", ["1:5: 这个网址读不懂；请从浏览器的地址栏照抄。"]),
    ("[甲](\tjavascript:x)", ["1:6: 链接只能通向文件或网址（https://…）。"]),
    ("甲&nbsp;乙", ["1:2: 特殊符号请直接输入，不写 & 加名称。"]),
    ("[甲](nowhere.md#a)", ["1:5: 没有 nowhere.md 这一页；"]),
    ("[甲]: index.md", ["1:1: 链接请写成 [文字](文件名.md)。"]),
    ("甲\n===", ["2:1: 标题请写成“# 标题”，不在下面画线。"]),
    ("{{ year }}年\n---", ["2:1: 标题请写成“# 标题”，不在下面画线。"]),
    ("~~~\n甲", ["1:1: 代码块要顶格写，用单独一行的三个反引号 ``` 开头和结尾；这里不成对，或没有顶格。"]),
    ("甲\u202e乙", ["1:2: 这里有看不见的字符（U+202E RIGHT-TO-LEFT OVERRIDE）；请删去，或把这一处重新输入。"]),
    ("提\u2ed8", ["1:2: “\u2ed8”是从 PDF 粘贴来的部首，搜索不到；请改成“青”。"]),
    ("甲\ue001乙", ["1:2: 这里有看不见的字符（U+E001）；请删去，或把这一处重新输入。"]),
    ("甲\u200b乙", ["1:2: 这里有看不见的字符（U+200B ZERO WIDTH SPACE）"]),
    ("---\ntitle: 甲\ndisputes: 乙\n---\n", ["3:1: 页首只能写 title、template: print.html、search: {exclude: true} 这几项；请删去这一行。"]),
    ("---\ntemplate: other.html\n---\n", ["2:1: 页首只能写 title"]),
    ("title: 甲\n\n乙", ["1:1: 页首的设置要写在两行 --- 之间；请照别的页改，或删去。"]),
    ("---\ntitle: 甲\n...\n", ["1:1: 页首的设置要写在两行 --- 之间"]),
    # what stands against a figure
    ("{{ disputes.found }}件", ["1:21: disputes.found 自己带单位“件”；请删去后面的单位，只要数字请写 .number。"]),
    ("{{ disputes.found.number }}万件", ["1:28: “万”紧挨着 disputes.found.number，会改变这个数；约数词写进 figures.yml，单位写进指标目录，这里请删去。"]),
    ("{{ disputes.found.number }}{# #}**余**件", ["1:35: “余”紧挨着 disputes.found.number"]),
    ("共{{ disputes.found }}余", ["1:22: “余”紧挨着 disputes.found，"]),
    ("约{{ disputes.found }}", ["1:1: “约”紧挨着 disputes.found，"]),
    ("超过 {{ disputes.found }}", ["1:1: “超过”紧挨着 disputes.found，"]),
    ("三{{ disputes.found.number }}件", ["1:1: “三”紧挨着 disputes.found.number，"]),
    ("-{{ disputes.found }}", ["1:1: “-”紧挨着 disputes.found，"]),
    ("{{ disputes.found.number }}{{ disputes.villagers }}", ["1:28: disputes.found.number 和 disputes.villagers 之间没有隔开，会连成一个数；请在中间写上文字或标点。"]),
    ("{{ year }} {{ disputes.found }}", ["1:12: year 和 disputes.found 之间没有隔开"]),
    ("{{ ( disputes.found ) }}余", ["1:25: “余”紧挨着 disputes.found，"]),
    ("{{ disputes.found.number }}五件", ["1:28: “五”紧挨着 disputes.found.number，"]),
    ("{{ disputes.found.number }}点{{ disputes.villagers }}", ["1:28: “点”紧挨着 disputes.found.number，"]),
    ("{{ disputes.found.number }}分之{{ disputes.villagers }}", ["1:28: “分之”紧挨着 disputes.found.number，"]),
    *((f"{word}{{{{ disputes.found }}}}", [f"1:1: “{word}”紧挨着 disputes.found，"]) for word in (
        "不足", "不满", "少于", "低于", "高于", "多于", "未达", "最多", "大概", "差不多", "约为", "≥", "≈", "±",
    )),
    ("约<span>{{ disputes.found }}</span>", ["1:1: “约”紧挨着 disputes.found，"]),
    ("{{ disputes.found.number }}\n万件", ["2:1: “万”紧挨着 disputes.found.number，"]),
    ("{{ disputes.found.number }}.{{ disputes.villagers }}", ["1:29: disputes.found.number 和 disputes.villagers 之间没有隔开"]),
    ("{{ disputes.found }}·{{ disputes.villagers }}", ["1:22: disputes.found 和 disputes.villagers 之间没有隔开"]),
    ("{{ disputes.found.number }},{{ disputes.villagers }}", ["1:29: disputes.found.number 和 disputes.villagers 之间没有隔开"]),
    ("约[{{ disputes.found }}](../index.md)", ["1:1: “约”紧挨着 disputes.found，"]),
    ("约“{{ disputes.found }}”", ["1:1: “约”紧挨着 disputes.found，"]),
    ("约（{{ disputes.found }}）", ["1:1: “约”紧挨着 disputes.found，"]),
    ("[{{ disputes.found }}](../index.md)以上", ["1:36: “以上”紧挨着 disputes.found，"]),
    ("{{ disputes.found }}“万”件", ["1:22: “万”紧挨着 disputes.found，"]),
    ("{{ disputes.found }}多件", ["1:21: “多”紧挨着 disputes.found，"]),
    ("{{ disputes.found }}多。", ["1:21: “多”紧挨着 disputes.found，"]),
    ("{{ disputes.found }}来起", ["1:21: “来”紧挨着 disputes.found，"]),
    ("{{ disputes.found }}几", ["1:21: “几”紧挨着 disputes.found，"]),
    ("{{ disputes.found }}餘", ["1:21: “餘”紧挨着 disputes.found，"]),
    ("{{ disputes.found }}萬元", ["1:21: disputes.found 自己带单位“件”；请删去后面的“萬元”，只要数字请写 .number。"]),
    ("{{ disputes.found }}千余户", ["1:21: “千余”紧挨着 disputes.found，"]),
    ("{{ disputes.found.number }}件左右", ["1:29: “左右”紧挨着 disputes.found.number，"]),
    # another unit than its own
    ("{{ disputes.found.number }}万元", ["1:28: “万元”不是 disputes.found.number 的单位；后面只能写“件”。"]),
    ("{{ governance.fines.number }}元", ["1:30: “元”不是 governance.fines.number 的单位；后面只能写“万元”。"]),
    ("{{ disputes.found.number }}K件", ["1:28: “K”不是 disputes.found.number 的单位；后面只能写“件”。"]),
    ("{{ disputes.found.number }}**人**", ["1:30: “人”不是 disputes.found.number 的单位；后面只能写“件”。"]),
    ("{{ disputes.found.number }}户", ["1:28: “户”不是 disputes.found.number 的单位；后面只能写“件”。"]),
    ("{{ disputes.found.number }}倍", ["1:28: “倍”不是 disputes.found.number 的单位；后面只能写“件”。"]),
    ("{{ disputes.found.number }}成", ["1:28: “成”不是 disputes.found.number 的单位；后面只能写“件”。"]),
    ("{{ disputes.adviser_users.number }}人次", ["1:36: “人次”不是 disputes.adviser_users.number 的单位；后面只能写“人”。"]),
    ("{{ year }}件", ["1:11: “件”不是 year 的单位；后面只能写“年”。"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "messages"), NAMES, ids=[row[0] for row in NAMES])
def test_what_a_page_may_not_write_is_told_with_what_to_write(text: str, messages: list[str], model: Model) -> None:
    problems = sorted(read_page(text, HOME, model, PATHS, "public").problems)
    assert len(problems) == len(messages), problems
    for problem, message in zip(problems, messages, strict=True):
        assert str(problem).startswith(f"docs/2023/index.md:{message}")


@pytest.mark.parametrize(
    "text",
    [
        "{% for chapter in chapters %}{{ chapter.path }}\n\n{% call section(chapter) %}{% include chapter.path %}{% endcall %}{% endfor %}",
        "{{ year }}年{{ unit.name }}{{ next_year }}年，{{ document.answers.title }}",
        "{{ plans.publicity.title }}，{{ shortcomings.training.title }}",
        "{% if staff %}甲{% else %}乙{% endif %}{% if not printing %}丙{% endif %}",
        "{% include 'index.md' %}{% include year ~ '/preamble.md' %}{# 备注 #}",
        "{% call unbroken() %}{{ disputes.found.number }}、{{ disputes.found.name }}（{{ disputes.found.unit }}）{% endcall %}",
        '<div class="see-also" markdown>\n\n<section markdown>\n\n<a href="data/x.json" download>甲</a>\n\n</section>\n\n</div>',
        "附近{{ disputes.found }}，合约{{ disputes.found }}，签约{{ disputes.found }}，减负{{ disputes.found }}",
        "{{ disputes.found }}多元化解，{{ disputes.found }}千头万绪，{{ disputes.found }}来自群众，{{ disputes.found }}几乎都化解",
        "{{ disputes.found.number }}件、{{ governance.fines.number }}万元、{{ disputes.resolution_rate.number }}%",
        "办理{{ disputes.found }}（{{ disputes.resolved }}），{{ year }}年度",
        "{% if printing %}{{ shortcomings() }}{% else %}甲\n\n{{ key_figures('disputes.found') }}{% endif %}",
        "[甲](../index.md)[乙](#a)[丙](https://example.org/甲)![图](x.png)",
        "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |",
        "---\ntitle: 甲\nsearch: {exclude: true}\n---\n\n# 标题 { #a }",
        "# 标题\r\n\r\n甲\r\n",
        "```python\nx = {a: b} < c\n```\n\n~~~\n甲\n~~~",
        "`<code>`、<https://example.org>、H<sub>甲</sub>",
    ],
)  # fmt: skip
def test_what_a_page_needs_it_may_write(text: str, model: Model) -> None:
    assert read_page(text, HOME, model, PATHS, "public").problems == ()


def test_the_language_knows_just_the_fields_that_there_are(project: Project) -> None:
    names = vocabulary(project, HOME)
    environment = Environment(undefined=StrictUndefined)
    for variable in ("document", "unit"):
        for field, inner in FIELDS[variable].items():
            for path in [f"{field}.{name}" for name in inner] if inner else [field]:
                environment.from_string(f"{{{{ {variable}.{path} }}}}").render(names)
        assert set(FIELDS[variable]) == set(vars(names[variable]))


def test_every_example_of_the_reference_may_be_written(copy: Path) -> None:
    project = check(copy, "staff")
    paths = [page.path for page in project.pages]
    for entry in entries(project):
        read = read_page(entry.example, Page("staff/reference.md"), project.model, paths, "staff")
        assert read.problems == (), entry


UNKNOWN = "请登记成指标，这里改用 {{ disputes.new_1 }}；名称、文号里的数字请连同名称写进“”或《》。下面两行可以照贴"

A_NAME = (
    "是名称请连同名称写进“”（例如“1310”部署）或《》，本单位常用的列进 data/unit.yml 的 names；"
    "是数请先在 figures.yml 和指标目录里登记，再用 {{ 主题.指标 }} 引用"
)

# (the chapter's text, where the number stands and how it is shown, what to write instead)
TYPED = [
    ("化解250件", "1:3: “250件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("化解率100%", "1:4: “100%”", "请改用 {{ disputes.resolution_rate }} 或 {{ governance.task_completion_rate }} 或 {{ governance.event_handling_rate }}"),
    ("罚金3.689万元", "1:3: “3.689万元”", "请改用 {{ governance.fines }}"),
    ("排查320余次", "1:3: “320余次”", "请改用 {{ disputes.screenings }}"),
    ("２０２３年", "1:1: “２０２３年”", "请改用 {{ year }}年"),
    ("2024年", "1:1: “2024年”", "请改用 {{ next_year }}年 或 {{ document.date }}"),
    ("甲\n乙77件", "2:2: “77件”", UNKNOWN),
    # any script, any form
    ("⁹⁹⁹件", "1:1: “⁹⁹⁹件”", UNKNOWN),
    ("②⑤⓪件", "1:1: “②⑤⓪件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("٩٩٩件", "1:1: “٩٩٩件”", UNKNOWN),
    ("Ⅸ件", "1:1: “Ⅸ件”", UNKNOWN),
    ("𝟗𝟗件", "1:1: “𝟗𝟗件”", UNKNOWN),
    # in words
    ("化解二百五十件", "1:3: “二百五十件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("排查三百二十余次", "1:3: “三百二十余次”", "请改用 {{ disputes.screenings }}"),
    ("化解两百五十 件", "1:3: “两百五十件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("化解贰佰伍拾件", "1:3: “贰佰伍拾件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("确定二十八名", "1:3: “二十八名”", "请改用 {{ disputes.villagers }}"),
    ("新增两千余人", "1:3: “两千余人”", "请改用 {{ disputes.adviser_users }}"),
    ("化解二五〇件", "1:3: “二五〇件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("化解九九九件", "1:3: “九九九件”", UNKNOWN),
    ("三亿二千万元", "1:1: “三亿二千万元”", UNKNOWN),
    ("化解率百分之百", "1:4: “百分之百”", "请改用 {{ disputes.resolution_rate }} 或 {{ governance.task_completion_rate }} 或 {{ governance.event_handling_rate }}"),
    ("二〇二三年", "1:1: “二〇二三年”", "请改用 {{ year }}年"),
    ("二零二四年", "1:1: “二零二四年”", "请改用 {{ next_year }}年 或 {{ document.date }}"),
    ("惠及三百户", "1:3: “三百户”", UNKNOWN),
    ("八百五十亩", "1:1: “八百五十亩”", UNKNOWN),
    ("二十六起", "1:1: “二十六起”", UNKNOWN),
    ("廿六起", "1:1: “廿六起”", UNKNOWN),
    ("卅件", "1:1: “卅件”", UNKNOWN),
    ("三萬元", "1:1: “三萬元”", UNKNOWN),
    ("一百二十项", "1:1: “一百二十项”", UNKNOWN),
    ("三百来户", "1:1: “三百来户”", UNKNOWN),
    ("二百[五](index.md)十件", "1:1: “二百五十件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("一[千](index.md)件", "1:1: “一千件”", UNKNOWN),
    ("九<span></span>百件", "1:1: “九百件”", UNKNOWN),
    ("九**百**件", "1:1: “九百件”", UNKNOWN),
    ("九{# #}百\n件", "1:1: “九百件”", UNKNOWN),
    ("2**5**0件", "1:1: “250件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("百分之九十九", "1:1: “百分之九十九”", UNKNOWN),
    ("百分之二十八", "1:1: “百分之二十八”", UNKNOWN),  # 28 stands for people
    # the same number in another unit, and in a name
    ("化解250户", "1:3: “250户”", UNKNOWN),
    ("化解250", "1:3: “250”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("1310安排", "1:1: “1310安排”", A_NAME),
    ("5虎上将", "1:1: “5虎上”", A_NAME),
    ("王场委文〔2024〕3号", "1:1: “王场委文〔2024〕3号”", "请改用 {{ document.number }}"),
    # names that are none
    ("化解“999件”", "1:4: “999件”", UNKNOWN),
    ("化解《999件》", "1:4: “999件”", UNKNOWN),
    ("化解“999”件", "1:4: “999”", UNKNOWN),
    ("化解“999”。", "1:4: “999”", UNKNOWN),
    ("化解“约250余件”", "1:4: “约250余件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("化解“二百五十件”", "1:4: “二百五十件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("化解“二百五十”件", "1:4: “二百五十”件”", "请改用 {{ disputes.found }} 或 {{ disputes.resolved }}"),
    ("化解“共 999 件。”", "1:6: “999件”", UNKNOWN),
    ("“化解9999件”", "1:4: “9999件”", UNKNOWN),
    ("《办理9999件》", "1:4: “9999件”", UNKNOWN),
    ("“败诉999件”", "1:4: “999件”", UNKNOWN),
    ("“化解九百九十件”", "1:4: “九百九十件”", UNKNOWN),
    ("“近千件”", "1:3: “千件”", UNKNOWN),
    ("近千余件", "1:2: “千余件”", UNKNOWN),
    # places that readers see
    ("`999`", "1:2: “999”", UNKNOWN),
    ("```\n](999)\n```", "2:3: “999”", UNKNOWN),
    ('<span aria-label="999件">', "1:19: “999件”", UNKNOWN),
    ('[甲](a.md "999件")', "1:11: “999件”", UNKNOWN),
    ("![999件](a.svg)", "1:3: “999件”", UNKNOWN),
    ("甲](999件)", "1:4: “999件”", UNKNOWN),
    ("甲{ .999件 }", "1:5: “999件”", UNKNOWN),
    ("999. 甲", "1:1: “999”", UNKNOWN),
    ("甲\n77. 乙", "2:1: “77”", UNKNOWN),
    ("1. 甲\n5. 乙", "2:1: “5”", UNKNOWN),
    ("---\ntitle: 999件\n---\n", "2:8: “999件”", UNKNOWN),
    ("<!-- 999 -->", "1:6: “999”", UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "advice"), TYPED, ids=[row[0] for row in TYPED])
def test_a_number_typed_by_hand_is_told_with_the_figure_it_was_meant_to_be(
    text: str, number: str, advice: str, model: Model
) -> None:
    (told,) = (str(problem) for problem in typed_digits(text, PAGE, model))
    assert told.startswith(f"docs/2023/disputes.md:{number}是手打的数字：{advice}")


@pytest.mark.parametrize(
    "text",
    [
        "“1+3+N”网格治理团队：“1”是网格长，“3”是网格员",
        "“12345”政务服务便民热线、“5A级景区”、“15分钟便民服务圈”、“3·15”、“3号桥”、“7×24小时”、《简报》、《第12期简报》",
        "国发〔2021〕33号、渝府办〔2023〕5号",
        "二〇三五年、十四五期间、二十四小时、二十四个小时、十五个工作日、十二个月、一百天、万一人手不够、十四亿人民",
        "《关于2023年工作的通知》（工作通知〔2023〕38号）",
        "1. 第一项\n2. 第二项\n    1. 甲\n    2. 乙\n3. 第三项",
        "1. 甲\n1. 乙",
        "（1）加强领导。\n（2）健全机制。",
        "1.健全机制。\n2.加强领导。",
        "1、健全机制。\n\n2、加强领导。\n\n**3、开展宣传。**每月开展。",
        "[见](disputes.md#p2)[乙](#p3)[丙](https://example.org/2023)",
        "## 标题 { #h2 }",
        "{{ figures_table('x1') }}{% if 1 %}{% endif %}{# 3 #}",
        "二十大、十四五规划、十八届三中全会、市委六届二次会议、第一百二十次会议、第一是，一是二是",
        "“八五”普法、“二十条”、“十五条硬措施”、一规划两纲要、一人一策、五类重点、三年行动、两个维护",
        "千家万户、亿万人民三代、千万人、成百上千人、几十件、三五个、百家、二三十人、几十万人、数百万件",
    ],
)
def test_numbers_may_stand_in_names_citations_markers_ordinals_and_sayings(text: str, model: Model) -> None:
    assert list(typed_digits(text, PAGE, model)) == []


def test_names_are_blanked_out_and_quantities_are_not() -> None:
    assert without_names("“1+3+N”和“999件”\n《甲1》乙") == "       和“999件”\n    乙"
    assert [bool(DIGIT.search(character)) for character in "9９⁹⑨٩Ⅸ½九〇十a"] == [True] * 7 + [False] * 4


def test_a_chapter_begins_with_its_heading(model: Model) -> None:
    told = read_page("甲", PAGE, model, PATHS, "public").problems
    assert [str(problem) for problem in told] == ["docs/2023/disputes.md:1:1: 第一行要写标题：“# 标题”。"]


def test_the_other_edition_s_passages_are_none_of_this_one_s_business(model: Model) -> None:
    text = "{% if staff %}{{ nothing }}{% endif %}{% if not staff %}甲{% else %}{{ nothing }}{% endif %}"
    assert read_page(text, HOME, model, PATHS, "public").problems == ()
    assert len(read_page(text, HOME, model, PATHS, "staff").problems) == 2


def test_brackets_without_end_are_told_and_no_traceback(model: Model) -> None:
    (problem,) = read_page("{{ " + "(" * 3000 + " }}", Page("about.md"), model, PATHS, "public").problems
    assert str(problem) == "docs/about.md: 花括号里的括号一层套一层，太深了；引用指标请写成 {{ 主题.指标 }}。"


def test_every_page_says_what_jinja_would_make_of_it() -> None:
    project = check(ROOT, "staff")
    jinja = Environment(loader=FileSystemLoader(ROOT / "docs"), undefined=StrictUndefined)
    for page in project.pages:
        if not page.partial:
            names = vocabulary(project, page)
            said = without_front_matter(jinja.get_template(page.path).render(names))
            assert expanded(page.path, project.passages, names) == said


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


def test_a_plan_renamed_is_renamed_on_the_home_page_too(copy: Path) -> None:
    plans = copy / "data/2023/plans.yml"
    plans.write_text(plans.read_text("utf-8").replace("加强法治宣传教育", "办好法治夜校"), "utf-8")
    project = check(copy)
    said = expanded("index.md", project.passages, vocabulary(project, Page("index.md")))
    assert "办好法治夜校" in said
    assert "加强法治宣传教育" not in said


def test_a_plan_deleted_is_told_where_the_home_page_quotes_it(copy: Path) -> None:
    plans = copy / "data/2023/plans.yml"
    plans.write_text(plans.read_text("utf-8").replace("  publicity:", "  school:"), "utf-8")
    with pytest.raises(Problems) as raised:
        check(copy)
    assert "docs/2023/home/next.md:1:" in str(raised.value)
    assert "2023 年的 plans 里没有 publicity，或者它不公开" in str(raised.value)
