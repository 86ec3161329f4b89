"""Every page's template code run once without an engine, to tell where it fails: engines keep that to themselves."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from disclosure.problem import Problem
from disclosure.project import Project
from disclosure.vocabulary import vocabulary


def rehearse(project: Project) -> Iterator[Problem]:
    """The pages whose template code fails when it runs, each at its line."""
    docs = project.root / "docs"
    environment = Environment(loader=FileSystemLoader(docs), undefined=StrictUndefined)
    for page in project.pages:
        if page.partial:
            continue
        try:
            environment.get_template(page.path).render(vocabulary(project, page))
        except (TemplateError, TypeError, ValueError, LookupError, AttributeError) as error:
            lines = [
                frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(docs))
            ]
            file, line = (lines[-1].filename, lines[-1].lineno or 0) if lines else (str(docs / page.path), 0)
            shown = file.removeprefix(f"{project.root}/")
            yield Problem(shown, line, 0, f"花括号里的写法运行不了（{error}）；章节里不做计算，只引用指标和文件。")
