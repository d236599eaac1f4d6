"""Templates and what they are given: the same variables, every text in both languages, data only as escaped text."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, is_dataclass
from decimal import Decimal
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from assembled import assembled
from jinja2 import Template, UndefinedError, nodes
from pydantic import BaseModel

from build_scripts.pages import MAKERS, Page, examples, kinds, lines, long_lists, summaries
from build_scripts.pages import page as page_room
from build_scripts.pages.render import TEMPLATES, Words, count, environment, figure, percent, points, render, size, wan
from build_scripts.reading.model import PortalSettings
from build_scripts.tables import downloads
from build_scripts.tables.catalogue import TABLE_OF
from build_scripts.tables.formats import FORMATS, Format
from build_scripts.tables.ledger import Figure
from build_scripts.tables.published import PublishedTable, Table
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Achievement

FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("*/*.html.j2"))
LANGUAGES = ("zh", "en")
WITH_SCRIPT = {"home", "compare", "explore", "findings", "moved", "statement"}
"""Pages that load one module of their own, besides that which copies their citation."""
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>\n\n\t# [x](javascript:alert(3)) {{ 7*7 }} '&amp;"


def parse(name: str) -> nodes.Template:
    """Return the syntax tree of a template."""
    env = environment("zh")
    assert env.loader
    return env.parse(env.loader.get_source(env, name)[0], name)


# --- the contract between contexts and templates -------------------------------------------------------------------


def members(kind: type) -> dict[str, Any]:
    """Return the attributes a record promises, with their types."""
    found = dict(typing.get_type_hints(kind))
    for name in dir(kind):
        value = getattr(kind, name, None)
        read = value.func if isinstance(value, cached_property) else getattr(value, "fget", None)
        if read:
            found[name] = typing.get_type_hints(read).get("return", Any)
    return found


def options(kind: Any) -> list[Any]:
    """Return the members of a union without None; any other type alone."""
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        return [part for part in typing.get_args(kind) if part is not type(None)]
    return [] if kind is None else [kind]


def items(kind: Any) -> Any:
    """Return the type of what a loop over ``kind`` yields."""
    for option in options(kind):
        arguments = typing.get_args(option)
        if typing.get_origin(option) is tuple and arguments[-1] is not ...:
            return None
        if arguments:
            return arguments[0]
    return None


@dataclass
class Reader:
    """Follows the records from ``page`` through loops and macro calls, and notes which attributes are read."""

    read: set[tuple[type, str]] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)

    def page(self, kind: str) -> Reader:
        """Read the template of a page kind."""
        scope = {"page": MAKERS[kind].context, "meta": Page, "settings": PortalSettings}
        self.body(parse(f"pages/{kind}.html.j2").body, scope)
        return self

    def body(self, content: Sequence[nodes.Node], scope: dict[str, Any]) -> None:
        """Read statements in order; what they set is known to the next."""
        for node in content:
            self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        """Read one statement."""
        match node:
            case nodes.Import():
                scope[node.target] = macros(node.template.value)
            case nodes.FromImport():
                found = macros(node.template.value)
                for name in node.names:
                    own, alias = name if isinstance(name, tuple) else (name, name)
                    scope[alias] = found[own]
            case nodes.For():
                inner = dict(scope)
                bind(node.target, items(self.type_of(node.iter, scope)), inner)
                self.body(node.body, inner)
            case nodes.Assign():
                bind(node.target, self.type_of(node.node, scope), scope)
            case nodes.CallBlock():
                self.type_of(node.call, scope)
                self.body(node.body, dict(scope))
            case nodes.If():
                self.type_of(node.test, scope)
                self.body([*node.body, *node.elif_, *node.else_], scope)
            case nodes.Expr():
                self.type_of(node, scope)
            case _:
                self.body(list(node.iter_child_nodes()), scope)

    def type_of(self, node: nodes.Node, scope: dict[str, Any]) -> Any:
        """Return the type of an expression, None where it is not followed; note what it reads."""
        match node:
            case nodes.Name():
                return scope.get(node.name)
            case nodes.Getattr():
                return self.attribute(self.type_of(node.node, scope), node.attr)
            case nodes.Getitem():
                self.type_of(node.arg, scope)
                return items(self.type_of(node.node, scope))
            case nodes.Call():
                self.call(node, scope)
            case _:
                for child in node.iter_child_nodes():
                    self.type_of(child, scope)
        return None

    def attribute(self, owner: Any, name: str) -> Any:
        """Note that ``name`` is read of ``owner`` and return its type."""
        if isinstance(owner, dict):
            return owner.get(name)
        records = [
            kind
            for kind in options(owner)
            if is_dataclass(kind) or (isinstance(kind, type) and issubclass(kind, BaseModel))
        ]
        promising = [kind for kind in records if name in members(kind)]
        if records and not promising:
            self.unknown.add(f"{records[0].__name__}.{name}")
        self.read.update((kind, name) for kind in promising)
        found = [members(kind)[name] for kind in promising]
        return typing.Union[tuple(found)] if found else None  # noqa: UP007 - made at run time

    def call(self, node: nodes.Call, scope: dict[str, Any]) -> None:
        """Enter a macro with the types of its arguments; ``own`` reads the attribute in both languages."""
        given = [self.type_of(argument, scope) for argument in node.args]
        if isinstance(node.node, nodes.Name) and node.node.name == "own":
            for name in (node.args[1].as_const(), f"{node.args[1].as_const()}_en"):
                self.attribute(given[0], name)
        if isinstance(node.node, nodes.Name) and node.node.name == "anchor":
            self.attribute(given[0], "id")
        if isinstance(node.node, nodes.Name) and node.node.name == "svg":
            self.read.update((kind, name) for kind in options(given[0]) for name in members(kind))
        macro = self.type_of(node.node, scope)
        if isinstance(macro, Macro):
            names = [argument.name for argument in macro.node.args]
            key = f"{macro.node.name}{given}"
            if key not in self.entered:
                self.entered.add(key)
                self.body(macro.node.body, {**macros(macro.file), **dict(zip(names, given, strict=False))})


@dataclass(frozen=True)
class Macro:
    """A macro and the file it stands in."""

    file: str
    node: nodes.Macro


def macros(file: str) -> dict[str, Any]:
    """Return the names a macro file knows: its own macros and those it imports."""
    tree = parse(file)
    known: dict[str, Any] = {node.name: Macro(file, node) for node in tree.find_all(nodes.Macro)}
    for node in tree.find_all(nodes.FromImport):
        known.update({name: macros(node.template.value)[name] for name in node.names})
    return known


def bind(target: nodes.Node, kind: Any, scope: dict[str, Any]) -> None:
    """Give a loop's or assignment's names their types."""
    if isinstance(target, nodes.Name):
        scope[target.name] = kind
    elif isinstance(target, nodes.Tuple):
        parts = [part for option in options(kind) for part in typing.get_args(option)]
        for index, name in enumerate(target.items):
            bind(name, parts[index] if index < len(parts) else None, scope)


@pytest.mark.parametrize("kind", MAKERS)
def test_template_reads_what_its_context_declares_and_nothing_else(kind):
    """Every field of a context is shown by its template, and nothing is read that no record declares."""
    reader = Reader().page(kind)
    assert reader.unknown == set()
    context = MAKERS[kind].context
    assert {name for owner, name in reader.read if owner is context} == set(members(context))


def test_every_field_of_the_smaller_records_is_shown_by_some_page():
    """A summary, a figure's sentence or a printed cell that no template shows would be work for nobody."""
    reader = Reader()
    for kind in MAKERS:
        reader.page(kind)
    rooms = [downloads, examples, lines, long_lists, page_room, summaries, *(vars(kinds)[kind] for kind in MAKERS)]
    contexts = {maker.context for maker in MAKERS.values()}
    declared = [
        kind
        for room in rooms
        for kind in vars(room).values()
        if isinstance(kind, type) and kind.__module__ == room.__name__ and kind not in {*contexts, Page}
    ]
    assert len(declared) > 20
    unread = [
        f"{kind.__name__}.{name}" for kind in declared for name in members(kind) if (kind, name) not in reader.read
    ]
    # What a Data Package tells of a file, checksum and examples, stands there and not on the page.
    assert unread == ["TableFile.sha256", "TableFile.media_type", "Download.examples"]


