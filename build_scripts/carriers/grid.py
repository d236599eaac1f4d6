"""A file's tables and paragraphs in the order in which they are printed, each cell once and with its address."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.words.language import Both


@dataclass(frozen=True)
class GridCell:
    """A cell of a table; merged cells are one cell that stands at their top left."""

    text: str
    """Exactly as printed, a line break as ``\\n``; of a number what the program shows, such as ``75%``."""
    row: int
    """0-based row in its grid."""
    column: int
    """0-based column in its grid, empty cells and spans counted."""
    rows: int
    """How many rows it spans."""
    columns: int
    """How many columns it spans."""
    address: str
    """Where a person finds it, and no other cell: ``Sheet2!D7``, ``表 2 第 5 行第 3 列``, ``第 3 页 表 1 第 2 行第 1 列``; of a
    text ``第 120 行`` or, where a line has several cells, ``第 120 行第 3 列``."""
    line: int
    """1-based line of a text; elsewhere the running number of the printed row in the whole file."""


@dataclass(frozen=True)
class Paragraph:
    """A text outside all tables."""

    text: str
    address: str
    line: int
    """As of a cell: lines, or rows and paragraphs, are counted through the whole file."""


@dataclass(frozen=True)
class Grid:
    """A table: no two cells overlap, and an empty cell is a cell."""

    cells: tuple[GridCell, ...]
    """In printed order: row by row, from the left."""
    name: str = ""
    """Name of the worksheet; empty elsewhere."""


@dataclass(frozen=True)
class CarriedDocument:
    """Everything that a file prints."""

    carrier: Both
    """What kind of file it is, in words: ``Word 文档（.docx）``."""
    blocks: tuple[Grid | Paragraph, ...]
    """In printed order."""
    lines: int
    """How many lines, or rows and paragraphs, were counted."""
    notices: tuple[Both, ...] = ()
    """What a person must know of it: hidden sheets and rows, an unusual encoding, macros left alone, links not followed."""
