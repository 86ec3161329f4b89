"""Withheld means absent: nothing that only staff may read stands in any byte of the public edition."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from disclosure.problem import Problem
from disclosure.report.secrets import stands, told_to_the_public
from disclosure.text.unpacked import plainly, texts_in


def secret_problems(site: Path, secrets: Collection[str]) -> Iterator[Problem]:
    """The files in which one of the `secrets` stands, whatever it is packed in and however it is spelt."""
    wanted = {plain: secret for secret in secrets if (plain := plainly(secret))}
    for file in sorted(file for file in site.rglob("*") if file.is_file() and wanted):
        address = file.relative_to(site).as_posix()
        try:
            texts = [*texts_in(address, file.read_bytes())]
        except ValueError:
            yield Problem(address, 0, 0, "打不开这个文件，看不出里面有没有不公开的内容；请换一个完好的文件。")
            continue
        for plain, secret in wanted.items():
            for place in dict.fromkeys(place for place, text in texts if stands(plain, text)):
                yield Problem(place, 0, 0, told_to_the_public(secret))
