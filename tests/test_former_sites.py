"""The last sites of a place are kept, and one of them takes it again when somebody asks for it."""

from __future__ import annotations

import shutil
import time

import pytest

from build_scripts.cli import main
from build_scripts.publish import former_sites, present_site, replacing, swap, work_folder, write_files
from build_scripts.publish.folder import ONLY_OURS

SAME = {ONLY_OURS: b"the same in all", "same.css": b"same"}


def publish(site, number, keep=3):
    """Publish a site of which a page holds its number."""
    with work_folder(site) as work:
        write_files(work / "site", {**SAME, "index.html": b"%d" % number, f"only-{number}.html": b""})
        swap(work / "site", site, keep=keep)


def shown(folder):
    """Return the number of the site that stands in a folder, and see that it is whole."""
    number = (folder / "index.html").read_text(encoding="utf-8")
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {*SAME, "index.html", f"only-{number}.html"}
    return int(number)


def rolled_back(site, *options):
    """Ask for an earlier site and return the exit code."""
    return main(["rollback", "--out", str(site), *options])


@pytest.fixture
def site(tmp_path):
    """Return the place of five sites, one after the other."""
    for number in range(5):
        publish(tmp_path / "site", number)
    return tmp_path / "site"


def test_the_last_ones_are_kept_and_what_they_share_is_there_once(site):
    """Three former ones, the oldest first, each whole; a file that no edit touched is one on the disk."""
    kept = former_sites(site)
    assert [shown(one.folder) for one in kept] == [1, 2, 3]
    assert [one.name for one in kept] == sorted(one.name for one in kept)
    assert len({(folder / "same.css").stat().st_ino for folder in (site, *(one.folder for one in kept))}) == 1
    assert kept[0].folder.parent.stat().st_mode & 0o777 == 0o700  # they may hold what was withdrawn since


@pytest.mark.parametrize("number", ["many", "-1", "101"])
def test_a_number_that_is_none_is_a_wrong_call(number, capsys):
    """With what is allowed."""
    with pytest.raises(SystemExit):
        main(["build", "--keep", number])
    assert "between 0 and 100" in capsys.readouterr().err


@pytest.mark.parametrize(("keep", "left"), [(0, []), (1, [4]), (9, [1, 2, 3, 4])])
def test_as_many_are_kept_as_asked_for(site, keep, left):
    """None leaves no folder."""
    publish(site, 5, keep)
    assert [shown(one.folder) for one in former_sites(site)] == left
    assert (site.parent / ".site.kept").exists() is bool(left)


def test_what_is_only_looked_at_costs_no_kept_site(site):
    """A preview takes the place as often as somebody edits."""
    publish(site, 5, None)
    assert [shown(one.folder) for one in former_sites(site)] == [1, 2, 3]


@pytest.mark.parametrize("at_once", [True, False])
def test_one_goes_back_step_by_step_and_forward_again(site, capsys, monkeypatch, at_once):
    """To the one before, to the one before that, and by its name to the newest; all stay to be had."""
    if not at_once:
        monkeypatch.setattr(replacing, "exchange", no_exchange)
    newest = present_site(site).name
    for number in (3, 2):
        assert rolled_back(site) == 0
        assert shown(site) == number
    assert [shown(one.folder) for one in former_sites(site)] == [1, 3, 4]
    assert rolled_back(site, "--to", newest) == 0
    assert shown(site) == 4
    assert present_site(site).name == newest
    assert [shown(one.folder) for one in former_sites(site)] == [1, 2, 3]
    assert f"* {newest}" in capsys.readouterr().out
    assert {path.name for path in site.parent.iterdir()} == {"site", ".site.kept"}


def no_exchange(*_):
    """Say what a file system says that cannot exchange folders."""
    raise OSError(22, "none here")


def test_a_build_after_that_comes_last(site):
    """What is published after a rollback is newer than all that was before, and the one returned to is kept."""
    rolled_back(site)
    publish(site, 5)
    assert [shown(one.folder) for one in former_sites(site)] == [2, 3, 4]
    rolled_back(site)
    assert shown(site) == 4


def test_what_is_kept_is_listed_and_nothing_done(site, capsys):
    """With a mark at the present one."""
    assert rolled_back(site, "--list") == 0
    assert [line[0] for line in capsys.readouterr().out.splitlines()[1:]] == [" ", " ", " ", "*"]
    assert shown(site) == 4


def test_what_is_not_kept_is_said_with_what_is(site, tmp_path, capsys):
    """A wrong name, no earlier one, no site: a wrong call, and nothing is touched."""
    assert rolled_back(site, "--to", "20200101T000000Z") == 2
    said = capsys.readouterr().err
    assert all(one.name in said for one in former_sites(site))
    assert rolled_back(site, "--to", "../..") == 2
    assert rolled_back(tmp_path / "none") == 2
    assert main(["rollback", "--out", "s3://bucket/site"]) == 2
    publish(site, 5, 0)
    assert rolled_back(site) == 2
    assert "no earlier site is kept" in capsys.readouterr().err
    assert shown(site) == 5


@pytest.mark.parametrize("clock", [0, 4_102_444_800])
def test_the_clock_may_be_wrong(tmp_path, monkeypatch, clock):
    """In 1970 and in 2100, and put right in between: the order is that of the builds."""
    site = tmp_path / "site"
    for number, now in enumerate((clock, time.time(), clock, 0)):
        monkeypatch.setattr("time.time", lambda now=now: now)
        publish(site, number)
    assert [shown(one.folder) for one in former_sites(site)] == [0, 1, 2]
    assert rolled_back(site) == 0
    assert shown(site) == 2


def test_where_site_is_a_link_what_it_leads_to_is_exchanged(site, tmp_path):
    """The link stays, and what is kept stands beside the folder that it leads to."""
    shutil.rmtree(tmp_path / ".site.kept")
    shutil.move(site, tmp_path / "disk" / "portal")
    site.symlink_to("disk/portal")
    assert rolled_back(site) == 2
    publish(site.resolve(), 5)
    assert rolled_back(site) == 0
    assert shown(site) == 4
    assert site.is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {"site", "disk"}
