"""The page of a form, read on a telephone, on paper and in English; a rule's examples, shown as forms are."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from assembled import assembled
from rule_examples import DEPARTMENT as SAMPLE_DEPARTMENT
from rule_examples import PROFILE, TODAY, loaded, portal_with
from whole_forms import whole

from build_scripts.judging.audit import judged
from build_scripts.judging.rules import RULES
from build_scripts.judging.rules.examples import read_example
from build_scripts.pages.examples import CODES, example, examples_of
from build_scripts.pages.render import render
from build_scripts.reading import strict_yaml
from build_scripts.reading.model import STATEMENT_MODELS, BaseDataRow, Column, FundingLine, Indicator
from build_scripts.reading.printed import printed_cells, printed_keys, with_cells
from build_scripts.words.language import LANGUAGES
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import FORM_COLUMNS

PROJECT_FORM = "changzhi-huguan/government-office/2021/poverty-alleviation-research/"
TARGET_FORM = "wuhan-dongxihu/administrative-approval-bureau/2025/targets/"
DEPARTMENT_FORM = "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation/"
REPORT = "yiyang-heshan/government-office/2023/report/"
DEPARTMENT = "changzhi-huguan/government-office/"


def source(site, url):
    """Return the article of a built page."""
    return re.search("<article.*</article>", (site / url / "index.html").read_text(encoding="utf-8"), re.DOTALL)[0]


def plain(piece):
    """Return the text of a piece of HTML, white space at its ends aside."""
    return html.unescape(re.sub("<[^>]*>", "", piece)).strip()


# --- a rule's examples -------------------------------------------------------------------------------------------------


def leaves(node):
    """Yield every text of an example that a reader of forms is shown: all but the codes for machines."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in {
                *CODES,
                "kind",
                "section",
                "form_type",
                "reason",
                "currency_unit",
                "fiscal_year_basis",
                "standard_section",
            }:
                yield from leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value)
    else:
        yield node


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_an_example_shows_every_cell_of_its_yaml(rule):
    """Nothing that an example says is lost between the YAML and the tables, which have as many cells as headings."""
    for data, shown in zip(rule.examples, examples_of(rule), strict=True):
        assert strict_yaml.read_yaml(shown.yaml, "example.yml")[::2] == (data, [])
        told = " ".join(
            [block.title.zh for block in shown.blocks]
            + [cell.text.zh for block in shown.blocks for row in block.rows for cell in row if cell is not None]
        )
        assert [leaf for leaf in leaves(data) if leaf not in told] == []
        assert all(len(row) == len(block.headings) for block in shown.blocks for row in block.rows)


def test_the_rows_of_an_example_stand_below_the_names_of_the_columns():
    """Two money rows become one table of the cells that are there; codes are named, machine codes left out."""
    (block,) = example(
        read_example("""
        funding:
          - {line_code: total, label: 年度资金总额, adjusted: "0"}
          - {line_code: other, label: 其他资金, adjusted: "190", executed: ""}
    """)
    ).blocks
    assert (block.title.zh, block.title.en) == ("资金", "Funding")
    assert [heading.en for heading in block.headings] == ["Row", "Adjusted budget", "Executed"]
    assert [[cell and cell.text.zh for cell in row] for row in block.rows] == [
        ["年度资金总额", "0", None],
        ["其他资金", "190", ""],
    ]
    (goal, indicators) = example(
        read_example("""
        goals:
          - kind: annual
            target_text: 修路
            indicators:
              - {name: 里程, target: 5公里}
    """)
    ).blocks
    assert (goal.title.zh, indicators.title.zh) == ("年度目标", "年度目标：绩效指标")


def marked(shown):
    """Return the texts of an example's marked cells."""
    return [
        cell.text.zh
        for block in shown.blocks
        for row in block.rows
        for cell in row
        if cell is not None and cell.differs
    ]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_makes_an_example_right_is_marked(rule):
    """Every text that the change brings in stands in a marked cell of the right example."""
    before = set(leaves(rule.examples[0]))
    told = " ".join(marked(examples_of(rule)[1]))
    assert [leaf for leaf in leaves(read_example(rule.right)) if leaf not in before and leaf not in told] == []


def test_only_the_cells_in_which_two_examples_differ_are_marked():
    """A changed cell is marked in both, a row that only one has is marked there, and nothing else is."""
    assert [marked(shown) for shown in examples_of(RULES["BUD-01"])] == [["0", "0"], ["190", "190"]]
    assert [marked(shown) for shown in examples_of(RULES["SCO-03"])] == [["9"], ["10"]]
    assert [marked(shown) for shown in examples_of(RULES["STR-12"])] == [[], ["总分", "10", "10"]]


