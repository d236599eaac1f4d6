"""The field's standard terms: codes used alike in YAML, code, CSV columns and pages.

Every code carries its Chinese name (the authority) and its English label.
Sources: the ministry's performance-evaluation circulars 财预〔2013〕53号, 〔2015〕88号, 〔2020〕10号, 〔2021〕101号
and the headings printed on the published forms themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

LANGUAGES = ("zh", "en")
"""The portal's editions; Chinese stands at the root, English below ``en/``."""


@dataclass(frozen=True)
class Both:
    """A text in both languages."""

    zh: str
    en: str

    @classmethod
    def printed(cls, text: str) -> Self:
        """Return a text of the data, which no edition translates."""
        return cls(text, text)

    def of(self, lang: str) -> str:
        """Return the text in ``lang`` (``zh`` or ``en``)."""
        return self.zh if lang == "zh" else self.en


class Term(StrEnum):
    """A code (its value) with its Chinese name ``zh`` and English label ``en``."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str, en: str) -> Self:
        """Make the string ``code`` carry its two names."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh
        member.en = en
        return member


class FormType(Term):
    """Which form a statement is."""

    PROJECT_TARGET = ("project_target", "项目支出绩效目标申报表", "Project performance targets")
    PROJECT_SELF_EVAL = ("project_self_eval", "项目支出绩效自评表", "Project performance self-evaluation")
    DEPT_TARGET = ("dept_target", "部门整体支出绩效目标申报表", "Whole-department performance targets")
    DEPT_SELF_EVAL = ("dept_self_eval", "部门整体支出绩效自评表", "Whole-department self-evaluation")
    DEPT_REPORT = ("dept_report", "部门整体支出绩效自评报告", "Whole-department self-evaluation report")
    DEPT_BASE_DATA = ("dept_base_data", "部门整体支出绩效评价基础数据表", "Whole-department base data")


class Level1(Term):
    """First level of the indicator tree."""

    COST = ("cost", "成本指标", "Cost")
    OUTPUT = ("output", "产出指标", "Output")
    OUTCOME = ("outcome", "效益指标", "Outcome")
    SATISFACTION = ("satisfaction", "满意度指标", "Satisfaction")


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
    LOCAL = ("local", "地方资金", "Local funds")
    CURRENT_YEAR_APPROPRIATION = ("current_year_appropriation", "当年财政拨款", "Current-year appropriation")
    CARRY_OVER = ("carry_over", "上年结转资金", "Carry-over from prior year")
    OTHER = ("other", "其他资金", "Other funds")
    OTHER_WITH_CARRY_OVER = ("other_with_carry_over", "其他资金（包括结转结余）", "Other funds including carry-over")
    GENERAL_PUBLIC_BUDGET = ("general_public_budget", "一般公共预算", "General public budget")
    GOVERNMENT_FUND = ("government_fund", "政府性基金拨款", "Government-fund budget")
    NON_TAX_SPECIAL_ACCOUNT = (
        "non_tax_special_account",
        "纳入专户管理的非税收入",
        "Non-tax revenue in special accounts",
    )
    OTHER_REVENUE = ("other_revenue", "其他资金（按收入性质）", "Other funds (by revenue)")
    BASIC = ("basic", "基本支出", "Basic expenditure")
    PROJECT = ("project", "项目支出", "Project expenditure")
    DEPARTMENT_TOTAL = ("department_total", "部门整体支出总额", "Whole-department expenditure")


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


class Polarity(Term):
    """In which direction an indicator is better."""

    HIGHER_BETTER = ("higher_better", "正向", "Higher is better")
    LOWER_BETTER = ("lower_better", "反向", "Lower is better")
    EXACT = ("exact", "定值", "Exact value")
    QUALITATIVE = ("qualitative", "定性", "Qualitative")


class Achievement(Term):
    """Whether the actual value reaches the target value."""

    MET = ("met", "达成", "Met")
    MISSED = ("missed", "未达成", "Missed")
    UNDETERMINED = ("undetermined", "无法判断", "Undetermined")
    NOT_COMPARABLE = ("not_comparable", "不可比", "Not comparable")
    NOT_REPORTED = ("not_reported", "未填报", "Not reported")


