"""A form in a workbook that this program wrote (``mingzhang template xlsx``), possibly corrected in Excel since: read back without loss.

Its first, hidden column says of each row what stands in it; a row that a person inserted has none and is like the row above.
A form that still stands where it was exported keeps its source: the workbook is a correction of it and no document of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from build_scripts.carriers.grid import CarriedDocument, Grid, GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.carriers.xlsx import NOT_IMPORTED
from build_scripts.importers.document import CellPlace, DocumentError, ImportedDocument, ImportedForm
from build_scripts.importers.labels import FUNDING_LABELS, label_of
from build_scripts.reading.model import STATEMENT_MODELS, AnyStatement, Duplicate, PortalSettings
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import (
    CurrencyUnit,
    ExtractionNote,
    FormType,
    Level1,
    LineCode,
    NarrativeKind,
    YearBasis,
)

FURTHER = "further:"
"""Begins the key of a column whose cells have no field of their own; its heading follows."""
MERGED_LEVELS = ("level1", "level2")
_SPOILT = Both(
    "工作簿最左边隐藏的一列被改动，认不出这一行是什么。请重新导出工作簿，把改动抄过去",
    "the hidden column at the left of the workbook was changed, and what this row is cannot be told; export the workbook again and copy your corrections into it",
)
_NO_TAGS = Both(
    "这是本门户的 Excel 工作簿，但最左边隐藏的一列不在了（整列删去，或只把看得见的表抄进了别的文件），认不出各行是什么，什么也没有写入。"
    "请用 mingzhang template xlsx 重新导出，在导出的文件里填写、保存，再导入那份文件",
    "this is a workbook of the portal without the hidden column at its left (it was deleted, or the visible table was copied into another file): what its rows are cannot be told, and nothing was written."
    " Export it again with mingzhang template xlsx, fill in and save that very file, and import it",
)
_NO_YEAR = Both("请填写财政年度，如 2025", "fill in the fiscal year, such as 2025")
CHOICES_SHEET = "选项"
"""The hidden sheet of what may be chosen."""
YEAR_PRINTED = "表上是否印有年度"
"""Label of the row that says whether the form prints its year; the cell beside it says 是 or 否."""
YES, NO = "是", "否"
_OWN_LABELS = (YEAR_PRINTED, "金额单位原文", "年度原文")
_OWN_TOTAL = {"行名称", "总得分"}
"""What the workbook is labelled with, and no form: one of the former, or both of the latter."""
_OF_ONE_ROW: Mapping[str, Any] = {"blank": {}, "line": None, "overview_line": None, "notes": ()}
"""What a tag says of its own row alone, and of no row below that is like it."""


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
    year: int | None = None
    """The year for which that was said; None in a workbook that nobody has filled in."""
    form: str = ""
    """Which form of which portal it was written from, see ``form_address``; empty for a workbook to be filled in."""
    document: str = ""
    duplicate: Duplicate | None = None
    """Id of that form's source document, and its second copy as its file has it."""
    block: str = ""
    """``caption`` of what is read by nobody, ``head``, ``funding``, ``goal``, ``goals``, ``indicators``, ``total``, ``narratives``, ``base_data``; else nothing is read."""
    keys: tuple[str, ...] = ()
    """The fields of the cells from the second column on; left out where they are those of the row above."""
    code: str = ""
    """Which money row, goal, text or base-data row it is."""
    section: str = ""
    number: int | None = None
    blank: Mapping[str, str | None] = {}
    """Of empty cells what they print if not nothing: None where the form has no such cell."""
    line: int | None = None
    overview_line: int | None = None
    notes: tuple[ExtractionNote, ...] = ()
    """On which lines of the source document the row stands, and how it was mended there."""
    at: int = 0
    """In which row of the sheet it was written, counted from 1: a row of the same number is a copy that was pasted."""

    def written(self) -> str:
        """Return the tag as it stands in the workbook."""
        return self.model_dump_json(exclude_defaults=True)


def form_address(settings: PortalSettings, id_: str) -> str:
    """Return how a workbook names a form that it was written from, so that no other portal takes the form for one of its own."""
    return f"{settings.base_url or settings.title} {id_}"


