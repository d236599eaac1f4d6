"""Every indicator row for the page ``/explore/``: the published table again, in pieces that a browser reads at once.

``explore/index.json`` says what there is:

``rows``     how many indicator rows there are in all
``names``    for ``jurisdiction_id`` and ``department_id``: id → [Chinese name, English name]
``chunks``   the files with the rows, in the order of ``indicators.csv``: ``file``, ``rows``, ``size`` in bytes, ``sha256``,
             and the ``jurisdiction_id`` of whose departments they are

A file, such as ``explore/wuhan-001.json``, is a list of pieces, one for each department that has rows; with more than
``CHUNK`` rows a jurisdiction has several. A piece holds its rows column by column:

``forms``    one list per column of ``SHARED_COLUMNS``, with one place per form: what all rows of a form share
``form``     for each row the place of its form in these lists
integers     a list of numbers, null where the table has nothing
texts        ``values``, each distinct text of this piece once, and ``at``, for each row a place in it
decimals     the same with the plain digits of each number

Texts are raw, as in the CSV without its guard, values with an operator and a unit that have cells of their own (``≥ 95 %``); null is a cell that the form does not have, "" one printed blank.
``errors``, ``warnings`` and ``notes`` count the open findings on the row or on one of its cells. ``row`` is the end of
the row's ``indicator_id``, behind its form's id and ``#``: its place on the page of its form.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from build_scripts.cells.amounts import plain
from build_scripts.tables.form_tables import INDICATORS
from build_scripts.tables.published import Cell, Table
from build_scripts.words.vocabulary import FindingStatus, RowKind, Subject

CHUNK = 5000
"""So many rows make a file: some 100 kB compressed, so that a few requests fetch those of a place."""
SHARED_COLUMNS = (
    "statement_id",
    "jurisdiction_id",
    "department_id",
    "fiscal_year",
    "form_type",
    "project",
    "source_id",
)
ROW_COLUMNS = (
    "order", "goal_number", "source_line", "goal_kind", "level1", "level2", "name_raw", "baseline_y2_raw", "baseline_y1_raw",
    "target_raw", "target_change", "target_change_y2", "actual_raw", "weight_raw", "score_raw", "achievement", "attainment",
    "weight", "score",
)  # fmt: skip
READ_COLUMNS = (*SHARED_COLUMNS, *ROW_COLUMNS, "indicator_id", "operator_raw", "unit_raw", "row_kind")
SEVERITIES = {"errors": "error", "warnings": "warning", "notes": "note"}


@dataclass(frozen=True)
class Piece:
    """The rows of one department as the browser reads them."""

    jurisdiction_id: str
    rows: int
    packed: bytes
    """Compressed, for many are held until all are there."""

    @property
    def content(self) -> bytes:
        """The rows as they stand in a file."""
        return zlib.decompress(self.packed)


@dataclass(frozen=True)
class Chunk:
    """A file of rows."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def content(self) -> bytes:
        """What it holds."""
        return b"[" + b",".join(piece.content for piece in self.pieces) + b"]"


def pieces(tables: Mapping[str, Table]) -> dict[str, Piece]:
    """Return the piece of each department that has indicator rows; the same tables give the same bytes."""
    by_department: dict[str, list[dict[str, Cell]]] = {}
    filled = (row for row in _rows(tables["indicators"], READ_COLUMNS) if row["row_kind"] == RowKind.FILLED)
    for row in map(_joined, filled):
        by_department.setdefault(str(row["department_id"]), []).append(row)
    found = _findings_by_row(tables["findings"])
    return {
        place: Piece(place.partition("/")[0], len(rows), zlib.compress(_json(_columns(rows, found)), 1))
        for place, rows in by_department.items()
    }


def chunks(listed: Iterable[Piece]) -> Iterator[Chunk]:
    """Yield the files of ``/explore/`` that hold pieces; those of a jurisdiction stand together."""
    for place, own in groupby(listed, key=lambda piece: piece.jurisdiction_id):
        for number, part in enumerate(_bundled(own), 1):
            yield Chunk(f"{place}-{number:03d}.json", tuple(part))


