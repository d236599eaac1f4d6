"""JSON Schemas for editors: valid, in Chinese, as lenient and as strict as the loader."""

from __future__ import annotations

import fnmatch

import pytest
import yaml
from jsonschema import Draft202012Validator

from build_scripts.reading import model
from build_scripts.reading.layout import FILE_KINDS, KIND_OF, SHARED
from build_scripts.reading.model import Record
from build_scripts.reading.schema import schemas
from build_scripts.reading.validation import terms_of

SCHEMAS = schemas()


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def test_each_kind_of_file_has_a_schema():
    """What the loader accepts at some place, an editor knows too."""
    assert set(SCHEMAS) == {f"{kind.name}.schema.json" for kind in FILE_KINDS}
    assert len(SCHEMAS) == len(KIND_OF) == len(FILE_KINDS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_and_says_what_it_is_for(name):
    """JSON Schema 2020-12, with a Chinese title and description and an English one."""
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert has_chinese(schema["title"])
    assert has_chinese(schema["description"])
    assert schema["description_en"]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.name)
def test_good_files_are_accepted_and_unknown_keys_refused(kind, tree):
    """Files of the smallest tree, read by a plain YAML reader, fit their schema; with a key more they do not."""
    pattern = kind.place
    validator = Draft202012Validator(SCHEMAS[f"{kind.name}.schema.json"])
    for path, text in tree.items():
        if fnmatch.fnmatch(path, pattern) and path.count("/") == pattern.count("/") and not _shared(path, pattern):
            data = yaml.safe_load(text)
            assert list(validator.iter_errors(data)) == []
            assert [error.validator for error in validator.iter_errors({**data, "x": 1})] == ["additionalProperties"]


def _shared(path: str, pattern: str) -> bool:
    """Tell whether ``path`` is in a shared folder and the pattern is not for it."""
    return pattern.startswith("*/") and path.split("/", maxsplit=1)[0] in SHARED


def test_numbers_and_truth_values_need_no_quotes():
    """What an editor takes for a number is text to the loader: both ways of writing are accepted, a list is not."""
    department = Draft202012Validator(SCHEMAS["source.schema.json"])
    good = {"title": 2023, "publisher": "x", "media_type": "x", "sha256": "0" * 64, "lines": "5"}
    assert department.is_valid(good)
    assert department.is_valid({**good, "lines": 5})
    assert not department.is_valid({**good, "lines": "five"})
    assert not department.is_valid({**good, "lines": 0})
    assert not department.is_valid({**good, "title": ["x"]})
    profile = {"name": "x", "name_en": "x", "citations": ["x"]}
    validator = Draft202012Validator(SCHEMAS["scoring-profile.schema.json"])
    assert [validator.is_valid({**profile, "scored": value}) for value in (True, "true", "yes", 1)] == [
        True,
        True,
        False,
        False,
    ]


def test_optional_numbers_keep_their_bounds():
    """A source line counts from 1, in the editor too, and a key without a value is refused."""
    row = SCHEMAS["project.schema.json"]["$defs"]["Indicator"]["properties"]["source_line"]
    validator = Draft202012Validator(row)
    assert [validator.is_valid(value) for value in (1, "1", 0, None)] == [True, True, False, False]


def test_codes_are_shown_with_their_names():
    """An editor offers each code with its Chinese and English name."""
    levels = SCHEMAS["jurisdiction.schema.json"]["$defs"]["JurisdictionLevel"]["oneOf"]
    assert {"const": "county", "title": "县（区）", "description": "County or district"} in levels
    assert SCHEMAS["report.schema.json"]["properties"]["form_type"]["oneOf"][0]["const"] == "dept_report"


RECORDS = [
    kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_key_of_every_record_is_explained(kind):
    """Each key has a Chinese title and help and an English sentence, and each record says what it is."""
    assert kind.__doc__
    assert kind in (model.Statement, model.ScoredStatement) or has_chinese(kind.model_config["title"])
    for key, declared in kind.model_fields.items():
        assert has_chinese(declared.title), key
        assert declared.description.endswith("。") or terms_of(declared.annotation), key
        assert declared.json_schema_extra["description_en"].endswith("."), key
