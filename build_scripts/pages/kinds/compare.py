"""The page on which departments and projects stand side by side, in groups within which a comparison means something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter
from typing import TypeVar

from build_scripts.cells.amounts import plain, rounded
from build_scripts.judging.rollups import HOW, MEASURES_OF, Measure
from build_scripts.pages.charts import compare_charts
from build_scripts.pages.drawing import Bars
from build_scripts.pages.long_lists import Listed, Part, cut, going_on
from build_scripts.pages.makers import one_page
from build_scripts.pages.outlines import FormOutline
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import CompareCell, RollupRow, StatementSummary
from build_scripts.tables.ledger import Figure
from build_scripts.words.language import PAUSE, Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import FormType, TargetChange

UNSCORED = Both("表上没有评分规则", "No scoring profile on the forms")
SEVERAL = Both("几种评分规则", "Several scoring profiles")
EXCLUDED = Both("资金未计入合计的表单", "Forms whose money is not counted")
MOST_TOGETHER = 80
"""All groups stand on one page while they have no more rows than this; else only the first does, and no page has more."""
FIRST_EXCLUDED = 20

Key = tuple[int, FormType, str]
"""Fiscal year, form type and id of the scoring profile: what is alike can be compared."""
ProjectKey = tuple[int, str, str]
"""Fiscal year, ids of the form template and of the scoring profile."""


@dataclass(frozen=True)
class CompareLine:
    """A department among those it can be compared with."""

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
    measurable: Figure | None
    """How many percent of its targets of that year are a number or a range; None where it has none."""
    names: Sequence[str]
    """What it is found by."""


@dataclass(frozen=True)
class Question:
    """A question that readers bring along, with its answer and the measure that answers it."""

    text: Both
    measure: str
    answer: Both


@dataclass(frozen=True)
class CompareGroup:
    """Departments whose forms are of one type, year and scoring profile: these can be compared."""

    anchor: str
    fiscal_year: int
    form_type: FormType
    title: Both
    measures: Sequence[tuple[Measure, str]]
    """Measures that have a figure, each with its unit."""
    has_baseline: bool
    """Whether the forms print figures of the two previous years."""
    rows: Sequence[CompareLine]
    """In order of jurisdiction and id."""
    part: Part | None = None
    """Which of them stand on a page, and where the others are, once that is known."""


@dataclass(frozen=True)
class CompareProject:
    """A project's self-evaluation among those it can be compared with."""

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
    title: Both
    measures: Sequence[tuple[Measure, str]]
    """Measures that have a figure, each with its unit."""
    rows: Sequence[CompareProject]
    """In order of department and id."""
    part: Part | None = None
    """Which of them stand on a page, and where the others are, once that is known."""


Group = CompareGroup | CompareProjects
GroupT = TypeVar("GroupT", CompareGroup, CompareProjects)


@dataclass(frozen=True)
class CompareContext:
    """``/compare/``."""

    questions: Sequence[Question] = said("现成的问题，各有答案", "Questions ready to ask, each with its answer")
    charts: Sequence[Bars] = said("图表", "Charts")
    groups: Sequence[CompareGroup] = said("可以相互比较的部门，分组", "Departments that can be compared, in groups")
    projects: Sequence[CompareProjects] = said("可以相互比较的项目，分组", "Projects that can be compared, in groups")
    other_groups: Sequence[CompareGroup] = said("另有网页的各组部门", "Groups of departments with pages of their own")
    other_projects: Sequence[CompareProjects] = said("另有网页的各组项目", "Groups of projects with pages of their own")
    excluded: Sequence[StatementSummary] = said(
        "资金未计入合计的表单，前几行", "Forms whose money is not counted, the first rows"
    )
    excluded_part: Part = said("其余各行在哪里", "Where the other rows are")


