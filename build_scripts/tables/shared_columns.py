"""Columns that stand in several tables, and the rows of forms that they are read from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from build_scripts.cells.amounts import rounded
from build_scripts.cells.made_often import made_often
from build_scripts.judging.audit import Audit
from build_scripts.judging.score import FundingResult, IndicatorResult, NotRecomputed, ScoredRow, StatementResult
from build_scripts.reading.form_cells import GoalCells, TotalCells
from build_scripts.reading.model import (
    DEPARTMENT_PATTERN,
    ID_PATTERN,
    STATEMENT_PATTERN,
    BaseDataRow,
    FundingLine,
    Goal,
    Indicator,
    Narrative,
)
from build_scripts.reading.records import LoadedStatement
from build_scripts.tables.ids import ROW_ID_PATTERN, row_id
from build_scripts.tables.published import (
    PublishedColumn,
    SourceT,
    code_column,
    decimal_column,
    integer_column,
    listed,
    raw_column,
    text_column,
)
from build_scripts.words.language import SEMICOLON, Both
from build_scripts.words.vocabulary import FormType, Severity, Unit

PrintedT_co = TypeVar("PrintedT_co", covariant=True)
ReadT_co = TypeVar("ReadT_co", covariant=True)


@dataclass(frozen=True)
class JudgedForm:
    """A form: what it prints, what was recomputed and what was found."""

    result: StatementResult
    found: Mapping[Severity, int]
    """How many open findings of each severity there are."""
    doubted: bool
    """Whether an error puts its money in doubt."""
    last_changed: str
    """The day on which its file last changed; empty where that is not known."""
    formerly: tuple[str, ...]
    """The ids that it had before, the oldest first."""

    @cached_property
    def statement(self) -> LoadedStatement:
        """The form with its place in the tree."""
        return self.result.statement

    @property
    def total(self) -> TotalCells | None:
        """Its total row, where it prints one."""
        return self.statement.cells.total


@made_often
@dataclass(frozen=True)
class FormRow(Generic[PrintedT_co, ReadT_co]):
    """A row of a form: what it prints, and beside it what was read from that and recomputed."""

    form: JudgedForm
    path: str
    order: int
    """Its place among the rows of its kind, from 1."""
    printed: PrintedT_co
    read: ReadT_co

    @property
    def statement(self) -> LoadedStatement:
        """The form on which it stands."""
        return self.form.statement


class Renamable(Protocol):
    """A form, a department or a jurisdiction."""

    @property
    def formerly(self) -> tuple[str, ...]:
        """The ids that it had before, the oldest first."""


class OnForm(Protocol):
    """A form or a row of one."""

    @property
    def statement(self) -> LoadedStatement:
        """The form."""


AnyRow = FormRow[FundingLine | Indicator | Goal | Narrative | BaseDataRow, object]
WeighedRow = FormRow[FundingLine | Indicator | Goal, FundingResult | IndicatorResult | GoalCells]
PointsRow = FormRow[FundingLine | Indicator, ScoredRow]


def forms(audit: Audit) -> Iterator[JudgedForm]:
    """Return every form of the portal."""
    tally: dict[str, Counter[Severity]] = defaultdict(Counter)
    for finding in audit.findings:
        if finding.is_open:
            tally[finding.statement_id][finding.severity] += 1
    for key, result in audit.results.items():
        day = audit.portal.days.get(result.statement.place, "")
        yield JudgedForm(result, tally[key], key in audit.money_in_doubt, day, audit.portal.former(key))


def withheld(statement: LoadedStatement, path: str) -> str | None:
    """Return the cells of the row at a path (empty for those of no row) that are not disclosed, each with its ground."""
    if not statement.withheld:
        return None
    cells = ((*statement.row_at(cell), reason) for cell, reason in statement.withheld.items() if cell)
    id_ = statement.row_ids.get(path, "")
    return "; ".join(f"{column}: {reason.value}" for row, column, reason in cells if row == id_) or None


def row_id_column(name: str, what: Both) -> PublishedColumn[AnyRow]:
    """Declare the column of the ids of a table's rows."""
    sentence = Both(
        f"{what.zh}代码：表单代码加行的代码，由印出的文字算出，也是网页上的位置",
        f"Id of the {what.en}: the form's id and that of the row, made of what it prints; its place on the page too",
    )
    return text_column(name, sentence, lambda row: row_id(row.statement, row.path), ROW_ID_PATTERN)


def percent_cell(value: Decimal | None) -> Decimal | None:
    """Publish rates with four decimals: more than any form prints, and no endless fractions."""
    return None if value is None else rounded(value, 4).normalize()


def _difference(row: PointsRow) -> Decimal | None:
    """Return published less recomputed points, where there are both."""
    points, recomputed = row.read.score.value, row.read.score_recomputed.value
    return None if points is None or recomputed is None else points - recomputed


def unit_code(name: str, sentence: Both, read: Callable[[SourceT], str | None]) -> PublishedColumn[SourceT]:
    """Declare a column of units."""
    kept = Both("没有代码的量词照印出的字（如篇、本）", "a counting word without a code stays as printed")
    return code_column(name, SEMICOLON.join([sentence, kept]), Unit, read, others=True)


