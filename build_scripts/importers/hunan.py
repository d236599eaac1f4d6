"""Reader of the Hunan self-evaluation documents of 2023: a report with three kinds of annexed forms, a Word export.

The report comes first; 附件1 is the base-data table, 附件2 the department's form, 附件3 one form per project.
The annexed forms may also be published without the report, all of them or some.
Annex numbers and titles are paragraphs without a TAB, so the export runs them into the last cell of the table before.
They are looked for first, and each form is read from the lines between two of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from build_scripts.carriers.text_export import compact
from build_scripts.importers import hunan_base_data, hunan_forms, hunan_report
from build_scripts.importers.document import DocumentError, ImportedDocument, ImportedForm
from build_scripts.importers.word_table import Printed, WordAccount
from build_scripts.reading.model import AnyStatement, ProjectSelfEvaluation
from build_scripts.words.language import Both

_TITLE = re.compile(
    r"\s*(?P<title>(?P<year_text>(?P<year>\d{4})年度)(?P<form>部门整体支出绩效评价基础数据表|部门整体支出绩效自评表|项目支出绩效自评表))\s*"
)
_ANNEX = re.compile(r"[ \u3000]*(?P<annex>附件\d+)\s*")
_READERS: dict[str, Callable[[WordAccount, int, int, Printed], AnyStatement]] = {
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


def read_hunan(lines: list[str], document_id: str) -> ImportedDocument:
    """Return the report, where there is one, and all annexed forms.

    Raises:
        DocumentError: where the document is not laid out as such forms, with or without a report before them.
    """
    account = WordAccount(lines)
    parts = _parts(account, document_id)
    first = parts[0].first
    statements: list[AnyStatement] = []
    if any(line.strip() for line in lines[: first - 1]):
        statements.append(hunan_report.read_report(account, 1, first - 1, document_id))
    for part in parts:
        statements.append(_READERS[part.form](account, part.title_line + 1, part.last, part.printed))
    left_out = account.close(range(1, len(lines) + 1))
    return ImportedDocument(
        forms=tuple(ImportedForm(form, name) for form, name in zip(statements, _departments(statements), strict=True)),
        left_out=left_out,
    )


def _departments(forms: list[AnyStatement]) -> list[str]:
    """Return each form's department: the one that a form of the whole department names, or the form's own.

    The base-data table names none; without another form of the whole department it goes with the only name there is.
    """
    own = [_named(form) for form in forms]
    whole = [
        name for form, name in zip(forms, own, strict=True) if name and not isinstance(form, ProjectSelfEvaluation)
    ]
    only = next(iter(set(own) - {""}), "") if len(set(own) - {""}) == 1 else ""
    return [whole[0] if whole else name or only for name in own]


def _named(form: AnyStatement) -> str:
    """Return the department that a form names; a project form may leave it blank and name its unit only."""
    names = (form.department, getattr(form, "implementing_unit", None))
    return next((name for name in names if name and compact(name)), "")


def _parts(account: WordAccount, document_id: str) -> list[_Part]:
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
        said = Both(
            "没有“××××年度……表”的标题，不是湖南省的绩效自评表",
            "no form's title with its year: not a document of Hunan forms",
        )
        raise DocumentError(1, said)
    return [_ended(part, after) for part, after in zip(parts, [*parts[1:], None], strict=True)]


def _ended(part: _Part, after: _Part | None) -> _Part:
    """Return ``part`` with its last line: the one before ``after``, whose title runs into the part's last cell."""
    if after is None:
        return part
    first, last = after.first, after.title_line
    where = Both(f"第 {first}—{last} 行", f"lines {first}–{last}")
    if first == last:
        where = Both(f"第 {last} 行", f"line {last}")
    said = Both(
        f"来源文本中下一张表的标题（{where.zh}）接在本表最后一个单元格之后，已分开。",
        f"In the source text the next form's title ({where.en}) runs into this table's last cell; they were parted.",
    )
    note = str(said)
    return replace(part, last=after.first - 1, printed=replace(part.printed, notes=(note,)))
