"""CSV cells come back as they were printed; figures on pages are proved against the CSV."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest
from conftest import PROJECT
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


METHODS = ("content/method.md", "content/en/method.md")
SAMPLES = (
    *(
        "=6人",
        "-5",
        "'=6人",
        "''=1",
        " =1",
        "\n\n\n产出指标",
        "\t20",
        "\r1",
        "\u3000=1",
        "\xa0-1",
        "\u200b@x",
        "\u2003+1",
        "＝6人",
    ),
    *("\x1c=1", "\x85=1", "\u2028=1", "'", "'a", "''", "", "　", "1-12月", ">=95%", "扶贫\n'=1"),
)


def recipe(page, language):
    """Return the indented lines below ``Python …`` or ``R`` in the section on CSV."""
    text = (PROJECT / page).read_text(encoding="utf-8").partition("## CSV")[2]
    block = re.search(rf"^{language}[^\n]*[：:]\n\n((?:    [^\n]*\n)+)", text, re.MULTILINE)
    return re.sub("^    ", "", block[1], flags=re.MULTILINE)


@pytest.mark.parametrize("page", METHODS)
def test_the_python_recipe_of_the_method_page_restores_every_text(page, tmp_path, monkeypatch):
    """The very lines that the page prints, run on a file with awkward cells, give back what was printed."""
    (tmp_path / "indicators.csv").write_bytes(csv_bytes(narratives(*SAMPLES)))
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(recipe(page, "Python"), names)  # noqa: S102 - our own page
    assert list(names["table"]["text"]) == list(SAMPLES)


@pytest.mark.parametrize("page", METHODS)
@pytest.mark.parametrize("language", ["Python", "R"])
def test_the_patterns_of_the_method_page_are_those_of_the_guard(page, language):
    """Whatever character stands before or as the sign of a formula, both recipes take off what ``guarded`` put on."""
    text = recipe(page, language)
    if language == "R":
        assert "perl = TRUE" in text
        assert "＝" in text  # a pattern with Chinese signs has R read pattern and cells as UTF-8
        pattern = re.search(r'pattern = "([^"]+)"', text)[1].replace("\\\\", "\\")
        assert not re.search(r"\\[sShHvVRw]", pattern)  # PCRE's classes are others than Python's
        pattern = re.sub(r"\\x\{([0-9a-f]+)\}", lambda code: f"\\u{int(code[1], 16):04x}", pattern)
    else:
        pattern = re.search(r'replace\(r"([^"]+)"', text)[1]
    for sign in map(chr, range(0x10000)):
        for cell in (f"{sign}1", f"{sign}=1"):
            assert re.sub(pattern, "", guarded(cell), count=1) == unguarded(guarded(cell)) == cell, ascii(cell)
            if guarded(cell) == cell:
                assert re.sub(pattern, "", f"'{cell}", count=1) == f"'{cell}" == unguarded(f"'{cell}"), ascii(cell)


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
