"""Templates filled in: whatever a template prints is text that HTML, Markdown and Jinja leave alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from disclosure.pages.fragment import PRIVATE

_ACTIVE = str.maketrans(
    {character: f"&#{ord(character)};" for character in "\\`*_{}[]~^=|:@"} | {chr(code): "\ufffd" for code in PRIVATE}
)


def inert(value: object) -> Markup:
    """`value` as text that HTML, Markdown and Jinja all leave alone; markup made by a template passes as it is."""
    return value if isinstance(value, Markup) else Markup(str(escape(value)).translate(_ACTIVE))


def _anchor(key: str) -> Markup:
    """The mark that gives a Markdown heading its address."""
    return Markup(f"{{#{key}}}")


def _address(value: object) -> Markup:
    """`value` for an attribute: ids, links and conditions, whose characters were checked when the data was read."""
    return escape(value)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # finalize escapes every value, and Markdown's signs as well
        finalize=inert,
        bytecode_cache=FileSystemBytecodeCache(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["anchor"] = _anchor
    environment.filters["address"] = _address
    return environment


def filled(template: str, **values: object) -> str:
    """A template's text without empty lines, which would end a block of HTML in Markdown."""
    text = _templates().get_template(template).render(**values)
    return "\n".join(line for line in text.splitlines() if line.strip()) if template.endswith(".html") else text
