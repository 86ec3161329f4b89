"""The settings of the site engines: mkdocs.yml and mkdocs.staff.yml, read before an engine complains in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from disclosure.problem import Problem, Problems, nearest
from disclosure.reading.yamlfile import Plain, Route, Tree, read_yaml

PUBLIC, STAFF = "mkdocs.yml", "mkdocs.staff.yml"
_KNOWN = frozenset(
    (
        "INHERIT", "copyright", "dev_addr", "docs_dir", "draft_docs", "edit_uri", "edit_uri_template", "exclude_docs",
        "extra", "extra_css", "extra_javascript", "extra_templates", "hooks", "markdown_extensions", "mdx_configs",
        "nav", "not_in_nav", "plugins", "remote_branch", "remote_name", "repo_name", "repo_url", "site_author",
        "site_description", "site_dir", "site_name", "site_url", "strict", "theme", "use_directory_urls", "validation",
        "watch",
    )
)  # fmt: skip
"""The settings of MkDocs."""
_INSIDE = {
    "theme": frozenset(
        (
            "name",
            "custom_dir",
            "language",
            "font",
            "features",
            "favicon",
            "icon",
            "logo",
            "palette",
            "direction",
            "locale",
        )
    ),
    "extra": frozenset(("pdf", "docx", "edition")),
    "validation": frozenset(("nav", "links")),
}
_DIALECT, _NAVIGATION = "disclosure.text.dialect", "disclosure.chapters.navigation"
_RIGHT: dict[str, dict[Route, Plain]] = {
    PUBLIC: {
        ("docs_dir",): "docs",
        ("use_directory_urls",): "false",
        ("strict",): "true",
        ("theme", "custom_dir"): "theme",
        ("markdown_extensions",): [_DIALECT],
    },
    STAFF: {("INHERIT",): PUBLIC, ("extra", "edition"): "staff"},
}
"""The settings that the check, the pages and the addresses rest on."""


def must_be_configured(root: Path) -> None:
    """Makes sure that the engines can read their settings at `root`. Raises Problems."""
    problems: list[Problem] = []
    for path in (PUBLIC, STAFF):
        try:
            tree = read_yaml(root / path, path, of_engine=True)
        except Problems as unreadable:
            problems.extend(unreadable.problems)
        else:
            problems.extend(_faults(tree))
    if problems:
        raise Problems(problems)


def misnamed(root: Path, name: str) -> Iterator[Problem]:
    """Settings that call the site something else than data/unit.yml does, which is `name`."""
    for path, expected in ((PUBLIC, name), (STAFF, f"{name}（内部）")):
        tree = read_yaml(root / path, path, of_engine=True)
        if _at(tree.content, ("site_name",)) != expected:
            advice = f"与 data/unit.yml 里的网站名称不同；请写成“site_name: {expected}”。"
            yield tree.problem(("site_name",), advice, at_key=True)


def _faults(tree: Tree) -> Iterator[Problem]:
    if not isinstance(tree.content, dict):
        yield tree.problem((), "应当是一行一项设置，写成“名称: 内容”；请从别的项目或备份照抄。")
        return
    if "site_name" not in tree.content:
        yield tree.problem((), "没有写网站名称；请加一行“site_name: 名称”，与 data/unit.yml 里的相同。")
    for name, value in tree.content.items():
        if name not in _KNOWN:
            yield tree.problem((name,), f"没有 {name} 这项设置{nearest(name, _KNOWN)}。", at_key=True)
        for inner in value if isinstance(value, dict) else ():
            if name in _INSIDE and inner not in _INSIDE[name]:
                advice = f"{name} 里没有 {inner} 这项设置{nearest(inner, _INSIDE[name])}。"
                yield tree.problem((name, inner), advice, at_key=True)
    for route, right in _RIGHT[tree.path].items():
        if _at(tree.content, route) != right:
            said = f"- {right[0]}" if isinstance(right, list) else right
            advice = f"{'.'.join(map(str, route))} 要写成 {said}；检查和网页都以它为准。"
            yield tree.problem(route, advice, at_key=True)
    plugins = _at(tree.content, ("plugins",))
    if tree.path == PUBLIC and not (isinstance(plugins, list) and _WITH_NAVIGATION in plugins):
        advice = f"plugins 里要有 literate-nav: {{markdown_extensions: [{_NAVIGATION}]}}；导航由它来读。"
        yield tree.problem(("plugins",), advice, at_key=True)


_WITH_NAVIGATION: Plain = {"literate-nav": {"markdown_extensions": [_NAVIGATION]}}


def _at(content: Plain, route: Route) -> Plain:
    """What stands at a route of names; None where nothing does."""
    for name in route:
        content = content.get(str(name)) if isinstance(content, dict) else None
    return content
