"""What a citizen and a journalist meet first, in a real Chromium: the picker, the comparison, folded goals."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import windows
from test_accessibility import KEEP_TWO_OF_EACH_SHAPE, violations

from build_scripts.words.vocabulary import Achievement

HESHAN, HUGUAN = "yiyang-heshan/government-office", "changzhi-huguan/government-office"
ARCHIVES, SCHOOL = "wuhan-dongxihu/archives", "wuhan-dongxihu/party-school"


@pytest.fixture
def visit(browser, origin):
    """Return a function that opens a page of the portal; console errors fail the test."""
    with windows(browser, origin, until="networkidle") as opened:
        yield opened


def visible(page, selector):
    """Return the texts of the elements in sight."""
    return [text.strip() for text in page.locator(f"{selector}:visible").all_inner_texts()]


def test_the_picker_narrows_the_lists_as_one_types(visit):
    """Part of a name leaves the departments that have it, the count is announced, and an empty box shows all again."""
    page = visit("")
    assert len(visible(page, "#picker li")) == 40
    page.get_by_label("输入部门名称的一部分").fill("档案")
    assert [text.split()[0] for text in visible(page, "#picker li")] == ["档案馆"]
    assert visible(page, "#picker h3 a:first-child") == ["武汉市东西湖区"]
    assert visible(page, "#picker [role=status]") == ["1 个部门，共 40 个"]
    page.get_by_label("输入部门名称的一部分").fill("赫山")
    assert len(visible(page, "#picker li")) == 1
    page.get_by_label("输入部门名称的一部分").fill("")
    assert len(visible(page, "#picker li")) == 40


def test_one_picture_shows_every_department(visit):
    """Each has a bar of 100 percent with its number beside it; what stands out begins each bar, and the largest share comes first."""
    page = visit("")
    for place in page.locator(".mz-place").all():
        shares = []
        for item in place.locator("li").all():
            widths = [Decimal(bar.get_attribute("width").rstrip("%")) for bar in item.locator("rect").all()]
            assert sum(widths) == 100
            told, rows = item.locator("small").inner_text().split(" / ")
            part = Decimal(told.split()[-1].replace(",", "")) / Decimal(rows.replace(",", "")) * 100
            shares.append(part)
            first = item.locator("rect").first
            standing_out = re.search("mz-(missed|weaker)", first.get_attribute("class"))
            assert abs((widths[0] if standing_out else 0) - part) < Decimal("0.01")
        assert shares == sorted(shares, reverse=True)
    assert page.locator(".mz-place li").count() == page.locator(".mz-place li svg").count() == 40


def test_a_place_is_told_in_a_sentence_and_in_columns_that_say_something(visit):
    """A district of plans has neither money nor results, and no column for them; a column never is empty in all rows."""
    page = visit("wuhan-dongxihu/")
    (sentence,) = visible(page, ".mz-jurisdiction > .mz-sentence")
    assert sentence.startswith("36 个部门，36 份表单，3,044 项指标（2025 年度）。")
    assert "要求更低 99，要求更高 69，持平 1,354，不可比 20。" in sentence
    for url in ("wuhan-dongxihu/", "yiyang-heshan/", "changzhi-huguan/"):
        page = visit(url)
        headings = visible(page, ".mz-departments thead th")
        assert ("全年预算数（万元）" in headings) is (url != "wuhan-dongxihu/")
        rows = [row.locator("th, td").all_inner_texts() for row in page.locator(".mz-departments tbody tr").all()]
        assert all(any(cell.strip() != "—" for cell in column) for column in zip(*rows, strict=True)), url
        assert not any(cell.startswith("武汉市东西湖区") for cell, *_ in rows)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("医保", ["医疗保障局"]),
        ("住建局", ["住房和城市更新局", "自然资源和城乡建设局"]),
        ("区委宣传部", ["区委宣传部"]),
        ("red cross", ["红十字会"]),
        ("环保", []),
    ],
)
def test_the_picker_knows_a_department_by_every_name(visit, words, names):
    """Short names, English names and characters in order find it, in either edition; where none fits, none is shown."""
    page = visit("")
    page.locator("#picker input").fill(words)
    assert sorted(visible(page, "#picker li a")) == sorted(names)
    page = visit("en/")
    page.locator("#picker input").fill(words)
    assert len(visible(page, "#picker li")) == len(names)


def test_home_is_whole_without_javascript(visit):
    """All departments are listed, no dead box is shown, the telling findings lead to their pages."""
    page = visit("", javascript=False, width=320)
    assert len(visible(page, "#picker li")) == 40
    assert page.locator("#picker input").count() == 0
    link = page.locator(".mz-card h3 a").first
    page.goto(page.evaluate("link => link.href", link.element_handle()))
    assert page.locator(".mz-finding-page h1").count() == 1


def take(page, words, name):
    """Enter part of a name and take the one that is offered."""
    page.locator(".mz-choice [type=search]").fill(words)
    page.locator(".mz-offered").get_by_role("button", name=name).click()


def chips(page):
    """Return the names that are chosen."""
    return [text.removesuffix(" ×").split(" · ")[0] for text in visible(page, ".mz-chips li")]


def test_three_questions_are_ready_and_each_has_an_address(visit, origin):
    """Each leads to its own view: the measure in the address, the answer in the headline, the rows from the one told on."""
    for question, measure, column in (
        ("谁花得最慢？", "execution_rate", "执行率"),
        ("谁的目标降得最多？", "targets_weaker", "要求低于上年的目标"),
        ("谁的目标最难衡量？", "measurable_share", "可衡量的目标"),
    ):
        page = visit("compare/")
        answer = page.locator(".mz-questions li", has_text=question).locator("span").inner_text()
        page.get_by_role("link", name=question).click()
        page.wait_for_url(f"{origin}compare/*")
        page.locator("#answer tbody tr").first.wait_for()
        assert page.locator("[name=measures]").input_value() == measure
        first = page.locator("#answer figure").first
        assert column in first.locator("h3").inner_text()
        numbers = [float(text) for text in re.findall(r"([\d.]+)%?$", first.locator(".mz-amount").first.text_content())]
        assert str(numbers[0]).removesuffix(".0") in first.locator("h3").inner_text()
        assert first.locator("dt").first.inner_text() in answer
        assert str(numbers[0]).removesuffix(".0") in answer


def test_a_choice_stands_in_the_address_and_comes_back(visit, origin):
    """Who is chosen and what is compared is in the query; opening that address shows the same rows and dots."""
    page = visit("compare/?note=1")
    take(page, "档案", "武汉市东西湖区档案馆")
    take(page, "党校", "中共武汉市东西湖区委党校")
    page.locator("[name=measures]").select_option("targets")
    address = page.url.removeprefix(origin)
    assert address == f"compare/?note=1&measures=targets&departments={ARCHIVES},{SCHOOL}"
    for opened in (page, visit(address)):
        assert chips(opened) == ["武汉市东西湖区档案馆", "中共武汉市东西湖区委党校"]
        assert [row.split("\n")[0] for row in visible(opened, "#answer tbody tr th")] == [
            "武汉市东西湖区档案馆", "中共武汉市东西湖区委党校",
        ]  # fmt: skip
        assert opened.locator("#answer figure svg[role=img] circle.mz-a").count() == 2
    page.get_by_role("button", name="全部显示").click()
    assert page.url == f"{origin}compare/?note=1"
    assert chips(page) == []


def test_names_are_found_as_the_picker_finds_them_and_chips_go_by_the_keyboard(visit):
    """Short and English names, characters in order; Enter takes the first, focus stays in the field, a chip goes when pressed."""
    page = visit("compare/")
    field = page.locator(".mz-choice [type=search]")
    for words, name in (("医保", "医疗保障局"), ("red cross", "红十字会"), ("区委宣传部", "委员会宣传部")):
        field.fill(words)
        assert name in visible(page, ".mz-offered button")[0]
        assert "1" in page.locator(".mz-choice [role=status]").inner_text()
    field.press("Enter")
    assert "委员会宣传部" in chips(page)[0]
    assert page.evaluate("document.activeElement.type") == "search"
    field.fill("没有这个部门")
    assert visible(page, ".mz-offered button") == []
    assert "没有找到" in page.locator(".mz-choice [role=status]").inner_text()
    field.fill("")
    chip = page.locator(".mz-chips button")
    assert chip.get_attribute("aria-label").startswith("去掉 ")
    chip.press("Enter")
    assert chips(page) == []
    assert page.evaluate("document.activeElement.type") == "search"


def test_the_keyboard_is_at_the_table_within_twenty_steps(visit):
    """From the very top, past every link of the header; with the way past the header in half as many."""
    page = visit("compare/")
    page.locator("#answer tbody tr").first.wait_for()

    def steps_to_the_table():
        for steps in range(1, 30):
            page.keyboard.press("Tab")
            if page.evaluate("Boolean(document.activeElement.closest('#answer .table-scroll'))"):
                return steps
        return None

    assert steps_to_the_table() <= 20
    page.reload()
    page.locator("#answer tbody tr").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert steps_to_the_table() <= 10


def test_dots_are_placed_by_the_cells(visit):
    """How far each dot stands from the line's beginning is to the farthest as its cell's number is to the largest."""
    page = visit(f"compare/?measures=targets&departments={ARCHIVES},{SCHOOL},wuhan-dongxihu/transport-bureau")
    cells = page.locator("#answer td:nth-child(2) data")
    numbers = [Decimal(cell.get_attribute("value")) for cell in cells.all()]
    dots = page.locator("#answer circle.mz-a").evaluate_all("dots => dots.map((dot) => dot.getAttribute('cx'))")
    places = [Decimal(place.removesuffix("%")) - 2 for place in dots]
    assert len(numbers) == len(places) == 3
    for number, place in zip(numbers, places, strict=True):
        assert abs(place / max(places) - number / max(numbers)) < Decimal("0.001")
    assert page.locator("#answer text.mz-amount").all_text_contents() == visible(page, "#answer td:nth-child(2) data")
    others = page.locator("#answer svg").first.locator("circle.mz-other").count()
    assert others == page.locator(".mz-group").first.locator("tbody tr").count() - 1


def test_what_cannot_be_compared_stands_apart_and_says_why(visit):
    """Departments with other forms or years get headlines of their own, no common plot, and the reason is said."""
    page = visit(f"compare/?measures=targets&departments={HESHAN},{HUGUAN}")
    assert len(visible(page, "#answer figure")) == 3
    assert page.locator("#answer figure dl").count() == 0
    (status,) = visible(page, ".mz-choice [role=status]")
    assert "不排名" in status


def test_the_csv_holds_the_chosen_view(visit, origin, real_site):
    """One row a figure, the same number as in rollups.csv, with unit, coverage and address; choice and month name the file."""
    page = visit(f"compare/?measures=indicators&departments={HUGUAN},{ARCHIVES}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载所选数据").click()
    data = waiting.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    name = waiting.value.suggested_filename
    assert re.fullmatch(r"明账_比较_壶关县人民政府办公室_武汉市东西湖区档案馆_\d{4}-\d\d\.csv", name)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {row["department_id"] for row in rows} == {HUGUAN, ARCHIVES}
    assert {row["measure"] for row in rows} >= {"indicators", "executed", "measurable_share"}
    archives = next(row for row in rows if (row["department_id"], row["measure"]) == (ARCHIVES, "indicators"))
    assert {key: archives[key] for key in ("fiscal_year", "form_type", "value", "unit", "page_url")} == {
        "fiscal_year": "2025", "form_type": "dept_target", "value": "164", "unit": "rows",
        "page_url": f"{origin}{ARCHIVES}/",
    }  # fmt: skip
    with (real_site / "downloads/rollups.csv").open(encoding="utf-8-sig", newline="") as file:
        rollups = [row for row in csv.DictReader(file) if row["department_id"] in {HUGUAN, ARCHIVES}]
    same = ("fiscal_year", "form_type", "measure", "value", "unit", "forms_counted", "forms_total")
    for row in (*rows, *rollups):
        row["value"] = Decimal(row["value"]) if row["value"] else None
    published = {(row["department_id"], *(row[key] for key in same)) for row in rollups}
    rolled = {(row["department_id"], *(row[key] for key in same)) for row in rows if row["forms_total"]}
    assert rolled <= published
    assert {row[3] for row in rolled} >= {"indicators", "executed"}
    with (real_site / "downloads/scorecard.csv").open(encoding="utf-8-sig", newline="") as file:
        cards = {
            (row["department_id"], row["fiscal_year"]): Decimal(row["measurable_share"]) for row in csv.DictReader(file)
        }
    for row in rows:
        if row["measure"] == "measurable_share":
            assert row["value"] == cards[row["department_id"], row["fiscal_year"]]


def test_projects_are_chosen_like_departments(visit, origin):
    """Chosen projects stand in the address, in one group of one template and year, in the dots and in the CSV."""
    network, research = (
        f"{HUGUAN}/2021/{name}" for name in ("e-government-network-maintenance", "poverty-alleviation-research")
    )
    page = visit("compare/")
    take(page, "扶贫", re.compile("扶贫调研经费"))
    take(page, "电子政务网络维护", re.compile("电子政务网络维护"))
    page.locator("[name=measures]").select_option("execution_rate")
    assert page.url == f"{origin}compare/?measures=execution_rate&projects={research},{network}"
    page = visit(page.url.removeprefix(origin))
    assert len(visible(page, "#answer figure")) == 1
    assert page.locator("#answer text.mz-amount").all_text_contents() == ["75%", "85.09%"]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载所选数据").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text("utf-8-sig"), newline="")))
    rates = {
        row["statement_id"]: (row["department_id"], row["value"], row["unit"])
        for row in rows
        if row["measure"] == "execution_rate"
    }
    assert rates == {network: (HUGUAN, "85.0886", "percent"), research: (HUGUAN, "75", "percent")}


def test_an_empty_choice_says_why_and_offers_all(visit):
    """Target forms print no money: that is said, no empty table stands there, and one button shows all again."""
    page = visit("compare/?years=2025&measures=execution_rate")
    assert page.locator("#answer").is_hidden()
    (status,) = visible(page, ".mz-choice [role=status]")
    assert "没有印“执行率”" in status
    page.get_by_role("button", name="全部显示").click()
    assert page.locator("#answer tbody tr").count() > 1
    assert page.get_by_role("heading", name="不随上面的选择变化").is_visible()


def test_compare_is_whole_without_javascript(visit):
    """The questions have their answers, all groups are there as tables; nothing that cannot be used is shown."""
    page = visit("compare/", javascript=False, width=320)
    assert len(visible(page, ".mz-questions li span")) == 3
    assert page.locator(".mz-group table caption").count() == len(visible(page, ".mz-group"))
    assert page.locator("article button:visible, article input:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_link_to_a_goal_opens_it(visit):
    """Goals are folded; an address with a goal's anchor opens that one, also when one is on the page already."""
    page = visit(f"{HESHAN}/#2023-party-building-g-5z44ez6h")
    assert page.locator("details.mz-goal-line[open]").count() == 1
    assert page.locator("[id='2023-party-building-g-5z44ez6h'] table").is_visible()
    page.evaluate("location.hash = '#2023-e-government-g-xdbf57tx'")
    page.locator("[id='2023-e-government-g-xdbf57tx'] table").wait_for(timeout=5_000)
    assert page.locator("details.mz-goal-line[open]").count() == 2


