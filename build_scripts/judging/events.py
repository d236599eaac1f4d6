"""What has happened to what is published: figures restated, forms added and withdrawn, replies, findings raised and settled.

An event has the day that somebody wrote down or on which a release was made, and no other: where nothing tells a day it
has none. It is named for ever: by the id that its form had first, so that no later name of a form, a department or a
jurisdiction makes a new event of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from build_scripts.judging.findings import Finding, page_of_finding
from build_scripts.judging.reviews import UNDISCLOSED, disclosed, repeated
from build_scripts.reading.layout import name_of_form
from build_scripts.reading.model import PrintedRow, Reply, Restatement
from build_scripts.reading.records import LoadedStatement, Portal
from build_scripts.reading.releases import ReleasedFinding, ReleasedState
from build_scripts.reading.row_ids import hashed
from build_scripts.words.language import UNSAID, Both
from build_scripts.words.vocabulary import EventKind, FindingStatus


@dataclass(frozen=True)
class Event:
    """Something that has happened to what is published."""

    id: str
    kind: EventKind
    date: str
    """``YYYY-MM-DD``; empty where no day is known."""
    place: str
    """The department or the jurisdiction; empty for the portal as a whole."""
    place_name: Both
    url: str
    """Where it is told, relative to the portal's root."""
    statement_id: str = ""
    form: Both = UNSAID
    """The form's year and name."""
    row_id: str = ""
    row: str = ""
    """What the row is called."""
    column: str = ""
    """The key of the cell."""
    old: str = ""
    """What stood there; of a finding its status before, empty where it was not there."""
    new: str = ""
    reason: str = ""
    """Why, in the words of who changed, withdrew or replied."""
    rule_id: str = ""
    finding_id: str = ""
    release: str = ""
    """The version of the release in which it was seen first; empty where none has it yet, or that is not known."""
    not_before: str = ""
    """Of an event without a day, the day of the last release, which did not have it yet."""

    @property
    def order(self) -> tuple[str, str]:
        """What orders events, the newest last: their day or the day before which they cannot have been, then their names."""
        return self.date or self.not_before, self.id


