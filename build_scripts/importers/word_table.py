"""A Word table read row by row, with an account of every line: taken into a field, or left out with its reason.

A reader that follows the form's printed order with these two classes cannot lose a line silently:
what does not fit raises, and what was never looked at is found when the account is closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_scripts.carriers.text_export import SourceCell, SourceRow, compact, word_rows
from build_scripts.importers.document import DocumentError
from build_scripts.reading.model import SourceReference
from build_scripts.words.language import Both

HEADING = "印出的表头或标签 · printed heading or label"


class WordAccount:
    """Where each line of a document went."""

    def __init__(self, lines: list[str]) -> None:
        """Open the account of a document's lines."""
        self.lines = lines
        self.left_out: dict[int, str] = {}
        self.blank_before: list[int] = []
        """Lines of the merged cells whose leading blank lines were passed over, in the order of reading."""
        self._taken: set[int] = set()

    def text(self, cell: SourceCell) -> str:
        """Return a cell's text for a field of a form."""
        self._taken.update(_numbers(cell))
        return cell.text

    def merged_text(self, cell: SourceCell) -> str:
        """Return a merged cell's text without the blank lines that the export puts before it; inner line breaks stay."""
        text = self.text(cell)
        if text.startswith("\n"):
            self.blank_before.append(cell.line)
        return text.lstrip("\n")

    def line(self, number: int) -> str:
        """Return a paragraph for a field of a form: a line that is no table cell."""
        self._taken.add(number)
        return self.lines[number - 1]

    def leave_out(self, number: int, reason: str = HEADING) -> None:
        """Keep a non-blank line out of every form, for ``reason``."""
        if self.lines[number - 1].strip():
            self.left_out[number] = reason

    def heading(self, cell: SourceCell) -> None:
        """Keep a cell out of every form: it is a printed heading."""
        for number in _numbers(cell):
            self.leave_out(number)

    def close(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return what was left out.

        Raises:
            DocumentError: where a non-blank line of ``numbers`` is in no field and has no reason, or is both.
        """
        for number in numbers:
            text = self.lines[number - 1].strip()
            if text and (number in self._taken) == (number in self.left_out):
                raise DocumentError(
                    number, Both(f"没有归处或归处重复的文字“{text}”", f"text with no place, or two: {text!r}")
                )
        return dict(sorted(self.left_out.items()))


@dataclass(frozen=True)
class Printed:
    """What stands above a form's table, and what is to be known of its extraction."""

    document: str
    """Id of the source document."""
    title: str
    year: int
    year_text: str
    annex: str | None
    first_line: int
    """Line of the annex number or, without one, of the title."""
    notes: tuple[str, ...] = ()

    def source(self, last_line: int) -> SourceReference:
        """Return the form's place in its document."""
        return SourceReference(
            document=self.document,
            first_line=self.first_line,
            last_line=last_line,
            annex=self.annex,
            notes=self.notes,
        )


class WordTable:
    """The rows of one form in printed order; rows of nothing but merged, empty cells are passed over."""

    def __init__(self, account: WordAccount, first: int, last: int) -> None:
        """Read the lines ``first`` to ``last`` (1-based, both included) as rows of one cell per line."""
        self.account = account
        self._last = last
        self._rows = [row for row in word_rows(account.lines, first, last) if any(cell.text for cell in row.cells)]
        self._position = 0

    def peek(self) -> SourceRow | None:
        """Return the next row without moving on, or None at the table's end."""
        return self._rows[self._position] if self._position < len(self._rows) else None

    def next_has(self, cells: int) -> bool:
        """Say whether the next row has so many cells."""
        row = self.peek()
        return row is not None and len(row.cells) == cells

    def row(self, cells: int) -> SourceRow:
        """Return the next row and move on.

        Raises:
            DocumentError: where the table is at its end or the row has another number of cells.
        """
        row = self.peek()
        if row is None:
            raise DocumentError(
                self._last, Both(f"表格在此结束，还应有 {cells} 格的一行", f"table ends, {cells} cells due")
            )
        if len(row.cells) != cells or row.paragraph:
            got = "｜".join(cell.compact for cell in row.cells)
            raise DocumentError(
                row.line,
                Both(f"此行有 {len(row.cells)} 格，应有 {cells} 格：{got}", f"{cells} cells expected, got: {got}"),
            )
        self._position += 1
        return row

    def header(self, *labels: str) -> SourceRow:
        """Pass over a row of printed headings, compared without white space.

        Raises:
            DocumentError: where the row has other headings.
        """
        row = self.row(len(labels))
        for cell, label in zip(row.cells, labels, strict=True):
            self.label(cell, label)
        return row

    def label(self, cell: SourceCell, *labels: str) -> None:
        """Keep a printed label out of the forms.

        Raises:
            DocumentError: where the cell has none of ``labels``.
        """
        expect(cell, *labels)
        self.account.heading(cell)

    def end(self) -> int:
        """Confirm that no row is left and return the line on which the last cell's text ends.

        Raises:
            DocumentError: where a row is left.
        """
        row = self.peek()
        if row is not None:
            got = "｜".join(cell.compact for cell in row.cells)
            raise DocumentError(row.line, Both(f"表格之后还有不认识的行：{got}", f"row not understood: {got}"))
        return last_line(self._rows[-1].cells[-1]) if self._rows else self._last


def expect(cell: SourceCell, *labels: str) -> None:
    """Confirm that a cell prints one of ``labels``, compared without white space.

    Raises:
        DocumentError: where it prints something else.
    """
    if cell.compact not in labels:
        due = "、".join(label or "（空）" for label in labels)
        raise DocumentError(
            cell.line, Both(f"此处应为“{due}”，印的是“{cell.text}”", f"expected {due}, found {cell.text!r}")
        )


def unit_text(account: WordAccount, cell: SourceCell, label: str) -> str:
    """Return ``(万元)`` as printed with a block's label, on a line of its own or on the label's.

    Raises:
        DocumentError: where the cell prints another label or another unit.
    """
    unit = "(万元)"
    expect(cell, label + unit)
    for number in _numbers(cell):
        if compact(account.lines[number - 1]) == unit:
            return account.line(number).strip()
        account.leave_out(number)
    return unit


def last_line(cell: SourceCell) -> int:
    """Return the 1-based line on which a cell's text ends."""
    return cell.line + cell.text.count("\n")


def _numbers(cell: SourceCell) -> range:
    return range(cell.line, last_line(cell) + 1)
