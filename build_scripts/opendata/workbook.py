"""All tables of a scope as one Excel workbook: a cover, a sheet for each table, and what their columns mean.

Every text is a text cell with the mark by which a spreadsheet keeps it one: ``=6人`` is no formula and ``002`` stays ``002``.
Numbers are numbers, a blank cell is empty. Nothing is merged, nothing is computed.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rustpy_xlsxwriter import Format, write_worksheets

from build_scripts.opendata.archive import SAME_DAY
from build_scripts.opendata.scopes import Filled
from build_scripts.tables.published import PublishedColumn, PublishedTable
from build_scripts.words.language import COLON, SEMICOLON, Both

ROWS_IN_SHEET = 1_048_575
"""The rows of a sheet below its header; the program that reads them has no more."""
LETTERS_IN_CELL = 32_767
"""The longest text of a cell, as that program counts: in UTF-16."""
COVER, COLUMNS, LONG_TEXTS = "说明 cover", "字段 columns", "长文 long texts"
_MORE_THAN_TEXT = r"^[\s']*([-+=@＝＋－＠]|[0-9０-９.(（￥¥$][0-9０-９\s.,，:：/%％年月日时分秒()（）Ee+-]*$)"
_PROPERTIES = "docProps/core.xml"


def workbook(cover: Sequence[tuple[Both, str]], tables: Iterable[Filled]) -> bytes:
    """Return a workbook; ``cover`` has what is told of it line by line."""
    listed = list(tables)
    stays_text = Format().set_num_format("@").set_quote_prefix()
    long_texts: list[tuple[str, ...]] = []
    sheets: list[tuple[str, pa.Table]] = []
    formats: dict[str, Any] = {}
    widths: dict[str, Any] = {}
    for declared, rows in listed:
        texts = dict.fromkeys(_taken_for_more(declared, rows), stays_text)
        own_widths = {column.name: _width(column) for column in declared.columns}
        for name, some in _sheets(declared.name, _cut(declared, rows, long_texts)):
            sheets.append((name, some))
            formats[name], widths[name] = texts, own_widths
    told = [(str(what), text) for what, text in cover]
    told += [(declared.name, f"{declared.title}{COLON.zh}{len(rows)}") for declared, rows in listed]
    head = ("table", "column", "type", "unit", "说明", "meaning", "codes")
    first = COVER, _of_texts(("项目 · item", "内容 · content"), told)
    last = [(COLUMNS, _of_texts(head, (row for declared, _ in listed for row in _meanings(declared))))]
    if long_texts:
        last.append((LONG_TEXTS, _of_texts(("table", "row", "column", "part", "text"), long_texts)))
    formats |= {name: dict.fromkeys(rows.column_names, stays_text) for name, rows in (first, *last)}
    file = io.BytesIO()
    with _saying_what_is_full():
        write_worksheets(
            [first, *sheets, *last],
            file,
            freeze_panes={"general": {"row": 1, "col": 0}},
            header_format={"general": Format().set_bold()},
            column_width={"general": 16, COVER: 40},
            column_widths=widths,
            autofilter=dict.fromkeys(widths, True),
            column_formats=formats,
            ignore_errors={name: list(texts) for name, texts in formats.items()},
        )
    return _without_clock(file)


@contextmanager
def _saying_what_is_full() -> Iterator[None]:
    """Say in the system's words what the library panics of: it writes temporary files.

    Raises:
        OSError: with the folder of these files.
    """
    try:
        yield
    except BaseException as error:
        told = re.search(r"Os \{ code: (\d+)", str(error))
        if told is None:
            raise
        number = int(told[1])
        raise OSError(number, os.strerror(number), tempfile.gettempdir()) from error


def _width(column: PublishedColumn[Any]) -> int:
    """Return how wide a column is, in digits: numbers and codes are short, ids longer, words longest."""
    return 12 if column.is_number or column.codes else 24 if column.pattern else 32


def _sheets(name: str, rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Yield the sheets of a table: the second and further ones have a number behind its name."""
    for number, start in enumerate(range(0, max(len(rows), 1), ROWS_IN_SHEET), 1):
        yield name if number == 1 else f"{name} {number}", rows.slice(start, ROWS_IN_SHEET)


def _taken_for_more(declared: PublishedTable[Any], rows: pa.Table) -> Iterator[str]:
    """Yield the columns with a text that a spreadsheet takes for a number, a day or a formula when it is edited."""
    for column, cells in zip(declared.columns, rows.columns, strict=True):
        has_codes_alone = column.codes and not column.others
        if column.is_number or has_codes_alone or cells.null_count == len(cells):
            continue
        if pc.any(pc.match_substring_regex(cells.unique(), _MORE_THAN_TEXT)).as_py():
            yield column.name


def _cut(declared: PublishedTable[Any], rows: pa.Table, long_texts: list[tuple[str, ...]]) -> pa.Table:
    """Return the rows with texts that no cell can hold put on a sheet of their own, piece by piece, and named in their cell."""
    for place, column in enumerate(declared.columns):
        if column.is_number:
            continue
        sizes = pc.binary_length(rows.column(place))  # of which a sign has as many as it counts or more
        if (pc.max(sizes).as_py() or 0) <= LETTERS_IN_CELL:
            continue
        cells = rows.column(place).to_pylist()
        for number, text in enumerate(cells):
            if text is not None and len(text.encode("utf-16-le")) > 2 * LETTERS_IN_CELL:
                pieces = [
                    text[start : start + LETTERS_IN_CELL // 2] for start in range(0, len(text), LETTERS_IN_CELL // 2)
                ]
                row = "；".join(str(rows.column(key)[number]) for key in declared.key)
                long_texts += [(declared.name, row, column.name, str(n), piece) for n, piece in enumerate(pieces, 1)]
                cells[number] = f"→ {LONG_TEXTS}"
        rows = rows.set_column(place, column.name, pa.array(cells, pa.string()))
    return rows


def _meanings(declared: PublishedTable[Any]) -> Iterator[tuple[str, ...]]:
    for column in declared.columns:
        yield (
            declared.name, column.name, column.kind, column.unit, column.sentence.zh, column.sentence.en, _codes(column),
        )  # fmt: skip


def _codes(column: PublishedColumn[Any]) -> str:
    return SEMICOLON.zh.join(f"{code} {code.zh} {code.en}" for code in column.codes or ())


def _of_texts(header: Sequence[str], rows: Iterable[Sequence[str]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(header)
    return pa.table([pa.array(cells, pa.string()) for cells in columns], names=list(header))


def _without_clock(file: io.BytesIO) -> bytes:
    """Return a workbook that says nothing of the time when it was made, so that the same tables give the same bytes.

    The library has no way to leave it out. Its last members say it: they are taken off and written again without it.
    """
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        names = archive.namelist()
        last = names[names.index(_PROPERTIES) :]
        told = {name: archive.read(name) for name in last}
        head, _, rest = told[_PROPERTIES].partition(b"<dcterms:created")
        told[_PROPERTIES] = head + rest[rest.index(b"</cp:coreProperties>") :]
        archive.start_dir = archive.getinfo(_PROPERTIES).header_offset
        for name in last:
            archive.filelist.remove(archive.NameToInfo.pop(name))
        for name in last:
            archive.writestr(zipfile.ZipInfo(name, SAME_DAY), told[name], zipfile.ZIP_DEFLATED)
    return file.getvalue()
