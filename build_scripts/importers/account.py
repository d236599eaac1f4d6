"""What has been read of a form so far: its fields, and where each of its cells went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from build_scripts.carriers.grid import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.importers.document import CellPlace
from build_scripts.importers.labels import label_words
from build_scripts.importers.printed_forms import PrintedLine
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import CurrencyUnit, NarrativeKind

_UNIT = re.compile(r"(?:单位:)?(百万元|亿元|万元|元)")
_UNIT_BRACKET = re.compile(r"[(（]\s*(?:单位[:：]\s*)?(?:百万元|亿元|万元|元)\s*[)）]")
POINTS = re.compile(r"[(（]\s*\d+(?:\.\d+)?\s*分\s*[)）]")
_NO_LABEL = re.compile(r"-?[\d,]*\d{2}(?:\.\d+)?%?|\d+\.\d+%?|.{41,}", re.DOTALL)
"""What is no heading: an amount, a text of more than a line."""
_NAMED = re.compile(
    r"(?:负责人|联系人|填表人|填报人|经办人|审核人|制表人|复核人|责任人|组长|签[字名章]|电话|手机)[)）]?(?:及电话)?\s*[:：]\s*[^\s，。；、:：]{2}"
    r"|^姓名|\t姓名|[\t\n]姓名\t"
)
"""Somebody's name or telephone in the midst of a text."""
UNKNOWN_LABEL = Both("标签不认识，照印收录", "the label is not known; kept as printed")
NO_HEADING = Both("不在任何表头之下，照印收录", "it stands under no heading; kept as printed")


@dataclass(frozen=True)
class FormAccount:
    """A form as far as it has been read; what reads one of its blocks writes here."""

    fields: dict[str, Any] = field(default_factory=dict)
    """Key → value, as the form's record takes them; its rows stand in the three lists until all are read."""
    goals: list[dict[str, Any]] = field(default_factory=list)
    funding: list[dict[str, Any]] = field(default_factory=list)
    narratives: list[dict[str, Any]] = field(default_factory=list)
    places: list[CellPlace] = field(default_factory=list)
    taken: set[GridCell] = field(default_factory=set)
    """The cells that have a place."""
    columns: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Block (``funding``, ``indicators``, ``long_term``) → its columns in printed order, each key and heading."""
    blank_rows: list[PrintedLine] = field(default_factory=list)
    """Rows of the printed table that nobody has filled in; they are left out."""
    points_beside: list[str] = field(default_factory=list)
    """Points that the labels of a block print, for money that has no column of weights."""

    @property
    def keys(self) -> set[str]:
        """The fields that have a column in any of its tables."""
        return {key for columns in self.columns.values() for key, _ in columns}

    def take(self, cell: GridCell, path: str = "", doubt: Both = UNSAID) -> str:
        """Give a cell to a field, or none to a heading; return its text."""
        self.places.append(CellPlace(cell, path, doubt))
        self.taken.add(cell)
        return cell.text

    def headings(self, cells: Sequence[GridCell]) -> None:
        """Take cells as headings, which may print the unit and the points of their block; what can be none is kept as a text."""
        for cell in cells:
            if compact(cell.text):
                text = _NO_LABEL.fullmatch(compact(cell.text))
                path = self.narrative(NarrativeKind.OTHER_CELL, None, cell.text, cell.line) if text else ""
                self.take(cell, path, NO_HEADING if text else UNSAID)
                self.look_for_unit(cell)
                self.points_beside.extend(match[0] for match in POINTS.finditer(cell.text))

    def look_for_unit(self, cell: GridCell, *, whole: bool = False) -> None:
        """Keep the unit, where a heading prints it: its bracket or, of a heading that has no other use, its ``whole`` line."""
        for line in cell.text.split("\n"):
            match = _UNIT.search(label_words(line))
            if match and "currency_unit" not in self.fields and _is_unit(line, match[1]):
                unit = next((unit for unit in CurrencyUnit if unit.zh == match[1]), None)
                bracket = _UNIT_BRACKET.search(line)
                if unit is not None:
                    text = bracket[0] if bracket and not whole else line.strip()
                    self.fields.update(currency_unit=unit.value, currency_unit_text=text)

    def take_value(self, value: GridCell | None, path: str) -> None:
        """Give a cell to a field, if there is one and it prints something."""
        if value is not None and compact(value.text):
            self.take(value, path)

    def keep(self, entry: dict[str, Any], path: str, column: tuple[str, GridCell | None], cell: GridCell) -> None:
        """Keep a row's cell under the field of its ``column`` or, where that has none or is filled, with its heading."""
        key, heading = column
        if key and not entry.get(key):
            entry[key] = cell.text
            self.take_value(cell, f"{path}.{key}")
        else:
            doubt = UNKNOWN_LABEL if heading else NO_HEADING
            self.keep_further(entry, path, heading.text if heading else "", cell, doubt)

    def keep_further(self, entry: dict[str, Any], path: str, label: str, cell: GridCell, doubt: Both) -> None:
        """Keep a cell that has no field of its own with its row, and say why."""
        if compact(cell.text):
            entry.setdefault("further", []).append({"label": label, "text": cell.text})
            self.take(cell, f"{path}.further", doubt)

    def leftovers(self, row: PrintedLine, entry: dict[str, Any], path: str) -> None:
        """Keep a row's cells that stand under no heading with the row."""
        for cell in row.filled:
            if cell not in self.taken:
                self.keep_further(entry, path, "", cell, NO_HEADING)

    def narrative(self, kind: NarrativeKind, heading: str | None, text: str, line: int) -> str:
        """Add a text; return its path. Where somebody's name or telephone stands in it, it is kept as that."""
        if heading and _NAMED.search(heading):
            heading, text, kind = None, f"{heading}\n{text}".strip(), NarrativeKind.PERSON
        loose = kind in {NarrativeKind.FORM_NOTE, NarrativeKind.OTHER_CELL, NarrativeKind.REMARKS}
        if loose and _NAMED.search(f"{heading or ''}\n{text}"):
            kind = NarrativeKind.PERSON
        entry: dict[str, Any] = {"kind": kind.value, "text": text, "source_line": line}
        if heading is not None:
            entry["heading"] = heading
        self.narratives.append(entry)
        return f"narratives[{len(self.narratives) - 1}].text"


def _is_unit(line: str, unit: str) -> bool:
    words = label_words(line)
    return f"({unit})" in words or f"单位:{unit}" in words or words in {unit, f"({unit})"}
