"""A release of the data: the portal's zip, frozen, with the ids that earlier releases had and it has no more.

An id is never used again for something else: what printed one thing under an id and prints another when it comes back is
no release. What comes back as it was, such as a form that was withdrawn by mistake, leaves the list of vanished ids.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from build_scripts.opendata.archive import CHECKSUMS, checksums, packed
from build_scripts.opendata.described import json_bytes
from build_scripts.reading.releases import VANISHED, DataRelease, csv_rows
from build_scripts.tables.csv_format import grid_bytes
from build_scripts.tables.published import PublishedTable

NAMES_IN = {
    "jurisdictions": "name",
    "departments": "name",
    "statements": "title_raw",
    "funding": "label_raw",
    "goals": "target_text",
    "indicators": "name_raw",
    "narratives": "heading_raw",
    "base_data": "label_raw",
    "sources": "title",
}
"""Tables whose ids are lasting names of something, each with the column that says what that is."""
HEADER = ["table", "id", "printed", "last_release"]
_Id = tuple[str, str]
"""A table, and an id in it."""


@dataclass(frozen=True)
class ReleaseFile:
    """A release as it can be downloaded."""

    version: str
    day: str
    """On which it was made."""
    folder: str
    """Where its files stand below the portal's root."""
    url: str
    """Where its zip stands."""
    size: int
    """Bytes of the zip."""
    sha256: str


RELEASE_LIST = "data/index.json"
"""Where programs find which releases there are."""


def release_list(releases: Iterable[ReleaseFile]) -> bytes:
    """Return the list of releases, the oldest first, and where the data of today stand."""
    return json_bytes({"latest": "data/latest/", "releases": [asdict(one) for one in releases]})


class ReusedIdError(Exception):
    """Raised where ids that vanished are used again for something else: ``(table, id, printed then, printed now)`` of each."""

    def __init__(self, reused: Iterable[tuple[str, str, str, str]]) -> None:
        """Keep them."""
        self.reused = tuple(reused)
        super().__init__(len(self.reused))


def unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip of ours, one after the other."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def frozen(content: bytes, tables: Iterable[PublishedTable[Any]], earlier: DataRelease | None) -> bytes:
    """Return the portal's zip as a release that follows an earlier one.

    Raises:
        ReusedIdError: where an id that had vanished stands for something else.
        ReleaseError: where the earlier release cannot be read.
    """
    files = dict(unpacked(content))
    keys = {table.name: table.key[0] for table in tables if table.name in NAMES_IN}
    now = dict(_named(keys, {name: _text(files.get(f"{name}.csv", b"")) for name in keys}))
    vanished: dict[_Id, tuple[str, str]] = {}
    then: dict[_Id, tuple[str, str]] = {}
    if earlier is not None:
        vanished = {
            (row["table"], row["id"]): (row["printed"], row["last_release"]) for row in csv_rows(earlier.vanished())
        }
        then = {id_: (printed, earlier.version) for id_, printed in _named(keys, earlier.tables())}
    reused = [(*id_, printed, now[id_]) for id_, (printed, _) in vanished.items() if now.get(id_, printed) != printed]
    if reused:
        raise ReusedIdError(sorted(reused))
    gone = [[*id_, *told] for id_, told in sorted({**vanished, **then}.items()) if id_ not in now]
    files[f"{VANISHED}.csv"] = grid_bytes([HEADER, *gone])
    sums = {name: sha256(held).hexdigest() for name, held in files.items() if name != CHECKSUMS}
    files[CHECKSUMS] = checksums(sums)
    return packed(files.items())


def _named(keys: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[tuple[_Id, str]]:
    for table, key in keys.items():
        for row in csv_rows(texts.get(table, "")):
            yield (table, row[key]), row[NAMES_IN[table]]


def _text(file: bytes) -> str:
    return file.decode("utf-8-sig")
