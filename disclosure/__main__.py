"""The commands: `python -m disclosure check | schema | publish | finish SITE | audit SITE`, and for a start
`import FILE | proofread FILE | workbook YEAR`."""

from __future__ import annotations

import argparse
import errno
import re
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from disclosure.problem import Problem, Problems

EDITIONS = ("public", "staff")


def main(arguments: list[str] | None = None) -> int:
    """Runs one command in the current folder. Returns 0, or 1 after printing every problem to standard error."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    for name in ("SIGTERM", "SIGHUP"):  # end like Ctrl+C, so that a build cut off tidies up
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    try:
        options = _parser().parse_args(arguments)
        run: Callable[[argparse.Namespace, Path], str] = options.run
        print(run(options, Path.cwd()))
    except Problems as problems:
        print(problems, f"共 {len(problems.problems)} 个问题。", sep="\n", file=sys.stderr)
    except ModuleNotFoundError as missing:
        print(f"requirements.txt: 没有安装 {missing.name}；请执行 {_INSTALL}", file=sys.stderr)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or "请检查磁盘空间和权限，或确认文件没有被别的程序占用"
        print(f"{error.filename or '.'}: 读写出错：{reason}。", file=sys.stderr)
    except KeyboardInterrupt:
        print("命令中断了，原有的文件没有改动。", file=sys.stderr)
    else:
        return 0
    return 1


_INSTALL = (
    f"{sys.executable} -m pip install --require-hashes -r requirements.txt（PDF、Word 要 requirements-office.txt）。"
)
_REASONS = {
    errno.EACCES: "没有权限；请检查文件夹的权限，或换一个文件夹",
    errno.EPERM: "没有权限；请检查文件夹的权限，或换一个文件夹",
    errno.EROFS: "这个磁盘只能读；请把项目复制到能写的地方",
    errno.ENOSPC: "磁盘满了；请腾出空间再试",
    errno.EEXIST: "这里应当是文件夹，却有一个同名的文件；请把它移走",
    errno.ENOTDIR: "这里应当是文件夹，却有一个同名的文件；请把它移走",
}


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong with a command in Chinese."""

    def error(self, message: str) -> NoReturn:
        for english, chinese in (
            (r".*arguments are required: (.*)", r"后面还要写 \1"),
            (r".*invalid choice: '(.*)' \(choose from (.*)\)", r"没有 \1 这种写法；可以写的有 \2"),
            (r"unrecognized arguments: (.*)", r"不认识多出来的 \1；请删去"),
            (r"argument (.*): expected one argument", r"\1 后面还要写一项"),
        ):
            message = re.sub(english, chinese, message)
        raise Problems([Problem(self.prog, 0, 0, f"{message.replace(chr(39), '')}。全部写法见 --help。")])


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m disclosure", description="年度报告：检查、生成、核对。")
    commands = parser.add_subparsers(required=True, metavar="命令")
    _command(commands, "check", _check, "检查 data/ 和 docs/，列出全部问题")
    _command(commands, "schema", _schema, "按指标目录更新 schema/，编辑器凭它提示和检查 data/ 里的写法")
    publish = _command(commands, "publish", _publish, "检查、生成、核对，通过后替换 site/")
    publish.add_argument("--to", type=Path, metavar="文件夹", help="生成到哪里（默认 site，内部版 site-staff）")
    publish.add_argument("--pdf", action="store_true", help="同时生成各年度报告的 PDF（要有 Chromium、Chrome 或 Edge）")
    publish.add_argument("--docx", action="store_true", help="同时生成各年度报告的 Word 文档")
    publish.add_argument("--edition", choices=EDITIONS, default="public", help="公开版（默认）或内部版")
    publish.add_argument("--engine", choices=("mkdocs", "zensical"), default="mkdocs", help="用哪个引擎（默认 mkdocs）")
    for name, run, text in (
        ("finish", _finish, "给别的引擎生成的文件夹补上下载文件，再核对"),
        ("audit", _audit, "核对已生成的文件夹，或别处发布出来的一份报告（网页、Word、PDF、文本），与数据是否一致"),
    ):
        command = _command(commands, name, run, text)
        command.add_argument("site", type=Path, metavar="文件夹")
        command.add_argument("--edition", choices=EDITIONS, default="public", help="公开版（默认）或内部版")
    proofread = _command(
        commands, "proofread", _proofread, "校对任何一份报告（.docx、.txt、.html）的算术、日期和编号，不需要项目"
    )
    proofread.add_argument("file", type=Path, metavar="文件")
    importing = _command(commands, "import", _import, "把一份已有的报告（.docx、.txt、.html）导入成一个年度的草稿")
    importing.add_argument("file", type=Path, metavar="文件")
    importing.add_argument("--year", type=int, required=True, metavar="年份", help="报告说的是哪一年，例如 2024")
    workbook = _command(commands, "workbook", _workbook, "把一年的数据写成请各单位填写的 Excel 表，或读入填好的表")
    workbook.add_argument("year", type=int, metavar="年份")
    workbook.add_argument("--to", type=Path, metavar="文件", help="写到哪里（默认 填报-年份.xlsx）")
    workbook.add_argument("--read", type=Path, nargs="+", metavar="文件", help="填好的表，写进 figures.yml")
    workbook.add_argument("--take-good", action="store_true", help="有填错的格时，填对的也写进去")
    record = _command(commands, "record", _record, "登记一个年度公布的版本；登记以后再有改动，要再登记并写明更正了什么")
    record.add_argument("year", type=int, metavar="年份")
    record.add_argument("--note", metavar="说明", help="这一版更正了什么，写给公众看（第一次登记可以不写）")
    new = _command(commands, "new", _new, "为另一个单位建立项目：文件夹、名称、地区")
    new.add_argument("folder", type=Path, metavar="文件夹")
    new.add_argument("--name", required=True, metavar="某某镇", help="发布机构的名称")
    new.add_argument("--region", required=True, metavar="某某省某某县", help="所在的地区，写全称")
    new.add_argument("--year", type=int, metavar="年度", help="第一份报告的年度（默认去年）")
    new.add_argument("--kind", default=argparse.SUPPRESS, metavar="种类", help="报告的种类（默认法治政府建设年度报告）")
    rename = _command(commands, "rename", _rename, "给还没有公布的主题或指标换一个编号，各处一起改")
    rename.add_argument("old", metavar="原编号", help="主题，或主题.指标")
    rename.add_argument("new", metavar="新编号", help="写法相同")
    following = _command(
        commands, "new-year", _new_year, "接着上一年建立新年度的文件夹：文字沿用，数、文号、日期、打算留空"
    )
    following.add_argument("year", type=int, metavar="年份")
    upgrade = _command(commands, "upgrade", _upgrade, "把另一个项目的程序换成这里的版本，不动它的数据、章节和设置")
    upgrade.add_argument("folder", type=Path, metavar="文件夹")
    return parser


