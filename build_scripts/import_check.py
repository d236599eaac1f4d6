"""What ``check`` says of an import before it is written, and which printed cells it would change."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from build_scripts.importers.run import Draft
from build_scripts.judging.audit import Tell, audit
from build_scripts.judging.changes import Change, changes, figures_of, restatement_line
from build_scripts.reading.layout import files_of
from build_scripts.reading.load import content_of
from build_scripts.reading.model import Mark
from build_scripts.reading.records import Portal
from build_scripts.reports import Message, messages
from build_scripts.words.vocabulary import Severity


@dataclass(frozen=True)
class DraftCheck:
    """What would be so if a draft were written."""

    messages: tuple[Message, ...] = ()
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

    Forms that stand as they are have been checked.
    """
    if draft.portal is None or not draft.changed.intersection(draft.placed.files):
        return DraftCheck()
    root = data.absolute()
    listed, _ = files_of(root)
    there = {file.path.relative_to(root).as_posix(): content_of(file.path) for file in listed}
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
        return DraftCheck(tuple(ours), unreadable=any(item.file in names for item in ours))
    changed = _changed(draft, audited.portal)
    due = tuple(_restatements(changed, draft.portal, audited.portal, today))
    return DraftCheck(tuple(ours), tuple(changed), restatements=due)


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
