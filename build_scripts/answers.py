"""What is said of findings, and what was published, written into ``data/``, so that nobody types the id of a row.

A file is only added to: what people wrote in it, comments too, stays as it is, and it is read again before it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from build_scripts.cells.personal_data import masked
from build_scripts.judging.audit import Audit
from build_scripts.judging.changes import figures_of
from build_scripts.judging.findings import Finding
from build_scripts.judging.rules import RULES
from build_scripts.reading.layout import KIND_OF
from build_scripts.reading.model import (
    Addresses,
    AnsweredCell,
    Published,
    Record,
    RecordT,
    Release,
    ReleaseEntry,
    ReleaseLedger,
    Replies,
    Reply,
    ReviewedCell,
)
from build_scripts.reading.positions import Positions
from build_scripts.reading.records import RULE_OF_PERSONAL_DATA, Portal
from build_scripts.reading.strict_yaml import read_yaml
from build_scripts.reading.validation import validate
from build_scripts.reading.yaml_writing import write
from build_scripts.words.vocabulary import FindingStatus


class NotWrittenError(Exception):
    """Raised where a file is laid out in a way that cannot be added to; holds what would have been added."""


def replied(
    content: str, findings: Iterable[Finding], portal: Portal, status: FindingStatus, words: str, day: date
) -> str:
    """Return ``replies.yml`` with one more reply for each form and rule among ``findings``.

    Args:
        content: the file as it is; empty where there is none.
        findings: the findings that are answered, all of one department.
        portal: what they were found in.
        status: what has become of them.
        words: the department's own.
        day: the day of the reply.

    Raises:
        NotWrittenError: where the file cannot be added to without a change to what it holds.
    """
    for form, rule in dict.fromkeys((finding.statement_id, finding.rule_id) for finding in findings):
        answered = [item for item in findings if (item.statement_id, item.rule_id) == (form, rule)]
        reply = Reply.model_validate(
            {
                "statement": form,
                "rule": rule,
                "cells": [
                    AnsweredCell(**dict(_cell(item, masked(_words(item, portal)))), finding=item.said)
                    for item in answered
                ],
                "status": status,
                "reply": words,
                "date": day.isoformat(),
            }
        )
        content = _with_entry(content, Replies, "replies", reply)
    return content


def _words(finding: Finding, portal: Portal) -> str:
    return portal.by_id[finding.statement_id].words_at(finding.path)


def _cell(finding: Finding, printed: str) -> ReviewedCell:
    named = {"row": finding.row_id, "column": finding.cell}
    return ReviewedCell.model_validate({key: value for key, value in named.items() if value} | {"printed": printed})


def with_release(content: str, made: ReleaseEntry) -> str:
    """Return ``releases.yml`` with one more release.

    Raises:
        NotWrittenError: where the file cannot be added to without a change to what it holds.
    """
    return _with_entry(content, ReleaseLedger, "releases", made)


def _with_entry(content: str, kind: type[RecordT], name: str, entry: Record) -> str:
    """Return a file that holds but a list, called ``name``, with one more entry."""
    alone = write({name: [entry]})
    before, positions = _read(content, kind)
    if before is None:
        if content.strip():
            raise NotWrittenError(alone)
        return alone
    listed = getattr(before, name)
    if not listed:
        added = alone
    else:
        indent = positions[f"{name}[0]"][1] - 3
        added = content.rstrip() + "\n" + "".join(f"{' ' * indent}{line[2:]}\n" for line in alone.splitlines()[1:])
    after, _ = _read(added, kind)
    if after is None or getattr(after, name) != (*listed, entry):
        raise NotWrittenError(alone)
    return added


def released(content: str, findings: Iterable[Finding], portal: Portal, by: str, reason: str, day: date) -> str:
    """Return a form's file with a release of ``findings``, in the place of an earlier release.

    What that says of names and telephone numbers, which no finding speaks of, stays.

    Args:
        content: the file as it is.
        findings: what holds the form back, each looked at.
        portal: what they were found in, nothing masked.
        by: the office that looked.
        reason: why it may be public.
        day: the day of the release.

    Raises:
        NotWrittenError: where the file cannot be changed there alone.
    """
    listed = list(findings)
    statement = portal.by_id[listed[0].statement_id]
    kind = type(statement.form)
    form, positions = _read(content, kind)
    before = form.release.cells if form is not None and form.release else ()
    personal = [cell for cell in before if statement.is_personal(cell.row, cell.column)]
    release = Release.model_validate(
        {
            "rules": sorted({finding.rule_id for finding in listed} | ({RULE_OF_PERSONAL_DATA} if personal else set())),
            "cells": list(dict.fromkeys([*personal, *(_cell(finding, _words(finding, portal)) for finding in listed)])),
            "by": by,
            "date": day.isoformat(),
            "reason": reason,
        }
    )
    block = write({"release": release})
    lines = content.splitlines(keepends=True)
    begins = sorted(place[0] for key in kind.model_fields if (place := positions.key(key)) is not None)
    here = positions.key("release")
    if here is None:
        changed = f"{content.rstrip()}\n{block}"
    else:
        end = next((line for line in begins if line > here[0]), len(lines) + 1)
        changed = "".join([*lines[: here[0] - 1], block, *lines[end - 1 :]])
    after, _ = _read(changed, kind)
    if form is None or after != form.model_copy(update={"release": release}):
        raise NotWrittenError(block)
    return changed


def recorded(audited: Audit) -> dict[str, str | None]:
    """Return ``addresses.yml`` and each form's record where they have changed, by path below the data folder; None where one goes.

    Only what is public is recorded: of a form that awaits its release stays what was shown before it was held, and of one
    that was withdrawn what was shown last, so that under its id nothing else comes back without a word. A record of a form
    that was renamed goes on under the new id, with the day of its first.
    """
    portal, whole = audited.public().portal, audited.portal
    before = {whole.moved.get(one.statement, one.statement): (place, one) for place, one in whole.published.items()}
    remembered = whole.withdrawn.keys() - whole.withdrawn_by_law
    stays = {place for now, (place, _) in before.items() if now in audited.held or now in remembered}
    stays |= whole.by_id.keys()
    files: dict[str, str | None] = {
        KIND_OF[Published].path(place): None for place in sorted(whole.published.keys() - stays)
    }
    for statement in portal.statements:
        rows, (place, standing) = figures_of(statement), before.get(statement.id, ("", None))
        if standing is None or (place, standing.statement, standing.rows) != (statement.id, statement.id, rows):
            day = standing.date if standing is not None else audited.today.isoformat()
            files[KIND_OF[Published].path(statement.id)] = _published(statement.id, day, rows)
    addresses = portal.recorded.union(portal.jurisdictions, portal.departments, portal.by_id, portal.withdrawn)
    if addresses != portal.addresses:
        files[KIND_OF[Addresses].path()] = write({"addresses": sorted(addresses)})
    return files


def _published(statement_id: str, day: str, rows: Mapping[str, Mapping[str, str]]) -> str:
    written = ",\n".join(f"  {json.dumps(row)}: {_json(printed)}" for row, printed in rows.items())
    return f'statement: "{statement_id}"\ndate: "{day}"\nrows: |\n{written}\n'


def _json(printed: Mapping[str, str]) -> str:
    """Return a row on one line; what no file of ``data/`` may hold is escaped."""
    text = json.dumps(printed, ensure_ascii=False)
    return "".join(char if char.isprintable() or char == "\u3000" else json.dumps(char)[1:-1] for char in text)


def _read(content: str, kind: type[RecordT]) -> tuple[RecordT | None, Positions]:
    data, positions, problems = read_yaml(content.encode(), "")
    return (None if problems or data is None else validate(kind, data, positions, "")[0]), positions


def holding(audited: Audit, statement_id: str) -> list[Finding]:
    """Return the findings that hold a form back, or would if it were not released."""
    return [item for item in audited.findings if item.statement_id == statement_id and RULES[item.rule_id].holds]
