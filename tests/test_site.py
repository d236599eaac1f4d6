"""The built site of the real data: whole, linked, small, and made of pages that MkDocs would have made itself."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from html import unescape

import pytest
from conftest import PROJECT, SAMPLE, TODAY, WITHOUT_LARGEST, made_once
from links import broken, links_of
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from test_proof import check_sums

from build_scripts import cli
from build_scripts.build import Order, build
from build_scripts.tables.catalogue import TABLES
from build_scripts.tables.loading_code import recipes
from build_scripts.words.language import LANGUAGES
from build_scripts.words.page_kinds import PageKind

# One page of every kind, and one statement of every form type.
KINDS = {
    **{kind.value: kind.address for kind in PageKind if kind.address is not None},
    "rule": "rules/BUD-01/",
    "jurisdiction": "wuhan-dongxihu/",
    "parent": "hubei/",
    "department": "yiyang-heshan/government-office/",
    "year": "yiyang-heshan/government-office/2023/",
    "project": "changzhi-huguan/government-office/2021/collaborative-office-platform/",
    "unscored": "wuhan-jiangxia/government-office/2019/government-special-work/",
    "goals": "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation/",
    "targets": "wuhan-dongxihu/transport-bureau/2025/targets/",
    "report": "yiyang-heshan/government-office/2023/report/",
    "base-data": "yiyang-heshan/government-office/2023/base-data/",
    "finding": "yiyang-heshan/government-office/2023/base-data/BUD-13-b-z4lxcufg-final/",
    "notes": "wuhan-dongxihu/transport-bureau/2025/targets/notes/",
    "withdrawn": "changzhi-huguan/government-office/2020/report/",
    "part": "findings/warning/2/",
    "method": "method/",
    "about": "about/",
    "guide": "publish/",
    "checking": "method/check-us/",
    "security": "method/security/",
}


@pytest.fixture(scope="module")
def parsed(real_site):
    """Return the links and ids of every page, by address relative to the root."""
    return links_of(real_site)


def test_every_kind_of_page_is_there(real_site):
    """Each page kind stands at its address."""
    assert set(PageKind) - set(KINDS) == {
        PageKind.STATEMENT,
        PageKind.SETTLED,
        PageKind.HELD,
        PageKind.MOVED,
    }  # one for every form type; in the sample nothing is settled or held back; no page of its own
    for url in KINDS.values():
        assert (real_site / url / "index.html").is_file(), url


def test_every_link_and_anchor_of_every_page_resolves(real_site, parsed):
    """Links are relative, so that the site works under any sub-path; each leads to a file, each anchor to an id."""
    assert broken(real_site, parsed) == []


def test_a_link_that_leads_nowhere_is_told(tmp_path):
    """A page that is not there, an anchor that its page lacks, and an address that needs the site at a host's root."""
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text('<a href="a/#here">1</a><a href="a/#gone">2</a><a href="b/">3</a>', "utf-8")
    (tmp_path / "a" / "index.html").write_text('<p id="here"><a href="/index.html">4</a><img src="../x.png">', "utf-8")
    assert broken(tmp_path, links_of(tmp_path)) == [
        ("a/index.html", "/index.html"),
        ("a/index.html", "../x.png"),
        ("index.html", "a/#gone"),
        ("index.html", "b/"),
    ]


def test_ids_are_unique_on_every_page(parsed):
    """No page has an id twice, so every anchor leads to one place."""
    for page, reader in parsed.items():
        assert len(reader.ids) == len(set(reader.ids)), page


