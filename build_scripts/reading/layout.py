"""Which file may stand where in ``data/``, and what it holds.

One owner and one reason to change per file; folder names are ids and make the addresses of the pages.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from difflib import get_close_matches
from os import DirEntry, scandir
from pathlib import Path

from build_scripts.reading.model import (
    ID_PATTERN,
    STATEMENT_MODELS,
    Department,
    FormTemplate,
    Jurisdiction,
    KnownGaps,
    PortalSettings,
    Published,
    Record,
    Replies,
    Restatements,
    ScoringProfile,
    SourceDocument,
)
from build_scripts.reading.problems import Problem
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import FormType

_ID = ID_PATTERN.strip("^$")


@dataclass(frozen=True)
class FileKind:
    """A kind of file in ``data/``: all that is known of it besides what its record declares."""

    name: str
    """Name of its JSON Schema."""
    place: str
    """Where it stands below the data folder; ``*`` for an id or a year."""
    record: type[Record]
    """What it holds."""
    form_type: FormType | None = None
    """Which form it is; None where it is none."""

    @property
    def called(self) -> Both:
        """What a message calls such a file."""
        words = re.sub("(?<=[a-z])(?=[A-Z])", " ", self.record.__name__).lower()
        return Both(str(self.record.model_config["title"]), words)

    def path(self, key: str = "") -> str:
        """Return the path of the file with this key below the data folder."""
        parts = iter(key.split("/"))
        return re.sub(r"\*", lambda _: next(parts), self.place)

    def key(self, path: tuple[str, ...]) -> str:
        """Return the key of the file at ``path``: the ids and the year in it."""
        return "/".join(part for part, kept in zip(path, self.place.split("/"), strict=True) if kept.startswith("*"))


FILE_KINDS = (
    FileKind("portal", "portal.yml", PortalSettings),
    FileKind("source", "sources/*.yml", SourceDocument),
    FileKind("scoring-profile", "scoring_profiles/*.yml", ScoringProfile),
    FileKind("form-template", "form_templates/*.yml", FormTemplate),
    FileKind("jurisdiction", "*/jurisdiction.yml", Jurisdiction),
    FileKind("department", "*/*/department.yml", Department),
    FileKind("replies", "*/*/replies.yml", Replies),
    FileKind("known-gaps", "*/*/known_gaps.yml", KnownGaps),
    FileKind("restatements", "*/*/restatements.yml", Restatements),
    FileKind("published", "*/*/published.yml", Published),
    *(
        FileKind(f"project{kind.ending}", f"*/*/*/{kind.file}*.yml", STATEMENT_MODELS[kind], kind)
        if kind.of_project
        else FileKind(kind.file, f"*/*/*/{kind.file}.yml", STATEMENT_MODELS[kind], kind)
        for kind in FormType
    ),
)
"""Every kind of file, those of forms as ``FormType`` has them."""
KIND_OF = {kind.record: kind for kind in FILE_KINDS}
"""Each record's kind of file."""


def _at(pattern: str) -> dict[str, FileKind]:
    """Return the kinds of files at places of one shape, by the part of the place that is in brackets."""
    found = ((re.fullmatch(pattern, kind.place), kind) for kind in FILE_KINDS)
    return {match[1]: kind for match, kind in found if match}


SINGLE = _at(r"([^*/]+)\.yml")
"""Files that exist at most once: name without ``.yml`` → kind."""
SHARED = _at(r"([^*/]+)/\*\.yml")
"""Folders of what all jurisdictions share → kind."""
JURISDICTION_FILES = _at(r"\*/([^*/]+)\.yml")
"""Files of a jurisdiction: name without ``.yml`` → kind."""
DEPARTMENT_FILES = _at(r"\*/\*/([^*/]+)\.yml")
"""Files of a department that belong to no year → kind."""
DEPARTMENT_FORMS = _at(r"\*/\*/\*/([^*/]+)\.yml")
"""Forms of a whole department: file name without ``.yml``, also the last part of the address → kind."""
PROJECT_FOLDERS = _at(r"\*/\*/\*/([^*/]+)/\*\.yml")
"""Forms of a project: folder → kind."""
_BY_DEPTH = (SINGLE, JURISDICTION_FILES, DEPARTMENT_FILES, DEPARTMENT_FORMS)
RESERVED = frozenset(
    {kind.address.rstrip("/") for kind in PageKind if kind.address}
    | {"about", "api", "assets", "changes", "charts", "en", "feed", "images", "javascripts", "method", "mz-frame"}
    | {"search", "sitemap", "sources", "static", "stylesheets"}
)
"""First parts of addresses that belong to the portal's own pages; no jurisdiction may have such an id.

A test compares them with the pages and files that a site has; some are kept for pages to come.
"""

