"""The page at a former address, which leads to where its page is now: whole in itself, without the portal's dress."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.site import Site
from build_scripts.pages.unit_site import UnitSite
from build_scripts.reading.records import AS_OF
from build_scripts.tables.ids import page_url
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class MovedContext:
    """Any address that a jurisdiction, a department or a form once had."""

    to: Link = said("现在的页面", "The page that stood here")
    files: Link | None = said(
        "现在的数据文件，部门与行政区才有", "Where its files are now; of a department or a jurisdiction"
    )
    changed: str = said("最近更改的日期，不知道则为空", "The day of the last change; empty where it is not known")


def _moves(site: Site) -> Iterator[tuple[str, str, str]]:
    """Yield former and present ids; of a form also with the pages below its own: findings, and its notes."""
    for old, new in site.moved.items():
        yield old, new, ""
        if isinstance(site, UnitSite) and new in site.audit.results:
            found = (*site.findings_of[new], *site.transcription_of[new])
            yield from ((old, new, below) for below in dict.fromkeys(item.below.partition("#")[0] for item in found))


@page_for_each(_moves, PageKind.MOVED, MovedContext, Site, UnitSite)
def moved_page(site: Site, move: tuple[str, str, str]) -> Page:
    """Return the page at the address of a former id, or below it, that leads to that of today's."""
    old, new, below = move
    title, portal = site.title_of(new), site.portal
    form = portal.by_id.get(new)
    place = form.place if form else new if new in portal.departments else ""
    files = (
        Link(Both("原网址下的数据文件也在那里", "Its data files are there too"), f"{page_url(new)}#downloads")
        if new in site.scopes
        else None
    )
    return Page(
        kind=PageKind.MOVED,
        url=f"{page_url(old)}{below}",
        title=title,
        description=Both(f"{title.zh}的网址已更改。", f"{title.en} has moved."),
        crumbs=(),
        context=MovedContext(Link(title, f"{page_url(new)}{below}"), files, portal.days.get(place or AS_OF, "")),
    )
