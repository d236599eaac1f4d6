"""The field's standard terms: codes used alike in YAML, code, CSV columns and pages.

Every code carries its Chinese name (the authority) and its English label.
Sources: the ministry's performance-evaluation circulars 财预〔2013〕53号, 〔2015〕88号, 〔2020〕10号, 〔2021〕101号
and the headings printed on the published forms themselves.
"""

from __future__ import annotations

from build_scripts.words.language import Term


class FormType(Term):
    """Which form a statement is, in which file it stands, and what it is for: all that tells one form from another.

    A type needs besides only its record in ``reading.model``, whose ``form_type`` names it.
    """

    file: str
    """File below the department's year, without ``.yml``; a folder (with ``/``) where each project has one."""
    stage: str
    """``target`` for what is promised, ``self_evaluation`` for what came of it, else empty."""

    PROJECT_TARGET = (
        "project_target",
        "项目支出绩效目标申报表",
        "Project performance targets",
        "project-targets/",
        "target",
    )
    PROJECT_SELF_EVAL = (
        "project_self_eval",
        "项目支出绩效自评表",
        "Project performance self-evaluation",
        "projects/",
        "self_evaluation",
    )
    DEPT_TARGET = (
        "dept_target",
        "部门整体支出绩效目标申报表",
        "Whole-department performance targets",
        "targets",
        "target",
    )
    DEPT_SELF_EVAL = (
        "dept_self_eval",
        "部门整体支出绩效自评表",
        "Whole-department self-evaluation",
        "self-evaluation",
        "self_evaluation",
    )
    DEPT_REPORT = ("dept_report", "部门整体支出绩效自评报告", "Whole-department self-evaluation report", "report")
    DEPT_BASE_DATA = ("dept_base_data", "部门整体支出绩效评价基础数据表", "Whole-department base data", "base-data")

    def __init__(self, _code: str, _zh: str, _en: str, file: str, stage: str = "") -> None:
        """Keep file and stage; code and names are the term's."""
        self.file, self.stage = file, stage

    @property
    def of_project(self) -> bool:
        """Whether it is a form of one project; else it is of the whole department."""
        return self.file.endswith("/")

    @property
    def ending(self) -> str:
        """What its address has after the year or, where it is of a project, after the project's id: ``-targets``."""
        return self.file.removeprefix("project").removeprefix("s").rstrip("/") if self.of_project else f"/{self.file}"

    @property
    def is_target(self) -> bool:
        """Whether it says what is to be reached."""
        return self.stage == "target"

    @property
    def is_self_evaluation(self) -> bool:
        """Whether it says what was spent and reached."""
        return self.stage == "self_evaluation"

    @property
    def evaluated_by(self) -> FormType | None:
        """For a form of targets, the form that says what came of them; None for other forms."""
        same = (other for other in FormType if other.is_self_evaluation and other.of_project is self.of_project)
        return next(same) if self.is_target else None


class Level1(Term):
    """First level of the indicator tree."""

    COST = ("cost", "成本指标", "Cost")
    OUTPUT = ("output", "产出指标", "Output")
    OUTCOME = ("outcome", "效益指标", "Outcome")
    SATISFACTION = ("satisfaction", "满意度指标", "Satisfaction")
    DECISION = ("decision", "项目决策", "Decision")
    PROCESS = ("process", "项目过程", "Process")
    OPERATING_COST = ("operating_cost", "运行成本", "Operating cost")
    EFFICIENCY = ("efficiency", "管理效率", "Management efficiency")
    DUTIES = ("duties", "履职效能", "Performance of duties")
    SOCIAL_EFFECT = ("social_effect", "社会效应", "Social effect")
    SUSTAINABLE = ("sustainable", "可持续性", "Sustainability")

    @property
    def in_tree(self) -> bool:
        """Whether the ministry's indicator tree has it, with sub-categories of its own; the others head tables of criteria."""
        return self in {Level1.COST, Level1.OUTPUT, Level1.OUTCOME, Level1.SATISFACTION}


