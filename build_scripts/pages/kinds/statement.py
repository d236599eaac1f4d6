"""The page of one form: the form as printed, what was recomputed beside the cells, where it was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_scripts.cells.made_often import made_often
from build_scripts.judging.findings import Finding
from build_scripts.judging.score import FundingResult, IndicatorResult, NotRecomputed, StatementResult
from build_scripts.pages.cell_names import cell_called
from build_scripts.pages.charts import statement_charts
from build_scripts.pages.drawing import Bars
from build_scripts.pages.finding_places import Found, asked_of, found_on
from build_scripts.pages.finding_rows import FindingRow, in_order
from build_scripts.pages.makers import page_for_each
from build_scripts.pages.mistakes import ReportWay, report_ways
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.restated import Restated, by_cell, restated_on
from build_scripts.pages.summaries import StatementSummary, in_doubt
from build_scripts.pages.unit_site import UnitSite
from build_scripts.reading.form_cells import BaseDataCells
from build_scripts.reading.model import (
    Column,
    FormTemplate,
    FundingLine,
    Goal,
    Indicator,
    Narrative,
    ScoringProfile,
    SourceDocument,
    Total,
)
from build_scripts.reading.records import LoadedStatement
from build_scripts.tables.formats import FORMATS
from build_scripts.tables.ledger import Figure
from build_scripts.words.glossary import BY_ID, GLOSSARY, Entry, explained
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import (
    FORM_COLUMNS,
    FindingStatus,
    FormColumn,
    FormType,
    GoalKind,
    Level1,
    Level2,
    Severity,
    Subject,
    WithheldReason,
)

LEVELS = {"level1", "level2"}


@dataclass(frozen=True)
class Heading:
    """A printed heading of a form."""

    text: str
    """As printed, empty where none is."""
    column: FormColumn


@made_often
@dataclass(frozen=True)
class FormCell:
    """A cell as printed, under its printed heading."""

    key: str
    """The column's."""
    text: str | None
    """As printed, None where there is no such cell."""
    findings: Sequence[Finding]
    withheld: WithheldReason | None
    """Ground for withholding it; None where it is public."""
    restated: Restated | None
    """Its newest change since it was published."""


@dataclass(frozen=True)
class FundingRow:
    """A money row as printed and as recomputed."""

    anchor: str
    result: FundingResult
    cells: Sequence[FormCell]


@dataclass(frozen=True)
class LevelCell:
    """A merged level cell that begins on this row."""

    text: str
    """As printed."""
    category: Level1 | Level2 | None
    """The category it names, None where it names none."""
    rows: int
    """How many rows it spans."""
    restated: Restated | None
    """Its newest change since it was published."""


@made_often
@dataclass(frozen=True)
class IndicatorRow:
    """An indicator row as printed and as recomputed."""

    anchor: str
    result: IndicatorResult
    level1: LevelCell | None
    level2: LevelCell | None
    cells: Sequence[FormCell]
    """The other printed cells, from the indicator's name on."""


