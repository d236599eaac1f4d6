"""SCO rules on weights: they make up the whole, follow the scoring profile, and stand beside the points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from build_scripts.cells.amounts import plain
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.texts import added_up, quoted
from build_scripts.judging.score import IndicatorResult, StatementResult, is_weight_of_all
from build_scripts.reading.model import ScoringProfile
from build_scripts.words.language import PAUSE, Both
from build_scripts.words.vocabulary import Level1, Severity


@statement_rule("SCO-02", Severity.ERROR,
    title=Both("分值之和不等于满分", "Weights do not add up to the maximum total"),
    reason=Both("预算执行的分值加全部指标（或全部目标）的分值，应等于表样的满分，也应等于表上印出的总分值。", "The weight of budget execution plus all indicators' (or goals') weights is the form's maximum total."),
    formula=Both("预算执行分值 + Σ 指标分值（或 Σ 目标分值） = 满分", "weight of execution + Σ weights of the indicators (or of the goals) = full marks"),
    basis=Both("评分规则的满分（出处见该评分规则）；表内勾稽关系。", "The scoring profile's maximum (its source is cited there); the form's own arithmetic."),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "190", executed: "190", weight: "10", rate: "100", score: "10"}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 12次, weight: "80", score: "80"}
        total: {label: 总分, weight: "100", score: "90"}
    """,
    right="""
        goals[0].indicators[0].weight: 90
        goals[0].indicators[0].score: 90
        total.score: 100
    """,
)  # fmt: skip
def weights_make_up_the_total(result: StatementResult) -> Iterator[Hit]:
    """Compare the sum of all printed weights with the profile's maximum and with the printed total weight."""
    weights, readable = _printed_weights(result)
    if result.profile is None or not weights or not readable:
        return
    total = result.statement.cells.total
    printed = total.weight.value if total else None
    maximum = Decimal(result.profile.total_weight) if result.profile.total_weight else None
    added = sum(weights, Decimal())
    for said, whole in (
        (Both("满分为", "The maximum is"), maximum),
        (Both("总分值印为", "The total weight is printed as"), printed),
    ):
        if whole is not None and whole != added and not _is_of_execution(result, whole - added):
            worked = added_up(weights)
            as_whole = _with_execution_weight(result, weights) == whole
            yield Place(_place_of_weights(result)).hit(
                f"{said.zh} {plain(whole)}，各项分值之和为 {worked}。",
                f"{said.en} {plain(whole)}; the weights add up to {worked}.",
                of_cell=False,
                recomputed=plain(added),
                worked=worked,
                reference=plain(whole),
                difference=added - whole,
                severity=Severity.NOTE if as_whole else None,
            )
            return


def _is_of_execution(result: StatementResult, rest: Decimal) -> bool:
    """Tell whether what the printed weights leave is that of budget execution, of which a form prints the points alone."""
    points = [item.score.value for item in result.funding if item.score.value is not None]
    alone = bool(points) and all(item.weight.value is None for item in result.funding)
    return alone and 0 < max(points) <= rest


def _with_execution_weight(result: StatementResult, weights: list[Decimal]) -> Decimal | None:
    """Return the sum with the profile's weight of execution, where a money row prints the maximum of the form in its place."""
    profile, money = result.profile, [item.weight.value for item in result.funding if item.weight.value is not None]
    if profile is None or len(money) != 1 or not is_weight_of_all(money[0], profile):
        return None
    return sum(weights, Decimal()) - money[0] + Decimal(profile.execution_weight or 0)


def _printed_weights(result: StatementResult) -> tuple[list[Decimal], bool]:
    """Return the weights that make up the total, and whether every such cell could be read.

    Where the indicators print no weight of their own, their goals do.
    """
    rows = [item.weight for item in result.indicators]
    if all(weight.value is None for weight in rows):
        rows = [goal.weight for goal in result.statement.cells.goals]
    if all(weight.value is None for weight in rows):
        return [], False
    weights = [item.weight for item in result.funding] + rows
    readable = all(weight.state not in {"unparseable", "withheld"} for weight in weights)
    return [weight.value for weight in weights if weight.value is not None], readable


