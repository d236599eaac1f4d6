"""A new site takes the place of the old one: whole or not at all, and nothing is touched that stays as it was."""

from __future__ import annotations

import fcntl
import os

import pytest

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
    before = {url: (site / url).stat() for url in ("same.css", *STAYS)}
    swap(new, site, STAYS)
    assert {url: (site / url).stat() for url in before} == before


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
