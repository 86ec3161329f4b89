"""Numbers that name something and count nothing: dates, spans of time, articles, numbering, roads, telephones, letters
with digits, names in quotation marks. Prose may hold them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from disclosure.numbers.grammar import MEASURE, NUMERAL, TO, any_of
from disclosure.text.source_text import blank

_D = "[0-9０-９]"
_N = rf"{_D}+(?:[.．]{_D}+)?"
_HAN = "[一-鿿]"
_COUNTED = f"(?:{MEASURE}|[余多来几万亿千百％%‰])"
_ALONE = r"(?<![0-9０-９.．])"
_TO = f"(?:{TO}|[、和及或])"
_YEAR = f"[12１２]{_D}{{3}}"
_MONTH = rf"{_D}{{1,2}}(?:月份?)?(?:{_D}{{1,2}}[日号])?"
_SPAN = "个?(?:工作日|自然日|小时|分钟|秒|天|日|周岁|周年|周|星期|月龄|个月|月|季度|年级|年|岁|世纪|刻钟|昼夜)"
_ORDERED = "批届次季期轮条款项章节号页卷部编类组段级代党支中小大个周站环梯产"
"""What an ordinal may order, even where it follows a word of ranking: 全国第一批."""

_YEARS = re.compile(
    rf"{_ALONE}(?:{_YEAR}(?:年度?)?{_TO}{_YEAR}(?:年度?|学年)?|{_YEAR}(?:[-/.．]{_D}{{1,2}}){{1,2}}(?!{_D}|{_COUNTED})"
    rf"|(?P<year>{_YEAR})年)"
)
_LETTERS = (
    rf"(?<![A-Za-z])[A-Za-z]{{1,10}}(?:/[A-Za-z]{{1,3}})?-?{_D}{{1,6}}(?:[.:：-]{_D}{{1,6}}){{0,4}}[A-Za-z]{{0,3}}(?!{_D})"
    rf"|{_ALONE}{_D}{{1,4}}(?!(?:km|kg|cm|mm|m|g|t|kW|kWh|KW|MW|GW|ha|mL|L|dB|k|w)(?![A-Za-z]))[A-Za-z]{{1,4}}(?![A-Za-z])"
)
_UNCOUNTED = (
    # days
    rf"{_ALONE}{_D}{{1,2}}[·•・]{_D}{{1,2}}(?!{_D})",
    rf"{_ALONE}(?:1[0-2]|[1-9])[.．](?:[12][0-9]|3[01]|[1-9])(?!{_D})(?={_HAN}{{0,12}}?(?:日|节|案|晚会|宣传|活动|行动))",
    # sums, products and letters in names
    rf"{_ALONE}(?:[A-Za-z]|{_D}{{1,3}})(?:[+＋×✕xX](?:[A-Za-z]{{1,3}}|{_D}{{1,3}})){{1,9}}(?!{_D})",
    rf"(?:{_LETTERS})",
    # tables and annexes
    rf"(?<=[图表])(?<![代发]表){_D}{{1,2}}(?:[-.]{_D}{{1,2}})?(?!{_D})|(?<=附[件录注例]){_D}{{1,2}}(?!{_D})",
    # telephones and the like
    rf"(?:电话|热线|传真|手机|邮编|编码|账号|编号|代码|证号|备案?|工号)(?:号码?)?[为是：:]{{0,2}}[A-Za-z]{{0,6}}"
    rf"{_D}[0-9０-９A-Za-z-]{{2,20}}(?![0-9０-９A-Za-z-])",
    rf"(?<=拨打|致电){_D}{{3,11}}(?!{_D})",
    rf"{_ALONE}(?:123{_D}{{2}}|110|119|120|122)(?=[^0-9０-９.．，。；])",
    rf"{_ALONE}(?:123{_D}{{2}})(?!{_D})",
    rf"{_ALONE}{_D}{{3,6}}(?!{_D})(?={_HAN}{{0,10}}?(?:热线|专线|电话|工单|报警|举报))",
    # numbering within a line
    rf"(?<![0-9０-９①-⒛])[①-⒛⓵-⓾❶-❿㈠-㈩](?={_HAN})",
)
_NAMES = re.compile(
    "|".join(
        (
            # days and times of day
            rf"{_ALONE}{_MONTH}{_TO}{_D}{{1,2}}月(?:份|底|初|末)?(?:{_D}{{1,2}}[日号])?",
            rf"{_ALONE}{_D}{{1,2}}月(?:份|底|初|末)?(?:{_D}{{1,2}}(?:{_TO}{_D}{{1,2}})?[日号])?",
            rf"{_ALONE}{_D}{{1,2}}[日号](?:{_TO}{_D}{{1,2}}[日号])?",
            rf"{_ALONE}{_D}{{1,2}}[:：]{_D}{{2}}(?:[:：]{_D}{{2}})?(?!{_D})",
            rf"{_ALONE}{_D}{{1,2}}(?:时|点(?=[整半钟至到前后]|{_D}|{TO}))(?:{_D}{{1,2}}分)?",
            rf"{_ALONE}{_D}{{2}}(?:后(?=[一-鿿、，。；”])|年代)|(?:[上下中]午|凌晨|晚上?|早上|傍晚){_D}{{1,2}}[点时]",
            # spans of time and ages
            rf"{_ALONE}(?:{_D}{{1,3}}(?:[.．]{_D})?(?:周?岁)?{TO})?{_D}{{1,3}}(?:[.．]{_D})?[余多]?{_SPAN}",
            # ordinals, but for ranks
            rf"(?<=第){_D}{{1,4}}(?:{_TO}第?{_D}{{1,4}}){{0,9}}(?=[{_ORDERED}])",
            rf"(?<![列居排名得获区县市省国镇]第)(?<=第){_D}{{1,4}}(?=[、和至到及]第|(?![名位的]){_HAN}|[A-Za-z（])",
            # places
            rf"{_ALONE}{_D}{{1,4}}(?:{TO}{_D}{{1,4}})?(?:号|室|弄|单元|楼|国道|省道|县道|乡道|高速|[路线](?!上|下|条))",
            # telephones
            rf"{_ALONE}0{_D}{{2,3}}[-—－]{_D}{{7,8}}|{_ALONE}1[3-9]{_D}{{9}}(?!{_D})|{_ALONE}400-?{_D}{{3,4}}-?{_D}{{3,4}}",
            # programmes and grades
            rf"{_ALONE}{_D}{{3,4}}(?=(?:工作|基层|具体)?(?:工程|计划|行动|部署|战略|体系|机制|模式|工作法|高校))",
            rf"{_ALONE}{_D}{{1,2}}(?:[.．]{_D})?(?=级(?!别|财)|型)",
            "[Ⅰ-ⅿ](?=[级类型期])",
            # numbering within a line
            rf"(?<=[。；;：:，,！？])(?:[（(]{_D}{{1,2}}[)）]|{_D}{{1,2}}[.．、](?={_HAN}))|[（(]{_D}{{1,2}}[)）](?={_HAN})",
            # and what names only where nothing is counted with it
            f"(?:{'|'.join(_UNCOUNTED)})(?!{_COUNTED})",
        )
    ),
    re.MULTILINE,
)
_NUMBERING = re.compile(
    rf"^(?P<lead>[ \t>#*|-]*)(?:[（(]{_D}{{1,2}}[)）]|{_D}{{1,2}}(?:[.．](?![ \t0-9０-９])|、|[)）]))", re.MULTILINE
)
"""The numbers before the items of a text; those of Markdown's own lists have a space."""

