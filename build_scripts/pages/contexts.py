"""What each page template receives: one frozen record per page kind, every variable with its sentence.

The template reference is made from these declarations, and a test compares them with what the templates use.
Templates place; they do no arithmetic, no sorting and no choosing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from build_scripts.judging.check import Finding
from build_scripts.judging.rollups import Measure, NoRollup, Rollup
from build_scripts.judging.rules import Rule
from build_scripts.judging.score import FundingResult, IndicatorResult, StatementResult
from build_scripts.judging.scorecard import Aspect, Card
from build_scripts.pages.drawing import Bars, Heat
from build_scripts.reading.model import (
    BaseDataRow,
    Department,
    FormTemplate,
    Goal,
    Jurisdiction,
    Narrative,
    PortalSettings,
    ScoringProfile,
    SourceDocument,
    Total,
)
from build_scripts.reading.records import HeldForm, LoadedStatement
from build_scripts.tables.columns import PublishedColumn
from build_scripts.tables.ledger import Figure
from build_scripts.tables.loading_code import Recipe
from build_scripts.words.glossary import Entry
from build_scripts.words.language import Both, Term
from build_scripts.words.vocabulary import (
    Achievement,
    CountedAs,
    FormColumn,
    FormType,
    Level1,
    Level2,
    MoneyScope,
    Severity,
    WithheldReason,
)


def said(zh: str, en: str) -> Any:  # noqa: ANN401 - dataclasses' own
    """Declare a template variable with its sentence."""
    return field(metadata={"zh": zh, "en": en})


@dataclass(frozen=True)
class Link:
    """A place on the portal."""

    text: Both = said("链接文字", "Text of the link")
    url: str = said("相对门户根目录的地址", "Address relative to the portal's root")


@dataclass(frozen=True)
class Money:
    """The amounts of one form or one sum of forms, in yuan, with the rate in percent."""

    scope: MoneyScope | None = said("是部门整体还是项目合计", "Whether of the whole department or of its projects")
    fiscal_year: int | None = said("财政年度；跨年度为 None", "Fiscal year, None across years")
    initial: Decimal | None = said(
        "年初预算数（元），有一份没有印就不给", "Initial budget in yuan, only where every form prints one"
    )
    adjusted: Decimal | None = said("全年预算数（元）", "Adjusted budget in yuan")
    executed: Decimal | None = said("全年执行数（元）", "Executed amount in yuan")
    rate: Decimal | None = said(
        "重算的执行率（%）；有表单不计入就不给",
        "Execution rate recomputed, in percent; only where every form is counted",
    )
    no_rate: NoRollup | None = said("为什么没有执行率", "Why there is no rate")
    counted: Figure | None = said("计入了几份表单", "How many forms are counted")
    forms: Figure | None = said("应有几份表单", "Out of how many forms")


@dataclass(frozen=True)
class PlaceMoney:
    """The money of a jurisdiction's departments in one fiscal year, from forms of one type."""

    place: Link = said("行政区", "The jurisdiction")
    money: Money = said("金额与计入几份表单", "The amounts, and how many forms they count")


