"""A built site packed into a zip is looked through from a disk: every link leads to a file, every page shows what it has."""

from __future__ import annotations

import re
import zipfile
from urllib.parse import unquote, urlsplit

import pytest
from conftest import made_once, watched
from links import broken, links_of
from test_site import KINDS

from build_scripts.cli import main
from build_scripts.reading.releases import CHECKSUMS


@pytest.fixture(scope="module")
def unpacked(real_site, tmp_path_factory):
    """Return the folder of pages that somebody finds who unpacks the zip, in a folder whose name has blanks and signs."""

    def make(folder):
        folder.mkdir()
        assert main(["offline", str(real_site), "--out", str(folder / "给领导看 #1.zip")]) == 0
        with zipfile.ZipFile(folder / "给领导看 #1.zip") as archive:
            archive.extractall(folder)

    return made_once(tmp_path_factory, "on a disk", make) / "给领导看 #1"


def test_every_link_leads_to_a_file(unpacked, real_site):
    """A folder shows its files where a page was meant: no link leads to one, and none is lost."""
    pages = links_of(unpacked)
    assert pages.keys() == links_of(real_site).keys()
    assert broken(unpacked, pages) == []
    to_folders = [
        (page, target)
        for page, links in pages.items()
        for target in links.targets
        if not (parts := urlsplit(target)).scheme and (unquote(parts.path).endswith(("/", ".")))
    ]
    assert to_folders == []


def test_nothing_but_scripts_and_addresses_differs(unpacked, real_site):
    """All words of a page are there, and every other file byte for byte; nothing of the scripts is left."""
    names = {path.relative_to(real_site).as_posix() for path in real_site.rglob("*") if path.is_file()}
    kept = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    scripts = {name for name in names if re.match("(en/)?assets/javascripts/", name)}
    assert names - kept == scripts | {CHECKSUMS}
    assert kept <= names
    for name in kept:
        copy, published = (unpacked / name).read_bytes(), (real_site / name).read_bytes()
        if name.endswith(".html"):
            assert b"<script" not in copy
            copy = copy.replace(b" data-href=", b" href=")
            copy = re.sub(rb'(?<=/)index\.html(?=[?#"])|(?<=")\./index', b"", copy)
            published = re.sub(rb"<script.*?</script>", b"", published, flags=re.DOTALL)
            published = re.sub(rb'<form class="mz-search.*?</form>', b"", published, flags=re.DOTALL)
            assert b'<form class="mz-search' not in copy
            texts = [re.sub(rb'"[^"]*"', b'""', text) for text in (copy, published)]
            assert texts[0] == texts[1], name
        else:
            assert copy == published, name


@pytest.mark.parametrize("edition", ["", "en/"], ids=["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_opens_from_a_disk(browser, unpacked, kind, edition):
    """Nothing is missing, nothing is said to be wrong, and a link is followed to a page with its own head."""
    page = browser.new_page(locale="zh-CN")
    wrong = watched(page)
    page.goto((unpacked / edition / KINDS[kind].split("?")[0].split("#")[0] / "index.html").as_uri())
    assert page.locator("h1").inner_text()
    assert page.evaluate("[...document.images].filter(one => one.complete && !one.naturalWidth).length") == 0
    page.locator("header a").first.click()
    assert page.url.endswith("/index.html")
    assert page.locator("h1").inner_text()
    assert wrong == []
    page.close()


def test_the_same_site_gives_the_same_zip(real_site, tmp_path):
    """Neither the day nor the place where it is packed changes a byte."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        assert main(["offline", str(real_site), "--out", str(tmp_path / folder / "x.zip")]) == 0
    assert (tmp_path / "a/x.zip").read_bytes() == (tmp_path / "b/x.zip").read_bytes()


def test_what_is_no_site_is_not_packed(tmp_path, capsys):
    """The message says what to run first; no zip is left."""
    assert main(["offline", str(tmp_path), "--out", str(tmp_path / "x.zip")]) == 2
    assert "mingzhang build" in capsys.readouterr().err
    assert not (tmp_path / "x.zip").exists()


def test_the_zip_is_not_written_into_the_site(real_site, capsys):
    """What stands there is published."""
    assert main(["offline", str(real_site), "--out", str(real_site / "x.zip")]) == 2
    assert "x.zip" in capsys.readouterr().err
    assert not (real_site / "x.zip").exists()
