"""Read a YAML file into plain text values that remember where they stand.

Every scalar stays the text the clerk wrote (`3.689`, `320余`, `2024-01-09`): the model gives it a type, so YAML's own
guesses (`010`, `1:30`, `no`) never touch a figure. `~` alone is None. Aliases, tags and repeated keys are refused, and
so is all that YAML would silently take for something else: a text over several lines, `#` without a space after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from disclosure.problem import Problem, Problems
from disclosure.text.characters import HIDDEN, hidden, strange

Plain = str | None | list["Plain"] | dict[str, "Plain"]
Route = tuple[str | int, ...]

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
_TOO_DEEP = "层次太深；请检查括号和缩进。"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Tree:
    """A file's content, with the (line, column) of every key and value by its route from the top."""

    path: str
    content: Plain
    values: Mapping[Route, tuple[int, int]]
    keys: Mapping[Route, tuple[int, int]]

    def part(self, route: Route) -> Tree:
        """What stands at `route` as a tree of its own."""
        length, content = len(route), self.content
        for step in route:
            assert isinstance(content, dict)
            content = content[str(step)]
        values, keys = (
            {known[length:]: place for known, place in places.items() if known[:length] == route}
            for places in (self.values, self.keys)
        )
        return Tree(self.path, content, values, keys)

    def problem(self, route: Route, message: str, *, at_key: bool = False) -> Problem:
        """A problem at `route`, or at the nearest place above it that exists in the file."""
        places = (self.keys, self.values) if at_key else (self.values, self.keys)
        for length in range(len(route), -1, -1):
            for known in places:
                if route[:length] in known:
                    return Problem(self.path, *known[route[:length]], message)
        return Problem(self.path, 1, 1, message)


def read_text(file: Path, path: str) -> str:
    """The UTF-8 text of `file`, its lines ended by \\n alone.

    Raises Problems when it is missing, a folder, empty, too large, not UTF-8, or left unmerged.
    """

    def refuse(message: str, line: int = 0) -> Problems:
        return Problems([Problem(path, line, 1 if line else 0, message)])

    if file.is_dir():
        raise refuse("这里应当是一个文件，却是文件夹；请改名或移走这个文件夹，再放回同名文件。")
    if file.exists() and not file.is_file():
        raise refuse("这不是一个普通的文件，读它会一直等下去；请删去，或移到别处。")
    try:
        if file.stat().st_size > MAX_BYTES:
            raise refuse(f"文件超过 {MAX_BYTES // 1000} 千字节，不像是手写的；请检查是否放错了文件。")
        data = file.read_bytes()
    except FileNotFoundError:
        raise refuse(f"文件不存在；{_where_it_may_be(file)}。") from None
    except OSError:
        raise refuse("文件打不开；请检查权限，或确认它没有被别的程序占用。") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refuse(f"文件不是 UTF-8 编码{_other_encoding(data)}；请用编辑器“另存为”，编码选 UTF-8。", line) from None
    if not text.strip():
        raise refuse("文件是空的；请填写内容，或从备份恢复。")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if conflict := re.search(r"^(<{7}|>{7}) ", text, re.MULTILINE):
        line = text.count("\n", 0, conflict.start()) + 1
        raise refuse("这里有两个人的改动没有合并；请只留要用的内容，删去 <<<<<<<、=======、>>>>>>> 这三行。", line)
    return text


def _where_it_may_be(file: Path) -> str:
    """What to do about a missing file: the one beside it may only be misnamed."""
    beside = sorted(file.parent.iterdir()) if file.parent.is_dir() else []
    for other in beside:
        if other.is_file() and re.match(rf"{file.stem}\b", other.name, re.IGNORECASE):
            return f"同一文件夹里的 {other.name} 若是它，请改名为 {file.name}"
    return "请补上这个文件（可以从别的年度复制一份来改）"


def read_yaml(file: Path, path: str, *, of_engine: bool = False) -> Tree:
    """The content of a YAML file. `path` is how messages name it. Raises Problems.

    What is `of_engine` may hold marks (!ENV) and texts over several lines, which mean something to the site engines.
    """
    text = read_text(file, path)
    lines = text.split("\n")
    if found := [Problem(path, n, at + 1, told) for n, line in enumerate(lines, 1) for at, told in strange(line)]:
        raise Problems(found)
    composer = _Composer(path, lines, of_engine=of_engine)
    try:
        content = composer.document(yaml.parse(text, Loader=_Loader))
    except yaml.YAMLError as error:
        fault = _syntax_problem(path, lines, error)
        # what was found just before the fault follows from it
        raise Problems([*(problem for problem in composer.problems if problem.line < fault.line - 1), fault]) from None
    if composer.problems:
        raise Problems(composer.problems)
    return Tree(path, content, composer.values, composer.keys)