def newest_first(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events in the order in which they are told."""
    return tuple(sorted(events, key=lambda event: event.order, reverse=True))


def events(portal: Portal, findings: Iterable[Finding]) -> tuple[Event, ...]:
    """Return what has happened to the public forms of a portal, or of a part of it; the newest first."""
    first = {id_: portal.first_id(id_) for id_ in portal.by_id}
    released = [_of_today(one, portal) for one in portal.released]
    told = [*_restated(portal, first), *_replied(portal, first), *_added(portal, released), *_withdrawn(portal)]
    return newest_first([*told, *_found(portal, first, released, findings)])


def events_of_all(portal: Portal) -> Iterator[Event]:
    """Yield what has happened to no department of today: to releases, and departments and jurisdictions withdrawn."""
    for one in portal.made:
        id_, version = f"release/{one.version}", one.version
        yield Event(id_, EventKind.RELEASE, one.date, "", UNSAID, "downloads/#releases", release=version)
        if (gone := one.withdrawn) is not None:
            kind, url = EventKind.RELEASE_WITHDRAWN, f"data/{version}/"
            yield Event(f"{id_}#withdrawn", kind, gone.date, "", UNSAID, url, reason=gone.reason, release=version)
    for jurisdiction in portal.jurisdictions.values():
        for entry in jurisdiction.withdrawn:
            id_, name = f"{portal.first_id(entry.place)}#withdrawn-{entry.date}", entry.both("name")
            url = f"{entry.place}/"
            yield Event(id_, EventKind.PLACE_WITHDRAWN, entry.date, entry.place, name, url, reason=entry.reason)


def _on_form(portal: Portal, statement: LoadedStatement, row: str = "", column: str = "") -> Event:
    """Return an event of a cell, a row or a form, of which it is still to be said what it is."""
    form, path = statement.form, statement.path_of(row, None) if row else None
    holder = statement.at(path) if path else None
    return Event(
        id="",
        kind=EventKind.FORM_ADDED,
        date="",
        place=statement.department_id,
        place_name=portal.departments[statement.department_id].both("name"),
        url=f"{statement.id}/",
        statement_id=statement.id,
        form=Both.printed(" ").join([str(form.fiscal_year), statement.name]),
        row_id=f"{statement.id}#{row}" if row else "",
        row=(holder.words[-1] or "").strip() if isinstance(holder, PrintedRow) else "",
        column=column,
    )


def _restated(portal: Portal, first: Mapping[str, str]) -> Iterator[Event]:
    numbers = Counter[str]()
    listed = (entry for *_, entry in portal.entries() if isinstance(entry, Restatement))
    for entry in listed:
        if entry.statement not in portal.by_id:
            continue
        numbers[entry.statement] += 1
        anchor = f"restated-{numbers[entry.statement]}"
        change = disclosed(entry, portal)
        at = _on_form(portal, portal.by_id[entry.statement], entry.row or "", entry.column)
        yield replace(
            at,
            id=f"{first[entry.statement]}#{anchor}",
            kind=EventKind.RESTATEMENT,
            date=entry.date,
            url=f"{at.url}#{anchor}",
            old=change.old,
            new=change.new,
            reason=entry.reason,
        )


def _replied(portal: Portal, first: Mapping[str, str]) -> Iterator[Event]:
    seen = Counter[str]()
    for entry in (entry for *_, entry in portal.entries() if isinstance(entry, Reply)):
        if entry.statement not in portal.by_id:
            continue
        statement, cells = portal.by_id[entry.statement], [(cell.row or "", cell.column or "") for cell in entry.cells]
        at = _on_form(portal, statement, *(cells[0] if len(cells) == 1 else ("", "")))
        words = [repeated(entry.reply, statement, statement.path_of(row, column)) for row, column in cells]
        name = f"{first[entry.statement]}#reply-{entry.rule}-{entry.date}-{hashed(map('.'.join, cells))}"
        seen[name] += 1
        yield replace(
            at,
            id=name if seen[name] == 1 else f"{name}-{seen[name]}",
            kind=EventKind.REPLY,
            date=entry.date,
            url=f"{at.url}#{cells[0][0]}" if at.row_id else at.url,
            new=entry.status,
            reason=UNDISCLOSED if UNDISCLOSED in words else words[0],
            rule_id=entry.rule,
        )


def _added(portal: Portal, released: Sequence[ReleasedState]) -> Iterator[Event]:
    """Yield the forms of which a record or a release tells when they were published first."""
    recorded = {portal.moved.get(one.statement, one.statement): one.date for one in portal.published.values()}
    there = (_on_form(portal, statement) for statement in portal.statements)
    gone = (replace(event, kind=EventKind.FORM_ADDED, reason="") for event in _withdrawn(portal))
    for event in (*there, *gone):
        shown = next((one for one in released if event.statement_id in one.forms), None)
        if day := recorded.get(event.statement_id) or (shown.day if shown is not None else ""):
            version = shown.version if shown is not None else ""
            id_ = f"{portal.first_id(event.statement_id)}#added"
            yield replace(event, id=id_, date=day, release=version)


def _withdrawn(portal: Portal) -> Iterator[Event]:
    for place, department in portal.departments.items():
        for entry in department.withdrawn:
            id_ = entry.statement
            *_, year, stem = id_.split("/")
            yield Event(
                id=f"{portal.first_id(id_)}#withdrawn-{entry.date}",
                kind=EventKind.FORM_WITHDRAWN,
                date=entry.date,
                place=place,
                place_name=department.both("name"),
                url=f"{id_}/",
                statement_id=id_,
                form=Both.printed(" ").join([year, name_of_form(department, stem)]),
                reason=entry.reason,
            )


def _found(
    portal: Portal, first: Mapping[str, str], released: Sequence[ReleasedState], findings: Iterable[Finding]
) -> Iterator[Event]:
    """Yield findings that were raised or settled from one release to the next, and since the last.

    Those that came or went with their whole form are told by that. Of what a finding said no word is repeated: it may
    have quoted what is not disclosed any more.
    """
    today = tuple(findings)
    told = ((one, f"{one.statement_id}#{one.row_id}" if one.row_id else "") for one in today)
    there = (
        ReleasedFinding(one.id, one.rule_id, one.statement_id, row, one.told, one.severity.asks)
        for one, row in told
        if one.told is not None
    )
    for before, after in pairwise([*released, ReleasedState("", "", frozenset(portal.by_id), tuple(there))]):
        yield from _between(before, after, portal, first, {one.id: one.url for one in today})


def _of_today(shown: ReleasedState, portal: Portal) -> ReleasedState:
    """Return what a release showed by the ids that its forms have today."""
    findings = []
    for one in shown.findings:
        id_ = portal.moved.get(one.statement_id, one.statement_id)
        finding_id, row_id = (text.replace(one.statement_id, id_, 1) for text in (one.id, one.row_id))
        findings.append(replace(one, id=finding_id, statement_id=id_, row_id=row_id))
    return replace(shown, forms=frozenset(portal.moved.get(id_, id_) for id_ in shown.forms), findings=tuple(findings))


def _between(
    before: ReleasedState, after: ReleasedState, portal: Portal, first: Mapping[str, str], urls: Mapping[str, str]
) -> Iterator[Event]:
    """Yield what has become of findings from one state to the next; ``urls``: the addresses of those that are there today."""
    both = before.forms & after.forms & portal.by_id.keys()
    old, new = ({one.id: one for one in state.findings if one.statement_id in both} for state in (before, after))
    for id_ in sorted(old.keys() | new.keys()):
        one = new.get(id_) or old[id_]
        was, is_now = (state[id_].status if id_ in state else "" for state in (old, new))
        raised = is_now == FindingStatus.OPEN and was != FindingStatus.OPEN
        if not raised and not (was == FindingStatus.OPEN and is_now != FindingStatus.OPEN):
            continue
        kind = EventKind.FINDING_RAISED if raised else EventKind.FINDING_SETTLED
        row = one.row_id.partition("#")[2]
        at = _on_form(portal, portal.by_id[one.statement_id], row)
        lasting = one.id.replace(one.statement_id, first[one.statement_id], 1)
        own = page_of_finding(one.id) if one.asks else at.url
        yield replace(
            at,
            id=f"{lasting}/{'raised' if raised else 'settled'}-since-{before.version}",
            kind=kind,
            date=after.day,
            url=urls.get(one.id, at.url if is_now else own),
            old=was,
            new=is_now,
            rule_id=one.rule_id,
            finding_id=one.id,
            release=after.version,
            not_before="" if after.day else before.day,
        )
