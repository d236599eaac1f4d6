"""附件1 部门整体支出绩效评价基础数据表: staff, expenditure lines, buildings, austerity measures."""

from __future__ import annotations

from build_scripts.carriers.text_export import SourceCell, SourceRow
from build_scripts.importers.word_table import Printed, WordAccount, WordTable, expect, unit_text
from build_scripts.reading.model import BaseDataRow, DepartmentBaseData, Narrative
from build_scripts.words.vocabulary import (
    BaseDataLine,
    BaseDataSection,
    CurrencyUnit,
    FormType,
    NarrativeKind,
    YearBasis,
)

_STAFFING = {
    "编制数": BaseDataLine.STAFFING_AUTHORISED,
    "{year}年实际在职人数": BaseDataLine.STAFFING_ACTUAL,
    "控制率": BaseDataLine.STAFFING_RATE,
}
_EXPENDITURE = {
    "三公经费": BaseDataLine.THREE_PUBLIC,
    "1、公务用车购置和维护经费": BaseDataLine.VEHICLES,
    "其中：公车购置": BaseDataLine.VEHICLES_PURCHASE,
    "公车运行维护": BaseDataLine.VEHICLES_OPERATION,
    "2、出国经费": BaseDataLine.OVERSEAS_TRAVEL,
    "3、公务接待": BaseDataLine.RECEPTIONS,
    "项目支出：": BaseDataLine.PROJECT,
    "1、业务活动经费": BaseDataLine.PROJECT_ACTIVITIES,
    "2、运行维护经费": BaseDataLine.PROJECT_MAINTENANCE,
    "3、本级专项资金（一个专项一行）": BaseDataLine.PROJECT_EARMARKED,
    "公用经费：": BaseDataLine.OPERATING,
    "其中：办公经费": BaseDataLine.OPERATING_OFFICE,
    "水费、电费、差旅费": BaseDataLine.OPERATING_UTILITIES_TRAVEL,
    "会议费、培训费": BaseDataLine.OPERATING_MEETINGS_TRAINING,
    "政府采购金额": BaseDataLine.PROCUREMENT,
    "部门基本支出预算调整": BaseDataLine.BASIC_BUDGET_ADJUSTMENT,
}
_BUILDINGS = {
    "批复规模（㎡）": BaseDataLine.APPROVED_AREA,
    "实际规模（㎡）": BaseDataLine.ACTUAL_AREA,
    "规模控制率": BaseDataLine.AREA_RATE,
    "预算投资（万元）": BaseDataLine.BUDGET_INVESTMENT,
    "实际投资（万元）": BaseDataLine.ACTUAL_INVESTMENT,
    "投资概算控制率": BaseDataLine.INVESTMENT_RATE,
}


def read_base_data(account: WordAccount, first: int, last: int, printed: Printed) -> DepartmentBaseData:
    """Return the table on the lines ``first`` to ``last``.

    Raises:
        DocumentError: where a row or a heading is not one of this form's.
    """
    table = WordTable(account, first, last)
    staffing = _staffing(table, printed.year)
    expenditure, currency_unit_text = _expenditure(table, printed.year)
    buildings = _buildings(table, printed.year)
    measures = _austerity_measures(table)
    return DepartmentBaseData(
        form_type=FormType.DEPT_BASE_DATA,
        template="hunan-base-data-2023",
        title=printed.title,
        fiscal_year=printed.year,
        fiscal_year_basis=YearBasis.PRINTED,
        fiscal_year_text=printed.year_text,
        currency_unit=CurrencyUnit.TEN_THOUSAND_YUAN,
        currency_unit_text=currency_unit_text,
        base_data=(*staffing, *expenditure, *buildings),
        narratives=(measures,),
        source=printed.source(table.end()),
    )


def _staffing(table: WordTable, year: int) -> list[BaseDataRow]:
    header, codes = table.row(4), {label.format(year=year): code for label, code in _STAFFING.items()}
    table.label(header.cells[0], "财政供养人员情况")
    return _values(table, BaseDataSection.STAFFING, header.cells[1:], codes)


def _expenditure(table: WordTable, year: int) -> tuple[list[BaseDataRow], str]:
    """Return the rows of three amounts each, and the unit as printed."""
    header, codes = table.row(4), dict(_EXPENDITURE)
    unit = unit_text(table.account, header.cells[0], "经费控制情况")
    for cell, heading in zip(header.cells[1:], _years(year), strict=True):
        table.label(cell, heading)
    rows: list[BaseDataRow] = []
    while codes:
        row = table.row(4)
        expect(row.cells[0], *codes)
        rows.append(_amounts(table.account, row, codes.pop(row.cells[0].compact)))
    return rows, unit


def _years(year: int) -> tuple[str, str, str]:
    return f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"


def _amounts(account: WordAccount, row: SourceRow, code: BaseDataLine) -> BaseDataRow:
    label, prior_final, budget, final = (account.text(cell) for cell in row.cells)
    return BaseDataRow(
        section=BaseDataSection.EXPENDITURE,
        line_code=code,
        label=label,
        prior_final=prior_final,
        budget=budget,
        final=final,
        source_line=row.line,
    )


def _buildings(table: WordTable, year: int) -> list[BaseDataRow]:
    """Return the six values printed for buildings finished in the year."""
    header = table.row(7)
    table.label(header.cells[0], f"楼堂馆所控制情况（{year}年完工项目）")
    return _values(table, BaseDataSection.BUILDINGS, header.cells[1:], _BUILDINGS)


def _values(
    table: WordTable, section: BaseDataSection, labels: tuple[SourceCell, ...], codes: dict[str, BaseDataLine]
) -> list[BaseDataRow]:
    """Return the cells of the row below a header, each a row of its own under the header's label."""
    for label, due in zip(labels, codes, strict=True):
        expect(label, due)
    row = table.row(len(labels) + 1)
    expect(row.cells[0], "")
    return [
        BaseDataRow(
            section=section,
            line_code=code,
            label=table.account.text(label),
            value=table.account.text(value),
            source_line=value.line,
        )
        for label, value, code in zip(labels, row.cells[1:], codes.values(), strict=True)
    ]


def _austerity_measures(table: WordTable) -> Narrative:
    row = table.row(2)
    heading, body = row.cells
    expect(heading, "厉行节约保障措施")
    account = table.account
    return Narrative(
        kind=NarrativeKind.AUSTERITY_MEASURES,
        heading=account.text(heading),
        text=account.text(body),
        source_line=row.line,
    )
