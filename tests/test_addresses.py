"""One address, one thing: pages, files, charts and the ids that are kept for the portal itself."""

from __future__ import annotations

from string import ascii_lowercase, digits
from types import SimpleNamespace

import pytest
from assembled import assembled
from conftest import PROJECT, TODAY
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.judging.audit import audit
from build_scripts.pages import Page
from build_scripts.pages.charts import LONGEST, chart_id
from build_scripts.pages.drawing import Bars, Series
from build_scripts.pages.kinds.design import SAMPLE
from build_scripts.publish import PublishError, claims_of_files, claims_of_pages, edition, refuse_duplicates
from build_scripts.publish.addresses import FRAME_FOLDER, OF_MKDOCS, claims_of_project, theme_files
from build_scripts.publish.own_files import written_pages
from build_scripts.reading.layout import RESERVED
from build_scripts.units.drawn import chart_files
from build_scripts.words.language import LANGUAGES, Both

ID = st.lists(st.text(ascii_lowercase + digits, min_size=1, max_size=3), min_size=1, max_size=3).map("-".join)
PLACE = st.lists(ID, min_size=1, max_size=4).map("/".join)


@given(PLACE, ID, PLACE, ID)
def test_two_charts_never_share_an_id(place, subject, other_place, other_subject):
    """Place and subject can be read back from an id, so two of them never give the same one."""
    same = (place, subject) == (other_place, other_subject)
    assert (chart_id(place, subject) == chart_id(other_place, other_subject)) == same


def test_a_slash_and_a_hyphen_are_not_the_same():
    """The departments ``a/b-c`` and ``a-b/c`` have charts of their own; one once got the other's figures."""
    assert chart_id("wuhan/jiangxia-office", "money") != chart_id("wuhan-jiangxia/office", "money")


def test_a_long_id_is_cut_and_stays_its_own():
    """Names of files have room for 255 bytes; ids of 120 letters that differ at their end keep two ids."""
    one, other = (chart_id(f"{'a' * 120}/{'b' * 119}{last}/2023/{'c' * 120}", "points-lost") for last in "xy")
    assert one != other
    assert len(one) <= LONGEST
    assert len(other) <= LONGEST


def page_with(*charts):
    """Return a page that shows ``charts``."""
    title = Both("页", "Page")
    return Page("department", "a/b/", title, title, (), SimpleNamespace(charts=charts))


def test_two_different_charts_with_one_id_stop_the_build():
    """Of two charts in one file the last would win; a chart shown on two pages is no such thing."""
    other = Bars(
        SAMPLE.id,
        Both("另一张", "Another"),
        Both("。", "."),
        Both("项", "rows"),
        (Both.printed("甲"), Both.printed("乙")),
        (Series(Both("一", "one"), (1, 2), "a"),),
    )
    assert len(chart_files([page_with(SAMPLE), page_with(SAMPLE)])) == 2 * len(LANGUAGES)
    with pytest.raises(PublishError, match=r"/a/b/: .*design-sample"):
        chart_files([page_with(SAMPLE), page_with(other)])


@pytest.fixture
def two_target_forms(write_tree, tree):
    """Return the data folder of a department whose target forms have last year's figures, in two years."""
    targets = "wuhan-jiangxia/gov-office/2023/targets.yml"
    another = (
        '      - level1: "效益指标"\n        name: "受益人数"\n        baseline_y1: "5人"\n        target: ">=6人"\n'
        '      - level1: "产出指标"\n        name: "培训期数"\n        baseline_y1: "5期"\n        target: ">=4期"\n'
    )
    form = tree[targets].replace('baseline_y1: "--"', 'baseline_y1: "5次"') + another
    earlier = form.replace("fiscal_year: 2023", "fiscal_year: 2022").replace('"document"', '"earlier"')
    return write_tree(
        {
            targets: form,
            targets.replace("2023", "2022"): earlier.replace("改善办公条件", "改善办公环境"),
            "sources/earlier.yml": tree["sources/document.yml"],
        }
    )


def site_of(data):
    """Return the files and pages of a data folder."""
    made = assembled(data)
    return made.files, made.pages


def test_forms_of_one_kind_have_charts_and_files_of_their_own(two_target_forms):
    """Two years of targets give two charts with two ids, two titles that name the year, and two files each."""
    files, pages = site_of(two_target_forms)
    department = next(page for page in pages if page.kind == "department")
    charts = [chart for chart in department.context.charts if chart.id.endswith("--targets")]
    assert [("2023" in chart.title.zh, "2022" in chart.title.zh) for chart in charts] == [(True, False), (False, True)]
    assert len({chart.id for chart in charts}) == 2
    assert all(f"charts/{chart.id}.csv" in files for chart in charts)


