"""The tables of what stands beside the forms: places, findings, roll-ups, the scorecard, corrections, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import starmap
from typing import Generic, TypeVar

from build_scripts.judging.audit import Audit
from build_scripts.judging.events import Event
from build_scripts.judging.findings import Finding, SpokenOf
from build_scripts.judging.reviews import disclosed
from build_scripts.judging.rollups import Measure, Method, NoRollup, Rollup, RollupLevel
from build_scripts.judging.rules import RULES
from build_scripts.judging.score import StatementResult
from build_scripts.judging.scorecard import COLUMNS_OF_CARDS, Card, Taken
from build_scripts.reading.model import (
    ADMIN_CODE_PATTERN,
    COMMIT_PATTERN,
    DATE_PATTERN,
    ID_PATTERN,
    RULE_PATTERN,
    SHA256_PATTERN,
    URL_PATTERN,
    Area,
    Department,
    HeadCount,
    Jurisdiction,
    Restatement,
    ScoringProfile,
    SourceDocument,
)
from build_scripts.tables.ids import ROW_ID_PATTERN
from build_scripts.tables.published import (
    Cell,
    PublishedColumn,
    PublishedTable,
    code_column,
    decimal_column,
    integer_column,
    listed,
    text_column,
)
from build_scripts.tables.shared_columns import (
    DEPARTMENT_ID,
    FISCAL_YEAR,
    FORM_TYPE,
    JURISDICTION_ID,
    SOURCE_ID,
    SOURCE_LINE,
    STATEMENT_ID,
)
from build_scripts.words.language import Both, Term
from build_scripts.words.vocabulary import (
    DepartmentKind,
    EventKind,
    FindingStatus,
    Grade,
    JurisdictionLevel,
    Severity,
    Subject,
)

RecordT_co = TypeVar("RecordT_co", covariant=True)


@dataclass(frozen=True)
class Kept(Generic[RecordT_co]):
    """A record of the portal under its id."""

    id: str
    record: RecordT_co


@dataclass(frozen=True)
class KeptDepartment(Kept[Department]):
    """A department with its forms."""

    results: tuple[StatementResult, ...]


def _departments(audit: Audit) -> Iterator[KeptDepartment]:
    results: dict[str, list[StatementResult]] = defaultdict(list)
    for result in audit.results.values():
        results[result.statement.department_id].append(result)
    for key, item in audit.portal.departments.items():
        yield KeptDepartment(key, item, tuple(results[key]))


def _restatements(audit: Audit) -> Iterator[Restatement]:
    portal = audit.portal
    listed = (item for record in portal.restatements.values() for item in record.restatements)
    return (disclosed(item, portal) for item in listed if item.statement in portal.by_id)


class Scoring(Term):
    """What of a form's points can be worked out again."""

    UNSCORED = ("unscored", "不计分", "No points are awarded")
    EXECUTION = ("execution", "预算执行得分按执行率重算", "Points for budget execution, from the rate")
    FORMULA = (
        "formula",
        "预算执行和定量指标的得分都按公式重算",
        "Points for budget execution and for measured indicators",
    )


@dataclass(frozen=True)
class KeptProfile(Kept[ScoringProfile]):
    """A scoring profile with the grades that hold for its forms: its own, else the portal's."""

    grades: Mapping[Grade, str]

    @property
    def scoring(self) -> Scoring:
        """What can be worked out again by it."""
        if not self.record.scored:
            return Scoring.UNSCORED
        return Scoring.FORMULA if self.record.indicator_formula else Scoring.EXECUTION


def _profiles(audit: Audit) -> Iterator[KeptProfile]:
    for key, item in audit.portal.profiles.items():
        yield KeptProfile(key, item, item.grades or audit.portal.settings.grades)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _floor(grade: Grade) -> PublishedColumn[KeptProfile]:
    """Declare the lowest total score of a grade."""
    said = Both(
        f"等级“{grade.zh}”的最低总分；没有此等级则空",
        f"Lowest total score of the grade {grade.en}; empty where there is no such grade",
    )
    return decimal_column(f"{grade}_from", said, lambda row: _number(row.grades.get(grade)), "points")


