"""The head and the foot of an official document: what GB/T 9704-2012 7.2 and 7.3 put around the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.documents.document import Block, Paragraph
from disclosure.start.draft.written import quoted

_NUMBER = re.compile(r"([一-鿿]{2,12}〔[12]\d{3}〕\d{1,4}号)")
_SIGNATORY = re.compile(r"签发人[：:]\s*([一-鿿 \u3000]+)")
_DATE = re.compile(r"([12]\d{3})年(\d{1,2})月(\d{1,2})日")
_ANSWERS = re.compile(r"《([^》]{4,80})》[（(]([一-鿿]{2,12}〔[12]\d{3}〕\d{1,4}号)[）)]")
_EMPTY_PAGE = re.compile("[（(]此页无正文[）)]")
_FILLING = re.compile(r"[\s　]+")


@dataclass(frozen=True)
class Head:
    """What a document says of itself; "" for what it does not say."""

    title: tuple[str, ...]
    number: str = ""
    issuer: str = ""
    signatory: str = ""
    date: str = ""
    addressee: str = ""
    answers: tuple[str, str] = ("", "")

    def as_yaml(self) -> str:
        """The lines of document.yml, without the outline."""
        said = "title:\n" + "".join(f"  - {quoted(line)}\n" for line in self.title)
        for name in ("number", "issuer", "signatory", "date", "addressee"):
            if value := getattr(self, name):
                said += f"{name}: {value if name == 'date' else quoted(value)}\n"
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


def split_head(blocks: Sequence[Block]) -> tuple[Head, Sequence[Block], Sequence[Block]]:
    """The head, the blocks of the text, and those of the foot that found no place."""
    first = next((n for n, block in enumerate(blocks) if _level(block) == 1), len(blocks))
    start = next((n + 1 for n, block in enumerate(blocks[:first]) if _addresses(block)), 0)
    top, addressee = (blocks[: start - 1], _bare(blocks[start - 1])[:-1]) if start else (blocks[:first], "")
    number = signatory = ""
    title: list[str] = []
    preamble: list[Block] = []
    for block in top:
        text = _text(block)
        found, signed = _NUMBER.search(text), _SIGNATORY.search(text)
        if not title and ((found and not text.strip().startswith("关于")) or signed):
            number = number or (found[1] if found else "")
            signatory = signatory or (_FILLING.sub("", signed[1]) if signed else "")
        elif start or (not preamble and not text.strip().endswith(("。", "："))):
            title.extend(filter(None, (_FILLING.sub("", line) for line in text.splitlines())))
        else:
            preamble.append(block)
    body, issuer, date, foot = _foot([*preamble, *blocks[start or len(top) :]])
    issuer = issuer or (title[0] if len(title) > 1 else "".join(title).partition("关于")[0])
    cited = next((found for block in body[:4] if (found := _ANSWERS.search(_text(block)))), None)
    answers = (cited[1], cited[2]) if cited else ("", "")
    return Head(tuple(title), number, issuer, signatory, date, addressee, answers), body, foot


def _foot(blocks: Sequence[Block]) -> tuple[Sequence[Block], str, str, Sequence[Block]]:
    """The text, who signs it, on which day (ISO 8601), and what stands behind."""
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 8), -1):
        if found := _DATE.fullmatch(_bare(blocks[place])):
            date = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
            signed = place > 0 and not _text(blocks[place - 1]).strip().endswith("。")
            body = blocks[: place - signed]
            text = [block for block in body if not _EMPTY_PAGE.fullmatch(_bare(block))]
            return text, _bare(blocks[place - 1]) if signed else "", date, blocks[place + 1 :]
    return blocks, "", "", ()


def _addresses(block: Block) -> bool:
    text = _bare(block)
    return text.endswith(("：", ":")) and len(text) <= 60 and not text.startswith("签发")


def _level(block: Block) -> int:
    return block.level if isinstance(block, Paragraph) else 0


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _bare(block: Block) -> str:
    return _FILLING.sub("", _text(block))
