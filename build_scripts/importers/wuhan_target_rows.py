"""Indicator tables of the Wuhan Dongxihu target form: rows of cells in, indicators out.

A long-term table prints six cells a row (label of the table, three levels, value, basis), an annual table eight
(the values of the two years before come first). The number of cells is the only thing that tells where a value belongs,
so a row that cannot be brought to that number is refused, never shifted until it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from build_scripts.carriers.text_export import SourceCell, SourceRow
from build_scripts.importers.document import DocumentError, leave_out
from build_scripts.importers.word_table import HEADING
from build_scripts.reading.model import Indicator
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import ExtractionNote, GoalKind

"""Why a column heading or the label beside a table is in no field."""
REPEATED = "合并单元格跨页，标签重复印出 · merged label repeated after a page break"
"""Why the second and later prints of a merged label are in no field."""

_VALUE_KEYS = {
    GoalKind.LONG_TERM: ("target", "target_basis"),
    GoalKind.ANNUAL: ("baseline_y2", "baseline_y1", "target", "target_basis"),
}
_LEVEL_CELLS = 4
"""Cells before the values: the table's label and the three levels."""

_COLUMN_HEADINGS = {
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "近两年指标值",
    "前年",
    "上年",
    "预计当年实现值",
    "指标值确定依据",
}
_HEADING_VARIANTS = {
    "指标名称": "三级指标",
    "预期当年实现值": "预计当年实现值",
    "预计当年实现": "预计当年实现值",
}
_TABLE_LABEL = re.compile(r"(?:(长期|年度)?绩效指标\d*)+")


@dataclass
class TargetAccount:
    """What a form's reader says about the text beside its fields."""

    lines: list[str]
    left_out: dict[int, str] = field(default_factory=dict)
    """1-based line → why its text is in no field."""
    notes: list[str] = field(default_factory=list)
    """Remarks on the form as a whole, for ``source.notes``."""

    def note(self, text: str) -> None:
        """Say something once about the form."""
        if text not in self.notes:
            self.notes.append(text)

    def leave_out(self, cell: SourceCell, reason: str) -> None:
        """Record that the text of a whole cell is in no field."""
        leave_out(self.left_out, self.lines, lines_of_cell(cell), reason)

    def leave_out_label(self, cell: SourceCell) -> None:
        """Record a heading; where a page break makes it repeat, its further prints are repeats."""
        settled = settle(cell)
        self.leave_out(cell, HEADING)
        leave_out(self.left_out, self.lines, settled.repeats, REPEATED)


@dataclass(frozen=True)
class Settled:
    """A cell's text after the traces of a page break are taken off it."""

    text: str
    notes: tuple[ExtractionNote, ...]
    repeats: tuple[int, ...]
    """1-based lines on which the text is printed again."""


def lines_of_cell(cell: SourceCell) -> range:
    """Return the 1-based lines a cell's text covers."""
    return range(cell.line, cell.line + cell.text.count("\n") + 1)


def settle(cell: SourceCell) -> Settled:
    """Return a cell's text with page-break blanks and repeats removed.

    The export writes a merged cell that spans pages as blank lines, the label, blank lines, the label again.

    Raises:
        DocumentError: where blank lines part two different texts, one of which may not belong to the cell.
    """
    prints = list(_prints(cell))
    if not prints:
        return Settled(cell.text, (), ())
    first, text = prints[0]
    for line, other in prints[1:]:
        if other != text:
            said = Both(
                f"“{other}”与同一单元格中空行之前的“{text}”不同，无法判断属于哪一格；应只有一段文字，或同一标签重复",
                f"“{other}” differs from “{text}” before the blank lines of the same cell; expected one text or a repeat",
            )
            raise DocumentError(line, said)
    repeats = tuple(number for line, again in prints[1:] for number in range(line, line + again.count("\n") + 1))
    notes: tuple[ExtractionNote, ...] = ()
    if repeats:
        notes = (ExtractionNote.LABEL_REPEATED,)
    elif first > cell.line:
        notes = (ExtractionNote.BLANK_LINES,)
    if text.startswith("\t"):
        # a TAB begins a cell: a second one is an empty cell that the table does not have
        text, notes = text.lstrip("\t"), (*notes, ExtractionNote.EXTRA_CELL)
    return Settled(text, notes, repeats)


def _prints(cell: SourceCell) -> Iterator[tuple[int, str]]:
    """Yield each run of non-blank lines of a cell with the line it begins on."""
    run: list[str] = []
    for number, text in zip(lines_of_cell(cell), cell.text.split("\n"), strict=True):
        if text.strip():
            run.append(text)
        elif run:
            yield number - len(run), "\n".join(run)
            run = []
    if run:
        yield lines_of_cell(cell).stop - len(run), "\n".join(run)