class Severity(Term):
    """How much a finding weighs: a contradiction, a doubt, a remark."""

    ERROR = ("error", "错误", "Error")
    WARNING = ("warning", "疑点", "Warning")
    NOTE = ("note", "提示", "Note")


class FindingStatus(Term):
    """What has become of a finding."""

    OPEN = ("open", "待说明", "Open")
    EXPLAINED = ("explained", "已说明", "Explained")
    CORRECTED = ("corrected", "已更正", "Corrected")
    FALSE_POSITIVE = ("false_positive", "误报", "False positive")
    ACCEPTED = ("accepted", "暂时接受", "Accepted for now")


class Grade(Term):
    """The grade of a total score; computed here, printed on none of the forms."""

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
    GOVERNMENT_DEPARTMENT = ("government_department", "政府部门", "Government department")
    SUBDISTRICT = ("subdistrict", "街道办事处", "Subdistrict office")
    PUBLIC_INSTITUTION = ("public_institution", "事业单位", "Public institution")
    MASS_ORGANISATION = ("mass_organisation", "群团组织", "Mass organisation")
    OTHER = ("other", "其他", "Other")


class TargetChange(Term):
    """How this year's target stands to last year's figure, in the indicator's better direction."""

    STRONGER = ("stronger", "比上年更高要求", "Stronger than last year's figure")
    EQUAL = ("equal", "与上年持平", "Equal to last year's figure")
    WEAKER = ("weaker", "低于上年要求", "Less than last year's figure")
    NOT_COMPARABLE = ("not_comparable", "不可比", "Not comparable")


class CountedAs(Term):
    """In which totals a money row takes part."""

    DEPARTMENT = ("department", "计入部门整体合计", "Counted in whole-department totals")
    PROJECT = ("project", "计入项目合计", "Counted in project totals")
    PART = ("part", "分项行，不重复计入", "A part of another row, not counted again")
    EXCLUDED = (
        "excluded",
        "因资金存在待说明的错误类发现而不计入",
        "Not counted: the form's money has open error findings",
    )
    PLAN = ("plan", "目标申报表的资金，不计入执行合计", "Money of a target form, not counted in execution totals")
    INCOMPLETE = ("incomplete", "缺预算数或执行数而不计入", "Not counted: budget or executed amount is missing")


class MoneyScope(Term):
    """Whose money a department's amounts are: the two are never added together."""

    DEPARTMENT = ("department", "部门整体", "whole department")
    PROJECTS = ("projects", "项目合计", "sum of its projects")


class BaseDataSection(Term):
    """Which block of the base-data table a row stands in."""

    STAFFING = ("staffing", "财政供养人员情况", "Staff paid from the budget")
    EXPENDITURE = ("expenditure", "经费控制情况", "Expenditure control")
    BUILDINGS = ("buildings", "楼堂馆所控制情况", "Government buildings")


# Spellings of one category on the forms → its code. Looked up after all white space is removed.
LEVEL1_VARIANTS: dict[str, Level1] = {
    **{term.zh: term for term in Level1},
    "满意指标": Level1.SATISFACTION,
    "满意度": Level1.SATISFACTION,
    "社会效益": Level1.OUTCOME,
}
LEVEL2_VARIANTS: dict[str, Level2] = {
    **{term.zh: term for term in Level2},
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


def level1_of(raw: str | None) -> Level1 | None:
    """Return the category a printed first-level cell names, or None where it names none."""
    return LEVEL1_VARIANTS.get(re.sub(r"\s", "", raw or ""))


def level2_of(raw: str | None, level1: Level1 | None) -> Level2 | None:
    """Return the sub-category a printed second-level cell names.

    ``成本指标`` below first-level cost is economic cost; below output it is the old template's cost.
    """
    found = LEVEL2_VARIANTS.get(re.sub(r"\s", "", raw or ""))
    return Level2.ECONOMIC_COST if found is Level2.COST and level1 is Level1.COST else found
