"""Which pages exist, and what each one shows."""

from __future__ import annotations

from collections.abc import Mapping

from build_scripts.pages.comparing import compare_page
from build_scripts.pages.contexts import Download, Page
from build_scripts.pages.explore import explore_page
from build_scripts.pages.guide import design_page, glossary_page
from build_scripts.pages.overviews import (
    downloads_page,
    findings_page,
    home_page,
    rule_page,
    rules_page,
    scorecard_page,
)
from build_scripts.pages.places import department_page, jurisdiction_page
from build_scripts.pages.reference import reference_page
from build_scripts.pages.statement import statement_page
from build_scripts.pages.summaries import Site
from build_scripts.rules import RULES

__all__ = ["Page", "Site", "all_pages"]


def all_pages(site: Site, downloads: Mapping[str, tuple[Download, ...]]) -> list[Page]:
    """Return every page; ``downloads`` holds the files of the portal (key ``""``), a jurisdiction or a department."""
    pages = [
        home_page(site),
        compare_page(site),
        explore_page(site, downloads[""]),
        findings_page(site),
        scorecard_page(site),
        rules_page(site),
        downloads_page(site, downloads[""]),
    ]
    pages += [reference_page(), glossary_page(), design_page()]
    pages += [rule_page(site, rule) for rule in RULES.values()]
    pages += [jurisdiction_page(site, key, downloads.get(key, ())) for key in site.audit.portal.jurisdictions]
    pages += [department_page(site, key, downloads.get(key, ())) for key in site.audit.portal.departments]
    pages += [statement_page(site, result) for result in site.audit.results.values()]
    return pages
