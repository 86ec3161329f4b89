"""The page for missing pages works wherever the site lies; and nothing is shipped that no page needs."""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import pytest
from lxml.html import document_fromstring
from playwright.sync_api import Browser


class _UnderAPath(SimpleHTTPRequestHandler):
    """A site under /fz/, as servers do it that show 404.html in the place of what is not there."""

    def do_GET(self) -> None:
        self.path, asked = self.path.removeprefix("/fz"), self.path
        file = Path(self.translate_path(self.path.partition("?")[0]))
        if asked.startswith("/fz/") and (file.is_file() or (file / "index.html").is_file()):
            return super().do_GET()
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)
        return None

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=["site", "zensical_site"])
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def server(folder: Path) -> Iterator[str]:
    handler = functools.partial(_UnderAPath, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def loaded(page: Path) -> list[str]:
    """What a page names in its head, and its scripts."""
    return [
        str(found)
        for found in cast(list[str], document_fromstring(page.read_bytes()).xpath("//link/@href | //script/@src"))
    ]


def stands(browser: Browser, address: str) -> None:
    """A page for missing pages at an address is styled, searches, and leads on."""
    page = browser.new_page()
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text() == "没有这个页面"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Songti SC"')
    page.locator("#search").fill("行政复议")
    page.locator("#search-results a[href*='disputes.html']").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("article").get_by_role("link", name="指标").click()
    page.wait_for_url("**/indicators.html")
    assert page.get_by_role("heading", level=1).inner_text() != "没有这个页面"
    page.close()


@pytest.mark.parametrize("address", ["/fz/nowhere.html", "/fz/2023/nowhere.html", "/fz/a/b/c/", "/fz/2023/nowhere?a=b"])
def test_the_page_for_missing_pages_works_under_any_path_though_none_was_told(
    browser: Browser, server: str, address: str
) -> None:
    stands(browser, server + address)


def test_the_page_for_missing_pages_works_from_a_folder(browser: Browser, folder: Path) -> None:
    stands(browser, (folder / "404.html").as_uri())


def test_nothing_of_the_theme_is_shipped_that_no_page_loads(folder: Path) -> None:
    shipped = {file.relative_to(folder).as_posix() for file in (folder / "assets").rglob("*") if file.is_file()}
    named = {
        address.removeprefix("../").removeprefix("./") for file in folder.rglob("*.html") for address in loaded(file)
    }
    assert shipped - named == {"assets/cards.js", "assets/search_index.js"}  # scripts load these when asked
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.suffix in (".js", ".css")) < 200_000


def test_a_first_visit_is_within_48_kb(folder: Path) -> None:
    page = folder / "2023/disputes.html"
    files = [page, *(page.parent / address for address in loaded(page) if not address.endswith(".html"))]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 48_000
