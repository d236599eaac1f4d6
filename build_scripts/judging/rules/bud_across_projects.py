"""BUD-15: the projects' forms of a year against the department's form of that year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import plain
from build_scripts.judging.rules.groups import by_year, column_followed, first_of
from build_scripts.judging.rules.money import AMOUNT_COLUMNS
from build_scripts.judging.rules.registry import Hit, Place, department_rule
from build_scripts.judging.rules.texts import line_name, quoted
from build_scripts.judging.score import FundingResult, StatementResult
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.vocabulary import FormType, LineCode, Severity


@department_rule("BUD-15", Severity.ERROR,
    title=Both("各项目资金之和与部门的项目支出不符", "The projects do not add up to the department's project expenditure"),
    reason=Both("部门自评表的项目支出应等于各项目自评表资金之和；项目合计大于部门数说明口径或数字不一致，小于部门数可能是有的项目没有公开自评表。", "The department's project expenditure is the sum of its projects. A larger sum is at odds with it; a smaller one may mean that a project's form is not published."),
    formula=Both("Σ 项目自评表资金总额 = 部门自评表项目支出（与之对应的年初、全年预算或执行数）；仅因上年结转而大于的、小于的为提示", "Σ funds of the project forms = project expenditure of the department form (initial, adjusted or executed, like with like); a note where larger by carry-over alone, or smaller"),
    basis=Both("《预算法实施条例》第五条（项目支出）；表间勾稽关系。", "Implementing Regulations of the Budget Law, article 5 (project expenditure); arithmetic between forms."),
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
    """Find out which column of the total the department's breakdown follows, and add that column over the projects."""
    for group in by_year(forms):
        form = first_of(group, FormType.DEPT_SELF_EVAL)
        projects = [result for result in group if result.statement.form.form_type is FormType.PROJECT_SELF_EVAL]
        row, column = (form.line(LineCode.PROJECT), column_followed(form)) if form else (None, None)
        if form is None or not projects or row is None or row.amount.yuan is None or column is None:
            continue
        sums = {key: added for key in AMOUNT_COLUMNS if (added := _sum(projects, LineCode.TOTAL, key)) is not None}
        if column in sums:
            yield from _projects_against(form, row, column, projects, sums)


def _sum(projects: list[StatementResult], code: LineCode, column: str) -> Decimal | None:
    """Add a column of the projects' rows, in yuan; None where a project prints no such amount."""
    rows = [project.line(code) for project in projects]
    amounts = [getattr(row, column).yuan for row in rows if row is not None]
    return None if len(amounts) < len(projects) or None in amounts else sum(amounts, Decimal())


def _projects_against(
    form: StatementResult, row: FundingResult, column: str, projects: list[StatementResult], sums: dict[str, Decimal]
) -> Iterator[Hit]:
    printed, added = row.amount.yuan or Decimal(), sums[column]
    # Each printed amount is rounded to 0.01 万元 at best: half of that for every term.
    margin = Decimal(50) * (len(projects) + 1)
    if abs(added - printed) <= margin:
        return
    carried = [project.line(LineCode.CARRY_OVER) for project in projects]
    carry_over = sum((getattr(item, column).yuan or Decimal() for item in carried if item is not None), Decimal())
    only_carry_over = carry_over > 0 and abs(added - carry_over - printed) <= margin
    unit = form.statement.money_unit
    whole, carry = quoted(row.line.amount), plain(carry_over / unit.in_yuan)
    name = AMOUNT_COLUMNS[column]
    totals = [(AMOUNT_COLUMNS[key], plain(amount / unit.in_yuan)) for key, amount in sums.items()]
    listed = COMMA.join(Both(f"{what.zh} {amount}", f"{what.en} {amount}") for what, amount in totals)
    why = UNSAID
    if only_carry_over:
        why = Both(
            f"；{name.zh}中上年结转 {carry}，扣除后相等",
            f"; {carry} of the {name.en} was carried over, without it they are equal",
        )
    yield Place(f"{row.path}.amount").hit(
        f"{line_name(row.line.label)}印为 {whole}（与{name.zh}对应），{len(projects)} 张项目自评表的资金总额合计：{listed.zh}（{unit.zh}）{why.zh}。",
        f"{line_name(row.line.label)}: {whole} is printed (in line with the {name.en}); {len(projects)} project forms add up to: {listed.en} ({unit.en}){why.en}.",
        recomputed=plain(added / unit.in_yuan),
        difference=(printed - added) / unit.in_yuan,
        statement_id=form.statement.id,
        severity=Severity.NOTE if only_carry_over or added < printed else None,
    )
