"""The page on which every indicator row can be filtered and sorted in the browser."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.pages.summaries import JurisdictionSummary
from build_scripts.tables.downloads import Download
from build_scripts.tables.ledger import Figure
from build_scripts.tables.published import Cell
from build_scripts.words.language import Both, Term
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import Achievement, FormType, Level1, Level2, RowKind, Severity, TargetChange

Code = TypeVar("Code", bound=Term)


READY = (
    (
        Both("要求低于上年的目标，两年的数并列", "Targets that ask for less than last year, both values side by side"),
        "target_change",
        TargetChange.WEAKER,
    ),
    (
        Both("要求低于前年的目标", "Targets that ask for less than the year before last"),
        "target_change_y2",
        TargetChange.WEAKER,
    ),
    (Both("未达成的指标", "Targets that were missed"), "achievement", Achievement.MISSED),
)
"""Lists that many look for: name, column and value."""


@dataclass(frozen=True)
class ExploreContext:
    """``/explore/``."""

    indicators: Figure = said("指标行数", "Number of indicator rows")
    jurisdictions: Sequence[JurisdictionSummary] = said("行政区及其部门", "Jurisdictions with their departments")
    years: Sequence[int] = said("有表单的年度，新年度在前", "Years with forms, newest first")
    form_types: Sequence[FormType] = said("有指标的表单类型", "Form types with indicators")
    level1: Sequence[Level1] = said("出现的一级指标", "First-level categories that occur")
    level2: Sequence[Level2] = said("出现的二级指标", "Second-level categories that occur")
    achievements: Sequence[Achievement] = said("出现的达成情况", "Achievements that occur")
    changes: Sequence[TargetChange] = said("出现的与上年、前年之比", "Changes against the years before that occur")
    ready: Sequence[tuple[Both, str, Figure]] = said(
        "现成的清单：名称、条件、行数", "Lists ready to open: name, filter, number of rows"
    )
    severities: Sequence[Severity] = said("核对发现的轻重", "Severities of findings")
    table: Download = said("指标表的下载", "The table of indicators to download")


@one_page(PageKind.EXPLORE, ExploreContext)
def explore_page(site: Site) -> Page:
    """Return the page; its choices are the values that the table of indicators has."""
    context = ExploreContext(
        indicators=site.ledger.count("indicators", row_kind=RowKind.FILLED),
        jurisdictions=tuple(site.jurisdiction(key) for key in site.jurisdictions_with_departments()),
        years=tuple(sorted({int(str(year)) for year in _values(site, "fiscal_year")}, reverse=True)),
        form_types=_present(site, "form_type", FormType),
        level1=_present(site, "level1", Level1),
        level2=_present(site, "level2", Level2),
        achievements=_present(site, "achievement", Achievement),
        changes=tuple(TargetChange) if _present(site, "target_change", TargetChange) else (),
        ready=tuple(
            (name, f"{column}={code}", rows)
            for name, column, code in READY
            if (rows := site.ledger.count("indicators", row_kind=RowKind.FILLED, **{column: code})).value
        ),
        severities=tuple(Severity),
        table=site.scopes[""].table("indicators"),
    )
    return page_of(
        PageKind.EXPLORE,
        Both(
            "全部绩效指标：按部门、年度、类别和达成情况筛选、排序、下载。",
            "Every indicator: filter by department, year, category and achievement, sort, download.",
        ),
        context,
    )


def _present(site: Site, column: str, codes: type[Code]) -> tuple[Code, ...]:
    found = _values(site, column)
    return tuple(code for code in codes if code in found)


def _values(site: Site, column: str) -> Collection[Cell]:
    return site.occurring[column]
