"""How a page kind is declared: what its template receives, and the function that makes its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from build_scripts.pages.page import Page
from build_scripts.pages.site import Site
from build_scripts.words.page_kinds import PageKind

Item = TypeVar("Item")


@dataclass(frozen=True)
class PageMaker:
    """How the pages of a kind are made."""

    context: type
    """The record that the template receives as ``page``."""
    make: Callable[[Site], Iterable[Page]]


MAKERS: dict[PageKind, PageMaker] = {}
"""Every page kind's maker, in order of the kinds once ``pages.kinds`` is imported."""


def one_page(kind: PageKind, context: type) -> Callable[[Callable[[Site], Page]], Callable[[Site], Page]]:
    """Declare the maker of a kind's only page."""

    def declared(make: Callable[[Site], Page]) -> Callable[[Site], Page]:
        MAKERS[kind] = PageMaker(context, lambda site: (make(site),))
        return make

    return declared


def page_for_each(
    items: Callable[[Site], Iterable[Item]], kind: PageKind, context: type
) -> Callable[[Callable[[Site, Item], Page]], Callable[[Site, Item], Page]]:
    """Declare the maker of a kind's pages, one for each of ``items``."""

    def declared(make: Callable[[Site, Item], Page]) -> Callable[[Site, Item], Page]:
        MAKERS[kind] = PageMaker(context, lambda site: (make(site, item) for item in items(site)))
        return make

    return declared
