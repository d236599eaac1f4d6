"""The English edition: every page of it, in English, marked where it is not, and one click from its Chinese twin."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from assembled import assembled
from conftest import PROJECT, SAMPLE, TODAY
from test_site import KINDS

from build_scripts.judging.audit import audit
from build_scripts.judging.rules import RULES
from build_scripts.pages import Page
from build_scripts.pages.render import render
from build_scripts.pages.search_files import SearchIndex
from build_scripts.publish import Rendered, dress, finish, page_files, write_files
from build_scripts.publish.stores import FolderStore
from build_scripts.words.glossary import GLOSSARY
from build_scripts.words.language import COLON, COMMA, LANGUAGES, UNSAID, Both

HAN = r"\u3400-\u9fff"
CHINESE = re.compile(rf"[{HAN}、。《》〔〕，：；（）？！]")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "line", "link", "meta", "path", "rect", "source", "wbr"}
# Elements that hold no other element and may mix English with a printed name.
UNMARKED = {"title", "desc"}
# Words of the forms, which the English edition explains beside their English names, and what it quotes to do so.
EXPLAINED = "\n".join(f"{entry.name.zh}\n{entry.sentence.en}\n{entry.source.en}" for entry in GLOSSARY)


class Reader(HTMLParser):
    """Reads a page: what is said in which language, and where it leads."""

    def __init__(self, html: str) -> None:
        """Read ``html``."""
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.unmarked: list[str] = []
        self.texts: list[str] = []
        self.alternates: dict[str, str] = {}
        self.switch = ""
        self.lang = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note attributes that people read, the switch and the alternates."""
        given = {name: value or "" for name, value in attrs}
        self.texts += given.values()
        if tag == "html":
            self.lang = given["lang"]
        if tag == "link" and given["rel"].strip() == "alternate" and "hreflang" in given:
            self.alternates[given["hreflang"]] = given["href"]
        if "mz-language" in given.get("class", ""):
            self.switch = given["href"]
        if tag not in VOID:
            self.open.append((tag, given))

    def handle_endtag(self, tag):
        """Leave the innermost element of that name."""
        places = [place for place, (name, _) in enumerate(self.open) if name == tag]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data):
        """Note Chinese text that no element around it marks as Chinese."""
        self.texts.append(data)
        if not CHINESE.search(data) or self.open[-1][0] in UNMARKED or self._in_header():
            return
        lang = next((given["lang"] for _, given in reversed(self.open) if "lang" in given), "")
        if not lang.startswith("zh"):
            self.unmarked.append(data)

    def _in_header(self) -> bool:
        """Tell whether this is the theme's copy of the page's title, which is shown while a reader scrolls."""
        return any("md-header__topic" in given.get("class", "") for _, given in self.open)

    def runs(self) -> set[str]:
        """Return every stretch of Chinese characters on the page."""
        return {run for text in self.texts for run in re.findall(f"[{HAN}]+", text)}


def addresses(site: Path, folder: str = "") -> set[str]:
    """Return the addresses of all pages below a folder, relative to it, without former ones, which only lead on."""
    paths = (path for path in (site / folder).rglob("index.html") if "http-equiv" not in path.read_text("utf-8"))
    places = (path.parent.relative_to(site / folder).as_posix() + "/" for path in paths)
    return {"" if place == "./" else place for place in places}


@pytest.fixture(scope="module")
def english(real_site) -> dict[str, Reader]:
    """Return every page of the English edition of the real data, by its address below ``en/``."""
    root = real_site / "en"
    return {url: Reader((root / url / "index.html").read_text(encoding="utf-8")) for url in addresses(root)}


# --- the real data -------------------------------------------------------------------------------------------------


def test_every_page_exists_in_both_languages(real_site):
    """The two editions have the same addresses."""
    everything = addresses(real_site)
    chinese = {url for url in everything if not url.startswith("en/")}
    assert len(chinese) > 200
    assert chinese == {url.removeprefix("en/") for url in everything - chinese}


def test_chinese_on_english_pages_is_marked_as_chinese(english):
    """A screen reader is told where a page of the English edition speaks Chinese."""
    assert {reader.lang for reader in english.values()} == {"en"}
    assert {url: reader.unmarked for url, reader in english.items() if reader.unmarked} == {}