class Level2(Term):
    """Second level of the indicator tree; ``cost`` is the old template's cost under output."""

    QUANTITY = ("quantity", "数量指标", "Quantity")
    QUALITY = ("quality", "质量指标", "Quality")
    TIMELINESS = ("timeliness", "时效指标", "Timeliness")
    COST = ("cost", "成本指标", "Cost (old template)")
    ECONOMIC_COST = ("economic_cost", "经济成本指标", "Economic cost")
    SOCIAL_COST = ("social_cost", "社会成本指标", "Social cost")
    ECO_COST = ("eco_cost", "生态环境成本指标", "Ecological-environment cost")
    ECONOMIC = ("economic", "经济效益指标", "Economic benefit")
    SOCIAL = ("social", "社会效益指标", "Social benefit")
    ECOLOGICAL = ("ecological", "生态效益指标", "Ecological benefit")
    SUSTAINABILITY = ("sustainability", "可持续影响指标", "Sustainability")
    BENEFICIARY_SATISFACTION = ("beneficiary_satisfaction", "服务对象满意度指标", "Beneficiary satisfaction")


class LineCode(Term):
    """Which money row of the funding block a line is."""

    TOTAL = ("total", "年度资金总额", "Total annual funding")
    CENTRAL = ("central", "中央财政资金", "Central-government transfer")
    PROVINCIAL = ("provincial", "省级财政资金", "Provincial funds")
    CITY_COUNTY = ("city_county", "市县（区）财政资金", "City and county funds")
    COUNTY = ("county", "县（区）级财政资金", "County funds")
    SUPERIOR = ("superior", "上级补助资金", "Funds from higher levels")
    LOCAL = ("local", "地方资金", "Local funds")
    FISCAL = ("fiscal", "财政资金", "Fiscal funds")
    CURRENT_YEAR_APPROPRIATION = ("current_year_appropriation", "当年财政拨款", "Current-year appropriation")
    CARRY_OVER = ("carry_over", "上年结转资金", "Carry-over from prior year")
    SPECIAL_ACCOUNT = ("special_account", "财政专户管理资金", "Funds in special fiscal accounts")
    UNIT_FUNDS = ("unit_funds", "单位资金", "The unit's own funds")
    SELF_RAISED = ("self_raised", "自有（自筹）资金", "Self-raised funds")
    OTHER = ("other", "其他资金", "Other funds")
    OTHER_WITH_CARRY_OVER = ("other_with_carry_over", "其他资金（包括结转结余）", "Other funds including carry-over")
    GENERAL_PUBLIC_BUDGET = ("general_public_budget", "一般公共预算", "General public budget")
    GOVERNMENT_FUND = ("government_fund", "政府性基金拨款", "Government-fund budget")
    STATE_CAPITAL = ("state_capital", "国有资本经营预算", "State-capital operating budget")
    NON_TAX_SPECIAL_ACCOUNT = (
        "non_tax_special_account",
        "纳入专户管理的非税收入",
        "Non-tax revenue in special accounts",
    )
    OTHER_REVENUE = ("other_revenue", "其他资金（按收入性质）", "Other funds (by revenue)")
    BASIC = ("basic", "基本支出", "Basic expenditure")
    PROJECT = ("project", "项目支出", "Project expenditure")
    DEPARTMENT_TOTAL = ("department_total", "部门整体支出总额", "Whole-department expenditure")
    OTHER_LINE = ("other_line", "其他印出的资金行", "Another printed money row")


class GoalKind(Term):
    """Which kind of goal a goal is."""

    OVERALL = ("overall", "年度总体目标", "Overall annual objective")
    LONG_TERM = ("long_term", "长期目标", "Long-term goal")
    ANNUAL = ("annual", "年度目标", "Annual goal")


