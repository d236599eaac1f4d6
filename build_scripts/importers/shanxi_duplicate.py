"""The second copy of a Shanxi form, the text of a picture embedded beside the worksheet, compared with the first.

The picture's text runs in reading order: the conclusions come first, merged labels stand alone, long labels are cut
into lines. So the form is written out in that order and both texts are compared character by character, without
white space; every difference belongs to the cell it falls into.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from build_scripts.carriers.text_export import compact
from build_scripts.importers.document import DocumentError
from build_scripts.reading.model import Duplicate, DuplicateDifference, Indicator, ProjectSelfEvaluation
from build_scripts.words.language import Both

_DESCRIPTION = "工作表旁嵌入图片（EMF）的文字，与工作表为同一张表；比较时不计空白与换行。"
_FUNDING_COLUMNS = ("initial", "adjusted", "executed", "weight", "rate", "score")
_INDICATOR_COLUMNS = ("name", "target", "adjusted_target", "actual", "weight", "score")
_FUNDING_HEADINGS = "年初预算数全年预算数全年执行数分值执行率得分"
_INDICATOR_HEADINGS = "一级指标二级指标三级指标年度指标值调整后指标值实际完成值分值得分偏差原因分析及改进措施"


@dataclass(frozen=True)
class _Piece:
    """A stretch of the written-out form: ``path`` in the YAML file, None for a heading that every form prints."""

    text: str
    path: str | None = None


def compare(statement: ProjectSelfEvaluation, lines: list[str], first: int, last: int) -> Duplicate:
    """Return where the copy on lines ``first`` to ``last`` (1-based, both included) differs from ``statement``.

    Raises:
        DocumentError: where the copy differs in a heading, so that it is not this form.
    """
    pieces = list(_reading_order(statement))
    written = "".join(compact(piece.text) for piece in pieces)
    raw = "\n".join(lines[first - 1 : last])
    places = [place for place, character in enumerate(raw) if not character.isspace()]
    printed = "".join(raw[place] for place in places)
    differences: list[DuplicateDifference] = []
    if written == printed:
        return Duplicate(first_line=first, last_line=last, description=_DESCRIPTION)
    for piece, (start, end) in zip(pieces, _aligned(pieces, written, printed), strict=True):
        if printed[start:end] == compact(piece.text):
            continue
        line = first + raw.count("\n", 0, places[min(start, len(places) - 1)])
        if piece.path is None:
            raise DocumentError(
                line, Both(f"图片文字中此处应为“{piece.text}”", f"the picture's text should read “{piece.text}” here")
            )
        text = raw[places[start] : places[end - 1] + 1] if end > start else ""
        differences.append(DuplicateDifference(path=piece.path, text=text, source_line=line))
    return Duplicate(first_line=first, last_line=last, description=_DESCRIPTION, differences=tuple(differences))


def _aligned(pieces: list[_Piece], written: str, printed: str) -> Iterator[tuple[int, int]]:
    """Yield for each piece the stretch of ``printed`` that stands in its place."""
    ends_at = [0] * (len(written) + 1)
    for _, i1, i2, j1, j2 in SequenceMatcher(None, written, printed, autojunk=False).get_opcodes():
        for offset in range(i2 - i1):
            ends_at[i1 + offset + 1] = min(j1 + offset + 1, j2)
        ends_at[i2] = j2
    start = position = 0
    for piece in pieces:
        position += len(compact(piece.text))
        end = ends_at[position] if position else 0
        yield start, end
        start = end


def _reading_order(statement: ProjectSelfEvaluation) -> Iterator[_Piece]:
    """Yield the form's cells in the order in which the picture's text prints them."""
    yield _Piece(statement.title, "title")
    yield _Piece(statement.fiscal_year_text or "", "fiscal_year_text")
    yield _Piece("项目自评结论")
    for index, narrative in enumerate(statement.narratives):
        if index == 2:
            yield _Piece("下一步改进措施及管理建议")
        yield _Piece(narrative.heading or "")
        yield _Piece(narrative.text or "", f"narratives[{index}].text")
    for heading, path in (("项目名称", "project"), ("主管部门", "department"), ("实施单位", "implementing_unit")):
        yield _Piece(heading)
        yield _Piece(getattr(statement, path), path)
    yield from _money(statement)
    goal = statement.goals[0]
    yield _Piece("年度总体目标预期目标实际完成情况")
    yield _Piece(goal.target_text or "", "goals[0].target_text")
    yield _Piece(goal.actual_text or "", "goals[0].actual_text")
    yield _Piece(_INDICATOR_HEADINGS + "绩效目标")
    yield from _first_levels(goal.indicators)
    yield from _total(statement)
    yield from _indicators(goal.indicators)


def _money(statement: ProjectSelfEvaluation) -> Iterator[_Piece]:
    yield _Piece(statement.currency_unit_text or "", "currency_unit_text")
    yield _Piece(_FUNDING_HEADINGS)
    for index, line in enumerate(statement.funding):
        yield _Piece(line.label, f"funding[{index}].label")
        for column in _FUNDING_COLUMNS:
            yield _Piece(getattr(line, column), f"funding[{index}].{column}")


def _first_levels(indicators: tuple[Indicator, ...]) -> Iterator[_Piece]:
    """Yield each run of equal first levels once, followed by the reasons for deviations in its rows."""
    for level1, run in groupby(enumerate(indicators), key=lambda numbered: numbered[1].level1):
        rows = list(run)
        yield _Piece(level1 or "", f"goals[0].indicators[{rows[0][0]}].level1")
        for index, row in rows:
            yield _Piece(row.deviation or "", f"goals[0].indicators[{index}].deviation")


def _total(statement: ProjectSelfEvaluation) -> Iterator[_Piece]:
    if statement.total:
        yield _Piece(statement.total.label)
        yield _Piece(statement.total.weight or "", "total.weight")
        yield _Piece(statement.total.score or "", "total.score")


def _indicators(indicators: tuple[Indicator, ...]) -> Iterator[_Piece]:
    """Yield the rows, each run of equal second levels under one label."""
    above: tuple[str | None, str | None] | None = None
    for index, row in enumerate(indicators):
        path = f"goals[0].indicators[{index}]"
        if (row.level1, row.level2) != above:
            yield _Piece(row.level2 or "", f"{path}.level2")
        above = (row.level1, row.level2)
        for column in _INDICATOR_COLUMNS:
            yield _Piece(getattr(row, column), f"{path}.{column}")
