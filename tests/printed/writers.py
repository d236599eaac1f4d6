"""A printed document as a file of each kind, merged cells and number formats as the programs store them."""

from __future__ import annotations

import html as markup
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from build_scripts.carriers.grid import CarriedDocument, Grid, GridCell
from build_scripts.carriers.grid import Paragraph as GridParagraph
from build_scripts.words.language import Both
from printed.table import Cell, Document, Paragraph, Table

NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(?P<decimals>\d+))?(?P<percent>%?)")


def grid(document: Document) -> CarriedDocument:
    """Return what a reader of files should hand on, without a file: fast, and exact to the space."""
    blocks: list[Grid | GridParagraph] = []
    line = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            line += 1
            blocks.append(GridParagraph(block.text, f"第 {line} 段", line))
            continue
        number = sum(isinstance(earlier, Grid) for earlier in blocks) + 1
        cells = tuple(
            GridCell(
                cell.text,
                row=row,
                column=column,
                rows=cell.rows,
                columns=cell.columns,
                address=f"表 {number} 第 {row + 1} 行第 {column + 1} 列",
                line=line + row + 1,
            )
            for row, column, cell in block.placed
        )
        blocks.append(Grid(cells))
        line += len(block.rows)
    return CarriedDocument(Both("试印", "Trial print"), tuple(blocks), line)


# Word


def docx(document: Document) -> bytes:
    """Return a Word file with gridSpan and vMerge."""
    return _docx(document)


def docx_controls(document: Document) -> bytes:
    """Return a Word file in which each answer is a content control: every third around its cell, the others within."""
    return _docx(document, controls=True)


def docx_cut(document: Document) -> bytes:
    """Return a Word file whose tables a page break cut in two, the indicators' header rows printed again."""
    return _docx(_cut(document))


def _docx(document: Document, *, controls: bool = False) -> bytes:
    import docx as word

    file = word.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            _write_lines(file.add_paragraph(), block.text)
            continue
        table = file.add_table(len(block.rows), block.width, "Table Grid")
        grid_cells = [row.cells for row in table.rows]  # once: looking a cell up walks the whole table
        for row, column, cell in block.placed:
            first = grid_cells[row][column]
            if cell.rows > 1 or cell.columns > 1:
                first = first.merge(grid_cells[row + cell.rows - 1][column + cell.columns - 1])
            _write_lines(first.paragraphs[0], cell.text)
        if controls:
            _wrap(table._tbl)
    return _saved(file.save)


def _write_lines(paragraph, text: str) -> None:
    run = paragraph.add_run()
    for number, line in enumerate(text.split("\n")):
        if number:
            run.add_break()
        run.add_text(line)


def _wrap(table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def control(inner) -> None:
        """Put a content control between an element and its parent."""
        outer, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        outer.append(OxmlElement("w:sdtPr"))
        outer.append(content)
        inner.addprevious(outer)
        content.append(inner)

    cells = [cell for cell in table.iter(qn("w:tc")) if "".join(cell.itertext())]
    for number, cell in enumerate(cells):
        control(cell if number % 3 == 0 else cell.find(qn("w:p")))


def _cut(document: Document) -> Document:
    blocks: list[Paragraph | Table] = []
    for block in document.blocks:
        headers = _headers(block) if isinstance(block, Table) else []
        if not headers or headers[0].stop + 3 > len(block.rows):
            blocks.append(block)
            continue
        middle = (headers[0].stop + len(block.rows)) // 2
        if len(headers) == 1:
            repeated = block.part(headers[0].start, headers[0].stop).rows
        else:  # Word repeats the rows at a table's top alone
            repeated = ()
            middle = min(filter(block.whole, range(1, len(block.rows))), key=lambda row: abs(row - middle))
        below = block.part(middle, len(block.rows))
        blocks += [block.part(0, middle), Paragraph(""), Table(repeated + below.rows)]
    return Document(tuple(blocks))


def _headers(table: Table) -> list[range]:
    """Return the rows of the indicators' column headings: those in which the heading of the names stands."""
    return [
        range(row, row + cell.rows)
        for row, _, cell in table.placed
        if cell.kind == "heading" and re.sub(r"\s", "", cell.text) in {"三级指标", "指标名称", "指标内容"}
    ]


# Excel


def xlsx(*documents: Document) -> bytes:
    """Return a workbook with the documents below one another on one sheet."""
    return _xlsx([documents])


def xlsx_sheets(*documents: Document) -> bytes:
    """Return a workbook with a document on each sheet."""
    return _xlsx([(document,) for document in documents])


def xlsx_spread(document: Document) -> bytes:
    """Return a workbook in which the form goes on on a second sheet, cut where no cell spans the cut."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    longest = max(tables, key=lambda table: len(table.rows))
    middle = len(longest.rows) // 2
    row = min(filter(longest.whole, range(1, len(longest.rows))), key=lambda row: abs(row - middle))
    at = document.blocks.index(longest)
    first = Document((*document.blocks[:at], longest.part(0, row)))
    second = Document((longest.part(row, len(longest.rows)), *document.blocks[at + 1 :]))
    return _xlsx([(first,), (second,)])


def _xlsx(sheets) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for documents in sheets:
        sheet = book.add_worksheet()
        for row, column, cell in _in_one_sheet(documents):
            value, number_format = stored(cell.text)
            style = book.add_format({"text_wrap": True, "num_format": number_format})
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", style)
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(row, column, value, style)
    book.close()
    return target.getvalue()


def xls(document: Document) -> bytes:
    """Return an Excel 97 workbook."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for row, column, cell in _in_one_sheet([document]):
        value, number_format = stored(cell.text)
        style = xlwt.easyxf("align: wrap on", num_format_str="General" if number_format == "@" else number_format)
        sheet.write_merge(row, row + cell.rows - 1, column, column + cell.columns - 1, value, style)
    return _saved(book.save)


def _in_one_sheet(documents) -> list[tuple[int, int, Cell]]:
    """Return the cells of a sheet; a text between tables is a row merged across."""
    placed: list[tuple[int, int, Cell]] = []
    line = 0
    for number, document in enumerate(documents):
        line += 2 if number else 0
        width = max((block.width for block in document.blocks if isinstance(block, Table)), default=1)
        for block in document.blocks:
            if isinstance(block, Paragraph):
                placed.append((line, 0, Cell(block.text, width)))
                line += 1
            else:
                placed += [(line + row, column, cell) for row, column, cell in block.placed]
                line += len(block.rows)
    return placed


def stored(text: str) -> tuple[object, str]:
    """Return what Excel keeps of a cell, and the number format that shows it as printed."""
    if found := NUMBER.fullmatch(text):
        decimals = f".{'0' * len(found['decimals'])}" if found["decimals"] else ""
        value = float(text.replace(",", "").removesuffix("%"))
        form = ("#,##0" if "," in text else "0") + decimals + found["percent"]
        return (round(value / 100, 12) if found["percent"] else value), form
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text), "yyyy-mm-dd"
    return text or None, "@"


