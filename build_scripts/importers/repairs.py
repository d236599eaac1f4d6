"""What the conversion to text has broken, put right as the document's source record says, before its forms are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from build_scripts.carriers.grid import CarriedDocument, Grid, GridCell, Paragraph
from build_scripts.carriers.text_export import compact
from build_scripts.importers.document import DocumentError
from build_scripts.reading.model import LeftOut, SourceDocument
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import ExtractionNote

Row = tuple[GridCell, ...]


def repaired(document: CarriedDocument, source: SourceDocument) -> CarriedDocument:
    """Return a document without the lines that its record leaves out, its broken rows mended.

    Raises:
        DocumentError: where no row begins on the line of a repair.
    """
    notes = notes_of_rows(source)
    if not notes and not source.left_out:
        return document
    mended: set[int] = set()
    blocks: list[Grid | Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks += () if left_out(source, block.line) else (block,)
            continue
        rows = [tuple(row) for _, row in groupby(block.cells, key=lambda cell: cell.row)]
        rows = _joined([kept for row in rows if (kept := _kept(row, source))], notes)
        mended |= {row[0].line for row in rows}
        cells = (cell for place, row in enumerate(rows) for cell in _mended(row, place, notes))
        blocks.append(Grid(tuple(cells), block.name))
    for line in sorted(notes.keys() - mended):
        raise DocumentError(
            line, Both("来源记录的 repairs 写了此行，但没有从此行开始的行", "no row to repair begins here")
        )
    return replace(document, blocks=tuple(blocks))


def notes_of_rows(source: SourceDocument) -> Mapping[int, tuple[ExtractionNote, ...]]:
    """Return what is done to each row, by the line on which it begins."""
    return {line: repair.done for repair in source.repairs for line in repair.lines}


def left_out(source: SourceDocument, line: int) -> LeftOut | None:
    """Return why a line is no part of a form, if it is none."""
    return next((part for part in source.left_out if part.first_line <= line <= part.last_line), None)


def _kept(row: Row, source: SourceDocument) -> Row:
    """Return a row's cells without the lines that are left out; nothing where none is left."""
    if not any(left_out(source, cell.line + place) for cell in row for place in range(cell.text.count("\n") + 1)):
        return row
    kept = []
    for cell in row:
        lines = [text for line, text in enumerate(cell.text.split("\n"), cell.line) if not left_out(source, line)]
        if lines:
            kept.append(replace(cell, text="\n".join(lines).rstrip("\n")))
    return tuple(kept)


def _joined(rows: Sequence[Row], notes: Mapping[int, Sequence[ExtractionNote]]) -> list[Row]:
    """Return the rows, those that a page has cut in two joined."""
    found: list[Row] = []
    open_row = False
    for row in rows:
        if open_row:
            found[-1] += row
        else:
            found.append(row)
        open_row = not open_row and ExtractionNote.ROW_SPLIT in notes.get(row[0].line, ())
    return found


def _mended(row: Row, place: int, notes: Mapping[int, Sequence[ExtractionNote]]) -> Iterator[GridCell]:
    for note in notes.get(row[0].line, ()):
        row = _MENDING[note](row) if note in _MENDING else row
    if row[0].line in notes:
        row = tuple(replace(cell, column=column, columns=1) for column, cell in enumerate(row))
    return (replace(cell, row=place) for cell in row)


def _moved(columns: int) -> Callable[[Row], Row]:
    """Return what moves a row to the right, into the blank cells that its shift has left there."""

    def move(row: Row) -> Row:
        blank = tuple(replace(row[0], text="") for _ in range(columns))
        end = len(row) - columns
        return blank + (row if any(compact(cell.text) for cell in row[end:]) else row[:end])

    return move


def _second_level(row: Row) -> Row:
    """Move the first text of a row over the blank cell behind it."""
    place = next(place for place, cell in enumerate(row) if compact(cell.text))
    return (*row[:place], row[place + 1], row[place], *row[place + 2 :])


def _without_extra_cell(row: Row) -> Row:
    """Drop the TAB before a text, which is a cell that the table does not have, or else the last cell."""
    if any(cell.text.startswith("\t") for cell in row):
        return tuple(replace(cell, text=cell.text.lstrip("\t")) for cell in row)
    return row[:-1]


def _printed_once(row: Row) -> Row:
    """Keep a text once that the next page prints again in the same cell, blank lines between."""
    return tuple(replace(cell, text=_first_print(cell.text)) for cell in row)


def _first_print(text: str) -> str:
    parts = [part.strip("\n") for part in text.split("\n\n") if part.strip("\n")]
    return parts[0] if parts and set(parts) == {parts[0]} else text


_MENDING: Mapping[ExtractionNote, Callable[[Row], Row]] = {
    ExtractionNote.CELL_LOST: _moved(1),
    ExtractionNote.TWO_CELLS_LOST: _moved(2),
    ExtractionNote.LEVEL2_BY_NAME: _second_level,
    ExtractionNote.EXTRA_CELL: _without_extra_cell,
    ExtractionNote.LABEL_REPEATED: _printed_once,
}
"""What is done to a row; a code that is not here says what the reader does by itself."""
