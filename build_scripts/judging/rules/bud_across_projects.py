"""BUD-15: the projects' forms of a year against what the department prints of its projects as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.cells.amounts import plain
from build_scripts.judging.rules.groups import AMOUNT_NAMES, by_year, column_followed, first_of
from build_scripts.judging.rules.money import AMOUNT_COLUMNS, BASE_DATA_COLUMNS, expenditure_rows
from build_scripts.judging.rules.registry import Hit, Place, department_rule
from build_scripts.judging.rules.reports import what_report_says
from build_scripts.judging.rules.texts import added_up, line_name, quoted
from build_scripts.judging.score import StatementResult
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.vocabulary import CurrencyUnit, FormType, LineCode, Severity


@department_rule("BUD-15", Severity.ERROR,
    title=Both("各项目资金之和与部门的项目支出不符", "The projects do not add up to the department's project expenditure"),
    reason=Both("部门自评表、基础数据表和报告的项目支出应等于各项目自评表资金之和，预算、决算分别核对；项目合计大于部门数说明口径或数字不一致，小于部门数可能是有的项目没有公开自评表。", "The project expenditure of the department's form, base data and report is the sum of its projects, budget and final account each for itself. A larger sum is at odds with it; a smaller one may mean that a project's form is not published."),
    formula=Both("Σ 项目自评表资金总额 = 部门自评表项目支出（与之对应的年初、全年预算或执行数）= 基础数据表、报告的项目支出预算数和决算数；小于的、预算仅因上年结转而大于的为提示，决算仅因上年结转而大于的为疑点", "Σ funds of the project forms = project expenditure of the department form (initial, adjusted or executed, like with like) = budget and final figure in base data and report; a note where smaller, or where a budget is larger by carry-over alone; a doubt where a final account is"),
    basis=Both("《预算法实施条例》第五条（项目支出）；表间勾稽关系。决算数包括用上年结转资金安排的支出。", "Implementing Regulations of the Budget Law, article 5 (project expenditure); arithmetic between forms. A final account includes what was spent of money carried over."),
    against=Both("各项目表合计", "the project forms together"),
    wrong="""
        forms:
          - form_type: dept_self_eval
            funding:
              - {line_code: total, label: 年度资金总额, initial: "30", adjusted: "40", executed: "40"}
              - {line_code: basic, label: 基本支出, amount: "20"}
              - {line_code: project, label: 项目支出, amount: "10"}
          - project: 修路
            funding: [{line_code: total, label: 年度资金总额, initial: "8", adjusted: "8", executed: "8"}]
          - project: 架桥
            funding: [{line_code: total, label: 年度资金总额, initial: "5", adjusted: "5", executed: "5"}]
    """,
    right="forms[2].funding: [{line_code: total, label: 年度资金总额, initial: 2, adjusted: 2, executed: 2}]",
)  # fmt: skip
def projects_add_up(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Add the amounts of a year's projects and compare them with every place where the department prints their sum.

    Budget and final account are told apart: what explains the one explains nothing of the other.
    """
    for group in by_year(forms):
        projects = [result for result in group if result.statement.form.form_type is FormType.PROJECT_SELF_EVAL]
        sums = {key: added for key in AMOUNT_COLUMNS if (added := _sum(projects, LineCode.TOTAL, key)) is not None}
        claims = [claim for claim in _claims(group) if projects and claim.column in sums]
        for of_year in (("initial", "adjusted"), ("executed",)):
            printed = [claim for claim in claims if claim.column in of_year]
            # A budget beside no other word may be the initial or the adjusted one.
            apart = [
                claim
                for claim in printed
                if not any(_agrees(claim, sums[key], projects) for key in claim.may_be if key in sums)
            ]
            if apart:
                yield _projects_against(apart, projects, sums)


@dataclass(frozen=True)
class _Claim:
    """What a department prints of all its projects together."""

    result: StatementResult
    path: str
    where: Both
    """Form and row, for a message on another form."""
    row: Both
    column: str
    may_be: tuple[str, ...]
    printed: str
    yuan: Decimal
    margin: Decimal
    follows: bool = False
    """Whether its column was found out from the form's own total."""


