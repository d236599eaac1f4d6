"""The page at the address of a form that was published and is withdrawn: when, and why."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.site import Site
from build_scripts.reading.model import Withdrawn
from build_scripts.tables.ids import page_url
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class WithdrawnContext:
    """``/<jurisdiction>/<department>/<year>/<form or project>/`` of a form that is no longer published."""

    entry: Withdrawn = said("撤下的表单、日期与原因", "The form that was withdrawn, the day and the reason")
    department: Link = said("部门", "Its department")


@page_for_each(lambda site: site.audit.portal.withdrawn, PageKind.WITHDRAWN, WithdrawnContext)
def withdrawn_page(site: Site, statement_id: str) -> Page:
    """Return the page of a form that was withdrawn."""
    department_id, entry = site.audit.portal.withdrawn[statement_id]
    title = site.title_of(statement_id)
    return Page(
        kind=PageKind.WITHDRAWN,
        url=page_url(statement_id),
        title=title,
        description=Both(f"{title.zh}：已于 {entry.date} 撤下。", f"{title.en}: withdrawn on {entry.date}."),
        crumbs=site.crumbs(*department_id.split("/")),
        context=WithdrawnContext(entry, Link(site.department_name(department_id), page_url(department_id))),
        crumb=PageKind.WITHDRAWN.both,
        shows=department_id,
    )