class NarrativeKind(Term):
    """What a block of text on a form is for."""

    REPORT_PREFACE = ("report_preface", "报告题头", "Report title block")
    REPORT_SECTION = ("report_section", "报告正文", "Report section")
    AUDIT_REMARKS = ("audit_remarks", "说明", "Remarks on audit findings")
    DEVIATION_SUMMARY = ("deviation_summary", "偏差大或目标未完成原因分析", "Analysis of deviations and unmet targets")
    IMPROVEMENT_PLAN = ("improvement_plan", "改进措施及结果应用方案", "Improvement measures and use of results")
    GOOD_PRACTICE = ("good_practice", "主要经验做法", "Good practices")
    PROBLEMS = ("problems", "项目管理中存在的主要问题及原因分析", "Main management problems and causes")
    RECOMMEND_DECISION = ("recommend_decision", "对项目决策的建议", "Recommendations on the project decision")
    RECOMMEND_BUDGET = ("recommend_budget", "对预算安排与执行的建议", "Recommendations on budgeting and execution")
    RECOMMEND_FUNDS = ("recommend_funds", "对资金管理的建议", "Recommendations on fund management")
    RECOMMEND_MANAGEMENT = ("recommend_management", "项目管理的建议", "Recommendations on project management")
    RECOMMEND_OTHER = ("recommend_other", "其他", "Other recommendations")
    REMARKS = ("remarks", "备注", "Remarks")
    AUSTERITY_MEASURES = ("austerity_measures", "厉行节约保障措施", "Austerity measures")
    FORM_NOTE = ("form_note", "填表说明", "Form note")
    OTHER_CELL = ("other_cell", "其他印出的单元格", "Other printed cell")
    REPORT_NUMBER = ("report_number", "报告编号", "Number of the report")
    ATTRIBUTES = ("attributes", "项目属性", "Attributes of the project")
    PERIOD = ("period", "起止时间", "Period of the project")
    MONEY_SENTENCE = ("money_sentence", "资金总额（文字）", "Funds as a sentence")
    PROJECT_OVERVIEW = ("project_overview", "项目概况", "Overview of the project")
    LEGAL_BASIS = ("legal_basis", "立项依据", "Grounds for the project")
    IMPLEMENTATION = ("implementation", "项目实施内容及过程概述", "What was carried out, and how")
    SCHEDULE = ("schedule", "实施进度", "Schedule")
    CONCLUSION = ("conclusion", "评价结论", "Conclusion")
    SELF_SCORE = ("self_score", "自评得分", "Score of the self-evaluation")
    REVIEWED_SCORE = ("reviewed_score", "财政审定得分", "Score after review")
    PERSON = ("person", "负责人、填表人", "Person in charge")
    TELEPHONE = ("telephone", "联系电话", "Telephone")

    @property
    def is_personal(self) -> bool:
        """Whether the text is personal data, which nobody publishes but by the form's own release."""
        return self in {NarrativeKind.PERSON, NarrativeKind.TELEPHONE}

    @property
    def in_head(self) -> bool:
        """Whether forms print it in their head, beside project and department."""
        return self in _IN_HEAD


_IN_HEAD = frozenset(
    {
        NarrativeKind.REPORT_NUMBER,
        NarrativeKind.ATTRIBUTES,
        NarrativeKind.PERIOD,
        NarrativeKind.SELF_SCORE,
        NarrativeKind.REVIEWED_SCORE,
    }
)


class StandardSection(Term):
    """Which part of a self-evaluation report a section is, in the order in which such reports are laid out."""

    BASIC_INFORMATION = ("basic_information", "基本情况", "Basic information")
    GENERAL_PUBLIC_BUDGET = ("general_public_budget", "一般公共预算支出情况", "General public budget expenditure")
    GOVERNMENT_FUND_BUDGET = ("government_fund_budget", "政府性基金预算支出情况", "Government-fund budget expenditure")
    STATE_CAPITAL_BUDGET = (
        "state_capital_budget",
        "国有资本经营预算支出情况",
        "State capital operations budget expenditure",
    )
    SOCIAL_INSURANCE_BUDGET = (
        "social_insurance_budget",
        "社会保险基金预算支出情况",
        "Social-insurance fund budget expenditure",
    )
    PERFORMANCE = ("performance", "部门整体支出绩效情况", "Performance of the whole department")
    PROBLEMS = ("problems", "存在的问题及原因分析", "Problems and causes")
    NEXT_STEPS = ("next_steps", "下一步改进措施", "Next steps")
    USE_OF_RESULTS = ("use_of_results", "绩效自评结果拟应用和公开情况", "Use and disclosure of the results")
    OTHER_MATTERS = ("other_matters", "其他需要说明的情况", "Other matters")
    ANNEXES = ("annexes", "附件", "Annexes")


class CurrencyUnit(Term):
    """The unit in which a form prints its amounts."""

    YUAN = ("yuan", "元", "yuan")
    TEN_THOUSAND_YUAN = ("ten_thousand_yuan", "万元", "ten thousand yuan")
    HUNDRED_MILLION_YUAN = ("hundred_million_yuan", "亿元", "hundred million yuan")

    @property
    def in_yuan(self) -> int:
        """How many yuan one unit is."""
        return {"yuan": 1, "ten_thousand_yuan": 10_000, "hundred_million_yuan": 100_000_000}[self.value]


class YearBasis(Term):
    """How the fiscal year is known."""

    PRINTED = ("printed", "表上印出", "Printed on the form")
    INFERRED = ("inferred", "推定", "Inferred")


class CellState(Term):
    """Whether a cell says anything."""

    REPORTED = ("reported", "已填", "Filled in")
    BLANK = ("blank", "空白", "Blank")
    PLACEHOLDER = ("placeholder", "占位符，如 --、/、无", "A placeholder such as -- or /")
    WITHHELD = ("withheld", "遮盖，如 *、■、不公开", "Masked, not disclosed")


