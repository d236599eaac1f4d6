"""SCO rules on the column for reasons: deductions, misses and far over-fulfilment are explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import plain, rounded_apart
from build_scripts.cells.instructions import is_instruction
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import has_explanation, missed, pair, row_cell, weight_and_points
from build_scripts.judging.rules.texts import MOST_EXAMPLES, quoted
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import NarrativeKind, Polarity, Severity

_FIGURE = re.compile(
    "[0-9０-９]|[一二两三四五六七八九十百千](?:次|个|人|项|件|天|月|年|家|户|所)|全部|全年|均|无|零|未"
)
"""What a loss may be derived from: a number, or words for all and none."""


@statement_rule("SCO-07", Severity.WARNING,
    title=Both("扣分而未说明原因", "Points lost without a reason"),
    reason=Both("得分低于分值的，偏差原因栏应说明为什么扣分、怎样改进；目标值、完成值都没有数的，扣几分也无从推算。", "Where points are below the weight, the deviation column says why and what will be done; where neither target nor actual value holds a number, the loss cannot be derived either."),
    formula=Both("得分 < 分值 ⇒ 填写偏差原因分析及改进措施", "points < weight ⇒ the column for reasons and improvements is filled"),
    basis=Both("表头“偏差原因分析及改进措施”。", "The form's own column 偏差原因分析及改进措施."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 完成及时率, target: 100%, actual: 99%, weight: "10", score: "9.9", deviation: ""}
    """,
    right="goals[0].indicators[0].deviation: 故障处理的及时性有待提高",
)  # fmt: skip
def deduction_is_explained(result: StatementResult) -> Iterator[Hit]:
    """Find rows with points below the weight whose deviation cell is blank or a stock phrase."""
    for item in result.indicators:
        printed = weight_and_points(item)
        if printed is None or printed[1] >= printed[0] or item.row.deviation is None or has_explanation(item.row):
            continue
        if item.attainment is not None and item.attainment > HUNDRED and printed[1] == item.score_recomputed.value:
            continue  # the form's own bands for over-fulfilment take these points
        lost, unread = printed[0] - printed[1], UNSAID
        if not any(_FIGURE.search(value.raw or "") for value in (item.effective_target, item.actual)):
            unread = Both(
                "；目标值和完成值都没有数，扣几分也推算不出",
                "; neither target nor actual value holds a number from which the loss could be derived",
            )
        yield row_cell(item, "deviation").hit(
            f"分值 {plain(printed[0])}，得分 {plain(printed[1])}，扣 {plain(lost)} 分，偏差原因栏未说明{unread.zh}。",
            f"{plain(printed[1])} of {plain(printed[0])} points; the deviation column gives no reason{unread.en}.",
        )


@statement_rule("SCO-08", Severity.WARNING, needs={"SCO-05", "SCO-07", "IND-02"},
    title=Both("目标未达成而未说明原因", "Target missed without a reason"),
    reason=Both("完成值没有达到目标值的，表上留有说明原因和改进措施的栏目，该栏为空。完成值只写下限（如“≥98%”）而目标更高的，可能没有达到，每张表合并作一条提示。", "The actual value does not reach the target and the column for reasons and measures is blank. Results that are bounds from below, such as ≥98%, beneath their target may fall short: one note for all of a form."),
    formula=Both("未达成 ⇒ 填写未完成原因和改进措施；可能未达成（完成值只是下限，且低于目标）的为提示", "missed ⇒ the column for reasons and improvements is filled; a note where the result is a lower bound beneath the target"),
    basis=Both("表头“未完成原因和改进措施”“偏差原因分析及改进措施”。", "The form's own column for reasons and measures."),
    wrong="""
        profile: {scored: "false", indicator_formula: "false"}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 项目支出绩效指标完成率, target: 100%, actual: 98%, deviation: ""}
    """,
    right="goals[0].indicators[0].deviation: 一个项目延期至次年验收",
)  # fmt: skip
def miss_is_explained(result: StatementResult) -> Iterator[Hit]:
    """Find missed rows whose deviation cell is blank or a stock phrase, on scored and unscored forms.

    Rows that may be missed, as their result is only a bound from below, make one note.
    """
    yield from _perhaps_missed(result)
    for item in result.indicators:
        if not missed(item) or not _is_unexplained(item):
            continue
        target, actual = pair(item)
        yield row_cell(item, "deviation").hit(
            f"目标 {target}，完成 {actual}，未达成，原因栏未说明。",
            f"target {target}, actual {actual}, missed; the column for reasons gives none.",
        )


