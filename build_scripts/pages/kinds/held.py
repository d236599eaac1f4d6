"""The page at the address of a form that was published and awaits review: that it does, and nothing of what it says."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.unit_site import UnitSite
from build_scripts.reading.records import HeldForm
from build_scripts.tables.ids import page_url
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class HeldContext:
    """``/<jurisdiction>/<department>/<year>/<form or project>/`` of a form that was public and is held back."""

    form: HeldForm = said("暂缓刊载的表单", "The form that is held back")
    changed: str = said(
        "表单最近更改的日期，不知道则为空", "The day on which the form last changed; empty where that is not known"
    )
    department: Link = said("部门", "Its department")


@page_for_each(
    lambda site: (form for form in site.portal.held if form.was_public), PageKind.HELD, HeldContext, UnitSite
)
def held_page(site: UnitSite, form: HeldForm) -> Page:
    """Return the page of a form that a release showed and that now awaits review."""
    title, department = site.title_of(form.id), site.department_name(form.department_id)
    return Page(
        kind=PageKind.HELD,
        url=page_url(form.id),
        title=title,
        description=Both(f"{title.zh}：待审查，暂缓刊载。", f"{title.en}: held back for review."),
        crumbs=site.crumbs(*form.department_id.split("/")),
        context=HeldContext(form, site.portal.days.get(form.place, ""), Link(department, page_url(form.department_id))),
        crumb=PageKind.HELD.both,
        shows=form.place,
    )
