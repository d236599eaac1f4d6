"""All tables of a scope as one SQLite database, which opens in Datasette and in every program that reads SQLite.

Texts are raw and unguarded, numbers are numbers, an empty cell is null. The key of each table is its
primary key, and columns that name a row of another table are foreign keys. The dictionary is a table too.
Texts are found with ``indicators_fts`` and its like: three or more characters by ``MATCH``, which Datasette's search does,
any by ``LIKE``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from typing import Any

import pyarrow as pa

from build_scripts.opendata.scopes import Filled
from build_scripts.tables.catalogue import TABLE_OF, foreign_keys
from build_scripts.tables.published import PublishedTable

SEARCHED = {
    "indicators": ("name_raw", "target_raw", "actual_raw", "deviation_raw"),
    "goals": ("overview_text", "target_text", "actual_text"),
    "narratives": ("heading_raw", "text"),
    "findings": ("message_zh", "message_en"),
}
"""Of which tables the words of these columns can be searched."""
_HELD = 1 << 26
"""Bytes of an index that are held before they are written: most are then written once and not merged from parts."""
_CACHED = 1 << 16
"""KiB of pages that are held before what does not fit is written to a file, and read again for the next row of an index."""
_AFFINITY = {"integer": "INTEGER", "decimal": "REAL"}

# Else sqlite3 looks for a way to adapt each empty cell, finds none, and takes it as it is: most of the time of an insertion.
sqlite3.register_adapter(type(None), {None: None}.__getitem__)


def database(tables: Sequence[PublishedTable[Any]], filled: Iterable[Filled], parts: Iterable[bytes] = ()) -> bytes:
    """Return a database of tables: of some all rows, of the others those that ``parts``, databases of ours too, have."""
    at_hand = {declared.name: rows for declared, rows in filled}
    with closing(sqlite3.connect("", isolation_level=None)) as base:  # in memory, what does not fit in a nameless file
        base.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHED}; BEGIN"
        )
        names = [declared.name for declared in tables]
        for declared in tables:
            base.execute(_created(declared, names))
            if len(at_hand.get(declared.name, ())):
                _put_in(base, declared.name, at_hand[declared.name])
        base.execute("COMMIT")
        for part in parts:
            _take_in(base, part, [name for name in names if name not in at_hand])
        base.execute("BEGIN")
        for name, searched in SEARCHED.items():
            if name in names:
                _index(base, name, searched)
        base.execute("COMMIT")
        return base.serialize()


def _created(declared: PublishedTable[Any], there: Collection[str]) -> str:
    columns = [f'"{column.name}" {_AFFINITY.get(column.kind, "TEXT")}' for column in declared.columns]
    key = ", ".join(f'"{name}"' for name in declared.key)
    named = {name: TABLE_OF[other] for name, other in foreign_keys(declared).items() if other in there}
    links = [f'FOREIGN KEY ("{name}") REFERENCES {other.name} ("{other.key[0]}")' for name, other in named.items()]
    return f"CREATE TABLE {declared.name} ({', '.join([*columns, f'PRIMARY KEY ({key})', *links])})"


def _take_in(base: sqlite3.Connection, part: bytes, names: Collection[str]) -> None:
    """Copy the rows that a database has of some tables."""
    base.execute("ATTACH ':memory:' AS part")
    base.deserialize(part, name="part")
    base.execute("BEGIN")
    there = {name for (name,) in base.execute("SELECT name FROM part.sqlite_master WHERE type = 'table'")}
    for name in names:
        if name in there:
            base.execute(f"INSERT INTO main.{name} SELECT * FROM part.{name}")  # noqa: S608 - our own names
    base.execute("COMMIT")
    base.execute("DETACH part")


def _put_in(base: sqlite3.Connection, name: str, rows: pa.Table) -> None:
    """Insert rows; columns in which nothing stands need not be named."""
    filled = {
        field.name: cells.to_pylist()
        for field, cells in zip(rows.schema, rows.columns, strict=True)
        if cells.null_count < len(rows)
    }
    columns, marks = ", ".join(f'"{column}"' for column in filled), ", ".join("?" * len(filled))
    base.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", zip(*filled.values(), strict=True))  # noqa: S608


def _index(base: sqlite3.Connection, name: str, columns: Collection[str]) -> None:
    """Make the words of columns searchable; Datasette finds the index by the table that it names as its content."""
    # Datasette knows the index by these very double quotes.
    told = f"""{", ".join(columns)}, content="{name}", tokenize='trigram'"""
    base.execute(f"CREATE VIRTUAL TABLE {name}_fts USING fts5({told})")
    base.execute(f"INSERT INTO {name}_fts({name}_fts, rank) VALUES ('hashsize', {_HELD})")  # noqa: S608
    base.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")  # noqa: S608
