"""What became of every cell that a file prints: how many stand where, and those of which that is not certain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from build_scripts.carriers.grid import Grid, GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.cells.personal_data import masked
from build_scripts.importers.document import CellPlace, ImportedDocument, ImportedForm
from build_scripts.importers.workbook_reader import own_workbook
from build_scripts.reading.printed import PERSONAL_DATA, leaves, printed_cells
from build_scripts.words.language import UNSAID, Both

SHORT = 24
"""Characters by which a cell is named in a message."""
NOT_READ = Both("不在任何表单里，没有收录", "it stands in no form and was not taken")


@dataclass(frozen=True)
class Doubt:
    """A cell of whose place a person should make sure."""

    cell: GridCell
    text: str
    """What it prints, personal data held back."""
    field: str
    """Path of its field; empty where it has none."""
    form: int
    """Which form of the document it is in; -1 for none."""
    reason: Both


@dataclass(frozen=True)
class Account:
    """What became of the cells of a document."""

    document: ImportedDocument

    @cached_property
    def places(self) -> Mapping[str, tuple[tuple[int, CellPlace], ...]]:
        """Address of a cell → where it went, each with the number of its form; a cell may go to several fields."""
        found: dict[str, tuple[tuple[int, CellPlace], ...]] = {}
        for number, form in enumerate(self.document.forms):
            for place in form.places:
                if place.cell.address not in self.ours:
                    found[place.cell.address] = (*found.get(place.cell.address, ()), (number, place))
        return found

    @cached_property
    def ours(self) -> frozenset[str]:
        """Addresses of what a workbook of this program hides: the tags at the left of its rows, the lists to choose from."""
        blocks = [block for block in self.document.carried.blocks if isinstance(block, Grid)]
        if own_workbook(self.document.carried) is None:
            return frozenset()
        tags = (cell.address for cell in blocks[0].cells if cell.column == 0)
        return frozenset((*tags, *(cell.address for block in blocks[1:] for cell in block.cells)))

    @property
    def headings(self) -> int:
        """Cells that are headings or labels."""
        return sum(all(not place.field for _, place in places) for places in self.places.values())

    @property
    def further(self) -> int:
        """Cells that have no field of their own and are kept as printed."""
        return sum(any(place.doubt != UNSAID for _, place in places) for places in self.places.values())

    @property
    def in_fields(self) -> int:
        """Cells that stand in fields of their own."""
        return len(self.places) - self.headings - self.further

    @property
    def not_mapped(self) -> int:
        """Cells that were not taken."""
        return len(self.document.not_read)

    @property
    def blank_rows(self) -> int:
        """Rows of the printed tables that nobody has filled in."""
        return sum(form.blank_rows for form in self.document.forms)

    @property
    def printed(self) -> int:
        """Cells that print something."""
        return len(self.places) + self.not_mapped

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """The cells that were not taken, then those of whose place the reader is not certain."""
        lost = [Doubt(cell, masked(cell.text), "", -1, NOT_READ) for cell in self.document.not_read]
        unsure = [
            Doubt(place.cell, self.shown(place.cell), place.field, number, place.doubt)
            for places in self.places.values()
            for number, place in places
            if place.doubt != UNSAID
        ]
        return (*lost, *unsure)

    @cached_property
    def _personal(self) -> Mapping[str, tuple[str, ...]]:
        """Address of a cell → the names and telephone numbers in it."""
        found: dict[str, tuple[str, ...]] = {}
        for form in self.document.forms:
            texts = [text.text or "" if text.kind.is_personal else "" for text in form.statement.narratives]
            paths = {f"narratives[{number}].text": text for number, text in enumerate(texts) if text.strip()}
            for place in form.places:
                if place.field in paths:
                    found[place.cell.address] = (*found.get(place.cell.address, ()), paths[place.field])
        return found

    def shown(self, cell: GridCell) -> str:
        """Return what a cell prints, without names, telephone numbers and other personal numbers."""
        text = cell.text
        for private in self._personal.get(cell.address, ()):
            text = text.replace(private, PERSONAL_DATA)
        return masked(text)

    @property
    def confidence(self) -> tuple[Both, Both]:
        """How far the reading can be trusted, and why."""
        if self.not_mapped:
            return _LOW, Both(f"有 {self.not_mapped} 格没有收录", f"{self.not_mapped} cells were not taken")
        if self.doubts:
            said = Both(
                f"全部收录，其中 {self.further} 格没有自己的栏目，连同表头照印另存",
                f"everything was taken; {self.further} cells have no field of their own and are kept with their headings",
            )
            return _MIDDLE, said
        if any(form.remarks for form in self.document.forms):
            return _MIDDLE, Both("全部收录；有几处要看一下，见下", "everything was taken; see the remarks below")
        return _HIGH, Both("每一格都有自己的栏目", "every cell has a field of its own")


_HIGH, _MIDDLE, _LOW = Both("高", "high"), Both("中", "middling"), Both("低", "low")


def cells_of(form: ImportedForm) -> Mapping[str, list[GridCell]]:
    """Return the cells that each field was read from, by its path.

    What stands in a cell of something else (the year in the title, the unit in a heading) was read from the first such.
    """
    found: dict[str, list[GridCell]] = {}
    for place in form.places:
        if place.field:
            found.setdefault(_path_of(place, found, form), []).append(place.cell)
    places = sorted(form.places, key=lambda place: (place.cell.line, place.cell.column))
    for path, _, text in printed_cells(form.statement):
        if path not in found and "[" not in path and (words := compact(text)):
            within = [place.cell for place in places if words in compact(place.cell.text)]
            found |= {path: within[:1]} if within else {}
    return found


def _path_of(place: CellPlace, found: Mapping[str, list[GridCell]], form: ImportedForm) -> str:
    """Return the path of a cell's field; of a further cell, which of its row's it is."""
    if not place.field.endswith(".further"):
        return place.field
    for path, _, text in leaves(form.statement):
        is_one = path.startswith(f"{place.field}[") and path.endswith(".text") and text == place.cell.text
        if is_one and path not in found:
            return path
    return place.field


def short(text: str) -> str:
    """Return a cell's words as a message names them."""
    words = compact(text)
    return f"{words[:SHORT]}…" if len(words) > SHORT else words


def repairs(document: ImportedDocument) -> Iterator[Both]:
    """Yield what the import did to rows that the text has shifted, cut or left short."""
    for form in document.forms:
        for goal in getattr(form.statement, "goals", ()):
            for row in goal.indicators:
                for note in row.extraction_notes:
                    yield Both(f"第 {row.source_line} 行：{note.both.zh}", f"line {row.source_line}: {note.both.en}")
