"""What was found in a published document: its forms, and what became of every cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from build_scripts.carriers.grid import CarriedDocument, GridCell
from build_scripts.reading.model import AnyStatement, FormTemplate
from build_scripts.words.language import UNSAID, Both

_OF_A_TEXT = re.compile(r"第 \d+ 行")
"""How the addresses of a text's cells begin; those of tables begin with the sheet, the table or the page."""


@dataclass(frozen=True)
class CellPlace:
    """What became of a cell."""

    cell: GridCell
    field: str
    """Path of its field in the form; empty for a heading."""
    doubt: Both = UNSAID
    """Why the place is not certain."""


@dataclass(frozen=True)
class ImportedForm:
    """One form found in a file."""

    statement: AnyStatement
    department: str
    """Name of the reporting department as printed; ``""`` where none is."""
    places: tuple[CellPlace, ...] = ()
    """What became of each of its cells that prints something."""
    blank_rows: int = 0
    """Rows of its table that nobody has filled in; they are left out."""
    template: FormTemplate | None = None
    """A draft of its template, where ``data/`` has none that fits."""
    remarks: tuple[Both, ...] = ()
    """What a person has to look at."""
    number: int = 1
    """Which of its file's forms it is."""

    @property
    def at(self) -> Both:
        """What it is called in messages: its number and where it begins, the line of a text or the address of its first cell."""
        line = self.statement.source.first_line
        first = min((place.cell for place in self.places), key=lambda cell: (cell.line, cell.column), default=None)
        begins = Both(f"第 {line} 行", f"line {line}")
        if first is not None and not _OF_A_TEXT.match(first.address):
            begins = Both.printed(first.address)
        return Both(f"{self.name.zh}（{begins.zh}起）", f"{self.name.en} (from {begins.en})")

    @property
    def name(self) -> Both:
        """Its number as it is called: ``表 1`` is the first table of a Word file."""
        return Both(f"表单 {self.number}", f"form {self.number}")


@dataclass(frozen=True)
class ImportedDocument:
    """All forms of a file, and what became of everything that is not in one of them."""

    forms: tuple[ImportedForm, ...]
    carried: CarriedDocument
    """What the file prints, less what its source record leaves out."""
    left_out: Mapping[int, Both]
    """Line → why its text is part of no form: a page number, a site's navigation, or what the source record leaves out."""
    not_read: tuple[GridCell, ...]
    """Cells that print something and stand in no form."""


class DocumentError(Exception):
    """Raised by a reader that does not understand a document; says the line (0 for none), what stands there, what is due."""

    def __init__(self, line: int, said: Both) -> None:
        """Keep the place and the words."""
        super().__init__(f"{line}: {said}")
        self.line, self.said = line, said


def digest(data: bytes) -> str:
    """Return the SHA-256 of a document's text, as ``sources/<id>.yml`` records it."""
    return sha256(data).hexdigest()
