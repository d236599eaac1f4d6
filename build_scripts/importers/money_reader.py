"""A form's money: rows under headings, labels with their amounts side by side, or one column for each source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from build_scripts.carriers.grid import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.importers.account import NO_HEADING, UNKNOWN_LABEL, FormAccount
from build_scripts.importers.headings import Headings, PrintedColumn, begins_block, source_headings
from build_scripts.importers.labels import (
    ALL_GROUPS,
    FUNDING_LABELS,
    HEAD,
    MONEY_AMOUNTS,
    MONEY_COLUMNS,
    TEXT_GROUPS,
    TEXT_LABELS,
    is_amount,
    label_of,
)
from build_scripts.importers.printed_forms import PrintedLine
from build_scripts.words.language import UNSAID
from build_scripts.words.vocabulary import LineCode

_OVER = {"预算安排情况": "adjusted", "资金执行情况": "executed"}
"""What stands over an amount that has no label of its own, and elsewhere names the block → field."""
MOST_AMOUNTS = 5
"""Cells; a ragged row of money with fewer behind its label is one of labels, each with one amount."""


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


class MoneyReader:
    """Reads the money of one form."""

    def __init__(self, account: FormAccount) -> None:
        """Write into ``account``."""
        self.account = account

    def rows(self, headings: Headings, rows: Sequence[PrintedLine]) -> int:
        """Read the money rows below their headings."""
        columns = self._with_years([item for item in headings.columns if item.key != "label"])
        first = min(item.first for item in columns)
        self.account.columns["funding"] = [
            ("label", _heading_of_labels(headings)),
            *((item.key, item.heading.text) for item in columns),
        ]
        taken, pairs = 0, []
        for row in rows:
            if _side_by_side(row, first):
                pairs.append(row)
                taken += 1
                continue
            if row.filled and (not row.table or begins_block(rows[taken:], headings)):
                break
            values = [(item, headings.value(row, item)) for item in columns]
            below = [cell for _, cell in values if cell is not None]
            amounts = [cell for item, cell in values if cell is not None and item.key not in {"", "deviation"}]
            labels = [cell for cell in row.filled if cell.column < first and cell not in below]
            if row.filled and not _is_money_row(labels[-1] if labels else None, amounts):
                break
            taken += 1
            if not row.filled:
                continue
            self.account.headings(labels[:-1])
            self._row(row, labels[-1] if labels else None, values)
        self._pairs(pairs)
        points = self.account.points_beside
        if points and not headings.keys & {"weight"} and self.account.funding:
            self.account.funding[-1].setdefault("weight", points[-1])
        points.clear()
        return taken

    def _with_years(self, columns: Sequence[PrintedColumn]) -> list[PrintedColumn]:
        """Return money columns headed ``2023年决算数`` as those of so many years before the form's; without one the last is the year before."""
        years = {item: int(match[0]) for item in columns if (match := re.search(r"\d{4}", item.heading.text))}
        final = [years[item] for item in columns if item.key == "executed_of_year"]
        year = self.account.fields.get("fiscal_year") or (max(final) + 1 if final else 0)
        keys = {year: "executed", year - 1: "executed_y1", year - 2: "executed_y2"}
        return [
            replace(item, key=keys.get(years[item], "")) if item.key == "executed_of_year" else item for item in columns
        ]

    def _pairs(self, rows: Sequence[PrintedLine]) -> None:
        """Read rows of two labels, each with one amount: first what stands at the left, then what stands at the right."""
        found: list[tuple[GridCell, GridCell | None]] = []
        groups: list[GridCell] = []
        for row in rows:
            filled = row.filled
            labels = [cell for cell in filled if label_of(cell.text).core in FUNDING_LABELS]
            self.account.headings([cell for cell in filled if label_of(cell.text).core in ALL_GROUPS])
            groups += [cell for cell in filled if label_of(cell.text).core in TEXT_GROUPS]
            for label in labels:
                after = (cell for cell in row.cells if cell.column > label.column and cell not in labels)
                found.append((label, next(after, None)))
        places = sorted({label.column for label, _ in found})
        for label, value in sorted(found, key=lambda item: (places.index(item[0].column), item[0].line)):
            path = f"funding[{len(self.account.funding)}]"
            code = FUNDING_LABELS[label_of(label.text).core]
            if code is LineCode.OTHER and any(label_of(cell.text).core == "按收入性质分" for cell in groups):
                code = LineCode.OTHER_REVENUE
            text = self.account.take(label, f"{path}.label")
            entry: dict[str, Any] = {"line_code": code.value, "label": text, "source_line": label.line}
            if value is not None:
                entry["amount"] = value.text
                self.account.take_value(value, f"{path}.amount")
            self.account.funding.append(entry)
        for row in rows if self.account.funding else ():
            self.account.leftovers(row, self.account.funding[-1], f"funding[{len(self.account.funding) - 1}]")

    def _row(
        self, row: PrintedLine, label: GridCell | None, values: list[tuple[PrintedColumn, GridCell | None]]
    ) -> None:
        """Read a row below money headings; the first of those without a label is the whole money."""
        entry, path = self._begin(
            row.line, label, LineCode.OTHER_LINE if self.account.funding or label else LineCode.TOTAL
        )
        for item, cell in values:
            if cell is not None and cell in row.cells:
                self.account.keep(entry, path, (item.key, item.heading), cell)
        self.account.leftovers(row, entry, path)

    def _begin(self, line: int, label: GridCell | None, unknown: LineCode) -> tuple[dict[str, Any], str]:
        """Begin a money row and return it with its path; ``unknown`` is its code where its label is not known."""
        path, text = f"funding[{len(self.account.funding)}]", label.text if label is not None else ""
        code = FUNDING_LABELS.get(label_of(text).core, unknown)
        if code is LineCode.OTHER and "结转" in text:
            code = LineCode.OTHER_WITH_CARRY_OVER
        if label is not None:
            self.account.take(label, f"{path}.label", UNKNOWN_LABEL if code is LineCode.OTHER_LINE else UNSAID)
            self.account.look_for_unit(label)
        entry: dict[str, Any] = {"line_code": code.value, "label": text, "source_line": line}
        self.account.funding.append(entry)
        return entry, path

    def beside(self, rows: Sequence[PrintedLine]) -> int:
        """Read money that stands under no headings of its own: pairs of label and amount, or sources as columns.

        Returns how many rows it took; 0 where none begins here.
        """
        return self._sources(rows) or self._columns_of_pairs(rows)

    def _columns_of_pairs(self, rows: Sequence[PrintedLine]) -> int:
        """Read rows such as ``预算数 | 200 | 执行数 | 198`` with those below them: each label has its amount at its right."""
        over = rows[0].filled[0].rows > 1 and len(rows) > 1 and not any(is_amount(cell.text) for cell in rows[0].filled)
        first = rows[over]
        if not _begins_pairs(first):
            return 0
        if over:
            self.account.headings(rows[0].filled)
        columns = list(_pair_columns(first, rows[0].filled if over else ()))
        headed = [("label", ""), *((key, cell.text) for key, cell, _ in columns if key and key != "amount")]
        if len(headed) > 1:
            self.account.columns["funding"] = headed
        taken = int(over)
        for row in rows[taken:]:
            pairs = _pairs_of(row)
            if row.filled and row is not first and not (row.table and any(pair.code for pair in pairs)):
                break
            taken += 1
            self._row_of_pairs(row, [(pair, _column_of(pair, place, row, columns)) for place, pair in enumerate(pairs)])
        return taken

    def _row_of_pairs(self, row: PrintedLine, pairs: Sequence[tuple[MoneyPair, tuple[str, GridCell | None]]]) -> None:
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
            entry, path = self._standing(code, keys) or self._begin(label.line if label else row.line, label, code)
            labels = [pair.label for pair, _ in own if pair.label is not None]
            self.account.headings([other for other in labels if other not in self.account.taken])
            for pair, (key, heading) in own:
                if heading is not None and key not in entry:
                    self.account.keep(entry, path, (key, heading), pair.value)
                else:
                    self.account.keep_further(entry, path, heading.text if heading else "", pair.value, NO_HEADING)
        self.account.headings([cell for cell in row.filled if cell not in self.account.taken])

    def _standing(self, code: LineCode, keys: set[str]) -> tuple[dict[str, Any], str] | None:
        """Return the row of the whole money, where it stands above what is said of it: 执行数, 执行率, 得分."""
        for place, entry in enumerate(self.account.funding):
            if code is LineCode.TOTAL == entry["line_code"] and keys & {"executed"} and not keys & entry.keys():
                return entry, f"funding[{place}]"
        return None

    def pair(self, label: GridCell, value: GridCell | None) -> bool:
        """Read a label that stands with its amount among others; tell whether it was one of money."""
        found = MoneyPair(label, value or label)
        if (value is not None and not is_amount(value.text)) or not (found.code or found.key in MONEY_AMOUNTS):
            return False
        entry, path = self._begin(label.line, label, LineCode.TOTAL)
        key = found.key if found.key in MONEY_AMOUNTS else "amount"
        entry[key] = value.text if value is not None else ""
        self.account.take_value(value, f"{path}.{key}")
        if key != "amount":
            self.account.columns.setdefault("funding", [("label", "")]).append((key, label.text))
        return True

    def _sources(self, rows: Sequence[PrintedLine]) -> int:
        """Read a table whose columns are the sources and whose rows say which of their amounts it is."""
        headings = source_headings(rows)
        if headings is None:
            return 0
        first = min(item.first for item in headings.columns)
        sources = [item for item in headings.columns if item.key not in MONEY_COLUMNS.values()]
        begun = {item: self._begin(item.heading.line, item.heading, LineCode.OTHER_LINE) for item in sources}
        self.account.headings([cell for row in headings.rows for cell in row.filled if cell not in self.account.taken])
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
                if cell is not None and cell in row.cells:
                    self.account.keep(
                        entry, path, (key, label or cell) if item in begun else (item.key, item.heading), cell
                    )
            self.account.headings([cell for cell in row.filled if cell not in self.account.taken])
        if len(headed) > 1:
            self.account.columns["funding"] = headed
        return taken