def _place_of_weights(result: StatementResult) -> str:
    """Return the cell on which findings about all weights together stand: the total's weight, else the first goal."""
    return "total.weight" if result.statement.total else "goals[0].indicators"


@statement_rule("SCO-09", Severity.NOTE, needs={"SCO-02"},
    title=Both("一级指标分值与同类表不同", "First-level weights differ from those of sister forms"),
    reason=Both("同类表印有相同的一级指标分值，本门户据此归纳为评分规则；某张表另行分配，分数就不能与其他表直接比较。表上和文件都没有规定必须如此分配，所以只作提示。", "Sister forms print the same first-level weights, from which this portal draws its profile; a form with its own weights cannot be compared. No form prescribes the weights, so this is a note."),
    formula=Both("Σ 某一级指标下的分值 = 同类表印出的分值", "Σ weights below a first level = weight that sister forms print"),
    basis=Both("本门户据同类表归纳的分值（每条出处见评分规则）；没有满意度指标、其分值并入效益指标的，不作提示。", "Weights as sister forms print them (each source is cited in the scoring profile); satisfaction may be left out and its weight moved to outcome."),
    wrong="""
        profile: {level1_weights: {cost: "20", output: "30", outcome: "30", satisfaction: "10"}}
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "9", executed: "9", weight: "10", rate: "100%", score: "10"}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 选派挂职干部, target: 3人, actual: 3人, weight: "30", score: "30"}
              - {level1: 效益指标, level2: 社会效益指标, name: 意见采纳率, target: ≥90%, actual: 95%, weight: "30", score: "30"}
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 满意度, target: ≥90%, actual: 95%, weight: "30", score: "30"}
    """,
    right="""
        goals[0].indicators[2].weight: 10
        goals[0].indicators[2].score: 10
        goals[0].indicators[3]: {level1: 成本指标, level2: 经济成本指标, name: 人员经费, target: ≤9万元, actual: 9万元, weight: 20, score: 20}
    """,
)  # fmt: skip
def first_level_weights_as_in_profile(result: StatementResult) -> Iterator[Hit]:
    """Compare the weights below each first-level category with the profile's; silent where a category is unknown.

    A form whose labels print the weights of its levels is measured by those (SCO-18).
    """
    profile = result.profile
    weighted = [(item.level1, item.weight.value) for item in result.indicators]
    found = [(level1, weight) for level1, weight in weighted if weight]
    if (
        profile is None
        or not profile.level1_weights
        or not found
        or any(level1 is None or not level1.in_tree for level1, _ in found)
        or any(item.level1_points.value is not None for item in result.indicators)
    ):
        return
    expected = {level1: Decimal(weight) for level1, weight in profile.level1_weights.items()}
    added: dict[Level1, Decimal] = defaultdict(Decimal)
    for level1, weight in found:
        if level1 is not None and weight is not None:
            added[_counted_in(level1, profile)] += weight
    moved = dict(expected)
    moved[Level1.OUTCOME] = moved.get(Level1.OUTCOME, Decimal()) + moved.pop(Level1.SATISFACTION, Decimal())
    if dict(added) in (expected, moved):
        return
    differing = [level for level in Level1 if added.get(level, Decimal()) != expected.get(level, Decimal())]
    pairs = [(level, plain(added[level]), plain(expected.get(level, Decimal()))) for level in differing]
    said = PAUSE.join(
        Both(f"{level.zh} {here}（同类表 {there}）", f"{level.en} {here} (sister forms {there})")
        for level, here, there in pairs
    )
    yield Place(_place_of_weights(result)).hit(
        f"一级指标分值与本门户据同类表归纳的分值不同：{said.zh}。",
        f"First-level weights differ from those that sister forms print: {said.en}.",
    )


