"""BUD rules: the money block must add up, its rate and its points must follow from its amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import Amount, clean, plain, rounded, rounded_apart
from build_scripts.judging.form_money import sources
from build_scripts.judging.rules.money import (
    AMOUNT_COLUMNS,
    SHARE,
    SumsUp,
    coarseness,
    funds,
    may_be_a_ratio,
    money_cell,
    perhaps_rounded,
    rounding_once,
    spending,
    sums_up,
)
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.rows import points_margin
from build_scripts.judging.rules.texts import added_up, line_name, narratives, quoted
from build_scripts.judging.score import FundingResult, StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import LineCode, NarrativeKind, Severity

BY_PARTS = Both("（按各资金来源之和）", " (by the sum of its sources)")
_BUDGET_WITH_CARRY_OVER = re.compile("预算数为调整后[^。；]{0,200}?(?:结余|结转)[^，。；]*")
"""A form's note on what its budget is: 预算数为调整后财政资金总额(包括上年结余结转)."""
_ROUND_SUM = 100
"""From which difference on, in the form's unit, equal decimals of two sums are no accident."""
LAST_DIGIT = Both("；只差末位的一个单位", "; it is one unit of its last digit off")


@statement_rule("BUD-01", Severity.ERROR,
    title=Both("资金总额不等于各项之和", "Total funding differs from the sum of its parts"),
    reason=Both("年度资金总额应等于其下各资金来源之和；不相等时，读者无法知道哪个数是真的。", "Total annual funding is the sum of the sources printed below it; where they differ, a reader cannot tell which is right."),
    formula=Both("年度资金总额 = Σ 各资金来源（年初、全年预算、全年执行分别核对）；各数都印为整数、差额可能是四舍五入所致的为疑点，表注写明四舍五入的为一条提示", "annual funds = Σ sources of funds (initial, adjusted and executed checked one by one); a doubt where all are whole numbers and rounding may explain the difference, and one note where a note of the form says that it rounds"),
    basis=Both("表内勾稽关系：各行为年度资金总额的“其中”项。", "The form's own arithmetic: the rows are printed as parts of the total."),
    against=Both("各项之和", "the sum of its parts"),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "0", executed: "0"}
          - {line_code: city_county, label: 市县(区)财政资金, adjusted: "190", executed: "190"}
    """,
    right="""
        funding[0].adjusted: 190
        funding[0].executed: 190
    """,
)  # fmt: skip
def total_is_sum_of_parts(result: StatementResult) -> Iterator[Hit]:
    """Compare each amount of the total row with the sum of the rows by source."""
    yield from rounding_once(result, _totals_that_differ(result))


def _totals_that_differ(result: StatementResult) -> Iterator[Hit]:
    """Find them; a masked row may hold what is missing, and so may a row of an unknown kind.

    Rows by level below a row of fiscal money may be parts of that or of the total.
    """
    total, readings = result.line(LineCode.TOTAL), sources(result.funding)
    if total is None or not readings[0] or any(item.line.line_code is LineCode.OTHER_LINE for item in result.funding):
        return
    for column, name in AMOUNT_COLUMNS.items():
        amount: Amount = getattr(total, column)
        published = amount.value
        if published is None or any(getattr(item, column).state == "withheld" for item in readings[0]):
            continue
        read = [[getattr(item, column) for item in parts] for parts in readings]
        known = [terms for one in read if (terms := [term for term in one if term.value is not None])]
        sums = [sum((term.value for term in terms), Decimal()) for terms in known]
        fits = [
            sums_up(published - added, (amount, *terms), funds(result))
            for added, terms in zip(sums, known, strict=True)
        ]
        if len(sums) < len(readings) or SumsUp.YES in fits:
            continue
        added, terms = min(zip(sums, known, strict=True), key=lambda one: abs(published - one[0]))
        perhaps, severity = perhaps_rounded(fits)
        beside = _contradicts_zero(result, total) if column == "executed" and not published else UNSAID
        yield Place(f"{total.path}.{column}").hit(
            f"{name.zh}：总额印为 {amount.shown.zh}，各项之和为 {plain(added)}{beside.zh}。{perhaps.zh}",
            f"The total {name.en} is printed as {amount.shown.en}; its parts add up to {plain(added)}{beside.en}. {perhaps.en}".strip(),
            recomputed=plain(added),
            worked=added_up(term.value for term in terms),
            difference=published - added,
            severity=severity,
            settled=bool(result.money and result.money.by_parts),
        )


def _contradicts_zero(result: StatementResult, total: FundingResult) -> Both:
    """Say what else on the form contradicts an executed amount of 0: points beside a rate of 0, costs that were paid."""
    said = [UNSAID]
    if total.rate.value == 0 and total.score.value:
        points = plain(total.score.value)
        said.append(Both(f"；同一行执行率印为 0 而得分 {points}", f"; the row prints a rate of 0 and {points} points"))
    costs = [
        item
        for item in result.indicators
        if item.is_money and item.actual.unit == "yuan" and item.actual.number and not item.actual.per
    ]
    if costs:
        name, paid = quoted(costs[0].row.name), quoted(costs[0].actual.raw)
        said.append(Both(f"；成本指标“{name}”完成值为 {paid}", f"; the cost indicator “{name}” reports {paid}"))
    return UNSAID.join(said)


@statement_rule("BUD-02", Severity.ERROR, needs={"BUD-05"},
    title=Both("执行率与执行数、预算数不符", "Execution rate does not follow from its amounts"),
    reason=Both("执行率是全年执行数除以全年预算数；印出的执行率应能由同一行的两个数算出。", "The execution rate is the executed amount divided by the adjusted budget of the same row."),
    formula=Both("执行率 = 全年执行数（B） ÷ 全年预算数（A）；只差末位一个单位的为提示", "execution rate = executed (B) ÷ adjusted budget (A); a note where it is one unit of its last digit off"),
    basis=Both("表头“执行率（B/A）”。", "The column's own heading, 执行率（B/A）."),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "200", executed: "150", rate: "85%"}
    """,
    right="funding[0].rate: 75%",
)  # fmt: skip
def rate_follows_from_amounts(result: StatementResult) -> Iterator[Hit]:
    """Compare a printed rate with executed ÷ adjusted, within half a unit of its last printed decimal."""
    for item in result.funding:
        published, computed = item.rate.value, item.rate_recomputed.value
        if published is None or computed is None or (item.rate_recomputed.by_parts and not published):
            continue  # a total row that was left at 0, its rate with it, is one fault: BUD-01 tells it
        off = abs(published - computed)
        if off <= item.rate.margin:
            continue
        in_last_digit = off <= 3 * item.rate.margin  # half a unit is rounding, and one unit more
        perhaps = SHARE if may_be_a_ratio(item.rate, computed) else LAST_DIGIT if in_last_digit else UNSAID
        shown = rounded_apart(computed, published)
        printed, worked_out = clean(item.rate.raw or ""), item.rate_recomputed.formula.rpartition(" = ")[0]
        yield money_cell(item, "rate").hit(
            f"执行率印为 {printed}，按 {worked_out} = {plain(shown)}%{perhaps.zh}。",
            f"the rate is printed as {printed}; {worked_out} = {plain(shown)}%{perhaps.en}.",
            recomputed=f"{plain(shown)}%",
            worked=f"{worked_out} = {plain(shown)}%",
            difference=published - shown,
            severity=Severity.NOTE if in_last_digit else None,
        )


