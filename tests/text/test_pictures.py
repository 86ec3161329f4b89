"""Pictures lose what cameras and editors noted in them, and nothing that can be seen."""

from __future__ import annotations

import struct

import pytest
from conftest import png

from disclosure.text.pictures import picture


def jpeg(orientation: int = 1) -> bytes:
    """The segments of a camera's picture of 30 by 20: where it was taken, how it was turned, and its data."""
    exif = b"Exif\0\0II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0) + b"GPS 30N 108E"
    segments = [(0xE0, b"JFIF\0"), (0xE1, exif), (0xFE, b"taken by Wang Wu"), (0xDB, b"\0" * 65)]
    segments += [(0xC0, struct.pack(">BHHB", 8, 20, 30, 1)), (0xDA, b"\0")]
    head = b"".join(struct.pack(">BBH", 0xFF, kind, len(data) + 2) + data for kind, data in segments)
    return b"\xff\xd8" + head + b"drawing" + b"\xff\xd9" + b"a second picture"


def test_a_drawing_keeps_its_size_and_loses_its_notes() -> None:
    found = picture(png(40, 20, note="Wang Wu"))
    assert (found.width, found.height) == (40, 20)
    assert found.data == png(40, 20)


@pytest.mark.parametrize(("orientation", "size"), [(1, (30, 20)), (3, (30, 20)), (6, (20, 30)), (8, (20, 30))])
def test_a_photograph_stands_as_it_was_taken_and_tells_nobody_where(orientation: int, size: tuple[int, int]) -> None:
    found = picture(jpeg(orientation))
    assert (found.width, found.height) == size
    assert b"GPS" not in found.data
    assert b"Wang Wu" not in found.data
    assert found.data.endswith(b"drawing\xff\xd9")
    assert picture(found.data) == found


@pytest.mark.parametrize("data", [b"", b"GIF89a", png()[:50], jpeg()[:60], jpeg().replace(b"\xff\xd9", b"")])
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"broken off|neither"):
        picture(data)
