"""Whatever body's project this is: it is checked, built by both engines, printed, and agrees with itself."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT, run

from disclosure.project import Project, check
from disclosure.text.built import read_site


def test_the_check_passes() -> None:
    done = run("disclosure", "check", cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_every_indicator_has_its_place_in_the_catalogue(project: Project, site: Path) -> None:
    catalogue = read_site(site)["indicators.html"]
    assert {indicator.id for indicator in project.model.indicators} <= set(catalogue.ids)


def test_both_engines_say_the_same_figures(site: Path, zensical_site: Path) -> None:
    def figures(folder: Path) -> dict[str, list[tuple[str | None, str | None]]]:
        pages = read_site(folder).items()
        return {address: [(f.get("data-id"), f.get("value")) for f in page.figures] for address, page in pages}

    assert figures(site) == figures(zensical_site)


def test_a_draft_says_so_on_every_page_and_nothing_else_does(site: Path, project: Project) -> None:
    for page in site.rglob("*.html"):
        if page.name != "404.html":
            assert ('class="draft"' in page.read_text("utf-8")) is project.draft, page


def test_the_staff_edition_is_built(tmp_path: Path) -> None:
    done = run("disclosure", "publish", "--edition", "staff", "--to", str(tmp_path / "staff"), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert check(ROOT, "staff").model.reports


def test_the_paper_is_printed_and_audited(tmp_path: Path) -> None:
    done = run("disclosure", "publish", "--pdf", "--to", str(tmp_path / "site"), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert [*(tmp_path / "site").glob("*/report.pdf")]
