"""What the tests share: the checked project and its public site, built once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure.project import Project, check

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def project() -> Project:
    return check(ROOT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "site"
    environment = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "REPORT_PDF")}
    subprocess.run(
        (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)),
        cwd=ROOT, check=True, env={**environment, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    return folder
