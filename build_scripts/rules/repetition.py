"""Rules on what repeats itself: scores and targets that tell nothing apart, texts copied word for word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.amounts import clean, parse_points
from build_scripts.rules.registry import Hit, department_rule, statement_rule
from build_scripts.rules.rows import label, long_term
from build_scripts.rules.texts import quoted
from build_scripts.score import IndicatorResult, StatementResult
from build_scripts.vocabulary import FormType, Severity


@department_rule(
    "SCO-11",
    Severity.NOTE,
    title_zh="全部表单满分，或多张表目标值全部相同",
    title_en="All forms score full marks, or many forms set one and the same target",
    reason_zh="一个部门的自评表全部得满分，或多张表的目标值都是同一个数，评分就不能区分做得好坏。",
    reason_en="Where all forms of a department score full marks, or set one and the same number as every target, scores tell nothing apart.",
    formula_zh="同一部门同一年度的表（门户设置的张数以上，没有另写的为 3 张）：总分均为满分；或每张表的定量目标值均为同一个数",
    formula_en="forms of one department and year (as many as the portal's settings say; 3 where they do not): all totals are full marks; or all quantitative targets of each form are one and the same number",
    basis_zh="本门户约定。",
    basis_en="Own convention.",
    wrong="""
        forms:
          - {total: {label: 总分, weight: "100", score: "100"}}
          - {total: {label: 总分, weight: "100", score: "100"}}
          - {total: {label: 总分, weight: "100", score: "100.00"}}
    """,
    right="""
        forms:
          - {total: {label: 总分, weight: "100", score: "100"}}
          - {total: {label: 总分, weight: "100", score: "98.5"}}
          - {total: {label: 总分, weight: "100", score: "100.00"}}
    """,
)
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
    totals = [(result, getattr(result.statement.form, "total", None)) for result in group]
    scored = [
        (result, parse_points(total.score), Decimal(result.profile.total_weight))
        for result, total in totals
        if total and result.profile and result.profile.total_weight and parse_points(total.score) is not None
    ]
    alike = len(scored) >= group[0].thresholds.forms_alike
    if alike and all(points == full for _, points, full in scored):
        yield Hit(
            "",
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
            yield Hit(
                "",
                f"本部门 {year} 年度有 {len(forms)} 张表，每条定量指标的目标值都是 {' 或 '.join(printed)}。",
                f"{len(forms)} forms of the department for {year} set {' or '.join(printed)} as the target of every quantitative indicator.",
                statement_id=_department_form(group, concerned),
            )


@department_rule(
    "IND-10",
    Severity.NOTE,
    title_zh="同一指标在多个目标或项目下重复",
    title_en="One indicator repeated below many goals or projects",
    reason_zh="名称和目标值都相同的指标出现在多个目标或项目下，看不出各自要达到什么。",
    reason_en="An indicator with the same name and target stands below several goals or projects and tells nothing about each.",
    formula_zh="名称、目标值相同的指标，所在目标（项目）少于门户设置的个数（没有另写的为 3 个）",
    formula_en="indicators with the same name and target stand below fewer goals (projects) than the portal's settings say (3 where they do not)",
    basis_zh="本门户约定；满意度指标可以通用，不作提示。",
    basis_en="Own convention; satisfaction indicators may be shared and are left alone.",
    wrong="""
        form_type: dept_target
        goals:
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
          - {kind: annual, number: 2, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
          - {kind: annual, number: 3, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
    """,
    right="""
        form_type: dept_target
        goals:
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 桥梁检查完成率, target: 100%}]}
          - {kind: annual, number: 2, indicators: [{level1: 产出指标, level2: 质量指标, name: 路面修补完成率, target: 100%}]}
          - {kind: annual, number: 3, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
    """,
)
def indicators_are_each_goals_own(results: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Count a department's goals of one year that share name and target of a row: one finding for each such row.

    Long-term goals are not counted beside the annual ones that repeat them.
    """
    found: dict[tuple[int, FormType, str, str], dict[tuple[str, int], IndicatorResult]] = defaultdict(dict)
    enough = results[0].thresholds.repeated_indicators if results else 0
    for result in results:
        statement = result.statement
        for item in result.indicators:
            if long_term(result, item) or item.is_satisfaction or item.effective_target.state != "reported":
                continue
            name, target = clean(item.row.name), clean(item.effective_target.raw or "").rstrip("%")
            key = (statement.form.fiscal_year, statement.form.form_type, name, target)
            found[key].setdefault((statement.id, item.goal_order), item)
    for (year, _, _, _), places in found.items():
        if len(places) < enough:
            continue
        (statement_id, _), item = next(iter(places.items()))
        forms = len({form for form, _ in places})
        where_zh = f"{forms} 个项目" if forms > 1 else f"{len(places)} 个年度目标"
        where_en = f"{forms} projects" if forms > 1 else f"{len(places)} annual goals"
        targets = dict.fromkeys(quoted(place.effective_target.raw) for place in places.values())
        targets_zh, targets_en = "或".join(f"“{target}”" for target in targets), " or ".join(targets)
        yield Hit(
            f"{item.path}.name",
            f"{label(item)}（目标{targets_zh}）在 {year} 年度 {where_zh}下重复出现。",
            f"{label(item)} (target {targets_en}) stands below {where_en} of {year}.",
            statement_id=statement_id,
        )


@statement_rule(
    "IND-11",
    Severity.NOTE,
    needs={"IND-04", "IND-07", "IND-08"},
    title_zh="完成情况照抄目标",
    title_en="The achievement repeats the target word for word",
    reason_zh="实际完成的文字与目标的文字完全相同，读者看不到做了什么、结果如何。",
    reason_en="The text of what was achieved equals the text of the target; a reader learns nothing about the result.",
    formula_zh="完成情况文字 ≠ 目标文字（门户设置的字数以上，没有另写的为 8 字）",
    formula_en="text of the achievement ≠ text of the goal (for texts as long as the portal's settings say; 8 characters where they do not)",
    basis_zh="本门户约定。",
    basis_en="Own convention.",
    wrong="""
        goals:
          - kind: overall
            target_text: 推动全县政务办公一体化，实现协同办公
            actual_text: 推动全县政务办公一体化，实现协同办公
    """,
    right="""
        goals:
          - kind: overall
            target_text: 推动全县政务办公一体化，实现协同办公
            actual_text: 平台于9月上线，43个单位接入
    """,
)
def achievement_in_own_words(result: StatementResult) -> Iterator[Hit]:
    """Find goals and qualitative rows whose achievement repeats a long target; 及时 and 及时 may well be the same by chance."""
    long = result.thresholds.identical_text
    for index, goal in enumerate(result.statement.goals):
        wanted, reached = clean(goal.target_text or ""), clean(goal.actual_text or "")
        if len(wanted) >= long and wanted == reached:
            yield Hit(
                f"goals[{index}].actual_text",
                f"实际完成情况与目标文字完全相同：{quoted(goal.target_text).rstrip('。')}。",
                f"The achievement repeats the goal word for word: {quoted(goal.target_text).rstrip('。')}.",
            )
    for item in result.indicators:
        target, actual = item.effective_target, item.actual
        if target.kind == actual.kind == "qualitative" and len(target.text) >= long and target.text == actual.text:
            yield Hit(
                f"{item.path}.actual",
                f"{label(item)}：完成值与目标值文字完全相同：{quoted(target.raw).rstrip('。')}。",
                f"{label(item)}: the actual value repeats the target word for word: {quoted(target.raw).rstrip('。')}.",
            )


@statement_rule(
    "IND-19",
    Severity.NOTE,
    title_zh="年度总体目标只写了项目名称",
    title_en="The objective only repeats the project's name",
    reason_zh="年度总体目标应说明要达到什么；只写项目名称，等于没有目标。",
    reason_en="The annual objective says what is to be reached; the project's name alone says nothing.",
    formula_zh="年度总体目标 ≠ 项目名称",
    formula_en="annual objective ≠ name of the project",
    basis_zh="表头“年度总体目标”。",
    basis_en="The form's own heading for the annual objective.",
    wrong="""
        project: 产业发展服务经费
        goals:
          - {kind: overall, target_text: 产业发展服务经费, actual_text: 已完成}
    """,
    right="""
        project: 产业发展服务经费
        goals:
          - {kind: overall, target_text: 走访重点企业60家，协调解决用地用工问题, actual_text: 走访64家，解决问题31个}
    """,
)
def objective_is_no_name(result: StatementResult) -> Iterator[Hit]:
    """Compare each goal's text with the project's name."""
    project = clean(getattr(result.statement.form, "project", "") or "")
    for index, goal in enumerate(result.statement.goals):
        if project and clean(goal.target_text or "").rstrip("。") == project:
            yield Hit(
                f"goals[{index}].target_text",
                f"年度总体目标写作“{quoted(goal.target_text)}”，与项目名称相同。",
                f"The objective reads {quoted(goal.target_text)}, the project's name.",
            )
