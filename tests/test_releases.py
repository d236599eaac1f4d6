"""Releases of the data: what is frozen never changes, whatever becomes of the data afterwards, and no id is used twice."""

from __future__ import annotations

import csv
import errno
import io
import json
import re
import subprocess
import zipfile
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
import yaml
from conftest import PROJECT, TREE
from test_releases_read import codes, entry, flipped, packed

from build_scripts.cli import main
from build_scripts.opendata.releasing import NotFrozenError, frozen
from build_scripts.reading.releases import releases
from build_scripts.tables.catalogue import TABLES
from build_scripts.verify import verify

OFFICE = "wuhan-jiangxia/gov-office"
FORM = f"{OFFICE}/2023/projects/road-repair.yml"
STATEMENT = f"{OFFICE}/2023/road-repair"


def files_in(content):
    """Return the files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_in(content):
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def recorded(write_tree):
    """Return a data folder in which all that is public is recorded."""
    data = write_tree()
    assert main(["record", "--data", str(data)]) == 0
    return data


@pytest.fixture
def built(tmp_path):
    """Return what builds a data folder into a site."""

    def build(data):
        out = tmp_path / "site"
        assert main(["build", "--data", str(data), "--out", str(out), "--jobs", "1"]) == 0
        return out

    return build


def test_a_release_is_published_unchanged_whatever_becomes_of_the_data(recorded, write_tree, built, capsys):
    """The zip that git keeps, its files, and their checksums stay; the data of today stand beside them."""
    assert main(["release", "--data", str(recorded)]) == 0
    kept = (recorded / "releases" / "2026.11.zip").read_bytes()
    assert yaml.safe_load((recorded / "releases.yml").read_text(encoding="utf-8")) == {
        "releases": [
            {"version": "2026.11", "date": "2026-11-01", "size": len(kept), "sha256": sha256(kept).hexdigest()}
        ]
    }
    inside = files_in(kept)
    (release,) = releases(recorded)
    assert (release.version, release.day) == ("2026.11", "2026-11-01")
    package = json.loads(inside["datapackage.json"])
    assert (package["version"], package["created"]) == ("2026.11", "2026-11-01T00:00:00Z")
    assert "版本 2026.11" in inside["README.md"].decode()
    assert b"version: '2026.11'" in inside["CITATION.cff"]

    site = built(recorded)
    first = {path.name: path.read_bytes() for path in (site / "data" / "2026.11").iterdir()}
    assert first == inside
    printed = {one["actual_raw"]: one["indicator_id"] for one in rows_in(inside["indicators.csv"])}
    id_ = printed["5公里"]
    row = id_.partition("#")[2]
    write_tree(
        {
            FORM: TREE[FORM].replace('actual: "5公里"', 'actual: "4公里"'),
            f"{OFFICE}/restatements.yml": f'restatements:\n  - statement: "{STATEMENT}"\n    row: "{row}"\n    column: "actual"\n'
            '    old: "5公里"\n    new: "4公里"\n    date: "2026-10-20"\n    reason: "抄错了一位。"\n',
        }
    )
    site = built(recorded)
    assert {path.name: path.read_bytes() for path in (site / "data" / "2026.11").iterdir()} == first
    assert (site / "data" / "2026.11.zip").read_bytes() == kept
    listed = json.loads((site / "data" / "index.json").read_bytes())
    assert [(one["version"], one["sha256"]) for one in listed["releases"]] == [("2026.11", sha256(kept).hexdigest())]
    latest = {path.name: path.read_bytes() for path in (site / "data" / "latest").iterdir()}
    assert latest == files_in((site / "downloads" / "mingzhang.zip").read_bytes())
    for files, actual in ((latest, "4公里"), (first, "5公里")):
        assert [one["actual_raw"] for one in rows_in(files["indicators.csv"]) if one["indicator_id"] == id_] == [actual]
    for folder in ("2026.11", "latest"):
        assert verify([str(site / "data" / folder)]) == 0
    page = (site / "downloads" / "index.html").read_text(encoding="utf-8")
    assert 'href="../data/2026.11.zip"' in page
    assert "最近的版本 2026.11" in page
    capsys.readouterr()


def test_a_data_folder_gives_the_same_release_twice(recorded, tmp_path, capsys):
    """Nothing of the time or the place of its making is in a release."""
    made = []
    for _ in range(2):
        assert main(["release", "--data", str(recorded)]) == 0
        file = recorded / "releases" / "2026.11.zip"
        made.append(file.read_bytes())
        file.rename(tmp_path / f"{len(made)}.zip")
        (recorded / "releases.yml").unlink()
    assert made[0] == made[1]
    capsys.readouterr()


NUMBERS = count()


def another(data):
    """Change something that is published and needs no word of why; return the command that releases it."""
    office = TREE[f"{OFFICE}/department.yml"] + f'name_en: "Office {next(NUMBERS)}"\n'
    (data / OFFICE / "department.yml").write_text(office, encoding="utf-8")
    return ["release", "--data", str(data)]


def on_day(monkeypatch, seconds):
    """Let it be another day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))