def test_the_reader_finds_a_misspelt_attribute_behind_a_loop_and_a_macro():
    """The contract test would notice: a wrong name is found where it is reached only through a loop and a macro call."""
    reader = Reader()
    body = parse_text(
        "{% macro line(form) %}{{ form.nmae }}{% endmacro %}{% for form in page.newest %}{{ line(form) }}{% endfor %}"
    )
    scope = {"page": MAKERS["home"].context, "line": Macro("macros/table.html.j2", next(body.find_all(nodes.Macro)))}
    reader.body([node for node in body.body if not isinstance(node, nodes.Macro)], scope)
    assert reader.unknown == {"StatementSummary.nmae"}


def parse_text(text: str) -> nodes.Template:
    """Return the syntax tree of a piece of template."""
    return environment("zh").parse(text)


# --- the templates themselves --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_no_template_holds_a_style_a_script_or_an_event(name):
    """A strict content-security policy stands: styles and scripts come from the portal's own files only."""
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    own = r'<script[^>]* src="\{\{ files \}\}assets/javascripts/[a-z_]+\.js"[^>]*></script>|<link rel="canonical"[^>]*>'
    data = '<script type="application/ld+json">{{ meta.dataset[lang] | tojson }}</script>'  # it does not run
    source = re.sub(own, "", source.replace(data, ""))
    assert (
        re.search(r"<(script|style|iframe|object|embed|base|link)\b|\s(style|on[a-z]+)\s*=|javascript:", source) is None
    )
    assert "| safe" not in source
    assert "{% include" not in source


