"""How many faults the tests notice: small changes to cells, scores, roll-ups and rules, one at a time.

    make mutants
    .venv/bin/python benchmarks/mutants.py --only score
    .venv/bin/python benchmarks/mutants.py --sample 400 --seed 7

A mutant is one change by an operator of cosmic-ray: ``<`` for ``<=``, ``+`` for ``-``, 1 for 0, ``and`` for ``or``. It is
killed when a test fails and survives when none does. No file is written: the tests are collected once, and each mutant has
a process of its own, forked from there, in which the changed function takes the place of the one in memory. A change that
shows when a module is imported (a constant, a decorator) has its process import the project anew, with the changed source.

Only tests that execute the changed statement run, the likeliest killers first. A test that needs ten times its usual CPU
seconds and five more counts as failed: a loop without end is noticed. A survivor is printed as the line before and after,
unless ``tests/MUTANTS.md`` gives the reason why it may live. The exit code is 1 where one does without a reason, or where
a group has less than nine of ten killed.
"""

from __future__ import annotations

import argparse
import ast
import functools
import gc
import inspect
import os
import pickle
import random
import re
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import BinaryIO

import hypothesis
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from coverage import Coverage

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = PROJECT / "build_scripts"
OURS = (str(SOURCES), str(PROJECT / "tests"))
GROUPS = {
    "score": "judging/score.py",
    "rollups": "judging/rollups.py",
    "cells": "cells/*.py",
    "rules": "judging/rules/*.py",
}
"""Group → its files below ``build_scripts/``."""
TESTS = "values personal_data form_cells boundaries score rules rules_precision mutations rollups"
"""The tests that are to prove the groups, as CONTRIBUTING's map has them."""
QUIETLY = "-q -s --assert=plain -p no:cacheprovider -W ignore::pytest.PytestAssertRewriteWarning"
SAME = re.compile(
    r"Comparison.*_(Is_Eq|IsNot_NotEq|Eq_Is|NotEq_IsNot)\b|TrueWithFalse (@dataclass\(frozen=True\)|.*\bstrict=True\))|Mul_Div .*(?<!\*)\*, \w+:|@lru_cache"
)
"""Operators, and the line they change, that are left out. The house compares None and enumerations by identity, from which
equality does not differ; with small numbers and short texts CPython's identity does not differ from equality; that records
are frozen is for ``test_house.py`` to say; ``strict`` states what the lines before it see to; the star in a list of
parameters does not multiply; and how much a cache remembers changes no answer."""
LISTED = re.compile(r"\| (\S+) \| `(.+)` \| ([0-9]+) \|")
"""A row of ``tests/MUTANTS.md``: file, line, how many mutants of that line may live."""
SLOW = 0.5
"""CPU seconds from which a test is left out: a fault is to be noticed by a quick one."""
EXPECTED = 0.9
KILLED, BY_TIME, AT_IMPORT, SURVIVED, UNSEEN, INVALID = OUTCOMES = (
    "killed", "by time", "at import", "survived", "unseen", "no Python",
)  # fmt: skip
"""``at import`` no test can be collected; ``unseen`` no test executes the statement; ``no Python`` counts as no mutant."""


@dataclass(frozen=True)
class Mutant:
    """One change to a file: an operator at the how-manieth place where it fits, within the statement on ``lines``."""

    group: str
    file: str
    operator: str
    occurrence: int
    lines: range

    def source(self) -> str:
        """Return the changed text of the file."""
        return mutate_code(Path(self.file).read_text(encoding="utf-8"), get_operator(self.operator)(), self.occurrence)

    def change(self) -> tuple[str, str, str]:
        """Return the file below ``build_scripts/``, and the first line that differs before and after."""
        both = zip(Path(self.file).read_text(encoding="utf-8").split("\n"), self.source().split("\n"), strict=False)
        before, after = next((old.strip(), new.strip()) for old, new in both if old != new and old)
        return Path(self.file).relative_to(SOURCES).as_posix(), before, after


