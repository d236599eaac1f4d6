"""What each stage of a build costs, told by the build itself, in one process.

    python benchmarks/stages.py PROJECT OUT

Prints a line of JSON for each stage: its name, CPU seconds, seconds by the clock, bytes of memory at the peak so far.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from build_scripts.build import build
from build_scripts.judging.audit import audit
from build_scripts.words.language import Both


class Clock:
    """Takes what a build tells of its progress, and prints what the stage before has cost."""

    def __init__(self) -> None:
        """Start with what stands before the first stage: the imports."""
        self.name, self.cpu, self.wall = "starting", 0.0, time.perf_counter()

    def __call__(self, told: Both) -> None:
        """End a stage and begin the one that is told of."""
        cpu, wall = time.process_time(), time.perf_counter()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"stage": self.name, "cpu": cpu - self.cpu, "wall": wall - self.wall, "memory": memory}))
        self.name, self.cpu, self.wall = re.sub("[0-9]+ ", "", told.en), cpu, wall


def main() -> None:
    """Load, check and publish ``PROJECT/data`` to ``OUT``."""
    project, out = map(Path, sys.argv[1:])
    clock = Clock()
    audited, problems = audit(project / "data", clock, datetime.now(UTC).date())
    assert audited, problems[:3]
    build(project, out, audited, clock)
    clock(Both("完", "end"))


if __name__ == "__main__":
    main()
