"""The page at a former address, which leads to where its page is now: whole in itself, without the portal's dress."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.pages.makers import page_for_each
from build_scripts.pages.page import Link, Page, said
from build_scripts.pages.site import Site
from build_scripts.tables.ids import page_url
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind


@dataclass(frozen=True)
class MovedContext:
    """Any address that a department or a form once had."""

    to: Link = said("现在的页面", "The page that stood here")


@page_for_each(lambda site: site.audit.portal.moved.items(), PageKind.MOVED, MovedContext)
def moved_page(site: Site, move: tuple[str, str]) -> Page:
    """Return the page at the address of a former id that leads to that of today's."""
    old, new = move
    title = site.title_of(new)
    return Page(
        kind=PageKind.MOVED,
        url=page_url(old),
        title=title,
        description=Both(f"{title.zh}的网址已更改。", f"{title.en} has moved."),
        crumbs=(),
        context=MovedContext(Link(title, page_url(new))),
    )