def test_chinese_on_english_pages_is_printed_by_the_data_or_quoted_by_a_rule(english, real_site):
    """Every Chinese word of the English edition stands in ``data/`` or in a rule's quotes, so none is the portal's own.

    The dictionary quotes cells of the published tables, of which some have sentences of findings.
    """
    with (real_site / "downloads" / "dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        examples = "\n".join(row["example"] for row in csv.DictReader(file))
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLE.rglob("*.yml")))
    quoted = "\n".join(f"{rule.wrong}\n{rule.right}\n{rule.basis.zh}" for rule in RULES.values())
    joined = re.sub(r"\\[nt]|\\u3000|\s", "", text)
    printed = f"{text}\n{joined}\n{quoted}\n{EXPLAINED}\n中文"
    own = {
        (url, run)
        for url, reader in english.items()
        if url not in {"method/", "method/check-us/", "publish/"}
        for run in reader.runs()
        if run not in printed
    }
    own = {(url, run) for url, run in own if url != "dictionary/" or run not in examples}
    assert own == set()


def test_the_language_switch_leads_to_the_same_page_and_back(real_site):
    """From every page of either edition the switch leads to its twin, also where the portal has a sub-path."""
    root = "https://example.cn/a/portal/"
    for url in addresses(real_site):
        twin = url.removeprefix("en/") if url.startswith("en/") else f"en/{url}"
        page = Reader((real_site / url / "index.html").read_text(encoding="utf-8"))
        assert urljoin(root + url, page.switch) == root + twin, url


def test_alternates_are_mutual(real_site):
    """Both editions of a page name the same two addresses, its own among them, and Chinese as the default."""
    root = "https://example.cn/a/portal/"
    for url in addresses(real_site):
        place = url.removeprefix("en/")
        page = Reader((real_site / url / "index.html").read_text(encoding="utf-8"))
        found = {lang: urljoin(root + url, href) for lang, href in page.alternates.items()}
        assert found == {"zh-CN": root + place, "en": f"{root}en/{place}", "x-default": root + place}, url


def test_the_english_index_finds_pages_by_english_and_by_chinese_names(real_site):
    """Titles are English; the printed names are there too."""
    index = json.loads((real_site / "en" / "search" / "words" / "first.json").read_text(encoding="utf-8"))
    entries = {entry["location"]: entry for entry in index["docs"]}
    unnamed = {url for url in addresses(real_site, "en") if url not in entries}
    elsewhere = re.compile(r"/(\d+|notes|place/[^/]+|[A-Z]{3}-\d\d-[^/]+)/$")  # lists, findings
    assert {url for url in unnamed if not elsewhere.search(url)} <= {"", KINDS["withdrawn"]}
    department = entries[KINDS["department"]]
    assert department["title"] == department["names"][1] != department["names"][0]
    assert "赫山区人民政府办公室" in department["names"][0]
    assert department["kind"] == "Department"


def test_what_both_editions_share_is_there_once(real_site):
    """Downloads and the theme's files stand at the root only; the figures of charts stand in both languages."""
    folders = {path.name for path in (real_site / "en").iterdir()}
    assert not folders & {"assets", "downloads.csv", "404.html"}
    assert not list((real_site / "en" / "downloads").glob("*.csv"))
    assert {path.name for path in (real_site / "charts").iterdir()} == {
        path.name for path in (real_site / "en" / "charts").iterdir()
    }
    figure = (real_site / "en" / "charts" / "compare-achievement.csv").read_text(encoding="utf-8-sig")
    assert figure.startswith("Name,Missed (indicators)")


def test_switching_and_searching_in_a_browser(browser, origin):
    """The switch leads to the twin page, its search finds English and Chinese words, and nothing fails on the way."""
    context = browser.new_context(viewport={"width": 360, "height": 900})
    page, wrong = context.new_page(), []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    page.goto(origin + KINDS["department"])
    page.locator(".mz-language").click()
    page.wait_for_url(origin + "en/" + KINDS["department"])
    assert page.locator("h1").inner_text().startswith("Office of the People")
    page.set_viewport_size({"width": 1280, "height": 900})
    for word in ("Archives", "满意度"):
        page.locator(".md-header .mz-search input").fill("")
        page.locator(".md-header .mz-search input").click()
        page.keyboard.insert_text(word)
        first = page.locator(".mz-hits > li a").first
        first.wait_for(timeout=20_000)
        assert "/portal/en/" in page.evaluate("link => link.href", first.element_handle())
    page.keyboard.press("Escape")
    page.goto(origin + "en/" + KINDS["department"])
    page.locator(".mz-language").click()
    page.wait_for_url(origin + KINDS["department"])
    context.close()
    assert wrong == []


