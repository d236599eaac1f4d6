"""The whole-department target forms of Wuhan Dongxihu (武汉市东西湖区整体支出绩效目标表), many departments in one document.

Each form prints a title, the unit, an overview of long-term and annual goals side by side, and then for every goal its
number, its text and its indicator table. The tables have no money rows, weights or scores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_scripts.carriers.text_export import SourceRow, compact, word_rows
from build_scripts.importers.document import DocumentError, ImportedDocument, ImportedForm
from build_scripts.importers.word_table import HEADING
from build_scripts.importers.wuhan_target_goals import goal_blocks, goals_of
from build_scripts.importers.wuhan_target_rows import TargetAccount
from build_scripts.reading.model import DepartmentTarget, Narrative, SourceReference
from build_scripts.words.language import COMMA, Both
from build_scripts.words.vocabulary import CurrencyUnit, FormType, GoalKind, NarrativeKind, YearBasis

TARGET_TEMPLATE = "wuhan-dongxihu-target"

_TITLE_END = re.compile(r"(?:整体支出)?绩效目标(?:申报)?表$")
_TITLE = re.compile(r"(?P<department>.+?)(?:部门)?整体支出绩效目标(?:申报)?表")
_UNIT = re.compile(r"单位[:：](?P<unit>.+)")
_OVERVIEW = re.compile(r"整体绩效总?目标")
_YEAR = re.compile(r"(20\d\d)年度")
_END_YEAR = re.compile(r"(20\d\d)年")


@dataclass(frozen=True)
class _Span:
    """The 1-based lines of one form: its title and everything up to the next title."""

    first: int
    title_last: int
    last: int


@dataclass(frozen=True)
class _Year:
    """The fiscal year, which no form prints, and whence it is known."""

    year: int
    note: str


@dataclass(frozen=True)
class _Head:
    """What stands between a form's title and its overview of goals."""

    unit_text: str | None
    strays: tuple[Narrative, ...]
    overview_line: int


def read_wuhan_target(lines: list[str], document_id: str, year: int | None = None) -> ImportedDocument:
    """Return every department's target form, and why each line outside them is left out.

    No form prints its fiscal year: it is ``year``, or else the one year that the text speaks of.

    Raises:
        DocumentError: where the document has a structure this reader does not know, or no year can be told.
    """
    spans = _spans(lines)
    fiscal_year = _given_year(year, lines) if year else _fiscal_year(lines)
    forms: list[ImportedForm] = []
    left_out: dict[int, str] = {}
    for span in spans:
        account = TargetAccount(lines)
        forms.append(_form(span, fiscal_year, document_id, account))
        left_out.update(account.left_out)
    return ImportedDocument(tuple(forms), left_out)


def _spans(lines: list[str]) -> list[_Span]:
    """Return the forms' places, found by their titles; a title may stand on two lines."""
    titles = [
        title
        for number, line in enumerate(lines, 1)
        if _TITLE_END.search(compact(line)) and (title := _title_lines(lines, number))
    ]
    printed = next((number for number, line in enumerate(lines, 1) if line.strip()), 1)
    if not titles or titles[0].start != printed:
        said = Both(
            f"应以“……整体支出绩效目标表”为题开始，此处是“{lines[printed - 1].strip() if lines else ''}”",
            "the document should begin with the title of a target form",
        )
        raise DocumentError(printed, said)
    nexts = [title.start for title in titles[1:]] + [len(lines) + 1]
    return [
        _Span(title.start, title.stop - 1, _last_printed(lines, end)) for title, end in zip(titles, nexts, strict=True)
    ]


def _last_printed(lines: list[str], end: int) -> int:
    """Return the last line before line ``end`` that prints anything; a title above it ends the search."""
    while not lines[end - 2].strip():
        end -= 1
    return end - 1


def _title_lines(lines: list[str], number: int) -> range | None:
    """Return the lines of the title that ends on line ``number``; None where the line is a cell that mentions one.

    A title is followed by the unit or by blank cells and then by the overview of goals.
    """
    following = [text for line in lines[number : number + 12] if (text := compact(line))]
    if not any(_OVERVIEW.match(text) or _UNIT.match(text) for text in following[:2]):
        return None
    first = number
    while not _TITLE.fullmatch(compact("".join(lines[first - 1 : number]))):
        first -= 1
        if first < 1 or not lines[first - 1].strip():
            said = Both(
                f"标题“{lines[number - 1].strip()}”没有部门名称，上一行也没有",
                "the title names no department, nor does the line before it",
            )
            raise DocumentError(number, said)
    return range(first, number + 1)


def _years(lines: list[str]) -> dict[int, int]:
    """Return every year the goals speak of as ``2025年度``, with the first line that does."""
    found: dict[int, int] = {}
    for number, line in enumerate(lines, 1):
        for year in _YEAR.findall(line):
            found.setdefault(int(year), number)
    return found


