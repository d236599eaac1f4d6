"""What a command costs: processor time, time by the clock, memory of its largest process; and what it left on the disk."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class CommandError(Exception):
    """Raised where a command that is measured fails; says what it printed last."""


@dataclass(frozen=True)
class Cost:
    """What one run of a command cost."""

    cpu: float
    """Seconds, user and system, of the command and of every child that it waited for."""
    wall: float
    """Seconds by the clock."""
    memory: int
    """Bytes of the largest process among them at its peak."""


@dataclass(frozen=True)
class Size:
    """What stands below a folder."""

    files: int
    bytes: int


def measured(
    command: Sequence[str | Path], folder: Path, log: Path, variables: Mapping[str, str] | None = None
) -> Cost:
    """Run a command in a folder and return what it cost; what it prints goes to ``log``.

    The system counts the memory of this very process for that of the command: it must stay small.

    Raises:
        CommandError: where the command fails.
    """
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent), **(variables or {})}
    with log.open("wb") as told:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=told, stderr=told)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandError(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{last}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024)


def size_of(folder: Path) -> Size:
    """Return how many files stand below a folder, and their bytes."""
    files = total = 0
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                else:
                    files, total = files + 1, total + entry.stat(follow_symlinks=False).st_size
    return Size(files, total)
