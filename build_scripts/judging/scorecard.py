"""How each department reports: what is missing, late, blank, inconsistent, explained, and how much is measurable.

One card for each department and fiscal year. Every measure is a count out of a count and stands alone: nothing is added
up to one number and nobody is ranked, because forms, years and duties differ. "Not in this portal" says what the portal
lacks, not what a department owes; it is said only where other forms show that such a form exists. A form that awaits
review before it is published is counted as held and as nothing else: no other measure takes it in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from build_scripts.cells.amounts import clean, percent_of, rounded
from build_scripts.judging.check import Finding
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.reading.records import HeldForm, Portal
from build_scripts.words.vocabulary import Achievement, FindingStatus, FormType, LineCode, Severity, YearBasis

CELLS = ("target", "target_basis", "actual", "weight", "score")
"""Cells that a filled indicator row should fill, where its template has the column; the deviation only where missed."""
MEASURABLE = frozenset({"number", "range"})
ANSWERS = frozenset({FindingStatus.EXPLAINED, FindingStatus.CORRECTED})


@dataclass(frozen=True)
class Aspect:
    """A measure of the scorecard and how it is taken, in two sentences."""

    key: str
    title_zh: str
    title_en: str
    method_zh: str
    method_en: str


ASPECTS = (
    Aspect(
        "missing",
        "本门户未收录",
        "Not in this portal",
        "列出由同年度其他表单可知存在、而本门户没有收录的表单类型：自评表对应目标申报表，项目表对应部门整体自评表，部门表印有项目支出则对应项目自评表，年度已过的目标表对应自评表。"
        "未收录不等于部门没有填报或没有公开。",
        "Lists the form types that other forms of the year show to exist and that the portal does not hold: targets for a self-evaluation, a whole-department self-evaluation for project forms, project forms for printed project expenditure, a self-evaluation for targets of a past year. "
        "That a form is not in this portal does not mean that the department has not filled it in or published it.",
    ),
    Aspect(
        "late",
        "填报日期",
        "Date of reporting",
        "自评表印有填报日期的，看它是否早于财政年度 12 月 31 日；没有印日期的，只记为日期不明。"
        "来源文件没有发布日期的，不判断公开是否及时。",
        "Where a self-evaluation prints its date, it is compared with 31 December of the fiscal year; where it prints none, the date is counted as unknown. "
        "Where the source document has no date of publication, nothing is said about whether it was published in time.",
    ),
    Aspect(
        "blank",
        "空白单元格",
        "Blank cells",
        "在写有指标名称的行里，数表样设有而印成空白的目标值、确定依据、完成值、分值和得分；未达成的指标另数偏差原因。"
        "没有名称的空行和表样没有的栏不计；“--”之类不算空白。",
        "In rows with an indicator's name, counts target, basis, actual, weight and score cells that the template has and that are printed blank; the deviation cell counts where the target is missed. "
        "Rows without a name and columns that the template lacks do not count; a sign such as -- is no blank.",
    ),
    Aspect(
        "inconsistent",
        "待说明的错误",
        "Errors to be explained",
        "错误类发现中状态为“待说明”的条数，以及涉及几份表单。一处对不上可能出在填表、文件转换或本门户的读法。",
        "The number of findings of severity error that are still open, and how many forms they stand on. "
        "Figures can disagree because of the form, of the file's conversion or of how we read it.",
    ),
    Aspect(
        "explained",
        "已答复",
        "Answered",
        "错误和疑点中，状态为“已说明”或“已更正”的条数，由部门的答复而定；发布审查不算答复。误报和暂时接受的不计入分母。",
        "Of the errors and doubts, how many the department has explained or corrected; a review before publication is no answer. "
        "False positives and findings accepted for now are not in the denominator.",
    ),
    Aspect(
        "quantified",
        "可衡量的目标",
        "Measurable targets",
        "填有目标值的指标中，目标值读得出一个数或一个数值范围的占多少。定性目标并非不好，只是不能用数来核对。",
        "Of the indicators with a target, how many targets are a number or a range of numbers. "
        "A qualitative target is not a bad one; it only cannot be checked by a number.",
    ),
)


@dataclass(frozen=True)
class Card:
    """What a department's forms of one fiscal year say about its reporting. All counts but the last share."""

    department_id: str
    jurisdiction_id: str
    fiscal_year: int
    department_forms: int
    project_forms: int
    forms_held: int
    """Forms that await review and are not published; no other count takes them in."""
    not_in_portal: tuple[FormType, ...]
    self_evaluations: int
    before_year_end: int
    undated: int
    publication_unknown: int
    """Forms whose source document has no date of publication."""
    cells_due: int
    cells_blank: int
    errors_open: int
    forms_with_errors: int
    findings_due: int
    findings_answered: int
    targets: int
    targets_measurable: int

    @property
    def id(self) -> str:
        """The id of the row in ``scorecard.csv``."""
        return f"{self.department_id}/{self.fiscal_year}"

    @property
    def measurable_share(self) -> Decimal | None:
        """Percent of the targets that are a number or a range, with four decimals; None without a target."""
        return rounded(percent_of(Decimal(self.targets_measurable), Decimal(self.targets)), 4) if self.targets else None


