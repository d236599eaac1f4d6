"""Reader of the Hunan self-evaluation documents of 2023: a report with three kinds of annexed forms, a Word export.

The report comes first; 附件1 is the base-data table, 附件2 the department's form, 附件3 one form per project.
Annex numbers and titles are paragraphs without a TAB, so the export runs them into the last cell of the table before.
They are looked for first, and each form is read from the lines between two of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from build_scripts.importers import hunan_base_data, hunan_forms, hunan_report
from build_scripts.importers.document import DocumentError, ImportedDocument, ImportedForm
from build_scripts.importers.word_table import Account, Printed
from build_scripts.model import AnyStatement

_TITLE = re.compile(
    r"\s*(?P<title>(?P<year_text>(?P<year>\d{4})年度)(?P<form>部门整体支出绩效评价基础数据表|部门整体支出绩效自评表|项目支出绩效自评表))\s*"
)
_ANNEX = re.compile(r"[ \u3000]*(?P<annex>附件\d+)\s*")
_READERS: dict[str, Callable[[Account, int, int, Printed], AnyStatement]] = {
    "部门整体支出绩效评价基础数据表": hunan_base_data.read_base_data,
    "部门整体支出绩效自评表": hunan_forms.read_department,
    "项目支出绩效自评表": hunan_forms.read_project,
}


@dataclass(frozen=True)
class _Part:
    """The lines of one form: its annex number, if it has one of its own, its title, its table."""

    first: int
    title_line: int
    last: int
    form: str
    printed: Printed


def read(lines: list[str], document_id: str) -> ImportedDocument:
    """Return the report and all annexed forms.

    Raises:
        DocumentError: where the document is not laid out as a report with these annexes.
    """
    account = Account(lines)
    parts = _parts(account, document_id)
    report = hunan_report.read_report(account, 1, parts[0].first - 1, document_id)
    department = report.department or ""
    statements: list[AnyStatement] = [report]
    for part in parts:
        statements.append(_READERS[part.form](account, part.title_line + 1, part.last, part.printed))
    left_out = account.close(range(1, len(lines) + 1))
    return ImportedDocument(
        forms=tuple(ImportedForm(statement, department) for statement in statements), left_out=left_out
    )


def _parts(account: Account, document_id: str) -> list[_Part]:
    """Return the annexed forms' places in printed order."""
    parts: list[_Part] = []
    annex: str | None = None
    annex_line: int | None = None
    for number, line in enumerate(account.lines, 1):
        if found := _ANNEX.fullmatch(line):
            annex, annex_line = found["annex"], number
            account.line(number)
        elif title := _TITLE.fullmatch(line):
            account.line(number)
            printed = Printed(
                document_id, title["title"], int(title["year"]), title["year_text"], annex, annex_line or number
            )
            parts.append(_Part(annex_line or number, number, len(account.lines), title["form"], printed))
            annex_line = None
    if not parts:
        raise DocumentError(
            1, "没有附件表格的标题，不是湖南省的整体支出绩效自评报告", "no annexed form: another document"
        )
    return [_ended(part, after) for part, after in zip(parts, [*parts[1:], None], strict=True)]


def _ended(part: _Part, after: _Part | None) -> _Part:
    """Return ``part`` with its last line: the one before ``after``, whose title runs into the part's last cell."""
    if after is None:
        return part
    first, last = after.first, after.title_line
    zh, en = (f"第 {last} 行", f"line {last}") if first == last else (f"第 {first}—{last} 行", f"lines {first}–{last}")
    note = (
        f"来源文本中下一张表的标题（{zh}）接在本表最后一个单元格之后，已分开。"
        f" · In the source text the next form's title ({en}) runs into this table's last cell; they were parted."
    )
    return replace(part, last=after.first - 1, printed=replace(part.printed, notes=(note,)))