def test_a_department_answers_on_its_first_screen(visit):
    """Whose money it is, how much, how much of it was spent, goals, results and what needs an explanation."""
    answers = visit(f"{HESHAN}/").locator(".mz-answers").inner_text()
    for part in ("项目合计", "281.32", "100%", "22 个目标", "达成 90", "错误 5，疑点 "):
        assert part in answers
    answers = visit(f"{ARCHIVES}/").locator(".mz-answers").inner_text()
    assert "没有印金额" in answers
    assert "只有计划" in answers
    assert "要求更低 0，持平 " in answers


@pytest.mark.parametrize(
    "url", ["compare/", f"{HESHAN}/", f"{HUGUAN}/", "yiyang-heshan/", "en/compare/", f"en/{HUGUAN}/"]
)
def test_drawings_fit_a_telephone_without_scrolling(visit, url):
    """At 360 px nothing in a drawing passes its right edge, and letters keep their size."""
    page = visit(url, width=360)
    page.evaluate("document.querySelectorAll('[data-rest]').forEach((part) => part.removeAttribute('data-rest'))")
    over = page.evaluate(
        """() => [...document.querySelectorAll("svg.mz-chart")].flatMap((svg) => {
             const edge = svg.getBoundingClientRect().right + 1;
             return [...svg.querySelectorAll("text, rect")]
               .filter((part) => part.getBoundingClientRect().width && part.getBoundingClientRect().right > edge)
               .map((part) => `${svg.querySelector("title")?.textContent}: ${part.textContent}`);
           })"""
    )
    assert over == []
    sizes = page.locator("svg.mz-chart text:visible").evaluate_all(
        "texts => texts.map((text) => parseFloat(getComputedStyle(text).fontSize))"
    )
    assert min(sizes) >= 12


