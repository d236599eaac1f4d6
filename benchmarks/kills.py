"""A build is killed at a random moment, again and again: is the site whole each time, and is the next build right?

    make kills
    .venv/bin/python benchmarks/kills.py --kills 20 --seed 7

A portal of two departments goes to and fro between two states of its data. Each build but the last of a row is killed
(``WAYS``): the whole group of processes, the builder alone or one of its workers, at any moment, or while the new site takes
the place of the old one. After each kill every file of the site must be that of one state, and of all sites that are kept
beside it; the build that follows, sometimes a second kill later, must end well, make the very bytes of that state as it is
built elsewhere with nothing kept, and leave nothing temporary: not beside the site, not in the cache, not in ``TMPDIR``.
All the while a reader opens four pages as fast as it can, and misses none.

What is wrong is printed with the number of the kill, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from portals import make

PROJECT = Path(__file__).resolve().parent.parent
STATES = ("first", "second")
PATIENCE = 120
"""Seconds in which a build must have told that a worker was killed."""
GROUP, BUILDER, WORKER, SWITCH, AFTER = WAYS = (
    "the whole group, at any moment",
    "the builder alone, at any moment",
    "one worker, while there are any",
    "the whole group, before and during the switch",
    "the whole group, right after the switch",
)
SHARES = (3, 2, 2, 3, 2)
"""How often each way is taken."""
DAY = str(1_793_491_200)
PAGES = ("index.html", "en/index.html", "downloads/index.html", "downloads/statements.csv")
LAST = "sitemap.xml"
"""Written when all pages are: the switch follows."""
FORMS = 4


@dataclass
class Portal:
    """A project whose data change between two states, and its site."""

    folder: Path
    texts: dict[Path, dict[str, str]] = field(default_factory=dict)
    """By form what it says in each state."""

    @property
    def site(self) -> Path:
        """Where its site stands."""
        return self.folder / "site"

    @property
    def temporary(self) -> Path:
        """Where its builds put temporary files."""
        return self.folder.parent / "temporary"

    def begin(self) -> None:
        """Write data of two departments, and see which form of each changes: more than one worker has something to do."""
        data = make(self.folder, FORMS)
        self.temporary.mkdir(exist_ok=True)
        for department in sorted(data.glob("*/*/department.yml")):
            form = next(path for path in sorted(department.parent.rglob("*.yml")) if path != department)
            text = form.read_text(encoding="utf-8")
            assert '\ntitle: "' in text, form
            self.texts[form] = {"first": text, "second": text.replace('\ntitle: "', '\ntitle: "（修订）', 1)}

    def say(self, state: str) -> None:
        """Write the data of a state."""
        for form, texts in self.texts.items():
            form.write_text(texts[state], encoding="utf-8")

    def start(self) -> subprocess.Popen[bytes]:
        """Start a build in a group of its own."""
        told = {**os.environ, "SOURCE_DATE_EPOCH": DAY, "TMPDIR": str(self.temporary)}
        command = (sys.executable, "-m", "build_scripts", "--project", str(self.folder), "build", "--jobs", "2")
        return subprocess.Popen(
            (*command, "--keep", "2"),
            cwd=PROJECT,
            env=told,
            process_group=0,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def build(self) -> float:
        """Build to the end; return how long that took.

        Raises:
            RuntimeError: where the build does not end well.
        """
        began = time.monotonic()
        with self.start() as running:
            said = running.communicate()[1].decode()
            if running.returncode:
                raise RuntimeError(f"the build ended with {running.returncode}: {said}")
        return time.monotonic() - began


def digests(site: Path) -> dict[str, str]:
    """Return a digest of every file of a site, by its path."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def state_of(site: Path, expected: Mapping[str, Mapping[str, str]]) -> str:
    """Return which state a site is of as a whole; what is amiss where it is of none."""
    found = digests(site)
    for state, files in expected.items():
        if found == files:
            return state
    amiss = {
        state: sorted(name for name in found.keys() | files.keys() if found.get(name) != files.get(name))
        for state, files in expected.items()
    }
    return ", ".join(
        f"{len(names)} files are not those of the {state} state: {names[:3]}" for state, names in amiss.items()
    )


