"""How a page is named and shown elsewhere: titles, cards of shared links, the header on a telephone, the error page."""

from __future__ import annotations

import functools
import http.server
import re
import struct
import threading
from contextlib import contextmanager
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import TREE, policies
from test_site import KINDS

from build_scripts.cli import main
from build_scripts.words.page_kinds import PageKind

SHARE = "assets/images/share.png"
ADDRESS = "https://example.cn/a/portal/"


class Head(HTMLParser):
    """Collects title, language, meta elements and links of a page."""

    def __init__(self, html):
        """Read a whole page."""
        super().__init__()
        self.title, self.lang, self.inside = "", "", ""
        self.meta, self.links = {}, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note what a tag says."""
        given, self.inside = dict(attrs), tag
        if tag == "html":
            self.lang = given["lang"]
        if tag == "meta" and ("property" in given or "name" in given):
            self.meta[given.get("property") or given["name"]] = given["content"]
        self.links += [given[name] for name in ("href", "src") if name in given]

    def handle_data(self, data):
        """Note the title, which is the first in the page: drawings have titles too."""
        if self.inside == "title" and not self.title:
            self.title = data


def head(site, url):
    """Return the head of a page of a site."""
    return Head((site / url / "index.html").read_text(encoding="utf-8"))


@pytest.fixture
def small_site(write_tree, tmp_path):
    """Return a function that builds the portal of the smallest valid tree with other settings."""

    def built(settings=""):
        data = write_tree({"portal.yml": TREE["portal.yml"] + settings})
        assert main(["build", "--data", str(data), "--out", str(tmp_path / "site")]) == 0
        return tmp_path / "site"

    return built


@pytest.mark.parametrize(
    ("edition", "name"), [("", "明账·绩效公开门户"), ("en/", "Mingzhang: open performance accounts")]
)
def test_titles_and_cards_say_what_a_page_is(real_site, edition, name):
    """The portal's name stands once in a title; a shared link shows the page's own title and sentence, in its language."""
    for kind, url in KINDS.items():
        page = head(real_site, edition + url)
        assert page.title.count(name) == 1, url
        assert page.lang == ("en" if edition else "zh-CN")
        assert page.meta["og:site_name"] == name
        assert page.meta["og:description"] == page.meta["description"], url
        assert page.title == (name if kind == "home" else f"{page.meta['og:title']} - {name}")
        assert page.meta["og:locale"] == ("en_GB" if edition else "zh_CN")
        assert page.meta["twitter:card"] == "summary"
        assert "og:image" not in page.meta  # an address that is not absolute shows nowhere
    sentences = [head(real_site, f"{edition}{url}").meta["description"] for url in ("", "about/", "method/")]
    assert len(set(sentences)) == len(sentences)


def test_a_shared_link_shows_the_portals_own_picture_where_its_address_is_known(small_site):
    """Address and picture are absolute, the same picture for both editions, and it is as large as it says."""
    site = small_site(f'base_url: "{ADDRESS}"\n')
    for edition in ("", "en/"):
        for url in ("", "about/", "wuhan-jiangxia/gov-office/2023/targets/"):
            page = head(site, edition + url)
            assert page.meta["og:url"] == ADDRESS + edition + url
            assert page.meta["og:image"] == ADDRESS + SHARE
            assert page.meta["twitter:card"] == "summary_large_image"
    picture = (site / SHARE).read_bytes()
    assert picture.startswith(b"\x89PNG")
    size = tuple(str(side) for side in struct.unpack(">II", picture[16:24]))
    assert size == (page.meta["og:image:width"], page.meta["og:image:height"]) == ("1200", "630")
    assert len(picture) < 50_000


def test_the_error_page_leads_nowhere_astray(real_site):
    """Where nobody has said where the portal begins and no script runs, it names no file and reads well, in both languages."""
    text = (real_site / "404.html").read_text(encoding="utf-8")
    page = Head(text)
    assert "stylesheet" not in text.partition("</head>")[0]
    assert (page.lang, page.title) == ("zh-CN", "没有这个页面 No such page")
    shown = re.sub(r'<div class="mz-ways-on" hidden>.*?</nav>', "", text.partition("<body>")[2], flags=re.DOTALL)
    assert "href=" not in shown
    body = unescape(re.sub(r"<[^>]+>", " ", shown))
    assert "没有这个页面" in body
    assert "Addresses of forms and departments never change" in body
    assert '<div lang="en">' in text


def test_the_error_page_leads_on_where_the_portals_address_is_known(small_site):
    """With base_url it has the portal's style, a search and ways on in both languages, whatever address was missing."""
    site = small_site(f'base_url: "{ADDRESS}"\n')
    text = (site / "404.html").read_text(encoding="utf-8")
    assert "hidden" not in text.partition("<script>")[0]
    links = [urljoin(f"{ADDRESS}no/such/page/", link) for link in Head(text).links]
    assert all(link.startswith(ADDRESS) for link in links)
    assert {ADDRESS, f"{ADDRESS}en/", f"{ADDRESS}search/", f"{ADDRESS}en/glossary/"} <= set(links)
    for link in links:
        file = site / link.partition("?")[0].removeprefix(ADDRESS)
        assert (file / "index.html" if link.endswith("/") else file).is_file(), link
    assert re.findall('action="(.*?)"', text) == [f"{ADDRESS}search/", f"{ADDRESS}en/search/"]


