"""Every code for embedding that the portal offers, pasted into a page of somebody else's."""

from __future__ import annotations

import http.server
import re
import threading
import zipfile
from operator import itemgetter
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import watched

OFFERED = ".mz-embedding textarea"
SHOWN = """async () => {
  const [figure, source] = [document.querySelector("figure.chart"), document.querySelector(".mz-source")];
  const box = source.getBoundingClientRect();
  return {
    figures: [...document.querySelectorAll("figure.chart")].map(({ id }) => id),
    others: [...document.body.querySelectorAll("h2, header, footer, form, button, .mz-group, nav")]
      .filter((part) => part.checkVisibility()).length,
    drawings: [...figure.querySelectorAll("svg.mz-chart")].filter((part) => part.checkVisibility()).length,
    title: document.querySelector("h1").textContent.trim(),
    whose: figure.dataset.whose, credit: figure.dataset.credit, source: source.textContent,
    link: source.querySelector("a").href, seen: box.top >= 0 && box.bottom <= innerHeight,
    high: [innerHeight, Math.ceil(document.body.getBoundingClientRect().height), document.documentElement.scrollHeight],
    wide: document.documentElement.scrollWidth - innerWidth,
  };
}"""


@pytest.fixture
def other_page(browser):
    """Return a function that puts codes into a page of another origin, with scripts or without, and returns that page."""
    body = {}

    class Newspaper(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            """Answer with the page."""
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html>{body['html']}".encode())

        def log_message(self, *_):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Newspaper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport={"width": 700, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    wrong = watched(page)

    def pasted(codes, *, listening=True):
        html = "".join(codes).replace(' loading="lazy"', "")  # all at once, wherever they stand
        body["html"] = html if listening else re.sub("<script>.*?</script>", "", html)
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        for frame in page.frames[1:]:
            frame.locator(".mz-source").wait_for()
        return page

    yield pasted
    context.close()
    server.shutdown()
    server.server_close()
    assert [said for said in wrong if "favicon" not in said] == []


def offered(real_site):
    """Return by page the ids of the charts that it offers to others; of pages alike in kind and charts the first alone."""
    alike = set()
    for path in sorted(real_site.rglob("index.html")):
        url = path.parent.relative_to(real_site).as_posix() + "/"
        ids = re.findall(r'<figure class="chart" id="([^"]+)"', path.read_text(encoding="utf-8"))
        charts = {(url.startswith("en/"), url.count("/"), id_.rpartition("--")[2]) for id_ in ids}
        if not charts <= alike and (not url.startswith("en/") or url == "en/compare/"):
            yield url, ids
        alike |= charts


def test_every_code_shows_its_chart_alone_as_high_as_it_is_with_its_source(browser, origin, real_site, other_page):
    """No header, table, form or other chart; the frame is given its height; source, licence and the way back are in sight."""
    reader = browser.new_page()
    reader.route(re.compile(r"\.(woff2?|png)$"), lambda route: route.abort())
    pages = 0
    for url, ids in offered(real_site):
        reader.goto(origin + quote(url))
        codes = reader.locator(OFFERED).evaluate_all("areas => areas.map((area) => area.value)")
        assert len(codes) == len(ids), url
        page = other_page(codes)
        for frame, chart in zip(page.frames[1:], ids, strict=True):
            frame.wait_for_function("() => innerHeight === Math.ceil(document.body.getBoundingClientRect().height)")
            shown = frame.evaluate(SHOWN)
            assert shown["figures"] == [chart], url
            assert (shown["others"], shown["drawings"]) == (0, 1), (url, chart)
            assert shown["high"][0] >= shown["high"][2] > 150, (url, chart)
            assert shown["wide"] <= 0, (url, chart)
            assert shown["credit"] in shown["source"]
            assert shown["link"] == f"{origin}{url}#{chart}"
            assert shown["seen"]
            assert shown["title"]
        pages += 1
    reader.close()
    assert pages >= 6


def test_every_chart_of_every_page_can_be_asked_for(real_site):
    """A code is made of the page's address and the chart's id, and tells whose chart it is and under which licence."""
    charts = 0
    for path in real_site.rglob("index.html"):
        figures = re.findall(r'<figure class="chart"([^>]*)>', path.read_text(encoding="utf-8"))
        ids = [re.search(r' id="chart-([a-z0-9-]+)"', figure)[1] for figure in figures]
        assert len(set(ids)) == len(ids), path
        if path.parent.name != "design":  # whose charts are nobody's
            assert all(re.search(r' data-whose="[^"]+" data-credit="[^"]+"', figure) for figure in figures), path
        charts += len(ids)
    assert charts > 200


def test_where_the_other_page_runs_no_script_the_source_stays_in_sight(browser, origin, other_page):
    """A window that nobody gives its height scrolls, and its last line still says where the chart is from."""
    reader = browser.new_page()
    reader.goto(f"{origin}compare/")
    codes = reader.locator(OFFERED).evaluate_all("areas => areas.map((area) => area.value)")
    reader.close()
    for frame in other_page(codes, listening=False).frames[1:]:
        shown = frame.evaluate(SHOWN)
        assert shown["high"][0] == 480
        assert shown["seen"]


def test_an_unfolded_table_makes_the_window_higher(browser, origin, other_page):
    """What a reader opens is seen whole, in a window that grows with it."""
    reader = browser.new_page()
    reader.goto(f"{origin}compare/")
    code = reader.locator(OFFERED).first.input_value()
    reader.close()
    page = other_page([code])
    before = page.locator("iframe").get_attribute("height")
    page.frames[1].locator("summary").click()
    page.wait_for_function("before => document.querySelector('iframe').height > Number(before)", arg=before)
    assert page.frames[1].evaluate("document.documentElement.scrollHeight <= innerHeight")


LOOKS = """() => [...document.querySelectorAll("svg.mz-roomy :is(rect, line, path, text)")].map((part) => {
  const look = getComputedStyle(part);
  const drawn = { chart: part.closest("svg.mz-roomy").querySelector("title").id, class: part.getAttribute("class") };
  if (!part.matches("line")) drawn.fill = look.fill;
  for (const name of part.matches("text") ? [] : ["stroke", "strokeWidth", "strokeDasharray", "strokeOpacity"]) {
    drawn[name] = look[name];
  }
  return { ...drawn, words: part.textContent, display: look.display };
})"""


def test_the_pictures_in_a_zip_look_as_the_charts_of_the_page(browser, origin, real_site, tmp_path):
    """Part for part the colours and lines of light grounds, in a browser that has nothing but the file."""
    (path, *_) = sorted(real_site.glob("*/*/*.zip"), key=lambda found: -found.stat().st_size)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.goto(origin + path.parent.relative_to(real_site).as_posix() + "/")
    wanted = page.evaluate(LOOKS)
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("charts/zh/"):
                page.goto(Path(archive.extract(name, tmp_path)).as_uri())
                found += page.evaluate(LOOKS)
    context.close()
    assert sorted(found, key=itemgetter("chart")) == sorted(wanted, key=itemgetter("chart"))  # in each in its own order
    assert len({one.get("fill") for one in found}) > 5
