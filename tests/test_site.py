"""The built site of the real data: whole, linked, small, and made of pages that MkDocs would have made itself."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from build_scripts.audit import audit
from build_scripts.build import build
from build_scripts.cli import commands
from build_scripts.tables import TABLE_COLUMNS

pytestmark = pytest.mark.site
PROJECT = Path(__file__).parent.parent

# One page of every kind, and one statement of every form type.
KINDS = {
    "home": "",
    "compare": "compare/",
    "explore": "explore/",
    "findings": "findings/",
    "scorecard": "scorecard/",
    "downloads": "downloads/",
    "rules": "rules/",
    "rule": "rules/BUD-01/",
    "reference": "reference/",
    "glossary": "glossary/",
    "design": "design/",
    "jurisdiction": "wuhan-dongxihu/",
    "parent": "hubei/",
    "department": "yiyang-heshan/government-office/",
    "project": "changzhi-huguan/government-office/2021/collaborative-office-platform/",
    "unscored": "wuhan-jiangxia/government-office/2019/government-special-work/",
    "goals": "wuhan-wuchang/shouyilu-subdistrict/2020/self-evaluation/",
    "targets": "wuhan-dongxihu/transport-bureau/2025/targets/",
    "report": "yiyang-heshan/government-office/2023/report/",
    "base-data": "yiyang-heshan/government-office/2023/base-data/",
    "method": "method/",
    "about": "about/",
}


class Links(HTMLParser):
    """Collects what a page points to, what it can be pointed at, and its ids."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, _tag, attrs):
        """Note the addresses and the id of a tag."""
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.targets.append(value)
            elif name == "id" and value:
                self.ids.append(value)


@pytest.fixture(scope="module")
def parsed(real_site):
    """Return the links and ids of every page, by address relative to the root."""
    pages = {}
    for path in sorted(real_site.rglob("*.html")):
        reader = Links()
        reader.feed(path.read_text(encoding="utf-8"))
        pages[path.relative_to(real_site).as_posix()] = reader
    return pages


def test_every_kind_of_page_is_there(real_site):
    """Each page kind of the contract stands at its address."""
    for url in KINDS.values():
        assert (real_site / url / "index.html").is_file(), url


def test_the_error_page_speaks_both_languages_and_leads_to_both_editions(real_site, parsed):
    """It is shown at any address, so its links begin at the server's root; each leads to a page that is there."""
    html = (real_site / "404.html").read_text(encoding="utf-8")
    assert "没有这个页面" in html
    assert "No such page" in html
    places = {urlsplit(urljoin("http://x/", target)).path for target in parsed["404.html"].targets}
    assert {"/", "/en/"} <= places
    for place in places:
        assert (real_site / (place.lstrip("/") + "index.html" * place.endswith("/"))).is_file(), place


def test_every_link_and_anchor_of_every_page_resolves(real_site, parsed):
    """Links are relative, so that the site works under any sub-path; each leads to a file, each anchor to an id."""
    broken = []
    for page, reader in parsed.items():
        if page == "404.html":
            continue  # is shown at any address, so its links begin at the server's root
        for target in reader.targets:
            parts = urlsplit(target)
            if parts.scheme in {"http", "https", "mailto", "data"}:
                continue
            assert not target.startswith("/"), (page, target)
            place = unquote(urlsplit(urljoin(f"http://x/{page}", target)).path).lstrip("/")
            name = place + "index.html" if place.endswith("/") or not place else place
            if not (real_site / name).is_file() or (
                parts.fragment and name in parsed and unquote(parts.fragment) not in parsed[name].ids
            ):
                broken.append((page, target))
    assert broken == []


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
    for name, header in TABLE_COLUMNS.items():
        data = (real_site / "downloads" / f"{name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert not data.startswith(b"\xef\xbb\xbf\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        assert data.decode("utf-8-sig").split("\r\n")[0].split(",") == header.split()


def test_every_indicator_and_money_row_is_on_its_page(real_site):
    """Every row of the two tables has its anchor on the page of its form."""
    rows = (real_site / "downloads" / "indicators.csv").read_text(encoding="utf-8-sig")
    anchors = re.findall(r"^([a-z0-9/-]+)#(indicator-\d+),", rows, re.MULTILINE)
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
    index = json.loads((real_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    places = [entry["location"] for entry in index["docs"]]
    assert not any("mz-frame" in place for place in places)
    for url in ("yiyang-heshan/government-office/", KINDS["project"], KINDS["targets"], "rules/BUD-01/"):
        assert places.count(url) == 1
    hotline = next(entry for entry in index["docs"] if entry["location"] == KINDS["unscored"])
    assert [19, "区长热线满意率"] in hotline["rows"]


def test_a_filled_frame_is_the_page_that_mkdocs_makes(real_site, tmp_path):
    """On every kind of page, the fast page equals byte for byte the one MkDocs renders from the plain tree."""
    audited, _ = audit(PROJECT / "data", lambda _: None, date(2026, 11, 1))
    build(PROJECT, tmp_path / "site", audited, commands(), lambda _: None, frames=False)
    for url in (f"{edition}{url}" for edition in ("", "en/") for url in KINDS.values()):
        plain = (tmp_path / "site" / url / "index.html").read_text(encoding="utf-8")
        assert (real_site / url / "index.html").read_text(encoding="utf-8") == plain, url


def test_two_builds_are_the_same_bytes(real_site, tmp_path):
    """The same data gives the same site: no clock, no random ids."""
    audited, _ = audit(PROJECT / "data", lambda _: None, date(2026, 11, 1))
    build(PROJECT, tmp_path / "site", audited, commands(), lambda _: None)
    for path in real_site.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "site" / path.relative_to(real_site)).read_bytes(), path
