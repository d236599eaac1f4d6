"""What was published before against what is printed now: no figure changes, and no row or form goes, without a word.

Before is the last release (``published.yml`` of each department), or another state of ``data/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_scripts.judging.check import FIGURES
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.model import Department, Restatement
from build_scripts.reading.printed import printed_cells
from build_scripts.reading.problems import Problem
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import Both

Figures = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Id of a form → id of a row → key → printed text; see ``Published``."""
FORM, WORDS = "form", "words"
"""The row of what stands in no row, and the key under which a row is named."""


@dataclass(frozen=True)
class Change:
    """One printed figure that is not what it was, or a row or a form that is gone."""

    statement_id: str
    """The form's id now; of a form that is gone the one it had."""
    row_id: str
    """Empty for the form as a whole."""
    column: str
    """The key of the cell; empty where the whole row or form is gone."""
    name: str
    """What the row was called."""
    old: str
    new: str
    explained: bool
    """Whether a restatement, a withdrawal or a new address says why."""


def figures_of(statements: Iterable[LoadedStatement]) -> dict[str, dict[str, dict[str, str]]]:
    """Return what forms print: every row with its name and its figures, blank cells left out."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for statement in statements:
        rows = {id_: {WORDS: statement.words_at(path)} for path, id_ in statement.row_ids.items()}
        for cell in printed_cells(statement.form):
            if cell.field in FIGURES and cell.text:
                row, column = statement.row_at(cell.path)
                rows.setdefault(row or FORM, {})[column] = cell.text
        found[statement.id] = rows
    return found


def changes(before: Figures, portal: Portal) -> Iterator[Change]:
    """Yield what of ``before`` is printed otherwise now, form by form, row by row."""
    now = figures_of(portal.statements)
    moved = {old: statement.id for statement in portal.statements for old in portal.former_ids(statement)}
    withdrawn = {entry.statement for department in portal.departments.values() for entry in department.withdrawn}
    for id_, rows in before.items():
        here = id_ if id_ in now else moved.get(id_, "")
        if not here:
            yield Change(id_, "", "", "", id_, "", id_ in withdrawn)
            continue
        said = [
            entry
            for record in portal.restatements.values()
            for entry in record.restatements
            if entry.statement in {id_, here}
        ]
        for row, printed in rows.items():
            yield from _of_row(here, row, printed, now[here].get(row), said)


def _of_row(
    form: str, row: str, old: Mapping[str, str], new: Mapping[str, str] | None, said: Iterable[Restatement]
) -> Iterator[Change]:
    row_id, name = "" if row == FORM else row, old.get(WORDS, "")
    entries = [entry for entry in said if (entry.row or "") == row_id]
    if new is None and row != FORM:
        yield Change(form, row_id, "", name, name, "", any(not entry.new for entry in entries))
        return
    new = new or {}
    for column in sorted((old.keys() | new.keys()) - {WORDS}):
        if old.get(column, "") != new.get(column, ""):
            texts = old.get(column, ""), new.get(column, "")
            yield Change(form, row_id, column, name, *texts, _leads(texts, [x for x in entries if x.column == column]))


def _leads(texts: tuple[str, str], entries: list[Restatement]) -> bool:
    """Tell whether restatements of one cell lead from its old text to its new one."""
    return bool(entries) and entries[-1].new == texts[1] and any(entry.old == texts[0] for entry in entries)


def unexplained(found: Iterable[Change], portal: Portal) -> list[Problem]:
    """Return a problem for each change that nobody has explained."""
    return sorted(_problem(change, portal) for change in found if not change.explained)


def _problem(change: Change, portal: Portal) -> Problem:
    statement = portal.by_id.get(change.statement_id)
    department = "/".join(change.statement_id.split("/")[:2])
    if statement is None:
        place = KIND_OF[Department].path(department)
        file = next((file for file in portal.positions if file.endswith(f"/{place}")), place)
        return Problem(
            file,
            0,
            0,
            "address-gone",
            Both(
                f"公布过的表单 {change.statement_id} 不见了。改了名或移了位置的，在新文件中写 formerly；撤下的，在 department.yml 的 withdrawn 中写明日期与原因。",
                f"the published form {change.statement_id} is gone. If it was renamed or moved, write formerly in its new file; if withdrawn, give day and reason under withdrawn in department.yml.",
            ),
        )
    if not change.column:
        return Problem(
            statement.file,
            0,
            0,
            "row-gone",
            Both(
                f'公布过的行 {change.row_id}（{shown(change.name)}）不见了。改了名称的，在该行写 id: "{change.row_id}"；删去的，在 restatements.yml 记一条：row: "{change.row_id}"，新数写 \'\'，并写明原因。',
                f'the published row {change.row_id} ({shown(change.name)}) is gone. If its name was corrected, write id: "{change.row_id}" in it; if it was removed, add an entry to restatements.yml: row: "{change.row_id}", new \'\' and the reason.',
            ),
        )
    path = statement.path_of(change.row_id or None, change.column) or ""
    return Problem(
        statement.file,
        *statement.place_of(path),
        "figure-changed",
        Both(
            f'公布过的数“{shown(change.old)}”改成了“{shown(change.new)}”，没有更正记录。请在 {department}/restatements.yml 记一条：row: "{change.row_id}"，column: "{change.column}"，old、new 照印，写明日期与原因；不是要改的，请改回。',
            f"the published '{shown(change.old)}' is now '{shown(change.new)}', and no restatement says why. Add an entry to {department}/restatements.yml: row: \"{change.row_id}\", column: \"{change.column}\", old and new as printed, day and reason; or put the old figure back.",
        ),
    )
