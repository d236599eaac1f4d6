"""Two states of the published tables → what is otherwise in the second: rows that came or went, cells that changed, and why.

Both are given as the texts of their CSV files by the names of the tables: a release, a folder of downloads and the data of
a commit are compared alike. A row is known by the key that its table declares; what was renamed by the id that it has in the
newer state, where one of both states says how it was called. The newer state says itself why a figure was changed, in its
table of restatements.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_scripts.cells.personal_data import masked
from build_scripts.reading.printed import PERSONAL_DATA
from build_scripts.reading.strict_yaml import MAX_BYTES
from build_scripts.tables.catalogue import TABLE_OF
from build_scripts.tables.csv_format import unguarded
from build_scripts.tables.published import codes_in
from build_scripts.words.language import COLON, Both, Term

TOLD_COLUMNS = frozenset(
    {
        "also", "cells", "commit", "extraction_notes", "file", "formula", "formula_en", "last_changed", "line",
        "message_en", "message_zh", "order", "page_url", "path", "score_formula", "source_line", "template", "worked",
    }
)  # fmt: skip
"""Columns in which this portal only tells where something stands or how it was worked out: no figure changes with them."""
NOT_COMPARED = frozenset({"formerly", "last_changed"})
"""Columns of what is told otherwise, as a rename or as what changed on a form: data without their history do not know them."""
EVENTS = "changes"
"""The table that tells what a difference tells, as far as a state knows its releases."""
_TOLD_BY_OTHERS = frozenset({EVENTS, "finding_cells"})
"""The tables that are not compared: what they say is told by the rest, cells of findings with the findings."""
PLACE_TABLES = {"jurisdictions": "jurisdiction_id", "departments": "department_id", "statements": "statement_id"}
"""The tables of what may be renamed, with the column of its id."""
PRINTED_COLUMNS = frozenset({"actual_text", "adjusted_text", "overview_text", "target_text", "text", "currency_unit"})
"""Columns of what forms print whose names do not end in ``_raw``."""


class CellKind(Term):
    """What a column holds: that decides what a change of it means."""

    PRINTED = ("printed", "表上所印", "printed on the form")
    WORKED_OUT = ("worked_out", "读出与重算的", "read or worked out")
    TOLD = ("told", "本门户的说明文字", "only told by this portal")


class TableError(Exception):
    """Raised for a text that is no table; says which and why."""


@dataclass(frozen=True)
class Reason:
    """What a restatement says of a change."""

    date: str
    text: str


@dataclass(frozen=True)
class CellChange:
    """A cell that is otherwise."""

    column: str
    old: str
    new: str
    reasons: tuple[Reason, ...] = ()
    """What restatements of the newer state say, the oldest first."""

    @property
    def kind(self) -> CellKind:
        """What the column holds."""
        return kind_of(self.column)


@dataclass(frozen=True)
class TextRow:
    """A row of a table as texts."""

    key: tuple[str, ...]
    """The cells that name it; for the second row that has the same, and those after it, its number besides."""
    cells: Mapping[str, str]
    """By column."""

    def named(self, *columns: str) -> str:
        """Return the first of these cells that is there and not blank; empty where none is."""
        return next((text for name in columns if (text := self.cells.get(name, "").strip())), "")


@dataclass(frozen=True)
class RowChange:
    """A row in which cells are otherwise."""

    row: TextRow
    """As it is in the newer state."""
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class RemovedRow:
    """A row that is gone."""

    row: TextRow
    """As it was."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Renamed:
    """A jurisdiction, a department or a form that has another id."""

    table: str
    old: str
    new: str


