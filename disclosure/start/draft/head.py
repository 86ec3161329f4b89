"""The head and the foot of an official document: what GB/T 9704-2012 7.2 and 7.3 put around the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from disclosure.documents.document import Block, Paragraph
from disclosure.start.draft.written import quoted

_NUMBER = re.compile(r"([一-鿿]{2,12}〔[12]\d{3}〕\d{1,4}号)")
_SIGNATORY = re.compile(r"签发人[：:]\s*([一-鿿 \u3000、]+)")
_DATE = re.compile(r"([12]\d{3})年(\d{1,2})月(\d{1,2})日")
_ANSWERS = re.compile(r"《([^》]{4,80})》[（(]([一-鿿]{2,12}〔[12]\d{3}〕\d{1,4}号)[）)]")
_EMPTY_PAGE = re.compile("[（(]此页无正文[）)]")
_FILLING = re.compile(r"[\s　]+")
_BODY = re.compile(r"[一-鿿]{3,30}(?:[局委办府会院所厅部署处室站队]|委员会|街道|中心)")
"""What an issuing body is called."""
_REPORTS = re.compile("报告|情况|总结|关于")
_REMARK = re.compile("[（(]([^（）()]{2,20}公开[^（）()]{0,10})[）)]")
_COPIES = re.compile("抄送[：:](.+?)。?")
_PRINTED = re.compile(r"(.*?)([12]\d{3})年(\d{1,2})月(\d{1,2})日印发")
_NOTED = re.compile(r"附件[：:](.*)")
_ATTACHED = re.compile(r"附件[\s　]*([0-9一二三四五六七八九]{0,2})[：:]?")


@dataclass(frozen=True)
class Attached:
    """An attachment: its title, and what it says where the document holds it."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Head:
    """What a document says of itself; "" for what it does not say."""

    title: tuple[str, ...]
    number: str = ""
    issuer: tuple[str, ...] = ()
    signatory: tuple[str, ...] = ()
    date: str = ""
    addressee: str = ""
    answers: tuple[str, str] = ("", "")
    remark: str = ""
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: str = ""
    attachments: tuple[Attached, ...] = ()

    def as_yaml(self) -> str:
        """The lines of document.yml, without the outline."""
        said = "title:\n" + "".join(f"  - {quoted(line)}\n" for line in self.title)
        for name in _FIELDS:
            if value := getattr(self, name):
                said += f"{name}: {_written(value)}\n"
        if self.attachments:
            said += "attachments:\n"
        for number, attached in enumerate(self.attachments, 1):
            said += f"  - title: {quoted(attached.title)}\n"
            said += f"    page: {attached_page(number)}\n" if attached.blocks else ""
        if self.answers[0]:
            said += f"answers:\n  title: {quoted(self.answers[0])}\n  number: {quoted(self.answers[1])}\n"
        return said

    def missing(self) -> tuple[str, ...]:
        """What was not found, for the clerk to look for first."""
        names = {
            "number": "发文字号",
            "issuer": "发文机关",
            "signatory": "签发人",
            "date": "成文日期",
            "addressee": "主送",
        }
        return tuple(
            f"没有找到{said}；有的话请补进 document.yml" for name, said in names.items() if not getattr(self, name)
        )


_FIELDS = (
    "number", "issuer", "signatory", "date", "addressee", "remark", "copies_to", "printed_by", "printed_on",
)  # fmt: skip


def _written(value: str | tuple[str, ...]) -> str:
    """A particular as document.yml has it: a day as it is, one name by itself, several as a list."""
    if isinstance(value, str):
        return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else quoted(value)
    return quoted(value[0]) if len(value) == 1 else f"[{', '.join(map(quoted, value))}]"


def attached_page(number: int) -> str:
    """The name of the page that an attachment becomes."""
    return f"fujian_{number}"


