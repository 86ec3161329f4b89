"""The numbers of a report as indicators and figures: named after their clauses, each once, what follows as formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from keyword import kwlist

from disclosure.documents.document import without_number
from disclosure.numbers.prose import typed
from disclosure.numbers.quantity import parse_quantity
from disclosure.report.model import Indicator, Theme
from disclosure.start.draft.head import Head
from disclosure.start.draft.written import pinyin_key, quoted
from disclosure.start.said import Said, numbers

_NAME = re.compile(r"“[^”]{1,40}”|《[^》]{1,80}》")
_NOISE = re.compile(
    "^(?:[一二三四五六七八九十]{1,2}是|今年以来|截至目前|全年|本年度|其中|我[镇县区市局乡]|全[镇县区市乡]|同时|并处|并|先后|严格|做到|结合|共计|累计|"
    "合计|共|已|了|按照|要求|开展|对|的)+"
)
_TAIL = re.compile("(?:共计|合计|累计|总计|共|有|(?<!行)为|达到?|了|的|开展|完成|计|至|是|并处)+$")
_FOLLOWING = re.compile("[一-鿿“”]{2,16}")


@dataclass(frozen=True)
class Proposed:
    """A figure that the import found: its id, name, value as said, unit, place, and the formula it follows."""

    theme: str
    key: str
    name: str
    value: str
    unit: str
    source: str
    formula: str = ""

    @property
    def id(self) -> str:
        return f"{self.theme}.{self.key}"


class Collector:
    """Takes the numbers of the paragraphs one by one, and gives what stands in their places."""

    def __init__(self, year: int, head: Head, taken: Collection[str], known: Mapping[str, Theme]) -> None:
        self.year, self.head, self.known = year, head, known
        self.placed: list[Proposed] = []
        self.names: list[str] = []
        self.unsure: list[str] = []
        self._taken = {*taken, *kwlist, "source", "access"}
        self._themes: dict[str, str] = {}
        self._titles: dict[str, str] = {}

    # --- chapters ---

    def referenced(self, text: str, line: int, theme: str, source: str) -> str:
        """A paragraph with references for its numbers, years and particulars."""
        said = list(numbers(text))
        chosen = [self._figure(text, number, theme, source) for number in said]
        written, end = "", 0
        for number, figure in zip(said, chosen, strict=True):
            written += self._left(text[end : number.start])
            written += f"{{{{ {figure.id} }}}}" if figure else number.text
            if figure is None:
                self.unsure.append(f"第 {line} 段“{number.clause}{number.text}”：这样的数还写不进 figures.yml")
            end = number.end
        written += self._left(text[end:])
        self._formulas([figure for figure in chosen if figure], said, text)
        self.names.extend(name for name in _NAME.findall(text) if re.search("[0-9]", name))
        rest = re.sub(r"\{\{.*?\}\}", "，", without_number(written))
        if found := typed(rest):
            self.unsure.append(f"第 {line} 段“{found}”：没有认出来数的是什么")
        return written

    def _left(self, text: str) -> str:
        """Text between numbers: the report's year and particulars as references."""
        title, number = self.head.answers
        if number and f"《{title}》" in text:
            text = text.replace(title, "{{ document.answers.title }}").replace(number, "{{ document.answers.number }}")
        if self.head.number:
            text = text.replace(self.head.number, "{{ document.number }}")
        return self.years(text)

    def years(self, text: str) -> str:
        text = re.sub(rf"(?<![0-9]){self.year}(?=年(?!\d))", "{{ year }}", text)
        return re.sub(rf"(?<![0-9]){self.year + 1}(?=年(?!\d))", "{{ next_year }}", text)

    # --- figures ---

    def _figure(self, text: str, number: Said, theme: str, source: str) -> Proposed | None:
        if (written := _value_and_unit(number.text)) is None:
            return None
        value, unit = written
        if indicator := self._known(number, unit):
            name, key, own = indicator.name, indicator.theme, indicator.key
        else:
            name, key, own = _named(text, number), self._theme(theme), ""
        for figure in self.placed:
            if (figure.name, figure.value, figure.unit) == (name, value, unit):
                return figure
        if own:
            if any(figure.id == f"{key}.{own}" for figure in self.placed):
                return None  # the same indicator with another value: a clerk must say which is meant
            self.placed.append(Proposed(key, own, name, value, unit, source))
            return self.placed[-1]
        names = {figure.name for figure in self.placed if figure.theme == key}
        name = next(each for each in _distinct(name) if each not in names)
        ids = {figure.key for figure in self.placed if figure.theme == key} | self._taken | set(self._themes.values())
        figure = Proposed(key, pinyin_key(name, ids), name, value, unit, source)
        self.placed.append(figure)
        return figure

    def _known(self, number: Said, unit: str) -> Indicator | None:
        """The indicator of the catalogue that a number's clause ends with, so that years can be compared."""
        clause = _TAIL.sub("", number.clause)
        indicators = (each for theme in self.known.values() for each in theme.indicators if each.kind == "number")
        named = [each for each in indicators if each.unit == unit and clause.endswith(each.name) and len(each.name) > 3]
        return named[0] if len(named) == 1 else None

    def _theme(self, title: str) -> str:
        if title not in self._themes:
            self._themes[title] = pinyin_key(title, self._taken)
            self._taken.add(self._themes[title])
        return self._themes[title]

    def _formulas(self, figures: Sequence[Proposed], said: Sequence[Said], text: str) -> None:
        """Proposes formulas for rates and totals that follow from numbers of the same paragraph before them."""
        if len(figures) != len(said):
            return
        for place, (figure, number) in enumerate(zip(figures, said, strict=True)):
            if not number.exact or figure.formula or figure not in self.placed or figure.theme in self.known:
                continue
            before = zip(figures[:place], said[:place], strict=True)
            near = [(f, n) for f, n in before if n.exact and f != figure and f.theme == figure.theme]
            formula = _rate(near[-4:], number) or _total(near, number, text)
            if formula:
                self.placed[self.placed.index(figure)] = replace(figure, formula=formula)

    # --- what the files say ---

    def catalogue(self, *, since: bool) -> str:
        """The indicators; `since` when they live, where other years do not have them."""
        begins = f", since: {self.year}" if since else ""
        return "".join(self._themed(lambda each: f"    {each.key}: {{{_definition(each)}{begins}}}\n", heading=True))

    def figures(self) -> str:
        return "".join(self._themed(_entry, heading=False))

    def of_known(self) -> str:
        """The figures of the themes that the catalogue had before; ~ for what the document does not say."""
        said = {figure.id: _entry(figure) for figure in self.placed}
        return "".join(
            f"\n{theme.id}:\n  source: 正文\n"
            + "".join(said.get(each.id, f"  {each.key}: ~\n") for each in theme.indicators)
            for theme in self.known.values()
        )

    def _themed(self, line: Callable[[Proposed], str], *, heading: bool) -> Iterator[str]:
        for title, key in self._themes.items():
            figures = [figure for figure in self.placed if figure.theme == key]
            yield f"\n{key}:\n" + (
                f"  name: {quoted(title)}\n  indicators:\n" if heading else f"  source: {figures[0].source}\n"
            )
            yield from map(line, figures)

    # --- other data ---

    def key(self, title: str, of: str) -> str:
        """The id of a shortcoming or a plan, by whose title the chapters quote it from now on."""
        key = pinyin_key(title, self._taken)
        self._taken.add(key)
        if len(title) >= 6:  # shorter ones are everyday words
            self._titles[title] = f"{{{{ {of}.{key}.title }}}}"
        return key

    def quoted_titles(self, text: str) -> str:
        """A chapter whose titles of plans and shortcomings are references; its heading stays."""
        heading, line, rest = re.match(r"(?s)(#[^\n]*)?(\n*)(.*)", text).groups("")  # type: ignore[union-attr]
        for title in sorted(self._titles, key=len, reverse=True):
            rest = rest.replace(title, self._titles[title])
        return heading + line + rest

    def countless(self, text: str) -> bool:
        """Whether a text for shortcomings or plans counts nothing, as those files demand."""
        return typed(text, frozenset(), self.year) is None


