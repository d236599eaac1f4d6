"""How units are spread: over this process, or over several of this machine; ``cluster`` spreads them over many.

Each unit is sent with the bytes of its files to whoever is free, the largest first, and writes its own files; what comes
back is small. The summaries are taken in the order of the units, so that nothing depends on who was done when.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from hashlib import sha256

from build_scripts.collecting import without_collecting
from build_scripts.pages.render import read_templates, use_templates
from build_scripts.publish import PublishError, Rendered
from build_scripts.publish.stores import Store
from build_scripts.reading.layout import DataFile
from build_scripts.reading.load import content_of
from build_scripts.reading.records import AS_OF
from build_scripts.units.beside import ENDED, help_only, unasked
from build_scripts.units.parting import WorkUnit
from build_scripts.units.work import Common, Done, naming_mistakes, worked

WAITING = 2
"""So many units are held for each process, so that none waits for its next."""
_given: list[tuple[Common, Store]] = []
"""What this process was given for all its units."""


@dataclass(frozen=True)
class Result:
    """A unit that was done."""

    done: Done
    rendered: tuple[Rendered, ...]
    """Its pages, where they are not among its files."""
    files: Mapping[str, str]
    """Its files by their paths below the site's root, each with its SHA-256."""
    again: bool = False
    """Whether it was taken as it was done for an earlier site."""


Spread = Callable[[Common, Mapping[int, WorkUnit], Mapping[str, str], Store], Iterator[tuple[int, Result]]]
"""Works on numbered units and yields what came of each, in whatever order; their files are in the store."""


def spread(
    common: Common, units: Mapping[int, WorkUnit], days: Mapping[str, str], store: Store, jobs: int
) -> Iterator[tuple[int, Result]]:
    """Work on numbered units and yield what came of each, in whatever order; their files are in ``store``.

    Raises:
        PublishError, UnprovedError: as ``worked`` does; for a mistake in a template with its place.
    """
    if jobs < 2 or len(units) < 2:
        return _in_turn(common, units, days, store)
    return _in_processes(jobs, common, units, days, store)


def _in_turn(
    common: Common, units: Mapping[int, WorkUnit], days: Mapping[str, str], store: Store
) -> Iterator[tuple[int, Result]]:
    for number, unit in units.items():
        result = carried_out(common, store, *with_contents(unit, days))
        yield number, replace(result, done=pickle.loads(pickle.dumps(result.done)))  # noqa: S301 - as from a process


def days_of(unit: WorkUnit, days: Mapping[str, str]) -> dict[str, str]:
    """Return the days that a unit's pages tell."""
    places = (AS_OF, *unit.departments, *(file.name.partition("/")[2] for file in unit.files))
    return {place: days[place] for place in places if place in days}


def largest_first(units: Mapping[int, WorkUnit]) -> list[int]:
    """Return the numbers of units in the order in which they are given out, so that no large one is begun last."""
    return sorted(units, key=lambda number: -len(units[number].files))


def with_contents(unit: WorkUnit, days: Mapping[str, str]) -> tuple[WorkUnit, dict[DataFile, bytes], dict[str, str]]:
    """Return a unit with what its files hold now, which may be later than when it was parted."""
    contents = {file: content_of(file.path) for file in unit.files}
    files = {file: sha256(content).hexdigest() for file, content in contents.items()}
    return replace(unit, files=files), contents, days_of(unit, days)


def carried_out(
    common: Common, store: Store, unit: WorkUnit, contents: Mapping[DataFile, bytes], days: Mapping[str, str]
) -> Result:
    """Do a unit and write its files; it depends on nothing else, so that it can be done again anywhere.

    Raises:
        PublishError, UnprovedError: as of ``spread``.
    """
    use_templates(common.templates)
    with without_collecting(), naming_mistakes():
        done, files, rendered = worked(common, unit, contents, days)
    store.write_all(files)
    return Result(done, rendered, {url: store.digests.pop(url) for url in files})


def _in_processes(
    jobs: int, common: Common, units: Mapping[int, WorkUnit], days: Mapping[str, str], store: Store
) -> Iterator[tuple[int, Result]]:
    read_templates()
    left = largest_first(units)
    waiting: dict[Future[Result], int] = {}
    with ProcessPoolExecutor(min(jobs, len(units)), initializer=_begin, initargs=(common, store)) as pool:
        try:
            while left or waiting:
                while left and len(waiting) < jobs * WAITING:
                    number = left.pop(0)
                    given = with_contents(units[number], days)
                    with unasked():
                        waiting[pool.submit(_of_given, *given)] = number
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(future), future.result()
        except BrokenProcessPool as error:
            raise PublishError("--jobs", ENDED) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(common: Common, store: Store) -> None:
    help_only()
    _given[:] = [(common, store)]


def _of_given(unit: WorkUnit, contents: Mapping[DataFile, bytes], days: Mapping[str, str]) -> Result:
    return carried_out(*_given[0], unit, contents, days)
