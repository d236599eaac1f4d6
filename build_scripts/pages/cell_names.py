"""What pages call a cell of a form: its row and its column, in the words of the form, and no path of its file."""

from __future__ import annotations

from build_scripts.reading.model import FurtherCell, Narrative, PrintedRow, Record
from build_scripts.reading.records import LoadedStatement
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import FORM_COLUMNS

ROWLESS = {"total": Both("总分", "Total"), "source": Both("来源", "Source")}
"""Parts of a form that are no row and have a place of their own on its page."""


def cell_called(statement: LoadedStatement, path: str) -> Both:
    """Return what the cell at ``path`` is called: ``覆盖行政村：得分``; a text by its heading or, where it has none, its kind."""
    row_id, column = statement.row_at(path)
    row = statement.at(path.removesuffix(column).removesuffix(".")) if row_id else None
    part, _, key = column.rpartition(".")
    if isinstance(row, Narrative):
        name = Both.printed(shown(row.heading)) if row.heading else row.kind.both
        return name if column == "text" else _joined(name, column_called(row, column))
    name = ROWLESS.get(part.partition(".")[0], UNSAID)
    if isinstance(row, PrintedRow):
        name = Both.printed(shown((row.words[-1] or "").strip()))
    holder = path.removesuffix(key).removesuffix(".")
    return _joined(name, column_called(statement.at(holder) if holder else statement.form, key))


def _joined(row: Both, column: Both) -> Both:
    return Both(f"{row.zh}：{column.zh}", f"{row.en}: {column.en}") if row != UNSAID else column


def column_called(holder: object, key: str) -> Both:
    """Return what the cell under ``key`` of a record is called."""
    if isinstance(holder, FurtherCell):
        return Both.printed(holder.label)
    return FORM_COLUMNS[key].both if key in FORM_COLUMNS else Both(_title(holder, key), key.replace("_", " "))


def _title(record: object, key: str) -> str:
    declared = type(record).model_fields.get(key) if isinstance(record, Record) else None
    return (declared and declared.title) or key
