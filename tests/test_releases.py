"""Releases of the data: what is frozen never changes, whatever becomes of the data afterwards, and no id is used twice."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from hashlib import sha256

import pytest
from conftest import TREE
from test_releases_read import packed

from build_scripts.cli import main
from build_scripts.opendata.releasing import ReusedIdError, frozen
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
    assert made[0] == made[1]
    capsys.readouterr()


def test_versions_go_on(recorded, capsys):
    """The next of a month has a number; an older one is refused, and nothing is written."""
    for _ in range(3):
        assert main(["release", "--data", str(recorded)]) == 0
    there = ["2026.11.1.zip", "2026.11.2.zip", "2026.11.zip"]
    assert sorted(path.name for path in (recorded / "releases").iterdir()) == there
    assert main(["release", "--data", str(recorded), "--version", "2026.12"]) == 0
    for version in ("2026.11.3", "2026.12"):
        assert main(["release", "--data", str(recorded), "--version", version]) == 2
        assert "2026.12" in capsys.readouterr().err
    assert len(list((recorded / "releases").iterdir())) == 4


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


def following(tmp_path, version, earlier, **rows):
    """Freeze the data of ``rows`` as a release after another and return both what it is and the list of vanished ids."""
    made = frozen(packed(version, "2026-11-01", **{"indicators.csv": table("indicators", **rows)}), TABLES, earlier)
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
    with pytest.raises(ReusedIdError) as refused:
        following(tmp_path, "2026.04", third, a="修路", b="植树", c="慰问")
    assert refused.value.reused == (("indicators", "c", "培训", "慰问"),)
    renamed, gone = following(tmp_path, "2026.05", third, a="修公路", b="植树")
    assert [row["id"] for row in gone] == ["c"]  # a name that was corrected is still its row's
    assert renamed.version == "2026.05"


def test_every_file_of_a_release_is_in_its_checksums(recorded, capsys):
    """The list of vanished ids too, though it is added last."""
    assert main(["release", "--data", str(recorded)]) == 0
    inside = files_in((recorded / "releases" / "2026.11.zip").read_bytes())
    sums = dict(reversed(line.split("  ")) for line in inside["SHA256SUMS"].decode().splitlines())
    assert sums == {name: sha256(held).hexdigest() for name, held in inside.items() if name != "SHA256SUMS"}
    assert "vanished_ids.csv" in sums
    capsys.readouterr()
