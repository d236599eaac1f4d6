"""The content-security policy that a site brings with it: complete, strict, and open to charts in other pages."""

from __future__ import annotations

import http.server
import re
import threading
from base64 import b64encode
from hashlib import sha256

from conftest import PROJECT, policies
from test_site import KINDS

from build_scripts.publish.editions import scripts_of
from build_scripts.publish.policy import inline_scripts, scripts_of_theme


def test_every_script_in_every_page_is_allowed_by_its_hash(real_site):
    """The policy names the scripts of the frames; no page has another one, and nothing else inline may run."""
    policy = policies(real_site)[""]
    scripts = set().union(*(inline_scripts(path.read_text(encoding="utf-8")) for path in real_site.rglob("*.html")))
    hashes = {f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}" for text in scripts}
    assert hashes
    assert set(re.findall("sha256-[^']+", policy)) == hashes
    assert "unsafe" not in policy
    assert "http" not in policy


def test_data_and_files_are_no_inline_scripts():
    """A script from a file needs no hash, and JSON for a script does not run."""
    page = '<script src="a.js"></script><script id="c" type="application/json">{}</script><script type="application/ld+json">{}</script><script>run()</script>'
    assert inline_scripts(page) == {"run()"}


def test_only_what_the_theme_wrote_gets_a_hash(tmp_path):
    """A script in a hand-written page, or one that a text has smuggled in, is in no policy: it does not run."""
    ways = (".", "../..")
    theme = [f'__md_scope=new URL("{way}",location)' for way in ways]
    known = scripts_of_theme(['<script>__md_scope=new URL("{{ config.extra.scope | d(base_url) }}",location)</script>'])
    assert all(map(known.fullmatch, theme))
    for smuggled in (
        "alert(1)",
        *(text + ";alert(1)" for text in theme),
        '__md_scope=new URL("."+alert(1)+"",location)',
    ):
        assert not known.fullmatch(smuggled)
    real = 'var target=document.getElementById(location.hash.slice(1));target&&target.name&&(target.checked=target.name.startsWith("__tabbed_"))'
    (tmp_path / "index.html").write_text("".join(f"<script>{one}</script>" for one in ("alert(1)", real)))
    assert scripts_of(tmp_path, PROJECT) == {real}


def test_another_site_can_show_a_chart_and_nothing_else(browser, origin):
    """A page of another origin frames ?embed=…; the same page without it stays empty there."""
    place = origin + KINDS["project"]

    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            """Answer with a page that frames the portal's."""
            self.send_response(200)
            self.end_headers()
            frames = "".join(f'<iframe src="{place}{query}"></iframe>' for query in ("?embed=x", ""))
            self.wfile.write(f"<!doctype html>{frames}".encode())

        def log_message(self, *_):
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Other)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="load")
        shown = [frame.locator("#main").count() for frame in page.frames[1:]]
    finally:
        page.close()
        server.shutdown()
        server.server_close()
    assert shown == [1, 0]