class _Composer:
    """Builds plain values out of parser events, noting places and refusing what a data file has no business with."""

    def __init__(self, path: str, lines: list[str], *, of_engine: bool = False) -> None:
        self.path, self.lines, self.of_engine = path, lines, of_engine
        self.problems: list[Problem] = []
        self.values: dict[Route, tuple[int, int]] = {}
        self.keys: dict[Route, tuple[int, int]] = {}
        self.spans: dict[int, list[tuple[int, int]]] = {}

    def document(self, events: Iterator[yaml.Event]) -> Plain:
        self.events = events
        content: Plain = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "一个文件里只能有一份内容；请删去多余的 ---。")
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                value = self.node(event, ())
                content = value if documents == 1 else content
        self.problems.extend(self.lost())
        return content

    def lost(self) -> Iterator[Problem]:
        """What YAML takes for a comment behind something else on its line, without the space of one."""
        for number, line in enumerate(self.lines, 1):
            inside = self.spans.get(number, [])
            sign = next((m for m in re.finditer("#", line) if not any(a <= m.start() < b for a, b in inside)), None)
            if sign and line[: sign.start()].strip() and (told := re.match(r"#[^\s#].*", line[sign.start() :])):
                advice = f"“{told[0]}”会被当成注释丢掉；是文字请加引号，是注释请在 # 后面空一格。"
                yield Problem(self.path, number, sign.start() + 1, advice)

    def refuse(self, event: yaml.Event, message: str) -> None:
        self.problems.append(Problem(self.path, *_place(event.start_mark), message))

    def node(self, event: yaml.Event, route: Route) -> Plain:
        self.values[route] = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, "不能用 * 引用别处的内容；请把内容写全。若是文字，请加引号。")
            return None
        self.marked(event)
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
            return None if not event.style and event.value == "~" else event.value  # plain, not quoted
        if len(route) >= MAX_DEPTH:
            raise Problems([*self.problems, Problem(self.path, *_place(event.start_mark), _TOO_DEEP)])
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Plain] = []
            while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(item, (*route, len(items))))
            return items
        return self.mapping(route)

    def marked(self, event: yaml.Event) -> None:
        """Refuses tags and anchors, which would not show."""
        if self.of_engine:
            return
        if (tag := getattr(event, "tag", None)) not in (None, "!"):
            self.refuse(event, f"不能写 {tag} 这样的标记；请只写文字或数。")
        if anchor := getattr(event, "anchor", None):
            self.refuse(event, f"以 & 开头的“&{anchor}”不会显示；若是文字，请加引号。")

    def span(self, event: yaml.ScalarEvent) -> None:
        """Notes where a text stands: a # inside it is no comment."""
        (first, start), (last, end) = _place(event.start_mark), _place(event.end_mark)
        for line in range(first, min(last, len(self.lines)) + 1):
            at = (start - 1 if line == first else 0, end - 1 if line == last else len(self.lines[line - 1]))
            self.spans.setdefault(line, []).append(at)

    def scalar(self, event: yaml.ScalarEvent) -> None:
        """Refuses a value that YAML does not read as it looks."""
        self.span(event)
        if self.of_engine:
            return
        if event.end_mark.line > event.start_mark.line:  # type: ignore[union-attr]
            self.refuse(event, "文字分成了几行，拼起来会多出空格或换行；请写在一行里，不用 | 和 >。")
        elif not event.style and event.value.lower() == "null":
            self.refuse(event, f"不要写 {event.value}；数值没有报告写 ~，别的不知道就删去这一行。")
        elif unseen := HIDDEN.search(event.value):  # written as an escape
            self.refuse(event, hidden(unseen[0]))

    def mapping(self, route: Route) -> Plain:
        entries: dict[str, Plain] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                self.refuse(key, "冒号前面只能是一个名称；请检查括号和缩进。")
                self.node(key, (*route, "?"))
                self.node(next(self.events), (*route, "?"))
                continue
            self.marked(key)
            self.span(key)
            line, column = _place(key.start_mark)
            if self.lines[line - 1][: column - 1].rstrip().endswith("?"):
                self.refuse(key, f"名称前面不写 ?；请写成“{key.value}: 内容”。")
            here = (*route, key.value)
            if key.value in entries:
                first = self.keys[here][0]
                self.refuse(key, f"{key.value} 写了两次（第 {first} 行已有）；请只留一处。")
                self.node(next(self.events), (*here, "?"))
                continue
            if not key.style and (colon := re.search("[:：]", key.value)):
                name, _, value = key.value.partition(colon[0])
                self.refuse(key, f"冒号要用半角，后面空一格；请写成“{name}: {value}”。")
            self.keys[here] = _place(key.start_mark)
            entries[key.value] = self.node(next(self.events), here)
        return entries


