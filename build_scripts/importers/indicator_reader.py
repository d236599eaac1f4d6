"""A form's indicators, under their headings, and the total row below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from build_scripts.carriers.grid import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.cells.instructions import is_blank_form_name
from build_scripts.importers.account import NO_HEADING, UNKNOWN_LABEL, FormAccount
from build_scripts.importers.goal_reader import GoalReader
from build_scripts.importers.headings import (
    BESIDE,
    LEVEL_COLUMNS,
    Headings,
    PrintedColumn,
    begins_block,
    level_over,
    sets_of,
)
from build_scripts.importers.labels import (
    ALL_GROUPS,
    GOAL_KINDS,
    SUBTOTALS,
    TOTAL_LABELS,
    is_amount,
    is_label,
    label_of,
)
from build_scripts.importers.printed_forms import PrintedLine
from build_scripts.words.vocabulary import GoalKind, NarrativeKind

_TOTALS = {"weight": {"总分值", "分值", "满分", "总分"}, "score": {"总得分", "得分", "自评得分", "自评总分"}}
_OPERATOR = re.compile("[<>≤≥=＜＞＝﹤﹥≦≧⩽⩾]+|定性")
_LEVEL = re.compile(r"(?:成本|产出|效益|效果|满意度?|影响|管理|决策|过程)(?:指标)?$")


class IndicatorReader:
    """Reads the indicators of one form."""

    def __init__(self, account: FormAccount, goals: GoalReader) -> None:
        """Write into ``account``; indicators without a goal above them ask ``goals`` for one."""
        self.account, self._goals = account, goals
        self.last_headings: Headings | None = None
        """Those of the last table of indicators."""
        self._levels: dict[int, dict[str, str]] = {}
        """Goal → levels that began in rows that were left out."""

    def rows(self, headings: Headings, rows: Sequence[PrintedLine]) -> int:
        """Read the indicator rows below their headings, up to the total or the next block."""
        self.last_headings = headings
        sets = sets_of(headings.columns)
        levels = [level_over(columns) for columns in sets]
        places = range(len(sets)) if len(sets) > 1 and not any(levels) else (None,) * len(sets)
        goals = [self._goal_of(columns, headings, place) for columns, place in zip(sets, places, strict=True)]
        for columns, goal in zip(sets, goals, strict=True):
            block = "long_term" if self.account.goals[goal]["kind"] == GoalKind.LONG_TERM else "indicators"
            begun = [("level1", "")] if any(levels) else []
            self.account.columns[block] = [*begun, *((item.key, item.heading.text) for item in columns)]
        taken = 0
        for row in rows:
            if headings.repeated_by(row):
                self.account.headings(row.filled)
                taken += 1
                continue
            total = total_label(row, headings)
            below = "total" in self.account.fields and len(row.filled) <= len(BESIDE)  # a text below the total
            if row.filled and (not row.table or (total is None and (below or begins_block(rows[taken:], headings)))):
                break
            taken += 1
            if not row.filled and not any(row.at(0, 0)):
                continue
            if row.filled and SUBTOTALS.fullmatch(label_of(row.filled[0].text).core):
                self._subtotal(row)
                continue
            if total is not None:
                read_total(self.account, row, total, headings)
                continue
            for columns, goal, level in zip(sets, goals, levels, strict=True):
                self._indicator(row, columns, headings, goal, level)
            self._headings_beside(row, headings)
        return taken

    def _goal_of(self, columns: Sequence[PrintedColumn], headings: Headings, place: int | None) -> int:
        """Return the goal of a set of columns: the kind printed over or beside it, else the last goal read.

        Of sets side by side, ``place`` is the set's place: the first is long-term, the second the year's.
        """
        over = [label_of(cell.text).core for item in columns for cell in item.over]
        over += [label_of(cell.text).core for cell in headings.beside]
        kinds = [GOAL_KINDS[core] for core in over if core in GOAL_KINDS]
        line, last = headings.rows[0].line, self.account.goals[-1] if self.account.goals else None
        if place is not None:
            return self._goals.goal((*kinds, (GoalKind.LONG_TERM, GoalKind.ANNUAL)[place > 0])[0], line)
        # whatever kind its table says: forms copy the headings of their long-term tables
        waits = last is not None and "label" in last and "indicators" not in last
        years = kinds[:1] == [GoalKind.ANNUAL] and last is not None and last["kind"] == GoalKind.OVERALL
        if last is not None and (waits or not kinds or years or last["kind"] == kinds[0].value):
            return len(self.account.goals) - 1
        return self._goals.goal((*kinds, GoalKind.OVERALL)[0], line)

    def _indicator(
        self,
        row: PrintedLine,
        columns: Sequence[PrintedColumn],
        headings: Headings,
        goal: int,
        level: GridCell | None,
    ) -> None:
        """Read one row of a set of columns, below the first ``level`` where the levels stand side by side."""
        cells: list[tuple[PrintedColumn, GridCell]] = []
        for item in columns:
            cell = headings.value(row, item)
            if cell is not None and cell in row.cells and cell not in [found for _, found in cells]:
                cells.append((item, cell))
        if not any(compact(cell.text) for _, cell in cells):
            self.account.blank_rows.extend(() if level else (row,))
            return
        names = [item for item, cell in cells if _is_template(item, cell)]
        if names and all(item in names or item.key in LEVEL_COLUMNS or not compact(cell.text) for item, cell in cells):
            self._blank(row, goal, cells)
            return
        rows = self.account.goals[goal].setdefault("indicators", [])
        path = f"goals[{goal}].indicators[{len(rows)}]"
        entry: dict[str, Any] = {"level1": level.text} if level else self._levels.pop(goal, {})
        begins = any(item.key == "level1" and compact(cell.text) for item, cell in cells)
        for item, cell in cells:
            merged = item.key == "level1" or (item.key == "level2" and not begins)
            if not cell.text and (item.key in entry or (rows and merged)):
                continue
            if item.key in LEVEL_COLUMNS:
                entry.pop(item.key, None)  # of rows that were left out
            for key, part in _in_parts(item, cell, row):
                self.account.keep(entry, path, (key, item.heading), part)
        entry.setdefault("name", "")
        entry["source_line"] = row.line
        rows.append(entry)

    def _subtotal(self, row: PrintedLine) -> None:
        """Keep a row that adds up a part of the indicators as a text."""
        label, *rest = row.filled
        text = "\t".join(cell.text for cell in rest)
        path = self.account.narrative(NarrativeKind.OTHER_CELL, label.text, text, row.line)
        self.account.take(label, path.replace(".text", ".heading"))
        for cell in rest:
            self.account.take(cell, path)

    def _blank(self, row: PrintedLine, goal: int, cells: Sequence[tuple[PrintedColumn, GridCell]]) -> None:
        """Leave out a row of the blank form that nobody has filled in; its levels are those of the next row."""
        self.account.blank_rows.append(row)
        filled = [(item, cell) for item, cell in cells if compact(cell.text)]
        if any(item.key == "level1" for item, _ in filled):
            self._levels.pop(goal, None)
        self._levels.setdefault(goal, {}).update(
            {item.key: cell.text for item, cell in filled if item.key in LEVEL_COLUMNS}
        )
        self.account.headings([cell for _, cell in filled])

    def _headings_beside(self, row: PrintedLine, headings: Headings) -> None:
        """Keep what stands left of the columns as a heading, and what stands in none of them with the row."""
        left = min(item.first for item in headings.columns)
        for cell in row.filled:
            if cell in self.account.taken:
                continue
            if cell.column < left and label_of(cell.text).core in ALL_GROUPS:
                self.account.headings([cell])
            elif indicators := self.account.goals[-1].get("indicators"):
                self.account.leftovers(row, indicators[-1], f"goals[{len(self.account.goals) - 1}].indicators")
            else:
                kind = NarrativeKind.OTHER_CELL
                self.account.take(cell, self.account.narrative(kind, None, cell.text, row.line), NO_HEADING)

    def carries_on(self, row: PrintedLine, headings: Headings) -> bool:
        """Tell whether a row is of a table of indicators whose headings are not printed: that of a goal, or a page's."""
        if not row.table or not self.account.goals or len(row.filled) < 3:
            return False
        width = max(cell.column + cell.columns for cell in row.cells)
        levels = [cell for item in headings.columns if item.key == "level1" and (cell := headings.value(row, item))]
        return width == headings.width and any(_LEVEL.search(compact(cell.text)) for cell in levels)