@pytest.mark.parametrize("name", FILES)
def test_every_text_of_a_template_is_said_in_both_languages(name):
    """No word stands in a template outside ``t``: neither between tags nor in an attribute that people read."""
    tree = parse(name)
    texts = "".join(
        node.data if isinstance(node, nodes.TemplateData) else "{}"
        for node in tree.find_all((nodes.TemplateData, nodes.Output))
    )
    between = re.sub(r"<[^>]*>?|[^<]*>", " ", texts)
    assert re.findall(r"[^\W\d_]+", between) == []
    assert (
        re.findall(r'(?:title|alt|placeholder|aria-label|data-failed)="(?!\{\{)[^"]*', (TEMPLATES / name).read_text())
        == []
    )
    outside = [
        node.value
        for node in tree.find_all(nodes.Const)
        if isinstance(node.value, str) and re.search(r"[一-鿿]", node.value)
    ]
    inside = [argument.value for call in said(tree) for argument in call.args if isinstance(argument, nodes.Const)]
    assert sorted(outside) == sorted(value for value in inside if re.search(r"[一-鿿]", value))


def said(tree: nodes.Template) -> Iterator[nodes.Call]:
    """Yield the calls of ``t`` in a template, each with its two texts."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "t":
            assert len(call.args) == 2
            yield call


@pytest.mark.parametrize("name", FILES)
def test_english_texts_hold_no_chinese_but_quoted_headings(name):
    """The second text of ``t`` is English; only the printed headings 前年 and 上年 are quoted in it."""
    for call in said(parse(name)):
        english = call.args[1].as_const()
        assert re.search(r"[一-鿿]", re.sub("前年|上年", "", english)) is None


# --- the filters ---------------------------------------------------------------------------------------------------


def test_amounts_are_shown_in_ten_thousand_yuan_with_two_decimals():
    """Yuan become 万元 rounded half up, thousands are separated, and no amount is not zero."""
    assert wan(Decimal(19608400)) == "1,960.84"
    assert wan(Decimal("49.99")) == "0.00"
    assert wan(Decimal(50)) == "0.01"
    assert wan(Decimal(0)) == "0.00"
    assert wan(None) == "—"


def test_rates_points_counts_and_sizes_are_shown_in_plain_digits():
    """A rate has at most two decimals rounded half up; points keep their digits; counts are separated."""
    assert [percent(Decimal(text)) for text in ("93.925", "100.00", "0.004")] == ["93.93%", "100%", "0%"]
    assert [points(Decimal(text)) for text in ("9.360", "10", "1E+1")] == ["9.36", "10", "10"]
    assert [count(value) for value in (3044, Decimal("1234567.50"), 0)] == ["3,044", "1,234,567.5", "0"]
    assert [size(value) for value in (12, 2048, 5 * 1024 * 1024)] == ["12 B", "2.0 KiB", "5.0 MiB"]
    assert percent(None) == points(None) == count(None) == "—"


def test_a_printed_cell_is_kept_exactly_and_a_blank_one_is_called_blank():
    """Spaces and typos stay, line breaks leave as references, a blank cell is said to be blank, no cell is nothing."""
    words = Words("zh")
    assert (
        words.printed(" ≥95% \n\n[bookmark: _GoBack]")
        == '<span class="mz-raw"> ≥95% &#10;&#10;[bookmark: _GoBack]</span>'
    )
    assert words.printed("\u3000") == '<span class="mz-blank" data-raw="\u3000">空白</span>'
    assert "blank" in Words("en").printed("")
    assert 'lang="zh-CN"' in Words("en").printed("道路")
    assert words.printed(None) == ""


def test_a_figure_carries_the_query_that_proves_it():
    """The number, its exact value and its query stand in one element, escaped."""
    shown = figure(Figure("funding", "adjusted_yuan", (("department_id", 'a"b'),), Decimal("1234.5")))
    assert shown == (
        '<data class="mz-figure" value="1234.5" title="funding.csv: sum adjusted_yuan where department_id=a&#34;b">1,234.5</data>'
    )


def test_texts_and_names_follow_the_language():
    """``t`` and ``name`` give the text of the page's language, of a pair as of a code."""
    for lang, expected in (("zh", ["是", "甲", "达成"]), ("en", ["yes", "A", "Met"])):
        words = Words(lang)
        assert [words.t("是", "yes"), words.name(Both("甲", "A")), words.name(Achievement.MET)] == expected


