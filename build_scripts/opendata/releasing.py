"""A release of the data: the portal's zip, frozen, with the ids that earlier releases had and it has no more.

An id is never used again for something else: what printed one thing under an id and prints another when it comes back is
no release. What comes back as it was, such as a form that was withdrawn by mistake, leaves the list of vanished ids.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from build_scripts.opendata.archive import packed
from build_scripts.opendata.described import json_bytes
from build_scripts.reading.releases import VANISHED, DataRelease
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
CHECKSUMS = "SHA256SUMS"


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
    gone: dict[tuple[str, str], tuple[str, str]] = {}
    if earlier is not None:
        then = earlier.tables()
        gone = {(row["table"], row["id"]): (row["printed"], row["last_release"]) for row in _rows(earlier.vanished())}
        gone |= {id_: (printed, earlier.version) for id_, printed in _named(keys, then)}
    reused = [(*id_, gone[id_][0], now[id_]) for id_ in gone.keys() & now if _had_vanished(id_, gone, earlier, now)]
    if reused:
        raise ReusedIdError(sorted(reused))
    vanished = [[*id_, *told] for id_, told in sorted(gone.items()) if id_ not in now]
    files[f"{VANISHED}.csv"] = grid_bytes([HEADER, *vanished])
    sums = {name: sha256(held).hexdigest() for name, held in files.items() if name != CHECKSUMS}
    files[CHECKSUMS] = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()
    return packed((name, (held,)) for name, held in files.items())


def _had_vanished(
    id_: tuple[str, str],
    gone: Mapping[tuple[str, str], tuple[str, str]],
    earlier: DataRelease | None,
    now: Mapping[tuple[str, str], str],
) -> bool:
    """Tell whether the latest release had not this id, and it stands for something else today."""
    printed, last = gone[id_]
    return earlier is not None and last != earlier.version and printed != now[id_]


def _named(keys: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    for table, key in keys.items():
        for row in _rows(texts.get(table, "")):
            yield (table, row[key]), row[NAMES_IN[table]]


def _rows(text: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(text, newline=""), restval="")


def _text(file: bytes) -> str:
    return file.decode("utf-8-sig")
