"""What a rule of proofreading takes and gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Lines = Sequence[tuple[int, str]]
"""The lines (of a Word document: paragraphs) with their numbers from 1."""


class Slip(NamedTuple):
    """Something that cannot be right: its line, the sentence, and what is wrong with it."""

    line: int
    said: str
    message: str