class ValueKind(Term):
    """What kind of value a target, baseline or actual cell is."""

    NUMBER = ("number", "一个数", "One number")
    RANGE = ("range", "范围，如 10-30万元", "A range of numbers")
    MONTH_RANGE = ("month_range", "月份范围，如 1-12月", "A span of months")
    DATE_RANGE = ("date_range", "日期范围", "A span of dates")
    LIST = (
        "list",
        "一格多个值，如 20%/20%；各值不分列",
        "Several values in one cell, such as 20%/20%; not split into columns",
    )
    DUTY = ("duty", "值班制，如 7*24小时", "A duty pattern, such as 7*24 hours")
    GRADE = ("grade", "等级，如合格、一级", "A grade")
    QUALITATIVE = ("qualitative", "定性文字，没有数", "Words without a number")
    MIXED = ("mixed", "文字中有数，如覆盖率100%", "Words with a number in them")


class Operator(Term):
    """How a cell bounds its number."""

    GE = ("ge", "≥ 不小于", "≥ at least")
    GT = ("gt", "> 大于", "> more than")
    LE = ("le", "≤ 不大于", "≤ at most")
    LT = ("lt", "< 小于", "< less than")
    EQ = ("eq", "= 等于", "= equal to")


class Unit(Term):
    """Units of measure; a counting word without a code here stays as the form prints it."""

    PERCENT = ("percent", "%", "percent")
    PERCENTAGE_POINT = ("percentage_point", "百分点", "percentage point")
    PERMILLE = ("permille", "‰", "per mille")
    POINT = ("point", "分", "point")
    YUAN = ("yuan", "元", "yuan")
    PERSON = ("person", "人", "person")
    PERSON_TIME = ("person_time", "人次", "person-time (one person, once)")
    TIME = ("time", "次", "time, occurrence")
    SESSION = ("session", "场、场次", "session")
    HOUSEHOLD = ("household", "户", "household")
    MULTIPLE = ("multiple", "倍", "multiple")
    SECOND = ("second", "秒", "second")
    MINUTE = ("minute", "分钟", "minute")
    HOUR = ("hour", "小时", "hour")
    DAY = ("day", "天、日", "day")
    WORKING_DAY = ("working_day", "工作日", "working day")
    WEEK = ("week", "周", "week")
    MONTH = ("month", "月（时长）", "month (a length of time)")
    CALENDAR_MONTH = ("calendar_month", "月份（1 至 12）", "month of the calendar, 1 to 12")
    QUARTER = ("quarter", "季度", "quarter")
    YEAR = ("year", "年", "year")
    STUDENT = ("student", "生", "student")
    SCHOOL_TERM = ("term", "学期", "school term")
    SCHOOL_YEAR = ("school_year", "学年", "school year")
    KM = ("km", "公里", "kilometre")
    M = ("m", "米", "metre")
    KM2 = ("km2", "平方公里", "square kilometre")
    M2 = ("m2", "平方米", "square metre")
    MU = ("mu", "亩（2000/3 平方米）", "mu (2000/3 square metres)")
    HECTARE = ("hectare", "公顷", "hectare")
    M3 = ("m3", "立方米", "cubic metre")
    TON = ("ton", "吨", "tonne")
    KG = ("kg", "公斤", "kilogram")
    JIN = ("jin", "斤（半公斤）", "jin (half a kilogram)")
    MBIT_S = ("mbit_s", "兆（每秒）", "megabit per second")
    MW = ("mw", "兆瓦", "megawatt")
    KWH = ("kwh", "千瓦时", "kilowatt-hour")
    VEHICLE_TIME = ("vehicle_time", "辆次", "vehicle-time (one vehicle, once)")
    RANK = ("rank", "名次", "place in an order, 1 is the best")


class Polarity(Term):
    """In which direction an indicator is better."""

    HIGHER_BETTER = ("higher_better", "正向", "Higher is better")
    LOWER_BETTER = ("lower_better", "反向", "Lower is better")
    EXACT = ("exact", "定值", "Exact value")
    QUALITATIVE = ("qualitative", "定性", "Qualitative")


