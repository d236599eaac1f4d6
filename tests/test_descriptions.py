"""What every page says of itself: how to cite it, with a button that copies it, and its data in the words of schema.org."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from assembled import assembled, site_of
from conftest import TODAY, windows
from rdflib import RDF, Graph, Namespace, URIRef
from test_site import KINDS

from build_scripts.judging.audit import examined
from build_scripts.opendata.scopes import Container
from build_scripts.pages import all_pages
from build_scripts.pages.render import render
from build_scripts.reading.load import load
from build_scripts.tables.formats import FORMATS
from build_scripts.words.language import LANGUAGES
from build_scripts.words.page_kinds import PageKind

# rdflib's own reader of JSON-LD asks rdflib for what it will drop one day.
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated, use Dataset:DeprecationWarning")

DEPARTMENT = "wuhan-jiangxia/gov-office"
BASE = "https://example.cn/mingzhang/"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SDO = Namespace("https://schema.org/")
INLINE = {
    "@vocab": str(SDO),
    **{name: {"@type": "@id"} for name in ("url", "license", "contentUrl")},
}
"""What the context of schema.org says of the words that the pages use; a test fetches nothing."""
NOT_CITED = {
    "checking",
    "security",
    "search",
    "reference",
    "glossary",
    "design",
    "year",
    "settled",
    "held",
    "withdrawn",
    "moved",
    "method",
    "about",
    "guide",
}


@pytest.fixture
def pages(write_tree, tree):
    """Return the pages of the smallest tree on a portal that knows its address."""
    changes = {"portal.yml": tree["portal.yml"] + f'base_url: "{BASE}"\n'}
    return assembled(write_tree(changes)).rendered


def of(pages, url, lang="zh"):
    """Return the body of a page."""
    return next(one.body for one in pages if one.page.url == url and one.lang == lang)


def cited(body):
    """Return the citation of a page as it is read."""
    return re.sub("<[^>]*>", "", re.search(r'<p class="mz-citation">(.*?)</p>', body)[1])


# --- citations -----------------------------------------------------------------------------------------------------


def test_a_citation_says_who_what_where_and_under_which_licence(pages):
    """Each page names itself and its address in its own language; the first page is the portal."""
    licence = "CC BY 4.0"
    text = "https://creativecommons.org/licenses/by/4.0/"
    assert [cited(of(pages, "")), cited(of(pages, "downloads/")), cited(of(pages, f"{DEPARTMENT}/", "en"))] == [
        f"某区财政局：明账，{BASE}，许可：{licence}（{text}）。",
        f"某区财政局：《全部数据表》，明账，{BASE}downloads/，许可：{licence}（{text}）。",
        f"某区财政局: “区政府办公室”, Mingzhang, {BASE}en/{DEPARTMENT}/, licence: {licence} ({text}).",
    ]


def test_every_kind_of_page_that_shows_data_is_cited_and_no_other(real_site):
    """In both languages, once, where the page that MkDocs makes itself has it too."""
    for edition in ("", "en/"):
        for kind, url in KINDS.items():
            page = (real_site / f"{edition}{url}index.html").read_text(encoding="utf-8")
            expected = kind not in NOT_CITED
            assert page.count('class="mz-citation"') == page.count('id="citation"') == expected, (edition, kind)
            assert page.count("citation.js") == expected, (edition, kind)
    assert {kind.value for kind in PageKind if not kind.is_cited} == NOT_CITED - {
        "method",
        "about",
        "guide",
        "checking",
        "security",
    }


def test_a_citation_names_the_release_and_the_day_of_what_the_page_shows(write_tree):
    """A portal that has a release names it on every page; the day is that of the page's own data."""
    portal, _ = load(write_tree())
    days = {".": "2026-02-06", DEPARTMENT: "2026-01-05"}
    audited, _ = examined(replace(portal, days=days, release="2026.11.1"), lambda _: None, TODAY)
    told = {page.url: page.citation for page in all_pages(site_of(audited)) if page.citation is not None}
    assert len(told) > 2
    assert all(
        "，最近的版本 2026.11.1，" in said.zh and ", latest release 2026.11.1, " in said.en for said in told.values()
    )
    assert "数据截至 2026-01-05" in told[f"{DEPARTMENT}/"].zh


