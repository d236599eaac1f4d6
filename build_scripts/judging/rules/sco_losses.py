"""SCO rules on points that were lost or given as a whole, and on a department that is more content than its projects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean, plain
from build_scripts.judging.rules.groups import by_year, first_of
from build_scripts.judging.rules.money import in_form_unit, spending
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.rows import STOCK_PHRASES, has_explanation, row_cell, weight_and_points
from build_scripts.judging.rules.texts import narratives, quoted
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import FormType, Level1, NarrativeKind, Severity

_A_TRACE = Decimal("0.05")
"""Points that rounding may take."""
_HEAVY = Decimal(15)
_PROJECTS = 5
_PROJECTS_IN_FULL = 3
"""Project forms from which on full marks on all of them are no chance."""
_OWN_STAFF = re.compile("职工|员工|干部|工作人员|单位内部|科室")
_EXPLAINING = frozenset({NarrativeKind.DEVIATION_SUMMARY, NarrativeKind.AUDIT_REMARKS, NarrativeKind.REMARKS})


@statement_rule("SCO-25", Severity.WARNING,
    title=Both("扣了分，问题一栏却写“无”", "Points lost, and the box for problems says none"),
    reason=Both("总分没有满，资金也没有用完，问题及原因一栏写“无”，表上也没有别的说明。执行率低于说明门槛的，见 BUD-07。", "The total is below full marks, money was left over, the box for problems says none, and no other cell gives a reason. Of rates below the threshold BUD-07 speaks."),
    formula=Both("总分 < 满分（差 0.05 分以上）且有未用的资金 ⇒ 问题及原因一栏或偏差原因栏有说明", "total < full marks (by more than 0.05) and money left over ⇒ a reason in the box for problems or in a deviation cell"),
    basis=Both("表样自身的栏目“存在的主要问题及原因分析”“偏差原因分析及改进措施”。", "The form's own boxes for problems and for reasons."),
    wrong="""
        funding: [{line_code: total, label: 年度资金总额, adjusted: "80.32", executed: "75.2", weight: "10", rate: "93.63", score: "9.36"}]
        total: {label: 总分, weight: "100", score: "99.36"}
        narratives: [{kind: problems, heading: 存在的主要问题及原因分析, text: 无}]
    """,
    right="narratives[0].text: 会议费压减，结余 5.12 万元。",
)  # fmt: skip
def losses_have_a_reason(result: StatementResult) -> Iterator[Hit]:
    """Compare the total with full marks where the box for problems is blank or says none, and no cell gives a reason."""
    whole, total, profile = spending(result), result.statement.cells.total, result.profile
    if whole is None or total is None or profile is None or total.score.value is None or not profile.total_weight:
        return
    lost = Decimal(profile.total_weight) - total.score.value
    unused = whole.budget - whole.executed
    if lost <= _A_TRACE or unused <= 0 or whole.rate < Decimal(profile.rate_threshold) or _explained(result):
        return
    for path, block in narratives(result.statement.form, frozenset({NarrativeKind.PROBLEMS})):
        if clean(block.text or "").rstrip("。.") in STOCK_PHRASES:
            unit, left = result.statement.money_unit, in_form_unit(result, unused)
            said = (
                Both(f"写“{quoted(block.text)}”", f"says “{quoted(block.text)}”")
                if clean(block.text or "")
                else Both("空白", "is blank")
            )
            yield Place(f"{path}.text").hit(
                f"总分 {plain(total.score.value)}，扣 {plain(lost)} 分，{left} {unit.zh}没有用，问题及原因一栏{said.zh}，表上没有其他说明。",
                f"The total is {plain(total.score.value)}, {plain(lost)} points are lost and {left} {unit.en} were not used; the box for problems {said.en}, and no other cell gives a reason.",
                reference=plain(Decimal(profile.total_weight)),
            )


def _explained(result: StatementResult) -> bool:
    rows = any(has_explanation(item.row) for item in result.indicators) or any(
        has_explanation(item.line) for item in result.funding
    )
    boxes = narratives(result.statement.form, _EXPLAINING)
    return rows or any(clean(block.text or "").rstrip("。.") not in STOCK_PHRASES for _, block in boxes)


@department_rule("SCO-28", Severity.NOTE,
    title=Both("部门表扣了分，各项目表却全都满分", "Points lost on the department's form, and full marks on all its projects'"),
    reason=Both("部门自评表的指标扣了分，同年每一张项目自评表的指标都得满分：扣的分出在哪项工作，看不出。", "The department's form loses points on its indicators, while on each project form of the year all have full marks: which work they were lost for cannot be seen."),
    formula=Both("部门自评表指标得分之和 < 分值之和 ⇒ 至少一张项目自评表（共 3 张以上）的指标没有满分", "points on the indicators of the department's form < their weights ⇒ at least one of 3 project forms and more has not full marks on its indicators"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        forms:
          - {form_type: dept_self_eval, goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 履职目标实现, target: 有效提升, actual: 有效提升, weight: "25", score: "22"}]}]}
          - {project: 甲, goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 合格率, target: ≥95%, actual: 97%, weight: "50", score: "50"}]}]}
          - {project: 乙, goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 合格率, target: ≥95%, actual: 97%, weight: "50", score: "50"}]}]}
          - {project: 丙, goals: [{kind: overall, indicators: [{level1: 产出指标, level2: 质量指标, name: 合格率, target: ≥95%, actual: 97%, weight: "50", score: "50"}]}]}
    """,
    right="forms[3].goals[0].indicators[0].score: 48",
)  # fmt: skip
def losses_are_seen_in_projects(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Find a department that loses points on its indicators while each of its projects of the year has them all."""
    for group in by_year(forms):
        whole = first_of(group, FormType.DEPT_SELF_EVAL)
        projects = [one for one in group if one.statement.form.form_type is FormType.PROJECT_SELF_EVAL]
        if whole is None or len(projects) < _PROJECTS_IN_FULL:
            continue
        lost = [
            (item, *printed)
            for item in whole.indicators
            if (printed := weight_and_points(item)) and printed[1] < printed[0]
        ]
        if not lost or not all(map(_in_full, projects)):
            continue
        item, weight, points = max(lost, key=lambda row: row[1] - row[2])
        missing = sum((one - other for _, one, other in lost), Decimal())
        yield row_cell(item, "score").hit(
            f"分值 {plain(weight)}，得分 {plain(points)}；部门自评表的指标共扣 {plain(missing)} 分，同年 {len(projects)} 张项目自评表的指标却全都满分。",
            f"{plain(points)} of {plain(weight)} points; the indicators of the department's form lose {plain(missing)} in all, and those of all {len(projects)} project forms of the year have full marks.",
            of_cell=False,
            gathered=tuple(indicator.row.name for indicator, _, _ in lost),
            statement_id=whole.statement.id,
        )


def _in_full(form: StatementResult) -> bool:
    printed = [pair for item in form.indicators if (pair := weight_and_points(item))]
    return bool(printed) and all(points == weight for weight, points in printed)


@department_rule("SCO-26", Severity.NOTE,
    title=Both("部门的满意度高于它的所有项目", "A department's satisfaction above that of all its projects"),
    reason=Both("部门自评表的满意度高于同年任何一张项目自评表，两处说的是不是同一批人、怎样得来，需要说明。", "The satisfaction of the department's form is above that of any of its projects of the year: whether the same people are meant, and how it was found, needs an explanation."),
    formula=Both("部门自评表满意度完成值 ≤ max(项目自评表满意度完成值)，项目不少于 5 个；只答职工满意度的不比", "satisfaction on the department's form ≤ the highest on its project forms, of which there are at least 5; that of own staff is not compared"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        forms:
          - {form_type: dept_self_eval, goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 社会公众满意度, target: 99%, actual: 99%}]}]}
          - {project: 甲, goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90%, actual: 91%}]}]}
          - {project: 乙, goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90%, actual: 95%}]}]}
          - {project: 丙, goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90%, actual: 90%}]}]}
          - {project: 丁, goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90%, actual: 96%}]}]}
          - {project: 戊, goals: [{kind: overall, indicators: [{level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: 90%, actual: 93%}]}]}
    """,
    right="forms[0].goals[0].indicators[0].actual: 96%",
)  # fmt: skip
def department_is_no_better(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare the department's satisfaction rows of a year with the highest one of its projects."""
    for group in by_year(forms):
        whole = first_of(group, FormType.DEPT_SELF_EVAL)
        projects = [one for one in group if one.statement.form.form_type is FormType.PROJECT_SELF_EVAL]
        best = [max(rates) for one in projects if (rates := [rate for _, rate in _satisfaction(one)])]
        if whole is None or len(best) < _PROJECTS:
            continue
        for item, rate in _satisfaction(whole):
            if rate > max(best):
                yield row_cell(item, "actual").hit(
                    f"完成值 {quoted(item.actual.raw)}，高于同年 {len(best)} 张项目自评表的满意度（{plain(min(best))}%至{plain(max(best))}%）。",
                    f"the actual value is {quoted(item.actual.raw)}, above the satisfaction on all {len(best)} project forms of the year ({plain(min(best))}% to {plain(max(best))}%).",
                    reference=f"{plain(max(best))}%",
                    difference=rate - max(best),
                    statement_id=whole.statement.id,
                )


def _satisfaction(result: StatementResult) -> Iterator[tuple[IndicatorResult, Decimal]]:
    for item in result.indicators:
        rate = item.actual.definite
        asked = item.is_satisfaction and not _OWN_STAFF.search(item.row.name)
        if asked and rate is not None and item.actual.unit in {"percent", ""} and 1 < rate <= HUNDRED:
            yield item, rate


@statement_rule("SCO-27", Severity.NOTE,
    title=Both("一条定性指标占了整个一级指标的分值", "One indicator in words carries its whole category"),
    reason=Both("一级指标的分值全压在一条没有数的指标上，这些分给不给只凭评分人的判断。", "All points of a first level hang on one indicator without a number, so that they are given by judgement alone."),
    formula=Both("目标为文字的指标，分值 < 其一级指标的全部分值，或 < 15 分", "an indicator whose target is words: weight < all weights of its first level, or < 15 points"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 办结公文, target: ≥8000件, actual: 8420件, weight: "50", score: "50"}
              - {level1: 效益指标, level2: 社会效益指标, name: 保障机关运行, target: 有效保障, actual: 有效保障, weight: "30", score: "30"}
    """,
    right="goals[0].indicators[1].weight: 10",
)  # fmt: skip
def weight_is_spread(result: StatementResult) -> Iterator[Hit]:
    """Find first levels, satisfaction aside, whose only row with a weight has a target in words."""
    levels: dict[tuple[int, Level1 | None], list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        if item.weight.value:
            levels[item.goal_order, item.level1].append(item)
    for (_, level1), rows in levels.items():
        (item, *others), weight = rows, rows[0].weight.value
        target = item.effective_target
        words = target.state == "reported" and target.number is None and not target.items and target.kind != "duty"
        if level1 is None or level1 is Level1.SATISFACTION or others or weight is None or weight < _HEAVY or not words:
            continue
        if re.search("[0-9]", clean(target.raw or "")):
            continue
        if len(levels) > 1:
            yield row_cell(item, "weight").hit(
                f"“{level1.zh}”的全部分值 {plain(weight)} 分都在这一条上，目标值写作“{quoted(target.raw)}”，没有数。",
                f"all {plain(weight)} points of “{level1.en}” are on this row; the target reads “{quoted(target.raw)}”, without a number.",
            )
