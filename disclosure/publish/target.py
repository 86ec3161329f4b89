"""Where a site may be put: nowhere that holds anything else, and never one edition in the place of the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from disclosure.problem import Problem, Problems
from disclosure.reading.theme import LEFT_BY_SYSTEMS
from disclosure.report.edition import Edition

WORKSHOP = ".build"
SITE: Mapping[Edition, str] = {"public": "site", "staff": "site-staff"}
NAMES: Mapping[Edition, str] = {"public": "公开版", "staff": "内部版"}
_NOT_MISSED = frozenset({"search.json", *LEFT_BY_SYSTEMS})
"""What Zensical and the windows of operating systems leave at the top of a site."""


def edition_of(site: Path) -> Edition | None:
    """The edition that stands in a folder, told by its pages; None where no site of this project does."""
    if not (site / "index.html").is_file() or not (site / "indicators.html").is_file():
        return None
    return "staff" if (site / "staff").is_dir() else "public"


def must_be_free(target: Path, root: Path, edition: Edition) -> None:
    """Makes sure that `edition` of the project at `root` can be put at `target`. Raises Problems."""
    if fault := next(_faults(target, root, edition), ""):
        raise Problems([Problem(shown(target, root), 0, 0, fault)])


def must_be_apart(site: Path, root: Path, edition: Edition) -> None:
    """Makes sure that pages of `edition` at `site`, whoever builds them, cannot pass for the other. Raises Problems."""
    if fault := next(_mix_ups(site.resolve(), root.resolve(), edition), ""):
        raise Problems([Problem(shown(site, root), 0, 0, fault)])


def must_lose_nothing(target: Path, new: Path, root: Path) -> None:
    """Makes sure that the top of `target` holds nothing that the `new` site lacks. Raises Problems."""
    there = {entry.name for entry in target.iterdir()} if target.exists() else set()
    if lost := sorted(there - {entry.name for entry in new.iterdir()} - _NOT_MISSED):
        advice = f"这里还有 {'、'.join(lost)}，新的网站里没有，换上就会丢失；请先移到别处，不再要的请删去。"
        raise Problems([Problem(shown(target, root), 0, 0, advice)])


def must_hold(site: Path, edition: Edition) -> None:
    """Makes sure that a folder holds the pages of `edition`, whoever built them. Raises Problems."""
    if not (site / "index.html").is_file():
        advice = "这里不是生成的网站，没有 index.html；请先执行 make site，或检查路径有没有写错。"
        raise Problems([Problem(str(site), 0, 0, advice)])
    if (there := edition_of(site)) not in (None, edition):
        raise Problems([Problem(str(site), 0, 0, f"这里是{NAMES[there]}；请加上 --edition {there}。")])


def shown(path: Path, root: Path) -> str:
    """A path as messages name it: from the project's folder on, where it is inside."""
    return str(path.relative_to(root)) if path.is_relative_to(root) and path != root else str(path)


def _faults(target: Path, root: Path, edition: Edition) -> Iterator[str]:
    if target.is_symlink():
        yield "这是一个链接；请写它指向的文件夹，或先把链接移走。"
    place, root = target.resolve(), root.resolve()
    if root.is_relative_to(place):
        yield "项目就在这个文件夹里；请换一个文件夹，例如 site。"
    if place == root / WORKSHOP or (place.is_relative_to(root) and place.parent not in (root, root / WORKSHOP)):
        yield "网站不能放进项目的其他文件夹；请换一个文件夹，例如 site。"
    if not place.parent.is_dir() and place.parent != root / WORKSHOP:
        yield "上一级文件夹不存在；请先建立，或检查路径有没有写错。"
    there = edition_of(place)
    if there is None and place.exists() and not (place.is_dir() and not any(place.iterdir())):
        yield "这里已有别的文件，不是生成的网站；请换一个文件夹，或先把它移走。"
    if there not in (None, edition):
        yield f"这里是{NAMES[there]}，不能换成{NAMES[edition]}；请换一个文件夹，或加上 --edition {there}。"
    yield from _mix_ups(place, root, edition)


def _mix_ups(place: Path, root: Path, edition: Edition) -> Iterator[str]:
    for other, name in SITE.items():
        if other != edition and place == root / name:
            yield f"这是{NAMES[other]}的位置，不能放{NAMES[edition]}；请换一个文件夹，例如 {SITE[edition]}。"
    for parent in place.parents:
        if edition_of(parent):
            yield f"上级文件夹 {parent} 里是生成的网站，一个网站不能放在另一个里面；请换一个文件夹。"
