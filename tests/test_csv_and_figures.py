"""CSV cells come back as they were printed; figures on pages are proved against the CSV."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
from decimal import Decimal
from shutil import which

import pandas as pd
import pytest
from conftest import TODAY, sample_audit
from hypothesis import given
from hypothesis import strategies as st
from rule_examples import DEPARTMENT, PROFILE, loaded, portal_with
from whole_forms import whole

from build_scripts.judging.audit import judged
from build_scripts.reading.model import STATEMENT_MODELS
from build_scripts.reading.printed import printed_cells, with_cells
from build_scripts.tables.catalogue import TABLES, tables
from build_scripts.tables.csv_format import csv_bytes, csv_text, grid_bytes, guarded, unguarded
from build_scripts.tables.form_tables import FUNDING, NARRATIVES
from build_scripts.tables.ledger import Ledger, UnprovedError, prove
from build_scripts.tables.loading_code import recipes
from build_scripts.tables.published import Table

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
    filled = [
        {"statement_id": "a/b/2020/c", "order": n, "kind": "form_note", "text": text} for n, text in enumerate(texts, 1)
    ]
    return Table(NARRATIVES, tuple(tuple(row.get(name) for name in NARRATIVES.header) for row in filled))


@given(st.lists(PRINTED, max_size=5))
def test_any_text_survives_the_csv(texts):
    """Quotes, commas, line breaks and U+3000 come back unchanged through Python's own reader."""
    rows = list(csv.DictReader(io.StringIO(csv_text(narratives(*texts)), newline="")))
    assert [unguarded(row["text"]) for row in rows] == texts


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


PANDAS, R, *_ = recipes()


def as_printed(page_code, folder, monkeypatch):
    """Run the code as the page prints it in a folder of published files, and return its names."""
    monkeypatch.chdir(folder)
    names = {}
    exec(page_code, names)  # noqa: S102 - our own page
    return names


