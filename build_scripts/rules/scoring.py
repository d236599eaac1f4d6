"""SCO rules on weights and sums: points within weights, weights that make up the whole, totals that add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.amounts import clean, is_placeholder, parse_points, plain
from build_scripts.model import Goal, ScoringProfile
from build_scripts.rules.registry import Hit, statement_rule
from build_scripts.rules.rows import label, one_line, rounding_margin
from build_scripts.score import StatementResult
from build_scripts.vocabulary import Achievement, Level1, Severity


@statement_rule(
    "SCO-01",
    Severity.ERROR,
    title_zh="得分超出分值范围",
    title_en="Points outside 0 to the weight",
    reason_zh="得分不能小于零，也不能大于该行的分值。",
    reason_en="Points are never below zero nor above the row's weight.",
    formula="0 ≤ 得分 ≤ 分值",
    basis_zh="武汉市部门表说明第2条：“得分不得突破权重总额”；其他表样属常理。",
    basis_en="Note 2 of the Wuhan department form; common sense for the other forms.",
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 12次, weight: "10", score: "12"}
    """,
    right="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 12次, weight: "10", score: "10"}
    """,
)
def points_within_weight(result: StatementResult) -> Iterator[Hit]:
    """Compare printed points with the printed weight on money rows and indicator rows."""
    rows = [(item.path, one_line(item.line.label), item.line.weight, item.line.score) for item in result.funding]
    rows += [(item.path, label(item), item.row.weight, item.row.score) for item in result.indicators]
    for path, name, weight_raw, score_raw in rows:
        weight, points = parse_points(weight_raw), parse_points(score_raw)
        if weight is None or points is None or 0 <= points <= weight:
            continue
        nearest = min(max(points, Decimal()), weight)
        yield Hit(
            f"{path}.score",
            f"{name}：得分 {plain(points)} 不在 0 至分值 {plain(weight)} 之间。",
            f"{name}: {plain(points)} points are not between 0 and the weight of {plain(weight)}.",
            plain(points),
            plain(nearest),
            points - nearest,
        )


@statement_rule(
    "SCO-02",
    Severity.ERROR,
    title_zh="分值之和不等于满分",
    title_en="Weights do not add up to the maximum total",
    reason_zh="预算执行的分值加全部指标（或全部目标）的分值，应等于表样的满分，也应等于表上印出的总分值。",
    reason_en="The weight of budget execution plus all indicators' (or goals') weights is the form's maximum total.",
    formula="预算执行分值 + Σ 指标分值（或 Σ 目标分值） = 满分",
    basis_zh="评分规则的满分（出处见该评分规则）；表内勾稽关系。",
    basis_en="The scoring profile's maximum (its source is cited there); the form's own arithmetic.",
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
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "190", executed: "190", weight: "10", rate: "100", score: "10"}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 12次, weight: "90", score: "90"}
        total: {label: 总分, weight: "100", score: "100"}
    """,
)
def weights_make_up_the_total(result: StatementResult) -> Iterator[Hit]:
    """Compare the sum of all printed weights with the profile's maximum and with the printed total weight."""
    weights, readable = _printed_weights(result)
    if result.profile is None or not weights or not readable:
        return
    total = getattr(result.statement.form, "total", None)
    printed = parse_points(total.weight) if total else None
    whole = Decimal(result.profile.total_weight) if result.profile.total_weight else printed
    added = sum(weights, Decimal())
    shown = printed if whole == added else whole
    if shown is not None and shown != added:
        yield Hit(
            _place_of_weights(result),
            f"满分为 {plain(shown)}，各项分值之和为 {plain(added)}（{' + '.join(plain(weight) for weight in weights)}）。",
            f"The maximum is {plain(shown)}; the weights add up to {plain(added)}.",
            plain(printed if printed is not None else added),
            plain(added if shown == printed else shown),
            shown - added,
        )


