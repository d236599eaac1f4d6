"""What a reader types leads where it should: the search boxes and the page of a search in a real Chromium, and the index."""

from __future__ import annotations

import gzip
import json
import re
from urllib.parse import urlsplit

import pytest
from conftest import SAMPLE, watched
from playwright.sync_api import expect

from build_scripts.pages.search import SYNONYMS, names_of_place
from build_scripts.pages.spelling import spelling_json
from build_scripts.reading.load import load
from build_scripts.words.language import Both
from build_scripts.words.topics import TOPICS

HESHAN, HUGUAN = "yiyang-heshan/government-office/", "changzhi-huguan/government-office/"
DONGXIHU, JIANGXIA = "wuhan-dongxihu/", "wuhan-jiangxia/government-office/"
BASE_DATA = f"{HESHAN}2023/base-data/"
FIRST_HITS = {
    # Names, parts of names, words of forms, rule ids.
    "区长热线": f"{HESHAN}2023/district-head-hotline/",
    "政务服务": f"{DONGXIHU}administrative-approval-bureau/2025/targets/",
    "行政审批局": f"{DONGXIHU}administrative-approval-bureau/",
    "审批局": f"{DONGXIHU}administrative-approval-bureau/",
    "扶贫": f"{HUGUAN}2021/poverty-alleviation-research/",
    "三公经费": BASE_DATA,
    "BUD-01": "rules/BUD-01/",
    "bud-07": "rules/BUD-07/",
    "预算执行率": "compare/",
    "办公室": f"{DONGXIHU}party-committee-office/",  # 区委办公室: the shortest name that ends so
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
    # A place is first for its own name, and a department for its own.
    "东西湖": DONGXIHU,
    "东西湖区": DONGXIHU,
    "武汉": "wuhan/",
    "武汉市": "wuhan/",
    "湖北": "hubei/",
    "湖北省": "hubei/",
    "江夏": "wuhan-jiangxia/",
    "武昌": "wuhan-wuchang/",
    "赫山": "yiyang-heshan/",
    "益阳": "yiyang/",
    "壶关": "changzhi-huguan/",
    "长治": "changzhi/",
    "湖南": "hunan/",
    "山西": "shanxi/",
    "Hubei": "hubei/",
    "Dongxihu": DONGXIHU,
    "Wuhan": "wuhan/",
    "民政局": f"{DONGXIHU}civil-affairs-bureau/",
    "财政局": f"{DONGXIHU}finance-bureau/",
    "卫健局": f"{DONGXIHU}health-bureau/",
    "城管": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "残联": f"{DONGXIHU}disabled-persons-federation/",
    "红十字会": f"{DONGXIHU}red-cross-society/",
    "党校": f"{DONGXIHU}party-school/",
    "东西湖教育局": f"{DONGXIHU}education-bureau/",
    "武汉教育局": f"{DONGXIHU}education-bureau/",
    "供销社": f"{DONGXIHU}supply-and-marketing-federation/",
    "水务局": f"{DONGXIHU}water-and-lakes-bureau/",
    "江夏政府办": "wuhan-jiangxia/government-office/",
    "Education Bureau": f"{DONGXIHU}education-bureau/",
    "Civil Affairs": f"{DONGXIHU}civil-affairs-bureau/",
    # Pinyin and initials.
    "jiaoyuju": f"{DONGXIHU}education-bureau/",
    "jyj": f"{DONGXIHU}education-bureau/",
    "dongxihu": DONGXIHU,
    "dxh": DONGXIHU,
    "minzhengju": f"{DONGXIHU}civil-affairs-bureau/",
    "mzj": f"{DONGXIHU}civil-affairs-bureau/",
    "changzhi": "changzhi/",
    "hb": "hubei/",
    "caizhengju": f"{DONGXIHU}finance-bureau/",
    "weijianju": f"{DONGXIHU}health-bureau/",
    "yibao": f"{DONGXIHU}healthcare-security-bureau/",
    "yibaoju": f"{DONGXIHU}healthcare-security-bureau/",
    "laoren": f"{DONGXIHU}civil-affairs-bureau/",
    "tingche": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "quzhangrexian": f"{HESHAN}2023/district-head-hotline/",
    "chengguanju": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "dangan": f"{DONGXIHU}archives/",
    "dangjian": f"{HESHAN}2023/party-building/",
    "jiangxia": "wuhan-jiangxia/",
    "kanbing": f"{DONGXIHU}health-bureau/",
    # Everyday words, in Chinese and in English.
    "老人": f"{DONGXIHU}civil-affairs-bureau/",
    "看病": f"{DONGXIHU}health-bureau/",
    "上学": f"{DONGXIHU}education-bureau/",
    "停车": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "停车收费": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "垃圾": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "路灯": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "路灯坏了": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "路灯 坏了怎么办": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "低保": f"{DONGXIHU}civil-affairs-bureau/",
    "残疾人": f"{DONGXIHU}disabled-persons-federation/",
    "火灾": f"{DONGXIHU}emergency-management-bureau/",
    "买房": f"{DONGXIHU}housing-and-urban-renewal-bureau/",
    "找工作": f"{DONGXIHU}human-resources-and-social-security-bureau/",
    "养老金": f"{DONGXIHU}human-resources-and-social-security-bureau/",
    "公交": f"{DONGXIHU}transport-bureau/",
    "修路": f"{DONGXIHU}transport-bureau/",
    "厕所": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "种地": f"{DONGXIHU}agriculture-and-rural-affairs-bureau/",
    "图书馆": f"{DONGXIHU}culture-and-tourism-bureau/",
    "退伍军人": f"{DONGXIHU}veterans-affairs-bureau/",
    "打疫苗": f"{DONGXIHU}health-bureau/",
    "幼儿园": f"{DONGXIHU}education-bureau/",
    "营业执照": f"{DONGXIHU}administrative-approval-bureau/",
    "社保": f"{DONGXIHU}human-resources-and-social-security-bureau/",
    "旅游": f"{DONGXIHU}culture-and-tourism-bureau/",
    "拆迁": f"{DONGXIHU}natural-resources-and-construction-bureau/",
    "自来水": f"{DONGXIHU}water-and-lakes-bureau/",
    "物业": f"{DONGXIHU}housing-and-urban-renewal-bureau/",
    "上访": f"{DONGXIHU}petitions-bureau/",
    "献血": f"{DONGXIHU}red-cross-society/",
    "报销": f"{DONGXIHU}healthcare-security-bureau/",
    "打官司": f"{DONGXIHU}justice-bureau/",
    "school": f"{DONGXIHU}education-bureau/",
    "hospital": f"{DONGXIHU}health-bureau/",
    "elderly": f"{DONGXIHU}civil-affairs-bureau/",
    "roads": f"{DONGXIHU}transport-bureau/",
    "jobs": f"{DONGXIHU}human-resources-and-social-security-bureau/",
    "rubbish": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "parking": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "housing": f"{DONGXIHU}housing-and-urban-renewal-bureau/",
    "disabled": f"{DONGXIHU}disabled-persons-federation/",
    "fire": f"{DONGXIHU}emergency-management-bureau/",
    "street lights": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "toilets": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "veterans": f"{DONGXIHU}veterans-affairs-bureau/",
    "farmers": f"{DONGXIHU}agriculture-and-rural-affairs-bureau/",
    "drinking water": f"{DONGXIHU}water-and-lakes-bureau/",
    "library": f"{DONGXIHU}culture-and-tourism-bureau/",
    # Traditional characters.
    "東西湖": DONGXIHU,
    "衛生局": f"{DONGXIHU}health-bureau/",
    "財政局": f"{DONGXIHU}finance-bureau/",
    "殘疾人": f"{DONGXIHU}disabled-persons-federation/",
    "醫保": f"{DONGXIHU}healthcare-security-bureau/",
    "學校": f"{DONGXIHU}education-bureau/",
    "檔案館": f"{DONGXIHU}archives/",
    "執行率": "compare/",
    "交通運輸局": f"{DONGXIHU}transport-bureau/",
    "婦聯": f"{DONGXIHU}womens-federation/",
    # A slip of one character or letter.
    "教育居": f"{DONGXIHU}education-bureau/",
    "东西胡": DONGXIHU,
    "民正局": f"{DONGXIHU}civil-affairs-bureau/",
    "财政句": f"{DONGXIHU}finance-bureau/",
    "城管菊": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "档岸馆": f"{DONGXIHU}archives/",
    "卫生建康局": f"{DONGXIHU}health-bureau/",
    "教育育局": f"{DONGXIHU}education-bureau/",
    "医报局": f"{DONGXIHU}healthcare-security-bureau/",
    "交通运局": f"{DONGXIHU}transport-bureau/",
    "hosptial": f"{DONGXIHU}health-bureau/",
    "eduction": f"{DONGXIHU}education-bureau/",
    "eldery": f"{DONGXIHU}civil-affairs-bureau/",
    "rubish": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "schol": f"{DONGXIHU}education-bureau/",
    "jiaoyuj": f"{DONGXIHU}education-bureau/",
    "dongxhu": DONGXIHU,
    "Dongxhu": DONGXIHU,
    "东西湖 老人": f"{DONGXIHU}civil-affairs-bureau/",
    "东西湖老人": f"{DONGXIHU}civil-affairs-bureau/",
    "武汉停车": f"{DONGXIHU}urban-management-and-law-enforcement-bureau/",
    "江夏区政府办": f"{JIANGXIA}",
    "东西湖 教育居": f"{DONGXIHU}education-bureau/",
}


