"""Which files of the data may be told by name and digest, and which are only counted.

A digest lets whoever guesses what a file says see whether the guess is right: it tells of a file all that can be guessed.
So a file is told only where the site shows all that it says. One that says something that the site keeps back is counted
and no more: a form that awaits review or was withdrawn by law, one with a name or a number that is not shown, what
departments say of such forms, and their documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.judging.audit import Audit
from build_scripts.reading.layout import DataFile
from build_scripts.reading.model import FormTemplate, Published, SourceDocument
from build_scripts.reading.printed import PERSONAL_DATA
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.units.parting import WorkUnit


def kept_back(unit: WorkUnit, loaded: Portal, audited: Audit) -> frozenset[str]:
    """Return the files of a unit, and the shared ones that it rests on, that say something which the site does not show.

    ``loaded`` are its records as they were read, ``audited`` what was made of them.
    """
    hidden = {*audited.not_to_be_public, *audited.held}
    hidden |= {item.id for item in loaded.statements if not _is_shown(item, audited)}
    departments = {"/".join(id_.split("/")[:2]) for id_ in hidden}
    departments |= {owner for owner, _, _, entry in loaded.entries() if entry.statement in hidden}
    files = (file for file in unit.files if _speaks_of(file, hidden, departments, loaded))
    return frozenset(file.name for file in files) | frozenset(_shared(audited))


def _is_shown(item: LoadedStatement, audited: Audit) -> bool:
    """Tell whether nothing of a form is masked, nor withheld as personal."""
    texts = (text.text for text in item.form.narratives)
    judged = audited.portal.by_id[item.id]
    return (judged is item or judged.form == item.form) and PERSONAL_DATA not in texts


def _speaks_of(file: DataFile, hidden: set[str], departments: set[str], loaded: Portal) -> bool:
    if file.kind.form_type is not None:
        return file.statement_id in hidden
    if file.kind.record is Published:
        recorded = loaded.moved.get(id_ := loaded.published[file.key].statement, id_)
        return recorded in hidden or recorded not in loaded.by_id
    return file.department_id in departments


def _shared(audited: Audit) -> Iterator[str]:
    """Yield the documents of held forms, and the templates that only such forms have."""
    portal = audited.portal
    held, shown = (
        [item.form for item in portal.statements if (item.id in audited.held) is is_held] for is_held in (True, False)
    )
    yield from (portal.file(SourceDocument, form.source.document) for form in held)
    left = {form.template for form in held} - {form.template for form in shown}
    yield from (portal.file(FormTemplate, name) for name in left)
