"""附件2 部门整体支出绩效自评表 and 附件3 项目支出绩效自评表: money, one overall goal, eleven fixed indicator rows.

Rows of the fixed table that a unit does not use are printed with U+3000 in each cell; they are kept as printed.
"""

from __future__ import annotations

from build_scripts.carriers.text_export import SourceRow
from build_scripts.importers.document import DocumentError
from build_scripts.importers.word_table import Printed, WordAccount, WordTable, expect, unit_text
from build_scripts.reading.model import (
    DepartmentSelfEvaluation,
    FundingLine,
    Goal,
    Indicator,
    ProjectSelfEvaluation,
    Total,
)
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import CurrencyUnit, FormType, GoalKind, LineCode, YearBasis

_SCORE_COLUMNS = ("分值", "执行率", "得分")
_INDICATOR_HEADER = (
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
_BY_REVENUE = {
    "一般公共预算：": LineCode.GENERAL_PUBLIC_BUDGET,
    "政府性基金拨款：": LineCode.GOVERNMENT_FUND,
    "纳入专户管理的非税收入拨款：": LineCode.NON_TAX_SPECIAL_ACCOUNT,
    "其他资金": LineCode.OTHER_REVENUE,
}
_BY_NATURE = {"其中:基本支出：": LineCode.BASIC, "项目支出：": LineCode.PROJECT}
_PROJECT_FUNDING = {
    "其中:当年财政拨款": LineCode.CURRENT_YEAR_APPROPRIATION,
    "上年结转金额": LineCode.CARRY_OVER,
    "其它资金": LineCode.OTHER,
    "年度资金总额": LineCode.TOTAL,
}


def read_department(account: WordAccount, first: int, last: int, printed: Printed) -> DepartmentSelfEvaluation:
    """Return the department's form on the lines ``first`` to ``last``; it has no total row.

    Raises:
        DocumentError: where a row or a heading is not one of this form's.
    """
    table = WordTable(account, first, last)
    unit_row = table.row(2)
    table.label(unit_row.cells[0], "预算部门名称")
    funding, currency_unit_text = _department_funding(table)
    goal = _overall_goal(table)
    return DepartmentSelfEvaluation(
        form_type=FormType.DEPT_SELF_EVAL,
        template="hunan-department-2023",
        scoring_profile="hunan-department-2023",
        title=printed.title,
        department=account.text(unit_row.cells[1]),
        fiscal_year=printed.year,
        fiscal_year_basis=YearBasis.PRINTED,
        fiscal_year_text=printed.year_text,
        currency_unit=CurrencyUnit.TEN_THOUSAND_YUAN,
        currency_unit_text=currency_unit_text,
        funding=funding,
        goals=(goal,),
        source=printed.source(table.end()),
    )


def read_project(account: WordAccount, first: int, last: int, printed: Printed) -> ProjectSelfEvaluation:
    """Return a project's form on the lines ``first`` to ``last``.

    Raises:
        DocumentError: where a row or a heading is not one of this form's.
    """
    table = WordTable(account, first, last)
    name_row = table.row(2)
    table.label(name_row.cells[0], "项目支出名称")
    units = table.row(4).cells
    table.label(units[0], "主管部门")
    table.label(units[2], "实施单位")
    funding, currency_unit_text = _project_funding(table)
    goal = _overall_goal(table)
    total = _total(table)
    return ProjectSelfEvaluation(
        form_type=FormType.PROJECT_SELF_EVAL,
        template="hunan-project-2023",
        scoring_profile="hunan-project-2023",
        title=printed.title,
        project=account.text(name_row.cells[1]),
        department=account.text(units[1]),
        implementing_unit=account.text(units[3]),
        fiscal_year=printed.year,
        fiscal_year_basis=YearBasis.PRINTED,
        fiscal_year_text=printed.year_text,
        currency_unit=CurrencyUnit.TEN_THOUSAND_YUAN,
        currency_unit_text=currency_unit_text,
        funding=funding,
        goals=(goal,),
        total=total,
        source=printed.source(table.end()),
    )


def _department_funding(table: WordTable) -> tuple[tuple[FundingLine, ...], str]:
    """Return the total, then the amounts by revenue, then those by nature of expenditure, and the unit as printed."""
    header = table.row(8)
    unit = unit_text(table.account, header.cells[0], "年度预算申请")
    columns = ("", "年初预算数(万元)", "全年预算数（万元）", "全年执行数（万元）", *_SCORE_COLUMNS)
    for cell, heading in zip(header.cells[1:], columns, strict=True):
        table.label(cell, heading)
    total = _seven_columns(table, {"年度资金总额：": LineCode.TOTAL})
    table.header("", "按收入性质分：", "按支出性质分：")
    by_revenue: list[FundingLine] = []
    by_nature: list[FundingLine] = []
    while table.next_has(5):
        row = table.row(5)
        expect(row.cells[0], "")
        by_revenue.extend(_amount(table.account, row, 1, _BY_REVENUE))
        by_nature.extend(_amount(table.account, row, 3, _BY_NATURE))
    return (total, *by_revenue, *by_nature), unit


def _amount(account: WordAccount, row: SourceRow, column: int, codes: dict[str, LineCode]) -> list[FundingLine]:
    """Return the label and amount that begin at ``column``, or nothing where both cells are empty."""
    label, amount = row.cells[column : column + 2]
    if label.text == "" and amount.text == "":
        return []
    expect(label, *codes)
    code = codes[label.compact]
    return [FundingLine(line_code=code, label=account.text(label), amount=account.text(amount), source_line=label.line)]


def _project_funding(table: WordTable) -> tuple[tuple[FundingLine, ...], str]:
    """Return the four money rows in printed order (the total is the last), and the unit as printed."""
    header = table.row(8)
    unit = unit_text(table.account, header.cells[0], "项目资金")
    columns = ("资金来源", "年初预算数", "全年预算数", "全年执行数", *_SCORE_COLUMNS)
    for cell, heading in zip(header.cells[1:], columns, strict=True):
        table.label(cell, heading)
    codes = dict(_PROJECT_FUNDING)
    lines: list[FundingLine] = []
    while codes:
        lines.append(_seven_columns(table, codes))
        codes = {label: code for label, code in codes.items() if code is not lines[-1].line_code}
    return tuple(lines), unit


def _seven_columns(table: WordTable, codes: dict[str, LineCode]) -> FundingLine:
    """Return a money row that prints three amounts, weight, rate and score beside its label."""
    row = table.row(8)
    merged, label, *_ = row.cells
    expect(merged, "")
    expect(label, *codes)
    _, _, initial, adjusted, executed, weight, rate, score = (table.account.text(cell) for cell in row.cells)
    return FundingLine(
        line_code=codes[label.compact],
        label=label.text,
        initial=initial,
        adjusted=adjusted,
        executed=executed,
        weight=weight,
        rate=rate,
        score=score,
        source_line=row.line,
    )


def _overall_goal(table: WordTable) -> Goal:
    """Return the year's overall goal with the rows of the indicator table."""
    table.header("年度总体目标", "预期目标", "实际完成情况")
    row = table.row(3)
    merged, target, actual = row.cells
    expect(merged, "")
    table.header(*_INDICATOR_HEADER)
    return Goal(
        kind=GoalKind.OVERALL,
        target_text=table.account.text(target),
        actual_text=table.account.text(actual),
        source_line=row.line,
        indicators=_indicators(table),
    )


def _indicators(table: WordTable) -> tuple[Indicator, ...]:
    """Return the indicator rows; an empty first- or second-level cell is merged with the row above."""
    rows: list[Indicator] = []
    while table.next_has(9):
        row = table.row(9)
        table.label(row.cells[0], "", "绩效指标")
        level1, level2, name, target, actual, weight, score, deviation = map(table.account.text, row.cells[1:])
        if not rows and not (level1 and level2):
            raise DocumentError(
                row.line, Both("指标表首行没有一级或二级指标", "the first row has no first or second level")
            )
        rows.append(
            Indicator(
                level1=level1 or None,
                level2=level2 or None,
                name=name,
                target=target,
                actual=actual,
                weight=weight,
                score=score,
                deviation=deviation,
                source_line=row.line,
            )
        )
    return tuple(rows)


def _total(table: WordTable) -> Total:
    """Return the total row, whose cell below the deviation column is blank."""
    row = table.row(4)
    label, weight, score, blank = row.cells
    expect(label, "总分")
    expect(blank, "")
    return Total(
        label=table.account.text(label),
        weight=table.account.text(weight),
        score=table.account.text(score),
        source_line=row.line,
    )
