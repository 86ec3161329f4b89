"""The numbers that Word writes itself (一、（一）1.), which stand in no paragraph but follow from numbering.xml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from disclosure.numbers.wording import chinese
from disclosure.problem import Problem, Problems

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "japaneseDigitalTenThousand",
    "taiwaneseCounting", "taiwaneseCountingThousand", "koreanDigital",
}  # fmt: skip
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


def word_parts(path: Path) -> tuple[etree._Element, Mapping[str, etree._Element]]:
    """The body of a .docx file, and its other parts (numbering, styles, footnotes) parsed. Raises Problems."""
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as broken:
        advice = "打不开，不是完好的 .docx 文件（可能加了密，或只是改了扩展名）；请用 Word 或 WPS 另存为 .docx。"
        raise Problems([Problem(path.name, 0, 0, advice)]) from broken
    parts = {
        relation.target_part.partname.rpartition("/")[2].removesuffix(".xml"): etree.fromstring(
            relation.target_part.blob
        )
        for relation in document.part.rels.values()
        if not relation.is_external and str(relation.target_part.partname).endswith(".xml")
    }
    return document.element.body, parts


class Numbering:
    """Counts the numbered paragraphs of one document as Word does, in their order."""

    def __init__(self, parts: Mapping[str, etree._Element]) -> None:
        none = etree.Element("none")
        numbering, styles = parts.get("numbering", none), parts.get("styles", none)
        self._lists = {_id(each, "abstractNumId"): each for each in numbering.iter(f"{_W}abstractNum")}
        self._numbers = {_id(each, "numId"): each for each in numbering.iter(f"{_W}num")}
        self._styles = {_id(each, "styleId"): each for each in styles.iter(f"{_W}style")}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: etree._Element) -> str:
        """The number that Word prints before a paragraph; "" for none, and for bullets."""
        number, level = self._place(paragraph)
        abstract = self._abstract(number)
        if abstract is None:
            return ""
        name = _id(abstract, "abstractNumId")
        override = self._override(number, level)
        if override is not None and (number, level) not in self._begun:
            self._counts[name, level] = override - 1
        self._begun.add((number, level))
        self._counts[name, level] = self._counts.get((name, level), self._start(abstract, level) - 1) + 1
        for deeper in [key for key in self._counts if key[0] == name and key[1] > level]:
            del self._counts[deeper]
        form = _value(_level(abstract, level), "lvlText")
        if _value(_level(abstract, level), "numFmt") == "bullet":
            return ""
        return re.sub("%([1-9])", lambda match: self._said(abstract, name, int(match[1]) - 1), form)

    def _said(self, abstract: etree._Element, name: str, level: int) -> str:
        count = self._counts.get((name, level), self._start(abstract, level))
        form = _value(_level(abstract, level), "numFmt")
        if form in _CHINESE:
            return chinese(count)
        if form in _CIRCLED and count <= 20:
            return chr(ord("①") + count - 1)
        return str(count)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list that a paragraph belongs to and its level there: its own, or that of its style."""
        properties = paragraph.find(f"{_W}pPr")
        number, level = _numbered(properties)
        style = _value(properties, "pStyle")
        for _ in range(10):  # a style may be based on another
            if (number and level) or style not in self._styles:
                break
            inherited = _numbered(self._styles[style].find(f"{_W}pPr"))
            number, level = number or inherited[0], level or inherited[1]
            style = _value(self._styles[style], "basedOn")
        return number, int(level or 0)

    def _abstract(self, number: str) -> etree._Element | None:
        return self._lists.get(_value(self._numbers.get(number), "abstractNumId")) if number != "0" else None

    def _override(self, number: str, level: int) -> int | None:
        for each in self._numbers[number].iter(f"{_W}lvlOverride"):
            if _id(each, "ilvl") == str(level) and (start := _value(each, "startOverride")):
                return int(start)
        return None

    def _start(self, abstract: etree._Element, level: int) -> int:
        return int(_value(_level(abstract, level), "start") or 1)


def _id(element: etree._Element, name: str) -> str:
    return element.get(f"{_W}{name}") or ""


def _value(element: etree._Element | None, name: str) -> str:
    child = element.find(f"{_W}{name}") if element is not None else None
    return _id(child, "val") if child is not None else ""


def _level(abstract: etree._Element, level: int) -> etree._Element | None:
    return next((each for each in abstract.iter(f"{_W}lvl") if _id(each, "ilvl") == str(level)), None)


def _numbered(properties: etree._Element | None) -> tuple[str, str]:
    numbers = properties.find(f"{_W}numPr") if properties is not None else None
    return _value(numbers, "numId"), _value(numbers, "ilvl")
