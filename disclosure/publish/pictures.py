"""The pictures of chapters in a built site: without notes of cameras, and of a size that pages state."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from disclosure.text.pictures import KINDS, Picture, picture

_IMAGE = re.compile(r'<img\b(?=[^<>]*? src="(?P<source>[^"]*)")(?![^<>]* width=)')


def publish_pictures(docs: Path, site: Path) -> None:
    """Cleans the pictures that the site has of `docs`, and states their sizes on its pages."""
    files = [file for file in site.rglob("*.*") if file.suffix.lower() in KINDS]
    found: dict[str, Picture] = {}
    for file in files:
        if (docs / (address := file.relative_to(site).as_posix())).is_file():
            found[address] = picture(file.read_bytes())
            file.write_bytes(found[address].data)
    if found:
        for page in site.rglob("*.html"):
            text = page.read_text("utf-8")
            if "<img" in text:
                page.write_text(_sized(text, page.relative_to(site).parent.as_posix(), found), "utf-8")


def _sized(text: str, folder: str, pictures: Mapping[str, Picture]) -> str:
    """A page's HTML with the sizes of its pictures, so that nothing jumps while they load."""

    def sized(image: re.Match[str]) -> str:
        shown = pictures.get(posixpath.normpath(posixpath.join(folder, unquote(image["source"]))))
        return f'{image[0]} width="{shown.width}" height="{shown.height}"' if shown else image[0]

    return _IMAGE.sub(sized, text)