def test_a_template_that_reads_what_is_not_there_fails():
    """An undefined name stops the build instead of leaving a hole in a page."""
    template: Template = environment("zh").from_string("{{ page.nothing }}")
    with pytest.raises(UndefinedError):
        template.render(page=object())


# --- whole pages ---------------------------------------------------------------------------------------------------


class Page_(HTMLParser):  # noqa: N801 - the contexts have a Page too
    """Reads a rendered page: its tags, attributes, ids, balance."""

    VOID = frozenset({"br", "input", "rect", "path", "line", "img", "link", "meta"})

    def __init__(self, html: str) -> None:
        """Read ``html``."""
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note a tag that closes itself."""
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        """Check that the innermost open tag is the one closed."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Gather the text."""
        self.text += data

    def ids(self) -> list[str]:
        """Return every id of the page."""
        return [value for _, name, value in self.attributes if name == "id"]


@pytest.fixture
def hostile_pages(write_tree, tree, monkeypatch) -> list[Page]:
    """Return every page of a tree whose texts are hostile; its lists go on over pages of two rows."""
    monkeypatch.setattr(long_lists, "MOST_ROWS", 2)
    monkeypatch.setattr(kinds.findings, "FIRST_ROWS", 2)
    monkeypatch.setattr(kinds.compare, "MOST_TOGETHER", 1)
    quoted = '"' + HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    words = (
        "道路维修",
        "区政府办公室",
        "武汉市江夏区",
        "Jiangxia District, Wuhan",
        "维修里程",
        "道路平整",
        "已完成",
        "2023年度绩效自评",
        "某区财政局",
        "年度资金总额",
    )
    changes = {}
    for path, text in tree.items():
        for word in words:
            text = text.replace(f'"{word}"', quoted)  # noqa: PLW2901 - one change after the other
        changes[path] = text.replace('executed: "95"', 'executed: "195"')
    changes["wuhan-jiangxia/gov-office/department.yml"] += (
        f'  - id: "held"\n    name: {quoted}\nformerly:\n  - "wuhan-jiangxia/office"\n'
        'withdrawn:\n  - statement: "wuhan-jiangxia/office/2022/report"\n'
        f'    date: "2026-10-12"\n    reason: {quoted}\n'
    )
    changes["wuhan-jiangxia/jurisdiction.yml"] += (
        f'withdrawn:\n  - place: "wuhan-jiangxia/gone"\n    name: {quoted}\n    date: "2026-10-12"\n    reason: {quoted}\n'
    )
    project = "wuhan-jiangxia/gov-office/2023/projects/road-repair.yml"
    held = changes[project].replace('actual: "5公里"', 'actual: "电话13812345678"').replace('"document"', '"other"')
    changes[project.replace("road-repair", "held")] = held
    changes["sources/other.yml"] = tree["sources/document.yml"]
    changes["wuhan-jiangxia/gov-office/replies.yml"] = (
        'replies:\n  - statement: "wuhan-jiangxia/gov-office/2023/road-repair"\n    rule: "SCO-05"\n    cells:\n'
        f'      - column: "title"\n        printed: {quoted}\n    status: "corrected"\n    reply: {quoted}\n    date: "2026-10-01"\n'
    )
    changes["addresses.yml"] = 'addresses: ["wuhan-jiangxia/gov-office/2023/held"]\n'
    pages = assembled(write_tree(changes)).pages
    assert {page.kind for page in pages} == set(MAKERS)
    return pages


