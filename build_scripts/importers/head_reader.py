"""What stands in a form outside its tables of money, goals and indicators: title, year, unit, labels with their values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_scripts.carriers.grid import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.importers.account import UNKNOWN_LABEL, FormAccount
from build_scripts.importers.document import CellPlace
from build_scripts.importers.goal_reader import GoalReader
from build_scripts.importers.indicator_reader import is_total, read_total
from build_scripts.importers.labels import (
    ALL_GROUPS,
    FUNDING_LABELS,
    GOAL_COLUMNS,
    GOAL_GROUPS,
    GOAL_KINDS,
    GOAL_LABEL,
    HEAD,
    MONEY_GROUPS,
    TEXT_LABELS,
    TOTAL_LABELS,
    is_amount,
    is_label,
    label_of,
    label_words,
)
from build_scripts.importers.money_beside import read_pair
from build_scripts.importers.printed_forms import PrintedLine, annex_of, is_note, is_title
from build_scripts.words.language import UNSAID
from build_scripts.words.vocabulary import GoalKind, NarrativeKind, YearBasis

_YEAR = re.compile(
    r"[(（]?(?:(?:评价|预算|填报|自评|绩效|所属|财政|会计|申报)?年[度份]:)?\s*(\d{4})\s*(?:年度?\s*|度\s*)?[)）]?"
)
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_IN_TITLE = re.compile(
    r"(?P<text>(?P<year>(?:19|20)\d{2})\s*年度|(?:^|(?<=县|区|市|局|院|馆|校|心))(?P<short>20\d{2})年)"
)
_UNIT = re.compile("百万元|亿元|万元|元")
_INLINE = re.compile(
    r"([^\s:：]{2,16}?(?:[(（][^()（）]*[)）])?)\s*[:：]\s*(.*?)(?=\s{2,}|\t|\s[^\s:：\d]{2,8}[:：]|$)", re.DOTALL
)
_INLINE_PAIR = re.compile(r"([^:：\n]{2,20})([:：])\s*(\S.*)")
_MONEY_SENTENCE = re.compile(
    r"^[^\d\n]*\d[^元\n]*元[^，,；;。:：\n]*[，,；;。:：]|^[^，,；;:：\n]*[，,；;:：][^\d\n]*\d[^元\n]*元", re.MULTILINE
)
_NUMBERED = re.compile(r"^\d{1,2}[.、]")
_FIELDS = HEAD.keys() | TEXT_LABELS.keys()
_NOTES = frozenset(("备注", "注", "填表说明", "填报说明"))


_UNIT_ALONE = re.compile(r"(?:金额|资金|货币|计量)?单位:?(?:人民币)?(百万元|亿元|万元|元)")
_UNIT_LABELS = frozenset(("资金单位", "金额单位", "货币单位", "单位"))
_YEAR_LABELS = frozenset(("预算年度", "年度", "财政年度", "所属年度", "评价年度", "申报年度", "自评年度"))


class HeadReader:
    """Reads the head, the texts and the notes of one form."""

    def __init__(self, account: FormAccount, goals: GoalReader) -> None:
        """Write into ``account``; labelled goals go to ``goals``."""
        self.account, self._goals = account, goals
        self.title_begun: list[GridCell] = []
        """What stands above the title and is its first line."""
        self._year_printed = False
        """Whether the year stands in a line of its own, which goes before one in the title."""
        self._notes_heading: GridCell | None = None
        """A heading of notes that waits for the first of them."""
        self._soft: dict[str, int] = {}
        """Field → the text above the table that is its value, unless the table has one."""

    def above(self, row: PrintedLine) -> bool:
        """Read title, annex number, year and unit where they stand alone; tell whether the row was one of them."""
        fields, words = self.account.fields, row.words
        if annex_of(row) and "annex" not in fields:
            fields["annex"] = self.account.take(row.filled[0], "source.annex").strip()
            return True
        if is_title(row):
            if "title" in fields:
                self.account.headings(row.filled)
                return True
            lines = [*self.title_begun, *row.filled]
            fields["title"] = "\n".join(self.account.take(cell, "title").strip() for cell in lines)
            self.title_begun = []
            self._year_of_title()
            return True
        if self._year_alone(words, [cell.text for cell in row.filled]):
            for cell in row.filled:
                self.account.take(cell, "fiscal_year_text")
            return True
        unit = _UNIT_ALONE.fullmatch(words.strip("()"))
        if unit and len(row.filled) == 1:
            self.account.look_for_unit(row.filled[0])
            self.account.take(row.filled[0], "currency_unit_text")
            return True
        return False

    def _year_alone(self, words: str, texts: Sequence[str]) -> bool:
        """Keep the year, where words say nothing else, in whatever numerals; tell whether they do."""
        year = _YEAR.fullmatch(words) or _YEAR.fullmatch(words.translate(_NUMERALS))
        if year is None or self._year_printed:
            return False
        self._year_printed = True
        self._set_year(int(year[1]), "".join(texts))
        return True

    def _year_of_title(self) -> None:
        match = _YEAR_IN_TITLE.search(self.account.fields["title"])
        if match and "fiscal_year" not in self.account.fields:
            self._set_year(int(match["year"] or match["short"]), match["text"])

    def _set_year(self, year: int, text: str) -> None:
        basis = YearBasis.PRINTED.value
        self.account.fields.update(fiscal_year=year, fiscal_year_text=text, fiscal_year_basis=basis)

    def pairs(self, row: PrintedLine) -> None:
        """Read a row of labels, each with its value at its right."""
        cells = list(row.cells)
        if len(row.filled) == 1:
            self._alone(row, row.filled[0])
            return
        labels = TOTAL_LABELS - TEXT_LABELS.keys()
        total = next((cell for cell in row.filled[:2] if label_of(cell.text).core in labels), None)
        if total is not None and is_total(row, total):
            read_total(self.account, row, total, None)
            return
        here = 0
        while here < len(cells):
            if not compact(cells[here].text) or self._is_unit(cells[here]):
                here += 1
                continue
            here = self._pair(row, cells, here)

    def _pair(self, row: PrintedLine, cells: list[GridCell], here: int) -> int:
        """Read the label at ``here`` with its value; return where the next label stands."""
        cell = cells[here]
        inline = _INLINE_PAIR.fullmatch(cell.text.strip())
        if inline and not is_label(cell.text) and label_of(inline[1]).core in _FIELDS:
            self._inline(row, cell, inline[1] + inline[2], inline[3])
            return here + 1
        following = here + 1
        while following < len(cells) and not compact(cells[following].text):
            following += 1
        value = cells[following] if following < len(cells) else None
        if value is not None and self._is_unit(value):
            value, following = None, following + 1
        core = label_of(cell.text).core
        answered = TEXT_LABELS.get(core) is NarrativeKind.ATTRIBUTES  # 资金性质 | 政府性基金
        labelled = value is not None and not answered and is_label(value.text, core)
        of_block = core in ALL_GROUPS and not GOAL_LABEL.fullmatch(core)
        column = following + 1 < len(cells) and value is not None and label_of(value.text).core in GOAL_COLUMNS
        if labelled and (of_block or cell.rows > 1 or (column and core in ALL_GROUPS)):
            self.account.headings([cell])
            return following
        if value is None or (labelled and is_label(cell.text)):
            blank = next((other for other in cells[here + 1 : here + 2] if other is not value), None)
            self._label(row, cell, blank)
            return following
        if not is_label(cell.text) and row.table and following + 1 < len(cells):
            rest = [item for item in cells[following + 1 :] if compact(item.text)]
            if rest and not any(is_label(item.text) for item in (value, *rest)) and len(rest) == 1:
                if "目标" in core:  # what was meant and what became of it, side by side
                    self._goal(row, (cell, value, rest[0]))
                    return len(cells)
                heading = f"{cell.text}\n{value.text}"
                self._further(heading, (cell, value), rest[0])
                return len(cells)
        self._label(row, cell, value)
        return following + 1

    def _is_unit(self, cell: GridCell) -> bool:
        """Keep the unit, where a cell prints nothing else and none was found yet; tell whether it was one."""
        if "currency_unit" in self.account.fields or not _UNIT_ALONE.fullmatch(label_words(cell.text).strip("()")):
            return False
        self.account.look_for_unit(cell)
        self.account.take(cell, "currency_unit_text")
        return True

    def _alone(self, row: PrintedLine, cell: GridCell) -> None:
        """Read a row that prints one cell: a note, labels with their values in one text, a label without a value."""
        label, fields = label_of(cell.text), self.account.fields
        blank = next((other for other in row.cells if other is not cell), None)
        if label.core in _NOTES and (not row.table or len(row.cells) == 1):
            self._keep_notes_heading()
            self._notes_heading = cell
            return
        if is_label(cell.text) and not self._notes_heading:
            self._label(row, cell, blank)
            return
        pairs = [(match[1], match[2].strip(), match) for match in _INLINE.finditer(cell.text)]
        kinds = [TEXT_LABELS.get(label_of(heading).core) for heading, _, _ in pairs]
        known = all(label_of(heading).core in _FIELDS for heading, _, _ in pairs)
        personal = any(kind is not None and kind.is_personal for kind in kinds)
        if pairs and (known or personal) and not is_note(label.core) and "\n" not in cell.text.strip():
            before = cell.text[: pairs[0][2].start()].strip()
            if before and self._year_alone(label_words(before), [before]):
                self.account.take(cell, "fiscal_year_text")
            elif before:  # the unit's name, without a label, before who signs or in which unit the amounts are
                self._soft.setdefault("unit_name", len(self.account.narratives))
                self.account.take(cell, self.account.narrative(NarrativeKind.OTHER_CELL, None, before, row.line))
            for heading, text, _ in pairs:
                self._inline(row, cell, f"{heading}：" if f"{heading}：" in cell.text else f"{heading}:", text)
            return
        words = label_words(cell.text)
        if _UNIT.search(words) and len(words) < 20 and "currency_unit" not in fields:  # 单位：万元 beside other words
            self.account.look_for_unit(cell)
        below = not row.table or is_note(words) or _NUMBERED.match(words)
        heading = self._notes_heading
        core = label_of(heading.text).core if heading else ""
        kind = NarrativeKind.FORM_NOTE if below else TEXT_LABELS.get(core, NarrativeKind.OTHER_CELL)
        path = self.account.narrative(kind, heading.text if heading else None, cell.text, row.line)
        if heading:
            self.account.take(heading, path.replace(".text", ".heading"))
            self._notes_heading = None
        self.account.take(cell, path)

    def _keep_notes_heading(self) -> None:
        """Keep a heading of notes below which none stand."""
        if heading := self._notes_heading:
            path = self.account.narrative(NarrativeKind.OTHER_CELL, None, heading.text, heading.line)
            self.account.take(heading, path)
            self._notes_heading = None

    def _inline(self, row: PrintedLine, cell: GridCell, heading: str, text: str) -> None:
        if _UNIT_ALONE.fullmatch(label_words(heading + text)) and "currency_unit" not in self.account.fields:
            self.account.look_for_unit(replace(cell, text=heading + text))
            self.account.take(cell, "currency_unit_text")
            return
        key = HEAD.get(label_of(heading).core, "")
        if key and key not in self.account.fields:
            self._soft.setdefault(key, len(self.account.narratives))
        kind = TEXT_LABELS.get(label_of(heading).core, NarrativeKind.OTHER_CELL)
        self.account.take(cell, self.account.narrative(kind, heading, text, row.line))

    def _label(self, row: PrintedLine, cell: GridCell, value: GridCell | None) -> None:
        """Keep a value under what its label says."""
        label = label_of(cell.text)
        text = value.text if value is not None else ""
        self.account.look_for_unit(cell)
        key = HEAD.get(label.core)
        if label.core in _YEAR_LABELS and (year := _YEAR.fullmatch(label_words(text))) and not self._year_printed:
            self._year_printed = True
            self._set_year(int(year[1]), text)
            self.account.take(cell)
            self.account.take_value(value, "fiscal_year_text")
            return
        if label.core in _UNIT_LABELS and value is not None and "currency_unit" not in self.account.fields:
            self.account.look_for_unit(value)
        if key == "unit_name":
            self._soft[key] = len(self.account.narratives)
        if key and key != "unit_name" and self._set_head(key, text):
            self.account.take(cell)
            self.account.take_value(value, key)
        elif GOAL_LABEL.fullmatch(label.core) and value is not None:
            self._goals.labelled(row, cell, value)
        elif read_pair(self.account, cell, value):
            pass
        elif label.core in GOAL_COLUMNS or (label.core in GOAL_GROUPS | GOAL_KINDS.keys() and value is not None):
            key = GOAL_COLUMNS.get(label.core, "target_text")
            goal_of = self._goals.goal(GOAL_KINDS.get(label.core, GoalKind.OVERALL), row.line, key)
            self.account.goals[goal_of][key] = text
            self.account.take(cell)
            self.account.take_value(value, f"goals[{goal_of}].{key}")
        elif label.core in TOTAL_LABELS - TEXT_LABELS.keys() and value is not None and is_amount(text):
            read_total(self.account, row, cell, None)
        else:
            self._text(row, cell, value)

    def _goal(self, row: PrintedLine, cells: tuple[GridCell, GridCell, GridCell]) -> None:
        label, target, actual = cells
        place = self._goals.goal(GoalKind.OVERALL, row.line, "target_text")
        self.account.goals[place] |= {"target_text": target.text, "actual_text": actual.text}
        self.account.take(label)
        self.account.take_value(target, f"goals[{place}].target_text")
        self.account.take_value(actual, f"goals[{place}].actual_text")

    def _text(self, row: PrintedLine, cell: GridCell, value: GridCell | None) -> None:
        """Keep a text under its label, whatever the label is."""
        core, text = label_of(cell.text).core, value.text if value is not None else ""
        kind = TEXT_LABELS.get(core, NarrativeKind.OTHER_CELL)
        if kind is NarrativeKind.AUDIT_REMARKS and core == "说明" and "审计" not in text:
            kind = NarrativeKind.REMARKS
        if _MONEY_SENTENCE.search(text) and (core in FUNDING_LABELS or core in MONEY_GROUPS):
            kind = NarrativeKind.MONEY_SENTENCE
        if value is None and kind is NarrativeKind.OTHER_CELL:
            self.account.take(cell, self.account.narrative(kind, None, cell.text, row.line))
            return
        self._further(cell.text, (cell,), value, kind)

    def _further(
        self,
        heading: str,
        labels: Sequence[GridCell],
        value: GridCell | None,
        kind: NarrativeKind = NarrativeKind.OTHER_CELL,
    ) -> None:
        path = self.account.narrative(kind, heading, value.text if value is not None else "", labels[-1].line)
        doubt = UNSAID if kind is not NarrativeKind.OTHER_CELL else UNKNOWN_LABEL
        for cell in labels:
            self.account.take(cell, path.replace(".text", ".heading"), doubt)
        self.account.take_value(value, path)

    def _set_head(self, key: str, text: str) -> bool:
        """Keep a value of the form's head; one that stands there already with the same words is not kept twice."""
        fields = self.account.fields
        if key in fields:
            return False
        fields[key] = text
        return True

    def finish(self) -> None:
        """Give the texts that may be a field's to the fields that have none; a unit's name is that of the department or the implementing unit."""
        self._keep_notes_heading()
        fields = self.account.fields
        for key, place in sorted(self._soft.items(), key=lambda item: -item[1]):
            named = ("department", "implementing_unit") if "project" in fields else ("department",)
            free = (name for name in (named if key == "unit_name" else (key,)) if name not in fields)
            field_ = next(free, None)
            if field_:
                fields[field_] = self.account.narratives.pop(place)["text"]
                self.account.places[:] = [_moved(one, place, field_) for one in self.account.places]


def _moved(place: CellPlace, gone: int, field_: str) -> CellPlace:
    """Return a cell's place after the text number ``gone`` has become a field, its heading a mere label."""
    match = re.fullmatch(r"narratives\[(\d+)\]\.(\w+)", place.field)
    if not match or int(match[1]) < gone:
        return place
    if int(match[1]) > gone:
        return replace(place, field=f"narratives[{int(match[1]) - 1}].{match[2]}")
    return CellPlace(place.cell, field_ if match[2] == "text" else "")