@dataclass(frozen=True)
class TableDifference:
    """What is otherwise in one table."""

    name: str
    added: tuple[TextRow, ...] = ()
    removed: tuple[RemovedRow, ...] = ()
    changed: tuple[RowChange, ...] = ()
    columns_added: tuple[str, ...] = ()
    """Columns that only the newer state has; their cells are no changes."""
    columns_removed: tuple[str, ...] = ()
    in_old: bool = True
    in_new: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing is otherwise."""
        return self == TableDifference(self.name)


@dataclass(frozen=True)
class Difference:
    """What is otherwise between two states of the tables."""

    tables: tuple[TableDifference, ...]
    """Those in which anything is, in the order in which tables are published."""
    renamed: tuple[Renamed, ...]
    """What has another id; of what is below it only what has another name, too."""
    old: Mapping[str, TextTable]
    """As it would be by the ids of the newer state."""
    new: Mapping[str, TextTable]

    def table(self, name: str) -> TableDifference:
        """Return what is otherwise in a table."""
        return next((one for one in self.tables if one.name == name), TableDifference(name))


@dataclass(frozen=True)
class TextTable:
    """A published table as the texts of its cells, without the guard that they have in a CSV file."""

    name: str
    header: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]

    @classmethod
    def of_csv(cls, name: str, text: str) -> TextTable:
        """Return a table from the text of its CSV file.

        Raises:
            TableError: for a text that is no table.
        """
        csv.field_size_limit(MAX_BYTES)  # no cell is longer than the file that it was written in
        try:
            lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as error:
            said = Both(f"{name}.csv: 不是完整的 CSV 文件", f"no whole CSV file: {error}")
            raise TableError(said) from error
        if not lines or len(set(lines[0])) < len(lines[0]):
            said = Both(
                f"{name}.csv: 第一行应是各列的名字，不能重复", "the first line must name the columns, each of them once"
            )
            raise TableError(said)
        for number, line in enumerate(lines, 1):
            if len(line) != len(lines[0]):
                said = Both(
                    f"{name}.csv: 第 {number} 行有 {len(line)} 格，表头有 {len(lines[0])} 格",
                    f"row {number} has {len(line)} cells, the header {len(lines[0])}",
                )
                raise TableError(said)
        return cls(name, tuple(lines[0]), tuple(tuple(map(unguarded, line)) for line in lines[1:]))

    @cached_property
    def rows(self) -> tuple[TextRow, ...]:
        """The rows by the key that the table declares; those of a table that is not known are named by all they hold."""
        declared = TABLE_OF[self.name].key if self.name in TABLE_OF else ()
        names = declared if set(declared) <= set(self.header) else ()
        places = [self.header.index(name) for name in names] or [*range(len(self.header))]
        seen = Counter[tuple[str, ...]]()
        made = []
        for line in self.lines:
            key = tuple(line[place] for place in places)
            number = seen[key] = seen[key] + 1
            cells = dict(zip(self.header, line, strict=True))
            made.append(TextRow((*key, str(number)) if number > 1 else key, cells))
        return tuple(made)

    def by_ids(self, now: Mapping[str, str]) -> TextTable:
        """Return the same table with other ids for what ``now`` names."""
        places = {place for place, name in enumerate(self.header) if now and _names_places(name)}
        if not places:
            return self
        lines = (
            tuple(_by_ids(cell, now) if place in places else cell for place, cell in enumerate(line))
            for line in self.lines
        )
        return TextTable(self.name, self.header, tuple(lines))

    @cached_property
    def by_key(self) -> Mapping[tuple[str, ...], TextRow]:
        """The rows by their keys."""
        return {row.key: row for row in self.rows}


def kind_of(column: str) -> CellKind:
    """Return what a column holds."""
    if column in TOLD_COLUMNS:
        return CellKind.TOLD
    return CellKind.PRINTED if column.endswith("_raw") or column in PRINTED_COLUMNS else CellKind.WORKED_OUT


def difference(old: Mapping[str, str], new: Mapping[str, str], called: tuple[str, str] = ("", "")) -> Difference:
    """Return what is otherwise in the newer of two states; each is given as CSV texts by the names of the tables.

    Raises:
        TableError: where a text is no table; it says in which of the states, as they are ``called``.
    """
    had, after = _state(old, called[0]), _state(new, called[1])
    now = _ids_now(had, after)
    before = {name: table.by_ids(now) for name, table in had.items()}
    reasons = _Reasons(before, after, now)
    names = [*TABLE_OF, *sorted({*before, *after} - TABLE_OF.keys())]
    found = (
        _of_table(name, before.get(name), after.get(name), reasons) for name in names if name not in _TOLD_BY_OTHERS
    )
    return Difference(tuple(one for one in found if not one.is_empty), tuple(_renamed(had, now)), before, after)


def _state(texts: Mapping[str, str], called: str) -> dict[str, TextTable]:
    try:
        return {name: TextTable.of_csv(name, text) for name, text in sorted(texts.items())}
    except TableError as error:
        raise TableError(COLON.join([called, error.args[0]]) if called else error.args[0]) from error


def _ids_now(old: Mapping[str, TextTable], new: Mapping[str, TextTable]) -> dict[str, str]:
    """Return the ids of the older state that have become others, each with that which it has in the newer one.

    Either state may say so: the older one does where it is not the earlier.
    """
    now: dict[str, str] = {}
    for table in PLACE_TABLES:
        had, has = _ids(old, table), _ids(new, table)
        now |= {former: id_ for id_, ids in has.items() for former in ids if former not in has}
        back = ((id_, former) for id_, ids in had.items() if id_ not in has for former in ids)
        now |= {id_: former for id_, former in back if former in has and former not in had}
    return now


def _ids(state: Mapping[str, TextTable], table: str) -> dict[str, list[str]]:
    """Return the ids of a table of places or forms with the former ids of each; the downloads of a place have its forms alone."""
    if table in state or table == "statements":
        rows = ((row.cells.get(PLACE_TABLES[table], ""), row.cells.get("formerly")) for row in _rows(state, table))
        return {id_: codes_in(cell) if cell else [] for id_, cell in rows}
    parts, found = [*PLACE_TABLES].index(table) + 1, defaultdict[str, list[str]](list)
    for id_, formerly in _ids(state, "statements").items():
        place = "/".join(id_.split("/")[:parts])
        rest = id_.removeprefix(place)
        found[place] += [former.removesuffix(rest) for former in formerly if former.endswith(rest)]
    return found


def _renamed(old: Mapping[str, TextTable], now: Mapping[str, str]) -> Iterator[Renamed]:
    for table in PLACE_TABLES:
        for id_ in _ids(old, table):
            if (new := now.get(id_, id_)) not in {id_, _by_place(id_, now)}:
                yield Renamed(table, id_, new)


def _names_places(column: str) -> bool:
    """Tell whether a column holds ids that are those of jurisdictions, departments and forms or begin with them."""
    return column in _OTHER_NAMES or (column.endswith(("_id", "_ids")) and column not in _OTHER_IDS)


_OTHER_NAMES = {"page_url"}
_OTHER_IDS = {"change_id", "rule_id", "source_id"}
"""Columns with ids of their own; those of events stay for ever."""


def _by_ids(cell: str, now: Mapping[str, str]) -> str:
    """Return a cell of ids as they are now: each begins with an id that is named, the longest first, and may go on."""
    return "；".join(_by_id(one, now) for one in codes_in(cell))


def _by_id(id_: str, now: Mapping[str, str]) -> str:
    place, mark, row = id_.partition("#")
    return now.get(place, _by_place(place, now)) + mark + row


def _by_place(id_: str, now: Mapping[str, str]) -> str:
    """Return the id that something has because of the place in which it is."""
    above, _, name = id_.rpartition("/")
    return f"{_by_id(above, now)}/{name}" if above else id_


def _of_table(name: str, old: TextTable | None, new: TextTable | None, reasons: _Reasons) -> TableDifference:
    if old is None and new is None:
        return TableDifference(name)
    if old is None or new is None:
        return TableDifference(
            name,
            added=new.rows if new is not None else (),
            removed=tuple(map(RemovedRow, old.rows)) if old is not None else (),
            in_old=old is not None,
            in_new=new is not None,
        )
    common = [column for column in new.header if column in set(old.header) - NOT_COMPARED]
    before, after = old.by_key, new.by_key
    changed = (_row_change(name, before[key], row, common, reasons) for key, row in after.items() if key in before)
    return TableDifference(
        name,
        added=tuple(row for key, row in after.items() if key not in before),
        removed=tuple(
            RemovedRow(row, reasons.of_removed(name, row)) for key, row in before.items() if key not in after
        ),
        changed=tuple(one for one in changed if one.cells),
        columns_added=tuple(column for column in new.header if column not in set(old.header)),
        columns_removed=tuple(column for column in old.header if column not in set(new.header)),
    )


def _row_change(table: str, old: TextRow, new: TextRow, columns: Sequence[str], reasons: _Reasons) -> RowChange:
    pairs = ((column, old.cells[column], new.cells[column]) for column in columns)
    cells = (CellChange(*pair, reasons.of_cell(table, new, pair[0])) for pair in pairs if pair[1] != pair[2])
    return RowChange(new, tuple(cells))


class _Reasons:
    """What the newer state's restatements say that the older one did not say yet."""

    def __init__(self, old: Mapping[str, TextTable], new: Mapping[str, TextTable], now: Mapping[str, str]) -> None:
        known = Counter(row.key for row in _rows(old, "restatements"))
        self._said: dict[tuple[str, str], list[tuple[str, Reason]]] = defaultdict(list)
        for row in sorted(_rows(new, "restatements"), key=lambda row: row.cells.get("date", "")):
            if row.key not in known:
                place = row.cells.get("statement_id", ""), row.cells.get("row_id", "")
                reason = Reason(row.cells.get("date", ""), row.cells.get("reason", ""))
                self._said[place].append((row.cells.get("column", ""), reason))
        self._withdrawn = {
            _by_id(row.cells.get("statement_id", ""), now): Reason(
                row.cells.get("date", ""), row.cells.get("reason", "")
            )
            for row in _rows(new, EVENTS)
            if row.cells.get("kind") == "form_withdrawn"
        }

    def of_cell(self, table: str, row: TextRow, column: str) -> tuple[Reason, ...]:
        """Return why a cell was changed; what was worked out from restated cells of its row has their reasons."""
        if table not in _ROW_IDS or kind_of(column) is CellKind.TOLD:
            return ()
        said = self._said.get(_place(table, row), [])
        own = tuple(reason for key, reason in said if is_of(key, column))
        follows = kind_of(column) is CellKind.WORKED_OUT and _ROW_IDS[table]
        return own or (tuple(reason for _, reason in said) if follows else ())

    def of_removed(self, table: str, row: TextRow) -> tuple[Reason, ...]:
        """Return why a row is gone: it was restated away, or its form was withdrawn."""
        if table not in _ROW_IDS:
            return ()
        statement = row.cells.get("statement_id", "")
        said = self._said.get(_place(table, row), []) if _ROW_IDS[table] else []
        return tuple(reason for _, reason in said) or (
            (self._withdrawn[statement],) if statement in self._withdrawn else ()
        )


