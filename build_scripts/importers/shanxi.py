"""Reader of the Shanxi project self-evaluation form of 2021 (项目绩效自评表), a worksheet per form.

A row of the worksheet is one block of lines, its cells parted by TABs; a label may hold a line break.
Each worksheet is followed by the same form as the text of an embedded picture: that copy is only compared.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from build_scripts.carriers.text_export import SourceCell, SourceRow, compact
from build_scripts.importers.document import DocumentError, ImportedDocument, ImportedForm, leave_out
from build_scripts.importers.printed_columns import columns_of, filled_cells, labelled, values_of
from build_scripts.importers.shanxi_duplicate import compare
from build_scripts.reading.model import (
    FundingLine,
    Goal,
    Indicator,
    Narrative,
    ProjectSelfEvaluation,
    SourceReference,
    Total,
)
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import CurrencyUnit, FormType, GoalKind, LineCode, NarrativeKind, YearBasis

_HEADING = str(Both("印出的表头", "printed heading"))
_CONTAINER = str(Both("工作表或图片的名称", "name of a worksheet or picture"))
_DUPLICATE = str(
    Both(
        "图片的文字，与工作表重复，差异见 source.duplicate",
        "text of a picture that repeats the worksheet; differences stand in source.duplicate",
    )
)
_LAST_LABEL = "备注："
_FUNDING = {
    "项目资金（万元）": "label",
    "年初预算数": "initial",
    "全年预算数": "adjusted",
    "全年执行数": "executed",
    "分值": "weight",
    "执行率": "rate",
    "得分": "score",
}
_FUNDING_LINES = {
    "年度资金总额": LineCode.TOTAL,
    "其中：中央财政资金": LineCode.CENTRAL,
    "省级财政资金": LineCode.PROVINCIAL,
    "市县(区)财政资金": LineCode.CITY_COUNTY,
    "上年结转资金": LineCode.CARRY_OVER,
    "其他资金": LineCode.OTHER,
}
_GOAL = {"年度总体目标": "label", "预期目标": "target_text", "实际完成情况": "actual_text"}
_INDICATOR = {
    "一级指标": "level1",
    "二级指标": "level2",
    "三级指标": "name",
    "年度指标值": "target",
    "调整后指标值": "adjusted_target",
    "实际完成值": "actual",
    "分值": "weight",
    "得分": "score",
    "偏差原因分析及改进措施": "deviation",
}
# The conclusions in printed order: the label above a group, if one stands on the row, the row's own label, its kind.
_CONCLUSIONS = (
    ("项目自评结论", "主要经验做法", NarrativeKind.GOOD_PRACTICE),
    (None, "项目管理中存在的主要问题及原因分析", NarrativeKind.PROBLEMS),
    ("下一步改进措施及管理建议", "对项目决策的建议：", NarrativeKind.RECOMMEND_DECISION),
    (None, "对预算安排与执行的建议：", NarrativeKind.RECOMMEND_BUDGET),
    (None, "对资金管理的建议：", NarrativeKind.RECOMMEND_FUNDS),
    (None, "项目管理的建议：", NarrativeKind.RECOMMEND_MANAGEMENT),
    (None, "其他：", NarrativeKind.RECOMMEND_OTHER),
    (None, _LAST_LABEL, NarrativeKind.REMARKS),
)


def read_shanxi(lines: list[str], document_id: str) -> ImportedDocument:
    """Return the forms of a document, in printed order, each with its duplicate compared.

    Raises:
        DocumentError: where the document is not of this layout.
    """
    sheets = [number for number, line in enumerate(lines, 1) if re.fullmatch(r"Sheet\d+", line.strip())]
    if not sheets or any(line.strip() for line in lines[: sheets[0] - 1]):
        raise DocumentError(
            1, Both("文件应以工作表名（如 Sheet2）开头", "the document should begin with a worksheet's name")
        )
    left_out: dict[int, str] = {}
    leave_out(left_out, lines, sheets, _CONTAINER)
    forms = []
    for first, following in zip(sheets, [*sheets[1:], len(lines) + 1], strict=True):
        rows = list(_sheet_rows(lines, first + 1, following - 1))
        reader = _FormReader(rows, document_id)
        statement = reader.statement()
        leave_out(left_out, lines, reader.headings, _HEADING)
        statement = _with_duplicate(statement, lines, following - 1, left_out)
        forms.append(ImportedForm(statement, statement.department or ""))
    return ImportedDocument(tuple(forms), left_out)


def _sheet_rows(lines: list[str], first: int, last: int) -> Iterator[SourceRow]:
    """Yield the worksheet's rows; the last one is the row of remarks, which is one line."""
    block: list[str] = []
    for number in range(first, last + 2):
        line = lines[number - 1] if number <= last else ""
        remarks = line.split("\t")
        if line.strip():
            block.append(line)
        if block and (not line.strip() or _LAST_LABEL in remarks):
            yield _row(block, number - len(block) + (1 if line.strip() else 0))
            block = []
        if _LAST_LABEL in remarks:
            return
    raise DocumentError(
        last, Both(f"工作表没有以“{_LAST_LABEL}”结束", f"the worksheet does not end with “{_LAST_LABEL}”")
    )


