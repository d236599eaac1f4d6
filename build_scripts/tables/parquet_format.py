"""Tables as Parquet: texts raw and unguarded, numbers as numbers; an empty cell is null and nothing else is.

What a figure is as a double is said at ``PublishedColumn.type``. Dictionaries and statistics of columns are left out: of
tables like these they make files larger and slower to write and to read, as the compression finds what is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from build_scripts.tables.published import PublishedTable, Table

ROWS_TOGETHER = 100_000
"""So many rows of several files stand together in a file of them all: few are slow to read, many are much to hold."""


def parquet_bytes(table: Table) -> bytes:
    """Return the table as a Parquet file."""
    return b"".join(_pieces(table.declared, (table.typed,)))


def parquet_joined(declared: PublishedTable[Any], parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the file of a table whose rows are those of ``parts``, each a file of the same table."""
    return _pieces(declared, map(read_parquet, parts))


def read_parquet(file: bytes) -> pa.Table:
    """Return what a file of ours holds."""
    return pq.ParquetFile(pa.BufferReader(file)).read(use_threads=False)  # most are too small to be shared


def _pieces(declared: PublishedTable[Any], tables: Iterable[pa.Table]) -> Iterator[bytes]:
    """Write tables into one file and yield what is written."""
    sink = pa.BufferOutputStream()
    plain: dict[str, Any] = {"use_dictionary": False, "write_statistics": False, "store_schema": False}
    with pq.ParquetWriter(sink, declared.schema, compression="zstd", **plain) as writer:
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
