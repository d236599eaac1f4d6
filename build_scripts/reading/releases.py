"""Releases of the data, each a zip below ``data/releases/`` that never changes: what was published, as it was published.

That no byte of it changes is told by a ledger that people can read (``ReleaseLedger``): each zip is the one that stands
there, and each that stands there is here, unless it was withdrawn. They are read as strangers' files are: a name that leads
elsewhere, a file that no release has, more bytes than a release has, a link or a zip that cannot be opened is a problem with
its file, and nothing of it is ever unpacked to disk.
"""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import stat
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from itertools import pairwise
from pathlib import Path
from typing import IO

from build_scripts.reading.layout import KIND_OF, RELEASES, release_files
from build_scripts.reading.model import DATE_PATTERN, ReleaseEntry, ReleaseLedger
from build_scripts.reading.positions import Positions
from build_scripts.reading.problems import Problem
from build_scripts.reading.strict_yaml import MAX_BYTES
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import Both
from build_scripts.words.vocabulary import Severity

MAX_ZIP = 100 * 1024 * 1024
"""Bytes of a release: what hosts of git repositories take of one file."""
MAX_UNPACKED = 2 * 1024 * 1024 * 1024
"""Bytes of all that it holds."""
MAX_TABLE = 256 * 1024 * 1024
"""Bytes of one of its files, unpacked."""
MAX_LINE = 16 * 1024 * 1024
"""Bytes of a line of such a file: it is read line by line, and one that has no end is not waited for."""
PACKAGE = "datapackage.json"
"""What a release says of itself, among it its version and its day."""
CHECKSUMS = "SHA256SUMS"
"""The file that has the checksums of all others, as ``sha256sum -c`` reads them."""
_BESIDE = frozenset({"README.md", "LICENSE.txt", "CITATION.cff", "CHANGELOG.md", "verify.py", PACKAGE, CHECKSUMS})
"""All that a release holds but its CSV files: what else were in it would be published as the portal's own."""

VANISHED = "vanished_ids"
"""The list of ids that earlier releases had and it has no more."""
BESIDE_TABLES = frozenset({"dictionary", VANISHED})
"""CSV files beside the tables that are none of the data."""

_SAFE = re.compile(r"(?!/)(?:(?!\.{1,2}/)[^\\:/\x00-\x1f\x7f]+/)*(?!\.{1,2}$)[^\\:/\x00-\x1f\x7f]+/?")
"""A name that stays below the folder in which somebody unpacks it, whatever the system."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_TABLE = re.compile(r"([a-z][a-z0-9_]*)\.csv")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What Python's reader of zip files raises for one that is cut off, damaged, encrypted or packed in a way it does not know."""