def _counted_in(level1: Level1, profile: ScoringProfile) -> Level1:
    """Return the category in which the profile counts ``level1``: older forms book cost under output, Hubei satisfaction under outcome."""
    if level1 in profile.level1_weights:
        return level1
    return {Level1.COST: Level1.OUTPUT, Level1.SATISFACTION: Level1.OUTCOME}.get(level1, level1)


@statement_rule("SCO-14", Severity.NOTE,
    title=Both("指标有得分而没有分值", "Points without weights: the score cannot be verified"),
    reason=Both("表上没有印出每条指标的分值，读者无法核对得分是否按比例计算，也看不出哪里扣了分。", "The form prints no weight for its indicators, so nobody can check the points or see where points were lost."),
    formula=Both("每条印出得分的指标应印出分值", "every indicator with printed points has a printed weight"),
    basis=Both("本门户约定：得分可由目标值、完成值和分值核对。", "Own convention: points can be checked from target, actual and weight."),
    wrong="""
        profile: {level1_weights: {}}
        goals:
          - kind: annual
            weight: （15分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急演练, target: 2次, actual: 2次, score: "15"}
    """,
    right="goals[0].indicators[0].weight: 15",
)  # fmt: skip
def points_have_weights(result: StatementResult) -> Iterator[Hit]:
    """Find forms whose indicators print points and none of them a weight: one finding for the form."""
    pointed = [item for item in result.indicators if item.score.value is not None]
    if pointed and all(item.weight.value is None for item in result.indicators):
        yield Place(f"{pointed[0].path}.score").hit(
            f"{len(pointed)} 条指标印有得分，没有一条印有分值，得分无法核对。",
            f"{len(pointed)} indicators print points, none prints a weight; the points cannot be verified.",
        )


@statement_rule("SCO-18", Severity.ERROR,
    title=Both("指标分值之和不等于级名中印的分值", "Weights differ from the points in the level's label"),
    reason=Both("一、二级指标的名称里印有分值的（如“产出指标（50分）”），其下各行的分值之和应等于它。", "Where the label of a first or second level prints its points (产出指标（50分）), the weights of the rows below it add up to them."),
    formula=Both("Σ 级下各行分值 = 级名中印的分值", "Σ weights of the rows below a level = points in its label"),
    basis=Both("表内勾稽关系。", "The form's own arithmetic."),
    wrong="""
        profile: {level1_weights: {}}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标（50分）, level2: 数量指标, name: 接访, target: ≥10次, actual: 12次, weight: "20", score: "20"}
              - {level2: 质量指标, name: 办结率, target: ≥90%, actual: 95%, weight: "20", score: "20"}
    """,
    right="""
        goals[0].indicators[1].weight: 30
        goals[0].indicators[1].score: 30
    """,
)  # fmt: skip
def level_has_its_points(result: StatementResult) -> Iterator[Hit]:
    """Compare the points in labels with the sum of the weights below them; silent where a row prints no weight."""
    for column in ("level1", "level2"):
        if all(getattr(item, f"{column}_points").value is None for item in result.indicators):
            continue
        for _, rows in groupby(result.indicators, key=lambda item: (item.goal_order, *_levels(item, column))):
            items = list(rows)
            printed = getattr(items[0], f"{column}_points").value
            weights = [item.weight.value for item in items if item.weight.value is not None]
            below = sum(weights, Decimal())
            if printed is None or len(weights) < len(items) or below == printed:
                continue
            worked = added_up(weights)
            label = quoted(_levels(items[0], column)[-1])
            yield Place(f"{items[0].path}.{column}", label).hit(
                f"级名印有 {plain(printed)} 分，其下各行分值之和为 {worked}。",
                f"the label prints {plain(printed)} points; the weights below it add up to {worked}.",
                of_cell=False,
                recomputed=plain(below),
                worked=worked,
                reference=plain(printed),
                difference=below - printed,
            )


def _levels(item: IndicatorResult, column: str) -> tuple[str, ...]:
    return (item.level1_raw,) if column == "level1" else (item.level1_raw, item.level2_raw)
