"""IND rules on what was planned and what is accounted for: the targets of the plan stand again in the self-evaluation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from build_scripts.cells.amounts import clean
from build_scripts.judging.rules.groups import by_year
from build_scripts.judging.rules.registry import Hit, department_rule
from build_scripts.judging.rules.rows import row_cell
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import IndicatorResult, StatementResult, target_change
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import FormType, Level2, Severity, TargetChange

_PLAN_OF = {FormType.PROJECT_SELF_EVAL: FormType.PROJECT_TARGET, FormType.DEPT_SELF_EVAL: FormType.DEPT_TARGET}
"""Which form promises what another accounts for."""
_Row = tuple[str, Level2 | None]


@department_rule("IND-80", Severity.WARNING,
    title=Both("自评表上的目标值与当年的目标申报表不同", "A target of the self-evaluation differs from that of the year's target form"),
    reason=Both("自评应对照年初批复的目标；自评表上的目标值与同年目标申报表不同，又没有填调整后目标值的，读者不知道目标是什么时候、为什么改的。", "A self-evaluation is measured by the targets set for the year; where its target is another than on that year's target form, and no adjusted target is filled in, nobody can tell when and why it was changed."),
    formula=Both("自评表的年度目标值 = 同年同一项目（部门）目标申报表上同一指标的目标值，或填有调整后目标值", "target of the self-evaluation = target of the same indicator on the target form of the same project (department) and year, or an adjusted target is given"),
    basis=Both("《预算法》第十三条、第三十二条：绩效目标随预算批复；表头“年初设定目标”。", "Budget Law, articles 13 and 32: targets are approved with the budget; the column's own heading."),
    wrong="""
        forms:
          - form_type: dept_target
            goals:
              - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 数量指标, name: 养护里程, target: ≥60公里}]}
          - form_type: dept_self_eval
            goals:
              - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 数量指标, name: 养护里程, target: ≥50公里, actual: 52公里}]}
    """,
    right="forms[1].goals[0].indicators[0].target: ≥60公里",
)  # fmt: skip
def targets_stay_as_planned(results: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare each self-evaluation with the target form of its project or department; a name that stands twice says nothing."""
    for forms in by_year(results):
        plans = {_subject(result): result for result in forms if result.statement.form.form_type in _PLAN_OF.values()}
        for result in forms if plans else ():
            plan_type = _PLAN_OF.get(result.statement.form.form_type)
            plan = plans.get((plan_type, _subject(result)[1])) if plan_type else None
            planned = _rows(plan) if plan is not None else {}
            for key, item in _rows(result).items() if planned else ():
                before = planned.get(key)
                if before is not None:
                    yield from _changed(result, item, before)


def _subject(result: StatementResult) -> tuple[FormType, str]:
    return result.statement.form.form_type, clean(result.statement.project or "")


def _rows(result: StatementResult) -> dict[_Row, IndicatorResult]:
    """Return the rows of the year by name and category, without those that stand twice."""
    rows: dict[_Row, list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        if not item.long_term and item.target.state == "reported":
            rows[item.bare_name, item.level2].append(item)
    return {key: found[0] for key, found in rows.items() if len(found) == 1}


def _changed(result: StatementResult, item: IndicatorResult, before: IndicatorResult) -> Iterator[Hit]:
    change = target_change(item.target, before.target, item.polarity)
    same_words = clean(item.target.raw or "") == clean(before.target.raw or "")
    if change in {None, TargetChange.EQUAL} or same_words or item.adjusted_target.state == "reported":
        return
    weaker = Both("，要求更低", ", which asks for less") if change is TargetChange.WEAKER else UNSAID
    planned, now = quoted(before.target.raw), quoted(item.target.raw)
    yield row_cell(item, "target").hit(
        f"目标申报表上为 {planned}，自评表上为 {now}{weaker.zh}，没有填调整后的目标值。",
        f"the target form says {planned}, the self-evaluation {now}{weaker.en}; no adjusted target is given.",
        reference=planned,
        statement_id=result.statement.id,
    )
