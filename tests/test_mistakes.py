"""Where a reader stands and what is wrong there: addresses of rows and findings, links that report a mistake filled in."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from assembled import site_of
from axe_playwright_python.sync_playwright import Axe
from conftest import TODAY, watched
from test_accessibility import violations
from test_site import KINDS

from build_scripts.judging.audit import audit
from build_scripts.pages.kinds.statement import statement_page
from build_scripts.pages.mistakes import report_ways
from build_scripts.pages.render import render
from build_scripts.reading.load import load
from build_scripts.words.language import Both

ROAD = "wuhan-jiangxia/gov-office/2023/road-repair"
URL = 'corrections_url: "https://git.example.cn/x/issues/new?title={title}&description={body}"\n'
EMAIL = 'corrections_email: "mistakes@example.cn"\n'
FORM = KINDS["project"]
ADDRESS = Both("https://example.cn/a/", "https://example.cn/en/a/")


def page_of(data, lang="zh"):
    """Return the page of the only project form of a tree."""
    audited, problems = audit(data, lambda _: None, TODAY)
    assert problems == []
    return render(statement_page(site_of(audited), audited.results[ROAD]), audited.portal.settings, lang)


def links(page):
    """Return the links that report a mistake on the form as a whole, in the order of the page."""
    part = page.partition('<h2 id="report">')[2].partition('id="address-tools"')[0]
    return [unescape(link) for link in re.findall('href="([^"]+)" rel=', part)]


# --- what the settings may say -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "sound"),
    [
        (URL, True),
        ('corrections_url: "http://10.1.2.3/report?about={body}"\n', True),
        ('corrections_url: "https://git.example.cn/x/issues/new"\n', False),
        ('corrections_url: "https://git.example.cn/x?title={titel}&b={body}"\n', False),
        ('corrections_url: "javascript:alert({title})"\n', False),
        (EMAIL, True),
        ('corrections_email: "mailto:mistakes"\n', False),
        ('corrections_email: "a@example.cn?bcc=b@example.cn"\n', False),
        ('corrections_email: "政务公开办"\n', False),
    ],
)
def test_settings_name_an_address_that_can_be_filled_in(write_tree, tree, line, sound):
    """Else the line is named, in both languages, with what may stand there."""
    portal, problems = load(write_tree({"portal.yml": tree["portal.yml"] + line}))
    assert (portal is not None) is sound
    for problem in problems:
        assert problem.code == "shape-bad-pattern"
        assert problem.line == tree["portal.yml"].count("\n") + 1


# --- the links ---------------------------------------------------------------------------------------------------------


def test_a_report_names_the_form_its_address_and_what_is_printed(write_tree, tree):
    """Tracker and mail say the same, in the language of the page; the mail goes to the address that the settings name."""
    base = 'base_url: "https://example.cn/mz/"\n'
    data = write_tree({"portal.yml": tree["portal.yml"] + base + URL + EMAIL})
    for lang, title, printed in (("zh", "更正：", "印的是："), ("en", "Correction: ", "Printed: ")):
        online, mail = map(urlsplit, links(page_of(data, lang)))
        asked, sent = parse_qs(online.query), parse_qs(mail.query)
        assert (online.netloc, mail.scheme, mail.path) == ("git.example.cn", "mailto", "mistakes@example.cn")
        assert asked["title"] == sent["subject"] == [f"{title}{ROAD}"]
        assert asked["description"] == sent["body"]
        (body,) = sent["body"]
        assert f"https://example.cn/mz/{'en/' if lang == 'en' else ''}{ROAD}/" in body
        assert f"{printed}项目支出绩效自评表\r\n" in body


@pytest.mark.parametrize(("lines", "ways"), [("", 0), (URL, 1), (EMAIL, 1), (URL + EMAIL, 2)])
def test_only_ways_that_the_settings_name_are_offered(write_tree, tree, lines, ways):
    """Without one the page says whom to ask instead, and the tools of a row only copy its address."""
    page = page_of(write_tree({"portal.yml": tree["portal.yml"] + lines}))
    assert len(links(page)) == ways
    assert page.count("data-pattern=") == ways
    section = page.partition('<h2 id="report">')[2].partition('id="address-tools"')[0]
    assert ("mingzhang@example.cn" in section) == (ways == 0)


def test_printed_words_cannot_leave_their_place_in_the_link(write_tree, tree):
    """Signs of addresses, braces and the end of a surrogate pair in a title; a long one is cut."""
    settings = load(write_tree({"portal.yml": tree["portal.yml"] + EMAIL}))[0].settings
    for title in ("&bcc=b@example.cn#{id}?%20+", "绩效" * 500, "😀" * 500):
        (way,) = report_ways(settings, ROAD, ADDRESS, title)
        assert len(way.url.zh) < 2800
        asked = parse_qs(urlsplit(way.url.zh).query)
        assert asked.keys() == {"subject", "body"}
        assert title[:150] in asked["body"][0]
        assert set(re.findall(r"{\w+}", way.pattern.en)) == {"{id}", "{address}", "{printed}"}
        assert unquote(way.pattern.en).startswith("mailto:mistakes@example.cn?subject=Correction: {id}&body=Id: {id}")


def test_every_row_goal_text_and_finding_of_every_form_links_to_itself(real_site):
    """On all forms of the sample, in the page as it is without scripts: every id of a row has a link that leads to it."""
    for kind in ("project", "goals", "targets", "report", "base-data"):
        page = (real_site / KINDS[kind] / "index.html").read_text(encoding="utf-8")
        places = set(re.findall(r' id="([gifbn]-[a-z0-9-]+|[A-Z]{3}-\d+[^"]*)"', page))
        assert places
        assert places == set(re.findall(r'<a class="mz-self" href="#([^"]+)"', page)), kind


# --- in the browser ----------------------------------------------------------------------------------------------------


@pytest.fixture
def tab(browser, origin):
    """Return a function that opens the page of a form in a window of its own; what goes wrong in it is listed."""
    opened = []

    def open_tab(*, width=1280, edition="", touch=False, clipboard=True, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, has_touch=touch, color_scheme=scheme)
        context.grant_permissions(["clipboard-read", "clipboard-write"] if clipboard else [])
        if not clipboard:
            context.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page = context.new_page()
        page.wrong = watched(page)
        page.goto(origin + edition + FORM)
        opened.append(page)
        return page

    yield open_tab
    for page in opened:
        assert page.wrong == []
        page.context.close()


def tools_of(page):
    """Return the tools that are shown."""
    return page.locator("#address-tools:popover-open")


def report(page):
    """Return what the shown link to the tracker says: title and body."""
    asked = parse_qs(urlsplit(tools_of(page).locator("a").first.get_attribute("href")).query)
    return asked["title"][0], asked["description"][0]


def test_the_keyboard_copies_the_address_of_a_row_and_reports_it(tab, origin):
    """Passing a link opens nothing; Enter opens its tools and goes into them; Escape closes them and goes back."""
    page = tab()
    row = page.locator("tr[id^=i-]").first
    name, link = row.get_attribute("id"), row.locator("a.mz-self:visible")
    link.focus()
    assert tools_of(page).count() == 0
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert page.evaluate("document.activeElement.textContent") == "复制网址"
    assert page.url.endswith(f"#{name}")
    page.keyboard.press("Enter")
    page.get_by_text("已复制。").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{origin}{FORM}#{name}"
    title, body = report(page)
    assert title == f"更正：{FORM.rstrip('/')}#{name}"
    assert f"网址：{origin}{FORM}#{name}" in body
    assert row.locator("th .mz-raw").first.inner_text() in body
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "在线指出错误"
    page.keyboard.press("Escape")
    assert tools_of(page).count() == 0
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{name}"
    page.keyboard.press("Tab")
    assert tools_of(page).count() == 0


@pytest.mark.parametrize("edition", ["", "en/"])
def test_a_finger_opens_the_tools_of_a_row_and_every_button_is_large_enough(tab, origin, edition):
    """On a telephone a tap on the row's number shows them at the foot; 44 px each way; nothing runs over."""
    page = tab(width=390, edition=edition, touch=True)
    row = page.locator("tr[id^=f-]").nth(3)
    row.locator("a.mz-self:visible").tap()
    boxes = [button.bounding_box() for button in tools_of(page).locator("button, a").all()]
    assert len(boxes) == 3
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tools_of(page).locator("button").tap()
    tools_of(page).locator("[role=status]", has_text="已复制" if not edition else "Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{origin}{edition}{FORM}#{row.get_attribute('id')}"
    page.touchscreen.tap(200, 200)
    tools_of(page).wait_for(state="hidden")


def test_the_mouse_shows_the_tools_where_it_rests_and_they_go_with_it(tab):
    """Passing over shows nothing; resting does; what was opened by a click stays until something else is clicked."""
    page = tab()
    first, second = (page.locator("tr[id^=f-] a.mz-self").nth(at) for at in (0, 1))
    first.scroll_into_view_if_needed()
    first.hover()
    assert tools_of(page).count() == 0
    tools_of(page).wait_for()
    page.locator("h2#funding").hover()
    tools_of(page).wait_for(state="hidden")
    second.click()
    tools_of(page).wait_for()
    page.locator("h2#funding").hover()
    page.wait_for_timeout(600)
    assert tools_of(page).count() == 1
    page.locator("h1").click()
    tools_of(page).wait_for(state="hidden")


def test_where_no_page_may_copy_the_address_is_there_to_be_copied(tab, origin):
    """As on a portal without encryption: it is shown selected, and that is said."""
    page = tab(clipboard=False)
    link = page.locator("h3 a.mz-self").first
    link.click()
    tools_of(page).locator("button").click()
    tools_of(page).locator("[role=status]", has_text="已选中").wait_for()
    assert page.evaluate("getSelection().toString() || document.activeElement.value") == (
        f"{origin}{FORM}{link.get_attribute('href')}"
    )
    assert page.evaluate("getComputedStyle(document.activeElement).opacity") == "1"


def test_a_report_quotes_the_place_it_stands_at(tab):
    """Of a goal its text and not its rows, of the form its name."""
    page = tab()
    goal = page.locator("section.mz-goal-block").first
    for link, said, unsaid in (
        (
            goal.locator("h3 a.mz-self"),
            goal.locator("dd").first.inner_text(),
            goal.locator("tbody th").first.inner_text(),
        ),
        (
            page.locator("#report ~ p a.mz-self"),
            page.locator("h1").inner_text(),
            goal.locator("dd").first.inner_text(),
        ),
    ):
        link.click()
        _, body = report(page)
        assert said[:40] in body
        assert unsaid[:40] not in body
        page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_open_tools(tab, width, scheme):
    """On a telephone and on a desk, light and dark, with what they say after copying."""
    page = tab(width=width, scheme=scheme)
    page.locator("tr[id^=i-] a.mz-self:visible").first.click()
    tools_of(page).locator("button").click()
    tools_of(page).locator("[role=status]:not(:empty)").wait_for()
    page.evaluate(
        "document.querySelectorAll('article > .mz > :not(#address-tools, :has(#address-tools))').forEach((e) => e.remove())"
    )
    page.evaluate(Axe().axe_script)
    assert violations(page) == []


def test_without_scripts_every_row_has_its_plain_link_and_the_form_its_report(browser, origin):
    """Nothing to press that does nothing: the tools stay away, links lead to their rows, one report is filled in."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(origin + FORM)
    assert not page.locator("#address-tools").is_visible()
    link = page.locator("tr[id^=i-] a.mz-self").first
    assert link.get_attribute("href") == f"#{page.locator('tr[id^=i-]').first.get_attribute('id')}"
    assert page.locator("#report ~ p a[rel]").count() == 2
    page.close()
