"""The page on which departments and projects stand side by side, in groups within which a comparison means something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_scripts.judging.rollups import HOW, MEASURES_OF, Measure, in_doubt, standing_errors
from build_scripts.judging.score import StatementResult
from build_scripts.pages.charts import compare_charts
from build_scripts.pages.drawing import Bars
from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import RollupRow, StatementSummary
from build_scripts.tables.ledger import Figure
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import Achievement, CellState, CountedAs, FormType, TargetChange

UNSCORED = Both("表上没有评分规则", "No scoring profile on the forms")
SEVERAL = Both("几种评分规则", "Several scoring profiles")

Key = tuple[int, FormType, str]
"""Fiscal year, form type and id of the scoring profile: what is alike can be compared."""
ProjectKey = tuple[int, str, str]
"""Fiscal year, ids of the form template and of the scoring profile."""

ROWS: dict[str, str] = {"target_state": CellState.REPORTED}
ASKED: dict[Measure, tuple[str, str, dict[str, str]]] = {
    Measure.ADJUSTED: ("funding", "adjusted_yuan", {"counted_as": CountedAs.PROJECT}),
    Measure.EXECUTED: ("funding", "executed_yuan", {"counted_as": CountedAs.PROJECT}),
    Measure.RATE: ("funding", "rate_recomputed", {"counted_as": CountedAs.PROJECT}),
    Measure.TOTAL_SCORE: ("statements", "total_score", {}),
    Measure.INDICATORS: ("indicators", "", {}),
    Measure.TARGETS: ("indicators", "", ROWS),
    Measure.MET: ("indicators", "", {**ROWS, "achievement": Achievement.MET}),
    Measure.MISSED: ("indicators", "", {**ROWS, "achievement": Achievement.MISSED}),
}
"""Where the measures of one form stand: table, column added up (or none: rows counted), and which rows."""


@dataclass(frozen=True)
class CompareLine:
    """A department among those it can be compared with."""

    department_id: str
    url: str
    name: Both
    jurisdiction: Both
    statements: Figure
    cells: Sequence[RollupRow]
    """Its measures in the order of the group."""
    errors: Figure
    """Open errors."""
    warnings: Figure
    """Open warnings."""
    weaker: Figure
    """Targets that ask for less than last year's figure."""
    weaker_y2: Figure
    """Targets that ask for less than the figure of the year before last."""


@dataclass(frozen=True)
class CompareGroup:
    """Departments whose forms are of one type, year and scoring profile: these can be compared."""

    anchor: str
    fiscal_year: int
    form_type: FormType
    profile: Both
    measures: Sequence[tuple[Measure, str]]
    """Measures that have a figure, each with its unit."""
    has_baseline: bool
    """Whether the forms print figures of the two previous years."""
    rows: Sequence[CompareLine]
    """In order of jurisdiction and id."""


@dataclass(frozen=True)
class CompareCell:
    """One figure of a project's form."""

    value: Figure | None
    """None where it is not printed or not counted."""
    unit: str
    doubted: bool
    """Whether errors on the form keep it out."""


@dataclass(frozen=True)
class CompareProject:
    """A project's self-evaluation among those it can be compared with."""

    statement_id: str
    url: str
    name: Both
    department: Both
    jurisdiction: Both
    cells: Sequence[CompareCell]
    """Its figures in the order of the group."""
    errors: Figure
    """Open errors."""
    warnings: Figure
    """Open warnings."""


@dataclass(frozen=True)
class CompareProjects:
    """Projects whose self-evaluations are of one template, year and scoring profile: these can be compared."""

    anchor: str
    fiscal_year: int
    form_type: FormType
    template: Both
    profile: Both
    measures: Sequence[tuple[Measure, str]]
    """Measures that have a figure, each with its unit."""
    rows: Sequence[CompareProject]
    """In order of department and id."""


@dataclass(frozen=True)
class CompareContext:
    """``/compare/``."""

    charts: Sequence[Bars] = said("图表", "Charts")
    groups: Sequence[CompareGroup] = said("可以相互比较的部门，分组", "Departments that can be compared, in groups")
    projects: Sequence[CompareProjects] = said("可以相互比较的项目，分组", "Projects that can be compared, in groups")
    excluded: Sequence[StatementSummary] = said("资金未计入合计的表单", "Forms whose money is not counted")


@one_page(PageKind.COMPARE, CompareContext)
def compare_page(site: Site) -> Page:
    """Return the page on which departments and forms stand side by side."""
    context = CompareContext(
        charts=compare_charts(site),
        groups=_groups(site),
        projects=_projects(site),
        excluded=site.excluded(site.audit.results.values()),
    )
    return page_of(
        PageKind.COMPARE,
        Both(
            "各部门、各项目的执行率、指标达成情况、得分与目标变化并列比较。",
            "Execution rates, achievement, scores and changes of targets of departments and projects, side by side.",
        ),
        context,
    )


def _groups(site: Site) -> tuple[CompareGroup, ...]:
    found: dict[Key, dict[str, list[StatementResult]]] = defaultdict(dict)
    for department_id in sorted(site.audit.portal.departments):
        own: dict[tuple[int, FormType], list[StatementResult]] = defaultdict(list)
        for result in site.of_department(department_id):
            own[result.statement.form.fiscal_year, result.statement.form.form_type].append(result)
        for (year, form_type), results in own.items():
            if form_type in MEASURES_OF:
                profiles = {r.statement.scoring_profile or "" for r in results}
                profile = next(iter(profiles)) if len(profiles) == 1 else "several"
                found[year, form_type, profile][department_id] = results
    order = list(FormType)
    keys = sorted(found, key=lambda key: (-key[0], order.index(key[1]), key[2]))
    return tuple(_group(site, key, found[key]) for key in keys)