def mutants_of(group: str) -> Iterator[Mutant]:
    """Yield the mutants of a group, but for annotations (never evaluated) and what ``SAME`` tells."""
    for file in sorted(SOURCES.glob(GROUPS[group])):
        text = file.read_text(encoding="utf-8")
        tree, nodes = list(ast.walk(ast.parse(text))), list(ast_nodes(get_ast(text)))
        hints = [hint for node in tree for name in ("annotation", "returns") if (hint := getattr(node, name, None))]
        statements = sorted((head(node) for node in tree if isinstance(node, ast.stmt)), key=len)
        for name in operator_names():
            operator = get_operator(name)
            if operator.arguments():
                continue
            places = (place for node in nodes for place in operator().mutation_positions(node))
            for number, (start, end) in enumerate(places):
                hinted = any(
                    (h.lineno, h.col_offset) <= start and end <= (h.end_lineno, h.end_col_offset) for h in hints
                )
                if not hinted and not SAME.search(f"{name} {text.splitlines()[start[0] - 1]}"):
                    lines = next((lines for lines in statements if start[0] in lines), range(start[0], start[0] + 1))
                    yield Mutant(group, str(file), name, number, lines)


def head(statement: ast.stmt) -> range:
    """Return the lines of a statement, without its body's."""
    body = getattr(statement, "body", None)
    return range(statement.lineno, max(statement.lineno + 1, body[0].lineno) if body else statement.end_lineno + 1)


