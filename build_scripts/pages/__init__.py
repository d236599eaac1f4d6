"""Which pages exist, and what each one shows.

Each module imports only from those named before it:

drawing         tables → bars: a sentence, a table, a static SVG, an interactive figure
contexts        what each page template receives, every variable with its sentence
render          pages → HTML, by Jinja2
search          the words by which a page is found
site            one line about each form, department and jurisdiction, with every sum taken from the ledger
money_charts    charts of money
score_charts    charts of points
finding_charts  findings by rule and place, and jurisdictions side by side
charts          which charts the pages show
comparing       departments and projects side by side
explore         every indicator row, to be filtered and sorted in the browser
lines           the lines of a department's page
places          the pages of a jurisdiction and of a department
statement       the page of one form
examples        a rule's example as a reader of forms sees it
overviews       the pages over the whole portal: home, findings, rules, downloads
guide           the pages that explain the portal itself: its words and its building blocks
reference       every column, field, rule, template variable and command with its sentence
"""

from __future__ import annotations

from collections.abc import Mapping

from build_scripts.judging.rules import RULES
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
from build_scripts.pages.site import Site
from build_scripts.pages.statement import statement_page

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