@statement_rule("BUD-03", Severity.ERROR, needs={"BUD-05"},
    title=Both("执行数大于预算数", "Executed amount exceeds the budget"),
    reason=Both("支出必须以经批准的预算为依据；全年执行数大于调整后的全年预算数，需要说明。得分以分值为限，超出预算的也可能印为满分，一并写明。", "Spending rests on the approved budget; an executed amount above the adjusted budget needs an explanation. Points end at the weight, so that a form may print full points for it: the message says so."),
    formula=Both("全年执行数（B） ≤ 全年预算数（A）", "executed (B) ≤ adjusted budget (A)"),
    basis=Both("《预算法》第十三条：经批准的预算，非经法定程序不得调整；支出必须以经批准的预算为依据。", "Budget Law, article 13: spending must be based on the approved budget."),
    against=Both("全年预算", "budget"),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "4376.35", executed: "7469.35"}
    """,
    right="funding[0].adjusted: 7469.35",
)  # fmt: skip
def executed_within_budget(result: StatementResult) -> Iterator[Hit]:
    """Compare executed with adjusted on every row that prints both."""
    for item in result.funding:
        adjusted, executed = item.adjusted.value, item.executed.value
        if adjusted is None or executed is None or executed <= adjusted + coarseness(item.adjusted, item.executed):
            continue
        weight, points = item.weight.value, item.score.value
        full = UNSAID
        if points and points == weight:
            full = Both(
                f"，预算执行得分印为满分 {plain(points)}", f", and full points ({plain(points)}) are printed for it"
            )
        more = UNSAID.join([full, *(_on_overspending(result, item) if item is result.total_line else ())])
        yield money_cell(item, "executed").hit(
            f"执行数 {item.executed.shown.zh} 大于预算数 {item.adjusted.shown.zh}{more.zh}。",
            f"{item.executed.shown.en} was executed against a budget of {item.adjusted.shown.en}{more.en}.",
            reference=plain(adjusted),
            difference=executed - adjusted,
        )


def _on_overspending(result: StatementResult, total: FundingResult) -> Iterator[Both]:
    """Say what the form itself tells of its budget: how it defines it, what its parts add up to, how the two differ."""
    budget, executed = total.adjusted.value or Decimal(), total.executed.value or Decimal()
    for _, note in narratives(result.statement.form, frozenset({NarrativeKind.FORM_NOTE})):
        if found := _BUDGET_WITH_CARRY_OVER.search(clean(note.text or "")):
            yield Both(f"，而本表说明写“{found[0]}”", f", while the form's note defines the budget as “{found[0]}”")
            break
    basic, project = result.line(LineCode.BASIC), result.line(LineCode.PROJECT)
    parts = [row for row in (basic, project) if row is not None and row.amount.value is not None]
    amounts = [row.amount.value for row in parts if row.amount.value is not None]
    if len(parts) > 1 and sum(amounts, Decimal()) == executed and max(amounts) > budget:
        larger = line_name(parts[amounts.index(max(amounts))].line.label)
        terms = " + ".join(map(plain, amounts))
        yield Both(
            f"；基本支出与项目支出 {terms} 等于执行数，仅“{larger}”一项就大于全部预算数",
            f"; basic and project expenditure, {terms}, equal the executed amount, and “{larger}” alone exceeds the whole budget",
        )
    apart = executed - budget
    if apart == apart.to_integral_value() and apart >= _ROUND_SUM and budget != budget.to_integral_value():
        yield Both(
            f"；两数的小数部分相同，相差恰为整数 {plain(apart)}",
            f"; both have the same decimals and are exactly {plain(apart)} apart",
        )


@statement_rule("BUD-04", Severity.ERROR, needs={"BUD-05"},
    title=Both("预算执行得分与执行率不符", "Budget-execution points do not follow from the rate"),
    reason=Both("预算执行得分按执行率折算，且不超过分值。", "The points for budget execution are the weight times the execution rate, and never above the weight."),
    formula=Both("预算执行得分 = 分值 × min(执行数 ÷ 预算数, 100%)；总额一行漏填为 0、得分也为 0 的，按各资金来源之和，为提示", "points for execution = weight × min(executed ÷ budget, 100%); a note, by the sum of the sources, where the total row and its points were left at 0"),
    basis=Both("同一表样的“得分（分值×执行率）”；武汉市部门表说明第2条“得分不得突破权重总额”。", "Sister forms print 得分（分值×执行率）; note 2 of the Wuhan department form caps points at the weight."),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "24", executed: "18", weight: "10", score: "10"}
    """,
    right="funding[0].score: 7.5",
)  # fmt: skip
def execution_points_follow_from_rate(result: StatementResult) -> Iterator[Hit]:
    """Compare printed points of a money row with weight × rate, within half a unit of the last printed decimal."""
    for item in result.funding:
        published, computed = item.score.value, item.score_recomputed.value
        by_parts = item.score_recomputed.by_parts
        if published is None or computed is None or (by_parts and published):
            continue  # BUD-05 speaks of points on a total row that was left at 0
        if abs(published - computed) > points_margin(result, item.score):
            how = BY_PARTS if by_parts else UNSAID
            yield money_cell(item, "score").hit(
                f"得分印为 {plain(published)}，按执行率为 {item.score_recomputed.formula}{how.zh}。",
                f"{plain(published)} points are printed; by the rate {item.score_recomputed.formula}{how.en}.",
                recomputed=plain(computed),
                worked=item.score_recomputed.formula,
                difference=published - computed,
                severity=Severity.NOTE if by_parts else None,
            )


