"""What ``check`` says of an import before it is written, and which printed cells it would change."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from build_scripts.carriers import GridCell
from build_scripts.carriers.text_export import compact
from build_scripts.cells.names import project_names
from build_scripts.importers.fidelity import cells_of
from build_scripts.importers.run import Draft
from build_scripts.judging.audit import Audit, Tell, audit
from build_scripts.judging.changes import Change, changes, figures_of, restatement_line
from build_scripts.judging.check import holds_back
from build_scripts.pages.cell_names import cell_called
from build_scripts.reading.layout import files_of
from build_scripts.reading.load import content_of
from build_scripts.reading.model import Mark, ReleaseLedger
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.reports import Message, messages
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import Severity


@dataclass(frozen=True)
class SaidOfDraft:
    """What ``check`` says of a draft, by the words of its forms and the cells of its source: its files may not exist."""

    said: Message
    form: Both = UNSAID
    """What its form is called: the project, or the department and the kind of form; empty where it speaks of no form."""
    cell: Both = UNSAID
    """What its cell is called; empty where it speaks of the form as a whole."""
    number: int = -1
    """Which of the file's forms it is; -1 for none."""
    read_from: GridCell | None = None
    """The source's cell; of a cell printed blank, or of a whole row, the row's first; None for the form as a whole."""
    exact: bool = False
    """Whether that is the very cell."""
    holds: bool = False
    """Whether its form would not be published before somebody has released it."""


@dataclass(frozen=True)
class DraftCheck:
    """What would be so if a draft were written."""

    messages: tuple[SaidOfDraft, ...] = ()
    """Of its files and of what departments say of its forms, what is worst first."""
    changes: tuple[Change, ...] = ()
    """Cells of standing forms that would print something else, figures first."""
    unreadable: bool = False
    """Whether ``data/`` could not be understood for what the draft's own files say."""
    restatements: tuple[str, ...] = ()
    """The entries of ``restatements.yml`` for what was published and would change; each only lacks its reason."""


def checked(
    draft: Draft, data: Path, tell: Tell, today: date, write_files: Callable[[Path, Mapping[str, bytes]], None]
) -> DraftCheck:
    """Check ``data/`` as it would be with the draft, in a folder of its own, which is gone afterwards.

    Forms that stand as they are have been checked, and so have releases, which no draft changes: they are not taken along.
    """
    if draft.portal is None or not draft.changed.intersection(draft.placed.files):
        return DraftCheck()
    root = data.absolute()
    listed, _ = files_of(root)
    taken = (file for file in listed if file.kind.record is not ReleaseLedger)
    there = {file.path.relative_to(root).as_posix(): content_of(file.path) for file in taken}
    made = {name: text.encode() for name, text in draft.files.items()}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / root.name
        write_files(place, {**there, **made})
        audited, problems = audit(place, tell, today)
    names = {f"{root.name}/{name}" for name in draft.files}
    found = messages(problems, audited.findings if audited else ())
    departments = {"/".join(name.split("/")[:2]) for name in draft.placed.files}
    said = {
        f"{root.name}/{key}/{name}.yml" for key in departments for name in ("replies", "known_gaps", "restatements")
    }
    ours = [item for item in found if item.file in names | said]
    if audited is None and not ours:  # what is wrong elsewhere keeps the draft from being checked
        ours = found
    severity = list(Severity)
    ours.sort(key=lambda item: severity.index(item.severity))
    if audited is None:
        return DraftCheck(tuple(map(SaidOfDraft, ours)), unreadable=any(item.file in names for item in ours))
    changed = _changed(draft, audited.portal)
    due = tuple(_restatements(changed, draft.portal, audited.portal, today))
    return DraftCheck(tuple(_in_words(ours, draft, audited)), tuple(changed), restatements=due)


def _in_words(found: Iterable[Message], draft: Draft, audited: Audit) -> Iterator[SaidOfDraft]:
    """Yield what is said of a draft's forms with the names of form and cell, and with the source's cell."""
    assert draft.document is not None
    forms = draft.document.forms
    numbers = {name: number for number, name in enumerate(draft.placed.names) if name}
    cells = {number: cells_of(forms[number]) for number in numbers.values()}
    holding = {(item.statement_id, item.rule_id, item.path) for item in audited.findings if holds_back(item)}
    for item in found:
        statement = audited.portal.by_id.get(item.statement_id)
        number = numbers.get(statement.place, -1) if statement is not None and statement.file == item.file else -1
        if statement is None or number < 0:
            yield SaidOfDraft(item)
            continue
        own = cells[number].get(item.path, ())
        of_row = (cell for path, cells in cells[number].items() if _in_row(path, item.path) for cell in cells)
        yield SaidOfDraft(
            item,
            form_called(statement, audited.portal),
            cell_called(statement, item.path) if item.path else UNSAID,
            number,
            next(iter(own), None) or min(of_row, key=lambda cell: (cell.line, cell.column), default=None),
            exact=bool(own),
            holds=(item.statement_id, item.id, item.path) in holding,
        )


def _in_row(path: str, of: str) -> bool:
    """Tell whether a field stands in the row that the field at ``of`` stands in, or that ``of`` is."""
    row = of if of.endswith("]") else of.rpartition(".")[0]
    return row not in {"", "source"} and path.startswith(f"{row}.")


def form_called(statement: LoadedStatement, portal: Portal) -> Both:
    """Return what a form is called: its project as printed, codes aside, else its department and its kind."""
    if statement.project and compact(statement.project):
        return Both.printed(project_names(statement.project)[-1])
    name, kind = portal.departments[statement.department_id].name, statement.form.form_type
    return Both(f"{name} {kind.zh}", f"{name}, {kind.en}")


def _restatements(changed: Iterable[Change], before: Portal, after: Portal, today: date) -> Iterator[str]:
    for change in changed:
        statement = after.by_id.get(change.statement_id)
        is_public = before.moved.get(change.statement_id, change.statement_id) in before.published
        if statement is not None and is_public and not change.explained:
            column = change.column or change.named_by
            yield restatement_line(statement, change.row_id, (column, change.old, change.new), today)


def _changed(draft: Draft, portal: Portal) -> list[Change]:
    """Return what the standing forms print and would not print any more, or otherwise; figures first."""
    assert draft.portal is not None
    standing = [item for item in draft.portal.statements if item.place in draft.standing]
    found = list(changes({item.id: figures_of(item) for item in standing}, portal))

    def is_figure(change: Change) -> bool:
        statement = portal.by_id.get(change.statement_id)
        path = statement.path_of(change.row_id or None, change.column) if statement and change.column else None
        return statement is not None and path is not None and statement.mark_at(path) is Mark.FIGURE

    return sorted(found, key=lambda change: not is_figure(change))
