"""The columns of a table by their printed headings, over as many rows as the headings take, and where the table ends.

A column is named by the lowest heading over it; what stands above that is what it is a part of. A heading that nobody
knows is a column all the same: what stands below it is kept with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise, takewhile

from build_scripts.carriers.grid import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.importers.labels import (
    FUNDING_LABELS,
    GOAL_COLUMNS,
    GOAL_GROUPS,
    GOAL_KINDS,
    GOAL_LABEL,
    HEAD,
    INDICATOR_COLUMNS,
    INDICATOR_GROUPS,
    LEVEL_NAMES,
    MONEY_AMOUNTS,
    MONEY_COLUMNS,
    MONEY_GROUPS,
    MONEY_OTHERS,
    TEXT_GROUPS,
    TEXT_LABELS,
    is_amount,
    is_label,
    label_of,
)
from build_scripts.importers.printed_forms import PrintedLine, is_title, stands_below
from build_scripts.words.vocabulary import GoalKind, LineCode, NarrativeKind

LONGEST_HEADING = 16
"""Characters of a heading that nobody knows; what is longer is a text."""
_ELSE = {
    "name": ("绩效指标", "指标", "年度绩效指标"),
    "target": ("绩效指标描述", "绩效目标描述", "目标", "实施期指标值", "中期指标值", "长期指标值", "长期目标值"),
    "explanation": ("指标内容",),
}
"""Field → what stands over it where no other column is called so; elsewhere such words say something else."""
_WHOLE = ("合计", "总计", "小计", "总额")
_SUMS_UP = (NarrativeKind.SELF_SCORE, NarrativeKind.CONCLUSION)
_ALL_YEARS = ("总体", "长期", "中期", "实施期", "三年")
"""What parts a column of targets from the year's."""
HEADING_ROWS = 4
"""How many rows headings may take."""
LEVEL_COLUMNS = frozenset(("level1", "level2"))
BESIDE = frozenset(("name", "target"))
"""Fields that stand twice where two sets of columns stand side by side."""


@dataclass(frozen=True)
class PrintedColumn:
    """A column of a table."""

    key: str
    """Its field; empty where its heading is not known."""
    heading: GridCell
    over: tuple[GridCell, ...]
    """What stands over its heading, from the top."""
    first: int
    last: int
    """Columns of the grid, 0-based, both included."""


@dataclass(frozen=True)
class Headings:
    """The headings of a table, and the rows that they take."""

    rows: tuple[PrintedLine, ...]
    columns: tuple[PrintedColumn, ...]
    """From the left."""
    beside: tuple[GridCell, ...]
    """What stands at the headings' left and is no column: ``绩效指标``, ``项目资金（万元）``."""

    @property
    def width(self) -> int:
        """How many columns of the grid the table has up to its last heading."""
        return max(item.last for item in self.columns) + 1

    def value(self, row: PrintedLine, column: PrintedColumn) -> GridCell | None:
        """Return the cell of a row that stands below a heading: one that prints something before a blank one.

        A ragged row has lost merged cells, which stand at its left: its columns are counted from the right.
        """
        moved = max(self.width - len(row.cells), 0) if row.ragged else 0
        cells = row.at(column.first - moved, column.last - moved)
        return next((cell for cell in cells if compact(cell.text)), cells[0] if cells else None)

    @property
    def keys(self) -> set[str]:
        """The fields that have a column."""
        return {column.key for column in self.columns}

    def repeated_by(self, row: PrintedLine) -> bool:
        """Tell whether a row prints these headings once more, as at the top of a page."""
        words = [compact(cell.text) for cell in row.filled]
        return len(words) > 2 and any(words == [compact(cell.text) for cell in own.filled] for own in self.rows)


def money_headings(rows: Sequence[PrintedLine]) -> Headings | None:
    """Return the headings of the money rows, if they begin ``rows``."""
    found = _headings(rows, MONEY_COLUMNS, MONEY_GROUPS | MONEY_OTHERS)
    if found is None or found.keys & BESIDE:
        return _money_matrix(rows)
    blocks = list(takewhile(lambda item: not item.key, found.columns))
    found = Headings(found.rows, found.columns[len(blocks) :], (*found.beside, *(item.heading for item in blocks)))
    if not found.columns:
        return None
    found = _with_whole(_with_labels(_before_and_after(found), rows[len(found.rows) :]))
    amounts = len(found.keys.intersection(MONEY_AMOUNTS))
    told = amounts > 1 or (amounts and found.keys & {"rate", "score", "whole_period"})
    below = next((row for row in rows[len(found.rows) :] if row.filled), None)
    first = min((item.first for item in found.columns if item.key != "label"), default=0)
    within = [cell for cell in below.filled if cell.column >= first] if below is not None else []
    if any(MONEY_COLUMNS.get(label_of(cell.text).core) in MONEY_AMOUNTS for cell in within):
        return None  # its rows name the amounts themselves
    return found if told else _money_matrix(rows)


