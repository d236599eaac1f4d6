"""Where a site goes that stands elsewhere: in any file system that fsspec knows, named by a URL.

Such a place has no swap. A site is staged whole below a prefix of its own and then moved into place: first all that
pages need and the pages of departments, then the pages that lead to them, and at last what is gone is removed.
What fails before that leaves the place as it was. A file is there whole or not at all, also where two write the same.
"""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from build_scripts.publish.folder import ONLY_OURS, PublishError, files_in, keep_apart, write_files, write_pieces
from build_scripts.publish.stores import digests_of
from build_scripts.words.language import Both

STAGE = ".new-"
"""What the name of a prefix begins with below which a site is staged; the second of its beginning follows."""
A_DAY = 24 * 60 * 60
"""What a build has staged for longer was left by one that was killed."""
AT_ONCE = 64
"""So many files are read or moved together: an object store takes as long for all as for one."""


class HalfMovedError(PublishError):
    """Raised where a place is neither as it was nor whole, because moving the site into it was cut short."""


@dataclass(frozen=True)
class Stage:
    """A prefix below a site's place, and in it all files of the site that is to take the place."""

    url: str
    """Of the site's place."""
    name: str
    digests: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of each file that was staged by this process."""

    def is_seen(self) -> bool:
        """Tell whether this machine sees what the one that builds has staged."""
        with _said_of(self.url):
            files, root = _reached(self.url)
            return bool(files.exists(f"{root}/{self.name}/begun"))

    def read(self, urls: Iterable[str]) -> Iterator[bytes]:
        """Yield files of the site in the order of their paths below its root."""
        files, root = _reached(self.url)
        for some in _batches(urls):
            places = [f"{root}/{self.name}/site/{url}" for url in some]
            with _said_of(self.url):
                found = files.cat(places)
            yield from (found[place] for place in places)

    def write(self, url: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Write a file piece by piece; return its bytes and its SHA-256."""
        with tempfile.TemporaryDirectory() as folder:
            told = write_pieces(Path(folder), url, pieces)
            self.put({url: Path(folder) / url})
        self.digests[url] = told[1]
        return told

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Write files."""
        with tempfile.TemporaryDirectory() as folder:
            write_files(Path(folder), files)
            self.put({url: Path(folder) / url for url in files})
        self.digests.update(digests_of(files))

    def put(self, own: Mapping[str, Path]) -> None:
        """Copy files of this machine to their paths below the site's root; a place tells its readers what each holds."""
        with _said_of(self.url):
            files, root = _reached(self.url)
            places = [f"{root}/{self.name}/site/{url}" for url in own]
            if files.async_impl:  # an object store: what is put there is there at once and whole
                files.put([str(path) for path in own.values()], places)
                return
            part = f"{root}/{self.name}/part-{secrets.token_hex(8)}"
            files.makedirs(part, exist_ok=True)
            parts = [f"{part}/{number}" for number in range(len(places))]
            for path, place in zip(own.values(), parts, strict=True):
                files.put_file(str(path), place)
            _move(files, parts, places)

    def begin(self) -> None:
        """Take the prefix, so that every machine can look whether it sees it."""
        with _said_of(self.url):
            files, root = _reached(self.url)
            if not files.async_impl:
                files.makedirs(f"{root}/{self.name}", exist_ok=True)
            files.pipe_file(f"{root}/{self.name}/begun", b"")

    def empty(self) -> None:
        """Take away what is staged, where all of it is made once more and perhaps not under the same addresses."""
        with _said_of(self.url):
            files, root = _reached(self.url)
            files.invalidate_cache()
            if files.exists(f"{root}/{self.name}/site"):
                files.rm(f"{root}/{self.name}/site", recursive=True)
        self.digests.clear()

    def move_in(self, new: Path, last: Collection[str]) -> None:
        """Put what stands in ``new`` beside the rest and move all into place, pages that lead to others and ``last`` at the end.

        Raises:
            PublishError: where the place cannot be written to.
            HalfMovedError: where that happens while it is being changed.
        """
        own = {url: new / url for url in sorted(files_in(new))}
        for some in _batches(own):
            self.put({url: own[url] for url in some})
        with _said_of(self.url):
            files, root = _reached(self.url)
            before = [url for url in _files_below(files, root) if not url.startswith(STAGE) or _is_left(url)]
            staged = _files_below(files, f"{root}/{self.name}/site")
        leading = {url for url in own if "assets/" not in url}.union(last)
        try:
            for some in _batches(sorted(staged, key=lambda url: (url in leading, url))):
                _move(files, [f"{root}/{self.name}/site/{url}" for url in some], [f"{root}/{url}" for url in some])
            _remove(files, root, set(before).difference(staged))
        except BaseException as error:
            said = Both(
                f"移入新站点时中断（{error!r}），现在新旧混杂；请再生成一次",
                f"moving the new site in was cut short ({error!r}) and old and new are mixed now; build again",
            )
            raise HalfMovedError(self.url, said) from error

    def remove(self, *, with_place: bool) -> None:
        """Take the prefix away with all that stands in it, and the place where nothing is left there."""
        with suppress(Exception):  # what is left is removed by a later build
            files, root = _reached(self.url)
            files.invalidate_cache()
            files.rm(f"{root}/{self.name}", recursive=True)
            if with_place and not files.async_impl:
                files.rmdir(root)