_FOLDERS = re.compile(
    rf"(?:{'|'.join(SHARED)})|{_ID}(?:/{_ID}(?:/(?:19|20)[0-9][0-9](?:/(?:{'|'.join(PROJECT_FOLDERS)}))?)?)?"
)


@dataclass(frozen=True)
class DataFile:
    """A file at a place where it belongs."""

    path: Path
    name: str
    """As shown to authors: below the data folder's parent, with ``/``."""
    parts: tuple[str, ...]
    """Its path below the data folder, the last part without ``.yml``."""
    kind: FileKind

    @property
    def key(self) -> str:
        """The ids and the year in its path."""
        return self.kind.key(self.parts)

    @property
    def statement_id(self) -> str:
        """The id of the form that it holds: its page's address without the slashes at its ends; empty for no form."""
        return f"{self.key}{self.kind.form_type.ending}" if self.kind.form_type is not None else ""


def files_of(data: Path) -> tuple[list[DataFile], list[Problem]]:
    """Return the files of a data folder in the order of their names, and what should not be where it is.

    Hidden files and ``README.md`` are ignored everywhere. Links are never followed: one could publish any file
    of the machine that builds the portal.
    """
    found: list[DataFile] = []
    problems: list[Problem] = []
    root = data.absolute()
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        folder = waiting.pop()
        try:
            entries = _entries(root.joinpath(*folder))
        except OSError as error:
            problems.append(unreadable("/".join((root.name, *folder)), error))
            continue
        for entry in entries:
            parts = (*folder, entry.name)
            name = "/".join((root.name, *(shown(part, 100) for part in parts)))
            problem = _misplaced(entry, parts, name)
            if problem is not None:
                problems.append(problem)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(parts)
            else:
                kind = _kind_of(parts)
                assert kind is not None
                found.append(DataFile(Path(entry.path), name, (*folder, entry.name.removesuffix(".yml")), kind))
    return sorted(found, key=lambda file: file.parts), problems


def _entries(folder: Path) -> list[DirEntry[str]]:
    with scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith(".") and entry.name != "README.md"]


def unreadable(name: str, error: OSError) -> Problem:
    """Return the problem of a file or folder that the system does not let us read."""
    said = Both(
        f"读不了这个文件或文件夹（{type(error).__name__}）。请检查它是否存在、权限是否允许读取，再试一次。",
        f"This file or folder cannot be read ({type(error).__name__}). Check that it exists and may be read, then try again.",
    )
    return _problem(name, "file-unreadable", said)


def _kind_of(parts: tuple[str, ...]) -> FileKind | None:
    """Return the kind of the file at ``parts``; None where no file belongs."""
    *folder, name = parts
    stem = name.removesuffix(".yml")
    if not name.endswith(".yml"):
        return None
    if folder and folder[0] in SHARED:
        return SHARED[folder[0]] if len(folder) == 1 and re.fullmatch(_ID, stem) else None
    if len(folder) == 4:
        return PROJECT_FOLDERS.get(folder[3]) if re.fullmatch(_ID, stem) else None
    return _BY_DEPTH[len(folder)].get(stem)


def _problem(name: str, code: str, message: Both) -> Problem:
    return Problem(name, 0, 0, code, message)


def _misplaced(entry: DirEntry[str], parts: tuple[str, ...], name: str) -> Problem | None:
    """Return why this file or folder cannot stay where it is; None where it can."""
    mode = entry.stat(follow_symlinks=False)
    if stat.S_ISLNK(mode.st_mode):
        said = Both(
            "这是符号链接，数据文件夹里不允许（它可能指向外面的文件）。请删除链接，放入文件本身。",
            "This is a symbolic link; links are not allowed in the data folder (they may point outside). "
            "Delete it and put the file itself here.",
        )
        return _problem(name, "file-link", said)
    if stat.S_ISDIR(mode.st_mode):
        return _bad_folder(parts, name)
    if not stat.S_ISREG(mode.st_mode):
        said = Both(
            "这不是普通文件（可能是管道、套接字或设备）。数据文件夹里只能放普通文件和文件夹；请删除它。",
            "This is not a regular file (perhaps a pipe, socket or device). Only files and folders belong here: delete it.",
        )
        return _problem(name, "file-not-regular", said)
    if _kind_of(parts) is None:
        return _unknown_file(parts, name)
    return None


