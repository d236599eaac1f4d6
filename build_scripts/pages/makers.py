"""How a page kind is declared: what its template receives, whose pages they are, and the function that makes them.

The pages of a unit are made where its forms are; those of the portal when every unit has been done, from what is kept of
each. An address that led to a place belongs to whom the place belongs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from build_scripts.pages.page import Page
from build_scripts.pages.site import Site
from build_scripts.words.page_kinds import PageKind

Item = TypeVar("Item")
SiteT = TypeVar("SiteT", bound=Site)


@dataclass(frozen=True)
class PageMaker:
    """How the pages of a kind are made."""

    context: type
    """The record that the template receives as ``page``."""
    make: Callable[[Any], Iterable[Page]]
    sites: tuple[type[Site], ...]
    """What they are made from: the whole portal, a unit, or each its own."""


MAKERS: dict[PageKind, PageMaker] = {}
"""Every page kind's maker, in order of the kinds once ``pages.kinds`` is imported."""


def one_page(kind: PageKind, context: type) -> Callable[[Callable[[Site], Page]], Callable[[Site], Page]]:
    """Declare the maker of a kind's only page."""

    def declared(make: Callable[[Site], Page]) -> Callable[[Site], Page]:
        MAKERS[kind] = PageMaker(context, lambda site: (make(site),), (Site,))
        return make

    return declared


def page_for_each(
    items: Callable[[SiteT], Iterable[Item]], kind: PageKind, context: type, *sites: type[SiteT]
) -> Callable[[Callable[[SiteT, Item], Page]], Callable[[SiteT, Item], Page]]:
    """Declare the maker of a kind's pages, one for each of ``items``."""

    def declared(make: Callable[[SiteT, Item], Page]) -> Callable[[SiteT, Item], Page]:
        MAKERS[kind] = PageMaker(context, lambda own: (make(own, item) for item in items(own)), sites)
        return make

    return declared


def made_with_others(kind: PageKind, context: type) -> None:
    """Declare a kind whose pages are made with those that they go on with."""
    MAKERS[kind] = PageMaker(context, lambda _: (), ())