class ReleaseError(Exception):
    """Raised where a release cannot be read; its problem says why, and what to do."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem.text())
        self.problem = problem


@dataclass(frozen=True)
class DataRelease:
    """A release of the data."""

    version: str
    """``2026.11`` or, for a later one of the same month, ``2026.11.1``."""
    day: str
    """The day on which it was made, ``YYYY-MM-DD``."""
    path: Path
    """Its zip."""

    def tables(self) -> dict[str, str]:
        """Return the tables that it holds by name, each as the text of its CSV file.

        Raises:
            ReleaseError: where the zip is damaged.
        """
        return tables_in_zip(self.path)

    def forms(self) -> frozenset[str]:
        """Return the ids of the forms that it shows, as they were then.

        Raises:
            ReleaseError: where the zip is damaged.
        """
        with _opened(self.path, str(self.path)) as archive:
            name = "statements.csv"
            text = _text_in(archive, name, str(self.path)) if name in archive.namelist() else ""
        return frozenset(row["statement_id"] for row in csv_rows(text))

    def content(self) -> bytes:
        """Return its zip, as it was published.

        Raises:
            OSError: where it cannot be read.
        """
        return self.path.read_bytes()

    def vanished(self) -> str:
        """Return the text of its list of vanished ids; empty where it has none.

        Raises:
            ReleaseError: where the zip is damaged.
        """
        with _opened(self.path, str(self.path)) as archive:
            name = f"{VANISHED}.csv"
            return _text_in(archive, name, str(self.path)) if name in archive.namelist() else ""


_ASKING = frozenset(severity.value for severity in Severity if severity.asks)


@dataclass(frozen=True)
class ReleasedFinding:
    """A finding as a release had it, without a word of what it said: that may not be repeated for ever."""

    id: str
    rule_id: str
    statement_id: str
    row_id: str
    status: str
    asks: bool
    """Whether it asked for an explanation, and so had a page of its own."""


@dataclass(frozen=True)
class ReleasedState:
    """Which forms a release showed, and which findings on them."""

    version: str
    day: str
    forms: frozenset[str]
    findings: tuple[ReleasedFinding, ...]


def shown_by_department(kept: Iterable[DataRelease]) -> dict[str, tuple[ReleasedState, ...]]:
    """Return what releases showed of each department, by the id that it had then; the oldest release first.

    Raises:
        ReleaseError: where one of them is damaged.
    """
    found: dict[str, list[ReleasedState]] = {}  # only ids and codes are read, which are never guarded
    for release in kept:
        tables = release.tables()
        forms: dict[str, set[str]] = defaultdict(set)
        findings: dict[str, list[ReleasedFinding]] = defaultdict(list)
        for row in csv_rows(tables.get("statements", "")):
            forms[_department(row["statement_id"])].add(row["statement_id"])
        for row in csv_rows(tables.get("findings", "")):
            if row.get("status"):
                told = (row["finding_id"], row["rule_id"], row["statement_id"], row["row_id"], row["status"])
                asks = row.get("severity") in _ASKING
                findings[_department(row["statement_id"])].append(ReleasedFinding(*told, asks))
        for place, own in forms.items():
            shown_then = ReleasedState(release.version, release.day, frozenset(own), tuple(findings[place]))
            found.setdefault(place, []).append(shown_then)
    return {place: tuple(own) for place, own in found.items()}


def csv_rows(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table from the text of its CSV file, cells as they stand there, with their guard."""
    csv.field_size_limit(MAX_BYTES)  # no cell is longer than the file that it was written in
    # A file object would hold the text once more, with four bytes a sign.
    return csv.DictReader((found[0] for found in _LINE.finditer(text)), restval="")


def _department(statement_id: str) -> str:
    return "/".join(statement_id.split("/")[:2])


def releases(data: Path, made: Iterable[ReleaseEntry] = ()) -> tuple[DataRelease, ...]:
    """Return the releases of a data folder in the order of their versions, but those that ``made`` says are withdrawn.

    Raises:
        ReleaseError: for the first that cannot be read; ``release_problems`` tells all.
    """
    withdrawn = {entry.version for entry in made if entry.withdrawn is not None}
    paths = (path for path in release_files(data) if _version(path) not in withdrawn)
    found = sorted((_release(path, _name(path, data)) for path in paths), key=_order)
    for one, other in pairwise(found):
        if _order(one) == _order(other):
            said = Both(
                f"{one.path.name} 与 {other.path.name} 是同一个版本号的两种写法。已发布的那一个保留，另一个请删除。",
                f"{one.path.name} and {other.path.name} are one version written in two ways. Keep the one that was published and delete the other.",
            )
            raise ReleaseError(Problem(_name(other.path, data), 0, 0, "release-twice", said))
    return tuple(found)


def release_problems(data: Path, ledger: ReleaseLedger, positions: Positions) -> list[Problem]:
    """Return what is wrong with the releases of a data folder: each must be the one of the ledger, and sound in itself.

    ``positions`` are those of the ledger's file.
    """
    file = f"{data.absolute().name}/{KIND_OF[ReleaseLedger].path()}"
    there = {_version(path): path for path in release_files(data)}
    problems, listed = list[Problem](), dict[tuple[int, ...], str]()
    for number, entry in enumerate(ledger.releases):
        place = positions.nearest(f"releases[{number}]")
        problems += (Problem(file, *place, *told) for told in _wrong_entry(entry, listed, there))
        listed[version_order(entry.version)] = entry.version
        path = there.get(entry.version)
        if path is not None and entry.withdrawn is None:
            problems += _wrong_file(path, _name(path, data), entry)
    problems += (
        Problem(_name(path, data), 0, 0, "release-unlisted", _unlisted(version))
        for version, path in there.items()
        if version not in {entry.version for entry in ledger.releases}
    )
    if not problems:
        try:
            releases(data, ledger.releases)
        except ReleaseError as error:
            problems.append(error.problem)
    return problems


