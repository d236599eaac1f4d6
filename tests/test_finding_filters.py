"""The filters of /findings/ in a browser: what is entered, what stands in the address, what is there without scripts."""

from __future__ import annotations

import csv
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import windows
from playwright.sync_api import expect
from test_accessibility import KEEP_TWO_OF_EACH_SHAPE, violations

PLACE = "wuhan-dongxihu/"


@pytest.fixture
def visit(browser, origin):
    """Return a function that opens a page in a window of its own; what goes wrong in it fails the test."""
    with windows(browser, origin) as opened:
        yield opened


@pytest.fixture(scope="module")
def published(real_site):
    """Return the published findings on forms, with the fiscal year of the form."""
    with (real_site / "downloads/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            {**row, "year": row["statement_id"].split("/")[2]} for row in csv.DictReader(file) if row["about"] == "form"
        ]


def found(page):
    """Return how many findings the page says that it has found, once it says so."""
    status = page.locator("#finding-status")
    expect(status).to_contain_text("符合条件")
    return int(status.inner_text().rpartition("的")[2].rpartition("条")[0].replace(",", ""))


@pytest.mark.parametrize(
    ("chosen", "columns"),
    [
        ({"severity": "error"}, {"severity": "error"}),
        ({"rule": "IND-13", "place": PLACE}, {"rule_id": "IND-13", "jurisdiction_id": PLACE.rstrip("/")}),
        (
            {"department": "yiyang-heshan/government-office/", "severity": "warning"},
            {"department_id": "yiyang-heshan/government-office", "severity": "warning"},
        ),
        ({"year": "2021", "status": "open"}, {"year": "2021", "status": "open"}),
    ],
)
def test_an_address_shows_what_it_asks_for(visit, published, chosen, columns):
    """As many as the CSV has, each once, by links to their pages; what else stands in the address is kept."""
    page = visit(f"findings/?{urlencode(chosen)}&other=1")
    expected = [row for row in published if all(row[name] == value for name, value in columns.items())]
    assert found(page) == len(expected) > 0
    rows = page.locator("#finding-results tbody tr")
    assert rows.count() == min(len(expected), 50)
    assert not page.locator("#finding-lists").is_visible()
    page.locator("#finding-filters [name=text]").fill("没有这样的发现")
    expect(page.locator("#finding-status")).to_contain_text("的 0 条")
    assert "other=1" in page.url
    assert all(f"{name}=" in page.url for name in chosen)


def test_a_value_that_there_is_not_is_named(visit):
    """A mistyped or outdated address shows everything and says that it was not filtered by."""
    status = visit("findings/?rule=BUD-99").locator("#finding-status")
    expect(status).to_have_text("网址里的 rule=BUD-99 没有这样的值，没有用它筛选。")
    status = visit("findings/?rule=BUD-99&severity=error").locator("#finding-status")
    expect(status).to_contain_text("没有用它筛选。")
    expect(status).to_contain_text("的 15 条")


def test_what_is_entered_without_a_key_filters_and_half_a_word_does_not(visit, published):
    """Pasted, spoken or dragged text comes as an input event alone; while an input method is composing nothing happens."""
    page = visit("findings/")
    field = page.locator("#finding-filters [name=text]")
    enter = """(field, [text, composing]) => {
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: composing }));
    }"""
    field.evaluate(enter, ["sangongjingfei", True])
    assert page.locator("#finding-lists").is_visible()
    field.evaluate(enter, ["三公经费 BUD-13", False])
    count = found(page)
    assert 0 < count <= sum(row["rule_id"] == "BUD-13" for row in published)
    page.locator("#finding-results tbody a").first.click()
    page.wait_for_url("**/BUD-13-*/")
    page.go_back()
    assert found(page) == count
    page.get_by_role("button", name="清除条件").click()
    expect(page.locator("#finding-lists")).to_be_visible()
    assert "?" not in page.url


def test_the_departments_offered_are_those_of_the_place(visit):
    """A department of another place is let go of, and more rows come as asked for."""
    page = visit("findings/?department=yiyang-heshan/government-office/")
    place, department = (page.locator(f"#finding-filters [name={name}]") for name in ("place", "department"))
    place.select_option(PLACE)
    expect(department).to_have_value("")
    values = department.locator("option").evaluate_all("options => options.map((option) => option.value)")
    assert all(value.startswith(PLACE) for value in values if value)
    assert found(page) > 100
    page.get_by_role("button", name="再显示 50 条").click()
    expect(page.locator("#finding-results tbody tr")).to_have_count(100)


def test_without_scripts_there_are_the_lists_and_no_dead_field(visit):
    """Errors as cards, doubts and remarks, places with their departments."""
    page = visit("findings/?severity=error", javascript=False)
    assert not page.locator("#finding-filters").is_visible()
    assert page.locator("#error .mz-card").count() == 15
    assert page.locator("#warning tbody tr").count() > 10
    assert page.locator("#places ~ details").count() == 5


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_what_is_found(visit, width, scheme):
    """On a telephone and on a desk, light and dark, with rows found; and nothing is wider than the screen."""
    page = visit("findings/?severity=warning", width=width)
    page.emulate_media(color_scheme=scheme)
    assert found(page) > 100
    page.evaluate(KEEP_TWO_OF_EACH_SHAPE)
    page.evaluate(Axe().axe_script)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
