"""BUD rules across the forms of a department: one quantity, printed in several places, is one figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from build_scripts.cells.amounts import NUMBER, clean, margin_of, number_of, plain
from build_scripts.judging.rules.groups import AMOUNT_NAMES, agree, by_year, column_followed, first_of
from build_scripts.judging.rules.money import expenditure_rows
from build_scripts.judging.rules.registry import Hit, Place, department_rule
from build_scripts.judging.rules.texts import line_name, quoted
from build_scripts.judging.score import StatementResult
from build_scripts.reading.form_cells import BaseDataCells
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.vocabulary import CurrencyUnit, FormType, LineCode, Severity

_SUBJECT = re.compile("基本支出|项目支出")
_FIGURE = re.compile(
    rf"(?P<what>年初预算数|调整后预算数|预算数|决算数)为?(?P<number>{NUMBER})万元"
    rf"(?:，其中人员经费{NUMBER}万元，公用经费(?P<operating>{NUMBER})万元)?"
)
_COLUMN = {"年初预算数": "initial", "预算数": "initial", "调整后预算数": "adjusted", "决算数": "executed"}
_TOP_HEADING = re.compile("[一二三四五六七八九十]{1,3}、")
_GENERAL_PUBLIC_BUDGET = "一般公共预算"
_STAFF = re.compile(r"编制(?P<posts>\d+)名，在职人数(?P<staff>\d+)人")


@dataclass(frozen=True)
class Said:
    """A figure of a report's text: as printed, in 万元 or persons, with its place."""

    path: str
    printed: str
    column: str = ""
    """``initial``, ``adjusted`` or ``executed``; empty for persons."""
    section: str = ""
    """Numbered heading of the report under which it stands."""

    @property
    def value(self) -> Decimal:
        """The number."""
        return number_of(self.printed)

    @property
    def margin(self) -> Decimal:
        """How far rounding may have moved it."""
        return margin_of(self.printed)


@dataclass
class ReportSays:
    """What a report's text says in sentences that allow only one reading."""

    result: StatementResult
    figures: dict[tuple[str, str], Said] = field(default_factory=dict)
    """(basic, project or operating; initial, adjusted or executed) → figure."""
    staff: dict[str, Said] = field(default_factory=dict)
    """``staffing_authorised`` and ``staffing_actual`` → figure."""


def what_report_says(result: StatementResult) -> ReportSays:
    """Read the figures of paragraphs that speak of basic or of project expenditure alone; the first mention counts."""
    report = ReportSays(result)
    section = ""
    for index, block in enumerate(result.statement.form.narratives):
        path = f"narratives[{index}].text"
        heading = clean(block.heading or "")
        section = heading if _TOP_HEADING.match(heading) else section
        for paragraph in (block.text or "").splitlines():
            text = clean(paragraph)
            subjects = set(_SUBJECT.findall(text))
            if len(subjects) == 1:
                _read_figures(report, path, section, text, "basic" if "基本支出" in subjects else "project")
            if found := _STAFF.search(text):
                report.staff.setdefault("staffing_authorised", Said(path, found["posts"]))
                report.staff.setdefault("staffing_actual", Said(path, found["staff"]))
    return report


def _read_figures(report: ReportSays, path: str, section: str, text: str, subject: str) -> None:
    for found in _FIGURE.finditer(text):
        column = _COLUMN[found["what"]]
        report.figures.setdefault((subject, column), Said(path, found["number"], column, section))
        if found["operating"] and subject == "basic":
            report.figures.setdefault(("operating", column), Said(path, found["operating"], column, section))


