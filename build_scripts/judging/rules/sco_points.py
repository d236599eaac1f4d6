"""SCO rules on single rows: points that follow from target and actual value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean, plain, rounded, rounded_apart
from build_scripts.cells.value_model import ValueNote
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import (
    answered_in_full,
    direction_guessed,
    missed,
    pair,
    points_margin,
    row_cell,
    weight_and_points,
)
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import HUNDRED, StatementResult
from build_scripts.reading.model import Band
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Achievement, Polarity, Severity


@statement_rule("SCO-04", Severity.ERROR, needs={"SCO-01", "SCO-05"},
    title=Both("定量指标得分与公式不符", "Points of a quantitative indicator do not follow from the formula"),
    reason=Both("表内说明规定了定量指标的计分公式；印出的得分应能由目标值、完成值和分值算出。", "The form's notes give the formula for quantitative indicators; the points follow from target, actual and weight."),
    formula=Both("正向：得分 = 分值 × min(完成值 ÷ 目标值, 100%)；反向：得分 = 分值 × min(目标值 ÷ 完成值, 100%)", "better higher: points = weight × min(actual ÷ target, 100%); better lower: points = weight × min(target ÷ actual, 100%)"),
    basis=Both("武汉市部门表说明第2条：正向指标得分=权重*B/A，反向指标得分=权重*A/B，得分不得突破权重总额。表上没有印出公式的表样，公式为本门户约定，只作提示。", "Note 2 of the Wuhan department form. Where a form prints no formula, it is an own convention, and other points are only noted."),
    wrong="""
        profile: {indicator_formula: "true", formula_printed: "true"}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 验收合格率, target: ≥95%, actual: 76%, weight: "10", score: "9.5"}
    """,
    right="goals[0].indicators[0].score: 8",
)  # fmt: skip
def points_follow_from_formula(result: StatementResult) -> Iterator[Hit]:
    """Compare printed with recomputed points, within half a unit of the last printed decimal.

    Exact targets and values read with low confidence are left alone: the note has no formula for them.
    """
    printed = result.profile is not None and result.profile.formula_printed
    for item in result.indicators:
        published, computed = item.score.value, item.score_recomputed.value
        unsure = "low" in {item.effective_target.confidence, item.actual.confidence}
        if (
            published is None
            or computed is None
            or unsure
            or item.polarity is Polarity.EXACT
            or direction_guessed(item)
        ):
            continue
        if abs(published - computed) > points_margin(result, item.score):
            yield row_cell(item, "score").hit(
                f"得分印为 {plain(published)}，按公式为 {item.score_recomputed.formula}。",
                f"{plain(published)} points are printed; by the formula {item.score_recomputed.formula}.",
                recomputed=plain(computed),
                worked=item.score_recomputed.formula,
                difference=published - computed,
                severity=None if printed else Severity.NOTE,
            )


@statement_rule("SCO-05", Severity.ERROR, needs={"SCO-01", "IND-02"},
    title=Both("目标未达成却得满分", "Full points although the target was missed"),
    reason=Both("完成值没有达到目标值，得分却等于分值，需要说明。目标为定值（如“=43人”）而完成得更多、更省的，表上没有说怎样计分，只作疑点。", "The actual value does not reach the target, and yet the points equal the weight. Where an exact target (=43人) is exceeded, or a cost stays below it, no note says what that earns: this is a doubt only."),
    formula=Both("未达成 ⇒ 得分 < 分值；重算也为满分的，或定值目标不能重算的，为疑点", "missed ⇒ points < weight; a doubt where the recomputed points are full too, or where those of an exact target cannot be recomputed"),
    basis=Both("武汉市部门表说明第2条：正向指标得分=权重×B/A，反向指标得分=权重×A/B；其他表样为本门户约定。", "Note 2 of the Wuhan department form (points in proportion); own convention for the other forms."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 满意度, target: ≥95%, actual: 90%, weight: "10", score: "10"}
    """,
    right="goals[0].indicators[0].score: 9.47",
)  # fmt: skip
def missed_target_without_deduction(result: StatementResult) -> Iterator[Hit]:
    """Find rows whose achievement is missed and whose printed points equal the printed weight."""
    for item in result.indicators:
        printed = weight_and_points(item)
        if printed is None or not missed(item) or printed[0] != printed[1]:
            continue
        points, expected = printed[1], item.score_recomputed.value
        target, actual = pair(item)
        exact = item.polarity is Polarity.EXACT
        doubt = expected == points or (exact and expected is None)
        how = Both("未达成", "missed")
        if exact and doubt:
            how = Both("与定值不同", "which differs from the exact value")
        yield row_cell(item, "score").hit(
            f"目标 {target}，完成 {actual}，{how.zh}，得分 {plain(points)} 等于分值。",
            f"target {target}, actual {actual}, {how.en}; {plain(points)} points equal the weight.",
            recomputed=plain(expected) if expected is not None else "",
            worked=item.score_recomputed.formula,
            difference=points - expected if expected is not None else None,
            severity=Severity.WARNING if doubt else None,
        )