def test_a_rule_page_shows_its_examples_as_forms_and_folds_the_yaml(real_site):
    """The tables come first; the YAML, without the blanks that indent it in the program, waits for those who fill in forms."""
    page = source(real_site, "rules/BUD-01/")
    wrong = page[page.index('id="wrong"') : page.index('id="right"')]
    assert wrong.index("<table") < wrong.index("<details")
    assert "给填报人" in plain(re.search("<summary>(.*?)</summary>", wrong)[1])
    assert re.search("<pre>funding:", wrong)
    assert "For those who fill in forms" in source(real_site, "en/rules/BUD-01/")


# --- cells -------------------------------------------------------------------------------------------------------------

COLUMNS = {"funding_columns": FundingLine, "indicator_columns": Indicator, "base_data_columns": BaseDataRow}
"""Blocks of a form template, and the rows whose every cell stands below them here."""


KINDS = pytest.mark.parametrize("kind", STATEMENT_MODELS.values(), ids=lambda kind: kind.__name__)


def page_of_whole(kind, printed, lang):
    """Return the cells of a form of ``kind`` that has every cell, each with the text of ``printed``, and its page."""
    given = {"template": "sample", "fiscal_year": 2023, "release": None, "scoring_profile": "sample"}
    form = whole(kind, **{key: value for key, value in given.items() if key in kind.model_fields})
    form = with_cells(form, printed)
    portal = portal_with([loaded(form, SAMPLE_DEPARTMENT, "whole")], {"sample": PROFILE})
    blocks = {block: tuple(Column(key=key, heading=key) for key in printed_keys(row)) for block, row in COLUMNS.items()}
    template = portal.templates["sample"].model_copy(update={"form_type": form.form_type, **blocks})
    public = judged(replace(portal, templates={"sample": template}), lambda _: None, TODAY).public()
    page = next(page for page in assembled(public).pages if page.kind is PageKind.STATEMENT)
    return [*printed_cells(form)], render(page, portal.settings, lang)


@KINDS
def test_every_cell_of_a_form_stands_on_its_page(kind):
    """A text field of the model that the page does not show is named here: nothing printed on a form is lost."""
    cells, page = page_of_whole(kind, lambda cell: f"〔{cell.path}〕", "zh")
    shown = plain(page)
    assert [cell.path for cell in cells if cell.text not in shown] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@KINDS
def test_every_cell_of_a_form_stands_on_its_page_as_text(kind, lang):
    """Whatever a cell holds, it is no tag and ends no attribute, and its line breaks and tabs do not break a line."""
    cells, page = page_of_whole(kind, lambda cell: f"[{cell.path}] \"'><x-tag>&amp;\r\n\n\t{{{{ 7*7 }}}}", lang)
    as_text = "] &#34;&#39;&gt;&lt;x-tag&gt;&amp;amp;&#13;&#10;&#10;&#9;{{ 7*7 }}"
    assert len(cells) > 5
    assert [cell.path for cell in cells if f"[{cell.path}{as_text}" not in page] == []
    assert "<x-tag" not in page
    assert re.search(r"\n[ \t]*\n|\t|\r", page) is None


# --- headings ----------------------------------------------------------------------------------------------------------


def test_every_column_of_a_form_template_has_an_english_name():
    """What the pages print below the headings is there for every key that a row can have."""
    keys = {name for row in (FundingLine, Indicator, BaseDataRow) for name in row.model_fields}
    assert keys - set(FORM_COLUMNS) <= {
        "id", "line_code", "section", "source_line", "polarity", "extraction_notes",
    }  # fmt: skip
    assert all(len(column.en) <= 25 and column.en.isascii() for column in FORM_COLUMNS.values())


def test_printed_headings_have_their_english_name_below_them(real_site):
    """In the English edition each printed heading, level and money row is followed by what it says; in Chinese nothing is."""
    page = source(real_site, f"en/{PROJECT_FORM}")
    table = re.search('<table class="mz-table mz-form mz-indicators">.*?</table>', page, re.DOTALL)[0]
    headings = re.findall(
        '<th scope="col"[^>]*>(.*?)</th>', re.search("<thead>.*?</thead>", table, re.DOTALL)[0], re.DOTALL
    )
    printed = [heading for heading in headings if 'lang="zh' in heading]
    assert len(printed) == 9
    for heading in printed:
        english = re.search('<small class="mz-english">([^<]+)</small>', heading)
        assert english
        assert english[1].isascii()
    assert '<small class="mz-english">Output</small>' in table
    assert '<small class="mz-english">Total annual funding</small>' in page
    assert "mz-english" not in source(real_site, PROJECT_FORM)


