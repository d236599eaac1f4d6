"""Readers of published forms: a file in, the forms and an account of every cell out.

Forms are read by their labels, whatever file carries them and in whatever order their columns stand.
Each module imports only from those named before it:

document            what a file holds: its forms, and what became of every cell
repairs             what the conversion to text has broken, put right as the source record says
labels              the words that forms print for one thing, declared once
printed_forms       a file's rows, parted into forms
headings            the columns of a table by their printed headings, and where the table ends
project_lists       a table of the indicators of many projects → one form for each project
account             what has been read of a form so far: its fields, and where each cell went
goal_reader         a form's goals
money_reader        a form's rows of money under their headings
money_beside        money without headings over it: labels with their amounts, one column for each source
indicator_reader    a form's indicators and the total row below them
head_reader         what stands outside these tables: title, year, labels with their values
label_reader        a form read by its labels, from top to bottom
base_data_reader    a base-data table read by its labels
report_reader       a report read by its headings
workbook_reader     a form in a workbook of ``mingzhang template xlsx``
assembling          what was read of a form → its record, on the template that fits
second_copy         a form's second copy in the same document, compared
added               what a person added to a form in ``data/`` and no document prints
fidelity            how many cells stand where, and which are doubtful
placing             where imported forms belong in ``data/``, as YAML text
registering         projects added to ``department.yml`` as text
run                 ``mingzhang import``: read a document → a draft of what it would put into ``data/``
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from build_scripts.carriers import CarriedDocument, Grid, GridCell, Paragraph, read_carrier
from build_scripts.carriers.text_export import compact
from build_scripts.importers.account import FormAccount
from build_scripts.importers.assembling import KnownForms, assembled
from build_scripts.importers.base_data_reader import BaseDataReader
from build_scripts.importers.document import CellPlace, DocumentError, ImportedDocument, ImportedForm
from build_scripts.importers.headings import indicator_headings
from build_scripts.importers.label_reader import FormReader
from build_scripts.importers.printed_forms import FormText, forms_in, is_list, is_title, rows_of
from build_scripts.importers.project_lists import by_project
from build_scripts.importers.repairs import left_out, notes_of_rows, repaired
from build_scripts.importers.report_reader import ReportReader
from build_scripts.importers.second_copy import compared_copy
from build_scripts.importers.workbook_reader import own_workbook, read_workbook
from build_scripts.reading.model import AnyStatement, ProjectSelfEvaluation, SourceDocument
from build_scripts.words.language import Both

__all__ = ["DocumentError", "ImportedDocument", "KnownForms", "read_document"]

_NO_FORM = Both(
    "文件里没有认得出的表单：找不到指标表（一级指标、三级指标、指标值……）、资金表，也没有“项目名称”“单位名称”一类的标签。请核对是否选对了文件",
    "there is no form in the file that can be made out: no table of indicators or money, and no labels such as 项目名称 or 单位名称; check that it is the right file",
)
_LIST = Both(
    "这是汇总表或目录（一行一个项目），不是单份表单：没有指标表，没有写入。请导入各项目自己的自评表或目标表",
    "this is a list of many projects or tables, a row each, and no form: it has no indicators, and nothing was written; import the forms of the projects themselves",
)
_OF_PAGE = Both("页码，或网站的导航与页脚", "a page number, or the head, the navigation or the foot of a site")
_BLOCKS = frozenset(("funding", "goals", "base_data", "total"))
"""Fields of which only some kinds of forms have each."""


def read_document(
    data: bytes,
    document_id: str,
    year: int | None = None,
    *,
    name: str = "",
    known: KnownForms | None = None,
    source: SourceDocument | None = None,
) -> ImportedDocument:
    """Read the forms of a file.

    Args:
        data: the file.
        document_id: its id in ``data/sources/``.
        year: the fiscal year of forms that print none; what a form prints is never overruled.
        name: the file's name, for messages.
        known: what ``data/`` knows of templates; drafted templates are added to it.
        source: its record in ``data/sources/``, where there is one: what to repair, to leave out and to say.

    Raises:
        CarrierError: where the file cannot be read.
        DocumentError: where no form is found in it, or a form prints another year than ``year``.
    """
    printed = read_carrier(data, name)
    return read_carried(printed, document_id, year, known=known or KnownForms({}, {}), source=source)


def read_carried(
    printed: CarriedDocument,
    document_id: str,
    year: int | None,
    *,
    known: KnownForms,
    source: SourceDocument | None = None,
) -> ImportedDocument:
    """Read the forms of a file whose cells are known: as ``read_document`` does.

    Raises:
        DocumentError: as of ``read_document``.
    """
    if (marker := own_workbook(printed)) is not None:
        return read_workbook(printed, marker, document_id, known.standing.get(marker.form))
    carried = repaired(printed, source) if source else printed
    printed_forms = forms_in(carried)
    lists = [form for form in printed_forms if is_list(form)]
    parted = [part for form in printed_forms if form not in lists for part in by_project(form)]
    found = [(form, _read(form, source)) for form in parted]
    forms = [
        assembled(form, read, carried, document_id, year, known)
        for form, read in found
        if read.columns or _is_form(read)
    ]
    if not forms:
        raise DocumentError(lists[0].rows[0].line, _LIST) if lists else DocumentError(0, _NO_FORM)
    forms = _of_one_document(forms)
    if source:
        forms = list(_with_what_is_said(forms, source, printed))
    forms = [replace(form, places=tuple(_written(form)), number=number) for number, form in enumerate(forms, 1)]
    placed = {place.cell.address for form in forms for place in form.places}
    out = {**_of_page(carried, printed_forms), **_left_out(printed, source)}
    left = (cell for cell in _cells(carried) if cell.address not in placed and cell.line not in out)
    return ImportedDocument(tuple(forms), carried, out, tuple(left))


def _written(form: ImportedForm) -> Iterator[CellPlace]:
    """Yield the headings of a form, and its cells whose block is truly in what was written: a record may have no place for it."""
    for place in form.places:
        block = re.split(r"[.\[]", place.field)[0]
        if block not in _BLOCKS or getattr(form.statement, block, None):
            yield place


def _cells(document: CarriedDocument) -> Iterator[GridCell]:
    """Yield the cells that print something; a paragraph is one cell."""
    for block in document.blocks:
        yield from (cell for cell in _cells_of(block) if compact(cell.text))


def _cells_of(block: Grid | Paragraph) -> Sequence[GridCell]:
    return block.cells if isinstance(block, Grid) else (GridCell(block.text, 0, 0, 1, 1, block.address, block.line),)


def _lines(document: CarriedDocument) -> Mapping[int, str]:
    """Return the text of every line that prints something, cells parted by TABs."""
    lines: dict[int, str] = {}
    for cell in _cells(document):
        for number, text in enumerate(cell.text.split("\n"), cell.line):
            lines[number] = "\t".join(filter(None, (lines.get(number), text)))
    return {number: text for number, text in lines.items() if text.strip()}


def _of_page(document: CarriedDocument, forms: Sequence[FormText]) -> Mapping[int, Both]:
    """Return why the lines of a page that are on no form are left out."""
    on_forms = {row.line for form in forms for row in form.rows}
    return {row.line: _OF_PAGE for row, _ in rows_of(document.blocks) if row.line not in on_forms}


def _left_out(document: CarriedDocument, source: SourceDocument | None) -> Mapping[int, Both]:
    """Return why each line that its source record leaves out is in no form, in the words of the record's author."""
    found = ((line, left_out(source, line)) for line in _lines(document)) if source and source.left_out else ()
    return {line: Both.printed(part.reason) for line, part in found if part}


