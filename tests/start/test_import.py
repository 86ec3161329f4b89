"""A report as it exists is brought in as a draft: green at once, and saying what the document said."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import docx
import pytest
from conftest import ROOT, run

from disclosure.chapters.names import titles as titles_of
from disclosure.problem import Problems
from disclosure.project import Project, check
from disclosure.reading.load import load
from disclosure.report.model import Report
from disclosure.start.bring_in import bring_in
from disclosure.start.new import new
from disclosure.start.rename import rename

REPORT = ROOT / "tests/start/report.txt"


def said(project: Project, report: Report) -> str:
    """The text of a year's preamble and chapters under the headings of their parts, as the paper has it."""
    folder, document = project.root / f"docs/{report.year}", report.document
    text = (folder / "preamble.md").read_text("utf-8")
    for part in document.outline:
        text += f"{part.title}\n"
        for chapter in part.chapters:
            own = (folder / f"{chapter}.md").read_text("utf-8")
            text += own if len(part.chapters) > 1 else own.partition("\n")[2]
    for figure in report.figures.values():
        text = text.replace(f"{{{{ {figure.id} }}}}", figure.text)
    for name, titles in titles_of(report).items():
        for key, title in titles.items():
            text = text.replace(f"{{{{ {name}.{key}.title }}}}", title)
    assert document.answers
    for name, value in {
        "year": str(report.year),
        "next_year": str(report.year + 1),
        "document.answers.title": document.answers.title,
        "document.answers.number": document.answers.number,
    }.items():
        text = text.replace(f"{{{{ {name} }}}}", value)
    return re.sub(r"(?m)^# |\s", "", text)


def original() -> str:
    """The document's text between its head and its foot, without the numbers of headings that became titles."""
    text = REPORT.read_text("utf-8").partition("县人民政府：")[2].rpartition("云岭镇人民政府")[0]
    done, rest = text.split("二、", 1)
    done = re.sub("(?m)^(?:一、|（[一二三]）)", "", done)
    return re.sub(r"\s", "", done + rest.replace("\n三、", "\n"))


def test_the_draft_passes_the_check_and_says_what_the_document_says(copy: Path) -> None:
    told = bring_in(copy, REPORT, 2024)
    project = check(copy, "staff")
    report = project.model.reports[2024]
    assert said(project, report) == original()
    assert "请先看" not in told


def test_each_number_that_counts_is_a_figure_once(copy: Path) -> None:
    bring_in(copy, REPORT, 2024)
    report = check(copy, "staff").model.reports[2024]
    found = [
        (figure.indicator.name, figure.text, figure.source) for figure in report.figures.values() if figure.quantity
    ]
    assert found == [
        ("行政复议案件", "0件", "一（二）"),  # what the catalogue had before
        ("行政应诉案件", "3件", "一（二）"),
        ("行政检查", "440次", "一（三）"),
        ("召开专题会议", "5次", "一（一）"),
        ("组织干部集中学法", "12场", "一（一）"),
        ("参训干部", "320余人次", "一（一）"),
        ("排查矛盾纠纷", "240件", "一（二）"),
        ("化解矛盾纠纷", "234件", "一（二）"),
        ("化解率", "97.5%", "一（二）"),
        ("承接法定事项", "27个", "一（三）"),
        ("赋权事项", "45个", "一（三）"),
        ("委托事项", "29个", "一（三）"),
        ("合计", "101个", "一（三）"),
        ("罚没款", "3.689万元", "一（三）"),
    ]
    formulas = [
        i.formula.text for figure in report.figures.values() if figure.quantity and (i := figure.indicator).formula
    ]
    assert formulas == [
        "huajie_maodun_jiufen_2 / paicha_maodun_jiufen",
        "chengjie_fading_shixiang + fuquan_shixiang + weituo_shixiang",
    ]


def test_the_draft_is_published_as_it_stands(copy: Path) -> None:
    bring_in(copy, REPORT, 2024)
    done = run("disclosure", "publish", cwd=copy)
    assert done.returncode == 0, done.stderr
    assert "3.689万元" in (copy / "site/2024/print.html").read_text("utf-8")


def test_an_indicator_of_the_catalogue_goes_on_from_year_to_year(copy: Path) -> None:
    bring_in(copy, REPORT, 2024)
    reports = check(copy, "staff").model.reports
    inspections = [reports[year].figures["enforcement.inspections"].text for year in (2023, 2024)]
    assert inspections == ["440次", "440次"]
    assert not reports[2024].figures["disputes.receptions"].reported