@dataclass(frozen=True)
class GoalBlock:
    """A goal with its indicator table."""

    anchor: str
    goal: Goal
    levels: Sequence[Heading]
    """Of the columns of first and second level that the form prints."""
    headings: Sequence[Heading]
    """From the indicator's name on."""
    rows: Sequence[IndicatorRow]
    has_baseline: bool
    """Whether the form has columns of previous years."""
    recomputes_scores: bool
    """Whether the form has a column of scores, and its profile a formula for any; that it has none is said once, above the table."""


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
    overview: Sequence[GoalBlock] = said("有总目标表文字的目标", "Goals that stand in the overview table")
    total: Total | None = said("总分行", "Total row")
    total_findings: Sequence[Finding] = said("对总分行的发现", "Findings on the total row")
    base_data: Sequence[tuple[str, BaseDataCells, Sequence[Finding]]] = said(
        "基础数据行，前有锚点，后有发现", "Base-data rows, each with its anchor before and its findings behind it"
    )
    base_data_headings: Sequence[Heading] = said("基础数据表头", "Headings of the base-data table")
    head: Sequence[tuple[str, str, Narrative]] = said(
        "印在表头的文字，前有锚点与位置",
        "Texts printed in the form's head, each with its anchor and its path before it",
    )
    narratives: Sequence[tuple[str, str, Narrative]] = said(
        "其他文字内容，前有锚点与位置", "The other texts, each with its anchor and its path before it"
    )
    in_doubt: Mapping[str, Sequence[Finding]] = said(
        "页首各数的错误与疑点，按单元格的键",
        "Errors and warnings on the figures at the head, by the keys of their cells",
    )
    findings: Sequence[FindingRow] = said("本表全部发现", "All findings on this form")
    restated: Sequence[Restated] = said("发布后更正过的格，新的在前", "Cells changed after publication, newest first")
    restated_at: Mapping[str, Restated] = said(
        "更正过的格的最近一次更正，按行的代码加键", "The newest change of each such cell, by the row's id and the key"
    )
    cells: Mapping[str, Both] = said(
        "不公开的格、第二份印得不同的格，各叫什么，按位置",
        "What the withheld cells and those that a second copy prints otherwise are called, by their paths",
    )
    by_severity: Sequence[tuple[Severity, Figure, Figure]] = said(
        "本表的发现数及其中待说明的，按程度分开，重的在前",
        "Number of findings of each severity, and of those that are open, the most severe first",
    )
    transcription: Sequence[FindingRow] = said("本门户对本表的处理", "How this portal transcribed the form")
    terms: Sequence[Entry] = said("本页用到的名词", "Words of this page that the glossary explains")
    charts: Sequence[Bars] = said("图表", "Charts")
    report: Sequence[ReportWay] = said("读者怎样指出错误", "How readers report a mistake")
    downloads: Sequence[Link] = said("含本表数据的下载", "Downloads that hold this form's data")
    changed: str = said(
        "数据文件最近一次更改的日期，未知则空", "Day on which its file last changed, empty where unknown"
    )


@page_for_each(lambda site: site.audit.results.values(), PageKind.STATEMENT, StatementContext, UnitSite)
def statement_page(site: UnitSite, result: StatementResult) -> Page:
    """Return the page of one form."""
    statement, form = result.statement, result.statement.form
    summary = site.summaries[statement.id]
    department, settings = site.department_name(statement.department_id), site.portal.settings
    template = site.portal.templates[form.template]
    findings = site.findings_of[statement.id]
    restated = restated_on(site, statement)
    changed = by_cell(restated)
    money = _with_further(template.funding_columns, [item.line for item in result.funding])
    found = found_on(statement, findings)
    funding = tuple(_funding_row(item, money, found, statement, changed) for item in result.funding)
    goals = _goals(result, template, found, changed)
    texts = [
        (statement.row_ids[path], path, text)
        for path, text in ((f"narratives[{index}]", text) for index, text in enumerate(form.narratives))
    ]
    title = site.title_of(statement.id)
    context = StatementContext(
        heading=_heading(result, summary.name, department),
        statement=statement,
        result=result,
        summary=summary,
        department=department,
        department_url=f"{statement.department_id}/",
        template=template,
        profile=result.profile,
        source=site.portal.sources[form.source.document],
        funding_headings=_headings(money),
        funding=funding,
        has_rate=any(column.key == "rate" for column in template.funding_columns),
        has_weight=any(column.key == "score" for column in template.funding_columns),
        goals=goals,
        overview=tuple(block for block in goals if block.goal.overview is not None),
        total=result.statement.total,
        total_findings=tuple(found.get("total", ())),
        base_data=tuple(
            (statement.row_ids[cells.path], cells, found.get(cells.path, ())) for cells in statement.cells.base_data
        ),
        base_data_headings=_headings(template.base_data_columns),
        head=tuple(text for text in texts if text[2].kind.in_head),
        narratives=tuple(text for text in texts if not text[2].kind.in_head),
        in_doubt={key: asked_of(found.get(path, ())) for key, path in _at_the_head(result)},
        findings=in_order(map(site.row_of, findings)),
        restated=restated,
        restated_at=changed,
        cells={path: cell_called(statement, path) for path in _named(statement)},
        by_severity=tuple(tally for tally in _tally(site, statement.id) if tally[1].value),
        transcription=tuple(map(site.row_of, site.transcription_of[statement.id])),
        terms=_terms(result, template, findings),
        charts=statement_charts(site, result),
        downloads=tuple(
            Link(Both.printed(kind.file(name)), kind.file(f"{statement.department_id}/{name}"))
            for name in _tables_of(result)
            for kind in FORMATS.values()
        ),
        report=tuple(report_ways(settings, statement.id, site.address(summary.url), form.title)),
        changed=site.portal.days.get(statement.place, ""),
    )  # fmt: skip
    form_id = summary.url.split("/")[-2]  # a project's says in English what its printed name says in Chinese
    return Page(
        kind=PageKind.STATEMENT,
        url=summary.url,
        title=title,
        description=Both(
            f"{title.zh}：印出的数字与重算的数字并列，附来源行号。",
            f"{title.en}: printed and recomputed figures side by side, with the lines of the source.",
        ),
        in_doubt=in_doubt(summary.errors, site.outlines[statement.id].warnings),
        crumbs=(
            *site.crumbs(*statement.department_id.split("/")),
            site.year_link(statement.department_id, form.fiscal_year),
        ),
        context=context,
        crumb=summary.name,
        names=(summary.name.zh, summary.name.en, form_id.replace("-", " ")),
        words=(*site.department(statement.department_id).names, form.form_type.zh, form.form_type.en),
        rows=_rows_found(result),
        shows=statement.place,
    )


