"""Whatever goes wrong around a build, the last good site stays whole, one sentence says what it was, and nothing else is left."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import PROJECT, SAMPLE

from build_scripts.cli import main
from build_scripts.publish import replacing, write_files
from build_scripts.publish.folder import ONLY_OURS

OLD = {ONLY_OURS: b"old", "index.html": b"old"}
COMMAND = (sys.executable, "-m", "build_scripts", "build", "--jobs", "2")


def contents(folder):
    """Return every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def site(tmp_path):
    """Return the place of a good site, in a folder with a blank and Chinese characters in its name."""
    write_files(tmp_path / "发布 here" / "site", OLD)
    return tmp_path / "发布 here" / "site"


def built(data, out, before="true", **environment):
    """Build in a world of mounts that is the build's own, after a command; return what became of it, and what stands there."""
    script = f'{before}; cd "{PROJECT}"; "$@"; code=$?; echo; ls -A "$OUT"; cat "$OUT/site/index.html"; exit $code'
    asked = ["unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh", *COMMAND]
    asked += ["--data", str(data), "--out", str(out)]
    told = {**os.environ, "OUT": str(out.parent), **environment}
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=told)
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"nothing can be mounted here: {done.stderr}")
    return done


SMALL = 'cp -r "$OUT" "$OUT.kept"; mount -t tmpfs -o size=3m none "$OUT"; cp -r "$OUT.kept/." "$OUT"; rm -r "$OUT.kept"'
"""A disk of its own for the site and what is made beside it, too small for a new one."""
FAULTS = {
    "the disk is full": (SMALL, "the disk is full"),
    "the disk is read-only": ('mount --bind "$OUT" "$OUT"; mount -o remount,bind,ro "$OUT"', "the disk is read-only"),
    "no room for temporary files": (
        'mkdir "$OUT.none"; mount -t tmpfs -o size=4k none "$OUT.none"; export TMPDIR="$OUT.none"',
        "the disk is full",
    ),
    "a limit on files": ("ulimit -f 1000", "larger than the system allows"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_build_that_cannot_write_says_so_and_leaves_the_old_site(write_tree, site, fault):
    """A full disk, one that is read-only, one without room for temporary files, a limit on files."""
    before, said = FAULTS[fault]
    done = built(write_tree(), site, before)
    assert done.returncode == 2
    assert said in done.stderr
    assert str(site.parent) in done.stderr
    assert "is as it was" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.splitlines()[-2:] == ["site", "old"]  # and nothing beside it


def test_a_file_system_that_cannot_exchange_folders_is_said(write_tree, site, monkeypatch, capsys):
    """The site moves in file by file, and whoever builds is told so."""

    def no_exchange(*_):
        raise OSError(errno.EINVAL, "none here")

    monkeypatch.setattr(replacing, "exchange", no_exchange)
    assert main(["build", "--data", str(write_tree()), "--out", str(site)]) == 0
    assert "old and new stood side by side" in capsys.readouterr().out
    assert contents(site)[ONLY_OURS] != b"old"
    (kept,) = (site.parent / ".site.kept").iterdir()
    assert contents(kept) == OLD


def test_a_folder_of_somebody_elses_is_said_and_left_alone(write_tree, site):
    """Rights are missing where the site would be made."""
    if os.getuid():
        pytest.skip("only root can give a folder to somebody else")
    os.chown(site.parent, 65534, 65534)
    done = built(write_tree(), site)
    assert done.returncode == 2
    assert "permission is denied" in done.stderr
    assert contents(site) == OLD


def test_a_poor_place_makes_the_same_site(write_tree, site, tmp_path, monkeypatch):
    """No HOME, a terminal without Chinese, umask 077, 1970, a cache folder with other things in its places: the same bytes."""
    data = write_tree()
    cache = f'mount -t tmpfs none "{PROJECT}/.cache"; cd "{PROJECT}/.cache"; touch dress templates; mkdir -p units/theirs/too'
    poor = {
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "SOURCE_DATE_EPOCH": "0",
        "TZ": "Asia/Shanghai",
    }
    (PROJECT / ".cache").mkdir(exist_ok=True)
    done = built(data, site, f"{cache}; unset HOME; umask 077", **poor)
    assert done.returncode == 0, done.stderr
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert main(["build", "--data", str(data), "--out", str(tmp_path / "plain")]) == 0
    assert contents(site) == contents(tmp_path / "plain")
    modes = {path.stat().st_mode & 0o777 for path in (site, *site.rglob("*"))}
    assert modes == {0o755, 0o644}


BEGUN_LATE = """
import os, signal, sys, time
from pathlib import Path
from build_scripts.cli import main

def begun():
    begun = Path(f"/proc/{os.getppid()}/task/{os.getppid()}/children").read_text().split()
    if len(begun) > 1:
        os.kill(int(begun[0]), signal.SIGKILL)
        time.sleep(1)  # in which the builder asks this one to end

os.register_at_fork(after_in_child=begun)
sys.exit(main(sys.argv[1:]))
"""
"""Has the second process begin so late that the first is killed before."""


def test_a_process_killed_while_another_begins_ends_the_build(site):
    """What asks the other to end finds it before it can answer; it is not lost, so that nobody waits for ever."""
    asked = [sys.executable, "-c", BEGUN_LATE, *COMMAND[3:], "--data", str(SAMPLE), "--out", str(site)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=PROJECT, timeout=100)
    assert done.returncode == 2
    assert "a process was ended by the system" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(site.parent) == {f"site/{name}": content for name, content in OLD.items()}


ENDED_LATE = """
import os, signal, sys
from build_scripts.cli import main

begun = []
ended = lambda: os.kill(os.getpid(), signal.SIGKILL) if len(begun) == int(sys.argv[1]) else None
os.register_at_fork(before=lambda: begun.append(True), after_in_child=ended)
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("number", [3, 6])
def test_a_process_killed_while_all_is_brought_together_ends_the_build(site, number):
    """The first two are for departments; one that writes a file of the portal is killed, another that verifies it."""
    asked = [sys.executable, "-c", ENDED_LATE, f"{number}", *COMMAND[3:], "--data", str(SAMPLE), "--out", str(site)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=PROJECT, timeout=200)
    assert done.returncode == 2
    assert "a process was ended by the system" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(site.parent) == {f"site/{name}": content for name, content in OLD.items()}


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_asked_to_end_leaves_nothing_half_done(write_tree, site, asked):
    """TERM and HUP, while the new site is being made by several processes: the exit code of shells, and no folder left."""
    command = [*COMMAND, "--data", str(write_tree()), "--out", str(site)]
    before = signal.signal(asked, signal.SIG_DFL)  # these tests may have been started by nohup, which a child inherits
    try:
        started = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(asked, before)
    with started as running:
        while not any(site.parent.glob(".site.new-*/site")):
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(asked)
        said = running.stderr.read()
        assert running.wait(60) == 128 + asked
    assert "stopped" in said
    assert "Traceback" not in said
    assert contents(site) == OLD
    assert [path.name for path in site.parent.iterdir()] == ["site"]
