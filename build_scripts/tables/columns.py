"""Every published column, once: its type, its unit, its sentence in both languages.

A table only lists names from here; the CSV header, the data dictionary and the downloads page are made from it.
Types: ``text`` as printed or derived, ``integer``, ``decimal`` (plain digits, never a float), ``code`` (one of ``codes``),
``codes`` (several of them, joined by ``；``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from build_scripts.cells.value_model import ValueNote
from build_scripts.judging.rollups import Measure, Method, NoRollup, RollupLevel
from build_scripts.judging.score import NotRecomputed
from build_scripts.judging.scorecard import COLUMNS_OF_CARDS, Taken
from build_scripts.words.language import Term
from build_scripts.words.vocabulary import (
    Achievement,
    BaseDataLine,
    BaseDataSection,
    CellState,
    CountedAs,
    CurrencyUnit,
    DepartmentKind,
    ExtractionNote,
    FindingStatus,
    FormType,
    GoalKind,
    Grade,
    JurisdictionLevel,
    Level1,
    Level2,
    LineCode,
    NarrativeKind,
    Operator,
    Polarity,
    PolaritySource,
    Severity,
    StandardSection,
    Subject,
    TargetBasis,
    TargetChange,
    Unit,
    ValueKind,
    YearBasis,
)


@dataclass(frozen=True)
class PublishedColumn:
    """One published column."""

    name: str
    kind: str
    zh: str
    en: str
    unit: str = ""
    codes: type[Term] | None = field(default=None)


def _columns(*declared: PublishedColumn) -> dict[str, PublishedColumn]:
    return {column.name: column for column in declared}


def _text(name: str, zh: str, en: str) -> PublishedColumn:
    return PublishedColumn(name, "text", zh, en)


def _raw(name: str, zh: str, en: str) -> PublishedColumn:
    return PublishedColumn(name, "text", f"{zh}，原样", f"{en}, as printed")


def _integer(name: str, zh: str, en: str, unit: str = "") -> PublishedColumn:
    return PublishedColumn(name, "integer", zh, en, unit)


def _decimal(name: str, zh: str, en: str, unit: str = "") -> PublishedColumn:
    return PublishedColumn(name, "decimal", zh, en, unit)


def _code(name: str, zh: str, en: str, codes: type[Term]) -> PublishedColumn:
    return PublishedColumn(name, "code", zh, en, codes=codes)


def _codes(name: str, zh: str, en: str, codes: type[Term]) -> PublishedColumn:
    return PublishedColumn(
        name, "codes", f"{zh}，多项以“；”分隔", f"{en}; several are joined by a full-width semicolon", codes=codes
    )


def _unit(name: str, zh: str, en: str) -> PublishedColumn:
    return _code(
        name,
        f"{zh}；没有代码的量词照印出的字（如篇、本）",
        f"{en}; a counting word without a code stays as printed",
        Unit,
    )


def _per(name: str, zh: str, en: str) -> PublishedColumn:
    return _code(
        name,
        f"{zh}按什么计（单价、频次），如 year、person/year；总数则空",
        f"What {en} is counted per (a unit price, a frequency), such as year or person/year; empty for a total",
        Unit,
    )


def _measured(taken: Taken) -> PublishedColumn:
    """Declare what the scorecard takes of a department's reporting: a list, a share or a count."""
    kind = {"": "text", "percent": "decimal"}.get(taken.unit, "integer")
    return PublishedColumn(taken.name, kind, taken.sentence.zh, taken.sentence.en, taken.unit)