def test_versions_go_on(recorded, monkeypatch, capsys):
    """The next of a month has a number; an older one and one of a month to come are refused, and nothing is written."""
    for _ in range(3):
        assert main(another(recorded)) == 0
    there = ["2026.11.1.zip", "2026.11.2.zip", "2026.11.zip"]
    assert sorted(path.name for path in (recorded / "releases").iterdir()) == there
    capsys.readouterr()
    for version in ("2026.12", "2099.12", "2027.01.1"):
        assert main([*another(recorded), "--version", version]) == 2
        assert "2026-11-01" in capsys.readouterr().err
    on_day(monkeypatch, 1796083200)  # 1 December 2026
    assert main([*another(recorded), "--version", "2026.12"]) == 0
    capsys.readouterr()
    for version in ("2026.11.3", "2026.12"):
        assert main([*another(recorded), "--version", version]) == 2
        assert "2026.12" in capsys.readouterr().err
    assert len(list((recorded / "releases").iterdir())) == 4
    listed = yaml.safe_load((recorded / "releases.yml").read_text(encoding="utf-8"))["releases"]
    assert [one["version"] for one in listed] == ["2026.11", "2026.11.1", "2026.11.2", "2026.12"]
    assert codes(recorded) == []


def test_the_same_data_are_not_released_twice(recorded, capsys):
    """Where no table is otherwise that is said, and no new version is made; nor is a number used again for other data."""
    assert main(["release", "--data", str(recorded)]) == 0
    capsys.readouterr()
    assert main(["release", "--data", str(recorded)]) == 0
    assert "2026.11" in capsys.readouterr().out
    assert [path.name for path in (recorded / "releases").iterdir()] == ["2026.11.zip"]


@pytest.mark.parametrize("version", ["2026.13", "26.1", "2026.1", "2026.11.0", "v1", "2026.11/..", ""])
def test_a_version_is_a_month(recorded, version, capsys):
    """What is no year and month is refused with what is allowed."""
    with pytest.raises(SystemExit) as ended:
        main(["release", "--data", str(recorded), "--version", version])
    assert ended.value.code == 2
    assert "2026.11" in capsys.readouterr().err
    assert not (recorded / "releases").exists()


def test_what_is_not_recorded_is_no_release(write_tree, capsys):
    """A release says for ever what was public; so the record that guards it comes first."""
    data = write_tree()
    assert main(["release", "--data", str(data)]) == 1
    told = capsys.readouterr().err
    assert "mingzhang record" in told
    assert "没有定版" in told
    assert not (data / "releases").exists()


def test_options_of_a_review_belong_to_a_form(recorded, capsys):
    """Nobody makes a release of all data who meant to release one form, nor the reverse."""
    assert main(["release", "--data", str(recorded), "--by", "办公室"]) == 2
    assert main(["release", STATEMENT, "--data", str(recorded)]) == 2
    assert "--by" in capsys.readouterr().err


