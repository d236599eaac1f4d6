"""What a citizen and a journalist meet first, in a real Chromium: the picker, the comparison, folded goals."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_accessibility import violations

HESHAN, HUGUAN = "yiyang-heshan/government-office", "changzhi-huguan/government-office"
ARCHIVES, SCHOOL = "wuhan-dongxihu/archives", "wuhan-dongxihu/party-school"


@pytest.fixture
def visit(browser, origin):
    """Return a function that opens a page of the portal; console errors fail the test."""
    contexts, wrong = [], []

    def opened(url, *, width=1280, javascript=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="zh-CN",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(origin + url)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def visible(page, selector):
    """Return the texts of the elements in sight."""
    return [text.strip() for text in page.locator(f"{selector}:visible").all_inner_texts()]


@pytest.mark.browser
def test_the_picker_narrows_the_lists_as_one_types(visit):
    """Part of a name leaves the departments that have it, the count is announced, and an empty box shows all again."""
    page = visit("")
    assert len(visible(page, "#picker li")) == 40
    page.get_by_label("输入部门名称的一部分").fill("档案")
    assert [text.split()[0] for text in visible(page, "#picker li")] == ["武汉市东西湖区档案馆"]
    assert visible(page, "#picker h3 a:first-child") == ["武汉市东西湖区"]
    assert visible(page, "#picker [role=status]") == ["1 个部门，共 40 个"]
    page.get_by_label("输入部门名称的一部分").fill("赫山")
    assert len(visible(page, "#picker li")) == 1
    page.get_by_label("输入部门名称的一部分").fill("")
    assert len(visible(page, "#picker li")) == 40


@pytest.mark.browser
def test_home_is_whole_without_javascript(visit):
    """All departments are listed, no dead box is shown, the telling findings lead to their forms."""
    page = visit("", javascript=False, width=320)
    assert len(visible(page, "#picker li")) == 40
    assert page.locator("#picker input").count() == 0
    link = page.locator(".mz-card h3 a").first
    page.goto(page.evaluate("link => link.href", link.element_handle()))
    assert page.locator(".mz-finding:target").count() == 1


@pytest.mark.browser
def test_a_choice_stands_in_the_address_and_comes_back(visit, origin):
    """What is ticked is in the query; opening that address shows the same rows, columns and bars."""
    page = visit("compare/")
    assert len(visible(page, ".mz-group")) > 1
    page.get_by_label("武汉市东西湖区档案馆").check()
    page.get_by_label("中共武汉市东西湖区委党校").check()
    page.get_by_role("checkbox", name="设有目标值的指标").check()
    address = page.url.removeprefix(origin)
    assert address == f"compare/?departments={ARCHIVES},{SCHOOL}&measures=targets"
    for opened in (page, visit(address)):
        assert opened.get_by_label("武汉市东西湖区档案馆").is_checked()
        assert [row.split("\n")[0] for row in visible(opened, ".mz-group tbody tr th")] == [
            "武汉市东西湖区档案馆", "中共武汉市东西湖区委党校",
        ]  # fmt: skip
        assert len(visible(opened, ".mz-group thead th")) == 2
        assert opened.locator(".mz-group figure svg[role=img] rect").count() == 2
    page.get_by_role("button", name="全部显示").click()
    assert page.url == origin + "compare/"
    assert page.locator(".mz-group figure").count() == 0


@pytest.mark.browser
def test_bars_are_drawn_from_the_cells(visit):
    """Each bar's length is to the longest as its cell's number is to the largest, and its number is the cell's."""
    page = visit(f"compare/?measures=targets&departments={ARCHIVES},{SCHOOL},wuhan-dongxihu/transport-bureau")
    numbers = [Decimal(cell.get_attribute("value")) for cell in page.locator(".mz-group td:visible data").all()]
    bars = [Decimal(bar.get_attribute("width").removesuffix("%")) for bar in page.locator(".mz-group rect").all()]
    assert len(numbers) == len(bars) == 3
    for number, bar in zip(numbers, bars, strict=True):
        assert abs(bar / max(bars) - number / max(numbers)) < Decimal("0.0001")
    texts = page.locator(".mz-group svg text.mz-amount").all_text_contents()
    assert texts == visible(page, ".mz-group td data")


