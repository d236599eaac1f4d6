"""Two states of the tables: the difference says exactly what was edited, and leads from the one to the other."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.opendata.difference import (
    PRINTED_COLUMNS,
    TOLD_COLUMNS,
    CellKind,
    TableError,
    TextTable,
    counted,
    difference,
    is_of,
    kind_of,
)
from build_scripts.reading.model import STATEMENT_MODELS, BaseDataRow, FundingLine, Goal, Indicator, Narrative
from build_scripts.reading.printed import published_keys
from build_scripts.tables.catalogue import TABLE_OF, TABLES
from build_scripts.tables.csv_format import guarded

FORM, ROW = "a/b/2023/road", "a/b/2023/road#i-aaaaaaaa"


def written(header, rows):
    """Return a table as its CSV file has it."""
    text = io.StringIO()
    csv.writer(text).writerows([header, *([guarded(cell) for cell in row] for row in rows)])
    return text.getvalue()


def table(name, *rows):
    """Return a table of which only some cells are filled, as CSV text."""
    header = TABLE_OF[name].header
    assert all(set(row) <= set(header) for row in rows)
    return written(header, [[row.get(column, "") for column in header] for row in rows])


def indicator(**cells):
    """Return a row of indicators."""
    return {"indicator_id": ROW, "statement_id": FORM, "name_raw": "里程"} | cells


def changed(found, name):
    """Return the changed cells of a table as plain values."""
    return [
        (*change.row.key, cell.column, cell.old, cell.new)
        for change in found.table(name).changed
        for cell in change.cells
    ]


def applied(found, old):
    """Return the rows of the newer state by their keys, made from those of the older one and what is otherwise."""
    rows = {row.key: dict(row.cells) for row in old.rows}
    for gone in found.removed:
        del rows[gone.row.key]
    for change in found.changed:
        rows[change.row.key] |= {cell.column: cell.new for cell in change.cells}
    return rows | {row.key: dict(row.cells) for row in found.added}


def test_equal_tables_do_not_differ():
    """Nothing is told where nothing is otherwise, whatever guard a cell has."""
    texts = {"indicators": table("indicators", indicator(target_raw="=6人", actual_raw="-"))}
    assert difference(texts, texts).tables == ()


def test_rows_come_and_go_and_cells_change():
    """Each is told by the key of its row, in the order of the tables and the columns."""
    old = table("indicators", indicator(actual_raw="=6人", score_raw="5"), indicator(indicator_id=f"{FORM}#i-b"))
    new = table("indicators", indicator(actual_raw="=7人", score_raw="4"), indicator(indicator_id=f"{FORM}#i-c"))
    found = difference({"indicators": old}, {"indicators": new})
    assert changed(found, "indicators") == [(ROW, "actual_raw", "=6人", "=7人"), (ROW, "score_raw", "5", "4")]
    assert [row.key for row in found.table("indicators").added] == [(f"{FORM}#i-c",)]
    assert [gone.row.key for gone in found.table("indicators").removed] == [(f"{FORM}#i-b",)]


def restated(column, old, new, reason="抄错", date="2026-11-02", row=ROW):
    """Return a row of restatements."""
    told = {"statement_id": FORM, "row_id": row, "column": column, "old": old, "new": new}
    return told | {"date": date, "reason": reason}


def test_a_reason_stands_at_the_cell_and_at_what_was_worked_out_from_it():
    """Of a restated cell the newer state says why; another cell of the row that was printed has no reason."""
    old = {
        "indicators": table(
            "indicators", indicator(actual_raw="6", actual_value="6", score_raw="5", achievement="met")
        ),
        "restatements": table("restatements", restated("actual", "4", "6", "早先的更正", "2026-01-01")),
    }
    now = indicator(actual_raw="5", actual_value="5", score_raw="4", achievement="missed", source_line="9")
    new = {
        "indicators": table("indicators", now),
        "restatements": table(
            "restatements", restated("actual", "4", "6", "早先的更正", "2026-01-01"), restated("actual", "6", "5")
        ),
    }
    (row,) = difference(old, new).table("indicators").changed
    reasons = {cell.column: [reason.text for reason in cell.reasons] for cell in row.cells}
    assert reasons == {
        "actual_raw": ["抄错"],
        "actual_value": ["抄错"],
        "achievement": ["抄错"],
        "score_raw": [],
        "source_line": [],
    }


def test_reasons_of_what_stands_in_no_row_and_of_what_is_gone():
    """The head of a form and its total are restated without a row, a removed row by its name; a withdrawn form says why."""
    gone = "a/b/2023/gone"
    old = {
        "statements": table(
            "statements", {"statement_id": FORM, "total_score_raw": "98"}, {"statement_id": gone, "title_raw": "表"}
        ),
        "indicators": table("indicators", indicator()),
    }
    withdrawn = {
        "change_id": "x",
        "kind": "form_withdrawn",
        "statement_id": gone,
        "reason": "重复",
        "date": "2026-11-03",
    }
    header = ("change_id", "kind", "date", "statement_id", "reason")
    new = {
        "statements": table("statements", {"statement_id": FORM, "total_score_raw": "97"}),
        "indicators": table("indicators"),
        "restatements": table(
            "restatements", restated("total.score", "98", "97", "加错", row=""), restated("name", "里程", "", "误列")
        ),
        "changes": written(header, [[withdrawn[name] for name in header]]),
    }
    found = difference(old, new)
    assert found.table("statements").changed[0].cells[0].reasons[0].text == "加错"
    assert [[reason.text for reason in one.reasons] for one in found.table("statements").removed] == [["重复"]]
    assert [[reason.text for reason in one.reasons] for one in found.table("indicators").removed] == [["误列"]]


def test_columns_and_tables_of_one_state_are_no_changes_of_figures():
    """A later version of this program adds columns and tables: they are named, and no cell of theirs is a change."""
    old = {"indicators": written(["indicator_id", "actual_raw"], [[ROW, "6"]])}
    new = {"indicators": written(["indicator_id", "actual_raw", "new_one"], [[ROW, "6", "x"]]), "other": "a\r\n1\r\n"}
    found = difference(old, new)
    assert found.table("indicators").columns_added == ("new_one",)
    assert changed(found, "indicators") == []
    assert (found.table("other").in_old, found.table("other").in_new) == (False, True)
    assert difference(new, old).table("indicators").columns_removed == ("new_one",)


def test_what_is_only_told_is_no_figure():
    """Sentences, lines and addresses are told apart; every name that the program lists is a published column."""
    columns = {column.name for table in TABLES for column in table.columns}
    assert columns >= TOLD_COLUMNS | PRINTED_COLUMNS
    assert kind_of("message_zh") is CellKind.TOLD
    assert kind_of("actual_raw") is CellKind.PRINTED
    assert kind_of("score_recomputed") is CellKind.WORKED_OUT
    assert [name for name in ("score_recomputed", "recomputed", "status") if name in TOLD_COLUMNS] == []


@pytest.mark.parametrize(
    "text", ["", "a,a\r\n1,2\r\n", "a,b\r\n1\r\n", 'a,b\r\n"1,2\r\n'], ids=["empty", "twice", "short", "open quote"]
)
def test_a_text_that_is_no_table_is_refused_with_its_name(text):
    """Whoever compares folders of files has to know which of them is broken."""
    with pytest.raises(TableError, match=r"indicators\.csv"):
        TextTable.of_csv("indicators", text)


def test_a_long_text_is_a_cell_like_others():
    """Reports hold long texts; Python's own limit would refuse them."""
    text = written(["narrative_id", "text"], [["x", "长" * 200_000]])
    assert len(TextTable.of_csv("narratives", text).rows[0].cells["text"]) == 200_000


