"""How each department reports: what is missing, late, blank, inconsistent, explained, and how much is measurable.

One card for each department and fiscal year. Every measure is a count out of a count and stands alone: nothing is added
up to one number and nobody is ranked, because forms, years and duties differ. "Not in this portal" says what the portal
lacks, not what a department owes; it is said only where other forms show that such a form exists. A form that awaits
review before it is published is counted as held and as nothing else: no other measure takes it in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from build_scripts.cells.amounts import clean, percent_of, rounded
from build_scripts.cells.value_model import Value
from build_scripts.judging.findings import Finding
from build_scripts.judging.score import IndicatorResult, StatementResult
from build_scripts.reading.model import SourceDocument
from build_scripts.reading.records import HeldForm, Portal
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Achievement, FindingStatus, FormType, LineCode, YearBasis

CELLS = ("target", "target_basis", "actual", "weight", "score")
"""Cells that a filled indicator row should fill, where its template has the column; the deviation only where missed."""
MEASURABLE = frozenset({"number", "range"})
ANSWERS = frozenset({FindingStatus.EXPLAINED, FindingStatus.CORRECTED})
Measured = int | Decimal | None | tuple[FormType, ...]
"""A count, a share in percent (None without anything to share), or a list of form types."""


@dataclass(frozen=True)
class Reporting:
    """A department's forms of one fiscal year and what was found on them: what every measure is taken from."""

    department_id: str
    fiscal_year: int
    results: Sequence[StatementResult]
    held: Sequence[HeldForm]
    """Forms that await review and are not published; no other count takes them in."""
    findings: Sequence[Finding]
    portal: Portal
    past: int
    """The last year of which anybody reported results: the clock is not asked."""

    @property
    def projects(self) -> list[StatementResult]:
        """The forms of projects."""
        return [result for result in self.results if result.statement.form.form_type.of_project]

    @property
    def sources(self) -> list[SourceDocument]:
        """The source document of each form."""
        return [self.portal.sources[result.statement.form.source.document] for result in self.results]

    @cached_property
    def evaluations(self) -> list[StatementResult]:
        """The self-evaluations."""
        return [result for result in self.results if _evaluates(result)]

    @cached_property
    def cells(self) -> list[str]:
        """The cells that filled indicator rows should fill, as printed."""
        return [cell for result in self.results for cell in _cells(result, self.portal)]

    @cached_property
    def errors(self) -> list[Finding]:
        """The open errors."""
        return [item for item in self.findings if item.is_open_error]

    @cached_property
    def asked(self) -> list[Finding]:
        """The errors and doubts that are open or answered."""
        found = (item for item in self.findings if item.severity.asks)
        return [item for item in found if item.is_open or item.status in ANSWERS]

    @cached_property
    def targets(self) -> list[Value]:
        """The targets, adjusted ones where there are some."""
        return [item.effective_target for result in self.results for item in result.indicators if item.has_target]

    @property
    def measurable(self) -> list[Value]:
        """The targets that are a number or a range."""
        return [target for target in self.targets if target.kind in MEASURABLE]


@dataclass(frozen=True)
class Taken:
    """A column of the scorecard: what it is, in which unit (none for a list), and how it is taken."""

    name: str
    unit: str
    sentence: Both
    take: Callable[[Reporting], Measured]


@dataclass(frozen=True)
class Shown:
    """A part of what a page shows of a measure, with ``{columns}`` to be filled in."""

    text: Both
    only_with: str = ""
    """The column without which the part says nothing."""


@dataclass(frozen=True)
class Aspect:
    """A measure of the scorecard: how it is taken, the columns it has and how a page shows it."""

    key: str
    title: Both
    method: Both | None
    """Two sentences; None where the name says it all."""
    columns: tuple[Taken, ...]
    shown: tuple[Shown, ...]
    wide: bool = False
    """Whether a page shows a sentence and not only a few counts."""

    @property
    def is_share(self) -> bool:
        """Whether a page shows a count out of another one: departments are then compared by the share."""
        return not self.wide and " / " in self.shown[0].text.zh


