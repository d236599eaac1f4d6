"""The sums and counts that pages show, each with the query that proves it against the published CSV.

A figure names its table, the rows it takes and the column it adds. Before anything is published, every figure is
worked out again from the CSV text alone; one that differs stops the build. Pages about many departments ask tallies: the
rows of each department counted and added up by the columns of which such pages ask, once from its tables and once, for
the proof, from its CSV files as they are published.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd

from build_scripts.cells.amounts import added, plain
from build_scripts.cells.made_often import made_often
from build_scripts.tables.published import Table, text_of

WHERE = ("jurisdiction_id", "department_id")
TALLIED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "statements": ((*WHERE, "fiscal_year", "form_type"), ("errors", "warnings")),
    "funding": (
        (*WHERE, "fiscal_year", "counted_as"),
        ("initial_yuan", "adjusted_yuan", "executed_yuan"),
    ),
    "indicators": (
        (
            *WHERE, "fiscal_year", "form_type", "achievement", "actual_state", "target_state", "target_change",
            "target_change_y2", "row_kind",
        ),
        (),
    ),
    "findings": ((*WHERE, "rule_id", "severity", "about", "status"), ()),
}  # fmt: skip
"""The tables that grow with the rows of forms: the columns by which pages of many departments choose, and those they add."""


@made_often
@dataclass(frozen=True)
class Figure:
    """A number on a page: ``column`` summed (or rows counted, where it is empty) over the rows equal to ``where``."""

    table: str
    column: str
    where: tuple[tuple[str, str], ...]
    value: Decimal

    @property
    def query(self) -> str:
        """The query in one line, shown beside the number so that a reader can repeat it."""
        rows = " & ".join(f"{name}={value}" for name, value in self.where)
        return f"{self.table}.csv: {'sum ' + self.column if self.column else 'rows'}{' where ' + rows if rows else ''}"


class UnprovedError(Exception):
    """Raised where a figure shown on a page differs from the same query over the published CSV."""


class Rows:
    """The texts of a table column by column, with the rows of each value of a column found once."""

    def __init__(self, read: Callable[[str], Sequence[str]], size: int, stand_for: Sequence[int] = ()) -> None:
        """Keep how a column is read, how many rows there are and, of a tally, how many rows each of them stands for."""
        self._read, self._size, self._stand_for = read, size, stand_for
        self._texts: dict[str, Sequence[str]] = {}
        self._places: dict[str, dict[str, list[int]]] = {}

    def texts(self, name: str) -> Sequence[str]:
        """Return the cells of a column."""
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def work_out(self, column: str, where: tuple[tuple[str, str], ...]) -> Decimal:
        """Return the sum of ``column`` (or the number of rows, where it is empty) over the rows equal to ``where``."""
        rows: Sequence[int] = range(self._size)
        for place, (name, value) in enumerate(sorted(where, key=lambda item: len(self._of(*item)))):
            if place:  # few rows are left of the first: looking at each beats meeting with a long list
                texts = self.texts(name)
                rows = [row for row in rows if texts[row] == value]
            else:
                rows = self._of(name, value)
        if column:
            texts = self.texts(column)
            return added(Decimal(texts[row]) for row in rows if texts[row])
        return Decimal(sum(self._stand_for[row] for row in rows) if self._stand_for else len(rows))

    def tallied(self, name: str) -> Tally:
        """Return the rows of table ``name`` counted and added up as ``TALLIED`` has them."""
        keys, sums = TALLIED[name]
        alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, key in enumerate(zip(*map(self.texts, keys), strict=True)):
            alike[key].append(row)
        amounts = [self.texts(column) for column in sums]
        lines = tuple(
            (*key, *(plain(added(Decimal(texts[row]) for row in rows if texts[row])) for texts in amounts))
            for key, rows in alike.items()
        )
        return Tally((*keys, *sums), lines, tuple(map(len, alike.values())))

    def _of(self, name: str, value: str) -> list[int]:
        if name not in self._places:
            places: dict[str, list[int]] = defaultdict(list)
            for row, text in enumerate(self.texts(name)):
                places[text].append(row)
            self._places[name] = dict(places)
        return self._places[name].get(value, [])


@dataclass(frozen=True)
class Tally:
    """The rows of a table, each line standing for those that are alike in the columns of which many pages ask."""

    header: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    rows: tuple[int, ...]
    """How many rows each line stands for."""


def rows_in(table: Table | Tally | str, columns: Collection[str] | None = None) -> Rows:
    """Return the texts of a table, of a tally, or of a table as its CSV file has it, of which only ``columns`` may be read."""
    if isinstance(table, Tally):
        by_name = dict(
            zip(table.header, zip(*table.lines, strict=True) if table.lines else ((),) * len(table.header), strict=True)
        )
        return Rows(by_name.__getitem__, len(table.lines), table.rows)
    if isinstance(table, str):
        only = None if columns is None else sorted(columns)
        frame = pd.read_csv(io.StringIO(table), dtype=object, keep_default_na=False, usecols=only)  # texts as they are
        return Rows(lambda name: frame[name].tolist(), len(frame))
    header, cells = table.header, table.rows

    def read(name: str) -> list[str]:
        place = header.index(name)
        return [text_of(row[place]) for row in cells]

    return Rows(read, len(cells))


@dataclass
class Ledger:
    """Every figure shown so far.

    Pages take from here the sums and counts of rows they show, in tables, in key figures and as the values of charts;
    what a sentence adds up further, it adds up from these. Counts that no equality of columns can say (how many rates
    lie in a band, which rows lost most points) are made from the same records as the tables, not from here.
    """

    tables: Mapping[str, Table | Tally]
    shown: dict[tuple[str, str, tuple[tuple[str, str], ...]], Figure] = field(default_factory=dict)
    _rows: dict[str, Rows] = field(default_factory=dict)

    def total(self, table: str, column: str, **where: str | int) -> Figure:
        """Return the sum of ``column`` over the rows equal to ``where``; empty cells add nothing."""
        return self._figure(table, column, where)

    def count(self, table: str, **where: str | int) -> Figure:
        """Return how many rows equal ``where``."""
        return self._figure(table, "", where)

    def occurring(self, table: str, columns: tuple[str, ...], **where: str | int) -> set[tuple[str, ...]]:
        """Return what occurs together in columns of the rows equal to ``where``."""
        rows = self._rows_in(table)
        wanted = [(rows.texts(name), str(value)) for name, value in where.items()]
        cells = zip(*map(rows.texts, columns), strict=True)
        return {row for number, row in enumerate(cells) if all(texts[number] == value for texts, value in wanted)}

    def tallies(self) -> dict[str, Tally]:
        """Return what pages of many departments ask of these tables."""
        return {name: self._rows_in(name).tallied(name) for name in TALLIED}

    def _figure(self, table: str, column: str, where: Mapping[str, str | int]) -> Figure:
        wanted = tuple(sorted((name, str(value)) for name, value in where.items()))
        key = (table, column, wanted)
        if key not in self.shown:
            self.shown[key] = Figure(table, column, wanted, self._rows_in(table).work_out(column, wanted))
        return self.shown[key]

    def _rows_in(self, name: str) -> Rows:
        if name not in self._rows:
            self._rows[name] = rows_in(self.tables[name])
        return self._rows[name]


def asked(shown: Iterable[Figure]) -> dict[str, set[str]]:
    """Return by table the columns that a proof of figures, or a tally, reads."""
    columns = {name: {*keys, *sums} for name, (keys, sums) in TALLIED.items()}
    for figure in shown:
        columns.setdefault(figure.table, set()).update(filter(None, (figure.column, *dict(figure.where))))
    return columns


def prove(shown: Iterable[Figure], published: Mapping[str, str | Tally | Rows]) -> int:
    """Work every figure out again from the published CSV, or tallies of it, by table name; return how many were proved.

    Raises:
        UnprovedError: naming each figure that differs, with both values.
    """
    tables: dict[str, Rows] = {}
    wrong = []
    proved = 0
    for figure in shown:
        if figure.table not in tables:
            found = published[figure.table]
            tables[figure.table] = found if isinstance(found, Rows) else rows_in(found)
        again = tables[figure.table].work_out(figure.column, figure.where)
        proved += 1
        if again != figure.value:
            wrong.append(f"{figure.query}: {plain(figure.value)} ≠ {plain(again)}")
    if wrong:
        raise UnprovedError("；".join(wrong))
    return proved