@dataclass(frozen=True)
class StatementSummary:
    """One line about a form."""

    url: str = said("地址", "Address")
    name: Both = said("项目名称；部门表为表单类型名称", "Project name, or the form type's name")
    form_type: Term = said("表单类型", "Form type")
    fiscal_year: int = said("财政年度", "Fiscal year")
    department: Both = said("部门名称", "Department")
    initial: Decimal | None = said("年初预算数（元）", "Initial budget in yuan")
    adjusted: Decimal | None = said("全年预算数（元），不计入合计时仍显示", "Adjusted budget in yuan")
    executed: Decimal | None = said("全年执行数（元）", "Executed amount in yuan")
    rate: Decimal | None = said("重算的执行率（%）", "Execution rate recomputed, in percent")
    rate_raw: str = said("印出的执行率", "Execution rate as printed")
    counted: bool = said("资金是否计入合计", "Whether its money is counted in totals")
    counted_as: CountedAs | None = said(
        "资金计入哪些合计，或为何不计入", "In which totals its money is counted, or why in none"
    )
    total_score_raw: str = said("印出的总分", "Total score as printed")
    score_sum: Decimal | None = said("各项得分之和", "Sum of the printed scores")
    score_recomputed: Decimal | None = said("按公式重算的总分", "Score recomputed by the formula")
    indicators: Figure = said("指标行数", "Number of indicator rows")
    met: Figure = said("达成的指标数", "Indicators met")
    missed: Figure = said("未达成的指标数", "Indicators missed")
    errors: Figure = said("待说明的错误", "Open errors")
    judged: Figure = said("已填完成值的指标数", "Indicators with an actual value")


@dataclass(frozen=True)
class DepartmentSummary:
    """One line about a department."""

    url: str = said("地址", "Address")
    name: Both = said("名称", "Name")
    names: Sequence[str] = said(
        "查找用的各种叫法：中英文名称、表上的其他写法、简称",
        "What it is found by: its names in both languages, other spellings on forms, short names",
    )
    statements: Figure = said("表单数", "Number of forms")
    indicators: Figure = said("指标行数", "Number of indicator rows")
    money: Money = said("部门整体支出；没有部门表时为项目合计", "Whole-department money, else the sum of its projects")
    met: Figure = said("达成的指标数", "Indicators met")
    missed: Figure = said("未达成的指标数", "Indicators missed")
    judged: Figure = said("已填完成值的指标数", "Indicators with an actual value")
    errors: Figure = said("待说明的错误", "Open errors")
    years: Sequence[int] = said("有表单的年度", "Years with forms")


@dataclass(frozen=True)
class JurisdictionSummary:
    """One card about a jurisdiction."""

    url: str = said("地址", "Address")
    name: Both = said("名称", "Name")
    departments: Sequence[DepartmentSummary] = said("部门", "Its departments")
    statements: Figure = said("表单数", "Number of forms")
    indicators: Figure = said("指标行数", "Number of indicator rows")


@dataclass(frozen=True)
class Download:
    """A file to download."""

    url: str = said("地址", "Address")
    name: str = said("表名代码", "Table")
    title: Both = said("名称", "Title")
    rows: int = said("行数", "Rows")
    size: int = said("字节数", "Bytes")
    sha256: str = said("SHA-256", "SHA-256")


@dataclass(frozen=True)
class DictionaryEntry:
    """A column in the data dictionary."""

    anchor: str = said("锚点", "Anchor")
    header: str = said("列名", "Name of the column")
    column: PublishedColumn = said("说明", "Its declaration")
    codes_at: str = said(
        "代码表所在的列的锚点；就在本列则空",
        "Anchor of the column where its codes are listed; empty where that is here",
    )


@dataclass(frozen=True)
class RollupRow:
    """A figure of many forms with its coverage."""

    rollup: Rollup = said("汇总结果", "What was rolled up")
    value: Figure | None = said("汇总数；不能汇总则为 None", "The figure, None where there is none")
    counted: Figure = said("计入几份表单", "Forms counted")
    total: Figure = said("应有几份表单", "Forms that should be in it")
    rows_judged: Figure | None = said(
        "达成率：能判断的目标；其他各项没有", "Share of targets met: those that can be judged"
    )
    rows_total: Figure | None = said("达成率：全部目标；其他各项没有", "Share of targets met: all targets")


@dataclass(frozen=True)
class RollupGroup:
    """The roll-ups of one year from forms of one type."""

    fiscal_year: int = said("财政年度", "Fiscal year")
    form_type: FormType = said("由哪一类表单汇总", "From which forms")
    rows: Sequence[RollupRow] = said("各项汇总", "The figures")