class PolaritySource(Term):
    """What the direction of an indicator was read from."""

    MANUAL = ("manual", "填表人或编者写明", "Stated by an author")
    PRINTED = ("printed", "表上印出的指标性质", "The nature that the form prints")
    OPERATOR = ("operator", "目标值的比较符", "The target's operator")
    CATEGORY = ("category", "指标类别（成本）", "The category (cost)")
    NAME = ("name", "指标名称中的词", "Words of the indicator's name")
    DEFAULT = ("default", "没有依据，按越多越好或定性", "Nothing: higher is better, or qualitative")


class TargetBasis(Term):
    """On what ground a target value was set; a cell may name several."""

    PLAN = ("plan", "计划数据、计划标准", "Plan")
    HISTORICAL = ("historical", "历史数据、历史标准", "Past figures")
    INDUSTRY = ("industry", "行业标准、行业目标", "Standard of the sector")
    CONTRACT = ("contract", "合同约定", "Contract")
    POLICY_DOCUMENT = ("policy_document", "文件标准、考核标准", "Policy document or assessment standard")
    ROSTER = ("roster", "在册人数", "Number on the roster")
    SURVEY = ("survey", "满意度调查", "Survey")
    OTHER = ("other", "其他", "Other")


class Achievement(Term):
    """Whether the actual value reaches the target value."""

    MET = ("met", "达成", "Met")
    MISSED = ("missed", "未达成", "Missed")
    UNDETERMINED = ("undetermined", "无法判断", "Undetermined")
    NOT_COMPARABLE = ("not_comparable", "不可比", "Not comparable")
    NOT_REPORTED = ("not_reported", "未填报", "Not reported")
    NOT_DUE = ("not_due", "计划，尚未到期", "Not due yet")


class Severity(Term):
    """How much a finding weighs: a contradiction, a doubt, a remark."""

    ERROR = ("error", "错误", "Error")
    WARNING = ("warning", "疑点", "Warning")
    NOTE = ("note", "提示", "Note")

    @property
    def asks(self) -> bool:
        """Whether it asks for an explanation."""
        return self is not Severity.NOTE


class RuleSubject(Term):
    """What rules look at, by the letters with which their ids begin."""

    MONEY = ("BUD", "资金与预算", "Money and budget")
    SCORES = ("SCO", "得分与说明", "Scores and explanations")
    INDICATORS = ("IND", "指标与目标值", "Indicators and targets")
    TEXTS = ("TXT", "目标与文字", "Goals and texts")
    STRUCTURE = ("STR", "表的填写与转录", "How a form is filled in and transcribed")
    FORMATS = ("FMT", "数字与单位的写法", "How figures and units are written")
    DISCLOSURE = ("DSC", "公开与日期", "Publication and dates")


class Subject(Term):
    """What a finding speaks of."""

    FORM = ("form", "印出的内容", "What the form prints")
    TRANSCRIPTION = ("transcription", "本门户的处理", "How we transcribed it")


class FindingStatus(Term):
    """What has become of a finding."""

    OPEN = ("open", "待说明", "Open")
    EXPLAINED = ("explained", "已说明", "Explained")
    CORRECTED = ("corrected", "已更正", "Corrected")
    FALSE_POSITIVE = ("false_positive", "误报", "False positive")
    ACCEPTED = ("accepted", "暂时接受", "Accepted for now")
    REVIEWED = ("reviewed", "已审查，可以公开", "Reviewed, may be public")


class Grade(Term):
    """The grade of a total score: as a form prints it, or worked out from the printed total."""

    EXCELLENT = ("excellent", "优", "Excellent")
    GOOD = ("good", "良", "Good")
    FAIR = ("fair", "中", "Fair")
    POOR = ("poor", "差", "Poor")


class JurisdictionLevel(Term):
    """Level of government."""

    PROVINCE = ("province", "省", "Province")
    PREFECTURE = ("prefecture", "市（州）", "Prefecture")
    COUNTY = ("county", "县（区）", "County or district")
    TOWNSHIP = ("township", "乡镇（街道）", "Township or subdistrict")


class DepartmentKind(Term):
    """What kind of body a department is."""

    PARTY = ("party", "党委部门", "Party body")
    PEOPLE_CONGRESS = ("people_congress", "人大机关", "People's congress")
    CPPCC = ("cppcc", "政协机关", "CPPCC committee")
    GOVERNMENT_DEPARTMENT = ("government_department", "政府部门", "Government department")
    SUBDISTRICT = ("subdistrict", "街道办事处", "Subdistrict office")
    PUBLIC_INSTITUTION = ("public_institution", "事业单位", "Public institution")
    MASS_ORGANISATION = ("mass_organisation", "群团组织", "Mass organisation")
    OTHER = ("other", "其他", "Other")


