"""Which file may stand where in ``data/``, and what it holds.

One owner and one reason to change per file; folder names are ids and make the addresses of the pages.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count
from os import DirEntry, scandir
from pathlib import Path
from unicodedata import normalize

from build_scripts.reading.model import (
    ID_PATTERN,
    STATEMENT_MODELS,
    VERSION_PATTERN,
    Addresses,
    Department,
    FormTemplate,
    Jurisdiction,
    KnownGaps,
    PortalSettings,
    Published,
    Record,
    ReleaseLedger,
    Replies,
    Restatements,
    ScoringProfile,
    SourceDocument,
)
from build_scripts.reading.problems import Problem
from build_scripts.reading.yaml_messages import shown
from build_scripts.words.language import COMMA, UNSAID, Both
from build_scripts.words.meant import meant
from build_scripts.words.page_kinds import PageKind
from build_scripts.words.vocabulary import FormType, Severity

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

    @property
    def one_key(self) -> str:
        """The key below which all of such a file stands; empty where it has several."""
        keys = [*self.record.model_fields]
        return keys[0] if len(keys) == 1 else ""

    def path(self, key: str = "") -> str:
        """Return the path of the file with this key below the data folder."""
        parts = iter(key.split("/"))
        return re.sub(r"\*", lambda _: next(parts), self.place)

    def key(self, path: tuple[str, ...]) -> str:
        """Return the key of the file at ``path``: the ids and the year in it."""
        return "/".join(part for part, kept in zip(path, self.place.split("/"), strict=True) if kept.startswith("*"))


FILE_KINDS = (
    FileKind("portal", "portal.yml", PortalSettings),
    FileKind("addresses", "addresses.yml", Addresses),
    FileKind("releases", "releases.yml", ReleaseLedger),
    FileKind("source", "sources/*.yml", SourceDocument),
    FileKind("scoring-profile", "scoring_profiles/*.yml", ScoringProfile),
    FileKind("form-template", "form_templates/*.yml", FormTemplate),
    FileKind("jurisdiction", "*/jurisdiction.yml", Jurisdiction),
    FileKind("department", "*/*/department.yml", Department),
    FileKind("replies", "*/*/replies.yml", Replies),
    FileKind("known-gaps", "*/*/known_gaps.yml", KnownGaps),
    FileKind("restatements", "*/*/restatements.yml", Restatements),
    FileKind("published", "*/*/*/published/*.yml", Published),
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


def name_of_form(department: Department | None, stem: str) -> Both:
    """Return what a form is called by the last part of its address, also where the form itself is gone, or its department with it."""
    whole = DEPARTMENT_FORMS.get(stem)
    if whole is not None and whole.form_type is not None:
        return whole.form_type.both
    endings = [kind.ending for kind in FormType if kind.of_project]
    projects = department.projects if department is not None else ()
    names = {f"{project.id}{ending}": project.name for project in projects for ending in endings}
    return Both.printed(names.get(stem, stem))


_OF_A_YEAR = _at(r"\*/\*/\*/([^*/]+)/\*\.yml")
PROJECT_FOLDERS = {folder: kind for folder, kind in _OF_A_YEAR.items() if kind.form_type}
"""Forms of a project: folder → kind."""
_BY_DEPTH = (SINGLE, JURISDICTION_FILES, DEPARTMENT_FILES, DEPARTMENT_FORMS)
WRITTEN = {KIND_OF[Addresses].name, KIND_OF[ReleaseLedger].name}
"""Files that only the program writes: nobody is told to make one."""
RESERVED = frozenset(
    {kind.address.rstrip("/") for kind in PageKind if kind.address}
    | {
        "about",
        "api",
        "assets",
        "changes",
        "charts",
        "data",
        "en",
        "feed",
        "images",
        "javascripts",
        "method",
        "mz-frame",
        "publish",
    }
    | {"releases", "search", "sitemap", "sources", "static", "stylesheets"}
)
"""First parts of addresses that belong to the portal's own pages; no jurisdiction may have such an id.

A test compares them with the pages and files that a site has; some are kept for pages to come.
"""

RELEASES = "releases"
"""The folder of releases, the only files of ``data/`` that are no YAML; ``ReleaseLedger`` says which there are."""
_RELEASE = re.compile(rf"(?:{VERSION_PATTERN.strip('^$')})\.zip")
"""The name of a release's file: its version."""

