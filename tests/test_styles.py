"""Styles: one file for every page, its parts in named layers, every colour and size declared once."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest

from build_scripts.publish import PublishError
from build_scripts.publish.styles import STYLESHEET, UNLAYERED, bundle_styles
from build_scripts.publish.versions import CHART_LIBRARY, check_library, version_files
from tests.conftest import PROJECT

SOURCE = PROJECT / "site_templates" / "theme" / STYLESHEET
OWN = {path.name: path.read_text(encoding="utf-8") for path in SOURCE.parent.glob("*.css")}


def test_every_part_is_imported_into_a_layer_that_is_declared():
    """No file is forgotten, none stands outside the layers, no layer is empty."""
    imported = re.findall(r'^@import url\("(.+)"\) layer\((\w+)\);$', OWN["portal.css"], re.MULTILINE)
    materials = {name for name, layer in imported if layer == "material"}
    assert {name for name, _ in imported} - OWN.keys() == materials
    assert OWN.keys() - {name for name, _ in imported} == {"portal.css"}
    declared = re.search(r"^@layer (.+);$", OWN["portal.css"], re.MULTILINE)[1].split(", ")
    assert list(dict.fromkeys(layer for _, layer in imported)) == declared


def test_every_token_is_declared_once_for_a_scheme_and_used():
    """Other files declare none; what they use is there for every reader, and nothing is there that none uses."""
    declared = re.findall(r"^  (--mz-[\w-]+):", OWN["tokens.css"], re.MULTILINE)
    light = set(re.search(r"^:root {.*?^}", OWN["tokens.css"], re.MULTILINE | re.DOTALL)[0].split()) & {
        f"{name}:" for name in declared
    }
    everywhere = {name.rstrip(":") for name in light}
    assert set(re.findall(r"(--mz-[\w-]+):", "".join(OWN.values()))) == everywhere
    assert set(re.findall(r"var\((--mz-[\w-]+)\)", "".join(OWN.values()))) == everywhere
    others = "".join(text for name, text in OWN.items() if name != "tokens.css")
    assert re.findall(r"^\s*--[\w-]+:", others, re.MULTILINE) == []


def test_a_page_asks_for_one_stylesheet(real_site):
    """In both editions; the parts are in it, in their layers, and the same ones stand beside it without layers."""
    for path in real_site.rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in html:
            continue  # where an address has moved, the page only leads on
        (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
        assert (path.parent / sheet.partition("?")[0]).resolve() == (real_site / STYLESHEET).resolve(), path
    layered, unlayered = ((real_site / sheet).read_text(encoding="utf-8") for sheet in (STYLESHEET, UNLAYERED))
    assert "@import" not in layered + unlayered
    assert "@layer material {" in layered
    assert "@layer material {" not in unlayered
    for text in (layered, unlayered):
        assert all(part.strip() in text for name, part in OWN.items() if name != "portal.css")
        assert ".md-typeset" in text
    assert {path.name for path in (real_site / STYLESHEET).parent.iterdir()} == {"portal.css", "unlayered.css"}


def test_a_stylesheet_whose_name_changed_is_told(tmp_path):
    """An update of Material renames its files; the message says where to look."""
    (tmp_path / STYLESHEET).parent.mkdir(parents=True)
    (tmp_path / STYLESHEET).write_text('@import url("main.old.css") layer(material);\n', encoding="utf-8")
    with pytest.raises(PublishError, match=r"main\.old\.css"):
        bundle_styles(tmp_path)


def test_a_browser_without_layers_takes_the_styles_without_them(browser, origin):
    """In such a browser the page is dressed all the same; in another a part of the portal wins over Material's rule."""
    for layers in (True, False):
        context = browser.new_context()
        if not layers:
            context.add_init_script("delete window.CSSLayerBlockRule")
        page = context.new_page()
        page.goto(f"{origin}design/")
        (sheet,) = page.evaluate("[...document.styleSheets].map((sheet) => sheet.href)")
        assert sheet.partition("?")[0] == origin + (STYLESHEET if layers else UNLAYERED)
        look = page.locator(".mz-table").first.evaluate("(table) => getComputedStyle(table).borderTopColor")
        assert look == "rgb(141, 153, 163)"
        box = page.locator("details.mz-details").first.evaluate("(box) => getComputedStyle(box).borderRadius")
        assert layers is (box == "0px")
        context.close()


