"""``.xls``: the workbooks of Excel 97–2003 and of WPS (``.et``)."""

from __future__ import annotations

from io import StringIO

from build_scripts.carriers.grid import CarriedDocument
from build_scripts.carriers.laying import Laying
from build_scripts.carriers.number_formats import shown_number
from build_scripts.carriers.refusals import ENCRYPTED, TRUNCATED, CarrierError
from build_scripts.carriers.sheets import Sheet
from build_scripts.words.language import Both

_CARRIER = Both("Excel 97–2003 工作簿（.xls）", "Excel 97–2003 workbook (.xls)")


def read_xls(data: bytes) -> CarriedDocument:
    """Read a workbook.

    Raises:
        CarrierError: where it is damaged, protected by a password or beyond the limits.
    """
    import xlrd

    laying = Laying()
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO()
        )
        for number in range(book.nsheets):
            found = book.sheet_by_index(number)
            sheet = Sheet(found.name, hidden=bool(found.visibility))
            sheet.zeros = bool(found.show_zero_values)
            sheet.merged = [(top, left, below - 1, right - 1) for top, below, left, right in found.merged_cells]
            sheet.hidden_rows = {row for row, info in found.rowinfo_map.items() if info.hidden}
            sheet.hidden_columns = {column for column, info in found.colinfo_map.items() if info.hidden}
            for row in range(found.nrows):
                for column in range(found.row_len(row)):
                    kind, content = found.cell_type(row, column), found.cell_value(row, column)
                    if kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
                        code = book.format_map[book.xf_list[found.cell_xf_index(row, column)].format_key].format_str
                        content = shown_number(content, code, date1904=bool(book.datemode))
                    elif kind == xlrd.XL_CELL_BOOLEAN:
                        content = "TRUE" if content else "FALSE"
                    elif kind == xlrd.XL_CELL_ERROR:
                        content = xlrd.error_text_from_code[content]
                    sheet.put(row, column, content)
            sheet.lay(laying)
            book.unload_sheet(number)
    except xlrd.XLRDError as error:
        raise CarrierError(ENCRYPTED if "encrypt" in str(error) else TRUNCATED) from error
    return laying.document(_CARRIER)