def test_a_label_uses_the_width_there_is(visit):
    """A long name stands above its bar on a telephone and left of it where there is room; one drawing is shown, never both."""
    name = "扶贫调研经费（2020年国库集中支付年终结余资金）"
    for width, anchor in ((360, "start"), (1280, "end")):
        page = visit(f"{HUGUAN}/#chart-{HUGUAN.replace('/', '--')}--execution-rate", width=width)
        shown = page.locator("figure[id$='--execution-rate'] svg text:visible")
        texts = shown.evaluate_all("texts => texts.map(({ firstChild }) => firstChild.textContent)")
        lines = [(at, text) for at, text in enumerate(texts) if text in name and not text.isdigit()]
        assert "".join(text for _, text in lines) == name
        assert {shown.nth(at).evaluate("text => getComputedStyle(text).textAnchor") for at, _ in lines} == {anchor}


@pytest.mark.parametrize("edition", ["", "en/"])
def test_headings_of_an_interactive_chart_stand_apart_on_a_telephone(visit, edition):
    """Four columns of bars beside the names at 390 px: no heading reaches into another, nor into the first bars."""
    page = visit(f"{edition}compare/", width=390)
    page.evaluate("document.querySelectorAll('[data-rest]').forEach((part) => part.removeAttribute('data-rest'))")
    figure = page.locator("#chart-compare-targets")
    figure.locator(".mz-interactive").click()
    figure.locator(".bars path").first.wait_for(timeout=20_000)
    boxes = figure.locator(".annotation-text-g, .bars .point").evaluate_all(
        "parts => parts.map((part) => { const { left, right, top, bottom } = part.getBoundingClientRect(); return [left, right, top, bottom]; })"
    )
    headings, bars = boxes[-4:], boxes[:-4]
    assert all(one[1] <= other[0] for one, other in pairwise(headings))
    assert max(bottom for *_, bottom in headings) <= min(top for *_, top, _ in bars)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_accent_stands_out_in_charts(visit, scheme):
    """What was missed has its colour of the tables in every chart; all other achievements are grey, and no two look alike."""
    page = visit("design/")
    page.emulate_media(color_scheme=scheme)
    ready = f"body[data-md-color-scheme={'slate' if scheme == 'dark' else 'default'}]"
    page.locator(ready).wait_for()
    missed = page.locator(".mz-achievement.mz-missed").first.evaluate("word => getComputedStyle(word).color")
    looks = {}
    for url in ("compare/", f"{HESHAN}/", f"{HUGUAN}/"):
        page = visit(url)
        page.emulate_media(color_scheme=scheme)
        page.locator(ready).wait_for()
        for achievement in Achievement:
            for look in page.locator(f"svg.mz-chart.mz-roomy svg rect.mz-{achievement}").evaluate_all(
                "bars => bars.map((bar) => [getComputedStyle(bar).fill, getComputedStyle(bar).stroke])"
            ):
                looks.setdefault(achievement, set()).add(tuple(look))
    assert looks.pop(Achievement.MISSED) == {(missed, "none")}
    assert len(looks) >= 3
    assert all(len(own) == 1 for own in looks.values())
    assert len(set().union(*looks.values())) == len(looks)
    for fill in {fill for own in looks.values() for fill, _ in own}:
        red, green, blue = map(int, re.findall(r"\d+", fill)[:3])
        assert max(red, green, blue) - min(red, green, blue) <= 32, fill


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_what_a_reader_opens_is_accessible_too(visit, width, scheme):
    """A narrowed list, a chosen comparison with bars, an opened goal, results of a search: axe finds nothing there."""
    found = []
    for url in (
        "",
        f"en/compare/?departments={ARCHIVES},{SCHOOL}",
        f"{HESHAN}/#2023-party-building-g-5z44ez6h",
        "search/?q=信访",
    ):
        page = visit(url, width=width)
        page.emulate_media(color_scheme=scheme)
        page.locator(f"body[data-md-color-scheme={'slate' if scheme == 'dark' else 'default'}]").wait_for()
        if not url:
            page.get_by_label("输入部门名称的一部分").fill("档案")
        if url.startswith("search/"):
            page.locator(".mz-hits > li").first.wait_for(timeout=20_000)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, url
        page.evaluate(KEEP_TWO_OF_EACH_SHAPE)
        page.evaluate(Axe().axe_script)
        found += [(url, item) for item in violations(page)]
    assert found == []
