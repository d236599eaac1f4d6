"""The house keeps its own rules: imports point forward, one door in, one door out, every promise has its sentence."""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

import pytest

import build_scripts
from build_scripts.columns import COLUMNS
from build_scripts.pages.contexts import CONTEXTS
from build_scripts.pages.reference import records, reference_page
from build_scripts.rules import RULES
from build_scripts.tables import DECLARED_AS, TABLE_COLUMNS, TITLES

PACKAGE = Path(build_scripts.__file__).parent
PROJECT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
ORDER = re.findall(r"^(\w+) {2,}\S", build_scripts.__doc__ or "", re.MULTILINE)


def room(path: Path) -> str:
    """Return the name a module has in the package's docstring: its own, or its folder's."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> set[str]:
    """Return the rooms of the package that a module imports, at its top or inside a function."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("build_scripts"):
            parts = node.module.split(".")[1:]
            names |= {parts[0]} if parts else {alias.name for alias in node.names}
    return names


def test_every_module_stands_in_the_docstring_of_the_package():
    """The package's docstring names every module, and no module that is gone."""
    rooms = {room(path) for path in MODULES} - {"__init__", "__main__"}
    assert rooms == set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_forward(path):
    """A module imports only from rooms named before its own."""
    name = room(path)
    if name in {"__init__", "__main__"}:
        return
    allowed = set(ORDER[: ORDER.index(name) + 1])
    assert imported(path) <= allowed


WRITING = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "rmtree", "symlink_to", "touch", "rmdir"}
READING = {"read_text", "read_bytes", "rglob", "iterdir", "scandir", "glob"}


def calls(path: Path) -> set[str]:
    """Return the names of all methods and functions a module calls."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            found.add(function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", ""))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_publish_writes(path):
    """No module but ``publish`` writes, renames or removes a file."""
    if room(path) != "publish":
        assert not calls(path) & WRITING
        assert "open" not in {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }


# Besides the data folder there is other reading: what publish copies, a document to import.
MAY_READ = {"layout", "load", "publish", "importers"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_door_reads_files(path):
    """Files are read by ``load`` (with ``layout``, its list of files) and by the few modules that say why."""
    if room(path) not in MAY_READ:
        assert not calls(path) & READING


def test_every_column_has_its_sentences_and_every_table_its_columns():
    """Every published column is declared with a Chinese and an English sentence; no declaration is left over."""
    used = {
        DECLARED_AS.get((table, column), column) for table, header in TABLE_COLUMNS.items() for column in header.split()
    }
    assert used == set(COLUMNS)
    assert all(column.zh and column.en for column in COLUMNS.values())
    assert set(TITLES) == set(TABLE_COLUMNS)


def test_every_field_has_its_sentences():
    """Every field an author may write has a Chinese title, a Chinese help text and an English sentence."""
    for record in records():
        for name, info in record.model_fields.items():
            assert info.title, (record, name)
            assert info.description, (record, name)
            assert info.json_schema_extra["description_en"], (record, name)


def test_every_template_variable_has_its_sentences():
    """Every variable of every page kind is declared with a Chinese and an English sentence."""
    for context in CONTEXTS.values():
        for item in dataclasses.fields(context):
            assert item.metadata["zh"], (context, item.name)
            assert item.metadata["en"], (context, item.name)


def test_every_promise_stands_in_the_reference():
    """Columns, fields, rules, template variables, commands and their options all appear in the generated reference."""
    sections = {section.anchor: section.entries for section in reference_page().context.sections}
    for table, header in TABLE_COLUMNS.items():
        assert [entry[0] for entry in sections[f"table-{table}"]] == header.split()
    for record in records():
        assert [entry[0] for entry in sections[f"field-{record.__name__}"]] == list(record.model_fields)
    for kind, context in CONTEXTS.items():
        assert [entry[0] for entry in sections[f"template-{kind}"]] == [
            item.name for item in dataclasses.fields(context)
        ]
    assert [entry[0] for entry in sections["rules"]] == sorted(RULES)
    assert {anchor.removeprefix("command-") for anchor in sections if anchor.startswith("command-")} == {
        "check", "build", "serve", "explain", "import", "schema",
    }  # fmt: skip
    assert all(zh and en for entries in sections.values() for _, _, zh, en in entries)


def test_nothing_is_fetched_and_no_host_of_a_registry_is_named():
    """Requirements are pinned with hashes and name no index."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-zA-Z0-9_.-]+==", text, re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)
        assert "http" not in text