_ROW_IDS = {
    "statements": "",
    "funding": "funding_id",
    "goals": "goal_id",
    "indicators": "indicator_id",
    "narratives": "narrative_id",
    "base_data": "base_data_id",
    "further_cells": "row_id",
}
"""The tables of what forms print, each with the column of the id under which a restatement names its rows."""


def _place(table: str, row: TextRow) -> tuple[str, str]:
    return row.cells.get("statement_id", ""), row.cells.get(_ROW_IDS[table], "")


_NAMED_OTHERWISE = {"grade_raw": "total.grade", "goal_label_raw": "label"}
"""Columns of printed cells that are not called as their keys are."""


def is_of(key: str, column: str) -> bool:
    """Tell whether a column shows the cell with this key of a form: as printed, or what was read in it."""
    name = key.replace(".", "_")
    if _NAMED_OTHERWISE.get(column) == key:
        return True
    if column in {name, f"{name}_raw", f"{name}_text"} or (key.startswith("further") and column == "text"):
        return True
    return column.startswith(f"{name}_") and kind_of(column) is CellKind.WORKED_OUT


def _rows(tables: Mapping[str, TextTable], name: str) -> Iterable[TextRow]:
    return tables[name].rows if name in tables else ()


def silent_changes(found: Difference) -> Iterator[tuple[str, TextRow, CellChange | None]]:
    """Yield each printed cell that is otherwise and each row that is gone, of forms in both states, where no reason is given.

    With the name of its table; a row that is gone has no cell. Masked numbers and texts that are not disclosed may come and
    go: that is decided by reviews and changes nothing that is printed. Further cells have no id and are passed over.
    """
    forms = {row.key[0] for row in _rows(found.old, "statements")} & {
        row.key[0] for row in _rows(found.new, "statements")
    }
    for table in found.tables:
        if table.name not in _ROW_IDS or table.name == "further_cells":
            continue
        for gone in table.removed:
            if gone.row.cells.get("statement_id") in forms and not gone.reasons:
                yield table.name, gone.row, None
        for change in table.changed:
            for cell in change.cells:
                if cell.kind is CellKind.PRINTED and not cell.reasons and _is_otherwise(cell):
                    yield table.name, change.row, cell


