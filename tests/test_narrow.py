"""A telephone: tables as cards, long parts folded, nothing small, the same in both languages; and what paper repeats."""

from __future__ import annotations

import io
import unicodedata

import pdfplumber
import pytest
from playwright.sync_api import expect
from test_site import KINDS

WIDTH, HEIGHT = 390, 844
RADICALS = str.maketrans("⺠⻔", "民门")
"""Signs of which the paper's text has a look-alike."""
DISTRICT = "wuhan-dongxihu/"
"""A page with a long table that sorts."""
NARROW = """() => {
  const shown = (e) => [...e.getClientRects()].some((box) => box.width > 1 && box.height > 1);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const holders = new Set();
  while (texts.nextNode()) if (texts.currentNode.data.trim()) holders.add(texts.currentNode.parentElement);
  const small = [...holders].filter((e) => parseFloat(getComputedStyle(e).fontSize) < 11.99 && shown(e));
  const columns = [...document.querySelectorAll("td, th")].filter((cell) => {
    const box = cell.getBoundingClientRect();
    return cell.textContent.trim() && box.width && box.width < 89.9 && box.height > 160;
  });
  return [...small, ...columns].map((e) => e.outerHTML.slice(0, 160));
}"""
# What a card says beside a cell, and what stands over the cell's column; a row may lack cells at its beginning.
MISNAMED = """() => [...document.querySelectorAll(".mz-table")].flatMap((table) => {
  const heading = (cell) => table.tHead.rows[0].cells[table.tHead.rows[0].cells.length - cell.parentElement.cells.length + cell.cellIndex];
  const said = (cell) => getComputedStyle(cell, "::before").content.split('" / "')[0].replaceAll('"', "");
  const words = (text) => text.replace(/[\\s?]/g, "");
  const cells = [...table.tBodies[0].querySelectorAll("td:not([colspan])")].filter((cell) => cell.getClientRects().length);
  if (table.matches(".mz-grid")) return cells.map(said).filter((text) => text !== "none");
  return cells
    .map((cell) => [heading(cell).textContent, said(cell)])
    .filter(([over, beside]) => beside === "none" || !words(over).includes(words(beside)));
})"""
UNFOLD = """() => {
  for (const button of document.querySelectorAll(".mz-more button")) button.click();
  for (const part of document.querySelectorAll("article details")) part.open = true;
}"""


@pytest.fixture(scope="module")
def window(browser):
    """Return the window of a telephone."""
    opened = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN", reduced_motion="reduce")
    yield opened
    opened.close()


@pytest.fixture
def telephone(window):
    """Return a tab of a telephone."""
    tab = window.new_page()
    yield tab
    tab.close()