@statement_rule("SCO-06", Severity.WARNING,
    title=Both("无法判断是否达成却得满分", "Full points although nobody can tell whether the target was met"),
    reason=Both("完成值不是确定的数，或与目标值说法不同，不能判断是否达到目标，得分却等于分值。", "The actual value is no definite number, or other words than the target, and yet the points equal the weight."),
    formula=Both("无法判断 ⇒ 得分等于分值需要说明", "undetermined ⇒ points equal to the weight need an explanation"),
    basis=Both("本门户约定：满分应能由完成值看出。完成值为文字的，只作提示。", "Own convention: full points can be seen from the actual value. Where the value is in words, this is only a note."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 专线接通率, target: ≥98%, actual: 95%以上, weight: "10", score: "10"}
    """,
    right="goals[0].indicators[0].actual: 98.5%",
)  # fmt: skip
def full_points_need_certainty(result: StatementResult) -> Iterator[Hit]:
    """Find rows that are undetermined and whose printed points equal the printed weight."""
    for item in result.indicators:
        printed = weight_and_points(item)
        if printed is None or item.achievement is not Achievement.UNDETERMINED or printed[0] != printed[1]:
            continue
        target, actual = pair(item)
        yield row_cell(item, "score").hit(
            f"目标 {target}，完成 {actual}，无法判断是否达成，得分 {plain(printed[1])} 等于分值。",
            f"target {target}, actual {actual}; whether it was met cannot be told, the points equal the weight.",
            severity=None if item.effective_target.number is not None else Severity.NOTE,
        )


@statement_rule("SCO-10", Severity.WARNING,
    title=Both("目标是文字，完成值只写百分比；或得分不在所写档次之内", "Words answered by a bare percentage, or points outside the class named"),
    reason=Both("目标是“及时”“提高”等文字，完成值只写一个百分比，表上没有说明这个百分比是怎样得出的，读者看不出做到了什么、为什么得这些分。完成值写了档次的，得分应在该档次之内。", "The target is in words and the actual value a bare percentage; the form does not say how it was found, so a reader cannot see what was done or why it earned its points. Where a class is named, the points fall within it."),
    formula=Both("目标为文字 ⇒ 完成值写明完成情况（目标为全县、各单位等全部对象而完成 100% 的除外）；得分 ÷ 分值 在所写档次之内", "target in words ⇒ the actual value says what was done (100% of all those the target names is an answer); points ÷ weight within the class it names"),
    basis=Both("武汉市部门表说明第3条、武汉市项目表（2019年）注2：定性指标分档计分；档次界限取自评分规则。", "Note 3 of the Wuhan department form and note 2 of the Wuhan project form of 2019: qualitative indicators are scored by class; bounds from the profile."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 平台建设及时性, target: 及时, actual: 100%, weight: "10", score: "10"}
    """,
    right="goals[0].indicators[0].actual: 及时",
)  # fmt: skip
def qualitative_points_have_a_class(result: StatementResult) -> Iterator[Hit]:
    """Find scored qualitative rows answered by a bare percentage, and rows whose points leave the class they name."""
    bands = result.profile.bands if result.profile else ()
    for item in result.indicators:
        printed = weight_and_points(item)
        target = item.effective_target
        if printed is None or target.kind not in {"qualitative", "grade"} or ValueNote.DEADLINE in target.notes:
            continue
        wanted, actual = pair(item)
        if item.actual.kind == "number" and item.actual.unit == "percent" and not answered_in_full(item):
            yield row_cell(item, "actual").hit(
                f"目标为文字“{wanted}”，完成值只写 {actual}，表上没有说明 {actual} 如何得出（得分 {plain(printed[1])}）。",
                f"the target is in words ({wanted}), the actual value is a bare {actual}; the form does not say how it was found (points: {plain(printed[1])}).",
            )
        band = next((band for band in bands if clean(band.name) == clean(item.actual.raw or "")), None)
        ratio = printed[1] / printed[0] * HUNDRED
        if band is not None and not _in_band(ratio, band):
            share = plain(rounded_apart(ratio, Decimal(band.lower), Decimal(band.upper)))
            yield row_cell(item, "score").hit(
                f"所写档次“{band.name}”为 {band.lower}%—{band.upper}%，得分占分值 {share}%。",
                f"the class named is {band.lower}% to {band.upper}%; the points are {share}% of the weight.",
            )


@statement_rule("SCO-17", Severity.ERROR, needs={"SCO-01"},
    title=Both("得分不等于分值乘以得分系数", "Points differ from weight times coefficient"),
    reason=Both("表上另印得分系数的，得分应等于分值乘以系数。", "Where the form prints a coefficient, the points are the weight times it."),
    formula=Both("得分 = 分值 × 得分系数（0.95 与 95% 相同；容许四舍五入之差）", "points = weight × coefficient (0.95 and 95% are the same; within rounding)"),
    basis=Both("表头“得分系数”。", "The form's own column 得分系数."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 9次, coefficient: "0.9", weight: "20", score: "20"}
    """,
    right="goals[0].indicators[0].score: 18",
)  # fmt: skip
def points_follow_from_coefficient(result: StatementResult) -> Iterator[Hit]:
    """Compare printed points with weight × coefficient, within the rounding of both."""
    for item in result.indicators:
        printed, share = weight_and_points(item), item.coefficient.value
        if printed is None or share is None:
            continue
        weight, points = printed
        due = weight * share / HUNDRED
        if abs(points - due) > item.score.margin + weight * item.coefficient.margin / HUNDRED:
            shown = rounded(due, 2)
            yield row_cell(item, "score").hit(
                f"分值 {plain(weight)}，得分系数 {quoted(item.coefficient.raw)}，应得 {plain(shown)}，印为 {plain(points)}。",
                f"weight {plain(weight)}, coefficient {quoted(item.coefficient.raw)}: {plain(shown)} points are due, {plain(points)} are printed.",
                recomputed=plain(shown),
                worked=f"{plain(weight)} × {plain(share)}% = {plain(shown)}",
                difference=points - shown,
            )


def _in_band(ratio: Decimal, band: Band) -> bool:
    """Tell whether a ratio in percent lies in a class; the upper bound belongs to the class only at 100."""
    upper = Decimal(band.upper)
    return Decimal(band.lower) <= ratio and (ratio < upper or ratio == upper == HUNDRED)
