"""What a page says of itself: to people how they cite it, to machines what it offers as a data set.

It is said in one place for all kinds of pages, so that no kind can forget it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from build_scripts.opendata.gov_cn import column_tags
from build_scripts.opendata.schema_org import Offer, dataset
from build_scripts.opendata.scopes import Provenance
from build_scripts.opendata.texts import suggested_citation
from build_scripts.pages.page import Page
from build_scripts.pages.site import Site
from build_scripts.words.language import LANGUAGES, UNSAID, Both
from build_scripts.words.page_kinds import PageKind

OFFERING = frozenset({PageKind.DOWNLOADS, PageKind.JURISDICTION, PageKind.DEPARTMENT})
"""Kinds of pages that each offer a scope of the data."""
ARTICLES = frozenset(
    {PageKind.STATEMENT, PageKind.FINDING, PageKind.RULE, PageKind.SETTLED, PageKind.HELD, PageKind.WITHDRAWN}
)
"""Kinds of pages that are articles to the rules for government websites; all others are columns."""


def described(site: Site, page: Page) -> Page:
    """Return a page with what it says of itself."""
    page = replace(page, named=tuple(_named(site, page)))
    is_empty = page.kind is PageKind.DEPARTMENT and not site.of_department(page.url.rstrip("/"))
    if not page.kind.is_cited or is_empty:
        return page
    provenance, day = Provenance(site.portal.settings, latest=site.portal.release), site.portal.days.get(page.shows, "")
    cited = replace(page, citation=suggested_citation(page.cited or page.title, page.url, day, provenance))
    place = "" if page.kind is PageKind.DOWNLOADS else page.url.rstrip("/")
    if page.kind not in OFFERING or place not in site.scopes:
        return cited
    return replace(
        cited,
        dataset={
            lang: dataset(site.scopes[place], site.portal.settings, _offer(site, cited, place, lang), lang)
            for lang in LANGUAGES
        },
    )


def _named(site: Site, page: Page) -> Iterator[tuple[str, Both]]:
    """Yield the meta tags by which a government website's page says what it is: a column, or an article in one."""
    portal = site.portal
    government = portal.settings.gov_cn
    if government is None or page.kind is PageKind.MOVED:
        return
    is_article = page.kind in ARTICLES
    of_department = (link.text for link in page.crumbs if link.url.count("/") == 2)  # above its years
    yield "ColumnName", next(of_department, page.crumbs[-1].text) if is_article else page.title
    if not is_article:
        yield "ColumnDescription", page.description
    for name, content in column_tags(government):
        yield name, Both.printed(content)
    if is_article:
        form = portal.by_id.get(page.url.rstrip("/"))
        source = government.host_unit if form is None else portal.sources[form.form.source.document].publisher
        yield "ArticleTitle", page.title
        # Git tells a day; the rules ask for hour and minute too.
        yield "PubDate", Both.printed(f"{portal.days.get(page.shows) or government.published} 00:00")
        yield "ContentSource", Both.printed(source)
        yield "Description", page.description
        yield "Url", site.address(page.url)


def _offer(site: Site, page: Page, place: str, lang: str) -> Offer:
    """Return what a page knows of the scope that it offers."""
    portal, root = site.portal, "../" * page.url.count("/")
    base = portal.settings.base_url
    jurisdictions = [place.partition("/")[0]] if place else site.jurisdictions_with_departments()
    return Offer(
        page=site.address(page.url).of(lang) if base else "./",
        portal=site.address("").of(lang) if base else root,
        files=base or (root if lang == "zh" else f"../{root}"),
        citation=page.citation or UNSAID,
        day=portal.days.get(page.shows, ""),
        release=portal.release,
        places=[(id_, portal.jurisdictions[id_]) for id_ in jurisdictions],
    )