@contextmanager
def with_its_error_page(site, prefix):
    """Serve a site under a path with its own policy, and its error page for every address that is not there."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path):
            return super().translate_path(path.removeprefix(prefix) if path.startswith(prefix) else "/nothing")

        def send_error(self, *_):
            text = (site / "404.html").read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else text)

        def end_headers(self):
            self.send_header("Content-Security-Policy", policies(site)[""])
            super().end_headers()

        def log_message(self, *_):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{prefix}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("prefix", ["", "/open/portal"])
def test_the_error_page_finds_where_the_portal_begins(browser, real_site, prefix):
    """At any depth, below any path, without base_url: it takes the portal's style, and search and links lead to pages."""
    with with_its_error_page(real_site, prefix) as address:
        page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
        for missing in ("no", "en/no/such/", "wuhan-dongxihu/no/2025/such/page/"):
            page.goto(address + missing)
            page.locator(".mz-ways-on").first.wait_for()
            assert page.locator("a").first.evaluate("link => link.href") == address
            colour = page.locator(".md-header").evaluate("header => getComputedStyle(header).backgroundColor")
            assert colour != "rgba(0, 0, 0, 0)"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.evaluate(Axe().axe_script)
        assert page.evaluate("axe.run().then((told) => told.violations.map((one) => one.id))") == []
        page.locator("[lang=en] input").fill("school")
        page.locator("[lang=en] input").press("Enter")
        page.wait_for_url(f"{address}en/search/?q=school")
        page.get_by_role("link", name="Dongxihu District Education Bureau", exact=True).wait_for()
        page.close()


def test_the_foot_of_every_page_leads_to_what_explains_it(real_site):
    """One navigation of its own on every page, in both languages; links from there resolve, as all do."""
    words = {"glossary", "scorecard", "rules", "downloads", "dictionary", "changes", "search"}
    names = {f"{kind}/": kind for kind in PageKind if kind.value in words}
    for edition, label, lang in (("", "页脚", "zh"), ("en/", "Footer", "en")):
        for url in KINDS.values():
            text = (real_site / edition / url / "index.html").read_text(encoding="utf-8")
            (foot,) = re.findall(f'<nav class="mz-foot [^>]*aria-label="{label}">(.*?)</nav>', text, re.DOTALL)
            links = dict(re.findall('<a href="(.*?)">(.*?)</a>', foot))
            found = {urljoin(f"https://x/{url}", link).removeprefix("https://x/"): said for link, said in links.items()}
            assert {place: kind.of(lang) for place, kind in names.items()}.items() <= found.items(), url
            assert {"method/", "about/"} <= set(found), url


