"""The page at the address of what was published and is withdrawn, a form, a department or a jurisdiction: when, and why."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.site import Site
from build_scripts.pages.unit_site import UnitSite
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.model import Jurisdiction, Withdrawn, WithdrawnPlace
from build_scripts.tables.ids import page_url
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class WithdrawnContext:
    """Any address of a form, a department or a jurisdiction that is no longer published."""

    id: str = said("原来的代码", "The id that it had")
    entry: Withdrawn | WithdrawnPlace = said("撤下的日期与原因", "The day and the reason")
    above: Link = said("所在的部门或行政区", "The department or jurisdiction to which it belonged")
    now: Link | None = said("现在的部门或行政区", "The department or jurisdiction that has taken its place")


@page_for_each(lambda site: site.gone, PageKind.WITHDRAWN, WithdrawnContext, Site, UnitSite)
def withdrawn_page(site: Site, id_: str) -> Page:
    """Return the page of what was withdrawn."""
    owner, entry = site.portal.withdrawn[id_]
    title = site.title_of(id_)
    now = entry.now if isinstance(entry, WithdrawnPlace) else None
    return Page(
        kind=PageKind.WITHDRAWN,
        url=page_url(id_),
        title=title,
        description=Both(f"{title.zh}：已于 {entry.date} 撤下。", f"{title.en}: withdrawn on {entry.date}."),
        crumbs=site.crumbs(*owner.split("/")),
        context=WithdrawnContext(
            id_,
            entry,
            Link(site.title_of(owner), page_url(owner)),
            Link(site.title_of(now), page_url(now)) if now else None,
        ),
        crumb=PageKind.WITHDRAWN.both,
        shows=owner if "/" in owner else KIND_OF[Jurisdiction].path(owner),
    )
