"""A form read as an official reads it: by its labels, whatever the order of its blocks and columns.

Every cell that prints something goes to a field, is a heading, or is kept with its label among the form's further cells;
``CellPlace`` says which, so that an account can be given of the whole file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from build_scripts.importers.account import FormAccount
from build_scripts.importers.goal_reader import GoalReader
from build_scripts.importers.head_reader import HeadReader
from build_scripts.importers.headings import Headings, goal_headings, indicator_headings, money_headings, plain_table
from build_scripts.importers.indicator_reader import IndicatorReader
from build_scripts.importers.labels import TEXT_LABELS, label_of
from build_scripts.importers.money_beside import read_beside
from build_scripts.importers.money_reader import MoneyReader
from build_scripts.importers.printed_forms import FormText, PrintedLine, begins_title
from build_scripts.words.vocabulary import NarrativeKind


class FormReader:
    """Reads one form from top to bottom."""

    def __init__(self, form: FormText) -> None:
        """Take the rows of a form."""
        self.account = FormAccount()
        for cell in form.repeated:
            self.account.take(cell)
        self._rows = form.rows
        self._goals = GoalReader(self.account)
        self._money = MoneyReader(self.account)
        self._indicators = IndicatorReader(self.account, self._goals)
        self._head = HeadReader(self.account, self._goals)

    def run(self) -> FormAccount:
        """Return the form."""
        here = 0
        while here < len(self._rows):
            here += self._block(here)
        self._goals.give_overviews()
        self._head.finish()
        for block in ("funding", "goals", "narratives"):
            if rows := getattr(self.account, block):
                self.account.fields[block] = rows
        return self.account

    def _block(self, here: int) -> int:
        """Read what begins at a row; return how many rows it took."""
        rows = self._rows[here:]
        row = rows[0]
        if not row.filled:
            return 1
        tables = (self._headed, self._carried_on, self._money_beside, self._plain_rows)
        if taken := next((taken for read in tables if (taken := read(rows))), 0):
            return taken
        if len(rows) > 1 and begins_title(row, rows[1]):
            self._head.title_begun = list(row.filled)
        elif not self._head.above(row):
            self._head.pairs(row)
        return 1

    def _headed(self, rows: Sequence[PrintedLine]) -> int:
        """Read a table whose headings begin here; return how many rows it has, 0 where none begins."""
        blocks: tuple[tuple[Callable[[Sequence[PrintedLine]], Headings | None], Callable[..., int]], ...] = (
            (indicator_headings, self._indicators.rows),
            (money_headings, self._money.rows),
            (goal_headings, self._goals.rows),
        )
        for find, take in blocks:
            headings = find(rows)
            if headings is not None:
                labels = [item.heading for item in headings.columns if item.key == "label"]
                if len(labels) == 1:
                    self.account.look_for_unit(labels[0], whole=True)
                self.account.headings(headings.beside)
                for printed in headings.rows:
                    self.account.headings([cell for cell in printed.filled if cell not in headings.beside])
                return len(headings.rows) + take(headings, rows[len(headings.rows) :])
        return 0

    def _carried_on(self, rows: Sequence[PrintedLine]) -> int:
        """Read rows of indicators whose headings stand above another block, or on the page before."""
        last = self._indicators.last_headings
        return self._indicators.rows(last, rows) if last and self._indicators.carries_on(rows[0], last) else 0

    def _money_beside(self, rows: Sequence[PrintedLine]) -> int:
        return read_beside(self.account, rows)

    def _plain_rows(self, rows: Sequence[PrintedLine]) -> int:
        """Keep a table that has no fields as text under what stands beside it: a row a line, its cells parted by TABs."""
        rows = plain_table(rows)
        if not rows:
            return 0
        beside = rows[0].filled[0]
        kind = TEXT_LABELS.get(label_of(beside.text).core, NarrativeKind.OTHER_CELL)
        lines = ["\t".join(cell.text for cell in row.cells if cell is not beside) for row in rows]
        path = self.account.narrative(kind, beside.text, "\n".join(lines), rows[0].line)
        self.account.take(beside, path.replace(".text", ".heading"))
        for cell in [cell for row in rows for cell in row.filled if cell is not beside]:
            self.account.take(cell, path)
        return len(rows)
