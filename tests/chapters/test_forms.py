"""What people write in Markdown: what the check accepts, both engines publish and paper prints; the rest is told."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from conftest import ROOT, copy_project, png, run
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from disclosure.chapters.language import Read, read_page
from disclosure.chapters.section import as_section
from disclosure.page import Page
from disclosure.problem import Problems
from disclosure.project import Project, check
from disclosure.report.model import Model
from disclosure.report.outline import chapters_of
from disclosure.text.built import squeezed
from disclosure.text.rendering import html_of, rendered

PAGE = Page("2023/study.md")
PATHS = ("2023/study.md", "2023/disputes.md", "indicators.md")
BEFORE = "# 学习\n\n前文。\n\n"

# (what stands in a chapter, what it is to readers)
ACCEPTED = [
    ("有以下几项：\n- 甲事\n- 乙事", "<p>有以下几项：</p><ul><li>甲事</li><li>乙事</li></ul>"),
    ("有以下几项：\n1. 甲事\n2. 乙事", "<p>有以下几项：</p><ol><li>甲事</li><li>乙事</li></ol>"),
    ("工作如下\n* 甲事\n* 乙事", "<p>工作如下</p><ul><li>甲事</li><li>乙事</li></ul>"),
    ("工作如下\n\n+ 甲事\n+ 乙事", "<p>工作如下</p><ul><li>甲事</li><li>乙事</li></ul>"),
    ("- 甲事\n  - 乙事\n    - 丙事\n- 丁事", "<ul><li>甲事<ul><li>乙事<ul><li>丙事</li></ul></li></ul></li><li>丁事</li></ul>"),
    ("- 甲事\n    - 乙事", "<ul><li>甲事<ul><li>乙事</li></ul></li></ul>"),
    ("- 甲事\n	- 乙事", "<ul><li>甲事<ul><li>乙事</li></ul></li></ul>"),
    ("- 甲事\n  1. 乙事\n  2. 丙事", "<ul><li>甲事<ol><li>乙事</li><li>丙事</li></ol></li></ul>"),
    ("- 甲事\n\n- 乙事", "<ul><li><p>甲事</p></li><li><p>乙事</p></li></ul>"),
    ("- 甲事\n  接着说\n- 乙事", "<ul><li>甲事接着说</li><li>乙事</li></ul>"),
    ("- 甲事\n\n  又一段\n\n- 乙事", "<ul><li><p>甲事</p><p>又一段</p></li><li><p>乙事</p></li></ul>"),
    ("1. 甲事\n\n   又一段：\n   - 丙事\n2. 乙事", "<ol><li><p>甲事</p><p>又一段：</p><ul><li>丙事</li></ul></li><li><p>乙事</p></li></ol>"),
    ("1.健全机制。\n2.加强领导。", "<p>1.健全机制。</p><p>2.加强领导。</p>"),
    ("（1）健全机制。\n（2）加强领导。", "<p>（1）健全机制。</p><p>（2）加强领导。</p>"),
    ("(1)健全机制。\n(2)加强领导。", "<p>(1)健全机制。</p><p>(2)加强领导。</p>"),
    ("1、健全机制。\n2、加强领导。", "<p>1、健全机制。</p><p>2、加强领导。</p>"),
    ("一、健全机制。\n二、加强领导。", "<p>一、健全机制。</p><p>二、加强领导。</p>"),
    ("（一）健全机制。\n（二）加强领导。", "<p>（一）健全机制。</p><p>（二）加强领导。</p>"),
    ("　　第一段话。\n　　第二段话。", "<p>第一段话。</p><p>第二段话。</p>"),
    ("　　第一段话。\n\n　　第二段话。", "<p>第一段话。</p><p>第二段话。</p>"),
    ("　　- 甲事\n　　- 乙事", "<ul><li>甲事</li><li>乙事</li></ul>"),
    ("• 甲事\n• 乙事", "<p>• 甲事</p><p>• 乙事</p>"),
    ("![全镇地图](map.png)", "<p><img alt=\"全镇地图\" src=\"map.png\" /></p>"),
    ("![全镇地图](map.png \"地图\")", "<p><img alt=\"全镇地图\" src=\"map.png\" title=\"地图\" /></p>"),
    ("见图：![全镇地图](map.png)如上。", "<p>见图：<img alt=\"全镇地图\" src=\"map.png\" />如上。</p>"),
    ("- ![全镇地图](map.png)", "<ul><li><img alt=\"全镇地图\" src=\"map.png\" /></li></ul>"),
    ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>丙</td><td>丁</td></tr></tbody></table>"),
    ("如下表：\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "<p>如下表：</p><table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>丙</td><td>丁</td></tr></tbody></table>"),
    ("甲 | 乙\n--- | ---\n丙 | 丁", "<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>丙</td><td>丁</td></tr></tbody></table>"),
    ("| 甲 | 乙 |\n|:---|---:|\n| 丙 | 丁 |", "<table><thead><tr><th align=\"left\">甲</th><th align=\"right\">乙</th></tr></thead><tbody><tr><td align=\"left\">丙</td><td align=\"right\">丁</td></tr></tbody></table>"),
    ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n后面的话。", "<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>丙</td><td>丁</td></tr></tbody></table><p>后面的话。</p>"),
    ("| 甲 |\n|---|\n| 乙 |", "<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>乙</td></tr></tbody></table>"),
    ("| 名称 | 数 |\n|---|---|\n| 会 | {{ study.courtyard_meetings }} |", "<table><thead><tr><th>名称</th><th>数</th></tr></thead><tbody><tr><td>会</td><td>{{ study.courtyard_meetings }}</td></tr></tbody></table>"),
    ("| 甲 | 乙 |\n|---|---|\n| 丙\\|戊 | 丁 |", "<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>丙|戊</td><td>丁</td></tr></tbody></table>"),
    ("- 甲事\n\n    | 甲 | 乙 |\n    |---|---|\n    | 丙 | 丁 |", "<ul><li><p>甲事</p><table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>丙</td><td>丁</td></tr></tbody></table></li></ul>"),
    ("上文\n\n---\n\n下文", "<p>上文</p><hr /><p>下文</p>"),
    ("上文\n\n***\n\n下文", "<p>上文</p><hr /><p>下文</p>"),
    ("上文\n***\n下文", "<p>上文</p><hr /><p>下文</p>"),
    ("> 引用的话。", "<blockquote><p>引用的话。</p></blockquote>"),
    ("他说：\n> 引用的话。", "<p>他说：</p><blockquote><p>引用的话。</p></blockquote>"),
    ("> 第一段。\n>\n> 第二段。", "<blockquote><p>第一段。</p><p>第二段。</p></blockquote>"),
    ("> - 甲事\n> - 乙事", "<blockquote><ul><li>甲事</li><li>乙事</li></ul></blockquote>"),
    ("## 小标题甲 ##", "<h2 id=\"小标题甲\">小标题甲</h2>"),
    ("##小标题乙", "<h2 id=\"小标题乙\">小标题乙</h2>"),
    ("## 小标题丙 { #here-c }", "<h2 id=\"here-c\">小标题丙</h2>"),
    ("## 小标题丁 { #here-d } ##", "<h2 id=\"here-d\">小标题丁</h2>"),
    ("## 召开{{ study.courtyard_meetings }}", "<h2 id=\"召开-studycourtyard_meetings-\">召开{{ study.courtyard_meetings }}</h2>"),
    ("上文\n## 小标题戊\n下文", "<p>上文</p><h2 id=\"小标题戊\">小标题戊</h2><p>下文</p>"),
    ("## [小标题己](disputes.md)", "<h2 id=\"小标题己\"><a href=\"disputes.md\">小标题己</a></h2>"),
    ("这是**重点**。", "<p>这是<strong>重点</strong>。</p>"),
    ("这是**“重点”**内容。", "<p>这是<strong>“重点”</strong>内容。</p>"),
    ("这是*强调*。", "<p>这是<em>强调</em>。</p>"),
    ("文件`甲.doc`。", "<p>文件<code>甲.doc</code>。</p>"),
    ("```\n甲\n乙\n```", "<pre><code>甲乙</code></pre>"),
    ("```python\nx = a\n```", "<pre><code class=\"language-python\">x = a</code></pre>"),
    ("~~~\n甲\n~~~", "<pre><code>甲</code></pre>"),
    ("如下：\n```\n甲\n```\n后文", "<p>如下：</p><pre><code>甲</code></pre><p>后文</p>"),
    ("见[化解](disputes.md)。", "<p>见<a href=\"disputes.md\">化解</a>。</p>"),
    ("见[化解](disputes.md#mediation)。", "<p>见<a href=\"disputes.md#mediation\">化解</a>。</p>"),
    ("<span id=\"spot\">此处</span>，见[上文](#spot)。", "<p><span id=\"spot\">此处</span>，见<a href=\"#spot\">上文</a>。</p>"),
    ("## 特别标题\n\n见[上文](#特别标题)。", "<h2 id=\"特别标题\">特别标题</h2><p>见<a href=\"#特别标题\">上文</a>。</p>"),
    ("见[化解](disputes.md \"看化解\")。", "<p>见<a href=\"disputes.md\" title=\"看化解\">化解</a>。</p>"),
    ("见[网站](https://example.org/a(b)c)。", "<p>见<a href=\"https://example.org/a(b)c\">网站</a>。</p>"),
    ("见[网站](https://example.org/?q=[a])。", "<p>见<a href=\"https://example.org/?q=[a]\">网站</a>。</p>"),
    ("见<https://example.org/a>。", "<p>见<a href=\"https://example.org/a\">https://example.org/a</a>。</p>"),
    ("[{{ study.courtyard_meetings }}](disputes.md)", "<p><a href=\"disputes.md\">{{ study.courtyard_meetings }}</a></p>"),
    ("见[指标](../indicators.md)。", "<p>见<a href=\"../indicators.md\">指标</a>。</p>"),
    ("- 召开{{ study.courtyard_meetings }}。", "<ul><li>召开{{ study.courtyard_meetings }}。</li></ul>"),
    ("- {{ study.courtyard_meetings }}已召开。", "<ul><li>{{ study.courtyard_meetings }}已召开。</li></ul>"),
    ("1. 召开{{ study.courtyard_meetings }}。", "<ol><li>召开{{ study.courtyard_meetings }}。</li></ol>"),
    ("> 召开{{ study.courtyard_meetings }}。", "<blockquote><p>召开{{ study.courtyard_meetings }}。</p></blockquote>"),
    ("!!! note \"提示\"\n    内容。", "<div class=\"admonition note\"><p class=\"admonition-title\">提示</p><p>内容。</p></div>"),
    ("!!! note \"提示\"\n    有：\n    - 甲事\n    - 乙事", "<div class=\"admonition note\"><p class=\"admonition-title\">提示</p><p>有：</p><ul><li>甲事</li><li>乙事</li></ul></div>"),
    ("术语甲\n:   解释的话。", "<dl><dt>术语甲</dt><dd>解释的话。</dd></dl>"),
    ("术语乙\n: 解释的话。", "<dl><dt>术语乙</dt><dd>解释的话。</dd></dl>"),
    ("第一行  \n第二行", "<p>第一行<br />第二行</p>"),
    ("第一行<br>第二行", "<p>第一行<br>第二行</p>"),
    ("第一行话\n第二行话", "<p>第一行话第二行话</p>"),
    ("H<sub>二</sub>O", "<p>H<sub>二</sub>O</p>"),
    ("星号\\*不是\\*强调", "<p>星号*不是*强调</p>"),
    ("<div markdown>\n\n甲**乙**\n\n</div>", "<div><p>甲<strong>乙</strong></p></div>"),
    ("<div>甲</div>", "<div>甲</div>"),
    ("甲<乙，乙>丙", "<p>甲&lt;乙，乙&gt;丙</p>"),
    ("甲&乙", "<p>甲&amp;乙</p>"),
    ("见 https://example.org/a 。", "<p>见 https://example.org/a 。</p>"),
    ("甲——乙—丙", "<p>甲——乙—丙</p>"),
    ("上午～下午", "<p>上午～下午</p>"),
    ("甲／乙", "<p>甲／乙</p>"),
    ("签字：______", "<p>签字：______</p>"),
    ("*注：以上为初步数。", "<p>*注：以上为初步数。</p>"),
    ("话题#甲#。", "<p>话题#甲#。</p>"),
    ("{{ figures_table(\"study\") }}", "<p>{{ figures_table(\"study\") }}</p>"),
]  # fmt: skip

# (what stands in a chapter from its fifth line on, what must be told first)
TOLD = [
    ("![](map.png)", "5:5: 图片没有说明，看不见图的人读不到它"),
    ("![图](https://example.org/a.png)", "5:6: 图片要和章节放在同一个文件夹，格式是 png 或 jpg"),
    ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 | 戊 |", "7:1: 这一行有 3 格，表头有 2 格"),
    ("| 甲 | 乙 |\n|---|---|\n| 丙 |", "7:1: 这一行有 1 格，表头有 2 格"),
    ("｜ 甲 ｜ 乙 ｜\n｜---｜---｜\n｜ 丙 ｜ 丁 ｜", "5:1: 这里读不成表格：第二行要写 | --- | --- |，格数与表头相同，竖线用半角。"),
    ("| 甲 | 乙 |\n| 丙 | 丁 |", "5:1: 这里读不成表格：第二行要写 | --- | --- |，格数与表头相同，竖线用半角。"),
    ("标题文字\n---", "6:1: 标题请写成“# 标题”，不在下面画线。"),
    ("标题文字\n===", "6:1: 标题请写成“# 标题”，不在下面画线。"),
    ("######", "5:1: 标题里没有文字"),
    ("##### 深标题", "5:7: 标题太深，最多 4 个 #"),
    ("####### 深标题", "5:7: 标题写成“## 标题”：井号最多六个"),
    ("## 甲标题 { #same }\n\n文\n\n## 乙标题 { #same }", "9:11: 锚点 same 用了两次"),
    ("＃＃ 小标题", "5:1: 标题的井号要用半角，后面空一格：“## 标题”。"),
    ("- # 甲", "5:5: 标题要顶格单独成行，不能写在列表和引文里。"),
    ("这是** 重点 **。", "5:3: 加粗写成 **文字**：星号用半角，前后成对，里侧不留空格。"),
    ("这是**重点。", "5:3: 加粗写成 **文字**：星号用半角，前后成对，里侧不留空格。"),
    ("这是__重点__。", "5:3: 加粗写成 **文字**：星号用半角，前后成对，里侧不留空格。"),
    ("`{{ study.courtyard_meetings }}`", "5:2: 代码里不能引用"),
    ("```\n甲", "5:1: 代码块要顶格写，用单独一行的三个反引号 ``` 开头和结尾"),
    ("- 甲事\n\n    ```\n    乙\n    ```", "8:5: 代码块要顶格写，``` 前面不留空格。"),
    ("```\n{{ study.courtyard_meetings }}\n```", "6:1: 代码里不能引用"),
    ("上文\n\n    缩进的话\n\n下文", "7:1: 行首空了四格，会变成代码"),
    ("见[化解]（disputes.md）。", "5:2: 链接和图片读不出来"),
    ("见[化解](dis putes.md)。", "5:7: 没有 dis putes.md 这一页"),
    ("见[化解][a]。\n\n[a]: disputes.md", "7:1: 链接请写成 [文字](文件名.md)。"),
    ("见[化解]()。", "5:1: 链接没有写通向哪里"),
    ("!!! note\n    内容。", "5:1: 提示框请写成 !!! note \"标题\"，标题用中文，内容另起一行，前面空四格。"),
    ("!!! note \"提示\"\n内容。", "5:1: 提示框请写成 !!! note \"标题\"，标题用中文，内容另起一行，前面空四格。"),
    ("??? tip \"提示\"\n    内容。", "5:1: 提示框请写成 !!! note \"标题\"，标题用中文，内容另起一行，前面空四格。"),
    ("正文[^注]。\n\n[^注]: 说明。", "7:1: 不能用脚注"),
    ("正文[^注]。", "5:3: 不能用脚注"),
    ("~~删去~~的话。", "5:1: 不能用删除线"),
    ("==重点==的话。", "5:1: 突出的文字请写成 **文字**。"),
    ("- [ ] 待办\n- [x] 已办", "5:3: 不能用待办方框"),
    ("镇里的事。\n\n*[镇]: 王场镇", "7:1: 不能用缩略语的注解"),
    ("第一行\\\n第二行", "5:4: 行末的反斜杠会照样印出来"),
    ("甲&nbsp;乙", "5:2: 特殊符号请直接输入，不写 & 加名称。"),
    ("<div>\n\n甲", "5:1: <div> 没有结尾"),
    ("<div>\n甲**乙**\n</div>", "6:2: 加粗写成 **文字**：星号用半角，前后成对，里侧不留空格。"),
    ("<!-- 甲 -->", "5:1: <!-- … --> 会留在公开的网页里"),
    ("<table><tr><td>甲</td></tr></table>", "5:1: 这样的网页标签不能用"),
    ("甲:smile:乙", "5:2: 表情的代号会照样印出来"),
    ("甲$x$乙", "5:2: 不能用公式的记号 $"),
    ("见[[化解]]。", "5:2: 链接请写成 [文字](文件名.md)。"),
    ("[TOC]", "5:1: 目录是自动生成的"),
    ("甲^乙^", "5:2: 上标请写成 <sup>文字</sup>。"),
    ("甲{{ figures_table(\"study\") }}乙", "5:1: 表格、图和整段的内容要单独成段，前后各空一行。"),
    ("- {{ figures_table(\"study\") }}", "5:1: 表格、图和整段的内容要单独成段，前后各空一行。"),
]  # fmt: skip


def read(form: str, model: Model) -> Read:
    return read_page(f"{BEFORE}{form}\n\n尾文。\n", PAGE, model, PATHS, "public")


@pytest.mark.parametrize(("form", "right"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_what_people_write_is_taken_as_they_mean_it(form: str, right: str, model: Model) -> None:
    assert [str(problem) for problem in read(form, model).problems] == []
    assert html_of(form).replace("\n", "") == right


@pytest.mark.parametrize(("form", "message"), TOLD, ids=[row[0] for row in TOLD])
def test_what_cannot_be_published_is_told_at_its_line(form: str, message: str, model: Model) -> None:
    first = min(read(form, model).problems)
    assert str(first).startswith(f"docs/2023/study.md:{message}")


def test_what_people_write_is_at_least_ninety_forms() -> None:
    assert len(ACCEPTED) >= 90


@pytest.fixture(scope="module")
def all_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a chapter that holds every accepted form."""
    copy = copy_project(tmp_path_factory.mktemp("forms") / "project")
    (copy / "docs/2023/map.png").write_bytes(png(note="王五"))
    with (copy / "docs/2023/study.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n\n## 各种写法\n\n" + "\n\n".join(form for form, _ in ACCEPTED) + "\n")
    return copy


