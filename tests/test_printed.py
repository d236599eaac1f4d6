"""One walk goes through every cell that a form prints: no field of any record is forgotten, also none that is added."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, get_args, get_origin

import pytest
from pydantic import create_model
from rule_examples import DEPARTMENT, TODAY, loaded, portal_with
from whole_forms import WORDS, whole

from build_scripts.judging.check import check
from build_scripts.judging.score import score
from build_scripts.reading.model import STATEMENT_MODELS, Record, SourceReference, Statement, field
from build_scripts.reading.printed import editors_texts, printed_cells, with_cells

KINDS = pytest.mark.parametrize("kind", STATEMENT_MODELS.values(), ids=lambda kind: kind.__name__)
IDENTITY = "11010519491231002X"
ADDED = "added_later"


@cache
def grown(kind: type[Record]) -> type[Record]:
    """Return a kind of record with a text cell more, and in which every record that it holds has one more too."""
    new: dict[str, Any] = {ADDED: (str, field("新栏目", "原样。", "A column added later."))}
    for name, declared in kind.model_fields.items():
        if name not in getattr(kind, "of_editors", ()):
            new[name] = (with_grown(declared.annotation), declared)
    return create_model(f"Grown{kind.__name__}", __base__=kind, **new)


def with_grown(annotation: Any) -> Any:
    """Return a type in which records are grown ones."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return grown(annotation)
    if get_origin(annotation) is tuple and isinstance(item := get_args(annotation)[0], type):
        return tuple[with_grown(item), ...]
    inner = [part for part in get_args(annotation) if isinstance(part, type) and issubclass(part, Record)]
    return grown(inner[0]) | None if inner else annotation


def records_in(value: object, path: str = "") -> list[str]:
    """Return the path of a record and of every record in it, found without the walk under test."""
    if isinstance(value, tuple):
        return [place for number, item in enumerate(value) for place in records_in(item, f"{path}[{number}]")]
    if not isinstance(value, Record):
        return []
    kept = type(value).model_fields.keys() - getattr(value, "of_editors", frozenset())
    return [path, *(place for name in kept for place in records_in(getattr(value, name), f"{path}.{name}".lstrip(".")))]


@KINDS
def test_a_cell_that_is_added_to_any_record_is_walked(kind):
    """A text field more in every record of a form is found at its place in each, without a line of other code."""
    form = whole(grown(kind))
    there = {f"{path}.{ADDED}".lstrip(".") for path in records_in(form)}
    assert {cell.path for cell in printed_cells(form) if cell.field == ADDED} == there
    assert len(there) > 1


@KINDS
def test_a_personal_number_in_an_added_cell_holds_the_form(kind):
    """The rule for personal data looks at a field that nobody told it of."""
    form = whole(grown(kind), release=None, fiscal_year=2023)
    places = [cell.path for cell in printed_cells(form) if cell.field == ADDED]
    form = with_cells(form, lambda cell: IDENTITY if cell.field == ADDED else cell.text)
    portal = portal_with([loaded(form, DEPARTMENT, "grown")], {})
    found = [finding for finding in check(portal, score(portal), TODAY) if finding.rule_id == "DSC-05"]
    assert sorted(finding.path for finding in found) == sorted(places)


def texts_of(schema: dict[str, Any], path: str = "") -> set[str]:
    """Return the places of all texts without pattern or list of codes that a JSON schema allows, one item a list."""
    return set(_texts_of(schema, schema.get("$defs", {}), path))


def _texts_of(schema: dict[str, Any], records: dict[str, Any], path: str) -> list[str]:
    if "$ref" in schema:
        schema = records[schema["$ref"].rpartition("/")[2]]
    found = [place for part in schema.get("anyOf", []) for place in _texts_of(part, records, path)]
    if schema.get("type") == "array":
        found += _texts_of(schema["items"], records, f"{path}[0]")
    for name, declared in schema.get("properties", {}).items():
        found += _texts_of(declared, records, f"{path}.{name}".lstrip("."))
    is_text = schema.get("type") == "string" and not schema.keys() & {"pattern", "enum", "const"}
    return [*found, path] if is_text else found


@KINDS
def test_every_text_of_a_form_is_printed_or_its_editors(kind):
    """Of the texts that the model's own schema lists, the walk finds all but those that the form's editors write."""
    places = texts_of(kind.model_json_schema())
    kept = [*Statement.of_editors, *(f"source.{name}" for name in SourceReference.of_editors)]
    kept += [r"source\.duplicate\.description", r"source\.duplicate\.differences\[0\]\.path"]
    of_editors = {place for place in places if re.match(rf"({'|'.join(kept)})\b", place)}
    form = whole(kind)
    assert {cell.path for cell in printed_cells(form)} == places - of_editors
    assert of_editors <= {cell.path for cell in editors_texts(form)}
    assert {cell.text for cell in printed_cells(form)} == {WORDS}


@KINDS
def test_cells_are_changed_where_they_stand(kind):
    """Each cell is given with its path, and only what is printed changes."""
    form = whole(kind)
    changed = with_cells(form, lambda cell: f"{cell.path} {cell.text}")
    assert [cell.text for cell in printed_cells(changed)] == [f"{cell.path} {WORDS}" for cell in printed_cells(form)]
    assert list(editors_texts(changed)) == list(editors_texts(form))
    assert with_cells(changed, lambda _: WORDS) == form
