"""Files of every kind with the same tables in them, written by other libraries than those that read them."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import xlsxwriter
import xlwt
from docx.document import Document
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

SOFFICE = shutil.which("soffice")


@dataclass(frozen=True)
class Printed:
    """A table: row, column, rows, columns and text of each cell, covering all of it."""

    cells: tuple[tuple[int, int, int, int, str], ...]

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        return max(r + rows for r, _, rows, _, _ in self.cells), max(c + columns for _, c, _, columns, _ in self.cells)

    @property
    def unmerged(self) -> list[list[str]]:
        """The rows as kinds print them that know no merged cells: its text at the top left, the rest blank."""
        rows, columns = self.size
        texts = {(row, column): text for row, column, _, _, text in self.cells}
        return [[texts.get((row, column), "") for column in range(columns)] for row in range(rows)]


Parts = list["Printed | str"]
"""Tables, and the paragraphs before, between and after them."""


@cache
def _empty_docx() -> tuple[Document, dict[str, bytes]]:
    """Return a document and its package's parts: to begin and to save one anew costs more than all that is put in."""
    document, file = docx.Document(), io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as package:
        return document, {name: package.read(name) for name in package.namelist()}


def as_docx(parts: Parts) -> bytes:
    document, package = _empty_docx()
    body = document.element.body
    for part in body[:-1]:  # the last says how large the paper is
        body.remove(part)
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        grid = [row.cells for row in document.add_table(*part.size).rows]
        for row, column, rows, columns, text in part.cells:
            cell = grid[row][column]
            if rows > 1 or columns > 1:
                cell = cell.merge(grid[row + rows - 1][column + columns - 1])
            cell.text = text
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name, content in {**package, "word/document.xml": document.part.blob}.items():
            written.writestr(name, content)
    return file.getvalue()


def as_xlsx(parts: Parts) -> bytes:
    """Write every table into a sheet of its own: ``表1``, ``表2`` and so on."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_numbers": False}) as book:
        for number, part in enumerate((part for part in parts if isinstance(part, Printed)), 1):
            sheet = book.add_worksheet(f"表{number}")
            for row, column, rows, columns, text in part.cells:
                if rows > 1 or columns > 1:
                    sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "")
                if text:
                    sheet.write_string(row, column, text)
    return file.getvalue()


def as_xls(parts: Parts) -> bytes:
    book = xlwt.Workbook()
    for number, part in enumerate((part for part in parts if isinstance(part, Printed)), 1):
        sheet = book.add_sheet(f"表{number}")
        for row, column, rows, columns, text in part.cells:
            sheet.write_merge(row, row + rows - 1, column, column + columns - 1, text)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_html(parts: Parts, charset: str = "utf-8") -> bytes:
    body = []
    for part in parts:
        if isinstance(part, str):
            body.append(f"<p>{_escaped(part)}</p>")
            continue
        rows: list[str] = [""] * part.size[0]
        for row, _, down, right, text in part.cells:
            rows[row] += f'<td rowspan="{down}" colspan="{right}">{_escaped(text)}</td>'
        body.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    page = f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>自评表</title></head><body>{"".join(body)}</body></html>'
    return page.encode(charset)


def _escaped(text: str) -> str:
    return re.sub(" (?= )", "&nbsp;", html.escape(text)).replace("\n", "<br>")


def as_separated(parts: Parts, mark: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=mark)
    for part in parts:
        writer.writerows([[part]] if isinstance(part, str) else part.unmerged)
    return file.getvalue().encode(encoding)


def as_word_text(parts: Parts) -> bytes:
    """Write one cell a line; a merged cell once, those beside it without a gap."""
    blocks = []
    for part in parts:
        if isinstance(part, str):
            blocks.append(part)
            continue
        rows: dict[int, list[str]] = {}
        for row, _, _, _, text in part.cells:
            rows.setdefault(row, []).append(f"\t{text}")
        blocks += ["\n".join(rows[row]) for row in sorted(rows)]
    return "\n\n".join(blocks).encode()


def as_pdf(parts: Parts) -> bytes:
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("form", fontName="STSong-Light", fontSize=9)
    flow = []
    for part in parts:
        if isinstance(part, str):
            flow.append(Paragraph(html.escape(part), style))
            continue
        spans = [
            ("SPAN", (c, r), (c + right - 1, r + down - 1)) for r, c, down, right, _ in part.cells if down * right > 1
        ]
        look = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "STSong-Light", 9), *spans]
        rows, columns = part.size
        height = 12 * max(text.count("\n") + 1 for *_, text in part.cells) + 6
        flow.append(Table(part.unmerged, [700 / columns] * columns, [height] * rows, style=TableStyle(look)))
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=landscape(A4)).build(flow)
    return file.getvalue()


def by_libre_office(data: bytes, suffix: str, to: str) -> bytes:
    """Return a file as LibreOffice saves it in another kind."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"form{suffix}").write_bytes(data)
        command = [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to]
        subprocess.run(
            [*command, "--outdir", name, f"{name}/form{suffix}"], check=True, capture_output=True, timeout=120
        )
        return (folder / f"form.{to}").read_bytes()


def pages_as_pdf(*pages: list[list[tuple[str, int]]], widths: list[int]) -> bytes:
    """Return a PDF with a table on each page: rows of cells, each a text and how many of the columns it spans."""
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, wordWrap="CJK")
    flow: list[object] = []
    for rows in pages:
        cells, look = [], [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        for number, row in enumerate(rows):
            cells.append([])
            for text, span in row:
                place = len(cells[-1])
                look.append(("SPAN", (place, number), (place + span - 1, number)))
                cells[-1] += [Paragraph(html.escape(text).replace("\n", "<br/>"), style), *[""] * (span - 1)]
        flow += [Table(cells, widths, style=TableStyle(look)), PageBreak()]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=landscape(A4)).build(flow)
    return file.getvalue()