def split_head(blocks: Sequence[Block]) -> tuple[Head, Sequence[Block], Sequence[Block]]:
    """The head, the blocks of the text, and those of the foot that found no place."""
    first = next((n for n, block in enumerate(blocks) if _level(block) == 1), len(blocks))
    start = next((n + 1 for n, block in enumerate(blocks[:first]) if _addresses(block)), 0)
    top, addressee = (blocks[: start - 1], _bare(blocks[start - 1])[:-1]) if start else (blocks[:first], "")
    number = ""
    signatory: tuple[str, ...] = ()
    title: list[str] = []
    marks: list[str] = []
    preamble: list[Block] = []
    for block in top:
        text = _text(block)
        found, signed = _NUMBER.search(text), _SIGNATORY.search(text)
        if not _REPORTS.search("".join(title)) and ((found and not text.strip().startswith("关于")) or signed):
            marks, title = [*marks, *title], []  # what stands above the number are the issuers' marks
            number = number or (found[1] if found else "")
            signatory = signatory or (_names(signed[1]) if signed else ())
        elif start or (not preamble and not text.strip().endswith(("。", "："))):
            title.extend(filter(None, (_FILLING.sub("", line) for line in text.splitlines())))
        else:
            preamble.append(block)
    body, issuer, date, foot = _foot([*preamble, *blocks[start or len(top) :]])
    named = tuple(mark.removesuffix("文件") for mark in marks)
    first_line = title[0] if len(title) > 1 else "".join(title).partition("关于")[0]
    issuer = issuer or named or ((first_line,) if first_line else ())
    cited = next((found for block in body[:4] if (found := _ANSWERS.search(_text(block)))), None)
    answers = (cited[1], cited[2]) if cited else ("", "")
    body, noted = _noted(body)
    head = Head(tuple(title), number, issuer, signatory, date, addressee, answers)
    head, foot = _behind(head, foot, noted)
    return head, body, foot


def _names(written: str) -> tuple[str, ...]:
    """The names in a row, of which those of two characters may be spread: 林  秋."""
    names: list[str] = []
    for part in re.split(r"[\s　、]+", written.strip()):
        if names and len(part) == 1 and len(names[-1]) == 1:
            names[-1] += part
        else:
            names.append(part)
    return tuple(names)


def _foot(blocks: Sequence[Block]) -> tuple[Sequence[Block], tuple[str, ...], str, Sequence[Block]]:
    """The text, who signs it, on which day (ISO 8601), and what stands behind."""
    for place in range(len(blocks) - 1, -1, -1):
        if found := _DATE.fullmatch(_bare(blocks[place])):
            signed = place > 0 and not _text(blocks[place - 1]).strip().endswith("。")
            first = place - signed
            while signed and first and _level(blocks[first - 1]) == 0 and _BODY.fullmatch(_bare(blocks[first - 1])):
                first -= 1  # joint issue
            text = [block for block in blocks[:first] if not _EMPTY_PAGE.fullmatch(_bare(block))]
            issuers = tuple(map(_bare, blocks[first:place]))
            return text, issuers, _day(*found.groups()), blocks[place + 1 :]
    return blocks, (), "", ()


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _noted(body: Sequence[Block]) -> tuple[Sequence[Block], tuple[str, ...]]:
    """The text without the note at its end (附件：1. …), and the titles that the note names."""
    for place, block in enumerate(body):
        if (found := _NOTED.fullmatch(_text(block).strip())) and place >= len(body) - 12:
            lines = [found[1], *map(_text, body[place + 1 :])]
            titles = (_FILLING.sub("", re.sub(r"^[\s　]*\d{1,2}[.．、]", "", line)) for line in lines)
            return body[:place], tuple(filter(None, titles))
    return body, ()


def _behind(head: Head, foot: Sequence[Block], noted: Sequence[str]) -> tuple[Head, Sequence[Block]]:
    """The head with the note, the imprint and the attachments that stand behind the date; the blocks left over."""
    rest: list[Block] = []
    attached: list[list[Block]] = []
    for block in foot:
        text = _bare(block)
        if _ATTACHED.fullmatch(text):
            attached.append([])
        elif found := _REMARK.fullmatch(text):
            head = replace(head, remark=found[1])
        elif found := _COPIES.fullmatch(text):
            head = replace(head, copies_to=tuple(filter(None, re.split("[，、；]", found[1]))))
        elif found := _PRINTED.fullmatch(text):
            head = replace(head, printed_by=found[1], printed_on=_day(*found.groups()[1:]))
        elif attached:
            attached[-1].append(block)
        else:
            rest.append(block)
    held = {_bare(blocks[0]): tuple(blocks[1:]) for blocks in attached if blocks and _bare(blocks[0])}
    titles = dict.fromkeys((*noted, *held))
    return replace(head, attachments=tuple(Attached(title, held.get(title, ())) for title in titles)), rest


def _addresses(block: Block) -> bool:
    text = _bare(block)
    return text.endswith(("：", ":")) and len(text) <= 60 and not text.startswith("签发")


def _level(block: Block) -> int:
    return block.level if isinstance(block, Paragraph) else 0


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _bare(block: Block) -> str:
    return _FILLING.sub("", _text(block))