@dataclass(frozen=True)
class IndicatorLine:
    """One line about an indicator, cells as printed."""

    url: str = said("在表单页上的位置", "Its place on the form's page")
    form: StatementSummary = said("所在表单", "The form it stands on")
    name: str = said("名称", "Name")
    target: str | None = said("目标值，有调整的为调整后", "Target, the adjusted one where there is one")
    actual: str | None = said("实际完成值", "Actual value")
    achievement: Achievement = said("达成情况", "Achievement")
    weight: str | None = said("分值", "Points to be had")
    score: str | None = said("得分", "Points awarded")
    full: bool = said("是否得了满分", "Whether it was awarded all its points")


@dataclass(frozen=True)
class GoalLine:
    """A goal of a form with its indicators."""

    anchor: str = said("锚点", "Anchor")
    url: str = said("在表单页上的位置", "Its place on the form's page")
    form: StatementSummary = said("所在表单", "The form it stands on")
    goal: Goal = said("目标", "The goal")
    rows: Sequence[IndicatorLine] = said("填有内容的指标", "Its indicators that are filled in")
    met: Figure = said("达成的指标数", "Indicators met")
    missed: Figure = said("未达成的指标数", "Indicators missed")


@dataclass(frozen=True)
class YearLine:
    """A department's year in one line."""

    year: int = said("财政年度", "Fiscal year")
    statements: Figure = said("表单数", "Number of forms")
    indicators: Figure = said("指标行数", "Number of indicator rows")
    money: Money = said("资金", "Money")
    met: Figure = said("达成的指标数", "Indicators met")
    missed: Figure = said("未达成的指标数", "Indicators missed")
    errors: Figure = said("待说明的错误", "Open errors")


@dataclass(frozen=True)
class CompareLine:
    """A department among those it can be compared with."""

    department_id: str = said("部门代码", "Id")
    url: str = said("地址", "Address")
    name: Both = said("名称", "Name")
    jurisdiction: Both = said("行政区名称", "Jurisdiction")
    statements: Figure = said("表单数", "Number of forms")
    cells: Sequence[RollupRow] = said("各项指标，与组内次序相同", "Its measures in the order of the group")
    errors: Figure = said("待说明的错误", "Open errors")
    warnings: Figure = said("待说明的疑点", "Open warnings")
    weaker: Figure = said("要求低于上年的目标", "Targets that ask for less than last year's figure")
    weaker_y2: Figure = said("要求低于前年的目标", "Targets that ask for less than the figure of the year before last")


@dataclass(frozen=True)
class CompareGroup:
    """Departments whose forms are of one type, year and scoring profile: these can be compared."""

    anchor: str = said("锚点", "Anchor")
    fiscal_year: int = said("财政年度", "Fiscal year")
    form_type: FormType = said("表单类型", "Form type")
    profile: Both = said("评分规则", "Scoring profile")
    measures: Sequence[tuple[Measure, str]] = said(
        "有数的各项及单位", "Measures that have a figure, each with its unit"
    )
    has_baseline: bool = said("表上是否印有近两年指标值", "Whether the forms print figures of the two previous years")
    rows: Sequence[CompareLine] = said("部门，按行政区与代码排列", "Departments in order of jurisdiction and id")


@dataclass(frozen=True)
class CompareCell:
    """One figure of a project's form."""

    value: Figure | None = said(
        "数；没有印或不计入则为 None", "The figure, None where it is not printed or not counted"
    )
    unit: str = said("单位", "Its unit")
    doubted: bool = said("是否因有错误而不计入", "Whether errors on the form keep it out")


@dataclass(frozen=True)
class CompareProject:
    """A project's self-evaluation among those it can be compared with."""

    statement_id: str = said("表单代码", "Id of the form")
    url: str = said("地址", "Address")
    name: Both = said("项目名称", "Project")
    department: Both = said("部门名称", "Department")
    jurisdiction: Both = said("行政区名称", "Jurisdiction")
    cells: Sequence[CompareCell] = said("各项的数，与组内次序相同", "Its figures in the order of the group")
    errors: Figure = said("待说明的错误", "Open errors")
    warnings: Figure = said("待说明的疑点", "Open warnings")


