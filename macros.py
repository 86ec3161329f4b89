"""The vocabulary of the chapters, as the site engine sees it: the only file that knows MkDocs or Zensical.

MkDocs calls `define_env` once a build, `on_pre_page_macros` for every page and `on_post_build` at the end.
Zensical calls `define_env` for every page, with the page at hand; `python -m disclosure finish` follows its build.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).parent


if str(ROOT) not in sys.path:  # where the engine is called by its own name
    sys.path.insert(0, str(ROOT))

from disclosure.chapters.expansion import expanded
from disclosure.page import Page
from disclosure.pages.fragment import Fragments, wrapped
from disclosure.pages.render import contents_list
from disclosure.pages.site_meta import has_tables, site_meta
from disclosure.pages.vocabulary import Passing, vocabulary
from disclosure.problem import Problems
from disclosure.project import Project, check
from disclosure.publish.build import CONFIGURATION
from disclosure.publish.finish import finish
from disclosure.reading.configuration import must_be_configured
from disclosure.report.edition import Edition

_checked: dict[Edition, Project] = {}
"""The project as it was when this build began; engines execute this file anew for every build."""


def define_env(env: Any) -> None:
    """Checks the project before any page is rendered; where the engine has a page at hand, gives it its vocabulary."""
    try:
        _checked[_edition(env)] = check(ROOT, _edition(env))
    except Problems as problems:
        _stop(problems)
    if isinstance(path := getattr(vars(env).get("page"), "path", None), str):
        _give_vocabulary(env, path, str)
    else:
        env.conf["markdown_extensions"].append(Fragments())


def on_pre_page_macros(env: Any) -> None:
    """Gives the page that MkDocs is about to render its vocabulary, and nothing else to do, since we do it faster."""
    _give_vocabulary(env, env.page.file.src_uri, wrapped)
    env.markdown = ""


def on_post_page_macros(env: Any) -> None:
    """Gives MkDocs the page's Markdown, its template code carried out."""
    page = Page(env.page.file.src_uri)
    env.markdown = expanded(page.path, _checked[_edition(env)].passages, env.variables)


def on_post_build(env: Any) -> None:
    """Adds the downloads to the built pages, the PDF and Word document that pages offer, and audits the whole."""
    site, extra = Path(env.conf["site_dir"]), env.conf["extra"]
    try:
        print(finish(_checked[_edition(env)], site, pdf=bool(extra["pdf"]), docx=bool(extra["docx"])), file=sys.stderr)
    except Problems as problems:
        if site.parent == ROOT:  # the engine alone was told to build: no pages are better than wrong ones
            shutil.rmtree(site)
        _stop(problems)


def _edition(env: Any) -> Edition:
    """The edition that the engine's configuration names: public, unless mkdocs.staff.yml says otherwise."""
    return "staff" if env.conf["extra"].get("edition") == "staff" else "public"


def _give_vocabulary(env: Any, path: str, passing: Passing) -> None:
    project, page = _checked[_edition(env)], Page(path)
    site_url, title = env.conf.get("site_url") or "", project.titles.get(path, "")
    site = site_meta(project.model, page, site_url, title)
    env.page.meta["site"] = {
        **site,
        "contents": contents_list(project.navigation, page),
        "draft": project.draft,
        "tables": has_tables(project.model, page),
    }
    env.variables.update(vocabulary(project, page, passing, site_url))


def _stop(problems: Problems) -> NoReturn:
    """Ends the build with the problems alone; a running preview keeps the last good pages."""
    print(problems, file=sys.stderr)
    message = f"共 {len(problems.problems)} 个问题，没有生成网站。"
    try:
        from mkdocs.exceptions import Abort
    except ImportError:
        raise SystemExit(message) from None
    raise Abort(message) from None


def preview(edition: Edition) -> None:
    """Serves an edition's pages, and builds them anew whenever data, chapters, theme or code change.

    It is what `mkdocs serve` does, but for one thing: after a failed check the last good pages stay up, while
    MkDocs would keep the reader waiting until the mistake is mended.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort
    from mkdocs.livereload import LiveReloadServer

    configuration = str(ROOT / CONFIGURATION[edition])
    try:
        must_be_configured(ROOT)
    except Problems as problems:
        sys.exit(str(problems))
    host, port = load_config(configuration).dev_addr
    address = f"http://{host}:{port}/"
    try:
        socket.create_server((host, port)).close()
    except OSError:
        advice = f"请先结束那一个，或在这里加一行 dev_addr: {host}:{port + 1}。"
        sys.exit(f"mkdocs.yml: 预览打不开 {address}，多半有另一个预览正开着；{advice}")
    with tempfile.TemporaryDirectory() as site:

        def build_again() -> None:
            with contextlib.suppress(Abort):  # the problems are told already
                try:
                    must_be_configured(ROOT)
                except Problems as problems:
                    _stop(problems)
                build(load_config(configuration, site_dir=site, site_url=address))

        build_again()
        server = LiveReloadServer(builder=build_again, host=host, port=port, root=site)
        for room in ("data", "docs", "disclosure", "theme", "macros.py", *CONFIGURATION.values()):
            server.watch(str(ROOT / room))
        print(f"预览：{address}（按 Ctrl+C 结束）", file=sys.stderr)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve()  # type: ignore[no-untyped-call]
        server.shutdown()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="边改边看：一个版本的网页，保存后自己更新。")
    arguments.add_argument(
        "edition", nargs="?", choices=CONFIGURATION, default="public", help="public 公开版，staff 内部版"
    )
    preview(arguments.parse_args().edition)
