"""What a portal costs as it grows, beside other generators and the floor, and what a province or the nation would need.

    make bench                                         (100 and 1,000 forms)
    .venv/bin/python benchmarks/run.py 100 1000 10000 --write
    .venv/bin/python benchmarks/run.py --render        (the text again from the last figures)

Each size is a made portal (``portals.py``) in a copy of the project below ``.cache/bench/``; a build is the command that a
user types. Peers come from PyPI, pinned in ``requirements-peers.txt``, in an environment of their own. All of one size run
one after the other in the same run: read ratios, not seconds; the slow ones are left out from 2,000 forms on. ``--write`` puts the text and the chart into
``benchmarks/RESULTS.md`` and ``benchmarks/results.svg``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from measuring import CommandError, measured, size_of
from results import chart, text, this_machine

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
WORK = PROJECT / ".cache" / "bench"
COPIED = ("build_scripts", "content", "site_templates", "mkdocs.yml")
"""What a build reads besides ``data/``."""
PYTHON = Path(sys.executable)
SLOW_FROM = 2000
"""Forms from which on the peers that take minutes for them are left out."""
QUIET = {"NO_MKDOCS_2_WARNING": "1", "CI": "true"}


class Bench:
    """Everything that is measured at one size."""

    def __init__(self, forms: int, seed: int) -> None:
        """Make the portal in a fresh copy of the project."""
        self.forms, self.folder = forms, WORK / str(forms)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.project, self.site = self.folder / "project", self.folder / "site"
        self.project.mkdir(parents=True)
        for name in COPIED:
            copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
            copy(PROJECT / name, self.project / name)
        self.variables = QUIET | {"PYTHONPATH": str(self.project)}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as users have it: what was imported once is compiled
        self.costs: dict[str, dict[str, float]] = {}
        self.ran("making the portal", HERE / "portals.py", self.project, "--forms", forms, "--seed", seed)

    def ran(self, label: str, *command: object, folder: Path | None = None) -> None:
        """Measure a command (a script of Python's where it names one) and note its cost under ``label``."""
        words = [str(word) for word in command]
        if words[0].endswith(".py") or words[0] == "-m":
            words = [str(PYTHON), *words]
        cost = measured(words, folder or self.project, self.folder / "log.txt", self.variables)
        self.costs[label] = {"cpu": cost.cpu, "wall": cost.wall, "memory": cost.memory}
        print(f"  {label:42}{cost.cpu:9.2f} CPU s{cost.wall:9.2f} s{cost.memory / 2**20:8.0f} MB", flush=True)

    def build(self, label: str, *options: str) -> None:
        """Measure a build by the command that a user types."""
        self.ran(label, "-m", "build_scripts", "build", "--out", self.site, *options)

    def fresh(self) -> None:
        """Forget the site and whatever a build has kept for the next."""
        shutil.rmtree(self.project / ".cache", ignore_errors=True)
        shutil.rmtree(self.site, ignore_errors=True)

    def builds(self, *, quick: bool) -> None:
        """Measure builds: cold, with nothing changed, with one form edited, and with one process against two."""
        self.build("cold")
        if quick:
            return
        self.build("nothing changed")
        edit(self.project / "data")
        self.build("one form edited")
        if takes_jobs(self.project):
            for jobs in ("1", "2"):
                self.fresh()
                self.build(f"cold, --jobs {jobs}", "--jobs", jobs)

    def on_dask(self) -> None:
        """Measure by the clock a build that one worker of Dask does, and one that two share."""
        if find_spec("distributed") is None:
            print("  Dask is not installed (requirements-cluster.txt), and is left out")
            return
        for number in (1, 2):
            self.fresh()
            with ExitStack() as machines:
                scheduler = self.started(machines, "scheduler", "--host", "127.0.0.1", "--port", "0")
                for _ in range(number):
                    self.started(machines, "worker", scheduler, "--nthreads", "1", "--no-nanny")
                self.build(f"Dask workers: {number}", "--scheduler", scheduler)

    def started(self, machines: ExitStack, kind: str, *options: str) -> str:
        """Start a process of Dask that ends with ``machines``, and return its address when others can reach it."""
        log = self.folder / f"{kind}-{time.monotonic_ns()}.log"
        command = [PYTHON, "-m", "dask", kind, *options, "--no-dashboard"]
        with log.open("wb") as told:
            process = subprocess.Popen(
                command, cwd=self.folder, env={**os.environ, **self.variables}, stdout=told, stderr=told
            )
        machines.callback(process.wait)
        machines.callback(process.terminate)
        for _ in range(300):
            said = log.read_text(encoding="utf-8", errors="replace")
            found = re.search(r"(?:Scheduler at|Start worker at): +(\S+)", said)
            if found and (kind == "scheduler" or "Registered to" in said):
                return found[1]
            time.sleep(0.1)
        raise CommandError(f"{kind}: {said[-2000:]}")

    def stages(self) -> list[dict[str, Any]]:
        """Return what each stage of a build in one process costs, as the build tells of them."""
        self.fresh()
        self.ran("stage by stage, one process", HERE / "stages.py", self.project, self.site)
        lines = (self.folder / "log.txt").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith('{"stage"')]

    def peers(self, binaries: Path) -> None:
        """Measure the floor, and where they are installed the other generators on the pages of this very site."""
        trees = self.folder / "peers"
        self.ran(
            "floor: the same files read and written",
            HERE / "peers.py",
            "floor",
            self.project / "data",
            self.site,
            self.folder / "floor",
        )
        shutil.rmtree(self.folder / "floor")
        if not binaries.is_dir():
            return
        self.ran("(pages made ready for the peers)", HERE / "peers.py", "trees", self.site, trees)
        hugo = next(binaries.parent.glob("lib/python*/site-packages/hugo/binaries/hugo"))
        for label, tree, command in (
            (
                "MkDocs + Material, Markdown, no search",
                "markdown",
                (binaries / "mkdocs", "-q", "build", "-f", "mkdocs.yml", "-d", "../out"),
            ),
            (
                "MkDocs + Material, Markdown, its search",
                "markdown",
                (binaries / "mkdocs", "-q", "build", "-f", "search.yml", "-d", "../out"),
            ),
            ("Zensical, Markdown", "markdown", (binaries / "zensical", "build", "-f", "mkdocs.yml")),
            ("Hugo, Markdown", "hugo-markdown", (hugo, "--quiet", "-d", "../out")),
            ("Hugo, all pages as finished HTML", "hugo-html", (hugo, "--quiet", "-d", "../out")),
        ):
            if self.forms >= SLOW_FROM and tree == "markdown":
                continue
            self.ran(label, *command, folder=trees / tree)
            shutil.rmtree(trees / "out", ignore_errors=True)


