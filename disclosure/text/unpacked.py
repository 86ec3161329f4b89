"""Every text that a file holds, whatever it is packed in and however it is spelt: where a search must look."""

from __future__ import annotations

import gzip
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

from disclosure.text.characters import HIDDEN
from disclosure.text.radicals import without_radicals

_SPACES = re.compile(rf"\s|{HIDDEN.pattern}")
_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\([0-9a-fA-F]{4,6})\s?")
"""A character as JSON and JavaScript (\\u5c40) or a style sheet (\\5c40) spell it."""
_WIDE = ("utf-16-le", "utf-16-be")


def plainly(text: str) -> str:
    """Text as a search compares it: one form of each character, nothing between them that a reader does not see."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", without_radicals(text)))


def texts_in(place: str, data: bytes) -> Iterator[tuple[str, str]]:
    """The texts in a file, each with its place (`a.xlsx!xl/workbook.xml`), as `plainly` gives them.

    Unpacked are gzip, ZIP (Word, Excel) and PDF. Raises ValueError where something packed cannot be read.
    """
    yield place, plainly(place)
    try:
        yield from _texts(place, data)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as broken:
        raise ValueError(place) from broken


def _texts(place: str, data: bytes) -> Iterator[tuple[str, str]]:
    if data.startswith(b"\x1f\x8b"):
        yield from _texts(f"{place}!", gzip.decompress(data))
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield place, plainly(archive.comment.decode("utf-8", "replace"))
            for member in archive.namelist():
                yield from texts_in(f"{place}!{member}", archive.read(member))
    elif data.startswith(b"%PDF"):
        yield from ((place, plainly(text)) for text in _pdf_texts(data))
    else:
        yield from ((place, text) for text in _spellings(data))


def _spellings(data: bytes) -> Iterator[str]:
    """The texts that bytes spell, in any encoding in which a Chinese editor may have saved them."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield from (plainly(data.decode(encoding, "ignore")) for encoding in ("utf-8", *_WIDE))
        with suppress(UnicodeDecodeError):  # no picture happens to be a text in this one from end to end
            yield plainly(data.decode("gb18030"))
        return
    if "\0" in text:  # every byte of UTF-16 may be a character of its own
        yield from (plainly(data.decode(encoding, "ignore")) for encoding in _WIDE)
    spelt = _ESCAPED.sub(lambda one: chr(min(int(one[1] or one[2], 16), 0x10FFFF)), unquote(html.unescape(text)))
    yield plainly(spelt)
    if "<" in text:
        yield plainly(html.unescape(_TAG.sub("", text)))


def _pdf_texts(data: bytes) -> Iterator[str]:
    """What the pages of a PDF say, then all that it says besides: properties, annotations, attached files, names."""
    import pikepdf  # noqa: PLC0415 - the extra set `pdf`
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            for number in range(len(document)):
                yield document[number].get_textpage().get_text_range()
        finally:
            document.close()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for item in (pdf.trailer, *pdf.objects):
                if isinstance(item, pikepdf.Stream):
                    yield from _spellings(item.read_bytes(pikepdf.StreamDecodeLevel.generalized))
                yield from _strings(item)
    except (pypdfium2.PdfiumError, pikepdf.PdfError) as broken:
        raise ValueError("no PDF") from broken


def _strings(item: object) -> Iterator[str]:
    """The strings right in an object of a PDF; what it refers to is an object of its own."""
    import pikepdf  # noqa: PLC0415

    match item:
        case pikepdf.String():
            yield str(item)
        case pikepdf.Dictionary() | pikepdf.Stream():
            for _, value in item.items():
                yield from () if _refers(value) else _strings(value)
        case pikepdf.Array():
            for value in item:
                yield from () if _refers(value) else _strings(value)


def _refers(value: object) -> bool:
    return bool(getattr(value, "is_indirect", False))
