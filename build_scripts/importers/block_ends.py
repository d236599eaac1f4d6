"""Where a block of a form ends: what begins the next one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from build_scripts.importers.headings import Headings, goal_headings, indicator_headings, money_headings
from build_scripts.importers.labels import (
    FUNDING_LABELS,
    GOAL_COLUMNS,
    GOAL_LABEL,
    HEAD,
    INDICATOR_GROUPS,
    TEXT_GROUPS,
    TEXT_LABELS,
    is_label,
    label_of,
)
from build_scripts.importers.printed_forms import PrintedLine, is_title, stands_below


def begins_block(rows: Sequence[PrintedLine], headings: Headings) -> bool:
    """Tell whether a row ends the block above it: other headings, a goal, a label with its text."""
    row = rows[0]
    if is_title(row) or any(find(rows) is not None for find in (indicator_headings, money_headings, goal_headings)):
        return True
    first = row.filled[0]
    core = label_of(first.text).core
    if len(row.filled) == 1 and (stands_below(row) or first.columns >= headings.width - 1 > 1):
        return True
    if (
        GOAL_LABEL.fullmatch(core)
        and len(row.filled) <= 2
        and first.column < min(i.first for i in headings.columns) + 1
    ):
        return True
    known = core in TEXT_LABELS or core in HEAD or core in GOAL_COLUMNS or core in TEXT_GROUPS - INDICATOR_GROUPS
    others = [cell for cell in row.filled if cell is not first]
    wide = any(cell.columns > 2 for cell in others) or (row.ragged and len(row.cells) < len(headings.columns))
    levels = {item.first for item in headings.columns if item.key in {"level1", "level2", "name"}}
    if known and core not in FUNDING_LABELS:
        return wide or first.column not in levels or not others
    return len(row.filled) <= 2 and wide and len(row.cells) <= 2 and len(headings.columns) > 3


def plain_table(rows: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
    """Return the rows of a table beside a cell that spans them, if the second row is laid out as the first and prints no labels."""
    first = rows[0].filled[0] if rows[0].table and rows[0].filled else None
    if first is None or len(rows) < 2 or rows[1].table != rows[0].table:
        return ()
    spanned = rows[: first.rows]
    if rows[0].ragged or all(cell.columns == cell.rows == 1 for cell in (*rows[0].cells, *rows[1].cells)):
        below = takewhile(lambda row: row.table == rows[0].table and not _reaches(row, first.column), rows[1:])
        spanned = [rows[0], *below]
    if len(spanned) < 2:
        return ()
    heads = [(cell.column, cell.columns) for cell in rows[0].filled if cell is not first]
    second = [(cell.column, cell.columns) for cell in rows[1].filled]
    alike = heads[: len(second)] == second
    if len(second) > 1 and alike and not any(is_label(cell.text, "") for cell in rows[1].filled):
        return spanned
    return ()


def _reaches(row: PrintedLine, column: int) -> bool:
    """Tell whether a row of a table without merged cells prints something in a column, or nothing at all."""
    return not row.filled or any(cell.column <= column for cell in row.filled)
