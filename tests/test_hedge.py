"""The day MkDocs or Material is no more: the pages as MkDocs reads them are published by ProperDocs and by Zensical too.

``make hedge`` installs both in ``.cache/hedge`` and runs this; ``tests/HEDGE.md`` says what was found.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest
from conftest import PROJECT, SAMPLE, TODAY, WITHOUT_LARGEST
from lxml import html

from build_scripts.build import Order, build
from build_scripts.words.language import LANGUAGES

PROGRAMS = PROJECT / ".cache" / "hedge" / "bin"
LANG = pytest.mark.parametrize("lang", LANGUAGES)
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
WRITTEN = sorted(path.relative_to(PROJECT / "content").with_suffix("") for path in (PROJECT / "content").rglob("*.md"))
HAND_WRITTEN = {f"{place.as_posix()}/index.html" for place in WRITTEN if place.parts[0] != "en"}

pytestmark = pytest.mark.site


def program(name):
    """Return a generator; the test is skipped where it is not installed."""
    found = PROGRAMS / name
    if not found.exists():
        pytest.skip(f"{name} is not installed; make hedge does that")
    return found


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """Return a project as the tree for other generators leaves it: every state and every type of form."""
    program("mkdocs")
    folder = tmp_path_factory.mktemp("hedge")
    shutil.copytree(SAMPLE, folder / "data", ignore=WITHOUT_LARGEST)
    shutil.copytree(PROJECT / "example", folder / "data", dirs_exist_ok=True)
    ordered = Order(PROJECT, folder / "data", folder / "ours", TODAY, TODAY.isoformat(), plain=folder / "docs")
    build(ordered, lambda _: None)
    return folder


def published(tree, name, lang):
    """Have a generator publish the tree by its own command, as a project of its own; return its site."""
    folder = tree / name / lang
    if not folder.exists():
        shutil.copytree(PROJECT / "site_templates" / "theme", folder / "site_templates" / "theme")
        shutil.copytree(tree / "docs" / lang, folder / "docs")
        settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
        settings = re.sub(r"(?m)^docs_dir: .*$", "docs_dir: docs", settings)
        settings = settings.replace("  language: zh\n", f"  language: {lang}\n")
        (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
        command = [program(name), "build", "-f", "mkdocs.yml"]
        told = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=told)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def files(site):
    """Return every file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@LANG
def test_properdocs_makes_the_same_site_but_for_its_name(tree, lang):
    """Every file, to the byte: only the tag that names the generator is another."""
    program("properdocs")
    theirs, ours = files(published(tree, "properdocs", lang)), files(published(tree, "mkdocs", lang))
    assert theirs.keys() == ours.keys()
    differ = {name for name in ours if theirs[name] != ours[name]}
    assert differ == {name for name in ours if GENERATOR.search(ours[name])}
    assert len(differ) > 500
    for name in differ:
        assert b"ProperDocs" in GENERATOR.search(theirs[name])[0]
        assert GENERATOR.sub(b"", theirs[name]) == GENERATOR.sub(b"", ours[name]), name


def pages(site):
    """Return the pages of a site, parsed, by their addresses; the error page is the generator's own."""
    found = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    return {name: html.fromstring(text) for name, text in found.items() if name != "404.html"}


def anchors(page):
    """Return all that a page can be pointed at; Zensical's theme has the end of its link past the header in the article."""
    return [name for name in page.xpath("//article//@id") if name != "__skip"]


def tables(page):
    """Return the words of every cell of every table, row by row, with what the cell spans and is a heading of."""
    return [
        [
            (cell.tag, cell.get("colspan"), cell.get("rowspan"), cell.get("scope"), cell.text_content())
            for cell in row.iter("td", "th")
        ]
        for row in page.iter("tr")
    ]


def words(page):
    """Return all text of the article, however it is broken over lines."""
    return [" ".join(part.text_content().split()) for part in page.xpath("//article")]


def links(page):
    """Return where the article leads."""
    return page.xpath("//article//@href | //article//@src")


@LANG
def test_zensical_makes_every_address_anchor_cell_and_download(tree, lang):
    """The same pages with the same ids, tables, words and links, and every file beside them as it is."""
    program("zensical")
    theirs, ours = published(tree, "zensical", lang), published(tree, "mkdocs", lang)
    made, expected = pages(theirs), pages(ours)
    assert made.keys() == expected.keys()
    assert len(made) > 500
    for name, page in expected.items():
        for told in (anchors, tables, words):
            assert told(made[name]) == told(page), (name, told.__name__)
    assert sum(len(tables(page)) for page in expected.values()) > 5000
    lead_elsewhere = {name for name, page in expected.items() if links(made[name]) != links(page)}
    assert lead_elsewhere == HAND_WRITTEN
    for name in HAND_WRITTEN:
        both = zip(links(made[name]), links(expected[name]), strict=True)
        assert {(one, other) for one, other in both if one not in {other, f"../{other}"}} == set(), name
    beside = {name: data for name, data in files(tree / "docs" / lang).items() if not name.endswith(".md")}
    there = files(theirs)
    assert sum(name.endswith(".csv") for name in beside) > 10
    assert {name for name, data in beside.items() if there.get(name) != data} == set()


def test_the_versions_that_are_published_with_are_those_that_are_locked():
    """What is measured is what the lock file names."""
    told = (PROJECT / "tests" / "HEDGE.md").read_text(encoding="utf-8")
    locked = dict(
        re.findall(
            r"(?m)^(properdocs|zensical|mkdocs-material|mkdocs)==(\S+)",
            (PROJECT / "requirements-hedge.txt").read_text("utf-8"),
        )
    )
    assert {f"{name} {version}" for name, version in locked.items() if f"{name} {version}" not in told} == set()