def test_the_csv_of_a_chart_is_guarded_too():
    """What a form calls its row is a text, whatever it begins with; heading and numbers stay as they are."""
    grid = [["名称", "-1"], ["=1+1", "-5"], ["＠部门", "3"], ["维修", "+2"]]
    assert grid_bytes(grid) == "\ufeff名称,-1\r\n'=1+1,-5\r\n'＠部门,3\r\n维修,+2\r\n".encode()


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Return a folder with every CSV file of the real data, and the tables they were made from."""
    audited = sample_audit()
    folder = tmp_path_factory.mktemp("downloads")
    made = tables(audited)
    for name, table in made.items():
        (folder / f"{name}.csv").write_bytes(csv_bytes(table))
    return folder, made


def test_the_pandas_code_restores_every_text(tmp_path, monkeypatch, published):
    """A file with awkward cells, read with the published code, gives back what was printed."""
    (tmp_path / "narratives.csv").write_bytes(csv_bytes(narratives(*SAMPLES)))
    (tmp_path / "indicators.csv").write_bytes((published[0] / "indicators.csv").read_bytes())
    names = as_printed(PANDAS.code, tmp_path, monkeypatch)
    assert list(names["load"]("narratives")["text"]) == list(SAMPLES)


def test_the_pandas_code_reads_every_published_table(published, monkeypatch, capsys):
    """In all tables texts are as printed, numbers are numbers, and an empty number is missing and not zero."""
    folder, made = published
    load = as_printed(PANDAS.code, folder, monkeypatch)["load"]
    assert re.search("collaborative-office-platform +90.0\n", capsys.readouterr().out)
    for name, table in made.items():
        frame = load(name)
        assert list(frame.columns) == list(table.header)
        for place, column in enumerate(table.columns):
            cells = [row[place] for row in table.rows]
            read = list(frame[table.header[place]])
            if column.is_number:
                assert [cell is None for cell in cells] == [pd.isna(cell) for cell in read], (name, column.name)
                known = [(float(cell), number) for cell, number in zip(cells, read, strict=True) if cell is not None]
                assert all(cell == number for cell, number in known), (name, column.name)
            else:
                assert read == ["" if cell is None else str(cell) for cell in cells], (name, column.name)


@pytest.mark.skipif(which("Rscript") is None, reason="R is not installed")
def test_the_r_code_reads_every_published_table(published):
    """R gives the same sums as pandas and the same texts, which it writes out again for the comparison."""
    folder, made = published
    again = "\n".join(
        f't <- load_table("{name}"); write.csv(t, "again-{name}.csv", row.names = FALSE, na = "", fileEncoding = "UTF-8")'
        for name in made
    )
    (folder / "code.R").write_text(f"{R.code}\n{again}\n", encoding="utf-8")
    subprocess.run(
        ["Rscript", "code.R"], cwd=folder, check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    for name, table in made.items():
        with (folder / f"again-{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert tuple(header) == table.header
        for row, printed in zip(rows, table.rows, strict=True):
            for cell, own, column in zip(row, printed, table.columns, strict=True):
                if own is None or not column.is_number:
                    assert cell == ("" if own is None else str(own)), (name, column.name)
                else:
                    assert float(cell) == pytest.approx(float(own), rel=1e-12), (name, column.name)


@pytest.mark.parametrize("recipe", [PANDAS, R], ids=["pandas", "R"])
def test_the_patterns_of_the_code_are_those_of_the_guard(recipe):
    """Whatever character stands before or as the sign of a formula, the code takes off what ``guarded`` put on."""
    if recipe is R:
        assert "perl = TRUE" in recipe.code
        assert "＝" in recipe.code  # a pattern with Chinese signs has R read pattern and cells as UTF-8
        pattern = re.search(r'sub\("([^"]+)"', recipe.code)[1].replace("\\\\", "\\")
        assert not re.search(r"\\[sShHvVRw]", pattern)  # PCRE's classes are others than Python's
        pattern = re.sub(r"\\x\{([0-9a-f]+)\}", lambda code: f"\\u{int(code[1], 16):04x}", pattern)
    else:
        pattern = re.search(r'replace\(r"([^"]+)"', recipe.code)[1]
    for sign in map(chr, range(0x10000)):
        for cell in (f"{sign}1", f"{sign}=1"):
            assert re.sub(pattern, "", guarded(cell), count=1) == unguarded(guarded(cell)) == cell, ascii(cell)
            if guarded(cell) == cell:
                assert re.sub(pattern, "", f"'{cell}", count=1) == f"'{cell}" == unguarded(f"'{cell}"), ascii(cell)


SAID_OTHERWISE = {"fiscal_year_text", "currency_unit_text", "long_term_text", "total.label"}
SAID_OTHERWISE |= {"source.duplicate.differences[0].text"}
"""Printed words that stand in the tables as a year, a unit, the name of a column, or in a finding (STR-09)."""


@pytest.mark.parametrize("kind", STATEMENT_MODELS.values(), ids=lambda kind: kind.__name__)
def test_every_cell_of_a_form_is_published_as_printed(kind):
    """A text field of the model that has no column of its own in the tables of forms is named here."""
    given = {"template": "sample", "fiscal_year": 2023, "release": None, "scoring_profile": "sample"}
    form = whole(kind, **{key: value for key, value in given.items() if key in kind.model_fields})
    form = with_cells(form, lambda cell: f"〔{cell.path}〕")
    portal = portal_with([loaded(form, DEPARTMENT, "whole")], {"sample": PROFILE})
    made = tables(judged(portal, lambda _: None, TODAY))
    published = {cell for table in made.values() if table.name != "findings" for row in table.rows for cell in row}
    assert {cell.path for cell in printed_cells(form) if cell.text not in published} <= SAID_OTHERWISE


def test_a_column_name_is_a_number_everywhere_or_nowhere():
    """The code knows number columns by name alone, so a name has one type in all tables."""
    kinds = {}
    for table in TABLES:
        for column in table.columns:
            kinds.setdefault(column.name, set()).add(column.kind if column.is_number else "text")
    assert {name: kind for name, kind in kinds.items() if len(kind) > 1} == {}


def test_the_file_begins_with_one_bom_and_ends_its_lines_with_crlf():
    """Excel on a Chinese system needs the BOM; RFC 4180 asks for CRLF."""
    data = csv_bytes(narratives("一", "二"))
    assert data.startswith(b"\xef\xbb\xbfnarrative_id,")
    assert data.count(b"\r\n") == 3
    assert data.replace(b"\r\n", b"").count(b"\n") == 0


def funding(*amounts):
    """Return a funding table whose executed amounts are ``amounts``."""
    rows = tuple(
        tuple(
            {"department_id": "a/b", "executed_yuan": amount, "line_code": "total"}.get(name) for name in FUNDING.header
        )
        for amount in amounts
    )
    return Table(FUNDING, rows)


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
        prove(ledger.shown.values(), {"funding": text.replace(",18.0,", ",19.0,")})
