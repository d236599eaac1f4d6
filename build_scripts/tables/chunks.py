"""Every indicator row for the page ``/explore/``: the published table again, in pieces that a browser reads at once.

``explore/index.json`` says what there is:

``rows``     how many indicator rows there are in all
``names``    for ``jurisdiction_id`` and ``department_id``: id → [Chinese name, English name]
``forms``    one list per column of ``SHARED_COLUMNS``, with one place per form: what all rows of a form share
``chunks``   the files with the rows, in the order of ``indicators.csv``: ``file``, ``rows``, ``size`` in bytes, ``sha256``

``explore/rows-001.json`` and so on hold up to ``CHUNK`` rows each, column by column (``ROW_COLUMNS``):

``form``     for each row the place of its form in the lists of ``forms``
integers     a list of numbers, null where the table has nothing
texts        ``values``, each distinct text of this file once, and ``at``, for each row a place in it
decimals     the same with the plain digits of each number

Texts are raw, as in the CSV without its guard, values with an operator and a unit that have cells of their own (``≥ 95 %``); null is a cell that the form does not have, "" one printed blank.
``errors``, ``warnings`` and ``notes`` count the open findings on the row or on one of its cells. ``row`` is the end of
the row's ``indicator_id``, behind its form's id and ``#``: its place on the page of its form.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256

from build_scripts.cells.amounts import plain
from build_scripts.tables.form_tables import INDICATORS
from build_scripts.tables.published import Cell, Table
from build_scripts.words.vocabulary import FindingStatus, Subject

CHUNK = 5000
"""Rows per file: some 100 kB compressed, so that a few requests fetch them all."""
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
    "order", "goal_number", "source_line", "goal_kind", "level1", "level2", "name_raw", "target_raw", "actual_raw",
    "weight_raw", "score_raw", "achievement", "weight", "score",
)  # fmt: skip
SEVERITIES = {"errors": "error", "warnings": "warning", "notes": "note"}


def explore_files(tables: Mapping[str, Table]) -> dict[str, bytes]:
    """Return the files of ``/explore/`` by their paths below the portal's root; the same tables give the same bytes."""
    rows = list(map(_joined, _rows(tables["indicators"])))
    found = _findings_by_row(tables["findings"])
    forms = {str(row["statement_id"]): row for row in rows}
    places = {key: place for place, key in enumerate(forms)}
    files: dict[str, bytes] = {}
    chunks = []
    for number, first in enumerate(range(0, len(rows), CHUNK), 1):
        part = rows[first : first + CHUNK]
        data = _json(_columns(part, places, found))
        name = f"rows-{number:03d}.json"
        files[f"explore/{name}"] = data
        chunks.append({"file": name, "rows": len(part), "size": len(data), "sha256": sha256(data).hexdigest()})
    files["explore/index.json"] = _json(
        {
            "rows": len(rows),
            "names": {
                f"{name}_id": _names(tables[f"{name}s"], f"{name}_id") for name in ("jurisdiction", "department")
            },
            "forms": {name: [row[name] for row in forms.values()] for name in SHARED_COLUMNS},
            "chunks": chunks,
        }
    )
    return files


def _rows(table: Table) -> list[dict[str, Cell]]:
    return [dict(zip(table.header, row, strict=True)) for row in table.rows]


def _joined(row: dict[str, Cell]) -> dict[str, Cell]:
    """Return an indicator row whose values stand with the operator and the unit that have cells of their own."""
    if not (row["operator_raw"] or row["unit_raw"]):
        return row
    sides = {"target_raw": (row["operator_raw"], row["unit_raw"]), "actual_raw": (None, row["unit_raw"])}
    beside = {
        key: " ".join(str(part) for part in (before, row[key], behind) if part)
        for key, (before, behind) in sides.items()
        if row[key]
    }
    return {**row, **beside}


def _names(table: Table, key: str) -> dict[str, list[str]]:
    """Return the names by id; a place without an English name keeps its Chinese one."""
    return {str(row[key]): [str(row["name"]), str(row["name_en"] or row["name"])] for row in _rows(table)}


def _findings_by_row(findings: Table) -> Counter[tuple[str, str]]:
    """Count the open findings on rows and their cells by the row's id and severity."""
    return Counter(
        (str(row["row_id"]), str(row["severity"]))
        for row in _rows(findings)
        if row["about"] == Subject.FORM and row["status"] == FindingStatus.OPEN
    )


def _columns(
    rows: Sequence[dict[str, Cell]], places: Mapping[str, int], found: Counter[tuple[str, str]]
) -> dict[str, object]:
    integers = {column.name for column in INDICATORS.columns if column.kind == "integer"}
    return {
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