def _printed_weights(result: StatementResult) -> tuple[list[Decimal], bool]:
    """Return the weights that make up the total, and whether every such cell could be read.

    Where the indicators print no weight of their own, their goals do.
    """
    goals: tuple[Goal, ...] = getattr(result.statement.form, "goals", ())
    rows = [item.row.weight for item in result.indicators]
    if not any(parse_points(raw) is not None for raw in rows):
        rows = [goal.weight for goal in goals]
    if not any(parse_points(raw) is not None for raw in rows):
        return [], False
    raws = [item.line.weight for item in result.funding] + rows
    points = [parse_points(raw) for raw in raws]
    unread = any(
        value is None and clean(raw or "") and not is_placeholder(clean(raw or ""))
        for raw, value in zip(raws, points, strict=True)
    )
    return [value for value in points if value is not None], not unread


def _place_of_weights(result: StatementResult) -> str:
    """Return the cell on which findings about all weights together stand: the total's weight, else the first goal."""
    return "total.weight" if getattr(result.statement.form, "total", None) else "goals[0].indicators"


@statement_rule(
    "SCO-03",
    Severity.ERROR,
    title_zh="总分不等于各项得分之和",
    title_en="Total score differs from the sum of the points",
    reason_zh="总分应等于预算执行得分与各指标得分之和。",
    reason_en="The total is the points for budget execution plus the points of all indicators.",
    formula="总分 = 预算执行得分 + Σ 指标得分",
    basis_zh="表内勾稽关系。",
    basis_en="The form's own arithmetic.",
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 12次, weight: "10", score: "10"}
        total: {label: 总分, weight: "10", score: "9"}
    """,
    right="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: ≥10次, actual: 12次, weight: "10", score: "10"}
        total: {label: 总分, weight: "10", score: "10"}
    """,
)
def total_is_sum_of_points(result: StatementResult) -> Iterator[Hit]:
    """Compare the printed total with the sum of all printed points, within half a unit of its last decimal."""
    total = getattr(result.statement.form, "total", None)
    published = parse_points(total.score) if total else None
    added = result.score_sum.value
    if total is None or published is None or added is None:
        return
    if abs(published - added) > rounding_margin(total.score):
        yield Hit(
            "total.score",
            f"总分印为 {plain(published)}，各项得分之和为 {plain(added)}。",
            f"The total is printed as {plain(published)}; the points add up to {plain(added)}.",
            plain(published),
            plain(added),
            published - added,
        )


