"""A form's goals: texts under headings, goals that stand with their labels before their indicators, the table of all goals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from build_scripts.carriers.grid import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.importers.account import POINTS, UNKNOWN_LABEL, FormAccount
from build_scripts.importers.headings import Headings, PrintedColumn, begins_block
from build_scripts.importers.labels import label_of, label_words
from build_scripts.importers.printed_forms import PrintedLine
from build_scripts.words.vocabulary import GoalKind


class GoalReader:
    """Reads the goals of one form."""

    def __init__(self, account: FormAccount) -> None:
        """Write into ``account``."""
        self.account = account
        self._overviews: list[tuple[str, GridCell]] = []
        """Texts of the table of all goals, each with its kind, until it is known which goals follow."""

    def goal(self, kind: GoalKind, line: int, key: str = "", number: int | None = None) -> int:
        """Return the place of the goal that a text belongs to; a new one where it has that text already.

        What was achieved, or adjusted, belongs to the target above it, whatever the label of that called it.
        """
        last = self.account.goals[-1] if self.account.goals else {}
        if key in {"actual_text", "adjusted_text"} and "target_text" in last and key not in last:
            return len(self.account.goals) - 1
        for place in reversed(range(len(self.account.goals))):
            goal = self.account.goals[place]
            if goal["kind"] == kind.value and goal.get("number") == number:
                if key and key in goal:
                    break
                return place
        goal = {"kind": kind.value, "source_line": line} | ({"number": number} if number is not None else {})
        self.account.goals.append(goal)
        return len(self.account.goals) - 1

    def labelled(self, row: PrintedLine, cell: GridCell, value: GridCell) -> None:
        """Begin a goal that stands with its label before its indicators."""
        core = label_of(cell.text).core
        digits = re.search(r"(?<!\d)\d+$", core)
        kind = GoalKind.LONG_TERM if core.startswith(("长期", "中期", "中长期", "实施期")) else GoalKind.ANNUAL
        label, _, weight = cell.text.partition("\n") if POINTS.search(cell.text) else (cell.text, "", "")
        number = int(digits[0]) if digits else None
        place = self.goal(kind, row.line, "target_text", number)
        goal = self.account.goals[place]
        goal |= {"label": label, "target_text": value.text} | ({"weight": weight.strip()} if weight else {})
        self.account.goals.append(self.account.goals.pop(place))
        self.account.take(cell, f"goals[{len(self.account.goals) - 1}].label")
        self.account.take_value(value, f"goals[{len(self.account.goals) - 1}].target_text")

    def rows(self, headings: Headings, rows: Sequence[PrintedLine]) -> int:
        """Read the texts below the goals' headings."""
        of_kinds = any(item.key in set(GoalKind) for item in headings.columns)
        if of_kinds:
            self._long_term_heading(headings)
        taken, begun = 0, None
        for row in rows:
            below = [(item, cell) for item in headings.columns if (cell := headings.value(row, item)) is not None]
            texts = [(item, cell) for item, cell in below if compact(cell.text) and cell in row.cells]
            if row.filled and (not texts or begins_block(rows[taken:], headings)):
                break
            taken += 1
            if not row.filled:
                continue
            self.account.headings([cell for cell in row.filled if cell not in [found for _, found in texts]])
            if of_kinds:
                self._overviews += [(item.key, cell) for item, cell in texts]
            else:
                begun = self._goal_texts(row, below, begun)
        return taken

    def _goal_texts(self, row: PrintedLine, below: Sequence[tuple[PrintedColumn, GridCell]], begun: int | None) -> int:
        """Keep the texts of the year's objective and return its place; further rows are more lines of the one ``begun``.

        The indicators below belong to all of them.
        """
        filled = next((item.key for item, cell in below if compact(cell.text)), "")
        place = self.goal(GoalKind.OVERALL, row.line, filled) if begun is None else begun
        goal = self.account.goals[place]
        for item, cell in below:
            if not item.key:
                self.account.keep_further(goal, f"goals[{place}]", item.heading.text, cell, UNKNOWN_LABEL)
            elif item.key not in goal or compact(cell.text):
                goal[item.key] = (
                    "\n".join(filter(None, (goal.get(item.key), cell.text))) if begun is not None else cell.text
                )
                self.account.take_value(cell, f"goals[{place}].{item.key}")
        return place

    def give_overviews(self) -> None:
        """Give the texts of the table of all goals to the goals that follow: by their order or, where some are missing, their numbers.

        A text without a goal of its own is a goal.
        """
        for kind in (GoalKind.LONG_TERM, GoalKind.ANNUAL):
            goals = [goal for goal in self.account.goals if goal["kind"] == kind.value]
            texts = [(_number_of(cell), cell) for of_kind, cell in self._overviews if of_kind == kind.value]
            by_number = {goal.get("number"): goal for goal in goals}
            for place, (number, cell) in enumerate(texts):
                goal = goals[place] if len(goals) == len(texts) else by_number.get(number)
                if goal is None:
                    goal = self._goal_of_overview(kind, number, cell)
                key = "overview" if any("label" in one for one in self.account.goals) else "target_text"
                goal |= {key: cell.text} | ({"overview_line": cell.line} if key == "overview" else {})
                self.account.take(cell, f"goals[{self.account.goals.index(goal)}].{key}")

    def _goal_of_overview(self, kind: GoalKind, number: int | None, cell: GridCell) -> dict[str, Any]:
        """Return a goal for a text of the table of all goals that has none of its own."""
        labelled = any("label" in goal for goal in self.account.goals)
        goal = {"kind": kind.value, **({"number": number} if number else {})}
        goal |= {} if labelled else {"source_line": cell.line}
        same = [place for place, other in enumerate(self.account.goals) if other["kind"] == kind.value]
        after = [place for place in same if number is not None or "number" not in self.account.goals[place]]
        self.account.goals.insert(after[-1] + 1 if after else same[0] if same else len(self.account.goals), goal)
        return goal

    def _long_term_heading(self, headings: Headings) -> None:
        for item in headings.columns:
            year = re.search(r"(\d{4})年?", label_words(item.heading.text))
            if item.key == GoalKind.LONG_TERM:
                self.account.fields.update(
                    {
                        "long_term_text": item.heading.text,
                        **({"long_term_end_year": int(year[1])} if year else {}),
                    }
                )


def _number_of(cell: GridCell) -> int | None:
    match = re.match(r"(?:长期|年度)?目标(\d+)", label_words(cell.text))
    return int(match[1]) if match else None
