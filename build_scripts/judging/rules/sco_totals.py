"""SCO rules on points and sums: points within weights, totals and goals that add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean, plain, rounded, times
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.texts import added_up, quoted
from build_scripts.judging.score import HUNDRED, IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Achievement, NarrativeKind, Severity


@statement_rule("SCO-01", Severity.ERROR,
    title=Both("得分超出分值范围", "Points outside 0 to the weight"),
    reason=Both("得分不能小于零，也不能大于该行的分值；复核得分也一样。", "Points are never below zero nor above the row's weight; those after review neither."),
    formula=Both("0 ≤ 得分 ≤ 分值", "0 ≤ points ≤ weight"),
    basis=Both("武汉市部门表说明第2条：“得分不得突破权重总额”；其他表样属常理。", "Note 2 of the Wuhan department form; common sense for the other forms."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 12次, weight: "10", score: "12"}
    """,
    right="goals[0].indicators[0].score: 10",
)  # fmt: skip
def points_within_weight(result: StatementResult) -> Iterator[Hit]:
    """Compare printed points with the printed weight on money rows and indicator rows, and those after review."""
    total = result.statement.cells.total
    cells = [(f"{item.path}.score", item.name, item.weight, item.score) for item in result.scored_rows]
    cells += [
        (f"{item.path}.reviewed_score", item.name, item.weight, item.reviewed_score) for item in result.indicators
    ]
    cells += [("total.reviewed_score", total.row.label, total.weight, total.reviewed_score)] if total else []
    for path, name, printed, score in cells:
        weight, points = printed.value, score.value
        if weight is None or points is None or 0 <= points <= weight:
            continue
        nearest = min(max(points, Decimal()), weight)
        what = Both("复核得分", " after review") if path.endswith("reviewed_score") else Both("得分", "")
        yield Place(path, quoted(name)).hit(
            f"{what.zh} {plain(points)} 不在 0 至分值 {plain(weight)} 之间。",
            f"{plain(points)} points{what.en} are not between 0 and the weight of {plain(weight)}.",
            reference=plain(nearest),
            difference=points - nearest,
        )


