"""IND rules on targets that measure nothing: nobody could miss, reach or measure them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import plain
from build_scripts.cells.value_model import ValueNote
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import row_cell
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity

_NEVER_ABOVE_ALL = re.compile(
    "(?:满意|合格|达标|准确|知晓|通过|优良|及格|完好|覆盖|参与|参会|办结|回复|接通|采用|好评|开放|无故障|普及)(?:率|度|面)$"
)
"""Shares of a whole: they cannot exceed 100%. 完成率, 执行率 and 增长率 can."""
_JOINS = re.compile("[、，,]|(?<=率)[和及与]")
_SATISFACTION = re.compile("满意(?:率|度|程度)(?:指标)?$")
_MAY_EXCEED_ALL = re.compile(
    "控制|执行|增|提升|提高|变动|调整|成本|费|支出|开支|预算|决算|超|负债|负荷|周转|完成|结余|结转|投资|价"
)
"""Ratios that may well exceed 100%, so that 100% bounds them."""
_EVERYBODY = Both("即要求人人满意，也看不出进步", "it asks that everybody be satisfied and leaves no room to improve")
_NO_MORE_THAN_ALL = Both("占比最高就是 100%，“≥”不起作用", "a share is 100% at most, so the operator says nothing")
_REDUCTION = re.compile("降低|减少|下降|压减")
_REDUCED = re.compile("(?:降低|减少|下降|压减)(?:的?百分点|率|幅度|比例)")
"""Names whose value is a reduction; 降低运行成本 100% may mean that the task was done."""


@statement_rule("IND-06", Severity.WARNING,
    title=Both("目标不可能不达成，或不可能达成", "A target nobody could miss, or nobody could reach"),
    reason=Both("“不超过100%”的占比谁都能达到，超过100%的满意度谁也达不到；这样的目标不能衡量好坏。", "A share of at most 100% is reached by everybody, a satisfaction above 100% by nobody; such a target measures nothing."),
    formula=Both("占比类指标：目标不是 ≤100%，也不高于 100%；目标不是 ≥0；降低幅度（成本的完成值在内）小于 100%", "shares: the target is neither ≤100% nor above 100%, and not ≥0; a reduction (that of a cost as reported as well) is below 100%"),
    basis=Both("算术：占比在 0 至 100% 之间；可以超过 100% 的比率（控制率、执行率、增长率等）不作提示。", "Arithmetic: a share is between 0 and 100%; ratios that may exceed 100% are left alone."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 扶贫帮扶辐射范围, target: ≤100%}
    """,
    right="goals[0].indicators[0].target: ≥95%",
)  # fmt: skip
def target_can_be_missed_and_reached(result: StatementResult) -> Iterator[Hit]:
    """Find targets that bound nothing and targets beyond what a share can be."""
    for item in result.indicators:
        if beyond := _reduced_to_nothing(item, result):
            yield row_cell(item, "actual").hit(
                f"完成值 {quoted(item.actual.raw)}，按名称等于全部降掉，而表上全年执行 {beyond}。",
                f"the actual value {quoted(item.actual.raw)} would by its name be a reduction to nothing, while the form reports {beyond} as spent.",
                reference=beyond,
            )
        fault = _no_yardstick(item)
        if fault:
            raw = quoted(item.effective_target.raw)
            yield row_cell(item, "target").hit(
                f"目标值 {raw}{fault.zh}。",
                f"the target {raw} {fault.en}.",
            )


def _reduced_to_nothing(item: IndicatorResult, result: StatementResult) -> str:
    """Return what was spent, where a cost is said to have been reduced by all of it; empty where it is not."""
    actual = item.actual
    whole = (
        actual.kind == "number" and actual.unit in {"percent", "percentage_point"} and (actual.number or 0) >= HUNDRED
    )
    if not whole or not item.is_cost or not _REDUCED.search(item.row.name) or not result.money:
        return ""
    executed = result.money.executed
    line = result.total_line
    return quoted(line.line.executed) if executed and line is not None else ""


def _no_yardstick(item: IndicatorResult) -> Both | None:
    """Return why a target measures nothing; None where it does."""
    target = item.effective_target
    if target.kind != "number" or target.number is None:
        return None
    if target.op == "ge" and target.number == 0:
        return Both("，任何完成值都能达到", "is reached by any value")
    if target.unit in {"percent", "percentage_point"} and target.number >= 100 and _REDUCTION.search(item.row.name):
        if target.op in {"le", "lt"}:
            unbounded = target.op == "le" or target.number > 100
            return Both("，降低幅度最多 100%，任何完成值都能达到", "is reached by any reduction") if unbounded else None
        return Both("，降低幅度不可能达到 100%", "asks for a reduction that cannot be that large")
    return _no_share(item, target.number) if target.unit == "percent" else None


