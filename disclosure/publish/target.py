"""Where a site may be put: a folder that is absent, empty or ours does, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from disclosure.problem import Problem, Problems
from disclosure.publish.manifest import MANIFEST, read_manifest
from disclosure.report.edition import Edition

WORKSHOP = ".build"
SITE: Mapping[Edition, str] = {"public": "site", "staff": "site-staff"}
_NAMES: Mapping[Edition, str] = {"public": "公开版", "staff": "内部版"}
_NOT_MISSED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What the windows of operating systems leave in a folder."""


def must_be_free(target: Path, root: Path, edition: Edition) -> None:
    """Makes sure that `target` holds nothing but a site of `edition`, if anything. Raises Problems."""
    if fault := _fault(target, edition):
        raise Problems([Problem(shown(target, root), 0, 0, fault)])


def must_hold(site: Path, edition: Edition) -> None:
    """Makes sure that a folder holds the pages of `edition`, whoever built them. Raises Problems."""
    if not (site / "index.html").is_file():
        advice = "这里不是生成的网站，没有 index.html；请先执行 make site，或检查路径有没有写错。"
        raise Problems([Problem(str(site), 0, 0, advice)])
    there: Edition = "staff" if (site / "staff").is_dir() else "public"
    if there != edition:
        raise Problems([Problem(str(site), 0, 0, f"这里是{_NAMES[there]}；请加上 --edition {there}。")])


def shown(path: Path, root: Path) -> str:
    """A path as messages name it: from the project's folder on, where it is inside."""
    return str(path.relative_to(root)) if path.is_relative_to(root) and path != root else str(path)


def _fault(target: Path, edition: Edition) -> str:
    """Why a site of `edition` would take the place of something else at `target`; "" where it would not."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return ""
    try:
        manifest = read_manifest(target)
    except Problems:
        return "这里已有别的文件，不是生成的网站；请换一个文件夹，或先把它移走。"
    if manifest.edition != edition:
        there, name = manifest.edition, _NAMES[manifest.edition]
        return f"这里是{name}，不能换成{_NAMES[edition]}；请换一个文件夹，或加上 --edition {there}。"
    files = {file.relative_to(target).as_posix() for file in target.rglob("*") if file.name not in _NOT_MISSED}
    if strange := sorted(file for file in files - {MANIFEST, *manifest.files} if not (target / file).is_dir()):
        advice = "不是生成的，换上就会丢失；请先移到别处，不再要的请删去。"
        return f"这里还有 {'、'.join(strange[:5])}，{advice}"
    return ""
