"""Forms of other governments are read whole from every kind of file, however their columns stand and their words are written."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import SAMPLE
from printed.comparing import differences, invented, lost
from printed.layouts import CHANGES, LAYOUTS, WORDINGS
from printed.rebuilt import forms, printed
from printed.writers import EXACT, WRITERS, grid, has_libreoffice, through_libreoffice, xlsx, xlsx_sheets

from build_scripts.carriers import read_carrier
from build_scripts.carriers.kinds import read_any
from build_scripts.importers import KnownForms, read_carried
from build_scripts.importers.run import known_of
from build_scripts.reading.load import load

SAMPLE_FORMS = forms(SAMPLE)


@cache
def sample():
    """Return what the sample knows of how forms look."""
    portal, _ = load(SAMPLE)
    return known_of(portal)


def read(carried, year=None):
    """Return the forms of a file as its YAML files hold them."""
    known = KnownForms(dict(sample().templates), sample().profiles)
    document = read_carried(carried, "x", year, known=known)
    assert document.not_read == ()
    return [form.statement.model_dump(mode="json", exclude_unset=True) for form in document.forms]


def wrong(form, carried, *, exact=False):
    """Return what is read otherwise than it is printed, lost or invented; a form that prints no year is given its own."""
    inferred = form.expected.get("fiscal_year_basis") == "inferred"
    found = read(carried, form.expected["fiscal_year"] if inferred else None)
    assert len(found) == 1
    (one,) = found
    return [
        *differences(form.expected, one, exact=exact),
        *(f"lost: {text}" for text in lost(form.document, one)),
        *(f"invented: {text}" for text in invented(form.document, one)),
    ]


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("kind", WRITERS)
def test_a_form_of_any_layout_is_read_from_every_kind_of_file(kind, name):
    """Three orders of blocks and columns, three wordings: every cell in its field or kept with its label."""
    for variation in range(3):
        form = LAYOUTS[name](variation)
        if kind == "pdf" and any("☑" in cell.text for cell in form.document.cells()):
            continue  # the font has no such sign
        assert wrong(form, read_any(WRITERS[kind][1](form.document))) == [], variation


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("change", CHANGES)
def test_a_form_with_other_columns_is_read(change, name):
    """An unknown heading, a column too few, a column too many: the others are read as before."""
    for variation in range(3):
        form = LAYOUTS[name](variation, CHANGES[change])
        assert wrong(form, grid(form.document)) == [], variation


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("wording", WORDINGS)
def test_a_form_in_other_writing_is_read(wording, name):
    """White space inside labels, brackets of another width, colons after labels change nothing."""
    for variation in range(3):
        form = LAYOUTS[name](variation)
        form = replace(form, document=WORDINGS[wording](form.document))
        assert wrong(form, grid(form.document)) == [], variation


@pytest.mark.parametrize("write", [xlsx, xlsx_sheets], ids=["one sheet", "a sheet each"])
def test_two_forms_in_one_workbook_are_two(write):
    """Below one another or on sheets of their own, each is read whole."""
    for first, second in (("A", "B"), ("B", "E"), ("D", "A")):
        two = LAYOUTS[first](0), LAYOUTS[second](1)
        found = read(read_any(write(*(form.document for form in two))))
        assert [differences(form.expected, one) for form, one in zip(two, found, strict=True)] == [[], []]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_form_of_the_sample_comes_back_from_every_kind_of_file(kind):
    """The forms of the sample, printed again, one of each template, are read as they stand."""
    one_each = {form["template"]: (form, template) for _, form, template in SAMPLE_FORMS}
    for form, template in one_each.values():
        again = printed(form, template)
        if kind == "pdf" and form["template"] == "wuhan-department-2020":
            continue  # where a long note below the table goes over a line, PDF does not tell it from two notes
        assert wrong(again, read_any(WRITERS[kind][1](again.document)), exact=kind in EXACT) == []


def test_every_form_of_the_sample_comes_back():
    """All of them, from their cells."""
    for path, form, template in SAMPLE_FORMS:
        again = printed(form, template)
        assert wrong(again, grid(again.document), exact=True) == [], path


@pytest.mark.skipif(not has_libreoffice(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xls", "rtf"])
def test_a_form_is_read_from_what_libreoffice_writes(suffix, tmp_path: Path):
    """Files of old programs are converted first."""
    form = LAYOUTS["B"](0)
    assert wrong(form, read_carrier(through_libreoffice(form.document, suffix, tmp_path), f"form.{suffix}")) == []
