"""BUD rules on the base data beside the year before: figures repeated, figures far off, an adjustment with a budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import plain, rounded_apart
from build_scripts.judging.rules.money import expenditure_rows
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.texts import ROW, line_name, together
from build_scripts.judging.score import HUNDRED, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Severity

_DIGITS = 3
"""Digits, zeros at both ends aside, that do not recur by chance."""
_UP, _DOWN = Decimal(150), Decimal(50)
_LEAST = Decimal(100_000)
"""Yuan by which a figure differs at least: a small sum easily doubles."""
_TOLD_ELSEWHERE = frozenset(
    {
        *("three_public", "vehicles", "vehicles_purchase", "vehicles_operation", "overseas_travel", "receptions"),
        *("basic_budget_adjustment", "procurement"),
    }
)
"""Rows of which other rules speak, and those that rightly vary from year to year."""


@statement_rule("BUD-24", Severity.NOTE,
    title=Both("本年决算数与上年决算数一字不差", "This year's final figure repeats last year's"),
    reason=Both("两年的决算数精确到末位都相同，可能是沿用了上年的数。", "The final figures of two years are the same to the last digit; last year's may have been left standing."),
    formula=Both("本年决算数 ≠ 上年决算数（有三位以上有效数字的金额）", "this year's final figure ≠ last year's (amounts of at least three significant digits)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: operating_office, label: 其中：办公经费, prior_final: "14.66", budget: "8", final: "14.66"}
    """,
    right="base_data[0].final: 13.02",
)  # fmt: skip
def figures_are_of_this_year(result: StatementResult) -> Iterator[Hit]:
    """Gather the rows whose final figures of both years are the same, with that of the budget where it is the same too."""
    found, as_budgeted = [], 0
    for row in expenditure_rows(result):
        before, now = row.prior_final.value, row.final.value
        if before is None or before != now or len(plain(now).replace(".", "").strip("0")) < _DIGITS:
            continue
        as_budgeted += row.budget.value == now
        found.append((f"{row.path}.final", f"{line_name(row.row.label)} {plain(now)}"))
    both = UNSAID
    if as_budgeted:
        both = Both(
            f"，其中 {as_budgeted} 行又等于本年预算数", f", and {as_budgeted} of them equal this year's budget too"
        )
    zh, en = f"本年决算数与上年决算数相同{both.zh}", f"Final figures equal last year's{both.en}"
    yield from together(found, zh, en, ROW)


@statement_rule("BUD-33", Severity.NOTE,
    title=Both("有预算，上年、本年的决算都是 0", "A budget, and no spending in this year or the last"),
    reason=Both("上年没有支出，本年仍安排预算，本年又没有支出：预算按什么安排，需要说明。", "Nothing was spent last year, money was budgeted all the same, and again nothing was spent: what the budget rested on needs an explanation."),
    formula=Both("上年决算数 = 本年决算数 = 0 ⇒ 本年预算数 = 0 或空白（印作 0 才比较）", "last year's and this year's final figure are 0 ⇒ the budget is 0 or blank (only where 0 is printed)"),
    basis=Both("《预算法》第三十二条：预算编制参考上一年预算执行情况；本门户约定。", "Budget Law, article 32: budgets take account of how last year's was executed; own convention."),
    wrong="""
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: receptions, label: 公务接待, prior_final: "0", budget: "5", final: "0"}
    """,
    right="base_data[0].final: 4.2",
)  # fmt: skip
def budgets_rest_on_spending(result: StatementResult) -> Iterator[Hit]:
    """Gather the rows with a budget and with 0 printed as the final figure of both years; sums of others are left out."""
    found = [
        (f"{row.path}.budget", f"{line_name(row.row.label)} {plain(budget)}")
        for row in expenditure_rows(result)
        if (budget := row.budget.value) and budget > 0 and row.prior_final.value == 0 and row.final.value == 0
    ]
    yield from together(
        found,
        "安排了预算，上年、本年的决算数都印作 0",
        "A budget, and 0 as the final figure of this year and the last",
        ROW,
    )


@statement_rule("BUD-26", Severity.NOTE,
    title=Both("决算数比上年增减很大", "A final figure far from last year's"),
    reason=Both("支出比上年多出一半或减少一半以上，应说明原因。", "Spending that grew or fell by half against the year before needs a reason."),
    formula=Both("上年决算数 × 50% ≤ 本年决算数 ≤ 上年决算数 × 150%，或相差不到 10 万元；三公经费见 BUD-18", "50% ≤ this year's final figure ÷ last year's ≤ 150%, or less than 100,000 yuan apart; of hospitality, vehicles and trips abroad BUD-18 speaks"),
    basis=Both("本门户约定。", "Own convention."),
    against=Both("上年决算", "the year before"),
    wrong="""
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: operating, label: 公用经费：, prior_final: "577.41", budget: "930", final: "935.58"}
    """,
    right="base_data[0].final: 866.11",
)  # fmt: skip
def spending_is_like_last_year(result: StatementResult) -> Iterator[Hit]:
    """Compare each row's final figures of both years."""
    unit = result.statement.money_unit
    for row in expenditure_rows(result):
        before, now = row.prior_final.value, row.final.value
        if not before or not now or before < 0 or row.row.line_code in _TOLD_ELSEWHERE:
            continue
        percent = now * HUNDRED / before
        if _DOWN <= percent <= _UP or abs(now - before) * unit.in_yuan < _LEAST:
            continue
        share = plain(rounded_apart(percent, _UP if percent > _UP else _DOWN))
        yield Place(f"{row.path}.final", line_name(row.row.label)).hit(
            f"上年决算 {row.prior_final.shown.zh}，本年决算 {row.final.shown.zh}，为上年的 {share}%。",
            f"{row.prior_final.shown.en} the year before, {row.final.shown.en} this year, {share}% of it.",
            reference=plain(before),
            difference=now - before,
        )


@statement_rule("BUD-27", Severity.NOTE,
    title=Both("“预算调整”一行的预算数等于决算数", "The row of budget adjustments prints its final figure as a budget"),
    reason=Both("预算调整是年中发生的，年初不会列预算；预算数与决算数相同，多半是填错了栏。", "An adjustment happens within the year and is not budgeted; a budget equal to the final figure seems to be entered in the wrong column."),
    formula=Both("部门基本支出预算调整：本年预算数 ≠ 本年决算数（0 除外）", "adjustment of basic expenditure: budget ≠ final figure (0 apart)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: basic_budget_adjustment, label: 部门基本支出预算调整, prior_final: "185.12", budget: "997.88", final: "997.88"}
    """,
    right="base_data[0].budget: 0",
)  # fmt: skip
def adjustment_has_no_budget(result: StatementResult) -> Iterator[Hit]:
    """Compare budget and final figure of the row of adjustments."""
    for row in expenditure_rows(result):
        budget, final = row.budget.value, row.final.value
        if row.row.line_code == "basic_budget_adjustment" and budget and budget == final:
            yield Place(f"{row.path}.budget", line_name(row.row.label)).hit(
                f"本年预算数与本年决算数都是 {row.final.shown.zh}；调整不列年初预算，请核对是否填错了栏。",
                f"budget and final figure are both {row.final.shown.en}; an adjustment is not budgeted. Please check the column.",
                reference=plain(final or Decimal()),
            )