def _read(form: FormText, source: SourceDocument | None) -> FormAccount:
    """Read a form; its rows say how they were mended."""
    read = reader_of(form)(form).run()
    notes = notes_of_rows(source) if source else {}
    for goal in read.fields.get("goals", ()):
        for row in goal.get("indicators", ()):
            if row["source_line"] in notes:
                row["extraction_notes"] = notes[row["source_line"]]
    return read


def reader_of(form: FormText) -> type[FormReader]:
    """Return what reads a form: a report and a base-data table are no tables of goals, money and indicators."""
    title = next((row.words for row in form.rows if is_title(row)), "")
    if "基础数据表" in title:
        return BaseDataReader
    if title.endswith("报告") and not any(indicator_headings(form.rows[place:]) for place in range(len(form.rows))):
        return ReportReader
    return FormReader


def _is_form(read: FormAccount) -> bool:
    return bool(
        read.fields.keys() & {"project", "department", "implementing_unit", "base_data"}
    ) or "报告" in read.fields.get("title", "")


def _of_one_document(forms: Sequence[ImportedForm]) -> list[ImportedForm]:
    """Return forms with what they share: a department that one of them names alone, the annex number before the first of a kind."""
    named = [form.department for form in forms if form.department]
    whole = [form.department for form in forms if form.department and not form.statement.form_type.of_project]
    name = next(iter(whole or named), "") if len({compact(name) for name in whole or named}) == 1 else ""
    result = [replace(form, department=form.department or name) for form in forms[:1]]
    for form in forms[1:]:
        above, statement = result[-1].statement, form.statement
        if statement.source.annex is None and type(statement) is type(above) is ProjectSelfEvaluation:
            statement = _with_source(statement, annex=above.source.annex)
        result.append(replace(form, statement=statement, department=form.department or name))
    return result


def _with_what_is_said(
    forms: Sequence[ImportedForm], source: SourceDocument, printed: CarriedDocument
) -> Iterator[ImportedForm]:
    """Yield forms with the notes that the source record has on them, and with their second copies compared."""
    lines = _lines(printed)
    begun = [form.statement.source.first_line for form in forms]
    for form, (first, following) in zip(forms, pairwise([*begun, printed.lines + 1]), strict=True):
        notes = tuple(said.note for said in source.form_notes if first <= said.line < following)
        changes: dict[str, object] = {"notes": notes} if notes else {}
        remarks: tuple[Both, ...] = ()
        for part in source.left_out:
            if part.second_copy and first <= part.first_line < following:
                own = {line: lines[line] for line in range(part.first_line, part.last_line + 1) if line in lines}
                changes["duplicate"], remarks = compared_copy(form.places, part, own)
        yield replace(form, statement=_with_source(form.statement, **changes), remarks=(*form.remarks, *remarks))


def _with_source(statement: AnyStatement, **changes: object) -> AnyStatement:
    return statement.model_copy(update={"source": statement.source.model_copy(update=changes)})
