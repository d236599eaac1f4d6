"""A portal that is a Chinese government website: its meta tags, its foot, its catalogue; complete, or not built at all."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from assembled import assembled
from conftest import PROJECT, TODAY, TREE, served, windows
from test_sharing import head

from build_scripts.build import Order, build
from build_scripts.cli import main
from build_scripts.reading.load import load
from build_scripts.reading.model import GovernmentSite
from build_scripts.tables.catalogue import TABLES

DEPARTMENT = "wuhan-jiangxia/gov-office"
FORM = f"{DEPARTMENT}/2023/road-repair/"
BASE = "https://www.example.gov.cn/jixiao/"
PROFILE = {
    "site_id_code": '"4201150001"',
    "icp": '"鄂ICP备05000001号-1"',
    "police_record": '"鄂公网安备42011502000001号"',
    "host_unit": '"某区财政局<办>"',
    "host_unit_code": '"11420115MB0000000A"',
    "contact": '"027-00000000，某区某路 1 号"',
    "party_gov_badge_url": '"https://badge.example.cn/view?id=1&k=2"',
    "find_error_url": '"https://zhaocuo.example.cn/?site=4201150001"',
    "column_type": '"数据发布"',
    "column_keywords": '["预算绩效", "绩效自评"]',
    "classification": '["部门信息资源类", "财政"]',
    "resource_code": '"306001/000001"',
    "sharing": '"无条件共享，下载"',
    "opening": '"无条件开放"',
    "update_cycle": '"每年"',
    "published": '"2024-07-01"',
}
CORE = (
    *("信息资源分类", "信息资源名称", "信息资源代码", "信息资源提供方", "信息资源提供方代码", "信息资源摘要", "信息资源格式"),
    *("信息项信息", "共享属性", "开放属性", "更新周期", "发布日期", "关联资源代码"),
)  # fmt: skip
PLACES = ("", "downloads/", "wuhan-jiangxia/", f"{DEPARTMENT}/", FORM, "rules/BUD-01/", "method/")


def government(tree, base=f'base_url: "{BASE}"\n', **changes):
    """Return the settings of a government website; a change to None leaves a key out."""
    lines = [f"  {key}: {value}\n" for key, value in {**PROFILE, **changes}.items() if value is not None]
    return {"portal.yml": f"{tree['portal.yml']}{base}gov_cn:\n{''.join(lines)}"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a built government website."""
    folder = tmp_path_factory.mktemp("government")
    for path, text in {**TREE, **government(TREE)}.items():
        file = folder / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert main(["build", "--data", str(folder / "data"), "--out", str(folder / "site")]) == 0
    return folder / "site"


@pytest.mark.parametrize("edition", ["", "en/"])
@pytest.mark.parametrize("place", PLACES)
def test_every_page_names_the_site_and_its_column(site, edition, place):
    """Hand-written pages too; what is asked of a column or an article is there and not empty."""
    tags = head(site, f"{edition}{place}").meta
    assert (tags["SiteName"], tags["SiteDomain"], tags["SiteIDCode"]) == ("明账", "www.example.gov.cn", "4201150001")
    assert (tags["ColumnKeywords"], tags["ColumnType"]) == ("预算绩效,绩效自评", "数据发布")
    assert tags["ColumnName"]
    is_article = place in {FORM, "rules/BUD-01/"}
    asked = {"ArticleTitle", "PubDate", "ContentSource", "Description", "Url"} if is_article else {"ColumnDescription"}
    assert all(tags[name] for name in asked)
    assert ("ArticleTitle" in tags) == is_article
    assert not {name for name, content in tags.items() if "mz-slot" in name + content}


def test_an_article_names_its_title_its_source_and_when_it_was_published(site):
    """Of a form the publisher of its document; the hour that nobody knows is midnight."""
    tags = head(site, FORM).meta
    assert tags["ArticleTitle"] == head(site, FORM).title.removesuffix(" - 明账")
    assert tags["ContentSource"] == "某区财政局"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags["PubDate"])
    assert tags["Url"] == f"{BASE}{FORM}"
    assert tags["ColumnName"] == "区政府办公室"
    assert head(site, "rules/BUD-01/").meta["ContentSource"] == "某区财政局<办>"


@pytest.mark.parametrize("edition", ["", "en/"])
def test_the_foot_of_every_page_shows_what_is_asked_for(site, edition):
    """Host, contact, three numbers, two badges and the site map, which is there; texts are escaped, nothing is loaded."""
    for place in PLACES:
        html = (site / f"{edition}{place}index.html").read_text(encoding="utf-8")
        foot = html.partition('class="mz-government"')[2].partition("</div>")[0]
        for key in ("site_id_code", "icp", "police_record", "host_unit", "contact"):
            assert json.loads(PROFILE[key]) in unescape(re.sub("<(?!办)[^>]*>", "", foot)), key
        links = {unescape(url) for url in re.findall('href="([^"]*)"', foot)}
        assert {json.loads(PROFILE[key]) for key in ("party_gov_badge_url", "find_error_url")} < links
        assert f"{BASE}sitemap.xml" in links
        assert not re.search("<(img|script|iframe|link)", foot)
        assert "<办>" not in foot
    assert (site / "sitemap.xml").is_file()


