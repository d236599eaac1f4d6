"""``.pdf`` with text: tables by their ruled lines, and the lines of text around them.

A table that goes on over a page has its columns where they all are ruled on any of its pages, and a row that the end of
a page has cut in two is one row.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
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
_ROW_CUT = Both(
    "第 {page} 页第一行接着上一页的末行，合为一行：请核对",
    "the first row of page {page} carries on the last of the page before and was joined to it: please compare",
)
_FIGURE = re.compile(r"[<>≤≥=＜＞]?\s*[\d.,]+\D{0,4}")
"""What no cut cell goes on with: an amount, a target."""
_BLANK_NAME = re.compile(r"指标\s*\d*\s*[:：]|[….]{2,}")
"""What a row of the blank form prints for a name."""
PdfItem = Any
"""A page of pdfplumber, a table on it, or a letter."""
_PADDING = 5.4
"""Points between a cell's edge and its text, as word processors set it."""
_WORD = re.compile(r"[0-9A-Za-z.,%+-]+|.(?:/.)*[，。；：、）”！？,;:)]*")
"""What is not parted at the end of a line."""
_LOOSE = 1.3
"""How much wider than its letters a word may be set."""
_FIGURES_ALONE = 2
"""Figures of a row's first part that stand above blank cells of its second."""
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

    laying, pages = Laying(), []
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            for number, page in enumerate(document.pages, 1):
                pages.append(_read_page(page, number, laying))
                page.close()
    except PdfminerException as error:
        locked = isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect | PDFEncryptionError)
        raise CarrierError(ENCRYPTED if locked else TRUNCATED) from error
    for before, after in pairwise(pages):
        _join(before, after, laying)
    for parts in pages:
        for part in parts:
            if isinstance(part, _Ruled):
                part.lay(laying)
            else:
                laying.paragraph(part.text, part.where)
    if not laying.blocks:
        raise CarrierError(_SCANNED)
    if not any(isinstance(block, Grid) for block in laying.blocks):
        laying.notice(_NO_TABLE)
    return laying.document(_CARRIER)


@dataclass(frozen=True)
class _Line:
    """A line of text outside all tables."""

    text: str
    where: str


def _read_page(page: PdfItem, number: int, laying: Laying) -> list[_Ruled | _Line]:
    """Return what a page prints from top to bottom: a table stands where it begins, and each letter in one cell or in none."""
    if not page.chars:
        if page.images:
            laying.notice(_PICTURE_PAGE.format(page=number))
        return []
    page = page.dedupe_chars()  # bold is printed twice, a little apart
    tables = [_Ruled(table.cells, number) for table in page.find_tables() if len(table.cells) > 1]
    outside = page.filter(
        lambda item: item["object_type"] != "char" or not any(table.takes(item) for table in tables)
    ).extract_text_lines(return_chars=False)
    found: list[tuple[float, _Ruled | _Line]] = [(table.down[0], table) for table in tables]
    found += [(line["top"], _Line(line["text"], f"第 {number} 页")) for line in outside]
    for index, table in enumerate(tables, 1):
        table.finish(index)
    return [part for _, part in sorted(found, key=lambda item: item[0])]


def _join(before: Sequence[_Ruled | _Line], after: Sequence[_Ruled | _Line], laying: Laying) -> None:
    """Rule a page's first table as the last of the page before, if it has the same edges: it is the same table."""
    upper = next((part for part in reversed(before) if isinstance(part, _Ruled)), None)
    lower = next((part for part in after if isinstance(part, _Ruled)), None)
    if upper is None or lower is None:
        return
    edges = ((upper.across[0], lower.across[0]), (upper.across[-1], lower.across[-1]))
    if any(abs(one - other) > _APART for one, other in edges):
        return
    ruled = _rulings([*upper.across, *lower.across])
    upper.rule(ruled)
    lower.rule(ruled)
    if lower.carries_on(upper):
        laying.notice(_ROW_CUT.format(page=lower.page))


