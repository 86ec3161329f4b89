"""The real project, checked once and built once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.project import Project, check
from disclosure.publish import publish

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def project() -> Project:
    return check(ROOT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built public site."""
    target = tmp_path_factory.mktemp("built") / "site"
    publish(ROOT, target)
    return target