@contextmanager
def staged(url: str) -> Iterator[Stage | None]:
    """Begin a site that is to stand at a URL, and take away in the end what was staged; without a URL there is none.

    Raises:
        PublishError: where the place cannot be written to, or holds something else than a site of this portal.
    """
    if not url:
        yield None
        return
    stage = Stage(url, f"{STAGE}{int(time.time())}-{secrets.token_hex(4)}")
    with _said_of(url):
        files, root = _reached(url)
        _may_be_replaced(url, files, root)
        is_new = not files.exists(root)
    try:
        stage.begin()
        yield stage
    finally:
        stage.remove(with_place=is_new)


def keep_apart_from(project: Path, data: Path, url: str) -> None:
    """Refuse a URL of a folder that holds or lies in what a site is made from.

    Raises:
        PublishError: naming the folder.
    """
    files, root = _reached(url)
    if "file" in files.protocol:
        keep_apart(project, data, Path(root))


def _reached(url: str) -> tuple[Any, str]:
    """Return the file system of a URL and the path in it; fsspec keeps each, so that asking again costs nothing.

    Raises:
        PublishError: where what it takes to reach it is not installed, or no file system has such URLs.
    """
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(url)
    except ImportError as error:
        needed = "mingzhang[cluster]" if error.name == "fsspec" else "s3fs"
        said = Both(
            f"缺少程序库，请先安装，如 pip install {needed}（{error}）",
            f"a library is missing; install it, such as pip install {needed} ({error})",
        )
        raise PublishError(url, said) from error
    except ValueError as error:
        said = Both(f"不是能用的网址（{error}）", f"no URL that can be used ({error})")
        raise PublishError(url, said) from error
    return files, root.rstrip("/")


@contextmanager
def _said_of(url: str) -> Iterator[None]:
    """Say what a file system refuses, each in its own words, as all that cannot be written is said."""
    try:
        yield
    except PublishError:
        raise
    except Exception as error:  # whatever a foreign library raises
        said = Both(f"无法读写（{error!r}）", f"cannot be read or written ({error!r})")
        raise PublishError(url, said) from error


def _may_be_replaced(url: str, files: Any, root: str) -> None:  # noqa: ANN401 - fsspec has no types
    """Refuse a place that does not look like a site: a slip of the hand must not delete somebody's files."""
    files.invalidate_cache()
    if files.isfile(root):
        raise PublishError(url, Both("不是文件夹", "not a folder"))
    if files.exists(f"{root}/{ONLY_OURS}"):
        return
    try:
        there = [name.rstrip("/") for name in files.ls(root, detail=False)]
    except FileNotFoundError:
        return
    if any(name != root and not name.rpartition("/")[2].startswith(STAGE) for name in there):
        raise PublishError(
            url,
            Both("那里有别的文件，不是本门户的站点，请另选 --out", "not a site of this portal; choose another --out"),
        )


def _batches(urls: Iterable[str]) -> Iterator[list[str]]:
    listed = iter(urls)
    while some := list(islice(listed, AT_ONCE)):
        yield some


def _is_left(url: str) -> bool:
    """Tell whether a file was staged by a build that cannot be going on any more."""
    begun = url.removeprefix(STAGE).partition("-")[0]
    return begun.isdigit() and int(begun) < time.time() - A_DAY


def _files_below(files: Any, root: str) -> list[str]:  # noqa: ANN401 - fsspec has no types
    files.invalidate_cache()
    return [place.removeprefix(f"{root}/") for place in files.find(root)]


def _move(files: Any, old: Sequence[str], new: Sequence[str]) -> None:  # noqa: ANN401 - fsspec has no types
    """Move files; in an object store they are copied, and what was copied is removed with all that is staged."""
    if files.async_impl:
        files.copy(list(old), list(new))
        return
    for folder in {place.rpartition("/")[0] for place in new}:
        files.makedirs(folder, exist_ok=True)
    for here, there in zip(old, new, strict=True):
        files.mv(here, there)


def _remove(files: Any, root: str, urls: Collection[str]) -> None:  # noqa: ANN401 - fsspec has no types
    """Remove files, and the folders that are empty without them."""
    for some in _batches(sorted(urls)):
        files.rm([f"{root}/{url}" for url in some])
    if not files.async_impl:
        folders = {parent.as_posix() for url in urls for parent in Path(url).parents} - {"."}
        for folder in sorted(folders, reverse=True):
            with suppress(OSError):  # there is something else in it
                files.rmdir(f"{root}/{folder}")
