"""A new site takes the place of the old one: whole or not at all, and nothing is touched that stays as it was."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PROJECT

from build_scripts.publish import PublishError, clear_up, swap, write_files
from build_scripts.publish.replacing import OLD, work_folder

OLD_SITE = {
    "index.html": b"old",
    "a/index.html": b"old a",
    "a/gone/index.html": b"gone",
    "same.css": b"same",
    "staying/one.html": b"one",
    "staying/two.html": b"two",
    "folder-then-file": b"file",
}
NEW_SITE = {
    "index.html": b"new",
    "a/index.html": b"new a",
    "b/c/index.html": b"new b",
    "same.css": b"same",
    "folder-then-file/index.html": b"page",
    "a/gone": b"a file where a folder was",
}
STAYS = ("staying/one.html", "staying/two.html")
WHOLE = NEW_SITE | {url: OLD_SITE[url] for url in STAYS}


def contents(site):
    """Return every file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def folders(site):
    """Return every folder in which something stands."""
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir()}


def folders_of(files):
    """Return the folders that files need."""
    return {url[:place] for url in files for place, sign in enumerate(url) if sign == "/"}


def after(steps, then):
    """Return what renames files ``steps`` times and does something else then."""
    done, rename = [], os.replace

    def renamed(*places):
        if len(done) == steps:
            then()
        rename(*places)
        done.append(places)

    return renamed


def killed_while_moving(new, out, steps, stays=()):
    """Have a process of its own move a site in and end, as killed, before a step; it may be done before that."""
    child = os.fork()
    if not child:
        os.replace = after(steps, lambda: os._exit(9))
        swap(new, out, stays)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.fixture
def site(tmp_path):
    """Return the place of an old site."""
    write_files(tmp_path / "site", OLD_SITE)
    return tmp_path / "site"


@pytest.fixture
def new(tmp_path):
    """Return a new site beside the old one."""
    write_files(tmp_path / ".site.new-4242" / "site", NEW_SITE)
    return tmp_path / ".site.new-4242" / "site"


def test_the_new_site_stands_in_the_place_and_nothing_of_the_old_one(site, new):
    """Replaced, added, gone, staying; a file where a folder was and the reverse; no empty folder is left."""
    swap(new, site, STAYS)
    assert contents(site) == WHOLE
    assert folders(site) == folders_of(WHOLE)


def test_what_is_the_same_is_not_touched(site, new):
    """Whoever copies the site elsewhere by time and size copies what has changed."""

    def seen(url):
        told = (site / url).stat()
        return told.st_ino, told.st_mtime_ns, told.st_ctime_ns, told.st_size

    before = {url: seen(url) for url in ("same.css", *STAYS)}
    swap(new, site, STAYS)
    assert {url: seen(url) for url in before} == before


@pytest.mark.parametrize("steps", range(8))
def test_ctrl_c_at_any_step_leaves_the_old_site(site, new, monkeypatch, steps):
    """Whatever has been moved is put back, and what came goes."""

    def interrupted():
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        undo, moving = os.replace, after(steps, interrupted)
        patched.setattr(os, "replace", lambda one, other: (undo if f"/{OLD}/" in one else moving)(one, other))
        if steps == 7:  # two that went, five that came
            swap(new, site, STAYS)
        else:
            with pytest.raises(KeyboardInterrupt):
                swap(new, site, STAYS)
    assert contents(site) == (WHOLE if steps == 7 else OLD_SITE)
    assert folders(site) == folders_of(contents(site))


@pytest.mark.parametrize("steps", range(8))
def test_a_build_killed_at_any_step_is_undone_by_the_next_one(site, new, steps):
    """What the system ended can put nothing back itself."""
    assert killed_while_moving(new, site, steps, STAYS) is (steps < 7)
    clear_up(site)
    assert contents(site) == (WHOLE if steps == 7 else OLD_SITE)
    assert folders(site) == folders_of(contents(site))
    assert not new.parent.exists()


def test_a_build_killed_before_it_moved_anything_leaves_nothing(site, new):
    """Its folder goes."""
    clear_up(site)
    assert contents(site) == OLD_SITE
    assert not new.parent.exists()