@one_page(PageKind.COMPARE, CompareContext)
def compare_page(site: Site) -> Page:
    """Return the page on which departments and forms stand side by side."""
    groups, projects = _groups(site), _projects(site)
    every: tuple[Group, ...] = (*groups, *projects)
    together = sum(len(group.rows) for group in every) <= MOST_TOGETHER
    here = {group.anchor for group in (every if together else every[:1])}
    parts = {group.anchor: _cut(group, here) for group in every}
    excluded = cut(
        site.excluded(site.outlines.values()), "compare/#excluded", "compare/excluded/", first=FIRST_EXCLUDED
    )
    groups = tuple(_with(group, parts[group.anchor][0]) for group in groups)
    projects = tuple(_with(group, parts[group.anchor][0]) for group in projects)
    charts = compare_charts(site)
    page = page_of(
        PageKind.COMPARE,
        Both(
            "各部门、各项目的执行率、指标达成情况、得分与目标变化并列比较。",
            "Execution rates, achievement, scores and changes of targets of departments and projects, side by side.",
        ),
        CompareContext(
            questions=_questions([group for group in every if group.anchor in here]),
            charts=charts,
            groups=tuple(group for group in groups if group.anchor in here),
            projects=tuple(group for group in projects if group.anchor in here),
            other_groups=tuple(group for group in groups if group.anchor not in here),
            other_projects=tuple(group for group in projects if group.anchor not in here),
            excluded=excluded[0].rows,
            excluded_part=excluded[0],
        ),
    )
    for group in groups:
        page = going_on(page, group.title, Listed.DEPARTMENTS, parts[group.anchor], partial(_with, group))
    for projects_alike in projects:
        own = parts[projects_alike.anchor]
        page = going_on(page, projects_alike.title, Listed.PROJECTS, own, partial(_with, projects_alike))
    return going_on(page, EXCLUDED, Listed.STATEMENTS, excluded)


QUESTIONS = (
    (
        Both("谁花得最慢？", "Who spends slowest?"),
        Measure.RATE,
        Both(
            "{year} 年{forms}里，执行率最低的是{name}：{amount}%",
            "{forms}, {year}: the lowest execution rate is that of {name}, {amount}%",
        ),
        1,
    ),
    (
        Both("谁的目标降得最多？", "Whose targets fell most?"),
        "targets_weaker",
        Both(
            "{year} 年{forms}里，要求低于上年的目标最多的是{name}：{amount} 项",
            "{forms}, {year}: most targets that ask for less than last year are those of {name}, {amount}",
        ),
        -1,
    ),
    (
        Both("谁的目标最难衡量？", "Whose targets can least be measured?"),
        "measurable_share",
        Both(
            "{year} 年{forms}里，可衡量的目标最少的是{name}：{amount}%",
            "{forms}, {year}: fewest targets can be measured at {name}, {amount}%",
        ),
        1,
    ),
)
"""Questions, the measures that answer them, how, and -1 where a group's largest is told: its drawing below begins with that."""


def _questions(groups: Sequence[Group]) -> tuple[Question, ...]:
    """Answer each question by the group whose extreme goes farthest; of a group in which all are alike nothing is told."""
    answered = []
    for text, measure, told, sign in QUESTIONS:
        extremes = []
        for group in groups:
            known = [
                (sign * figure.value, row) for row in group.rows if (figure := _figure(group, row, measure)) is not None
            ]
            if len({value for value, _ in known}) > 1:
                extremes.append((*min(known, key=itemgetter(0)), group))
        if extremes:
            value, row, group = min(extremes, key=itemgetter(0))
            words = {"name": _named(row), "amount": plain(rounded(abs(value), 2))}
            answer = told.format(year=group.fiscal_year, forms=group.form_type.both, **words)
            answered.append(Question(text, measure, answer))
    return tuple(answered)


def _figure(group: Group, row: CompareLine | CompareProject, measure: str) -> Figure | None:
    """Return what stands in a row's cell of a measure."""
    own = {"targets_weaker": row.weaker, "measurable_share": row.measurable} if isinstance(row, CompareLine) else {}
    cells: Sequence[RollupRow | CompareCell] = row.cells
    values = (cell.value for (key, _), cell in zip(group.measures, cells, strict=True) if key == measure)
    return own[measure] if measure in own else next(values, None)


def _named(row: CompareLine | CompareProject) -> Both:
    """Return a department's name, or a project's with its department's."""
    if isinstance(row, CompareLine):
        return row.name
    return Both(f"{row.name.zh}（{row.department.zh}）", f"{row.name.en} ({row.department.en})")


def _cut(group: Group, here: Collection[str]) -> tuple[Part, ...]:
    below = f"compare/{group.anchor}/"
    start = f"compare/#{group.anchor}" if group.anchor in here else below
    return cut(group.rows, start, below, most=MOST_TOGETHER)


def _with(group: GroupT, part: Part) -> GroupT:
    """Return a group with those of its rows alone that stand on one page."""
    return replace(group, rows=part.rows, part=part)


