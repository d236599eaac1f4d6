"""``data/`` → a frozen Portal, or every problem of every file at once; the only reader of ``data/``.

Reading goes through every file before it judges what they say about each other, and never stops at the first
problem: an author mends all of them in one go.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from pathlib import Path

from build_scripts.reading import agreement, placeholders, strict_yaml, validation
from build_scripts.reading.layout import KIND_OF, SHARED, DataFile, files_of, unreadable
from build_scripts.reading.model import (
    Addresses,
    Department,
    FormTemplate,
    Jurisdiction,
    KnownGaps,
    PortalSettings,
    Published,
    Record,
    RecordT,
    ReleaseLedger,
    Replies,
    Restatements,
    ScoringProfile,
    SourceDocument,
    Statement,
)
from build_scripts.reading.positions import Positions
from build_scripts.reading.problems import Problem, any_error
from build_scripts.reading.records import LoadedStatement, Portal, Records
from build_scripts.reading.releases import release_problems
from build_scripts.words.language import COMMA, Both

__all__ = ["LoadedStatement", "Portal", "content_of", "load"]


@dataclass
class _Reading:
    """What has been read so far."""

    files: list[DataFile]
    problems: list[Problem]
    records: dict[DataFile, Record] = field(default_factory=dict)
    positions: dict[str, Positions] = field(default_factory=dict)
    named: list[agreement.Named] = field(default_factory=list)

    def by_key(self, kind: type[RecordT]) -> dict[str, RecordT]:
        """Return all records of a kind by the ids in their path."""
        return {file.key: record for file, record in self.records.items() if isinstance(record, kind)}

    def single(self, kind: type[RecordT]) -> RecordT | None:
        """Return the only record of a kind."""
        return next((record for record in self.records.values() if isinstance(record, kind)), None)


def load(data: Path) -> tuple[Portal | None, list[Problem]]:
    """Return the portal that ``data`` describes, or None and every problem, sorted by file, line and column.

    With a portal the problems are notices: of files that are no data and were passed over.

    Never raises for what the folder holds: links, wrong encodings, hostile YAML and unreadable files are problems.
    """
    files, problems = looked_through(data)
    if not files:
        return None, problems
    ids = ids_of(files)
    reading = _Reading(files, problems)
    for file, content in _readable(files, reading):
        _read(file, content, reading, ids)
    reading.problems += [*absent(data.absolute().name, files), *_of_releases(data, reading), *_of_sample(reading)]
    listed = reading.single(Addresses)
    return _understood(reading, data.absolute().name, ids, frozenset(listed.addresses if listed else ()))


def looked_through(data: Path) -> tuple[list[DataFile], list[Problem]]:
    """Return the files of a data folder and what should not be there; no files where there is no such folder."""
    root = data.absolute()
    if root.is_symlink() or not root.is_dir():
        said = Both(
            f"没有数据文件夹“{root.name}”（或者它是链接、是文件）。请检查路径；数据文件夹里至少要有 portal.yml。",
            f"There is no data folder '{root.name}' (or it is a link or a file). Check the path; it needs at least portal.yml.",
        )
        return [], [Problem(root.name, 0, 0, "data-missing", said)]
    files, problems = files_of(root)
    return files, sorted(problems if files else [*problems, *absent(root.name, files)])


@dataclass(frozen=True)
class SharedFiles:
    """The files that belong to no department, read once for all of them."""

    root: str
    """Name of the data folder."""
    ids: Mapping[type[Record], frozenset[str]]
    """The ids of all files that are there, by what they hold."""
    records: Mapping[DataFile, Record]
    positions: Mapping[str, Positions]
    digests: Mapping[str, str]
    """The SHA-256 of what each holds, by its name."""
    problems: tuple[Problem, ...]
    addresses: frozenset[str]

    def single(self, kind: type[RecordT]) -> RecordT | None:
        """Return the only record of a kind."""
        return next((record for record in self.records.values() if isinstance(record, kind)), None)


def read_shared(data: Path, files: Iterable[DataFile]) -> SharedFiles:
    """Return what the files say that belong to no department; ``files`` are all of the folder."""
    listed = list(files)
    root, ids = data.absolute().name, ids_of(listed)
    reading = _Reading([file for file in listed if not file.department_id], [])
    digests = {}
    for file, content in _readable(reading.files, reading):
        digests[file.name] = sha256(content).hexdigest()
        _read(file, content, reading, ids)
    addresses = reading.single(Addresses)
    told = frozenset(addresses.addresses if addresses else ())
    problems = [*reading.problems, *absent(root, listed), *_of_releases(data, reading), *_of_sample(reading)]
    _, problems = _understood(replace(reading, problems=problems), root, ids, frozenset())
    return SharedFiles(root, ids, reading.records, reading.positions, digests, tuple(problems), told)


def load_part(
    shared: SharedFiles, files: Mapping[DataFile, bytes], addresses: frozenset[str]
) -> tuple[Portal | None, list[Problem], frozenset[str]]:
    """Return the portal of some departments alone, all problems of their files, and which shared files it rests on.

    What departments say of each other is not looked at beyond these; ``addresses`` are theirs.
    """
    reading = _Reading([*files], [])
    for file, content in files.items():
        _read(file, content, reading, shared.ids)
    places = {(Jurisdiction, file.parts[0]) for file in files}
    wanted = places | {(agreement.NAMED[named.path], named.value) for named in reading.named}
    used = {
        file: record
        for file, record in shared.records.items()
        if isinstance(record, PortalSettings) or (type(record), file.key) in wanted
    }
    positions = {file.name: shared.positions[file.name] for file in used}
    whole = replace(reading, records=used | reading.records, positions=positions | reading.positions)
    portal, problems = _understood(whole, shared.root, shared.ids, addresses)
    return portal, problems, frozenset(file.name for file in used)


def _of_sample(reading: _Reading) -> list[Problem]:
    """Return what files that departments share still say of the sample."""
    shared = {file.name: record for file, record in reading.records.items() if not file.department_id}
    return placeholders.of_the_sample(shared, reading.positions)


def _of_releases(data: Path, reading: _Reading) -> list[Problem]:
    """Return what is wrong with the releases; of a ledger that is there and cannot be understood, its own problems say all."""
    file = next((file for file in reading.files if file.kind.record is ReleaseLedger), None)
    if file is None:
        return release_problems(data, ReleaseLedger(), Positions())
    ledger = reading.single(ReleaseLedger)
    return release_problems(data, ledger, reading.positions[file.name]) if ledger is not None else []


def _understood(
    reading: _Reading, root: str, ids: Mapping[type[Record], frozenset[str]], addresses: frozenset[str]
) -> tuple[Portal | None, list[Problem]]:
    settings, ledger = reading.single(PortalSettings), reading.single(ReleaseLedger)
    read = {f.name: getattr(records, f.name) for records in (_records(reading),) for f in fields(Records)}
    read |= {"settings": settings, "addresses": addresses, "made": ledger.releases if ledger else ()}
    portal = _with_ids_of_now(Portal(**read))  # without settings none is returned
    told = agreement.disagreements(agreement.Known(root, portal, ids, reading.named))
    reading.problems += (problem for problem in told if not _is_guessed(problem, reading))
    problems = sorted(set(reading.problems))
    if settings is None or any_error(problems):
        return None, problems
    return portal, problems


def _is_guessed(problem: Problem, reading: _Reading) -> bool:
    """Tell whether a problem stands where the file could only be read on by a guess."""
    positions = reading.positions.get(problem.file)
    return positions is not None and positions.doubtful(problem.line)


def _with_ids_of_now(portal: Portal) -> Portal:
    """Return the portal in which all that departments said of a form that was renamed since speaks of it by its id of now."""

    def told(name: str, record: RecordT) -> RecordT:
        entries = (
            entry.model_copy(update={"statement": portal.moved.get(entry.statement, entry.statement)})
            for entry in getattr(record, name)
        )
        return record.model_copy(update={name: tuple(entries)})

    return replace(
        portal,
        restatements={owner: told("restatements", record) for owner, record in portal.restatements.items()},
        known_gaps={owner: told("known_gaps", record) for owner, record in portal.known_gaps.items()},
        replies={owner: told("replies", record) for owner, record in portal.replies.items()},
    )


def _readable(files: Iterable[DataFile], reading: _Reading) -> Iterator[tuple[DataFile, bytes]]:
    """Yield files with what they hold; one that cannot be read is a problem of ``reading``."""
    for file in files:
        try:
            content = content_of(file.path)
        except OSError as error:
            reading.problems.append(unreadable(file.name, error))
        else:
            yield file, content


def _read(file: DataFile, content: bytes, reading: _Reading, ids: Mapping[type[Record], Collection[str]]) -> None:
    """Read what one file holds into ``reading``; ``ids`` are those of all files."""
    data, positions, problems = strict_yaml.read_yaml(content, file.name, file.kind.one_key)
    reading.positions[file.name] = positions
    reading.problems += problems
    if data is None:
        return
    if file.kind.form_type is not None:
        guessed = bool(positions.guesses)  # else no line is looked for
        named_here = agreement.named_in(data, file.name)
        reading.named += (
            one for one in named_here if not (guessed and positions.doubtful(positions.nearest(one.path)[0]))
        )
    named = {path.rpartition(".")[2]: ids[kind] for path, kind in agreement.NAMED.items()}
    reading.problems += placeholders.unfinished(content, data, positions, file.name)
    record, more = validation.validate(file.kind.record, data, positions, file.name, named)
    refused = {(problem.line, problem.column) for problem in problems}
    reading.problems += (problem for problem in more if (problem.line, problem.column) not in refused)
    if record is not None and not any(guess.moved for guess in positions.guesses):
        reading.records[file] = record


def mistakes_in(file: DataFile, content: bytes) -> list[Problem]:
    """Return what is wrong with a file as it stands, whatever other files say."""
    data, positions, problems = strict_yaml.read_yaml(content, file.name, file.kind.one_key)
    more = validation.validate(file.kind.record, data, positions, file.name)[1] if data is not None else []
    return sorted({*problems, *more})


def content_of(path: Path, most: int = strict_yaml.MAX_BYTES) -> bytes:
    """Return what a file of ``data/``, or a document, holds: at most one byte more than may be read of it.

    Raises:
        OSError: where it cannot be read, or is a link, a pipe or a device and was not looked into.
    """
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)  # else a pipe is waited for, for ever
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return file.read(most + 1)


def _records(reading: _Reading) -> Records:
    """Return everything that could be read."""
    statements = [
        _statement(file, record, reading.positions[file.name])
        for file, record in reading.records.items()
        if isinstance(record, Statement)
    ]
    return Records(
        jurisdictions=reading.by_key(Jurisdiction),
        departments=reading.by_key(Department),
        templates=reading.by_key(FormTemplate),
        profiles=reading.by_key(ScoringProfile),
        sources=reading.by_key(SourceDocument),
        statements=tuple(sorted(statements, key=lambda statement: statement.id)),
        restatements=reading.by_key(Restatements),
        known_gaps=reading.by_key(KnownGaps),
        replies=reading.by_key(Replies),
        published=reading.by_key(Published),
        positions=reading.positions,
    )


def _statement(file: DataFile, form: Statement, positions: Positions) -> LoadedStatement:
    return LoadedStatement(
        id=file.statement_id,
        file=file.name,
        jurisdiction_id=file.parts[0],
        department_id="/".join(file.parts[:2]),
        project_id=file.parts[4] if len(file.parts) == 5 else None,
        form=form,  # type: ignore[arg-type]  # layout gives one of the six forms, never their common base
        positions=positions,
    )


def ids_of(files: Iterable[DataFile]) -> dict[type[Record], frozenset[str]]:
    """Return the ids of all files that are there, by what they hold; those of all forms together."""
    ids: dict[type[Record], set[str]] = {Statement: set(), **{record: set() for record in KIND_OF}}
    for file in files:
        ids[file.kind.record if file.kind.form_type is None else Statement].add(file.statement_id or file.key)
    return {record: frozenset(found) for record, found in ids.items()}


def absent(root: str, files: Collection[DataFile]) -> Iterable[Problem]:
    """Yield the files without which others mean nothing."""
    there = {file.name for file in files}
    needed: dict[str, type[Record]] = {KIND_OF[PortalSettings].path(): PortalSettings}
    for file in files:
        if len(file.parts) > 1 and file.parts[0] not in SHARED:
            needed[KIND_OF[Jurisdiction].path(file.parts[0])] = Jurisdiction
            if len(file.parts) > 2:
                needed[KIND_OF[Department].path("/".join(file.parts[:2]))] = Department
    for path, kind in sorted(needed.items()):
        name = f"{root}/{path}"
        if name in there:
            continue
        keys = COMMA.join(_key(kind, key) for key, declared in kind.model_fields.items() if declared.is_required())
        said = Both(
            f"缺少这个文件。请建立它，至少写：{keys.zh}。",
            f"This file is missing. Create it with at least: {keys.en}.",
        )
        yield Problem(name, 0, 0, "file-missing", said)


def _key(kind: type[Record], key: str) -> Both:
    """Return a key as a list of needed ones names it, with all its codes where it has some."""
    declared = kind.model_fields[key]
    terms = validation.terms_of(declared.annotation)
    codes = validation.codes(terms)
    return Both(
        f"{key}（{declared.title}{f'：{codes.zh} 之一' if terms else ''}）",
        f"{key} (one of {codes.en})" if terms else key,
    )