@statement_rule("SCO-03", Severity.ERROR,
    title=Both("总分不等于各项得分之和", "Total score differs from the sum of the points"),
    reason=Both("总分应等于预算执行得分与各指标得分之和。资金表没有得分栏的，预算执行得分没有印出：总分等于各项得分之和加分值乘执行率的，没有错；差额只是不大于预算执行分值的，作疑点。", "The total is the points for budget execution plus the points of all indicators. Where the money rows have no column of points, those of execution are not printed: a total that is the sum plus weight times execution rate is right, and one that differs by no more than the weight of execution is a doubt."),
    formula=Both("总分 = 预算执行得分（没有印出的：分值 × min(执行率, 100%)） + Σ 指标得分", "total = points for execution (not printed: weight × min(execution rate, 100%)) + Σ points of the indicators"),
    basis=Both("表内勾稽关系。", "The form's own arithmetic."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 12次, weight: "10", score: "10"}
        total: {label: 总分, weight: "10", score: "9"}
    """,
    right="total.score: 10",
)  # fmt: skip
def total_is_sum_of_points(result: StatementResult) -> Iterator[Hit]:
    """Compare the printed total with the sum of all printed points, within half a unit of its last decimal.

    Masked points may be what is missing from the sum, and so may points of execution that have no column.
    """
    total, printed_points = result.statement.cells.total, result.score_sum.value
    published = total.score.value if total else None
    if total is None or published is None or printed_points is None:
        return
    masked = any(item.score.state == "withheld" for item in result.scored_rows)
    weight, earned = _execution_without_column(result)
    sums = [printed_points, *(printed_points + points for points in earned)]
    if masked or any(abs(published - whole) <= total.score.margin for whole in sums):
        return
    doubt, unprinted = 0 < published - printed_points <= weight, UNSAID
    if doubt:
        unprinted = Both(
            f"；预算执行的得分（至多 {plain(weight)}）没有印出",
            f"; those for budget execution ({plain(weight)} at most) are not printed",
        )
    yield Place("total.score").hit(
        f"总分印为 {plain(published)}，各项得分之和为 {plain(printed_points)}{unprinted.zh}。",
        f"The total is printed as {plain(published)}; the points add up to {plain(printed_points)}{unprinted.en}.",
        recomputed=plain(sums[-1]),
        worked=added_up([*(row.score.value for row in result.scored_rows), *earned[-1:]]),
        difference=published - sums[-1],
        severity=Severity.WARNING if doubt else None,
    )


@statement_rule("SCO-12", Severity.ERROR,
    title=Both("印出的等级与总分不符", "The printed grade does not follow from the total"),
    reason=Both("表上印有等级的，应与总分所在的等级相同。表样自己没有规定等级门槛的，按门户设置的门槛核对，只作疑点。", "A grade that a form prints is the one its total belongs to. Where the form's own rules give no thresholds, the portal's are used, and this is a doubt only."),
    formula=Both("印出的等级 = 印出的总分按等级门槛所在的等级", "printed grade = the grade that the printed total has by the thresholds"),
    basis=Both("评分规则所引的等级门槛；没有的，用门户设置的等级门槛（出处写在总分旁边）。", "The thresholds cited in the scoring profile; otherwise the portal's (their source stands beside the total)."),
    wrong="""
        profile: {grades: {excellent: "90", good: "80", fair: "60", poor: "0"}}
        total: {label: 总分, weight: "100", score: "85", grade: 优}
    """,
    right="total.grade: 良",
)  # fmt: skip
def grade_follows_from_total(result: StatementResult) -> Iterator[Hit]:
    """Compare the printed grade with the one worked out from the printed total; other words than grades say nothing."""
    total, grade = result.statement.cells.total, result.grade_recomputed
    if total is None or total.grade is None or grade is None or total.grade is grade:
        return
    own = result.profile is not None and result.profile.grades
    yield Place("total.grade").hit(
        f"等级印为“{quoted(total.row.grade)}”，总分 {quoted(total.row.score)} 按等级门槛为“{grade.zh}”。",
        f"The grade is printed as “{quoted(total.row.grade)}”; by the thresholds a total of {quoted(total.row.score)} is {grade.zh} ({grade.en.lower()}).",
        recomputed=grade.zh,
        severity=None if own else Severity.WARNING,
    )


@statement_rule("SCO-15", Severity.ERROR,
    title=Both("目标下的得分之和超过目标分值", "A goal's points exceed its weight"),
    reason=Both("目标印有分值的，其下各指标得分之和不能超过这个分值。", "Where a goal prints its weight, the points of its indicators cannot add up to more."),
    formula=Both("Σ 目标下各指标得分 ≤ 目标分值（得分印有小数的，容许四舍五入之差）", "Σ points of a goal's indicators ≤ points of the goal (within rounding where points are printed with decimals)"),
    basis=Both("武汉市部门表说明第2条：“得分不得突破权重总额”。", "Note 2 of the Wuhan department form: points never exceed the weight."),
    wrong="""
        profile: {level1_weights: {}}
        goals:
          - kind: annual
            weight: （15分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急演练, target: 2次, actual: 2次, score: "10"}
              - {level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%, actual: 100%, score: "6"}
    """,
    right="goals[0].indicators[1].score: 5",
)  # fmt: skip
def goal_points_within_weight(result: StatementResult) -> Iterator[Hit]:
    """Compare the printed points below each goal with the goal's printed weight, within half a unit of their last decimals."""
    for path, order, weight, added in _goal_sums(result):
        points = [item.score for item in result.indicators if item.goal_order == order]
        rounding = sum((score.margin for score in points if score.decimals), Decimal())
        if added > weight + rounding:
            yield Place(f"{path}.weight").hit(
                f"该目标分值 {plain(weight)}，其下各指标得分之和为 {plain(added)}。",
                f"The goal's weight is {plain(weight)}; the points below it add up to {plain(added)}.",
                of_cell=False,
                recomputed=plain(added),
                worked=added_up(item.score.value for item in result.indicators if item.goal_order == order),
                reference=plain(weight),
                difference=added - weight,
            )


