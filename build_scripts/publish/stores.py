"""Where the files of a site go while it is made: a folder, or the memory of one process.

A third is ``publish.Stage``, for a site that is to stand elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from build_scripts.publish.folder import write_each_whole, write_files, write_pieces

Stamps = tuple[tuple[str, int, int], ...]
"""Files below the site's root, each with its bytes and the time of its last change in nanoseconds."""


def stamps_of(root: Path, urls: Iterable[str]) -> Stamps:
    """Return the size and time of files.

    Raises:
        OSError: where one is not there.
    """
    return tuple((url, (told := os.stat(root / url)).st_size, told.st_mtime_ns) for url in urls)  # noqa: PTH116 - thrice as fast


class Store(Protocol):
    """A place for the files of a site, by their paths below its root."""

    def is_seen(self) -> bool:
        """Tell whether this machine sees the place that the one that builds has taken."""
        ...

    def read(self, urls: Iterable[str]) -> Iterator[bytes]:
        """Yield files in their order."""
        ...

    def write(self, url: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Write a file piece by piece; return its bytes and its SHA-256."""
        ...

    def write_all(self, files: Mapping[str, bytes]) -> Stamps:
        """Write files and return them as they were written."""
        ...


@dataclass(frozen=True)
class FolderStore:
    """A site's folder."""

    root: Path

    def is_seen(self) -> bool:
        """Tell whether this machine has the folder too."""
        return self.root.is_dir()

    def read(self, urls: Iterable[str]) -> Iterator[bytes]:
        """Yield files in their order."""
        return ((self.root / url).read_bytes() for url in urls)

    def write(self, url: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Write a file piece by piece; return its bytes and its SHA-256."""
        return write_pieces(self.root, url, pieces)

    def write_all(self, files: Mapping[str, bytes]) -> Stamps:
        """Write files and return them as they were written."""
        write_files(self.root, files)
        return stamps_of(self.root, files)


@dataclass(frozen=True)
class SharedFolderStore(FolderStore):
    """A site's folder into which many machines write: one that is lost leaves no half of a file, and a unit is done twice."""

    def write_all(self, files: Mapping[str, bytes]) -> Stamps:
        """Write files and return them as they were written."""
        write_each_whole(self.root, files)
        return stamps_of(self.root, files)


@dataclass(frozen=True)
class MemoryStore:
    """Files that nobody has written yet."""

    files: dict[str, bytes] = field(default_factory=dict)

    def is_seen(self) -> bool:
        """Say that it is: nobody else works here."""
        return True

    def read(self, urls: Iterable[str]) -> Iterator[bytes]:
        """Yield files in their order."""
        return (self.files[url] for url in urls)

    def write(self, url: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Keep a file; return its bytes and its SHA-256."""
        self.files[url] = data = b"".join(pieces)
        return len(data), sha256(data).hexdigest()

    def write_all(self, files: Mapping[str, bytes]) -> Stamps:
        """Keep files."""
        self.files.update(files)
        return ()
