"""Reader of the Wuhan project self-evaluation form of 2019 (专项（项目）绩效目标自评表), one table row per line.

The export drops cells that are merged vertically, so some indicator rows stand one or two columns too far left.
A row is put back by its anchor: the first text that is not a first- or second-level label is the indicator's name.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Mapping
from typing import Any

from build_scripts.carriers.text_export import SourceCell, SourceRow, compact, tab_rows
from build_scripts.importers.document import DocumentError, ImportedDocument, ImportedForm, leave_out
from build_scripts.importers.printed_columns import columns_of, labelled, values_of
from build_scripts.reading.model import FundingLine, Goal, Indicator, Narrative, ProjectSelfEvaluation, SourceReference
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import (
    LEVEL1_VARIANTS,
    LEVEL2_VARIANTS,
    CurrencyUnit,
    ExtractionNote,
    FormType,
    GoalKind,
    LineCode,
    NarrativeKind,
    YearBasis,
)

_HEADING = "印出的表头 · printed heading"
_FUNDING = {
    "项目资金（万元）": "label",
    "全年预算数（A）": "adjusted",
    "全年执行数（B）": "executed",
    "执行率（B/A）": "rate",
}
_FUNDING_LINES = {
    "年度资金总额：": LineCode.TOTAL,
    "其中：中央补助": LineCode.CENTRAL,
    "地方资金": LineCode.LOCAL,
    "其他资金（包括结转结余）": LineCode.OTHER_WITH_CARRY_OVER,
}
_GOAL = {"年度总体目标": "label", "年初设定目标": "target_text", "全年实际完成情况": "actual_text"}
_INDICATOR = {
    "绩效指标": "label",
    "一级指标": "level1",
    "二级指标": "level2",
    "三级指标": "name",
    "年度指标值": "target",
    "全年完成值": "actual",
    "未完成原因和改进措施": "deviation",
}
_SHIFT_NOTES = {1: ExtractionNote.CELL_LOST, 2: ExtractionNote.TWO_CELLS_LOST}
_LEVELS: dict[str, Collection[str]] = {"level1": LEVEL1_VARIANTS, "level2": LEVEL2_VARIANTS}
_LEVEL2_ONLY = LEVEL2_VARIANTS.keys() - LEVEL1_VARIANTS.keys()


def read_wuhan_project(lines: list[str], document_id: str) -> ImportedDocument:
    """Return the forms of a document, in printed order.

    Raises:
        DocumentError: where the document is not of this layout.
    """
    rows = tab_rows(lines, 1, len(lines))
    starts = [index for index, row in enumerate(rows) if _is_title(row)]
    if not starts:
        raise DocumentError(1, Both("没有找到以“自评表”结尾的标题", "no title ending in “自评表” found"))
    starts = [index - 1 if index and _is_annex(rows[index - 1]) else index for index in starts]
    if starts[0]:
        raise DocumentError(rows[0].line, Both("标题之前有未知内容", "unknown text before the first title"))
    left_out: dict[int, str] = {}
    forms = []
    for first, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        reader = _FormReader(rows[first:end], document_id)
        forms.append(reader.form())
        leave_out(left_out, lines, reader.headings, _HEADING)
    return ImportedDocument(tuple(forms), left_out)


def _is_title(row: SourceRow) -> bool:
    return row.paragraph and row.cells[0].compact.endswith("自评表")


def _is_annex(row: SourceRow) -> bool:
    return row.paragraph and re.fullmatch(r"附件\d+", row.cells[0].compact) is not None


class _FormReader:
    """Reads the rows of one form from top to bottom; ``headings`` are the lines that print nothing else."""

    def __init__(self, rows: list[SourceRow], document_id: str) -> None:
        self._first, self._last = rows[0].line, rows[-1].line
        self._rows = deque(rows)
        self._document = document_id
        self.headings: list[int] = []

    def form(self) -> ImportedForm:
        """Return the form; the year is the one printed below the title."""
        annex = self._next().cells[0].text if _is_annex(self._rows[0]) else None
        title = self._next().cells[0].text
        year_text, year = self._year()
        (project,) = labelled(self._next(), "专项（项目）名称")
        department, implementing_unit = labelled(self._next(), "主管部门", "实施单位")
        currency_text, funding = self._funding()
        goal = self._goal()
        statement = ProjectSelfEvaluation(
            template="wuhan-project-2019",
            title=title,
            department=department,
            fiscal_year=year,
            fiscal_year_basis=YearBasis.PRINTED,
            fiscal_year_text=year_text,
            source=SourceReference(document=self._document, first_line=self._first, last_line=self._last, annex=annex),
            currency_unit=CurrencyUnit.TEN_THOUSAND_YUAN,
            currency_unit_text=currency_text,
            narratives=self._narratives(),
            scoring_profile="none-2019",
            funding=funding,
            goals=(goal,),
            form_type=FormType.PROJECT_SELF_EVAL,
            project=project,
            implementing_unit=implementing_unit,
        )
        return ImportedForm(statement, department)

    def _next(self) -> SourceRow:
        if not self._rows:
            raise DocumentError(self._last, Both("表单在此中断", "the form breaks off here"))
        return self._rows.popleft()

    def _starts_with(self, label: str) -> bool:
        return bool(self._rows) and self._rows[0].cells[0].compact == label

    def _year(self) -> tuple[str, int]:
        row = self._next()
        match = re.fullmatch(r"[(（](\d{4})年度[)）]", row.cells[0].compact)
        if not match or not row.paragraph:
            raise DocumentError(row.line, Both("此处应为“(年份年度)”", "the fiscal year “(…年度)” expected here"))
        return row.cells[0].text, int(match[1])

    def _funding(self) -> tuple[str, tuple[FundingLine, ...]]:
        """Return the heading that prints the unit, and the money rows."""
        header = self._next()
        columns = columns_of(header, _FUNDING)
        unit_text = header.cells[columns.pop("label")].text
        lines = []
        while not self._starts_with("年度总体目标"):
            row = self._next()
            position = next(index for index, cell in enumerate(row.cells) if cell.compact)
            label = row.cells[position]
            if label.compact not in _FUNDING_LINES or position >= min(columns.values()):
                raise DocumentError(row.line, Both(f"未知的资金行“{label.text}”", f"unknown money row “{label.text}”"))
            values = values_of(row, columns, {position})
            lines.append(
                FundingLine(line_code=_FUNDING_LINES[label.compact], label=label.text, source_line=row.line, **values)
            )
        return unit_text, tuple(lines)

    def _goal(self) -> Goal:
        header = self._next()
        self.headings.append(header.line)
        columns = columns_of(header, _GOAL)
        del columns["label"]
        row = self._next()
        texts = values_of(row, columns)
        return Goal(kind=GoalKind.OVERALL, source_line=row.line, indicators=self._indicators(), **texts)

    def _indicators(self) -> tuple[Indicator, ...]:
        header = self._next()
        self.headings.append(header.line)
        columns = columns_of(header, _INDICATOR)
        del columns["label"]
        indicators = []
        shift_above = 0
        while not self._starts_with("说明"):
            row = self._next()
            shift = _shift(row, columns)
            indicators.append(_indicator(row, columns, shift, shift_above))
            shift_above = shift
        return tuple(indicators)

    def _narratives(self) -> tuple[Narrative, ...]:
        row = self._next()
        (remarks,) = labelled(row, "说明")
        found = [
            Narrative(kind=NarrativeKind.AUDIT_REMARKS, heading=row.cells[0].text, text=remarks, source_line=row.line)
        ]
        while self._rows:
            row = self._next()
            if not row.paragraph or not re.match(r"(注：)?\d+[.．]", row.cells[0].compact):
                raise DocumentError(row.line, Both("此处应为表下的注", "a note below the table expected here"))
            found.append(Narrative(kind=NarrativeKind.FORM_NOTE, text=row.cells[0].text, source_line=row.line))
        return tuple(found)


def _is_label(cell: SourceCell) -> bool:
    return cell.compact in LEVEL1_VARIANTS or cell.compact in LEVEL2_VARIANTS


def _shift(row: SourceRow, columns: Mapping[str, int]) -> int:
    """Return by how many columns the row stands too far left: the name is its first text that is no level's label."""
    position = next((i for i, cell in enumerate(row.cells) if cell.compact and not _is_label(cell)), None)
    shift = -1 if position is None else columns["name"] - position
    if shift and shift not in _SHIFT_NOTES:
        raise DocumentError(
            row.line, Both("无法确定三级指标所在的列", "the column of the indicator's name cannot be told")
        )
    actual = columns["actual"] - shift
    if shift and not (actual < len(row.cells) and re.search(r"\d", row.cells[actual].text)):
        raise DocumentError(
            row.line,
            Both("左移的行在完成值处没有数值", "a row shifted left has no value where its actual value should be"),
        )
    return shift


