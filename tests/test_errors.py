"""Each mistake a clerk can make in `data/` is told in Chinese, at its line, with what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run

from disclosure.load import load
from disclosure.problem import Problems

FIGURES, CATALOGUE, DOCUMENT = "data/2023/figures.yml", "data/indicators.yml", "data/2023/document.yml"
Edit = Callable[[str, str, str], None]

# (what the clerk did, file, text there, text instead with § where the mistake is, the message that must come)
MISTAKES = [
    ("a tab for indentation", FIGURES, "  found: 250", "§\tfound: 250", "缩进用了制表符（Tab）；请改用空格。"),
    ("a full-width colon", FIGURES, "  found: 250", "  found§：250", "冒号用了全角“：”；请改用半角“:”，后面空一格。"),
    ("a full-width colon at the top", FIGURES, "study:", "study§：", "冒号用了全角“：”；请改用半角“:”，后面空一格。"),
    ("an open quote", FIGURES, "office: 镇平安办", 'office: §"镇平安办', "引号或括号没有成对；请补上另一半。"),
    ("an open bracket", FIGURES, "[书记, 镇长]\n  office:", "[书记, 镇长\n  office§:", "括号里的各项要用半角逗号隔开，括号要成对。"),
    ("no colon", FIGURES, "  found: 250", "  §found 250", "这一行缺少半角冒号；请写成“名称: 内容”，冒号后面空一格。"),
    ("a key twice", FIGURES, "  found: 250\n", "  found: 250\n  §found: 251\n", "found 写了两次（第 {above} 行已有）；请只留一处。"),
    ("an unknown indicator", FIGURES, "  found: 250", "  found: 250\n  §fuond: 1", "主题 disputes 没有指标 fuond；最接近的是 found。"),
    ("an unknown theme", FIGURES, "\nstudy:", "\n§studdy:\n  source: 一\nstudy:", "指标目录里没有主题 studdy；最接近的是 study。"),
    ("a list for a number", FIGURES, "found: 250", "found: §[250]", "排查发现矛盾纠纷：这里要写一个数，不是列表；没有报告写 ~。"),
    ("a number in words", FIGURES, "found: 250", "found: §二百五", "排查发现矛盾纠纷：“二百五”不是一个数；请写阿拉伯数字，例如 250、3.689、320余。"),
    ("a letter O for a zero", FIGURES, "found: 250", "found: §25O", "排查发现矛盾纠纷：“25O”里混有字母，不是一个数；请只用 0 到 9 的数字。"),
    ("an unknown qualifier", FIGURES, "screenings: 320余", "screenings: §大约320", "矛盾纠纷排查：“大约320”里的约数词不认识；只认 约、近、不少于、余、多、以上，例如 320余。"),
    ("a unit with the number", FIGURES, "found: 250", "found: §250件", "排查发现矛盾纠纷：“250件”后面有“件”；若是单位请删去（单位写在指标目录里），只写 250；约数词只认 约、近、不少于、余、多、以上。"),
    ("a negative count", FIGURES, "found: 250", "found: §-250", "排查发现矛盾纠纷：“-250”是负数；数量不能小于 0。"),
    ("more than a hundred percent", FIGURES, "examination_rate: 100", "examination_rate: §101", "上岗行政执法人员培训考核率：101% 超过了最大值 100%；请核对。"),
    ("a value forgotten", FIGURES, "disputes:\n  source: 一（四）2\n", "§disputes:\n  source: 一（四）2\n  x: 1\n", "缺少 disputes.found（排查发现矛盾纠纷）；没有发生写 0，没有报告写 ~。"),
    ("a value left empty", FIGURES, "found: 250", "found:§", "排查发现矛盾纠纷：没有填写；没有发生写 0，没有报告写 ~。"),
    ("no source", FIGURES, "organization:\n  source: 一（一）\n  leading", "organization:\n  §leading", "organization.leading_group 没有出处；请在主题 organization 下写 source: 原文出处。"),
    ("a stated value against its formula", FIGURES, "resolved: 250\n  resolution_rate: 100", "resolved: 240\n  resolution_rate: §100", "矛盾纠纷化解率：公式 resolved / found 算得 96%，写的却是 100%；请核对后改正。"),
    ("a total against its parts", FIGURES, "items_total: {value: 101", "items_total: §{value: 102", "执法事项合计：公式 items_statutory + items_empowered + items_entrusted 算得 101个，写的却是 102个；请核对后改正。"),
    ("a part larger than the whole", FIGURES, "events_handled: 768\n  event_handling_rate: 100", "events_handled: §769\n  event_handling_rate: 100", "应当有 events_handled <= events_reported，可是治理平台办理事件是 769件，治理平台上报事件是 768件；请核对这几个数。"),
    ("a division by zero", FIGURES, "found: 250\n  resolved: 250\n  resolution_rate: 100", "found: 0\n  resolved: 0\n  resolution_rate: §100", "矛盾纠纷化解率：公式 resolved / found 的除数是 0，算不出来；请写 resolution_rate: ~。"),
    ("a key of a value misspelt", FIGURES, "{value: 28, source", "{value: 28, §sorce: 二, source", "不认识 sorce 这一项；最接近的是 source。"),
    ("a formula naming nothing", CATALOGUE, "formula: resolved / found", "formula: §resolvd / found", "“resolvd / found”里的 disputes.resolvd 不是已有的指标；最接近的是 disputes.resolved。"),
    ("a formula over a text", CATALOGUE, "formula: resolved / found", "formula: §resolved / organization.office", "“resolved / organization.office”里的 organization.office 是文字指标，不能计算。"),
    ("a formula that calls something", CATALOGUE, "formula: resolved / found", "formula: §__import__('os')", "“__import__('os')”里有不能用的写法；只能用指标名、数、括号和 + - * / == != <= >= < > and。"),
    ("a formula that is none", CATALOGUE, "formula: resolved / found", "formula: §resolved /", "“resolved /”不是一个算式；只能用指标名、数、括号和 + - * / == != <= >= < > and。"),
    ("formulas in a circle", CATALOGUE, "有效化解矛盾纠纷, unit: 件,", "有效化解矛盾纠纷, unit: 件, formula: §resolution_rate * found,", "公式绕成了圈：disputes.resolved ← disputes.resolution_rate ← disputes.resolved；请改其中一个公式。"),
    ("a remark in a formula", CATALOGUE, "formula: resolved / found", "formula: §'resolved # found'", "“resolved # found”里不能有 # 或换行；只写算式。"),
    ("a decimal in a formula", CATALOGUE, "formula: resolved / found", "formula: §resolved * 1.5", "“resolved * 1.5”里的常数只能是整数。"),
    ("a name of three parts", CATALOGUE, "formula: resolved / found", "formula: §disputes.found.number / found", "“disputes.found.number / found”里的名称最多两段：主题.指标。"),
    ("a formula that compares", CATALOGUE, "formula: resolved / found", "formula: §resolved <= found", "“resolved <= found”要写成算式，不能比较。"),
    ("a comparison inside a sum", CATALOGUE, "- resolved <= found", "- §(resolved <= found) + 1", "“(resolved <= found) + 1”里的比较要写在最外层。"),
    ("a full-width comma in a list", FIGURES, "[书记, 镇长]", "§[书记，镇长]", "第一责任人：列表的各项要用半角逗号隔开。"),
    ("a text without words", FIGURES, "office: 镇平安办", "office: §[]", "领导小组办公室所在部门：这里要写文字或文字的列表；没有报告写 ~。"),
    ("a note that is a list", FIGURES, "found: 250", "found: {value: 250, note: §[甲]}", "note 要写成一段文字。"),
    ("no unit", CATALOGUE, "    found: {name: 排查发现矛盾纠纷, unit: 件,", "    §found: {name: 排查发现矛盾纠纷,", "数值指标 found 缺少计量单位；请写 unit，文字指标请写 kind: text。"),
    ("an unknown field", CATALOGUE, "{name: 排查发现矛盾纠纷, unit: 件,", "{name: 排查发现矛盾纠纷, unit: 件, §definitoin: 甲,", "不认识 definitoin 这一项；最接近的是 definition。"),
    ("a kind that is none", CATALOGUE, "name: 领导机构, kind: text", "name: 领导机构, kind: §texts", "不能写“texts”；只能写 'number' 或 'text'。"),
    ("an id that hides a name", CATALOGUE, "\nstudy:\n", "\n§plans:\n", "主题编号 plans 与章节用语同名；请换一个编号。"),
    ("an indicator named as a theme", CATALOGUE, "    found: {name", "    §study: {name", "指标编号 study 与主题编号或专用名称同名；请换一个编号。"),
    ("an id in Chinese", CATALOGUE, "\nstudy:\n", "\n§学习:\n", "编号 学习 只能用小写英文字母、数字和下划线，以字母开头。"),
    ("a relation that compares nothing", CATALOGUE, "- resolved <= found", "- §resolved + found", "“resolved + found”要写成比较，例如 resolved <= found。"),
    ("a digit in a definition", CATALOGUE, "definition: 排查中发现的矛盾纠纷件数。", "definition: §排查中发现的250件矛盾纠纷。", "“250件矛”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a digit in a plan", "data/2023/plans.yml", "让法律宣传覆盖更广", "§让3类法律宣传覆盖更广", "“3类法”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a year in words in a plan", "data/2023/plans.yml", "让法律宣传覆盖更广", "§让二〇二四年法律宣传覆盖更广", "“二〇二四年”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a digit in the outline", DOCUMENT, "title: 推进法治政府建设存在的不足", "title: §推进法治政府建设存在的3项不足", "“3项不”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a digit in a text figure", FIGURES, "office: 镇平安办", "office: §镇平安办3楼", "领导小组办公室所在部门：“3楼”是手打的数字；数请另立一个数值指标，名称里的数字请连同名称写进“”或《》。"),
    ("a digit in a list of texts", FIGURES, "[书记, 镇长]", "§[书记, 镇长3名]", "第一责任人：“3名”是手打的数字；数请另立一个数值指标，名称里的数字请连同名称写进“”或《》。"),
    ("an impossible date", DOCUMENT, "date: 2024-01-09", "date: §2024-02-30", "“2024-02-30”不是有效的日期；请写成 2024-01-09 的样子。"),
    ("a date in words", DOCUMENT, "date: 2024-01-09", "date: §2024年1月9日", "“2024年1月9日”不是有效的日期；请写成 2024-01-09 的样子。"),
    ("a required particular missing", DOCUMENT, "title:\n", "§titel:\n", "不认识 titel 这一项；最接近的是 title。"),
    ("a particular unreported", DOCUMENT, "signatory: 谭寒", "signatory: §~", "这里要写文字，不能留空、写 ~ 或展开成列表。"),
    ("text where a list belongs", DOCUMENT, "chapters: [shortcomings]", "chapters: §shortcomings", "这里要写成列表：每项一行，以“- ”开头，或写成 [甲, 乙]。"),
    ("yes for true", DOCUMENT, "following: true", "following: §是", "“是”写得不对；请写 true 或 false。"),
    ("an alias", FIGURES, "resolved: 250", "resolved: §*x", "不能用 * 引用别处的内容；请把内容写全。若是文字，请加引号。"),
    ("a tag that runs code", FIGURES, "found: 250", "found: §!!python/object/apply:os.system [ls]", "不能写 tag:yaml.org,2002:python/object/apply:os.system 这样的标记；请只写文字或数。"),
    ("two documents", DOCUMENT, "number: 王", "§---\nnumber: 王", "一个文件里只能有一份内容；请删去多余的 ---。"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new", "message"), [row[1:] for row in MISTAKES], ids=[row[0].replace(" ", "-") for row in MISTAKES]
)
def test_a_mistake_is_told_at_its_line(path: str, old: str, new: str, message: str, copy: Path, edit: Edit) -> None:
    """§ in the new text marks the place at which the mistake must be told."""
    edit(path, old, new)
    before, _, after = (copy / path).read_text("utf-8").partition("§")
    if "缺少 disputes.found" in message:
        after = after.replace("  found: 250\n", "", 1)
    (copy / path).write_text(before + after, "utf-8")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    with pytest.raises(Problems) as raised:
        load(copy)
    assert f"{path}:{line}:{column}: {message.format(above=line - 1)}" in str(raised.value).splitlines()


def _make_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


# (what happened to the file, what is done to it, the message that must come)
DISASTERS: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing", Path.unlink, "文件不存在；请补上这个文件（可以从别的年度复制一份来改）。"),
    ("empty", lambda file: file.write_bytes(b"  \n"), "文件是空的；请填写内容，或从备份恢复。"),
    ("a folder", _make_folder, "这里应当是一个文件，却是文件夹；请改名或移走这个文件夹，再放回同名文件。"),
    ("huge", lambda file: file.write_bytes(b"a: 1\n" * 10_000_000), "文件超过 1000 千字节，不像是手写的；请检查是否放错了文件。"),
    ("GBK", lambda file: file.write_bytes("a: 1\nb: 甲乙".encode("gbk")), "文件不是 UTF-8 编码（像是 GBK，旧编辑器常用）；请用编辑器“另存为”，编码选 UTF-8。"),
    ("UTF-16", lambda file: file.write_bytes("甲: 1".encode("utf-16")), "文件不是 UTF-8 编码（像是 UTF-16）；请用编辑器“另存为”，编码选 UTF-8。"),
    ("a list", lambda file: file.write_text("- 1\n", "utf-8"), "这里要写成"),
    ("an alias bomb", lambda file: file.write_text("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"), "不能用 * 引用别处的内容"),
    ("a tower of brackets", lambda file: file.write_text("a: " + "[" * 300_000), "层次太深；请检查括号和缩进。"),
    ("control characters", lambda file: file.write_bytes(b"a: \x07\n"), "文件里有看不见的控制字符；请删去后重新输入这一行。"),
]  # fmt: skip


@pytest.mark.parametrize("name", [FIGURES, CATALOGUE, DOCUMENT, "data/unit.yml", "data/2023/plans.yml"])
@pytest.mark.parametrize(
    ("ruin", "message"), [row[1:] for row in DISASTERS], ids=[row[0].replace(" ", "-") for row in DISASTERS]
)
def test_a_ruined_file_is_refused_and_named(
    name: str, ruin: Callable[[Path], object], message: str, copy: Path
) -> None:
    ruin(copy / name)
    with pytest.raises(Problems) as raised:
        load(copy)
    assert any(line.startswith(name) and message in line for line in str(raised.value).splitlines()), raised.value


def test_all_mistakes_of_all_files_are_told_at_once_and_without_a_traceback(copy: Path, edit: Edit) -> None:
    edit(FIGURES, "found: 250", "found: 25O")
    edit(FIGURES, "permits: 98", "permits: 九十八")
    edit(DOCUMENT, "2024-01-09", "昨天")
    edit("data/2023/plans.yml", "title: 加强", "titel: 加强")
    done = run("disclosure", "check", cwd=copy)
    assert done.returncode == 1
    assert done.stdout == ""
    *told, count = done.stderr.splitlines()
    assert [line.partition(":")[0] for line in told] == [
        DOCUMENT,
        FIGURES,
        FIGURES,
        "data/2023/plans.yml",
        "data/2023/plans.yml",
    ]
    assert count == "共 5 个问题。"


def test_a_year_without_its_files_names_each_of_them(copy: Path) -> None:
    (copy / "data" / "2024").mkdir()
    with pytest.raises(Problems) as raised:
        load(copy)
    assert [problem.path for problem in raised.value.problems] == [
        f"data/2024/{name}.yml" for name in ("document", "figures", "plans", "shortcomings")
    ]


def test_a_copied_year_that_still_speaks_of_another_is_told(copy: Path, edit: Edit) -> None:
    edit(DOCUMENT, "关于2023年", "关于2022年")
    edit(DOCUMENT, "date: 2024-01-09", "date: 2022-01-09")
    with pytest.raises(Problems) as raised:
        load(copy)
    assert str(raised.value).splitlines() == [
        f"{DOCUMENT}: 成文日期 2022-01-09 早于报告的年度；请核对 date。",
        f"{DOCUMENT}: 标题里的年份不是 2023年；请改标题。",
    ]


def test_a_folder_that_is_no_year_is_told(copy: Path) -> None:
    (copy / "data/旧").mkdir()
    with pytest.raises(Problems) as raised:
        load(copy)
    assert "data/旧: 文件夹名只能是四位数字的年份；请改名，或移出 data。" in str(raised.value).splitlines()


def test_no_year_at_all_is_said(copy: Path) -> None:
    (copy / "data" / "2023").rename(copy / "data" / "旧")
    with pytest.raises(Problems) as raised:
        load(copy)
    assert str(raised.value) == "data: 没有年度文件夹；请建立以年份命名的文件夹，放入该年的四个文件。"