def _in_parts(item: PrintedColumn, cell: GridCell, row: PrintedLine) -> Sequence[tuple[str, GridCell]]:
    """Return a row's cell with its field; a target under one heading over several columns is a sign, a value and a unit."""
    parts = [part for part in row.cells if item.first <= part.column <= item.last and compact(part.text)]
    signed = len(parts) > 1 and bool(_OPERATOR.fullmatch(compact(parts[0].text)))
    if item.key != "target" or not signed:
        return ((item.key, cell),)
    return tuple(zip(("operator", "target", "unit"), parts, strict=False))


def _is_template(item: PrintedColumn, cell: GridCell) -> bool:
    return item.key == "name" and is_blank_form_name(cell.text)


def total_label(row: PrintedLine, headings: Headings) -> GridCell | None:
    """Return the label of a total row among the indicators."""
    first = row.filled[0] if row.filled else None
    if first is None or label_of(first.text).core not in TOTAL_LABELS | {"自评得分"}:
        return None
    return first if is_total(row, first) or headings.keys & {"score"} else None


def is_total(row: PrintedLine, label: GridCell) -> bool:
    """Tell whether nothing but amounts stand behind the label of a total row, or its points with labels of their own."""
    return all(is_amount(cell.text) for cell in row.filled if cell is not label) or any(_labelled(row, label))