# fmt: off
ASPECTS = (
    Aspect(
        "collected", Both("收录", "In the portal"), None,
        (
            Taken("department_forms", "forms", Both("收录的部门表单数", "Whole-department forms in the portal"), lambda own: len(own.results) - len(own.projects)),
            Taken("project_forms", "forms", Both("收录的项目表单数", "Project forms in the portal"), lambda own: len(own.projects)),
            Taken("forms_held", "forms", Both("待审查、暂缓发布的表单，不计入其他各项", "Forms that await review and are not published; no other count takes them in"), lambda own: len(own.held)),
        ),
        (
            Shown(Both("{department_forms} 份部门表，{project_forms} 份项目表", "{department_forms} department forms, {project_forms} project forms")),
            Shown(Both("；{forms_held} 份待审查、暂缓发布", "; {forms_held} awaiting review"), only_with="forms_held"),
        ),
    ),
    Aspect(
        "missing", Both("本门户未收录", "Not in this portal"),
        Both(
            "列出由同年度其他表单可知存在、而本门户没有收录的表单类型：自评表对应目标申报表，项目表对应部门整体自评表，部门表印有项目支出则对应项目自评表，年度已过的目标表对应自评表。"
            "未收录不等于部门没有填报或没有公开。",
            "Lists the form types that other forms of the year show to exist and that the portal does not hold: targets for a self-evaluation, a whole-department self-evaluation for project forms, project forms for printed project expenditure, a self-evaluation for targets of a past year. "
            "That a form is not in this portal does not mean that the department has not filled it in or published it.",
        ),
        (
            Taken("not_in_portal", "", Both("由其他表单可知存在、本门户未收录的表单类型", "Form types that other forms show to exist and that this portal does not hold"), lambda own: tuple(_not_in_portal(own))),
        ),
        (Shown(Both.printed("{not_in_portal}")),),
        wide=True,
    ),
    Aspect(
        "late", Both("填报日期", "Date of reporting"),
        Both(
            "自评表印有填报日期的，看它是否早于财政年度 12 月 31 日；没有印日期的，只记为日期不明。"
            "来源文件没有发布日期的，不判断公开是否及时。",
            "Where a self-evaluation prints its date, it is compared with 31 December of the fiscal year; where it prints none, the date is counted as unknown. "
            "Where the source document has no date of publication, nothing is said about whether it was published in time.",
        ),
        (
            Taken("self_evaluations", "forms", Both("自评表数", "Self-evaluation forms"), lambda own: len(own.evaluations)),
            Taken("before_year_end", "forms", Both("填报日期早于财政年度结束的自评表", "Self-evaluations dated before the year's end"), lambda own: sum(map(_before_year_end, own.evaluations))),
            Taken("undated", "forms", Both("填报日期不明的自评表", "Self-evaluations without a readable date"), lambda own: sum(_day(result) is None for result in own.evaluations)),
            Taken("publication_unknown", "forms", Both("来源文件发布日期不明的表单", "Forms whose publication date is unknown"), lambda own: sum(source.publication_date is None for source in own.sources)),
        ),
        (
            Shown(
                Both(
                    "{before_year_end} / {self_evaluations} 份自评早于年度结束；{undated} 份日期不明；",
                    "{before_year_end} / {self_evaluations} self-evaluations dated before the year’s end; {undated} undated; ",
                ),
                only_with="self_evaluations",
            ),
            Shown(Both("{publication_unknown} 份发布日期不明", "{publication_unknown} with unknown publication date")),
        ),
        wide=True,
    ),
    Aspect(
        "blank", Both("空白单元格", "Blank cells"),
        Both(
            "在写有指标名称的行里，数表样设有而印成空白的目标值、确定依据、完成值、分值和得分；未达成的指标另数偏差原因。"
            "没有名称的空行和表样没有的栏不计；“--”之类不算空白。",
            "In rows with an indicator's name, counts target, basis, actual, weight and score cells that the template has and that are printed blank; the deviation cell counts where the target is missed. "
            "Rows without a name and columns that the template lacks do not count; a sign such as -- is no blank.",
        ),
        (
            Taken("cells_due", "cells", Both("应填的指标单元格", "Indicator cells that should be filled"), lambda own: len(own.cells)),
            Taken("cells_blank", "cells", Both("印成空白的指标单元格", "Indicator cells printed blank"), lambda own: sum(not clean(cell) for cell in own.cells)),
        ),
        (Shown(Both.printed("{cells_blank} / {cells_due}")),),
    ),
    Aspect(
        "inconsistent", Both("待说明的错误", "Errors to be explained"),
        Both(
            "错误类发现中状态为“待说明”的条数，以及涉及几份表单。一处对不上可能出在填表、文件转换或本门户的读法。",
            "The number of findings of severity error that are still open, and how many forms they stand on. "
            "Figures can disagree because of the form, of the file's conversion or of how we read it.",
        ),
        (
            Taken("errors_open", "findings", Both("待说明的错误类发现", "Open findings of severity error"), lambda own: len(own.errors)),
            Taken("forms_with_errors", "forms", Both("有待说明错误的表单", "Forms with open errors"), lambda own: len({item.statement_id for item in own.errors})),
        ),
        (Shown(Both("{errors_open}（{forms_with_errors} 份表）", "{errors_open} ({forms_with_errors} forms)")),),
    ),
    Aspect(
        "explained", Both("已答复", "Answered"),
        Both(
            "错误和疑点中，状态为“已说明”或“已更正”的条数，由部门的答复而定；发布审查不算答复。误报和暂时接受的不计入分母。",
            "Of the errors and doubts, how many the department has explained or corrected; a review before publication is no answer. "
            "False positives and findings accepted for now are not in the denominator.",
        ),
        (
            Taken("findings_due", "findings", Both("待说明或已答复的错误与疑点", "Errors and doubts, open or answered"), lambda own: len(own.asked)),
            Taken("findings_answered", "findings", Both("已说明或已更正的错误与疑点", "Errors and doubts explained or corrected"), lambda own: sum(item.status in ANSWERS for item in own.asked)),
        ),
        (Shown(Both.printed("{findings_answered} / {findings_due}")),),
    ),
    Aspect(
        "quantified", Both("可衡量的目标", "Measurable targets"),
        Both(
            "填有目标值的指标中，目标值读得出一个数或一个数值范围的占多少。定性目标并非不好，只是不能用数来核对。",
            "Of the indicators with a target, how many targets are a number or a range of numbers. "
            "A qualitative target is not a bad one; it only cannot be checked by a number.",
        ),
        (
            Taken("targets", "rows", Both("填有目标值的指标", "Indicators with a target"), lambda own: len(own.targets)),
            Taken("targets_measurable", "rows", Both("目标值为数或范围的指标", "Indicators whose target is a number or a range"), lambda own: len(own.measurable)),
            Taken("measurable_share", "percent", Both("可衡量目标所占比例", "Share of measurable targets"), lambda own: _share(own.measurable, own.targets)),
        ),
        (Shown(Both.printed("{targets_measurable} / {targets} {measurable_share}")),),
    ),
)
# fmt: on
COLUMNS_OF_CARDS = tuple(column for aspect in ASPECTS for column in aspect.columns)


