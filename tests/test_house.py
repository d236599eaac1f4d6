"""The house keeps its own rules: imports point forward, one door in, one door out, every promise has its sentence."""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

import pytest

import build_scripts
from build_scripts.judging.rules import RULES
from build_scripts.pages import MAKERS
from build_scripts.pages.kinds.reference import codes_of, records, reference_sections
from build_scripts.tables.catalogue import TABLES
from build_scripts.words.page_kinds import PageKind

PACKAGE = Path(build_scripts.__file__).parent
PROJECT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES})
TEMPLATES = sorted(path for kind in ("*.j2", "*.html") for path in (PROJECT / "site_templates").rglob(kind))
STAND_ALONE = {"carriers": {"words"}, "importers": {"words", "cells", "reading", "carriers"}}
"""Rooms that stand on fewer than all before them: a second door in needs nothing of what is judged or shown."""


def dotted(path: Path) -> str:
    """Return the name by which a module is imported; a package's is its folder's."""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def order_of(folder: Path) -> list[str]:
    """Return the modules and packages of a folder in the order in which its docstring names them."""
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    return re.findall(r"^(\w+) {2,}\S", text, re.MULTILINE)


def imported(path: Path) -> set[str]:
    """Return the modules of this program that a module imports, at its top or inside a function."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("build_scripts"):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("folder", FOLDERS, ids=dotted)
def test_every_module_stands_in_the_docstring_of_its_package(folder):
    """A package's docstring names every module in it, and none that is gone; rules are found by prefix, pages by kind."""
    there = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    there = {name for name in there - {"__init__", "__main__"} if not RULE_FILE.match(name)}
    assert there == (set(PageKind) if folder == PAGE_KINDS else set(order_of(folder)))


PAGE_KINDS = PACKAGE / "pages" / "kinds"
RULE_FILE = re.compile("(?:bud|dsc|fmt|ind|sco|str|txt)_")


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_point_forward(path):
    """In every package that a module stands in, it imports only from what is named before the room it is in."""
    if path.stem in {"__init__", "__main__"}:
        return
    for folder in (folder for folder in FOLDERS if path.is_relative_to(folder)):
        order, room = order_of(folder), path.relative_to(folder).parts[0].removesuffix(".py")
        allowed = STAND_ALONE.get(room, set(order[: order.index(room)] if room in order else order)) | {room}
        inside = {
            name.removeprefix(f"{dotted(folder)}.").split(".")[0]
            for name in imported(path)
            if name.startswith(f"{dotted(folder)}.") and name.count(".") > dotted(folder).count(".") + 1
        }
        assert inside - {"__init__"} <= allowed, (path, inside - allowed)


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("judging/rules/[a-z]*_*.py")), ids=dotted)
def test_a_rule_stands_in_a_file_with_its_prefix(path):
    """BUD-06 is found in a file that begins with ``bud_``."""
    ids = re.findall(r'^@\w+_rule\("([A-Z]{3})-\d+",', path.read_text(encoding="utf-8"), re.MULTILINE)
    assert ids
    assert {prefix.lower() for prefix in ids} == {path.stem[:3]}


def public_names(path: Path) -> set[str]:
    """Return the names without an underscore that a module defines at its top."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    return {name for name in names if not name.startswith("_")}


def test_no_public_name_means_two_things():
    """Every public function, class and constant is defined in one module only; a file that stands alone has its own."""
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        if dotted(path) == ALONE:
            assert imported(path) == set()
            continue
        for name in public_names(path):
            homes.setdefault(name, []).append(dotted(path))
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


FILLED_IN = {"ReportSays", "_Reading", "Ledger", "TargetAccount", "FormLines"}
"""Records that one function fills in as it goes; all others are given whole from stage to stage and change no more."""


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_records_do_not_change(path):
    """Every dataclass is frozen, but for the few that are filled in as they are made."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
            if "dataclass" in ast.unparse(decorator) and node.name not in FILLED_IN:
                assert "frozen=True" in ast.unparse(decorator), node.name


WHERE_TEXT_IS_WRITTEN = {"field", "hit", "said", "t", "together"}
"""Functions that take a text in its two languages, as ``Both`` itself does; everywhere else it is one ``Both``."""


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_text_in_two_languages_is_one_thing(path):
    """No other function is given Chinese and English apart."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            taken = {item.arg for item in ast.walk(node.args) if isinstance(item, ast.arg)}
            assert node.name in WHERE_TEXT_IS_WRITTEN or not taken & {"zh", "en"}, node.name


WRITING = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "rmtree", "symlink_to", "touch", "rmdir"}
READING = {"read_text", "read_bytes", "rglob", "iterdir", "scandir", "glob"}

SCRATCH = "build_scripts.carriers.libre_office"
"""Works in a temporary folder, which is gone when it has its answer."""


def top_room(path: Path) -> str:
    """Return the package or module at the top of the program that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0]


