"""Every published column, once: its type, its unit, its sentence in both languages.

A table only lists names from here; the CSV header, the data dictionary and the downloads page are made from it.
Types: ``text`` as printed or derived, ``integer``, ``decimal`` (plain digits, never a float), ``code`` (one of ``codes``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from build_scripts.rollups import Measure, Method, NoRollup, RollupLevel
from build_scripts.vocabulary import (
    Achievement,
    BaseDataSection,
    CountedAs,
    CurrencyUnit,
    DepartmentKind,
    FindingStatus,
    FormType,
    GoalKind,
    Grade,
    JurisdictionLevel,
    Level1,
    Level2,
    LineCode,
    NarrativeKind,
    Polarity,
    Severity,
    TargetChange,
    Term,
    YearBasis,
)


@dataclass(frozen=True)
class Column:
    """One published column."""

    name: str
    kind: str
    zh: str
    en: str
    unit: str = ""
    codes: type[Term] | None = field(default=None)


def _columns(*declared: Column) -> dict[str, Column]:
    return {column.name: column for column in declared}


def _text(name: str, zh: str, en: str) -> Column:
    return Column(name, "text", zh, en)


def _raw(name: str, zh: str, en: str) -> Column:
    return Column(name, "text", f"{zh}，原样", f"{en}, as printed")


def _integer(name: str, zh: str, en: str, unit: str = "") -> Column:
    return Column(name, "integer", zh, en, unit)


def _decimal(name: str, zh: str, en: str, unit: str = "") -> Column:
    return Column(name, "decimal", zh, en, unit)


def _code(name: str, zh: str, en: str, codes: type[Term]) -> Column:
    return Column(name, "code", zh, en, codes=codes)


COLUMNS: dict[str, Column] = _columns(
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
    _raw("total_score_raw", "总得分", "Total score"),
    _decimal(
        "score_recomputed", "按评分规则重算的得分；不能重算则空", "Score recomputed; empty where it cannot be", "points"
    ),
    _decimal("total_score", "印出总分的数值", "Number of the printed total score", "points"),
    _decimal("score_sum", "本表印出的各项得分之和", "Sum of the scores printed on the form", "points"),
    _decimal("score_difference", "印出得分减重算得分", "Published less recomputed score", "points"),
    _text("score_reason", "不能重算的原因", "Why the score cannot be recomputed"),
    _text("score_formula", "代入本行数字的算式", "The formula with this row's own numbers"),
    _code(
        "grade_recomputed",
        "按印出总分推算的等级，表上并未公布",
        "Grade computed from the published total; not published",
        Grade,
    ),
    _integer("errors", "错误类发现数", "Findings of severity error", "findings"),
    _integer("warnings", "疑点类发现数", "Findings of severity warning", "findings"),
    _integer("notes", "提示类发现数", "Findings of severity note", "findings"),
    _text("page_url", "网页地址（相对门户根目录）", "Address of the page, relative to the portal's root"),
    _integer("source_line", "在来源文本中的行号", "Line of the source text"),
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
        "rate_recomputed",
        "重算的执行率：执行数 ÷ 全年预算数",
        "Execution rate recomputed: executed ÷ adjusted budget",
        "percent",
    ),
    _raw("weight_raw", "分值", "Weight (maximum points)"),
    _raw("score_raw", "得分", "Score (points awarded)"),
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
    _raw("target_raw", "年度指标值", "Target value"),
    _text("target_op", "目标的比较符：ge、gt、le、lt、eq", "Operator of the target: ge, gt, le, lt, eq"),
    _decimal("target_value", "目标的数值（范围取下限）", "Number of the target (lower end of a range)"),
    _decimal("target_value_max", "目标范围的上限", "Upper end of a target range"),
    _text("target_unit", "目标的计量单位", "Unit of the target"),
    _text("target_kind", "目标值的种类", "What kind of value the target is"),
    _raw("adjusted_target_raw", "调整后指标值", "Adjusted target value"),
    _raw("baseline_y2_raw", "前年指标值", "Value two years before"),
    _decimal("baseline_y2_value", "前年指标值的数值", "Number of the value two years before"),
    _raw("baseline_y1_raw", "上年指标值", "Value of the year before"),
    _decimal("baseline_y1_value", "上年指标值的数值", "Number of the value of the year before"),
    _raw("actual_raw", "实际完成值", "Actual value"),
    _text(
        "actual_state",
        "完成值单元格的状态：reported 已填、blank 空白、placeholder 占位符；没有此格则空",
        "State of the actual cell: reported, blank or placeholder; empty where there is no cell",
    ),
    _text("actual_op", "完成值的比较符", "Operator of the actual value"),
    _decimal("actual_value", "完成值的数值", "Number of the actual value"),
    _text("actual_unit", "完成值的计量单位", "Unit of the actual value"),
    _code("polarity", "指标方向", "Direction of the indicator", Polarity),
    _text(
        "polarity_source", "方向的依据：operator、category、name、manual、default", "What the direction was read from"
    ),
    _code("achievement", "完成值是否达到目标值", "Whether the actual value reaches the target", Achievement),
    _decimal("attainment", "完成程度：完成值与目标值之比", "Attainment: ratio of actual to target", "percent"),
    _code("target_change", "目标值与上年指标值相比", "Target compared with last year's figure", TargetChange),
    _raw("target_basis_raw", "指标值确定依据", "Basis for setting the target"),
    _raw("deviation_raw", "偏差原因分析及改进措施", "Deviation analysis and corrective measures"),
    _text(
        "extraction_note",
        "来源文本中此行错位、拆行或缺格的说明",
        "How the row was shifted, cut or short in the source text",
    ),
    # narratives and base data
    _code("narrative_kind", "文字类型", "What the text is for", NarrativeKind),
    _raw("heading_raw", "标题", "Heading"),
    _raw("text", "正文", "Body"),
    _code("section", "表中部分", "Block of the table", BaseDataSection),
    _text("base_line_code", "基础数据行代码", "Code of the base-data row"),
    _raw("prior_final_raw", "上年决算数", "Prior-year final figure"),
    _raw("budget_raw", "本年预算数", "Current-year budget"),
    _raw("final_raw", "本年决算数", "Current-year final figure"),
    _raw("value_raw", "数值（只印一个数的单元格）", "Value, for cells that print only one"),
    _decimal("prior_final_yuan", "上年决算数", "Prior-year final figure", "yuan"),
    _decimal("budget_yuan", "本年预算数", "Current-year budget", "yuan"),
    _decimal("final_yuan", "本年决算数", "Current-year final figure", "yuan"),
    # findings
    _code("severity", "程度", "Severity", Severity),
    _text("path", "在 YAML 文件中的位置", "Place in the YAML file"),
    _text("message_zh", "说明（中文）", "Message in Chinese"),
    _text("message_en", "说明（英文）", "Message in English"),
    _text("published", "表上印出的数", "Figure as published"),
    _text("recomputed", "重算的数", "Figure as recomputed"),
    _decimal("difference", "印出数减重算数", "Published less recomputed"),
    _text("file", "YAML 文件", "YAML file"),
    _integer("line", "YAML 文件行号", "Line of the YAML file"),
    _code("status", "状态", "Status", FindingStatus),
    _text("reply", "部门的说明", "The department's reply"),
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
        "应有几份表单：已收录的，部门整体表每个部门一份",
        "Forms that should be in it: those in the portal; of whole-department forms one for each department",
        "forms",
    ),
    _decimal(
        "money_share",
        "计入表单的全年预算数占全部表单的比例；有的预算数缺失或待说明则空",
        "Share of the adjusted budget of all forms that stands on the counted ones; empty where not all of it is known",
        "percent",
    ),
    _text("missing", "没有此数的表单，或没有收录表单的部门", "Forms without the figure, departments without a form"),
    _text("missing_ids", "同上，代码", "The same, as ids"),
    _text("excluded", "因有待说明的错误而不计入的表单", "Forms left out because of open errors"),
    _text("excluded_ids", "同上，代码", "The same, as ids"),
    _text("formula", "代入各表数字的算式，金额以元计", "The formula with the forms' own numbers, money in yuan"),
    _code("rollup_reason", "为什么没有汇总数", "Why there is no figure", NoRollup),
    # scorecard
    _text("scorecard_id", "填报情况代码：部门/年度", "Id: department/year"),
    _integer("department_forms", "收录的部门表单数", "Whole-department forms in the portal", "forms"),
    _integer("project_forms", "收录的项目表单数", "Project forms in the portal", "forms"),
    _text(
        "not_in_portal",
        "由其他表单可知存在、本门户未收录的表单类型",
        "Form types that other forms show to exist and that this portal does not hold",
    ),
    _integer("self_evaluations", "自评表数", "Self-evaluation forms", "forms"),
    _integer(
        "before_year_end", "填报日期早于财政年度结束的自评表", "Self-evaluations dated before the year's end", "forms"
    ),
    _integer("undated", "填报日期不明的自评表", "Self-evaluations without a readable date", "forms"),
    _integer("publication_unknown", "来源文件发布日期不明的表单", "Forms whose publication date is unknown", "forms"),
    _integer("cells_due", "应填的指标单元格", "Indicator cells that should be filled", "cells"),
    _integer("cells_blank", "其中印成空白的", "Of these, printed blank", "cells"),
    _integer("errors_open", "待说明的错误类发现", "Open findings of severity error", "findings"),
    _integer("forms_with_errors", "有待说明错误的表单", "Forms with open errors", "forms"),
    _integer("findings_due", "待说明或已答复的错误与疑点", "Errors and doubts, open or answered", "findings"),
    _integer("findings_answered", "其中已说明或已更正的", "Of these, explained or corrected", "findings"),
    _integer("targets", "填有目标值的指标", "Indicators with a target", "rows"),
    _integer("targets_measurable", "其中目标值为数或范围的", "Of these, targets that are a number or a range", "rows"),
    _decimal("measurable_share", "可衡量目标所占比例", "Share of measurable targets", "percent"),
    # sources and restatements
    _text("title", "标题", "Title"),
    _text("publisher", "发布单位", "Publisher"),
    _text("url", "网址；未知则空", "Address; empty where unknown"),
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
