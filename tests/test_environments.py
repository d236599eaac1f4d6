"""A portal is the same to the byte and to the mode, wherever, by whomever, and under whatever circumstances it is built."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import PROJECT, SAMPLE, WITHOUT_LARGEST

PROGRAM = ("build_scripts", "content", "site_templates", "deploy", "mkdocs.yml")
REPLIES, WORD = "data/example-district/transport-bureau/replies.yml", "次年一月"
NOBODY = 65534
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
READING = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
"""The interpreter may stand in the folder of somebody else; this lets nobody read it, and write no more than nobody may."""
PEOPLE = {f"GIT_{who}_{what}": "a@example.cn" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
DAYS = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-10-20T23:30:00+0800")


def git(folder, *command):
    """Run git in a folder as somebody on a day."""
    told = {"PATH": os.environ["PATH"], **PEOPLE, **DAYS}
    subprocess.run(["git", "-C", str(folder), *command], check=True, capture_output=True, env=told)


def checkout(origin, folder, *, reverse=False, at=0):
    """Copy a checkout file by file, in the order of the names or against it, and give all files the same time or odd ones."""
    folder.mkdir(parents=True)
    for number, path in enumerate(sorted(origin.rglob("*"), reverse=reverse)):
        target = folder / path.relative_to(origin)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
        if at:
            os.utime(target, (at + 977 * number, at + 977 * number))
    return folder


@dataclass(frozen=True)
class Surroundings:
    """Where and how a portal is built."""

    folder: Path
    jobs: int
    umask: int
    told: dict[str, str]
    """All that is in its environment but the day and the path."""
    before: tuple[str, ...] = field(default=())
    """The command that runs the build, such as one that changes the user."""

    def build(self):
        """Build the portal of the checkout by its own program; return its folder."""
        told = {
            "PATH": os.environ["PATH"],
            "SOURCE_DATE_EPOCH": os.environ["SOURCE_DATE_EPOCH"],
            **self.told,
        }
        command = (*self.before, sys.executable, "-m", "build_scripts", "build", "--jobs", str(self.jobs))
        done = subprocess.run(
            command, cwd=self.folder, env=told, umask=self.umask, capture_output=True, text=True, encoding="utf-8",
            errors="replace", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return self.folder / "site"


def whole(site):
    """Return the kind, mode and content of everything that stands in a site, with the modes of its folders."""
    found = {}
    for path in (site, *site.rglob("*")):
        told = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(told.st_mode) else b""
        found[path.relative_to(site).as_posix()] = oct(told.st_mode), content
    return found


def different(one, other):
    """Return the names that two sites do not have alike."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def as_nobody(folder):
    """Return the command that runs another as nobody, who gets the folder for his own; none where that cannot be."""
    command = (*AS_NOBODY, *READING)
    if os.getuid() or shutil.which("setpriv") is None:
        return ()
    if subprocess.run([*command, sys.executable, "-c", ""], capture_output=True, check=False, cwd="/").returncode:
        return ()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return command


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """Return a repository of the program with the made-up portal as its data, which has every state that a portal can have.

    With it stand the forms of the sample, of every type.
    """
    folder = tmp_path_factory.mktemp("origin") / "checkout"
    folder.mkdir()
    for name in PROGRAM:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    shutil.copytree(SAMPLE, folder / "data", ignore=WITHOUT_LARGEST)
    shutil.copytree(PROJECT / "example", folder / "data", dirs_exist_ok=True)
    (folder / ".gitignore").write_text("site/\n.cache/\n.site*\n__pycache__/\n", encoding="utf-8")
    git(folder, "-c", "init.defaultBranch=main", "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "portal")
    return folder


@pytest.fixture
def open_folder():
    """Return a new folder to which everybody has a way; a test's own is shut to others, and git asks for each step of the way."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.site  # four builds, each a process of its own
def test_two_checkouts_make_one_site_whatever_stands_around_them(origin, tmp_path, open_folder):
    """Other folders, users, times of files, zones, languages, hash seeds, rights, processes; nothing kept, some, or no cache."""
    here = checkout(origin, tmp_path / "a")
    there = checkout(origin, open_folder / "另一处 checkout" / "门户 二", reverse=True, at=86_400)
    first = Surroundings(
        here, 1, 0o022, {"HOME": str(tmp_path), "TZ": "UTC0", "LC_ALL": "C", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0"}
    )
    second = Surroundings(
        there, 2, 0o077, {"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"}, as_nobody(there)
    )  # fmt: skip
    third = Surroundings(
        here, 2, 0o027,
        {"HOME": "/nowhere", "TZ": "America/St_Johns", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    cold = whole(first.build())
    assert {mode for mode, _ in cold.values()} == {"0o40755", "0o100644"}
    assert b"2026-10-20" in cold["index.html"][1]  # the day of the commit, in whatever zone it is asked for

    replies = there / REPLIES
    text, told = replies.read_text(encoding="utf-8"), replies.stat()
    replies.write_text(text.replace(WORD, "次年二月"), encoding="utf-8")
    assert different(cold, whole(second.build()))
    replies.write_text(text, encoding="utf-8")
    os.utime(replies, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert different(cold, whole(second.build())) == []  # with what was kept of all that the reply is not on

    shutil.rmtree(here / ".cache")
    shutil.rmtree(here / "site")
    (here / ".cache").touch()
    assert different(cold, whole(third.build())) == []