@statement_rule(
    "SCO-09",
    Severity.WARNING,
    needs={"SCO-02"},
    title_zh="一级指标分值与评分规则不符",
    title_en="First-level weights differ from the scoring profile",
    reason_zh="同一表样的一级指标分值原则上统一；某张表另行分配，分数就不能与其他表直接比较。",
    reason_en="Forms of one template share their first-level weights; a form with its own weights cannot be compared.",
    formula="Σ 某一级指标下的分值 = 评分规则规定的分值",
    basis_zh="评分规则（出处见该评分规则）；没有满意度指标、其分值并入效益指标的，不作提示。",
    basis_en="The scoring profile (its source is cited there); satisfaction may be left out and its weight moved to outcome.",
    wrong="""
        scoring_profile: hunan-project-2023
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 选派挂职干部, target: 3人, actual: 3人, weight: "30", score: "30"}
              - {level1: 效益指标, level2: 社会效益指标, name: 意见采纳率, target: ≥90%, actual: 95%, weight: "30", score: "30"}
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 满意度, target: ≥90%, actual: 95%, weight: "30", score: "30"}
    """,
    right="""
        scoring_profile: hunan-project-2023
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 选派挂职干部, target: 3人, actual: 3人, weight: "30", score: "30"}
              - {level1: 效益指标, level2: 社会效益指标, name: 意见采纳率, target: ≥90%, actual: 95%, weight: "30", score: "30"}
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 满意度, target: ≥90%, actual: 95%, weight: "10", score: "10"}
              - {level1: 成本指标, level2: 经济成本指标, name: 人员经费, target: ≤9万元, actual: 9万元, weight: "20", score: "20"}
    """,
)
def first_level_weights_as_in_profile(result: StatementResult) -> Iterator[Hit]:
    """Compare the weights below each first-level category with the profile's; silent where a category is unknown."""
    profile = result.profile
    weighted = [(item.level1, parse_points(item.row.weight)) for item in result.indicators]
    found = [(level1, weight) for level1, weight in weighted if weight]
    if profile is None or not profile.level1_weights or not found or any(level1 is None for level1, _ in found):
        return
    expected = {Level1(code): Decimal(weight) for code, weight in profile.level1_weights.items()}
    added: dict[Level1, Decimal] = defaultdict(Decimal)
    for level1, weight in found:
        if level1 is not None and weight is not None:
            added[_counted_in(level1, profile)] += weight
    moved = dict(expected)
    moved[Level1.OUTCOME] = moved.get(Level1.OUTCOME, Decimal()) + moved.pop(Level1.SATISFACTION, Decimal())
    if dict(added) in (expected, moved):
        return
    differing = [level for level in Level1 if added.get(level, Decimal()) != expected.get(level, Decimal())]
    zh = "，".join(
        f"{level.zh} {plain(added.get(level, Decimal()))}（规则 {plain(expected.get(level, Decimal()))}）"
        for level in differing
    )
    en = ", ".join(
        f"{level.en} {plain(added.get(level, Decimal()))} (profile {plain(expected.get(level, Decimal()))})"
        for level in differing
    )
    yield Hit(
        _place_of_weights(result),
        f"一级指标分值与评分规则不符：{zh}。",
        f"First-level weights differ from the profile: {en}.",
    )


def _counted_in(level1: Level1, profile: ScoringProfile) -> Level1:
    """Return the category in which the profile counts ``level1``: older forms book cost under output, Hubei satisfaction under outcome."""
    if level1 in profile.level1_weights:
        return level1
    return {Level1.COST: Level1.OUTPUT, Level1.SATISFACTION: Level1.OUTCOME}.get(level1, level1)


@statement_rule(
    "SCO-14",
    Severity.NOTE,
    title_zh="指标有得分而没有分值",
    title_en="Points without weights: the score cannot be verified",
    reason_zh="表上没有印出每条指标的分值，读者无法核对得分是否按比例计算，也看不出哪里扣了分。",
    reason_en="The form prints no weight for its indicators, so nobody can check the points or see where points were lost.",
    formula="每条印出得分的指标应印出分值",
    basis_zh="本门户约定：得分可由目标值、完成值和分值核对。",
    basis_en="Own convention: points can be checked from target, actual and weight.",
    wrong="""
        scoring_profile: wuhan-department-2020
        goals:
          - kind: annual
            weight: （15分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急演练, target: 2次, actual: 2次, score: "15"}
    """,
    right="""
        scoring_profile: wuhan-department-2020
        goals:
          - kind: annual
            weight: （15分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急演练, target: 2次, actual: 2次, weight: "15", score: "15"}
    """,
)
def points_have_weights(result: StatementResult) -> Iterator[Hit]:
    """Find forms whose indicators print points and none of them a weight: one finding for the form."""
    pointed = [item for item in result.indicators if parse_points(item.row.score) is not None]
    if pointed and all(parse_points(item.row.weight) is None for item in result.indicators):
        yield Hit(
            f"{pointed[0].path}.score",
            f"{len(pointed)} 条指标印有得分，没有一条印有分值，得分无法核对。",
            f"{len(pointed)} indicators print points, none prints a weight; the points cannot be verified.",
        )


