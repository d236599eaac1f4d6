"""The sums and counts that pages show, each with the query that proves it against the published CSV.

A figure names its table, the rows it takes and the column it adds. Before anything is published, every figure is
worked out again from the CSV text alone; one that differs stops the build.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd

from build_scripts.amounts import plain
from build_scripts.tables import Table, text_of


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


@dataclass
class Ledger:
    """Every figure shown so far; pages take their sums and counts from here and nowhere else."""

    tables: Mapping[str, Table]
    shown: dict[tuple[str, str, tuple[tuple[str, str], ...]], Figure] = field(default_factory=dict)
    _frames: dict[str, pd.DataFrame] = field(default_factory=dict)

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
            self.shown[key] = Figure(table, column, wanted, _work_out(self._text_frame(table), column, wanted))
        return self.shown[key]

    def _text_frame(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            table = self.tables[name]
            rows = [[text_of(cell) for cell in row] for row in table.rows]
            self._frames[name] = pd.DataFrame(rows, columns=list(table.header), dtype=object)
        return self._frames[name]


def prove(shown: Iterable[Figure], csv: Mapping[str, str]) -> int:
    """Work every figure out again from the published CSV texts by table name; return how many were proved.

    Raises:
        UnprovedError: naming each figure that differs, with both values.
    """
    frames: dict[str, pd.DataFrame] = {}
    wrong = []
    proved = 0
    for figure in shown:
        if figure.table not in frames:
            frames[figure.table] = pd.read_csv(io.StringIO(csv[figure.table]), dtype=str, keep_default_na=False)
        again = _work_out(frames[figure.table], figure.column, figure.where)
        proved += 1
        if again != figure.value:
            wrong.append(f"{figure.query}: {plain(figure.value)} ≠ {plain(again)}")
    if wrong:
        raise UnprovedError("；".join(wrong))
    return proved


def _work_out(frame: pd.DataFrame, column: str, where: tuple[tuple[str, str], ...]) -> Decimal:
    rows = pd.Series(data=True, index=frame.index, dtype=bool)
    for name, value in where:
        rows &= frame[name] == value
    if not column:
        return Decimal(int(rows.sum()))
    return sum((Decimal(text) for text in frame.loc[rows, column] if text), Decimal())