@dataclass(frozen=True)
class CompareProjects:
    """Projects whose self-evaluations are of one template, year and scoring profile: these can be compared."""

    anchor: str = said("锚点", "Anchor")
    fiscal_year: int = said("财政年度", "Fiscal year")
    form_type: FormType = said("表单类型", "Form type")
    template: Both = said("表样", "Form template")
    profile: Both = said("评分规则", "Scoring profile")
    measures: Sequence[tuple[Measure, str]] = said(
        "有数的各项及单位", "Measures that have a figure, each with its unit"
    )
    rows: Sequence[CompareProject] = said("项目，按部门与代码排列", "Projects in order of department and id")


@dataclass(frozen=True)
class ScorecardLine:
    """How a department reported in one year."""

    url: str = said("部门地址", "Address of the department's page")
    department: Both = said("部门名称", "Department")
    jurisdiction: Both = said("行政区名称", "Jurisdiction")
    card: Card = said("填报情况", "The card")
    department_forms: Figure = said("收录的部门表单数", "Whole-department forms in the portal")
    project_forms: Figure = said("收录的项目表单数", "Project forms in the portal")
    forms_held: Figure = said("待审查、暂缓发布的表单数", "Forms that await review")
    self_evaluations: Figure = said("自评表数", "Self-evaluation forms")
    before_year_end: Figure = said("填报日期早于年度结束的", "Dated before the year's end")
    undated: Figure = said("填报日期不明的", "Without a readable date")
    publication_unknown: Figure = said("发布日期不明的", "Without a known publication date")
    cells_due: Figure = said("应填的单元格", "Cells that should be filled")
    cells_blank: Figure = said("空白的单元格", "Cells printed blank")
    errors_open: Figure = said("待说明的错误", "Open errors")
    forms_with_errors: Figure = said("有待说明错误的表单", "Forms with open errors")
    findings_due: Figure = said("待说明或已答复的错误与疑点", "Errors and doubts, open or answered")
    findings_answered: Figure = said("已答复的", "Answered")
    targets: Figure = said("设有目标值的指标", "Indicators with a target")
    targets_measurable: Figure = said("可衡量的目标", "Measurable targets")


@dataclass(frozen=True)
class HomeContext:
    """``/``."""

    statements: Figure = said("表单数", "Number of forms")
    departments: Figure = said("部门数", "Number of departments")
    indicators: Figure = said("指标行数", "Number of indicator rows")
    met: Figure = said("达成的指标数", "Indicators met")
    missed: Figure = said("未达成的指标数", "Indicators missed")
    judged: Figure = said("已填完成值的指标数", "Indicators with an actual value")
    errors: Figure = said("待说明的错误", "Open errors")
    money: Sequence[PlaceMoney] = said(
        "各行政区各年度的资金，新的在前；不同年度、不同口径不相加",
        "Money by fiscal year and jurisdiction, newest first; years and scopes are never added",
    )
    jurisdictions: Sequence[JurisdictionSummary] = said("行政区", "Jurisdictions with departments")
    newest: Sequence[StatementSummary] = said(
        "各行政区最近年度的表单，每区几份", "Forms of each jurisdiction's latest year, a few of each"
    )
    highlights: Sequence[tuple[Rule, Finding, StatementSummary]] = said(
        "最值得说明的发现，每条规则一处", "The most telling findings, one of each rule"
    )