COLUMNS: dict[str, PublishedColumn] = _columns(
    # identity
    _text("jurisdiction_id", "行政区代码，即网址的第一段", "Id of the jurisdiction, first part of the address"),
    _text("parent_id", "上级行政区代码", "Id of the jurisdiction above"),
    _text("admin_code", "行政区划代码（GB/T 2260）", "GB/T 2260 code"),
    _text("department_id", "部门代码：行政区/部门", "Id of the department: jurisdiction/department"),
    _text(
        "statement_id",
        "表单代码：行政区/部门/年度/表单，即网址",
        "Id of the form: jurisdiction/department/year/form, its address",
    ),
    _text("goal_id", "目标代码：表单代码加目标序号", "Id of the goal: form id and position"),
    _text("indicator_id", "指标代码：表单代码加指标序号", "Id of the indicator row: form id and position"),
    _text("source_id", "来源文件代码", "Id of the source document"),
    _text("finding_id", "核对发现代码", "Id of the finding"),
    _text("rule_id", "规则代码", "Id of the rule"),
    _text("name", "名称", "Name"),
    _text("name_en", "英文名", "English name"),
    _code("level", "行政级别", "Level of government", JurisdictionLevel),
    _code("department_kind", "部门类型", "Kind of body", DepartmentKind),
    _text("budget_code", "预算单位代码；未知则空", "Code of the budget unit; empty where unknown"),
    _integer("statements", "表单数", "Number of forms", "forms"),
    _integer("indicators", "指标行数", "Number of indicator rows", "rows"),
    _integer("order", "在表中的顺序，从 1 起", "Position on the form, from 1"),
    # statements
    _code("form_type", "表单类型", "Form type", FormType),
    _text("template", "表样代码", "Id of the form template"),
    _raw("title_raw", "表名", "Title"),
    _raw("department_raw", "主管部门或单位名称", "Responsible department or unit"),
    _raw("project", "项目名称", "Project name"),
    _raw("implementing_unit", "实施单位", "Implementing unit"),
    _integer("fiscal_year", "财政年度", "Fiscal year"),
    _code("fiscal_year_basis", "年度是印出的还是推定的", "Whether the year is printed or inferred", YearBasis),
    _integer("long_term_end_year", "长期目标截止年", "Year to which the long-term goals run"),
    _raw("report_date_raw", "填报日期", "Reporting date"),
    _code("currency_unit", "表上印出的金额单位", "Unit of the amounts as printed", CurrencyUnit),
    _raw("total_weight_raw", "总分值", "Total weight"),
    _decimal("total_weight", "印出总分值的数值", "Number of the printed total weight", "points"),
    _raw("total_score_raw", "总得分", "Total score"),
    _decimal(
        "score_recomputed", "按评分规则重算的得分；不能重算则空", "Score recomputed; empty where it cannot be", "points"
    ),
    _raw("grade_raw", "等级", "Grade of the total"),
    _decimal("total_score", "印出总分的数值", "Number of the printed total score", "points"),
    _decimal("score_sum", "本表印出的各项得分之和", "Sum of the scores printed on the form", "points"),
    _decimal("score_difference", "印出得分减重算得分", "Published less recomputed score", "points"),
    _code("score_reason", "不能重算的原因", "Why the score cannot be recomputed", NotRecomputed),
    _text("score_formula", "代入本行数字的算式", "The formula with this row's own numbers"),
    _code(
        "grade_recomputed",
        "按印出总分推算的等级；表上印出的等级见 grade_raw",
        "Grade worked out from the printed total; one that a form prints stands in grade_raw",
        Grade,
    ),
    _integer("errors", "待说明的错误类发现数", "Open findings of severity error", "findings"),
    _integer("warnings", "待说明的疑点类发现数", "Open findings of severity warning", "findings"),
    _integer(
        "notes",
        "待说明的提示类发现数，不含本门户的处理",
        "Open findings of severity note, without what only tells how this portal transcribed the form",
        "findings",
    ),
    _text("page_url", "网页地址（相对门户根目录）", "Address of the page, relative to the portal's root"),
    _integer("source_line", "在来源文本中的行号", "Line of the source text"),
    _raw("annex", "附件号", "Annex number"),
    # money
    _code("line_code", "资金行代码", "Which kind of money row", LineCode),
    _raw("label_raw", "行名称", "Label"),
    _raw("initial_raw", "年初预算数", "Initial budget"),
    _raw("adjusted_raw", "全年预算数", "Adjusted annual budget"),
    _raw("executed_raw", "全年执行数", "Executed amount"),
    _raw("amount_raw", "金额（只印一个数的行）", "Amount, for rows that print only one"),
    _decimal("initial_yuan", "年初预算数", "Initial budget", "yuan"),
    _decimal("adjusted_yuan", "全年预算数", "Adjusted annual budget", "yuan"),
    _decimal("executed_yuan", "全年执行数", "Executed amount", "yuan"),
    _decimal("amount_yuan", "金额", "Amount", "yuan"),
    _raw("rate_raw", "执行率", "Execution rate"),
    _decimal(
        "rate",
        "印出执行率的数值；75 与 75% 都是 75",
        "Number of the printed execution rate; 75 and 75% are both 75",
        "percent",
    ),
    _decimal(
        "rate_recomputed",
        "重算的执行率：执行数 ÷ 全年预算数",
        "Execution rate recomputed: executed ÷ adjusted budget",
        "percent",
    ),
    _raw("weight_raw", "分值", "Weight (maximum points)"),
    _decimal("weight", "印出分值的数值", "Number of the printed weight", "points"),
    _raw("score_raw", "得分", "Score (points awarded)"),
    _decimal("score", "印出得分的数值", "Number of the printed score", "points"),
    _code("counted_as", "在哪一类合计中计入", "In which totals the row takes part", CountedAs),
    # goals
    _code("goal_kind", "目标类型", "Kind of goal", GoalKind),
    _integer("number", "表上印出的目标序号", "Number printed with the goal"),
    _integer("goal_number", "所属目标的序号", "Number of the goal the row belongs to"),
    _raw("goal_label_raw", "目标标签", "Label of the goal"),
    _raw("overview_text", "整体绩效总目标表中的文字", "Text in the overview of goals"),
    _raw("target_text", "目标内容", "The goal as set"),
    _raw("actual_text", "实际完成情况", "What was achieved"),
    # indicators
    _raw("level1_raw", "一级指标（合并单元格逐行重复）", "First level (a merged cell is repeated on each of its rows)"),
    _code("level1", "一级指标代码", "First level, as a code", Level1),
    _raw(
        "level2_raw", "二级指标（合并单元格逐行重复）", "Second level (a merged cell is repeated on each of its rows)"
    ),
    _code("level2", "二级指标代码", "Second level, as a code", Level2),
    _raw("name_raw", "三级指标", "Indicator (third level)"),
    _unit(
        "name_unit",
        "写在指标名称末尾的计量单位，如（人）",
        "Unit at the end of the indicator's name, in brackets or behind a slash",
    ),
    _raw("target_raw", "年度指标值", "Target value"),
    _code("target_kind", "目标值的种类", "What kind of value the target is", ValueKind),
    _code("target_op", "目标的比较符", "Operator of the target", Operator),
    _decimal(
        "target_value",
        "目标的数值，已按“万”等换算成 target_unit；范围取下限，一格有多个值的空",
        "Number of the target in target_unit, scale words applied; the lower end of a range, empty where a cell holds several values",
    ),
    _decimal("target_value_max", "目标范围的上限", "Upper end of a target range"),
    _unit("target_unit", "目标的计量单位", "Unit of the target"),
    _per("target_per", "目标", "the target"),
    _codes(
        "target_notes",
        "读目标值时的说明，如金额单位取自表头、疑似以小数表示的百分比",
        "What is to be known of the reading, such as a money unit taken from the form's header",
        ValueNote,
    ),
    _code(
        "target_state",
        "目标值单元格的状态，有调整的为调整后；没有此格则空",
        "State of the target cell, the adjusted one where there is one; empty where there is no cell",
        CellState,
    ),
    _raw("adjusted_target_raw", "调整后指标值", "Adjusted target value"),
    _raw("baseline_y2_raw", "前年指标值", "Value two years before"),
    _decimal(
        "baseline_y2_value",
        "前年指标值的数值；范围取下限，不是一个数或范围的空",
        "Number of the value two years before; the lower end of a range, empty for anything but a number or a range",
    ),
    _decimal("baseline_y2_value_max", "前年指标值范围的上限", "Upper end of that range"),
    _unit("baseline_y2_unit", "前年指标值的计量单位", "Unit of that value"),
    _per("baseline_y2_per", "前年指标值", "that value"),
    _raw("baseline_y1_raw", "上年指标值", "Value of the year before"),
    _decimal(
        "baseline_y1_value",
        "上年指标值的数值；范围取下限，不是一个数或范围的空",
        "Number of the value of the year before; the lower end of a range, empty for anything but a number or a range",
    ),
    _decimal("baseline_y1_value_max", "上年指标值范围的上限", "Upper end of that range"),
    _unit("baseline_y1_unit", "上年指标值的计量单位", "Unit of that value"),
    _per("baseline_y1_per", "上年指标值", "that value"),
    _raw("actual_raw", "实际完成值", "Actual value"),
    _code(
        "actual_state",
        "完成值单元格的状态；没有此格则空",
        "State of the actual cell; empty where there is no cell",
        CellState,
    ),
    _code("actual_kind", "完成值的种类", "What kind of value the actual value is", ValueKind),
    _code("actual_op", "完成值的比较符", "Operator of the actual value", Operator),
    _decimal(
        "actual_value",
        "完成值的数值，已换算成 actual_unit；范围取下限，一格有多个值的空",
        "Number of the actual value in actual_unit; the lower end of a range, empty where a cell holds several values",
    ),
    _decimal("actual_value_max", "完成值范围的上限", "Upper end of that range"),
    _unit("actual_unit", "完成值的计量单位", "Unit of the actual value"),
    _per("actual_per", "完成值", "the actual value"),
    _codes("actual_notes", "读完成值时的说明", "What is to be known of the reading of the actual value", ValueNote),
    _code("polarity", "指标方向", "Direction of the indicator", Polarity),
    _code("polarity_source", "方向的依据", "What the direction was read from", PolaritySource),
    _code("achievement", "完成值是否达到目标值", "Whether the actual value reaches the target", Achievement),
    _decimal("attainment", "完成程度：完成值与目标值之比", "Attainment: ratio of actual to target", "percent"),
    _code("target_change", "目标值与上年指标值相比", "Target compared with last year's figure", TargetChange),
    _code(
        "target_change_y2",
        "目标值与前年指标值相比",
        "Target compared with the figure of the year before last",
        TargetChange,
    ),
    _raw("target_basis_raw", "指标值确定依据", "Basis for setting the target"),
    _codes("target_basis", "指标值确定依据的代码", "Basis for setting the target, as codes", TargetBasis),
    _raw("deviation_raw", "偏差原因分析及改进措施", "Deviation analysis and corrective measures"),
    _codes(
        "extraction_notes",
        "来源文本中此行错位、拆行或缺格时所作的处理",
        "What was done to a row that was shifted, cut or short in the source text",
        ExtractionNote,
    ),
    _text(
        "withheld",
        "本行中不公开的单元格与理由，如 actual: privacy",
        "Cells of the row that are not disclosed, each with its ground, such as actual: privacy",
    ),
    # narratives and base data
    _code("narrative_kind", "文字类型", "What the text is for", NarrativeKind),
    _code(
        "standard_section",
        "报告正文属于哪一标准章节；小节随其上的大节",
        "Which standard section of a report the text belongs to; a sub-section goes with the section above it",
        StandardSection,
    ),
    _raw("heading_raw", "标题", "Heading"),
    _raw("text", "正文", "Body"),
    _code("section", "表中部分", "Block of the table", BaseDataSection),
    _code("base_line_code", "基础数据行代码", "Code of the base-data row", BaseDataLine),
    _raw("prior_final_raw", "上年决算数", "Prior-year final figure"),
    _raw("budget_raw", "本年预算数", "Current-year budget"),
    _raw("final_raw", "本年决算数", "Current-year final figure"),
    _raw("value_raw", "数值（只印一个数的单元格）", "Value, for cells that print only one"),
    _decimal("base_value", "该数值，单位见 value_unit", "That value as a number in value_unit"),
    _code("value_unit", "value 的计量单位", "Unit of value", Unit),
    _decimal("prior_final_yuan", "上年决算数", "Prior-year final figure", "yuan"),
    _decimal("budget_yuan", "本年预算数", "Current-year budget", "yuan"),
    _decimal("final_yuan", "本年决算数", "Current-year final figure", "yuan"),
    # findings
    _code("severity", "程度", "Severity", Severity),
    _text("path", "在 YAML 文件中的位置", "Place in the YAML file"),
    _text("message_zh", "说明（中文）", "Message in Chinese"),
    _text("message_en", "说明（英文）", "Message in English"),
    _code(
        "about",
        "说的是印出的内容，还是本门户的处理；后者不需要说明",
        "Whether it speaks of what the form prints or of how this portal transcribed it; the latter needs no explanation",
        Subject,
    ),
    _text(
        "quote",
        "path 所指单元格印出的全部文字，原样；所指不是单元格或不宜重复的则空",
        "The whole cell at path as printed; empty where path is no cell or its text must not be repeated",
    ),
    _text(
        "published",
        "path 所指单元格印出的数，原样；所说的不是这一格的数则空",
        "The figure in the cell at path as printed; empty where the finding is about another figure or about words",
    ),
    _text("recomputed", "本门户按印出的数算出的数", "What this portal calculated from printed figures"),
    _text(
        "reference",
        "与之对照的数：预算、上年数、界限、长期目标或其他表上的数",
        "What the figure is compared with: a budget, last year's figure, a threshold, a long-term target, a figure of another table",
    ),
    _decimal(
        "difference",
        "印出数减重算数；有对照数的，为重算数（没有则印出数）减对照数",
        "Published less recomputed; where there is a reference, the recomputed figure (else the published one) less that",
    ),
    _text("rule_formula", "规则的算式", "Formula of the rule"),
    _text("formula_en", "规则的算式（英文）", "Formula of the rule in English"),
    _text(
        "also",
        "同一行也符合、因已有本条而不再另列的规则",
        "Rules that the same row meets too and that are not listed again beside this one",
    ),
    _text("file", "YAML 文件", "YAML file"),
    _integer("line", "YAML 文件行号", "Line of the YAML file"),
    _code("status", "状态；本门户的处理不写状态", "Status; none for how this portal transcribed a form", FindingStatus),
    _text("reply", "部门的说明", "The department's reply"),
    _text(
        "release",
        "发布审查：哪个单位、何时、为何同意发布这张曾暂缓发布的表；不是部门的说明",
        "Review before publication: who released the form that had been held back, when and why; it is no reply",
    ),
    # roll-ups
    _text(
        "rollup_id",
        "汇总代码：部门或行政区/年度#表单类型-指标",
        "Id: department or jurisdiction/year#form type-measure",
    ),
    _code("rollup_level", "汇总到哪一级", "Whose figure it is", RollupLevel),
    _code("measure", "汇总的是什么", "What is rolled up", Measure),
    _decimal(
        "value", "汇总数，单位见 unit；不能汇总则空", "The figure in the unit of its row; empty where there is none"
    ),
    _text("unit", "计量单位：yuan、percent、points、rows", "Unit: yuan, percent, points or rows"),
    _code("method", "汇总方法", "How the forms' figures were brought together", Method),
    _integer("forms_counted", "计入几份表单", "Forms counted", "forms"),
    _integer(
        "forms_total",
        "应有几份表单：已收录的（含待审查的），部门整体表每个部门一份",
        "Forms that should be in it: those in the portal, also those that await review; of whole-department forms one for each department",
        "forms",
    ),
    _integer(
        "rows_judged",
        "达成率的分母：能判断是否达成的指标",
        "Indicators that can be judged, of which the share is taken",
        "rows",
    ),
    _integer(
        "rows_total",
        "已发布表单中设有目标值的指标，包括不能判断的",
        "Indicators with a target on the published forms, also those that cannot be judged",
        "rows",
    ),
    _decimal(
        "money_share",
        "计入表单的全年预算数占全部表单的比例；有的预算数缺失或有错误则空",
        "Share of the adjusted budget of all forms that stands on the counted ones; empty where not all of it is known",
        "percent",
    ),
    _text(
        "missing",
        "没有此数的表单、待审查的表单、没有收录表单的部门",
        "Forms without the figure, forms that await review, departments without a form",
    ),
    _text("missing_ids", "同上，代码", "The same, as ids"),
    _text(
        "excluded",
        "因有错误类发现而不计入的表单；部门作了说明也不计入，误报除外",
        "Forms left out because of errors, explained or not; false positives are none",
    ),
    _text("excluded_ids", "同上，代码", "The same, as ids"),
    _text("formula", "代入各表数字的算式，金额以元计", "The formula with the forms' own numbers, money in yuan"),
    _code("rollup_reason", "为什么没有汇总数", "Why there is no figure", NoRollup),
    # scorecard
    _text("scorecard_id", "填报情况代码：部门/年度", "Id: department/year"),
    *map(_measured, COLUMNS_OF_CARDS),
    # sources and restatements
    _text("title", "标题", "Title"),
    _text("publisher", "发布单位", "Publisher"),
    _text("url", "网址；未知则空", "Address; empty where unknown"),
    _text("approval_date", "批复日期；未知则空", "Day of approval; empty where unknown"),
    _text("publication_date", "发布日期", "Publication date"),
    _text("retrieved", "取得日期", "Date of retrieval"),
    _text("media_type", "文件格式", "Format"),
    _text("sha256", "来源文本的 SHA-256", "SHA-256 of the source text"),
    _integer("lines", "来源文本行数", "Lines of the source text"),
    _text("column", "被更改的列", "Column that changed"),
    _text("old", "原数", "Old figure"),
    _text("new", "新数", "New figure"),
    _text("date", "日期", "Date"),
    _text("reason", "原因", "Reason"),
    _text("commit", "git 提交", "git commit"),
)
