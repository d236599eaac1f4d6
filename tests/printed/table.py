"""A printed document before it is a file of any kind: paragraphs and tables of cells that may span."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

Kind = Literal["value", "label", "heading", "template"]
"""``label`` and ``heading``: words of the blank form, which a read form keeps beside the answer or does without;
``template``: what the blank form prints where an answer is due."""


@dataclass(frozen=True)
class Cell:
    """A cell; of merged cells only the one at their top left is written."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    kind: Kind = "value"


@dataclass(frozen=True)
class Paragraph:
    """A text outside all tables."""

    text: str
    kind: Kind = "value"


@dataclass(frozen=True)
class Table:
    """Rows of the cells that begin in them, as in HTML; together they are a rectangle."""

    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def placed(self) -> tuple[tuple[int, int, Cell], ...]:
        """Each cell with its 0-based row and column, in printed order; raises where cells overlap or leave a hole."""
        taken: set[tuple[int, int]] = set()
        placed = []
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                own = {(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
                if own & taken:
                    raise ValueError(f"row {row}: {cell.text!r} overlaps")
                taken |= own
                placed.append((row, column, cell))
        if taken != {(row, column) for row in range(len(self.rows)) for column in range(self.width)}:
            raise ValueError(f"the table that begins with {self.rows[0][0].text!r} is no rectangle")
        return tuple(placed)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return sum(cell.columns for cell in self.rows[0])

    def part(self, first: int, last: int) -> Table:
        """Return the rows from ``first`` to before ``last``.

        A cell that began above is blank in it, as when Word or a page break cuts a table in two.
        """
        rows: list[list[Cell]] = [[] for _ in range(first, last)]
        for row, _, cell in sorted(self.placed, key=lambda item: item[1]):
            top, bottom = max(row, first), min(row + cell.rows, last)
            if top < bottom:
                rows[top - first].append(replace(cell, text=cell.text if row == top else "", rows=bottom - top))
        return Table(tuple(map(tuple, rows)))

    def whole(self, row: int) -> bool:
        """Return whether no cell spans the line above ``row``."""
        return all(not at < row < at + cell.rows for at, _, cell in self.placed)


@dataclass(frozen=True)
class Document:
    """What is printed, in printed order."""

    blocks: tuple[Paragraph | Table, ...]

    def cells(self) -> Iterator[Cell | Paragraph]:
        """Yield everything that holds a text, in printed order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (cell for _, _, cell in block.placed)

    def __add__(self, other: Document) -> Document:
        """Return both, one after the other, as when several forms stand in one file."""
        return Document(self.blocks + other.blocks)

    def changed(self, change: Callable[[str], str]) -> Document:
        """Return the same document with the words of the blank form written otherwise."""

        def one(item):
            return replace(item, text=change(item.text)) if item.kind in {"label", "heading"} else item

        return Document(
            tuple(
                one(block)
                if isinstance(block, Paragraph)
                else Table(tuple(tuple(one(cell) for cell in row) for row in block.rows))
                for block in self.blocks
            )
        )