CELLS = st.text(alphabet="=+-@'\"，, \n\r\t6人行a", max_size=5)
COLUMNS = ("indicator_id", "statement_id", "name_raw", "actual_raw", "score_recomputed", "page_url")


@st.composite
def states(draw):
    """Return rows by id, and the same after some edits, with the edits that were made."""
    ids = draw(st.lists(st.integers(0, 30), unique=True, max_size=10))
    old = {id_: [draw(CELLS) for _ in COLUMNS[1:]] for id_ in ids}
    new, edits = {id_: list(cells) for id_, cells in old.items()}, {"added": set(), "removed": set(), "changed": set()}
    for id_ in ids:
        what = draw(st.sampled_from(["same", "gone", "edited"]))
        if what == "gone":
            del new[id_]
            edits["removed"].add(id_)
        elif what == "edited":
            at = draw(st.integers(0, len(COLUMNS) - 2))
            text = draw(CELLS.filter(lambda text, id_=id_, at=at: text != old[id_][at]))
            new[id_][at] = text
            edits["changed"].add((id_, COLUMNS[at + 1], old[id_][at], text))
    for id_ in draw(st.lists(st.integers(31, 60), unique=True, max_size=4)):
        new[id_] = [draw(CELLS) for _ in COLUMNS[1:]]
        edits["added"].add(id_)
    return old, dict(draw(st.permutations([*new.items()]))), edits