@department_rule("BUD-14", Severity.ERROR,
    title=Both("同一个数在报告、基础数据表和自评表中不一致", "One quantity differs between report, base data and form"),
    reason=Both("基本支出、项目支出、公用经费、编制人数等在同一年的几份材料里应是同一个数。", "Basic and project expenditure, operating costs and staff are one figure in all papers of a year."),
    formula=Both("报告正文的数 = 基础数据表的数 = 部门自评表的数；报告“一般公共预算支出”下的基本支出 + 项目支出 = 自评表的一般公共预算（不等的为疑点）；报告的基本支出决算 + 项目支出决算 = 自评表的全年执行数", "figure in the report's text = figure in the base data = figure in the department's self-evaluation; basic + project expenditure under the report's heading of the general public budget = that row of the self-evaluation (a doubt where not); basic + project expenditure of the report = executed amount of the self-evaluation"),
    basis=Both("《预算法实施条例》第五条：部门支出由基本支出和项目支出组成；第八十三条：决算数字以经核实的会计数据为准。只比较含义唯一的句子。", "Implementing Regulations of the Budget Law, articles 5 (basic and project expenditure) and 83 (final figures rest on verified accounts). Only sentences with one reading are compared."),
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
        if form is not None and _in_ten_thousands(form):
            yield from _form_against_text(form, report)
            yield from _public_budget_against_text(form, report)
        if base is not None and _in_ten_thousands(base):
            yield from _base_against_text(base, report)
            yield from _staff_against_text(base, report)


def _in_ten_thousands(result: StatementResult) -> bool:
    return result.statement.money_unit is CurrencyUnit.TEN_THOUSAND_YUAN


def _form_against_text(form: StatementResult, report: ReportSays) -> Iterator[Hit]:
    for code in (LineCode.BASIC, LineCode.PROJECT):
        row = form.line(code)
        said = [report.figures[code.value, column] for column in AMOUNT_NAMES if (code.value, column) in report.figures]
        if (
            row is not None
            and row.amount.value is not None
            and said
            and not any(agree((row.amount.value, row.amount.margin), (one.value, one.margin)) for one in said)
        ):
            yield _differs(form, f"{row.path}.amount", Both.printed(line_name(row.line.label)), row.amount.shown, said)
    total = form.total_line
    basic, project = report.figures.get(("basic", "executed")), report.figures.get(("project", "executed"))
    if total is None or total.executed.value is None or basic is None or project is None:
        return
    added, executed = basic.value + project.value, total.executed.value
    if not agree((added, basic.margin), (executed, total.executed.margin)):
        yield Place(f"{total.path}.executed").hit(
            f"{line_name(total.line.label)}全年执行数印为 {total.executed.shown.zh}，报告正文的基本支出决算 {basic.printed} 与项目支出决算 {project.printed} 合计 {plain(added)}。",
            f"{line_name(total.line.label)}: {total.executed.shown.en} is printed as executed; by the report's text basic expenditure of {basic.printed} and project expenditure of {project.printed} add up to {plain(added)}.",
            recomputed=plain(added),
            difference=executed - added,
            statement_id=form.statement.id,
        )


def _public_budget_against_text(form: StatementResult, report: ReportSays) -> Iterator[Hit]:
    """Compare the general public budget with the expenditure the report lists under that heading, in the same column."""
    row, column = form.line(LineCode.GENERAL_PUBLIC_BUDGET), column_followed(form)
    basic, project = (report.figures.get((kind, column or "")) for kind in ("basic", "project"))
    if row is None or row.amount.value is None or column is None or basic is None or project is None:
        return
    both_below = all(_GENERAL_PUBLIC_BUDGET in said.section for said in (basic, project))
    added = basic.value + project.value
    if both_below and not agree((added, basic.margin), (row.amount.value, row.amount.margin)):
        name = AMOUNT_NAMES[column]
        yield Place(f"{row.path}.amount").hit(
            f"{line_name(row.line.label)}印为 {row.amount.shown.zh}，报告正文“{quoted(basic.section)}”下的基本支出{name.zh} {basic.printed} 与项目支出{name.zh} {project.printed} 合计 {plain(added)}。",
            f"{line_name(row.line.label)}: {row.amount.shown.en} is printed; under “{quoted(basic.section)}” the report gives an {name.en} of {basic.printed} for basic and {project.printed} for project expenditure, {plain(added)} together.",
            recomputed=plain(added),
            difference=row.amount.value - added,
            statement_id=form.statement.id,
            # The report may count money under its heading that the form lists among other funds.
            severity=Severity.WARNING,
        )


def _differs(
    result: StatementResult, path: str, name: Both, printed_here: Both, said: list[Said], likely: Both = UNSAID
) -> Hit:
    named = [(AMOUNT_NAMES.get(one.column, UNSAID), one.printed) for one in said]
    texts = COMMA.join(Both(f"{column.zh}{printed}", f"{column.en} {printed}".strip()) for column, printed in named)
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
    change = adjusted.value - initial.value
    if not agree((change, initial.margin), (row.final.value, row.final.margin)):
        name = line_name(row.row.label)
        yield Place(f"{row.path}.final").hit(
            f"{name}印为 {row.final.shown.zh}，报告正文的基本支出由 {initial.printed} 调整为 {adjusted.printed}，相差 {plain(change)}。",
            f"{name}: {row.final.shown.en} is printed; by the report's text basic expenditure went from {initial.printed} to {adjusted.printed}, a change of {plain(change)}.",
            recomputed=plain(change),
            difference=row.final.value - change,
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
        if not any(agree((amount.value, amount.margin), (one.value, one.margin)) for one in said):
            name = line_name(row.row.label)
            likely = _with_projects(amount.value, amount.margin, report, said) if code == "operating" else UNSAID
            names = Both(f"{name}{of.zh}", f"{name} ({of.en})")
            yield _differs(base, f"{row.path}.{column}", names, amount.shown, said, likely)


def _with_projects(value: Decimal, margin: Decimal, report: ReportSays, said: list[Said]) -> Both:
    """Say where a figure of operating costs is the report's one with project expenditure, but for rounding."""
    for one in said:
        project = report.figures.get(("project", one.column))
        if project is not None and agree((value, margin), (one.value + project.value, one.margin)):
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