@pytest.mark.parametrize("edition", ["", "en/"], ids=["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_read_on_a_telephone(telephone, origin, kind, edition):
    """At most ten screens before one asks for more; opened wholly, no column is a strip, no letter below 12 px.

    Every cell of a card has its column's heading. Without scripts nothing is folded, and columns are wide enough.
    """
    telephone.goto(origin + edition + KINDS[kind])
    if kind == "explore":
        telephone.locator(".mz-rows tbody tr").first.wait_for()
    assert telephone.evaluate("document.documentElement.scrollHeight") <= 10 * HEIGHT
    telephone.evaluate(UNFOLD)
    assert telephone.locator(".mz-more:visible").count() == 0
    assert telephone.evaluate(NARROW) == []
    assert telephone.evaluate(MISNAMED) == []
    telephone.goto(origin.replace("/portal/", "/plain/") + edition + KINDS[kind])
    telephone.evaluate(UNFOLD)
    assert telephone.evaluate(NARROW) == []


def test_what_is_folded_is_told_and_comes_when_pressed(telephone, origin):
    """The button says how many rows there are; pressed, they stand there, and the keyboard goes on at the first of them."""
    telephone.goto(origin + DISTRICT)
    table = telephone.locator(".mz-table").first
    rows = table.locator("tbody tr")
    shown = table.locator("tbody tr:visible").count()
    assert 0 < shown < rows.count()
    button = telephone.locator(".mz-more button").first
    assert button.inner_text() == f"其余 {rows.count() - shown} 行"
    button.press("Enter")
    assert table.locator("tbody tr:visible").count() == rows.count()
    expect(rows.nth(shown)).to_be_focused()
    telephone.set_viewport_size({"width": 1280, "height": HEIGHT})
    telephone.reload()
    assert table.locator("tbody tr:visible").count() == rows.count()
    assert telephone.locator(".mz-more:visible").count() == 0


@pytest.mark.parametrize("kind", ["targets", "reference", "department"])
def test_a_link_leads_to_what_is_folded(telephone, origin, kind):
    """A row, a part of the page and a closed goal are opened by their address, when one arrives and on the page."""
    telephone.goto(origin + KINDS[kind])
    hidden = telephone.evaluate("""() => [...document.querySelectorAll("#main :is(tr, h2, h3, li, details)[id]")]
      .filter((e) => !e.getClientRects().length).map((e) => e.id)""")
    assert hidden
    for way in (
        lambda place: telephone.evaluate("place => { location.hash = place; }", place),
        lambda _: telephone.reload(),
    ):
        way(hidden[len(hidden) // 2])
        expect(telephone.locator(":target")).to_be_in_viewport()


def test_who_filters_or_sorts_on_a_telephone_has_all_rows(telephone, origin):
    """The headings stand in one line above the cards and sort; a filter looks through what is folded too."""
    telephone.goto(origin + DISTRICT)
    table = telephone.locator(".mz-table").first
    heading = table.locator("thead th").last
    heading.locator(".mz-sort").click()
    heading.locator(".mz-sort").click()
    assert heading.get_attribute("aria-sort") == "descending"
    counts = [int(text) for text in table.locator("tbody tr:visible td:last-child").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0
    last = table.locator("tbody tr").last.locator("th").text_content().strip()
    telephone.locator(".mz-filter input").first.fill(last)
    assert last in table.locator("tbody tr:visible th").all_inner_texts()


def test_a_card_is_read_aloud_as_a_row(telephone, origin):
    """Table, rows, headings and cells keep their roles when they are no longer drawn as such."""
    telephone.goto(origin + KINDS["targets"])
    table = telephone.get_by_role("table").and_(telephone.locator(".mz-indicators")).first
    assert table.get_by_role("columnheader").count() == table.locator("thead th:not(.mz-level, .mz-order)").count()
    row = table.get_by_role("row").nth(1)
    assert row.get_by_role("rowheader").count() == 1
    assert row.get_by_role("cell").count() == row.locator("td:visible").count() > 0


@pytest.mark.parametrize("edition", ["", "en/"], ids=["zh", "en"])
def test_a_telephone_begins_with_the_page_and_has_the_switches_in_its_menu(telephone, origin, edition):
    """Large text and contrast are behind the menu, by touch and by keyboard; on a desk they stand beside the title."""
    telephone.goto(origin + edition + KINDS["department"])
    switch = telephone.locator("[data-look=large]")
    expect(switch).not_to_be_visible()
    telephone.locator(".mz-menu").press("Enter")
    expect(switch).to_be_visible()
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.press("Enter")
    telephone.keyboard.press("Escape")
    telephone.set_viewport_size({"width": 1280, "height": HEIGHT})
    assert switch.bounding_box()["y"] < telephone.locator("h1").bounding_box()["y"]


# --- on paper ----------------------------------------------------------------------------------------------------------


def test_every_sheet_repeats_the_headings_of_a_table_that_sorts(telephone, origin):
    """Printed from a telephone, all rows are there, and each sheet on which rows stand begins with what they are."""
    telephone.goto(origin + DISTRICT)
    table = telephone.locator(".mz-table").first
    ids, headings = (
        [text.strip() for text in table.locator(cells).all_text_contents()] for cells in ("tbody th", "thead th")
    )
    with pdfplumber.open(io.BytesIO(telephone.pdf(prefer_css_page_size=True))) as paper:
        sheets = [unicodedata.normalize("NFKC", page.extract_text()).translate(RADICALS) for page in paper.pages]
    printed = [[one for one in ids if f"\n{one} " in f"\n{sheet}"] for sheet in sheets]
    assert [one for on_sheet in printed for one in on_sheet] == ids
    assert sum(map(bool, printed)) > 1
    for sheet, on_sheet in zip(sheets, printed, strict=True):
        if on_sheet:
            above = sheet.partition(on_sheet[0])[0]  # a heading may stand on two lines, between others
            assert [heading for heading in headings if not set(heading) <= set(above)] == []


def test_the_table_of_places_and_rules_fits_a_sheet(telephone, origin):
    """It has a column for each of many rules, and the sheet is turned for it: no count stands beyond the edge."""
    telephone.goto(f"{origin}findings/")
    rules = telephone.locator(".mz-heat thead a").count()
    with pdfplumber.open(io.BytesIO(telephone.pdf(prefer_css_page_size=True))) as paper:
        turned = [page for page in paper.pages if page.width > page.height]
        assert max(word["x1"] for page in turned for word in page.extract_words()) < turned[0].width
        columns = {round(char["x0"]) for char in turned[0].chars if not char["upright"]}
    assert len(columns) == rules > 30