def _place(mark: Any) -> tuple[int, int]:
    """A parser's mark (which the stubs call optional, and two types) as line and column from 1."""
    return mark.line + 1, mark.column + 1


def _other_encoding(data: bytes) -> str:
    """Names the encoding an old editor most likely used."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "（像是 UTF-16）"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "（像是 GBK，旧编辑器常用）"


_SYNTAX = (
    ("maximum nesting depth", _TOO_DEEP),  # libyaml counts them itself, since PyYAML 6.0.4
    ("cannot start any token", "这个字符不能用在开头；含有 @、%、` 等符号的文字请加引号。"),
    ("unexpected end of stream", "引号或括号没有成对；请补上另一半。"),
    (
        "mapping values are not allowed",
        "一行里出现了两个冒号，或缩进不对；文字里有冒号时请加引号，下级内容请另起一行并缩进。",
    ),
    ("could not find expected ':'", "这一行缺少半角冒号；请写成“名称: 内容”，冒号后面空一格。"),
    ("did not find expected key", "缩进或引号不对；同级的名称要左对齐，引号要成对。"),
    ("did not find expected '-'", "列表的缩进不对；同一列表的每一项都以“- ”开头并左对齐。"),
    ("did not find expected ',' or", "括号里的各项要用半角逗号隔开，括号要成对。"),
    ("did not find expected node content", "这里少了一项，或多了一个逗号；请删去多余的逗号。"),
    ("did not find expected <document start>", "一个文件里只能有一份内容；请删去多余的 --- 或 ...。"),
    ("undefined alias", "以 * 开头的文字请加引号。"),
    ("found undefined tag", "以 ! 开头的文字请加引号。"),
    ("expected comment or line break", "以 > 或 | 开头的文字请加引号。"),
    ("escape", "双引号里的反斜杠 \\ 有特别的意思；请改用单引号。"),
)


# (what the line looks like, with the fault in the first group; what is wrong and what to write instead)
_LOOKS = (
    (r"[ ]*(\t)", "缩进用了制表符（Tab）；请改用空格。"),
    (r"[ ]*([\u3000\xa0])", "缩进用了全角空格；请改用半角空格。"),
    (r"[ ]*(＃|//|<!--)", "注释要以半角 # 开头，后面空一格。"),
    (r"[^:：\"']*(：)(?!.*: )", "冒号用了全角“：”；请改用半角“:”，后面空一格。"),
    (r"[ ]*[\w-]+(:)[^\s:]", "冒号后面要空一格；请写成“名称: 内容”。"),
    (r".*?(?:^|: |- )[ ]*([｛［【])", "括号用了全角；请改用半角 { } 和 [ ]，逗号也用半角。"),
    (
        r"[ ]*(?:- |[\w-]+: )+(\"[^\"]*\"|'[^']*'|\[[^\]]*\]|\{[^}]*\})[^\s,:#\]}]",
        "以引号或括号开头的文字，后面还有字；请给整段文字加单引号，里面的引号用“”。",
    ),
)


def _syntax_problem(path: str, lines: list[str], error: yaml.YAMLError) -> Problem:
    """The parser's complaint in the clerk's language, at the line where the cause most likely is."""
    said, mark = str(getattr(error, "reason", "")), None
    if isinstance(error, yaml.MarkedYAMLError):
        said, mark = str(error.problem), error.problem_mark
        if "end of stream" in said or "expected ':'" in said:  # the cause is where the quote, bracket or name began
            mark = error.context_mark or mark
    line, column = _place(mark) if mark else (1, 1)
    line = min(line, len(lines))
    for number in (line, line - 1):
        for looks, message in _LOOKS:
            if number >= 1 and (fault := re.match(looks, lines[number - 1])):
                return Problem(path, number, fault.start(1) + 1, message)
    message = next(
        (chinese for english, chinese in _SYNTAX if english in said),
        "这里的写法读不懂；请对照别的年度的同名文件检查缩进、冒号和引号。",
    )
    return Problem(path, line, column, message)
