"""IND rules on classes of indicators that are missing: on a whole form, or in one of two goals that belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from build_scripts.judging.rules.counterparts import counterpart
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.reading.model import Goal
from build_scripts.words.language import Both, Term
from build_scripts.words.vocabulary import GoalKind, Level1, Level2, Severity


def _by_goal(result: StatementResult) -> dict[int, list[IndicatorResult]]:
    goals: dict[int, list[IndicatorResult]] = defaultdict(list)
    for item in result.indicators:
        if item.head:
            goals[item.goal_order].append(item)
    return goals


_FEWEST_ROWS = 6
_GOALS, _ROWS_OF_A_GOAL = 3, 3
"""Annual goals that can be compared with each other, and rows with which a goal may be asked for every class."""


@statement_rule("IND-71", Severity.NOTE,
    title=Both("整张表没有某一类指标", "A whole form without a class of indicators"),
    reason=Both("部门整体目标表的任何一个目标下都没有时效、成本或效益指标：花多少钱、何时完成、有何效果没有约定。", "No goal of the department's form has an indicator of timeliness, cost or outcome: what it may cost, by when, to what effect is not agreed."),
    formula=Both("部门整体目标表（6 行以上）各有一行以上：成本、时效、效益指标（满意度另缺的一并说明）", "a department's form of targets (6 rows and more) has at least one row each of cost, timeliness and outcome (satisfaction is mentioned where it is missing besides)"),
    basis=Both("财预〔2015〕88号、财预〔2021〕101号：绩效指标包括成本、产出（数量、质量、时效）、效益、满意度。", "Circulars 财预〔2015〕88号 and 财预〔2021〕101号: indicators are of cost, output (quantity, quality, timeliness), outcome and satisfaction."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 培训人数, target: 100人}
              - {level2: 数量指标, name: 走访户数, target: 30户}
              - {level2: 质量指标, name: 培训合格率, target: ≥95%}
              - {level2: 时效指标, name: 办结时限, target: ≤3天}
              - {level1: 效益指标, level2: 社会效益指标, name: 知晓率, target: ≥80%}
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, target: ≥90%}
    """,
    right="goals[0].indicators[1]: {level1: 成本指标, level2: 经济成本指标, name: 培训费用, target: ≤3万元}",
)  # fmt: skip
def forms_have_every_class(result: StatementResult) -> Iterator[Hit]:
    """Look for the classes that the ministry's tree has and no goal of the form; satisfaction alone may be left out."""
    form = result.statement.form
    rows = [item for item in result.indicators if item.has_target]
    if not form.form_type.is_target or form.form_type.of_project or len(rows) < _FEWEST_ROWS:
        return
    if any(item.level1 is None for item in rows):
        return
    named = result.indicators  # a row whose target is blank is a class all the same: other rules speak of it
    there = {
        Level1.COST: any(item.is_cost for item in named),
        Level2.TIMELINESS: any(item.level2 is Level2.TIMELINESS for item in named),
        Level1.OUTCOME: any(item.level1 is Level1.OUTCOME for item in named),
        Level1.SATISFACTION: any(item.is_satisfaction for item in named),
    }
    missing = [kind for kind, found in there.items() if not found]
    if missing and missing != [Level1.SATISFACTION]:
        yield Place("goals").hit(
            f"全表 {len(rows)} 行指标中没有{'、'.join(kind.zh for kind in missing)}。",
            f"Among {len(rows)} rows of the form none is of {', '.join(kind.en.lower() for kind in missing)}.",
            of_cell=False,
            gathered=tuple(kind.zh for kind in missing),
        )


_CLASSES: tuple[tuple[Term, Callable[[IndicatorResult], bool]], ...] = (
    (Level1.COST, lambda item: item.is_cost),
    (Level2.TIMELINESS, lambda item: item.level2 is Level2.TIMELINESS),
    (Level1.SATISFACTION, lambda item: item.is_satisfaction),
)