def test_the_catalogue_has_the_thirteen_core_items_of_every_table(site):
    """None is empty; each column stands there with its kind, and the tables to which its keys lead."""
    entries = json.loads((site / "downloads/gov-cn-catalogue.json").read_text(encoding="utf-8"))
    assert [entry["信息资源代码"] for entry in entries] == [f"306001/000001/{table.name}" for table in TABLES]
    for entry, table in zip(entries, TABLES, strict=True):
        assert tuple(entry) == CORE
        assert all(entry[item] for item in CORE[:-1])
        assert [item["信息项名称"] for item in entry["信息项信息"]] == list(table.header)
    related = {entry["信息资源代码"].rpartition("/")[2]: entry["关联资源代码"] for entry in entries}
    assert "306001/000001/statements" in related["indicators"]
    assert related["jurisdictions"] == []
    assert 'href="gov-cn-catalogue.json"' in (site / "downloads/index.html").read_text().replace("../downloads/", "")


def test_a_filled_frame_is_the_page_that_mkdocs_makes(site, write_tree, tree, tmp_path):
    """The meta tags stand where MkDocs itself would put them, on every page."""
    out = tmp_path / "plain"
    data, day = write_tree(government(tree)), TODAY.isoformat()
    order = Order(PROJECT, data, out, TODAY, told=day, plain=tmp_path / "docs")
    build(order, lambda _: None)
    pages, plain = (
        {path.relative_to(root) for kind in ("*.html", "*.md") for path in root.rglob(kind)} for root in (site, out)
    )
    assert pages == plain  # what the data say in Markdown is to be downloaded, and no page is made of it
    for place in pages:
        assert (site / place).read_bytes() == (out / place).read_bytes(), place


def test_without_the_profile_nothing_of_it_is_there(write_tree, tree):
    """No tag, no foot, no file: most portals are no government websites."""
    made = assembled(write_tree({"portal.yml": f'{tree["portal.yml"]}base_url: "{BASE}"\n'}))
    assert not any("gov-cn" in path for path in made.files)
    assert not any(page.named for page in made.pages)
    assert not any("gov-cn" in one.body for one in made.rendered)


def test_a_site_without_the_profile_has_no_such_tags_or_foot(real_site):
    """Nor have the pages that MkDocs makes."""
    for place in ("", "method/", "downloads/", "about/", "en/"):
        html = (real_site / place / "index.html").read_text(encoding="utf-8")
        assert not re.search("SiteIDCode|ColumnName|mz-government", html), place


@pytest.mark.parametrize("key", PROFILE)
def test_a_profile_that_lacks_a_key_is_refused_and_the_key_named(write_tree, tree, key):
    """Whichever it is: in Chinese by its title and in English, with an example."""
    portal, problems = load(write_tree(government(tree, **{key: None})))
    assert portal is None
    (problem,) = problems
    title = GovernmentSite.model_fields[key].title
    assert problem.file == "data/portal.yml"
    assert problem.code == "shape-missing-key"
    assert f"缺少必填的键 {key}（{title}）" in problem.message.zh
    assert f"The required key {key} is missing" in problem.message.en


def test_everything_that_is_missing_is_named_at_once(write_tree, tree, tmp_path, capsys):
    """The build refuses, leaves no site, and says all keys in one go."""
    data = write_tree(government(tree, **dict.fromkeys([key for key in PROFILE if key != "icp"])))
    assert main(["build", "--data", str(data), "--out", str(tmp_path / "site")]) == 1
    assert not (tmp_path / "site").exists()
    told = "".join(capsys.readouterr())
    assert all(f"缺少必填的键 {key}（" in told for key in PROFILE if key != "icp")


def test_the_example_of_the_readme_is_complete(write_tree, tree):
    """Copied below the settings of a portal that has an address, it is accepted as it stands."""
    (example,) = re.findall(
        r"```yaml\n(gov_cn:\n.*?)```", (PROJECT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    portal, problems = load(write_tree({"portal.yml": f'{tree["portal.yml"]}base_url: "{BASE}"\n{example}'}))
    assert problems == []
    assert portal.settings.gov_cn.resource_code == "306001/000001"


def test_a_government_website_has_an_address(write_tree, tree):
    """Without it the tags could not name the domain."""
    portal, problems = load(write_tree(government(tree, base="")))
    assert portal is None
    assert [(problem.code, problem.file) for problem in problems] == [("government-site-address", "data/portal.yml")]
    assert "base_url" in problems[0].message.zh


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("site_id_code", '"420115"'),
        ("icp", '"ICP 05000001"'),
        ("police_record", '"42011502000001"'),
        ("host_unit_code", '"123"'),
        ("contact", '""'),
        ("party_gov_badge_url", '"javascript:alert(1)"'),
        ("column_keywords", "[]"),
        ("published", '"2024-02-30"'),
        ("host_unit", '"待定"'),
    ],
)
def test_what_cannot_be_right_is_refused(write_tree, tree, key, value):
    """Each number has its form; blank and placeholders are no answer."""
    portal, problems = load(write_tree(government(tree, **{key: value})))
    assert portal is None
    assert [problem.file for problem in problems] == ["data/portal.yml"]


def test_on_a_telephone_the_foot_stays_within_the_page(site, browser):
    """The long foot wraps; the page loads nothing from elsewhere."""
    with served(site) as origin, windows(browser, origin) as visit:
        for place in ("", FORM, f"en/{DEPARTMENT}/"):
            page = visit(place, width=390)
            assert page.locator(".mz-government").is_visible()
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
