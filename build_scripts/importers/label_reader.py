"""A form read as an official reads it: by its labels, whatever the order of its blocks and columns.

Every cell that prints something goes to a field, is a heading, or is kept with its label among the form's further cells;
``CellPlace`` says which, so that an account can be given of the whole file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from build_scripts.carriers.grid import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.importers.document import CellPlace
from build_scripts.importers.headings import (
    Headings,
    PrintedColumn,
    goal_headings,
    indicator_headings,
    money_headings,
    sets_of,
)
from build_scripts.importers.labels import (
    FUNDING_LABELS,
    GOAL_COLUMNS,
    GOAL_GROUPS,
    GOAL_KINDS,
    GOAL_LABEL,
    HEAD,
    INDICATOR_GROUPS,
    MONEY_GROUPS,
    TEXT_GROUPS,
    TEXT_LABELS,
    TOTAL_LABELS,
    label_of,
)
from build_scripts.importers.printed_forms import FormText, PrintedLine, annex_of, begins_title, is_title, stands_below
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import CurrencyUnit, GoalKind, LineCode, NarrativeKind, YearBasis

_YEAR = re.compile(r"[(（]?\s*(\d{4})\s*年?度?\s*[)）]?")
_YEAR_IN_TITLE = re.compile(
    r"(?P<text>(?P<year>(?:19|20)\d{2})\s*年度|(?:^|(?<=县|区|市|局|院|馆|校|心))(?P<short>20\d{2})年)"
)
_UNIT = re.compile(r"(?:单位:)?(百万元|亿元|万元|元)")
_UNIT_BRACKET = re.compile(r"[(（]\s*(?:单位[:：]\s*)?(?:百万元|亿元|万元|元)\s*[)）]")
_POINTS = re.compile(r"[(（]\s*\d+(?:\.\d+)?\s*分\s*[)）]")
_INLINE = re.compile(
    r"([^\s:：]{2,16}?(?:[(（][^()（）]*[)）])?)\s*[:：]\s*(.*?)(?=\s{2,}|\t|\s[^\s:：\d]{2,8}[:：]|$)", re.DOTALL
)
_INLINE_PAIR = re.compile(r"([^:：\n]{2,20})([:：])\s*(\S.*)")
_AMOUNT = re.compile(r"[-—/]*|[\d,.]+(?:万元|亿元|元|万|%|分)?")
MOST_AMOUNTS = 5
"""Cells; a ragged row of money with fewer behind its label is one of labels, each with one amount."""
_MONEY_SENTENCE = re.compile(r"\d.*元.*[，,；;。:：]|[，,；;:：].*\d.*元")
_NOTE = re.compile(r"^(?:注|备注|填表说明|填报说明|说明)(?:\d*[:.：]|\d)")
_NUMBERED = re.compile(r"^\d{1,2}[.、]")


@dataclass(frozen=True)
class ReadForm:
    """A form as it was read."""

    fields: dict[str, Any] = field(default_factory=dict)
    """Key → value, as the form's record takes them."""
    places: list[CellPlace] = field(default_factory=list)
    blank_rows: list[PrintedLine] = field(default_factory=list)
    """Rows of the printed table that nobody has filled in; they are left out."""
    columns: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Block (``funding``, ``indicators``, ``long_term``) → its columns in printed order, each key and heading."""


class FormReader:
    """Reads one form from top to bottom."""

    def __init__(self, form: FormText) -> None:
        """Take the rows of a form."""
        self._rows = form.rows
        self.read = ReadForm()
        self._goals: list[dict[str, Any]] = []
        self._funding: list[dict[str, Any]] = []
        self._narratives: list[dict[str, Any]] = []
        self._weight_beside = ""
        self._last_headings: Headings | None = None
        """Those of the last table of indicators."""
        self._overviews: list[tuple[str, GridCell]] = []
        """Texts of the table of all goals, each with its kind, until it is known which goals follow."""
        self._year_printed = False
        """Whether the year stands in a line of its own, which goes before one in the title."""
        self._title_begun: list[GridCell] = []
        """What stands above the title and is its first line."""
        self._notes_heading: GridCell | None = None
        """A heading of notes that waits for the first of them."""
        self._soft: dict[str, int] = {}
        """Field → the text above the table that is its value, unless the table has one."""

    # ── the account ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, cell: GridCell, path: str = "", doubt: Both = UNSAID) -> str:
        self.read.places.append(CellPlace(cell, path, doubt))
        return cell.text

    def _headings(self, cells: Sequence[GridCell]) -> None:
        for cell in cells:
            if compact(cell.text):
                self._take(cell)
                self._look_for_unit(cell)

    def _look_for_unit(self, cell: GridCell, *, whole: bool = False) -> None:
        """Keep the unit, where a heading prints it: its bracket or, of a heading that has no other use, its ``whole`` line."""
        for line in cell.text.split("\n"):
            match = _UNIT.search(label_words(line))
            if match and "currency_unit" not in self.read.fields and _is_unit(line, match[1]):
                unit = next((unit for unit in CurrencyUnit if unit.zh == match[1]), None)
                bracket = _UNIT_BRACKET.search(line)
                if unit is not None:
                    text = bracket[0] if bracket and not whole else line.strip()
                    self.read.fields.update(currency_unit=unit.value, currency_unit_text=text)
        weight = _POINTS.search(cell.text)
        if weight:
            self._weight_beside = weight[0]

    # ── the form ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def run(self) -> ReadForm:
        """Return the form."""
        here = 0
        while here < len(self._rows):
            here += self._block(here)
        self._with_overviews()
        self._with_soft()
        self.read.fields.update(
            {
                key: rows
                for key, rows in (("funding", self._funding), ("goals", self._goals), ("narratives", self._narratives))
                if rows
            }
        )
        return self.read

    def _block(self, here: int) -> int:
        """Read what begins at a row; return how many rows it took."""
        rows = self._rows[here:]
        row = rows[0]
        if not row.filled:
            return 1
        blocks: tuple[tuple[Callable[[Sequence[PrintedLine]], Headings | None], Callable[..., int]], ...] = (
            (indicator_headings, self._indicator_rows),
            (money_headings, self._money_rows),
            (goal_headings, self._goal_rows),
        )
        for find, take in blocks:
            headings = find(rows)
            if headings is not None:
                labels = [item.heading for item in headings.columns if item.key == "label"]
                if len(labels) == 1:
                    self._look_for_unit(labels[0], whole=True)
                self._headings(headings.beside)
                for printed in headings.rows:
                    self._headings([cell for cell in printed.filled if cell not in headings.beside])
                return len(headings.rows) + take(headings, rows[len(headings.rows) :])
        if self._last_headings is not None and self._carries_on(row, self._last_headings):
            return self._indicator_rows(self._last_headings, rows)
        if plain := _plain_table(rows):
            return self._plain_rows(plain)
        if len(rows) > 1 and begins_title(row, rows[1]):
            self._title_begun = list(row.filled)
        elif not self._above(row):
            self._pairs(row)
        return 1

    def _plain_rows(self, rows: Sequence[PrintedLine]) -> int:
        """Keep a table that has no fields as text under what stands beside it: a row a line, its cells parted by TABs."""
        beside = rows[0].filled[0]
        kind = TEXT_LABELS.get(label_of(beside.text).core, NarrativeKind.OTHER_CELL)
        lines = ["\t".join(cell.text for cell in row.cells if cell is not beside) for row in rows]
        path = self._narrative(kind, beside.text, "\n".join(lines), rows[0].line)
        self._take(beside, path.replace(".text", ".heading"))
        for cell in [cell for row in rows for cell in row.filled if cell is not beside]:
            self._take(cell, path)
        return len(rows)

    def _with_soft(self) -> None:
        """Give the texts that may be a field's to the fields that have none; a unit's name is that of the department or the implementing unit."""
        fields = self.read.fields
        for key, place in sorted(self._soft.items(), key=lambda item: -item[1]):
            named = ("department", "implementing_unit") if "project" in fields else ("department",)
            free = (name for name in (named if key == "unit_name" else (key,)) if name not in fields)
            field_ = next(free, None)
            if field_:
                fields[field_] = self._narratives.pop(place)["text"]
                self.read.places[:] = [_moved(one, place, field_) for one in self.read.places]

    def _carries_on(self, row: PrintedLine, headings: Headings) -> bool:
        """Tell whether a row is of a table of indicators whose headings are not printed: that of a goal, or a page's."""
        if not row.table or not self._goals or len(row.filled) < 3:
            return False
        width = max(cell.column + cell.columns for cell in row.cells)
        levels = [cell for item in headings.columns if item.key == "level1" and (cell := headings.value(row, item))]
        return width == headings.width and any(_LEVEL.search(compact(cell.text)) for cell in levels)

    # ── above and below the tables ───────────────────────────────────────────────────────────────────────────────────

    def _above(self, row: PrintedLine) -> bool:
        """Read title, annex number, year and unit where they stand alone; tell whether the row was one of them."""
        fields, words = self.read.fields, row.words
        if annex_of(row) and "annex" not in fields:
            fields["annex"] = self._take(row.filled[0], "source.annex").strip()
            return True
        if is_title(row):
            if "title" in fields:
                self._headings(row.filled)
                return True
            lines = [*self._title_begun, *row.filled]
            fields["title"] = "\n".join(self._take(cell, "title").strip() for cell in lines)
            self._title_begun = []
            self._year_of_title()
            return True
        year = _YEAR.fullmatch(words)
        if year and not self._year_printed:
            self._year_printed = True
            text = "".join(self._take(cell, "fiscal_year_text") for cell in row.filled)
            fields |= {
                "fiscal_year": int(year[1]),
                "fiscal_year_text": text,
                "fiscal_year_basis": YearBasis.PRINTED.value,
            }
            return True
        unit = re.fullmatch(r"(?:金额)?单位:?(?:人民币)?(百万元|亿元|万元|元)", words.strip("()"))
        if unit and len(row.filled) == 1:
            self._look_for_unit(row.filled[0])
            self._take(row.filled[0], "currency_unit_text")
            return True
        return False

    def _year_of_title(self) -> None:
        match = _YEAR_IN_TITLE.search(self.read.fields["title"])
        if match and "fiscal_year" not in self.read.fields:
            self.read.fields.update(
                {
                    "fiscal_year": int(match["year"] or match["short"]),
                    "fiscal_year_text": match["text"],
                    "fiscal_year_basis": YearBasis.PRINTED.value,
                }
            )

    # ── labels with their values beside them ─────────────────────────────────────────────────────────────────────────

    def _pairs(self, row: PrintedLine) -> None:
        """Read a row of labels, each with its value at its right."""
        cells = list(row.cells)
        if len(row.filled) == 1:
            self._alone(row, row.filled[0])
            return
        total = next(
            (cell for cell in row.filled[:2] if label_of(cell.text).core in TOTAL_LABELS - TEXT_LABELS.keys()), None
        )
        if total is not None and all(_AMOUNT.fullmatch(compact(c.text)) for c in row.filled if c is not total):
            self._total(row, total, None)
            return
        here = 0
        while here < len(cells):
            if not compact(cells[here].text):
                here += 1
                continue
            here = self._pair(row, cells, here)

    def _pair(self, row: PrintedLine, cells: list[GridCell], here: int) -> int:
        """Read the label at ``here`` with its value; return where the next label stands."""
        cell = cells[here]
        inline = _INLINE_PAIR.fullmatch(cell.text.strip())
        if (
            inline
            and not _is_label(cell, "")
            and (label_of(inline[1]).core in HEAD or label_of(inline[1]).core in TEXT_LABELS)
        ):
            self._inline(row, cell, inline[1] + inline[2], inline[3])
            return here + 1
        following = here + 1
        while following < len(cells) and not compact(cells[following].text):
            following += 1
        value = cells[following] if following < len(cells) else None
        core = label_of(cell.text).core
        if value is not None and core in _GROUPS and not GOAL_LABEL.fullmatch(core) and _is_label(value, core):
            self._headings([cell])
            return following
        if value is None or (_is_label(value, core) and _is_label(cell, "")):
            blank = cells[here + 1] if here + 1 < len(cells) else None
            self._label(row, cell, blank)
            return following
        if not _is_label(cell, "") and row.table and following + 1 < len(cells):
            rest = [item for item in cells[following + 1 :] if compact(item.text)]
            if rest and not any(_is_label(item, "") for item in (value, *rest)) and len(rest) == 1:
                heading = f"{cell.text}\n{value.text}"
                self._further(heading, (cell, value), rest[0])
                return len(cells)
        self._label(row, cell, value)
        return following + 1

    def _alone(self, row: PrintedLine, cell: GridCell) -> None:
        """Read a row that prints one cell: a note, labels with their values in one text, a label without a value."""
        label, fields = label_of(cell.text), self.read.fields
        blank = next((other for other in row.cells if other is not cell), None)
        if label.core in _NOTES and (not row.table or len(row.cells) == 1):
            self._notes_heading = cell
            return
        if _is_label(cell, "") and not self._notes_heading:
            self._label(row, cell, blank)
            return
        pairs = [(match[1], match[2].strip(), match) for match in _INLINE.finditer(cell.text)]
        known = [pair for pair in pairs if label_of(pair[0]).core in HEAD or label_of(pair[0]).core in TEXT_LABELS]
        if known and len(known) == len(pairs) and not _NOTE.match(label.core) and "\n" not in cell.text.strip():
            for heading, text, _ in pairs:
                self._inline(row, cell, f"{heading}：" if f"{heading}：" in cell.text else f"{heading}:", text)
            return
        words = label_words(cell.text)
        if _UNIT.search(words) and len(words) < 20 and "currency_unit" not in fields:  # 单位：万元 beside other words
            self._look_for_unit(cell)
        kind = (
            NarrativeKind.FORM_NOTE
            if not row.table or _NOTE.match(words) or _NUMBERED.match(words)
            else NarrativeKind.OTHER_CELL
        )
        heading = self._notes_heading
        path = self._narrative(kind, heading.text if heading else None, cell.text, row.line)
        if heading:
            self._take(heading, path.replace(".text", ".heading"))
            self._notes_heading = None
        self._take(cell, path)

    def _inline(self, row: PrintedLine, cell: GridCell, heading: str, text: str) -> None:
        key = HEAD.get(label_of(heading).core, "")
        if key and key not in self.read.fields:
            self._soft.setdefault(key, len(self._narratives))
        kind = TEXT_LABELS.get(label_of(heading).core, NarrativeKind.OTHER_CELL)
        self._take(cell, self._narrative(kind, heading, text, row.line))

    def _label(self, row: PrintedLine, cell: GridCell, value: GridCell | None) -> None:
        """Keep a value under what its label says."""
        label = label_of(cell.text)
        text = value.text if value is not None else ""
        key = HEAD.get(label.core)
        if key == "unit_name":
            self._soft[key] = len(self._narratives)
        if key and key != "unit_name" and self._set_head(key, text):
            self._take(cell)
            self._take_value(value, key)
        elif GOAL_LABEL.fullmatch(label.core) and value is not None:
            self._labelled_goal(row, cell, value)
        elif label.core in FUNDING_LABELS and (value is None or _AMOUNT.fullmatch(compact(text))):
            path = f"funding[{len(self._funding)}]"
            self._funding.append(
                {
                    "line_code": FUNDING_LABELS[label.core].value,
                    "label": self._take(cell, f"{path}.label"),
                    "amount": text,
                    "source_line": cell.line,
                }
            )
            self._take_value(value, f"{path}.amount")
        elif label.core in GOAL_COLUMNS or (label.core in GOAL_GROUPS and value is not None):
            key = GOAL_COLUMNS.get(label.core, "target_text")
            goal_of = self._goal(GOAL_KINDS.get(label.core, GoalKind.OVERALL), row.line, key)
            self._goals[goal_of][key] = text
            self._take(cell)
            self._take_value(value, f"goals[{goal_of}].{key}")
        elif label.core in TOTAL_LABELS - TEXT_LABELS.keys() and value is not None and _AMOUNT.fullmatch(compact(text)):
            self._total(row, cell, None)
        else:
            kind = TEXT_LABELS.get(label.core, NarrativeKind.OTHER_CELL)
            if kind is NarrativeKind.AUDIT_REMARKS and label.core == "说明" and "审计" not in text:
                kind = NarrativeKind.REMARKS
            if _MONEY_SENTENCE.search(text) and (label.core in FUNDING_LABELS or label.core in MONEY_GROUPS):
                self._look_for_unit(cell)
                kind = NarrativeKind.MONEY_SENTENCE
            if not text and kind is NarrativeKind.OTHER_CELL and value is None:
                self._take(cell, self._narrative(kind, None, cell.text, row.line))
                return
            self._further(cell.text, (cell,), value, kind)

    def _further(
        self,
        heading: str,
        labels: Sequence[GridCell],
        value: GridCell | None,
        kind: NarrativeKind = NarrativeKind.OTHER_CELL,
    ) -> None:
        path = self._narrative(kind, heading, value.text if value is not None else "", labels[-1].line)
        doubt = UNSAID if kind is not NarrativeKind.OTHER_CELL else _UNKNOWN_LABEL
        for cell in labels:
            self._take(cell, path.replace(".text", ".heading"), doubt)
        self._take_value(value, path)

    def _keep_further(self, entry: dict[str, Any], path: str, label: str, cell: GridCell, doubt: Both) -> None:
        """Keep a cell that has no field of its own with its row, and say why."""
        if compact(cell.text):
            entry.setdefault("further", []).append({"label": label, "text": cell.text})
            self._take(cell, f"{path}.further", doubt)

    def _take_value(self, value: GridCell | None, path: str) -> None:
        if value is not None and compact(value.text):
            self._take(value, path)

    def _narrative(self, kind: NarrativeKind, heading: str | None, text: str, line: int) -> str:
        entry: dict[str, Any] = {"kind": kind.value, "text": text, "source_line": line}
        if heading is not None:
            entry["heading"] = heading
        self._narratives.append(entry)
        return f"narratives[{len(self._narratives) - 1}].text"

    def _set_head(self, key: str, text: str) -> bool:
        """Keep a value of the form's head; one that stands there already with the same words is not kept twice."""
        fields = self.read.fields
        if key in fields:
            return False
        fields[key] = text
        return True

    # ── goals ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _goal(self, kind: GoalKind, line: int, key: str = "", number: int | None = None) -> int:
        """Return the place of the goal that a text belongs to; a new one where it has that text already."""
        for place in reversed(range(len(self._goals))):
            goal = self._goals[place]
            if goal["kind"] == kind.value and goal.get("number") == number:
                if key and key in goal:
                    break
                return place
        goal = {"kind": kind.value, "source_line": line} | ({"number": number} if number is not None else {})
        self._goals.append(goal)
        return len(self._goals) - 1

    def _labelled_goal(self, row: PrintedLine, cell: GridCell, value: GridCell) -> None:
        """Begin a goal that stands with its label before its indicators."""
        core = label_of(cell.text).core
        digits = re.search(r"\d+$", core)
        kind = GoalKind.LONG_TERM if core.startswith(("长期", "中期", "中长期", "实施期")) else GoalKind.ANNUAL
        label, _, weight = cell.text.partition("\n") if _POINTS.search(cell.text) else (cell.text, "", "")
        number = int(digits[0]) if digits else None
        place = self._goal(kind, row.line, "target_text", number)
        goal = self._goals[place]
        goal |= {"label": label, "target_text": value.text} | ({"weight": weight.strip()} if weight else {})
        self._goals.append(self._goals.pop(place))
        self._take(cell, f"goals[{len(self._goals) - 1}].label")
        self._take_value(value, f"goals[{len(self._goals) - 1}].target_text")

    def _goal_rows(self, headings: Headings, rows: Sequence[PrintedLine]) -> int:
        """Read the texts below the goals' headings."""
        of_kinds = any(item.key in set(GoalKind) for item in headings.columns)
        if of_kinds:
            self._long_term_heading(headings)
        taken = 0
        for row in rows:
            below = [(item, cell) for item in headings.columns if (cell := headings.value(row, item)) is not None]
            texts = [(item, cell) for item, cell in below if compact(cell.text) and cell in row.cells]
            if row.filled and (not texts or self._begins_block(rows[taken:], headings)):
                break
            taken += 1
            if not row.filled:
                continue
            self._headings([cell for cell in row.filled if cell not in [found for _, found in texts]])
            if of_kinds:
                self._overviews += [(item.key, cell) for item, cell in texts]
            else:
                self._goal_texts(row, below)
        return taken

    def _goal_texts(self, row: PrintedLine, below: Sequence[tuple[PrintedColumn, GridCell]]) -> None:
        """Keep the texts of the year's objective; those of a second row are a second one's."""
        filled = next((item.key for item, cell in below if compact(cell.text)), "")
        place = self._goal(GoalKind.OVERALL, row.line, filled)
        for item, cell in below:
            if item.key:
                self._goals[place][item.key] = cell.text
                self._take_value(cell, f"goals[{place}].{item.key}")
            else:
                self._keep_further(self._goals[place], f"goals[{place}]", item.heading.text, cell, _UNKNOWN_LABEL)

    def _with_overviews(self) -> None:
        """Give the texts of the table of all goals to the goals that follow: by their order or, where some are missing, their numbers.

        A text without a goal of its own is a goal.
        """
        for kind in (GoalKind.LONG_TERM, GoalKind.ANNUAL):
            goals = [goal for goal in self._goals if goal["kind"] == kind.value]
            texts = [(_number_of(cell), cell) for of_kind, cell in self._overviews if of_kind == kind.value]
            by_number = {goal.get("number"): goal for goal in goals}
            for place, (number, cell) in enumerate(texts):
                goal = goals[place] if len(goals) == len(texts) else by_number.get(number)
                if goal is None:
                    goal = self._goal_of_overview(kind, number, cell)
                key = "overview" if any("label" in one for one in self._goals) else "target_text"
                goal |= {key: cell.text} | ({"overview_line": cell.line} if key == "overview" else {})
                self._take(cell, f"goals[{self._goals.index(goal)}].{key}")

    def _goal_of_overview(self, kind: GoalKind, number: int | None, cell: GridCell) -> dict[str, Any]:
        """Return a goal for a text of the table of all goals that has none of its own."""
        labelled = any("label" in goal for goal in self._goals)
        goal = {"kind": kind.value, **({"number": number} if number else {})}
        goal |= {} if labelled else {"source_line": cell.line}
        same = [place for place, other in enumerate(self._goals) if other["kind"] == kind.value]
        after = [place for place in same if number is not None or "number" not in self._goals[place]]
        self._goals.insert(after[-1] + 1 if after else same[0] if same else len(self._goals), goal)
        return goal

    def _long_term_heading(self, headings: Headings) -> None:
        for item in headings.columns:
            year = re.search(r"(\d{4})年?", label_words(item.heading.text))
            if item.key == GoalKind.LONG_TERM:
                self.read.fields.update(
                    {
                        "long_term_text": item.heading.text,
                        **({"long_term_end_year": int(year[1])} if year else {}),
                    }
                )

    # ── money ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _money_rows(self, headings: Headings, rows: Sequence[PrintedLine]) -> int:
        """Read the money rows below their headings."""
        columns = self._with_years([item for item in headings.columns if item.key != "label"])
        first = min(item.first for item in columns)
        self.read.columns["funding"] = [
            ("label", _heading_of_labels(headings)),
            *((item.key, item.heading.text) for item in columns),
        ]
        taken, pairs = 0, []
        for row in rows:
            if _side_by_side(row, first):
                pairs.append(row)
                taken += 1
                continue
            if row.filled and (not row.table or self._begins_block(rows[taken:], headings)):
                break
            values = [(item, headings.value(row, item)) for item in columns]
            below = [cell for _, cell in values if cell is not None]
            labels = [cell for cell in row.filled if cell.column < first and cell not in below]
            if row.filled and (not labels or not _is_money_row(labels[-1], below)):
                break
            taken += 1
            if not row.filled:
                continue
            self._headings(labels[:-1])
            self._money_row(row, labels[-1], values)
        self._money_side_by_side(pairs)
        if self._weight_beside and not headings.keys & {"weight"} and self._funding:
            self._funding[-1].setdefault("weight", self._weight_beside)
        self._weight_beside = ""
        return taken

    def _with_years(self, columns: Sequence[PrintedColumn]) -> list[PrintedColumn]:
        """Return money columns headed ``2023年决算数`` as those of so many years before the form's; without one the last is the year before."""
        years = {item: int(match[0]) for item in columns if (match := re.search(r"\d{4}", item.heading.text))}
        final = [years[item] for item in columns if item.key == "executed_of_year"]
        year = self.read.fields.get("fiscal_year") or (max(final) + 1 if final else 0)
        keys = {year: "executed", year - 1: "executed_y1", year - 2: "executed_y2"}
        return [
            replace(item, key=keys.get(years[item], "")) if item.key == "executed_of_year" else item for item in columns
        ]

    def _money_side_by_side(self, rows: Sequence[PrintedLine]) -> None:
        """Read rows of two labels, each with one amount: first what stands at the left, then what stands at the right."""
        found: list[tuple[GridCell, GridCell | None]] = []
        groups: list[GridCell] = []
        for row in rows:
            filled = list(row.filled)
            labels = [cell for cell in filled if label_of(cell.text).core in FUNDING_LABELS]
            self._headings([cell for cell in filled if label_of(cell.text).core in _GROUPS])
            groups += [cell for cell in filled if label_of(cell.text).core in TEXT_GROUPS]
            for label in labels:
                after = [cell for cell in row.cells if cell.column > label.column and cell not in labels]
                value = next(iter(after), None)
                found.append((label, value))
        places = sorted({label.column for label, _ in found})
        for label, value in sorted(found, key=lambda item: (places.index(item[0].column), item[0].line)):
            path = f"funding[{len(self._funding)}]"
            code = FUNDING_LABELS[label_of(label.text).core]
            by_revenue = any(label_of(cell.text).core == "按收入性质分" for cell in groups)
            if code is LineCode.OTHER and by_revenue:
                code = LineCode.OTHER_REVENUE
            entry: dict[str, Any] = {
                "line_code": code.value,
                "label": self._take(label, f"{path}.label"),
                "source_line": label.line,
            }
            if value is not None:
                entry["amount"] = value.text
                self._take_value(value, f"{path}.amount")
            self._funding.append(entry)
        for row in rows:
            self._leftovers(row, self._funding[-1], f"funding[{len(self._funding) - 1}]")

    def _money_row(
        self, row: PrintedLine, label: GridCell, values: list[tuple[PrintedColumn, GridCell | None]]
    ) -> None:
        path = f"funding[{len(self._funding)}]"
        code = FUNDING_LABELS.get(label_of(label.text).core, LineCode.OTHER_LINE)
        if code is LineCode.OTHER and "结转" in label.text:
            code = LineCode.OTHER_WITH_CARRY_OVER
        entry: dict[str, Any] = {"line_code": code.value, "label": label.text, "source_line": row.line}
        self._take(label, f"{path}.label", _UNKNOWN_LABEL if code is LineCode.OTHER_LINE else UNSAID)
        for item, cell in values:
            if cell is None or cell not in row.cells:
                continue
            if item.key:
                entry[item.key] = cell.text
                self._take_value(cell, f"{path}.{item.key}")
            else:
                self._keep_further(entry, path, item.heading.text, cell, _UNKNOWN_LABEL)
        self._leftovers(row, entry, path)
        self._funding.append(entry)

    # ── indicators ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _indicator_rows(self, headings: Headings, rows: Sequence[PrintedLine]) -> int:
        """Read the indicator rows below their headings, up to the total or the next block."""
        self._last_headings = headings
        sets = sets_of(headings.columns)
        goals = [
            self._goal_of(columns, headings, place if len(sets) > 1 else None) for place, columns in enumerate(sets)
        ]
        for columns, goal in zip(sets, goals, strict=True):
            block = "long_term" if self._goals[goal]["kind"] == GoalKind.LONG_TERM else "indicators"
            self.read.columns[block] = [(item.key, item.heading.text) for item in columns]
        taken = 0
        for row in rows:
            if headings.repeated_by(row):
                self._headings(row.filled)
                taken += 1
                continue
            if row.filled and (not row.table or self._begins_block(rows[taken:], headings)):
                break
            taken += 1
            if not row.filled and not any(row.at(0, 0)):
                continue
            total = self._total_label(row, headings)
            if total is not None:
                self._total(row, total, headings)
                continue
            for columns, goal in zip(sets, goals, strict=True):
                self._indicator(row, columns, headings, goal)
            self._headings_beside(row, headings)
        return taken

    def _goal_of(self, columns: Sequence[PrintedColumn], headings: Headings, place: int | None) -> int:
        """Return the goal of a set of columns: the kind printed over or beside it, else the last goal read.

        Of sets side by side, ``place`` is the set's place: the first is long-term, the second the year's.
        """
        over = [label_of(cell.text).core for item in columns for cell in item.over]
        over += [label_of(cell.text).core for cell in headings.beside]
        kinds = [GOAL_KINDS[core] for core in over if core in GOAL_KINDS]
        last = self._goals[-1] if self._goals else None
        if place is not None:
            return self._goal((*kinds, (GoalKind.LONG_TERM, GoalKind.ANNUAL)[place > 0])[0], headings.rows[0].line)
        if last is not None and "label" in last and "indicators" not in last:
            return (
                len(self._goals) - 1
            )  # whatever kind its table says: forms copy the headings of their long-term tables
        if kinds and not (last and last["kind"] == kinds[0].value):
            return self._goal(kinds[0], headings.rows[0].line)
        if last is not None and "indicators" not in last:
            return len(self._goals) - 1
        return len(self._goals) - 1 if last is not None else self._goal(GoalKind.OVERALL, headings.rows[0].line)

    def _indicator(self, row: PrintedLine, columns: Sequence[PrintedColumn], headings: Headings, goal: int) -> None:
        """Read one row of a set of columns."""
        cells: list[tuple[PrintedColumn, GridCell]] = []
        for item in columns:
            cell = headings.value(row, item)
            if cell is not None and cell in row.cells and cell not in [found for _, found in cells]:
                cells.append((item, cell))
        if not any(cell.text for _, cell in cells):
            self.read.blank_rows.append(row)
            return
        rows = self._goals[goal].setdefault("indicators", [])
        path = f"goals[{goal}].indicators[{len(rows)}]"
        entry: dict[str, Any] = {}
        begins = any(item.key == "level1" and compact(cell.text) for item, cell in cells)
        for item, cell in cells:
            if not cell.text and rows and (item.key == "level1" or (item.key == "level2" and not begins)):
                continue
            if item.key:
                entry[item.key] = cell.text
                self._take_value(cell, f"{path}.{item.key}")
            else:
                self._keep_further(entry, path, item.heading.text, cell, _UNKNOWN_LABEL)
        entry.setdefault("name", "")
        entry["source_line"] = row.line
        rows.append(entry)

    def _headings_beside(self, row: PrintedLine, headings: Headings) -> None:
        """Keep what stands left of the columns as a heading, and what stands in none of them with the row."""
        taken = {place.cell for place in self.read.places[-40:]}
        left = min(item.first for item in headings.columns)
        for cell in row.filled:
            if cell in taken:
                continue
            if cell.column < left and label_of(cell.text).core in _GROUPS:
                self._headings([cell])
            else:
                self._leftovers(row, self._goals[-1]["indicators"][-1], f"goals[{len(self._goals) - 1}].indicators")

    def _leftovers(self, row: PrintedLine, entry: dict[str, Any], path: str) -> None:
        """Keep a row's cells that stand under no heading with the row."""
        taken = {place.cell for place in self.read.places[-60:]}
        for cell in row.filled:
            if cell not in taken:
                self._keep_further(entry, path, "", cell, _NO_HEADING)

    # ── totals ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _total_label(self, row: PrintedLine, headings: Headings) -> GridCell | None:
        """Return the label of a total row among the indicators."""
        first = row.filled[0] if row.filled else None
        if first is None or label_of(first.text).core not in TOTAL_LABELS:
            return None
        rest = [cell for cell in row.filled if cell is not first]
        return (
            first if all(_AMOUNT.fullmatch(compact(cell.text)) for cell in rest) or headings.keys & {"score"} else None
        )

    def _total(self, row: PrintedLine, label: GridCell, headings: Headings | None) -> None:
        entry: dict[str, Any] = {"label": self._take(label, "total.label"), "source_line": row.line}
        cells = [cell for cell in row.cells if cell is not label and cell.column > label.column]
        for item, cell in ((item, headings.value(row, item)) for item in headings.columns) if headings else ():
            if cell is not None and cell in cells and item.key in {"weight", "score", "reviewed_score"}:
                entry[item.key] = self._take(cell, f"total.{item.key}")
        filled = [
            cell
            for cell in cells
            if compact(cell.text) and cell not in {place.cell for place in self.read.places[-20:]}
        ]
        if "score" not in entry and "weight" not in entry and filled:
            for key, cell in zip(("weight", "score")[-len(filled[:2]) :], filled[:2], strict=True):
                entry[key] = self._take(cell, f"total.{key}")
            filled = filled[2:]
        columns = headings.columns if headings else ()
        for cell in filled:
            over = (item.heading.text for item in columns if headings and headings.value(row, item) is cell)
            heading = next(over, "")
            self._keep_further(entry, "total", heading, cell, _UNKNOWN_LABEL if heading else _NO_HEADING)
        if "total" in self.read.fields:
            text = "\t".join(cell.text for cell in row.filled if cell is not label)
            self._narrative(NarrativeKind.OTHER_CELL, label.text, text, row.line)
            return
        self.read.fields["total"] = entry

    def _begins_block(self, rows: Sequence[PrintedLine], headings: Headings) -> bool:
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


