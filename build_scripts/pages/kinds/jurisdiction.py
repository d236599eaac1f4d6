"""The page of a jurisdiction: its departments side by side, or the jurisdictions below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.opendata.scopes import Scope
from build_scripts.pages.charts import jurisdiction_charts
from build_scripts.pages.drawing import Bars
from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import HOME, Link, Page, said
from build_scripts.pages.search import names_of_place
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import (
    JurisdictionSummary,
    RollupGroup,
    StatementSummary,
)
from build_scripts.reading.model import Jurisdiction, Withdrawn, WithdrawnPlace
from build_scripts.reading.records import HeldForm
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class Branch:
    """A jurisdiction below another one, with those below it."""

    own: JurisdictionSummary
    below: Sequence[Branch]

    @property
    def departments(self) -> int:
        """How many departments it has, those of jurisdictions below it too."""
        return len(self.own.departments) + sum(one.departments for one in self.below)

    @property
    def statements(self) -> int:
        """How many forms they have published."""
        return int(self.own.statements.value) + sum(one.statements for one in self.below)


@dataclass(frozen=True)
class JurisdictionContext:
    """``/<jurisdiction>/``."""

    id: str = said("行政区代码", "Id")
    jurisdiction: Jurisdiction = said("行政区", "The jurisdiction")
    parents: Sequence[Both] = said("上级行政区名称，从上到下", "Names of the jurisdictions above")
    below: Sequence[Branch] = said("下级行政区，各有其下级", "Jurisdictions below, each with those below it")
    own: JurisdictionSummary = said("概况与各部门", "Key figures and departments")
    rollups: Sequence[RollupGroup] = said("汇总，新年度在前", "Roll-ups, newest year first")
    excluded: Sequence[StatementSummary] = said("资金未计入合计的表单", "Forms whose money is not counted")
    held: Sequence[tuple[Both, HeldForm]] = said(
        "待审查、暂缓发布的表单及其部门名称", "Forms that await review, with the name of their department"
    )
    charts: Sequence[Bars] = said("图表", "Charts")
    files: Scope | None = said("下载；没有数据的没有", "Downloads; none where there are no data")
    withdrawn: Sequence[tuple[Link, Withdrawn | WithdrawnPlace]] = said(
        "撤下的部门与行政区，新近的在前", "Departments and jurisdictions that were withdrawn, the latest first"
    )


@page_for_each(lambda site: site.portal.jurisdictions, PageKind.JURISDICTION, JurisdictionContext, Site)
def jurisdiction_page(site: Site, jurisdiction_id: str) -> Page:
    """Return the page of a jurisdiction: its departments side by side, or the jurisdictions below it."""
    jurisdiction = site.portal.jurisdictions[jurisdiction_id]
    name, own = site.full_name(jurisdiction_id), site.jurisdiction(jurisdiction_id)
    forms = [form for key in site.departments_of(jurisdiction_id) for form in site.of_department(key)]
    above = site.above(jurisdiction_id)
    context = JurisdictionContext(
        id=jurisdiction_id,
        jurisdiction=jurisdiction,
        parents=tuple(site.full_name(key) for key in above),
        below=_below(site, jurisdiction_id),
        own=own,
        rollups=site.rollups(jurisdiction_id),
        excluded=site.excluded(forms),
        held=site.held(jurisdiction_id),
        charts=jurisdiction_charts(site, jurisdiction_id),
        files=site.scopes.get(jurisdiction_id),
        withdrawn=site.withdrawn(jurisdiction_id),
    )
    return Page(
        kind=PageKind.JURISDICTION,
        url=f"{jurisdiction_id}/",
        title=name,
        description=Both(
            f"{name.zh}各部门的预算、执行、绩效目标与完成情况。",
            f"{name.en}: budgets, execution, performance goals and results of its departments.",
        ),
        crumbs=(HOME, *(Link(site.full_name(key), f"{key}/") for key in above)),
        context=context,
        names=names_of_place(name, context.parents),
    )


def _below(site: Site, jurisdiction_id: str) -> tuple[Branch, ...]:
    return tuple(Branch(site.jurisdiction(key), _below(site, key)) for key in site.below.get(jurisdiction_id, ()))
