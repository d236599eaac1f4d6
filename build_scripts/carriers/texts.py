"""Text files: CSV, TSV, Excel's “Unicode 文本”, and Word's text with one cell a line; which one, its lines tell."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import pairwise

from build_scripts.carriers.decoding import decoded
from build_scripts.carriers.grid import CarriedDocument, Grid, GridCell, Paragraph
from build_scripts.carriers.laying import MOST_CELLS
from build_scripts.carriers.refusals import EMPTY, TOO_LARGE, CarrierError
from build_scripts.carriers.text_export import SourceCell, SourceRow, word_rows
from build_scripts.words.language import Both

_WORD_TEXT = Both("Word 导出的纯文本，每个单元格一行", "text saved by Word, one cell a line")
_TAB_TEXT = Both(
    "以制表符分格的文本（Excel 的“Unicode 文本”、TSV）", "text with cells parted by TABs (Excel's Unicode text, TSV)"
)
_COMMA_TEXT = Both("逗号分隔的文本（CSV）", "comma-separated text (CSV)")
_PLAIN_TEXT = Both("没有表格的纯文本", "plain text without tables")


def read_plain_text(data: bytes) -> CarriedDocument:
    """Read a text file.

    Raises:
        CarrierError: where it is no text, is blank or has too many cells.
    """
    text, notices = decoded(data)
    if max(text.count(mark) for mark in ("\n", "\t", ",")) > MOST_CELLS:
        raise CarrierError(TOO_LARGE)
    lines = text.removesuffix("\n").split("\n")
    with_tabs = [line for line in lines if "\t" in line]
    if with_tabs:
        one_a_line = sum(line.startswith("\t") and line.count("\t") == 1 for line in with_tabs)
        if one_a_line > 0.9 * len(with_tabs):
            carrier, rows = _WORD_TEXT, word_rows(lines, 1, len(lines))
        else:
            carrier, rows = _TAB_TEXT, _spaced(lines) if _are_spaced(lines) else _parted(lines, "\t")
    else:
        parted = [(_parted(lines, mark), mark) for mark in ",;"]
        rows = next((rows for rows, mark in parted if _is_table(rows)), [])
        carrier = _COMMA_TEXT if rows else _PLAIN_TEXT
        rows = rows or [SourceRow((SourceCell(line, n),), paragraph=True) for n, line in enumerate(lines, 1)]
    blocks = _blocks(rows, even=carrier is not _WORD_TEXT)
    if not blocks:
        raise CarrierError(EMPTY)
    return CarriedDocument(carrier, blocks, len(lines), notices)


def _parted(lines: list[str], mark: str) -> list[SourceRow]:
    """Return the rows of a text whose cells ``mark`` parts; a quoted cell may go over several lines.

    Quotes are signs like others where they do not stand in pairs around whole cells.
    """
    csv.field_size_limit(max(csv.field_size_limit(), sum(map(len, lines)) + len(lines) + 1))
    try:
        records = list(_records(lines, mark))
    except csv.Error:
        records = [(number, line.split(mark)) for number, line in enumerate(lines, 1)]
    return [
        SourceRow(tuple(SourceCell(text, number) for text in texts), paragraph=len(texts) == 1)
        for number, texts in records
        if texts
    ]


def _are_spaced(lines: list[str]) -> bool:
    """Tell whether blank lines part the rows, so that a cell may go over several lines without quotes."""
    with_tabs = [line for line in lines if "\t" in line]
    adjacent = any("\t" in line and "\t" in following for line, following in pairwise(lines))
    quoted = any(cell.startswith('"') for line in lines for cell in line.split("\t"))
    return not adjacent and not quoted and 2 * sum(not line.strip() for line in lines) >= len(with_tabs) > 1


def _spaced(lines: list[str]) -> list[SourceRow]:
    """Return the rows of a text whose rows blank lines part; a cell may go over several lines."""
    rows: list[SourceRow] = []
    block = ""
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block += f"\n{line}" if block else line
            continue
        first = number - block.count("\n") - 1
        cells: list[SourceCell] = []
        for text in block.split("\t") if block else ():
            cells.append(SourceCell(text.rstrip("\n"), first))
            first += text.count("\n")
        if cells:
            rows.append(SourceRow(tuple(cells), paragraph=len(cells) == 1))
        block = ""
    return rows


def _records(lines: list[str], mark: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it begins."""
    reader, first = csv.reader((f"{line}\n" for line in lines), delimiter=mark, strict=True), 1
    for record in reader:
        yield first, record
        first = reader.line_num + 1


def _is_table(rows: list[SourceRow]) -> bool:
    """Return whether most lines have a mark, and mostly as many as the line before: commas in prose fall anywhere.

    A single line tells where it has nothing but marks: that is a row of blank cells, which prose has not.
    """
    widths = [len(row.cells) for row in rows if len(row.cells) > 1 and not _is_number(row)]
    alike = sum(width == before for before, width in pairwise(widths))
    told = len(widths) > 1 or any(len(row.cells) > 1 and not any(cell.text for cell in row.cells) for row in rows)
    return told and 2 * len(widths) >= len(rows) and alike >= 0.6 * (len(widths) - 1)


def _is_number(row: SourceRow) -> bool:
    """Return whether all marks of a line stand inside numbers (``预算 1,234.50``)."""
    pairs = pairwise(cell.text for cell in row.cells)
    return all(before[-1:].isdecimal() and re.match(r"\d{3}(?!\d)", after) for before, after in pairs)


def _blocks(rows: list[SourceRow], *, even: bool) -> tuple[Grid | Paragraph, ...]:
    """Return rows that follow one another as tables, the lines between them as paragraphs.

    Rows are made ``even`` where programs leave out the blank cells at their ends.
    """
    blocks: list[Grid | Paragraph] = []
    table: list[SourceRow] = []

    def close() -> None:
        if table:
            width = max(len(found.cells) for found in table) if even else 0
            cells = (
                GridCell(
                    cell.text.strip("\n"),
                    *(row, column, 1, 1),
                    f"第 {cell.line} 行第 {column + 1} 列" if even else f"第 {cell.line} 行",
                    cell.line,
                )
                for row, found in enumerate(table)
                for column, cell in enumerate(_padded(found.cells, width))
            )
            blocks.append(Grid(tuple(cells)))
        table.clear()

    for row in rows:
        if not row.paragraph:
            table.append(row)
            continue
        close()
        for number, text in enumerate(row.cells[0].text.split("\n"), row.line):
            if text.strip():
                blocks.append(Paragraph(text, f"第 {number} 行", number))
    close()
    return tuple(blocks)


def _padded(cells: tuple[SourceCell, ...], width: int) -> tuple[SourceCell, ...]:
    """Return a row's cells and the blank ones that it lacks at its end; one alone stands where its text begins."""
    if len(cells) == 1:
        blank = len(cells[0].text) - len(cells[0].text.lstrip("\n"))
        cells = (SourceCell(cells[0].text, cells[0].line + blank),)
    return (*cells, *(SourceCell("", cells[-1].line) for _ in range(width - len(cells))))
