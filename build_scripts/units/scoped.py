"""What the downloads of a place are about, and the files that describe them."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.opendata.package import datapackage_json, descriptor_url
from build_scripts.opendata.scopes import Area, Scope
from build_scripts.pages import Site
from build_scripts.reading.model import PortalSettings
from build_scripts.reading.records import AS_OF


def scopes_of(site: Site, places: Iterable[str]) -> list[Scope]:
    """Return as sets of files what there is to download of places: ``""`` for the portal, ``a``, ``a/b``."""
    return [_scope(site, place) for place in places if site.downloads.get(place)]


def descriptors(scopes: Iterable[Scope], settings: PortalSettings) -> dict[str, bytes]:
    """Return the descriptor of each set of files."""
    return {descriptor_url(scope): datapackage_json(scope, settings) for scope in scopes}


def _scope(site: Site, place: str) -> Scope:
    portal = site.portal
    forms = [form for form in site.outlines.values() if f"{form.id}/".startswith(f"{place}/" if place else "")]
    documents = {form.document for form in forms}
    return Scope(
        place=place,
        name=site.title_of(place) if place else portal.settings.both("title"),
        tables=site.downloads[place],
        day=portal.days.get(place or AS_OF, ""),
        years=tuple(sorted({form.fiscal_year for form in forms})),
        areas=tuple(
            Area(site.full_name(key), portal.jurisdictions[key].admin_code or "")
            for key in sorted({form.jurisdiction_id for form in forms})
        ),
        sources=tuple(portal.sources[key] for key in sorted(documents)),
    )