def settings_of(pages: list[Page]) -> PortalSettings:
    """Return the portal's settings, which the page of downloads has."""
    return next(page.context for page in pages if page.kind == "downloads").settings


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_texts_reach_every_kind_of_page_as_text_only(hostile_pages, lang):
    """No name, cell or title of the data becomes a tag, an attribute or an address; pages stay one balanced block."""
    settings = settings_of(hostile_pages)
    for page in hostile_pages:
        html = render(page, settings, lang)
        read = Page_(html)
        assert read.open == []
        assert html.startswith("<!doctype html>" if page.kind == "moved" else "<div")
        assert "h1" in read.tags
        assert re.search(r"\n[ \t]*\n|\t|\r", html) is None
        assert not {"img", "style", "iframe"} & set(read.tags)
        scripts = [value for tag, name, value in read.attributes if tag == "script" and name == "src"]
        is_group = page.kind == "part" and page.context.head is not None and page.context.part.number == 1
        data = [value for tag, name, value in read.attributes if (tag, name) == ("script", "type") and "json" in value]
        assert len(data) == bool(page.dataset)
        assert len(scripts) == read.tags.count("script") - len(data)
        assert len(scripts) == (page.kind in WITH_SCRIPT or is_group) + page.kind.is_cited
        assert all(re.fullmatch(r"(\.\./)*assets/javascripts/[a-z_]+\.js", script) for script in scripts)
        assert [name for _, name, _ in read.attributes if name.startswith("on") or name == "style"] == []
        assert [value for _, name, value in read.attributes if name in {"href", "src"} and "javascript:" in value] == []
        assert len(read.ids()) == len(set(read.ids()))
        if page.kind in {
            "statement",
            "department",
            "home",
            "jurisdiction",
            "compare",
            "findings",
            "held",
            "withdrawn",
            "moved",
        }:
            assert HOSTILE.split("\n", maxsplit=1)[0] in read.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_has_a_caption_scoped_headings_and_every_chart_its_table(hostile_pages, lang):
    """Tables and charts can be read without seeing them."""
    settings = settings_of(hostile_pages)
    for page in hostile_pages:
        html = render(page, settings, lang)
        for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
            assert re.match(r'<table class="[^"]+">\s*<caption(?: class="mz-sr")?>\s*\S', table)
            assert all('scope="' in heading for heading in re.findall(r"<th\b[^>]*>", table))
        for chart in re.findall(r'<figure class="chart".*?</figure>', html, re.DOTALL):
            assert 'role="img"' in chart
            assert "<details" in chart
            assert "<table" in chart
            assert re.search(r'href="[^"]*charts/[^"]+\.csv"', chart)


