"""JSON Schemas for editors: valid, in Chinese, as lenient and as strict as the loader."""

from __future__ import annotations

import fnmatch
import json
import random
import re

import pytest
import yaml
from conftest import SAMPLE
from jsonschema import Draft7Validator, Draft202012Validator

from build_scripts.cli import main
from build_scripts.reading import model
from build_scripts.reading.layout import FILE_KINDS, KIND_OF, SHARED, files_of
from build_scripts.reading.load import mistakes_in
from build_scripts.reading.model import Record
from build_scripts.reading.schema import editor_schemas, editor_settings, schemas
from build_scripts.reading.strict_yaml import read_yaml
from build_scripts.reading.validation import path_text, terms_of

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


class _Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers and truth values, no dates, no ``yes`` and ``no``."""


_Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", "true|false", "tf"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
    ("null", "~|null|", ["~", "n", ""]),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))
EDITORS = {name: Draft7Validator(schema) for name, schema in editor_schemas().items()}
FILES = files_of(SAMPLE)[0]
SMALL = [file for file in FILES if file.path.stat().st_size < 12_000]


def marked(file, text):
    """Return the lines that an editor marks in a file: of a value, or of an unknown key."""
    _, positions, _ = read_yaml(text, file.name)
    lines = set()
    for error in EDITORS[f"{file.kind.name}.schema.json"].iter_errors(yaml.load(text, _Core)):  # noqa: S506 - a safe one
        path = path_text(tuple(error.absolute_path))
        unknown = (
            set(error.instance) - set(error.schema["properties"]) if error.validator == "additionalProperties" else ()
        )
        lines |= {positions.key(f"{path}.{key}".removeprefix("."))[0] for key in unknown} or {
            positions.nearest(path)[0]
        }
    return lines


def test_an_editor_marks_nothing_in_a_good_file():
    """Every file of the sample fits its schema as editors read it, with quotes around numbers and without."""
    for file in FILES:
        text = file.path.read_text(encoding="utf-8")
        if file in SMALL:
            text = re.sub(r': "([1-9][0-9]*(?:\.[0-9]+)?)"$', r": \1", text, flags=re.MULTILINE)
            assert mistakes_in(file, text.encode()) == []
        assert marked(file, text) == set(), file.name


SLIPS = {
    "key": (re.compile(r"( *(?:- )?)([a-z_0-9]+)(: .*)"), r"\1\2x\3"),
    "code": (
        re.compile(r'( *(?:- )?(?:kind|level|line_code|currency_unit|fiscal_year_basis|form_type): )"[a-z_]+"'),
        r'\1"none_such."',
    ),
    "number": (
        re.compile(r"( *(?:- )?(?:source_line|fiscal_year|first_line|last_line|lines): )(?:[0-9]+)"),
        r"\g<1>3.5",
    ),
    "minus": (re.compile(r"( *(?:- )?(?:source_line|first_line|last_line|lines): )(?:[0-9]+)"), r"\g<1>-3"),
    "list": (re.compile(r'( *(?:- )?(?:title|label|heading|target|actual): )".*"'), r"\1[]"),
}
"""What is written for a line of a good file."""


@pytest.mark.parametrize("kind", SLIPS)
@pytest.mark.parametrize("seed", range(12))
def test_an_editor_marks_what_check_refuses_where_it_does(kind, seed):
    """A misspelt key, a wrong code, a number that is none, a list for a text: both name the line of the slip, and no other but what lacks a key."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    pattern, instead = SLIPS[kind]
    fitting = [
        (file, lines, number)
        for file in chance.sample(SMALL, 12)
        for lines in [file.path.read_text(encoding="utf-8").split("\n")]
        for number, line in enumerate(lines)
        if pattern.fullmatch(line)
    ]
    file, lines, number = chance.choice(fitting)
    text = "\n".join([*lines[:number], pattern.sub(instead, lines[number]), *lines[number + 1 :]])
    told = {problem.line for problem in mistakes_in(file, text.encode())}
    assert number + 1 in told
    assert number + 1 in marked(file, text)
    assert kind == "key" or told == marked(file, text) == {number + 1}


def test_one_line_wires_an_editor(tmp_path, capsys):
    """Schemas and settings stand where they name each other; settings of one's own are left alone, and told what to add."""
    assert main(["schema", "--editor", "--project", str(tmp_path)]) == 0
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings == editor_settings()
    for schema, place in settings["yaml.schemas"].items():
        told = json.loads((tmp_path / schema).read_text(encoding="utf-8"))
        Draft7Validator.check_schema(told)
        assert told["description"].startswith(f"明账数据文件 {place}")
    for file in FILES:  # an editor finds one schema for each file
        fitting = [one for one in settings["yaml.schemas"].values() if fits(file.name, one)]
        assert fitting == [f"data/{file.kind.place}"]
    own = '{"editor.rulers": [100]}\n'
    (tmp_path / ".vscode/settings.json").write_text(own, encoding="utf-8")
    capsys.readouterr()
    assert main(["schema", "--editor", "--project", str(tmp_path)]) == 0
    assert (tmp_path / ".vscode/settings.json").read_text(encoding="utf-8") == own
    said = capsys.readouterr().out
    assert json.loads(said[said.index("{") :]) == editor_settings()
    assert main(["schema", "--editor", "--to", str(tmp_path)]) == 2


def fits(name, pattern):
    """Tell whether a file is one of a pattern's, in which ``*`` is a part of a path."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", "[^/]+"), name) is not None