def _wrong_entry(
    entry: ReleaseEntry, listed: Mapping[tuple[int, ...], str], there: Mapping[str, Path]
) -> Iterator[tuple[str, Both]]:
    """Yield what is wrong with an entry of the ledger, given those before it and the files that are there."""
    zipped = f"{RELEASES}/{entry.version}.zip"
    if version_order(entry.version) in listed:
        yield (
            "release-twice",
            Both(
                f"版本 {entry.version} 已经列过（{listed[version_order(entry.version)]}）。一个版本只列一次：请从 git 恢复这个文件。",
                f"Release {entry.version} is listed already ({listed[version_order(entry.version)]}). Each stands here once: put this file back from git.",
            ),
        )
    if entry.withdrawn is None and entry.version not in there:
        yield (
            "release-missing",
            Both(
                f"版本 {entry.version} 的文件 {zipped} 不见了。发布过的版本永远保留：请恢复（在数据文件夹中 git checkout HEAD -- {zipped}，或从门户的 data/{entry.version}.zip 下载）。不得再公布的，在这一条写 withdrawn（date、reason）。",
                f"The file of release {entry.version}, {zipped}, is gone. What was released stays for ever: put it back (in the data folder: git checkout HEAD -- {zipped}, or download data/{entry.version}.zip from the portal). If it must not be public any more, write withdrawn (date, reason) in this entry.",
            ),
        )
    if entry.withdrawn is not None and entry.withdrawn.date < entry.date:
        yield (
            "release-withdrawn-early",
            Both(
                f"版本 {entry.version} 是 {entry.date} 定的，撤下的日期 {entry.withdrawn.date} 却在这之前。请写撤下的那一天。",
                f"Release {entry.version} was made on {entry.date}, and its withdrawal is of {entry.withdrawn.date}, before that. Write the day of the withdrawal.",
            ),
        )


def _wrong_file(path: Path, name: str, entry: ReleaseEntry) -> Iterator[Problem]:
    """Yield what is wrong with the file of a release that stands in the ledger."""
    try:
        if not _is_of(path, entry):
            said = Both(
                f"这个版本文件不是 releases.yml 中登记的那一个（字节数或 SHA-256 不同）。发布过的版本一个字节也不变：请恢复（git checkout HEAD -- {name}，或从门户的 data/{entry.version}.zip 下载）；要改数，请更正数据，另定一版。",
                f"This is not the file that stands in releases.yml: its size or its SHA-256 is another. No byte of a release ever changes: put it back (git checkout HEAD -- {name}, or download data/{entry.version}.zip from the portal); to correct a figure, correct the data and make another release.",
            )
            yield Problem(name, 0, 0, "release-changed", said)
            return
        _release(path, name)
        with _opened(path, name) as archive:
            _refuse_unproved(name, archive)
    except ReleaseError as error:
        yield error.problem
    except OSError as error:
        yield _broken(name, error)


def _is_of(path: Path, entry: ReleaseEntry) -> bool:
    """Tell whether a file is the one of an entry; where their sizes differ it is not read."""
    if path.stat(follow_symlinks=False).st_size != entry.size:
        return False
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == entry.sha256


def _unlisted(version: str) -> Both:
    return Both(
        f"releases.yml 中没有版本 {version}：只有 mingzhang release 定的版本才刊载。登记被删去的，请从 git 恢复 data/releases.yml；定版中断留下的、别处拿来的，请删除这个文件。",
        f"releases.yml has no release {version}, and only what mingzhang release made is published. If its entry was removed, put data/releases.yml back from git; if this was left by a release that was stopped, or comes from elsewhere, delete it.",
    )


def tables_in_zip(path: Path, name: str = "") -> dict[str, str]:
    """Return the tables in a zip by name, each as the text of its CSV file; messages call the zip ``name``.

    Raises:
        ReleaseError: where it cannot be read.
    """
    name = name or str(path)
    found = {}
    with _opened(path, name) as archive:
        for entry in archive.namelist():
            if table := table_in(entry):
                try:
                    found[table] = _text_in(archive, entry, name)
                except UnicodeDecodeError as error:
                    raise ReleaseError(_broken(name, error)) from None
    return found