# A worker that answers all questions one after the other, as it does for one who types them.
ASK = """async ([address, search, queries]) => {
  const worker = new Worker(address);
  const answers = [];
  for (const [number, question] of queries.entries()) {
    worker.postMessage({ search, asked: number + 1, from: 0, to: 10, ...question });
    answers.push(await new Promise((answered) => { worker.onmessage = ({ data }) => answered(data); }));
  }
  worker.terminate();
  return answers;
}"""


@pytest.fixture(scope="module")
def ask(browser, origin, real_site):
    """Return a function that puts questions to the search worker and gives its answers."""
    page = browser.new_page()
    page.goto(f"{origin}about/")
    worker = next(real_site.glob("assets/javascripts/search_worker*.js")).relative_to(real_site)

    def asked(*queries, edition="", **question):
        questions = [{"query": query, **question} for query in queries]
        answers = page.evaluate(ASK, [f"{origin}{worker}", f"{origin}{edition}search/", questions])
        assert not any("failed" in answer for answer in answers)
        return answers

    yield asked
    page.close()


@pytest.fixture(scope="module")
def first_hits(ask):
    """Return the address of the first hit for each thing that is typed."""
    return dict(zip(FIRST_HITS, ((a["hits"] or [{}])[0].get("location") for a in ask(*FIRST_HITS)), strict=True))


