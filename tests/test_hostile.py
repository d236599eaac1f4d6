"""Names and titles that hold markup are shown as text: on every page, and in the search box in a real Chromium."""

from __future__ import annotations

import functools
import html
import http.server
import json
import re
import threading

import pytest
from conftest import PROJECT, TODAY, TREE
from hypothesis import assume, given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data
from playwright.sync_api import expect
from test_same_names import two_of_one_name

from build_scripts.build import Order, build
from build_scripts.pages import Page
from build_scripts.pages.search_files import SearchIndex
from build_scripts.publish import Rendered
from build_scripts.publish.editions import front_matter_and_html
from build_scripts.words.language import Both
from build_scripts.words.page_kinds import PageKind

ROAD = '智慧<img src=x onerror="window.PWN=1;alert(1)"><5万元平台'
TITLE = '明账<script>window.PWN=1;alert(1)</script> "A&B [x](javascript:alert(1)) mz-slot-title mz-frame/'
PUBLISHER = '某局"><script>window.PWN=1;alert(1)</script>'
BUREAU = '2024-01-02 "甲"&<b>局\''
PAGES = ("", "wuhan-jiangxia/gov-office/", "wuhan-jiangxia/gov-office/2023/road-repair/", "downloads/", "method/")


def hostile():
    """Return the smallest tree with markup in the portal's title and publisher, a project's and departments' names."""
    tree = TREE | two_of_one_name(BUREAU)
    for old, new in (("明账", TITLE), ("Mingzhang", TITLE), ("某区财政局", PUBLISHER), ("道路维修", ROAD)):
        tree = {place: text.replace(f'"{old}"', json.dumps(new, ensure_ascii=False)) for place, text in tree.items()}
    return tree


def made(folder, project=PROJECT):
    """Build the hostile portal below ``folder`` and return its site."""
    for place, text in hostile().items():
        file = folder / "data" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    build(Order(project, folder / "data", folder / "site", TODAY), lambda _: None)
    return folder / "site"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Serve the hostile portal without any policy."""
    site = made(tmp_path_factory.mktemp("hostile"))

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def tab(browser):
    """Return a tab; fail where a dialog opened or the canary is gone."""
    page, opened = browser.new_page(locale="zh-CN"), []

    def close(dialog):
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close)
    yield page
    assert page.evaluate("window.PWN") is None
    assert opened == []
    page.close()


@pytest.mark.parametrize("edition", ["", "en/"])
@pytest.mark.parametrize("url", PAGES)
def test_no_page_runs_what_a_name_says(tab, address, edition, url):
    """Title, publisher and names stand on the pages and in their heads as the text they are."""
    tab.goto(f"{address}{edition}{url}", wait_until="load")
    assert TITLE in tab.title()
    assert tab.locator(".md-header__title .md-ellipsis").first.inner_text().strip() == TITLE
    assert tab.locator("a.md-logo").first.get_attribute("aria-label") == TITLE
    assert tab.locator("meta[name=author]").get_attribute("content") == PUBLISHER


def test_no_search_is_tricked_by_a_name(tab, address):
    """A project's name is found and shown as printed, with its ``<``: below the box and on the page of the search."""
    tab.goto(address, wait_until="networkidle")
    tab.locator(".md-header .mz-search input").fill("智慧")
    expect(tab.locator(".mz-hits > li").filter(has_text="智慧").first).to_contain_text(
        "<img src=x onerror=", timeout=20_000
    )
    tab.goto(f"{address}search/?q=智慧", wait_until="networkidle")
    expect(tab.locator(".mz-hits > li").filter(has_text="智慧").first).to_contain_text(
        "<img src=x onerror=", timeout=20_000
    )
    assert tab.locator(".mz-hits img").count() == 0


def test_two_of_one_name_are_two_bars_with_their_names_as_they_are(tab, address):
    """The interactive chart has both, each with its own numbers, and shows a name's date, quotation marks and brackets."""
    tab.goto(f"{address}compare/", wait_until="networkidle")
    figure = tab.locator("#chart-compare-achievement")
    figure.locator(".mz-interactive").click()
    ticks = figure.locator(".mz-plotly .ytick text")
    expect(ticks.first).to_be_visible(timeout=20_000)
    names = [re.sub(r"\s", "", text) for text in ticks.all_text_contents()]
    bureau = BUREAU.replace(" ", "")
    assert names[:2] == [f"{bureau}（益阳市赫山区）", f"{bureau}（武汉市江夏区）"]
    numbers = figure.locator(".mz-plotly .textpoint text").all_text_contents()
    assert [text.strip() for text in numbers[:2]] == ["2 / 3", "0 / 3"]
    figure.locator(".mz-plotly .point path").first.hover(force=True)
    told = figure.locator(".mz-plotly .hoverlayer")
    expect(told).to_contain_text("益阳市赫山区")


def test_a_sign_of_markup_can_be_searched_for(tab, address):
    """``<5万元`` in a name is found by those very characters, though the answer holds them escaped."""
    tab.goto(f"{address}", wait_until="networkidle")
    tab.locator(".md-header .mz-search input").click()
    tab.keyboard.insert_text("<5万元")
    hit = tab.locator(".mz-hits > li").first
    expect(hit).to_contain_text("<5万元平台", timeout=20_000)


@given(
    st.text(max_size=30)
    | st.sampled_from(("\x7f[x](javascript:alert(1))", "\x85---\x85", '"\n---\n<b>', "\u2028😀\ufeff\\ud83d"))
)
def test_front_matter_is_read_as_it_was_meant(text):
    """Whatever a title says, any generator reads title, description and tags back, and nothing of it as Markdown."""
    assume(not any("\ud800" <= char <= "\udfff" for char in text))
    page = Page(
        PageKind.DEPARTMENT, "a/", Both.printed(text), Both.printed(text), (), None, named=(("x", Both.printed(text)),)
    )
    body, meta = get_data(front_matter_and_html(Rendered(page, "zh", "<div>b</div>")))
    told = html.escape(text)
    assert (meta["title"], meta["description"], meta["named"]) == (told, told, [["x", told]])
    assert body.strip() == "<div>b</div>"


def test_the_index_holds_texts():
    """What MkDocs hands over as markup or escaped stands in the index as plain text."""
    docs = [
        {"location": "about/", "title": "关于 &lt;b&gt; &amp;amp;", "text": "<p>一 &lt;i&gt;</p>"},
        {"location": "about/#x", "title": "节 &lt;u&gt;", "text": ""},
    ]
    made = dict(SearchIndex.of((), ()).files("zh", json.dumps({"docs": docs})))
    (entry,) = json.loads(made["first.json"])["docs"]
    assert (entry["title"], entry["text"]) == ("关于 <b> &amp;", "一 <i>")
    assert entry["names"][0] == entry["title"]
    assert entry["rows"] == [["x", "节 <u>", ""]]
