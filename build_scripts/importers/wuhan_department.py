"""Reader of the Wuhan whole-department self-evaluation form of 2020 (部门整体绩效自评表), a Word export.

The form has a money block, numbered annual goals that carry the weight, each with its own indicator table,
a total and two conclusions; four notes on scoring follow the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.carriers.text_export import SourceCell, SourceRow, compact
from build_scripts.importers.document import DocumentError, ImportedDocument, ImportedForm
from build_scripts.importers.word_table import WordAccount, WordTable, expect, last_line
from build_scripts.reading.model import (
    DepartmentSelfEvaluation,
    FundingLine,
    Goal,
    Indicator,
    Narrative,
    SourceReference,
    Total,
)
from build_scripts.words.language import COMMA, Both
from build_scripts.words.vocabulary import CurrencyUnit, FormType, GoalKind, LineCode, NarrativeKind, YearBasis

DEPARTMENT_TEMPLATE = "wuhan-department-2020"
_TITLE = re.compile(r"(?P<year_text>(?P<year>\d{4})年度).+部门整体绩效自评表")
_HEAD = re.compile(r"(?P<label>单位名称：)(?P<unit>[^\t]+)\t填报日期：(?P<date>.*)")
_GOAL = re.compile(r"年度目标(?P<number>\d+)[：:]\(\d+分\)")
_MONEY_HEADER = ("", "预算数(A)", "执行数(B)", "执行率(B/A)", "得分")
_INDICATOR_HEADER = ("年度绩效指标", "一级指标", "二级指标", "三级指标", "年初目标值(A)", "实际完成值(B)", "得分")
_CONCLUSIONS = (
    ("偏差大或目标未完成原因分析", NarrativeKind.DEVIATION_SUMMARY),
    ("改进措施及结果应用方案", NarrativeKind.IMPROVEMENT_PLAN),
)


@dataclass(frozen=True)
class _Head:
    """What stands above the table."""

    title: str
    year: int
    year_text: str
    report_date: str
    unit: Narrative


def read_wuhan_department(lines: list[str], document_id: str) -> ImportedDocument:
    """Return the one form of the document.

    Raises:
        DocumentError: where the document is not laid out as this form.
    """
    account = WordAccount(lines)
    last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=0)
    notes_line = next((number for number, line in enumerate(lines, 1) if compact(line) == "备注："), None)
    if notes_line is None or last < 3:
        raise DocumentError(
            max(last, 1),
            Both("没有“备注：”一行，表单可能在此中断", "no line “备注：”; the form seems to break off here"),
        )
    head = _head(account)
    table = WordTable(account, 3, notes_line - 1)
    department = _labelled(table, "单位名称")
    funding, currency_unit_text = _funding(table)
    goals = _goals(table)
    total_row = table.row(2)
    expect(total_row.cells[0], "总分")
    total = _total(account, total_row)
    conclusions, table_end = _conclusions(table)
    statement = DepartmentSelfEvaluation(
        form_type=FormType.DEPT_SELF_EVAL,
        template=DEPARTMENT_TEMPLATE,
        scoring_profile=DEPARTMENT_TEMPLATE,
        title=head.title,
        department=account.text(department),
        fiscal_year=head.year,
        fiscal_year_basis=YearBasis.PRINTED,
        fiscal_year_text=head.year_text,
        report_date=head.report_date,
        currency_unit=CurrencyUnit.TEN_THOUSAND_YUAN,
        currency_unit_text=currency_unit_text,
        funding=funding,
        goals=goals,
        total=total,
        narratives=(head.unit, *conclusions, *_notes(account, notes_line, last)),
        source=SourceReference(
            document=document_id,
            first_line=1,
            last_line=last,
            notes=(*_blank_lines(account), _run_on(table_end, notes_line)),
        ),
    )
    left_out = account.close(range(1, len(lines) + 1))
    return ImportedDocument(forms=(ImportedForm(statement, department.text),), left_out=left_out)


def _run_on(cell: SourceCell, notes_line: int) -> str:
    said = Both(
        f"来源文本中第 {notes_line} 行起的备注接在表格最后一个单元格（第 {cell.line} 行）之后，已分开。",
        f"In the source text the notes from line {notes_line} run into the table's last cell (line {cell.line});"
        " they were parted.",
    )
    return str(said)


def _blank_lines(account: WordAccount) -> Iterator[str]:
    """Say in which merged cells the export put blank lines before the text."""
    if account.blank_before:
        lines = COMMA.join(map(str, account.blank_before))
        said = Both(
            f"来源文本中从这些行起的合并单元格，文字之前有空行，未收录：{lines.zh}。",
            "In the source text blank lines stand before the text of the merged cells that begin on these lines;"
            f" they were left out: {lines.en}.",
        )
        yield str(said)


def _head(account: WordAccount) -> _Head:
    """Return the title (line 1) and the line below it, which prints the unit's name a first time, and the date."""
    title = _TITLE.fullmatch(account.line(1).strip())
    if title is None:
        raise DocumentError(1, Both("首行不是“…年度…部门整体绩效自评表”", "line 1 is not the form's title"))
    head = _HEAD.fullmatch(account.line(2))
    if head is None:
        raise DocumentError(2, Both("第 2 行应为“单位名称：…　填报日期：…”", "line 2 should print unit and date"))
    unit = Narrative(kind=NarrativeKind.OTHER_CELL, heading=head["label"], text=head["unit"], source_line=2)
    return _Head(account.lines[0], int(title["year"]), title["year_text"], head["date"], unit)