def counted_per(name: str, what: Both, read: Callable[[SourceT], str | None]) -> PublishedColumn[SourceT]:
    """Declare a column of what a value is counted per."""
    said = Both(
        f"{what.zh}按什么计（单价、频次），如 year、person/year；总数则空",
        f"What {what.en} is counted per (a unit price, a frequency), such as year or person/year; empty for a total",
    )
    return code_column(name, said, Unit, read, others=True)


# fmt: off
JURISDICTION_ID: PublishedColumn[OnForm] = text_column("jurisdiction_id", Both("行政区代码，即网址的第一段", "Id of the jurisdiction, first part of the address"), lambda row: row.statement.jurisdiction_id, ID_PATTERN)
DEPARTMENT_ID: PublishedColumn[OnForm] = text_column("department_id", Both("部门代码：行政区/部门", "Id of the department: jurisdiction/department"), lambda row: row.statement.department_id, DEPARTMENT_PATTERN)
STATEMENT_ID: PublishedColumn[OnForm] = text_column("statement_id", Both("表单代码：行政区/部门/年度/表单，即网址", "Id of the form: jurisdiction/department/year/form, its address"), lambda row: row.statement.id, STATEMENT_PATTERN)
FISCAL_YEAR: PublishedColumn[OnForm] = integer_column("fiscal_year", Both("财政年度", "Fiscal year"), lambda row: row.statement.form.fiscal_year)
FORM_TYPE: PublishedColumn[OnForm] = code_column("form_type", Both("表单类型", "Form type"), FormType, lambda row: row.statement.form.form_type)
PROJECT: PublishedColumn[OnForm] = raw_column("project", Both("项目名称", "Project name"), lambda row: row.statement.project)
SOURCE_ID: PublishedColumn[OnForm] = text_column("source_id", Both("来源文件代码", "Id of the source document"), lambda row: row.statement.form.source.document, ID_PATTERN)
FORMERLY: PublishedColumn[Renamable] = text_column("formerly", Both("改名、移动前的全部代码，最早的在前，多项以“；”分隔；以前下载的表中用的是其中之一", "All ids before it was renamed or moved, the oldest first, joined by a full-width semicolon; tables downloaded earlier have one of them"), lambda row: listed(row.formerly))
CONTEXT = (STATEMENT_ID, DEPARTMENT_ID, JURISDICTION_ID, FISCAL_YEAR)

ORDER: PublishedColumn[AnyRow] = integer_column("order", Both("在表中的顺序，从 1 起", "Position on the form, from 1"), lambda row: row.order)
GOAL_ID: PublishedColumn[AnyRow] = row_id_column("goal_id", Both("目标", "goal"))
WITHHELD: PublishedColumn[AnyRow] = text_column("withheld", Both("本行中不公开的单元格与理由，如 actual: privacy", "Cells of the row that are not disclosed, each with its ground, such as actual: privacy"), lambda row: withheld(row.statement, row.path))
SOURCE_LINE: PublishedColumn[AnyRow] = integer_column("source_line", Both("在来源文本中的行号", "Line of the source text"), lambda row: row.printed.source_line)

WEIGHT_RAW: PublishedColumn[WeighedRow] = raw_column("weight_raw", Both("分值", "Weight (maximum points)"), lambda row: row.printed.weight)
WEIGHT: PublishedColumn[WeighedRow] = decimal_column("weight", Both("印出分值的数值", "Number of the printed weight"), lambda row: row.read.weight.value, "points")
SCORE_RAW: PublishedColumn[PointsRow] = raw_column("score_raw", Both("得分", "Score (points awarded)"), lambda row: row.printed.score)
SCORE: PublishedColumn[PointsRow] = decimal_column("score", Both("印出得分的数值", "Number of the printed score"), lambda row: row.read.score.value, "points")
SCORE_RECOMPUTED: PublishedColumn[PointsRow] = decimal_column("score_recomputed", Both("按评分规则重算的得分；不能重算则空", "Score recomputed; empty where it cannot be"), lambda row: row.read.score_recomputed.value, "points")
SCORE_DIFFERENCE: PublishedColumn[PointsRow] = decimal_column("score_difference", Both("印出得分减重算得分", "Published less recomputed score"), _difference, "points")
SCORE_REASON: PublishedColumn[PointsRow] = code_column("score_reason", Both("不能重算的原因", "Why the score cannot be recomputed"), NotRecomputed, lambda row: row.read.score_recomputed.reason)
SCORE_FORMULA: PublishedColumn[PointsRow] = text_column("score_formula", Both("代入本行数字的算式", "The formula with this row's own numbers"), lambda row: row.read.score_recomputed.formula or None)
DEVIATION_RAW: PublishedColumn[PointsRow] = raw_column("deviation_raw", Both("偏差原因分析及改进措施", "Deviation analysis and corrective measures"), lambda row: row.printed.deviation)
# fmt: on