def _is_share(item: IndicatorResult) -> bool:
    """Tell whether a row, or one of the measures that its name joins (接通率、回复率), is a share of a whole."""
    return any(_NEVER_ABOVE_ALL.search(part) for part in _JOINS.split(item.head))


def _no_share(item: IndicatorResult, number: Decimal) -> Both | None:
    """Return why a target in percent is none that a share could miss or reach."""
    op = item.effective_target.op
    at_most = (op == "le" and number >= 100) or (op == "lt" and number > 100)
    if at_most and not item.is_cost and not _MAY_EXCEED_ALL.search(item.head):
        return Both("，占比总在 100% 以内，任何完成值都能达到", "is reached by any share")
    above = op not in {"le", "lt"} and (number > 100 or (number == 100 and op == "gt"))
    if above and _is_share(item):
        return Both("，占比不可能高于 100%", "is above what a share can be")
    return None


@statement_rule("IND-07", Severity.WARNING,
    title=Both("目标值无法衡量", "The target cannot be measured"),
    reason=Both("目标值只写范围、依据或“按实际情况”，没有要达到的数或结果，完成与否无从判断。", "The target names a scope, a basis or as needed, and no number or result; nobody can tell whether it was reached."),
    formula=Both("目标值应是数，或可以判断的结果", "a target is a number, or a result that can be judged"),
    basis=Both("本门户约定；词语见取值说明。", "Own convention; the wordings stand in the notes on values."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 防疫宣传, target: 辖区范围, actual: 全覆盖}
    """,
    right="""
        goals[0].indicators[0].target: ≥8个社区
        goals[0].indicators[0].actual: 8个社区
    """,
)  # fmt: skip
def target_can_be_measured(result: StatementResult) -> Iterator[Hit]:
    """Find targets in words that name no result."""
    for item in result.indicators:
        if ValueNote.NOT_MEASURABLE in item.effective_target.notes:
            raw = quoted(item.effective_target.raw)
            yield row_cell(item, "target").hit(
                f"目标值写作“{raw}”，没有要达到的数或结果。",
                f"the target reads {raw}, no number and no result.",
            )


@statement_rule("IND-17", Severity.NOTE, needs={"IND-06"},
    title=Both("占比类目标写作“≥100%”，满意度定为100%，或完成率定为几倍", "A share of at least 100%, a satisfaction of 100%, or a completion several times the plan"),
    reason=Both("占比最高就是100%，“≥”没有意义；满意度要求人人满意，一般不能达到，也看不出进步。完成率可以略高于100%，定为200%就是要求完成计划的两倍，多半是计划或计算方法与字面不同。", "A share is 100% at most, so the operator says nothing; a satisfaction of 100% asks that everybody be satisfied. A completion may be somewhat above 100%; 200% asks for twice the plan, so that plan or method may be other than the words say."),
    formula=Both("占比类指标：目标 < 100%，或写作 100%；满意度目标 < 100%；完成率目标 < 门户设置的界限（没有另写的为 200%）", "shares: target < 100%, or written 100%; satisfaction target < 100%; completion target below the limit in the portal's settings (200% where they give none)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 公众满意度, target: ≥100%}
    """,
    right="goals[0].indicators[0].target: ≥95%",
)  # fmt: skip
def share_below_all(result: StatementResult) -> Iterator[Hit]:
    """Find shares with the target ``≥100%``, satisfaction with a target of 100%, and completion of twice the plan."""
    several_times = Decimal(result.thresholds.completion_percent)
    for item in result.indicators:
        target = item.effective_target
        at_least = target.kind == "number" and target.unit == "percent" and target.op in {None, "ge", "gt", "eq"}
        if at_least and target.number is not None and target.number >= several_times and item.head.endswith("完成率"):
            times = plain(target.number / HUNDRED)
            yield row_cell(item, "target").hit(
                f"目标值为 {quoted(target.raw)}，按字面要求完成计划的 {times} 倍。",
                f"the target is {quoted(target.raw)}, by its words {times} times the plan.",
            )
        whole = target.kind == "number" and target.unit == "percent" and target.number == 100
        if not whole or target.op not in {None, "ge", "eq"}:
            continue
        if _SATISFACTION.search(item.head) or (target.op == "ge" and _is_share(item)):
            raw = quoted(target.raw)
            why = _EVERYBODY if _SATISFACTION.search(item.head) else _NO_MORE_THAN_ALL
            yield row_cell(item, "target").hit(
                f"目标值为 {raw}，{why.zh}。",
                f"the target is {raw}; {why.en}.",
            )