def test_the_folder_of_a_year_lists_its_forms(browser, origin):
    """Taking an address back part by part, a reader meets a page each time; the way from home to a form leads through it."""
    form, year = KINDS["project"], KINDS["project"].rpartition("/")[0].rpartition("/")[0] + "/"
    page = browser.new_page(locale="zh-CN")
    page.goto(origin + form)
    page.locator(".mz-crumbs a").last.click()
    page.wait_for_url(origin + year)
    listed = page.locator("article .mz-compact a").evaluate_all("links => links.map(link => link.href)")
    assert origin + form in listed
    assert all(link.startswith(origin + year) for link in listed)
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    page.close()


@pytest.mark.parametrize(
    ("settings", "zh", "en"),
    [("", "明账", "Mingzhang"), ('short_title: "账册"\nshort_title_en: "MZ & Co"\n', "账册", "MZ &amp; Co")],
)
def test_the_short_name_falls_back_to_the_name(small_site, settings, zh, en):
    """What portal.yml does not shorten keeps its length."""
    site = small_site(settings)
    for edition, name in (("", zh), ("en/", en)):
        assert f'mz-short-name">{name}</span>' in (site / edition / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def tab(browser):
    """Return a tab of a telephone that lists what goes wrong in it."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="zh-CN", reduced_motion="reduce")
    page, wrong = context.new_page(), []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


@pytest.mark.parametrize(("edition", "name"), [("", "明账"), ("en/", "Mingzhang")])
@pytest.mark.parametrize("large", [False, True])
def test_the_header_of_a_telephone_shows_the_short_name_whole(tab, origin, edition, name, large):
    """At 360 px the name can be read, in large text too."""
    tab.goto(origin + edition)
    if large:
        tab.locator(".mz-menu").click()
        tab.locator("[data-look=large]").click()
        tab.reload()
    shown = tab.locator(".md-header__topic").first.locator("span:visible")
    assert shown.all_inner_texts() == [name]
    assert shown.evaluate("span => span.scrollWidth <= span.clientWidth")


def test_the_other_language_shows_the_same_choice_and_the_same_place(tab, origin):
    """Query and place of an address are kept, also a choice made after the page was opened."""
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(f"{origin}explore/?achievement=missed")
    tab.locator(".mz-language").click()
    tab.wait_for_url(f"{origin}en/explore/?achievement=missed")
    tab.goto(f"{origin}en/{KINDS['department']}#findings")
    tab.locator(".mz-language").click()
    tab.wait_for_url(f"{origin}{KINDS['department']}#findings")
    tab.goto(f"{origin}compare/")
    tab.locator(".mz-choice [type=search]").fill("档案")
    tab.locator(".mz-offered button").click()
    chosen = tab.evaluate("location.search")
    tab.locator(".mz-language").click()
    tab.wait_for_url(f"{origin}en/compare/{chosen}")
    assert tab.locator(".mz-chips li").count() == 1


def test_english_is_set_in_latin_fonts_and_its_chinese_in_chinese_ones(tab, origin):
    """Fonts with Chinese characters draw quotation marks as wide as those: they stand first for Chinese only."""

    def families(selector):
        return tab.locator(selector).first.evaluate("e => getComputedStyle(e).fontFamily").split(", ")

    tab.goto(origin + "en/" + KINDS["project"])
    assert families("body").index("Arial") < families("body").index('"Noto Sans CJK SC"')
    printed = families("article .mz-raw[lang]")
    assert printed.index("Arial") > printed.index('"Noto Sans CJK SC"')
    tab.goto(origin + KINDS["project"])
    assert families("body").index("Arial") > families("body").index('"Noto Sans CJK SC"')


def test_a_finger_meets_what_it_aims_at(tab, origin):
    """Boxes to tick, links of lists of findings and of rules are 24 px or more in both directions."""
    for url, selector in (
        ("compare/", ".mz-choice :is(select, input)"),
        ("findings/", ".mz-findings th a"),
        ("rules/", ".mz-rule-list a"),
        (KINDS["project"] + "#findings", ".mz-findings th a"),
    ):
        tab.goto(origin + url)
        tab.locator(f"{selector}:visible").first.wait_for()
        sizes = tab.locator(f"{selector}:visible").evaluate_all(
            "found => found.map(e => e.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
        )
        assert min(sizes) >= 24, url