def tables_in_folder(folder: Path) -> dict[str, str]:
    """Return the tables in a folder of downloads by name, each as the text of its CSV file; links are passed over.

    Raises:
        ReleaseError: where one of them cannot be read.
    """
    found = {}
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if (table := table_in(entry.name)) and entry.is_file(follow_symlinks=False):
                try:
                    with Path(entry.path).open("rb") as file:
                        found[table] = _text(file, entry.path)
                except (UnicodeDecodeError, OSError) as error:
                    raise ReleaseError(_broken(entry.path, error)) from None
    return found


def _text_in(archive: zipfile.ZipFile, entry: str, name: str) -> str:
    with archive.open(entry) as file:
        return _text(file, f"{name}/{entry}")


def _text(file: IO[bytes], name: str) -> str:
    """Return the text of a file, which is read line by line.

    Raises:
        ReleaseError: where it, or a line of it, is larger than that of any table.
    """
    content = bytearray()
    for line in iter(lambda: file.readline(MAX_LINE + 1), b""):
        if len(line) > MAX_LINE or len(content) + len(line) > MAX_TABLE:
            number = content.count(b"\n") + 1
            said = Both(
                f"第 {number} 行太长，或文件太大，没有读下去：一行最多 {MAX_LINE:,} 字节，解开后的一个文件最多 {MAX_TABLE:,} 字节。请核对是否放错了文件。",
                f"Line {number} is too long or the file too large, and was not read: at most {MAX_LINE:,} bytes are allowed in a line and {MAX_TABLE:,} in a file, unpacked. Check that this is the right file.",
            )
            raise ReleaseError(Problem(name, number, 0, "release-too-large", said))
        content += line
    return content.decode("utf-8-sig")


def table_in(file: str) -> str:
    """Return the name of the table that a file of a release holds; empty for any other file."""
    named = _TABLE.fullmatch(file)
    return named[1] if named is not None and named[1] not in BESIDE_TABLES else ""


def version_order(version: str) -> tuple[int, ...]:
    """Return what orders versions: February before October, a month's first release before its others."""
    return tuple(map(int, version.split(".")))


def _version(path: Path) -> str:
    return path.name.removesuffix(".zip")


def _order(release: DataRelease) -> tuple[int, ...]:
    return version_order(release.version)


def _name(path: Path, data: Path) -> str:
    """Return a release's file as messages name files: below the data folder's parent."""
    return f"{data.absolute().name}/{RELEASES}/{shown(path.name, 100)}"


def _release(path: Path, name: str) -> DataRelease:
    version = _version(path)
    with _opened(path, name) as archive:
        _refuse_foreign(name, archive)
        told = _told(archive, name)
        created = told.get("created")
        day = created.removesuffix("T00:00:00Z") if isinstance(created, str) else ""
        if told.get("version") != version or not re.fullmatch(DATE_PATTERN, day):
            said = Both(
                f"{PACKAGE} 中的 version 应为“{version}”（与文件名相同），created 应以日期 YYYY-MM-DD 开头。版本文件由 mingzhang release 生成，不要手改或改名；请从 git 恢复。",
                f"In {PACKAGE} version must be '{version}', as in the file's name, and created begin with a day YYYY-MM-DD. mingzhang release writes these files; do not edit or rename them: put it back from git.",
            )
            raise ReleaseError(Problem(name, 0, 0, "release-incomplete", said))
    return DataRelease(version, day, path)


def _told(archive: zipfile.ZipFile, name: str) -> Mapping[str, object]:
    """Return what a release says of itself; nothing where it does not."""
    if PACKAGE not in archive.namelist():
        return {}
    try:
        told = json.loads(_text_in(archive, PACKAGE, name))
    except (ValueError, RecursionError) as error:
        raise ReleaseError(_broken(name, error)) from None
    return told if isinstance(told, dict) else {}


