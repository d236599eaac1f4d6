"""The page on which every indicator row can be filtered and sorted in the browser."""

from __future__ import annotations

from typing import TypeVar

from build_scripts.pages.contexts import Download, ExploreContext, Page
from build_scripts.pages.site import HOME, Site
from build_scripts.tables.rows import Cell
from build_scripts.words.language import Both, Term
from build_scripts.words.vocabulary import Achievement, FormType, Level1, Level2, Severity

Code = TypeVar("Code", bound=Term)


def explore_page(site: Site, downloads: tuple[Download, ...]) -> Page:
    """Return the page; its choices are the values that the table of indicators has."""
    context = ExploreContext(
        indicators=site.ledger.count("indicators"),
        jurisdictions=tuple(site.jurisdiction(key) for key in site.jurisdictions_with_departments()),
        years=tuple(sorted({int(str(year)) for year in _values(site, "fiscal_year")}, reverse=True)),
        form_types=_present(site, "form_type", FormType),
        level1=_present(site, "level1", Level1),
        level2=_present(site, "level2", Level2),
        achievements=_present(site, "achievement", Achievement),
        severities=tuple(Severity),
        table=next(item for item in downloads if item.name == "indicators"),
    )
    return Page(
        "explore",
        "explore/",
        Both("探索", "Explore"),
        Both(
            "全部绩效指标：按部门、年度、类别和达成情况筛选、排序、下载。",
            "Every indicator: filter by department, year, category and achievement, sort, download.",
        ),
        (HOME,),
        context,
    )


def _present(site: Site, column: str, codes: type[Code]) -> tuple[Code, ...]:
    found = _values(site, column)
    return tuple(code for code in codes if code in found)


def _values(site: Site, column: str) -> set[Cell]:
    table = site.tables["indicators"]
    place = table.header.index(column)
    return {row[place] for row in table.rows}
