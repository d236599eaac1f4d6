"""The columns of a TAB-separated table, found by their printed headings.

Such exports repeat a TAB for every grid column a cell spans, so the same column stands at another position in each
table: the header row says where. A text that stands under no heading is never dropped silently.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from build_scripts.carriers.text_export import SourceCell, SourceRow, compact
from build_scripts.importers.document import DocumentError
from build_scripts.words.language import Both


def columns_of(header: SourceRow, keys: Mapping[str, str]) -> dict[str, int]:
    """Return key → position for the headings of ``header``; ``keys`` maps each compact heading to its key.

    Raises:
        DocumentError: where a heading is unknown or one of ``keys`` is not printed.
    """
    found: dict[str, int] = {}
    for position, cell in enumerate(header.cells):
        if cell.compact and cell.compact not in keys:
            raise DocumentError(header.line, Both(f"未知的表头“{cell.text}”", f"unknown heading “{cell.text}”"))
        if cell.compact:
            found[keys[cell.compact]] = position
    missing = [heading for heading, key in keys.items() if key not in found]
    if missing:
        raise DocumentError(
            header.line, Both(f"表头缺少{'、'.join(missing)}", f"headings missing: {', '.join(missing)}")
        )
    return found


def values_of(row: SourceRow, columns: Mapping[str, int], elsewhere: Collection[int] = ()) -> dict[str, str]:
    """Return key → cell text of a row as printed.

    ``elsewhere`` are positions read by other means, such as the row's label.

    Raises:
        DocumentError: where the row ends before its last column, or a text stands outside all columns.
    """
    if len(row.cells) <= max(columns.values()):
        said = Both(
            f"本行只有{len(row.cells)}个单元格，少于表头",
            f"the row has only {len(row.cells)} cells, fewer than its header",
        )
        raise DocumentError(row.line, said)
    known = {*columns.values(), *elsewhere}
    for position, cell in enumerate(row.cells):
        if cell.compact and position not in known:
            raise DocumentError(
                cell.line, Both(f"“{cell.text}”不在任何表头之下", f"“{cell.text}” stands under no printed heading")
            )
    return {key: row.cells[position].text for key, position in columns.items()}


def filled_cells(row: SourceRow) -> list[SourceCell]:
    """Return the cells of a row that print something."""
    return [cell for cell in row.cells if cell.compact]


def labelled(row: SourceRow, *labels: str) -> list[str]:
    """Return the values of a row of label–value pairs, ``""`` where the value is blank.

    A value is the text between its label and the next one; the row must print exactly ``labels``, in this order.

    Raises:
        DocumentError: where a label is missing or a label has more than one value.
    """
    cells = filled_cells(row)
    values: list[str] = []
    for label, following in zip(labels, (*labels[1:], None), strict=True):
        if not cells or cells[0].compact != compact(label):
            raise DocumentError(row.line, Both(f"此处应为“{label}”", f"“{label}” expected here"))
        cells.pop(0)
        taken: list[str] = []
        while cells and cells[0].compact != following:
            taken.append(cells.pop(0).text)
        if len(taken) > 1:
            raise DocumentError(row.line, Both(f"“{label}”之后有多个单元格", f"more than one cell after “{label}”"))
        values.append("".join(taken))
    return values
