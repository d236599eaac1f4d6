"""What can be done beside other work: in a process that begins as a copy of this one, and sends back what comes of it.

A copy has all that this process has at hand, so that nothing is sent to it; what it writes into the folder of the new site is
there for all. With one process, and on systems that cannot copy one, the work is done at once.
"""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from multiprocessing.synchronize import Semaphore
from threading import Thread
from typing import Protocol, TypeVar

from build_scripts.publish import PublishError, let_go
from build_scripts.words.language import Both

DoneT = TypeVar("DoneT")
ENDING = frozenset({signal.SIGTERM, signal.SIGHUP})
"""What the build that began a process answers, and clears up; the process just ends."""


class Beside(Protocol):
    """Begins a piece of work that needs nothing which is still to be made."""

    def __call__(self, work: Callable[[], DoneT]) -> Callable[[], DoneT]:
        """Return a function that waits for what comes of the work and returns or raises it."""
        ...


def at_once(work: Callable[[], DoneT]) -> Callable[[], DoneT]:
    """Do a piece of work, and return what gives what came of it."""
    done = work()
    return lambda: done


@contextmanager
def beside(jobs: int) -> Iterator[Beside]:
    """Lend so many processes for work that is done beside that of this one; what has not ended by then is ended."""
    if jobs < 2 or "fork" not in get_all_start_methods():
        yield at_once
        return
    context = get_context("fork")
    free, begun = context.Semaphore(jobs), list[ForkProcess]()

    def begin(work: Callable[[], DoneT]) -> Callable[[], DoneT]:
        result, told = context.Pipe(duplex=False)
        process = context.Process(target=_done, args=(work, free, told), daemon=True)
        with unasked():
            process.start()
        told.close()
        begun.append(process)
        return cache(partial(_result, result, begun))

    try:
        yield begin
    finally:
        for process in begun:
            process.kill()
            process.join()


def _result(result: Connection, begun: Sequence[ForkProcess]) -> DoneT:  # type: ignore[type-var]
    """Return what came of work, or raise what it raised.

    Raises:
        PublishError: where its process has ended and said nothing, or another for whose place it may wait for ever.
    """
    while not result.poll(_LOOK):
        if any(process.exitcode for process in begun):
            raise PublishError("--jobs", ENDED)
    try:
        value, error = result.recv()
    except EOFError:
        raise PublishError("--jobs", ENDED) from None
    if error is not None:
        raise error
    return value  # type: ignore[no-any-return]


_LOOK = 1
"""Seconds after which whoever waits looks whether a process was ended."""
ENDED = Both(
    "一个进程被系统结束了，多半是内存不够；请用 --jobs 减少进程",
    "a process was ended by the system, most likely for want of memory; use fewer with --jobs",
)


def _done(work: Callable[[], object], free: Semaphore, told: Connection) -> None:
    help_only()
    answer: tuple[object, Exception | None]
    with free:
        try:
            answer = work(), None
        except Exception as error:  # noqa: BLE001 - whoever asked for the work raises it
            error.add_note(traceback.format_exc())
            answer = None, error
    told.send(answer)


@contextmanager
def unasked() -> Iterator[None]:
    """Hold back what asks a process to end while another is begun: it could be lost before that can answer."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def help_only() -> None:
    """Make this process one that helps the one that began it: it clears nothing up, and ends with it or when it is asked to."""
    for asked in ENDING:
        signal.signal(asked, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    let_go()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when the one that began it has ended, however that came: nobody asks it for anything any more."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