def _row(block: list[str], first: int) -> SourceRow:
    """Return the row that a block of lines prints; a line without its own cell continues the cell before it."""
    cells = []
    line = first
    for text in "\n".join(block).split("\t"):
        cells.append(SourceCell(text.rstrip("\n"), line))
        line += text.count("\n")
    return SourceRow(tuple(cells), paragraph=len(cells) == 1)


def _with_duplicate(
    statement: ProjectSelfEvaluation, lines: list[str], last: int, left_out: dict[int, str]
) -> ProjectSelfEvaluation:
    """Return the form with the comparison of the picture's text, which stands between the worksheet and the next."""
    numbers = [n for n in range(statement.source.last_line + 1, last + 1) if lines[n - 1].strip()]
    if numbers and re.fullmatch(r"image\d+\.emf", lines[numbers[0] - 1].strip()):
        leave_out(left_out, lines, [numbers.pop(0)], _CONTAINER)
    if not numbers:
        return statement
    if not compact(statement.title).startswith(compact(lines[numbers[0] - 1])):
        raise DocumentError(
            numbers[0], Both("工作表之后应为同一张表的图片文字", "the picture's text of the same form expected here")
        )
    leave_out(left_out, lines, numbers, _DUPLICATE)
    duplicate = compare(statement, lines, numbers[0], numbers[-1])
    return statement.model_copy(update={"source": statement.source.model_copy(update={"duplicate": duplicate})})