@dataclass(frozen=True)
class Card:
    """What a department's forms of one fiscal year say about its reporting."""

    department_id: str
    fiscal_year: int
    values: Mapping[str, Measured]
    """What was taken, by the name of its column."""

    @property
    def id(self) -> str:
        """The id of the row in ``scorecard.csv``."""
        return f"{self.department_id}/{self.fiscal_year}"

    @property
    def jurisdiction_id(self) -> str:
        """The first part of the department's id."""
        return self.department_id.partition("/")[0]

    def said(self, aspect: Aspect) -> Both:
        """Return what a page says of a measure, with ``{columns}`` to be filled in."""
        return UNSAID.join(part.text for part in aspect.shown if not part.only_with or self[part.only_with])

    def __getitem__(self, column: str) -> Measured:
        """Return what was taken for a column."""
        return self.values[column]


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
    years = (year for (_, year), group in groups.items() if any(map(_evaluates, group)))
    past = max(years, default=0)
    cards = []
    for key in sorted({*groups, *held}, key=lambda key: (key[0], -key[1])):
        own = [item for result in groups[key] for item in found[result.statement.id]]
        reporting = Reporting(*key, groups[key], held[key], own, portal, max(past, portal.evaluated_until))
        cards.append(Card(*key, {column.name: column.take(reporting) for column in COLUMNS_OF_CARDS}))
    return tuple(cards)


def _evaluates(result: StatementResult) -> bool:
    return result.statement.form.form_type.is_self_evaluation


def _not_in_portal(own: Reporting) -> Iterator[FormType]:
    """Yield the form types that other forms show to exist.

    That a self-evaluation of the same or a later year is in the portal shows that the year is over.
    """
    types = {result.statement.form.form_type for result in own.results}
    over = own.fiscal_year <= own.past
    shown = {target for target in FormType if target.evaluated_by in types}
    shown |= {target.evaluated_by for target in types if over and target.evaluated_by}
    if over and any(form_type.of_project for form_type in types):
        shown.add(FormType.DEPT_SELF_EVAL)
    if any(map(_spends_on_projects, own.results)):
        shown.add(FormType.PROJECT_SELF_EVAL)
    there = types | {form.form_type for form in own.held}
    yield from (form_type for form_type in FormType if form_type in shown - there)


def _share(part: Sized, whole: Sized) -> Decimal | None:
    """Return how many percent of the whole a part is, with four decimals; None of nothing."""
    return rounded(percent_of(Decimal(len(part)), Decimal(len(whole))), 4) if whole else None


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
        if item.bare_name:
            yield from (cell for key in _due(item) if key in columns and (cell := getattr(item.row, key)) is not None)


def _due(item: IndicatorResult) -> tuple[str, ...]:
    return (*CELLS, "deviation") if item.achievement is Achievement.MISSED else CELLS