def test_a_heading_is_said_once(real_site):
    """Texts are headed by what is printed; the last step of the way is short; a department's form names whose it is."""
    texts = re.findall('<h3 id="n-[^>]*>(.*?)</h3>', source(real_site, PROJECT_FORM), re.DOTALL)
    assert "主要经验做法" in {plain(text) for text in texts}
    assert "Report section" not in plain(source(real_site, f"en/{REPORT}"))
    page = source(real_site, TARGET_FORM)
    assert plain(re.search("<h1.*?</h1>", page)[0]) == "武汉市东西湖区行政审批局 2025 年度部门整体支出绩效目标申报表"
    assert plain(re.search('<li aria-current="page">(.*?)</li>', page)[1]) == "部门整体支出绩效目标申报表"
    assert "mz-lead" not in page
    titles = [
        plain(re.search("<h1.*?</h1>", path.read_text(encoding="utf-8"))[0])
        for path in real_site.glob("wuhan-dongxihu/*/2025/targets/index.html")
    ]
    assert len(set(titles)) == len(titles) > 30


def test_projects_whose_money_is_not_counted_come_last(real_site):
    """A form whose unit is doubted cannot head the projects by size of their money."""
    page = source(real_site, DEPARTMENT)
    rows = re.findall("<tr>.*?</tr>", page[page.index('id="projects"') :].partition("</table>")[0], re.DOTALL)[1:]
    counted = ["不计入合计" not in row for row in rows]
    assert counted == sorted(counted, reverse=True)
    assert False in counted


def test_a_form_whose_total_row_is_0_is_shown_by_its_parts(real_site):
    """The head says 118.82 万元 and what that is, the printed 0 stays in its cell, and the rate is marked as that of the parts."""
    page = source(real_site, f"{DEPARTMENT}2021/government-websites-and-systems/")
    head, _, rest = page.partition("</dl>")
    assert re.findall(r'<data class="mz-amount"[^>]*>([^<]*)</data>', head) == ["118.82", "101.48"]
    assert head.count("各项之和；总额一行印为 0") == 2
    total = rest[rest.index('<tr id="f-') :].partition("</tr>")[0]
    assert '<td class="mz-cell mz-adjusted"><span class="mz-raw">0</span>' in total
    assert "按各项之和" in total
    assert "101.48 ÷ 118.82 = 85.41%" in total


# --- on a telephone ----------------------------------------------------------------------------------------------------


