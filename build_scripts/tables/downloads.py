"""The files of tables: every table of the portal, and its part about each jurisdiction and each department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.tables.formats import FORMATS, Format
from build_scripts.tables.published import Cell, PublishedTable, Table, text_of
from build_scripts.words.language import Both

PLACE_COLUMNS = ("statement_id", "department_id", "jurisdiction_id")
"""Columns that say where a row belongs; the first that is filled counts."""


@dataclass(frozen=True)
class TableFile:
    """A file that holds a table."""

    format: Format
    url: str
    """Address relative to the portal's root, one for both editions."""
    size: int
    """Bytes."""
    sha256: str

    @property
    def media_type(self) -> str:
        """Its registered media type."""
        return self.format.media_type


@dataclass(frozen=True)
class Download:
    """A table to download, in every format."""

    name: str
    title: Both
    rows: int
    files: tuple[TableFile, ...]
    examples: tuple[str, ...] = ()
    """Of each column the first cell of its rows that is not empty, a long one cut; empty where there is none."""

    def file(self, kind: Format) -> TableFile:
        """Return its file in a format."""
        return next(file for file in self.files if file.format.suffix == kind.suffix)


LONGEST_EXAMPLE = 120


def shortened(text: str) -> str:
    """Return a text as an example: its beginning, where it is long."""
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1]}…"


Read = Callable[[Iterable[str]], Iterator[bytes]]
"""Yields files below the site's root in their order, one after the other, so that not all are held at once."""
Write = Callable[[str, Iterable[bytes]], tuple[int, str]]
"""Writes a file below the site's root, piece by piece, and returns its bytes and its SHA-256."""


def written(place: str, table: Table, write: Write) -> Download:
    """Write a table's part about a place, or the whole of it (place ``""``), and return how it is listed."""
    first = (next((cell for cell in cells if cell not in (None, "")), None) for cells in table.cells)
    examples = map(shortened, map(text_of, first))
    return _listed(place, table.declared, len(table.rows), tuple(examples), lambda kind: (kind.write(table),), write)


def made_of_parts(
    place: str, table: PublishedTable[Any], parts: Iterable[Download], read: Read, write: Write
) -> Download:
    """Write of the files of its parts the file of a table about a place above them, and return how it is listed."""
    own = list(parts)

    def pieces(kind: Format) -> Iterator[bytes]:
        urls = (file.url for part in own for file in part.files if file.format == kind)
        return kind.join(table, read(urls))

    examples = (next(filter(None, cells), "") for cells in zip(*(part.examples for part in own), strict=True))
    return _listed(place, table, sum(part.rows for part in own), tuple(examples), pieces, write)


def _listed(
    place: str,
    table: PublishedTable[Any],
    rows: int,
    examples: tuple[str, ...],
    pieces: Callable[[Format], Iterable[bytes]],
    write: Write,
) -> Download:
    files = []
    for kind in FORMATS.values():
        url = kind.file(f"{place or 'downloads'}/{table.name}")
        files.append(TableFile(kind, url, *write(url, pieces(kind))))
    return Download(table.name, table.title, rows, tuple(files), examples or ("",) * len(table.columns))


def rows_by_place(published: Mapping[str, Table]) -> dict[str, list[Table]]:
    """Return for every department (``a/b``) and jurisdiction (``a``) its part of every table that speaks of them.

    A part holds the rows of one place; tables without a column for it are found by their forms. None is empty.
    """
    parts: dict[str, list[Table]] = defaultdict(list)
    for table in published.values():
        if not table.declared.by_place:
            continue
        columns = [table.header.index(name) for name in PLACE_COLUMNS if name in table.header]
        rows: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
        for row in table.rows:
            names = next((str(row[column]) for column in columns if row[column]), "").split("/")
            rows[names[0]].append(row)
            if len(names) > 1:
                rows["/".join(names[:2])].append(row)
        for key, own in rows.items():
            parts[key].append(Table(table.declared, tuple(own)))
    return parts