class Reader(threading.Thread):
    """Opens pages of a site as fast as it can; what it cannot open, or what is of neither state, it has missed."""

    def __init__(self, site: Path, expected: Mapping[str, Mapping[str, str]]) -> None:
        """Take the site and what its pages may be."""
        super().__init__(daemon=True)
        self.site, self.expected, self.reads, self.ended = site, expected, 0, False
        self.missed: list[str] = []

    def run(self) -> None:
        """Read until the end."""
        while not self.ended:
            for page in PAGES:
                try:
                    found = sha256((self.site / page).read_bytes()).hexdigest()
                except OSError as error:
                    self.missed.append(f"{page}: {error}")
                    continue
                if found not in {files[page] for files in self.expected.values()}:
                    self.missed.append(f"{page}: of neither state")
                self.reads += 1
            time.sleep(0.005)


def children(process: int) -> list[int]:
    """Return the processes that a process has started."""
    try:
        return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def alive(group: int) -> bool:
    """Tell whether a process of a group is there that is not only waiting to be buried."""
    for told in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = told.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] != "Z":
                return True
    return False


@contextmanager
def on_the_way(running: subprocess.Popen[bytes]) -> Iterator[None]:
    """Let nothing of a build outlive this, whatever goes wrong."""
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        if running.stderr and not running.stderr.closed:
            running.communicate()


def waited(portal: Portal, way: str, running: subprocess.Popen[bytes], chance: random.Random, usual: float) -> None:
    """Wait for the moment at which a build is to be killed, or for its end."""
    stood = portal.site.stat().st_ino
    begins = {
        SWITCH: lambda: any(portal.folder.glob(f".site.new-*/site/{LAST}")),
        AFTER: lambda: portal.site.stat().st_ino != stood,
        WORKER: lambda: bool(children(running.pid)),
    }
    spans = {SWITCH: usual / 4, AFTER: 0.1, WORKER: usual / 3}
    while way in begins and running.poll() is None and not begins[way]():
        time.sleep(0.0005)
    until = time.monotonic() + chance.uniform(0, spans.get(way, usual))
    while running.poll() is None and time.monotonic() < until:
        time.sleep(0.0005)


def killed(portal: Portal, way: str, chance: random.Random, usual: float) -> list[str]:
    """Start a build and kill it, or one of its workers; return what is wrong with how it went."""
    wrong = []
    running = portal.start()
    with on_the_way(running):
        waited(portal, way, running, chance, usual)
        if way == WORKER:
            with suppress(ProcessLookupError):
                if found := children(running.pid):
                    os.kill(chance.choice(found), signal.SIGKILL)
            try:
                said = running.communicate(timeout=PATIENCE)[1].decode()
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                return [f"a worker was killed, and the build had not ended {PATIENCE} s later"]
            if "Traceback" in said or (running.returncode and not said.strip()):
                wrong.append(f"a worker was killed, and the build said: {said}")
        elif running.poll() is None:
            (os.killpg if way != BUILDER else os.kill)(running.pid, signal.SIGKILL)
            running.wait()
        patience = time.monotonic() + 20
        while alive(running.pid) and time.monotonic() < patience:
            time.sleep(0.01)
        if alive(running.pid):
            wrong.append("a process of the build lives on")
    return wrong


def left(portal: Portal) -> list[str]:
    """Return what stands where only the project, its site and its cache should."""
    found = [path.name for path in portal.folder.iterdir() if path.name not in {"data", "site", ".site.kept", ".cache"}]
    found += [f"TMPDIR/{path.name}" for path in portal.temporary.iterdir()]
    cache = portal.folder / ".cache"
    known = {"dress", "templates", "units"}
    found += [f".cache/{path.name}" for path in cache.iterdir() if path.name not in known]
    return found + [str(path) for path in cache.rglob("*") if ".new-" in path.name or path.suffix in {".tmp", ".part"}]


