"""What stands in `docs/` beside the pages' text: each file has its place, each page can be found, each title is words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import add_a_year_before, png
from markdown import Markdown

from disclosure.chapters.navigation import Navigation
from disclosure.problem import Problems
from disclosure.project import check

NAVIGATION, OUTLINE = "docs/2023/SUMMARY.md", "data/2023/document.yml"
STUDY = "    * [学习宣传](study.md)\n"


def edited(path: str, old: str, new: str) -> Callable[[Path], object]:
    def change(project: Path) -> None:
        text = (project / path).read_text("utf-8")
        assert old in text
        (project / path).write_text(text.replace(old, new, 1), "utf-8")

    return change


def added(path: str, text: str) -> Callable[[Path], object]:
    def change(project: Path) -> None:
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(text, "utf-8")

    return change


# (what the clerk did, how, the messages that must come and no others)
MISTAKES: list[tuple[str, Callable[[Path], object], list[str]]] = [
    ("a folder that is no year", lambda project: (project / "docs/资料").mkdir(), ["docs/资料: 文件夹名只能是四位数字的年份；不公开的内容请放进 docs/staff。"]),
    ("a year without data", lambda project: (project / "docs/2031").mkdir(), ["docs/2031: 没有对应的 data/2031；请补上这一年的数据，或移走这个文件夹。"]),
    ("a file that nobody uses", added("docs/2023/台账.xlsx", "甲"), ["docs/2023/台账.xlsx: 没有公开的页面用到这个文件，却会随网站公开；请删去，不公开的请放进 docs/staff。"]),
    ("a file that a page for staff uses", lambda project: (added("docs/2023/台账.xlsx", "甲")(project), added("docs/staff/note.md", "# 备注\n\n[台账](../2023/台账.xlsx)\n")(project)), ["docs/2023/台账.xlsx: 没有公开的页面用到这个文件"]),
    ("a file that a passage for staff uses", lambda project: (added("docs/2023/台账.xlsx", "甲")(project), edited("docs/2023/study.md", "\n\n", "\n\n{% if staff %}[台账](台账.xlsx){% endif %}\n\n")(project)), ["docs/2023/台账.xlsx: 没有公开的页面用到这个文件"]),
    ("a file that a page only names", lambda project: (added("docs/2023/台账.xlsx", "甲")(project), edited("docs/about.md", "# ", "{# [台账](2023/台账.xlsx) #}台账.xlsx\n\n# ")(project)), ["docs/2023/台账.xlsx: 没有公开的页面用到这个文件"]),
    ("data among the pages", lambda project: shutil.copy(project / "data/2023/figures.yml", project / "docs/2023/figures.yml"), ["docs/2023/figures.yml: 数据和程序不能放进 docs，会随网站公开；请移走。"]),
    ("a program among the pages for staff", added("docs/staff/a.PY", "甲"), ["docs/staff/a.PY: 数据和程序不能放进 docs，会随网站公开；请移走。"]),
    ("a page under another ending", added("docs/2023/note.markdown", "甲"), ["docs/2023/note.markdown: 页面的扩展名只能是 .md；请改名，或移走。"]),
    ("a page's ending in capitals", added("docs/2023/note.MD", "甲"), ["docs/2023/note.MD: 页面的扩展名只能是 .md；请改名，或移走。"]),
    ("a link to a file elsewhere", lambda project: (project / "docs/2023/a.xlsx").symlink_to(project / "data/unit.yml"), ["docs/2023/a.xlsx: 这是一个链接，指向别处的文件；请放文件本身，或删去。"]),
    ("a folder of data among the pages", lambda project: shutil.copytree(project / "data/2023", project / "docs/2023/data"), ["docs/2023/data: 年度文件夹里只能有 home 和 staff 两个文件夹；请移走，若是多复制了一次请删去。"]),
    ("a year's pages copied twice", lambda project: shutil.copytree(project / "docs/2023", project / "docs/2022/2023"), ["docs/2022: 没有对应的 data/2022；请补上这一年的数据，或移走这个文件夹。", "docs/2022/2023: 年度文件夹里只能有 home 和 staff 两个文件夹；请移走，若是多复制了一次请删去。", "docs/2022/2023/home: 年度文件夹里只能有 home 和 staff 两个文件夹"]),
    ("a year's data copied twice", lambda project: shutil.copytree(project / "data/2023", project / "data/2023/2023"), ["data/2023/2023: 年度文件夹里不能再有文件夹，它的内容不会发布；请移走，若是多复制了一次请删去。"]),
    ("a folder for staff in capitals", added("docs/2023/Staff/x.csv", "甲"), ["docs/2023/Staff: 文件夹名要用小写字母：staff；请改名。"]),
    ("a file for staff in capitals", added("docs/2023/x.STAFF.csv", "甲"), ["docs/2023/x.STAFF.csv: 文件名里的 staff 要用小写字母；请改名。"]),
    ("a full-width bracket", edited(NAVIGATION, "(study.md)", "（study.md）"), ["docs/2023/SUMMARY.md:4:1: 这一行读不懂；请写成“* [标题](文件名.md)”，星号后面空一格，括号用半角。", "docs/2023/study.md: 导航里没有这一页；请写进 SUMMARY.md，不公开的请放进 docs/staff。"]),
    ("a line that is no entry", edited(NAVIGATION, STUDY, f"{STUDY}学习\n"), ["docs/2023/SUMMARY.md:5:1: 这一行读不懂；请写成“* [标题](文件名.md)”，星号后面空一格，括号用半角。"]),
    ("a page misspelt", edited(NAVIGATION, "study.md", "studdy.md"), ["docs/2023/SUMMARY.md:4:14: 没有 studdy.md 这个文件；最接近的是 study.md。", "docs/2023/study.md: 导航里没有这一页；请写进 SUMMARY.md，不公开的请放进 docs/staff。"]),
    ("a page left out", edited(NAVIGATION, STUDY, ""), ["docs/2023/study.md: 导航里没有这一页；请写进 SUMMARY.md，不公开的请放进 docs/staff。"]),
    ("a page twice", edited(NAVIGATION, STUDY, STUDY + STUDY), ["docs/2023/SUMMARY.md:5:14: study.md 在导航里写了两次；请只留一处。"]),
    ("a group without pages", edited(NAVIGATION, "* [存在", "* 空组\n* [存在"), ["docs/2023/SUMMARY.md:10:1: 这一组里没有页面；请把它的各页写在下面，缩进两格以上，或删去这一行。"]),
    ("a page below a page", edited(NAVIGATION, STUDY, f"        {STUDY.strip()}\n"), ["docs/2023/SUMMARY.md:4:1: 导航最多两层；请往左移一层。"]),
    ("words behind a page", edited(NAVIGATION, "(study.md)", "(study.md)，学习"), ["docs/2023/SUMMARY.md:4:1: 这一行读不懂", "docs/2023/study.md: 导航里没有这一页"]),
    ("a star in a group", edited(NAVIGATION, "主要举措", "主要*举措*"), ["docs/2023/SUMMARY.md:2:3: 导航的标题里有“**”；标题里只写文字，不写数字和符号。"]),
    ("a pipe among the pages", lambda project: os.mkfifo(project / "docs/2023/x.md"), ["docs/2023/x.md: 这不是一个普通的文件，读它会一直等下去；请删去，或移到别处。"]),
    ("a pipe among the files", lambda project: os.mkfifo(project / "docs/2023/pipe"), ["docs/2023/pipe: 这不是一个普通的文件"]),
    ("a pipe among the data", lambda project: os.mkfifo(project / "data/2023/pipe"), ["data/2023/pipe: 这不是一个普通的文件"]),
    ("a digit in a title", edited(NAVIGATION, "[学习宣传]", "[学习宣传60场]"), ["docs/2023/SUMMARY.md:4:8: 导航的标题里有“60场”；标题里只写文字，不写数字和符号。"]),
    ("a digit in a group", edited(NAVIGATION, "主要举措和成效", "主要举措②项"), ["docs/2023/SUMMARY.md:2:3: 导航的标题里有“②项”；标题里只写文字，不写数字和符号。"]),
    ("a name in a title", edited(NAVIGATION, "[学习宣传]", "[{{ year }}]"), ["docs/2023/SUMMARY.md:4:8: 导航的标题里有“{{}}”；标题里只写文字，不写数字和符号。"]),
    ("a tag in a title", edited(NAVIGATION, "[学习宣传]", "[<b>学习]"), ["docs/2023/SUMMARY.md:4:8: 导航的标题里有“<>”；标题里只写文字，不写数字和符号。"]),
    ("chapters in another order", edited(OUTLINE, "[organization, study,", "[study, organization,"), ["docs/2023/SUMMARY.md: 各章的次序与 data/2023/document.yml 的 outline 不同；请改成一样。"]),
    ("a chapter twice", edited(OUTLINE, "[organization, study,", "[organization, study, study,"), ["data/2023/document.yml:16:37: study 这一章在 outline 里写了两次；请只留一处。"]),
    ("a page in no outline", lambda project: (added("docs/2023/culture.md", "# 法治文化\n")(project), edited(NAVIGATION, STUDY, f"{STUDY}    * [法治文化](culture.md)\n")(project)), ["docs/2023/culture.md: 不在 data/2023/document.yml 的 outline 里，不会出现在打印版；请写进 outline，或移走。"]),
    ("a chapter without its file", lambda project: (project / "docs/2023/plans.md").unlink(), ["data/2023/document.yml:20:16: outline 里的 plans 没有对应的章；请补上 docs/2023/plans.md，或改 outline。", "docs/2023/SUMMARY.md:11:10: 没有 plans.md 这个文件", "docs/2023/home/next.md:3:18: 2023 年没有 plans 这一页"]),
    ("a page in an old encoding", lambda project: (project / "docs/about.md").write_bytes("甲乙".encode("gbk")), ["docs/about.md:1:1: 文件不是 UTF-8 编码"]),
    ("a navigation in an old encoding", lambda project: (project / NAVIGATION).write_bytes("甲乙".encode("gbk")), ["docs/2023/SUMMARY.md:1:1: 文件不是 UTF-8 编码", *(f"docs/2023/{name}.md: 导航里没有这一页" for name in ("decisions", "disputes", "enforcement", "governance", "index", "openness", "organization", "plans", "print", "shortcomings", "study"))]),
    ("a page that takes itself in", lambda project: (added("docs/2023/home/a.md", '{% include year ~ "/home/b.md" %}')(project), added("docs/2023/home/b.md", '{% include year ~ "/home/a.md" %}')(project)), ["docs/2023/home/a.md: 2023/home/a.md ← 2023/home/b.md ← 2023/home/a.md 一页引入一页，绕成了圈；请删去其中一处 include。"]),
    ("a withheld plan in the clerk's own words", lambda project: (edited("data/2023/plans.yml", "title: 完善法律服务网络\n", "title: 完善法律服务网络\n    access: 不予公开\n")(project), edited("docs/2023/home/next.md", "{{ plans.services.title }}", "完善法律服务网络")(project)), ["docs/2023/home/next.md:1: “完善法律服务网络”只给工作人员看，公开的版本里却有；请删去或改写；本来就可以公开说的，在 data/unit.yml 里加一行 also_public: [完善法律服务网络]。"]),
    ("a withheld plan in a text that code prints", lambda project: (edited("data/2023/plans.yml", "title: 完善法律服务网络\n", "title: 完善法律服务网络\n    access: 不予公开\n")(project), edited("docs/2023/home/next.md", "，{{ plans.services.title }}", '，{{ link("完善法律服务网络", "plans") }}')(project)), ["docs/2023/home/next.md:1: “完善法律服务网络”只给工作人员看，公开的版本里却有；请删去或改写；本来就可以公开说的，在 data/unit.yml 里加一行 also_public: [完善法律服务网络]。"]),
    ("a withheld plan in a measure", lambda project: (edited("data/2023/plans.yml", "让法律宣传覆盖更广", "完善普法阵地，让法律宣传覆盖更广")(project), edited("data/2023/plans.yml", "plans:\n", "plans:\n  kept: {title: 完善普法阵地, source: 三, access: 不予公开, measures: [甲]}\n")(project)), ["data/2023/plans.yml:14:9: “完善普法阵地”只给工作人员看，公开的版本里却有；请删去或改写；本来就可以公开说的，在 data/unit.yml 里加一行 also_public: [完善普法阵地]。"]),
    ("withheld words in a definition", lambda project: (edited("data/2023/figures.yml", "  office: 镇平安办", "  office: {value: 镇平安与法治办, access: 不予公开}")(project), edited("docs/2023/organization.md", "{{ organization.office }}", "有关部门")(project), edited("data/indicators.yml", "definition: 排查中发现的", "definition: 镇平安与法治办排查中发现的")(project)), ["data/indicators.yml:49:50: “镇平安与法治办”只给工作人员看，公开的版本里却有；请删去或改写；本来就可以公开说的，在 data/unit.yml 里加一行 also_public: [镇平安与法治办]。"]),
    ("a withheld plan that is quoted", edited("data/2023/plans.yml", "title: 完善法律服务网络\n", "title: 完善法律服务网络\n    access: 不予公开\n"), ["docs/2023/home/next.md:1:154: 2023 年的 plans 里没有 services，或者它不公开；可以写的有 administration、decisions、innovation、publicity、reform。"]),
    ("a withheld shortcoming in the clerk's own words", lambda project: (edited("data/2023/shortcomings.yml", "title: 典型培育不够\n", "title: 典型培育不够\n  access: 不予公开\n")(project), edited("docs/2023/home/lacking.md", "{{ shortcomings.exemplars.title }}", "典型培育不够")(project)), ["docs/2023/home/lacking.md:1: “典型培育不够”只给工作人员看，公开的版本里却有；请删去或改写；本来就可以公开说的，在 data/unit.yml 里加一行 also_public: [典型培育不够]。"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "messages"), [row[1:] for row in MISTAKES], ids=[row[0].replace(" ", "-") for row in MISTAKES]
)
def test_what_is_out_of_place_is_told(change: Callable[[Path], object], messages: list[str], copy: Path) -> None:
    change(copy)
    with pytest.raises(Problems) as raised:
        check(copy)
    told = [str(problem) for problem in raised.value.problems]
    assert len(told) == len(messages), told
    for one, message in zip(told, messages, strict=True):
        assert one.startswith(message)


def test_a_file_that_a_public_page_leads_to_is_published_with_it(copy: Path) -> None:
    for name in ("表.xlsx", "附.pdf"):
        added(f"docs/2023/{name}", "甲")(copy)
    (copy / "docs/2023/图一.png").write_bytes(png())
    edited("docs/2023/study.md", "\n\n", '\n\n![图](图一.png)[表](表.xlsx)<a href="附.pdf" download>附</a>\n\n')(copy)
    assert check(copy)


def test_what_is_withheld_may_be_named_to_staff_and_where_another_year_shows_it(copy: Path) -> None:
    plan = "title: 完善法律服务网络\n"
    edited("data/2023/plans.yml", plan, f"{plan}    access: 不予公开\n")(copy)
    edited("docs/2023/home/next.md", "，{{ plans.services.title }}", "{% if staff %}，完善法律服务网络{% endif %}")(
        copy
    )
    edited("docs/2023/plans.md", "\n", "\n\n{# 完善法律服务网络 #}\n")(copy)
    assert check(copy)
    add_a_year_before(copy)
    edited("data/2022/plans.yml", f"{plan}    access: 不予公开\n", plan)(copy)
    edited("docs/2022/home/next.md", "{% if staff %}，完善法律服务网络{% endif %}", "，{{ plans.services.title }}")(
        copy
    )
    assert check(copy)


# (how the clerk writes the year's SUMMARY.md: what stands there, what instead)
WAYS = [("\n", "\n\n"), ("    *", "  *"), ("    *", "   *"), ("    *", "        *"), ("    *", "\t*"), ("    *", "　　*"), ("\n", "  \n"), ("\n", "　\n"), ("* ", "- "), ("* [", "*  [")]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), WAYS)
def test_the_navigation_may_be_indented_and_spaced_as_one_likes(old: str, new: str, copy: Path) -> None:
    right = check(copy).navigation
    file = copy / NAVIGATION
    written = file.read_text("utf-8")
    file.write_text(written.replace(old, new), "utf-8")
    assert check(copy).navigation == right
    html = [Markdown(extensions=[Navigation()]).convert(text) for text in (written, written.replace(old, new))]
    assert html[0] == html[1]


def test_pages_for_staff_need_no_place_in_the_navigation(copy: Path) -> None:
    for path in ("docs/staff/note.md", "docs/2023/note.staff.md", "docs/2023/staff/note.md"):
        added(path, "# 备注\n")(copy)
    added("docs/staff/scan.svg", "<svg/>")(copy)
    assert {page.path for page in check(copy, "staff").pages} - {page.path for page in check(copy).pages} >= {
        "staff/note.md", "2023/note.staff.md", "2023/staff/note.md",
    }  # fmt: skip


def test_two_years_stand_side_by_side_in_the_navigation(copy: Path) -> None:
    for room in ("data", "docs"):
        shutil.copytree(copy / room / "2023", copy / room / "2022")
    document = copy / "data/2022/document.yml"
    text = document.read_text("utf-8").replace("2023年", "2022年").replace("2024年", "2023年")
    document.write_text(text, "utf-8")
    edited("data/2022/document.yml", "date: 2024", "date: 2023")(copy)
    edited("docs/SUMMARY.md", "* [12]*/", "* 2023/\n* 2022/")(copy)
    assert list(check(copy).model.reports) == [2022, 2023]


def test_a_chapter_that_the_navigation_calls_by_another_name_is_reminded_of(copy: Path) -> None:
    file = copy / "docs/2023/SUMMARY.md"
    file.write_text(file.read_text("utf-8").replace("[矛盾纠纷化解]", "[完全不同的名称]"), "utf-8")
    reminders = [str(each) for each in check(copy).reminders]
    assert reminders == [
        "docs/2023/SUMMARY.md:6: 导航里叫“完全不同的名称”，这一页的标题是“依法化解矛盾纠纷，推进治理法治化”；请核对是不是同一页。"
    ]