def test_what_pages_and_scripts_ask_for_is_told_by_its_content(real_site):
    """Each script and style in assets/ that a page or another script names has the digest of what it holds behind its name."""
    named = set()
    for path in [*real_site.rglob("*.html"), *(real_site / "assets").rglob("*.js")]:
        text = path.read_text(encoding="utf-8")
        for quoted in re.findall(r'"([\w./-]+\.(?:js|css)(?:\?v=\w+)?)"', text) if ".min." not in path.name else ():
            name, _, version = quoted.partition("?v=")
            file = (path.parent / name).resolve()
            if file.is_file():
                named.add(file)
                assert version == sha256(file.read_bytes()).hexdigest()[:8], (path, quoted)
    own = {path.name for path in (PROJECT / "site_templates" / "theme" / "assets" / "javascripts").glob("*.js")}
    assert own <= {file.name for file in named}


def test_what_a_script_asks_for_changes_its_own_digest(tmp_path):
    """A page that names one script gets another address for it when a third, which that one imports, has changed."""
    folder = tmp_path / "assets" / "javascripts"
    folder.mkdir(parents=True)

    def address(text):
        (folder / "a.js").write_text('import { b } from "./b.js";\nconst other = "gone.js";\n', encoding="utf-8")
        (folder / "b.js").write_text('export { c as b } from "./c.js";\n', encoding="utf-8")
        (folder / "c.js").write_text(text, encoding="utf-8")
        (tmp_path / "index.html").write_text(
            '<script src="assets/javascripts/a.js"></script>"assets/javascripts/a.js"', "utf-8"
        )
        version_files(tmp_path)
        assert '"gone.js"' in (folder / "a.js").read_text(encoding="utf-8")
        return (tmp_path / "index.html").read_text(encoding="utf-8")

    first = address("export const c = 1;")
    assert re.fullmatch(r'<script src="assets/javascripts/a\.js\?v=\w{8}"></script>"assets/javascripts/a\.js"', first)
    assert address("export const c = 2;") != first == address("export const c = 1;")


def test_scripts_in_a_circle_are_told(tmp_path):
    """Two that import each other have no digest; the message names one and says what to do."""
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / "assets").mkdir(exist_ok=True)
        (tmp_path / "assets" / f"{name}.js").write_text(f'import "./{other}.js";', encoding="utf-8")
    with pytest.raises(PublishError, match=r"assets/a\.js: .*circle"):
        version_files(tmp_path)


def test_nothing_is_published_that_no_page_asks_for(real_site):
    """Neither Material's search nor maps of its sources."""
    folder = real_site / "assets"
    assert not [path for path in folder.rglob("*") if path.suffix == ".map" or path.name in {"lunr", "workers"}]
    assert not [path for path in folder.rglob("*.js") if b"sourceMappingURL" in path.read_bytes()]


def test_the_chart_library_is_the_one_that_figures_are_written_for(real_site, tmp_path):
    """It is published as it came, with bars and little else; of another version than Python's plotly nothing is published."""
    published = real_site / CHART_LIBRARY
    assert published.read_bytes() == (PROJECT / "site_templates" / "theme" / CHART_LIBRARY).read_bytes()
    assert published.stat().st_size < 1_300_000
    check_library(real_site)
    (tmp_path / CHART_LIBRARY).parent.mkdir(parents=True)
    (tmp_path / CHART_LIBRARY).write_text("/**\n* plotly.js (basic - minified) v3.0.0\n", encoding="utf-8")
    with pytest.raises(PublishError, match=r"plotly-basic\.min\.js: .*plotly\.js v\d"):
        check_library(tmp_path)