@pytest.mark.parametrize("words", FIRST_HITS)
def test_the_first_hit_is_the_right_page(first_hits, words):
    """What a citizen types leads to the right page first."""
    assert first_hits[words] == FIRST_HITS[words]


@pytest.fixture(scope="module")
def box(browser, origin):
    """Return a function that enters words into the search box and gives its page, once the results are there."""
    yield from search_box(browser, origin)


@pytest.fixture(scope="module")
def english_box(browser, origin):
    """Return the same function for the English edition."""
    yield from search_box(browser, f"{origin}en/")


BOX, STATUS = ".md-header .mz-search input", ".md-header .mz-search .mz-status"


def search_box(browser, address):
    """Open a page with a search box, yield the function that fills it without any key, and see that nothing went wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    wrong = watched(page)
    page.goto(f"{address}about/")
    page.wait_for_load_state("networkidle")

    def entered(words):
        page.locator(BOX).fill("")
        expect(page.locator(STATUS)).to_have_text("")
        page.locator(BOX).fill(words)
        expect(page.locator(STATUS)).not_to_have_text("", timeout=20_000)
        return page

    yield entered
    context.close()
    assert wrong == []


def addresses(page, origin):
    """Return the addresses of the results shown, relative to the portal."""
    return [
        link.removeprefix(origin) for link in page.locator(".mz-hits a").evaluate_all("links => links.map(a => a.href)")
    ]


def test_nothing_is_fetched_before_a_box_is_touched(browser, origin):
    """Who only reads fetches no index and no worker; who touches the box fetches the first file, before the first word."""
    page, fetched = browser.new_page(), []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(origin)))

    def of_search():
        page.wait_for_load_state("networkidle")
        return [url.partition("?")[0] for url in fetched if re.search("search/|worker", url)]

    page.goto(origin)
    assert of_search() == []
    page.locator(BOX).focus()
    page.wait_for_timeout(200)
    assert of_search() == ["assets/javascripts/search_worker.js", "search/words/first.json"]
    page.keyboard.insert_text("档案馆")
    page.locator(".mz-hits a").first.wait_for(timeout=20_000)
    assert len(of_search()) == 2
    page.keyboard.insert_text("jyj")
    expect(page.locator(STATUS)).to_have_text(re.compile("没有找到"), timeout=20_000)
    assert of_search()[2:] == ["search/words/spelling.json"]
    page.close()


def test_half_a_word_of_an_input_method_is_not_looked_for(box):
    """While somebody composes 教育 by its sound, nothing is searched; the chosen word is."""
    page = box("档案馆")
    before = page.locator(".mz-hits").inner_text()
    page.locator(BOX).evaluate("""input => {
      input.value = "jiao'yu";
      input.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    }""")
    page.wait_for_timeout(300)
    assert page.locator(".mz-hits").inner_text() == before
    page.locator(BOX).evaluate("""input => {
      input.value = "教育局";
      input.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    }""")
    expect(page.locator(".mz-hits a").first).to_have_text("武汉市东西湖区教育局")


def test_a_hit_on_an_indicator_leads_to_its_row(box, origin):
    """Below the form stands the indicator itself; its address is that of its row, which is marked there."""
    page = box("区长热线满意率")
    form = f"{JIANGXIA}2019/government-special-work/"
    assert addresses(page, origin)[:2] == [form, f"{form}#i-jpkbkzrt"]
    page.locator(".mz-hits ul a").first.click()
    page.wait_for_url(f"{origin}{form}#i-jpkbkzrt")
    assert page.locator(":target").get_attribute("id") == "i-jpkbkzrt"
    page.go_back()


def test_results_are_walked_by_keyboard_and_closed(box, origin):
    """The arrows lead down into the results and back; Escape closes them, Enter leads to the page of all."""
    page = box("办公室")
    page.locator(BOX).press("ArrowDown")
    assert page.evaluate("document.activeElement.href") == f"{origin}{DONGXIHU}party-committee-office/"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator(".mz-search-panel").first).to_be_hidden()
    page.locator(BOX).press("Enter")
    page.wait_for_url(f"{origin}search/?q=%E5%8A%9E%E5%85%AC%E5%AE%A4")
    expect(page.locator("#search-results a").first).to_have_attribute(
        "href", f"{origin}{DONGXIHU}party-committee-office/"
    )
    page.goto(f"{origin}about/")


def test_results_are_grouped_by_kind(box):
    """Each result says what it is; the best of one kind stand together before those of another."""
    kinds = box("办公室").locator(".mz-hits .mz-kind").all_inner_texts()
    assert kinds[:5] == ["部门"] * 5
    assert {"部门", "表单"} <= set(kinds)


def test_what_was_meant_is_said(box, english_box):
    """Where something else was looked for than was typed, the page says what."""
    assert box("教育居").locator(STATUS).inner_text().startswith("按“教育局”查找：")
    assert english_box("hosptial").locator(STATUS).inner_text().startswith("Looked for “hospital”: ")
    assert "按" not in box("教育局").locator(STATUS).inner_text()


def test_why_an_everyday_word_leads_to_an_office_is_said(box, english_box):
    """看病 stands on no form: below the box it says who answers for it; a word that needs no telling says nothing."""
    expect(box("看病").locator(STATUS)).to_have_text(re.compile(r"条结果。医院归卫生健康部门，报销归医疗保障部门。$"))
    expect(english_box("hospital").locator(STATUS)).to_have_text(re.compile(r"Hospitals answer to health, "))
    expect(box("档案馆").locator(STATUS)).to_have_text(re.compile(r"条结果。$"))


def test_exact_hits_come_before_those_of_a_slip(ask):
    """Who types a word that is there gets nothing that only resembles it: 教育 is no slip of 教师."""
    for word in ("老年大学", "供水企业", "hotline", "党建经费"):
        (answer,) = ask(word)
        assert answer["instead"] == ""
        assert answer["hits"]


def test_nothing_is_found_where_there_is_nothing(ask):
    """A word that stands nowhere gives no hit; signs of patterns and of markup do no harm."""
    for answer in ask("量子纠缠", "<img src=x>", "(((", "\\(", "quantum", "热线 quantum", "13711"):
        assert answer["count"] == 0, answer


def test_a_latin_word_is_found_whole_or_not_at_all(ask, real_site):
    """No page is offered for a part within another word: each hit holds the word, in its text or in its address."""
    for word in ("bandwidth", "subdistrict", "senior university"):
        (answer,) = ask(word, edition="en/")
        assert answer["hits"], word
        for hit in answer["hits"]:
            page = (real_site / "en" / hit["location"] / "index.html").read_text(encoding="utf-8").lower()
            assert all(part in hit["location"] or part in page for part in word.split()), (word, hit)
    assert [hit["location"] for hit in ask("art")[0]["hits"] if "/department" in hit["location"]] == []


def test_a_department_stands_for_its_forms_before_others_that_mention_it(ask):
    """Of the forms that have 信访 somewhere, the one of the petitions bureau comes first."""
    forms = [hit["location"] for hit in ask("信访")[0]["hits"] if "/2025/" in hit["location"]]
    assert forms[0] == f"{DONGXIHU}petitions-bureau/2025/targets/"


def test_english_excerpts_are_cut_between_words(ask, real_site):
    """An excerpt that does not begin at the beginning says so, and holds whole words only."""
    hits = ask("program", edition="en/")[0]["hits"]
    shown = [part["text"] for hit in hits for part in (hit, *hit["rows"])]
    excerpts = [text.strip("…") for text in shown if text.startswith("…")]
    assert excerpts
    index = json.loads((real_site / "en" / "search" / "words" / "first.json").read_text(encoding="utf-8"))
    texts = [text for entry in index["docs"] for text in (entry["text"], *(row[2] for row in entry["rows"] if row[2:]))]
    for excerpt in excerpts:
        assert any(f" {excerpt} " in f" {text} " for text in texts), excerpt


def test_the_page_of_a_search_can_be_linked_and_turned(browser, origin, ask):
    """``/search/?q=`` shows what is found, also when loaded again, page after page, until all has been shown."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    wrong = watched(page, origin)
    page.goto(f"{origin}search/?q=%E6%BB%A1%E6%84%8F%E5%BA%A6")
    expect(page.locator("#search-results .mz-hits > li")).to_have_count(20)
    expect(page.locator("#search-browse")).to_be_hidden()
    assert page.locator("#search-page input").input_value() == "满意度"
    (whole,) = ask("满意度", to=1000)
    seen = []
    while True:
        expect(page.locator("#search-status")).to_contain_text(f"{whole['count']} 条结果")
        seen += [
            urlsplit(link).path.removeprefix("/portal/")
            for link in page.locator("#search-results .mz-hits > li > a").evaluate_all("all => all.map(a => a.href)")
        ]
        further = page.get_by_role("link", name="下一页")
        if not further.count():
            break
        further.click()
        page.wait_for_url(re.compile("page="))
        page.locator("#search-results .mz-hits > li").first.wait_for()
    assert seen == [hit["location"] for hit in whole["hits"]]
    assert len(seen) == whole["count"] > 20
    page.locator("#search-page input").fill("教育居")
    expect(page.locator("#search-results a").first).to_have_text("武汉市东西湖区教育局")
    assert page.url == f"{origin}search/?q=%E6%95%99%E8%82%B2%E5%B1%85"
    page.reload()
    expect(page.locator("#search-results a").first).to_have_text("武汉市东西湖区教育局")
    page.locator("#search-page input").fill("")
    expect(page.locator("#search-browse")).to_be_visible()
    assert page.url == f"{origin}search/"
    page.close()
    assert wrong == []


