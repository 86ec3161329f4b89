"""One figure said twice differently: 全年排查矛盾纠纷250件 here, 全年排查矛盾纠纷251件 there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.start.proofread.slip import Lines, Slip
from disclosure.start.said import Said, Sentence, sentences

_WHOLE_YEAR = re.compile("全年|本年度|今年以来|累计|共计|全镇|全县|全区|全市|总数|总计|(?<!公)共(?![享建治商])")
_OTHER = re.compile(
    "上年|去年|同期|季度|半年|月|其中|计划|力争|将|明年|下一年|目标|每|平均|以来新增|增加|减少|增长|下降|第|[由从比较]"
)
_NEGLIGIBLE = re.compile("全年|本年度|今年以来|累计|共计|总计|我[镇县区市局]|本[镇县区市局]|共|了|的|达到?|为|有|已")


def slips(lines: Lines) -> Iterator[Slip]:
    seen: dict[tuple[str, str], tuple[Sentence, Said]] = {}
    for sentence in sentences(lines):
        for number in sentence.numbers:
            name = _NEGLIGIBLE.sub("", number.clause)
            if not number.exact or len(name) < 5 or not _WHOLE_YEAR.search(number.clause):
                continue
            if _OTHER.search(sentence.text[: number.start]):
                continue
            before, first = seen.setdefault((name, number.unit), (sentence, number))
            if first.value != number.value:
                message = f"第 {before.line} 段写的是 {first.text}，这里却写 {number.text}；请核对。"
                yield Slip(sentence.line, sentence.text, message)
