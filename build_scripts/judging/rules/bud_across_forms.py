"""BUD rules across the forms of a department: one quantity, printed in several places, is one figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import Amount, plain
from build_scripts.judging.rules.groups import AMOUNT_NAMES, agree, by_year, column_followed, first_of
from build_scripts.judging.rules.money import expenditure_rows, in_form_unit
from build_scripts.judging.rules.registry import Hit, Place, department_rule
from build_scripts.judging.rules.reports import ReportSays, Said, what_report_says
from build_scripts.judging.rules.texts import added_up, line_name, quoted
from build_scripts.judging.score import StatementResult
from build_scripts.reading.form_cells import BaseDataCells
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.vocabulary import FormType, LineCode, Severity

_GENERAL_PUBLIC_BUDGET = "一般公共预算"


@department_rule("BUD-14", Severity.ERROR,
    title=Both("同一个数在报告、基础数据表和自评表中不一致", "One quantity differs between report, base data and form"),
    reason=Both("基本支出、项目支出、公用经费、编制人数等在同一年的几份材料里应是同一个数。", "Basic and project expenditure, operating costs and staff are one figure in all papers of a year."),
    formula=Both("报告正文的数 = 基础数据表的数 = 部门自评表的数；报告“一般公共预算支出”下的基本支出 + 项目支出 = 自评表的一般公共预算（不等的为疑点）；报告的基本支出决算 + 项目支出决算 = 自评表的全年执行数", "figure in the report's text = figure in the base data = figure in the department's self-evaluation; basic + project expenditure under the report's heading of the general public budget = that row of the self-evaluation (a doubt where not); basic + project expenditure of the report = executed amount of the self-evaluation"),
    basis=Both("《预算法实施条例》第五条：部门支出由基本支出和项目支出组成；第八十三条：决算数字以经核实的会计数据为准。只比较含义唯一的句子。", "Implementing Regulations of the Budget Law, articles 5 (basic and project expenditure) and 83 (final figures rest on verified accounts). Only sentences with one reading are compared."),
    against=Both("另处", "elsewhere"),
    wrong="""
        forms:
          - form_type: dept_report
            narratives:
              - {kind: report_section, heading: 基本支出, text: 基本支出预算数为717.29万元，决算数1936.97万元。}
              - {kind: report_section, heading: 项目支出, text: 项目支出年初预算数为251.70万元，决算数251.70万元。}
          - form_type: dept_self_eval
            funding:
              - {line_code: total, label: 年度资金总额, initial: "968.99", adjusted: "1960.84", executed: "1960.84"}
    """,
    right="""
        forms[1].funding[0].adjusted: 2188.67
        forms[1].funding[0].executed: 2188.67
    """,
)  # fmt: skip
def one_quantity_is_one_figure(forms: tuple[StatementResult, ...]) -> Iterator[Hit]:
    """Compare the figures of a year's report with the department form and the base data of the same year."""
    for group in by_year(forms):
        found = first_of(group, FormType.DEPT_REPORT)
        if found is None:
            continue
        report = what_report_says(found)
        form, base = first_of(group, FormType.DEPT_SELF_EVAL), first_of(group, FormType.DEPT_BASE_DATA)
        if form is not None:
            yield from _form_against_text(form, report)
            yield from _public_budget_against_text(form, report)
        if base is not None:
            yield from _base_against_text(base, report)
            yield from _staff_against_text(base, report)


def _yuan(result: StatementResult, amount: Amount) -> tuple[Decimal, Decimal]:
    """Return a printed amount in yuan, with how far rounding may have moved it: reports may print another unit."""
    return amount.yuan or Decimal(), amount.margin * result.statement.money_unit.in_yuan


def _form_against_text(form: StatementResult, report: ReportSays) -> Iterator[Hit]:
    for code in (LineCode.BASIC, LineCode.PROJECT):
        row = form.line(code)
        said = [report.figures[code.value, column] for column in AMOUNT_NAMES if (code.value, column) in report.figures]
        if (
            row is not None
            and row.amount.value is not None
            and said
            and not any(agree(_yuan(form, row.amount), (one.yuan, one.margin)) for one in said)
        ):
            yield _differs(form, f"{row.path}.amount", Both.printed(line_name(row.line.label)), row.amount.shown, said)
    total = form.total_line
    basic, project = report.figures.get(("basic", "executed")), report.figures.get(("project", "executed"))
    if total is None or total.executed.value is None or basic is None or project is None:
        return
    added = basic.yuan + project.yuan
    if not agree((added, basic.margin), _yuan(form, total.executed)):
        parts, sum_of_both = [one.shown_beside(form) for one in (basic, project)], in_form_unit(form, added)
        yield Place(f"{total.path}.executed").hit(
            f"{line_name(total.line.label)}全年执行数印为 {total.executed.shown.zh}，报告正文的基本支出决算 {parts[0].zh} 与项目支出决算 {parts[1].zh} 合计 {sum_of_both}。",
            f"{line_name(total.line.label)}: {total.executed.shown.en} is printed as executed; by the report's text basic expenditure of {parts[0].en} and project expenditure of {parts[1].en} add up to {sum_of_both}.",
            recomputed=sum_of_both,
            worked=added_up((basic.yuan, project.yuan), form.statement.money_unit.in_yuan),
            difference=total.executed.value - added / form.statement.money_unit.in_yuan,
            statement_id=form.statement.id,
        )


