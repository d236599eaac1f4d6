"""A table of the indicators of many projects → one form for each project.

Budgets print the targets of all projects of a unit in one table: the project and its goal in merged cells at the left,
its indicators in the rows beside them. Read as forms of one project each, with the title and the headings of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_scripts.carriers.grid import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.importers.headings import Headings, PrintedColumn, indicator_headings
from build_scripts.importers.labels import HEAD, label_of
from build_scripts.importers.printed_forms import FormText, PrintedLine


def by_project(form: FormText) -> Iterator[FormText]:
    """Yield a form for each project of a table that has a column of projects; any other form as it is."""
    for place in range(len(form.rows)):
        headings = indicator_headings(form.rows[place:])
        column = headings and next((item for item in headings.columns if _is_project(item)), None)
        if headings and column:
            yield from _forms(form, form.rows[:place], headings, column)
            return
    yield form


def _is_project(item: PrintedColumn) -> bool:
    return HEAD.get(label_of(item.heading.text).core) == "project"


def _forms(
    form: FormText, above: tuple[PrintedLine, ...], headings: Headings, column: PrintedColumn
) -> Iterator[FormText]:
    body = form.rows[len(above) + len(headings.rows) :]
    first = min(item.first for item in headings.columns if item.key)
    shared = [item for item in headings.columns if item.first < first]
    begun = list(_begun(body, headings, column))
    if not begun:
        yield form
        return
    above += body[: begun[0]]
    unit: tuple[PrintedLine, ...] = ()
    for start, end in zip(begun, [*begun[1:], len(body)], strict=True):
        rows = body[start:end]
        if len(rows) == len(rows[0].filled) == 1:  # a unit's name, above the names of its projects
            label = replace(column.heading, text="单位名称")
            unit = (replace(rows[0], cells=(label, rows[0].filled[0])),)
            continue
        heads = [item.heading for item in shared]
        values = [(item.heading, cell) for item in shared for row in rows for cell in row.filled if _below(item, cell)]
        once = {(head, compact(cell.text)): (head, cell) for head, cell in reversed(values)}
        again = tuple(cell for pair in values if pair not in once.values() for cell in pair[1:])
        pairs = tuple(
            PrintedLine((replace(head, line=cell.line), cell), table=rows[0].table)
            for head, cell in reversed(once.values())
        )
        table = _without((*headings.rows, *rows), [*heads, *(cell for _, cell in values)], first)
        own_line = rows[0].line if start > begun[0] else 0
        yield FormText((*above, *unit, *pairs, *table), form.names, own_line, again)


def _begun(body: Sequence[PrintedLine], headings: Headings, column: PrintedColumn) -> Iterator[int]:
    """Yield the places of the rows in which a project begins; a table may print its name in each of its rows."""
    name = ""
    for place, row in enumerate(body):
        cell = headings.value(row, column) if row.table else None
        if cell is not None and cell in row.cells and compact(cell.text) not in {"", name}:
            name = compact(cell.text)
            yield place


def _below(item: PrintedColumn, cell: GridCell) -> bool:
    return item.first <= cell.column <= item.last


def _without(rows: Sequence[PrintedLine], gone: Sequence[GridCell], first: int) -> Iterator[PrintedLine]:
    """Yield rows without the cells that all rows of a project share, and without what is blank beside them."""
    for row in rows:
        kept = (cell for cell in row.cells if cell not in gone and (cell.column >= first or compact(cell.text)))
        yield replace(row, cells=tuple(kept), above=tuple(cell for cell in row.above if cell not in gone))
