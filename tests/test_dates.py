"""How old everything is: days from git where it knows them, nothing where it does not, and the same bytes for one commit."""

from __future__ import annotations

import csv
import os
import subprocess

import pytest

from build_scripts.cli import main
from build_scripts.reading.history import EXPORTED, days_of_change
from build_scripts.reading.records import AS_OF

DEPARTMENT = "wuhan-jiangxia/gov-office"
TARGETS, PROJECT = f"{DEPARTMENT}/2023/targets.yml", f"{DEPARTMENT}/2023/projects/road-repair.yml"


def git(folder, *command, day="2026-01-05"):
    """Run git in a folder as somebody in China on a day, at an hour that is the day before in Greenwich."""
    people = {f"GIT_{who}_{what}": "a@example.cn" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    times = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T07:30:00+0800")
    given = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *command],
        cwd=folder, env={**given, **people, **times}, check=True, capture_output=True,
    ).stdout  # fmt: skip


def commit(folder, day):
    """Commit everything on a day."""
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "change", day=day)


def change(file):
    """Change a file without changing what it says."""
    file.write_text(f"{file.read_text(encoding='utf-8')}# \n", encoding="utf-8")


@pytest.fixture
def repository(write_tree):
    """Return the data folder of a repository: all of it from one day, later the targets, then something else."""
    data = write_tree()
    (data / ".gitattributes").write_text(f"{EXPORTED} export-subst\n", encoding="utf-8")
    (data / EXPORTED).write_text("$Format:%cs$\n", encoding="utf-8")
    git(data.parent, "init", "-q")
    commit(data.parent, "2026-01-05")
    change(data / TARGETS)
    commit(data.parent, "2026-02-06")
    (data.parent / "README").write_text("of no data", encoding="utf-8")
    (data / "README.md").write_text("of no data either", encoding="utf-8")
    commit(data.parent, "2026-03-07")
    return data


def test_every_file_and_folder_has_the_day_of_its_last_change(repository):
    """A folder changes with what is in it, the whole with any of its files, and with nothing that holds no data."""
    days = days_of_change(repository, "2026-09-09")
    assert days[PROJECT] == days["portal.yml"] == days["wuhan"] == "2026-01-05"
    assert days[TARGETS] == days[DEPARTMENT] == days[AS_OF] == "2026-02-06"
    (repository / PROJECT).unlink()
    commit(repository, "2026-04-08")
    assert days_of_change(repository)[DEPARTMENT] == days_of_change(repository)[AS_OF] == "2026-04-08"


def test_writing_down_what_is_published_changes_no_data(repository):
    """``mingzhang record`` comes after the release, and the data are as old as before."""
    assert main(["record", "--data", str(repository)]) == 0
    assert days_of_change(repository)[AS_OF] == "2026-02-06"
    commit(repository, "2026-04-08")
    assert days_of_change(repository)[DEPARTMENT] == days_of_change(repository)[AS_OF] == "2026-02-06"


def test_a_change_that_is_merged_keeps_its_day(repository):
    """What somebody wrote on a branch changed when it was written; that the whole holds it is of the day of the merge."""
    git(repository, "checkout", "-qb", "branch", "HEAD~2")
    change(repository / PROJECT)
    commit(repository, "2026-02-20")
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-edit", "branch", day="2026-05-09")
    days = days_of_change(repository)
    assert (days[PROJECT], days[TARGETS], days[AS_OF]) == ("2026-02-20", "2026-02-06", "2026-05-09")


def test_what_is_not_committed_has_no_day(repository):
    """A file being edited, its folders and the whole are of no day yet; what is named by the caller stands for the whole."""
    change(repository / TARGETS)
    days = days_of_change(repository)
    assert not {TARGETS, DEPARTMENT, AS_OF} & days.keys()
    assert days[PROJECT] == "2026-01-05"
    assert days_of_change(repository, "2026-09-09")[AS_OF] == "2026-09-09"


def test_a_shallow_clone_tells_what_it_reaches(repository, tmp_path):
    """Where the clone ends, git names every file: no file has that day for it, only the whole stood as it is since then."""
    for depth, whole, targets in ((1, "2026-03-07", None), (3, "2026-02-06", "2026-02-06")):
        folder = tmp_path / str(depth)
        change(repository / "wuhan/jurisdiction.yml")
        git(tmp_path, "clone", "-q", "--depth", str(depth), repository.parent.as_uri(), str(folder))
        days = days_of_change(folder / "data")
        assert (days[AS_OF], days.get(TARGETS), days.get(PROJECT)) == (whole, targets, None)
        git(repository, "checkout", "-q", ".")