class _FormReader:
    """Reads the rows of one worksheet from top to bottom; ``headings`` are the lines that print nothing else."""

    def __init__(self, rows: list[SourceRow], document_id: str) -> None:
        self._first, self._last = rows[0].line, rows[-1].line
        self._rows = deque(rows)
        self._document = document_id
        self.headings: list[int] = []

    def statement(self) -> ProjectSelfEvaluation:
        """Return the form; its title keeps the line break between its two cells."""
        title = self._title()
        year_text, year = self._year()
        (project,) = labelled(self._next(), "项目名称")
        department, implementing_unit = labelled(self._next(), "主管部门", "实施单位")
        currency_text, funding = self._funding()
        goal, total = self._goal()
        statement = ProjectSelfEvaluation(
            template="shanxi-project-2021",
            title=title,
            department=department,
            fiscal_year=year,
            fiscal_year_basis=YearBasis.PRINTED,
            fiscal_year_text=year_text,
            source=SourceReference(document=self._document, first_line=self._first, last_line=self._last),
            currency_unit=CurrencyUnit.TEN_THOUSAND_YUAN,
            currency_unit_text=currency_text,
            narratives=tuple(self._conclusions()),
            scoring_profile="shanxi-project-2021",
            funding=funding,
            goals=(goal,),
            total=total,
            form_type=FormType.PROJECT_SELF_EVAL,
            project=project,
            implementing_unit=implementing_unit,
        )
        if self._rows:
            raise DocumentError(self._rows[0].line, Both("表后有未知内容", "unknown text after the form"))
        return statement

    def _next(self) -> SourceRow:
        if not self._rows:
            raise DocumentError(self._last, Both("表单在此中断", "the form breaks off here"))
        return self._rows.popleft()

    def _starts_with(self, label: str) -> bool:
        return bool(self._rows) and filled_cells(self._rows[0])[0].compact == label

    def _title(self) -> str:
        row = self._next()
        cells = filled_cells(row)
        if cells[-1].compact != "项目绩效自评表":
            raise DocumentError(
                row.line, Both("标题应以“项目绩效自评表”结尾", "a title ending in “项目绩效自评表” expected")
            )
        return "\n".join(cell.text for cell in cells)

    def _year(self) -> tuple[str, int]:
        """Return the year as printed, its three cells side by side."""
        row = self._next()
        text = "".join(cell.text for cell in row.cells)
        match = re.fullmatch(r"[(（](\d{4})年度[)）]", compact(text))
        if not match:
            raise DocumentError(row.line, Both("此处应为“（年份年度）”", "the fiscal year “（…年度）” expected here"))
        return text, int(match[1])

    def _funding(self) -> tuple[str, tuple[FundingLine, ...]]:
        """Return the heading that prints the unit, and the money rows."""
        header = self._next()
        columns = columns_of(header, _FUNDING)
        unit_text = header.cells[columns.pop("label")].text
        found = []
        while not self._starts_with("年度总体目标"):
            row = self._next()
            position = next(index for index, cell in enumerate(row.cells) if cell.compact)
            label = row.cells[position]
            code = _FUNDING_LINES.get(label.compact)
            if code is None or position >= min(columns.values()):
                raise DocumentError(row.line, Both(f"未知的资金行“{label.text}”", f"unknown money row “{label.text}”"))
            values = values_of(row, columns, {position})
            found.append(FundingLine(line_code=code, label=label.text, source_line=row.line, **values))
        return unit_text, tuple(found)

    def _goal(self) -> tuple[Goal, Total]:
        header = self._next()
        self.headings.append(header.line)
        columns = columns_of(header, _GOAL)
        del columns["label"]
        row = self._next()
        texts = values_of(row, columns)
        indicators, total = self._indicators()
        return Goal(kind=GoalKind.OVERALL, source_line=row.line, indicators=indicators, **texts), total

    def _indicators(self) -> tuple[tuple[Indicator, ...], Total]:
        """Return the indicator rows, each of which repeats its levels, and the row of totals below them."""
        header = self._next()
        self.headings.append(header.line)
        columns = columns_of(header, _INDICATOR)
        found = []
        while self._starts_with("绩效目标"):
            row = self._next()
            prefix = row.cells.index(filled_cells(row)[0])
            found.append(Indicator(source_line=row.line, **values_of(row, columns, {prefix})))
        row = self._next()
        label = filled_cells(row)[0]
        if label.compact != "总分":
            raise DocumentError(row.line, Both("此处应为绩效目标或总分", "“绩效目标” or “总分” expected here"))
        values = values_of(row, {key: columns[key] for key in ("weight", "score")}, {row.cells.index(label)})
        return tuple(found), Total(label=label.text, source_line=row.line, **values)

    def _conclusions(self) -> Iterator[Narrative]:
        for group, label, kind in _CONCLUSIONS:
            row = self._next()
            cells = filled_cells(row)
            if group:
                *_, text = labelled(row, group, label)
                # A group label with line breaks fills lines of its own above the label that belongs to it.
                self.headings.extend(range(cells[0].line, cells[1].line))
                cells = cells[1:]
            else:
                (text,) = labelled(row, label)
            yield Narrative(kind=kind, heading=cells[0].text, text=text, source_line=cells[0].line)
