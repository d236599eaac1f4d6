"""The sums and counts that pages show, each with the query that proves it against the published CSV.

A figure names its table, the rows it takes and the column it adds. Before anything is published, every figure is
worked out again from the CSV text alone; one that differs stops the build.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import pandas as pd

from build_scripts.cells.amounts import added, plain
from build_scripts.tables.published import Table, text_of


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
    """The texts of a table, with the rows of each value of a column found once: pages ask for one place after another."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Keep the frame, whose cells are all text."""
        self.frame = frame
        self._texts: dict[str, np.ndarray] = {str(name): frame[name].to_numpy() for name in frame.columns}
        self._places: dict[str, dict[str, np.ndarray]] = {}

    def work_out(self, column: str, where: tuple[tuple[str, str], ...]) -> Decimal:
        """Return the sum of ``column`` (or the number of rows, where it is empty) over the rows equal to ``where``."""
        rows = np.arange(len(self.frame))
        for place, (name, value) in enumerate(sorted(where, key=lambda item: len(self._of(*item)))):
            # Few rows are left of the first: looking at each beats meeting with a long list.
            rows = rows[self._texts[name][rows] == value] if place else self._of(name, value)
        if not column:
            return Decimal(len(rows))
        return added(Decimal(text) for text in self._texts[column][rows] if text)

    def _of(self, name: str, value: str) -> np.ndarray:
        if name not in self._places:
            groups = self.frame.groupby(name, sort=False).indices
            self._places[name] = {str(value): np.asarray(rows) for value, rows in groups.items()}
        return self._places[name].get(value, np.empty(0, dtype=int))


@dataclass
class Ledger:
    """Every figure shown so far.

    Pages take from here the sums and counts of rows they show, in tables, in key figures and as the values of charts;
    what a sentence adds up further, it adds up from these. Counts that no equality of columns can say (how many rates
    lie in a band, which rows lost most points) are made from the same records as the tables, not from here.
    """

    tables: Mapping[str, Table]
    shown: dict[tuple[str, str, tuple[tuple[str, str], ...]], Figure] = field(default_factory=dict)
    _rows: dict[str, Rows] = field(default_factory=dict)

    def total(self, table: str, column: str, **where: str | int) -> Figure:
        """Return the sum of ``column`` over the rows equal to ``where``; empty cells add nothing."""
        return self._figure(table, column, where)

    def count(self, table: str, **where: str | int) -> Figure:
        """Return how many rows equal ``where``."""
        return self._figure(table, "", where)

    def _figure(self, table: str, column: str, where: Mapping[str, str | int]) -> Figure:
        wanted = tuple(sorted((name, str(value)) for name, value in where.items()))
        key = (table, column, wanted)
        if key not in self.shown:
            self.shown[key] = Figure(table, column, wanted, self._rows_of(table).work_out(column, wanted))
        return self.shown[key]

    def _rows_of(self, name: str) -> Rows:
        if name not in self._rows:
            table = self.tables[name]
            texts = [[text_of(cell) for cell in row] for row in table.rows]
            self._rows[name] = Rows(pd.DataFrame(texts, columns=list(table.header), dtype=object))
        return self._rows[name]


def prove(shown: Iterable[Figure], csv: Mapping[str, str]) -> int:
    """Work every figure out again from the published CSV texts by table name; return how many were proved.

    Raises:
        UnprovedError: naming each figure that differs, with both values.
    """
    tables: dict[str, Rows] = {}
    wrong = []
    proved = 0
    for figure in shown:
        if figure.table not in tables:
            frame = pd.read_csv(io.StringIO(csv[figure.table]), dtype=str, keep_default_na=False)
            tables[figure.table] = Rows(frame)
        again = tables[figure.table].work_out(figure.column, figure.where)
        proved += 1
        if again != figure.value:
            wrong.append(f"{figure.query}: {plain(figure.value)} ≠ {plain(again)}")
    if wrong:
        raise UnprovedError("；".join(wrong))
    return proved
