"""Pictures as they are published: their size, and their bytes without what a camera or an editor noted in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

KINDS = (".png", ".jpg", ".jpeg")
"""What every browser, Word and PDF can show, and nobody can hide a program in."""
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_DRAWN = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD"))
"""The chunks of a PNG that say how it looks; others hold texts, times and places."""
_NOTES = frozenset((0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE))
"""The segments of a JPEG that do not say how it looks: Exif, XMP, Photoshop's, comments."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, b"\xff\xd9"


@dataclass(frozen=True)
class Picture:
    """A picture's size in pixels, as it stands upright, and its bytes."""

    width: int
    height: int
    data: bytes


def picture(data: bytes) -> Picture:
    """A PNG or JPEG without notes. Raises ValueError where it is neither, or broken off."""
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(_JPEG):
            return _jpeg(data)
    except (struct.error, IndexError) as error:
        raise ValueError("broken off") from error
    raise ValueError("neither PNG nor JPEG")


def _png(data: bytes) -> Picture:
    width, height = struct.unpack(">II", data[16:24])
    kept, position, kind = [_PNG], len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        end = position + length + 12
        if end > len(data):
            raise ValueError("broken off")
        if kind in _DRAWN:
            kept.append(data[position:end])
        position = end
    return Picture(width, height, b"".join(kept))


def _jpeg(data: bytes) -> Picture:
    kept, size, turned = [], (0, 0), 1
    position = 2
    for kind, segment in _segments(data):
        position += len(segment)
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", segment[5:9])
            size = (width, height)
        if kind == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:])
        if kind not in _NOTES:
            kept.append(segment)
    end = data.rfind(_END)
    if not all(size) or end < position:
        raise ValueError("broken off")
    width, height = size if turned < 5 else size[::-1]
    return Picture(width, height, b"".join((_JPEG, _turned(turned), *kept, data[position:end], _END)))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments up to the head of the first scan, each with its marker."""
    position, kind = 2, 0
    while kind != _SCAN:
        marker, kind, length = struct.unpack(">BBH", data[position : position + 4])
        if marker != 0xFF or position + 2 + length > len(data):
            raise ValueError("broken off")
        yield kind, data[position : position + 2 + length]
        position += 2 + length


def _orientation(exif: bytes) -> int:
    """How the picture is turned, 1 to 8, as the camera noted it; 1 is upright."""
    order = "<" if exif.startswith(b"II") else ">"
    (start,) = struct.unpack(f"{order}I", exif[4:8])
    (count,) = struct.unpack(f"{order}H", exif[start : start + 2])
    for place in range(start + 2, start + 2 + 12 * count, 12):
        tag, _, _, value = struct.unpack(f"{order}HHIH", exif[place : place + 10])
        if tag == 0x0112:
            return value if 1 <= value <= 8 else 1
    return 1


def _turned(orientation: int) -> bytes:
    """An Exif segment that says how the picture is turned and nothing else; none where it stands upright."""
    if orientation == 1:
        return b""
    exif = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return struct.pack(">BBH", 0xFF, 0xE1, len(exif) + 2) + exif