def takes_jobs(project: Path) -> bool:
    """Tell whether the build of now has the option ``--jobs``."""
    asked = [str(PYTHON), "-m", "build_scripts", "build", "--help"]
    return "--jobs" in subprocess.run(asked, cwd=project, capture_output=True, text=True, check=True).stdout


def edit(data: Path) -> None:
    """Edit one form as a department would: another result in one row."""
    form = min(data.glob("*/*/*/projects/*.yml"))
    said = form.read_text(encoding="utf-8")
    form.write_text(re.sub('actual: ".*"', 'actual: "97%"', said, count=1), encoding="utf-8")


def rows_in(data: Path) -> int:
    """Return how many indicators the forms below ``data`` have."""
    return sum(path.read_text(encoding="utf-8").count(' name: "') for path in data.glob("*/*/20*/**/*.yml"))


def environment() -> Path:
    """Return where the peers' programs are, installed where that goes."""
    folder, pins = WORK / "peers", HERE / "requirements-peers.txt"
    stamp = folder / pins.name
    if not stamp.exists() or stamp.read_bytes() != pins.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        WORK.mkdir(parents=True, exist_ok=True)
        try:
            measured([PYTHON, "-m", "venv", folder], WORK, WORK / "log.txt")
            install = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
            measured([folder / "bin" / "python", "-m", "pip", *install, pins], WORK, WORK / "log.txt")
        except CommandError as error:
            print(f"the peers could not be installed, and are left out: {error}")
            shutil.rmtree(folder, ignore_errors=True)
            return folder / "bin"
        shutil.copy(pins, stamp)
    return folder / "bin"


def run(sizes: list[int], seed: int, *, with_peers: bool, quick: bool) -> Iterator[dict[str, Any]]:
    """Measure every size and yield its figures."""
    binaries = environment() if with_peers else Path()
    for forms in sizes:
        print(f"{forms:,} forms", flush=True)
        bench = Bench(forms, seed)
        data, rows = size_of(bench.project / "data"), rows_in(bench.project / "data")
        bench.builds(quick=quick)
        if not quick:
            bench.on_dask()
        stages = bench.stages()
        site, folder = size_of(bench.site), bench.folder
        if with_peers:
            bench.peers(binaries)
        yield {
            "forms": forms,
            "rows": rows,
            "read": {"files": data.files, "bytes": data.bytes},
            "written": {"files": site.files, "bytes": site.bytes},
            "costs": bench.costs,
            "stages": stages,
        }
        shutil.rmtree(folder)


def main() -> None:
    """Measure what the arguments ask for, and print it as a document."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000], help="numbers of forms")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-peers", action="store_true", help="measure this program alone")
    parser.add_argument("--quick", action="store_true", help="only the cold build, of ours")
    parser.add_argument(
        "--render", action="store_true", help="measure nothing: the document again from the last figures"
    )
    parser.add_argument("--write", action="store_true", help="write benchmarks/RESULTS.md and results.svg")
    options = parser.parse_args()
    figures = WORK / "figures.json"
    if not options.render:
        machine = this_machine(PROJECT)  # before: the commit may be another afterwards
        measured_now = list(
            run(sorted(options.sizes), options.seed, with_peers=not options.no_peers, quick=options.quick)
        )
        told = {"machine": machine, "sizes": measured_now}
        figures.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    found = json.loads(figures.read_text(encoding="utf-8"))
    if options.write:
        (HERE / "RESULTS.md").write_text(text(found), encoding="utf-8")
        (HERE / "results.svg").write_text(chart(found), encoding="utf-8")
    print(text(found))


if __name__ == "__main__":
    main()
