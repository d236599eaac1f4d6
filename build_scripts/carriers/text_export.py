"""A text export of a published document as rows of cells, each cell with the line it stands on.

Word exports print one table cell per line: a cell begins with a TAB, a line without one continues the cell before it,
and an empty line before a TAB ends the row. Excel exports print one row per line, cells parted by TABs.
A cell's text is kept as it stands; only empty lines at its end are dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TRAILING_BLANK_LINES = re.compile(r"(\n[ \t]*)+\Z")
_WORD_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")


@dataclass(frozen=True)
class SourceCell:
    """A table cell: its text as printed and the 1-based line on which it begins."""

    text: str
    line: int


@dataclass(frozen=True)
class SourceRow:
    """A table row; a paragraph outside any table is a row of one cell with ``paragraph`` set."""

    cells: tuple[SourceCell, ...]
    paragraph: bool = False

    @property
    def line(self) -> int:
        """The line on which the row begins."""
        return self.cells[0].line


def compact(text: str) -> str:
    """Return ``text`` without white space (U+3000 and U+00A0 too) and without Word bookmarks."""
    return re.sub(r"\s", "", _WORD_BOOKMARK.sub("", text))


def word_rows(lines: list[str], first: int, last: int) -> list[SourceRow]:
    """Return the rows of a Word export between two 1-based lines, both included.

    Text that follows a table without a TAB runs into the table's last cell, as the export prints it:
    only the reader of a form knows where its last cell ends.
    """
    rows: list[SourceRow] = []
    cells: list[tuple[int, list[str]]] = []
    paragraph = False

    def close() -> None:
        nonlocal paragraph
        if cells:
            texts = (SourceCell(_TRAILING_BLANK_LINES.sub("", "\n".join(text)), line) for line, text in cells)
            rows.append(SourceRow(tuple(texts), paragraph=paragraph))
        cells.clear()
        paragraph = False

    previous = ""
    for number in range(first, last + 1):
        line = lines[number - 1]
        if line.startswith("\t"):
            if paragraph or (previous == "" and cells):
                close()
            cells.append((number, [line[1:]]))
        elif cells:
            cells[-1][1].append(line)
        elif line.strip():
            cells.append((number, [line]))
            paragraph = True
        previous = line
    close()
    return rows