@dataclass
class Trial:
    """A portal, what its site may be, and what became of its builds."""

    portal: Portal
    chance: random.Random
    expected: dict[str, dict[str, str]] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often, after a kill of each way, the old and the new site stood."""
    wrong: list[str] = field(default_factory=list)
    usual: float = 5.0
    """Seconds that a build takes."""
    builds: int = 0

    @property
    def kills(self) -> int:
        """How many builds were killed."""
        return self.counts.total()

    def begin(self) -> None:
        """Build both states with nothing kept, then the first once more, to be built over."""
        self.portal.begin()
        for state in STATES:
            self.portal.say(state)
            self.portal.build()
            self.expected[state] = digests(self.portal.site)
            shutil.rmtree(self.portal.folder / ".cache")
            shutil.rmtree(self.portal.site)
        assert self.expected["first"] != self.expected["second"]
        self.portal.say("first")
        self.portal.build()

    def kill(self, target: str) -> None:
        """Kill a build once, and look at the sites that stand."""
        way = self.chance.choices(WAYS, SHARES)[0]
        amiss = killed(self.portal, way, self.chance, self.usual)
        found = state_of(self.portal.site, self.expected)
        self.counts[way, "new" if found == target else "old"] += 1
        amiss += [] if found in STATES else [found]
        for kept in (self.portal.folder / ".site.kept").glob("*"):
            of = state_of(kept, self.expected)
            amiss += [] if of in STATES else [f"{kept.name} is kept: {of}"]
        self.wrong += [f"kill {self.kills} ({way}): {one}" for one in amiss]

    def finish(self, target: str) -> None:
        """Build to the end, and look at the site and at what else is there."""
        try:
            self.usual = 0.8 * self.usual + 0.2 * self.portal.build()
        except RuntimeError as error:
            self.wrong.append(f"after kill {self.kills}: {error}")
        self.builds += 1
        found = state_of(self.portal.site, self.expected)
        amiss = [f"left is {one}" for one in left(self.portal)]
        if found != target:
            amiss.append(f"the build to the end is of another state than it should be, {found}")
        self.wrong += [f"after kill {self.kills}: {one}" for one in amiss]


def main() -> int:
    """Kill, look, build, look, and report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200, help="how many")
    parser.add_argument(
        "--seed", type=int, default=1, help="the same seed takes the same ways at the same shares of a build"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="杀 kills-") as name:
        trial = Trial(Portal(Path(name) / "portal"), random.Random(options.seed))  # noqa: S311 - a choice, no secret
        trial.begin()
        reader = Reader(trial.portal.site, trial.expected)
        reader.start()
        began = time.monotonic()
        while trial.kills < options.kills and not trial.wrong:
            target = STATES[(trial.builds + 1) % 2]
            trial.portal.say(target)
            if trial.chance.random() < 0.1:
                shutil.rmtree(trial.portal.folder / ".cache")
            trial.kill(target)
            while trial.kills < options.kills and trial.chance.random() < 0.3:
                trial.kill(target)
            trial.finish(target)
            if trial.builds % 10 == 0:
                print(f"{trial.kills} kills, {trial.builds} builds to the end, nothing wrong", flush=True)
        reader.ended = True
        reader.join()
    wrong = [*trial.wrong, *(f"the reader: {one}" for one in dict.fromkeys(reader.missed))]
    print(*wrong, sep="\n")
    print(
        f"{trial.kills} kills and {trial.builds} builds to the end in {(time.monotonic() - began) / 60:.0f} minutes, "
        f"seed {options.seed}; {reader.reads:,} pages read, {len(reader.missed)} missed"
    )
    for way in WAYS:
        print(f"| {way} | {trial.counts[way, 'old']} | {trial.counts[way, 'new']} |")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