_RUN = rf"{_D}(?:{_D}|[.,．，])*"
_WORDS = rf"(?:(?={NUMERAL}{{0,20}}[〇○零百千万亿佰仟萬億]){NUMERAL}{{2,20}})"
_NUMBER = re.compile(rf"\s*(?:{_RUN}|{_WORDS})\s*")
_QUOTED = re.compile(
    r"“(?P<name>[^”\n]{1,40})”|《(?P<title>[^》\n]{1,80})》"
    r"|(?<=[\u4e00-\u9fff])[〔【\[（(][12][0-9]{3}[〕】\]）)][0-9]{1,4}号"
)
_SAID = re.compile(
    rf"(?:[共计达约近超逾过]|合计|累计|不少于)*{_NUMBER.pattern}[余多]?(?:{MEASURE}|[年月日天万亿千百余多])+(?:以上|左右)?"
    r"[\s。，、；：！？]*"
)
_COUNT = re.compile(
    rf"(?:(?<!第)(?<!{_D}){_RUN}|(?<![第几数])(?<!{NUMERAL})(?=[十拾廿卅]|{NUMERAL}{{0,20}}[零一二三四五六七八九两]){_WORDS}"
    rf"|(?<=[近约逾超])[百千万亿萬億])\s*[余餘多来几]*\s*{MEASURE}"
)
_SLOGAN = re.compile(
    r"[一二两三四五六七八九十双0-9]个(?:“?[0-9.]{1,5}[%％](?:以上)?”?[、和]?)+"
    r"|(?:[0-9]{1,2}[个大项][一-鿿]{1,8}[+＋])+(?:[0-9]{1,2}|[A-Za-z])[个大项]?[一-鿿]{1,8}"
)
"""“三个100%”, “1个平台+5个中心”: what there is of each in a programme."""
_FOLLOWED = re.compile(rf"(?!{MEASURE})[\u4e00-\u9fff]")


def counts(text: str) -> bool:
    """Whether a short text says how many there are of something."""
    return _COUNT.search(text) is not None


def without_quoted(text: str) -> str:
    """`text` with what stands in “” or 《》, and numbers of documents, blanked out; lengths and lines stay.

    Quotation marks make no name of what counts something: “250件” and “化解250件” are figures, and so is “250” unless
    it names what follows it.
    """

    def blank_name(match: re.Match[str]) -> str:
        name = match["name"] or match["title"] or ""
        if _SLOGAN.fullmatch(name):
            return blank(match)
        names_what_follows = _FOLLOWED.match(text, match.end())
        if _SAID.fullmatch(name) or counts(name) or (_NUMBER.fullmatch(name) and not names_what_follows):
            return match[0]
        return blank(match)

    return _QUOTED.sub(blank_name, text)


def without_names(text: str, names: Collection[str] = ()) -> str:
    """`text` with names in quotation marks, the `names` known beforehand and numbering blanked out."""
    if names:
        text = _known(frozenset(names)).sub(blank, text)
    return _NUMBERING.sub(blank, without_quoted(text))


@cache
def _known(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(any_of(names))


def named(seen: str, years: Collection[int] = ()) -> Iterator[tuple[int, int]]:
    """Where numbers stand that name something: from, to. Of the `years` one must not be typed."""
    for match in _YEARS.finditer(seen):
        if match["year"] is None or int(match["year"]) not in years:
            yield match.span()
    for match in _NAMES.finditer(seen):
        yield match.span()