@pytest.fixture
def visit(browser, origin):
    """Return a function that opens a page in a window of its own; what goes wrong in it fails the test."""
    with windows(browser, origin) as visit:
        yield visit


@pytest.mark.parametrize("kind", ["home", "jurisdiction", "department", "project", "compare", "downloads", "part"])
def test_the_button_copies_the_citation_by_keyboard_and_says_so(visit, kind):
    """It is reached by Tab from the text before it, pressed by Enter, and a polite live region tells what happened."""
    page = visit(f"{KINDS[kind]}#citation", width=390)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="复制引用")
    assert button.count() == 1
    button.focus()
    page.keyboard.press("Enter")
    status = page.locator(".mz-citation ~ .mz-status")
    status.get_by_text("已复制").wait_for()
    assert status.get_attribute("role") == "status"
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".mz-citation").text_content()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_browser_that_does_not_copy_leaves_the_citation_selected(visit):
    """Where a page may not write to the clipboard, the text is ready to be copied by hand, and the button says that."""
    page = visit(f"en/{KINDS['department']}")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy the citation").click()
    page.locator(".mz-status").get_by_text("It is selected").wait_for()
    assert page.evaluate("getSelection().toString()") == page.locator(".mz-citation").inner_text()


def test_without_scripts_and_on_paper_there_is_the_citation_and_no_button(visit):
    """Nothing that does nothing; the citation itself is always there."""
    page = visit(KINDS["department"], javascript=False)
    assert page.locator(".mz-citation").is_visible()
    assert page.locator(".mz-citation ~ button").count() == 0
    page = visit(KINDS["department"])
    page.emulate_media(media="print")
    assert page.locator(".mz-citation").is_visible()
    assert page.locator(".mz-citation ~ button:visible").count() == 0


# --- schema.org ----------------------------------------------------------------------------------------------------


def graph_of(body, place):
    """Return the statements of the description in a page that stands at ``place``."""
    (block,) = BLOCK.findall(body)
    told = json.loads(block)
    assert told["@context"] == str(SDO)
    return Graph().parse(data=json.dumps({**told, "@context": INLINE}), format="json-ld", publicID=place)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("url", ["downloads/", "wuhan-jiangxia/", f"{DEPARTMENT}/"])
