"""STR rules on a form's goals, totals, categories and annexes: what belongs to a whole form and is not there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from build_scripts.cells.amounts import clean, plain
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.texts import added_up, is_blank, quoted
from build_scripts.judging.score import StatementResult
from build_scripts.reading.model import Goal
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import GoalKind, Level1, NarrativeKind, Severity

_ANNEX = re.compile(r"附件(\d{1,2})")
_OVERVIEW_NUMBER = re.compile(r"目标(\d{1,2})[：:、.．]")
_LABEL_KIND = re.compile(r"(长期|年度)目标")
_KIND_WORD = {GoalKind.LONG_TERM: "长期", GoalKind.ANNUAL: "年度"}


@statement_rule("STR-10", Severity.WARNING,
    title=Both("目标没有指标表，或目标序号重复、缺失、不一致", "A goal without indicators, or goal numbers repeated, missing or at odds"),
    reason=Both("总目标表中的每个目标都应有自己的指标表，序号应连续、不重复，两处的序号应相同。", "Each goal of the overview has its own indicator table; numbers run on, do not repeat, and are the same in both places."),
    formula=Both("目标序号 = 1, 2, …, n；每个目标 ⇒ 指标行 ≥ 1；总目标表序号 = 指标表序号", "goal numbers = 1, 2, …, n; each goal ⇒ at least one indicator row; numbers of the overview = numbers of the indicator table"),
    basis=Both("表样自身的编排。", "The form's own layout."),
    wrong="""
        form_type: dept_target
        goals:
          - {kind: annual, number: 1, overview: 目标1：修路, target_text: 修路, indicators: [{name: 里程, target: 5公里}]}
          - {kind: annual, number: 2, overview: 目标2：架桥}
    """,
    right="""
        goals[1].target_text: 架桥
        goals[1].indicators: [{name: 桥, target: 1座}]
    """,
)  # fmt: skip
def goals_are_whole(result: StatementResult) -> Iterator[Hit]:
    """Check each numbered goal for indicators, its number in both places, and the numbers of a kind for gaps."""
    goals = result.statement.goals
    counted = Counter((goal.kind, goal.number) for goal in goals)
    for index, goal in enumerate(goals):
        if goal.number is None or goal.kind is GoalKind.OVERALL:
            continue
        yield from _goal(f"goals[{index}]", goal, counted)
    yield from _outside_overview(goals)


def _goal(path: str, goal: Goal, counted: Counter[tuple[GoalKind, int | None]]) -> Iterator[Hit]:
    name = Both(f"{goal.kind.zh}{goal.number}", f"{goal.kind.en} {goal.number}")
    if goal.overview and not goal.indicators:
        yield Place(f"{path}.overview").hit(
            f"{name.zh}列在总目标表中，没有指标表。",
            f"{name.en} stands in the overview and has no indicator table.",
        )
    if counted[goal.kind, goal.number] > 1:
        yield Place(f"{path}.number").hit(
            f"{name.zh}的序号出现 {counted[goal.kind, goal.number]} 次。",
            f"The number of {name.en} occurs {counted[goal.kind, goal.number]} times.",
        )
    if goal.number and goal.number > 1 and not counted[goal.kind, goal.number - 1]:
        yield Place(f"{path}.number").hit(
            f"{name.zh}之前没有序号 {goal.number - 1}。",
            f"There is no number {goal.number - 1} before {name.en}.",
        )
    printed = _OVERVIEW_NUMBER.match(clean(goal.overview or ""))
    if printed and int(printed[1]) != goal.number:
        yield Place(f"{path}.overview").hit(
            f"总目标表印作“目标{printed[1]}”，指标表印作{name.zh}。",
            f"The overview prints 目标{printed[1]}, the indicator table {name.en}.",
            reference=str(goal.number),
        )
    word = _LABEL_KIND.search(clean(goal.label or ""))
    if word and goal.kind in _KIND_WORD and word[1] != _KIND_WORD[goal.kind]:
        yield Place(f"{path}.label").hit(
            f"{name.zh}的标签印作“{quoted(goal.label)}”。",
            f"The label of {name.en} is printed as “{quoted(goal.label)}”.",
        )


def _outside_overview(goals: Sequence[Goal]) -> Iterator[Hit]:
    """Find an overview without numbers above numbered goals of its kind, none of which stands in it."""
    for kind in (GoalKind.LONG_TERM, GoalKind.ANNUAL):
        loose = [(index, goal) for index, goal in enumerate(goals) if goal.kind is kind and goal.number is None]
        numbered = [goal for goal in goals if goal.kind is kind and goal.number is not None]
        if not loose or len(numbered) < 2 or any(goal.overview for goal in numbered):
            continue
        index, goal = loose[0]
        if goal.overview and not goal.indicators:
            yield Place(f"goals[{index}].overview").hit(
                f"总目标表的{kind.zh}没有序号，指标表的 {len(numbered)} 个{kind.zh}都不在其中。",
                f"The overview of {kind.en.lower()}s has no numbers, and none of the {len(numbered)} goals of the indicator tables stands in it.",
            )


@department_rule("STR-11", Severity.NOTE,
    title=Both("附件编号不连续", "A gap in the annex numbers"),
    reason=Both("同一来源文件的表单印有附件编号，中间或前面缺号：可能有附件没有公开，也可能只是漏印编号。", "The forms of one document carry annex numbers with a gap: an annex may be unpublished, or its number was not printed."),
    formula=Both("附件编号 = 1, 2, …, n", "annex numbers = 1, 2, …, n"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        forms:
          - {project: 修路}
          - {project: 架桥, source: {annex: 附件2}}
    """,
    right="forms[0].source: {annex: 附件1}",
)  # fmt: skip
def annexes_run_on(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Look for missing numbers below the highest annex number among a department's forms of one document."""
    by_document: dict[str, dict[int, StatementResult]] = defaultdict(dict)
    unnumbered: Counter[str] = Counter()
    for result in forms:
        source = result.statement.form.source
        if found := _ANNEX.fullmatch(clean(source.annex or "")):
            by_document[source.document].setdefault(int(found[1]), result)
        else:
            unnumbered[source.document] += 1
    for document, numbered in by_document.items():
        missing = [str(number) for number in range(1, max(numbered)) if number not in numbered]
        if missing:
            last = numbered[max(numbered)]
            listed = "、".join(f"附件{number}" for number in missing)
            without = _without_number(unnumbered[document])
            yield Place("source.annex").hit(
                f"本表印有“附件{max(numbered)}”，同一来源文件的表单上没有印{listed}{without.zh}。",
                f"This form is marked annex {max(numbered)}; no form of the same document is marked annex {', '.join(missing)}{without.en}.",
                statement_id=last.statement.id,
            )


def _without_number(forms: int) -> Both:
    """Say how many forms print no annex number: one of them may be the missing annex."""
    if not forms:
        return UNSAID
    return Both(
        f"；另有 {forms} 张表没有印附件号",
        f"; {forms} other form{'s print' if forms > 1 else ' prints'} no annex number",
    )


@statement_rule("STR-12", Severity.ERROR,
    title=Both("计分的表没有总分", "A scored form without a total"),
    reason=Both("各行印有得分而没有总分，读者看不到自评结果。", "Points are printed row by row and the result of the self-evaluation is not."),
    formula=Both("表上有得分 ⇒ 有总分行且总分已填", "the form has points ⇒ it has a total row, and the total is filled"),
    basis=Both("同类表样都有“总分”一行；自评结果以绩效自评表反映（《项目支出绩效评价管理办法》，财预〔2020〕10号，据转述，未与原文核对）。", "Sister forms print a total row; the self-evaluation's result is shown on the form (财预〔2020〕10号, second-hand)."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: 10次, actual: 12次, weight: "10", score: "10"}
    """,
    right="total: {label: 总分, weight: 10, score: 10}",
)  # fmt: skip
def scored_form_has_a_total(result: StatementResult) -> Iterator[Hit]:
    """Find forms with printed points on indicator rows that print no total, or a blank one, and no score in their head."""
    total = result.statement.total
    if result.profile is None or not result.profile.scored or not (total is None or is_blank(total.score)):
        return
    scored = [item for item in result.indicators if item.score.value is not None]
    if any(
        kind is NarrativeKind.SELF_SCORE and points.value is not None
        for _, kind, points in result.statement.cells.head_scores
    ):
        return
    if scored and result.score_sum.value is not None:
        added = plain(result.score_sum.value)
        what = Both("总分空白", "the total is blank") if total else Both("没有总分行", "there is no total row")
        yield Place("goals" if total is None else "total.score").hit(
            f"{len(scored)} 个指标行印有得分（合计 {added}，含预算执行得分），{what.zh}。",
            f"Points are printed on {len(scored)} indicator rows ({added} with budget execution); {what.en}.",
            recomputed=added,
            worked=added_up(row.score.value for row in result.scored_rows),
        )


@statement_rule("STR-13", Severity.NOTE,
    title=Both("同类表有分值的一级指标，本表没有填", "A category that has points on sister forms is missing"),
    reason=Both("同类表给某类一级指标印有分值（本门户据此归纳），本表没有填任何一行。满意度指标可以不评。", "Sister forms print points for the category (from which this portal draws its profile) and the form fills no row of it. Satisfaction may be left out."),
    formula=Both("同类表印有分值的一级指标（满意度除外）⇒ 表上至少有一行", "a first level to which sister forms give points (satisfaction aside) ⇒ at least one row on the form"),
    basis=Both("本门户据同类表归纳的分值（见方法页评分规则，每条附出处）；武汉市部门表备注4：满意度指标暂可不作为必评指标。", "Weights as sister forms print them (scoring profile, each with its source); note 4 of the Wuhan department form on satisfaction."),
    wrong="""
        profile: {level1_weights: {output: "60", outcome: "30"}}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 接访, target: 10次, actual: 12次}
    """,
    right="goals[0].indicators[1]: {level1: 效益指标, level2: 社会效益指标, name: 矛盾化解率, target: 90%, actual: 95%}",
)  # fmt: skip
def weighted_categories_are_there(result: StatementResult) -> Iterator[Hit]:
    """Compare the categories of filled rows with those the profile weights; silent on forms without levels or with others."""
    if result.profile is None or not result.indicators or not any(item.level1_raw for item in result.indicators):
        return
    if any(item.level1 is not None and not item.level1.in_tree for item in result.indicators):
        return
    filled = {item.level1 for item in result.indicators if item.bare_name}
    for level1, weight in result.profile.level1_weights.items():
        if level1 in filled or level1 is Level1.SATISFACTION or not Decimal(weight):
            continue
        yield Place("goals").hit(
            f"同类表给“{level1.zh}”印有 {weight} 分（本门户据此归纳），本表没有填这类指标。",
            f"Sister forms print {weight} points for “{level1.en}” (as this portal found); the form fills no such row.",
            reference=weight,
        )