def test_nothing_inline_and_nothing_foreign(real_site):
    """Generated pages hold no inline style or handler, and load nothing from another origin."""
    for path in real_site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        body = text.partition('<div class="mz')[2].partition("</article>")[0]
        assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", body), path
        assert not re.search(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?(?:https?:)?//""", text), path


def test_all_tables_can_be_downloaded(real_site):
    """Each table is at downloads/<table>.csv, with BOM, CRLF and its declared columns."""
    for table in TABLES:
        data = (real_site / "downloads" / f"{table.name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert not data.startswith(b"\xef\xbb\xbf\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        assert data.decode("utf-8-sig").split("\r\n")[0].split(",") == list(table.header)


def test_every_indicator_and_money_row_is_on_its_page(real_site):
    """Every row of the two tables has its anchor on the page of its form."""
    rows = (real_site / "downloads" / "indicators.csv").read_text(encoding="utf-8-sig")
    anchors = re.findall(r"^([a-z0-9/-]+)#(i-[a-z0-9-]+),", rows, re.MULTILINE)
    assert len(anchors) == 3442
    pages: dict[str, str] = {}
    for statement, anchor in anchors:
        page = pages.setdefault(statement, (real_site / statement / "index.html").read_text(encoding="utf-8"))
        assert f'id="{anchor}"' in page, (statement, anchor)


def test_pages_are_light(real_site):
    """Page HTML is under 200 kB compressed, most pages under 40 kB; plotly.js is not named in any page's head."""
    sizes = {path: len(gzip.compress(path.read_bytes(), 6)) for path in real_site.rglob("*.html")}
    assert max(sizes.values()) < 200_000, max(sizes, key=sizes.get)
    assert sum(size < 40_000 for size in sizes.values()) > 0.9 * len(sizes)
    for path in sizes:
        assert "plotly" not in path.read_text(encoding="utf-8").partition("</head>")[0]


def test_search_index_finds_words_of_the_forms(real_site):
    """The index has every page of the portal with its indicators, and no frame."""
    index = json.loads((real_site / "search" / "words" / "first.json").read_text(encoding="utf-8"))
    places = [entry["location"] for entry in index["docs"]]
    assert not any("mz-frame" in place for place in places)
    for url in ("yiyang-heshan/government-office/", KINDS["project"], KINDS["targets"], "rules/BUD-01/"):
        assert places.count(url) == 1
    hotline = next(entry for entry in index["docs"] if entry["location"] == KINDS["unscored"])
    assert ["i-jpkbkzrt", "区长热线满意率"] in hotline["rows"]


def order(out, data=SAMPLE, **options):
    """Return an order to build the sample, of the day of the tests."""
    return Order(PROJECT, data, out, TODAY, TODAY.isoformat(), **options)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """Return a folder with a portal as it is published, as MkDocs makes it page by page, and the tree of that.

    MkDocs takes minutes for the whole sample: here the largest jurisdiction has a few of its departments alone.
    """

    def make(folder):
        shutil.copytree(SAMPLE, folder / "data", ignore=WITHOUT_LARGEST)
        few = shutil.ignore_patterns("[b-s]*-*", "[u-z]*-*")
        shutil.copytree(SAMPLE / "wuhan-dongxihu", folder / "data" / "wuhan-dongxihu", ignore=few)
        build(order(folder / "fast", folder / "data"), lambda _: None)
        build(order(folder / "site", folder / "data", plain=folder / "docs"), lambda _: None)

    return made_once(tmp_path_factory, "plain", make)


def test_a_filled_frame_is_the_page_that_mkdocs_makes(plain):
    """On every kind of page, the fast page equals byte for byte the one MkDocs renders from the plain tree."""
    for url in (f"{edition}{url}" for edition in ("", "en/") for url in KINDS.values()):
        page = (plain / "site" / url / "index.html").read_text(encoding="utf-8")
        assert (plain / "fast" / url / "index.html").read_text(encoding="utf-8") == page, url


def test_any_generator_that_reads_mkdocs_yml_can_publish_the_plain_tree(plain, tmp_path):
    """MkDocs without any of the portal's own code makes the same articles from the tree, with every file beside them."""
    mkdocs_build(load_config(str(PROJECT / "mkdocs.yml"), docs_dir=str(plain / "docs" / "zh"), site_dir=str(tmp_path)))
    for url in KINDS.values():
        assert without_versions(article(plain / "fast" / url)) == article(tmp_path / url), url
    files = [path.relative_to(plain / "fast") for path in (plain / "fast").rglob("*.csv")]
    files = [path for path in files if path.parts[0] != "en"]
    assert len(files) > 10
    for path in files:
        assert (plain / "fast" / path).read_bytes() == (tmp_path / path).read_bytes(), path


def test_a_site_that_mkdocs_makes_whole_has_its_checksums(plain):
    """What MkDocs makes of pages and files is listed as it is."""
    check_sums(plain / "site")


def test_the_plain_tree_has_every_page_and_file_of_the_english_edition(plain):
    """Each English page stands there with the very body that is published, each file as it is."""
    tree, english = plain / "docs" / "en", plain / "fast" / "en"
    for url in KINDS.values():
        if url not in {
            "method/",
            "method/check-us/",
            "method/security/",
            "about/",
            "publish/",
        }:  # written by hand, in Markdown
            body = (tree / url / "index.md").read_text(encoding="utf-8").partition("\n---\n\n")[2].strip()
            assert body in without_versions((english / url / "index.html").read_text(encoding="utf-8")), url
    for path in english.rglob("*.csv"):
        assert path.read_bytes() == (tree / path.relative_to(english)).read_bytes(), path


def without_versions(html):
    """Return a page without the digests behind the names of its scripts and styles."""
    return re.sub(r"\?v=[0-9a-f]{8}(?=\")", "", html)


def article(folder):
    """Return what a page shows between the theme's own parts."""
    text = (folder / "index.html").read_text(encoding="utf-8")
    return re.search(r'<div id="main">.*</article>', text, re.DOTALL)[0]


def test_the_folder_that_mkdocs_yml_names_is_the_one_that_is_left():
    """`mkdocs build` in a checkout reads the tree that `mingzhang build --plain` leaves."""
    named = re.search(r"^docs_dir: (\S+)", (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert cli.plain_folder(PROJECT) / "zh" == PROJECT / named[1]


def test_the_code_that_is_tested_is_printed_and_every_code_defined(real_site):
    """In both editions: on the page of downloads the code to load the tables, in the dictionary each list of codes once."""
    lists = {column.codes for table in TABLES for column in table.columns if column.codes}
    for edition in LANGUAGES:
        page = real_site / ("" if edition == "zh" else edition) / "downloads" / "index.html"
        html = page.read_text(encoding="utf-8")
        text = unescape(re.sub(r'<span lang="zh-CN">|</span>', "", html))
        assert re.findall("<pre>(.*?)</pre>", text, re.DOTALL) == [recipe.code for recipe in recipes()]
        page = page.parent.parent / "dictionary" / "index.html"
        text = unescape(re.sub(r'<span lang="zh-CN">|</span>', "", page.read_text(encoding="utf-8")))
        for terms in lists:
            for term in terms:
                assert f"<li><code>{term}</code> {term.zh if edition == 'zh' else term.en}</li>" in text, term
        assert text.count("<li><code>unit_from_form</code>") == 1


def test_the_theme_asks_its_templates_for_nothing_that_only_python_has():
    """Generators that are not written in Python read these templates too: filters and tests, no methods of strings."""
    for path in (PROJECT / "site_templates" / "theme").rglob("*.html"):
        called = set(
            re.findall(r"\.(\w+)\(", " ".join(re.findall(r"{[{%](.*?)[%}]}", path.read_text(encoding="utf-8"))))
        )
        assert called <= {"t"}, path  # lang.t is Material's own macro
