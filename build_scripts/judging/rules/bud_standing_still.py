"""BUD rules on amounts that do not move: budget, adjusted budget and executed amount alike, carry-over like the year's grant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import plain
from build_scripts.judging.rules.groups import by_year, first_of
from build_scripts.judging.rules.money import AMOUNT_COLUMNS, in_form_unit, money_cell
from build_scripts.judging.rules.registry import Hit, Place, department_rule, statement_rule
from build_scripts.judging.rules.texts import line_name
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import FormType, LineCode, Severity

_FORMS = 5
"""Forms from which on equal amounts are a pattern."""


@department_rule("BUD-22", Severity.NOTE,
    title=Both("各项目的年初预算、全年预算、执行数全都相等", "Budget, adjusted budget and executed amount are equal on every project's form"),
    reason=Both("一年里每个项目都没有调整、也没有结余，并不常见；执行率因此全是 100%，数是否取自决算需要说明。", "A year in which no project's budget was changed and nothing was left over is rare; every rate is 100% by it. Whether the figures are those of the accounts needs an explanation."),
    formula=Both("同一部门同一年度全部项目自评表（不少于 5 张）：每个资金行的年初预算数 = 全年预算数 = 全年执行数", "all project forms of a department and year (at least 5): initial = adjusted = executed in every row of money"),
    basis=Both("本门户约定；《预算法实施条例》第八十三条：决算数应当以核实的会计数据为准。", "Own convention; Implementing Regulations of the Budget Law, article 83: final figures rest on verified accounts."),
    wrong="""
        forms:
          - {project: 甲, funding: [{line_code: total, label: 年度资金总额, initial: "8", adjusted: "8", executed: "8"}]}
          - {project: 乙, funding: [{line_code: total, label: 年度资金总额, initial: "5", adjusted: "5", executed: "5"}]}
          - {project: 丙, funding: [{line_code: total, label: 年度资金总额, initial: "4", adjusted: "4", executed: "4"}]}
          - {project: 丁, funding: [{line_code: total, label: 年度资金总额, initial: "9", adjusted: "9", executed: "9"}]}
          - {project: 戊, funding: [{line_code: total, label: 年度资金总额, initial: "2", adjusted: "2", executed: "2"}]}
    """,
    right="forms[4].funding[0].executed: 1.86",
)  # fmt: skip
def amounts_move(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Look for a year in which no project's amounts differ between the three columns: told once, of the department."""
    for group in by_year(forms):
        projects = [form for form in group if form.statement.form.form_type is FormType.PROJECT_SELF_EVAL]
        if len(projects) < _FORMS or not all(map(_stands_still, projects)):
            continue
        total = sum((line.executed.yuan or Decimal() for form in projects if (line := form.total_line)), Decimal())
        carried = sum(bool((line := form.line(LineCode.CARRY_OVER)) and line.executed.value) for form in projects)
        carry = UNSAID
        if carried:
            carry = Both(f"，其中 {carried} 张有上年结转", f"; {carried} of them have money carried over")
        whole = first_of(group, FormType.DEPT_SELF_EVAL) or projects[0]
        yield Place("").hit(
            f"本部门 {whole.statement.form.fiscal_year} 年度 {len(projects)} 张项目自评表，每个资金行的年初预算数、全年预算数、全年执行数都相等（执行数合计 {in_form_unit(whole, total)} {whole.statement.money_unit.zh}）{carry.zh}。",
            f"On all {len(projects)} project forms of the department for {whole.statement.form.fiscal_year} initial budget, adjusted budget and executed amount are equal in every row of money ({in_form_unit(whole, total)} {whole.statement.money_unit.en} executed in all){carry.en}.",
            statement_id=whole.statement.id,
        )


def _stands_still(form: StatementResult) -> bool:
    total = form.total_line
    rows = [(item.initial.value, item.adjusted.value, item.executed.value) for item in form.funding]
    return bool(total and total.executed.value) and all(len(set(row)) == 1 for row in rows if None not in row)


@statement_rule("BUD-23", Severity.NOTE,
    title=Both("上年结转与当年财政拨款是同一个数", "Carry-over and the grant of the year are the same figure"),
    reason=Both("上年结转恰好等于当年一整年的拨款：上年的钱可能全部没有用，也可能同一笔钱填了两次。", "What was carried over is exactly a whole year's grant: nothing was spent the year before, or one sum was entered twice."),
    formula=Both("上年结转资金 ≠ 当年财政拨款（同一栏，0 除外）", "carry-over ≠ grant of the year (in the same column, 0 apart)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        funding:
          - {line_code: current_year_appropriation, label: 当年财政拨款, adjusted: "2", executed: "2"}
          - {line_code: carry_over, label: 上年结转金额, adjusted: "2", executed: "2"}
          - {line_code: total, label: 年度资金总额, adjusted: "4", executed: "4"}
    """,
    right="""
        funding[1].adjusted: 0.37
        funding[1].executed: 0.37
        funding[2].adjusted: 2.37
        funding[2].executed: 2.37
    """,
)  # fmt: skip
def carry_over_is_no_second_grant(result: StatementResult) -> Iterator[Hit]:
    """Compare the two rows column by column; the first column in which they are the same is told."""
    grant, carried = result.line(LineCode.CURRENT_YEAR_APPROPRIATION), result.line(LineCode.CARRY_OVER)
    if grant is None or carried is None:
        return
    for column, name in AMOUNT_COLUMNS.items():
        amount = getattr(carried, column).value
        if amount and amount == getattr(grant, column).value:
            yield money_cell(carried, column).hit(
                f"{name.zh}为 {plain(amount)}，与“{line_name(grant.line.label)}”相等，请核对是否同一笔钱填了两次。",
                f"the {name.en} is {plain(amount)}, as large as that of “{line_name(grant.line.label)}”. Please check whether one sum was entered twice.",
                reference=plain(amount),
            )
            return
