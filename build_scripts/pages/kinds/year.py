"""The page of a department's year: the folder in which its forms of that year stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.summaries import StatementSummary
from build_scripts.pages.unit_site import UnitSite
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class YearContext:
    """``/<jurisdiction>/<department>/<year>/``."""

    forms: Sequence[StatementSummary] = said("本年度的表单", "Forms of the year")
    others: Sequence[Link] = said("有表单的其他年度", "Other years with forms")


def _years(site: UnitSite) -> Iterable[tuple[str, int]]:
    return ((key, year) for key in site.portal.departments for year in site.department(key).years)


@page_for_each(_years, PageKind.YEAR, YearContext, UnitSite)
def year_page(site: UnitSite, place: tuple[str, int]) -> Page:
    """Return the page of a department's year."""
    department_id, year = place
    name, summary = site.department_name(department_id), site.department(department_id)
    title = Both(f"{name.zh} {year} 年度的表单", f"{name.en}: forms of {year}")
    return Page(
        kind=PageKind.YEAR,
        url=f"{department_id}/{year}/",
        title=title,
        description=Both(
            f"{name.zh} {year} 年度公开的绩效表单。", f"{name.en}: performance forms published for {year}."
        ),
        crumbs=site.crumbs(*department_id.split("/")),
        context=YearContext(
            forms=tuple(form.summary for form in site.of_department(department_id) if form.fiscal_year == year),
            others=tuple(site.year_link(department_id, one) for one in summary.years if one != year),
        ),
        crumb=Both.printed(str(year)),
        shows=department_id,
    )