@statement_rule("BUD-05", Severity.ERROR,
    title=Both("预算数为零却有预算执行得分", "Points for budget execution although the budget is zero"),
    reason=Both("预算数为零时没有执行率，也就没有可以折算的得分。只是总额一行漏填为 0、得分又与各资金来源之和的执行率相符的，得分没有错，不作提示（总额见 BUD-01）。", "With a budget of zero there is no execution rate and nothing from which points could follow. Where only the total row was left 0 and the points follow from the sum of its sources, the points are right and nothing is said of them (BUD-01 speaks of the total)."),
    formula=Both("全年预算数 = 0 ⇒ 得分不适用；总额一行为 0 而其下各项不为 0 ⇒ 得分 = 分值 × min(Σ 执行数 ÷ Σ 预算数, 100%)", "adjusted budget = 0 ⇒ points do not apply; total row 0 above sources that are not ⇒ points = weight × min(Σ executed ÷ Σ budget, 100%)"),
    basis=Both("算术：除数不能为零。", "Arithmetic: nothing can be divided by zero."),
    wrong="""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "0", executed: "0", weight: "10", rate: "0", score: "10"}
    """,
    right="""
        funding[0].adjusted: 190
        funding[0].executed: 190
        funding[0].rate: 100
    """,
)  # fmt: skip
def no_points_without_budget(result: StatementResult) -> Iterator[Hit]:
    """Find rows whose budget is zero and whose printed points are above zero, unless they follow from the row's parts."""
    whole = spending(result)
    for item in result.funding:
        points, weight = item.score.value, item.weight.value
        if item.adjusted.value != 0 or points is None or points <= 0:
            continue
        due = None
        if whole is not None and whole.by_parts and whole.line is item and weight is not None:
            due = min(weight * whole.executed / whole.budget, weight)
        if due is not None and abs(points - due) <= item.score.margin:
            continue
        shown = plain(rounded(due, 2)) if due is not None else ""
        by_parts = UNSAID
        if shown:
            by_parts = Both(f"，按各资金来源之和应为 {shown}", f"; by the sum of its sources they would be {shown}")
        yield money_cell(item, "score").hit(
            f"全年预算数为 0，得分印为 {plain(points)}{by_parts.zh}。",
            f"the budget is 0 and {plain(points)} points are printed{by_parts.en}.",
            recomputed=shown,
            worked=f"{item.score_recomputed.formula.rpartition(' = ')[0]} = {shown}" if shown else "",
            difference=points - rounded(due, 2) if due is not None else None,
        )