def _before_and_after(found: Headings) -> Headings:
    """Return money headings of which two name the budget as those of the budget at first and after its adjustment."""
    budgets = [item for item in found.columns if item.key == "adjusted"]
    if len(budgets) != len(BESIDE) or "initial" in found.keys or "调" not in budgets[1].heading.text:
        return found
    return replace(found, columns=tuple(replace(i, key="initial") if i is budgets[0] else i for i in found.columns))


def _with_whole(found: Headings) -> Headings:
    """Return money headings with the column of the sums, beside parts that have no field, as the amount."""
    whole = [item for item in found.columns if not item.key and label_of(item.heading.text).core in _WHOLE]
    if len(whole) != 1 or found.keys & {"amount", "adjusted", "initial"}:
        return found
    return replace(found, columns=tuple(replace(i, key="amount") if i in whole else i for i in found.columns))


def _money_matrix(rows: Sequence[PrintedLine]) -> Headings | None:
    """Return headings of which few are known (years, parts of the money) over rows of the sources of money."""
    place = next((place for place, row in enumerate(rows[1:HEADING_ROWS], 1) if _source_of(row) is not None), 0)
    heads = [row for row in rows[:place] if row.filled]
    source = _source_of(rows[place]) if heads else None
    if source is None or {row.table for row in heads} != {rows[place].table}:
        return None
    cores = [[label_of(cell.text).core for cell in row.filled] for row in heads]
    others = any(
        core in HEAD or is_amount(core) or core in TEXT_LABELS.keys() - MONEY_GROUPS - MONEY_OTHERS
        for row in cores
        for core in row
    )
    if others or not any(core in MONEY_COLUMNS for core in cores[0]):
        return None
    first = source.column + source.columns
    columns, beside = _columns([row.cells for row in heads], MONEY_COLUMNS, MONEY_GROUPS)
    labels = tuple(item.heading for item in columns if item.first < first)
    amounts = tuple(item for item in columns if item.first >= first)
    found = _with_whole(Headings(tuple(rows[:place]), amounts, (*beside, *labels)))
    return found if found.keys.intersection(MONEY_AMOUNTS) else None


def _source_of(row: PrintedLine) -> GridCell | None:
    """Return the source of money that a row names before two or more amounts, and no other."""
    named = [cell for cell in row.filled if label_of(cell.text).core in FUNDING_LABELS]
    figures = [cell for cell in row.filled if _is_figure(cell) and named and cell.column > named[0].column]
    return named[0] if row.table and len(named) == 1 and len(figures) > 1 else None


def source_headings(rows: Sequence[PrintedLine]) -> Headings | None:
    """Return headings that name sources of money, if they begin ``rows`` and amounts stand below them, at most a label beside."""
    sources = {**MONEY_COLUMNS, **{word: code.value for word, code in FUNDING_LABELS.items()}}
    found = _headings(rows, sources, MONEY_GROUPS | TEXT_GROUPS)
    below = next((row for row in rows[len(found.rows) :] if row.filled), None) if found else None
    if found is None or below is None or len(found.keys.intersection(LineCode)) < len(BESIDE):
        return None
    columns = list(
        dropwhile(lambda item: not (cell := found.value(below, item)) or not _is_figure(cell), found.columns)
    )
    if not any(item.key in set(LineCode) for item in columns):  # amounts stand below no source
        return None
    labels = (item.heading for item in found.columns if item not in columns)
    beside = [cell for cell in below.filled if columns and cell.column < columns[0].first and cell not in found.beside]
    known = all(label_of(cell.text).core in MONEY_COLUMNS.keys() | MONEY_GROUPS for cell in beside)
    return Headings(found.rows, tuple(columns), (*found.beside, *labels)) if columns and known else None


