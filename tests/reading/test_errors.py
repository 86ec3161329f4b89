"""Each mistake a clerk can make in `data/` is told in Chinese, at its line, with what to write instead."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import run

from disclosure.__main__ import main
from disclosure.chapters.names import RESERVED
from disclosure.problem import Problems
from disclosure.project import check
from disclosure.reading.load import load

FIGURES, CATALOGUE, DOCUMENT = "data/2023/figures.yml", "data/indicators.yml", "data/2023/document.yml"
SHORTCOMINGS = "data/2023/shortcomings.yml"
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
    ("a class for a theme in a year", FIGURES, "  found: 250", "  found: 250\n  §access: 不予公开", "access 不能写在这里；一个数的写成 {value: 数值, access: 类别}，整个主题或指标的写在 data/indicators.yml 里。"),
    ("a report that is not public", DOCUMENT, "number: 王", "access: §不予公开\nnumber: 王", "年度报告的 access 只能写 主动公开：放在 data 里的年度都会公布；还不能公开的，请把 data/2023 和 docs/2023 移到项目以外保管，可以公开了再放回来。"),
    ("an unknown theme", FIGURES, "\nstudy:", "\n§studdy:\n  source: 一\nstudy:", "指标目录里没有主题 studdy；最接近的是 study。"),
    ("a list for a number", FIGURES, "found: 250", "found: §[250]", "排查发现矛盾纠纷：这里要写一个数，不是列表；没有报告写 ~。"),
    ("a number in words", FIGURES, "found: 250", "found: §二百五", "排查发现矛盾纠纷：“二百五”不是一个数；请写阿拉伯数字，例如 250、3.689、320余。"),
    ("a letter O for a zero", FIGURES, "found: 250", "found: §25O", "排查发现矛盾纠纷：“25O”里混有字母，不是一个数；请只用 0 到 9 的数字。"),
    ("an unknown qualifier", FIGURES, "screenings: 320余", "screenings: §约莫320", "矛盾纠纷排查：“约莫320”里的约数词不认识；只认 约、近、不足、超、至少、至多、余、多、以上、以下、左右，例如 320余。"),
    ("a unit with the number", FIGURES, "found: 250", "found: §250件", "排查发现矛盾纠纷：“250件”后面有“件”；若是单位请删去（单位写在指标目录里），只写 250；约数词只认 约、近、不足、超、至少、至多、余、多、以上、以下、左右。"),
    ("more than a hundred percent", FIGURES, "examination_rate: 100", "examination_rate: §101", "上岗行政执法人员培训考核率：101% 超过了最大值 100%；请核对。"),
    ("a value forgotten", FIGURES, "disputes:\n  source: 一（四）2\n", "§disputes:\n  source: 一（四）2\n  x: 1\n", "缺少 disputes.found（排查发现矛盾纠纷）；没有发生写 0，没有报告写 ~，2023年还没有或不再有这个指标，在指标目录里写 since 或 until。"),
    ("a value left empty", FIGURES, "found: 250", "found:§", "排查发现矛盾纠纷：没有填写；没有发生写 0，没有报告写 ~。"),
    ("no source", FIGURES, "organization:\n  source: 一（一）\n  leading", "§organization:\n  leading", "主题 organization 没有出处；请写 source: 原文出处。"),
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
    ("a name of three parts", CATALOGUE, "formula: resolved / found", "formula: §disputes.found.number / found", "“disputes.found.number / found”里的 disputes.found.number 不是已有的指标；最接近的是 disputes.found。"),
    ("a formula that compares", CATALOGUE, "formula: resolved / found", "formula: §resolved <= found", "“resolved <= found”要写成算式，不能比较。"),
    ("a comparison inside a sum", CATALOGUE, "- resolved <= found", "- §(resolved <= found) + 1", "“(resolved <= found) + 1”里的比较要写在最外层。"),
    ("a full-width comma in a list", FIGURES, "[书记, 镇长]", "§[书记，镇长]", "第一责任人：列表的各项要用半角逗号隔开。"),
    ("a text without words", FIGURES, "office: 镇平安办", "office: §[]", "领导小组办公室所在部门：这里要写文字或文字的列表；没有报告写 ~。"),
    ("a note that is a list", FIGURES, "found: 250", "found: {value: 250, note: §[甲]}", "note 要写成一段文字。"),
    ("no unit", CATALOGUE, "    found: {name: 排查发现矛盾纠纷, unit: 件,", "    §found: {name: 排查发现矛盾纠纷,", "数值指标 found 缺少计量单位；请写 unit（没有单位的比值写 unit: ''），文字指标请写 kind: text。"),
    ("an unknown field", CATALOGUE, "{name: 排查发现矛盾纠纷, unit: 件,", "{name: 排查发现矛盾纠纷, unit: 件, §definitoin: 甲,", "不认识 definitoin 这一项；最接近的是 definition。"),
    ("a kind that is none", CATALOGUE, "name: 领导机构, kind: text", "name: 领导机构, kind: §texts", "不能写“texts”；只能写 number 或 text。"),
    ("an id that hides a name", CATALOGUE, "\nstudy:\n", "\n§plans:\n", "主题编号 plans 与章节用语同名；请换一个编号。"),
    ("an indicator named as a theme", CATALOGUE, "    found: {name", "    §study: {name", "指标编号 study 与主题编号或专用名称同名；请换一个编号。"),
    ("an id in Chinese", CATALOGUE, "\nstudy:\n", "\n§学习:\n", "编号 学习 只能用小写英文字母、数字和下划线，以字母开头，不超过 40 个。"),
    ("a relation that compares nothing", CATALOGUE, "- resolved <= found", "- §resolved + found", "“resolved + found”要写成比较，例如 resolved <= found。"),
    ("a digit in a definition", CATALOGUE, "definition: 排查中发现的矛盾纠纷件数。", "definition: §排查中发现的250件矛盾纠纷。", "“250件”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a digit in a plan", "data/2023/plans.yml", "让法律宣传覆盖更广", "§让3类法律宣传覆盖更广", "“3类”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a year in words in a plan", "data/2023/plans.yml", "让法律宣传覆盖更广", "§让二〇二四年法律宣传覆盖更广", "“二〇二四年”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a digit in the outline", DOCUMENT, "title: 2023年推进法治政府建设存在的不足", "title: §2023年推进法治政府建设存在的3项不足", "“3项”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a number in words in a plan", "data/2023/plans.yml", "让法律宣传覆盖更广", "§化解矛盾纠纷九百九十件", "“九百九十件”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a sum in words in a shortcoming", SHORTCOMINGS, "title: 典型培育不够", "title: §罚金三百万元", "“三百万元”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a number in words in a definition", CATALOGUE, "definition: 排查中发现的矛盾纠纷件数。", "definition: §排查中发现的三百起矛盾纠纷。", "“三百起”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a number in words in a text figure", FIGURES, "office: 镇平安办", "office: §镇平安办二十六人", "领导小组办公室所在部门：“二十六人”是手打的数字；数请另立一个数值指标，名称里的数字请连同名称写进“”或《》。"),
    ("a number in quotation marks in a plan", "data/2023/plans.yml", "让法律宣传覆盖更广", "§“化解999件”", "“999件”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a digit in an indicator's name", CATALOGUE, "name: 排查发现矛盾纠纷,", "name: §排查发现250件矛盾纠纷,", "“250件”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a digit in a theme's name", CATALOGUE, "name: 矛盾纠纷化解\n", "name: §化解999件\n", "“999件”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a digit in the region", "data/unit.yml", "region: 重庆市", "region: §辖9村重庆市", "“9村”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a digit in the site's description", "data/unit.yml", "description: 石柱", "description: §化解999件石柱", "“999件”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a digit in the unit's name", "data/unit.yml", "\nname: 王场镇", "\nname: §王场镇9", "“9”是手打的数字；数字只写在 figures.yml 里，这里请改用不带数字的说法。"),
    ("a number in a source", FIGURES, "disputes:\n  source: 一（四）2", "disputes:\n  source: §一（四）化解999件", "出处“一（四）化解999件”里有数“999件”；出处只写在原文的哪里，例如 一（四）2、附表3、第5页，文件名写进《》。"),
    ("a count in a source", FIGURES, "{value: 28, source: 一（四）3}", "{value: 28, source: §一（四）3件}", "出处“一（四）3件”里有数“3件”；出处只写在原文的哪里，例如 一（四）2、附表3、第5页，文件名写进《》。"),
    ("a number in a plan's source", "data/2023/plans.yml", "source: 三（一）", "source: §三（一）九百件", "出处“三（一）九百件”里有数“九百件”；出处只写在原文的哪里，例如 一（四）2、附表3、第5页，文件名写进《》。"),
    ("a unit that blurs", CATALOGUE, "name: 宣传展板, unit: 块", "name: 宣传展板, unit: §余块", "计量单位“余块”里有“余”；单位只写“件”“万元”这样的词，数和约数词写进 figures.yml。"),
    ("a unit with a number", CATALOGUE, "name: 宣传展板, unit: 块", "name: 宣传展板, unit: §9块", "计量单位“9块”里有“9”；单位只写“件”“万元”这样的词，数和约数词写进 figures.yml。"),
    ("a relation of a thing with itself", CATALOGUE, "- resolved <= found", "- §found <= found", "“found”和它自己比较，总是一样；请写成两个指标，或指标和数。"),
    ("a date years after the year", DOCUMENT, "date: 2024-01-09", "date: §2026-01-09", "成文日期 2026-01-09 比报告的年度晚了不止一年；请核对 date。"),
    ("a digit in a text figure", FIGURES, "office: 镇平安办", "office: §镇平安办3人", "领导小组办公室所在部门：“3人”是手打的数字；数请另立一个数值指标，名称里的数字请连同名称写进“”或《》。"),
    ("a digit in a list of texts", FIGURES, "[书记, 镇长]", "§[书记, 镇长3名]", "第一责任人：“3名”是手打的数字；数请另立一个数值指标，名称里的数字请连同名称写进“”或《》。"),
    ("an impossible date", DOCUMENT, "date: 2024-01-09", "date: §2024-02-30", "“2024-02-30”不是有效的日期；请写成 2024-01-09 的样子。"),
    ("a date in words", DOCUMENT, "date: 2024-01-09", "date: §2024年1月9日", "“2024年1月9日”不是有效的日期；请写成 2024-01-09。"),
    ("a required particular missing", DOCUMENT, "title:\n", "§titel:\n", "不认识 titel 这一项；最接近的是 title。"),
    ("a particular unreported", DOCUMENT, "signatory: 谭寒", "signatory: §~", "这里要写文字，不能留空、写 ~ 或展开成列表。"),
    ("text where a list belongs", DOCUMENT, "chapters: [shortcomings]", "chapters: §shortcomings", "这里要写成列表：每项一行，以“- ”开头，或写成 [甲, 乙]；括号和逗号用半角。"),
    ("an alias", FIGURES, "resolved: 250", "resolved: §*x", "不能用 * 引用别处的内容；请把内容写全。若是文字，请加引号。"),
    ("a tag that runs code", FIGURES, "found: 250", "found: §!!python/object/apply:os.system [ls]", "不能写 tag:yaml.org,2002:python/object/apply:os.system 这样的标记；请只写文字或数。"),
    ("null for a text", FIGURES, "office: 镇平安办", "office: §null", "不要写 null；数值没有报告写 ~，别的不知道就删去这一行。"),
    ("an anchor", FIGURES, "study:\n", "study: §&study\n", "以 & 开头的“&study”不会显示；若是文字，请加引号。"),
    ("no space after the colon", FIGURES, "  found: 250", "  found§:250", "冒号后面要空一格；请写成“名称: 内容”。"),
    ("no space after a colon in braces", FIGURES, "{value: 28,", "{§value:28,", "冒号要用半角，后面空一格；请写成“value: 28”。"),
    ("a full-width colon in braces", FIGURES, "{value: 28,", "{§value：28,", "冒号要用半角，后面空一格；请写成“value: 28”。"),
    ("full-width braces", FIGURES, "{value: 28, source: 一（四）3}", "§｛value: 28, source: 一（四）3｝", "括号用了全角；请改用半角 { } 和 [ ]，逗号也用半角。"),
    ("full-width commas in a list", DOCUMENT, "[organization, study, ", "[§organization，study，", "编号 organization，study，decisions 只能用小写英文字母、数字和下划线，以字母开头，不超过 40 个。各项用半角逗号隔开，不加引号。"),
    ("a wide space for indentation", FIGURES, "  found: 250", "§　　found: 250", "缩进用了全角空格；请改用半角空格。"),
    ("an invisible character in a name", FIGURES, "  found: 250", "  fou§\u200bnd: 250", "这里有看不见的字符（U+200B ZERO WIDTH SPACE）；请删去，或把这一处重新输入。"),
    ("an invisible character as an escape", FIGURES, "office: 镇平安办", 'office: §"镇\\a平安办"', "这里有看不见的字符（U+0007）；请删去，或把这一处重新输入。"),
    ("a backslash in quotes", FIGURES, "office: 镇平安办", 'office: "§\\镇平安办"', "双引号里的反斜杠 \\ 有特别的意思；请改用单引号。"),
    ("a text taken for a comment", FIGURES, "office: 镇平安办", "office: 镇平安办 §#一楼", "“#一楼”会被当成注释丢掉；是文字请加引号，是注释请在 # 后面空一格。"),
    ("a text over two lines", FIGURES, "office: 镇平安办", "office: §镇平\n    安办", "文字分成了几行，拼起来会多出空格或换行；请写在一行里，不用 | 和 >。"),
    ("a text in a block", SHORTCOMINGS, "title: 典型培育不够", "title: §|\n    典型培育不够", "文字分成了几行，拼起来会多出空格或换行；请写在一行里，不用 | 和 >。"),
    ("a text that begins with >", SHORTCOMINGS, "title: 典型培育不够", "title: >§典型培育不够", "以 > 或 | 开头的文字请加引号。"),
    ("a text that begins with a quote", SHORTCOMINGS, "- 工作中的亮点", '- §"工作"中的亮点', "以引号或括号开头的文字，后面还有字；请给整段文字加单引号，里面的引号用“”。"),
    ("a text with a colon", SHORTCOMINGS, "- 工作中的亮点", "- §例如: 工作中的亮点", "这里要写文字；文字里有半角冒号加空格时，请改用全角“：”，或给整段加引号。"),
    ("a heading in a text", SHORTCOMINGS, "- 工作中的亮点不多，突破点较少。", "- §'# 工作中的亮点'", "文字不能以 # 开头，它会被当成排版符号；请删去。"),
    ("a list in a text", SHORTCOMINGS, "- 工作中的亮点不多，突破点较少。", "- §'- 工作中的亮点'", "文字不能以 - 开头，它会被当成排版符号；请删去。"),
    ("a rule in a text", SHORTCOMINGS, "- 工作中的亮点不多，突破点较少。", "- §'---'", "文字不能以 --- 开头，它会被当成排版符号；请删去。"),
    ("a quotation in a text", FIGURES, "office: 镇平安办", "office: §'> 镇平安办'", "领导小组办公室所在部门：文字不能以 > 开头，它会被当成排版符号；请删去。"),
    ("a number sign at the end", SHORTCOMINGS, "title: 典型培育不够", "title: §典型培育不够#", "文字不能以 # 结尾，它会被当成排版符号；请删去。"),
    ("spaces around a text", SHORTCOMINGS, "title: 典型培育不够", "title: §'    典型培育不够'", "文字的开头或末尾有空格；请删去。"),
    ("a date with dots", DOCUMENT, "date: 2024-01-09", "date: §2024.1.9", "“2024.1.9”不是有效的日期；请写成 2024-01-09。"),
    ("a date as a number", DOCUMENT, "date: 2024-01-09", "date: §0", "“0”不是有效的日期；请写成 2024-01-09 的样子。"),
    ("a date left empty", DOCUMENT, "date: 2024-01-09", "date:§", "这里要写日期，例如 2024-01-09。"),
    ("a number without end", FIGURES, "found: 250", f"found: §{'9' * 50}", "排查发现矛盾纠纷：“9999999999…”太长，不是一个数；请检查是否多打了数字。"),
    ("a maximum that is no number", CATALOGUE, "maximum: 100,", "maximum: §inf,", "“inf”不是数。"),
    ("decimals that are no whole number", CATALOGUE, "maximum: 100,", "maximum: 100, decimals: §1.0,", "“1.0”不是整数。"),
    ("too many decimals", CATALOGUE, "maximum: 100,", "maximum: 100, decimals: §7,", "“7”太大；最大是 6。"),
    ("an unknown particular of the licence", "data/unit.yml", "region:", "licence: {title: 甲, url: 'https://example.org/', §link: 乙}\nregion:", "不认识 link 这一项；可以写的有 title、url。"),
    ("an access that is none", "data/unit.yml", "access: 主动公开", "access: §公开", "不能写“公开”；只能写 主动公开、依申请公开 或 不予公开。"),
    ("the title of another year", DOCUMENT, "- 关于2023年", "- §关于2022年", "标题里的年份不是 2023年；请改标题。"),
    ("a date before the year", DOCUMENT, "date: 2024-01-09", "date: §2022-01-09", "成文日期 2022-01-09 早于报告的年度；请核对 date。"),
    ("a chapter twice", DOCUMENT, "chapters: [shortcomings]", "chapters: [shortcomings, §study]", "study 这一章在 outline 里写了两次；请只留一处。"),
    ("a line too far to the right", FIGURES, "  found: 250", "   found§: 250", "一行里出现了两个冒号，或缩进不对；文字里有冒号时请加引号，下级内容请另起一行并缩进。"),
    ("a comment as in another language", FIGURES, "\nstudy:", "\n§// 学习\nstudy:", "注释要以半角 # 开头，后面空一格。"),
    ("a comma twice", FIGURES, "[书记, 镇长]", "[书记,§, 镇长]", "这里少了一项，或多了一个逗号；请删去多余的逗号。"),
    ("a radical from a PDF", SHORTCOMINGS, "title: 典型", "title: §⼈典型", "“⼈”是从 PDF 粘贴来的部首，搜索不到；请改成“人”。"),
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
        load(copy, RESERVED)
    told = message.replace("{above}", str(line - 1))
    assert f"{path}:{line}:{column}: {told}" in str(raised.value).splitlines()


def _make_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


# (what happened to the file, what is done to it, the message that must come)
def _empty(file: Path) -> object:
    return file.write_bytes(b"  \n")


def _missing(file: Path) -> object:
    return file.rename(file.with_name("gone"))


DISASTERS: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing", _missing, "文件不存在；请补上这个文件（可以从别的年度复制一份来改）。"),
    ("empty", _empty, "文件是空的；请填写内容，或从备份恢复。"),
    ("a folder", _make_folder, "这里应当是一个文件，却是文件夹；请改名或移走这个文件夹，再放回同名文件。"),
    ("huge", lambda file: file.write_bytes(b"a: 1\n" * 10_000_000), "文件超过 1000 千字节，不像是手写的；请检查是否放错了文件。"),
    ("GBK", lambda file: file.write_bytes("a: 1\nb: 甲乙".encode("gbk")), "文件不是 UTF-8 编码（像是 GBK，旧编辑器常用）；请用编辑器“另存为”，编码选 UTF-8。"),
    ("UTF-16", lambda file: file.write_bytes("甲: 1".encode("utf-16")), "文件不是 UTF-8 编码（像是 UTF-16）；请用编辑器“另存为”，编码选 UTF-8。"),
    ("a list", lambda file: file.write_text("- 1\n", "utf-8"), "这里要写成"),
    ("an alias bomb", lambda file: file.write_text("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"), "不能用 * 引用别处的内容"),
    ("a tower of brackets", lambda file: file.write_text("a: " + "[" * 300_000), "层次太深；请检查括号和缩进。"),
    ("control characters", lambda file: file.write_bytes(b"a: \x07\n"), "这里有看不见的字符（U+0007）；请删去，或把这一处重新输入。"),
    ("named .yml.txt", lambda file: file.rename(f"{file}.txt"), "若是它，请改名为 "),
    ("unmerged", lambda file: file.write_bytes(b"a: 1\n<<<<<<< HEAD\nb: 1\n"), "这里有两个人的改动没有合并；请只留要用的内容，删去 <<<<<<<、=======、>>>>>>> 这三行。"),
]  # fmt: skip


@pytest.mark.parametrize("name", [FIGURES, CATALOGUE, DOCUMENT, "data/unit.yml", "data/2023/plans.yml"])
@pytest.mark.parametrize(
    ("ruin", "message"), [row[1:] for row in DISASTERS], ids=[row[0].replace(" ", "-") for row in DISASTERS]
)
def test_a_ruined_file_is_refused_and_named(
    name: str, ruin: Callable[[Path], object], message: str, copy: Path
) -> None:
    ruin(copy / name)
    if name.endswith("plans.yml") and ruin in (_missing, _empty):  # a report may have no such part
        assert load(copy, RESERVED).latest.plans.plans == {}
        return
    with pytest.raises(Problems) as raised:
        load(copy, RESERVED)
    assert any(line.startswith(name) and message in line for line in str(raised.value).splitlines()), raised.value


def test_all_mistakes_of_all_files_are_told_at_once_and_without_a_traceback(copy: Path, edit: Edit) -> None:
    edit(FIGURES, "found: 250", "found: 25O")
    edit(FIGURES, "permits: 98", "permits: 九八")
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


@pytest.mark.parametrize(
    "source", ["一（四）2", "附表3", "第5页", "二、第三部分", "附件2第3条", "《2023年工作台账》第12页", "信访台账"]
)
def test_a_source_says_where_in_a_document(source: str, copy: Path, edit: Edit) -> None:
    edit(FIGURES, "disputes:\n  source: 一（四）2", f"disputes:\n  source: {source}")
    assert load(copy, RESERVED).latest.figures["disputes.found"].source == source


def test_a_year_without_its_files_names_each_of_them(copy: Path) -> None:
    (copy / "data" / "2024").mkdir()
    with pytest.raises(Problems) as raised:
        load(copy, RESERVED)
    assert [problem.path for problem in raised.value.problems] == [
        f"data/2024/{name}.yml" for name in ("document", "figures")
    ]


def test_a_copied_year_that_still_speaks_of_another_is_told(copy: Path, edit: Edit) -> None:
    edit(DOCUMENT, "关于2023年", "关于2022年")
    edit(DOCUMENT, "date: 2024-01-09", "date: 2022-01-09")
    with pytest.raises(Problems) as raised:
        load(copy, RESERVED)
    assert str(raised.value).splitlines() == [
        f"{DOCUMENT}:5:5: 标题里的年份不是 2023年；请改标题。",
        f"{DOCUMENT}:9:7: 成文日期 2022-01-09 早于报告的年度；请核对 date。",
    ]


def test_a_folder_that_is_no_year_is_told(copy: Path) -> None:
    (copy / "data/旧").mkdir()
    with pytest.raises(Problems) as raised:
        load(copy, RESERVED)
    assert "data/旧: 文件夹名只能是四位数字的年份；请改名，或移出 data。" in str(raised.value).splitlines()


def test_no_year_at_all_is_said(copy: Path) -> None:
    (copy / "data" / "2023").rename(copy / "data" / "旧")
    with pytest.raises(Problems) as raised:
        load(copy, RESERVED)
    assert str(raised.value) == "data: 没有年度文件夹；请建立以年份命名的文件夹，放入该年的文件。"


def swap_files(one: Path, other: Path) -> None:
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def rewrite(root: Path, change: Callable[[bytes], bytes]) -> None:
    for file in [*(root / "data").rglob("*.yml"), *(root / "docs").rglob("*.md"), *root.glob("mkdocs*.yml")]:
        file.write_bytes(change(file.read_bytes()))


# (what happened to the project, what is done to it, all that the check must say)
MISHAPS: list[tuple[str, Callable[[Path], object], list[str]]] = [
    (
        "two files with each other's content",
        lambda root: swap_files(root / "data/2023/plans.yml", root / "data/2023/shortcomings.yml"),
        ["data/2023/plans.yml: 里面像是 shortcomings.yml 的内容；请检查是否放错了文件。", "data/2023/shortcomings.yml: 里面像是 plans.yml 的内容；请检查是否放错了文件。"],
    ),
    (
        "the catalogue in the place of the figures",
        lambda root: swap_files(root / FIGURES, root / CATALOGUE),
        [f"{FIGURES}: 里面像是 indicators.yml 的内容；请检查是否放错了文件。", f"{CATALOGUE}: 里面像是 figures.yml 的内容；请检查是否放错了文件。"],
    ),
    (
        "the unit in the place of the document",
        lambda root: swap_files(root / "data/unit.yml", root / DOCUMENT),
        [f"{DOCUMENT}: 里面像是 unit.yml 的内容；请检查是否放错了文件。", "data/unit.yml: 里面像是 document.yml 的内容；请检查是否放错了文件。"],
    ),
    (
        "a copy kept beside the original",
        lambda root: shutil.copy(root / FIGURES, root / "data/2023/figures 副本.yml"),
        ["data/2023/figures 副本.yml: 不认识这个文件，它的内容不会发布；这里只能有 document.yml、figures.yml、shortcomings.yml、plans.yml、outcomes.yml、versions.yml，请改名、并入或移走。"],
    ),
    (
        "nothing public by default",
        lambda root: (root / "data/unit.yml").write_text((root / "data/unit.yml").read_text("utf-8").replace("主动公开 ", "不予公开 ", 1), "utf-8"),
        ["data/unit.yml:5:9: 没有另行注明的内容都成了不予公开，没有一个数公开；请写 access: 主动公开，不公开的单独注明。"],
    ),
    (
        "another name of the site in unit.yml",
        lambda root: (root / "data/unit.yml").write_text((root / "data/unit.yml").read_text("utf-8").replace("site_name: 王场镇法治政府建设年度报告", "site_name: 王场镇报告"), "utf-8"),
        ["mkdocs.staff.yml:3:1: 与 data/unit.yml 里的网站名称不同；请写成“site_name: 王场镇报告（内部）”。", "mkdocs.yml:1:1: 与 data/unit.yml 里的网站名称不同；请写成“site_name: 王场镇报告”。"],
    ),
    (
        "a year's navigation lost",
        lambda root: (root / "docs/2023/SUMMARY.md").unlink(),
        ["docs/2023/SUMMARY.md: 文件不存在；请补上，写明这个文件夹里的各页在导航里的次序。"],
    ),
    (
        "a chapter that nobody wrote",
        lambda root: (root / DOCUMENT).write_text((root / DOCUMENT).read_text("utf-8").replace("openness]", "openness, culture]"), "utf-8"),
        [f"{DOCUMENT}:16:93: outline 里的 culture 没有对应的章；请补上 docs/2023/culture.md，或改 outline。"],
    ),
    (
        "versions copied from another year",
        lambda root: (root / "data/2023/versions.yml").write_text("- {date: 2023-01-20, digest: a1b2c3d4e5f6}\n"),
        ["data/2023/versions.yml:1:10: 公布日期 2023-01-20 早于这一年报告的成文日期；从别的年度复制来的 versions.yml 请删去。"],
    ),
    (
        "a check code copied with its spaces",
        lambda root: (root / "data/2023/versions.yml").write_text("- {date: 2024-01-20, digest: a1b2 c3d4 e5f6}\n"),
        ["data/2023/versions.yml:1:30: 校验码是连着的 12 位或 64 位，只有数字和 a 到 f，中间没有空格；请照原样抄。"],
    ),
    (
        "a picture that is not there",
        lambda root: (root / "docs/2023/study.md").write_text((root / "docs/2023/study.md").read_text("utf-8").replace("# ", "# ![图](tu.png) ", 1), "utf-8"),
        ["docs/2023/study.md:1:8: 没有 tu.png 这个文件；请改链接，或把文件放进来。"],
    ),
    (
        "a chapter left unmerged",
        lambda root: (root / "docs/2023/study.md").write_text("<<<<<<< HEAD\n# 甲\n", "utf-8"),
        ["docs/2023/study.md:1:1: 这里有两个人的改动没有合并；请只留要用的内容，删去 <<<<<<<、=======、>>>>>>> 这三行。"],
    ),
    ("docs gone", lambda root: shutil.rmtree(root / "docs"), ["docs: 这里没有它；请在项目文件夹里执行命令，若是删掉了请从备份恢复。"]),
    ("data gone", lambda root: shutil.rmtree(root / "data"), ["data: 这里没有它；请在项目文件夹里执行命令，若是删掉了请从备份恢复。"]),
    ("line ends of Windows", lambda root: rewrite(root, lambda text: text.replace(b"\n", b"\r\n")), []),
    ("a byte order mark", lambda root: rewrite(root, lambda text: b"\xef\xbb\xbf" + text), []),
    ("what a Mac leaves behind", lambda root: [(root / name).write_bytes(b"\0\x05") for name in ("data/.DS_Store", "docs/.DS_Store", "docs/2023/._study.md")], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("happens", "said"), [row[1:] for row in MISHAPS], ids=[row[0].replace(" ", "-") for row in MISHAPS]
)
def test_a_mishap_is_told_once_and_nothing_else_with_it(
    happens: Callable[[Path], object], said: list[str], copy: Path
) -> None:
    happens(copy)
    try:
        check(copy, "staff")
        told = []
    except Problems as problems:
        told = [str(problem) for problem in problems.problems]
    assert told == said


def test_a_command_outside_the_project_says_where_it_belongs(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert capfd.readouterr().err.splitlines() == [
        *(
            f"{name}: 这里没有它；请在项目文件夹里执行命令，若是删掉了请从备份恢复。"
            for name in ("data", "docs", "mkdocs.staff.yml", "mkdocs.yml")
        ),
        "共 4 个问题。",
    ]
