"""Where the files of a site go while it is made: a folder, or the memory of one process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from build_scripts.publish import write_files, write_pieces


class Store(Protocol):
    """A place for the files of a site, by their paths below its root."""

    def read(self, url: str) -> bytes:
        """Return a file."""
        ...

    def write(self, url: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Write a file piece by piece; return its bytes and its SHA-256."""
        ...

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Write files."""
        ...


@dataclass(frozen=True)
class FolderStore:
    """A site's folder."""

    root: Path

    def read(self, url: str) -> bytes:
        """Return a file."""
        return (self.root / url).read_bytes()

    def write(self, url: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Write a file piece by piece; return its bytes and its SHA-256."""
        return write_pieces(self.root, url, pieces)

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Write files."""
        write_files(self.root, files)


@dataclass(frozen=True)
class MemoryStore:
    """Files that nobody has written yet."""

    files: dict[str, bytes] = field(default_factory=dict)

    def read(self, url: str) -> bytes:
        """Return a file."""
        return self.files[url]

    def write(self, url: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Keep a file; return its bytes and its SHA-256."""
        self.files[url] = data = b"".join(pieces)
        return len(data), sha256(data).hexdigest()

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Keep files."""
        self.files.update(files)
