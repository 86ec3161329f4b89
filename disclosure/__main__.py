"""The commands: `python -m disclosure check | schema | publish | finish SITE | audit SITE`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from disclosure.problem import Problems

EDITIONS = ("public", "staff")


def main(arguments: list[str] | None = None) -> int:
    """Runs one command in the current folder. Returns 0, or 1 after printing every problem to standard error."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace, Path], str] = options.run
    try:
        print(run(options, Path.cwd()))
    except Problems as problems:
        print(problems, file=sys.stderr)
        print(f"共 {len(problems.problems)} 个问题。", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m disclosure", description="年度报告：检查、生成、核对。")
    commands = parser.add_subparsers(required=True, metavar="命令")
    _command(commands, "check", _check, "检查 data/ 和 docs/，列出全部问题")
    _command(commands, "schema", _schema, "按指标目录更新 schema/，编辑器凭它提示和检查 data/ 里的写法")
    publish = _command(commands, "publish", _publish, "检查、生成、核对，通过后替换 site/")
    publish.add_argument("--to", type=Path, metavar="文件夹", help="生成到哪里（默认 site，内部版 site-staff）")
    publish.add_argument("--pdf", action="store_true", help="同时生成各年度报告的 PDF（要有 Chromium、Chrome 或 Edge）")
    publish.add_argument("--edition", choices=EDITIONS, default="public", help="公开版（默认）或内部版")
    publish.add_argument("--engine", choices=("mkdocs", "zensical"), default="mkdocs", help="用哪个引擎（默认 mkdocs）")
    for name, run, text in (
        ("finish", _finish, "给别的引擎生成的文件夹补上下载文件，再核对"),
        ("audit", _audit, "核对已生成的文件夹（或一份报告的 PDF）与数据是否一致"),
    ):
        command = _command(commands, name, run, text)
        command.add_argument("site", type=Path, metavar="文件夹")
        command.add_argument("--edition", choices=EDITIONS, default="public", help="公开版（默认）或内部版")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace, Path], str],
    text: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


# Each command imports what it needs, so that `check` does not wait for the parts that build.


def _check(_: argparse.Namespace, root: Path) -> str:
    from disclosure.oddities import warnings
    from disclosure.project import check

    project = check(root, "staff")
    figures = sum(len(report.figures) for report in project.model.reports.values())
    passed = f"检查通过：{len(project.model.reports)} 个年度，{figures} 个数据，{len(project.pages)} 个页面。"
    return "\n".join([*(f"提醒 {warning}" for warning in warnings(project.model)), passed])


def _schema(_: argparse.Namespace, root: Path) -> str:
    from disclosure.formats import readable_json
    from disclosure.json_schema import of_data_files
    from disclosure.load import load

    schemas = of_data_files(load(root))
    (root / "schema").mkdir(exist_ok=True)
    for name, schema in schemas.items():
        (root / "schema" / name).write_bytes(readable_json(schema))
    return f"已更新 schema/ 里的 {len(schemas)} 个文件。"


def _publish(options: argparse.Namespace, root: Path) -> str:
    from disclosure.publish import SITE, EngineFailed, publish

    target = options.to or Path(SITE[options.edition])
    try:
        said = publish(root, root / target, engine=options.engine, edition=options.edition, pdf=options.pdf)
    except EngineFailed as failed:
        sys.exit(f"{failed}\n原来的 {target} 没有改动。")
    return f"{said}\n网站已生成：{target}/index.html"


def _finish(options: argparse.Namespace, root: Path) -> str:
    from disclosure.finish import finish
    from disclosure.project import check

    return str(finish(check(root, options.edition), options.site))


def _audit(options: argparse.Namespace, root: Path) -> str:
    from disclosure.audit import audit
    from disclosure.project import check

    project = check(root, options.edition)
    if options.site.suffix.lower() == ".pdf":
        from disclosure.paper import audit_paper

        return str(audit_paper(project.model, options.site))
    return str(audit(project, options.site))


if __name__ == "__main__":
    sys.exit(main())
