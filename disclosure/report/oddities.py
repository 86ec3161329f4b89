"""What passes the check, and yet deserves a second look by whoever knows the matter. Nothing here stops a build."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from disclosure.numbers.grammar import AFTER_NUMBER, SAYS, Says
from disclosure.problem import Problem
from disclosure.report.expression import Expression
from disclosure.report.model import Figure, Model, Report
from disclosure.report.repeated import begun_from, repeated, told

Rule = Callable[[Figure, Figure | None], bool]
"""Whether a figure is odd, given the one of the year before, if there was any."""


def oddities(figure: Figure, before: Figure | None) -> tuple[str, ...]:
    """What is odd about a figure, in words; nothing for most."""
    return tuple(words for words, rule in _RULES.items() if rule(figure, before))


def _exact_number_with_an_approximate_word(figure: Figure, _: Figure | None) -> bool:
    """338余: whoever counted to the last one had no need of 余. 不少于 and 以上 set a limit and approximate nothing."""
    quantity = figure.quantity
    if quantity is None or quantity.number is None or SAYS.get(quantity.qualifier) not in _APPROXIMATE:
        return False
    return quantity.number > 10 and quantity.number % 10 != 0


def _round_number_without_a_word(figure: Figure, _: Figure | None) -> bool:
    """200件: hundreds to the point are more often estimates than counts."""
    quantity = figure.quantity
    if quantity is None or quantity.number is None or quantity.qualifier or figure.indicator.unit == "%":
        return False
    return quantity.plain and quantity.number >= 100 and quantity.number % 100 == 0


def _magnitude_behind_the_blur(figure: Figure, _: Figure | None) -> bool:
    """4余 with the unit 万人次 reads 4余万人次; it is said 4万余人次."""
    quantity = figure.quantity
    return quantity is not None and quantity.core[-1] in AFTER_NUMBER and figure.indicator.unit[:1] in ("万", "亿")


def _below_nothing(figure: Figure, _: Figure | None) -> bool:
    """-18件: fewer than none were counted, unless the indicator is a change."""
    number = figure.quantity.number if figure.quantity else None
    return number is not None and number < 0 and not _CHANGE.search(figure.indicator.name)


def _doubled(figure: Figure, before: Figure | None) -> bool:
    return _ratio(figure, before, lambda now, then: now > 2 * then)


def _halved(figure: Figure, before: Figure | None) -> bool:
    return _ratio(figure, before, lambda now, then: 2 * now < then)


def _ratio(figure: Figure, before: Figure | None, holds: Callable[[float, float], bool]) -> bool:
    """Whether a relation holds between two years' numbers, of which neither is too small to say anything."""
    if not (figure.quantity and before and before.quantity and figure.indicator.defined_as(before.indicator)):
        return False
    now, then = figure.quantity.number, before.quantity.number
    if now is None or then is None or min(now, then) < 0:
        return False
    return max(now, then) >= 10 and holds(float(now), float(then))


_APPROXIMATE = (Says.NEAR, Says.NEARLY, Says.AND_MORE)
_CHANGE = re.compile("[增减升降涨跌差]|变化|变动|同比|环比|盈亏|结余|净")
_RULES: dict[str, Rule] = {
    "数到了个位，却带约数词": _exact_number_with_an_approximate_word,
    "正好是整百，却没有约数词": _round_number_without_a_word,
    "单位里有“万”“亿”，“余”“多”要写在它后面：数写成 4万余，单位去掉“万”": _magnitude_behind_the_blur,
    "小于零，名称里却没有说是增减、升降或相差": _below_nothing,
    "比上年多出一倍以上": _doubled,
    "比上年少了一半以上": _halved,
}


def warnings(model: Model) -> tuple[Problem, ...]:
    """Everything odd in all years, newest year first: figures, relations that could not be held, plans' dates."""
    years = begun_from(model)
    return (
        *(told(repeated(*years), years[0]) if years else ()),
        *(_plans_without_outcome(years[0]) if years else ()),
        *(
            warning
            for report in model.newest_first
            for warnings_of in (_odd_figures, _unverified, _chapters_of_nothing, _plans_out_of_time)
            for warning in warnings_of(model, report)
        ),
    )


def _odd_figures(model: Model, report: Report) -> Iterator[Problem]:
    before = year_before(model, report)
    for figure in report.figures.values():
        for words in oddities(figure, before.figures.get(figure.id) if before else None):
            yield _at(figure, f"{figure.indicator.name}“{figure.text}”{words}；请对照原始记录。")


def year_before(model: Model, report: Report) -> Report | None:
    return model.years.get(report.year - 1)


def _unverified(model: Model, report: Report) -> Iterator[Problem]:
    """Formulas and relations that could not be held, since a figure in them is not reported."""
    for theme in model.themes_in(report.year).values():
        stated = [(indicator.id, indicator.formula) for indicator in theme.indicators if indicator.formula]
        for first, expression in (*stated, *((None, check) for check in theme.checks)):
            named = [report.known[name] for name in _members(first, expression) if name in report.known]
            missing = [figure for figure in named if not figure.reported and not figure.pending]
            if missing and len(missing) < len(named):
                names = "、".join(figure.indicator.name for figure in missing)
                yield _at(named[0], f"{expression.text} 没有核对，因为未报告：{names}。")


def _members(first: str | None, expression: Expression) -> tuple[str, ...]:
    return (first, *expression.references) if first else expression.references


def _chapters_of_nothing(_: Model, report: Report) -> Iterator[Problem]:
    parts = {"shortcomings": report.shortcomings, "plans": report.plans.plans or report.plans.aims}
    for name, content in parts.items():
        if name in report.document.chapters and not content:
            advice = f"outline 里有 {name} 一章，{name}.yml 里却没有内容；请补上，或从 outline 里删去。"
            yield Problem(f"data/{report.year}/document.yml", 0, 0, advice)


def _plans_without_outcome(report: Report) -> Iterator[Problem]:
    """Last year's plans of which nobody says what became of them."""
    for key, plan in report.promised.items():
        if key not in report.outcomes:
            said = f"{report.year - 1} 年的打算“{plan.title}”还没有写落实情况；请写 {key}: {{status: 已完成}}，"
            yield Problem(f"data/{report.year}/outcomes.yml", 0, 0, f"{said}或推进中、未完成。")


def overdue(model: Model, today: date) -> Iterator[Problem]:
    """Plans whose date has passed, and which no later year says are done."""
    for year, report in model.reports.items():
        after = model.reports.get(year + 1)
        for key, plan in report.plans.plans.items():
            outcome = after.outcomes.get(key) if after else None
            if plan.due and plan.due < today and (outcome is None or outcome.status != "已完成"):
                state = outcome.status if outcome else "没有写落实情况"
                advice = f"请更新进展，或在 data/{year + 1}/outcomes.yml 里写明。"
                yield Problem(
                    f"data/{year}/plans.yml", 0, 0, f"“{plan.title}”的期限 {plan.due} 已过，{state}；{advice}"
                )


def _plans_out_of_time(_: Model, report: Report) -> Iterator[Problem]:
    for plan in report.plans.plans.values():
        if plan.due and plan.due.year != report.year + 1:
            place = f"data/{report.year}/plans.yml"
            yield Problem(place, 0, 0, f"“{plan.title}”的期限 {plan.due} 不在打算所在的 {report.year + 1} 年；请核对。")


def _at(figure: Figure, message: str) -> Problem:
    return Problem(f"data/{figure.year}/figures.yml", figure.line, 0, message)
