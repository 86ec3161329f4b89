"""What a chapter may call, told to clerks: every name of the vocabulary in one line, with an example that runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, StrictUndefined

from disclosure.chapters.arguments import CONDITION, TABLE
from disclosure.chapters.macros import COMPARING_FORMS, FIGURE_FORMS, LISTS, MACROS, VARIABLES, Macro, sample
from disclosure.chapters.names import titles
from disclosure.page import Page
from disclosure.project import Project
from disclosure.report.change import known
from disclosure.report.model import Report


@dataclass(frozen=True)
class Entry:
    """A name, what it says, and how it is written.

    What fills a page is not shown, but the `place` that uses it, where there is one.
    """

    name: str
    says: str
    example: str
    shown: bool = True
    place: Page | None = None


def entries(project: Project) -> tuple[Entry, ...]:
    """The figures' forms, the titles, the variables, then the macros; examples are about what the project has."""
    report = project.model.latest
    names = sample(report)
    figure = names["figure"]
    forms = [
        Entry("主题.指标", "一个数，连同单位；指向它在指标目录里的位置。", f"{{{{ {figure} }}}}"),
        *(Entry(f"主题.指标.{form}", says, f"{{{{ {figure}.{form} }}}}") for form, says in FIGURE_FORMS.items()),
    ]
    if compared := next((f for f in report.figures.values() if known("growth", f, report)), None):
        examples = {"before": f"上年的{{{{ {compared.id}.before }}}}"}
        examples |= {
            form: f"{{{{ {compared.id}.in_{report.year - 1} }}}}" for form in COMPARING_FORMS if form.startswith("in_")
        }
        forms += [
            Entry(f"主题.指标.{form}", says, examples.get(form, f"{{{{ {compared.id}.{form} }}}}"))
            for form, says in COMPARING_FORMS.items()
        ]
    quoted = [
        Entry(f"{kind}.编号.title", f"{says}的标题。", f"{{{{ {kind}.{next(iter(listed))}.title }}}}")
        for kind, says in LISTS.items()
        if (listed := titles(report)[kind])
    ]
    variables = [Entry(variable.name, variable.says, variable.example) for variable in VARIABLES.values()]
    macros = [
        Entry(name, macro.says, macro.written(names), _runs(macro, report, figure), project.places.get(name))
        for name, macro in MACROS.items()
        if (report.has_tables or TABLE not in macro.takes) and (name in project.places or not macro.fills)
    ]
    runs = figure in report.figures
    return tuple(entry for entry in (*forms, *quoted, *variables, *macros) if runs or figure not in entry.example)


def _runs(macro: Macro, report: Report, figure: str) -> bool:
    """Whether an example is shown run: it fills no page, and a condition in it is about a figure that is reported."""
    reported = figure in report.figures and report.figures[figure].reported
    return not macro.fills and (reported or CONDITION not in macro.takes)


def rendered(entry: Entry, names: Mapping[str, object]) -> str:
    """What an entry's example gives on a page with these `names`."""
    return Environment(undefined=StrictUndefined).from_string(entry.example).render(names)
