"""A new site takes the place of the old one: whole or not at all, and no file is touched that stays as it was.

A site is made in a folder beside its place. What the old one has too is linked into it, and when it is whole the two
folders change their names in one step: whoever reads finds the old site or the new one, and never neither. Where the
system has no such step, as at a mount point, the files move in one by one. A build that fails or is killed at any moment
leaves the old site; what it leaves beside it, the next one clears up.
"""

from __future__ import annotations

import fcntl
import glob
import os
import shutil
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from build_scripts.pages.render import keep_compiled
from build_scripts.publish.exchange import NOT_THERE, exchange
from build_scripts.publish.folder import PublishError, files_in, is_mount, keep_apart, may_be_replaced, site_files
from build_scripts.publish.former_sites import FormerSite, date_site, former_sites, keep_site
from build_scripts.publish.moving import MOVING, move_in, same_file, stand_together, undo
from build_scripts.words.language import Both

_BUSY = Both(
    "另一个 mingzhang 正在生成这个站点，请等它结束后再试",
    "another mingzhang is building this site; wait until it has ended, then try again",
)
_opened: list[int] = []
"""The folders that this process has locked."""


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
    may_be_replaced(out)
    clear_up(out)


def clear_up(out: Path) -> None:
    """Remove what killed builds left beside ``out``; where one was moving its site in, the old one is put back."""
    for work in sorted(_beside(out).glob(f".{glob.escape(out.name)}.new-*")):
        with _locked(work) as ours:
            if ours and work.name.rpartition("-")[2].isdigit() and not work.is_symlink():
                undo(work, out)
                shutil.rmtree(work, ignore_errors=True)


@contextmanager
def work_folder(out: Path) -> Iterator[Path]:
    """Make a folder beside ``out`` to build in, locked for as long as the build lives, and remove it in the end.

    Raises:
        PublishError: where ``out`` is something that must not be replaced, or another build is at work there.
    """
    may_be_replaced(out)
    work = _beside(out) / f".{out.name}.new-{os.getpid()}"
    try:
        work.mkdir(parents=True)
    except FileExistsError:  # the processes of two containers may have one number
        raise PublishError(out, _BUSY) from None
    before = len(_opened)
    try:
        with _locked(work):
            _hold(out)
            yield work
    finally:
        try:
            _remove(work)
        except BaseException:  # who is asked to end while this is done ends when it is done
            _remove(work)
            raise
        finally:
            let_go(before)


def _beside(out: Path) -> Path:
    """Return the folder in which a site is made: on the same disk as its place."""
    return out if is_mount(out) else out.parent


def _remove(work: Path) -> None:
    if not (work / MOVING).exists():  # else the old site is in it, and the next build puts it back
        shutil.rmtree(work, ignore_errors=True)


def _hold(folder: Path) -> None:
    """Keep others from building in a place that is there until this build has ended: they would mix their sites.

    Raises:
        PublishError: where another build is at work there.
    """
    if not folder.is_dir():
        return
    told = folder.stat()
    if any(os.path.samestat(os.fstat(opened), told) for opened in _opened):
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    _opened.append(opened)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise PublishError(folder, _BUSY) from None
    except OSError:  # a file system that knows no locks
        pass


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


def let_go(but: int = 0) -> None:
    """Let go of what this process has locked ``but`` for the first; one that a build has begun leaves all to it alone."""
    while len(_opened) > but:
        os.close(_opened.pop())


def swap(new: Path, out: Path, stays: Collection[str] = (), keep: int | None = None) -> bool:
    """Put a new site in the old one's place; what is not in ``new`` of its files ``stays`` is there already.

    Both are on one file system. What goes wrong, Ctrl+C too, leaves the old site as it was. So many sites are kept as
    ``keep`` says; where it is None the old one is not, and of those that are kept none goes. Return False where old and
    new stood side by side for a moment.

    Raises:
        PublishError: where a file that was to stay is there no more, or another build has put a site there.
        OSError: where a file cannot be moved.
    """
    _hold(out)
    before = site_files(out) if out.is_dir() else {}
    made = files_in(new)
    for url in stays:
        if url not in made and url not in before:
            said = Both("生成期间被删去，请再生成一次", "was taken away while the site was being built; build it again")
            raise PublishError(out / url, said)
    same = [url for url, entry in made.items() if url in before and same_file(entry, before[url])]
    if before and len(same) == len(made) and before.keys() == made.keys() | set(stays):
        make_readable(out)
        return True
    for url in same:
        (new / url).unlink()
    stand_together(out, [*same, *(url for url in stays if url not in made)], new)
    make_readable(new)
    date_site(new, out)
    return _put(new, out, before, keep)


def go_back(out: Path, to: FormerSite) -> bool:
    """Put a site that is kept in the place of the present one, which is kept in its stead; return as of ``swap``.

    Raises:
        PublishError, OSError: as of ``swap``.
    """
    with work_folder(out) as work:
        new, published = work / "site", to.folder.stat()
        new.mkdir()
        stand_together(to.folder, files_in(to.folder), new)
        make_readable(new)
        os.utime(new, ns=(published.st_atime_ns, published.st_mtime_ns))
        at_once = _put(new, out, site_files(out), len(former_sites(out)) + 1)
        to.folder.rename(work / "back")
    return at_once


def _put(new: Path, out: Path, before: Mapping[str, os.DirEntry[str]], keep: int | None) -> bool:
    """Put a whole site in a place; return False where its files had to move one by one."""
    _hold(new)  # nobody builds in its place before we have ended
    at_once = True
    try:
        if out.is_dir() and any(out.iterdir()):
            exchange(new, out)
        else:
            new.rename(out)
    except OSError as error:
        if error.errno not in NOT_THERE:
            raise
        at_once = False
        _move_in(new, out, before, keep)
    else:
        if before and keep is not None:
            keep_site(new, out, keep)
    return at_once


def _move_in(new: Path, out: Path, before: Mapping[str, os.DirEntry[str]], keep: int | None) -> None:
    """Put a whole site in a place file by file; where that is a disk of its own nothing can be kept beside it."""
    told, old = new.stat(), new.parent / "former"
    if keep and before and not is_mount(out):
        stand_together(out, before, old)
        os.utime(old, ns=(out.stat().st_atime_ns, out.stat().st_mtime_ns))
    move_in(new, out, before)
    make_readable(out)
    os.utime(out, ns=(told.st_atime_ns, told.st_mtime_ns))
    if old.is_dir() and keep is not None:
        keep_site(old, out, keep)


def make_readable(site: Path) -> None:
    """Let everybody read a site, whatever the process that makes it may keep to itself."""
    for folder, _, files in os.walk(site):
        for place, wanted in ((folder, 0o755), *((f"{folder}/{name}", 0o644) for name in files)):
            mode = os.lstat(place).st_mode
            if stat.S_IMODE(mode) & 0o777 != wanted and not stat.S_ISLNK(mode):
                os.chmod(place, stat.S_IMODE(mode) & ~0o777 | wanted)  # noqa: PTH101
