"""CONTRIBUTING says what is so: its examples are read as data, its ids exist, its commands are the program's."""

from __future__ import annotations

import pkgutil
import re
import shlex
import shutil
import subprocess
from datetime import date

import pytest
from conftest import PROJECT, SAMPLE

from build_scripts.commands import commands
from build_scripts.importers.document import digest
from build_scripts.judging.audit import audit
from build_scripts.reading.model import STATEMENT_MODELS
from build_scripts.words.vocabulary import DepartmentKind, FindingStatus, JurisdictionLevel

GUIDE = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (PROJECT / "README.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```yaml\n# data/(\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
SHARED = ("portal.yml", "form_templates", "scoring_profiles")
FORM = "sample-county/archives/2024/digitisation"


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """Return the guide's examples, read and checked as the whole of a portal's data."""
    data = tmp_path_factory.mktemp("guide") / "data"
    data.mkdir()
    for name in SHARED:
        copy = shutil.copytree if (SAMPLE / name).is_dir() else shutil.copy
        copy(SAMPLE / name, data / name)
    for name, text in EXAMPLES.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(text, encoding="utf-8")
    found, problems = audit(data, lambda _: None, date(2026, 11, 10))
    # the portal's settings and profiles are the sample's, and that is told
    assert [problem.text("en") for problem in problems if problem.code != "placeholder-sample"] == []
    return found


def test_every_example_names_its_file():
    """Each YAML block is a whole file and says which: none escapes the reading below."""
    assert len(EXAMPLES) == GUIDE.count("```yaml\n") == 7


def test_the_examples_are_one_sound_department(audited):
    """Jurisdiction, department, source, form, reply, gap and restatement fit together without a problem."""
    portal = audited.portal
    assert list(portal.jurisdictions) == ["sample-county"]
    assert [statement.id for statement in portal.statements] == [FORM]
    (record,) = portal.restatements.values()
    assert [change.statement for change in record.restatements] == [FORM]
    assert audited.held == frozenset()


def test_the_examples_of_answers_answer_findings(audited):
    """The reply, the accepted gap and the release each speak of a finding that is there; the rest is in order."""
    status = {finding.rule_id: finding.status for finding in audited.findings}
    assert status["BUD-07"] is FindingStatus.EXPLAINED
    assert status["STR-02"] is FindingStatus.ACCEPTED
    assert [finding.rule_id for finding in audited.findings if finding.release] == ["DSC-04"]
    assert set(status) == {"BUD-07", "STR-02", "DSC-04"}


def test_every_template_and_profile_is_in_the_guide(audited):
    """The table names each template with a profile that fits it; the text below it the other profiles."""
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (?:`([a-z0-9-]+)`|不写 · none) \| ", GUIDE, re.MULTILINE)
    assert sorted(template for template, _ in rows) == sorted(audited.portal.templates)
    for template, profile in rows:
        scored = "scoring_profile" in STATEMENT_MODELS[audited.portal.templates[template].form_type].model_fields
        assert bool(profile) == scored, template
        assert not profile or profile in audited.portal.profiles
    named = {profile for _, profile in rows if profile} | {
        name for name in audited.portal.profiles if f"`{name}`" in GUIDE
    }
    assert named == set(audited.portal.profiles)


@pytest.mark.parametrize("terms", [DepartmentKind, JurisdictionLevel])
def test_every_code_that_a_new_folder_needs_is_in_the_guide(terms):
    """The kinds of departments and the levels of jurisdictions can be read off the guide."""
    assert [term.value for term in terms if f"`{term.value}`" not in GUIDE] == []


def test_checksum_and_lines_come_from_one_command():
    """The command in the guide prints the very values that a source record holds."""
    (command,) = re.findall(r"^sha256sum .*$", GUIDE, re.MULTILINE)
    document = PROJECT / "tests/fixtures/documents/wuhan-shouyilu-2020.txt"
    shown = subprocess.run(  # noqa: S602 - the guide's own line
        command.replace("文件.txt", shlex.quote(str(document))), shell=True, capture_output=True, text=True, check=True
    ).stdout.split()
    assert (shown[0], shown[-1]) == (digest(document.read_bytes()), "690")


@pytest.mark.parametrize("text", [GUIDE, README], ids=["CONTRIBUTING", "README"])
def test_commands_of_the_guides_exist(text):
    """Every ``mingzhang …`` in the guides is a command, each option one of its own; how to have it on the path is said."""
    assert ". .venv/bin/activate" in text
    named = re.findall(r"(?:^|[`/])mingzhang ([a-z]+)((?: [^`\n|·]*)?)", text, re.MULTILINE)
    assert named
    for command, rest in named:
        options = {option for names in commands().commands[command].options for option in names.split()}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, (command, rest)


CODE = GUIDE.partition("## 我有代码")[2]


def test_what_the_guide_traces_is_in_the_program():
    """Every function, class and file that the code half names is there under that name."""
    names = re.findall(r"`((?:reading|judging|tables|pages|publish|units)(?:\.\w+)+)`", CODE)
    assert len(names) > 15
    for name in names:
        pkgutil.resolve_name(f"build_scripts.{name}")
    files = re.findall(r"`((?:build_scripts|site_templates)/[^`<]*)(?:<code>)?[^`]*`", CODE)
    assert len(files) > 5
    for file in files:
        assert list(PROJECT.glob(file)), file


def test_every_file_of_tests_is_on_the_map():
    """Whoever changes a room finds the tests that hold it: the map names each file, alone or with others of its kind."""
    named = re.findall(r"`(?:tests/)?((?:js/)?[\w*]+\.(?:py|test\.js))`", CODE.partition("Map of tests")[2])
    found = {path for name in named for path in (PROJECT / "tests").glob(name)}
    assert {*(PROJECT / "tests").glob("test_*.py"), *(PROJECT / "tests" / "js").glob("*.test.js")} <= found