def _labelled(table: WordTable, label: str) -> SourceCell:
    """Return the cell beside a printed label."""
    row = table.row(2)
    table.label(row.cells[0], label)
    return row.cells[1]


def _funding(table: WordTable) -> tuple[tuple[FundingLine, ...], str]:
    """Return the three money rows and the unit as printed; the block's label carries the weight of the last row."""
    text = table.account.text
    single = table.row(4)
    basic, basic_amount, project, project_amount = single.cells
    expect(basic, "基本支出总额")
    expect(project, "项目支出总额")
    unit, weight = _money_header(table)
    row = table.row(6)
    merged, label, adjusted, executed, rate, score = row.cells
    expect(merged, "")
    expect(label, "部门整体支出总额")
    lines = (
        FundingLine(line_code=LineCode.BASIC, label=text(basic), amount=text(basic_amount), source_line=basic.line),
        FundingLine(
            line_code=LineCode.PROJECT, label=text(project), amount=text(project_amount), source_line=project.line
        ),
        FundingLine(
            line_code=LineCode.DEPARTMENT_TOTAL,
            label=text(label),
            adjusted=text(adjusted),
            executed=text(executed),
            rate=text(rate),
            weight=weight,
            score=text(score),
            source_line=row.line,
        ),
    )
    return lines, unit


def _money_header(table: WordTable) -> tuple[str, str]:
    """Return unit and weight, which stand in the label cell of the money block: ``预算执行情况⏎(万元)⏎(10 分)``."""
    row = table.row(6)
    block, *columns = row.cells
    for cell, heading in zip(columns, _MONEY_HEADER, strict=True):
        table.label(cell, heading)
    if not re.fullmatch(r"预算执行情况\(万元\)\(\d+分\)", block.compact):
        raise DocumentError(
            block.line, Both(f"不认识的预算执行栏：{block.compact}", "money block label not understood")
        )
    found: dict[str, str] = {}
    for number in range(block.line, last_line(block) + 1):
        kind = compact(table.account.lines[number - 1])
        if kind == "(万元)":
            found["unit"] = table.account.line(number).strip()
        elif re.fullmatch(r"\(\d+分\)", kind):
            found["weight"] = table.account.line(number).strip()
        else:
            table.account.leave_out(number)
    if found.keys() != {"unit", "weight"}:
        raise DocumentError(
            block.line, Both("单位和分值应各占一行", "unit and weight should stand on lines of their own")
        )
    return found["unit"], found["weight"]


def _goals(table: WordTable) -> tuple[Goal, ...]:
    """Return the annual goals, each with the rows of its indicator table."""
    goals: list[Goal] = []
    while (row := table.peek()) is not None and (match := _GOAL.fullmatch(row.cells[0].compact)):
        printed, target = table.row(2).cells
        label, line_break, weight = table.account.text(printed).partition("\n")
        if not line_break:
            raise DocumentError(
                printed.line, Both("目标标签和分值应各占一行", "label and weight should be on two lines")
            )
        table.header(*_INDICATOR_HEADER)
        goals.append(
            Goal(
                kind=GoalKind.ANNUAL,
                number=int(match["number"]),
                label=label,
                weight=weight,
                target_text=table.account.text(target),
                source_line=row.line,
                indicators=_indicators(table),
            )
        )
    if not goals:
        raise DocumentError(row.line if row else 1, Both("没有年度目标", "no annual goals"))
    return tuple(goals)


def _indicators(table: WordTable) -> tuple[Indicator, ...]:
    """Return the rows below one goal: an empty first-level cell is merged with the row above."""
    rows: list[Indicator] = []
    while table.next_has(7):
        row = table.row(7)
        block, *cells = row.cells
        expect(block, "")
        level1, level2 = (table.account.merged_text(cell) for cell in cells[:2])
        name, target, actual, score = (table.account.text(cell) for cell in cells[2:])
        if not (level1 or rows):
            raise DocumentError(row.line, Both("目标的首行没有一级指标", "a goal's first row has no first level"))
        rows.append(
            Indicator(
                level1=level1 or None,
                level2=level2 or None,
                name=name,
                target=target,
                actual=actual,
                score=score,
                source_line=row.line,
            )
        )
    return tuple(rows)


def _total(account: WordAccount, row: SourceRow) -> Total:
    label, score = (account.text(cell) for cell in row.cells)
    return Total(label=label, score=score, source_line=row.line)


def _conclusions(table: WordTable) -> tuple[list[Narrative], SourceCell]:
    """Return the two conclusions and the table's last cell."""
    found: list[Narrative] = []
    for label, kind in _CONCLUSIONS:
        row = table.row(2)
        heading, body = row.cells
        expect(heading, label)
        found.append(
            Narrative(
                kind=kind,
                heading=table.account.merged_text(heading),
                text=table.account.text(body),
                source_line=row.line,
            )
        )
    table.end()
    return found, body


def _notes(account: WordAccount, first: int, last: int) -> list[Narrative]:
    """Return the numbered notes below the table; the first carries their common heading."""
    heading: str | None = account.line(first)
    notes: list[Narrative] = []
    for number in range(first + 1, last + 1):
        if account.lines[number - 1].strip():
            text = account.line(number)
            notes.append(Narrative(kind=NarrativeKind.FORM_NOTE, heading=heading, text=text, source_line=number))
            heading = None
    if not notes:
        raise DocumentError(first, Both("“备注：”之后没有文字", "no notes below their heading"))
    return notes
