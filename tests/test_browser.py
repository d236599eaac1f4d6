"""The portal in a real Chromium: nothing runs over, nothing fails, nothing leaves the origin, search and charts work."""

from __future__ import annotations

import re

import pytest
from conftest import watched
from playwright.sync_api import expect
from test_site import KINDS


@pytest.fixture(scope="module")
def tabs(browser, origin):
    """Return a function that gives the tab for a size and a way of looking; what goes wrong in it is listed."""
    opened = {}

    def tab(*, width, scheme, javascript):
        key = (width, scheme, javascript)
        if key not in opened:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                java_script_enabled=javascript,
                locale="zh-CN",
            )
            page = context.new_page()
            opened[key] = (page, watched(page, origin))
        return opened[key]

    yield tab
    for page, _ in opened.values():
        page.context.close()


@pytest.fixture
def visit(tabs, origin):
    """Return a function that opens a page and fails on console errors and on requests to anywhere else."""
    listed = []

    def open_page(url, *, width=1280, scheme="light", javascript=True):
        page, wrong = tabs(width=width, scheme=scheme, javascript=javascript)
        listed.append(wrong)
        page.goto(origin + url)
        return page

    yield open_page
    assert [message for wrong in listed for message in wrong] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_runs_over_its_width(visit, kind, width, scheme):
    """No horizontal scrolling of the page, no console error, no foreign request, whatever the width and colours."""
    page = visit(KINDS[kind], width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("width", [620, 1280])
@pytest.mark.parametrize("kind", ["home", "department", "findings", "jurisdiction"])
def test_every_row_of_a_list_has_a_cell_below_every_heading(visit, kind, width):
    """A column is shown or hidden as a whole, whatever the width; below 600 pixels rows are cards."""
    assert (
        visit(KINDS[kind], width=width).evaluate("""() => {
      const seen = (row) => [...row.cells].map((cell) => getComputedStyle(cell).display !== "none").join();
      return [...document.querySelectorAll("table.mz-sortable")]
        .filter((table) => [...table.tBodies[0].rows].some((row) => seen(row) !== seen(table.tHead.rows[0])))
        .map((table) => table.caption.textContent);
    }""")
        == []
    )


PART = re.compile(r"([\d,.]+) / ([\d,.]+)")
NUMBER = re.compile(r"-?[\d,]+(\.\d+)?")


def compared_by(text, *, is_share):
    """Return what a reader compares in a cell: the share of a count in another one, a number, or nothing."""
    if is_share:
        part, whole = (float(number.replace(",", "")) for number in PART.search(text).groups())
        return part / whole if whole else None
    number = NUMBER.match(text)
    return float(number[0].replace(",", "")) if number else None


@pytest.mark.parametrize("kind", ["scorecard", "jurisdiction", "findings", "compare", "rules"])
def test_a_column_is_sorted_by_what_a_reader_compares(visit, kind):
    """Every column of every table, both ways: shares by the share, numbers as numbers, what has none at the end."""
    page = visit(KINDS[kind])
    shares = 0
    for table in page.locator("table.mz-sortable:has(.mz-sort):visible").all():
        headings = table.locator("thead th").all()
        for place, heading in enumerate(headings):
            cells = table.locator(f"tbody tr > :nth-child({place + 1})")
            is_share = cells.first.get_attribute("data-share") is not None
            shares += is_share
            for falling in (False, True):
                heading.locator("button").click()
                found = [compared_by(text.strip(), is_share=is_share) for text in cells.all_inner_texts()]
                if None in found and not is_share:
                    break  # words, or words among numbers
                numbers = [number for number in found if number is not None]
                assert found[: len(numbers)] == sorted(numbers, reverse=falling), (kind, place, falling)
    assert shares == {"scorecard": 3, "jurisdiction": 1}.get(kind, 0)


@pytest.mark.parametrize("kind", ["jurisdiction", "department", "project", "targets", "compare"])
def test_a_page_is_whole_without_javascript(visit, kind):
    """Tables and static charts are there, at 320 px nothing runs over, and no dead button is shown."""
    page = visit(KINDS[kind], width=320, javascript=False)
    assert page.locator("article table").count() >= 1
    if kind in {"department", "compare", "project"}:
        assert page.locator("svg.mz-chart").first.is_visible()
    assert page.locator("article button:visible:not([popovertarget])").count() == 0  # the browser opens those itself


def test_every_table_has_a_caption_and_scoped_headers(visit):
    """Screen readers announce what a table is and which header a cell belongs to."""
    for kind in ("jurisdiction", "department", "project", "targets", "compare", "downloads", "findings"):
        page = visit(KINDS[kind])
        tables = page.locator("article table")
        assert tables.count() >= 1, kind
        assert page.locator("article table:not(:has(caption))").count() == 0, kind
        assert page.locator("article table th:not([scope])").count() == 0, kind


@pytest.mark.parametrize("word", ["办公室", "满意度", "扶贫", "行政审批", "三公经费", "区长热线"])
def test_search_finds_chinese_words(visit, origin, word):
    """Typing a Chinese word into the search box gives pages that hold it."""
    page = visit("")
    page.locator(".md-header .mz-search input").click()
    page.keyboard.insert_text(word)
    first = page.locator(".mz-hits > li a").first
    first.wait_for(timeout=20_000)
    address = first.get_attribute("href").partition("?")[0]
    page.goto(address if address.startswith("http") else origin + address)
    text = "".join(page.locator("article").inner_text().split())
    assert any(part in text for part in (word, word[:2]))


FIELDS = {
    "": (".md-header .mz-search input", ".mz-hits > li"),
    "#picker": ("#picker .mz-filter input", "#picker li:visible"),
    "findings/": ("#finding-filters [name=text]", "#finding-results tbody tr:visible"),
    "compare/": (".mz-choice [type=search]", ".mz-offered button:visible"),
    "explore/": ("[name=text]", "table.mz-rows tbody tr:visible"),
}
"""By page a field in which one looks for something, and what is found."""


@pytest.mark.parametrize("url", FIELDS)
def test_a_field_reacts_to_what_is_entered_and_not_to_keys(visit, url):
    """Text that comes without any key is looked for; half a word of an input method is not, the whole word is."""
    page = visit(url)
    field, found = FIELDS[url]
    box = page.locator(field).first
    page.wait_for_load_state("networkidle")
    box.click()
    whole = page.locator(found).count()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "zxqj", "selectionStart": 4, "selectionEnd": 4})
    page.wait_for_timeout(400)
    assert page.locator(found).count() == whole
    session.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    session.send("Input.insertText", {"text": "预算"})
    told = page.locator(found).filter(has_text=re.compile(r"\S"))
    if url not in {"compare/", "#picker"}:
        expect(told.first).to_contain_text("预")
        assert all("预" in text for text in told.all_inner_texts()[:3])
    box.fill("zxqj")
    expect(told).to_have_count(0)


def test_the_interactive_chart_comes_only_when_asked_for(visit):
    """plotly.js is fetched once, from the portal itself, after the button is pressed; then a drawing with bars is there."""
    page = visit(KINDS["compare"])
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    assert page.locator(".js-plotly-plot").count() == 0
    page.locator("article button:visible").filter(has_text="交互").first.click()
    page.locator(".js-plotly-plot .bars path").first.wait_for(timeout=20_000)
    assert sum("plotly" in url for url in asked) == 1


def test_chart_tables_say_what_the_pictures_say(visit):
    """Every chart has a sentence, a table with the numbers of its bars, and a CSV."""
    page = visit(KINDS["department"])
    figures = page.locator("figure:has(svg.mz-chart), section:has(> svg.mz-chart)")
    assert figures.count() >= 2
    for index in range(figures.count()):
        figure = figures.nth(index)
        assert figure.locator("a[href$='.csv']").count() >= 1
        assert figure.locator("table tbody tr").count() >= 1
        name = figure.locator("svg title").first.text_content()
        assert name.strip()
