"""The page of a department: all years, its money, goals, projects, findings and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from build_scripts.judging.score import StatementResult
from build_scripts.opendata.feeds import feed_of
from build_scripts.opendata.scopes import Scope
from build_scripts.pages.charts import department_charts
from build_scripts.pages.drawing import Bars
from build_scripts.pages.finding_rows import FindingRow
from build_scripts.pages.lines import (
    ChangedTarget,
    GoalLine,
    IndicatorLine,
    YearLine,
    change_lines,
    goal_lines,
    missed_lines,
    year_lines,
)
from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.restated import Restated, restated
from build_scripts.pages.site import amount_of, in_both
from build_scripts.pages.summaries import DepartmentSummary, RollupGroup, StatementSummary, in_doubt
from build_scripts.pages.unit_site import UnitSite
from build_scripts.reading.model import Department, SourceDocument, Withdrawn, WithdrawnPlace
from build_scripts.reading.records import HeldForm
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind

TELLING_FINDINGS = 3
"""So many findings stand on the first screen of a department."""
LARGEST_CHANGES = 5
"""So many targets are listed as those that changed most; the others are folded away."""


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
    changes: Sequence[ChangedTarget] = said(
        "比上年变动最大的几项目标", "The targets that changed most since last year, the largest change first"
    )
    further_changes: Sequence[ChangedTarget] = said("其余要求更高或更低的目标", "The others that ask for more or less")
    missed: Sequence[IndicatorLine] = said("未达成的指标", "Indicators that were missed")
    telling: Sequence[FindingRow] = said("最先要说明的发现", "Findings to be explained first")
    rollups: Sequence[RollupGroup] = said("汇总，新年度在前", "Roll-ups, newest year first")
    excluded: Sequence[StatementSummary] = said("资金未计入合计的表单", "Forms whose money is not counted")
    held: Sequence[tuple[Both, HeldForm]] = said(
        "待审查、暂缓发布的表单及其部门名称", "Forms that await review, with the name of their department"
    )
    withdrawn: Sequence[tuple[Link, Withdrawn | WithdrawnPlace]] = said(
        "撤下的表单，新近的在前", "Forms that were withdrawn, the latest first"
    )
    charts: Sequence[Bars] = said("图表", "Charts")
    findings: Sequence[FindingRow] = said("核对发现", "Findings")
    restated: Sequence[Restated] = said("发布后更正过的数，新的在前", "Figures changed after publication, newest first")
    files: Scope | None = said("下载；没有数据的没有", "Downloads; none where there are no data")
    sources: Sequence[tuple[str, SourceDocument]] = said("来源文件", "Source documents")
    feed: str = said("本部门变动的订阅源", "Feed of what changes in the department")


@page_for_each(lambda site: site.portal.departments, PageKind.DEPARTMENT, DepartmentContext, UnitSite)
def department_page(site: UnitSite, department_id: str) -> Page:
    """Return the page of a department: all years, its money, goals, projects, findings and files."""
    department = site.portal.departments[department_id]
    place = department_id.partition("/")[0]
    results = site.results(department_id)
    whole = [r for r in results if not r.statement.form.form_type.of_project]
    projects = [r for r in results if r.statement.form.form_type.of_project]
    sources = dict.fromkeys(result.statement.form.source.document for result in results)
    findings = sorted(
        (finding for result in results for finding in site.findings_of[result.statement.id]),
        key=lambda finding: site.row_of(finding).place,
    )
    changes = change_lines(site, results)
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
        changes=changes[:LARGEST_CHANGES],
        further_changes=changes[LARGEST_CHANGES:],
        missed=missed_lines(site, results),
        telling=tuple(site.row_of(finding) for finding in findings if finding.is_open)[:TELLING_FINDINGS],
        rollups=site.rollups(department_id),
        excluded=site.excluded(site.of_department(department_id)),
        held=site.held(department_id),
        withdrawn=site.withdrawn(department_id),
        charts=department_charts(site, department_id),
        findings=tuple(map(site.row_of, findings)),
        restated=restated(site, department_id),
        files=site.scopes.get(department_id),
        sources=tuple((key, site.portal.sources[key]) for key in sources),
        feed=feed_of(department_id),
    )
    return Page(
        kind=PageKind.DEPARTMENT,
        url=f"{department_id}/",
        title=title,
        description=Both(
            f"{title.zh}：预算多少、花了多少、达成了哪些绩效目标，哪些数字需要说明。",
            f"{title.en}: what it budgeted, spent and achieved, and which figures need an explanation.",
        ),
        in_doubt=in_doubt(context.summary.errors, context.summary.warnings),
        crumbs=site.crumbs(place),
        context=context,
        names=(*context.summary.names, *in_both(site.short_name(department_id))),
        shows=department_id,
        feed=feed_of(department_id),
        words=(
            *in_both(site.full_name(place)),
            *(project.name for project in department.projects),
        ),
    )


def _by_money(summary: StatementSummary) -> tuple[bool, Decimal, str]:
    """Return the place of a project's form among those of its year: what is counted first, then the largest amount."""
    return (not summary.counted, -amount_of(summary), summary.name.zh)


def _newest_by_money(site: UnitSite, result: StatementResult) -> tuple[int, bool, Decimal, str]:
    summary = site.summaries[result.statement.id]
    return (-summary.fiscal_year, *_by_money(summary))


def _by_year(site: UnitSite, results: list[StatementResult]) -> tuple[tuple[int, tuple[StatementSummary, ...]], ...]:
    """Group forms by fiscal year; ``results`` come newest first."""
    return tuple(
        (year, tuple(site.summaries[result.statement.id] for result in group))
        for year, group in groupby(results, key=lambda result: result.statement.form.fiscal_year)
    )