def _perhaps_missed(result: StatementResult) -> Iterator[Hit]:
    perhaps = [item for item in result.indicators if _may_fall_short(item) and _is_unexplained(item)]
    if perhaps:
        surely = sum(missed(item) and _is_unexplained(item) for item in result.indicators)
        filled = sum(item.effective_target.state == item.actual.state == "reported" for item in result.indicators)
        beside = Both(f"，另有 {surely} 条确定未达成", f"; {surely} more are missed beyond doubt") if surely else UNSAID
        shown = "、".join(f"{quoted(item.row.name)} {' → '.join(pair(item))}" for item in perhaps[:MOST_EXAMPLES])
        yield Place(f"{perhaps[0].path}.deviation").hit(
            f"{filled} 条指标中有 {len(perhaps)} 条的完成值只写了下限，可能低于目标，原因栏未说明：{shown}{'等' if len(perhaps) > MOST_EXAMPLES else ''}{beside.zh}。",
            f"Of {filled} rows {len(perhaps)} give only a lower bound as their result and may be below target, without a reason: {shown}{' and others' if len(perhaps) > MOST_EXAMPLES else ''}{beside.en}.",
            of_cell=False,
            gathered=tuple(item.row.name for item in perhaps),
            severity=Severity.NOTE,
        )


def _is_unexplained(item: IndicatorResult) -> bool:
    return item.row.deviation is not None and not has_explanation(item.row)


def _may_fall_short(item: IndicatorResult) -> bool:
    """Tell whether a result is a bound from below, in the unit of the target and beneath it."""
    target, actual = item.effective_target, item.actual
    bounded = actual.kind == target.kind == "number" and actual.op in {"ge", "gt"} and target.op not in {"le", "lt"}
    same = (target.unit, target.per) == (actual.unit, actual.per) and item.polarity is not Polarity.LOWER_BETTER
    return (
        bounded and same and target.number is not None and actual.number is not None and actual.number < target.number
    )


@statement_rule("SCO-13", Severity.WARNING,
    title=Both("大幅超额完成而未说明", "Target far exceeded without an explanation"),
    reason=Both("完成值远高于目标值，可能是目标定得过低；应说明原因。", "The actual value is far above the target; the target may have been set too low, and a reason is due."),
    formula=Both("完成值 ÷ 目标值 > 评分规则的超额完成说明门槛（没有另写的为 130%）", "actual value ÷ target > the profile's threshold for over-achievement (130% where it gives none)"),
    basis=Both("本门户约定，门槛见评分规则。", "Own convention; the threshold stands in the scoring profile."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 25次, weight: "10", score: "10", deviation: ""}
    """,
    right="goals[0].indicators[0].deviation: 年中新增下访接待点",
)  # fmt: skip
def over_fulfilment_is_explained(result: StatementResult) -> Iterator[Hit]:
    """Compare attainment of higher-is-better rows with the profile's threshold; silent where the form explains deviations elsewhere."""
    summary = any(
        narrative.kind is NarrativeKind.DEVIATION_SUMMARY
        and (narrative.text or "").strip()
        and not is_instruction(narrative.text or "")
        for narrative in result.statement.form.narratives
    )
    if result.profile is None or summary:
        return
    threshold = Decimal(result.profile.over_fulfilment_threshold)
    for item in result.indicators:
        over = item.attainment is not None and item.attainment > threshold
        unsure = "low" in {item.effective_target.confidence, item.actual.confidence}
        if (
            item.attainment is None
            or not over
            or unsure
            or item.polarity is not Polarity.HIGHER_BETTER
            or has_explanation(item.row)
        ):
            continue
        target, actual = pair(item)
        ratio = plain(rounded_apart(item.attainment, threshold))
        yield row_cell(item, "actual").hit(
            f"目标 {target}，完成 {actual}，为目标的 {ratio}%，超过 {plain(threshold)}%，表上未说明。",
            f"target {target}, actual {actual}, {ratio}% of the target and above {plain(threshold)}%, unexplained.",
        )
