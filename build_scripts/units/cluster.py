"""Units spread over many machines, by Dask: each is a task that depends on nothing but what it is sent.

A task can be done twice and anywhere: Dask does those of a lost worker again, and two that do the same write the same.
So few are given out at a time that neither the scheduler nor we hold more than the workers are about to need. Every
worker must be one that makes the same bytes as we would and sees where they go; that is asked of all before the work
begins, and of each that joins later with its first task.
"""

from __future__ import annotations

import logging
import pickle
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue

import dask
from dask.typing import Key
from distributed import Client, Future, KilledWorker, get_worker
from distributed.comm.core import CommClosedError

from build_scripts.judging.audit import Tell
from build_scripts.publish import PublishError
from build_scripts.publish.stores import Store
from build_scripts.units.keeping import program
from build_scripts.units.parting import WorkUnit
from build_scripts.units.spreading import WAITING, Result, Spread, carried_out, largest_first, with_contents
from build_scripts.units.work import Common
from build_scripts.words.language import Both

CONNECT = 4
"""So many seconds a scheduler has to answer."""
LOOK = 1
"""So many seconds pass until somebody looks whether all workers are still there."""
PATIENCE = 60
"""So many seconds a build waits while there is no worker at all."""
SETTINGS = {
    "distributed.admin.large-graph-warning-threshold": "1 GB",  # data that are looked at as a whole are one large task
}


@contextmanager
def on_cluster(scheduler: str, notice: Tell) -> Iterator[Spread]:
    """Connect with a scheduler and return how its workers share the work.

    Raises:
        PublishError: where no scheduler answers, or it does not answer any more.
    """
    for name in ("distributed", "distributed.client"):  # what goes wrong is told once, and by us
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set(SETTINGS):
        try:
            client = Client(scheduler, timeout=CONNECT, set_as_default=False, name="mingzhang")  # type: ignore[no-untyped-call]
        except OSError as error:
            said = Both(
                f"那里没有 Dask 调度程序（先运行 dask scheduler，网址形如 tcp://主机:8786）：{error}",
                f"no Dask scheduler answers there (run dask scheduler; its address looks like tcp://host:8786): {error}",
            )
            raise PublishError(scheduler, said) from error
        with client:
            try:
                yield partial(_spread, _Crew(client, scheduler, notice))
            except (CommClosedError, CancelledError) as error:
                said = Both("与调度程序的连接断了", "the connection to the scheduler was lost")
                raise PublishError(scheduler, said) from error


class _Crew:
    """The workers of a scheduler, as they come and go."""

    def __init__(self, client: Client, scheduler: str, notice: Tell) -> None:
        """Begin with nobody."""
        self.client, self.scheduler, self.notice = client, scheduler, notice
        self._there: dict[str, int] = {}
        self._seen = time.monotonic()

    def places(self) -> int:
        """Return how many tasks the workers do at a time, and tell of those that are lost.

        Raises:
            PublishError: where there is none any more and none comes.
        """
        there: dict[str, int] = self.client.nthreads()  # type: ignore[no-untyped-call]
        for address in self._there.keys() - there.keys():
            self.notice(
                Both(f"失去 {address}，它手上的部门由别的重做", f"lost {address}; others do its departments again")
            )
        self._there = there
        if there:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > PATIENCE:
            said = Both("没有 worker，请运行 dask worker", "there is no worker; run dask worker")
            raise PublishError(self.scheduler, said)
        return sum(there.values())

    def ready(self, store: Store) -> None:
        """Wait for a worker, and see that all that are there can do the work; the scheduler opens what it passes on.

        Raises:
            PublishError: naming the worker that cannot.
        """
        try:
            same = self.client.run_on_scheduler(program) == program()  # type: ignore[no-untyped-call]
        except ImportError as error:
            raise PublishError(self.scheduler, _another(f"{error!r}")) from error
        if not same:
            raise PublishError(self.scheduler, _another(""))
        self._seen = time.monotonic()
        while not self.places():
            self.notice(Both("等待 worker", "waiting for a worker"))
            time.sleep(LOOK)
        for address, answer in self.client.run(_unfit, program(), store, on_error="return").items():
            if isinstance(answer, PublishError):
                raise answer
            if isinstance(answer, BaseException):
                raise PublishError(address, _another(f"{answer!r}")) from answer
            if answer is not None:
                raise PublishError(address, answer)

    def result(self, future: Future[Result], unit: WorkUnit) -> Result:
        """Return what came of a unit.

        Raises:
            PublishError, UnprovedError: as it was raised; where each worker that tried the unit is gone.
        """
        try:
            return future.result()
        except KilledWorker as error:
            said = Both(
                f"做 {unit.place} 的 worker 一再失去，可能内存不够",
                f"the workers that did {unit.place} were lost one after the other; they may lack memory",
            )
            raise PublishError(self.scheduler, said) from error
        except ImportError as error:
            raise PublishError(self.scheduler, _another(f"{error!r}")) from error


