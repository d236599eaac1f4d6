"""IND rules on targets that contradict their own name, their own operator or the form's year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.cells.amounts import plain
from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.judging.rules.registry import Hit, statement_rule
from build_scripts.judging.rules.rows import row_cell, weight_and_points
from build_scripts.judging.rules.texts import quoted
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Level1, Severity

_SHORTER_IS_BETTER = re.compile(
    "(?:响应|修复|抢修|抢险|维修|恢复|处理|处置|办理|办结|审批|等待|到达|到场|出警|送达)(?:时间|时限|时长)$"
)
"""Heads of names of time spans that only get better as they shorten. 服务时间, 使用时间 and the like are not among them."""
_LESS_IS_BETTER = re.compile("(?<!无)(?:故障|事故|差错|投诉|违规|超支|死亡|发病)率$")
"""Heads of names of rates that only get better as they fall."""
_MORE_IS_BETTER = re.compile(
    "(?:满意|合格|达标|完成|及时|准确|办结|回复|覆盖|接通|优良|知晓|参与|采用|通过|提升|提高|降低|下降|节能|完好|就业|普及|公开|公示)(?:率|度)$"
    "|(?:工作|服务|办公|办事|使用)效率$|效率提升度$|覆盖面$"
)
"""Heads of names that only get better as they rise; a rate of reduction is one of them."""
_MORE_MONEY = re.compile(
    "节约|节省|节支|压减|减少|降低|收入|收益|创收|争取|筹集|投入|配套|到位|拨付|发放|补助|补贴|奖励|待遇|工资|薪酬|标准|保障|扶持|救助|资助"
)
"""Amounts among costs of which more may be meant: what is saved, raised or paid to people."""
_CONTROL_RATE = re.compile("(?:三公”?经费|公用经费|在职人员|编制|成本|预算|费用|投资|支出)控制率$")
"""Shares of a limit that money or posts use up. Of the control of an epidemic, of pests or of quality more is better."""
_NO_GROWTH = re.compile("不增长|零增长|不增加|只减不增")
_HALF = 50
_REDUCED_BY = re.compile("(?:降低|减少|下降|压减)的?(?:百分)?点")
"""Names that give their unit as points of a reduction."""
_TIME_SPANS = frozenset({"minute", "hour", "day", "working_day", "week", "month"})
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})年(?!度)")


@statement_rule("IND-01", Severity.WARNING,
    title=Both("比较符与指标含义相反", "Operator contradicts the meaning of the indicator"),
    reason=Both("响应时间、成本、经费控制率越低越好，却写“≥”；满意度、完成率、降低幅度越高越好，却写“≤”：按印出的比较符，做得越差越算达成。经费控制率不写比较符的，看不出要高还是要低；注明不增长而写 0% 的，照字面是一分不花（提示）。", "A response time, a cost and the share of a limit that was spent get better as they fall, a rate of satisfaction and a reduction as they rise; with the operator printed, doing worse would count as reaching the target. Where such a share has no operator, the direction is left open; a share of 0%, where the name says no growth, would mean that nothing may be spent (notes)."),
    formula=Both("越低越好的指标用 ≤；越高越好的指标用 ≥；经费控制率写明 ≤，注明不增长的不为 0%", "≤ for an indicator that is better lower; ≥ for one that is better higher; control rates of money say ≤, and not 0% where no growth is meant"),
    basis=Both("武汉市部门表说明第2条：正向指标目标值为≥X，反向指标目标值为≤X。", "Note 2 of the Wuhan department form: ≥ for indicators that are better higher, ≤ for those better lower."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 故障修复响应时间, target: ≥24小时}
    """,
    right="goals[0].indicators[0].target: ≤24小时",
)  # fmt: skip
def operator_fits_meaning(result: StatementResult) -> Iterator[Hit]:
    """Compare a target's operator with the head of the indicator's name; other names and units are left alone."""
    for item in result.indicators:
        target = item.effective_target
        if target.kind == "number" and target.op in {None, "eq"} and _is_control_rate(item):
            yield row_cell(item, "target").hit(
                f"控制率越低越好，目标值 {quoted(target.raw)} 没有写“≤”，没有写明是上限。",
                f"a control rate is better lower; the target {quoted(target.raw)} has no ≤, so that its direction is left open.",
                severity=Severity.NOTE,
            )
        if (
            target.number == 0
            and target.unit == "percent"
            and _CONTROL_RATE.search(item.head)
            and _NO_GROWTH.search(item.row.name)
        ):
            yield row_cell(item, "target").hit(
                f"控制率是用去的占限额的份额，目标值 {quoted(target.raw)} 照字面是一分不花；名称又注明不增长，那是增长率。",
                f"a control rate is the share of a limit that is used; the target {quoted(target.raw)} would mean that nothing is spent. The name says no growth, which is a rate of growth.",
                severity=Severity.NOTE,
            )
        if target.kind != "number" or target.op is None or target.op == "eq":
            continue
        upward = target.op in {"ge", "gt"}
        if (upward and _better_lower(item)) or (not upward and _better_higher(item)):
            better = Both("越低越好", "lower") if upward else Both("越高越好", "higher")
            yield row_cell(item, "target").hit(
                f"按名称{better.zh}，目标值却写作 {quoted(target.raw)}。",
                f"better {better.en} by its name, and yet the target is printed as {quoted(target.raw)}.",
            )


