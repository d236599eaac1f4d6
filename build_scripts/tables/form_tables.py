"""The tables of forms and their rows: every printed cell beside what was read and recomputed.

A column of a form's row is one line here, beside its field in ``reading.model``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from build_scripts.cells.value_model import Value, ValueNote
from build_scripts.judging.audit import Audit
from build_scripts.judging.score import FundingResult, IndicatorResult, StatementResult
from build_scripts.reading.form_cells import BaseDataCells, GoalCells
from build_scripts.reading.model import (
    DATE_PATTERN,
    ID_PATTERN,
    BaseDataRow,
    FundingLine,
    FurtherCell,
    Goal,
    Indicator,
    Narrative,
)
from build_scripts.reading.records import LoadedStatement
from build_scripts.tables.ids import ROW_ID_PATTERN, page_url, row_id
from build_scripts.tables.published import (
    Cell,
    PublishedColumn,
    PublishedTable,
    code_column,
    codes_column,
    decimal_column,
    integer_column,
    raw_column,
    text_column,
)
from build_scripts.tables.shared_columns import (
    CONTEXT,
    DEPARTMENT_ID,
    DEVIATION_RAW,
    FISCAL_YEAR,
    FORM_TYPE,
    FORMERLY,
    GOAL_ID,
    JURISDICTION_ID,
    ORDER,
    PROJECT,
    SCORE,
    SCORE_DIFFERENCE,
    SCORE_FORMULA,
    SCORE_RAW,
    SCORE_REASON,
    SCORE_RECOMPUTED,
    SOURCE_ID,
    SOURCE_LINE,
    STATEMENT_ID,
    WEIGHT,
    WEIGHT_RAW,
    WITHHELD,
    FormRow,
    JudgedForm,
    counted_per,
    forms,
    percent_cell,
    row_id_column,
    unit_code,
    withheld,
)
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import (
    Achievement,
    BaseDataLine,
    BaseDataSection,
    CellState,
    CountedAs,
    CurrencyUnit,
    ExtractionNote,
    FormType,
    GoalKind,
    Grade,
    Level1,
    Level2,
    LineCode,
    NarrativeKind,
    Operator,
    Polarity,
    PolaritySource,
    RowKind,
    Severity,
    StandardSection,
    TargetBasis,
    TargetChange,
    Unit,
    ValueKind,
    YearBasis,
)

PrintedFunding = FormRow[FundingLine, FundingResult]
PrintedGoal = FormRow[Goal, GoalCells]
PrintedIndicator = FormRow[Indicator, IndicatorResult]
PrintedText = FormRow[Narrative, None]
PrintedBaseData = FormRow[BaseDataRow, BaseDataCells]


def _funding(audit: Audit) -> Iterator[PrintedFunding]:
    for form in forms(audit):
        for order, item in enumerate(form.result.funding, 1):
            yield FormRow(form, item.path, order, item.line, item)


def _goals(audit: Audit) -> Iterator[PrintedGoal]:
    for form in forms(audit):
        for item in form.statement.cells.goals:
            yield FormRow(form, item.path, item.order, item.goal, item)


def _indicators(audit: Audit) -> Iterator[PrintedIndicator]:
    for form in forms(audit):
        for item in form.result.indicators:
            yield FormRow(form, item.path, item.order, item.row, item)


def _narratives(audit: Audit) -> Iterator[PrintedText]:
    for form in forms(audit):
        for order, item in enumerate(form.statement.form.narratives, 1):
            yield FormRow(form, f"narratives[{order - 1}]", order, item, None)


def _base_data(audit: Audit) -> Iterator[PrintedBaseData]:
    for form in forms(audit):
        for order, item in enumerate(form.statement.cells.base_data, 1):
            yield FormRow(form, item.path, order, item.row, item)


@dataclass(frozen=True)
class PrintedFurther:
    """A printed cell whose column has no field of its own."""

    statement: LoadedStatement
    row: str | None
    order: int
    printed: FurtherCell


def _further_cells(audit: Audit) -> Iterator[PrintedFurther]:
    for form in forms(audit):
        for order, (path, cell) in enumerate(form.statement.further, 1):
            at = row_id(form.statement, path) if path in form.statement.row_ids else None
            yield PrintedFurther(form.statement, at, order, cell)


_NOTHING = Value(None)
COUNTED_AS = {FormType.DEPT_SELF_EVAL: CountedAs.DEPARTMENT, FormType.PROJECT_SELF_EVAL: CountedAs.PROJECT}
"""In which totals the money of a form is taken; that of another self-evaluation stands on one of these already."""


def counted_as(result: StatementResult, *, doubted: bool) -> CountedAs:
    """Say in which totals the money of a form takes part: that of a self-evaluation without errors on its money."""
    money = result.money
    if result.statement.form.form_type.is_target:
        return CountedAs.PLAN
    if doubted:
        return CountedAs.EXCLUDED
    if money is None or money.adjusted is None or money.executed is None:
        return CountedAs.INCOMPLETE
    return COUNTED_AS.get(result.statement.form.form_type, CountedAs.PART)


def _counted(row: PrintedFunding) -> CountedAs:
    """Say in which totals a money row takes part: the total row, or its parts where they are read instead of it."""
    result = row.form.result
    counted, money = counted_as(result, doubted=row.form.doubted), result.money
    read_by_parts = money is not None and money.by_parts and counted in COUNTED_AS.values()
    if row.read is result.total_line:
        return CountedAs.BY_PARTS if read_by_parts else counted
    part = read_by_parts and money is not None and any(item.path == row.path for item in money.parts)
    return counted if part else CountedAs.PART


def _yuan(name: str, sentence: Both, read: Callable[[PrintedFunding], Cell]) -> PublishedColumn[PrintedFunding]:
    """Declare a column of money in which a total and the parts of it stand on rows of their own."""
    said = Both(
        f"{sentence.zh}；总额与其分项各占一行，求和先按 counted_as 选行",
        f"{sentence.en}; a total and its parts have a row each, so choose rows by counted_as before adding up",
    )
    return decimal_column(f"{name}_yuan", said, read, "yuan")


def _goal_of(row: PrintedIndicator) -> Goal:
    return row.statement.goals[row.read.goal_order - 1]


def _state(value: Value) -> CellState | None:
    return None if value.raw is None else value.state


def _earlier(
    prefix: str, what: Both, read: Callable[[PrintedIndicator], Value]
) -> tuple[PublishedColumn[PrintedIndicator], ...]:
    """Declare what an earlier year's figure says where the cell holds one: a number or a range, no span of months."""

    def known(row: PrintedIndicator) -> Value:
        value = read(row)
        return value if value.kind in {ValueKind.NUMBER, ValueKind.RANGE, ValueKind.MIXED} else _NOTHING

    number = Both(
        f"{what.zh}的数值；范围取下限，不是一个数或范围的空",
        f"Number of {what.en}; the lower end of a range, empty for anything but a number or a range",
    )
    return (
        code_column(
            f"{prefix}_kind",
            Both(f"{what.zh}的种类", f"What kind of value {what.en} is"),
            ValueKind,
            lambda row: read(row).kind,
        ),
        code_column(
            f"{prefix}_op", Both(f"{what.zh}的比较符", f"Operator of {what.en}"), Operator, lambda row: read(row).op
        ),
        decimal_column(f"{prefix}_value", number, lambda row: known(row).number),
        decimal_column(
            f"{prefix}_value_max",
            Both(f"{what.zh}范围的上限", f"Upper end of the range of {what.en}"),
            lambda row: known(row).number_max,
        ),
        unit_code(
            f"{prefix}_unit", Both(f"{what.zh}的计量单位", f"Unit of {what.en}"), lambda row: known(row).unit or None
        ),
        counted_per(f"{prefix}_per", what, lambda row: known(row).per or None),
        codes_column(
            f"{prefix}_notes",
            Both(f"读{what.zh}时的说明", f"What is to be known of the reading of {what.en}"),
            ValueNote,
            lambda row: read(row).notes,
        ),
    )


