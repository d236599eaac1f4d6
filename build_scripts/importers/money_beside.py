"""A form's money without headings over it: labels with their amounts side by side, or one column for each source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.carriers.grid import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.importers.account import NO_HEADING, FormAccount
from build_scripts.importers.headings import source_headings
from build_scripts.importers.labels import (
    FUNDING_LABELS,
    HEAD,
    MONEY_AMOUNTS,
    MONEY_COLUMNS,
    TEXT_LABELS,
    is_amount,
    label_of,
)
from build_scripts.importers.money_reader import begin_row
from build_scripts.importers.printed_forms import PrintedLine
from build_scripts.words.vocabulary import LineCode

_OF_PERIOD = re.compile("期|投资|规模")
"""What the whole money of a project is called where it is certainly of more than a year; alone 项目总额 is the year's."""


@dataclass(frozen=True)
class MoneyPair:
    """A label with the amount at its right."""

    label: GridCell | None
    """None where the amount stands below a heading instead."""
    value: GridCell

    @property
    def key(self) -> str:
        """The field that the label says; empty where it says which money it is, or something unknown."""
        return MONEY_COLUMNS.get(self._core, "")

    @property
    def code(self) -> LineCode | None:
        """Which money the label says it is."""
        return FUNDING_LABELS.get(self._core)

    @property
    def _core(self) -> str:
        return label_of(self.label.text).core if self.label is not None else ""


def read_beside(account: FormAccount, rows: Sequence[PrintedLine]) -> int:
    """Read money that stands under no headings of its own: pairs of label and amount, or sources as columns.

    Returns how many rows it took; 0 where none begins here.
    """
    return _sources(account, rows) or _columns_of_pairs(account, rows)


def _columns_of_pairs(account: FormAccount, rows: Sequence[PrintedLine]) -> int:
    """Read rows such as ``预算数 | 200 | 执行数 | 198`` with those below them: each label has its amount at its right."""
    over = rows[0].filled[0].rows > 1 and len(rows) > 1 and not any(is_amount(cell.text) for cell in rows[0].filled)
    first = rows[over]
    if not _begins_pairs(first):
        return 0
    if over:
        account.headings(rows[0].filled)
    columns = list(_pair_columns(first, rows[0].filled if over else ()))
    keys = {key for key, _, _ in columns if key}
    headed = [("label", ""), *((key, cell.text) for key, cell, _ in columns if key and keys != {"amount"})]
    if len(headed) > 1:
        account.columns["funding"] = headed
    taken = int(over)
    for row in rows[taken:]:
        pairs = _pairs_of(row)
        known = any(pair.code for pair in pairs) or (pairs and all(pair.key for pair in pairs))
        if row.filled and row is not first and not (row.table and known):
            break
        taken += 1
        _row_of_pairs(account, row, [(pair, _column_of(pair, place, row, columns)) for place, pair in enumerate(pairs)])
    return taken


def _row_of_pairs(
    account: FormAccount, row: PrintedLine, pairs: Sequence[tuple[MoneyPair, tuple[str, GridCell | None]]]
) -> None:
    """Read the amounts of a row, those of one source as one row of money, under the label of its own amount."""
    sources: dict[LineCode, list[tuple[MoneyPair, tuple[str, GridCell | None]]]] = {}
    code = LineCode.TOTAL
    for pair, column in pairs:
        code = pair.code or (LineCode.TOTAL if pair.key else code)
        sources.setdefault(code, []).append((pair, column))
    for code, own in sources.items():
        years = (pair.label for pair, (key, _) in own if key not in {"", "whole_period"} and pair.label)
        label = next(years, own[0][0].label)
        keys = {key for _, (key, _) in own}
        entry, path = _standing(account, code, keys) or begin_row(
            account, label.line if label else row.line, label, code
        )
        labels = [pair.label for pair, _ in own if pair.label is not None]
        account.headings([other for other in labels if other not in account.taken])
        for pair, column in own:
            account.keep(entry, path, column, pair.value)
    if account.funding:  # such as 支出率：95% in one cell
        said = [
            cell
            for cell in row.filled
            if cell not in account.taken and re.search(r"(?m)^[^:：\n]*[:：].*\d", cell.text)
        ]
        for cell in said:
            account.keep_further(account.funding[-1], f"funding[{len(account.funding) - 1}]", "", cell, NO_HEADING)
    account.headings([cell for cell in row.filled if cell not in account.taken])


def _standing(account: FormAccount, code: LineCode, keys: set[str]) -> tuple[dict[str, Any], str] | None:
    """Return the row of the whole money, where it stands above what is said of it: 执行数, 执行率, 得分."""
    for place, entry in enumerate(account.funding):
        if (
            code is LineCode.TOTAL == entry["line_code"]
            and keys & {"executed", "rate", "score"}
            and not keys & entry.keys()
        ):
            return entry, f"funding[{place}]"
    return None


