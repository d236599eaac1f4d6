"""The files of tables: every table of the portal, and its part about each jurisdiction and each department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from build_scripts.reading.records import Portal
from build_scripts.tables.formats import FORMATS, Format
from build_scripts.tables.published import Cell, Table
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


@dataclass(frozen=True)
class Download:
    """A table to download, in every format."""

    name: str
    title: Both
    rows: int
    files: tuple[TableFile, ...]


def downloadable(
    published: Mapping[str, Table], portal: Portal
) -> tuple[dict[str, bytes], dict[str, tuple[Download, ...]]]:
    """Return the files of the portal, of each jurisdiction and of each department, and how they are listed.

    The tables of the portal are listed under ``""``. A part holds the rows of one place; tables without a column for it
    are found by their forms.
    """
    files: dict[str, bytes] = {}
    listed = {"": _written(files, "downloads", published.values())}
    by_place = _rows_by_place(published)
    for place in (*portal.departments, *portal.jurisdictions):
        listed[place] = _written(files, place, by_place.get(place, ()))
    return files, listed


def _written(files: dict[str, bytes], folder: str, tables: Iterable[Table]) -> tuple[Download, ...]:
    """Add the tables' files to ``files`` and return how they are listed."""
    listed = []
    for table in tables:
        own = {kind.file(f"{folder}/{table.name}"): (kind, kind.write(table)) for kind in FORMATS.values()}
        files |= {url: data for url, (_, data) in own.items()}
        entries = (TableFile(kind, url, len(data), sha256(data).hexdigest()) for url, (kind, data) in own.items())
        listed.append(Download(table.name, table.declared.title, len(table.rows), tuple(entries)))
    return tuple(listed)


def _rows_by_place(published: Mapping[str, Table]) -> dict[str, list[Table]]:
    """Return for every department (``a/b``) and jurisdiction (``a``) its part of every table that speaks of them."""
    parts: dict[str, list[Table]] = defaultdict(list)
    for table in published.values():
        if not table.declared.by_place:
            continue
        columns = [table.header.index(name) for name in PLACE_COLUMNS if name in table.header]
        rows: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
        for row in table.rows:
            names = next(str(row[column]) for column in columns if row[column]).split("/")
            rows[names[0]].append(row)
            if len(names) > 1:
                rows["/".join(names[:2])].append(row)
        for key, own in rows.items():
            parts[key].append(Table(table.declared, tuple(own)))
    return parts