class TargetChange(Term):
    """How this year's target stands to the figure of an earlier year, in the indicator's better direction."""

    STRONGER = ("stronger", "要求更高", "Asks for more")
    EQUAL = ("equal", "持平", "Asks for the same")
    WEAKER = ("weaker", "要求更低", "Asks for less")
    NOT_COMPARABLE = ("not_comparable", "不可比", "Not comparable")


class CountedAs(Term):
    """In which totals a money row takes part."""

    DEPARTMENT = ("department", "计入部门整体合计", "Counted in whole-department totals")
    PROJECT = ("project", "计入项目合计", "Counted in project totals")
    PART = ("part", "分项行，不重复计入", "A part of another row, not counted again")
    BY_PARTS = (
        "by_parts",
        "总额一行漏填为 0，以其下各项计入",
        "The total row was left at 0: the rows below it are counted instead",
    )
    EXCLUDED = (
        "excluded",
        "因资金有错误类发现而不计入（误报除外）",
        "Not counted: the form's money has error findings that are no false positives",
    )
    PLAN = ("plan", "目标申报表的资金，不计入执行合计", "Money of a target form, not counted in execution totals")
    INCOMPLETE = ("incomplete", "缺预算数或执行数而不计入", "Not counted: budget or executed amount is missing")


class RowKind(Term):
    """Whether a row of a form says anything beyond its category."""

    FILLED = ("filled", "填有内容", "Filled in")
    BLANK = ("blank", "表样的空行，只印了类别", "A blank row of the form template, with its category alone")


class MoneyScope(Term):
    """Whose money a department's amounts are: the two are never added together."""

    DEPARTMENT = ("department", "部门整体", "whole department")
    PROJECTS = ("projects", "项目合计", "sum of its projects")


class FormColumn(Term):
    """A column of a form by its key, in both languages; what a form prints above the column may differ."""

    LABEL = ("label", "行名称", "Row")
    INITIAL = ("initial", "年初预算数", "Initial budget")
    ADJUSTED = ("adjusted", "全年预算数", "Adjusted budget")
    EXECUTED = ("executed", "全年执行数", "Executed")
    AMOUNT = ("amount", "金额", "Amount")
    WHOLE_PERIOD = ("whole_period", "实施期金额", "Whole-period amount")
    EXECUTED_Y2 = ("executed_y2", "前年决算数", "Executed two years before")
    EXECUTED_Y1 = ("executed_y1", "上年决算数", "Executed the year before")
    RATE = ("rate", "执行率", "Execution rate")
    LEVEL1 = ("level1", "一级指标", "First level")
    LEVEL2 = ("level2", "二级指标", "Second level")
    NAME = ("name", "三级指标", "Indicator")
    CORE = ("core", "是否核心指标", "Core indicator")
    EXPLANATION = ("explanation", "指标解释", "Explanation")
    CRITERIA = ("criteria", "评分标准", "Scoring criteria")
    OPERATOR = ("operator", "指标性质", "Operator")
    UNIT = ("unit", "度量单位", "Unit")
    BASELINE_Y2 = ("baseline_y2", "前年指标值", "Two years before")
    BASELINE_Y1 = ("baseline_y1", "上年指标值", "Year before")
    TARGET = ("target", "年度指标值", "Target")
    ADJUSTED_TARGET = ("adjusted_target", "调整后指标值", "Adjusted target")
    ACTUAL = ("actual", "实际完成值", "Actual")
    TARGET_BASIS = ("target_basis", "指标值确定依据", "Basis of the target")
    WEIGHT = ("weight", "分值", "Weight")
    SCORE = ("score", "得分", "Score")
    REVIEWED_SCORE = ("reviewed_score", "复核得分", "Score after review")
    COEFFICIENT = ("coefficient", "得分系数", "Score coefficient")
    DEVIATION = ("deviation", "偏差原因分析及改进措施", "Reason for a deviation")
    REMARKS = ("remarks", "备注", "Remarks")
    FURTHER = ("further", "其他印出的栏目", "Other column")
    VALUE = ("value", "数值", "Value")
    PRIOR_FINAL = ("prior_final", "上年决算数", "Final figure, year before")
    BUDGET = ("budget", "本年预算数", "Budget")
    FINAL = ("final", "本年决算数", "Final figure")


FORM_COLUMNS: dict[str, FormColumn] = {column.value: column for column in FormColumn}
"""Key of a form template's column → its names."""


