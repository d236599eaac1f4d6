"""Does anything that may be written in a file or a cell break what reads it? 100,000 inputs of every property, and by coverage.

    make fuzz
    .venv/bin/python benchmarks/fuzz.py properties --examples 1000 -k strict_yaml
    .venv/bin/python benchmarks/fuzz.py coverage --only yaml --minutes 60

The properties are those that the tests have: hypothesis makes their inputs, in pieces of 10,000 with a seed each, so that a
piece can be had again. The run by coverage (``benchmarks/fuzz_reading.py``) keeps whatever input reaches a new branch and
goes on from there; it begins with the files of ``example/`` and of the sample.

An input that takes more CPU than ``SECONDS`` is a failure, however busy the machine is; so is a process that needs more than ``MEMORY``. What fails is
printed with what makes it again, and the exit code is 1. The lines printed at the end are those of ``tests/FUZZ.md``.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import wraps
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).resolve().parent.parent
FILES = {
    "cells": "values numerals lookalikes split_cells personal_data",
    "reading": "strict_yaml load row_ids",
    "carriers": "carriers import_odd_forms",
    "outputs": "csv_and_figures hostile addresses linear_time",
}
"""What the properties are of: the cells of forms, the files of ``data/``, documents of others, and texts that are written."""
LEFT_OUT = {
    "test_splitting_changes_nothing_that_is_computed_or_found": "computes and judges whole forms: 15 ms an input, and no parser"
}
PIECE = 10_000
SECONDS = 10
MEMORY = 4 << 30
QUIETLY = ["-q", "-s", "--assert=plain", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
TARGETS = ("yaml", "load")


class TookTooLongError(AssertionError):
    """An input took longer than it may."""


@dataclass(frozen=True)
class Ran:
    """What became of a piece of a property, or of a run by coverage."""

    inputs: int
    seconds: float
    """CPU seconds."""
    ended: str
    failed: str = ""
    """What is printed of an input that failed; empty where none did."""


class Watch:
    """Plugin: so many examples of each property, each of them timed and counted."""

    def __init__(self, examples: int, seconds: float) -> None:
        """Take how many, and how long one may take."""
        self.examples, self.seconds, self.inputs = examples, seconds, 0

    def pytest_sessionstart(self) -> None:
        """Have hypothesis make as many, and none again that an earlier run has kept."""
        asked: dict[str, Any] = {
            "max_examples": self.examples,
            "database": None,
            "deadline": None,
            "derandomize": False,
            "print_blob": True,
            "suppress_health_check": list(HealthCheck),
        }
        settings.register_profile("fuzz", **asked)
        settings.load_profile("fuzz")

    def pytest_collection_modifyitems(self, items: list[pytest.Function]) -> None:
        """Watch each property, and give those that say how many examples they want as many as the others."""
        for test in {item.function for item in items}:
            test.hypothesis.inner_test = self.watched(test.hypothesis.inner_test)
            test._hypothesis_internal_use_settings = settings()  # noqa: SLF001 - has no other name

    def watched(self, test: Callable[..., None]) -> Callable[..., None]:
        """Return a test whose runs are timed and counted; an input that the test passes over is none."""

        @wraps(test)
        def run(*arguments: object, **named: object) -> None:
            signal.setitimer(signal.ITIMER_PROF, self.seconds)
            try:
                test(*arguments, **named)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            self.inputs += 1

        return run


def too_long(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End an input."""
    raise TookTooLongError("an input took longer than it may")


def piece(name: str, examples: int, seed: int, seconds: float) -> Ran:
    """Run some inputs of a property in this process, which has no other use."""
    os.chdir(PROJECT)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, too_long)
    watch, said = Watch(examples, seconds), io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = pytest.main(
            [*QUIETLY, "--hypothesis-show-statistics", f"--hypothesis-seed={seed}", name], plugins=[watch]
        )
    ended = re.findall(r"Stopped because (.*)", said.getvalue())
    failed = "" if code == 0 else f"{name}, --hypothesis-seed={seed}\n{said.getvalue()}"
    return Ran(watch.inputs, time.process_time(), ended[-1] if ended else "", failed)