def test_without_scripts_a_box_leads_to_lists(browser, origin, real_site):
    """A form that a browser sends by itself; its page leads to every place and department and to the portal's pages."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{origin}{BASE_DATA}")
    page.locator(BOX).fill("教育")
    page.locator(BOX).press("Enter")
    page.wait_for_url(f"{origin}search/?q=%E6%95%99%E8%82%B2")
    links = page.locator("#search-browse a:visible").evaluate_all("all => all.map(a => new URL(a.href).pathname)")
    departments = {path.parent.parent.name + "/" + path.parent.name for path in real_site.glob("*-*/*/feed.xml")}
    assert departments
    assert {f"/portal/{place}/" for place in departments} <= set(links)
    assert {"/portal/glossary/", "/portal/compare/"} <= set(links)
    page.context.close()


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
    words += [word.lower() for topic in TOPICS for word in topic.typed]
    assert len(words) == len(set(words))


def test_every_topic_is_named_in_both_languages():
    """A topic is typed in Chinese and in English, its words for forms are short enough to find longer ones, and it says why."""
    for topic in TOPICS:
        assert not topic.name.zh.isascii()
        assert topic.name.en.isascii()
        assert all(2 <= len(word) <= 4 for word in topic.printed)
        assert topic.offices or topic.printed
        assert len(topic.why.zh) < 40 > len(topic.printed) > 0


@pytest.mark.parametrize(
    ("name", "above", "short"),
    [
        (Both("湖北省", "Hubei Province"), (), ("湖北", "Hubei")),
        (Both("长治市壶关县", "Huguan County, Changzhi"), (Both("山西省", ""), Both("长治市", "")), ("壶关", "Huguan")),
        (Both("恩施土家族苗族自治州", "Enshi"), (), ("恩施", "Enshi")),
        (Both("神农架林区", "Shennongjia"), (), ("神农架", "Shennongjia")),
        (Both("沙市", "Shashi"), (), ("沙市", "Shashi")),
    ],
)
def test_a_place_is_found_by_what_people_call_it(name, above, short):
    """Its name without those above it and without its rank; two characters are never cut to one."""
    assert names_of_place(name, above)[0] == name.zh
    assert set(short) <= set(names_of_place(name, above))


def test_sounds_and_traditional_characters_are_those_of_the_field():
    """The tables know how names sound, all ways of characters with several, and what traditional ones stand for."""
    told = json.loads(spelling_json())
    many, few = told["traditional"]
    simple = dict(zip(many, few, strict=True))
    assert (
        "".join(simple.get(sign, sign) for sign in "東西湖區衛生健康局滿意度執行率後")
        == "东西湖区卫生健康局满意度执行率后"
    )
    for sign, sounds in {"长": ("chang", "zhang"), "行": ("xing", "hang"), "绿": ("lv",), "局": ("ju",)}.items():
        assert all(sign in told["sounds"][sound] for sound in sounds)
    assert len(gzip.compress(spelling_json())) < 36_000


@pytest.mark.parametrize("edition", ["", "en/"])
def test_the_index_is_whole_and_small(real_site, edition):
    """Every entry leads to a page, every row to an anchor on it; 400 bytes an entry, compressed, is enough."""
    data = (real_site / edition / "search" / "words" / "first.json").read_bytes()
    entries = json.loads(data)["docs"]
    assert len({entry["location"] for entry in entries}) == len(entries)
    assert not list((real_site / "search" / "words").glob("piece-*"))
    assert not [entry["location"] for entry in entries if re.match("findings/.", entry["location"])]
    for entry in entries:
        page = (real_site / edition / entry["location"] / "index.html").read_text(encoding="utf-8")
        for anchor, *_ in entry["rows"]:
            assert f'id="{anchor}"' in page, (entry["location"], anchor)
    assert len(gzip.compress(data)) < 400 * len(entries)
