"""``.pdf`` with text: tables by their ruled lines, and the lines of text around them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from build_scripts.carriers.grid import CarriedDocument
from build_scripts.carriers.laying import LaidCell, Laying
from build_scripts.carriers.refusals import ENCRYPTED, TRUNCATED, CarrierError
from build_scripts.words.language import Both

_CARRIER = Both("PDF（.pdf）", "PDF (.pdf)")
_SCANNED = Both(
    "PDF 里没有文字，只有图像（扫描件或照片），读不出内容。请用扫描前的 Word 或 Excel 文件；没有的，照表填写",
    "the PDF has no text, only pictures (a scan or photographs); use the Word or Excel file that was printed or, where there is"
    " none, write the form by hand",
)
_PICTURE_PAGE = Both(
    "第 {page} 页没有文字，可能是扫描图像：没有读出内容",
    "page {page} has no text, perhaps a scan: nothing of it was read",
)
PdfItem = Any
"""A page of pdfplumber, a table on it, or a letter."""
_APART = 2.0
"""Points: rulings closer than this are one line drawn twice."""


def read_pdf(data: bytes) -> CarriedDocument:
    """Read a PDF.

    Raises:
        CarrierError: where it is damaged, protected by a password, or has no text.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    laying = Laying()
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            for number, page in enumerate(document.pages, 1):
                _lay_page(page, number, laying)
                page.close()
    except PdfminerException as error:
        locked = isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect | PDFEncryptionError)
        raise CarrierError(ENCRYPTED if locked else TRUNCATED) from error
    if not laying.blocks:
        raise CarrierError(_SCANNED)
    return laying.document(_CARRIER)


def _lay_page(page: PdfItem, number: int, laying: Laying) -> None:
    """Lay out a page from top to bottom: a table stands where it begins."""
    if not page.chars:
        if page.images:
            laying.notice(_PICTURE_PAGE.format(page=number))
        return
    page = page.dedupe_chars()  # bold is printed twice, a little apart
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda item: item["object_type"] != "char" or not any(_within(item, box) for box in boxes))
    lines = [(line["top"], line["text"]) for line in outside.extract_text_lines(return_chars=False)]
    found = sorted(
        [(table.bbox[1], index, "") for index, table in enumerate(tables, 1)] + [(top, 0, text) for top, text in lines]
    )
    line = 0
    for _, table, text in found:
        if table:
            at = f"第 {number} 页 表 {table}"
            laying.table(_cells(page, tables[table - 1]), at=at)
        else:
            line += 1
            laying.paragraph(text, f"第 {number} 页 表外第 {line} 行")


def _cells(page: PdfItem, table: PdfItem) -> Iterator[LaidCell]:
    """Yield a table's cells; where a cell begins and ends among all rulings of the table is its span."""
    across = _rulings([edge for box in table.cells for edge in (box[0], box[2])])
    down = _rulings([edge for box in table.cells for edge in (box[1], box[3])])
    for box in table.cells:
        column, row = _nearest(across, box[0]), _nearest(down, box[1])
        inside = page.filter(lambda item, box=box: item["object_type"] == "char" and _within(item, box))
        text = inside.extract_text() or ""
        yield row, column, max(1, _nearest(down, box[3]) - row), max(1, _nearest(across, box[2]) - column), text


def _within(item: PdfItem, box: tuple[float, float, float, float]) -> bool:
    """Return whether the middle of a letter lies in a box."""
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= x < box[2] and box[1] <= y < box[3])


def _rulings(edges: list[float]) -> list[float]:
    """Return where lines are ruled, in order, those drawn twice once."""
    ruled: list[float] = []
    for edge in sorted(edges):
        if not ruled or edge - ruled[-1] > _APART:
            ruled.append(edge)
    return ruled


def _nearest(ruled: list[float], edge: float) -> int:
    """Return which of the rulings an edge lies on."""
    return min(range(len(ruled)), key=lambda index: abs(ruled[index] - edge))
