"""Tables as Parquet: texts raw and unguarded, numbers as numbers; an empty cell is null and nothing else is.

Decimals are doubles, which every reader takes for numbers: a figure of at most fifteen digits is read back as it is
written in the CSV, where the few longer ones have all their digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from build_scripts.tables.published import Cell, PublishedColumn, PublishedTable, Table

ROWS_TOGETHER = 100_000
"""So many rows of several files stand together in a file of them all: few are slow to read, many are much to hold."""


def typed(table: Table) -> pa.Table:
    """Return a table with the types of its columns."""
    cells = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    columns = [_typed(*pair) for pair in zip(cells, table.columns, strict=True)]
    return pa.Table.from_arrays(columns, schema=schema(table.declared))


def schema(declared: PublishedTable[Any]) -> pa.Schema:
    """Return the names and types of the columns of a table."""
    return pa.schema([(column.name, _type(column)) for column in declared.columns])


def parquet_bytes(table: Table) -> bytes:
    """Return the table as a Parquet file."""
    return b"".join(_pieces(table.declared, (typed(table),)))


def parquet_joined(declared: PublishedTable[Any], parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the file of a table whose rows are those of ``parts``, each a file of the same table."""
    return _pieces(declared, map(read_parquet, parts))


def read_parquet(file: bytes) -> pa.Table:
    """Return what a file of ours holds."""
    return pq.read_table(pa.BufferReader(file))


def _pieces(declared: PublishedTable[Any], tables: Iterable[pa.Table]) -> Iterator[bytes]:
    """Write tables into one file and yield what is written."""
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, schema(declared), compression="zstd") as writer:
        for some in _together(tables):
            writer.write_table(some)
    yield sink.getvalue().to_pybytes()


def _together(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield tables of many rows made of those of few."""
    held: list[pa.Table] = []
    for table in tables:
        held.append(table)
        if sum(map(len, held)) >= ROWS_TOGETHER:
            yield pa.concat_tables(held).combine_chunks()
            held = []
    if held:
        yield pa.concat_tables(held).combine_chunks()


def _type(column: PublishedColumn[Any]) -> pa.DataType:
    return {"integer": pa.int64(), "decimal": pa.float64()}.get(column.kind, pa.string())


def _typed(cells: Iterable[Cell], column: PublishedColumn[Any]) -> pa.Array:
    if column.kind == "decimal":
        return pa.array([float(cell) if isinstance(cell, Decimal) else cell for cell in cells], pa.float64())
    return pa.array(cells, _type(column))
