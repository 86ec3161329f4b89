"""The words with which official Chinese says a number, declared once: what qualifies it, what it is multiplied with,
what joins two numbers, and what is counted with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from functools import cache


class Says(Enum):
    """What a word says of the number beside it."""

    NEAR = auto()
    NEARLY = auto()
    BELOW = auto()
    ABOVE = auto()
    FROM = auto()
    UP_TO = auto()
    AND_MORE = auto()


BEFORE: Mapping[str, Says] = {
    "约": Says.NEAR, "大约": Says.NEAR, "约为": Says.NEAR, "大概": Says.NEAR, "差不多": Says.NEAR,
    "近": Says.NEARLY, "将近": Says.NEARLY, "接近": Says.NEARLY,
    "不足": Says.BELOW, "不到": Says.BELOW, "不满": Says.BELOW, "少于": Says.BELOW, "低于": Says.BELOW,
    "未达": Says.BELOW,
    "超": Says.ABOVE, "超过": Says.ABOVE, "逾": Says.ABOVE, "突破": Says.ABOVE, "多于": Says.ABOVE, "高于": Says.ABOVE,
    "至少": Says.FROM, "最少": Says.FROM, "不少于": Says.FROM, "不低于": Says.FROM,
    "至多": Says.UP_TO, "最多": Says.UP_TO, "不超过": Says.UP_TO, "不多于": Says.UP_TO, "不高于": Says.UP_TO,
}  # fmt: skip
"""What stands before a number."""
AFTER_NUMBER: Mapping[str, Says] = {"余": Says.AND_MORE, "多": Says.AND_MORE}
"""What stands behind a number, or between its digits and 万, and before its unit."""
AFTER_UNIT: Mapping[str, Says] = {
    "以上": Says.FROM, "以下": Says.UP_TO, "以内": Says.UP_TO, "左右": Says.NEAR, "上下": Says.NEAR,
}  # fmt: skip
SAYS = {**BEFORE, **AFTER_NUMBER, **AFTER_UNIT}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


# --- digits and magnitudes --------------------------------------------------------------------------------------------

PLAIN = r"[0-9]+(?:\.[0-9]+)?"
TIMES = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10,
         "千亿": 11, "万亿": 12}  # fmt: skip
"""What may follow digits, by the power of ten that it stands for."""
MINUS = "[-−负]"
TO = "(?:至|到|[—–―]{1,2}|[-－～~〜])"
"""What joins the two ends of a range: 3至5, 3—5."""

# --- in words ---------------------------------------------------------------------------------------------------------

DIGITS_IN_WORDS = {c: i % 10 for i, c in enumerate("零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖")} | {"两": 2, "○": 0}
TIMES_IN_WORDS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "万": 10_000, "亿": 100_000_000,
                  "萬": 10_000, "億": 100_000_000}  # fmt: skip
TENS_IN_WORDS = {"廿": "二十", "卅": "三十"}
DIGIT_IN_WORDS = f"[{''.join(DIGITS_IN_WORDS)}]"
NUMERAL = f"[{''.join((*DIGITS_IN_WORDS, *TIMES_IN_WORDS, *TENS_IN_WORDS))}]"
"""One character of a number in words."""

# --- what is counted with ---------------------------------------------------------------------------------------------

_WORDS = (
    "人民|人员|人类|人口|人大|人事|人才|人力|人均|人身|人群|人居|人工|人为|个案|个别|个性|个体|件数|名单|名称|名义|名列|名录|次日|次年|次要|次数|"
    "条例|条件|条款|条文|条理|份额|块状|场所|场地|场合|场景|户籍|户口|户外|户主|项目|起诉|起草|起到|起来|起步|起点|宗旨|宗教|处罚|处理|处置|处分|"
    "处于|处在|处长|所有|所在|所属|所需|台账|台风|台阶|批准|批复|批示|批评|班子|班长|班级|套路|座谈|座位|张贴|张榜|倍增|篇幅|本年|本级|本镇|本地|"
    "本着|本次|本单位|本辖区|本人|位于|位置|位列|例如|例会|支持|支出|支付|支部|支队|支撑|笔录|笔记|层级|层面|层次|组织|组成|组建|组长|类似|类型|"
    "类别|种植|种类|轮流|轮换|轮训|票据|口头|口碑|根据|根本|根源|期待|期望|家庭|家属|家长|家具|家风|家园|元旦|元素|间接|间隔|村民|村级|村干|村规|"
    "村居|村委|村务|社会|社区|部门|部署|部分|面积|面对|面向|面临|头脑"
)
"""Words that begin like a unit and are none."""
_UNITS = (
    "人次|家次|户次|件次|场次|批次|班次|台次|车次|例次|辆次|平方米|平方公里|立方米|公里|千米|公顷|公斤|千克|美元|课时|学时|个?百分点|"
    "[十百千万亿萬億]*元(?!化)|期(?![间末满])|个(?!多?月|小时|工作日)|人(?![民类])|[家头门](?!万)|"
    "[件名次条份块场户项起宗处所台辆吨亩批班套座栋张倍篇册本位例艘只株棵幢间支笔米斤层组类种轮遍票口桩枚根村社封部副颗箱袋瓶%％‰]"
)
MEASURE = f"(?:(?!{_WORDS})(?:{_UNITS}))"
"""What is counted with. Spans of time (年, 天, 个月, 小时) are none: they stay prose, and so do words like 千家万户."""


@cache
def measures(units: frozenset[str]) -> str:
    """A pattern for all measure words and the `units` that are none of them, the longest first."""
    longer = [unit for unit in units if not re.fullmatch(MEASURE, unit)]
    return f"{any_of(longer)}|{MEASURE}"
