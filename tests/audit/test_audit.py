"""The audit catches a liar: each page below was changed after it was built, and each change is told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, run

from disclosure.audit import audit
from disclosure.problem import Problems
from disclosure.project import Project

Edit = Callable[[str], str]


@pytest.fixture
def built(site: Path, tmp_path: Path) -> Path:
    """A copy of the built site, to be falsified."""
    return shutil.copytree(site, tmp_path / "site")


def falsify(built: Path, address: str, change: Edit) -> None:
    file = built / address
    before = file.read_text("utf-8")
    after = change(before)
    assert after != before, f"nothing to falsify in {address}"
    file.write_text(after, "utf-8")


def in_article(change: Edit) -> Edit:
    """Applies a change behind the start of the article only."""

    def changed(text: str) -> str:
        head, tag, body = text.partition("<article")
        return head + tag + change(body)

    return changed


def replaced(old: str, new: str) -> Edit:
    return lambda text: text.replace(old, new, 1)


def exchanged(one: str, other: str) -> Edit:
    """Exchanges the `<data>` elements of two indicators."""

    def change(text: str) -> str:
        first, second = (re.search(rf'<data[^>]*data-id="{name}".*?</data>', text, re.DOTALL) for name in (one, other))
        assert first is not None
        assert second is not None
        return text.replace(first[0], "¤").replace(second[0], first[0]).replace("¤", second[0])

    return change


# (what was done, page, change, what the audit must say)
LIES = [
    ("a figure's text edited", "2023/disputes.html", replaced(">250件<", ">251件<"), "disputes.found 写的是“251件”，数据里是“250件”"),
    ("a figure's value edited", "2023/disputes.html", replaced('value="250"', 'value="251"'), "disputes.found 的值是“251”，数据里是“250”"),
    ("a qualifier dropped", "2023/disputes.html", replaced(' data-qualifier="余"', ""), "disputes.screenings 的约数词是“”，数据里是“余”"),
    ("a figure emptied", "2023/disputes.html", replaced(">250件<", "><"), "disputes.found 的数值是空的"),
    ("a figure of no indicator", "2023/disputes.html", replaced('data-id="disputes.found"', 'data-id="disputes.fund"'), "指向 2023 年的 disputes.fund，数据里没有"),
    ("a figure of no year", "2023/disputes.html", replaced('data-year="2023"', 'data-year="1999"'), "指向 1999 年的"),
    ("words that do not hold", "2023/disputes.html", replaced("disputes.officials_in_court == 0", "disputes.officials_in_court == 1"), "不成立"),
    ("a digit typed in", "2023/study.html", in_article(replaced("</p>", "另有77场。</p>")), "“77场”不是数据里的数"),
    ("a digit typed in at home", "index.html", in_article(replaced("</p>", "另有77场。</p>")), "“77场”不是数据里的数"),
    ("template code left over", "about.html", in_article(replaced("</p>", "{{ year }}</p>")), "页面上留下了没有处理的“{{”"),
    ("a dead link", "2023/study.html", in_article(replaced("</p>", '<a href="nowhere.html">x</a></p>')), "链接 nowhere.html 指向的文件不存在"),
    ("a dead anchor", "2023/study.html", in_article(replaced("</p>", '<a href="disputes.html#no">x</a></p>')), "链接 disputes.html#no 指向的位置 #no 不存在"),
    ("a dead anchor in the printable view", "2023/print.html", lambda text: re.sub(r'id="disputes\.found"', 'id="x"', text), "指向的位置 #disputes.found 不存在"),
    ("a digit hidden inside a figure", "2023/disputes.html", replaced("<b>250</b>", "<b>2<span hidden>5</span>0</b>"), "disputes.found 的数值不是照样写的"),
    ("a figure with a power", "2023/disputes.html", replaced(">250件<", ">2<sup>50</sup>件<"), "disputes.found 的数值不是照样写的"),
    ("two figures in each other's entries", "indicators.html", exchanged("disputes.found", "disputes.receptions"), "页面上的数据和文字说法，与源文件引用的不是同样几处"),
    ("a place in the report that is none", "2023/disputes.html", in_article(replaced("<p>", '<p class="kicker">一件未化</p><p>')), "页面上写的在报告里的位置，与 outline 不符"),
    ("a word changed at home", "index.html", in_article(replaced("全部化解", "一件未化")), "页面与它的源文件不同"),
    ("a heading changed", "2023/disputes.html", in_article(replaced("社会矛盾纠纷化解</h2>", "社会矛盾纠纷激化</h2>")), "页面与它的源文件不同"),
    ("a bar's label changed", "2023/enforcement.html", lambda text: re.sub(r'(<figure class="chart">.*?<li><span>)[^<]*', r"\1甲", text, count=1, flags=re.S), "页面与它的源文件不同"),
    ("a number in words", "2023/disputes.html", in_article(replaced("。</p>", "，败诉九百九十九件。</p>")), "页面与它的源文件不同"),
    ("a style of its own", "2023/disputes.html", replaced("</head>", "<style>.figure b{display:none}</style></head>"), "页面上有一段样式不是主题里的"),
    ("a paragraph inside a drawing's style", "2023/disputes.html", in_article(replaced("</p>", "</p><svg><style><p>败诉</p></style></svg>")), "页面上有一段样式不是主题里的"),
    ("our own style sheet edited", "assets/site.css", lambda text: text + ".figure{font-size:0}", "与主题里的不同"),
    ("our own script edited", "assets/site.js", lambda text: text + "alert()", "与主题里的不同"),
    ("a script of nobody", "2023/disputes.html", replaced("</head>", '<script src="../assets/new.js"></script></head>'), "页面要读取的 ../assets/new.js 不是主题里的"),
    ("a second column in the download", "data/figures.csv", lambda text: "".join(f"{line},999\n" for line in text.splitlines()), "与数据导出的不同"),
    ("a second value in the download", "data/figures.json", replaced('"value": 250', '"value": 999, "value": 250'), "与数据导出的不同"),
    ("words of another condition", "2023/disputes.html", lambda text: re.sub(r'(data-condition="[^"]*resolved[^"]*"[^>]*>)[^<]*', r"\1一件也没有化解", text, count=1), "页面与它的源文件不同"),
    ("an address that is none", "2023/study.html", in_article(replaced("</p>", '<a href="https://[">x</a></p>')), "链接 https://[ 不是一个网址"),
    ("a foreign script", "index.html", replaced("</body>", '<script src="https://evil.example/x.js"></script></body>'), "页面要从别的网站读取 https://evil.example/x.js"),
    ("a foreign font", "index.html", replaced("</head>", "<style>@import '//fonts.example/x.css'</style></head>"), "页面要从别的网站读取 //fonts.example/x.css"),
    ("a foreign picture", "index.html", replaced("</body>", '<img srcset="https://evil.example/a.png 2x"></body>'), "页面要从别的网站读取 https://evil.example/a.png"),
    ("a plan reworded", "2023/plans.html", replaced("健全依法决策机制</h2>", "健全机制</h2>"), "页面上没有“健全依法决策机制”"),
    ("a shortcoming missing on paper", "2023/print.html", lambda text: text.replace("工作中的亮点不多，突破点较少", ""), "页面上没有“工作中的亮点不多，突破点较少。”"),
    ("an indicator out of the catalogue", "indicators.html", replaced('id="disputes.found"', ""), "指标目录里没有 disputes.found 的位置"),
    ("a row of the download edited", "data/figures.csv", replaced(",250,", ",251,"), "disputes.found 的 value 是“251”，数据里是“250”"),
    ("a row of the download lost", "data/figures.json", lambda text: re.sub(r"(?s) \{[^{}]*disputes\.found.*?\},\n", "", text, count=1), "有 57 行，数据里是 58 行"),
    ("a figure's unit edited", "2023/disputes.html", replaced('data-unit="件"', 'data-unit="起"'), "disputes.found 的单位是“起”，数据里是“件”"),
    ("a figure hidden", "2023/disputes.html", replaced('<data class="figure" value="250"', '<data hidden class="figure" value="250"'), "disputes.found 的数值被隐藏了"),
    ("a figure that leads elsewhere", "2023/disputes.html", replaced('indicators.html#disputes.found"', 'indicators.html#disputes.resolved"'), "disputes.found 的链接没有指向它自己的说明"),
    ("a name on the origin card edited", "2023/disputes.html", replaced('data-name="排查发现矛盾纠纷"', 'data-name="矛盾纠纷"'), "disputes.found 的名称是“矛盾纠纷”，数据里是“排查发现矛盾纠纷”"),
    ("a source on the origin card edited", "2023/disputes.html", replaced('data-source="', 'data-source="九'), "的出处是“九"),
    ("a formula on the origin card edited", "2023/disputes.html", replaced('data-numbers="250 ÷ 250', 'data-numbers="250 ÷ 251'), "的算式是“250 ÷ 251"),
    ("a name on a card edited", "2023/disputes.html", replaced('class="name">矛盾纠纷排查<', 'class="name">矛盾纠纷<'), "disputes.screenings 的名称写的是“矛盾纠纷”"),
    ("a change without a year before", "2023/disputes.html", lambda text: re.sub(r'(?s)(<ul class="key-figures">.*?)</li>', r'\1<span class="change">增加</span></li>', text, count=1), "的变化写的是“增加”，数据里是“”"),
    ("a source in a table edited", "2023/disputes.html", replaced("</data></a></td><td>一", "</data></a></td><td>九"), "的出处写的是“九"),
    ("a unit in the annex edited", "2023/print.html", replaced("</data></td><td>次</td>", "</data></td><td>万次</td>"), "的单位写的是“万次”，数据里是“次”"),
    ("a bar drawn longer", "2023/enforcement.html", lambda text: re.sub(r'(<rect class="bar" width=")[0-9.]+', r"\g<1>99", text, count=1), "图里各条的长度是 99、"),
    ("a sentence added on paper", "2023/print.html", replaced("<p>一是明确职责任务。", "<p>群众一致好评。</p><p>一是明确职责任务。"), "打印版的段落与各章不同"),
    ("a sentence edited in a chapter", "2023/study.html", in_article(replaced("。</p>", "，群众一致好评。</p>")), "打印版里没有这一段"),
    ("a plan's row in the annex edited", "2023/print.html", lambda text: re.sub(r'(?s)(<table class="annex-table plans">.*?)健全依法决策机制', r"\1健全机制", text), "打印版的附表里没有“健全依法决策机制”一行"),
    ("the code of the data edited on paper", "2023/print.html", lambda text: re.sub(r"(数据校验码 <b[^>]*>)\w{4}", r"\g<1>0000", text), "打印版的数据校验码不是"),
    ("the code in the foot of the sheets edited", "2023/print.html", lambda text: re.sub(r'(--data-version:"数据校验码 )\w{4}', r"\g<1>0000", text), "打印版的数据校验码不是"),
    ("the code of the data edited on the site", "about.html", lambda text: re.sub(r"(<code>)[0-9a-f]{4}", r"\g<1>0000", text), "页面上没有 2023 年现行的数据校验码"),
    ("a definition edited in the catalogue", "indicators.html", in_article(replaced('</h3>\n<p>', '</h3>\n<p>大约')), "指标目录里"),
    ("a source edited in the catalogue", "indicators.html", in_article(replaced("出处：", "出处：九")), "没有写“出处："),
    ("a digit typed in on a page of no year", "about.html", in_article(replaced("</p>", "共999项。</p>")), "“999项”不是数据里的数"),
    ("a digit typed into the footer", "index.html", replaced("</footer>", "<p>访问999次</p></footer>"), "“999次”不是数据里的数"),
    ("a digit in a code span", "2023/study.html", in_article(replaced("</p>", "<code>999件</code></p>")), "“999件”不是数据里的数"),
    ("a digit in a time", "2023/study.html", in_article(replaced("</p>", "<time>2019年</time></p>")), "“2019年”不是数据里的数"),
    ("a digit in a tooltip", "2023/study.html", in_article(replaced("<p>", '<p title="999件">')), "title 里的“999件”不是数据里的数"),
    ("a digit in the title", "2023/study.html", replaced("<title>", "<title>999件"), "“999件”不是数据里的数"),
    ("a source said as a sentence", "2023/study.html", in_article(replaced("</p>", "一（四）2件。</p>")), "不是数据里的数"),
    ("a description for search engines edited", "2023/disputes.html", replaced("排查发现矛盾纠纷250件", "排查发现矛盾纠纷251件"), "Description 写的是“"),
    ("linked data edited", "2023/disputes.html", lambda text: re.sub(r'("@type": ?")Chapter', r"\1Article", text), "结构化数据（JSON-LD）与数据不符"),
    ("an address of another site", "2023/disputes.html", replaced("</head>", '<link rel="canonical" href="https://other.example/2023/study.html"></head>'), "不是同一个网站的"),
    ("a page that moves its reader", "index.html", replaced("</head>", '<meta http-equiv="Refresh" content="0; url=about.html"></head>'), "页面上不应当有 <meta>"),
    ("another base for all links", "index.html", replaced("</head>", '<base href="https://evil.example/"></head>'), "页面上不应当有 <base>"),
    ("a frame", "index.html", replaced("</body>", '<iframe srcdoc="x"></iframe></body>'), "页面上不应当有 <iframe>"),
    ("an inline script", "index.html", replaced("</body>", "<script>fetch('//evil.example')</script></body>"), "页面上有一段脚本不是主题里的"),
    ("an event handler", "index.html", replaced("<body", '<body onload="x()"'), "页面上不应当有 onload=“x()”"),
    ("a link that runs", "index.html", in_article(replaced("<p>", '<p><a href=" javascript:x()">x</a>')), "页面上不应当有 href=“"),
    ("a form that sends elsewhere", "index.html", replaced("</body>", '<form action="https://evil.example/"></form></body>'), "页面要从别的网站读取 https://evil.example/"),
    ("a style sheet that loads from elsewhere", "assets/site.css", lambda text: text + "@import '//fonts.example/x.css';", "样式要从别的网站读取 //fonts.example/x.css"),
    ("the search index edited", "assets/search_index.js", replaced("250件", "251件"), "搜索用的文件与页面不符"),
    ("a schema edited", "data/schema/figures.json", replaced("指标", "指数"), "文件不存在，或者与下载文件不符"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "change", "told"), [row[1:] for row in LIES], ids=[row[0].replace(" ", "-") for row in LIES]
)
def test_a_lie_is_caught(address: str, change: Edit, told: str, built: Path, project: Project) -> None:
    falsify(built, address, change)
    with pytest.raises(Problems) as raised:
        audit(project, built)
    assert any(address in line and told in line for line in str(raised.value).splitlines()), str(raised.value)


def test_a_chapter_missing_from_the_printable_view_is_caught(built: Path, project: Project) -> None:
    falsify(
        built, "2023/print.html", lambda text: re.sub(r'(?s)<h3 id="governance".*?(?=<h3 id="enforcement")', "", text)
    )
    with pytest.raises(Problems) as raised:
        audit(project, built)
    assert "2023/print.html: 打印版比各章少了 1 处 governance.fines（3.689万元）。" in str(raised.value)


def test_a_sentence_missing_from_the_printable_view_is_caught(built: Path, project: Project) -> None:
    falsify(built, "2023/print.html", replaced("我镇积极稳妥化解社会矛盾纠纷，", ""))
    with pytest.raises(Problems, match=r"2023/disputes\.html:\d+: 打印版里没有这一段：“我镇积极稳妥化解社会矛盾纠纷，"):
        audit(project, built)


def test_a_passage_twice_in_the_printable_view_is_caught(built: Path, project: Project) -> None:
    def twice(text: str) -> str:
        section = re.search(r'(?s)<h3 id="governance".*?(?=<h3 id="enforcement")', text)
        assert section is not None
        return text.replace(section[0], section[0] * 2)

    falsify(built, "2023/print.html", twice)
    with pytest.raises(Problems, match=r"打印版比各章多了 1 处 governance\.fines"):
        audit(project, built)


def test_figures_in_another_order_on_paper_are_caught(built: Path, project: Project) -> None:
    def swapped(text: str) -> str:
        first = re.search(r'(?s)<h3 id="study".*?(?=<h3 id="decisions")', text)
        second = re.search(r'(?s)<h3 id="governance".*?(?=<h3 id="enforcement")', text)
        assert first is not None
        assert second is not None
        return text.replace(first[0], "¤").replace(second[0], first[0]).replace("¤", second[0])

    falsify(built, "2023/print.html", swapped)
    with pytest.raises(Problems, match="打印版的数据与各章次序不同"):
        audit(project, built)


@pytest.mark.parametrize("address", ["2023/notes.txt", "internal.xlsx", "data/2023/figures.yml"])
def test_a_file_that_nobody_put_there_is_told(address: str, built: Path, project: Project) -> None:
    (built / address).write_text("内部", "utf-8")
    with pytest.raises(Problems, match=f"{address}: 这个文件不是项目生成的"):
        audit(project, built)


def test_a_pdf_that_is_none_is_told(built: Path, project: Project) -> None:
    (built / "2023/report.pdf").write_text("999", "utf-8")
    with pytest.raises(Problems, match=r"2023/report\.pdf: 打不开这个 PDF"):
        audit(project, built)


def test_a_file_of_the_project_that_no_public_page_leads_to_is_told(built: Path, project: Project, copy: Path) -> None:
    for folder in (built, copy / "docs"):
        (folder / "2023/台账.xlsx").write_text("内部", "utf-8")
    with pytest.raises(Problems, match=r"2023/台账\.xlsx: 这个文件不是项目生成的，也没有页面用到"):
        audit(replace(project, root=copy), built)
    falsify(built, "2023/study.html", in_article(replaced("</p>", '</p><a href="台账.xlsx"></a>')))
    assert audit(replace(project, root=copy), built)


def test_a_site_map_without_a_page_is_told(built: Path, project: Project) -> None:
    top = "https://example.gov.cn"
    places = "".join(f"<url><loc>{top}/{page}</loc></url>" for page in ("index.html", "2023/print.html"))
    (built / "sitemap.xml").write_text(f"<urlset>{places}</urlset>", "utf-8")
    with pytest.raises(Problems, match=r"sitemap\.xml: 网站地图列出的页面与实际的页面不符"):
        audit(project, built)


def test_a_page_that_was_not_built_is_told(built: Path, project: Project) -> None:
    (built / "2023/study.html").unlink()
    with pytest.raises(Problems, match=r"2023/study\.html: 页面没有生成。"):
        audit(project, built)


def test_an_empty_site_cannot_pass(tmp_path: Path, project: Project) -> None:
    with pytest.raises(Problems) as raised:
        audit(project, tmp_path)
    assert len(raised.value.problems) >= 14


def test_the_command_audits_any_folder(site: Path, zensical_site: Path, built: Path) -> None:
    for folder in (site, zensical_site):
        done = run("disclosure", "audit", str(folder), cwd=ROOT)
        assert done.returncode == 0
        assert re.match(r"核对通过：\d+ 个页面，\d+ 处数据，\d+ 处文字说法，\d+ 个链接，\d+ 行下载数据", done.stdout)
    falsify(built, "2023/disputes.html", replaced(">250件<", ">251件<"))
    done = run("disclosure", "audit", str(built), cwd=ROOT)
    assert done.returncode == 1
    assert re.search(r"2023/disputes.html:\d+: disputes.found 写的是“251件”", done.stderr)
