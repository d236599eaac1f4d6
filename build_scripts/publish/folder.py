"""Files below a folder, and the folders in which a site may stand."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from build_scripts.words.language import Both

OWN_FOLDERS = ("content", "site_templates", "build_scripts", "tests", "benchmarks", ".ci", ".git", ".venv", ".cache")
"""The project's own folders; a site built there would be read, or would destroy them, in the next run."""
ONLY_OURS = "downloads/statements.csv"
"""A file that every site of this portal has and no other site."""


class PublishError(Exception):
    """Raised where the site cannot be written; says where, why and what to do."""

    def __init__(self, place: object, said: Both) -> None:
        """Say it in both languages."""
        super().__init__(f"{place}: {said}")
        self._given = place, said

    def __reduce__(self) -> tuple[type[PublishError], tuple[object, Both]]:
        """Go from one process to another as it was raised."""
        return type(self), self._given


def files_in(root: Path, but: Collection[str] = ()) -> dict[str, os.DirEntry[str]]:
    """Return all below a folder that is no folder itself, by its path there; what links lead to is not below it.

    What stands in the folder under a name of ``but`` is passed over.
    """
    found, left = dict[str, os.DirEntry[str]](), [""]
    while left:
        folder = left.pop()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                if not folder and entry.name in but:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    left.append(f"{folder}{entry.name}/")
                else:
                    found[f"{folder}{entry.name}"] = entry
    return found


def write_files(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files below ``root``, and take away those of which None is left; where a path would leave it, none is written.

    Raises:
        PublishError: for an absolute path or one with ``..``.
    """
    _stay_within(files)
    made: set[str] = set()
    for name, data in files.items():
        target = os.path.join(root, name)  # noqa: PTH118 - of tens of thousands of files a Path each is dear
        if data is None:
            Path(target).unlink(missing_ok=True)
            continue
        folder = os.path.dirname(target)  # noqa: PTH120
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            made.add(folder)
        with open(target, "wb") as file:  # noqa: PTH123
            file.write(data)


def _stay_within(names: Iterable[str]) -> None:
    for name in names:
        if name.startswith("/") or ".." in name.split("/"):
            raise PublishError(name, Both("路径越出目标文件夹", "the path leaves its folder"))


def write_each_whole(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below ``root`` of which somebody else may write the same: each is there whole or not at all.

    What is not whole yet stands beside ``root``, where nobody takes it for a part of the site.

    Raises:
        PublishError: as of ``write_files``.
        OSError: where a file cannot be written, or the folder in which ``root`` stands is gone.
    """
    _stay_within(files)
    aside = root.with_name(f"{root.name}-{uuid4().hex}")
    aside.mkdir()
    try:
        for number, (name, data) in enumerate(files.items()):
            part, target = aside / f"{number}", root / name
            part.write_bytes(data)
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that whoever reads it finds the old one or the new one, and never a half; nothing else is left."""
    new = path.with_name(f"{path.name}.new")
    try:
        write_files(new.parent, {new.name: content})
        new.replace(path)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def write_pieces(root: Path, name: str, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Write a file below ``root`` piece by piece, for one that is too large to be held whole; return its bytes and SHA-256."""
    write_files(root, {name: b""})
    size, digest = 0, sha256()
    with (root / name).open("wb") as file:
        for piece in pieces:
            size += file.write(piece)
            digest.update(piece)
    return size, digest.hexdigest()


def write_all_or_none(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below ``root``; where one cannot be written, all are put back as they were.

    Raises:
        PublishError: as of ``write_files``.
        OSError: where a file cannot be read or written.
    """
    _stay_within(files)
    before: dict[str, bytes | None] = {}
    try:
        for name, content in files.items():
            before[name] = (root / name).read_bytes() if (root / name).exists() else None
            write_whole(root / name, content)
    except BaseException:
        for name, old in before.items():
            with suppress(OSError):
                write_files(root, {name: old})
        raise


def behind_links(out: Path) -> Path:
    """Return the folder in which a site stands: where ``out`` is a link, the one that it leads to.

    Raises:
        PublishError: for links that lead in a circle.
    """
    try:
        return out.resolve()
    except (OSError, RuntimeError) as error:
        raise PublishError(
            out, Both("符号链接成环，请另选 --out", "a link that leads to itself; choose another --out")
        ) from error


def is_mount(folder: Path) -> bool:
    """Tell whether a folder is a disk of its own, or a folder of one that is shown there."""
    if folder.is_mount():
        return True
    named = re.sub(rb"[ \t\n\\]", lambda sign: b"\\%03o" % ord(sign[0]), os.fsencode(folder))
    try:
        return any(line.split(b" ")[4] == named for line in Path("/proc/self/mountinfo").read_bytes().splitlines())
    except OSError:  # another system than Linux
        return False


def site_files(out: Path) -> dict[str, os.DirEntry[str]]:
    """Return the files of a site that stands in its place; at a mount point other things stand beside them."""
    return files_in(out, _others_in(out))


def _others_in(out: Path) -> set[str]:
    """Return the names of what is at a mount point and no part of the site: of the disk, and of a site that is being made."""
    if not is_mount(out):
        return set()
    return {
        path.name for path in out.iterdir() if path.name == "lost+found" or path.name.startswith(f".{out.name}.new-")
    }


def keep_apart(project: Path, data: Path, out: Path) -> None:
    """Refuse a place for a site that holds or lies in what it is made from.

    Raises:
        PublishError: naming the folder.
    """
    place = out.resolve()
    for folder in (data.resolve(), *(project.resolve() / name for name in OWN_FOLDERS)):
        if place.is_relative_to(folder) or folder.is_relative_to(place):
            raise PublishError(
                out,
                Both(
                    f"站点不能放在 {folder} 里，也不能包含它，请另选 --out",
                    f"the site must neither lie in {folder} nor hold it; choose another --out",
                ),
            )


def may_be_replaced(out: Path) -> None:
    """Refuse to replace a folder that does not look like a site: a slip of the hand must not delete somebody's files."""
    if out.exists() and not out.is_dir():
        raise PublishError(out, Both("不是文件夹", "not a folder"))
    if out.is_dir() and not (out / ONLY_OURS).is_file() and {path.name for path in out.iterdir()} - _others_in(out):
        raise PublishError(
            out, Both("该文件夹不是本门户生成的站点，请另选 --out", "not a site of this portal; choose another --out")
        )