# Web pages and texts


def html(document: Document) -> bytes:
    """Return a web page with rowspan, colspan, hard spaces and line breaks."""
    parts = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            parts.append(f"<p>{_inline(block.text)}</p>")
            continue
        rows = "\n".join(f"<tr>{''.join(map(_td, row))}</tr>" for row in block.rows)
        parts.append(f'<table border="1">\n<tbody>\n{rows}\n</tbody>\n</table>')
    body = "\n".join(parts)
    return f'<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"></head>\n<body>\n{body}\n</body>\n</html>\n'.encode()


def _td(cell: Cell) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return f"<td{rows}{columns}><p>{_inline(cell.text) or '&nbsp;'}</p></td>"


def _inline(text: str) -> str:
    spaced = re.sub(r"^ +| {2,}", lambda spaces: "&nbsp;" * len(spaces[0]), markup.escape(text), flags=re.MULTILINE)
    return spaced.replace("\n", "<br>\n")


def word_text(document: Document) -> bytes:
    """Return Word's plain text: a TAB before each cell, an empty line behind each row, merged cells blank below."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        for row in range(len(block.rows)):
            for _, cell in _across(block, row):
                lines.append(f"\t{cell}")
            lines.append("")
        lines.append("")
    return "\n".join(lines).encode()


def excel_text(document: Document) -> bytes:
    """Return Excel's "Unicode text": a line for each row, TABs between cells, quotes where a cell needs them."""
    rows: dict[int, dict[int, str]] = {}
    for row, column, cell in _in_one_sheet([document]):
        rows.setdefault(row, {})[column] = _quoted(cell.text)
    width = max((block.width for block in document.blocks if isinstance(block, Table)), default=1)
    lines = ["\t".join(rows.get(row, {}).get(column, "") for column in range(width)) for row in range(max(rows) + 1)]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-16")


def _across(table: Table, row: int) -> list[tuple[int, str]]:
    """Return the columns and texts of a row's cells; one that began above is blank."""
    cells = [
        (column, cell.text if at == row else "") for at, column, cell in table.placed if at <= row < at + cell.rows
    ]
    return sorted(cells)


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if re.search(r'[\t\n",]', text) else text


# What other programs write


def pdf(document: Document) -> bytes:
    """Return a PDF with ruled tables on one tall page; its font has no ☑."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph as Flowing
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as Ruled

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")

    def flowing(text: str):
        return Flowing(markup.escape(text).replace("\n", "<br/>"), style)

    width, blocks = 1000, []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append(flowing(block.text or "\xa0"))
            continue
        texts: list[list[object]] = [[""] * block.width for _ in block.rows]
        lines: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
        for row, column, cell in block.placed:
            texts[row][column] = flowing(cell.text)
            lines.append(("SPAN", (column, row), (column + cell.columns - 1, row + cell.rows - 1)))
        blocks.append(Ruled(texts, [width / block.width] * block.width, style=lines))
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=(width + 144, 14000)).build(blocks)
    return target.getvalue()


def through_libreoffice(document: Document, suffix: str, folder: Path) -> bytes:
    """Return what LibreOffice makes of the Word file (``doc``, ``pdf``, ``rtf`` …) or workbook (``xls``, ``ods``)."""
    from_book = suffix in {"xls", "ods", "et"}
    source = folder / ("form.xlsx" if from_book else "form.docx")
    source.write_bytes(xlsx(document) if from_book else docx(document))
    home = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", home, "--headless", "--convert-to", suffix, "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return source.with_suffix(f".{suffix}").read_bytes()


def has_libreoffice() -> bool:
    """Return whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    target = io.BytesIO()
    save(target)
    return target.getvalue()


WRITERS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "docx": ("docx", docx),
    "docx-controls": ("docx", docx_controls),
    "docx-cut": ("docx", docx_cut),
    "xlsx": ("xlsx", xlsx),
    "xlsx-spread": ("xlsx", xlsx_spread),
    "xls": ("xls", xls),
    "html": ("html", html),
    "word-text": ("txt", word_text),
    "excel-text": ("txt", excel_text),
    "pdf": ("pdf", pdf),
}
"""Each kind of file that one document makes: how its name ends, and what writes it."""
EXACT = frozenset({"docx", "docx-controls", "xlsx", "xls"})
"""The kinds that keep every space and line break of a cell."""
