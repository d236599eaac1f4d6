"""What a reader types leads where it should: the search box in a real Chromium, and the index behind it."""

from __future__ import annotations

import gzip
import json
from urllib.parse import urlsplit

import pytest
from conftest import SAMPLE
from playwright.sync_api import expect

from build_scripts.pages.search import SYNONYMS
from build_scripts.reading.load import load

HESHAN, HUGUAN = "yiyang-heshan/government-office/", "changzhi-huguan/government-office/"
DONGXIHU, JIANGXIA = "wuhan-dongxihu/", "wuhan-jiangxia/government-office/"
BASE_DATA = f"{HESHAN}2023/base-data/"
# What is typed → how the address of the first hit begins; the page itself, or a row on it.
FIRST_HITS = {
    "区长热线": f"{HESHAN}2023/district-head-hotline/",
    "政务服务": f"{DONGXIHU}administrative-approval-bureau/2025/targets/",
    "满意度": f"{DONGXIHU}",
    "行政审批局": f"{DONGXIHU}administrative-approval-bureau/",
    "审批局": f"{DONGXIHU}administrative-approval-bureau/",
    "扶贫": f"{HUGUAN}2021/poverty-alleviation-research/",
    "三公经费": BASE_DATA,
    "BUD-01": "rules/BUD-01/",
    "bud-07": "rules/BUD-07/",
    "预算执行率": "compare/",
    "办公室": HUGUAN,
    "交通运输局": f"{DONGXIHU}transport-bureau/",
    "卫生健康局": f"{DONGXIHU}health-bureau/",
    "档案馆": f"{DONGXIHU}archives/",
    "信访": f"{DONGXIHU}petitions-bureau/",
    "老年大学": f"{DONGXIHU}senior-university/",
    "教育局": f"{DONGXIHU}education-bureau/",
    "涉密": f"{DONGXIHU}party-committee-office/2025/targets/",
    "公务用车": BASE_DATA,
    "公务接待": BASE_DATA,
    "防疫": "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation/",
    "招商引资": "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation/",
    "智慧办公": f"{JIANGXIA}2019/smart-office-platform/",
    "电子政务": f"{HESHAN}2023/e-government/",
    "党建": f"{HESHAN}2023/party-building/",
    "挂职区长": f"{HESHAN}2023/seconded-district-heads/",
    "得满分": "rules/SCO-05/",
    "执行率低": "rules/BUD-07/",
    "单位写错": "rules/BUD-06/",
    "超支": "rules/BUD-03/",
    "下载": "downloads/",
    "方法": "method/",
    "更正": "about/",
    "赫山区": "yiyang-heshan/",
    "首义路": "wuhan-wuchang/shouyilu-subdistrict/",
    "赫山 党建": f"{HESHAN}2023/party-building/",
    "区长的热线": f"{HESHAN}2023/district-head-hotline/",
    "ＢＵＤ－０１": "rules/BUD-01/",
    "交通局": f"{DONGXIHU}transport-bureau/",
    "医保": f"{DONGXIHU}healthcare-security-bureau/",
    "医保局": f"{DONGXIHU}healthcare-security-bureau/",
    "人社局": f"{DONGXIHU}human-resources-and-social-security-bureau/",
    "城管局": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "住建局": f"{DONGXIHU}housing-and-urban-renewal-bureau/",
    "文旅局": f"{DONGXIHU}culture-and-tourism-bureau/",
    "妇联": f"{DONGXIHU}womens-federation/",
    "区委宣传部": f"{DONGXIHU}party-publicity-department/",
    "退役事务局": f"{DONGXIHU}veterans-affairs-bureau/",  # no short name of anybody's: its characters in order
    "hotline": f"{HESHAN}2023/district-head-hotline/",
    "Poverty Alleviation": f"{HUGUAN}2021/poverty-alleviation-research/",
}


@pytest.fixture(scope="module")
def box(browser, origin):
    """Return a function that types words into the search box and gives its page, once the results are there."""
    yield from search_box(browser, origin, "键入以开始搜索")


@pytest.fixture(scope="module")
def english_box(browser, origin):
    """Return the same function for the English edition."""
    yield from search_box(browser, f"{origin}en/", "Type to start searching")


def search_box(browser, address, prompt):
    """Open a page with a search box, yield the function that types into it, and see that nothing went wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page, wrong = context.new_page(), []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    page.wait_for_load_state("networkidle")

    def typed(words):
        field, answer = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
        field.click()
        field.fill("")
        expect(answer).to_have_text(prompt, timeout=20_000)
        page.keyboard.insert_text(words)
        expect(answer).not_to_have_text(prompt, timeout=20_000)
        return page

    yield typed
    context.close()
    assert wrong == []


def addresses(page, origin):
    """Return the addresses of the results shown, relative to the portal."""
    links = page.locator(".md-search-result__item a").evaluate_all("links => links.map(link => link.href)")
    return [urlsplit(link)._replace(query="").geturl().removeprefix(origin) for link in links]


def test_nothing_is_fetched_before_something_is_typed(browser, origin):
    """Who only reads fetches no index: Material's own request gets a few bytes, and opening the box asks for nothing."""
    page, fetched = browser.new_page(), {}
    page.on("response", lambda answer: fetched.update({answer.url.removeprefix(origin): answer}))
    page.goto(origin)
    page.wait_for_load_state("networkidle")
    page.locator(".md-search__input").click()
    page.wait_for_load_state("networkidle")
    assert [url for url in fetched if "search/" in url] == ["search/search_index.json"]
    assert len(fetched["search/search_index.json"].body()) < 600
    page.keyboard.insert_text("档案馆")
    page.locator(".md-search-result__item a").first.wait_for(timeout=20_000)
    assert [url for url in fetched if "search/" in url] == ["search/search_index.json", "search/first.json"]
    page.close()