def index_of(written: Iterable[tuple[Chunk, int, str]], jurisdictions: Table, departments: Table) -> bytes:
    """Return ``explore/index.json``; each file is ``written`` with so many bytes and this SHA-256."""
    told: list[dict[str, object]] = []
    whole = 0
    for chunk, size, digest in written:
        rows = sum(piece.rows for piece in chunk.pieces)
        whole += rows
        place = chunk.pieces[0].jurisdiction_id
        told.append({"file": chunk.name, "rows": rows, "size": size, "sha256": digest, "jurisdiction_id": place})
    names = {f"{table.name[:-1]}_id": _names(table, f"{table.name[:-1]}_id") for table in (jurisdictions, departments)}
    return _json({"rows": whole, "names": names, "chunks": told})


def _bundled(own: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Part the pieces of a jurisdiction into files that are full when they have ``CHUNK`` rows."""
    part: list[Piece] = []
    for piece in own:
        part.append(piece)
        if sum(one.rows for one in part) >= CHUNK:
            yield part
            part = []
    if part:
        yield part


def _rows(table: Table, names: Sequence[str]) -> Iterator[dict[str, Cell]]:
    """Yield rows as dictionaries of some of their columns."""
    take = itemgetter(*(table.header.index(name) for name in names))
    return (dict(zip(names, take(row), strict=True)) for row in table.rows)


def _joined(row: dict[str, Cell]) -> dict[str, Cell]:
    """Return an indicator row whose values stand with the operator and the unit that have cells of their own."""
    if not (row["operator_raw"] or row["unit_raw"]):
        return row
    plain_sides = ("actual_raw", "baseline_y1_raw", "baseline_y2_raw")
    sides = {
        "target_raw": (row["operator_raw"], row["unit_raw"]),
        **dict.fromkeys(plain_sides, (None, row["unit_raw"])),
    }
    beside = {
        key: " ".join(str(part) for part in (before, row[key], behind) if part)
        for key, (before, behind) in sides.items()
        if row[key]
    }
    return {**row, **beside}


def _names(table: Table, key: str) -> dict[str, list[str]]:
    """Return the names by id; a place without an English name keeps its Chinese one."""
    return {
        str(row[key]): [str(row["name"]), str(row["name_en"] or row["name"])]
        for row in _rows(table, (key, "name", "name_en"))
    }


def _findings_by_row(findings: Table) -> Counter[tuple[str, str]]:
    """Count the open findings on rows and their cells by the row's id and severity."""
    return Counter(
        (str(row["row_id"]), str(row["severity"]))
        for row in _rows(findings, ("row_id", "severity", "about", "status"))
        if row["about"] == Subject.FORM and row["status"] == FindingStatus.OPEN
    )


def _columns(rows: Sequence[dict[str, Cell]], found: Counter[tuple[str, str]]) -> dict[str, object]:
    integers = {column.name for column in INDICATORS.columns if column.kind == "integer"}
    forms = {str(row["statement_id"]): row for row in rows}
    places = {key: place for place, key in enumerate(forms)}
    return {
        "forms": {name: [row[name] for row in forms.values()] for name in SHARED_COLUMNS},
        "form": [places[str(row["statement_id"])] for row in rows],
        "row": [str(row["indicator_id"]).rpartition("#")[2] for row in rows],
        **{name: [row[name] for row in rows] for name in ROW_COLUMNS if name in integers},
        **{name: [found[str(row["indicator_id"]), severity] for row in rows] for name, severity in SEVERITIES.items()},
        **{name: _once(_digits(row[name]) for row in rows) for name in ROW_COLUMNS if name not in integers},
    }


def _digits(cell: Cell) -> Cell:
    return plain(cell) if isinstance(cell, Decimal) else cell


def _once(texts: Iterable[Cell]) -> dict[str, list[Cell] | list[int]]:
    places: dict[Cell, int] = {}
    at = [places.setdefault(text, len(places)) for text in texts]
    return {"values": list(places), "at": at}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
