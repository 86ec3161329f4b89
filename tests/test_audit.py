"""The audit catches a liar: each page below was changed after it was built, and each change is told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
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
    ("a foreign script", "index.html", replaced("</body>", '<script src="https://evil.example/x.js"></script></body>'), "页面要从别的网站读取 https://evil.example/x.js"),
    ("a foreign font", "index.html", replaced("</head>", "<style>@import '//fonts.example/x.css'</style></head>"), "页面要从别的网站读取 //fonts.example/x.css"),
    ("a foreign picture", "index.html", replaced("</body>", '<img srcset="https://evil.example/a.png 2x"></body>'), "页面要从别的网站读取 https://evil.example/a.png"),
    ("a plan reworded", "2023/plans.html", replaced("健全依法决策机制</h2>", "健全机制</h2>"), "页面上没有“健全依法决策机制”"),
    ("a shortcoming missing on paper", "2023/print.html", lambda text: text.replace("工作中的亮点不多，突破点较少", ""), "页面上没有“工作中的亮点不多，突破点较少。”"),
    ("an indicator out of the catalogue", "indicators.html", replaced('id="disputes.found"', ""), "指标目录里没有 disputes.found 的位置"),
    ("a row of the download edited", "data/figures.csv", replaced(",250,", ",251,"), "disputes.found 的 value 是“251”，数据里是“250”"),
    ("a row of the download lost", "data/figures.json", lambda text: re.sub(r"(?s) \{[^{}]*disputes\.found.*?\},\n", "", text, count=1), "有 57 行，数据里是 58 行"),
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
    assert re.match(r"2023/disputes.html:\d+: disputes.found 写的是“251件”", done.stderr)