def _with_labels(found: Headings, below: Sequence[PrintedLine]) -> Headings:
    """Return money headings with the rows' labels below the first of them, whatever it says, where no amounts stand there."""
    first, *rest = found.columns
    row = next((row for row in below if row.filled), None)
    cell = found.value(row, first) if row is not None else None
    if first.key != "label" and cell is not None and label_of(cell.text).core in FUNDING_LABELS:
        first = replace(first, key="label")
    return replace(found, columns=_once([first, *rest]))


def indicator_headings(rows: Sequence[PrintedLine]) -> Headings | None:
    """Return the headings of the indicators, if they begin ``rows``; without a third level the last one is the name."""
    found = _headings(rows, INDICATOR_COLUMNS, INDICATOR_GROUPS | GOAL_KINDS.keys() | LEVEL_NAMES)
    if found is None:
        return None
    found = replace(found, columns=_once(found.columns))
    for key, words in _ELSE.items():
        called = [i for i in found.columns if i.key != "name" and label_of(i.heading.text).core in words]
        if key not in found.keys and len(called) == 1:
            found = replace(found, columns=tuple(replace(i, key=key) if i in called else i for i in found.columns))
    if "name" not in found.keys:
        lowest = "level2" if "level2" in found.keys else "level1"
        columns = tuple(replace(item, key="name") if item.key == lowest else item for item in found.columns)
        found = replace(found, columns=columns)
    known = found.keys - {""}
    told = known & {"target", "weight", "criteria", "actual"} or known >= {"level1", "level2", "name"}
    return found if "name" in known and len(known) > 1 and told else None


def goal_headings(rows: Sequence[PrintedLine]) -> Headings | None:
    """Return the headings of the goals' texts, if they begin ``rows`` and the texts stand below them."""
    kinds = {core: kind.value for core, kind in GOAL_KINDS.items()}
    row = rows[0]
    labels = [label_of(cell.text).core for cell in row.filled]
    if all(core in kinds or core in GOAL_GROUPS for core in labels) and sum(core in kinds for core in labels) > 1:
        found = _headings(rows[:1], kinds, GOAL_GROUPS - kinds.keys())
        return found and replace(found, columns=_of_two_kinds(found.columns))
    found = _headings(rows, {**dict.fromkeys(GOAL_GROUPS, "target_text"), **GOAL_COLUMNS}, TEXT_GROUPS)
    found = _without_block_label(found) if found and found.columns else None
    if found is None or "target_text" not in found.keys or not _stand_over_texts(found, rows):
        return None
    return found if found.beside or len(found.keys - {""}) > 1 else None


def _stand_over_texts(found: Headings, rows: Sequence[PrintedLine]) -> bool:
    """Tell whether goal headings have texts below them, and are no row of labels with their texts."""
    below = next((row for row in rows[len(found.rows) :] if row.filled), None)
    cells = [found.value(below, item) for item in found.columns] if below is not None else []
    cores = [label_of(cell.text).core for cell in cells if cell is not None]
    short = all(item.key or len(compact(item.heading.text)) <= LONGEST_HEADING for item in found.columns)
    return short and not any(core in INDICATOR_COLUMNS or core in GOAL_COLUMNS for core in cores)


def _without_block_label(found: Headings) -> Headings:
    """Return goal headings without the label of their block, which some forms call as others call a column."""
    first, *rest = found.columns
    keys = [item.key for item in rest]
    if any(keys) and (first.heading.rows > len(found.rows) or first.key in keys):
        return Headings(found.rows, _once(rest), (*found.beside, first.heading))
    return replace(found, columns=_once(found.columns))


def _of_two_kinds(columns: Sequence[PrintedColumn]) -> tuple[PrintedColumn, ...]:
    """Return the columns of the table of all goals; where a form misprints one heading for both, the left one is long-term."""
    kinds = (GoalKind.LONG_TERM.value, GoalKind.ANNUAL.value)
    if len(columns) == len(kinds) and columns[0].key == columns[1].key:
        return tuple(replace(column, key=kind) for column, kind in zip(columns, kinds, strict=True))
    return tuple(columns)


