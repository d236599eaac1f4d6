"""The portal for everyone: axe finds nothing, the keyboard reaches everything, charts can be read without seeing them.

The pages are served with a strict content-security policy (see ``origin``); what it refuses is a console error.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from decimal import Decimal
from html import unescape
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import watched
from test_site import KINDS

from build_scripts.words.glossary import GLOSSARY, explained

EDITIONS = ("", "en/")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Rows, list items and facts come from one macro each: of every shape two are kept, so that axe sees each once or twice.
# Styles see what a part stands in: a shape counts anew where tags and classes around it are others, and where it is open,
# ticked, hidden or led to.
KEEP_TWO_OF_EACH_SHAPE = """() => {
  const named = (e) => [e.tagName, e.getAttribute("class"), e.open, e.checked, e.hidden, e.matches(":target")].join();
  const around = (e) => e.matches("article") ? "" : `${around(e.parentElement)}>${named(e.parentElement)}`;
  const seen = {};
  for (const part of document.querySelectorAll("article tbody tr, article li, article dl > div, article option")) {
    if (!part.isConnected) continue;
    const shape = [around(part), ...new Set([part, ...part.querySelectorAll("*")].map(named).sort())].join();
    seen[shape] = (seen[shape] ?? 0) + 1;
    if (seen[shape] > 2) part.remove();
  }
}"""


@pytest.fixture(scope="module")
def context(browser):
    """Return one window for all tests of this module."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN", reduced_motion="reduce")
    yield opened
    opened.close()


@pytest.fixture
def page(context):
    """Return a tab that lists what goes wrong in it."""
    opened = context.new_page()
    opened.wrong = watched(opened)
    yield opened
    opened.evaluate("localStorage.clear()")
    opened.close()


OPEN_ALL = """() => {
  for (const folded of document.querySelectorAll("article details")) folded.open = true;
  for (const more of document.querySelectorAll(".mz-more button")) more.click();
}"""
"""Shows what is folded: a reader opens it, and axe looks at what is shown only."""


DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def violations(page):
    """Return what axe finds on a page: rule and place of each violation."""
    options = {"runOnly": RULES, "resultTypes": ["violations"], "iframes": False, "preload": False}
    found = page.evaluate("options => axe.run(document, options).then(results => results.violations)", options)
    return [(item["id"], node["target"], node["html"][:200]) for item in found for node in item["nodes"][:3]]


STATES = {"": (("light", 360), ("dark", 1280)), "en/": (("light", 1280), ("dark", 360))}
"""In which states a page is looked at in each edition. Both have the same colours and the same layout, so that together
they are seen in all; half of the time goes into contrasts, which change with the colours alone."""


