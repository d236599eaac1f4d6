"""BUD rules on the money block as a whole: its breakdowns, its unit, its carry-over, the rates of empty rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from statistics import median

from build_scripts.cells.amounts import Amount, clean, plain, rounded, rounded_apart
from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.judging.form_money import sources
from build_scripts.judging.rules.money import SumsUp, funds, perhaps_rounded, rounding_once, sums_up
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.texts import added_up, line_name, quoted
from build_scripts.judging.score import HUNDRED, FundingResult, IndicatorResult, StatementResult
from build_scripts.words.language import COMMA, Both
from build_scripts.words.vocabulary import FormType, Level2, LineCode, Severity

BY_REVENUE = frozenset(
    {
        LineCode.GENERAL_PUBLIC_BUDGET,
        LineCode.GOVERNMENT_FUND,
        LineCode.STATE_CAPITAL,
        LineCode.NON_TAX_SPECIAL_ACCOUNT,
        LineCode.OTHER_REVENUE,
    }
)
BY_NATURE = frozenset({LineCode.BASIC, LineCode.PROJECT})
MONEY_COSTS = frozenset({Level2.COST, Level2.ECONOMIC_COST})
TEN_THOUSAND = 10_000
"""元 in one 万元: by this factor amounts are off where the two units are mixed up."""
# 结转 and 结余 are different things in law (art. 50 of the Implementing Regulations); a project that names either
# was paid, at least in part, from money of an earlier year. 不结转 and the like say the opposite.
MONEY_UNIT = re.compile("[十百千万亿]{0,8}元")
EARLIER_MONEY = re.compile(r"(?<![不无未])(?:结转|结余)")


@department_rule("BUD-06", Severity.ERROR,
    title=Both("金额单位疑似写错", "The unit of the amounts seems to be mistaken"),
    reason=Both("成本指标写明“万元”，合计与资金总额恰好相差一万倍：资金总额的单位可能是“元”而表头印作“万元”（或相反）。没有成本指标可比的，与同部门同年其他同类表比较：超过中位数一百倍的，请核对单位（疑点）。", "The cost indicators say 万元 and the total is 10,000 times as much (or as little): yuan and ten thousand yuan may be mixed up. Where no cost tells, the form is compared with its sister forms of the same department and year: above a hundred times their median the unit deserves a look (a doubt)."),
    formula=Both("0.95 × 10⁴ ≤ 资金总额 ÷ Σ 成本指标 ≤ 1.05 × 10⁴，或其倒数；其余 5×10³ 至 2×10⁴ 为疑点；资金总额 > 100 × 其他同类表（不少于 3 张）的中位数为疑点（界限见门户设置，这里是没有另写时的数）", "0.95 × 10⁴ ≤ funds ÷ Σ cost indicators ≤ 1.05 × 10⁴, or the inverse; a doubt for the rest of 5×10³ to 2×10⁴, and where funds > 100 × the median of at least 3 sister forms (limits as in the portal's settings; these hold where they give none)"),
    basis=Both("算术：一万元 = 10,000 元。与中位数的比较为本门户约定。", "Arithmetic: one 万元 is 10,000 yuan. The comparison with the median is an own convention."),
    against=Both("对照的金额", "the amounts beside it"),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "50000", executed: "50000"}
        goals:
          - kind: overall
            indicators:
              - {level1: 产出指标, level2: 成本指标, name: 劳务费用, target: ≤4.83万元, actual: 4.83万元}
              - {level1: 产出指标, level2: 成本指标, name: 其他支出, target: ≤0.17万元, actual: 0.17万元}
    """,
    right="""
        funding[0].adjusted: 5
        funding[0].executed: 5
    """,
)  # fmt: skip
def amounts_are_in_their_unit(results: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare each form's budget with its costs; where they say nothing, with the median of its sister forms."""
    siblings: dict[tuple[int, FormType], list[tuple[StatementResult, Decimal]]] = defaultdict(list)
    for result in results:
        total, form = result.total_line, result.statement.form
        if total is not None and total.adjusted.yuan:
            siblings[form.fiscal_year, form.form_type].append((result, total.adjusted.yuan))
    for group in siblings.values():
        for result, budget in group:
            hit = next(_against_costs(result), None) or _against_siblings(
                result, budget, [other for one, other in group if one is not result]
            )
            if hit is not None:
                yield replace(hit, statement_id=result.statement.id)


def _against_siblings(result: StatementResult, budget: Decimal, others: list[Decimal]) -> Hit | None:
    """Return a hit where a form's budget (yuan) is many times the median of the other forms'."""
    limits, total = result.thresholds, result.total_line
    if total is None or len(others) < limits.sibling_forms or result.statement.form.currency_unit_override:
        return None
    middle = median(others)
    if middle <= 0 or budget <= middle * Decimal(limits.sibling_factor):
        return None
    unit = result.statement.money_unit
    printed, usual = plain(total.adjusted.value or Decimal()), plain(rounded_apart(middle / unit.in_yuan, Decimal()))
    ratio = plain(rounded_apart(budget / middle, Decimal(limits.sibling_factor), decimals=0))
    return Place(f"{total.path}.adjusted").hit(
        f"{line_name(total.line.label)}印为 {printed}（单位：{unit.zh}），是同部门同年其他 {len(others)} 张同类表中位数 {usual} {unit.zh}的 {ratio} 倍，请核对金额单位。",
        f"{line_name(total.line.label)} is printed as {printed} (unit: {unit.en}), {ratio} times the median ({usual} {unit.en}) of the department's {len(others)} other such forms of the year. Please check the unit of the amounts.",
        reference=usual,
        severity=Severity.WARNING,
    )


def _against_costs(result: StatementResult) -> Iterator[Hit]:
    """Compare the total's budget with the sum of the cost rows whose cells print 万元 themselves; unit prices do not count."""
    limits = result.thresholds
    total = result.total_line
    costs = [value for item in result.indicators if (value := _cost(item)) is not None]
    spent = sum((value.number for value in costs if value.number is not None), Decimal())
    if total is None or not total.adjusted.yuan or not spent:
        return
    ratio = total.adjusted.yuan / spent
    factor = ratio if ratio > 1 else 1 / ratio
    slip, doubt = factor / TEN_THOUSAND, Decimal(limits.unit_slip_doubt)
    if slip * doubt < 1 or slip > doubt:
        return
    exact = abs(slip - 1) * HUNDRED <= Decimal(limits.unit_slip_error)
    unit = result.statement.money_unit
    printed, added = plain(total.adjusted.value or Decimal()), plain(spent / TEN_THOUSAND)
    yield Place(f"{total.path}.adjusted").hit(
        f"{line_name(total.line.label)}印为 {printed}（单位：{unit.zh}），成本指标合计 {added} 万元，相差 {plain(rounded(factor, 0))} 倍，请核对金额单位。",
        f"{line_name(total.line.label)} is printed as {printed} (unit: {unit.en}); the cost indicators add up to {added} ten thousand yuan: a factor of {plain(rounded(factor, 0))}. Please check the unit of the amounts.",
        reference=added,
        severity=None if exact else Severity.WARNING,
    )


def _cost(item: IndicatorResult) -> Value | None:
    if item.level2 not in MONEY_COSTS:
        return None
    for value in (item.actual, item.effective_target):
        own_unit = value.unit == "yuan" and value.scale == TEN_THOUSAND and ValueNote.UNIT_FROM_FORM not in value.notes
        if value.kind == "number" and own_unit and not value.per:
            return value
    return None


@statement_rule("BUD-19", Severity.ERROR,
    title=Both("登记的金额单位不是表上印的单位", "The recorded unit of the amounts is not the printed one"),
    reason=Both("表上的金额按登记的单位（currency_unit）换算成元；它与表头印的单位（currency_unit_text）不同时，全部金额会差一万倍或更多。", "The form's amounts are converted to yuan by the recorded unit (currency_unit); where the header prints another (currency_unit_text), every amount is off by ten thousand or more."),
    formula=Both("表头印出的金额单位 = 登记的金额单位；写明了经核实的实际单位（currency_unit_override）的不比较", "unit in the printed header = recorded unit; not compared where a confirmed unit is given (currency_unit_override)"),
    basis=Both("表内文字；算术：一万元 = 10,000 元，一亿元 = 100,000,000 元。", "The form's own words; arithmetic: one 万元 is 10,000 yuan, one 亿元 100,000,000."),
    wrong="""
        currency_unit: yuan
        currency_unit_text: （单位：万元）
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "40", executed: "40"}
    """,
    right="currency_unit: ten_thousand_yuan",
)  # fmt: skip
def unit_is_the_printed_one(result: StatementResult) -> Iterator[Hit]:
    """Compare the recorded unit with the only unit of money that the header prints; a header with two says neither."""
    form = result.statement.form
    printed = set(MONEY_UNIT.findall(clean(form.currency_unit_text or "")))
    if len(printed) == 1 and form.currency_unit.zh not in printed and form.currency_unit_override is None:
        yield Place("currency_unit_text").hit(
            f"表头印的金额单位是“{quoted(form.currency_unit_text)}”，登记的单位是“{form.currency_unit.zh}”，金额按登记的单位换算，请核对。",
            f"The header prints the unit “{quoted(form.currency_unit_text)}”; the recorded unit is {form.currency_unit.en} ({form.currency_unit.zh}), by which the amounts are converted. Please check.",
            reference=form.currency_unit.zh,
        )


@statement_rule("BUD-09", Severity.ERROR,
    title=Both("按收入、按支出的分解与总额不一致", "The breakdowns by revenue and by expenditure do not agree"),
    reason=Both("同一笔资金按收入性质和按支出性质分解，两边合计应相等，也应等于资金总额（年初、调整后或执行数之一）。", "The same money is broken down by revenue and by nature of expenditure; both sums are equal and equal the total."),
    formula=Both("Σ 按收入性质 = Σ 按支出性质 = 资金总额；差额在四舍五入范围内为提示，各数都印为整数的为疑点（表注写明四舍五入的为一条提示）", "Σ by kind of income = Σ by kind of expenditure = funds; a note where the difference is within rounding, a doubt where all are whole numbers (one note where a note of the form says that it rounds)"),
    basis=Both("表内勾稽关系；《预算法实施条例》第五条：部门支出分为基本支出和项目支出。", "The form's own arithmetic; Implementing Regulations of the Budget Law, article 5: basic and project expenditure."),
    wrong="""
        form_type: dept_self_eval
        funding:
          - {line_code: total, label: 年度资金总额, initial: "968.99", adjusted: "1960.84", executed: "1960.84"}
          - {line_code: general_public_budget, label: 一般公共预算, amount: "839.09"}
          - {line_code: other_revenue, label: 其他资金, amount: "29.90"}
          - {line_code: basic, label: 基本支出, amount: "717.29"}
          - {line_code: project, label: 项目支出, amount: "251.70"}
    """,
    right="funding[1].amount: 939.09",
)  # fmt: skip
def breakdowns_agree(result: StatementResult) -> Iterator[Hit]:
    """Compare both breakdowns with each other and with the total row; a side with a blank row is left alone."""
    yield from rounding_once(result, _breakdowns_that_differ(result))


def _breakdowns_that_differ(result: StatementResult) -> Iterator[Hit]:
    revenue, nature = _side(result, BY_REVENUE), _side(result, BY_NATURE)
    if revenue and nature:
        yield from _both_sides(result, revenue, nature)
    whole = result.total_line
    side = nature or revenue
    if whole is None or not side or whole in side:
        return
    totals = [amount for amount in (whole.initial, whole.adjusted, whole.executed) if amount.value is not None]
    added = _sum(side)
    terms = [item.amount for item in side]
    fits = {sums_up(added - (amount.value or 0), (amount, *terms), funds(result)) for amount in totals}
    if totals and SumsUp.YES not in fits:
        perhaps, severity = perhaps_rounded(fits)
        shown = COMMA.join(amount.shown for amount in totals)
        yield Place(f"{side[0].path}.amount").hit(
            f"{_names(side)}合计 {plain(added)}，与{line_name(whole.line.label)}的任何一个数（{shown.zh}）都不相等。{perhaps.zh}",
            f"{_names(side)} add up to {plain(added)}, which equals none of the figures of {line_name(whole.line.label)} ({shown.en}). {perhaps.en}".strip(),
            of_cell=False,
            recomputed=plain(added),
            worked=added_up(term.value for term in terms),
            reference="、".join(plain(amount.value or Decimal()) for amount in totals),
            severity=severity,
        )


def _both_sides(result: StatementResult, revenue: list[FundingResult], nature: list[FundingResult]) -> Iterator[Hit]:
    left, right = _sum(revenue), _sum(nature)
    fits = sums_up(left - right, [item.amount for item in (*revenue, *nature)], funds(result))
    perhaps, severity = perhaps_rounded({fits})
    if left != right:
        yield Place(f"{revenue[0].path}.amount").hit(
            f"按收入性质合计 {plain(left)}，按支出性质合计 {plain(right)}，相差 {plain(abs(left - right))}。{perhaps.zh}",
            f"By revenue the rows add up to {plain(left)}, by nature of expenditure to {plain(right)}; the difference is {plain(abs(left - right))}. {perhaps.en}".strip(),
            of_cell=False,
            recomputed=plain(left),
            worked=added_up(item.amount.value for item in revenue),
            reference=plain(right),
            difference=left - right,
            severity=Severity.NOTE if fits is SumsUp.YES else severity,
        )


def _side(result: StatementResult, codes: frozenset[LineCode]) -> list[FundingResult]:
    """Return the rows of one breakdown, or none where a row prints no single amount."""
    rows = [item for item in result.funding if item.line.line_code in codes]
    return rows if len(rows) > 1 and all(item.amount.value is not None for item in rows) else []


def _sum(rows: list[FundingResult]) -> Decimal:
    return sum((item.amount.value for item in rows if item.amount.value is not None), Decimal())


def _names(rows: list[FundingResult]) -> str:
    return "、".join(line_name(item.line.label) for item in rows)


@statement_rule("BUD-10", Severity.WARNING,
    title=Both("名称说是结转结余资金，结转一行却是 0", "The name says carry-over, the carry-over row says 0"),
    reason=Both("项目名称写明使用以前年度结转或结余资金，资金表的“上年结转资金”却为 0，资金来源需要说明。", "By its name the project is paid from money of an earlier year, and the carry-over row is 0: where the money came from needs an explanation."),
    formula=Both("项目名称含“结转”或“结余” ⇒ 上年结转资金 > 0", "the project's name speaks of funds carried over or left over ⇒ carry-over > 0"),
    basis=Both("《预算法实施条例》第五十条（结转、结余资金的含义）；表内勾稽关系。", "Implementing Regulations of the Budget Law, article 50 (carry-over and surplus); the form's own arithmetic."),
    wrong="""
        project: 扶贫调研经费（2020年国库集中支付年终结余资金）
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "24", executed: "18"}
          - {line_code: carry_over, label: 上年结转资金, adjusted: "0", executed: "0"}
    """,
    right="""
        funding[1].adjusted: 24
        funding[1].executed: 18
    """,
)  # fmt: skip
def carry_over_is_where_it_is_named(result: StatementResult) -> Iterator[Hit]:
    """Compare the project's name with a carry-over row whose every printed amount is 0."""
    name = clean(result.statement.project or "")
    row = result.line(LineCode.CARRY_OVER)
    if row is None or not EARLIER_MONEY.search(name):
        return
    amounts: list[Amount] = [row.initial, row.adjusted, row.executed]
    printed = [amount.value for amount in amounts if amount.value is not None]
    if printed and not any(printed):
        yield Place(f"{row.path}.adjusted").hit(
            f"项目名称为“{quoted(name)}”，{line_name(row.line.label)}为 0。",
            f"The project is called “{quoted(name)}”; the row {line_name(row.line.label)} is 0.",
        )


@statement_rule("BUD-17", Severity.NOTE,
    title=Both("预算数为零，执行率印作 0", "A rate of 0 where the budget is 0"),
    reason=Both("预算数为零时没有执行率；印作 0 容易被读成“一分未花”。", "With a budget of 0 there is no rate; a printed 0 reads as if nothing had been spent."),
    formula=Both("全年预算数 = 0 ⇒ 执行率不适用（“--”），不印 0；总额一行为 0 而其下各项不为 0 的，见 BUD-01", "adjusted budget = 0 ⇒ no execution rate (“--”), not a printed 0; of a total row of 0 above sources that are not, BUD-01 speaks"),
    basis=Both("算术：除数不能为零。", "Arithmetic: nothing can be divided by zero."),
    wrong="""
        funding:
          - {line_code: central, label: 中央财政资金, adjusted: "0", executed: "0", rate: "0"}
    """,
    right='funding[0].rate: "--"',
)  # fmt: skip
def no_rate_without_budget(result: StatementResult) -> Iterator[Hit]:
    """Find rows with a zero budget and a printed rate of 0: one finding per form.

    A total row of 0 above parts that are not has a budget (BUD-01 speaks of it).
    """
    total = result.line(LineCode.TOTAL)
    only_unfilled = total if any(part.adjusted.value for part in sources(result.funding)[0]) else None
    rows = [
        item
        for item in result.funding
        if item.adjusted.value == 0 and item.rate.value == 0 and item is not only_unfilled
    ]
    if rows:
        names = [line_name(item.line.label) for item in rows]
        yield Place(f"{rows[0].path}.rate").hit(
            f"全年预算数为 0 而执行率印作 0（{len(rows)} 行）：{'、'.join(names)}。",
            f"The budget is 0 and the rate is printed as 0 (rows: {len(rows)}): {', '.join(names)}.",
        )