SYSTEM_FILES = re.compile(
    r"thumbs\.db|ehthumbs(_vista)?\.db|desktop\.ini|icon\r|__macosx|\$recycle\.bin|system volume information|\..+\.sw[a-p]",
    re.IGNORECASE,
)
"""What an operating system or an open editor leaves in a folder by itself; nobody has put it there."""
LEFT_OVERS: tuple[tuple[re.Pattern[str], Both], ...] = (
    (re.compile(r"~\$.+"), Both("Office 打开文件时的临时文件", "a temporary file of an open Office document")),
    (
        re.compile(r".+\.(orig|rej)|.+_(BACKUP|BASE|LOCAL|REMOTE)_\d+\.ya?ml", re.IGNORECASE),
        Both("合并或打补丁留下的文件", "left over from a merge or a patch"),
    ),
    (re.compile(r".+\.sw[a-p]", re.IGNORECASE), Both("编辑器的交换文件", "an editor's swap file")),
    (
        re.compile(r".+~|#.+#|.+\.(bak|old|tmp|backup)(\.ya?ml)?|~.+\.tmp", re.IGNORECASE),
        Both("编辑器或程序留下的备份", "a backup that an editor or a program left"),
    ),
    (
        re.compile(
            r".*(副本|复件).*|copy of .+|.+ (- )?copy( ?\(?\d+\)?)?(\.ya?ml)?|.+ ?[(（]\d+[)）](\.ya?ml)?",
            re.IGNORECASE,
        ),
        Both("文件管理器复制出来的副本", "a copy that a file manager made"),
    ),
)
"""What a program left beside somebody's file: name → what it is."""
DOCUMENTS = re.compile(r".+\.(docx?|xlsx?|wps|et|pdf|jpe?g|png)", re.IGNORECASE)
"""Documents from which forms are taken; they are no files of ``data/``."""

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.ya?ml)?", re.IGNORECASE)
"""Names that Windows keeps for devices: nobody there could check the data out or unpack the portal."""
_FOLDERS = re.compile(
    rf"(?:{'|'.join(SHARED)})|{_ID}(?:/{_ID}(?:/(?:19|20)[0-9][0-9](?:/(?:{'|'.join(_OF_A_YEAR)}))?)?)?"
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
    def department_id(self) -> str:
        """The department to which it belongs; empty for what departments share."""
        return "/".join(self.parts[:2]) if len(self.parts) > 2 else ""

    @property
    def statement_id(self) -> str:
        """The id of the form that it holds: its page's address without the slashes at its ends; empty for no form."""
        return f"{self.key}{self.kind.form_type.ending}" if self.kind.form_type is not None else ""


def files_of(data: Path) -> tuple[list[DataFile], list[Problem]]:
    """Return the files of a data folder in the order of their names, and what should not be where it is.

    Hidden files and ``README.md`` are ignored everywhere; what an operating system leaves by itself is passed over with
    a notice. Links are never followed: one could publish any file of the machine that builds the portal.
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
        there = {entry.name for entry in entries}
        for entry in entries:
            parts = (*folder, entry.name)
            name = "/".join((root.name, *(shown(part, 100) for part in parts)))
            problem = _misplaced(entry, parts, name, there)
            if problem is not None:
                problems.append(problem)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(parts)
            elif folder != (RELEASES,):
                kind = _kind_of(parts)
                assert kind is not None
                found.append(DataFile(Path(entry.path), name, (*folder, entry.name.removesuffix(".yml")), kind))
    return sorted(found, key=lambda file: file.parts), problems


def release_files(data: Path) -> list[Path]:
    """Return the files of releases in a data folder; what else is there ``files_of`` tells."""
    folder = data.absolute() / RELEASES
    if folder.is_symlink() or not folder.is_dir():
        return []
    there = (entry for entry in _entries(folder) if _RELEASE.fullmatch(entry.name))
    return sorted(Path(entry.path) for entry in there if entry.is_file(follow_symlinks=False))


def _entries(folder: Path) -> list[DirEntry[str]]:
    with scandir(folder) as entries:
        return [entry for entry in entries if _is_looked_at(entry.name)]


def _is_looked_at(name: str) -> bool:
    return SYSTEM_FILES.fullmatch(name) is not None or not (name.startswith(".") or name == "README.md")


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
        return _OF_A_YEAR.get(folder[3]) if re.fullmatch(_ID, stem) else None
    return _BY_DEPTH[len(folder)].get(stem)


def _problem(name: str, code: str, message: Both, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(name, 0, 0, code, message, severity)


def _misplaced(entry: DirEntry[str], parts: tuple[str, ...], name: str, there: Collection[str]) -> Problem | None:
    """Return why this file or folder, among those that are ``there``, cannot stay where it is; None where it can."""
    mode = entry.stat(follow_symlinks=False)
    if stat.S_ISLNK(mode.st_mode):
        said = Both(
            "这是符号链接，数据文件夹里不允许（它可能指向外面的文件）。请删除链接，放入文件本身。",
            "This is a symbolic link; links are not allowed in the data folder (they may point outside). "
            "Delete it and put the file itself here.",
        )
        return _problem(name, "file-link", said)
    if (odd := _left_over(parts[-1], name) or _of_device(parts[-1], name, there)) is not None:
        return odd
    if stat.S_ISDIR(mode.st_mode):
        return _bad_folder(parts, name, there)
    if not stat.S_ISREG(mode.st_mode):
        said = Both(
            "这不是普通文件（可能是管道、套接字或设备）。数据文件夹里只能放普通文件和文件夹；请删除它。",
            "This is not a regular file (perhaps a pipe, socket or device). Only files and folders belong here: delete it.",
        )
        return _problem(name, "file-not-regular", said)
    if parts[0] == RELEASES and len(parts) > 1:
        return _bad_release(parts[-1], name)
    return _unknown_file(parts, name, there) if _kind_of(parts) is None else None


def _bad_release(last: str, name: str) -> Problem | None:
    if _RELEASE.fullmatch(last):
        return None
    said = Both(
        f"“{shown(last)}”不是版本文件的名字。这里只放 mingzhang release 生成的 zip，名称是年.月，同月再发的再加序号，如 2026.11.zip、2026.11.1.zip。请移走；改了名的，请改回。",
        f"'{shown(last)}' is no name of a release. Only zips that mingzhang release wrote stand here, named year.month, and a number for later ones of the same month, such as 2026.11.zip or 2026.11.1.zip. Move it away, or give it its name back.",
    )
    return _problem(name, "release-name", said)


def _left_over(last: str, name: str) -> Problem | None:
    """Return what is to be said of a file or folder that a program left; None for any other."""
    if SYSTEM_FILES.fullmatch(last):
        said = Both(
            "这是操作系统或编辑器自己留下的文件，不是数据，已跳过。可以删除，并写进 .gitignore。",
            "The operating system or an editor left this; it is no data and was passed over. It can be deleted and listed in .gitignore.",
        )
        return _problem(name, "file-of-system", said, Severity.NOTE)
    for pattern, what in LEFT_OVERS:
        if pattern.fullmatch(last):
            said = Both(
                f"“{shown(last)}”是{what.zh}，不是数据。请核对其中有没有要保留的改动，然后删除。",
                f"'{shown(last)}' is {what.en}, no data. Look whether it holds anything worth keeping, then delete it.",
            )
            return _problem(name, "file-left-over", said)
    return None


def _of_device(last: str, name: str, there: Collection[str]) -> Problem | None:
    """Return what is to be said of a name that no file may have on Windows; None of any other."""
    if not _DEVICE.fullmatch(last):
        return None
    stem, dot, ending = last.partition(".")
    other = next(f"{stem}-{n}" for n in count(1) if f"{stem}-{n}{dot}{ending}" not in there)
    said = Both(
        f"“{last}”在 Windows 上是设备名，建不了这样的文件和文件夹。请改名，如 {other}。",
        f"'{last}' is the name of a device on Windows, where no file or folder can be called so. Rename it, such as {other}.",
    )
    return _problem(name, "name-of-device", said)


def _bad_folder(parts: tuple[str, ...], name: str, there: Collection[str]) -> Problem | None:
    last, depth = parts[-1], len(parts)
    if parts == (RELEASES,):
        return None
    if depth == 1 and (last in RESERVED - set(SHARED) or (last not in SHARED and last.replace("-", "_") in SHARED)):
        said = Both(
            f"“{last}”是门户自己的网址或文件夹，不能用作行政区代码。是行政区的，请改名，如在前面加上级行政区的拼音；"
            f"共用文件夹的名字是 {'、'.join(SHARED)}。",
            f"'{last}' belongs to the portal itself and cannot be the id of a jurisdiction. Rename it if it is one, by the name of the place "
            f"above before it; the shared folders are {', '.join(SHARED)}.",
        )
        return _problem(name, "folder-reserved", said)
    if _FOLDERS.fullmatch("/".join(parts)) and (depth == 1 or parts[0] not in {RELEASES, *SHARED}):
        return None
    kinds = {
        1: Both(
            "行政区，名称用小写英文字母、数字和连字符",
            "a jurisdiction, named by lower-case letters, digits and hyphens",
        ),
        2: Both(
            "部门，名称用小写英文字母、数字和连字符", "a department, named by lower-case letters, digits and hyphens"
        ),
        3: Both("年度，四位数年份", "a year of four digits"),
        4: Both(
            f"项目表单，可以是 {'、'.join(PROJECT_FOLDERS)}", f"project forms, one of {', '.join(PROJECT_FOLDERS)}"
        ),
    }
    if depth in kinds and parts[0] not in {RELEASES, *SHARED}:
        level, fitting = kinds[depth], _folder_meant(parts, there)
        hint = Both(f"是不是应叫 {fitting}？", f" Should it be {fitting}?") if fitting else UNSAID
        said = Both(
            f"文件夹名“{shown(last)}”不合规定。{hint.zh}这一层是{level.zh}。请改名。",
            f"'{shown(last)}' is no name for a folder here.{hint.en} This level is {level.en}. Rename it.",
        )
        return _problem(name, "folder-name", said)
    said = Both(
        "这里不能再有文件夹。请把其中的文件移到规定的位置，或删除这个文件夹。",
        "No folder belongs here. Move its files to where they belong, or delete it.",
    )
    return _problem(name, "folder-unknown", said)


def _folder_meant(parts: tuple[str, ...], there: Collection[str]) -> str:
    """Return the name that a folder was meant to have; none where that is not clear, or taken."""
    last = normalize("NFKC", parts[-1])
    if len(parts) == 3:
        year = re.fullmatch(r"(?:fy|年度?)?\D?((?:19|20)?[0-9]{2})(?:年度?)?", last.lower())
        fitting = (year[1] if len(year[1]) == 4 else f"20{year[1]}") if year else ""
    elif len(parts) == 4:
        fitting = meant(last, PROJECT_FOLDERS, 0.65)
    else:
        slug = re.sub("[^a-z0-9]+", "-", last.lower()).strip("-")
        fitting = slug if last.isascii() else ""
    whole = "/".join((*parts[:-1], fitting))
    return fitting if fitting and fitting not in there and _FOLDERS.fullmatch(whole) else ""


def _unknown_file(parts: tuple[str, ...], name: str, there: Collection[str]) -> Problem:
    *folder, last = parts
    if DOCUMENTS.fullmatch(last):
        said = Both(
            f"“{shown(last)}”是文件原件，不放在数据文件夹里。请移到别处；要转换成 YAML，见 mingzhang import --help。",
            f"'{shown(last)}' is a document; those do not stand in the data folder. Move it elsewhere; to turn it into YAML, see mingzhang import --help.",
        )
        return _problem(name, "file-unknown", said)
    hint, rule = _allowed_here(folder, last, there)
    said = Both(
        f"不认识的文件“{shown(last)}”。{hint.zh}{rule.zh}请改名、移到正确的文件夹，或删除。",
        f"Unknown file '{shown(last)}'.{hint.en} {rule.en} Rename it, move it to the right folder, or delete it.",
    )
    return _problem(name, "file-unknown", said)


def _allowed_here(folder: list[str], last: str, there: Collection[str]) -> tuple[Both, Both]:
    """Return what a file may have been meant to be, and what may stand beside it; of both nothing that is there already."""
    stem = re.sub(r"\.ya?ml$", "", last, flags=re.IGNORECASE)
    slug = re.sub("[^a-z0-9]+", "-", stem.lower()).strip("-")
    if (folder and folder[0] in SHARED) or len(folder) == 4:
        fitting = f"{slug}.yml" if slug and stem != last else ""
        rule = Both(
            "文件名用小写英文字母、数字和连字符，以 .yml 结尾。",
            "Names are lower-case letters, digits and hyphens and end in .yml.",
        )
        if fitting in there:
            hint = Both(
                "改成合规的名字会与已有的文件重名：请核对两份的内容，只留一份。",
                " Under a name that is allowed there is a file already: compare the two and keep one.",
            )
            return hint, rule
    else:
        free = [known for known in _BY_DEPTH[len(folder)] if f"{known}.yml" not in there and known not in WRITTEN]
        near = meant(slug, free, 0.8) if stem != last else ""
        fitting = f"{near}.yml" if near else ""
        names = COMMA.join(f"{known}.yml" for known in free)
        rule = Both(f"这里还可以放：{names.zh}。", f"Still allowed here: {names.en}.") if free else UNSAID
        if len(folder) == 3:
            folders = Both(" 或 ", " or ").join(PROJECT_FOLDERS)
            rule = Both(
                f"{rule.zh}项目的表放在这里的文件夹 {folders.zh} 中。",
                f"{rule.en} Forms of projects stand in the folder {folders.en} here.",
            )
    return (Both(f"是不是应叫 {fitting}？", f" Should it be {fitting}?") if fitting else UNSAID), rule
