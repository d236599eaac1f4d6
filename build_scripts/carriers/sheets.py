"""A worksheet: cells where they are put, made into one grid as far as its words reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from build_scripts.carriers.laying import MERGED, MOST_CELLS, LaidCell, Laying
from build_scripts.carriers.refusals import CarrierError
from build_scripts.words.language import Both

_FAR_APART = Both(
    "工作表“{name}”的内容一直延伸到 {last}，空格太多。请删去表外零散的内容（Ctrl+End 可找到最后一格），另存后再导入",
    "sheet {name} reaches as far as {last}, with too many empty cells between; delete stray contents outside the form (Ctrl+End"
    " finds the last cell), save and import that",
)
_HIDDEN_SHEET = Both("工作表“{name}”是隐藏的，也读取了", "sheet {name} is hidden; it was read all the same")
_HIDDEN_LINES = Both("工作表“{name}”中隐藏的{what}也读取了", "hidden {what} of sheet {name} were read all the same")
_ROWS, _COLUMNS = Both("行 {which}", "rows {which}"), Both("列 {which}", "columns {which}")
_UNSAVED = Both(
    "工作表“{name}”中 {count} 个公式没有保存结果（从 {first} 起），读作空白。请用 Excel 或 WPS 打开、保存后再导入",
    "{count} formulas of sheet {name}, from {first} on, have no saved result and are read as blank; open the file in Excel or WPS,"
    " save it and import that",
)


class Sheet:
    """What a sheet holds, as a reader comes upon it; rows and columns are 0-based."""

    def __init__(self, name: str, *, hidden: bool) -> None:
        """Begin with an empty sheet."""
        self.name, self.hidden = name, hidden
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        """First row and column, last row and column."""
        self.zeros = True
        """Whether zeros are shown."""
        self._unsaved: list[tuple[int, int]] = []
        self._texts: dict[tuple[int, int], str] = {}

    def put(self, row: int, column: int, text: str, *, unsaved: bool = False) -> None:
        """Put a text into a cell; a blank one leaves it empty. ``unsaved`` says that it is a formula without a result."""
        if unsaved:
            self._unsaved.append((row, column))
        if text.strip(" \t\n") and (self.zeros or text != "0"):
            self._texts[row, column] = text

    def lay(self, laying: Laying) -> None:
        """Lay the sheet out as one table, from A1 to the last row and column that hold words, and say what is hidden.

        Raises:
            CarrierError: where too many empty cells lie between them.
        """
        if not self._texts:
            return
        merged = {
            (top, left): (bottom, right)
            for top, left, bottom, right in self.merged
            if (top, left) in self._texts or not (bottom - top > 1000 or right - left > 1000)
        }
        ends = [*self._texts, *(merged[at] for at in self._texts.keys() & merged)]
        last_row, last_column = max(row for row, _ in self._texts), max(column for _, column in self._texts)
        reach = max(row for row, _ in ends), max(column for _, column in ends)
        if (reach[0] + 1) * (reach[1] + 1) <= MOST_CELLS:
            last_row, last_column = reach
        if (last_row + 1) * (last_column + 1) > MOST_CELLS:
            raise CarrierError(_FAR_APART.format(name=self.name, last=cell_name(last_row, last_column)))
        name = self.name if re.fullmatch(r"\w+", self.name) else f"'{self.name}'"
        laying.table(
            self._cells(laying, merged, last_row, last_column),
            self.name,
            address=lambda row, column: f"{name}!{cell_name(row, column)}",
        )
        self._say(laying)

    def _cells(
        self, laying: Laying, merged: Mapping[tuple[int, int], tuple[int, int]], last_row: int, last_column: int
    ) -> Iterator[LaidCell]:
        """Yield the cells, merged ones as one; where two merged ranges overlap, the one further up and left holds."""
        taken: set[tuple[int, int]] = set()
        for row in range(last_row + 1):
            for column in range(last_column + 1):
                if (row, column) in taken:
                    continue
                bottom, right = merged.get((row, column), (row, column))
                bottom, right = min(bottom, last_row), min(right, last_column)
                covered = {(r, c) for r in range(row, bottom + 1) for c in range(column, right + 1)} - {(row, column)}
                if covered & taken:
                    bottom, right, covered = row, column, set()
                if covered & self._texts.keys():
                    laying.notice(MERGED)
                taken |= covered
                yield row, column, bottom - row + 1, right - column + 1, self._texts.get((row, column), "")

    def _say(self, laying: Laying) -> None:
        """Say what of the sheet is hidden, and which formulas have no result."""
        if self.hidden:
            laying.notice(_HIDDEN_SHEET.format(name=self.name))
        rows = sorted({row for row, _ in self._texts} & self.hidden_rows)
        columns = sorted({column for _, column in self._texts} & self.hidden_columns)
        for numbers, what, called in ((rows, _ROWS, lambda n: str(n + 1)), (columns, _COLUMNS, column_name)):
            if numbers:
                which = "、".join(called(n) for n in numbers[:20]) + ("…" if len(numbers) > 20 else "")
                laying.notice(_HIDDEN_LINES.format(name=self.name, what=what.format(which=which)))
        if self._unsaved:
            laying.notice(_UNSAVED.format(name=self.name, count=len(self._unsaved), first=cell_name(*self._unsaved[0])))


def column_name(column: int) -> str:
    """Return the letters of a 0-based column: 26 is AA."""
    return (column_name(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def cell_name(row: int, column: int) -> str:
    """Return a cell's name: row 6, column 3 is D7."""
    return f"{column_name(column)}{row + 1}"


def position(name: str) -> tuple[int, int]:
    """Return the 0-based row and column of a cell's name (``$D$7`` is 6, 3)."""
    letters, digits = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", name).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1