def functions(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of each class, function, lambda and comprehension below ``code``, at any depth."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from functions(constant)


def forked(work: Callable[[int], None]) -> tuple[int, BinaryIO]:
    """Do ``work`` in a process of its own that says nothing; return its id, and what it tells."""
    heard, told = os.pipe()
    if pid := os.fork():
        os.close(told)
        return pid, os.fdopen(heard, "rb")
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        work(told)
    except BaseException as error:  # noqa: BLE001 - it is told
        os.write(told, f"!{error!r}".encode())
    os._exit(0)


def noted() -> Coverage:
    """Return a record of the lines that are executed from now on."""
    record = Coverage(data_file=None, include=[f"{SOURCES}/*"], config_file=False)
    record.start()
    return record


def place(code: CodeType) -> tuple[str, str, int]:
    """Return where a function stands: file, name, line."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


class Laboratory:
    """Plugin: in pytest's process it forks one for each mutant; there it runs the chosen tests until the first fails."""

    def __init__(self, mutants: list[Mutant], jobs: int, imported: dict[str, set[int]]) -> None:
        """Take the mutants, and the lines that are executed when their modules are imported."""
        self.mutants, self.jobs, self.imported = mutants, jobs, imported
        self.outcomes: dict[Mutant, str] = {}
        self.kills: Counter[tuple[str, str]] = Counter()
        self.seconds: dict[str, float] = {}
        self.told, self.listed, self.unlisted = 0, listed(), 0

    def pytest_sessionstart(self) -> None:
        """Let each property be tried on the same few examples."""
        few = {"max_examples": 30, "derandomize": True, "database": None, "phases": list(hypothesis.Phase)[:3]}
        hypothesis.settings.register_profile("few", hypothesis.settings.get_profile("searching"), **few)
        hypothesis.settings.load_profile("few")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Choose, where a mutant's process collects the tests anew."""
        found = {item.nodeid: item for item in items}
        items[:] = [found[name] for name in self.chosen if name in found] if self.told else items

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """Start the clock: the process does not live longer than that."""
        signal.setitimer(signal.ITIMER_PROF, 5 + 10 * self.seconds.get(item.nodeid, 10))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Tell the killer, and waste no time on writing down how it failed."""
        if call.excinfo:
            os.write(self.told, item.nodeid.encode())
            os._exit(0)

    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Measure the tests, then try the mutants."""
        if self.told:
            return None
        self.items = {item.nodeid: item for item in session.items if "site" not in item.keywords}
        known = gc.get_objects()
        caches = [found for found in known if isinstance(found, functools._lru_cache_wrapper)]  # noqa: SLF001 - has no other name
        self.caches = [cache for cache in caches if cache.__module__.startswith((SOURCES.name, "test_"))]
        self.live: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
        for function in [found for found in known if isinstance(found, FunctionType)]:
            self.live[place(function.__code__)].append(function)
        self.forget()
        gc.freeze()  # the collector shall write into no page that the processes share
        with forked(self.measure)[1] as pipe:
            told = pipe.read()
        os.wait()
        if not told.startswith(b"\x80"):
            sys.exit(f"without any change: {told.decode()}")
        self.seconds, self.tests = pickle.loads(told)  # noqa: S301 - our own
        self.try_all()
        return True

    def forget(self) -> None:
        """Empty the caches, so that a test executes what it asks for."""
        for cache in self.caches:
            cache.cache_clear()

    def measure(self, told: int) -> None:
        """Run every test; tell its CPU seconds, and which tests execute each line of each file."""
        self.told, seconds, lines = told, {}, noted()
        for cache in [cache for cache in self.caches if cache.__module__.startswith("test_")]:
            self.caches.remove(cache)
            if not inspect.signature(cache).parameters:  # what a file's tests share is executed for each of them
                lines.switch_context(f"tests/{cache.__module__}.py")
                cache()
        for name, item in self.items.items():
            self.forget()
            lines.switch_context(name)
            began = time.process_time()
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            seconds[name] = time.process_time() - began
        lines.stop()
        data = lines.get_data()
        with os.fdopen(told, "wb") as pipe:
            pickle.dump((seconds, {file: data.contexts_by_lineno(file) for file in data.measured_files()}), pipe)

    def try_all(self) -> None:
        """Try the mutants, several at a time."""
        waiting, running, began = self.mutants[::-1], {}, time.monotonic()
        while waiting or running:
            if waiting and len(running) < self.jobs:
                mutant = waiting.pop()
                if chosen := self.candidates(mutant):
                    pid, heard = forked(functools.partial(self.try_one, mutant, chosen))
                    running[pid] = mutant, heard
                else:
                    self.settle(mutant, UNSEEN)
                continue
            pid, status = os.wait()
            mutant, heard = running.pop(pid)
            with heard:
                told = heard.read().decode()
            if told.startswith("!"):
                sys.exit(f"{mutant}: {told}")
            self.kills[mutant.file, told] += 1
            silent = BY_TIME if os.WIFSIGNALED(status) else SURVIVED
            self.settle(mutant, (told if told in OUTCOMES else KILLED) if told else silent)
            if len(self.outcomes) % 100 == 0:
                print(f"{len(self.outcomes)} of {len(self.mutants)} after {time.monotonic() - began:.0f} s", flush=True)

    def settle(self, mutant: Mutant, outcome: str) -> None:
        """Note what became of a mutant; print it where it lives without a reason."""
        self.outcomes[mutant] = outcome
        if outcome in {SURVIVED, UNSEEN}:
            file, before, after = mutant.change()
            self.listed[file, before] -= 1
            if self.listed[file, before] < 0:
                self.unlisted += 1
                print(f"{file}:{mutant.lines[0]} {outcome}\n- {before}\n+ {after}", flush=True)

    def at_import(self, mutant: Mutant) -> bool:
        """Tell whether the statement is executed when the program is imported."""
        return not self.imported[mutant.file].isdisjoint(mutant.lines)

    def candidates(self, mutant: Mutant) -> list[str]:
        """Return the tests that may kill a mutant, the likeliest first: those that execute the statement.

        Which tests need what is executed at import nobody knows: all that execute a line of the file, or else all.
        """
        by_line = self.tests.get(mutant.file, {})
        lines = by_line if self.at_import(mutant) else mutant.lines
        contexts = {context for line in lines for context in by_line.get(line, ())}
        if lines is by_line and not contexts:
            contexts = {*self.seconds}
        names = [n for n, s in self.seconds.items() if s < SLOW and not contexts.isdisjoint({n, n.partition("::")[0]})]
        return sorted(names, key=lambda name: (self.seconds[name] / (1 + self.kills[mutant.file, name]), name))

    def try_one(self, mutant: Mutant, chosen: list[str], told: int) -> None:
        """Put a mutant in its place and run the chosen tests."""
        self.chosen, self.told = chosen, told
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
        signal.setitimer(signal.ITIMER_PROF, 60)
        try:
            new = compile(mutant.source(), mutant.file, "exec", dont_inherit=True)
        except SyntaxError:
            os.write(told, INVALID.encode())
            return
        if not self.at_import(mutant) and self.grafted(new):
            for name in chosen:
                self.items[name].ihook.pytest_runtest_protocol(item=self.items[name], nextitem=None)
            return
        for name, module in [*sys.modules.items()]:
            if str(getattr(module, "__file__", "")).startswith(OURS):
                del sys.modules[name]
        usual = SourceFileLoader.get_code
        SourceFileLoader.get_code = lambda self, name: new if self.path == mutant.file else usual(self, name)
        for file in dict.fromkeys(name.partition("::")[0] for name in chosen):
            if pytest.main([*QUIETLY.split(), file], plugins=[self]) not in {0, pytest.ExitCode.NO_TESTS_COLLECTED}:
                os.write(told, AT_IMPORT.encode())
                return

    def grafted(self, new: CodeType) -> bool:
        """Give the functions in memory their changed code; return False where that does not do."""
        old = compile(Path(new.co_filename).read_bytes(), new.co_filename, "exec", dont_inherit=True)
        before, after = list(functions(old)), list(functions(new))
        if len(before) != len(after):  # a comprehension or a lambda is gone
            return False
        pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
        changed = [(function, code) for replaced, code in pairs for function in self.live[place(replaced)]]
        for function, code in changed:
            function.__code__ = code
        return bool(changed)


def listed() -> Counter[tuple[str, str]]:
    """Return how many mutants of each line may live: file and line as ``tests/MUTANTS.md`` lists them with a reason."""
    rows = LISTED.findall((PROJECT / "tests" / "MUTANTS.md").read_text(encoding="utf-8"))
    return Counter({(file, line.replace(r"\|", "|")): int(number) for file, line, number in rows})


def enough(outcomes: dict[Mutant, str]) -> bool:
    """Print each group's figures; tell whether enough of it is killed."""
    shares = []
    for group in dict.fromkeys(mutant.group for mutant in outcomes):
        counts = Counter(found for mutant, found in outcomes.items() if mutant.group == group and found != INVALID)
        shares.append(1 - (counts[SURVIVED] + counts[UNSEEN]) / counts.total())
        each = ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES[:-1])
        print(f"{group}: {shares[-1]:.1%} of {counts.total()} mutants killed ({each})")
    return min(shares) >= EXPECTED


def main() -> int:
    """Make the mutants, let pytest collect the tests, and report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=GROUPS, help="one group of files")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes at a time")
    parser.add_argument("--sample", type=int, metavar="N", help="at most N mutants of each group, drawn by lot")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same mutants")
    options = parser.parse_args()
    mutants = []
    for group in [options.only] if options.only else GROUPS:
        found = list(mutants_of(group))
        size = min(options.sample or len(found), len(found))
        mutants += random.Random(options.seed).sample(found, size)  # noqa: S311 - a sample, no secret
        print(f"{group}: {size} of {len(found)} mutants", flush=True)
    os.chdir(PROJECT)
    imported = noted()
    import_module("build_scripts.build")
    imported.stop()
    data = imported.get_data()
    laboratory = Laboratory(mutants, options.jobs, {file: {*data.lines(file)} for file in data.measured_files()})
    pytest.main([*QUIETLY.split(), *(f"tests/test_{name}.py" for name in TESTS.split())], plugins=[laboratory])
    return not enough(laboratory.outcomes) or laboratory.unlisted > 0


if __name__ == "__main__":
    sys.exit(main())
