"""CSV cells come back as they were printed; figures on pages are proved against the CSV."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.columns import COLUMNS
from build_scripts.csv_format import csv_bytes, csv_text, guarded, unguarded
from build_scripts.figures import Ledger, UnprovedError, prove
from build_scripts.tables import TABLE_COLUMNS, Table

PRINTED = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\0"))


@given(st.text())
def test_the_guard_can_be_taken_off_again(text):
    """unguarded(guarded(x)) is x for every text, so nothing printed is lost."""
    assert unguarded(guarded(text)) == text


@given(st.text(), st.text())
def test_two_texts_never_look_alike_under_the_guard(one, other):
    """The guard is one to one: apostrophes of the form itself stay apart from ours."""
    assert (guarded(one) == guarded(other)) == (one == other)


@pytest.mark.parametrize("text", ["=6人", "-5", "--", "@x", "+1", " =1+1", "\t=1", "＝6人", "'=6人", "－1"])
def test_what_a_spreadsheet_could_take_for_a_formula_is_guarded(text):
    """Each risky beginning gets an apostrophe before it."""
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", ">=95%", "》0.95", "100%", "扶贫", "　", "1-12月"])
def test_harmless_texts_are_left_alone(text):
    """What no spreadsheet evaluates is published as printed."""
    assert guarded(text) == text


def narratives(*texts):
    """Return a narratives table with one row per text."""
    header = TABLE_COLUMNS["narratives"].split()
    columns = tuple(COLUMNS["narrative_kind" if name == "kind" else name] for name in header)
    rows = tuple(("a/b/2020/c", index, "form_note", None, text, 3) for index, text in enumerate(texts, 1))
    return Table("narratives", columns, rows)


@given(st.lists(PRINTED, max_size=5))
def test_any_text_survives_the_csv(texts):
    """Quotes, commas, line breaks and U+3000 come back unchanged through Python's own reader."""
    rows = list(csv.DictReader(io.StringIO(csv_text(narratives(*texts)), newline="")))
    assert [unguarded(row["text"]) for row in rows] == texts


def test_the_file_begins_with_one_bom_and_ends_its_lines_with_crlf():
    """Excel on a Chinese system needs the BOM; RFC 4180 asks for CRLF."""
    data = csv_bytes(narratives("一", "二"))
    assert data.startswith(b"\xef\xbb\xbfstatement_id,")
    assert data.count(b"\r\n") == 3
    assert data.replace(b"\r\n", b"").count(b"\n") == 0


def funding(*amounts):
    """Return a funding table whose executed amounts are ``amounts``."""
    header = TABLE_COLUMNS["funding"].split()
    columns = tuple(COLUMNS[name] for name in header)
    rows = tuple(
        tuple({"department_id": "a/b", "executed_yuan": amount, "line_code": "total"}.get(name) for name in header)
        for amount in amounts
    )
    return Table("funding", columns, rows)


def test_a_sum_is_exact_and_leaves_blanks_out():
    """0.1 + 0.2 yuan is 0.3 yuan, and a blank adds nothing."""
    ledger = Ledger({"funding": funding(Decimal("0.1"), Decimal("0.2"), None)})
    assert ledger.total("funding", "executed_yuan", department_id="a/b").value == Decimal("0.3")
    assert ledger.count("funding", department_id="a/b").value == 3
    assert ledger.count("funding", department_id="x/y").value == 0


def test_a_figure_that_the_csv_contradicts_stops_the_build():
    """Figures are worked out again from the published text; a digit changed there is named."""
    table = funding(Decimal(18), Decimal(24))
    ledger = Ledger({"funding": table})
    ledger.total("funding", "executed_yuan", line_code="total")
    text = csv_text(table)
    assert prove(ledger.shown.values(), {"funding": text}) == 1
    with pytest.raises(UnprovedError, match="42 ≠ 43"):
        prove(ledger.shown.values(), {"funding": text.replace(",18,", ",19,")})
