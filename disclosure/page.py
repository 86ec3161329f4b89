"""A source page and where it stands: enough to know its year and how to link from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Page:
    """A Markdown page by its path below `docs/`, with forward slashes: `2023/disputes.md`."""

    path: str

    @cached_property
    def year(self) -> int | None:
        """The year whose folder the page is in, or None."""
        match = re.match(r"([12][0-9]{3})/", self.path)
        return int(match[1]) if match else None

    @cached_property
    def printing(self) -> bool:
        """Whether this is a year's printable view, where links lead to places on the page itself."""
        return self.year is not None and self.path.endswith("/print.md")

    @property
    def source(self) -> str:
        """The file as messages name it."""
        return f"docs/{self.path}"

    @cached_property
    def partial(self) -> bool:
        """Whether this is a passage that other pages include, and no page of its own (`exclude_docs` in mkdocs.yml)."""
        return self.path.endswith("/preamble.md") or "/home/" in self.path

    @cached_property
    def internal(self) -> bool:
        """Whether this file is for staff alone, as its place says: in a folder `staff/`, or named `….staff.…`.

        `exclude_docs` in mkdocs.yml says the same, so that no engine ever reads such a page for the public edition;
        as it knows small letters alone, the check refuses all others.
        """
        path = self.path.lower()
        return "/staff/" in f"/{path}" or ".staff." in path

    @cached_property
    def root(self) -> str:
        """The way from the built page to the top of the site: "" or "../"."""
        return "../" * self.path.count("/")

    @cached_property
    def address(self) -> str:
        """The built page's address below the top of the site."""
        return f"{self.path.removesuffix('.md')}.html"

    def link_to(self, indicator: str) -> str:
        """Where a figure leads: its definition in the catalogue, or its row in the printable view's annex."""
        return f"#{indicator}" if self.printing else f"{self.root}indicators.html#{indicator}"
