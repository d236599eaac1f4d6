"""Readers of published forms: a file in, the forms and an account of every cell out.

Forms are read by their labels, whatever file carries them and in whatever order their columns stand.
Each module imports only from those named before it:

document            what a file holds: its forms, and what became of every cell
labels              the words that forms print for one thing, declared once
printed_forms       a file's rows, parted into forms
headings            the columns of a table by their printed headings
label_reader        a form read by its labels, from top to bottom
base_data_reader    a base-data table read by its labels
report_reader       a report read by its headings
assembling          what was read of a form → its record, on the template that fits
added               what a person added to a form in ``data/`` and no document prints
printed_columns     the columns of a TAB-separated table, found by their printed headings
word_table          a Word table read row by row, with an account of every line
placing             where imported forms belong in ``data/``, as YAML text, and what became of every line
hunan_base_data     Hunan 2023: the base-data table
hunan_forms         Hunan 2023: department and project forms
hunan_report        Hunan 2023: the report
hunan               Hunan 2023: the document with all of them
shanxi_duplicate    Shanxi 2021: a form's second copy
shanxi              Shanxi 2021: the project form
wuhan_department    Wuhan 2020: the department form
wuhan_project       Wuhan 2019: the project form
wuhan_target_rows   Wuhan Dongxihu: indicator rows
wuhan_target_goals  Wuhan Dongxihu: goals
wuhan_target        Wuhan Dongxihu: the target form
run                 ``mingzhang import``: read a document, put its forms into ``data/``
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from build_scripts.carriers import Grid, GridCell, Paragraph, read_carrier
from build_scripts.carriers.text_export import compact, lines_of
from build_scripts.importers import hunan, shanxi, wuhan_department, wuhan_project, wuhan_target
from build_scripts.importers.assembling import KnownForms, assembled
from build_scripts.importers.base_data_reader import BaseDataReader
from build_scripts.importers.document import DocumentError, ImportedDocument
from build_scripts.importers.headings import indicator_headings
from build_scripts.importers.label_reader import FormReader, ReadForm
from build_scripts.importers.printed_forms import FormText, forms_in, is_title
from build_scripts.importers.report_reader import ReportReader
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import YearBasis

__all__ = ["READERS", "DocumentError", "ImportedDocument", "KnownForms", "read_document"]

Reader = Callable[[list[str], str], ImportedDocument]

# A text that only one kind of document prints (white space aside) → its reader, asked in this order: a report or an
# overview may name the project forms, which therefore come last.
READERS: Mapping[str, Reader] = {
    "项目自评结论": shanxi.read_shanxi,
    "专项（项目）名称": wuhan_project.read_wuhan_project,
    "部门整体支出绩效评价基础数据表": hunan.read_hunan,
    "部门整体绩效自评表": wuhan_department.read_wuhan_department,
    "整体绩效总目标": wuhan_target.read_wuhan_target,
    "年度部门整体支出绩效自评表": hunan.read_hunan,
    "年度项目支出绩效自评表": hunan.read_hunan,
}
_NO_FORM = Both(
    "文件里没有认得出的表单：找不到指标表（一级指标、三级指标、指标值……）、资金表，也没有“项目名称”“单位名称”一类的标签。请核对是否选对了文件",
    "there is no form in the file that can be made out: no table of indicators or money, and no labels such as 项目名称 or 单位名称; check that it is the right file",
)


def read_document(
    data: bytes, document_id: str, year: int | None = None, *, name: str = "", known: KnownForms | None = None
) -> ImportedDocument:
    """Read the forms of a file.

    Args:
        data: the file.
        document_id: its id in ``data/sources/``.
        year: the fiscal year of forms that print none; what a form prints is never overruled.
        name: the file's name, for messages.
        known: what ``data/`` knows of templates; drafted templates are added to it.

    Raises:
        CarrierError: where the file cannot be read.
        DocumentError: where no form is found in it, or a form prints another year than ``year``.
    """
    known = known or KnownForms({}, {})
    if (reader := _special_reader(data)) is not None:
        return _read_special(reader, data, document_id, year)
    carried = read_carrier(data, name)
    found = [(form, reader_of(form)(form).run()) for form in forms_in(carried)]
    forms = [
        assembled(form, read, carried, document_id, year, known)
        for form, read in found
        if read.columns or _is_form(read)
    ]
    if not forms:
        raise DocumentError(0, _NO_FORM)
    placed = {place.cell.address for form in forms for place in form.places}
    left = (cell for block in carried.blocks for cell in _printed(block) if cell.address not in placed)
    return ImportedDocument(tuple(forms), {}, carried, tuple(left))


def _printed(block: Grid | Paragraph) -> list[GridCell]:
    """Return the cells of a block that print something; a paragraph is one cell."""
    cells = block.cells if isinstance(block, Grid) else (GridCell(block.text, 0, 0, 1, 1, block.address, block.line),)
    return [cell for cell in cells if compact(cell.text)]


def reader_of(form: FormText) -> type[FormReader]:
    """Return what reads a form: a report and a base-data table are no tables of goals, money and indicators."""
    title = next((row.words for row in form.rows if is_title(row)), "")
    if "基础数据表" in title:
        return BaseDataReader
    has_indicators = any(indicator_headings(form.rows[place:]) for place in range(len(form.rows)))
    return ReportReader if title.endswith("报告") and not has_indicators else FormReader


def _is_form(read: ReadForm) -> bool:
    return bool(
        read.fields.keys() & {"project", "department", "implementing_unit", "base_data"}
    ) or "报告" in read.fields.get("title", "")


def _special_reader(data: bytes) -> Reader | None:
    """Return the reader of a text export whose heading it prints."""
    try:
        text = compact("".join(lines_of(data)))
    except UnicodeDecodeError:
        return None
    return next((reader for heading, reader in READERS.items() if heading in text), None)


def _read_special(reader: Reader, data: bytes, document_id: str, year: int | None) -> ImportedDocument:
    lines = lines_of(data)
    if reader is wuhan_target.read_wuhan_target:  # the only forms that print no year
        return wuhan_target.read_wuhan_target(lines, document_id, year)
    document = reader(lines, document_id)
    for form in document.forms:
        if year not in {None, form.statement.fiscal_year} and form.statement.fiscal_year_basis is YearBasis.PRINTED:
            printed = form.statement.fiscal_year_text or form.statement.fiscal_year
            said = Both(
                f"从此行起的表印有年度“{printed}”，与 --year {year} 不同；请去掉 --year",
                f"the form that begins here prints the year {printed}, not {year}; leave --year out",
            )
            raise DocumentError(form.statement.source.first_line, said)
    return document
