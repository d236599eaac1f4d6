"""``.pdf`` with text: tables by their ruled lines, and the lines of text around them."""

from __future__ import annotations

from bisect import bisect
from io import BytesIO
from typing import Any

from build_scripts.carriers.grid import CarriedDocument, Grid
from build_scripts.carriers.laying import Laying
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
_NO_TABLE = Both(
    "PDF 里没有画出框线的表格，文字逐行读取，分不清各格；有 Word 或 Excel 文件的，请用原件",
    "the PDF has no table with ruled lines: its text was read line by line, without cells; use the Word or Excel file if there is one",
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
    if not any(isinstance(block, Grid) for block in laying.blocks):
        laying.notice(_NO_TABLE)
    return laying.document(_CARRIER)


def _lay_page(page: PdfItem, number: int, laying: Laying) -> None:
    """Lay out a page from top to bottom: a table stands where it begins, and each letter in one cell or in none."""
    from pdfplumber.utils.text import extract_text

    if not page.chars:
        if page.images:
            laying.notice(_PICTURE_PAGE.format(page=number))
        return
    page = page.dedupe_chars()  # bold is printed twice, a little apart
    tables = [_Ruled(table.cells) for table in page.find_tables() if len(table.cells) > 1]
    outside = page.filter(
        lambda item: item["object_type"] != "char" or not any(table.takes(item) for table in tables)
    ).extract_text_lines(return_chars=False)
    found: list[tuple[float, int, str]] = [(table.down[0], index, "") for index, table in enumerate(tables, 1)]
    for _, index, text in sorted(found + [(line["top"], 0, line["text"]) for line in outside]):
        if index:
            cells = ((*at, extract_text(letters)) for at, letters in tables[index - 1].cells.items())
            laying.table(cells, at=f"第 {number} 页 表 {index}")
        else:
            laying.paragraph(text, f"第 {number} 页")


class _Ruled:
    """A table of ruled lines: where a cell begins and ends among all of them is its span."""

    def __init__(self, boxes: list[tuple[float, float, float, float]]) -> None:
        self.across = _rulings([edge for box in boxes for edge in (box[0], box[2])])
        self.down = _rulings([edge for box in boxes for edge in (box[1], box[3])])
        self.cells: dict[tuple[int, int, int, int], list[PdfItem]] = {}
        """Row, column, rows and columns of each cell → the letters in it."""
        self._covering: dict[tuple[int, int], list[PdfItem]] = {}
        for box in boxes:
            row, below = _nearest(self.down, box[1]), _nearest(self.down, box[3])
            column, right = _nearest(self.across, box[0]), _nearest(self.across, box[2])
            covered = {(r, c) for r in range(row, below) for c in range(column, right)}
            if covered and not covered & self._covering.keys():
                letters = self.cells[row, column, below - row, right - column] = []
                self._covering |= dict.fromkeys(covered, letters)

    def takes(self, letter: PdfItem) -> bool:
        """Put a letter into the cell that its middle lies in; return whether there is one."""
        row = bisect(self.down, (letter["top"] + letter["bottom"]) / 2) - 1
        column = bisect(self.across, (letter["x0"] + letter["x1"]) / 2) - 1
        cell = self._covering.get((row, column))
        if cell is not None:
            cell.append(letter)
        return cell is not None


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
