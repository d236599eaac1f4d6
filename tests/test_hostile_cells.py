"""Hostile text in every cell of every form and in every name: all of it is shown, none of it is anything but text."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from xml.etree import ElementTree as ET

import pytest
from assembled import assembled, texts_in
from lxml import html
from rule_examples import PROFILE, TODAY, portal_with
from test_form_page import COLUMNS
from test_no_number_leaks import with_every_cell

from build_scripts.judging.audit import judged
from build_scripts.reading.model import Column
from build_scripts.reading.printed import printed_cells, printed_keys, with_cells
from build_scripts.words.vocabulary import NarrativeKind

PWN = "window.PWN=1"
PAYLOADS = (
    f"<script>{PWN}</script>", f"</script><script>{PWN}</script>", f"<img src=x onerror={PWN}>", f"<svg/onload={PWN}>",
    f'"><img src=x onerror="{PWN}">', f"'><img src=x onerror='{PWN}'>", f"`onmouseover={PWN}`", f'" autofocus onfocus="{PWN}',
    f"</title><script>{PWN}</script>", f"</textarea><script>{PWN}</script>", f"</style><img src=x onerror={PWN}>",
    f"<!--<img src=x onerror={PWN}>-->", f"--><script>{PWN}</script>", f"]]><script>{PWN}</script>", f"<a href=javascript:{PWN}>x</a>",
    f"[x](javascript:{PWN})", f"![x](x){{onerror={PWN}}}", "**x** _y_ `z` # h", f"<iframe srcdoc='<script>parent.{PWN}</script>'>",
    f"<math><mi xlink:href='javascript:{PWN}'>", f"<details open ontoggle={PWN}>", f"<x style=animation-name:x onanimationend={PWN}>",
    f"{{{{ {PWN} }}}}", "{% raw %}{{ 7*7 }}", "{{7*7}}${7*7}#{7*7}<%= 7*7 %>", "%{x}{y}{0}%s%d", "$x^2$ \\(x\\)", "=1+1", "+1", "-1|cmd", "@SUM(1)",
    '=HYPERLINK("http://x.example","x")', "a\nb\n\nc", "a\tb", "\u3000　", "&lt;b&gt; &amp;amp; &#60;", "\\x3cscript\\x3e", "\u2028x\u2029",
    "\u202eabc\u2066", "a\u200bb\u200c\u200d\ufeff", "e\u0301\u0316", "𝒳😀👨‍👩‍👧", "ﷺ", "İıſK", "\ue000\U000f0000", "mz-slot-title", "mz-slot-body",
    "]]>", "_x0041_", "'x", "''x", "#N/A", "1e5", "NaN", "null", "true", "<" * 50, "\"'" * 50, "长" * 900,
)  # fmt: skip
"""For scripts, handlers, schemes, templates, Markdown, formulae, directions, joined and private signs, slots of a frame."""
ALLOWED = ("http://", "https://", "mailto:", "#", "?")
"""How an address may begin that is not a way on the portal itself."""


@pytest.fixture(scope="module")
def published():
    """Return what a build makes of these texts in every printed cell, in every name and in every title, with the forms."""
    numbers = count()

    def hostile(_=None):
        number = next(numbers)
        return f"{PAYLOADS[number % len(PAYLOADS)]}〈{number}〉"

    forms = []
    for turn in range(3):  # so that every cell says several of them
        for form in with_every_cell():
            own = {"template": form.form.form_type.replace("_", "-")}
            printed = with_cells(form.form.model_copy(update=own), hostile)
            forms.append(replace(form, id=f"{form.id}-{turn}", file=f"{form.file}-{turn}", form=printed, row_ids={}))
    portal = portal_with(forms, {"sample": PROFILE})
    blocks = {block: tuple(Column(key=key, heading=key) for key in printed_keys(row)) for block, row in COLUMNS.items()}
    every = {
        form.form.template: portal.templates["sample"].model_copy(update={**blocks, "form_type": form.form.form_type})
        for form in forms
    }
    portal = replace(portal, templates=every)
    named = {
        kind: {key: record.model_copy(update={field: hostile() for field in fields}) for key, record in records.items()}
        for kind, records, fields in (
            ("jurisdictions", portal.jurisdictions, ("name", "name_en")),
            ("departments", portal.departments, ("name", "name_en")),
            ("templates", portal.templates, ("name", "name_en")),
            ("profiles", portal.profiles, ("name", "name_en")),
            ("sources", portal.sources, ("title", "publisher", "media_type")),
        )
    }
    audited = judged(replace(portal, **named), lambda _: None, TODAY)
    assert audited.held == frozenset()
    return assembled(audited), forms


def test_every_page_holds_text_alone(published):
    """No element, no handler and no address comes of a cell or a name, on any page in either language."""
    made, _ = published
    assert len({one.page.kind for one in made.rendered}) > 12
    for one in made.rendered:
        body = html.fromstring(one.body)
        for element in body.iter(html.etree.Element):
            names = {name for name in element.attrib if name.startswith("on")}
            assert not names, (one.page.url, element.tag, names)
            if element.tag == "script" and element.get("type", "").endswith("json"):
                json.loads(element.text)
            elif element.tag == "script":
                assert (element.text or "") == ""
                assert "assets/javascripts/" in element.get("src")
            assert element.tag not in {"iframe", "img", "math", "object", "embed", "base"}, one.page.url
            for name in ("href", "src", "action", "srcdoc"):
                address = element.get(name, "")
                scheme = address.partition(":")[0] if ":" in address.partition("/")[0].partition("?")[0] else ""
                assert not scheme or address.startswith(ALLOWED), (one.page.url, address)


def test_every_cell_is_shown_to_its_last_sign(published):
    """On the page of its form stands all that a cell prints, but for names of persons and telephones, which are withheld."""
    made, forms = published
    bodies = {one.page.url: html.fromstring(one.body).text_content() for one in made.rendered if one.lang == "zh"}
    looked_at = 0
    for form in forms:
        personal = {
            f"narratives[{number}].text"
            for number, text in enumerate(form.form.narratives)
            if text.kind in {NarrativeKind.PERSON, NarrativeKind.TELEPHONE}
        }
        for cell in printed_cells(form.form):
            if cell.path not in personal:
                assert cell.text in bodies[f"{form.id}/"], (form.id, cell.path, cell.text)
                looked_at += 1
    assert looked_at > 250


def test_every_file_can_be_read(published):
    """JSON is JSON, XML and workbooks are XML, whatever stands in a cell."""
    made, _ = published
    read = 0
    for name, text in texts_in({name: data for name, data in made.files.items() if not name.endswith(".png")}).items():
        if name.endswith((".json", ".geojson")):
            json.loads(text)
        elif name.endswith((".jsonl", ".ndjson")):
            [json.loads(line) for line in text.splitlines()]
        elif name.endswith((".xml", ".rels", ".atom", ".rdf")):
            ET.fromstring(text)  # noqa: S314 - our own output
        else:
            continue
        read += 1
    assert read > 50


def test_nothing_runs(published, browser):
    """Every page of every kind in a browser without any policy: no script, no handler, no dialog."""
    made, _ = published
    page, opened = browser.new_page(locale="zh-CN"), []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    seen = {}
    for one in made.rendered:
        if len(seen.setdefault((one.page.kind, one.lang), [])) < 3:
            seen[one.page.kind, one.lang].append(one.page.url)
            page.set_content(f"<!doctype html><meta charset=utf-8>{one.body}", wait_until="load")
            assert page.evaluate("window.PWN") is None, one.page.url
    page.close()
    assert opened == []
    assert len(seen) > 24