def scorecard(portal: Portal, results: Mapping[str, StatementResult], findings: Iterable[Finding]) -> tuple[Card, ...]:
    """Return a card for each department and fiscal year with forms, in order of department, newest year first."""
    groups: dict[tuple[str, int], list[StatementResult]] = defaultdict(list)
    held: dict[tuple[str, int], list[HeldForm]] = defaultdict(list)
    for result in results.values():
        groups[result.statement.department_id, result.statement.form.fiscal_year].append(result)
    for form in portal.held:
        held[form.department_id, form.fiscal_year].append(form)
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.statement_id].append(finding)
    past = max((year for (_, year), group in groups.items() if any(map(_evaluates, group))), default=0)
    return tuple(
        _card(key, groups[key], held[key], [item for result in groups[key] for item in found[result.statement.id]], portal, past)
        for key in sorted({*groups, *held}, key=lambda key: (key[0], -key[1]))
    )  # fmt: skip


def _card(
    key: tuple[str, int],
    group: Sequence[StatementResult],
    held: Sequence[HeldForm],
    findings: Sequence[Finding],
    portal: Portal,
    past: int,
) -> Card:
    department_id, year = key
    evaluations = [result for result in group if _evaluates(result)]
    projects = sum(result.statement.form.form_type.of_project for result in group)
    cells = [cell for result in group for cell in _cells(result, portal)]
    errors = [item for item in findings if item.is_open_error]
    due = [item for item in findings if item.severity is not Severity.NOTE and (item.is_open or item.status in ANSWERS)]
    targets = [item.effective_target for result in group for item in result.indicators if item.has_target]
    return Card(
        department_id,
        department_id.partition("/")[0],
        year,
        department_forms=len(group) - projects,
        project_forms=projects,
        forms_held=len(held),
        not_in_portal=tuple(_not_in_portal(group, {form.form_type for form in held}, year, past)),
        self_evaluations=len(evaluations),
        before_year_end=sum(map(_before_year_end, evaluations)),
        undated=sum(_day(result) is None for result in evaluations),
        publication_unknown=sum(
            portal.sources[result.statement.form.source.document].publication_date is None for result in group
        ),
        cells_due=len(cells),
        cells_blank=sum(not clean(cell) for cell in cells),
        errors_open=len(errors),
        forms_with_errors=len({item.statement_id for item in errors}),
        findings_due=len(due),
        findings_answered=sum(item.status in ANSWERS for item in due),
        targets=len(targets),
        targets_measurable=sum(target.kind in MEASURABLE for target in targets),
    )


def _evaluates(result: StatementResult) -> bool:
    return result.statement.form.form_type.is_self_evaluation


def _types(group: Sequence[StatementResult]) -> set[FormType]:
    return {result.statement.form.form_type for result in group}


def _not_in_portal(group: Sequence[StatementResult], held: set[FormType], year: int, past: int) -> Iterator[FormType]:
    """Yield the form types that other forms show to exist; ``past`` is the last year of which anybody reported results.

    The clock is not asked: that a self-evaluation of the same or a later year is in the portal shows that the year is over.
    """
    types = _types(group)
    over = year <= past
    shown = {target for target in FormType if target.evaluated_by in types}
    shown |= {target.evaluated_by for target in types if over and target.evaluated_by}
    if over and any(form_type.of_project for form_type in types):
        shown.add(FormType.DEPT_SELF_EVAL)
    if any(map(_spends_on_projects, group)):
        shown.add(FormType.PROJECT_SELF_EVAL)
    yield from (form_type for form_type in FormType if form_type in shown - types - held)


def _spends_on_projects(result: StatementResult) -> bool:
    """Tell whether a department's self-evaluation prints project expenditure above zero."""
    if result.statement.form.form_type is not FormType.DEPT_SELF_EVAL:
        return False
    line = result.line(LineCode.PROJECT)
    return line is not None and any((amount.yuan or 0) > 0 for amount in (line.executed, line.amount))


def _day(result: StatementResult) -> date | None:
    return result.statement.cells.report_date.value


def _before_year_end(result: StatementResult) -> bool:
    """Tell whether a form is dated before its year ended; an inferred year decides nothing."""
    form, day = result.statement.form, _day(result)
    return form.fiscal_year_basis is YearBasis.PRINTED and day is not None and day < date(form.fiscal_year, 12, 31)


def _cells(result: StatementResult, portal: Portal) -> Iterator[str]:
    """Yield the cells that the form's filled indicator rows should fill; a cell that a row does not have is not due."""
    template = portal.templates[result.statement.form.template]
    columns = {column.key for column in (*template.indicator_columns, *template.long_term_columns)}
    for item in result.indicators:
        if clean(item.row.name):
            yield from (cell for key in _due(item) if key in columns and (cell := getattr(item.row, key)) is not None)


def _due(item: IndicatorResult) -> tuple[str, ...]:
    return (*CELLS, "deviation") if item.achievement is Achievement.MISSED else CELLS