def _claims(group: tuple[StatementResult, ...]) -> Iterator[_Claim]:
    """Go through the project expenditure of a year's department form, base data and report."""
    form = first_of(group, FormType.DEPT_SELF_EVAL)
    row, column = (form.line(LineCode.PROJECT), column_followed(form)) if form else (None, None)
    if form is not None and row is not None and row.amount.yuan is not None and column is not None:
        name, where = Both.printed(line_name(row.line.label)), Both("部门自评表", "the department's form")
        cells = (quoted(row.line.amount), row.amount.yuan, Decimal(50))
        yield _Claim(form, f"{row.path}.amount", where, name, column, (column,), *cells, follows=True)
    base = first_of(group, FormType.DEPT_BASE_DATA)
    for line in expenditure_rows(base) if base is not None else ():
        for key, columns in (("budget", ("initial", "adjusted")), ("final", ("executed",))):
            amount = getattr(line, key)
            if base is not None and line.row.line_code == "project" and amount.yuan is not None:
                label, of = line_name(line.row.label), BASE_DATA_COLUMNS[key]
                name = Both(f"{label}{of.zh}", f"{label} ({of.en})")
                margin = amount.margin * base.statement.money_unit.in_yuan
                where = Both("基础数据表", "the base data")
                path = f"{line.path}.{key}"
                yield _Claim(base, path, where, name, columns[0], columns, amount.shown.zh, amount.yuan, margin)
    report = first_of(group, FormType.DEPT_REPORT)
    for (subject, column), said in what_report_says(report).figures.items() if report is not None else ():
        if report is not None and subject == "project":
            where, of = Both("报告", "the report"), AMOUNT_NAMES[column]
            name = Both(f"报告的项目支出{of.zh}", f"Project expenditure in the report ({of.en})")
            yield _Claim(report, said.path, where, name, column, (column,), said.printed, said.yuan, said.margin)


def _sum(projects: list[StatementResult], code: LineCode, column: str) -> Decimal | None:
    """Add a column of the projects' rows, in yuan; None where a project prints no such amount."""
    amounts = _amounts(projects, code, column)
    return sum(amounts, Decimal()) if len(amounts) == len(projects) else None


def _amounts(projects: list[StatementResult], code: LineCode, column: str) -> list[Decimal]:
    rows = [project.line(code) for project in projects]
    return [yuan for row in rows if row is not None and (yuan := getattr(row, column).yuan) is not None]


def _agrees(claim: _Claim, added: Decimal, projects: list[StatementResult]) -> bool:
    """Tell whether a printed sum and the projects' agree: each amount is rounded to 0.01 万元 at best, half of that for every term."""
    return abs(added - claim.yuan) <= claim.margin + Decimal(50) * len(projects)


def _projects_against(claims: list[_Claim], projects: list[StatementResult], sums: dict[str, Decimal]) -> Hit:
    """Return what is said of printed sums that differ from the projects', on the first of them."""
    first, *others = claims
    column, added, unit = first.column, sums[first.column], first.result.statement.money_unit
    carried = [project.line(LineCode.CARRY_OVER) for project in projects]
    carry_over = sum((getattr(item, column).yuan or Decimal() for item in carried if item is not None), Decimal())
    only_carry_over = carry_over > 0 and all(_agrees(claim, added - carry_over, projects) for claim in claims)
    carry, name = plain(carry_over / unit.in_yuan), AMOUNT_COLUMNS[column]
    totals = [(AMOUNT_COLUMNS[key], plain(amount / unit.in_yuan)) for key, amount in sums.items()]
    listed = COMMA.join(Both(f"{what.zh} {amount}", f"{what.en} {amount}") for what, amount in totals)
    why, follows = UNSAID, UNSAID
    if only_carry_over:
        why = Both(
            f"；{name.zh}中上年结转 {carry}，扣除后相等",
            f"; {carry} of the {name.en} was carried over, without it they are equal",
        )
    if only_carry_over and column == "executed":
        why = UNSAID.join(
            [why, Both("，而决算数应包括用结转资金安排的支出", ", but a final account includes what was spent of it")]
        )
    if first.follows:
        follows = Both(f"（与{name.zh}对应）", f" (in line with the {name.en})")
    elsewhere = UNSAID.join(_elsewhere(claim, unit) for claim in others)
    return Place(first.path).hit(
        f"{first.row.zh}印为 {first.printed}{follows.zh}，{len(projects)} 张项目自评表的资金总额合计：{listed.zh}（{unit.zh}）{why.zh}{elsewhere.zh}。",
        f"{first.row.en}: {first.printed} is printed{follows.en}; {len(projects)} project forms add up to: {listed.en} ({unit.en}){why.en}{elsewhere.en}.",
        recomputed=plain(added / unit.in_yuan),
        worked=added_up(_amounts(projects, LineCode.TOTAL, column), unit.in_yuan),
        difference=(first.yuan - added) / unit.in_yuan,
        statement_id=first.result.statement.id,
        severity=_severity(claims, added, column, only_carry_over=only_carry_over),
    )


def _elsewhere(claim: _Claim, unit: CurrencyUnit) -> Both:
    """Say what another paper prints, with its unit where that is another."""
    own = claim.result.statement.money_unit
    there = own if own is not unit else None
    printed = f"{claim.printed} {there.zh}" if there else claim.printed
    return Both(f"；{claim.where.zh}印为 {printed}", f"; {claim.where.en}: {printed}")


def _severity(claims: list[_Claim], added: Decimal, column: str, *, only_carry_over: bool) -> Severity | None:
    """Return how grave it is: a smaller sum may lack a form, carry-over explains a budget and no final account."""
    if all(added < claim.yuan for claim in claims) or (only_carry_over and column != "executed"):
        return Severity.NOTE
    return Severity.WARNING if only_carry_over else None
