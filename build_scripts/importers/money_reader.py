"""A form's rows of money under their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from build_scripts.carriers.grid import GridCell
from build_scripts.importers.account import UNKNOWN_LABEL, FormAccount
from build_scripts.importers.headings import Headings, PrintedColumn, begins_block
from build_scripts.importers.labels import (
    ALL_GROUPS,
    FUNDING_LABELS,
    TEXT_GROUPS,
    is_amount,
    label_of,
)
from build_scripts.importers.printed_forms import PrintedLine
from build_scripts.words.language import UNSAID
from build_scripts.words.vocabulary import LineCode

MOST_AMOUNTS = 5
"""Cells; a ragged row of money with fewer behind its label is one of labels, each with one amount."""


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
            totals = [row for row in self.account.funding if row["line_code"] == LineCode.TOTAL]
            (totals or self.account.funding)[-1].setdefault("weight", points[-1])
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
        entry, path = begin_row(
            self.account, row.line, label, LineCode.OTHER_LINE if self.account.funding or label else LineCode.TOTAL
        )
        for item, cell in values:
            if cell is not None and cell in row.cells:
                self.account.keep(entry, path, (item.key, item.heading), cell)
        self.account.leftovers(row, entry, path)


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


def begin_row(account: FormAccount, line: int, label: GridCell | None, unknown: LineCode) -> tuple[dict[str, Any], str]:
    """Begin a money row and return it with its path; ``unknown`` is its code where its label is not known."""
    path, text = f"funding[{len(account.funding)}]", label.text if label is not None else ""
    code = FUNDING_LABELS.get(label_of(text).core, unknown)
    if code is LineCode.OTHER and "结转" in text:
        code = LineCode.OTHER_WITH_CARRY_OVER
    if label is not None:
        account.take(label, f"{path}.label", UNKNOWN_LABEL if code is LineCode.OTHER_LINE else UNSAID)
        account.look_for_unit(label)
    entry: dict[str, Any] = {"line_code": code.value, "label": text, "source_line": line}
    account.funding.append(entry)
    return entry, path
