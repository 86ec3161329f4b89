"""The audit catches a liar: a page below was changed after it was built, and the change is told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import add_a_year_before, copy_project, run

from disclosure.audit import audit
from disclosure.problem import Problems
from disclosure.project import Project, check
from disclosure.text.built import BuiltPage, parsed, read_site

Edit = Callable[[str], str]


class Built(NamedTuple):
    """A checked project of two years, its site, and the site's pages."""

    project: Project
    site: Path
    pages: Mapping[str, BuiltPage]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    copy = copy_project(tmp_path_factory.mktemp("falsified") / "project")
    add_a_year_before(copy)
    figures = copy / "data/2022/figures.yml"
    figures.write_text(re.sub(r"(found|resolved): 250", r"\1: 238", figures.read_text("utf-8")), "utf-8")
    chapter = copy / "docs/2023/disputes.md"
    text = chapter.read_text("utf-8")
    compared = "发现{{ disputes.found }}，{{ disputes.found.change }}，{{ disputes.found.growth }}。\n\n上年的{{ disputes.found.before }}都已化解。"
    chapter.write_text(text.replace("二是坚持领导", f"{compared}\n\n二是坚持领导"), "utf-8")
    assert run("disclosure", "publish", cwd=copy).returncode == 0
    return Built(check(copy), copy / "site", read_site(copy / "site"))


def replaced(old: str, new: str) -> Edit:
    return lambda text: text.replace(old, new, 1)


def substituted(pattern: str, new: str) -> Edit:
    return lambda text: re.sub(pattern, new, text, count=1, flags=re.DOTALL)


def everywhere(pattern: str, new: str) -> Edit:
    return lambda text: re.sub(pattern, new, text, flags=re.DOTALL)


def swapped(one: str, other: str) -> Edit:
    """Exchanges the first passages that two patterns find."""

    def change(text: str) -> str:
        first, second = (re.search(pattern, text, re.DOTALL) for pattern in (one, other))
        assert first
        assert second
        return text.replace(first[0], "¤", 1).replace(second[0], first[0], 1).replace("¤", second[0], 1)

    return change


def in_article(change: Edit) -> Edit:
    """Applies a change behind the start of the article only."""

    def changed(text: str) -> str:
        head, tag, body = text.partition("<article")
        return head + tag + change(body)

    return changed


def entry(name: str) -> str:
    """A pattern for a figure's element."""
    return rf'<data[^>]*data-id="{re.escape(name)}".*?</data>'


ISSUER = "中共石柱土家族自治县王场镇委员会"
STUDY, DISPUTES, PRINT, YEAR, CATALOGUE = (
    "2023/study.html", "2023/disputes.html", "2023/print.html", "2023/index.html", "indicators.html",
)  # fmt: skip

