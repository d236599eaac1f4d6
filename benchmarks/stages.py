"""What each stage of a build costs, in one process.

    python benchmarks/stages.py PROJECT OUT

The functions that make up a stage are timed where the work of units and the portal call them, each without what it calls
of other stages. Prints a line of JSON for each stage: its name, CPU seconds, seconds by the clock, bytes of memory at the
peak of the whole.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

from build_scripts import build as building
from build_scripts.opendata import packing
from build_scripts.publish import stores
from build_scripts.units import spreading, whole, work

STAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    "reading": (
        (building, "looked_through"),
        (building, "read_shared"),
        (building, "parted"),
        (building, "days_of_change"),
        (spreading, "content_of"),
        (work, "load_part"),
    ),
    "recomputing and checking": ((work, "examined"),),
    "tabulating": ((work, "tables"), (work, "pieces")),
    "files in every format": (
        (work, "written"),
        (whole, "written"),
        (whole, "made_of_parts"),
        (packing.Packing, "from_tables"),
        (whole, "_begun"),
        (packing.Packing, "put_together"),
        (work, "answers_of_departments"),
        (whole, "answers_of_portal"),
        (whole, "schema_files"),
        (whole, "_described"),
        (whole, "_released"),
    ),
    "proving": ((work, "prove"), (work, "_read_back"), (whole, "prove"), (whole, "_report_on")),
    "what pages show": ((work, "all_pages"), (work, "chart_files"), (whole, "all_pages"), (whole, "chart_files")),
    "rendering": ((work, "render"),),
    "publishing": (
        (building, "dressed"),
        (work, "page_files"),
        (whole, "page_files"),
        (stores.FolderStore, "write_all"),
        (building, "finish"),
        (building, "swap"),
    ),
}
"""Each stage's functions, in the modules that call them; what is in none is ``the rest``."""


class Clock:
    """How long each stage has taken: a stage stops while one that it calls goes on."""

    def __init__(self) -> None:
        """Start with what stands before the first stage: the imports."""
        self.running = ["starting"]
        self.spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self.last = (0.0, time.perf_counter())

    def turn(self) -> None:
        """Count the time since the last turn for the stage that is running."""
        now = time.process_time(), time.perf_counter()
        for place in range(2):
            self.spent[self.running[-1]][place] += now[place] - self.last[place]
        self.last = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that counts its time for a stage."""

        @wraps(function)
        def call(*arguments: object, **named: object) -> object:
            self.turn()
            self.running.append(stage)
            try:
                return function(*arguments, **named)
            finally:
                self.turn()
                self.running.pop()

        return call


def main() -> None:
    """Build ``PROJECT/data`` to ``OUT`` in one process."""
    project, out = map(Path, sys.argv[1:])
    clock = Clock()
    clock.turn()
    clock.running = ["the rest"]
    for stage, functions in STAGES.items():
        for place, name in functions:
            setattr(place, name, clock.timed(stage, getattr(place, name)))
    building.build(building.Order(project, project / "data", out, datetime.now(UTC).date()), lambda _: None)
    clock.turn()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    for stage in ("starting", *STAGES, "the rest"):
        cpu, wall = clock.spent[stage]
        print(json.dumps({"stage": stage, "cpu": cpu, "wall": wall, "memory": memory}))


if __name__ == "__main__":
    main()
