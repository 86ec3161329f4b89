"""Every link inside the site leads to a file that is there, and to a place that is on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from disclosure.problem import Problem
from disclosure.text.built import BuiltPage


def link_problems(site: Path, pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """The links of all pages that lead nowhere."""
    for page in pages.values():
        for link in page.links:
            try:
                target = _target(page.address, link)
            except ValueError:
                yield page.problem(f"链接 {link[:80]} 不是一个网址。")
                continue
            if target is None:
                continue
            address, place = target
            if address in pages:
                if place and place not in pages[address].anchors:
                    yield page.problem(f"链接 {link} 指向的位置 #{place} 不存在。")
            elif not _is_there(site / address):
                yield page.problem(f"链接 {link[:80]} 指向的文件不存在。")


def addresses_led_to(pages: Iterable[BuiltPage]) -> Iterator[str]:
    """The addresses inside the site that links and pictures of the pages lead to."""
    for page in pages:
        for link in page.links:
            with suppress(ValueError):  # what is no address leads nowhere
                if (target := _target(page.address, link)) is not None:
                    yield target[0]


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a name that no file can have
        return False


def _target(page: str, link: str) -> tuple[str, str] | None:
    """Where a link leads inside the site, as (address, anchor); None for links to elsewhere."""
    return (page, unquote(link[1:])) if link.startswith("#") else _resolved(page.rpartition("/")[0], link)


@lru_cache(maxsize=100_000)
def _resolved(folder: str, link: str) -> tuple[str, str] | None:
    """A link from any page of a folder, as the navigation repeats it on all of them."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(urljoin(f"/{folder}/", parts.path)).lstrip("/")
    return (f"{path}index.html" if path == "" or path.endswith("/") else path), unquote(parts.fragment)
