"""A base-data table by its labels: values below their labels, amounts beside theirs, texts beside theirs."""

from __future__ import annotations

import re
from typing import Any

from build_scripts.carriers.grid import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.importers.label_reader import FormReader
from build_scripts.importers.labels import BASE_DATA_LABELS, BASE_DATA_SECTIONS, label_of
from build_scripts.importers.printed_forms import PrintedLine
from build_scripts.words.vocabulary import BaseDataSection

_AMOUNTS = re.compile(r"(?P<year>\d{4})年(?P<kind>决算|预算)数?")
_BEFORE_LABEL = re.compile(r"^\d{4}年")


class BaseDataReader(FormReader):
    """Reads one base-data table from top to bottom."""

    def _block(self, here: int) -> int:
        """Read what begins at a row; return how many rows it took."""
        rows = self._rows[here:]
        row = rows[0]
        if not row.filled or not row.table or not (section := _section(row)):
            return super()._block(here)
        self.account.headings([row.filled[0]])
        found: list[dict[str, Any]] = self.account.fields.setdefault("base_data", [])
        columns = {place: key for place, cell in enumerate(row.filled[1:], 1) if (key := self._amount(cell))}
        if not columns:
            self._values_below(section, row, rows[1], found)
            return 2
        self.account.headings(row.filled[1:])
        self.account.columns["base_data"] = [("label", row.filled[0].text)] + [
            (key, row.filled[place].text) for place, key in columns.items()
        ]
        taken = 1
        for amounts in rows[1:]:
            if not amounts.filled or _section(amounts) or len(amounts.cells) <= max(columns):
                break
            taken += 1
            self._amounts(section, amounts, columns, found)
        return taken

    def _amount(self, cell: GridCell) -> str:
        """Return the field of a heading such as ``2023年预算数``; empty for other cells."""
        match = _AMOUNTS.fullmatch(compact(cell.text))
        if not match:
            return ""
        if match["kind"] == "预算":
            return "budget"
        return "final" if int(match["year"]) == self.account.fields.get("fiscal_year") else "prior_final"

    def _values_below(
        self, section: BaseDataSection, labels: PrintedLine, values: PrintedLine, found: list[dict[str, Any]]
    ) -> None:
        first = labels.cells.index(labels.filled[0]) + 1
        for label, value in zip(labels.cells[first:], values.cells[first:], strict=False):
            path = f"base_data[{len(found)}]"
            text = self.account.take(label, f"{path}.label")
            found.append(_row(section, text, value.line) | {"value": value.text})
            self.account.take_value(value, f"{path}.value")

    def _amounts(
        self, section: BaseDataSection, row: PrintedLine, columns: dict[int, str], found: list[dict[str, Any]]
    ) -> None:
        label, *_ = row.cells
        path = f"base_data[{len(found)}]"
        entry = _row(section, self.account.take(label, f"{path}.label"), row.line)
        for place, key in columns.items():
            entry[key] = row.cells[place].text
            self.account.take_value(row.cells[place], f"{path}.{key}")
        found.append(entry)


def _section(row: PrintedLine) -> BaseDataSection | None:
    return BASE_DATA_SECTIONS.get(label_of(row.filled[0].text).core) if row.filled else None


def _row(section: BaseDataSection, label: str, line: int) -> dict[str, Any]:
    core = _BEFORE_LABEL.sub("", label_of(label).core)
    code = BASE_DATA_LABELS.get(core)
    return {"section": section.value, "line_code": code.value if code else "other", "label": label, "source_line": line}