def own_workbook(carried: CarriedDocument) -> RowTag | None:
    """Return the tag of the first row where a file is a workbook of this program.

    Raises:
        DocumentError: where it is one, or was copied from one, without its hidden column.
    """
    grid = carried.blocks[0] if carried.blocks else None
    if isinstance(grid, Grid) and grid.cells and grid.cells[0].text.startswith('{"mingzhang":'):
        return _tag(grid.cells[0])
    if any(_is_of_own(block) for block in carried.blocks if isinstance(block, Grid)):
        raise DocumentError(0, _NO_TAGS)
    return None


def _is_of_own(grid: Grid) -> bool:
    """Tell whether a table is one of those that only this program writes."""
    texts = {compact(cell.text) for cell in grid.cells}
    choices = grid.name == CHOICES_SHEET and {level.zh for level in Level1} <= texts
    own = texts.intersection(_OWN_LABELS) or texts >= _OWN_TOTAL
    return bool(choices or own or any(text.startswith(NOT_IMPORTED) for text in texts))


def _tag(cell: GridCell) -> RowTag:
    try:
        return RowTag.model_validate_json(cell.text)
    except ValidationError:
        raise DocumentError(cell.line, _SPOILT) from None


def read_workbook(
    carried: CarriedDocument, marker: RowTag, document_id: str, standing: AnyStatement | None = None
) -> ImportedDocument:
    """Return the form that a workbook of this program holds.

    Args:
        carried: the file.
        marker: what its first row says.
        document_id: the file's id as a source document.
        standing: the form that it was written from, where that still stands in ``data/``.

    Raises:
        DocumentError: where its hidden column or its codes were changed, or the year is not filled in.
    """
    if standing is not None and standing.source.document != marker.document:
        standing = None
    grid = carried.blocks[0]
    assert isinstance(grid, Grid)
    reading = _read(grid, marker, from_source=standing is not None)
    for cell in (cell for block in carried.blocks[1:] for cell in _cells(block)):
        reading.places.append(CellPlace(cell, ""))
    if standing is not None and not _is_still(standing, reading.fields):
        return read_workbook(carried, marker, document_id)
    lines = [cell.line for cell in grid.cells]
    fields, remarks = _completed(reading, marker)
    source: dict[str, Any] = {"document": document_id, "first_line": min(lines), "last_line": max(lines)}
    if standing is not None:
        source = {**dict(standing.source), "annex": None, "duplicate": marker.duplicate}
    fields["source"] = source | ({"annex": annex} if (annex := fields.pop("annex", None)) else {})
    try:
        kind = next(model for form_type, model in STATEMENT_MODELS.items() if form_type == marker.mingzhang)
        statement = kind.model_validate(fields)
    except (ValidationError, StopIteration) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        where = ".".join(map(str, first["loc"]))
        said = _NO_YEAR if where == "fiscal_year" else Both(f"{_SPOILT.zh}：{where}", f"{_SPOILT.en}: {where}")
        raise DocumentError(1, said) from None
    department = marker.department or getattr(statement, "department", None) or ""
    form = ImportedForm(statement, department, tuple(reading.places), reading.blank_rows, remarks=remarks)
    own = ("hidden", "comments")  # the tags, the lists and the help are ours
    notices = tuple(said for said in carried.notices if not any(word in said.en for word in own))
    shown = CarriedDocument(carried.carrier, carried.blocks, carried.lines, notices)
    return ImportedDocument((form,), shown, {}, ())


def _read(grid: Grid, marker: RowTag, *, from_source: bool) -> _WorkbookReading:
    reading = _WorkbookReading(marker, from_source=from_source)
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        reading.row(cells)
    return reading


def _is_still(standing: AnyStatement, fields: Mapping[str, Any]) -> bool:
    """Tell whether what was read is of the same year and project as the form that it was written from, and no new form."""
    project: str | None = getattr(standing, "project", None)
    return fields.get("fiscal_year") == str(standing.fiscal_year) and fields.get("project") == project