def table(name, **rows):
    """Return a CSV file of ids with what they name."""
    keys = {one.name: one.key[0] for one in TABLES}
    named = {"statements": "title_raw", "indicators": "name_raw"}[name]
    lines = "".join(f"{id_.replace('_', '/')},{text}\r\n" for id_, text in rows.items())
    return f"\ufeff{keys[name]},{named}\r\n{lines}".encode()


def following(tmp_path, version, earlier, beside=None, **rows):
    """Freeze the data of ``rows`` as a release after another and return both what it is and the list of vanished ids."""
    content = packed(version, "2026-11-01", **{"indicators.csv": table("indicators", **rows)}, **(beside or {}))
    made = frozen(content, TABLES, [earlier] if earlier else [])
    folder = tmp_path / version / "releases"
    folder.mkdir(parents=True)
    (folder / f"{version}.zip").write_bytes(made)
    (release,) = releases(folder.parent)
    return release, rows_in(files_in(made)["vanished_ids.csv"])


def test_vanished_ids_are_listed_for_ever_and_never_used_for_something_else(tmp_path):
    """What comes back as it was leaves the list; what comes back as something else is refused by its name."""
    first, gone = following(tmp_path, "2026.01", None, a="修路", b="植树", c="培训")
    assert gone == []
    second, gone = following(tmp_path, "2026.02", first, a="修路")
    assert [(row["id"], row["printed"], row["last_release"]) for row in gone] == [
        ("b", "植树", "2026.01"),
        ("c", "培训", "2026.01"),
    ]
    third, gone = following(tmp_path, "2026.03", second, a="修路", b="植树")
    assert [(row["id"], row["last_release"]) for row in gone] == [("c", "2026.01")]
    with pytest.raises(NotFrozenError) as refused:
        following(tmp_path, "2026.04", third, a="修路", b="植树", c="慰问")
    (said,) = refused.value.said
    assert all(word in said.zh for word in ("indicators", "c", "培训", "慰问"))
    with pytest.raises(NotFrozenError) as refused:
        following(tmp_path, "2026.05", third, a="修公路", b="植树")
    assert "修公路" in refused.value.said[0].en
    said = {"restatements.csv": "statement_id,row_id,column,date,reason\r\n,a,name,2026-05-02,抄错了。\r\n"}
    renamed, gone = following(tmp_path, "2026.06", third, said, a="修公路", b="植树")
    assert [row["id"] for row in gone] == ["c"]  # a name that was corrected is still its row's
    assert renamed.version == "2026.06"


def test_every_file_of_a_release_is_in_its_checksums(recorded, capsys):
    """The list of vanished ids too, though it is added last."""
    assert main(["release", "--data", str(recorded)]) == 0
    inside = files_in((recorded / "releases" / "2026.11.zip").read_bytes())
    sums = dict(reversed(line.split("  ")) for line in inside["SHA256SUMS"].decode().splitlines())
    assert sums == {name: sha256(held).hexdigest() for name, held in inside.items() if name != "SHA256SUMS"}
    assert "vanished_ids.csv" in sums
    capsys.readouterr()


def told_by(capsys):
    """Return what was printed since, on both streams."""
    said = capsys.readouterr()
    return said.out + said.err


def test_a_release_has_the_files_that_are_allowed_in_one(recorded, capsys):
    """What a real release holds is what the reader lets pass: read again it has no problem."""
    assert main(["release", "--data", str(recorded)]) == 0
    assert codes(recorded) == []
    zipped = recorded / "releases" / "2026.11.zip"
    zipped.write_bytes(flipped(zipped.read_bytes(), 5000))
    for command in (["check"], ["build", "--out", str(recorded.parent / "site")], ["release"]):
        assert main([*command, "--data", str(recorded)]) in {1, 2}
    assert "Traceback" not in told_by(capsys)
    assert codes(recorded) == [("data/releases/2026.11.zip", "release-changed")]


WITHDRAWAL = f'withdrawn:\n  - statement: "{STATEMENT}"\n    date: "2026-10-30"\n    reason: "与另一份重复。"\n'