def test_links_within_a_page_lead_somewhere(hostile_pages):
    """Every ``#…`` of a page is an id of that page."""
    settings = settings_of(hostile_pages)
    for page in hostile_pages:
        read = Page_(render(page, settings))
        wanted = {value[1:] for _, name, value in read.attributes if name == "href" and value.startswith("#")}
        assert wanted <= set(read.ids())


def test_links_are_relative_and_find_the_shared_files_from_the_english_edition(hostile_pages):
    """Pages link within their language; downloads and assets are shared and one folder higher from ``/en/``."""
    page = next(page for page in hostile_pages if page.kind == "downloads")
    chinese, english = (render(page, page.context.settings, lang) for lang in LANGUAGES)
    assert 'href="../downloads/indicators.csv"' in chinese
    assert 'href="../../downloads/indicators.csv"' in english
    assert 'href="../method/#csv"' in chinese
    assert 'href="../method/#csv"' in english


def named(table: Table) -> bytes:
    """Return the file of a table in a format of tests."""
    return f"{table.name}\n".encode()


def joined(_: PublishedTable[object], parts: Iterable[bytes]) -> Iterator[bytes]:
    """Join the files of the parts of a table in this format."""
    yield from parts


def test_a_format_is_one_entry(write_tree, tree, monkeypatch):
    """Every table has a file in each entry of FORMATS, and whatever page links the one links the other by its name."""
    monkeypatch.setitem(FORMATS, "txt", Format("txt", Both("纯文本", "Text"), "text/plain", named, joined))
    made = assembled(write_tree(tree))
    files, pages = made.files, made.pages
    assert files["downloads/indicators.txt"] == b"indicators\n"
    linking = set()
    for page in pages:
        html = render(page, settings_of(pages))
        linked = {suffix: re.findall(rf'href="[./]*([^"]+)\.{suffix}"', html) for suffix in ("csv", "txt")}
        tables = [name for name in linked["csv"] if name.rpartition("/")[2] in TABLE_OF and "charts/" not in name]
        assert tables == linked["txt"], page.url
        assert all(f"{name}.txt" in files for name in tables)
        linking |= {page.kind} if tables else set()
        assert ("纯文本" in html or page.kind == "statement") == bool(tables)
    assert linking == {"downloads", "jurisdiction", "department", "statement", "explore", "scorecard", "changes"}


def test_the_theme_adds_nothing_that_a_strict_policy_would_refuse():
    """The overrides of Material hold no style, no event and no script but from a file either.

    The error page has one, which the policy lets run by its digest: it cannot name a file before it knows where any is.
    """
    for path in (TEMPLATES / "theme").rglob("*.html"):
        source = Path(path).read_text(encoding="utf-8")
        if path.name == "404.html":
            source = re.sub(r"<script>\n.*?</script>", "", source, count=1, flags=re.DOTALL)
        assert re.search(r"<script(?! src=)|<style\b|\s(style|on[a-z]+)\s*=", source) is None, path.name
