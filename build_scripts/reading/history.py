"""When the files of ``data/`` last changed: git's answer, and no answer where git has none.

One pass over the log gives all of it, newest commit first. Days are those of the committer's own clock, so that one commit
gives the same days on every machine.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_scripts.reading.layout import KIND_OF, RELEASES
from build_scripts.reading.load import content_of
from build_scripts.reading.model import DATE_PATTERN, ReleaseLedger
from build_scripts.reading.records import AS_OF

EXPORTED = ".exported"
"""A file in which ``git archive`` leaves the day of the commit, where there is no history to ask (see ``.gitattributes``)."""
_DATA = ("*.yml", ":(exclude)*/published/*.yml", ":(exclude)addresses.yml", ":(exclude)releases.yml")
"""What changes the data; writing down what is published (see ``Published``, ``Addresses`` and ``ReleaseLedger``) does not."""
_OF_A_HOOK = {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"}
"""What git sets for its hooks: there a portal may be built too, of another repository than the hook's."""


def days_of_change(data: Path, otherwise: str = "") -> Mapping[str, str]:
    """Return the day, ``YYYY-MM-DD``, on which each file and folder of ``data`` last changed, as far as it is known.

    Files and folders go by their names below ``data``; under ``AS_OF``, the folder itself, stands the day of the whole, for
    which without history ``otherwise``, then the day of the export is taken. What has changed since the last commit has no
    day, nor has what a shallow clone does not reach.
    """
    days: dict[str, str] = {}
    asked = _git(data, "rev-parse", "--is-shallow-repository", "--show-prefix")
    if asked is not None:
        shallow, prefix = asked.splitlines()
        days = _logged(data, prefix, shallow=shallow == "true")
        for name in _uncommitted(data, prefix, "--", *_DATA):
            for place in _with_folders(name):
                days.pop(place, None)
    if AS_OF not in days and (day := otherwise or _exported(data)):
        days[AS_OF] = day
    return days


def _git(data: Path, *command: str) -> str | None:
    """Return what git answers; None where there is no git, no repository, or one that belongs to somebody else."""
    surroundings = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    settings = ("-c", "core.quotePath=false", "-c", "log.showRoot=true", "-c", "log.showSignature=false")
    call = ["git", "--no-optional-locks", *settings, "-C", str(data), *command]
    try:
        return subprocess.run(call, capture_output=True, check=True, env=surroundings, encoding="utf-8").stdout  # noqa: S603 - no shell, no word of a stranger
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return None


def _logged(data: Path, prefix: str, *, shallow: bool) -> dict[str, str]:
    """Return the day of the newest commit that names each file, each folder and the whole."""
    days: dict[str, str] = {}
    log = _git(data, "log", "-c", "--name-only", "--no-renames", "--format=%x00%cs %P", "--", *_DATA) or ""
    for commit in log.split("\0")[1:]:
        head, _, names = commit.partition("\n")
        day, _, parents = head.partition(" ")
        days.setdefault(AS_OF, day)
        if shallow and not parents:  # the clone ends here: this commit names every file, whoever changed it before
            break
        for name in filter(None, names.splitlines()):
            for place in _with_folders(name.removeprefix(prefix)):
                days.setdefault(place, day)
    return days


@dataclass(frozen=True)
class Commit:
    """The commit of git from which a site is made."""

    id: str
    is_clean: bool
    """Whether everything that it is made from is as it was committed."""


def commit_of(data: Path, others: Iterable[Path]) -> Commit | None:
    """Return the commit at which the repository of a data folder stands; None where there is none, or it leaves the folder out.

    ``others`` are files and folders that a site is made from besides; those of other repositories are passed over.
    """
    told = _git(data, "rev-parse", "HEAD", "--show-toplevel")
    if told is None or _git(data, "check-ignore", "--quiet", ".") is not None:
        return None
    id_, top = told.splitlines()
    within = [str(one.resolve()) for one in (data, *others) if one.exists() and one.resolve().is_relative_to(top)]
    return Commit(id_, not any(_uncommitted(data, "", "--", *within)))


def uncommitted(data: Path) -> tuple[str, ...]:
    """Return the files of ``data`` that are not as in the last commit, new ones too; none where git has no answer or leaves them all out.

    Of the releases also those that git was told to ignore: what is not committed is not kept.
    """
    asked = _git(data, "rev-parse", "--show-prefix")
    if asked is None or _git(data, "check-ignore", "--quiet", ".") is not None:
        return ()
    prefix, releases = asked.rstrip("\n"), (RELEASES, KIND_OF[ReleaseLedger].path())
    found = (*_uncommitted(data, prefix, "--", "."), *_uncommitted(data, prefix, "--ignored", "--", *releases))
    return tuple(sorted(set(found)))


def _uncommitted(data: Path, prefix: str, *asked: str) -> Iterator[str]:
    how = ("--porcelain", "-z", "--untracked-files=all", "--no-renames")
    for entry in filter(None, (_git(data, "status", *how, *asked) or "").split("\0")):
        yield entry[3:].removeprefix(prefix)


def _with_folders(name: str) -> Iterator[str]:
    """Yield a file and every folder that it stands in, last the data's own."""
    yield name
    yield from map(str, PurePosixPath(name).parents)


def _exported(data: Path) -> str:
    try:
        day = content_of(data / EXPORTED).decode().strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return day if re.fullmatch(DATE_PATTERN, day) else ""
