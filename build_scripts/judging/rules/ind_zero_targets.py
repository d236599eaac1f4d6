"""IND rule on targets of 0 beside years, or a long-term target, that were above it."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.cells.value_model import Value
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import row_cell
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import PAUSE, Both
from build_scripts.words.vocabulary import CellState, GoalKind, Level2, Polarity, Severity


@statement_rule("IND-23", Severity.WARNING,
    title=Both("目标值为 0，而长期目标或往年大于 0", "A target of 0 beside a long-term target or years above 0"),
    reason=Both("越多越好的指标，目标值为 0 等于没有要求。同一张表的长期目标大于 0 的，两处目标不一致，作疑点；只有上年或前年大于 0 的，可能是任务已经结束，作提示。", "Where more is better, a target of 0 asks for nothing. Where the form's long-term target is above 0 the two targets disagree, which is a warning; where only an earlier year was above 0 the task may have ended, which is a note."),
    formula=Both("目标值 = 0 ⇒ 同一指标的长期目标、上年、前年都不大于 0（指标方向为越多越好）", "target = 0 ⇒ long-term target, last year and the year before are not above 0 (where higher is better)"),
    basis=Both("表上“近两年指标值”、长期目标与本年目标的对比；本门户约定。", "The form's own figures of previous years and its long-term targets; own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: long_term
            number: 1
            indicators: [{level1: 产出指标, level2: 质量指标, name: 资料扫描率, target: ≥99%}]
          - kind: annual
            number: 1
            indicators: [{level1: 产出指标, level2: 质量指标, name: 资料扫描率, baseline_y2: 99%, baseline_y1: "0", target: "0"}]
    """,
    right="goals[1].indicators[0].target: ≥99%",
)  # fmt: skip
def target_of_zero_beside_more(result: StatementResult) -> Iterator[Hit]:
    """Find rows that are better higher, are given a bare 0 as target, and had more before or are to have more later.

    The long-term target is that of the goal of the same number; of any goal where none has the annual goal's number.
    """
    goals = result.statement.goals
    numbers = {goal.number for goal in goals if goal.kind is GoalKind.LONG_TERM}
    later: dict[tuple[int | None, str, Level2 | None], Value] = {}
    zeros: list[IndicatorResult] = []
    for item in result.indicators:
        target, number = item.effective_target, goals[item.goal_order - 1].number
        if item.long_term:
            if item.polarity is not Polarity.LOWER_BETTER and _above_zero(target):
                for own in (number, None):
                    later.setdefault((own, *_indicator(item)), target)
        elif target.number == 0 and target.op is None and item.polarity is Polarity.HIGHER_BETTER:
            zeros.append(item)
    for item in zeros:
        number = goals[item.goal_order - 1].number
        aim = later.get((number if number in numbers else None, *_indicator(item)))
        years = ((Both("上年", "last year"), item.baseline_y1), (Both("前年", "the year before"), item.baseline_y2))
        above = [*([aim] if aim else []), *(value for _, value in years if _above_zero(value))]
        if above:
            printed = [
                *([(Both("长期目标", "the long-term target"), aim)] if aim else []),
                *(one for one in years if one[1].state == CellState.REPORTED),
            ]
            beside = PAUSE.join(Both.printed(" ").join([name, quoted(value.raw)]) for name, value in printed)
            yield row_cell(item, "target").hit(
                f"目标值为 0，{beside.zh}；表上没有说明为什么是 0。",
                f"the target is 0, {beside.en}; the form does not say why it is 0.",
                reference=quoted(above[0].raw),
                severity=None if aim else Severity.NOTE,
            )


def _indicator(item: IndicatorResult) -> tuple[str, Level2 | None]:
    return item.bare_name, item.level2


def _above_zero(value: Value) -> bool:
    return value.number is not None and value.number > 0
