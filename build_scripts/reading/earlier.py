"""An earlier state of ``data/``, read from git."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from build_scripts.words.language import Both

_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git tells its hooks of the repository; it would keep git from looking where ``data/`` is."""

_DEEPER = Both(
    "；这是不完整的克隆，须先 git fetch --unshallow，或让持续集成取全部历史（如 fetch-depth: 0）",
    "; the clone is shallow: run git fetch --unshallow, or have CI fetch the whole history (such as fetch-depth: 0)",
)


class NoEarlierStateError(Exception):
    """Raised where an earlier state cannot be had; says why, and what to do."""


@dataclass(frozen=True)
class EarlierState:
    """What ``data/`` held at the point from which the present state was made."""

    commit: str
    """The first twelve digits of its commit."""
    files: dict[str, bytes]
    """Path below the data folder → content; empty where there was no such folder. Links are left out."""


def state_at(data: Path, ref: str) -> EarlierState:
    """Return the state of ``data`` where the present branch left ``ref``: what ``ref`` got since is no change of ours.

    Raises:
        NoEarlierStateError: without git, outside a repository, for a ``ref`` that is not there, in a clone that is too shallow.
    """
    tip = _commit(data, ref)
    base = _asked(data, "merge-base", tip, "HEAD")
    if not base and _is_shallow(data):
        raise NoEarlierStateError(
            Both(
                f"{ref}: 找不到与它分开的地方{_DEEPER.zh}。",
                f"{ref}: where it parted from here is not known{_DEEPER.en}.",
            )
        )
    return _state(data, base or tip)  # two histories may have no common beginning


def state_of(data: Path, ref: str) -> EarlierState:
    """Return the state of ``data`` in ``ref`` itself.

    Raises:
        NoEarlierStateError: as of ``state_at``.
    """
    return _state(data, _commit(data, ref))


def _commit(data: Path, ref: str) -> str:
    shallow = _is_shallow(data)
    found = _asked(data, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if not found:
        raise NoEarlierStateError(
            Both(
                f"{ref}: git 不认识这个分支或提交。请核对名称，或先 git fetch{_DEEPER.zh if shallow else ''}。",
                f"{ref}: git knows no such branch or commit. Check the name, or run git fetch first{_DEEPER.en if shallow else ''}.",
            )
        )
    return found


def _is_shallow(data: Path) -> bool:
    return _git(data, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _state(data: Path, commit: str) -> EarlierState:
    prefix = _git(data, "rev-parse", "--show-prefix").decode().rstrip("\n")
    if not _asked(data, "rev-parse", "--verify", "--quiet", f"{commit}:{prefix}"):
        return EarlierState(commit[:12], {})
    packed = _git(data, "archive", "--format=tar", commit)  # of the folder it is called in
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        files = {item.name: archive.extractfile(item) for item in archive if item.isfile()}
        return EarlierState(commit[:12], {name: file.read() for name, file in files.items() if file is not None})


def _asked(folder: Path, *words: str) -> str:
    """Return what git answers to a question; empty where the answer is no."""
    try:
        return _git(folder, *words).decode().strip()
    except NoEarlierStateError:
        return ""


def _git(folder: Path, *words: str) -> bytes:
    environment = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK}
    try:
        return subprocess.run(  # noqa: S603 - the user's own git
            ["git", *words],  # noqa: S607 - wherever it is installed
            cwd=folder,
            env={**environment, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
    except FileNotFoundError:
        raise NoEarlierStateError(Both("需要 git，这台机器上没有", "git is needed and not installed")) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise NoEarlierStateError(
            Both(f"git {words[0]} 没有成功", f"git {words[0]} failed: {said[-1] if said else error.returncode}")
        ) from None