@pytest.mark.browser
def test_what_cannot_be_compared_stands_apart_and_says_why(visit):
    """Departments with other forms or years get tables of their own, no common bars, and the reason is said."""
    page = visit(f"compare/?departments={HESHAN},{HUGUAN}")
    assert len(visible(page, ".mz-group")) == 3
    assert page.locator(".mz-group figure").count() == 0
    (status,) = visible(page, ".mz-choice [role=status]")
    assert "不排名" in status
    assert "没有两个所选部门在同一组" in status


@pytest.mark.browser
def test_the_csv_holds_the_chosen_view(visit):
    """The file has the shown rows and columns with exact numbers."""
    page = visit(f"compare/?measures=indicators,execution_rate&departments={HUGUAN},{ARCHIVES}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载所选数据").click()
    data = waiting.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {row["department_id"] for row in rows} == {HUGUAN, ARCHIVES}
    assert set(rows[0]) == {"group", "department_id", "department", "jurisdiction", "indicators", "execution_rate"}
    assert next(row for row in rows if row["department_id"] == ARCHIVES)["indicators"] == "164"


@pytest.mark.browser
def test_compare_is_whole_without_javascript(visit):
    """All groups are there as tables with caption; nothing that cannot be used is shown."""
    page = visit("compare/", javascript=False, width=320)
    assert page.locator(".mz-group table caption").count() == len(visible(page, ".mz-group"))
    assert page.locator("article button:visible, article input:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.browser
def test_a_link_to_a_goal_opens_it(visit):
    """Goals are folded; an address with a goal's anchor opens that one, also when one is on the page already."""
    page = visit(f"{HESHAN}/#goal-2023-party-building-1")
    assert page.locator("details.mz-goal-line[open]").count() == 1
    assert page.locator("#goal-2023-party-building-1 table").is_visible()
    page.evaluate("location.hash = '#goal-2023-e-government-1'")
    page.locator("#goal-2023-e-government-1 table").wait_for(timeout=5_000)
    assert page.locator("details.mz-goal-line[open]").count() == 2


@pytest.mark.browser
def test_a_department_answers_on_its_first_screen(visit):
    """Whose money it is, how much, how much of it was spent, goals, results and what needs an explanation."""
    answers = visit(f"{HESHAN}/").locator(".mz-answers").inner_text()
    for part in ("项目合计", "281.32", "100%", "22 个目标", "达成 90", "5 处错误"):
        assert part in answers
    answers = visit(f"{ARCHIVES}/").locator(".mz-answers").inner_text()
    assert "没有印金额" in answers
    assert "没有完成值" in answers


@pytest.mark.browser
@pytest.mark.parametrize(
    "url", ["compare/", f"{HESHAN}/", f"{HUGUAN}/", "yiyang-heshan/", "en/compare/", f"en/{HUGUAN}/"]
)
def test_drawings_fit_a_telephone_without_scrolling(visit, url):
    """At 360 px nothing in a drawing passes its right edge, and letters keep their size."""
    page = visit(url, width=360)
    over = page.evaluate(
        """() => [...document.querySelectorAll("svg.mz-chart")].flatMap((svg) => {
             const edge = svg.getBoundingClientRect().right + 1;
             return [...svg.querySelectorAll("text, rect")]
               .filter((part) => part.getBoundingClientRect().width && part.getBoundingClientRect().right > edge)
               .map((part) => `${svg.querySelector("title").textContent}: ${part.textContent}`);
           })"""
    )
    assert over == []
    size = page.locator("svg.mz-chart text").first.evaluate("text => getComputedStyle(text).fontSize")
    assert size == "13px"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_what_a_reader_opens_is_accessible_too(visit, width, scheme):
    """A narrowed list, a chosen comparison with bars, an opened goal, results of a search: axe finds nothing there."""
    found = []
    for url in ("", f"en/compare/?departments={ARCHIVES},{SCHOOL}", f"{HESHAN}/#goal-2023-party-building-1", "?q=信访"):
        page = visit(url, width=width)
        page.emulate_media(color_scheme=scheme)
        page.locator(f"body[data-md-color-scheme={'slate' if scheme == 'dark' else 'default'}]").wait_for()
        if not url:
            page.get_by_label("输入部门名称的一部分").fill("档案")
        if url.startswith("?q"):
            page.locator(".md-search-result__item").first.wait_for(timeout=20_000)
        page.evaluate(Axe().axe_script)
        found += [(url, item) for item in violations(page)]
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, url
    assert found == []