@pytest.fixture
def telephone(browser):
    """Return a tab as wide as a small telephone."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("edition", ["", "en/"], ids=["zh", "en"])
@pytest.mark.parametrize("url", [PROJECT_FORM, DEPARTMENT_FORM, TARGET_FORM], ids=["project", "department", "targets"])
def test_an_indicator_is_seen_whole_without_scrolling_sideways(telephone, origin, url, edition):
    """Below 600 px an indicator is a card: the levels small over its name, below it the target, what came, the judgement."""
    telephone.goto(origin + edition + url)
    telephone.evaluate(
        "document.querySelector('.mz-more:has(ul) button')?.click()"
    )  # where the page is cut before them
    seen = telephone.evaluate("""() => {
      const frame = [...document.querySelectorAll(".table-scroll")].find((e) => e.querySelector(".mz-indicators"));
      const row = frame.querySelector("tbody tr");
      const edge = frame.getBoundingClientRect().right + 1;
      const parts = [".mz-path", "th.mz-sticky", ".mz-target", ".mz-actual", ".mz-achievement"]
        .map((part) => row.querySelector(part)).filter(Boolean);
      const tops = parts.map((part) => part.getBoundingClientRect().top);
      return {
        sideways: frame.scrollWidth > frame.clientWidth,
        within: parts.every((part) => part.checkVisibility() && part.getBoundingClientRect().right <= edge),
        falling: tops.slice(1).every((top, index) => index === 0 || top > tops[index]),
        judged: (row.querySelector(".mz-actual") === null) === (row.querySelector(".mz-achievement") === null),
        levels: [...frame.querySelectorAll(".mz-level, .mz-order")].some((e) => e.checkVisibility()),
      };
    }""")
    assert seen == {"sideways": False, "within": True, "falling": True, "judged": True, "levels": False}


def test_the_list_of_goals_numbers_itself_once(telephone, origin):
    """Goals bear their printed numbers; the list adds none that could be cut off or differ from them."""
    telephone.goto(origin + TARGET_FORM)
    telephone.locator("#goal-list summary").click()
    assert telephone.evaluate("""() => [...document.querySelectorAll("#goal-list li")].map((item) =>
      [getComputedStyle(item).listStyleType, item.getBoundingClientRect().left >= item.parentElement.getBoundingClientRect().left]
    ).every(([type, inside]) => type === "none" && inside)""")


def test_an_explanation_opens_beside_its_word_or_at_the_foot_of_a_telephone(telephone, browser, origin):
    """On a desk the explanation begins just below or above the button and covers neither it nor its row; small, a sheet."""
    telephone.goto(origin + PROJECT_FORM)
    telephone.locator("thead .mz-term").first.click()
    sheet = telephone.locator(".mz-popover:popover-open").bounding_box()
    assert sheet["y"] + sheet["height"] == pytest.approx(740, abs=1)
    desk = browser.new_page(viewport={"width": 1280, "height": 900})
    desk.goto(origin + PROJECT_FORM)
    for index in range(desk.locator("thead .mz-term").count()):
        button = desk.locator("thead .mz-term").nth(index)
        button.scroll_into_view_if_needed()
        button.click()
        word, box = button.bounding_box(), desk.locator(".mz-popover:popover-open").bounding_box()
        gap = max(box["y"] - word["y"] - word["height"], word["y"] - box["y"] - box["height"])
        assert 0 <= gap < 12
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1280
        desk.keyboard.press("Escape")
    desk.close()


def test_a_finding_opens_below_its_row_and_closes_again(telephone, origin):
    """A mark opens its finding's title, sentence and figures in a row below; again, or the button, closes it."""
    telephone.goto(origin + PROJECT_FORM)
    mark = telephone.locator(".mz-form .mz-mark:visible").first
    address = mark.get_attribute("href")
    mark.click()
    opened = telephone.locator(".mz-opened")
    opened.wait_for()
    assert mark.get_attribute("aria-expanded") == "true"
    assert telephone.url == origin + PROJECT_FORM
    title = opened.locator("a").first
    assert title.evaluate("link => link.href") == origin + PROJECT_FORM + address
    assert len(opened.inner_text().splitlines()) > 2
    opened.get_by_role("button").click()
    assert opened.count() == 0
    assert mark.evaluate("mark => mark === document.activeElement")
    mark.click()
    opened.wait_for()
    mark.click()
    assert (opened.count(), mark.get_attribute("aria-expanded")) == (0, "false")
    title = telephone.locator("h1").inner_text()
    telephone.goto(origin + PROJECT_FORM + address)
    assert telephone.locator("h1").inner_text() != title


# --- on paper ----------------------------------------------------------------------------------------------------------


def test_a_project_form_is_printed_on_few_sheets(browser, origin):
    """The form, its totals and findings, its source and the page's address; no chart, no download, no scoring profile."""
    page = browser.new_page()
    page.goto(origin + PROJECT_FORM)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) in range(2, 7)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article p").last.inner_text() == f"本页地址：{origin}{PROJECT_FORM}"
    page.emulate_media(media="print")
    assert page.locator("figure.chart:visible, #downloads:visible, #transcription:visible").count() == 0
    assert page.locator("details.mz-closed :not(summary):visible").count() == 0
    assert (
        page.locator("#funding:visible, #goals:visible, #total:visible, #findings:visible, #source:visible").count()
        == 5
    )
    page.close()


@pytest.mark.parametrize(("formula", "columns"), [(False, 0), (True, 1)])
def test_that_no_formula_recomputes_scores_is_said_once(write_tree, tree, formula, columns):
    """The table of indicators has no column in which every row would say so."""
    profile = "scoring_profiles/plain.yml"
    said = f"indicator_formula: {str(formula).lower()}\ncitations:"
    made = assembled(write_tree({profile: tree[profile].replace("citations:", said)}))
    url = "wuhan-jiangxia/gov-office/2023/road-repair/"
    page = next(one.body for one in made.rendered if one.page.url == url and one.lang == "zh")
    table = re.search('<table class="mz-table mz-form mz-indicators">.*?</table>', page, re.DOTALL)[0]
    assert table.count("得分（重算）") == columns
    assert table.count("没有计分公式") == 1 - columns