@pytest.mark.parametrize(
    "options", [["--engine", "zensical"], ["--pdf", "--docx"]], ids=["zensical", "mkdocs-and-paper"]
)
def test_all_that_the_check_accepts_is_published_and_printed(
    all_forms: Path, options: list[str], tmp_path: Path
) -> None:
    done = run("disclosure", "publish", *options, "--to", str(tmp_path / "site"), cwd=all_forms)
    assert done.returncode == 0, done.stderr
    page = html.fromstring((tmp_path / "site/2023/study.html").read_text("utf-8"))
    said = squeezed("".join(map(str, page.itertext())))
    for form, right in ACCEPTED:
        if "{{" not in form:
            assert squeezed(unescape(re.sub("<[^>]*>", "", right))) in said, form


def test_a_picture_is_published_with_its_size_and_without_its_author(all_forms: Path, tmp_path: Path) -> None:
    done = run("disclosure", "publish", "--to", str(tmp_path / "site"), cwd=all_forms)
    assert done.returncode == 0, done.stderr
    for page in ("study.html", "print.html"):
        image = next(html.fromstring((tmp_path / "site/2023" / page).read_text("utf-8")).iter("img"))
        assert (image.get("width"), image.get("height")) == ("40", "20")
    assert "王五".encode() not in (tmp_path / "site/2023/map.png").read_bytes()


