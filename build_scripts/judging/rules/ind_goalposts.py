"""IND rules on targets that moved: weaker than before, than later, than first set, than what was reported."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import clean, percent_of
from build_scripts.cells.value_model import Value
from build_scripts.judging.rules.counterparts import counterpart
from build_scripts.judging.rules.registry import Hit, department_rule, statement_rule
from build_scripts.judging.rules.rows import has_explanation, row_cell
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import IndicatorResult, StatementResult, target_change
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Level2, Polarity, Severity, TargetChange

_GROWTH = re.compile("增")
"""Growth goes up and down with the economy: two better years are no sign that this year's target was set low."""
_FOLLOWS_NEED = re.compile("补贴|补助|救助|待遇|发放|申请|缴纳|税费|购买服务|用工|招聘|招录|地块|工伤保险")
"""Numbers of people, payments or cases that come as they come, and staff hired: fewer of them is no lower aim."""
_NOT_CUMULATIVE = frozenset(
    {"percent", "permille", "percentage_point", "minute", "hour", "day", "working_day", "point"}
)
"""Units that do not add up over years: a long-term target in them can be compared with the year's own."""

NEARLY_SAME = Decimal(2)
"""By so many percent a figure of the year before may be higher by chance."""


@statement_rule("IND-13", Severity.NOTE, needs={"IND-23"},
    title=Both("目标值的要求低于上年或前年", "Target asks for less than an earlier year's figure"),
    reason=Both("本年目标的要求低于表上印出的上年值；不低于上年而低于前年的，也提示一句。目标是下限，工作量也会变化，所以一般只作提示；比例、时限类指标的要求低于上年和前年的，作疑点。", "This year's target asks for less than last year's figure on the form; one that only asks for less than the year before that is noted too. A target is a floor and workloads change, so this is a note; a share or time limit that asks for less than both earlier years is a warning."),
    formula=Both("本年目标值的要求 ≥ 上年值，≥ 前年值（按指标方向；与前年相差 2% 以内的除外；支出和单价，以及随申请、需要增减的数量不比较）", "this year's target asks for no less than last year's value and that of the year before (in the indicator's direction; not within 2% of the latter; spending, prices and numbers that follow applications or needs are left alone)"),
    basis=Both("表上“近两年指标值”与“预计当年实现值”的对比；本门户约定。", "The form prints the two previous years beside the year's target; own convention."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: annual
            number: 1
            indicators:
              - {level1: 满意度指标, level2: 服务对象满意度指标, name: 支部党员满意率, baseline_y2: 95%, baseline_y1: 95%, target: ≥90%}
    """,
    right="goals[0].indicators[0].target: ≥95%",
)  # fmt: skip
def target_not_below_last_year(result: StatementResult) -> Iterator[Hit]:
    """Find targets that ask for less than last year's figure; a warning for rates that ask for less than both years.

    Left alone are rows whose direction is only assumed, spending and prices, and numbers that follow needs.
    """
    for item in result.indicators:
        if item.polarity_source == "default" or _follows_need(item):
            continue
        before = item.target_change_y2
        if item.target_change is not TargetChange.WEAKER:
            yield from _below_the_year_before(item, before)
            continue
        both = before is TargetChange.WEAKER
        facts = {item.baseline_y1.op, item.baseline_y2.op} <= {None, "eq", item.effective_target.op}
        rate = item.effective_target.unit in _NOT_CUMULATIVE and not _GROWTH.search(item.row.name)
        target, last_year = quoted(item.effective_target.raw), quoted(item.baseline_y1.raw)
        two_years = _year_before(item.baseline_y2, before)
        yield row_cell(item, "target").hit(
            f"本年目标 {target}，上年 {last_year}，前年 {two_years.zh}；要求低于上年{'、前年' if both else ''}。",
            f"target {target}, last year {last_year}, the year before {two_years.en}; "
            f"it asks for less than {'both years' if both else 'last year'}.",
            reference=last_year,
            severity=Severity.WARNING if both and facts and rate else None,
        )


def _below_the_year_before(item: IndicatorResult, change: TargetChange | None) -> Iterator[Hit]:
    """Find a target that keeps up with last year's figure and asks for less than that of the year before."""
    target, before = item.effective_target.number, item.baseline_y2.number
    kept = item.target_change in {TargetChange.EQUAL, TargetChange.STRONGER}
    if not kept or change is not TargetChange.WEAKER or not target or not before:
        return
    if percent_of(abs(target - before), abs(before)) > NEARLY_SAME:
        now, last_year, two_years = (
            quoted(value.raw) for value in (item.effective_target, item.baseline_y1, item.baseline_y2)
        )
        yield row_cell(item, "target").hit(
            f"本年目标 {now}，上年 {last_year}，前年 {two_years}；不低于上年，要求低于前年。",
            f"target {now}, last year {last_year}, the year before {two_years}; it keeps up with last year and asks for less than the year before.",
            reference=two_years,
        )


def _follows_need(item: IndicatorResult) -> bool:
    """Tell whether a row is spending or a price, or a number that comes as it comes."""
    money = item.effective_target.unit == "yuan" and (item.is_cost or item.polarity is Polarity.LOWER_BETTER)
    count = item.effective_target.unit not in _NOT_CUMULATIVE
    return money or (count and bool(_FOLLOWS_NEED.search(item.row.name)))


def _year_before(value: Value, change: TargetChange | None) -> Both:
    """Return the figure of two years ago for a message, with a word where it cannot be compared."""
    if value.state != "reported":
        return Both("未填", "blank")
    if change is TargetChange.NOT_COMPARABLE:
        return Both(f"{quoted(value.raw)}（不可比）", f"{quoted(value.raw)} (not comparable)")
    return Both.printed(quoted(value.raw))


@statement_rule("IND-14", Severity.WARNING, needs={"IND-23"},
    title=Both("年度目标弱于长期目标", "Annual target weaker than the long-term target"),
    reason=Both("同一张表上，同一指标年度目标的要求弱于长期目标（上限更高，或下限更低）；长期目标从哪一年起达到，表上没有说明。", "On one form the annual target of an indicator asks for less than its long-term target (a higher ceiling or a lower floor); the form does not say from which year the long-term target holds."),
    formula=Both("年度目标值 不弱于 对应的长期目标下同一指标的目标值（文字相近的目标为对应，没有的按序号，再没有的与全表比较）；只比较比例、时限、分数等不能逐年累加的指标，以及上限", "the annual target is not weaker than that of the same indicator below its long-term goal (the one that says the same, else that of its number; anywhere on the form where there is none); only shares, deadlines, ratings and the like, which do not add up over years, and upper bounds"),
    basis=Both("表内勾稽关系。长期目标的数量和金额可以是多年累计，年度值较小的不作提示；年度上限高于长期上限的，累计也不能解释。", "The form's own figures. Long-term counts may be cumulative and are left alone; an annual ceiling above the long-term one is not."),
    wrong="""
        form_type: dept_target
        goals:
          - kind: long_term
            number: 1
            indicators: [{level1: 产出指标, level2: 质量指标, name: 档案完好率, target: ≥95%}]
          - kind: annual
            number: 1
            indicators: [{level1: 产出指标, level2: 质量指标, name: 档案完好率, target: ≥90%}]
    """,
    right="goals[1].indicators[0].target: ≥95%",
)  # fmt: skip
def annual_target_not_below_long_term(result: StatementResult) -> Iterator[Hit]:
    """Compare rows of annual goals with the one long-term target of the same name and category; several say nothing.

    That of the long-term goal which belongs to the annual one (``counterpart``). Where none does, the whole form is
    searched: other goals set other targets under one name.
    """
    later_rows: dict[tuple[int | None, str, Level2 | None], list[IndicatorResult]] = defaultdict(list)
    annual: list[IndicatorResult] = []
    for item in result.indicators:
        if item.target.number is None:
            continue
        if item.long_term:
            for order in (item.goal_order, None):
                later_rows[order, item.bare_name, item.level2].append(item)
        else:
            annual.append(item)
    for item in annual if later_rows else ():
        order = counterpart(result, item.goal_order)
        found = later_rows.get((order, item.bare_name, item.level2), [])
        if len({other.target.raw for other in found}) != 1:
            continue
        later = found[0].target
        ceiling = item.polarity is Polarity.LOWER_BETTER
        weaker = target_change(item.target, later, item.polarity) is TargetChange.WEAKER
        if weaker and (ceiling or _comparable(item.target)):
            bound = ceiling and item.target.op is not None
            what = Both("上限", "ceiling") if bound else Both("数", "figure")
            than = Both("高", "higher") if ceiling else Both("低", "lower")
            yield row_cell(item, "target").hit(
                f"年度目标 {quoted(item.target.raw)}，长期目标 {quoted(later.raw)}；年度的{what.zh}更{than.zh}，要求弱于长期目标。",
                f"the annual target is {quoted(item.target.raw)}, the long-term one {quoted(later.raw)}; "
                f"the year's {what.en} is {than.en}, so the year asks for less.",
                reference=quoted(later.raw),
            )


def _comparable(value: Value) -> bool:
    return value.unit in _NOT_CUMULATIVE or bool(value.per)


@statement_rule("IND-21", Severity.WARNING,
    title=Both("调整后的目标低于年初目标", "Adjusted target weaker than the original one"),
    reason=Both("年中调低目标的要求，应说明为什么调整。", "Where a target is made weaker during the year, the reason for the change is due."),
    formula=Both("调整后指标值 不弱于 年度指标值，或说明原因", "the adjusted target is not weaker than the annual one, or a reason is given"),
    basis=Both("表头“调整后指标值”“偏差原因分析及改进措施”；本门户约定。", "The form's own columns for the adjusted target and for reasons; own convention."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 培训人次, target: ≥500人次, adjusted_target: ≥300人次, actual: 320人次, deviation: ""}
    """,
    right="goals[0].indicators[0].deviation: 受疫情影响取消两期培训",
)  # fmt: skip
def adjusted_target_not_weaker(result: StatementResult) -> Iterator[Hit]:
    """Compare the adjusted target with the original one in the row's direction; silent where the row is explained."""
    for item in result.indicators:
        if item.adjusted_target.state != "reported" or has_explanation(item.row):
            continue
        if target_change(item.adjusted_target, item.target, item.polarity) is TargetChange.WEAKER:
            original, adjusted = quoted(item.target.raw), quoted(item.adjusted_target.raw)
            yield row_cell(item, "adjusted_target").hit(
                f"年初目标 {original}，调整后 {adjusted}，要求低于年初，表上未说明。",
                f"the target was {original}, adjusted to {adjusted}; it asks for less and is unexplained.",
                reference=original,
            )


@department_rule("IND-22", Severity.NOTE,
    title=Both("目标弱于上年自评的完成值", "Target weaker than what last year's self-evaluation reports"),
    reason=Both("上一年度的自评表已经报告了更好的完成值，本年目标却定得更低。", "Last year's self-evaluation reports a better value than this year's target asks for."),
    formula=Both("本年目标值 不弱于 上年同一指标的实际完成值（按指标方向）", "this year's target is not weaker than last year's actual value of the same indicator (in its direction)"),
    basis=Both("本门户约定；只比较同一部门（同一项目）上下两年名称、类别、单位相同的比例、时限、分数类指标。", "Own convention; only indicators of one name, category and unit, and only shares, time limits and points."),
    wrong="""
        forms:
          - form_type: dept_self_eval
            fiscal_year: 2021
            goals:
              - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 时效指标, name: 投诉按期办结率, target: ≥90%, actual: 97%}]}
          - form_type: dept_target
            fiscal_year: 2022
            goals:
              - {kind: annual, number: 1, indicators: [{level1: 产出指标, level2: 时效指标, name: 投诉按期办结率, target: ≥90%}]}
    """,
    right="forms[1].goals[0].indicators[0].target: ≥97%",
)  # fmt: skip
def target_not_below_reported(results: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare each year's annual targets with the actual values the department's forms report for the year before.

    Two rows of different years are one indicator where project (or none), name and category are the same.
    """
    reported: dict[tuple[int, str, str, Level2 | None], list[IndicatorResult]] = defaultdict(list)
    for result in results:
        year, project = result.statement.form.fiscal_year, clean(result.statement.project or "")
        for item in result.indicators:
            if item.actual.state == "reported":
                reported[year, project, item.bare_name, item.level2].append(item)
    years = {year for year, *_ in reported}
    for result in results:
        form, project = result.statement.form, clean(result.statement.project or "")
        for item in result.indicators if form.fiscal_year - 1 in years else ():
            before = reported.get((form.fiscal_year - 1, project, item.bare_name, item.level2), [])
            if not item.long_term and len(before) == 1 and _weaker_than_reported(item, before[0]):
                target, reached = quoted(item.effective_target.raw), quoted(before[0].actual.raw)
                yield row_cell(item, "target").hit(
                    f"{form.fiscal_year} 年度目标 {target}，{form.fiscal_year - 1} 年度自评完成 {reached}。",
                    f"the target for {form.fiscal_year} is {target}; {reached} was reported for {form.fiscal_year - 1}.",
                    reference=reached,
                    statement_id=result.statement.id,
                )


def _weaker_than_reported(item: IndicatorResult, before: IndicatorResult) -> bool:
    known = item.polarity in {Polarity.HIGHER_BETTER, Polarity.LOWER_BETTER} and item.polarity_source != "default"
    point = before.actual.op in {None, "eq"} and _comparable(item.effective_target)
    return known and point and target_change(item.effective_target, before.actual, item.polarity) is TargetChange.WEAKER
