"""What a published table is: its name, its key, where its rows come from, and its columns in their order.

A column is one declaration: name, type, unit, sentence, codes, and how a row's cell is read. The files, their descriptions,
the dictionary, the reference page and the loading code are made from these declarations.
Types: ``text`` as printed or derived, ``integer``, ``decimal`` (plain digits, never a float), ``code`` (one of ``codes``),
``codes`` (several of them, joined by ``；``). A printed blank stays as printed and is never zero; None is an empty cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar

import pyarrow as pa

from build_scripts.cells.amounts import plain
from build_scripts.judging.audit import Audit
from build_scripts.words.language import Both, Term

FIRST = "2026.11"
"""The first release: what is not declared otherwise has been published since then."""
Cell = str | int | Decimal | None
SourceT = TypeVar("SourceT")
"""What a row is made from."""
SourceT_contra = TypeVar("SourceT_contra", contravariant=True)


@dataclass(frozen=True)
class PublishedColumn(Generic[SourceT_contra]):
    """One published column of rows that are made from such a source."""

    name: str
    kind: str
    sentence: Both
    read: Callable[[SourceT_contra], Cell]
    unit: str = ""
    codes: type[Term] | None = None
    others: bool = False
    """Whether cells may hold something else than one of the codes: what has no code, or several in one."""
    pattern: str = ""
    """Of ids, days and the like: what a cell that is not empty matches as a whole."""
    refers_to: str = ""
    """The table whose key a cell is, where the column has another name than that key."""
    since: str = FIRST
    """The first release that has it."""

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers, in which no format changes a sign."""
        return self.kind in {"integer", "decimal"}

    @property
    def type(self) -> pa.DataType:
        """Its type in formats that have types.

        Decimals are doubles, which every reader takes for numbers: a figure of at most fifteen digits is read back as the
        CSV writes it, where the few longer ones have all their digits.
        """
        return {"integer": pa.int64(), "decimal": pa.float64()}.get(self.kind, pa.string())

    def read_by(self, read: Callable[[SourceT], Cell]) -> PublishedColumn[SourceT]:
        """Return the same column of rows that are made from another source."""
        column: PublishedColumn[Any] = self
        return replace(column, read=read)


def text_column(
    name: str, sentence: Both, read: Callable[[SourceT], Cell], pattern: str = "", refers_to: str = ""
) -> PublishedColumn[SourceT]:
    """Declare a column of words, or of ids, days and the like, which follow a pattern."""
    whole = pattern.removeprefix("^").removesuffix("$")
    return PublishedColumn(name, "text", sentence, read, pattern=whole, refers_to=refers_to)


def raw_column(name: str, sentence: Both, read: Callable[[SourceT], str | None]) -> PublishedColumn[SourceT]:
    """Declare a column of cells as printed."""
    return PublishedColumn(name, "text", Both(f"{sentence.zh}，原样", f"{sentence.en}, as printed"), read)


def integer_column(
    name: str, sentence: Both, read: Callable[[SourceT], Cell], unit: str = ""
) -> PublishedColumn[SourceT]:
    """Declare a column of whole numbers."""
    return PublishedColumn(name, "integer", sentence, read, unit)


def decimal_column(
    name: str, sentence: Both, read: Callable[[SourceT], Cell], unit: str = ""
) -> PublishedColumn[SourceT]:
    """Declare a column of decimal numbers."""
    return PublishedColumn(name, "decimal", sentence, read, unit)


def code_column(
    name: str, sentence: Both, terms: type[Term], read: Callable[[SourceT], str | None], *, others: bool = False
) -> PublishedColumn[SourceT]:
    """Declare a column with one code in a cell, or, with ``others``, what has none."""
    return PublishedColumn(name, "code", sentence, read, codes=terms, others=others)


def codes_column(
    name: str, sentence: Both, terms: type[Term], read: Callable[[SourceT], Iterable[str]]
) -> PublishedColumn[SourceT]:
    """Declare a column with any number of codes in a cell."""
    several = Both(f"{sentence.zh}，多项以“；”分隔", f"{sentence.en}; several are joined by a full-width semicolon")
    return PublishedColumn(name, "codes", several, lambda source: listed(read(source)), codes=terms)


def listed(texts: Iterable[str]) -> str | None:
    """Return several texts as one cell."""
    return "；".join(texts) or None


def codes_in(cell: str) -> list[str]:
    """Return the codes that such a cell holds."""
    return cell.split("；")


@dataclass(frozen=True)
class PublishedTable(Generic[SourceT]):
    """A table before it is filled."""

    name: str
    title: Both
    key: tuple[str, ...]
    """The columns whose cells together name one row."""
    rows: Callable[[Audit], Iterable[SourceT]]
    columns: tuple[PublishedColumn[SourceT], ...]
    always: tuple[str, ...] = ()
    """The columns besides those of its key in which no row is empty."""
    by_place: bool = True
    """Whether each department and jurisdiction has its part of it: the rows of its forms, else those that name it."""

    outlives: bool = False
    """Whether its rows may name what is there no more, so that no id in it is sure to be that of a row elsewhere."""

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def schema(self) -> pa.Schema:
        """The names and types of the columns."""
        return pa.schema([(column.name, column.type) for column in self.columns])

    @cached_property
    def never_empty(self) -> frozenset[str]:
        """The columns in which no row is empty: a key of one column, and those that it says."""
        return frozenset((*self.always, *(self.key if len(self.key) == 1 else ())))

    def filled(self, audit: Audit) -> Table:
        """Return the table with its rows."""
        return self.of(self.rows(audit))

    def of(self, sources: Iterable[SourceT]) -> Table:
        """Return the table with the rows that are made from these."""
        readers = [column.read for column in self.columns]
        return Table(self, tuple(tuple([read(source) for read in readers]) for source in sources))


@dataclass(frozen=True)
class Table:
    """A published table: ``rows`` has one tuple per row in the order of its columns."""

    declared: PublishedTable[Any]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def name(self) -> str:
        """The name of its files."""
        return self.declared.name

    @property
    def columns(self) -> tuple[PublishedColumn[Any], ...]:
        """Its columns as declared."""
        return self.declared.columns

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return self.declared.header

    @cached_property
    def cells(self) -> tuple[tuple[Cell, ...], ...]:
        """Its cells column by column, as every format takes them."""
        return tuple(zip(*self.rows, strict=True)) if self.rows else ((),) * len(self.columns)

    @cached_property
    def typed(self) -> pa.Table:
        """Its rows with the types of its columns."""
        arrays = [
            pa.array(map(float_of, own) if column.kind == "decimal" else own, column.type)
            for own, column in zip(self.cells, self.columns, strict=True)
        ]
        return pa.Table.from_arrays(arrays, schema=self.declared.schema)


def float_of(cell: Cell) -> float | None:
    """Return a decimal as a double."""
    return None if cell is None else float(cell)


def text_of(cell: Cell) -> str:
    """Return a cell as every text format publishes it: decimals in plain digits, nothing for None."""
    return "" if cell is None else plain(cell) if isinstance(cell, Decimal) else str(cell)
