"""Lists that are too long for one page: every row is on one page, links lead to all, scripts take them into one table."""

from __future__ import annotations

import csv
import itertools
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from assembled import site_of
from axe_playwright_python.sync_playwright import Axe
from conftest import SAMPLE, made_once, sample_audit, served, windows
from playwright.sync_api import expect
from test_accessibility import KEEP_TWO_OF_EACH_SHAPE, violations

from build_scripts.cli import main
from build_scripts.judging.rules import RULES
from build_scripts.pages import kinds, long_lists
from build_scripts.pages.finding_rows import in_order
from build_scripts.pages.kinds.findings import findings_page
from build_scripts.pages.kinds.rule import rule_page
from build_scripts.pages.long_lists import cut
from build_scripts.pages.render import render
from build_scripts.words.vocabulary import Severity

KINDS = ("findings", "compare", "scorecard", "rules")
LARGEST = 300_000
LARGEST_WITH_CHARTS = 400_000
"""Bytes of HTML of any page of these kinds."""


class Rows(HTMLParser):
    """Collects the addresses that each row of a table leads to, and where the list goes on."""

    def __init__(self, html: str, url: str) -> None:
        """Read a page that stands at ``url``."""
        super().__init__()
        self.url = url
        self.rows: list[tuple[str, ...]] = []
        self.after: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Begin a row, note a link."""
        told = dict(attrs)
        if tag == "tbody":
            self.inside = True
        elif tag == "tr" and self.inside:
            self.rows.append(())
        elif tag == "a" and self.inside:
            self.rows[-1] += (urljoin(self.url, told["href"]),)
        elif tag == "a" and told.get("rel") == "next":
            self.after.append(urljoin(self.url, told["href"]))

    def handle_endtag(self, tag):
        """End the rows."""
        self.inside = self.inside and tag != "tbody"


# --- where a list is cut ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 39, 40, 41, 140, 141, 1000])
def test_every_row_is_in_one_part_and_in_its_place(count):
    """The parts together are the list; none has more rows than it may; each knows the one before and the one after."""
    parts = cut(range(count), "findings/#note", "findings/note/", first=40)
    assert [row for part in parts for row in part.rows] == list(range(count))
    assert len(parts[0].rows) <= 40
    assert all(1 <= len(part.rows) <= long_lists.MOST_ROWS for part in parts[1:])
    assert [part.first for part in parts] == [1 + sum(len(one.rows) for one in parts[:at]) for at in range(len(parts))]
    assert {(part.of, part.total) for part in parts} == {(len(parts), count)}
    places = ["findings/#note", *(f"findings/note/{number}/" for number in range(2, len(parts) + 1))]
    assert [part.before for part in parts] == [None, *places[:-1]]
    assert [part.after for part in parts] == [*places[1:], None]


@pytest.mark.parametrize(
    ("number", "named"),
    [(1, "1 2 … 12"), (2, "1 2 3 … 12"), (4, "1 … 3 4 5 … 12"), (11, "1 … 10 11 12"), (12, "1 … 11 12")],
)
def test_a_page_names_the_first_the_last_and_its_neighbours(number, named):
    """However long the list, few numbers; a gap leads nowhere."""
    part = cut(range(120), "a/", "a/", most=10)[number - 1]
    assert " ".join(text for text, _ in part.pages) == named
    assert all(bool(url) == (text != "…") for text, url in part.pages)


@pytest.fixture(scope="module")
def thousand():
    """Return the sample's pages' source with a thousand findings: those of the sample again and again."""
    site = site_of(sample_audit().public())
    rows = itertools.islice(itertools.cycle(site.rows.values()), 1000)
    return replace(site, finding_rows=tuple(replace(row, line=at) for at, row in enumerate(rows)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_thousand_findings_stand_on_small_pages(thousand, lang):
    """Each page of the lists of findings and of a rule is small; together they have all rows, each once, in order."""
    findings = in_order(row for row in thousand.finding_rows)
    rule = findings[-1].rule_id
    for page, own in (
        (findings_page(thousand), findings),
        (rule_page(thousand, RULES[rule]), [row for row in findings if row.rule_id == rule]),
    ):
        told = [part.context.part.rows for part in page.further if "/place/" not in part.url]
        context = page.context
        first = [part for _, _, part in context.by_severity] if hasattr(context, "by_severity") else [context.findings]
        shown = [row for part in (*first, context.transcription) for row in part.rows]
        assert sorted((*shown, *(row for rows in told for row in rows)), key=lambda row: row.line) == sorted(
            own, key=lambda row: row.line
        )
        for one in page.further:
            assert len(render(one, thousand.portal.settings, lang).encode()) < 120_000, one.url


# --- the site: small pages, every row reached by links ---------------------------------------------------------------


def test_no_page_of_these_kinds_is_large(real_site):
    """Of the sample, in both languages."""
    large = [
        path.relative_to(real_site).as_posix()
        for kind in KINDS
        for edition in ("", "en/")
        for path in (real_site / edition / kind).rglob("index.html")
        if path.stat().st_size > (LARGEST_WITH_CHARTS if kind == "compare" else LARGEST)
    ]
    assert large == []


@pytest.fixture(scope="session")
def short_site(tmp_path_factory):
    """Return the sample's portal with pages of few rows, on which all that a large portal has can be seen."""

    def make(out):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(long_lists, "MOST_ROWS", 20)
            patched.setattr(kinds.findings, "FIRST_ROWS", 15)
            patched.setattr(kinds.compare, "MOST_TOGETHER", 15)
            patched.setattr(kinds.compare, "FIRST_EXCLUDED", 5)
            assert main(["build", "--data", str(SAMPLE), "--out", str(out), "--jobs", "1"]) == 0

    return made_once(tmp_path_factory, "short", make)


