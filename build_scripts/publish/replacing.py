"""A new site takes the place of the old one: whole or not at all, and no file is touched that stays as it was.

A site is made in a folder beside its place. Only files that are new or other than before go from there into the place,
where the rest stay: of a large site in which little changes, little moves. What they take the place of is kept aside until
all are in, so that a build which fails there, or is killed, leaves the old site: the next one puts it back.
"""

from __future__ import annotations

import fcntl
import filecmp
import glob
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from build_scripts.pages.render import keep_compiled
from build_scripts.publish.folder import PublishError, files_in, keep_apart, may_be_replaced
from build_scripts.words.language import Both

_opened: list[int] = []
"""The folders that this process has locked."""
OLD, MOVING = "old", "moving"
"""In the folder a site is made in, while it moves: what it takes the place of, and a list of what had no such thing."""


def make_ready(project: Path, data: Path, out: Path) -> None:
    """See that a site may be built at ``out``, and clear up what a killed build left beside it.

    Raises:
        PublishError: where ``out`` holds or lies in what a site is made from, or must not be replaced.
    """
    keep_apart(project, data, out)
    compiled = project / ".cache" / "templates"
    with suppress(OSError):
        compiled.mkdir(parents=True, exist_ok=True)
    keep_compiled(compiled)
    may_be_replaced(out.absolute())
    clear_up(out.absolute())


def clear_up(out: Path) -> None:
    """Remove what killed builds left beside ``out``; where one was moving its site in, the old one is put back."""
    for work in sorted(out.parent.glob(f".{glob.escape(out.name)}.new-*")):
        with _locked(work) as ours:
            if ours and work.name.rpartition("-")[2].isdigit() and not work.is_symlink():
                _undo(work, out)
                shutil.rmtree(work, ignore_errors=True)


@contextmanager
def work_folder(out: Path) -> Iterator[Path]:
    """Make a folder beside ``out`` to build in, locked for as long as the build lives, and remove it in the end.

    Raises:
        PublishError: where ``out`` is something that must not be replaced, or another build is at work there.
    """
    may_be_replaced(out)
    work = out.parent / f".{out.name}.new-{os.getpid()}"
    work.mkdir(parents=True)
    try:
        with _alone(out), _locked(work):
            yield work
    finally:
        if not (work / MOVING).exists():  # else the old site is in it, and the next build puts it back
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the place of a site that is there: two builds that both leave some of it would mix their sites."""
    if not out.is_dir():
        yield
        return
    with _locked(out) as ours:
        if ours is False:
            said = Both(
                "另一个 mingzhang 正在生成这个站点，请等它结束后再试",
                "another mingzhang is building this site; wait until it has ended, then try again",
            )
            raise PublishError(out, said)
        yield


@contextmanager
def _locked(folder: Path) -> Iterator[bool | None]:
    """Lock a folder and say whether that went; None where the file system knows no locks.

    The system takes the lock away when its process ends, however it ends.
    """
    opened, ours = None, None
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        _opened.append(opened)
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        ours = True
    except BlockingIOError:
        ours = False
    except OSError:
        pass
    try:
        yield ours
    finally:
        if opened is not None:
            _opened.remove(opened)
            os.close(opened)


def let_go() -> None:
    """In a process that a build has begun: leave its locks to it alone, for they are to end with it."""
    while _opened:
        os.close(_opened.pop())


def swap(new: Path, out: Path, stays: Collection[str] = ()) -> None:
    """Put a new site in the old one's place; what is not in ``new`` of its files ``stays`` is there already.

    Both are on one file system. What goes wrong, Ctrl+C too, leaves the old site as it was.

    Raises:
        PublishError: where a file that was to stay is there no more.
        OSError: where a file cannot be moved.
    """
    if not out.is_dir() or not any(out.iterdir()):
        new.rename(out)
        return
    before, made, work = files_in(out), files_in(new), new.parent
    for url in stays:
        if url not in made and url not in before:
            said = Both("生成期间被删去，请再生成一次", "was taken away while the site was being built; build it again")
            raise PublishError(out / url, said)
    come = [url for url, entry in made.items() if url not in before or not _same(entry, before[url])]
    come.sort(
        key=lambda url: not url.startswith("assets/")
    )  # no page asks by a new digest for what is still the old file
    gone = set(before).difference(made, stays)
    (work / MOVING).write_bytes(b"\0".join(os.fsencode(url) for url in come if url not in before))
    try:
        for url in gone:
            _move(f"{out}/{url}", f"{work / OLD}/{url}")
            _prune(out, url)
        for url in come:
            if url in before:
                _stand_twice(f"{out}/{url}", f"{work / OLD}/{url}")
            else:
                _without_empty_folders(f"{out}/{url}")
            _move(f"{new}/{url}", f"{out}/{url}")
    except BaseException:
        _undo(work, out)
        raise
    (work / MOVING).unlink()


def _same(one: os.DirEntry[str], other: os.DirEntry[str]) -> bool:
    """Tell whether two files hold the same."""
    plain = other.is_file(follow_symlinks=False) and one.stat().st_size == other.stat().st_size
    return plain and filecmp.cmp(one.path, other.path, shallow=False)


def _undo(work: Path, out: Path) -> None:
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


def _move(one: str, other: str) -> None:
    try:
        os.replace(one, other)  # noqa: PTH105 - of tens of thousands of files a Path each is dear
    except FileNotFoundError:
        os.makedirs(os.path.dirname(other), exist_ok=True)  # noqa: PTH103, PTH120
        os.replace(one, other)  # noqa: PTH105


def _stand_twice(one: str, other: str) -> None:
    """Let a file stand in a second place; a copy where the file system has no such thing."""
    os.makedirs(os.path.dirname(other), exist_ok=True)  # noqa: PTH103, PTH120
    try:
        os.link(one, other, follow_symlinks=False)
    except OSError:
        shutil.copy2(one, other, follow_symlinks=False)


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