def properties(word: str) -> list[str]:
    """Return the names of the properties, as pytest names them, whose name has ``word`` in it."""
    files = [f"tests/test_{name}.py" for names in FILES.values() for name in names.split()]
    found: list[str] = []

    class Collect:
        """Plugin: tells what is collected."""

        def pytest_collection_finish(self, session: pytest.Session) -> None:
            """Keep the names of what hypothesis makes inputs for."""
            items = [item for item in session.items if isinstance(item, pytest.Function)]
            found.extend(item.nodeid for item in items if getattr(item.function, "is_hypothesis_test", False))

    with redirect_stdout(io.StringIO()):
        pytest.main([*QUIETLY, "--collect-only", *files], plugins=[Collect()])
    return [name for name in found if word in name and not any(other in name for other in LEFT_OUT)]


def pieces(name: str, examples: int, seed: int, seconds: float = SECONDS) -> Iterator[Ran]:
    """Run a property until it has had its inputs, has no others, or fails."""
    had = 0
    while had < examples:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            try:
                ran = pool.submit(piece, name, min(PIECE, examples - had), seed, seconds).result()
            except BrokenProcessPool:
                ran = Ran(0, 0, "", f"{name}, --hypothesis-seed={seed}\nits process ended: memory, or worse")
        yield ran
        had, seed = had + ran.inputs, seed + 1
        if ran.failed or not ran.ended.startswith("settings"):
            return


def run_properties(options: argparse.Namespace) -> list[str]:
    """Run the properties one after another; return what failed."""
    names, failed = properties(options.k), []
    print(f"{len(names)} properties, {options.examples} inputs each, from seed {options.seed}", flush=True)
    for name in names:
        ran = list(pieces(name, options.examples, options.seed))
        inputs, seconds = sum(one.inputs for one in ran), sum(one.seconds for one in ran)
        wrong = [one.failed for one in ran if one.failed]
        enough = "" if inputs >= options.examples or wrong else f": {ran[-1].ended}"
        shown = name.removeprefix("tests/test_").replace(".py::test_", ": ").replace("|", "\\|")
        print(f"| {shown} | {inputs:,}{enough} | {seconds:.0f} | {len(wrong)} |", flush=True)
        for one in wrong:
            print(one, flush=True)
        failed += wrong
    return failed


def by_coverage(target: str, minutes: float, seed: int) -> Ran:
    """Let libFuzzer look for inputs that reach new branches of what ``target`` names."""
    folder = PROJECT / ".cache" / "fuzz" / target
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "found").mkdir(parents=True)
    told = (
        f"-max_total_time={minutes * 60:.0f}",
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={MEMORY >> 20}",
        f"-seed={seed}",
        f"-artifact_prefix={folder}/failed-",
        "-max_len=6000",
        "-print_final_stats=1",
    )
    command = (sys.executable, str(PROJECT / "benchmarks" / "fuzz_reading.py"), target, *told, str(folder / "found"))
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, errors="replace", check=False)
    inputs = re.findall(r"stat::number_of_executed_units: *(\d+)", done.stderr)
    reached = re.findall(r" cov: (\d+) ", done.stderr)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    wrong = "" if done.returncode == 0 and inputs else f"{' '.join(command)}\n{done.stderr[-4000:]}"
    ended = f"{reached[-1]} branches and edges" if reached else ""
    return Ran(int(inputs[-1]) if inputs else 0, used.ru_utime + used.ru_stime, ended, wrong)


def run_coverage(options: argparse.Namespace) -> list[str]:
    """Run what is looked at by coverage; return what failed."""
    failed, before = [], 0.0
    for target in [options.only] if options.only else TARGETS:
        ran = by_coverage(target, options.minutes, options.seed)
        print(
            f"| by coverage: {target}, {ran.ended} | {ran.inputs:,} | {ran.seconds - before:.0f} | {bool(ran.failed):d} |",
            flush=True,
        )
        before = ran.seconds
        if ran.failed:
            print(ran.failed, flush=True)
            failed.append(ran.failed)
    return failed


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    kinds = parser.add_subparsers(required=True)
    of_properties = kinds.add_parser("properties", help="the properties of the tests")
    of_properties.add_argument("--examples", type=int, default=100_000, help="inputs of each")
    of_properties.add_argument("-k", default="", metavar="WORD", help="those with this in their name")
    of_properties.set_defaults(run=run_properties)
    coverage = kinds.add_parser("coverage", help="the readers of data/, by the branches that are reached")
    coverage.add_argument("--minutes", type=float, default=60, help="how long each")
    coverage.add_argument("--only", choices=TARGETS, help="one of them")
    coverage.set_defaults(run=run_coverage)
    for kind in (of_properties, coverage):
        kind.add_argument("--seed", type=int, default=1, help="the same seed makes the same inputs")
    options = parser.parse_args()
    os.chdir(PROJECT)
    return bool(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