@dataclass(frozen=True)
class JurisdictionContext:
    """``/<jurisdiction>/``."""

    id: str = said("行政区代码", "Id")
    jurisdiction: Jurisdiction = said("行政区", "The jurisdiction")
    parents: Sequence[Both] = said("上级行政区名称，从上到下", "Names of the jurisdictions above")
    children: Sequence[JurisdictionSummary] = said("下级行政区", "Jurisdictions below")
    departments: Sequence[DepartmentSummary] = said("部门", "Departments")
    rollups: Sequence[RollupGroup] = said("汇总，新年度在前", "Roll-ups, newest year first")
    excluded: Sequence[StatementSummary] = said("资金未计入合计的表单", "Forms whose money is not counted")
    held: Sequence[tuple[Both, HeldForm]] = said(
        "待审查、暂缓发布的表单及其部门名称", "Forms that await review, with the name of their department"
    )
    charts: Sequence[Bars] = said("图表", "Charts")
    downloads: Sequence[Download] = said("下载", "Downloads")


@dataclass(frozen=True)
class DepartmentContext:
    """``/<jurisdiction>/<department>/``."""

    id: str = said("部门代码", "Id")
    department: Department = said("部门", "The department")
    jurisdiction: Both = said("行政区名称", "Name of the jurisdiction")
    summary: DepartmentSummary = said("概况", "Key figures")
    years: Sequence[tuple[int, Sequence[StatementSummary]]] = said(
        "各年度的部门表单，新年度在前", "Whole-department forms by year, newest first"
    )
    projects: Sequence[tuple[int, Sequence[StatementSummary]]] = said(
        "各年度的项目表单，计入合计的在前，按金额从大到小",
        "Project forms by year, those that are counted first, then the largest",
    )
    by_year: Sequence[YearLine] = said("各年度并列，新年度在前", "Year beside year, newest first")
    goals: Sequence[GoalLine] = said("各表的目标及其指标", "Goals of all forms with their indicators")
    missed: Sequence[IndicatorLine] = said("未达成的指标", "Indicators that were missed")
    telling: Sequence[tuple[Finding, StatementSummary]] = said("最先要说明的发现", "Findings to be explained first")
    rollups: Sequence[RollupGroup] = said("汇总，新年度在前", "Roll-ups, newest year first")
    excluded: Sequence[StatementSummary] = said("资金未计入合计的表单", "Forms whose money is not counted")
    held: Sequence[tuple[Both, HeldForm]] = said(
        "待审查、暂缓发布的表单及其部门名称", "Forms that await review, with the name of their department"
    )
    charts: Sequence[Bars] = said("图表", "Charts")
    findings: Sequence[tuple[Finding, StatementSummary]] = said("核对发现", "Findings")
    downloads: Sequence[Download] = said("下载", "Downloads")
    sources: Sequence[tuple[str, SourceDocument]] = said("来源文件", "Source documents")
    citation: Both = said("建议引用格式", "How to cite")


@dataclass(frozen=True)
class Heading:
    """A printed heading of a form."""

    text: str = said("印出的表头；没有印的为空", "Heading as printed, empty where none is")
    column: FormColumn = said("栏目", "Which column it heads")


@dataclass(frozen=True)
class FormCell:
    """A cell as printed, under its printed heading."""

    key: str = said("列代码", "Column key")
    text: str | None = said("印出的文字；没有此单元格为 None", "Text as printed, None where there is no such cell")
    findings: Sequence[Finding] = said("对此单元格的发现", "Findings on this cell")
    withheld: WithheldReason | None = said(
        "不公开的理由；公开的为 None", "Ground for withholding it; None where it is public"
    )


@dataclass(frozen=True)
class FundingRow:
    """A money row as printed and as recomputed."""

    anchor: str = said("锚点", "Anchor")
    result: FundingResult = said("重算结果", "What was recomputed")
    cells: Sequence[FormCell] = said("印出的单元格", "Printed cells")