@contextmanager
def _opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose names and sizes are fit to be read.

    Raises:
        ReleaseError: where they are not, or it turns out to be damaged.
    """
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)  # else a pipe is waited for, for ever
        with os.fdopen(opened, "rb") as file:
            told = os.fstat(opened)
            if not stat.S_ISREG(told.st_mode):
                raise OSError(errno.EINVAL, "not a regular file", str(path))
            _refuse_large(name, told.st_size, MAX_ZIP)
            with zipfile.ZipFile(file) as archive:
                _refuse_large(name, sum(entry.file_size for entry in archive.infolist()), MAX_UNPACKED)
                _refuse_names(name, archive)
                yield archive
    except _BROKEN as error:
        raise ReleaseError(_broken(name, error)) from None


def _refuse_large(name: str, size: int, limit: int) -> None:
    if size > limit:
        said = Both(
            f"版本文件有 {size:,} 字节（含解开后的内容），最多允许 {limit:,}。请核对是否放错了文件；版本文件由 mingzhang release 生成。",
            f"The release has {size:,} bytes, packed or unpacked; at most {limit:,} are allowed. Check that this is the right file: mingzhang release writes releases.",
        )
        raise ReleaseError(Problem(name, 0, 0, "release-too-large", said))


def _refuse_names(name: str, archive: zipfile.ZipFile) -> None:
    seen = set()
    for entry in archive.infolist():
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if not _SAFE.fullmatch(entry.filename) or kind not in {0, stat.S_IFREG, stat.S_IFDIR} or entry.filename in seen:
            said = Both(
                f"压缩包中的“{shown(entry.filename, 100)}”不允许：文件名须是包内的相对路径，不能有“..”、反斜杠或冒号，不能重名，不能是链接。请用 mingzhang release 生成的原文件。",
                f"'{shown(entry.filename, 100)}' is not allowed in the zip: names are paths within it, without '..', backslash or colon, each once, and no links. Use the file that mingzhang release wrote.",
            )
            raise ReleaseError(Problem(name, 0, 0, "release-entry", said))
        seen.add(entry.filename)


def _refuse_foreign(name: str, archive: zipfile.ZipFile) -> None:
    for entry in archive.namelist():
        if entry not in _BESIDE and not _TABLE.fullmatch(entry):
            said = Both(
                f"压缩包中的“{shown(entry, 100)}”不是版本里的文件：只有各表的 .csv 和 {'、'.join(sorted(_BESIDE))}。版本文件由 mingzhang release 生成，不要加减；请从 git 恢复。",
                f"'{shown(entry, 100)}' in the zip is no file of a release: those are the .csv of each table, {', '.join(sorted(_BESIDE))}. mingzhang release writes releases; add nothing to them: put it back from git.",
            )
            raise ReleaseError(Problem(name, 0, 0, "release-foreign", said))


def _refuse_unproved(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse a release of which a file is not what its own list of checksums says, or is missing there or here."""
    text = _text_in(archive, CHECKSUMS, name) if CHECKSUMS in archive.namelist() else ""
    sums = dict(line.split("  ", 1)[::-1] for line in text.splitlines() if "  " in line)
    there = {*archive.namelist()} - {CHECKSUMS}
    for entry in sorted(there | sums.keys()):
        if entry in there:
            with archive.open(entry) as file:
                digest = file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it has all that is used
        if entry not in there or sums.get(entry) != digest:
            said = Both(
                f"压缩包中的“{shown(entry, 100)}”与其中 {CHECKSUMS} 所写的校验和不同，或缺了一个。版本文件由 mingzhang release 生成，不要手改；请从 git 恢复。",
                f"'{shown(entry, 100)}' in the zip is not what its {CHECKSUMS} says, or one of the two is missing. mingzhang release writes releases; do not edit them: put it back from git.",
            )
            raise ReleaseError(Problem(name, 0, 0, "release-checksum", said))


def _broken(name: str, error: Exception) -> Problem:
    said = Both(
        f"读不了这个版本文件（{type(error).__name__}）：应是一个完整的 zip，其中的文本为 UTF-8。请从 git 恢复，或从门户的 data/ 下重新下载。",
        f"This release cannot be read ({type(error).__name__}): it should be a whole zip with texts in UTF-8. Put it back from git, or download it again from the portal's data/.",
    )
    return Problem(name, 0, 0, "release-unreadable", said)