def _headings(rows: Sequence[PrintedLine], vocabulary: Mapping[str, str], groups: Collection[str]) -> Headings | None:
    """Return what begins ``rows`` as headings: a row with more known words than others, and known ones below it."""
    first = rows[0]
    if not first.table:
        return None

    def known(cell: GridCell) -> bool:
        core = label_of(cell.text).core
        return core in vocabulary or core in groups

    here = sum(known(cell) for cell in first.filled)
    unknown = len(first.filled) - here
    if not here or unknown > here or (unknown and here == 1) or any(_is_figure(cell) for cell in first.filled):
        return None
    taken = [first]
    spans = sorted(cell.rows for cell in first.filled if label_of(cell.text).core in vocabulary)
    spanned = spans[-2] if len(spans) > 1 else 1
    # what stands over other headings is known, or beside one that reaches below it; else the row is of labels and texts
    alone = unknown and not first.ragged and all(cell.rows == 1 for cell in first.filled)
    for place, row in enumerate(rows[1 : 1 if alone else HEADING_ROWS], 1):
        alien = place >= spanned and not (
            all(known(cell) for cell in row.filled) or (place == 1 and _parts_of(first, row))
        )
        if row.table != first.table or alien or row.words == first.words:
            break
        taken.append(row)
    while not taken[-1].filled:
        taken.pop()
    return Headings(tuple(taken), *_columns(_unfolded([row for row in taken if row.filled]), vocabulary, groups))


def _parts_of(first: PrintedLine, row: PrintedLine) -> bool:
    """Tell whether a row prints what some headings over several columns are parted into, and nothing below the others."""
    wide = [cell for cell in first.filled if cell.columns > 1 and cell.rows == 1]
    parts = [[c for c in row.filled if over.column <= c.column < over.column + over.columns] for over in wide]
    parted = [found for found in parts if found]
    whole = all(len(found) > 1 for found in parted) and sum(map(len, parted)) == len(row.filled) > 0
    short = all(len(compact(cell.text)) <= LONGEST_HEADING and not is_amount(cell.text) for cell in row.filled)
    return whole and short and any(cell.columns == 1 for cell in first.filled)


def _is_figure(cell: GridCell) -> bool:
    """Tell whether a cell prints an amount: no heading does, so its row is one of labels with their values."""
    return bool(re.search(r"\d", cell.text)) and is_amount(cell.text)


def _unfolded(rows: Sequence[PrintedLine]) -> list[tuple[GridCell, ...]]:
    """Return the cells of headings; those of a ragged table with the columns that they had before they were saved as text.

    A blank cell below a heading belongs to it, and what stands side by side below one is what it was parted into.
    """
    result = [rows[-1].cells]
    for row in reversed(rows[:-1]):
        below, cells, here = list(result[0]), [], 0
        for cell in row.cells if row.ragged else ():
            part = below[here : here + 1]
            if part and compact(part[0].text):
                part = list(takewhile(lambda other: compact(other.text), below[here:]))
            here += len(part)
            if part:
                width = sum(other.columns for other in part)
                cells.append(replace(cell, column=part[0].column, columns=width))
        whole = row.ragged and here == len(below) and len(cells) == len(row.cells)
        result.insert(0, tuple(cells) if whole else row.cells)
    return result


def _columns(
    rows: Sequence[tuple[GridCell, ...]], vocabulary: Mapping[str, str], groups: Collection[str]
) -> tuple[tuple[PrintedColumn, ...], tuple[GridCell, ...]]:
    width = max(cell.column + cell.columns for row in rows for cell in row)
    columns: list[PrintedColumn] = []
    for place in range(width):
        over = [cell for row in rows for cell in row if cell.column <= place < cell.column + cell.columns]
        over = [cell for cell in over if compact(cell.text)]
        if not over:
            continue
        heading = over[-1]
        if columns and columns[-1].heading == heading:
            columns[-1] = replace(columns[-1], last=place)
            continue
        columns.append(PrintedColumn(_key(over, vocabulary), heading, tuple(over[:-1]), place, place))
    beside = tuple(item.heading for item in takewhile(lambda item: _stands_beside(item, len(rows), groups), columns))
    columns = [item for item in columns if item.heading not in beside]
    return tuple(columns), beside


def _stands_beside(item: PrintedColumn, rows: int, groups: Collection[str]) -> bool:
    """Tell whether the first of the headings is one of the whole block: it reaches below them, or is known as such."""
    core = label_of(item.heading.text).core
    return item.heading.rows > rows or (not item.key and (core in groups or core in TEXT_GROUPS))