def _indicator(row: SourceRow, columns: Mapping[str, int], shift: int, shift_above: int) -> Indicator:
    """Return the row with its cells under their headings; a blank level is merged with the row above."""
    blanks = (SourceCell("", row.line),) * shift
    cells = values_of(SourceRow(blanks + row.cells), columns)
    values: dict[str, Any] = {key: text for key, text in cells.items() if compact(text) or key not in _LEVELS}
    notes = [_SHIFT_NOTES[shift]] if shift else []
    if shift and compact(values.get("level1", "")) in _LEVEL2_ONLY and "level2" not in values:
        values["level2"] = values.pop("level1")
        notes.append(ExtractionNote.LEVEL2_BY_NAME)
    _check_levels(values, row.line)
    if shift and shift != shift_above and not values.keys() & _LEVELS.keys():
        notes.append(ExtractionNote.MERGED_WITH_ABOVE)
    return Indicator(source_line=row.line, extraction_notes=tuple(notes), **values)


def _check_levels(values: Mapping[str, str], line: int) -> None:
    for key, variants in _LEVELS.items():
        if key in values and compact(values[key]) not in variants:
            raise DocumentError(
                line, Both(f"“{values[key]}”不是已知的指标类别", f"“{values[key]}” is no known indicator category")
            )