class EventKind(Term):
    """What has happened to what is published."""

    RESTATEMENT = ("restatement", "数据更正", "Figure corrected")
    FORM_ADDED = ("form_added", "新增表单", "Form added")
    FORM_WITHDRAWN = ("form_withdrawn", "表单撤下", "Form withdrawn")
    PLACE_WITHDRAWN = ("place_withdrawn", "部门或行政区撤下", "Department or jurisdiction withdrawn")
    REPLY = ("reply", "部门说明", "Reply of a department")
    FINDING_RAISED = ("finding_raised", "新的核对发现", "Finding raised")
    FINDING_SETTLED = ("finding_settled", "核对发现已了结", "Finding settled")
    RELEASE = ("release", "数据版本", "Release of the data")
    RELEASE_WITHDRAWN = ("release_withdrawn", "数据版本撤下", "Release of the data withdrawn")


class BaseDataSection(Term):
    """Which block of the base-data table a row stands in."""

    STAFFING = ("staffing", "财政供养人员情况", "Staff paid from the budget")
    EXPENDITURE = ("expenditure", "经费控制情况", "Expenditure control")
    BUILDINGS = ("buildings", "楼堂馆所控制情况", "Government buildings")


class BaseDataLine(Term):
    """Which row of the base-data table a row is; a form with other rows gives them codes of its own."""

    STAFFING_AUTHORISED = ("staffing_authorised", "编制数", "Authorised posts")
    STAFFING_ACTUAL = ("staffing_actual", "实际在职人数", "Actual staff")
    STAFFING_RATE = ("staffing_rate", "在职人员控制率", "Staffing control rate")
    THREE_PUBLIC = ("three_public", "三公经费", "Three public expenses")
    VEHICLES = ("vehicles", "公务用车购置和维护经费", "Official vehicles")
    VEHICLES_PURCHASE = ("vehicles_purchase", "公车购置", "Purchase of vehicles")
    VEHICLES_OPERATION = ("vehicles_operation", "公车运行维护", "Operation and maintenance of vehicles")
    OVERSEAS_TRAVEL = ("overseas_travel", "出国经费", "Official overseas travel")
    RECEPTIONS = ("receptions", "公务接待", "Official receptions")
    PROJECT = ("project", "项目支出", "Project expenditure")
    PROJECT_ACTIVITIES = ("project_activities", "业务活动经费", "Operational activities")
    PROJECT_MAINTENANCE = ("project_maintenance", "运行维护经费", "Operation and maintenance")
    PROJECT_EARMARKED = ("project_earmarked", "本级专项资金", "Own-level earmarked funds")
    OPERATING = ("operating", "公用经费", "Operating costs")
    OPERATING_OFFICE = ("operating_office", "办公经费", "Office costs")
    OPERATING_UTILITIES_TRAVEL = (
        "operating_utilities_travel",
        "水费、电费、差旅费",
        "Water, electricity and travel",
    )
    OPERATING_MEETINGS_TRAINING = ("operating_meetings_training", "会议费、培训费", "Meetings and training")
    PROCUREMENT = ("procurement", "政府采购金额", "Government procurement")
    BASIC_BUDGET_ADJUSTMENT = (
        "basic_budget_adjustment",
        "部门基本支出预算调整",
        "Adjustment of the basic-expenditure budget",
    )
    APPROVED_AREA = ("approved_area", "批复规模", "Approved area")
    ACTUAL_AREA = ("actual_area", "实际规模", "Actual area")
    AREA_RATE = ("area_rate", "规模控制率", "Area control rate")
    BUDGET_INVESTMENT = ("budget_investment", "预算投资", "Budgeted investment")
    ACTUAL_INVESTMENT = ("actual_investment", "实际投资", "Actual investment")
    INVESTMENT_RATE = ("investment_rate", "投资概算控制率", "Investment control rate")


