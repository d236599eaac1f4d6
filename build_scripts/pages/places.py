"""The pages of a jurisdiction and of a department."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from build_scripts.judging.check import Finding
from build_scripts.judging.score import StatementResult
from build_scripts.pages.charts import department_charts, jurisdiction_charts
from build_scripts.pages.contexts import (
    DepartmentContext,
    Download,
    JurisdictionContext,
    Link,
    Page,
    StatementSummary,
)
from build_scripts.pages.lines import goal_lines, missed_lines, year_lines
from build_scripts.pages.site import HOME, Site, amount_of, in_both
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity

TELLING_FINDINGS = 3
"""So many findings stand on the first screen of a department."""


def jurisdiction_page(site: Site, jurisdiction_id: str, downloads: tuple[Download, ...]) -> Page:
    """Return the page of a jurisdiction: its departments side by side, or the jurisdictions below it."""
    jurisdiction = site.audit.portal.jurisdictions[jurisdiction_id]
    name, departments = site.full_name(jurisdiction_id), site.jurisdiction(jurisdiction_id).departments
    results = [result for key in site.departments_of(jurisdiction_id) for result in site.of_department(key)]
    above = _above(site, jurisdiction_id)
    context = JurisdictionContext(
        id=jurisdiction_id,
        jurisdiction=jurisdiction,
        parents=tuple(site.full_name(key) for key in above),
        children=tuple(
            site.jurisdiction(key)
            for key, child in site.audit.portal.jurisdictions.items()
            if child.parent == jurisdiction_id
        ),
        departments=departments,
        rollups=site.rollups(jurisdiction_id),
        excluded=site.excluded(results),
        held=site.held(jurisdiction_id),
        charts=jurisdiction_charts(site, jurisdiction_id),
        downloads=downloads,
    )
    return Page(
        kind="jurisdiction",
        url=f"{jurisdiction_id}/",
        title=name,
        description=Both(
            f"{name.zh}各部门的预算、执行、绩效目标与完成情况。",
            f"{name.en}: budgets, execution, performance goals and results of its departments.",
        ),
        crumbs=(HOME, *(Link(site.full_name(key), f"{key}/") for key in above)),
        context=context,
        words=(*in_both(name), *(word for department in departments for word in in_both(department.name))),
    )


def _above(site: Site, jurisdiction_id: str) -> tuple[str, ...]:
    above: list[str] = []
    parent = site.audit.portal.jurisdictions[jurisdiction_id].parent
    while parent:
        above.insert(0, parent)
        parent = site.audit.portal.jurisdictions[parent].parent
    return tuple(above)


def department_page(site: Site, department_id: str, downloads: tuple[Download, ...]) -> Page:
    """Return the page of a department: all years, its money, goals, projects, findings and files."""
    department = site.audit.portal.departments[department_id]
    place = department_id.partition("/")[0]
    results = site.of_department(department_id)
    whole = [r for r in results if not r.statement.form.form_type.of_project]
    projects = [r for r in results if r.statement.form.form_type.of_project]
    sources = dict.fromkeys(result.statement.form.source.document for result in results)
    findings = most_severe_first(
        site, [finding for result in results for finding in site.findings_of[result.statement.id]]
    )
    title = site.department_name(department_id)
    context = DepartmentContext(
        id=department_id,
        department=department,
        jurisdiction=site.full_name(place),
        summary=site.department(department_id),
        years=_by_year(site, whole),
        projects=tuple((year, tuple(sorted(rows, key=_by_money))) for year, rows in _by_year(site, projects)),
        by_year=year_lines(site, department_id, results),
        goals=goal_lines(site, [*whole, *sorted(projects, key=lambda r: _newest_by_money(site, r))]),
        missed=missed_lines(site, results),
        telling=findings[:TELLING_FINDINGS],
        rollups=site.rollups(department_id),
        excluded=site.excluded(results),
        held=site.held(department_id),
        charts=department_charts(site, department_id),
        findings=findings,
        downloads=downloads,
        sources=tuple((key, site.audit.portal.sources[key]) for key in sources),
        citation=site.citation(title, f"{department_id}/"),
    )
    return Page(
        kind="department",
        url=f"{department_id}/",
        title=title,
        description=Both(
            f"{title.zh}：预算多少、花了多少、达成了哪些绩效目标，哪些数字需要说明。",
            f"{title.en}: what it budgeted, spent and achieved, and which figures need an explanation.",
        ),
        crumbs=site.crumbs(place),
        context=context,
        words=(
            *in_both(site.full_name(place)),
            *(project.name for project in department.projects),
        ),
    )


def _by_money(summary: StatementSummary) -> tuple[bool, Decimal, str]:
    """Return the place of a project's form among those of its year: what is counted first, then the largest amount."""
    return (not summary.counted, -amount_of(summary), summary.name.zh)


def _newest_by_money(site: Site, result: StatementResult) -> tuple[int, bool, Decimal, str]:
    summary = site.summaries[result.statement.id]
    return (-summary.fiscal_year, *_by_money(summary))


def _by_year(site: Site, results: list[StatementResult]) -> tuple[tuple[int, tuple[StatementSummary, ...]], ...]:
    """Group forms by fiscal year; ``results`` come newest first."""
    return tuple(
        (year, tuple(site.summaries[result.statement.id] for result in group))
        for year, group in groupby(results, key=lambda result: result.statement.form.fiscal_year)
    )


def most_severe_first(site: Site, findings: list[Finding]) -> tuple[tuple[Finding, StatementSummary], ...]:
    """Return findings with the form each stands on: errors before doubts before remarks, then by rule."""
    order = list(Severity)
    ranked = sorted(findings, key=lambda item: (order.index(item.severity), item.rule_id, item.statement_id, item.line))
    return tuple((item, site.summaries[item.statement_id]) for item in ranked)
