"""What was published before against what is printed now: no figure changes, and no row or form goes, without a word.

Before is the last release (``published.yml`` of each department), or another state of ``data/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_scripts.cells.personal_data import masked
from build_scripts.judging.check import FIGURES
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
LENGTH_OF_WORDS = 40
"""Characters by which a row is named: enough to know it again, and a long goal does not stand twice in ``data/``."""


@dataclass(frozen=True)
class Change:
    """One printed figure that is not what it was, or a row or a form that is gone or new."""

    statement_id: str
    """The form's id now; of a form that is gone the one it had."""
    row_id: str
    """Empty for the form as a whole."""
    column: str
    """The key of the cell, ``words`` for the row's name; empty where the whole row or form is gone or new."""
    name: str
    """What the row was called."""
    old: str
    new: str
    explained: bool = True
    """Whether a restatement, a withdrawal or a new address says why; of a new row nobody asks."""


def figures_of(statement: LoadedStatement) -> dict[str, dict[str, str]]:
    """Return what a form prints: every row with its name and its figures, blank cells left out."""
    rows = {id_: {WORDS: _called(statement.words_at(path))} for path, id_ in statement.row_ids.items()}
    for cell in printed_cells(statement.form):
        if cell.field in FIGURES and cell.text.strip():
            row, column = statement.row_at(cell.path)
            rows.setdefault(row or FORM, {})[column] = cell.text
    return rows


def _called(words: str) -> str:
    return "".join(words.split())[:LENGTH_OF_WORDS]


def changes(before: Figures, portal: Portal) -> Iterator[Change]:
    """Yield what of ``before`` is printed otherwise now, form by form, row by row."""
    for id_, rows in before.items():
        here = portal.moved.get(id_, id_)
        statement = portal.by_id.get(here)
        if statement is None:
            yield Change(id_, "", "", "", id_, "", here in portal.withdrawn)
            continue
        now = figures_of(statement)
        if now == rows:
            continue
        entries = (entry for *_, entry in portal.entries() if entry.statement in {id_, statement.id})
        said = [entry for entry in entries if isinstance(entry, Restatement)]
        for row, printed in {FORM: {}, **rows}.items():
            yield from _of_row(statement.id, row, printed, now.get(row), said)
        for row, printed in now.items():
            if row != FORM and row not in rows:
                yield Change(statement.id, row, "", printed[WORDS], "", printed[WORDS])


def _of_row(
    form: str, row: str, old: Mapping[str, str], new: Mapping[str, str] | None, said: Iterable[Restatement]
) -> Iterator[Change]:
    row_id, name = "" if row == FORM else row, old.get(WORDS, "")
    entries = [entry for entry in said if (entry.row or "") == row_id]
    if new is None and row != FORM:
        yield Change(form, row_id, "", name, name, "", any(not entry.new for entry in entries))
        return
    new = new or {}
    for column in sorted(old.keys() | new.keys()):
        texts = old.get(column, ""), new.get(column, "")
        if texts[0] == texts[1]:
            continue
        if column == WORDS:
            named = [(_called(entry.old), _called(entry.new)) for entry in entries if entry.column not in FIGURES]
        else:
            named = [(entry.old, entry.new) for entry in entries if entry.column == column]
        yield Change(form, row_id, column, name, *texts, _leads(texts, named))


def _leads(texts: tuple[str, str], said: list[tuple[str, str]]) -> bool:
    """Tell whether restatements, each old and new, lead from the old text to the new one."""
    return bool(said) and said[-1][1] == texts[1] and any(old == texts[0] for old, _ in said)


def unexplained(found: Iterable[Change], portal: Portal) -> list[Problem]:
    """Return a problem for each change that nobody has explained."""
    return sorted(_problem(change, portal) for change in found if not change.explained)


def _problem(change: Change, portal: Portal) -> Problem:
    statement = portal.by_id.get(change.statement_id)
    department = "/".join(change.statement_id.split("/")[:2])
    if statement is None:
        return Problem(
            portal.file(Department, department),
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
                f'公布过的行 {change.row_id}（{shown(masked(change.name))}）不见了。改了名称的，在该行写 id: "{change.row_id}"；删去的，在 restatements.yml 记一条：row: "{change.row_id}"，新数写 \'\'，并写明原因。',
                f'the published row {change.row_id} ({shown(masked(change.name))}) is gone. If its name was corrected, write id: "{change.row_id}" in it; if it was removed, add an entry to restatements.yml: row: "{change.row_id}", new \'\' and the reason.',
            ),
        )
    old, new, row = shown(masked(change.old)), shown(masked(change.new)), f'row: "{change.row_id}"'
    if change.column == WORDS:
        return Problem(
            statement.file,
            *statement.place_of(statement.path_of(change.row_id, None) or ""),
            "row-renamed",
            Both(
                f"公布过的行 {change.row_id} 原来是“{old}”，现在是“{new}”，没有更正记录。更正了名称的，请在 {department}/restatements.yml 记一条：{row}，column 写名称的键（如 name）；是另一行的，请删去该行的 id。",
                f"the published row {change.row_id} was '{old}' and is now '{new}', and no restatement says why. If its name was corrected, add an entry to {department}/restatements.yml: {row}, column: the key of the name, such as name. If it is another row, delete its id.",
            ),
        )
    named = [row, f'column: "{change.column}"'] if change.row_id else [f'column: "{change.column}"']
    path = statement.path_of(change.row_id or None, change.column) or ""
    return Problem(
        statement.file,
        *statement.place_of(path),
        "figure-changed",
        Both(
            f"公布过的数“{old}”改成了“{new}”，没有更正记录。请在 {department}/restatements.yml 记一条：{'、'.join(named)}，old、new 照印，写明日期与原因；不是要改的，请改回。",
            f"the published '{old}' is now '{new}', and no restatement says why. Add an entry to {department}/restatements.yml: {', '.join(named)}, old and new as printed, day and reason; or put the old figure back.",
        ),
    )
