"""Tables as CSV: RFC 4180 with CRLF, UTF-8 with a BOM, and a reversible guard against spreadsheet formulas.

Many printed cells begin with ``=``, ``-`` or ``>``. A spreadsheet takes ``=6人`` for a formula, so a text cell that
could be one is published with an apostrophe before it; ``unguarded`` takes it off again and loses nothing.
Typed numbers have none, and those of a ``decimal`` column always have a decimal point: a reader that looks at the first
rows alone would take ``10`` for a column of whole numbers and stop at the first ``10.5``.
The order of rows and columns is the table's own.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from build_scripts.tables.published import Cell, PublishedColumn, PublishedTable, Table, text_of

_RISKY = re.compile(r"'*[\s\u200b]*[=+\-@\t\r\n\0＝＋－＠]")
GUARDED = re.compile(r"'+[\s\u200b]*[=+\-@\t\r\n\0＝＋－＠]")
"""How a text begins that has been guarded: without its first apostrophe it is what it was."""


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet could take for a formula.

    Apostrophes already there are kept under the new one, so the mapping is one to one (OWASP ASVS 5, 1.2.10).
    """
    begins_as_word = text[:1].isalnum()  # most do, and this is quicker seen than that a pattern does not match
    return text if begins_as_word or not _RISKY.match(text) else f"'{text}"


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` was given."""
    return text[1:] if GUARDED.match(text) else text


def csv_text(table: Table) -> str:
    """Return the table as CSV text without the BOM; every text column is guarded."""
    shown = [_texts(*pair) for pair in zip(table.cells, table.columns, strict=True)]
    return _lines(chain([table.header], zip(*shown, strict=True)))


def csv_bytes(table: Table) -> bytes:
    """Return the table as the CSV file that people click: UTF-8 with a BOM."""
    return csv_text(table).encode("utf-8-sig")


def csv_joined(table: PublishedTable[Any], parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the file of a table whose rows are those of ``parts``, each a file of the same table."""
    head = csv_bytes(Table(table, ()))
    yield head
    for part in parts:
        yield part[len(head) :]


def grid_bytes(grid: list[list[str]]) -> bytes:
    """Return a small table of texts (a chart's numbers) as a CSV file; its first column is guarded."""
    rows = [grid[0], *([guarded(row[0]), *row[1:]] for row in grid[1:])]
    return _lines(rows).encode("utf-8-sig")


def _texts(cells: Sequence[Cell], column: PublishedColumn[Any]) -> list[str]:
    """Return the cells of a column as they are written; what many cells say is worked out once."""
    once = {cell: _shown(cell, column) for cell in set(cells)}
    # Not one by one as rows are put together: the texts of a column fit in a processor's cache, those of all do not.
    return [*map(once.__getitem__, cells)]


def _shown(cell: Cell, column: PublishedColumn[Any]) -> str:
    text = text_of(cell)
    if not column.is_number:
        return guarded(text)
    return f"{text}.0" if text and column.kind == "decimal" and "." not in text else text


def _lines(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