def _public_budget_against_text(form: StatementResult, report: ReportSays) -> Iterator[Hit]:
    """Compare the general public budget with the expenditure the report lists under that heading, in the same column."""
    row, column = form.line(LineCode.GENERAL_PUBLIC_BUDGET), column_followed(form)
    basic, project = (report.figures.get((kind, column or "")) for kind in ("basic", "project"))
    if row is None or row.amount.value is None or column is None or basic is None or project is None:
        return
    both_below = all(_GENERAL_PUBLIC_BUDGET in said.section for said in (basic, project))
    added = basic.yuan + project.yuan
    if both_below and not agree((added, basic.margin), _yuan(form, row.amount)):
        name, sum_of_both = AMOUNT_NAMES[column], in_form_unit(form, added)
        said = [one.shown_beside(form) for one in (basic, project)]
        yield Place(f"{row.path}.amount").hit(
            f"{line_name(row.line.label)}印为 {row.amount.shown.zh}，报告正文“{quoted(basic.section)}”下的基本支出{name.zh} {said[0].zh} 与项目支出{name.zh} {said[1].zh} 合计 {sum_of_both}。",
            f"{line_name(row.line.label)}: {row.amount.shown.en} is printed; under “{quoted(basic.section)}” the report gives an {name.en} of {said[0].en} for basic and {said[1].en} for project expenditure, {sum_of_both} together.",
            recomputed=sum_of_both,
            worked=added_up((basic.yuan, project.yuan), form.statement.money_unit.in_yuan),
            difference=row.amount.value - added / form.statement.money_unit.in_yuan,
            statement_id=form.statement.id,
            # The report may count money under its heading that the form lists among other funds.
            severity=Severity.WARNING,
        )


def _differs(
    result: StatementResult, path: str, name: Both, printed_here: Both, said: list[Said], likely: Both = UNSAID
) -> Hit:
    named = [
        (AMOUNT_NAMES[one.column], one.shown_beside(result)) if one.column else (UNSAID, Both.printed(one.printed))
        for one in said
    ]
    texts = COMMA.join(Both(f"{column.zh}{one.zh}", f"{column.en} {one.en}".strip()) for column, one in named)
    return Place(path).hit(
        f"{name.zh}印为 {printed_here.zh}，同年报告正文写的是{texts.zh}{likely.zh}。",
        f"{name.en}: {printed_here.en} is printed here; the report of the same year says {texts.en}{likely.en}.",
        reference="、".join(one.printed for one in said),
        statement_id=result.statement.id,
    )


def _base_against_text(base: StatementResult, report: ReportSays) -> Iterator[Hit]:
    rows = {row.row.line_code: row for row in expenditure_rows(base)}
    for code in ("operating", "project"):
        if code in rows:
            yield from _base_row(base, rows[code], report, code)
    row = rows.get("basic_budget_adjustment")
    initial, adjusted = report.figures.get(("basic", "initial")), report.figures.get(("basic", "adjusted"))
    if row is None or row.final.value is None or initial is None or adjusted is None:
        return
    change = adjusted.yuan - initial.yuan
    if not agree((change, initial.margin), _yuan(base, row.final)):
        name, apart = line_name(row.row.label), in_form_unit(base, change)
        before, after = initial.shown_beside(base), adjusted.shown_beside(base)
        yield Place(f"{row.path}.final").hit(
            f"{name}印为 {row.final.shown.zh}，报告正文的基本支出由 {before.zh} 调整为 {after.zh}，相差 {apart}。",
            f"{name}: {row.final.shown.en} is printed; by the report's text basic expenditure went from {before.en} to {after.en}, a change of {apart}.",
            recomputed=apart,
            worked=f"{in_form_unit(base, adjusted.yuan)} − {in_form_unit(base, initial.yuan)} = {apart}",
            difference=row.final.value - change / base.statement.money_unit.in_yuan,
            statement_id=base.statement.id,
            # What the row means is not explained on the form.
            severity=Severity.WARNING,
        )


def _base_row(base: StatementResult, row: BaseDataCells, report: ReportSays, code: str) -> Iterator[Hit]:
    budgets = [report.figures[code, column] for column in ("initial", "adjusted") if (code, column) in report.figures]
    finals = [report.figures[code, "executed"]] if (code, "executed") in report.figures else []
    for column, said, of in (
        ("budget", budgets, Both("本年预算数", "budget")),
        ("final", finals, Both("本年决算数", "final")),
    ):
        amount = getattr(row, column)
        if amount.value is None or not said:
            continue
        if not any(agree(_yuan(base, amount), (one.yuan, one.margin)) for one in said):
            name = line_name(row.row.label)
            likely = _with_projects(_yuan(base, amount), report, said) if code == "operating" else UNSAID
            names = Both(f"{name}{of.zh}", f"{name} ({of.en})")
            yield _differs(base, f"{row.path}.{column}", names, amount.shown, said, likely)


def _with_projects(printed: tuple[Decimal, Decimal], report: ReportSays, said: list[Said]) -> Both:
    """Say where a figure of operating costs is the report's one with project expenditure, but for rounding."""
    for one in said:
        project = report.figures.get(("project", one.column))
        if project is not None and agree(printed, (one.yuan + project.yuan, one.margin)):
            added = f"{one.printed} + {project.printed} = {plain(one.value + project.value)}"
            return Both(
                f"；与公用经费加项目支出 {added} 相近",
                f"; operating costs and project expenditure together are close: {added}",
            )
    return UNSAID


def _staff_against_text(base: StatementResult, report: ReportSays) -> Iterator[Hit]:
    for row in base.statement.cells.base_data:
        said, printed = report.staff.get(row.row.line_code), row.head_count
        if said is not None and printed is not None and printed != said.value:
            yield _differs(
                base, f"{row.path}.value", Both.printed(quoted(row.row.label)), Both.printed(plain(printed)), [said]
            )