def read_pair(account: FormAccount, label: GridCell, value: GridCell | None) -> bool:
    """Read a label that stands with its amount among others; tell whether it was one of money."""
    found = MoneyPair(label, value or label)
    if (value is not None and not is_amount(value.text)) or not (found.code or found.key in MONEY_AMOUNTS):
        return False
    entry, path = begin_row(account, label.line, label, LineCode.TOTAL)
    key = found.key if found.key in MONEY_AMOUNTS else "amount"
    key = "amount" if key == "whole_period" and not _OF_PERIOD.search(label.text) else key
    entry[key] = value.text if value is not None else ""
    account.take_value(value, f"{path}.{key}")
    if key != "amount":
        account.columns.setdefault("funding", [("label", "")]).append((key, label.text))
    return True


def _sources(account: FormAccount, rows: Sequence[PrintedLine]) -> int:
    """Read a table whose columns are the sources and whose rows say which of their amounts it is."""
    headings = source_headings(rows)
    if headings is None:
        return 0
    first = min(item.first for item in headings.columns)
    sources = [item for item in headings.columns if item.key not in MONEY_COLUMNS.values()]
    begun = {item: begin_row(account, item.heading.line, item.heading, LineCode.OTHER_LINE) for item in sources}
    account.headings([cell for row in headings.rows for cell in row.filled if cell not in account.taken])
    headed, taken = [("label", "")], len(headings.rows)
    for row in rows[taken:]:
        values = [headings.value(row, item) for item in headings.columns]
        label = next((cell for cell in reversed(row.filled) if cell.column < first and cell not in values), None)
        key = "amount" if label is None else MONEY_COLUMNS.get(label_of(label.text).core, "")
        if row.filled and not (row.table and all(cell is None or is_amount(cell.text) for cell in values)):
            break
        taken += 1
        if key and label:
            headed.append((key, label.text))
        for item, cell in zip(headings.columns, values, strict=True):
            entry, path = begun.get(item, begun[sources[0]])
            column = (key, label) if item in begun else (item.key, item.heading)
            if cell is not None and cell in row.cells:
                account.keep(entry, path, column, cell)
        account.headings([cell for cell in row.filled if cell not in account.taken])
    if len(headed) > 1:
        account.columns["funding"] = headed
    return taken


def _pairs_of(row: PrintedLine) -> list[MoneyPair]:
    """Return the labels of a row, each with the amount at its right or, where none is printed, the blank cell there.

    A label before another is one of the block, and further amounts behind one have none.
    """
    parts: list[tuple[GridCell | None, list[GridCell]]] = [(None, [])]
    for cell in row.cells:
        if is_amount(cell.text):
            parts[-1][1].append(cell)
        else:
            parts.append((cell, []))
    found: list[MoneyPair] = []
    for label, cells in parts:
        amounts = [cell for cell in cells if compact(cell.text)] or (cells[:1] if label else [])
        found += [MoneyPair(label if cell is amounts[0] else None, cell) for cell in amounts]
    return found


def _begins_pairs(row: PrintedLine) -> bool:
    """Tell whether a row prints amounts behind labels: those of money columns, or of several sources."""
    others = (cell for cell in row.filled if (core := label_of(cell.text).core) in HEAD or core in TEXT_LABELS)
    named = any(label_of(cell.text).core not in MONEY_COLUMNS.keys() | FUNDING_LABELS.keys() for cell in others)
    pairs = _pairs_of(row) if row.table and not named else []
    codes = [pair.code for pair in pairs if pair.code]
    printed = any(pair.key in MONEY_AMOUNTS and compact(pair.value.text) for pair in pairs)
    return printed or len(codes) > 1


def _pair_columns(row: PrintedLine, over: Sequence[GridCell]) -> Iterator[tuple[str, GridCell, MoneyPair]]:
    """Yield what each amount of the first row of pairs is: its field, the heading that says so, the pair.

    Of one source that stands twice the left one is of the whole period, the right one of the year.
    """
    pairs = _pairs_of(row)
    for place, pair in enumerate(pairs):
        heads = (cell for cell in over if cell.column <= pair.value.column < cell.column + cell.columns)
        heading = pair.label or next(heads, None)
        twice = pair.code is not None and pair.code in {other.code for other in pairs[place + 1 :]}
        key = pair.key or ("whole_period" if twice else "amount" if pair.code else "")
        if heading is not None:
            yield key or MONEY_COLUMNS.get(label_of(heading.text).core, ""), heading, pair


def _column_of(
    pair: MoneyPair, place: int, row: PrintedLine, columns: Sequence[tuple[str, GridCell, MoneyPair]]
) -> tuple[str, GridCell | None]:
    """Return the field of an amount below a row of pairs, and its heading: by its column or, of a ragged row, its place."""
    for number, (key, heading, first) in enumerate(columns):
        if (
            number == place
            if row.ragged
            else first.value.column <= pair.value.column < first.value.column + first.value.columns
        ):
            return key, heading
    return "", None