# fmt: off
STATEMENTS = PublishedTable[JudgedForm](
    "statements", Both("表单", "Forms"), ("statement_id",), forms,
    (
        STATEMENT_ID,
        FORM_TYPE,
        text_column("template", Both("表样代码", "Id of the form template"), lambda form: form.statement.form.template, ID_PATTERN),
        raw_column("title_raw", Both("表名", "Title"), lambda form: form.statement.form.title),
        JURISDICTION_ID,
        DEPARTMENT_ID,
        raw_column("department_raw", Both("主管部门或单位名称", "Responsible department or unit"), lambda form: form.statement.form.department),
        PROJECT,
        raw_column("implementing_unit", Both("实施单位", "Implementing unit"), lambda form: form.statement.implementing_unit),
        FISCAL_YEAR,
        code_column("fiscal_year_basis", Both("年度是印出的还是推定的", "Whether the year is printed or inferred"), YearBasis, lambda form: form.statement.form.fiscal_year_basis),
        integer_column("long_term_end_year", Both("长期目标截止年", "Year to which the long-term goals run"), lambda form: form.statement.long_term_end_year),
        raw_column("report_date_raw", Both("填报日期", "Reporting date"), lambda form: form.statement.report_date),
        code_column("currency_unit", Both("表上印出的金额单位", "Unit of the amounts as printed"), CurrencyUnit, lambda form: form.statement.form.currency_unit),
        code_column("money_unit", Both("读本表金额所用的单位：印出的，或经核实另定的", "Unit in which the form's amounts are read: the printed one, unless another was confirmed"), CurrencyUnit, lambda form: form.statement.money_unit),
        text_column("scoring_profile", Both("评分规则代码；没有规定则空", "Id of the scoring profile; empty where there is none"), lambda form: form.statement.scoring_profile or None),
        raw_column("total_weight_raw", Both("总分值", "Total weight"), lambda form: form.total.weight.raw if form.total else None),
        decimal_column("total_weight", Both("印出总分值的数值", "Number of the printed total weight"), lambda form: form.total.weight.value if form.total else None, "points"),
        raw_column("total_score_raw", Both("总得分", "Total score"), lambda form: form.total.score.raw if form.total else None),
        decimal_column("total_score", Both("印出总分的数值", "Number of the printed total score"), lambda form: form.total.score.value if form.total else None, "points"),
        raw_column("total_reviewed_score_raw", Both("复核总分", "Total score after review"), lambda form: form.total.row.reviewed_score if form.total else None),
        decimal_column("total_reviewed_score", Both("印出复核总分的数值", "Number of the printed total after review"), lambda form: form.total.reviewed_score.value if form.total else None, "points"),
        raw_column("grade_raw", Both("等级", "Grade of the total"), lambda form: form.total.row.grade if form.total else None),
        decimal_column("score_sum", Both("本表印出的各项得分之和", "Sum of the scores printed on the form"), lambda form: form.result.score_sum.value, "points"),
        SCORE_RECOMPUTED.read_by(lambda form: form.result.score_recomputed.value),
        decimal_column("score_proved", Both("印出的得分中，逐行重算并且相符的", "Of the printed points: those on rows whose score was recomputed and is equal"), lambda form: form.result.score_proved, "points"),
        SCORE_REASON.read_by(lambda form: form.result.score_recomputed.reason),
        code_column("grade_recomputed", Both("按印出总分推算的等级；表上印出的等级见 grade_raw", "Grade worked out from the printed total; one that a form prints stands in grade_raw"), Grade, lambda form: form.result.grade_recomputed),
        integer_column("errors", Both("待说明的错误类发现数", "Open findings of severity error"), lambda form: form.found[Severity.ERROR], "findings"),
        integer_column("warnings", Both("待说明的疑点类发现数", "Open findings of severity warning"), lambda form: form.found[Severity.WARNING], "findings"),
        integer_column("notes", Both("待说明的提示类发现数，不含本门户的处理", "Open findings of severity note, without what only tells how this portal transcribed the form"), lambda form: form.found[Severity.NOTE], "findings"),
        WITHHELD.read_by(lambda form: withheld(form.statement, "")),
        SOURCE_ID,
        SOURCE_LINE.read_by(lambda form: form.statement.form.source.first_line),
        raw_column("annex", Both("附件号", "Annex number"), lambda form: form.statement.form.source.annex),
        FORMERLY,
        text_column("last_changed", Both("本门户的数据文件最近一次更改的日期；未知则空", "Day on which this portal's file of the form last changed; empty where unknown"), lambda form: form.last_changed, DATE_PATTERN),
        text_column("page_url", Both("网页地址（相对门户根目录）", "Address of the page, relative to the portal's root"), lambda form: page_url(form.statement.id)),
    ),
    always=("form_type", "template", "jurisdiction_id", "department_id", "fiscal_year", "fiscal_year_basis", "currency_unit", "errors", "warnings", "notes", "source_id", "source_line", "page_url"),
)
FUNDING = PublishedTable[PrintedFunding](
    "funding", Both("资金", "Funding rows"), ("funding_id",), _funding,
    (
        row_id_column("funding_id", Both("资金行", "money row")),
        *CONTEXT,
        ORDER,
        code_column("line_code", Both("资金行种类代码", "Which kind of money row"), LineCode, lambda row: row.printed.line_code),
        raw_column("label_raw", Both("行名称", "Label"), lambda row: row.printed.label),
        raw_column("initial_raw", Both("年初预算数", "Initial budget"), lambda row: row.printed.initial),
        raw_column("adjusted_raw", Both("全年预算数", "Adjusted annual budget"), lambda row: row.printed.adjusted),
        raw_column("executed_raw", Both("全年执行数", "Executed amount"), lambda row: row.printed.executed),
        raw_column("amount_raw", Both("金额（只印一个数的行）", "Amount, for rows that print only one"), lambda row: row.printed.amount),
        raw_column("whole_period_raw", Both("实施期（各年合计）金额", "Amount of the whole period, all years together"), lambda row: row.printed.whole_period),
        raw_column("executed_y2_raw", Both("前年决算数", "Amount executed two years before"), lambda row: row.printed.executed_y2),
        raw_column("executed_y1_raw", Both("上年决算数", "Amount executed the year before"), lambda row: row.printed.executed_y1),
        _yuan("initial", Both("年初预算数", "Initial budget"), lambda row: row.read.initial.yuan),
        _yuan("adjusted", Both("全年预算数", "Adjusted annual budget"), lambda row: row.read.adjusted.yuan),
        _yuan("executed", Both("全年执行数", "Executed amount"), lambda row: row.read.executed.yuan),
        _yuan("amount", Both("金额", "Amount"), lambda row: row.read.amount.yuan),
        _yuan("whole_period", Both("实施期（各年合计）金额", "Amount of the whole period, all years together"), lambda row: row.read.whole_period.yuan),
        _yuan("executed_y2", Both("前年决算数", "Amount executed two years before"), lambda row: row.read.executed_y2.yuan),
        _yuan("executed_y1", Both("上年决算数", "Amount executed the year before"), lambda row: row.read.executed_y1.yuan),
        raw_column("rate_raw", Both("执行率", "Execution rate"), lambda row: row.printed.rate),
        decimal_column("rate", Both("印出执行率的数值；75 与 75% 都是 75", "Number of the printed execution rate; 75 and 75% are both 75"), lambda row: row.read.rate.value, "percent"),
        decimal_column("rate_recomputed", Both("重算的执行率：执行数 ÷ 全年预算数；总额一行漏填为 0 的按其下各项之和", "Execution rate recomputed: executed ÷ adjusted budget; of a total row left at 0, of the sum of its parts"), lambda row: percent_cell(row.read.rate_recomputed.value), "percent"),
        WEIGHT_RAW,
        WEIGHT,
        SCORE_RAW,
        SCORE,
        SCORE_RECOMPUTED,
        SCORE_DIFFERENCE,
        SCORE_REASON,
        SCORE_FORMULA,
        DEVIATION_RAW,
        code_column("counted_as", Both("在哪一类合计中计入", "In which totals the row takes part"), CountedAs, _counted),
        WITHHELD,
        SOURCE_LINE,
    ),
    always=("statement_id", "department_id", "jurisdiction_id", "fiscal_year", "order", "line_code", "counted_as"),
)
GOALS = PublishedTable[PrintedGoal](
    "goals", Both("目标", "Goals"), ("goal_id",), _goals,
    (
        GOAL_ID,
        STATEMENT_ID,
        DEPARTMENT_ID,
        code_column("kind", Both("目标类型", "Kind of goal"), GoalKind, lambda row: row.printed.kind),
        integer_column("number", Both("表上印出的目标序号", "Number printed with the goal"), lambda row: row.printed.number),
        ORDER,
        raw_column("goal_label_raw", Both("目标标签", "Label of the goal"), lambda row: row.printed.label),
        raw_column("overview_text", Both("整体绩效总目标表中的文字", "Text in the overview of goals"), lambda row: row.printed.overview),
        raw_column("target_text", Both("目标内容", "The goal as set"), lambda row: row.printed.target_text),
        raw_column("adjusted_text", Both("调整后目标", "The goal as adjusted"), lambda row: row.printed.adjusted_text),
        raw_column("actual_text", Both("实际完成情况", "What was achieved"), lambda row: row.printed.actual_text),
        WEIGHT_RAW,
        WEIGHT,
        WITHHELD,
        SOURCE_LINE.read_by(lambda row: row.printed.source_line or row.printed.overview_line),
    ),
    always=("statement_id", "department_id", "kind", "order"),
)
INDICATORS = PublishedTable[PrintedIndicator](
    "indicators", Both("绩效指标", "Indicators"), ("indicator_id",), _indicators,
    (
        row_id_column("indicator_id", Both("指标", "indicator row")),
        *CONTEXT,
        FORM_TYPE,
        PROJECT,
        GOAL_ID.read_by(lambda row: row_id(row.statement, row.path.rpartition(".")[0])),
        code_column("goal_kind", Both("目标类型", "Kind of goal"), GoalKind, lambda row: _goal_of(row).kind),
        integer_column("goal_number", Both("所属目标的序号", "Number of the goal the row belongs to"), lambda row: _goal_of(row).number),
        ORDER,
        code_column("row_kind", Both("填有内容的行，还是表样的空行；各处的指标行数只计前者", "Whether the row was filled in or is a blank row of the template; numbers of indicators count the former alone"), RowKind, lambda row: row.read.kind),
        raw_column("level1_raw", Both("一级指标（合并单元格逐行重复）", "First level (a merged cell is repeated on each of its rows)"), lambda row: row.read.level1_raw),
        code_column("level1", Both("一级指标代码", "First level, as a code"), Level1, lambda row: row.read.level1),
        raw_column("level2_raw", Both("二级指标（合并单元格逐行重复）", "Second level (a merged cell is repeated on each of its rows)"), lambda row: row.read.level2_raw),
        code_column("level2", Both("二级指标代码", "Second level, as a code"), Level2, lambda row: row.read.level2),
        raw_column("name_raw", Both("三级指标", "Indicator (third level)"), lambda row: row.printed.name),
        unit_code("name_unit", Both("写在指标名称末尾的计量单位，如（人）", "Unit at the end of the indicator's name, in brackets or behind a slash"), lambda row: row.read.name_unit),
        raw_column("core_raw", Both("是否核心指标", "Whether it is a core indicator"), lambda row: row.printed.core),
        raw_column("explanation_raw", Both("指标解释", "Explanation of the indicator"), lambda row: row.printed.explanation),
        raw_column("criteria_raw", Both("评分标准", "Criteria by which points are given"), lambda row: row.printed.criteria),
        raw_column("operator_raw", Both("指标性质（单独一格的比较符）", "Operator or nature of the target, where it has a cell of its own"), lambda row: row.printed.operator),
        raw_column("unit_raw", Both("度量单位（单独一格的）", "Unit of measure, where it has a cell of its own"), lambda row: row.printed.unit),
        raw_column("target_raw", Both("年度指标值", "Target value"), lambda row: row.printed.target),
        code_column("target_state", Both("目标值单元格的状态，有调整的为调整后；没有此格则空", "State of the target cell, the adjusted one where there is one; empty where there is no cell"), CellState, lambda row: _state(row.read.effective_target)),
        code_column("target_kind", Both("目标值的种类", "What kind of value the target is"), ValueKind, lambda row: row.read.target.kind),
        code_column("target_op", Both("目标的比较符", "Operator of the target"), Operator, lambda row: row.read.target.op),
        decimal_column("target_value", Both("目标的数值，已按“万”等换算成 target_unit；范围取下限，一格有多个值的空", "Number of the target in target_unit, scale words applied; the lower end of a range, empty where a cell holds several values"), lambda row: row.read.target.number),
        decimal_column("target_value_max", Both("目标范围的上限", "Upper end of a target range"), lambda row: row.read.target.number_max),
        unit_code("target_unit", Both("目标的计量单位", "Unit of the target"), lambda row: row.read.target.unit or None),
        counted_per("target_per", Both("目标", "the target"), lambda row: row.read.target.per or None),
        codes_column("target_notes", Both("读目标值时的说明，如金额单位取自表头、疑似以小数表示的百分比", "What is to be known of the reading, such as a money unit taken from the form's header"), ValueNote, lambda row: row.read.target.notes),
        raw_column("adjusted_target_raw", Both("调整后指标值", "Adjusted target value"), lambda row: row.printed.adjusted_target),
        raw_column("baseline_y2_raw", Both("前年指标值", "Value two years before"), lambda row: row.printed.baseline_y2),
        *_earlier("baseline_y2", Both("前年指标值", "the value two years before"), lambda row: row.read.baseline_y2),
        raw_column("baseline_y1_raw", Both("上年指标值", "Value of the year before"), lambda row: row.printed.baseline_y1),
        *_earlier("baseline_y1", Both("上年指标值", "the value of the year before"), lambda row: row.read.baseline_y1),
        raw_column("actual_raw", Both("实际完成值", "Actual value"), lambda row: row.printed.actual),
        code_column("actual_state", Both("完成值单元格的状态；没有此格则空", "State of the actual cell; empty where there is no cell"), CellState, lambda row: _state(row.read.actual)),
        code_column("actual_kind", Both("完成值的种类", "What kind of value the actual value is"), ValueKind, lambda row: row.read.actual.kind),
        code_column("actual_op", Both("完成值的比较符", "Operator of the actual value"), Operator, lambda row: row.read.actual.op),
        decimal_column("actual_value", Both("完成值的数值，已换算成 actual_unit；范围取下限，一格有多个值的空", "Number of the actual value in actual_unit; the lower end of a range, empty where a cell holds several values"), lambda row: row.read.actual.number),
        decimal_column("actual_value_max", Both("完成值范围的上限", "Upper end of the range of the actual value"), lambda row: row.read.actual.number_max),
        unit_code("actual_unit", Both("完成值的计量单位", "Unit of the actual value"), lambda row: row.read.actual.unit or None),
        counted_per("actual_per", Both("完成值", "the actual value"), lambda row: row.read.actual.per or None),
        codes_column("actual_notes", Both("读完成值时的说明", "What is to be known of the reading of the actual value"), ValueNote, lambda row: row.read.actual.notes),
        raw_column("coefficient_raw", Both("得分系数", "Share of the weight that is awarded"), lambda row: row.printed.coefficient),
        decimal_column("coefficient", Both("印出得分系数的数值；0.95 与 95% 都是 95", "Number of the printed coefficient; 0.95 and 95% are both 95"), lambda row: row.read.coefficient.value, "percent"),
        WEIGHT_RAW,
        WEIGHT,
        SCORE_RAW,
        SCORE,
        raw_column("reviewed_score_raw", Both("复核得分", "Score after review"), lambda row: row.printed.reviewed_score),
        decimal_column("reviewed_score", Both("印出复核得分的数值", "Number of the printed score after review"), lambda row: row.read.reviewed_score.value, "points"),
        code_column("polarity", Both("指标方向：正向越多越好，反向越少越好，定值须恰好相等，定性以文字评价", "Direction of the indicator: more is better, less is better, to be hit exactly, or judged by words"), Polarity, lambda row: row.read.polarity),
        code_column("polarity_source", Both("方向的依据", "What the direction was read from"), PolaritySource, lambda row: row.read.polarity_source),
        code_column("achievement", Both("完成值是否达到目标值", "Whether the actual value reaches the target"), Achievement, lambda row: row.read.achievement),
        decimal_column("attainment", Both("完成程度：完成值 ÷ 目标值，越少越好的为目标值 ÷ 完成值；恰在界限上的严格比较（如 <1小时）也是 100，是否达成见 achievement", "Attainment: actual ÷ target, where lower is better target ÷ actual; exactly at the limit it is 100 under a strict operator (<1 hour) too: whether the target is met stands in achievement"), lambda row: percent_cell(row.read.attainment), "percent"),
        code_column("target_change", Both("目标值与上年指标值相比", "Target compared with last year's figure"), TargetChange, lambda row: row.read.target_change),
        code_column("target_change_y2", Both("目标值与前年指标值相比", "Target compared with the figure of the year before last"), TargetChange, lambda row: row.read.target_change_y2),
        SCORE_RECOMPUTED,
        SCORE_DIFFERENCE,
        SCORE_REASON,
        SCORE_FORMULA,
        raw_column("target_basis_raw", Both("指标值确定依据", "Basis for setting the target"), lambda row: row.printed.target_basis),
        codes_column("target_basis", Both("指标值确定依据的代码", "Basis for setting the target, as codes"), TargetBasis, lambda row: row.read.target_bases),
        DEVIATION_RAW,
        raw_column("remarks_raw", Both("该行的备注", "Remarks of the row"), lambda row: row.printed.remarks),
        codes_column("extraction_notes", Both("来源文本中此行错位、拆行或缺格时所作的处理", "What was done to a row that was shifted, cut or short in the source text"), ExtractionNote, lambda row: row.printed.extraction_notes),
        WITHHELD,
        SOURCE_ID,
        SOURCE_LINE,
    ),
    always=("statement_id", "department_id", "jurisdiction_id", "fiscal_year", "form_type", "goal_id", "goal_kind", "order", "row_kind", "polarity", "polarity_source", "achievement", "source_id"),
)
NARRATIVES = PublishedTable[PrintedText](
    "narratives", Both("文字内容", "Texts"), ("narrative_id",), _narratives,
    (
        row_id_column("narrative_id", Both("文字", "text")),
        STATEMENT_ID,
        ORDER,
        code_column("kind", Both("文字类型", "What the text is for"), NarrativeKind, lambda row: row.printed.kind),
        code_column("standard_section", Both("报告正文属于哪一标准章节；小节随其上的大节", "Which standard section of a report the text belongs to; a sub-section goes with the section above it"), StandardSection, lambda row: row.printed.standard_section),
        raw_column("heading_raw", Both("标题", "Heading"), lambda row: row.printed.heading),
        raw_column("text", Both("正文", "Body"), lambda row: row.printed.text),
        WITHHELD,
        SOURCE_LINE,
    ),
    always=("statement_id", "order", "kind"),
)
BASE_DATA = PublishedTable[PrintedBaseData](
    "base_data", Both("基础数据", "Base data"), ("base_data_id",), _base_data,
    (
        row_id_column("base_data_id", Both("基础数据行", "base-data row")),
        STATEMENT_ID,
        ORDER,
        code_column("section", Both("表中部分", "Block of the table"), BaseDataSection, lambda row: row.printed.section),
        code_column("line_code", Both("基础数据行种类代码", "Which kind of base-data row"), BaseDataLine, lambda row: row.printed.line_code, others=True),
        raw_column("label_raw", Both("行名称", "Label"), lambda row: row.printed.label),
        raw_column("prior_final_raw", Both("上年决算数", "Prior-year final figure"), lambda row: row.printed.prior_final),
        raw_column("budget_raw", Both("本年预算数", "Current-year budget"), lambda row: row.printed.budget),
        raw_column("final_raw", Both("本年决算数", "Current-year final figure"), lambda row: row.printed.final),
        raw_column("value_raw", Both("数值（只印一个数的单元格）", "Value, for cells that print only one"), lambda row: row.printed.value),
        decimal_column("value", Both("该数值，单位见 value_unit", "That value as a number in value_unit"), lambda row: row.read.number),
        code_column("value_unit", Both("value 的计量单位", "Unit of value"), Unit, lambda row: row.read.unit, others=True),
        decimal_column("prior_final_yuan", Both("上年决算数", "Prior-year final figure"), lambda row: row.read.prior_final.yuan, "yuan"),
        decimal_column("budget_yuan", Both("本年预算数", "Current-year budget"), lambda row: row.read.budget.yuan, "yuan"),
        decimal_column("final_yuan", Both("本年决算数", "Current-year final figure"), lambda row: row.read.final.yuan, "yuan"),
        WITHHELD,
        SOURCE_LINE,
    ),
    always=("statement_id", "order", "section", "line_code"),
)
FURTHER_CELLS = PublishedTable[PrintedFurther](
    "further_cells", Both("其他印出的格", "Further cells"), ("statement_id", "order"), _further_cells,
    (
        STATEMENT_ID,
        DEPARTMENT_ID,
        integer_column("order", Both("在表中的顺序，从 1 起", "Position on the form, from 1"), lambda cell: cell.order),
        text_column("row_id", Both("该格所在行的代码；总分行则空", "Id of the row on which the cell stands; empty for the total row"), lambda cell: cell.row, ROW_ID_PATTERN),
        raw_column("label_raw", Both("栏目名称", "Heading of the column"), lambda cell: cell.printed.label),
        raw_column("text", Both("该格的文字", "Text of the cell"), lambda cell: cell.printed.text),
    ),
    always=("statement_id", "department_id", "order"),
)
# fmt: on