def _measured(taken: Taken) -> PublishedColumn[Card]:
    """Declare what the scorecard takes of a department's reporting: a list, a share or a count."""

    def read(card: Card) -> Cell:
        value = card[taken.name]
        return listed(value) if isinstance(value, tuple) else value

    kind = {"": "text", "percent": "decimal"}.get(taken.unit, "integer")
    return PublishedColumn(taken.name, kind, taken.sentence, read, taken.unit)


def _state(event: Event, state: str) -> str | None:
    """Return what stood there; a corrected cell may have been printed blank, of all else nothing means that there was none."""
    return state if event.kind is EventKind.RESTATEMENT else state or None


@dataclass(frozen=True)
class CellOfFinding:
    """A cell of which a finding speaks."""

    finding: Finding
    cell: SpokenOf


def _cells_of_findings(audit: Audit) -> Iterator[CellOfFinding]:
    """Yield every cell of every finding: of one over several all, else its own; none of a finding on the form as a whole."""
    for found in audit.findings:
        own = (SpokenOf(found.row_id, found.cell, found.quote),) if found.row_id or found.cell else ()
        yield from (CellOfFinding(found, cell) for cell in found.places or own)


def _context(
    name: str, title: Both, unit: str, read: Callable[[Jurisdiction], HeadCount | Area | None]
) -> Iterator[PublishedColumn[Kept[Jurisdiction]]]:
    """Declare the columns of a figure that somebody else published about a jurisdiction."""

    def cell(take: Callable[[HeadCount | Area], Cell]) -> Callable[[Kept[Jurisdiction]], Cell]:
        return lambda row: None if (found := read(row.record)) is None else take(found)

    told = Both(f"{title.zh}；没有给出则空", f"{title.en}; empty where not given")
    yield decimal_column(name, told, cell(lambda one: Decimal(one.value)), unit)
    yield integer_column(f"{name}_year", Both(f"{title.zh}的年份", f"{title.en}: year"), cell(lambda one: one.year))
    yield text_column(f"{name}_source", Both(f"{title.zh}的来源", f"{title.en}: source"), cell(lambda one: one.source))
    yield text_column(
        f"{name}_url", Both(f"{title.zh}的来源网址", f"{title.en}: address of the source"), cell(lambda one: one.url)
    )


# fmt: off
_NAME: PublishedColumn[Kept[Jurisdiction | Department]] = text_column("name", Both("名称", "Name"), lambda row: row.record.name)
_NAME_EN: PublishedColumn[Kept[Jurisdiction | Department]] = text_column("name_en", Both("英文名", "English name"), lambda row: row.record.name_en)

