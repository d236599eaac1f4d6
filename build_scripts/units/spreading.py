"""How units are spread: over this process, or over several of this machine.

Each unit is sent with the bytes of its files to whoever is free, the largest first, and writes its own files; what comes
back is small. The summaries are taken in the order of the units, so that nothing depends on who was done when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait

from jinja2 import TemplateError

from build_scripts.judging.audit import Tell
from build_scripts.pages.render import place_of_mistake
from build_scripts.publish import PublishError, Rendered
from build_scripts.reading.layout import DataFile
from build_scripts.reading.load import content_of
from build_scripts.reading.records import AS_OF
from build_scripts.units.parting import Unit
from build_scripts.units.stores import Store
from build_scripts.units.work import Common, Done, worked
from build_scripts.words.language import Both

WAITING = 2
"""So many units are held for each process, so that none waits for its next."""
Result = tuple[Done, tuple[Rendered, ...]]
_given: list[tuple[Common, Store]] = []
"""What this process was given for all its units."""


def spread(
    common: Common, units: Sequence[Unit], days: Mapping[str, str], store: Store, jobs: int, tell: Tell
) -> Iterator[Result]:
    """Work on units and yield what is kept of each, in their order; their files are in ``store``.

    Raises:
        PublishError, UnprovedError: as ``worked`` does; for a mistake in a template with its place.
    """
    done = _in_turn if jobs < 2 or len(units) < 2 else _in_processes(jobs)
    results: dict[int, Result] = {}
    for number, result in done(common, units, days, store):
        results[number] = result
        left = len(units) - len(results)
        tell(Both(f"已做好 {len(results)} 个部门，还有 {left} 个", f"{len(results)} departments done, {left} left"))
    yield from (results[number] for number in range(len(units)))


def _in_turn(
    common: Common, units: Sequence[Unit], days: Mapping[str, str], store: Store
) -> Iterator[tuple[int, Result]]:
    for number, unit in enumerate(units):
        yield number, _work(common, store, unit, *_taken(unit, days))


def _taken(unit: Unit, days: Mapping[str, str]) -> tuple[dict[DataFile, bytes], dict[str, str]]:
    """Return what a unit's files hold, and the days on which they changed."""
    places = (AS_OF, *unit.departments, *(file.name.partition("/")[2] for file in unit.files))
    told = {place: days[place] for place in places if place in days}
    return {file: content_of(file.path) for file in unit.files}, told


def _in_processes(jobs: int) -> Callable[..., Iterator[tuple[int, Result]]]:
    def spread_out(
        common: Common, units: Sequence[Unit], days: Mapping[str, str], store: Store
    ) -> Iterator[tuple[int, Result]]:
        largest_first = sorted(range(len(units)), key=lambda number: -len(units[number].files))
        waiting: dict[Future[Result], int] = {}
        with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(common, store)) as pool:
            try:
                while largest_first or waiting:
                    while largest_first and len(waiting) < jobs * WAITING:
                        number = largest_first.pop(0)
                        waiting[pool.submit(_of_given, units[number], *_taken(units[number], days))] = number
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        yield waiting.pop(future), future.result()
            finally:
                pool.shutdown(cancel_futures=True)

    return spread_out


def _begin(common: Common, store: Store) -> None:
    _given[:] = [(common, store)]


def _of_given(unit: Unit, contents: Mapping[DataFile, bytes], days: Mapping[str, str]) -> Result:
    return _work(*_given[0], unit, contents, days)


def _work(
    common: Common, store: Store, unit: Unit, contents: Mapping[DataFile, bytes], days: Mapping[str, str]
) -> Result:
    try:
        done, files, rendered = worked(common, unit, contents, days)
    except TemplateError as error:
        said = Both("页面模板有误", f"the page template is wrong: {error.message or type(error).__name__}")
        raise PublishError(place_of_mistake(error), said) from error
    store.write_all(files)
    return done, rendered
