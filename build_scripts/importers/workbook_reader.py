"""A form in a workbook that this program wrote (``mingzhang template xlsx``), possibly corrected in Excel since: read back without loss.

Its first, hidden column says of each row what stands in it; a row that a person inserted has none and is like the row above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from build_scripts.carriers.grid import CarriedDocument, Grid, GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.importers.document import CellPlace, DocumentError, ImportedDocument, ImportedForm
from build_scripts.importers.labels import FUNDING_LABELS, label_of
from build_scripts.reading.model import STATEMENT_MODELS
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import CurrencyUnit, LineCode, NarrativeKind, YearBasis

FURTHER = "further:"
"""Begins the key of a column whose cells have no field of their own; its heading follows."""
MERGED_LEVELS = ("level1", "level2")
_SPOILT = Both(
    "工作簿最左边隐藏的一列被改动，认不出这一行是什么。请重新导出工作簿，把改动抄过去",
    "the hidden column at the left of the workbook was changed, and what this row is cannot be told; export the workbook again and copy your corrections into it",
)
_NO_YEAR = Both("请填写财政年度，如 2025", "fill in the fiscal year, such as 2025")


class RowTag(BaseModel):
    """What the hidden column says of a row."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    mingzhang: str = ""
    """In the first row alone: which form the workbook holds."""
    template: str = ""
    profile: str = ""
    department: str = ""
    basis: str = ""
    note: str = ""
    """Of that form its template, scoring profile, reporting department, how its year is known and why."""
    block: str = ""
    """``head``, ``funding``, ``goal``, ``goals``, ``indicators``, ``total``, ``narratives``, ``base_data``; else nothing is read."""
    keys: tuple[str, ...] = ()
    """The fields of the cells from the second column on; left out where they are those of the row above."""
    code: str = ""
    """Which money row, goal, text or base-data row it is."""
    section: str = ""
    number: int | None = None
    blank: Mapping[str, str | None] = {}
    """Of empty cells what they print if not nothing: None where the form has no such cell."""

    def written(self) -> str:
        """Return the tag as it stands in the workbook."""
        return self.model_dump_json(exclude_defaults=True)


def own_workbook(carried: CarriedDocument) -> RowTag | None:
    """Return the tag of the first row where a file is a workbook of this program."""
    grid = carried.blocks[0] if carried.blocks else None
    if not isinstance(grid, Grid) or not grid.cells or not grid.cells[0].text.startswith('{"mingzhang":'):
        return None
    return _tag(grid.cells[0])


def _tag(cell: GridCell) -> RowTag:
    try:
        return RowTag.model_validate_json(cell.text)
    except ValidationError:
        raise DocumentError(cell.line, _SPOILT) from None


def read_workbook(carried: CarriedDocument, marker: RowTag, document_id: str) -> ImportedDocument:
    """Return the form that a workbook of this program holds.

    Raises:
        DocumentError: where its hidden column or its codes were changed, or the year is not filled in.
    """
    reading = _WorkbookReading(marker)
    grid = carried.blocks[0]
    assert isinstance(grid, Grid)
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        reading.row(cells)
    for cell in (cell for block in carried.blocks[1:] for cell in _cells(block)):
        reading.places.append(CellPlace(cell, ""))
    lines = [cell.line for cell in grid.cells]
    fields = {**reading.fields, "source": {"document": document_id, "first_line": min(lines), "last_line": max(lines)}}
    annex = fields.pop("annex", None)
    if annex:
        fields["source"]["annex"] = annex
    try:
        kind = next(model for form_type, model in STATEMENT_MODELS.items() if form_type == marker.mingzhang)
        statement = kind.model_validate(fields)
    except (ValidationError, StopIteration) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        where = ".".join(map(str, first["loc"]))
        said = _NO_YEAR if where == "fiscal_year" else Both(f"{_SPOILT.zh}：{where}", f"{_SPOILT.en}: {where}")
        raise DocumentError(1, said) from None
    department = marker.department or getattr(statement, "department", None) or ""
    form = ImportedForm(statement, department, tuple(reading.places), reading.blank_rows)
    own = ("hidden", "comments")  # the tags, the lists and the help are ours
    notices = tuple(said for said in carried.notices if not any(word in said.en for word in own))
    shown = CarriedDocument(carried.carrier, carried.blocks, carried.lines, notices)
    return ImportedDocument((form,), shown, {}, ())


def _cells(block: object) -> Sequence[GridCell]:
    return [cell for cell in block.cells if compact(cell.text)] if isinstance(block, Grid) else ()