@statement_rule(
    "SCO-15",
    Severity.ERROR,
    title_zh="目标下的得分之和超过目标分值",
    title_en="A goal's points exceed its weight",
    reason_zh="目标印有分值的，其下各指标得分之和不能超过这个分值。",
    reason_en="Where a goal prints its weight, the points of its indicators cannot add up to more.",
    formula="Σ 目标下各指标得分 ≤ 目标分值",
    basis_zh="武汉市部门表说明第2条：“得分不得突破权重总额”。",
    basis_en="Note 2 of the Wuhan department form: points never exceed the weight.",
    wrong="""
        scoring_profile: wuhan-department-2020
        goals:
          - kind: annual
            weight: （15分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急演练, target: 2次, actual: 2次, score: "10"}
              - {level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%, actual: 100%, score: "6"}
    """,
    right="""
        scoring_profile: wuhan-department-2020
        goals:
          - kind: annual
            weight: （15分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急演练, target: 2次, actual: 2次, score: "10"}
              - {level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%, actual: 100%, score: "5"}
    """,
)
def goal_points_within_weight(result: StatementResult) -> Iterator[Hit]:
    """Compare the printed points below each goal with the goal's printed weight."""
    for path, _, weight, added in _goal_sums(result):
        if added > weight:
            yield Hit(
                f"{path}.weight",
                f"该目标分值 {plain(weight)}，其下各指标得分之和为 {plain(added)}。",
                f"The goal's weight is {plain(weight)}; the points below it add up to {plain(added)}.",
                plain(added),
                plain(weight),
                added - weight,
            )


@statement_rule(
    "SCO-16",
    Severity.WARNING,
    title_zh="指标全部达成而目标未得满分",
    title_en="All indicators met and yet points lost",
    reason_zh="该目标下每条指标都达到目标值，得分之和却低于目标分值；扣分的原因在表上看不到。",
    reason_en="Every indicator below the goal reaches its target, and yet the points stay below the goal's weight.",
    formula="目标下各指标均达成 ⇒ Σ 得分 = 目标分值",
    basis_zh="武汉市部门表说明第2条：得分=权重*B/A，完成值达到目标值的得满分。",
    basis_en="Note 2 of the Wuhan department form: a target that is reached earns its full weight.",
    wrong="""
        scoring_profile: wuhan-department-2020
        goals:
          - kind: annual
            weight: （15分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急演练, target: 2次, actual: 2次, score: "10"}
              - {level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%, actual: 100%, score: "4"}
    """,
    right="""
        scoring_profile: wuhan-department-2020
        goals:
          - kind: annual
            weight: （15分）
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 应急演练, target: 2次, actual: 2次, score: "10"}
              - {level1: 产出指标, level2: 质量指标, name: 任务完成率, target: 100%, actual: 80%, score: "4"}
    """,
)
def met_goal_has_its_points(result: StatementResult) -> Iterator[Hit]:
    """Find goals whose rows are all met and whose printed points stay below the goal's printed weight."""
    for path, order, weight, added in _goal_sums(result):
        rows = [item for item in result.indicators if item.goal_order == order]
        all_pointed = all(parse_points(item.row.score) is not None for item in rows)
        if added < weight and all_pointed and all(item.achievement is Achievement.MET for item in rows):
            yield Hit(
                f"{path}.weight",
                f"该目标下 {len(rows)} 条指标均达成，得分之和 {plain(added)} 低于目标分值 {plain(weight)}。",
                f"All {len(rows)} indicators of the goal are met; the points add up to {plain(added)} of {plain(weight)}.",
                plain(added),
                plain(weight),
                added - weight,
            )


def _goal_sums(result: StatementResult) -> Iterator[tuple[str, int, Decimal, Decimal]]:
    """Yield path, order, printed weight and sum of printed points of each goal that prints both."""
    goals: tuple[Goal, ...] = getattr(result.statement.form, "goals", ())
    added: dict[int, Decimal] = defaultdict(Decimal)
    for item in result.indicators:
        points = parse_points(item.row.score)
        if points is not None:
            added[item.goal_order] += points
    for index, goal in enumerate(goals):
        weight = parse_points(goal.weight)
        if weight is not None and index + 1 in added:
            yield f"goals[{index}]", index + 1, weight, added[index + 1]