def _completed(reading: _WorkbookReading, marker: RowTag) -> tuple[dict[str, Any], tuple[Both, ...]]:
    """Return the fields with title and how the year is known, and what has to be said about them."""
    fields, remarks = dict(reading.fields), []
    if marker.block and not compact(fields["title"]):
        fields["title"] = next((kind.zh for kind in FormType if kind == marker.mingzhang), "")
        remarks.append(
            Both(f"没有填表名，写作“{fields['title']}”", f"no title was filled in; written as {fields['title']}")
        )
    year, basis = fields.get("fiscal_year", ""), fields["fiscal_year_basis"]
    known = basis == marker.basis and (basis == YearBasis.PRINTED or str(marker.year or year) == year)
    if year and not known:
        fields["fiscal_year_note"] = None if basis == YearBasis.PRINTED else f"表上未印年度；填表时写为 {year} 年度。"
    if year and not reading.year_said:
        fields["fiscal_year_note"] = f"填表时写为 {year} 年度，没有说明表上是否印有。"
        remarks.append(
            Both(
                f"没有填“{YEAR_PRINTED}”，{year} 年度先按推定记，请核对",
                f"whether the form prints its year was not filled in; {year} is taken as inferred: check it",
            )
        )
    return fields, tuple(remarks)


def _cells(block: object) -> Sequence[GridCell]:
    return [cell for cell in block.cells if compact(cell.text)] if isinstance(block, Grid) else ()


class _WorkbookReading:
    """What has been read of a workbook so far."""

    def __init__(self, marker: RowTag, *, from_source: bool) -> None:
        """Begin with what the first row says; ``from_source`` keeps the lines on which rows stand in their source document."""
        self.from_source = from_source
        self.year_said = bool(marker.basis)
        """Whether somebody said how the year is known."""
        self._seen: set[int] = set()
        self.fields: dict[str, Any] = {"form_type": marker.mingzhang, "template": marker.template, "title": ""}
        if marker.profile:
            self.fields["scoring_profile"] = marker.profile
        self.fields["fiscal_year_basis"] = marker.basis or YearBasis.INFERRED.value
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
                tag = RowTag(block=tag.block or "head", keys=() if tag.block else ("title",))
        elif any(compact(cell.text) for cell in rest):
            tag = self._last.model_copy(update={**_OF_ONE_ROW, "code": "", "section": ""})
        else:
            return
        tag = tag if tag.keys or tag.block != self._last.block else tag.model_copy(update={"keys": self._last.keys})
        tag = tag.model_copy(update={**_OF_ONE_ROW, "blank": tag.blank}) if tag.at in self._seen else tag
        self._seen |= {tag.at} - {0}
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
        further = [
            {"label": key.removeprefix(FURTHER).partition(":")[2], "text": values.pop(key)}
            for key in [key for key in values if key.startswith(FURTHER)]
        ]
        entry: dict[str, Any] = {**values, **({"further": further} if further else {})}
        lines = self._lines(tag, cells)
        match tag.block:
            case "head":
                return self._head(values)
            case "goal" | "indicators" if self.fields.get("goals"):
                goals = self.fields["goals"]
                return self._of_goal(f"goals[{len(goals) - 1}]", goals[-1], tag, entry, lines)
            case "total":
                self.fields["total"] = {"label": "", **entry, **lines}
                return "total"
        made = {key: value for key, value in self._code(tag, values).items() if value != ""}
        if tag.block == "goals":
            entry = {}
        return self._added(tag.block, {**made, **entry, **lines}) if made else None

    def _lines(self, tag: RowTag, cells: Sequence[GridCell]) -> dict[str, object]:
        """Return where a row stands in its source document; one that a person added to a corrected form stands nowhere."""
        if not self.from_source:
            return {"source_line": cells[0].line if cells else 0}
        lines = {"source_line": tag.line, "overview_line": tag.overview_line, "extraction_notes": tag.notes}
        return {key: value for key, value in lines.items() if value}

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

    def _of_goal(
        self, path: str, goal: dict[str, Any], tag: RowTag, entry: dict[str, Any], lines: Mapping[str, object]
    ) -> str | None:
        """Keep a text of the last goal, or a row of its indicators."""
        if tag.block == "goal":
            goal.setdefault("further", []).extend(entry.pop("further", []))
            goal |= entry
            return path
        if not any(compact(value) for value in entry.values() if isinstance(value, str)) and "name" not in tag.blank:
            self.blank_rows += 1
            return None
        rows = goal.setdefault("indicators", [])
        rows.append({"name": "", **entry, **lines})
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
            elif key == "fiscal_year_basis":
                self.year_said = bool(compact(text))
                self.fields[key] = YearBasis.PRINTED if compact(text) == YES else YearBasis.INFERRED
            else:
                self.fields[key] = text
        return ""