def withdraw(data, more=""):
    """Withdraw the form of the project."""
    (data / FORM).unlink()
    (data / OFFICE / "department.yml").write_text(
        TREE[f"{OFFICE}/department.yml"] + WITHDRAWAL + more, encoding="utf-8"
    )


def put_back(data, text):
    """Put a form back under the id of the one that was withdrawn."""
    (data / FORM).write_text(text, encoding="utf-8")
    (data / OFFICE / "department.yml").write_text(TREE[f"{OFFICE}/department.yml"], encoding="utf-8")


OTHER = TREE[FORM].replace('executed: "95"', 'executed: "94"').replace("95%", "94%")


def test_a_withdrawn_form_does_not_come_back_with_other_figures(recorded, capsys):
    """Its record stays: what comes back under its id is the same, or says why it is not; by law nothing of it is kept."""
    record = recorded / OFFICE / "2023" / "published" / "road-repair.yml"
    was = record.read_bytes()
    withdraw(recorded)
    assert main(["record", "--data", str(recorded)]) == 0
    assert record.read_bytes() == was
    assert main(["check", "--data", str(recorded)]) == 0
    put_back(recorded, OTHER)
    assert main(["record", "--data", str(recorded)]) == 1
    assert "figure-changed" in told_by(capsys)
    assert main(["release", "--data", str(recorded)]) == 1
    put_back(recorded, TREE[FORM])
    assert main(["record", "--data", str(recorded)]) == 0
    withdraw(recorded, "    from_releases: true\n")
    assert main(["record", "--data", str(recorded)]) == 0
    assert not record.exists()
    capsys.readouterr()


def test_a_release_has_no_figure_that_an_earlier_one_had_otherwise(recorded, monkeypatch, capsys):
    """Where the records went with the form, the releases still know: the one that had it last, however long ago."""
    record = recorded / OFFICE / "2023" / "published" / "road-repair.yml"
    assert main(["release", "--data", str(recorded)]) == 0
    withdraw(recorded)
    record.unlink()
    on_day(monkeypatch, 1796083200)
    assert main(["record", "--data", str(recorded)]) == 0
    assert main(["release", "--data", str(recorded)]) == 0
    on_day(monkeypatch, 1798761600)
    put_back(recorded, OTHER)
    assert main(["record", "--data", str(recorded)]) == 0
    capsys.readouterr()
    assert main(["release", "--data", str(recorded)]) == 1
    told = told_by(capsys)
    assert "executed_raw" in told
    assert "“95”" in told
    assert "2026.11" in told
    assert sorted(path.name for path in (recorded / "releases").iterdir()) == ["2026.11.zip", "2026.12.zip"]
    put_back(recorded, TREE[FORM])
    record.unlink()
    assert main(["record", "--data", str(recorded)]) == 0
    assert main(["release", "--data", str(recorded)]) == 0
    capsys.readouterr()


PERSONAL = TREE[FORM].replace("道路平整", "道路平整，联系人证件 420115198603170020")
REVIEW = ["release", STATEMENT, "--by", "保密办公室", "--text", "经审查，可以公开。"]