@dataclass(frozen=True)
class LevelCell:
    """A merged level cell that begins on this row."""

    text: str = said("印出的文字", "Text as printed")
    category: Level1 | Level2 | None = said(
        "归入的类别；对不上则为 None", "The category it names, None where it names none"
    )
    rows: int = said("合并了几行", "How many rows it spans")


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator row as printed and as recomputed."""

    anchor: str = said("锚点", "Anchor")
    result: IndicatorResult = said("重算结果", "What was recomputed")
    level1: LevelCell | None = said("本行开始的一级指标单元格", "First-level cell that begins here")
    level2: LevelCell | None = said("本行开始的二级指标单元格", "Second-level cell that begins here")
    cells: Sequence[FormCell] = said(
        "其余印出的单元格，从三级指标起", "The other printed cells, from the indicator's name on"
    )


@dataclass(frozen=True)
class GoalBlock:
    """A goal with its indicator table."""

    anchor: str = said("锚点", "Anchor")
    goal: Goal = said("目标", "The goal")
    headings: Sequence[Heading] = said("从三级指标起的表头", "Headings from the indicator's name on")
    rows: Sequence[IndicatorRow] = said("指标行", "Indicator rows")
    has_baseline: bool = said("表上是否有近两年指标值栏", "Whether the form has columns of previous years")
    has_score: bool = said("表上是否有得分栏", "Whether the form has a column of scores")


@dataclass(frozen=True)
class StatementContext:
    """``/<jurisdiction>/<department>/<year>/<form or project>/``."""

    heading: Both = said(
        "页面标题：项目名称；部门表写明部门与年度", "Title on the page: the project, or department, year and form"
    )
    statement: LoadedStatement = said("表单", "The form")
    result: StatementResult = said("重算结果", "What was recomputed")
    summary: StatementSummary = said("概况", "Key figures")
    department: Both = said("部门名称", "Name of the department")
    department_url: str = said("部门地址", "Address of the department's page")
    template: FormTemplate = said("表样", "Form template")
    profile: ScoringProfile | None = said("评分规则", "Scoring profile")
    source: SourceDocument = said("来源文件", "Source document")
    funding_headings: Sequence[Heading] = said("资金表头", "Headings of the money columns")
    funding: Sequence[FundingRow] = said("资金行", "Money rows")
    has_rate: bool = said("资金表是否有执行率栏", "Whether the money block has a rate column")
    has_weight: bool = said("资金表是否有得分栏", "Whether the money block has points")
    goals: Sequence[GoalBlock] = said("目标与指标", "Goals and indicators")
    overview: Sequence[Goal] = said("有总目标表文字的目标", "Goals that stand in the overview table")
    total: Total | None = said("总分行", "Total row")
    total_findings: Sequence[Finding] = said("对总分行的发现", "Findings on the total row")
    base_data: Sequence[tuple[BaseDataRow, Sequence[Finding]]] = said("基础数据行", "Base-data rows")
    base_data_headings: Sequence[Heading] = said("基础数据表头", "Headings of the base-data table")
    narratives: Sequence[tuple[str, Narrative]] = said("文字内容及锚点", "Texts with their anchors")
    findings: Sequence[Finding] = said("本表全部发现", "All findings on this form")
    by_severity: Sequence[tuple[Severity, Figure]] = said(
        "本表的发现数，按程度分开，重的在前", "Number of findings of each severity, the most severe first"
    )
    transcription: Sequence[Finding] = said("本门户对本表的处理", "How this portal transcribed the form")
    terms: Sequence[Entry] = said("本页用到的名词", "Words of this page that the glossary explains")
    charts: Sequence[Bars] = said("图表", "Charts")
    downloads: Sequence[Link] = said("含本表数据的下载", "Downloads that hold this form's data")
    citation: Both = said("建议引用格式", "How to cite")


@dataclass(frozen=True)
class CompareContext:
    """``/compare/``."""

    charts: Sequence[Bars] = said("图表", "Charts")
    groups: Sequence[CompareGroup] = said("可以相互比较的部门，分组", "Departments that can be compared, in groups")
    projects: Sequence[CompareProjects] = said("可以相互比较的项目，分组", "Projects that can be compared, in groups")
    excluded: Sequence[StatementSummary] = said("资金未计入合计的表单", "Forms whose money is not counted")


@dataclass(frozen=True)
class ExploreContext:
    """``/explore/``."""

    indicators: Figure = said("指标行数", "Number of indicator rows")
    jurisdictions: Sequence[JurisdictionSummary] = said("行政区及其部门", "Jurisdictions with their departments")
    years: Sequence[int] = said("有表单的年度，新年度在前", "Years with forms, newest first")
    form_types: Sequence[FormType] = said("有指标的表单类型", "Form types with indicators")
    level1: Sequence[Level1] = said("出现的一级指标", "First-level categories that occur")
    level2: Sequence[Level2] = said("出现的二级指标", "Second-level categories that occur")
    achievements: Sequence[Achievement] = said("出现的达成情况", "Achievements that occur")
    severities: Sequence[Severity] = said("核对发现的轻重", "Severities of findings")
    table: Download = said("指标表的下载", "The table of indicators to download")


@dataclass(frozen=True)
class DownloadsContext:
    """``/downloads/``."""

    settings: PortalSettings = said("门户设置", "Portal settings")
    tables: Sequence[Download] = said("各表", "All tables")
    dictionary: Sequence[tuple[Download, Sequence[DictionaryEntry]]] = said(
        "数据字典：各表及其各列", "The dictionary: every table with its columns"
    )
    recipes: Sequence[Recipe] = said("读取数据表的代码", "Code that loads the tables")
    sources: Sequence[tuple[str, SourceDocument]] = said("来源文件", "Source documents")
    citation: Both = said("建议引用格式", "How to cite")


@dataclass(frozen=True)
class FindingsContext:
    """``/findings/``."""

    by_severity: Sequence[tuple[Severity, Figure, Sequence[tuple[Finding, StatementSummary]]]] = said(
        "全部发现，按程度分开", "All findings, those of each severity apart"
    )
    transcription: Sequence[tuple[Finding, StatementSummary]] = said(
        "本门户对各表的处理", "How this portal transcribed the forms"
    )
    by_rule: Sequence[tuple[Rule, Figure]] = said("各规则的发现数", "Number of findings by rule")
    total: Figure = said("发现总数", "Number of findings")
    heat: Heat = said("各部门各规则的发现数", "Findings by department and rule")


@dataclass(frozen=True)
class ScorecardContext:
    """``/scorecard/``."""

    aspects: Sequence[Aspect] = said("各项怎样数", "How each measure is taken")
    lines: Sequence[ScorecardLine] = said("各部门各年度", "Departments and years")


@dataclass(frozen=True)
class RulesContext:
    """``/rules/``."""

    rules: Sequence[tuple[Rule, Figure]] = said("全部规则及发现数", "All rules with their number of findings")
    thresholds: Sequence[tuple[Both, str]] = said(
        "门户的核对门槛：说明与数值", "The portal's thresholds: what each says, and its value"
    )


@dataclass(frozen=True)
class ExampleBlock:
    """Rows of a form, under their headings."""

    title: Both = said("名称", "Name")
    headings: Sequence[Both] = said("各列的名称", "Names of the columns")
    rows: Sequence[Sequence[Both | None]] = said(
        "各行的单元格；没有此单元格为 None", "Rows of cells, None where there is no such cell"
    )


@dataclass(frozen=True)
class Example:
    """A rule's example."""

    yaml: str = said("数据文件里的写法", "As written in a data file")
    blocks: Sequence[ExampleBlock] = said("表单的各部分", "The parts of the form")