@pytest.mark.parametrize(
    ("edition", "javascript"), [("", True), ("en/", True), ("", False)], ids=["zh", "en", "zh-no-scripts"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(page, origin, kind, edition, javascript):
    """No violation of WCAG 2.0 to 2.2 A and AA nor of best practice, light and dark, on a telephone and on a desk, all parts open.

    Without scripts the colours are the light ones whatever the system wishes, and what then is shown is alike in both editions.
    """
    page.goto((origin if javascript else origin.replace("/portal/", "/plain/")) + edition + KINDS[kind])
    page.evaluate(OPEN_ALL)
    page.evaluate(KEEP_TWO_OF_EACH_SHAPE)
    page.evaluate(Axe().axe_script)
    found = []
    for scheme, width in STATES[edition][: 2 if javascript else 1]:
        page.emulate_media(color_scheme=scheme)
        expected = "slate" if scheme == "dark" else "default"
        page.locator(f"body[data-md-color-scheme={expected}]").wait_for(timeout=5_000)
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(DRAWN)  # a part that this width hides is hidden once the page has been drawn in it
        found += [(scheme, width, item) for item in violations(page)]
    assert found == []


def test_the_policy_is_strict_and_every_script_of_the_pages_passes_it(page, origin):
    """Nothing inline runs that was not built; look, tables, charts and search do, and no console error is left."""
    answer = page.goto(origin + KINDS["compare"])
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    page.locator("[data-look=large][aria-pressed=false]").click()
    page.locator(".mz-sort").first.click()
    page.locator(".mz-interactive:visible").first.click()
    page.locator(".js-plotly-plot .bars path").first.wait_for(timeout=20_000)
    page.locator(".md-header .mz-search input").click()
    page.keyboard.insert_text("满意度")
    page.locator(".mz-hits > li a").first.wait_for(timeout=20_000)
    assert page.wrong == []
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.intruder = true";
      document.head.append(script);
      document.body.setAttribute("onclick", "window.intruder = true");
      document.body.click();
    }""")
    assert page.evaluate("window.intruder") is None


# What the keyboard must reach, in the order of the page; a group of radio buttons is one stop.
CONTROLS = """() => {
  const stops = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const controls = [...document.querySelectorAll(stops)].filter((e) =>
    e.tabIndex >= 0 && !e.disabled && (e.type !== "radio" || e.id === "__palette_0") &&
    e.checkVisibility({ visibilityProperty: true }) && !e.closest("[hidden]") && !e.closest("details:not([open]) > :not(summary)"));
  controls.forEach((e, index) => (e.dataset.walk = index));
  return controls.map((e) => e.outerHTML.slice(0, 120));
}"""
FOCUS = """() => {
  const e = document.activeElement;
  const seen = e.matches(".md-option") ? e.nextElementSibling : e;
  const style = getComputedStyle(seen);
  const box = seen.getClientRects()[0] ?? seen.getBoundingClientRect();
  const head = seen.closest(".md-header, .md-skip") ? 0 : document.querySelector(".md-header").getBoundingClientRect().bottom;
  const [above, below] = [Math.max(box.top, head), Math.min(box.bottom, innerHeight)];
  const across = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
  const top = document.elementFromPoint(across, (above + below) / 2);
  const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  return {
    walk: e.dataset.walk,
    marked: marked || e.matches(".md-skip"),
    seen: above < below && (seen.contains(top) || Boolean(top?.contains(seen) && !top.matches("html, body"))),
    html: e.outerHTML.slice(0, 160),
  };
}"""


@pytest.mark.parametrize(("kind", "width"), [("home", 1280), ("project", 1280), ("compare", 1280), ("project", 360)])
def test_the_keyboard_reaches_every_control_in_order_and_shows_where_it_is(page, origin, kind, width):
    """Tab stops at every visible control in the order of the page; the focus has an outline and nothing covers it."""
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(origin + KINDS[kind])
    controls = page.evaluate(CONTROLS)
    assert len(controls) > 20
    stops = []
    for _ in range(len(controls) + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["walk"] is None:
            break
        stops.append(stop)
    assert [stop["html"] for stop in stops if not (stop["marked"] and stop["seen"])] == []
    assert [int(stop["walk"]) for stop in stops] == list(range(len(controls)))


def test_the_keyboard_operates_what_it_reaches(page, origin):
    """Enter and Space sort, unfold, explain, draw, change the look; the choice of look stays on the next page."""
    page.goto(origin + KINDS["design"])
    large = page.locator("[data-look=large]")
    large.press("Space")
    assert large.get_attribute("aria-pressed") == "true"
    size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    page.locator(".mz-terms summary").first.press("Enter")
    term = page.locator(".mz-term:visible").first
    term.press("Enter")
    assert page.locator("[popover]:popover-open").inner_text().strip()
    page.keyboard.press("Escape")
    assert page.locator("[popover]:popover-open").count() == 0
    sort = page.locator(".mz-sort").last
    sort.press("Enter")
    sort.press("Space")
    assert sort.locator("xpath=..").get_attribute("aria-sort") == "descending"
    counts = [int(text) for text in page.locator("#tables ~ .mz-samples td.mz-number").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    page.locator("figure.chart summary").first.press("Enter")
    assert page.locator("figure.chart details").first.get_attribute("open") is not None
    page.locator(".mz-interactive").first.press("Enter")
    page.locator(".js-plotly-plot .bars path").first.wait_for(timeout=20_000)
    page.goto(origin + KINDS["about"])
    assert page.locator("[data-look=large]").get_attribute("aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == size
    assert float(size.removesuffix("px")) > 25
    page.locator("[data-look=large]").press("Enter")
    assert page.evaluate("localStorage.getItem('mz-large')") == "off"
    palette, body = page.locator("#__palette_0"), page.locator("body")
    before = body.get_attribute("data-md-color-media")
    palette.press("Enter")
    assert body.get_attribute("data-md-color-media") != before


# A box to tick is as large as the label around it.
SMALL = """() => [...document.querySelectorAll("button, summary, select, article input, .mz-actions a")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((e) => [(e.type === "checkbox" ? e.closest("label") ?? e : e).getBoundingClientRect(), e.outerHTML.slice(0, 120)])
  .filter(([box]) => box.width > 0 && Math.min(box.width, box.height) < 23.9)
  .map(([box, html]) => [box.width, box.height, html])"""


@pytest.mark.parametrize("look", ["plain", "large"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_at_320_pixels_and_every_target_is_large_enough(page, origin, kind, look):
    """320 px is also what 1,280 px at 400 % leave, so 200 % is within it; buttons and boxes have 24 px each way."""
    page.add_init_script(f"localStorage.setItem('mz-large', '{'on' if look == 'large' else 'off'}')")
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(origin + KINDS[kind])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(SMALL) == []


def test_a_chart_can_be_taken_away_as_a_picture_and_as_a_window(page, origin):
    """PNG and SVG hold the drawing with its colours; the embedded view holds the chart, its table and the way back."""
    page.goto(origin + KINDS["project"])
    figure = page.locator("figure.chart:has(svg.mz-chart)").first
    name = figure.get_attribute("id").removeprefix("chart-")
    files = {}
    for kind in ("PNG", "SVG"):
        with page.expect_download() as waiting:
            figure.locator(".mz-actions button", has_text=kind).click()
        told = f"明账_{figure.get_attribute('data-whose')}_各类指标达成情况.{kind.lower()}"
        assert waiting.value.suggested_filename == told
        files[kind] = waiting.value.path().read_bytes()
    assert files["PNG"].startswith(b"\x89PNG")
    assert len(files["PNG"]) > 5_000
    drawing = ET.fromstring(files["SVG"])  # noqa: S314 - made by our own script
    assert "class=" not in files["SVG"].decode()
    assert re.search(r'fill="rgb\(', files["SVG"].decode())
    whose = figure.get_attribute("data-whose")
    said = "".join(drawing.itertext())
    for part in (
        figure.locator("h3").inner_text(),
        whose,
        "单位：项",
        "明账·绩效公开门户",
        "CC BY 4.0",
        KINDS["project"],
    ):
        assert part in said
    code = figure.locator(".mz-embedding textarea").input_value()
    address = re.search('src="([^"]+)"', code)[1]
    title, sentence = figure.locator("h3").inner_text(), figure.locator(".mz-sentence").inner_text()
    assert f'title="{whose}：{title}"' in code
    page.goto(address)
    assert page.locator("h1").inner_text() == title
    assert page.locator(".mz-sentence").inner_text() == sentence
    assert page.title() == f"{whose}：{title}"
    assert "CC BY 4.0" in page.locator("figure .mz-kind").last.inner_text()
    page.locator("figure summary").press("Enter")
    assert page.locator("figure table").first.is_visible()
    assert not page.locator(".md-header").is_visible()
    assert page.locator("article figure").count() == 1
    assert (
        page.locator("figure a[target=_blank]").last.get_attribute("href") == f"{origin}{KINDS['project']}#chart-{name}"
    )
    page.evaluate(Axe().axe_script)
    assert violations(page) == []
    page.goto(f"{origin}{KINDS['project']}?embed=nothing")
    assert page.locator(".md-header").is_visible()
    assert page.wrong == []


def test_paper_holds_the_form_and_nothing_to_press(page, origin):
    """Printed, a form has no header, search, button or chart, its folded parts are open and its table heads repeat.

    Only what explains the rules of scoring is left out. A department's charts are printed with their tables.
    """
    page.goto(origin + KINDS["project"])
    page.emulate_media(media="print")
    for hidden in (
        ".md-header",
        ".md-tabs",
        ".md-footer",
        ".mz-look",
        ".mz-terms",
        ".mz-contents",
        ".mz-actions",
        ".mz-embedding",
    ):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.locator("article button:not(.mz-sort):visible").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article details:not([open]):not(.mz-embedding)").count() == 0
    assert page.locator("details.mz-closed > :not(summary):visible").count() == 0
    assert page.locator("figure.chart:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.mz-form thead')).display") == "table-header-group"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("figure.chart details[open]").count() == 0
    page.goto(origin + KINDS["department"])
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("figure.chart table").first.is_visible()


# --- what can be proved from the files ---------------------------------------------------------------------------------

FIGURE = re.compile(r'<figure class="chart" id="chart-(?P<id>[^"]+)"[^>]*>(?P<html>.*?)</figure>', re.DOTALL)
CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
SVG = "{http://www.w3.org/2000/svg}"


def texts(html):
    """Return the text of every cell of a piece of table."""
    return [re.sub("<[^>]*>", "", cell).replace(",", "").strip() for cell in CELL.findall(html)]


def number(text):
    """Return a cell's number; a dash and an empty cell are none."""
    return None if text in {"", "—"} else Decimal(text)


def bars_of(drawing):
    """Return of each row of bars how wide it is in percent and the numbers at its end."""
    for column in drawing.iter(f"{SVG}svg"):
        pieces = [rect for rect in column.findall(f"{SVG}rect") if rect.get("class")]
        for text in column.findall(f"{SVG}text"):
            own = [rect for rect in pieces if int(rect.get("y")) + 13 == int(text.get("y"))]
            if text.get("dx") == "6":
                width = sum(Decimal(rect.get("width").rstrip("%")) for rect in own)
                yield len(own), width, [number(part) for part in text.text.split(" / ")]


@pytest.mark.parametrize("edition", EDITIONS, ids=["zh", "en"])
def test_every_chart_says_the_same_four_times(real_site, edition):
    """On every page each chart has a name, a sentence, a table, a drawing and a CSV, all with the same numbers."""
    charts = 0
    for path in sorted((real_site / edition).rglob("index.html")):
        if not edition and path.is_relative_to(real_site / "en"):
            continue
        for match in FIGURE.finditer(path.read_text(encoding="utf-8")):
            html = match["html"]
            plot = re.search('<div class="mz-plot">(.*?)</div>', html, re.DOTALL)
            charts += 1
            table = [
                texts(row)
                for row in re.findall("<tr>.*?</tr>", re.search("<tbody>.*?</tbody>", html, re.DOTALL)[0], re.DOTALL)
            ]
            address = re.search(r'href="([^"]+charts/[^"]+\.csv)"', html)[1]
            place = urljoin(f"http://x/{path.relative_to(real_site)}", address).removeprefix("http://x/")
            rows = list(csv.reader(io.StringIO((real_site / place).read_text(encoding="utf-8-sig"))))[1:]
            values = [[number(cell) for cell in row[1:]] for row in table]
            assert values == [[number(cell) for cell in row[1:]] for row in rows], match["id"]
            headline, sentence = (
                unescape(re.sub("<[^>]*>", "", re.search(found, html, re.DOTALL)[1]))
                for found in ("<h3>(.*?)</h3>", '<p class="mz-sentence">(.*?)</p>')
            )
            drawings = list(ET.fromstring(f"<div>{plot[1]}</div>"))  # noqa: S314 - our own page
            assert [drawing.get("role") for drawing in drawings] == ["img", "img"]
            for drawing in drawings:
                assert drawing.find(f"{SVG}title").text == headline
                assert drawing.find(f"{SVG}desc").text == sentence
                ends = {value for row in values for value in row} | {sum(v or 0 for v in row) for row in values}
                ratios = []
                for pieces, width, numbers in bars_of(drawing):
                    assert set(numbers) <= ends, match["id"]
                    whole = numbers[-1] if pieces > 1 else numbers[0]
                    ratios += [width / whole] if whole and pieces else []
                assert ratios, match["id"]
                assert max(ratios) - min(ratios) <= max(ratios) / 20 + Decimal("0.01"), match["id"]
    assert charts > 40


def test_a_department_page_weighs_less_than_200_kilobytes_with_all_it_loads(real_site):
    """HTML, styles and scripts of a department's page, compressed, without the interactive charts nobody asked for."""
    path = real_site / KINDS["department"] / "index.html"
    html = path.read_text(encoding="utf-8")
    loaded = set(re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"', html))
    places = [path, *((path.parent / (style or script).partition("?")[0]).resolve() for style, script in loaded)]
    assert len(places) > 5
    assert not any("plotly" in place.name for place in places)
    assert sum(len(gzip.compress(place.read_bytes(), 6)) for place in places) < 200_000
    assert '<svg class="mz-chart' in html


def test_every_button_that_explains_a_word_opens_its_explanation(real_site):
    """Each ``popovertarget`` names an explanation of the same page, which leads to its place in the glossary."""
    glossary = (real_site / "glossary" / "index.html").read_text(encoding="utf-8")
    assert all(f'<dt id="{entry.id}">' in glossary for entry in GLOSSARY)
    seen = set()
    for path in real_site.rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        wanted, there = (
            set(re.findall('popovertarget="([^"]+)"', html)),
            set(re.findall('id="(term-[^"]+)"[^>]* popover>', html)),
        )
        assert wanted == there, path
        seen |= wanted
    assert len(seen) > 15


def test_printed_words_are_explained_by_the_longest_word_found():
    """Spaces and line breaks of a heading do not matter; the longer word wins; other headings have no explanation."""
    found = {
        text: explained(text)
        for text in ("全 年\n预算数（A）", "预算执行率", "得分（分值×执行率）", "偏差原因分析及改进措施", "备注")
    }
    assert [entry and entry.id for entry in found.values()] == ["adjusted", "rate", "rate", "deviation", None]


def test_every_word_of_the_glossary_is_explained_in_both_languages():
    """Each entry has two names, two sentences, two sources, and its own anchor; the sentence does not repeat the word alone."""
    assert len({entry.id for entry in GLOSSARY}) == len(GLOSSARY)
    for entry in GLOSSARY:
        for text in (entry.name, entry.sentence, entry.source):
            assert text.zh.strip()
            assert text.en.strip()
        assert explained(entry.name.zh) is entry
    json.dumps([entry.id for entry in GLOSSARY]).encode("ascii")
