"""Readers of published forms: a text export in, the forms and an account of every line out.

Which reader a document needs is told by what it prints, never by its file name.
Each module imports only from those named before it:

document            a text export as rows of cells, each cell with the line it stands on
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

from build_scripts.carriers.text_export import compact, lines_of
from build_scripts.importers import hunan, shanxi, wuhan_department, wuhan_project, wuhan_target
from build_scripts.importers.document import DocumentError, ImportedDocument
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import YearBasis

__all__ = ["READERS", "DocumentError", "ImportedDocument", "read_document"]

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
_SAVE_AS = Both(
    "Word 中请另存为“纯文本（*.txt）”，编码选 UTF-8；Excel 中请另存为“Unicode 文本（*.txt）”",
    "in Word save it as plain text (*.txt) with encoding UTF-8, in Excel as Unicode text (*.txt)",
)
_BY_HAND = Both("请照表填写 YAML，见 CONTRIBUTING.md", "write the YAML from what the form prints, see CONTRIBUTING.md")
# How a file begins that is no text → what it is, and how a text is made of it.
_NO_TEXT: Mapping[bytes, Both] = {
    b"PK\x03\x04": Both(
        f"这是 Word 或 Excel 文件（docx、xlsx 等），不是文本。{_SAVE_AS.zh}",
        f"this is a Word or Excel file (docx, xlsx …), not text; {_SAVE_AS.en}",
    ),
    b"\xd0\xcf\x11\xe0": Both(
        f"这是旧版 Word 或 Excel 文件（doc、xls），不是文本。{_SAVE_AS.zh}",
        f"this is an old Word or Excel file (doc, xls), not text; {_SAVE_AS.en}",
    ),
    b"{\\rtf": Both(f"这是 RTF 文件，不是纯文本。{_SAVE_AS.zh}", f"this is an RTF file, not plain text; {_SAVE_AS.en}"),
    b"%PDF": Both(
        f"这是 PDF 文件，不是文本。有 Word 或 Excel 原件的，请用原件；只有 PDF 的，{_BY_HAND.zh}",
        f"this is a PDF file, not text; use the Word or Excel original or, where there is none, {_BY_HAND.en}",
    ),
}


def read_document(data: bytes, document_id: str, year: int | None = None) -> ImportedDocument:
    """Read a text export with the reader whose heading it prints.

    ``year`` is the fiscal year of forms that print none; what a form prints is never overruled.

    Raises:
        DocumentError: where no reader knows the document, its reader does not understand a line of it, or a form
            prints another year than ``year``.
    """
    lines = _lines(data)
    text = compact("".join(lines))
    reader = next((reader for heading, reader in READERS.items() if heading in text), None)
    if reader is None:
        known = "、".join(READERS)
        said = Both(
            f"认不出表样：文中没有 {known} 中的任何一个。请核对是否选对了文件；其他表样{_BY_HAND.zh}",
            f"unknown form: it prints none of {known}; check that it is the right file; for another form {_BY_HAND.en}",
        )
        raise DocumentError(0, said)
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


def _lines(data: bytes) -> list[str]:
    """Return the document's lines.

    Raises:
        DocumentError: where it is no text, or a text in another encoding.
    """
    for beginning, reason in _NO_TEXT.items():
        if data.startswith(beginning):
            raise DocumentError(0, reason)
    try:
        return lines_of(data)
    except UnicodeDecodeError as error:
        raise DocumentError(
            error.object[: error.start].decode(error.encoding).count("\n") + 1,
            Both(
                "此行起不是 UTF-8 文字（可能是 GBK，即 ANSI）；请用记事本打开，另存为，编码选 UTF-8",
                "from this line on the text is not UTF-8 (perhaps GBK, that is ANSI); open it in Notepad and save it with"
                " encoding UTF-8",
            ),
        ) from error
