"""A page's template code carried out: the short language that `template_code` admits, without compiling it first.

Compiling a page is most of what a template engine does with it. An engine that takes a page's Markdown from us gets it
expanded; others expand it themselves, with Jinja. The pages are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import cast

from jinja2 import nodes

from disclosure.chapters.section import without_front_matter

Trees = Mapping[str, nodes.Template]
Names = Mapping[str, object]


def expanded(path: str, trees: Trees, names: Names) -> str:
    """The Markdown of the page at `path`, without its front matter. `trees` are the checked pages, by their paths."""
    return without_front_matter(_passage(trees[path].body, trees, names))


def _passage(pieces: Iterable[nodes.Node], trees: Trees, names: Names) -> str:
    said: list[str] = []
    for piece in pieces:
        match piece:
            case nodes.Output(nodes=printed):
                said.extend(str(_value(node, names)) for node in printed)
            case nodes.If(test=test, body=body, else_=other):
                said.append(_passage(body if _value(test, names) else other, trees, names))
            case nodes.For(body=body):
                chapters = cast(Iterable[object], names["chapters"])
                said.extend(_passage(body, trees, {**names, "chapter": chapter}) for chapter in chapters)
            case nodes.Include(template=template):
                said.append(_passage(trees[str(_value(template, names))].body, trees, names))
            case nodes.CallBlock(call=call, body=body):
                said.append(_called(call, names, caller=partial(_passage, body, trees, names)))
    return "".join(said)


def _value(node: nodes.Node, names: Names) -> object:
    match node:
        case nodes.TemplateData(data=text):
            return text
        case nodes.Const(value=value):
            return value
        case nodes.Name(name=name):
            return names[name]
        case nodes.Getattr(node=inner, attr=attribute):
            return getattr(_value(inner, names), attribute)
        case nodes.Not(node=inner):
            return not _value(inner, names)
        case nodes.Concat(nodes=parts):
            return "".join(str(_value(part, names)) for part in parts)
        case nodes.Call():
            return _called(node, names)
    raise TypeError(f"{type(node).__name__} is not of the language of pages")


def _called(call: nodes.Call, names: Names, **caller: Callable[[], str]) -> str:
    function = cast(Callable[..., str], _value(call.node, names))
    return function(*(_value(argument, names) for argument in call.args), **caller)
