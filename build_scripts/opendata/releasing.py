"""A release of the data: the portal's zip, frozen, with the ids that earlier releases had and it has no more.

An id is never used again for something else: what printed one thing under an id and prints another when it comes back is
no release. What comes back as it was, such as a form that was withdrawn by mistake, leaves the list of vanished ids. Nor is
it a release where a form prints another figure than when it was released last, and no restatement says why.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from build_scripts.cells.personal_data import masked
from build_scripts.opendata.archive import checksums, packed
from build_scripts.opendata.described import json_bytes
from build_scripts.opendata.difference import CellChange, TextRow, difference, silent_changes
from build_scripts.reading.model import WithdrawnRelease
from build_scripts.reading.releases import CHECKSUMS, VANISHED, DataRelease, csv_rows, table_in
from build_scripts.reading.yaml_messages import shown
from build_scripts.tables.csv_format import grid_bytes
from build_scripts.tables.form_tables import STATEMENTS
from build_scripts.tables.portal_tables import HAPPENED
from build_scripts.tables.published import PublishedTable
from build_scripts.words.language import Both

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
    withdrawn: WithdrawnRelease | None = None
    """Where it is not published any more, when and why; then a notice stands in its folder, and nowhere its zip."""

    @property
    def told(self) -> dict[str, object]:
        """What programs are told of it."""
        return {**asdict(self), "withdrawn": self.withdrawn.model_dump() if self.withdrawn is not None else None}


RELEASE_LIST = "data/index.json"
"""Where programs find which releases there are."""


def release_list(releases: Iterable[ReleaseFile]) -> bytes:
    """Return the list of releases, the oldest first, and where the data of today stand."""
    return json_bytes({"latest": "data/latest/", "releases": [one.told for one in releases]})


class NotFrozenError(Exception):
    """Raised where what is published differs from an earlier release in a way that nothing explains; says all of it."""

    def __init__(self, said: Iterable[Both]) -> None:
        """Keep what is to be told."""
        self.said = tuple(said)
        super().__init__(len(self.said))


def unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip of ours, one after the other."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def same_tables(content: bytes, earlier: DataRelease) -> bool:
    """Tell whether a portal's zip has the tables of a release, but for the list of what has happened: it tells of that release.

    Raises:
        ReleaseError: where the release cannot be read.
    """
    now = _tables(dict(unpacked(content)))
    return {**now, HAPPENED.name: ""} == {**earlier.tables(), HAPPENED.name: ""}


def frozen(content: bytes, tables: Iterable[PublishedTable[Any]], earlier: Sequence[DataRelease]) -> bytes:
    """Return the portal's zip as a release that follows earlier ones, the oldest of which stands first.

    Raises:
        NotFrozenError: where an id that had vanished stands for something else, or a cell was changed without a reason.
        ReleaseError: where an earlier release cannot be read.
    """
    files = dict(unpacked(content))
    texts = _tables(files)
    keys = {table.name: table.key[0] for table in tables if table.name in NAMES_IN}
    now = dict(_named(keys, texts))
    vanished: dict[_Id, tuple[str, str]] = {}
    then: dict[_Id, tuple[str, str]] = {}
    if earlier:
        vanished = {
            (row["table"], row["id"]): (row["printed"], row["last_release"]) for row in csv_rows(earlier[-1].vanished())
        }
        then = {id_: (printed, earlier[-1].version) for id_, printed in _named(keys, earlier[-1].tables())}
    reused = [(*id_, printed, now[id_]) for id_, (printed, _) in vanished.items() if now.get(id_, printed) != printed]
    if reused:
        raise NotFrozenError(map(_reused, sorted(reused)))
    if changed := [*_unexplained(texts, earlier, vanished)]:
        raise NotFrozenError(dict.fromkeys(changed))
    gone = [[*id_, *told] for id_, told in sorted({**vanished, **then}.items()) if id_ not in now]
    files[f"{VANISHED}.csv"] = grid_bytes([HEADER, *gone])
    sums = {name: sha256(held).hexdigest() for name, held in files.items() if name != CHECKSUMS}
    files[CHECKSUMS] = checksums(sums)
    return packed(files.items())


def _unexplained(
    now: Mapping[str, str], earlier: Sequence[DataRelease], vanished: Mapping[_Id, tuple[str, str]]
) -> Iterator[Both]:
    """Yield what is printed otherwise than in the release that showed its form last, where nobody says why.

    The records in ``published/`` see to that from day to day; but they lie beside the data and may go with them, and what
    a release showed stays.
    """
    returned = defaultdict[str, set[str]](set)
    for (table, id_), (_, version) in vanished.items():
        if table == STATEMENTS.name:
            returned[version].add(id_)
    for release in earlier:
        if release is earlier[-1] or release.version in returned:
            for table, row, cell in silent_changes(difference(release.tables(), now)):
                if release is earlier[-1] or row.cells.get("statement_id") in returned[release.version]:
                    yield _silent(release.version, table, row, cell)


def _silent(version: str, table: str, row: TextRow, cell: CellChange | None) -> Both:
    id_ = row.key[0]
    if cell is None:
        return Both(
            f"版本 {version} 的 {table} 中有 {id_}，现在没有了，也没有写明原因。请在该部门的 restatements.yml 中写明，或恢复。",
            f"{table} of release {version} has {id_}, which is gone without a reason. Give it in the department's restatements.yml, or put the row back.",
        )
    old, new = shown(masked(cell.old)), shown(masked(cell.new))
    return Both(
        f"{table} 中 {id_} 的 {cell.column}，版本 {version} 是“{old}”，现在是“{new}”，没有写明原因。请在该部门的 restatements.yml 中写明，或改回。",
        f"{cell.column} of {id_} in {table} is '{old}' in release {version} and '{new}' now, without a reason. Give it in the department's restatements.yml, or put back what was there.",
    )


def _reused(told: tuple[str, str, str, str]) -> Both:
    """Say that an id stands for something else than before it vanished."""
    table, id_, then, now = told
    return Both(
        f"{table} 中的代码 {id_} 以前指“{then}”，撤下后又用来指“{now}”。代码永不重复使用，请给新的一行（张）换一个代码。",
        f"The id {id_} of {table} was that of '{then}', vanished, and is now that of '{now}'. Ids are never used again: give the new one another.",
    )


def _tables(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the tables among the files of a release by name, each as the text of its CSV file."""
    return {table: held.decode("utf-8-sig") for name, held in files.items() if (table := table_in(name))}


def _named(keys: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[tuple[_Id, str]]:
    for table, key in keys.items():
        for row in csv_rows(texts.get(table, "")):
            yield (table, row[key]), row[NAMES_IN[table]]
