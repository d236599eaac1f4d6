"""The made portals of the benchmarks: the same seed gives the same bytes, and they are like the real data."""

from __future__ import annotations

import shutil
from collections import Counter

import made_forms
import portals
import pytest
import stages
from conftest import SAMPLE, TODAY

from build_scripts.judging.audit import audit
from build_scripts.reading.load import load
from build_scripts.reading.printed import printed_cells
from build_scripts.reading.yaml_writing import write
from build_scripts.words.vocabulary import FormType, Subject

MORE_TEMPLATES = {
    "mof-department-2020": (
        "dept_self_eval",
        "label initial adjusted executed rate weight score",
        "actual weight score deviation",
    ),
    "mof-department-target-2015": ("dept_target", "label amount", ""),
    "mof-project-target-2015": ("project_target", "label amount", ""),
}
"""Templates that the sample does not have: form type, columns of the money, columns of indicators besides name and target."""


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Return the tests' own frozen sample with a template for each form that is made."""
    data = tmp_path_factory.mktemp("real") / "data"
    shutil.copytree(SAMPLE, data)
    for name, (kind, money, further) in MORE_TEMPLATES.items():
        columns = {"funding_columns": money, "indicator_columns": f"level1 level2 name target {further}"}
        listed = {block: [{"key": key, "heading": ""} for key in keys.split()] for block, keys in columns.items()}
        template = write({"name": "财政部表样", "name_en": "A form of the Ministry", "form_type": kind} | listed)
        (data / "form_templates" / f"{name}.yml").write_text(template, encoding="utf-8")
    return data


@pytest.fixture(scope="module")
def words(real):
    """Return the words of which the forms are made."""
    portal, problems = load(real)
    assert portal, problems
    return made_forms.Vocabulary(portal)


@pytest.fixture(scope="module")
def audited(real, tmp_path_factory):
    """Return a made portal of 30 forms, loaded without a problem and checked."""
    found, problems = audit(portals.make(tmp_path_factory.mktemp("made"), 30, 1, real), lambda _: None, TODAY)
    assert found, problems[:3]
    assert {problem.code for problem in problems} <= {
        "placeholder-sample"
    }  # its templates and profiles are the sample's
    return found


def test_the_same_seed_gives_the_same_bytes(words):
    """Two runs of one seed agree file by file, another seed makes other forms."""
    one, same, other = (list(portals.files(30, words, seed)) for seed in (1, 1, 2))
    assert one == same
    assert one != other
    assert len({name for name, _ in one}) == len(one)


def test_a_portal_has_as_many_forms_as_asked_for(words):
    """So has one whose last department is cut short, in every size."""
    for forms in (12, 30, 101):
        names = [name for name, record in portals.files(forms, words, 3) if "form_type" in record]
        assert len(names) == forms


def test_a_made_portal_is_like_a_real_one(audited):
    """It has all form types in several places, about 60 indicators a form, blanks, and findings as the real data has."""
    forms = audited.portal.statements
    assert {form.form.form_type for form in forms} == set(FormType)
    assert len(forms) == 30
    assert len({form.jurisdiction_id for form in forms}) >= 3
    rows = sum(len(result.indicators) for result in audited.results.values())
    assert 45 < rows / len(forms) < 75
    cells = [cell.text.strip() for form in forms for cell in printed_cells(form.form)]
    assert 0.02 < cells.count("") / len(cells) < 0.3
    found = [item for item in audited.findings if item.about is Subject.FORM]
    assert 8 < len(found) / len(forms) < 24
    assert len({item.rule_id for item in found}) > 20


def test_scores_mostly_follow(audited):
    """Most results reach their targets, some do not, and a printed total is what the formulas give or near it."""
    reached = Counter(row.achievement.value for result in audited.results.values() for row in result.indicators)
    assert reached["met"] > 5 * reached["missed"] > 0
    totals = [float(form.form.total.score) for form in audited.portal.statements if form.total]
    assert totals
    assert all(70 < total <= 100 for total in totals)


def test_every_stage_times_functions_that_are_there():
    """A function that has moved or has another name would leave its stage unmeasured, or end the whole measurement."""
    assert {"reading", "rendering", "publishing"} < set(stages.STAGES)
    for stage, functions in stages.STAGES.items():
        assert functions, stage
        assert [name for place, name in functions if not callable(getattr(place, name, None))] == [], stage
