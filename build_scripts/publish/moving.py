"""A new site moves into its place file by file, where the system cannot exchange two folders.

Only what is new or otherwise moves, and a file that both sites have is never missing; for the moment that it takes, old
and new stand side by side. What files take the place of is kept aside until all are in, so that a build which fails there,
or is killed, leaves the old site: the next one puts it back.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from build_scripts.publish.folder import files_in

OLD, MOVING = "old", "moving"
"""In the folder a site is made in, while it moves: what it takes the place of, and a list of what had no such thing."""


def same_file(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    """Tell whether two files hold the same."""
    if not other.is_file(follow_symlinks=False):
        return False
    told, of_other = one.stat(), other.stat()
    if os.path.samestat(told, of_other):
        return True
    return told.st_size == of_other.st_size and filecmp.cmp(one.path, other.path, shallow=False)


def move_in(new: Path, out: Path, before: Mapping[str, os.DirEntry[str]]) -> None:
    """Put a whole new site in the place in which the files ``before`` stand; what goes wrong leaves these as they were."""
    made, work = files_in(new), new.parent
    come = [url for url, entry in made.items() if url not in before or not same_file(entry, before[url])]
    come.sort(
        key=lambda url: not url.startswith("assets/")
    )  # no page asks by a new digest for what is still the old file
    gone = set(before).difference(made)
    (work / MOVING).write_bytes(b"\0".join(os.fsencode(url) for url in come if url not in before))
    try:
        for url in gone:
            _move(f"{out}/{url}", f"{work / OLD}/{url}")
            _prune(out, url)
        for url in come:
            if url in before:
                stand_together(out, (url,), work / OLD)
            else:
                _without_empty_folders(f"{out}/{url}")
            _move(f"{new}/{url}", f"{out}/{url}")
    except BaseException:
        undo(work, out)
        raise
    (work / MOVING).unlink()


def undo(work: Path, out: Path) -> None:
    """Put back what a site that was being moved in has taken the place of."""
    if not (work / MOVING).is_file():
        return
    for url in map(os.fsdecode, filter(None, (work / MOVING).read_bytes().split(b"\0"))):
        came = out / url
        if any((out / folder).is_symlink() for folder in came.relative_to(out).parents[:-1]):
            continue  # it has not come yet: a link of the old site leads to somebody's folder
        if came.is_symlink() or came.is_file():
            came.unlink()
        _prune(out, url)
    if (work / OLD).is_dir():
        for url in files_in(work / OLD):
            _move(f"{work / OLD}/{url}", f"{out}/{url}")
    (work / MOVING).unlink()


def stand_together(out: Path, urls: Collection[str], new: Path) -> None:
    """Let files of one site stand in another folder too; as copies where the file system knows no second place."""
    for folder in {os.path.dirname(f"{new}/{url}") for url in urls}:  # noqa: PTH120 - of tens of thousands a Path is dear
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    for url in urls:
        try:
            os.link(f"{out}/{url}", f"{new}/{url}", follow_symlinks=False)
        except OSError:
            shutil.copy2(f"{out}/{url}", f"{new}/{url}", follow_symlinks=False)


def _move(one: str, other: str) -> None:
    try:
        os.replace(one, other)  # noqa: PTH105 - of tens of thousands of files a Path each is dear
    except FileNotFoundError:
        os.makedirs(os.path.dirname(other), exist_ok=True)  # noqa: PTH103, PTH120
        os.replace(one, other)  # noqa: PTH105


def _without_empty_folders(place: str) -> None:
    """Remove a folder that stands where a file comes; no file is in it any more."""
    if os.path.isdir(place):  # noqa: PTH112
        for folder, _, _ in os.walk(place, topdown=False):
            os.rmdir(folder)  # noqa: PTH106


def _prune(root: Path, url: str) -> None:
    """Remove the folders in which a file stood and nothing stands any more."""
    for folder in (root / url).relative_to(root).parents[:-1]:
        try:
            (root / folder).rmdir()
        except FileNotFoundError:
            continue
        except OSError:  # something is there
            return