def _bad_folder(parts: tuple[str, ...], name: str) -> Problem | None:
    last, depth = parts[-1], len(parts)
    if depth == 1 and (last in RESERVED - set(SHARED) or (last not in SHARED and last.replace("-", "_") in SHARED)):
        said = Both(
            f"“{last}”是门户自己的网址或文件夹，不能用作行政区代码。请改名，如 wuhan-{last}；"
            f"共用文件夹的名字是 {'、'.join(SHARED)}。",
            f"'{last}' belongs to the portal itself and cannot be the id of a jurisdiction. Rename it, such as wuhan-{last}; "
            f"the shared folders are {', '.join(SHARED)}.",
        )
        return _problem(name, "folder-reserved", said)
    if _FOLDERS.fullmatch("/".join(parts)) and (depth == 1 or parts[0] not in SHARED):
        return None
    kinds = {
        1: (Both("行政区", "a jurisdiction"), "wuhan-jiangxia", ()),
        2: (Both("部门", "a department"), "gov-office", ()),
        3: (Both("年度，四位数年份", "a year of four digits"), "2023", ()),
        4: (Both("项目表单", "project forms"), " / ".join(PROJECT_FOLDERS), tuple(PROJECT_FOLDERS)),
    }
    if depth in kinds and parts[0] not in SHARED:
        level, sample, known = kinds[depth]
        near = get_close_matches(last.lower(), known, 1, 0.5)
        sample = near[0] if near else sample
        said = Both(
            f"文件夹名“{shown(last)}”不合规定。这一层是{level.zh}；名称用小写英文字母、数字和连字符。请改名，如 {sample}",
            f"'{shown(last)}' is no name for a folder here: this level is {level.en}; use lower-case letters, digits and hyphens. "
            f"Rename it, such as {sample}",
        )
        return _problem(name, "folder-name", said)
    said = Both(
        "这里不能再有文件夹。请把其中的文件移到规定的位置，或删除这个文件夹。",
        "No folder belongs here. Move its files to where they belong, or delete it.",
    )
    return _problem(name, "folder-unknown", said)


def _unknown_file(parts: tuple[str, ...], name: str) -> Problem:
    *folder, last = parts
    depth = len(folder)
    if (folder and folder[0] in SHARED) or depth == 4:
        allowed: list[str] = []
    else:
        allowed = [f"{stem}.yml" for stem in _BY_DEPTH[depth]]
    stem = re.sub(r"\.ya?ml$", "", last, flags=re.IGNORECASE).lower()
    fitting = f"{re.sub('[^a-z0-9]+', '-', stem).strip('-') or 'name'}.yml"
    near = get_close_matches(f"{stem}.yml", allowed, 1, 0.6) if allowed else [fitting]
    hint = Both(f"是不是应叫 {near[0]}？", f" Should it be {near[0]}?") if near else UNSAID
    names = COMMA.join(allowed)
    rule = (
        Both(f"这里可以放：{names.zh}", f"Allowed here: {names.en}")
        if allowed
        else Both(
            "文件名用小写英文字母、数字和连字符，以 .yml 结尾",
            "Names are lower-case letters, digits and hyphens and end in .yml",
        )
    )
    if depth == 3:
        folders = Both(" 或 ", " or ").join(PROJECT_FOLDERS)
        rule = Both(
            f"{rule.zh}；项目的表放在这里的文件夹 {folders.zh} 中",
            f"{rule.en}; forms of projects stand in the folder {folders.en} here",
        )
    said = Both(
        f"不认识的文件“{shown(last)}”。{hint.zh}{rule.zh}。请改名、移到正确的文件夹，或删除。",
        f"Unknown file '{shown(last)}'.{hint.en} {rule.en}. Rename it, move it to the right folder, or delete it.",
    )
    return _problem(name, "file-unknown", said)
