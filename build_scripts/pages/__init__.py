"""Which pages exist, and what each one shows.

Each module imports only from those named before it:

drawing           tables → bars: a headline, a sentence, a table, and what the drawings are made of
static_drawing    a chart as SVG, for telephones and for wide screens
interactive_drawing  a chart as a plotly figure
finding_rows      findings as the rows of lists
finding_places    where findings stand on a form
page              a page before it is rendered, and how the variables of its template are declared
long_lists        lists that are too long for one page
template_code     how a template becomes Python: texts of one language, plain calls, every value escaped
summaries         what several page kinds say of a form, a department, a jurisdiction or a sum
outlines          what is known of a form where many are spoken of
render            pages → HTML, by Jinja2
chart_pictures    a chart as an SVG file of its own
search            the words by which a page is found
spelling          how characters sound, and which are written otherwise: for words that are found nowhere
search_files      the search index as files: what is read first, pieces, and what tells which of them to read
site              what pages are made from: outlines of forms, with every sum and count taken from the ledger
cell_names        what pages call a cell of a form
finding_words     a finding in few words: its title, and a sentence with its figures
share_pictures    the picture of a finding that is shown where its link is shared
unit_site         what the pages of a unit are made from: its forms themselves, and their outlines for all other pages
restated          what pages say of figures that were changed after publication
happened          what has happened to what is published, one line an event
mistakes          how a reader reports a mistake
descriptions      what a page says of itself: how to cite it, what it offers as a data set
makers            how a page kind is declared: what its template receives, and the function that makes its pages
money_charts      charts of money
score_charts      charts of points
indicator_charts  charts of what was met, and of targets beside those of the years before
finding_charts    charts of findings
finding_index     all findings as the file from which their page is filtered
charts            which charts a page shows, in their order
lines             the lines of a department's page
examples          a rule's example as a reader of forms sees it
kinds             one module for each page kind
"""

from __future__ import annotations

from dataclasses import replace

from build_scripts.pages import kinds
from build_scripts.pages.descriptions import described
from build_scripts.pages.finding_index import found_files
from build_scripts.pages.makers import MAKERS
from build_scripts.pages.page import Page
from build_scripts.pages.site import Site
from build_scripts.pages.unit_site import UnitSite

__all__ = ["MAKERS", "Page", "Site", "UnitSite", "all_pages", "found_files", "kinds"]


def all_pages(site: Site) -> list[Page]:
    """Return every page that is made from ``site``, those of one kind after the other, last those of long lists."""
    made = [page for maker in MAKERS.values() if type(site) in maker.sites for page in maker.make(site)]
    pages = [*(replace(page, further=()) for page in made), *(further for page in made for further in page.further)]
    return [described(site, page) for page in pages]
