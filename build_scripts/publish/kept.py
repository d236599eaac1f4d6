"""What is kept for the next build in the cache folder: written whole or not at all, and whatever is wrong with it is no matter."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

from build_scripts.publish.folder import files_in, write_whole

MadeT = TypeVar("MadeT")
OUT = "out"
"""In a folder of what is kept for a site: where that site is."""


class Memory(Protocol):
    """What an earlier build made of many units."""

    def again(self, name: str, made_of: object) -> Any:  # noqa: ANN401 - whatever was made
        """Return what was made under a name of the same, whose files stay; None where it is to be made."""
        ...

    def made_anew(self, name: str, value: MadeT, files: Iterable[str]) -> MadeT:
        """Keep what was made under a name, and its files, and return it as it would be taken again."""
        ...


class Nothing:
    """No earlier build."""

    def again(self, _name: str, _made_of: object) -> None:
        """Return nothing."""

    def made_anew(self, _name: str, value: MadeT, _files: Iterable[str]) -> MadeT:
        """Return the value and keep nothing."""
        return value


NO_MEMORY = Nothing()


def digest_of(root: Path, paths: Iterable[Path]) -> bytes:
    """Return a digest of what files hold, with their paths below ``root``."""
    told = sha256()
    for path in sorted(paths):
        if path.is_file() and path.suffix != ".pyc":
            told.update(f"{path.relative_to(root)}".encode() + b"\0" + path.read_bytes() + b"\0")
    return told.digest()


def digest_below(folder: Path) -> bytes:
    """Return a digest of all that a folder holds."""
    return digest_of(folder, map(folder.joinpath, files_in(folder)))


def keep(path: Path, value: object) -> None:
    """Keep a value."""
    write_whole(path, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def read_kept(path: Path) -> Any:  # noqa: ANN401 - whatever was kept
    """Return a value that was kept; None where there is none, or something is wrong with it."""
    try:
        return pickle.loads(path.read_bytes())  # noqa: S301 - our own folder, as .git is
    except Exception:  # noqa: BLE001 - whatever it is, the work is done again
        return None


def forget(folder: Path, needed: Collection[str]) -> None:
    """Forget all in a folder but what is ``needed``, and what is kept beside it for sites that are no more."""
    for path in folder.iterdir():
        if path.name not in needed and path.is_file():
            path.unlink()
    for other in folder.parent.iterdir():
        with suppress(OSError):  # somebody else's
            if not Path(os.fsdecode((other / OUT).read_bytes())).is_dir():
                shutil.rmtree(other, ignore_errors=True)


def keep_folder(cache: Path, name: str, folder: Path, value: object) -> None:
    """Keep the files of a folder with a value, and only these, in the place of all that is in ``cache``."""
    staging = cache.with_name(f"{cache.name}.new-{os.getpid()}")
    with suppress(OSError):
        shutil.copytree(folder, staging / "made" / "site")  # no links: whoever edits a page edits that of one site
        keep(staging / "made" / "value.pickle", (digest_below(folder), value))
        cache.mkdir(parents=True, exist_ok=True)
        for other in cache.iterdir():  # another build may be looking: it sees the whole of one, or none
            other.rename(staging / other.name)
        (staging / "made").rename(cache / name)
    shutil.rmtree(staging, ignore_errors=True)


def kept_folder(cache: Path, name: str, folder: Path) -> Any:  # noqa: ANN401 - whatever was kept
    """Put the files that were kept into a new folder and return the value that was kept with them; None without them."""
    kept = read_kept(cache / name / "value.pickle")
    digest, value = kept if isinstance(kept, tuple) and len(kept) == 2 else (b"", None)
    try:
        if value is not None:
            shutil.copytree(cache / name / "site", folder, dirs_exist_ok=True)
            value = value if digest_below(folder) == digest else None  # somebody has touched them
    except OSError:
        value = None
    if value is None:
        shutil.rmtree(folder, ignore_errors=True)
    return value