@dataclass(frozen=True)
class RuleContext:
    """``/rules/<RULE>/``."""

    rule: Rule = said("规则", "The rule")
    wrong: Example = said("有问题的例子", "An example in which the rule finds something")
    right: Example = said("没有问题的例子", "The same without anything to find")
    findings: Sequence[tuple[Finding, StatementSummary]] = said("该规则的全部发现", "All its findings")
    transcription: Sequence[tuple[Finding, StatementSummary]] = said(
        "其中只说本门户的处理的", "Those that speak only of how this portal transcribed a form"
    )
    silences: Sequence[str] = said("有本规则的发现时不再重复的规则", "Rules that are silent where this one has spoken")
    elsewhere: Sequence[tuple[Finding, StatementSummary]] = said(
        "同样符合本规则、已由其他规则指出的", "Findings of other rules on rows that meet this one too"
    )


@dataclass(frozen=True)
class ReferenceSection:
    """A list of promises of one kind."""

    anchor: str = said("锚点", "Anchor")
    title_zh: str = said("中文标题", "Title in Chinese")
    title_en: str = said("英文标题", "Title in English")
    entries: Sequence[tuple[str, str, str, str]] = said(
        "名称、类型、中文说明、英文说明", "Name, type, sentence in Chinese and in English"
    )


