"""The formats in which tables are published; adding one is an entry here and its writer.

Every table, whole and in its parts, is then written in it, listed with size and checksum, and linked from its pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from build_scripts.tables.csv_format import csv_bytes, csv_joined
from build_scripts.tables.parquet_format import parquet_bytes, parquet_joined
from build_scripts.tables.published import PublishedTable, Table
from build_scripts.words.language import Both


@dataclass(frozen=True)
class Format:
    """A format of files that hold one table each."""

    suffix: str
    name: Both
    """What pages call it."""
    media_type: str
    write: Callable[[Table], bytes]
    join: Callable[[PublishedTable[Any], Iterable[bytes]], Iterator[bytes]]
    """Makes of the files of parts the file of them all, piece by piece."""

    def file(self, stem: str) -> str:
        """Return the name or address of a table's file: ``indicators`` → ``indicators.csv``."""
        return f"{stem}.{self.suffix}"


CSV = Format("csv", Both.printed("CSV"), "text/csv", csv_bytes, csv_joined)
"""The format against which the figures of the pages are proved."""
PARQUET = Format("parquet", Both.printed("Parquet"), "application/vnd.apache.parquet", parquet_bytes, parquet_joined)
"""The format with types, of which files of several tables are made."""
FORMATS: dict[str, Format] = {kind.suffix: kind for kind in (CSV, PARQUET)}