def test_the_head_goes_into_the_document_and_parts_into_their_files(copy: Path) -> None:
    bring_in(copy, REPORT, 2024)
    report = check(copy, "staff").model.reports[2024]
    document = report.document
    assert document.title == ("云岭镇人民政府", "关于2024年法治政府建设情况的报告")
    assert (document.number, document.signatory) == ("云岭政发〔2025〕7号", ("林秋",))
    assert document.addressee == ("县人民政府",)
    assert str(document.date) == "2025-01-15"
    assert [part.title for part in document.outline] == [
        "2024年法治政府建设的主要举措和成效", "2024年法治政府建设存在的不足", "2025年工作打算",
    ]  # fmt: skip
    assert [each.title for each in report.shortcomings.values()] == ["培训不够", "宣传不够"]
    assert [plan.title for plan in report.plans.plans.values()] == ["加强法治宣传", "健全决策机制"]


def test_word_gives_the_same_draft_as_text(copy: Path, tmp_path: Path) -> None:
    document = docx.Document()
    for line in REPORT.read_text("utf-8").splitlines():
        document.add_paragraph(line.translate(str.maketrans("0123456789", "０１２３４５６７８９")))
    document.save(str(tmp_path / "报告.docx"))
    bring_in(copy, tmp_path / "报告.docx", 2024)
    project = check(copy, "staff")
    assert said(project, project.model.reports[2024]) == original()


def test_a_number_that_names_stays_and_is_listed(copy: Path) -> None:
    told = bring_in(copy, REPORT, 2024)
    assert "当作名称、照原样留下的 1 处：\n  “1+3+N”" in told


def test_what_someone_wrote_is_never_overwritten(copy: Path) -> None:
    before = {path: path.read_bytes() for path in (copy / "data").rglob("*.yml")}
    with pytest.raises(Problems, match="data/2023: 已经有这一年的内容"):
        bring_in(copy, REPORT, 2023)
    assert before == {path: path.read_bytes() for path in (copy / "data").rglob("*.yml")}
    bring_in(copy, REPORT, 2024)
    assert all(path.read_bytes().startswith(text) for path, text in before.items())


def test_a_heading_that_runs_into_its_text_gets_a_line_of_its_own(copy: Path, tmp_path: Path) -> None:
    text = REPORT.read_text("utf-8").replace("办理行政复议", "1.加强行政复议。办理行政复议")
    text = text.replace("（二）化解矛盾纠纷，维护稳定\n", "（二）化解矛盾纠纷，维护稳定。")
    (tmp_path / "报告.txt").write_text(text, "utf-8")
    told = bring_in(copy, tmp_path / "报告.txt", 2024)
    check(copy, "staff")
    chapter = (copy / "docs/2024/zhang_huajie_maodun_jiufen.md").read_text("utf-8")
    assert chapter.startswith("# 化解矛盾纠纷，维护稳定\n\n坚持“三调联动”")
    assert "\n\n## 加强行政复议\n\n办理" in chapter
    assert "“加强行政复议”成了单独一行的标题" in told


def test_a_report_that_says_little_of_itself_is_a_draft_as_well(copy: Path, tmp_path: Path) -> None:
    text = "云岭镇2024年法治政府建设年度报告\n一、主要举措\n全年排查矛盾纠纷240件。\n二、其他情况\n无其他情况。\n"
    (tmp_path / "报告.txt").write_text(text + "云岭镇人民政府\n2025年1月15日\n", "utf-8")
    told = bring_in(copy, tmp_path / "报告.txt", 2024)
    report = load(copy).reports[2024]
    assert "docs/2024/" not in told
    assert report.document.title == ("云岭镇2024年法治政府建设年度报告",)
    assert report.document.number is None
    assert not report.shortcomings
    assert "没有找到发文字号" in told


# --- other heads, and another place for the draft ------------------------------------------------------------------

JOINT = """云岭县司法局
云岭县行政审批服务局
云司文〔2025〕7号　　签发人：张某某　李  某
云岭县司法局、云岭县行政审批服务局
关于2024年行政复议工作情况的报告
县人民政府：
现将2024年有关情况报告如下。
一、2024年工作情况
全年收到申请301件，审结254件。
附件：1. 案件分类情况
2. 汇总表
云岭县司法局
云岭县行政审批服务局
2025年1月20日
（此件公开发布）
附件1
案件分类情况
受理的申请有287件。
抄送：县人大监察法制司法委，县档案馆。
云岭县司法局办公室　2025年1月21日印发
"""