def _groups(site: Site) -> tuple[CompareGroup, ...]:
    found: dict[Key, dict[str, list[FormOutline]]] = defaultdict(dict)
    for department_id in sorted(site.portal.departments):
        own: dict[tuple[int, FormType], list[FormOutline]] = defaultdict(list)
        for form in site.of_department(department_id):
            own[form.fiscal_year, form.form_type].append(form)
        for (year, form_type), forms in own.items():
            if form_type in MEASURES_OF:
                profiles = {form.scoring_profile for form in forms}
                profile = next(iter(profiles)) if len(profiles) == 1 else "several"
                found[year, form_type, profile][department_id] = forms
    order = list(FormType)
    keys = sorted(found, key=lambda key: (-key[0], order.index(key[1]), key[2]))
    return tuple(_group(site, key, found[key]) for key in keys)


def _group(site: Site, key: Key, departments: dict[str, list[FormOutline]]) -> CompareGroup:
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
        title=_title(site, year, form_type.both, profile),
        measures=_with_units(measures),
        rows=tuple(_line(site, place, key, [cells[place][measure] for measure in measures]) for place in departments),
        has_baseline=any(form.has_baseline for forms in departments.values() for form in forms),
    )


def _title(site: Site, year: int, what: Both, profile: str) -> Both:
    known = site.portal.profiles.get(profile)
    scored = known.both("name") if known else SEVERAL if profile else UNSCORED
    return PAUSE.join([Both(f"{year} {what.zh}", f"{year} {what.en}"), scored])


def _cells(site: Site, place: str, year: int, form_type: FormType) -> dict[Measure, RollupRow]:
    groups = site.rollups(place)
    own = next(group for group in groups if (group.fiscal_year, group.form_type) == (year, form_type))
    return {row.rollup.measure: row for row in own.rows}


def _line(site: Site, place: str, key: Key, cells: Sequence[RollupRow]) -> CompareLine:
    year, form_type, _ = key
    where: dict[str, str | int] = {"department_id": place, "fiscal_year": year, "form_type": form_type}
    ledger = site.ledger
    return CompareLine(
        url=f"{place}/",
        name=site.department_name(place),
        jurisdiction=site.full_name(place.partition("/")[0]),
        statements=ledger.count("statements", **where),
        cells=tuple(cells),
        errors=ledger.total("statements", "errors", **where),
        warnings=ledger.total("statements", "warnings", **where),
        weaker=ledger.count("indicators", target_change=TargetChange.WEAKER, **where),
        weaker_y2=ledger.count("indicators", target_change_y2=TargetChange.WEAKER, **where),
        measurable=site.measurable_share(place, year),
        names=site.department(place).names,
    )


def _with_units(measures: Sequence[Measure]) -> tuple[tuple[Measure, str], ...]:
    return tuple((measure, HOW[measure].unit) for measure in measures)


def _projects(site: Site) -> tuple[CompareProjects, ...]:
    """Group the self-evaluations of projects that have template, year and scoring profile in common."""
    found: dict[ProjectKey, list[FormOutline]] = defaultdict(list)
    for form in site.outlines.values():
        if form.compared:
            found[form.fiscal_year, form.template, form.scoring_profile].append(form)
    order = sorted(found, key=lambda key: (-key[0], *key[1:]))
    return tuple(_project_group(site, key, found[key]) for key in order)


def _project_group(site: Site, key: ProjectKey, forms: Sequence[FormOutline]) -> CompareProjects:
    year, template, profile = key
    measures = tuple(
        measure for measure in forms[0].compared if any(form.compared[measure].value is not None for form in forms)
    )
    return CompareProjects(
        anchor="-".join(filter(None, ("projects", str(year), template, profile))),
        fiscal_year=year,
        form_type=FormType.PROJECT_SELF_EVAL,
        title=_title(site, year, site.portal.templates[template].both("name"), profile),
        measures=_with_units(measures),
        rows=tuple(_project(site, form, measures) for form in forms),
    )


def _project(site: Site, form: FormOutline, measures: Sequence[Measure]) -> CompareProject:
    return CompareProject(
        url=form.summary.url,
        name=form.summary.name,
        department=form.summary.department,
        jurisdiction=site.full_name(form.jurisdiction_id),
        cells=tuple(form.compared[measure] for measure in measures),
        errors=form.summary.errors,
        warnings=form.warnings,
    )
