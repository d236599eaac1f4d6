"""What pages call a cell of a form: its row and its column, in the words of the form, and no path of its file."""

from __future__ import annotations

from build_scripts.reading.model import FurtherCell, Narrative, PrintedRow, Record, key_called
from build_scripts.reading.records import LoadedStatement
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import UNSAID, Both

ROWLESS = {"total": Both("总分", "Total"), "source": Both("来源", "Source")}
"""Parts of a form that are no row and have a place of their own on its page."""


def cell_called(statement: LoadedStatement, path: str) -> Both:
    """Return what the cell (or the row) at ``path`` is called: ``覆盖行政村：得分``; a text by its heading or else its kind."""
    row_id, column = statement.row_at(path)
    row = statement.at(path.removesuffix(column).removesuffix(".")) if row_id else None
    part, _, key = column.rpartition(".")
    if isinstance(row, Narrative):
        name = Both.printed(_label(row.heading)) if row.heading else row.kind.both
        return name if column == "text" else _joined(name, column_called(row, column))
    name = ROWLESS.get(part.partition(".")[0], UNSAID)
    if isinstance(row, PrintedRow):
        name = Both.printed(_label(row.words[-1] or ""))
    holder = path.removesuffix(key).removesuffix(".")
    return _joined(name, column_called(statement.at(holder) if holder else statement.form, key))


def _joined(row: Both, column: Both) -> Both:
    if UNSAID in {row, column}:
        return row if column == UNSAID else column
    return Both(f"{row.zh}：{column.zh}", f"{row.en}: {column.en}")


def column_called(holder: object, key: str) -> Both:
    """Return what the cell under ``key`` of a record is called."""
    if isinstance(holder, FurtherCell):
        return Both.printed(_label(holder.label))
    return key_called(key, *((type(holder),) if isinstance(holder, Record) else ()))


def _label(printed: str) -> str:
    """Return a printed label without the colon at its end: what is said of its cell follows one."""
    return shown(printed.strip().rstrip("：:").rstrip())