def test_a_joint_head_the_imprint_and_the_annexes_find_their_places(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(JOINT, "utf-8")
    told = bring_in(copy, tmp_path / "报告.txt", 2024)
    report = check(copy, "staff").model.reports[2024]
    document = report.document
    assert document.name == "云岭县司法局、云岭县行政审批服务局关于2024年行政复议工作情况的报告"
    assert document.issuer == ("云岭县司法局", "云岭县行政审批服务局")
    assert document.signatory == ("张某某", "李某")
    assert (document.remark, document.printed_by) == ("此件公开发布", "云岭县司法局办公室")
    assert document.copies_to == ("县人大监察法制司法委", "县档案馆")
    assert [(each.title, each.page) for each in document.attachments] == [
        ("案件分类情况", "fujian_1"),
        ("汇总表", None),
    ]
    assert "287件" in [figure.text for figure in report.figures.values()]
    assert "没有放进来" not in told


def test_the_untouched_starter_of_a_project_gives_way_to_the_report(tmp_path: Path) -> None:
    new(tmp_path / "town", "云岭镇", "某某省某某县", 2024)
    bring_in(tmp_path / "town", REPORT, 2024)
    project = check(tmp_path / "town", "staff")
    assert not project.draft
    assert {theme.name for theme in project.model.themes.values()} == {
        "加强组织领导，压实责任", "化解矛盾纠纷，维护稳定", "规范行政执法，严格监管",
    }  # fmt: skip
    done = run("disclosure", "publish", cwd=tmp_path / "town")
    assert done.returncode == 0, done.stderr


def test_a_starter_that_someone_has_written_in_does_not(tmp_path: Path) -> None:
    new(tmp_path / "town", "云岭镇", "某某省某某县", 2024)
    figures = tmp_path / "town/data/2024/figures.yml"
    figures.write_text(figures.read_text("utf-8").replace("found: ~", "found: 3"), "utf-8")
    with pytest.raises(Problems, match="已经有这一年的内容"):
        bring_in(tmp_path / "town", REPORT, 2024)


def test_new_indicators_live_from_the_year_that_has_them(copy: Path) -> None:
    before = (copy / "data/2023/figures.yml").read_bytes()
    bring_in(copy, REPORT, 2024)
    reports = check(copy, "staff").model.reports
    assert (copy / "data/2023/figures.yml").read_bytes() == before
    assert len(reports[2023].figures) == 58
    assert len(reports[2024].figures) > 58


def test_the_word_document_that_leaves_comes_back_with_the_same_values(tmp_path: Path, project: Project) -> None:
    done = run("disclosure", "publish", "--docx", "--to", str(tmp_path / "site"), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    new(tmp_path / "town", "青石镇", "某某省某某县", 2023)
    bring_in(tmp_path / "town", tmp_path / "site/2023/report.docx", 2023)
    values = [
        Counter(figure.number for figure in report.figures.values() if figure.quantity)
        for report in (project.model.latest, check(tmp_path / "town", "staff").model.latest)
    ]
    in_words = values[0] - values[1]
    assert in_words == {"0": 1}  # 未发生因政府信息公开提起行政诉讼的情况
    assert not values[1] - values[0]


# --- ids -----------------------------------------------------------------------------------------------------------


def test_an_id_that_the_import_made_is_changed_everywhere_by_one_command(copy: Path) -> None:
    bring_in(copy, REPORT, 2024)
    before = check(copy, "staff").model.reports[2024]
    said = [figure.text for figure in before.figures.values()]
    figure = next(each for each in before.figures.values() if each.indicator.name == "化解矛盾纠纷")
    theme = figure.indicator.theme
    rename(copy, figure.id, f"{theme}.settled")
    rename(copy, theme, "mediation")
    after = check(copy, "staff").model.reports[2024]
    assert after.figures["mediation.settled"].text == "234件"
    assert [figure.text for figure in after.figures.values()] == said
    formula = next(each.formula for each in check(copy).model.indicators if each.name == "化解率")
    assert formula is not None
    assert formula.text.startswith("settled / ")


@pytest.mark.parametrize(
    ("old", "new_", "said"),
    [
        ("disputes.lost", "disputes.found", "目录里没有 disputes.lost"),
        ("disputes.found", "disputes.resolved", "已经用了"),
        ("disputes.found", "study.found", "要写成 disputes.名称"),
        ("disputes", "plans", "已经用了"),
    ],
)
def test_what_cannot_be_renamed_is_told_and_stays(copy: Path, old: str, new_: str, said: str) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*.yml")}
    with pytest.raises(Problems, match=said):
        rename(copy, old, new_)
    assert before == {path: path.read_bytes() for path in copy.rglob("*.yml")}


@pytest.mark.parametrize(("old", "new_"), [("disputes.found", "disputes.discovered"), ("disputes", "mediation")])
def test_a_whole_project_is_the_same_under_another_id(copy: Path, old: str, new_: str) -> None:
    (copy / "data/2023/versions.yml").unlink(missing_ok=True)
    rename(copy, old, new_)
    assert new_ in {*check(copy, "staff").model.themes, *(each.id for each in check(copy).model.indicators)}
    assert (
        check(copy).model.latest.figures[f"{new_.partition('.')[0]}.{(new_ + '.resolved').split('.')[1]}"].text
        == "250件"
    )