def calls(path: Path) -> set[str]:
    """Return the names of all methods and functions a module calls."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            found.add(function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", ""))
    return found


READERS_OF_CELLS = {
    *("parse_amount", "parse_rate", "parse_points", "parse_coefficient", "parse_value", "parse_day", "decimals"),
    *("unit_in_name", "grade_of", "level1_of", "level2_of", "category_of", "target_bases_of"),
    *("joined", "without_points", "direction_of", "operator_of"),
}


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_printed_cells_are_read_once(path):
    """Nothing behind ``reading`` asks again what a printed cell says: it has the cell's value from the loaded form."""
    if top_room(path) not in {"cells", "reading"}:
        assert not {name.rpartition(".")[2] for name in imported(path)} & READERS_OF_CELLS
        assert not calls(path) & READERS_OF_CELLS


def test_what_reads_cells_stands_in_cells():
    """Every reader of printed cells that the rest may not call is there under its name."""
    assert set().union(*(public_names(path) for path in PACKAGE.glob("cells/*.py"))) >= READERS_OF_CELLS


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_only_publish_writes(path):
    """No module but ``publish`` writes, renames or removes a file; what another program reads lies in a folder of its own."""
    if top_room(path) != "publish" and dotted(path) != SCRATCH:
        assert not calls(path) & WRITING
        assert "open" not in {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }


# Besides the data folder there is other reading: what publish copies, a document to import, what LibreOffice makes of one,
# what is published, read again as anybody would, and tables that were published.
ALONE = "build_scripts.verify"
MAY_READ = {f"build_scripts.reading.{name}" for name in ("layout", "load", "releases")} | {
    ALONE,
    "build_scripts.pages.spelling",  # a library's table of characters
    "build_scripts.preview",
    "publish",
    "importers",
    SCRATCH,
}


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_only_the_door_reads_files(path):
    """Files are read by ``load`` (with ``layout``, its list of files) and by the few modules that say why."""
    if not MAY_READ & {top_room(path), dotted(path)}:
        assert not calls(path) & READING


def test_every_column_has_its_sentences_and_every_table_its_columns():
    """Every published column has a Chinese and an English sentence; each stands once in its table, as do those of its key."""
    for table in TABLES:
        assert all(said.zh and said.en for said in (table.title, *(column.sentence for column in table.columns)))
        assert len(set(table.header)) == len(table.header)
        assert set(table.key) <= set(table.header)


def test_every_field_has_its_sentences():
    """Every field an author may write has a Chinese title, a Chinese help text and an English sentence."""
    for record in records():
        for name, info in record.model_fields.items():
            assert info.title, (record, name)
            assert info.description, (record, name)
            assert info.json_schema_extra["description_en"], (record, name)


def test_every_template_variable_has_its_sentences():
    """Every variable of every page kind is declared with a Chinese and an English sentence."""
    for maker in MAKERS.values():
        for item in dataclasses.fields(maker.context):
            assert item.metadata["said"].zh, (maker, item.name)
            assert item.metadata["said"].en, (maker, item.name)


def test_every_promise_stands_in_the_reference():
    """Columns, fields, rules, template variables, commands and their options all appear in the generated reference."""
    sections = {section.anchor: section.entries for section in reference_sections()}
    for table in TABLES:
        assert [entry.name for entry in sections[f"table-{table.name}"]] == list(table.header)
    for record in records():
        assert [entry.name for entry in sections[f"field-{record.__name__}"]] == list(record.model_fields)
    for kind, maker in MAKERS.items():
        assert [entry.name for entry in sections[f"template-{kind}"]] == [
            item.name for item in dataclasses.fields(maker.context)
        ]
    assert [entry.name for entry in sections["rules"]] == sorted(RULES)
    named = {codes_of(info.annotation) for record in records() for info in record.model_fields.values()}
    named |= {column.codes for table in TABLES for column in table.columns}
    for codes in named - {None}:
        assert [(one.name, one.sentence) for one in sections[f"codes-{codes.__name__}"]] == [
            (term.value, term.both) for term in codes
        ]
    assert {anchor.removeprefix("command-") for anchor in sections if anchor.startswith("command-")} == {
        "init", "new", "check", "build", "rollback", "offline", "serve", "explain", "import", "template", "reply", "release", "record", "verify",
        "diff", "schema", "fmt",
    }  # fmt: skip
    assert all(one.sentence.zh and one.sentence.en for entries in sections.values() for one in entries)


def test_every_section_of_the_reference_says_what_it_is():
    """Its title has words in both languages, none of them that of a thing that is not there."""
    titles = [section.title for section in reference_sections()]
    assert [title for title in titles if "None" in f"{title.zh} {title.en}".split("：")[-1] or not title.en] == []
    assert len(titles) == len({title.zh for title in titles})


def test_no_test_can_open_the_live_data():
    """Departments add and mend files in ``data/`` every day: a test that opens one fails, whatever it then asserts."""
    for look in (list, lambda _: (PROJECT / "data" / "portal.yml").read_bytes()):
        with pytest.raises(AssertionError, match="tests read the sample"):
            look((PROJECT / "data").iterdir())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_no_line_of_a_template_is_too_long_to_be_read(path):
    """A template breaks its lines inside an expression or with ``{{-``, which leaves no trace on the page."""
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 160] == []


def test_nothing_is_fetched_and_no_host_of_a_registry_is_named():
    """Requirements are pinned with hashes and name no index."""
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-cluster.txt", "requirements-hedge.txt"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-zA-Z0-9_.-]+==", text, re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