def _key(over: Sequence[GridCell], vocabulary: Mapping[str, str]) -> str:
    """Return the field of a column: that of its lowest heading that is known; 名称 is the name of what stands over it."""
    cores = [label_of(cell.text).core for cell in over]
    if len(cores) > 1 and cores[-1] in _ALL_YEARS:
        return ""
    cores = cores[:-1] if len(cores) > 1 and cores[-1] == "名称" and cores[-2] in vocabulary else cores
    return next((vocabulary[core] for core in reversed(cores) if core in vocabulary), "")


def _once(columns: Sequence[PrintedColumn]) -> tuple[PrintedColumn, ...]:
    """Return the columns with each field once, but for two sets side by side: a second one is kept with its heading.

    Of several weights, those of levels and that of the indicator, the indicator's stands behind its name.
    """
    keys = [item.key for item in columns]
    if all(keys.count(key) > 1 for key in BESIDE):
        return tuple(columns)
    name = keys.index("name") if "name" in keys else 0
    places = [place for place, key in enumerate(keys) if key == "weight" and place > name]
    seen: set[str] = set()
    result = []
    for place, item in enumerate(columns):
        other_weight = item.key == "weight" and bool(places) and place != places[0]
        twice = item.key in seen and item.key not in {"label", "executed_of_year"}
        seen.add(item.key if not other_weight else "")
        result.append(replace(item, key="") if twice or other_weight else item)
    return tuple(result)


def sets_of(columns: Sequence[PrintedColumn]) -> list[tuple[PrintedColumn, ...]]:
    """Return the sets of columns that stand side by side; levels that stand once at their left belong to each of them."""
    keys = [item.key for item in columns]
    if keys.count("name") < 2:
        return [tuple(columns)]
    shared = tuple(takewhile(lambda item: item.key in LEVEL_COLUMNS and keys.count(item.key) == 1, columns))
    sets: list[list[PrintedColumn]] = [[]]
    for item in columns[len(shared) :]:
        if item.key and item.key in {other.key for other in sets[-1]}:
            sets.append([])
        sets[-1].append(item)
    return [(*shared, *part) for part in sets]


def level_over(columns: Sequence[PrintedColumn]) -> GridCell | None:
    """Return the first level that stands over a set of columns, where the levels stand side by side."""
    return next((cell for item in columns for cell in item.over if label_of(cell.text).core in LEVEL_NAMES), None)


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
    kind = TEXT_LABELS.get(core)
    sums_up = kind in _SUMS_UP and any(label_of(cell.text).core in TEXT_LABELS for cell in row.filled[2:])
    people = (TEXT_LABELS.get(label_of(cell.text).core) for cell in row.filled[:2])
    if sums_up or any(of is not None and of.is_personal for of in people):
        return True
    known = (
        core in TEXT_LABELS or core in HEAD or core in GOAL_COLUMNS or core in TEXT_GROUPS - INDICATOR_GROUPS - {"其中"}
    )
    others = [cell for cell in row.filled if cell is not first]
    wide = any(cell.columns > 2 for cell in others) or (row.ragged and len(row.cells) < len(headings.columns))
    levels = {item.first for item in headings.columns if item.key in {"level1", "level2", "name"}}
    if known and core not in FUNDING_LABELS:
        return wide or first.column not in levels or not others
    return len(row.filled) <= 2 and wide and len(row.cells) <= 2 and len(headings.columns) > 3


def plain_table(rows: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
    """Return the rows of a table beside a cell that spans them: rows laid out alike of which the lower one prints no labels."""
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
    answers = list(rows[1:2]) if len(second) > 1 and heads[: len(second)] == second else []
    if first.rows > len(BESIDE):
        filled = [row for row in spanned if row.filled]
        laid = [[(cell.column, cell.columns) for cell in row.cells if cell is not first] for row in filled]
        alike = (row for row, (upper, lower) in zip(filled[1:], pairwise(laid), strict=True) if upper == lower)
        answers += [row for row in alike if len(row.cells) > len(BESIDE)]
    return spanned if any(not any(is_label(cell.text) for cell in row.filled) for row in answers) else ()


def _reaches(row: PrintedLine, column: int) -> bool:
    """Tell whether a row of a table without merged cells prints something in a column, or nothing at all."""
    return not row.filled or any(cell.column <= column for cell in row.filled)