@statement_rule("IND-72", Severity.NOTE,
    title=Both("长期目标有的一类指标，对应的年度目标没有", "A class of indicators of a long-term goal is missing in its annual goal"),
    reason=Both("同一件事，长期目标约定了成本、时效或满意度，年度目标却没有（成本、满意度相反的也是）：当年做得怎样不能用同一把尺子衡量。半数以上的目标都没有时效或满意度、别的目标却有的，一并说明。", "Of one piece of work the long-term goal agrees on cost, time or satisfaction and the annual goal does not (for cost and satisfaction the other way round, too): the year cannot be measured by the same yardstick. Where half of the goals and more lack timeliness or satisfaction that others have, that is told, too."),
    formula=Both("对应的长期、年度目标：有成本（满意度）指标的 ⇔ 另一个也有；长期目标有时效指标的 ⇒ 年度目标也有；3 个以上年度目标中，有的有时效（满意度）指标 ⇒ 没有的（3 行以上、对应的长期目标也没有）不到一半", "a long-term goal and its annual goal: one has cost (satisfaction) rows ⇔ the other has some; the long-term goal has timeliness rows ⇒ the annual one has some; of 3 annual goals and more, where some have timeliness (satisfaction) rows, fewer than half have none (of 3 rows and more, and none below their long-term goals)"),
    basis=Both("本门户约定：年度目标是长期目标的分年安排。", "Own convention: annual goals are the long-term goal year by year."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: long_term
            number: 1
            indicators: [{level1: 产出指标, level2: 数量指标, name: 培训人数, target: 100人}, {level2: 时效指标, name: 培训完成时间, target: 12月底前}]
          - kind: annual
            number: 1
            indicators: [{level1: 产出指标, level2: 数量指标, name: 培训人数, target: 40人}]
    """,
    right="goals[1].indicators[1]: {level1: 产出指标, level2: 时效指标, name: 培训完成时间, target: 10月底前}",
)  # fmt: skip
def goals_have_the_same_classes(result: StatementResult) -> Iterator[Hit]:
    """Gather the annual goals with a class that their long-term goal lacks, or without one that it has."""
    goals, rows = result.statement.goals, _by_goal(result)
    lacking: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for order, goal in enumerate(goals, 1):
        later = counterpart(result, order) if goal.kind is GoalKind.ANNUAL else None
        if not later or not rows.get(order) or not rows.get(later):
            continue
        for place, (kind, of_it) in enumerate(_CLASSES):
            here, there = (any(map(of_it, rows[one])) for one in (order, later))
            if here is not there and (there or kind is not Level2.TIMELINESS):
                lacking[place, here].append(order)
    yield from _in_few_goals(result, rows)
    if lacking:
        first = min(order for orders in lacking.values() for order in orders)
        said = [
            _lacking(_CLASSES[place][0], here, _numbers(goals, orders))
            for (place, here), orders in sorted(lacking.items())
        ]
        yield Place(f"goals[{first - 1}].indicators[0].name").hit(
            f"{'；'.join(words.zh for words in said)}。",
            f"{'; '.join(words.en for words in said)}.",
            of_cell=False,
        )


def _in_few_goals(result: StatementResult, rows: dict[int, list[IndicatorResult]]) -> Iterator[Hit]:
    """Say which annual goals lack a class that others have, where they are half and more and their long-term goals lack it too."""
    goals = result.statement.goals
    annual = [order for order in rows if goals[order - 1].kind is GoalKind.ANNUAL]
    whole = [order for order in annual if len(rows[order]) >= _ROWS_OF_A_GOAL]
    lacking: list[tuple[Term, list[int]]] = []
    for kind, of_it in _CLASSES[1:]:
        having = {order for order in rows if any(map(of_it, rows[order]))}
        without = [order for order in whole if order not in having and counterpart(result, order) not in having]
        if having & {*annual} and 2 * len(without) >= len(annual) >= _GOALS:
            lacking.append((kind, without))
    if lacking:
        zh = "；".join(
            f"{kind.zh}：年度目标 {_numbers(goals, orders).replace(', ', '、')} 没有，它们对应的长期目标也没有"
            for kind, orders in lacking
        )
        en = "; ".join(
            f"{kind.en.lower()} (by category): none in annual goals {_numbers(goals, orders)}, nor in their long-term goals"
            for kind, orders in lacking
        )
        yield Place(f"goals[{min(orders[0] for _, orders in lacking) - 1}].indicators[0].name").hit(
            f"{len(annual)} 个年度目标中只有一部分有的类别——{zh}。",
            f"Classes that only some of {len(annual)} annual goals have – {en}.",
            of_cell=False,
        )


def _numbers(goals: Sequence[Goal], orders: list[int]) -> str:
    return ", ".join(str(goals[order - 1].number or order) for order in orders)


def _lacking(kind: Term, here: bool, numbers: str) -> Both:  # noqa: FBT001 - one of two
    """Say of a class which annual goals have it alone (``here``), or lack what their long-term goals have."""
    zh, en = numbers.replace(", ", "、"), kind.en.lower()
    if here:
        return Both(
            f"年度目标 {zh} 有{kind.zh}，对应的长期目标没有",
            f"Rows of {en}: in annual goals {numbers}, not in their long-term goals",
        )
    return Both(
        f"年度目标 {zh} 没有{kind.zh}，对应的长期目标有",
        f"Rows of {en}: not in annual goals {numbers}, though in their long-term goals",
    )