def read_indicators(
    rows: list[SourceRow], kind: GoalKind, goal_line: int, account: TargetAccount
) -> tuple[Indicator, ...]:
    """Return the indicators of the table below the goal at ``goal_line``.

    Raises:
        DocumentError: where a row has neither the cells of the table nor a known kind of damage.
    """
    headed = False
    found: list[Indicator] = []
    for row, notes in _whole_rows(rows, kind):
        if _is_heading(row):
            headed = True
            _leave_heading_out(row, kind, account)
        elif not any(cell.compact for cell in row.cells):
            if found:
                account.note(f"第{row.line}行是一行空单元格，未收录。")
        else:
            found.append(_indicator(row, kind, notes, first=not found, account=account))
    if found and not headed:
        account.note(f"第{goal_line}行的目标下，指标表未印表头，按同类表的栏目顺序读取。")
    return tuple(found)


def _whole_rows(rows: list[SourceRow], kind: GoalKind) -> Iterator[tuple[SourceRow, tuple[ExtractionNote, ...]]]:
    """Yield rows that have the table's number of cells, with what had to be mended."""
    width = _LEVEL_CELLS + len(_VALUE_KEYS[kind])
    upcoming = iter(rows)
    for row in upcoming:
        if _is_heading(row) or not any(cell.compact for cell in row.cells) or len(row.cells) == width:
            yield row, ()
        elif len(row.cells) == width + 1 and not any(cell.compact for cell in row.cells[-2:]):
            yield SourceRow(row.cells[:width]), (ExtractionNote.EXTRA_CELL,)
        else:
            rest = next(upcoming, None)
            if len(row.cells) != _LEVEL_CELLS or rest is None or len(rest.cells) != width - _LEVEL_CELLS:
                said = Both(
                    f"指标行有{len(row.cells)}格，应有{width}格：{[cell.text for cell in row.cells]}",
                    f"an indicator row of {len(row.cells)} cells where {width} are expected",
                )
                raise DocumentError(row.line, said)
            yield SourceRow(row.cells + rest.cells), (ExtractionNote.ROW_SPLIT,)


def _is_heading(row: SourceRow) -> bool:
    """Say whether a row prints column headings, alone or with the table's label."""
    texts = [cell.compact for cell in row.cells if cell.compact]
    columns = [text for text in texts if text in _COLUMN_HEADINGS or text in _HEADING_VARIANTS]
    labels = [text for text in texts if _TABLE_LABEL.fullmatch(text)]
    return bool(columns) and len(columns) + len(labels) == len(texts)


def _leave_heading_out(row: SourceRow, kind: GoalKind, account: TargetAccount) -> None:
    """Record the headings, and say where a form prints one that its template does not."""
    for cell in row.cells:
        account.leave_out_label(cell)
        standard = _HEADING_VARIANTS.get(cell.compact)
        if standard:
            account.note(f"表头“{standard}”在本表印作“{cell.compact}”。")
    _note_odd_label(row.cells[0], kind, account)


def _note_odd_label(cell: SourceCell, kind: GoalKind, account: TargetAccount) -> None:
    """Say where the label beside a table names the other kind of goal."""
    label = _TABLE_LABEL.fullmatch(cell.compact)
    if label and label[1] and not kind.zh.startswith(label[1]):
        account.note(f"第{cell.line}行{kind.zh}的指标表，标签印作“{settle(cell).text}”。")


def _indicator(
    row: SourceRow, kind: GoalKind, mended: tuple[ExtractionNote, ...], *, first: bool, account: TargetAccount
) -> Indicator:
    """Return one indicator; a blank level is merged with the row above unless nothing above can be meant.

    That is so in the first row of a table, and for the second level beside a newly printed first level.
    """
    label, *cells = row.cells
    if label.compact:
        _check_label(label)
        account.leave_out_label(label)
        _note_odd_label(label, kind, account)
    settled = [settle(cell) for cell in cells]
    for one in settled:
        leave_out(account.left_out, account.lines, one.repeats, REPEATED)
    level1, level2, name = (one.text for one in settled[:3])
    if not name.strip():
        raise DocumentError(cells[2].line, Both("指标行没有三级指标名称", "an indicator row without an indicator name"))
    notes = dict.fromkeys((*mended, *(note for one in settled for note in one.notes)))
    values = dict(zip(_VALUE_KEYS[kind], (one.text for one in settled[3:]), strict=True))
    return Indicator(
        level1=level1 if level1.strip() or first else None,
        level2=level2 if level2.strip() or level1.strip() or first else None,
        name=name,
        source_line=row.line,
        extraction_notes=tuple(notes),
        **values,
    )


def _check_label(cell: SourceCell) -> None:
    """Refuse text in the label column that is not a table's label."""
    if not _TABLE_LABEL.fullmatch(cell.compact):
        said = Both(
            f"指标行首格印有“{cell.text}”，应为空白或“长期绩效指标”“年度绩效指标”",
            f"“{cell.text}” in the label column, where a blank or the table's label is expected",
        )
        raise DocumentError(cell.line, said)
