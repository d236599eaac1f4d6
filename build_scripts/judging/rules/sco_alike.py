"""SCO-11: scores and targets that tell a department's forms of a year not apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, Place, department_rule
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, Severity


@department_rule("SCO-11", Severity.NOTE,
    title=Both("全部表单满分，或多张表目标值全部相同", "All forms score full marks, or many forms set one and the same target"),
    reason=Both("一个部门的自评表全部得满分，或多张表的目标值都是同一个数，评分就不能区分做得好坏。", "Where all forms of a department score full marks, or set one and the same number as every target, scores tell nothing apart."),
    formula=Both("同一部门同一年度的表（门户设置的张数以上，没有另写的为 3 张）：总分均为满分；或每张表的定量目标值均为同一个数", "forms of one department and year (as many as the portal's settings say; 3 where they do not): all totals are full marks; or all quantitative targets of each form are one and the same number"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        forms:
          - {total: {label: 总分, weight: "100", score: "100"}}
          - {total: {label: 总分, weight: "100", score: "100"}}
          - {total: {label: 总分, weight: "100", score: "100.00"}}
    """,
    right="forms[1].total.score: 98.5",
)  # fmt: skip
def scores_tell_forms_apart(results: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Find a department's year in which all totals are full marks, or in which many forms repeat one target.

    Both are said of the department, on its own form of the year where it has one, and of no row.
    """
    years: dict[int, list[StatementResult]] = defaultdict(list)
    for result in results:
        years[result.statement.form.fiscal_year].append(result)
    for year, group in sorted(years.items()):
        yield from _all_full_marks(year, group)
        yield from _one_target_everywhere(year, group)


def _all_full_marks(year: int, group: list[StatementResult]) -> Iterator[Hit]:
    totals = [(result, result.statement.cells.total) for result in group]
    scored = [
        (result, total.score.value, Decimal(result.profile.total_weight))
        for result, total in totals
        if total and result.profile and result.profile.total_weight and total.score.value is not None
    ]
    alike = len(scored) >= group[0].thresholds.forms_alike
    if alike and all(points == full for _, points, full in scored):
        yield Place("").hit(
            f"本部门 {year} 年度 {len(scored)} 张印有总分的表全部为满分。",
            f"All {len(scored)} forms of the department for {year} that print a total score full marks.",
            statement_id=_department_form(group, [result for result, _, _ in scored]),
        )


def _department_form(group: list[StatementResult], concerned: list[StatementResult]) -> str:
    """Return the form on which something is said of the whole department: its own, else the first concerned."""
    own = [result for result in group if result.statement.form.form_type is FormType.DEPT_SELF_EVAL]
    return [*own, *concerned][0].statement.id


def _one_target_everywhere(year: int, group: list[StatementResult]) -> Iterator[Hit]:
    alike: dict[Decimal, dict[str, list[str]]] = defaultdict(dict)
    enough = group[0].thresholds.forms_alike
    for result in group:
        targets = [
            item.target for item in result.indicators if item.actual.raw is not None and item.target.number is not None
        ]
        numbers = {target.number / target.scale for target in targets if target.number is not None}
        if len(numbers) == 1 and len(targets) >= enough:
            alike[numbers.pop()][result.statement.id] = [clean(target.raw or "") for target in targets]
    for _, forms in sorted(alike.items()):
        if len(forms) >= enough:
            printed = sorted({target for targets in forms.values() for target in targets})
            concerned = [result for result in group if result.statement.id in forms]
            yield Place("").hit(
                f"本部门 {year} 年度有 {len(forms)} 张表，每条定量指标的目标值都是 {' 或 '.join(printed)}。",
                f"{len(forms)} forms of the department for {year} set {' or '.join(printed)} as the target of every quantitative indicator.",
                statement_id=_department_form(group, concerned),
            )