# (what was done, page, change, what the audit must say)
FALSIFIED = [
    # the document's particulars
    ("the signatory printed as issuer", PRINT, replaced(f'data-field="document.issuer" data-year="2023">{ISSUER}', 'data-field="document.issuer" data-year="2023">谭寒'), "document.issuer 写的是“谭寒”，数据里是“中共"),
    ("the signatory marked as issuer", PRINT, replaced(f'data-field="document.issuer" data-year="2023">{ISSUER}', 'data-field="document.signatory" data-year="2023">谭寒'), f"版头里应当是“{ISSUER}”（document.issuer 2023），写的是“谭寒”"),
    ("a wrong addressee", PRINT, replaced(">县委依法治县办<", ">县委办公室<"), "document.addressee 写的是“县委办公室”，数据里是“县委依法治县办”"),
    ("another body signing", PRINT, substituted(rf'(class="signature"><span[^>]*>){ISSUER}', r"\1王场镇人民政府"), "document.issuer 写的是“王场镇人民政府”"),
    ("another body signing without a mark", PRINT, substituted(r'(class="signature"><span)[^>]*>[^<]*', r"\1>王场镇人民政府"), "落款里应当是“中共"),
    ("the signatory dropped from the information block", YEAR, substituted(r"<div><dt>签发人</dt>.*?</div>", ""), "公文信息里应当是“签发人”，写的是“成文日期”"),
    ("a label exchanged in the information block", YEAR, swapped("<dt>签发人", "<dt>主送机关"), "公文信息里应当是“签发人”，写的是“主送机关”"),
    ("the information block gone", YEAR, substituted(r'<dl class="information-block".*?</dl>', ""), "页面上没有公文信息"),
    ("the head by another name", PRINT, replaced('data-block="head"', 'data-block="top"'), "页面上没有版头"),
    ("the signatory dropped from the head", PRINT, substituted(r'<span class="signatory">.*?</span>\s*</span>\s*</span>', ""), "版头里应当是“签发人：”，写的是"),
    ("the date of last year's report", PRINT, everywhere(r"(document\.date\"[^>]*>)2024年", r"\g<1>2023年"), "document.date 写的是“2023年1月9日”"),
    ("a date for machines edited", PRINT, replaced('datetime="2024-01-09"', 'datetime="2024-01-10"'), "document.date 的 datetime 是“2024-01-10”"),
    ("the particulars of another year", PRINT, replaced('data-field="document.number" data-year="2023"', 'data-field="document.number" data-year="2022"'), "版头里应当是"),
    ("the title of the home page edited", "index.html", replaced("的报告</span>", "的汇报</span>"), "document.title 写的是"),
    ("another issuer at the foot of the site", "about.html", substituted(r'(<dd data-field="document\.issuer"[^>]*>)[^<]*', r"\1王场镇人民政府"), "document.issuer 写的是“王场镇人民政府”"),
    ("a telephone at the foot of the site", "about.html", replaced("</footer>", "<p>电话：一二三四五</p></footer>"), "页脚里应当是到此为止，写的是“电话：一二三四五”"),
    ("a field of no document", PRINT, replaced('data-field="document.number"', 'data-field="document.nummer"'), "document.nummer，数据里没有"),
    # contents and order
    ("the chapters reversed in the contents", YEAR, swapped('<li><a href="../2023/organization.html">组织领导</a></li>', '<li><a href="../2023/openness.html">政务公开</a></li>'), "目录里各章的次序与 outline 不同"),
    ("the chapters reversed beside the page", STUDY, swapped('<li><a href="organization.html">组织领导</a></li>', '<li><a href="openness.html">政务公开</a></li>'), "目录里各章的次序与 outline 不同"),
    ("two titles exchanged in the contents", YEAR, in_article(swapped(">组织领导<", ">政务公开<")), "各章目录里应当是“组织领导”，写的是“政务公开”"),
    ("a part renumbered in the contents", YEAR, replaced(">二、", ">三、"), "各章目录里应当是“二、"),
    ("the list beside the page gone", STUDY, everywhere(" data-chapters", ""), "页面旁边没有报告目录"),
    ("a place in the report that is none", DISPUTES, substituted(r'(<p class="kicker"[^>]*>)[^<]*', r"\1一件未化"), "在报告里的位置里应当是“一、2023年推进"),
    ("two chapters exchanged on paper", PRINT, swapped(r'<h3 id="study".*?(?=<h3 id="decisions")', r'<h3 id="governance".*?(?=<h3 id="enforcement")'), "打印版的数据与各章次序不同"),
    # changes
    ("a growth told as a decline", YEAR, replaced("增加12件", "减少12件"), "disputes.found change 写的是“减少12件”，数据里是“增加12件”"),
    ("a change by another number", YEAR, replaced("增加12件", "增加13件"), "写的是“增加13件”"),
    ("a change's value edited", YEAR, replaced('class="change" value="12"', 'class="change" value="-12"'), "disputes.found change 的值是“-12”，数据里是“12”"),
    ("a change against another year", YEAR, replaced('data-against="2022"', 'data-against="2021"'), "data-against是“2021”，数据里是“2022”"),
    ("a growth by another number", DISPUTES, replaced("增长5%", "增长6%"), "disputes.found growth 写的是“增长6%”，数据里是“增长5%”"),
    ("a growth's value edited", DISPUTES, replaced('value="5" data-id', 'value="6" data-id'), "disputes.found growth 的值是"),
    ("another year's figure in a sentence that says no year", DISPUTES, in_article(replaced("上年的<a", "<a")), "disputes.found 是 2022 年的数，句子里没有说是哪一年的"),
    ("the year before under another heading", DISPUTES, replaced('<th scope="col">上年', '<th scope="col">前年'), "本章数据表里应当是“上年”，写的是“前年”"),
    ("two years exchanged in a table", DISPUTES, lambda text: text[: (at := text.index('data-block="theme"'))] + swapped(r'<data[^>]*data-id="disputes.found" data-year="2023".*?</data>', r'<data[^>]*data-id="disputes.found" data-year="2022".*?</data>')(text[at:]), "本章数据表里应当是"),
    ("a change left out", YEAR, substituted(r'<data class="change".*?</data>', ""), "主要数据里应当是"),
    ("a change in plain text", YEAR, substituted(r'<data class="change"[^>]*>(.*?)</data>', r"<span>\1</span>"), "主要数据里应当是"),
    # tables, strips and charts
    ("a table of another class with false sources", DISPUTES, lambda text: text.replace('<table class="figures"', '<table class="data"').replace(">一（四）2</td>", ">九</td>"), "disputes.found figure.source 写的是“九”，数据里是“一（四）2”"),
    ("a table by another name with false sources", DISPUTES, lambda text: re.sub(r"<td data-field[^>]*>[^<]*", "<td>九", text.replace(' data-block="theme"', "")), "页面上没有本章数据表"),
    ("a heading of a table exchanged", DISPUTES, replaced('<th scope="col">出处', '<th scope="col">备注'), "本章数据表里应当是“出处”，写的是“备注”"),
    ("two figures exchanged in a table", DISPUTES, lambda text: text[: (at := text.index('data-block="theme"'))] + swapped(entry("disputes.found"), entry("disputes.receptions"))(text[at:]), "本章数据表里应当是"),
    ("a row of a table lost", DISPUTES, substituted(r'<tr><th scope="row" data-field="figure.name" data-id="disputes.found".*?</tr>', ""), "本章数据表里应当是"),
    ("a name on a card edited", DISPUTES, replaced(">矛盾纠纷排查</span>", ">矛盾纠纷</span>"), "disputes.screenings figure.name 写的是“矛盾纠纷”"),
    ("a name in a table edited", DISPUTES, replaced(">矛盾纠纷排查</th>", ">矛盾纠纷</th>"), "disputes.screenings figure.name 写的是“矛盾纠纷”"),
    ("a part of a strip drawn wider", "2023/enforcement.html", substituted(r'(<rect x="[0-9.]*" width=")[0-9.]+', r"\g<1>99"), "图里的长度是 99、"),
    ("a part of a strip taken away", "2023/enforcement.html", substituted(r"<rect [^>]*/>", ""), "图里的长度是"),
    ("a line that tells of a loss", DISPUTES, replaced('<rect width="100.00"', '<rect width="90.00"'), "图里的长度是 90.00，按数据应当是 100.00"),
    ("a course that falls", DISPUTES, substituted(r'(<path d="M[0-9.]+) [0-9.]+', r"\g<1> 29"), "图里的走势是"),
    ("a chart by another name", "2023/enforcement.html", replaced('data-block="chart"', ""), "有一张图没有标明"),
    ("a chart of other figures than it says", DISPUTES, substituted(r'data-figures="[^ ]* ', 'data-figures="'), "图里应当是"),
    ("a number among what did not happen", YEAR, substituted(r'(<p class="never">)没有发生', r"\1没有完成"), "图里应当是“没有发生”，写的是“没有完成”"),
    ("a name in a chart changed", "2023/enforcement.html", substituted(r'(<ul class="parts">.*?<span[^>]*>)[^<]*', r"\1甲"), "figure.name 写的是“甲”"),
    ("the year before told as another", DISPUTES, substituted(r'(<small>)2022年', r"\g<1>2021年"), "图里应当是“2022年”，写的是“2021年”"),
    ("a unit in the annex edited", PRINT, substituted(r">次</td>", ">万次</td>"), "figure.unit 写的是“万次”，数据里是“次”"),
    ("a row added to the annex", PRINT, replaced("</tbody>\n</table>", "<tr><td>甲</td></tr></tbody>\n</table>"), "网页附表1里应当是到此为止，写的是“甲”"),
    ("a plan's row in the annex edited", PRINT, substituted(r'(<table class="annex-table plans">.*?)健全依法决策机制', r"\1健全机制"), "plan.title 写的是“健全机制”"),
    # figures
    ("a figure's text edited", DISPUTES, replaced(">250件<", ">251件<"), "disputes.found 写的是“251件”，数据里是“250件”"),
    ("a figure's value edited", DISPUTES, replaced('value="250"', 'value="251"'), "disputes.found 的值是“251”，数据里是“250”"),
    ("a figure's unit edited", DISPUTES, replaced('data-unit="件"', 'data-unit="起"'), "的单位是“起”，数据里是“件”"),
    ("a qualifier dropped", DISPUTES, replaced(' data-qualifier="余"', ""), "disputes.screenings 的约数词是“”，数据里是“余”"),
    ("a figure emptied", DISPUTES, replaced(">250件<", "><"), "disputes.found 写的是“”，数据里是“250件”"),
    ("a figure of no indicator", DISPUTES, replaced('data-id="disputes.found"', 'data-id="disputes.fund"'), "disputes.fund，数据里没有"),
    ("a figure of no year", DISPUTES, replaced('data-year="2023"', 'data-year="1999"'), "指向 1999 年的"),
    ("a figure that leads elsewhere", DISPUTES, replaced('indicators.html#disputes.found"', 'indicators.html#disputes.resolved"'), "disputes.found 的链接没有指向它自己的说明"),
    ("a name on the origin card edited", DISPUTES, replaced('data-name="排查发现矛盾纠纷"', 'data-name="矛盾纠纷"'), "disputes.found 的名称是“矛盾纠纷”，数据里是“排查发现矛盾纠纷”"),
    ("a source on the origin card edited", DISPUTES, replaced('data-source="', 'data-source="九'), "的出处是“九"),
    ("a formula on the origin card edited", DISPUTES, replaced('data-numbers="250 ÷ 250', 'data-numbers="250 ÷ 251'), "的算式是“250 ÷ 251"),
    ("words that do not hold", DISPUTES, replaced("disputes.officials_in_court == 0", "disputes.officials_in_court == 1"), "不成立"),
    # the catalogue
    ("an indicator out of the catalogue", CATALOGUE, replaced('id="disputes.found"', ""), "指标目录里没有 disputes.found 的位置"),
    ("two figures in each other's entries", CATALOGUE, swapped(entry("disputes.found"), entry("disputes.receptions")), "指标目录里应当是"),
    ("a course redrawn in the catalogue", CATALOGUE, substituted(r'(<path d="M[0-9.]+) [0-9.]+', r"\g<1> 29"), "指标目录里的走势与数据不同"),
    ("a correction made up in the catalogue", CATALOGUE, replaced("<div><dt>数据</dt>", "<div><dt>更正</dt><dd>有改动</dd></div><div><dt>数据</dt>"), "指标目录里应当是“数据”，写的是“更正”"),
    ("two years in each other's places", CATALOGUE, swapped(r'<data[^>]*data-id="disputes.found" data-year="2023".*?</data>', r'<data[^>]*data-id="disputes.found" data-year="2022".*?</data>'), "指标目录里应当是"),
    ("a definition edited in the catalogue", CATALOGUE, substituted(r'(data-field="indicator.definition"[^>]*>)', r"\1大约"), "indicator.definition 写的是“大约"),
    ("a source edited in the catalogue", CATALOGUE, substituted(r'(出处：<span[^>]*>)', r"\1九"), "figure.source 写的是“九"),
    # prose and paper
    ("a digit typed in", STUDY, in_article(replaced("。</p>", "。另有77场。</p>")), "“77场”不是数据里的数"),
    ("a digit typed in at home", "index.html", in_article(replaced("。</p>", "。另有77场。</p>")), "“77场”不是数据里的数"),
    ("a digit on a page of no year", "about.html", in_article(replaced("</p>", "共999项。</p>")), "“999项”不是数据里的数"),
    ("a digit in a code span", STUDY, in_article(replaced("。</p>", "。<code>999件</code></p>")), "“999件”不是数据里的数"),
    ("a digit in a time", STUDY, in_article(replaced("。</p>", "。<time>999件</time></p>")), "“999件”不是数据里的数"),
    ("a digit in a tooltip", STUDY, in_article(replaced("<p>", '<p title="999件">')), "title 里的“999件”不是数据里的数"),
    ("a digit in the title", STUDY, replaced("<title>", "<title>999件"), "“999件”不是数据里的数"),
    ("a source said as a sentence", STUDY, in_article(replaced("。</p>", "。一（四）2件。</p>")), "不是数据里的数"),
    ("template code left over", "about.html", in_article(replaced("</p>", "{{ year }}</p>")), "页面上留下了没有处理的“{{”"),
    ("a plan reworded", "2023/plans.html", replaced("健全依法决策机制</h2>", "健全机制</h2>"), "页面上没有：“健全依法决策机制”"),
    ("two plans exchanged", "2023/plans.html", in_article(swapped("健全依法决策机制</h2>", "持续推进依法行政</h2>")), "页面上次序与数据不同：“"),
    ("a shortcoming missing on paper", PRINT, everywhere("工作中的亮点不多，突破点较少", ""), "页面上没有：“工作中的亮点不多，突破点较少。”"),
    ("a sentence added on paper", PRINT, replaced("<p>一是明确职责任务。", "<p>群众一致好评。</p><p>一是明确职责任务。"), "打印版的段落与各章不同"),
    ("a sentence edited in a chapter", STUDY, in_article(replaced("。</p>", "，群众一致好评。</p>")), "打印版里没有这一段"),
    ("a chapter missing on paper", PRINT, substituted(r'<h3 id="governance".*?(?=<h3 id="enforcement")', ""), "打印版比各章少了 1 处 governance.fines（3.689万元）"),
    ("a chapter twice on paper", PRINT, substituted(r'(<h3 id="governance".*?)(?=<h3 id="enforcement")', r"\1\1"), "打印版比各章多了 1 处 governance.fines"),
    ("the code of the data edited on paper", PRINT, substituted(r"(数据校验码 <b[^>]*>)\w{4}", r"\g<1>0000"), "打印版的数据校验码不是"),
    ("the code of the data edited on the site", "about.html", substituted(r"(<code>)[0-9a-f]{4}", r"\g<1>0000"), "年现行的数据校验码"),
    # links and hosts
    ("a dead link", STUDY, in_article(replaced("</p>", '<a href="nowhere.html">x</a></p>')), "链接 nowhere.html 指向的文件不存在"),
    ("a dead anchor", STUDY, in_article(replaced("</p>", '<a href="disputes.html#no">x</a></p>')), "链接 disputes.html#no 指向的位置 #no 不存在"),
    ("a dead anchor on paper", PRINT, everywhere(r'id="disputes\.found"', 'id="x"'), "指向的位置 #disputes.found 不存在"),
    ("an address that is none", STUDY, in_article(replaced("</p>", '<a href="https://[">x</a></p>')), "链接 https://[ 不是一个网址"),
    ("two places of one name", STUDY, in_article(replaced("</p>", '</p><p id="masses"></p>')), "页面上有 2 处 id 都是 masses"),
    ("a foreign script", "index.html", replaced("</body>", '<script src="https://evil.example/x.js"></script></body>'), "页面要从别的网站读取 https://evil.example/x.js"),
    ("a foreign font", "index.html", replaced("</head>", "<style>@import '//fonts.example/x.css'</style></head>"), "页面要从别的网站读取 //fonts.example/x.css"),
    ("a foreign picture", "index.html", replaced("</body>", '<img srcset="https://evil.example/a.png 2x"></body>'), "页面要从别的网站读取 https://evil.example/a.png"),
    ("a script in the page", "index.html", replaced("</body>", "<script>x()</script></body>"), "页面里写着样式或脚本（script）"),
    ("a script in an attribute", "index.html", replaced("<h1", '<h1 onclick="x()"'), "页面里写着样式或脚本（h1）"),
    ("a style in the page", "index.html", replaced("</head>", "<style>p{color:red}</style></head>"), "页面里写着样式或脚本（style）"),
    ("a style in an attribute", "index.html", replaced("<h1", '<h1 style="color:red"'), "页面里写着样式或脚本（h1）"),
    ("a link that is a script", "index.html", replaced("</body>", '<a href="javascript:x()">x</a></body>'), "页面里写着样式或脚本（a）"),
    ("a form that sends elsewhere", "index.html", replaced("</body>", '<form action="https://evil.example/"></form></body>'), "页面要从别的网站读取 https://evil.example/"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "change", "told"), [row[1:] for row in FALSIFIED], ids=[row[0].replace(" ", "-") for row in FALSIFIED]
)
def test_what_was_falsified_is_told(address: str, change: Edit, told: str, built: Built) -> None:
    before = built.pages[address].source
    after = change(before)
    assert after != before, f"nothing to falsify in {address}"
    with pytest.raises(Problems) as raised:
        audit(built.project, built.site, {**built.pages, address: parsed(address, after)})
    assert any(line.startswith(address) and told in line for line in str(raised.value).splitlines()), str(raised.value)


def test_what_was_not_falsified_passes(built: Built) -> None:
    assert audit(built.project, built.site, built.pages).figures > 500


def test_another_code_in_the_foot_of_the_sheets_is_told(built: Built, tmp_path: Path) -> None:
    shutil.copytree(built.site, tmp_path / "site")
    sheet = tmp_path / "site/assets/sheet-2023.css"
    sheet.write_text(re.sub("数据校验码 [0-9a-f]{4}", "数据校验码 0000", sheet.read_text("utf-8")), "utf-8")
    with pytest.raises(Problems, match=r"assets/sheet-2023\.css: 打印版页脚的数据校验码不是"):
        audit(built.project, tmp_path / "site", built.pages)