@statement_rule("SCO-16", Severity.WARNING,
    title=Both("指标全部达成而目标未得满分", "All indicators met and yet points lost"),
    reason=Both("该目标下每条定量指标都达到目标值，得分之和却低于目标分值；扣分的原因在表上看不到。目标下还有定性指标的也是疑点：定性指标由评分人在档次内给分，表上却看不出扣在哪一行、为什么扣。", "Every quantitative indicator of the goal reaches its target, and yet the points stay below the goal's weight, for a reason that the form does not show. So where the goal also has indicators in words, which are scored by judgement."),
    formula=Both("目标下各指标均为定量指标且达成 ⇒ Σ 得分 = 目标分值", "all indicators of a goal are quantitative and met ⇒ Σ points = points of the goal"),
    basis=Both("武汉市部门表说明第2条：得分=权重*B/A，完成值达到目标值的得满分。", "Note 2 of the Wuhan department form: a target that is reached earns its full weight."),
    wrong="""
        profile: {level1_weights: {}}
        goals:
          - kind: annual
            weight: （15分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急演练, target: 2次, actual: 2次, score: "10"}
              - {level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%, actual: 100%, score: "4"}
    """,
    right="goals[0].indicators[1].actual: 80%",
)  # fmt: skip
def met_goal_has_its_points(result: StatementResult) -> Iterator[Hit]:
    """Find goals whose rows are all met by numbers and whose points stay below the goal's weight.

    Goals with a row in words make one finding for the form: a met one earns 80 to 100 percent by judgement, and
    where no row prints a weight nobody can see which one lost points.
    """
    unseen: list[tuple[str, Decimal, Decimal]] = []
    for path, order, weight, added in _goal_sums(result):
        rows = [item for item in result.indicators if item.goal_order == order]
        if added < weight and all(_met_by_number(item) for item in rows):
            yield Place(f"{path}.weight").hit(
                f"该目标下 {len(rows)} 条指标均达成，得分之和 {plain(added)} 低于目标分值 {plain(weight)}。",
                f"{'The one indicator of the goal is' if len(rows) == 1 else f'All {len(rows)} indicators of the goal are'} met; the points add up to {plain(added)} of {plain(weight)}.",
                of_cell=False,
                recomputed=plain(added),
                worked=added_up(item.score.value for item in result.indicators if item.goal_order == order),
                reference=plain(weight),
                difference=added - weight,
            )
        elif added < weight and _numbers_all_met(rows):
            unseen.append((path, weight, added))
    if unseen:
        lost = sum((weight - added for _, weight, added in unseen), Decimal())
        goals = [f"{plain(added)}/{plain(weight)}" for _, weight, added in unseen]
        yield Place(f"{unseen[0][0]}.weight").hit(
            f"{len(unseen)} 个目标中目标值为数的指标均达成，得分之和低于目标分值（{'、'.join(goals)}，共少 {plain(lost)} 分）；各行没有分值，表上看不出扣在哪一行。",
            f"{len(unseen)} goal{'s' if len(unseen) > 1 else ''} with all numeric targets met earn{'' if len(unseen) > 1 else 's'} less than the full weight ({', '.join(goals)}; {plain(lost)} fewer in all); no row prints a weight, so it cannot be seen where points were lost.",
        )


