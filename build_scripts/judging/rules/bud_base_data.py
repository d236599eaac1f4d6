"""BUD rules on the base-data table of a whole department: sub-totals, spending against budget, staff, growth."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from build_scripts.cells.amounts import Amount, Rate, clean, plain, rounded_apart
from build_scripts.judging.rules.money import (
    BASE_DATA_COLUMNS,
    SHARE,
    SumsUp,
    coarseness,
    expenditure_rows,
    may_be_a_ratio,
    perhaps_rounded,
    rounding_once,
    sums_up,
)
from build_scripts.judging.rules.registry import Hit, Place, statement_rule
from build_scripts.judging.rules.texts import added_up, line_name
from build_scripts.judging.score import HUNDRED, StatementResult
from build_scripts.reading.form_cells import BaseDataCells
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Severity

SUMS: dict[str, tuple[str, ...]] = {
    "three_public": ("vehicles", "overseas_travel", "receptions"),
    "vehicles": ("vehicles_purchase", "vehicles_operation"),
    "project": ("project_activities", "project_maintenance", "project_earmarked"),
}
"""Row → the rows printed as its complete parts."""
ONLY_SOME_PARTS: dict[str, tuple[str, ...]] = {
    "operating": ("operating_office", "operating_utilities_travel", "operating_meetings_training")
}
"""Row → rows that are parts of it, printed after 其中 (of which): they may add up to less, never to more."""
THREE_PUBLIC = frozenset(
    {"three_public", "vehicles", "vehicles_purchase", "vehicles_operation", "overseas_travel", "receptions"}
)
NO_SPENDING = frozenset({"basic_budget_adjustment", "procurement"})
"""Rows of the expenditure block whose budget is no limit of its own."""
_TRIFLE = Decimal(20)
"""Percent of a row below which its listed parts tell nothing of it."""
_LARGE = Decimal(500_000)
"""Yuan from which on it matters what a row was spent for."""


@statement_rule("BUD-12", Severity.ERROR,
    title=Both("基础数据表的合计与分项不符", "A row of the base data differs from its parts"),
    reason=Both("三公经费、公务用车、项目支出各等于其分项之和；公用经费不小于“其中”各项之和。", "The three public expenses, vehicles and project expenditure equal the sum of their parts; operating costs are not below the parts listed."),
    formula=Both("三公经费 = 公务用车 + 出国 + 接待；公务用车 = 购置 + 运行维护；项目支出 = Σ 分项；公用经费 ≥ Σ 其中各项；各数都印为整数、差额可能是四舍五入所致的为疑点（表注写明四舍五入的为一条提示）", "official hospitality, vehicles and trips abroad = vehicles + abroad + hospitality; vehicles = purchase + running; project expenditure = Σ parts; running expenditure ≥ Σ its listed parts; a doubt where all are whole numbers and rounding may explain the difference (one note where a note of the form says that it rounds)"),
    basis=Both("表内勾稽关系。分项有空白时，只在分项之和已大于合计时提出。", "The table's own arithmetic. Where a part is blank, only parts that already exceed the row are reported."),
    against=Both("分项合计", "the sum of its parts"),
    wrong="""
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: three_public, label: 三公经费, final: "15.52"}
          - {section: expenditure, line_code: vehicles, label: 公务用车购置和维护经费, final: "4"}
          - {section: expenditure, line_code: overseas_travel, label: 出国经费, final: "1.52"}
          - {section: expenditure, line_code: receptions, label: 公务接待, final: "0"}
    """,
    right="base_data[2].final: 11.52",
)  # fmt: skip
def rows_equal_their_parts(result: StatementResult) -> Iterator[Hit]:
    """Compare each column of a row with the sum of its parts, within the rounding of n printed figures."""
    yield from rounding_once(result, _rows_that_differ(result))


def _rows_that_differ(result: StatementResult) -> Iterator[Hit]:
    rows = expenditure_rows(result)
    block = [amount for row in rows for amount in (row.prior_final, row.budget, row.final)]
    for whole in rows:
        complete = whole.row.line_code in SUMS
        codes = SUMS.get(whole.row.line_code) or ONLY_SOME_PARTS.get(whole.row.line_code, ())
        parts = [row for row in rows if row.row.line_code in codes]
        if parts:
            all_there = complete and {row.row.line_code for row in parts} == set(codes)
            yield from _compared(whole, parts, block, complete=all_there)


def _compared(
    whole: BaseDataCells, parts: list[BaseDataCells], block: list[Amount], *, complete: bool
) -> Iterator[Hit]:
    for column, name in BASE_DATA_COLUMNS.items():
        amount: Amount = getattr(whole, column)
        terms: list[Amount] = [getattr(part, column) for part in parts]
        known = [term for term in terms if term.value is not None]
        if amount.value is None or not known:
            continue
        added = sum((term.value for term in known if term.value is not None), Decimal())
        difference = amount.value - added
        fits = sums_up(difference, (amount, *known), block)
        if fits is SumsUp.YES or (difference > 0 and not (complete and len(known) == len(terms))):
            continue
        perhaps, severity = perhaps_rounded({fits})
        yield Place(f"{whole.path}.{column}", line_name(whole.row.label)).hit(
            f"{name.zh}印为 {amount.shown.zh}，分项合计 {plain(added)}。{perhaps.zh}",
            f"the {name.en} figure is printed as {amount.shown.en}; its parts add up to {plain(added)}. {perhaps.en}".strip(),
            recomputed=plain(added),
            worked=added_up(term.value for term in known),
            difference=difference,
            severity=severity,
        )


@statement_rule("BUD-13", Severity.WARNING,
    title=Both("决算数大于预算数", "Final expenditure exceeds the budget"),
    reason=Both("三公经费决算超过预算，或没有预算而有支出，是公众最关心的数，需要说明；其他经费超过预算为疑点。", "Three-public expenses above their budget, or without one, are what the public looks at first and need an explanation; other rows above budget are doubts."),
    formula=Both("本年决算数 ≤ 本年预算数；三公经费各行超过为错误，其他行超过为疑点", "this year's final figure ≤ this year's budget; above it, an error for hospitality, vehicles and trips abroad, a doubt for other rows"),
    basis=Both("《预算法》第十三条：各级政府、各部门、各单位的支出必须以经批准的预算为依据，未列入预算的不得支出。", "Budget Law, article 13: spending must be based on the approved budget; what is not in the budget must not be spent."),
    against=Both("本年预算", "budget"),
    wrong="""
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: overseas_travel, label: 出国经费, budget: "0", final: "11.52"}
    """,
    right="base_data[0].budget: 12",
)  # fmt: skip
def spending_within_budget(result: StatementResult) -> Iterator[Hit]:
    """Compare final with budget on each expenditure row that prints both."""
    for row in expenditure_rows(result):
        budget, final = row.budget.value, row.final.value
        if budget is None or final is None or row.row.line_code in NO_SPENDING:
            continue
        if final <= budget + coarseness(row.budget, row.final):
            continue
        slipped = _beside(result, row)
        yield Place(f"{row.path}.final", line_name(row.row.label)).hit(
            f"决算数 {row.final.shown.zh} 大于预算数 {row.budget.shown.zh}{slipped.zh}。",
            f"the final figure {row.final.shown.en} exceeds the budget of {row.budget.shown.en}{slipped.en}.",
            reference=plain(budget),
            difference=final - budget,
            severity=Severity.ERROR if row.row.line_code in THREE_PUBLIC else None,
        )


def _beside(result: StatementResult, row: BaseDataCells) -> Both:
    """Say where a figure without a budget may belong to the next row, of the same sum, that has a budget and no figure."""
    rows = expenditure_rows(result)
    at = rows.index(row)
    for other in () if row.budget.value else rows[max(at - 1, 0) : at + 2]:
        sisters = any({row.row.line_code, other.row.line_code} <= set(parts) for parts in SUMS.values())
        if sisters and other is not row and other.budget.value and other.final.value == 0:
            name = line_name(other.row.label)
            return Both(
                f"；相邻的“{name}”预算 {other.budget.shown.zh}、决算 0，这个数可能填错了行",
                f"; next to it “{name}” has a budget of {other.budget.shown.en} and a final figure of 0, so that the figure may stand in the wrong row",
            )
    return UNSAID


@statement_rule("BUD-16", Severity.ERROR,
    title=Both("在职人员控制率与人数不符，或超过 100%", "The staffing rate does not follow from the posts, or exceeds 100 %"),
    reason=Both("在职人员控制率 = 实际在职人数 ÷ 编制数；在职人数超过编制数需要说明。", "The staffing rate is actual staff divided by authorised posts; more staff than posts needs an explanation."),
    formula=Both("控制率 = 在职人数 ÷ 编制数 × 100%；控制率 ≤ 100%（超过为疑点）", "staffing rate = staff ÷ established posts × 100%; staffing rate ≤ 100% (a doubt above it)"),
    basis=Both("财预〔2013〕53号共性指标体系框架中“在职人员控制率”的定义（据转载，未与原文核对）。", "Definition of 在职人员控制率 in the common indicator framework 财预〔2013〕53号 (from a reprint, not checked against the original)."),
    wrong="""
        form_type: dept_base_data
        base_data:
          - {section: staffing, line_code: staffing_authorised, label: 编制数, value: "81"}
          - {section: staffing, line_code: staffing_actual, label: 实际在职人数, value: "69"}
          - {section: staffing, line_code: staffing_rate, label: 控制率, value: 90.19%}
    """,
    right="base_data[2].value: 85.19%",
)  # fmt: skip
def staffing_rate_follows(result: StatementResult) -> Iterator[Hit]:
    """Compare the printed rate with staff ÷ posts within its rounding, and staff with posts."""
    rows = {row.row.line_code: row for row in result.statement.cells.base_data}
    if not {"staffing_authorised", "staffing_actual"} <= rows.keys():
        return
    posts, staff = rows["staffing_authorised"].head_count, rows["staffing_actual"].head_count
    if not posts or staff is None:
        return
    rate = staff / posts * 100
    row = rows.get("staffing_rate", rows["staffing_actual"])
    cell = row.value if isinstance(row.value, Rate) else None
    printed = cell.value if cell is not None else None
    if cell is not None and printed is not None and abs(printed - rate) > cell.margin:
        shown, perhaps = rounded_apart(rate, printed), SHARE if may_be_a_ratio(cell, rate) else UNSAID
        counted = f"{plain(staff)} ÷ {plain(posts)} = {plain(shown)}%"
        yield Place(f"{row.path}.value").hit(
            f"控制率印为 {clean(cell.raw or '')}，按人数为 {counted}{perhaps.zh}。",
            f"The staffing rate is printed as {clean(cell.raw or '')}; by the head count {counted}{perhaps.en}.",
            recomputed=f"{plain(shown)}%",
            worked=counted,
            difference=printed - shown,
        )
    elif rate > HUNDRED:
        shown = rounded_apart(rate, HUNDRED)
        counted = f"{plain(staff)} ÷ {plain(posts)} = {plain(shown)}%"
        yield Place(f"{row.path}.value").hit(
            f"在职人数多于编制数：{counted}。",
            f"There are more staff than posts: {counted}.",
            of_cell=cell is not None,
            recomputed=f"{plain(shown)}%",
            worked=counted,
            reference="100%",
            difference=shown - HUNDRED,
            severity=Severity.WARNING,
        )


@statement_rule("BUD-25", Severity.NOTE,
    title=Both("“其中”所列各项只占合计的很小部分", "The parts that are listed are a trifle of the whole"),
    reason=Both("公用经费下列出办公、水电差旅、会议培训等主要用途；它们合计不到公用经费的五分之一，其余的钱用在哪里看不出来。", "Office, utilities, travel, meetings and training are listed as the main uses of operating costs; together they are less than a fifth, and what the rest was for cannot be seen."),
    formula=Both("Σ “其中”各项 ≥ 公用经费 × 20%（各项都填了，公用经费不少于 50 万元）", "Σ listed parts ≥ 20% of operating costs (all parts filled in, operating costs of at least 500,000 yuan)"),
    basis=Both("本门户约定。", "Own convention."),
    wrong="""
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: operating, label: 公用经费, final: "935.58"}
          - {section: expenditure, line_code: operating_office, label: 其中：办公经费, final: "14.66"}
          - {section: expenditure, line_code: operating_utilities_travel, label: 水费、电费、差旅费, final: "17.41"}
          - {section: expenditure, line_code: operating_meetings_training, label: 会议费、培训费, final: "8.53"}
    """,
    right="base_data[2].final: 170.41",
)  # fmt: skip
def parts_are_no_trifle(result: StatementResult) -> Iterator[Hit]:
    """Compare the final figure of a row with its listed parts, where all of them are filled in."""
    rows = {row.row.line_code: row for row in expenditure_rows(result)}
    for code, parts in ONLY_SOME_PARTS.items():
        whole, listed = rows.get(code), [rows[part] for part in parts if part in rows]
        terms = [row.final.value for row in listed]
        if whole is None or not whole.final.value or not terms or None in terms:
            continue
        added = sum((term for term in terms if term is not None), Decimal())
        share = added * HUNDRED / whole.final.value
        if share >= _TRIFLE or (whole.final.yuan or 0) < _LARGE:
            continue
        shown, rest = plain(rounded_apart(share, _TRIFLE)), plain(whole.final.value - added)
        yield Place(f"{whole.path}.final", line_name(whole.row.label)).hit(
            f"决算数 {whole.final.shown.zh}，其下所列 {len(listed)} 项合计 {plain(added)}，占 {shown}%，其余 {rest} 没有列出用途。",
            f"the final figure is {whole.final.shown.en}; the {len(listed)} parts below add up to {plain(added)}, {shown}% of it, and of {rest} no use is listed.",
            reference=plain(added),
            difference=whole.final.value - added,
        )


@statement_rule("BUD-18", Severity.NOTE,
    title=Both("三公经费比上年增加", "Three-public expenses grew"),
    reason=Both("三公经费公开时应说明增减变化的原因。", "Where three-public expenses are disclosed, the reason for a change is to be given."),
    formula=Both("三公经费本年决算数 > 上年决算数", "this year's final figure for hospitality, vehicles and trips abroad > last year's"),
    basis=Both("基层政务公开标准目录（财政预决算领域）：三公经费分项公开并说明增减变化情况；变动率的定义见财预〔2013〕53号（据转载）。", "The basic-level disclosure catalogue asks for sub-items and an explanation of changes; rate of change as in 财预〔2013〕53号 (reprint)."),
    against=Both("上年决算", "the year before"),
    wrong="""
        form_type: dept_base_data
        base_data:
          - {section: expenditure, line_code: three_public, label: 三公经费, prior_final: "7.85", budget: "16", final: "15.52"}
    """,
    right="""
        base_data[0].prior_final: 15.52
        base_data[0].final: 7.85
    """,
)  # fmt: skip
def three_public_did_not_grow(result: StatementResult) -> Iterator[Hit]:
    """Compare the final figure of the three-public row with the year before."""
    for row in expenditure_rows(result):
        before, now = row.prior_final.value, row.final.value
        if row.row.line_code != "three_public" or before is None or now is None or now <= before:
            continue
        percent = plain(rounded_apart((now - before) / before * HUNDRED, Decimal())) if before > 0 else ""
        grown = Both(f"，增加 {percent}%", f", up by {percent}%") if percent else UNSAID
        yield Place(f"{row.path}.final", line_name(row.row.label)).hit(
            f"上年决算 {row.prior_final.shown.zh}，本年决算 {row.final.shown.zh}{grown.zh}。",
            f"{row.prior_final.shown.en} the year before, {row.final.shown.en} this year{grown.en}.",
            reference=plain(before),
            difference=now - before,
        )