def _plain_table(rows: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
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
    if len(second) > 1 and alike and not any(_is_label(cell, "") for cell in rows[1].filled):
        return spanned
    return ()


def _moved(place: CellPlace, gone: int, field_: str) -> CellPlace:
    """Return a cell's place after the text number ``gone`` has become a field, its heading a mere label."""
    match = re.fullmatch(r"narratives\[(\d+)\]\.(\w+)", place.field)
    if not match or int(match[1]) < gone:
        return place
    if int(match[1]) > gone:
        return replace(place, field=f"narratives[{int(match[1]) - 1}].{match[2]}")
    return CellPlace(place.cell, field_ if match[2] == "text" else "")


def _reaches(row: PrintedLine, column: int) -> bool:
    """Tell whether a row of a table without merged cells prints something in a column, or nothing at all."""
    return not row.filled or any(cell.column <= column for cell in row.filled)


def _is_label(cell: GridCell, beside: str) -> bool:
    """Tell whether a cell is one of the words that forms print as labels; ``beside`` is the label at its left."""
    core = label_of(cell.text).core
    if beside in TEXT_LABELS and core in {"其他", "无", "合计"}:
        return False
    return (
        core in HEAD
        or core in TEXT_LABELS
        or core in GOAL_COLUMNS
        or core in _GROUPS
        or core in FUNDING_LABELS
        or core in TOTAL_LABELS
        or bool(GOAL_LABEL.fullmatch(core))
    )


_LEVEL = re.compile(r"(?:成本|产出|效益|效果|满意度?|影响|管理|决策|过程)(?:指标)?$")
_NOTES = frozenset(("备注", "注", "填表说明", "填报说明"))
_GROUPS = TEXT_GROUPS | GOAL_GROUPS | INDICATOR_GROUPS | MONEY_GROUPS
_UNKNOWN_LABEL = Both("标签不认识，照印收录", "the label is not known; kept as printed")
_NO_HEADING = Both("不在任何表头之下，照印收录", "it stands under no heading; kept as printed")


def label_words(text: str) -> str:
    """Return a text without white space, in plain digits and brackets."""
    return unicodedata.normalize("NFKC", compact(text))


def _is_unit(line: str, unit: str) -> bool:
    words = label_words(line)
    return f"({unit})" in words or f"单位:{unit}" in words or words in {unit, f"({unit})"}


def _number_of(cell: GridCell) -> int | None:
    match = re.match(r"(?:长期|年度)?目标(\d+)", label_words(cell.text))
    return int(match[1]) if match else None


def _heading_of_labels(headings: Headings) -> str:
    label = next((item.heading for item in headings.columns if item.key == "label"), None)
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


def _is_money_row(label: GridCell, values: Sequence[GridCell]) -> bool:
    """Tell whether a row below money headings is one of money: a known label, or nothing but amounts beside it."""
    if label_of(label.text).core in FUNDING_LABELS:
        return True
    return bool(values) and all(_AMOUNT.fullmatch(compact(cell.text)) for cell in values)