# --- data in Latin letters -----------------------------------------------------------------------------------------


@pytest.fixture
def latin_pages(write_tree, tree) -> list[Page]:
    """Return every page of a tree that holds no Chinese at all."""
    spelt: dict[str, str] = {}
    chinese = re.compile(f"[{HAN}〔〕（），：；。、]+")
    changes = {
        path: chinese.sub(lambda run: spelt.setdefault(run[0], f"Printed {len(spelt)}"), text)
        for path, text in tree.items()
    }
    changes["wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"] = changes[
        "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
    ].replace('executed: "95"', 'executed: "195"')
    audited, problems = audit(write_tree(changes), lambda _: None, TODAY)
    assert audited, problems
    assert audited.findings
    return assembled(audited).pages


def spoken(html: str, page: Page) -> Iterator[str]:
    """Yield the Chinese of a page, but for what a rule quotes and the words that the glossary explains."""
    quoted = f"{EXPLAINED}\n前年\n上年"
    if page.kind == "rule":
        rule = page.context.rule
        quoted += f"{rule.wrong}\n{rule.right}\n{rule.basis.en}\n{rule.reason.en}"
    if page.kind == "dictionary":
        quoted += "".join(f"\n{entry.told.example}" for _, entries in page.context.tables for entry in entries)
    yield from (run for run in Reader(f"<body>{html}</body>").runs() if run not in quoted)


def test_where_the_data_are_latin_no_english_page_says_a_chinese_word(latin_pages):
    """Labels, messages, help, sentences, titles, crumbs and citations of the English edition are English."""
    settings = next(page.context for page in latin_pages if page.kind == "downloads").settings
    for page in latin_pages:
        html = render(page, settings, "en")
        assert list(spoken(html, page)) == [], page.url
        for text in (page.title, page.description, *(link.text for link in page.crumbs)):
            assert page.kind == "rule" or not CHINESE.search(text.en), page.url
            assert page.url.count("/") > 1 or CHINESE.search(text.zh) or text.zh.startswith("Printed"), page.url
        for chart in getattr(page.context, "charts", ()):
            assert not CHINESE.search(json.dumps(chart.grid("en"), ensure_ascii=False))


def test_a_text_in_both_languages_is_put_together_like_a_str():
    """Each language has its own marks between the parts; a text of the data is the same in both."""
    year = Both("年度", "year")
    assert COMMA.join([year, "2023"]) == Both("年度、2023", "year, 2023")
    assert COMMA.join([]) == UNSAID
    said = Both("{what}应为 {number}", "the {what} should be {number}").format(what=year, number=2023)
    assert str(COLON.join(["a.yml", said])) == "a.yml：年度应为 2023 · a.yml: the year should be 2023"
    assert Both.printed("{what}").format(what="{number}") == Both.printed("{number}")


def test_the_site_map_and_the_heads_have_absolute_addresses_where_the_portal_has_one(latin_pages, tmp_path):
    """With a base URL both editions of each page are on the map, each with both addresses, as in the page's head."""
    settings = next(page.context for page in latin_pages if page.kind == "downloads").settings
    settings = settings.model_copy(update={"base_url": "https://example.cn/portal/"})
    rendered = tuple(Rendered(page, lang, render(page, settings, lang)) for lang in LANGUAGES for page in latin_pages)
    worn = dress(PROJECT, tmp_path / "site", tmp_path / "docs", settings, "")
    made = page_files(worn, rendered)
    write_files(tmp_path / "site", made)
    finish(FolderStore(tmp_path / "site"), worn, settings, SearchIndex.of((), ()), made, ())
    written = (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")
    entries = re.findall(r"<url><loc>(.*?)</loc>(.*?)</url>", written)
    assert {place for place, _ in entries} == {
        f"https://example.cn/portal/{url}" for url in addresses(tmp_path / "site")
    }
    assert "Sitemap: https://example.cn/portal/sitemap.xml" in (tmp_path / "site" / "robots.txt").read_text()
    for place, links in entries:
        url = place.removeprefix("https://example.cn/portal/")
        head = Reader((tmp_path / "site" / url / "index.html").read_text(encoding="utf-8"))
        found = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', links))
        assert place in found.values()
        assert head.alternates == {**found, "x-default": found["zh-CN"]}, url