def _fiscal_year(lines: list[str]) -> _Year:
    """Return the one year that the text speaks of.

    Raises:
        DocumentError: where it speaks of no year or of several.
    """
    found = _years(lines)
    if len(found) != 1:
        said = _spoken_of(found)
        said = Both(
            f"表上未印年度，{said.zh}，无法推定；请用 --year 指定，如 --year 2025",
            f"no form prints its year, and {said.en}; say which with --year, such as --year 2025",
        )
        raise DocumentError(max(found.values(), default=0), said)
    ((year, line),) = found.items()
    return _Year(year, f"表上未印年度；正文出现“{year}年度”，据此推定（见来源文本第{line}行）。")


def _given_year(year: int, lines: list[str]) -> _Year:
    """Return the year that the person who imports the document gave, beside the years that the text speaks of."""
    return _Year(year, f"表上未印年度；{_spoken_of(_years(lines)).zh}；导入时指定为 {year} 年度。")


def _spoken_of(found: dict[int, int]) -> Both:
    """Say which years the text speaks of, and where."""
    if not found:
        return Both("正文没有“××××年度”字样", "the text speaks of no year")
    years = COMMA.join(
        Both(f"“{year}年度”（第{line}行）", f"{year} (line {line})") for year, line in sorted(found.items())
    )
    return Both(f"正文出现{years.zh}", f"the text speaks of {years.en}")


def _form(span: _Span, year: _Year, document_id: str, account: TargetAccount) -> ImportedForm:
    """Return one department's form."""
    title = "\n".join(line.strip() for line in account.lines[span.first - 1 : span.title_last])
    named = _TITLE.fullmatch(compact(title))
    assert named  # the title was found by this very pattern
    head = _head(span, account)
    heading, *rows = word_rows(account.lines, head.overview_line, span.last)
    long_term_text = _overview_heading(heading, account)
    overview, blocks = goal_blocks(rows)
    goals = [
        goal
        for column, kind in enumerate((GoalKind.LONG_TERM, GoalKind.ANNUAL), start=1)
        for goal in goals_of(kind, [row.cells[column] for row in overview], blocks, account)
    ]
    end_year = _END_YEAR.search(compact(long_term_text))
    statement = DepartmentTarget(
        form_type=FormType.DEPT_TARGET,
        template=TARGET_TEMPLATE,
        title=title,
        fiscal_year=year.year,
        fiscal_year_basis=YearBasis.INFERRED,
        fiscal_year_note=year.note,
        currency_unit=CurrencyUnit.TEN_THOUSAND_YUAN,
        currency_unit_text=head.unit_text,
        long_term_text=long_term_text,
        long_term_end_year=int(end_year[1]) if end_year else None,
        goals=tuple(goals),
        narratives=head.strays,
        source=SourceReference(
            document=document_id, first_line=span.first, last_line=span.last, notes=tuple(account.notes)
        ),
    )
    return ImportedForm(statement, named["department"])


def _head(span: _Span, account: TargetAccount) -> _Head:
    """Read the lines between title and overview: the unit, and whatever else is printed there."""
    unit_text: str | None = None
    strays: list[Narrative] = []
    for number in range(span.title_last + 1, span.last + 1):
        line = account.lines[number - 1]
        unit = _UNIT.fullmatch(compact(line))
        # the overview's heading may be cut into two lines of one cell: 整体绩效 ⏎ 总目标
        if line.strip() and _OVERVIEW.match(compact("".join(account.lines[number - 1 : number + 1]))):
            if unit_text is None:
                account.note("本表未印金额单位，按同类表的万元收录。")
            return _Head(unit_text, tuple(strays), number)
        if unit:
            if unit["unit"] != CurrencyUnit.TEN_THOUSAND_YUAN.zh:
                raise DocumentError(
                    number, Both(f"金额单位应为万元，此处是“{line.strip()}”", "the unit should be 万元")
                )
            unit_text = line.strip()
        elif line.strip():
            strays.append(Narrative(kind=NarrativeKind.OTHER_CELL, text=line.strip(), source_line=number))
    raise DocumentError(span.first, Both("标题之后没有“整体绩效总目标”", "no overview of goals follows the title"))


def _overview_heading(row: SourceRow, account: TargetAccount) -> str:
    """Return the heading of the long-term goals, which carries their last year, as printed."""
    if len(row.cells) != 3:
        raise DocumentError(
            row.line, Both(f"总目标表表头应有3格，实有{len(row.cells)}格", "the overview's heading should have 3 cells")
        )
    label, long_term, annual = row.cells
    account.leave_out(label, HEADING)
    account.leave_out(annual, HEADING)
    if not long_term.compact.startswith("长期目标"):
        account.note(f"第{long_term.line}行长期目标的表头印作“{long_term.text}”。")
    return long_term.text