JURISDICTIONS = PublishedTable[Kept[Jurisdiction]](
    "jurisdictions", Both("行政区", "Jurisdictions"), ("jurisdiction_id",), lambda audit: starmap(Kept, audit.portal.jurisdictions.items()),
    (
        JURISDICTION_ID.read_by(lambda row: row.id),
        _NAME,
        _NAME_EN,
        code_column("level", Both("行政级别", "Level of government"), JurisdictionLevel, lambda row: row.record.level),
        text_column("parent_id", Both("上级行政区代码", "Id of the jurisdiction above"), lambda row: row.record.parent, ID_PATTERN, "jurisdictions"),
        text_column("admin_code", Both("行政区划代码（GB/T 2260）", "GB/T 2260 code"), lambda row: row.record.admin_code, ADMIN_CODE_PATTERN),
        *_context("population", Both("常住人口", "Inhabitants"), "people", lambda row: row.population),
        *_context("households", Both("户数", "Households"), "households", lambda row: row.households),
        *_context("area", Both("面积", "Area"), "km²", lambda row: row.area),
    ),
    always=("name", "name_en", "level"),
    by_place=False,
)
DEPARTMENTS = PublishedTable[KeptDepartment](
    "departments", Both("部门", "Departments"), ("department_id",), _departments,
    (
        DEPARTMENT_ID.read_by(lambda row: row.id),
        JURISDICTION_ID.read_by(lambda row: row.id.partition("/")[0]),
        _NAME,
        _NAME_EN,
        code_column("kind", Both("部门类型", "Kind of body"), DepartmentKind, lambda row: row.record.kind),
        text_column("budget_code", Both("预算单位代码；未知则空", "Code of the budget unit; empty where unknown"), lambda row: row.record.budget_code),
        integer_column("statements", Both("表单数", "Number of forms"), lambda row: len(row.results), "forms"),
        integer_column("indicators", Both("指标行数，不含表样的空行", "Number of indicator rows, without blank rows of the template"), lambda row: sum(len(result.filled_rows) for result in row.results), "rows"),
    ),
    always=("jurisdiction_id", "name", "kind", "statements", "indicators"),
    by_place=False,
)
FINDINGS = PublishedTable[Finding](
    "findings", Both("核对发现", "Findings"), ("finding_id",), lambda audit: audit.findings,
    (
        text_column("finding_id", Both("核对发现代码", "Id of the finding"), lambda found: found.id),
        text_column("rule_id", Both("规则代码", "Id of the rule"), lambda found: found.rule_id, RULE_PATTERN),
        code_column("severity", Both("程度：错误是印出的数彼此不符；疑点是多半有误、要看一看；提示是提醒，可以不改", "Severity: an error is a contradiction between printed figures, a warning something that is likely wrong, a note a remark that needs no change"), Severity, lambda found: found.severity),
        code_column("about", Both("说的是印出的内容，还是本门户的处理；后者不需要说明", "Whether it speaks of what the form prints or of how this portal transcribed it; the latter needs no explanation"), Subject, lambda found: found.about),
        STATEMENT_ID.read_by(lambda found: found.statement_id),
        DEPARTMENT_ID.read_by(lambda found: found.department_id),
        JURISDICTION_ID.read_by(lambda found: found.jurisdiction_id),
        text_column("row_id", Both("所在的行：表单代码加行的代码；说的是整张表则空", "Row on which it stands: the form's id and that of the row; empty where it speaks of the form as a whole"), lambda found: f"{found.statement_id}#{found.row_id}" if found.row_id else None, ROW_ID_PATTERN),
        text_column("row_ids", Both("说到几格的，全部所在的行，与 indicators、funding、base_data 等表的行代码相同", "Of a finding over several cells: all their rows, by the ids of the tables indicators, funding, base_data and others"), lambda found: listed(dict.fromkeys(f"{found.statement_id}#{place.row_id}" for place in found.places if place.row_id))),
        integer_column("cells", Both("说到几格", "How many cells it speaks of"), lambda found: len(found.places) or 1, "cells"),
        text_column("path", Both("所说的格在表单源文件（YAML）中的位置", "Place of the cell in the form's source file, which is YAML"), lambda found: found.path),
        text_column("message_zh", Both("说明（中文）", "Message in Chinese"), lambda found: found.message.zh),
        text_column("message_en", Both("说明（英文）", "Message in English"), lambda found: found.message.en),
        text_column("quote", Both("path 所指单元格印出的全部文字，原样；所指不是单元格或不宜重复的则空", "The whole cell at path as printed; empty where path is no cell or its text must not be repeated"), lambda found: found.quote or None),
        text_column("published", Both("path 所指单元格印出的数，原样；所说的不是这一格的数则空", "The figure in the cell at path as printed; empty where the finding is about another figure or about words"), lambda found: found.published or None),
        text_column("recomputed", Both("本门户按印出的数算出的数", "What this portal calculated from printed figures"), lambda found: found.recomputed),
        text_column("reference", Both("与之对照的：预算、上年数、界限、长期目标、其他格的数或文字", "What the cell is compared with: a budget, last year's figure, a threshold, a long-term target, a figure or the words of another cell"), lambda found: found.reference),
        decimal_column("difference", Both("印出数减重算数；有对照数的，为重算数（没有则印出数）减对照数。单位随所说的格，各行不同，不可相加", "Published less recomputed; where there is a reference, the recomputed figure (else the published one) less that. Its unit is that of the cell and differs from row to row, so that it cannot be added up"), lambda found: found.difference),
        text_column("worked", Both("代入本行数字的算式；规则不是计算的空", "The formula with the figures of this row; empty where the rule is no calculation"), lambda found: found.worked or None),
        text_column("formula", Both("规则的算式", "Formula of the rule"), lambda found: RULES[found.rule_id].formula.zh),
        text_column("formula_en", Both("规则的算式（英文）", "Formula of the rule in English"), lambda found: RULES[found.rule_id].formula.en),
        text_column("also", Both("也说到这一格的其他规则：另有发现的，和同一行也符合、因已有本条而不再另列的", "Other rules that speak of the cell: those with a finding of their own, and those that the row meets too and that are not listed again"), lambda found: listed(sorted({*found.also, *found.beside}))),
        SOURCE_ID.read_by(lambda found: found.source_id or None),
        SOURCE_LINE.read_by(lambda found: found.source_line),
        text_column("file", Both("表单的源文件（YAML），在本门户的数据仓库中", "The form's source file (YAML) in the repository of the portal's data"), lambda found: found.file),
        integer_column("line", Both("所说的格在源文件的第几行", "Line of the source file on which the cell stands"), lambda found: found.line),
        code_column("status", Both("状态；本门户的处理不写状态", "Status; none for how this portal transcribed a form"), FindingStatus, lambda found: found.told),
        text_column("reply", Both("部门的答复；暂时接受的，为接受的原因", "The department's reply; where it is accepted for now, the reason"), lambda found: found.reply or None),
        text_column("reply_date", Both("答复的日期", "Day of the reply"), lambda found: found.replied or None, DATE_PATTERN),
        text_column("reply_given_to", Both("答复所针对的、当时印的文字；文字和发现的依据都没有变的则空", "What was printed when the reply was given, where that or what the finding rests on has changed since"), lambda found: found.given_to),
        text_column("accepted_until", Both("暂时接受到哪一天", "Last day on which it is accepted"), lambda found: found.until or None, DATE_PATTERN),
        text_column("publication_review", Both("发布审查：哪个单位、何时、为何同意发布这张曾暂缓发布的表；不是部门的说明", "Review before publication: who released the form that had been held back, when and why; it is no reply"), lambda found: found.review or None),
    ),
    always=("rule_id", "severity", "about", "statement_id", "department_id", "jurisdiction_id", "cells", "message_zh", "message_en", "file", "line"),
)
FINDING_CELLS = PublishedTable[CellOfFinding](
    "finding_cells", Both("核对发现所说的格", "Cells of findings"), ("finding_id", "row_id", "column"), _cells_of_findings,
    (
        text_column("finding_id", Both("核对发现代码", "Id of the finding"), lambda one: one.finding.id),
        STATEMENT_ID.read_by(lambda one: one.finding.statement_id),
        DEPARTMENT_ID.read_by(lambda one: one.finding.department_id),
        JURISDICTION_ID.read_by(lambda one: one.finding.jurisdiction_id),
        text_column("row_id", Both("所在的行：表单代码加行的代码；说的是整张表的格则空", "Row: the form's id and that of the row; empty for a cell of the form as a whole"), lambda one: f"{one.finding.statement_id}#{one.cell.row_id}" if one.cell.row_id else None, ROW_ID_PATTERN),
        text_column("column", Both("哪一格：源文件中的键，如 target、actual；说的是整行则空", "Which cell: its key in the form's source file, such as target or actual; empty for the whole row"), lambda one: one.cell.cell or None),
        text_column("printed", Both("发现引用的这一格的文字；不宜重复的则空", "What the finding quotes of the cell; empty where its text must not be repeated"), lambda one: one.cell.text or None),
    ),
    always=("finding_id", "statement_id", "department_id", "jurisdiction_id"),
)
ROLLUPS = PublishedTable[Rollup](
    "rollups", Both("汇总", "Roll-ups"), ("rollup_id",), lambda audit: audit.rollups,
    (
        text_column("rollup_id", Both("汇总代码：部门或行政区/年度#表单类型-指标", "Id: department or jurisdiction/year#form type-measure"), lambda item: item.id),
        code_column("level", Both("汇总到哪一级", "Whose figure it is"), RollupLevel, lambda item: item.level),
        JURISDICTION_ID.read_by(lambda item: item.place.partition("/")[0]),
        DEPARTMENT_ID.read_by(lambda item: None if item.level is RollupLevel.JURISDICTION else item.place),
        FISCAL_YEAR.read_by(lambda item: item.fiscal_year),
        FORM_TYPE.read_by(lambda item: item.form_type),
        code_column("measure", Both("汇总的是什么", "What is rolled up"), Measure, lambda item: item.measure),
        decimal_column("value", Both("汇总数，单位见 unit；不能汇总则空", "The figure in the unit of its row; empty where there is none"), lambda item: item.value),
        text_column("unit", Both("计量单位：yuan、percent、points、rows", "Unit: yuan, percent, points or rows"), lambda item: item.unit),
        code_column("method", Both("汇总方法", "How the forms' figures were brought together"), Method, lambda item: item.method),
        integer_column("forms_counted", Both("计入几份表单", "Forms counted"), lambda item: item.counted, "forms"),
        integer_column("forms_total", Both("应有几份表单：已收录的（含待审查的），部门整体表每个部门一份", "Forms that should be in it: those in the portal, also those that await review; of whole-department forms one for each department"), lambda item: item.total, "forms"),
        integer_column("rows_judged", Both("达成率的分母：能判断是否达成的指标", "Indicators that can be judged, of which the share is taken"), lambda item: item.rows_judged, "rows"),
        integer_column("rows_total", Both("已发布表单中设有目标值的指标，包括不能判断的", "Indicators with a target on the published forms, also those that cannot be judged"), lambda item: item.rows_total, "rows"),
        decimal_column("money_share", Both("计入表单的全年预算数占全部表单的比例；有的预算数缺失或有错误则空", "Share of the adjusted budget of all forms that stands on the counted ones; empty where not all of it is known"), lambda item: item.money_share, "percent"),
        text_column("missing", Both("没有计入的：没有此数的表单、待审查的表单、没有收录表单的部门（中文名）", "Not in it: forms without the figure, forms that await review, departments without a form (Chinese names)"), lambda item: listed(party.name.zh for party in item.missing)),
        text_column("missing_ids", Both("missing 一列各项的代码，次序相同", "Ids of what the column missing names, in the same order"), lambda item: listed(party.id for party in item.missing)),
        decimal_column("as_printed", Both("金额：各表总额一行照印的合计，漏填为 0 的也照 0", "Of money: what the total rows of all forms print, a row left at 0 too"), lambda item: item.as_printed, "yuan"),
        decimal_column("by_parts", Both("金额：各表总额一行的合计，总额漏填为 0 的以其下各项之和代替", "Of money: what the total rows of all forms add up to, with the parts of a total row that was left at 0 instead of it"), lambda item: item.by_parts, "yuan"),
        decimal_column("in_doubt", Both("金额：by_parts 中因有错误类发现而不计入的；value = by_parts − in_doubt", "Of money: how much of by_parts is left out because of errors; value = by_parts − in_doubt"), lambda item: item.in_doubt, "yuan"),
        decimal_column("value_per_inhabitant", Both("金额：汇总数除以行政区的常住人口；没有给出人口的则空", "Of money: value divided by the inhabitants of the jurisdiction; empty where their number is not given"), lambda item: item.per_inhabitant, "yuan per inhabitant"),
        integer_column("population_year", Both("上一列所用人口的年份，可能与财政年度不同", "Year of that population, which may differ from the fiscal year"), lambda item: item.population_year),
        text_column("excluded", Both("因有错误类发现而不计入的表单，括号里是规则；部门作了说明也不计入，误报除外", "Forms left out because of errors, with the rules in brackets, explained or not; false positives are none"), lambda item: listed(f"{party.name.zh}（{'、'.join(party.rules)}）" for party in item.excluded)),
        text_column("excluded_ids", Both("excluded 一列各表单的代码，次序相同", "Ids of the forms that the column excluded names, in the same order"), lambda item: listed(party.id for party in item.excluded)),
        text_column("formula", Both("代入各表数字的算式，金额以元计", "The formula with the forms' own numbers, money in yuan"), lambda item: item.formula or None),
        code_column("reason", Both("为什么没有汇总数", "Why there is no figure"), NoRollup, lambda item: item.reason),
    ),
    always=("level", "jurisdiction_id", "fiscal_year", "form_type", "measure", "unit", "method", "forms_counted", "forms_total"),
)
SCORECARD = PublishedTable[Card](
    "scorecard", Both("填报情况", "Reporting scorecard"), ("scorecard_id",), lambda audit: audit.cards,
    (
        text_column("scorecard_id", Both("填报情况代码：部门/年度", "Id: department/year"), lambda card: card.id),
        JURISDICTION_ID.read_by(lambda card: card.jurisdiction_id),
        DEPARTMENT_ID.read_by(lambda card: card.department_id),
        FISCAL_YEAR.read_by(lambda card: card.fiscal_year),
        *map(_measured, COLUMNS_OF_CARDS),
    ),
    always=("jurisdiction_id", "department_id", "fiscal_year"),
)
RESTATEMENTS = PublishedTable[Restatement](
    "restatements", Both("数据更正", "Restatements"), ("statement_id", "row_id", "column", "old", "new", "date"), _restatements,
    (
        STATEMENT_ID.read_by(lambda item: item.statement),
        text_column("row_id", Both("所在的行：表单代码加行的代码；不在行里则空", "Row: the form's id and that of the row; empty for a cell of the form as a whole"), lambda item: f"{item.statement}#{item.row}" if item.row else None, ROW_ID_PATTERN),
        text_column("column", Both("被更改的列", "Column that changed"), lambda item: item.column),
        text_column("old", Both("原数", "Old figure"), lambda item: item.old),
        text_column("new", Both("新数", "New figure"), lambda item: item.new),
        text_column("date", Both("日期", "Date"), lambda item: item.date, DATE_PATTERN),
        text_column("reason", Both("原因", "Reason"), lambda item: item.reason),
        text_column("commit", Both("作此更正的 git 提交，在本门户的数据仓库中", "The git commit that made the correction, in the repository of the portal's data"), lambda item: item.commit, COMMIT_PATTERN),
    ),
    always=("statement_id", "column", "date", "reason"),
    by_place=False,
)
HAPPENED = PublishedTable[Event](
    "changes", Both("变动", "Changes"), ("change_id",), lambda audit: audit.events,
    (
        text_column("change_id", Both("变动代码，永不改变或重复使用", "Id of the event; it never changes and is never used again"), lambda event: event.id),
        text_column("date", Both("发生的日期；不知道则空", "Day on which it happened; empty where that is not known"), lambda event: event.date or None),
        code_column("kind", Both("发生了什么", "What happened"), EventKind, lambda event: event.kind),
        JURISDICTION_ID.read_by(lambda event: event.place.partition("/")[0] or None),
        DEPARTMENT_ID.read_by(lambda event: event.place if "/" in event.place else None),
        STATEMENT_ID.read_by(lambda event: event.statement_id or None),
        text_column("row_id", Both("所在的行：表单代码加行的代码；不在行里则空", "Row: the form's id and that of the row; empty for what stands in no row"), lambda event: event.row_id or None),
        text_column("column", Both("被更改或说明的键", "Key of the cell that was changed or spoken of"), lambda event: event.column or None),
        text_column("old", Both("原来：更正前的文字；发现的则为原来的状态，原来没有则空", "Before: the text before a correction; of a finding its status, empty where it was not there"), lambda event: _state(event, event.old)),
        text_column("new", Both("现在：更正后的文字；发现与说明的则为状态，没有了则空", "Now: the text after a correction; of findings and replies the status, empty where it is gone"), lambda event: _state(event, event.new)),
        text_column("reason", Both("更正、撤下的原因，或部门的说明", "Why it was corrected or withdrawn, or the words of a reply"), lambda event: event.reason or None),
        text_column("rule_id", Both("规则代码", "Id of the rule"), lambda event: event.rule_id or None),
        text_column("finding_id", Both("核对发现代码", "Id of the finding"), lambda event: event.finding_id or None),
        text_column("release", Both("最早见于哪个数据版本；还没有或不知道则空", "Release in which it is seen first; empty where none has it yet or that is not known"), lambda event: event.release or None),
        text_column("page_url", Both("说明此事的网页地址（相对门户根目录）", "Address of the page that tells of it, relative to the portal's root"), lambda event: event.url),
    ),
    outlives=True,
)
SOURCES = PublishedTable[Kept[SourceDocument]](
    "sources", Both("来源文件", "Source documents"), ("source_id",), lambda audit: starmap(Kept, audit.portal.sources.items()),
    (
        SOURCE_ID.read_by(lambda row: row.id),
        text_column("title", Both("标题", "Title"), lambda row: row.record.title),
        text_column("publisher", Both("发布单位", "Publisher"), lambda row: row.record.publisher),
        text_column("url", Both("网址；未知则空", "Address; empty where unknown"), lambda row: row.record.url, URL_PATTERN),
        text_column("approval_date", Both("批复日期；未知则空", "Day of approval; empty where unknown"), lambda row: row.record.approval_date, DATE_PATTERN),
        text_column("publication_date", Both("发布日期", "Publication date"), lambda row: row.record.publication_date, DATE_PATTERN),
        text_column("retrieved", Both("取得日期", "Date of retrieval"), lambda row: row.record.retrieved, DATE_PATTERN),
        text_column("media_type", Both("文件格式", "Format"), lambda row: row.record.media_type),
        text_column("sha256", Both("来源文本的 SHA-256", "SHA-256 of the source text"), lambda row: row.record.sha256, SHA256_PATTERN),
        integer_column("lines", Both("来源文本行数", "Lines of the source text"), lambda row: row.record.lines),
    ),
    always=("title", "publisher", "media_type", "sha256", "lines"),
    by_place=False,
)
SCORING_PROFILES = PublishedTable[KeptProfile](
    "scoring_profiles", Both("评分规则", "Scoring profiles"), ("scoring_profile",), _profiles,
    (
        text_column("scoring_profile", Both("评分规则代码", "Id of the scoring profile"), lambda row: row.id),
        _NAME.read_by(lambda row: row.record.name),
        _NAME_EN.read_by(lambda row: row.record.name_en),
        code_column("scoring", Both("哪些得分可以重算", "Which points can be worked out again"), Scoring, lambda row: row.scoring),
        decimal_column("total_weight", Both("满分；没有规定则空", "Maximum total; empty where none is laid down"), lambda row: _number(row.record.total_weight), "points"),
        decimal_column("execution_weight", Both("预算执行的分值；没有规定则空", "Points for budget execution; empty where none are laid down"), lambda row: _number(row.record.execution_weight), "points"),
        integer_column("score_decimals", Both("重算得分保留几位小数", "Decimals of a recomputed score"), lambda row: row.record.score_decimals),
        text_column("over_fulfilment", Both("超额完成扣分：完成比例下限: 扣去得分的百分之几，如 200: 10；没有规定则空", "What over-fulfilment takes: attainment from which on: percent of the points, such as 200: 10; empty where nothing is laid down"), lambda row: listed(f"{band.lower}: {band.deduction}" for band in row.record.over_fulfilment_bands)),
        *map(_floor, Grade),
        text_column("citations", Both("每条规则的出处", "Source of each rule"), lambda row: listed(row.record.citations)),
    ),
    by_place=False,
)
# fmt: on
