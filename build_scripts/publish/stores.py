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


class Store(Protocol):
    """A place for the files of a site, by their paths below its root."""

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file that was written here by this process."""
        ...

    def is_seen(self) -> bool:
        """Tell whether this machine sees the place that the one that builds has taken."""
        ...

    def read(self, urls: Iterable[str]) -> Iterator[bytes]:
        """Yield files in their order."""
        ...

    def write(self, url: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Write a file piece by piece; return its bytes and its SHA-256."""
        ...

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Write files."""
        ...


@dataclass(frozen=True)
class FolderStore:
    """The folder of a new site; what the site before it holds too is not written again."""

    root: Path
    before: Path | None = None
    """The site before it."""
    stays: set[str] = field(default_factory=set)
    """The files of that site which this one has too, as far as they have been asked for here."""
    digests: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of each file that was written here by this process, and of each that stays."""

    def is_seen(self) -> bool:
        """Tell whether this machine has the folder too."""
        return self.root.is_dir()

    def read(self, urls: Iterable[str]) -> Iterator[bytes]:
        """Yield files in their order."""
        for url in urls:
            new = self.root / url
            yield (new if self.before is None or new.is_file() else self.before / url).read_bytes()

    def write(self, url: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Write a file piece by piece; return its bytes and its SHA-256."""
        told = write_pieces(self.root, url, pieces)
        self.digests[url] = told[1]
        return told

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Write files."""
        self.digests.update(digests_of(files))
        same = [] if self.before is None else [url for url, data in files.items() if self._is_there(url, data)]
        self.stays.update(same)
        self._put(files if not same else {url: files[url] for url in files.keys() - same})

    def _put(self, files: Mapping[str, bytes]) -> None:
        write_files(self.root, files)

    def _is_there(self, url: str, data: bytes) -> bool:
        try:
            with open(f"{self.before}/{url}", "rb") as file:  # noqa: PTH123 - a Path each is dear
                return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
        except OSError:
            return False


@dataclass(frozen=True)
class SharedFolderStore(FolderStore):
    """A site's folder into which many machines write: one that is lost leaves no half of a file, and a unit is done twice."""

    def _put(self, files: Mapping[str, bytes]) -> None:
        write_each_whole(self.root, files)


@dataclass(frozen=True)
class MemoryStore:
    """Files that nobody has written yet."""

    files: dict[str, bytes] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def is_seen(self) -> bool:
        """Say that it is: nobody else works here."""
        return True

    def read(self, urls: Iterable[str]) -> Iterator[bytes]:
        """Yield files in their order."""
        return (self.files[url] for url in urls)

    def write(self, url: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Keep a file; return its bytes and its SHA-256."""
        data = b"".join(pieces)
        self.write_all({url: data})
        return len(data), self.digests[url]

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Keep files."""
        self.files.update(files)
        self.digests.update(digests_of(files))


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of files."""
    return {url: sha256(content).hexdigest() for url, content in files.items()}