def _better_lower(item: IndicatorResult) -> bool:
    unit, name = item.effective_target.unit, item.head
    shorter = unit in _TIME_SPANS and _SHORTER_IS_BETTER.search(name)
    costs = unit == "yuan" and item.is_money and not _MORE_MONEY.search(name)
    return bool(shorter or costs or (unit == "percent" and _LESS_IS_BETTER.search(name)) or _is_control_rate(item))


def _is_control_rate(item: IndicatorResult) -> bool:
    """Tell whether a row is the share of a limit that money or posts use up; a rate near 0 is a change against last year."""
    target = item.effective_target
    return target.unit == "percent" and (target.number or 0) >= _HALF and bool(_CONTROL_RATE.search(item.head))


def _better_higher(item: IndicatorResult) -> bool:
    if item.effective_target.unit == "percentage_point" and _REDUCED_BY.search(item.row.name):
        return True
    by_name = item.effective_target.unit == "percent" and _MORE_IS_BETTER.search(item.head)
    return bool(by_name) and item.level1 is not Level1.COST


@statement_rule("IND-02", Severity.WARNING,
    title=Both("目标不含等于，完成值恰好等于", "Strict operator met only by equality"),
    reason=Both("目标值写的是“大于”或“小于”，完成值恰好等于目标值，严格说没有达到；多半是比较符写错。", "The target says more than or less than, and the actual value is exactly the bound: strictly, it is not reached."),
    formula=Both("目标 > X 或 < X ⇒ 完成值 ≠ X", "target > X or < X ⇒ actual value ≠ X"),
    basis=Both("比较符的含义。", "The meaning of the operator."),
    wrong="""
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 故障修复处理时间, target: <1小时, actual: 1小时, weight: "10", score: "10"}
    """,
    right="goals[0].indicators[0].target: ≤1小时",
)  # fmt: skip
def strict_bound_is_passed(result: StatementResult) -> Iterator[Hit]:
    """Find strict targets whose actual value is the bound itself in the same unit; title marks for operators are no strict ones."""
    for item in result.indicators:
        target, actual = item.effective_target, item.actual
        strict = target.op in {"gt", "lt"} and ValueNote.TITLE_MARK_OPERATOR not in target.notes
        same = (target.number, target.unit, target.per) == (actual.number, actual.unit, actual.per)
        if strict and same and actual.number is not None and actual.op in {None, "eq"} and actual.kind == "number":
            full = _full_points(item)
            yield row_cell(item, "actual").hit(
                f"目标 {quoted(target.raw)}，完成 {quoted(actual.raw)}，恰好等于界限，严格说没有达到目标{full.zh}。",
                f"target {quoted(target.raw)}, actual {quoted(actual.raw)}, exactly the bound and strictly not reached{full.en}.",
            )


def _full_points(item: IndicatorResult) -> Both:
    printed = weight_and_points(item)
    if printed is None or printed[0] != printed[1]:
        return UNSAID
    points = plain(printed[1])
    return Both(f"，得分 {points} 等于分值", f"; {points} points equal the weight")


@statement_rule("IND-09", Severity.WARNING,
    title=Both("目标或完成日期不在本财政年度", "Date outside the fiscal year"),
    reason=Both("年度指标的日期应在本财政年度之内；日期是别的年份，可能是沿用了上年的表。", "A date of an annual indicator is within the fiscal year; another year may have been copied from an older form."),
    formula=Both("日期中的年份 = 财政年度", "year of a date = fiscal year"),
    basis=Both("《预算法》第十八条：预算年度自公历1月1日起，至12月31日止。", "Budget Law, article 18: the budget year is the calendar year."),
    wrong="""
        fiscal_year: 2021
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 租赁线路时间, target: 2020年1月1日—12月底, actual: 2020年1月1日—12月底}
    """,
    right="""
        goals[0].indicators[0].target: 2021年1月1日—12月底
        goals[0].indicators[0].actual: 2021年1月1日—12月底
    """,
)  # fmt: skip
def dates_in_fiscal_year(result: StatementResult) -> Iterator[Hit]:
    """Find annual rows whose target or actual value is a date of other years only; long-term goals are left alone."""
    form = result.statement.form
    for item in result.indicators:
        if item.long_term:
            continue
        column = "target" if item.effective_target is item.target else "adjusted_target"
        for key, value in ((column, item.effective_target), ("actual", item.actual)):
            years = _years(value)
            if years and form.fiscal_year not in years:
                yield row_cell(item, key).hit(
                    f"日期 {quoted(value.raw)} 不在 {form.fiscal_year} 年度。",
                    f"the date {quoted(value.raw)} is not in the year {form.fiscal_year}.",
                )
                break


def _years(value: Value) -> set[int]:
    """Return the years of a cell that is a date or a span of dates, the years between its ends included."""
    if value.kind != "date_range" and ValueNote.DEADLINE not in value.notes:
        return set()
    years = [int(year) for year in _YEAR.findall(value.text)]
    return set(range(min(years), max(years) + 1)) if years else set()