def test_no_jurisdiction_can_take_an_address_of_the_portal(write_tree):
    """Every first part of an address that the portal's pages, files, theme or hand-written pages use is reserved."""
    files, pages = site_of(write_tree())
    content = [
        path.relative_to(PROJECT / "content").with_suffix("").as_posix() for path in (PROJECT / "content").rglob("*.md")
    ]
    addresses = [*(page.url for page in pages), *files, *content, *theme_files(PROJECT), *OF_MKDOCS, FRAME_FOLDER]
    addresses += [edition(lang) for lang in LANGUAGES]
    first = {address.partition("/")[0] for address in addresses} - {"", "wuhan", "wuhan-jiangxia"}
    assert {name for name in first if "." not in name} <= RESERVED  # no id has a dot
    assert {
        "en",
        "changes",
        "scorecard",
        "reference",
        "charts",
        "explore",
        "glossary",
        "design",
        "mz-frame",
        "rules",
    } <= first


@pytest.mark.parametrize("name", ["scorecard", "reference", "charts", "mz-frame", "glossary", "design"])
def test_a_jurisdiction_with_a_reserved_id_is_refused(write_tree, tree, name):
    """A folder of that name would replace a page of the portal; the message names the folder."""
    _, problems = audit(write_tree({f"{name}/jurisdiction.yml": tree["wuhan/jurisdiction.yml"]}), lambda _: None, TODAY)
    assert (f"data/{name}", "folder-reserved") in [(item.file, item.code) for item in problems]


def generated(*urls, files=()):
    """Return the addresses of empty pages and files."""
    title = Both("比较", "Compare")
    pages = [Page("compare", url, title, title, (), SimpleNamespace()) for url in urls]
    return [*claims_of_pages(pages), *claims_of_files(files)]


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("compare.md", "/compare/"),
        ("compare/index.md", "/compare/"),
        ("compare/README.md", "/compare/"),
        ("compare/index.html", "/compare/"),
        ("Compare.md", "/Compare/"),
        ("en/compare.md", "/en/compare/"),
        ("compare", "/compare"),
        ("downloads/indicators.csv", "/downloads/indicators.csv"),
        ("search.md", "/search/"),
        ("search/search_index.json", "/search/search_index.json"),
        ("en/search/words/first.json", "/en/search/words"),
        ("mz-frame/x.md", "/mz-frame"),
        ("404.html", "/404.html"),
        ("en/assets/picture.png", "/en/assets"),
        ("assets/javascripts/search.js", "/assets/javascripts/search.js"),
    ],
)
def test_an_address_that_is_taken_is_refused(content, address):
    """A hand-written file never silently replaces a page or a file of the portal, nor the other way round."""
    site = generated("compare/", "search/", files=["downloads/indicators.csv"])
    with pytest.raises(PublishError) as told:
        refuse_duplicates([*site, *claims_of_project(PROJECT, ["about.md", content])])
    assert str(told.value).startswith(f"{address}: ")
    assert "content/" in str(told.value) or content in {"compare", "mz-frame/x.md"}


def test_two_pages_or_files_with_one_address_are_refused():
    """Pages made from the data are held to the same rule, and so are two hand-written ones."""
    for content, site in (
        ([], generated("a/", "a/")),
        ([], generated("a/", files=["a/index.html"])),
        (["x.md", "x/index.md"], generated()),
    ):
        with pytest.raises(PublishError, match="both have this address"):
            refuse_duplicates([*site, *claims_of_project(PROJECT, content)])


@pytest.mark.parametrize("link", ["about.md", "pictures", "gone.png"])
def test_no_link_in_content_publishes_what_stands_outside(tmp_path, link):
    """A symlink to a page, to a folder or to nothing stops the build and is named; the file itself is welcome."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("# 内部", encoding="utf-8")
    content = tmp_path / "content"
    content.mkdir()
    (content / "own.md").write_text("# 公开", encoding="utf-8")
    assert "own.md" in written_pages(tmp_path)
    target = {"about.md": "outside/secret.md", "pictures": "outside", "gone.png": "nowhere"}[link]
    (content / link).symlink_to(tmp_path / target)
    with pytest.raises(PublishError, match=link):
        written_pages(tmp_path)


def test_different_addresses_are_not_refused():
    """Pages below pages, pictures in a page's folder and the two editions of one page stand side by side."""
    site = generated("compare/", "compare/x/", files=["compare/indicators.csv"])
    content = ["about.md", "en/about.md", "compare/picture.png", "assets/picture.png"]
    refuse_duplicates([*site, *claims_of_project(PROJECT, content)])
