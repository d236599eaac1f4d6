"""A data folder → units: which departments must be looked at together.

Departments that speak of each other, or both of one that is gone, make one unit: only there a form that moved from one to
the other, a record of what it published or a reply to it can be understood. That is told from the files' bytes, before
anything is parsed: a word too many makes a unit larger and nothing wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import chain

from build_scripts.reading.layout import DataFile
from build_scripts.reading.load import SharedFiles
from build_scripts.reading.model import Department, Jurisdiction, KnownGaps, Published, Replies, Restatements
from build_scripts.reading.releases import ReleasedState, version_order

_SPEAKING = {Replies, KnownGaps, Restatements, Published}
"""Files that speak of forms by their ids."""
_WORDS = (b"formerly", b"withdrawn")
"""Keys under which other files do."""
_DATED = (b"release", b"withdrawn")
"""Keys under which something is dated in them."""
_DAY = re.compile(rb"(?<!\d)[12]\d{3}-\d\d-\d\d(?!\d)")
_ID = re.compile(rb"(?<![\w./:-])([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)(?![\w:.-])")
"""The two first parts of the id of a department or a form."""


@dataclass(frozen=True)
class WorkUnit:
    """Departments whose files are understood together, with all that is theirs alone."""

    departments: tuple[str, ...]
    """Ids, in order."""
    files: Mapping[DataFile, str]
    """Their files, each with the SHA-256 of what it holds."""
    addresses: frozenset[str]
    """The ids of theirs that releases showed, also under names that they no longer have."""
    is_dated: bool
    """Whether somebody speaks in them with a date: then it matters what day it is."""
    released: tuple[ReleasedState, ...] = ()
    """What releases showed of them, also under names that they no longer have; the oldest first."""

    @property
    def place(self) -> str:
        """What orders units: the id of its first department as the beginning of those of its forms."""
        return f"{self.departments[0]}/"


@dataclass(frozen=True)
class Parted:
    """The units of a data folder in order of their departments' ids, and the addresses that belong to none."""

    units: tuple[WorkUnit, ...]
    rest: frozenset[str]
    dates: frozenset[str] = frozenset()
    """The days that are named where it matters what day it is, and whatever else looks like one there."""

    def in_one(self) -> Parted:
        """Return all departments as one unit."""
        departments = tuple(place for unit in self.units for place in unit.departments)
        files = {file: digest for unit in self.units for file, digest in unit.files.items()}
        addresses = frozenset(id_ for unit in self.units for id_ in unit.addresses)
        released = _together(unit.released for unit in self.units)
        whole = WorkUnit(departments, files, addresses, is_dated=True, released=released)
        return replace(self, units=(whole,))

    def day(self, today: date) -> str:
        """Return the first of the days, up to ``today``, on which the data say all that they say today; empty where any does.

        What is said changes on a day that is named, the day before or the day after.
        """
        named = [one for text in self.dates if (one := _date(text)) is not None]
        turns = sorted({one + timedelta(days=way) for one in named for way in (-1, 0, 1)})
        if not turns:
            return ""
        return max((one for one in turns if one <= today), default=turns[0] - timedelta(days=1)).isoformat()


def parted(
    shared: SharedFiles, contents: Iterable[tuple[DataFile, bytes]], released: Mapping[str, tuple[ReleasedState, ...]]
) -> Parted:
    """Part the files of a data folder; each is given with what it holds and not kept.

    ``released`` is what releases showed of each department, by the id that it had then.
    """
    now, ids = _jurisdictions(shared), {place: place for place in shared.ids[Department]}
    digests: dict[str, dict[DataFile, str]] = defaultdict(dict)
    dated: set[str] = set()
    dates: dict[str, set[bytes]] = defaultdict(set)
    for file, content in contents:
        own = file.department_id
        ids.setdefault(own, own)
        digests[own][file] = sha256(content).hexdigest()
        dates[own].update(_DAY.findall(content))
        if file.kind.record in _SPEAKING or any(word in content for word in _DATED):
            dated.add(own)
        if file.kind.record in _SPEAKING or any(word in content for word in _WORDS):
            for first, second in set(_ID.findall(content)):
                place = first.decode()
                if place in now:
                    _join(ids, own, f"{now[place]}/{second.decode()}")

    def owner(id_: str) -> str:
        first, _, below = id_.partition("/")
        second = below.partition("/")[0]
        node = f"{now.get(first, first)}/{second}"
        return _root(ids, node) if second and node in ids else ""

    addresses: dict[str, set[str]] = defaultdict(set)
    for id_ in shared.addresses:
        addresses[owner(id_)].add(id_)
    shown: dict[str, list[tuple[ReleasedState, ...]]] = defaultdict(list)
    for id_, told in sorted(released.items()):
        shown[owner(id_)].append(told)
    together: dict[str, list[str]] = defaultdict(list)
    for place in sorted(digests, key=lambda place: f"{place}/"):
        together[_root(ids, place)].append(place)
    units = [
        WorkUnit(
            tuple(places),
            {file: digest for place in places for file, digest in digests[place].items()},
            frozenset(addresses.pop(root, ())),
            not dated.isdisjoint(places),
            _together(shown[root]),
        )
        for root, places in together.items()
    ]
    rest = frozenset(id_ for own in addresses.values() for id_ in own)
    named = frozenset(day.decode() for own in dated for day in dates[own])
    return Parted(tuple(sorted(units, key=lambda unit: unit.place)), rest, named)


def _together(released: Iterable[Iterable[ReleasedState]]) -> tuple[ReleasedState, ...]:
    """Return what releases showed of several departments as what each of them showed of all."""
    by_version: dict[str, ReleasedState] = {}
    for one in chain.from_iterable(released):
        known = by_version.get(one.version, ReleasedState(one.version, one.day, frozenset(), ()))
        by_version[one.version] = replace(known, forms=known.forms | one.forms, findings=known.findings + one.findings)
    return tuple(sorted(by_version.values(), key=lambda one: version_order(one.version)))


def _jurisdictions(shared: SharedFiles) -> dict[str, str]:
    """Return the ids that jurisdictions have and had, and those that releases showed, each with what it is called today."""
    shown = {id_.partition("/")[0] for id_ in shared.addresses}
    now = {id_: id_ for id_ in shown | shared.ids[Jurisdiction]}
    for file, record in shared.records.items():
        if isinstance(record, Jurisdiction):
            now |= {old: file.key for old in record.formerly if "/" not in old}
    return now


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _root(ids: dict[str, str], place: str) -> str:
    while ids[place] != place:
        ids[place] = ids[ids[place]]
        place = ids[place]
    return place


def _join(ids: dict[str, str], one: str, other: str) -> None:
    ids.setdefault(other, other)
    first, second = sorted((_root(ids, one), _root(ids, other)))
    ids[second] = first