def test_search_engines_find_a_dataset_with_files_that_are_there(write_tree, tree, url, lang):
    """The description is read as JSON-LD; each of its files is published, with that length and that checksum."""
    from hashlib import sha256

    made = assembled(write_tree({"portal.yml": tree["portal.yml"] + f'base_url: "{BASE}"\n'}))
    place = f"{BASE}{'' if lang == 'zh' else 'en/'}{url}"
    graph = graph_of(of(made.rendered, url, lang), "https://elsewhere.example/")
    (dataset,) = graph.subjects(RDF.type, SDO.Dataset)

    def said(name, subject=dataset):
        return graph.value(subject, SDO[name])

    assert said("url") == URIRef(place)
    assert said("license") == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert 50 <= len(said("description")) <= 5000
    assert said("temporalCoverage").toPython() == "2023"
    assert said("isAccessibleForFree").toPython() is True
    assert said("citation").toPython() == cited(of(made.rendered, url, lang))
    assert said("url", said("includedInDataCatalog")) == URIRef(f"{BASE}{'' if lang == 'zh' else 'en/'}")
    assert said("value", said("identifier", said("spatialCoverage"))).toPython() == "420115"
    assert {str(said("name", one)) for one in graph.objects(dataset, SDO.publisher)} == {"某区财政局"}
    assert len([*graph.objects(dataset, SDO.variableMeasured)]) > 5
    files, offered = {}, {}
    for kind in (*FORMATS.values(), *Container):
        offered[getattr(kind, "suffix", str(kind))] = kind.media_type
    for one in graph.objects(dataset, SDO.distribution):
        content = made.files[str(said("contentUrl", one)).removeprefix(BASE)]
        files[str(said("name", one))] = content
        assert said("contentSize", one).toPython() == f"{len(content)} B"
        assert said("sha256", one).toPython() == sha256(content).hexdigest()
        assert said("encodingFormat", one).toPython() == offered[str(said("name", one)).rpartition(".")[2]]
    folder = f"{url if url != 'downloads/' else 'downloads/'}"
    assert files.keys() == {
        path.removeprefix(folder)
        for path in made.files
        if path.startswith(folder) and path.endswith(tuple(offered)) and "/" not in path.removeprefix(folder)
    } - {"dictionary.csv", "gov-cn-catalogue.json"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_the_address_is_not_known_all_addresses_start_from_the_page(write_tree, lang):
    """The same description on a copy under any address leads to the files of that copy."""
    made = assembled(write_tree())
    root = "https://copy.example/sub/"
    place = f"{root}{'' if lang == 'zh' else 'en/'}{DEPARTMENT}/"
    graph = graph_of(of(made.rendered, f"{DEPARTMENT}/", lang), place)
    (dataset,) = graph.subjects(RDF.type, SDO.Dataset)
    assert graph.value(dataset, SDO.url) == URIRef(place)
    urls = [str(url) for url in graph.objects(None, SDO.contentUrl)]
    assert urls
    assert all(url.removeprefix(root) in made.files for url in urls)


def test_a_place_without_files_offers_no_dataset(pages):
    """The city above the district has no forms of its own: nothing to download, nothing promised."""
    assert BLOCK.findall(of(pages, "wuhan/")) == []
    assert BLOCK.findall(of(pages, "")) == []


def test_hostile_names_stay_inside_the_description(write_tree, tree):
    """A name that closes the element, opens a comment or breaks a line is data, in the page and when it is read."""
    hostile = "</script><script>alert(1)</script><!-- ]]> & '"
    quoted = json.dumps(hostile)
    changes = {
        "portal.yml": tree["portal.yml"].replace('"明账"', quoted).replace('"某区财政局"', quoted),
        f"{DEPARTMENT}/department.yml": tree[f"{DEPARTMENT}/department.yml"].replace('"区政府办公室"', quoted),
    }
    made = assembled(write_tree(changes)).rendered
    for one in made:
        if one.page.dataset:
            (block,) = BLOCK.findall(one.body)
            assert not set("<>&'") & set(block)
            told = json.loads(block)
            assert told["publisher"]["name"] == hostile
            assert (one.page.kind is PageKind.DEPARTMENT) <= told["name"].startswith(hostile)


def test_the_policy_lets_the_description_stand_and_the_browser_reads_it(visit):
    """Chromium reports nothing on a page with the block, which it takes for data and does not run."""
    page = visit(KINDS["department"])
    told = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert told["@type"] == "Dataset"


def test_one_page_is_rendered_the_same_twice(pages):
    """What a page says of itself depends on nothing but the page."""
    page = next(one.page for one in pages if one.page.kind is PageKind.DOWNLOADS)
    settings = page.context.settings
    assert render(page, settings, "en") == render(page, settings, "en")


# --- the portal's address ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "is_right"),
    [
        *[(text, True) for text in ("https://example.cn/", "http://10.0.0.1:8080/mz/", "https://绩效.政务.cn/明账/", "https://a-b.gov.cn/x/y.z/~q/")],
        *[
            (text, False)
            for text in (
                'https://x.cn/?a="><script>alert(1)</script>&b=/', "https://[::1/", "https://x.cn/a b/?q#/", "https://u:p@x.cn/",
                "https://x.cn/../", "https://x.cn/.git/", "https://x.cn:99999/", "https://x.cn:0/", "https://x.cn//y/", "https://x..cn/",
                "https:///", "https://x.cn", "ftp://x.cn/", "javascript://x.cn/", "https://x.cn/'/", "https://x.cn/{a}/",
            )
        ],
    ],
)  # fmt: skip
def test_only_an_address_that_can_be_one_is_taken(write_tree, tree, address, is_right):
    """What could leave an attribute, log in or lead elsewhere is refused with its line and an example."""
    quoted = address.replace("'", "''")
    portal, problems = load(write_tree({"portal.yml": f"{tree['portal.yml']}base_url: '{quoted}'\n"}))
    assert (portal is not None) == is_right
    if not is_right:
        (problem,) = problems
        assert (problem.file, problem.code) == ("data/portal.yml", "shape-bad-pattern")
        assert "https://example.cn/mingzhang/" in problem.message.zh
        assert "https://example.cn/mingzhang/" in problem.message.en
