"""The page of a search: a box, what is found (by its script), and for who has not typed or runs no scripts, lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.pages.makers import one_page
from build_scripts.pages.page import Link, Page, page_of, said
from build_scripts.pages.site import Site
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.topics import TOPICS, Topic

LISTED_DEPARTMENTS = 400
"""More departments are not listed: the pages of their jurisdictions do."""


@dataclass(frozen=True)
class SearchContext:
    """``/search/``."""

    topics: Sequence[Topic] = said("生活里的事", "Matters of daily life")
    places: Sequence[tuple[Link, Sequence[Link]]] = said(
        "有部门的行政区及其部门；太多时不列部门",
        "Jurisdictions with departments, each with these; where they are too many, without",
    )
    pages: Sequence[Link] = said("说到整个门户的网页", "Pages that speak of the whole portal")


@one_page(PageKind.SEARCH, SearchContext)
def search_page(site: Site) -> Page:
    """Return the page of a search."""
    listed = len(site.portal.departments) <= LISTED_DEPARTMENTS
    places = tuple(
        (
            Link(site.full_name(place), f"{place}/"),
            tuple(Link(site.short_name(key), f"{key}/") for key in site.departments_of(place) if listed),
        )
        for place in site.jurisdictions_with_departments()
    )
    pages = tuple(Link(kind.both, kind.address) for kind in PageKind if kind.address and kind is not PageKind.SEARCH)
    return page_of(
        PageKind.SEARCH,
        Both(
            "按名称、拼音、日常说法查找地方、部门、表单和指标。",
            "Find places, departments, forms and indicators by name, by pinyin, by everyday words.",
        ),
        SearchContext(TOPICS, places, pages),
    )