def _value_and_unit(said: str) -> tuple[str, str] | None:
    """A number as figures.yml takes it, and its unit; None for one that would not be worded like that again."""
    body = re.sub("(?:以上|以下|以内|左右|上下)$", "", said)
    after = said[len(body) :]
    found = re.fullmatch(
        r"(?P<number>\D*\d[\d,]*(?:\.\d+)?[余多]?)(?P<times>[万亿]?)(?P<blur>[余多]?)(?P<unit>.+)", body
    )
    if found is None:
        return None
    number, times, blur, unit = found.groups()
    in_full, in_unit = (f"{number}{times}{blur}{after}", unit), (f"{number}{after}", f"{times}{unit}")
    choices = [in_unit, in_full] if unit.startswith("元") else [in_full, in_unit]
    for value, counted in choices:
        try:
            if parse_quantity(value).wording(counted) == said:
                return value, counted
        except ValueError:
            continue
    return None


def _named(text: str, number: Said) -> str:
    """What a number counts, in the words around it."""
    name = _TAIL.sub("", _NOISE.sub("", number.clause))
    following = _FOLLOWING.match(text, number.end)
    if len(name) < 2 and following:
        name = following[0]
    elif len(name) < 2:
        name = next((word for word in ("合计", "共计", "总计") if number.clause.endswith(word)), name)
    name = re.sub("[^一-鿿“”《》]", "", name)[-20:]
    return name if len(name) >= 2 and typed(name) is None else "未命名的数"


def _distinct(name: str) -> Iterator[str]:
    yield name
    for count in "二三四五六七八九十":
        yield f"{name}之{count}"
    for first in "甲乙丙丁戊己庚辛":
        for count in "一二三四五六七八九十":
            yield f"{name}之{first}{count}"


def _rate(near: Sequence[tuple[Proposed, Said]], number: Said) -> str:
    if number.unit != "%":
        return ""
    for (part, one), (whole, other) in permutations(near[::-1], 2):
        if (
            one.unit == other.unit != "%"
            and 0 < one.value <= other.value
            and 100 * one.value / other.value == number.value
        ):
            return f"{part.key} / {whole.key}"
    return ""


def _total(near: Sequence[tuple[Proposed, Said]], number: Said, text: str) -> str:
    if not re.search("(?:合计|共计|总计)(?:为)?$", text[: number.start]):
        return ""
    for count in range(2, len(near) + 1):
        parts = near[-count:]
        if all(said.unit == number.unit for _, said in parts) and sum(said.value for _, said in parts) == number.value:
            return " + ".join(part.key for part, _ in parts)
    return ""


def _definition(figure: Proposed) -> str:
    unit = quoted(figure.unit) if figure.unit not in ("%", "‰") else f"'{figure.unit}'"
    formula = f", formula: {figure.formula}" if figure.formula else ""
    return f"name: {quoted(figure.name)}, unit: {unit}{formula}"


def _entry(figure: Proposed) -> str:
    return f"  {figure.key}: {{value: {figure.value}, source: {figure.source}}}\n"