class _WorkbookReading:
    """What has been read of a workbook so far."""

    def __init__(self, marker: RowTag) -> None:
        """Begin with what the first row says."""
        self.fields: dict[str, Any] = {"form_type": marker.mingzhang, "template": marker.template, "title": ""}
        if marker.profile:
            self.fields["scoring_profile"] = marker.profile
        self.fields["fiscal_year_basis"] = marker.basis or YearBasis.PRINTED.value
        if marker.note:
            self.fields["fiscal_year_note"] = marker.note
        self.places: list[CellPlace] = []
        self.blank_rows = 0
        self._last = RowTag()

    def row(self, cells: Sequence[GridCell]) -> None:
        """Read one row."""
        first = cells[0]
        rest = list(cells[1:] if first.column == 0 else cells)
        if first.column == 0 and compact(first.text):
            self.places.append(CellPlace(first, ""))
            tag = _tag(first)
            if tag.mingzhang:
                tag = RowTag(block="head", keys=("title",))
        elif any(compact(cell.text) for cell in rest):
            tag = self._last.model_copy(update={"blank": {}, "code": "", "section": ""})
        else:
            return
        tag = tag if tag.keys or tag.block != self._last.block else tag.model_copy(update={"keys": self._last.keys})
        self._last = tag
        values, cells_of = self._values(tag, rest)
        path = self._take(tag, values, rest)
        for cell in rest:
            key = next((key for key, own in cells_of.items() if own is cell), "")
            if compact(cell.text):
                field = f"{path}.{key}".strip(".") if path is not None and key else ""
                self.places.append(CellPlace(cell, f"{path}.further" if key.startswith(FURTHER) else field))

    def _values(self, tag: RowTag, cells: Sequence[GridCell]) -> tuple[dict[str, str], dict[str, GridCell]]:
        """Return what a row prints by key, and the cells that print it; a cell that reaches into it from above is none of its."""
        by_column = {cell.column: cell for cell in cells}
        values: dict[str, str] = {}
        found: dict[str, GridCell] = {}
        for column, key in enumerate(tag.keys, 1):
            cell = by_column.get(column)
            text: str | None = cell.text if cell is not None and compact(cell.text) else None
            if cell is not None and text is not None:
                found[key] = cell
            elif key in tag.blank:
                text = tag.blank[key]
            elif cell is not None and key not in MERGED_LEVELS and not key.startswith(FURTHER):
                text = ""
            if key and text is not None:
                values[key] = text
        return values, found

    def _take(self, tag: RowTag, values: dict[str, str], cells: Sequence[GridCell]) -> str | None:
        """Keep what a row prints; return the path of its record, None where nothing of it is kept."""
        line = cells[0].line if cells else 0
        further = [
            {"label": key.removeprefix(FURTHER).partition(":")[2], "text": values.pop(key)}
            for key in [key for key in values if key.startswith(FURTHER)]
        ]
        entry: dict[str, Any] = {**values, "source_line": line, **({"further": further} if further else {})}
        match tag.block:
            case "head":
                return self._head(values)
            case "goal" | "indicators" if self.fields.get("goals"):
                goals = self.fields["goals"]
                return self._of_goal(f"goals[{len(goals) - 1}]", goals[-1], tag, entry)
            case "total":
                self.fields["total"] = {"label": "", **entry}
                return "total"
        made = {key: value for key, value in self._code(tag, values).items() if value != ""}
        if tag.block == "goals":
            entry = {"source_line": line}
        return self._added(tag.block, {**made, **entry}) if made else None

    def _code(self, tag: RowTag, values: Mapping[str, str]) -> dict[str, object]:
        """Return the codes of a row that has a list of its own; of an inserted money row its label says which it is."""
        match tag.block:
            case "funding":
                code = tag.code or FUNDING_LABELS.get(label_of(values.get("label", "")).core, LineCode.OTHER_LINE)
                return {"line_code": code}
            case "goals":
                return {"kind": tag.code, "number": "" if tag.number is None else tag.number}
            case "narratives":
                return {"kind": tag.code or NarrativeKind.OTHER_CELL, "standard_section": tag.section}
            case "base_data":
                return {"section": tag.section, "line_code": tag.code}
        return {}

    def _of_goal(self, path: str, goal: dict[str, Any], tag: RowTag, entry: dict[str, Any]) -> str | None:
        """Keep a text of the last goal, or a row of its indicators."""
        if tag.block == "goal":
            goal.setdefault("further", []).extend(entry.pop("further", []))
            goal |= {key: value for key, value in entry.items() if key != "source_line"}
            return path
        if not any(compact(value) for value in entry.values() if isinstance(value, str)) and "name" not in tag.blank:
            self.blank_rows += 1
            return None
        rows = goal.setdefault("indicators", [])
        rows.append({"name": "", **entry})
        return f"{path}.indicators[{len(rows) - 1}]"

    def _added(self, block: str, entry: dict[str, Any]) -> str:
        rows = self.fields.setdefault(block, [])
        rows.append(entry)
        return f"{block}[{len(rows) - 1}]"

    def _head(self, values: Mapping[str, str]) -> str:
        for key, text in values.items():
            if key == "currency_unit":
                unit = next((unit for unit in CurrencyUnit if compact(text) in {unit.zh, unit.value}), None)
                self.fields[key] = unit or CurrencyUnit.TEN_THOUSAND_YUAN
            elif key in {"fiscal_year", "long_term_end_year"}:
                if compact(text):
                    self.fields[key] = compact(text)
            else:
                self.fields[key] = text
        return ""