def _command(
    commands: argparse._SubParsersAction[_Parser],
    name: str,
    run: Callable[[argparse.Namespace, Path], str],
    text: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


# Each command imports what it needs, so that `check` does not wait for the parts that build.


def _check(_: argparse.Namespace, root: Path) -> str:
    from disclosure.project import check
    from disclosure.report.oddities import overdue, warnings

    project = check(root, "staff")
    late = overdue(project.model, date.today())
    reminders = (*warnings(project.model), *late, *project.reminders, *project.placeholders)
    figures = sum(len(report.figures) for report in project.model.reports.values())
    passed = f"检查通过：{len(project.model.reports)} 个年度，{figures} 个数据，{len(project.pages)} 个页面。"
    return "\n".join([*(f"提醒 {warning}" for warning in reminders), passed])


def _new(options: argparse.Namespace, _: Path) -> str:
    from disclosure.start.new import KIND, new

    year, kind = options.year or date.today().year - 1, getattr(options, "kind", KIND)
    new(options.folder, options.name, options.region, year, kind)
    return f"已建立 {options.folder}：{options.name} {year}年的项目。请进入这个文件夹，看 README.md，执行 make site。"


def _new_year(options: argparse.Namespace, root: Path) -> str:
    from disclosure.start.new_year import new_year

    return new_year(root, options.year)


def _upgrade(options: argparse.Namespace, _: Path) -> str:
    from disclosure.start.new import must_be_a_project, upgrade

    must_be_a_project(options.folder)
    upgrade(options.folder)
    return f"已升级 {options.folder} 的程序；数据、章节和设置没有改动。请在那里执行 make site。"


def _schema(_: argparse.Namespace, root: Path) -> str:
    from disclosure.downloads.formats import readable_json
    from disclosure.reading.json_schema import of_data_files
    from disclosure.reading.load import load

    schemas = of_data_files(load(root))
    (root / "schema").mkdir(exist_ok=True)
    for name, schema in schemas.items():
        (root / "schema" / name).write_bytes(readable_json(schema))
    return f"已更新 schema/ 里的 {len(schemas)} 个文件。"


def _publish(options: argparse.Namespace, root: Path) -> str:
    from disclosure.publish.build import EngineFailed, publish
    from disclosure.publish.target import SITE

    target = options.to or Path(SITE[options.edition])
    try:
        said = publish(
            root, root / target, engine=options.engine, edition=options.edition, pdf=options.pdf, docx=options.docx
        )
    except EngineFailed as failed:
        sys.exit(f"{failed}\n原来的 {target} 没有改动。")
    return f"{said}\n网站已生成：{target}/index.html"


def _finish(options: argparse.Namespace, root: Path) -> str:
    from disclosure.project import check
    from disclosure.publish.finish import finish
    from disclosure.publish.target import must_hold

    must_hold(options.site, options.edition)
    return str(finish(check(root, options.edition), options.site, engine="zensical"))


def _audit(options: argparse.Namespace, root: Path) -> str:
    from disclosure.audit import audit
    from disclosure.project import check
    from disclosure.publish.build import must_be_as_built
    from disclosure.publish.target import must_hold

    project = check(root, options.edition)
    if options.site.suffix and not options.site.is_dir():
        from disclosure.audit.file import audit_file

        return audit_file(project, options.site)
    must_hold(options.site, options.edition)
    audited = audit(project, options.site)
    count = must_be_as_built(root, options.site, options.edition)
    return f"{audited}\n重新生成了一遍：{count} 个文件逐字节相同。"


def _proofread(options: argparse.Namespace, _: Path) -> str:
    from disclosure.documents.document import lines_of, read_document
    from disclosure.start.proofread import proofread

    lines = lines_of(read_document(options.file))
    if problems := proofread(lines, options.file.name):
        raise Problems(problems)
    return f"{options.file.name}：查了 {len(lines)} 段，没有发现算术、日期和编号上的错误。"


def _import(options: argparse.Namespace, root: Path) -> str:
    from disclosure.start.bring_in import bring_in

    return bring_in(root, options.file, options.year)


def _record(options: argparse.Namespace, root: Path) -> str:
    from disclosure.publish.record import record

    return record(root, options.year, options.note, date.today())


def _rename(options: argparse.Namespace, root: Path) -> str:
    from disclosure.start.rename import rename

    return rename(root, options.old, options.new)


def _workbook(options: argparse.Namespace, root: Path) -> str:
    from disclosure.start.workbook import blank_workbook, read_filled

    if options.read:
        return read_filled(root, options.year, options.read, take_good=options.take_good)
    target = options.to or Path(f"填报-{options.year}.xlsx")
    target.write_bytes(blank_workbook(root, options.year))
    return f"已写好 {target}；填好以后执行 python -m disclosure workbook {options.year} --read {target}。"


if __name__ == "__main__":
    sys.exit(main())