def test_a_form_that_is_held_again_stays_in_no_release(write_tree, built, capsys):
    """The error names the releases that show it; once they are withdrawn, a notice stands where they stood."""
    data = write_tree({FORM: PERSONAL})
    assert main([*REVIEW, "--data", str(data)]) == 0
    assert main(["record", "--data", str(data)]) == 0
    assert main(["release", "--data", str(data)]) == 0
    assert main([*another(data), "--version", "2026.11.1"]) == 0
    (data / FORM).write_text(PERSONAL, encoding="utf-8")
    capsys.readouterr()
    out = data.parent / "site"
    for command in (["check"], ["build", "--out", str(out), "--jobs", "1"]):
        assert main([*command, "--data", str(data)]) == 1
        told = told_by(capsys)
        assert "form-still-released" in told
        assert "2026.11、2026.11.1" in told
    assert not out.exists()

    kept = {name: (data / "releases" / f"{name}.zip").read_bytes() for name in ("2026.11", "2026.11.1")}
    ledger = data / "releases.yml"
    gone = '    withdrawn:\n      date: "2026-11-01"\n      reason: "误载了不应公开的内容。"\n'
    ledger.write_text(re.sub('(sha256: ".*"\n)', rf"\1{gone}", ledger.read_text(encoding="utf-8")), encoding="utf-8")
    (data / "releases" / "2026.11.1.zip").unlink()
    site = built(data)
    listed = json.loads((site / "data" / "index.json").read_bytes())["releases"]
    assert [(one["version"], one["withdrawn"]["date"], one["sha256"]) for one in listed] == [
        (name, "2026-11-01", sha256(content).hexdigest()) for name, content in kept.items()
    ]
    for number, version in enumerate(kept):
        assert not (site / "data" / f"{version}.zip").exists()
        assert sorted(path.name for path in (site / "data" / version).iterdir()) == ["index.html", "index.json"]
        assert json.loads((site / "data" / version / "index.json").read_bytes()) == listed[number]
        page = (site / "data" / version / "index.html").read_text(encoding="utf-8")
        assert "误载了不应公开的内容。" in page
        assert listed[number]["sha256"] in page
        assert "withdrawn as a whole" in (site / "en" / "data" / version / "index.html").read_text(encoding="utf-8")
    assert not [path for path in site.rglob("*") if path.is_file() and b"420115198603170020" in path.read_bytes()]
    page = (site / "downloads" / "index.html").read_text(encoding="utf-8")
    assert 'href="../data/2026.11/"' in page
    assert "2026.11.zip" not in page
    told = [row["kind"] for row in rows_in((site / "downloads" / "changes.csv").read_bytes())]
    assert (told.count("release"), told.count("release_withdrawn")) == (2, 2)
    assert "数据版本撤下：2026.11" in (site / "feed.xml").read_text(encoding="utf-8")
    assert main(["release", "--data", str(data)]) == 0  # of what is left, under a number that nothing had
    assert (data / "releases" / "2026.11.2.zip").exists()
    assert [path.name for path in (site / "data").glob("*.zip")] == []


def test_a_form_withdrawn_by_law_stays_in_no_release(recorded, capsys):
    """Other withdrawals leave releases as they are; this one says that they must go too."""
    assert main(["release", "--data", str(recorded)]) == 0
    withdraw(recorded)
    assert main(["check", "--data", str(recorded)]) == 0
    (recorded / FORM).write_text(TREE[FORM], encoding="utf-8")
    withdraw(recorded, "    from_releases: true\n")
    capsys.readouterr()
    assert main(["check", "--data", str(recorded)]) == 1
    told = told_by(capsys)
    assert f"data/{OFFICE}/department.yml:7" in told
    assert "form-still-released" in told


