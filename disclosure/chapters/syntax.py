"""Template code that cannot be read, told where the clerk wrote it; Jinja tells where it noticed, and only once."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from disclosure.page import Page
from disclosure.problem import Problem, Problems
from disclosure.text.source_text import problem_at, without

_PARSER = Environment()

_QUOTE_LIKE_THIS = "引用指标请写成 {{ 主题.指标 }}"
_UNPAIRED = "{% … %} 没有配对的结尾；if、for、call 都要有 endif、endfor、endcall。"
_UNCLOSED = {
    "{{": f"{{{{ 没有用 }}}} 结束；{_QUOTE_LIKE_THIS}。",
    "{%": "{% 没有用 %} 结束；请补上。",
    "{#": "{# 没有用 #} 结束；标题的锚点请写成 { #名称 }。",
}
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_ADVICE = (
    (r"expected token 'end of \w+ \w+', got", f"}}}} 之前多了内容；{_QUOTE_LIKE_THIS}。"),
    (r"unexpected", f"花括号里的写法不对；{_QUOTE_LIKE_THIS}，标点用半角。"),
    (r"unknown tag", "不认识这个 {% … %}。"),
    (r"Expected an expression", f"花括号里没有写名称；{_QUOTE_LIKE_THIS}。"),
)
_RAW = r"\{%\s*raw\s*%\}.*?\{%\s*endraw\s*%\}"
_BLOCKS = ("if", "for", "call")


@lru_cache(maxsize=256)  # both editions read a page
def parsed(text: str, page: Page) -> nodes.Template:
    """A page's text as Jinja reads it. Raises Problems: every piece of template code that cannot be read."""
    try:
        return _PARSER.parse(text)
    except RecursionError:
        raise Problems(
            [Problem(page.source, 0, 0, f"花括号里的括号一层套一层，太深了；{_QUOTE_LIKE_THIS}。")]
        ) from None
    except TemplateSyntaxError as error:
        start = sum(map(len, text.splitlines(keepends=True)[: error.lineno - 1]))
        raise Problems(_pieces(text, page) or [problem_at(text, start, page, _advice(error))]) from None


def _pieces(text: str, page: Page) -> list[Problem]:
    """The problems of each pair of braces by itself, and of the blocks that they open and close."""
    text = without(_RAW, text)
    problems: list[Problem] = []
    blocks: list[tuple[str, int]] = []
    position = 0
    while opening := re.compile(r"\{[{%#]").search(text, position):
        start, position = opening.span()
        end = text.find(_ENDS[opening[0]], position)
        following = re.compile(r"\{[{%]").search(text, position) if opening[0] != "{#" else None
        if end < 0 or (following and following.start() < end):
            problems.append(problem_at(text, start, page, _UNCLOSED[opening[0]]))
            continue
        position = end + 2
        piece = text[start:position]
        word = match[1] if (match := re.match(r"\{%\s*(\w+)", piece)) else ""
        if word.startswith("end") or word == "else":
            if not blocks or (word != "else" and f"end{blocks.pop()[0]}" != word):
                problems.append(problem_at(text, start, page, f"{{% {word} %}} 没有配对的开头；请删去，或补上开头。"))
            continue
        if word in _BLOCKS:
            blocks.append((word, start))
            piece += f"{{% end{word} %}}"
        try:
            _PARSER.parse(piece)
        except TemplateSyntaxError as error:
            problems.append(problem_at(text, start, page, _advice(error)))
    return [*problems, *(problem_at(text, start, page, _UNPAIRED) for _, start in blocks)]


def _advice(error: TemplateSyntaxError) -> str:
    known = (advice for pattern, advice in _ADVICE if re.search(pattern, error.message or ""))
    return next(known, f"花括号里的写法读不懂；{_QUOTE_LIKE_THIS}。")