def _heading(result: StatementResult, name: Both, department: Both) -> Both:
    """Return what the page is headed by: the project's name, which says all; else department, year and form type."""
    if result.statement.project_id is not None:
        return name
    year = result.statement.form.fiscal_year
    return Both(f"{department.zh} {year} 年度{name.zh}", f"{department.en}, {year}: {name.en}")


def _tally(site: UnitSite, statement_id: str) -> Iterator[tuple[Severity, Figure, Figure]]:
    for severity in Severity:
        where = {"statement_id": statement_id, "severity": severity, "about": Subject.FORM}
        counted = site.ledger.count
        yield severity, counted("findings", **where), counted("findings", status=FindingStatus.OPEN, **where)


def _headings(columns: Iterable[Column]) -> tuple[Heading, ...]:
    return tuple(Heading(column.heading, FORM_COLUMNS[column.key]) for column in columns)


def _at_the_head(result: StatementResult) -> Iterator[tuple[str, str]]:
    """Yield the cells whose figures stand at the head of a page: their keys and their paths."""
    if result.total_line is not None:
        yield from ((key, f"{result.total_line.path}.{key}") for key in ("adjusted", "executed", "rate"))
    yield "score", "total.score"


def _cells(
    path: str,
    row: FundingLine | Indicator,
    columns: Iterable[Column],
    found: Found,
    statement: LoadedStatement,
    changed: Mapping[str, Restated],
) -> tuple[FormCell, ...]:
    return tuple(
        FormCell(
            column.key,
            text,
            tuple(found.get(f"{path}.{key}", ())),
            statement.withheld.get(f"{path}.{key}"),
            changed.get(f"{statement.row_ids[path]}.{key}"),
        )
        for column, key, text in _of_columns(row, columns)
    )


def _of_columns(row: FundingLine | Indicator, columns: Iterable[Column]) -> Iterator[tuple[Column, str, str | None]]:
    """Yield each column with the key and the text of the row's cell below it."""
    further = {
        f"further[{number}].text": cell for number, cell in enumerate(row.further)
    }  # each is shown once, though two columns may have one heading
    for column in columns:
        if column.key != FormColumn.FURTHER:
            yield column, column.key, getattr(row, column.key)
            continue
        key = next((key for key, cell in further.items() if cell.label == column.heading), "")
        yield column, key, further.pop(key).text if key else None


def _with_further(columns: Sequence[Column], rows: Iterable[FundingLine | Indicator]) -> tuple[Column, ...]:
    """Return the columns and, behind them, those that only the rows' further cells name."""
    most: Counter[str] = Counter()
    for row in rows:
        most |= Counter(cell.label for cell in row.further)
    missing = most - Counter(column.heading for column in columns if column.key == FormColumn.FURTHER)
    return (*columns, *(Column(key=FormColumn.FURTHER.value, heading=label) for label in missing.elements()))


def _funding_row(
    item: FundingResult,
    columns: Iterable[Column],
    found: Found,
    statement: LoadedStatement,
    changed: Mapping[str, Restated],
) -> FundingRow:
    cells = _cells(item.path, item.line, columns, found, statement, changed)
    return FundingRow(statement.row_ids[item.path], item, cells)