class ExtractionNote(Term):
    """What an importer did to an indicator row that the conversion to text had moved, cut or repeated."""

    CELL_LOST = (
        "cell_lost",
        "来源文本中缺一个合并单元格，本行左移 1 列，已按表头归位",
        "The source text lacks a merged cell; the row stood one column too far left and was put back under its headings",
    )
    TWO_CELLS_LOST = (
        "two_cells_lost",
        "来源文本中缺两个合并单元格，本行左移 2 列，已按表头归位",
        "The source text lacks two merged cells; the row stood two columns too far left and was put back under its headings",
    )
    LEVEL2_BY_NAME = (
        "level2_by_name",
        "二级指标落在一级指标栏，按其名称归位",
        "The second level stood in the column of the first and was placed by its name",
    )
    MERGED_WITH_ABOVE = (
        "merged_with_above",
        "本行未印一、二级指标，移位又与上一行不同，按与上一行合并处理",
        "The row prints no levels and is shifted otherwise than the row above; it was taken as merged with that row",
    )
    LABEL_REPEATED = (
        "label_repeated",
        "合并单元格跨页，标签重复印出，只收录一次",
        "A merged cell runs over a page and repeats its label, which was taken once",
    )
    BLANK_LINES = (
        "blank_lines",
        "单元格跨页，文字前的空行未收录",
        "A cell runs over a page; the blank lines before its text were left out",
    )
    EXTRA_CELL = (
        "extra_cell",
        "来源文本中该行多一个空单元格，未收录",
        "The row has one empty cell too many in the source text, which was left out",
    )
    ROW_SPLIT = (
        "row_split",
        "该行被分页截断成两行，已合并",
        "The row was cut in two by a page break and was joined again",
    )


class WithheldReason(Term):
    """Why something on a form is not disclosed: the grounds of the Open Government Information Regulations."""

    STATE_SECRET = ("state_secret", "国家秘密", "State secret")
    SECURITY = ("security", "危及国家安全、公共安全等", "Public safety, national security and the like")
    COMMERCIAL = ("commercial", "商业秘密", "Trade secret")
    PRIVACY = ("privacy", "个人隐私", "Personal privacy")
    INTERNAL = ("internal", "内部事务信息", "Internal affairs")
    OTHER = ("other", "其他", "Other")


# Grades as forms write them → their code. Looked up after all white space is removed.
GRADE_VARIANTS: dict[str, Grade] = {
    **{term.zh: term for term in Grade},
    "优秀": Grade.EXCELLENT,
    "良好": Grade.GOOD,
    "中等": Grade.FAIR,
    "较差": Grade.POOR,
}
# Spellings of one category on the forms → its code. Looked up after all white space is removed.
LEVEL1_VARIANTS: dict[str, Level1] = {
    **{term.zh: term for term in Level1},
    "满意指标": Level1.SATISFACTION,
    "满意度": Level1.SATISFACTION,
    "社会效益": Level1.OUTCOME,
    **dict.fromkeys(("项目产出", "产出"), Level1.OUTPUT),
    **dict.fromkeys(("项目效益", "效益", "项目效果", "效果", "效果指标"), Level1.OUTCOME),
    **dict.fromkeys(("决策", "决策指标", "投入"), Level1.DECISION),
    **dict.fromkeys(("过程", "过程指标", "项目管理", "管理", "管理指标"), Level1.PROCESS),
    **dict.fromkeys(("可持续发展能力", "可持续发展"), Level1.SUSTAINABLE),
}
LEVEL2_VARIANTS: dict[str, Level2] = {
    **{term.zh: term for term in Level2},
    "产出数量": Level2.QUANTITY,
    "产出质量": Level2.QUALITY,
    "产出时效": Level2.TIMELINESS,
    "产出成本": Level2.COST,
    "经济效益": Level2.ECONOMIC,
    "社会效益": Level2.SOCIAL,
    "生态效益": Level2.ECOLOGICAL,
    "环境效益指标": Level2.ECOLOGICAL,
    "可持续影响": Level2.SUSTAINABILITY,
    "服务对象满意度": Level2.BENEFICIARY_SATISFACTION,
    "满意度指标": Level2.BENEFICIARY_SATISFACTION,
    "社会公众或服务对象满意度指标": Level2.BENEFICIARY_SATISFACTION,
    "宣传对象满意度指标": Level2.BENEFICIARY_SATISFACTION,
    "救助对象满意度指标": Level2.BENEFICIARY_SATISFACTION,
    "培训对象满意度指标": Level2.BENEFICIARY_SATISFACTION,
    "经济成本": Level2.ECONOMIC_COST,
    "经济指标": Level2.ECONOMIC_COST,
}
# Words that a printed basis of a target holds → the ground they name.
BASIS_WORDS: dict[str, TargetBasis] = {
    "计划": TargetBasis.PLAN,
    "历史": TargetBasis.HISTORICAL,
    "行业": TargetBasis.INDUSTRY,
    "合同": TargetBasis.CONTRACT,
    "文件": TargetBasis.POLICY_DOCUMENT,
    "考核": TargetBasis.POLICY_DOCUMENT,
    "在册": TargetBasis.ROSTER,
    "满意度调查": TargetBasis.SURVEY,
}