class _Ruled:
    """A table of ruled lines: where a cell begins and ends among all of them is its span."""

    def __init__(self, boxes: list[tuple[float, float, float, float]], page: int) -> None:
        self.page, self.index, self.gone = page, 0, 0
        self.across = _rulings([edge for box in boxes for edge in (box[0], box[2])])
        self.down = _rulings([edge for box in boxes for edge in (box[1], box[3])])
        self.letters: dict[tuple[int, int, int, int], list[PdfItem]] = {}
        """Row, column, rows and columns of each cell → the letters in it."""
        self.cells: dict[tuple[int, int, int, int], str] = {}
        """The same → its text."""
        self._covering: dict[tuple[int, int], list[PdfItem]] = {}
        for box in boxes:
            row, below = _nearest(self.down, box[1]), _nearest(self.down, box[3])
            column, right = _nearest(self.across, box[0]), _nearest(self.across, box[2])
            covered = {(r, c) for r in range(row, below) for c in range(column, right)}
            if covered and not covered & self._covering.keys():
                letters = self.letters[row, column, below - row, right - column] = []
                self._covering |= dict.fromkeys(covered, letters)

    def finish(self, index: int) -> None:
        """Make texts of the letters; the table is its page's number ``index``."""
        self.index = index
        for (row, column, rows, columns), letters in self.letters.items():
            width = (self.across[column], self.across[column + columns])
            self.cells[row, column, rows, columns] = _text(letters, *width)

    def rule(self, across: list[float]) -> None:
        """Count the columns by rulings that others share."""
        places = [_nearest(across, edge) for edge in self.across]
        self.cells = {
            (row, places[column], rows, places[column + columns] - places[column]): text
            for (row, column, rows, columns), text in self.cells.items()
        }
        self.across = across

    def carries_on(self, upper: _Ruled) -> bool:
        """Give the first row to the last one of ``upper``, if the end of the page has cut it in two; tell whether it has.

        It has where every text goes on with one above it and figures, which fit on a line, stand above alone.
        """
        last = max(row + rows for row, _, rows, _ in upper.cells)
        above = {at[1]: at for at, text in upper.cells.items() if at[0] + at[2] == last and text}
        rest = {at: text for at, text in self.cells.items() if at[0] == 0 and text}
        alone = [at for column, at in above.items() if column not in {at[1] for at in rest}]
        figures = sum(bool(_FIGURE.fullmatch(upper.cells[at])) for at in alone)
        odd = any(_FIGURE.fullmatch(text) or _BLANK_NAME.fullmatch(text) for text in rest.values())
        if not rest or odd or figures < _FIGURES_ALONE or not {at[1] for at in rest} <= above.keys():
            return False
        for at, text in rest.items():
            upper.cells[above[at[1]]] += text
        cells = {at: "" if at in rest else text for at, text in self.cells.items() if at[0] or at[2] > 1}
        self.cells = {
            (max(row - 1, 0), column, rows - (not row), columns): t for (row, column, rows, columns), t in cells.items()
        }
        self.gone = 1
        return True

    def lay(self, laying: Laying) -> None:
        """Lay out the table."""
        at = f"第 {self.page} 页 表 {self.index}"
        cells = ((*place, text) for place, text in self.cells.items())
        laying.table(cells, address=lambda row, column: f"{at} 第 {row + 1 + self.gone} 行第 {column + 1} 列")

    def takes(self, letter: PdfItem) -> bool:
        """Put a letter into the cell that its middle lies in; return whether there is one."""
        row = bisect(self.down, (letter["top"] + letter["bottom"]) / 2) - 1
        column = bisect(self.across, (letter["x0"] + letter["x1"]) / 2) - 1
        cell = self._covering.get((row, column))
        if cell is not None:
            cell.append(letter)
        return cell is not None


def _text(letters: list[PdfItem], left: float, right: float) -> str:
    """Return what a cell prints; where the next word did not fit, the line goes on without a break."""
    from pdfplumber.utils.text import chars_to_textmap

    text, room = "", 0.0
    for line in chars_to_textmap(letters).extract_text_lines() if letters else ():
        word = _WORD.match(line["text"])
        width = sum(letter["width"] for letter in line["chars"][: len(word[0]) if word else 1])
        text += line["text"] if not text or room < width * _LOOSE else "\n" + line["text"]
        room = right - line["x1"] - max(line["x0"] - left, _PADDING)
    return text


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