def _spread(
    crew: _Crew, common: Common, units: Mapping[int, WorkUnit], days: Mapping[str, str], store: Store
) -> Iterator[tuple[int, Result]]:
    """Work on units as ``spreading.spread`` does.

    Raises:
        PublishError, UnprovedError: as a worker raised it; where a worker is not fit for the work, or none is left.
    """
    if not units:
        return
    crew.ready(store)
    left, waiting = largest_first(units), dict[Key, tuple[int, Future[Result]]]()
    done = SimpleQueue[Future[Result]]()
    # A task too and not scattered: what is scattered is gone with the last worker that holds it.
    given = crew.client.submit(pickle.loads, pickle.dumps(common, pickle.HIGHEST_PROTOCOL), pure=False)
    try:
        while left or waiting:
            while left and len(waiting) < crew.places() * WAITING:
                number = left.pop(0)
                packed = pickle.dumps(with_contents(units[number], days), pickle.HIGHEST_PROTOCOL)
                future = crew.client.submit(_of_sent, program(), given, store, packed, pure=False)
                waiting[future.key] = number, future
                future.add_done_callback(done.put)  # type: ignore[no-untyped-call]
            with suppress(Empty):
                number, future = waiting.pop(done.get(timeout=LOOK).key)
                yield number, crew.result(future, units[number])
            crew.places()
    finally:
        _let_end(waiting, done)


def _of_sent(ours: str, common: Common, store: Store, packed: bytes) -> Result:
    """Do a unit on a worker; it may have joined after all others were asked whether they are fit for it."""
    unfit = _unfit(ours, store)
    if unfit is not None:
        raise PublishError(get_worker().address, unfit)
    return carried_out(common, store, *pickle.loads(packed))  # noqa: S301 - who can send tasks can run anything


def _unfit(ours: str, store: Store) -> Both | None:
    """Return why the machine on which this is asked cannot do the work; None where it can."""
    if program() != ours:
        return _another("")
    if not store.is_seen():
        return Both(
            "看不到要写入的文件夹；请用各机器共有的文件夹，或把 --out 写成网址",
            "does not see the folder to write into; choose a folder that all machines share, or a URL as --out",
        )
    return None


def _another(why: str) -> Both:
    told = f" ({why})" if why else ""
    return Both(
        f"那里的程序、模板或程序库与这里的不同，请装成一样的再重新启动{told}",
        f"another version of the program, its templates or libraries runs there; install the same and restart it{told}",
    )


def _let_end(waiting: dict[Key, tuple[int, Future[Result]]], done: SimpleQueue[Future[Result]]) -> None:
    """Wait, where something was wrong, for what has begun: nobody may write any more where it is about to be cleared up."""
    until = time.monotonic() + PATIENCE
    while waiting and time.monotonic() < until:
        with suppress(Empty):
            waiting.pop(done.get(timeout=LOOK).key)