def git(folder, *words):
    """Call git in a folder."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.cn", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(recorded):
    """Return a data folder whose recorded files are committed."""
    git(recorded.parent, "init", "-q", "-b", "main")
    commit(recorded)
    return recorded


def commit(data):
    """Commit the data as they are."""
    git(data.parent, "add", "data")
    git(data.parent, "commit", "-qm", "data")


def test_what_is_not_committed_is_no_release(repository, capsys):
    """A change, a new file, the last release and one that git ignores are each named; committed they are released."""
    release = another(repository)
    assert main(release) == 1
    assert f"{OFFICE}/department.yml" in told_by(capsys)
    commit(repository)
    (repository / "sources" / "more.yml").write_text(TREE["sources/document.yml"], encoding="utf-8")
    assert main(release) == 1
    assert "sources/more.yml" in told_by(capsys)
    commit(repository)
    assert main(release) == 0
    capsys.readouterr()
    for ignored in ("", "*.zip\n"):
        (repository.parent / ".gitignore").write_text(ignored, encoding="utf-8")
        assert main(release) == 1
        assert "releases/2026.11.zip" in told_by(capsys)
    (repository.parent / ".gitignore").unlink()
    commit(repository)
    assert main(release) == 0
    assert "2026.11" in told_by(capsys)
    assert not (repository / "releases" / "2026.11.1.zip").exists()


def test_data_that_git_leaves_out_are_released_as_without_git(recorded, capsys):
    """A folder that the repository around it ignores has no commits to wait for."""
    git(recorded.parent, "init", "-q", "-b", "main")
    (recorded.parent / ".gitignore").write_text("data\n", encoding="utf-8")
    assert main(["release", "--data", str(recorded)]) == 0
    assert main(another(recorded)) == 0
    assert (recorded / "releases" / "2026.11.1.zip").exists()
    capsys.readouterr()


def test_a_request_changes_nothing_in_the_ledger(repository, capsys):
    """An entry that goes or changes is an error of the request, with its file; a withdrawal is none, and is not taken back."""
    assert main(["release", "--data", str(repository)]) == 0
    commit(repository)
    git(repository.parent, "switch", "-q", "-c", "request")
    since = ["check", "--since", "main", "--data", str(repository)]
    ledger, zipped = repository / "releases.yml", repository / "releases" / "2026.11.zip"
    was = ledger.read_text(encoding="utf-8")
    assert main(since) == 0
    ledger.unlink()
    zipped.rename(repository.parent / "kept.zip")
    assert codes(repository) == []  # alone it tells nothing: nothing is left
    capsys.readouterr()
    assert main(since) == 1
    told = told_by(capsys)
    assert "record-gone" in told
    assert "data/releases.yml" in told
    (repository.parent / "kept.zip").rename(zipped)
    other = packed("2026.11", "2026-11-01")
    ledger.write_text(was.replace("2026-11-01", "2026-11-02"), encoding="utf-8")
    assert main(since) == 1
    ledger.write_text(f"releases:\n{entry('2026.11', '2026-11-01', other)}", encoding="utf-8")
    zipped.write_bytes(other)
    assert codes(repository) == []
    assert main(since) == 1
    git(repository.parent, "checkout", "-q", "main", "--", ".")
    withdrawn = f'{was}    withdrawn:\n      date: "2026-11-01"\n      reason: "误载了不应公开的内容。"\n'
    ledger.write_text(withdrawn, encoding="utf-8")
    zipped.unlink()
    assert main(since) == 0
    commit(repository)
    git(repository.parent, "branch", "-f", "main")
    git(repository.parent, "checkout", "-q", "HEAD~1", "--", ".")
    capsys.readouterr()
    assert main(since) == 1
    assert "record-gone" in told_by(capsys)


def test_a_release_that_cannot_be_written_leaves_nothing(recorded, monkeypatch, capsys):
    """Neither half a zip nor an entry of what is not there; the next release has the number."""
    replace = Path.replace
    for name in ("2026.11.zip.new", "releases.yml.new"):

        def full(self, target, name=name):
            if self.name == name:
                raise OSError(errno.ENOSPC, "no space", str(self))
            return replace(self, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", full)
            assert main(["release", "--data", str(recorded)]) == 2
        assert "没有定版" in told_by(capsys)
        assert not (recorded / "releases.yml").exists()
        assert not [*recorded.glob("releases/*")]
        assert codes(recorded) == []
    assert main(["release", "--data", str(recorded)]) == 0
    capsys.readouterr()


def test_what_a_killed_release_left_is_cleared_up(recorded, capsys):
    """Its folder in the cache goes with the next release."""
    left = PROJECT / ".cache" / ".release.new-99999999"
    left.mkdir(parents=True)
    assert main(["release", "--data", str(recorded)]) == 0
    assert not left.exists()
    capsys.readouterr()


def test_the_ledger_keeps_what_people_wrote(recorded, capsys):
    """Comments and withdrawals stay when the next release is entered."""
    assert main(["release", "--data", str(recorded)]) == 0
    ledger = recorded / "releases.yml"
    text = "# 版本清单\n" + ledger.read_text(encoding="utf-8")
    text += '    withdrawn:  # 见公文\n      date: "2026-11-01"\n      reason: "误载了不应公开的内容。"\n'
    ledger.write_text(text, encoding="utf-8")
    assert main(another(recorded)) == 0
    assert ledger.read_text(encoding="utf-8").startswith(text)
    assert codes(recorded) == []
    capsys.readouterr()