def test_what_was_to_stay_and_is_gone_is_said(site, new):
    """Somebody cleared the place while the site was being built: the site would have a hole."""
    (site / STAYS[0]).unlink()
    before = contents(site)
    with pytest.raises(PublishError, match=STAYS[0]):
        swap(new, site, STAYS)
    assert contents(site) == before


def test_nothing_is_written_through_a_link_in_the_old_site(site, new, tmp_path):
    """A link in the published folder, to a file or a folder, gives way to what the site has there."""
    elsewhere = tmp_path / "elsewhere"
    write_files(elsewhere, {"index.html": b"not ours", "page.html": b"not ours"})
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(elsewhere / "page.html")
    (site / "b").symlink_to(elsewhere)
    swap(new, site, STAYS)
    assert contents(site) == WHOLE
    assert not any(path.is_symlink() for path in site.rglob("*"))
    assert contents(elsewhere) == {"index.html": b"not ours", "page.html": b"not ours"}


def test_a_link_to_somebodys_folder_survives_a_build_that_is_killed_before_it_gave_way(site, new, tmp_path):
    """What stands behind the link is not taken for what the new site has brought."""
    elsewhere = tmp_path / "elsewhere"
    write_files(elsewhere, {"c/index.html": b"theirs"})
    (site / "b").symlink_to(elsewhere)
    for steps in (0, 1, 2, 5):
        assert killed_while_moving(new, site, steps, STAYS)
        write_files(new, NEW_SITE)
        (work,) = tmp_path.glob(".site.new-*")
        shutil.copytree(work / "site", tmp_path / "again")
        clear_up(site)
        assert contents(elsewhere) == {"c/index.html": b"theirs"}
        assert (site / "b").is_symlink()
        assert {url: data for url, data in contents(site).items() if not url.startswith("b/")} == OLD_SITE
        work.mkdir()
        (tmp_path / "again").rename(work / "site")


def test_what_breaks_while_the_old_site_is_put_back_loses_nothing(site, tmp_path, monkeypatch):
    """A second Ctrl+C: what has not been put back waits for the next build."""
    write_files(site, {"downloads/statements.csv": b""})
    before, calls, rename = contents(site), [], os.replace

    def impatient(*places):
        calls.append(places)
        if len(calls) > 4:
            raise KeyboardInterrupt
        rename(*places)

    def built():
        with work_folder(site) as work, monkeypatch.context() as patched:
            write_files(work / "site", NEW_SITE)
            patched.setattr(os, "replace", impatient)
            swap(work / "site", site, STAYS)

    with pytest.raises(KeyboardInterrupt):
        built()
    assert contents(site) != before
    clear_up(site)
    assert contents(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_gives_way_to_a_file(site, new):
    """Somebody made folders where the site has a file; there is nothing in them."""
    (site / "b/c/index.html/empty/too").mkdir(parents=True)
    swap(new, site, STAYS)
    assert contents(site) == WHOLE


HOLDS = """
import os, sys, time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from build_scripts.publish import work_folder
from build_scripts.units import spreading
with work_folder(Path(sys.argv[1])), ProcessPoolExecutor(1, initializer=spreading._begin, initargs=(None, None)) as pool:
    print(pool.submit(os.getpid).result(), flush=True)
    pool.submit(time.sleep, 60)
    time.sleep(60)
"""


def test_a_killed_build_takes_its_locks_and_its_workers_with_it(site):
    """The system, a time limit or CI ends the build alone: its processes neither hold the place nor live on."""
    write_files(site, {"downloads/statements.csv": b""})
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(site)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as running:
        worker = int(running.stdout.readline())
        running.kill()
        running.wait()
        clear_up(site)
        with work_folder(site):
            pass
        for _ in range(100):
            if not Path(f"/proc/{worker}").exists() or " Z " in Path(f"/proc/{worker}/stat").read_text():
                break
            time.sleep(0.1)
        else:
            raise AssertionError(worker)
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_two_builds_of_one_site_do_not_mix(site, tmp_path):
    """While one is at work the other is told so."""
    opened = os.open(site, os.O_RDONLY)
    fcntl.flock(opened, fcntl.LOCK_EX)
    write_files(site, {"downloads/statements.csv": b""})
    before = contents(site)
    with pytest.raises(PublishError, match="is building this site"), work_folder(site):
        raise AssertionError
    os.close(opened)
    with work_folder(site):
        assert contents(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