def _terms(result: StatementResult, template: FormTemplate, findings: Iterable[Finding]) -> tuple[Entry, ...]:
    """Return the words of the glossary that the page prints in headings, categories, row labels and findings."""
    columns = (
        template.funding_columns, template.indicator_columns, template.long_term_columns, template.base_data_columns
    )  # fmt: skip
    texts = {column.heading or "" for own in columns for column in own}
    texts |= {level for item in result.indicators for level in (item.level1_raw, item.level2_raw)}
    texts |= {row.label for row in result.statement.base_data}
    texts |= {item.line.label for item in result.funding}
    found = {entry.id for text in texts if (entry := explained(text))}
    found |= {"adjusted", "executed", "rate"} if result.funding else set()
    found |= {"total"} if result.statement.total is not None else set()
    found |= {finding.severity.value for finding in findings}
    found |= {"self-evaluation"} if "自评" in result.statement.form.form_type.zh else {"goal"}
    return tuple(entry for entry in GLOSSARY if entry.id in found & set(BY_ID))


def _goals(
    result: StatementResult, template: FormTemplate, found: Found, changed: Mapping[str, Restated]
) -> tuple[GoalBlock, ...]:
    blocks = []
    for order, goal in enumerate(result.statement.goals, 1):
        long_term = goal.kind is GoalKind.LONG_TERM and template.long_term_columns
        columns = template.long_term_columns if long_term else template.indicator_columns
        keys = {column.key for column in columns}
        items = [item for item in result.indicators if item.goal_order == order]
        shown = [column for column in columns if column.key not in LEVELS]
        shown = [*_with_further(shown, goal.indicators)]
        blocks.append(
            GoalBlock(
                anchor=result.statement.row_ids[f"goals[{order - 1}]"],
                goal=goal,
                levels=_headings(column for column in columns if column.key in LEVELS),
                headings=_headings(shown),
                rows=_rows(items, shown, found, result.statement, changed),
                has_baseline="baseline_y1" in keys,
                recomputes_scores="score" in keys
                and any(item.score_recomputed.reason is not NotRecomputed.NO_FORMULA for item in items),
            )
        )
    return tuple(blocks)


def _rows(
    items: list[IndicatorResult],
    columns: list[Column],
    found: Found,
    statement: LoadedStatement,
    changed: Mapping[str, Restated],
) -> tuple[IndicatorRow, ...]:
    """Return the rows with their merged level cells: a cell begins where it is printed and spans to the next one."""
    begins1 = [index for index, item in enumerate(items) if index == 0 or item.row.level1 is not None]
    begins2 = [index for index, item in enumerate(items) if index in begins1 or item.row.level2 is not None]

    def level(key: str, begins: list[int], index: int, text: str, category: Level1 | Level2 | None) -> LevelCell | None:
        if index not in begins:
            return None
        place = begins.index(index)
        end = begins[place + 1] if place + 1 < len(begins) else len(items)
        row_id = statement.row_ids[items[index].path]
        return LevelCell(text, category, end - index, changed.get(f"{row_id}.{key}"))

    return tuple(
        IndicatorRow(
            anchor=statement.row_ids[item.path],
            result=item,
            level1=level("level1", begins1, index, item.level1_raw, item.level1),
            level2=level("level2", begins2, index, item.level2_raw, item.level2),
            cells=_cells(item.path, item.row, columns, found, statement, changed),
        )
        for index, item in enumerate(items)
    )


def _named(statement: LoadedStatement) -> Iterator[str]:
    """Yield the paths of the cells that the page speaks of away from their rows."""
    yield from filter(None, statement.withheld)
    duplicate = statement.form.source.duplicate
    yield from (difference.path for difference in duplicate.differences) if duplicate else ()


def _tables_of(result: StatementResult) -> list[str]:
    form = result.statement.form
    parts = {
        "funding": result.funding,
        "goals": result.statement.goals,
        "indicators": result.indicators,
        "narratives": form.narratives,
        "base_data": result.statement.base_data,
        "further_cells": any(result.statement.further),
    }
    return ["statements", *(name for name, rows in parts.items() if rows)]


def _rows_found(result: StatementResult) -> tuple[tuple[str, str], ...]:
    """Return what can be found on the form, each text once: indicators, base-data rows, headings of a report."""
    statement = result.statement
    texts = statement.form.narratives if statement.form.form_type is FormType.DEPT_REPORT else ()
    named = [("".join(item.row.name.split()), item.path) for item in result.indicators]
    named += [(cells.row.label.strip(), cells.path) for cells in statement.cells.base_data]
    named += [((item.heading or "").strip(), f"narratives[{index}]") for index, item in enumerate(texts)]
    places = {text: statement.row_ids[path] for text, path in reversed(named) if text}
    return tuple((anchor, text) for text, anchor in reversed(places.items()))