@dataclass(frozen=True)
class ReferenceContext:
    """``/reference/``."""

    sections: Sequence[ReferenceSection] = said("各类约定", "All kinds of promises")


@dataclass(frozen=True)
class GlossaryContext:
    """``/glossary/``."""

    terms: Sequence[Entry] = said("全部名词", "All words")


@dataclass(frozen=True)
class DesignPart:
    """A building block of the pages."""

    anchor: str = said("锚点", "Anchor")
    title: Both = said("名称", "Name")
    use: Both = said("何时使用", "When to use it")
    markup: Sequence[str] = said("类名与宏", "Its classes and macros")


@dataclass(frozen=True)
class DesignContext:
    """``/design/``."""

    parts: Sequence[DesignPart] = said("各种构件，按页面上的次序", "The building blocks in order")
    colours: Sequence[tuple[str, Both]] = said("颜色代码与用途", "Colours: token and use")
    money: Money = said("示例金额", "Sample amounts")
    cells: Sequence[str] = said("示例单元格：有文字、空白、不适用", "Sample cells: text, blank, not applicable")
    achievements: Sequence[Achievement] = said("各种达成情况", "Every judgement of an indicator")
    severities: Sequence[Severity] = said("核对发现的轻重", "Every severity of a finding")
    charts: Sequence[Bars] = said("示例图表", "Sample charts")
    terms: Sequence[Entry] = said("示例名词", "Sample words of the glossary")


CONTEXTS: dict[str, type] = {
    "home": HomeContext,
    "jurisdiction": JurisdictionContext,
    "department": DepartmentContext,
    "statement": StatementContext,
    "compare": CompareContext,
    "explore": ExploreContext,
    "downloads": DownloadsContext,
    "findings": FindingsContext,
    "scorecard": ScorecardContext,
    "rules": RulesContext,
    "rule": RuleContext,
    "reference": ReferenceContext,
    "glossary": GlossaryContext,
    "design": DesignContext,
}


@dataclass(frozen=True)
class Page:
    """A page before it is rendered."""

    kind: str
    """Key of ``CONTEXTS``; also the name of the template."""
    url: str
    """Address relative to the portal's root, ending in a slash; empty for the home page."""
    title: Both
    """Title of the page, without the portal's name."""
    description: Both
    """One sentence for search engines."""
    crumbs: tuple[Link, ...]
    """The way from the home page to here, without this page."""
    context: object
    """The record the template receives as ``page``."""
    words: tuple[str, ...] = ()
    """What the page is found by in both editions besides its title and its names: department, form type, projects."""
    rows: tuple[tuple[str, str], ...] = ()
    """Parts of the page that can be found: anchor and text, each text once."""
    crumb: Both | None = None
    """What this page is called at the end of the way from home, where its title would say the way again."""
