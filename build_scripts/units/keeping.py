"""What a build keeps so that the next one does again only what has changed.

A unit's summary stands in the cache folder, its files in the site that was built with it; both are taken again where all
that they were made from is the same: the unit's files and the shared files that it names, the days that pages tell, the
program and its templates, the dress of the pages. A file of the site that somebody has touched since is made anew.
The cache can be deleted at any time: it saves work and decides nothing.
"""

from __future__ import annotations

import io
import os
import pickle
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import FunctionType
from typing import Any

from build_scripts.pages import Page, render
from build_scripts.publish import Dress, dress, page_places, write_whole
from build_scripts.publish.kept import (
    OUT,
    are_there,
    digest_of,
    files_below,
    forget,
    keep,
    keep_folder,
    kept_folder,
    put,
    read_kept,
)
from build_scripts.publish.stores import Stamps, stamps_of
from build_scripts.reading.load import SharedFiles
from build_scripts.reading.model import PortalSettings
from build_scripts.units.parting import WorkUnit
from build_scripts.units.spreading import Result, days_of
from build_scripts.units.work import Common, Done

PROGRAM = Path(__file__).parent.parent


PORTAL = "portal.pickle"
"""Beside the units: the pages of the portal."""


LIBRARIES = ("jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "pandas", "plotly", "pydantic", "pyyaml")
"""What has a hand in the bytes of a site; another version of one of these may make others."""


@cache
def program() -> str:
    """Return a digest of this program, its templates and the libraries that it runs with."""
    told = sha256(repr((platform.python_version(), [(name, version(name)) for name in LIBRARIES])).encode())
    for folder in (PROGRAM, render.TEMPLATES):
        told.update(digest_of(folder, map(folder.joinpath, files_below(folder))))
    return told.hexdigest()


def key_of(common: Common, unit: WorkUnit, days: Mapping[str, str]) -> str:
    """Return what a unit's work depends on besides the shared files that it names."""
    files = sorted((file.name, digest) for file, digest in unit.files.items())
    dress = common.worn.digest if common.worn else ""
    today = common.today.isoformat() if unit.is_dated else ""
    rest = (unit.departments, files, sorted(unit.addresses), sorted(days_of(unit, days).items()))
    return sha256(repr((program(), dress, common.evaluated_until, today, *rest)).encode()).hexdigest()


@dataclass(frozen=True)
class KeptUnit:
    """A unit as it was done last."""

    key: str
    rests_on: Mapping[str, str]
    """The shared files that it named, each with its digest then."""
    done: Done
    files: Stamps


@dataclass(frozen=True)
class Keeper:
    """What was kept when the site at ``out`` was built."""

    folder: Path
    out: Path
    shared: Mapping[str, str]
    """The digests of the shared files as they are now."""
    shown: dict[str, str] = field(default_factory=dict)
    """What the pages of the portal show now: a digest by address."""

    @classmethod
    def of(cls, cache: Path, out: Path, shared: SharedFiles) -> Keeper:
        """Return what was kept below ``cache`` when the site at ``out`` was built."""
        return cls(cache / sha256(os.fsencode(out)).hexdigest()[:16], out, shared.digests)

    def taken(
        self, common: Common, units: Sequence[WorkUnit], days: Mapping[str, str], new: Path
    ) -> Iterator[tuple[int, Result]]:
        """Yield the units that need not be done again, with their numbers; their files stand in the new site."""
        for number, unit in enumerate(units):
            kept = self._kept(unit)
            if kept is not None and kept.key == key_of(common, unit, days) and self._is_as_it_was(kept):
                put(self.out, new, (url for url, _, _ in kept.files))
                yield number, Result(kept.done, (), kept.files, again=True)

    def unchanged(
        self, common: Common, pages: Iterable[Page], settings: PortalSettings, days: Mapping[str, str], new: Path
    ) -> frozenset[str]:
        """Return the addresses of pages that show what they showed; their files stand in the new site."""
        worn = common.worn.digest if common.worn else ""
        for page in pages:
            self.shown[page.url] = _digest((page, days.get(page.shows), settings, worn, program()))
        found = read_kept(self.folder / PORTAL)
        before: Mapping[str, tuple[str, Stamps]] = found if isinstance(found, dict) else {}
        same = {url: before[url][1] for url, key in self.shown.items() if url in before and before[url][0] == key}
        again = {url: files for url, files in same.items() if are_there(self.out, files)}
        put(self.out, new, (url for files in again.values() for url, _, _ in files))
        return frozenset(again)

    def keep(self, common: Common, results: Iterable[Result], days: Mapping[str, str]) -> None:
        """Keep units and pages for the next build, and forget all others."""
        places = {PORTAL, OUT}
        with suppress(OSError):  # nothing depends on it
            for result in results:
                unit, place = result.done.unit, self._place(result.done.unit)
                places.add(place.name)
                if not result.again:
                    rests_on = {name: self.shared[name] for name in result.done.rests_on}
                    kept = KeptUnit(key_of(common, unit, days), rests_on, result.done, result.files)
                    keep(place, kept)
            files = {url: stamps_of(self.out, page_places(url)) for url in self.shown}
            told = {url: (key, files[url]) for url, key in self.shown.items()}
            keep(self.folder / PORTAL, told)
            write_whole(self.folder / OUT, os.fsencode(self.out))
            forget(self.folder, places)

    def _kept(self, unit: WorkUnit) -> KeptUnit | None:
        kept = read_kept(self._place(unit))
        return kept if isinstance(kept, KeptUnit) else None

    def _place(self, unit: WorkUnit) -> Path:
        return self.folder / f"{sha256(unit.place.encode()).hexdigest()[:32]}.pickle"

    def _is_as_it_was(self, kept: KeptUnit) -> bool:
        same = all(self.shared.get(name) == digest for name, digest in kept.rests_on.items())
        return same and are_there(self.out, kept.files)


def dressed(cache: Path, project: Path, work: Path, settings: PortalSettings, as_of: str) -> Dress:
    """Return the dress of a site's pages and put its files below ``work / "site"``; made once and then kept.

    Raises:
        PublishError: where MkDocs refuses the pages.
    """
    folders = (project / "content", project / "site_templates")
    told = digest_of(project, (project / "mkdocs.yml", *(one / file for one in folders for file in files_below(one))))
    name, new = sha256(repr((program(), settings, as_of, told)).encode()).hexdigest(), work / "site"
    worn: Dress | None = kept_folder(cache, name, new)
    if worn is None:
        worn = dress(project, new, work / "docs", settings, as_of)
        keep_folder(cache, name, new, worn)
    return worn


class _Digester(pickle.Pickler):
    """Pickles what a page shows, to be compared and never to be read: a function is told by where it stands."""

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401 - pickle's own
        """Tell a function by its place in the program."""
        if isinstance(obj, FunctionType):
            return str, (f"{obj.__module__}.{obj.__qualname__}:{obj.__code__.co_firstlineno}",)
        return NotImplemented


def _digest(value: object) -> str:
    told = io.BytesIO()
    _Digester(told, pickle.HIGHEST_PROTOCOL).dump(value)
    return sha256(told.getbuffer()).hexdigest()