@given(states())
def test_the_difference_says_exactly_what_was_edited(drawn):
    """Whatever is edited: that is told and nothing else, and applied to the older state it gives the newer."""
    old, new, edits = drawn
    before, after = (
        {"indicators": written(COLUMNS, [[str(id_), *cells] for id_, cells in one.items()])} for one in (old, new)
    )
    found = difference(before, after).table("indicators")
    assert {int(row.key[0]) for row in found.added} == edits["added"]
    assert {int(gone.row.key[0]) for gone in found.removed} == edits["removed"]
    told = {(int(one.row.key[0]), cell.column, cell.old, cell.new) for one in found.changed for cell in one.cells}
    assert told == edits["changed"]
    newer = TextTable.of_csv("indicators", after["indicators"])
    assert applied(found, TextTable.of_csv("indicators", before["indicators"])) == {
        row.key: row.cells for row in newer.rows
    }


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_rows_with_one_key_and_tables_without_are_compared_too(old, new):
    """A table that this version does not know is compared by whole rows, as often as each is there."""
    before, after = ({"other": written(["a", "b"], rows)} for rows in (old, new))
    found = difference(before, after).table("other")
    assert len(found.added) == len(new) - sum(min(old.count(row), new.count(row)) for row in set(new))
    assert applied(found, TextTable.of_csv("other", before["other"])) == {
        row.key: row.cells for row in TextTable.of_csv("other", after["other"]).rows
    }


def test_counts_stand_first():
    """A report begins with how many forms, rows, cells and findings are otherwise."""
    old = {"indicators": table("indicators", indicator(actual_raw="6", actual_value="6", source_line="8"))}
    new = {
        "indicators": table("indicators", indicator(actual_raw="5", actual_value="5", source_line="9")),
        "findings": table("findings", {"finding_id": "x", "statement_id": FORM}),
        "restatements": table("restatements", restated("actual", "6", "5")),
    }
    counts = {said.en: number for said, number in counted(difference(old, new))}
    assert {name: number for name, number in counts.items() if number} == {
        "printed cells changed": 1,
        "of these with a reason": 1,
        "cells changed that were read or worked out": 1,
        "findings raised": 1,
        "cells changed in what this portal only tells": 1,
    }


FORMS = {
    "statements": STATEMENT_MODELS.values(),
    "funding": [FundingLine],
    "goals": [Goal],
    "indicators": [Indicator],
    "narratives": [Narrative],
    "base_data": [BaseDataRow],
}


@pytest.mark.parametrize("table", FORMS)
def test_every_printed_column_is_that_of_one_key(table):
    """A restatement names a key: it must be found at the column in which that cell is published."""
    keys = {key for record in FORMS[table] for key in published_keys(record)}
    printed = [column.name for column in TABLE_OF[table].columns if kind_of(column.name) is CellKind.PRINTED]
    assert {column: len([key for key in keys if is_of(key, column)]) for column in printed} == dict.fromkeys(printed, 1)