def page_at(site, url):
    """Return the text of a page."""
    return (site / url / "index.html").read_text(encoding="utf-8")


def table_after(html, anchor):
    """Return the first table after an anchor, with the way to its other pages."""
    table, _, rest = html.partition(f'id="{anchor}"')[2].partition("</table>")
    pages = re.match(r"\s*</div>\s*(<nav class=\"mz-parts.*?</nav>)", rest, re.DOTALL)
    return table + (pages[1] if pages else "")


def walked(site, url, anchor):
    """Return what the rows of a list lead to, all that links reach, and the addresses of its pages."""
    read = Rows(table_after(page_at(site, url), anchor), f"/{url}")
    rows, pages = read.rows, [url]
    while read.after:
        (after,) = read.after
        pages.append(after.lstrip("/"))
        html = page_at(site, pages[-1]).partition("<article")[2]
        read = Rows(html[html.index("<table") :], after)
        rows += read.rows
    return rows, pages


@pytest.mark.parametrize("edition", ["", "en/"])
def test_every_finding_is_reached_by_links(short_site, edition):
    """Of each severity the pages have every finding of findings.csv once, rule after rule."""
    with (short_site / "downloads/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        published = list(csv.DictReader(file))
    cards = page_at(short_site, f"{edition}findings/").partition('id="error"')[2].partition("</section>")[0]
    for severity in Severity:
        rows, pages = walked(short_site, f"{edition}findings/", severity)
        found = [urljoin(f"/{edition}findings/", url) for url in re.findall('<h3><a href="([^"]+)"', cards)]
        if severity is not Severity.ERROR:
            found = [url for (url,) in rows]
        own = [row for row in published if row["severity"] == severity and row["about"] == "form"]
        below = "/notes/#" if severity is Severity.NOTE else "/"
        end = "" if severity is Severity.NOTE else "/"
        expected = [f"/{edition}{row['finding_id'].replace('#', below)}{end}" for row in own]
        assert sorted(found) == sorted(expected)
        rules = [re.search("[A-Z]{3}-[0-9]{2}", url)[0] for url in found]
        assert rules == sorted(rules)
        assert len(pages) == 1 + max(0, -(-(len(own) - 15) // 20)) or severity is Severity.ERROR


def test_every_place_has_its_findings(short_site):
    """The list of a place, which needs no script, has all that stands on its forms; places without any have none."""
    with (short_site / "downloads/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        published = [row["jurisdiction_id"] for row in csv.DictReader(file) if row["about"] == "form"]
    lists = re.findall('href="([^"]*/place/[^"]*)"', page_at(short_site, "findings/"))
    assert [url.split("/")[-2] for url in lists] == sorted(set(published))
    for place in set(published):
        html = page_at(short_site, f"findings/place/{place}/")
        read = Rows(html[html.index("<table") :], f"/findings/place/{place}/")
        count = len(read.rows)
        while read.after:
            html = page_at(short_site, read.after[0].lstrip("/"))
            read = Rows(html[html.index("<table") :], read.after[0])
            count += len(read.rows)
        assert count == published.count(place), place


@pytest.mark.parametrize("rule", ["IND-12", "IND-13", "STR-05"])
def test_every_finding_of_a_rule_is_reached_by_links(short_site, real_site, rule):
    """The pages of a rule have the rows that its one page has where lists are long."""
    anchor = "transcription" if rule == "STR-05" else "findings"
    rows, pages = walked(short_site, f"rules/{rule}/", anchor)
    whole, alone = walked(real_site, f"rules/{rule}/", anchor)
    assert rows == whole
    assert len(pages) > len(alone) == 1


def test_every_line_of_the_scorecard_is_reached_by_links(short_site, real_site):
    """In the order of the whole."""
    rows, pages = walked(short_site, "scorecard/", "departments")
    assert (rows, len(pages) > 1) == (walked(real_site, "scorecard/", "departments")[0], True)


def test_every_row_of_the_comparison_is_reached_by_links(short_site, real_site):
    """Groups that the sample has on one page stand on pages of their own, in parts where they are long."""
    whole = re.findall(r'<h3 id="((?:group|projects)-[^"]*)"', page_at(real_site, "compare/"))
    here = re.findall(r'<h3 id="((?:group|projects)-[^"]*)"', page_at(short_site, "compare/"))
    linked = re.findall(r'<li data-group="([^"]*)"[^>]*><a href="([^"]*)"', page_at(short_site, "compare/"))
    assert [*here, *(anchor for anchor, _ in linked)] == whole
    assert len(here) == 1
    for anchor, href in [(here[0], "../compare/"), *linked]:
        rows, pages = walked(short_site, href.removeprefix("../"), anchor)
        assert rows == walked(real_site, "compare/", anchor)[0]
        assert len(pages) == -(-len(rows) // 15)
    assert walked(short_site, "compare/", "excluded")[0] == walked(real_site, "compare/", "excluded")[0]


def test_a_page_of_a_list_says_which_and_is_not_listed(short_site):
    """Its title names list and page; neither search nor the site map has it, and search engines leave it out."""
    page = page_at(short_site, "findings/warning/2/")
    assert re.search("<title>核对发现：疑点（第 2 页，共 [0-9]+ 页） - ", page)
    assert re.search("<h1>核对发现：疑点（第 2 页，共 [0-9]+ 页）</h1>", page)
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="prev" href="../../../findings/#warning"' in page
    assert 'rel="next" href="../../../findings/warning/3/"' in page
    assert re.search(r"<h1>Findings: Warning \(page 2 of [0-9]+\)</h1>", page_at(short_site, "en/findings/warning/2/"))
    for edition in ("", "en/"):
        index = json.loads((short_site / edition / "search/words/first.json").read_text(encoding="utf-8"))
        assert not [one for one in index["docs"] if re.search(r"/\d/|compare/.", one["location"].partition("#")[0])]
    listed = (short_site / "sitemap.xml").read_text(encoding="utf-8") if (short_site / "sitemap.xml").exists() else ""
    assert "/findings/warning/2/" not in listed


# --- in a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def address(short_site):
    """Return the address of the portal with pages of few rows."""
    with served(short_site) as origin:
        yield origin


@pytest.fixture
def visit(browser, address):
    """Return a function that opens a page of it; console errors fail the test, but for those it is told to expect."""
    with windows(browser, address, until="networkidle") as opened:
        yield opened


def rows_of(page, place):
    """Return how many rows a table has, and how many of them are in sight."""
    return page.locator(f"{place} tbody tr").count(), page.locator(f"{place} tbody tr:visible").count()


def test_rows_are_loaded_into_the_table_as_asked(visit, address):
    """One page more, then all: the links lead where they should, the count is said, the focus stays on the page."""
    page = visit("findings/#warning")
    lists = page.locator("#warning .mz-parts")
    page.locator("#warning tbody tr").last.wait_for()
    assert rows_of(page, "#warning") == (15, 15)
    assert not lists.locator("ul").is_visible()
    lists.get_by_role("button", name="再载入一页").click()
    expect(page.locator("#warning tbody tr")).to_have_count(35)
    every = int(re.search(r"已载入 35 行，共 (\d+) 行", lists.inner_text())[1])
    assert every > 248
    lists.get_by_role("button", name="全部载入").press("Enter")
    expect(page.locator("#warning tbody tr")).to_have_count(every)
    assert page.evaluate("document.activeElement.textContent") == "全部行都已载入"
    assert lists.get_by_role("button").count() == 0
    links = page.locator("#warning tbody th a").evaluate_all("links => links.map((link) => link.href)")
    assert len(set(links)) == every
    assert all(link.startswith(address) for link in links)
    page.goto(links[-1])
    assert page.locator(".mz-finding-page h1").count() == 1


def test_what_is_sorted_and_filtered_is_what_is_loaded(visit):
    """A filter and an order hold for rows that come later; until all are there it is said that some are missing."""
    page = visit("findings/#warning")
    status = page.locator("#warning > .mz-status")
    page.locator("#warning .mz-filter input").fill("目标值")
    told = re.search(r"已载入 15 行，共 (\d+) 行", status.inner_text())
    page.locator("#warning .mz-sort", has_text="表单").click()
    assert told[0] in status.inner_text()
    page.locator("#warning .mz-parts").get_by_role("button", name="全部载入").click()
    expect(page.locator("#warning tbody tr")).to_have_count(int(told[1]))
    every, seen = rows_of(page, "#warning")
    assert 0 < seen < every == int(told[1])
    assert status.inner_text() == f"显示 {seen} 行，共 {told[1]} 行"
    assert page.locator("#warning tbody td:nth-child(3)").evaluate_all("""cells => {
      const names = cells.map((cell) => cell.textContent.trim());
      const { compare } = new Intl.Collator("zh-CN", { numeric: true });
      return names.every((name, at) => !at || compare(names[at - 1], name) <= 0);
    }""")


def test_where_rows_cannot_be_loaded_links_lead_to_them(visit):
    """A failing server is told, and the pages of the list are offered."""
    page = visit("findings/#warning")
    page.route("**/findings/warning/**", lambda route: route.abort())
    lists = page.locator("#warning .mz-parts")
    lists.get_by_role("button", name="再载入一页").click()
    lists.get_by_text("未能载入").wait_for()
    page.unroute("**/findings/warning/**")
    lists.get_by_role("link", name="下一页").click()
    page.wait_for_url("**/findings/warning/2/")
    assert page.locator(".mz-parts").get_by_role("button").count() == 0
    page.locator(".mz-parts").get_by_role("link", name="上一页").click()
    page.wait_for_url("**/findings/#warning")
    page.wrong.clear()  # the request that failed


def test_a_choice_brings_groups_from_other_pages(address, origin, browser):
    """An address of the whole comparison shows the same rows where groups stand on other pages."""
    query = "compare/?measures=indicators&departments=changzhi-huguan/government-office,wuhan-dongxihu/archives"
    shown = []
    for place in (origin, address):
        context = browser.new_context()
        page = context.new_page()
        page.goto(place + query)
        page.wait_for_load_state("networkidle")
        page.locator(".mz-choice [role=status]").filter(has_text="不排名").wait_for()
        texts = page.locator("#answer :is(h3, figcaption p, tbody tr)").all_inner_texts()
        links = page.locator("#answer tbody th a").evaluate_all("links => links.map((link) => link.href)")
        shown.append((texts, [link.removeprefix(place) for link in links]))
        context.close()
    assert sorted(shown[0][0]) == sorted(shown[1][0])
    assert sorted(shown[0][1]) == sorted(shown[1][1]) != []


def test_a_group_has_a_page_on_which_one_chooses(visit):
    """All its parts are there once somebody is chosen; the choice stands in the address."""
    page = visit("compare/")
    page.get_by_role("link", name=re.compile("2023 .*项目")).last.click()
    page.wait_for_load_state("networkidle")
    assert rows_of(page, ".mz-group")[0] == 15
    page.locator(".mz-choice [type=search]").fill("区")
    page.locator(".mz-offered button").first.click()
    page.locator("#answer tbody tr").first.wait_for()
    page.wait_for_function("document.querySelectorAll('.mz-group tbody tr').length > 15")
    assert page.locator("#answer tbody tr").count() == 1
    assert "projects=" in page.url


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("url", ["findings/", "findings/warning/2/", "compare/", "en/findings/note/2/", "scorecard/2/"])
def test_pages_of_lists_are_accessible_and_fit(visit, url, width):
    """Axe finds nothing, nothing runs over, without scripts no dead button is shown."""
    page = visit(url, width=width)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.evaluate(KEEP_TWO_OF_EACH_SHAPE)
    page.evaluate(Axe().axe_script)
    assert violations(page) == []
    page = visit(url, width=width, javascript=False)
    assert page.locator("article button:visible").count() == 0
    assert page.locator(".mz-parts ul").count() >= 1