# (what the clerk did to a chapter, what must be told)
PLACES = [
    ("![图](none.png)", "没有 none.png 这个文件"),
    ("![图](../../data/unit.yml)", "图片要和章节放在同一个文件夹，格式是 png 或 jpg"),
    ("见[化解](disputes.md#nowhere)。", "没有 #nowhere 这个位置"),
    ("见[上文](#nowhere)。", "没有 #nowhere 这个位置"),
    ("![图](broken.png)", "broken.png 不是完整的 png 或 jpg 图片"),
]


@pytest.mark.parametrize(("form", "message"), PLACES, ids=[row[0] for row in PLACES])
def test_a_link_to_nowhere_is_told_at_its_line(form: str, message: str, copy: Path) -> None:
    chapter = copy / "docs/2023/study.md"
    (copy / "docs/2023/broken.png").write_bytes(png()[:60])
    text = chapter.read_text("utf-8")
    chapter.write_text(f"{text}\n{form}\n\n[图](broken.png)\n", "utf-8")
    with pytest.raises(Problems) as raised:
        check(copy)
    (problem,) = raised.value.problems
    assert (problem.path, problem.line) == ("docs/2023/study.md", text.count("\n") + 2)
    assert problem.message.startswith(message)


@pytest.mark.parametrize("sign", ["{{ ", "[", "<a ", "1,", "`", "{% ", "![](", "# 甲\n", "> "])
@pytest.mark.parametrize("size", [900_000, 190_000])
def test_a_chapter_of_signs_ends_the_check_at_once(sign: str, size: int, model: Model) -> None:
    (problem,) = read(sign * (size // len(sign)), model).problems
    assert "太长" in problem.message or "太多" in problem.message or "太深" in problem.message


@cache
def checked() -> Project:
    """The project; as a fixture it would be shown with every example that fails."""
    return check(ROOT)


# --- whatever is composed of them ------------------------------------------------------------------------------------

HAN = st.text(st.sampled_from("镇村组织学习宣传法治建设依据决策服务群众矛盾化解公开执法监督"), min_size=3, max_size=9)
SIGNS = st.sampled_from(
    [
        "",
        "",
        "",
        "。",
        "，",
        "：",
        "**",
        "*",
        "`",
        "[",
        "](disputes.md)",
        "|",
        "~~",
        "<b>",
        "</b>",
        "\\",
        "#",
        "_",
        "（1）",
    ]
)


@st.composite
def lines(draw: st.DrawFn) -> str:
    opening = draw(
        st.sampled_from(
            [
                "",
                "",
                "",
                "- ",
                "* ",
                "1. ",
                "  - ",
                "    - ",
                "\t- ",
                "> ",
                "## ",
                "### ",
                "　　",
                "（1）",
                "1.",
                "| ",
                "一、",
                "    ",
                "  ",
                ": ",
            ]
        )
    )
    words = draw(st.lists(st.tuples(HAN, SIGNS), min_size=1, max_size=3))
    return opening + "".join(word + sign for word, sign in words)


BLOCKS = st.one_of(
    lines(),
    lines(),
    st.just(""),
    st.tuples(HAN, HAN, HAN, HAN).map(lambda w: f"| {w[0]} | {w[1]} |\n|---|---|\n| {w[2]} | {w[3]} |"),
    HAN.map(lambda word: f'!!! note "提示"\n    {word}'),
    HAN.map(lambda word: f"```\n{word}\n```"),
    HAN.map(lambda word: f"**{word}**、*{word}*、`{word}`、[{word}](disputes.md)"),
    st.sampled_from(["---", "***", "- {{ study.courtyard_meetings }}", '{{ figures_table("study") }}']),
)
DOCUMENTS = st.lists(st.tuples(BLOCKS, st.sampled_from(["\n", "\n\n"])), min_size=1, max_size=9)


@settings(max_examples=1000, deadline=None)
@given(blocks=DOCUMENTS)
def test_what_the_check_accepts_loses_no_word_and_shows_no_sign(blocks: list[tuple[str, str]]) -> None:
    model = checked().model
    text = BEFORE + "".join(block + end for block, end in blocks)
    found = read_page(text, PAGE, model, PATHS, "public")
    for problem in found.problems:
        assert 1 <= problem.line <= text.count("\n") + 1
    if found.problems:
        return
    texts = [piece for piece in rendered(text) if not piece.tag]
    said = "".join(piece.text for piece in texts)
    plain = "".join(piece.text for piece in texts if "code" not in piece.inside)
    assert not re.search(r"\*\*|~~|\]\(|```|!!!|^#", plain, re.MULTILINE)
    words = re.findall("[\u4e00-\u9fff]+", re.sub(r"\{\{.*?\}\}|\]\(.*?\)", " ", text))
    assert "".join(words) == "".join(re.findall("[\u4e00-\u9fff]+", re.sub(r"\{\{.*?\}\}", " ", said)))
    section = as_section(text, chapters_of(model.latest)[1], model.latest)
    assert not re.search(r"^ *#|\*\*|\]\(", _plain(html_of(section)), re.MULTILINE)


def _plain(page: str) -> str:
    """The text of a page without its code."""
    return re.sub(r"<code.*?</code>|<[^>]*>", "", page, flags=re.DOTALL)