def test_an_export_knows_the_day_of_its_commit(repository, tmp_path):
    """``git archive`` leaves it in a file; a day that the caller names goes before it."""
    archive = tmp_path / "export.tar"
    archive.write_bytes(git(repository.parent, "archive", "HEAD"))
    subprocess.run(["tar", "-xf", archive, "--one-top-level=export"], cwd=tmp_path, check=True)
    export = tmp_path / "export" / "data"
    assert days_of_change(export) == {AS_OF: "2026-03-07"}
    assert days_of_change(export, "2026-09-09") == {AS_OF: "2026-09-09"}


def test_where_nothing_is_known_nothing_is_told(write_tree, monkeypatch):
    """A folder without history has no days; neither has one without git, nor one in a repository that does not hold it."""
    data = write_tree()
    assert days_of_change(data) == {}
    (data / EXPORTED).write_text("$Format:%cs$\n", encoding="utf-8")
    git(data.parent, "init", "-q")
    assert days_of_change(data) == {}
    commit(data.parent, "2026-01-05")
    assert days_of_change(data)[AS_OF] == "2026-01-05"
    monkeypatch.setenv("PATH", "")
    assert days_of_change(data) == {}


def test_a_hook_of_another_repository_does_not_answer(repository, tmp_path, monkeypatch):
    """Git tells its hooks which repository they belong to; the data have their own."""
    git(tmp_path, "init", "-q", "--bare", "other.git")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other.git"))
    assert days_of_change(repository)[AS_OF] == "2026-02-06"


def built(data, out):
    """Build a portal; return the bytes of its files."""
    assert main(["build", "--data", str(data), "--out", str(out)]) == 0
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_one_commit_gives_the_same_bytes_anywhere_at_any_time_with_its_days_in_them(repository, tmp_path, monkeypatch):
    """Two builds on different days, from different folders, in different time zones: the days are those of the commits."""
    monkeypatch.chdir(tmp_path)
    first = built("data", tmp_path / "site")
    git(tmp_path, "clone", "-q", repository.parent.as_uri(), "clone")
    (tmp_path / "clone" / "site").mkdir()
    monkeypatch.chdir(tmp_path / "clone" / "site")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    monkeypatch.setenv("TZ", "America/New_York")
    assert built(tmp_path / "clone" / "data", tmp_path / "clone" / "elsewhere") == first
    head = '<meta name="date" content="{0}">\n  <meta property="article:modified_time" content="{0}">'
    for edition, told in (("", "数据截至"), ("en/", "Data as of")):
        pages = {
            place: first[f"{edition}{place}index.html"].decode()
            for place in ("", "about/", "downloads/", f"{DEPARTMENT}/", f"{DEPARTMENT}/2023/road-repair/")
        }
        for page in pages.values():
            assert f"{told} <time>2026-02-06</time>\n" in page.partition('class="md-copyright"')[2]
        for place, day in (
            ("", "2026-02-06"),
            (f"{DEPARTMENT}/", "2026-02-06"),
            (f"{DEPARTMENT}/2023/road-repair/", "2026-01-05"),
        ):
            assert head.format(day) in pages[place]
        form, downloads = pages[f"{DEPARTMENT}/2023/road-repair/"], pages["downloads/"]
        assert "<time>2026-01-05</time>" in form.partition("<article")[2]
        assert f"{told.lower()} 2026-01-05" in form.lower().partition("mz-citation")[2]
        assert f"{told} <time>2026-02-06</time>" in downloads.partition("mz-lead")[2].partition("</p>")[0]
        assert f"{told.lower()} 2026-02-06" in downloads.lower().partition("mz-citation")[2]
    rows = csv.DictReader(first["downloads/statements.csv"].decode("utf-8-sig").splitlines())
    assert [row["last_changed"] for row in rows] == ["2026-01-05", "2026-02-06"]


def test_a_portal_without_history_tells_no_day(write_tree, tmp_path, monkeypatch):
    """No page has a date in its head or at its foot, and none shows the place where one would stand."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    for place, page in built(write_tree(), tmp_path / "site").items():
        if place.endswith(".html"):
            text = page.decode()
            assert "mz-slot" not in text, place
            assert not any(word in text for word in ('name="date"', "modified_time", "数据截至", "ata as of")), place