def _is_otherwise(cell: CellChange) -> bool:
    return PERSONAL_DATA not in {cell.old, cell.new} and masked(cell.old) != masked(cell.new)


def counted(found: Difference) -> Iterator[tuple[Both, int]]:
    """Yield what the first lines of a report count, each with how often it is so."""
    forms, findings = found.table("statements"), found.table("findings")
    yield Both("改名", "renamed"), len(found.renamed)
    rows = [one for one in found.tables if one.name in _ROW_IDS and one.name != "statements"]
    cells = [(one.name in _ROW_IDS, cell) for one in found.tables for change in one.changed for cell in change.cells]
    printed = [cell for of_form, cell in cells if of_form and cell.kind is CellKind.PRINTED]
    yield Both("新增的表", "forms added"), len(forms.added)
    yield Both("减少的表", "forms removed"), len(forms.removed)
    yield Both("新增的行", "rows added"), sum(len(one.added) for one in rows)
    yield Both("减少的行", "rows removed"), sum(len(one.removed) for one in rows)
    yield Both("表上所印改动的格", "printed cells changed"), len(printed)
    yield Both("其中写明原因的", "of these with a reason"), sum(bool(cell.reasons) for cell in printed)
    yield (
        Both("读出与重算的数改动的格", "cells changed that were read or worked out"),
        sum(cell.kind is CellKind.WORKED_OUT for _, cell in cells),
    )
    yield Both("新的核对发现", "findings raised"), len(findings.added)
    yield Both("不再有的核对发现", "findings settled"), len(findings.removed)
    yield (
        Both("只是本门户说明文字改动的格", "cells changed in what this portal only tells"),
        sum(cell.kind is CellKind.TOLD for _, cell in cells),
    )