@statement_rule("SCO-19", Severity.ERROR,
    title=Both("表头的得分与表中的总分不同", "The score in the head differs from the total"),
    reason=Both("表头另印自评得分、财政审定得分的，应与总分一行相同；没有总分行的，自评得分应等于各项得分之和。", "A score that the form's head prints too is that of the total row; without such a row the score of the self-evaluation is the sum of the points."),
    formula=Both("表头的自评得分（审定得分） = 总得分（复核总分）；没有总分行：自评得分 = Σ 得分", "score in the head (after review) = total score (after review); without a total row: score in the head = Σ points"),
    basis=Both("表内勾稽关系。", "The form's own arithmetic."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 12次, weight: "100", score: "96"}
        total: {label: 总分, weight: "100", score: "96"}
        narratives:
          - {kind: self_score, heading: 自评得分, text: 98分}
    """,
    right="narratives[0].text: 96分",
)  # fmt: skip
def head_prints_the_total(result: StatementResult) -> Iterator[Hit]:
    """Compare the scores printed in the head with the total row, else with the sum of all points."""
    total, added_up = result.statement.cells.total, result.score_sum.value
    for path, kind, points in result.statement.cells.head_scores:
        reviewed = kind is NarrativeKind.REVIEWED_SCORE
        whole = (total.reviewed_score if reviewed else total.score).value if total else None if reviewed else added_up
        if points.value is not None and whole is not None and abs(points.value - whole) > points.margin:
            yield Place(f"{path}.text").hit(
                f"表头的{kind.zh}印为 {plain(points.value)}，表中为 {plain(whole)}。",
                f"The head prints {plain(points.value)} ({kind.en.lower()}); the form's total is {plain(whole)}.",
                reference=plain(whole),
                difference=points.value - whole,
            )


def _execution_without_column(result: StatementResult) -> tuple[Decimal, list[Decimal]]:
    """Return the weight of budget execution, and what it earns by the printed rate and by the recomputed one, where known.

    The weight is 0 where the money rows have a column of points, or where the form leaves none for execution.
    """
    row = next((item for item in result.funding if item.own_weight is not None), result.total_line)
    if row is None or any(item.line.score is not None for item in result.funding):
        return Decimal(), []
    weight = row.own_weight or _weight_left(result)
    rates = (rate for rate in (row.rate.value, row.rate_recomputed.value) if rate is not None)
    return weight, [rounded(times(weight, min(max(rate, Decimal()), HUNDRED)) / HUNDRED, 4) for rate in rates]


def _weight_left(result: StatementResult) -> Decimal:
    """Return the profile's weight of execution; 0 where the weights of the indicators leave no room for it."""
    profile = result.profile
    if profile is None or profile.execution_weight is None:
        return Decimal()
    weights = (item.weight.value for item in result.indicators if item.weight.value is not None)
    own = Decimal(profile.execution_weight)
    return Decimal() if sum(weights, own) > Decimal(profile.total_weight or HUNDRED) else own


def _numbers_all_met(rows: list[IndicatorResult]) -> bool:
    """Tell whether a goal of numbers and words misses no number, where no row prints a weight or a reason."""
    numbers = [item for item in rows if item.effective_target.number is not None]
    silent = all(item.weight.value is None and not clean(item.row.deviation or "") for item in rows)
    return silent and bool(numbers) and all(item.achievement is Achievement.MET for item in numbers)


def _met_by_number(item: IndicatorResult) -> bool:
    by_number = item.effective_target.number is not None and item.effective_target.confidence != "low"
    return by_number and item.achievement is Achievement.MET and item.score.value is not None


def _goal_sums(result: StatementResult) -> Iterator[tuple[str, int, Decimal, Decimal]]:
    """Yield path, order, printed weight and sum of printed points of each goal that prints both."""
    added: dict[int, Decimal] = defaultdict(Decimal)
    for item in result.indicators:
        if item.score.value is not None:
            added[item.goal_order] += item.score.value
    for goal in result.statement.cells.goals:
        if goal.weight.value is not None and goal.order in added:
            yield goal.path, goal.order, goal.weight.value, added[goal.order]