@pytest.mark.parametrize("words", FIRST_HITS)
def test_the_first_hit_is_the_right_page(box, origin, words):
    """What a citizen types (names, parts of names, everyday words, rule ids) leads to the right page first."""
    page = box(words)
    page.locator(".md-search-result__item a").first.wait_for(timeout=20_000)
    found = addresses(page, origin)[0]
    expected = FIRST_HITS[words]
    assert found == expected or (expected == DONGXIHU and found.startswith(expected)), found


def test_a_hit_on_an_indicator_leads_to_its_row(box, origin):
    """Below the form stands the indicator itself, with the address of its row."""
    found = addresses(box("区长热线满意率"), origin)
    assert found[:2] == [
        f"{JIANGXIA}2019/government-special-work/",
        f"{JIANGXIA}2019/government-special-work/#i-jpkbkzrt",
    ]


def test_results_are_grouped_by_kind(box):
    """Each result says what it is; the best of one kind stand together before those of another."""
    page = box("办公室")
    kinds = page.locator(".md-search-result__item > a:first-child .mz-kind").all_inner_texts()
    assert kinds[:5] == ["部门"] * 5
    assert {"部门", "表单"} <= set(kinds)


def test_nothing_is_found_where_there_is_nothing(box):
    """A word that stands nowhere gives no hit; signs of patterns and of markup do no harm."""
    for words in ("量子纠缠", "<img src=x>", "(((", "\\(", "quantum", "hotlines", "热线 quantum", "13711"):
        assert box(words).locator(".md-search-result__item").count() == 0, words


def test_a_latin_word_is_found_whole_or_not_at_all(english_box, origin, real_site):
    """No page is offered for pairs of a word's letters: each hit holds the word, in its text or in its address."""
    for word in ("hotline", "poverty"):
        found = addresses(english_box(word), f"{origin}en/")
        assert found, word
        for url in {address.partition("#")[0] for address in found}:
            page = (real_site / "en" / url / "index.html").read_text(encoding="utf-8").lower()
            assert word in url or word in page, (word, url)


def test_a_department_stands_for_its_forms_before_others_that_mention_it(box, origin):
    """Of the forms that have 信访 somewhere, the one of the petitions bureau comes first."""
    forms = [url for url in addresses(box("信访"), origin) if "/2025/" in url]
    assert forms[0] == f"{DONGXIHU}petitions-bureau/2025/targets/"


def test_english_excerpts_are_cut_between_words(english_box, real_site):
    """An excerpt that does not begin at the beginning says so, and holds whole words only."""
    shown = english_box("program").locator(".md-search-result__item a").all_inner_texts()
    excerpts = [line.strip("…") for text in shown for line in text.splitlines() if line.startswith("…")]
    assert excerpts
    index = json.loads((real_site / "en" / "search" / "first.json").read_text(encoding="utf-8"))
    texts = [text for entry in index["docs"] for text in (entry["text"], *(row[2] for row in entry["rows"] if row[2:]))]
    for excerpt in excerpts:
        assert any(f" {excerpt} " in f" {text} " for text in texts), excerpt


def test_a_short_name_is_no_spelling_of_a_form():
    """Everyday names help to find a department and nothing else: they stand neither as its name nor as an alias."""
    portal, _ = load(SAMPLE)
    assert sum(bool(department.short_names) for department in portal.departments.values()) > 25
    for department in portal.departments.values():
        assert not set(department.short_names) & {department.name, *department.aliases}
        assert len(set(department.short_names)) == len(department.short_names)


def test_every_synonym_leads_to_a_page(real_site):
    """Everyday words are declared for pages that exist, and no word is declared twice."""
    for url in SYNONYMS:
        assert (real_site / url / "index.html").is_file(), url
    words = [word.lower() for own in SYNONYMS.values() for word in own]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("edition", ["", "en/"])
def test_the_index_is_whole_and_small(real_site, edition):
    """Every entry leads to a page, every row to an anchor on it; 400 bytes an entry, compressed, is enough."""
    data = (real_site / edition / "search" / "first.json").read_bytes()
    entries = json.loads(data)["docs"]
    assert len({entry["location"] for entry in entries}) == len(entries)
    for entry in entries:
        page = (real_site / edition / entry["location"] / "index.html").read_text(encoding="utf-8")
        for anchor, *_ in entry["rows"]:
            assert f'id="{anchor}"' in page, (entry["location"], anchor)
    assert len(gzip.compress(data)) < 400 * len(entries)
