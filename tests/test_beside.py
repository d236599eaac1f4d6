"""Work that is done beside other work, in processes that begin as copies of this one."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing import Value

import pytest

from build_scripts.publish import PublishError
from build_scripts.units.beside import beside


def is_alive(process):
    """Tell whether a process is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_each_work_is_done_elsewhere_with_all_that_is_at_hand_and_answers_whenever_asked():
    """Nothing has to be sent to it; what comes back is a copy, however large and however often it is asked for."""
    at_hand = {"rows": [lambda: 7] * 3}
    with beside(2) as begin:
        asked = [begin(lambda number=number: (os.getpid(), number, "长" * 10**6 * number)) for number in range(5)]
        answers = [ask() for ask in reversed(asked)]
        assert asked[0]() == answers[-1]
        assert begin(lambda: sum(one() for one in at_hand["rows"]))() == 21
    assert [number for _, number, _ in answers] == [4, 3, 2, 1, 0]
    assert [len(text) for *_, text in answers] == [number * 10**6 for _, number, _ in answers]
    assert len({process for process, *_ in answers} | {os.getpid()}) == 6


def test_with_one_process_it_is_done_at_once_and_here():
    done = []
    with beside(1) as begin:
        ask = begin(lambda: done.append(os.getpid()))
        assert done == [os.getpid()]
        assert ask() is None
        with pytest.raises(ZeroDivisionError):
            begin(lambda: 1 / 0)


def test_no_more_are_at_work_at_a_time_than_processes_are_lent():
    at_work, most = Value("i"), Value("i")

    def work():
        with at_work.get_lock():
            at_work.value += 1
            most.value = max(most.value, at_work.value)
        time.sleep(0.05)
        with at_work.get_lock():
            at_work.value -= 1

    with beside(2) as begin:
        for ask in [begin(work) for _ in range(6)]:
            ask()
    assert most.value == 2


def test_what_work_raises_is_raised_where_it_is_asked_for():
    """It says where it was raised; the others go on."""

    def wrong():
        raise ValueError("列 column")

    with beside(2) as begin:
        refused, right = begin(wrong), begin(lambda: "right")
        with pytest.raises(ValueError, match="列 column") as raised:
            refused()
        assert "in wrong" in "".join(raised.value.__notes__)
        assert right() == "right"


def test_a_process_that_the_system_ended_is_told():
    with beside(2) as begin:
        ended = begin(lambda: os.kill(os.getpid(), signal.SIGKILL))
        with pytest.raises(PublishError) as raised:
            ended()
    assert "a process was ended by the system" in str(raised.value)


def test_nobody_waits_for_a_place_that_an_ended_process_had():
    """As many as are lent were ended at work; the next would never begin."""
    with beside(2) as begin:
        for _ in range(2):
            begin(lambda: os.kill(os.getpid(), signal.SIGKILL))
        time.sleep(0.5)
        waiting = begin(lambda: "never")
        with pytest.raises(PublishError, match="ended by the system"):
            waiting()


@pytest.mark.parametrize("error", [PublishError("x", "y"), KeyboardInterrupt()])
def test_what_is_still_at_work_ends_with_the_rest(error):
    """Something went wrong elsewhere, or somebody pressed Ctrl+C: nobody writes any more where it is about to be cleared up."""
    begun = Value("i")

    def work():
        begun.value = os.getpid()
        time.sleep(60)

    def broken():
        with beside(2) as begin:
            begin(work)
            while not begun.value:
                time.sleep(0.01)
            raise error

    before = time.monotonic()
    with pytest.raises(type(error)):
        broken()
    assert time.monotonic() - before < 30
    assert not is_alive(begun.value)