def _group(site: Site, key: Key, departments: dict[str, list[StatementResult]]) -> CompareGroup:
    year, form_type, profile = key
    cells = {place: _cells(site, place, year, form_type) for place in departments}
    measures = tuple(
        measure
        for measure in MEASURES_OF[form_type]
        if any(row[measure].value is not None for row in cells.values() if measure in row)
    )
    return CompareGroup(
        anchor=f"group-{year}-{form_type}-{profile}".rstrip("-").replace("_", "-"),
        fiscal_year=year,
        form_type=form_type,
        profile=_profile_name(site, profile),
        measures=_with_units(measures),
        rows=tuple(_line(site, place, key, [cells[place][measure] for measure in measures]) for place in departments),
        has_baseline=any(
            item.target_change or item.target_change_y2
            for results in departments.values()
            for result in results
            for item in result.indicators
        ),
    )


def _profile_name(site: Site, profile: str) -> Both:
    if profile in site.audit.portal.profiles:
        return site.audit.portal.profiles[profile].both("name")
    return SEVERAL if profile else UNSCORED


def _cells(site: Site, place: str, year: int, form_type: FormType) -> dict[Measure, RollupRow]:
    groups = site.rollups(place)
    own = next(group for group in groups if (group.fiscal_year, group.form_type) == (year, form_type))
    return {row.rollup.measure: row for row in own.rows}


def _line(site: Site, place: str, key: Key, cells: Sequence[RollupRow]) -> CompareLine:
    year, form_type, _ = key
    where: dict[str, str | int] = {"department_id": place, "fiscal_year": year, "form_type": form_type}
    ledger = site.ledger
    return CompareLine(
        department_id=place,
        url=f"{place}/",
        name=site.department_name(place),
        jurisdiction=site.full_name(place.partition("/")[0]),
        statements=ledger.count("statements", **where),
        cells=tuple(cells),
        errors=ledger.total("statements", "errors", **where),
        warnings=ledger.total("statements", "warnings", **where),
        weaker=ledger.count("indicators", target_change=TargetChange.WEAKER, **where),
        weaker_y2=ledger.count("indicators", target_change_y2=TargetChange.WEAKER, **where),
    )


def _with_units(measures: Sequence[Measure]) -> tuple[tuple[Measure, str], ...]:
    return tuple((measure, HOW[measure].unit) for measure in measures)


def _projects(site: Site) -> tuple[CompareProjects, ...]:
    """Group the self-evaluations of projects that have template, year and scoring profile in common."""
    doubts = standing_errors((*site.audit.findings, *site.audit.withheld))
    found: dict[ProjectKey, list[StatementResult]] = defaultdict(list)
    for key in sorted(site.audit.results):
        form = site.audit.results[key].statement.form
        if form.form_type is FormType.PROJECT_SELF_EVAL:
            found[form.fiscal_year, form.template, form.scoring_profile or ""].append(site.audit.results[key])
    order = sorted(found, key=lambda key: (-key[0], *key[1:]))
    return tuple(_project_group(site, key, found[key], doubts) for key in order)


def _project_group(
    site: Site, key: ProjectKey, results: Sequence[StatementResult], doubts: Mapping[str, Sequence[str]]
) -> CompareProjects:
    year, template, profile = key
    cells = [
        {measure: _cell(site, result, measure, doubts.get(result.statement.id, ())) for measure in ASKED}
        for result in results
    ]
    measures = tuple(measure for measure in ASKED if any(row[measure].value is not None for row in cells))
    return CompareProjects(
        anchor="-".join(filter(None, ("projects", str(year), template, profile))),
        fiscal_year=year,
        form_type=FormType.PROJECT_SELF_EVAL,
        template=site.audit.portal.templates[template].both("name"),
        profile=_profile_name(site, profile),
        measures=_with_units(measures),
        rows=tuple(
            _project(site, result, tuple(row[measure] for measure in measures))
            for result, row in zip(results, cells, strict=True)
        ),
    )


def _cell(site: Site, result: StatementResult, measure: Measure, errors: Sequence[str]) -> CompareCell:
    """Return a form's own figure; like a roll-up, it leaves out what rests on an error or is not printed."""
    how = HOW[measure]
    doubted = in_doubt(how.rests_on(result), errors)
    share = how.read(result)
    known = share is not None and (measure is not Measure.RATE or bool(share.base))
    return CompareCell(_asked(site, result, measure) if known and not doubted else None, how.unit, doubted)


def _asked(site: Site, result: StatementResult, measure: Measure) -> Figure:
    table, column, rows = ASKED[measure]
    where = {"statement_id": result.statement.id, **rows}
    return site.ledger.total(table, column, **where) if column else site.ledger.count(table, **where)


def _project(site: Site, result: StatementResult, cells: tuple[CompareCell, ...]) -> CompareProject:
    statement = result.statement
    summary = site.summaries[statement.id]
    return CompareProject(
        statement_id=statement.id,
        url=summary.url,
        name=summary.name,
        department=summary.department,
        jurisdiction=site.full_name(statement.jurisdiction_id),
        cells=cells,
        errors=summary.errors,
        warnings=site.ledger.total("statements", "warnings", statement_id=statement.id),
    )