def _heading_of_labels(headings: Headings) -> str:
    label = next((item.heading for item in reversed(headings.columns) if item.key == "label"), None)
    return label.text if label is not None else headings.beside[0].text if headings.beside else ""


def _side_by_side(row: PrintedLine, first: int) -> bool:
    """Tell whether a row below money headings prints labels among the amounts, each with one amount, or what parts them."""
    cores = [(cell, label_of(cell.text).core) for cell in row.filled]
    labels = [cell for cell, core in cores if core in FUNDING_LABELS]
    parts = [cell for cell, core in cores if core in TEXT_GROUPS]
    if parts and len(parts) == len(row.filled):
        return True
    if len(labels) > 1:
        return True
    if len(labels) != 1 or len(row.filled) > 2:
        return False
    wide = labels[0].column + labels[0].columns > first
    return wide or (row.ragged and len(row.cells) < first + MOST_AMOUNTS)


def _is_money_row(label: GridCell | None, values: Sequence[GridCell]) -> bool:
    """Tell whether a row below money headings is one of money: a known label, or nothing but amounts."""
    if label is not None and label_of(label.text).core in FUNDING_LABELS:
        return True
    return bool(values) and all(is_amount(cell.text) for cell in values)


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
            core = label_of(heading.text).core
            yield key or MONEY_COLUMNS.get(core, _OVER.get(core, "")), heading, pair


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
