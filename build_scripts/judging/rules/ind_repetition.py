"""IND rules on what repeats itself: one row below many goals, texts copied word for word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.rows import indicator_name, long_term, row_cell
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, Severity


@department_rule("IND-10", Severity.NOTE,
    title=Both("同一指标在多个目标或项目下重复", "One indicator repeated below many goals or projects"),
    reason=Both("名称和目标值都相同的指标出现在多个目标或项目下，看不出各自要达到什么。", "An indicator with the same name and target stands below several goals or projects and tells nothing about each."),
    formula=Both("名称、目标值相同的指标，所在目标（项目）少于门户设置的个数（没有另写的为 3 个）", "indicators with the same name and target stand below fewer goals (projects) than the portal's settings say (3 where they do not)"),
    basis=Both("本门户约定；满意度指标可以通用，不作提示。", "Own convention; satisfaction indicators may be shared and are left alone."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
          - {kind: annual, number: 2, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
          - {kind: annual, number: 3, indicators: [{level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%}]}
    """,
    right="""
        goals[0].indicators[0].name: 桥梁检查完成率
        goals[1].indicators[0].name: 路面修补完成率
    """,
)  # fmt: skip
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
    project = {result.statement.id: result.statement.project or "" for result in results}
    for (year, _, _, _), places in found.items():
        if len(places) < enough:
            continue
        (statement_id, _), item = next(iter(places.items()))
        forms = len({form for form, _ in places})
        where = Both(f"{len(places)} 个年度目标", f"{len(places)} annual goals")
        if forms > 1:
            where = Both(f"{forms} 个项目", f"{forms} projects")
        targets = dict.fromkeys(quoted(place.effective_target.raw) for place in places.values())
        aims = Both("或".join(f"“{target}”" for target in targets), " or ".join(targets))
        yield Place(f"{item.path}.name").hit(
            f"{indicator_name(item)}（目标{aims.zh}）在 {year} 年度 {where.zh}下重复出现。",
            f"{indicator_name(item)} (target {aims.en}) stands below {where.en} of {year}.",
            gathered=tuple(sorted(project[form] for form, _ in places)),
            statement_id=statement_id,
        )


@statement_rule("IND-11", Severity.NOTE, needs={"IND-04", "IND-07", "IND-08"},
    title=Both("完成情况照抄目标", "The achievement repeats the target word for word"),
    reason=Both("实际完成的文字与目标的文字完全相同，读者看不到做了什么、结果如何。", "The text of what was achieved equals the text of the target; a reader learns nothing about the result."),
    formula=Both("完成情况文字 ≠ 目标文字（门户设置的字数以上，没有另写的为 8 字）", "text of the achievement ≠ text of the goal (for texts as long as the portal's settings say; 8 characters where they do not)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        goals:
          - kind: overall
            target_text: 推动全县政务办公一体化，实现协同办公
            actual_text: 推动全县政务办公一体化，实现协同办公
    """,
    right="goals[0].actual_text: 平台于9月上线，43个单位接入",
)  # fmt: skip
def achievement_in_own_words(result: StatementResult) -> Iterator[Hit]:
    """Find goals and qualitative rows whose achievement repeats a long target; 及时 and 及时 may well be the same by chance."""
    long = result.thresholds.identical_text
    for index, goal in enumerate(result.statement.goals):
        wanted, reached = clean(goal.target_text or ""), clean(goal.actual_text or "")
        if len(wanted) >= long and wanted == reached:
            yield Place(f"goals[{index}].actual_text").hit(
                f"实际完成情况与目标文字完全相同：{quoted(goal.target_text).rstrip('。')}。",
                f"The achievement repeats the goal word for word: {quoted(goal.target_text).rstrip('。')}.",
            )
    for item in result.indicators:
        target, actual = item.effective_target, item.actual
        if target.kind == actual.kind == "qualitative" and len(target.text) >= long and target.text == actual.text:
            yield row_cell(item, "actual").hit(
                f"完成值与目标值文字完全相同：{quoted(target.raw).rstrip('。')}。",
                f"the actual value repeats the target word for word: {quoted(target.raw).rstrip('。')}.",
            )


@statement_rule("IND-19", Severity.NOTE,
    title=Both("年度总体目标只写了项目名称", "The objective only repeats the project's name"),
    reason=Both("年度总体目标应说明要达到什么；只写项目名称，等于没有目标。", "The annual objective says what is to be reached; the project's name alone says nothing."),
    formula=Both("年度总体目标 ≠ 项目名称", "annual objective ≠ name of the project"),
    basis=Both("表头“年度总体目标”。", "The form's own heading for the annual objective."),
    wrong="""
        project: 产业发展服务经费
        goals:
          - {kind: overall, target_text: 产业发展服务经费, actual_text: 已完成}
    """,
    right="""
        goals[0].target_text: 走访重点企业60家，协调解决用地用工问题
        goals[0].actual_text: 走访64家，解决问题31个
    """,
)  # fmt: skip
def objective_is_no_name(result: StatementResult) -> Iterator[Hit]:
    """Compare each goal's text with the project's name."""
    project = clean(result.statement.project or "")
    for index, goal in enumerate(result.statement.goals):
        if project and clean(goal.target_text or "").rstrip("。") == project:
            yield Place(f"goals[{index}].target_text").hit(
                f"年度总体目标写作“{quoted(goal.target_text)}”，与项目名称相同。",
                f"The objective reads {quoted(goal.target_text)}, the project's name.",
            )
