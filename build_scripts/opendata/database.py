"""All tables of a scope as one SQLite database, which opens in Datasette and in every program that reads SQLite.

Texts are raw and unguarded, numbers are numbers, an empty cell is null. The key of each table is its primary key.
Texts are found with ``indicators_fts`` and its like: three or more characters by ``MATCH``, which Datasette's search does,
any by ``LIKE``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from typing import Any

import pyarrow as pa

from build_scripts.opendata.scopes import Filled
from build_scripts.tables.catalogue import TABLE_OF
from build_scripts.tables.published import PublishedTable

SEARCHED = {
    "indicators": ("name_raw", "target_raw", "actual_raw", "deviation_raw"),
    "goals": ("overview_text", "target_text", "actual_text"),
    "narratives": ("heading_raw", "text"),
    "findings": ("message_zh",),
}
"""Of which tables the words of these columns can be searched."""
_AFFINITY = {"integer": "INTEGER", "decimal": "REAL"}


def database(tables: Iterable[Filled], parts: Iterable[bytes] = ()) -> bytes:
    """Return a database of these tables, and of the others with the rows that ``parts``, databases of ours too, have of them.

    A table without rows is not in it.
    """
    at_hand = {declared.name: rows for declared, rows in tables}
    with closing(sqlite3.connect("", isolation_level=None)) as base:  # in memory, what does not fit in a nameless file
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        for name, rows in at_hand.items():
            if len(rows):
                base.execute(_created(TABLE_OF[name]))
                _put_in(base, name, rows)
        base.execute("COMMIT")
        for part in parts:
            _take_in(base, part, at_hand)
        base.execute("BEGIN")
        there = _tables_in(base, "main")
        for name, searched in SEARCHED.items():
            if name in there:
                _index(base, name, searched)
        base.execute("COMMIT")
        return base.serialize()


def _created(declared: PublishedTable[Any]) -> str:
    columns = [f'"{column.name}" {_AFFINITY.get(column.kind, "TEXT")}' for column in declared.columns]
    key = ", ".join(f'"{name}"' for name in declared.key)
    return f"CREATE TABLE {declared.name} ({', '.join(columns)}, PRIMARY KEY ({key}))"


def _put_in(base: sqlite3.Connection, name: str, rows: pa.Table) -> None:
    """Insert rows; columns in which nothing stands need not be named."""
    filled = {
        field.name: cells.to_pylist()
        for field, cells in zip(rows.schema, rows.columns, strict=True)
        if cells.null_count < len(rows)
    }
    columns, marks = ", ".join(f'"{column}"' for column in filled), ", ".join("?" * len(filled))
    base.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", zip(*filled.values(), strict=True))  # noqa: S608


def _take_in(base: sqlite3.Connection, part: bytes, passed_over: Collection[str]) -> None:
    """Copy the rows of a database, but for those of some tables."""
    base.execute("ATTACH ':memory:' AS part")
    base.deserialize(part, name="part")
    base.execute("BEGIN")
    there = _tables_in(base, "main")
    for name in _tables_in(base, "part"):
        if name not in passed_over:
            if name not in there:
                base.execute(_created(TABLE_OF[name]))
            base.execute(f"INSERT INTO main.{name} SELECT * FROM part.{name}")  # noqa: S608 - our own names
    base.execute("COMMIT")
    base.execute("DETACH part")


def _tables_in(base: sqlite3.Connection, schema: str) -> list[str]:
    """Return the published tables in a database, in their order."""
    found = {name for (name,) in base.execute(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'")}  # noqa: S608
    return [name for name in TABLE_OF if name in found]


def _index(base: sqlite3.Connection, name: str, columns: Collection[str]) -> None:
    """Make the words of columns searchable; Datasette finds the index by the table that it names as its content."""
    made = f"CREATE VIRTUAL TABLE {name}_fts USING fts5({', '.join(columns)}, content='{name}', tokenize='trigram')"
    base.execute(made)
    base.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")  # noqa: S608