def _labelled(row: PrintedLine, label: GridCell) -> Iterator[tuple[str, GridCell, GridCell]]:
    """Yield the points of a total row that stand behind labels of their own, such as 总分值 and 总得分."""
    rest = [cell for cell in row.filled if cell is not label]
    for named, cell in pairwise(rest):
        core = label_of(named.text).core
        key = next((key for key, words in _TOTALS.items() if core in words), "")
        if key and is_amount(cell.text):
            yield key, named, cell


def read_total(account: FormAccount, row: PrintedLine, label: GridCell, headings: Headings | None) -> None:
    """Keep a total row; a second one is a text."""
    entry: dict[str, Any] = {"label": account.take(label, "total.label"), "source_line": row.line}
    cells = [cell for cell in row.cells if cell is not label and cell.column > label.column]
    for key, named, points in _labelled(row, label):
        account.take(named)
        entry[key] = account.take(points, f"total.{key}")
    for item, cell in ((item, headings.value(row, item)) for item in headings.columns) if headings else ():
        if (
            cell is not None
            and cell in cells
            and cell not in account.taken
            and item.key in {"weight", "score", "reviewed_score"}
        ):
            entry[item.key] = account.take(cell, f"total.{item.key}")
    filled = [cell for cell in cells if compact(cell.text) and cell not in account.taken]
    if "score" not in entry and "weight" not in entry and filled:
        for key, cell in zip(("weight", "score")[-len(filled[:2]) :], filled[:2], strict=True):
            entry[key] = account.take(cell, f"total.{key}")
        filled = filled[2:]
    columns = headings.columns if headings else ()
    if len(filled) == len(BESIDE) and is_label(filled[0].text):
        account.take(filled[0])
        account.keep_further(entry, "total", filled[0].text, filled[1], UNKNOWN_LABEL)
        filled = []
    for cell in filled:
        over = (item.heading.text for item in columns if headings and headings.value(row, item) is cell)
        heading = next(over, "")
        account.keep_further(entry, "total", heading, cell, UNKNOWN_LABEL if heading else NO_HEADING)
    if "total" in account.fields:
        text = "\t".join(cell.text for cell in row.filled if cell is not label)
        account.narrative(NarrativeKind.OTHER_CELL, label.text, text, row.line)
        return
    account.fields["total"] = entry
